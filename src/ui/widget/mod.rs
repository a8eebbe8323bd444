//! Parts that more than one page needs.

pub mod button;
pub mod card;
pub mod field;
pub mod grid;
pub mod label;
pub mod segment;

use eframe::egui::{self, CornerRadius, Rect, Response, Role, Stroke, StrokeKind, WidgetInfo};

use super::theme::Tokens;

/// The ring of a focused control: 2 points wide, 2 points outside it.
pub fn focus_ring(ui: &egui::Ui, response: &Response, radius: u8, t: &Tokens) {
    if response.has_focus() {
        ring(ui, response.rect, radius, t);
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
