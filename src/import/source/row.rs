//! Cells of a workbook on their way to rows, within the limits.

use crate::import::table::{Cells, Table};
use crate::import::{ImportError, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Watch};

/// Most cells of all sheets together, empty ones between others included.
const MOST_CELLS: usize = 5_000_000;
/// Columns further right are no part of a table that anyone looks at.
const FURTHEST_COLUMN: usize = 1_024;

/// The row that is being filled.
pub(super) struct RowCells<'c> {
    number: usize,
    text: String,
    ends: Vec<usize>,
    exact: Vec<bool>,
    filled: usize,
    cells: &'c mut usize,
}

impl<'c> RowCells<'c> {
    pub fn new(cells: &'c mut usize) -> Self {
        Self { number: 0, text: String::new(), ends: Vec::new(), exact: Vec::new(), filled: 0, cells }
    }

    /// Puts a cell at its place. Cells come row by row, and from left to right.
    pub fn put(
        &mut self,
        table: &mut Table,
        number: usize,
        column: usize,
        text: &str,
        exact: bool,
        watch: &Watch,
    ) -> Result<(), ImportError> {
        if number != self.number {
            self.finish(table)?;
            self.number = number;
            if table.len().is_multiple_of(1024) {
                watch.at(table.len())?;
            }
        }
        if column > FURTHEST_COLUMN || self.filled >= MOST_COLUMNS {
            return Err(ImportError::TooManyColumns { row: number });
        }
        if text.len() > LONGEST_CELL {
            return Err(ImportError::LongCell { row: number });
        }
        // A cell that comes twice or out of order is a fault of the file; the first one holds.
        if column < self.ends.len() {
            return Ok(());
        }
        let end = self.text.len();
        self.ends.resize(column, end);
        self.exact.resize(column, false);
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.exact.push(exact);
        self.filled += 1;
        Ok(())
    }

    /// Hands the row over.
    pub fn finish(&mut self, table: &mut Table) -> Result<(), ImportError> {
        *self.cells += self.ends.len();
        if *self.cells > MOST_CELLS {
            return Err(ImportError::TooManyCells);
        }
        if table.len() >= MOST_ROWS && !self.ends.is_empty() {
            return Err(ImportError::TooManyRows);
        }
        if !self.ends.is_empty() {
            table.push(self.number, Cells { text: &self.text, ends: &self.ends, apart: 0 }, &self.exact);
        }
        self.text.clear();
        self.ends.clear();
        self.exact.clear();
        self.filled = 0;
        Ok(())
    }
}

/// A number as a spreadsheet shows it: to fifteen digits, so that 7.0000000000000009 is 7.
pub(super) fn number(value: f64) -> String {
    if !value.is_finite() {
        return "#NUM!".to_owned();
    }
    format!("{value:.14e}").parse::<f64>().map_or_else(|_| value.to_string(), |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_noise_of_binary_numbers_is_no_amount() {
        for (value, shown) in [
            (7.000_000_000_000_001, "7"),
            (0.1 + 0.2, "0.3"),
            (58.5857, "58.5857"),
            (-110.7, "-110.7"),
            (45631.0, "45631"),
            (1e15, "1000000000000000"),
        ] {
            assert_eq!(number(value), shown);
        }
        assert_eq!(number(f64::NAN), "#NUM!");
    }

    #[test]
    fn cells_stand_where_their_columns_say() {
        let (mut table, mut cells) = (Table::of_workbook(false), 0);
        let watch = Watch::default();
        let mut row = RowCells::new(&mut cells);
        row.put(&mut table, 3, 1, "a", false, &watch).unwrap();
        row.put(&mut table, 3, 4, "5", true, &watch).unwrap();
        row.finish(&mut table).unwrap();
        let row = table.row(0).unwrap();
        assert_eq!((row.number(), row.cell(0), row.cell(1), row.cell(4)), (3, "", "a", "5"));
        assert!(row.is_exact(4) && !row.is_exact(1));
    }
}
