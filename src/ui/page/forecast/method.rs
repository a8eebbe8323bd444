//! What each method says, and the choice between them.

use eframe::egui::{self, Align2, CornerRadius, Role, Sense, Stroke, Ui, WidgetInfo};

use crate::analysis::MethodAnswer;
use crate::document::Edit;
use crate::text::UNKNOWN;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{self, button::Button, card, label, label::Runs};
use crate::ui::{Ask, Open, View, icons};

pub(super) fn show(ui: &mut Ui, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "What each method says", "for the whole plan", |_| {});
        let width = ui.available_width();
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, method) in open.answer.methods.iter().enumerate() {
            let chosen = open.answer.chosen == Some(index);
            if row(ui, open, method, chosen, width, t) && !chosen {
                let (id, label) = (method.id.to_owned(), method.label.clone());
                asks.push(Ask::Edit(Edit::new(format!("Forecast by “{label}”"), move |plan| {
                    plan.forecast.method = Some(id);
                })));
            }
        }
        ui.add_space(6.0);
        if let Some(method) = open.answer.chosen.and_then(|i| open.answer.methods.get(i)) {
            Runs::new(12.0, 16.0).add(&method.explanation, Weight::Regular, t.text2).show(ui, width);
            ui.add_space(4.0);
        }
        if open.plan.forecast.method.is_some() && Button::new("Let Upturn choose").small().show(ui).clicked() {
            asks.push(Ask::Edit(Edit::new("Let Upturn choose the forecast", |plan| plan.forecast.method = None)));
        }
        for method in &open.answer.methods {
            if let Some(warning) = &method.warning {
                caution(ui, warning, width, t);
            }
        }
    });
}

/// One method: chosen or not, its name, what the plan would come to.
fn row(ui: &mut Ui, open: Open<'_>, method: &MethodAnswer, chosen: bool, width: f32, t: &Tokens) -> bool {
    let able = method.points.is_ok();
    let (rect, response) =
        ui.allocate_exact_size(egui::vec2(width, 34.0), if able { Sense::click() } else { Sense::hover() });
    let landing = method.landing.map_or_else(|| UNKNOWN.to_owned(), |a| open.style.in_sentence(a));
    let name = format!("{}: {landing}", method.label);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, able, chosen, &name));
    if response.hovered() && able {
        ui.painter().rect_filled(rect.expand2(egui::vec2(6.0, 0.0)), CornerRadius::same(6), t.hover);
    }
    widget::focus_ring(ui, &response, 6, t);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.hair));
    let middle = rect.center().y;
    let dot = egui::pos2(rect.left() + 8.0, middle);
    ui.painter().circle_stroke(dot, 6.5, Stroke::new(1.0, t.control));
    if chosen {
        ui.painter().circle_filled(dot, 4.0, t.blue);
    }
    let (weight, colour) = match (chosen, able) {
        (true, _) => (Weight::SemiBold, t.text1),
        (false, true) => (Weight::Regular, t.text1),
        (false, false) => (Weight::Regular, t.text3),
    };
    let at = egui::pos2(rect.left() + 24.0, middle);
    let amount =
        label::paint(ui, egui::pos2(rect.right(), middle), Align2::RIGHT_CENTER, &landing, 13.0, weight, colour);
    label::paint_fitting(ui, at, &method.label, 13.0, weight, colour, amount.left() - 8.0 - at.x);
    let hint = if able { method.explanation.clone() } else { "Too few finished figures for this one yet.".to_owned() };
    response.on_hover_text(hint).clicked()
}

fn caution(ui: &mut Ui, text: &str, width: f32, t: &Tokens) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let (rect, _) = ui.allocate_exact_size(egui::vec2(15.0, 16.0), Sense::hover());
        label::paint_icon(ui, rect.center(), Align2::CENTER_CENTER, icons::WARNING, 15.0, t.amber);
        Runs::new(12.0, 16.0).add(text, Weight::Regular, t.amber).show(ui, width - 24.0);
    });
}
