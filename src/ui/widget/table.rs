//! A plain table of texts: "view as table". Only the rows in view are laid out.

use eframe::egui::{self, Align2, Color32, Rect, Role, ScrollArea, Sense, Stroke, Ui};

use super::label;
use crate::chart::table::Table;
use crate::ui::theme::current;
use crate::ui::theme::font::Weight;

pub const ROW: f32 = 26.0;
/// Room for a name on two lines.
pub const HEAD: f32 = 36.0;
const HEAD_LINE: f32 = 15.0;
const GAP: f32 = 14.0;
/// Room beside the rows for the scroll bar.
const BAR: f32 = 14.0;

/// Draws `table` within `width` and `height`, the first column left-aligned; scrolls sideways where it is wider.
pub fn show(ui: &mut Ui, id_salt: &str, table: &Table, width: f32, height: f32) {
    let heads: Vec<(&str, &str)> = table.head.iter().map(|name| in_two(name)).collect();
    let columns = columns(ui, &heads, &table.rows, width - BAR);
    let total = columns.iter().sum::<f32>();
    let t = current(ui.ctx());
    ScrollArea::horizontal().id_salt((id_salt, "across")).max_width(width).auto_shrink(false).show(ui, |ui| {
        ui.set_width(total + BAR);
        ui.spacing_mut().item_spacing.y = 0.0;
        let rect = row(ui, HEAD, total, &table.head);
        for (cell, (first, second), end) in cells(rect, &columns, &heads) {
            let y = cell.center().y + if second.is_empty() { 0.0 } else { -HEAD_LINE / 2.0 };
            for (line, y) in [(first, y), (second, y + HEAD_LINE)] {
                text(ui, cell, end, y, line, (12.0, Weight::Medium), t.text3);
            }
        }
        // Within a page that scrolls there is no height to fill but the one that is given.
        ScrollArea::vertical()
            .id_salt(id_salt)
            .max_height(height - HEAD)
            .min_scrolled_height(height - HEAD)
            .auto_shrink(false)
            .show_rows(ui, ROW, table.rows.len(), |ui, range| {
                for texts in &table.rows[range] {
                    let rect = row(ui, ROW, total, texts);
                    for (cell, words, end) in cells(rect, &columns, texts) {
                        text(ui, cell, end, cell.center().y, words, (13.0, Weight::Regular), t.text1);
                    }
                }
            });
    });
}

/// Takes the room of a row, names it, and rules it off.
fn row(ui: &mut Ui, height: f32, width: f32, texts: &[String]) -> Rect {
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, height), Sense::hover());
    super::name(&response, Role::Row, true, &texts.join(", "));
    let line = Stroke::new(1.0, current(ui.ctx()).hair);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, line);
    rect
}

/// Each cell's room, what stands in it, and whether that is at its right end.
fn cells<'a, T>(row: Rect, columns: &'a [f32], texts: &'a [T]) -> impl Iterator<Item = (Rect, &'a T, bool)> {
    let mut left = row.left();
    texts.iter().zip(columns).enumerate().map(move |(index, (text, width))| {
        let cell = Rect::from_min_size(egui::pos2(left, row.top()), egui::vec2(*width, row.height()));
        left += width;
        (cell, text, index > 0)
    })
}

fn text(ui: &Ui, cell: Rect, end: bool, y: f32, words: &str, (size, weight): (f32, Weight), colour: Color32) {
    if words.is_empty() {
        return;
    }
    let (x, anchor) = if end { (cell.right() - 6.0, Align2::RIGHT_CENTER) } else { (cell.left(), Align2::LEFT_CENTER) };
    label::paint(ui, egui::pos2(x, y), anchor, words, size, weight, colour);
}

/// Widths that the longest texts need; what is left of `width` is shared out.
fn columns(ui: &Ui, heads: &[(&str, &str)], rows: &[Vec<String>], width: f32) -> Vec<f32> {
    let needed = heads.iter().enumerate().map(|(index, (first, second))| {
        // Figures are about as wide as they are long; only the longest is measured.
        let longest = rows.iter().filter_map(|row| row.get(index)).max_by_key(|text| text.len());
        let body = longest.map_or(0.0, |text| label::width(ui, text, 13.0, Weight::Regular));
        [first, second].iter().map(|line| label::width(ui, line, 12.0, Weight::Medium)).fold(body, f32::max) + GAP
    });
    let mut columns: Vec<f32> = needed.collect();
    #[expect(clippy::cast_precision_loss, reason = "a dozen columns")]
    let spare = (width - columns.iter().sum::<f32>()).max(0.0) / columns.len().max(1) as f32;
    for column in &mut columns {
        *column += spare;
    }
    columns
}

/// A name on two lines of about the same length; one that is no longer than a figure stays on one.
fn in_two(name: &str) -> (&str, &str) {
    if name.len() <= 12 {
        return (name, "");
    }
    let longer = |at: &usize| (*at).max(name.len() - at);
    match name.match_indices(' ').map(|(at, _)| at).min_by_key(longer) {
        Some(at) => (&name[..at], name[at..].trim_start()),
        None => (name, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_broken_near_its_middle() {
        assert_eq!(in_two("12-month average"), ("12-month", "average"));
        assert_eq!(in_two("Gap (target − expected)"), ("Gap (target", "− expected)"));
        assert_eq!(in_two("8 in 10 from"), ("8 in 10 from", ""));
    }
}
