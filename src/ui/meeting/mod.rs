//! A review that is being held: the window of whoever leads it, beside the wall that everybody sees.
//!
//! What is private, typed, asked or said by the program stays in this window; the wall is drawn from [`wall::Wall`] alone.

mod agenda;
mod capture;
mod centre;
mod close;
mod try_out;
pub mod wall;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use eframe::egui::{self, CentralPanel, Frame, Key, Margin, Panel, ScrollArea, Ui};

use crate::analysis::closing::Case;
use crate::chart::Scene;
use crate::command::Command;
use crate::document::Edit;
use crate::model::{AgendaItem, LineKind, Plan, Review, ReviewId, ReviewState, Topic};
use crate::report::Subject;
use crate::report::minutes::{Minutes, Names};
use crate::report::slide::{self, Deck, Foot, Slide};
use crate::text::mask::Mask;
use crate::text::{board as clock_words, meeting as words};
use crate::ui::board::clock;
use crate::ui::theme::font::Weight;
use crate::ui::widget::kept::Kept;
use crate::ui::widget::typed::Drafts;
use crate::ui::widget::{KeyHint, button::Button, label, letter_pressed, status};
use crate::ui::{Ask, Open, Version, View, icons};
use wall::{Shared, Wall};

/// What the window remembers of a review that is being held.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "switches that are turned one by one")]
pub struct State {
    pub review: ReviewId,
    /// The point of the agenda that is gone through.
    item: usize,
    /// When it was begun, in seconds of the window; `None` until the first drawing.
    since: Option<f64>,
    blank: bool,
    /// The picture that stays on the wall, whatever is looked at here.
    frozen: Option<Arc<Slide>>,
    hides_names: bool,
    /// The wall has a window of its own.
    pub window: bool,
    /// The wall covers this window.
    pub covers: bool,
    /// A field had the keyboard when this was drawn last.
    was_typing: bool,
    capture: capture::State,
    close: Option<close::State>,
    tries: bool,
    drafts: Drafts<Typed>,
    silent: clock::Clock,
    silent_shows: bool,
    wall: Shared,
    slides: Kept<SlideKey, (Arc<Slide>, Arc<Slide>)>,
    number: u64,
    preview: Kept<(u64, u32), Scene>,
    next: Kept<(u64, u32), Scene>,
}

/// A field of the window.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Typed {
    PrivateNotes,
    Notes,
    Next,
}

/// What the pictures depend on.
#[derive(Clone, Debug, PartialEq)]
struct SlideKey {
    version: Version,
    closing: u64,
    trial: u64,
    today: chrono::NaiveDate,
    item: usize,
    hides_names: bool,
    aspect: u32,
}

impl State {
    #[must_use]
    pub fn new(review: ReviewId) -> Self {
        Self {
            review,
            item: 0,
            since: None,
            blank: false,
            frozen: None,
            hides_names: false,
            window: false,
            covers: false,
            was_typing: false,
            capture: capture::State::default(),
            close: None,
            tries: false,
            drafts: Drafts::default(),
            silent: clock::Clock::of_minutes(3),
            silent_shows: false,
            wall: Arc::new(Mutex::new(Wall::default())),
            slides: Kept::default(),
            number: 0,
            preview: Kept::default(),
            next: Kept::default(),
        }
    }

    /// Ends what is being typed, as leaving its field would.
    pub fn finish(&mut self, open: Open<'_>, asks: &mut Vec<Ask>) {
        if let Some(typed) = self.drafts.take() {
            asks.extend(read(self.review, typed, open));
        }
    }

    /// Every text that the wall shows now.
    #[must_use]
    pub fn wall_texts(&self) -> Vec<String> {
        let wall = self.wall.lock().unwrap_or_else(PoisonError::into_inner);
        wall.slide.texts()
    }

    fn aspect(&self) -> f32 {
        let wall = self.wall.lock().unwrap_or_else(PoisonError::into_inner);
        wall.aspect.unwrap_or(16.0 / 9.0)
    }
}

/// What the window reads, for the sheet of shortcuts.
pub const KEYS: &[KeyHint] = &[
    ("D, A, I, P", "In a meeting: write down a decision, an action, an issue, something put off"),
    ("Right, Left", "In a meeting: the next point, the one before"),
    ("B, F, N", "In a meeting: blank the wall, freeze it, hide names"),
    ("T, W", "In a meeting: the silent clock, what if"),
    ("F5, Escape", "In a meeting: the wall on this screen, and back"),
];

/// Draws the window of whoever leads, or the wall where it covers this one; `screens` is how many the desktop has.
pub fn show(ui: &mut Ui, state: &mut State, screens: usize, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let going_on = |review: &&Review| review.state == ReviewState::Open;
    let Some(review) = open.plan.meetings.review(state.review).filter(going_on) else {
        // It was ended, or its beginning was taken back.
        asks.push(Ask::LeaveMeeting);
        return;
    };
    let now = ui.input(|i| i.time);
    let since = *state.since.get_or_insert(now);
    keys(ui, state, review, open, asks);
    pictures(ui, state, review, view, open);
    if state.window {
        wall::window(ui.ctx(), &state.wall);
    }
    // The clock is the only thing that moves by itself.
    let passed = (now - since).max(0.0);
    ui.ctx().request_repaint_after(Duration::from_secs_f64((1.0 - passed.fract()).max(0.01)));
    if state.covers {
        let rect = ui.max_rect();
        let mut wall = state.wall.lock().unwrap_or_else(PoisonError::into_inner);
        // A window of its own has the say; here the picture is then as wide as there.
        if !state.window {
            wall.aspect = (rect.height() > 1.0).then(|| rect.width() / rect.height());
        }
        wall::draw(ui, rect, &mut wall);
        return;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "seconds of a meeting")]
    let passed = passed as u32;
    top(ui, state, review, passed, screens, view, open, asks);
    let t = view.t;
    if state.close.is_some() {
        CentralPanel::default().frame(Frame::new().fill(t.window).inner_margin(Margin::same(24))).show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| close::show(ui, state, review, view, open, asks));
        });
        return;
    }
    let side = Frame::new().fill(t.sidebar).inner_margin(Margin::same(12));
    Panel::left("agenda").exact_size(248.0).resizable(false).frame(side).show_separator_line(false).show(ui, |ui| {
        ScrollArea::vertical()
            .auto_shrink(false)
            .show(ui, |ui| agenda::show(ui, state, review, passed, view, open, asks));
    });
    let right = Frame::new().fill(t.window).inner_margin(Margin::same(16));
    Panel::right("capture").exact_size(340.0).resizable(false).frame(right).show_separator_line(true).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| capture::show(ui, state, review, view, open, asks));
    });
    CentralPanel::default().frame(Frame::new().fill(t.window).inner_margin(Margin::same(18))).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| centre::show(ui, state, review, view, open, asks));
    });
}

/// Brings the pictures up to date, and the wall with them.
fn pictures(ui: &Ui, state: &mut State, review: &Review, view: &View<'_>, open: Open<'_>) {
    let aspect = state.aspect();
    let key = SlideKey {
        version: open.version(),
        closing: open.closing_number,
        trial: open.trial.map_or(0, |trial| trial.number + 1),
        today: view.today,
        item: state.item,
        hides_names: state.hides_names,
        aspect: aspect.to_bits(),
    };
    let (item, hides) = (state.item, state.hides_names);
    let mut made = false;
    let slides = state.slides.get(key, || {
        made = true;
        make(review, item, hides, aspect, view, open)
    });
    let now = Arc::clone(state.frozen.as_ref().unwrap_or(&slides.0));
    if made {
        state.number += 1;
    }
    let mut wall = state.wall.lock().unwrap_or_else(PoisonError::into_inner);
    if !Arc::ptr_eq(&wall.slide, &now) || wall.blank != state.blank {
        wall.number += 1;
        (wall.slide, wall.blank) = (now, state.blank);
        // The window of the room is drawn by itself, and not with this one.
        ui.ctx().request_repaint_of(wall::id());
    }
}

/// The picture of a point of the agenda, and of the next one.
fn make(
    review: &Review,
    item: usize,
    hides_names: bool,
    aspect: f32,
    view: &View<'_>,
    open: Open<'_>,
) -> (Arc<Slide>, Arc<Slide>) {
    let mask = hides_names.then(|| Mask::of(open.plan));
    let names = if hides_names { Names::Hidden } else { Names::Shown };
    let minutes = Minutes::of(open.plan, review.id, view.numbers, names);
    let subject = Subject { case: Case::Risks, ..open.subject() };
    let tried = open.trial.and_then(|trial| trial.closing).map(|closing| &**closing);
    let deck = Deck { subject, today: view.today, minutes: minutes.as_ref(), mask: mask.as_ref(), tried };
    let count = review.agenda.len();
    let left = format!("{} · {}", open.plan.title, words::name_and_day(review, view.today));
    let one = |at: usize| {
        let foot = Foot { left: left.clone(), right: format!("{} of {count}", at + 1) };
        let point = review.agenda.get(at).cloned().unwrap_or_default();
        Arc::new(deck.slide(point.topic, &slide::title(&point), &foot, aspect))
    };
    (one(item), one((item + 1).min(count.saturating_sub(1))))
}

fn keys(ui: &Ui, state: &mut State, review: &Review, open: Open<'_>, asks: &mut Vec<Ask>) {
    let (mut pressed, closed) = {
        let mut wall = state.wall.lock().unwrap_or_else(PoisonError::into_inner);
        (std::mem::take(&mut wall.keys), std::mem::take(&mut wall.closed))
    };
    if closed {
        state.window = false;
    }
    let typing = ui.ctx().text_edit_focused() || !state.covers && ui.memory(|memory| memory.focused().is_some());
    for key in wall::KEYS {
        let letter = matches!(key, Key::B | Key::F | Key::N | Key::T | Key::Period);
        let free = if letter { letter_pressed(ui, key, false) } else { !typing && ui.input(|i| i.key_pressed(key)) };
        if free {
            pressed.push(key);
        }
    }
    for key in pressed {
        match key {
            Key::B | Key::Period => state.blank = !state.blank,
            Key::F => freeze(state),
            Key::N => hide_names(state, open),
            Key::T => state.silent_shows = !state.silent_shows,
            _ if state.blank => state.blank = false,
            Key::ArrowLeft | Key::ArrowUp | Key::PageUp | Key::Backspace => {
                go_to(ui, state, review, state.item.saturating_sub(1), asks);
            }
            _ => go_to(ui, state, review, state.item + 1, asks),
        }
    }
    for (key, kind) in [
        (Key::D, LineKind::Decision),
        (Key::A, LineKind::Action),
        (Key::I, LineKind::Issue),
        (Key::P, LineKind::Parked),
    ] {
        if letter_pressed(ui, key, false) {
            state.capture.begin(kind);
            (state.covers, state.close) = (false, None);
        }
    }
    if letter_pressed(ui, Key::W, false) {
        state.tries = !state.tries;
        state.covers = false;
    }
    // By now egui has taken the keyboard from the field that Escape was pressed in.
    let was_typing = std::mem::replace(&mut state.was_typing, ui.ctx().text_edit_focused());
    if ui.input(|i| i.key_pressed(Key::Escape)) && !was_typing {
        match (state.covers, state.close.is_some()) {
            (true, _) => state.covers = false,
            (false, true) => state.close = None,
            (false, false) => leave(ui, state, review, open, asks),
        }
    }
}

/// Hides names or shows them again. What is frozen loses them too, at once: somebody has just come in.
fn hide_names(state: &mut State, open: Open<'_>) {
    state.hides_names = !state.hides_names;
    if let Some(frozen) = state.frozen.as_mut().filter(|_| state.hides_names) {
        *frozen = Arc::new(frozen.hidden(&Mask::of(open.plan)));
    }
}

fn freeze(state: &mut State) {
    state.frozen = match state.frozen.take() {
        Some(_) => None,
        None => Some(Arc::clone(&state.wall.lock().unwrap_or_else(PoisonError::into_inner).slide)),
    };
}

/// Goes on with another point; the time that this one took is written down.
fn go_to(ui: &Ui, state: &mut State, review: &Review, item: usize, asks: &mut Vec<Ask>) {
    let item = item.min(review.agenda.len().saturating_sub(1));
    if item != state.item {
        take_down(ui, state, asks);
        state.item = item;
    }
}

/// Writes down how long the point has taken since it was begun here.
fn take_down(ui: &Ui, state: &mut State, asks: &mut Vec<Ask>) {
    let now = ui.input(|i| i.time);
    let since = state.since.replace(now).unwrap_or(now);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "seconds of a meeting")]
    let seconds = (now - since).max(0.0) as u32;
    let (id, item) = (state.review, state.item);
    if seconds > 0 {
        asks.push(Ask::Edit(
            edit(id, "Write down the time".to_owned(), move |review| {
                if let Some(point) = review.agenda.get_mut(item) {
                    point.taken_seconds = point.taken_seconds.saturating_add(seconds);
                }
            })
            .merging("time of an agenda"),
        ));
    }
}

/// Back to the page of the reviews; the meeting goes on there, and here again once somebody asks for it.
fn leave(ui: &Ui, state: &mut State, _review: &Review, open: Open<'_>, asks: &mut Vec<Ask>) {
    take_down(ui, state, asks);
    save(open, asks);
    asks.push(Ask::LeaveMeeting);
}

/// Each line is on disk at once, where the plan has a file.
fn save(open: Open<'_>, asks: &mut Vec<Ask>) {
    if open.document.path().is_some() {
        asks.push(Ask::Command(Command::Save));
    }
}

fn edit(id: ReviewId, label: String, change: impl FnOnce(&mut Review) + Send + 'static) -> Edit {
    Edit::new(label, move |plan: &mut Plan| {
        if let Some(review) = plan.review_mut(id) {
            change(review);
        }
    })
}

/// What was typed in a field of the window.
fn read(id: ReviewId, (key, text): (Typed, String), open: Open<'_>) -> Option<Ask> {
    let text = text.trim().to_owned();
    let name = open.plan.meetings.review(id).map(words::name).unwrap_or_default();
    let edit = match key {
        Typed::PrivateNotes => {
            edit(id, format!("Note for yourself: {name}"), move |review| review.private_notes = text)
        }
        Typed::Notes => edit(id, format!("Notes: {name}"), move |review| review.notes = text),
        Typed::Next => return None,
    };
    Some(Ask::Edit(edit))
}

fn item(review: &Review, state: &State) -> AgendaItem {
    review.agenda.get(state.item).cloned().unwrap_or(AgendaItem { topic: Topic::Talk, ..AgendaItem::default() })
}

/// What is left of the whole meeting, and how it is shown.
#[expect(clippy::too_many_arguments, reason = "what stands in the bar")]
fn top(
    ui: &mut Ui,
    state: &mut State,
    review: &Review,
    passed: u32,
    screens: usize,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    let bar = Frame::new().fill(t.window).inner_margin(Margin::symmetric(16, 8));
    Panel::top("meeting").frame(bar).show_separator_line(true).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(10.0, 6.0);
            let title = format!("{} · {}", words::name(review), open.plan.title);
            ui.label(label::rich(&title, 14.0, Weight::SemiBold, t.text1));
            if state.window {
                status::chip(ui, icons::PRESENTATION_CHART, "The room has its window", status::Tint::Teal);
            }
            if state.hides_names {
                status::chip(ui, icons::EYE_SLASH, "Names hidden in the room", status::Tint::Neutral);
            }
            if state.frozen.is_some() {
                status::chip(ui, icons::PAUSE, "The wall is frozen", status::Tint::Amber);
            }
            let planned = crate::text::agenda::minutes(review);
            let taken: u32 = review.agenda.iter().map(|item| item.taken_seconds).sum::<u32>() + passed;
            let said = match (planned * 60).checked_sub(taken) {
                Some(left) => format!("{} min left of {planned}", left.div_ceil(60)),
                None => format!("{} min over", (taken - planned * 60).div_ceil(60)),
            };
            ui.label(label::rich(&said, 14.0, Weight::SemiBold, t.text1));
            let text = if state.window { "Close the room’s window" } else { "Window for the room" };
            if Button::new(text).icon(icons::PRESENTATION_CHART).small().show(ui).clicked() {
                state.window = !state.window;
            }
            if state.window && screens > 1 {
                for at in 0..screens {
                    if Button::new(&format!("Fill screen {}", at + 1)).small().show(ui).clicked() {
                        ui.ctx().send_viewport_cmd_to(wall::id(), egui::ViewportCommand::SetMonitor(at));
                    }
                }
            }
            if Button::new("The wall here").small().key("F5").show(ui).clicked() {
                state.covers = true;
            }
            if Button::new("Back to the plan").small().key("Esc").show(ui).clicked() {
                leave(ui, state, review, open, asks);
            }
            if Button::new("End the review").ink().show(ui).clicked() {
                take_down(ui, state, asks);
                state.close = Some(close::State::default());
            }
        });
    });
}

/// "4:12 left of 10 min", "1:05 over 10 min"; true for what is over.
fn left(item: &AgendaItem, passed: u32) -> (String, bool) {
    let (all, taken) = (u32::from(item.minutes) * 60, item.taken_seconds + passed);
    match all.checked_sub(taken) {
        Some(left) => (format!("{} left of {} min", clock_words::clock(left.into()), item.minutes), false),
        None => (format!("{} over {} min", clock_words::clock((taken - all).into()), item.minutes), true),
    }
}
