//! What a review shows, kept as it is on its day; and what has changed from one to the next.

use chrono::NaiveDate;

use super::simulate::{Item, Simulation, WhatIf};
use super::{analyse, trigger};
use crate::model::{Amount, Level, OddsShot, Plan, SeriesShot, Snapshot, StrategyShot, TriggerShot};

/// The plan as it stands on `today`: every series with its landing, target and odds, every strategy, every trigger. It fits forecasts
/// and draws 20,000 runs a series, so it is not for the drawing thread.
#[must_use]
pub fn of(plan: &Plan, today: NaiveDate) -> Snapshot {
    let mut strategies: Vec<StrategyShot> = plan
        .worksheets
        .strategies
        .iter()
        .map(|strategy| StrategyShot {
            id: strategy.id.to_string(),
            title: strategy.title.clone(),
            expected: Amount::ZERO,
            obvious: strategy.test(today) == crate::model::Test::Obvious,
        })
        .collect();
    let mut series = Vec::new();
    for (index, of_plan) in plan.series.iter().enumerate() {
        let Some(answer) = analyse(plan, index, today) else { continue };
        let simulation = Simulation::of(plan, index, &answer, &WhatIf::default());
        for effect in simulation.iter().flat_map(|simulation| &simulation.effects) {
            let Item::Strategy(id) = effect.item else { continue };
            if let Some(shot) = strategies.iter_mut().find(|shot| shot.id == id.to_string()) {
                shot.expected = Amount::from_f64(effect.expected, answer.decimals).unwrap_or_default();
            }
        }
        let odds = simulation.iter().flat_map(Simulation::odds);
        series.push(SeriesShot {
            name: of_plan.name.clone(),
            sold: answer.total.actual_to_date,
            landing: answer.total.landing,
            target: answer.total.target,
            odds: odds
                .map(|odds| OddsShot {
                    level: odds.level,
                    default: hundredths(odds.default),
                    with_risks: hundredths(odds.with_risks),
                })
                .collect(),
        });
    }
    let triggers = trigger::states(plan, today).into_iter().filter_map(|(id, state)| {
        let title = plan.worksheets.scenario(id)?.title.clone();
        Some(TriggerShot { id: id.to_string(), title, state: state.id().to_owned() })
    });
    let late = plan.worksheets.tactics_due(today).iter().filter(|(_, tactic)| tactic.is_overdue(today)).count();
    let late = u32::try_from(late).unwrap_or(u32::MAX);
    Snapshot { day: today, series, strategies, triggers: triggers.collect(), late }
}

/// A chance from 0 to 1 in hundredths of a percent.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 10000 after the clamp")]
fn hundredths(chance: f64) -> u16 {
    (chance.clamp(0.0, 1.0) * 10_000.0).round() as u16
}

/// Something in which one snapshot differs from an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    Target {
        series: String,
        before: Option<Amount>,
        now: Option<Amount>,
    },
    Landing {
        series: String,
        before: Amount,
        now: Amount,
    },
    /// Of the formal target with strategies and risks, in hundredths of a percent.
    Odds {
        series: String,
        before: u16,
        now: u16,
    },
    SeriesNew(String),
    SeriesGone(String),
    StrategyNew {
        title: String,
        expected: Amount,
    },
    StrategyGone(String),
    /// It passes its test now, or no longer does.
    StrategyTested {
        title: String,
        obvious: bool,
    },
    StrategyWorth {
        title: String,
        before: Amount,
        now: Amount,
    },
    Trigger {
        title: String,
        before: String,
        now: String,
    },
    /// Tactics that are late.
    Late {
        before: u32,
        now: u32,
    },
}

/// What has changed since, in the order in which it is told: targets, landings and odds, then strategies, triggers and what is late.
/// What is the same is not told.
#[must_use]
pub fn since(before: &Snapshot, now: &Snapshot) -> Vec<Changed> {
    let mut changed = Vec::new();
    for series in &now.series {
        match before.series.iter().find(|old| old.name == series.name) {
            Some(old) => of_series(old, series, &mut changed),
            None => changed.push(Changed::SeriesNew(series.name.clone())),
        }
    }
    let gone = before.series.iter().filter(|old| !now.series.iter().any(|series| series.name == old.name));
    changed.extend(gone.map(|old| Changed::SeriesGone(old.name.clone())));
    for strategy in &now.strategies {
        let title = || strategy.title.clone();
        let Some(old) = before.strategies.iter().find(|old| old.id == strategy.id) else {
            changed.push(Changed::StrategyNew { title: title(), expected: strategy.expected });
            continue;
        };
        if old.obvious != strategy.obvious {
            changed.push(Changed::StrategyTested { title: title(), obvious: strategy.obvious });
        }
        if old.expected != strategy.expected {
            changed.push(Changed::StrategyWorth { title: title(), before: old.expected, now: strategy.expected });
        }
    }
    let gone = before.strategies.iter().filter(|old| !now.strategies.iter().any(|strategy| strategy.id == old.id));
    changed.extend(gone.map(|old| Changed::StrategyGone(old.title.clone())));
    for trigger in &now.triggers {
        // A rule that was not there before was quiet, as far as anybody knew.
        let old = before.triggers.iter().find(|old| old.id == trigger.id).map_or("quiet", |old| old.state.as_str());
        if old != trigger.state {
            let (before, now) = (old.to_owned(), trigger.state.clone());
            changed.push(Changed::Trigger { title: trigger.title.clone(), before, now });
        }
    }
    if before.late != now.late {
        changed.push(Changed::Late { before: before.late, now: now.late });
    }
    changed
}

fn of_series(old: &SeriesShot, series: &SeriesShot, changed: &mut Vec<Changed>) {
    let name = || series.name.clone();
    if old.target != series.target {
        changed.push(Changed::Target { series: name(), before: old.target, now: series.target });
    }
    if let (Some(before), Some(now)) = (old.landing, series.landing)
        && before != now
    {
        changed.push(Changed::Landing { series: name(), before, now });
    }
    let formal =
        |shot: &SeriesShot| shot.odds.iter().find(|odds| odds.level == Level::Formal).map(|odds| odds.with_risks);
    if let (Some(before), Some(now)) = (formal(old), formal(series))
        && before != now
    {
        changed.push(Changed::Odds { series: name(), before, now });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::plan::TargetTotal;
    use crate::model::{Cases, FiscalStart, Home, Period, Spread, Strategy, Tactic};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn plan() -> Plan {
        let mut plan = Plan::new("Coast");
        let first: Period = "2024-01".parse().unwrap();
        for month in 0..36 {
            plan.type_figure(0, first.plus(month), Some(Amount::whole(1_000 + i64::from(month % 5))));
        }
        let span = FiscalStart::JANUARY.months_of(2027);
        let target = TargetTotal { level: Level::Formal, total: Amount::whole(12_100), spread: Spread::Even, span };
        plan.set_target_total(0, target, day("2027-01-10")).unwrap();
        plan
    }

    #[test]
    fn a_plan_that_stays_has_not_changed_and_what_was_shown_stays_too() {
        let mut plan = plan();
        let then = of(&plan, day("2027-01-10"));
        assert_eq!(since(&then, &of(&plan, day("2027-01-10"))), []);
        let shot = then.clone();
        plan.type_figure(0, "2027-01".parse().unwrap(), Some(Amount::whole(9)));
        assert_eq!(then, shot);
        let series = &then.series[0];
        let answer = analyse(&tests::plan(), 0, day("2027-01-10")).unwrap();
        assert_eq!((series.landing, series.target), (answer.total.landing, Some(Amount::whole(12_100))));
        assert_eq!(series.odds[0].default, hundredths(answer.odds[0].chance));
    }

    #[test]
    fn each_change_is_told_once() {
        let before = plan();
        let then = of(&before, day("2027-01-10"));
        let mut plan = before.clone();
        let mut strategy = Strategy { owner: "Ana".into(), start: "2027-02".parse().ok(), ..Strategy::new("Bundle") };
        strategy.extra = Cases::all(Amount::whole(50));
        let id = plan.add_strategy(strategy);
        let tactic = Tactic { due: Some(day("2027-01-05")), ..Tactic::new("Call", "Ana", day("2027-01-02")) };
        plan.add_tactic(Home::Strategy(id), tactic);
        let now = of(&plan, day("2027-01-10"));
        let changed = since(&then, &now);
        // Fifty a month from February to December.
        assert!(changed.contains(&Changed::StrategyNew { title: "Bundle".into(), expected: Amount::whole(550) }));
        assert!(changed.contains(&Changed::Late { before: 0, now: 1 }));
        assert!(matches!(changed[0], Changed::Odds { before, now, .. } if now > before), "{changed:?}");
        assert_eq!(changed.len(), 3, "{changed:?}");
        plan.strategy_mut(id).unwrap().title = "Bundle for cafés".into();
        plan.strategy_mut(id).unwrap().extra = Cases::all(Amount::whole(60));
        let later = of(&plan, day("2027-01-10"));
        let worth = Changed::StrategyWorth {
            title: "Bundle for cafés".into(),
            before: Amount::whole(550),
            now: Amount::whole(660),
        };
        assert!(since(&now, &later).contains(&worth), "a new name is the same strategy");
        assert!(since(&later, &then).contains(&Changed::StrategyGone("Bundle for cafés".into())));
        plan.type_figure(0, "2027-01".parse().unwrap(), Some(Amount::whole(400)));
        let told = since(&now, &of(&plan, day("2027-02-10")));
        assert!(matches!(&told[0], Changed::Landing { before, now, .. } if now < before), "{told:?}");
    }
}
