//! `OpenDocument` tables: the one file with the content, read piece by piece as it is unpacked.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read as _};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::Sheet;
use super::container::Archive;
use super::row::RowCells;
use super::workbook::MOST_SHEETS;
use crate::import::table::Table;
use crate::import::{ImportError, LONGEST_CELL, Watch};

/// What the content may unpack to; the container was measured before, this is the belt beside the braces.
const LARGEST: u64 = 300 << 20;

pub(super) fn sheets(
    archive: &mut Archive<'_>,
    file: &str,
    wanted: Option<&str>,
    watch: &Watch,
) -> Result<Vec<Sheet>, ImportError> {
    let damaged = || ImportError::Workbook { file: file.to_owned(), fault: "is damaged".to_owned() };
    let entry = archive.by_name("content.xml").map_err(|_| damaged())?;
    let reader = Reader::from_reader(BufReader::new(entry.take(LARGEST)));
    let mut content = Content { reader, buffer: Vec::new(), damaged: &damaged };
    let mut sheets = Vec::new();
    let mut names = Vec::new();
    let mut cells = 0;
    while let Some(name) = content.next_sheet()? {
        names.push(name.clone());
        let named = wanted.is_none_or(|wanted| wanted.trim().eq_ignore_ascii_case(name.trim()));
        let table = content.sheet(named, &mut cells, watch)?;
        if named {
            sheets.push(Sheet { name, table });
        }
        if sheets.len() > MOST_SHEETS {
            let fault = "has more than 20 sheets; name the one with the table".to_owned();
            return Err(ImportError::Workbook { file: file.to_owned(), fault });
        }
    }
    match wanted {
        Some(wanted) if sheets.is_empty() => {
            Err(ImportError::NoSheet { wanted: wanted.to_owned(), sheets: names.join(", ") })
        }
        _ if sheets.is_empty() => Err(damaged()),
        _ => Ok(sheets),
    }
}

struct Content<'d, R: BufRead, D: Fn() -> ImportError> {
    reader: Reader<R>,
    buffer: Vec<u8>,
    damaged: &'d D,
}

/// A cell as its attributes and its text say.
#[derive(Default)]
struct Cell {
    text: String,
    exact: bool,
    /// How many cells to the right are the same.
    repeated: usize,
    /// Whether the attributes said it all, so that the shown text doesn't count.
    settled: bool,
}

impl<R: BufRead, D: Fn() -> ImportError> Content<'_, R, D> {
    fn next_sheet(&mut self) -> Result<Option<String>, ImportError> {
        loop {
            self.buffer.clear();
            match self.reader.read_event_into(&mut self.buffer).map_err(|_| (self.damaged)())? {
                Event::Start(tag) if tag.name().as_ref() == "table:table" => {
                    return Ok(Some(attribute(&tag, "table:name").unwrap_or_default()));
                }
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    /// Reads up to the end of the sheet.
    fn sheet(&mut self, wanted: bool, cells: &mut usize, watch: &Watch) -> Result<Table, ImportError> {
        let mut table = Table::of_workbook(false);
        let mut row = RowCells::new(cells);
        let (mut number, mut repeated, mut column) = (0_usize, 1_usize, 0_usize);
        let mut line: Vec<(usize, String, bool)> = Vec::new();
        let mut cell: Option<Cell> = None;
        // Remarks on cells, and tables within cells, are no part of the table.
        let mut aside = 0_usize;
        loop {
            self.buffer.clear();
            let event = self.reader.read_event_into(&mut self.buffer).map_err(|_| (self.damaged)())?;
            match event {
                Event::Start(tag) => match tag.name().as_ref() {
                    "office:annotation" | "table:shapes" => aside += 1,
                    _ if aside > 0 => {}
                    "table:table-row" => {
                        repeated = count(&tag, "table:number-rows-repeated");
                        column = 0;
                    }
                    "table:table-cell" | "table:covered-table-cell" => cell = Some(start(&tag)),
                    "text:p" => {
                        if let Some(cell) = cell.as_mut().filter(|cell| !cell.settled && !cell.text.is_empty()) {
                            cell.text.push(' ');
                        }
                    }
                    "text:s" => push(cell.as_mut(), " "),
                    _ => {}
                },
                Event::Empty(tag) if aside == 0 => match tag.name().as_ref() {
                    "table:table-cell" | "table:covered-table-cell" => {
                        end(&start(&tag), &mut column, &mut line);
                    }
                    "table:table-row" => number += count(&tag, "table:number-rows-repeated"),
                    "text:s" | "text:tab" => push(cell.as_mut(), " "),
                    _ => {}
                },
                Event::Text(text) if aside == 0 => push(cell.as_mut(), &text.xml10_content()),
                Event::GeneralRef(reference) if aside == 0 => push(cell.as_mut(), &resolved(&reference)),
                Event::End(tag) => match tag.name().as_ref() {
                    "office:annotation" | "table:shapes" => aside = aside.saturating_sub(1),
                    _ if aside > 0 => {}
                    "table:table-cell" | "table:covered-table-cell" => {
                        end(&cell.take().unwrap_or_default(), &mut column, &mut line);
                    }
                    "table:table-row" => {
                        // Empty rows are repeated by the million at the end of a sheet.
                        let copies = if line.is_empty() || !wanted { 0 } else { repeated };
                        for copy in 0..copies {
                            for (column, text, exact) in &line {
                                row.put(&mut table, number + copy + 1, *column, text, *exact, watch)?;
                            }
                            row.finish(&mut table)?;
                        }
                        number = number.saturating_add(repeated);
                        line.clear();
                    }
                    "table:table" => return Ok(table),
                    _ => {}
                },
                Event::Eof => return Err((self.damaged)()),
                _ => {}
            }
        }
    }
}

fn push(cell: Option<&mut Cell>, text: &str) {
    if let Some(cell) = cell.filter(|cell| !cell.settled && cell.text.len() <= LONGEST_CELL) {
        cell.text.push_str(text);
    }
}

/// Puts a cell, and its copies to the right, on the line; empty ones only take their room.
fn end(cell: &Cell, column: &mut usize, line: &mut Vec<(usize, String, bool)>) {
    let copies = cell.repeated.max(1);
    if !cell.text.is_empty() {
        // Far more than a row may hold is cut here and refused there.
        for copy in 0..copies.min(2_000) {
            line.push((column.saturating_add(copy), cell.text.clone(), cell.exact));
        }
    }
    *column = column.saturating_add(copies);
}

fn start(tag: &BytesStart<'_>) -> Cell {
    let repeated = count(tag, "table:number-columns-repeated");
    let value = || attribute(tag, "office:value");
    let kind = attribute(tag, "office:value-type").unwrap_or_default();
    let number = |text: String| text.parse().map_or(text, super::row::number);
    let (text, exact) = match kind.as_str() {
        "float" => (value().map(number), true),
        "currency" => {
            let currency = attribute(tag, "office:currency").unwrap_or_default();
            (value().map(|value| format!("{} {currency}", number(value))), true)
        }
        "percentage" => (
            value().and_then(|value| value.parse::<f64>().ok()).map(|v| format!("{}%", super::row::number(v * 100.0))),
            false,
        ),
        "date" => (attribute(tag, "office:date-value").map(|day| day.trim_end_matches("T00:00:00").to_owned()), false),
        _ => (None, false),
    };
    let settled = text.is_some();
    Cell { text: text.unwrap_or_default(), exact: exact && settled, repeated, settled }
}

fn count(tag: &BytesStart<'_>, name: &str) -> usize {
    attribute(tag, name).and_then(|count| count.parse().ok()).unwrap_or(1)
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().filter_map(Result::ok).find(|attribute| attribute.key.as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
}

fn resolved(reference: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return letter.to_string();
    }
    match &**reference {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
    .to_owned()
}
