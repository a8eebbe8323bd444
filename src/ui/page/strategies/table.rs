//! The tactics of a strategy: who does what, the first step, and by what it is seen that it is done. What is missing is said at its cell.

use eframe::egui::{self, Align2, ComboBox, Key as Pressed, Sense, Stroke, Ui};

use super::field::{Cell, Key};
use super::{State, Wanted, change, fields};
use crate::model::{Missing, Strategy, Tactic, TacticState};
use crate::text::{calendar, strategy as words, tactic_line};
use crate::ui::theme::font::Weight;
use crate::ui::widget::day::Day;
use crate::ui::widget::typed::{Field, Look};
use crate::ui::widget::{self, button::Button, label, label::Runs, person};
use crate::ui::{Ask, Open, View, icons};

const GAP: f32 = 8.0;
const NUMBER: f32 = 20.0;
const END: f32 = 26.0;

/// Widths of: what, who, first step, done when, by.
fn columns(width: f32) -> [f32; 5] {
    let rest = width - NUMBER - END - 6.0 * GAP;
    [0.25, 0.19, 0.22, 0.19, 0.15].map(|share| (rest * share).floor())
}

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    strategy: &Strategy,
    lacks: &[Missing],
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        ui.horizontal(|ui| {
            ui.label(label::rich("Tactics", 14.0, Weight::SemiBold, t.text1));
            ui.label(label::rich("who does what, by when", 12.0, Weight::Regular, t.text3));
        });
        let columns = columns(ui.available_width());
        head(ui, &columns, view);
        for (index, tactic) in strategy.tactics.iter().enumerate() {
            ui.push_id(tactic.id, |ui| {
                row(ui, state, (strategy, tactic, index), &columns, lacks, view, open, asks);
            });
        }
        new_row(ui, state, strategy, lacks, &columns, view, open, asks);
    });
}

fn head(ui: &mut Ui, columns: &[f32; 5], view: &View<'_>) {
    let t = view.t;
    let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), 20.0), Sense::hover());
    let mut x = rect.left() + NUMBER + GAP;
    for (text, width) in ["What", "Who", "First step, by", "Done when", "By"].iter().zip(columns) {
        let at = egui::pos2(x + 6.0, rect.center().y - 2.0);
        label::paint_fitting(ui, at, text, 12.0, Weight::Medium, t.text3, *width);
        x += width + GAP;
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, t.hair));
}

/// What is wrong with a cell, where it is to be told.
fn told(lacks: &[Missing], wanted: impl Fn(&Missing) -> bool, strategy: &Strategy, view: &View<'_>) -> Option<String> {
    lacks.iter().find(|missing| wanted(missing)).map(|missing| words::missing(*missing, strategy, view.today))
}

#[expect(clippy::too_many_arguments, reason = "a row and what it stands in")]
fn row(
    ui: &mut Ui,
    state: &mut State,
    (strategy, tactic, index): (&Strategy, &Tactic, usize),
    columns: &[f32; 5],
    lacks: &[Missing],
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    let number = index + 1;
    let key = |cell| Key::Tactic(strategy.id, tactic.id, cell);
    let mut entered = None;
    let settled = !tactic.state.is_pending();
    let shown = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(GAP, 2.0);
        let (rect, _) = ui.allocate_exact_size(egui::vec2(NUMBER, 26.0), Sense::hover());
        let at = rect.left_center();
        label::paint(ui, at, Align2::LEFT_CENTER, &number.to_string(), 13.0, Weight::Regular, t.text3);
        let text = |ui: &mut Ui, state: &mut State, asks: &mut Vec<Ask>, cell: Cell, name: &str, width: f32| {
            let (at_rest, hint, missing) = match cell {
                Cell::What => (&tactic.what, "", None),
                Cell::Who => (&tactic.who, "Who", told(lacks, |it| *it == Missing::Who(tactic.id), strategy, view)),
                Cell::FirstStep => {
                    let missing = told(lacks, |it| *it == Missing::FirstStep(tactic.id), strategy, view);
                    (&tactic.first_step, "First step", missing)
                }
                _ => {
                    let missing = told(lacks, |it| *it == Missing::DoneWhen(tactic.id), strategy, view);
                    (&tactic.done_when, "Done when", missing)
                }
            };
            let weight = if cell == Cell::What { Weight::Medium } else { Weight::Regular };
            let name = format!("{name} of tactic {number}");
            let problem = missing.as_deref();
            let field = Field {
                hint,
                weight,
                problem,
                look: Look::Cell,
                wraps: true,
                ..Field::new(key(cell).id(), &name, at_rest, width)
            };
            let shown = fields(&mut state.drafts, view, open, asks).show(ui, key(cell), &field);
            complain(ui, shown.problem.as_deref(), width, view);
            shown.entered.then_some(cell)
        };
        let column = |ui: &mut Ui, width: f32, add: &mut dyn FnMut(&mut Ui)| {
            ui.vertical(|ui| {
                ui.set_width(width);
                add(ui);
            });
        };
        column(ui, columns[0], &mut |ui| {
            entered = entered.or(text(ui, state, asks, Cell::What, "What", columns[0]));
        });
        column(ui, columns[1], &mut |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                let room = columns[1] - person::DISC - 2.0;
                let (rect, _) = ui.allocate_exact_size(egui::vec2(person::DISC, 26.0), Sense::hover());
                person::disc(ui, rect.left_center(), &tactic.who);
                ui.vertical(|ui| {
                    ui.set_width(room);
                    entered = entered.or(text(ui, state, asks, Cell::Who, "Who", room));
                });
            });
        });
        column(ui, columns[2], &mut |ui| {
            entered = entered.or(text(ui, state, asks, Cell::FirstStep, "First step", columns[2]));
            let missing = told(
                lacks,
                |it| [Missing::FirstStepDay(tactic.id), Missing::FirstStepWithinSevenDays(tactic.id)].contains(it),
                strategy,
                view,
            );
            let name = format!("Day of the first step of tactic {number}");
            let late = tactic.state == TacticState::Open && tactic.first_step_due.is_some_and(|due| due < view.today);
            let day = (Cell::FirstStepDay, name.as_str(), tactic.first_step_due, missing, late);
            entered = entered.or(day_ui(ui, state, key(Cell::FirstStepDay), day, columns[2], view, open, asks));
        });
        column(ui, columns[3], &mut |ui| {
            entered = entered.or(text(ui, state, asks, Cell::DoneWhen, "Done when", columns[3]));
        });
        column(ui, columns[4], &mut |ui| {
            let name = format!("Day of tactic {number}");
            let late = !settled && tactic.due.is_some_and(|due| due < view.today);
            let day = (Cell::Due, name.as_str(), tactic.due, None, late);
            entered = entered.or(day_ui(ui, state, key(Cell::Due), day, columns[4], view, open, asks));
            state_ui(ui, tactic, number, columns[4], view, asks);
        });
        let name = format!("Remove tactic {number}");
        if Button::new(&name).icon(icons::X).icon_only().small().show(ui).clicked() {
            asks.push(Ask::Edit(change::remove_tactic(tactic.id, &tactic.what)));
        }
    });
    let rect = shown.response.rect;
    ui.painter().hline(ui.max_rect().x_range(), rect.bottom() + 3.0, Stroke::new(1.0, t.hair));
    if let Some(cell) = entered {
        let next = strategy.tactics.get(index + 1).map(|next| Key::Tactic(strategy.id, next.id, cell));
        state.wanted = Some(Wanted::Field(next.unwrap_or(Key::NewTactic(strategy.id))));
        ui.ctx().request_repaint();
    }
}

/// The sentence under a cell.
fn complain(ui: &mut Ui, problem: Option<&str>, width: f32, view: &View<'_>) {
    if let Some(problem) = problem {
        Runs::new(12.0, 16.0).add(problem, Weight::Regular, view.t.orange).show(ui, width);
    }
}

type DayOf<'a> = (Cell, &'a str, Option<chrono::NaiveDate>, Option<String>, bool);

/// A day, with what is wrong or late about it below. Answers the cell if Enter was pressed in it.
#[expect(clippy::too_many_arguments, reason = "a cell and what it stands in")]
fn day_ui(
    ui: &mut Ui,
    state: &mut State,
    key: Key,
    (cell, name, value, missing, late): DayOf<'_>,
    width: f32,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) -> Option<Cell> {
    let day = Day {
        id: key.id(),
        name,
        caption: None,
        value,
        today: view.today,
        width,
        problem: missing.as_deref(),
        past: false,
    };
    let shown = fields(&mut state.drafts, view, open, asks).day(ui, key, &day);
    if let Some(meant) = &shown.meant {
        Runs::new(12.0, 16.0).add(meant, Weight::Regular, view.t.text3).show(ui, width);
    } else if let Some(problem) = shown.problem.as_deref() {
        complain(ui, Some(problem), width, view);
    } else if late {
        let days = value.map_or(0, |due| (view.today - due).num_days());
        complain(ui, Some(&calendar::days_late(days)), width, view);
    }
    shown.entered.then_some(cell)
}

/// How a tactic stands.
fn state_ui(ui: &mut Ui, tactic: &Tactic, number: usize, width: f32, view: &View<'_>, asks: &mut Vec<Ask>) {
    ui.spacing_mut().interact_size.y = 24.0;
    ui.spacing_mut().button_padding = egui::vec2(7.0, 3.0);
    let chosen =
        ComboBox::from_id_salt("state").width(width.min(92.0)).selected_text(tactic.state.label()).show_ui(ui, |ui| {
            for state in TacticState::ALL {
                if ui.selectable_label(state == tactic.state, state.label()).clicked() && state != tactic.state {
                    asks.push(Ask::Edit(change::tactic_state(tactic.id, &tactic.what, state)));
                }
            }
        });
    widget::reveal(ui, &chosen.response);
    widget::focus_ring(ui, &chosen.response, 7, view.t);
    let name = format!("State of tactic {number}: {}", tactic.state.label());
    widget::name(&chosen.response, egui::Role::ComboBox, true, &name);
}

/// The row after the last: one line in it is a tactic.
#[expect(clippy::too_many_arguments, reason = "a row and what it stands in")]
fn new_row(
    ui: &mut Ui,
    state: &mut State,
    strategy: &Strategy,
    lacks: &[Missing],
    columns: &[f32; 5],
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let key = Key::NewTactic(strategy.id);
    let missing = told(lacks, |it| *it == Missing::Tactic, strategy, view);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let (rect, _) = ui.allocate_exact_size(egui::vec2(NUMBER, 30.0), Sense::hover());
        label::paint_icon(ui, rect.left_center(), Align2::LEFT_CENTER, icons::PLUS, 14.0, view.t.text3);
        ui.vertical(|ui| {
            let width = columns[0] + columns[1] + columns[2] + 2.0 * GAP;
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 2.0;
            let hint = "Call Marlow · Ruth · Thu";
            let field = Field { hint, problem: missing.as_deref(), ..Field::new(key.id(), "New tactic", "", width) };
            let before = asks.len();
            let shown = fields(&mut state.drafts, view, open, asks).show(ui, key, &field);
            if asks.len() > before {
                let (tactics, tabbed) = (strategy.tactics.len(), ui.input(|i| i.key_pressed(Pressed::Tab)));
                let cell = if shown.entered { None } else { tabbed.then_some(Cell::Who) };
                if shown.entered || tabbed {
                    state.wanted = Some(Wanted::NewestTactic { strategy: strategy.id, tactics, cell });
                }
            }
            if state.drafts.is_typed(&key) && !shown.text.trim().is_empty() {
                let line = tactic_line::parse(&shown.text, &change::people(&open.plan.worksheets), view.today);
                let said = line.shown(view.today);
                Runs::new(12.0, 16.0).add(&said, Weight::Regular, view.t.text3).show(ui, width);
            } else {
                complain(ui, shown.problem.as_deref(), width, view);
            }
        });
    });
}
