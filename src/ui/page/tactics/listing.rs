//! The rows of the list, in words and in their order: made once a change, so that drawing only places them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::{Home, Plan, Tactic, TacticId, TacticState, Worksheets};
use crate::text::{tactic as words, tactic_line};
use crate::ui::widget::person;

/// By what the list is grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Group {
    #[default]
    Strategy,
    Person,
    Week,
}

impl Group {
    pub const ALL: [Self; 3] = [Self::Strategy, Self::Person, Self::Week];

    pub const fn label(self) -> &'static str {
        match self {
            Self::Strategy => "By strategy",
            Self::Person => "By person",
            Self::Week => "By week",
        }
    }
}

/// How pressing a tactic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Urgency {
    Late,
    Soon,
    None,
}

/// A tactic in the list.
#[derive(Debug)]
pub(super) struct Item {
    pub id: TacticId,
    pub home: Home,
    pub what: String,
    pub who: String,
    pub day: String,
    /// "3 days late".
    pub away: String,
    /// The strategy that it is for, or the scenario.
    pub of: String,
    pub state: TacticState,
    pub urgency: Urgency,
    pub spoken: String,
}

#[derive(Debug)]
pub(super) enum Row {
    Head { title: String, told: String },
    Tactic(Box<Item>),
}

/// All rows with where each begins.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub rows: Vec<Row>,
    /// From the top of the list, in points; one more than there are rows.
    pub tops: Vec<f32>,
    /// Places of the tactics among the rows.
    pub places: Vec<usize>,
    pub late: usize,
    pub soon: usize,
    pub pending: usize,
}

pub(super) const HEAD: f32 = 38.0;
pub(super) const LINE: f32 = 36.0;

impl Listing {
    pub fn of(plan: &Plan, group: Group, person: Option<&str>, today: NaiveDate) -> Self {
        let sheets = &plan.worksheets;
        let titles = titles(sheets);
        let mut listing = Self::default();
        let mut groups: BTreeMap<(usize, String), Vec<(Home, &Tactic)>> = BTreeMap::new();
        for (home, tactic) in sheets.tactics() {
            let counts = counts(sheets, home);
            listing.pending += usize::from(tactic.state.is_pending() && counts);
            listing.late += usize::from(counts && tactic.is_overdue(today));
            listing.soon += usize::from(counts && tactic.is_due_soon(today));
            if person.is_some_and(|person| !tactic_line::is_of(&tactic.who, person)) {
                continue;
            }
            groups.entry(key(group, home, tactic, &titles, today)).or_default().push((home, tactic));
        }
        for ((_, title), mut tactics) in groups {
            // What is to do first, the earliest before the others.
            tactics.sort_by_key(|(_, tactic)| {
                (!tactic.state.is_pending(), tactic.next_due().is_none(), tactic.next_due())
            });
            let pending = tactics.iter().filter(|(_, tactic)| tactic.state.is_pending()).count();
            let told = if pending == 0 { "all done".to_owned() } else { format!("{pending} to do") };
            listing.push(Row::Head { title, told });
            for (home, tactic) in tactics {
                listing.push(Row::Tactic(Box::new(item(sheets, home, tactic, &titles, today))));
            }
        }
        listing
    }

    fn push(&mut self, row: Row) {
        let top = self.tops.last().copied().unwrap_or_default();
        if self.tops.is_empty() {
            self.tops.push(0.0);
        }
        let height = match row {
            Row::Head { .. } => HEAD,
            Row::Tactic(_) => {
                self.places.push(self.rows.len());
                LINE
            }
        };
        self.tops.push(top + height);
        self.rows.push(row);
    }

    pub fn height(&self) -> f32 {
        self.tops.last().copied().unwrap_or_default()
    }

    /// The rows between two heights.
    pub fn between(&self, top: f32, bottom: f32) -> std::ops::Range<usize> {
        let first = self.tops.partition_point(|it| *it <= top).saturating_sub(1);
        let last = self.tops.partition_point(|it| *it < bottom).min(self.rows.len());
        first.min(last)..last
    }

    pub fn tactic(&self, row: usize) -> Option<&Item> {
        match self.rows.get(row)? {
            Row::Tactic(item) => Some(item),
            Row::Head { .. } => None,
        }
    }

    /// The row of a tactic.
    pub fn row_of(&self, id: TacticId) -> Option<usize> {
        self.places.iter().copied().find(|row| self.tactic(*row).is_some_and(|item| item.id == id))
    }
}

/// Whether its days count: those of a response do while its scenario happens.
fn counts(sheets: &Worksheets, home: Home) -> bool {
    match home {
        Home::Strategy(_) => true,
        Home::Scenario(id) => sheets.scenario(id).is_some_and(|scenario| scenario.active().is_some()),
    }
}

/// Where each home stands in the plan, and what it is called.
fn titles(sheets: &Worksheets) -> Vec<(Home, String)> {
    let strategies = sheets.strategies.iter().map(|it| (Home::Strategy(it.id), it.title.clone()));
    let scenarios = sheets.scenarios.iter().map(|it| (Home::Scenario(it.id), format!("Response to “{}”", it.title)));
    strategies.chain(scenarios).collect()
}

fn title_of(titles: &[(Home, String)], home: Home) -> (usize, &str) {
    let at = titles.iter().position(|(other, _)| *other == home).unwrap_or(usize::MAX);
    (at, titles.get(at).map_or("", |(_, title)| title.as_str()))
}

/// The group that a tactic is in, as it sorts and as it is called.
fn key(group: Group, home: Home, tactic: &Tactic, titles: &[(Home, String)], today: NaiveDate) -> (usize, String) {
    match group {
        Group::Strategy => {
            let (at, title) = title_of(titles, home);
            (at, title.to_owned())
        }
        Group::Person if tactic.who.trim().is_empty() => (0, person::NOBODY.to_owned()),
        Group::Person => (1, tactic.who.trim().to_owned()),
        Group::Week => match (tactic.next_due(), tactic.state.is_pending()) {
            (_, false) => (usize::MAX, "Done and dropped".to_owned()),
            (None, _) => (usize::MAX - 1, "No day yet".to_owned()),
            (Some(due), _) if due < today => (0, "Late".to_owned()),
            (Some(due), _) => {
                let weeks = (words::monday(due) - words::monday(today)).num_days() / 7;
                (usize::try_from(weeks).unwrap_or(0) + 1, words::week(due, today))
            }
        },
    }
}

fn item(sheets: &Worksheets, home: Home, tactic: &Tactic, titles: &[(Home, String)], today: NaiveDate) -> Item {
    let counts = counts(sheets, home);
    let urgency = match tactic {
        _ if !counts => Urgency::None,
        it if it.is_overdue(today) => Urgency::Late,
        it if it.is_due_soon(today) => Urgency::Soon,
        _ => Urgency::None,
    };
    let day = words::due_day(tactic, today);
    let away = words::due_words(tactic, today).filter(|_| counts).unwrap_or_default();
    let (_, of) = title_of(titles, home);
    let who = tactic.who.trim();
    let parts = [
        tactic.what.as_str(),
        if who.is_empty() { person::NOBODY } else { who },
        if day.is_empty() { "no day yet" } else { &day },
        &away,
        tactic.state.label(),
        of,
    ];
    let spoken = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let (what, who, of) = (tactic.what.clone(), who.to_owned(), of.to_owned());
    Item { id: tactic.id, home, what, who, day, away, of, state: tactic.state, urgency, spoken }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EpisodeKind, Scenario, Strategy};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn plan() -> Plan {
        let mut plan = Plan::new("Coast");
        let bundle = plan.add_strategy(Strategy::new("Bundle"));
        let fair = plan.add_strategy(Strategy::new("Fair"));
        let slump = plan.add_scenario(Scenario::new("Slump", EpisodeKind::Staff));
        let mut add = |home, what: &str, who: &str, due: &str, state| {
            let tactic = Tactic { due: due.parse().ok(), state, ..Tactic::new(what, who, day("2026-11-01")) };
            plan.add_tactic(home, tactic);
        };
        add(Home::Strategy(bundle), "Price it", "Ruth", "2026-11-30", TacticState::Open);
        add(Home::Strategy(bundle), "Call Marlow", "Tom", "2026-11-16", TacticState::Begun);
        add(Home::Strategy(bundle), "List them", "Tom, Ruth", "2026-11-10", TacticState::Done);
        add(Home::Strategy(fair), "Book a stand", "", "2026-11-20", TacticState::Open);
        add(Home::Scenario(slump), "Share the accounts", "Tom", "2026-11-01", TacticState::Open);
        plan
    }

    fn told(group: Group, person: Option<&str>) -> Vec<String> {
        let listing = Listing::of(&plan(), group, person, day("2026-11-19"));
        let row = |row: &Row| match row {
            Row::Head { title, told } => format!("{title}: {told}"),
            Row::Tactic(item) => format!("- {}", item.what),
        };
        listing.rows.iter().map(row).collect()
    }

    #[test]
    fn tactics_are_listed_by_strategy_by_person_and_by_week() {
        assert_eq!(
            told(Group::Strategy, None),
            [
                "Bundle: 2 to do",
                "- Call Marlow",
                "- Price it",
                "- List them",
                "Fair: 1 to do",
                "- Book a stand",
                "Response to “Slump”: 1 to do",
                "- Share the accounts"
            ]
        );
        assert_eq!(
            told(Group::Person, None),
            [
                "Nobody yet: 1 to do",
                "- Book a stand",
                "Ruth: 1 to do",
                "- Price it",
                "Tom: 2 to do",
                "- Share the accounts",
                "- Call Marlow",
                "Tom, Ruth: all done",
                "- List them"
            ]
        );
        assert_eq!(
            told(Group::Week, None),
            [
                "Late: 2 to do",
                "- Share the accounts",
                "- Call Marlow",
                "This week: 1 to do",
                "- Book a stand",
                "Week of Mon 30 Nov: 1 to do",
                "- Price it",
                "Done and dropped: all done",
                "- List them"
            ]
        );
    }

    #[test]
    fn one_persons_tactics_are_those_in_which_the_name_stands() {
        assert_eq!(told(Group::Strategy, Some("Ruth")), ["Bundle: 1 to do", "- Price it", "- List them"]);
    }

    #[test]
    fn a_response_that_does_not_run_is_neither_late_nor_due() {
        let listing = Listing::of(&plan(), Group::Strategy, None, day("2026-11-19"));
        assert_eq!((listing.late, listing.soon, listing.pending), (1, 1, 3));
        let last = listing.tactic(*listing.places.last().unwrap()).unwrap();
        assert_eq!((last.what.as_str(), last.urgency, last.away.as_str()), ("Share the accounts", Urgency::None, ""));
    }

    #[test]
    fn only_the_rows_in_view_are_found() {
        let listing = Listing::of(&plan(), Group::Strategy, None, day("2026-11-19"));
        assert_eq!(listing.between(0.0, listing.height()), 0..8);
        assert_eq!(listing.between(HEAD + 1.0, HEAD + LINE - 1.0), 1..2);
        assert_eq!(listing.between(-50.0, 0.0), 0..0);
        assert!(Listing::default().between(0.0, 900.0).is_empty());
    }
}
