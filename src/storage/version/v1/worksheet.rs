//! Ideas and strategies in format 1. Frozen as the rest of it.

use serde::Deserialize;

use super::scenario::Scenario;
use crate::model;
use crate::storage::version::field::{Day, Decimal, Hand, IdText, PeriodText};

type StrategyId = IdText<model::StrategyId>;
type TacticId = IdText<model::TacticId>;

#[derive(Debug, Deserialize)]
pub(super) struct Idea {
    text: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    group: String,
    #[serde(default)]
    dots: u32,
    #[serde(default)]
    works: Vec<Hand>,
    #[serde(default)]
    can_do: Vec<Hand>,
    #[serde(default)]
    state: IdeaState,
}

#[derive(Debug, Default, Deserialize)]
enum IdeaState {
    #[default]
    Open,
    Strategy(StrategyId),
    Tactic(TacticId),
    Aside(String),
}

#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct Cases<T> {
    pub low: T,
    pub likely: T,
    pub high: T,
}

#[derive(Debug, Deserialize)]
pub(super) struct Strategy {
    #[serde(default)]
    id: Option<StrategyId>,
    title: String,
    #[serde(default)]
    what: String,
    #[serde(default)]
    rules_out: String,
    #[serde(default)]
    owner: String,
    #[serde(default)]
    series: Option<String>,
    #[serde(default)]
    extra: Option<Cases<Decimal>>,
    #[serde(default)]
    start: Option<PeriodText>,
    #[serde(default)]
    ramp_periods: u16,
    #[serde(default)]
    end: Option<PeriodText>,
    #[serde(default = "hundred")]
    works_percent: u8,
    #[serde(default)]
    counted: Option<Counted>,
    #[serde(default)]
    evidence: String,
    #[serde(default)]
    strengthenings: Vec<Strengthening>,
    #[serde(default)]
    answer: Option<OwnersAnswer>,
    #[serde(default)]
    revisions: Vec<Revision>,
    #[serde(default)]
    stranger_tests: Vec<StrangerTest>,
    #[serde(default)]
    tactics: Vec<Tactic>,
}

const fn hundred() -> u8 {
    100
}

#[derive(Debug, Deserialize)]
struct Counted {
    percent: u8,
    by: StrategyId,
}

#[derive(Debug, Deserialize)]
struct Strengthening {
    #[serde(default)]
    kind: StrengtheningKind,
    what: String,
    made: Day,
    before: Cases<Decimal>,
    after: Cases<Decimal>,
}

#[derive(Debug, Default, Deserialize)]
enum StrengtheningKind {
    #[default]
    Insight,
    Resource,
    BestPractice,
}

#[derive(Debug, Deserialize)]
struct OwnersAnswer {
    obvious: bool,
    day: Day,
}

#[derive(Debug, Deserialize)]
struct Revision {
    day: Day,
    title: String,
    #[serde(default)]
    what: String,
    #[serde(default)]
    why: String,
}

#[derive(Debug, Deserialize)]
struct StrangerTest {
    day: Day,
    #[serde(default)]
    who: String,
    #[serde(default)]
    answer: String,
    #[serde(default)]
    found: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct Tactic {
    #[serde(default)]
    id: Option<TacticId>,
    what: String,
    #[serde(default)]
    who: String,
    #[serde(default)]
    first_step: String,
    #[serde(default)]
    first_step_due: Option<Day>,
    #[serde(default)]
    due: Option<Day>,
    #[serde(default)]
    done_when: String,
    #[serde(default)]
    state: TacticState,
    #[serde(default)]
    note: String,
    #[serde(default)]
    added: Option<Day>,
    #[serde(default)]
    haste: Haste,
}

#[derive(Debug, Default, Deserialize)]
enum TacticState {
    #[default]
    Open,
    Begun,
    Done,
    Dropped,
}

#[derive(Debug, Default, Deserialize)]
enum Haste {
    #[default]
    Later,
    FirstWeek,
    FirstDay,
}

#[derive(Debug, Deserialize)]
pub(super) struct Accepted {
    finding: String,
    reason: String,
    #[serde(default)]
    by: String,
    day: Day,
}

/// What of a plan's file is in its worksheets.
pub(super) struct Sheets {
    pub last_id: u32,
    pub ideas: Vec<Idea>,
    pub strategies: Vec<Strategy>,
    pub scenarios: Vec<Scenario>,
    pub contingency_review: Option<Day>,
    pub accepted: Vec<Accepted>,
}

impl From<Sheets> for model::Worksheets {
    fn from(sheets: Sheets) -> Self {
        let mut sheets = Self {
            last_id: sheets.last_id,
            ideas: all(sheets.ideas),
            strategies: all(sheets.strategies),
            scenarios: all(sheets.scenarios),
            contingency_review: sheets.contingency_review.map(|day| day.0),
            accepted: all(sheets.accepted),
        };
        number(&mut sheets);
        sheets
    }
}

/// Who types a plan by hand need not think of ids: what has none gets the next one.
fn number(sheets: &mut model::Worksheets) {
    let given = sheets.strategies.iter().map(|it| it.id.0).chain(sheets.scenarios.iter().map(|it| it.id.0));
    let highest = given.chain(sheets.tactics().map(|(_, tactic)| tactic.id.0)).max().unwrap_or(0);
    let mut last = sheets.last_id.max(highest);
    let mut next = |id: &mut u32| {
        if *id == 0 {
            last = last.saturating_add(1);
            *id = last;
        }
    };
    for strategy in &mut sheets.strategies {
        next(&mut strategy.id.0);
        strategy.tactics.iter_mut().for_each(|tactic| next(&mut tactic.id.0));
    }
    for scenario in &mut sheets.scenarios {
        next(&mut scenario.id.0);
        scenario.response.tactics.iter_mut().for_each(|tactic| next(&mut tactic.id.0));
    }
    sheets.last_id = last;
}

pub(super) fn all<T, U: From<T>>(things: Vec<T>) -> Vec<U> {
    things.into_iter().map(Into::into).collect()
}

pub(super) fn day(day: Option<Day>) -> Option<chrono::NaiveDate> {
    day.map(|day| day.0)
}

pub(super) fn amounts(cases: Cases<Decimal>) -> model::Cases<model::Amount> {
    model::Cases { low: cases.low.0, likely: cases.likely.0, high: cases.high.0 }
}

impl From<Idea> for model::Idea {
    fn from(idea: Idea) -> Self {
        let hands = |hands: Vec<Hand>| {
            // Each was read as a number from 1 to 5.
            model::Hands::new(hands.into_iter().map(|hand| hand.0).collect()).unwrap_or_default()
        };
        Self {
            text: idea.text,
            by: idea.by,
            group: idea.group,
            dots: idea.dots,
            works: hands(idea.works),
            can_do: hands(idea.can_do),
            state: match idea.state {
                IdeaState::Open => model::IdeaState::Open,
                IdeaState::Strategy(id) => model::IdeaState::Adopted(model::Became::Strategy(id.0)),
                IdeaState::Tactic(id) => model::IdeaState::Adopted(model::Became::Tactic(id.0)),
                IdeaState::Aside(reason) => model::IdeaState::Aside(reason),
            },
        }
    }
}

impl From<Strategy> for model::Strategy {
    fn from(strategy: Strategy) -> Self {
        Self {
            id: strategy.id.map(|id| id.0).unwrap_or_default(),
            title: strategy.title,
            what: strategy.what,
            rules_out: strategy.rules_out,
            owner: strategy.owner,
            series: strategy.series,
            extra: strategy.extra.map(amounts).unwrap_or_default(),
            start: strategy.start.map(|period| period.0),
            ramp_periods: strategy.ramp_periods,
            end: strategy.end.map(|period| period.0),
            works_percent: strategy.works_percent,
            counted: strategy.counted.map(|it| model::Counted { percent: it.percent, by: it.by.0 }),
            evidence: strategy.evidence,
            strengthenings: all(strategy.strengthenings),
            answer: strategy.answer.map(|it| model::OwnersAnswer { obvious: it.obvious, day: it.day.0 }),
            revisions: all(strategy.revisions),
            stranger_tests: all(strategy.stranger_tests),
            tactics: all(strategy.tactics),
        }
    }
}

impl From<Strengthening> for model::Strengthening {
    fn from(it: Strengthening) -> Self {
        Self {
            kind: match it.kind {
                StrengtheningKind::Insight => model::StrengtheningKind::Insight,
                StrengtheningKind::Resource => model::StrengtheningKind::Resource,
                StrengtheningKind::BestPractice => model::StrengtheningKind::BestPractice,
            },
            what: it.what,
            made: it.made.0,
            before: amounts(it.before),
            after: amounts(it.after),
        }
    }
}

impl From<Revision> for model::Revision {
    fn from(it: Revision) -> Self {
        Self { day: it.day.0, title: it.title, what: it.what, why: it.why }
    }
}

impl From<StrangerTest> for model::StrangerTest {
    fn from(it: StrangerTest) -> Self {
        Self { day: it.day.0, who: it.who, answer: it.answer, found: it.found }
    }
}

impl From<Tactic> for model::Tactic {
    fn from(tactic: Tactic) -> Self {
        Self {
            id: tactic.id.map(|id| id.0).unwrap_or_default(),
            what: tactic.what,
            who: tactic.who,
            first_step: tactic.first_step,
            first_step_due: day(tactic.first_step_due),
            due: day(tactic.due),
            done_when: tactic.done_when,
            state: match tactic.state {
                TacticState::Open => model::TacticState::Open,
                TacticState::Begun => model::TacticState::Begun,
                TacticState::Done => model::TacticState::Done,
                TacticState::Dropped => model::TacticState::Dropped,
            },
            note: tactic.note,
            added: day(tactic.added),
            haste: match tactic.haste {
                Haste::FirstDay => model::Haste::FirstDay,
                Haste::FirstWeek => model::Haste::FirstWeek,
                Haste::Later => model::Haste::Later,
            },
        }
    }
}

impl From<Accepted> for model::Accepted {
    fn from(it: Accepted) -> Self {
        Self { finding: it.finding, reason: it.reason, by: it.by, day: it.day.0 }
    }
}
