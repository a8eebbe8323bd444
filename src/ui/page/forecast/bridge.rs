//! From forecast to target: the bridge. A bar leads to the strategy or scenario behind it.

use chrono::NaiveDate;
use eframe::egui::{Key, Ui};

use crate::analysis::bridge::Bar;
use crate::chart::{Frame, Scene, bridge};
use crate::report::Chart;
use crate::ui::page::chart_card;
use crate::ui::theme::Tokens;
use crate::ui::widget::kept::Kept;
use crate::ui::widget::{KeyHint, card, chart};
use crate::ui::{Ask, Open, Version, View};

/// What the chart depends on: the plan, the odds and bridge that were worked out (those of a trial, too), and its size.
type SceneKey = (Version, [u64; 2], NaiveDate, [u32; 2]);

#[derive(Debug, Default)]
pub(super) struct State {
    cursor: chart::Cursor,
    scene: Kept<SceneKey, Scene>,
    bars: Kept<SceneKey, Vec<Bar>>,
}

/// Height of the plot with the names under it.
const HEIGHT: f32 = 306.0;

/// What the card reads, for the sheet of shortcuts.
pub const KEYS: &[KeyHint] = &[("Enter", "On a bar of the bridge: open what stands behind it")];

/// Draws the card in `width`. Without a forecast there is none.
pub(super) fn show(ui: &mut Ui, state: &mut State, width: f32, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let Some(own) = open.closing.and_then(|closing| closing.bridge.as_ref()) else { return };
    let trial = open.trial.and_then(|trial| trial.closing).and_then(|closing| closing.bridge.as_ref());
    let inner = width - 38.0;
    card::card(ui, 0.0, |ui| {
        let help = match trial {
            Some(_) => "as tried out; the outlines are the plan as it is",
            None => "average amounts; whisker = at best; hatched = no response ready",
        };
        card::heading(ui, "From forecast to target", help, |_| {});
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole points of a window")]
        let size = [inner as u32, HEIGHT as u32];
        let numbers = [open.closing_number, open.trial.map_or(0, |trial| trial.number)];
        let key = (open.version(), numbers, view.today, size);
        let shown = trial.unwrap_or(own);
        let frame = Frame::page(inner.floor(), HEIGHT);
        let scene = state
            .scene
            .get(key, || bridge::scene(bridge::Shown { bridge: shown, before: trial.map(|_| own) }, open.style, frame));
        let bars = state.bars.get(key, || bridge::bars(shown, frame));
        draw(ui, scene, bars, &mut state.cursor, inner, view.t, asks);
    });
}

fn draw(
    ui: &mut Ui,
    scene: &Scene,
    bars: &[Bar],
    cursor: &mut chart::Cursor,
    width: f32,
    t: &Tokens,
    asks: &mut Vec<Ask>,
) {
    let drawn = chart::show(ui, Chart::Bridge.id(), scene, cursor, t);
    let item = cursor.slot().and_then(|slot| bars.get(slot)?.item);
    let entered = drawn.has_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    if let Some(item) = item.filter(|_| drawn.clicked() || entered) {
        asks.push(Ask::ShowItem(item));
    }
    chart::menu(&drawn, Chart::Bridge, asks);
    chart_card::sentence(ui, scene, cursor.readout(scene), width, t, asks);
}
