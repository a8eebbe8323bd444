//! Which columns hold what was sold.

use super::Table;
use crate::import::amount::{self, Measured};
use crate::import::frame::SAMPLE;
use crate::import::preview::Reading;
use crate::import::role::{self, Measure};
use crate::import::rule::{self, Rules};
use crate::import::table::Row;
use crate::import::told::Told;
use crate::import::{ImportError, Wanted};
use crate::model::Amount;
use crate::text::number::shortened;

impl Table<'_, '_> {
    /// The column that is most likely what was sold: the named one, the profile's, or the one that its heading fits best.
    pub(super) fn primary(&self, wanted: &Wanted) -> Result<Option<usize>, ImportError> {
        if let Some(name) = wanted.value.as_deref() {
            let Some(column) = self.frame.column_named(name) else {
                let columns: Vec<String> = (0..self.frame.width).map(|column| self.frame.name(column)).collect();
                return Err(ImportError::NoColumn { wanted: name.to_owned(), columns: columns.join(", ") });
            };
            return Ok(Some(column));
        }
        let known =
            self.frame.profile.and_then(|profile| profile.value.iter().find_map(|name| self.frame.column(name)));
        let best = || self.numeric.iter().copied().max_by_key(|column| (self.measure(*column), usize::MAX - column));
        Ok(known.or_else(best))
    }

    /// The columns whose amounts are taken: all of a table with one row a period, one of a list of sales.
    pub(super) fn values(
        &self,
        primary: Option<usize>,
        once: bool,
        rules: &Rules,
        wanted: &Wanted,
        told: &mut Told<'_>,
    ) -> Result<Vec<usize>, ImportError> {
        if matches!(rules.measured, rule::Measured::Rows(_)) && wanted.value.is_none() {
            return Ok(Vec::new());
        }
        let taken = |column: &&usize| rules.roles.iter().all(|(other, _)| other != *column);
        let numeric: Vec<usize> = self.numeric.iter().filter(taken).copied().collect();
        let Some(primary) = primary.or(numeric.first().copied()) else { return Err(self.no_values()) };
        if wanted.value.is_some() {
            told.decide(format!("\"{}\" is what was sold", self.frame.name(primary)), "you said so");
            return Ok(vec![primary]);
        }
        let known = self.frame.profile.is_some_and(|profile| !profile.value.is_empty());
        if !known && once && told.answer("value").is_none() {
            self.tell_left_out(&numeric, told);
            return Ok(self.without_total(numeric, told));
        }
        let counts = |column: &usize| self.frame.heading(*column).and_then(role::counted).is_some();
        if !known && numeric.len() > 1 && numeric.iter().all(counts) && told.answer("value").is_none() {
            return Ok(numeric);
        }
        self.tell_left_out(&numeric, told);
        let options: Vec<Reading> = numeric.iter().map(|column| self.reading(*column)).collect();
        let at = numeric.iter().position(|column| *column == primary).unwrap_or(0);
        let what = |reading: &Reading| format!("\"{}\" is what was sold", reading.value);
        let best = self.measure(primary);
        let rivals = numeric.iter().filter(|column| self.measure(**column) == best).count();
        let chosen = if known {
            let why = self.frame.profile.map_or("", |profile| profile.name);
            told.settle("value", options, at, what, format!("{why} has the amounts there"))
        } else if rivals > 1 && best < Measure::Amount {
            told.ask(
                "value",
                "Several columns hold amounts. Which of them is what was sold?",
                options,
                Vec::new(),
                what,
            )
        } else {
            let why = if numeric.len() == 1 {
                "it is the only column of numbers that are no names"
            } else {
                "its heading says so best"
            };
            told.settle("value", options, at, what, why)
        };
        Ok(vec![numeric.get(chosen).copied().unwrap_or(primary)])
    }

    fn reading(&self, column: usize) -> Reading {
        let name = self.frame.name(column);
        let sample = self.frame.rows().map(|row| row.cell(column)).find(|cell| !cell.is_empty()).unwrap_or_default();
        Reading::new(name.clone(), format!("\"{name}\", such as {}", shortened(sample)))
    }

    /// Tells of columns that hold numbers here and there, or numbers that are names.
    fn tell_left_out(&self, values: &[usize], told: &mut Told<'_>) {
        for column in 0..self.frame.width {
            let Some(heading) = self.frame.heading(column) else { continue };
            let content = self.contents.get(column).copied().unwrap_or_default();
            if values.contains(&column) || self.clock.column() == Some(column) {
                continue;
            }
            let what = format!("\"{}\" is left out", self.frame.name(column));
            if content.numbers > 0 && content.words == 0 && role::is_identifier(heading) {
                told.decide(what, "its numbers are names of records or of days, not values");
            } else if self.frame.profile.is_none()
                && content.filled > 0
                && content.numbers == 0
                && content.whens == 0
                && content.words > 0
            {
                let row = self.frame.rows().find(|row| !row.cell(column).is_empty());
                let place = row.map(|row| row.place(column));
                let kind = if row.is_some_and(|row| row.cell(column).ends_with('%')) { "percentages" } else { "words" };
                let why = place.map_or_else(String::new, |place| format!("it holds {kind}, such as {place}"));
                told.decide(what, why);
            }
        }
    }

    /// A column of sums beside those that it adds up is no series of its own.
    fn without_total(&self, numeric: Vec<usize>, told: &mut Told<'_>) -> Vec<usize> {
        if numeric.len() < 3 {
            return numeric;
        }
        let is_total = |column: &usize| self.frame.heading(*column).is_some_and(role::says_total);
        let Some(total) = numeric.iter().copied().find(|column| is_total(column)) else { return numeric };
        let others: Vec<usize> = numeric.iter().copied().filter(|column| *column != total).collect();
        let read = |row: Row<'_>, column: usize| {
            let measured = Measured { column, decimal: amount::Decimal::Point, power: 0 };
            measured.amount(row).ok().flatten().unwrap_or_default()
        };
        let adds_up = |row: Row<'_>| others.iter().map(|column| read(row, *column)).sum::<Amount>() == read(row, total);
        if self.frame.rows().take(SAMPLE).all(adds_up) {
            let what = format!("\"{}\" is left out", self.frame.name(total));
            told.decide(what, "it is the sum of the columns beside it");
            return others;
        }
        numeric
    }

    /// Why a table has no values: a cell that looked like one, or none at all.
    pub(super) fn no_values(&self) -> ImportError {
        let period = self.clock.column().map_or_else(String::new, |column| self.frame.name(column));
        let words: Vec<usize> = (0..self.frame.width)
            .filter(|column| self.clock.column() != Some(*column))
            .filter(|column| self.contents.get(*column).is_some_and(|content| content.words > 0))
            .collect();
        let others = (0..self.frame.width).filter(|column| self.clock.column() != Some(*column)).count();
        if let (&[column], 1) = (words.as_slice(), others)
            && let Some(row) = self.frame.rows().find(|row| !row.cell(column).is_empty())
        {
            return ImportError::BadValue {
                row: row.number(),
                column: self.frame.name(column),
                text: shortened(row.cell(column)),
                fault: amount::fault_of(row.cell(column)),
            };
        }
        ImportError::NoValues { column: period }
    }
}
