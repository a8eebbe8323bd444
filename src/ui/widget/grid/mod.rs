//! A grid of figures that is edited as a spreadsheet is: a year a row, a period a column.
//!
//! One Tab stop. The grid itself holds the keyboard focus and names its cell as the active descendant, so that the
//! focus can't be lost between two cells, nor with a cell that scrolls out of view. While a figure is typed, a text field
//! over the cell has the focus. The page owns the figures: it draws the grid from a [`Model`] and answers an [`Event`].

mod access;
mod clip;
mod editor;
mod fill;
mod formula;
mod layout;
mod menu;
mod model;
mod paint;
mod press;
mod state;
mod status;
mod step;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;

use eframe::egui::accesskit::Role;
use eframe::egui::style::ScrollAnimation;
use eframe::egui::{EventFilter, FocusDirection, Id, Key, Rect, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo};

use self::layout::{HEAD, Layout, ROW, View, least_width};
pub use self::model::{Cell, Change, Event, Kind, Look, Model, Numbers, Place, RowModel, TailCell, TailColumn, Tone};
pub use self::press::KEYS;
use self::press::Press;
pub use self::state::State;
use self::state::{Leave, Outcome};
pub use self::status::Writing;
use crate::ui::theme::current;

/// Draws the grid in the width that is there, with a line below for what is selected or wrong; answers what a person did.
///
/// `salt` tells grids on one page apart. Scrolls sideways where the figures don't fit; scrolling down is the page's.
/// Call [`State::finish`] where the page is left or the plan saved while a figure is being typed.
pub fn show(
    ui: &mut Ui,
    salt: &str,
    state: &mut State,
    model: &Model,
    numbers: &Numbers,
    write: &Writing,
) -> Option<Event> {
    let id = ui.make_persistent_id(("grid", salt));
    state.settle(model);
    let room = ui.available_width();
    let least = least_width(ui, model);
    let grid = Grid { id, model, numbers };
    state.wanted = None;
    let event = if least <= room {
        grid.show(ui, state, room)
    } else {
        let shown = ScrollArea::horizontal().id_salt(id).auto_shrink(false).show(ui, |ui| grid.show(ui, state, least));
        if let Some(rows) = state.wanted.take() {
            // The area along the grid takes what is wanted of both directions, and scrolls in one.
            let inner = shown.inner_rect;
            let rect = Rect::from_x_y_ranges(inner.x_range(), rows);
            ui.scroll_to_rect_animation(rect, None, ScrollAnimation::none());
        }
        shown.inner
    };
    status::show(ui, id, state, model, numbers, write, room);
    event
}

struct Grid<'a> {
    id: Id,
    model: &'a Model,
    numbers: &'a Numbers<'a>,
}

impl Grid<'_> {
    fn editor_id(&self) -> Id {
        self.id.with("editor")
    }

    fn show(&self, ui: &mut Ui, state: &mut State, width: f32) -> Option<Event> {
        let layout = Layout::new(self.model, ui.cursor().min, width);
        ui.allocate_exact_size(layout.rect.size(), Sense::hover());
        let view = View::new(&layout, ui.clip_rect());
        let canvas = paint::Canvas { model: self.model, layout: &layout, view: &view, t: current(ui.ctx()) };
        state.page = rows_in_view(&view);

        let mut outcome = Outcome::default();
        let was_editing = state.is_editing();
        let owns_keys = self.begin_keys(ui, state, &mut outcome);
        if owns_keys && (!was_editing || !state.waiting.is_empty()) {
            Self::take_keys(ui, state);
            self.act(ui, state, &mut outcome);
        }

        let mut cells = ui.new_child(
            UiBuilder::new().max_rect(layout.rect).accessibility_parent(self.id).id_salt(self.id.with("cells")),
        );
        let hovered = self.mouse(ui, state, &layout, &view, &mut outcome);
        cells.set_clip_rect(view.cells);
        if let Some(place) = access::describe(&cells, self.id, self.model, &layout, &view, state) {
            outcome = or(outcome, || state.point(place, false, self.model, self.numbers));
        }
        let focused = ui.memory(|memory| memory.has_focus(self.id)) || state.wants_focus;
        canvas.paint(ui, state, hovered, focused && !state.is_editing());
        self.edit(&mut cells, state, &layout, was_editing && owns_keys, &mut outcome);
        self.end_keys(ui, state, &layout);
        outcome.event
    }

    /// Whether the keys of this pass are the grid's. An editor that lost the focus to something else is closed.
    fn begin_keys(&self, ui: &Ui, state: &mut State, outcome: &mut Outcome) -> bool {
        let escape = ui.input(|input| input.key_pressed(Key::Escape));
        let owns = ui.memory(|memory| {
            let ours = |id: Option<Id>| id == Some(self.id) || id == Some(self.editor_id());
            let had = memory.had_focus_last_frame(self.id) || memory.had_focus_last_frame(self.editor_id());
            // Escape takes the focus away before anyone sees the key, unless the filter was already set.
            ours(memory.focused()) || (memory.focused().is_none() && escape && had && state.is_editing())
        });
        if owns {
            let direction = match state.leaving.take() {
                Some(Leave::Onwards) => FocusDirection::Next,
                Some(Leave::Back) => FocusDirection::Previous,
                None => FocusDirection::None,
            };
            // In the pass after the focus came the filter isn't set yet, and egui would move on.
            ui.memory_mut(|memory| memory.move_focus(direction));
        } else {
            state.waiting.clear();
            self.close_abandoned(state, outcome);
        }
        owns
    }

    fn close_abandoned(&self, state: &mut State, outcome: &mut Outcome) {
        if let Some(draft) = &mut state.draft
            && draft.focused
            && !state.wants_focus
        {
            draft.focused = false;
            *outcome = state.commit(self.model, self.numbers);
        }
    }

    fn take_keys(ui: &Ui, state: &mut State) {
        let escape = !state.range().is_single() || !state.waiting.is_empty();
        let pressed = ui.input_mut(|input| press::take(&mut input.events, escape));
        state.waiting.extend(pressed);
    }

    /// Does what the waiting keys say, up to the first that the page has to answer.
    fn act(&self, ui: &Ui, state: &mut State, outcome: &mut Outcome) {
        while outcome.event.is_none() {
            let Some(press) = state.waiting.pop_front() else { break };
            let done = state.press(press, self.model, self.numbers);
            if let Some(text) = &done.copied {
                ui.ctx().copy_text(text.clone());
            }
            if done.refused {
                state.waiting.clear();
            }
            *outcome = done;
        }
        if !state.waiting.is_empty() || state.leaving.is_some() {
            ui.ctx().request_repaint();
        }
    }

    /// Presses and drags; answers the cell under the mouse.
    fn mouse(&self, ui: &Ui, state: &mut State, layout: &Layout, view: &View, outcome: &mut Outcome) -> Option<Place> {
        let mut sense = Sense::CLICK | Sense::DRAG;
        if !state.is_editing() {
            sense |= Sense::FOCUSABLE;
        }
        let body = ui.interact(layout.body().intersect(view.cells), self.id, sense);
        body.widget_info(|| WidgetInfo::labeled(Role::Grid, true, &self.model.name));
        menu::show(ui, &body, state, self.model, layout);
        ui.ctx().accesskit_node_builder(self.id, |node| {
            node.set_row_count(self.model.rows.len());
            node.set_column_count(self.model.columns.len());
            node.set_multiselectable();
            if self.model.cell(state.cursor).is_some() && !state.is_editing() {
                node.set_active_descendant(access::cell_id(self.id, state.cursor).accesskit_id());
            }
        });
        let pressed = body.is_pointer_button_down_on() && ui.input(|input| input.pointer.primary_pressed());
        let at = body.interact_pointer_pos().map(|at| layout.place(at));
        if let Some(place) = at {
            if pressed || body.clicked_by(eframe::egui::PointerButton::Primary) && !body.double_clicked() {
                let extend = ui.input(|input| input.modifiers.shift);
                *outcome = or(std::mem::take(outcome), || state.point(place, extend, self.model, self.numbers));
            } else if body.double_clicked() && place == state.cursor {
                state.edit(self.model);
            } else if body.dragged_by(eframe::egui::PointerButton::Primary) {
                state.drag(place, self.model);
            }
        }
        let hovered = body.hover_pos().filter(|_| body.hovered()).map(|at| layout.place(at));
        hovered.filter(|place| *place != state.cursor || !state.visited)
    }

    /// The editor, and the keys that end it.
    fn edit(&self, ui: &mut Ui, state: &mut State, layout: &Layout, goes_on: bool, outcome: &mut Outcome) {
        if !state.is_editing() {
            return;
        }
        let wants_focus = std::mem::take(&mut state.wants_focus);
        if wants_focus {
            ui.memory_mut(|memory| memory.request_focus(self.editor_id()));
        }
        let mut rest = VecDeque::<Press>::new();
        if goes_on && state.waiting.is_empty() {
            let arrows_end = state.draft.as_ref().is_some_and(|draft| draft.typed);
            let before = state.composing;
            let (composing, any) = ui.input(|input| press::composing(&input.events, before));
            state.composing = composing;
            if !any {
                rest = ui.input_mut(|input| press::take_after_editor(&mut input.events, arrows_end));
            }
        }
        editor::show(ui, self.editor_id(), state, self.model, layout);
        if wants_focus {
            // The press of the mouse that failed to close the editor has just taken its focus.
            ui.memory_mut(|memory| memory.request_focus(self.editor_id()));
        }
        state.waiting.extend(rest);
        self.act(ui, state, outcome);
        if outcome.event.is_none() && !ui.memory(|memory| memory.has_focus(self.editor_id())) {
            // A press of the mouse on something else takes the focus in this very pass.
            self.close_abandoned(state, outcome);
        }
    }

    fn end_keys(&self, ui: &Ui, state: &mut State, layout: &Layout) {
        if state.wants_focus {
            state.wants_focus = false;
            let id = if state.is_editing() { self.editor_id() } else { self.id };
            ui.memory_mut(|memory| memory.request_focus(id));
            ui.ctx().request_repaint();
        }
        let escape = !state.range().is_single();
        ui.memory_mut(|memory| {
            memory.set_focus_lock_filter(self.id, EventFilter { escape, ..editor::ALL_KEYS });
        });
        let focused = ui.memory(|memory| memory.has_focus(self.id));
        let had_focus = std::mem::replace(&mut state.focused, focused);
        let came = focused && !had_focus;
        if std::mem::take(&mut state.moved) || came {
            let rect = View::room_for(layout.cell(state.cursor), layout);
            state.wanted = Some(rect.y_range());
            ui.scroll_to_rect_animation(rect, None, ScrollAnimation::none());
        }
    }
}

fn or(outcome: Outcome, other: impl FnOnce() -> Outcome) -> Outcome {
    if outcome.event.is_some() { outcome } else { other() }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a screen's height; a NaN becomes 0")]
fn rows_in_view(view: &View) -> usize {
    ((view.cells.height() - HEAD) / ROW).floor().max(1.0) as usize
}
