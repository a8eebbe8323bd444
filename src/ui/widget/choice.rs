//! A large choice: icon, name, one line of help, and its key. Three of them at most stand side by side.

use eframe::egui::{self, Align2, CornerRadius, Response, Role, Sense, Stroke, StrokeKind, Ui};

use super::{button, label};
use crate::ui::theme::current;
use crate::ui::theme::font::Weight;

pub struct Choice<'a> {
    pub icon: &'a str,
    pub name: &'a str,
    pub help: &'a str,
    pub key: &'a str,
}

pub const HEIGHT: f32 = 104.0;

pub fn choice(ui: &mut Ui, width: f32, choice: &Choice<'_>) -> Response {
    let t = current(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, HEIGHT), Sense::click());
    super::name(&response, Role::Button, true, choice.name);
    let fill = if response.hovered() { t.hover } else { t.surface };
    ui.painter().rect(rect, CornerRadius::same(10), fill, Stroke::new(1.0, t.control), StrokeKind::Inside);
    super::focus_ring(ui, &response, 10, t);
    let inner = rect.shrink(16.0);
    label::paint_icon(ui, inner.left_top(), Align2::LEFT_TOP, choice.icon, 24.0, t.text1);
    if !choice.key.is_empty() {
        let key_width = label::width(ui, choice.key, 12.0, Weight::Medium) + 10.0;
        button::key_cap(ui, egui::pos2(inner.right() - key_width, inner.top() + 10.0), choice.key, t);
    }
    let at = egui::pos2(inner.left(), inner.bottom() - 29.0);
    label::paint_fitting(ui, at, choice.name, 14.0, Weight::SemiBold, t.text1, inner.width());
    let at = egui::pos2(inner.left(), inner.bottom() - 7.0);
    label::paint_fitting(ui, at, choice.help, 12.0, Weight::Regular, t.text2, inner.width());
    response
}

/// Three choices (or fewer) that share `width`; answers the index of the one that was taken.
pub fn row(ui: &mut Ui, width: f32, choices: &[Choice<'_>]) -> Option<usize> {
    let gap = 14.0;
    #[expect(clippy::cast_precision_loss, reason = "a handful")]
    let each = (width - gap * (choices.len() as f32 - 1.0)) / choices.len() as f32;
    let mut taken = None;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for (index, one) in choices.iter().enumerate() {
            if choice(ui, each, one).clicked() {
                taken = Some(index);
            }
        }
    });
    taken
}
