//! What an import would do, before it does it.

use chrono::NaiveDate;

use crate::model::{Amount, Currency, Granularity, Period};

/// A table as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// In the order of the file; at least one, each with a name of its own and at least one value.
    pub columns: Vec<ValueColumn>,
    pub granularity: Granularity,
    /// The last day of which the table speaks; never later than today.
    pub data_date: NaiveDate,
    /// In the order in which they were made.
    pub decisions: Vec<Decision>,
    /// Rows that the values come from.
    pub rows_read: usize,
    pub skipped: Vec<Skipped>,
}

/// One future series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueColumn {
    pub name: String,
    /// `None` where neither cells nor header name one.
    pub currency: Option<Currency>,
    /// In order of time.
    pub values: Vec<(Period, Amount)>,
    /// Periods that the table names without a value for them.
    pub missing: Vec<Period>,
    /// Sum of the values: the control total.
    pub total: Amount,
}

/// Something that was decided about the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// "Dates are read day first"
    pub what: String,
    /// "\"23/04/2026\" in row 5 has no other reading"
    pub why: String,
}

impl Decision {
    pub(super) fn new(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self { what: what.into(), why: why.into() }
    }
}

/// A row that no value was taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// As a spreadsheet numbers it, from 1.
    pub row: usize,
    pub why: String,
}
