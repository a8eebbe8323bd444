//! The way from a finding to where it is put right.

use crate::analysis::checkup::Place;
use crate::analysis::simulate::Item;
use crate::command::Command;
use crate::text::Origin;
use crate::ui::{Ask, Open};

/// The page that it is on, as the side bar calls it.
pub(in crate::ui::page) const fn page(place: Place) -> &'static str {
    match place {
        Place::Figures(_) => Command::ShowHistory,
        Place::Target(_) | Place::Forecast => Command::ShowForecast,
        Place::Strategies(_) => Command::ShowStrategies,
        Place::Tactic(_) => Command::ShowTactics,
        Place::Contingencies(_) => Command::ShowContingencies,
        Place::Details => Command::ShowPlan,
    }
    .label()
}

/// Goes there, and opens what the finding is about.
pub(in crate::ui::page) fn go(place: Place, open: Open<'_>, asks: &mut Vec<Ask>) {
    if let Place::Figures(series) | Place::Target(series) = place
        && series != open.series_index
    {
        asks.push(Ask::ShowSeries(series));
    }
    asks.push(match place {
        Place::Figures(_) => Ask::ShowOrigin(Origin::Figures),
        Place::Target(_) => Ask::ShowOrigin(Origin::Target),
        Place::Forecast => Ask::ShowOrigin(Origin::Landing),
        Place::Details => Ask::ShowOrigin(Origin::Details),
        Place::Strategies(Some(id)) => Ask::ShowItem(Item::Strategy(id)),
        Place::Strategies(None) => Ask::Command(Command::ShowStrategies),
        Place::Tactic(id) => Ask::ShowTactic(id),
        Place::Contingencies(Some(id)) => Ask::ShowItem(Item::Scenario(id)),
        Place::Contingencies(None) => Ask::Command(Command::ShowContingencies),
    });
}
