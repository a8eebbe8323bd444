//! What files said of a series, and when: so that the same file adds nothing, and a newer one shows what it changed.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Amount, Period};

/// What one file brought: the periods that it set anew, not those that it said as before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intake {
    /// Its name, never where it lay.
    pub file: String,
    /// Names the program and the columns that it came with, the same for each of its exports.
    pub source: String,
    /// The day on which it was taken in.
    pub day: NaiveDate,
    /// The first and the last day of which it speaks.
    pub first_day: NaiveDate,
    pub data_date: NaiveDate,
    pub totals: BTreeMap<Period, Seen>,
}

/// What a file said of one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    pub amount: Amount,
    /// How many rows it was the sum of.
    pub rows: u32,
    /// A fingerprint of those rows; the rows themselves are not kept.
    pub print: u32,
}
