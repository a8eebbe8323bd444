//! Minutes as text: Markdown, one HTML page that prints, a table of the actions. Nothing here writes a file: storage does.

mod html;
mod markdown;

use crate::chart::table::Table;
use crate::report::minutes::{Action, Minutes};

pub use html::html;
pub use markdown::markdown;

use super::table;

/// Who does what by when, a row each, for a spreadsheet: tabs between cells, days as `2026-11-26`.
#[must_use]
pub fn tsv(minutes: &Minutes) -> String {
    let head = ["What", "Who", "By", "Kept", "What became of it", "Meeting", "Day"];
    let row = |action: &Action| {
        let due = action.due.map(|day| day.to_string()).unwrap_or_default();
        let cells = [&action.what, &action.who, &due, action.kept, &action.result, &minutes.title];
        cells.map(ToString::to_string).into_iter().chain([minutes.day.to_string()]).collect()
    };
    table::tsv(&Table { head: head.map(str::to_owned).to_vec(), rows: minutes.actions.iter().map(row).collect() })
}

/// What can be handed out after a meeting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Handout {
    #[default]
    Markdown,
    Html,
    /// The days of actions and reviews for a calendar.
    Calendar,
    /// The actions as a table.
    Tsv,
}

impl Handout {
    pub const ALL: [Self; 4] = [Self::Markdown, Self::Html, Self::Calendar, Self::Tsv];

    /// The ending of its files, without the point; also the word on the command line.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Calendar => "ics",
            Self::Tsv => "tsv",
        }
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Markdown => "Minutes as text (Markdown)",
            Self::Html => "Minutes to print (HTML)",
            Self::Calendar => "Days for a calendar (ICS)",
            Self::Tsv => "Actions as a table (TSV)",
        }
    }

    /// What a file's name asks for.
    #[must_use]
    pub fn of_path(path: &std::path::Path) -> Option<Self> {
        let ending = path.extension()?;
        Self::ALL.into_iter().find(|format| ending.eq_ignore_ascii_case(format.ending()))
    }
}

/// One line of text, whatever line breaks it had.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An action in words around its parts: what, who and by when, and what became of it.
fn action(action: &Action, bold: impl Fn(&str) -> String, escape: impl Fn(&str) -> String) -> String {
    let who = if action.who.is_empty() { "Nobody yet" } else { &action.who };
    let mut said = format!("{}: {}", bold(who), escape(&one_line(&action.what)));
    let due = action
        .due
        .map_or_else(|| "no day yet".to_owned(), |day| format!("by {}", crate::report::minutes::full_day(day)));
    said.push_str(&format!(", {due}"));
    if !action.kept.is_empty() {
        said.push_str(&format!(" – {}", action.kept));
    }
    if !action.result.is_empty() {
        said.push_str(&format!(" ({})", escape(&one_line(&action.result))));
    }
    said
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::report::minutes::{Decided, Point};
    use crate::text::changed::{News, Tone};
    use chrono::NaiveDate;

    pub fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    pub fn minutes() -> Minutes {
        let action = |what: &str, who: &str, due: Option<&str>| Action {
            from: Default::default(),
            what: what.into(),
            who: who.into(),
            due: due.map(day),
            kept: "",
            result: String::new(),
            closed: false,
        };
        let promise = action("Visit all 9 lapsed cafés", "Tom", Some("2026-11-20"));
        let news =
            |lead: &str, sentence: &str| News { lead: lead.into(), tone: Tone::Worse, sentence: sentence.into() };
        Minutes {
            title: "Plan review, Tue 24 Nov 2026".into(),
            plan: "Coast 2026–27".into(),
            day: day("2026-11-24"),
            attendees: vec!["Ruth Calder".into(), "Tom Achterberg".into()],
            agenda: vec![
                Point { name: "What did we say?".into(), taken: "7 min of 5".into() },
                Point { name: "Decide and promise".into(), taken: "put off".into() },
            ],
            promises: vec![Action { kept: "Kept", result: "7 visited, 2 closed down".into(), closed: true, ..promise }],
            promised_on: Some("Thu 22 Oct 2026".into()),
            shown: vec!["Sales: £201k sold so far, heading for £656k of £690k.".into()],
            changed: Some(vec![news("−£9k", "The forecast fell to £656k; it was £665k.")]),
            decisions: vec!["Keep the price until March".into()],
            actions: vec![
                action("Show the bundle to Marlow", "Tom", Some("2026-11-26")),
                action("Ask <Fennick & Co> for a *quote* | twice", "", None),
            ],
            issues: vec!["Two cafés are closing (Ruth)".into()],
            notes: vec!["Sam joins from January.".into()],
            outcome: Some(Decided {
                decision: "Off the plan: it has done its work".into(),
                evidence_for: vec!["12 first talks a week".into()],
                evidence_against: Vec::new(),
                reason: "The goal was met for three months".into(),
                own_words: "I am glad".into(),
            }),
            next: Some("Tue 22 Dec 2026".into()),
            rating: Some("8 of 10, from 3 hands (7 to 9)".into()),
            ..Minutes::default()
        }
    }

    #[test]
    fn actions_are_a_table_for_a_spreadsheet() {
        assert_eq!(
            tsv(&minutes()),
            "What\tWho\tBy\tKept\tWhat became of it\tMeeting\tDay\n\
             Show the bundle to Marlow\tTom\t2026-11-26\t\t\tPlan review, Tue 24 Nov 2026\t2026-11-24\n\
             Ask <Fennick & Co> for a *quote* | twice\t\t\t\t\tPlan review, Tue 24 Nov 2026\t2026-11-24\n"
        );
    }

    #[test]
    fn a_file_becomes_what_its_name_ends_in() {
        let of = |name: &str| Handout::of_path(std::path::Path::new(name));
        assert_eq!(
            (of("a.MD"), of("b.c.ics"), of("a.pdf"), of("md")),
            (Some(Handout::Markdown), Some(Handout::Calendar), None, None)
        );
    }
}
