//! Bytes to rows: encoding, delimiter, quotes.

use csv::{ReaderBuilder, StringRecord};

use super::{Decision, ImportError, LARGEST_FILE, Place};
use crate::text::number::shortened;
use crate::text::written::trimmed;

/// One row with something in it.
#[derive(Debug)]
pub(super) struct Row {
    /// As a spreadsheet numbers it: blank rows count, line breaks inside quotes don't, a `sep=` line doesn't.
    pub number: usize,
    cells: StringRecord,
}

impl Row {
    /// The trimmed cell; empty where the row is shorter.
    pub fn cell(&self, column: usize) -> &str {
        trimmed(self.cells.get(column).unwrap_or_default())
    }

    pub fn cells(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.cells.iter().map(trimmed)
    }

    /// The cell as it may be told in a message.
    pub fn place(&self, column: usize) -> Place {
        Place { row: self.number, text: shortened(self.cell(column)).into() }
    }

    /// Cells up to the last one that isn't empty.
    pub fn width(&self) -> usize {
        (0..self.len()).rev().find(|column| !self.cell(*column).is_empty()).map_or(0, |last| last + 1)
    }

    /// Cells including empty ones at the end.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    pub fn is_copy_of(&self, other: &Self) -> bool {
        self.cells == other.cells
    }

    /// All cells in one piece, for looking up copies.
    pub fn joined(&self) -> &str {
        self.cells.as_slice()
    }

    /// The row as it may be told in a message.
    pub fn shown(&self) -> String {
        let cells: Vec<&str> = self.cells().take(6).collect();
        format!("\"{}\"", shortened(&cells.join(" | ")))
    }
}

#[derive(Debug)]
pub(super) struct Table {
    /// At least one.
    pub rows: Vec<Row>,
    pub delimiter: u8,
}

/// The text of a file, without a byte order mark.
pub(super) fn text_of<'a>(bytes: &'a [u8], file_name: &str) -> Result<&'a str, ImportError> {
    let file = || shortened(file_name);
    if bytes.len() > LARGEST_FILE {
        return Err(ImportError::TooLarge { file: file() });
    }
    if let Some(kind) = kind_of_other_file(bytes) {
        return Err(ImportError::NotText { file: file(), kind });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        ImportError::Encoding { file: file(), row: before.split(|b| *b == b'\n').count() }
    })?;
    if text.contains('\0') {
        return Err(ImportError::NotText { file: file(), kind: "not a text file" });
    }
    let is_page = trimmed(text).get(..1) == Some("<");
    if is_page {
        return Err(ImportError::NotText { file: file(), kind: "a web page or XML, not a CSV file" });
    }
    if trimmed(text).is_empty() { Err(ImportError::Empty { file: file() }) } else { Ok(text) }
}

fn kind_of_other_file(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 8] = [
        (b"PK\x03\x04", "an Excel workbook or another packed file"),
        (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
        (b"%PDF", "a PDF"),
        (b"\x1f\x8b", "a packed file"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"\xff\xfe", "in UTF-16"),
        (b"\xfe\xff", "in UTF-16"),
    ];
    let by_start = KINDS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind);
    // UTF-16 without a mark: every other byte of plain letters is zero.
    let zeroes = || bytes.iter().take(200).filter(|b| **b == 0).count() * 3;
    by_start.or_else(|| (zeroes() > bytes.len().min(200)).then_some("in UTF-16 or not a text file"))
}

impl Table {
    pub fn read(text: &str, decisions: &mut Vec<Decision>) -> Result<Self, ImportError> {
        let (delimiter, text, why) = match announced_delimiter(text) {
            Some((delimiter, rest)) => (delimiter, rest, "its first line says so"),
            None => (best_delimiter(text).ok_or(ImportError::OneColumn)?, text, "most rows then have as many cells"),
        };
        let rows = rows(text, delimiter);
        if let Some(row) = open_quote(text, &rows) {
            return Err(ImportError::OpenQuote { row });
        }
        if rows.is_empty() {
            return Err(ImportError::HeaderOnly);
        }
        decisions.push(Decision::new(format!("Cells are parted by {}", delimiter_name(delimiter)), why));
        Ok(Self { rows, delimiter })
    }
}

const fn delimiter_name(delimiter: u8) -> &'static str {
    match delimiter {
        b'\t' => "tabs",
        b';' => "semicolons",
        b'|' => "vertical bars",
        _ => "commas",
    }
}

/// Excel's first line `sep=;`, which it does not show as a row.
fn announced_delimiter(text: &str) -> Option<(u8, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let sign = line.trim_matches(['\r', '"']).strip_prefix("sep=")?;
    match sign.as_bytes() {
        [sign] if sign.is_ascii() && !sign.is_ascii_alphanumeric() => Some((*sign, rest)),
        _ => None,
    }
}

/// The sign that parts most rows into the same number of cells, two or more. Where two do equally well, the comma comes
/// last, since it also stands inside numbers.
fn best_delimiter(text: &str) -> Option<u8> {
    const SAMPLE: usize = 200;
    let mut best = None;
    for delimiter in *b"\t;|," {
        let mut widths: Vec<usize> = reader(text, delimiter)
            .into_records()
            .take(SAMPLE)
            .filter_map(Result::ok)
            .filter(|r| r.iter().any(|c| !trimmed(c).is_empty()))
            .map(|r| r.len())
            .filter(|width| *width > 1)
            .collect();
        widths.sort_unstable();
        let most = widths.chunk_by(|a, b| a == b).map(<[usize]>::len).max().unwrap_or(0);
        if most > best.map_or(0, |(count, _)| count) {
            best = Some((most, delimiter));
        }
    }
    best.map(|(_, delimiter)| delimiter)
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes())
}

fn rows(text: &str, delimiter: u8) -> Vec<Row> {
    let mut reader = reader(text, delimiter);
    let mut rows = Vec::new();
    let mut number = 0;
    let mut cells = StringRecord::new();
    // The text is valid UTF-8 and rows may differ in length, so that no record can fail.
    while reader.read_record(&mut cells).unwrap_or(false) {
        let start = cells.position().map_or(0, csv::Position::byte);
        number += 1 + blank_lines(text.as_bytes(), usize::try_from(start).unwrap_or(usize::MAX));
        if cells.iter().any(|c| !trimmed(c).is_empty()) {
            rows.push(Row { number, cells: cells.clone() });
        }
    }
    rows
}

/// Empty lines at `start`, which the CSV reader passes over without a word.
fn blank_lines(text: &[u8], start: usize) -> usize {
    let mut rest = text.get(start..).unwrap_or_default();
    if start.checked_sub(1).and_then(|before| text.get(before)) == Some(&b'\r') {
        // The second half of the line break that ended the record before.
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    let mut lines = 0;
    while let Some(next) = rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n")).or(rest.strip_prefix(b"\r")) {
        rest = next;
        lines += 1;
    }
    lines
}

/// The row whose quotation mark swallowed the rest of the file.
fn open_quote(text: &str, rows: &[Row]) -> Option<usize> {
    let last = rows.last()?;
    let swallowed = last.cells.iter().next_back().is_some_and(|cell| cell.contains('\n'));
    let odd = text.bytes().filter(|b| *b == b'"').count() % 2 == 1;
    (swallowed && odd).then_some(last.number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<usize> {
        rows(text, b',').iter().map(|r| r.number).collect()
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        assert_eq!(numbers("a,b\n1,2\n"), [1, 2]);
        assert_eq!(numbers("a,b\r\n\r\n1,2\r\n,,\r\n3,4"), [1, 3, 5]);
        assert_eq!(numbers("\n\na,b\n\"two\nlines\",2\n\n3,4\n"), [3, 4, 6]);
        assert_eq!(numbers("a,b\r1,2\r\r3,4"), [1, 2, 4]);
    }

    #[test]
    fn the_delimiter_is_the_one_that_makes_even_rows() {
        let found = |text: &str| best_delimiter(text).map(char::from);
        assert_eq!(found("Monat;Umsatz\n2026-01;1.234,50\n2026-02;2.234,50\n"), Some(';'));
        assert_eq!(found("2026-01;1,5\n2026-02;2,5\n"), Some(';'));
        assert_eq!(found("Month,Sales,Note\n2026-01,5,a;b\n2026-02,6,\n"), Some(','));
        assert_eq!(found("Month\tSales\n2026-01\t5,5\n"), Some('\t'));
        assert_eq!(found("Month\n2026-01\n"), None);
    }

    #[test]
    fn files_that_are_no_text_are_told_what_they_are() {
        let told = |bytes: &[u8]| text_of(bytes, "a.csv").unwrap_err().to_string();
        assert!(told(b"PK\x03\x04rest").starts_with("a.csv is an Excel workbook"));
        assert!(told(b"\xff\xfeM\0o\0").contains("UTF-16"));
        assert!(told(b"M\0o\0n\0t\0h\0").contains("UTF-16"));
        assert!(told(b"<html><table>").contains("web page"));
        assert!(told(b"Month,Sales\nJan 2026,\xa35\n").contains("not in UTF-8 (see row 2)"));
        assert!(told(b"\xef\xbb\xbf \r\n").contains("is empty"));
        assert_eq!(text_of(b"\xef\xbb\xbfMonth", "a.csv"), Ok("Month"));
    }

    #[test]
    fn a_quote_that_is_never_closed_is_told_by_its_row() {
        let mut decisions = Vec::new();
        let read = Table::read("a,b\n1,\"2\n3,4\n5,6\n", &mut decisions).map(|_| ());
        assert_eq!(read, Err(ImportError::OpenQuote { row: 2 }));
    }
}
