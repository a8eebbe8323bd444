//! One field that finds and runs everything: commands, series, figures, plans, and what was said lately.

mod offer;
mod rank;

use eframe::egui::{
    self, Align2, CornerRadius, Frame, Id, Key, Margin, Modal, Modifiers, Rect, Role, ScrollArea, Sense, Stroke,
    TextEdit, Ui, WidgetInfo,
};

use super::notice::Notices;
use crate::command::Command;
use crate::ui::theme::{Tokens, current, font::Weight};
use crate::ui::widget::{self, button, label, label::Runs};
use crate::ui::{Ask, View, icons};
use offer::{Act, Offer};

const WIDTH: f32 = 640.0;
const ROW: f32 = 34.0;

/// What is typed and chosen. The offers are made when it opens: nothing under it changes while it stands.
#[derive(Debug, Default)]
pub struct State {
    query: String,
    /// For which query `found` is.
    asked: Option<String>,
    found: Vec<usize>,
    chosen: usize,
    /// How far the list was scrolled when it was last drawn.
    offset: f32,
    offers: Option<Vec<Offer>>,
}

/// The field of the top bar that brings the palette; in a narrow bar only its icon.
pub(super) fn field(ui: &mut Ui, wide: bool, asks: &mut Vec<Ask>) {
    let t = current(ui.ctx());
    let name = Command::Palette.label();
    let width = if wide { 268.0 } else { 32.0 };
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 32.0), Sense::click());
    widget::name(&response, Role::Button, true, name);
    let (fill, edge) = match (response.hovered(), wide) {
        (true, true) => (t.hover, t.control),
        (true, false) => (t.hover, egui::Color32::TRANSPARENT),
        (false, true) => (t.surface, t.control),
        (false, false) => (egui::Color32::TRANSPARENT, egui::Color32::TRANSPARENT),
    };
    ui.painter().rect(rect, CornerRadius::same(7), fill, Stroke::new(1.0, edge), egui::StrokeKind::Inside);
    widget::focus_ring(ui, &response, 7, t);
    let key = Command::Palette.key_text();
    if wide {
        let at = egui::pos2(rect.left() + 11.0, rect.center().y);
        label::paint_icon(ui, at, Align2::LEFT_CENTER, icons::MAGNIFYING_GLASS, 16.0, t.text2);
        let at = egui::pos2(rect.left() + 36.0, rect.center().y);
        label::paint(ui, at, Align2::LEFT_CENTER, name, 13.0, Weight::Regular, t.text3);
        let cap = label::width(ui, &key, 12.0, Weight::Medium) + 10.0;
        button::key_cap(ui, egui::pos2(rect.right() - cap - 6.0, rect.center().y), &key, t);
    } else {
        label::paint_icon(ui, rect.center(), Align2::CENTER_CENTER, icons::MAGNIFYING_GLASS, 18.0, t.text2);
    }
    if response.on_hover_text(Command::Palette.hint()).clicked() {
        asks.push(Ask::Command(Command::Palette));
    }
}

/// Draws the palette; answers whether it stays.
pub(super) fn show(
    ctx: &egui::Context,
    state: &mut State,
    notices: &mut Notices,
    view: &View<'_>,
    asks: &mut Vec<Ask>,
) -> bool {
    let t = view.t;
    let offers = state.offers.get_or_insert_with(|| offer::all(view, notices.past()));
    if state.asked.as_ref() != Some(&state.query) {
        state.found = offer::found(offers, &state.query);
        state.asked = Some(state.query.clone());
        state.chosen = 0;
    }
    let moved = keys(ctx, state);
    let entered = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let window = ctx.content_rect();
    let width = WIDTH.min(window.width() - 32.0);
    let top = (window.height() * 0.1).clamp(8.0, 56.0);
    let frame = Frame::new()
        .fill(t.surface)
        .stroke(Stroke::new(1.0, t.hair))
        .corner_radius(10)
        .inner_margin(Margin::same(8))
        .shadow(ctx.global_style().visuals.window_shadow);
    let id = Id::unique("palette");
    let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, [0.0, top]);
    let mut taken = entered.then(|| state.found.get(state.chosen).copied()).flatten();
    let response = Modal::new(id).area(area).frame(frame).show(ctx, |ui| {
        ui.set_width(width - 16.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        input(ui, state, t);
        ui.add_space(6.0);
        if state.found.is_empty() {
            Runs::new(13.0, ROW).add("Nothing found.", Weight::Regular, t.text2).show(ui, width - 16.0);
        }
        let height = (window.height() - top - 84.0).clamp(ROW, ROW * 11.0);
        if let Some(pressed) = list(ui, state, height, moved, t) {
            taken = Some(pressed);
        }
    });
    let offer = taken.and_then(|index| state.offers.as_ref()?.get(index)).filter(|o| o.hindrance.is_none());
    if let Some(offer) = offer {
        take(&offer.act, notices, asks);
    }
    offer.is_none() && !response.should_close()
}

fn take(act: &Act, notices: &mut Notices, asks: &mut Vec<Ask>) {
    match act {
        Act::Command(command) => asks.push(Ask::Command(*command)),
        Act::Series(index) => asks.push(Ask::ShowSeries(*index)),
        Act::SeeBy(granularity) => asks.push(Ask::SeeBy(*granularity)),
        Act::Figure(period) => asks.push(Ask::ShowFigure(*period)),
        Act::Plan(path) => asks.push(Ask::Open(path.clone())),
        Act::Notice(said) => notices.repeat(said),
    }
}

/// Moves the choice; answers whether it moved. Read before the field, which keeps the keys that write.
fn keys(ctx: &egui::Context, state: &mut State) -> bool {
    let last = state.found.len().saturating_sub(1);
    let before = state.chosen;
    ctx.input_mut(|input| {
        let mut presses = |key: Key| input.count_and_consume_key(Modifiers::NONE, key);
        for _ in 0..presses(Key::ArrowDown) {
            state.chosen = if state.chosen >= last { 0 } else { state.chosen + 1 };
        }
        for _ in 0..presses(Key::ArrowUp) {
            state.chosen = state.chosen.checked_sub(1).unwrap_or(last);
        }
        state.chosen = (state.chosen + 10 * presses(Key::PageDown)).min(last);
        state.chosen = state.chosen.saturating_sub(10 * presses(Key::PageUp));
    });
    state.chosen != before
}

fn input(ui: &mut Ui, state: &mut State, t: &Tokens) {
    let hint = "Find or run a command; a month, an amount, a plan";
    let frame = Frame::new().inner_margin(Margin { left: 34, right: 8, top: 8, bottom: 8 });
    let edit = TextEdit::singleline(&mut state.query)
        .id(Id::unique("palette query"))
        .font(Weight::Regular.at(14.0))
        .text_color(t.text1)
        .hint_text(label::rich(hint, 14.0, Weight::Regular, t.text3))
        .frame(frame)
        .return_key(None)
        .desired_width(f32::INFINITY);
    let response = ui.add(edit).accessible_name(Command::Palette.label());
    if !response.has_focus() {
        response.request_focus();
    }
    let chosen = state.found.get(state.chosen).map(|index| row_id(*index).accesskit_id());
    ui.ctx().accesskit_node_builder(response.id, |node| {
        if let Some(chosen) = chosen {
            node.set_active_descendant(chosen);
        }
    });
    let at = egui::pos2(response.rect.left() + 9.0, response.rect.center().y);
    label::paint_icon(ui, at, Align2::LEFT_CENTER, icons::MAGNIFYING_GLASS, 18.0, t.text2);
    let line = response.rect.bottom() + 3.0;
    ui.painter().hline(ui.max_rect().x_range(), line, Stroke::new(1.0, t.hair));
}

fn row_id(index: usize) -> Id {
    Id::unique(("palette row", index))
}

/// The rows in view; answers the offer that was pressed.
fn list(ui: &mut Ui, state: &mut State, height: f32, moved: bool, t: &Tokens) -> Option<usize> {
    let State { found, chosen, offers, offset, .. } = state;
    let offers = offers.as_deref()?;
    let mut pressed = None;
    let mut area = ScrollArea::vertical()
        .id_salt("palette rows")
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, true]);
    if moved {
        // Only the rows in view are laid out, so the place of the chosen one is reckoned.
        #[expect(clippy::cast_precision_loss, reason = "a few hundred rows")]
        let top = *chosen as f32 * ROW;
        area = area.vertical_scroll_offset(offset.clamp((top + ROW - height).max(0.0), top.max(0.0)));
    }
    let shown = area.show_rows(ui, ROW, found.len(), |ui, range| {
        for place in range {
            let Some((index, offer)) = found.get(place).and_then(|i| Some((*i, offers.get(*i)?))) else { continue };
            let response = row(ui, index, offer, place == *chosen, t);
            if response.hovered() && ui.input(|input| input.pointer.delta() != egui::Vec2::ZERO) {
                *chosen = place;
            }
            if response.clicked() {
                pressed = Some(index);
            }
        }
    });
    *offset = shown.state.clamped_offset().y;
    pressed
}

fn row(ui: &mut Ui, index: usize, offer: &Offer, chosen: bool, t: &Tokens) -> egui::Response {
    let (_, rect) = ui.allocate_space(egui::vec2(ui.available_width(), ROW));
    // The field keeps the keyboard; rows are for the mouse and for those who are read to.
    let response = ui.interact(rect, row_id(index), Sense::CLICK);
    let able = offer.hindrance.is_none();
    let detail = offer.hindrance.unwrap_or(&offer.detail);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, able, chosen, &offer.text));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_description(detail);
        node.set_selected(chosen);
    });
    if chosen {
        ui.painter().rect_filled(rect, CornerRadius::same(6), t.selected);
        let bar = Rect::from_min_size(rect.left_top() + egui::vec2(0.0, 7.0), egui::vec2(3.0, ROW - 14.0));
        ui.painter().rect_filled(bar, CornerRadius::same(2), t.blue);
    }
    let (ink, quiet) = if able { (t.text1, t.text3) } else { (t.text3, t.text3) };
    let middle = rect.center().y;
    let sort = egui::pos2(rect.right() - 10.0, middle);
    let mut right = label::paint(ui, sort, Align2::RIGHT_CENTER, offer.sort, 12.0, Weight::Regular, t.text3).left();
    // Sorts stand in a column, keys before it.
    right = right.min(rect.right() - 58.0);
    if !offer.key.is_empty() {
        let cap = label::width(ui, &offer.key, 12.0, Weight::Medium) + 10.0;
        right = button::key_cap(ui, egui::pos2(right - cap - 6.0, middle), &offer.key, t).left();
    }
    let from = egui::pos2(rect.left() + 12.0, middle);
    let room = right - 12.0 - from.x;
    let drawn = label::paint_fitting(ui, from, &offer.text, 13.0, Weight::Medium, ink, room);
    let from = egui::pos2(drawn.right() + 12.0, middle);
    if right - 12.0 - from.x > 40.0 {
        label::paint_fitting(ui, from, detail, 12.0, Weight::Regular, quiet, right - 12.0 - from.x);
    }
    response
}
