//! Tables with a row a sale, a deal, an activity or a period.

mod double;
mod series;
mod value;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::amount;
use super::clock::{self, Clock};
use super::frame::{Content, Frame};
use super::preview::{Found, Role};
use super::role::{self, Measure};
use super::row::{Lines, Sorter};
use super::rule::{self, Rules};
use super::sum;
use super::time::Times;
use super::told::Told;
use super::when::When;
use super::{ImportError, Understood, Wanted, Watch};
use crate::model::Unit;
use crate::text::plural;
use series::Adding;

/// What a sheet's columns were found to be, before its rows are added up.
struct Table<'f, 't> {
    frame: &'f Frame<'t>,
    contents: Vec<Content>,
    clock: Clock,
    /// Columns of numbers that may be values.
    numeric: Vec<usize>,
    document: Option<usize>,
}

pub(super) fn read(
    frame: &Frame<'_>,
    wanted: &Wanted,
    told: &mut Told<'_>,
    watch: &Watch,
) -> Result<Understood, ImportError> {
    let contents: Vec<Content> = (0..frame.width).map(|column| Content::of(frame, column)).collect();
    tell_header(frame, told);
    let clock = clock::find(frame, &contents, wanted, told)?;
    let table = Table::new(frame, contents, clock);
    let primary = table.primary(wanted)?;
    let sorter = Sorter {
        frame,
        clock,
        numeric: &table.numeric,
        value: primary,
        document: table.document,
        may_lack_day: frame.profile.is_some_and(|profile| profile.deals),
    };
    let mut lines = sorter.sort(watch)?;
    if lines.rows.is_empty() {
        return Err(ImportError::HeaderOnly);
    }
    let rules = rule::apply(frame, &table.contents, &mut lines, told);
    let times = Times::settle(&sorter, &mut lines, wanted, told)?;
    let before = lines.rows.len();
    leave_out_future(frame, &mut lines, wanted, told);
    let days = match times.days {
        Some(_) if lines.rows.len() < before => times.days_of(&lines).or(times.days),
        days => days,
    };
    let names = table.names(&rules);
    let once = is_once(&lines);
    if times.days.is_none() && !once && !matches!(clock, Clock::Whole(_)) {
        Times::nothing_twice(frame, &lines, &names, wanted)?;
    }
    if lines.rows.is_empty() {
        // Rules left nothing: that is a table without sales.
        let why = lines.skipped.last().map_or("", |skipped| &skipped.why).to_owned();
        return Err(ImportError::NothingCounts { rows: lines.skipped.len(), why });
    }
    let columns = table.values(primary, once, &rules, wanted, told)?;
    let currencies: Vec<_> =
        columns.iter().map(|column| rule::one_currency(frame, &rules, *column, &mut lines, wanted, told)).collect();
    if times.days.is_some() {
        double::tell_copies(frame, &lines, told);
    }
    let less = frame.profile.and_then(|profile| frame.column(profile.less?));
    let read: Vec<usize> = columns.iter().copied().chain(less).collect();
    let asked = amount::of_columns(frame, &read, &lines);
    let mut measured = amount::settle(asked, wanted, told)?;
    let less = less.and_then(|_| measured.pop());
    if let Some(column) = primary.filter(|_| !once) {
        double::once_a_document(&table, column, &mut lines, told);
    }
    let by = table.by(&names, &lines, &rules, wanted, told)?;
    let added = Adding { table: &table, lines: &lines, measured: &measured, less, by, rules: &rules, wanted, once }
        .all(told, watch)?;
    let mut series = added.series;
    for found in &mut series {
        // The currency of the column that a series comes from.
        found.1.currency = currencies.get(found.0).copied().flatten().filter(|_| found.1.unit == Unit::Money);
    }
    let mut series: Vec<Found> = series.into_iter().map(|(_, found)| found).collect();
    if let [only] = series.as_mut_slice()
        && columns.first().is_some_and(|column| frame.heading(*column).is_none())
        && by.is_none()
    {
        "Sales".clone_into(&mut only.name);
    }
    sum::give_names(&mut series);
    table.attach_notes(&lines, &mut series, once);
    let mut control = sum::check_totals(frame, &mut lines, &measured, &table.numeric, clock.column())?;
    if let Some(control) = &mut control
        && measured.len() == 1
    {
        control.used_total = series.iter().map(|found| found.total).sum();
    }
    lines.skipped.extend(added.skipped);
    sum::tell_missing(&series, wanted, told);
    let (first_day, data_date) = sum::speaks_of(frame, days, times.granularity, &series, wanted, told);
    tell_zone(frame, clock, &lines, told);
    let roles = table.roles(&columns, &rules, &names);
    Ok(Understood {
        roles,
        series,
        control,
        granularity: times.granularity,
        first_day,
        data_date,
        used: lines.rows.len() - added.empty,
        skipped: lines.skipped,
    })
}

impl<'f, 't> Table<'f, 't> {
    fn new(frame: &'f Frame<'t>, contents: Vec<Content>, clock: Clock) -> Self {
        let time = |column: usize| match clock {
            Clock::YearAnd { year, part } => column == year || column == part,
            _ => clock.column() == Some(column),
        };
        let may_be_value = |column: &usize| {
            let identifier = frame.heading(*column).is_some_and(role::is_identifier);
            !time(*column) && !identifier && contents.get(*column).is_some_and(Content::is_numeric)
        };
        let numeric = (0..frame.width).filter(may_be_value).collect();
        let document = match frame.profile.and_then(|profile| profile.document) {
            Some(name) => frame.column(name),
            None => (0..frame.width).find(|column| frame.heading(*column).is_some_and(role::is_document)),
        };
        Self { frame, contents, clock, numeric, document }
    }

    fn measure(&self, column: usize) -> Measure {
        self.frame.heading(column).map_or(Measure::Unknown, role::measure)
    }

    /// Columns of words that tell rows apart.
    fn names(&self, rules: &Rules) -> Vec<usize> {
        let is_name = |column: &usize| {
            let Some(content) = self.contents.get(*column) else { return false };
            let taken = rules.roles.iter().any(|(other, _)| other == column) || self.clock.column() == Some(*column);
            let year = matches!(self.clock, Clock::YearAnd { year, .. } if year == *column);
            let noted = self.frame.heading(*column).is_some_and(role::is_note);
            content.words > 0
                && !content.is_numeric()
                && content.whens * 4 < content.filled
                && !taken
                && !noted
                && !year
        };
        (0..self.frame.width).filter(is_name).collect()
    }

    fn roles(&self, values: &[usize], rules: &Rules, names: &[usize]) -> Vec<(usize, Role)> {
        let mut roles = Vec::with_capacity(self.frame.width);
        for column in 0..self.frame.width {
            let time = match self.clock {
                Clock::YearAnd { year, part } => column == year || column == part,
                _ => self.clock.column() == Some(column),
            };
            let less = self.frame.profile.and_then(|profile| self.frame.column(profile.less?));
            let ruled = rules.roles.iter().find(|(other, _)| *other == column).map(|(_, role)| *role);
            let heading = self.frame.heading(column);
            let role = if time {
                Role::Date
            } else if values.contains(&column) {
                Role::Value
            } else if less == Some(column) {
                Role::Less
            } else if let Some(role) = ruled {
                role
            } else if self.document == Some(column) {
                Role::Document
            } else if heading.is_some_and(role::is_note) {
                Role::Note
            } else if self.contents.get(column).is_some_and(Content::is_numeric) {
                if heading.is_some_and(role::says_total) { Role::Total } else { Role::Number }
            } else if names.contains(&column) {
                Role::Name
            } else {
                Role::Ignored
            };
            roles.push((column, role));
        }
        roles
    }

    /// Remarks beside figures, where a row is a period.
    fn attach_notes(&self, lines: &Lines<'_>, series: &mut [Found], once: bool) {
        let column = (0..self.frame.width).find(|column| self.frame.heading(*column).is_some_and(role::is_note));
        let (Some(column), true, Some(first)) = (column, once, series.first_mut()) else { return };
        for line in &lines.rows {
            let Some(row) = self.frame.table.row(line.row as usize) else { continue };
            let note = row.cell(column);
            if !note.is_empty() {
                first.notes.push((line.period, note.to_owned()));
            }
        }
    }
}

fn is_once(lines: &Lines<'_>) -> bool {
    let mut seen = BTreeSet::new();
    lines.rows.iter().all(|line| seen.insert(line.period))
}

/// A deal that closes in days to come is no sale yet.
fn leave_out_future(frame: &Frame<'_>, lines: &mut Lines<'_>, wanted: &Wanted, told: &mut Told<'_>) {
    if !frame.profile.is_some_and(|profile| profile.deals) {
        return;
    }
    let this = |line: &super::row::Line| match line.when {
        When::Day(day) => day > wanted.today,
        _ => line.period.first_day(wanted.fiscal) > wanted.today,
    };
    let why: Arc<str> = "it closes in days to come".into();
    let mut kept = std::mem::take(&mut lines.rows);
    let before = kept.len();
    kept.retain(|line| {
        let future = this(line);
        if future && let Some(row) = frame.table.row(line.row as usize) {
            lines.skip(row.number(), &why);
        }
        !future
    });
    if kept.len() < before {
        told.note(format!("{} with a close date in days to come left out", plural::count(before - kept.len(), "deal")));
    }
    lines.rows = kept;
}

fn tell_header(frame: &Frame<'_>, told: &mut Told<'_>) {
    if let Some(row) = frame.header {
        let why = match frame.profile {
            Some(profile) => format!("its headings are those of {}", profile.name),
            None => "it holds words only, and figures stand beneath it".to_owned(),
        };
        told.decide_by(format!("Row {} is the header", row.number()), why, row.number());
    } else {
        let why = match frame.profile {
            Some(profile) => format!("its columns stand where {} has them", profile.name),
            None => "the first row already holds figures".to_owned(),
        };
        told.decide("There is no header", why);
    }
    for note in frame.profile.map_or(&[][..], |profile| profile.notes) {
        told.note(*note);
    }
}

/// Times with a zone are taken as they stand: a sale counts on the day that it had where it was made.
fn tell_zone(frame: &Frame<'_>, clock: Clock, lines: &Lines<'_>, told: &mut Told<'_>) {
    let Some(column) = clock.column() else { return };
    let Some(row) = lines.rows.first().and_then(|line| frame.table.row(line.row as usize)) else { return };
    let cell = row.cell(column);
    let zone = cell.contains(':')
        && (cell.ends_with('Z')
            || cell.rsplit(['+', '-']).next().is_some_and(|z| {
                cell.len() > 19 && matches!(z.len(), 4 | 5) && z.bytes().all(|b| b.is_ascii_digit() || b == b':')
            }));
    if zone {
        told.decide(
            "Days are taken as they are written, in their own time zone",
            format!("{} has one", row.place(column)),
        );
    }
}
