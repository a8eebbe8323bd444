//! Why a table can't be imported, and what to do about it.

use std::fmt;

use crate::text::plural;

/// A cell and its row, as "\"31/02/2026\" in row 3".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub row: usize,
    /// Shortened.
    pub text: Box<str>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" in row {}", self.text, self.row)
    }
}

/// Each says where, what stands there and what to do. Rows are numbered as a spreadsheet shows them: the first is 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    #[error("{file} is not there; check its name and folder")]
    Missing { file: String },
    #[error("{file} is a folder; choose a table in it")]
    Folder { file: String },
    #[error("{file} can't be read: {reason}")]
    Unreadable { file: String, reason: String },
    #[error("{file} is empty; export or copy the table again")]
    Empty { file: String },
    #[error("{file} is larger than 64 MB; export it by month, or with fewer rows")]
    TooLarge { file: String },
    #[error("{file} is {kind}; open it, save or export the table as CSV (UTF-8), and import that")]
    NotText { file: String, kind: &'static str },
    #[error(
        "{file} is not in UTF-8 (see row {row}); save it as \"CSV UTF-8\", or choose the encoding UTF-8 when exporting"
    )]
    Encoding { file: String, row: usize },
    #[error("row {row} opens a quote that is never closed; close or remove the quotation mark")]
    OpenQuote { row: usize },
    #[error("there is only one column; a table needs one with months or dates and one with values")]
    OneColumn,
    #[error("there is a header but no row of figures beneath it; export the table again with its figures")]
    HeaderOnly,
    #[error("row {row} has {} where {expected} are expected: {text}; {advice}", plural::count(*cells, "cell"))]
    Ragged { row: usize, cells: usize, expected: usize, text: String, advice: &'static str },
    #[error("no column holds months or dates{sample}; write months like 2026-07 or Jul 2026, or dates like 2026-07-31")]
    NoPeriods { sample: String },
    #[error(
        "the months stand side by side in row {row} ({first}, {second} …); put one month in a row, \
         with the months in one column and the values beside them"
    )]
    Wide { row: usize, first: String, second: String },
    #[error("row {row}, column \"{column}\": \"{text}\" is not a month or a date; {advice}")]
    BadPeriod { row: usize, column: String, text: String, advice: &'static str },
    #[error("row {row} has values but no month or date in column \"{column}\"; fill it in or delete the row")]
    NoPeriod { row: usize, column: String },
    #[error("column \"{column}\": {cell} is a {found}, but {earlier} is a {expected}; use one kind in all rows")]
    MixedPeriods { column: String, cell: Place, found: &'static str, earlier: Place, expected: &'static str },
    #[error("{period} stands twice, in rows {first_row} and {second_row}; keep one of them")]
    Duplicate { period: String, first_row: usize, second_row: usize },
    #[error("column \"{column}\" could be read two ways: {sample} is {first} or {second}; {advice}")]
    Ambiguous { column: String, sample: Place, first: String, second: String, advice: &'static str },
    #[error(
        "column \"{column}\" contradicts itself: {first} has {}, {second} has {}; write all of them one way",
        way.0, way.1
    )]
    Contradiction { column: String, first: Place, second: Place, way: &'static (&'static str, &'static str) },
    #[error("no column holds values beside the periods in \"{column}\"; there must be one with numbers")]
    NoValues { column: String },
    #[error(
        "row {row}, column \"{column}\": \"{text}\" {fault}; correct it, or leave the cell empty if there is no value"
    )]
    BadValue { row: usize, column: String, text: String, fault: &'static str },
    #[error("column \"{column}\" adds up to more than a million million million in {period}; check its amounts")]
    SumTooLarge { column: String, period: String },
    #[error(
        "column \"{column}\" has amounts in {first} and, in row {row}, in {second}; they can't be added: \
         export one currency at a time"
    )]
    MixedCurrencies { column: String, row: usize, first: String, second: String },
}
