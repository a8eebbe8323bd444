//! All scenarios in a table: how often, what it would cost, what warns of it, and how the response stands.

use std::rc::Rc;

use chrono::NaiveDate;
use eframe::egui::{self, EventFilter, Id, Key as Pressed, Modifiers, Role, Sense, Stroke, Ui, WidgetInfo};

use super::State;
use crate::analysis::simulate::{self, Item};
use crate::analysis::trigger::{TriggerState, Watch};
use crate::document::Edit;
use crate::model::{Amount, Cases, Plan, Scenario, ScenarioId};
use crate::text::{Style, UNKNOWN, contingency as words};
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::status::{self, Tint};
use crate::ui::widget::{self, card, label, range};
use crate::ui::{Ask, Open, View, icons};

const ROW: f32 = 38.0;
/// Room for the figures beside a range, and for the shortest bar that says something.
const FIGURES: f32 = 84.0;
const SHORTEST: f32 = 48.0;

#[derive(Debug)]
pub(super) struct Table {
    rows: Vec<Row>,
    /// What all ranges fit on.
    scale: (f64, f64),
}

#[derive(Debug)]
struct Row {
    id: ScenarioId,
    title: String,
    often: String,
    /// "£16k–£33k", where it bears on the series that shows; else what was estimated.
    cost: String,
    range: Option<Cases<f64>>,
    /// "−£3k", what it takes on average.
    average: String,
    light: String,
    fires: bool,
    response: (&'static str, bool),
}

impl Table {
    fn of(open: Open<'_>, today: NaiveDate) -> Self {
        let mut watch = Watch::new(open.plan, today);
        let row = |scenario: &Scenario| {
            let bar = open.closing.and_then(|closing| closing.bar(Item::Scenario(scenario.id)));
            let (light, fires) = light(open, scenario, &mut watch);
            let estimate = scenario.estimate();
            let lost = simulate::cost(open.plan, open.series_index, open.answer, scenario).map(|cost| cost.lost);
            let told = |it| words::estimate(it, open.answer.granularity, open.style);
            Row {
                id: scenario.id,
                title: scenario.title.clone(),
                often: words::how_often(scenario.frequency.as_ref()),
                cost: match (lost, estimate) {
                    (Some(lost), _) => open.style.range(lost.low, lost.high),
                    (None, Some(estimate)) => told(estimate),
                    (None, None) => "not estimated".to_owned(),
                },
                range: lost.map(|lost| lost.map(Amount::to_f64)),
                average: bar.map_or_else(|| UNKNOWN.to_owned(), |bar| open.style.in_sentence_signed(bar.expected)),
                light,
                fires,
                response: words::response(scenario),
            }
        };
        let rows: Vec<Row> = open.plan.worksheets.scenarios.iter().map(row).collect();
        Self { scale: range::scale(rows.iter().filter_map(|row| row.range)), rows }
    }
}

/// How the trigger stands in words, and whether it fires.
pub(super) fn light(open: Open<'_>, scenario: &Scenario, watch: &mut Watch<'_>) -> (String, bool) {
    let Some(rule) = &scenario.trigger else { return ("none set".to_owned(), false) };
    let Some(series) = open.plan.watched(rule) else { return (UNKNOWN.to_owned(), false) };
    let style = Style { numbers: open.style.numbers, currency: open.plan.currency, unit: series.unit.clone() };
    let (state, measured) = (watch.state(rule), watch.measured(rule));
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
        let cost = if width < NARROW { "Cost this year" } else { "What it would cost this year" };
        let names = ["What could go wrong", "How often", cost, "On average", "Trigger", "Response"];
        for (name, (left, room)) in names.into_iter().zip(&columns) {
            let at = egui::pos2(head.left() + left, head.center().y);
            if *room > 0.0 {
                label::paint_fitting(ui, at, name, 12.0, Weight::Medium, t.text3, *room);
            }
        }
        ui.painter().hline(head.x_range(), head.bottom() - 0.5, Stroke::new(1.0, t.hair));
        for (at, row) in table.rows.iter().enumerate() {
            one(ui, state, &table, at, row, &columns, t, asks);
        }
    });
}

/// Narrower than this the average has no room: the range says more.
const NARROW: f32 = 860.0;

/// Where each column begins, and how wide its text may be.
fn columns(width: f32) -> [(f32, f32); 6] {
    let shares =
        if width < NARROW { [0.0, 0.27, 0.40, 0.64, 0.64, 0.845] } else { [0.0, 0.26, 0.355, 0.56, 0.635, 0.87] };
    let left = |share: f32| 10.0 + share * (width - 10.0);
    std::array::from_fn(|at| {
        let end = shares.get(at + 1).map_or(width, |next| left(*next));
        (left(shares[at]), (end - left(shares[at]) - 10.0).max(0.0))
    })
}

#[expect(clippy::too_many_arguments, reason = "a row and what it stands in")]
fn one(
    ui: &mut Ui,
    state: &mut State,
    table: &Table,
    at: usize,
    row: &Row,
    columns: &[(f32, f32); 6],
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
        let cell = |column: usize, text: &str, weight: Weight, colour: egui::Color32| {
            let (left, room) = columns[column];
            if room > 0.0 {
                label::paint_fitting(ui, egui::pos2(rect.left() + left, middle), text, 13.0, weight, colour, room);
            }
        };
        cell(0, &row.title, weight, t.text1);
        cell(1, &row.often, Weight::Regular, t.text2);
        let (from, wide) = (rect.left() + columns[2].0, columns[2].1);
        match row.range.filter(|_| wide > FIGURES + SHORTEST) {
            Some(cost) => {
                let bar = egui::Rect::from_min_size(
                    egui::pos2(from, middle - range::HEIGHT / 2.0),
                    egui::vec2(wide - FIGURES - 8.0, range::HEIGHT),
                );
                range::paint(ui, bar, cost, table.scale, range::Direction::Loss);
                let at = egui::pos2(bar.right() + 8.0, middle);
                label::paint_fitting(ui, at, &row.cost, 13.0, Weight::Regular, t.text2, FIGURES);
            }
            None => cell(2, &row.cost, Weight::Regular, t.text2),
        }
        cell(3, &row.average, Weight::SemiBold, t.orange);
        let colour = if row.fires { t.orange } else { t.text2 };
        cell(4, &row.light, if row.fires { Weight::SemiBold } else { Weight::Regular }, colour);
        let (word, ready) = row.response;
        let (icon, tint) = if ready { (icons::CHECK, Tint::Teal) } else { (icons::WARNING_CIRCLE, Tint::Orange) };
        status::paint(ui, egui::pos2(rect.left() + columns[5].0, middle), icon, word, tint);
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
