//! After a meeting: what it showed, as it was then, and what is handed out.

use eframe::egui::{self, Ui};

use super::State;
use super::words::Words;
use crate::export::Handout;
use crate::model::Review;
use crate::report::minutes::Names;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{button::Button, card, label::Runs, segment};
use crate::ui::{Ask, View, icons};

/// What was shown: kept as it was, whatever was edited since.
pub(super) fn shown(ui: &mut Ui, words: &Words, t: &Tokens) {
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "What was shown", "as it was then", |_| {});
        let width = ui.available_width();
        for said in &words.shown {
            Runs::new(13.0, 19.0).add(said, Weight::Regular, t.text2).show(ui, width);
        }
        if words.shown.is_empty() {
            Runs::new(13.0, 19.0).add("There were no figures to show.", Weight::Regular, t.text2).show(ui, width);
        }
    });
}

/// Minutes, days and actions, for those who were there.
pub(super) fn hand_out(ui: &mut Ui, state: &mut State, review: &Review, view: &View<'_>, asks: &mut Vec<Ask>) {
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "Hand out", "private notes stay here", |_| {});
        let width = ui.available_width();
        let hidden = state.names == Names::Hidden;
        if segment::toggle(ui, "A letter for each person", hidden).clicked() {
            state.names = if hidden { Names::Shown } else { Names::Hidden };
        }
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(8.0, 8.0);
            for format in Handout::ALL {
                let button = Button::new(format.label()).icon(icons::FILE_ARROW_DOWN).small();
                if button.show(ui).clicked() {
                    asks.push(Ask::HandOut { review: review.id, format, names: state.names });
                }
            }
        });
        let said = "The page to print has the charts that the agenda speaks of, as of today.";
        Runs::new(12.0, 16.0).add(said, Weight::Regular, view.t.text3).show(ui, width);
    });
}
