//! Strategies: what closes the gap: strategies and their test.

use eframe::egui::Ui;

use crate::model::StrategyId;
use crate::ui::{Ask, Open, View};

/// What the page remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The strategy that is open.
    chosen: Option<StrategyId>,
}

impl State {
    /// Opens this strategy, as somebody who comes from another page asks for.
    pub fn show_item(&mut self, id: StrategyId) {
        self.chosen = Some(id);
    }

    /// Ends what is being typed, as leaving its field would.
    pub fn finish(&mut self, _view: &View<'_>, _open: Open<'_>, _asks: &mut Vec<Ask>) {}
}

pub fn show(ui: &mut Ui, _state: &mut State, view: &View<'_>, _open: Open<'_>, asks: &mut Vec<Ask>) {
    super::head(
        ui,
        "Strategies",
        &"What closes the gap: strategies and their test.".to_owned().into(),
        view.t,
        asks,
        |_, _| {},
    );
}
