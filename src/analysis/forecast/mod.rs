//! Forecast methods: one a file, all in one list. To add one, write its file and its line in [`METHODS`]; the laws in the tests
//! below then hold it to account.

mod same_last_year;
mod straight_line;

#[cfg(test)]
mod laws;

use super::timeline::plus;
use super::{Refusal, Season};
use crate::model::Period;

/// Every method, in the order in which people are offered them.
pub const METHODS: &[&dyn Forecaster] = &[&straight_line::StraightLine, &same_last_year::SameLastYear];

/// Index in [`METHODS`] of the method with this id.
#[must_use]
pub fn index_of(id: &str) -> Option<usize> {
    METHODS.iter().position(|method| method.id() == id)
}

/// Methods in the order in which they are tried where the plan names none that can answer: the one that knows the season first.
pub(super) const FALLBACKS: [&str; 2] = [same_last_year::ID, straight_line::ID];

/// A way to carry a history on.
pub trait Forecaster: Sync {
    /// The word in plan files and JSON; never changes.
    fn id(&self) -> &'static str;

    /// What people call it: "Same months last year".
    fn label(&self, history: &History) -> String;

    /// What it does, in plain words and without a judgement.
    fn explanation(&self, history: &History) -> String;

    /// What it expects of the next `horizon` periods after the last finished one.
    ///
    /// # Errors
    /// [`Refusal`] if the history does not suffice.
    fn forecast(&self, history: &History, horizon: usize) -> Result<Vec<Estimate>, Refusal>;

    /// What it would have expected of periods inside the history that have no finished figure: one for each of `rows`.
    /// Asked only of a method that has answered [`Forecaster::forecast`].
    fn fill(&self, history: &History, rows: &[usize]) -> Vec<Option<Estimate>>;

    /// A sentence where the method is known to mislead on figures like these.
    fn warning(&self, _history: &History) -> Option<String> {
        None
    }
}

/// What a method may know: the finished past of one series.
#[derive(Clone, Copy, Debug)]
pub struct History<'a> {
    /// Period of the first row.
    pub first: Period,
    /// One a calendar period up to the last finished one; `None` where nothing is finished.
    pub finished: &'a [Option<f64>],
    /// Periods in the plan's rolling average.
    pub window: usize,
    /// The plan's rolling average, one for each of `finished`.
    pub averages: &'a [Option<f64>],
    pub season: Option<&'a Season>,
}

impl History<'_> {
    /// Finished periods.
    #[must_use]
    pub fn count(&self) -> usize {
        self.finished.iter().flatten().count()
    }

    /// Row and value of each finished period.
    pub fn observed(&self) -> impl Iterator<Item = (usize, f64)> + Clone {
        self.finished.iter().enumerate().filter_map(|(row, value)| Some((row, (*value)?)))
    }

    #[must_use]
    pub fn period(&self, row: usize) -> Period {
        plus(self.first, row)
    }

    /// The word for one period: "month".
    #[must_use]
    pub fn noun(&self) -> &'static str {
        self.first.granularity().id()
    }

    /// The latest period between the first and the last figure that has no finished one.
    pub(super) fn latest_hole(&self) -> Option<Period> {
        let start = self.finished.iter().position(Option::is_some)?;
        let hole = self.finished[start..].iter().rposition(Option::is_none)?;
        Some(self.period(start + hole))
    }
}

/// A method's answer for one period, not yet rounded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub mid: f64,
    /// Half-widths of the 50, 80 and 95 % bands.
    pub half: [f64; 3],
}

impl Estimate {
    /// Quantiles of the standard normal distribution at 75, 90 and 97.5 %.
    const Z: [f64; 3] = [0.674_489_75, 1.281_551_57, 1.959_963_98];

    /// Bands of normally distributed errors with this standard deviation, in the series' unit.
    #[must_use]
    pub fn normal(mid: f64, sd: f64) -> Self {
        Self { mid, half: Self::Z.map(|z| z * sd) }
    }
}
