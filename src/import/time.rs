//! The period of every row: the order of day and month, dates or labels, fiscal years, nothing twice.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::frame::Frame;
use super::order::{Evidence, Order};
use super::preview::Reading;
use super::profile::normal;
use super::row::{Line, Lines, Sorter};
use super::told::Told;
use super::when::{FiscalPart, When};
use super::{ImportError, Place, Wanted};
use crate::model::{FiscalStart, Granularity, Period};
use crate::text::calendar;
use crate::text::number::shortened;

/// When the rows are.
pub(super) struct Times {
    pub granularity: Granularity,
    /// The first and last day, where the rows have days; several rows may then fall in one period.
    pub days: Option<Span>,
    order: Order,
}

impl Times {
    pub fn settle(
        sorter: &Sorter<'_, '_>,
        lines: &mut Lines<'_>,
        wanted: &Wanted,
        told: &mut Told<'_>,
    ) -> Result<Self, ImportError> {
        // As most tables have it; then there is nothing to settle.
        let only_days = lines.rows.iter().all(|line| matches!(line.when, When::Day(_)));
        if !only_days {
            one_kind(sorter, lines)?;
        }
        let fiscal_label =
            lines.rows.iter().filter(|_| !only_days).find(|line| matches!(line.when, When::Fiscal { .. }));
        let starts = fiscal_label.is_none_or(|line| year_starts(sorter, *line, wanted, told));
        let label = |line: &Line| label(line.when, starts, wanted.fiscal);
        let mut order = Order::Day;
        let mut days = None;
        if lines.rows.iter().all(|line| label(line).is_some()) {
            for line in &mut lines.rows {
                line.period = label(line).unwrap_or(line.period);
            }
        } else {
            if !only_days {
                order = order_of(sorter, lines, wanted, told)?;
            }
            days = of_days(sorter, lines, order, wanted, told);
        }
        let first = lines.rows.first().map(|line| line.period);
        let granularity = first.map_or(Granularity::Month, Period::granularity);
        tell_fiscal(granularity, first, wanted, told);
        Ok(Self { granularity, days, order })
    }

    /// The first and last day of the lines that are left.
    pub fn days_of(&self, lines: &Lines<'_>) -> Option<Span> {
        span(lines.rows.iter().filter_map(|line| self.order.day(line.when)))
    }

    /// A label that stands twice is a mistake, unless a name in its row says of what.
    pub fn nothing_twice(
        frame: &Frame<'_>,
        lines: &Lines<'_>,
        names: &[usize],
        wanted: &Wanted,
    ) -> Result<(), ImportError> {
        let mut rows = BTreeMap::new();
        for line in &lines.rows {
            let Some(row) = frame.table.row(line.row as usize) else { continue };
            let who: Vec<&str> = names.iter().map(|column| row.cell(*column)).collect();
            if let Some(first_row) = rows.insert((line.period, line.group, who), row.number()) {
                let period = calendar::period(line.period, wanted.fiscal);
                return Err(ImportError::Duplicate { period, first_row, second_row: row.number() });
            }
        }
        Ok(())
    }
}

type Span = (NaiveDate, NaiveDate);

fn span(days: impl Iterator<Item = NaiveDate>) -> Option<Span> {
    days.fold(None, |span, day| Some(span.map_or((day, day), |(first, last): Span| (first.min(day), last.max(day)))))
}

/// Sets the periods of rows that all have days.
fn of_days(
    sorter: &Sorter<'_, '_>,
    lines: &mut Lines<'_>,
    order: Order,
    wanted: &Wanted,
    told: &mut Told<'_>,
) -> Option<Span> {
    let heading = sorter.clock.column().and_then(|column| sorter.frame.heading(column)).unwrap_or_default();
    let set = |lines: &mut Lines<'_>, period: &dyn Fn(NaiveDate) -> Period| {
        for line in &mut lines.rows {
            line.period = order.day(line.when).map_or(line.period, period);
        }
    };
    if let Some(ends) = ends_of_weeks(heading, || lines.rows.iter().filter_map(|line| order.day(line.when)), told) {
        set(lines, &|day| week(day, ends));
        return None;
    }
    let by_week = wanted.weekly.iter().find(|name| sorter.frame.column(&normal(name)).is_some());
    if by_week.is_some() || wanted.by_week {
        set(lines, &|day| Period::containing(day, Granularity::Week, wanted.fiscal));
        let why = by_week
            .map_or("what they go to is counted by week".to_owned(), |name| format!("{name} is counted by week"));
        told.decide("The rows are added up by week", why);
        return span(lines.rows.iter().filter_map(|line| order.day(line.when)));
    }
    set(lines, &|day| Period::containing(day, Granularity::Month, wanted.fiscal));
    let days = || lines.rows.iter().filter_map(|line| order.day(line.when));
    let mut seen = BTreeSet::new();
    let once = lines.rows.iter().all(|line| seen.insert(line.period));
    let timed = sorter.clock.column().zip(lines.rows.first()).is_some_and(|(column, line)| {
        sorter.frame.table.row(line.row as usize).is_some_and(|row| row.cell(column).contains(':'))
    });
    let month_heading = normal(heading).contains("month");
    if ((once && lines.rows.len() > 1 && !timed) || month_heading) && days().all(|day| day.day() == 1) {
        told.decide("The dates stand for whole months", "every date is the first of its month");
        return None;
    }
    let span = span(days());
    if let (false, Some((first, last))) = (once, span) {
        let shown = |day: NaiveDate| calendar::date(day, wanted.today);
        let why = format!("several rows fall in one month, between {} and {}", shown(first), shown(last));
        told.decide("The rows are added up by month", why);
    }
    span
}

/// Whether days that stand for weeks end them: the heading says week, and all are the same day of the week.
fn ends_of_weeks<D: Iterator<Item = NaiveDate>>(
    heading: &str,
    days: impl Fn() -> D,
    told: &mut Told<'_>,
) -> Option<bool> {
    let heading = normal(heading);
    let words = ["week", "woche", "semaine", "semana", "settimana", "w/c", "kw"];
    let first = days().next()?.weekday();
    if !words.iter().any(|word| heading.contains(word)) || days().any(|day| day.weekday() != first) {
        return None;
    }
    let ends = ["end", "ending", "ende", "bis", "to"].iter().any(|word| heading.split(' ').any(|w| w == *word));
    let what = if ends { "The dates end weeks" } else { "The dates begin weeks" };
    told.decide(what, format!("the heading says so, and all of them are a {}", weekday(first)));
    Some(ends)
}

/// The ISO week that holds most days of the week that a day begins or ends.
fn week(day: NaiveDate, ends: bool) -> Period {
    let middle = if ends { day.checked_sub_days(Days::new(3)) } else { day.checked_add_days(Days::new(3)) };
    Period::containing(middle.unwrap_or(day), Granularity::Week, FiscalStart::JANUARY)
}

const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

fn label(when: When, starts: bool, fiscal: FiscalStart) -> Option<Period> {
    match when {
        When::Period(period) => Some(period),
        When::Day(_) | When::Slashed(_) => None,
        When::Fiscal { year, part } => Some(of_fiscal(year, part, starts, fiscal)),
    }
}

/// The period of a fiscal label, where its year is called after the calendar year in which it starts, or else ends.
pub(super) fn of_fiscal(year: i32, part: FiscalPart, starts: bool, fiscal: FiscalStart) -> Period {
    let year = if starts || fiscal == FiscalStart::JANUARY { year } else { year - 1 };
    let first = fiscal.months_of(year).first;
    match part {
        FiscalPart::Month(number) => first.plus(i32::from(number) - 1),
        FiscalPart::Quarter(number) => {
            let month = first.plus((i32::from(number) - 1) * 3);
            Period::containing(month.first_day(fiscal), Granularity::Quarter, fiscal)
        }
        FiscalPart::Year => Period::containing(first.first_day(fiscal), Granularity::Year, fiscal),
    }
}

/// Whether "FY26" starts in 2026. With a year that starts in January there is nothing to ask.
fn year_starts(sorter: &Sorter<'_, '_>, line: Line, wanted: &Wanted, told: &mut Told<'_>) -> bool {
    let row = sorter.frame.table.row(line.row as usize);
    let cell = row.map_or("", |row| row.cell(sorter.clock.column().unwrap_or_default()));
    asks_fiscal(line.when, cell, row.map_or(0, super::table::Row::number), wanted, told)
}

pub(super) fn asks_fiscal(when: When, cell: &str, row: usize, wanted: &Wanted, told: &mut Told<'_>) -> bool {
    let When::Fiscal { year, part } = when else { return true };
    if wanted.fiscal == FiscalStart::JANUARY {
        told.decide_by("Fiscal years are calendar years", "the plan's year starts in January", row);
        return true;
    }
    let shown = |starts: bool| {
        let first = of_fiscal(year, part, starts, wanted.fiscal).first_day(wanted.fiscal);
        format!("starts on {} {}", calendar::date(first, first), first.year())
    };
    let options = vec![
        Reading::new("ends", format!("named by the year it ends in: \"{cell}\" {}", shown(false))),
        Reading::new("starts", format!("named by the year it starts in: \"{cell}\" {}", shown(true))),
    ];
    let text =
        format!("\"{}\" in row {row}: is a fiscal year called after the year it ends or starts in?", shortened(cell));
    let what = |reading: &Reading| format!("Fiscal years are {}", reading.label);
    told.ask("fiscal", text, options, vec![row], what) == 1
}

/// Another program's quarters may be the calendar's.
pub(super) fn tell_fiscal(granularity: Granularity, first: Option<Period>, wanted: &Wanted, told: &mut Told<'_>) {
    let what = match granularity {
        Granularity::Quarter => "Quarters are read as fiscal ones",
        Granularity::Year => "Years are read as fiscal ones",
        Granularity::Week | Granularity::Month => return,
    };
    let Some(first) = first.filter(|_| wanted.fiscal != FiscalStart::JANUARY) else { return };
    let day = |day: NaiveDate| format!("{} {}", calendar::date(day, day), day.year());
    let why = format!(
        "the plan's year starts in {}, so that {} runs from {} to {}",
        calendar::month_name(u32::from(wanted.fiscal.month())),
        calendar::period(first, wanted.fiscal),
        day(first.first_day(wanted.fiscal)),
        day(first.last_day(wanted.fiscal)),
    );
    told.decide(what, why);
}

fn one_kind(sorter: &Sorter<'_, '_>, lines: &Lines<'_>) -> Result<(), ImportError> {
    let Some(first) = lines.rows.first() else { return Ok(()) };
    let Some(other) = lines.rows.iter().find(|line| line.when.kind() != first.when.kind()) else { return Ok(()) };
    Err(ImportError::MixedPeriods {
        column: column_name(sorter),
        cell: place(sorter, *other),
        found: other.when.kind(),
        earlier: place(sorter, *first),
        expected: first.when.kind(),
    })
}

fn column_name(sorter: &Sorter<'_, '_>) -> String {
    sorter.clock.column().map_or_else(String::new, |column| sorter.frame.name(column))
}

fn place(sorter: &Sorter<'_, '_>, line: Line) -> Place {
    let column = sorter.clock.column().unwrap_or_default();
    sorter.frame.table.row(line.row as usize).map_or(Place { row: 0, text: "".into() }, |row| row.place(column))
}

/// The order of day and month in which every row has a day.
fn order_of(
    sorter: &Sorter<'_, '_>,
    lines: &Lines<'_>,
    wanted: &Wanted,
    told: &mut Told<'_>,
) -> Result<Order, ImportError> {
    let mut evidence = Evidence::new(wanted.today);
    for line in &lines.rows {
        evidence.see(line.when, *line);
    }
    let order = evidence.settle(&column_name(sorter), |line| place(sorter, line), told)?;
    match lines.rows.iter().find(|line| order.day(line.when).is_none()) {
        None => Ok(order),
        Some(line) => Err(match sorter.frame.table.row(line.row as usize) {
            Some(row) => sorter.bad_period(row, "there is no such day"),
            None => ImportError::HeaderOnly,
        }),
    }
}
