//! The page without a plan: three ways to begin, and what was open lately.

use eframe::egui::{self, CornerRadius, Role, Sense, Ui};

use crate::command::Command;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::choice::{self, Choice};
use crate::ui::widget::{self, button::Button, label, label::Runs};
use crate::ui::{Ask, Recent, View, icons};

#[derive(Debug, Default)]
pub struct State {}

const WIDTH: f32 = 880.0;

pub fn show(ui: &mut Ui, _state: &mut State, view: &View<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let width = ui.available_width().min(WIDTH);
    ui.horizontal_top(|ui| {
        ui.add_space(((ui.available_width() - width) / 2.0).max(0.0));
        ui.vertical(|ui| {
            ui.set_width(width);
            ui.add_space((ui.ctx().content_rect().height() * 0.10).min(90.0));
            Runs::new(24.0, 31.0)
                .add("See where the year is heading, and what is missing.", Weight::SemiBold, t.text1)
                .show(ui, width);
            Runs::new(13.0, 19.0)
                .add(
                    "A plan is one file on this computer: what was sold, where it is going, and the target. Nothing leaves this computer.",
                    Weight::Regular,
                    t.text2,
                )
                .show(ui, width.min(640.0));
            ui.add_space(10.0);
            let keys = [Command::NewPlan, Command::OpenPlan].map(Command::key_text);
            let ways = [
                Choice { icon: icons::FILE_PLUS, name: "New plan", help: "Type, paste or import monthly sales", key: &keys[0] },
                Choice { icon: icons::FOLDER_OPEN, name: "Open a plan", help: "Or drop its file anywhere here", key: &keys[1] },
                Choice { icon: icons::COMPASS, name: "Look at an example", help: "A coffee roaster, 41 months", key: "" },
            ];
            let commands = [Command::NewPlan, Command::OpenPlan, Command::OpenExample];
            if let Some(index) = choice::row(ui, width, &ways) {
                asks.push(Ask::Command(commands[index]));
            }
            if !view.recent.is_empty() {
                recent_ui(ui, view.recent, width, t, asks);
            }
        });
    });
}

fn recent_ui(ui: &mut Ui, recent: &[Recent], width: f32, t: &Tokens, asks: &mut Vec<Ask>) {
    ui.add_space(14.0);
    ui.label(label::rich("Open again", 14.0, Weight::SemiBold, t.text1));
    ui.spacing_mut().item_spacing.y = 2.0;
    for plan in recent {
        ui.push_id(&plan.path, |ui| row_ui(ui, plan, width, t, asks));
    }
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
