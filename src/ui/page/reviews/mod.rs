//! Reviews: the three clocks, what was promised and what changed since, the agenda, and what was written down.

mod agenda;
mod clocks;
mod formal;
mod held;
mod lines;
mod list;
mod new;
mod notes;
mod outcome;
mod people;
mod promises;
mod read;
mod words;

use std::rc::Rc;

use chrono::NaiveDate;
use eframe::egui::{self, Align, Id, Key as Pressed, Layout, Ui};

use crate::document::Edit;
use crate::export::Handout;
use crate::model::{LineKind, MeetingKind, Plan, Review, ReviewId, ReviewState};
use crate::report::minutes::Names;
use crate::text::meeting;
use crate::ui::widget::kept::Kept;
use crate::ui::widget::typed::{self, Drafts, Field};
use crate::ui::widget::{button::Button, letter_pressed};
use crate::ui::{Ask, Open, Version, View, icons};

/// A field of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key {
    NewDay,
    Title(ReviewId),
    Day(ReviewId),
    Next(ReviewId),
    Person(ReviewId),
    Ratings(ReviewId),
    Point(ReviewId, usize),
    Minutes(ReviewId, usize),
    NewLine(ReviewId),
    Text(ReviewId, usize),
    Who(ReviewId, usize),
    Due(ReviewId, usize),
    Result(ReviewId, usize),
    Reason(ReviewId),
    OwnWords(ReviewId),
    Until(ReviewId),
    /// Evidence for the outcome, or against it; one more than there are adds to it.
    Evidence(ReviewId, bool, usize),
    Checkpoint(usize),
    DaysOff,
}

/// What the page remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The review that is open.
    chosen: Option<ReviewId>,
    drafts: Drafts<Key>,
    notes: notes::State,
    adding: bool,
    new_kind: MeetingKind,
    new_day: Option<NaiveDate>,
    line_kind: LineKind,
    names: Names,
    /// The field that gets the keyboard next.
    wants: Option<Id>,
    rows: Kept<(Version, NaiveDate), Rc<list::Rows>>,
    words: Kept<(Version, Option<ReviewId>, u64, NaiveDate), Rc<words::Words>>,
}

impl State {
    /// Opens this review, as somebody who comes from another page asks for.
    pub fn show_review(&mut self, id: ReviewId) {
        self.chosen = Some(id);
    }

    /// Ends what is being typed, as leaving its field would.
    pub fn finish(&mut self, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
        if let Some((key, text)) = self.drafts.take()
            && let Ok(Some(edit)) = read::read(key, &text, self.line_kind, view.today, open)
        {
            asks.push(Ask::Edit(edit));
        }
        asks.extend(self.notes.finish(open).map(Ask::Edit));
    }

    /// The review that is looked at: the chosen one, else the one that is going on, the next one, or the last.
    fn review<'a>(&mut self, open: Open<'a>) -> Option<&'a Review> {
        let meetings = &open.plan.meetings;
        if let Some(chosen) = self.chosen.and_then(|id| meetings.review(id)) {
            return Some(chosen);
        }
        let of = |state: ReviewState| meetings.reviews.iter().find(move |review| review.state == state);
        let found = of(ReviewState::Open).or_else(|| of(ReviewState::Planned)).or(meetings.reviews.last());
        self.chosen = found.map(|review| review.id);
        found
    }
}

const GAP: f32 = 14.0;
const LIST: f32 = 262.0;
const RIGHT: f32 = 400.0;
/// From here on list, middle and right stand beside each other; the right goes under the middle first, then the list over both.
const THREE: f32 = 1080.0;
const TWO: f32 = 700.0;

pub fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let review = state.review(open);
    let key = (open.version(), state.chosen, open.shot_number, view.today);
    let words = Rc::clone(state.words.get(key, || Rc::new(words::Words::of(review, view, open))));
    let mut add = letter_pressed(ui, Pressed::N, false);
    super::head(ui, "Reviews · three clocks", &words.finding, view.t, asks, |ui, asks| {
        add |= Button::new("Meeting").icon(icons::PLUS).key("N").name("New meeting").show(ui).clicked();
        let Some(review) = review else { return };
        if review.state != ReviewState::Planned {
            let button = Button::new("Hand out").icon(icons::FILE_ARROW_DOWN);
            if button.tooltip("The minutes as a page to print; other forms are below").show(ui).clicked() {
                asks.push(Ask::HandOut { review: review.id, format: Handout::Html, names: state.names });
            }
        }
        if review.state == ReviewState::Planned
            && Button::new("Start the review").icon(icons::PLAY).ink().show(ui).clicked()
        {
            asks.push(Ask::StartReview(review.id));
        }
        if review.state == ReviewState::Open
            && Button::new("Hold the review").icon(icons::PLAY).ink().show(ui).clicked()
        {
            asks.push(Ask::HoldReview(review.id));
        }
    });
    if add {
        state.adding = true;
        state.wants = Some(new::day_id());
    }
    ui.spacing_mut().item_spacing.y = GAP;
    clocks::show(ui, view, open, asks);
    if state.adding || open.plan.meetings.reviews.is_empty() {
        new::show(ui, state, view, open, asks);
    }
    let Some(review) = review else {
        formal::show(ui, state, view, open, asks);
        return;
    };
    line_keys(ui, state, review);
    let width = ui.available_width();
    let column = |ui: &mut Ui, width: f32, content: &mut dyn FnMut(&mut Ui)| {
        ui.allocate_ui_with_layout(egui::vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing = egui::vec2(GAP, GAP);
            content(ui);
        });
    };
    if width < TWO {
        list::show(ui, state, view, open, asks);
        middle(ui, state, &words, review, view, open, asks);
        right(ui, state, review, view, open, asks);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(GAP, GAP);
        let three = width >= THREE;
        let list = if three { LIST } else { 232.0 };
        column(ui, list, &mut |ui| {
            list::show(ui, state, view, open, asks);
            formal::show(ui, state, view, open, asks);
        });
        let rest = width - list - GAP;
        if three {
            column(ui, rest - RIGHT - GAP, &mut |ui| middle(ui, state, &words, review, view, open, asks));
            column(ui, RIGHT, &mut |ui| right(ui, state, review, view, open, asks));
        } else {
            column(ui, rest, &mut |ui| {
                middle(ui, state, &words, review, view, open, asks);
                right(ui, state, review, view, open, asks);
            });
        }
    });
}

/// Before a meeting what it opens with; once it has begun what was written down comes first.
fn middle(
    ui: &mut Ui,
    state: &mut State,
    words: &words::Words,
    review: &Review,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    if review.kind == MeetingKind::FinalReview {
        outcome::show(ui, state, review, view, open, asks);
    }
    if review.state != ReviewState::Planned {
        lines::show(ui, state, review, view, open, asks);
    }
    promises::show(ui, state, words, review, view, open, asks);
    if review.state != ReviewState::Planned {
        held::shown(ui, words, view.t);
    }
}

fn right(ui: &mut Ui, state: &mut State, review: &Review, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    agenda::show(ui, state, review, view, open, asks);
    people::show(ui, state, review, view, open, asks);
    notes::show(ui, &mut state.notes, review, view, open, asks);
    if review.state != ReviewState::Planned {
        held::hand_out(ui, state, review, view, asks);
    }
}

/// D, A, I and P write a decision, action, issue or parked point down, as in the meeting itself.
fn line_keys(ui: &Ui, state: &mut State, review: &Review) {
    if review.state == ReviewState::Planned {
        return;
    }
    for (key, kind) in [Pressed::D, Pressed::A, Pressed::I, Pressed::P].into_iter().zip(LineKind::ALL) {
        if letter_pressed(ui, key, false) {
            state.line_kind = kind;
            state.wants = Some(lines::new_id(review.id));
        }
    }
}

/// Draws a field, with its caption if it has one, and takes over what was typed in it.
#[expect(clippy::too_many_arguments, reason = "a field and what it stands in")]
fn show_field(
    ui: &mut Ui,
    state: &mut State,
    key: Key,
    caption: Option<&str>,
    field: &Field<'_>,
    today: NaiveDate,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) -> typed::Shown {
    let mut shown = match caption {
        Some(caption) => typed::show_captioned(ui, &mut state.drafts, key, caption, field),
        None => typed::show(ui, &mut state.drafts, key, field),
    };
    if state.wants.take_if(|wanted| *wanted == field.id).is_some() {
        shown.response.request_focus();
    }
    if let Some(text) = shown.left.take() {
        match read::read(key, &text, state.line_kind, today, open) {
            Ok(edit) => asks.extend(edit.map(Ask::Edit)),
            Err(problem) => state.drafts.refuse(key, field.at_rest, text, problem),
        }
    }
    shown
}

/// A change of one review, under a name for undo.
fn change(review: &Review, label: impl Into<String>, change: impl FnOnce(&mut Review) + Send + 'static) -> Edit {
    let id = review.id;
    Edit::new(label, move |plan: &mut Plan| {
        if let Some(review) = plan.review_mut(id) {
            change(review);
        }
    })
}

/// "the plan review of 24 Nov", for the end of a label.
fn of(review: &Review, today: NaiveDate) -> String {
    let day = crate::text::calendar::date(review.day, today);
    format!("the {} of {day}", meeting::in_sentence(review))
}
