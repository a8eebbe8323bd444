//! Rows of text in blocks: a million rows lie in a few hundred pieces of memory, and a cell costs two bytes and its text.

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
    /// Where the parts start that were read side by side, but for the first: each has its own last block, which is not full.
    parts: Vec<Part>,
    /// The sign between the cells of a row, where it is kept; so lines are taken over as they stand.
    sign: Option<u8>,
    /// Whether cells say of themselves that they are numbers or days, as a workbook's do.
    pub typed: bool,
    /// Whether days are counted from 1904 on.
    pub from_1904: bool,
}

#[derive(Debug)]
struct Part {
    row: usize,
    block: usize,
}

#[derive(Debug, Default)]
struct Block {
    text: String,
    /// Where each cell ends, from the start of its row's text.
    ends: Ends,
    rows: Vec<Start>,
    /// Which cells hold numbers rather than texts; only of typed tables.
    exact: Vec<bool>,
    /// That of the table.
    sign: Option<u8>,
    /// Whether there is any letter beyond ASCII.
    foreign: bool,
}

/// Where a row starts.
#[derive(Clone, Copy, Debug)]
struct Start {
    text: u32,
    /// Its first cell in [`Block::ends`].
    cell: u32,
    number: u32,
}

/// Places within a row: two bytes each while all rows of a block are short, for these are a large part of a table.
#[derive(Debug)]
enum Ends {
    Short(Vec<u16>),
    Long(Vec<u32>),
}

impl Default for Ends {
    fn default() -> Self {
        Self::Short(Vec::new())
    }
}

impl Ends {
    const fn len(&self) -> usize {
        match self {
            Self::Short(ends) => ends.len(),
            Self::Long(ends) => ends.len(),
        }
    }

    #[inline]
    fn get(&self, cell: usize) -> usize {
        match self {
            Self::Short(ends) => ends.get(cell).map_or(0, |end| usize::from(*end)),
            Self::Long(ends) => ends.get(cell).map_or(0, |end| *end as usize),
        }
    }

    /// Adds the cells of a row that is `length` long.
    fn extend(&mut self, ends: impl Iterator<Item = usize>, length: usize) {
        if let Self::Short(short) = self
            && length > usize::from(u16::MAX)
        {
            *self = Self::Long(short.iter().map(|end| u32::from(*end)).collect());
        }
        match self {
            Self::Short(short) => short.extend(ends.map(|end| u16::try_from(end).unwrap_or(u16::MAX))),
            Self::Long(long) => long.extend(ends.map(place)),
        }
    }

    fn reserve(&mut self, cells: usize) {
        match self {
            Self::Short(ends) => ends.reserve(cells),
            Self::Long(ends) => ends.reserve(cells),
        }
    }

    fn shrink_to_fit(&mut self) {
        match self {
            Self::Short(ends) => ends.shrink_to_fit(),
            Self::Long(ends) => ends.shrink_to_fit(),
        }
    }
}

/// A block's text stays far below 4 GB: rows and files have their limits.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Table {
    /// An empty one for a workbook's sheet.
    pub fn of_workbook(from_1904: bool) -> Self {
        Self { typed: true, from_1904, ..Self::default() }
    }

    /// An empty one for a text whose cells are parted by `sign`.
    pub fn of_lines(sign: u8) -> Self {
        Self { sign: Some(sign).filter(u8::is_ascii), ..Self::default() }
    }

    pub const fn len(&self) -> usize {
        self.rows
    }

    pub fn row(&self, index: usize) -> Option<Row<'_>> {
        let (block, within) = self.place(index);
        self.blocks.get(block)?.row(within)
    }

    fn place(&self, index: usize) -> (usize, usize) {
        let part = self.parts.iter().rev().find(|part| part.row <= index);
        let (row, block) = part.map_or((0, 0), |part| (part.row, part.block));
        (block + (index - row) / BLOCK_ROWS, (index - row) % BLOCK_ROWS)
    }

    pub fn rows(&self) -> Walk<'_> {
        self.rows_from(0)
    }

    /// The rows from `index` on.
    pub fn rows_from(&self, index: usize) -> Walk<'_> {
        let (block, within) = self.place(index);
        Walk { blocks: self.blocks.get(block..).unwrap_or_default(), within }
    }

    /// The rows that may have letters beyond ASCII, and most likely their neighbours.
    pub fn rows_beyond_ascii(&self) -> impl Iterator<Item = Row<'_>> {
        let foreign = self.blocks.iter().filter(|block| block.foreign);
        foreign.flat_map(|block| Walk { blocks: std::slice::from_ref(block), within: 0 })
    }

    /// Adds a row, unless all of its cells are blank. `exact` says which cells are numbers; it is empty where the table has
    /// only texts.
    pub fn push(&mut self, number: usize, cells: Cells<'_>, exact: &[bool]) {
        if cells.iter().all(|cell| clean(cell).is_empty()) {
            return;
        }
        if self.rows.is_multiple_of(BLOCK_ROWS) {
            let mut block = Block { sign: self.sign, ..Block::default() };
            if let Some(full) = self.blocks.last_mut() {
                block.reserve_like(full);
                full.shrink_to_fit();
            }
            self.blocks.push(block);
        }
        let Some(block) = self.blocks.last_mut() else { return };
        block.push(number, cells);
        block.exact.extend_from_slice(exact);
        self.rows += 1;
    }

    /// Adds the rows of what stands below, whose numbers start after `before`.
    pub fn append(&mut self, mut below: Self, before: usize) {
        self.parts.push(Part { row: self.rows, block: self.blocks.len() });
        for start in below.blocks.iter_mut().flat_map(|block| &mut block.rows) {
            start.number = start.number.saturating_add(place(before));
        }
        self.blocks.append(&mut below.blocks);
        self.rows += below.rows;
    }
}

impl Block {
    fn row(&self, index: usize) -> Option<Row<'_>> {
        let start = self.rows.get(index)?;
        let end = self.rows.get(index + 1).map_or(self.ends.len(), |next| next.cell as usize);
        Some(Row { block: self, text: start.text as usize, first: start.cell as usize, end, number: start.number })
    }

    fn push(&mut self, number: usize, cells: Cells<'_>) {
        let text = self.text.len();
        self.rows.push(Start { text: place(text), cell: place(self.ends.len()), number: place(number) });
        self.foreign |= !cells.text.is_ascii();
        let apart = self.apart();
        if cells.apart == apart {
            self.text.push_str(cells.text);
            self.ends.extend(cells.ends.iter().copied(), cells.text.len());
            return;
        }
        // A row with quotes among rows without takes the form of the others, so that copies are equal letter by letter.
        for (index, cell) in cells.iter().enumerate() {
            self.text.extend(self.sign.filter(|_| index > 0).map(char::from));
            self.text.push_str(cell);
        }
        let mut next = 0;
        let ends = cells.iter().map(|cell| {
            let end = next + cell.len();
            next = end + apart;
            end
        });
        self.ends.extend(ends, self.text.len() - text);
    }

    /// Bytes between two cells.
    const fn apart(&self) -> usize {
        if self.sign.is_some() { 1 } else { 0 }
    }

    /// Rows go on as they were, mostly; what is too much takes no memory, since it is never written.
    fn reserve_like(&mut self, full: &Self) {
        self.text.reserve(full.text.len() + full.text.len() / 8);
        self.ends.reserve(full.ends.len() + full.ends.len() / 8);
        self.rows.reserve_exact(BLOCK_ROWS);
    }

    fn shrink_to_fit(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

/// The cells of a row on their way into a table: they lie in `text` and end at `ends`, with `apart` bytes between two.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cells<'a> {
    pub text: &'a str,
    pub ends: &'a [usize],
    /// 1 where the sign that parts them is still there, or else 0.
    pub apart: usize,
}

impl<'a> Cells<'a> {
    pub fn iter(self) -> impl DoubleEndedIterator<Item = &'a str> + ExactSizeIterator {
        let start = move |cell: usize| match cell.checked_sub(1).and_then(|before| self.ends.get(before)) {
            Some(end) => end + self.apart,
            None => 0,
        };
        self.ends.iter().enumerate().map(move |(cell, end)| self.text.get(start(cell)..*end).unwrap_or_default())
    }
}

/// Row after row.
#[derive(Clone, Debug)]
pub(super) struct Walk<'t> {
    blocks: &'t [Block],
    /// The next row in the first of the blocks.
    within: usize,
}

impl<'t> Iterator for Walk<'t> {
    type Item = Row<'t>;

    fn next(&mut self) -> Option<Row<'t>> {
        loop {
            let (block, later) = self.blocks.split_first()?;
            if let Some(row) = block.row(self.within) {
                self.within += 1;
                return Some(row);
            }
            (self.blocks, self.within) = (later, 0);
        }
    }
}

/// One row with something in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'t> {
    block: &'t Block,
    /// Where its text starts, and its first cell and the one after its last.
    text: usize,
    first: usize,
    end: usize,
    number: u32,
}

impl<'t> Row<'t> {
    /// As the file numbers it, from 1: blank rows count, line breaks inside quotes don't.
    pub const fn number(self) -> usize {
        self.number as usize
    }

    #[inline]
    fn raw(self, cell: usize) -> &'t str {
        let ends = &self.block.ends;
        let start = if cell == self.first { 0 } else { ends.get(cell - 1) + self.block.apart() };
        self.block.text.get(self.text + start..self.text + ends.get(cell)).unwrap_or_default()
    }

    /// The trimmed cell; empty where the row is shorter.
    #[inline]
    pub fn cell(self, column: usize) -> &'t str {
        let cell = self.first + column;
        if cell < self.end { clean(self.raw(cell)) } else { "" }
    }

    /// Whether the cell is a number by its kind, so that its point is a decimal point.
    pub fn is_exact(self, column: usize) -> bool {
        let cell = self.first + column;
        cell < self.end && self.block.exact.get(cell).copied().unwrap_or(false)
    }

    pub fn cells(self) -> impl DoubleEndedIterator<Item = &'t str> {
        (self.first..self.end).map(move |cell| clean(self.raw(cell)))
    }

    /// Cells with something in them, and their columns.
    pub fn filled(self) -> impl DoubleEndedIterator<Item = (usize, &'t str)> {
        let cells = (self.first..self.end).map(move |cell| (cell - self.first, clean(self.raw(cell))));
        cells.filter(|(_, cell)| !cell.is_empty())
    }

    /// All cells in one piece, for looking up copies.
    pub fn joined(self) -> &'t str {
        let length = if self.end > self.first { self.block.ends.get(self.end - 1) } else { 0 };
        self.block.text.get(self.text..self.text + length).unwrap_or_default()
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
    pub const fn len(self) -> usize {
        self.end - self.first
    }

    /// The row as it may be told in a message.
    pub fn shown(self) -> String {
        let cells: Vec<&str> = self.cells().take(6).collect();
        format!("\"{}\"", shortened(&cells.join(" | ")))
    }
}

/// Most cells have no blanks around them, and looking at two bytes tells.
#[inline]
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
            let (text, ends) = (format!("{first} x"), [first.len(), first.len() + 2]);
            table.push(number, Cells { text: &text, ends: &ends, apart: 0 }, &[]);
        }
        table.push(9999, Cells { text: " \u{a0}", ends: &[1, 3], apart: 0 }, &[]);
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

    #[test]
    fn rows_are_the_same_however_their_cells_come() {
        let mut table = Table::of_lines(b';');
        let long = "x".repeat(70_000);
        table.push(1, Cells { text: "a;;b", ends: &[1, 2, 4], apart: 1 }, &[]);
        table.push(2, Cells { text: "ab", ends: &[1, 1, 2], apart: 0 }, &[]);
        table.push(3, Cells { text: &long, ends: &[1, 2, 70_000], apart: 0 }, &[]);
        table.push(4, Cells { text: "a;;b", ends: &[1, 2, 4], apart: 1 }, &[]);
        table.push(5, Cells { text: " ;;", ends: &[1, 2, 3], apart: 1 }, &[]);
        assert_eq!(table.len(), 4, "a blank row is none");
        for index in [0, 1, 3] {
            let row = table.row(index).unwrap();
            assert_eq!((row.cells().collect::<Vec<_>>(), row.joined()), (vec!["a", "", "b"], "a;;b"), "{index}");
        }
        assert_eq!(table.row(2).unwrap().cells().map(str::len).collect::<Vec<_>>(), [1, 1, 69_998]);
    }

    #[test]
    fn parts_make_one_table() {
        let mut whole = Table::default();
        for rows in [BLOCK_ROWS + 1, 0, 3] {
            let mut part = Table::default();
            (1..=rows).for_each(|number| part.push(number, Cells { text: "x", ends: &[1], apart: 0 }, &[]));
            let before = whole.len();
            whole.append(part, before);
        }
        let numbers = |from: usize| whole.rows_from(from).map(Row::number).collect::<Vec<_>>();
        assert_eq!((whole.len(), numbers(0)), (BLOCK_ROWS + 4, (1..=BLOCK_ROWS + 4).collect()));
        for index in [0, BLOCK_ROWS, BLOCK_ROWS + 1, BLOCK_ROWS + 3] {
            assert_eq!(whole.row(index).map(Row::number), Some(index + 1));
            assert_eq!(numbers(index).first(), Some(&(index + 1)));
        }
        assert!(whole.row(BLOCK_ROWS + 4).is_none() && numbers(BLOCK_ROWS + 4).is_empty());
    }
}
