//! The examples that come with Upturn: they load, they hold what the pictures and the documents speak of, and they are
//! written exactly as Upturn would write them.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that panics says where; tests write where they like"
)]

use std::fs;
use std::path::{Path, PathBuf};

use upturn::analysis::{self, checkup};
use upturn::model::{
    Amount, Basis, FiscalStart, Granularity, IdeaState, Level, LineKind, Period, Plan, ReviewState, Series, Source,
    Span, Spread, Standing, SubjectKind, Test, check,
};
use upturn::storage;

fn examples() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir("assets/examples").unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "ron"));
    paths.sort();
    paths
}

fn coast() -> Plan {
    storage::load(Path::new("assets/examples/coast.upturn.ron")).unwrap().plan
}

fn month(text: &str) -> Period {
    text.parse().unwrap()
}

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

/// Sum of the months that have a figure.
fn sold(series: &Series, first: &str, last: &str) -> Amount {
    Span::new(month(first), month(last)).unwrap().iter().filter_map(|p| series.value(p)).sum()
}

#[test]
fn every_example_loads_without_a_word_and_is_as_upturn_writes_it() {
    let paths = examples();
    assert!(!paths.is_empty());
    for path in paths {
        let mut loaded = storage::load(&path).unwrap_or_else(|e| panic!("{e}"));
        if std::env::var_os("UPDATE_EXAMPLES").is_some() {
            fs::write(&path, storage::to_text(&loaded.plan).unwrap()).unwrap();
            loaded = storage::load(&path).unwrap();
        }
        assert!(loaded.warnings.is_empty(), "{}: {:?}", path.display(), loaded.warnings);
        assert_eq!(check::faults(&loaded.plan), [], "{}", path.display());
        assert!(loaded.plan.as_of.is_some(), "{} would look stale one day: it has no as_of", path.display());
        let written = storage::to_text(&loaded.plan).unwrap();
        assert!(
            written.as_bytes() == fs::read(&path).unwrap(),
            "{} is not as Upturn writes it now; UPDATE_EXAMPLES=1 rewrites it",
            path.display()
        );
    }
}

#[test]
fn coast_is_a_territory_with_41_months_of_which_the_last_is_unfinished() {
    let plan = coast();
    assert_eq!((plan.title.as_str(), plan.owner.as_str()), ("Coast 2026–27", "Tom Achterberg"));
    assert_eq!((plan.subject.kind, plan.subject.name.as_str()), (SubjectKind::Territory, "Coast"));
    assert_eq!(plan.currency.unwrap().code(), "GBP");
    assert_eq!(plan.fiscal_start, FiscalStart::new(7).unwrap());
    assert_eq!(plan.period, Some(plan.fiscal_start.months_of(2026)));

    let [sales] = plan.series.as_slice() else { panic!("{} series", plan.series.len()) };
    let as_of = plan.as_of.unwrap();
    let standings: Vec<Standing> = sales.figures.keys().map(|p| sales.standing(*p, plan.fiscal_start, as_of)).collect();
    assert_eq!(sales.extent(), Span::new(month("2023-07"), month("2026-11")));
    assert_eq!(standings.len(), 41);
    assert!(standings[..40].iter().all(|s| *s == Standing::Finished));
    assert_eq!(standings[40], Standing::Unfinished);
    assert_eq!(sales.source, Source::File("sales-export-16-nov.csv".into()));
    assert_eq!(sales.data_date, Some("2026-11-16".parse().unwrap()));
}

#[test]
fn coast_sold_what_the_pictures_show() {
    let plan = coast();
    let sales = &plan.series[0];
    assert_eq!(sold(sales, "2023-07", "2024-06"), amount("645961.95"));
    assert_eq!(sold(sales, "2024-07", "2025-06"), amount("624340.72"));
    assert_eq!(sold(sales, "2025-07", "2026-06"), amount("684508.28"));
    assert_eq!(sold(sales, "2026-07", "2026-10"), amount("245856.89"));
    assert_eq!(sales.value(month("2026-11")), Some(amount("25639.66")));
    for period in ["2025-02", "2025-03", "2025-04", "2025-05"] {
        assert_eq!(sales.figures[&month(period)].note, "No rep in Coast");
    }
    assert_eq!(sales.figures.values().filter(|f| !f.note.is_empty()).count(), 4);
}

#[test]
fn coast_has_a_target_in_each_level_with_last_years_season() {
    let plan = coast();
    let (sales, year) = (&plan.series[0], plan.period.unwrap());
    let wanted = [(Level::Minimum, 640), (Level::Formal, 690), (Level::Intent, 705), (Level::Stretch, 725)];
    for (level, thousands) in wanted {
        let target = sales.target(level).unwrap();
        assert_eq!(target.total(year), Some(Amount::whole(thousands * 1_000)), "{level:?}");
        assert_eq!((target.spread, target.amounts.len()), (Spread::LastYear, 12));
        assert!(target.amounts[&month("2026-07")] > target.amounts[&month("2027-01")]);
    }
    assert_eq!(sales.targets.len(), wanted.len());
}

// The lift service: quarters, no season.

fn lift_service() -> Plan {
    storage::load(Path::new("assets/examples/lift-service.upturn.ron")).unwrap().plan
}

#[test]
fn the_lift_service_is_a_firm_with_26_finished_quarters_of_revenue_and_profit() {
    let plan = lift_service();
    assert_eq!((plan.title.as_str(), plan.owner.as_str()), ("Hartog Lift Service 2026", "Ilse Hartog"));
    assert_eq!((plan.subject.kind, plan.currency.unwrap().code()), (SubjectKind::Business, "EUR"));
    assert_eq!(plan.period, Some(FiscalStart::JANUARY.months_of(2026)));
    let names: Vec<&str> = plan.series.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["Revenue", "Profit"]);
    for series in &plan.series {
        assert_eq!(series.granularity, Granularity::Quarter);
        assert_eq!(series.extent(), Span::new(month("2020-Q1"), month("2026-Q2")));
        let standing = |p: &Period| series.standing(*p, plan.fiscal_start, plan.as_of.unwrap());
        assert!(series.figures.len() == 26 && series.figures.keys().all(|p| standing(p) == Standing::Finished));
    }
    let (revenue, profit) = (&plan.series[0], &plan.series[1]);
    assert!(profit.figures.iter().all(|(p, f)| f.value > Some(Amount::ZERO) && f.value < revenue.value(*p)));
    assert_eq!(sold(revenue, "2025-Q1", "2025-Q4"), amount("1222965.47"));
    assert_eq!(sold(revenue, "2026-Q1", "2026-Q2"), amount("624638.86"));
    assert_eq!(sold(profit, "2025-Q1", "2025-Q4"), amount("176445.51"));
    assert_eq!(revenue.figures.values().filter(|f| !f.note.is_empty()).count(), 7);
}

#[test]
fn the_lift_service_has_no_season_and_grows() {
    let plan = lift_service();
    let answer = analysis::analyse(&plan, 0, plan.as_of.unwrap()).unwrap();
    assert!(answer.season.unwrap().indices.iter().all(|index| (index - 1.0).abs() < 0.02));
    let trend = answer.trend.unwrap();
    assert!(trend.per_year_percent > 3.0 && !trend.could_be_chance, "{trend:?}");
}

#[test]
fn the_lift_services_targets_are_even() {
    let plan = lift_service();
    let (year, revenue, profit) = (plan.period.unwrap(), &plan.series[0], &plan.series[1]);
    let quarters = year.at(Granularity::Quarter, plan.fiscal_start);
    for (level, thousands) in
        [(Level::Minimum, 1_240), (Level::Formal, 1_300), (Level::Intent, 1_320), (Level::Stretch, 1_350)]
    {
        let target = revenue.target(level).unwrap();
        assert_eq!(target.total(quarters), Some(Amount::whole(thousands * 1_000)), "{level:?}");
        assert_eq!((target.spread, target.amounts.len()), (Spread::Even, 4));
    }
    assert_eq!(profit.target(Level::Formal).unwrap().total(quarters), Some(Amount::whole(185_000)));
    let left_out: Vec<bool> = plan.episodes.iter().map(|e| e.left_out).collect();
    assert_eq!(left_out, [true, true]);
}

// The plant shop: seven months of weeks.

fn plant_shop() -> Plan {
    storage::load(Path::new("assets/examples/plant-shop.upturn.ron")).unwrap().plan
}

#[test]
fn the_plant_shop_is_thirty_weeks_old() {
    let plan = plant_shop();
    let sales = &plan.series[0];
    assert_eq!((plan.title.as_str(), plan.owner.as_str()), ("Fern & Clay, first winter", "Nadia Osei"));
    assert_eq!((plan.subject.name.as_str(), plan.currency.unwrap().code()), ("Fern & Clay", "USD"));
    assert_eq!((sales.granularity, plan.series.len()), (Granularity::Week, 1));
    assert_eq!(sales.extent(), Span::new(month("2026-W16"), month("2026-W45")));
    let standing = |p: &Period| sales.standing(*p, plan.fiscal_start, plan.as_of.unwrap());
    assert!(sales.figures.len() == 30 && sales.figures.keys().all(|p| standing(p) == Standing::Finished));
    assert_eq!(sold(sales, "2026-W16", "2026-W45"), amount("83475.95"));
    assert_eq!(sold(sales, "2026-W27", "2026-W45"), amount("57255.90"));
    assert_eq!(sales.figures[&month("2026-W16")].note, "Opening week");
    let episodes: Vec<&str> = plan.episodes.iter().map(|e| e.name.as_str()).collect();
    assert_eq!(episodes, ["Opening week", "Street dug up"]);
}

#[test]
fn the_plant_shop_is_too_young_for_a_season_and_has_a_target_in_each_level() {
    let plan = plant_shop();
    let weeks = plan.period.unwrap().at(Granularity::Week, plan.fiscal_start);
    assert_eq!((weeks.first, weeks.last), (month("2026-W27"), month("2026-W53")));
    for (level, thousands) in [(Level::Minimum, 84), (Level::Formal, 92), (Level::Intent, 96), (Level::Stretch, 100)] {
        let target = plan.series[0].target(level).unwrap();
        assert_eq!(target.total(weeks), Some(Amount::whole(thousands * 1_000)), "{level:?}");
        assert_eq!(target.amounts.len(), 27);
    }
    let answer = analysis::analyse(&plan, 0, plan.as_of.unwrap()).unwrap();
    assert!(answer.season.is_err(), "seven months are no year");
}

// What closes the gap, and what threatens it: the story that each example tells.

/// Whether a strategy is obvious, in the order of the plan.
fn obvious(plan: &Plan) -> Vec<bool> {
    let today = plan.as_of.unwrap();
    plan.worksheets.strategies.iter().map(|strategy| strategy.test(today) == Test::Obvious).collect()
}

fn ready(plan: &Plan) -> Vec<bool> {
    plan.worksheets.scenarios.iter().map(upturn::model::Scenario::is_ready).collect()
}

/// Ids of what the plan check finds.
fn findings(plan: &Plan) -> Vec<String> {
    let today = plan.as_of.unwrap();
    let answer = analysis::analyse(plan, 0, today);
    checkup::findings(plan, answer.as_ref(), today).iter().map(checkup::Found::id).collect()
}

/// The chance of the formal target in percent: if nothing changes, with strategies, with risks too.
fn odds(plan: &Plan) -> [String; 3] {
    let answer = analysis::analyse(plan, 0, plan.as_of.unwrap()).unwrap();
    let closing = analysis::closing::Closing::of(plan, 0, &answer, &analysis::simulate::WhatIf::default()).unwrap();
    let odds = closing.level(Level::Formal).unwrap();
    [odds.default, odds.with_strategies, odds.with_risks].map(|chance| format!("{:.0}", chance * 100.0))
}

#[test]
fn coast_has_three_strategies_of_which_one_is_not_obvious_and_four_ideas_that_are_kept_aside() {
    let plan = coast();
    assert_eq!(obvious(&plan), [true, false, true]);
    let aside = plan.worksheets.ideas.iter().filter(|idea| matches!(idea.state, IdeaState::Aside(_)));
    assert_eq!(aside.count(), 4);
    assert!(plan.worksheets.ideas.iter().all(upturn::model::Idea::is_rated));
    let bundle = &plan.worksheets.strategies[1];
    let Test::Revise(missing) = bundle.test(plan.as_of.unwrap()) else { panic!("obvious") };
    let fields: Vec<&str> = missing.iter().map(|missing| missing.field()).collect();
    assert_eq!(fields, ["answer", "first_step_due", "done_when"]);
}

#[test]
fn coast_has_a_step_that_is_late_one_for_today_and_some_for_the_week() {
    let plan = coast();
    let days: Vec<String> = plan
        .worksheets
        .tactics_due(plan.as_of.unwrap())
        .iter()
        .map(|(_, tactic)| tactic.next_due().unwrap().to_string())
        .collect();
    assert_eq!(days, ["2026-11-18", "2026-11-19", "2026-11-20", "2026-11-20", "2026-11-23", "2026-11-25"]);
}

#[test]
fn coast_is_ready_for_two_of_four_scenarios_and_the_check_says_what_is_open() {
    let plan = coast();
    assert_eq!(ready(&plan), [false, false, true, true]);
    assert_eq!(
        findings(&plan),
        ["tactic-is-late:t11:2026-11-18", "not-obvious:s5", "no-response:r13", "no-response:r16", "no-trigger:r16"]
    );
    assert_eq!(odds(&plan), ["32", "44", "39"]);
}

#[test]
fn the_lift_services_strategies_close_its_gap_and_nothing_is_open() {
    let plan = lift_service();
    assert_eq!((obvious(&plan), ready(&plan)), (vec![true, true], vec![true, true]));
    assert_eq!(findings(&plan), Vec::<String>::new());
    assert_eq!(odds(&plan), ["5", "62", "57"]);
}

#[test]
fn the_plant_shop_has_begun_and_the_check_says_how_to_go_on() {
    let plan = plant_shop();
    assert_eq!((obvious(&plan), ready(&plan)), (vec![true, false], vec![true, false]));
    assert_eq!(findings(&plan), ["no-tactic:s4", "no-frequency:r8", "no-trigger:r8"]);
    assert_eq!(odds(&plan), ["18", "32", "31"]);
}

#[test]
fn coast_has_a_review_that_was_held_and_one_that_is_planned() {
    let plan = coast();
    let [first, kpis, next] = &plan.meetings.reviews[..] else { panic!("three reviews") };
    assert_eq!([first.state, kpis.state, next.state], [ReviewState::Held, ReviewState::Held, ReviewState::Planned]);
    let of = |kind: LineKind| first.lines.iter().filter(|line| line.kind == kind).count();
    assert_eq!(LineKind::ALL.map(of), [3, 5, 1, 1]);
    assert!(first.attendees.len() == 5 && !first.notes.is_empty() && !first.private_notes.is_empty());
    assert!(first.snapshot.as_ref().is_some_and(|shot| shot.series.len() == plan.series.len()));
    assert_eq!(plan.meetings.before(next.id).map(|before| before.id), Some(first.id));
    assert!(next.snapshot.is_none() && !next.private_notes.is_empty());
}

#[test]
fn each_measured_estimate_is_what_its_episode_measures() {
    for plan in [coast(), lift_service(), plant_shop()] {
        let mut measured = 0;
        for estimate in plan.worksheets.scenarios.iter().flat_map(|scenario| &scenario.estimates) {
            let Basis::OwnHistory(name) = &estimate.basis else { continue };
            let episode = plan.episodes.iter().find(|episode| episode.name == *name).unwrap();
            let precedent = analysis::precedent::measure(&plan, 0, episode, plan.as_of.unwrap()).unwrap();
            assert_eq!(&precedent.estimate(episode, estimate.made), estimate, "{name}");
            measured += 1;
        }
        assert_eq!(measured, 1, "{}", plan.title);
    }
}

#[test]
fn each_calculated_estimate_is_what_its_calculation_comes_to() {
    for plan in [coast(), lift_service(), plant_shop()] {
        for estimate in plan.worksheets.scenarios.iter().flat_map(|scenario| &scenario.estimates) {
            if let Basis::Calculation(calculation) = estimate.basis {
                assert_eq!(calculation.depth(), estimate.depth, "{}", plan.title);
            }
        }
    }
}
