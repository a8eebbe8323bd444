//! The page before there is a strategy: the gap, and two ways to close it.

use eframe::egui::{self, Color32, Sense, Stroke, StrokeKind, Ui};

use super::{State, aside};
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::choice::{self, Choice};
use crate::ui::widget::{card, label, label::Runs};
use crate::ui::{Ask, Open, View, icons};

pub(super) fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let said = open.subject().voice().no_strategies();
    super::super::head(ui, "Strategies", &said, t, asks, |ui, asks| super::super::series_choice(ui, open, asks));
    card::card(ui, 0.0, |ui| {
        let full = ui.available_width();
        let margin = ((full - 900.0) / 2.0).clamp(0.0, 140.0);
        let width = full - 2.0 * margin;
        ui.horizontal_top(|ui| {
            ui.add_space(margin);
            ui.vertical(|ui| {
                ui.set_width(width);
                ghost(ui, width, t);
                let question = "What could bring in more, and who would do it?";
                Runs::new(18.0, 26.0).add(question, Weight::SemiBold, t.text1).show(ui, width);
                let how = "Collect first and judge later: ideas from everybody who knows the customers, then the few that are \
                           adopted. Each becomes a strategy once it says who does what, and the bridge on Forecast & gap shows \
                           what is left.";
                Runs::new(13.0, 19.0).add(how, Weight::Regular, t.text2).show(ui, width.min(640.0));
                ui.add_space(14.0);
                let ways = [
                    Choice { icon: icons::TIMER, name: "Brainstorm", help: "With the team, or alone with a clock", key: "" },
                    Choice { icon: icons::PLUS, name: "Write one down", help: "If you know what to do", key: "N" },
                ];
                match choice::row(ui, width.min(600.0), &ways) {
                    Some(0) => state.brainstorm(),
                    Some(_) => state.name_one(),
                    None => {}
                }
                ui.add_space(10.0);
            });
        });
    });
    aside::show(ui, view, open, asks);
}

/// The bridge to come, in outline: where things go, what is won on the way, the target.
fn ghost(ui: &mut Ui, width: f32, t: &Tokens) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(width, 170.0), Sense::hover());
    let scale = (width / 640.0).min(1.0);
    let base = rect.top() + 136.0;
    let bars = [
        (0.0, 0.0, 84.0, "if nothing changes"),
        (130.0, 84.0, 100.0, "your strategies"),
        (220.0, 100.0, 112.0, ""),
        (310.0, 112.0, 120.0, ""),
        (440.0, 0.0, 128.0, "the target"),
    ];
    for (x, from, to, text) in bars {
        let left = rect.left() + x * scale;
        let bar = egui::Rect::from_x_y_ranges(left..=left + 64.0 * scale, base - to..=base - from);
        ui.painter().rect(bar, 1.0, Color32::TRANSPARENT, Stroke::new(1.0, t.prev), StrokeKind::Inside);
        let at = egui::pos2(left, base + 8.0);
        label::paint(ui, at, egui::Align2::LEFT_TOP, text, 12.0, Weight::Regular, t.text3);
    }
    ui.painter().hline(rect.left()..=rect.left() + 520.0 * scale, base, Stroke::new(1.0, t.control));
}
