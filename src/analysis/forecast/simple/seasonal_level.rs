//! The level of the last year times the season: what an average period of the last twelve months sold, put back into the places of the
//! year by the shrunk season of [`crate::analysis::forecast`]'s own test; without a season simply the average.

use crate::analysis::Refusal;
use crate::analysis::forecast::{Account, Forecaster, History, float};

pub(in crate::analysis::forecast) struct SeasonalLevel;

impl Forecaster for SeasonalLevel {
    fn id(&self) -> &'static str {
        "seasonal-level"
    }

    fn label(&self, history: &History) -> String {
        if history.is_seasonal() { "Level and season".to_owned() } else { format!("Average {}", history.noun()) }
    }

    fn explanation(&self, history: &History) -> String {
        let noun = history.noun();
        if history.is_seasonal() {
            format!("Takes the average {noun} of the last year and puts the season back on it. It knows no trend.")
        } else {
            format!("Takes the average {noun} of the last year. It knows no trend.")
        }
    }

    fn ahead(&self, history: &History) -> Result<Vec<f64>, Refusal> {
        let (have, need) = (history.count(), history.places().max(4));
        if have < need {
            return Err(Refusal::TooFew { have, need });
        }
        let ready = history.ready();
        let rows = ready.values.len();
        let season = ready.season.as_ref();
        let factors = season.and_then(|season| season.factors.as_ref());
        let added = season.map(|season| &season.of_values);
        let place = |row: usize| history.year.place[row];
        let without = |row: usize| match (factors, added) {
            (Some(factors), _) => ready.values[row] / factors[place(row)],
            (None, Some(added)) => ready.values[row] - added[place(row)],
            (None, None) => ready.values[row],
        };
        let last = rows.saturating_sub(need)..rows;
        let level = last.clone().map(without).sum::<f64>() / float(last.len());
        let with = |row: usize| match (factors, added) {
            (Some(factors), _) => level * factors[place(row)],
            (None, Some(added)) => level + added[place(row)],
            (None, None) => level,
        };
        Ok((rows..rows + history.horizon()).map(|row| with(row) * history.scale()).collect())
    }

    fn account(&self, history: &History) -> Account {
        // The level that it takes for the present is half a year old.
        let places = float(history.places().max(4));
        Account::missed(history, |step| 1.0 + float(step) / places)
    }
}
