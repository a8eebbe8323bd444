//! All KPIs in a table by kind: the goal, who, the latest value, the last thirteen periods, and what they say.

use std::rc::Rc;

use eframe::egui::{self, Align2, EventFilter, Id, Key as Pressed, Modifiers, Role, Sense, Stroke, Ui, WidgetInfo};

use super::listing::{Listing, Row};
use super::{State, Wanted, change};
use crate::chart::Scene;
use crate::chart::kpi::{Shown, spark};
use crate::model::{KpiId, KpiKind};
use crate::text::kpi::{Shape, Told, Tone};
use crate::ui::theme::{Tokens, current, font::Weight};
use crate::ui::widget::status::{self, Tint};
use crate::ui::widget::{self, card, chart, label, person};
use crate::ui::{Ask, Open, View, icons};

const ROW: f32 = 44.0;
const GROUP: f32 = 30.0;
/// The narrowest table in which a name stands beside its disc.
const WITH_NAMES: f32 = 900.0;

pub(super) fn row_id(id: KpiId) -> Id {
    Id::unique(("kpi in the table", id))
}

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    listing: &Listing,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    card::card(ui, 0.0, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let width = ui.available_width();
        let columns = Columns::of(width);
        let sparks = sparks(state, listing, &columns, view, open);
        head(ui, listing, &columns, t);
        for kind in [KpiKind::Leading, KpiKind::Result] {
            if !listing.rows.iter().any(|row| row.kind == kind) {
                continue;
            }
            group(ui, &listing.groups[usize::from(kind == KpiKind::Result)], t);
            for (at, row) in listing.rows.iter().enumerate().filter(|(_, row)| row.kind == kind) {
                if let Some(spark) = sparks.get(at) {
                    one(ui, state, listing, at, row, spark, &columns, open, asks);
                }
            }
        }
    });
}

/// Where each column begins, and where the figures end.
struct Columns {
    goal: f32,
    who: f32,
    latest: f32,
    row: f32,
    told: f32,
    leads: f32,
    width: f32,
}

impl Columns {
    fn of(width: f32) -> Self {
        let at = |share: f32| (share * width).round();
        let [goal, who, latest, row, told, leads] = if width >= WITH_NAMES {
            [0.185, 0.32, 0.435, 0.465, 0.655, 0.8].map(at)
        } else {
            [0.225, 0.36, 0.47, 0.49, 0.605, 0.77].map(at)
        };
        Self { goal, who, latest, row, told, leads, width }
    }

    fn spark(&self) -> [f32; 2] {
        [self.told - self.row - 18.0, ROW - 14.0]
    }
}

fn sparks(state: &mut State, listing: &Listing, columns: &Columns, view: &View<'_>, open: Open<'_>) -> Rc<Vec<Scene>> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole points of a window")]
    let key = (open.version(), view.today, columns.width as u32);
    let draw = |row: &Row| {
        let kpi = open.plan.kpi(row.id)?;
        Some(spark(Shown { kpi, reading: &row.reading, style: &row.style, today: view.today }, columns.spark()))
    };
    let all = || Rc::new(listing.rows.iter().map(|row| draw(row).unwrap_or_default()).collect());
    Rc::clone(state.sparks.get(key, all))
}

fn head(ui: &mut Ui, listing: &Listing, columns: &Columns, t: &Tokens) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(columns.width, 28.0), Sense::hover());
    let text = |x: f32, anchor: Align2, text: &str, room: f32| {
        let at = egui::pos2(rect.left() + x, rect.center().y - 2.0);
        if anchor == Align2::RIGHT_CENTER {
            label::paint(ui, at, anchor, text, 12.0, Weight::Medium, t.text3);
        } else {
            label::paint_fitting(ui, at, text, 12.0, Weight::Medium, t.text3, room);
        }
    };
    text(0.0, Align2::LEFT_CENTER, "KPI", columns.goal - 10.0);
    text(columns.goal, Align2::LEFT_CENTER, "Goal", columns.who - columns.goal - 10.0);
    text(columns.who, Align2::LEFT_CENTER, "Who", 60.0);
    text(columns.latest, Align2::RIGHT_CENTER, &listing.latest, 0.0);
    let [long, short] = &listing.row;
    let row = if columns.width >= WITH_NAMES { long } else { short };
    text(columns.row, Align2::LEFT_CENTER, row, columns.told - columns.row - 10.0);
    text(columns.told, Align2::LEFT_CENTER, "Reading", columns.leads - columns.told - 10.0);
    text(columns.leads, Align2::LEFT_CENTER, "Does it lead sales?", columns.width - columns.leads);
}

/// A sunken strip from edge to edge of the card.
fn group(ui: &mut Ui, text: &str, t: &Tokens) {
    let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), GROUP), Sense::hover());
    widget::name(&response, Role::Label, true, text);
    let strip = rect.expand2(egui::vec2(card::PADDING - 1.0, 0.0));
    ui.painter().rect_filled(strip, 0.0, t.sunken);
    ui.painter().hline(strip.x_range(), strip.top(), Stroke::new(1.0, t.hair));
    ui.painter().hline(strip.x_range(), strip.bottom() - 0.5, Stroke::new(1.0, t.hair));
    label::paint(ui, rect.left_center(), Align2::LEFT_CENTER, text, 13.0, Weight::SemiBold, t.text1);
}

#[expect(clippy::too_many_arguments, reason = "a row and what it stands in")]
fn one(
    ui: &mut Ui,
    state: &mut State,
    listing: &Listing,
    at: usize,
    row: &Row,
    spark: &Scene,
    columns: &Columns,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = current(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(egui::vec2(columns.width, ROW), Sense::hover());
    let strip = rect.expand2(egui::vec2(card::PADDING - 1.0, 0.0));
    let response = ui.interact(strip, row_id(row.id), Sense::click());
    let is_open = state.chosen == Some(row.id);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_open, &row.spoken));
    if ui.is_rect_visible(strip) {
        if is_open {
            ui.painter().rect_filled(strip, 0.0, t.selected);
            ui.painter().rect_filled(strip.with_max_x(strip.left() + 3.0), 0.0, t.blue);
        } else if response.hovered() {
            ui.painter().rect_filled(strip, 0.0, t.hover);
        }
        let is_last = listing.rows.get(at + 1).is_none_or(|next| next.kind != row.kind);
        if !is_last {
            ui.painter().hline(strip.x_range(), strip.bottom() - 0.5, Stroke::new(1.0, t.hair));
        }
        cells(ui, rect, row, spark, columns, t);
    }
    widget::reveal(ui, &response);
    widget::focus_ring(ui, &response, 4, t);
    if response.clicked() {
        // Enter on the chosen one goes on to its fields.
        if is_open && response.has_focus() {
            state.wanted = Some(Wanted::Name);
        } else {
            response.request_focus();
        }
        state.chosen = Some(row.id);
    }
    if response.has_focus() {
        keys(ui, state, listing, at, row, open, asks);
    }
}

fn cells(ui: &Ui, rect: egui::Rect, row: &Row, spark: &Scene, columns: &Columns, t: &Tokens) {
    let middle = rect.center().y;
    let at = |x: f32| egui::pos2(rect.left() + x, middle);
    let chip = if row.is_proxy { status::width(ui, "", "proxy") + 8.0 } else { 0.0 };
    let room = (columns.goal - 12.0 - chip).max(40.0);
    let name = label::paint_fitting(ui, at(0.0), &row.name, 13.0, Weight::Medium, t.text1, room);
    if row.is_proxy {
        status::paint(ui, egui::pos2(name.right() + 8.0, middle), "", "proxy", Tint::Neutral);
    }
    let room = columns.who - columns.goal - 10.0;
    let goal = &row.goal[usize::from(columns.width < WITH_NAMES)];
    label::paint_fitting(ui, at(columns.goal), goal, 13.0, Weight::Regular, t.text2, room);
    let who = row.owner.split_whitespace().next().unwrap_or_default();
    if columns.width >= WITH_NAMES && !who.is_empty() {
        person::disc(ui, at(columns.who), &row.owner);
        let room = columns.latest - columns.who - 70.0;
        label::paint_fitting(ui, at(columns.who + 30.0), who, 13.0, Weight::Regular, t.text2, room);
    } else {
        person::disc(ui, at(columns.who), &row.owner);
    }
    label::paint(ui, at(columns.latest), Align2::RIGHT_CENTER, &row.latest, 14.0, Weight::SemiBold, t.text1);
    let origin = egui::pos2(rect.left() + columns.row, middle - spark.size[1] / 2.0);
    chart::paint(ui, origin, spark, t);
    told(ui, at(columns.told), &row.told, columns.leads - columns.told - 8.0, t);
    let room = columns.width - columns.leads;
    let colour = if row.lead.is_none() { t.text3 } else { t.text2 };
    label::paint_fitting(ui, at(columns.leads), &row.leads, 13.0, Weight::Regular, colour, room);
}

/// The reading: its shape, and its word in the same colour.
pub(super) fn told(ui: &Ui, at: egui::Pos2, told: &Told, room: f32, t: &Tokens) {
    let colour = match told.tone {
        Tone::Signal => t.blue,
        Tone::Good => t.teal,
        Tone::Bad => t.orange,
        Tone::Plain => t.text2,
    };
    let centre = at + egui::vec2(5.0, 0.0);
    match told.shape {
        Shape::Up => widget::triangle(ui, centre, 10.0, true, colour),
        Shape::Down => widget::triangle(ui, centre, 10.0, false, colour),
        Shape::Level => {
            let bar = egui::Rect::from_center_size(centre, egui::vec2(10.0, 4.0));
            ui.painter().rect_filled(bar, 0.5, colour);
        }
        Shape::Check => {
            label::paint_icon(ui, centre, Align2::CENTER_CENTER, icons::CHECK, 14.0, colour);
        }
        Shape::None => {}
    }
    let indent = if told.shape == Shape::None { 0.0 } else { 18.0 };
    let weight = if told.tone == Tone::Plain { Weight::Medium } else { Weight::SemiBold };
    label::paint_fitting(ui, at + egui::vec2(indent, 0.0), told.word, 13.0, weight, colour, room - indent);
}

/// Arrows choose, Alt and arrows move within the kind, Delete takes out.
fn keys(ui: &Ui, state: &mut State, listing: &Listing, at: usize, row: &Row, open: Open<'_>, asks: &mut Vec<Ask>) {
    ui.memory_mut(|memory| {
        memory.set_focus_lock_filter(row_id(row.id), EventFilter { vertical_arrows: true, ..EventFilter::default() });
    });
    // Taken, or the row that gets the keyboard now would take it as well.
    let pressed = |modifiers, key| ui.input_mut(|i| i.consume_key(modifiers, key));
    let step = |down: bool| {
        if down { listing.rows.get(at + 1) } else { at.checked_sub(1).and_then(|at| listing.rows.get(at)) }
    };
    for (key, down) in [(Pressed::ArrowDown, true), (Pressed::ArrowUp, false)] {
        // Alt first: a plain arrow is taken whether or not Alt is held.
        if pressed(Modifiers::ALT, key) {
            let beside = step(down).filter(|next| next.kind == row.kind);
            asks.extend(beside.map(|next| Ask::Edit(change::move_to(row.id, &row.name, next.id))));
        } else if pressed(Modifiers::NONE, key)
            && let Some(next) = step(down)
        {
            state.chosen = Some(next.id);
            ui.memory_mut(|memory| memory.request_focus(row_id(next.id)));
        }
    }
    if pressed(Modifiers::NONE, Pressed::Delete) {
        if let Some(next) = step(true).or_else(|| step(false)) {
            state.chosen = Some(next.id);
            ui.memory_mut(|memory| memory.request_focus(row_id(next.id)));
        }
        asks.push(Ask::Edit(change::remove(row.id, &row.name, open.plan)));
    }
}
