//! What was open lately.

use eframe::egui::{self, Align, CornerRadius, Layout, Role, Sense, Ui};

use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{self, button::Button, label};
use crate::ui::{Ask, Recent};

/// Draws the list, if there is any.
pub(super) fn show(ui: &mut Ui, recent: &[Recent], width: f32, t: &Tokens, asks: &mut Vec<Ask>) {
    if recent.is_empty() {
        return;
    }
    ui.add_space(14.0);
    ui.allocate_ui_with_layout(egui::vec2(width, 26.0), Layout::left_to_right(Align::Center), |ui| {
        ui.label(label::rich("Open again", 14.0, Weight::SemiBold, t.text1));
        let rest = ui.available_width();
        ui.allocate_ui_with_layout(egui::vec2(rest, 26.0), Layout::right_to_left(Align::Center), |ui| {
            let clear = Button::new("Clear all").name("Clear the list of recent plans").small().quiet();
            if clear.tooltip("Take all plans off this list; the files stay").show(ui).clicked() {
                asks.push(Ask::ForgetAll);
            }
        });
    });
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for plan in recent {
            ui.push_id(&plan.path, |ui| row_ui(ui, plan, width, t, asks));
        }
    });
}

fn row_ui(ui: &mut Ui, plan: &Recent, width: f32, t: &Tokens, asks: &mut Vec<Ask>) {
    let name = format!("Remove {} from the list", plan.title);
    let remove = Button::new("Remove").name(&name).small().quiet().tooltip("Take it off this list; the file stays");
    ui.horizontal(|ui| {
        let room = width - remove.width(ui) - 8.0;
        let (rect, response) = ui.allocate_exact_size(egui::vec2(room, 36.0), Sense::click());
        widget::name(&response, Role::Button, !plan.missing, &format!("Open {}", plan.title));
        let (ink, place) = if plan.missing { (t.text3, "not there any more") } else { (t.text1, plan.folder.as_str()) };
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(place));
        if response.hovered() && !plan.missing {
            ui.painter().rect_filled(rect, CornerRadius::same(7), t.hover);
        }
        widget::focus_ring(ui, &response, 7, t);
        let at = rect.left_center() + egui::vec2(10.0, 0.0);
        let drawn = label::paint_fitting(ui, at, &plan.title, 13.0, Weight::Medium, ink, 360.0);
        let at = egui::pos2(drawn.right() + 12.0, rect.center().y);
        let left = rect.right() - drawn.right() - 20.0;
        label::paint_fitting(ui, at, place, 12.0, Weight::Regular, t.text3, left);
        if response.clicked() && !plan.missing {
            asks.push(Ask::Open(plan.path.clone()));
        }
        if remove.show(ui).clicked() {
            asks.push(Ask::Forget(plan.path.clone()));
        }
    });
}
