//! Where the table lies in its sheet: titles above, header, first row of figures; and whether periods go down or across.

use super::profile::{self, Profile};
use super::role::says_total;
use super::table::{Row, Table};
use super::when::{Part, When};
use crate::text::number::shortened;
use crate::text::written::{Cell, is_missing, take_apart};

/// Rows above the header that are passed over at most.
const MOST_TITLE_ROWS: usize = 30;

/// Rows that speak for all, where a glance must do.
pub(super) const SAMPLE: usize = 500;

pub(super) struct Frame<'t> {
    pub table: &'t Table,
    pub header: Option<Row<'t>>,
    /// Index of the first row below the header.
    pub body: usize,
    pub titles: Vec<Row<'t>>,
    /// Cells in a row.
    pub width: usize,
    pub profile: Option<&'static Profile>,
    /// The columns that are periods, where periods go across.
    pub across: Vec<(usize, Head)>,
    /// What the columns of a known program are called, where it writes no header.
    unwritten: &'static [(usize, &'static str)],
}

/// What a heading says of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    When(When),
    Part(Part),
}

impl Head {
    fn read(cell: &str) -> Option<Self> {
        When::read(cell).map(Self::When).or_else(|| Part::read(cell).map(Self::Part))
    }

    fn same_kind(self, other: Self) -> bool {
        match (self, other) {
            (Self::When(a), Self::When(b)) => a.kind() == b.kind(),
            (Self::Part(a), Self::Part(b)) => std::mem::discriminant(&a) == std::mem::discriminant(&b),
            _ => false,
        }
    }
}

impl<'t> Frame<'t> {
    pub fn of(table: &'t Table) -> Self {
        let top: Vec<Row<'t>> = table.rows().take(MOST_TITLE_ROWS + 1).collect();
        let titles_of = |end: usize| {
            let words = top.iter().take(end).flat_map(|row| row.cells()).map(str::to_lowercase);
            words.collect::<Vec<_>>().join("\n")
        };
        let known = top
            .iter()
            .enumerate()
            .find_map(|(index, row)| profile::of_header(*row, &titles_of(index)).map(|profile| (index, profile)));
        if let Some((index, profile)) = known {
            return Self::with_header(table, index, Some(profile), Vec::new());
        }
        let across = top.iter().enumerate().find_map(|(index, row)| {
            heads(*row).filter(|heads| has_figures_below(table, index, heads)).map(|heads| (index, heads))
        });
        if let Some((index, heads)) = across {
            return Self::with_header(table, index, profile::of_titles(&titles_of(index)), heads);
        }
        let first = top.iter().position(|row| is_line(*row));
        let above = first.unwrap_or(top.len());
        let header = top.iter().take(above).enumerate().rev().find(|(_, row)| is_header(**row));
        // Without a row that tells when, the first row of words above a row with numbers is the header.
        let tells = |cell: &str| is_number(cell) || When::read(cell).is_some();
        let header = match first {
            Some(_) => header.map(|(index, _)| index),
            None => top.iter().enumerate().position(|(index, row)| {
                is_header(*row) && top.iter().skip(index + 1).take(3).any(|below| below.cells().any(tells))
            }),
        };
        if let Some(index) = header {
            Self::with_header(table, index, None, Vec::new())
        } else {
            let known = profile::without_header(table);
            // A heading over the first group of rows is no title.
            let body = if known.is_some() { 0 } else { first.unwrap_or(0) };
            Self {
                table,
                header: None,
                body,
                titles: top.iter().take(body).copied().collect(),
                width: widest(table, body),
                profile: known,
                across: Vec::new(),
                unwritten: known.map_or(&[], |profile| profile.columns),
            }
        }
    }

    fn with_header(
        table: &'t Table,
        index: usize,
        profile: Option<&'static Profile>,
        across: Vec<(usize, Head)>,
    ) -> Self {
        let header = table.row(index);
        let width = header.map_or(0, Row::len).max(widest(table, index + 1));
        let titles = table.rows().take(index).collect();
        Self { table, header, body: index + 1, titles, width, profile, across, unwritten: &[] }
    }

    /// Heading of a column; where there is none, its number.
    pub fn name(&self, column: usize) -> String {
        self.heading(column).map_or_else(|| format!("Column {}", column + 1), shortened)
    }

    pub fn heading(&self, column: usize) -> Option<&'t str> {
        let unwritten = || self.unwritten.iter().find(|(place, _)| *place == column).map(|(_, name)| *name);
        self.header.map(|row| row.cell(column)).filter(|name| !name.is_empty()).or_else(unwritten)
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'t>> {
        self.table.rows_from(self.body)
    }

    /// The column with this heading, in small letters.
    pub fn column(&self, heading: &str) -> Option<usize> {
        (0..self.width).find(|column| self.heading(*column).is_some_and(|cell| profile::normal(cell) == heading))
    }

    /// The column that a person names, by its heading or as "Column 3".
    pub fn column_named(&self, wanted: &str) -> Option<usize> {
        let wanted = profile::normal(wanted);
        (0..self.width).find(|column| profile::normal(&self.name(*column)) == wanted)
    }

    /// Words above the table, in small letters.
    pub fn title_words(&self) -> String {
        self.titles.iter().flat_map(|row| row.cells()).map(str::to_lowercase).collect::<Vec<_>>().join(" ")
    }
}

fn widest(table: &Table, from: usize) -> usize {
    table.rows_from(from).take(SAMPLE).map(Row::width).max().unwrap_or(0)
}

pub(super) fn is_number(cell: &str) -> bool {
    cell.contains(|c: char| c.is_ascii_digit())
        && matches!(take_apart(cell), Ok(Cell::Number(n)) if n.readings().is_ok())
}

/// Two or more cells of words.
fn is_header(row: Row<'_>) -> bool {
    let (mut cells, mut words) = (0, 0);
    for (_, cell) in row.filled() {
        cells += 1;
        words += usize::from(!is_number(cell) && When::read(cell).is_none());
    }
    cells >= 2 && words == cells && !says_total(row.filled().next().map_or("", |(_, cell)| cell))
}

/// A row that tells when and has something beside it that may be a value.
fn is_line(row: Row<'_>) -> bool {
    let tells = |cell: &str| {
        When::read(cell).is_some() || matches!(Part::read(cell), Some(part) if !matches!(part, Part::Year(_)))
    };
    let Some(at) = row.filled().find(|(_, cell)| tells(cell)).map(|(column, _)| column) else { return false };
    // What has digits may be meant as a number; whether it is one is for later.
    let valued = |cell: &str| cell.contains(|c: char| c.is_ascii_digit()) || is_missing(cell);
    row.filled().any(|(column, cell)| column != at && valued(cell)) || row.filled().count() >= 3
}

/// The headings of a row whose columns are periods: at least two of one kind, each once, going one way.
fn heads(row: Row<'_>) -> Option<Vec<(usize, Head)>> {
    let mut found: Vec<(usize, Head)> = Vec::new();
    for (column, cell) in row.filled() {
        match Head::read(cell) {
            Some(head) if found.first().is_none_or(|(_, first)| first.same_kind(head)) => found.push((column, head)),
            // A table's own row may hold two days beside its figures; a heading's periods are of one kind.
            Some(_) => return None,
            None if is_number(cell) => return None,
            None => {}
        }
    }
    let once = found.iter().enumerate().all(|(n, (_, a))| found.iter().skip(n + 1).all(|(_, b)| a != b));
    let years = |head: &Head| matches!(head, Head::Part(Part::Year(_)));
    let one_way = !found.iter().any(|(_, head)| years(head))
        || found.windows(2).all(|w| matches!(w, [(_, Head::Part(a)), (_, Head::Part(b))] if a < b))
        || found.windows(2).all(|w| matches!(w, [(_, Head::Part(a)), (_, Head::Part(b))] if a > b));
    (found.len() >= 2 && once && one_way).then_some(found)
}

fn has_figures_below(table: &Table, header: usize, heads: &[(usize, Head)]) -> bool {
    let below: Vec<Row<'_>> = table.rows_from(header + 1).take(40).collect();
    let value = |row: &Row<'_>| heads.iter().any(|(column, _)| is_number(row.cell(*column)));
    let foreign = |row: &Row<'_>| {
        heads.iter().any(|(column, _)| {
            let cell = row.cell(*column);
            !cell.is_empty() && !is_number(cell) && When::read(cell).is_some()
        })
    };
    below.iter().any(value) && !below.iter().any(foreign)
}

/// What the cells of a column are, by the first rows.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Content {
    pub filled: usize,
    pub whens: usize,
    /// Months, quarters or weeks without a year.
    pub parts: usize,
    pub years: usize,
    pub numbers: usize,
    pub words: usize,
    /// Numbers that may count days, those of them with a time, and eight digits that may be a day.
    pub serials: usize,
    pub timed: usize,
    pub packed: usize,
    pub currencies: usize,
    pub missing: usize,
}

impl Content {
    pub fn of(frame: &Frame<'_>, column: usize) -> Self {
        let mut content = Self::default();
        for row in frame.rows().take(SAMPLE) {
            let cell = row.cell(column);
            if cell.is_empty() {
                continue;
            }
            content.filled += 1;
            let when = When::read(cell).is_some();
            let part = Part::read(cell);
            let number = is_number(cell);
            content.whens += usize::from(when);
            content.parts += usize::from(part.is_some_and(|part| !matches!(part, Part::Year(_))));
            content.years += usize::from(matches!(part, Some(Part::Year(_))));
            content.numbers += usize::from(number);
            content.missing += usize::from(is_missing(cell));
            content.words += usize::from(!number && !is_missing(cell));
            let whole = cell.bytes().all(|byte| byte.is_ascii_digit());
            let serial = matches!(cell.parse::<f64>(), Ok(days) if (20_000.0..=73_050.0).contains(&days));
            content.serials += usize::from(serial);
            content.timed += usize::from(serial && !whole);
            content.packed += usize::from(super::when::packed(cell).is_some());
            content.currencies += usize::from(crate::text::currency::alone(cell).is_some());
        }
        content
    }

    /// Mostly numbers; a word here and there is a fault of the file and not of the column.
    pub const fn is_numeric(&self) -> bool {
        self.numbers > 0 && self.numbers * 4 >= self.words
    }
}

/// Whether a sheet has rows with numbers beside something that names them.
pub(super) fn holds_table(table: &Table) -> bool {
    table.rows().take(SAMPLE).filter(|row| row.filled().count() >= 2 && row.cells().any(is_number)).count() >= 2
        || (table.len() >= 2 && table.rows().take(SAMPLE).any(is_line))
}
