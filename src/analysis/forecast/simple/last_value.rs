//! The latest finished period, carried on as it is: the naive method (Hyndman & Athanasopoulos, Forecasting: Principles and
//! Practice, 3rd ed., 5.2).

use crate::analysis::Refusal;
use crate::analysis::forecast::strong::FEWEST;
use crate::analysis::forecast::{Account, Forecaster, History, float};

pub(in crate::analysis::forecast) struct LastValue;

impl Forecaster for LastValue {
    fn id(&self) -> &'static str {
        "last-value"
    }

    fn label(&self, history: &History) -> String {
        format!("Latest {}", history.noun())
    }

    fn explanation(&self, history: &History) -> String {
        format!("Takes every {0} to come as the latest finished {0} was.", history.noun())
    }

    fn ahead(&self, history: &History) -> Result<Vec<f64>, Refusal> {
        // One or two figures say nothing of how far they are from the next.
        let refusal = Refusal::TooFew { have: history.count(), need: FEWEST };
        let (_, last) = history.observed().next_back().filter(|_| history.count() >= FEWEST).ok_or(refusal)?;
        Ok(vec![last; history.horizon()])
    }

    fn account(&self, history: &History) -> Account {
        // The errors of a random walk add up.
        Account::missed(history, |step| float(step + 1))
    }
}
