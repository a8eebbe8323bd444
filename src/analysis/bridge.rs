//! The bridge: from where things go if nothing changes, over each strategy and each risk, to the likely landing and the target.

use super::Answer;
use super::simulate::{self, Counting, Item, Simulation};
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
    /// The most that it can come to: of a strategy, if it works as well as it may; else its expected amount.
    pub best: Amount,
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

impl Bridge {
    /// What one in the last digit of the bridge is worth wherever it is shown: a whole of small amounts, a tenth of a thousand, of a
    /// million or a billion for larger ones, as their scale has it.
    #[must_use]
    pub fn step(&self) -> Amount {
        let largest = self.bars.iter().map(|bar| bar.expected.abs().to_f64()).fold(0.0, f64::max);
        Amount::whole(match largest {
            size if size >= 1e10 => 100_000_000,
            size if size >= 1e7 => 100_000,
            size if size >= 1e4 => 100,
            _ => 1,
        })
    }

    /// The bars for a picture that has room for `most` of them: the smallest strategies and risks are added up in a bar each, without
    /// an item and called "3 more". Amounts in steps of `step` that still add up: each level is rounded, and a part is what lies between.
    #[must_use]
    pub fn shown(&self, most: usize, step: Amount) -> Vec<Bar> {
        let ends = self.bars.iter().filter(|bar| bar.item.is_none()).count();
        let room = most.saturating_sub(ends).max(2);
        let count = |kind| self.bars.iter().filter(|bar| bar.kind == kind).count();
        let (strategies, risks) = (count(BarKind::Strategy), count(BarKind::Risk));
        // Each kind has half of the room, and what the other leaves.
        let for_risks = risks.min((room / 2).max(room.saturating_sub(strategies)));
        let for_strategies = strategies.min(room - for_risks);
        let mut bars = Vec::with_capacity(self.bars.len());
        for kind in
            [BarKind::Start, BarKind::Strategy, BarKind::Risk, BarKind::Landing, BarKind::Unknown, BarKind::Target]
        {
            let of_kind = self.bars.iter().filter(|bar| bar.kind == kind).cloned();
            match kind {
                BarKind::Strategy => bars.extend(fewer(of_kind.collect(), for_strategies)),
                BarKind::Risk => bars.extend(fewer(of_kind.collect(), for_risks)),
                _ => bars.extend(of_kind),
            }
        }
        round(&mut bars, step);
        bars
    }
}

/// The largest of `bars` in their order, and the others in one if they are too many.
fn fewer(bars: Vec<Bar>, most: usize) -> Vec<Bar> {
    if bars.len() <= most || most == 0 {
        return bars;
    }
    let mut by_size: Vec<usize> = (0..bars.len()).collect();
    by_size.sort_by_key(|at| std::cmp::Reverse(bars[*at].expected.abs()));
    let kept = &by_size[..most - 1];
    let (mut shown, mut others) = (Vec::new(), Vec::new());
    for (at, bar) in bars.into_iter().enumerate() {
        if kept.contains(&at) { shown.push(bar) } else { others.push(bar) }
    }
    let sum = |of: fn(&Bar) -> Amount| others.iter().map(of).sum::<Amount>();
    let rest = Bar {
        kind: others[0].kind,
        item: None,
        label: format!("{} more", others.len()),
        low: sum(|bar| bar.low),
        expected: sum(|bar| bar.expected),
        high: sum(|bar| bar.high),
        best: sum(|bar| bar.best),
        is_ready: Some(others.iter().all(|bar| bar.is_ready == Some(true))),
    };
    shown.push(rest);
    shown
}

fn round(bars: &mut [Bar], step: Amount) {
    let whole = Amount::whole(1);
    let rounded = |amount: Amount| match amount.ratio(whole, step) {
        Some(steps) => steps.rounded(0).ratio(step, whole).unwrap_or(amount),
        None => amount,
    };
    let (mut level, mut before) = (Amount::ZERO, Amount::ZERO);
    for bar in bars {
        let exact = bar.expected;
        match bar.kind {
            BarKind::Start => (level, before) = (exact, rounded(exact)),
            BarKind::Strategy | BarKind::Risk | BarKind::Unknown => level += exact,
            BarKind::Landing | BarKind::Target => level = exact,
        }
        bar.expected = match bar.kind {
            BarKind::Start | BarKind::Landing | BarKind::Target => rounded(exact),
            BarKind::Strategy | BarKind::Risk | BarKind::Unknown => rounded(level) - before,
        };
        before = rounded(level);
        // Ends that lie on the amount stay on it.
        for end in [&mut bar.low, &mut bar.high, &mut bar.best] {
            *end = if *end == exact { bar.expected } else { rounded(*end) };
        }
    }
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
        best: expected,
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
            best: if kind == BarKind::Strategy { amount(effect.best) } else { expected },
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
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// What the ready responses save if each scenario happened, likely case.
    pub ready: f64,
    /// What all scenarios would cost without any response.
    pub at_stake: f64,
    /// The scenario whose response would save most of those that aren't ready, and what the ready ones would save with it.
    pub next: Option<(String, f64)>,
    pub scenarios: usize,
    pub scenarios_ready: usize,
}

/// `None` where there is no plan to speak of.
#[must_use]
pub fn coverage(plan: &Plan, series_index: usize, answer: &Answer) -> Option<Coverage> {
    let whole = answer.total.target.or(answer.total.landing)?.to_f64();
    if whole <= 0.0 || answer.distribution.is_none() {
        return None;
    }
    let (mut ready, mut at_stake) = (0.0, 0.0);
    let mut next: Option<(f64, &str)> = None;
    let scenarios = &plan.worksheets.scenarios;
    for scenario in scenarios {
        let cost = simulate::mean_cost(plan, series_index, answer, scenario);
        let saves = cost * f64::from(scenario.response.saves_percent) / 100.0;
        at_stake += cost;
        if scenario.is_ready() {
            ready += saves;
        } else if saves > next.map_or(0.0, |(most, _)| most) {
            next = Some((saves, &scenario.title));
        }
    }
    Some(Coverage {
        ready: ready / whole,
        at_stake: at_stake / whole,
        next: next.map(|(saves, title)| (title.to_owned(), (ready + saves) / whole)),
        scenarios: scenarios.len(),
        scenarios_ready: scenarios.iter().filter(|scenario| scenario.is_ready()).count(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ScenarioId, StrategyId};
    use proptest::prelude::*;

    /// Strategies and risks of these amounts, from a start to a target.
    fn bridge_of(start: i64, gains: &[i64], losses: &[i64], target: i64) -> Bridge {
        let cents = |amount: i64| Amount::from_millionths(i128::from(amount) * 10_000).unwrap();
        let bar = |kind, item, amount: i64| Bar {
            kind,
            item,
            label: kind.id().to_owned(),
            low: cents(amount),
            expected: cents(amount),
            high: cents(amount),
            best: cents(amount),
            is_ready: None,
        };
        let landing = start + gains.iter().sum::<i64>() - losses.iter().sum::<i64>();
        let mut bars = vec![bar(BarKind::Start, None, start)];
        let strategy = |(id, gain): (u32, &i64)| bar(BarKind::Strategy, Some(Item::Strategy(StrategyId(id))), *gain);
        let risk = |(id, loss): (u32, &i64)| bar(BarKind::Risk, Some(Item::Scenario(ScenarioId(id))), -*loss);
        bars.extend((1..).zip(gains).map(strategy));
        bars.extend((1..).zip(losses).map(risk));
        bars.extend(
            [(BarKind::Landing, landing), (BarKind::Unknown, target - landing), (BarKind::Target, target)]
                .map(|(kind, amount)| bar(kind, None, amount)),
        );
        Bridge { bars, landing: cents(landing), best_cases: cents(landing) }
    }

    #[test]
    fn where_there_is_room_every_bar_stands_by_itself() {
        let bridge = bridge_of(65_640, &[1_030, 730], &[610], 69_000);
        assert_eq!(bridge.shown(12, Amount::whole(1)).len(), 7);
        let kinds: Vec<&str> = bridge.shown(7, Amount::whole(1)).iter().map(|bar| bar.kind.id()).collect();
        assert_eq!(kinds, ["start", "strategy", "strategy", "risk", "landing", "unknown", "target"]);
    }

    #[test]
    fn the_smallest_are_added_up_where_there_is_none() {
        let bridge = bridge_of(100_000, &[500, 9_000, 700, 300], &[100, 4_000, 200, 300, 60], 120_000);
        let shown = bridge.shown(8, Amount::whole(1));
        let told: Vec<(String, String)> =
            shown.iter().map(|bar| (bar.label.clone(), bar.expected.to_string())).collect();
        let of = |at: usize| (told[at].0.as_str(), told[at].1.as_str());
        assert_eq!(shown.len(), 8);
        assert_eq!([of(1), of(2)], [("strategy", "90"), ("3 more", "15")]);
        assert_eq!([of(3), of(4)], [("risk", "-40"), ("4 more", "-7")], "6.60, and the levels add up");
    }

    proptest! {
        #[test]
        fn what_is_shown_adds_up_to_the_last_digit_that_is_shown(
            start in -1_000_000_i64..100_000_000,
            gains in prop::collection::vec(0_i64..5_000_000, 0..9),
            losses in prop::collection::vec(0_i64..5_000_000, 0..9),
            target in 0_i64..100_000_000,
            most in 0_usize..20,
            step in prop::sample::select(vec![1_i64, 100, 1_000]),
        ) {
            let bridge = bridge_of(start, &gains, &losses, target);
            let shown = bridge.shown(most, Amount::whole(step));
            prop_assert!(shown.len() <= most.max(6));
            let of = |kinds: &[BarKind]| {
                shown.iter().filter(|bar| kinds.contains(&bar.kind)).map(|bar| bar.expected).sum::<Amount>()
            };
            let (landing, target) = (of(&[BarKind::Landing]), of(&[BarKind::Target]));
            let parts = [BarKind::Start, BarKind::Strategy, BarKind::Risk];
            prop_assert_eq!(of(&parts), landing);
            prop_assert_eq!(landing + of(&[BarKind::Unknown]), target);
            for bar in &shown {
                let steps = bar.expected.ratio(Amount::whole(1), Amount::whole(step)).unwrap();
                prop_assert_eq!(steps.rounded(0), steps);
            }
        }
    }
}
