//! Two have a claim to one file: what differs, and what can be done, each button named by its act.

use eframe::egui::{self, ScrollArea};

use crate::ui::Ask;
use crate::ui::safety::Settle;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{button::Button, label::Runs};

/// A question about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettleDialog {
    pub title: String,
    /// What happened.
    pub text: String,
    /// In what the two differ.
    pub sentences: Vec<String>,
    /// What can be done; the first one is under Enter.
    pub acts: Vec<(String, Settle)>,
}

pub(super) fn show(ui: &mut egui::Ui, dialog: &SettleDialog, t: &Tokens, asks: &mut Vec<Ask>) {
    let width = super::WIDTH - 40.0;
    super::title(ui, &dialog.title, t);
    Runs::new(13.0, 19.0).add(&dialog.text, Weight::Regular, t.text2).show(ui, width);
    if !dialog.sentences.is_empty() {
        ui.add_space(4.0);
        let most = (ui.ctx().content_rect().height() - 320.0).clamp(80.0, 300.0);
        ScrollArea::vertical().id_salt("differences").max_height(most).auto_shrink([false, true]).show(ui, |ui| {
            sentences(ui, &dialog.sentences, width - 12.0, t);
        });
    }
    super::buttons(ui, |ui| {
        for (index, (label, settle)) in dialog.acts.iter().enumerate() {
            let button = Button::new(label);
            let response = if index == 0 { button.ink() } else { button }.show(ui);
            if index == 0 && ui.memory(|memory| memory.focused().is_none()) {
                response.request_focus();
            }
            if response.clicked() {
                asks.push(Ask::Settle(settle.clone()));
            }
        }
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            if Button::new("Cancel").show(ui).clicked() {
                asks.push(Ask::Dismiss);
            }
        });
    });
}

/// What differs, one below the other.
pub(in crate::ui) fn sentences(ui: &mut egui::Ui, sentences: &[String], width: f32, t: &Tokens) {
    for sentence in sentences {
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(egui::vec2(14.0, 18.0), egui::Sense::hover());
            ui.painter().circle_filled(rect.center(), 2.0, t.text3);
            Runs::new(13.0, 18.0).add(sentence, Weight::Regular, t.text1).show(ui, width - 22.0);
        });
    }
}
