//! A text field with its label above and its complaint below. The complaint's line is always reserved, so nothing jumps.

use eframe::egui::{self, Align2, CornerRadius, Frame, Margin, Response, Stroke, TextEdit, Ui};

use super::label;
use crate::ui::icons;
use crate::ui::theme::current;
use crate::ui::theme::font::Weight;

/// A single-line field of `width`; `problem` says what to type instead.
pub fn text_field(
    ui: &mut Ui,
    name: &str,
    text: &mut String,
    hint: &str,
    problem: Option<&str>,
    width: f32,
) -> Response {
    labelled(ui, name, text, hint, problem.is_some(), width, |ui| complaint(ui, problem, width))
}

/// The same where there is room below, as in a dialog: a problem that is longer than a line is told in full.
pub fn text_field_with_room(
    ui: &mut Ui,
    name: &str,
    text: &mut String,
    hint: &str,
    problem: Option<&str>,
    width: f32,
) -> Response {
    labelled(ui, name, text, hint, problem.is_some(), width, |ui| match problem {
        Some(problem) => whole_complaint(ui, problem, width),
        None => complaint(ui, None, width),
    })
}

/// A field that narrows a list down: its hint says what to type, `name` is what assistive technology reads.
pub fn search_field(ui: &mut Ui, name: &str, text: &mut String, hint: &str, width: f32) -> Response {
    let t = current(ui.ctx());
    let frame = Frame::new()
        .fill(t.surface)
        .stroke(Stroke::new(1.0, t.control))
        .corner_radius(CornerRadius::same(7))
        .inner_margin(Margin { left: 30, right: 8, top: 6, bottom: 6 });
    let edit = TextEdit::singleline(text)
        .font(Weight::Regular.at(13.0))
        .text_color(t.text1)
        .hint_text(label::rich(hint, 13.0, Weight::Regular, t.text3))
        .frame(frame)
        .desired_width(width);
    let response = ui.add(edit).accessible_name(name);
    let at = response.rect.left_center() + egui::vec2(15.0, 0.0);
    label::paint_icon(ui, at, Align2::CENTER_CENTER, icons::MAGNIFYING_GLASS, 16.0, t.text2);
    super::focus_ring(ui, &response, 7, t);
    response
}

fn labelled(
    ui: &mut Ui,
    name: &str,
    text: &mut String,
    hint: &str,
    is_wrong: bool,
    width: f32,
    below: impl FnOnce(&mut Ui),
) -> Response {
    let t = current(ui.ctx());
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.vertical(|ui| {
            ui.set_width(width);
            let caption = ui.label(label::rich(name, 12.0, Weight::Medium, t.text3));
            let edge = if is_wrong { Stroke::new(1.5, t.orange_fill) } else { Stroke::new(1.0, t.control) };
            let fill = if is_wrong { t.orange_tint } else { t.surface };
            let frame = Frame::new()
                .fill(fill)
                .stroke(edge)
                .corner_radius(CornerRadius::same(7))
                .inner_margin(Margin::symmetric(8, 6));
            let edit = TextEdit::singleline(text)
                .font(Weight::Regular.at(13.0))
                .text_color(t.text1)
                .hint_text(label::rich(hint, 13.0, Weight::Regular, t.text3))
                .frame(frame)
                .desired_width(width);
            let response = ui.add(edit).labelled_by(caption.id);
            super::focus_ring(ui, &response, 7, t);
            below(ui);
            response
        })
        .inner
    })
    .inner
}

fn whole_complaint(ui: &mut Ui, problem: &str, width: f32) {
    let t = current(ui.ctx());
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let (rect, _) = ui.allocate_exact_size(egui::vec2(14.0, 16.0), egui::Sense::hover());
        label::paint_icon(ui, rect.left_center(), Align2::LEFT_CENTER, icons::WARNING_CIRCLE, 14.0, t.orange);
        label::Runs::new(12.0, 16.0).add(problem, Weight::Regular, t.orange).show(ui, width - 18.0);
    });
}

/// The reserved line under a field.
pub fn complaint(ui: &mut Ui, problem: Option<&str>, width: f32) {
    let t = current(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(egui::vec2(width, 16.0), egui::Sense::hover());
    if let Some(problem) = problem {
        let at = rect.left_center();
        label::paint_icon(ui, at, Align2::LEFT_CENTER, icons::WARNING_CIRCLE, 14.0, t.orange);
        // Not `put`: it centres.
        let line = egui::UiBuilder::new()
            .max_rect(rect.with_min_x(rect.left() + 18.0))
            .layout(egui::Layout::left_to_right(egui::Align::Center));
        ui.new_child(line).add(egui::Label::new(label::rich(problem, 12.0, Weight::Regular, t.orange)).truncate());
    }
}
