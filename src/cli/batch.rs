//! Many series at once, on all cores.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::Problem;
use super::args::{How, SeasonArg};
use crate::analysis::Refusal;
use crate::analysis::forecast::{History, Input, Seasonality};
use crate::import::many::{self, LongSeries, Rhythm};
use crate::model::ForecastChoice;

/// What became of each series, in the order of the file.
pub(super) type Outcomes<T> = Vec<(String, Result<T, String>)>;

/// Reads a long CSV and does `work` on each series. What can't be read or done is told in words, beside the others.
pub(super) fn each<T: Send>(
    path: &Path,
    work: impl Fn(&LongSeries) -> Result<T, Refusal> + Sync,
) -> Result<Outcomes<T>, Problem> {
    let bytes = std::fs::read(path).map_err(|error| Problem(format!("{} can't be read: {error}", path.display())))?;
    let series = many::read(&bytes).map_err(|error| Problem(format!("{}: {error}", path.display())))?;
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<Option<Result<T, String>>>> = Mutex::new((0..series.len()).map(|_| None).collect());
    let worker = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some((_, read)) = series.get(index) else { break };
            let outcome = match read {
                Ok(series) => work(series).map_err(in_words),
                Err(error) => Err(error.to_string()),
            };
            if let Ok(mut done) = done.lock() {
                done[index] = Some(outcome);
            }
        }
    };
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    thread::scope(|scope| {
        for core in 1..cores {
            // Where no thread is to be had, this one does the work.
            let _ = thread::Builder::new().name(format!("forecast-{core}")).spawn_scoped(scope, worker);
        }
        worker();
    });
    let done = done.into_inner().unwrap_or_default();
    let outcome = |(series, outcome): ((String, _), Option<Result<T, String>>)| {
        (series.0, outcome.unwrap_or_else(|| Err("it was not worked on".to_owned())))
    };
    Ok(series.into_iter().zip(done).map(outcome).collect())
}

/// The past of a series, with so many rows to come.
pub(super) fn history(series: &LongSeries, how: &How, horizon: usize) -> History {
    let seasonality = match (how.season, series.rhythm) {
        (SeasonArg::Rows(rows), _) => Seasonality::Length(rows),
        (SeasonArg::Auto, Rhythm::Calendar(_)) => Seasonality::Tested,
        (SeasonArg::Auto, Rhythm::Other { places }) => Seasonality::Length(places),
    };
    // A forecast is made from the last figure that is there.
    let end = series.values.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    let window = ForecastChoice::default().window;
    History::new(Input { seasonality, ..Input::new(series.first, series.values[..end].to_vec(), window, horizon) })
}

fn in_words(refusal: Refusal) -> String {
    match refusal {
        Refusal::TooFew { have, need } => format!("it has {have} figures; it takes {need}"),
        Refusal::NoLevel => "its figures add up to nothing".to_owned(),
        Refusal::Missing(period) | Refusal::LeftOut(period) => {
            format!("it has no figure for {period}, which is needed")
        }
        Refusal::NoSeasonInYear => "yearly figures have no season".to_owned(),
    }
}

/// Names on stderr what could not be done; an error if there was anything.
pub(super) fn complain_of<T>(outcomes: &Outcomes<T>) -> Result<(), Problem> {
    let failed: Vec<_> = outcomes.iter().filter_map(|(id, outcome)| Some((id, outcome.as_ref().err()?))).collect();
    for (id, reason) in &failed {
        super::complain(&format!("{id}: {reason}"));
    }
    match failed.len() {
        0 => Ok(()),
        1 => Err(Problem("1 series could not be forecast".to_owned())),
        several => Err(Problem(format!("{several} series could not be forecast"))),
    }
}
