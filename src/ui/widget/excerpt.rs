//! A line of a file, with a caret under the place that something is said about.

use eframe::egui::text::CCursor;
use eframe::egui::{self, Align2, Color32, CornerRadius, Frame, Margin, Ui};

use super::label;
use crate::ui::theme::{Tokens, font::Weight};

/// A line, and how many characters of it stand before the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    pub line: String,
    pub caret: usize,
}

const SIZE: f32 = 13.0;
/// Each row has room for the caret below it, also where a long line is wrapped.
const ROW: f32 = 24.0;

/// Shows the line in a block of its own; a screen reader is told that it is one.
pub fn show(ui: &mut Ui, excerpt: &Excerpt, width: f32, t: &Tokens) {
    let frame =
        Frame::new().fill(t.surface).corner_radius(CornerRadius::same(6)).inner_margin(Margin::symmetric(10, 4));
    frame.stroke(egui::Stroke::new(1.0, t.hair)).show(ui, |ui| {
        let format = egui::TextFormat {
            font_id: Weight::Regular.at(SIZE),
            color: t.text1,
            line_height: Some(ROW),
            ..egui::TextFormat::default()
        };
        let mut job = egui::text::LayoutJob::single_section(excerpt.line.clone(), format);
        job.wrap.max_width = width - 20.0;
        let galley = ui.painter().layout_job(job);
        let room = galley.size() + egui::vec2(0.0, 6.0);
        let (rect, response) = ui.allocate_exact_size(room, egui::Sense::hover());
        super::name(&response, egui::Role::Label, true, &format!("The line reads: {}", excerpt.line));
        let here = galley.pos_from_cursor(CCursor::new(excerpt.caret));
        let next = galley.pos_from_cursor(CCursor::new(excerpt.caret + 1));
        // Under the middle of the character; at the end of a line there is none.
        let across =
            if next.top() > here.top() || next.left() <= here.left() { 4.0 } else { next.left() - here.left() };
        let at = rect.min + egui::vec2(here.left() + across / 2.0, here.bottom() - 4.0);
        ui.painter().galley(rect.min, galley, Color32::PLACEHOLDER);
        label::paint(ui, at, Align2::CENTER_TOP, "^", SIZE, Weight::SemiBold, t.orange);
    });
}
