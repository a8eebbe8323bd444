//! The sums by period, the data date, and what is worth knowing before the figures are taken over.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::layout::{Layout, TotalRow};
use super::period_column::Times;
use super::value_column::Column;
use super::{Decision, ImportError, Preview, Skipped, Terms, ValueColumn};
use crate::model::{Amount, Period, Span};
use crate::text::{calendar, plural};

pub(super) fn preview(
    layout: &Layout<'_>,
    times: &Times,
    columns: Vec<Column>,
    terms: Terms,
    mut decisions: Vec<Decision>,
) -> Result<Preview, ImportError> {
    let mut skipped = layout.skipped.clone();
    skipped.extend(layout.totals.iter().map(|total| check_total(layout, total, &columns)));
    skipped.sort_by_key(|s| s.row);
    tell_copies(layout, times, &mut decisions);
    let columns: Vec<ValueColumn> =
        columns.into_iter().map(|column| add_up(column, times, terms)).collect::<Result<_, _>>()?;
    tell_missing(&columns, terms, &mut decisions);
    let data_date = data_date(times, &columns, terms, &mut decisions);
    tell_unfinished(&columns, data_date, terms, &mut decisions);
    Ok(Preview {
        columns,
        granularity: times.granularity,
        data_date,
        decisions,
        rows_read: layout.lines.len(),
        skipped,
    })
}

fn add_up(column: Column, times: &Times, terms: Terms) -> Result<ValueColumn, ImportError> {
    let mut sums: BTreeMap<Period, Option<Amount>> = BTreeMap::new();
    for (period, value) in times.periods.iter().zip(&column.values) {
        let sum = sums.entry(*period).or_default();
        if let Some(value) = value {
            *sum = Some(sum.unwrap_or_default() + *value);
        }
    }
    let values: Vec<(Period, Amount)> = sums.iter().filter_map(|(p, sum)| sum.map(|s| (*p, s))).collect();
    let limit = Amount::from_millionths(Amount::LIMIT * 1_000_000).unwrap_or_default();
    if let Some((period, _)) = values.iter().find(|(_, value)| value.abs() > limit) {
        let period = calendar::period(*period, terms.fiscal);
        return Err(ImportError::SumTooLarge { column: column.name, period });
    }
    let missing = sums.iter().filter(|(_, sum)| sum.is_none()).map(|(p, _)| *p).collect();
    let total = values.iter().map(|(_, value)| *value).sum();
    Ok(ValueColumn { name: column.name, currency: column.currency, values, missing, total })
}

/// Compares a row of sums with ours: of the rows since the last such row, of all rows before it, or of all rows.
fn check_total(layout: &Layout<'_>, total: &TotalRow<'_>, columns: &[Column]) -> Skipped {
    let row = total.row.number;
    if !total.is_sum(layout.period_column) {
        return Skipped { row, why: "it holds averages".into() };
    }
    let before = |t: &&TotalRow<'_>| t.row.number < row;
    let since = layout.totals.iter().rfind(before).map_or(0, |t| t.lines_before);
    let mut told = false;
    for column in columns {
        let Some(theirs) = column.read(total.row.cell(column.index)) else { continue };
        told = true;
        let sum = |from: usize, to: usize| -> Amount {
            column.values.get(from..to).unwrap_or_default().iter().flatten().copied().sum()
        };
        let ours = [sum(since, total.lines_before), sum(0, total.lines_before), sum(0, column.values.len())];
        if !ours.contains(&theirs) {
            let why = format!(
                "it is a total, but says {theirs} in \"{}\" where the rows add up to {}; check the file",
                column.name, ours[1]
            );
            return Skipped { row, why };
        }
    }
    let why = if told { "it is a total, and agrees with the rows" } else { "it is a total without a value" };
    Skipped { row, why: why.into() }
}

/// Exact copies of a row may be a fault of the export or two equal sales; they count, and are told.
fn tell_copies(layout: &Layout<'_>, times: &Times, decisions: &mut Vec<Decision>) {
    if times.last_day.is_none() {
        return;
    }
    let mut seen = HashMap::with_capacity(layout.lines.len());
    let mut copies = Vec::new();
    for line in &layout.lines {
        let first = *seen.entry(line.row.joined()).or_insert(line.row);
        if first.number != line.row.number && first.is_copy_of(line.row) {
            copies.push((first.number, line.row.number));
        }
    }
    if let Some((first, copy)) = copies.first() {
        let what = format!("{} of another row counted too", plural::count(copies.len(), "exact copy"));
        let why = format!("rows {first} and {copy} are the same, which two equal sales would be as well");
        decisions.push(Decision::new(what, why));
    }
}

fn listed(periods: &[Period], terms: Terms) -> String {
    const MOST: usize = 4;
    let mut names: Vec<String> = periods.iter().take(MOST).map(|p| calendar::period(*p, terms.fiscal)).collect();
    if periods.len() > MOST {
        names.push(format!("{} more", periods.len() - MOST));
    }
    plural::join(&names)
}

fn tell_missing(columns: &[ValueColumn], terms: Terms, decisions: &mut Vec<Decision>) {
    for column in columns {
        if !column.missing.is_empty() {
            let what = format!("\"{}\" has no value for {}", column.name, listed(&column.missing, terms));
            decisions
                .push(Decision::new(what, "an empty cell, \"-\", \"n/a\" or \"TBD\" is missing, which is not zero"));
        }
    }
    let named = || columns.iter().flat_map(|c| c.values.iter().map(|(p, _)| *p).chain(c.missing.iter().copied()));
    let Some(span) = named().min().zip(named().max()).and_then(|(first, last)| Span::new(first, last)) else { return };
    let named: std::collections::BTreeSet<Period> = named().collect();
    if span.len() > named.len() {
        let gaps: Vec<Period> = span.iter().filter(|p| !named.contains(p)).collect();
        let what = format!("There is no row for {}", listed(&gaps, terms));
        decisions.push(Decision::new(what, "a period without a row is missing, which is not zero"));
    }
}

/// The file's last day where it has days, else the last period's end; never later than today.
fn data_date(times: &Times, columns: &[ValueColumn], terms: Terms, decisions: &mut Vec<Decision>) -> NaiveDate {
    let last_period = columns.iter().filter_map(|c| c.values.last()).map(|(p, _)| *p).max();
    let (day, why) = match (times.last_day, last_period) {
        (Some(day), _) => (day, "it is the last day in the table".to_owned()),
        (None, Some(period)) => {
            let name = calendar::period(period, terms.fiscal);
            (period.last_day(terms.fiscal), format!("{name} is the last {} with a value", times.granularity.id()))
        }
        (None, None) => (terms.today, "there is no value".to_owned()),
    };
    let why = if day > terms.today { format!("{why}, and no table speaks of days to come") } else { why };
    let day = day.min(terms.today);
    decisions.push(Decision::new(format!("The figures speak up to {}", calendar::date(day, terms.today)), why));
    day
}

fn tell_unfinished(columns: &[ValueColumn], data_date: NaiveDate, terms: Terms, decisions: &mut Vec<Decision>) {
    let last = columns.iter().filter_map(|c| c.values.last()).map(|(p, _)| *p).max();
    let Some(period) = last else { return };
    let end = period.last_day(terms.fiscal);
    if end > data_date || end >= terms.today {
        let name = calendar::period(period, terms.fiscal);
        let why = format!("it ends on {}; it stays out of averages and trend", calendar::date(end, terms.today));
        decisions.push(Decision::new(format!("{name} is unfinished"), why));
    }
}
