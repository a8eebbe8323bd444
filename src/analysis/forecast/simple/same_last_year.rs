//! Each period as the same one in the latest earlier year that has it finished: the seasonal naive method (Hyndman & Athanasopoulos,
//! Forecasting: Principles and Practice, 3rd ed., 5.2); as it was, or moved by what the latest year has grown against the one before.

use crate::analysis::Refusal;
use crate::analysis::forecast::strong::FEWEST;
use crate::analysis::forecast::{Account, Forecaster, History, float};

pub(in crate::analysis::forecast) struct SameLastYear {
    pub grown: bool,
}

/// A year rarely halves or doubles; beyond that it is the past that is out of the ordinary.
const GROWTH: (f64, f64) = (0.5, 2.0);

impl Forecaster for SameLastYear {
    fn id(&self) -> &'static str {
        if self.grown { "same-months-last-year-grown" } else { "same-months-last-year" }
    }

    fn label(&self, history: &History) -> String {
        let growth = if self.grown { ", plus growth" } else { "" };
        match history.places() {
            1 => format!("Last year{growth}"),
            _ => format!("Same {}s last year{growth}", history.noun()),
        }
    }

    fn explanation(&self, history: &History) -> String {
        let noun = history.noun();
        let taken = match history.places() {
            1 => "Takes the latest finished year as it was".to_owned(),
            _ => format!("Takes each {noun} as the same {noun} was in the latest year that has it finished"),
        };
        if self.grown { format!("{taken}, times what the last year grew against the one before.") } else { taken + "." }
    }

    fn ahead(&self, history: &History) -> Result<Vec<f64>, Refusal> {
        let (rows, places, have) = (history.rows(), history.places(), history.count());
        let need = if self.grown { places + 1 } else { places };
        if rows < need || have < FEWEST {
            return Err(Refusal::TooFew { have, need: need.max(FEWEST) });
        }
        let growth = if self.grown { growth(history).ok_or(Refusal::TooFew { have, need: have + 1 })? } else { 1.0 };
        let latest = |row: usize| {
            let mut wanted = row;
            let mut at = row;
            while let Some(before) = history.year.before[at] {
                at = before;
                if at < rows {
                    wanted = at;
                    if let Some(value) = history.figure(at) {
                        return Ok(value * growth.powi(if self.grown { years_between(row, rows, places) } else { 0 }));
                    }
                }
            }
            Err(Refusal::Missing(history.period(wanted.min(rows - 1))))
        };
        (rows..rows + history.horizon()).map(latest).collect()
    }

    fn account(&self, history: &History) -> Account {
        // One year's change a year ahead.
        let places = history.places();
        Account::missed(history, |step| float(1 + step / places))
    }
}

/// Whole years that lie between a row to come and the figures, counted from 1.
fn years_between(row: usize, rows: usize, places: usize) -> i32 {
    i32::try_from(1 + (row - rows) / places).unwrap_or(i32::MAX)
}

/// What the rows of the last year that have a figure in both years sum to, over what they summed to one year earlier.
fn growth(history: &History) -> Option<f64> {
    let rows = history.rows();
    let pairs = (rows.saturating_sub(history.places())..rows)
        .filter_map(|row| Some((history.figure(row)?, history.figure(history.year.before[row]?)?)));
    let (now, then) = pairs.fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
    (now > 0.0 && then > 0.0).then(|| (now / then).clamp(GROWTH.0, GROWTH.1))
}
