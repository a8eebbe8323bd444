//! When a meeting is, who is in the room, and when the next one is.

use eframe::egui::{Id, Ui};

use super::{Key, State, change, list, read};
use crate::document::Edit;
use crate::model::{MeetingKind, Review, ReviewState};
use crate::text::{due, meeting};
use crate::ui::theme::font::Weight;
use crate::ui::widget::day::{self, Day};
use crate::ui::widget::typed::Field;
use crate::ui::widget::{button::Button, card, label, label::Runs, person};
use crate::ui::{Ask, Open, View, icons};

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    review: &Review,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    let id = review.id;
    card::card(ui, 0.0, |ui| {
        let standing = meeting::state(review.state);
        card::heading(ui, "In the room", standing, |ui| {
            let day = due::short(review.day, view.today);
            let button = Button::new("Remove").icon(icons::TRASH).small().name("Remove the review");
            if button.show(ui).clicked() {
                asks.push(Ask::Edit(list::remove(id, meeting::name(review), &day)));
            }
        });
        let width = ui.available_width();
        if review.attendees.is_empty() {
            Runs::new(13.0, 19.0).add("Nobody is written down yet.", Weight::Regular, t.text2).show(ui, width);
        }
        for row in rows(ui, &review.attendees, width) {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                for (at, room) in row {
                    one(ui, review, at, room, asks);
                }
            });
        }
        ui.add_space(4.0);
        let field =
            Field { hint: "Ruth, Tom", ..Field::new(Id::unique(("person", id)), "Who else is there", "", width) };
        let shown = super::show_field(ui, state, Key::Person(id), Some("Who else"), &field, view.today, open, asks);
        if shown.entered {
            // The next one is typed at once.
            state.wants = Some(field.id);
            ui.ctx().request_repaint();
        }
        let half = ((width - 12.0) / 2.0).floor();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            one_day(ui, state, Key::Day(id), "Day", "Day of the review", Some(review.day), half, view, open, asks);
            one_day(
                ui,
                state,
                Key::Next(id),
                "Next one",
                "Day of the next review",
                review.next,
                half,
                view,
                open,
                asks,
            );
        });
        if review.kind == MeetingKind::Own {
            let field = Field {
                hint: "Meeting",
                ..Field::new(Id::unique(("title", id)), "What it is called", &review.title, width)
            };
            super::show_field(ui, state, Key::Title(id), Some("What it is called"), &field, view.today, open, asks);
        }
        if review.state != ReviewState::Planned {
            let ratings = review.ratings.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
            let caption = meeting::rating(&review.ratings)
                .map_or_else(|| "Rated by show of hands, 1 to 10".to_owned(), |told| format!("Rated {told}"));
            let field = Field {
                hint: "8, 7, 9",
                ..Field::new(Id::unique(("ratings", id)), "Ratings, 1 to 10", &ratings, width)
            };
            super::show_field(ui, state, Key::Ratings(id), Some(&caption), &field, view.today, open, asks);
        }
        if review.state == ReviewState::Open && Button::new("End the review").icon(icons::CHECK).show(ui).clicked() {
            asks.push(Ask::Edit(end(review)));
        }
    });
}

/// It is over: the next day that was agreed on becomes a meeting of its own.
fn end(review: &Review) -> Edit {
    let (id, next) = (review.id, review.next);
    let edit = Edit::new(format!("End the {}", meeting::in_sentence(review)), move |plan| {
        plan.end_review(id, next);
    });
    edit.saying("The review is over; its minutes can be handed out")
}

/// Who stands in which row, each with the room that the name takes: as many in a row as fit.
fn rows(ui: &Ui, names: &[String], width: f32) -> Vec<Vec<(usize, f32)>> {
    let (mut rows, mut row, mut used) = (Vec::new(), Vec::new(), 0.0_f32);
    for (at, name) in names.iter().enumerate() {
        let wanted = label::width(ui, name, 13.0, Weight::Regular) + person::DISC + 8.0;
        let room = wanted.min(width - CROSS);
        if !row.is_empty() && used + room + CROSS > width {
            rows.push(std::mem::take(&mut row));
            used = 0.0;
        }
        used += room + CROSS + 8.0;
        row.push((at, room));
    }
    rows.push(row);
    rows
}

/// Room of the cross behind a name.
const CROSS: f32 = 26.0;

fn one(ui: &mut Ui, review: &Review, at: usize, room: f32, asks: &mut Vec<Ask>) {
    let Some(name) = review.attendees.get(at) else { return };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        person::show(ui, name, room);
        if Button::new("×").small().quiet().name(&format!("{name} is not there")).show(ui).clicked() {
            let edit = change(review, format!("{name} is not there"), move |it| {
                if at < it.attendees.len() {
                    it.attendees.remove(at);
                }
            });
            asks.push(Ask::Edit(edit.saying(format!("{name} is not there"))));
        }
    });
}

#[expect(clippy::too_many_arguments, reason = "a field and what it stands in")]
pub(super) fn one_day(
    ui: &mut Ui,
    state: &mut State,
    key: Key,
    caption: &str,
    name: &str,
    value: Option<chrono::NaiveDate>,
    width: f32,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let field = Day {
        id: Id::unique(("day of a review", key)),
        name,
        caption: Some(caption),
        value,
        today: view.today,
        width,
        problem: None,
        past: false,
    };
    let shown = day::show(ui, &mut state.drafts, &key, &field);
    if let Some(set) = shown.set {
        asks.extend(read::set_day(key, set, view.today, open).map(Ask::Edit));
    }
}
