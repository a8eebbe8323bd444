//! What one strategy or scenario does to the plan's total: on average, by a formula, and in each run, by chance.

use super::draw::{Stream, triangular};
use super::{Item, Part};
use crate::analysis::Answer;
use crate::analysis::regression::float;
use crate::model::{Amount, Cases, Depth, Period, Plan, Scenario, Series, Standing, Strategy};

/// What is still to come of the plan in one series.
#[derive(Clone, Debug)]
pub(super) struct Ahead {
    /// What each period that is not finished is expected to bring, by the forecast.
    pub expected: Vec<f64>,
    pub periods: Vec<Period>,
    /// The last finished period.
    pub known: Option<Period>,
    pub per_year: usize,
    /// Periods in the plan's rolling average.
    pub window: usize,
    pub fiscal: crate::model::FiscalStart,
}

impl Ahead {
    pub fn of(plan: &Plan, answer: &Answer) -> Self {
        let to_come: Vec<_> = answer.plan_rows().filter(|row| row.standing != Standing::Finished).collect();
        Self {
            expected: to_come.iter().map(|row| row.expected.unwrap_or_default().to_f64()).collect(),
            periods: to_come.iter().map(|row| row.period).collect(),
            known: answer.last_finished.and_then(|row| answer.rows.get(row)).map(|row| row.period),
            per_year: answer.granularity.per_year(),
            window: plan.window(answer.granularity),
            fiscal: plan.fiscal_start,
        }
    }

    /// How much of an effect that began in `start` the forecast doesn't know of yet. The forecast carries the figures on, and an effect
    /// that has been in them for a whole window is in the forecast too: counting it once more would count it double.
    fn unseen(&self, start: Period) -> f64 {
        let seen = self.known.filter(|known| *known >= start).map_or(0, |known| start.until(known) + 1);
        let seen = usize::try_from(seen).unwrap_or(0).min(self.window);
        1.0 - float(seen) / float(self.window.max(1))
    }
}

/// A strategy in numbers: in each run it adds an amount at full effect, times `weight`, if it works.
#[derive(Clone, Debug)]
pub(super) struct Gain {
    amount: Cases<f64>,
    works: f64,
    /// Periods at full effect that its share in the plan comes to.
    weight: f64,
    /// The share of its full effect in each period to come in which it runs.
    weights: Vec<(Period, f64)>,
}

impl Gain {
    pub fn of(strategy: &Strategy, ahead: &Ahead, part: Part) -> Option<Self> {
        let works = match part {
            Part::Out => return None,
            Part::AsPlanned => f64::from(strategy.works_percent) / 100.0,
            Part::Certain => 1.0,
        };
        let weights = weights(strategy, ahead)?;
        let weight = weights.iter().map(|(_, weight)| weight).sum();
        Some(Self { amount: strategy.extra.map(Amount::to_f64), works, weight, weights })
    }

    fn mean(&self) -> f64 {
        (self.amount.low + self.amount.likely + self.amount.high) / 3.0 * self.works
    }

    pub fn expected(&self) -> f64 {
        self.mean() * self.weight
    }

    /// What it adds on average in each period to come: they add up to [`Self::expected`].
    pub fn course(&self, ahead: &Ahead) -> Vec<f64> {
        let weight =
            |period: &Period| self.weights.iter().find(|(own, _)| own == period).map_or(0.0, |(_, weight)| *weight);
        ahead.periods.iter().map(|period| self.mean() * weight(period)).collect()
    }

    /// If it works, and as well as it may.
    pub fn best(&self) -> f64 {
        self.amount.high * self.weight
    }

    pub fn in_run(&self, stream: Stream, run: u64) -> f64 {
        let (works, share) = stream.pair(run, 0);
        if works >= self.works {
            return 0.0;
        }
        triangular(self.amount.low, self.amount.likely, self.amount.high, share) * self.weight
    }
}

/// Of each period to come in which a strategy runs, the share of its full effect. `None` until it has a first period.
fn weights(strategy: &Strategy, ahead: &Ahead) -> Option<Vec<(Period, f64)>> {
    let start = strategy.start?;
    let steps = f64::from(strategy.ramp_periods) + 1.0;
    let running = |period: &&Period| start <= **period && strategy.end.is_none_or(|end| **period <= end);
    let counted = strategy.counted.map_or(0.0, |counted| f64::from(counted.percent) / 100.0);
    let counts = (1.0 - counted) * ahead.unseen(start);
    let share = |period: &Period| (*period, (f64::from(start.until(*period) + 1) / steps).min(1.0) * counts);
    Some(ahead.periods.iter().filter(running).map(share).collect())
}

/// What a strategy adds on average in each period to come in which it runs: they add up to [`Gain::expected`].
pub(super) fn by_period(strategy: &Strategy, ahead: &Ahead) -> Vec<(Period, f64)> {
    let each = strategy.extra.mean() * f64::from(strategy.works_percent) / 100.0;
    let weights = weights(strategy, ahead).unwrap_or_default();
    weights.into_iter().map(|(period, weight)| (period, each * weight)).collect()
}

/// A scenario in numbers.
#[derive(Clone, Debug)]
pub(super) struct Loss {
    depth: Cases<f64>,
    length: Cases<u16>,
    /// What is lost of it for all that the response does.
    left: f64,
    /// Sums of what there is to lose before each period to come, and after the last.
    sums: Vec<f64>,
    onset: Onset,
}

#[derive(Clone, Debug)]
enum Onset {
    /// Once or not at all in each stretch of a year or less (first row, rows, chance), beginning in any of its periods alike.
    Chance(Vec<(usize, usize, f64)>),
    /// At this row, so many of its periods being over already.
    At { row: usize, over: usize, unseen: f64 },
}

/// How often the low, the likely and the high length are taken (see [`crate::model::Estimate::length_periods`]).
const LENGTHS: [f64; 3] = [0.3, 0.4, 0.3];

impl Loss {
    /// `None` where it has no estimate, bears on another series, or is left out.
    pub fn of(scenario: &Scenario, series: &Series, is_first: bool, ahead: &Ahead, part: Part) -> Option<Self> {
        let same = |name: &String| name.trim().to_lowercase() == series.name.trim().to_lowercase();
        let bears = if scenario.series.is_empty() { is_first } else { scenario.series.iter().any(same) };
        let estimate = scenario.estimate().filter(|_| bears && part != Part::Out)?;
        let (depth, each): (Cases<f64>, Vec<f64>) = match estimate.depth {
            Depth::Percent(cases) => {
                (cases.map(|it| it.to_f64() / 100.0), ahead.expected.iter().map(|it| it.max(0.0)).collect())
            }
            Depth::Amount(cases) => (cases.map(Amount::to_f64), vec![1.0; ahead.expected.len()]),
        };
        let mut sums = vec![0.0];
        for amount in each {
            sums.push(sums.last().copied().unwrap_or_default() + amount);
        }
        let saves = if scenario.is_ready() { f64::from(scenario.response.saves_percent) / 100.0 } else { 0.0 };
        let onset = Onset::of(scenario, ahead, part)?;
        Some(Self { depth, length: estimate.length_periods, left: 1.0 - saves, sums, onset })
    }

    fn lengths(&self) -> [(usize, f64); 3] {
        let Cases { low, likely, high } = self.length.map(usize::from);
        let [a, b, c] = LENGTHS;
        [(low, a), (likely, b), (high, c)]
    }

    /// What there is to lose in `length` periods from `row` on.
    fn stretch(&self, row: usize, length: usize) -> f64 {
        let last = self.sums.len() - 1;
        self.sums[(row + length).min(last)] - self.sums[row.min(last)]
    }

    /// What it takes if it happens, from little depth and length to much, before the response saves any of it.
    pub fn cost(&self) -> Option<Cases<f64>> {
        let Onset::At { row, over, unseen } = self.onset else { return None };
        let lost =
            |depth: f64, length: u16| depth * self.stretch(row, usize::from(length).saturating_sub(over)) * unseen;
        let (depth, length) = (self.depth, self.length);
        Some(Cases {
            low: lost(depth.low, length.low),
            likely: lost(depth.likely, length.likely),
            high: lost(depth.high, length.high),
        })
    }

    /// The share of the loss that the response saves.
    pub fn saved(&self) -> f64 {
        1.0 - self.left
    }

    /// Negative.
    pub fn expected(&self) -> f64 {
        let depth = (self.depth.low + self.depth.likely + self.depth.high) / 3.0;
        let of_lengths = |row: usize, over: usize| {
            self.lengths()
                .map(|(length, share)| share * self.stretch(row, length.saturating_sub(over)))
                .iter()
                .sum::<f64>()
        };
        let stretch = match &self.onset {
            Onset::At { row, over, unseen } => of_lengths(*row, *over) * unseen,
            Onset::Chance(stretches) => {
                let each = |(first, rows, chance): &(usize, usize, f64)| {
                    chance / float(*rows) * (*first..first + rows).map(|row| of_lengths(row, 0)).sum::<f64>()
                };
                stretches.iter().map(each).sum()
            }
        };
        -(depth * stretch * self.left)
    }

    /// What it takes on average in each period to come; negative. They add up to [`Self::expected`].
    pub fn course(&self) -> Vec<f64> {
        let depth = (self.depth.low + self.depth.likely + self.depth.high) / 3.0;
        let mut course = vec![0.0; self.sums.len() - 1];
        let mut begin = |row: usize, over: usize, chance: f64| {
            for (length, share) in self.lengths() {
                let hit = row..(row + length.saturating_sub(over)).min(course.len());
                for at in hit {
                    course[at] -= chance * share * depth * self.left * (self.sums[at + 1] - self.sums[at]);
                }
            }
        };
        match &self.onset {
            Onset::At { row, over, unseen } => begin(*row, *over, *unseen),
            Onset::Chance(stretches) => {
                for (first, rows, chance) in stretches {
                    (*first..first + rows).for_each(|row| begin(row, 0, chance / float(*rows)));
                }
            }
        }
        course
    }

    pub fn in_run(&self, stream: Stream, run: u64) -> f64 {
        let lost = |part: u64, row: usize, over: usize| {
            let (depth, length) = stream.pair(run, part);
            let [(low, a), (likely, b), (high, _)] = self.lengths();
            let length = if length < a {
                low
            } else if length < a + b {
                likely
            } else {
                high
            };
            let depth = triangular(self.depth.low, self.depth.likely, self.depth.high, depth);
            depth * self.stretch(row, length.saturating_sub(over))
        };
        let sum: f64 = match &self.onset {
            Onset::At { row, over, unseen } => lost(1, *row, *over) * unseen,
            Onset::Chance(stretches) => {
                let each = |(part, (first, rows, chance)): (u64, &(usize, usize, f64))| {
                    let (happens, onset) = stream.pair(run, 2 * part);
                    if happens < *chance { lost(2 * part + 1, first + floor(onset * float(*rows)), 0) } else { 0.0 }
                };
                (0..).zip(stretches).map(each).sum()
            }
        };
        -(sum * self.left)
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a row, from 0 on")]
fn floor(value: f64) -> usize {
    value as usize
}

impl Onset {
    fn of(scenario: &Scenario, ahead: &Ahead, part: Part) -> Option<Self> {
        let first = *ahead.periods.first()?;
        if let Some(active) = scenario.active() {
            let begun = Period::containing(active.begun, first.granularity(), ahead.fiscal);
            // Rows may have holes before the last finished period, so they are counted and not subtracted.
            let row = ahead.periods.iter().position(|period| *period >= begun).unwrap_or(ahead.periods.len());
            let over = usize::try_from(begun.until(first)).unwrap_or(0);
            return Some(Self::At { row, over, unseen: ahead.unseen(begun) });
        }
        if part == Part::Certain {
            return Some(Self::At { row: 0, over: 0, unseen: 1.0 });
        }
        let share = scenario.frequency.as_ref()?.share();
        let (rows, year) = (ahead.periods.len(), ahead.per_year.max(1));
        let stretch = |first: usize| {
            let rows = year.min(rows - first);
            // Of a part of a year, so that the whole year comes to the share that was counted.
            let chance = if rows == year { share } else { 1.0 - (1.0 - share).powf(float(rows) / float(year)) };
            (first, rows, chance)
        };
        Some(Self::Chance((0..rows).step_by(year).map(stretch).collect()))
    }
}

/// What is known of one strategy or scenario after all runs.
#[derive(Clone, Debug)]
pub struct Effect {
    pub item: Item,
    pub title: String,
    /// What it does to the total on average, by formula; negative for a scenario.
    pub expected: f64,
    /// What the total would gain if it went as well as it may; 0 for a scenario.
    pub best: f64,
    /// A strategy whose chance is as planned, or a scenario with a response that is ready.
    pub is_ready: bool,
    /// What it does on average in each period to come.
    pub course: Vec<f64>,
    /// In each run.
    pub runs: Vec<f64>,
}
