use chrono::NaiveDate;
use eframe::egui::Ui;

use super::State;
use crate::chart::table::table;
use crate::chart::{Frame, Scene};
use crate::model::ForecastChoice;
use crate::report::Chart;
use crate::ui::page::history::window_choice;
use crate::ui::theme::font::Weight;
use crate::ui::widget::{card, chart, label::Runs, segment};
use crate::ui::{Ask, Open, Version, View};

/// What the chart's scene depends on.
#[derive(Debug, PartialEq)]
pub(super) struct Key {
    version: Version,
    today: NaiveDate,
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
    let height = (room - 354.0).clamp(300.0, 520.0);
    let inner = width - 38.0;
    card::card(ui, 0.0, |ui| {
        card::heading(ui, &open.series.name, &open.subject().unit(), |ui| {
            if segment::toggle(ui, "View as table", state.as_table).clicked() {
                state.as_table = !state.as_table;
            }
            window_choice(ui, open, asks);
        });
        let version = open.version();
        if state.as_table {
            let rows =
                state.table.get((version, view.today), || table(open.answer, open.style, &ForecastChoice::WINDOWS));
            crate::ui::widget::table::show(ui, "forecast table", rows, inner, height);
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole points of a window")]
        let size = [inner as u32, height as u32];
        let scene: &Scene = state.scene.get(Key { version, today: view.today, size }, || {
            #[expect(clippy::cast_precision_loss, reason = "a window's size")]
            let frame = Frame { size: size.map(|s| s as f32), scale: 1.0, room: false };
            Chart::ForecastGap.scene(open.subject(), false, frame)
        });
        if !state.as_table {
            let drawn = chart::show(ui, "forecast chart", scene, &mut state.cursor, t);
            chart::menu(&drawn, asks);
        }
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
