//! The page without a plan: the plans of a folder, what was open lately, and ways to begin.

mod begin;
mod folder;
mod list;
mod recent;
mod row;

use eframe::egui::Ui;

use crate::ui::{Ask, View};

pub use list::State;

pub fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, asks: &mut Vec<Ask>) {
    super::earlier::recovered(ui, &mut state.recovered, view, asks);
    match view.folder {
        Some(shown) => folder::show(ui, state, view, shown, asks),
        None => begin::show(ui, view, asks),
    }
}
