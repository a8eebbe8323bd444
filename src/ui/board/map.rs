//! Both answers as a map: what works to the right, what can be done upwards. Ideas stand as their numbers.

use eframe::egui::{self, Align2, Role, Sense, Stroke, Ui};

use crate::model::Idea;
use crate::text::board as words;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{self, label};

/// Draws the map in a square of this width; nothing without an idea that was judged by both questions.
pub(super) fn show(ui: &mut Ui, ideas: &[Idea], width: f32, t: &Tokens) {
    let rated: Vec<(usize, &Idea, f64, f64)> = ideas
        .iter()
        .enumerate()
        .filter_map(|(at, idea)| Some((at, idea, idea.works.mean()?, idea.can_do.mean()?)))
        .collect();
    if rated.is_empty() {
        return;
    }
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, width * 0.86), Sense::hover());
    let spoken: Vec<String> =
        rated.iter().map(|(at, idea, ..)| format!("{} {}: {}", at + 1, idea.text, words::judged(idea))).collect();
    widget::name(&response, Role::Figure, true, &format!("Map of the ideas. {}", spoken.join("; ")));
    let plot =
        egui::Rect::from_min_max(rect.left_top() + egui::vec2(30.0, 18.0), rect.right_bottom() - egui::vec2(8.0, 26.0));
    ui.painter().rect_filled(plot, 4.0, t.sunken);
    // What both works and can be done lies in the upper right.
    let best =
        egui::Rect::from_min_max(egui::pos2(plot.center().x, plot.top()), egui::pos2(plot.right(), plot.center().y));
    ui.painter().rect_filled(best, 4.0, t.teal_tint);
    ui.painter().hline(plot.x_range(), plot.center().y, Stroke::new(1.0, t.hair));
    ui.painter().vline(plot.center().x, plot.y_range(), Stroke::new(1.0, t.hair));
    let small = |ui: &Ui, at: egui::Pos2, anchor: Align2, text: &str| {
        label::paint(ui, at, anchor, text, 12.0, Weight::Regular, t.text3);
    };
    small(ui, plot.right_bottom() + egui::vec2(0.0, 6.0), Align2::RIGHT_TOP, "works");
    small(ui, plot.left_bottom() + egui::vec2(0.0, 6.0), Align2::LEFT_TOP, "doesn’t");
    small(ui, plot.left_top() - egui::vec2(0.0, 2.0), Align2::LEFT_BOTTOM, "we can do it");
    let place = |works: f64, can: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "a share of the plot")]
        let (x, y) = (((works - 1.0) / 4.0) as f32, ((can - 1.0) / 4.0) as f32);
        let inner = plot.shrink(12.0);
        egui::pos2(inner.left() + x * inner.width(), inner.bottom() - y * inner.height())
    };
    let mut taken: Vec<egui::Pos2> = Vec::new();
    for (at, _, works, can) in rated {
        let mut centre = place(works, can);
        // Ideas that were judged alike stand beside each other.
        while taken.iter().any(|other| (*other - centre).length() < 18.0) && centre.x + 19.0 < plot.right() {
            centre.x += 19.0;
        }
        taken.push(centre);
        ui.painter().circle(centre, 9.5, t.surface, Stroke::new(1.25, t.control));
        let number = (at + 1).to_string();
        label::paint(ui, centre, Align2::CENTER_CENTER, &number, 12.0, Weight::SemiBold, t.text1);
    }
}
