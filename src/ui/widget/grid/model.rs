//! What a grid shows and what it asks for: plain data, made by the page in each pass.

use crate::model::Amount;

/// A cell's place, counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    pub row: usize,
    pub column: usize,
}

impl Place {
    #[must_use]
    pub const fn new(row: usize, column: usize) -> Self {
        Self { row, column }
    }
}

/// The whole grid. Reading order is the order of time: along a row, then on to the next one.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// What assistive technology calls the grid: "Figures".
    pub name: String,
    /// Header of the first column: "Year from July".
    pub lead: String,
    /// Width of the first column in points.
    pub lead_width: f32,
    /// Headers of the columns that can be edited; they share the width that is left.
    pub columns: Vec<String>,
    /// Columns after those, which can't be edited.
    pub tail: Vec<TailColumn>,
    pub rows: Vec<RowModel>,
    /// Decimals that a figure keeps where it is worked out: those of the currency.
    pub decimals: u32,
    /// Under the grid while there is nothing else to say: how figures are changed.
    pub help: String,
}

#[derive(Clone, Debug)]
pub struct TailColumn {
    pub header: String,
    /// In points.
    pub width: f32,
}

#[derive(Clone, Debug, Default)]
pub struct RowModel {
    /// "2026–27".
    pub lead: String,
    /// A smaller line under it.
    pub lead_caption: String,
    /// One for each column; where there are fewer, the last columns hold no cell in this row.
    pub cells: Vec<Cell>,
    /// One for each tail column.
    pub tail: Vec<TailCell>,
}

#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// A small line over the figure, for periods that the column's header can't name: "W07".
    pub caption: String,
    /// What is shown, rounded: "50.9"; "·" in the future, "–" where a figure is missing.
    pub text: String,
    /// The exact figure in the user's notation, which the editor starts with and a copy holds; empty where there is none.
    pub edit: String,
    /// The days of the period, where its name doesn't tell them; shown as a tooltip.
    pub days: Option<String>,
    /// The period: "October 2026". A cursor and a half-typed figure follow it when rows come or go.
    pub name: String,
    pub look: Look,
    /// Lies in a marked span of time.
    pub shaded: bool,
    /// Shown as a tooltip, with a small mark in the cell's corner.
    pub note: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    #[default]
    Plain,
    /// The period isn't over: dashed underline.
    Unfinished,
    /// No figure; one may be typed.
    Empty,
    /// Can't be changed here; `expected` tells what is not sold yet from what is.
    Fixed { expected: bool },
    /// The sum of what is entered elsewhere; a part of it may still be to come.
    Sum { unfinished: bool },
    /// There is no such period: never entered, never filled.
    Absent,
}

#[derive(Clone, Debug, Default)]
pub struct TailCell {
    pub text: String,
    pub bold: bool,
    pub tone: Tone,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Plain,
    Muted,
    /// Triangle up, teal.
    Better,
    /// Triangle down, orange.
    Worse,
}

/// What a person did. Each is one step to undo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Only cells whose figure differs from the present one; never empty.
    Set(Vec<Change>, Kind),
    /// This text was put on the clipboard; nothing is left to do but perhaps to say so.
    Copy(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    pub row: usize,
    pub column: usize,
    /// `None` takes the figure away.
    pub value: Option<Amount>,
}

/// How figures were set, to name the step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Type,
    Clear,
    Paste,
    Cut,
    /// One figure into many: typed and taken by Ctrl Enter, or from the row above or the column before.
    Fill,
    /// By a formula, which is told as it was typed: "+5%".
    Formula(String),
}

/// Reads what people type: `None` where the text means "no figure"; the error is a sentence without its full stop.
pub type Numbers<'a> = dyn Fn(&str) -> Result<Option<Amount>, String> + 'a;

impl RowModel {
    /// Whether it needs room for a small line.
    pub(super) fn is_high(&self) -> bool {
        !self.lead_caption.is_empty() || self.cells.iter().any(|cell| !cell.caption.is_empty())
    }
}

impl Model {
    /// The cell at `place` as it is painted, whether or not it can be changed.
    pub(super) fn shown(&self, place: Place) -> Option<&Cell> {
        let within = place.column < self.columns.len();
        self.rows.get(place.row).filter(|_| within)?.cells.get(place.column)
    }

    /// The cell at `place` to enter or change, unless the grid ends before it or there is no such period.
    #[must_use]
    pub fn cell(&self, place: Place) -> Option<&Cell> {
        let within = place.column < self.columns.len();
        let cell = self.rows.get(place.row).filter(|_| within)?.cells.get(place.column)?;
        (!matches!(cell.look, Look::Absent | Look::Fixed { .. } | Look::Sum { .. })).then_some(cell)
    }

    /// All cells in reading order.
    pub(super) fn places(&self) -> impl DoubleEndedIterator<Item = Place> + '_ {
        let columns = self.columns.len();
        let all = (0..self.rows.len()).flat_map(move |row| (0..columns).map(move |column| Place::new(row, column)));
        all.filter(|place| self.cell(*place).is_some())
    }

    pub(super) fn named(&self, name: &str) -> Option<Place> {
        self.places().find(|place| self.cell(*place).is_some_and(|cell| cell.name == name))
    }

    /// The figure at `place`; `Err` where the text of the cell can't be read, and so is unlike any figure.
    pub(super) fn value(&self, place: Place, numbers: &Numbers) -> Result<Option<Amount>, String> {
        self.cell(place).map_or(Ok(None), |cell| numbers(&cell.edit))
    }
}
