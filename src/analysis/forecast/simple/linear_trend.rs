//! The straight line through all finished figures, carried on: ordinary least squares on time (Hyndman & Athanasopoulos, Forecasting:
//! Principles and Practice, 3rd ed., 7.4), what a spreadsheet calls FORECAST.LINEAR.

use crate::analysis::Refusal;
use crate::analysis::forecast::{Account, Forecaster, History};
use crate::analysis::regression::{Line, Spot};

pub(in crate::analysis::forecast) struct LinearTrend;

/// Fewest figures through which a line is laid.
const FEWEST: usize = 4;

impl Forecaster for LinearTrend {
    fn id(&self) -> &'static str {
        "linear-trend"
    }

    fn label(&self, _history: &History) -> String {
        "Line through the figures".to_owned()
    }

    fn explanation(&self, _history: &History) -> String {
        "Draws one straight line through all figures and carries it on. It does not know the seasons.".to_owned()
    }

    fn ahead(&self, history: &History) -> Result<Vec<f64>, Refusal> {
        let refusal = Refusal::TooFew { have: history.count(), need: FEWEST };
        if history.count() < FEWEST {
            return Err(refusal);
        }
        let spots: Vec<Spot> = history.observed().map(|(row, value)| Spot { row, place: 0, value }).collect();
        let line = Line::through(&spots).ok_or(refusal)?;
        Ok((history.rows()..history.rows() + history.horizon()).map(|row| history.possible(line.at(row))).collect())
    }

    fn account(&self, history: &History) -> Account {
        Account::missed(history, |_| 1.0)
    }

    fn warning(&self, history: &History) -> Option<String> {
        history.season_ignored()
    }
}
