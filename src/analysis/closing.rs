//! What closes the gap and what threatens it, in one object: the odds, the bridge and what moves them, for one series on one day.

use super::Answer;
use super::bridge::{Bar, Bridge, Coverage, bridge, coverage};
use super::simulate::{Counting, Item, LevelOdds, Mover, Needed, Simulation, WhatIf};
use crate::model::{Amount, Level, Plan};

/// The chance that "what would it take" is told for.
pub const WISHED: f64 = 0.6;

/// Everything that the strategies and scenarios of a plan do to one series.
#[derive(Clone, Debug, PartialEq)]
pub struct Closing {
    /// The chance of each target, the lowest level first.
    pub odds: Vec<LevelOdds>,
    /// To the formal target.
    pub bridge: Option<Bridge>,
    /// What moves the chance of the formal target most, the strongest first; empty without that target.
    pub movers: Vec<Mover>,
    /// What would give the formal target a chance of [`WISHED`].
    pub needed: Option<Needed>,
    /// Twenty equally likely totals with strategies and risks, the lowest first.
    pub dots: Vec<Amount>,
    pub coverage: Option<Coverage>,
}

impl Closing {
    /// `None` without a forecast. Of the plan's own cost: 20,000 runs for each strategy and scenario, so not for the drawing thread.
    #[must_use]
    pub fn of(plan: &Plan, series_index: usize, answer: &Answer, what_if: &WhatIf) -> Option<Self> {
        let simulation = Simulation::of(plan, series_index, answer, what_if)?;
        let odds = simulation.odds();
        let formal = odds.iter().find(|odds| odds.level == Level::Formal).map(|odds| odds.target);
        Some(Self {
            bridge: bridge(plan, series_index, answer, &simulation, Level::Formal),
            movers: formal.map(|target| simulation.movers(target)).unwrap_or_default(),
            needed: formal.and_then(|target| simulation.needed(target, WISHED, Counting::All)),
            dots: simulation.equally_likely(20, Counting::All),
            coverage: coverage(plan, series_index, answer),
            odds,
        })
    }

    /// The bar of a strategy or scenario: what it is expected to come to, and between which amounts 8 in 10 lie. `None` where it does
    /// nothing to this series.
    #[must_use]
    pub fn bar(&self, item: Item) -> Option<&Bar> {
        self.bridge.as_ref()?.bars.iter().find(|bar| bar.item == Some(item))
    }

    /// The chance of the target of this level.
    #[must_use]
    pub fn level(&self, level: Level) -> Option<&LevelOdds> {
        self.odds.iter().find(|odds| odds.level == level)
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
