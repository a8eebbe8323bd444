//! What did we say? Each promise of the meeting before, what became of it, and how many each person kept; then only what changed.

use eframe::egui::{self, Align2, CornerRadius, EventFilter, Id, Key as Pressed, Modifiers, Role, Sense, Stroke, Ui};

use super::words::{Promise, Promised, Words};
use super::{Key, State, read};
use crate::document::Edit;
use crate::model::{Kept, Review};
use crate::text::changed::{News, Tone};
use crate::text::meeting;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::typed::{Field, Look};
use crate::ui::widget::{self, card, label, label::Runs, person};
use crate::ui::{Ask, Open, View, icons};

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    words: &Words,
    review: &Review,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    let before = open.plan.meetings.before(review.id);
    card::card(ui, 0.0, |ui| {
        let day = words.promised.as_ref().map(|promised| promised.day.clone()).unwrap_or_default();
        card::heading(ui, "What did we say?", &day, |_| {});
        let width = ui.available_width();
        match (&words.promised, before) {
            (Some(promised), Some(before)) if !promised.rows.is_empty() => {
                for (at, promise) in promised.rows.iter().enumerate() {
                    one(ui, state, promised, at, promise, before, view, open, asks);
                }
                counts(ui, promised, width, t);
            }
            (Some(_), _) => quiet(ui, "Nothing was promised there.", t),
            _ => quiet(ui, "It is the first of its kind: what is promised here is looked at first next time.", t),
        }
        ui.add_space(12.0);
        let title = Runs::new(14.0, 20.0).add("Only what changed", Weight::SemiBold, t.text1);
        title.show(ui, width);
        changed(ui, words, width, t);
    });
}

fn quiet(ui: &mut Ui, said: &str, t: &Tokens) {
    let width = ui.available_width();
    Runs::new(13.0, 19.0).add(said, Weight::Regular, t.text2).show(ui, width);
}

/// Room of the name at the left, and of what became of it at the right.
const WHO: f32 = 98.0;
const KEPT: f32 = 104.0;

fn kept_id(review: &Review, index: usize) -> Id {
    Id::unique(("kept", review.id, index))
}

/// A promise; what became of it is chosen by keys, and a word about it typed below.
#[expect(clippy::too_many_arguments, reason = "a row and what it stands in")]
fn one(
    ui: &mut Ui,
    state: &mut State,
    promised: &Promised,
    at: usize,
    promise: &Promise,
    before: &Review,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    let index = promise.index;
    let width = ui.available_width();
    let narrow = width < 420.0;
    let who = if narrow { person::DISC + 8.0 } else { WHO };
    let middle = (width - who - KEPT - 16.0).max(120.0);
    let row = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.vertical(|ui| {
            ui.set_width(who);
            ui.add_space(5.0);
            person::show_as(ui, &promise.who, if narrow { "" } else { &promise.called }, who);
        });
        ui.vertical(|ui| {
            ui.set_width(middle);
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.add_space(4.0);
            ui.horizontal_top(|ui| {
                ui.add_space(6.0);
                Runs::new(13.0, 18.0).add(&promise.text, Weight::Medium, t.text1).show(ui, middle - 6.0);
            });
            let name = format!("What became of {}", promise.text);
            let at_rest = before.lines.get(index).map(|line| line.result.as_str()).unwrap_or_default();
            let hint = promise.late.as_deref().unwrap_or("What became of it");
            let field = Field {
                hint,
                look: Look::Cell,
                ..Field::new(Id::unique(("result", before.id, index)), &name, at_rest, middle)
            };
            super::show_field(ui, state, Key::Result(before.id, index), None, &field, view.today, open, asks);
        });
        ui.vertical(|ui| {
            ui.add_space(4.0);
            kept_ui(ui, promised, at, promise, before, t, asks);
        });
    });
    let rect = row.response.rect;
    ui.painter().hline(ui.max_rect().x_range(), rect.bottom() + 1.5, Stroke::new(1.0, t.hair));
}

/// The word, its shape and its colour.
fn look(kept: Kept, t: &Tokens) -> (&'static str, egui::Color32) {
    match kept {
        Kept::Open => (icons::QUESTION, t.text3),
        Kept::Yes => (icons::CHECK, t.teal),
        Kept::Half => (icons::MINUS, t.amber),
        Kept::NotYet => (icons::X, t.orange),
        Kept::Overtaken => (icons::ARROW_RIGHT, t.text2),
    }
}

/// What the keys of a promise are, for its tooltip.
const KEYS: &str = "K kept, H half, N not yet, O overtaken; Space for the next, arrows for the next promise";

fn kept_ui(
    ui: &mut Ui,
    promised: &Promised,
    at: usize,
    promise: &Promise,
    before: &Review,
    t: &Tokens,
    asks: &mut Vec<Ask>,
) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(KEPT, 28.0), Sense::hover());
    let id = kept_id(before, promise.index);
    let response = ui.interact(rect, id, Sense::click());
    let word = meeting::kept(promise.kept);
    widget::name(&response, Role::Button, true, &format!("{}: {word}", promise.text));
    let (icon, colour) = look(promise.kept, t);
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(6), t.hover);
    }
    let middle = rect.center().y;
    let drawn = label::paint(
        ui,
        egui::pos2(rect.right() - 6.0, middle),
        Align2::RIGHT_CENTER,
        word,
        13.0,
        Weight::Medium,
        colour,
    );
    let mark = egui::pos2(drawn.left() - 6.0, middle);
    label::paint_icon(ui, mark, Align2::RIGHT_CENTER, icon, 15.0, colour);
    widget::reveal(ui, &response);
    widget::focus_ring(ui, &response, 6, t);
    let mut wanted = None;
    if response.clicked() {
        let now = meeting::KEPT.iter().position(|kept| *kept == promise.kept).unwrap_or(0);
        wanted = Some(meeting::KEPT[(now + 1) % meeting::KEPT.len()]);
        response.request_focus();
    }
    if response.has_focus() {
        wanted = wanted.or(keys(ui, id, promised, at, before));
    }
    if let Some(kept) = wanted.filter(|kept| *kept != promise.kept) {
        asks.push(Ask::Edit(mark_kept(before, promise, kept)));
    }
    response.on_hover_text(KEYS);
}

/// Arrows go to the promise above or below; letters say what became of this one.
fn keys(ui: &Ui, id: Id, promised: &Promised, at: usize, before: &Review) -> Option<Kept> {
    ui.memory_mut(|memory| {
        memory.set_focus_lock_filter(id, EventFilter { vertical_arrows: true, ..EventFilter::default() });
    });
    // Taken, or the row that gets the keyboard now would take it as well.
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let above = at.checked_sub(1).and_then(|at| promised.rows.get(at));
    for (key, next) in [(Pressed::ArrowDown, promised.rows.get(at + 1)), (Pressed::ArrowUp, above)] {
        if pressed(key)
            && let Some(next) = next
        {
            ui.memory_mut(|memory| memory.request_focus(kept_id(before, next.index)));
        }
    }
    let letters =
        [(Pressed::K, Kept::Yes), (Pressed::H, Kept::Half), (Pressed::N, Kept::NotYet), (Pressed::O, Kept::Overtaken)];
    letters.into_iter().find(|(key, _)| pressed(*key)).map(|(_, kept)| kept)
}

fn mark_kept(before: &Review, promise: &Promise, kept: Kept) -> Edit {
    let label = format!("{}: {}", promise.text, meeting::kept(kept));
    read::of_line(before, promise.index, label, move |line| line.kept = kept)
        .merging(format!("kept {} {}", before.id, promise.index))
}

/// Room of one person's count.
const EACH: f32 = 128.0;
const HIGH: f32 = 62.0;

/// Kept and answered for, by person: both sides count the same way.
fn counts(ui: &mut Ui, promised: &Promised, width: f32, t: &Tokens) {
    if promised.kept.is_empty() {
        return;
    }
    ui.add_space(10.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few columns")]
    let in_row = (((width - 24.0) / EACH) as usize).max(1);
    for row in promised.kept.chunks(in_row) {
        let (rect, _) = ui.allocate_exact_size(egui::vec2(width, HIGH), Sense::hover());
        ui.painter().rect_filled(rect, CornerRadius::same(8), t.sunken);
        let mut left = rect.left() + 16.0;
        for (who, count) in row {
            let cell = egui::Rect::from_min_size(egui::pos2(left, rect.top()), egui::vec2(EACH - 10.0, HIGH));
            let id = Id::unique(("kept by", who.as_str(), promised.day.as_str()));
            let response = ui.interact(cell, id, Sense::hover());
            widget::name(&response, Role::Label, true, &format!("Kept by {who}: {count}"));
            let at = egui::pos2(left, rect.top() + 19.0);
            label::paint_fitting(ui, at, &format!("Kept by {who}"), 12.0, Weight::Regular, t.text2, cell.width());
            let at = egui::pos2(left, rect.top() + 41.0);
            label::paint(ui, at, Align2::LEFT_CENTER, count, 18.0, Weight::SemiBold, t.text1);
            left += EACH;
        }
    }
}

fn changed(ui: &mut Ui, words: &Words, width: f32, t: &Tokens) {
    match &words.changed {
        Some(news) if !news.is_empty() => {
            for news in news {
                one_change(ui, news, width, t);
            }
        }
        _ => quiet(ui, &words.no_change, t),
    }
}

/// Room of "not obvious", the longest word before a sentence.
const LEAD: f32 = 92.0;

fn one_change(ui: &mut Ui, news: &News, width: f32, t: &Tokens) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let (rect, _) = ui.allocate_exact_size(egui::vec2(LEAD, 19.0), Sense::hover());
        let colour = match news.tone {
            Tone::Better => t.teal,
            Tone::Worse => t.orange,
            Tone::Caution => t.amber,
            Tone::Plain => t.text2,
        };
        let mut left = rect.left() + 6.0;
        let middle = rect.center().y;
        match news.tone {
            Tone::Better => widget::triangle(ui, egui::pos2(left, middle), 10.0, true, colour),
            Tone::Worse => widget::triangle(ui, egui::pos2(left, middle), 10.0, false, colour),
            Tone::Caution => {
                ui.painter().circle_filled(egui::pos2(left, middle), 4.0, colour);
            }
            Tone::Plain => left -= 12.0,
        }
        let at = egui::pos2(left + 10.0, middle);
        label::paint_fitting(ui, at, &news.lead, 13.0, Weight::SemiBold, colour, LEAD - 20.0);
        Runs::new(13.0, 19.0).add(&news.sentence, Weight::Regular, t.text2).show(ui, (width - LEAD).max(100.0));
    });
}
