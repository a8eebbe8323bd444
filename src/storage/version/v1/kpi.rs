//! KPIs in format 1. Frozen as the rest of it.

use serde::Deserialize;

use super::Unit;
use super::words::words;
use crate::model;
use crate::storage::version::field::{ByDay, Day, Decimal, IdText};

type KpiId = IdText<model::KpiId>;

#[derive(Debug, Deserialize)]
pub(super) struct Kpi {
    #[serde(default)]
    id: Option<KpiId>,
    name: String,
    #[serde(default)]
    definition: String,
    #[serde(default)]
    unit: Unit,
    #[serde(default)]
    rhythm: Option<Rhythm>,
    #[serde(default)]
    kind: Option<KpiKind>,
    #[serde(default)]
    is_proxy: bool,
    #[serde(default)]
    owner: String,
    #[serde(default)]
    goal: Option<Goal>,
    #[serde(default)]
    exceptions: Vec<Exception>,
    #[serde(default)]
    values: ByDay<Decimal>,
    #[serde(default)]
    ratio: Option<Ratio>,
    #[serde(default)]
    shows: Vec<Progress>,
}

words!(Rhythm: Day, Week, TwoWeeks, Month);
words!(KpiKind: Leading, Result);

#[derive(Debug, Deserialize)]
enum Goal {
    AtLeast(Decimal),
    AtMost(Decimal),
    Between(Decimal, Decimal),
    Move { from: Decimal, to: Decimal, start: Day, by: Day },
}

#[derive(Debug, Deserialize)]
struct Exception {
    first: Day,
    last: Day,
    #[serde(default)]
    goal: Option<Goal>,
    #[serde(default)]
    reason: String,
}

#[derive(Debug, Deserialize)]
struct Ratio {
    top: KpiId,
    bottom: KpiId,
    #[serde(default)]
    percent: bool,
}

#[derive(Debug, Deserialize)]
enum Progress {
    Strategy(IdText<model::StrategyId>),
    Skill(String),
    Improvement(String),
}

impl From<Kpi> for model::Kpi {
    fn from(it: Kpi) -> Self {
        Self {
            id: it.id.map(|id| id.0).unwrap_or_default(),
            name: it.name,
            definition: it.definition,
            unit: it.unit.into(),
            rhythm: it.rhythm.map(Into::into).unwrap_or_default(),
            kind: it.kind.map(Into::into).unwrap_or_default(),
            is_proxy: it.is_proxy,
            owner: it.owner,
            goal: it.goal.map(Into::into),
            exceptions: it.exceptions.into_iter().map(Into::into).collect(),
            values: it.values.0.into_iter().map(|(day, value)| (day, value.0)).collect(),
            ratio: it.ratio.map(|it| model::Ratio { top: it.top.0, bottom: it.bottom.0, percent: it.percent }),
            shows: it.shows.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Goal> for model::Goal {
    fn from(it: Goal) -> Self {
        match it {
            Goal::AtLeast(least) => Self::AtLeast(least.0),
            Goal::AtMost(most) => Self::AtMost(most.0),
            Goal::Between(least, most) => Self::Between(least.0, most.0),
            Goal::Move { from, to, start, by } => Self::Move { from: from.0, to: to.0, start: start.0, by: by.0 },
        }
    }
}

impl From<Exception> for model::Exception {
    fn from(it: Exception) -> Self {
        Self { first: it.first.0, last: it.last.0, goal: it.goal.map(Into::into), reason: it.reason }
    }
}

impl From<Progress> for model::Progress {
    fn from(it: Progress) -> Self {
        match it {
            Progress::Strategy(id) => Self::Strategy(id.0),
            Progress::Skill(skill) => Self::Skill(skill),
            Progress::Improvement(area) => Self::Improvement(area),
        }
    }
}
