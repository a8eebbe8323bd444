//! Names hidden: each person becomes a letter, in charts and texts alike.

use std::collections::BTreeMap;

use crate::model::{Plan, SubjectKind};

/// The people of a plan and the letters that stand for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mask {
    /// By the lower-case word or name; the longest is looked for first.
    letters: BTreeMap<String, String>,
}

impl Mask {
    /// Everybody whom the plan names, in the order in which it does: the same plan always gives the same letters.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let sheets = &plan.worksheets;
        let mut names: Vec<&str> = vec![&plan.owner];
        if plan.subject.kind == SubjectKind::Salesperson {
            names.push(&plan.subject.name);
        }
        names.extend(sheets.strategies.iter().map(|strategy| strategy.owner.as_str()));
        names.extend(sheets.scenarios.iter().map(|scenario| scenario.response.owner.as_str()));
        names.extend(sheets.tactics().map(|(_, tactic)| tactic.who.as_str()));
        let ideas = sheets.ideas.iter().chain(sheets.scenarios.iter().flat_map(|scenario| &scenario.ideas));
        names.extend(ideas.map(|idea| idea.by.as_str()));
        let strangers = sheets.strategies.iter().flat_map(|strategy| &strategy.stranger_tests);
        names.extend(strangers.map(|test| test.who.as_str()));
        names.extend(sheets.accepted.iter().map(|accepted| accepted.by.as_str()));
        names.extend(plan.kpis.iter().map(|kpi| kpi.owner.as_str()));
        for review in &plan.meetings.reviews {
            names.extend(review.attendees.iter().map(String::as_str));
            names.extend(review.lines.iter().map(|line| line.who.as_str()));
        }
        let adjusted = plan.series.iter().flat_map(|series| &series.adjustments);
        names.extend(adjusted.map(|adjustment| adjustment.author.as_str()));
        Self::new(names)
    }

    /// A letter for each name, in their order; somebody who is named once by the whole name and once by a part of it is one person.
    #[must_use]
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut mask = Self::default();
        let mut people = 0;
        for name in names {
            let words = words(name);
            let whole = words.join(" ");
            if whole.is_empty() || mask.letters.contains_key(&whole) {
                continue;
            }
            let parts = || words.iter().filter(|part| is_name(part));
            let known = parts().find_map(|part| mask.letters.get(part).cloned());
            let letter = known.unwrap_or_else(|| {
                people += 1;
                letter(people - 1)
            });
            // "Ana-Maria" and "Ana" stand for "Ana-Maria de Vries", as does each of her names.
            let beginnings = (2..=words.len()).map(|count| words[..count].join(" "));
            for part in parts().cloned().chain(beginnings) {
                mask.letters.entry(part).or_insert_with(|| letter.clone());
            }
            mask.letters.insert(whole, letter);
        }
        mask
    }

    /// The text with a letter for every name in it, as whole words and in whatever case.
    #[must_use]
    pub fn hide(&self, text: &str) -> String {
        let mut hidden = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(char::is_alphanumeric) {
            hidden.push_str(&rest[..start]);
            rest = &rest[start..];
            let (length, letter) = self.at(rest).unwrap_or_else(|| (word(rest), None));
            match letter {
                Some(letter) => hidden.push_str(letter),
                None => hidden.push_str(&rest[..length]),
            }
            rest = &rest[length..];
        }
        hidden.push_str(rest);
        hidden
    }

    /// The longest name that the text begins with: its length in bytes, and its letter.
    fn at(&self, text: &str) -> Option<(usize, Option<&str>)> {
        let mut ends = Vec::new();
        let mut at = 0;
        // No name has more words than this.
        for _ in 0..6 {
            at += word(&text[at..]);
            ends.push(at);
            let gap: usize = text[at..].chars().take_while(|c| joins(*c)).map(char::len_utf8).sum();
            if gap == 0 || !text[at + gap..].starts_with(char::is_alphanumeric) {
                break;
            }
            at += gap;
        }
        ends.into_iter()
            .rev()
            .find_map(|end| Some((end, Some(self.letters.get(&words(&text[..end]).join(" "))?.as_str()))))
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }
}

/// Whether a part of a name tells whose it is: "van" and "J" don't.
fn is_name(part: &str) -> bool {
    const SMALL: [&str; 12] = ["van", "von", "de", "der", "den", "del", "della", "da", "di", "la", "le", "the"];
    part.chars().count() > 1 && !SMALL.contains(&part)
}

/// What may stand between the parts of a name.
fn joins(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '.' | '\u{2010}' | '\u{2011}')
}

/// The words of a name, in lower case.
fn words(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Bytes of the word that the text begins with.
fn word(text: &str) -> usize {
    text.chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum()
}

/// A, B, … Z, AA, AB …
fn letter(number: usize) -> String {
    let own = char::from(b'A' + u8::try_from(number % 26).unwrap_or_default());
    if number < 26 { own.to_string() } else { format!("{}{own}", letter(number / 26 - 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_person_is_one_letter_whichever_part_of_the_name_stands_there() {
        let mask = Mask::new(["Tom Achterberg", "Ruth", "tom", " ", "Ana-Maria de Vries", "Ruth  Calder"]);
        assert_eq!(mask.hide("Tom rings Ruth by Thu; ACHTERBERG pays."), "A rings B by Thu; A pays.");
        assert_eq!(mask.hide("Tom Achterberg and Ruth Calder, then Ana-Maria."), "A and B, then C.");
        assert_eq!(mask.hide("Tomorrow the de-icing, with Ruthless calm"), "Tomorrow the de-icing, with Ruthless calm");
        assert_eq!(mask.hide("Ruth’s list, (Tom)"), "B’s list, (A)");
        assert!(Mask::new(["", " "]).is_empty());
    }

    #[test]
    fn the_people_of_a_plan_have_the_same_letters_every_time() {
        let mut plan = Plan::new("Coast");
        plan.owner = "Tom Achterberg".into();
        let id = plan.plan_review(crate::model::MeetingKind::PlanReview, "2026-11-24".parse().unwrap());
        plan.review_mut(id).unwrap().attendees = vec!["Ruth".into(), "Sam".into()];
        assert_eq!(Mask::of(&plan).hide("Sam, Tom, Ruth"), "C, A, B");
        assert_eq!(Mask::of(&plan), Mask::of(&plan.clone()));
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 51, 52].map(letter), ["A", "Z", "AA", "AZ", "BA"]);
    }

    proptest! {
        #[test]
        fn no_name_is_left_in_any_text(
            names in prop::collection::vec("[A-Z][a-zé]{2,9}", 1..6),
            text in "([a-zA-Zé]{1,8}|[ ,.;:'’()\\-]{1,2}){0,12}",
            at in 0..6_usize,
        ) {
            let name = &names[at % names.len()];
            let mask = Mask::new(names.iter().map(String::as_str));
            let hidden = mask.hide(&format!("{text} {name}, {text} ({name}) {}", name.to_uppercase()));
            let words = hidden.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
            for word in words {
                prop_assert!(!names.iter().any(|name| name.to_lowercase() == word), "{word} in {hidden}");
            }
        }
    }
}
