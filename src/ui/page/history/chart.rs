use chrono::NaiveDate;
use eframe::egui::Ui;

use super::State;
use crate::chart::table::table;
use crate::chart::{Frame, Scene};
use crate::document::Edit;
use crate::model::{ForecastChoice, Period};
use crate::report::Chart;
use crate::ui::theme::font::Weight;
use crate::ui::widget::{card, chart, label::Runs, segment};
use crate::ui::{Ask, Open, Version, View};

/// What the chart's scene depends on.
#[derive(Debug, PartialEq)]
pub(super) struct Key {
    version: Version,
    today: NaiveDate,
    last_year: bool,
    size: [u32; 2],
}

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    view: &View<'_>,
    open: Open<'_>,
    [width, room]: [f32; 2],
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    // What is left of the window once the figures below have their room: up to four years, a line for a note.
    let years = open.series.extent().map_or(2, |e| {
        let year = |p: Period| p.fiscal_year(open.fiscal());
        (year(e.last) - year(e.first) + 1).clamp(2, 4)
    });
    #[expect(clippy::cast_precision_loss, reason = "at most four")]
    let height = (room - 356.0 - 30.0 * years as f32).clamp(240.0, 460.0);
    let inner = width - 38.0;
    card::card(ui, 0.0, |ui| {
        card::heading(ui, &open.series.name, &open.subject().unit(), |ui| {
            if segment::toggle(ui, "View as table", state.as_table).clicked() {
                state.as_table = !state.as_table;
            }
            if segment::toggle(ui, "Last year", state.last_year).clicked() {
                state.last_year = !state.last_year;
            }
            window_choice(ui, open, asks);
        });
        let version = open.version();
        if state.as_table {
            let rows =
                state.table.get((version, view.today), || table(open.answer, open.style, &ForecastChoice::WINDOWS));
            crate::ui::widget::table::show(ui, "history table", rows, inner, height);
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole points of a window")]
        let size = [inner as u32, height as u32];
        let key = Key { version, today: view.today, last_year: state.last_year, size };
        let last_year = state.last_year;
        let scene: &Scene = state.scene.get(key, || {
            #[expect(clippy::cast_precision_loss, reason = "a window's size")]
            let frame = Frame { size: size.map(|s| s as f32), scale: 1.0, room: false };
            Chart::History.scene(open.subject(), last_year, frame)
        });
        if !state.as_table {
            let drawn = chart::show(ui, "history chart", scene, &mut state.cursor, t);
            chart::menu(&drawn, asks);
        }
        // The sentence's room is the same with one line or two, so that reading a value out moves nothing.
        let sentence = Runs::new(13.0, 19.0);
        let sentence = match state.cursor.readout(scene).filter(|_| !state.as_table) {
            Some(readout) => sentence.add(readout, Weight::Regular, t.text1),
            None => sentence.add(&scene.claim, Weight::SemiBold, t.text1).add(
                &format!(" {}", scene.reason),
                Weight::Regular,
                t.text2,
            ),
        };
        ui.scope(|ui| {
            ui.set_min_height(40.0);
            sentence.show(ui, inner);
        });
    });
}

/// The rolling average that the page and the straight line go by.
pub(crate) fn window_choice(ui: &mut Ui, open: Open<'_>, asks: &mut Vec<Ask>) {
    let now = open.plan.forecast.window;
    let windows = ForecastChoice::WINDOWS;
    let names = windows.map(|w| w.to_string());
    let items = [0, 1, 2].map(|i| (names[i].as_str(), windows[i] == now));
    if let Some(index) = segment::segments(ui, "Rolling average, months", 26.0, &items) {
        let window = windows[index];
        asks.push(Ask::Edit(Edit::new(format!("Show the {window}-month average"), move |plan| {
            plan.forecast.window = window;
        })));
    }
    let t = crate::ui::theme::current(ui.ctx());
    ui.label(crate::ui::widget::label::rich("Rolling average, months", 12.0, Weight::Regular, t.text3));
}
