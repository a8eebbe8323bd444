//! The page before there are figures: the ghost of the chart to come, and three ways to fill it.

use eframe::egui::{self, Align2, Color32, Sense, Stroke, StrokeKind, Ui};

use super::State;
use crate::command::{Command, Shortcut};
use crate::model::Granularity;
use crate::text::{calendar, plural};
use crate::ui::page::periods::{rhythm_choice, set_rhythm};
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::choice::{self, Choice};
use crate::ui::widget::{card, label, label::Runs};
use crate::ui::{Ask, Open, View, icons};

pub(super) fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let granularity = open.series.granularity;
    let word = calendar::period_word(granularity);
    super::super::head(ui, "History", &"Start with what was sold.".into(), t, asks, |ui, asks| {
        super::super::series_choice(ui, open, asks);
        if open.series.is_blank()
            && let Some(wanted) = rhythm_choice(ui, granularity, 30.0)
        {
            asks.push(Ask::Edit(set_rhythm(open.series_index, &open.series.name, wanted)));
        }
    });
    card::card(ui, 0.0, |ui| {
        let full = ui.available_width();
        let margin = ((full - 900.0) / 2.0).clamp(0.0, 140.0);
        let width = full - 2.0 * margin;
        ui.horizontal_top(|ui| {
            ui.add_space(margin);
            ui.vertical(|ui| {
                ui.set_width(width);
                ghost(ui, width, word, t);
                Runs::new(18.0, 26.0).add(&enough(granularity), Weight::SemiBold, t.text1).show(ui, width);
                let how = format!(
                    "An export from your till, invoices or spreadsheet will do: one line a {word}, saved as CSV. Upturn shows how it \
                     read the file before it keeps anything, and nothing leaves this computer."
                );
                Runs::new(13.0, 19.0).add(&how, Weight::Regular, t.text2).show(ui, width.min(640.0));
                ui.add_space(14.0);
                let keys = [Command::AddSales.key_text(), Shortcut::PASTE.to_string()];
                let typed = format!("Type or paste {} totals", calendar::adjective(granularity));
                let ways = [
                    Choice { icon: icons::FILE_ARROW_DOWN, name: "Choose a sales file", help: "CSV, or drop it anywhere here", key: &keys[0] },
                    Choice { icon: icons::TABLE, name: &typed, help: "From a spreadsheet or from paper", key: &keys[1] },
                    Choice { icon: icons::COMPASS, name: "Look around with sample sales", help: "A coffee roaster, 41 months", key: "" },
                ];
                match choice::row(ui, width, &ways) {
                    Some(0) => asks.push(Ask::Command(Command::AddSales)),
                    Some(1) => {
                        state.typing = true;
                        state.grid.request_focus();
                    }
                    Some(_) => asks.push(Ask::Command(Command::OpenExample)),
                    None => {}
                }
                ui.add_space(10.0);
            });
        });
    });
}

/// How many figures it takes.
fn enough(granularity: Granularity) -> String {
    let periods = plural::plural(calendar::period_word(granularity));
    let season = match granularity {
        Granularity::Week => " 53 show the season.",
        Granularity::Month => " Thirteen show the season.",
        Granularity::Quarter => " Five show the season.",
        Granularity::Year => "",
    };
    format!("Four {periods} are enough to see a direction.{season}")
}

/// The chart to come, in outline.
fn ghost(ui: &mut Ui, width: f32, word: &str, t: &Tokens) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(width, 226.0), Sense::hover());
    let scale = (width / 800.0).min(1.0);
    let at = |x: f32, y: f32| rect.min + egui::vec2(x * scale, y);
    let painter = ui.painter();
    for index in 0..20_u8 {
        let i = f32::from(index);
        let height =
            90.0 + 30.0 * (i / 12.0 * std::f32::consts::TAU - 1.0).sin() + (f32::from(index * 7 % 11) - 5.0) * 2.0;
        let bar = egui::Rect::from_min_max(at(8.0 + i * 24.0, 180.0 - height), at(21.0 + i * 24.0, 180.0));
        painter.rect(bar, 1.0, Color32::TRANSPARENT, Stroke::new(1.0, t.prev), StrokeKind::Inside);
    }
    let wave = |from: f32, to: f32, y: &dyn Fn(f32) -> f32| -> Vec<egui::Pos2> {
        (0..=24_u8).map(|i| f32::from(i) / 24.0).map(|s| at(from + (to - from) * s, y(s))).collect()
    };
    painter.line(wave(60.0, 470.0, &|s| 86.0 - 16.0 * (s * 5.4 - 1.2).sin()), Stroke::new(3.5, t.prev));
    let band = |s: f32| 84.0 - 42.0 * s * s;
    let quads = (0..12_u8).map(|i| (f32::from(i) / 12.0, f32::from(i + 1) / 12.0));
    for (a, b) in quads {
        let x = |s: f32| 494.0 + 206.0 * s;
        let half = |s: f32| 4.0 + 14.0 * s;
        let corners = vec![
            at(x(a), band(a) - half(a)),
            at(x(b), band(b) - half(b)),
            at(x(b), band(b) + half(b)),
            at(x(a), band(a) + half(a)),
        ];
        painter.add(egui::Shape::convex_polygon(corners, t.sunken, Stroke::NONE));
    }
    painter.extend(egui::Shape::dashed_line(&wave(494.0, 700.0, &band), Stroke::new(2.0, t.prev), 7.0, 5.0));
    let step = [(494.0, 66.0), (560.0, 66.0), (560.0, 56.0), (630.0, 56.0), (630.0, 44.0), (710.0, 44.0)];
    painter.line(step.iter().map(|(x, y)| at(*x, *y)).collect(), Stroke::new(1.5, t.prev));
    painter.hline(rect.left()..=at(720.0, 0.0).x, rect.top() + 180.0, Stroke::new(1.0, t.control));
    let by = format!("your sales, {word} by {word}");
    for (x, y, anchor, text) in [
        (244.0, 206.0, Align2::CENTER_BOTTOM, by.as_str()),
        (600.0, 206.0, Align2::CENTER_BOTTOM, "where they are heading"),
        (718.0, 50.0, Align2::LEFT_BOTTOM, "your target"),
    ] {
        label::paint(ui, at(x, y), anchor, text, 12.0, Weight::Regular, t.text3);
    }
}
