//! A row of choices of which one is on (or several, where each is a switch of its own).

use eframe::egui::{self, Align2, CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo};

use super::label;
use crate::ui::theme::current;
use crate::ui::theme::font::Weight;

/// Draws the choices; answers the index of the one that was pressed. `group` names the choice for screen readers.
pub fn segments(ui: &mut Ui, group: &str, height: f32, items: &[(&str, bool)]) -> Option<usize> {
    let t = current(ui.ctx());
    let widths: Vec<f32> =
        items.iter().map(|(text, _)| (label::width(ui, text, 12.0, Weight::Medium) + 22.0).ceil()).collect();
    let (rect, _) = ui.allocate_exact_size(egui::vec2(widths.iter().sum(), height), Sense::hover());
    let radius = CornerRadius::same(7);
    ui.painter().rect(rect, radius, t.surface, Stroke::new(1.0, t.control), StrokeKind::Inside);
    let mut pressed = None;
    let mut left = rect.left();
    for (index, ((text, on), width)) in items.iter().zip(&widths).enumerate() {
        let cell = Rect::from_min_size(egui::pos2(left, rect.top()), egui::vec2(*width, height));
        left += width;
        let response = ui.interact(cell, ui.make_persistent_id((group, index)), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, *on, format!("{group}: {text}")));
        let ends = CornerRadius {
            nw: if index == 0 { 7 } else { 0 },
            sw: if index == 0 { 7 } else { 0 },
            ne: if index + 1 == items.len() { 7 } else { 0 },
            se: if index + 1 == items.len() { 7 } else { 0 },
        };
        if *on {
            ui.painter().rect_filled(cell, ends, t.ink);
        } else if response.hovered() {
            ui.painter().rect_filled(cell.shrink(1.0), ends, t.hover);
        }
        if index > 0 && !on && !items[index - 1].1 {
            ui.painter().vline(cell.left(), cell.y_range().shrink(1.0), Stroke::new(1.0, t.hair));
        }
        let colour = if *on { t.ink_on } else { t.text2 };
        label::paint(ui, cell.center(), Align2::CENTER_CENTER, text, 12.0, Weight::Medium, colour);
        super::reveal(ui, &response);
        super::focus_ring(ui, &response, 5, t);
        if response.clicked() {
            pressed = Some(index);
        }
    }
    pressed
}

/// A switch that shows a check when on.
pub fn toggle(ui: &mut Ui, text: &str, on: bool) -> Response {
    let t = current(ui.ctx());
    let check = if on { 17.0 } else { 0.0 };
    let width = (label::width(ui, text, 12.0, Weight::Medium) + 18.0 + check).ceil();
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 26.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, text));
    let fill = if response.hovered() {
        t.hover
    } else if on {
        t.sunken
    } else {
        t.surface
    };
    ui.painter().rect(rect, CornerRadius::same(6), fill, Stroke::new(1.0, t.control), StrokeKind::Inside);
    super::focus_ring(ui, &response, 6, t);
    if on {
        label::paint_icon(
            ui,
            egui::pos2(rect.left() + 8.0, rect.center().y),
            Align2::LEFT_CENTER,
            crate::ui::icons::CHECK,
            13.0,
            t.text1,
        );
    }
    let at = egui::pos2(rect.left() + 9.0 + check, rect.center().y);
    label::paint(ui, at, Align2::LEFT_CENTER, text, 12.0, Weight::Medium, t.text2);
    response
}
