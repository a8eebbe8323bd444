//! The middle of the window: what the room sees, what comes next, and what to ask.

use std::sync::{Arc, PoisonError};

use eframe::egui::{self, Ui};

use super::{State, Typed, item, read, save, try_out, wall};
use crate::model::Review;
use crate::report::slide;
use crate::ui::board::clock;
use crate::ui::theme::font::Weight;
use crate::ui::widget::{self, label, label::Runs};
use crate::ui::{Ask, Open, View};

/// What the room sees, what comes next, and what to say.
pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    review: &Review,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    let width = ui.available_width();
    let aspect = state.aspect();
    let heading = format!("The room sees {} of {}", state.item + 1, review.agenda.len());
    ui.label(label::rich(&heading, 14.0, Weight::SemiBold, t.text1));
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, width / aspect), egui::Sense::hover());
    {
        let wall = state.wall.lock().unwrap_or_else(PoisonError::into_inner);
        let (slide, number, blank) = (Arc::clone(&wall.slide), wall.number, wall.blank);
        drop(wall);
        let said = if blank { "Blank".to_owned() } else { slide.finding.clone() };
        widget::name(&response, egui::Role::Image, true, &format!("The room sees: {said}"));
        if blank {
            ui.painter().rect_filled(rect, 6.0, egui::Color32::BLACK);
        } else {
            wall::picture(ui, rect, &slide, number, &mut state.preview);
        }
        ui.painter().rect_stroke(rect, 6.0, egui::Stroke::new(2.0, t.blue), egui::StrokeKind::Outside);
    }
    ui.add_space(8.0);
    ui.horizontal_top(|ui| {
        let half = (width - 16.0) / 2.0;
        ui.vertical(|ui| {
            ui.set_width(half);
            let point = review.agenda.get(state.item + 1).map(slide::title);
            let said = point.map_or_else(|| "Nothing comes after this".to_owned(), |point| format!("Next: {point}"));
            ui.label(label::rich(&said, 14.0, Weight::SemiBold, t.text1));
            if state.item + 1 < review.agenda.len() {
                let next = state.slides.get_last().map(|slides| Arc::clone(&slides.1));
                let (rect, _) = ui.allocate_exact_size(egui::vec2(half, half / aspect), egui::Sense::hover());
                if let Some(next) = next {
                    wall::picture(ui, rect, &next, state.number, &mut state.next);
                    ui.painter().rect_stroke(rect, 6.0, egui::Stroke::new(1.0, t.hair), egui::StrokeKind::Outside);
                }
            }
        });
        ui.vertical(|ui| {
            ui.set_width(half);
            say(ui, state, review, view, open, asks);
        });
    });
}

fn say(ui: &mut Ui, state: &mut State, review: &Review, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let width = ui.available_width();
    let point = item(review, state);
    ui.label(label::rich("Ask", 14.0, Weight::SemiBold, t.text1));
    let ask = format!("“{}”", crate::text::agenda::ask(point.topic));
    Runs::new(17.0, 24.0).add(&ask, Weight::Regular, t.text1).show(ui, width);
    if state.silent_shows {
        clock::show(ui, &mut state.silent, clock::Look::Card, t);
    }
    if state.tries {
        try_out::show(ui, view, open, asks);
    }
    ui.add_space(6.0);
    for (key, caption, at_rest) in [
        (Typed::PrivateNotes, "For you alone", &review.private_notes),
        (Typed::Notes, "Notes for all, in the minutes", &review.notes),
    ] {
        let id = egui::Id::unique(("meeting notes", caption));
        let field = widget::typed::Field { wraps: true, ..widget::typed::Field::new(id, caption, at_rest, width) };
        let shown = widget::typed::show_captioned(ui, &mut state.drafts, key.clone(), caption, &field);
        if let Some(text) = shown.left {
            asks.extend(read(state.review, (key, text), open));
            save(open, asks);
        }
    }
}
