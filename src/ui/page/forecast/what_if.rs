//! What if: strategies and risks ticked in and out and dragged, in front of everyone. The plan stays as it is until it is kept.

use eframe::egui::{self, Align2, CornerRadius, Key, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo};

use crate::analysis::simulate::{Item, Part};
use crate::model::{Amount, Cases, Depth, Scenario, Strategy};
use crate::text::{calendar, plural};
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::trial::{Trial, TrialView};
use crate::ui::widget::slider::slider;
use crate::ui::widget::{self, button::Button, card, field, label, label::Runs, segment};
use crate::ui::{Ask, Open, View, icons};

/// What the panel remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    /// Which item shows its sliders.
    item: Option<Item>,
    /// "And if …?", as it is being typed.
    question: String,
    /// Whether the panel was there in the last pass: its first field gets the keyboard when it appears.
    was_there: bool,
}

/// Steps of a slider for an amount.
const STEPS: u32 = 40;

/// Draws the panel of the trial that is going on.
pub(super) fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let Some(TrialView { trial, .. }) = open.trial else {
        state.was_there = false;
        return;
    };
    let appeared = !std::mem::replace(&mut state.was_there, true);
    let t = view.t;
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "What if…", "", |ui| {
            if Button::new("Forget").small().key("Esc").show(ui).clicked() {
                asks.push(Ask::ForgetTrial);
            }
            let keep = Button::new("Keep").small().enabled(trial.has_changes());
            if keep.show(ui).clicked() {
                asks.push(Ask::KeepTrial);
            }
        });
        let width = ui.available_width();
        Runs::new(12.0, 16.0)
            .add(
                "Nothing here changes the plan until you keep it. Ticks are questions and are never kept.",
                Weight::Regular,
                t.text3,
            )
            .show(ui, width);
        ui.add_space(4.0);
        let mut next: Option<Trial> = None;
        for strategy in &trial.sheets.strategies {
            let item = Item::Strategy(strategy.id);
            row(ui, state, item, &strategy.title, trial, &mut next, t);
            if state.item == Some(item) {
                of_strategy(ui, strategy, trial, open, &mut next);
            }
        }
        for scenario in &trial.sheets.scenarios {
            let item = Item::Scenario(scenario.id);
            row(ui, state, item, &scenario.title, trial, &mut next, t);
            if state.item == Some(item) {
                of_scenario(ui, scenario, trial, open, &mut next);
            }
        }
        ui.add_space(6.0);
        question(ui, state, trial, view, open, appeared, &mut next);
        if let Some(next) = next {
            asks.push(Ask::Try(Box::new(next)));
        }
    });
    let typing = ui.ctx().text_edit_focused() && !state.question.is_empty();
    if !typing && ui.input(|i| i.key_pressed(Key::Escape)) {
        asks.push(Ask::ForgetTrial);
    }
}

/// An item with its tick. A press on the title opens its sliders.
fn row(ui: &mut Ui, state: &mut State, item: Item, title: &str, trial: &Trial, next: &mut Option<Trial>, t: &Tokens) {
    let width = ui.available_width();
    let part = trial.part(item);
    let counts = part != Part::Out;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        if tick(ui, &format!("Count {title}"), counts, t) {
            let mut changed = trial.clone();
            changed.set_part(item, if counts { Part::Out } else { Part::AsPlanned });
            *next = Some(changed);
        }
        let (rect, response) = ui.allocate_exact_size(egui::vec2(width - 32.0, 30.0), Sense::click());
        let is_open = state.item == Some(item);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_open, title));
        if response.hovered() {
            ui.painter().rect_filled(rect, 4.0, t.hover);
        }
        widget::reveal(ui, &response);
        widget::focus_ring(ui, &response, 4, t);
        let caret = if is_open { icons::CARET_UP } else { icons::CARET_DOWN };
        let right = rect.right_center() - egui::vec2(4.0, 0.0);
        label::paint_icon(ui, right, Align2::RIGHT_CENTER, caret, 14.0, t.text2);
        let sure = if part == Part::Certain { "for certain" } else { "" };
        let at = rect.right_center() - egui::vec2(24.0, 0.0);
        let sure = label::paint(ui, at, Align2::RIGHT_CENTER, sure, 12.0, Weight::SemiBold, t.blue);
        let colour = if counts { t.text1 } else { t.text3 };
        let room = sure.left().min(rect.right() - 24.0) - rect.left() - 8.0;
        label::paint_fitting(ui, rect.left_center(), title, 13.0, Weight::Regular, colour, room);
        if response.clicked() {
            state.item = if is_open { None } else { Some(item) };
        }
    });
}

/// A box to tick; answers whether it was pressed.
fn tick(ui: &mut Ui, name: &str, on: bool, t: &Tokens) -> bool {
    let (rect, response) = ui.allocate_exact_size(egui::vec2(24.0, 30.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, name));
    let square = egui::Rect::from_center_size(rect.center(), egui::vec2(18.0, 18.0));
    let (fill, edge) = if on { (t.ink, t.ink) } else { (t.surface, t.control) };
    ui.painter().rect(square, CornerRadius::same(5), fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    if on {
        label::paint_icon(ui, square.center(), Align2::CENTER_CENTER, icons::CHECK, 14.0, t.ink_on);
    }
    widget::reveal(ui, &response);
    widget::ring_if_focused(ui, &response, square, 5, t);
    response.clicked()
}

/// Whether it works, or begins, for certain.
fn certain(ui: &mut Ui, item: Item, text: &str, trial: &Trial, next: &mut Option<Trial>) {
    let on = trial.part(item) == Part::Certain;
    if segment::toggle(ui, text, on).clicked() {
        let mut changed = trial.clone();
        changed.set_part(item, if on { Part::AsPlanned } else { Part::Certain });
        *next = Some(changed);
    }
}

fn of_strategy(ui: &mut Ui, strategy: &Strategy, trial: &Trial, open: Open<'_>, next: &mut Option<Trial>) {
    let base = trial.base.strategy(strategy.id).map_or(strategy.extra, |base| base.extra);
    let period = calendar::period_word(open.answer.granularity);
    let mut changed = trial.clone();
    inset(ui, |ui, width| {
        let scale = Steps::of(base.likely, strategy.extra.likely, open);
        let name = format!("Extra a {period}, likely");
        if let Some(step) = slider(ui, &name, &open.style.exact(strategy.extra.likely), scale.at, STEPS, width) {
            changed.set_extra(strategy.id, scale.amount(step));
        }
        let works = strategy.works_percent;
        let shown = format!("{works}%");
        if let Some(percent) = slider(ui, "Chance that it works", &shown, u32::from(works) / 5, 20, width) {
            changed.set_works(strategy.id, u8::try_from(percent * 5).unwrap_or(100));
        }
        certain(ui, Item::Strategy(strategy.id), "It works for certain", trial, next);
    });
    if changed.number != trial.number {
        *next = Some(changed);
    }
}

fn of_scenario(ui: &mut Ui, scenario: &Scenario, trial: &Trial, open: Open<'_>, next: &mut Option<Trial>) {
    let word = calendar::period_word(open.answer.granularity);
    let mut changed = trial.clone();
    inset(ui, |ui, width| {
        let Some(estimate) = scenario.estimate() else {
            let t = crate::ui::theme::current(ui.ctx());
            let words = "What it would cost is not estimated yet, so it counts for nothing.";
            Runs::new(12.0, 16.0).add(words, Weight::Regular, t.text3).show(ui, width);
            return;
        };
        let length = estimate.length_periods.likely;
        let shown = plural::count(usize::from(length), word);
        let most = u32::try_from(open.answer.granularity.per_year()).unwrap_or(52).max(2) + 6;
        let at = u32::from(length).saturating_sub(1);
        if let Some(step) = slider(ui, "It lasts, likely", &shown, at.min(most - 1), most - 1, width) {
            changed.set_length(scenario.id, u16::try_from(step + 1).unwrap_or(u16::MAX));
        }
        match estimate.depth {
            Depth::Percent(cases) => {
                let percent = whole(cases);
                let shown = format!("{percent}%");
                if let Some(step) = slider(ui, "It takes of sales, likely", &shown, percent / 5, 20, width) {
                    changed.set_depth(scenario.id, Amount::whole(i64::from(step) * 5));
                }
            }
            Depth::Amount(cases) => {
                let base = trial.base.scenario(scenario.id).and_then(Scenario::estimate).map(|it| it.depth);
                let base = if let Some(Depth::Amount(base)) = base { base.likely } else { cases.likely };
                let scale = Steps::of(base, cases.likely, open);
                let name = format!("It takes a {word}, likely");
                if let Some(step) = slider(ui, &name, &open.style.exact(cases.likely), scale.at, STEPS, width) {
                    changed.set_depth(scenario.id, scale.amount(step));
                }
            }
        }
        if let Some(frequency) = &scenario.frequency {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 10")]
            let years = (frequency.share() * 10.0).round() as u32;
            let shown = format!("{} in 10", plural::count(usize::try_from(years).unwrap_or(10), "year"));
            if let Some(step) = slider(ui, "How often", &shown, years, 10, width) {
                changed.set_frequency(scenario.id, u16::try_from(step).unwrap_or(10));
            }
        }
        certain(ui, Item::Scenario(scenario.id), "It begins now", trial, next);
    });
    if changed.number != trial.number {
        *next = Some(changed);
    }
}

fn whole(cases: Cases<Amount>) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a percentage")]
    let percent = cases.likely.to_f64().clamp(0.0, 100.0).round() as u32;
    percent
}

/// A slider's steps over an amount: to three times what it is in the plan, in round amounts.
struct Steps {
    each: Amount,
    at: u32,
}

impl Steps {
    fn of(base: Amount, now: Amount, open: Open<'_>) -> Self {
        let gap = open.answer.total.gap.unwrap_or_default().abs();
        let wide = (base.abs().to_f64() * 3.0).max(gap.to_f64() / 12.0).max(f64::from(STEPS));
        let raw = wide / f64::from(STEPS);
        // One, two or five of a power of ten.
        let power = 10_f64.powf(raw.log10().floor());
        let round = [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|step| *step >= raw);
        let each = Amount::from_f64(round.unwrap_or(raw), open.answer.decimals).unwrap_or(Amount::whole(1));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the steps")]
        let at = (now.to_f64() / each.to_f64()).round().clamp(0.0, f64::from(STEPS)) as u32;
        Self { each, at }
    }

    fn amount(&self, step: u32) -> Amount {
        self.each.ratio(Amount::whole(i64::from(step)), Amount::whole(1)).unwrap_or(self.each)
    }
}

fn inset(ui: &mut Ui, content: impl FnOnce(&mut Ui, f32)) {
    let width = ui.available_width();
    ui.horizontal_top(|ui| {
        ui.add_space(24.0);
        ui.vertical(|ui| {
            ui.set_width(width - 32.0);
            ui.spacing_mut().item_spacing.y = 4.0;
            content(ui, width - 40.0);
            ui.add_space(8.0);
        });
    });
}

/// "And if …?": one line makes a scenario that begins now.
fn question(
    ui: &mut Ui,
    state: &mut State,
    trial: &Trial,
    view: &View<'_>,
    open: Open<'_>,
    appeared: bool,
    next: &mut Option<Trial>,
) {
    let width = ui.available_width();
    let response = field::text_field(ui, "And if…", &mut state.question, "Dana leaves", None, width);
    if appeared {
        response.request_focus();
    }
    let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    let title = state.question.trim();
    if entered && !title.is_empty() {
        let mut changed = trial.clone();
        let id = changed.add_scenario(open.plan, title, open.answer.granularity.per_year(), view.today);
        state.item = Some(Item::Scenario(id));
        state.question.clear();
        *next = Some(changed);
    }
}
