//! The agenda: what is gone through, in which order, for how long.

use eframe::egui::{
    self, Align2, ComboBox, EventFilter, Id, Key as Pressed, Modifiers, Role, Sense, Stroke, Ui, WidgetInfo,
};

use super::{Key, State, change, of};
use crate::document::Edit;
use crate::model::{AgendaItem, Review, ReviewState, Topic};
use crate::text::agenda as words;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::typed::{Field, Look};
use crate::ui::widget::{self, button::Button, card, label};
use crate::ui::{Ask, Open, View, icons};

const ROW: f32 = 46.0;
const ICON: f32 = 34.0;
const MINUTES: f32 = 44.0;
/// Minutes of a point that is added.
const USUAL: u16 = 10;

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    review: &Review,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "Agenda", &format!("{} min · Alt ↑ ↓ moves a point", words::minutes(review)), |_| {});
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, item) in review.agenda.iter().enumerate() {
            one(ui, state, review, at, item, view, open, asks);
        }
        if review.agenda.is_empty() {
            let said = "Nothing is to be gone through yet.";
            let width = ui.available_width();
            label::Runs::new(13.0, 19.0).add(said, Weight::Regular, t.text2).show(ui, width);
        }
        ui.add_space(8.0);
        let shown = ComboBox::from_id_salt("add a point").width(190.0).selected_text("Add a point").show_ui(ui, |ui| {
            for topic in words::TOPICS {
                if ui.selectable_label(false, words::topic(topic)).clicked() {
                    asks.push(Ask::Edit(add(review, topic)));
                }
            }
        });
        widget::reveal(ui, &shown.response);
        widget::focus_ring(ui, &shown.response, 7, t);
        widget::name(&shown.response, Role::ComboBox, true, "Add a point");
    });
}

fn add(review: &Review, topic: Topic) -> Edit {
    change(review, format!("Add “{}” to the agenda", words::topic(topic)), move |it| {
        // What is decided is read back last.
        let last = it.agenda.last().is_some_and(|item| item.topic == Topic::Decide);
        let at = it.agenda.len() - usize::from(last);
        it.agenda.insert(at, AgendaItem { topic, minutes: USUAL, ..AgendaItem::default() });
    })
}

fn row_id(review: &Review, at: usize) -> Id {
    Id::unique(("point of the agenda", review.id, at))
}

#[expect(clippy::too_many_arguments, reason = "a row and what it stands in")]
fn one(
    ui: &mut Ui,
    state: &mut State,
    review: &Review,
    at: usize,
    item: &AgendaItem,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    let width = ui.available_width();
    let name = words::item(item);
    let (rect, _) = ui.allocate_exact_size(egui::vec2(width, ROW), Sense::hover());
    let handle = egui::Rect::from_min_size(rect.min, egui::vec2(ICON - 4.0, ROW)).shrink2(egui::vec2(0.0, 4.0));
    let response = ui.interact(handle, row_id(review, at), Sense::click());
    let taken = words::taken(item);
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, format!("{}. {name}: {taken}", at + 1)));
    label::paint_icon(ui, handle.center(), Align2::CENTER_CENTER, icon(item.topic), 17.0, t.text2);
    widget::reveal(ui, &response);
    widget::focus_ring(ui, &response, 6, t);
    if response.clicked() {
        response.request_focus();
    }
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect.with_min_x(rect.left() + ICON)));
    inner.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let fields = width - ICON - MINUTES - 26.0 - 34.0 - 18.0;
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.set_width(fields);
            ui.add_space(1.0);
            let called = format!("Point {}: {name}", at + 1);
            let field = Field {
                look: Look::Cell,
                weight: Weight::Medium,
                ..Field::new(Id::unique(("point", review.id, at)), &called, name, fields)
            };
            super::show_field(ui, state, Key::Point(review.id, at), None, &field, view.today, open, asks);
            let below = if review.state == ReviewState::Planned { words::topic_line(item.topic) } else { &taken };
            let place = ui.cursor().left_top() + egui::vec2(6.0, 7.0);
            label::paint_fitting(ui, place, below, 12.0, Weight::Regular, t.text3, fields - 6.0);
        });
        ui.vertical(|ui| {
            ui.add_space(9.0);
            let called = format!("Minutes for {name}");
            let minutes = item.minutes.to_string();
            let field = Field {
                look: Look::Cell,
                ..Field::new(Id::unique(("minutes", review.id, at)), &called, &minutes, MINUTES)
            };
            super::show_field(ui, state, Key::Minutes(review.id, at), None, &field, view.today, open, asks);
        });
        let (min, _) = ui.allocate_exact_size(egui::vec2(26.0, ROW - 4.0), Sense::hover());
        label::paint(ui, min.left_center(), Align2::LEFT_CENTER, "min", 12.0, Weight::Regular, t.text3);
        ui.vertical(|ui| {
            ui.add_space(8.0);
            if Button::new("×").small().quiet().name(&format!("Remove the point {name}")).show(ui).clicked() {
                asks.push(Ask::Edit(remove(review, at, name)));
            }
        });
    });
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.hair));
    if response.has_focus() {
        keys(ui, review, at, name, t, view, asks);
    }
}

fn remove(review: &Review, at: usize, name: &str) -> Edit {
    let edit = change(review, format!("Remove “{name}” from the agenda"), move |it| {
        if at < it.agenda.len() {
            it.agenda.remove(at);
        }
    });
    edit.saying(format!("Agenda item “{name}” removed"))
}

/// Arrows choose, Alt and arrows move, Delete takes out.
fn keys(ui: &Ui, review: &Review, at: usize, name: &str, _t: &Tokens, view: &View<'_>, asks: &mut Vec<Ask>) {
    let id = row_id(review, at);
    ui.memory_mut(|memory| {
        memory.set_focus_lock_filter(id, EventFilter { vertical_arrows: true, ..EventFilter::default() });
    });
    // Taken, or the row that gets the keyboard now would take it as well.
    let pressed = |modifiers, key| ui.input_mut(|i| i.consume_key(modifiers, key));
    let last = review.agenda.len().saturating_sub(1);
    for (key, to) in [(Pressed::ArrowDown, (at < last).then_some(at + 1)), (Pressed::ArrowUp, at.checked_sub(1))] {
        // First with Alt: a key alone is meant whatever else is held.
        let moved = pressed(Modifiers::ALT, key);
        let plain = !moved && pressed(Modifiers::NONE, key);
        let Some(to) = to.filter(|_| plain || moved) else { continue };
        ui.memory_mut(|memory| memory.request_focus(row_id(review, to)));
        if moved {
            let edit = change(review, format!("Move “{name}” in {}", of(review, view.today)), move |it| {
                if at < it.agenda.len() && to < it.agenda.len() {
                    it.agenda.swap(at, to);
                }
            });
            asks.push(Ask::Edit(edit.merging(format!("move a point of {}", review.id))));
        }
        // One step a press, whichever way.
        return;
    }
    if pressed(Modifiers::NONE, Pressed::Delete) {
        asks.push(Ask::Edit(remove(review, at, name)));
    }
}

const fn icon(topic: Topic) -> &'static str {
    match topic {
        Topic::WhereItIsHeading | Topic::WhatChanged => icons::CHART_LINE_UP,
        Topic::History | Topic::Bridge => icons::CHART_BAR,
        Topic::GapAndOdds => icons::TARGET,
        Topic::Strategies => icons::STRATEGY,
        Topic::Contingencies => icons::UMBRELLA,
        Topic::FireDrill => icons::SIREN,
        Topic::Kpis => icons::GAUGE,
        Topic::TacticsByPerson => icons::LIST_CHECKS,
        Topic::Evidence => icons::TABLE,
        Topic::Recognition => icons::STAR,
        Topic::Outcome => icons::FLAG,
        Topic::Decide => icons::SEAL_CHECK,
        Topic::Promises | Topic::Talk => icons::CHAT_TEXT,
    }
}
