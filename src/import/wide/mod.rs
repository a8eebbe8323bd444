//! Tables whose columns are periods: names or lines of a report down, or the other half of the period.

mod pick;

use chrono::{Datelike, NaiveDate};

use super::amount::{self, Asked, Measured};
use super::clock;
use super::frame::{Frame, Head, is_number};
use super::order::{Evidence, Order};
use super::preview::{Found, Role, Skipped};
use super::role::{self, says_total};
use super::row::is_repeated_header;
use super::sum::{self, Sums};
use super::table::Row;
use super::time;
use super::told::Told;
use super::when::{Part, When};
use super::{ImportError, Understood, Wanted, Watch};
use crate::model::{Currency, Granularity, Period, Unit};
use crate::text::currency;
use crate::text::number::shortened;

/// Series that a table makes unasked, if each of its rows is one; of more the sum is taken.
const FEW: usize = 12;

struct Wide<'f, 't> {
    frame: &'f Frame<'t>,
    /// Columns left of the periods that name the rows.
    labels: Vec<usize>,
    notes: Option<usize>,
    lines: Vec<Line<'t>>,
    totals: Vec<Line<'t>>,
    skipped: Vec<Skipped>,
}

#[derive(Clone, Debug)]
struct Line<'t> {
    row: Row<'t>,
    label: String,
    /// What the rows around it stand under.
    heading: usize,
}

pub(super) fn read(
    frame: &Frame<'_>,
    wanted: &Wanted,
    told: &mut Told<'_>,
    watch: &Watch,
) -> Result<Understood, ImportError> {
    if let Some(header) = frame.header {
        let first = frame.across.first().map_or("", |(column, _)| header.cell(*column));
        let last = frame.across.last().map_or("", |(column, _)| header.cell(*column));
        let why = format!("\"{}\" to \"{}\" stand side by side in it", shortened(first), shortened(last));
        told.decide_by(format!("Row {} is the header, with periods across", header.number()), why, header.number());
    }
    for note in frame.profile.map_or(&[][..], |profile| profile.notes) {
        told.note(*note);
    }
    let table = Wide::of(frame, watch)?;
    let crossed = table.crossed();
    let heads = if crossed { None } else { Some(table.periods(wanted, told)?) };
    let measured = table.measure(wanted, told)?;
    let currency = table.currency(wanted, told);
    let period_of = |line: &Line<'_>, column: usize, head: Head| -> Option<Period> {
        match &heads {
            Some(periods) => periods.iter().find(|(other, _)| *other == column).map(|(_, period)| *period),
            None => cross(head, Part::read(&line.label)?),
        }
    };
    let sums_of = |lines: &[&Line<'_>]| -> Result<Sums, ImportError> {
        let mut sums = Sums::default();
        for line in lines {
            for (column, head) in &frame.across {
                let Some(period) = period_of(line, *column, *head) else { continue };
                match table.amount(line, *column, measured)? {
                    Some(amount) => sums.add(period, amount, print(line, *column)),
                    // In a calendar that is not full yet an empty cell is a month to come.
                    None if crossed => {}
                    None => sums.name(period),
                }
            }
        }
        Ok(sums)
    };
    let picked = table.pick(crossed, wanted, told)?;
    let mut series = Vec::with_capacity(picked.len());
    for pick in &picked {
        let found = sums_of(&pick.lines)?.finish(pick.name.clone(), Unit::Money, currency, wanted)?;
        if !found.totals.is_empty() {
            series.push(Found { taken: pick.taken, ..found });
        }
    }
    if series.is_empty() {
        return Err(ImportError::NoValues { column: "the periods across".to_owned() });
    }
    table.attach_notes(&mut series, period_of);
    if crossed {
        name_last(&mut series, &table, period_of);
    }
    sum::give_names(&mut series);
    let granularity =
        series.first().and_then(|found| found.totals.first()).map_or(Granularity::Month, |t| t.period.granularity());
    time::tell_fiscal(granularity, series.first().and_then(|f| f.totals.first()).map(|t| t.period), wanted, told);
    let mut skipped = table.skipped.clone();
    let control = table.check_totals(&picked, &series, measured, &mut skipped)?;
    sum::tell_missing(&series, wanted, told);
    let (first_day, data_date): (NaiveDate, NaiveDate) =
        sum::speaks_of(frame, None, granularity, &series, wanted, told);
    let used: Vec<usize> = picked.iter().flat_map(|pick| pick.lines.iter().map(|line| line.row.number())).collect();
    for line in table.lines.iter().chain(&table.totals) {
        let number = line.row.number();
        if !used.contains(&number) && skipped.iter().all(|s| s.row != number) {
            skipped.push(Skipped { row: number, why: "it is none of the lines that are taken".into() });
        }
    }
    skipped.retain(|skipped| !used.contains(&skipped.row));
    let mut distinct = used;
    distinct.sort_unstable();
    distinct.dedup();
    Ok(Understood {
        roles: table.roles(),
        series,
        control,
        granularity,
        first_day,
        data_date,
        used: distinct.len(),
        skipped,
    })
}

impl<'f, 't> Wide<'f, 't> {
    fn of(frame: &'f Frame<'t>, watch: &Watch) -> Result<Self, ImportError> {
        let first = frame.across.first().map_or(0, |(column, _)| *column);
        let across = |column: &usize| frame.across.iter().any(|(other, _)| other == column);
        let has_words = |column: &usize| {
            frame
                .rows()
                .take(super::frame::SAMPLE)
                .any(|row| !row.cell(*column).is_empty() && !is_number(row.cell(*column)))
                || frame
                    .rows()
                    .take(super::frame::SAMPLE)
                    .any(|row| matches!(Part::read(row.cell(*column)), Some(Part::Year(_))))
        };
        let labels = (0..first).filter(|column| !across(column)).filter(has_words).collect();
        let notes =
            (0..frame.width).find(|column| !across(column) && frame.heading(*column).is_some_and(role::is_note));
        let skipped =
            frame.titles.iter().map(|row| Skipped { row: row.number(), why: "it is a title".into() }).collect();
        let mut wide = Self { frame, labels, notes, lines: Vec::new(), totals: Vec::new(), skipped };
        let mut pending: Vec<Row<'t>> = Vec::new();
        let mut heading = 0;
        for (n, row) in frame.rows().enumerate() {
            if n.is_multiple_of(1024) {
                watch.at(n)?;
            }
            let label = wide.label(row);
            if is_repeated_header(frame, row) {
                wide.skipped.push(Skipped { row: row.number(), why: "it repeats the header".into() });
            } else if !frame.across.iter().any(|(column, _)| is_number(row.cell(*column)))
                && !wide.is_line_of_blanks(row)
            {
                wide.refuse_words(row, &label)?;
                pending.push(row);
            } else {
                if !pending.is_empty() {
                    heading = row.number();
                    wide.skip_all(&mut pending, true);
                }
                let line = Line { row, label, heading };
                if says_total(&line.label) { wide.totals.push(line) } else { wide.lines.push(line) }
            }
        }
        wide.skip_all(&mut pending, false);
        if wide.lines.is_empty() && wide.totals.is_empty() { Err(ImportError::HeaderOnly) } else { Ok(wide) }
    }

    fn label(&self, row: Row<'_>) -> String {
        let cells: Vec<&str> =
            self.labels.iter().map(|column| row.cell(*column)).filter(|cell| !cell.is_empty()).collect();
        cells.join(", ")
    }

    /// A row of a calendar whose year has nothing in it yet.
    fn is_line_of_blanks(&self, row: Row<'_>) -> bool {
        let cells = || self.frame.across.iter().map(|(column, _)| row.cell(*column));
        cells().all(crate::text::written::is_missing)
            && (Part::read(&self.label(row)).is_some() || cells().any(|cell| !cell.is_empty()))
    }

    /// Text where amounts should stand, beside a name: that is a mistake and no heading.
    fn refuse_words(&self, row: Row<'_>, label: &str) -> Result<(), ImportError> {
        let words = self.frame.across.iter().filter(|(column, _)| !row.cell(*column).is_empty());
        match words.clone().next() {
            Some((column, _)) if !label.is_empty() && words.count() * 2 > self.frame.across.len() => {
                Err(self.bad(row, *column))
            }
            _ => Ok(()),
        }
    }

    fn bad(&self, row: Row<'_>, column: usize) -> ImportError {
        let text = shortened(row.cell(column));
        ImportError::BadValue {
            row: row.number(),
            column: self.frame.name(column),
            text,
            fault: amount::fault_of(row.cell(column)),
        }
    }

    fn skip_all(&mut self, pending: &mut Vec<Row<'t>>, before_lines: bool) {
        for row in pending.drain(..) {
            let text = row.cells().find(|cell| !cell.is_empty()).unwrap_or_default();
            let why = if before_lines {
                format!("\"{}\" is a heading over the rows beneath", shortened(text))
            } else {
                "it is a footer".to_owned()
            };
            self.skipped.push(Skipped { row: row.number(), why: why.into() });
        }
    }

    /// Whether the rows hold the other half of the period: months down and years across, or the other way round.
    fn crossed(&self) -> bool {
        let Some((_, Head::Part(head))) = self.frame.across.first() else { return false };
        let years = matches!(head, Part::Year(_));
        let other =
            |line: &Line<'_>| Part::read(&line.label).is_some_and(|part| matches!(part, Part::Year(_)) != years);
        !self.lines.is_empty() && self.lines.iter().all(other)
    }

    /// The order of day and month in which each heading is the first day of a month of its own, if only one is like that.
    fn only_order(&self) -> Option<Order> {
        let months = |order: Order| -> Option<Vec<NaiveDate>> {
            let day = |head: &Head| match head {
                Head::When(When::Slashed(three)) => order.date(*three),
                _ => None,
            };
            self.frame.across.iter().map(|(_, head)| day(head)).collect()
        };
        let fits = |order: Order| months(order).is_some_and(|days| days.iter().all(|day| day.day() == 1));
        match (fits(Order::Day), fits(Order::Month)) {
            (true, false) => Some(Order::Day),
            (false, true) => Some(Order::Month),
            _ => None,
        }
    }

    /// The period of each column that is one.
    fn periods(&self, wanted: &Wanted, told: &mut Told<'_>) -> Result<Vec<(usize, Period)>, ImportError> {
        let header = self.frame.header;
        let cell = |column: usize| header.map_or("", |row| row.cell(column));
        let number = header.map_or(0, Row::number);
        let mut evidence = Evidence::new(wanted.today);
        for (column, head) in &self.frame.across {
            if let Head::When(when) = head {
                evidence.see(*when, *column);
            }
        }
        let place = |column: usize| super::Place { row: number, text: shortened(cell(column)).into() };
        let order = match self.only_order() {
            Some(order) => {
                told.decide("The dates stand for whole months", "read so, each is the first of a month of its own");
                order
            }
            None => evidence.settle("the header", place, told)?,
        };
        let mut periods = Vec::with_capacity(self.frame.across.len());
        let mut year = None;
        let mut fiscal = None;
        for (column, head) in &self.frame.across {
            let month = |day: NaiveDate| Period::containing(day, Granularity::Month, wanted.fiscal);
            let period = match head {
                Head::When(When::Period(period)) => Some(*period),
                Head::When(When::Day(day)) => Some(month(*day)),
                Head::When(When::Slashed(three)) => order.date(*three).map(month),
                Head::When(when @ When::Fiscal { year, part }) => {
                    let starts =
                        *fiscal.get_or_insert_with(|| time::asks_fiscal(*when, cell(*column), number, wanted, told));
                    Some(time::of_fiscal(*year, *part, starts, wanted.fiscal))
                }
                Head::Part(Part::Year(year)) => format!("{year}").parse().ok(),
                Head::Part(part) => {
                    let year = *year.get_or_insert_with(|| clock::year_of_all(self.frame, wanted, told));
                    part.of_year(year)
                }
            };
            let text = shortened(cell(*column));
            let bad = || ImportError::BadPeriod {
                row: number,
                column: self.frame.name(*column),
                text,
                advice: "there is no such period",
            };
            let period = period.ok_or_else(bad)?;
            if let Some((first, _)) = periods.iter().find(|(_, known)| *known == period) {
                return Err(ImportError::TwoColumns {
                    period: crate::text::calendar::period(period, wanted.fiscal),
                    first: self.frame.name(*first),
                    second: self.frame.name(*column),
                });
            }
            periods.push((*column, period));
        }
        Ok(periods)
    }

    /// One decimal sign for all cells, and what the title multiplies.
    fn measure(&self, wanted: &Wanted, told: &mut Told<'_>) -> Result<Measured, ImportError> {
        let texts = self
            .frame
            .titles
            .iter()
            .flat_map(|row| row.cells())
            .chain(self.frame.header.into_iter().flat_map(Row::cells));
        let power = texts.map(role::power_in_heading).max().unwrap_or(0);
        let rows: Vec<Row<'t>> = self.lines.iter().chain(&self.totals).map(|line| line.row).collect();
        let columns: Vec<usize> = self.frame.across.iter().map(|(column, _)| *column).collect();
        let cells: amount::Cells<'t> = Box::new(
            rows.into_iter().flat_map(move |row| columns.clone().into_iter().map(move |column| (row, column))),
        );
        let asked = vec![Asked { column: 0, name: "the amounts".to_owned(), power, cells: vec![cells] }];
        Ok(amount::settle(asked, wanted, told)?.pop().unwrap_or(Measured {
            column: 0,
            decimal: amount::Decimal::Point,
            power,
        }))
    }

    fn amount(
        &self,
        line: &Line<'_>,
        column: usize,
        measured: Measured,
    ) -> Result<Option<crate::model::Amount>, ImportError> {
        measured.read(line.row, column).map_err(|_| self.bad(line.row, column))
    }

    fn currency(&self, wanted: &Wanted, told: &mut Told<'_>) -> Option<Currency> {
        let meant = |found: Currency, text: &str| currency::meant(found, text, wanted.currency);
        let titles = self.frame.titles.iter().copied().chain(self.frame.header);
        let titled = titles.flat_map(Row::cells).find_map(|text| Some(meant(currency::in_heading(text)?, text)));
        let marked = || {
            // Some programs write the sign before totals only.
            self.lines.iter().chain(&self.totals).find_map(|line| {
                self.frame.across.iter().find_map(|(column, _)| {
                    let cell = line.row.cell(*column);
                    match crate::text::written::take_apart(cell) {
                        Ok(crate::text::written::Cell::Number(written)) => {
                            written.currency.map(|found| (meant(found, cell), line.row.place(*column)))
                        }
                        _ => None,
                    }
                })
            })
        };
        let (found, why) = match (marked(), titled) {
            (Some((found, place)), _) => (found, format!("{place} has its sign or code")),
            (None, Some(found)) => (found, "a title or heading says so".to_owned()),
            (None, None) => return None,
        };
        told.decide(format!("The amounts are in {found}"), why);
        Some(found)
    }

    /// Remarks go to the last period of their row.
    fn attach_notes(&self, series: &mut [Found], period_of: impl Fn(&Line<'_>, usize, Head) -> Option<Period>) {
        let (Some(column), Some((last, head))) = (self.notes, self.frame.across.last()) else { return };
        let Some(first) = series.first_mut() else { return };
        for line in &self.lines {
            let note = line.row.cell(column);
            if let (false, Some(period)) = (note.is_empty(), period_of(line, *last, *head)) {
                first.notes.push((period, note.to_owned()));
            }
        }
    }

    fn roles(&self) -> Vec<(usize, Role)> {
        let role = |column: usize| {
            if self.frame.across.iter().any(|(other, _)| *other == column) {
                Role::Value
            } else if self.labels.contains(&column) {
                if self.crossed() { Role::Date } else { Role::Name }
            } else if self.notes == Some(column) {
                Role::Note
            } else if self.total_column() == Some(column) {
                Role::Total
            } else {
                Role::Ignored
            }
        };
        (0..self.frame.width).map(|column| (column, role(column))).collect()
    }
}

/// A month and a year are a period, whichever goes across.
fn cross(head: Head, part: Part) -> Option<Period> {
    match (head, part) {
        (Head::Part(Part::Year(year)), part) | (Head::Part(part), Part::Year(year)) => part.of_year(year),
        _ => None,
    }
}

/// Periods of a calendar between the first and the last with a value are missing; so is one with a remark.
fn name_last(series: &mut [Found], table: &Wide<'_, '_>, period_of: impl Fn(&Line<'_>, usize, Head) -> Option<Period>) {
    let Some(found) = series.first_mut() else { return };
    let (first, last) = (found.totals.first().map(|t| t.period), found.totals.last().map(|t| t.period));
    let mut missing: Vec<Period> = Vec::new();
    for line in &table.lines {
        for (column, head) in &table.frame.across {
            let Some(period) = period_of(line, *column, *head) else { continue };
            let within = first.is_some_and(|first| first < period) && last.is_some_and(|last| period < last);
            let noted = found.notes.iter().any(|(noted, _)| *noted == period);
            if found.totals.iter().all(|total| total.period != period) && (within || noted) {
                missing.push(period);
            }
        }
    }
    missing.sort_unstable();
    found.missing = missing;
}

fn print(line: &Line<'_>, column: usize) -> u32 {
    let mut hash = crc32fast::Hasher::new();
    hash.update(line.label.as_bytes());
    hash.update(&[0]);
    hash.update(line.row.cell(column).as_bytes());
    hash.finalize()
}
