//! Parts that more than one page needs.

pub mod button;
pub mod card;
pub mod chart;
pub mod choice;
pub mod day;
pub mod excerpt;
pub mod field;
pub mod finding;
pub mod grid;
pub mod kept;
pub mod label;
pub mod person;
pub mod pick;
pub mod range;
pub mod resume;
pub mod row_end;
pub mod segment;
pub mod slider;
pub mod status;
pub mod table;
pub mod typed;

use eframe::egui::accesskit::Live;
use eframe::egui::{self, CornerRadius, Rect, Response, Role, Stroke, StrokeKind, WidgetInfo};

use super::theme::Tokens;

/// Keys as they are printed ("Ctrl Home"), and what they do; each list stands beside the code that reads them.
pub type KeyHint = (&'static str, &'static str);

/// A printed key as this system's keyboards have it.
#[must_use]
pub fn as_here(keys: &str) -> String {
    if cfg!(target_os = "macos") { keys.replace("Ctrl", "Cmd") } else { keys.to_owned() }
}

/// The ring of a focused control: 2 points wide, 2 points outside it.
pub fn focus_ring(ui: &egui::Ui, response: &Response, radius: u8, t: &Tokens) {
    if response.has_focus() {
        ring(ui, response.rect, radius, t);
    }
}

/// The ring of a focused control around the part of it that shows.
pub fn ring_if_focused(ui: &egui::Ui, response: &Response, part: Rect, radius: u8, t: &Tokens) {
    if response.has_focus() {
        ring(ui, part, radius, t);
    }
}

/// Brings a control into view that the keyboard has just come to.
pub fn reveal(ui: &egui::Ui, response: &Response) {
    if response.gained_focus() && !ui.clip_rect().contains_rect(response.rect) {
        ui.scroll_to_rect_animation(response.rect.expand(8.0), None, egui::style::ScrollAnimation::none());
    }
}

/// The same ring around any rectangle.
pub fn ring(ui: &egui::Ui, rect: Rect, radius: u8, t: &Tokens) {
    let rect = rect.expand(2.0);
    ui.painter().rect_stroke(rect, CornerRadius::same(radius + 2), Stroke::new(2.0, t.blue), StrokeKind::Outside);
}

/// Names a control for screen readers and tests.
pub fn name(response: &Response, role: Role, enabled: bool, label: &str) {
    response.widget_info(|| WidgetInfo::labeled(role, enabled, label));
}

/// Has a screen reader say a text that appeared by itself; at once if it must not be missed.
pub fn announce(response: &Response, at_once: bool) {
    let live = if at_once { Live::Assertive } else { Live::Polite };
    response.ctx.accesskit_node_builder(response.id, |node| node.set_live(live));
}

/// Whether a key that is a page's own was pressed: while nothing else has the keyboard but a chart, which takes no letters.
pub fn letter_pressed(ui: &egui::Ui, key: egui::Key, shift: bool) -> bool {
    let free = ui
        .memory(egui::Memory::focused)
        .is_none_or(|id| ui.ctx().read_response(id).is_some_and(|r| r.sense.senses_drag()));
    let held = if shift { egui::Modifiers::SHIFT } else { egui::Modifiers::NONE };
    free && !ui.ctx().text_edit_focused() && ui.input(|i| i.modifiers == held && i.key_pressed(key))
}

/// A painted ▲ or ▼, since the text face has none; `size` is its width.
pub fn triangle(ui: &egui::Ui, centre: egui::Pos2, size: f32, up: bool, colour: egui::Color32) {
    let (half, rise) = (size / 2.0, if up { -size * 0.42 } else { size * 0.42 });
    let points =
        vec![centre + egui::vec2(-half, -rise), centre + egui::vec2(half, -rise), centre + egui::vec2(0.0, rise)];
    ui.painter().add(egui::Shape::convex_polygon(points, colour, Stroke::NONE));
}

/// A painted ◆; `size` is its width.
pub fn diamond(ui: &egui::Ui, centre: egui::Pos2, size: f32, colour: egui::Color32) {
    let half = size / 2.0;
    let points = [(0.0, -half), (half, 0.0), (0.0, half), (-half, 0.0)];
    let points = points.map(|(x, y)| centre + egui::vec2(x, y)).to_vec();
    ui.painter().add(egui::Shape::convex_polygon(points, colour, Stroke::NONE));
}
