//! The cards beside the chart: trend and season.

use eframe::egui::{self, Align2, Sense, Ui};

use super::State;
use crate::chart::{Frame, season};
use crate::text::calendar;
use crate::text::finding::Tone;
use crate::ui::Open;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{card, chart, label, label::Runs, triangle};

pub(super) fn trend(ui: &mut Ui, open: Open<'_>, t: &Tokens) {
    let voice = open.subject().voice();
    card::card(ui, 130.0, |ui| {
        ui.label(label::rich("Trend", 14.0, Weight::SemiBold, t.text1));
        let width = ui.available_width();
        match &open.answer.trend {
            Ok(trend) => {
                let (number, tone) = voice.trend_number(trend);
                let (rect, _) = ui.allocate_exact_size(egui::vec2(width, 38.0), Sense::hover());
                let mut left = rect.left();
                if tone != Tone::Plain {
                    let up = tone == Tone::Better;
                    triangle(
                        ui,
                        egui::pos2(left + 8.0, rect.center().y + 2.0),
                        16.0,
                        up,
                        if up { t.teal } else { t.orange },
                    );
                    left += 24.0;
                }
                label::paint(
                    ui,
                    egui::pos2(left, rect.center().y),
                    Align2::LEFT_CENTER,
                    &number,
                    32.0,
                    Weight::SemiBold,
                    t.text1,
                );
                Runs::new(13.0, 19.0).add(&voice.trend_reason(trend), Weight::Regular, t.text2).show(ui, width);
            }
            Err(_) => {
                Runs::new(13.0, 19.0).add(&voice.history(), Weight::Regular, t.text2).show(ui, width);
            }
        }
    });
}

pub(super) fn season(ui: &mut Ui, state: &mut State, open: Open<'_>, t: &Tokens) {
    let voice = open.subject().voice();
    let word = calendar::period_word(open.answer.granularity);
    card::card(ui, 130.0, |ui| {
        card::heading(ui, "Season", &format!("against an average {word}"), |_| {});
        let width = ui.available_width();
        match &open.answer.season {
            Ok(found) => {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole points of a card")]
                let key = (open.version(), width as u32);
                let scene = state
                    .season
                    .get(key, || season::scene(open.answer, open.style, open.fiscal(), Frame::page(width, 120.0)));
                ui.add_space(4.0);
                let (rect, response) = ui.allocate_exact_size(scene.size.into(), Sense::hover());
                crate::ui::widget::name(&response, egui::Role::Figure, true, &voice.season(found));
                chart::paint(ui, rect.min, scene, t);
                Runs::new(13.0, 19.0).add(&voice.season(found), Weight::Regular, t.text2).show(ui, width);
            }
            Err(_) => {
                Runs::new(13.0, 19.0)
                    .add(
                        "Thirteen finished months show the season; twenty-four make it sure.",
                        Weight::Regular,
                        t.text2,
                    )
                    .show(ui, width);
            }
        }
    });
}
