use eframe::egui;

use super::Unsaved;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{button::Button, label::Runs};
use crate::ui::{Ask, Leave};

pub(super) fn show(ui: &mut egui::Ui, unsaved: &Unsaved, t: &Tokens, asks: &mut Vec<Ask>) {
    super::title(ui, &format!("Save the changes to “{}”?", unsaved.title), t);
    Runs::new(13.0, 19.0)
        .add(
            "What you changed since the last save is only in memory. Without saving it is gone.",
            Weight::Regular,
            t.text2,
        )
        .show(ui, super::WIDTH - 40.0);
    super::buttons(ui, |ui| {
        let save = Button::new("Save").ink().show(ui);
        if ui.memory(|m| m.focused().is_none()) {
            save.request_focus();
        }
        if save.clicked() {
            asks.push(Ask::Leave(Leave::Save));
        }
        if Button::new("Cancel").show(ui).clicked() {
            asks.push(Ask::Leave(Leave::Stay));
        }
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            if Button::new("Don’t save").show(ui).clicked() {
                asks.push(Ask::Leave(Leave::DontSave));
            }
        });
    });
}
