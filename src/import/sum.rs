//! The sums by period, the file's own totals beside them, the data date, and what is worth knowing before use.

use chrono::NaiveDate;

use super::amount::Measured;
use super::frame::Frame;
use super::preview::{Control, Found, Skipped, Total};
use super::row::{Lines, TotalRow};
use super::told::Told;
use super::{ImportError, Wanted, when};
use crate::model::{Amount, Currency, Granularity, Period, Span, Unit};
use crate::text::{calendar, plural};

/// What one period adds up to so far.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    amount: Amount,
    rows: u32,
    print: u32,
    /// Whether any row had a value, and whether any named the period without one.
    known: bool,
    named: bool,
}

/// The sums of one series, side by side from its first period on.
#[derive(Debug, Default)]
pub(super) struct Sums {
    first: Option<Period>,
    sums: Vec<Sum>,
}

impl Sums {
    /// Names a period without a value for it.
    pub fn name(&mut self, period: Period) {
        self.at(period).named = true;
    }

    /// Adds a row's amount; `print` is the row's fingerprint. Sums of prints don't depend on the order of the rows.
    pub fn add(&mut self, period: Period, amount: Amount, print: u32) {
        let sum = self.at(period);
        sum.amount += amount;
        sum.rows = sum.rows.saturating_add(1);
        sum.print = sum.print.wrapping_add(print);
        sum.known = true;
    }

    /// Years are limited to three centuries, so that the periods between the first and the last are a few thousand at most.
    fn at(&mut self, period: Period) -> &mut Sum {
        let mut first = *self.first.get_or_insert(period);
        let before = usize::try_from(period.until(first)).unwrap_or(0);
        if before > 0 {
            self.sums.splice(0..0, std::iter::repeat_n(Sum::default(), before));
            self.first = Some(period);
            first = period;
        }
        let place = usize::try_from(first.until(period)).unwrap_or(0);
        if place >= self.sums.len() {
            self.sums.resize(place + 1, Sum::default());
        }
        &mut self.sums[place]
    }

    /// Adds the sums of rows further down.
    pub fn merge(&mut self, below: Self) {
        let periods = below.first.into_iter().flat_map(|first| (0..).map(move |n| first.plus(n)));
        for (period, other) in periods.zip(below.sums).filter(|(_, other)| other.known || other.named) {
            let sum = self.at(period);
            sum.amount += other.amount;
            sum.rows = sum.rows.saturating_add(other.rows);
            sum.print = sum.print.wrapping_add(other.print);
            sum.known |= other.known;
            sum.named |= other.named;
        }
    }

    pub fn finish(
        self,
        name: String,
        unit: Unit,
        currency: Option<Currency>,
        wanted: &Wanted,
    ) -> Result<Found, ImportError> {
        let limit = Amount::from_millionths(Amount::LIMIT * 1_000_000).unwrap_or_default();
        let mut totals = Vec::with_capacity(self.sums.len());
        let mut missing = Vec::new();
        let mut total = Amount::ZERO;
        let periods = self.first.into_iter().flat_map(|first| (0..).map(move |n| first.plus(n)));
        for (period, sum) in periods.zip(self.sums) {
            if !sum.known {
                missing.extend(sum.named.then_some(period));
                continue;
            }
            let amount = sum.amount;
            if amount.abs() > limit {
                let period = calendar::period(period, wanted.fiscal);
                return Err(ImportError::SumTooLarge { column: name, period });
            }
            total += amount;
            totals.push(Total { period, amount, rows: sum.rows, print: sum.print });
        }
        Ok(Found { name, unit, currency, totals, missing, notes: Vec::new(), total, taken: true })
    }
}

/// Compares each row of sums with ours: of the rows since the last such row, of all rows before it, of its group, or of all
/// rows; and answers the total of the whole file.
pub(super) fn check_totals(
    frame: &Frame<'_>,
    lines: &mut Lines<'_>,
    columns: &[Measured],
    numeric: &[usize],
    clock: Option<usize>,
) -> Result<Option<Control>, ImportError> {
    let totals = std::mem::take(&mut lines.totals);
    let mut control = None;
    for (place, total) in totals.iter().enumerate() {
        let row = total.row.number();
        if !total.is_sum() {
            lines.skipped.push(Skipped { row, why: "it holds averages".into() });
            continue;
        }
        let since = place.checked_sub(1).and_then(|before| totals.get(before)).map_or(0, |before| before.index);
        let mut told = false;
        let mut wrong = None;
        for column in columns {
            let Ok(Some(theirs)) = column.amount(total.row) else { continue };
            told = true;
            let ours = sums(frame, lines, *column, total, since);
            // A subtotal that happens to be the sum of everything is still wrong.
            let may_be = if total.is_grand() || total.label.is_empty() {
                [ours[0], ours[1], ours[3]]
            } else {
                [ours[0], ours[1], ours[2]]
            };
            if !may_be.contains(&theirs) {
                let grand = total.is_grand() || total.group == 0;
                wrong = Some((frame.name(column.column), theirs, if grand { ours[1] } else { ours[2] }));
            }
            if total.is_grand() || (total.label.is_empty() && ours.contains(&theirs)) {
                let known = Control { row: Some(row), file_total: theirs, used_total: ours[3] };
                control = if control.as_ref().is_some_and(|c: &Control| c.row == Some(row) && !c.agrees()) {
                    control
                } else {
                    Some(known)
                };
            }
        }
        if total.label.is_empty() && (!told || wrong.is_some()) {
            let column = clock.map_or_else(String::new, |column| frame.name(column));
            return Err(ImportError::NoPeriod { row, column });
        }
        let why = match wrong {
            Some((name, theirs, ours)) => format!(
                "it is a total, but says {theirs} in \"{name}\" where the rows add up to {ours}; check the file"
            ),
            None if told => "it is a total, and agrees with the rows".to_owned(),
            None if numeric.iter().any(|column| !total.row.cell(*column).is_empty()) => {
                "it is a total of other columns".to_owned()
            }
            None => "it is a total without a value".to_owned(),
        };
        lines.skipped.push(Skipped { row, why: why.into() });
    }
    Ok(control)
}

/// Of the rows since the last total, of all before this one, of its group, and of all.
fn sums(frame: &Frame<'_>, lines: &Lines<'_>, column: Measured, total: &TotalRow<'_>, since: usize) -> [Amount; 4] {
    let mut sums = [Amount::ZERO; 4];
    for line in &lines.rows {
        let index = line.row as usize;
        let Some(row) = frame.table.row(index) else { continue };
        let Ok(Some(amount)) = column.amount(row) else { continue };
        let within = [
            index > since && index < total.index,
            index < total.index,
            total.group > 0 && line.group == total.group,
            true,
        ];
        for (sum, counts) in sums.iter_mut().zip(within) {
            if counts {
                *sum += amount;
            }
        }
    }
    sums
}

fn listed(periods: &[Period], wanted: &Wanted) -> String {
    const MOST: usize = 4;
    let mut names: Vec<String> = periods.iter().take(MOST).map(|p| calendar::period(*p, wanted.fiscal)).collect();
    if periods.len() > MOST {
        names.push(format!("{} more", periods.len() - MOST));
    }
    plural::join(&names)
}

pub(super) fn tell_missing(series: &[Found], wanted: &Wanted, told: &mut Told<'_>) {
    const MOST_SERIES: usize = 8;
    for found in series.iter().take(MOST_SERIES).filter(|found| !found.missing.is_empty()) {
        let what = format!("\"{}\" has no value for {}", found.name, listed(&found.missing, wanted));
        told.decide(what, "an empty cell, \"-\", \"n/a\" or \"TBD\" is missing, which is not zero");
    }
    let named = || series.iter().flat_map(|c| c.totals.iter().map(|t| t.period).chain(c.missing.iter().copied()));
    let Some(span) = named().min().zip(named().max()).and_then(|(first, last)| Span::new(first, last)) else { return };
    let named: std::collections::BTreeSet<Period> = named().collect();
    if span.len() > named.len() {
        let gaps: Vec<Period> = span.iter().filter(|p| !named.contains(p)).collect();
        let what = format!("There is no row for {}", listed(&gaps, wanted));
        told.decide(what, "a period without a row is missing, which is not zero");
    }
}

/// The first and last day of which the table speaks: those that a title names, else its days where it has days, else those of
/// its periods; never later than today.
pub(super) fn speaks_of(
    frame: &Frame<'_>,
    days: Option<(NaiveDate, NaiveDate)>,
    granularity: Granularity,
    series: &[Found],
    wanted: &Wanted,
    told: &mut Told<'_>,
) -> (NaiveDate, NaiveDate) {
    let periods = || series.iter().flat_map(|found| found.totals.iter().map(|total| total.period));
    let (first, day, why) = match (days, periods().min(), periods().max()) {
        (Some((first, last)), ..) => (first, last, "it is the last day in the table".to_owned()),
        (None, Some(first), Some(last)) => {
            let name = calendar::period(last, wanted.fiscal);
            let why = format!("{name} is the last {} with a value", granularity.id());
            (first.first_day(wanted.fiscal), last.last_day(wanted.fiscal), why)
        }
        _ => (wanted.today, wanted.today, "there is no value".to_owned()),
    };
    let mut titles = frame.titles.iter().flat_map(|row| row.cells().map(|cell| (row.number(), cell)));
    let named = titles.find_map(|(row, title)| Some((row, when::range(title, wanted.fiscal)?)));
    // A title over other days than the rows have is of something else.
    let holds = |(begins, ends): (NaiveDate, NaiveDate)| {
        let ends_of = |(first, last): (Period, Period)| (first.last_day(wanted.fiscal), last.first_day(wanted.fiscal));
        let within = days.or_else(|| periods().min().zip(periods().max()).map(ends_of));
        within.is_some_and(|(first, last)| begins <= first && last <= ends)
    };
    let (first, day, why) = match named.filter(|(_, named)| holds(*named)) {
        Some((row, (begins, ends))) if ends <= wanted.today => {
            (begins, ends, format!("the title in row {row} says so"))
        }
        Some((_, (begins, _))) => (begins, day, why),
        None => (first, day, why),
    };
    let why = if day > wanted.today { format!("{why}, and no table speaks of days to come") } else { why };
    let day = day.min(wanted.today);
    told.decide(format!("The figures speak up to {}", calendar::date(day, wanted.today)), why);
    if let Some(last) = periods().max() {
        let end = last.last_day(wanted.fiscal);
        if end > day || end >= wanted.today {
            let name = calendar::period(last, wanted.fiscal);
            let why = format!("it ends on {}; it stays out of averages and trend", calendar::date(end, wanted.today));
            told.note(format!("{name} is unfinished"));
            told.decide(format!("{name} is unfinished"), why);
        }
    }
    (first, day)
}

/// Headings, a number behind one that is taken.
pub(super) fn give_names(series: &mut [Found]) {
    let mut taken: Vec<String> = Vec::with_capacity(series.len());
    for found in series {
        let free = (1_usize..).map(|n| if n == 1 { found.name.clone() } else { format!("{} {n}", found.name) });
        if let Some(name) = free.into_iter().find(|name| !taken.contains(&name.to_lowercase())) {
            found.name = name;
        }
        taken.push(found.name.to_lowercase());
    }
}
