//! How far to trust a forecast: bands that held what they say on series that they were not made from.
//!
//! The half-width at step h is k · s · √g(h) · u(h), where s is the method's own spread one step ahead and g(h) the growth of its
//! variance. k = a + c · b, where b is how far off the method was in the trials of the same series, in parts of s √g: one that was
//! worse than its own account of itself gets a wider band. u(h) is for what no method's account knows: the world changes with the
//! years that lie ahead, and a short past tells less.
//!
//! The constants were fitted once, for all series together, by quantile regression on the development data and on the same series
//! cut short (docs/accuracy.md), and are the same for every series and method.

use super::trial::Record;
use super::{History, Spread, float, median};

/// A method's answer for one row, not yet rounded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub mid: f64,
    /// Lower and upper ends of the 50, 80 and 95 % bands.
    pub bands: [(f64, f64); 3],
}

/// a and c of the 50, 80 and 95 % bands.
const WIDTHS: [(f64, f64); 3] = [(0.475, 0.11), (0.92, 0.285), (1.70, 0.49)];

/// By how much a year ahead adds to the variance.
const PER_YEAR: f64 = 0.5;

/// By how much a past of n rows, a year of m, and p parameters widen the band: in parts of 1/n, 1/m and (p/n)².
const SHORT: f64 = 3.0;
const COARSE: f64 = 0.6;
const SPENT: f64 = 0.4;

/// Most that b counts for: trials on figures that jump say little more than that they jump.
const MOST_CORRECTION: f64 = 2.0;

/// b where there was no trial.
const UNTRIED: f64 = 1.0;

/// A miss beyond so many spreads counts as so many.
const MOST_OFF: f64 = 6.0;

/// The rows to come with their bands, in the series' unit.
#[must_use]
pub fn estimates(history: &History, ahead: &[f64], record: &Record) -> Vec<Estimate> {
    let b = record.correction(history.rows());
    ahead.iter().zip(scales(history, &record.spread)).map(|(mid, scale)| estimate(history, *mid, scale, b)).collect()
}

/// A middle with its bands; `scale` is s √g u of [`scales`].
#[must_use]
pub fn estimate(history: &History, mid: f64, scale: f64, b: f64) -> Estimate {
    let ends = |(a, c): (f64, f64)| around(history, mid, (a + c * b.min(MOST_CORRECTION)) * scale);
    Estimate { mid, bands: WIDTHS.map(ends) }
}

/// s √g u of each row to come: of logarithms where the history is positive, else in the series' unit.
#[must_use]
pub fn scales(history: &History, spread: &Spread) -> Vec<f64> {
    let (rows, places) = (float(history.rows().max(1)), float(history.places()));
    let short =
        (1.0 + SHORT / rows) * (1.0 + COARSE / places) * (1.0 + SPENT * (float(spread.parameters) / rows).powi(2));
    let of_step = |(step, growth): (usize, &f64)| {
        spread.one_step * short * (growth * (1.0 + PER_YEAR * float(step + 1) / places)).sqrt()
    };
    spread.growth.iter().enumerate().map(of_step).collect()
}

/// The ends of a band of the given half-width. Where all figures are positive, it is one of shares: so much more above, and below as
/// much less as never reaches zero.
pub(super) fn around(history: &History, mid: f64, half: f64) -> (f64, f64) {
    if history.is_positive() {
        (mid * (-half).exp(), mid * (1.0 + half))
    } else {
        (history.possible(mid - half), mid + half)
    }
}

/// How far a forecast was from the truth: the difference of logarithms where all figures are positive, else the plain one.
pub(super) fn miss(positive: bool, actual: f64, forecast: f64) -> f64 {
    if positive { actual.ln() - forecast.max(f64::MIN_POSITIVE).ln() } else { actual - forecast }
}

/// Root mean square, with errors beyond `most` usual ones counted as so many.
pub(super) fn rms_clipped(errors: &[f64], most: f64) -> f64 {
    if errors.is_empty() {
        return 0.0;
    }
    let mut sizes: Vec<f64> = errors.iter().map(|error| error.abs()).collect();
    let limit = most * 1.482_6 * median(&mut sizes);
    (sizes.iter().map(|size| size.min(limit).powi(2)).sum::<f64>() / float(sizes.len())).sqrt()
}

/// Mean of misses in parts of their scale; [`UNTRIED`] where there are none.
pub(super) fn correction(parts: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for part in parts {
        sum += part.min(MOST_OFF);
        count += 1.0;
    }
    if count > 0.0 { sum / count } else { UNTRIED }
}
