//! The list itself: one control with a cursor, of which only the rows in view are drawn.

use eframe::egui::accesskit::{Action, NodeId};
use eframe::egui::style::ScrollAnimation;
use eframe::egui::{
    self, Align2, CornerRadius, Event, EventFilter, Frame, Id, Key, Rect, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use super::listing::{Item, Listing, Row, Urgency};
use crate::analysis::simulate;
use crate::document::Edit;
use crate::model::{Home, TacticId, TacticState};
use crate::ui::page::strategies::change;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{self, label, person, status, status::Tint};
use crate::ui::{Ask, View, icons};

const PAD: f32 = 14.0;
/// The box that is ticked, and the room to its right.
const TICK: f32 = 30.0;

/// Where the keyboard is, or is to go.
pub(super) struct Cursor<'a> {
    pub chosen: &'a mut Option<TacticId>,
    pub wants_keyboard: &'a mut bool,
}

pub(super) fn show(
    ui: &mut Ui,
    listing: &Listing,
    cursor: &mut Cursor<'_>,
    with_home: bool,
    view: &View<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    if listing.places.is_empty() {
        return;
    }
    let frame = Frame::new().fill(t.surface).stroke(Stroke::new(1.0, t.hair)).corner_radius(CornerRadius::same(10));
    frame.show(ui, |ui| {
        let id = id();
        let (_, whole) = ui.allocate_space(vec2(ui.available_width(), listing.height()));
        let body = ui.interact(whole.intersect(ui.clip_rect()), id, Sense::click());
        body.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, "Tactics"));
        if std::mem::take(cursor.wants_keyboard) {
            body.request_focus();
            scroll_to(ui, whole, listing, *cursor.chosen);
        }
        let mut now = cursor.chosen.and_then(|id| listing.row_of(id)).unwrap_or(listing.places[0]);
        if body.has_focus() {
            let moved = keys(ui, id, listing, now, asks);
            if moved != now || cursor.chosen.is_none() {
                now = moved;
                *cursor.chosen = listing.tactic(now).map(|item| item.id);
                scroll_to(ui, whole, listing, *cursor.chosen);
            }
            ui.ctx().accesskit_node_builder(id, |node| {
                if let Some(item) = listing.tactic(now) {
                    node.set_active_descendant(row_id(item.id).accesskit_id());
                }
            });
        }
        pressed(ui, &body, whole, listing, cursor.chosen, asks);
        let asked = asked_for(ui);
        let clip = ui.clip_rect();
        let cells = ui.new_child(egui::UiBuilder::new().max_rect(whole).accessibility_parent(id).id_salt("rows"));
        for row in listing.between(clip.top() - whole.top(), clip.bottom() - whole.top()) {
            let rect = row_rect(whole, listing, row);
            match &listing.rows[row] {
                Row::Head { title, told } => head_ui(&cells, rect, title, told, t),
                Row::Tactic(item) => {
                    let response = cells.interact(rect, row_id(item.id), Sense::hover());
                    let on = row == now;
                    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, on, item.spoken.as_str()));
                    cells.ctx().accesskit_node_builder(response.id, |node| node.add_action(Action::Click));
                    if asked.contains(&response.id.accesskit_id()) {
                        *cursor.chosen = Some(item.id);
                        body.request_focus();
                    }
                    let look = Look { on: on.then_some(body.has_focus()), hovered: response.hovered(), with_home };
                    row_ui(&cells, rect, item, look, t);
                }
            }
        }
    });
}

/// The nodes that assistive technology asks to press in this pass: almost always none.
fn asked_for(ui: &Ui) -> Vec<NodeId> {
    let asked = |event: &Event| match event {
        Event::AccessKitActionRequest(request) if request.action == Action::Click => Some(request.target_node),
        _ => None,
    };
    ui.input(|input| input.events.iter().filter_map(asked).collect())
}

fn id() -> Id {
    Id::unique("tactics")
}

/// Whether the keyboard is in the list.
pub(super) fn has_focus(ui: &Ui) -> bool {
    ui.memory(|memory| memory.has_focus(id()))
}

fn row_id(id: TacticId) -> Id {
    Id::unique(("tactic in the list", id))
}

fn row_rect(whole: Rect, listing: &Listing, row: usize) -> Rect {
    let top = whole.top() + listing.tops[row];
    Rect::from_min_max(pos2(whole.left(), top), pos2(whole.right(), whole.top() + listing.tops[row + 1]))
}

fn scroll_to(ui: &Ui, whole: Rect, listing: &Listing, chosen: Option<TacticId>) {
    if let Some(row) = chosen.and_then(|id| listing.row_of(id)) {
        let rect = row_rect(whole, listing, row).expand2(vec2(0.0, 40.0));
        if !ui.clip_rect().contains_rect(rect) {
            ui.scroll_to_rect_animation(rect, None, ScrollAnimation::none());
        }
    }
}

/// Takes the keys of the list; answers the row that the cursor is on then.
fn keys(ui: &Ui, id: Id, listing: &Listing, now: usize, asks: &mut Vec<Ask>) -> usize {
    const PAGE: usize = 12;
    let place = listing.places.iter().position(|row| *row == now).unwrap_or(0);
    let last = listing.places.len() - 1;
    let (mut to, mut any) = (place, false);
    let plain = ui.input(|input| input.modifiers.is_none());
    let pressed = |key| plain && ui.input(|input| input.key_pressed(key));
    for (key, place) in [
        (Key::ArrowUp, place.saturating_sub(1)),
        (Key::ArrowDown, (place + 1).min(last)),
        (Key::PageUp, place.saturating_sub(PAGE)),
        (Key::PageDown, (place + PAGE).min(last)),
        (Key::Home, 0),
        (Key::End, last),
    ] {
        if pressed(key) {
            (to, any) = (place, true);
        }
    }
    if let Some(item) = listing.tactic(now) {
        let mark = |state| Ask::Edit(change::tactic_state(item.id, &item.what, state));
        if pressed(Key::Space) {
            asks.push(mark(ticked(item.state)));
        } else if pressed(Key::B) {
            asks.push(mark(TacticState::Begun));
        } else if pressed(Key::X) {
            asks.push(mark(TacticState::Dropped));
        } else if pressed(Key::Enter) {
            asks.push(opens(item));
        } else if pressed(Key::Delete) {
            asks.push(Ask::Edit(remove(item)));
            // The cursor stays where it is, on what comes after.
            to = if place < last { place + 1 } else { place.saturating_sub(1) };
        }
    }
    ui.memory_mut(|memory| {
        if any {
            // In the pass after the focus came the filter isn't set yet, and egui would move on.
            memory.move_focus(egui::FocusDirection::None);
        }
        memory.set_focus_lock_filter(id, EventFilter { vertical_arrows: true, ..EventFilter::default() });
    });
    listing.places[to]
}

/// What ticking makes of a state.
const fn ticked(state: TacticState) -> TacticState {
    match state {
        TacticState::Open | TacticState::Begun => TacticState::Done,
        TacticState::Done | TacticState::Dropped => TacticState::Open,
    }
}

fn opens(item: &Item) -> Ask {
    Ask::ShowItem(match item.home {
        Home::Strategy(id) => simulate::Item::Strategy(id),
        Home::Scenario(id) => simulate::Item::Scenario(id),
    })
}

fn remove(item: &Item) -> Edit {
    change::remove_tactic(item.id, &item.what)
}

/// A press on a box ticks it; one elsewhere chooses the row, and a double one opens what it is for.
fn pressed(
    ui: &Ui,
    body: &egui::Response,
    whole: Rect,
    listing: &Listing,
    chosen: &mut Option<TacticId>,
    asks: &mut Vec<Ask>,
) {
    let at = body.interact_pointer_pos().filter(|_| body.clicked());
    let Some(at) = at else { return };
    let rows = listing.between(at.y - whole.top(), at.y - whole.top() + 0.1);
    let Some(item) = listing.tactic(rows.start) else { return };
    *chosen = Some(item.id);
    ui.memory_mut(|memory| memory.request_focus(body.id));
    if at.x < whole.left() + PAD + TICK {
        asks.push(Ask::Edit(change::tactic_state(item.id, &item.what, ticked(item.state))));
    } else if body.double_clicked() {
        asks.push(opens(item));
    }
}

fn head_ui(ui: &Ui, rect: Rect, title: &str, told: &str, t: &Tokens) {
    ui.painter().rect_filled(rect.shrink(1.0), CornerRadius::ZERO, t.sunken);
    let y = rect.center().y;
    let at = pos2(rect.left() + PAD, y);
    let shown = label::paint_fitting(ui, at, title, 13.0, Weight::SemiBold, t.text1, rect.width() - 140.0);
    let at = pos2(shown.right() + 10.0, y);
    label::paint(ui, at, Align2::LEFT_CENTER, told, 12.0, Weight::Regular, t.text3);
}

#[derive(Clone, Copy)]
struct Look {
    /// Whether the cursor is on it, and then whether the keyboard is there.
    on: Option<bool>,
    hovered: bool,
    with_home: bool,
}

fn row_ui(ui: &Ui, rect: Rect, item: &Item, look: Look, t: &Tokens) {
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.hair));
    if look.on.is_some() {
        ui.painter().rect_filled(rect.shrink2(vec2(1.0, 0.0)), CornerRadius::ZERO, t.selected);
        ui.painter().rect_filled(rect.with_max_x(rect.left() + 3.0), CornerRadius::ZERO, t.blue);
    } else if look.hovered {
        ui.painter().rect_filled(rect.shrink2(vec2(1.0, 0.0)), CornerRadius::ZERO, t.hover);
    }
    if look.on == Some(true) {
        widget::ring(ui, rect.shrink(4.0), 5, t);
    }
    let y = rect.center().y;
    tick_ui(ui, pos2(rect.left() + PAD + 8.0, y), item.state, t);
    let settled = !item.state.is_pending();
    let (left, width) = (rect.left() + PAD + TICK, rect.width() - 2.0 * PAD - TICK);
    // A chip beside the day takes the same room however narrow the list is.
    let shares = match (look.with_home, width < 800.0) {
        (true, false) => [0.36, 0.2, 0.22, 0.22],
        (true, true) => [0.34, 0.2, 0.29, 0.17],
        (false, false) => [0.52, 0.22, 0.26, 0.0],
        (false, true) => [0.46, 0.24, 0.3, 0.0],
    };
    let colour = if settled { t.text3 } else { t.text1 };
    label::paint_fitting(ui, pos2(left, y), &item.what, 13.0, Weight::Medium, colour, width * shares[0] - 10.0);
    let mut x = left + width * shares[0];
    person::paint(ui, pos2(x, y), &item.who, width * shares[1] - 8.0);
    x += width * shares[1];
    day_ui(ui, pos2(x, y), item, width * shares[2] - 8.0, t);
    x += width * shares[2];
    if look.with_home {
        let room = width * shares[3];
        label::paint_fitting(ui, pos2(x, y), &item.of, 12.0, Weight::Regular, t.text3, room);
    }
}

/// The day, and how far it is where that matters now; a state that is neither open nor done.
fn day_ui(ui: &Ui, at: egui::Pos2, item: &Item, width: f32, t: &Tokens) {
    const DAY: f32 = 84.0;
    let colour = if item.state.is_pending() { t.text1 } else { t.text3 };
    let day = if item.day.is_empty() && item.state.is_pending() { "No day yet" } else { &item.day };
    let shown = label::paint_fitting(ui, at, day, 13.0, Weight::Regular, colour, width);
    let chip = match (item.urgency, item.state) {
        (Urgency::Late, _) => Some((icons::WARNING_CIRCLE, item.away.as_str(), Tint::Orange)),
        (Urgency::Soon, _) => Some((icons::TIMER, item.away.as_str(), Tint::Amber)),
        (Urgency::None, TacticState::Begun) => Some(("", "Begun", Tint::Neutral)),
        (Urgency::None, TacticState::Dropped) => Some(("", "Dropped", Tint::Neutral)),
        (Urgency::None, _) => None,
    };
    let Some((icon, word, tint)) = chip else { return };
    let x = (at.x + DAY).max(shown.right() + 8.0);
    if x + status::width(ui, icon, word) <= at.x + width {
        status::paint(ui, pos2(x, at.y), icon, word, tint);
    } else if x + status::width(ui, "", word) <= at.x + width + 8.0 {
        status::paint(ui, pos2(x, at.y), "", word, tint);
    }
}

/// The box: empty, half, ticked or crossed out.
fn tick_ui(ui: &Ui, centre: egui::Pos2, state: TacticState, t: &Tokens) {
    let rect = Rect::from_center_size(centre, vec2(16.0, 16.0));
    let done = state == TacticState::Done;
    let (fill, edge) = if done { (t.teal, t.teal) } else { (t.surface, t.control) };
    ui.painter().rect(rect, CornerRadius::same(4), fill, Stroke::new(1.5, edge), StrokeKind::Inside);
    match state {
        TacticState::Open => {}
        TacticState::Begun => {
            ui.painter().rect_filled(Rect::from_center_size(centre, vec2(8.0, 2.0)), CornerRadius::ZERO, t.text2);
        }
        TacticState::Done => {
            label::paint_icon(ui, centre, Align2::CENTER_CENTER, icons::CHECK, 12.0, t.surface);
        }
        TacticState::Dropped => {
            label::paint_icon(ui, centre, Align2::CENTER_CENTER, icons::X, 11.0, t.text3);
        }
    }
}
