//! Meetings in format 1. Frozen as the rest of it.

use serde::Deserialize;

use super::words::words;
use super::{Level, worksheet};
use crate::model;
use crate::storage::version::field::{Day, Decimal, IdText};

#[derive(Debug, Default, Deserialize)]
pub(super) struct Meetings {
    #[serde(default)]
    paces: Option<Paces>,
    #[serde(default)]
    days_off: Vec<Day>,
    #[serde(default)]
    checkpoints: Vec<Day>,
    #[serde(default)]
    reviews: Vec<Review>,
    #[serde(default)]
    last_id: u32,
}

#[derive(Debug, Deserialize)]
struct Paces {
    kpi_progress: Every,
    plan_review: Every,
    contingencies: Every,
}

#[derive(Debug, Deserialize)]
struct Review {
    #[serde(default)]
    id: Option<IdText<model::ReviewId>>,
    #[serde(default)]
    kind: Option<MeetingKind>,
    #[serde(default)]
    title: String,
    day: Day,
    #[serde(default)]
    state: Option<ReviewState>,
    #[serde(default)]
    attendees: Vec<String>,
    #[serde(default)]
    agenda: Vec<AgendaItem>,
    #[serde(default)]
    snapshot: Option<Snapshot>,
    #[serde(default)]
    lines: Vec<Line>,
    #[serde(default)]
    notes: String,
    #[serde(default)]
    private_notes: String,
    #[serde(default)]
    next: Option<Day>,
    #[serde(default)]
    ratings: Vec<u8>,
    #[serde(default)]
    outcome: Option<Outcome>,
}

words!(Every: TwoWeeks, Month, Quarter, HalfYear, Year);
words!(MeetingKind: PlanReview, KpiProgress, Contingencies, Checkpoint, FinalReview, OneToOne, Own);
words!(ReviewState: Planned, Open, Held);
words!(LineKind: Decision, Action, Issue, Parked);
words!(Kept: Open, Yes, Half, NotYet, Overtaken);
words!(
    Topic: Promises, WhereItIsHeading, WhatChanged, History, GapAndOdds, Bridge, Strategies, Contingencies, FireDrill, Kpis,
    TacticsByPerson, Evidence, Recognition, Outcome, Decide, Talk,
);

#[derive(Debug, Deserialize)]
struct AgendaItem {
    #[serde(default)]
    topic: Option<Topic>,
    #[serde(default)]
    title: String,
    #[serde(default)]
    minutes: u16,
    #[serde(default)]
    taken_seconds: u32,
    #[serde(default)]
    parked: bool,
}

#[derive(Debug, Deserialize)]
struct Line {
    #[serde(default)]
    kind: Option<LineKind>,
    text: String,
    #[serde(default)]
    who: String,
    #[serde(default)]
    due: Option<Day>,
    #[serde(default)]
    topic: Option<Topic>,
    #[serde(default)]
    kept: Option<Kept>,
    #[serde(default)]
    result: String,
}

#[derive(Debug, Deserialize)]
struct Outcome {
    decision: OutcomeKind,
    #[serde(default)]
    evidence_for: Vec<String>,
    #[serde(default)]
    evidence_against: Vec<String>,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    own_words: String,
}

#[derive(Debug, Deserialize)]
enum OutcomeKind {
    OffThePlan,
    Continue(Option<Day>),
    Other,
}

#[derive(Debug, Deserialize)]
struct Snapshot {
    day: Day,
    #[serde(default)]
    series: Vec<SeriesShot>,
    #[serde(default)]
    strategies: Vec<StrategyShot>,
    #[serde(default)]
    triggers: Vec<TriggerShot>,
    #[serde(default)]
    late: u32,
}

#[derive(Debug, Deserialize)]
struct SeriesShot {
    name: String,
    sold: Decimal,
    #[serde(default)]
    landing: Option<Decimal>,
    #[serde(default)]
    target: Option<Decimal>,
    #[serde(default)]
    odds: Vec<OddsShot>,
}

#[derive(Debug, Deserialize)]
struct OddsShot {
    #[serde(default)]
    level: Level,
    default: u16,
    with_risks: u16,
}

#[derive(Debug, Deserialize)]
struct StrategyShot {
    id: String,
    title: String,
    expected: Decimal,
    #[serde(default)]
    obvious: bool,
}

#[derive(Debug, Deserialize)]
struct TriggerShot {
    id: String,
    title: String,
    state: String,
}

fn all<T, U: From<T>>(these: Vec<T>) -> Vec<U> {
    these.into_iter().map(Into::into).collect()
}

fn days(these: Vec<Day>) -> Vec<chrono::NaiveDate> {
    these.into_iter().map(|day| day.0).collect()
}

impl From<Meetings> for model::Meetings {
    fn from(it: Meetings) -> Self {
        let paces = |it: Paces| model::Paces {
            kpi_progress: it.kpi_progress.into(),
            plan_review: it.plan_review.into(),
            contingencies: it.contingencies.into(),
        };
        Self {
            paces: it.paces.map(paces).unwrap_or_default(),
            days_off: days(it.days_off),
            checkpoints: days(it.checkpoints),
            reviews: all(it.reviews),
            last_id: it.last_id,
        }
    }
}

impl From<Review> for model::Review {
    fn from(it: Review) -> Self {
        Self {
            id: it.id.map(|id| id.0).unwrap_or_default(),
            kind: it.kind.map(Into::into).unwrap_or_default(),
            title: it.title,
            day: it.day.0,
            state: it.state.map(Into::into).unwrap_or_default(),
            attendees: it.attendees,
            agenda: all(it.agenda),
            snapshot: it.snapshot.map(Into::into),
            lines: all(it.lines),
            notes: it.notes,
            private_notes: it.private_notes,
            next: worksheet::day(it.next),
            ratings: it.ratings,
            outcome: it.outcome.map(Into::into),
        }
    }
}

impl From<AgendaItem> for model::AgendaItem {
    fn from(it: AgendaItem) -> Self {
        let topic = it.topic.map(Into::into).unwrap_or_default();
        Self { topic, title: it.title, minutes: it.minutes, taken_seconds: it.taken_seconds, parked: it.parked }
    }
}

impl From<Line> for model::Line {
    fn from(it: Line) -> Self {
        Self {
            kind: it.kind.map(Into::into).unwrap_or_default(),
            text: it.text,
            who: it.who,
            due: worksheet::day(it.due),
            topic: it.topic.map(Into::into).unwrap_or_default(),
            kept: it.kept.map(Into::into).unwrap_or_default(),
            result: it.result,
        }
    }
}

impl From<Outcome> for model::Outcome {
    fn from(it: Outcome) -> Self {
        Self {
            decision: match it.decision {
                OutcomeKind::OffThePlan => model::OutcomeKind::OffThePlan,
                OutcomeKind::Continue(to) => model::OutcomeKind::Continue(worksheet::day(to)),
                OutcomeKind::Other => model::OutcomeKind::Other,
            },
            evidence_for: it.evidence_for,
            evidence_against: it.evidence_against,
            reason: it.reason,
            own_words: it.own_words,
        }
    }
}

impl From<Snapshot> for model::Snapshot {
    fn from(it: Snapshot) -> Self {
        Self {
            day: it.day.0,
            series: all(it.series),
            strategies: all(it.strategies),
            triggers: all(it.triggers),
            late: it.late,
        }
    }
}

impl From<SeriesShot> for model::SeriesShot {
    fn from(it: SeriesShot) -> Self {
        Self {
            name: it.name,
            sold: it.sold.0,
            landing: it.landing.map(|amount| amount.0),
            target: it.target.map(|amount| amount.0),
            odds: all(it.odds),
        }
    }
}

impl From<OddsShot> for model::OddsShot {
    fn from(it: OddsShot) -> Self {
        Self { level: it.level.into(), default: it.default, with_risks: it.with_risks }
    }
}

impl From<StrategyShot> for model::StrategyShot {
    fn from(it: StrategyShot) -> Self {
        Self { id: it.id, title: it.title, expected: it.expected.0, obvious: it.obvious }
    }
}

impl From<TriggerShot> for model::TriggerShot {
    fn from(it: TriggerShot) -> Self {
        Self { id: it.id, title: it.title, state: it.state }
    }
}
