//! The cards beside the chart: trend, normal variation and season.

use eframe::egui::{self, Align2, Sense, Ui};

use crate::chart::{Frame, Scene, season};
use crate::text::finding::{Tone, Voice};
use crate::text::{Origin, Said, calendar};
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::kept::Kept;
use crate::ui::widget::{card, chart, finding, label, label::Runs, triangle};
use crate::ui::{Ask, Open, Version, View};

/// What the trend card says, kept until the plan changes.
#[derive(Debug)]
pub(super) struct TrendWords {
    /// "5.3% a year" and whether that is better; `None` where no trend can be told.
    number: Option<(String, Tone)>,
    reason: Said,
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

pub(super) fn trend(ui: &mut Ui, words: &TrendWords, view: &View<'_>, asks: &mut Vec<Ask>) {
    finding::source(ui, view, |origin| origin == Origin::Trend, |ui| trend_ui(ui, words, view.t, asks));
}

fn trend_ui(ui: &mut Ui, words: &TrendWords, t: &Tokens, asks: &mut Vec<Ask>) {
    card::card(ui, 110.0, |ui| {
        card::heading(ui, "Trend", "", |_| {});
        let width = ui.available_width();
        if let Some((number, tone)) = &words.number {
            let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 30.0), Sense::hover());
            crate::ui::widget::name(&response, egui::Role::Label, true, number);
            let mut left = rect.left();
            if *tone != Tone::Plain {
                let up = *tone == Tone::Better;
                let colour = if up { t.teal } else { t.orange };
                triangle(ui, egui::pos2(left + 7.0, rect.center().y + 2.0), 14.0, up, colour);
                left += 21.0;
            }
            let at = egui::pos2(left, rect.center().y);
            label::paint(ui, at, Align2::LEFT_CENTER, number, 24.0, Weight::SemiBold, t.text1);
        }
        finding::show(ui, &words.reason, finding::Look::card(t), width, t, asks);
        if let Some(smoothed) = &words.smoothed {
            Runs::new(12.0, 16.0).add(smoothed, Weight::Regular, t.text3).show(ui, width);
        }
    });
}

/// What the card of normal variation says, kept until the plan changes.
#[derive(Debug)]
pub(super) struct VariationWords {
    /// "£46k – £60k" and the period that it is for.
    range: Option<(String, String)>,
    said: Said,
}

impl VariationWords {
    pub fn of(voice: Voice<'_>) -> Self {
        let variation = voice.answer.variation.as_ref().ok();
        let latest = variation.and_then(|variation| voice.latest_usual(variation));
        let range =
            latest.map(|(period, _, usual)| (voice.usual_range(&usual), calendar::period(period, voice.fiscal)));
        Self { range, said: voice.variation_beside_range() }
    }
}

pub(super) fn variation(ui: &mut Ui, words: &VariationWords, view: &View<'_>, asks: &mut Vec<Ask>) {
    let content = |ui: &mut Ui| {
        card::card(ui, 110.0, |ui| {
            let about = words.range.as_ref().map(|(_, period)| format!("for {period}")).unwrap_or_default();
            card::heading(ui, "Normal variation", &about, |_| {});
            if let Some((range, _)) = &words.range {
                ui.label(label::rich(range, 20.0, Weight::SemiBold, view.t.text1));
            }
            let width = ui.available_width();
            finding::show(ui, &words.said, finding::Look::card(view.t), width, view.t, asks);
        });
    };
    finding::source(ui, view, |origin| origin == Origin::Variation, content);
}

/// The season's picture, and what it says where there is one.
pub(super) type Season = Kept<(Version, u32), Scene>;

pub(super) fn season(ui: &mut Ui, kept: &mut Season, open: Open<'_>, view: &View<'_>, asks: &mut Vec<Ask>) {
    finding::source(ui, view, |origin| origin == Origin::Season, |ui| season_ui(ui, kept, open, view.t, asks));
}

fn season_ui(ui: &mut Ui, kept: &mut Season, open: Open<'_>, t: &Tokens, asks: &mut Vec<Ask>) {
    let word = calendar::period_word(open.answer.granularity);
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "Season", &format!("against an average {word}"), |_| {});
        let width = ui.available_width();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole points of a card")]
        let key = (open.version(), width as u32);
        let draw = || season::scene(open.answer, open.style, open.fiscal(), Frame::page(width, 72.0));
        let scene = kept.get(key, draw);
        if !scene.marks.is_empty() {
            let (rect, response) = ui.allocate_exact_size(scene.size.into(), Sense::hover());
            crate::ui::widget::name(&response, egui::Role::Figure, true, &scene.reason.plain());
            chart::paint(ui, rect.min, scene, t);
        }
        finding::show(ui, &scene.reason, finding::Look::card(t), width, t, asks);
    });
}
