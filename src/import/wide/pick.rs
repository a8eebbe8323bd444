//! Which rows of a table across become which series, and whether the file's own sums agree.

use super::{FEW, Line, Wide};
use crate::import::amount::Measured;
use crate::import::preview::{Control, Found, Reading, Skipped};
use crate::import::profile::normal;
use crate::import::role::{is_grand_total, says_total};
use crate::import::told::Told;
use crate::import::{ImportError, MOST_SERIES, Wanted};
use crate::model::Amount;
use crate::text::number::shortened;
use crate::text::plural;

/// Rows that become one series.
pub(super) struct Pick<'w, 't> {
    pub name: String,
    pub lines: Vec<&'w Line<'t>>,
    pub taken: bool,
}

impl<'t> Wide<'_, 't> {
    /// Which rows become which series. Lines and their total are never added up.
    pub(super) fn pick(
        &self,
        crossed: bool,
        wanted: &Wanted,
        told: &mut Told<'_>,
    ) -> Result<Vec<Pick<'_, 't>>, ImportError> {
        if crossed {
            told.decide(
                "Rows and columns make the period together",
                "one holds the years, the other what is missing to them",
            );
            let title = self.frame.titles.first().and_then(|row| row.cells().find(|cell| !cell.is_empty()));
            let word = title.and_then(|title| title.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty()));
            let name = word.unwrap_or("Sales").to_owned();
            return Ok(vec![Pick { name, lines: self.lines.iter().collect(), taken: true }]);
        }
        let one = |line: &'_ Line<'t>| line.label.clone();
        let named = |label: &str| if label.is_empty() { "Sales".to_owned() } else { shortened(label) };
        if let Some(value) = wanted.value.as_deref() {
            let line = self.lines.iter().chain(&self.totals).find(|line| normal(&line.label) == normal(value));
            let Some(line) = line else {
                let columns: Vec<String> = self.lines.iter().chain(&self.totals).map(one).collect();
                return Err(ImportError::NoColumn { wanted: value.to_owned(), columns: columns.join(", ") });
            };
            return Ok(vec![Pick { name: named(&line.label), lines: vec![line], taken: true }]);
        }
        if let Some(income) = self.report_total() {
            let options: Vec<Reading> = std::iter::once(income)
                .chain(self.lines.iter().filter(|line| line.heading == income.heading))
                .map(|line| Reading::new(line.label.clone(), format!("\"{}\"", line.label)))
                .collect();
            let what = |reading: &Reading| format!("{} is what was sold", reading.label);
            let chosen = told.settle(
                "line",
                options.clone(),
                0,
                what,
                "it is the total of the report's income, and holds the other lines",
            );
            let lines = std::iter::once(income).chain(self.lines.iter().filter(|line| line.heading == income.heading));
            return Ok(lines
                .enumerate()
                .map(|(n, line)| Pick { name: named(&line.label), lines: vec![line], taken: n == chosen })
                .collect());
        }
        if self.lines.is_empty() {
            return Ok(self
                .totals
                .iter()
                .map(|line| Pick { name: named(&line.label), lines: vec![line], taken: true })
                .collect());
        }
        if self.lines.len() > MOST_SERIES && wanted.by.is_some() {
            return Err(ImportError::TooManyNames {
                column: wanted.by.clone().unwrap_or_default(),
                count: self.lines.len(),
            });
        }
        let mut each = true;
        if self.lines.len() > 1 {
            let mut options = vec![Reading::new("sum", "one series of all rows")];
            if self.lines.len() <= MOST_SERIES {
                options.insert(0, Reading::new("each", "a series for each row"));
            }
            let found = usize::from(self.lines.len() > FEW && options.len() > 1 && wanted.by.is_none());
            let why = format!("there are {}", plural::count(self.lines.len(), "row"));
            let what = |reading: &Reading| plural::capitalised(&format!("the table makes {}", reading.label));
            let is_each = options.first().is_some_and(|option| option.value == "each");
            each = told.settle("lines", options, found, what, why) == 0 && is_each;
        }
        if each {
            return Ok(self
                .lines
                .iter()
                .map(|line| Pick { name: named(&line.label), lines: vec![line], taken: true })
                .collect());
        }
        Ok(vec![Pick { name: "Sales".to_owned(), lines: self.lines.iter().collect(), taken: true }])
    }

    /// The total of the income in a report of profit and loss, which is more than a sum below a list.
    fn report_total(&self) -> Option<&Line<'t>> {
        let report = self.frame.profile.is_some_and(|profile| profile.title == Some("profit and loss"));
        let income = |line: &&Line<'_>| {
            let label = normal(&line.label);
            ["income", "revenue", "sales", "turnover", "umsatz", "erlöse"].iter().any(|word| label.contains(word))
                && !label.contains("net income")
        };
        let several = self.totals.iter().filter(|line| !is_grand_total(&line.label)).count() > 0;
        self.totals.iter().find(income).filter(|_| report || several)
    }

    /// Compares the rows of sums, column by column, with what is taken; and a column of sums beside it.
    pub(super) fn check_totals(
        &self,
        picked: &[Pick<'_, 't>],
        series: &[Found],
        measured: Measured,
        skipped: &mut Vec<Skipped>,
    ) -> Result<Option<Control>, ImportError> {
        let taken = series.iter().filter(|found| found.taken).map(|found| found.total).sum();
        let mut control = None;
        for total in &self.totals {
            let (mut file_total, mut wrong) = (Amount::ZERO, None);
            for (column, _) in &self.frame.across {
                let Some(theirs) = self.amount(total, *column, measured)? else { continue };
                file_total += theirs;
                let mut ours = [Amount::ZERO; 2];
                for line in self.lines.iter().filter(|line| line.row.number() < total.row.number()) {
                    let amount = self.amount(line, *column, measured)?.unwrap_or_default();
                    ours[0] += amount;
                    ours[1] += if line.heading == total.heading { amount } else { Amount::ZERO };
                }
                if !ours.contains(&theirs) {
                    wrong.get_or_insert((self.frame.name(*column), theirs, ours[0]));
                }
            }
            let why = match wrong {
                Some((name, theirs, ours)) => format!(
                    "it is a total, but says {theirs} in \"{name}\" where the rows add up to {ours}; check the file"
                ),
                None => "it is a total, and agrees with the rows".to_owned(),
            };
            skipped.push(Skipped { row: total.row.number(), why: why.into() });
            if is_grand_total(&total.label) {
                control = Some(Control { row: Some(total.row.number()), file_total, used_total: taken });
            }
        }
        if control.is_none()
            && let Some(column) = self.total_column()
            && let Some(pick) = picked.iter().find(|pick| pick.taken)
        {
            let mut file_total = Amount::ZERO;
            let mut any = false;
            for line in picked.iter().filter(|pick| pick.taken).flat_map(|pick| &pick.lines) {
                let amount = self.amount(line, column, measured)?;
                any |= amount.is_some();
                file_total += amount.unwrap_or_default();
            }
            let row = pick.lines.first().map(|line| line.row.number());
            control = any.then_some(Control { row, file_total, used_total: taken });
        }
        Ok(control)
    }

    pub(super) fn total_column(&self) -> Option<usize> {
        let across = |column: &usize| self.frame.across.iter().any(|(other, _)| other == column);
        (0..self.frame.width).find(|column| !across(column) && self.frame.heading(*column).is_some_and(says_total))
    }
}
