//! The first KPI, and one more: the starter library, and a line for one's own.

use eframe::egui::{self, Id, Ui};

use super::{Fields, Key, State, Wanted, change};
use crate::model::kpi::STARTERS;
use crate::ui::theme::font::Weight;
use crate::ui::widget::typed::Field;
use crate::ui::widget::{button::Button, card, label::Runs};
use crate::ui::{Ask, Open, View, icons};

pub(super) fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let kpis = &open.plan.kpis;
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "What could be counted?", "press what you would count here, or type your own", |ui| {
            if !kpis.is_empty() && Button::new("Close").small().show(ui).clicked() {
                state.adding = false;
            }
        });
        if kpis.is_empty() {
            let how = "Best are two or three things that people do themselves and that come before sales, such as first talks, and \
                       one or two results. Counted every week, they tell months before the sales figures whether a plan works.";
            Runs::new(13.0, 19.0).add(how, Weight::Regular, view.t.text2).show(ui, ui.available_width().min(640.0));
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(8.0, 8.0);
            for starter in &STARTERS {
                let there = kpis.iter().any(|kpi| kpi.name == starter.name);
                let button = Button::new(starter.name).icon(icons::PLUS).small().tooltip(starter.about);
                if !there && button.show(ui).clicked() {
                    state.before = Some(kpis.len());
                    asks.push(Ask::Edit(change::add(starter.name, Some(starter), open)));
                }
            }
        });
        let width = 420.0_f32.min(ui.available_width());
        let field = Field { hint: "Site visits", ..Field::new(Id::unique("new kpi"), "A KPI of your own", "", width) };
        let before = asks.len();
        let mut fields = Fields { drafts: &mut state.drafts, view, open, asks };
        let shown = fields.captioned(ui, Key::New, "Or your own", &field);
        if asks.len() > before {
            state.before = Some(kpis.len());
        }
        if state.wanted.take_if(|wanted| *wanted == Wanted::New).is_some() {
            shown.response.request_focus();
        }
    });
}
