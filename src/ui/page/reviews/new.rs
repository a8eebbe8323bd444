//! A new meeting: of what kind, on which day.

use chrono::NaiveDate;
use eframe::egui::{ComboBox, Id, Role, Ui};

use super::{Key, State};
use crate::document::Edit;
use crate::model::meeting::TEMPLATES;
use crate::model::{Plan, ReviewId};
use crate::text::due;
use crate::ui::theme::font::Weight;
use crate::ui::widget::day::{self, Day};
use crate::ui::widget::{self, button::Button, card, label, label::Runs};
use crate::ui::{Ask, Open, View};

pub(super) fn day_id() -> Id {
    Id::unique("day of the new meeting")
}

pub(super) fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let none = open.plan.meetings.reviews.is_empty();
    card::card(ui, 0.0, |ui| {
        let explanation =
            if none { "the first one is where promises begin to be kept" } else { "with the agenda of its kind" };
        card::heading(ui, "New meeting", explanation, |ui| {
            if !none && Button::new("Close").small().show(ui).clicked() {
                state.adding = false;
            }
        });
        let template = state.new_kind.template();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 4.0;
                ui.label(label::rich("Kind", 12.0, Weight::Medium, t.text3));
                let shown = ComboBox::from_id_salt("kind of meeting")
                    .width(190.0)
                    .selected_text(template.label)
                    .show_ui(ui, |ui| {
                        for other in &TEMPLATES {
                            if ui.selectable_label(other.kind == state.new_kind, other.label).clicked() {
                                state.new_kind = other.kind;
                            }
                        }
                    });
                widget::reveal(ui, &shown.response);
                widget::focus_ring(ui, &shown.response, 7, t);
                widget::name(&shown.response, Role::ComboBox, true, &format!("Kind of meeting: {}", template.label));
            });
            // The clock's own day is offered.
            let offered =
                template.clock.and_then(|clock| open.plan.due(clock, view.today)).map(|due| due.day.max(view.today));
            let value = state.new_day.or(offered);
            let field = Day {
                id: day_id(),
                name: "Day of the meeting",
                caption: Some("Day"),
                value,
                today: view.today,
                width: 190.0,
                problem: None,
                past: false,
            };
            let shown = day::show(ui, &mut state.drafts, &Key::NewDay, &field);
            if state.wants.take_if(|wanted| *wanted == day_id()).is_some() {
                shown.response.request_focus();
            }
            if let Some(set) = shown.set {
                state.new_day = set;
            }
            let chosen = shown.set.unwrap_or(value);
            let pressed = ui
                .vertical(|ui| {
                    ui.add_space(20.0);
                    Button::new("Plan it").enabled(chosen.is_some()).show(ui).clicked()
                })
                .inner;
            let entered = shown.entered && shown.problem.is_none();
            if let Some(day) = chosen.filter(|_| pressed || entered) {
                asks.push(Ask::Edit(plan_it(state, day, view, open)));
            }
        });
        let prepare = template.prepare.join(" · ");
        if !prepare.is_empty() {
            let width = ui.available_width();
            Runs::new(12.0, 16.0)
                .add("To bring: ", Weight::Medium, t.text3)
                .add(&prepare, Weight::Regular, t.text2)
                .show(ui, width);
        }
    });
}

fn plan_it(state: &mut State, day: NaiveDate, view: &View<'_>, open: Open<'_>) -> Edit {
    let kind = state.new_kind;
    let label = format!("Plan a meeting on {}: {}", due::short(day, view.today), kind.template().label);
    let meetings = &open.plan.meetings;
    let highest = meetings.reviews.iter().map(|review| review.id.0).max().unwrap_or(0).max(meetings.last_id);
    // The number that it is going to get.
    (state.adding, state.new_day, state.chosen) = (false, None, Some(ReviewId(highest.saturating_add(1))));
    Edit::new(label, move |plan: &mut Plan| {
        plan.plan_review(kind, day);
    })
}
