//! The file's first rows, as a spreadsheet shows them: over each column what it was taken for, in words and in colour.

use eframe::egui::{self, Align2, Color32, CornerRadius, Rect, ScrollArea, Sense};

use super::ImportDialog;
use crate::import::{Role, RowKind};
use crate::text::plural;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{self, label};

const ROW: f32 = 20.0;
const NUMBER: f32 = 40.0;
const NARROWEST: f32 = 54.0;
const WIDEST: f32 = 170.0;
/// Columns that are drawn at most; the others are told.
const MOST: usize = 60;

pub(super) fn show(ui: &mut egui::Ui, dialog: &ImportDialog, width: f32, height: f32, t: &Tokens) {
    let preview = &dialog.preview;
    let columns = preview.columns.len().min(MOST);
    let widths: Vec<f32> = (0..columns).map(|column| column_width(ui, dialog, column)).collect();
    let (empty, more) = (widths.iter().filter(|width| **width <= 0.0).count(), preview.columns.len() - columns);
    let mut title = "The first rows of the file".to_owned();
    if empty > 0 {
        title = format!("{title}, without {}", plural::count(empty, "empty column"));
    }
    if more > 0 {
        title = format!("{title}; {} not shown", plural::count(more, "more column"));
    }
    ui.label(label::rich(title, 12.0, Weight::SemiBold, t.text2));
    ScrollArea::both()
        .id_salt("import head")
        .max_height(height.max(120.0))
        .max_width(width)
        .auto_shrink([false, false])
        .show(ui, |ui| {
            let all: f32 = NUMBER + widths.iter().sum::<f32>();
            roles(ui, dialog, &widths, all, t);
            for row in &preview.head {
                let (rect, response) = ui.allocate_exact_size(egui::vec2(all, ROW), Sense::hover());
                widget::name(&response, egui::Role::Label, true, &said(dialog, row));
                let faded = row.kind == RowKind::Skipped;
                if row.kind == RowKind::Header {
                    ui.painter().rect_filled(rect, CornerRadius::ZERO, t.sunken);
                }
                let at = egui::pos2(rect.left() + NUMBER - 10.0, rect.center().y);
                label::paint(ui, at, Align2::RIGHT_CENTER, &row.number.to_string(), 11.0, Weight::Regular, t.text3);
                let (mut left, mut end) = (rect.left() + NUMBER, 0.0_f32);
                for (column, width) in widths.iter().enumerate().filter(|(_, width)| **width > 0.0) {
                    let cell = row.cells.get(column).map_or("", String::as_str);
                    let role = preview.columns.get(column).map_or(Role::Ignored, |c| c.role);
                    let colour = if faded { t.text3 } else { ink(role, t) };
                    let weight = if row.kind == RowKind::Header { Weight::SemiBold } else { Weight::Regular };
                    let one_line: String =
                        cell.chars().map(|c| if c.is_control() { ' ' } else { c }).take(60).collect();
                    let at = egui::pos2(left, rect.center().y);
                    let drawn = label::paint_fitting(ui, at, &one_line, 12.0, weight, colour, room(*width, faded));
                    if !one_line.is_empty() {
                        end = drawn.right();
                    }
                    left += width;
                }
                if faded {
                    // Colour alone would not say that the row is left out.
                    let at = egui::pos2(end.max(rect.left() + NUMBER) + 12.0, rect.center().y);
                    let text = format!("left out: {}", skipped_why(dialog, row.number));
                    let room = (rect.left() + all - at.x).max(220.0);
                    label::paint_fitting(ui, at, &text, 11.0, Weight::Medium, t.text3, room);
                }
            }
        });
}

/// The row over the header: "When", "Amount", "Name" over their columns.
fn roles(ui: &mut egui::Ui, dialog: &ImportDialog, widths: &[f32], all: f32, t: &Tokens) {
    let (rect, response) = ui.allocate_exact_size(egui::vec2(all, ROW + 4.0), Sense::hover());
    let columns = &dialog.preview.columns;
    let said = columns.iter().map(|column| format!("{}: {}", column.name, column.role.label())).collect::<Vec<_>>();
    widget::name(&response, egui::Role::Label, true, &said.join(", "));
    let mut left = rect.left() + NUMBER;
    for (column, width) in columns.iter().zip(widths).filter(|(_, width)| **width > 0.0) {
        if !matches!(column.role, Role::Ignored) {
            let chip = Rect::from_min_size(egui::pos2(left - 4.0, rect.top() + 2.0), egui::vec2(width - 4.0, ROW));
            ui.painter().rect_filled(chip, CornerRadius::same(5), fill(column.role, t));
            let at = egui::pos2(left, chip.center().y);
            label::paint_fitting(
                ui,
                at,
                column.role.label(),
                11.0,
                Weight::SemiBold,
                ink(column.role, t),
                width - 12.0,
            );
        }
        left += width;
    }
}

/// None for a column with nothing in it but its heading, of which programs write dozens.
fn column_width(ui: &egui::Ui, dialog: &ImportDialog, column: usize) -> f32 {
    let ignored = dialog.preview.columns.get(column).is_some_and(|column| column.role == Role::Ignored);
    let mut data = dialog.preview.head.iter().filter(|row| row.kind != RowKind::Header);
    if ignored && data.all(|row| row.cells.get(column).is_none_or(String::is_empty)) {
        return 0.0;
    }
    let cells = dialog.preview.head.iter().take(14).filter_map(|row| row.cells.get(column));
    let role = dialog.preview.columns.get(column).map_or("", |c| c.role.label());
    let widest = cells.map(|cell| cell.chars().take(40).collect::<String>()).max_by_key(|cell| cell.chars().count());
    let widest = widest.unwrap_or_default();
    let text: String = widest.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let role = label::width(ui, role, 11.0, Weight::SemiBold) + 16.0;
    (label::width(ui, &text, 12.0, Weight::Regular) + 14.0).max(role).clamp(NARROWEST, WIDEST)
}

const fn ink(role: Role, t: &Tokens) -> Color32 {
    match role {
        Role::Date | Role::Value | Role::Less => t.text1,
        Role::Name | Role::Status | Role::Currency | Role::Document | Role::Note => t.text2,
        Role::Total | Role::Number | Role::Ignored => t.text3,
    }
}

const fn fill(role: Role, t: &Tokens) -> Color32 {
    match role {
        Role::Date => t.selected,
        Role::Value | Role::Less => t.teal_tint,
        Role::Status | Role::Currency => t.amber_tint,
        _ => t.sunken,
    }
}

/// What is left out may run over its column: nothing stands beside it.
fn room(width: f32, faded: bool) -> f32 {
    if faded { width.max(240.0) } else { width - 10.0 }
}

fn skipped_why(dialog: &ImportDialog, row: usize) -> &str {
    dialog.preview.rows.skipped.iter().find(|skipped| skipped.row == row).map_or("", |skipped| &skipped.why)
}

fn said(dialog: &ImportDialog, row: &crate::import::HeadRow) -> String {
    let cells: Vec<&str> = row.cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).take(8).collect();
    let cells = cells.join(", ");
    match row.kind {
        RowKind::Header => format!("Row {}, the header: {cells}", row.number),
        RowKind::Data => format!("Row {}: {cells}", row.number),
        RowKind::Skipped => format!("Row {}, left out: {}", row.number, skipped_why(dialog, row.number)),
    }
}
