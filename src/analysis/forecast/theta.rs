//! The Theta equations: exponential smoothing of a line that is lifted away from the straight one.
//!
//! Assimakopoulos & Nikolopoulos (2000), "The theta model: a decomposition approach to forecasting", International Journal of
//! Forecasting 16; with the line kept up to date and theta fitted: Fiorucci, Pellegrini, Louzada, Petropoulos & Koehler (2016),
//! "Models for optimising the theta method and their relationship to state space models", ibid. 32 (their DOTM). In their letters,
//! with w = 1 − 1/θ and q = 1 − α:
//!
//! ```text
//! μ(t) = ℓ(t−1) + w (q^(t−1) A(t−1) + (1 − q^t)/α · B(t−1)),    ℓ(t) = α y(t) + q ℓ(t−1)
//! ```
//!
//! A and B are intercept and slope of the line through y(1) … y(t−1). For a given α, μ is linear in ℓ(0) and w, so that both
//! follow from least squares and only α is searched for.

use super::minimum;
use super::regression_line;

/// What a fit says: one step ahead at each row of the past, then of each row to come.
pub(super) struct Fit {
    pub fitted: Vec<f64>,
    pub ahead: Vec<f64>,
    pub alpha: f64,
}

/// The range of α: a level that never moves could not be told from the line, one that always follows is the last value.
const ALPHA: (f64, f64) = (0.02, 0.99);

/// θ = 100,000, at which the line is lifted whole.
const MOST_LIFT: f64 = 1.0 - 1e-5;

/// Of how many rows the first value counts as much in telling ℓ(0): next to nothing, but where α forgets it at once nothing else would.
const PRIOR: f64 = 0.01;

/// The first rows, which are not held against the model: it has no line yet.
const WARM_UP: usize = 2;

/// The line that is lifted.
#[derive(Clone, Copy)]
enum Trend {
    /// Through all figures before each row.
    UpToDate,
    /// Through all figures, once.
    Fixed { intercept: f64, slope: f64 },
}

/// Dynamic, with θ fitted.
pub(super) fn optimised(values: &[f64], horizon: usize) -> Fit {
    let Some(first) = values.first() else { return nothing(horizon) };
    fit(values, horizon, Trend::UpToDate, None, *first)
}

/// With θ = 2 and the line through the whole past: the classic, in its form of exponential smoothing with half the line's drift.
pub(super) fn classic(values: &[f64], horizon: usize) -> Fit {
    if values.is_empty() {
        return nothing(horizon);
    }
    let (intercept, slope) = regression_line(values);
    let first = values[0] - 0.5 * (intercept + slope);
    fit(values, horizon, Trend::Fixed { intercept, slope }, Some(0.5), first)
}

fn nothing(horizon: usize) -> Fit {
    Fit { fitted: Vec::new(), ahead: vec![0.0; horizon], alpha: ALPHA.0 }
}

fn fit(values: &[f64], horizon: usize, trend: Trend, lift: Option<f64>, first: f64) -> Fit {
    let lines = lines(values, trend);
    let alpha = minimum::in_range(|alpha| solve(values, &lines, alpha, lift, first).loss, ALPHA.0, ALPHA.1);
    let Solution { level, lift, .. } = solve(values, &lines, alpha, lift, first);
    run(values, horizon, trend, alpha, level, lift)
}

/// A(t−1) and B(t−1) for each row t.
fn lines(values: &[f64], trend: Trend) -> Vec<(f64, f64)> {
    match trend {
        Trend::Fixed { intercept, slope } => vec![(intercept, slope); values.len()],
        Trend::UpToDate => {
            let mut line = Line::new(values[0]);
            let before = |value: &f64| {
                let before = (line.a, line.b);
                line = line.with(*value);
                before
            };
            values.iter().map(before).collect()
        }
    }
}

/// The line through the figures so far.
#[derive(Clone, Copy)]
struct Line {
    count: f64,
    mean: f64,
    a: f64,
    b: f64,
}

impl Line {
    const fn new(first: f64) -> Self {
        Self { count: 0.0, mean: 0.0, a: first, b: 0.0 }
    }

    fn with(self, value: f64) -> Self {
        let t = self.count + 1.0;
        let mean = self.mean + (value - self.mean) / t;
        if t < 2.0 {
            return Self { count: t, mean, a: value, b: 0.0 };
        }
        let b = ((t - 2.0) * self.b + 6.0 * (value - self.mean) / t) / (t + 1.0);
        Self { count: t, mean, a: mean - f64::midpoint(t, 1.0) * b, b }
    }
}

struct Solution {
    level: f64,
    lift: f64,
    /// Sum of the squared one-step errors, with the pull of the first value.
    loss: f64,
}

/// The best ℓ(0) and w for a given α.
fn solve(values: &[f64], lines: &[(f64, f64)], alpha: f64, lift: Option<f64>, first: f64) -> Solution {
    let q = 1.0 - alpha;
    let (mut power, mut level) = (1.0, 0.0);
    // Sums of products of r (what is to be explained), p (what ℓ(0) explains) and d (what w explains).
    let (mut rr, mut rp, mut rd, mut pp, mut pd, mut dd) = (0.0, PRIOR * first, 0.0, PRIOR, 0.0, 0.0);
    for (row, (value, (a, b))) in values.iter().zip(lines).enumerate() {
        if row >= WARM_UP {
            let (r, p) = (value - level, power);
            let d = p * a + (1.0 - p * q) / alpha * b;
            rr += r * r;
            rp += r * p;
            rd += r * d;
            pp += p * p;
            pd += p * d;
            dd += d * d;
        }
        level = alpha * value + q * level;
        power *= q;
    }
    rr += PRIOR * first * first;
    let lift = lift.unwrap_or_else(|| {
        let determinant = pp * dd - pd * pd;
        if determinant > 1e-12 * pp * dd { ((pp * rd - pd * rp) / determinant).clamp(0.0, MOST_LIFT) } else { 0.5 }
    });
    let level = (rp - lift * pd) / pp;
    let loss = rr + level * level * pp + lift * lift * dd - 2.0 * (level * rp + lift * rd - level * lift * pd);
    Solution { level, lift, loss }
}

/// Runs through the past, and on with what it says itself.
fn run(values: &[f64], horizon: usize, trend: Trend, alpha: f64, first_level: f64, lift: f64) -> Fit {
    let q = 1.0 - alpha;
    let (mut power, mut level) = (1.0, first_level);
    let mut line = Line::new(values[0]);
    let mut said = Vec::with_capacity(values.len() + horizon);
    for row in 0..values.len() + horizon {
        let (a, b) = match trend {
            Trend::UpToDate => (line.a, line.b),
            Trend::Fixed { intercept, slope } => (intercept, slope),
        };
        let mu = level + lift * (power * a + (1.0 - power * q) / alpha * b);
        let value = values.get(row).copied().unwrap_or(mu);
        said.push(mu);
        level = alpha * value + q * level;
        power *= q;
        line = line.with(value);
    }
    let ahead = said.split_off(values.len());
    Fit { fitted: said, ahead, alpha }
}

/// By how much the variance of the error grows from one step ahead to `step` steps (1 for one step).
pub(super) fn growth(alpha: f64, step: usize) -> f64 {
    1.0 + (super::float(step) - 1.0) * alpha * alpha
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tests::{PASSENGERS, begins_with};

    /// `DynamicOptimizedTheta(season_length=1)` of statsforecast 2.1.1 on the passengers of 1949 and 1950: α 0.99, θ 1.
    #[test]
    fn the_optimised_theta_of_another_program_comes_out() {
        let fit = optimised(&PASSENGERS[..24], 6);
        begins_with(&fit.ahead, &[139.741_925; 6], 0.05);
        assert!((fit.alpha - 0.99).abs() < 1e-3);
    }

    /// `Theta(season_length=1)` of the same.
    #[test]
    fn the_classic_theta_of_another_program_comes_out() {
        let expected = [140.232_044, 140.717_261, 141.202_478, 141.687_696, 142.172_913, 142.658_131];
        begins_with(&classic(&PASSENGERS[..24], 6).ahead, &expected, 0.05);
    }

    /// By hand: the line through 10, 12, 14, … is itself, θ = 2 adds half of its drift of 2 a step, and the level has no error to learn from
    /// but the other half.
    #[test]
    fn a_straight_line_is_carried_on() {
        let line: Vec<f64> = (0..12).map(|row| 10.0 + 2.0 * super::super::float(row)).collect();
        let ahead = optimised(&line, 3).ahead;
        begins_with(&ahead, &[34.0, 36.0, 38.0], 0.2);
    }

    #[test]
    fn the_running_line_is_the_regression_line_of_the_figures_so_far() {
        let mut line = Line::new(PASSENGERS[0]);
        for (row, value) in PASSENGERS.iter().enumerate() {
            line = line.with(*value);
            let (intercept, slope) = regression_line(&PASSENGERS[..=row]);
            if row > 0 {
                assert!((line.b - slope).abs() < 1e-9 && (line.a - intercept).abs() < 1e-9, "{row}");
            }
        }
    }

    #[test]
    fn the_variance_grows_with_the_square_of_alpha() {
        assert!((growth(0.5, 1) - 1.0).abs() < 1e-12);
        assert!((growth(0.5, 5) - 2.0).abs() < 1e-12);
    }
}
