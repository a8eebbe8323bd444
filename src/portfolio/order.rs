//! The order of the list, and what is left of it when somebody types a word.

use std::cmp::Ordering;

use super::folder::{Folder, Row, State};
use crate::model::{Amount, Currency, Unit};

/// What the list can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    #[default]
    Plan,
    Average,
    Progress,
    Forecast,
    Target,
    Gap,
    /// What the plan check says.
    Check,
    /// When it is gone through next.
    Review,
}

impl Column {
    pub const ALL: [Self; 8] =
        [Self::Plan, Self::Average, Self::Progress, Self::Forecast, Self::Target, Self::Gap, Self::Check, Self::Review];
}

/// An order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    pub column: Column,
    /// Not in the way that the column begins with.
    pub reversed: bool,
}

impl Sort {
    /// The order after `column` was chosen: the same one again turns it round.
    #[must_use]
    pub fn chosen(self, column: Column) -> Self {
        Self { column, reversed: self.column == column && !self.reversed }
    }

    /// "the most short first".
    #[must_use]
    pub const fn words(self) -> &'static str {
        match (self.column, self.reversed) {
            (Column::Plan, false) => "A to Z",
            (Column::Plan, true) => "Z to A",
            (Column::Average, false) => "falling most first",
            (Column::Average, true) => "rising most first",
            (Column::Progress, false) => "furthest below target first",
            (Column::Progress, true) => "furthest above target first",
            (Column::Forecast | Column::Target, false) => "largest first",
            (Column::Forecast | Column::Target, true) => "smallest first",
            (Column::Gap, false) => "most short first",
            (Column::Gap, true) => "most ahead first",
            (Column::Check, false) => "most urgent first",
            (Column::Check, true) => "least urgent first",
            (Column::Review, false) => "due soonest first",
            (Column::Review, true) => "due last first",
        }
    }

    /// Whether the values grow from top to bottom.
    #[must_use]
    pub const fn grows(self) -> bool {
        matches!(self.column, Column::Plan | Column::Average | Column::Progress | Column::Review) != self.reversed
    }
}

impl Folder {
    /// Indices of the rows in the order of `sort`. Rows that don't say come last in every order, and of these the files
    /// that can't be read. Amounts of different currencies are kept apart.
    #[must_use]
    pub fn sorted(&self, sort: Sort) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.rows().len()).collect();
        // Stable: the rows stand by file name to begin with.
        order.sort_by(|a, b| compare(&self.rows()[*a], &self.rows()[*b], sort));
        order
    }

    /// Of `order`, the rows that are shown when `typed` stands in the filter: every word of it has to be in the row.
    #[must_use]
    pub fn filtered(&self, order: &[usize], typed: &str) -> Vec<usize> {
        let wanted = typed.to_lowercase();
        let words: Vec<&str> = wanted.split_whitespace().collect();
        let shown = |index: &usize| self.rows().get(*index).is_some_and(|row| row.is_shown() && matches(row, &words));
        order.iter().copied().filter(shown).collect()
    }
}

fn matches(row: &Row, words: &[&str]) -> bool {
    if words.is_empty() {
        return true;
    }
    let mut text = format!("{} {}", row.title(), row.file.name);
    if let Some(summary) = row.summary() {
        text = format!("{text} {} {} {}", summary.name, summary.kind.label(), summary.owner);
    }
    let text = text.to_lowercase();
    words.iter().all(|word| text.contains(word))
}

fn compare(a: &Row, b: &Row, sort: Sort) -> Ordering {
    let by_name = || natural(a.title(), b.title());
    let grows = sort.grows();
    let (Some(one), Some(other)) = (a.summary(), b.summary()) else {
        // What can't be read has no values at all, and what is not read yet none so far.
        let names = if sort.column == Column::Plan && !grows { by_name().reverse() } else { by_name() };
        return rank(a).cmp(&rank(b)).then(names);
    };
    let values = match sort.column {
        Column::Plan => return if grows { by_name() } else { by_name().reverse() },
        Column::Average => known(one.change(), other.change(), grows, f64::total_cmp),
        Column::Progress => known(one.progress(), other.progress(), grows, f64::total_cmp),
        Column::Forecast => amounts(one.landing, other.landing, unit(a), unit(b), grows),
        Column::Target => amounts(one.target, other.target, unit(a), unit(b), grows),
        Column::Gap => amounts(one.gap, other.gap, unit(a), unit(b), grows),
        Column::Review => known(one.review.map(|due| due.day), other.review.map(|due| due.day), grows, Ord::cmp),
        Column::Check => known(Some(one.check.urgency()), Some(other.check.urgency()), grows, Ord::cmp),
    };
    values.then_with(by_name)
}

fn rank(row: &Row) -> u8 {
    match row.state {
        State::Read(_) => 0,
        State::Unread => 1,
        State::Unreadable(_) | State::NotAPlan => 2,
    }
}

/// Currencies by their code, then counts by their name.
type UnitKey<'a> = (bool, Option<Currency>, &'a str);

fn unit(row: &Row) -> Option<UnitKey<'_>> {
    row.summary().map(|s| match &s.unit {
        Unit::Money => (false, s.currency, ""),
        Unit::Count(name) => (true, None, name.as_str()),
    })
}

fn amounts(
    a: Option<Amount>,
    b: Option<Amount>,
    unit_a: Option<UnitKey<'_>>,
    unit_b: Option<UnitKey<'_>>,
    grows: bool,
) -> Ordering {
    match (a, b) {
        (Some(_), Some(_)) => unit_a.cmp(&unit_b).then_with(|| known(a, b, grows, Amount::cmp)),
        _ => known(a, b, grows, Amount::cmp),
    }
}

/// What is known comes before what is not.
fn known<T>(a: Option<T>, b: Option<T>, grows: bool, compare: impl Fn(&T, &T) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if grows => compare(&a, &b),
        (Some(a), Some(b)) => compare(&b, &a),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// Compares names as people number things: "Plan 9" before "Plan 10", capitals like small letters.
pub(super) fn natural(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    let (mut a, mut b) = (a.as_str(), b.as_str());
    loop {
        let (digits_a, digits_b) = (digits(a), digits(b));
        if digits_a.is_empty() || digits_b.is_empty() {
            let (next_a, next_b) = (a.chars().next(), b.chars().next());
            let (Some(one), Some(other)) = (next_a, next_b) else { return next_a.cmp(&next_b) };
            if one != other {
                return one.cmp(&other);
            }
            (a, b) = (&a[one.len_utf8()..], &b[other.len_utf8()..]);
        } else {
            let (number_a, number_b) = (digits_a.trim_start_matches('0'), digits_b.trim_start_matches('0'));
            let order = number_a.len().cmp(&number_b.len()).then_with(|| number_a.cmp(number_b));
            if order != Ordering::Equal {
                return order;
            }
            (a, b) = (&a[digits_a.len()..], &b[digits_b.len()..]);
        }
    }
}

fn digits(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::super::summary::tests_support::plan;
    use super::super::{Days, Outcome, Summary};
    use super::*;
    use crate::storage::{PlanFile, Stamp};
    use proptest::prelude::*;
    use std::path::PathBuf;

    fn days() -> Days {
        Days { given: None, today: "2026-11-19".parse().unwrap() }
    }

    fn file(name: &str) -> PlanFile {
        PlanFile { path: PathBuf::from(name), name: name.to_owned(), stamp: Stamp::default() }
    }

    /// Sold 1.2 million each; what they differ in is the target, and the last one's currency.
    fn folder() -> Folder {
        let plans = [
            ("Coast", Some(1_300_000), "GBP"),
            ("City", Some(1_100_000), "GBP"),
            ("New", None, "GBP"),
            ("Berlin", Some(1_250_000), "EUR"),
        ];
        let mut files: Vec<PlanFile> = plans.iter().map(|(title, ..)| file(&format!("{title}.upturn.ron"))).collect();
        files.extend([file("bad.upturn.ron"), file("late.upturn.ron")]);
        let mut folder = Folder::new(PathBuf::from("/plans"), files, days());
        for (index, file) in folder.waiting() {
            let found = plans.iter().find(|(title, ..)| file.stem() == *title);
            match found {
                Some((title, target, currency)) => {
                    let mut plan = plan(title, *target);
                    plan.currency = currency.parse().ok();
                    "Ruth Calder".clone_into(&mut plan.owner);
                    folder.take(index, Outcome::Plan(Box::new(Summary::of(&plan, days().today))));
                }
                None if file.stem() == "bad" => folder.take(index, Outcome::Unreadable("It is empty.".to_owned())),
                None => {}
            }
        }
        folder
    }

    fn titles(folder: &Folder, order: &[usize]) -> Vec<String> {
        order.iter().map(|index| folder.rows()[*index].title().to_owned()).collect()
    }

    fn by(column: Column, reversed: bool) -> Vec<String> {
        let folder = folder();
        titles(&folder, &folder.sorted(Sort { column, reversed }))
    }

    #[test]
    fn rows_are_sorted_by_any_column_both_ways_and_what_is_not_known_comes_last() {
        let rest = ["late", "bad.upturn.ron"];
        let with = |firsts: [&'static str; 4]| [&firsts[..], &rest[..]].concat();
        assert_eq!(by(Column::Plan, false), with(["Berlin", "City", "Coast", "New"]));
        assert_eq!(by(Column::Plan, true), with(["New", "Coast", "City", "Berlin"]));
        assert_eq!(by(Column::Progress, false), with(["Coast", "Berlin", "City", "New"]));
        assert_eq!(by(Column::Progress, true), with(["City", "Berlin", "Coast", "New"]));
        assert_eq!(by(Column::Average, false), with(["Berlin", "City", "Coast", "New"]), "all alike: by name");
    }

    #[test]
    fn euros_and_pounds_are_sorted_apart() {
        let rest = ["New", "late", "bad.upturn.ron"];
        let with = |firsts: [&'static str; 3]| [&firsts[..], &rest[..]].concat();
        assert_eq!(by(Column::Gap, false), with(["Berlin", "Coast", "City"]));
        assert_eq!(by(Column::Gap, true), with(["Berlin", "City", "Coast"]));
        assert_eq!(by(Column::Target, false), with(["Berlin", "Coast", "City"]));
        assert_eq!(by(Column::Forecast, true)[..4], ["Berlin", "City", "Coast", "New"]);
    }

    #[test]
    fn the_same_column_again_turns_the_order_round() {
        let gap = Sort::default().chosen(Column::Gap);
        assert_eq!((gap, gap.words()), (Sort { column: Column::Gap, reversed: false }, "most short first"));
        assert_eq!(gap.chosen(Column::Gap).words(), "most ahead first");
        assert_eq!(gap.chosen(Column::Gap).chosen(Column::Plan), Sort::default());
    }

    #[test]
    fn a_filter_keeps_rows_that_hold_every_word() {
        let folder = folder();
        let order = folder.sorted(Sort::default());
        let left = |typed: &str| titles(&folder, &folder.filtered(&order, typed));
        assert_eq!(left("co"), ["Coast"]);
        assert_eq!(left("  CALDER ci "), ["City"]);
        assert_eq!(left("business").len(), 4);
        assert_eq!(left("LATE"), ["late"]);
        assert_eq!(left("coast calder x"), [""; 0]);
        assert_eq!(left("").len(), 6);
    }

    #[test]
    fn names_compare_as_people_number_things() {
        assert_eq!(natural("Plan 9", "plan 10"), Ordering::Less);
        assert_eq!(natural("a007", "A7"), Ordering::Equal);
        assert_eq!(natural("é", "z"), Ordering::Greater);
        assert_eq!(natural("", "a"), Ordering::Less);
    }

    proptest! {
        #[test]
        fn the_comparing_of_names_is_an_order(names in prop::collection::vec("[aB0-9 ]{0,6}", 3)) {
            let [a, b, c] = [&names[0], &names[1], &names[2]];
            prop_assert_eq!(natural(a, b), natural(b, a).reverse());
            if natural(a, b) != Ordering::Greater && natural(b, c) != Ordering::Greater {
                prop_assert_ne!(natural(a, c), Ordering::Greater);
            }
        }
    }
}
