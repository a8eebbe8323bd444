//! The stranger’s test: somebody sees the tactics alone and says what the strategy is. If that fails, the tactics don’t show it.

use eframe::egui::{self, Align2, Key as Pressed, Sense, Stroke, Ui};

use super::change;
use crate::model::{Strategy, StrategyId, TacticState};
use crate::text::calendar;
use crate::ui::theme::font::Weight;
use crate::ui::widget::{self, button::Button, card, field, label, label::Runs, person};
use crate::ui::{Ask, Open, View, icons};

/// A test that goes on.
#[derive(Debug)]
pub(super) struct Asking {
    of: StrategyId,
    who: String,
    answer: String,
    problem: Option<String>,
    /// The strategy shows again, to be held against the answer.
    revealed: bool,
    focus: bool,
}

impl Asking {
    pub fn about(of: StrategyId) -> Self {
        Self { of, who: String::new(), answer: String::new(), problem: None, revealed: false, focus: true }
    }
}

/// The way into the test, once there is something to see. Answers whether it was taken.
pub(super) fn offer(ui: &mut Ui, strategy: &Strategy, view: &View<'_>) -> bool {
    if strategy.tactics.is_empty() {
        return false;
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        let pressed = Button::new("Ask a stranger").icon(icons::EYE).small().show(ui).clicked();
        let said = "Shows somebody the tactics alone, and keeps what they take the strategy for.";
        ui.add(egui::Label::new(label::rich(said, 12.0, Weight::Regular, view.t.text3)).truncate());
        pressed
    })
    .inner
}

/// Draws the test in place of the page, so that nothing gives the answer away. Answers whether it is over.
/// Esc leaves a field first: `was_typing` says whether one had the keyboard.
pub(super) fn show(
    ui: &mut Ui,
    asking: &mut Asking,
    was_typing: bool,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) -> bool {
    let t = view.t;
    let Some(strategy) = open.plan.worksheets.strategy(asking.of) else { return true };
    let mut over = false;
    let said = "What is the strategy behind these tactics?".to_owned();
    super::super::head(ui, "Strategies · a stranger’s view", &said.into(), t, asks, |ui, _| {
        over = Button::new("Stop").show(ui).clicked();
    });
    card::card(ui, 0.0, |ui| {
        let width = ui.available_width().min(860.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        let shown = strategy.tactics.iter().filter(|tactic| tactic.state != TacticState::Dropped);
        for tactic in shown {
            let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 44.0), Sense::hover());
            let due = tactic.due.map(|due| calendar::weekday_date(due, view.today)).unwrap_or_default();
            let name = [&tactic.what, &tactic.who, &tactic.first_step, &tactic.done_when, &due];
            let name: Vec<&str> = name.into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
            widget::name(&response, egui::Role::Label, true, &name.join(", "));
            let cell = |from: f32, to: f32, text: &str, weight| {
                let at = egui::pos2(rect.left() + width * from, rect.center().y);
                label::paint_fitting(ui, at, text, 13.0, weight, t.text1, width * (to - from) - 10.0);
            };
            cell(0.0, 0.36, &tactic.what, Weight::Medium);
            person::paint(ui, egui::pos2(rect.left() + width * 0.36, rect.center().y), &tactic.who, width * 0.18);
            cell(0.56, 0.76, &tactic.first_step, Weight::Regular);
            cell(0.76, 1.0, &tactic.done_when, Weight::Regular);
            ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.hair));
        }
        ui.add_space(14.0);
        ui.spacing_mut().item_spacing.y = 6.0;
        if asking.revealed {
            over |= compare(ui, asking, strategy, width, view, asks);
        } else {
            ask(ui, asking, width, view);
        }
    });
    over || !was_typing && ui.input(|i| i.key_pressed(Pressed::Escape))
}

/// Who answers, and what they take it for.
fn ask(ui: &mut Ui, asking: &mut Asking, width: f32, _view: &View<'_>) {
    let mut entered = false;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let who = field::text_field(ui, "Who answers", &mut asking.who, "A name, or nothing", None, width * 0.3);
        if std::mem::take(&mut asking.focus) {
            who.request_focus();
        }
        let (problem, hint) = (asking.problem.as_deref(), "In their words");
        let answer =
            field::text_field(ui, "What they take it for", &mut asking.answer, hint, problem, width * 0.7 - 12.0);
        entered = answer.lost_focus() && ui.input(|i| i.key_pressed(Pressed::Enter));
    });
    let pressed = Button::new("Show the strategy").ink().show(ui).clicked();
    if pressed || entered {
        let empty = asking.answer.trim().is_empty();
        asking.problem = empty.then(|| "Write down the answer before it shows.".to_owned());
        asking.revealed = !empty;
    }
}

/// The strategy beside the answer: is that it? Answers whether it is kept.
fn compare(
    ui: &mut Ui,
    asking: &Asking,
    strategy: &Strategy,
    width: f32,
    view: &View<'_>,
    asks: &mut Vec<Ask>,
) -> bool {
    let t = view.t;
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 30.0), Sense::hover());
    widget::name(&response, egui::Role::Label, true, &format!("The strategy: {}", strategy.title));
    label::paint(ui, rect.left_center(), Align2::LEFT_CENTER, &strategy.title, 20.0, Weight::SemiBold, t.text1);
    Runs::new(13.0, 19.0).add(&strategy.what, Weight::Regular, t.text2).show(ui, width.min(640.0));
    let runs = Runs::new(13.0, 19.0).add("Taken for: ", Weight::Medium, t.text3);
    runs.add(asking.answer.trim(), Weight::SemiBold, t.text1).show(ui, width);
    let mut found = None;
    ui.horizontal(|ui| {
        ui.label(label::rich("Is that it?", 13.0, Weight::Medium, t.text1));
        for (text, is_it) in [("That is it", true), ("Something else", false)] {
            if Button::new(text).show(ui).clicked() {
                found = Some(is_it);
            }
        }
    });
    if let Some(found) = found {
        asks.push(Ask::Edit(change::stranger(strategy, &asking.who, &asking.answer, found, view.today)));
    }
    found.is_some()
}
