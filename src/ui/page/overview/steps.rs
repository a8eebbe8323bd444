//! Next steps: the tactics that are late or due within seven days, ticked off in place.

use chrono::NaiveDate;
use eframe::egui::{self, Align2, CornerRadius, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo};

use crate::command::Command;
use crate::document::Edit;
use crate::model::{Home, Tactic, TacticId, TacticState, Worksheets};
use crate::text::{calendar, plural};
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{self, card, label, label::Runs, person};
use crate::ui::{Ask, icons};

/// Most that are listed; the page of all tactics has the rest.
const MOST: usize = 5;
const ROW: f32 = 38.0;
const BOX: f32 = 16.0;

/// What the card says.
#[derive(Debug)]
pub(super) struct Steps {
    rows: Vec<Row>,
    /// "2 of 3 promises kept so far".
    kept: String,
    /// "and 3 more", or what is next where nothing is due.
    below: String,
}

#[derive(Debug)]
struct Row {
    id: TacticId,
    what: String,
    who: String,
    day: String,
    day_is: Day,
    /// What a tick says, and what the step is called in the list of undo.
    tick: String,
    tooltip: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Day {
    Late,
    Today,
    Later,
}

impl Steps {
    /// `None` where the plan has neither a tactic nor a promise.
    pub fn of(sheets: &Worksheets, today: NaiveDate) -> Option<Self> {
        let due = sheets.tactics_due(today);
        let strategies = || sheets.strategies.iter().flat_map(|strategy| &strategy.tactics);
        if due.is_empty() && strategies().next().is_none() {
            return None;
        }
        let below = match due.len().saturating_sub(MOST) {
            0 if due.is_empty() => nothing_due(strategies(), today),
            0 => String::new(),
            more => format!("and {more} more"),
        };
        let kept = match sheets.promises_kept(today) {
            (_, 0) => String::new(),
            (kept, of) => format!("{kept} of {} kept so far", plural::count(of, "promise")),
        };
        let rows = due.iter().take(MOST).filter_map(|(home, tactic)| row(*home, tactic, sheets, today)).collect();
        Some(Self { rows, kept, below })
    }
}

fn nothing_due<'a>(tactics: impl Iterator<Item = &'a Tactic>, today: NaiveDate) -> String {
    let next = tactics.filter_map(|tactic| Some((tactic.next_due()?, tactic))).min_by_key(|(day, _)| *day);
    match next {
        Some((day, tactic)) => {
            format!(
                "Nothing is due within seven days. “{}” is next, on {}.",
                tactic.what,
                calendar::weekday_date(day, today)
            )
        }
        None => "Nothing is left to do. Write down who does what next.".to_owned(),
    }
}

fn row(home: Home, tactic: &Tactic, sheets: &Worksheets, today: NaiveDate) -> Option<Row> {
    let due = tactic.next_due()?;
    let late = (today - due).num_days();
    let (day, day_is) = match late {
        0 => ("Today".to_owned(), Day::Today),
        ..0 => (calendar::weekday_date(due, today), Day::Later),
        late => (format!("{} late", plural::count(usize::try_from(late).unwrap_or_default(), "day")), Day::Late),
    };
    let of = match home {
        Home::Strategy(id) => sheets.strategy(id).map(|strategy| strategy.title.as_str()),
        Home::Scenario(id) => sheets.scenario(id).map(|scenario| scenario.title.as_str()),
    };
    let is_step = tactic.after_tick() == TacticState::Begun;
    let tick = if is_step { format!("First step taken: {}", tactic.what) } else { format!("Done: {}", tactic.what) };
    let step = tactic.first_step.trim();
    let step = if tactic.state == TacticState::Open && !step.is_empty() {
        format!("\nFirst step: {step}")
    } else {
        String::new()
    };
    Some(Row {
        id: tactic.id,
        what: tactic.what.clone(),
        who: tactic.who.clone(),
        day,
        day_is,
        tick,
        tooltip: format!("{}{step}", of.unwrap_or_default()),
    })
}

pub(super) fn show(ui: &mut Ui, steps: &Steps, t: &Tokens, asks: &mut Vec<Ask>) {
    card::card(ui, 0.0, |ui| {
        super::title(ui, "Next steps", &steps.kept, Command::ShowTactics, asks);
        let width = ui.available_width();
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, row) in steps.rows.iter().enumerate() {
            ui.push_id(("tactic", row.id.0), |ui| {
                if index > 0 {
                    let top = ui.cursor().top();
                    ui.painter().hline(ui.max_rect().x_range(), top, Stroke::new(1.0, t.hair));
                }
                row_ui(ui, row, width, t, asks);
            });
        }
        if !steps.below.is_empty() {
            ui.add_space(6.0);
            Runs::new(13.0, 19.0).add(&steps.below, Weight::Regular, t.text2).show(ui, width);
        }
    });
}

fn row_ui(ui: &mut Ui, row: &Row, width: f32, t: &Tokens, asks: &mut Vec<Ask>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let (place, tick) = ui.allocate_exact_size(egui::vec2(28.0, ROW), Sense::click());
        tick.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, false, &row.tick));
        widget::reveal(ui, &tick);
        let shape =
            egui::Rect::from_center_size(place.left_center() + egui::vec2(BOX / 2.0, 0.0), egui::Vec2::splat(BOX));
        let fill = if tick.hovered() { t.hover } else { t.surface };
        ui.painter().rect(shape, CornerRadius::same(4), fill, Stroke::new(1.0, t.control), StrokeKind::Inside);
        if tick.hovered() {
            label::paint_icon(ui, shape.center(), Align2::CENTER_CENTER, icons::CHECK, 12.0, t.text3);
        }
        if tick.has_focus() {
            widget::ring(ui, shape, 4, t);
        }
        if tick.on_hover_text(&row.tick).clicked() {
            let id = row.id;
            let edit = Edit::new(row.tick.clone(), move |plan| {
                if let Some(tactic) = plan.tactic_mut(id) {
                    tactic.tick();
                }
            });
            asks.push(Ask::Edit(edit.saying(row.tick.clone())));
        }
        let (rect, response) = ui.allocate_exact_size(egui::vec2(width - 36.0, ROW), Sense::click());
        let who = if row.who.trim().is_empty() { person::NOBODY } else { row.who.trim() };
        widget::name(&response, Role::Button, true, &format!("{}, {who}, {}", row.what, row.day));
        widget::reveal(ui, &response);
        if response.hovered() {
            ui.painter().rect_filled(rect.shrink2(egui::vec2(-4.0, 2.0)), CornerRadius::same(6), t.hover);
        }
        widget::focus_ring(ui, &response.clone().with_new_rect(rect.shrink2(egui::vec2(-2.0, 3.0))), 6, t);
        let (middle, wide) = (rect.center().y, rect.width());
        let what = egui::pos2(rect.left(), middle);
        label::paint_fitting(ui, what, &row.what, 13.0, Weight::Medium, t.text1, wide * 0.54 - 8.0);
        let at = egui::pos2(rect.left() + wide * 0.54, middle);
        let room = wide * 0.46 - 100.0;
        if room > 60.0 {
            person::paint(ui, at, &row.who, room);
        }
        day_ui(ui, rect.right_center(), row, t);
        if response.on_hover_text(&row.tooltip).clicked() {
            asks.push(Ask::ShowTactic(row.id));
        }
    });
}

fn day_ui(ui: &Ui, at: egui::Pos2, row: &Row, t: &Tokens) {
    let (colour, weight) = match row.day_is {
        Day::Late => (t.orange, Weight::Medium),
        Day::Today => (t.amber, Weight::Medium),
        Day::Later => (t.text2, Weight::Regular),
    };
    let drawn = label::paint(ui, at, Align2::RIGHT_CENTER, &row.day, 13.0, weight, colour);
    let mark = egui::pos2(drawn.left() - 9.0, at.y);
    match row.day_is {
        Day::Late => widget::diamond(ui, mark, 10.0, colour),
        Day::Today => {
            ui.painter().circle_filled(mark, 4.0, colour);
        }
        Day::Later => {}
    }
}
