//! A slider: a whole number of steps between two ends, by drag, click and arrow keys.

use eframe::egui::{self, Align2, CornerRadius, EventFilter, Key, Rect, Response, Sense, Stroke, Ui, WidgetInfo};

use super::label;
use crate::ui::theme::current;
use crate::ui::theme::font::Weight;

const HEIGHT: f32 = 44.0;
const RAIL: f32 = 4.0;
const KNOB: f32 = 7.0;

/// Draws the slider with `name` over it at the left and `value` in words at the right. Answers the step that was chosen, if another.
pub fn slider(ui: &mut Ui, name: &str, value: &str, at: u32, last: u32, width: f32) -> Option<u32> {
    let t = current(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, HEIGHT), Sense::click_and_drag());
    response.widget_info(|| {
        let mut info = WidgetInfo::slider(true, f64::from(at), format!("{name}: {value}"));
        info.enabled = true;
        info
    });
    label::paint(ui, rect.left_top(), Align2::LEFT_TOP, name, 12.0, Weight::Medium, t.text3);
    label::paint(ui, rect.right_top(), Align2::RIGHT_TOP, value, 12.0, Weight::SemiBold, t.text1);
    let middle = rect.bottom() - 12.0;
    let rail = Rect::from_min_max(
        egui::pos2(rect.left() + KNOB, middle - RAIL / 2.0),
        egui::pos2(rect.right() - KNOB, middle + RAIL / 2.0),
    );
    #[expect(clippy::cast_precision_loss, reason = "a few hundred steps")]
    let place = rail.left() + rail.width() * at.min(last) as f32 / last.max(1) as f32;
    let radius = CornerRadius::same(2);
    ui.painter().rect_filled(rail, radius, t.control);
    ui.painter().rect_filled(rail.with_max_x(place), radius, t.blue);
    let knob = egui::pos2(place, middle);
    ui.painter().circle(knob, KNOB, t.surface, Stroke::new(2.0, t.blue));
    super::reveal(ui, &response);
    super::focus_ring(ui, &response, 6, t);
    let chosen = by_pointer(&response, rail, last).or_else(|| by_key(ui, &response, at, last));
    chosen.filter(|chosen| *chosen != at)
}

fn by_pointer(response: &Response, rail: Rect, last: u32) -> Option<u32> {
    if response.drag_started() || response.clicked() {
        response.request_focus();
    }
    let pointer = response.interact_pointer_pos().filter(|_| response.dragged() || response.clicked())?;
    let share = ((pointer.x - rail.left()) / rail.width().max(1.0)).clamp(0.0, 1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a few hundred steps"
    )]
    Some((share * last as f32).round() as u32)
}

fn by_key(ui: &Ui, response: &Response, at: u32, last: u32) -> Option<u32> {
    if !response.has_focus() {
        return None;
    }
    ui.memory_mut(|memory| {
        memory.set_focus_lock_filter(response.id, EventFilter { horizontal_arrows: true, ..EventFilter::default() });
    });
    ui.input(|input| {
        let step = if input.modifiers.shift { (last / 10).max(1) } else { 1 };
        if input.key_pressed(Key::ArrowRight) {
            Some(at.saturating_add(step).min(last))
        } else if input.key_pressed(Key::ArrowLeft) {
            Some(at.saturating_sub(step))
        } else if input.key_pressed(Key::Home) {
            Some(0)
        } else if input.key_pressed(Key::End) {
            Some(last)
        } else {
            None
        }
    })
}
