//! The board on which a room collects ideas, judges them and adopts some: one for the gap, one for each scenario's response.

use eframe::egui::Ui;

use crate::model::ScenarioId;
use crate::ui::{Ask, Open, View};

/// What the ideas are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Closing the gap: adopted ideas become strategies.
    Gap,
    /// The response to a scenario: adopted ideas become its steps.
    Response(ScenarioId),
}

/// How much of the page the board has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// A card beside others.
    Card,
    /// The whole page, for the wall.
    Page,
}

/// What the board remembers: what is being typed, the phase, the clock.
#[derive(Debug, Default)]
pub struct State {}

impl State {
    /// Ends what is being typed, as leaving its field would.
    pub fn finish(&mut self, _topic: Topic, _view: &View<'_>, _open: Open<'_>, _asks: &mut Vec<Ask>) {}
}

/// Draws the board in the width that is left.
pub fn show(
    _ui: &mut Ui,
    _state: &mut State,
    _topic: Topic,
    _size: Size,
    _view: &View<'_>,
    _open: Open<'_>,
    _asks: &mut Vec<Ask>,
) {
}
