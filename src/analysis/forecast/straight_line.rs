//! A straight line through the plan's rolling average, carried on.
//!
//! Ordinary least squares through all trailing averages, each at the last period of its window. A trailing average lags
//! (window − 1) / 2 periods behind the level, so the line does too: in a rising series it runs low, in a falling one high.
//! The band is the plain spread of the figures around the line; it knows neither the season nor the line's own uncertainty.

use super::{Estimate, Forecaster, History};
use crate::analysis::Refusal;
use crate::analysis::regression::{Line, Spot};
use crate::analysis::season;

pub(super) const ID: &str = "line-through-rolling-average";

/// Fewest finished periods through which a line is laid.
const FEWEST: usize = 4;

/// How far the season's best and worst place must lie apart (0.2 = 20 % of an average period) before ignoring it is worth a warning.
const PRONOUNCED: f64 = 0.2;

pub(super) struct StraightLine;

impl Forecaster for StraightLine {
    fn id(&self) -> &'static str {
        ID
    }

    fn label(&self, history: &History) -> String {
        match history.window {
            0 | 1 => "Line through the figures".to_owned(),
            window => format!("Line through the {window}-{} average", history.noun()),
        }
    }

    fn explanation(&self, history: &History) -> String {
        let through = match history.window {
            0 | 1 => "figures".to_owned(),
            window => format!("{window}-{} averages", history.noun()),
        };
        format!("Draws a straight line through the {through} and carries it on. It does not know the seasons.")
    }

    fn forecast(&self, history: &History, horizon: usize) -> Result<Vec<Estimate>, Refusal> {
        let fit = Fit::of(history)?;
        let next = history.finished.len();
        Ok((next..next + horizon).map(|row| fit.at(row)).collect())
    }

    fn fill(&self, history: &History, rows: &[usize]) -> Vec<Option<Estimate>> {
        let fit = Fit::of(history).ok();
        rows.iter().map(|row| fit.as_ref().map(|fit| fit.at(*row))).collect()
    }

    fn warning(&self, history: &History) -> Option<String> {
        let peak = season::peak(history.season?, PRONOUNCED, history.first.granularity())?;
        Some(format!("The straight line ignores the season: {peak}."))
    }
}

struct Fit {
    line: Line,
    sd: f64,
}

impl Fit {
    fn of(history: &History) -> Result<Self, Refusal> {
        let (have, need) = (history.count(), FEWEST.max(history.window + 1));
        if have < need {
            return Err(Refusal::TooFew { have, need });
        }
        let spots: Vec<Spot> = history
            .averages
            .iter()
            .enumerate()
            .filter_map(|(row, average)| Some(Spot { row, place: 0, value: (*average)? }))
            .collect();
        // So many periods without two full windows: a hole stands in each.
        let line = Line::through(&spots)
            .ok_or_else(|| history.latest_hole().map_or(Refusal::TooFew { have, need: have + 1 }, Refusal::Missing))?;
        let squares: f64 = history.observed().map(|(row, value)| (value - line.at(row)).powi(2)).sum();
        #[expect(clippy::cast_precision_loss, reason = "a count of periods; at least two more than FEWEST - 2")]
        let sd = (squares / (have - 2) as f64).sqrt();
        Ok(Self { line, sd })
    }

    fn at(&self, row: usize) -> Estimate {
        Estimate::normal(self.line.at(row), self.sd)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history<'a>(finished: &'a [Option<f64>], averages: &'a [Option<f64>], window: usize) -> History<'a> {
        History { first: "2026-01".parse().unwrap(), finished, window, averages, season: None }
    }

    fn some(values: &[f64]) -> Vec<Option<f64>> {
        values.iter().copied().map(Some).collect()
    }

    /// By hand: averages of two are 11, 13, 15, 17 at the rows 1 to 4, so the line is 9 + 2 row and each figure lies 1 above it.
    #[test]
    fn a_steady_rise_is_carried_on_behind_by_half_a_window() {
        let finished = some(&[10.0, 12.0, 14.0, 16.0, 18.0]);
        let averages = [None, Some(11.0), Some(13.0), Some(15.0), Some(17.0)];
        let ahead = StraightLine.forecast(&history(&finished, &averages, 2), 2).unwrap();
        assert!((ahead[0].mid - 19.0).abs() < 1e-12);
        assert!((ahead[1].mid - 21.0).abs() < 1e-12);
        let sd = (5.0_f64 / 3.0).sqrt();
        assert!((ahead[0].half[1] - 1.281_551_57 * sd).abs() < 1e-12);
    }

    #[test]
    fn it_says_how_many_periods_it_needs() {
        let finished = some(&[10.0; 6]);
        let refused = StraightLine.forecast(&history(&finished, &[None; 6], 6), 3);
        assert_eq!(refused, Err(Refusal::TooFew { have: 6, need: 7 }));
        let refused = StraightLine.forecast(&history(&finished[..3], &[Some(1.0); 3], 1), 3);
        assert_eq!(refused, Err(Refusal::TooFew { have: 3, need: 4 }));
    }

    #[test]
    fn it_names_the_hole_that_leaves_no_full_window() {
        let finished = [Some(1.0), Some(2.0), None, Some(3.0), Some(4.0)];
        let refused = StraightLine.forecast(&history(&finished, &[None; 5], 3), 3);
        assert_eq!(refused, Err(Refusal::Missing("2026-03".parse().unwrap())));
    }

    #[test]
    fn it_is_named_by_its_window() {
        let label = |window| StraightLine.label(&history(&[], &[], window));
        assert_eq!(
            (label(6).as_str(), label(1).as_str()),
            ("Line through the 6-month average", "Line through the figures")
        );
    }
}
