//! The plan row by row: actual, target, forecast, gap, and what they add up to.

use super::forecast::{Estimate, FALLBACKS, Forecaster, History, METHODS, index_of};
use super::timeline::Timeline;
use super::{Band, MethodAnswer, Point, Row, Total};
use crate::model::{Amount, Series, Standing, Target};

/// What every method says of the rows that need a forecast.
pub(super) fn ask_all(line: &Timeline, history: &History, decimals: u32) -> Vec<MethodAnswer> {
    let wanted = Wanted::of(line);
    METHODS.iter().map(|method| ask(*method, line, history, &wanted, decimals)).collect()
}

/// The plan's own method if it is one of ours and can answer; else the first fallback that can.
pub(super) fn choose(methods: &[MethodAnswer], own: Option<&str>) -> Option<usize> {
    let ids = own.into_iter().chain(FALLBACKS);
    ids.filter_map(index_of).find(|index| methods.get(*index).is_some_and(|method| method.points.is_ok()))
}

/// Rows that need a forecast.
struct Wanted {
    /// Rows of the plan before the last finished one that are not finished themselves.
    holes: Vec<usize>,
    /// Rows after the last finished one.
    ahead: std::ops::Range<usize>,
}

impl Wanted {
    fn of(line: &Timeline) -> Self {
        let next = line.history().len();
        let hole = |row: &usize| line.finished[*row].is_none() && line.plan.contains(line.period(*row));
        Self { holes: (0..next).filter(hole).collect(), ahead: next..line.len() }
    }
}

fn ask(method: &dyn Forecaster, line: &Timeline, history: &History, wanted: &Wanted, decimals: u32) -> MethodAnswer {
    let rounding = Rounding { decimals, never_negative: history.finished.iter().flatten().all(|value| *value >= 0.0) };
    let points = method.forecast(history, wanted.ahead.len()).map(|ahead| {
        let mut points = vec![None; line.len()];
        if !wanted.holes.is_empty() {
            for (row, estimate) in wanted.holes.iter().zip(method.fill(history, &wanted.holes)) {
                points[*row] = estimate.and_then(|estimate| rounding.point(estimate));
            }
        }
        for (row, estimate) in wanted.ahead.clone().zip(ahead) {
            points[row] = rounding.point(estimate);
        }
        points
    });
    let landing = landing(line, points.as_deref().unwrap_or_default());
    MethodAnswer {
        id: method.id(),
        label: method.label(history),
        explanation: method.explanation(history),
        points,
        landing: landing.to_come.map(|to_come| landing.to_date + to_come),
        warning: method.warning(history),
    }
}

/// How estimates become amounts; the one place where a forecast is rounded.
#[derive(Clone, Copy, Debug)]
struct Rounding {
    decimals: u32,
    /// A history without a negative figure has no negative forecast.
    never_negative: bool,
}

impl Rounding {
    /// `None` only for an estimate that is no number.
    fn point(self, estimate: Estimate) -> Option<Point> {
        let [half50, half80, half95] = estimate.half;
        let band = |half: f64| {
            Some(Band { lo: self.amount(estimate.mid - half.abs())?, hi: self.amount(estimate.mid + half.abs())? })
        };
        Some(Point {
            mid: self.amount(estimate.mid)?,
            band50: band(half50)?,
            band80: band(half80)?,
            band95: band(half95)?,
        })
    }

    #[expect(clippy::cast_precision_loss, reason = "the limit is a power of ten below 2^60")]
    fn amount(self, value: f64) -> Option<Amount> {
        const LIMIT: f64 = Amount::LIMIT as f64;
        let lowest = if self.never_negative { 0.0 } else { -LIMIT };
        Amount::from_f64(value.clamp(lowest, LIMIT), self.decimals)
    }
}

/// What a row counts for: the actual if finished, else the larger of so-far and forecast.
fn expected(line: &Timeline, row: usize, point: Option<Point>) -> Option<Amount> {
    if line.standing[row] == Standing::Finished {
        return line.actual[row];
    }
    let forecast = point?.mid;
    Some(line.actual[row].map_or(forecast, |so_far| so_far.max(forecast)))
}

/// The plan's total in its two parts.
struct Landing {
    to_date: Amount,
    to_come: Option<Amount>,
}

fn landing(line: &Timeline, points: &[Option<Point>]) -> Landing {
    let mut landing = Landing { to_date: Amount::ZERO, to_come: Some(Amount::ZERO) };
    for row in (0..line.len()).filter(|row| line.plan.contains(line.period(*row))) {
        let expected = expected(line, row, points.get(row).copied().flatten());
        if line.standing[row] == Standing::Finished {
            landing.to_date += expected.unwrap_or_default();
        } else {
            landing.to_come = landing.to_come.zip(expected).map(|(sum, amount)| sum + amount);
        }
    }
    landing
}

/// The rows with the forecast of the chosen method.
pub(super) fn rows(line: &Timeline, target: Option<&Target>, points: &[Option<Point>]) -> Vec<Row> {
    let row = |(row, period)| {
        let forecast = points.get(row).copied().flatten();
        let expected = expected(line, row, forecast);
        let target = target.and_then(|target| target.amounts.get(&period).copied());
        Row {
            period,
            actual: line.actual[row],
            standing: line.standing[row],
            target,
            forecast,
            expected,
            gap: target.zip(expected).map(|(target, expected)| target - expected),
            in_plan: line.plan.contains(period),
        }
    };
    line.span.iter().enumerate().map(row).collect()
}

pub(super) fn total(line: &Timeline, series: &Series, points: &[Option<Point>]) -> Total {
    let target = series.target(crate::model::Level::Formal).and_then(|target| target.total(line.plan));
    let Landing { to_date, to_come } = landing(line, points);
    let landing = to_come.map(|to_come| to_date + to_come);
    Total {
        target,
        actual_to_date: to_date,
        forecast_to_come: to_come,
        landing,
        gap: target.zip(landing).map(|(target, landing)| target - landing),
    }
}
