//! Excel workbooks and ODS tables, written here by another library or by hand, read back.

use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use upturn::import::{ImportError, Preview, Wanted};
use upturn::model::FiscalStart;
use zip::write::SimpleFileOptions;

use super::{read, read_with, shown, today};

fn workbook(write: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    write(&mut book);
    book.save_to_buffer().unwrap()
}

fn xlsx(bytes: &[u8]) -> Result<Preview, ImportError> {
    read(bytes, "sales.xlsx", FiscalStart::JANUARY)
}

/// Dates as serials with a format, numbers with noise, a sheet with nothing but words before it.
fn sales(book: &mut Workbook) {
    book.add_worksheet().set_name("About").unwrap().write(0, 0, "Exported by the shop").unwrap();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = book.add_worksheet().set_name("Sales").unwrap();
    for (column, heading) in (0..).zip(["Date", "Customer", "Amount"]) {
        sheet.write(0, column, heading).unwrap();
    }
    for (row, (date, customer, amount)) in (1..).zip([
        ("2026-01-14", "Acme", 7.000_000_000_000_001),
        ("2026-02-03", "Müller", 1.234),
        ("2026-02-28", "Acme", -240.0),
    ]) {
        sheet.write_with_format(row, 0, ExcelDateTime::parse_from_str(date).unwrap(), &day).unwrap();
        sheet.write(row, 1, customer).unwrap();
        sheet.write(row, 2, amount).unwrap();
    }
    sheet.write(4, 0, "Total").unwrap();
    sheet.write_formula(4, 2, rust_xlsxwriter::Formula::new("=SUM(C2:C4)").set_result("-231.766")).unwrap();
}

#[test]
fn a_workbook_is_read_from_the_sheet_that_holds_a_table() {
    let preview = xlsx(&workbook(sales)).unwrap();
    assert_eq!(shown(&preview), ["Amount: 2026-01=7 2026-02=-238.766"]);
    assert_eq!((preview.sheet.as_deref(), preview.header_row, preview.encoding), (Some("Sales"), Some(1), None));
    let control = preview.control.unwrap();
    assert!(control.agrees(), "{control:?}");
}

#[test]
fn r53_both_ways_of_counting_days_give_the_same_days() {
    // The same serial under the other epoch is four years and a day later, so that the writer has to subtract.
    let serials = |days: f64| {
        workbook(|book| {
            let day = Format::new().set_num_format("dd/mm/yyyy");
            let sheet = book.add_worksheet();
            sheet.write(0, 0, "Date").unwrap().write(0, 1, "Amount").unwrap();
            sheet.write_with_format(1, 0, days, &day).unwrap().write(1, 1, 5).unwrap();
            sheet.write_with_format(2, 0, days + 31.0, &day).unwrap().write(2, 1, 6).unwrap();
        })
    };
    let of_1900 = serials(46036.0);
    let of_1904 = edited(&serials(46036.0 - 1462.0), "xl/workbook.xml", |xml| {
        let changed = xml.replace("<workbookPr ", "<workbookPr date1904=\"1\" ");
        assert_ne!(changed, xml);
        changed
    });
    let expected = ["Amount: 2026-01=5 2026-02=6"];
    assert_eq!(shown(&xlsx(&of_1900).unwrap()), expected);
    assert_eq!(shown(&xlsx(&of_1904).unwrap()), expected);
}

#[test]
fn r53_texts_serials_and_times_are_the_same_days() {
    let day = |write: fn(&mut rust_xlsxwriter::Worksheet, u32)| {
        let bytes = workbook(|book| {
            let sheet = book.add_worksheet();
            sheet.write(0, 0, "Date").unwrap().write(0, 1, "Amount").unwrap();
            for row in 1..4 {
                write(sheet, row);
                sheet.write(row, 1, row).unwrap();
            }
        });
        shown(&xlsx(&bytes).unwrap())
    };
    let expected = ["Amount: 2026-03=6"];
    assert_eq!(day(|sheet, row| _ = sheet.write(row, 0, format!("2026-03-{:02}", 20 + row)).unwrap()), expected);
    assert_eq!(day(|sheet, row| _ = sheet.write(row, 0, format!("{}/03/2026", 20 + row)).unwrap()), expected);
    assert_eq!(day(|sheet, row| _ = sheet.write(row, 0, 46_100 + row).unwrap()), expected);
    assert_eq!(
        day(|sheet, row| {
            let format = Format::new().set_num_format("yyyy-mm-dd hh:mm");
            sheet.write_with_format(row, 0, 46_100.5 + f64::from(row), &format).unwrap();
        }),
        expected
    );
}

#[test]
fn several_sheets_with_tables_are_asked_about_and_one_may_be_named() {
    let bytes = workbook(|book| {
        for (name, amount) in [("North", 5), ("South", 6)] {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            sheet.write(0, 0, "Month").unwrap().write(0, 1, "Sales").unwrap();
            sheet.write(1, 0, "2026-01").unwrap().write(1, 1, amount).unwrap();
            sheet.write(2, 0, "2026-02").unwrap().write(2, 1, amount).unwrap();
        }
    });
    let preview = xlsx(&bytes).unwrap();
    assert_eq!(preview.questions.iter().map(|q| q.id).collect::<Vec<_>>(), ["sheet"]);
    let mut wanted = Wanted::new(today(), FiscalStart::JANUARY);
    wanted.answers.insert("sheet".into(), "South".into());
    assert_eq!(shown(&read_with(&bytes, "sales.xlsx", &wanted).unwrap()), ["Sales: 2026-01=6 2026-02=6"]);
    let mut wanted = Wanted::new(today(), FiscalStart::JANUARY);
    wanted.sheet = Some("north".into());
    assert_eq!(shown(&read_with(&bytes, "sales.xlsx", &wanted).unwrap()), ["Sales: 2026-01=5 2026-02=5"]);
    wanted.sheet = Some("West".into());
    let refused = read_with(&bytes, "sales.xlsx", &wanted).unwrap_err().to_string();
    assert_eq!(refused, "there is no sheet \"West\"; there are North, South");
}

#[test]
fn a_cell_with_an_error_stops_the_import_and_is_never_zero() {
    let bytes = workbook(|book| {
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "Month").unwrap().write(0, 1, "Sales").unwrap();
        sheet.write(1, 0, "2026-01").unwrap().write(1, 1, 5).unwrap();
        sheet.write(2, 0, "2026-02").unwrap();
        sheet.write_formula(2, 1, rust_xlsxwriter::Formula::new("=A9/0").set_result("#DIV/0!")).unwrap();
        sheet.write(3, 0, "2026-03").unwrap().write(3, 1, 7).unwrap();
    });
    let refused = xlsx(&bytes).unwrap_err().to_string();
    assert!(refused.starts_with("row 3, column \"Sales\": \"#DIV/0!\" is not a number"), "{refused}");
}

/// A workbook with one of its files changed.
pub(super) fn edited(bytes: &[u8], name: &str, change: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut change = Some(change);
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let entry_name = entry.name().unwrap().into_owned();
        let mut text = Vec::new();
        std::io::copy(&mut entry, &mut text).unwrap();
        out.start_file(entry_name.as_str(), SimpleFileOptions::default()).unwrap();
        if entry_name == name {
            let changed = change.take().unwrap()(String::from_utf8(text).unwrap());
            out.write_all(changed.as_bytes()).unwrap();
        } else {
            out.write_all(&text).unwrap();
        }
    }
    out.finish().unwrap().into_inner()
}

/// A container with these files.
pub(super) fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// An ODS table with these rows.
pub(super) fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body>\
         <office:spreadsheet><table:table table:name=\"Umsatz &amp; mehr\"><table:table-column table:number-columns-repeated=\"16384\"/>\
         {rows}<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/>\
         </table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    );
    packed(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())])
}

#[test]
fn an_ods_table_is_read_with_its_repetitions_dates_and_currencies() {
    let text = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
    let date = |day: &str| {
        format!(
            "<table:table-cell office:value-type=\"date\" office:date-value=\"{day}\"><text:p>01.02.03</text:p></table:table-cell>"
        )
    };
    let money = |value: &str| {
        format!(
            "<table:table-cell office:value-type=\"currency\" office:currency=\"EUR\" office:value=\"{value}\"><text:p>1.234 €</text:p></table:table-cell>"
        )
    };
    let rows = [
        row(&(text("Datum") + "<table:table-cell/>" + &text("Kunde &amp; Ort") + &text("Betrag"))),
        row(&(date("2026-01-14") + "<table:table-cell/>" + &text("Müller<text:s/>Söhne") + &money("1.234"))),
        "<table:table-row table:number-rows-repeated=\"2\">".to_owned()
            + &date("2026-02-03")
            + "<table:table-cell/>"
            + &text("Acme")
            + &money("100.5")
            + "</table:table-row>",
    ];
    let preview = read(&ods(&rows.concat()), "umsatz.ods", FiscalStart::JANUARY).unwrap();
    assert_eq!(shown(&preview), ["Betrag EUR: 2026-01=1.234 2026-02=201"]);
    assert_eq!(preview.sheet.as_deref(), Some("Umsatz & mehr"));
    assert_eq!(preview.columns[2].name, "Kunde & Ort");
    assert_eq!(preview.head[1].cells[2], "Müller Söhne");
}
