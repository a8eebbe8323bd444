//! A sentence whose numbers know what they come from, so that a page can lead there.

use std::fmt;

use crate::model::Period;

/// What a number in a sentence comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The figures that an average is made of.
    Figures,
    Trend,
    Season,
    /// What is usual for the series, and what stands out.
    Variation,
    /// The forecast that the plan is measured with.
    Landing,
    Target,
    /// Whom the plan is for, its currency, its owner.
    Details,
    /// The figure of one period.
    Period(Period),
    /// The plans of a folder that are heading short of their targets, the furthest first.
    Short,
    /// What closes the gap.
    Strategies,
    /// What could hurt sales.
    Risks,
}

impl Origin {
    /// What a screen reader says of the link, after the number.
    #[must_use]
    pub const fn leads_to(self) -> &'static str {
        match self {
            Self::Figures => "show the figures",
            Self::Trend => "show the trend",
            Self::Season => "show the season",
            Self::Variation => "show what is usual",
            Self::Landing => "show the forecast",
            Self::Target => "show the target",
            Self::Details => "show the plan’s details",
            Self::Period(_) => "show this figure",
            Self::Short => "show the plans that are short",
            Self::Strategies => "show the strategies",
            Self::Risks => "show the scenarios",
        }
    }
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    /// For a number, where it comes from.
    pub origin: Option<Origin>,
}

/// One or more sentences. [`fmt::Display`] gives them as plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    runs: Vec<Run>,
}

impl Said {
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self::default().and(text)
    }

    /// Goes on with plain words.
    #[must_use]
    pub fn and(mut self, text: impl Into<String>) -> Self {
        self.runs.push(Run { text: text.into(), origin: None });
        self
    }

    /// Goes on with a number.
    #[must_use]
    pub fn number(mut self, text: impl Into<String>, origin: Origin) -> Self {
        self.runs.push(Run { text: text.into(), origin: Some(origin) });
        self
    }

    /// Says where `number`, which stands in the plain words so far, comes from.
    #[must_use]
    pub fn link(mut self, number: &str, origin: Origin) -> Self {
        let found = self.runs.iter().enumerate().find_map(|(index, run)| {
            let (before, after) = run.text.split_once(number).filter(|_| run.origin.is_none() && !number.is_empty())?;
            Some((index, before.to_owned(), after.to_owned()))
        });
        if let Some((index, before, after)) = found {
            let runs = Self::new(before).number(number, origin).and(after).runs;
            self.runs.splice(index..=index, runs.into_iter().filter(|run| !run.text.is_empty()));
        }
        self
    }

    /// Goes on with other sentences, a space between.
    #[must_use]
    pub fn then(mut self, other: Self) -> Self {
        if !self.is_empty() && !other.is_empty() {
            self = self.and(" ");
        }
        self.runs.extend(other.runs);
        self
    }

    /// The first sentence, and what comes after it.
    #[must_use]
    pub fn first_sentence(self) -> (Self, Self) {
        let Some(end) = self.plain().find(". ") else { return (self, Self::default()) };
        let (mut first, mut rest, mut at) = (Self::default(), Self::default(), 0);
        // The stop belongs to the first, the space behind it to neither.
        for run in self.runs {
            let cut = |place: usize| place.saturating_sub(at).min(run.text.len());
            let (before, after) = (run.text[..cut(end + 1)].to_owned(), run.text[cut(end + 2)..].to_owned());
            at += run.text.len();
            for (half, text) in [(&mut first, before), (&mut rest, after)] {
                if !text.is_empty() {
                    half.runs.push(Run { text, origin: run.origin });
                }
            }
        }
        (first, rest)
    }

    #[must_use]
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.runs.iter().all(|run| run.text.is_empty())
    }

    #[must_use]
    pub fn plain(&self) -> String {
        self.to_string()
    }
}

impl From<String> for Said {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Said {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl PartialEq<&str> for Said {
    fn eq(&self, other: &&str) -> bool {
        self.plain() == *other
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.runs.iter().try_for_each(|run| f.write_str(&run.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_keeps_its_numbers_and_the_rest_keeps_theirs() {
        let said = Said::new("Sold ")
            .number("£2.5k", Origin::Figures)
            .and(".")
            .then(Said::new("Of ").number("£3k", Origin::Target));
        let (first, rest) = said.first_sentence();
        assert_eq!(first, "Sold £2.5k.");
        assert_eq!(rest, "Of £3k");
        assert_eq!(first.runs().iter().filter_map(|run| run.origin).collect::<Vec<_>>(), [Origin::Figures]);
        assert_eq!(rest.runs().iter().filter_map(|run| run.origin).collect::<Vec<_>>(), [Origin::Target]);
        assert_eq!(Said::new("One only.").first_sentence(), (Said::new("One only."), Said::default()));
    }

    #[test]
    fn a_number_within_plain_words_is_linked_where_it_first_stands() {
        let said =
            Said::new("July is 20% above, January 20% below.").link("20%", Origin::Season).link("9", Origin::Trend);
        assert_eq!(said.plain(), "July is 20% above, January 20% below.");
        let runs: Vec<_> = said.runs().iter().map(|run| (run.text.as_str(), run.origin)).collect();
        let rest = " above, January 20% below.";
        assert_eq!(runs, [("July is ", None), ("20%", Some(Origin::Season)), (rest, None)]);
    }

    #[test]
    fn a_sentence_reads_as_one_text_and_keeps_where_its_numbers_come_from() {
        let heading = Said::new("Coast is heading for ").number("£656k", Origin::Landing).and(".");
        let said = heading.then(Said::default()).then("Look at it.".into());
        assert_eq!(said.plain(), "Coast is heading for £656k. Look at it.");
        let numbers: Vec<_> = said.runs().iter().filter_map(|run| run.origin).collect();
        assert_eq!(numbers, [Origin::Landing]);
    }
}
