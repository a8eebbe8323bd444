//! What a method would have said in the past, from the figures before and nothing else: rolling-origin evaluation (Tashman 2000,
//! "Out-of-sample tests of forecasting accuracy", Int. J. of Forecasting 16). Everything is fitted anew at each origin; a search begins
//! where that of the earlier origin ended, never at what a later one found.

use super::band::{self, miss};
use super::{Account, Forecaster, History, Spread};

/// Latest origins, which correct the band.
const FOR_BAND: usize = 8;

/// Origins that are scored at the plan's own horizon.
const FOR_CARD: usize = 10;

/// Fewest of them; a horizon that leaves fewer is shortened.
const FEWEST_FOR_CARD: usize = 3;

/// From so many rows on the origins that correct the band stand two apart, to see more of the past.
const LONG: usize = 60;

/// Steps that count in the correction of the band.
const STEPS: usize = 12;

/// Fewest figures that a trial starts from.
const FEWEST: usize = 3;

/// The past at each origin, the earliest first.
#[derive(Debug)]
pub struct Trials {
    pasts: Vec<History>,
    /// Steps that are scored: the plan's horizon, or what the history has room for.
    pub horizon: usize,
}

impl Trials {
    /// `horizon` is the number of rows that the plan looks ahead.
    #[must_use]
    pub fn of(history: &History, horizon: usize) -> Self {
        let (rows, places) = (history.rows(), history.places());
        let least = if rows > 2 * places { 2 * places } else { rows / 2 }.max(FEWEST);
        let step = if rows > LONG { 2 } else { 1 };
        let for_band = (0..FOR_BAND).filter_map(|index| rows.checked_sub(1 + index * step));
        let horizon = horizon.min((rows + 1).saturating_sub(least + FEWEST_FOR_CARD)).max(1);
        let for_card = (0..FOR_CARD).filter_map(|index| rows.checked_sub(horizon + index));
        let mut origins: Vec<usize> = for_band.chain(for_card).filter(|origin| *origin >= least).collect();
        origins.sort_unstable();
        origins.dedup();
        let pasts: Vec<History> = origins
            .into_iter()
            .filter_map(|origin| history.until(origin, (rows - origin).min(STEPS.max(horizon))))
            .collect();
        // One after the other, so that each search can begin at the earlier one's end.
        let mut earlier: Option<&History> = None;
        for past in &pasts {
            past.strong_after(earlier.map(History::strong));
            earlier = Some(past);
        }
        Self { pasts, horizon }
    }

    /// What the method said at each origin. Origins at which it had nothing to say are not there.
    #[must_use]
    pub fn record(&self, method: &dyn Forecaster, history: &History) -> Record {
        let account = method.account(history);
        let missed =
            matches!(account, Account::Missed(_)).then(|| Missed::of(method, history, self.first_origin(history)));
        let spread = |account: Account, rows: usize| match (account, &missed) {
            (Account::Own(spread), _) => spread,
            (Account::Missed(growth), missed) => {
                let one_step = missed.as_ref().map_or(0.0, |missed| missed.spread(rows));
                Spread { one_step, growth, parameters: 1 }
            }
        };
        let said = |past: &History| {
            let ahead = method.ahead(past).ok()?;
            let spread = spread(method.account(past), past.rows());
            let scales = band::scales(past, &spread);
            let actual: Vec<Option<f64>> =
                (past.rows()..past.rows() + ahead.len()).map(|row| history.figure(row)).collect();
            let parts = actual.iter().zip(&ahead).zip(&spread.growth).map(|((actual, ahead), growth)| {
                let miss = miss(history.is_positive(), (*actual)?, *ahead).abs();
                let scale = spread.one_step * growth.sqrt();
                Some(if scale > 0.0 {
                    miss / scale
                } else if miss > 0.0 {
                    f64::INFINITY
                } else {
                    0.0
                })
            });
            Some(Said { origin: past.rows(), parts: parts.collect(), ahead, scales, actual })
        };
        Record {
            said: self.pasts.iter().filter_map(said).collect(),
            spread: spread(account, history.rows()),
            horizon: self.horizon,
        }
    }

    fn first_origin(&self, history: &History) -> usize {
        self.pasts.first().map_or(history.rows(), History::rows)
    }
}

/// What a method would have missed by one step ahead at each of the latest rows.
struct Missed {
    /// Row and error.
    errors: Vec<(usize, f64)>,
}

/// Rows whose forecasts one step ahead tell a method's spread.
const ROLLING: usize = 24;

/// Errors beyond so many usual ones count as so many.
const MOST_OFF: f64 = 4.0;

impl Missed {
    /// Of the rows that an origin from `first` on looks back at.
    fn of(method: &dyn Forecaster, history: &History, first: usize) -> Self {
        let error = |row: usize| {
            let actual = history.figure(row)?;
            let ahead = method.ahead(&history.until(row, 1)?).ok()?;
            Some((row, miss(history.is_positive(), actual, *ahead.first()?)))
        };
        Self { errors: (first.saturating_sub(ROLLING).max(1)..history.rows()).filter_map(error).collect() }
    }

    /// As it was known when `rows` were finished.
    fn spread(&self, rows: usize) -> f64 {
        let end = self.errors.partition_point(|(row, _)| *row < rows);
        let known: Vec<f64> = self.errors[end.saturating_sub(ROLLING)..end].iter().map(|error| error.1).collect();
        band::rms_clipped(&known, MOST_OFF)
    }
}

/// What one method said in the trials.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The earliest first.
    pub said: Vec<Said>,
    /// What the band of today's forecast is built on.
    pub spread: Spread,
    /// Steps that are scored.
    pub horizon: usize,
}

/// What it said from one origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Rows that were finished then.
    pub origin: usize,
    pub ahead: Vec<f64>,
    /// s √g u of each step, as it was known then.
    pub scales: Vec<f64>,
    /// What came.
    pub actual: Vec<Option<f64>>,
    /// How far off each step was, in parts of its scale.
    parts: Vec<Option<f64>>,
}

impl Record {
    /// How far off the latest trials were, in parts of their scale: the b of [`band`], as it was known when `rows` were finished.
    #[must_use]
    pub fn correction(&self, rows: usize) -> f64 {
        let known = self.said.iter().rev().filter(|said| said.origin < rows).take(FOR_BAND);
        band::correction(
            known.flat_map(|said| said.parts.iter().take(STEPS.min(rows - said.origin)).filter_map(|part| *part)),
        )
    }
}
