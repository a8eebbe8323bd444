//! A long text read in parts, side by side.
//!
//! A part starts after a line feed near its share of the bytes. Whether a row starts there too is known once the part before
//! it ended there between two rows; inside quotation marks it does not, and then all is read once more in one go. So it is
//! with whatever else is the matter, so that what is told is told of the first row that has it.

use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};

use encoding_rs::UTF_8;
use memchr::memchr;

use super::Bytes;
use super::text::{self, Ended, Form, SEEN, Trouble};
use crate::import::table::Table;
use crate::import::{ImportError, LARGEST_FILE, MOST_ROWS, Watch, side};

/// Bytes of a part at least; a shorter text is read before another thread has started.
const LEAST: u64 = 2 << 20;

/// Reads all rows.
pub(super) fn table(bytes: &Bytes<'_>, form: Form, watch: &Watch) -> Result<Table, Trouble> {
    let size = bytes.len()?;
    let parts = (size / LEAST).min(side::threads() as u64);
    // In UTF-16 a line feed is found only by whoever counts bytes from the start.
    let apart = form.found.encoding == UTF_8 && !form.returns && size <= LARGEST_FILE as u64;
    let table = if apart && parts > 1 { side_by_side(bytes, form, size, parts, watch)? } else { None };
    match table {
        Some(table) => Ok(table),
        None => text::table(&mut bytes.open()?, form, watch),
    }
}

fn side_by_side(bytes: &Bytes<'_>, form: Form, size: u64, parts: u64, watch: &Watch) -> Result<Option<Table>, Trouble> {
    let mut starts = vec![0];
    for part in 1..parts {
        match line_after(bytes, size / parts * part)? {
            Some(start) if starts.last().is_some_and(|last| start > *last) && start < size => starts.push(start),
            _ => return Ok(None),
        }
    }
    starts.push(size);
    let (together, failed) = (watch.together(), AtomicBool::new(false));
    let read = |start: u64, end: u64| -> Result<(Table, Ended), Trouble> {
        let progress = |_| {
            if failed.load(Ordering::Relaxed) {
                return Err(ImportError::Cancelled.into());
            }
            together.on(SEEN).map_err(Trouble::Import)
        };
        let part = text::rows(&mut bytes.part(start, end)?, form, start == 0, progress);
        failed.fetch_or(part.is_err(), Ordering::Relaxed);
        part
    };
    let jobs = starts.windows(2).filter_map(|ends| match *ends {
        [start, end] => Some(move || read(start, end)),
        _ => None,
    });
    let mut whole: Option<(Table, usize)> = None;
    let mut between = true;
    for part in side::by_side(jobs.collect()) {
        let (part, ended) = match part {
            Ok(part) if between && !part.1.torn => part,
            // Nobody may want it any more; else it starts again.
            _ => return watch.at(0).map(|()| None).map_err(Trouble::Import),
        };
        between = ended.between;
        whole = Some(match whole {
            None => (part, ended.lines),
            Some((mut table, lines)) => {
                table.append(part, lines);
                (table, lines + ended.lines)
            }
        });
    }
    Ok(whole.map(|(table, _)| table).filter(|table| table.len() <= MOST_ROWS))
}

/// Where the first line after `at` starts, unless it is far.
fn line_after(bytes: &Bytes<'_>, at: u64) -> io::Result<Option<u64>> {
    const FAR: usize = 1 << 16;
    let mut piece = Vec::with_capacity(FAR);
    bytes.part(at, at + FAR as u64)?.read_to_end(&mut piece)?;
    Ok(memchr(b'\n', &piece).map(|found| at + found as u64 + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::source::encoding;
    use crate::import::table::Row;

    type Rows = Vec<(usize, Vec<String>)>;

    fn rows(table: &Table) -> Rows {
        let cells = |row: Row<'_>| row.cells().map(str::to_owned).collect();
        table.rows().map(|row| (row.number(), cells(row))).collect()
    }

    fn form(text: &str) -> Form {
        text::form(text.as_bytes(), encoding::of_head(text.as_bytes(), true), None).unwrap()
    }

    /// In so many parts, if that is possible, and in one go.
    fn read(text: &str, parts: u64) -> (Option<Rows>, Rows) {
        let (bytes, form, watch) = (Bytes::Memory(text.as_bytes()), form(text), Watch::default());
        let several = side_by_side(&bytes, form, text.len() as u64, parts, &watch).unwrap();
        let whole = text::table(&mut text.as_bytes(), form, &watch).unwrap();
        (several.as_ref().map(rows), rows(&whole))
    }

    #[test]
    fn parts_are_read_as_the_whole_is() {
        let line = |n: usize| match n % 7 {
            0 => format!("{n},\"a, {n}\",ü\n"),
            1 => format!("{n},say \"yes\",5\r\n"),
            2 => "\n".to_owned(),
            3 => ",,\r\n".to_owned(),
            4 if n.is_multiple_of(5) => format!("{n},\"two\nlines\",\n"),
            _ => format!("{n},2026-07-31,{n}.50\n"),
        };
        let text: String = (1..200).map(line).collect();
        for start in ["", "\u{feff}", "sep=,\n", "\r\n\r\n"] {
            for end in ["", "1,2,3", "1,2,3\r\n\r\n", "4,5,\"6\""] {
                let text = format!("{start}Number,Name,Sales\n{text}{end}");
                let mut apart = 0;
                for parts in 2..20 {
                    let (several, whole) = read(&text, parts);
                    apart += usize::from(several.is_some());
                    assert_eq!(several.as_ref().unwrap_or(&whole), &whole, "{start:?} {end:?} {parts}");
                }
                assert!(apart > 5, "hardly ever read in parts: {apart}");
            }
        }
    }

    #[test]
    fn what_parts_cannot_know_is_left_to_the_whole() {
        let told = |text: &str| {
            let (bytes, watch) = (Bytes::Memory(text.as_bytes()), Watch::default());
            assert!(side_by_side(&bytes, form(text), text.len() as u64, 2, &watch).unwrap().is_none(), "{text}");
        };
        told("a,b\n1,\"2\n3\n4\n5\n6\n7\n8\n9\"\n");
        told("a,b\n1,2\n1,2\n1,2\n1,2\n1,\"2\n3,4\n");
        told(&format!("a,b\n1,2\n1,2\n{}\n", "x".repeat(crate::import::LONGEST_CELL + 1)));
    }

    #[test]
    fn nobody_reads_on_once_it_is_not_wanted() {
        let text = format!("a,b\n{}", "1,2\n".repeat(10_000));
        let watch = Watch::default();
        watch.cancel();
        let ended = side_by_side(&Bytes::Memory(text.as_bytes()), form(&text), text.len() as u64, 2, &watch);
        assert!(matches!(ended, Err(Trouble::Import(ImportError::Cancelled))));
    }
}
