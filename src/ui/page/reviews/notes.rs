//! Notes for all to read, and, apart from them, those of whoever leads the meeting.

use eframe::egui::{FontSelection, Id, TextEdit, Ui};

use super::of;
use crate::document::Edit;
use crate::model::{Plan, Review, ReviewId};
use crate::ui::theme::font::Weight;
use crate::ui::widget::{self, card, label};
use crate::ui::{Ask, Open, View, icons};

/// What is being typed: in which notes of which review.
#[derive(Debug, Default)]
pub(super) struct State(Option<(ReviewId, bool, String)>);

impl State {
    /// Ends what is being typed, as leaving it would.
    pub fn finish(&mut self, open: Open<'_>) -> Option<Edit> {
        let (id, private, text) = self.0.take()?;
        let review = open.plan.meetings.review(id)?;
        let text = text.trim_end().to_owned();
        if text == *of_review(review, private) {
            return None;
        }
        let what = if private { "private notes" } else { "notes" };
        Some(Edit::new(format!("Change the {what} of a review"), move |plan: &mut Plan| {
            if let Some(review) = plan.review_mut(id) {
                *(if private { &mut review.private_notes } else { &mut review.notes }) = text;
            }
        }))
    }
}

fn of_review(review: &Review, private: bool) -> &String {
    if private { &review.private_notes } else { &review.notes }
}

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    review: &Review,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "Notes", "in the minutes", |_| {});
        one(ui, state, review, false, view, open, asks);
    });
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "Private notes", "never in the room, never in the minutes", |ui| {
            ui.label(label::rich(icons::EYE_SLASH, 16.0, Weight::Regular, view.t.text3)).on_hover_text("Only here");
        });
        one(ui, state, review, true, view, open, asks);
    });
}

fn one(
    ui: &mut Ui,
    state: &mut State,
    review: &Review,
    private: bool,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let is_typed = state.0.as_ref().is_some_and(|(id, of, _)| *id == review.id && *of == private);
    let mut text = match &state.0 {
        Some((_, _, typed)) if is_typed => typed.clone(),
        _ => of_review(review, private).clone(),
    };
    let about = of(review, view.today);
    let name = if private { format!("Private notes on {about}") } else { format!("Notes on {about}") };
    let hint = if private { "What you want to remember" } else { "What was said, for those who weren’t there" };
    let edit = TextEdit::multiline(&mut text)
        .id(Id::unique(("notes", review.id, private)))
        .desired_rows(2)
        .desired_width(ui.available_width())
        .font(FontSelection::FontId(Weight::Regular.at(13.0)))
        .text_color(view.t.text1)
        .hint_text(hint);
    let response = ui.add(edit).accessible_name(&name);
    widget::focus_ring(ui, &response, 7, view.t);
    if response.changed() {
        // What was typed elsewhere is taken over before.
        if !is_typed {
            asks.extend(state.finish(open).map(Ask::Edit));
        }
        state.0 = Some((review.id, private, text));
    }
    if response.lost_focus() && is_typed {
        asks.extend(state.finish(open).map(Ask::Edit));
    }
}
