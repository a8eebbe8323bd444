//! Text to rows: quotes, and where each row stands in its file.

use std::io::{self, Read};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use encoding_rs::{CoderResult, Decoder, UTF_8};
use memchr::{memchr_iter, memchr2, memchr2_iter};

use super::delimiter::Delimiter;
use super::encoding::Found;
use crate::import::table::{Cells, Table};
use crate::import::{ImportError, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Watch};

/// Bytes of a row at most; beyond them something else is wrong than a long note.
const LONGEST_ROW: usize = 1 << 20;
/// Cells of a row at most, empty ones at its end included, which old workbooks write by the thousand.
pub(super) const MOST_CELLS: usize = 1 << 14;

/// Rows between two looks at the watch.
pub(super) const SEEN: usize = 1024;

/// How the text of a file becomes rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub found: Found,
    pub delimiter: Delimiter,
    /// Lines end in a carriage return alone, as on very old machines.
    pub returns: bool,
    /// Most lines have quotation marks.
    pub quoted: bool,
}

/// What can go wrong besides the table itself.
#[derive(Debug)]
pub(super) enum Trouble {
    Import(ImportError),
    /// Read as UTF-8, which it isn't: to be read once more in another encoding.
    NotUtf8,
    Io(io::Error),
}

impl From<ImportError> for Trouble {
    fn from(error: ImportError) -> Self {
        Self::Import(error)
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Settles the delimiter by the first bytes of the text, if it isn't the one that was asked for.
pub(super) fn form(head: &[u8], found: Found, asked: Option<u8>) -> Result<Form, ImportError> {
    let text = found.encoding.decode_with_bom_removal(head).0;
    let returns = text.contains('\r') && !text.contains('\n');
    let delimiter = Delimiter::of(&text, returns, asked)?;
    let quoted = text.lines().filter(|line| line.contains('"')).count() * 2 > text.lines().count();
    Ok(Form { found, delimiter, returns, quoted })
}

/// Reads all rows of `bytes`, which start at the beginning of the file.
pub(super) fn table(bytes: &mut dyn Read, form: Form, watch: &Watch) -> Result<Table, Trouble> {
    let (table, ended) = rows(bytes, form, true, |row| watch.at(row).map_err(Trouble::Import))?;
    if let Some(row) = ended.open_quote {
        return Err(ImportError::OpenQuote { row }.into());
    }
    Ok(table)
}

/// Reads the rows of `bytes`: those from the beginning of the file on if they are the `first`, or else from some row on, whose
/// numbers start with 1 again. Tells `seen` about every thousand rows how far it is.
pub(super) fn rows(
    bytes: &mut dyn Read,
    form: Form,
    first: bool,
    mut seen: impl FnMut(usize) -> Result<(), Trouble>,
) -> Result<(Table, Ended), Trouble> {
    let mut decoded = Decoded::new(bytes, form);
    decoded.mark = if first { decoded.mark } else { 0 };
    let mut table = if form.quoted { Table::default() } else { Table::of_lines(form.delimiter.sign) };
    let mut announcement = first && form.delimiter.announced;
    let ended = split(&mut decoded, form.delimiter.sign, first, |record| {
        if std::mem::take(&mut announcement) {
            return Ok(());
        }
        let text = match record.valid {
            Some(text) => text,
            None => std::str::from_utf8(record.text).map_err(|_| Trouble::NotUtf8)?,
        };
        let row = record.number;
        // Only a long row can have a long cell.
        if text.len() > LONGEST_CELL && record.cells().any(|cell| cell.len() > LONGEST_CELL) {
            return Err(if text.contains('\n') {
                ImportError::OpenQuote { row }
            } else {
                ImportError::LongCell { row }
            }
            .into());
        }
        let cells = Cells { text, ends: record.ends, apart: record.apart };
        // Empty cells at the end are none.
        if record.ends.len() > MOST_COLUMNS && cells.iter().skip(MOST_COLUMNS).any(|cell| !cell.trim_end().is_empty()) {
            return Err(ImportError::TooManyColumns { row }.into());
        }
        if table.len() >= MOST_ROWS {
            return Err(ImportError::TooManyRows.into());
        }
        table.push(row, cells, &[]);
        if row.is_multiple_of(SEEN) { seen(row) } else { Ok(()) }
    })?;
    Ok((table, ended))
}

/// One row as it comes out of the splitter.
pub(super) struct Record<'a> {
    number: usize,
    text: &'a [u8],
    /// The same, where it is known to be UTF-8.
    valid: Option<&'a str>,
    /// Where the cells end in `text`.
    pub ends: &'a [usize],
    /// Bytes between two cells.
    apart: usize,
}

impl<'a> Record<'a> {
    pub fn cells(&self) -> impl Iterator<Item = &'a [u8]> {
        let (text, apart) = (self.text, self.apart);
        let starts = std::iter::once(0).chain(self.ends.iter().map(move |end| end + apart));
        self.ends.iter().zip(starts).map(move |(end, start)| text.get(start..*end).unwrap_or_default())
    }
}

/// How the text ended.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ended {
    /// The row whose quotation mark swallowed the rest.
    open_quote: Option<usize>,
    /// Whether it ended where a row does; or else in a line without an end, or within quotation marks.
    pub between: bool,
    /// Whether the last row holds line ends, so that its quotation mark may be the fault.
    pub torn: bool,
    /// Rows by their numbers: lines but for those inside quotation marks.
    pub lines: usize,
}

/// Hands over row by row. Nothing grows here: a row that doesn't fit is an error.
pub(super) fn split(
    input: &mut dyn Read,
    delimiter: u8,
    first: bool,
    mut row: impl FnMut(Record<'_>) -> Result<(), Trouble>,
) -> Result<Ended, Trouble> {
    let mut reader: Reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut chunk = vec![0_u8; 1 << 16];
    let mut output = vec![0_u8; LONGEST_ROW];
    let mut ends = vec![0_usize; MOST_CELLS];
    let (mut written, mut cells) = (0, 0);
    let (mut quotes, mut inner, mut last) = (0_usize, 0_usize, (0, false));
    let may_skip = !matches!(delimiter, b'"' | b'\r' | b'\n');
    // Whether the splitter stands between two rows; at the start of the file it still looks for a mark, and only there.
    let mut between = !first && may_skip;
    if !first {
        let _ = reader.read_record(b"\n", &mut output, &mut ends);
        reader.set_line(1);
    }
    let mut unfinished = false;
    loop {
        let filled = input.read(&mut chunk)?;
        let mut rest = chunk.get(..filled).unwrap_or_default();
        let valid = valid_start(rest);
        quotes += memchr_iter(b'"', rest).count();
        // Nothing to read is how the splitter is told that the text has ended, so that it must not hear it before.
        while filled == 0 || !rest.is_empty() {
            if between {
                let before = usize::try_from(reader.line() - 1).unwrap_or(usize::MAX).saturating_sub(inner);
                let text = valid.get(filled - rest.len()..).unwrap_or_default();
                let (read, lines) = plain_lines(text, delimiter, &mut ends, |line, text, ends| {
                    let number = before + line;
                    last = (number, false);
                    row(Record { number, text: text.as_bytes(), valid: Some(text), ends, apart: 1 })
                })?;
                reader.set_line(reader.line() + lines as u64);
                rest = rest.get(read..).unwrap_or_default();
                between = false;
                continue;
            }
            let (free, free_ends) = (output.get_mut(written..), ends.get_mut(cells..));
            let (Some(free), Some(free_ends)) = (free, free_ends) else { break };
            let (result, read, out, end) = reader.read_record(rest, free, free_ends);
            // A record is handed over with the byte that ends it, or at the end of the text with none.
            let ended_line = read.checked_sub(1).and_then(|at| rest.get(at)) == Some(&b'\n');
            rest = rest.get(read..).unwrap_or_default();
            written += out;
            cells += end;
            let lines = usize::try_from(reader.line() - 1).unwrap_or(usize::MAX);
            match result {
                ReadRecordResult::InputEmpty => break,
                ReadRecordResult::OutputFull => {
                    return Err(long_row(last.0 + 1, output.contains(&b'\n')).into());
                }
                ReadRecordResult::OutputEndsFull => {
                    return Err(ImportError::TooManyColumns { row: last.0 + 1 }.into());
                }
                ReadRecordResult::Record => {
                    let text = output.get(..written).unwrap_or_default();
                    let breaks = memchr_iter(b'\n', text).count();
                    inner += breaks;
                    // The line's own end is counted already if it was read, and that is so with a line feed only.
                    let number = (lines + usize::from(!ended_line)).saturating_sub(inner);
                    row(Record { number, text, valid: None, ends: ends.get(..cells).unwrap_or_default(), apart: 0 })?;
                    last = (number, breaks > 0);
                    (written, cells) = (0, 0);
                    between = may_skip;
                    unfinished = filled == 0;
                }
                ReadRecordResult::End => {
                    let open = last.1 && quotes % 2 == 1;
                    let lines = lines.saturating_sub(inner);
                    let open_quote = open.then_some(last.0);
                    return Ok(Ended { open_quote, between: !unfinished, torn: last.1, lines });
                }
            }
        }
        if filled == 0 {
            return Ok(Ended::default());
        }
    }
}

/// Hands over the lines at the start of `text` that need no splitter, since they have neither quotes nor line ends of
/// another kind: by their number from 1 on, with where their cells end. Answers how many bytes and how many lines that was.
fn plain_lines(
    text: &str,
    delimiter: u8,
    ends: &mut [usize],
    mut row: impl FnMut(usize, &str, &[usize]) -> Result<(), Trouble>,
) -> Result<(usize, usize), Trouble> {
    let (letters, text) = (text, text.as_bytes());
    let odd_from = |at: usize| {
        let odd = text.get(at..).and_then(|rest| memchr2(b'"', b'\r', rest));
        odd.map_or(text.len(), |found| at + found)
    };
    let mut odd = odd_from(0);
    let (mut start, mut lines, mut cells) = (0, 0, 0);
    for at in memchr2_iter(delimiter, b'\n', text) {
        let is_end = text.get(at) == Some(&b'\n');
        let returns = is_end && odd + 1 == at && text.get(odd) == Some(&b'\r');
        if at > odd && !returns {
            break;
        }
        let end = if returns { odd } else { at };
        let Some(place) = ends.get_mut(cells) else { break };
        *place = end - start;
        cells += 1;
        if !is_end {
            continue;
        }
        lines += 1;
        if end > start {
            row(lines, letters.get(start..end).unwrap_or_default(), ends.get(..cells).unwrap_or_default())?;
        }
        (start, cells) = (at + 1, 0);
        if returns {
            odd = odd_from(start);
        }
    }
    Ok((start, lines))
}

/// As much of a piece of text as is UTF-8: all of it, but for a letter that is cut in two.
fn valid_start(bytes: &[u8]) -> &str {
    let whole = std::str::from_utf8(bytes);
    let start = whole.or_else(|error| std::str::from_utf8(bytes.get(..error.valid_up_to()).unwrap_or_default()));
    start.unwrap_or_default()
}

fn long_row(row: usize, many_lines: bool) -> ImportError {
    if many_lines { ImportError::OpenQuote { row } } else { ImportError::LongRow { row } }
}

/// Bytes of a file as UTF-8, piece by piece.
struct Decoded<'a> {
    input: &'a mut dyn Read,
    /// `None` for UTF-8, which needs no decoding.
    decoder: Option<Decoder>,
    mark: usize,
    returns: bool,
    raw: Vec<u8>,
    /// Where the bytes that are not decoded yet lie in `raw`.
    waiting: std::ops::Range<usize>,
    ended: bool,
}

impl<'a> Decoded<'a> {
    fn new(input: &'a mut dyn Read, form: Form) -> Self {
        let encoding = form.found.encoding;
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_without_bom_handling());
        let raw = vec![0; 1 << 15];
        Self { input, decoder, mark: form.found.mark, returns: form.returns, raw, waiting: 0..0, ended: false }
    }

    fn decode(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let Some(decoder) = &mut self.decoder else { return self.input.read(out) };
        loop {
            if self.waiting.is_empty() && !self.ended {
                let read = self.input.read(&mut self.raw)?;
                self.waiting = 0..read;
                self.ended = read == 0;
            }
            let bytes = self.raw.get(self.waiting.clone()).unwrap_or_default();
            let (result, read, written, _) = decoder.decode_to_utf8(bytes, out, self.ended);
            self.waiting.start += read;
            if written > 0 || (self.ended && result == CoderResult::InputEmpty) {
                return Ok(written);
            }
        }
    }
}

impl Read for Decoded<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.mark > 0 {
            let mut mark = [0; 3];
            let mark = mark.get_mut(..self.mark).unwrap_or_default();
            self.input.read_exact(mark)?;
            self.mark = 0;
        }
        let read = self.decode(out)?;
        if self.returns {
            let text = out.get_mut(..read).unwrap_or_default();
            text.iter_mut().filter(|byte| **byte == b'\r').for_each(|byte| *byte = b'\n');
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::super::encoding;
    use super::*;
    use crate::import::table::Row;

    fn read(bytes: &[u8]) -> Result<Table, Trouble> {
        let form = form(bytes, encoding::of_head(bytes, true), None).map_err(Trouble::Import)?;
        table(&mut &*bytes, form, &Watch::default())
    }

    fn numbers(text: &str) -> Vec<usize> {
        read(text.as_bytes()).unwrap().rows().map(Row::number).collect()
    }

    #[test]
    fn rows_are_numbered_as_the_file_has_them() {
        assert_eq!(numbers("a,b\n1,2\n"), [1, 2]);
        assert_eq!(numbers("a,b\r\n\r\n1,2\r\n,,\r\n3,4"), [1, 3, 5]);
        assert_eq!(numbers("\n\na,b\n\"two\nlines\",2\n\n3,4\n"), [3, 4, 6]);
        assert_eq!(numbers("\r\na,b\r\n\"two\r\nlines\",2\r\n\r\n3,4\r\n"), [2, 3, 5]);
        assert_eq!(numbers("a,b\r1,2\r\r3,4"), [1, 2, 4]);
        assert_eq!(numbers("sep=;\na;b\n1;2\n"), [2, 3], "the line that names the sign is a line of the file");
    }

    #[test]
    fn rows_are_numbered_the_same_wherever_the_pieces_of_the_file_end() {
        struct Slow<'a>(&'a [u8], usize);
        impl Read for Slow<'_> {
            fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
                let size = self.1.min(self.0.len()).min(out.len());
                let (now, later) = self.0.split_at(size);
                out[..size].copy_from_slice(now);
                self.0 = later;
                Ok(size)
            }
        }
        let text = "\r\na,b\r\n\"two\r\nlines\",2\r\n\r\n3,4\r\n\r\n5,6";
        for size in 1..9 {
            let form = form(text.as_bytes(), encoding::of_head(text.as_bytes(), true), None).unwrap();
            let table = table(&mut Slow(text.as_bytes(), size), form, &Watch::default()).unwrap();
            assert_eq!(table.rows().map(Row::number).collect::<Vec<_>>(), [2, 3, 5, 7], "{size}");
        }
    }

    #[test]
    fn a_quote_that_is_never_closed_is_told_by_its_row() {
        let told = |text: &str| match read(text.as_bytes()) {
            Err(Trouble::Import(error)) => error,
            other => panic!("{other:?}"),
        };
        assert_eq!(told("a,b\n1,\"2\n3,4\n5,6\n"), ImportError::OpenQuote { row: 2 });
        let long = format!("a,b\n1,2\n3,\"{}", "4,5\n".repeat(LONGEST_CELL / 2));
        assert_eq!(told(&long), ImportError::OpenQuote { row: 3 });
    }

    #[test]
    fn what_is_too_long_or_too_wide_is_told_by_its_row() {
        let told = |text: String| match read(text.as_bytes()) {
            Err(Trouble::Import(error)) => error,
            other => panic!("{other:?}"),
        };
        assert_eq!(told(format!("a,b\n1,{}\n", "x".repeat(LONGEST_CELL + 1))), ImportError::LongCell { row: 2 });
        assert_eq!(told(format!("a,b\n1,{}\n", "x".repeat(LONGEST_ROW))), ImportError::LongRow { row: 2 });
        assert_eq!(told(format!("a,b\n{}\n", "1,".repeat(MOST_COLUMNS + 1))), ImportError::TooManyColumns { row: 2 });
        assert_eq!(told("1,".repeat(1_000_000)), ImportError::TooManyColumns { row: 1 });
        let empty = format!("a,b{0}\n2026-01,5{0}\n", ",".repeat(2000));
        assert_eq!(read(empty.as_bytes()).unwrap().len(), 2, "empty cells at the end are none");
    }

    #[test]
    fn utf16_and_old_encodings_become_letters() {
        for (text, name) in [("Kunde;Umsatz\nMüller;5\n", "utf-16le"), ("Kunde;Umsatz\nMüller;5\n", "windows-1252")] {
            let bytes: Vec<u8> = if name == "utf-16le" {
                [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
            } else {
                encoding_rs::WINDOWS_1252.encode(text).0.into_owned()
            };
            assert_eq!(read(&bytes).unwrap().row(1).unwrap().cell(0), "Müller", "{name}");
        }
    }
}
