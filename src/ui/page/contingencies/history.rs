//! The cost by own history: an event that is marked on the figures, or one that is marked here, held against what was expected then.

use std::rc::Rc;
use std::sync::Arc;

use chrono::NaiveDate;
use eframe::egui::Ui;

use super::cost::use_it;
use crate::analysis::precedent::Precedent;
use crate::chart::{Frame, Scene, precedent};
use crate::document::Edit;
use crate::model::{Amount, Episode, Estimate, Plan, Scenario, ScenarioId, Span};
use crate::report::Chart;
use crate::text::contingency as words;
use crate::ui::theme::font::Weight;
use crate::ui::widget::kept::Kept;
use crate::ui::widget::{button::Button, chart, field, label::Runs, segment};
use crate::ui::{Ask, Open, Version, View};

/// An event that is to be measured, on one series of one revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToMeasure {
    pub revision: u64,
    pub series_index: usize,
    pub today: NaiveDate,
    pub episode: Episode,
}

/// What the card remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The event that is looked at, by name.
    chosen: Option<String>,
    /// Another one is being marked.
    marking: bool,
    name: String,
    problem: Option<&'static str>,
    picker: chart::Cursor,
    cursor: chart::Cursor,
    measuring: Vec<ToMeasure>,
    measured: Vec<(ToMeasure, Option<Arc<Precedent>>)>,
    all: Kept<(Version, NaiveDate, u32), Scene>,
    scene: Kept<(Version, ToMeasure, u32), Rc<Scene>>,
}

impl State {
    pub fn choose(&mut self, name: &str) {
        (self.chosen, self.marking) = (Some(name.to_owned()), false);
    }

    /// What a thread has measured; of no use if nothing of its revision is wanted any more.
    pub fn learn(&mut self, wanted: ToMeasure, found: Option<Arc<Precedent>>) {
        if self.measuring.contains(&wanted) {
            self.measuring.retain(|measuring| *measuring != wanted);
            self.measured.push((wanted, found));
        }
    }

    /// Measuring failed, so that it is not tried for ever.
    pub fn give_up(&mut self) {
        self.measured.extend(self.measuring.drain(..).map(|wanted| (wanted, None)));
    }

    /// What this event did, as far as it is known; where it isn't, it is asked for.
    pub fn found(&mut self, wanted: &ToMeasure, asks: &mut Vec<Ask>) -> Found {
        match self.measured.iter().find(|(of, _)| of == wanted) {
            Some((_, Some(found))) => return Found::Known(Arc::clone(found)),
            Some((_, None)) => return Found::TooLittle,
            None => {}
        }
        self.measured.retain(|(of, _)| of.revision == wanted.revision);
        self.measuring.retain(|of| of.revision == wanted.revision);
        if !self.measuring.contains(wanted) {
            self.measuring.push(wanted.clone());
            asks.push(Ask::Measure(Box::new(wanted.clone())));
        }
        Found::NotYet
    }
}

/// What is known of an event.
#[derive(Clone, Debug)]
pub(super) enum Found {
    /// A thread is at work on it.
    NotYet,
    /// The figures are too few to say.
    TooLittle,
    Known(Arc<Precedent>),
}

/// What is to be measured of an event of the plan that shows.
pub(super) fn wanted(episode: &Episode, view: &View<'_>, open: Open<'_>) -> ToMeasure {
    // What it is called is being typed while it shows, and changes no figure.
    let episode = Episode { name: String::new(), note: String::new(), ..episode.clone() };
    ToMeasure { revision: open.document.revision(), series_index: open.series_index, today: view.today, episode }
}

const CHART: f32 = 150.0;
const PICKER: f32 = 130.0;

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    scenario: &Scenario,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let width = ui.available_width();
    let episodes = &open.plan.episodes;
    let named = |name: &String| episodes.iter().find(|episode| episode.name == *name);
    let chosen = state.chosen.as_ref().and_then(named).or_else(|| episodes.last());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = eframe::egui::vec2(6.0, 6.0);
        for episode in episodes {
            let on = !state.marking && chosen.is_some_and(|chosen| chosen.name == episode.name);
            if segment::toggle(ui, &episode.name, on).clicked() {
                state.choose(&episode.name);
            }
        }
        if segment::toggle(ui, "Mark another", state.marking).clicked() {
            state.marking = !state.marking;
        }
    });
    let episode = if state.marking || chosen.is_none() {
        let selected = mark(ui, state, view, open, width);
        selected.map(|span| Episode { name: state.name.trim().to_owned(), ..Episode::over(span, open.fiscal()) })
    } else {
        chosen.cloned()
    };
    let Some(episode) = episode else { return };
    let is_new = !episodes.contains(&episode);
    let wanted = wanted(&episode, view, open);
    let said = |ui: &mut Ui, said: &str| {
        Runs::new(13.0, 19.0).add(said, Weight::Regular, view.t.text2).show(ui, width);
    };
    let found = match state.found(&wanted, asks) {
        Found::NotYet => return said(ui, "Measuring …"),
        Found::TooLittle => {
            return said(ui, "The figures before it are too few, or its own aren’t finished, to say what it cost.");
        }
        Found::Known(found) => found,
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole points of a window")]
    let key = (open.version(), wanted, width as u32);
    let scene = state.scene.get(key, || {
        Rc::new(precedent::scene(&found, &episode.name, open.style, open.fiscal(), Frame::page(width, CHART)))
    });
    let scene = Rc::clone(scene);
    chart::show(ui, "expected and sold", &scene, &mut state.cursor, view.t);
    let readout = state.cursor.readout(&scene);
    super::super::chart_card::sentence(ui, &scene, readout, width, view.t, asks);
    if found.depth_percent.high <= 0.0 || found.lost.high <= Amount::ZERO {
        return;
    }
    let estimate = found.estimate(&episode, view.today);
    let told = format!("As an estimate: {}.", words::estimate(&estimate, open.answer.granularity, open.style));
    Runs::new(12.0, 16.0).add(&told, Weight::Regular, view.t.text3).show(ui, width);
    if let Some(problem) = state.problem {
        field::complaint(ui, Some(problem), width);
    }
    let button = Button::new(if is_new { "Mark it and use this" } else { "Use this" });
    if button.small().show(ui).clicked() {
        if is_new && episode.name.is_empty() {
            state.problem = Some("Give it a name, so that the history can show it");
            return;
        }
        state.problem = None;
        if is_new {
            state.choose(&episode.name);
            state.name.clear();
        }
        let edit = if is_new { mark_and_use(scenario.id, estimate, episode) } else { use_it(scenario.id, estimate) };
        asks.push(Ask::Edit(edit));
    }
}

/// Marks the event on the history, and has it count.
fn mark_and_use(id: ScenarioId, estimate: Estimate, episode: Episode) -> Edit {
    Edit::new(format!("Mark “{}” and estimate by it", episode.name), move |plan: &mut Plan| {
        plan.mark_episode(episode);
        if let Some(scenario) = plan.scenario_mut(id) {
            scenario.use_estimate(estimate);
        }
    })
}

/// The history to mark on, and a name. Answers the periods that are selected.
fn mark(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, width: f32) -> Option<Span> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole points of a window")]
    let key = (open.version(), view.today, width as u32);
    let scene = state.all.get(key, || Chart::History.scene(open.subject(), false, Frame::page(width, PICKER)));
    chart::show(ui, "history to mark on", scene, &mut state.picker, view.t);
    let selected = state.picker.selection(scene);
    let said = match selected {
        Some(span) => format!("{}.", crate::text::calendar::span(span, open.fiscal())),
        None => "Drag over the periods that were hit, or take them with Shift and the arrow keys.".to_owned(),
    };
    Runs::new(12.0, 16.0).add(&said, Weight::Regular, view.t.text3).show(ui, width);
    field::text_field(ui, "What happened then", &mut state.name, "No rep on the coast", None, width);
    selected
}
