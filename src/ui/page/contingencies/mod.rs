//! Contingencies: what could go wrong, what it would cost, and the response.

use eframe::egui::Ui;

use crate::model::ScenarioId;
use crate::ui::{Ask, Open, View};

/// What the page remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The scenario that is open.
    chosen: Option<ScenarioId>,
}

impl State {
    /// Opens this scenario, as somebody who comes from another page asks for.
    pub fn show_item(&mut self, id: ScenarioId) {
        self.chosen = Some(id);
    }

    /// Ends what is being typed, as leaving its field would.
    pub fn finish(&mut self, _view: &View<'_>, _open: Open<'_>, _asks: &mut Vec<Ask>) {}
}

pub fn show(ui: &mut Ui, _state: &mut State, view: &View<'_>, _open: Open<'_>, asks: &mut Vec<Ask>) {
    super::head(
        ui,
        "Contingencies",
        &"What could go wrong, what it would cost, and the response.".to_owned().into(),
        view.t,
        asks,
        |_, _| {},
    );
}
