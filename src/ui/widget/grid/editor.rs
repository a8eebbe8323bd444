//! The text field in which a figure is typed.

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{Align2, EventFilter, Id, Margin, Rect, TextEdit, Ui, UiBuilder, vec2};

use super::layout::{Layout, PAD};
use super::model::Model;
use super::paint::editor_frame;
use super::state::State;
use crate::ui::theme::current;
use crate::ui::theme::font::Weight;
use crate::ui::widget::label;

/// All keys come to the grid; egui moves no focus by itself.
pub(super) const ALL_KEYS: EventFilter =
    EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };

#[expect(clippy::cast_possible_truncation, reason = "a few points")]
const SIDE: i8 = PAD as i8 - 2;

/// Shows the open editor over its cell.
pub(super) fn show(ui: &mut Ui, id: Id, state: &mut State, model: &Model, layout: &Layout) {
    let place = state.cursor;
    let (Some(draft), Some(cell)) = (&mut state.draft, model.cell(place)) else { return };
    if !draft.focused {
        let mut caret = TextEditState::default();
        let end = CCursor::new(draft.text.chars().count());
        caret.cursor.set_char_range(Some(CCursorRange::one(end)));
        caret.store(ui.ctx(), id);
    }
    let mut text = draft.text.clone();
    let rect = room(ui, layout.cell(place), layout.body(), &text);
    // The ring takes 2 of the padding's points; the point above puts the text on the line of its neighbours.
    let margin = Margin { left: SIDE, right: SIDE, top: 1, bottom: 0 };
    let frame = editor_frame(draft.refused, current(ui.ctx())).inner_margin(margin);
    let edit = TextEdit::singleline(&mut text)
        .id(id)
        .font(Weight::Regular.at(13.0))
        .text_color(current(ui.ctx()).text1)
        .align(Align2::RIGHT_CENTER)
        .frame(frame)
        .min_size(rect.size())
        .desired_width(rect.width())
        .return_key(None)
        .event_filter(ALL_KEYS);
    let mut over = ui.new_child(UiBuilder::new().max_rect(rect));
    // Else egui makes a field at least as high as a button: a point more than the cell.
    over.spacing_mut().interact_size.y = 0.0;
    let response = over.add(edit).accessible_name(cell.name.clone());
    if response.has_focus() {
        draft.focused = true;
    }
    if response.changed() {
        state.set_draft(text);
    }
}

/// The cell, or more to its left where the text is longer.
fn room(ui: &Ui, cell: Rect, body: Rect, text: &str) -> Rect {
    let width = label::width(ui, text, 13.0, Weight::Regular) + 2.0 * PAD + 4.0;
    let width = width.max(cell.width()).min(cell.right() - body.left());
    Rect::from_min_size(cell.right_top() - vec2(width, 0.0), vec2(width, cell.height()))
}
