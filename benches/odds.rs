//! The odds of a year of months with ten strategies and ten scenarios: 20,000 runs, one after the other on one core. Where numpy is,
//! `benches/odds.py` does the same; aim: under a third of its time.

use std::hint::black_box;

use chrono::NaiveDate;
use upturn::analysis::simulate::{Counting, Simulation, WhatIf};
use upturn::analysis::{Answer, analyse};
use upturn::model::plan::TargetTotal;
use upturn::model::{
    Amount, Basis, Cases, Depth, EpisodeKind, Estimate, FiscalStart, Frequency, Level, Period, Plan, Scenario, Spread,
    Strategy,
};

fn main() {
    divan::main();
}

const TARGET: i64 = 12_600;

fn plan(items: i64) -> Option<(Plan, Answer)> {
    let mut plan = Plan::new("Coast");
    let first = Period::month(2024, 1);
    for month in 0..36 {
        plan.type_figure(0, first.plus(month), Some(Amount::whole(1_000 + i64::from(month) * 7 % 11)));
    }
    let (span, today) = (FiscalStart::JANUARY.months_of(2027), NaiveDate::from_ymd_opt(2027, 1, 10)?);
    let target = TargetTotal { level: Level::Formal, total: Amount::whole(TARGET), spread: Spread::Even, span };
    plan.set_target_total(0, target, today).ok()?;
    for number in 0..items {
        plan.add_strategy(Strategy {
            extra: Cases::new(5, 10 + number, 40).map(Amount::whole),
            start: Some(Period::month(2027, u32::try_from(1 + number % 12).ok()?)),
            ramp_periods: 3,
            works_percent: 70,
            ..Strategy::new("Strategy")
        });
        let mut scenario = Scenario::new("Scenario", EpisodeKind::Staff);
        scenario.frequency = Some(Frequency { years: 3, of_years: 10, counted: String::new() });
        scenario.add_estimate(Estimate {
            basis: Basis::OthersCase { source: "bench".to_owned() },
            depth: Depth::Percent(Cases::new(2, 5 + number, 25).map(Amount::whole)),
            length_periods: Cases::new(1, 3, 6),
            made: today,
        });
        plan.add_scenario(scenario);
    }
    let answer = analyse(&plan, 0, today)?;
    Some((plan, answer))
}

/// All draws, and the chance of one target with strategies and risks.
#[divan::bench(args = [1, 10])]
fn draw_and_weigh_one_target(bencher: divan::Bencher, items: i64) {
    let Some((plan, answer)) = plan(items) else { return };
    bencher.bench(|| {
        let simulation = Simulation::of(black_box(&plan), 0, &answer, &WhatIf::default());
        simulation.map(|simulation| simulation.chance(Amount::whole(TARGET), Counting::All))
    });
}

/// What a page shows of it: odds, what moves them most, and what would make it 60 %.
#[divan::bench]
fn everything_of_ten_and_ten(bencher: divan::Bencher) {
    let Some((plan, answer)) = plan(10) else { return };
    bencher.bench(|| {
        let simulation = Simulation::of(black_box(&plan), 0, &answer, &WhatIf::default())?;
        let target = Amount::whole(TARGET);
        Some((simulation.odds(), simulation.movers(target), simulation.needed(target, 0.6, Counting::All)))
    });
}
