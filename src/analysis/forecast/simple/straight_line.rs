//! A straight line through the rolling average, carried on: the method of many planning guides, kept to be named and measured.
//!
//! Ordinary least squares through all trailing averages, each at the last period of its window. A trailing average lags
//! (window − 1) / 2 periods behind the level, so the line does too: in a rising series it runs low, in a falling one high. It knows no season.

use crate::analysis::Refusal;
use crate::analysis::forecast::{Account, Forecaster, History, float};
use crate::analysis::regression::{Line, Spot};

/// Fewest finished periods through which a line is laid.
const FEWEST: usize = 4;

pub(in crate::analysis::forecast) struct StraightLine {
    /// Periods in the average; `None` is the plan's own.
    pub window: Option<usize>,
}

impl Forecaster for StraightLine {
    fn id(&self) -> &'static str {
        match self.window {
            Some(3) => "line-3",
            Some(6) => "line-6",
            Some(12) => "line-12",
            _ => "line-through-rolling-average",
        }
    }

    fn label(&self, history: &History) -> String {
        match self.average(history) {
            1 => format!("Line through each {}", history.noun()),
            window => format!("Line through the {window}-{} average", history.noun()),
        }
    }

    fn explanation(&self, history: &History) -> String {
        let through = match self.average(history) {
            1 => "figures".to_owned(),
            window => format!("{window}-{} averages", history.noun()),
        };
        format!("Draws a straight line through the {through} and carries it on. It does not know the seasons.")
    }

    fn ahead(&self, history: &History) -> Result<Vec<f64>, Refusal> {
        let window = self.average(history);
        let (have, need) = (history.count(), FEWEST.max(window + 1));
        if have < need {
            return Err(Refusal::TooFew { have, need });
        }
        let figures: Vec<Option<f64>> = (0..history.rows()).map(|row| history.figure(row)).collect();
        let average = |end: usize| {
            let values: Option<f64> = figures[end + 1 - window..=end].iter().copied().sum();
            values.map(|sum| sum / float(window))
        };
        let spots: Vec<Spot> =
            (window - 1..figures.len()).filter_map(|row| Some(Spot { row, place: 0, value: average(row)? })).collect();
        // So many periods without two full windows: a hole stands in each.
        let line = Line::through(&spots).ok_or_else(|| {
            let hole = figures.iter().rposition(Option::is_none);
            hole.map_or(Refusal::TooFew { have, need: have + 1 }, |row| Refusal::Missing(history.period(row)))
        })?;
        Ok((history.rows()..history.rows() + history.horizon()).map(|row| history.possible(line.at(row))).collect())
    }

    fn account(&self, history: &History) -> Account {
        Account::missed(history, |_| 1.0)
    }

    fn warning(&self, history: &History) -> Option<String> {
        history.season_ignored()
    }
}

impl StraightLine {
    fn average(&self, history: &History) -> usize {
        self.window.unwrap_or(history.window()).max(1)
    }
}
