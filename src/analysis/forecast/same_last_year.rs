//! Each period as the same one in the latest earlier year that has it finished: the seasonal naive method
//! (Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., 5.2).
//!
//! The band is the plain spread of the changes from year to year; with fewer than [`FEWEST_CHANGES`] of them it is the spread
//! of the figures themselves, which is wider where there is a season.

use super::{Estimate, Forecaster, History};
use crate::analysis::Refusal;
use crate::model::Granularity;

pub(super) const ID: &str = "same-months-last-year";

/// Fewest changes from one year to the next that tell how far such changes spread.
const FEWEST_CHANGES: usize = 4;

pub(super) struct SameLastYear;

impl Forecaster for SameLastYear {
    fn id(&self) -> &'static str {
        ID
    }

    fn label(&self, history: &History) -> String {
        match history.first.granularity() {
            Granularity::Year => "Last year".to_owned(),
            _ => format!("Same {}s last year", history.noun()),
        }
    }

    fn explanation(&self, history: &History) -> String {
        match history.first.granularity() {
            Granularity::Year => "Takes the latest finished year as it was.".to_owned(),
            _ => format!("Takes each {0} as the same {0} was in the latest year that has it finished.", history.noun()),
        }
    }

    fn forecast(&self, history: &History, horizon: usize) -> Result<Vec<Estimate>, Refusal> {
        let have = history.count();
        let need = history.first.granularity().per_year();
        let start = history.finished.iter().position(Option::is_some);
        if start.is_none_or(|start| history.finished.len() - start < need) {
            return Err(Refusal::TooFew { have, need });
        }
        let sources = Sources::of(history, history.finished.len() + horizon);
        let sd = spread(history, &sources);
        (history.finished.len()..history.finished.len() + horizon)
            .map(|row| {
                let mid = sources.value(history, row).ok_or_else(|| Refusal::Missing(sources.wanted(history, row)))?;
                Ok(Estimate::normal(mid, sd))
            })
            .collect()
    }

    fn fill(&self, history: &History, rows: &[usize]) -> Vec<Option<Estimate>> {
        let sources = Sources::of(history, history.finished.len());
        let sd = spread(history, &sources);
        rows.iter().map(|row| Some(Estimate::normal(sources.value(history, *row)?, sd))).collect()
    }
}

/// For each row the finished one that it repeats.
struct Sources {
    /// The same period one year earlier, where that is a row.
    year_before: Vec<Option<usize>>,
    from: Vec<Option<usize>>,
}

impl Sources {
    fn of(history: &History, rows: usize) -> Self {
        let mut sources = Self { year_before: Vec::with_capacity(rows), from: Vec::with_capacity(rows) };
        for row in 0..rows {
            let earlier = history.first.until(history.period(row).year_before());
            let earlier = usize::try_from(earlier).ok().filter(|earlier| *earlier < row);
            let finished = |at: usize| history.finished.get(at).is_some_and(Option::is_some);
            // Where last year is not finished, it repeats an earlier one itself.
            let from = earlier.and_then(|at| if finished(at) { Some(at) } else { sources.from[at] });
            sources.year_before.push(earlier);
            sources.from.push(from);
        }
        sources
    }

    fn value(&self, history: &History, row: usize) -> Option<f64> {
        history.finished[self.from[row]?]
    }

    /// The latest period inside the history that would have answered for `row`.
    fn wanted(&self, history: &History, row: usize) -> crate::model::Period {
        let mut at = row;
        while let Some(earlier) = self.year_before[at] {
            at = earlier;
            if at < history.finished.len() {
                break;
            }
        }
        history.period(at)
    }
}

/// Root mean square of the changes from the repeated figure to the true one; of the figures around their mean where there are too few.
#[expect(clippy::cast_precision_loss, reason = "counts of periods")]
fn spread(history: &History, sources: &Sources) -> f64 {
    let changes = history.observed().filter_map(|(row, value)| Some(value - sources.value(history, row)?));
    let (count, squares) = changes.fold((0, 0.0), |(n, sum), change| (n + 1, sum + change * change));
    if count >= FEWEST_CHANGES {
        return (squares / count as f64).sqrt();
    }
    let values = history.observed().map(|(_, value)| value);
    let count = history.count();
    if count < 2 {
        return 0.0;
    }
    let mean = values.clone().sum::<f64>() / count as f64;
    let squares: f64 = values.map(|value| (value - mean).powi(2)).sum();
    (squares / (count - 1) as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history<'a>(first: &str, finished: &'a [Option<f64>]) -> History<'a> {
        History { first: first.parse().unwrap(), finished, window: 6, averages: &[], season: None }
    }

    fn counting(to: u32) -> Vec<Option<f64>> {
        (1..=to).map(|value| Some(f64::from(value))).collect()
    }

    fn mids(history: &History, horizon: usize) -> Vec<f64> {
        SameLastYear.forecast(history, horizon).unwrap().iter().map(|e| e.mid).collect()
    }

    #[test]
    fn two_years_ahead_it_repeats_the_same_year_twice() {
        let finished = counting(14);
        let mids = mids(&history("2025-01", &finished), 24);
        let year: Vec<f64> = (3..=14).map(f64::from).collect();
        assert_eq!(mids, [year.clone(), year].concat());
    }

    #[test]
    fn a_month_that_last_year_lacks_is_taken_from_the_year_before() {
        let mut finished = counting(24);
        finished[14] = None;
        assert_eq!(mids(&history("2024-01", &finished), 3), [13.0, 14.0, 3.0]);
        let filled = SameLastYear.fill(&history("2024-01", &finished), &[14]);
        assert_eq!(filled[0].map(|e| e.mid), Some(3.0));
    }

    #[test]
    fn a_month_that_no_year_has_is_named() {
        let mut finished = counting(13);
        finished[3] = None;
        let history = history("2024-01", &finished);
        assert_eq!(mids(&history, 2), [2.0, 3.0]);
        assert_eq!(SameLastYear.forecast(&history, 3), Err(Refusal::Missing("2024-04".parse().unwrap())));
        assert_eq!(SameLastYear.forecast(&history, 15), Err(Refusal::Missing("2024-04".parse().unwrap())));
    }

    #[test]
    fn less_than_a_year_is_too_few() {
        let finished = counting(11);
        assert_eq!(
            SameLastYear.forecast(&history("2024-01", &finished), 1),
            Err(Refusal::TooFew { have: 11, need: 12 })
        );
    }

    #[test]
    fn the_fifty_third_week_repeats_the_last_week_of_a_year_without_one() {
        // 2026 has 53 ISO weeks, 2025 has 52; counted from 2025-W01.
        let finished = counting(52);
        let ahead = mids(&history("2025-W01", &finished), 54);
        assert_eq!(ahead[51..], [52.0, 52.0, 1.0]);
    }

    /// By hand: each month grew by 12, so the root mean square of the changes is 12.
    #[test]
    fn the_band_is_the_spread_of_the_changes_from_year_to_year() {
        let finished = counting(24);
        let ahead = SameLastYear.forecast(&history("2024-01", &finished), 1).unwrap();
        assert!((ahead[0].half[2] - 1.959_963_98 * 12.0).abs() < 1e-9);
    }

    /// By hand: the variance of 1 to 12 is 13.
    #[test]
    fn with_one_year_only_the_band_is_the_spread_of_the_figures() {
        let finished = counting(12);
        let ahead = SameLastYear.forecast(&history("2024-01", &finished), 1).unwrap();
        assert!((ahead[0].half[1] - 1.281_551_57 * 13.0_f64.sqrt()).abs() < 1e-9);
    }

    #[test]
    fn it_is_named_by_the_rhythm_of_the_series() {
        let label = |first| SameLastYear.label(&history(first, &[]));
        assert_eq!(label("2026-W01"), "Same weeks last year");
        assert_eq!(label("2026-Q1"), "Same quarters last year");
        assert_eq!(label("2026"), "Last year");
    }
}
