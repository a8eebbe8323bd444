//! The period of every row: the order of day and month, dates or month labels, nothing twice.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::layout::{Layout, Line};
use super::when::When;
use super::{Decision, ImportError, Terms};
use crate::model::{FiscalStart, Granularity, Period};
use crate::text::calendar;

/// When the rows are.
#[derive(Debug)]
pub(super) struct Times {
    /// One for each line of the layout.
    pub periods: Vec<Period>,
    pub granularity: Granularity,
    /// The last day, where the rows have days; several rows may then fall in one month.
    pub last_day: Option<NaiveDate>,
}

impl Times {
    pub fn settle(layout: &Layout<'_>, terms: Terms, decisions: &mut Vec<Decision>) -> Result<Self, ImportError> {
        one_kind(layout)?;
        let labels: Option<Vec<Period>> = layout.lines.iter().map(label).collect();
        let times = match labels {
            Some(periods) => Self::of_labels(periods),
            None => Self::of_days(&days(layout, decisions)?, terms, decisions),
        };
        tell_fiscal(&times, terms, decisions);
        if times.last_day.is_none() {
            nothing_twice(layout, &times.periods, terms)?;
        }
        Ok(times)
    }

    fn of_labels(periods: Vec<Period>) -> Self {
        let granularity = periods.first().map_or(Granularity::Month, |p| p.granularity());
        Self { periods, granularity, last_day: None }
    }

    fn of_days(days: &[NaiveDate], terms: Terms, decisions: &mut Vec<Decision>) -> Self {
        let month = |day: &NaiveDate| Period::containing(*day, Granularity::Month, terms.fiscal);
        let periods: Vec<Period> = days.iter().map(month).collect();
        let mut sorted = periods.clone();
        sorted.sort_unstable();
        let once = sorted.is_sorted_by(|a, b| a < b);
        if once && days.iter().all(|day| day.day() == 1) {
            let why = "every date is the first of its month, and no month stands twice";
            decisions.push(Decision::new("The dates stand for whole months", why));
            return Self::of_labels(periods);
        }
        if !once {
            let (first, last) = (days.iter().min(), days.iter().max());
            let shown = |day: Option<&NaiveDate>| day.map_or(String::new(), |d| calendar::date(*d, terms.today));
            let why = format!("several rows fall in one month, between {} and {}", shown(first), shown(last));
            decisions.push(Decision::new("The rows are added up by month", why));
        }
        Self { periods, granularity: Granularity::Month, last_day: days.iter().max().copied() }
    }
}

fn label(line: &Line<'_>) -> Option<Period> {
    match line.when {
        When::Period(period) => Some(period),
        When::Day(_) | When::Slashed { .. } => None,
    }
}

/// Another program's quarters may be the calendar's.
fn tell_fiscal(times: &Times, terms: Terms, decisions: &mut Vec<Decision>) {
    let what = match times.granularity {
        Granularity::Quarter => "Quarters are read as fiscal ones",
        Granularity::Year => "Years are read as fiscal ones",
        Granularity::Week | Granularity::Month => return,
    };
    let Some(first) = times.periods.first().filter(|_| terms.fiscal != FiscalStart::JANUARY) else { return };
    let day = |day: NaiveDate| format!("{} {}", calendar::date(day, day), day.year());
    let why = format!(
        "the plan's year starts in {}, so that {} runs from {} to {}",
        calendar::month_name(u32::from(terms.fiscal.month())),
        calendar::period(*first, terms.fiscal),
        day(first.first_day(terms.fiscal)),
        day(first.last_day(terms.fiscal)),
    );
    decisions.push(Decision::new(what, why));
}

fn one_kind(layout: &Layout<'_>) -> Result<(), ImportError> {
    let Some(first) = layout.lines.first() else { return Ok(()) };
    let Some(other) = layout.lines.iter().find(|line| line.when.kind() != first.when.kind()) else { return Ok(()) };
    Err(ImportError::MixedPeriods {
        column: layout.period_name(),
        cell: other.row.place(layout.period_column),
        found: other.when.kind(),
        earlier: first.row.place(layout.period_column),
        expected: first.when.kind(),
    })
}

/// Whether the first number of a date such as 03/04/2026 is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    DayFirst,
    MonthFirst,
}

impl Order {
    fn date(self, first: u32, second: u32, year: i32) -> Option<NaiveDate> {
        let (day, month) = match self {
            Self::DayFirst => (first, second),
            Self::MonthFirst => (second, first),
        };
        NaiveDate::from_ymd_opt(year, month, day)
    }
}

fn days(layout: &Layout<'_>, decisions: &mut Vec<Decision>) -> Result<Vec<NaiveDate>, ImportError> {
    let order = order(layout, decisions)?;
    layout
        .lines
        .iter()
        .map(|line| {
            let day = match line.when {
                When::Day(day) => Some(day),
                When::Slashed { first, second, year, .. } => order.date(first, second, year),
                When::Period(_) => None,
            };
            day.ok_or_else(|| layout.bad_period(line.row, "there is no such day"))
        })
        .collect()
}

/// Settled by the column itself: a part above 12 in any row decides for all. With points the day stands first wherever
/// people write dates so (Unicode CLDR has no locale with `M.d.y`).
fn order(layout: &Layout<'_>, decisions: &mut Vec<Decision>) -> Result<Order, ImportError> {
    let mut day_first = None;
    let mut month_first = None;
    let mut dotted = None;
    let mut open = None;
    for line in &layout.lines {
        match line.when {
            When::Slashed { first, .. } if first > 12 => _ = day_first.get_or_insert(line),
            When::Slashed { second, .. } if second > 12 => _ = month_first.get_or_insert(line),
            When::Slashed { dotted: true, .. } => _ = dotted.get_or_insert(line),
            When::Slashed { first, second, year, .. } if first != second => {
                open.get_or_insert((line, first, second, year));
            }
            _ => {}
        }
    }
    let place = |line: &Line<'_>| line.row.place(layout.period_column);
    let column = layout.period_name();
    match (day_first, month_first, open) {
        (Some(day), Some(month), _) => Err(ImportError::Contradiction {
            column,
            first: place(day),
            second: place(month),
            way: &("the day first", "the month first"),
        }),
        (None, None, Some((line, first, second, year))) => {
            let shown = |order: Order| {
                let date = order.date(first, second, year);
                date.map_or_else(String::new, |d| format!("{} {}", calendar::date(d, d), d.year()))
            };
            Err(ImportError::Ambiguous {
                column,
                sample: place(line),
                first: shown(Order::DayFirst),
                second: shown(Order::MonthFirst),
                advice: "write the dates like 2026-03-31",
            })
        }
        (day, month, _) => {
            let evidence = day.or(month);
            let (order, what) = match month {
                Some(_) => (Order::MonthFirst, "Dates are read month first"),
                None => (Order::DayFirst, "Dates are read day first"),
            };
            let why = evidence.map(|line| format!("{} has no other reading", place(line)));
            let why = why
                .or_else(|| dotted.map(|line| format!("{} has points, as dates with the day first have", place(line))));
            decisions.extend(why.map(|why| Decision::new(what, why)));
            Ok(order)
        }
    }
}

fn nothing_twice(layout: &Layout<'_>, periods: &[Period], terms: Terms) -> Result<(), ImportError> {
    let mut rows = BTreeMap::new();
    for (line, period) in layout.lines.iter().zip(periods) {
        if let Some(first_row) = rows.insert(*period, line.row.number) {
            return Err(ImportError::Duplicate {
                period: calendar::period(*period, terms.fiscal),
                first_row,
                second_row: line.row.number,
            });
        }
    }
    Ok(())
}
