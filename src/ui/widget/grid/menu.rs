//! What can be done with the selected figures, as a menu: by a right click, or by Shift F10 at the cursor.

use eframe::egui::{Button, EventFilter, Id, Key, Modifiers, Popup, Response, Ui, ViewportCommand, vec2};

use super::layout::Layout;
use super::model::Model;
use super::press::Press;
use super::state::{Menu, State};
use crate::ui::theme::current;
use crate::ui::widget::{as_here, focus_ring};

/// What an entry does.
enum Does {
    Press(Press),
    /// The clipboard's text comes as an event of its own.
    Paste,
    Formula,
}

/// Each entry with its key.
fn entries() -> [(&'static str, &'static str, Does); 8] {
    [
        ("Cut", "Ctrl X", Does::Press(Press::Cut)),
        ("Copy", "Ctrl C", Does::Press(Press::Copy)),
        ("Copy with headers", "", Does::Press(Press::CopyWithHeaders)),
        ("Paste", "Ctrl V", Does::Paste),
        ("Fill down", "Ctrl D", Does::Press(Press::FillDown)),
        ("Fill right", "Ctrl R", Does::Press(Press::FillRight)),
        ("Raise or lower by …", "=+5%", Does::Formula),
        ("Clear", "Delete", Does::Press(Press::Clear)),
    ]
}

/// Opens the menu where it is wanted, and draws it. `grid` is what was clicked; the keyboard goes back to it.
pub(super) fn show(ui: &Ui, grid: &Response, state: &mut State, model: &Model, layout: &Layout) {
    if grid.secondary_clicked()
        && let Some(at) = grid.interact_pointer_pos()
    {
        state.point_for_menu(layout.place(at), model);
        state.menu = Menu::Open { at, fresh: true };
    } else if state.menu == Menu::Wanted {
        state.menu = Menu::Open { at: layout.cell(state.cursor).left_bottom(), fresh: true };
    }
    let Menu::Open { at, fresh } = state.menu else { return };
    let mut open = true;
    let popup = Popup::menu(grid).id(grid.id.with("menu")).open_bool(&mut open).at_position(at);
    let shown = popup.show(|ui| {
        ui.set_min_width(240.0);
        ui.spacing_mut().button_padding = vec2(10.0, 5.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        let buttons = entries().map(|(name, key, does)| {
            let button = ui.add(Button::new(name).shortcut_text(as_here(key)));
            focus_ring(ui, &button, 4, current(ui.ctx()));
            (button.accessible_name(name), does)
        });
        walk(ui, &buttons.each_ref().map(|(button, _)| button.id), fresh);
        buttons.into_iter().find(|(button, _)| button.clicked()).map(|(_, does)| does)
    });
    let taken = shown.and_then(|shown| shown.inner);
    match &taken {
        Some(Does::Press(press)) => state.waiting.push_back(press.clone()),
        Some(Does::Paste) => ui.send_viewport_cmd(ViewportCommand::RequestPaste),
        Some(Does::Formula) => state.begin_formula(model),
        None => {}
    }
    let closed = !open || taken.is_some();
    state.menu = if closed { Menu::Closed } else { Menu::Open { at, fresh: false } };
    state.wants_focus |= closed;
}

/// Arrows and Tab go round the entries, and nowhere else.
fn walk(ui: &Ui, entries: &[Id], fresh: bool) {
    let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    let focused = ui.memory(|memory| entries.iter().position(|id| memory.has_focus(*id)));
    let pressed = |key, modifiers| ui.input_mut(|input| input.consume_key(modifiers, key));
    let back = pressed(Key::Tab, Modifiers::SHIFT) | pressed(Key::ArrowUp, Modifiers::NONE);
    let on = pressed(Key::Tab, Modifiers::NONE) | pressed(Key::ArrowDown, Modifiers::NONE);
    let count = entries.len();
    let next = match focused {
        _ if fresh => Some(0),
        Some(at) if back => Some((at + count - 1) % count),
        Some(at) if on => Some((at + 1) % count),
        None if on => Some(0),
        None if back => Some(count - 1),
        at => at,
    };
    if let Some(id) = next.and_then(|next| entries.get(next)) {
        ui.memory_mut(|memory| {
            memory.request_focus(*id);
            memory.set_focus_lock_filter(*id, filter);
        });
    }
}
