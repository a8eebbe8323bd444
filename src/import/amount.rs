//! How much a cell says: which sign parts decimals, what a heading multiplies, and cells that are no number.

use super::frame::Frame;
use super::preview::Reading as Option_;
use super::role::power_in_heading;
use super::row::{Line, Lines};
use super::side;
use super::table::Row;
use super::told::Told;
use super::{ImportError, Place, Wanted};
use crate::model::Amount;
use crate::text::number::shortened;
use crate::text::plural;
use crate::text::written::{Cell, Fault, Reading, Readings, take_apart};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Decimal {
    #[default]
    Point,
    Comma,
}

impl Decimal {
    const fn name(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Comma => "comma",
        }
    }

    const fn choose(self, readings: Readings) -> Reading {
        match (readings, self) {
            (Readings::Same(reading) | Readings::Point(reading) | Readings::Comma(reading), _)
            | (Readings::Either { point: reading, .. }, Self::Point)
            | (Readings::Either { comma: reading, .. }, Self::Comma) => reading,
        }
    }
}

/// A column of amounts, and how its cells are read. Several columns of one table across count as one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measured {
    pub column: usize,
    pub decimal: Decimal,
    /// Power of ten that a heading or title says: 3 for "£k".
    pub power: u32,
}

impl Measured {
    /// The amount of a line as it was noted; `None` if it has to be read.
    pub fn noted(self, line: &Line, lines: &Lines<'_>) -> Option<Amount> {
        let same = self.power == 0 && self.decimal == Decimal::Point && lines.value == Some(self.column);
        line.glance.amount().filter(|_| same)
    }

    /// The amount in a row; `None` where there is none.
    pub fn amount(self, row: Row<'_>) -> Result<Option<Amount>, Fault> {
        self.read(row, self.column)
    }

    pub fn read(self, row: Row<'_>, column: usize) -> Result<Option<Amount>, Fault> {
        let cell = row.cell(column);
        if cell.is_empty() {
            return Ok(None);
        }
        if self.power == 0
            && self.decimal == Decimal::Point
            && let Some(amount) = plain(cell.as_bytes()).and_then(|plain| Amount::from_millionths(i128::from(plain)))
        {
            return Ok(Some(amount));
        }
        let readings = readings(cell, row.is_exact(column), self.power)?;
        Ok(readings.map(|readings| self.decimal.choose(readings).amount))
    }
}

fn readings(cell: &str, exact: bool, power: u32) -> Result<Option<Readings>, Fault> {
    match take_apart(cell)? {
        Cell::Missing => Ok(None),
        // A workbook's number has a decimal point and nothing else, whatever its cell shows.
        Cell::Number(written) if exact => {
            written.under_heading(power).read('.', |_| false).map(|reading| Some(Readings::Same(reading)))
        }
        Cell::Number(written) => written.under_heading(power).readings().map(Some),
    }
}

/// The usual case in millionths, without taking anything apart: digits, and after a point one or two more.
pub(super) fn plain(cell: &[u8]) -> Option<i64> {
    let (negative, digits) = match cell {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let mut millionths: i64 = 0;
    let mut decimals = None;
    if digits.is_empty() || digits.len() > 14 || !digits.first()?.is_ascii_digit() {
        return None;
    }
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                millionths = millionths * 10 + i64::from(byte - b'0');
                decimals = decimals.map(|count: u32| count + 1);
            }
            b'.' if decimals.is_none() => decimals = Some(0),
            _ => return None,
        }
    }
    let scale = match decimals {
        None if digits.len() <= 12 => 1_000_000,
        Some(1) => 100_000,
        Some(2) => 10_000,
        _ => return None,
    };
    let millionths = millionths.checked_mul(scale)?;
    Some(if negative { -millionths } else { millionths })
}

/// What the cells of a column say of its decimal sign, and what else is worth telling.
#[derive(Clone, Debug, Default)]
struct Scan {
    column: usize,
    name: String,
    power: u32,
    point: Option<Place>,
    comma: Option<Place>,
    either: Option<(Place, Amount, Amount)>,
    shorthand: Option<Place>,
    rounded: usize,
}

impl Scan {
    fn see(&mut self, row: Row<'_>, column: usize) -> Result<(), ImportError> {
        let cell = row.cell(column);
        if cell.is_empty() {
            return Ok(());
        }
        let exact = row.is_exact(column);
        // Nothing new in a number with one or two decimals once one was seen.
        if (exact || self.point.is_some() || !cell.contains('.')) && plain(cell.as_bytes()).is_some() {
            return Ok(());
        }
        let place = || row.place(column);
        let bad = |fault| ImportError::BadValue {
            row: row.number(),
            column: self.name.clone(),
            text: shortened(cell),
            fault: told_of(fault),
        };
        let short = matches!(take_apart(cell), Ok(Cell::Number(written)) if written.is_shorthand());
        let Some(readings) = readings(cell, exact, self.power).map_err(bad)? else { return Ok(()) };
        if short {
            self.shorthand.get_or_insert_with(place);
        }
        match readings {
            Readings::Same(reading) => self.rounded += usize::from(reading.rounded),
            Readings::Point(reading) => {
                self.rounded += usize::from(reading.rounded);
                self.point.get_or_insert_with(place);
            }
            Readings::Comma(reading) => {
                self.rounded += usize::from(reading.rounded);
                self.comma.get_or_insert_with(place);
            }
            Readings::Either { point, comma } => {
                self.either.get_or_insert_with(|| (row.place(column), point.amount, comma.amount));
            }
        }
        Ok(())
    }

    /// Adds what cells further down say.
    fn merge(&mut self, below: Self) {
        self.point = self.point.take().or(below.point);
        self.comma = self.comma.take().or(below.comma);
        self.either = self.either.take().or(below.either);
        self.shorthand = self.shorthand.take().or(below.shorthand);
        self.rounded += below.rounded;
    }
}

/// What is wrong with a cell that should be an amount.
pub(super) fn fault_of(cell: &str) -> &'static str {
    readings(cell, false, 0).map_or_else(told_of, |_| "is not a number")
}

const fn told_of(fault: Fault) -> &'static str {
    match fault {
        Fault::NotANumber => "is not a number",
        Fault::Separators => "has its separators in odd places",
        Fault::Percent => "is a percentage",
        Fault::TooLarge => "is too large",
    }
}

/// Which cells belong to a column: `(name, power, column of the answer, cells)`.
pub(super) struct Asked<'a> {
    pub column: usize,
    pub name: String,
    pub power: u32,
    /// In pieces, which are looked at side by side.
    pub cells: Vec<Cells<'a>>,
}

/// Cells by their row and column, one after another.
pub(super) type Cells<'a> = Box<dyn Iterator<Item = (Row<'a>, usize)> + Send + 'a>;

/// The columns of a table with a row a line.
pub(super) fn of_columns<'a>(frame: &Frame<'a>, columns: &[usize], lines: &'a Lines<'_>) -> Vec<Asked<'a>> {
    let title = frame.titles.iter().flat_map(|row| row.cells()).map(power_in_heading).max().unwrap_or(0);
    let table = frame.table;
    columns
        .iter()
        .map(|column| {
            let column = *column;
            let own = frame.heading(column).map_or(0, power_in_heading);
            let power = if own > 0 { own } else { title };
            let noted = lines.value == Some(column);
            let cells = side::by_parts(0..lines.rows.len(), |part| {
                let mut pointed = false;
                let cell = move |line: &Line| {
                    let plain = noted && line.glance.amount().is_some();
                    // There is nothing new in a plain number once one with a decimal point was seen.
                    if plain && pointed {
                        return None;
                    }
                    let row = table.row(line.row as usize)?;
                    pointed |= plain && !row.is_exact(column) && row.cell(column).contains('.');
                    Some((row, column))
                };
                Box::new(lines.rows.get(part).unwrap_or_default().iter().filter_map(cell)) as Cells<'a>
            });
            Asked { column, name: frame.name(column), power, cells }
        })
        .collect()
}

/// One decimal sign a column: asked for by a cell of its own, else by another column of the file, else by the user's
/// notation where the table is the user's own, else by the user. A column without a cell that could be read two ways
/// needs none.
pub(super) fn settle(
    asked: Vec<Asked<'_>>,
    wanted: &Wanted,
    told: &mut Told<'_>,
) -> Result<Vec<Measured>, ImportError> {
    let mut scans = Vec::with_capacity(asked.len());
    for Asked { column, name, power, cells } in asked {
        let blank = Scan { column, name, power, ..Scan::default() };
        let look = &|cells: Cells<'_>| {
            let mut scan = blank.clone();
            for (row, column) in cells {
                scan.see(row, column)?;
            }
            Ok(scan)
        };
        let parts = side::by_side(cells.into_iter().map(|cells| move || look(cells)).collect());
        let mut scan = blank.clone();
        for part in parts {
            scan.merge(part?);
        }
        scans.push(scan);
    }
    let elsewhere = |of: fn(&Scan) -> &Option<Place>| scans.iter().find_map(|scan| Some((scan, of(scan).as_ref()?)));
    let (other_point, other_comma) = (elsewhere(|s| &s.point), elsewhere(|s| &s.comma));
    let mut measured = Vec::with_capacity(scans.len());
    for scan in &scans {
        let decimal = match (&scan.point, &scan.comma, &scan.either) {
            (Some(point), Some(comma), _) => {
                return Err(ImportError::Contradiction {
                    column: scan.name.clone(),
                    first: point.clone(),
                    second: comma.clone(),
                    way: &("a decimal point", "a decimal comma"),
                });
            }
            (None, None, None) => None,
            (Some(cell), None, _) => Some((Decimal::Point, format!("{cell} has no other reading"))),
            (None, Some(cell), _) => Some((Decimal::Comma, format!("{cell} has no other reading"))),
            (None, None, Some((cell, point, comma))) => {
                let from = |(other, cell): (&Scan, &Place)| {
                    format!("so it does in \"{}\", where {cell} has no other reading", other.name)
                };
                let own = || "you write numbers so, and the cells could be read two ways".to_owned();
                Some(match (other_point, other_comma, wanted.numbers) {
                    (Some(other), None, _) => (Decimal::Point, from(other)),
                    (None, Some(other), _) => (Decimal::Comma, from(other)),
                    (.., Some(numbers)) if numbers.decimal == ',' => (Decimal::Comma, own()),
                    (.., Some(_)) => (Decimal::Point, own()),
                    (.., None) => {
                        ask(scan, cell, *point, *comma, told);
                        continue_with(told, &mut measured, scan);
                        continue;
                    }
                })
            }
        };
        if let Some((decimal, why)) = &decimal {
            told.decide(format!("The {} parts decimals in \"{}\"", decimal.name(), scan.name), why.clone());
        }
        let decimal = decimal.map_or(Decimal::Point, |(decimal, _)| decimal);
        measured.push(Measured { column: scan.column, decimal, power: scan.power });
    }
    for scan in &scans {
        tell(scan, told);
    }
    Ok(measured)
}

/// Asked once for all columns of a file: a program writes them one way.
fn ask(scan: &Scan, cell: &Place, point: Amount, comma: Amount, told: &mut Told<'_>) -> usize {
    let options = vec![
        Option_::new("point", format!("{point} (the point parts decimals)")),
        Option_::new("comma", format!("{comma} (the comma parts decimals)")),
    ];
    let text = format!("Is {cell} (\"{}\") {point} or {comma}?", scan.name);
    let what = |option: &Option_| format!("The {} parts decimals", option.value);
    told.ask("decimal", text, options, vec![cell.row], what)
}

fn continue_with(told: &Told<'_>, measured: &mut Vec<Measured>, scan: &Scan) {
    let comma = told.answer("decimal").is_some_and(|answer| answer.trim().eq_ignore_ascii_case("comma"));
    let decimal = if comma { Decimal::Comma } else { Decimal::Point };
    measured.push(Measured { column: scan.column, decimal, power: scan.power });
}

fn tell(scan: &Scan, told: &mut Told<'_>) {
    if scan.rounded > 0 {
        let what = format!("{} in \"{}\" rounded to six decimals", plural::count(scan.rounded, "amount"), scan.name);
        told.decide(what, "amounts are kept to the millionth");
    }
    if let Some(place) = &scan.shorthand {
        let what = format!("\"{}\" has thousands or millions written short", scan.name);
        told.decide_by(what, format!("{place} is short for it"), place.row);
    }
    if scan.power > 0 {
        let word = if scan.power == 3 { "thousand" } else { "million" };
        told.decide(format!("\"{}\" is multiplied by a {word}", scan.name), "its heading says so");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_numbers_are_read_as_the_careful_way_reads_them() {
        for cell in ["0", "5", "-5", "1234.5", "-0.25", "99999999.99", "007", "12.50"] {
            let Ok(Cell::Number(written)) = take_apart(cell) else { panic!("{cell}") };
            let careful = written.readings().unwrap();
            let read = plain(cell.as_bytes()).and_then(|plain| Amount::from_millionths(i128::from(plain)));
            assert_eq!(read, Some(Decimal::Point.choose(careful).amount), "{cell}");
        }
        for cell in ["", "-", "1.234", "1,5", ".5", "5.", "1.2.3", "--5", "1e5", "12345678901234567"] {
            assert_eq!(plain(cell.as_bytes()), None, "{cell}");
        }
    }
}
