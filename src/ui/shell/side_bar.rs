use eframe::egui::{self, Align2, CornerRadius, Id, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo};

use crate::ui::page::{ENTRIES, Entry, Page};
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{self, label};
use crate::ui::{Ask, View};

pub(super) fn show(ui: &mut Ui, page: Page, view: &View<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let edge = ui.max_rect().expand2(egui::vec2(10.0, 14.0));
    ui.painter().vline(edge.right() - 0.5, edge.y_range(), Stroke::new(1.0, t.hair));
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut group = "";
    for entry in &ENTRIES {
        if entry.group != group && !entry.group.is_empty() {
            let top = if entry.page == ENTRIES[0].page { 2.0 } else { 14.0 };
            group = entry.group;
            let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), top + 21.0), Sense::hover());
            let at = egui::pos2(rect.left() + 10.0, rect.bottom() - 5.0);
            label::paint(ui, at, Align2::LEFT_BOTTOM, group, 12.0, Weight::Medium, t.text3);
        }
        if item(ui, entry, entry.page == page, ui.available_width(), t) {
            asks.push(Ask::Command(entry.command));
        }
    }
}

/// The same in one row over the page.
pub(super) fn strip(ui: &mut Ui, page: Page, view: &View<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let whole = ui.max_rect();
    ui.painter().hline(whole.x_range().expand(10.0), whole.bottom() - 0.5, Stroke::new(1.0, t.hair));
    ScrollArea::horizontal().id_salt("pages").show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            // Another page shows, maybe by a key: its entry comes into view.
            let shown = Id::unique("page in the strip");
            let is_new = ui.data_mut(|data| data.get_temp(shown) != Some(page));
            ui.data_mut(|data| data.insert_temp(shown, page));
            for entry in &ENTRIES {
                let width = label::width(ui, entry.command.label(), 13.0, Weight::SemiBold) + 48.0;
                let left = ui.cursor().left_top();
                if item(ui, entry, entry.page == page, width.ceil(), t) {
                    asks.push(Ask::Command(entry.command));
                }
                if is_new && entry.page == page {
                    ui.scroll_to_rect(Rect::from_min_size(left, egui::vec2(width, 30.0)), None);
                }
            }
        });
    });
}

fn item(ui: &mut Ui, entry: &Entry, on: bool, width: f32, t: &Tokens) -> bool {
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 30.0), Sense::click());
    let name = entry.command.label();
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, name));
    let radius = CornerRadius::same(7);
    if on {
        ui.painter().rect(rect, radius, t.surface, Stroke::new(1.0, t.hair), StrokeKind::Inside);
        let bar =
            Rect::from_min_max(rect.left_top() + egui::vec2(0.0, 7.0), rect.left_bottom() + egui::vec2(3.0, -7.0));
        ui.painter().rect_filled(bar, CornerRadius::same(2), t.blue);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, radius, t.hover);
    }
    widget::focus_ring(ui, &response, 7, t);
    let (weight, colour) = if on { (Weight::SemiBold, t.text1) } else { (Weight::Regular, t.text2) };
    let middle = rect.center().y;
    label::paint_icon(ui, egui::pos2(rect.left() + 18.0, middle), Align2::CENTER_CENTER, entry.icon, 16.0, colour);
    label::paint(ui, egui::pos2(rect.left() + 35.0, middle), Align2::LEFT_CENTER, name, 13.0, weight, colour);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response.on_hover_text(entry.command.hint()).clicked()
}
