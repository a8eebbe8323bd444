//! What is handed out after a meeting, as the text of a file: the window and the command line write the same.

use chrono::NaiveDate;

use crate::chart::Palette;
use crate::export::{self, Handout};
use crate::model::{Plan, ReviewId};
use crate::report::minutes::{self, Minutes, Names};
use crate::text::Numbers;

/// The text of a file; `None` if the plan has no such meeting. With charts it fits forecasts and draws runs: not for the drawing thread.
#[must_use]
pub fn written(
    plan: &Plan,
    review: ReviewId,
    format: Handout,
    names: Names,
    today: NaiveDate,
    numbers: Numbers,
    palette: &Palette,
) -> Option<String> {
    let minutes = || Minutes::of(plan, review, numbers, names);
    Some(match format {
        Handout::Markdown => export::minutes::markdown(&minutes()?),
        Handout::Html => {
            let whole = minutes()?.with_pictures(plan, review, today, numbers, names);
            export::minutes::html(&whole, palette)
        }
        Handout::Calendar => export::ics(&minutes::entries(plan, review, today, names)?, today),
        Handout::Tsv => export::minutes::tsv(&minutes()?),
    })
}
