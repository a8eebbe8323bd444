//! Strategies: what closes the gap: strategies and their test.

use eframe::egui::Ui;

use crate::ui::{Ask, Open, View};

/// What the page remembers.
#[derive(Debug, Default)]
pub struct State {}

impl State {
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
