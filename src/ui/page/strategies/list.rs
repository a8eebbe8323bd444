//! The list of strategies: what each should bring and how it stands in the test.

use eframe::egui::{
    self, Align2, CornerRadius, EventFilter, Frame, Id, Key, Modifiers, Rect, Role, Sense, Stroke, Ui, WidgetInfo,
};

use super::{State, Wanted, change, field, fields};
use crate::analysis::simulate::Item;
use crate::model::{Cases, StrategyId, Test};
use crate::text::strategy as words;
use crate::ui::theme::font::Weight;
use crate::ui::widget::typed::Field;
use crate::ui::widget::{self, label, label::Runs, person, range, status, status::Tint};
use crate::ui::{Ask, Open, View, icons};

const ROW: f32 = 100.0;
/// In one column, where a row says the same in one line.
const LINE: f32 = 44.0;
/// From this width on a line has room for all of it.
const ROOM: f32 = 560.0;
const PAD: f32 = 14.0;
const BAR: f32 = 150.0;

/// A strategy in the list, in words.
#[derive(Debug)]
pub(super) struct Row {
    id: StrategyId,
    title: String,
    /// "+£7.3k", or why there is none.
    amount: String,
    has_amount: bool,
    /// Why there is no amount; empty where there is one.
    why: &'static str,
    owner: String,
    tactics: String,
    /// Low, average and high of what it adds.
    cases: Option<Cases<f64>>,
    is_obvious: bool,
    spoken: String,
}

pub(super) fn row_id(id: StrategyId) -> Id {
    Id::unique(("strategy in the list", id))
}

/// Whether one of the rows has the keyboard.
pub(super) fn has_focus(ui: &Ui, open: Open<'_>) -> bool {
    let focused = ui.memory(egui::Memory::focused);
    focused.is_some_and(|focused| open.plan.worksheets.strategies.iter().any(|it| row_id(it.id) == focused))
}

fn rows(view: &View<'_>, open: Open<'_>) -> Vec<Row> {
    let each = |strategy: &crate::model::Strategy| {
        let bar = open.closing.and_then(|closing| closing.bar(Item::Strategy(strategy.id)));
        let of_other = open.plan.meant_series(strategy.series.as_deref()).filter(|(at, _)| *at != open.series_index);
        let amount = match (bar, of_other) {
            (Some(bar), _) => open.style.in_sentence_signed(bar.expected),
            (None, Some((_, series))) => format!("in {}", series.name),
            (None, None) => crate::text::UNKNOWN.to_owned(),
        };
        let is_obvious = strategy.test(view.today) == Test::Obvious;
        let cases = bar.map(|bar| Cases::new(bar.low, bar.expected, bar.high).map(crate::model::Amount::to_f64));
        let tactics = words::tactics(strategy);
        let owner = strategy.owner.trim().to_owned();
        let who = if owner.is_empty() { person::NOBODY } else { &owner };
        let stands = if is_obvious { "obvious" } else { "to revise" };
        let spread =
            bar.map(|bar| format!(", {}", open.style.range_in_sentence(bar.low, bar.high))).unwrap_or_default();
        let spoken = format!("{}: {amount}{spread}; {who}; {tactics}; {stands}", strategy.title);
        let title = strategy.title.clone();
        let why = if bar.is_some() || of_other.is_some() { "" } else { why_none(strategy, open) };
        Row {
            id: strategy.id,
            title,
            amount,
            has_amount: bar.is_some(),
            why,
            owner,
            tactics,
            cases,
            is_obvious,
            spoken,
        }
    };
    open.plan.worksheets.strategies.iter().map(each).collect()
}

/// Why nothing is told of what a strategy should bring.
pub(super) fn why_none(strategy: &crate::model::Strategy, open: Open<'_>) -> &'static str {
    if strategy.extra.is_zero() || strategy.start.is_none() {
        "no amount or start yet"
    } else if open.closing.is_none() {
        "no forecast to add it to"
    } else {
        "nothing in this series"
    }
}

pub(super) fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let facts = (open.version(), open.closing_number, view.today);
    let bars = open.closing.and_then(|closing| closing.bridge.as_ref()).map(|bridge| bridge.bars.as_slice());
    let of_strategies = bars.unwrap_or_default().iter().filter(|bar| matches!(bar.item, Some(Item::Strategy(_))));
    let scale = range::scale(
        of_strategies.map(|bar| Cases::new(bar.low, bar.expected, bar.high).map(crate::model::Amount::to_f64)),
    );
    let opened = state.opened;
    let mut wanted = None;
    let frame = Frame::new().fill(t.surface).stroke(Stroke::new(1.0, t.hair)).corner_radius(CornerRadius::same(10));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        let shown = state.rows.get((facts, scale), || rows(view, open));
        for (index, row) in shown.iter().enumerate() {
            let next = index.checked_add(1).and_then(|index| shown.get(index)).map(|row| row.id);
            let before = index.checked_sub(1).and_then(|index| shown.get(index)).map(|row| row.id);
            let look = Look { on: opened == Some(row.id), first: index == 0, last: index + 1 == shown.len(), scale };
            if let Some(pressed) = row_ui(ui, row, look, view, open) {
                wanted = Some(match pressed {
                    Pressed::Open => (Some(row.id), None),
                    Pressed::Enter => (Some(row.id), Some(Wanted::Field(field::Key::Own(row.id, field::Own::Title)))),
                    Pressed::Next => (next, next.map(Wanted::Row)),
                    Pressed::Before => (before, before.map(Wanted::Row)),
                    Pressed::Move(by) => {
                        asks.push(Ask::Edit(change::move_strategy(row.id, &row.title, by)));
                        (Some(row.id), None)
                    }
                    Pressed::Remove => {
                        asks.push(Ask::Edit(change::remove_strategy(row.id, &row.title)));
                        (next.or(before), next.or(before).map(Wanted::Row))
                    }
                });
            }
        }
        if state.naming {
            naming_ui(ui, state, view, open, asks);
        }
    });
    if let Some((opened, focus)) = wanted {
        state.opened = opened.or(state.opened);
        state.wanted = focus.or(state.wanted);
        if focus.is_some() {
            ui.ctx().request_repaint();
        }
    }
    if !open.plan.worksheets.strategies.is_empty() {
        let said = "Bar: 8 in 10 of the outcomes lie in it. Mark: the average over 20,000 simulated years, which allows for a \
                    strategy that doesn’t work at all.";
        Runs::new(12.0, 17.0).add(said, Weight::Regular, t.text3).show(ui, ui.available_width());
    }
}

/// The field that names a new strategy, at the end of the list.
fn naming_ui(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let key = field::Key::NewStrategy;
    let frame = Frame::new().inner_margin(egui::Margin::symmetric(14, 12));
    frame.show(ui, |ui| {
        let before = asks.len();
        let width = ui.available_width();
        let hint = "What will be done, in a few words";
        let field = Field { hint, ..Field::new(key.id(), "New strategy", "", width) };
        let shown = fields(&mut state.drafts, view, open, asks).show(ui, key, &field);
        if asks.len() > before {
            state.wanted = Some(Wanted::Newest { strategies: open.plan.worksheets.strategies.len() });
        } else if shown.response.lost_focus() {
            state.naming = false;
        }
    });
}

#[derive(Clone, Copy)]
struct Look {
    on: bool,
    first: bool,
    last: bool,
    scale: (f64, f64),
}

enum Pressed {
    Open,
    Enter,
    Next,
    Before,
    Move(isize),
    Remove,
}

fn row_ui(ui: &mut Ui, row: &Row, look: Look, view: &View<'_>, open: Open<'_>) -> Option<Pressed> {
    let t = view.t;
    let in_line = ui.available_width() >= ROOM;
    let height = if in_line { LINE } else { ROW };
    let (_, rect) = ui.allocate_space(egui::vec2(ui.available_width(), height));
    let response = ui.interact(rect, row_id(row.id), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, look.on, row.spoken.as_str()));
    let ends = CornerRadius {
        nw: if look.first { 9 } else { 0 },
        ne: if look.first { 9 } else { 0 },
        sw: if look.last { 9 } else { 0 },
        se: if look.last { 9 } else { 0 },
    };
    if look.on {
        ui.painter().rect_filled(rect, ends, t.selected);
        let bar = rect.with_max_x(rect.left() + 3.0);
        ui.painter().rect_filled(bar, CornerRadius { ne: 0, se: 0, ..ends }, t.blue);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, ends, t.hover);
    }
    if !look.last {
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.hair));
    }
    if in_line {
        paint_line(ui, row, rect, look.scale, view, open);
    } else {
        paint(ui, row, rect, look.scale, view, open);
    }
    widget::reveal(ui, &response);
    if response.has_focus() {
        widget::ring(ui, rect.shrink(4.0), 7, t);
    }
    if response.has_focus() {
        let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        let pressed = keys(ui);
        ui.memory_mut(|memory| {
            if pressed.is_some() {
                // In the pass after the focus came the filter isn't set yet, and egui would move on.
                memory.move_focus(egui::FocusDirection::None);
            }
            memory.set_focus_lock_filter(response.id, arrows);
        });
        if pressed.is_some() {
            return pressed;
        }
    }
    response.clicked().then(|| {
        response.request_focus();
        Pressed::Open
    })
}

fn keys(ui: &Ui) -> Option<Pressed> {
    ui.input_mut(|input| {
        let mut pressed = |modifiers, key| input.consume_key(modifiers, key);
        // With Alt first, since the bare key would match too.
        if pressed(Modifiers::ALT, Key::ArrowUp) {
            Some(Pressed::Move(-1))
        } else if pressed(Modifiers::ALT, Key::ArrowDown) {
            Some(Pressed::Move(1))
        } else if pressed(Modifiers::NONE, Key::ArrowDown) {
            Some(Pressed::Next)
        } else if pressed(Modifiers::NONE, Key::ArrowUp) {
            Some(Pressed::Before)
        } else if pressed(Modifiers::NONE, Key::Enter) {
            Some(Pressed::Enter)
        } else {
            pressed(Modifiers::NONE, Key::Delete).then_some(Pressed::Remove)
        }
    })
}

fn paint(ui: &Ui, row: &Row, rect: Rect, scale: (f64, f64), view: &View<'_>, open: Open<'_>) {
    let t = view.t;
    let inner = rect.shrink2(egui::vec2(PAD, 12.0));
    let colour = if row.has_amount && open.closing_is_current { t.teal } else { t.text3 };
    let at = egui::pos2(inner.right(), inner.top() + 9.5);
    let amount = label::paint(ui, at, Align2::RIGHT_CENTER, &row.amount, 14.0, Weight::SemiBold, colour);
    let at = egui::pos2(inner.left(), inner.top() + 9.5);
    let room = amount.left() - inner.left() - 10.0;
    label::paint_fitting(ui, at, &row.title, 14.0, Weight::SemiBold, t.text1, room);
    let at = egui::pos2(inner.left(), inner.top() + 38.0);
    let shown = person::paint(ui, at, &row.owner, inner.width() * 0.55);
    let at = egui::pos2(shown.right() + 5.0, inner.top() + 38.0);
    let tactics = format!("· {}", row.tactics);
    label::paint_fitting(ui, at, &tactics, 12.0, Weight::Regular, t.text2, inner.right() - at.x);
    let middle = inner.bottom() - 9.0;
    if let Some(cases) = row.cases {
        let bar = Rect::from_min_size(egui::pos2(inner.left(), middle - 7.0), egui::vec2(BAR, range::HEIGHT));
        range::paint(ui, bar, cases, scale, range::Direction::Gain);
    } else {
        let at = egui::pos2(inner.left(), middle);
        label::paint(ui, at, Align2::LEFT_CENTER, row.why, 12.0, Weight::Regular, t.text3);
    }
    let (icon, word, tint) = chip(row.is_obvious);
    let width = status::width(ui, icon, word);
    status::paint(ui, egui::pos2(inner.right() - width, middle), icon, word, tint);
}

fn paint_line(ui: &Ui, row: &Row, rect: Rect, scale: (f64, f64), view: &View<'_>, open: Open<'_>) {
    const CHIP: f32 = 92.0;
    const AMOUNT: f32 = 84.0;
    let t = view.t;
    let inner = rect.shrink2(egui::vec2(PAD, 0.0));
    let at = |x: f32| egui::pos2(x, inner.center().y);
    let (icon, word, tint) = chip(row.is_obvious);
    status::paint(ui, at(inner.right() - status::width(ui, icon, word)), icon, word, tint);
    let colour = if row.has_amount && open.closing_is_current { t.teal } else { t.text3 };
    let right = inner.right() - CHIP - 10.0;
    label::paint(ui, at(right), Align2::RIGHT_CENTER, &row.amount, 14.0, Weight::SemiBold, colour);
    let left = right - AMOUNT - BAR;
    if let Some(cases) = row.cases {
        let bar = Rect::from_center_size(at(left + BAR / 2.0), egui::vec2(BAR, range::HEIGHT));
        range::paint(ui, bar, cases, scale, range::Direction::Gain);
    }
    person::disc(ui, at(left - person::DISC - 14.0), &row.owner);
    let room = left - person::DISC - 24.0 - inner.left();
    label::paint_fitting(ui, at(inner.left()), &row.title, 14.0, Weight::SemiBold, t.text1, room);
}

/// How a strategy stands in the test.
pub(super) const fn chip(is_obvious: bool) -> (&'static str, &'static str, Tint) {
    if is_obvious { (icons::CHECK, "Obvious", Tint::Teal) } else { (icons::WARNING_CIRCLE, "Revise", Tint::Orange) }
}
