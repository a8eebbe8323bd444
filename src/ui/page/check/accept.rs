//! Accepting a finding as it is: the form under its line, and the list of those that were accepted.

use eframe::egui::{self, Key, Ui};

use crate::document::Edit;
use crate::model::worksheet::Accepted;
use crate::text::calendar;
use crate::text::checked::{Checked, Line};
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{button::Button, card, field, label::Runs, row_end::RowEnd};
use crate::ui::{Ask, Open, View};

/// What is typed in the form.
#[derive(Debug)]
pub(super) struct Draft {
    /// The finding that it is about.
    pub finding: String,
    reason: String,
    by: String,
    reason_problem: Option<String>,
    by_problem: Option<String>,
    focus: bool,
}

/// What became of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Open,
    /// It is done with, one way or the other.
    Closed,
}

impl Draft {
    /// By whom the plan belongs to, unless somebody else says so.
    pub fn new(line: &Line, open: Open<'_>) -> Self {
        Self {
            finding: line.id.clone(),
            reason: String::new(),
            by: open.plan.owner.trim().to_owned(),
            reason_problem: None,
            by_problem: None,
            focus: true,
        }
    }

    fn read(&mut self, view: &View<'_>) -> Option<Accepted> {
        self.reason_problem = self.reason.trim().is_empty().then(|| "Say why it may stay so.".to_owned());
        self.by_problem = self.by.trim().is_empty().then(|| "Say who accepts it.".to_owned());
        (self.reason_problem.is_none() && self.by_problem.is_none()).then(|| Accepted {
            finding: self.finding.clone(),
            reason: self.reason.trim().to_owned(),
            by: self.by.trim().to_owned(),
            day: view.today,
        })
    }
}

/// Draws the form.
pub(super) fn form(ui: &mut Ui, draft: &mut Draft, width: f32, view: &View<'_>, asks: &mut Vec<Ask>) -> Outcome {
    const GAP: f32 = 12.0;
    let mut entered = false;
    let mut outcome = Outcome::Open;
    ui.add_space(4.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let by_width = (width * 0.28).min(220.0);
        let hint = "Back in January; the order is with the printer";
        let problem = draft.reason_problem.as_deref();
        let reason_width = width - by_width - GAP;
        let reason = field::text_field(ui, "Why it may stay so", &mut draft.reason, hint, problem, reason_width);
        if std::mem::take(&mut draft.focus) {
            reason.request_focus();
        }
        let problem = draft.by_problem.as_deref();
        let by = field::text_field(ui, "Accepted by", &mut draft.by, "Who says so", problem, by_width);
        for response in [reason, by] {
            entered |= response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        }
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let pressed = Button::new("Accept the finding").small().show(ui).clicked();
        if (pressed || entered)
            && let Some(accepted) = draft.read(view)
        {
            asks.push(Ask::Edit(Edit::new("Accept a finding", move |plan| {
                plan.accept(accepted);
            })));
            outcome = Outcome::Closed;
        }
        if Button::new("Cancel").small().quiet().show(ui).clicked() || ui.input(|i| i.key_pressed(Key::Escape)) {
            outcome = Outcome::Closed;
        }
    });
    ui.add_space(8.0);
    outcome
}

/// The findings that were accepted, each with its reason, and the way back.
pub(super) fn list(ui: &mut Ui, checked: &Checked, view: &View<'_>, asks: &mut Vec<Ask>) {
    if checked.accepted().next().is_none() {
        return;
    }
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "Accepted as they are", "they count no more until they are withdrawn", |_| {});
        for (index, (line, accepted)) in checked.accepted().enumerate() {
            ui.push_id(index, |ui| row(ui, line, accepted, view, asks));
        }
    });
}

fn row(ui: &mut Ui, line: &Line, accepted: &Accepted, view: &View<'_>, asks: &mut Vec<Ask>) {
    let t: &Tokens = view.t;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let end = RowEnd::new(ui);
        let width = (ui.available_width() - end.width() - 12.0).max(120.0);
        ui.allocate_ui_with_layout(egui::vec2(width, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 1.0;
            Runs::new(13.0, 19.0).add(&line.sentence, Weight::Regular, t.text2).show(ui, width);
            let who = if accepted.by.is_empty() { String::new() } else { format!("{}, ", accepted.by) };
            let when = format!(" ({who}{})", calendar::date(accepted.day, view.today));
            Runs::new(12.0, 16.0)
                .add(&accepted.reason, Weight::Medium, t.text1)
                .add(&when, Weight::Regular, t.text3)
                .show(ui, width);
        });
        end.show(ui, egui::Align::Min, |ui| {
            let name = format!("Withdraw: {}", line.sentence);
            if Button::new("Withdraw").small().name(&name).tooltip("It counts again").show(ui).clicked() {
                let finding = line.id.clone();
                asks.push(Ask::Edit(Edit::new("Let a finding count again", move |plan| {
                    plan.withdraw_acceptance(&finding);
                })));
            }
        });
    });
    ui.add_space(6.0);
}
