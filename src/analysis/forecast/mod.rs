//! Forecast methods: one a file, all in one list. To add one, write its file and its line in [`METHODS`]; the laws in the tests
//! below then hold it to account.
//!
//! A [`History`] is made ready once (holes filled, wild values drawn in, season found); each method carries it on; [`band`] says how far
//! to trust it, from what the same method would have said in the past ([`trial`]).

pub mod band;
pub mod card;
pub mod choice;
mod damped;
pub mod history;
mod minimum;
mod pattern;
mod simple;
mod strong;
mod theta;
pub mod total;
pub mod trial;
pub mod year;

#[cfg(test)]
mod edge;
#[cfg(test)]
mod laws;

pub use band::Estimate;
pub use history::{History, Input};

use super::Refusal;

/// Every method, in the order in which people are offered them.
pub const METHODS: &[&dyn Forecaster] = &[
    &simple::Combination,
    &simple::OPTIMISED_THETA,
    &simple::LOG_THETA,
    &simple::DAMPED_LOG,
    &simple::DAMPED,
    &simple::PACES,
    &simple::SeasonalLevel,
    &simple::SameLastYear { grown: true },
    &simple::SameLastYear { grown: false },
    &simple::LastValue,
    &simple::LinearTrend,
    &simple::StraightLine { window: None },
    &simple::StraightLine { window: Some(3) },
    &simple::StraightLine { window: Some(6) },
    &simple::StraightLine { window: Some(12) },
];

/// Index in [`METHODS`] of the method with this id.
#[must_use]
pub fn index_of(id: &str) -> Option<usize> {
    METHODS.iter().position(|method| method.id() == id)
}

/// How the season of a series is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Seasonality {
    /// By test, with the year of the calendar.
    #[default]
    Tested,
    /// Taken for granted as soon as there are two years of figures.
    Always,
    Never,
    /// By test, with a season of so many rows.
    Length(usize),
}

/// A way to carry a history on.
pub trait Forecaster: Sync {
    /// The word in plan files and JSON; never changes.
    fn id(&self) -> &'static str;

    /// What people call it: "Same months last year".
    fn label(&self, history: &History) -> String;

    /// What it does, in one plain sentence and without a judgement.
    fn explanation(&self, history: &History) -> String;

    /// What it expects of the rows to come, in the series' unit: as many as the history has a horizon.
    ///
    /// # Errors
    /// [`Refusal`] if the history does not suffice.
    fn ahead(&self, history: &History) -> Result<Vec<f64>, Refusal>;

    /// What the band is built on before the trials correct it.
    fn account(&self, history: &History) -> Account;

    /// A sentence where the method is known to mislead on figures like these.
    fn warning(&self, _history: &History) -> Option<String> {
        None
    }
}

/// What a method says of its own errors.
#[derive(Clone, Debug, PartialEq)]
pub enum Account {
    /// It was fitted to the past, and what was left over tells.
    Own(Spread),
    /// It has none: its spread is what it would have missed by, one step ahead at each row of the past. By how much its variance grows
    /// to each step, 1 at the first.
    Missed(Vec<f64>),
}

impl Account {
    /// Of a method whose variance grows by `growth`, of steps counted from 0.
    fn missed(history: &History, growth: impl Fn(usize) -> f64) -> Self {
        Self::Missed((0..history.horizon()).map(growth).collect())
    }
}

/// How far a method's figures lie from the truth, by its own account.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// Standard deviation one step ahead: of logarithms where the history is [`History::is_positive`], else in the series' unit.
    pub one_step: f64,
    /// By how much the variance is larger at each step; 1 at the first.
    pub growth: Vec<f64>,
    /// Numbers that were fitted to the past.
    pub parameters: usize,
}

/// A count as a number to calculate with.
#[expect(clippy::cast_precision_loss, reason = "counts of periods")]
const fn float(count: usize) -> f64 {
    count as f64
}

/// The middle value, of an even number the mean of the two in the middle; sorts. 0 of nothing.
fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    match (values.get(half), values.len() % 2) {
        (Some(middle), 1) => *middle,
        (Some(upper), _) => f64::midpoint(values[half - 1], *upper),
        (None, _) => 0.0,
    }
}

/// Intercept (at row 0, the one before the first) and slope of the straight line through `values`.
fn regression_line(values: &[f64]) -> (f64, f64) {
    let count = float(values.len().max(1));
    let (centre, mean) = (f64::midpoint(count, 1.0), values.iter().sum::<f64>() / count);
    let (mut product, mut square) = (0.0, 0.0);
    for (row, value) in values.iter().enumerate() {
        let off = float(row + 1) - centre;
        product += off * (value - mean);
        square += off * off;
    }
    let slope = if square > 0.0 { product / square } else { 0.0 };
    (mean - slope * centre, slope)
}
