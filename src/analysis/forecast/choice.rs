//! Which method a forecast is made by.

use super::card::{self, Card};
use super::trial::{Record, Trials};
use super::{Forecaster, History, METHODS, index_of};
use crate::analysis::Refusal;

/// The method that is used where nobody asks for another.
pub const DEFAULT: &str = "combination";

/// What the default is held against before it is used: the plain methods that people would otherwise pick.
pub const RIVALS: [&str; 4] = ["same-months-last-year", "same-months-last-year-grown", "seasonal-level", "last-value"];

/// Why the forecast is made by the method that it is made by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// The plan asks for it.
    Own,
    /// It is the default, and no plain method did clearly better on these figures.
    #[default]
    Default,
    /// It missed clearly less, on these figures, than the default.
    Better {
        /// Index in [`METHODS`] of the default.
        than: usize,
    },
}

/// One method's answer with its trials, not yet rounded.
#[derive(Clone, Debug)]
pub struct Asked {
    pub ahead: Vec<f64>,
    pub record: Record,
    /// `None` if no trial is over.
    pub card: Option<Card>,
}

impl Asked {
    /// # Errors
    /// [`Refusal`] if the history does not suffice.
    pub fn of(method: &dyn Forecaster, history: &History, trials: &Trials) -> Result<Self, Refusal> {
        let ahead = method.ahead(history)?;
        let record = trials.record(method, history);
        let card = Card::of(&record, history);
        Ok(Self { ahead, record, card })
    }
}

/// The method that is asked for, if it is one of ours and can answer; else the default, unless a plain one did clearly better on these
/// figures. `asked` gives each method's answer by its index, `None` where it refuses; `None` if the default refuses too.
pub fn choose<'a>(
    own: Option<&str>,
    history: &History,
    asked: impl Fn(usize) -> Option<&'a Asked>,
) -> Option<(usize, Choice)> {
    if let Some(index) = own.and_then(index_of).filter(|index| asked(*index).is_some()) {
        return Some((index, Choice::Own));
    }
    let default = index_of(DEFAULT)?;
    let record = &asked(default)?.record;
    let better = RIVALS
        .into_iter()
        .filter_map(index_of)
        .filter_map(|index| Some((index, asked(index)?)))
        .filter(|(_, rival)| card::beats(&rival.record, record, history));
    let miss = |asked: &Asked| asked.card.as_ref().and_then(|card| card.average_miss).unwrap_or(f64::INFINITY);
    match better.min_by(|a, b| miss(a.1).total_cmp(&miss(b.1))) {
        Some((index, _)) => Some((index, Choice::Better { than: default })),
        None => Some((default, Choice::Default)),
    }
}

/// Asks only the methods that the choice is between, and answers the one that it falls on.
///
/// # Errors
/// What the default refuses with, or the method that was asked for.
pub fn best(own: Option<&str>, history: &History, trials: &Trials) -> Result<(usize, Asked), Refusal> {
    if let Some(index) = own.and_then(index_of) {
        return Ok((index, Asked::of(METHODS[index], history, trials)?));
    }
    let ids = std::iter::once(DEFAULT).chain(RIVALS);
    let mut answers: Vec<(usize, Result<Asked, Refusal>)> =
        ids.filter_map(index_of).map(|index| (index, Asked::of(METHODS[index], history, trials))).collect();
    let at = |index: usize| answers.iter().find(|answer| answer.0 == index).and_then(|answer| answer.1.as_ref().ok());
    let chosen = choose(None, history, at).map_or(answers[0].0, |chosen| chosen.0);
    let place = answers.iter().position(|answer| answer.0 == chosen).unwrap_or_default();
    let (index, asked) = answers.swap_remove(place);
    Ok((index, asked?))
}
