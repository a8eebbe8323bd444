//! The sentence over a folder of plans.

use super::Numbers;
use super::plural::{self, capitalised};
use super::said::{Origin, Said};

/// What is known of a folder's plans, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Folder<'a> {
    /// Plans that were read.
    pub plans: usize,
    /// Of these, so many are heading short of their target,
    pub short: usize,
    /// so many have no target,
    pub without_target: usize,
    /// and so many have one, but too few figures for a forecast.
    pub without_forecast: usize,
    /// Files that can't be read.
    pub unreadable: usize,
    /// Plans in which a trigger fires.
    pub lit: usize,
    /// The plan that is furthest short.
    pub furthest: Option<Furthest<'a>>,
}

/// Who is short by the most. Amounts of different currencies can't be compared; shares of the target can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Furthest<'a> {
    pub name: &'a str,
    /// "£34k", or where the currencies differ "5%".
    pub by: &'a str,
    pub is_share: bool,
}

impl Folder<'_> {
    /// "Four of six plans are heading short of target. Coast is short by the most, £34k." Its numbers lead to the plans
    /// that are short.
    #[must_use]
    pub fn finding(&self, numbers: Numbers) -> Said {
        let said = self.on_targets(numbers);
        if self.lit < 2 {
            return said;
        }
        said.then(format!("In {} of them a trigger fires.", in_words(self.lit, numbers)).into())
    }

    fn on_targets(&self, numbers: Numbers) -> Said {
        let said = Said::new(self.sentence(numbers));
        if self.short == 0 {
            return said;
        }
        let of_all = capitalised(&in_words(self.short, numbers));
        let said = if self.plans > 1 { said.link(&of_all, Origin::Short) } else { said };
        match self.furthest {
            Some(furthest) => said.link(furthest.by, Origin::Short),
            None => said,
        }
    }

    fn sentence(&self, numbers: Numbers) -> String {
        let Self { plans, short, .. } = *self;
        let in_words = |number| in_words(number, numbers);
        match (plans, short) {
            (0, _) if self.unreadable == 0 => "There are no plans in this folder yet.".to_owned(),
            (0, _) if self.unreadable == 1 => "The one file in this folder can’t be read.".to_owned(),
            (0, _) => format!("None of the {} files in this folder can be read.", in_words(self.unreadable)),
            _ if self.without_target == plans => match plans {
                1 => "The one plan in this folder has no target yet.".to_owned(),
                _ => format!("None of the {} plans has a target yet.", in_words(plans)),
            },
            _ if self.unknown() == plans => "No plan has both a target and enough figures to look ahead.".to_owned(),
            (_, 0) => self.joined(self.none_short(numbers), numbers),
            _ => self.joined(self.some_short(numbers), numbers),
        }
    }

    fn unknown(&self) -> usize {
        self.without_target + self.without_forecast
    }

    fn none_short(&self, numbers: Numbers) -> String {
        match (self.plans, self.unknown()) {
            (1, _) => "The one plan in this folder is heading for its target.".to_owned(),
            (2, 0) => "Both plans are heading for their targets.".to_owned(),
            (plans, 0) => format!("All {} plans are heading for their targets.", in_words(plans, numbers)),
            _ => "No plan is heading short of target.".to_owned(),
        }
    }

    fn some_short(&self, numbers: Numbers) -> String {
        let who = match (self.plans, self.short) {
            (1, _) => "The one plan in this folder is".to_owned(),
            (2, 2) => "Both plans are".to_owned(),
            (plans, short) if plans == short => format!("All {} plans are", in_words(plans, numbers)),
            (plans, 1) => format!("One of {} plans is", in_words(plans, numbers)),
            (plans, short) => {
                capitalised(&format!("{} of {} plans are", in_words(short, numbers), in_words(plans, numbers)))
            }
        };
        let Some(Furthest { name, by, is_share }) = self.furthest else {
            return format!("{who} heading short of target.");
        };
        let of_it = if is_share { " of it" } else { "" };
        match self.short {
            1 if self.plans == 1 => format!("{who} heading short of target, by {by}{of_it}."),
            1 => format!("{who} heading short of target: {name}, by {by}{of_it}."),
            _ if is_share => format!("{who} heading short of target. {name} lacks the largest share of it, {by}."),
            _ => format!("{who} heading short of target. {name} is short by the most, {by}."),
        }
    }

    /// With a word on the plans that the sentence says nothing of.
    fn joined(&self, sentence: String, numbers: Numbers) -> String {
        let rest = match (self.without_target, self.without_forecast) {
            (0, 0) => return sentence,
            (1, 0) => "One has no target.".to_owned(),
            (n, 0) => format!("{} have no target.", capitalised(&in_words(n, numbers))),
            (0, 1) => "One has too few figures to look ahead.".to_owned(),
            (0, n) => format!("{} have too few figures to look ahead.", capitalised(&in_words(n, numbers))),
            (a, b) => {
                format!("{} have no target, or too few figures to look ahead.", capitalised(&in_words(a + b, numbers)))
            }
        };
        format!("{sentence} {rest}")
    }
}

/// "six", "1,000".
fn in_words(number: usize, numbers: Numbers) -> String {
    if number <= 20 { plural::in_words(number) } else { plural::grouped(number, numbers) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COAST: Option<Furthest<'_>> = Some(Furthest { name: "Coast", by: "£34k", is_share: false });

    #[test]
    fn the_sentence_counts_the_plans_that_are_short_and_names_the_furthest() {
        let six = Folder { plans: 6, short: 4, furthest: COAST, ..Folder::default() };
        assert_eq!(
            six.sentence(Numbers::ENGLISH),
            "Four of six plans are heading short of target. Coast is short by the most, £34k."
        );
        let one = Folder { short: 1, ..six };
        assert_eq!(one.sentence(Numbers::ENGLISH), "One of six plans is heading short of target: Coast, by £34k.");
        let many = Folder { plans: 1_000, short: 412, ..six };
        assert!(many.sentence(Numbers::ENGLISH).starts_with("412 of 1,000 plans are heading short of target."));
        let all = Folder { plans: 30, short: 30, ..six };
        assert_eq!(
            all.sentence(Numbers::ENGLISH),
            "All 30 plans are heading short of target. Coast is short by the most, £34k."
        );
        let alone = Folder { plans: 1, short: 1, ..six };
        assert_eq!(
            alone.sentence(Numbers::ENGLISH),
            "The one plan in this folder is heading short of target, by £34k."
        );
    }

    #[test]
    fn its_numbers_lead_to_the_plans_that_are_short() {
        let six = Folder { plans: 6, short: 4, furthest: COAST, ..Folder::default() };
        let said = six.finding(Numbers::ENGLISH);
        assert_eq!(said.plain(), six.sentence(Numbers::ENGLISH));
        let numbers: Vec<_> = said.runs().iter().filter(|run| run.origin.is_some()).map(|run| &*run.text).collect();
        assert_eq!(numbers, ["Four", "£34k"]);
        assert!(Folder { short: 0, furthest: None, ..six }.finding(Numbers::ENGLISH).runs().len() == 1);
    }

    #[test]
    fn a_trigger_that_fires_in_several_plans_is_said() {
        let six = Folder { plans: 6, short: 4, furthest: COAST, ..Folder::default() };
        let told = |lit| Folder { lit, ..six }.finding(Numbers::ENGLISH).plain();
        assert!(told(2).ends_with("the most, £34k. In two of them a trigger fires."), "{}", told(2));
        assert!(!told(1).contains("trigger"), "its row has a light");
    }

    #[test]
    fn where_currencies_differ_the_shares_are_compared() {
        let furthest = Some(Furthest { name: "Berlin", by: "7%", is_share: true });
        let mixed = Folder { plans: 3, short: 2, furthest, ..Folder::default() };
        assert_eq!(
            mixed.sentence(Numbers::ENGLISH),
            "Two of three plans are heading short of target. Berlin lacks the largest share of it, 7%."
        );
        let one = Folder { short: 1, ..mixed };
        assert_eq!(
            one.sentence(Numbers::ENGLISH),
            "One of three plans is heading short of target: Berlin, by 7% of it."
        );
    }

    #[test]
    fn plans_without_target_or_forecast_are_said_and_never_counted_as_short() {
        let some = Folder { plans: 6, short: 2, without_target: 1, furthest: COAST, ..Folder::default() };
        assert!(
            some.sentence(Numbers::ENGLISH).ends_with("£34k. One has no target."),
            "{}",
            some.sentence(Numbers::ENGLISH)
        );
        let none = Folder { short: 0, without_target: 2, ..some };
        assert_eq!(none.sentence(Numbers::ENGLISH), "No plan is heading short of target. Two have no target.");
        let both = Folder { without_forecast: 1, ..none };
        assert!(both.sentence(Numbers::ENGLISH).ends_with("Three have no target, or too few figures to look ahead."));
        let nothing = Folder { without_target: 6, without_forecast: 0, ..none };
        assert_eq!(nothing.sentence(Numbers::ENGLISH), "None of the six plans has a target yet.");
        let unknown = Folder { without_target: 4, without_forecast: 2, ..none };
        assert_eq!(unknown.sentence(Numbers::ENGLISH), "No plan has both a target and enough figures to look ahead.");
    }

    #[test]
    fn a_folder_without_a_plan_that_can_be_read_says_so() {
        assert_eq!(Folder::default().sentence(Numbers::ENGLISH), "There are no plans in this folder yet.");
        let broken = |unreadable| Folder { unreadable, ..Folder::default() }.sentence(Numbers::ENGLISH);
        assert_eq!(broken(1), "The one file in this folder can’t be read.");
        assert_eq!(broken(3), "None of the three files in this folder can be read.");
    }

    #[test]
    fn a_folder_that_is_on_its_way_says_that() {
        let fine = Folder { plans: 3, ..Folder::default() };
        assert_eq!(fine.sentence(Numbers::ENGLISH), "All three plans are heading for their targets.");
        let two = Folder { plans: 2, ..fine };
        assert_eq!(two.sentence(Numbers::ENGLISH), "Both plans are heading for their targets.");
        assert_eq!(
            Folder { plans: 1, ..fine }.sentence(Numbers::ENGLISH),
            "The one plan in this folder is heading for its target."
        );
    }
}
