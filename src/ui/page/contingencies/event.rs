//! The day on which it happens: since when, what it does so far and to the year; and that it is over, with what it came to.

use eframe::egui::{self, Ui};

use super::history::{self, Found};
use super::{Key, State, id_of, scenario as change, show_field};
use crate::document::Edit;
use crate::model::scenario::Closing;
use crate::model::{Activation, Episode, Level, Plan, Scenario};
use crate::text::{calendar, contingency as words};
use crate::ui::theme::font::Weight;
use crate::ui::widget::day::{self, Day};
use crate::ui::widget::typed::Field;
use crate::ui::widget::{button::Button, card, label::Runs};
use crate::ui::{Ask, Open, View, icons};

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    scenario: &Scenario,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    card::card(ui, 0.0, |ui| {
        let width = ui.available_width();
        match scenario.active() {
            Some(active) => happening(ui, state, scenario, active, view, open, asks),
            None => before(ui, scenario, view, asks),
        }
        for past in scenario.activations.iter().rev() {
            let Some(closed) = &past.closed else { continue };
            let today = view.today;
            let lost = closed.lost.map(|lost| format!(", {} lost", open.style.in_sentence(lost))).unwrap_or_default();
            let (from, to) = (calendar::date(past.begun, today), calendar::date(closed.day, today));
            let note = if past.note.is_empty() { String::new() } else { format!(" {}", past.note) };
            let said = format!("Happened {from} to {to}{lost}.{note}");
            Runs::new(12.0, 16.0).add(&said, Weight::Regular, view.t.text3).show(ui, width);
            let marked = open.plan.episodes.iter().find(|it| (it.first, it.last) == (past.begun, closed.day));
            if let Some(episode) = marked
                && Button::new("Estimate by it").small().show(ui).clicked()
            {
                state.cost.show_event(&episode.name);
            }
        }
    });
}

fn before(ui: &mut Ui, scenario: &Scenario, view: &View<'_>, asks: &mut Vec<Ask>) {
    let (id, today) = (scenario.id, view.today);
    card::heading(ui, "If it happens", "the steps get their days, and the odds count with it", |ui| {
        if Button::new("It has happened").icon(icons::LIGHTNING).small().show(ui).clicked() {
            asks.push(Ask::Edit(change(id, format!("It has happened: {}", scenario.title), move |it| {
                it.activate(today, "");
            })));
        }
        if Button::new("Looked at today").small().show(ui).clicked() {
            let next = crate::analysis::checkup::next_review(today);
            asks.push(Ask::Edit(change(id, format!("Looked at “{}”", scenario.title), move |it| {
                it.review_due = next;
            })));
        }
    });
    let width = ui.available_width();
    if let Some(due) = scenario.review_due {
        let said = format!("To be looked at again by {}.", calendar::date(due, today));
        Runs::new(12.0, 16.0).add(&said, Weight::Regular, view.t.text3).show(ui, width);
    }
}

fn happening(
    ui: &mut Ui,
    state: &mut State,
    scenario: &Scenario,
    active: &Activation,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let (t, id, today) = (view.t, scenario.id, view.today);
    let episode = episode(scenario, active, view);
    let found = match state.cost.history.found(&history::wanted(&episode, view, open), asks) {
        Found::Known(found) => Some(found),
        Found::NotYet | Found::TooLittle => None,
    };
    card::heading(ui, "It is happening", "the odds, the bridge and the forecast count with it", |ui| {
        if Button::new("It is over").small().show(ui).clicked() {
            let lost = found.as_ref().map(|found| found.lost.likely);
            state.cost.show_event(&episode.name);
            asks.push(Ask::Edit(over(scenario, Closing { day: episode.last, lost, note: String::new() }, episode)));
        }
    });
    let width = ui.available_width();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        let since = Day {
            id: id_of("since", id),
            name: "Since when it is happening",
            caption: Some("Since"),
            value: Some(active.begun),
            today,
            width: 130.0,
            problem: None,
            past: true,
        };
        // Without a day it can't have happened: an emptied field keeps the one it had.
        if let Some(Some(begun)) = day::show(ui, &mut state.drafts, &Key::Since(id), &since).set {
            let label = format!("{}: since {}", scenario.title, calendar::date(begun, today));
            asks.push(Ask::Edit(change(id, label, move |it| {
                it.begin_on(begun);
            })));
        }
        let rest = (ui.available_width() - 2.0).max(120.0);
        let field = Field {
            hint: "What is known",
            ..Field::new(id_of("note", id), "Note on what happens", &active.note, rest)
        };
        show_field(ui, state, Key::Note(id), "Note", &field, open, asks);
    });
    ui.spacing_mut().item_spacing = egui::vec2(8.0, 4.0);
    let level = open.closing.and_then(|closing| closing.level(Level::Formal));
    let landing = open.closing.and_then(|closing| closing.bridge.as_ref()).map(|bridge| bridge.landing);
    let said = words::with_event(landing, level.map(|level| level.with_risks), open.style);
    let current = open.closing_is_current;
    Runs::new(13.0, 19.0).add(&said, Weight::Medium, if current { t.text1 } else { t.text3 }).show(ui, width);
    if let Some(found) = found {
        let (_, so_far) = crate::text::precedent::measured(&found, "", open.style, open.fiscal());
        let said = format!("So far: {so_far}");
        Runs::new(12.0, 16.0).add(&said, Weight::Regular, t.text3).show(ui, width);
    }
}

/// What becomes of it on the history if it ends today.
fn episode(scenario: &Scenario, active: &Activation, view: &View<'_>) -> Episode {
    Episode {
        name: scenario.title.clone(),
        kind: scenario.kind,
        first: active.begun,
        last: view.today.max(active.begun),
        left_out: true,
        out_of_level: false,
        note: active.note.clone(),
    }
}

/// It is over: what it cost is written down, and it becomes an event of the history.
fn over(scenario: &Scenario, closing: Closing, episode: Episode) -> Edit {
    let id = scenario.id;
    let edit = Edit::new(format!("It is over: {}", scenario.title), move |plan: &mut Plan| {
        let closed = plan.scenario_mut(id).is_some_and(|it| it.close(closing));
        if closed {
            plan.mark_episode(episode);
        }
    });
    edit.saying("Closed it, and marked it on the history")
}
