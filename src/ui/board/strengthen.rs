//! Strengthening: once more through what was taken into the plan, with what others know, have and do better.

use eframe::egui::Ui;

use super::{Board, State};
use crate::model::Strategy;
use crate::model::idea::Became;
use crate::model::{IdeaState, StrategyId};
use crate::ui::Ask;
use crate::ui::page::strategies::strengthen;
use crate::ui::theme::font::Weight;
use crate::ui::widget::{card, label::Runs};

pub(super) fn show(ui: &mut Ui, state: &mut State, board: Board<'_>, asks: &mut Vec<Ask>) {
    let became = |state: &IdeaState| match state {
        IdeaState::Adopted(Became::Strategy(id)) => Some(*id),
        _ => None,
    };
    let ids: Vec<StrategyId> = board.ideas().iter().filter_map(|idea| became(&idea.state)).collect();
    let sheets = &board.open.plan.worksheets;
    let taken: Vec<&Strategy> = ids.iter().filter_map(|id| sheets.strategy(*id)).collect();
    if taken.is_empty() {
        let said = "Nothing was taken into the plan yet: adopt an idea first.";
        let width = ui.available_width();
        Runs::new(13.0, 19.0).add(said, Weight::Regular, board.t().text2).show(ui, width);
    }
    for strategy in taken {
        ui.push_id(("strengthen on the board", strategy.id), |ui| {
            card::card(ui, 0.0, |ui| {
                card::heading(ui, &strategy.title, "", |_| {});
                let width = ui.available_width();
                let form = state.forms.entry(strategy.id).or_default();
                strengthen::show(ui, form, strategy, width, board.view, board.open, asks);
            });
        });
    }
}
