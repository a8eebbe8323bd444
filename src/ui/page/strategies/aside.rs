//! Ideas for the gap that were kept aside, each with the reason and the way back.

use eframe::egui::{self, Sense, Stroke, Ui};

use super::change;
use crate::model::{Idea, IdeaState};
use crate::ui::theme::font::Weight;
use crate::ui::widget::{button::Button, card, label};
use crate::ui::{Ask, Open, View};

const ROW: f32 = 46.0;

/// Those ideas, with their places and reasons.
pub(super) fn all(open: Open<'_>) -> impl Iterator<Item = (usize, &Idea, &str)> {
    open.plan.worksheets.ideas.iter().enumerate().filter_map(|(index, idea)| match &idea.state {
        IdeaState::Aside(reason) => Some((index, idea, reason.as_str())),
        _ => None,
    })
}

pub(super) fn show(ui: &mut Ui, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    if all(open).next().is_none() {
        return;
    }
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "Kept aside", "with the reason", |_| {});
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, idea, reason) in all(open) {
            ui.push_id(index, |ui| {
                let width = ui.available_width();
                ui.allocate_ui_with_layout(
                    egui::vec2(width, ROW),
                    egui::Layout::left_to_right(egui::Align::Center),
                    |ui| {
                        ui.spacing_mut().item_spacing.x = 10.0;
                        let name = format!("Bring back “{}”", idea.text);
                        let button = Button::new("Bring back").small().name(&name);
                        let room = width - button.width(ui) - 10.0;
                        let (rect, response) = ui.allocate_exact_size(egui::vec2(room, ROW), Sense::hover());
                        let said = format!("{}: {reason}", idea.text);
                        crate::ui::widget::name(&response, egui::Role::Label, true, &said);
                        let at = rect.left_center() - egui::vec2(0.0, 8.5);
                        label::paint_fitting(ui, at, &idea.text, 13.0, Weight::Regular, t.text1, room);
                        let at = rect.left_center() + egui::vec2(0.0, 8.5);
                        label::paint_fitting(ui, at, reason, 12.0, Weight::Regular, t.text3, room);
                        if button.show(ui).clicked() {
                            asks.push(Ask::Edit(change::bring_back(index, &idea.text)));
                        }
                        let line = rect.with_max_x(rect.left() + width);
                        ui.painter().hline(line.x_range(), line.bottom() - 0.5, Stroke::new(1.0, t.hair));
                    },
                );
            });
        }
    });
}
