//! Each rule is met once, from a plan without a finding.

use super::*;
use crate::analysis::analyse;
use crate::model::plan::TargetTotal;
use crate::model::{
    Calculation, Cases, EpisodeKind, Estimate, FiscalStart, Frequency, Level, Period, Scenario, Spread, Strategy,
    Tactic,
};

fn today() -> NaiveDate {
    "2027-01-10".parse().unwrap()
}

fn ids(plan: &Plan) -> Vec<String> {
    let answer = analyse(plan, 0, today());
    findings(plan, answer.as_ref(), today())
        .iter()
        .map(|found| format!("{} {}", found.group.id(), found.id()))
        .collect()
}

/// Three years of a season, and a target that follows it.
fn plan() -> Plan {
    let mut plan = Plan::new("Coast");
    let first: Period = "2024-01".parse().unwrap();
    for month in 0..36 {
        plan.type_figure(
            0,
            first.plus(month),
            Some(Amount::whole(1_000 + 400 * i64::from(month % 12 / 6) + i64::from(month % 5))),
        );
    }
    let span = FiscalStart::JANUARY.months_of(2027);
    let target = TargetTotal { level: Level::Formal, total: Amount::whole(12_000), spread: Spread::LastYear, span };
    plan.set_target_total(0, target, today()).unwrap();
    plan
}

fn good() -> Plan {
    let mut plan = plan();
    let mut strategy = Strategy { owner: "Ana".into(), start: "2027-02".parse().ok(), ..Strategy::new("Bundle") };
    strategy.extra = Cases::all(Amount::whole(5));
    strategy.owner_says(true, today());
    let id = plan.add_strategy(strategy);
    let tactic = Tactic {
        first_step: "Ring".into(),
        first_step_due: "2027-01-12".parse().ok(),
        done_when: "Signed".into(),
        ..Tactic::new("Call", "Ana", today())
    };
    plan.add_tactic(Home::Strategy(id), tactic);
    let mut scenario = Scenario::new("Shortage", EpisodeKind::Supply);
    scenario.frequency = Some(Frequency { years: 1, of_years: 10, counted: String::new() });
    let calculation = Calculation::Shortage { short: 30, lost: Cases::all(50) };
    scenario.add_estimate(Estimate::calculated(calculation, Cases::all(2), today()));
    scenario.trigger = Some(crate::model::Trigger::new(crate::model::TriggerRule::SignalLow));
    plan.add_scenario(scenario);
    plan.worksheets_mut().contingency_review = next_review(today());
    plan
}

#[test]
fn a_plan_that_is_current_credible_and_contingent_has_no_finding() {
    assert_eq!(ids(&good()), Vec::<String>::new());
}

/// Each rule is met once, from the plan without a finding.
#[test]
fn each_rule_finds_what_it_is_for() {
    let told = |change: &dyn Fn(&mut Plan)| {
        let mut plan = good();
        change(&mut plan);
        ids(&plan).join(", ")
    };
    let (s, t, r) = (StrategyId(1), TacticId(2), ScenarioId(3));
    let day = |text: &str| text.parse().ok();
    let old = told(&|plan| plan.type_figure(0, "2026-12".parse().unwrap(), None));
    assert_eq!(old, "current data-is-old:2026-12");
    assert_eq!(
        told(&|plan| plan.tactic_mut(t).unwrap().first_step_due = day("2027-01-09")),
        "current tactic-is-late:t2:2027-01-09"
    );
    assert_eq!(
        told(&|plan| plan.scenario_mut(r).unwrap().estimates[0].made = day("2025-12-01").unwrap()),
        "current estimate-is-old:r3:2025-12-01"
    );
    assert_eq!(
        told(&|plan| plan.scenario_mut(r).unwrap().review_due = day("2027-01-09")),
        "current review-is-due:r3:2027-01-09"
    );
    assert_eq!(
        told(&|plan| plan.worksheets_mut().contingency_review = day("2026-12-31")),
        "current review-is-due:2026-12-31"
    );
    let beaten = told(&|plan| plan.forecast.method = Some("last-value".into()));
    assert!(beaten.starts_with("credible method-is-beaten:last-value:"), "{beaten}");
    let even = told(&|plan| {
        let span = FiscalStart::JANUARY.months_of(2027);
        let target = TargetTotal { level: Level::Formal, total: Amount::whole(12_000), spread: Spread::Even, span };
        plan.set_target_total(0, target, today()).unwrap();
    });
    assert_eq!(even, "credible target-ignores-season");
    let hole = told(&|plan| plan.series_mut(0).unwrap().type_target(Level::Formal, "2027-03".parse().unwrap(), None));
    assert_eq!(hole, "credible target-has-holes");
    let short = told(&|plan| {
        plan.worksheets_mut().strategies.clear();
        plan.series_mut(0).unwrap().type_target(Level::Formal, "2027-03".parse().unwrap(), Some(Amount::whole(90_000)));
    });
    assert_eq!(short, "credible gap-has-no-answer");
    assert_eq!(told(&|plan| plan.strategy_mut(s).unwrap().owner.clear()), "credible no-owner:s1");
    assert_eq!(told(&|plan| plan.strategy_mut(s).unwrap().tactics.clear()), "credible no-tactic:s1");
    assert_eq!(told(&|plan| plan.strategy_mut(s).unwrap().start = None), "credible adds-nothing:s1");
    assert_eq!(told(&|plan| plan.strategy_mut(s).unwrap().answer = None), "credible not-obvious:s1");
    assert_eq!(told(&|plan| plan.worksheets_mut().scenarios.clear()), "contingent no-scenario");
    assert_eq!(told(&|plan| plan.scenario_mut(r).unwrap().frequency = None), "contingent no-frequency:r3");
    assert_eq!(told(&|plan| plan.scenario_mut(r).unwrap().chosen = None), "contingent no-estimate:r3");
    let likely = told(&|plan| plan.scenario_mut(r).unwrap().frequency.as_mut().unwrap().years = 2);
    assert_eq!(likely, "contingent no-response:r3");
    assert_eq!(told(&|plan| plan.scenario_mut(r).unwrap().trigger = None), "contingent no-trigger:r3");
    assert_eq!(told(&|plan| plan.worksheets_mut().contingency_review = None), "current review-has-no-day");
    let fires = crate::model::Trigger::new(crate::model::TriggerRule::Above(Amount::whole(1)));
    let lit = told(&|plan| plan.scenario_mut(r).unwrap().trigger = Some(fires.clone()));
    assert_eq!(lit, "contingent trigger-is-lit:r3");
    // Once it is said that it happens, the trigger has done its work.
    let active = told(&|plan| {
        let scenario = plan.scenario_mut(r).unwrap();
        scenario.trigger = Some(fires.clone());
        scenario.activate(today(), "");
    });
    assert_eq!(active, "");
}

#[test]
fn an_accepted_finding_says_why_and_one_about_another_day_is_new() {
    let mut plan = good();
    plan.tactic_mut(TacticId(2)).unwrap().first_step_due = "2027-01-09".parse().ok();
    let accepted = Accepted {
        finding: "tactic-is-late:t2:2027-01-09".into(),
        reason: "She is back on Monday".into(),
        by: String::new(),
        day: today(),
    };
    assert!(plan.accept(accepted.clone()));
    let of = |plan: &Plan| findings(plan, None, today()).into_iter().map(|found| found.accepted).collect::<Vec<_>>();
    assert_eq!(of(&plan), [Some(accepted)]);
    plan.tactic_mut(TacticId(2)).unwrap().first_step_due = "2027-01-08".parse().ok();
    assert_eq!(of(&plan), [None]);
}
