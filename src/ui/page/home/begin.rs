//! No folder is open: three ways to begin, the way to a folder, and what was open lately.

use eframe::egui::{Align, Layout, Ui};

use super::recent;
use crate::command::Command;
use crate::ui::theme::font::Weight;
use crate::ui::widget::choice::{self, Choice};
use crate::ui::widget::{button::Button, label, label::Runs};
use crate::ui::{Ask, View, icons};

const WIDTH: f32 = 880.0;

pub(super) fn show(ui: &mut Ui, view: &View<'_>, asks: &mut Vec<Ask>) {
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
                Choice { icon: icons::FILE_PLUS, name: "New plan", help: "Type, paste or import sales", key: &keys[0] },
                Choice { icon: icons::FOLDER_OPEN, name: "Open a plan", help: "Or drop its file anywhere here", key: &keys[1] },
                Choice { icon: icons::COMPASS, name: "Look at an example", help: "A coffee roaster, 41 months", key: "" },
            ];
            let commands = [Command::NewPlan, Command::OpenPlan, Command::OpenExample];
            if let Some(index) = choice::row(ui, width, &ways) {
                asks.push(Ask::Command(commands[index]));
            }
            examples_ui(ui, width, view, asks);
            folder_ui(ui, width, view, asks);
            recent::show(ui, view.recent, width, t, asks);
        });
    });
}

/// The examples beside the first one, under its card.
fn examples_ui(ui: &mut Ui, width: f32, view: &View<'_>, asks: &mut Vec<Ask>) {
    const GAP: f32 = 8.0;
    const WORDS: &str = "Or another example:";
    let others =
        [("A lift service by quarter", Command::OpenFirmExample), ("A plant shop by week", Command::OpenShopExample)];
    let others = others.map(|(name, command)| (Button::new(name).small().tooltip(command.tooltip()), command));
    let buttons: f32 = others.iter().map(|(button, _)| button.width(ui) + GAP).sum();
    let taken = label::width(ui, WORDS, 13.0, Weight::Regular) + buttons;
    ui.allocate_ui_with_layout(eframe::egui::vec2(width, 32.0), Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        ui.add_space((width - taken).max(0.0));
        ui.label(label::rich(WORDS, 13.0, Weight::Regular, view.t.text2));
        for (button, command) in others {
            if button.show(ui).clicked() {
                asks.push(Ask::Command(command));
            }
        }
    });
}

/// The way to several plans at once.
fn folder_ui(ui: &mut Ui, width: f32, view: &View<'_>, asks: &mut Vec<Ask>) {
    ui.allocate_ui_with_layout(eframe::egui::vec2(width, 32.0), Layout::left_to_right(Align::Center), |ui| {
        let key = Command::OpenFolder.key_text();
        if Button::new("Open a folder").icon(icons::FOLDER_OPEN).key(&key).show(ui).clicked() {
            asks.push(Ask::Command(Command::OpenFolder));
        }
        ui.add_space(4.0);
        ui.label(label::rich(
            "Several plans? See them side by side, with forecast, target and gap.",
            13.0,
            Weight::Regular,
            view.t.text2,
        ));
    });
}
