//! A large plan on its way in: how far it is, and a way to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use eframe::egui::{self, CornerRadius, Rect, Sense};

use crate::ui::Ask;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{self, button::Button, label::Runs};

#[derive(Debug)]
pub struct OpeningDialog {
    pub file_name: String,
    /// As in "104 MB".
    pub size: String,
    /// How far the reading is; written by the thread that reads.
    pub thousandths: Arc<AtomicU32>,
    /// The dialog in which the file was named, to go back to where it can't be opened.
    pub back: Option<super::PathDialog>,
}

const BAR: f32 = 8.0;

pub(super) fn show(ui: &mut egui::Ui, dialog: &OpeningDialog, t: &Tokens, asks: &mut Vec<Ask>) {
    let width = super::WIDTH - 40.0;
    let percent = (dialog.thousandths.load(Ordering::Relaxed) / 10).min(100);
    super::title(ui, &format!("Opening {}", dialog.file_name), t);
    let said = format!("{percent}% of {}.", dialog.size);
    Runs::new(13.0, 19.0).add(&said, Weight::Regular, t.text2).show(ui, width);
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, BAR + 8.0), Sense::hover());
    let bar = Rect::from_center_size(rect.center(), egui::vec2(width, BAR));
    let radius = CornerRadius::same(4);
    ui.painter().rect(bar, radius, t.sunken, egui::Stroke::new(1.0, t.control), egui::StrokeKind::Inside);
    #[expect(clippy::cast_precision_loss, reason = "at most a hundred")]
    let done = bar.with_max_x(bar.left() + width * percent as f32 / 100.0);
    ui.painter().rect_filled(done, radius, t.blue);
    widget::name(&response, egui::Role::ProgressIndicator, true, "Progress");
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_numeric_value(f64::from(percent));
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(100.0);
    });
    // A clock in the window only while a file is read.
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
    super::buttons(ui, |ui| {
        if Button::new("Cancel").show(ui).clicked() {
            asks.push(Ask::Dismiss);
        }
    });
}
