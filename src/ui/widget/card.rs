//! A card: surface, hair edge, heading left, explanation beside it, controls right.

use eframe::egui::{self, Align, CornerRadius, Frame, Layout, Margin, Stroke, Ui};

use super::label;
use super::row_end::RowEnd;
use crate::ui::theme::current;
use crate::ui::theme::font::Weight;

/// Room between a card's edge and what stands on it, left and right.
pub const PADDING: f32 = 19.0;

/// Draws `content` on a card that is as wide as the room it is given and at least `min_height` high.
pub fn card<R>(ui: &mut Ui, min_height: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    let t = current(ui.ctx());
    Frame::new()
        .fill(t.surface)
        .stroke(Stroke::new(1.0, t.hair))
        .corner_radius(CornerRadius::same(10))
        .inner_margin(Margin::symmetric(18, 14))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.set_min_height((min_height - 30.0).max(0.0));
            ui.spacing_mut().item_spacing.y = 4.0;
            content(ui)
        })
        .inner
}

/// The first line of a card; `right` stands at its right end.
pub fn heading(ui: &mut Ui, title: &str, explanation: &str, right: impl FnOnce(&mut Ui)) {
    let t = current(ui.ctx());
    ui.allocate_ui_with_layout(egui::vec2(ui.available_width(), 26.0), Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let end = RowEnd::new(ui);
        ui.label(label::rich(title, 14.0, Weight::SemiBold, t.text1));
        let room = if end.width() > 0.0 { ui.available_width() - end.width() - 8.0 } else { ui.available_width() };
        ui.scope(|ui| {
            ui.set_max_width(room.max(0.0));
            ui.add(egui::Label::new(label::rich(explanation, 12.0, Weight::Regular, t.text3)).truncate());
        });
        end.show(ui, Align::Center, right);
    });
}
