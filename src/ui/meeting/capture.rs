//! Writing down while everybody sees it: a decision, an action, an issue or something put off, in one line.

use chrono::NaiveDate;
use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::{Id, Role, TextEdit, Ui};

use super::{State as Meeting, edit, item, save};
use crate::model::{Line, LineKind, Review, Topic};
use crate::text::{due, meeting as words, plural, tactic_line};
use crate::ui::theme::font::Weight;
use crate::ui::widget::{self, button::Button, field, label, label::Runs, segment};
use crate::ui::{Ask, Open, View};

/// What is being written.
#[derive(Debug, Default)]
pub(super) struct State {
    kind: LineKind,
    entry: String,
    /// The line that is being corrected.
    corrects: Option<usize>,
    wants_keyboard: bool,
}

impl State {
    /// Whether somebody has just asked to write.
    pub fn is_begun(&self) -> bool {
        self.wants_keyboard
    }

    pub fn begin(&mut self, kind: LineKind) {
        self.kind = kind;
        self.wants_keyboard = true;
    }
}

/// The letter of each kind.
const LETTERS: [(LineKind, &str); 4] =
    [(LineKind::Decision, "D"), (LineKind::Action, "A"), (LineKind::Issue, "I"), (LineKind::Parked, "P")];

/// A line as it was meant: who does it where a known name begins it, and by when where a day ends it.
fn line(text: &str, kind: LineKind, topic: Topic, people: &[&str], today: NaiveDate) -> Line {
    let read = tactic_line::parse(text, people, today);
    let (mut who, mut what) = (read.who, read.what);
    if who.is_empty()
        && let Some((first, rest)) = what.split_once(' ')
    {
        let name = first.trim_end_matches([':', ',']);
        let same = |person: &&&str| {
            let words = || person.split_whitespace();
            words().any(|word| word.eq_ignore_ascii_case(name)) || person.eq_ignore_ascii_case(name)
        };
        // Whoever sits in the room comes first: others may have the same name.
        if let Some(person) = people.iter().find(same) {
            (*person).clone_into(&mut who);
            what = plural::capitalised(rest.trim());
        }
    }
    Line { kind, text: what, who, due: read.due, topic, ..Line::default() }
}

/// Everybody whom a line may name.
fn people<'a>(review: &'a Review, open: Open<'a>) -> Vec<&'a str> {
    let sheets = &open.plan.worksheets;
    let owners = sheets.strategies.iter().map(|strategy| strategy.owner.as_str());
    let doers = sheets.tactics().map(|(_, tactic)| tactic.who.as_str());
    let attendees = review.attendees.iter().map(String::as_str);
    let mut all: Vec<&str> = attendees.chain(owners).chain(doers).filter(|name| !name.trim().is_empty()).collect();
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|name| seen.insert(name.trim().to_lowercase()));
    all
}

pub(super) fn show(
    ui: &mut Ui,
    meeting: &mut Meeting,
    review: &Review,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    let width = ui.available_width();
    ui.label(label::rich("Write it down", 14.0, Weight::SemiBold, t.text1));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        for (kind, letter) in LETTERS {
            let text = format!("{letter} {}", kind.label());
            if segment::toggle(ui, &text, meeting.capture.kind == kind).clicked() {
                meeting.capture.begin(kind);
            }
        }
    });
    let known = people(review, open);
    let topic = item(review, meeting).topic;
    let hint = match meeting.capture.kind {
        LineKind::Action => "Tom shows the bundle to Marlow by Thu",
        LineKind::Decision => "Keep the price until March",
        LineKind::Issue => "Are October’s returns booked twice?",
        LineKind::Parked => "Van for the north bay",
    };
    let name = meeting.capture.kind.label();
    let response = field::text_field(ui, name, &mut meeting.capture.entry, hint, None, width);
    if std::mem::take(&mut meeting.capture.wants_keyboard) {
        response.request_focus();
        let mut state = TextEdit::load_state(ui.ctx(), response.id).unwrap_or_default();
        let end = CCursor::new(meeting.capture.entry.chars().count());
        state.cursor.set_char_range(Some(CCursorRange::one(end)));
        state.store(ui.ctx(), response.id);
    }
    let entry = meeting.capture.entry.trim().to_owned();
    if !entry.is_empty() {
        let read = line(&entry, meeting.capture.kind, topic, &known, view.today);
        let who = if read.who.is_empty() { "Who?" } else { read.who.as_str() };
        let day = read.due.map_or_else(|| "By when?".to_owned(), |day| due::shown(day, view.today));
        let is_action = read.kind == LineKind::Action;
        let lacks = is_action && words::lacks(&read).is_some();
        let said = if is_action || !read.who.is_empty() || read.due.is_some() {
            format!("{} · {who} · {day}", read.text)
        } else {
            read.text.clone()
        };
        let colour = if lacks { t.orange } else { t.text3 };
        Runs::new(12.0, 16.0).add(&said, Weight::Regular, colour).show(ui, width);
    }
    let entered = response.lost_focus() && ui.input(|i| i.key_pressed(eframe::egui::Key::Enter));
    if entered && !entry.is_empty() {
        let written = line(&entry, meeting.capture.kind, topic, &known, view.today);
        meeting.capture.entry.clear();
        response.request_focus();
        asks.push(Ask::Edit(write(meeting, written)));
        save(open, asks);
    }
    ui.add_space(8.0);
    ui.label(label::rich("So far", 14.0, Weight::SemiBold, t.text1));
    if review.lines.is_empty() {
        let said = "Each line is saved at once. The minutes write themselves.";
        Runs::new(12.0, 16.0).add(said, Weight::Regular, t.text3).show(ui, width);
    }
    for (at, line) in review.lines.iter().enumerate().rev() {
        written(ui, meeting, at, line, view, asks);
    }
}

/// A new line, or the one that is corrected as it is now; what became of it, and what was shown then, stays.
fn write(meeting: &mut Meeting, written: Line) -> crate::document::Edit {
    let id = meeting.review;
    let label = format!("{}: {}", written.kind.label(), written.text);
    match meeting.capture.corrects.take() {
        Some(at) => edit(id, label, move |review| {
            if let Some(line) = review.lines.get_mut(at) {
                let Line { kind, text, who, due, .. } = written;
                (line.kind, line.text, line.who, line.due) = (kind, text, who, due);
            }
        }),
        None => edit(id, label, move |review| review.lines.push(written)),
    }
}

/// A line that was written: it is corrected in the field above.
pub(super) fn written(
    ui: &mut Ui,
    meeting: &mut Meeting,
    at: usize,
    line: &Line,
    view: &View<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    let width = ui.available_width();
    let letter = LETTERS.iter().find(|(kind, _)| *kind == line.kind).map_or("", |(_, letter)| letter);
    let said = words::line(line, view.today);
    ui.push_id(Id::unique(("line", at)), |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            ui.label(label::rich(letter, 13.0, Weight::SemiBold, t.text3));
            ui.vertical(|ui| {
                let room = width - 150.0;
                let shown = Runs::new(13.0, 18.0).add(&said, Weight::Medium, t.text1).show(ui, room);
                widget::name(&shown, Role::Label, true, &format!("{}: {said}", line.kind.label()));
                let lacks = words::lacks(line);
                let below = lacks.map_or_else(|| crate::text::agenda::topic(line.topic).to_owned(), str::to_owned);
                let colour = if lacks.is_some() { t.orange } else { t.text3 };
                Runs::new(12.0, 16.0).add(&below, Weight::Regular, colour).show(ui, room);
            });
            if Button::new("Change").small().name(&format!("Change {said}")).show(ui).clicked() {
                let day = line.due.map(|day| format!(" · {day}")).unwrap_or_default();
                let who = if line.who.is_empty() { String::new() } else { format!(" · {}", line.who) };
                meeting.capture.entry = format!("{}{who}{day}", line.text);
                meeting.capture.corrects = Some(at);
                meeting.capture.begin(line.kind);
            }
            if Button::new("×").small().name(&format!("Take out {said}")).show(ui).clicked() {
                let change = edit(meeting.review, format!("Take out “{}”", line.text), move |review| {
                    if at < review.lines.len() {
                        review.lines.remove(at);
                    }
                });
                asks.push(Ask::Edit(change));
                meeting.capture.corrects = None;
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_who_what_and_by_when() {
        let today = "2026-11-24".parse().unwrap();
        let people = ["Ruth Calder", "Tom Achterberg"];
        let read = |text: &str| {
            let line = line(text, LineKind::Action, Topic::Bridge, &people, today);
            (line.who, line.text, line.due.map(|day| day.to_string()))
        };
        let of = |who: &str, text: &str, due: Option<&str>| (who.into(), text.into(), due.map(str::to_owned));
        let thursday = Some("2026-11-26");
        assert_eq!(read("Tom shows bundle to Marlow by Thu"), of("Tom Achterberg", "Shows bundle to Marlow", thursday));
        assert_eq!(read("Ring Marlow · Ruth · 26 Nov"), of("Ruth Calder", "Ring Marlow", thursday));
        assert_eq!(read("Ring Marlow"), of("", "Ring Marlow", None));
    }
}
