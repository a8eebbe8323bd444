//! What was typed on the page, as edits.

use chrono::NaiveDate;

use super::{Key, change, of};
use crate::document::Edit;
use crate::model::{Line, LineKind, OutcomeKind, Plan, Review, ReviewId};
use crate::text::{due, tactic_line};
use crate::ui::Open;
use crate::ui::page::strategies::change::people;
use crate::ui::widget::day;

/// Makes an edit of what was typed; `None` where it changes nothing. `kind` is what a new line is.
///
/// # Errors
/// What to type instead.
pub(super) fn read(
    key: Key,
    text: &str,
    kind: LineKind,
    today: NaiveDate,
    open: Open<'_>,
) -> Result<Option<Edit>, String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(review) = review_of(key).and_then(|id| open.plan.meetings.review(id)) else {
        return of_plan(key, &text, today, open);
    };
    let about = of(review, today);
    let point = |index: usize| {
        move |review: &mut Review, text: String| {
            if let Some(item) = review.agenda.get_mut(index) {
                item.title = text;
            }
        }
    };
    Ok(match key {
        Key::Title(_) => Some(change(review, format!("Call it “{text}”"), move |it| it.title = text)),
        Key::Person(_) if text.is_empty() => None,
        Key::Person(_) => Some(add_people(review, &text, &about)),
        Key::Ratings(_) => {
            let ratings = ratings(&text)?;
            Some(change(review, format!("Rate {about}"), move |it| it.ratings = ratings))
        }
        Key::Point(_, index) => {
            let set = point(index);
            Some(change(review, format!("Call the point “{text}”"), move |it| set(it, text)))
        }
        Key::Minutes(_, index) => {
            let typed = text.trim_end_matches("min").trim();
            let minutes = typed.parse::<u16>().ok().filter(|minutes| (1..=480).contains(minutes));
            let minutes = minutes.ok_or("Type whole minutes, from 1 to 480")?;
            Some(change(review, format!("{minutes} minutes for a point of {about}"), move |it| {
                if let Some(item) = it.agenda.get_mut(index) {
                    item.minutes = minutes;
                }
            }))
        }
        Key::NewLine(_) => line(&text, kind, review, today, open).map(|line| write_down(review.id, line)),
        Key::Text(_, _) if text.is_empty() => return Err("Say what was said, or take the line out".to_owned()),
        Key::Text(_, index) => {
            Some(of_line(review, index, format!("Change it to “{text}”"), |line| line.text = text))
        }
        Key::Who(_, index) => {
            let label = if text.is_empty() { "Name nobody".to_owned() } else { format!("{text} does it") };
            Some(of_line(review, index, label, |line| line.who = text))
        }
        Key::Result(_, index) => {
            Some(of_line(review, index, format!("What became of it: “{text}”"), |line| line.result = text))
        }
        Key::Reason(_) => Some(change(review, "Give the reason", move |it| {
            if let Some(outcome) = &mut it.outcome {
                outcome.reason = text;
            }
        })),
        Key::OwnWords(_) => Some(change(review, "Write down the person’s own words", move |it| {
            if let Some(outcome) = &mut it.outcome {
                outcome.own_words = text;
            }
        })),
        Key::Evidence(_, is_for, index) => Some(evidence(review, is_for, index, text)),
        Key::Day(_) | Key::Next(_) | Key::Until(_) | Key::Due(..) => {
            let day = day::read(&text, today, false)?;
            set_day(key, day, today, open)
        }
        Key::NewDay | Key::Checkpoint(_) | Key::DaysOff => None,
    })
}

fn review_of(key: Key) -> Option<ReviewId> {
    match key {
        Key::Title(id)
        | Key::Day(id)
        | Key::Next(id)
        | Key::Person(id)
        | Key::Ratings(id)
        | Key::Point(id, _)
        | Key::Minutes(id, _)
        | Key::NewLine(id)
        | Key::Text(id, _)
        | Key::Who(id, _)
        | Key::Due(id, _)
        | Key::Result(id, _)
        | Key::Reason(id)
        | Key::OwnWords(id)
        | Key::Until(id)
        | Key::Evidence(id, ..) => Some(id),
        Key::NewDay | Key::Checkpoint(_) | Key::DaysOff => None,
    }
}

fn of_plan(key: Key, text: &str, today: NaiveDate, open: Open<'_>) -> Result<Option<Edit>, String> {
    match key {
        Key::Checkpoint(_) => Ok(set_day(key, day::read(text, today, false)?, today, open)),
        Key::DaysOff => {
            let parts = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
            let days: Option<Vec<NaiveDate>> = parts.map(|part| due::parse(part, today)).collect();
            let mut days = days.ok_or("Type days such as 24 Dec, 25 Dec, 1 Jan")?;
            days.sort_unstable();
            days.dedup();
            Ok(Some(Edit::new("Change the days on which nobody meets", move |plan: &mut Plan| {
                plan.meetings_mut().days_off = days;
            })))
        }
        _ => Ok(None),
    }
}

/// Sets or takes away a day; a review and a checkpoint always have one.
pub(super) fn set_day(key: Key, day: Option<NaiveDate>, today: NaiveDate, open: Open<'_>) -> Option<Edit> {
    let review = review_of(key).and_then(|id| open.plan.meetings.review(id));
    match (key, review, day) {
        (Key::Day(id), Some(review), Some(day)) => {
            let label = format!("Move {} to {}", of(review, today), due::short(day, today));
            Some(Edit::new(label, move |plan: &mut Plan| {
                plan.move_review(id, day);
            }))
        }
        (Key::Next(_), Some(review), day) => {
            let label = match day {
                Some(day) => format!("Meet again on {}", due::short(day, today)),
                None => "Agree on no next day".to_owned(),
            };
            Some(change(review, label, move |it| it.next = day))
        }
        (Key::Until(_), Some(review), day) => Some(change(review, "Say until when it goes on", move |it| {
            if let Some(outcome) = &mut it.outcome {
                outcome.decision = OutcomeKind::Continue(day);
            }
        })),
        (Key::Due(_, index), Some(review), day) => {
            let label = match day {
                Some(day) => format!("Due on {}", due::short(day, today)),
                None => "Due on no day".to_owned(),
            };
            Some(of_line(review, index, label, move |line| line.due = day))
        }
        (Key::Checkpoint(index), _, Some(day)) => {
            Some(Edit::new(format!("Move a checkpoint to {}", due::short(day, today)), move |plan: &mut Plan| {
                let checkpoints = &mut plan.meetings_mut().checkpoints;
                if let Some(checkpoint) = checkpoints.get_mut(index) {
                    *checkpoint = day;
                }
                checkpoints.sort_unstable();
            }))
        }
        _ => None,
    }
}

/// Everybody who may be meant: those in the room, and whom the plan names.
pub(super) fn known<'a>(review: &'a Review, open: Open<'a>) -> Vec<&'a str> {
    let mut names = people(&open.plan.worksheets);
    names.extend(review.attendees.iter().map(String::as_str));
    names.sort_unstable();
    names.dedup();
    names
}

/// A line as it was typed: who and by when are read from an action.
fn line(text: &str, kind: LineKind, review: &Review, today: NaiveDate, open: Open<'_>) -> Option<Line> {
    let topic = crate::model::Topic::Talk;
    if kind != LineKind::Action {
        let text = text.trim().to_owned();
        return (!text.is_empty()).then(|| Line { kind, text, topic, ..Line::default() });
    }
    let read = tactic_line::parse(text, &known(review, open), today);
    (!read.what.is_empty()).then(|| Line {
        kind,
        text: read.what,
        who: read.who,
        due: read.due,
        topic,
        ..Line::default()
    })
}

fn write_down(id: ReviewId, line: Line) -> Edit {
    let label = format!("{}: {}", line.kind.label(), line.text);
    Edit::new(label, move |plan: &mut Plan| {
        plan.capture(id, line);
    })
}

/// A change of one line of a review.
pub(super) fn of_line(
    review: &Review,
    index: usize,
    label: impl Into<String>,
    set: impl FnOnce(&mut Line) + Send + 'static,
) -> Edit {
    change(review, label, move |it| {
        if let Some(line) = it.lines.get_mut(index) {
            set(line);
        }
    })
}

fn add_people(review: &Review, text: &str, about: &str) -> Edit {
    let names: Vec<String> =
        text.split([',', ';']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    change(review, format!("{text} comes to {about}"), move |it| {
        for name in names {
            if !it.attendees.iter().any(|there| there.to_lowercase() == name.to_lowercase()) {
                it.attendees.push(name);
            }
        }
    })
}

fn ratings(text: &str) -> Result<Vec<u8>, String> {
    let parts = text.split([',', ';', ' ']).filter(|part| !part.is_empty());
    let hands: Option<Vec<u8>> = parts.map(|part| part.parse().ok().filter(|hand| (1..=10).contains(hand))).collect();
    hands.ok_or_else(|| "Type a number from 1 to 10 for each hand, such as 8, 7, 9".to_owned())
}

fn evidence(review: &Review, is_for: bool, index: usize, text: String) -> Edit {
    let side = if is_for { "for" } else { "against" };
    let label = if text.is_empty() {
        format!("Take evidence {side} it out")
    } else {
        format!("Evidence {side} it: “{text}”")
    };
    change(review, label, move |it| {
        let Some(outcome) = &mut it.outcome else { return };
        let lines = if is_for { &mut outcome.evidence_for } else { &mut outcome.evidence_against };
        match lines.get_mut(index) {
            Some(_) if text.is_empty() => {
                lines.remove(index);
            }
            Some(line) => *line = text,
            None if text.is_empty() => {}
            None => lines.push(text),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hands_are_numbers_from_one_to_ten() {
        assert_eq!(ratings("8, 7;9 10"), Ok(vec![8, 7, 9, 10]));
        assert_eq!(ratings(""), Ok(Vec::new()));
        for wrong in ["0", "11", "8, good", "7.5"] {
            assert!(ratings(wrong).is_err(), "{wrong}");
        }
    }
}
