//! A plain table of texts: "view as table". Only the rows in view are laid out.

use eframe::egui::{self, Align2, Role, ScrollArea, Sense, Stroke, Ui};

use super::label;
use crate::chart::table::Table;
use crate::ui::theme::current;
use crate::ui::theme::font::Weight;

const ROW: f32 = 26.0;

/// Draws `table` in equal columns, the first one left-aligned, within `height`.
pub fn show(ui: &mut Ui, id_salt: &str, table: &Table, width: f32, height: f32) {
    let Table { head, rows: body } = table;
    let t = current(ui.ctx());
    #[expect(clippy::cast_precision_loss, reason = "a dozen columns")]
    let column = (width - 14.0) / head.len().max(1) as f32;
    let row_ui = |ui: &mut Ui, cells: &[String], is_head: bool| {
        let (rect, response) = ui.allocate_exact_size(egui::vec2(width - 14.0, ROW), Sense::hover());
        super::name(&response, Role::Row, true, &cells.join(", "));
        let (size, weight, colour) =
            if is_head { (12.0, Weight::Medium, t.text3) } else { (13.0, Weight::Regular, t.text1) };
        let mut left = rect.left();
        for (index, cell) in cells.iter().enumerate() {
            if index == 0 {
                label::paint(ui, egui::pos2(left, rect.center().y), Align2::LEFT_CENTER, cell, size, weight, colour);
            } else {
                let at = egui::pos2(left + column - 6.0, rect.center().y);
                label::paint(ui, at, Align2::RIGHT_CENTER, cell, size, weight, colour);
            }
            left += column;
        }
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.hair));
    };
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        row_ui(ui, head, true);
        ScrollArea::vertical().id_salt(id_salt).max_height(height - ROW).auto_shrink(false).show_rows(
            ui,
            ROW,
            body.len(),
            |ui, range| {
                for cells in &body[range] {
                    row_ui(ui, cells, false);
                }
            },
        );
    });
}
