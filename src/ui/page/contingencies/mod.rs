//! Contingencies: what could go wrong, what it would cost, what warns of it, and the response.

mod about;
mod cost;
mod drill;
mod event;
mod history;
mod respond;
mod table;
mod warn;

use std::rc::Rc;
use std::sync::Arc;

use chrono::NaiveDate;
use eframe::egui::{self, Align, Id, Key as Pressed, Layout, Ui};

use crate::analysis::precedent::Precedent;
use crate::document::Edit;
use crate::model::scenario::STARTERS;
use crate::model::{EpisodeKind, Plan, Scenario, ScenarioId, TacticId};
use crate::text::{Said, contingency as words};
use crate::ui::board::{self, clock};
use crate::ui::theme::font::Weight;
use crate::ui::widget::kept::Kept;
use crate::ui::widget::typed::{self, Drafts, Field};
use crate::ui::widget::{button::Button, card, label::Runs, letter_pressed};
use crate::ui::{Ask, Open, Version, View, icons};

pub use history::ToMeasure;

/// A field of the page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    New,
    Title(ScenarioId),
    What(ScenarioId),
    Years(ScenarioId),
    OfYears(ScenarioId),
    Counted(ScenarioId),
    Level(ScenarioId),
    Running(ScenarioId),
    Lead(ScenarioId),
    Since(ScenarioId),
    Note(ScenarioId),
    Owner(ScenarioId),
    Saves(ScenarioId),
    Step(TacticId),
    Who(TacticId),
}

/// What the page remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The scenario that is open.
    chosen: Option<ScenarioId>,
    drafts: Drafts<Key>,
    adding: bool,
    board: board::State,
    cost: cost::State,
    warn: warn::State,
    drill: Option<drill::Running>,
    /// For thinking in silence about what could go wrong.
    clock: Silence,
    rows: Kept<(Version, u64, NaiveDate), Rc<table::Table>>,
    sentences: Kept<(Version, u64), (Said, Option<String>)>,
    wants_new: bool,
}

/// The clock of those who think by themselves: four minutes, unless they want others.
#[derive(Debug)]
struct Silence(clock::Clock);

impl Default for Silence {
    fn default() -> Self {
        Self(clock::Clock::of_minutes(4))
    }
}

impl State {
    /// What an event cost, as a thread has measured it.
    pub fn learn(&mut self, wanted: ToMeasure, found: Option<Arc<Precedent>>) {
        self.cost.history.learn(wanted, found);
    }

    /// What is being measured can't be.
    pub fn give_up(&mut self) {
        self.cost.history.give_up();
    }

    /// Opens this scenario, as somebody who comes from another page asks for.
    pub fn show_item(&mut self, id: ScenarioId) {
        self.chosen = Some(id);
    }

    /// Ends what is being typed, as leaving its field would.
    pub fn finish(&mut self, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
        if let Some((key, text)) = self.drafts.take()
            && let Ok(Some(edit)) = read(&key, &text, open)
        {
            asks.push(Ask::Edit(edit));
        }
        if let Some(id) = self.chosen {
            self.board.finish(board::Topic::Response(id), view, open, asks);
        }
    }
}

/// The narrowest page on which the cards stand beside each other.
const ONE_COLUMN: f32 = 900.0;
const LEFT: f32 = 400.0;
const GAP: f32 = 14.0;

pub fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let scenarios = &open.plan.worksheets.scenarios;
    if state.chosen.is_none_or(|id| open.plan.worksheets.scenario(id).is_none()) {
        state.chosen = scenarios.first().map(|scenario| scenario.id);
    }
    let (finding, coverage) = state
        .sentences
        .get((open.version(), open.closing_number), || {
            let coverage = open.closing.and_then(|closing| closing.coverage.as_ref());
            let said = coverage.filter(|_| !scenarios.is_empty()).map(|it| words::coverage(it, open.style));
            (words::finding(scenarios), said)
        })
        .clone();
    let mut add = letter_pressed(ui, Pressed::N, false);
    let caption = words::caption(open.plan.worksheets.contingency_review, view.today);
    super::head(ui, &caption, &finding, view.t, asks, |ui, asks| {
        if !scenarios.is_empty() && Button::new("All looked at").icon(icons::CHECK).show(ui).clicked() {
            let next = crate::analysis::checkup::next_review(view.today);
            let edit = Edit::new("Look at all scenarios", move |plan: &mut Plan| plan.review_scenarios(next));
            asks.push(Ask::Edit(edit.saying("Looked at all of them; again in a year")));
        }
        if let Some(id) = state.chosen
            && Button::new("Fire drill").icon(icons::LIGHTNING).show(ui).clicked()
        {
            state.drill = Some(drill::Running::start(ui, id));
        }
        add |= Button::new("Scenario").icon(icons::PLUS).ink().key("N").show(ui).clicked();
    });
    if add {
        (state.adding, state.wants_new) = (true, true);
    }
    ui.spacing_mut().item_spacing.y = GAP;
    if state.adding || scenarios.is_empty() {
        starters(ui, state, view, open, asks);
    }
    if !scenarios.is_empty() {
        table::show(ui, state, view, open, asks);
    }
    let Some(scenario) = state.chosen.and_then(|id| open.plan.worksheets.scenario(id)) else { return };
    let width = ui.available_width();
    let beside = width >= ONE_COLUMN;
    let left = if beside { LEFT } else { width };
    let right = if beside { width - LEFT - GAP } else { width };
    let mut columns = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing = egui::vec2(GAP, GAP);
        let down = Layout::top_down(Align::Min);
        ui.allocate_ui_with_layout(egui::vec2(left, 0.0), down, |ui| {
            about::show(ui, state, scenario, open, asks);
            cost::show(ui, &mut state.cost, scenario, view, open, asks);
            warn::show(ui, state, scenario, view, open, asks);
            if let Some(said) = &coverage {
                card::card(ui, 0.0, |ui| {
                    card::heading(ui, "Covered", "", |_| {});
                    let inner = ui.available_width();
                    Runs::new(13.0, 19.0).add(said, Weight::Regular, view.t.text2).show(ui, inner);
                });
            }
        });
        ui.allocate_ui_with_layout(egui::vec2(right, 0.0), down, |ui| {
            drill::show(ui, &mut state.drill, scenario, view, asks);
            respond::show(ui, state, scenario, view, open, asks);
        });
    };
    if beside {
        ui.horizontal_top(|ui| columns(ui));
    } else {
        ui.vertical(|ui| columns(ui));
    }
}

/// The starter library, and a line for one's own.
fn starters(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    card::card(ui, 0.0, |ui| {
        let question = words::looking_back(open.answer.span, open.fiscal());
        card::heading(ui, &question, "", |ui| {
            let some = !open.plan.worksheets.scenarios.is_empty();
            if some && Button::new("Close").small().show(ui).clicked() {
                state.adding = false;
            }
        });
        let told = "Everyone thinks by themselves first; the clock makes no sound. Then type what is called out, Enter is the next, or \
                    press what happens to most.";
        let width = ui.available_width();
        Runs::new(13.0, 19.0).add(told, Weight::Regular, view.t.text2).show(ui, width);
        clock::show(ui, &mut state.clock.0, clock::Look::Card, view.t);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(8.0, 8.0);
            for (title, kind) in STARTERS {
                let there = open.plan.worksheets.scenarios.iter().any(|scenario| scenario.title == title);
                if !there && Button::new(title).icon(icons::PLUS).small().show(ui).clicked() {
                    asks.push(Ask::Edit(add(title, kind)));
                }
            }
        });
        let field = Field {
            hint: "Dana leaves",
            ..Field::new(Id::unique("new scenario"), "A scenario of your own", "", 420.0_f32.min(ui.available_width()))
        };
        let shown = show_field(ui, state, Key::New, "Or your own", &field, open, asks);
        if std::mem::take(&mut state.wants_new) || shown.entered {
            shown.response.request_focus();
        }
    });
}

fn add(title: &str, kind: EpisodeKind) -> Edit {
    let title = title.to_owned();
    Edit::new(format!("Add the scenario “{title}”"), move |plan: &mut Plan| {
        plan.add_scenario(Scenario::new(&title, kind));
    })
}

fn id_of(what: &str, id: ScenarioId) -> Id {
    Id::unique(("scenario", what, id))
}

/// Draws a field with its caption, and takes over what was typed in it.
fn show_field(
    ui: &mut Ui,
    state: &mut State,
    key: Key,
    caption: &str,
    field: &Field<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) -> typed::Shown {
    let mut shown = typed::show_captioned(ui, &mut state.drafts, key.clone(), caption, field);
    if let Some(text) = shown.left.take() {
        match read(&key, &text, open) {
            Ok(edit) => asks.extend(edit.map(Ask::Edit)),
            Err(problem) => state.drafts.refuse(key, field.at_rest, text, problem),
        }
    }
    shown
}

/// Makes an edit of what was typed; `None` where it changes nothing.
///
/// # Errors
/// What to type instead.
fn read(key: &Key, text: &str, open: Open<'_>) -> Result<Option<Edit>, String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let whole = |text: &str, least: u16, most: u16| {
        let number = text.parse::<u16>().ok().filter(|number| (least..=most).contains(number));
        number.ok_or_else(|| format!("Type a whole number from {least} to {most}"))
    };
    let sheets = &open.plan.worksheets;
    let title = |id: ScenarioId| sheets.scenario(id).map(|it| it.title.clone()).unwrap_or_default();
    Ok(match *key {
        Key::New if text.is_empty() => None,
        Key::New => Some(add(&text, EpisodeKind::Other)),
        Key::Title(_) if text.is_empty() => return Err("A scenario needs a name".to_owned()),
        Key::Title(id) => Some(scenario(id, format!("Call it “{text}”"), move |it| it.title = text)),
        Key::What(id) => Some(scenario(id, format!("Say what “{}” would do", title(id)), move |it| it.what = text)),
        Key::Years(id) => {
            let years = whole(&text, 0, 500)?;
            Some(scenario(id, format!("Count how often: {}", title(id)), move |it| {
                let frequency = it.frequency.get_or_insert_default();
                frequency.years = years;
                frequency.of_years =
                    if frequency.of_years == 0 { years.max(10) } else { frequency.of_years.max(years) };
            }))
        }
        Key::OfYears(id) => {
            let of_years = whole(&text, 1, 500)?;
            let years = sheets.scenario(id).and_then(|it| it.frequency.as_ref()).map_or(0, |it| it.years);
            if years > of_years {
                return Err(format!("It happened in {years} of them"));
            }
            Some(scenario(id, format!("Count how often: {}", title(id)), move |it| {
                it.frequency.get_or_insert_default().of_years = of_years;
            }))
        }
        Key::Counted(id) => Some(scenario(id, format!("Say in which years: {}", title(id)), move |it| {
            let frequency = it.frequency.get_or_insert_default();
            frequency.of_years = frequency.of_years.max(1);
            frequency.counted = text;
        })),
        Key::Note(id) => Some(scenario(id, format!("Note on “{}”", title(id)), move |it| {
            if let Some(active) = it.activations.last_mut() {
                active.note = text;
            }
        })),
        Key::Since(_) => None,
        Key::Level(_) | Key::Running(_) | Key::Lead(_) => return warn::read(key, &text, open),
        Key::Owner(_) | Key::Saves(_) | Key::Step(_) | Key::Who(_) => return respond::read(key, &text, open),
    })
}

/// A change of one scenario, under a name for undo.
fn scenario(id: ScenarioId, label: String, change: impl FnOnce(&mut Scenario) + Send + 'static) -> Edit {
    Edit::new(label, move |plan: &mut Plan| {
        if let Some(scenario) = plan.scenario_mut(id) {
            change(scenario);
        }
    })
}
