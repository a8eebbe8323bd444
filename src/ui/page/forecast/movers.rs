//! What moves the chance most, and what would make it better than even.

use std::rc::Rc;

use eframe::egui::{self, Align2, Role, Sense, Stroke, Ui};

use crate::analysis::simulate::Item;
use crate::text::closing;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::kept::Kept;
use crate::ui::widget::{self, button::Button, card, label, label::Runs};
use crate::ui::{Ask, Open, Version, View};

/// Strategies and scenarios that are told.
const TOLD: usize = 3;

#[derive(Debug, Default)]
pub(super) struct State {
    words: Kept<(Version, u64), Rc<Words>>,
}

#[derive(Debug)]
struct Words {
    /// What it is, its title, "adds 9 points", and whether it adds.
    movers: Vec<(Item, String, String, bool)>,
    needed: Option<String>,
    /// "“Bundle” alone would do it with £6k a month instead of £2.5k."
    alone: Option<String>,
}

impl Words {
    fn of(open: Open<'_>) -> Self {
        let Some(closing) = open.closing else { return Self { movers: Vec::new(), needed: None, alone: None } };
        let movers = closing.movers.iter().take(TOLD);
        let mover =
            |it: &crate::analysis::simulate::Mover| (it.item, it.title.clone(), closing::mover(it), it.by >= 0.0);
        Self {
            movers: movers.map(mover).collect(),
            needed: closing
                .needed
                .as_ref()
                .and_then(|needed| closing::needed(needed, open.answer.granularity, open.style)),
            alone: closing::alone(&closing.alone, open.answer.granularity, open.style),
        }
    }
}

/// Draws the card; nothing where there is nothing to tell.
pub(super) fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let words = Rc::clone(state.words.get((open.version(), open.closing_number), || Rc::new(Words::of(open))));
    if words.movers.is_empty() && words.needed.is_none() {
        return;
    }
    let t = view.t;
    card::card(ui, 0.0, |ui| {
        card::heading(
            ui,
            if words.movers.is_empty() { "What it would take" } else { "What moves it most" },
            "",
            |ui| {
                if Button::new("What if…").small().key("W").show(ui).clicked() {
                    asks.push(Ask::Command(crate::command::Command::WhatIf));
                }
            },
        );
        for (item, title, by, adds) in &words.movers {
            row(ui, *item, title, by, *adds, t, asks);
        }
        for told in [&words.needed, &words.alone].into_iter().flatten() {
            ui.add_space(6.0);
            let width = ui.available_width();
            Runs::new(13.0, 19.0).add(told, Weight::Regular, t.text2).show(ui, width);
        }
    });
}

fn row(ui: &mut Ui, item: Item, title: &str, by: &str, adds: bool, t: &Tokens, asks: &mut Vec<Ask>) {
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 30.0), Sense::click());
    widget::name(&response, Role::Link, true, &format!("{title} {by}"));
    if response.hovered() {
        ui.painter().rect_filled(rect, 4.0, t.hover);
    }
    widget::focus_ring(ui, &response, 4, t);
    let middle = rect.center().y;
    let colour = if adds { t.teal } else { t.orange };
    let at = egui::pos2(rect.right(), middle);
    let drawn = label::paint(ui, at, Align2::RIGHT_CENTER, by, 13.0, Weight::SemiBold, colour);
    let room = drawn.left() - rect.left() - 10.0;
    label::paint_fitting(ui, egui::pos2(rect.left(), middle), title, 13.0, Weight::Regular, t.text1, room);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.hair));
    if response.clicked() {
        asks.push(Ask::ShowItem(item));
    }
}
