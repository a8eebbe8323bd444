use std::fmt::Write as _;

use super::args::Forecast;
use super::{Problem, batch, say};
use crate::analysis::forecast::choice;
use crate::analysis::forecast::trial::Trials;
use crate::analysis::forecast::{Estimate, METHODS, band};
use crate::storage;

/// Forecasts every series; those that can't be are named on stderr.
///
/// # Errors
/// [`Problem`] if the file can't be read or written, and also after the forecasts if a series of it could not be forecast.
pub(super) fn run(wanted: &Forecast) -> Result<(), Problem> {
    if wanted.methods {
        for method in METHODS {
            say(method.id());
        }
        return Ok(());
    }
    let (Some(file), Some(horizon)) = (&wanted.file, wanted.horizon) else {
        return Err(Problem("name a file and a horizon".to_owned()));
    };
    let outcomes = batch::each(file, |series| {
        let history = batch::history(series, &wanted.how, horizon);
        let trials = Trials::of(&history, horizon);
        let (index, asked) = choice::best(wanted.how.method.as_deref(), &history, &trials)?;
        Ok((METHODS[index].id(), band::estimates(&history, &asked.ahead, &asked.record)))
    })?;
    let mut csv = "series_id,h,point,lo80,hi80,lo95,hi95,method\n".to_owned();
    for (id, outcome) in &outcomes {
        let Ok((method, estimates)) = outcome else { continue };
        for (step, Estimate { mid, bands: [_, eighty, wide] }) in estimates.iter().enumerate() {
            let id = quoted(id);
            // Writing to a String can't fail.
            let _ = writeln!(csv, "{id},{},{mid},{},{},{},{},{method}", step + 1, eighty.0, eighty.1, wide.0, wide.1);
        }
    }
    match &wanted.out {
        Some(out) => {
            storage::write_file(&storage::RealFs, out, csv.as_bytes()).map_err(Problem::new)?;
        }
        None => say(csv.trim_end()),
    }
    batch::complain_of(&outcomes)
}

/// As RFC 4180 has it.
fn quoted(id: &str) -> String {
    if id.contains([',', '"', '\n', '\r']) { format!("\"{}\"", id.replace('"', "\"\"")) } else { id.to_owned() }
}
