//! Forecast & gap: where the plan is heading, how likely that reaches the target, how much is missing month by month, how far
//! to trust it, and what people know beside it.

mod bridge;
mod chance;
mod gap;
mod judgement;
mod movers;
pub(in crate::ui::page) mod past;
mod target;
mod then;
mod trust;
mod what_if;

use std::cell::RefCell;

use eframe::egui::{Key, Ui};

use super::chart_card::ChartCard;
use crate::analysis::closing::Case;
use crate::command::Command;
use crate::report::Chart;
use crate::text::{Origin, Said, calendar, closing};
use crate::ui::widget::kept::Kept;
use crate::ui::widget::{KeyHint, finding as source, grid, letter_pressed, segment};
use crate::ui::{Ask, Open, Version, View};

#[derive(Debug, Default)]
pub struct State {
    pub chart: ChartCard,
    grid: grid::State,
    target: target::Form,
    judgement: judgement::Form,
    trust: trust::State,
    then: then::State,
    chance: chance::State,
    /// What counts in the chance.
    case: Case,
    bridge: bridge::State,
    movers: movers::State,
    what_if: what_if::State,
    gap: gap::Shown,
    sentences: Kept<(Version, chrono::NaiveDate, u64, Case), Said>,
}

impl State {
    /// What counts in the chance, and with it in the chart.
    #[must_use]
    pub const fn case(&self) -> Case {
        self.case
    }

    /// Takes over the target that is being typed in the table.
    pub fn finish(&mut self, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
        gap::finish(self, view, open, asks);
    }
}

/// Where it is heading, and what the plan does about it.
fn finding(open: Open<'_>, case: Case) -> Said {
    let voice = open.subject().voice();
    let counted = open.closing.filter(|_| case == Case::Risks);
    let won = counted.and_then(|closing| closing::won_back(closing, open.style));
    won.and_then(|won| voice.forecast_and(&won)).unwrap_or_else(|| voice.forecast())
}

const SIDE: f32 = 318.0;
const GAP: f32 = 14.0;

/// What the page reads, for the sheet of shortcuts.
pub const KEYS: &[&[KeyHint]] = &[past::KEYS, judgement::KEYS, bridge::KEYS, OWN_KEYS];

const OWN_KEYS: &[KeyHint] = &[("W", "Try strategies and risks out: what if…")];

pub fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let key = (open.version(), view.today, open.closing_number, state.case);
    let case = state.case;
    let said = state.sentences.get(key, || finding(open, case)).clone();
    let counts = open.closing.is_some_and(|closing| closing.counts_something());
    let span = calendar::span(open.answer.span, open.fiscal());
    super::head(ui, &format!("Forecast & gap · {span}"), &said, t, asks, |ui, asks| {
        super::series_choice(ui, open, asks);
        if counts {
            let items = Case::ALL.map(|case| (closing::case(case), case == state.case));
            if let Some(index) = segment::segments(ui, "What counts", 30.0, &items) {
                state.case = Case::ALL[index];
            }
        }
    });
    past::keys(ui, &mut state.chart.past, open);
    if letter_pressed(ui, Key::A, false) {
        state.judgement.begin(open);
    }
    if letter_pressed(ui, Key::W, false) {
        asks.push(Ask::Command(Command::WhatIf));
    }
    state.chart.case = state.case;
    let height = (super::room_left(ui) - 322.0).clamp(300.0, 520.0);
    // In two columns the table and the adjustments stand under the chart, beside the tall cards on the right.
    let wide = ui.available_width() >= super::ONE_COLUMN;
    let left = ui.available_width() - SIDE - GAP;
    let beside = wide && gap::fits(&mut state.gap, view, open, left);
    let asks = RefCell::new(asks);
    let State { chart, target, judgement, trust, chance, grid, gap, bridge, movers, what_if, case, .. } = state;
    let trying = open.trial.is_some();
    let mut table = |ui: &mut Ui| gap::show(ui, grid, gap, view, open, &mut asks.borrow_mut());
    let mut known = |ui: &mut Ui| judgement::show(ui, judgement, view, open, &mut asks.borrow_mut());
    super::beside(
        ui,
        SIDE,
        |ui, width| {
            ui.spacing_mut().item_spacing.y = GAP;
            // What is tried out moves the bridge first of all.
            if trying {
                bridge::show(ui, bridge, width, view, open, &mut asks.borrow_mut());
            }
            // In a narrow window the chart would stand between the bridge and what moves it.
            if wide || !trying {
                chart.show(ui, Chart::ForecastGap, [width, height], view, open, &mut asks.borrow_mut());
            }
            if !trying {
                bridge::show(ui, bridge, width, view, open, &mut asks.borrow_mut());
            }
            if beside {
                table(ui);
            }
            if wide {
                known(ui);
            }
        },
        [
            &mut |ui| {
                ui.spacing_mut().item_spacing.y = GAP;
                let content = |ui: &mut Ui| chance::show(ui, target, chance, *case, view, open, &mut asks.borrow_mut());
                source::source(ui, view, |origin| origin == Origin::Target, content);
                if !trying {
                    movers::show(ui, movers, view, open, &mut asks.borrow_mut());
                }
            },
            &mut |ui| {
                what_if::show(ui, what_if, view, open, &mut asks.borrow_mut());
                if !trying {
                    let content = |ui: &mut Ui| trust::show(ui, trust, view, open, &mut asks.borrow_mut());
                    source::source(ui, view, |origin| origin == Origin::Landing, content);
                }
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
