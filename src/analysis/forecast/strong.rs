//! The five models that do best together, fitted once a history: the methods of their own names and the combination all read this.
//!
//! Combining simple models beats picking one (Makridakis & Hibon 2000, "The M3-Competition", Int. J. of Forecasting 16; Petropoulos
//! & Svetunkov 2020, "A simple combination of univariate models", ibid. 36). Of the five the lowest and the highest are set aside at each
//! step and the middle three averaged, so that one model gone astray moves nothing.
//!
//! Short pasts have rules of their own, measured on longer series cut short: below two years a fitted season, and below one a fitted
//! trend, lose to the plain ones here.

use super::history::{History, Ready};
use super::{damped, float, median, theta};

/// The models, in the order of [`Strong::parts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    OptimisedTheta,
    LogTheta,
    DampedLog,
    Damped,
    Paces,
}

const PARTS: usize = 5;

/// Rows of each pace in which the last model smooths.
const PACES: [usize; 6] = [1, 2, 3, 4, 6, 12];

/// Fewest rows left at a pace.
const FEWEST_AT_A_PACE: usize = 4;

/// More zeros than this and the figures come and go: no curve would say when.
const MOST_ZEROS: f64 = 0.4;

/// Rows from which on models without a season beat the level where a year has many places.
const FEWEST_WEEKS: usize = 10;

/// Rows up to which yearly figures are met halfway by their level.
const SHORT_YEARS: usize = 8;

/// Fewest rows of a forecast.
pub(super) const FEWEST: usize = 3;

/// What the models say, in parts of the history's size.
#[derive(Debug)]
pub(super) struct Strong {
    /// One for each model; empty where the past is too short for them.
    parts: Vec<Vec<f64>>,
    pub combined: Vec<f64>,
    /// What the combination would have said of each row of the past, one step ahead.
    pub fitted: Vec<f64>,
    /// By how much the variance of the error grows from the first step to each.
    pub growth: Vec<f64>,
    /// Parameters that the fitting of the first row's season and level cost, for the spread of what is left.
    pub parameters: usize,
    pub kind: Kind,
    found: Found,
}

/// What the combination is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// All five models.
    Full,
    /// The level: up to a year of figures.
    Level,
    /// Last year drawn in: less than two years.
    LastYear,
    /// The average of figures that come and go.
    Averaged,
}

/// Where the searches ended.
#[derive(Clone, Debug, Default)]
struct Found {
    seasonal: bool,
    damped_log: Option<damped::Found>,
    damped: Option<damped::Found>,
    paces: [Option<damped::Found>; PACES.len()],
}

impl Strong {
    pub fn of(history: &History, shorter: Option<&Self>) -> Self {
        let ready = history.ready();
        let (rows, places) = (ready.values.len(), history.places());
        let zeros = history.known.iter().flatten().filter(|value| **value == 0.0).count();
        if float(zeros) > MOST_ZEROS * float(history.count()) {
            return Self::average(history, ready);
        }
        let full = rows >= 2 * places && (places > 1 || rows >= SHORT_YEARS);
        if full {
            return Self::full(history, ready, shorter);
        }
        let weekly = places > 12;
        let blend = |plain: Self, with: Vec<f64>| {
            let combined = plain.combined.iter().zip(with).map(|(a, b)| f64::midpoint(*a, b)).collect();
            Self { combined, parts: Vec::new(), ..plain }
        };
        if places == 1 || (weekly && rows >= FEWEST_WEEKS) {
            let plain = Self::full(history, ready, shorter);
            return match rows {
                _ if rows < FEWEST => Self::level(history, ready),
                _ if !weekly => blend(plain, Self::level(history, ready).combined),
                _ if rows > places => blend(plain, last_year_drawn_in(history, ready)),
                _ => Self { parts: Vec::new(), ..plain },
            };
        }
        if rows > places {
            return Self {
                combined: last_year_drawn_in(history, ready),
                kind: Kind::LastYear,
                ..Self::level(history, ready)
            };
        }
        Self::level(history, ready)
    }

    pub fn part(&self, part: Part) -> Option<&[f64]> {
        self.parts.get(part as usize).map(Vec::as_slice)
    }

    fn full(history: &History, ready: &Ready, shorter: Option<&Self>) -> Self {
        let (horizon, year) = (history.horizon(), &history.year);
        let seasonal = ready.season.is_some();
        let warm = shorter.map(|shorter| &shorter.found).filter(|found| found.seasonal == seasonal);
        let warm_of = |pick: fn(&Found) -> Option<damped::Found>| warm.and_then(pick);
        let back = |value: &f64| if ready.positive { value.min(LARGEST_LOG).exp() } else { *value };
        let season = ready.season.as_ref();
        let of = |season: Option<&Vec<f64>>, row: usize| season.map_or(0.0, |season| season[year.place[row]]);
        let less = |values: &[f64], season: Option<&Vec<f64>>| -> Vec<f64> {
            values.iter().enumerate().map(|(row, value)| value - of(season, row)).collect()
        };
        let plus = |mut fitted: Vec<f64>, mut ahead: Vec<f64>, season: Option<&Vec<f64>>| {
            let rows = fitted.len();
            fitted.iter_mut().chain(&mut ahead).enumerate().for_each(|(row, value)| *value += of(season, row));
            debug_assert_eq!(rows, ready.values.len());
            (fitted, ahead)
        };
        let exp = |(fitted, ahead): (Vec<f64>, Vec<f64>)| -> (Vec<f64>, Vec<f64>) {
            (fitted.iter().map(back).collect(), ahead.iter().map(back).collect())
        };
        let (optimised, optimised_alpha) = if let Some(factors) = season.and_then(|season| season.factors.as_ref()) {
            let factor = |row: usize| factors[year.place[row]];
            let adjusted: Vec<f64> = ready.values.iter().enumerate().map(|(row, value)| value / factor(row)).collect();
            let theta::Fit { mut fitted, mut ahead, alpha } = theta::optimised(&adjusted, horizon);
            fitted.iter_mut().chain(&mut ahead).enumerate().for_each(|(row, value)| *value *= factor(row));
            ((fitted, ahead), alpha)
        } else {
            let own = season.map(|season| &season.of_values);
            let theta::Fit { fitted, ahead, alpha } = theta::optimised(&less(&ready.values, own), horizon);
            (plus(fitted, ahead, own), alpha)
        };
        let own = season.map(|season| &season.of_logs);
        let adjusted = less(&ready.logs, own);
        let theta::Fit { fitted, ahead, alpha: log_alpha } = theta::classic(&adjusted, horizon);
        let log_theta = exp(plus(fitted, ahead, own));
        let first = season.map_or(&[][..], |season| &season.first_of_logs);
        let damped_log = damped::fit(&ready.logs, first, &year.place, horizon, warm_of(|found| found.damped_log));
        let first = season.map_or(&[][..], |season| &season.first_of_values);
        let damped = damped::fit(&ready.values, first, &year.place, horizon, warm_of(|found| found.damped));
        let (paces, paces_found) = at_several_paces(&adjusted, horizon, history.places(), warm.map(|warm| &warm.paces));
        let paces = plus(ready.logs.clone(), paces, own).1.iter().map(back).collect();

        let found =
            Found { seasonal, damped_log: Some(damped_log.found), damped: Some(damped.found), paces: paces_found };
        let growths = [damped_log.growth(horizon), damped.growth(horizon)];
        let growth = |step: usize| {
            let of_theta = |alpha| theta::growth(alpha, step + 1);
            let mut of_each = [of_theta(optimised_alpha), of_theta(log_alpha), growths[0][step], growths[1][step]];
            median(&mut of_each).min(MOST_GROWTH * float(step + 1))
        };
        let (log_fitted, log_ahead) = exp((damped_log.fitted, damped_log.ahead));
        let fits = [optimised.0, log_theta.0, log_fitted, damped.fitted];
        let fitted = (0..ready.values.len()).map(|row| median(&mut fits.each_ref().map(|fit| fit[row]))).collect();
        let parts = vec![optimised.1, log_theta.1, log_ahead, damped.ahead, paces];
        Self {
            combined: (0..horizon).map(|step| middle(&parts, step)).collect(),
            growth: (0..horizon).map(growth).collect(),
            parameters: 3 + if seasonal { history.places() - 1 } else { 0 },
            fitted,
            parts,
            kind: Kind::Full,
            found,
        }
    }

    /// Up to a year of figures: their level, half of all of them and half of the latest. No trend: what looks like one is as likely the season.
    fn level(history: &History, ready: &Ready) -> Self {
        const PACE: f64 = 0.3;
        let mut sum = 0.0;
        let mut latest = ready.values.first().copied().unwrap_or_default();
        let mut said = latest;
        let mut fitted = Vec::with_capacity(ready.values.len());
        for (row, value) in ready.values.iter().enumerate() {
            fitted.push(said);
            sum += value;
            latest += PACE * (value - latest);
            said = f64::midpoint(sum / float(row + 1), latest);
        }
        Self::plain(history, vec![said; history.horizon()], fitted, PACE)
    }

    /// Figures that come and go: their average.
    fn average(history: &History, ready: &Ready) -> Self {
        let mean = ready.values.iter().sum::<f64>() / float(ready.values.len().max(1));
        let fitted = vec![mean; ready.values.len()];
        Self { kind: Kind::Averaged, ..Self::plain(history, vec![mean; history.horizon()], fitted, 0.0) }
    }

    fn plain(history: &History, combined: Vec<f64>, fitted: Vec<f64>, alpha: f64) -> Self {
        let growth = (1..=history.horizon()).map(|step| theta::growth(alpha, step)).collect();
        Self { parts: Vec::new(), combined, fitted, growth, parameters: 1, kind: Kind::Level, found: Found::default() }
    }
}

/// Beyond this a logarithm is no sales figure, and its exponential no number.
const LARGEST_LOG: f64 = 50.0;

/// Most by which the variance may grow with each step: that of a random walk is 1.
const MOST_GROWTH: f64 = 1.5;

/// The mean without the lowest and the highest.
fn middle(parts: &[Vec<f64>], step: usize) -> f64 {
    let mut of_step = [0.0; PARTS];
    for (slot, part) in of_step.iter_mut().zip(parts) {
        *slot = part[step];
    }
    of_step.sort_by(f64::total_cmp);
    let inner = &of_step[1..PARTS - 1];
    inner.iter().sum::<f64>() / float(inner.len())
}

/// More than one year and less than two: the same rows last year, drawn in towards their mean, moved half as far as this year
/// has moved against the last one so far.
fn last_year_drawn_in(history: &History, ready: &Ready) -> Vec<f64> {
    let (values, places) = (&ready.values, history.places());
    let recent = values.len() - places;
    let sum = |rows: &[f64]| rows.iter().sum::<f64>();
    let (now, then) = (sum(&values[values.len() - recent..]), sum(&values[..recent]));
    let moved = if then > 0.0 { 1.0 + 0.5 * ((now / then).clamp(0.5, 2.0) - 1.0) } else { 1.0 };
    let mean = sum(&values[recent..]) / float(places);
    let last_year = |row: usize| {
        let mut at = row;
        while at >= values.len() {
            at = history.year.before[at].unwrap_or(0);
        }
        values[at]
    };
    (values.len()..values.len() + history.horizon()).map(|row| moved * (0.3 * mean + 0.7 * last_year(row))).collect()
}

/// Damped smoothing of the season-adjusted figures in steps of one, two, three … rows, averaged: the long steps see the direction
/// that is lost in the noise of the short ones (Kourentzes, Petropoulos & Trapero 2014, "Improving forecasting by estimating time series
/// structural components across multiple frequencies", Int. J. of Forecasting 30).
fn at_several_paces(
    adjusted: &[f64],
    horizon: usize,
    places: usize,
    warm: Option<&[Option<damped::Found>; PACES.len()]>,
) -> (Vec<f64>, [Option<damped::Found>; PACES.len()]) {
    let nowhere = vec![0; adjusted.len()];
    let mut found = [None; PACES.len()];
    let mut sum = vec![0.0; horizon];
    let mut count = 0.0;
    for (index, pace) in PACES.into_iter().enumerate() {
        if index > 0 && (pace > places || adjusted.len() / pace < FEWEST_AT_A_PACE) {
            continue;
        }
        let values = damped::means(adjusted, pace);
        let steps = horizon.div_ceil(pace) + 1;
        let fit = damped::fit(&values, &[], &nowhere, steps, warm.and_then(|warm| warm[index]));
        found[index] = Some(fit.found);
        count += 1.0;
        for (step, sum) in sum.iter_mut().enumerate() {
            *sum += between(&fit.ahead, (float(step) + 0.5) / float(pace) - 0.5);
        }
    }
    (sum.into_iter().map(|sum| sum / count).collect(), found)
}

/// The value at a place between two whole ones, on the line through them; before the first, on the line through the first two.
fn between(values: &[f64], at: f64) -> f64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "floored, from 0 on, and small")]
    let left = (at.floor().max(0.0) as usize).min(values.len().saturating_sub(2));
    match values.get(left..left + 2) {
        Some([a, b]) => a + (b - a) * (at - float(left)),
        _ => values.first().copied().unwrap_or_default(),
    }
}
