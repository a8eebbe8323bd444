//! Text in the design's few styles.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{self, Align2, Color32, Pos2, Rect, Response, RichText, Ui};

use crate::ui::theme::font::{self, Weight};

/// A text of `size` and `weight`.
#[must_use]
pub fn rich(text: impl Into<String>, size: f32, weight: Weight, colour: Color32) -> RichText {
    RichText::new(text).font(weight.at(size)).color(colour)
}

/// One or more styled runs that wrap as one paragraph.
pub struct Runs {
    job: LayoutJob,
    size: f32,
    line: f32,
}

impl Runs {
    #[must_use]
    pub fn new(size: f32, line: f32) -> Self {
        Self { job: LayoutJob::default(), size, line }
    }

    #[must_use]
    pub fn add(mut self, text: &str, weight: Weight, colour: Color32) -> Self {
        let format = TextFormat {
            font_id: weight.at(self.size),
            color: colour,
            line_height: Some(self.line),
            ..TextFormat::default()
        };
        self.job.append(text, 0.0, format);
        self
    }

    /// Lines that the paragraph takes when it is wrapped at `width`.
    #[must_use]
    pub fn lines(&self, ui: &Ui, width: f32) -> usize {
        let mut job = self.job.clone();
        job.wrap.max_width = width;
        ui.painter().layout_job(job).rows.len()
    }

    /// Draws the paragraph, wrapped at `width`.
    pub fn show(mut self, ui: &mut Ui, width: f32) -> Response {
        self.job.wrap.max_width = width;
        self.place(ui)
    }

    /// Takes its own room: egui's labels wrap by the layout that they stand in, not by a width that they are given.
    fn place(self, ui: &mut Ui) -> Response {
        let text = self.job.text.clone();
        let galley = ui.painter().layout_job(self.job);
        let (rect, response) = ui.allocate_exact_size(galley.size(), egui::Sense::hover());
        super::name(&response, egui::Role::Label, true, &text);
        ui.painter().galley(rect.min, galley, Color32::PLACEHOLDER);
        response
    }

    /// As [`Self::show`], in lines of about the same length: two words alone on a second line look like an accident.
    pub fn show_balanced(self, ui: &mut Ui, width: f32) -> Response {
        self.balanced(ui, width).place(ui)
    }

    /// As [`Self::paint`], balanced.
    pub fn paint_balanced(self, ui: &Ui, at: Pos2, width: f32) -> Rect {
        let balanced = self.balanced(ui, width);
        let width = balanced.job.wrap.max_width;
        balanced.paint(ui, at, width)
    }

    /// As [`Self::show`] or [`Self::show_balanced`], with the laid out text, for finding places in it.
    pub fn show_galley(mut self, ui: &mut Ui, width: f32, balanced: bool) -> (Response, std::sync::Arc<egui::Galley>) {
        self.job.wrap.max_width = width;
        let paragraph = if balanced { self.balanced(ui, width) } else { self };
        let galley = ui.painter().layout_job(paragraph.job.clone());
        (paragraph.place(ui), galley)
    }

    fn balanced(mut self, ui: &Ui, width: f32) -> Self {
        self.job.wrap.max_width = width;
        let rows = ui.painter().layout_job(self.job.clone()).rows.len();
        if rows == 2 {
            let mut narrow = width;
            for share in [0.9, 0.8, 0.7, 0.6] {
                self.job.wrap.max_width = width * share;
                if ui.painter().layout_job(self.job.clone()).rows.len() > rows {
                    break;
                }
                narrow = width * share;
            }
            self.job.wrap.max_width = narrow;
        }
        self
    }
}

impl Runs {
    /// Paints the paragraph at a place, wrapped at `width`, without taking room; answers where it lies.
    pub fn paint(mut self, ui: &Ui, at: Pos2, width: f32) -> Rect {
        self.job.wrap.max_width = width;
        let galley = ui.painter().layout_job(self.job);
        let rect = Rect::from_min_size(at, galley.size());
        ui.painter().galley(at, galley, Color32::PLACEHOLDER);
        rect
    }
}

/// Paints a text at a place without taking room; answers the room it took.
pub fn paint(ui: &Ui, at: Pos2, anchor: Align2, text: &str, size: f32, weight: Weight, colour: Color32) -> Rect {
    ui.painter().text(at, anchor, text, weight.at(size), colour)
}

/// Paints an icon at a place without taking room.
pub fn paint_icon(ui: &Ui, at: Pos2, anchor: Align2, icon: &str, size: f32, colour: Color32) -> Rect {
    ui.painter().text(at, anchor, icon, font::icon(size), colour)
}

/// Width of a text on one line.
#[must_use]
pub fn width(ui: &Ui, text: &str, size: f32, weight: Weight) -> f32 {
    ui.painter().layout_no_wrap(text.to_owned(), weight.at(size), Color32::PLACEHOLDER).size().x
}

/// A text that ends in "…" where it does not fit into `width`.
pub fn paint_fitting(ui: &Ui, at: Pos2, text: &str, size: f32, weight: Weight, colour: Color32, width: f32) -> Rect {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), weight.at(size), colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    let galley = ui.painter().layout_job(job);
    let rect = Rect::from_min_size(at - egui::vec2(0.0, galley.size().y / 2.0), galley.size());
    ui.painter().galley(rect.min, galley, colour);
    rect
}
