//! Strategies: what is done to close the gap, what it is worth, and what it rules out.

use chrono::NaiveDate;

use super::{Amount, Cases, Period, StrategyId, Tactic, TacticId};

/// A way to close the gap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strategy {
    pub id: StrategyId,
    pub title: String,
    /// What it is.
    pub what: String,
    /// What is not done because of it.
    pub rules_out: String,
    pub owner: String,
    /// The series that it adds to, by name; `None` is the plan's first.
    pub series: Option<String>,
    /// What it adds a period at full effect, in the series' unit.
    pub extra: Cases<Amount>,
    /// The first period in which it adds something; `None` until that is known, and then it counts for nothing.
    pub start: Option<Period>,
    /// Periods before it has its full effect: with 3 it adds a quarter, a half and three quarters first.
    pub ramp_periods: u16,
    /// The last period in which it adds something; `None` is for good.
    pub end: Option<Period>,
    /// Chance in percent that it works at all.
    pub works_percent: u8,
    /// How much of it another strategy counts already, in percent.
    pub counted: Option<Counted>,
    /// What speaks for these numbers.
    pub evidence: String,
    /// In the order in which they were made.
    pub strengthenings: Vec<Strengthening>,
    /// What its owner said to "does this make it obvious who does what?", and when.
    pub answer: Option<OwnersAnswer>,
    /// As it was before, the oldest first.
    pub revisions: Vec<Revision>,
    pub stranger_tests: Vec<StrangerTest>,
    pub tactics: Vec<Tactic>,
}

/// What is not counted twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub percent: u8,
    /// The strategy that counts it.
    pub by: StrategyId,
}

/// What made a strategy stronger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strengthening {
    pub kind: StrengtheningKind,
    pub what: String,
    pub made: NaiveDate,
    pub before: Cases<Amount>,
    pub after: Cases<Amount>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StrengtheningKind {
    #[default]
    Insight,
    Resource,
    BestPractice,
}

impl StrengtheningKind {
    pub const ALL: [Self; 3] = [Self::Insight, Self::Resource, Self::BestPractice];

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Insight => "Insight",
            Self::Resource => "Resource",
            Self::BestPractice => "Best practice",
        }
    }
}

/// The owner's yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnersAnswer {
    pub obvious: bool,
    pub day: NaiveDate,
}

/// A strategy as it was before it was revised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    pub day: NaiveDate,
    pub title: String,
    pub what: String,
    /// Why it was revised.
    pub why: String,
}

/// Somebody saw only the tactics and said what the strategy might be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrangerTest {
    pub day: NaiveDate,
    pub who: String,
    pub answer: String,
    /// Whether that is what it is.
    pub found: bool,
}

impl Strategy {
    /// One that is certain to work, from a title.
    #[must_use]
    pub fn new(title: &str) -> Self {
        Self { title: title.trim().to_owned(), works_percent: 100, ..Self::default() }
    }

    /// Changes what it is called and what it is, and keeps what it was. The owner is asked anew. Answers false where nothing differs.
    pub fn revise(&mut self, title: &str, what: &str, why: &str, day: NaiveDate) -> bool {
        let (title, what) = (title.trim().to_owned(), what.trim().to_owned());
        if (&title, &what) == (&self.title, &self.what) {
            return false;
        }
        self.revisions.push(Revision {
            day,
            title: std::mem::replace(&mut self.title, title),
            what: std::mem::replace(&mut self.what, what),
            why: why.trim().to_owned(),
        });
        self.answer = None;
        true
    }

    /// Takes down what made it stronger, and what it adds from now on.
    pub fn strengthen(&mut self, kind: StrengtheningKind, what: &str, after: Cases<Amount>, made: NaiveDate) {
        let before = std::mem::replace(&mut self.extra, after);
        self.strengthenings.push(Strengthening { kind, what: what.trim().to_owned(), made, before, after });
    }

    /// Takes the last strengthening back, and the amounts with it, unless they were changed since.
    pub fn weaken(&mut self) -> Option<Strengthening> {
        let last = self.strengthenings.pop()?;
        if self.extra == last.after {
            self.extra = last.before;
        }
        Some(last)
    }

    pub fn owner_says(&mut self, obvious: bool, day: NaiveDate) {
        self.answer = Some(OwnersAnswer { obvious, day });
    }

    pub fn stranger_says(&mut self, who: &str, answer: &str, found: bool, day: NaiveDate) {
        let (who, answer) = (who.trim().to_owned(), answer.trim().to_owned());
        self.stranger_tests.push(StrangerTest { day, who, answer, found });
    }

    #[must_use]
    pub fn tactic_mut(&mut self, id: TacticId) -> Option<&mut Tactic> {
        self.tactics.iter_mut().find(|tactic| tactic.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn cases(low: i64, likely: i64, high: i64) -> Cases<Amount> {
        Cases::new(low, likely, high).map(Amount::whole)
    }

    #[test]
    fn a_revision_keeps_what_was_and_asks_the_owner_anew() {
        let mut strategy = Strategy::new(" Sell more ");
        strategy.owner_says(false, day("2026-11-19"));
        assert!(strategy.revise("Bundle for cafés", "Beans with service", "a wish", day("2026-11-20")));
        assert!(!strategy.revise("Bundle for cafés ", "Beans with service", "again", day("2026-11-21")));
        assert_eq!((strategy.title.as_str(), strategy.answer), ("Bundle for cafés", None));
        let [was] = &strategy.revisions[..] else { panic!("{:?}", strategy.revisions) };
        assert_eq!((was.title.as_str(), was.why.as_str(), was.day), ("Sell more", "a wish", day("2026-11-20")));
    }

    #[test]
    fn a_strengthening_tells_before_and_after_and_can_be_taken_back() {
        let mut strategy = Strategy { extra: cases(1, 2, 3), ..Strategy::new("Bundle") };
        strategy.strengthen(StrengtheningKind::Resource, "A second van", cases(2, 4, 6), day("2026-11-19"));
        assert_eq!(strategy.extra, cases(2, 4, 6));
        assert_eq!(strategy.strengthenings[0].before, cases(1, 2, 3));
        strategy.strengthen(StrengtheningKind::Insight, "They close on Mondays", cases(3, 5, 7), day("2026-11-20"));
        strategy.extra = cases(9, 9, 9);
        strategy.weaken();
        assert_eq!(strategy.extra, cases(9, 9, 9), "changed since: it stays");
        strategy.extra = cases(2, 4, 6);
        strategy.weaken();
        assert_eq!(strategy.extra, cases(1, 2, 3));
        assert_eq!(strategy.weaken(), None);
    }
}
