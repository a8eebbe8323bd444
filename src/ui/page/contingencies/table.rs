//! All scenarios in a table: how often, what it would cost, what warns of it, and how the response stands.

use std::rc::Rc;

use chrono::NaiveDate;
use eframe::egui::{self, Align2, EventFilter, Id, Key as Pressed, Modifiers, Role, Sense, Stroke, Ui, WidgetInfo};

use super::State;
use crate::analysis::simulate::Item;
use crate::analysis::trigger::{self, TriggerState};
use crate::document::Edit;
use crate::model::{Plan, ScenarioId};
use crate::text::{Style, UNKNOWN, contingency as words};
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::status::{self, Tint};
use crate::ui::widget::{self, card, label};
use crate::ui::{Ask, Open, View, icons};

const ROW: f32 = 38.0;

#[derive(Debug)]
pub(super) struct Table {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    id: ScenarioId,
    title: String,
    often: String,
    cost: String,
    /// "−£3k", what it takes on average.
    average: String,
    light: String,
    fires: bool,
    response: (&'static str, bool),
}

impl Table {
    fn of(open: Open<'_>, today: NaiveDate) -> Self {
        let row = |scenario: &crate::model::Scenario| {
            let bar = open.closing.and_then(|closing| closing.bar(Item::Scenario(scenario.id)));
            let (light, fires) = light(open, scenario, today);
            let estimate = scenario.estimate();
            Row {
                id: scenario.id,
                title: scenario.title.clone(),
                often: words::how_often(scenario.frequency.as_ref()),
                cost: estimate.map_or_else(
                    || "not estimated".to_owned(),
                    |it| words::estimate(it, open.answer.granularity, open.style),
                ),
                average: bar.map_or_else(|| UNKNOWN.to_owned(), |bar| open.style.in_sentence_signed(bar.expected)),
                light,
                fires,
                response: words::response(scenario),
            }
        };
        Self { rows: open.plan.worksheets.scenarios.iter().map(row).collect() }
    }
}

/// How the trigger stands in words, and whether it fires.
pub(super) fn light(open: Open<'_>, scenario: &crate::model::Scenario, today: NaiveDate) -> (String, bool) {
    let Some(rule) = &scenario.trigger else { return ("none set".to_owned(), false) };
    let Some(series) = open.plan.watched(rule) else { return (UNKNOWN.to_owned(), false) };
    let style = Style { numbers: open.style.numbers, currency: open.plan.currency, unit: series.unit.clone() };
    let state = trigger::state(open.plan, rule, today);
    let measured = trigger::measured(open.plan, rule, today);
    (crate::text::trigger::light(state, rule, measured, &style, series.granularity), state == TriggerState::Lit)
}

pub(super) fn row_id(id: ScenarioId) -> Id {
    Id::unique(("scenario in the table", id))
}

pub(super) fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let key = (open.version(), open.closing_number, view.today);
    let table = Rc::clone(state.rows.get(key, || Rc::new(Table::of(open, view.today))));
    card::card(ui, 0.0, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let width = ui.available_width();
        let columns = columns(width);
        let (head, _) = ui.allocate_exact_size(egui::vec2(width, 28.0), Sense::hover());
        let names = ["What could go wrong", "How often", "What it would cost", "On average", "Trigger", "Response"];
        for (name, left) in names.into_iter().zip(&columns) {
            let at = egui::pos2(head.left() + left, head.center().y);
            label::paint(ui, at, Align2::LEFT_CENTER, name, 12.0, Weight::Medium, t.text3);
        }
        ui.painter().hline(head.x_range(), head.bottom() - 0.5, Stroke::new(1.0, t.hair));
        for (at, row) in table.rows.iter().enumerate() {
            one(ui, state, &table, at, row, &columns, t, asks);
        }
    });
}

/// Where each column begins.
fn columns(width: f32) -> [f32; 6] {
    [0.0, 0.27, 0.37, 0.60, 0.69, 0.87].map(|share| 10.0 + share * (width - 10.0))
}

#[expect(clippy::too_many_arguments, reason = "a row and what it stands in")]
fn one(
    ui: &mut Ui,
    state: &mut State,
    table: &Table,
    at: usize,
    row: &Row,
    columns: &[f32; 6],
    t: &Tokens,
    asks: &mut Vec<Ask>,
) {
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(egui::vec2(width, ROW), Sense::hover());
    let response = ui.interact(rect, row_id(row.id), Sense::click());
    let is_open = state.chosen == Some(row.id);
    let spoken = format!(
        "{}: {}; {}; {} on average; trigger {}; response {}",
        row.title, row.often, row.cost, row.average, row.light, row.response.0
    );
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_open, &spoken));
    if ui.is_rect_visible(rect) {
        if is_open {
            ui.painter().rect_filled(rect, 0.0, t.selected);
            ui.painter().rect_filled(rect.with_max_x(rect.left() + 3.0), 0.0, t.blue);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, 0.0, t.hover);
        }
        let middle = rect.center().y;
        let weight = if is_open { Weight::SemiBold } else { Weight::Medium };
        let room = |column: usize| columns.get(column + 1).copied().unwrap_or(width) - columns[column] - 10.0;
        let cell = |column: usize, text: &str, weight: Weight, colour: egui::Color32| {
            let at = egui::pos2(rect.left() + columns[column], middle);
            label::paint_fitting(ui, at, text, 13.0, weight, colour, room(column));
        };
        cell(0, &row.title, weight, t.text1);
        cell(1, &row.often, Weight::Regular, t.text2);
        cell(2, &row.cost, Weight::Regular, t.text2);
        cell(3, &row.average, Weight::SemiBold, t.orange);
        let colour = if row.fires { t.orange } else { t.text2 };
        cell(4, &row.light, if row.fires { Weight::SemiBold } else { Weight::Regular }, colour);
        let (word, ready) = row.response;
        let (icon, tint) = if ready { (icons::CHECK, Tint::Teal) } else { (icons::WARNING_CIRCLE, Tint::Orange) };
        status::paint(ui, egui::pos2(rect.left() + columns[5], middle), icon, word, tint);
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.hair));
    }
    widget::reveal(ui, &response);
    widget::focus_ring(ui, &response, 4, t);
    if response.clicked() {
        state.finish_board();
        state.chosen = Some(row.id);
        response.request_focus();
    }
    if response.has_focus() {
        keys(ui, state, table, at, row, asks);
    }
}

/// Arrows choose, Alt and arrows move, Delete takes out.
fn keys(ui: &Ui, state: &mut State, table: &Table, at: usize, row: &Row, asks: &mut Vec<Ask>) {
    ui.memory_mut(|memory| {
        memory.set_focus_lock_filter(row_id(row.id), EventFilter { vertical_arrows: true, ..EventFilter::default() });
    });
    // Taken, or the row that gets the keyboard now would take it as well.
    let pressed = |modifiers, key| ui.input_mut(|i| i.consume_key(modifiers, key));
    let step =
        |down: bool| if down { table.rows.get(at + 1) } else { at.checked_sub(1).and_then(|at| table.rows.get(at)) };
    for (key, down) in [(Pressed::ArrowDown, true), (Pressed::ArrowUp, false)] {
        // Alt first: a plain arrow is taken whether or not Alt is held.
        if pressed(Modifiers::ALT, key) {
            if step(down).is_some() {
                let (id, to) = (row.id, if down { at + 1 } else { at - 1 });
                let edit = Edit::new(format!("Move “{}”", row.title), move |plan: &mut Plan| {
                    plan.move_scenario(id, to);
                });
                asks.push(Ask::Edit(edit.merging(format!("move scenario {id}"))));
            }
        } else if pressed(Modifiers::NONE, key)
            && let Some(next) = step(down)
        {
            state.chosen = Some(next.id);
            ui.memory_mut(|memory| memory.request_focus(row_id(next.id)));
        }
    }
    if pressed(Modifiers::NONE, Pressed::Delete) {
        let id = row.id;
        let edit = Edit::new(format!("Remove “{}”", row.title), move |plan: &mut Plan| {
            plan.remove_scenario(id);
        });
        asks.push(Ask::Edit(edit.saying(format!("Removed the scenario “{}”", row.title))));
    }
}

impl State {
    /// Another scenario is opened: the board is about that one from now on.
    fn finish_board(&mut self) {
        self.board = crate::ui::board::State::default();
    }
}
