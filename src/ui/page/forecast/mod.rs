//! Forecast & gap: where the plan is heading, how likely that reaches the target, how much is missing month by month, how far
//! to trust it, and what people know beside it.

mod chance;
mod gap;
mod judgement;
pub(in crate::ui::page) mod past;
mod target;
mod then;
mod trust;

use std::cell::RefCell;

use eframe::egui::{Key, Ui};

use super::chart_card::ChartCard;
use crate::chart::Scene;
use crate::report::Chart;
use crate::text::{Origin, Said, calendar};
use crate::ui::widget::kept::Kept;
use crate::ui::widget::{KeyHint, finding, grid, letter_pressed};
use crate::ui::{Ask, Open, Version, View};

#[derive(Debug, Default)]
pub struct State {
    pub chart: ChartCard,
    grid: grid::State,
    target: target::Form,
    judgement: judgement::Form,
    trust: trust::State,
    then: then::State,
    dots: Kept<chance::SceneKey, Scene>,
    gap: gap::Shown,
    sentences: Kept<(Version, chrono::NaiveDate), Said>,
}

impl State {
    /// Takes over the target that is being typed in the table.
    pub fn finish(&mut self, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
        gap::finish(self, view, open, asks);
    }
}

const SIDE: f32 = 318.0;
const GAP: f32 = 14.0;

/// What the page reads, for the sheet of shortcuts.
pub const KEYS: &[&[KeyHint]] = &[past::KEYS, judgement::KEYS];

pub fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let key = (open.version(), view.today);
    let said = state.sentences.get(key, || open.subject().voice().forecast()).clone();
    let span = calendar::span(open.answer.span, open.fiscal());
    super::head(ui, &format!("Forecast & gap · {span}"), &said, t, asks, |ui, asks| {
        super::series_choice(ui, open, asks);
    });
    past::keys(ui, &mut state.chart.past, open);
    if letter_pressed(ui, Key::A, false) {
        state.judgement.begin(open);
    }
    let height = (super::room_left(ui) - 322.0).clamp(300.0, 520.0);
    // In two columns the table and the adjustments stand under the chart, beside the tall cards on the right.
    let wide = ui.available_width() >= super::ONE_COLUMN;
    let left = ui.available_width() - SIDE - GAP;
    let beside = wide && gap::fits(&mut state.gap, view, open, left);
    let asks = RefCell::new(asks);
    let State { chart, target, judgement, trust, dots, grid, gap, .. } = state;
    let mut table = |ui: &mut Ui| gap::show(ui, grid, gap, view, open, &mut asks.borrow_mut());
    let mut known = |ui: &mut Ui| judgement::show(ui, judgement, view, open, &mut asks.borrow_mut());
    super::beside(
        ui,
        SIDE,
        |ui, width| {
            ui.spacing_mut().item_spacing.y = GAP;
            chart.show(ui, Chart::ForecastGap, [width, height], view, open, &mut asks.borrow_mut());
            if beside {
                table(ui);
            }
            if wide {
                known(ui);
            }
        },
        [
            &mut |ui| {
                let content = |ui: &mut Ui| chance::show(ui, target, dots, view, open, &mut asks.borrow_mut());
                finding::source(ui, view, |origin| origin == Origin::Target, content);
            },
            &mut |ui| {
                let content = |ui: &mut Ui| trust::show(ui, trust, view, open, &mut asks.borrow_mut());
                finding::source(ui, view, |origin| origin == Origin::Landing, content);
            },
        ],
    );
    ui.spacing_mut().item_spacing.y = GAP;
    if !beside {
        table(ui);
    }
    if !wide {
        known(ui);
    }
    then::show(ui, &mut state.then, view, open);
}
