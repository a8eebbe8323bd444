//! Rows of text in blocks: a million rows lie in a few hundred pieces of memory, and a cell costs four bytes and its text.

use crate::text::number::shortened;
use crate::text::written::trimmed;

use super::Place;

/// Rows in a block. Small enough that growing the last block costs nothing, large enough that blocks are few.
const BLOCK_ROWS: usize = 4096;

/// The rows of a file that have something in them.
#[derive(Debug, Default)]
pub(super) struct Table {
    blocks: Vec<Block>,
    rows: usize,
    /// Whether cells say of themselves that they are numbers or days, as a workbook's do.
    pub typed: bool,
    /// Whether days are counted from 1904 on.
    pub from_1904: bool,
}

#[derive(Debug, Default)]
struct Block {
    text: String,
    /// Where each cell ends in `text`.
    ends: Vec<u32>,
    /// Which cell each row starts with; one more at the end.
    starts: Vec<u32>,
    numbers: Vec<u32>,
    /// Which cells hold numbers rather than texts; only of typed tables.
    exact: Vec<bool>,
}

impl Table {
    /// An empty one for a workbook's sheet.
    pub fn of_workbook(from_1904: bool) -> Self {
        Self { typed: true, from_1904, ..Self::default() }
    }

    pub const fn len(&self) -> usize {
        self.rows
    }

    pub fn row(&self, index: usize) -> Option<Row<'_>> {
        let block = self.blocks.get(index / BLOCK_ROWS)?;
        let index = index % BLOCK_ROWS;
        (index < block.numbers.len()).then_some(Row { block, index })
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.blocks.iter().flat_map(|block| (0..block.numbers.len()).map(move |index| Row { block, index }))
    }

    /// The rows from `index` on.
    pub fn rows_from(&self, index: usize) -> impl Iterator<Item = Row<'_>> {
        let (block, within) = (index / BLOCK_ROWS, index % BLOCK_ROWS);
        let blocks = self.blocks.get(block..).unwrap_or_default();
        blocks.iter().enumerate().flat_map(move |(n, block)| {
            let first = if n == 0 { within } else { 0 };
            (first..block.numbers.len()).map(move |index| Row { block, index })
        })
    }

    /// Adds a row whose cells lie one after another in `text` and end at `ends`, unless all of them are blank.
    /// `exact` says which cells are numbers; it is empty where the table has only texts.
    pub fn push(&mut self, number: usize, text: &str, ends: &[usize], exact: &[bool]) {
        if trimmed(text).is_empty() {
            return;
        }
        if self.rows.is_multiple_of(BLOCK_ROWS) {
            if let Some(full) = self.blocks.last_mut() {
                full.text.shrink_to_fit();
                full.ends.shrink_to_fit();
            }
            self.blocks.push(Block { starts: vec![0], ..Block::default() });
        }
        let Some(block) = self.blocks.last_mut() else { return };
        let base = block.text.len();
        block.text.push_str(text);
        // A block's text stays far below 4 GB: rows and files have their limits.
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        block.ends.extend(ends.iter().map(|end| place(base + end)));
        block.starts.push(place(block.ends.len()));
        block.numbers.push(place(number));
        block.exact.extend_from_slice(exact);
        self.rows += 1;
    }
}

/// One row with something in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'t> {
    block: &'t Block,
    index: usize,
}

impl<'t> Row<'t> {
    /// As the file numbers it, from 1: blank rows count, line breaks inside quotes don't.
    pub fn number(self) -> usize {
        self.block.numbers.get(self.index).map_or(0, |number| *number as usize)
    }

    fn bounds(self) -> (usize, usize) {
        let at = |index: usize| self.block.starts.get(index).map_or(0, |start| *start as usize);
        (at(self.index), at(self.index + 1))
    }

    fn raw(self, cell: usize) -> &'t str {
        let end = |cell: usize| self.block.ends.get(cell).map_or(0, |end| *end as usize);
        let start = if cell == 0 { 0 } else { end(cell - 1) };
        self.block.text.get(start..end(cell)).unwrap_or_default()
    }

    /// The trimmed cell; empty where the row is shorter.
    pub fn cell(self, column: usize) -> &'t str {
        let (first, end) = self.bounds();
        let cell = first + column;
        if cell < end { clean(self.raw(cell)) } else { "" }
    }

    /// Whether the cell is a number by its kind, so that its point is a decimal point.
    pub fn is_exact(self, column: usize) -> bool {
        let (first, end) = self.bounds();
        first + column < end && self.block.exact.get(first + column).copied().unwrap_or(false)
    }

    pub fn cells(self) -> impl DoubleEndedIterator<Item = &'t str> {
        let (first, end) = self.bounds();
        (first..end).map(move |cell| clean(self.raw(cell)))
    }

    /// Cells with something in them, and their columns.
    pub fn filled(self) -> impl DoubleEndedIterator<Item = (usize, &'t str)> {
        let (first, end) = self.bounds();
        (first..end).map(move |cell| (cell - first, clean(self.raw(cell)))).filter(|(_, cell)| !cell.is_empty())
    }

    /// All cells in one piece, for looking up copies.
    pub fn joined(self) -> &'t str {
        let (first, end) = self.bounds();
        let at = |cell: usize| self.block.ends.get(cell).map_or(0, |end| *end as usize);
        let start = if first == 0 { 0 } else { at(first - 1) };
        self.block.text.get(start..if end == 0 { 0 } else { at(end - 1) }).unwrap_or_default()
    }

    /// The cell as it may be told in a message.
    pub fn place(self, column: usize) -> Place {
        Place { row: self.number(), text: shortened(self.cell(column)).into() }
    }

    /// Cells up to the last one that isn't empty.
    pub fn width(self) -> usize {
        self.filled().next_back().map_or(0, |(column, _)| column + 1)
    }

    /// Cells including empty ones at the end.
    pub fn len(self) -> usize {
        let (first, end) = self.bounds();
        end - first
    }

    /// The row as it may be told in a message.
    pub fn shown(self) -> String {
        let cells: Vec<&str> = self.cells().take(6).collect();
        format!("\"{}\"", shortened(&cells.join(" | ")))
    }
}

/// Most cells have no blanks around them, and looking at two bytes tells.
fn clean(cell: &str) -> &str {
    match cell.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => cell,
        _ => trimmed(cell),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_again_in_any_block() {
        let mut table = Table::default();
        for number in 1..=BLOCK_ROWS + 5 {
            let first = format!("r{number}");
            table.push(number, &format!("{first} x"), &[first.len(), first.len() + 2], &[]);
        }
        table.push(9999, " \u{a0}", &[1, 3], &[]);
        assert_eq!(table.len(), BLOCK_ROWS + 5, "a blank row is none");
        for index in [0, 1, BLOCK_ROWS - 1, BLOCK_ROWS, BLOCK_ROWS + 4] {
            let row = table.row(index).unwrap();
            assert_eq!((row.number(), row.cell(0)), (index + 1, format!("r{}", index + 1).as_str()));
            assert_eq!((row.cell(1), row.cell(2), row.len(), row.width()), ("x", "", 2, 2));
            assert_eq!(row.joined(), format!("r{} x", index + 1));
        }
        assert!(table.row(BLOCK_ROWS + 5).is_none());
        assert_eq!(table.rows_from(BLOCK_ROWS - 1).next().map(Row::number), Some(BLOCK_ROWS));
    }
}
