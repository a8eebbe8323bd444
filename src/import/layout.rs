//! Which rows and columns are what: titles, header, data, totals; the period column.

use super::table::{Row, Table};
use super::when::{When, bare_year, is_month_name};
use super::{Decision, ImportError, Skipped};
use crate::text::number::shortened;
use crate::text::plural;

/// A data row and what its period cell says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    pub row: &'t Row,
    pub when: When,
}

/// A row of sums, which is not imported but checked.
#[derive(Clone, Copy, Debug)]
pub(super) struct TotalRow<'t> {
    pub row: &'t Row,
    /// Data rows that stand before it.
    pub lines_before: usize,
}

#[derive(Debug)]
pub(super) struct Layout<'t> {
    header: Option<&'t Row>,
    /// Cells in a row, the ones without a heading included.
    pub width: usize,
    pub period_column: usize,
    /// At least one.
    pub lines: Vec<Line<'t>>,
    pub totals: Vec<TotalRow<'t>>,
    pub skipped: Vec<Skipped>,
}

/// Rows above the header that are passed over at most.
const MOST_TITLE_ROWS: usize = 30;

impl<'t> Layout<'t> {
    pub fn of(table: &'t Table, decisions: &mut Vec<Decision>) -> Result<Self, ImportError> {
        let titles = table.rows.iter().take(MOST_TITLE_ROWS).take_while(|row| is_title(row)).count();
        let (titles, rows) = table.rows.split_at(titles);
        let Some(top) = rows.first() else { return Err(ImportError::OneColumn) };
        refuse_months_across(top)?;
        let (period_column, read) = find_periods(top, rows)?;
        let header = read(top.cell(period_column)).is_none().then_some(top);
        let body = if header.is_some() { rows.get(1..).unwrap_or_default() } else { rows };
        let mut layout = Self {
            header,
            width: top.len(),
            period_column,
            lines: Vec::with_capacity(body.len()),
            totals: Vec::new(),
            skipped: Vec::new(),
        };
        layout.skipped.extend(titles.iter().map(|row| Skipped { row: row.number, why: "it is a title".into() }));
        for row in body {
            layout.sort_in(row, read, table.delimiter)?;
        }
        layout.tell(decisions);
        if layout.lines.is_empty() { Err(ImportError::HeaderOnly) } else { Ok(layout) }
    }

    /// Heading of a column; where there is none, its number.
    pub fn name(&self, column: usize) -> String {
        self.heading(column).map_or_else(|| format!("Column {}", column + 1), shortened)
    }

    pub fn heading(&self, column: usize) -> Option<&'t str> {
        self.header.map(|row| row.cell(column)).filter(|name| !name.is_empty())
    }

    pub fn period_name(&self) -> String {
        self.name(self.period_column)
    }

    pub fn value_columns(&self) -> impl Iterator<Item = usize> {
        let period_column = self.period_column;
        (0..self.width).filter(move |column| *column != period_column)
    }

    fn sort_in(&mut self, row: &'t Row, read: Reader, delimiter: u8) -> Result<(), ImportError> {
        let cell = row.cell(self.period_column);
        if let Some(when) = read(cell) {
            self.check_width(row, delimiter)?;
            self.lines.push(Line { row, when });
            return Ok(());
        }
        let label = if cell.is_empty() { row.cells().find(|c| !c.is_empty()).unwrap_or_default() } else { cell };
        let others = || row.cells().enumerate().filter(|(column, _)| *column != self.period_column);
        let alone = others().all(|(_, c)| c.is_empty());
        if says_total(label) {
            self.totals.push(TotalRow { row, lines_before: self.lines.len() });
        } else if alone && !cell.is_empty() {
            let why = format!("\"{}\" stands alone in it", shortened(cell));
            self.skipped.push(Skipped { row: row.number, why });
        } else if !cell.is_empty() {
            return Err(self.bad_period(row, advice_for(cell)));
        } else if others().any(|(_, c)| c.contains(|c: char| c.is_ascii_digit())) {
            return Err(ImportError::NoPeriod { row: row.number, column: self.period_name() });
        } else {
            self.skipped.push(Skipped { row: row.number, why: "it has neither a period nor a value".into() });
        }
        Ok(())
    }

    pub fn bad_period(&self, row: &Row, advice: &'static str) -> ImportError {
        let text = shortened(row.cell(self.period_column));
        ImportError::BadPeriod { row: row.number, column: self.period_name(), text, advice }
    }

    fn check_width(&self, row: &Row, delimiter: u8) -> Result<(), ImportError> {
        let least = self.header.map_or(self.width, Row::width);
        let (cells, advice) = match (row.width(), row.len()) {
            (width, _) if width > self.width && delimiter == b',' => {
                (width, "if its amounts have decimal commas, export with semicolons between the cells")
            }
            (width, _) if width > self.width => (width, "put a text that holds the separator in quotation marks"),
            (_, len) if len < least => (len, "write all cells of the row, empty ones too"),
            _ => return Ok(()),
        };
        Err(ImportError::Ragged { row: row.number, cells, expected: self.width, text: row.shown(), advice })
    }

    fn tell(&self, decisions: &mut Vec<Decision>) {
        match self.header {
            Some(row) => {
                let why = format!("\"{}\" is not a month or a date", shortened(row.cell(self.period_column)));
                decisions.push(Decision::new(format!("Row {} is the header", row.number), why));
            }
            None => decisions.push(Decision::new("There is no header", "the first row already holds figures")),
        }
        if let Some(line) = self.lines.first() {
            let sample = shortened(line.row.cell(self.period_column));
            let rows = plural::count(self.lines.len(), "row");
            let has = if self.lines.len() == 1 { "has" } else { "have" };
            let why = format!("{rows} {has} a {} there, as \"{sample}\"", line.when.kind());
            decisions.push(Decision::new(format!("\"{}\" tells when", self.period_name()), why));
        }
    }
}

type Reader = fn(&str) -> Option<When>;

fn is_title(row: &Row) -> bool {
    row.width() == 1 && When::read(row.cell(0)).is_none()
}

fn refuse_months_across(top: &Row) -> Result<(), ImportError> {
    let is_month = |cell: &&str| matches!(When::read(cell), Some(When::Period(_))) || is_month_name(cell);
    let mut months = top.cells().filter(is_month);
    match (months.next(), months.next()) {
        (Some(first), Some(second)) => {
            let (first, second) = (shortened(first), shortened(second));
            Err(ImportError::Wide { row: top.number, first, second })
        }
        _ => Ok(()),
    }
}

/// The column with the most periods, the first of them where several have as many.
fn find_periods(top: &Row, rows: &[Row]) -> Result<(usize, Reader), ImportError> {
    const SAMPLE: usize = 500;
    let sample = rows.get(..rows.len().min(SAMPLE)).unwrap_or_default();
    let filled = |column: usize| sample.iter().map(move |row| row.cell(column)).filter(|cell| !cell.is_empty());
    let count = |column: usize| filled(column).filter(|cell| When::read(cell).is_some()).count();
    let widest = sample.iter().map(Row::len).max().unwrap_or(0).min(top.len().max(1));
    let best = (0..widest).map(|column| (count(column), column)).max_by_key(|(n, column)| (*n, usize::MAX - column));
    if let Some((found, column)) = best.filter(|(found, _)| *found > 0)
        && found * 4 >= filled(column).count()
    {
        return Ok((column, When::read));
    }
    let years: fn(&str) -> Option<When> = |cell| bare_year(cell).map(When::Period);
    let body = || sample.iter().skip(1).map(|row| row.cell(0)).filter(|cell| !says_total(cell));
    if body().count() > 0 && body().all(|cell| years(cell).is_some()) {
        return Ok((0, years));
    }
    let Some(row) = rows.get(1) else { return Err(ImportError::HeaderOnly) };
    let sample = {
        let cell = row.cells().find(|c| !c.is_empty()).unwrap_or_default();
        format!(" (\"{}\" in row {} is neither)", shortened(cell), row.number)
    };
    Err(ImportError::NoPeriods { sample })
}

fn advice_for(cell: &str) -> &'static str {
    if is_month_name(cell) { "add the year, as in Jan 2026" } else { "write it like 2026-07, Jul 2026 or 2026-07-31" }
}

/// "Total", "Grand totals (12 records)", "Summe 2025", "Average".
fn says_total(label: &str) -> bool {
    label.split(|c: char| !c.is_alphabetic()).any(|word| is_sum(word) || is_average(word))
}

fn is_sum(word: &str) -> bool {
    const SUMS: [&str; 12] = [
        "total",
        "totals",
        "subtotal",
        "subtotals",
        "sum",
        "summe",
        "gesamt",
        "gesamtsumme",
        "zwischensumme",
        "totale",
        "totaal",
        "suma",
    ];
    SUMS.iter().any(|sum| word.eq_ignore_ascii_case(sum))
}

fn is_average(word: &str) -> bool {
    ["average", "avg", "mean", "durchschnitt", "mittelwert"].iter().any(|mean| word.eq_ignore_ascii_case(mean))
}

impl TotalRow<'_> {
    /// Whether its numbers are sums, and not averages.
    pub fn is_sum(&self, period_column: usize) -> bool {
        let cell = self.row.cell(period_column);
        let label = if cell.is_empty() { self.row.cells().find(|c| !c.is_empty()).unwrap_or_default() } else { cell };
        label.split(|c: char| !c.is_alphabetic()).any(is_sum)
    }
}
