use chrono::NaiveDate;
use eframe::egui::Ui;

use super::State;
use crate::chart::forecast_gap::{self, ForecastGapOptions};
use crate::chart::{Frame, Scene};
use crate::export::table;
use crate::text::money::Scale;
use crate::ui::page::history::window_choice;
use crate::ui::theme::font::Weight;
use crate::ui::widget::{card, chart, label::Runs, segment};
use crate::ui::{Ask, Open, View};

/// What the chart's scene depends on.
#[derive(Debug, PartialEq)]
pub(super) struct Key {
    revision: u64,
    today: NaiveDate,
    size: [u32; 2],
}

pub(crate) fn options(open: Open<'_>) -> ForecastGapOptions {
    ForecastGapOptions {
        window: open.plan.forecast.window,
        style: open.style.clone(),
        fiscal: open.fiscal(),
        name: open.name().to_owned(),
    }
}

pub(super) fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, width: f32, asks: &mut Vec<Ask>) {
    let t = view.t;
    let height = (ui.ctx().content_rect().height() - 480.0).clamp(300.0, 520.0);
    let inner = width - 38.0;
    let largest = open.answer.rows.iter().filter_map(|r| r.actual.or(r.expected)).map(|a| a.abs().to_f64()).fold(0.0, f64::max);
    card::card(ui, 0.0, |ui| {
        let unit = open.style.scale_label(Scale::for_axis(largest));
        card::heading(ui, &open.series.name, &unit, |ui| {
            if segment::toggle(ui, "View as table", state.as_table).clicked() {
                state.as_table = !state.as_table;
            }
            window_choice(ui, open, asks);
        });
        let revision = open.document.revision();
        if state.as_table {
            let rows = state.table.get((revision, view.today), || table::rows(open.answer, open.style, open.fiscal()));
            crate::ui::widget::table::show(ui, "forecast table", rows, inner, height);
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole points of a window")]
        let size = [inner as u32, height as u32];
        let scene: &Scene = state.scene.get(Key { revision, today: view.today, size }, || {
            #[expect(clippy::cast_precision_loss, reason = "a window's size")]
            let frame = Frame { size: size.map(|s| s as f32), scale: 1.0, room: false };
            forecast_gap::scene(open.answer, &options(open), frame)
        });
        if !state.as_table {
            chart::show(ui, "forecast chart", scene, &mut state.cursor, t);
        }
        let sentence = Runs::new(13.0, 19.0);
        let sentence = match state.cursor.readout(scene).filter(|_| !state.as_table) {
            Some(readout) => sentence.add(readout, Weight::Regular, t.text1),
            None => sentence.add(&scene.claim, Weight::SemiBold, t.text1).add(&format!(" {}", scene.reason), Weight::Regular, t.text2),
        };
        ui.scope(|ui| {
            ui.set_min_height(40.0);
            sentence.show(ui, inner);
        });
    });
}
