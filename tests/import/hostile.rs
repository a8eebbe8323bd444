//! Files that mean harm or are broken: one clear sentence, soon, and without taking the machine's memory.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use upturn::import::{self, ImportError, Wanted, Watch};
use upturn::model::FiscalStart;
use upturn::text::Numbers;

use super::workbook::{edited, ods, packed};
use super::{read, today};

/// Refused within two seconds (six where the machine builds beside us), in a sentence that names no code.
#[track_caller]
fn refused(bytes: &[u8], file: &str) -> String {
    let start = Instant::now();
    let said = read(bytes, file, FiscalStart::JANUARY).map(|p| format!("{:?}", p.series)).unwrap_err().to_string();
    assert!(start.elapsed() < Duration::from_secs(6), "{file} took {:?}", start.elapsed());
    assert!(!said.contains(".rs") && !said.contains("panicked") && said.len() < 400, "{said}");
    said
}

#[test]
fn r51_texts_that_are_no_tables_are_refused() {
    assert!(refused(b"", "a.csv").contains("is empty"));
    assert!(refused(&[0; 5000], "a.csv").contains("not a text file"));
    assert!(refused(b"\x89PNG\r\n\x1a\n123", "a.csv").contains("a picture"));
    assert!(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls").contains("old Excel workbook"));
    assert!(refused(b"<html><body><table><tr><td>1</td></tr></table>", "a.xls").contains("web page"));
    assert!(refused("x".repeat(20 << 20).as_bytes(), "a.csv").contains("one column"));
    assert!(
        refused(format!("a,b\n{}", "x".repeat(20 << 20)).as_bytes(), "a.csv").contains("row 2 is longer than 1 MB")
    );
    assert!(
        refused(format!("a,b\n1,\"{}", "2,3\n".repeat(1 << 20)).as_bytes(), "a.csv").contains("row 2 opens a quote")
    );
    assert!(refused("1,".repeat(1_000_000).as_bytes(), "a.csv").contains("more than 256 cells"));
}

#[test]
fn r49_workbooks_that_unpack_to_far_too_much_are_refused() {
    let blanks = vec![b' '; 64 << 20];
    let bomb = packed(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", &blanks)]);
    assert!(bomb.len() < 1 << 20);
    assert!(refused(&bomb, "bomb.xlsx").contains("a trap"));
    let many: Vec<String> = (0..3000).map(|n| format!("f{n}.xml")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b"<a/>"[..])).collect();
    assert!(refused(&packed(&many), "many.xlsx").contains("more than 2,000 files"));
    let nested = packed(&[("inner.zip", &packed(&[("inner.zip", b"PK")]))]);
    assert!(refused(&nested, "nested.xlsx").contains("without a workbook"));
}

#[test]
fn r49_a_container_that_lies_about_its_sizes_is_measured() {
    let blanks = vec![b' '; 64 << 20];
    let mut bomb = packed(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", &blanks)]);
    // In both headers of the entry the size of what it unpacks to becomes a kilobyte.
    let (size, lie) = ((64_u32 << 20).to_le_bytes(), 1024_u32.to_le_bytes());
    let places: Vec<usize> = (0..bomb.len() - 4).filter(|at| bomb[*at..at + 4] == size).collect();
    assert!(!places.is_empty());
    for at in places {
        bomb[at..at + 4].copy_from_slice(&lie);
    }
    let said = refused(&bomb, "lies.xlsx");
    assert!(said.contains("a trap") || said.contains("damaged"), "{said}");
}

#[test]
fn r49_a_workbook_with_a_cell_in_its_furthest_corner_is_refused_without_making_room_for_it() {
    let book = |book: &mut rust_xlsxwriter::Workbook| {
        book.add_worksheet().write(0, 0, "a").unwrap().write(1_048_575, 16_383, 5).unwrap();
    };
    let mut workbook = rust_xlsxwriter::Workbook::new();
    book(&mut workbook);
    let said = refused(&workbook.save_to_buffer().unwrap(), "corner.xlsx");
    assert!(said.contains("row 1048576 has more than 256 cells"), "{said}");
}

#[test]
fn r49_a_cell_without_end_is_refused_before_it_is_a_text() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().write(0, 0, "Month").unwrap().write(1, 0, "x").unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    // No pattern in it, so that it packs like any text.
    let letter = |n: u64| char::from(b'a' + u8::try_from(n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33 & 15).unwrap());
    let long: String = (0..2 << 20).map(letter).collect();
    let long = edited(&bytes, "xl/sharedStrings.xml", |xml| xml.replace("<t>x</t>", &format!("<t>{long}</t>")));
    assert!(refused(&long, "long.xlsx").contains("more than 32,000 letters"));
    let cell = format!(
        "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>",
        "ab".repeat(1 << 20)
    );
    assert!(refused(&ods(&cell), "long.ods").contains("trap") || refused(&ods(&cell), "long.ods").contains("letters"));
    let wide = "<table:table-row><table:table-cell table:number-columns-repeated=\"99999999\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    assert!(refused(&ods(wide), "wide.ods").contains("more than 256 cells"));
    let tall = "<table:table-row table:number-rows-repeated=\"99999999\"><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    assert!(refused(&ods(tall), "tall.ods").contains("more than 1,000,000 rows"));
}

#[test]
fn cut_and_locked_workbooks_say_so() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().write(0, 0, "Month").unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    assert!(refused(&bytes[..bytes.len() / 2], "cut.xlsx").contains("damaged or cut off"));
    assert!(refused(b"PK\x03\x04", "short.xlsx").contains("damaged or cut off"));
    let locked = packed(&[
        ("mimetype", b"x"),
        ("content.xml", b"<a/>"),
        ("META-INF/manifest.xml", b"<manifest:encryption-data/>"),
    ]);
    assert!(refused(&locked, "locked.ods").contains("protected by a password"));
    assert!(refused(&packed(&[("xl/workbook.bin", b"x")]), "a.xlsb").contains("binary form"));
}

#[test]
fn r58_a_reading_that_is_stopped_ends_and_says_so() {
    let table = format!("Date,Amount\n{}", "2026-01-05,10\n".repeat(200_000));
    let watch = Watch::default();
    watch.cancel();
    let wanted = Wanted::new(today(), FiscalStart::JANUARY);
    let read = import::open_bytes(table.as_bytes(), "a.csv", &wanted, &watch).map(|_| ());
    assert_eq!(read, Err(ImportError::Cancelled));
    // Stopped after the rows were read, while they are understood.
    let opened = import::open_bytes(table.as_bytes(), "a.csv", &wanted, &Watch::default()).unwrap();
    assert_eq!(opened.preview(&wanted, &watch).map(|_| ()), Err(ImportError::Cancelled));
    assert!(opened.preview(&wanted, &Watch::default()).is_ok());
}

/// How many mutated files there are of each of two kinds; ten times as many in the long run.
fn mutations() -> std::ops::Range<u32> {
    0..if std::env::var_os("UPTURN_SOAK").is_some() { 100_000 } else { 10_000 }
}

/// Changes, drops and repeats bytes; always the same for the same number.
fn mutate(bytes: &[u8], seed: u32) -> Vec<u8> {
    let mut state = u64::from(seed).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below.max(1) as u64).unwrap()
    };
    let mut out = bytes.to_vec();
    for _ in 0..=next(6) {
        if out.is_empty() {
            break;
        }
        let at = next(out.len());
        match next(5) {
            0 => out[at] = u8::try_from(next(256)).unwrap(),
            1 => out[at] ^= 1 << next(8),
            2 => out.truncate(at),
            3 => {
                let end = (at + next(40)).min(out.len());
                out.drain(at..end);
            }
            _ => {
                let end = (at + next(60)).min(out.len());
                let piece = out[at..end].to_vec();
                out.splice(at..at, piece);
            }
        }
    }
    out
}

fn survives(bytes: &[u8], file: &'static str) {
    let wanted = Wanted::new(today(), FiscalStart::JANUARY);
    let watch = Watch::default();
    let read =
        std::panic::AssertUnwindSafe(|| import::open_bytes(bytes, file, &wanted, &watch)?.preview(&wanted, &watch));
    // What the readers of packed files make of damage is caught; nothing may get past that.
    let _ = import::guarded(read, std::path::Path::new(file));
}

#[test]
fn r51_mutated_texts_are_survived() {
    let base = include_bytes!("../fixtures/import/quickbooks-detail.csv");
    let wide = include_bytes!("../fixtures/import/hand-made.csv");
    for seed in mutations() {
        let _ = read(&mutate(base, seed), "a.csv", FiscalStart::JANUARY);
        let _ = read(&mutate(wide, seed), "a.csv", FiscalStart::JANUARY);
    }
}

#[test]
fn r50_mutated_workbooks_are_survived() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "Month").unwrap().write(0, 1, "Sales").unwrap();
    for row in 1..20_u32 {
        sheet.write(row, 0, format!("2026-{:02}", row % 12 + 1)).unwrap().write(row, 1, row).unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    for seed in mutations() {
        survives(&mutate(&bytes, seed), "a.xlsx");
        let inner = |xml: String| String::from_utf8_lossy(&mutate(xml.as_bytes(), seed)).into_owned();
        survives(&edited(&bytes, "xl/worksheets/sheet1.xml", inner), "a.xlsx");
    }
    std::panic::set_hook(hook);
}

/// Stopped at 1, 50 and 99 % of its rows, whatever kind of file it is.
#[test]
fn r58_a_reading_stops_at_the_row_at_which_it_is_not_wanted_any_more() {
    const ROWS: usize = 120_000;
    let csv = format!("Date,Amount\n{}", "2026-01-05,10\n".repeat(ROWS - 1)).into_bytes();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "Month").unwrap().write(0, 1, "Sales").unwrap();
    for row in 1..u32::try_from(ROWS).unwrap() {
        sheet.write(row, 0, "2026-01-05").unwrap().write(row, 1, 10).unwrap();
    }
    let xlsx = workbook.save_to_buffer().unwrap();
    let rows = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>2026-01</text:p>\
                </table:table-cell><table:table-cell office:value-type=\"float\" office:value=\"10\"/></table:table-row>";
    let ods = ods(&rows.repeat(ROWS));
    let wanted = Wanted::new(today(), FiscalStart::JANUARY);
    for (bytes, file, rows) in [(&csv, "a.csv", ROWS), (&xlsx, "a.xlsx", ROWS), (&ods, "a.ods", ROWS)] {
        for percent in [1, 50, 99] {
            let watch = Watch::until(rows * percent / 100);
            let read = import::open_bytes(bytes, file, &wanted, &watch);
            assert_eq!(read.map(|_| ()), Err(ImportError::Cancelled), "{file} at {percent} %");
            // It looks up every thousand rows or so.
            assert!(watch.rows() < rows * percent / 100 + 2100, "{file} went on to row {}", watch.rows());
            if percent == 99 {
                continue;
            }
            // What is read already is understood only if that is wanted; at its end there is nothing left to stop.
            let opened = import::open_bytes(bytes, file, &wanted, &Watch::default()).unwrap();
            let watch = Watch::until(rows * percent / 100);
            let understood = opened.preview(&wanted, &watch);
            assert_eq!(understood.map(|_| ()), Err(ImportError::Cancelled), "{file} at {percent} %");
        }
    }
}

#[test]
fn r51_a_million_rows_are_read_and_one_more_is_refused() {
    let table = |rows: usize| format!("Date,Amount\n{}", "2026-01-05,1\n".repeat(rows - 1));
    let most = read(table(import::MOST_ROWS).as_bytes(), "a.csv", FiscalStart::JANUARY).unwrap();
    assert_eq!(most.series[0].total.to_string(), (import::MOST_ROWS - 1).to_string());
    let more = read(table(import::MOST_ROWS + 1).as_bytes(), "a.csv", FiscalStart::JANUARY).unwrap_err();
    assert!(more.to_string().contains("1,000,000 rows"), "{more}");
}

#[test]
fn r51_a_file_of_one_endless_line_is_refused_by_its_size() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("line.csv");
    std::fs::File::create(&path).unwrap().set_len(200 << 20).unwrap();
    let start = Instant::now();
    let error = import::open(&path, &Wanted::new(today(), FiscalStart::JANUARY), &Watch::default()).unwrap_err();
    assert!(error.to_string().contains("100 MB"), "{error}");
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[test]
fn r51_a_file_of_two_encodings_keeps_its_figures_and_says_how_its_letters_were_read() {
    let mut bytes = "Month,Sales,Customer\n2026-01,10.50,Müller\n".as_bytes().to_vec();
    bytes.extend_from_slice(b"2026-02,20.25,M\xfcller\n");
    let preview = read(&bytes, "a.csv", FiscalStart::JANUARY).unwrap();
    assert_eq!(preview.series[0].total.to_string(), "30.75");
    let said = preview.decisions.iter().find(|decision| decision.what.starts_with("The letters are in")).unwrap();
    assert!(said.choice.is_some(), "{said:?}");
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes, "x", FiscalStart::JANUARY);
    }

    #[test]
    fn no_table_makes_it_panic(cells in prop::collection::vec("(Month|Sales|Total|2026-0[1-9]|[0-9]{1,2}/[0-9]{1,2}/2026|[-(£€]?[0-9.,]{1,8}[)%k]?|\"|n/a|EUR|2026|Jan|Q1|FY26 P2|Status|paid|W[0-9]|é|)[,;\t\n\r]", 0..60)) {
        let table: String = cells.concat();
        for fiscal in 1..=12 {
            let _ = read(table.as_bytes(), "x", FiscalStart::new(fiscal).unwrap());
        }
        let mut wanted = Wanted::new(today(), FiscalStart::JANUARY);
        wanted.numbers = Some(Numbers::SWISS);
        let _ = import::open_pasted(&table, &wanted).and_then(|opened| opened.preview(&wanted, &Watch::default()));
    }
}
