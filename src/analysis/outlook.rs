//! The plan row by row: actual, target, forecast, gap, what they add up to, and how sure that is.

use super::answer::{Choice, Odds, PastForecast};
use super::forecast::choice::{self, Asked};
use super::forecast::total::{Distribution, total_distribution};
use super::forecast::trial::{Record, Trials};
use super::forecast::{Estimate, Forecaster, History, Input, METHODS, Seasonality, band};
use super::timeline::Timeline;
use super::{Answer, Band, MethodAnswer, Point, Refusal, Row, Total};
use crate::model::{Amount, Level, Plan, SeasonChoice, Series, Standing};

/// Dots that a total's chances are drawn with.
pub const DOTS: usize = 20;

/// Everything that the forecasts say of one series.
pub(super) struct Outlook {
    pub methods: Vec<MethodAnswer>,
    pub chosen: Option<usize>,
    pub choice: Choice,
    pub rows: Vec<Row>,
    pub total: Total,
    pub odds: Vec<Odds>,
    pub distribution: Option<Distribution>,
    /// Equally likely totals, the lowest first.
    pub dots: Vec<Amount>,
    pub past_forecasts: Vec<PastForecast>,
    pub tamed: Vec<crate::model::Period>,
    pub season_found: bool,
}

impl Outlook {
    pub fn of(plan: &Plan, series: &Series, line: &Timeline, decimals: u32, window: usize) -> Self {
        let history = history(plan, line, window);
        let rounding = Rounding { decimals, never_negative: history.is_never_negative() };
        let asker = Asker { line, series, rounding, trials: Trials::of(&history, steps_of_plan(line).len()), history };
        let asked: Vec<Result<Asked, Refusal>> =
            METHODS.iter().map(|method| Asked::of(*method, &asker.history, &asker.trials)).collect();
        let able = |index: usize| asked[index].as_ref().ok();
        let chosen = choice::choose(plan.forecast.method.as_deref(), &asker.history, able);
        let own = chosen.and_then(|(index, _)| able(index));
        let points = own.map(|own| asker.points(own)).unwrap_or_default();
        let points = points.as_slice();
        let total = total(line, series, points);
        let distribution = own.and_then(|own| asker.distribution(own, points));
        let band = |(lo, hi): (f64, f64)| Some(Band { lo: rounding.amount(lo)?, hi: rounding.amount(hi)? });
        let bands = distribution.as_ref().and_then(|distribution| {
            let [a, b, c] = distribution.bands;
            Some([band(a)?, band(b)?, band(c)?])
        });
        Self {
            chosen: chosen.map(|(index, _)| index),
            choice: chosen.map(|(_, choice)| choice).unwrap_or_default(),
            rows: rows(line, series, points),
            odds: distribution.as_ref().map(|it| odds(it, line, series)).unwrap_or_default(),
            dots: distribution.as_ref().map_or_else(Vec::new, |it| {
                it.equally_likely(DOTS).into_iter().filter_map(|dot| rounding.amount(dot)).collect()
            }),
            past_forecasts: own.map_or_else(Vec::new, |own| asker.past(&own.record)),
            tamed: asker.history.tamed(),
            season_found: asker.history.is_seasonal(),
            total: Total { bands, ..total },
            distribution,
            methods: METHODS.iter().zip(asked).map(|(method, asked)| asker.answer(*method, asked)).collect(),
        }
    }
}

impl Outlook {
    /// The forecast of an earlier answer on the rows of now.
    pub fn carried_over(last: &Answer, series: &Series, line: &Timeline) -> Self {
        let next = line.history().len();
        let carried = |row: usize| last.row(line.period(row)).filter(|_| row >= next)?.forecast;
        let points: Vec<Option<Point>> = (0..line.len()).map(carried).collect();
        Self {
            methods: last.methods.clone(),
            chosen: last.chosen,
            choice: last.choice,
            rows: rows(line, series, &points),
            total: Total { bands: last.total.bands, ..total(line, series, &points) },
            odds: last.odds.clone(),
            distribution: last.distribution.clone(),
            dots: last.dots.clone(),
            past_forecasts: last.past_forecasts.clone(),
            tamed: last.tamed.clone(),
            season_found: last.season_found,
        }
    }
}

/// The finished past of the series, with what the plan says of it.
fn history(plan: &Plan, line: &Timeline, window: usize) -> History {
    let rows = line.history().len();
    History::new(Input {
        first: line.span.first,
        finished: line.history().to_vec(),
        out_of_level: line.out_of_level[..rows].to_vec(),
        out_of_season: line.left_out[..rows].to_vec(),
        window,
        seasonality: match plan.forecast.season {
            SeasonChoice::Tested => Seasonality::Tested,
            SeasonChoice::Always => Seasonality::Always,
            SeasonChoice::Never => Seasonality::Never,
        },
        horizon: line.len() - rows,
    })
}

/// Steps ahead, counted from 0, that belong to the plan.
fn steps_of_plan(line: &Timeline) -> std::ops::Range<usize> {
    let next = line.history().len();
    let belongs = |row: &usize| line.plan.contains(line.period(*row));
    let mut rows = (next..line.len()).filter(belongs);
    let first = rows.clone().next().unwrap_or(next);
    first - next..rows.next_back().map_or(first - next, |last| last + 1 - next)
}

struct Asker<'a> {
    line: &'a Timeline,
    series: &'a Series,
    history: History,
    trials: Trials,
    rounding: Rounding,
}

impl Asker<'_> {
    /// A method's answer as amounts, one a row that needs it.
    fn points(&self, asked: &Asked) -> Vec<Option<Point>> {
        let (line, Asked { ahead, record, .. }) = (self.line, asked);
        let mut points = vec![None; line.len()];
        for row in (0..line.history().len()).filter(|row| self.is_hole(*row)) {
            points[row] = self.hole(row, record);
        }
        for (row, estimate) in (line.history().len()..).zip(band::estimates(&self.history, ahead, record)) {
            points[row] = self.rounding.point(estimate);
        }
        points
    }

    /// A period of the plan before the last finished one that is not finished itself.
    fn is_hole(&self, row: usize) -> bool {
        self.line.finished[row].is_none() && self.line.plan.contains(self.line.period(row))
    }

    /// What its neighbours and the season would make of a hole, with the band of a forecast one step ahead.
    fn hole(&self, row: usize, record: &Record) -> Option<Point> {
        let history = &self.history;
        let mid = history.possible(history.filled(row)?);
        let scale = band::scales(history, &record.spread).first().copied()?;
        self.rounding.point(band::estimate(history, mid, scale, record.correction(history.rows())))
    }

    /// How the plan's total comes out with this method: around the landing, which counts what is sold and what people know.
    fn distribution(&self, own: &Asked, points: &[Option<Point>]) -> Option<Distribution> {
        let landing = landing(self.line, self.series, points);
        let (sold, whole) = (landing.to_date.to_f64(), (landing.to_date + landing.to_come?).to_f64());
        let steps = steps_of_plan(self.line);
        let ahead: f64 = own.ahead.get(steps.clone()).unwrap_or_default().iter().sum();
        // What is counted beside the forecast: holes, adjustments, and what an unfinished period has sold beyond it.
        let beside = whole - sold - ahead;
        Some(total_distribution(&self.history, &own.ahead, &own.record, steps, sold, beside))
    }

    /// What the method would have said at each origin of the trials, as far as it is known by now.
    fn past(&self, record: &Record) -> Vec<PastForecast> {
        let first = self.history.start();
        let past = |said: &super::forecast::trial::Said| {
            let correction = record.correction(said.origin);
            let points = said.ahead.iter().zip(&said.scales).enumerate().filter_map(|(step, (mid, scale))| {
                let period = self.line.period(first + said.origin + step);
                let estimate = band::estimate(&self.history, *mid, *scale, correction);
                Some((period, self.rounding.point(estimate)?))
            });
            PastForecast { known: self.line.period(first + said.origin - 1), points: points.collect() }
        };
        record.said.iter().map(past).collect()
    }

    fn answer(&self, method: &dyn Forecaster, asked: Result<Asked, Refusal>) -> MethodAnswer {
        let points = asked.as_ref().map(|asked| self.points(asked)).map_err(|refusal| *refusal);
        let landing = landing(self.line, self.series, points.as_deref().unwrap_or_default());
        MethodAnswer {
            id: method.id(),
            label: method.label(&self.history),
            explanation: method.explanation(&self.history),
            points,
            landing: landing.to_come.map(|to_come| landing.to_date + to_come),
            warning: method.warning(&self.history),
            card: asked.ok().and_then(|asked| asked.card),
        }
    }
}

/// The chance of each level's target, for those that the series has.
fn odds(distribution: &Distribution, line: &Timeline, series: &Series) -> Vec<Odds> {
    let over = steps_of_plan(line).is_empty();
    let of_level = |level: Level| {
        let target = series.target(level)?.total(line.plan)?;
        let wanted = target.to_f64();
        // Where the plan is over nothing is left to chance.
        let chance =
            if over { f64::from(u8::from(distribution.mid >= wanted)) } else { distribution.chance_of(wanted) };
        Some(Odds { level, target, chance })
    };
    Level::ALL.into_iter().filter_map(of_level).collect()
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
        let band = |(lo, hi): (f64, f64)| Some(Band { lo: self.amount(lo)?, hi: self.amount(hi)? });
        let [band50, band80, band95] = estimate.bands;
        Some(Point {
            mid: self.amount(estimate.mid)?,
            band50: band(band50)?,
            band80: band(band80)?,
            band95: band(band95)?,
        })
    }

    #[expect(clippy::cast_precision_loss, reason = "the limit is a power of ten below 2^60")]
    fn amount(self, value: f64) -> Option<Amount> {
        const LIMIT: f64 = Amount::LIMIT as f64;
        let lowest = if self.never_negative { 0.0 } else { -LIMIT };
        Amount::from_f64(value.clamp(lowest, LIMIT), self.decimals)
    }
}

/// The forecast with what people know beside it; `None` without an adjustment.
fn adjusted(series: &Series, line: &Timeline, row: usize, point: Option<Point>) -> Option<Amount> {
    if line.standing[row] == Standing::Finished {
        return None;
    }
    let adjusted = point?.mid + series.adjustment(line.period(row))?;
    let never_negative = line.history().iter().flatten().all(|value| *value >= 0.0);
    Some(if never_negative { adjusted.max(Amount::ZERO) } else { adjusted })
}

/// What a row counts for: the actual if finished, else the larger of so-far and forecast.
fn expected(line: &Timeline, series: &Series, row: usize, point: Option<Point>) -> Option<Amount> {
    if line.standing[row] == Standing::Finished {
        return line.actual[row];
    }
    let forecast = adjusted(series, line, row, point).or_else(|| Some(point?.mid))?;
    Some(line.actual[row].map_or(forecast, |so_far| so_far.max(forecast)))
}

/// The plan's total in its two parts.
struct Landing {
    to_date: Amount,
    to_come: Option<Amount>,
}

fn landing(line: &Timeline, series: &Series, points: &[Option<Point>]) -> Landing {
    let mut landing = Landing { to_date: Amount::ZERO, to_come: Some(Amount::ZERO) };
    for row in (0..line.len()).filter(|row| line.plan.contains(line.period(*row))) {
        let expected = expected(line, series, row, points.get(row).copied().flatten());
        if line.standing[row] == Standing::Finished {
            landing.to_date += expected.unwrap_or_default();
        } else {
            landing.to_come = landing.to_come.zip(expected).map(|(sum, amount)| sum + amount);
        }
    }
    landing
}

/// The rows with the forecast of the chosen method.
pub(super) fn rows(line: &Timeline, series: &Series, points: &[Option<Point>]) -> Vec<Row> {
    let target = series.target(Level::Formal);
    let row = |(row, period)| {
        let forecast = points.get(row).copied().flatten();
        let expected = expected(line, series, row, forecast);
        let target = target.and_then(|target| target.amounts.get(&period).copied());
        Row {
            period,
            actual: line.actual[row],
            standing: line.standing[row],
            target,
            forecast,
            adjusted: adjusted(series, line, row, forecast),
            expected,
            gap: target.zip(expected).map(|(target, expected)| target - expected),
            in_plan: line.plan.contains(period),
        }
    };
    line.span.iter().enumerate().map(row).collect()
}

fn total(line: &Timeline, series: &Series, points: &[Option<Point>]) -> Total {
    let target = series.target(Level::Formal).and_then(|target| target.total(line.plan));
    let Landing { to_date, to_come } = landing(line, series, points);
    let landing = to_come.map(|to_come| to_date + to_come);
    let untouched = Series { adjustments: Vec::new(), ..series.clone() };
    let unadjusted = self::landing(line, &untouched, points).to_come.map(|to_come| to_date + to_come);
    Total {
        target,
        actual_to_date: to_date,
        forecast_to_come: to_come,
        landing,
        gap: target.zip(landing).map(|(target, landing)| target - landing),
        adjustments: landing.zip(unadjusted).map(|(with, without)| with - without).filter(|sum| *sum != Amount::ZERO),
        bands: None,
    }
}
