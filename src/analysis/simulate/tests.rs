use super::*;
use crate::analysis::bridge::{Bar, BarKind, Bridge, bridge, coverage};
use crate::analysis::tests::simulation::Noise;
use crate::analysis::{Answer, analyse};
use crate::model::plan::TargetTotal;
use crate::model::{
    Basis, Cases, Counted, Depth, EpisodeKind, Estimate, FiscalStart, Frequency, Haste, Home, Period, Scenario, Spread,
    Strategy, Tactic,
};
use chrono::NaiveDate;
use proptest::prelude::*;

fn today() -> NaiveDate {
    "2027-01-10".parse().unwrap()
}

/// Three flat years behind it, 2027 ahead: the forecast is 100 a month. Its misses are made normal: 1200 ± 60.
fn plan() -> (Plan, Answer) {
    let mut plan = Plan::new("Coast");
    let first: Period = "2024-01".parse().unwrap();
    for month in 0..36 {
        plan.type_figure(0, first.plus(month), Some(Amount::whole(100)));
    }
    let span = FiscalStart::JANUARY.months_of(2027);
    let total = |level, total| TargetTotal { level, total: Amount::whole(total), spread: Spread::Even, span };
    plan.set_target_total(0, total(Level::Minimum, 1_150), today()).unwrap();
    plan.set_target_total(0, total(Level::Formal, 1_260), today()).unwrap();
    let mut answer = analyse(&plan, 0, today()).unwrap();
    assert_eq!(answer.total.landing, Some(Amount::whole(1_200)));
    let z = [0.674_489_75, 1.281_551_57, 1.959_963_98];
    let distribution = Distribution { mid: 1_200.0, bands: z.map(|z| (1_200.0 - 60.0 * z, 1_200.0 + 60.0 * z)) };
    for odds in &mut answer.odds {
        odds.chance = distribution.chance_of(odds.target.to_f64());
    }
    answer.distribution = Some(distribution);
    (plan, answer)
}

fn cases(low: i64, likely: i64, high: i64) -> Cases<Amount> {
    Cases::new(low, likely, high).map(Amount::whole)
}

fn strategy(extra: Cases<Amount>, start: &str, works_percent: u8) -> Strategy {
    Strategy { extra, start: start.parse().ok(), works_percent, ..Strategy::new("Bundle") }
}

fn scenario(depth: Depth, length: (u16, u16, u16), years: u16) -> Scenario {
    let mut scenario = Scenario::new("Slump", EpisodeKind::Staff);
    scenario.frequency = Some(Frequency { years, of_years: 10, counted: String::new() });
    scenario.add_estimate(Estimate {
        basis: Basis::OthersCase { source: "x".into() },
        depth,
        length_periods: Cases::new(length.0, length.1, length.2),
        made: today(),
    });
    scenario
}

fn simulated(plan: &Plan, answer: &Answer) -> Simulation {
    Simulation::of(plan, 0, answer, &WhatIf::default()).unwrap()
}

#[track_caller]
fn close(left: f64, right: f64, within: f64) {
    assert!((left - right).abs() <= within, "{left} is not {right}");
}

#[test]
fn where_nothing_is_planned_the_odds_are_those_of_the_forecast_to_the_last_digit() {
    let (plan, answer) = plan();
    for odds in simulated(&plan, &answer).odds() {
        assert_eq!(
            (odds.with_strategies.to_bits(), odds.with_risks.to_bits()),
            (odds.default.to_bits(), odds.default.to_bits())
        );
    }
}

/// A strategy of a sure 10 a month from July on, ramped over 3, works 7 times of 10: 10 × (¼ + ½ + ¾ + 1 + 1 + 1) = 45.
#[test]
fn one_strategy_comes_to_its_closed_form() {
    let (mut plan, answer) = plan();
    let bundle = Strategy { ramp_periods: 3, ..strategy(cases(10, 10, 10), "2027-07", 70) };
    let id = plan.add_strategy(bundle);
    let simulation = simulated(&plan, &answer);
    close(simulation.effects[0].expected, 0.7 * 45.0, 1e-9);
    close(simulation.effects[0].best, 45.0, 1e-9);
    let [minimum, formal] = simulation.odds()[..] else { panic!() };
    // Tables of the normal distribution: 1260 is 1 deviation up, 1215 a quarter of one; 1150 is 5/6 down, 1105 19/12 down.
    close(formal.default, 0.158_655, 2e-4);
    close(formal.with_strategies, 0.3 * 0.158_655 + 0.7 * 0.401_294, 5e-3);
    close(minimum.with_strategies, 0.3 * 0.797_672 + 0.7 * 0.943_327, 5e-3);
    assert_eq!(formal.with_risks.to_bits(), formal.with_strategies.to_bits(), "no risk");
    let sure = WhatIf { with: vec![Item::Strategy(id)], without: Vec::new() };
    close(Simulation::of(&plan, 0, &answer, &sure).unwrap().odds()[1].with_risks, 0.401_294, 2e-4);
    let none = WhatIf { with: Vec::new(), without: vec![Item::Strategy(id)] };
    assert_eq!(
        Simulation::of(&plan, 0, &answer, &none).unwrap().odds()[1].with_risks.to_bits(),
        formal.default.to_bits()
    );
    plan.strategy_mut(id).unwrap().counted = Some(Counted { percent: 40, by: id });
    close(simulated(&plan, &answer).effects[0].expected, 0.6 * 0.7 * 45.0, 1e-9);
}

/// Half of everything for 12 months in 3 years of 10, beginning in any month alike: on average 6.5 months of 50.
#[test]
fn one_scenario_comes_to_its_closed_form() {
    let (mut plan, answer) = plan();
    plan.add_scenario(scenario(Depth::Percent(cases(50, 50, 50)), (12, 12, 12), 3));
    let simulation = simulated(&plan, &answer);
    close(simulation.effects[0].expected, -0.3 * 6.5 * 50.0, 1e-6);
    let formal = simulation.odds()[1];
    // Whatever the month it begins in, at most the last one leaves a chance: 50 less is 11/6 deviations, 100 less is 8/3.
    let chance = 0.7 * 0.158_655 + 0.3 / 12.0 * (0.033_376 + 0.003_830);
    close(formal.with_risks, chance, 4e-3);
    assert_eq!(formal.with_strategies.to_bits(), formal.default.to_bits(), "no strategy");
}

/// The example of the design's own figures: 100 ± 8 and five scenarios cut the chances of 90, 95 and 100 from 89, 73 and 50 percent to
/// 54, 37 and 22.
#[test]
fn five_modest_scenarios_cut_the_odds_as_was_worked_out_before() {
    let (mut plan, mut answer) = plan();
    let z = [0.674_489_75, 1.281_551_57, 1.959_963_98];
    answer.distribution =
        Some(Distribution { mid: 1_200.0, bands: z.map(|z| (1_200.0 - 96.0 * z, 1_200.0 + 96.0 * z)) });
    // A whole year's loss for sure from its first month on, so that a share of the year is lost.
    for (tenths, low, high) in [(30, 6, 12), (20, 5, 10), (15, 10, 25), (10, 10, 30), (25, 3, 8)] {
        let depth = Depth::Percent(Cases::new(low, i64::midpoint(low, high), high).map(Amount::whole));
        let mut slump = scenario(depth, (12, 12, 12), 0);
        slump.frequency = Some(Frequency { years: tenths, of_years: 100, counted: String::new() });
        plan.add_scenario(slump);
    }
    let mut simulation = simulated(&plan, &answer);
    // The design let the loss fall on the whole year; here it begins in any month. Stretch each run's loss to the year.
    let ahead = Ahead {
        expected: vec![1_200.0],
        periods: vec!["2027".parse().unwrap()],
        known: None,
        per_year: 1,
        window: 1,
        fiscal: FiscalStart::JANUARY,
    };
    let seed = draw::seed(&plan.series[0], answer.span);
    for (effect, scenario) in simulation.effects.iter_mut().zip(&plan.worksheets.scenarios) {
        let loss = Loss::of(scenario, &plan.series[0], true, &ahead, Part::AsPlanned).unwrap();
        let stream = Stream::new(seed, &effect.item.to_string());
        effect.runs = runs().map(|run| loss.in_run(stream, run)).collect();
    }
    simulation.sums[1] = sum(&simulation.effects, |_| true);
    for (target, before, after) in [(1_080, 0.89, 0.54), (1_140, 0.73, 0.37), (1_200, 0.50, 0.22)] {
        close(simulation.chance(Amount::whole(target), Counting::Strategies), before, 0.01);
        close(simulation.chance(Amount::whole(target), Counting::All), after, 0.02);
    }
}

/// A strategy and two scenarios, by loops over runs and periods with other random numbers, the forecast drawn as well.
#[test]
fn an_independent_slow_simulation_says_the_same() {
    let (mut plan, answer) = plan();
    plan.add_strategy(Strategy { ramp_periods: 2, ..strategy(cases(5, 10, 30), "2027-03", 60) });
    plan.add_scenario(scenario(Depth::Percent(cases(10, 30, 60)), (2, 4, 9), 5));
    let mut amount = scenario(Depth::Amount(cases(5, 10, 40)), (1, 3, 5), 8);
    amount.response.owner = "Ana".into();
    amount.response.saves_percent = 50;
    let id = plan.add_scenario(amount);
    for haste in [Haste::FirstDay, Haste::FirstWeek] {
        plan.add_tactic(Home::Scenario(id), Tactic { haste, ..Tactic::new("Call", "Ana", today()) }).unwrap();
    }
    let mut noise = Noise(42);
    let mut uniform = move || noise.uniform();
    let mut triangle = |low: f64, likely: f64, high: f64, u: f64| {
        // By rejection, not by the inverse.
        let mut u = u;
        loop {
            let x = low + (high - low) * u;
            let height = if x < likely { (x - low) / (likely - low) } else { (high - x) / (high - likely) };
            if uniform() <= height {
                return x;
            }
            u = uniform();
        }
    };
    let mut noise = Noise(4_711);
    let (mut reached, mut reached_gains, mut gains, mut losses) = (0, 0, 0.0, 0.0);
    let slow = 60_000;
    for _ in 0..slow {
        let forecast = 1_200.0 + 60.0 * noise.normal();
        let (mut gain, mut loss) = (0.0, 0.0);
        if noise.uniform() < 0.6 {
            let each = triangle(5.0, 10.0, 30.0, noise.uniform());
            for month in 2..12 {
                gain += each * (f64::from(month - 1) / 3.0).min(1.0);
            }
        }
        for (share, [low, likely, high], lengths, unit, left) in
            [(0.5, [0.1, 0.3, 0.6], [2, 4, 9], 100.0, 1.0), (0.8, [5.0, 10.0, 40.0], [1, 3, 5], 1.0, 0.5)]
        {
            if noise.uniform() < share {
                let begins = (noise.uniform() * 12.0).floor();
                let depth = triangle(low, likely, high, noise.uniform());
                let which = noise.uniform();
                let length = if which < 0.3 {
                    lengths[0]
                } else if which < 0.7 {
                    lengths[1]
                } else {
                    lengths[2]
                };
                let months =
                    (0..12).map(f64::from).filter(|month| *month >= begins && *month < begins + f64::from(length));
                loss += float(months.count()) * depth * unit * left;
            }
        }
        reached += u32::from(forecast + gain - loss >= 1_260.0);
        reached_gains += u32::from(forecast + gain >= 1_260.0);
        gains += gain;
        losses += loss;
    }
    let simulation = simulated(&plan, &answer);
    let odds = simulation.odds()[1];
    let share = |count: u32| f64::from(count) / f64::from(slow);
    close(odds.with_risks, share(reached), 0.008);
    close(odds.with_strategies, share(reached_gains), 0.008);
    let expected = |index: usize| simulation.effects[index].expected;
    close(expected(0), gains / f64::from(slow), 1.0);
    close(expected(1) + expected(2), -losses / f64::from(slow), 1.0);
    for effect in &simulation.effects {
        close(effect.runs.iter().sum::<f64>() / float(RUNS), effect.expected, 0.02 * effect.expected.abs());
    }
}

#[test]
fn an_effect_that_is_in_the_figures_is_not_counted_once_more() {
    let (mut plan, answer) = plan();
    // Half a window of six is over: half of it is in the forecast.
    plan.add_strategy(strategy(cases(10, 10, 10), "2026-10", 100));
    plan.add_strategy(strategy(cases(10, 10, 10), "2025-10", 100));
    let mut slump = scenario(Depth::Amount(cases(10, 10, 10)), (5, 5, 5), 3);
    slump.activate("2026-11-15".parse().unwrap(), "");
    plan.add_scenario(slump);
    let effects = simulated(&plan, &answer).effects;
    close(effects[0].expected, 60.0, 1e-9);
    close(effects[1].expected, 0.0, 1e-9);
    // Two of five months are over, two of six seen.
    close(effects[2].expected, -3.0 * 10.0 * 4.0 / 6.0, 1e-9);
}

#[test]
fn the_bridge_adds_up_to_the_last_digit_and_tells_the_ready_ones_apart() {
    let (mut plan, answer) = plan();
    plan.add_strategy(strategy(cases(1, 7, 9), "2027-03", 33));
    plan.add_strategy(strategy(cases(-5, 1, 3), "2027-05", 77));
    plan.add_scenario(scenario(Depth::Percent(cases(1, 7, 11)), (1, 3, 7), 3));
    let simulation = simulated(&plan, &answer);
    let Bridge { bars, landing, best_cases } = bridge(&plan, 0, &answer, &simulation, Level::Formal).unwrap();
    let of = |kind| bars.iter().filter(move |bar: &&Bar| bar.kind == kind).map(|bar| bar.expected).sum::<Amount>();
    assert_eq!(of(BarKind::Start) + of(BarKind::Strategy) + of(BarKind::Risk), of(BarKind::Landing));
    assert_eq!(of(BarKind::Landing) + of(BarKind::Unknown), of(BarKind::Target));
    assert_eq!((landing, of(BarKind::Target)), (of(BarKind::Landing), Amount::whole(1_260)));
    assert_eq!(best_cases, Amount::whole(1_200 + 9 * 10 + 3 * 8));
    assert!(bars.iter().all(|bar| bar.low <= bar.high));
    let ready: Vec<Option<bool>> = bars.iter().map(|bar| bar.is_ready).collect();
    assert_eq!(ready, [None, Some(false), Some(false), Some(false), None, None, None]);
    // Over many runs the landing is the mean of the simulated totals.
    let totals = simulation.totals(simulation.sum(Counting::All));
    close(totals.iter().sum::<f64>() / float(RUNS), landing.to_f64(), 1.0);
}

#[test]
fn what_a_target_needs_has_the_chance_that_was_wished_for() {
    let (mut plan, answer) = plan();
    plan.add_strategy(strategy(cases(1, 7, 9), "2027-03", 50));
    plan.add_scenario(scenario(Depth::Percent(cases(1, 7, 11)), (1, 3, 7), 3));
    let simulation = simulated(&plan, &answer);
    let target = Amount::whole(1_260);
    for wished in [0.1, 0.6, 0.9] {
        let needed = simulation.needed(target, wished, Counting::All).unwrap();
        close(simulation.chance(needed.target, Counting::All), wished, 1e-3);
        assert_eq!(needed.target + needed.more, target);
        close(needed.a_period.unwrap().to_f64() * 12.0, needed.more.to_f64(), 0.06);
    }
    assert_eq!(
        (simulation.needed(target, 1.0, Counting::All), simulation.needed(target, 0.0, Counting::All)),
        (None, None)
    );
    let dots = simulation.equally_likely(20, Counting::All);
    assert!(dots.len() == 20 && dots.is_sorted());
    let above = dots.iter().filter(|dot| **dot >= target).count();
    close(float(above) / 20.0, simulation.chance(target, Counting::All), 0.05);
}

#[test]
fn the_strongest_mover_stands_first_and_signs_tell_gains_from_losses() {
    let (mut plan, answer) = plan();
    let small = plan.add_strategy(strategy(cases(1, 1, 1), "2027-01", 100));
    let large = plan.add_strategy(strategy(cases(8, 8, 8), "2027-01", 100));
    let risk = plan.add_scenario(scenario(Depth::Percent(cases(20, 20, 20)), (3, 3, 3), 3));
    let movers = simulated(&plan, &answer).movers(Amount::whole(1_260));
    let order: Vec<Item> = movers.iter().map(|mover| mover.item).collect();
    assert_eq!(order, [Item::Strategy(large), Item::Scenario(risk), Item::Strategy(small)]);
    assert!(movers[0].by > 0.2 && movers[1].by < -0.05 && movers[2].by > 0.0);
}

#[test]
fn coverage_is_what_ready_responses_save_as_a_share_of_the_plan() {
    let (mut plan, answer) = plan();
    let id = plan.add_scenario(scenario(Depth::Percent(cases(21, 21, 21)), (6, 6, 6), 3));
    plan.add_scenario(scenario(Depth::Amount(cases(63, 63, 63)), (1, 1, 1), 3));
    plan.scenario_mut(id).unwrap().response.saves_percent = 50;
    let bare = coverage(&plan, 0, &answer).unwrap();
    close(bare.at_stake, (126.0 + 63.0) / 1_260.0, 1e-9);
    assert_eq!((bare.ready.to_bits(), bare.scenarios, bare.scenarios_ready), (0, 2, 0));
    plan.scenario_mut(id).unwrap().response.owner = "Ana".into();
    for haste in [Haste::FirstDay, Haste::FirstWeek] {
        plan.add_tactic(Home::Scenario(id), Tactic { haste, ..Tactic::new("Call", "Ana", today()) }).unwrap();
    }
    let covered = coverage(&plan, 0, &answer).unwrap();
    close(covered.ready, 63.0 / 1_260.0, 1e-9);
    assert_eq!(covered.scenarios_ready, 1);
}

#[test]
fn the_figures_of_this_plan_are_these_on_every_machine() {
    let (mut plan, answer) = plan();
    plan.add_strategy(strategy(cases(1, 7, 9), "2027-03", 50));
    plan.add_scenario(scenario(Depth::Percent(cases(1, 7, 11)), (1, 3, 7), 3));
    let odds = simulated(&plan, &answer).odds()[1];
    assert_eq!(format!("{:.6} {:.6}", odds.with_strategies, odds.with_risks), "0.319233 0.293126");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Whatever makes a strategy better, or a scenario milder, never lowers the odds: in no run.
    #[test]
    fn a_better_plan_never_has_lower_odds(
        extra in [0_i64..20, 0_i64..20, 0_i64..20],
        works in 0_u8..100,
        years in 0_u16..10,
        which in 0..8,
        target in 1_000_i64..1_500,
    ) {
        let (mut plan, answer) = plan();
        let mut extra = extra;
        extra.sort_unstable();
        let [low, likely, high] = extra;
        let good = Strategy { ramp_periods: 3, ..strategy(cases(low, likely, high), "2027-04", works) };
        let id = plan.add_strategy(good);
        let risk = plan.add_scenario(scenario(Depth::Percent(cases(10, 20, 30)), (2, 4, 6), years));
        let target = Amount::whole(target);
        let before = simulated(&plan, &answer).chance(target, Counting::All);
        let strategy = plan.strategy_mut(id).unwrap();
        match which {
            0 => strategy.extra.high += Amount::whole(5),
            1 => strategy.extra = strategy.extra.map(|amount| amount + Amount::whole(2)),
            2 => strategy.works_percent += 1,
            3 => strategy.ramp_periods = 1,
            4 => strategy.start = "2027-02".parse().ok(),
            5 => plan.scenario_mut(risk).unwrap().frequency.as_mut().unwrap().of_years = 20,
            6 => plan.scenario_mut(risk).unwrap().estimates[0].length_periods.high = 5,
            _ => plan.scenario_mut(risk).unwrap().estimates[0].depth = Depth::Percent(cases(10, 15, 30)),
        }
        let after = simulated(&plan, &answer).chance(target, Counting::All);
        prop_assert!(after >= before - 1e-12, "{} < {}", after, before);
    }
}

proptest! {
    #[test]
    fn what_each_period_brings_adds_up_to_what_the_strategy_brings(
        (low, more, most) in (0_i64..50, 0_i64..50, 0_i64..50),
        (start, length) in (0_i32..14, 0_i32..14),
        (ramp, works, counted) in (0_u16..8, 0_u8..=100, 0_u8..=100),
    ) {
        let (mut plan, answer) = plan();
        let other = plan.add_strategy(Strategy::new("Fair"));
        let first: Period = "2026-10".parse().unwrap();
        let start = first.plus(start);
        let id = plan.add_strategy(Strategy {
            start: Some(start),
            end: Some(start.plus(length)),
            ramp_periods: ramp,
            counted: Some(Counted { percent: counted, by: other }),
            ..strategy(cases(low, low + more, low + more + most), "2027-01", works)
        });
        let simulation = simulated(&plan, &answer);
        let effect = simulation.effects.iter().find(|effect| effect.item == Item::Strategy(id)).unwrap();
        let periods = by_period(&plan, &answer, plan.worksheets.strategy(id).unwrap());
        prop_assert!((periods.iter().map(|(_, amount)| amount).sum::<f64>() - effect.expected).abs() < 1e-6);
        prop_assert!((effect.course.iter().sum::<f64>() - effect.expected).abs() < 1e-6);
        let runs = |period: &Period| *period >= start && *period <= start.plus(length);
        prop_assert!(periods.iter().all(|(period, amount)| runs(period) && *amount >= 0.0));
    }
}

/// By hand: of 100 a month, 10 to 30 in 100 for 2 to 4 months, the response saving 40 in 100 of it.
#[test]
fn what_a_scenario_costs_is_its_depth_over_its_length_before_the_response() {
    let (mut plan, answer) = plan();
    let mut threat = scenario(Depth::Percent(cases(10, 20, 30)), (2, 3, 4), 1);
    let bare = cost(&plan, 0, &answer, &threat).unwrap();
    assert_eq!((bare.lost, bare.saved), (cases(20, 60, 120), Amount::ZERO));
    threat.response.saves_percent = 40;
    assert_eq!(cost(&plan, 0, &answer, &threat).unwrap().saved, Amount::ZERO, "not ready, so it saves nothing");
    threat.response.owner = "Ana".into();
    threat.response.tactics = [Haste::FirstDay, Haste::FirstWeek]
        .map(|haste| Tactic { haste, ..Tactic::new("Ring", "Ana", today()) })
        .to_vec();
    assert_eq!(cost(&plan, 0, &answer, &threat).unwrap().saved, Amount::whole(24));
    threat.frequency = None;
    assert_eq!(cost(&plan, 0, &answer, &threat).unwrap().lost, bare.lost, "how often is another question");
    threat.series = vec!["Profit".into()];
    assert_eq!(cost(&plan, 0, &answer, &threat), None);
    // Nothing lasts longer than the plan.
    let long = scenario(Depth::Amount(cases(10, 10, 10)), (12, 12, 40), 1);
    plan.add_scenario(long.clone());
    assert_eq!(cost(&plan, 0, &answer, &long).unwrap().lost, cases(120, 120, 120));
}

proptest! {
    #[test]
    fn what_each_period_loses_adds_up_to_what_the_scenario_takes(
        (low, more, most) in (0_i64..30, 0_i64..30, 0_i64..40),
        (short, longer, longest) in (1_u16..5, 0_u16..5, 0_u16..9),
        years in 0_u16..=10,
        begun in prop::option::of("2026-(0[6-9]|1[0-2])-1[0-9]"),
    ) {
        let (mut plan, answer) = plan();
        let length = (short, short + longer, short + longer + longest);
        let mut threat = scenario(Depth::Percent(cases(low, low + more, low + more + most)), length, years);
        if let Some(begun) = begun {
            threat.activate(begun.parse().unwrap(), "");
        }
        plan.add_scenario(threat);
        let simulation = simulated(&plan, &answer);
        let effect = &simulation.effects[0];
        prop_assert!((effect.course.iter().sum::<f64>() - effect.expected).abs() < 1e-6);
        prop_assert!(effect.course.iter().all(|lost| *lost <= 0.0));
        let course = simulation.course(Counting::All);
        let sum: f64 = course.iter().map(|(_, amount)| amount.to_f64()).sum();
        prop_assert!((sum - 1_200.0 - effect.expected).abs() < 0.1, "{sum}");
    }
}

#[test]
fn a_strategy_that_brings_what_is_needed_alone_gives_the_chance_that_was_wished_for() {
    let (mut plan, answer) = plan();
    let id = plan.add_strategy(strategy(cases(1, 2, 3), "2027-01", 90));
    let target = Amount::whole(1_260);
    let before = simulated(&plan, &answer);
    let item = Item::Strategy(id);
    let times = before.times_needed(target, 0.6, item).unwrap();
    assert!(before.times_needed(target, 0.05, item).is_none(), "it has that already");
    assert!(before.times_needed(target, 0.97, item).is_none(), "it fails one time in ten");
    let extra = plan.worksheets.strategy(id).unwrap().extra;
    plan.strategy_mut(id).unwrap().extra = extra.map(|each| Amount::from_f64(each.to_f64() * times, 6).unwrap());
    close(simulated(&plan, &answer).chance(target, Counting::All), 0.6, 0.002);
}
