//! Collecting: one typist, Enter is the next idea, a list can be pasted. Nothing is judged.

use eframe::egui::{self, Event, Key as Pressed, Ui};

use super::{Board, State, add, merge, row};
use crate::model::Idea;
use crate::text::plural;
use crate::ui::Ask;
use crate::ui::theme::font::Weight;
use crate::ui::widget::{field, label::Runs};

pub(super) fn show(ui: &mut Ui, state: &mut State, board: Board<'_>, asks: &mut Vec<Ask>) {
    let width = ui.available_width();
    ui.horizontal_top(|ui| {
        entry(ui, state, board, (width - 196.0).min(760.0), asks);
        field::text_field(ui, "Who said it (may stay empty)", &mut state.by, "", None, 180.0);
    });
    let ideas = board.ideas();
    if !ideas.is_empty() {
        let said = plural::capitalised(&plural::count(ideas.len(), "idea"));
        Runs::new(12.0, 16.0).add(&said, Weight::Medium, board.t().text3).show(ui, width);
    }
    // The newest first: it is what the room has just heard.
    for (at, idea) in ideas.iter().enumerate().rev() {
        row::row(ui, state, board, at, idea, asks);
        doubles(ui, board, at, asks);
    }
}

/// The field of the typist; it keeps the keyboard.
pub(super) fn entry(ui: &mut Ui, state: &mut State, board: Board<'_>, width: f32, asks: &mut Vec<Ask>) {
    // A list becomes an idea a line before the field makes one line of it.
    let is_typed = ui.ctx().text_edit_focused() && ui.memory(|memory| memory.has_focus(entry_id(ui)));
    let pasted = ui.input_mut(|i| {
        let at = i.events.iter().position(|event| matches!(event, Event::Paste(text) if text.trim().contains('\n')))?;
        let Event::Paste(text) = i.events.remove(at) else { return None };
        Some(text)
    });
    if let Some(text) = pasted.filter(|_| is_typed) {
        add(board.topic, Idea::lines(&text, &state.by), asks);
    }
    let response = field::text_field(ui, "Next idea", &mut state.entry, "Type an idea, or paste a list", None, width);
    ui.data_mut(|data| data.insert_temp(egui::Id::unique("field of the next idea"), response.id));
    if std::mem::take(&mut state.entry_wants_focus) {
        response.request_focus();
    }
    if response.lost_focus() && ui.input(|i| i.key_pressed(Pressed::Enter)) {
        if !state.entry.trim().is_empty() {
            let text = std::mem::take(&mut state.entry);
            add(board.topic, Idea::lines(&text, &state.by), asks);
        }
        response.request_focus();
    }
}

/// The field as it was drawn last.
fn entry_id(ui: &Ui) -> egui::Id {
    let known = ui.data(|data| data.get_temp(egui::Id::unique("field of the next idea")));
    known.unwrap_or(egui::Id::NULL)
}

/// Offers to put an idea together with an earlier one that says the same.
fn doubles(ui: &mut Ui, board: Board<'_>, at: usize, asks: &mut Vec<Ask>) {
    let Some(earlier) = row::double_of(board.ideas(), at) else { return };
    ui.horizontal(|ui| {
        ui.add_space(14.0);
        let t = board.t();
        let said = format!("Says the same as idea {}.", earlier + 1);
        Runs::new(12.0, 16.0).add(&said, Weight::Regular, t.amber).show(ui, 190.0);
        if row::double_button(ui) {
            merge(board, earlier, at, asks);
        }
    });
}
