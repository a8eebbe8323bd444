//! The odds: how likely each target is if nothing changes, with the strategies, and with the risks too.
//!
//! Strategies and scenarios are drawn in [`RUNS`] runs; the forecast is not drawn at all. In each run the chance is asked of the
//! forecast's own `total_distribution`, moved by what the strategies and scenarios of that run come to, and the odds are the mean of
//! these chances. So the forecast's part is exactly that of the forecast page, and where nothing is planned the odds are its odds to
//! the last digit. Effects count as independent of each other and of the forecast's misses, and losses are shares of what the forecast
//! expects, which simply add up.

mod draw;
mod effect;
#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

use draw::Stream;
pub use effect::Effect;
use effect::{Ahead, Gain, Loss};

use super::Answer;
use super::forecast::total::Distribution;
use super::regression::float;
use crate::model::id::IdError;
use crate::model::{Amount, Cases, Level, Period, Plan, Scenario, ScenarioId, Strategy, StrategyId, Test};

/// Runs of a simulation.
pub const RUNS: usize = 20_000;

/// A strategy is not told to bring more than so many times what it is planned to.
pub const MOST_TIMES: f64 = 8.0;

/// A strategy or a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    Strategy(StrategyId),
    Scenario(ScenarioId),
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Strategy(id) => id.fmt(f),
            Self::Scenario(id) => id.fmt(f),
        }
    }
}

impl FromStr for Item {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        text.parse().map(Self::Scenario).or_else(|_| text.parse().map(Self::Strategy))
    }
}

/// How a strategy or a scenario takes part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// With the chance that the plan gives it.
    #[default]
    AsPlanned,
    /// As if the strategy worked for certain, or the scenario began in the first period to come.
    Certain,
    /// As if it were not in the plan.
    Out,
}

/// What is asked beside the plan as it is; the plan itself stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhatIf {
    pub with: Vec<Item>,
    pub without: Vec<Item>,
}

impl WhatIf {
    /// What is left out stays out.
    #[must_use]
    pub fn part(&self, item: Item) -> Part {
        if self.without.contains(&item) {
            Part::Out
        } else if self.with.contains(&item) {
            Part::Certain
        } else {
            Part::AsPlanned
        }
    }
}

/// The chance of one target, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LevelOdds {
    pub level: Level,
    pub target: Amount,
    /// If nothing changes.
    pub default: f64,
    pub with_strategies: f64,
    pub with_risks: f64,
}

/// What one strategy or scenario does to the chance of a target.
#[derive(Clone, Debug, PartialEq)]
pub struct Mover {
    pub item: Item,
    pub title: String,
    /// The chance with it less the chance without it; negative for what lowers it.
    pub by: f64,
}

/// What would give a target the chance that is wished for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Needed {
    pub chance: f64,
    /// So much more in all, for certain; negative where there is so much to spare.
    pub more: Amount,
    /// The same in each period to come; `None` where none is.
    pub a_period: Option<Amount>,
    /// The target that has this chance as things are.
    pub target: Amount,
}

/// Which effects count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    Strategies,
    /// Strategies and risks.
    All,
}

/// All runs of one series on one day.
#[derive(Clone, Debug)]
pub struct Simulation {
    /// Strategies first, in the order of the plan; those that are left out or do nothing to this series are not here.
    pub effects: Vec<Effect>,
    pub periods_to_come: usize,
    /// What the forecast expects of each of them.
    ahead: Vec<(Period, f64)>,
    distribution: Distribution,
    decimals: u32,
    default: Vec<super::Odds>,
    /// What all strategies, and then all risks too, come to in each run.
    sums: [Vec<f64>; 2],
}

impl Simulation {
    /// `None` without a forecast.
    #[must_use]
    pub fn of(plan: &Plan, series_index: usize, answer: &Answer, what_if: &WhatIf) -> Option<Self> {
        let series = plan.series.get(series_index)?;
        let distribution = answer.distribution.clone()?;
        let ahead = Ahead::of(plan, answer);
        let seed = draw::seed(series, answer.span);
        let mut effects = Vec::new();
        for strategy in &plan.worksheets.strategies {
            let item = Item::Strategy(strategy.id);
            let of_series =
                plan.meant_series(strategy.series.as_deref()).is_some_and(|(index, _)| index == series_index);
            let Some(gain) = Gain::of(strategy, &ahead, what_if.part(item)).filter(|_| of_series) else { continue };
            let stream = Stream::new(seed, &item.to_string());
            effects.push(Effect {
                item,
                title: strategy.title.clone(),
                expected: gain.expected(),
                best: gain.best(),
                is_ready: strategy.test(answer.today) == Test::Obvious,
                course: gain.course(&ahead),
                runs: runs().map(|run| gain.in_run(stream, run)).collect(),
            });
        }
        for scenario in &plan.worksheets.scenarios {
            let item = Item::Scenario(scenario.id);
            let loss = Loss::of(scenario, series, series_index == 0, &ahead, what_if.part(item));
            let Some(loss) = loss else { continue };
            let stream = Stream::new(seed, &item.to_string());
            effects.push(Effect {
                item,
                title: scenario.title.clone(),
                expected: loss.expected(),
                best: 0.0,
                is_ready: scenario.is_ready(),
                course: loss.course(),
                runs: runs().map(|run| loss.in_run(stream, run)).collect(),
            });
        }
        let gains = sum(&effects, |item| matches!(item, Item::Strategy(_)));
        let all = sum(&effects, |_| true);
        let (decimals, default) = (answer.decimals, answer.odds.clone());
        Some(Self {
            effects,
            periods_to_come: ahead.periods.len(),
            ahead: ahead.periods.into_iter().zip(ahead.expected).collect(),
            distribution,
            decimals,
            default,
            sums: [gains, all],
        })
    }

    /// The chance of each target that the series has, the lowest level first.
    #[must_use]
    pub fn odds(&self) -> Vec<LevelOdds> {
        let of_level = |odds: &super::Odds| LevelOdds {
            level: odds.level,
            target: odds.target,
            default: odds.chance,
            with_strategies: self.chance(odds.target, Counting::Strategies),
            with_risks: self.chance(odds.target, Counting::All),
        };
        self.default.iter().map(of_level).collect()
    }

    /// The chance of reaching `target`.
    #[must_use]
    pub fn chance(&self, target: Amount, counting: Counting) -> f64 {
        self.chance_with(target.to_f64(), self.sum(counting))
    }

    fn sum(&self, counting: Counting) -> &[f64] {
        match counting {
            Counting::Strategies => &self.sums[0],
            Counting::All => &self.sums[1],
        }
    }

    fn chance_with(&self, target: f64, effects: &[f64]) -> f64 {
        if self.periods_to_come == 0 {
            // The plan is over: nothing is left to chance.
            return f64::from(u8::from(self.distribution.mid >= target));
        }
        // Not the mean of as many equal chances, which would be off in the last digit.
        if effects.iter().all(|effect| *effect == 0.0) {
            return self.distribution.chance_of(target);
        }
        effects.iter().map(|effect| self.distribution.chance_of(target - effect)).sum::<f64>() / float(RUNS)
    }

    /// What moves the chance of `target` most: each strategy and scenario left out alone, the strongest first.
    #[must_use]
    pub fn movers(&self, target: Amount) -> Vec<Mover> {
        let whole = self.chance(target, Counting::All);
        let by = |effect: &Effect| {
            let without: Vec<f64> = self.sums[1].iter().zip(&effect.runs).map(|(sum, own)| sum - own).collect();
            let by = whole - self.chance_with(target.to_f64(), &without);
            Mover { item: effect.item, title: effect.title.clone(), by }
        };
        let mut movers: Vec<Mover> = self.effects.iter().map(by).collect();
        movers.sort_by(|a, b| b.by.abs().total_cmp(&a.by.abs()).then(a.item.cmp(&b.item)));
        movers
    }

    /// What would give `target` the chance `wished` (0.6 for 60 %), solved backwards. `None` for a chance of none or all, or where
    /// nothing is left to chance.
    #[must_use]
    pub fn needed(&self, target: Amount, wished: f64, counting: Counting) -> Option<Needed> {
        if !(wished > 0.0 && wished < 1.0) || self.periods_to_come == 0 {
            return None;
        }
        let effects = self.sum(counting);
        let chance = |reached: f64| self.chance_with(reached, effects);
        let [.., (lo, hi)] = self.distribution.bands;
        let (least, most) = effects.iter().fold((0.0_f64, 0.0_f64), |(a, b), it| (a.min(*it), b.max(*it)));
        let width = (hi - lo).max(self.distribution.mid.abs() * 1e-6).max(1e-6);
        let (mut low, mut high) = (lo + least - 4.0 * width, hi + most + 4.0 * width);
        for _ in 0..48 {
            let middle = f64::midpoint(low, high);
            if chance(middle) >= wished { low = middle } else { high = middle }
        }
        let reached = Amount::from_f64(f64::midpoint(low, high), self.decimals)?;
        let more = target - reached;
        let periods = i64::try_from(self.periods_to_come).ok()?;
        let a_period = more.ratio(Amount::whole(1), Amount::whole(periods)).map(|each| each.rounded(self.decimals));
        Some(Needed { chance: wished, more, a_period, target: reached })
    }

    /// By which factor a strategy alone would have to bring more for `target` to have the chance `wished`: its likely amount and all
    /// others of it times that. `None` where it has that chance already, where [`MOST_TIMES`] isn't enough, and for what adds nothing.
    #[must_use]
    pub fn times_needed(&self, target: Amount, wished: f64, item: Item) -> Option<f64> {
        let effect = self.effects.iter().find(|effect| effect.item == item && effect.expected > 0.0)?;
        let chance = |times: f64| {
            let sums: Vec<f64> =
                self.sums[1].iter().zip(&effect.runs).map(|(sum, own)| sum + (times - 1.0) * own).collect();
            self.chance_with(target.to_f64(), &sums)
        };
        if self.periods_to_come == 0 || chance(1.0) >= wished || chance(MOST_TIMES) < wished {
            return None;
        }
        let (mut low, mut high) = (1.0, MOST_TIMES);
        // To a thousandth of an amount that is told in two or three digits.
        for _ in 0..14 {
            let middle = f64::midpoint(low, high);
            if chance(middle) >= wished { high = middle } else { low = middle }
        }
        Some(high)
    }

    /// What each period to come is expected to bring with what counts.
    #[must_use]
    pub fn course(&self, counting: Counting) -> Vec<(Period, Amount)> {
        let counts = |effect: &&Effect| counting == Counting::All || matches!(effect.item, Item::Strategy(_));
        let with = |(at, (period, expected)): (usize, &(Period, f64))| {
            let moved: f64 = self.effects.iter().filter(counts).filter_map(|effect| effect.course.get(at)).sum();
            Some((*period, Amount::from_f64(expected + moved, self.decimals)?))
        };
        self.ahead.iter().enumerate().filter_map(with).collect()
    }

    /// So many equally likely totals, the lowest first.
    #[must_use]
    pub fn equally_likely(&self, count: usize, counting: Counting) -> Vec<Amount> {
        let totals = self.totals(self.sum(counting));
        let at = |index: usize| totals.get((2 * index + 1) * totals.len() / (2 * count)).copied();
        (0..count).filter_map(at).filter_map(|total| Amount::from_f64(total, self.decimals)).collect()
    }

    /// The 8-in-10 range of the total.
    #[must_use]
    pub fn range(&self, counting: Counting) -> (f64, f64) {
        eight_in_ten(&self.totals(self.sum(counting)))
    }

    /// The total of each run, in order of size: the runs take the forecast's quantiles one after the other.
    fn totals(&self, effects: &[f64]) -> Vec<f64> {
        // Between so many quantiles a straight line is as good as the forecast's own, which runs through six points.
        const KNOTS: usize = 400;
        let share = |knot: usize| (float(knot) + 0.5) / float(KNOTS + 1);
        let knots: Vec<f64> = (0..=KNOTS).map(|knot| self.distribution.quantile(share(knot))).collect();
        let between = |run: usize| {
            let (knot, rest) = (run * KNOTS / RUNS, float(run * KNOTS % RUNS) / float(RUNS));
            knots[knot] + rest * (knots[(knot + 1).min(KNOTS)] - knots[knot])
        };
        let mut totals: Vec<f64> = effects.iter().enumerate().map(|(run, effect)| between(run) + effect).collect();
        totals.sort_unstable_by(f64::total_cmp);
        totals
    }
}

/// What a strategy of the answer's series adds on average, in each period to come in which it runs. Their sum is what it adds to the
/// plan's total, [`Effect::expected`].
#[must_use]
pub fn by_period(plan: &Plan, answer: &Answer, strategy: &Strategy) -> Vec<(Period, f64)> {
    effect::by_period(strategy, &Ahead::of(plan, answer))
}

/// What a scenario would take of the plan's total.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    /// From little depth and length to much, without any response.
    pub lost: Cases<Amount>,
    /// So much of the likely loss a response saves that is ready.
    pub saved: Amount,
}

/// What a scenario would take of what is still to come of the plan if it began in the first period to come (for one that is happening:
/// what it still takes). `None` without an estimate, for another series, and where nothing is to come.
#[must_use]
pub fn cost(plan: &Plan, series_index: usize, answer: &Answer, scenario: &Scenario) -> Option<Cost> {
    let series = plan.series.get(series_index)?;
    let loss = Loss::of(scenario, series, series_index == 0, &Ahead::of(plan, answer), Part::Certain)?;
    let amount = |value: f64| Amount::from_f64(value, answer.decimals).unwrap_or_default();
    let lost = loss.cost()?;
    Some(Cost { lost: lost.map(amount), saved: amount(lost.likely * loss.saved()) })
}

/// What a scenario takes on average if it begins in the first period to come, without any response; 0 where [`cost`] has nothing to say.
#[must_use]
pub fn mean_cost(plan: &Plan, series_index: usize, answer: &Answer, scenario: &Scenario) -> f64 {
    let mut bare = scenario.clone();
    bare.response.saves_percent = 0;
    let series = plan.series.get(series_index);
    let loss =
        series.and_then(|series| Loss::of(&bare, series, series_index == 0, &Ahead::of(plan, answer), Part::Certain));
    loss.map_or(0.0, |loss| -loss.expected())
}

impl Effect {
    /// The 8-in-10 range of what it does.
    #[must_use]
    pub fn range(&self) -> (f64, f64) {
        let mut runs = self.runs.clone();
        runs.sort_unstable_by(f64::total_cmp);
        eight_in_ten(&runs)
    }
}

fn eight_in_ten(sorted: &[f64]) -> (f64, f64) {
    let at = |tenths: usize| sorted.get(sorted.len() * tenths / 10).copied().unwrap_or_default();
    (at(1), at(9))
}

fn runs() -> impl Iterator<Item = u64> {
    (0..).take(RUNS)
}

fn sum(effects: &[Effect], counts: impl Fn(Item) -> bool) -> Vec<f64> {
    let mut sum = vec![0.0; RUNS];
    for effect in effects.iter().filter(|effect| counts(effect.item)) {
        for (sum, run) in sum.iter_mut().zip(&effect.runs) {
            *sum += run;
        }
    }
    sum
}
