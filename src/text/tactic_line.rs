//! A tactic in one line, as it is typed at speaking speed: "Call Marlow · Ruth · Thu" is what, who and by when.

use chrono::NaiveDate;

use super::due;
use crate::model::Tactic;

/// What was understood of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub what: String,
    /// Empty where nobody is named.
    pub who: String,
    pub due: Option<NaiveDate>,
}

/// Between the parts of a line; a hyphen only where blanks stand around it.
const SEPARATORS: [&str; 5] = ["·", ";", "|", " – ", " - "];
/// Words that a day begins with where nothing separates it from what is to be done: "Sun" alone may be a pub.
const BEFORE_A_DAY: [&str; 6] = ["by", "on", "in", "next", "today", "tomorrow"];

/// Reads a line. `people` are the names that the plan knows: a part of one of them stands for all of it, if it is that of one only.
#[must_use]
pub fn parse(text: &str, people: &[&str], today: NaiveDate) -> Line {
    let mut line = Line::default();
    let mut rest = text.to_owned();
    for separator in &SEPARATORS[1..] {
        rest = rest.replace(separator, SEPARATORS[0]);
    }
    let mut parts = rest.split(SEPARATORS[0]).map(str::trim);
    let what = parts.next().unwrap_or_default();
    for part in parts.filter(|part| !part.is_empty()) {
        match due::parse(part, today) {
            Some(day) if line.due.is_none() => line.due = Some(day),
            _ if line.who.is_empty() => line.who = known(part.trim_start_matches('@'), people),
            _ => line.who = format!("{}, {}", line.who, known(part.trim_start_matches('@'), people)),
        }
    }
    let mut words: Vec<&str> = what.split_whitespace().collect();
    if line.due.is_none()
        && let Some((kept, day)) = day_at_the_end(&words, today)
    {
        words.truncate(kept);
        line.due = Some(day);
    }
    if line.who.is_empty()
        && let Some(at) = words.iter().position(|word| word.len() > 1 && word.starts_with('@'))
    {
        line.who = known(words.remove(at).trim_start_matches('@'), people);
    }
    line.what = words.join(" ");
    line
}

/// How many words stand before a day that ends the line, and the day.
fn day_at_the_end(words: &[&str], today: NaiveDate) -> Option<(usize, NaiveDate)> {
    (1..words.len()).find_map(|from| {
        let first = words[from].to_lowercase();
        let day = BEFORE_A_DAY.contains(&first.as_str()).then(|| due::parse(&words[from..].join(" "), today))??;
        Some((from, day))
    })
}

/// The one name that begins, or has a word that begins, as was typed; else what was typed.
fn known(typed: &str, people: &[&str]) -> String {
    let lower = typed.trim().to_lowercase();
    let begins = |name: &str| {
        let name = name.to_lowercase();
        name.starts_with(&lower) || name.split_whitespace().any(|word| word.starts_with(&lower))
    };
    let mut fitting = people.iter().filter(|name| !lower.is_empty() && begins(name));
    match (fitting.next(), fitting.next()) {
        (Some(name), None) => (*name).to_owned(),
        _ => typed.trim().to_owned(),
    }
}

/// Whether somebody is one of those who are named in `who`.
#[must_use]
pub fn is_of(who: &str, person: &str) -> bool {
    who.split(", ").any(|name| name.trim() == person.trim())
}

impl Line {
    /// As a tactic that is written down today; `None` where it doesn't say what is done.
    #[must_use]
    pub fn tactic(self, today: NaiveDate) -> Option<Tactic> {
        let tactic = Tactic { due: self.due, ..Tactic::new(&self.what, &self.who, today) };
        (!tactic.what.is_empty()).then_some(tactic)
    }

    /// What was understood, for a line below the field: "Call Marlow · Ruth · Thu 26 Nov, in 7 days".
    #[must_use]
    pub fn shown(&self, today: NaiveDate) -> String {
        let who = if self.who.is_empty() { "nobody yet" } else { &self.who };
        let due = self.due.map_or_else(|| "no day yet".to_owned(), |day| due::shown(day, today));
        format!("{} · {who} · {due}", self.what)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn today() -> NaiveDate {
        "2026-11-19".parse().unwrap()
    }

    fn read(text: &str) -> (String, String, String) {
        let line = parse(text, &["Ruth Calder", "Tom Achterberg", "Tomás Ruiz"], today());
        (line.what, line.who, line.due.map(|day| day.to_string()).unwrap_or_default())
    }

    #[test]
    fn what_who_and_when_are_read_from_one_line() {
        for (text, what, who, due) in [
            ("Call Marlow · Ruth · Thu", "Call Marlow", "Ruth Calder", "2026-11-26"),
            ("Call Marlow; Thu; ruth", "Call Marlow", "Ruth Calder", "2026-11-26"),
            ("Call Marlow | Ina Berg", "Call Marlow", "Ina Berg", ""),
            ("Call Marlow - Tom - in 2 weeks", "Call Marlow", "Tom", "2026-12-03"),
            ("Call Marlow – achter", "Call Marlow", "Tom Achterberg", ""),
            ("Call Marlow by Friday", "Call Marlow", "", "2026-11-20"),
            ("Call Marlow @ruth tomorrow", "Call Marlow", "Ruth Calder", "2026-11-20"),
            ("Count the follow-up calls", "Count the follow-up calls", "", ""),
            ("Meet in the Sun", "Meet in the Sun", "", ""),
            ("Book the Sun", "Book the Sun", "", ""),
            ("Call Marlow · Ruth · Ben · 26 Nov", "Call Marlow", "Ruth Calder, Ben", "2026-11-26"),
            ("tomorrow", "tomorrow", "", ""),
            (" · Ruth", "", "Ruth Calder", ""),
            ("", "", "", ""),
        ] {
            assert_eq!(read(text), (what.to_owned(), who.to_owned(), due.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_line_becomes_a_tactic_only_if_it_says_what_is_done() {
        let line = parse("Call Marlow · Ruth · Thu", &[], today());
        assert_eq!(line.shown(today()), "Call Marlow · Ruth · Thu 26 Nov, in 7 days");
        let tactic = line.tactic(today()).unwrap();
        assert_eq!((tactic.what.as_str(), tactic.who.as_str(), tactic.added), ("Call Marlow", "Ruth", Some(today())));
        assert_eq!(parse("Call", &[], today()).shown(today()), "Call · nobody yet · no day yet");
        assert_eq!(parse(" · Ruth · Thu", &[], today()).tactic(today()), None);
    }

    proptest! {
        #[test]
        fn no_line_makes_it_fall_over(text in "\\PC{0,40}") {
            let line = parse(&text, &["Ruth Calder"], today());
            prop_assert!(line.what.len() <= text.len() * 3);
        }
    }
}
