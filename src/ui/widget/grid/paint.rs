//! Paints what is in view; nothing here takes part in interaction.

use eframe::egui::{
    self, Align2, Color32, CornerRadius, Painter, Rangef, Rect, Shape, Stroke, StrokeKind, Ui, pos2, vec2,
};

use super::layout::{HEAD, Layout, PAD, View};
use super::model::{Cell, Look, Model, Place, RowModel, TailCell, Tone};
use super::state::State;
use crate::ui::theme::Tokens;
use crate::ui::theme::font::Weight;

const TEXT: f32 = 13.0;
const CAPTION: f32 = 12.0;
/// How far the two lines of a high row stand above and below its middle.
const OVER: f32 = 9.0;
const UNDER: f32 = 8.0;

/// All that does not change while the grid is drawn.
pub(super) struct Canvas<'a> {
    pub(super) model: &'a Model,
    pub(super) layout: &'a Layout,
    pub(super) view: &'a View,
    pub(super) t: &'a Tokens,
}

impl Canvas<'_> {
    /// Everything but the editor; `hovered` is the cell under the mouse, `focused` says that keys come to the grid.
    pub(super) fn paint(&self, ui: &Ui, state: &State, hovered: Option<Place>, focused: bool) {
        let cells = ui.painter().with_clip_rect(self.view.cells);
        let rows = self.layout.rows_in(self.view.cells.y_range());
        self.fills(&cells, state, hovered);
        let lines = ui.painter().with_clip_rect(self.view.cells.union(self.view.leads));
        for row in rows.clone() {
            if row + 1 < self.model.rows.len() {
                self.hair(&lines, self.layout.row(row).max);
            }
            for column in self.layout.columns_in(self.view.cells.x_range()) {
                let place = Place::new(row, column);
                if let Some(cell) = self.model.shown(place) {
                    self.figure(&cells, self.layout.cell(place), cell);
                }
            }
            self.tail(&cells, row);
        }
        if focused || state.visited {
            self.cursor(&cells, state.cursor, focused);
        }
        let leads = ui.painter().with_clip_rect(self.view.leads);
        for row in rows {
            let RowModel { lead, lead_caption, .. } = &self.model.rows[row];
            let mut at = pos2(self.view.lead + PAD, middle(self.layout.row(row)));
            if !lead_caption.is_empty() {
                let below = at + vec2(0.0, UNDER);
                leads.text(below, Align2::LEFT_CENTER, lead_caption, Weight::Regular.at(CAPTION), self.t.text3);
                at.y -= OVER;
            }
            leads.text(at, Align2::LEFT_CENTER, lead, Weight::Medium.at(TEXT), self.t.text1);
        }
        self.head(ui);
    }

    fn fills(&self, painter: &Painter, state: &State, hovered: Option<Place>) {
        let range = state.range();
        for row in self.layout.rows_in(self.view.cells.y_range()) {
            for column in self.layout.columns_in(self.view.cells.x_range()) {
                let place = Place::new(row, column);
                let Some(cell) = self.model.cell(place) else { continue };
                let fill = if !range.is_single() && range.contains(place) {
                    self.t.selected
                } else if hovered == Some(place) {
                    self.t.hover
                } else if cell.shaded {
                    self.t.sunken
                } else {
                    continue;
                };
                painter.rect_filled(self.layout.cell(place), CornerRadius::ZERO, fill);
            }
        }
    }

    fn cursor(&self, painter: &Painter, place: Place, focused: bool) {
        let Some(cell) = self.model.cell(place) else { return };
        let rect = self.layout.cell(place);
        let edge = if focused { Stroke::new(2.0, self.t.blue) } else { Stroke::new(1.0, self.t.control) };
        painter.rect(rect, CornerRadius::same(4), self.t.surface, edge, StrokeKind::Inside);
        self.figure(painter, rect, cell);
    }

    fn figure(&self, painter: &Painter, rect: Rect, cell: &Cell) {
        let colour = match cell.look {
            Look::Plain | Look::Fixed { expected: false } | Look::Sum { unfinished: false } => self.t.text1,
            Look::Fixed { expected: true } => self.t.blue,
            Look::Unfinished | Look::Sum { unfinished: true } => self.t.text2,
            Look::Empty | Look::Absent => self.t.text3,
        };
        let mut at = pos2(rect.right() - PAD, rect.center().y + 0.5);
        if !cell.caption.is_empty() {
            let over = at - vec2(0.0, OVER);
            painter.text(over, Align2::RIGHT_CENTER, &cell.caption, Weight::Regular.at(CAPTION), self.t.text3);
            at.y += UNDER;
        }
        let drawn = painter.text(at, Align2::RIGHT_CENTER, &cell.text, Weight::Regular.at(TEXT), colour);
        if matches!(cell.look, Look::Unfinished | Look::Sum { unfinished: true }) {
            let y = at.y + 9.0;
            let line = [pos2(drawn.left(), y), pos2(drawn.right(), y)];
            painter.extend(Shape::dashed_line(&line, Stroke::new(1.5, self.t.actual), 3.0, 2.0));
        }
        if cell.note.is_some() {
            let corner = rect.right_top();
            let mark = vec![corner, corner - vec2(6.0, 0.0), corner + vec2(0.0, 6.0)];
            painter.add(Shape::convex_polygon(mark, self.t.prev, Stroke::NONE));
        }
    }

    fn tail(&self, painter: &Painter, row: usize) {
        for (cell, column) in self.model.rows[row].tail.iter().zip(self.layout.tails(self.model)) {
            let lower =
                if self.model.rows[row].cells.iter().any(|cell| !cell.caption.is_empty()) { UNDER } else { 0.0 };
            let at = pos2(column.max - PAD, middle(self.layout.row(row)) + lower);
            let drawn =
                painter.text(at, Align2::RIGHT_CENTER, &cell.text, weight(cell).at(TEXT), self.colour(cell.tone));
            let up = match cell.tone {
                Tone::Better => true,
                Tone::Worse => false,
                Tone::Plain | Tone::Muted => continue,
            };
            painter.add(triangle(drawn.left() - 9.5, at.y, up, self.colour(cell.tone)));
        }
    }

    fn colour(&self, tone: Tone) -> Color32 {
        match tone {
            Tone::Plain => self.t.text1,
            Tone::Muted => self.t.text3,
            Tone::Better => self.t.teal,
            Tone::Worse => self.t.orange,
        }
    }

    fn head(&self, ui: &Ui) {
        let painter = ui.painter();
        let y = Rangef::new(self.view.head, self.view.head + HEAD);
        let across = painter.with_clip_rect(painter.clip_rect().with_min_x(self.view.cells.left()));
        if self.view.head > self.layout.rect.top() {
            let band = Rect::from_x_y_ranges(self.layout.rect.x_range(), y);
            painter.rect_filled(band, CornerRadius::ZERO, self.t.surface);
        }
        let caption = |painter: &Painter, x: f32, anchor: Align2, text: &str| {
            painter.text(pos2(x, y.min + 8.5), anchor, text, Weight::Medium.at(CAPTION), self.t.text3);
        };
        for column in self.layout.columns_in(self.view.cells.x_range()) {
            let right = self.layout.column(column).max - PAD;
            caption(&across, right, Align2::RIGHT_CENTER, &self.model.columns[column]);
        }
        for (column, x) in self.model.tail.iter().zip(self.layout.tails(self.model)) {
            caption(&across, x.max - PAD, Align2::RIGHT_CENTER, &column.header);
        }
        caption(painter, self.view.lead + PAD, Align2::LEFT_CENTER, &self.model.lead);
        self.hair(painter, y.max);
    }

    /// A line that ends at `bottom`.
    fn hair(&self, painter: &Painter, bottom: f32) {
        let x = self.layout.rect.x_range();
        painter.hline(x, bottom - 0.5, Stroke::new(1.0, self.t.hair));
    }
}

/// Up for better, down for worse: Plex has no such signs.
fn triangle(x: f32, y: f32, up: bool, colour: Color32) -> Shape {
    let (tip, base) = if up { (y - 5.0, y + 4.0) } else { (y + 5.0, y - 4.0) };
    let corners = vec![pos2(x - 5.0, base), pos2(x, tip), pos2(x + 5.0, base)];
    Shape::convex_polygon(corners, colour, Stroke::NONE)
}

fn weight(cell: &TailCell) -> Weight {
    match (cell.bold, cell.tone) {
        (true, _) => Weight::SemiBold,
        (false, Tone::Better | Tone::Worse) => Weight::Medium,
        (false, _) => Weight::Regular,
    }
}

fn middle(row: Rangef) -> f32 {
    // The line under a row is no part of it.
    row.center().floor()
}

/// The room and edge of the open editor.
pub(super) fn editor_frame(refused: bool, t: &Tokens) -> egui::Frame {
    let (fill, edge) = if refused { (t.orange_tint, t.orange_fill) } else { (t.surface, t.blue) };
    egui::Frame::new().fill(fill).stroke(Stroke::new(2.0, edge)).corner_radius(CornerRadius::same(4))
}
