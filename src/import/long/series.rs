//! Rows become series: by what they are told apart, and what they add up to.

use std::collections::HashMap;
use std::sync::Arc;

use super::Table;
use crate::import::amount::{self, Measured};
use crate::import::preview::{Found, Reading, Skipped};
use crate::import::role;
use crate::import::row::{self, Line, Lines};
use crate::import::rule::{self, Rules};
use crate::import::side;
use crate::import::sum::Sums;
use crate::import::table::Row;
use crate::import::told::Told;
use crate::import::watch::Together;
use crate::import::{ImportError, MOST_SERIES, Wanted, Watch};
use crate::model::{Amount, Unit};
use crate::text::number::shortened;
use crate::text::plural;

impl Table<'_, '_> {
    /// By what the rows make several series: a column, or the headings over groups of rows.
    pub(super) fn by(
        &self,
        names: &[usize],
        lines: &Lines<'_>,
        rules: &Rules,
        wanted: &Wanted,
        told: &mut Told<'_>,
    ) -> Result<Option<By>, ImportError> {
        let groups = self.frame.profile.and_then(|profile| profile.groups).unwrap_or("Group");
        if let Some(name) = wanted.by.as_deref() {
            if let Some(column) = self.frame.column_named(name) {
                told.decide(format!("Each \"{}\" is a series", self.frame.name(column)), "you said so");
                return Ok(Some(By::Column(column)));
            }
            if lines.groups.len() > 1
                && [groups, "Group", "Customer"].iter().any(|known| known.eq_ignore_ascii_case(name.trim()))
            {
                told.decide("Each heading over rows is a series", "you said so");
                return Ok(Some(By::Group));
            }
            let mut columns: Vec<String> = (0..self.frame.width).map(|column| self.frame.name(column)).collect();
            columns.extend((lines.groups.len() > 1).then(|| groups.to_owned()));
            return Err(ImportError::NoColumn { wanted: name.to_owned(), columns: columns.join(", ") });
        }
        let mut options = vec![Reading::new("none", "one series of all rows")];
        let mut ways = vec![None];
        if lines.groups.len() > 1 {
            options.push(Reading::new(
                groups,
                format!("a series for each {groups}, as the headings over the rows name them"),
            ));
            ways.push(Some(By::Group));
        }
        for column in names.iter().filter(|column| self.frame.heading(**column).is_some()) {
            let name = self.frame.name(*column);
            options.push(Reading::new(name.clone(), format!("a series for each \"{name}\"")));
            ways.push(Some(By::Column(*column)));
        }
        if options.len() == 1 {
            return Ok(None);
        }
        let kind = ["type", "activity type"].iter().find_map(|name| self.frame.column(name));
        let activities = rules.measured == rule::Measured::Rows("activities");
        let found =
            kind.filter(|_| activities).and_then(|kind| ways.iter().position(|way| *way == Some(By::Column(kind))));
        let what = |reading: &Reading| plural::capitalised(&format!("the rows make {}", reading.label));
        let why = if found.is_some() {
            "activities of several types are no one number"
        } else {
            "it is the whole that a plan is for"
        };
        let chosen = told.settle("by", options, found.unwrap_or(0), what, why);
        Ok(ways.get(chosen).copied().flatten())
    }
}

/// What makes a series of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Column(usize),
    Group,
}

/// Rows on their way to sums.
pub(super) struct Adding<'a, 't> {
    pub table: &'a Table<'a, 't>,
    pub lines: &'a Lines<'t>,
    pub measured: &'a [Measured],
    pub less: Option<Measured>,
    pub by: Option<By>,
    pub rules: &'a Rules,
    pub wanted: &'a Wanted,
    pub once: bool,
}

pub(super) struct Added {
    /// With the index of the column that each comes from.
    pub series: Vec<(usize, Found)>,
    pub skipped: Vec<Skipped>,
    /// Rows without any amount.
    pub empty: usize,
}

/// Rows by what makes a series of its own.
#[derive(Default)]
struct Sorted<'t> {
    places: HashMap<&'t str, usize>,
    /// In the order of the file.
    names: Vec<&'t str>,
    /// For each name, the sums of each column.
    sums: Vec<Vec<Sums>>,
    skipped: Vec<Skipped>,
    empty: usize,
}

impl<'t> Sorted<'t> {
    fn place(&mut self, name: &'t str) -> usize {
        *self.places.entry(name).or_insert_with(|| {
            self.names.push(name);
            self.sums.push(Vec::new());
            self.names.len() - 1
        })
    }

    /// Adds what was found further down.
    fn merge(&mut self, below: Self) {
        for (name, sums) in below.names.into_iter().zip(below.sums) {
            let index = self.place(name);
            let Some(known) = self.sums.get_mut(index) else { continue };
            known.resize_with(sums.len(), Sums::default);
            known.iter_mut().zip(sums).for_each(|(known, sum)| known.merge(sum));
        }
        self.skipped.extend(below.skipped);
        self.empty += below.empty;
    }
}

impl Adding<'_, '_> {
    pub fn all(&self, told: &mut Told<'_>, watch: &Watch) -> Result<Added, ImportError> {
        let blank_is_zero = self.asks_blanks(told);
        let together = watch.together();
        let rows = &self.lines.rows;
        let parts = side::by_parts(0..rows.len(), |part| {
            self.part(rows.get(part).unwrap_or_default(), blank_is_zero, &together)
        });
        let mut whole = Sorted::default();
        for part in parts {
            whole.merge(part?);
            self.check_names(&whole)?;
        }
        let Sorted { names, sums, skipped, empty, .. } = whole;
        let mut series = Vec::with_capacity(sums.len() * self.columns());
        for (name, of_name) in names.iter().zip(sums) {
            for (index, sum) in of_name.into_iter().enumerate() {
                series.push((index, sum.finish(self.name(name, index), self.unit(index), None, self.wanted)?));
            }
        }
        // Names in the order of what they add up to would jump from month to month; the order of the file stays.
        series.retain(|(_, found)| !found.totals.is_empty());
        if series.is_empty() {
            return Err(self.table.no_values());
        }
        Ok(Added { series, skipped, empty })
    }

    fn columns(&self) -> usize {
        self.measured.len().max(1)
    }

    fn check_names(&self, sorted: &Sorted<'_>) -> Result<(), ImportError> {
        if sorted.names.len() <= MOST_SERIES {
            return Ok(());
        }
        let column = self.wanted.by.clone().unwrap_or_default();
        Err(ImportError::TooManyNames { column, count: MOST_SERIES + 1 })
    }

    /// Adds up some of the rows.
    fn part(&self, lines: &[Line], blank_is_zero: bool, together: &Together<'_>) -> Result<Sorted<'_>, ImportError> {
        const SEEN: usize = 4096;
        let mut sorted = Sorted::default();
        let (printed, mut text) = (self.printed(), Vec::new());
        let noted = printed == self.lines.printed;
        let without: Arc<str> = "it has no amount".into();
        for (n, line) in lines.iter().enumerate() {
            if n.is_multiple_of(SEEN) {
                together.on(SEEN.min(lines.len() - n))?;
            }
            let row = || self.row(line);
            let name = match self.by {
                None => "",
                Some(By::Column(column)) => row().map_or("", |row| row.cell(column)),
                Some(By::Group) => self.lines.groups.get(line.group as usize).copied().unwrap_or_default(),
            };
            let index = if self.by.is_none() && !sorted.names.is_empty() { 0 } else { sorted.place(name) };
            self.check_names(&sorted)?;
            let Some(of_name) = sorted.sums.get_mut(index) else { continue };
            of_name.resize_with(self.columns(), Sums::default);
            let print =
                if noted { line.glance.print } else { row().map_or(0, |row| row::print(row, &printed, &mut text)) };
            let mut any = self.measured.is_empty();
            if any && let Some(sum) = of_name.first_mut() {
                sum.add(line.period, Amount::whole(1), print);
            }
            for (column, sum) in self.measured.iter().zip(of_name.iter_mut()) {
                let amount = self.amount(*column, line)?;
                let less = self.less.map_or(Ok(None), |less| self.amount(less, line))?;
                match amount.or(blank_is_zero.then_some(Amount::ZERO)) {
                    Some(amount) => {
                        sum.add(line.period, amount - less.unwrap_or_default().abs(), print);
                        any = true;
                    }
                    None => sum.name(line.period),
                }
            }
            if !any && !self.once {
                sorted.empty += 1;
                sorted.skipped.push(Skipped { row: row().map_or(0, Row::number), why: Arc::clone(&without) });
            }
        }
        Ok(sorted)
    }

    /// Of counts, an empty cell may be none or not known.
    fn asks_blanks(&self, told: &mut Told<'_>) -> bool {
        let frame = self.table.frame;
        let counts = !self.measured.is_empty()
            && self.measured.iter().all(|column| frame.heading(column.column).and_then(role::counted).is_some());
        if !counts {
            return false;
        }
        let blank = self.lines.rows.iter().find_map(|line| {
            let row = frame.table.row(line.row as usize)?;
            let column = self.measured.iter().find(|column| row.cell(column.column).is_empty())?;
            Some((row.number(), frame.name(column.column)))
        });
        let Some((row, name)) = blank else { return false };
        let options =
            vec![Reading::new("missing", "not recorded: it stays missing"), Reading::new("zero", "none: it is zero")];
        let what = |reading: &Reading| format!("An empty count is {}", reading.label);
        let text = format!("\"{name}\" is empty in row {row}. Was there none, or was it not recorded?");
        told.ask("blank", text, options, vec![row], what) == 1
    }

    fn row(&self, line: &Line) -> Option<Row<'_>> {
        self.table.frame.table.row(line.row as usize)
    }

    fn amount(&self, column: Measured, line: &Line) -> Result<Option<Amount>, ImportError> {
        let read = |row| column.amount(row).map_err(|_| self.bad(row, column));
        match column.noted(line, self.lines) {
            Some(amount) => Ok(Some(amount)),
            None => self.row(line).map_or(Ok(None), read),
        }
    }

    /// By which cells a row is known when the file comes again: its day, its amounts, its names.
    fn printed(&self) -> Vec<usize> {
        let by = match self.by {
            Some(By::Column(column)) => Some(column),
            _ => None,
        };
        let values = self.measured.iter().map(|column| column.column);
        self.table.clock.column().into_iter().chain(values).chain(self.table.document).chain(by).collect()
    }

    fn bad(&self, row: Row<'_>, column: Measured) -> ImportError {
        ImportError::BadValue {
            row: row.number(),
            column: self.table.frame.name(column.column),
            text: shortened(row.cell(column.column)),
            fault: amount::fault_of(row.cell(column.column)),
        }
    }

    fn name(&self, by: &str, column: usize) -> String {
        let column = match self.rules.measured {
            rule::Measured::Rows(things) if self.measured.is_empty() => plural::capitalised(things),
            _ => self.measured.get(column).map_or_else(String::new, |column| self.table.frame.name(column.column)),
        };
        match (self.by, by) {
            (None, _) => column,
            (Some(_), "") => "(no name)".to_owned(),
            (Some(_), by) if self.measured.len() > 1 => format!("{}, {column}", shortened(by)),
            (Some(_), by) => shortened(by),
        }
    }

    fn unit(&self, column: usize) -> Unit {
        if let (rule::Measured::Rows(things), true) = (self.rules.measured, self.measured.is_empty()) {
            return Unit::Count(things.to_owned());
        }
        let heading = self.measured.get(column).and_then(|column| self.table.frame.heading(column.column));
        heading.and_then(role::counted).map_or(Unit::Money, Unit::Count)
    }
}
