//! Changes to all figures of a range at once.

use super::clip::Range;
use super::formula::Formula;
use super::model::{Change, Model, Numbers, Place};
use crate::model::Amount;

/// Where a range is filled from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// From its first row; a range of one row from the row above.
    Down,
    /// From its first column; a range of one column from the column before.
    Right,
}

/// `value` into every cell of `range`.
pub(super) fn with(model: &Model, range: Range, value: Option<Amount>, numbers: &Numbers) -> Vec<Change> {
    cells(model, range).filter_map(|place| change(model, place, value, numbers)).collect()
}

/// Every figure of `range` changed by `formula`; cells without one stay empty.
///
/// # Errors
/// A sentence without its full stop: there is no figure, or one would be too large. Nothing is changed then.
pub(super) fn by_formula(
    model: &Model,
    range: Range,
    formula: Formula,
    numbers: &Numbers,
) -> Result<Vec<Change>, String> {
    let mut changes = Vec::new();
    let mut any = false;
    for place in cells(model, range) {
        let Ok(Some(figure)) = model.value(place, numbers) else { continue };
        any = true;
        let Some(value) = formula.apply(figure, model.decimals) else {
            let name = model.cell(place).map(|cell| cell.name.clone()).unwrap_or_default();
            return Err(format!("{name} would be beyond a million million million. Nothing was changed"));
        };
        changes.extend(change(model, place, Some(value), numbers));
    }
    if any { Ok(changes) } else { Err("There is no figure here to change".to_owned()) }
}

/// The figures at the edge of `range` into the rest of it. Where the edge has no figure, nothing is taken away.
///
/// # Errors
/// A sentence that says where a figure was looked for.
pub(super) fn from_edge(model: &Model, range: Range, way: Way, numbers: &Numbers) -> Result<Vec<Change>, String> {
    let Range { first, last } = range;
    let single = if way == Way::Down { first.row == last.row } else { first.column == last.column };
    let edge = |at: usize| if single { at.checked_sub(1) } else { Some(at) };
    let mut changes = Vec::new();
    let mut any = false;
    for place in cells(model, range) {
        let source = match way {
            Way::Down => edge(first.row).map(|row| Place::new(row, place.column)),
            Way::Right => edge(first.column).map(|column| Place::new(place.row, column)),
        };
        let Some(source) = source.filter(|source| *source != place) else { continue };
        let Ok(Some(value)) = model.value(source, numbers) else { continue };
        any = true;
        changes.extend(change(model, place, Some(value), numbers));
    }
    match (any, way) {
        (true, _) => Ok(changes),
        (false, Way::Down) => Err("There is no figure above to fill down. Nothing was changed.".to_owned()),
        (false, Way::Right) => Err("There is no figure on the left to fill from. Nothing was changed.".to_owned()),
    }
}

fn cells(model: &Model, range: Range) -> impl Iterator<Item = Place> {
    range.places().filter(|place| model.cell(*place).is_some())
}

fn change(model: &Model, place: Place, value: Option<Amount>, numbers: &Numbers) -> Option<Change> {
    let differs = model.value(place, numbers).as_ref() != Ok(&value);
    differs.then_some(Change { row: place.row, column: place.column, value })
}
