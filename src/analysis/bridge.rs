//! The bridge: from where things go if nothing changes, over each strategy and each risk, to the likely landing and the target.

use super::Answer;
use super::simulate::{Counting, Item, Simulation};
use crate::model::{Amount, Level, Plan};

/// A bar of the bridge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    pub kind: BarKind,
    /// Of a strategy or scenario.
    pub item: Option<Item>,
    pub label: String,
    /// The ends of its whisker: 8 in 10 lie between.
    pub low: Amount,
    pub expected: Amount,
    pub high: Amount,
    /// A strategy that passes its test, or a scenario with a response that is ready; `None` for the other bars.
    pub is_ready: Option<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BarKind {
    /// If nothing changes.
    Start,
    Strategy,
    Risk,
    Landing,
    /// What is missing to the target and nobody knows yet; negative where there is some to spare.
    Unknown,
    Target,
}

impl BarKind {
    /// The word in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Strategy => "strategy",
            Self::Risk => "risk",
            Self::Landing => "landing",
            Self::Unknown => "unknown",
            Self::Target => "target",
        }
    }
}

/// The bars in their order: start + strategies + risks = landing, and landing + unknown = target, to the last digit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bridge {
    pub bars: Vec<Bar>,
    pub landing: Amount,
    /// If every strategy worked as well as it may and no risk came: what a sum of best cases would promise.
    pub best_cases: Amount,
}

/// `None` without a forecast. Without a target of that level the last two bars are not there.
#[must_use]
pub fn bridge(
    plan: &Plan,
    series_index: usize,
    answer: &Answer,
    simulation: &Simulation,
    level: Level,
) -> Option<Bridge> {
    let start = answer.total.landing?;
    let amount = |value: f64| Amount::from_f64(value, answer.decimals).unwrap_or_default();
    let band = answer.total.bands.map(|bands| bands[1]);
    let bar = |kind, label: &str, [low, expected, high]: [Amount; 3]| Bar {
        kind,
        item: None,
        label: label.to_owned(),
        low,
        expected,
        high,
        is_ready: None,
    };
    let mut bars = vec![bar(
        BarKind::Start,
        "If nothing changes",
        [band.map_or(start, |band| band.lo), start, band.map_or(start, |band| band.hi)],
    )];
    let (mut landing, mut best_cases) = (start, start);
    for effect in &simulation.effects {
        let (low, high) = effect.range();
        let expected = amount(effect.expected);
        landing += expected;
        best_cases += amount(effect.best);
        let kind = if matches!(effect.item, Item::Strategy(_)) { BarKind::Strategy } else { BarKind::Risk };
        let numbers = [amount(low), expected, amount(high)];
        bars.push(Bar {
            item: Some(effect.item),
            is_ready: Some(effect.is_ready),
            ..bar(kind, &effect.title, numbers)
        });
    }
    let (low, high) = simulation.range(Counting::All);
    let (low, high) = (amount(low), amount(high));
    bars.push(bar(BarKind::Landing, "Likely landing", [low, landing, high]));
    let target = plan.series.get(series_index)?.target(level).and_then(|target| target.total(answer.span));
    if let Some(target) = target {
        bars.push(bar(BarKind::Unknown, "Nobody knows yet", [target - high, target - landing, target - low]));
        bars.push(bar(BarKind::Target, level.label(), [target; 3]));
    }
    Some(Bridge { bars, landing, best_cases })
}

/// What the ready responses are worth, and what is at stake: each as a share of the plan (its target, or else its landing).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coverage {
    /// What the ready responses save if each scenario happened, likely case.
    pub ready: f64,
    /// What all scenarios would cost without any response.
    pub at_stake: f64,
    pub scenarios: usize,
    pub scenarios_ready: usize,
}

/// `None` where there is no plan to speak of.
#[must_use]
pub fn coverage(plan: &Plan, series_index: usize, answer: &Answer) -> Option<Coverage> {
    use super::simulate::WhatIf;
    let whole = answer.total.target.or(answer.total.landing)?.to_f64();
    if whole <= 0.0 {
        return None;
    }
    // Each as if it began now, and its response were not there.
    let mut bare = plan.clone();
    let with: Vec<Item> = plan.worksheets.scenarios.iter().map(|scenario| Item::Scenario(scenario.id)).collect();
    for scenario in &mut bare.worksheets_mut().scenarios {
        scenario.response.saves_percent = 0;
    }
    let simulation = Simulation::of(&bare, series_index, answer, &WhatIf { with, without: Vec::new() })?;
    let (mut ready, mut at_stake) = (0.0, 0.0);
    for scenario in &plan.worksheets.scenarios {
        let item = Item::Scenario(scenario.id);
        let cost = simulation.effects.iter().find(|effect| effect.item == item).map_or(0.0, |effect| -effect.expected);
        at_stake += cost;
        if scenario.is_ready() {
            ready += cost * f64::from(scenario.response.saves_percent) / 100.0;
        }
    }
    Some(Coverage {
        ready: ready / whole,
        at_stake: at_stake / whole,
        scenarios: plan.worksheets.scenarios.len(),
        scenarios_ready: plan.worksheets.scenarios.iter().filter(|scenario| scenario.is_ready()).count(),
    })
}
