//! Where everything lies.

use std::ops::Range;

use eframe::egui::{Pos2, Rangef, Rect, Ui, Vec2, pos2};

use super::model::{Model, Place};
use crate::ui::theme::font::Weight;
use crate::ui::widget::label;

pub(super) const HEAD: f32 = 24.0;
pub(super) const ROW: f32 = 30.0;
/// A row whose cells have a small line over their figures.
pub(super) const HIGH_ROW: f32 = 44.0;
/// Widest column: beyond, figures would lose sight of each other.
const WIDEST_COLUMN: f32 = 150.0;
/// Between a cell's edge and its text.
pub(super) const PAD: f32 = 5.0;

/// A grid's places on the screen. Column edges lie on whole points, so that fills meet without a seam.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) rect: Rect,
    lead: f32,
    column: f32,
    columns: usize,
    /// Where each row begins below the head, and where the last one ends.
    tops: Vec<f32>,
}

impl Layout {
    pub(super) fn new(model: &Model, min: Pos2, width: f32) -> Self {
        let tail: f32 = model.tail.iter().map(|column| column.width).sum();
        let columns = model.columns.len();
        #[expect(clippy::cast_precision_loss, reason = "columns of a screen")]
        let column = ((width - model.lead_width - tail).max(0.0) / columns.max(1) as f32).min(WIDEST_COLUMN);
        let heights = model.rows.iter().map(|row| if row.is_high() { HIGH_ROW } else { ROW });
        let below = heights.scan(0.0, |bottom, height| {
            *bottom += height;
            Some(*bottom)
        });
        let tops: Vec<f32> = std::iter::once(0.0).chain(below).collect();
        #[expect(clippy::cast_precision_loss, reason = "columns of a screen")]
        let wide = (model.lead_width + column * columns as f32 + tail).min(width);
        let rect = Rect::from_min_size(min, Vec2::new(wide, HEAD + tops.last().copied().unwrap_or_default()));
        Self { rect, lead: model.lead_width, column, columns, tops }
    }

    pub(super) fn row(&self, row: usize) -> Rangef {
        let edge =
            |row: usize| self.rect.top() + HEAD + self.tops.get(row).or(self.tops.last()).copied().unwrap_or(0.0);
        Rangef::new(edge(row), edge(row + 1))
    }

    fn rows(&self) -> usize {
        self.tops.len().saturating_sub(1)
    }

    /// The row at this distance below the head, or the one nearest to it.
    fn row_at(&self, y: f32) -> usize {
        self.tops.partition_point(|top| *top <= y).saturating_sub(1).min(self.rows().saturating_sub(1))
    }

    #[expect(clippy::cast_precision_loss, reason = "columns of a screen")]
    fn edge(&self, column: usize) -> f32 {
        (self.rect.left() + self.lead + self.column * column as f32).round()
    }

    pub(super) fn column(&self, column: usize) -> Rangef {
        Rangef::new(self.edge(column), self.edge(column + 1))
    }

    /// A cell without the line under it.
    pub(super) fn cell(&self, place: Place) -> Rect {
        let row = self.row(place.row);
        Rect::from_x_y_ranges(self.column(place.column), Rangef::new(row.min, row.max - 1.0))
    }

    /// All cells that can be edited.
    pub(super) fn body(&self) -> Rect {
        let x = Rangef::new(self.edge(0), self.edge(self.columns));
        Rect::from_x_y_ranges(x, Rangef::new(self.rect.top() + HEAD, self.rect.bottom()))
    }

    pub(super) fn lead(&self) -> Rangef {
        Rangef::new(self.rect.left(), self.edge(0))
    }

    /// The tail columns, from left to right.
    pub(super) fn tails<'a>(&self, model: &'a Model) -> impl Iterator<Item = Rangef> + use<'a> {
        let mut left = self.edge(self.columns);
        model.tail.iter().map(move |column| {
            let range = Rangef::new(left, left + column.width);
            left = range.max;
            range
        })
    }

    /// The place under `at`, or the one nearest to it.
    pub(super) fn place(&self, at: Pos2) -> Place {
        let body = self.body();
        Place {
            row: self.row_at(at.y - body.top()),
            column: index((at.x - body.left()) / self.column.max(1.0), self.columns),
        }
    }

    pub(super) fn rows_in(&self, y: Rangef) -> Range<usize> {
        let top = self.rect.top() + HEAD;
        let end = self.tops.partition_point(|edge| *edge < y.max - top).min(self.rows());
        self.row_at(y.min - top).min(end)..end
    }

    pub(super) fn columns_in(&self, x: Rangef) -> Range<usize> {
        let left = self.edge(0);
        let column = self.column.max(1.0);
        span((x.min - left) / column, (x.max - left) / column, self.columns)
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped first; a NaN becomes 0")]
fn index(at: f32, count: usize) -> usize {
    (at.max(0.0) as usize).min(count.saturating_sub(1))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped first; a NaN becomes 0")]
fn span(from: f32, to: f32, count: usize) -> Range<usize> {
    let to = (to.ceil().max(0.0) as usize).min(count);
    (from.floor().max(0.0) as usize).min(to)..to
}

/// The least width in which every figure can be read.
pub(super) fn least_width(ui: &Ui, model: &Model) -> f32 {
    let headers = model.columns.iter().map(|header| label::width(ui, header, 12.0, Weight::Medium));
    let figures = model.rows.iter().flat_map(|row| &row.cells).map(|cell| text_width(&cell.text));
    let column = headers.chain(figures).fold(0.0, f32::max) + 2.0 * PAD;
    let tail: f32 = model.tail.iter().map(|column| column.width).sum();
    #[expect(clippy::cast_precision_loss, reason = "columns of a screen")]
    let columns = column.ceil() * model.columns.len() as f32;
    model.lead_width + columns + tail
}

/// Width of a figure at 13 points: Plex's digits and minus are 0.6 em wide, its points and commas at most 0.3.
/// Laying out each cell of a century in each pass would cost more than all the rest.
fn text_width(text: &str) -> f32 {
    text.chars().map(|c| if matches!(c, '.' | ',' | '’' | '\u{202f}' | '·') { 4.0 } else { 7.8 }).sum()
}

/// What is in view of a grid whose head and first column stay in sight while it scrolls.
#[derive(Clone, Copy, Debug)]
pub(super) struct View {
    /// Top of the head.
    pub(super) head: f32,
    /// Left edge of the first column.
    pub(super) lead: f32,
    /// Where cells show.
    pub(super) cells: Rect,
    /// Where the first column's rows show.
    pub(super) leads: Rect,
}

impl View {
    pub(super) fn new(layout: &Layout, clip: Rect) -> Self {
        let rect = layout.rect;
        let head = rect.top().max(clip.top()).min((rect.bottom() - HEAD - ROW).max(rect.top()));
        let lead = rect.left().max(clip.left());
        let below = clip.with_min_y(clip.top().max(head + HEAD));
        let width = layout.lead().span();
        Self {
            head,
            lead,
            cells: below.with_min_x(below.left().max(lead + width)),
            leads: below.with_max_x(below.right().min(lead + width)),
        }
    }

    /// What has to be in view for `cell` to be: the head over it and the first column beside it hide nothing of it.
    pub(super) fn room_for(cell: Rect, layout: &Layout) -> Rect {
        Rect::from_min_max(pos2(cell.left() - layout.lead().span(), cell.top() - HEAD), cell.max)
    }
}
