//! Outside tables become a [`Preview`]: series values, and every decision that led to them with its reason.
//!
//! Nothing is guessed in silence and nothing is half read: what could mean two things, or nothing, is an error that
//! names its row as a spreadsheet shows it. This room never writes and never prints.
//!
//! A table goes through one file each: bytes to rows (`table`), which rows and columns are what (`layout`), when
//! (`when`, `period_column`), how much (`value_column`, `decimal`), and the sums (`assemble`).

mod assemble;
mod decimal;
mod error;
mod file;
mod layout;
pub mod long;
mod period_column;
mod preview;
mod route;
mod table;
mod value_column;
mod when;

use std::path::Path;

use chrono::NaiveDate;

use crate::model::FiscalStart;
use crate::text::Numbers;

pub use error::{ImportError, Place};
pub use preview::{Decision, Preview, Skipped, ValueColumn};
pub use route::{Route, RouteError};

/// Largest file that is read, in bytes.
pub const LARGEST_FILE: usize = 64 << 20;

/// What the reader is told besides the table.
#[derive(Clone, Copy, Debug)]
struct Terms {
    today: NaiveDate,
    fiscal: FiscalStart,
    /// How the user writes numbers, where the table comes from the user's own spreadsheet.
    numbers: Option<Numbers>,
}

/// Reads a CSV, TSV or semicolon file from the disk.
///
/// # Errors
/// As [`read`], and if there is no such file or it can't be read.
pub fn read_file(path: &Path, today: NaiveDate, fiscal: FiscalStart) -> Result<Preview, ImportError> {
    let file_name = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    read(&file::bytes_of(path)?, &file_name, today, fiscal)
}

/// Reads a CSV, TSV or semicolon file.
///
/// # Errors
/// [`ImportError`] if any of it can't be read, or could be read two ways; nothing is imported then.
pub fn read(bytes: &[u8], file_name: &str, today: NaiveDate, fiscal: FiscalStart) -> Result<Preview, ImportError> {
    let text = table::text_of(bytes, file_name)?;
    read_table(text, Terms { today, fiscal, numbers: None })
}

/// Reads two or more columns from the clipboard; a header is optional. Numbers that could be read two ways are read
/// as the user writes them.
///
/// # Errors
/// As [`read`].
pub fn read_pasted(
    text: &str,
    numbers: Numbers,
    today: NaiveDate,
    fiscal: FiscalStart,
) -> Result<Preview, ImportError> {
    let text = table::text_of(text.as_bytes(), "The clipboard")?;
    read_table(text, Terms { today, fiscal, numbers: Some(numbers) })
}

fn read_table(text: &str, terms: Terms) -> Result<Preview, ImportError> {
    let mut decisions = Vec::new();
    let table = table::Table::read(text, &mut decisions)?;
    let layout = layout::Layout::of(&table, &mut decisions)?;
    let times = period_column::Times::settle(&layout, terms, &mut decisions)?;
    let columns = value_column::read_all(&layout, &times, terms, &mut decisions)?;
    assemble::preview(&layout, &times, columns, terms, decisions)
}
