//! The plan check: is the plan current, credible and contingent? Rules in one list; each finds something of the plan, never of a person.

mod rules;

use std::fmt;

use chrono::{Months, NaiveDate};

use super::Answer;
use crate::model::worksheet::Accepted;
use crate::model::{Amount, Home, Plan, ScenarioId, Span, StrategyId, TacticId};
use rules::{RULES, Seen};

/// Which of the three words a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Current,
    Credible,
    Contingent,
}

impl Group {
    pub const ALL: [Self; 3] = [Self::Current, Self::Credible, Self::Contingent];

    /// The word on the command line.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Credible => "credible",
            Self::Contingent => "contingent",
        }
    }
}

/// What was found, with what it is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// Periods of the first series that have ended and have no figure.
    DataIsOld(Span),
    /// A tactic's day is past.
    TacticIsLate {
        home: Home,
        tactic: TacticId,
        due: NaiveDate,
    },
    /// The chosen estimate is more than a year old.
    EstimateIsOld {
        scenario: ScenarioId,
        made: NaiveDate,
    },
    ScenarioReviewIsDue {
        scenario: ScenarioId,
        due: NaiveDate,
    },
    ContingencyReviewIsDue(NaiveDate),
    /// The plan asks for a method that another one beats on these figures: mean misses as shares.
    MethodIsBeaten {
        own: &'static str,
        by: &'static str,
        own_miss: f64,
        miss: f64,
    },
    TargetHasHoles {
        periods: usize,
    },
    /// The target is even, and sales have a season.
    TargetIgnoresSeason,
    StrategyHasNoOwner(StrategyId),
    StrategyHasNoTactic(StrategyId),
    /// It adds nothing as it stands: no amount or no first period.
    StrategyAddsNothing(StrategyId),
    /// It has owner and tactics, and is not obvious yet; so much is missing.
    StrategyIsNotObvious {
        strategy: StrategyId,
        missing: usize,
    },
    /// The plan falls short, and no strategy is there.
    GapHasNoAnswer(Amount),
    NoScenario,
    LikelyScenarioHasNoResponse(ScenarioId),
    ScenarioHasNoEstimate(ScenarioId),
    ScenarioHasNoFrequency(ScenarioId),
    ScenarioHasNoTrigger(ScenarioId),
    /// Its trigger fires, and nobody has said that it happens.
    TriggerIsLit(ScenarioId),
    /// There are scenarios, and no day is set for going through them again.
    ContingencyReviewHasNoDay,
}

/// Where a finding is put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The figures of the series of this index.
    Figures(usize),
    /// Its target.
    Target(usize),
    /// The forecast that the plan is measured with.
    Forecast,
    /// All strategies, or one of them.
    Strategies(Option<StrategyId>),
    Tactic(TacticId),
    /// All scenarios, or one of them.
    Contingencies(Option<ScenarioId>),
    /// Whom the plan is for, its owner and currency.
    Details,
}

impl Finding {
    /// Where it is put right.
    #[must_use]
    pub const fn leads_to(&self) -> Place {
        match self {
            Self::DataIsOld(_) => Place::Figures(0),
            Self::TacticIsLate { tactic, .. } => Place::Tactic(*tactic),
            Self::MethodIsBeaten { .. } => Place::Forecast,
            Self::TargetHasHoles { .. } | Self::TargetIgnoresSeason => Place::Target(0),
            Self::StrategyHasNoOwner(id)
            | Self::StrategyHasNoTactic(id)
            | Self::StrategyAddsNothing(id)
            | Self::StrategyIsNotObvious { strategy: id, .. } => Place::Strategies(Some(*id)),
            Self::GapHasNoAnswer(_) => Place::Strategies(None),
            Self::EstimateIsOld { scenario: id, .. }
            | Self::ScenarioReviewIsDue { scenario: id, .. }
            | Self::LikelyScenarioHasNoResponse(id)
            | Self::ScenarioHasNoEstimate(id)
            | Self::ScenarioHasNoFrequency(id)
            | Self::ScenarioHasNoTrigger(id)
            | Self::TriggerIsLit(id) => Place::Contingencies(Some(*id)),
            Self::ContingencyReviewIsDue(_) | Self::ContingencyReviewHasNoDay | Self::NoScenario => {
                Place::Contingencies(None)
            }
        }
    }
}

/// A finding with its group, where it is, and whether it is accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub group: Group,
    pub finding: Finding,
    /// The field that it is about, as the plan's file names it: `strategies[0].owner`.
    pub place: String,
    pub accepted: Option<Accepted>,
}

impl Found {
    /// What it is known by, to be accepted: the same as long as it is about the same thing.
    #[must_use]
    pub fn id(&self) -> String {
        self.finding.id()
    }
}

/// All findings, accepted ones too. `answer` is that of the plan's first series.
#[must_use]
pub fn findings(plan: &Plan, answer: Option<&Answer>, today: NaiveDate) -> Vec<Found> {
    let seen = Seen { plan, today, answer };
    let mut all = Vec::new();
    for (group, rule) in RULES {
        let mut found = Vec::new();
        rule(&seen, &mut found);
        all.extend(found.into_iter().map(|(finding, place)| {
            let accepted = plan.worksheets.acceptance(&finding.id()).cloned();
            Found { group, finding, place, accepted }
        }));
    }
    all
}

impl Finding {
    fn id(&self) -> String {
        let of = |rule: &str, thing: &dyn fmt::Display| format!("{rule}:{thing}");
        match self {
            Self::DataIsOld(span) => of("data-is-old", &span.last),
            Self::TacticIsLate { tactic, due, .. } => format!("tactic-is-late:{tactic}:{due}"),
            Self::EstimateIsOld { scenario, made } => format!("estimate-is-old:{scenario}:{made}"),
            Self::ScenarioReviewIsDue { scenario, due } => format!("review-is-due:{scenario}:{due}"),
            Self::ContingencyReviewIsDue(due) => of("review-is-due", due),
            Self::MethodIsBeaten { own, by, .. } => format!("method-is-beaten:{own}:{by}"),
            Self::TargetHasHoles { .. } => "target-has-holes".to_owned(),
            Self::TargetIgnoresSeason => "target-ignores-season".to_owned(),
            Self::StrategyHasNoOwner(id) => of("no-owner", id),
            Self::StrategyHasNoTactic(id) => of("no-tactic", id),
            Self::StrategyAddsNothing(id) => of("adds-nothing", id),
            Self::StrategyIsNotObvious { strategy, .. } => of("not-obvious", strategy),
            Self::GapHasNoAnswer(_) => "gap-has-no-answer".to_owned(),
            Self::NoScenario => "no-scenario".to_owned(),
            Self::LikelyScenarioHasNoResponse(id) => of("no-response", id),
            Self::ScenarioHasNoEstimate(id) => of("no-estimate", id),
            Self::ScenarioHasNoFrequency(id) => of("no-frequency", id),
            Self::ScenarioHasNoTrigger(id) => of("no-trigger", id),
            Self::TriggerIsLit(id) => of("trigger-is-lit", id),
            Self::ContingencyReviewHasNoDay => "review-has-no-day".to_owned(),
        }
    }
}

/// The day by which scenarios that are gone through today want to be gone through again: in a year.
#[must_use]
pub fn next_review(today: NaiveDate) -> Option<NaiveDate> {
    today.checked_add_months(Months::new(12))
}

#[cfg(test)]
mod tests;
