//! The fire drill: it is announced, a silent clock runs, each step is walked through, and what was missing is written down.

use std::collections::BTreeSet;
use std::time::Duration;

use eframe::egui::{self, Align2, Role, Sense, Ui};

use super::scenario as change;
use crate::document::Edit;
use crate::model::{Drill, Haste, Home, Plan, Scenario, ScenarioId, Tactic, TacticId};
use crate::text::{board, calendar, contingency as words};
use crate::ui::theme::font::Weight;
use crate::ui::widget::{self, button::Button, card, field, label, label::Runs, segment};
use crate::ui::{Ask, View, icons};

/// A drill that runs; the plan knows of it once it is over.
#[derive(Debug)]
pub(super) struct Running {
    of: ScenarioId,
    /// In seconds since the window began.
    since: f64,
    walked: BTreeSet<TacticId>,
    missing: String,
    wants_keyboard: bool,
}

/// The shortest that a drill is said to take, and what a repaint waits for.
const SECOND: f64 = 1.0;

impl Running {
    pub fn start(ui: &Ui, of: ScenarioId) -> Self {
        let since = ui.input(|i| i.time);
        Self { of, since, walked: BTreeSet::new(), missing: String::new(), wants_keyboard: true }
    }
}

/// Draws the drill that runs, if it is this scenario's, and those that were.
pub(super) fn show(
    ui: &mut Ui,
    running: &mut Option<Running>,
    scenario: &Scenario,
    view: &View<'_>,
    asks: &mut Vec<Ask>,
) {
    match running {
        Some(drill) if drill.of == scenario.id => {
            if run(ui, drill, scenario, view, asks) {
                *running = None;
            }
        }
        _ => *running = None,
    }
    if scenario.drills.is_empty() {
        return;
    }
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "Fire drills", "", |_| {});
        let width = ui.available_width();
        for (at, drill) in scenario.drills.iter().enumerate().rev() {
            ui.horizontal(|ui| {
                let said = words::drill(drill, view.today);
                Runs::new(13.0, 19.0).add(&said, Weight::Regular, view.t.text2).show(ui, (width - 170.0).max(160.0));
                let told = |step: &Tactic| step.what == drill.missing;
                let is_new = !drill.missing.is_empty() && !scenario.response.tactics.iter().any(told);
                if is_new && Button::new("Make it a step").small().show(ui).clicked() {
                    asks.push(Ask::Edit(step(scenario, drill)));
                }
                let day = calendar::date(drill.day, view.today);
                if Button::new("×").small().name(&format!("Remove the drill of {day}")).show(ui).clicked() {
                    let edit = change(scenario.id, format!("Remove the drill of {day}"), move |it| {
                        if at < it.drills.len() {
                            it.drills.remove(at);
                        }
                    });
                    asks.push(Ask::Edit(edit.saying("Removed the drill")));
                }
            });
        }
    });
}

/// What was missing becomes a step, to be done within a week.
fn step(scenario: &Scenario, drill: &Drill) -> Edit {
    let (id, owner) = (scenario.id, scenario.response.owner.clone());
    let due = drill.day.checked_add_days(chrono::Days::new(7));
    let tactic = Tactic { haste: Haste::Later, due, ..Tactic::new(&drill.missing, &owner, drill.day) };
    Edit::new(format!("Make a step of what was missing: {}", scenario.title), move |plan: &mut Plan| {
        plan.add_tactic(Home::Scenario(id), tactic);
    })
}

/// True once it is over or given up.
fn run(ui: &mut Ui, drill: &mut Running, scenario: &Scenario, view: &View<'_>, asks: &mut Vec<Ask>) -> bool {
    let t = view.t;
    let passed = (ui.input(|i| i.time) - drill.since).max(0.0);
    // When the next second is over, and no earlier.
    ui.ctx().request_repaint_after(Duration::from_secs_f64((SECOND - passed.fract()).max(0.01)));
    let mut over = false;
    card::card(ui, 0.0, |ui| {
        let width = ui.available_width();
        let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 44.0), Sense::hover());
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "seconds of a drill")]
        let clock = board::clock(passed as u64);
        widget::name(&response, Role::Timer, true, &format!("Fire drill: {clock}"));
        label::paint(ui, rect.right_center(), Align2::RIGHT_CENTER, &clock, 34.0, Weight::SemiBold, t.text1);
        let said = format!("Fire drill: {}", scenario.title);
        label::paint_fitting(ui, rect.left_center(), &said, 20.0, Weight::SemiBold, t.text1, width - 130.0);
        let told = "It has just happened. Go through the response: who does what, with what at hand, right now?";
        Runs::new(13.0, 19.0).add(told, Weight::Regular, t.text2).show(ui, width);
        if scenario.response.tactics.is_empty() {
            let none = "There are no steps yet: that is what is missing.";
            Runs::new(13.0, 19.0).add(none, Weight::Medium, t.orange).show(ui, width);
        }
        for haste in Haste::ALL {
            for step in scenario.response.tactics.iter().filter(|step| step.haste == haste) {
                let mut on = drill.walked.contains(&step.id);
                ui.horizontal(|ui| {
                    let toggle = segment::toggle(ui, if on { "Walked" } else { "To walk" }, on);
                    widget::name(&toggle, Role::CheckBox, true, &format!("Walked through: {}", step.what));
                    if std::mem::take(&mut drill.wants_keyboard) {
                        toggle.request_focus();
                    }
                    if toggle.clicked() {
                        on = !on;
                    }
                    let who = if step.who.trim().is_empty() { "nobody yet" } else { step.who.trim() };
                    let text = format!("{} · {who} · {}", step.what, haste.label());
                    Runs::new(13.0, 19.0).add(&text, Weight::Medium, t.text1).show(ui, (width - 110.0).max(120.0));
                });
                if on {
                    drill.walked.insert(step.id);
                } else {
                    drill.walked.remove(&step.id);
                }
            }
        }
        let hint = "The supplier’s number was in nobody’s phone";
        field::text_field(ui, "What was missing", &mut drill.missing, hint, None, width);
        ui.horizontal(|ui| {
            if Button::new("End the drill").icon(icons::CHECK).ink().show(ui).clicked() {
                let done = drill.record(scenario, passed, view);
                let label = format!("Fire drill: {}", scenario.title);
                asks.push(Ask::Edit(change(scenario.id, label, move |it| it.drills.push(done))));
                over = true;
            }
            if Button::new("Give it up").show(ui).clicked() {
                over = true;
            }
        });
    });
    over
}

impl Running {
    /// What the plan keeps: steps that nobody walked through are missing too.
    fn record(&self, scenario: &Scenario, passed: f64, view: &View<'_>) -> Drill {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "minutes of a drill")]
        let minutes = (passed / 60.0).round().clamp(1.0, f64::from(u16::MAX)) as u16;
        let mut missing: Vec<String> = Vec::new();
        if !self.missing.trim().is_empty() {
            missing.push(self.missing.trim().to_owned());
        }
        let steps = scenario.response.tactics.iter().filter(|step| !self.walked.contains(&step.id));
        missing.extend(steps.map(|step| format!("not walked through: {}", step.what)));
        Drill { day: view.today, minutes, missing: missing.join("; ") }
    }
}
