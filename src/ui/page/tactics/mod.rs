//! Tactics: who does what by when.

use eframe::egui::Ui;

use crate::model::TacticId;
use crate::ui::{Ask, Open, View};

/// What the page remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The tactic that the keyboard is on.
    chosen: Option<TacticId>,
}

impl State {
    /// Goes to this tactic, as somebody who comes from another page asks for.
    pub fn show_tactic(&mut self, id: TacticId) {
        self.chosen = Some(id);
    }

    /// Ends what is being typed, as leaving its field would.
    pub fn finish(&mut self, _view: &View<'_>, _open: Open<'_>, _asks: &mut Vec<Ask>) {}
}

pub fn show(ui: &mut Ui, _state: &mut State, view: &View<'_>, _open: Open<'_>, asks: &mut Vec<Ask>) {
    super::head(ui, "Tactics", &"Who does what by when.".to_owned().into(), view.t, asks, |_, _| {});
}
