use eframe::egui;

use super::{Since, Unsaved};
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{button::Button, label::Runs};
use crate::ui::{Ask, Leave};

pub(super) fn show(ui: &mut egui::Ui, unsaved: &Unsaved, t: &Tokens, asks: &mut Vec<Ask>) {
    super::title(ui, &format!("Save the changes to “{}”?", unsaved.title), t);
    let what = match &unsaved.since {
        Since::Begun => "The plan is in no file yet.".to_owned(),
        Since::Opened => "What you changed since you opened it is only in memory.".to_owned(),
        Since::Saved(at) => format!("What you changed since you saved it at {at} is only in memory."),
    };
    Runs::new(13.0, 19.0)
        .add(&format!("{what} Without saving it is gone."), Weight::Regular, t.text2)
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
