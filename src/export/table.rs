//! A chart's table as text: TSV for the clipboard, CSV for a file.

use crate::chart::table::Table;
use crate::text::Numbers;

/// Tabs between cells, a line feed after each row.
#[must_use]
pub fn tsv(table: &Table) -> String {
    lines(table, "\t", |cell| cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect())
}

/// RFC 4180 with line feeds; semicolons between cells where the comma is the decimal sign.
#[must_use]
pub fn csv(table: &Table, numbers: Numbers) -> String {
    let separator = if numbers.decimal == ',' { ";" } else { "," };
    lines(table, separator, |cell| {
        if cell.contains([',', ';', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
    })
}

fn lines(table: &Table, separator: &str, written: impl Fn(String) -> String) -> String {
    let mut out = String::new();
    for row in std::iter::once(&table.head).chain(&table.rows) {
        for (index, cell) in row.iter().enumerate() {
            if index > 0 {
                out.push_str(separator);
            }
            out.push_str(&written(inert(cell)));
        }
        out.push('\n');
    }
    out
}

/// A name that a spreadsheet would take for a formula gets an apostrophe; numbers stay numbers.
fn inert(cell: &str) -> String {
    let number = cell.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | ','));
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !number { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(cells: &[&str]) -> Table {
        Table {
            head: vec!["Period".into(), "Sold".into()],
            rows: vec![cells.iter().map(ToString::to_string).collect()],
        }
    }

    #[test]
    fn tsv_is_one_line_a_row_whatever_the_cells_hold() {
        assert_eq!(tsv(&table(&["2026-07", "-12.50"])), "Period\tSold\n2026-07\t-12.50\n");
        assert_eq!(tsv(&table(&["a\tb\nc", ""])), "Period\tSold\na b c\t\n");
    }

    #[test]
    fn csv_reads_back_with_a_csv_reader() {
        let cells = ["Jul, \"the\" month\nsecond", "1234,50"];
        for (numbers, separator) in [(Numbers::CONTINENTAL, b';'), (Numbers::ENGLISH, b',')] {
            let out = csv(&table(&cells), numbers);
            let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(out.as_bytes());
            let record = reader.records().next().unwrap().unwrap();
            assert_eq!(record.iter().collect::<Vec<_>>(), cells);
        }
    }

    #[test]
    fn a_name_is_no_formula() {
        assert_eq!(csv(&table(&["=1+1", "-5"]), Numbers::ENGLISH), "Period,Sold\n'=1+1,-5\n");
    }
}
