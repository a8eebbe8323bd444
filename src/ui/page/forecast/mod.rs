//! Forecast & gap: where the plan is heading, how much is missing month by month, and what each method says.

mod chart;
mod gap;
mod method;
mod target;

use eframe::egui::{Align, Layout, Ui, vec2};

use crate::chart::Scene;
use crate::chart::table::Table;
use crate::text::calendar;
use crate::ui::widget::chart::Cursor;
use crate::ui::widget::grid;
use crate::ui::widget::kept::Kept;
use crate::ui::{Ask, Open, Version, View};

#[derive(Debug, Default)]
pub struct State {
    pub as_table: bool,
    cursor: Cursor,
    grid: grid::State,
    target: target::Form,
    scene: Kept<chart::Key, Scene>,
    table: Kept<(Version, chrono::NaiveDate), Table>,
    gap: Kept<(Version, chrono::NaiveDate), gap::Gap>,
    sentences: Kept<(Version, chrono::NaiveDate), String>,
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
    let finding = state.sentences.get(key, || open.subject().voice().forecast()).clone();
    let span = calendar::span(open.answer.span, open.fiscal());
    super::head(ui, &format!("Forecast & gap · {span}"), &finding, t, |ui| super::series_choice(ui, open, asks));
    let (width, room) = (ui.available_width(), super::room_left(ui));
    if width < super::ONE_COLUMN {
        chart::show(ui, state, view, open, [width, room], asks);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 14.0;
            let half = (width - 14.0) / 2.0;
            ui.allocate_ui_with_layout(vec2(half, 0.0), Layout::top_down(Align::Min), |ui| {
                target::show(ui, state, view, open, asks);
            });
            ui.allocate_ui_with_layout(vec2(half, 0.0), Layout::top_down(Align::Min), |ui| {
                method::show(ui, view, open, asks);
            });
        });
    } else {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 14.0;
            let left = width - SIDE - 14.0;
            ui.allocate_ui_with_layout(vec2(left, 0.0), Layout::top_down(Align::Min), |ui| {
                chart::show(ui, state, view, open, [left, room], asks);
            });
            ui.allocate_ui_with_layout(vec2(SIDE, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = 14.0;
                target::show(ui, state, view, open, asks);
                method::show(ui, view, open, asks);
            });
        });
    }
    gap::show(ui, state, view, open, asks);
}
