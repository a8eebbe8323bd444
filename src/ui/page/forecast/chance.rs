//! The chance of the target: as a figure, in words, as twenty dots; each level with its own; and the form that sets them.

use eframe::egui::{self, Align2, Color32, Role, Sense, Stroke, Ui};

use super::target;
use crate::chart::{Frame, Scene, chance};
use crate::model::Level;
use crate::text::UNKNOWN;
use crate::text::trust::ChanceWords;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::kept::Kept;
use crate::ui::widget::{self, button::Button, card, chart, label, label::Runs};
use crate::ui::{Ask, Open, Version, View};

/// What the dot plot depends on.
pub(super) type SceneKey = (Version, chrono::NaiveDate, u32);

const PLOT: f32 = 134.0;

pub(super) fn show(
    ui: &mut Ui,
    form: &mut target::Form,
    kept: &mut Kept<SceneKey, Scene>,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    let none = open.series.targets.is_empty();
    let voice = open.subject().voice();
    let words = voice.chance_words();
    card::card(ui, 0.0, |ui| {
        let title = words.as_ref().map_or("Target", |words| words.title.as_str());
        card::heading(ui, title, "", |ui| {
            if !none && !form.open && Button::new("Set a target").small().show(ui).clicked() {
                form.begin();
            }
        });
        let width = ui.available_width();
        if let Some(words) = &words {
            // Computed anew, the old number stays, paler.
            let colour = if open.answer.fitting { t.text3 } else { t.text1 };
            figure(ui, words, width, colour, t);
        }
        if none && !form.open {
            Runs::new(13.0, 19.0)
                .add(
                    "What should the year bring? One number is enough; it is spread over the months for you.",
                    Weight::Regular,
                    t.text2,
                )
                .show(ui, width);
        }
        if !open.answer.dots.is_empty() && !voice.is_over() {
            dots(ui, kept, view, open, width);
        }
        if !none {
            levels(ui, open, t);
        }
        if form.open || none {
            target::form(ui, form, view, open, none, asks);
        }
    });
}

/// The one large figure of the page, its odds beside it.
fn figure(ui: &mut Ui, words: &ChanceWords, width: f32, colour: Color32, t: &Tokens) {
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 56.0), Sense::hover());
    let name = format!("{}: {}, {}, {}", words.title, words.figure, words.words, words.condition);
    widget::name(&response, Role::Label, true, &name);
    let fits = |size: &f32| label::width(ui, &words.figure, *size, Weight::SemiBold) <= width * 0.5;
    let size = [56.0, 44.0, 34.0].into_iter().find(fits).unwrap_or(30.0);
    let at = rect.left_center();
    let drawn = label::paint(ui, at, Align2::LEFT_CENTER, &words.figure, size, Weight::SemiBold, colour);
    let left = drawn.right() + 12.0;
    let beside = Runs::new(13.0, 18.0).add(&format!("{};", words.words), Weight::Regular, t.text2);
    let beside = beside.add(&format!(" {}", words.condition), Weight::Regular, t.text2);
    let room = rect.right() - left;
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let high = beside.lines(ui, room) as f32 * 18.0;
    beside.paint(ui, egui::pos2(left, rect.center().y - high / 2.0), room);
}

fn dots(ui: &mut Ui, kept: &mut Kept<SceneKey, Scene>, view: &View<'_>, open: Open<'_>, width: f32) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole points of a card")]
    let key = (open.version(), view.today, width as u32);
    let scene = kept.get(key, || chance::scene(open.answer, open.style, Frame::page(width, PLOT)));
    let (rect, response) = ui.allocate_exact_size(scene.size.into(), Sense::hover());
    widget::name(&response, Role::Figure, true, &scene.reason.plain());
    chart::paint(ui, rect.min, scene, view.t);
    ui.add_space(2.0);
    Runs::new(12.0, 16.0).add(&scene.reason.plain(), Weight::Regular, view.t.text3).show(ui, width);
    ui.add_space(4.0);
}

/// The levels that are set, each with its total and its chance; what is short of it is read out, too.
fn levels(ui: &mut Ui, open: Open<'_>, t: &Tokens) {
    let width = ui.available_width();
    let voice = open.subject().voice();
    ui.spacing_mut().item_spacing.y = 0.0;
    for target in &open.series.targets {
        let Some(total) = target.total(open.answer.span) else { continue };
        let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 28.0), Sense::hover());
        let weight = if target.level == Level::Formal { Weight::SemiBold } else { Weight::Regular };
        let amount = open.style.in_sentence(total);
        let chance = voice.chance_of_level(target.level).unwrap_or_else(|| UNKNOWN.to_owned());
        let gap = open.answer.total.landing.map(|landing| voice.short_or_over(total - landing));
        let gap = gap.map(|words| words.unwrap_or_else(|| "reached".to_owned())).unwrap_or_default();
        let name = format!("{}: {amount}, {gap}, chance {chance}", target.level.label());
        widget::name(&response, Role::Label, true, &name);
        let middle = rect.center().y;
        label::paint(ui, rect.left_center(), Align2::LEFT_CENTER, target.level.label(), 13.0, weight, t.text1);
        let at = egui::pos2(rect.left() + width * 0.66, middle);
        label::paint(ui, at, Align2::RIGHT_CENTER, &amount, 13.0, weight, t.text1);
        let at = egui::pos2(rect.right(), middle);
        label::paint(ui, at, Align2::RIGHT_CENTER, &chance, 13.0, Weight::SemiBold, t.text1);
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.hair));
        response.on_hover_text(gap);
    }
    ui.add_space(6.0);
}
