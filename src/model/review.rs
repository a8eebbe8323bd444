//! Reviews: what a meeting is for, what was shown, what was said and promised, and what became of it.

use chrono::NaiveDate;

use super::{Amount, Level, ReviewId};

/// A meeting, planned, going on or held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    pub id: ReviewId,
    pub kind: MeetingKind,
    /// What a meeting of one's own kind is called; empty for the other kinds.
    pub title: String,
    pub day: NaiveDate,
    pub state: ReviewState,
    pub attendees: Vec<String>,
    pub agenda: Vec<AgendaItem>,
    /// What was shown, as it was then; `None` until the meeting begins.
    pub snapshot: Option<Snapshot>,
    /// In the order in which they were said.
    pub lines: Vec<Line>,
    /// For all to read.
    pub notes: String,
    /// For whoever leads the meeting: never shown in the room, never in minutes.
    pub private_notes: String,
    /// The day that was agreed on for the next one.
    pub next: Option<NaiveDate>,
    /// Each hand that was shown, from 1 to 10.
    pub ratings: Vec<u8>,
    /// Of a final review.
    pub outcome: Option<Outcome>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReviewState {
    #[default]
    Planned,
    Open,
    Held,
}

impl ReviewState {
    pub const ALL: [Self; 3] = [Self::Planned, Self::Open, Self::Held];

    /// The word in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Open => "open",
            Self::Held => "held",
        }
    }
}

/// What a meeting is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeetingKind {
    #[default]
    PlanReview,
    KpiProgress,
    Contingencies,
    Checkpoint,
    FinalReview,
    OneToOne,
    Own,
}

/// One point of an agenda.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgendaItem {
    pub topic: Topic,
    /// What the point is called; empty for the topic's own name.
    pub title: String,
    pub minutes: u16,
    /// Seconds that it took so far.
    pub taken_seconds: u32,
    /// Put off to another meeting.
    pub parked: bool,
}

/// What a point of an agenda shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// What was promised last time, and what was done.
    Promises,
    WhereItIsHeading,
    WhatChanged,
    History,
    GapAndOdds,
    Bridge,
    Strategies,
    Contingencies,
    FireDrill,
    Kpis,
    TacticsByPerson,
    Evidence,
    Recognition,
    Outcome,
    /// Who does what by when, read back.
    Decide,
    /// Talk, with nothing to show.
    #[default]
    Talk,
}

/// Something that was written down while all could see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub kind: LineKind,
    pub text: String,
    /// Who does it.
    pub who: String,
    pub due: Option<NaiveDate>,
    /// What was on the screen.
    pub topic: Topic,
    /// What became of an action.
    pub kept: Kept,
    /// What there is to say about that: "7 visited, 2 closed down".
    pub result: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineKind {
    #[default]
    Decision,
    Action,
    Issue,
    Parked,
}

impl LineKind {
    pub const ALL: [Self; 4] = [Self::Decision, Self::Action, Self::Issue, Self::Parked];

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Decision => "Decision",
            Self::Action => "Action",
            Self::Issue => "Issue",
            Self::Parked => "Parked",
        }
    }
}

/// Whether a promise was kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kept {
    /// Nobody has said yet.
    #[default]
    Open,
    Yes,
    Half,
    NotYet,
    /// It came to nothing because things changed.
    Overtaken,
}

/// What was decided about a plan at its final review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub decision: OutcomeKind,
    /// The evidence for it and against it, a line each.
    pub evidence_for: Vec<String>,
    pub evidence_against: Vec<String>,
    pub reason: String,
    /// The words of the person whom the plan is about.
    pub own_words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OutcomeKind {
    /// The plan has done its work.
    OffThePlan,
    /// It goes on, to this day.
    Continue(Option<NaiveDate>),
    /// Something else was decided; the reason says what.
    Other,
}

/// The figures of a plan as they were shown. Whatever is edited later, it stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The day that the figures are of.
    pub day: NaiveDate,
    pub series: Vec<SeriesShot>,
    pub strategies: Vec<StrategyShot>,
    pub triggers: Vec<TriggerShot>,
    /// Tactics that were late.
    pub late: u32,
}

/// One series in a snapshot; amounts as they were rounded for the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeriesShot {
    pub name: String,
    pub sold: Amount,
    pub landing: Option<Amount>,
    pub target: Option<Amount>,
    pub odds: Vec<OddsShot>,
}

/// A chance in hundredths of a percent: 2537 is 25.37 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OddsShot {
    pub level: Level,
    pub default: u16,
    pub with_risks: u16,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StrategyShot {
    /// By its id, so that a new name is the same strategy.
    pub id: String,
    pub title: String,
    pub expected: Amount,
    pub obvious: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TriggerShot {
    /// The scenario's id.
    pub id: String,
    pub title: String,
    /// The word of its state in JSON.
    pub state: String,
}
