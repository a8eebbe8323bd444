//! The values of every column: which columns hold any, the decimal sign, the currency.

use super::decimal::{self, Decimal};
use super::layout::{Layout, Line};
use super::period_column::Times;
use super::when::When;
use super::{Decision, ImportError, Place, Terms};
use crate::model::{Amount, Currency};
use crate::text::currency;
use crate::text::plural;
use crate::text::written::{Cell, Fault, Readings, Written, take_apart};

/// A column that was read.
#[derive(Debug)]
pub(super) struct Column {
    pub index: usize,
    pub name: String,
    pub currency: Option<Currency>,
    /// One for each line of the layout.
    pub values: Vec<Option<Amount>>,
    notation: Notation,
}

#[derive(Clone, Copy, Debug, Default)]
struct Notation {
    decimal: Decimal,
    /// Power of ten that the heading says: 3 for "£k".
    power: u32,
}

impl Column {
    /// Reads another cell the way the column was read; `None` if it holds no number.
    pub fn read(&self, cell: &str) -> Option<Amount> {
        let Ok(Cell::Number(written)) = take_apart(cell) else { return None };
        let readings = written.under_heading(self.notation.power).readings().ok()?;
        Some(self.notation.decimal.choose(readings).amount)
    }
}

/// A column whose cells are taken apart, but whose decimal sign is not settled yet.
pub(super) struct Scan<'l, 't> {
    pub index: usize,
    pub name: String,
    power: u32,
    /// One for each line of the layout.
    pub cells: Vec<Option<Readings>>,
    currency: Option<(Currency, &'l Line<'t>)>,
    shorthand: Option<&'l Line<'t>>,
}

/// What a column turned out to be.
enum Kind<'l, 't> {
    Values(Scan<'l, 't>),
    /// Left out, and why; with the first cell that is no number where some are.
    Other(String, Option<ImportError>),
    Currencies(Currency),
    Empty,
}

/// Every value column, settled.
pub(super) fn read_all(
    layout: &Layout<'_>,
    times: &Times,
    terms: Terms,
    decisions: &mut Vec<Decision>,
) -> Result<Vec<Column>, ImportError> {
    let mut scans = Vec::new();
    let mut currency = None;
    let mut doubtful = None;
    for index in layout.value_columns() {
        match kind_of(layout, times, index)? {
            Kind::Values(scan) => scans.push(scan),
            Kind::Currencies(found) => currency = Some((found, index)),
            Kind::Other(why, error) => {
                doubtful = doubtful.or(error);
                decisions.push(Decision::new(format!("\"{}\" is left out", layout.name(index)), why));
            }
            Kind::Empty => {}
        }
    }
    if scans.is_empty() {
        return Err(doubtful.unwrap_or_else(|| ImportError::NoValues { column: layout.period_name() }));
    }
    let decimals = decimal::settle(layout, &scans, terms, decisions)?;
    let mut columns = Vec::with_capacity(scans.len());
    for (scan, decimal) in scans.into_iter().zip(decimals) {
        columns.push(scan.finish(layout, decimal, currency, decisions)?);
    }
    give_names(layout, &mut columns);
    Ok(columns)
}

fn kind_of<'l, 't>(layout: &'l Layout<'t>, times: &Times, index: usize) -> Result<Kind<'l, 't>, ImportError> {
    let name = layout.name(index);
    let power = layout.heading(index).map_or(0, power_in_heading);
    let mut scan = Scan { index, name, power, cells: Vec::new(), currency: None, shorthand: None };
    let mut bad: Option<(&Line<'_>, Fault)> = None;
    let (mut numbers, mut others) = (0_usize, 0_usize);
    scan.cells.reserve_exact(layout.lines.len());
    for line in &layout.lines {
        let taken = take_apart(line.row.cell(index)).and_then(|cell| scan.readings(cell));
        match taken {
            Ok(None) => {}
            Ok(Some((written, _))) => {
                numbers += 1;
                scan.see_marks(&written, line)?;
            }
            Err(fault) => {
                others += 1;
                bad.get_or_insert((line, fault));
            }
        }
        scan.cells.push(taken.ok().flatten().map(|(_, readings)| readings));
    }
    let Some((line, fault)) = bad else {
        let counts_rows = times.last_day.is_some() && layout.heading(index).is_some_and(is_identifier);
        return Ok(match numbers {
            0 if layout.heading(index).is_some() => Kind::Other("it has no values".into(), None),
            0 => Kind::Empty,
            _ if counts_rows => Kind::Other("its numbers are names of records or of days, not values".into(), None),
            _ => Kind::Values(scan),
        });
    };
    if numbers == 0
        && let Some(currency) = currencies(layout, index)?
    {
        return Ok(Kind::Currencies(currency));
    }
    let Place { row, text } = line.row.place(index);
    let error = ImportError::BadValue { row, column: layout.name(index), text: text.into(), fault: told(fault) };
    // A column of words may hold a number here and there; a column of numbers may not hold a word.
    if numbers * 4 < others {
        let what = match fault {
            Fault::Percent => "percentages",
            _ if When::read(line.row.cell(index)).is_some() => "dates",
            _ => "words",
        };
        let why = format!("it holds {what}, such as {}", line.row.place(index));
        let meant_as_values = numbers > 0 || fault == Fault::Separators || layout.value_columns().count() == 1;
        return Ok(Kind::Other(why, meant_as_values.then_some(error)));
    }
    Err(error)
}

const fn told(fault: Fault) -> &'static str {
    match fault {
        Fault::NotANumber => "is not a number",
        Fault::Separators => "has its separators in odd places",
        Fault::Percent => "is a percentage",
        Fault::TooLarge => "is too large",
    }
}

impl<'l, 't> Scan<'l, 't> {
    fn readings<'c>(&self, cell: Cell<'c>) -> Result<Option<(Written<'c>, Readings)>, Fault> {
        match cell {
            Cell::Missing => Ok(None),
            Cell::Number(written) => {
                written.under_heading(self.power).readings().map(|readings| Some((written, readings)))
            }
        }
    }

    fn see_marks(&mut self, written: &Written<'_>, line: &'l Line<'t>) -> Result<(), ImportError> {
        if written.is_shorthand() {
            self.shorthand.get_or_insert(line);
        }
        let Some(found) = written.currency else { return Ok(()) };
        match self.currency {
            None => self.currency = Some((found, line)),
            Some((first, _)) if first != found => return Err(self.mixed(first, found, line)),
            Some(_) => {}
        }
        Ok(())
    }

    fn mixed(&self, first: Currency, second: Currency, line: &Line<'_>) -> ImportError {
        let (first, second) = (first.to_string(), second.to_string());
        ImportError::MixedCurrencies { column: self.name.clone(), row: line.row.number, first, second }
    }

    fn finish(
        self,
        layout: &Layout<'_>,
        decimal: Decimal,
        currency_column: Option<(Currency, usize)>,
        decisions: &mut Vec<Decision>,
    ) -> Result<Column, ImportError> {
        let currency = self.settle_currency(layout, currency_column, decisions)?;
        let readings = self.cells.iter().map(|cell| cell.map(|readings| decimal.choose(readings)));
        let rounded = readings.clone().flatten().filter(|reading| reading.rounded).count();
        if rounded > 0 {
            let what = format!("{} in \"{}\" rounded to six decimals", plural::count(rounded, "amount"), self.name);
            decisions.push(Decision::new(what, "amounts are kept to the millionth"));
        }
        if let Some(line) = self.shorthand {
            let why = format!("{} is short for it", line.row.place(self.index));
            decisions.push(Decision::new(format!("\"{}\" has thousands or millions written short", self.name), why));
        }
        if self.power > 0 {
            let word = if self.power == 3 { "thousand" } else { "million" };
            let what = format!("\"{}\" is multiplied by a {word}", self.name);
            decisions.push(Decision::new(what, "its heading says so"));
        }
        let values = readings.map(|reading| reading.map(|r| r.amount)).collect();
        let notation = Notation { decimal, power: self.power };
        Ok(Column { index: self.index, name: self.name, currency, values, notation })
    }

    fn settle_currency(
        &self,
        layout: &Layout<'_>,
        currency_column: Option<(Currency, usize)>,
        decisions: &mut Vec<Decision>,
    ) -> Result<Option<Currency>, ImportError> {
        let in_heading = layout.heading(self.index).and_then(currency::in_heading);
        let (found, why) = match (self.currency, in_heading, currency_column) {
            (Some((cell, line)), Some(heading), _) if cell != heading => return Err(self.mixed(heading, cell, line)),
            (Some((cell, line)), _, _) => (cell, format!("{} has its sign or code", line.row.place(self.index))),
            (None, Some(heading), _) => (heading, "its heading says so".to_owned()),
            (None, None, Some((currency, column))) => (currency, format!("\"{}\" says so", layout.name(column))),
            (None, None, None) => return Ok(None),
        };
        decisions.push(Decision::new(format!("\"{}\" is in {found}", self.name), why));
        Ok(Some(found))
    }
}

/// The one currency that a column of codes names.
fn currencies(layout: &Layout<'_>, index: usize) -> Result<Option<Currency>, ImportError> {
    let mut first = None;
    for line in &layout.lines {
        let cell = line.row.cell(index);
        if cell.is_empty() {
            continue;
        }
        let Some(found) = currency::alone(cell) else { return Ok(None) };
        let first = *first.get_or_insert(found);
        if first != found {
            let (first, second) = (first.to_string(), found.to_string());
            return Err(ImportError::MixedCurrencies {
                column: layout.name(index),
                row: line.row.number,
                first,
                second,
            });
        }
    }
    Ok(first)
}

/// Headings under which numbers are names: adding them up would make no sense.
fn is_identifier(heading: &str) -> bool {
    const NAMES: [&str; 26] = [
        "#",
        "no",
        "no.",
        "nr",
        "nr.",
        "num",
        "number",
        "id",
        "row",
        "index",
        "invoice",
        "invoice no",
        "invoice no.",
        "invoice number",
        "order",
        "order no",
        "order id",
        "order number",
        "transaction id",
        "customer id",
        "year",
        "month",
        "week",
        "day",
        "zip",
        "postcode",
    ];
    NAMES.iter().any(|name| heading.eq_ignore_ascii_case(name))
}

/// "Sales (k EUR)", "£k", "Sales in thousands", "Umsatz T€", "£m".
fn power_in_heading(heading: &str) -> u32 {
    let has_currency = currency::in_heading(heading).is_some();
    heading.split(|c: char| c.is_whitespace() || "()[]/,:".contains(c)).fold(0, |power, word| {
        let word = word.to_lowercase();
        let bare = word.trim_matches(['£', '$', '€', '¥']);
        let signed = bare.len() < word.len() || has_currency;
        match bare {
            "thousand" | "thousands" | "'000" | "'000s" | "000s" | "tsd" | "tsd." | "teur" | "keur" | "kgbp"
            | "kusd" => 3,
            "k" | "t" | "000" if signed => 3,
            "million" | "millions" | "mio" | "mio." | "meur" => 6,
            "m" | "mn" if signed => 6,
            _ => power,
        }
    })
}

/// Headings, a number behind one that is taken; a single column without a heading is the sales.
fn give_names(layout: &Layout<'_>, columns: &mut [Column]) {
    if let [only] = columns
        && layout.heading(only.index).is_none()
    {
        "Sales".clone_into(&mut only.name);
    }
    let mut taken: Vec<String> = Vec::with_capacity(columns.len());
    for column in columns {
        let free = (1_usize..).map(|n| if n == 1 { column.name.clone() } else { format!("{} {n}", column.name) });
        if let Some(name) = free.into_iter().find(|name| !taken.contains(&name.to_lowercase())) {
            column.name = name;
        }
        taken.push(column.name.to_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_may_count_in_thousands() {
        for heading in ["Sales (k EUR)", "£k", "Sales in thousands", "Umsatz T€", "Sales £'000", "Umsatz (TEUR)"] {
            assert_eq!(power_in_heading(heading), 3, "{heading}");
        }
        assert_eq!(power_in_heading("Revenue £m"), 6);
        for heading in ["Sales", "Sales EUR", "Team K", "T", "Sales M", "Market"] {
            assert_eq!(power_in_heading(heading), 0, "{heading}");
        }
    }
}
