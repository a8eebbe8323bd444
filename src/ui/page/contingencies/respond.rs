//! The response: what is done when it happens, by whom and how soon, what that saves, and the day on which it happens.

use eframe::egui::{Id, Role, Ui};

use super::{Key, State, event, id_of, scenario as change, show_field};
use crate::analysis::simulate;
use crate::document::Edit;
use crate::model::{Haste, Home, Plan, Scenario, Tactic, TacticState};
use crate::text::{calendar, contingency as words};
use crate::ui::board;
use crate::ui::theme::font::Weight;
use crate::ui::widget::typed::{self, Field, Look};
use crate::ui::widget::{self, button::Button, card, label::Runs, pick::pick, segment};
use crate::ui::{Ask, Open, View, icons};

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    scenario: &Scenario,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let (t, id) = (view.t, scenario.id);
    event::show(ui, state, scenario, view, open, asks);
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "Who does what then", "", |_| {});
        let width = ui.available_width();
        if let Some(lacks) = words::lacks(scenario) {
            Runs::new(13.0, 19.0).add(&lacks, Weight::Regular, t.orange).show(ui, width);
        }
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 10.0;
            let owner = &scenario.response.owner;
            let field = Field { hint: "Ruth", ..Field::new(id_of("owner", id), "Who answers for it", owner, 200.0) };
            show_field(ui, state, Key::Owner(id), "Who answers for it", &field, open, asks);
            let saves = match scenario.response.saves_percent {
                0 => String::new(),
                percent => percent.to_string(),
            };
            let field =
                Field { hint: "40", ..Field::new(id_of("saves", id), "Saves of the loss, percent", &saves, 150.0) };
            show_field(ui, state, Key::Saves(id), "Saves of the loss, %", &field, open, asks);
        });
        let cost = simulate::cost(open.plan, open.series_index, open.answer, scenario);
        if let Some(said) = cost.and_then(|cost| words::worth(&cost, scenario.response.saves_percent, open.style)) {
            Runs::new(12.0, 16.0).add(&said, Weight::Regular, t.text3).show(ui, width);
        }
        for haste in Haste::ALL {
            let steps: Vec<&Tactic> = scenario.response.tactics.iter().filter(|step| step.haste == haste).collect();
            if steps.is_empty() {
                continue;
            }
            Runs::new(12.0, 18.0).add(haste.label(), Weight::Medium, t.text3).show(ui, width);
            for step in steps {
                one(ui, state, scenario, step, width, view, open, asks);
            }
        }
        if Button::new("Step").icon(icons::PLUS).small().name("Add a step").show(ui).clicked() {
            let today = view.today;
            asks.push(Ask::Edit(Edit::new("Add a step", move |plan: &mut Plan| {
                let step = Tactic { haste: Haste::FirstDay, ..Tactic::new("New step", "", today) };
                plan.add_tactic(Home::Scenario(id), step);
            })));
        }
    });
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "Ideas for the response", "", |_| {});
        board::show(ui, &mut state.board, board::Topic::Response(id), board::Size::Card, view, open, asks);
    });
}

/// A step: done or not while it happens, what, who, how soon.
#[expect(clippy::too_many_arguments, reason = "a step and what it stands in")]
fn one(
    ui: &mut Ui,
    state: &mut State,
    scenario: &Scenario,
    step: &Tactic,
    width: f32,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let id = step.id;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let mut rest = width;
        if scenario.active().is_some() {
            let done = step.state == TacticState::Done;
            let response = segment::toggle(ui, if done { "Done" } else { "To do" }, done);
            widget::name(&response, Role::CheckBox, true, &format!("Done: {}", step.what));
            if response.clicked() {
                let next = if done { TacticState::Open } else { TacticState::Done };
                let label = format!("{} “{}”", if done { "Open again" } else { "Done:" }, step.what);
                asks.push(Ask::Edit(Edit::new(label, move |plan: &mut Plan| {
                    if let Some(tactic) = plan.tactic_mut(id) {
                        tactic.state = next;
                    }
                })));
            }
            let due = step.due.map(|due| calendar::weekday_date(due, view.today)).unwrap_or_default();
            Runs::new(12.0, 16.0).add(&due, Weight::Regular, view.t.text3).show(ui, 74.0);
            rest -= 160.0;
        }
        let fields = (rest - 190.0).max(160.0);
        let name = format!("Step {}", step.what);
        let what = Field {
            look: Look::Cell,
            weight: Weight::Medium,
            ..Field::new(Id::unique(("step", id)), &name, &step.what, fields * 0.64)
        };
        plain(ui, state, Key::Step(id), &what, open, asks);
        let name = format!("Who does {}", step.what);
        let who = Field {
            hint: "Who?",
            problem: step.who.trim().is_empty().then_some("Type a name"),
            ..Field::new(Id::unique(("who", id)), &name, &step.who, fields * 0.32)
        };
        plain(ui, state, Key::Who(id), &who, open, asks);
        let chosen = Haste::ALL.iter().position(|haste| *haste == step.haste).unwrap_or_default();
        let name = format!("How soon: {}", step.what);
        if let Some(at) = pick(ui, Id::unique(("haste", id)), &name, 118.0, &Haste::ALL.map(Haste::label), chosen) {
            let haste = Haste::ALL[at];
            asks.push(Ask::Edit(Edit::new(
                format!("“{}”: {}", step.what, haste.label()),
                move |plan: &mut Plan| {
                    if let Some(tactic) = plan.tactic_mut(id) {
                        tactic.haste = haste;
                    }
                },
            )));
        }
        if Button::new("×").small().name(&format!("Remove the step {}", step.what)).show(ui).clicked() {
            let edit = Edit::new(format!("Remove the step “{}”", step.what), move |plan: &mut Plan| {
                plan.remove_tactic(id);
            });
            asks.push(Ask::Edit(edit.saying("Removed the step")));
        }
    });
}

fn plain(ui: &mut Ui, state: &mut State, key: Key, field: &Field<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let shown = typed::show(ui, &mut state.drafts, key.clone(), field);
    if let Some(text) = shown.left {
        match read(&key, &text, open) {
            Ok(edit) => asks.extend(edit.map(Ask::Edit)),
            Err(problem) => state.drafts.refuse(key, field.at_rest, text, problem),
        }
    }
}

/// Makes an edit of what was typed.
///
/// # Errors
/// What to type instead.
pub(super) fn read(key: &Key, text: &str, open: Open<'_>) -> Result<Option<Edit>, String> {
    let text = text.trim().to_owned();
    let sheets = &open.plan.worksheets;
    let of = |id| sheets.scenario(id).map(|it| it.title.clone()).unwrap_or_default();
    Ok(match *key {
        Key::Owner(id) => {
            Some(change(id, format!("Who answers for “{}”", of(id)), move |it| it.response.owner = text))
        }
        Key::Saves(id) => {
            let percent = text.trim_end_matches('%').trim().parse::<u8>().ok().filter(|percent| *percent <= 100);
            let percent = percent.ok_or("Type a whole percentage from 0 to 100")?;
            Some(change(id, format!("What the response to “{}” saves", of(id)), move |it| {
                it.response.saves_percent = percent;
            }))
        }
        Key::Step(_) if text.is_empty() => return Err("Say what is done".to_owned()),
        Key::Step(id) => Some(Edit::new(format!("Change the step to “{text}”"), move |plan: &mut Plan| {
            if let Some(tactic) = plan.tactic_mut(id) {
                tactic.what = text;
            }
        })),
        Key::Who(id) => Some(Edit::new(format!("{text} takes the step"), move |plan: &mut Plan| {
            if let Some(tactic) = plan.tactic_mut(id) {
                tactic.who = text;
            }
        })),
        _ => None,
    })
}
