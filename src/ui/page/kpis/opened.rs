//! The KPI that is open: its chart, and beside it whether it comes before sales.

use eframe::egui::{self, Align, Layout, Ui};

use super::listing::Row;
use super::{GAP, State};
use crate::chart::kpi::Shown;
use crate::chart::{self as charts, Frame};
use crate::model::Kpi;
use crate::ui::page::chart_card;
use crate::ui::widget::{card, chart};
use crate::ui::{Ask, Open, View};

/// The narrowest page on which both stand side by side.
const BESIDE: f32 = 900.0;
const LEAD: f32 = 440.0;

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    kpi: &Kpi,
    row: &Row,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let width = ui.available_width();
    let height = (super::super::room_left(ui) - 92.0).clamp(190.0, 290.0);
    let with_lead = row.lead.is_some();
    if !with_lead {
        over_time(ui, state, kpi, row, [width, height], view, open, asks);
    } else if width >= BESIDE {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            let left = width - LEAD.min(width * 0.4) - GAP;
            column(ui, left, |ui| over_time(ui, state, kpi, row, [left, height], view, open, asks));
            let right = width - left - GAP;
            column(ui, right, |ui| lead(ui, state, row, [right, height], view, open, asks));
        });
    } else {
        over_time(ui, state, kpi, row, [width, height], view, open, asks);
        lead(ui, state, row, [width, 200.0], view, open, asks);
    }
}

fn column(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(egui::vec2(width, 0.0), Layout::top_down(Align::Min), add);
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole points of a window")]
fn whole([width, height]: [f32; 2]) -> [u32; 2] {
    [(width - 2.0 * card::PADDING) as u32, height as u32]
}

#[expect(clippy::cast_precision_loss, reason = "a window's size")]
fn frame([width, height]: [u32; 2]) -> Frame {
    Frame::page(width as f32, height as f32)
}

#[expect(clippy::too_many_arguments, reason = "a chart and what it stands in")]
fn over_time(
    ui: &mut Ui,
    state: &mut State,
    kpi: &Kpi,
    row: &Row,
    size: [f32; 2],
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    card::card(ui, 0.0, |ui| {
        card::heading(ui, &row.name, &row.about, |_| {});
        let size = whole(size);
        let shown = Shown { kpi, reading: &row.reading, style: &row.style, today: view.today };
        let key = (open.version(), view.today, row.id, size);
        let scene = state.scene.get(key, || charts::kpi::scene(shown, frame(size)));
        chart::show(ui, "kpi", scene, &mut state.cursor, view.t);
        let readout = state.cursor.readout(scene);
        chart_card::sentence(ui, scene, readout, scene.size[0], view.t, asks);
    });
}

fn lead(
    ui: &mut Ui,
    state: &mut State,
    row: &Row,
    size: [f32; 2],
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let Some(found) = &row.lead else { return };
    card::card(ui, 0.0, |ui| {
        card::heading(
            ui,
            "Does it lead?",
            &format!("correlation with {} later", open.series.name.to_lowercase()),
            |_| {},
        );
        let size = whole(size);
        let key = (open.version(), view.today, row.id, size);
        let draw = || charts::lead::scene(found, open.answer.granularity, &row.style, frame(size));
        let scene = state.lead.get(key, draw);
        chart::show(ui, "lead", scene, &mut state.lead_cursor, view.t);
        let readout = state.lead_cursor.readout(scene);
        chart_card::sentence(ui, scene, readout, scene.size[0], view.t, asks);
    });
}
