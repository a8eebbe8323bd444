//! Excel workbooks, cell by cell: never the whole sheet at once, whose corners may lie a million rows apart.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, open_workbook_from_rs};

use super::Sheet;
use super::row::RowCells;
use crate::import::table::Table;
use crate::import::{ImportError, Watch};

/// Sheets that are looked at where none is named.
pub(super) const MOST_SHEETS: usize = 20;

pub(super) fn sheets(bytes: &[u8], file: &str, wanted: Option<&str>, watch: &Watch) -> Result<Vec<Sheet>, ImportError> {
    let fault = |fault: &str| ImportError::Workbook { file: file.to_owned(), fault: fault.to_owned() };
    let damaged = || fault("is damaged");
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsxError::Password => fault("is protected by a password"),
        _ => damaged(),
    })?;
    let named = |name: &str| wanted.is_some_and(|wanted| wanted.trim().eq_ignore_ascii_case(name.trim()));
    let visible = book.sheets_metadata().iter().filter(|sheet| {
        let shown = sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet;
        if wanted.is_some() { named(&sheet.name) } else { shown }
    });
    let names: Vec<String> = visible.map(|sheet| sheet.name.clone()).collect();
    if names.len() > MOST_SHEETS {
        return Err(fault("has more than 20 sheets; name the one with the table"));
    }
    if names.is_empty() {
        let all: Vec<&str> = book.sheets_metadata().iter().map(|sheet| sheet.name.as_str()).collect();
        return Err(match wanted {
            Some(wanted) => ImportError::NoSheet { wanted: wanted.to_owned(), sheets: all.join(", ") },
            None => fault("has no sheet with a table"),
        });
    }
    let from_1904 = book.has_1904_epoch();
    let mut sheets = Vec::with_capacity(names.len());
    let mut cells = 0;
    for name in names {
        let mut table = Table::of_workbook(from_1904);
        let mut reader = book.worksheet_cells_reader(&name).map_err(|_| damaged())?;
        let mut row = RowCells::new(&mut cells);
        while let Some(cell) = reader.next_cell().map_err(|_| damaged())? {
            let (line, column) = cell.get_position();
            let (text, exact) = shown(cell.get_value());
            if let Some(text) = text {
                row.put(&mut table, line as usize + 1, column as usize, &text, exact, watch)?;
            }
        }
        row.finish(&mut table)?;
        sheets.push(Sheet { name, table });
    }
    Ok(sheets)
}

/// The text of a cell, and whether it is a number whose point is a decimal point.
fn shown<'a>(value: &'a DataRef<'_>) -> (Option<std::borrow::Cow<'a, str>>, bool) {
    use std::borrow::Cow;
    match value {
        DataRef::Empty => (None, false),
        DataRef::Int(number) => (Some(Cow::Owned(number.to_string())), true),
        DataRef::Float(number) => (Some(Cow::Owned(super::row::number(*number))), true),
        DataRef::SharedString(text) => (Some(Cow::Borrowed(text)), false),
        DataRef::Bool(yes) => (Some(Cow::Borrowed(if *yes { "TRUE" } else { "FALSE" })), false),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            (Some(Cow::Borrowed(text)), false)
        }
        DataRef::Error(error) => (Some(Cow::Owned(error.to_string())), false),
        DataRef::DateTime(time) if time.is_duration() => (Some(Cow::Owned(super::row::number(time.as_f64()))), true),
        DataRef::DateTime(time) => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            let text = match (time.as_f64(), hour, minute, second) {
                (serial, ..) if serial < 1.0 => format!("{hour:02}:{minute:02}:{second:02}"),
                (_, 0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
            };
            (Some(Cow::Owned(text)), false)
        }
    }
}
