//! What the plan check says in words: each finding as a line, how each of the three words stands, and the sentence over all of them.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::quality::{Lack, lacks};
use super::{Style, calendar, checkup, plural};
use crate::analysis::Answer;
use crate::analysis::checkup::{Found, Group, Place, findings};
use crate::analysis::trigger::{self, TriggerState};
use crate::model::worksheet::Accepted;
use crate::model::{Plan, ScenarioId, Test};

/// One finding, ready to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub group: Group,
    /// What it is known by, to be accepted.
    pub id: String,
    pub sentence: String,
    /// The same in a few words.
    pub brief: String,
    /// What to do about it.
    pub way: &'static str,
    pub place: Place,
    pub accepted: Option<Accepted>,
}

/// A plan, checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    pub lines: Vec<Line>,
    /// In the order of [`Group::ALL`], what was looked at and how it stands.
    pub stands: [String; 3],
    /// The triggers of all scenarios that have one.
    pub triggers: Vec<(ScenarioId, TriggerState)>,
    /// Tactics whose day is past, and those that are due within seven days from today on.
    pub late: usize,
    pub due: usize,
}

/// What a plan is without findings of each group; for the middle of a sentence.
const WORDS: [&str; 3] = ["current", "credible", "ready for what may happen"];

impl Checked {
    /// Checks a plan; `answer` is that of its first series, whose amounts `style` writes.
    #[must_use]
    pub fn of(plan: &Plan, answer: Option<&Answer>, style: &Style, today: NaiveDate) -> Self {
        let found = findings(plan, answer, today).into_iter().map(|found| {
            let Found { group, finding, accepted, .. } = &found;
            Line {
                group: *group,
                id: found.id(),
                sentence: checkup::sentence(finding, plan, style, today),
                brief: checkup::brief(finding, plan, style, today),
                way: checkup::way(finding),
                place: finding.leads_to(),
                accepted: accepted.clone(),
            }
        });
        let mut lines: Vec<Line> = found.collect();
        let is_told = |place| lines.iter().any(|line| line.place == place && matches!(place, Place::Target(_)));
        let lacks: Vec<Line> =
            lacks(plan, today).iter().map(|lack| line_of(lack, plan)).filter(|line| !is_told(line.place)).collect();
        lines.extend(lacks);
        lines.sort_by_key(|line| line.group);
        let stands = Group::ALL.map(|group| match group {
            Group::Current => current(plan, answer, today),
            Group::Credible => credible(plan, answer, today),
            Group::Contingent => contingent(plan),
        });
        let due = plan.worksheets.tactics_due(today);
        let late = due.iter().filter(|(_, tactic)| tactic.is_overdue(today)).count();
        Self { lines, stands, triggers: trigger::states(plan, today), late, due: due.len() - late }
    }

    /// Findings that nobody has accepted.
    pub fn open(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.accepted.is_none())
    }

    pub fn open_in(&self, group: Group) -> impl Iterator<Item = &Line> {
        self.open().filter(move |line| line.group == group)
    }

    pub fn accepted(&self) -> impl Iterator<Item = (&Line, &Accepted)> {
        self.lines.iter().filter_map(|line| Some((line, line.accepted.as_ref()?)))
    }

    /// Scenarios whose trigger is in this state.
    pub fn with_trigger(&self, state: TriggerState) -> impl Iterator<Item = ScenarioId> {
        self.triggers.iter().filter(move |(_, of)| *of == state).map(|(id, _)| *id)
    }

    /// "Three things keep the plan from being current and credible." Never a number of points.
    #[must_use]
    pub fn head(&self) -> String {
        let (good, bad): (Vec<_>, Vec<_>) =
            Group::ALL.into_iter().zip(WORDS).partition(|(group, _)| self.open_in(*group).next().is_none());
        let words = |of: &[(Group, &'static str)]| plural::join(&of.iter().map(|(_, word)| *word).collect::<Vec<_>>());
        if bad.is_empty() {
            return format!("The plan is {}.", words(&good));
        }
        let count = self.open().count();
        let keep = if count == 1 { "keeps" } else { "keep" };
        let things = plural::capitalised(&plural::count_in_words(count, "thing"));
        let but = if good.is_empty() { String::new() } else { format!(" It is {}.", words(&good)) };
        format!("{things} {keep} the plan from being {}.{but}", words(&bad))
    }

    /// All that is open as plain text, to be sent to whom it concerns.
    #[must_use]
    pub fn as_text(&self, title: &str) -> String {
        let mut text = format!("{title}: plan check\n{}\n", self.head());
        for (group, stands) in Group::ALL.into_iter().zip(&self.stands) {
            let _ = write!(text, "\n{} ({stands})\n", plural::capitalised(group.id()));
            if self.open_in(group).next().is_none() {
                text.push_str("- Nothing is open.\n");
            }
            for line in self.open_in(group) {
                let _ = writeln!(text, "- {} {}", line.sentence, line.way);
            }
        }
        let accepted = self.accepted().count();
        if accepted > 0 {
            let _ = write!(text, "\nAccepted as they are\n");
        }
        for (line, Accepted { reason, .. }) in self.accepted() {
            let _ = writeln!(text, "- {} Why: {reason}", line.sentence);
        }
        text
    }
}

/// What a lack is known by, to be accepted.
#[must_use]
pub fn id_of_lack(lack: &Lack) -> String {
    format!("lacks:{}", lack.place)
}

fn line_of(lack: &Lack, plan: &Plan) -> Line {
    let index = plan.series.iter().enumerate().find(|(index, _)| lack.place.starts_with(&format!("series[{index}]")));
    let index = index.map_or(0, |(index, _)| index);
    let (group, place, way) = match (lack.group, lack.place.as_str()) {
        ("History", "series") => (Group::Current, Place::Details, "Add a series."),
        ("History", _) => (Group::Current, Place::Figures(index), "Add what is missing, if you have it."),
        ("Target", _) => (Group::Credible, Place::Target(index), "Set it as one number; it is spread for you."),
        (_, "currency") => (Group::Credible, Place::Details, "Choose the currency."),
        _ => (Group::Credible, Place::Details, "Name an owner."),
    };
    let id = id_of_lack(lack);
    let accepted = plan.worksheets.acceptance(&id).cloned();
    Line { group, id, sentence: lack.text.clone(), brief: lack.text.clone(), way, place, accepted }
}

/// "Sales known to 16 Nov, forecast of today".
fn current(plan: &Plan, answer: Option<&Answer>, today: NaiveDate) -> String {
    let Some((answer, series)) = answer.zip(plan.series.first()) else { return "Nothing is counted yet".to_owned() };
    let Some(row) = answer.last_finished.and_then(|last| answer.rows.get(last)) else {
        return format!("{} has no finished {} yet", series.name, calendar::period_word(answer.granularity));
    };
    let last = row.period.last_day(plan.fiscal_start);
    let known = series.data_date.map_or(last, |date| date.max(last)).min(today);
    let forecast = if answer.total.landing.is_some() { "forecast of today" } else { "too few figures for a forecast" };
    format!("{} known to {}, {forecast}", series.name, calendar::date(known, today))
}

/// "2 of 3 strategies say who does what, 15 methods tried": how it is to be done, and what the forecast was chosen from.
fn credible(plan: &Plan, answer: Option<&Answer>, today: NaiveDate) -> String {
    let tried = answer.map_or(0, |answer| answer.methods.iter().filter(|method| method.card.is_some()).count());
    let forecast = match tried {
        0 => "no method tried yet".to_owned(),
        _ => format!("{} tried", plural::count(tried, "method")),
    };
    let strategies = &plan.worksheets.strategies;
    let obvious = strategies.iter().filter(|strategy| strategy.test(today) == Test::Obvious).count();
    let told = match (strategies.len(), obvious) {
        (0, _) => "No strategy yet".to_owned(),
        (1, 1) => "The one strategy says who does what".to_owned(),
        (1, _) => "The one strategy doesn’t say yet who does what".to_owned(),
        (all, obvious) if all == obvious => format!("All {all} strategies say who does what"),
        (all, obvious) => {
            format!("{obvious} of {all} strategies {} who does what", if obvious == 1 { "says" } else { "say" })
        }
    };
    format!("{told}, {forecast}")
}

/// "2 of 4 scenarios have a response that is ready".
fn contingent(plan: &Plan) -> String {
    let scenarios = &plan.worksheets.scenarios;
    let ready = scenarios.iter().filter(|scenario| scenario.is_ready()).count();
    match (scenarios.len(), ready) {
        (0, _) => "No scenario yet".to_owned(),
        (1, 1) => "The one scenario has a response that is ready".to_owned(),
        (1, _) => "The one scenario has no response that is ready".to_owned(),
        (all, ready) if all == ready => format!("All {all} scenarios have a response that is ready"),
        (all, ready) => {
            format!("{ready} of {all} scenarios {} a response that is ready", if ready == 1 { "has" } else { "have" })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyse;
    use crate::model::{Amount, EpisodeKind, Period, Scenario, Strategy, Unit};
    use crate::text::Numbers;

    fn today() -> NaiveDate {
        "2026-11-19".parse().unwrap()
    }

    fn checked(plan: &Plan) -> Checked {
        let style = Style { numbers: Numbers::ENGLISH, currency: plan.currency, unit: Unit::Money };
        Checked::of(plan, analyse(plan, 0, today()).as_ref(), &style, today())
    }

    /// Three years of months up to October, without target, owner and currency.
    fn plan() -> Plan {
        let mut plan = Plan::new("Coast");
        let first: Period = "2023-11".parse().unwrap();
        for month in 0..36 {
            plan.type_figure(0, first.plus(month), Some(Amount::whole(100 + i64::from(month % 5))));
        }
        plan
    }

    fn ids(checked: &Checked) -> Vec<&str> {
        checked.open().map(|line| line.id.as_str()).collect()
    }

    #[test]
    fn what_a_plan_lacks_stands_among_the_findings() {
        let checked = checked(&plan());
        assert_eq!(ids(&checked), ["lacks:owner", "lacks:currency", "lacks:series[0].targets", "no-scenario"]);
        assert_eq!(
            checked.head(),
            "Four things keep the plan from being credible and ready for what may happen. It is current."
        );
        assert_eq!(checked.lines[2].place, Place::Target(0));
        assert_eq!(checked.stands[0], "Sales known to 31 Oct, forecast of today");
        assert!(checked.stands[1].starts_with("No strategy yet, "), "{}", checked.stands[1]);
        assert_eq!(checked.stands[2], "No scenario yet");
    }

    #[test]
    fn what_is_accepted_is_told_apart_and_counts_no_more() {
        let mut plan = plan();
        "Ada".clone_into(&mut plan.owner);
        plan.currency = "GBP".parse().ok();
        for finding in ["lacks:series[0].targets", "no-scenario"] {
            let reason = "Later".to_owned();
            plan.accept(Accepted { finding: finding.to_owned(), reason, by: "Ada".to_owned(), day: today() });
        }
        let checked = checked(&plan);
        assert_eq!((ids(&checked).len(), checked.accepted().count()), (0, 2));
        assert_eq!(checked.head(), "The plan is current, credible and ready for what may happen.");
        let text = checked.as_text("Coast");
        assert!(text.starts_with("Coast: plan check\nThe plan is current, "), "{text}");
        assert!(text.contains("\nCurrent (Sales known to 31 Oct, forecast of today)\n- Nothing is open.\n"), "{text}");
        assert!(text.ends_with("- No scenario is written down that could hurt sales. Why: Later\n"), "{text}");
    }

    #[test]
    fn strategies_and_scenarios_are_counted_by_what_they_are_ready_for() {
        let mut plan = plan();
        plan.add_strategy(Strategy::new("Bundle"));
        plan.add_scenario(Scenario::new("Tender", EpisodeKind::Customer));
        let one = checked(&plan);
        assert!(one.stands[1].starts_with("The one strategy doesn’t say yet who does what, "), "{}", one.stands[1]);
        assert_eq!(one.stands[2], "The one scenario has no response that is ready");
        plan.add_strategy(Strategy::new("Fair"));
        plan.add_scenario(Scenario::new("Slump", EpisodeKind::Staff));
        let two = checked(&plan);
        assert!(two.stands[1].starts_with("0 of 2 strategies say who does what, "), "{}", two.stands[1]);
        assert_eq!(two.stands[2], "0 of 2 scenarios have a response that is ready");
        assert!(two.open_in(Group::Credible).count() > one.open_in(Group::Credible).count());
    }
}
