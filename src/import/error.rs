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
    #[error("{file} is larger than 100 MB; export it by year, or with fewer columns")]
    TooLarge { file: String },
    #[error("{file} is {kind}; open it where it comes from, save or export the table as XLSX or CSV, and import that")]
    NotText { file: String, kind: &'static str },
    #[error("{file} {fault}; open it in a spreadsheet program, save the table as XLSX or CSV, and import that")]
    Workbook { file: String, fault: String },
    #[error("there are more than 1,000,000 rows; export it by year")]
    TooManyRows,
    #[error("there are more than 5,000,000 cells; export fewer columns, or year by year")]
    TooManyCells,
    #[error("row {row} has more than 256 cells with something in them; export fewer columns")]
    TooManyColumns { row: usize },
    #[error("row {row} has a cell of more than 32,000 letters; shorten it, or leave its column out of the export")]
    LongCell { row: usize },
    #[error("row {row} is longer than 1 MB; this is no table, or its line ends are lost: export it again")]
    LongRow { row: usize },
    #[error("the reading was stopped; nothing was taken over")]
    Cancelled,
    #[error("there is no sheet \"{wanted}\"; there are {sheets}")]
    NoSheet { wanted: String, sheets: String },
    #[error("there is no column \"{wanted}\"; the columns are {columns}")]
    NoColumn { wanted: String, columns: String },
    #[error("the answer \"{value}\" to \"{id}\" is none of {options}")]
    BadAnswer { id: String, value: String, options: String },
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
    #[error("row {row}, column \"{column}\": \"{text}\" is not a month or a date; {advice}")]
    BadPeriod { row: usize, column: String, text: String, advice: &'static str },
    #[error("row {row} has values but no month or date in column \"{column}\"; fill it in or delete the row")]
    NoPeriod { row: usize, column: String },
    #[error("column \"{column}\": {cell} is a {found}, but {earlier} is a {expected}; use one kind in all rows")]
    MixedPeriods { column: String, cell: Place, found: &'static str, earlier: Place, expected: &'static str },
    #[error("{period} stands twice, in rows {first_row} and {second_row}; keep one of them")]
    Duplicate { period: String, first_row: usize, second_row: usize },
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
    #[error("{period} stands in two columns, \"{first}\" and \"{second}\"; keep one of them")]
    TwoColumns { period: String, first: String, second: String },
    #[error("all {} are left out ({why}); nothing is there to import", plural::count(*rows, "row"))]
    NothingCounts { rows: usize, why: String },
    #[error("column \"{column}\" has {count} different names; series are made for 200 at most: choose another column")]
    TooManyNames { column: String, count: usize },
}
