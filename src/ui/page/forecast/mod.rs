//! Forecast & gap: where the plan is heading, how much is missing month by month, and what each method says.

mod gap;
mod method;
mod target;

use std::cell::RefCell;

use eframe::egui::Ui;

use super::chart_card::ChartCard;
use super::other::{self, Other};
use crate::report::Chart;
use crate::text::{Origin, Said, calendar};
use crate::ui::widget::kept::Kept;
use crate::ui::widget::{finding, grid};
use crate::ui::{Ask, Open, Version, View};

#[derive(Debug, Default)]
pub struct State {
    pub chart: ChartCard,
    grid: grid::State,
    target: target::Form,
    gap: Kept<(Version, chrono::NaiveDate), gap::Gap>,
    others: Kept<(Version, chrono::NaiveDate), Vec<Other>>,
    sentences: Kept<(Version, chrono::NaiveDate), Said>,
}

impl State {
    /// Takes over the target that is being typed in the table.
    pub fn finish(&mut self, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
        gap::finish(self, view, open, asks);
    }
}

const SIDE: f32 = 318.0;

pub fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let key = (open.version(), view.today);
    let said = state.sentences.get(key, || open.subject().voice().forecast()).clone();
    let span = calendar::span(open.answer.span, open.fiscal());
    super::head(ui, &format!("Forecast & gap · {span}"), &said, t, asks, |ui, asks| {
        super::series_choice(ui, open, asks);
    });
    let height = (super::room_left(ui) - 322.0).clamp(300.0, 520.0);
    let asks = RefCell::new(asks);
    let State { chart, target, .. } = state;
    super::beside(
        ui,
        SIDE,
        |ui, width| chart.show(ui, Chart::ForecastGap, [width, height], view, open, &mut asks.borrow_mut()),
        [
            &mut |ui| {
                let content = |ui: &mut Ui| target::show(ui, target, view, open, &mut asks.borrow_mut());
                finding::source(ui, view, |origin| origin == Origin::Target, content);
            },
            &mut |ui| {
                let content = |ui: &mut Ui| method::show(ui, view, open, &mut asks.borrow_mut());
                finding::source(ui, view, |origin| origin == Origin::Landing, content);
            },
        ],
    );
    let asks = asks.into_inner();
    gap::show(ui, state, view, open, asks);
}
