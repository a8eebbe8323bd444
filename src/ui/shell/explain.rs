//! The short panel over a page that explains it, until it is waved away.

use eframe::egui::{Align, CornerRadius, Frame, Layout, Margin, Ui};

use crate::command::Command;
use crate::text::explain::Explanation;
use crate::ui::page;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{button::Button, label, label::Runs};
use crate::ui::{Ask, View, icons};

/// Below this width the parts stand under each other.
const SIDE_BY_SIDE: f32 = 720.0;
const GAP: f32 = 24.0;

/// Draws the panel of the page that shows, if it is to be explained.
pub(super) fn show(ui: &mut Ui, view: &View<'_>, asks: &mut Vec<Ask>) {
    let Some(explanation) = page::explanation(view.page).filter(|_| view.explains) else { return };
    let t = view.t;
    let frame =
        Frame::new().fill(t.sunken).corner_radius(CornerRadius::same(10)).inner_margin(Margin::symmetric(18, 12));
    frame.show(ui, |ui| {
        let done = Button::new("Got it").small().tooltip("Explain this page no more; Help brings it back");
        let width = ui.available_width();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            let room = width - done.width(ui) - GAP;
            if room < SIDE_BY_SIDE {
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 8.0;
                    parts(ui, &explanation, room, t);
                });
            } else {
                parts(ui, &explanation, ((room - 2.0 * GAP) / 3.0).floor(), t);
            }
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                if done.show(ui).clicked() {
                    asks.push(Ask::Explained(view.page));
                }
            });
        });
    });
}

fn parts(ui: &mut Ui, explanation: &Explanation, width: f32, t: &Tokens) {
    for (heading, text) in explanation.parts() {
        ui.vertical(|ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.label(label::rich(heading, 13.0, Weight::SemiBold, t.text1));
            Runs::new(13.0, 18.0).add(text, Weight::Regular, t.text2).show(ui, width);
        });
    }
}

/// The small button of the top bar that brings the panel and takes it away.
pub(super) fn button(ui: &mut Ui, view: &View<'_>, asks: &mut Vec<Ask>) {
    let name = Command::Explain.label();
    let able = page::explanation(view.page).is_some();
    let help = if able { Command::Explain.hint() } else { "Nothing to explain here".to_owned() };
    let button = Button::new(name).icon(icons::QUESTION).icon_only().enabled(able).tooltip(&help);
    if button.show(ui).clicked() {
        asks.push(Ask::Command(Command::Explain));
    }
}
