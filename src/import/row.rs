//! Which rows hold figures, and which are titles, headings, subtotals, footers or the second line of an order.

use std::hash::Hasher;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHasher;

use super::amount;
use super::clock::Clock;
use super::frame::{Frame, is_number};
use super::preview::Skipped;
use super::role::{is_grand_total, is_sum, says_total};
use super::table::Row;
use super::when::{When, is_month_name};
use super::{ImportError, Watch, side};
use crate::model::{Amount, Period};
use crate::text::number::shortened;
use crate::text::written::is_missing;

/// A row with figures: its place in the table, when it is, and under which heading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub row: u32,
    /// An index into [`Lines::groups`]; 0 is none.
    pub group: u32,
    pub when: When,
    /// What `when` comes to, once the order of dates and the like is settled.
    pub period: Period,
    pub glance: Glance,
}

/// What is asked of a row again and again, noted while its text is at hand: to fetch a long table from memory takes longer
/// than to read it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glance {
    /// The amount in the column of [`Lines::value`] in millionths, if it is a plain number, or else [`Glance::NONE`].
    amount: i64,
    /// The row's print by the columns of [`Lines::printed`].
    pub print: u32,
    /// A fingerprint of the whole row, for looking up copies; of this reading only, no plan keeps it.
    pub whole: u32,
}

impl Glance {
    const NONE: i64 = i64::MIN;

    fn at(row: Row<'_>, value: Option<usize>, printed: &[usize], text: &mut Vec<u8>) -> Self {
        let mut whole = FxHasher::default();
        whole.write(row.joined().as_bytes());
        Self {
            amount: value.and_then(|column| amount::plain(row.cell(column).as_bytes())).unwrap_or(Self::NONE),
            print: print(row, printed, text),
            whole: u32::try_from(whole.finish() >> 32).unwrap_or(0),
        }
    }

    pub fn amount(self) -> Option<Amount> {
        if self.amount == Self::NONE { None } else { Amount::from_millionths(i128::from(self.amount)) }
    }
}

/// What a row is known by when the file comes again: the texts of these cells. Plans keep sums of it; `text` is for reuse.
pub(super) fn print(row: Row<'_>, columns: &[usize], text: &mut Vec<u8>) -> u32 {
    text.clear();
    for column in columns {
        text.extend_from_slice(row.cell(*column).as_bytes());
        text.push(0);
    }
    crc32fast::hash(text)
}

/// A row of sums, which is not imported but checked.
#[derive(Clone, Copy, Debug)]
pub(super) struct TotalRow<'t> {
    pub row: Row<'t>,
    pub label: &'t str,
    /// Its place in the table.
    pub index: usize,
    pub group: u32,
}

impl TotalRow<'_> {
    /// Whether its numbers are sums, and not averages.
    pub fn is_sum(&self) -> bool {
        self.label.is_empty() || self.label.split(|c: char| !c.is_alphabetic()).any(is_sum)
    }

    pub fn is_grand(&self) -> bool {
        self.is_sum() && is_grand_total(self.label)
    }
}

pub(super) struct Lines<'t> {
    pub rows: Vec<Line>,
    pub totals: Vec<TotalRow<'t>>,
    pub skipped: Vec<Skipped>,
    /// Names over groups of rows; the first is empty.
    pub groups: Vec<&'t str>,
    /// The column whose amounts the glances have, and the columns of their prints.
    pub value: Option<usize>,
    pub printed: Vec<usize>,
}

/// What the rows are sorted by.
pub(super) struct Sorter<'f, 't> {
    pub frame: &'f Frame<'t>,
    pub clock: Clock,
    /// Columns that may hold values.
    pub numeric: &'f [usize],
    /// The column whose amounts are taken, as far as known.
    pub value: Option<usize>,
    pub document: Option<usize>,
    /// Rows without a day are left out and no mistake, as deals may have none.
    pub may_lack_day: bool,
}

/// What a row says of time, by itself.
#[derive(Clone, Copy, Debug)]
enum Ahead {
    Tells(When, Glance),
    /// It tells, but has not the cells that it should have.
    Ragged,
    Silent,
}

/// Rows that stand alone and wait for what comes after them.
struct Pending<'t> {
    row: Row<'t>,
    text: &'t str,
}

impl<'t> Sorter<'_, 't> {
    pub fn sort(&self, watch: &Watch) -> Result<Lines<'t>, ImportError> {
        let table = self.frame.table;
        let printed: Vec<usize> = self.clock.column().into_iter().chain(self.value).chain(self.document).collect();
        let mut out = Lines {
            rows: Vec::new(),
            totals: Vec::new(),
            skipped: Vec::new(),
            groups: vec![""],
            value: self.value,
            printed: printed.clone(),
        };
        out.rows.reserve_exact(table.len().saturating_sub(self.frame.body));
        let title: Arc<str> = "it is a title".into();
        out.skipped.extend(self.frame.titles.iter().map(|row| Skipped { row: row.number(), why: Arc::clone(&title) }));
        let mut pending: Vec<Pending<'t>> = Vec::new();
        let mut group = 0;
        let row_at = |index: usize| table.row(index).ok_or(ImportError::HeaderOnly);
        for (index, when) in (self.frame.body..).zip(self.whens(&printed)) {
            if index.is_multiple_of(4096) {
                watch.at(index)?;
            }
            match when {
                Ahead::Tells(when, glance) => {
                    if !pending.is_empty() {
                        group = out.head(&mut pending);
                    }
                    out.rows.push(Line {
                        row: u32::try_from(index).unwrap_or(u32::MAX),
                        group,
                        when,
                        period: Period::month(1970, 1),
                        glance,
                    });
                }
                Ahead::Ragged => self.check_width(row_at(index)?, index, self.width().unwrap_or_default())?,
                Ahead::Silent => {
                    let row = row_at(index)?;
                    if self.sort_in(row, index, group, &mut pending, &mut out)? {
                        group = 0;
                    }
                }
            }
        }
        let footer: Arc<str> = "it is a footer".into();
        for alone in pending {
            let why = if self.frame.width > 2 {
                Arc::clone(&footer)
            } else {
                format!("\"{}\" stands alone in it", shortened(alone.text)).into()
            };
            out.skipped.push(Skipped { row: alone.row.number(), why });
        }
        out.rows.shrink_to_fit();
        Ok(out)
    }

    /// When the rows are, read side by side and some way ahead.
    fn whens(&self, printed: &[usize]) -> impl Iterator<Item = Ahead> {
        const AHEAD: usize = 1 << 17;
        let table = self.frame.table;
        let width = self.width();
        let read = move |index: usize, row: Row<'t>, text: &mut Vec<u8>| {
            let when = self.clock.read(row, table.from_1904).filter(|_| !self.is_labelled_total(row));
            match when {
                None => Ahead::Silent,
                Some(_) if width.is_some_and(|width| self.check_width(row, index, width).is_err()) => Ahead::Ragged,
                Some(when) => Ahead::Tells(when, Glance::at(row, self.value, printed, text)),
            }
        };
        let part = move |part: Range<usize>| {
            let mut text = Vec::new();
            let rows = part.clone().zip(table.rows_from(part.start));
            rows.map(|(index, row)| read(index, row, &mut text)).collect::<Vec<_>>()
        };
        (self.frame.body..table.len())
            .step_by(AHEAD)
            .flat_map(move |start| side::by_parts(start..table.len().min(start + AHEAD), part).into_iter().flatten())
    }

    /// Where no column tells when, a total is known by its label alone.
    fn is_labelled_total(&self, row: Row<'t>) -> bool {
        matches!(self.clock, Clock::Whole(_)) && {
            let mut filled = row.filled();
            let label = filled.next().map_or("", |(_, cell)| cell);
            says_total(label) || (filled.next().is_none() && !is_number(label))
        }
    }

    /// Puts a row that has no day where it belongs; answers whether it ends a group.
    fn sort_in(
        &self,
        row: Row<'t>,
        index: usize,
        group: u32,
        pending: &mut Vec<Pending<'t>>,
        out: &mut Lines<'t>,
    ) -> Result<bool, ImportError> {
        if is_repeated_header(self.frame, row) {
            out.skipped.push(Skipped { row: row.number(), why: "it repeats the header".into() });
            return Ok(false);
        }
        let mut filled = row.filled();
        let first = filled.next();
        let alone = filled.next().is_none();
        let cell = self.clock.column().map_or("", |column| row.cell(column));
        let label = row.filled().map(|(_, cell)| cell).find(|cell| !is_number(cell)).unwrap_or_default();
        if says_total(if cell.is_empty() || is_number(cell) { label } else { cell }) {
            let label = if cell.is_empty() || is_number(cell) { label } else { cell };
            out.totals.push(TotalRow { row, label, index, group });
            return Ok(true);
        }
        let has_value =
            self.numeric.iter().any(|column| Some(*column) != self.clock.column() && is_number(row.cell(*column)));
        if alone && !has_value {
            pending.extend(first.map(|(_, text)| Pending { row, text }));
            return Ok(false);
        }
        if let Some(line) = self.continues(row, out) {
            let has_own = self.value.is_some_and(|column| !is_missing(row.cell(column)));
            if has_own {
                let glance = Glance::at(row, out.value, &out.printed, &mut Vec::new());
                let last = Line { row: u32::try_from(index).unwrap_or(u32::MAX), glance, ..line };
                out.rows.push(last);
            } else {
                let document = self.document.map_or("", |column| row.cell(column));
                let why = format!("it continues \"{}\", whose amounts stand on its first row", shortened(document));
                out.skipped.push(Skipped { row: row.number(), why: why.into() });
            }
            return Ok(false);
        }
        let column = self.clock.column().unwrap_or_default();
        if cell.is_empty() && has_value && !self.may_lack_day {
            if label.is_empty() && !out.rows.is_empty() {
                // Perhaps a total without a word; the sums will tell.
                out.totals.push(TotalRow { row, label, index, group });
                return Ok(true);
            }
            return Err(ImportError::NoPeriod { row: row.number(), column: self.frame.name(column) });
        }
        if is_missing(cell) {
            let why = if has_value { "it has no date" } else { "it has neither a date nor an amount" };
            out.skipped.push(Skipped { row: row.number(), why: why.into() });
            return Ok(false);
        }
        Err(self.bad_period(row, advice_for(cell)))
    }

    /// The line that this row goes on with: of the same order or invoice, without a day of its own.
    fn continues(&self, row: Row<'t>, out: &Lines<'t>) -> Option<Line> {
        let column = self.document?;
        let document = row.cell(column);
        let cell = row.cell(self.clock.column()?);
        let last = out.rows.last()?;
        let before = self.frame.table.row(last.row as usize)?;
        (!document.is_empty() && cell.is_empty() && before.cell(column) == document).then_some(*last)
    }

    pub fn bad_period(&self, row: Row<'_>, advice: &'static str) -> ImportError {
        let column = self.clock.column().unwrap_or_default();
        let text = shortened(row.cell(column));
        ImportError::BadPeriod { row: row.number(), column: self.frame.name(column), text, advice }
    }

    /// The header's cells, and those up to the last one that isn't empty; not of a workbook, whose rows end anywhere.
    fn width(&self) -> Option<(usize, usize)> {
        self.frame.header.filter(|_| !self.frame.table.typed).map(|header| (header.len(), header.width()))
    }

    /// `expected` cells are in the header, the last one that isn't empty is in column `least`.
    fn check_width(&self, row: Row<'_>, index: usize, (expected, least): (usize, usize)) -> Result<(), ImportError> {
        // A row that ends early is a cut file, or lacks what is to be read; else its program saves empty cells.
        let needed = self.value.map_or(0, |column| column + 1);
        let cut = row.len() < least && (index + 1 == self.frame.table.len() || row.len() < needed);
        let (cells, advice) = if row.len() > expected && row.width() > expected {
            (
                row.width(),
                "put amounts with decimal commas and texts with the separator in quotation marks, or export with semicolons",
            )
        } else if cut {
            (row.len(), "write all cells of the row, empty ones too; the file may be cut off here")
        } else {
            return Ok(());
        };
        Err(ImportError::Ragged { row: row.number(), cells, expected, text: row.shown(), advice })
    }
}

impl<'t> Lines<'t> {
    /// The rows that waited are headings over what comes now; the last of them names the group.
    fn head(&mut self, pending: &mut Vec<Pending<'t>>) -> u32 {
        let name = pending.last().map_or("", |alone| alone.text);
        for alone in pending.drain(..) {
            let why = format!("\"{}\" is a heading over the rows beneath", shortened(alone.text));
            self.skipped.push(Skipped { row: alone.row.number(), why: why.into() });
        }
        self.groups.push(name);
        u32::try_from(self.groups.len() - 1).unwrap_or(0)
    }

    pub fn skip(&mut self, row: usize, why: &Arc<str>) {
        self.skipped.push(Skipped { row, why: Arc::clone(why) });
    }
}

/// Whether a row says the header once more, as on each page of a printed report.
pub(super) fn is_repeated_header(frame: &Frame<'_>, row: Row<'_>) -> bool {
    frame.header.is_some_and(|header| row.filled().count() > 1 && row.filled().eq(header.filled()))
}

fn advice_for(cell: &str) -> &'static str {
    if is_month_name(cell) { "add the year, as in Jan 2026" } else { "write it like 2026-07, Jul 2026 or 2026-07-31" }
}
