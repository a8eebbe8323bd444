//! The test: the question to the owner, and the three conditions without which yes is no answer. A condition leads to what it lacks.

use eframe::egui::{self, Align2, CornerRadius, Frame, Margin, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo};

use super::change;
use super::field::{Cell, Key, Own};
use crate::model::{Missing, Strategy, Test};
use crate::text::strategy::{self as words, Condition};
use crate::ui::theme::font::Weight;
use crate::ui::widget::{self, label, label::Runs};
use crate::ui::{Ask, View, icons};

const ANSWERS: [&str; 2] = ["Yes", "Not yet: revise"];

/// Draws the test; answers the field that a condition leads to, if one was pressed.
pub(super) fn show(
    ui: &mut Ui,
    strategy: &Strategy,
    lacks: &[Missing],
    view: &View<'_>,
    asks: &mut Vec<Ask>,
) -> Option<Key> {
    let t = view.t;
    let frame = Frame::new()
        .fill(t.sunken)
        .stroke(Stroke::new(1.5, t.control))
        .corner_radius(CornerRadius::same(10))
        .inner_margin(Margin::symmetric(16, 12));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 10.0;
        let width = ui.available_width();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            let answers: f32 = answer_widths(ui).iter().sum();
            let room = width - answers - 12.0;
            ui.vertical(|ui| {
                ui.set_width(room);
                let said = format!("“{}”", words::QUESTION);
                Runs::new(17.0, 24.0).add(&said, Weight::SemiBold, t.text1).show_balanced(ui, room);
            });
            answers_ui(ui, strategy, lacks, view, asks);
        });
        let conditions = words::conditions(strategy, lacks);
        let each = (width - 2.0 * 12.0) / 3.0;
        let pressed = ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            let mut pressed = None;
            for condition in &conditions {
                if condition_ui(ui, condition, each, view) {
                    pressed = condition.lacks;
                }
            }
            pressed
        });
        pressed.inner
    });
    shown.inner.map(|missing| leads_to(missing, strategy))
}

/// The field in which something is missing.
fn leads_to(missing: Missing, strategy: &Strategy) -> Key {
    let cell = |tactic, cell| Key::Tactic(strategy.id, tactic, cell);
    match missing {
        Missing::Owner | Missing::Answer | Missing::OwnersYes => Key::Own(strategy.id, Own::Owner),
        Missing::Tactic => Key::NewTactic(strategy.id),
        Missing::Who(id) => cell(id, Cell::Who),
        Missing::FirstStep(id) => cell(id, Cell::FirstStep),
        Missing::FirstStepDay(id) | Missing::FirstStepWithinSevenDays(id) => cell(id, Cell::FirstStepDay),
        Missing::DoneWhen(id) => cell(id, Cell::DoneWhen),
    }
}

fn answer_widths(ui: &Ui) -> [f32; 2] {
    ANSWERS.map(|text| (label::width(ui, text, 12.0, Weight::Medium) + 22.0).ceil())
}

/// Yes and not yet; yes can't be chosen while something is missing.
fn answers_ui(ui: &mut Ui, strategy: &Strategy, lacks: &[Missing], view: &View<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let is_obvious = strategy.test(view.today) == Test::Obvious;
    // Before the owner was asked, neither is chosen.
    let on = [is_obvious, !is_obvious && strategy.answer.is_some()];
    let able = [lacks.is_empty(), true];
    let widths = answer_widths(ui);
    let (rect, _) = ui.allocate_exact_size(egui::vec2(widths.iter().sum(), 28.0), Sense::hover());
    ui.painter().rect(rect, CornerRadius::same(7), t.surface, Stroke::new(1.0, t.control), StrokeKind::Inside);
    let mut left = rect.left();
    for (index, text) in ANSWERS.iter().enumerate() {
        let cell = Rect::from_min_size(egui::pos2(left, rect.top()), egui::vec2(widths[index], rect.height()));
        left += widths[index];
        let sense = if able[index] { Sense::click() } else { Sense::hover() };
        let response = ui.interact(cell, ui.make_persistent_id(("answer", index)), sense);
        let name = format!("Owner’s answer: {text}");
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, able[index], on[index], &name));
        let ends = if index == 0 {
            CornerRadius { nw: 7, sw: 7, ..CornerRadius::ZERO }
        } else {
            CornerRadius { ne: 7, se: 7, ..CornerRadius::ZERO }
        };
        if on[index] {
            ui.painter().rect_filled(cell, ends, t.ink);
        } else if response.hovered() && able[index] {
            ui.painter().rect_filled(cell.shrink(1.0), ends, t.hover);
        }
        let colour = match (on[index], able[index]) {
            (true, _) => t.ink_on,
            (false, true) => t.text1,
            (false, false) => t.control,
        };
        label::paint(ui, cell.center(), Align2::CENTER_CENTER, text, 12.0, Weight::Medium, colour);
        widget::focus_ring(ui, &response, 5, t);
        if response.clicked() && !on[index] {
            asks.push(Ask::Edit(change::answer(strategy, index == 0, view.today)));
        }
    }
}

/// One condition; answers whether it was pressed, which only one that fails can be.
fn condition_ui(ui: &mut Ui, condition: &Condition, width: f32, view: &View<'_>) -> bool {
    let t = view.t;
    let holds = condition.lacks.is_none();
    let sense = if holds { Sense::hover() } else { Sense::click() };
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 40.0), sense);
    let name = format!("{}: {}", condition.label, condition.told);
    widget::name(&response, if holds { Role::Label } else { Role::Button }, true, &name);
    if response.hovered() && !holds {
        ui.painter().rect_filled(rect.expand2(egui::vec2(4.0, 0.0)), CornerRadius::same(6), t.hover);
    }
    widget::focus_ring(ui, &response, 6, t);
    let (icon, colour) = if holds { (icons::CHECK_CIRCLE, t.teal) } else { (icons::WARNING_CIRCLE, t.orange) };
    label::paint_icon(ui, rect.left_top() + egui::vec2(0.0, 2.0), Align2::LEFT_TOP, icon, 20.0, colour);
    let room = width - 28.0;
    let at = rect.left_top() + egui::vec2(28.0, 10.0);
    label::paint_fitting(ui, at, condition.label, 13.0, Weight::Medium, t.text1, room);
    let at = rect.left_top() + egui::vec2(28.0, 29.0);
    label::paint_fitting(ui, at, &condition.told, 12.0, Weight::Regular, t.text2, room);
    response.clicked()
}
