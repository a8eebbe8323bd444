use std::fmt::Write as _;

use super::{action, one_line};
use crate::report::minutes::Minutes;

/// Minutes as Markdown (CommonMark): headings and lists, no tables, so that it reads as plain text too.
#[must_use]
pub fn markdown(minutes: &Minutes) -> String {
    let mut out = String::new();
    // Writing into a String can't fail.
    let _ = writeln!(out, "# {}\n\n{}", escape(&minutes.title), escape(&minutes.plan));
    if let Some(caution) = minutes.caution {
        let _ = writeln!(out, "\n**{caution}**");
    }
    let there = match &minutes.attendees[..] {
        [] => "nobody is written down".to_owned(),
        people => people.iter().map(|person| escape(person)).collect::<Vec<_>>().join(", "),
    };
    let _ = writeln!(out, "\nIn the room: {there}");
    list(&mut out, "Decisions", minutes.decisions.iter().map(|line| escape(line)));
    list(&mut out, "Actions", minutes.actions.iter().map(|it| action(it, bold, escape)));
    list(&mut out, "Issues", minutes.issues.iter().map(|line| escape(line)));
    list(&mut out, "Parked", minutes.parked.iter().map(|line| escape(line)));
    if let Some(outcome) = &minutes.outcome {
        let _ = writeln!(out, "\n## Outcome\n\n{}.", bold(&outcome.decision));
        bullets(&mut out, "For it", &outcome.evidence_for);
        bullets(&mut out, "Against it", &outcome.evidence_against);
        if !outcome.reason.is_empty() {
            let _ = writeln!(out, "\nReason: {}", escape(&outcome.reason));
        }
        if !outcome.own_words.is_empty() {
            let _ = writeln!(out, "\nIn the person’s own words:\n\n> {}", escape(&outcome.own_words));
        }
    }
    if let Some(day) = &minutes.promised_on {
        list(&mut out, &format!("What was said on {day}"), minutes.promises.iter().map(|it| action(it, bold, escape)));
    }
    if let Some(changed) = &minutes.changed {
        let none = (changed.is_empty()).then(|| "Nothing.".to_owned());
        list(&mut out, "What had changed since", changed.iter().map(|news| escape(&news.sentence)).chain(none));
    }
    list(&mut out, "What was shown", minutes.shown.iter().map(|line| escape(line)));
    list(&mut out, "Agenda", minutes.agenda.iter().map(|it| format!("{} ({})", escape(&it.name), it.taken)));
    if !minutes.notes.is_empty() {
        let _ = writeln!(out, "\n## Notes");
        for note in &minutes.notes {
            let _ = writeln!(out, "\n{}", escape(note));
        }
    }
    if minutes.next.is_some() || minutes.rating.is_some() {
        out.push('\n');
    }
    if let Some(next) = &minutes.next {
        let _ = writeln!(out, "Next meeting: {next}");
    }
    if let Some(rating) = &minutes.rating {
        let _ = writeln!(out, "{}Rated: {rating}", if minutes.next.is_some() { "\n" } else { "" });
    }
    out
}

fn list(out: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let mut lines = lines.peekable();
    if lines.peek().is_some() {
        let _ = writeln!(out, "\n## {title}\n");
    }
    for line in lines {
        let _ = writeln!(out, "- {line}");
    }
}

fn bullets(out: &mut String, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{title}:\n");
    for line in lines {
        let _ = writeln!(out, "- {}", escape(line));
    }
}

fn bold(text: &str) -> String {
    format!("**{}**", escape(text))
}

/// What Markdown would take for itself gets a backslash; what begins a list or heading does so only at the start.
fn escape(text: &str) -> String {
    let line = one_line(text);
    let mut out = String::with_capacity(line.len());
    for (at, letter) in line.char_indices() {
        let first = at == 0 && matches!(letter, '#' | '-' | '+' | '>' | '=' | '~');
        let ordered = matches!(letter, '.' | ')') && at > 0 && line[..at].bytes().all(|byte| byte.is_ascii_digit());
        if first || ordered || matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '&') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::minutes;
    use super::*;

    const WHOLE: &str = include_str!("../../../tests/fixtures/minutes/plan-review.md");

    #[test]
    fn minutes_are_text_that_anybody_can_read() {
        assert_eq!(markdown(&minutes()), WHOLE);
    }

    #[test]
    fn a_meeting_without_anything_is_short() {
        let bare = Minutes { title: "Meeting".into(), plan: "Coast".into(), ..Minutes::default() };
        assert_eq!(markdown(&bare), "# Meeting\n\nCoast\n\nIn the room: nobody is written down\n");
    }

    #[test]
    fn what_markdown_would_take_for_itself_stays_text() {
        for (text, written) in [
            ("# not a heading", "\\# not a heading"),
            ("1. April", "1\\. April"),
            ("5 * 3 < 20 & more", "5 \\* 3 \\< 20 \\& more"),
            ("a\n- b", "a - b"),
            ("snake_case [x](y)", "snake\\_case \\[x\\](y)"),
        ] {
            assert_eq!(escape(text), written);
        }
    }
}
