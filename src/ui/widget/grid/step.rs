//! Where the cursor goes. It passes over places that hold no cell.

use super::model::{Model, Place};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Left,
    Right,
    Up,
    Down,
    /// On and back in reading order.
    Next,
    Previous,
    RowStart,
    RowEnd,
    First,
    Last,
    PageUp,
    PageDown,
}

impl Step {
    /// Leaves an open editor; arrows do where it was opened by typing.
    pub(super) const fn ends_editing(self, arrows_end: bool) -> bool {
        match self {
            Self::PageUp | Self::PageDown => true,
            Self::Left | Self::Right | Self::Up | Self::Down => arrows_end,
            _ => false,
        }
    }
}

/// The cell that `step` leads to; `None` where there is none. A page is `page` rows.
pub(super) fn step(model: &Model, from: Place, step: Step, page: usize) -> Option<Place> {
    let is_cell = |place: &Place| model.cell(*place).is_some();
    let row = |column: usize| Place::new(from.row, column);
    let column = |row: usize| Place::new(row, from.column);
    let (rows, columns) = (model.rows.len(), model.columns.len());
    let page = page.max(1);
    match step {
        Step::Left => (0..from.column).rev().map(row).find(is_cell),
        Step::Right => (from.column + 1..columns).map(row).find(is_cell),
        Step::Up => (0..from.row).rev().map(column).find(is_cell),
        Step::Down => (from.row + 1..rows).map(column).find(is_cell),
        Step::Next => model.places().find(|place| (place.row, place.column) > (from.row, from.column)),
        Step::Previous => model.places().rev().find(|place| (place.row, place.column) < (from.row, from.column)),
        Step::RowStart => (0..columns).map(row).find(is_cell),
        Step::RowEnd => (0..columns).rev().map(row).find(is_cell),
        Step::First => model.places().next(),
        Step::Last => model.places().next_back(),
        // At least a page, or else as far as there are cells.
        Step::PageUp => {
            let far = from.row.saturating_sub(page);
            (0..=far).rev().map(column).find(is_cell).or_else(|| (0..from.row).map(column).find(is_cell))
        }
        Step::PageDown => {
            let far = (from.row + page).min(rows.saturating_sub(1));
            let beyond = (far..rows).map(column).find(is_cell);
            beyond.or_else(|| (from.row + 1..rows).rev().map(column).find(is_cell))
        }
    }
}
