//! The cards beside the chart: trend and season.

use eframe::egui::{self, Align2, Sense, Ui};

use crate::chart::{Frame, Scene, season};
use crate::text::calendar;
use crate::text::finding::{Tone, Voice};
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::kept::Kept;
use crate::ui::widget::{card, chart, label, label::Runs, triangle};
use crate::ui::{Open, Version};

/// What the trend card says, kept until the plan changes.
#[derive(Debug)]
pub(super) struct TrendWords {
    /// "5.3% a year" and whether that is better; `None` where no trend can be told.
    number: Option<(String, Tone)>,
    reason: String,
    /// What the line through the rolling average says, for those who draw it so.
    smoothed: Option<String>,
}

impl TrendWords {
    pub fn of(voice: Voice<'_>, window: usize) -> Self {
        let smoothed = voice.smoothed_trend(window);
        match &voice.answer.trend {
            Ok(trend) => Self { number: Some(voice.trend_number(trend)), reason: voice.trend_reason(trend), smoothed },
            Err(_) => Self { number: None, reason: voice.history(), smoothed },
        }
    }
}

pub(super) fn trend(ui: &mut Ui, words: &TrendWords, t: &Tokens) {
    card::card(ui, 130.0, |ui| {
        ui.label(label::rich("Trend", 14.0, Weight::SemiBold, t.text1));
        let width = ui.available_width();
        if let Some((number, tone)) = &words.number {
            let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 38.0), Sense::hover());
            crate::ui::widget::name(&response, egui::Role::Label, true, number);
            let mut left = rect.left();
            if *tone != Tone::Plain {
                let up = *tone == Tone::Better;
                let colour = if up { t.teal } else { t.orange };
                triangle(ui, egui::pos2(left + 8.0, rect.center().y + 2.0), 16.0, up, colour);
                left += 24.0;
            }
            let at = egui::pos2(left, rect.center().y);
            label::paint(ui, at, Align2::LEFT_CENTER, number, 32.0, Weight::SemiBold, t.text1);
        }
        Runs::new(13.0, 19.0).add(&words.reason, Weight::Regular, t.text2).show(ui, width);
        if let Some(smoothed) = &words.smoothed {
            ui.add_space(2.0);
            Runs::new(12.0, 16.0).add(smoothed, Weight::Regular, t.text3).show(ui, width);
        }
    });
}

pub(super) fn season(ui: &mut Ui, kept: &mut Kept<(Version, u32), Scene>, open: Open<'_>, t: &Tokens) {
    let word = calendar::period_word(open.answer.granularity);
    card::card(ui, 130.0, |ui| {
        card::heading(ui, "Season", &format!("against an average {word}"), |_| {});
        let width = ui.available_width();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole points of a card")]
        let key = (open.version(), width as u32);
        let scene = kept.get(key, || season::scene(open.answer, open.style, open.fiscal(), Frame::page(width, 120.0)));
        if !scene.marks.is_empty() {
            ui.add_space(4.0);
            let (rect, response) = ui.allocate_exact_size(scene.size.into(), Sense::hover());
            crate::ui::widget::name(&response, egui::Role::Figure, true, &scene.reason);
            chart::paint(ui, rect.min, scene, t);
        }
        Runs::new(13.0, 19.0).add(&scene.reason, Weight::Regular, t.text2).show(ui, width);
    });
}
