//! Everything that can be said against a plan's file, for who looks after many of them: `upturn check`.

use std::path::Path;

use super::error::{LoadError, ParseError, Warning, Wrong};
use super::read::{Read, Text};
use super::{Progress, explain, locate, read_whole, version};
use crate::model::{Plan, check};

/// How a file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// As Upturn wrote it, and possible.
    Sound,
    /// Damaged or edited outside: it can be read, but should be looked over.
    Altered,
    /// No plan that this program reads.
    Unreadable,
}

impl State {
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Sound => "sound",
            Self::Altered => "altered",
            Self::Unreadable => "unreadable",
        }
    }
}

/// A place in a file and what is wrong there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trouble {
    /// Line and column, from 1, in characters.
    pub at: Option<(usize, usize)>,
    /// `series[0].name`; empty for the file itself.
    pub field: String,
    /// What is wrong and what to do, in whole sentences.
    pub text: String,
    /// The line, shortened, and how many of its characters stand before the place.
    pub line: Option<(String, usize)>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    pub state: State,
    pub troubles: Vec<Trouble>,
    /// The plan, where the file could be read as one.
    pub plan: Option<Plan>,
}

/// Reads a file and says all that is wrong with it. Changes nothing.
#[must_use]
pub fn inspect_file(path: &Path) -> Inspection {
    match read_whole(path, &Progress::default()) {
        Ok(bytes) => inspect(&bytes),
        Err(LoadError::Parse { error, .. }) => unreadable(error.to_string()),
        Err(error) => unreadable(error.to_string()),
    }
}

fn unreadable(text: String) -> Inspection {
    let trouble = Trouble { text, ..Trouble::default() };
    Inspection { state: State::Unreadable, troubles: vec![trouble], plan: None }
}

/// Says all that is wrong with the text of a plan.
#[must_use]
pub fn inspect(bytes: &[u8]) -> Inspection {
    let text = match Text::new(bytes) {
        Ok(text) => text,
        Err(ParseError::NotUtf8 { line, column }) => {
            let mut inspection = unreadable(ParseError::NotUtf8 { line, column }.to_string());
            inspection.troubles[0].at = Some((line, column));
            return inspection;
        }
        Err(error) => return unreadable(error.to_string()),
    };
    let mut troubles: Vec<Trouble> = text.doubt().iter().map(|doubt| first_line(&text, doubt)).collect();
    match version::read(&text) {
        Ok(Read { value: plan, unknown }) => {
            let message = "Upturn doesn't know this field. What is there is lost when the plan is saved.";
            troubles.extend(unknown.iter().map(|field| at_field(&text, field, message.to_owned())));
            let faults = check::faults(&plan);
            troubles.extend(faults.iter().map(|fault| at_field(&text, &fault.field, format!("{}.", fault.message))));
            let state = if troubles.is_empty() { State::Sound } else { State::Altered };
            Inspection { state, troubles, plan: Some(plan) }
        }
        Err(ParseError::Wrong(wrong)) => {
            let state = if wrong.is_value { State::Altered } else { State::Unreadable };
            troubles.push(of_wrong(&text, &wrong));
            Inspection { state, troubles, plan: None }
        }
        Err(error) => unreadable(error.to_string()),
    }
}

fn first_line(text: &Text<'_>, doubt: &Warning) -> Trouble {
    Trouble {
        at: Some((1, 1)),
        field: String::new(),
        text: doubt.to_string(),
        line: Some(explain::pointed(text.as_str(), 1, 1)),
    }
}

fn at_field(text: &Text<'_>, field: &str, message: String) -> Trouble {
    let at = locate::field(text.as_str(), field);
    let line = at.map(|(line, column)| explain::pointed(text.as_str(), line, column));
    Trouble { at, field: field.to_owned(), text: message, line }
}

fn of_wrong(text: &Text<'_>, wrong: &Wrong) -> Trouble {
    let line = wrong.at.map(|(line, column)| explain::pointed(text.as_str(), line, column));
    let what_to_do = "Correct it in a text editor; or, if nobody edited the file, look for an earlier copy.";
    Trouble { at: wrong.at, field: wrong.field.clone(), text: format!("{}. {what_to_do}", wrong.message), line }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage;

    fn sealed(text: &str) -> String {
        let mut sealed = storage::header::start(version::CURRENT) + text;
        storage::header::seal(&mut sealed);
        sealed
    }

    fn state(text: &str) -> State {
        inspect(text.as_bytes()).state
    }

    #[test]
    fn a_file_is_sound_altered_or_unreadable() {
        let plan = storage::to_text(&Plan::new("Coast")).unwrap();
        assert_eq!(state(&plan), State::Sound);
        assert_eq!(state(&format!("\u{feff}{}", plan.replace('\n', "\r\n"))), State::Sound);
        assert_eq!(state(&plan.replace("Coast", "Toast")), State::Altered, "the checksum is wrong");
        assert_eq!(state("(format_version: 1, title: \"x\")"), State::Altered, "the checksum is missing");
        assert_eq!(state(&sealed("(format_version: 1, title: \"x\", mood: 1)")), State::Altered, "a field is unknown");
        let impossible =
            "(format_version: 1, title: \"x\", series: [(name: \"a\", figures: {\"2026-07\": (value: 1e400)})])";
        assert_eq!(state(&sealed(impossible)), State::Altered, "a value is impossible");
        assert_eq!(state(&plan[..plan.len() / 2]), State::Unreadable);
        assert_eq!(state(""), State::Unreadable);
        assert_eq!(state(&plan.replace("format_version: 1", "format_version: 9")), State::Unreadable);
    }

    #[test]
    fn every_fault_is_told_with_its_place() {
        let text = sealed(
            "(format_version: 1, title: \"x\",\n  series: [(name: \"a\"),\n    (name: \"A\"),\n    (name: \"\")])",
        );
        let found = inspect(text.as_bytes());
        let told: Vec<_> = found.troubles.iter().map(|t| (t.at, t.field.as_str())).collect();
        assert_eq!(told, [(Some((4, 12)), "series[1].name"), (Some((5, 12)), "series[2].name")]);
        assert_eq!(found.troubles[0].line, Some(("(name: \"A\"),".to_owned(), 7)));
        assert!(found.plan.is_some());
    }
}
