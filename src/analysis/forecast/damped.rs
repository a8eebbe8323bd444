//! Damped exponential smoothing, with a season or without: ETS(A,Ad,A) and ETS(A,Ad,N) of Hyndman, Koehler, Ord & Snyder (2008),
//! Forecasting with Exponential Smoothing, 3.4; Gardner & `McKenzie` (1985), "Forecasting trends in time series".
//!
//! ```text
//! q = ℓ + φ b,  μ = q + s(k),  e = y − μ;   ℓ := q + α e,   b := φ b + α β e,   s(k) := s(k) + γ (1 − α) e
//! ```
//!
//! For given α, β, φ, γ the errors are linear in the first level and slope, which therefore follow from least squares; only
//! the four are searched for. First level and slope are held to the line through the first year with the weight of one row each,
//! and the first season is the shrunk one of the first years: a short past can't tell them.

use super::{float, minimum, regression_line};

/// What a fit says.
pub(super) struct Fit {
    pub fitted: Vec<f64>,
    pub ahead: Vec<f64>,
    pub found: Found,
    seasonal: bool,
    places: usize,
}

/// The four parameters as the search sees them: any number goes, bounds are kept by [`Parameters::of`].
pub(super) type Found = [f64; 4];

/// α = 0.3, β = 0.1, φ = 0.93, γ = 0.1.
const START: Found = [-0.847_4, -2.197_2, 0.619, -2.197_2];

/// Width of the first simplex: the usual one, and the one around what was found for a shorter past.
const WIDE: f64 = 1.0;
const NARROW: f64 = 0.4;

const MOST_STEPS: usize = 480;
const TOLERANCE: f64 = 1e-5;

/// Rows that the line through the first year counts for in telling the first level, and the first slope.
const PRIOR: f64 = 1.0;

/// Fewest rows of the line that first level and slope are held to.
const FIRST_LINE: usize = 6;

#[derive(Clone, Copy)]
struct Parameters {
    alpha: f64,
    beta: f64,
    phi: f64,
    gamma: f64,
}

impl Parameters {
    fn of(found: &Found, seasonal: bool) -> Self {
        let share = |x: f64| 1.0 / (1.0 + (-x).exp());
        let open = |x: f64| 1e-4 + (0.999_9 - 1e-4) * share(x);
        Self {
            alpha: open(found[0]),
            beta: open(found[1]),
            phi: 0.80 + 0.18 * share(found[2]),
            gamma: if seasonal { open(found[3]) } else { 0.0 },
        }
    }
}

/// Fits `values`; `place` gives each row, also of those to come, its place in the year, and `season` the first season by place
/// (empty for none). `from` is what was found for a shorter past of the same series, to begin the search there.
pub(super) fn fit(values: &[f64], season: &[f64], place: &[usize], horizon: usize, from: Option<Found>) -> Fit {
    let seasonal = !season.is_empty();
    let model = Model::new(values, season, place);
    let mut states = vec![[0.0; 3]; season.len().max(1)];
    let (start, width) = from.map_or((START, WIDE), |found| (found, NARROW));
    let found = if seasonal {
        let loss = |x: &Found| model.solve(Parameters::of(x, true), &mut states).loss;
        minimum::simplex(loss, start, width, MOST_STEPS, TOLERANCE)
    } else {
        let loss = |x: &[f64; 3]| model.solve(Parameters::of(&[x[0], x[1], x[2], 0.0], false), &mut states).loss;
        let [a, b, c] = minimum::simplex(loss, [start[0], start[1], start[2]], width, MOST_STEPS, TOLERANCE);
        [a, b, c, START[3]]
    };
    let parameters = Parameters::of(&found, seasonal);
    let solution = model.solve(parameters, &mut states);
    let (fitted, ahead) = model.run(parameters, solution, horizon);
    Fit { fitted, ahead, found, seasonal, places: season.len() }
}

struct Model<'a> {
    values: &'a [f64],
    season: &'a [f64],
    place: &'a [usize],
    /// Level before the first row, and slope, of the line through the first year.
    line: (f64, f64),
}

#[derive(Clone, Copy)]
struct Solution {
    level: f64,
    slope: f64,
    loss: f64,
}

impl<'a> Model<'a> {
    fn new(values: &'a [f64], season: &'a [f64], place: &'a [usize]) -> Self {
        let first = values.len().min(season.len().max(FIRST_LINE));
        let adjusted: Vec<f64> =
            values[..first].iter().zip(place).map(|(y, k)| y - season.get(*k).copied().unwrap_or(0.0)).collect();
        Self { values, season, place, line: regression_line(&adjusted) }
    }

    /// The best first level and slope for given parameters. Three runs at once: of the data from nothing, and of nothing from a
    /// level of 1 and from a slope of 1.
    fn solve(&self, p: Parameters, states: &mut [[f64; 3]]) -> Solution {
        if self.season.is_empty() {
            return self.least_squares(p, |_, _| [0.0; 3], |_, _| {}, states);
        }
        for (state, first) in states.iter_mut().zip(self.season) {
            *state = [*first, 0.0, 0.0];
        }
        let g = p.gamma * (1.0 - p.alpha);
        self.least_squares(
            p,
            |states, place| states[place],
            move |state, errors| {
                for run in 0..3 {
                    state[run] += g * errors[run];
                }
            },
            states,
        )
    }

    #[inline]
    fn least_squares(
        &self,
        p: Parameters,
        season: impl Fn(&[[f64; 3]], usize) -> [f64; 3],
        learn: impl Fn(&mut [f64; 3], &[f64; 3]),
        states: &mut [[f64; 3]],
    ) -> Solution {
        let ab = p.alpha * p.beta;
        let (mut level, mut slope) = ([0.0, 1.0, 0.0], [0.0, 0.0, 1.0]);
        let [mut s00, mut s01, mut s02, mut s11, mut s12, mut s22] = [0.0; 6];
        for (value, place) in self.values.iter().zip(self.place) {
            let place = if states.len() > 1 { *place } else { 0 };
            let own = season(states, place);
            let mut errors = [*value, 0.0, 0.0];
            for run in 0..3 {
                let q = level[run] + p.phi * slope[run];
                errors[run] -= q + own[run];
                level[run] = q + p.alpha * errors[run];
                slope[run] = p.phi * slope[run] + ab * errors[run];
            }
            learn(&mut states[place], &errors);
            let [e0, e1, e2] = errors;
            s00 += e0 * e0;
            s01 += e0 * e1;
            s02 += e0 * e2;
            s11 += e1 * e1;
            s12 += e1 * e2;
            s22 += e2 * e2;
        }
        let (l0, b0) = self.line;
        let (a11, a22, r1, r2) = (s11 + PRIOR, s22 + PRIOR, PRIOR * l0 - s01, PRIOR * b0 - s02);
        let determinant = a11 * a22 - s12 * s12;
        let (level, slope) = ((r1 * a22 - r2 * s12) / determinant, (a11 * r2 - s12 * r1) / determinant);
        let squares = s00
            + 2.0 * (level * s01 + slope * s02)
            + level * level * s11
            + 2.0 * level * slope * s12
            + slope * slope * s22;
        let pull = PRIOR * ((level - l0).powi(2) + (slope - b0).powi(2));
        Solution { level, slope, loss: squares + pull }
    }

    fn run(&self, p: Parameters, from: Solution, horizon: usize) -> (Vec<f64>, Vec<f64>) {
        let (mut level, mut slope) = (from.level, from.slope);
        let mut season = self.season.to_vec();
        let mut fitted = Vec::with_capacity(self.values.len());
        for (value, place) in self.values.iter().zip(self.place) {
            let q = level + p.phi * slope;
            let said = q + season.get(*place).copied().unwrap_or(0.0);
            let error = value - said;
            fitted.push(said);
            level = q + p.alpha * error;
            slope = p.phi * slope + p.alpha * p.beta * error;
            if let Some(own) = season.get_mut(*place) {
                *own += p.gamma * (1.0 - p.alpha) * error;
            }
        }
        let (mut damping, mut sum) = (1.0, 0.0);
        let ahead = (0..horizon).map(|step| {
            damping *= p.phi;
            sum += damping;
            let own = self.place.get(self.values.len() + step).and_then(|place| season.get(*place));
            level + sum * slope + own.copied().unwrap_or(0.0)
        });
        let ahead = ahead.collect();
        (fitted, ahead)
    }
}

impl Fit {
    /// By how much the variance of the error grows from one step ahead to each of 1 … `horizon` steps.
    pub fn growth(&self, horizon: usize) -> Vec<f64> {
        let p = Parameters::of(&self.found, self.seasonal);
        let (mut variance, mut damping, mut sum) = (1.0, 1.0, 0.0);
        let mut growth = Vec::with_capacity(horizon);
        for step in 1..=horizon {
            growth.push(variance);
            damping *= p.phi;
            sum += damping;
            let season =
                if self.seasonal && step.is_multiple_of(self.places) { p.gamma * (1.0 - p.alpha) } else { 0.0 };
            variance += (p.alpha + p.alpha * p.beta * sum + season).powi(2);
        }
        growth
    }
}

/// Means of `pace` rows each, counted back from the end; rows that are left over at the front are dropped.
pub(super) fn means(values: &[f64], pace: usize) -> Vec<f64> {
    values[values.len() % pace..].chunks_exact(pace).map(|chunk| chunk.iter().sum::<f64>() / float(pace)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tests::{PASSENGERS, begins_with};

    /// `AutoETS(model="AAN", damped=True, season_length=1)` of statsforecast 2.1.1 on the passengers of 1949 and 1950 found these
    /// parameters (its β is α β here) and this beginning; its forecast of the next step, and the sum of its squared errors, follow from the
    /// same equations. (From the second step on that program counts the first damping twice: 1.0636 φ is its step, not 1.0636 φ².)
    #[test]
    fn with_the_parameters_of_another_program_its_forecast_comes_out() {
        let values = &PASSENGERS[..24];
        let nowhere = [0; 24];
        let model = Model::new(values, &[], &nowhere);
        let alpha = 0.999_888_94;
        let parameters = Parameters { alpha, beta: 0.0001 / alpha, phi: 0.98, gamma: 0.0 };
        let from = Solution { level: 110.337_081_01, slope: 1.727_969_58, loss: 0.0 };
        let (fitted, ahead) = model.run(parameters, from, 2);
        begins_with(&ahead, &[141.039_549], 1e-4);
        assert!((ahead[1] - ahead[0] - 1.0636 * 0.98 * 0.98).abs() < 1e-3, "{ahead:?}");
        let squares: f64 = fitted.iter().zip(values).map(|(said, value)| (value - said).powi(2)).sum();
        assert!((squares - 4_796.040_710).abs() < 1e-2, "{squares}");
    }

    /// By hand: what is to be found is the beginning, since the errors are linear in it; any other must do worse.
    #[test]
    fn the_beginning_is_the_best_one() {
        let nowhere = [0; 24];
        let model = Model::new(&PASSENGERS[..24], &[], &nowhere);
        let parameters = Parameters { alpha: 0.3, beta: 0.1, phi: 0.9, gamma: 0.0 };
        let best = model.solve(parameters, &mut [[0.0; 3]]);
        let loss = |level: f64, slope: f64| {
            let from = Solution { level, slope, loss: 0.0 };
            let (fitted, _) = model.run(parameters, from, 0);
            let squares: f64 = fitted.iter().zip(&PASSENGERS).map(|(said, value)| (value - said).powi(2)).sum();
            squares + PRIOR * ((level - model.line.0).powi(2) + (slope - model.line.1).powi(2))
        };
        assert!((loss(best.level, best.slope) / best.loss - 1.0).abs() < 1e-9);
        for (level, slope) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 0.1), (0.0, -0.1)] {
            assert!(loss(best.level + level, best.slope + slope) > best.loss);
        }
    }

    #[test]
    fn a_season_that_does_not_change_is_carried_on_with_the_damped_trend() {
        let season = [-10.0, 0.0, 10.0, 0.0];
        let place: Vec<usize> = (0..40).map(|row| row % 4).collect();
        let values: Vec<f64> = place[..32].iter().map(|place| 100.0 + season[*place]).collect();
        let fit = fit(&values, &season, &place, 8, None);
        begins_with(&fit.ahead, &[90.0, 100.0, 110.0, 100.0, 90.0, 100.0, 110.0, 100.0], 0.1);
        assert!(fit.growth(8).is_sorted() && (fit.growth(1)[0] - 1.0).abs() < 1e-12);
    }

    /// By hand: seven values by threes, counted from the end; the first is left over.
    #[test]
    fn means_are_counted_back_from_the_end() {
        assert_eq!(means(&[9.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 3), [2.0, 5.0]);
    }
}
