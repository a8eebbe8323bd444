//! All reviews, the one to come first: arrows choose, Delete takes out.

use std::rc::Rc;

use eframe::egui::{
    self, Align2, CornerRadius, EventFilter, Frame, Id, Key as Pressed, Modifiers, Role, Sense, Stroke, Ui, WidgetInfo,
};

use super::State;
use crate::document::Edit;
use crate::model::{Plan, ReviewId, ReviewState};
use crate::text::{due, meeting};
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{self, label};
use crate::ui::{Ask, Open, View};

const ROW: f32 = 56.0;
const RADIUS: u8 = 10;

#[derive(Debug)]
pub(super) struct Rows(Vec<Row>);

#[derive(Debug)]
struct Row {
    id: ReviewId,
    name: String,
    day: String,
    line: String,
    state: ReviewState,
    /// It is planned for a day that is past.
    is_late: bool,
}

impl Rows {
    fn of(view: &View<'_>, open: Open<'_>) -> Self {
        let reviews = open.plan.meetings.reviews.iter().rev();
        Self(
            reviews
                .map(|review| Row {
                    id: review.id,
                    name: meeting::name(review).to_owned(),
                    day: due::short(review.day, view.today),
                    line: meeting::list_line(review),
                    state: review.state,
                    is_late: review.state == ReviewState::Planned && review.day < view.today,
                })
                .collect(),
        )
    }
}

fn row_id(id: ReviewId) -> Id {
    Id::unique(("review in the list", id))
}

pub(super) fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let key = (open.version(), view.today);
    let rows = Rc::clone(state.rows.get(key, || Rc::new(Rows::of(view, open))));
    let card = Frame::new().fill(view.t.surface).stroke(Stroke::new(1.0, view.t.hair)).corner_radius(RADIUS);
    card.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, row) in rows.0.iter().enumerate() {
            one(ui, state, &rows, at, row, view.t, asks);
        }
    });
}

fn one(ui: &mut Ui, state: &mut State, rows: &Rows, at: usize, row: &Row, t: &Tokens, asks: &mut Vec<Ask>) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(rect, row_id(row.id), Sense::click());
    let is_open = state.chosen == Some(row.id);
    let standing = meeting::state(row.state).to_lowercase();
    let late = if row.is_late { ", its day is past" } else { "" };
    let spoken = format!("{}, {}: {standing}{late}, {}", row.name, row.day, row.line);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_open, &spoken));
    let (first, last) = (if at == 0 { RADIUS } else { 0 }, if at + 1 == rows.0.len() { RADIUS } else { 0 });
    let corners = CornerRadius { nw: first, ne: first, sw: last, se: last };
    if ui.is_rect_visible(rect) {
        if is_open {
            ui.painter().rect_filled(rect, corners, t.selected);
            let bar = CornerRadius { ne: 0, se: 0, ..corners };
            ui.painter().rect_filled(rect.with_max_x(rect.left() + 3.0), bar, t.blue);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, corners, t.hover);
        }
        let inner = rect.shrink2(egui::vec2(14.0, 0.0));
        let (first, second) = (inner.top() + 19.0, inner.top() + 38.0);
        let coming = row.state != ReviewState::Held;
        let (weight, colour) = match (row.is_late, coming) {
            (true, _) => (Weight::SemiBold, t.orange),
            (false, true) => (Weight::SemiBold, t.text1),
            (false, false) => (Weight::Regular, t.text2),
        };
        let day =
            label::paint(ui, egui::pos2(inner.right(), first), Align2::RIGHT_CENTER, &row.day, 12.0, weight, colour);
        let room = (day.left() - inner.left() - 8.0).max(0.0);
        label::paint_fitting(ui, egui::pos2(inner.left(), first), &row.name, 13.0, Weight::SemiBold, t.text1, room);
        let below = egui::pos2(inner.left(), second);
        label::paint_fitting(ui, below, &row.line, 12.0, Weight::Regular, t.text3, inner.width() - 70.0);
        if row.state == ReviewState::Open {
            let at = egui::pos2(inner.right(), second);
            label::paint(ui, at, Align2::RIGHT_CENTER, "Going on", 12.0, Weight::Medium, t.amber);
        }
        if at + 1 < rows.0.len() {
            ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.hair));
        }
    }
    widget::reveal(ui, &response);
    widget::focus_ring(ui, &response, 4, t);
    if response.clicked() {
        state.chosen = Some(row.id);
        response.request_focus();
    }
    if response.has_focus() {
        keys(ui, state, rows, at, row, asks);
    }
}

fn keys(ui: &Ui, state: &mut State, rows: &Rows, at: usize, row: &Row, asks: &mut Vec<Ask>) {
    ui.memory_mut(|memory| {
        memory.set_focus_lock_filter(row_id(row.id), EventFilter { vertical_arrows: true, ..EventFilter::default() });
    });
    // Taken, or the row that gets the keyboard now would take it as well.
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    for (key, next) in
        [(Pressed::ArrowDown, rows.0.get(at + 1)), (Pressed::ArrowUp, at.checked_sub(1).map(|at| &rows.0[at]))]
    {
        if pressed(key)
            && let Some(next) = next
        {
            state.chosen = Some(next.id);
            ui.memory_mut(|memory| memory.request_focus(row_id(next.id)));
        }
    }
    if pressed(Pressed::Delete) {
        asks.push(Ask::Edit(remove(row.id, &row.name, &row.day)));
    }
}

/// Takes a review out of the plan.
pub(super) fn remove(id: ReviewId, name: &str, day: &str) -> Edit {
    let edit = Edit::new(format!("Remove the review “{name}” of {day}"), move |plan: &mut Plan| {
        plan.remove_review(id);
    });
    edit.saying(format!("Removed the review “{name}” of {day}"))
}
