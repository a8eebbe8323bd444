//! Stepping through the forecasts that the method would have made earlier, over what came.

use eframe::egui::{Key, Ui};

use crate::analysis::Answer;
use crate::text::calendar;
use crate::ui::theme::{current, font::Weight};
use crate::ui::widget::{self, KeyHint, button::Button, label, segment};
use crate::ui::{Open, icons};

/// What [`keys`] reads, for the sheet of shortcuts.
pub const KEYS: &[KeyHint] = &[
    ("P", "Show an earlier forecast over what came"),
    ("Shift P", "Show the next one towards today"),
    ("Escape", "Back to today’s forecast"),
];

/// The switch that shows the earlier forecasts, and the buttons that step through them.
pub(in crate::ui::page) fn switches(ui: &mut Ui, past: &mut Option<usize>, open: Open<'_>) {
    let answer = open.answer;
    let Some(index) = *past else {
        if !answer.past_forecasts.is_empty() {
            let toggle = segment::toggle(ui, "Earlier forecasts", false);
            let hint = "What this method would have said before, over what came (P)";
            if toggle.on_hover_text(hint).clicked() {
                *past = step(None, answer, true);
            }
        }
        return;
    };
    if let Some(shown) = answer.past_forecasts.get(index) {
        let text = format!("As of {}", calendar::period(shown.known, open.fiscal()));
        ui.label(label::rich(text, 12.0, Weight::Medium, current(ui.ctx()).text2));
    }
    let last = answer.past_forecasts.len().saturating_sub(1);
    if Button::new("Earlier").small().enabled(index > 0).tooltip("The one before (P)").show(ui).clicked() {
        *past = step(*past, answer, true);
    }
    let hint = "The next one towards today (Shift P)";
    if Button::new("Later").small().enabled(index < last).tooltip(hint).show(ui).clicked() {
        *past = step(*past, answer, false);
    }
    if Button::new("Back to today")
        .icon(icons::X)
        .small()
        .tooltip("Show today’s forecast again (Esc)")
        .show(ui)
        .clicked()
    {
        *past = None;
    }
}

/// Reads the keys, which are the page's while nothing is typed.
pub(super) fn keys(ui: &Ui, past: &mut Option<usize>, open: Open<'_>) {
    let answer = open.answer;
    // The forecasts are others once the plan has changed.
    *past = past.filter(|index| *index < answer.past_forecasts.len());
    if widget::letter_pressed(ui, Key::P, false) {
        *past = step(*past, answer, true);
    }
    if widget::letter_pressed(ui, Key::P, true) && past.is_some() {
        *past = step(*past, answer, false);
    }
    if past.is_some() && !ui.ctx().text_edit_focused() && ui.input(|i| i.key_pressed(Key::Escape)) {
        *past = None;
    }
}

/// The one before or after; the first press shows the latest that looks as far ahead as the method is scored at.
fn step(past: Option<usize>, answer: &Answer, back: bool) -> Option<usize> {
    let last = answer.past_forecasts.len().checked_sub(1)?;
    Some(match (past, back) {
        (Some(index), true) => index.saturating_sub(1),
        (Some(index), false) => (index + 1).min(last),
        (None, _) => {
            let card = answer.methods.get(answer.chosen?).and_then(|method| method.card.as_ref());
            let horizon = card.map_or(1, |card| card.horizon);
            answer.past_forecasts.iter().rposition(|past| past.points.len() >= horizon).unwrap_or(last)
        }
    })
}
