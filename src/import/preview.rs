//! What an import would do, before it does it. This is what gets applied: nothing is decided again afterwards.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::model::{Amount, Currency, Granularity, Period, Unit};

/// A table as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The program that wrote the file, where its header tells.
    pub source: Option<&'static str>,
    /// Names tables of the same headings, in whatever file.
    pub signature: String,
    /// `None` for a workbook.
    pub encoding: Option<&'static str>,
    /// `None` for a workbook.
    pub delimiter: Option<char>,
    pub sheet: Option<String>,
    /// As the file numbers its rows, from 1.
    pub header_row: Option<usize>,
    pub columns: Vec<Column>,
    /// The file's first rows, and what became of each.
    pub head: Vec<HeadRow>,
    pub rows: Rows,
    /// What was decided, in the order in which it was.
    pub decisions: Vec<Decision>,
    /// What is still open. While there is any, there are no series.
    pub questions: Vec<Question>,
    pub series: Vec<Found>,
    /// The file's own total beside ours, where it has one.
    pub control: Option<Control>,
    /// Of all series; `None` where nothing names one, or they count things.
    pub currency: Option<Currency>,
    pub granularity: Granularity,
    /// The first and the last day of which the table speaks; the last is never later than today.
    pub first_day: NaiveDate,
    pub data_date: NaiveDate,
    /// Worth knowing: net or gross, booked or paid, what is unfinished.
    pub notes: Vec<String>,
}

/// A column of the file and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub role: Role,
}

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Tells when.
    Date,
    /// Its amounts are taken.
    Value,
    /// Taken off the value: a refund in a column of its own.
    Less,
    /// A name by which series can be told apart.
    Name,
    Status,
    Currency,
    /// Number of an order or invoice, which several rows may share.
    Document,
    /// Remarks that become the notes of their periods.
    Note,
    /// Sums of other columns.
    Total,
    /// Numbers that are not taken.
    Number,
    Ignored,
}

impl Role {
    /// The word in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Value => "value",
            Self::Less => "less",
            Self::Name => "name",
            Self::Status => "status",
            Self::Currency => "currency",
            Self::Document => "document",
            Self::Note => "note",
            Self::Total => "total",
            Self::Number => "number",
            Self::Ignored => "ignored",
        }
    }

    /// The word over the column on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Date => "When",
            Self::Value => "Amount",
            Self::Less => "Taken off",
            Self::Name => "Name",
            Self::Status => "Status",
            Self::Currency => "Currency",
            Self::Document => "Document",
            Self::Note => "Note",
            Self::Total => "Total",
            Self::Number => "Not used",
            Self::Ignored => "–",
        }
    }
}

/// One of the file's first rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadRow {
    pub number: usize,
    pub cells: Vec<String>,
    pub kind: RowKind,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    Header,
    Data,
    /// Left out; why stands among the rows that were skipped.
    Skipped,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Rows with something in them, the header not counted.
    pub total: usize,
    /// Rows whose amounts were taken.
    pub used: usize,
    pub skipped: Vec<Skipped>,
}

/// A row that no value was taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    pub row: usize,
    /// Shared by the rows that are left out for the same reason.
    pub why: Arc<str>,
}

/// Something that was decided about the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// "Dates are read day first"
    pub what: String,
    /// "\"23/04/2026\" in row 5 has no other reading"
    pub why: String,
    /// The rows that it rests on.
    pub rows: Vec<usize>,
    /// How it can be changed, where it can.
    pub choice: Option<Choice>,
}

impl Decision {
    pub(super) fn new(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self { what: what.into(), why: why.into(), rows: Vec::new(), choice: None }
    }

    pub(super) fn behind(mut self, rows: impl IntoIterator<Item = usize>) -> Self {
        self.rows.extend(rows);
        self
    }
}

/// A decision between several, and which it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The word for `--answer ID=VALUE`.
    pub id: &'static str,
    pub options: Vec<Reading>,
    pub chosen: usize,
}

/// Something that the table leaves open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub id: &'static str,
    pub text: String,
    /// At least two.
    pub options: Vec<Reading>,
    pub rows: Vec<usize>,
    /// What else may be typed, where the options are not all there is: "a month, such as 2026-07".
    pub typed: Option<&'static str>,
}

/// One of several ways to read something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The word for `--answer ID=VALUE`.
    pub value: String,
    /// "3 Apr 2026 (day first)"
    pub label: String,
}

impl Reading {
    pub(super) fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// One future series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub name: String,
    pub unit: Unit,
    pub currency: Option<Currency>,
    /// In order of time; at least one.
    pub totals: Vec<Total>,
    /// Periods that the table names without a value for them.
    pub missing: Vec<Period>,
    /// Remarks on periods.
    pub notes: Vec<(Period, String)>,
    /// Sum of the totals.
    pub total: Amount,
    /// Taken unless the user says otherwise; the others are offered in its place.
    pub taken: bool,
}

/// What a file says of one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    pub period: Period,
    pub amount: Amount,
    /// How many rows it is the sum of.
    pub rows: u32,
    /// A fingerprint of those rows, in whatever order.
    pub print: u32,
}

/// The file's own total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    pub row: Option<usize>,
    pub file_total: Amount,
    pub used_total: Amount,
}

impl Control {
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.file_total == self.used_total
    }
}

impl Preview {
    /// Whether nothing is open any more.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.questions.is_empty()
    }
}
