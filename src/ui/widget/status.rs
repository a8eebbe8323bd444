//! A chip that says how something stands: an icon, a word, and a tint. It is no button.

use eframe::egui::{self, Align2, Color32, CornerRadius, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui};

use super::label;
use crate::ui::theme::font::Weight;
use crate::ui::theme::{Tokens, current};

/// The colour of a chip; the word says the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tint {
    /// Ready, done, obvious, ahead.
    Teal,
    /// Short, late, to be revised, nobody yet.
    Orange,
    /// Due soon, to be looked at.
    Amber,
    /// Neither.
    Neutral,
}

impl Tint {
    /// Fill, text and edge.
    fn colours(self, t: &Tokens) -> (Color32, Color32, Color32) {
        match self {
            Self::Teal => (t.teal_tint, t.teal, t.teal_tint),
            Self::Orange => (t.orange_tint, t.orange, t.orange_tint),
            Self::Amber => (t.amber_tint, t.amber, t.amber_tint),
            Self::Neutral => (t.surface, t.text2, t.hair),
        }
    }
}

pub const HEIGHT: f32 = 22.0;
const PAD: f32 = 8.0;
/// Room of the icon and what is between it and the word.
const ICON: f32 = 19.0;

/// Width that a chip takes.
#[must_use]
pub fn width(ui: &Ui, icon: &str, word: &str) -> f32 {
    let icon = if icon.is_empty() { 0.0 } else { ICON };
    (label::width(ui, word, 12.0, Weight::Medium) + icon + 2.0 * PAD).ceil()
}

/// Draws a chip; `icon` may be empty.
pub fn chip(ui: &mut Ui, icon: &str, word: &str, tint: Tint) -> Response {
    let size = egui::vec2(width(ui, icon, word), HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    super::name(&response, Role::Label, true, word);
    paint(ui, rect.left_center(), icon, word, tint);
    response
}

/// The same painted at a place, without taking room; `at` is the middle of its left edge.
pub fn paint(ui: &Ui, at: Pos2, icon: &str, word: &str, tint: Tint) -> Rect {
    let (fill, text, edge) = tint.colours(current(ui.ctx()));
    let size = egui::vec2(width(ui, icon, word), HEIGHT);
    let rect = Rect::from_min_size(at - egui::vec2(0.0, HEIGHT / 2.0), size);
    ui.painter().rect(rect, CornerRadius::same(6), fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    let mut at = rect.left_center() + egui::vec2(PAD, 0.0);
    if !icon.is_empty() {
        label::paint_icon(ui, at, Align2::LEFT_CENTER, icon, 14.0, text);
        at.x += ICON;
    }
    label::paint(ui, at, Align2::LEFT_CENTER, word, 12.0, Weight::Medium, text);
    rect
}

#[cfg(test)]
mod tests {
    use egui_kittest::{Harness, kittest::Queryable as _};

    use super::*;
    use crate::ui::icons;

    #[test]
    fn a_chip_is_read_out_by_its_word_and_makes_room_for_its_icon() {
        let harness = Harness::builder()
            .with_size([300.0, 80.0])
            .with_context_setup(crate::ui::theme::font::install)
            .build_ui(|ui| {
                ui.horizontal(|ui| {
                    chip(ui, icons::CHECK, "Obvious", Tint::Teal);
                    chip(ui, "", "Obvious enough", Tint::Neutral);
                });
            });
        let with = harness.get_by_role_and_label(Role::Label, "Obvious").rect();
        assert!(with.width() > ICON + 2.0 * PAD && (with.height() - HEIGHT).abs() < 0.1);
        assert!(harness.query_by_label("Obvious enough").is_some());
    }
}
