//! Which sign parts decimals in a column.

use super::layout::Layout;
use super::value_column::Scan;
use super::{Decision, ImportError, Place, Terms};
use crate::model::Amount;
use crate::text::written::{Reading, Readings};

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

    pub const fn choose(self, readings: Readings) -> Reading {
        match (readings, self) {
            (Readings::Same(reading) | Readings::Point(reading) | Readings::Comma(reading), _)
            | (Readings::Either { point: reading, .. }, Self::Point)
            | (Readings::Either { comma: reading, .. }, Self::Comma) => reading,
        }
    }
}

/// Lines (by index) that speak for a decimal sign.
#[derive(Clone, Copy, Debug)]
struct Evidence {
    point: Option<usize>,
    comma: Option<usize>,
    either: Option<usize>,
}

impl Evidence {
    /// The first cell that asks for a decimal sign, and which; the first that could be read either way.
    fn of(cells: &[Option<Readings>]) -> Self {
        let first = |wanted: fn(&Readings) -> bool| cells.iter().position(|cell| cell.as_ref().is_some_and(wanted));
        Self {
            point: first(|r| matches!(r, Readings::Point(_))),
            comma: first(|r| matches!(r, Readings::Comma(_))),
            either: first(|r| matches!(r, Readings::Either { .. })),
        }
    }
}

/// One decimal sign a column: asked for by a cell of its own, else by another column of the file, else by the user's
/// notation where the table is the user's own. A column without a cell that could be read two ways needs none.
pub(super) fn settle(
    layout: &Layout<'_>,
    scans: &[Scan<'_, '_>],
    terms: Terms,
    decisions: &mut Vec<Decision>,
) -> Result<Vec<Decimal>, ImportError> {
    let evidence: Vec<Evidence> = scans.iter().map(|scan| Evidence::of(&scan.cells)).collect();
    let place = |scan: &Scan<'_, '_>, line: usize| {
        layout.lines.get(line).map_or(Place { row: 0, text: "".into() }, |l| l.row.place(scan.index))
    };
    let elsewhere = |wanted: fn(&Evidence) -> Option<usize>| {
        evidence.iter().zip(scans).find_map(|(e, scan)| wanted(e).map(|line| (scan, line)))
    };
    let (other_point, other_comma) = (elsewhere(|e| e.point), elsewhere(|e| e.comma));
    let mut settled = Vec::with_capacity(scans.len());
    for (scan, evidence) in scans.iter().zip(&evidence) {
        let (decimal, why) = match (evidence.point, evidence.comma, evidence.either) {
            (Some(point), Some(comma), _) => return Err(contradiction(scan, place(scan, point), place(scan, comma))),
            (None, None, None) => {
                settled.push(Decimal::Point);
                continue;
            }
            (point, comma, _) if point.or(comma).is_some() => {
                let decimal = if point.is_some() { Decimal::Point } else { Decimal::Comma };
                let cell = place(scan, point.or(comma).unwrap_or_default());
                (decimal, format!("{cell} has no other reading"))
            }
            (.., either) => {
                let (decimal, from) = match (other_point, other_comma, terms.numbers) {
                    (Some(from), None, _) => (Decimal::Point, Some(from)),
                    (None, Some(from), _) => (Decimal::Comma, Some(from)),
                    (.., Some(numbers)) if numbers.decimal == ',' => (Decimal::Comma, None),
                    (.., Some(_)) => (Decimal::Point, None),
                    (.., None) => return Err(ambiguous(scan, either.unwrap_or_default(), place)),
                };
                let why = from.map_or_else(
                    || "you write numbers so, and the cells could be read two ways".to_owned(),
                    |(other, line)| {
                        let cell = place(other, line);
                        format!("so it does in \"{}\", where {cell} has no other reading", other.name)
                    },
                );
                (decimal, why)
            }
        };
        decisions.push(Decision::new(format!("The {} parts decimals in \"{}\"", decimal.name(), scan.name), why));
        settled.push(decimal);
    }
    Ok(settled)
}

fn contradiction(scan: &Scan<'_, '_>, point: Place, comma: Place) -> ImportError {
    ImportError::Contradiction {
        column: scan.name.clone(),
        first: point,
        second: comma,
        way: &("a decimal point", "a decimal comma"),
    }
}

fn ambiguous(scan: &Scan<'_, '_>, line: usize, place: impl Fn(&Scan<'_, '_>, usize) -> Place) -> ImportError {
    let readings = scan.cells.get(line).copied().flatten();
    let read = |decimal: Decimal| readings.map_or(Amount::ZERO, |r| decimal.choose(r).amount).to_string();
    ImportError::Ambiguous {
        column: scan.name.clone(),
        sample: place(scan, line),
        first: read(Decimal::Point),
        second: read(Decimal::Comma),
        advice: "export the amounts with two decimals, or without separators between thousands",
    }
}
