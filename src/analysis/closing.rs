//! What closes the gap and what threatens it, in one object: the odds, the bridge and what moves them, for one series on one day.

use super::Answer;
use super::bridge::{Bar, Bridge, Coverage, bridge, coverage};
use super::simulate::{Counting, Effect, Item, LevelOdds, Mover, Needed, Simulation, WhatIf};
use crate::model::{Amount, Level, Period, Plan, StrategyId};

/// The chance that "what would it take" is told for.
pub const WISHED: f64 = 0.6;

/// What counts in a chance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Case {
    Unchanged,
    Strategies,
    /// Strategies and risks.
    #[default]
    Risks,
}

impl Case {
    pub const ALL: [Self; 3] = [Self::Unchanged, Self::Strategies, Self::Risks];
}

/// Everything that the strategies and scenarios of a plan do to one series.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Closing {
    /// The chance of each target, the lowest level first.
    pub odds: Vec<LevelOdds>,
    /// To the formal target.
    pub bridge: Option<Bridge>,
    /// Its bars as they are shown everywhere: rounded so that they add up.
    shown: Vec<Bar>,
    /// What moves the chance of the formal target most, the strongest first; empty without that target.
    pub movers: Vec<Mover>,
    /// What would give the formal target a chance of [`WISHED`].
    pub needed: Option<Needed>,
    /// Twenty equally likely totals with strategies, and with risks too, the lowest first.
    pub dots: [Vec<Amount>; 2],
    pub coverage: Option<Coverage>,
    /// What each period to come is expected to bring with strategies, and with risks too.
    courses: [Vec<(Period, Amount)>; 2],
    /// Strategies that alone would give the formal target a chance of [`WISHED`] if they brought so much a period (likely case), the
    /// ones that would need least more first.
    pub alone: Vec<Alone>,
}

/// A strategy that would do it alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Alone {
    pub id: StrategyId,
    pub title: String,
    /// Its likely amount a period, as it is and as it would have to be.
    pub now: Amount,
    pub needed: Amount,
}

impl Closing {
    /// `None` without a forecast. Of the plan's own cost: 20,000 runs for each strategy and scenario, so not for the drawing thread.
    #[must_use]
    pub fn of(plan: &Plan, series_index: usize, answer: &Answer, what_if: &WhatIf) -> Option<Self> {
        let simulation = Simulation::of(plan, series_index, answer, what_if)?;
        let odds = simulation.odds();
        let formal = odds.iter().find(|odds| odds.level == Level::Formal).map(|odds| odds.target);
        let bridge = bridge(plan, series_index, answer, &simulation, Level::Formal);
        Some(Self {
            shown: bridge.as_ref().map(|bridge| bridge.shown(usize::MAX, bridge.step())).unwrap_or_default(),
            bridge,
            movers: formal.map(|target| simulation.movers(target)).unwrap_or_default(),
            needed: formal.and_then(|target| simulation.needed(target, WISHED, Counting::All)),
            dots: [Counting::Strategies, Counting::All].map(|counting| simulation.equally_likely(20, counting)),
            coverage: coverage(plan, series_index, answer),
            courses: [Counting::Strategies, Counting::All].map(|counting| simulation.course(counting)),
            alone: formal.map(|target| alone(plan, &simulation, target)).unwrap_or_default(),
            odds,
        })
    }

    /// The bar of a strategy or scenario as the bridge shows it: what it is expected to come to, and between which amounts 8 in 10 lie.
    /// `None` where it does nothing to this series.
    #[must_use]
    pub fn bar(&self, item: Item) -> Option<&Bar> {
        self.shown.iter().find(|bar| bar.item == Some(item))
    }

    /// The chance of the target of this level.
    #[must_use]
    pub fn level(&self, level: Level) -> Option<&LevelOdds> {
        self.odds.iter().find(|odds| odds.level == level)
    }

    /// Whether a strategy or scenario counts at all: without any the three cases are the same.
    #[must_use]
    pub fn counts_something(&self) -> bool {
        self.bridge.as_ref().is_some_and(|bridge| bridge.bars.iter().any(|bar| bar.item.is_some()))
    }

    /// What each period to come is expected to bring in a case; nothing where that is the forecast alone.
    #[must_use]
    pub fn course(&self, case: Case) -> Option<&[(Period, Amount)]> {
        match case {
            _ if !self.counts_something() => None,
            Case::Unchanged => None,
            Case::Strategies => Some(&self.courses[0]),
            Case::Risks => Some(&self.courses[1]),
        }
    }

    /// The answer with the odds and the dots of a case, for all that tells a chance from an answer.
    #[must_use]
    pub fn outcome(&self, answer: &Answer, case: Case) -> Answer {
        let chance = |odds: &LevelOdds| match case {
            Case::Unchanged => odds.default,
            Case::Strategies => odds.with_strategies,
            Case::Risks => odds.with_risks,
        };
        let odds = |odds: &LevelOdds| super::Odds { level: odds.level, target: odds.target, chance: chance(odds) };
        let dots = match case {
            Case::Unchanged => answer.dots.clone(),
            Case::Strategies => self.dots[0].clone(),
            Case::Risks => self.dots[1].clone(),
        };
        Answer { odds: self.odds.iter().map(odds).collect(), dots, ..answer.clone() }
    }

    /// What all strategies come to on average.
    #[must_use]
    pub fn won_back(&self) -> Amount {
        self.sum(|item| matches!(item, Item::Strategy(_)))
    }

    /// What all risks come to on average; negative.
    #[must_use]
    pub fn at_risk(&self) -> Amount {
        self.sum(|item| matches!(item, Item::Scenario(_)))
    }

    fn sum(&self, counts: impl Fn(Item) -> bool) -> Amount {
        let bars = self.bridge.iter().flat_map(|bridge| &bridge.bars);
        bars.filter(|bar| bar.item.is_some_and(&counts)).map(|bar| bar.expected).sum()
    }
}

fn alone(plan: &Plan, simulation: &Simulation, target: Amount) -> Vec<Alone> {
    let of = |effect: &Effect| {
        let Item::Strategy(id) = effect.item else { return None };
        let strategy = plan.worksheets.strategy(id)?;
        let times = simulation.times_needed(target, WISHED, effect.item)?;
        let now = strategy.extra.likely;
        let needed = Amount::from_f64(now.to_f64() * times, 2).filter(|needed| *needed > now)?;
        Some((times, Alone { id, title: effect.title.clone(), now, needed }))
    };
    let mut alone: Vec<(f64, Alone)> = simulation.effects.iter().filter_map(of).collect();
    alone.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.id.cmp(&b.1.id)));
    alone.into_iter().map(|(_, alone)| alone).collect()
}
