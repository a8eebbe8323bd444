//! The chance of the target: as a figure, in words, as twenty dots; each level with its own; and the form that sets them.

use std::rc::Rc;

use eframe::egui::{self, Align2, Color32, Role, Sense, Stroke, Ui};

use super::target;
use crate::analysis::Answer;
use crate::analysis::closing::Case;
use crate::chart::{Frame, Scene, chance};
use crate::model::Level;
use crate::report::Subject;
use crate::text::trust::ChanceWords;
use crate::text::{self, UNKNOWN};
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::kept::Kept;
use crate::ui::widget::{self, button::Button, card, chart, label, label::Runs};
use crate::ui::{Ask, Open, Version, View};

/// What the dot plot depends on: the odds that it shows are counted.
pub(super) type SceneKey = (Version, chrono::NaiveDate, u32, [u64; 2], Case);

/// What the card remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    scene: Kept<SceneKey, Scene>,
    outcome: Kept<SceneKey, Rc<Outcome>>,
}

/// The answer as the chosen case has it, and the chance of the plan as it is where something is tried out.
#[derive(Debug)]
struct Outcome {
    answer: Answer,
    words: Option<ChanceWords>,
    /// "25%": before what is tried out.
    before: Option<String>,
}

impl Outcome {
    fn of(open: Open<'_>, case: Case) -> Self {
        let trial = open.trial.and_then(|trial| trial.closing);
        let Some(closing) = trial.or(open.closing).filter(|closing| closing.counts_something() || trial.is_some())
        else {
            return Self {
                answer: open.answer.as_ref().clone(),
                words: open.subject().voice().chance_words(),
                before: None,
            };
        };
        let answer = closing.outcome(open.answer, case);
        let told = |answer: &Answer| {
            let subject = Subject { answer, ..open.subject() };
            subject.voice().chance_words()
        };
        let words = told(&answer).map(|words| {
            let level = subject_level(&answer, open);
            let odds = level.and_then(|level| closing.level(level));
            let condition = odds.map(|odds| text::closing::condition(case, odds, &words.condition, open.style));
            ChanceWords { condition: condition.unwrap_or_default(), ..words }
        });
        let own = open.closing.filter(|_| trial.is_some()).map(|own| own.outcome(open.answer, case));
        let before = own.and_then(|own| told(&own)).map(|words| words.figure);
        Self { answer, words, before }
    }
}

/// The level that the card speaks of.
fn subject_level(answer: &Answer, open: Open<'_>) -> Option<Level> {
    Subject { answer, ..open.subject() }.voice().chance().map(|odds| odds.level)
}

const PLOT: f32 = 134.0;

pub(super) fn show(
    ui: &mut Ui,
    form: &mut target::Form,
    state: &mut State,
    case: Case,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    let none = open.series.targets.is_empty();
    let numbers = [open.closing_number, open.trial.map_or(0, |trial| trial.number)];
    let key = |width: u32| (open.version(), view.today, width, numbers, case);
    let outcome = Rc::clone(state.outcome.get(key(0), || Rc::new(Outcome::of(open, case))));
    let words = outcome.words.as_ref();
    let own = open;
    let is_current = match open.trial {
        Some(trial) => trial.is_current,
        None => open.closing_is_current || open.closing.is_none(),
    };
    card::card(ui, 0.0, |ui| {
        let title = words.map_or("Target", |words| words.title.as_str());
        card::heading(ui, title, "", |ui| {
            if !none && !form.open && open.trial.is_none() && Button::new("Set a target").small().show(ui).clicked() {
                form.begin();
            }
        });
        let width = ui.available_width();
        if let Some(words) = words {
            // Computed anew, the old number stays, paler.
            let colour = if open.answer.fitting || !is_current { t.text3 } else { t.text1 };
            figure(ui, words, width, colour, t);
            if let Some(before) = &outcome.before {
                let said = format!("{before} as the plan is");
                Runs::new(13.0, 18.0).add(&said, Weight::Medium, t.text2).show(ui, width);
            }
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
        let subject = Subject { answer: &outcome.answer, ..own.subject() };
        if !outcome.answer.dots.is_empty() && !subject.voice().is_over() {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole points of a card")]
            dots(ui, state, key(width as u32), view, subject, width);
        }
        // While something is tried out, what it moves is all that counts.
        if !none && open.trial.is_none() {
            levels(ui, open, subject, t);
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

fn dots(ui: &mut Ui, state: &mut State, key: SceneKey, view: &View<'_>, subject: Subject<'_>, width: f32) {
    let scene = state.scene.get(key, || chance::scene(subject.answer, subject.style, Frame::page(width, PLOT)));
    let (rect, response) = ui.allocate_exact_size(scene.size.into(), Sense::hover());
    widget::name(&response, Role::Figure, true, &scene.reason.plain());
    chart::paint(ui, rect.min, scene, view.t);
    ui.add_space(2.0);
    Runs::new(12.0, 16.0).add(&scene.reason.plain(), Weight::Regular, view.t.text3).show(ui, width);
    ui.add_space(4.0);
}

/// The levels that are set, each with its total and its chance; what is short of it is read out, too.
fn levels(ui: &mut Ui, open: Open<'_>, subject: Subject<'_>, t: &Tokens) {
    let width = ui.available_width();
    let voice = subject.voice();
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
