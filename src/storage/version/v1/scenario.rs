//! Scenarios in format 1. Frozen as the rest of it.

use serde::Deserialize;

use super::EpisodeKind;
use super::worksheet::{Cases, Idea, Tactic, all, amounts, day};
use crate::model;
use crate::storage::version::field::{Day, Decimal, IdText};

type ScenarioId = IdText<model::ScenarioId>;

#[derive(Debug, Deserialize)]
pub(super) struct Scenario {
    #[serde(default)]
    id: Option<ScenarioId>,
    title: String,
    #[serde(default)]
    kind: EpisodeKind,
    #[serde(default)]
    what: String,
    #[serde(default)]
    series: Vec<String>,
    #[serde(default)]
    frequency: Option<Frequency>,
    #[serde(default)]
    estimates: Vec<Estimate>,
    #[serde(default)]
    chosen: Option<usize>,
    #[serde(default)]
    ideas: Vec<Idea>,
    #[serde(default)]
    response: Response,
    #[serde(default)]
    trigger: Option<Trigger>,
    #[serde(default)]
    activations: Vec<Activation>,
    #[serde(default)]
    drills: Vec<Drill>,
    #[serde(default)]
    review_due: Option<Day>,
}

#[derive(Debug, Deserialize)]
struct Frequency {
    years: u16,
    of_years: u16,
    #[serde(default)]
    counted: String,
}

#[derive(Debug, Deserialize)]
struct Estimate {
    basis: Basis,
    depth: Depth,
    length_periods: Cases<u16>,
    made: Day,
}

#[derive(Debug, Deserialize)]
enum Basis {
    OwnHistory(String),
    OthersCase { source: String },
    Vacancy { sells: Decimal, kept: Cases<u8> },
    LargestCustomer { buys: Decimal, replaced: Cases<u8> },
    PriceCut { cut: u8, of_sales: u8, leave: Cases<u8> },
    Shortage { short: u8, lost: Cases<u8> },
}

#[derive(Debug, Deserialize)]
enum Depth {
    Percent { low: Decimal, likely: Decimal, high: Decimal },
    Amount { low: Decimal, likely: Decimal, high: Decimal },
}

#[derive(Debug, Default, Deserialize)]
struct Response {
    #[serde(default)]
    owner: String,
    #[serde(default)]
    saves_percent: u8,
    #[serde(default)]
    evidence: String,
    #[serde(default)]
    tactics: Vec<Tactic>,
}

#[derive(Debug, Deserialize)]
struct Trigger {
    #[serde(default)]
    series: Option<String>,
    #[serde(default)]
    kpi: Option<IdText<model::KpiId>>,
    rule: TriggerRule,
    #[serde(default = "one")]
    running: u8,
    #[serde(default = "one")]
    lead_periods: u8,
}

const fn one() -> u8 {
    1
}

#[derive(Debug, Deserialize)]
enum TriggerRule {
    SignalLow,
    SignalHigh,
    Below(Decimal),
    Above(Decimal),
    DownOnLastYear(u16),
    UpOnLastYear(u16),
}

#[derive(Debug, Deserialize)]
struct Activation {
    begun: Day,
    #[serde(default)]
    note: String,
    #[serde(default)]
    closed: Option<Closing>,
}

#[derive(Debug, Deserialize)]
struct Closing {
    day: Day,
    #[serde(default)]
    lost: Option<Decimal>,
    #[serde(default)]
    note: String,
}

#[derive(Debug, Deserialize)]
struct Drill {
    day: Day,
    #[serde(default)]
    minutes: u16,
    #[serde(default)]
    missing: String,
}

fn cases<T>(cases: Cases<T>) -> model::Cases<T> {
    model::Cases { low: cases.low, likely: cases.likely, high: cases.high }
}

impl From<Scenario> for model::Scenario {
    fn from(scenario: Scenario) -> Self {
        let frequency =
            |it: Frequency| model::Frequency { years: it.years, of_years: it.of_years, counted: it.counted };
        Self {
            id: scenario.id.map(|id| id.0).unwrap_or_default(),
            title: scenario.title,
            kind: scenario.kind.into(),
            what: scenario.what,
            series: scenario.series,
            frequency: scenario.frequency.map(frequency),
            estimates: all(scenario.estimates),
            chosen: scenario.chosen,
            ideas: all(scenario.ideas),
            response: model::Response {
                owner: scenario.response.owner,
                saves_percent: scenario.response.saves_percent,
                evidence: scenario.response.evidence,
                tactics: all(scenario.response.tactics),
            },
            trigger: scenario.trigger.map(Into::into),
            activations: all(scenario.activations),
            drills: all(scenario.drills),
            review_due: day(scenario.review_due),
        }
    }
}

impl From<Estimate> for model::Estimate {
    fn from(it: Estimate) -> Self {
        use model::Calculation;
        let basis = match it.basis {
            Basis::OwnHistory(episode) => model::Basis::OwnHistory(episode),
            Basis::OthersCase { source } => model::Basis::OthersCase { source },
            Basis::Vacancy { sells, kept } => {
                model::Basis::Calculation(Calculation::Vacancy { sells: sells.0, kept: cases(kept) })
            }
            Basis::LargestCustomer { buys, replaced } => {
                model::Basis::Calculation(Calculation::LargestCustomer { buys: buys.0, replaced: cases(replaced) })
            }
            Basis::PriceCut { cut, of_sales, leave } => {
                model::Basis::Calculation(Calculation::PriceCut { cut, of_sales, leave: cases(leave) })
            }
            Basis::Shortage { short, lost } => {
                model::Basis::Calculation(Calculation::Shortage { short, lost: cases(lost) })
            }
        };
        let depth = match it.depth {
            Depth::Percent { low, likely, high } => model::Depth::Percent(amounts(Cases { low, likely, high })),
            Depth::Amount { low, likely, high } => model::Depth::Amount(amounts(Cases { low, likely, high })),
        };
        Self { basis, depth, length_periods: cases(it.length_periods), made: it.made.0 }
    }
}

impl From<Trigger> for model::Trigger {
    fn from(it: Trigger) -> Self {
        Self {
            series: it.series,
            kpi: it.kpi.map(|id| id.0),
            rule: match it.rule {
                TriggerRule::SignalLow => model::TriggerRule::SignalLow,
                TriggerRule::SignalHigh => model::TriggerRule::SignalHigh,
                TriggerRule::Below(level) => model::TriggerRule::Below(level.0),
                TriggerRule::Above(level) => model::TriggerRule::Above(level.0),
                TriggerRule::DownOnLastYear(percent) => model::TriggerRule::DownOnLastYear(percent),
                TriggerRule::UpOnLastYear(percent) => model::TriggerRule::UpOnLastYear(percent),
            },
            running: it.running,
            lead_periods: it.lead_periods,
        }
    }
}

impl From<Activation> for model::Activation {
    fn from(it: Activation) -> Self {
        let closing = |it: Closing| model::Closing { day: it.day.0, lost: it.lost.map(|lost| lost.0), note: it.note };
        Self { begun: it.begun.0, note: it.note, closed: it.closed.map(closing) }
    }
}

impl From<Drill> for model::Drill {
    fn from(it: Drill) -> Self {
        Self { day: it.day.0, minutes: it.minutes, missing: it.missing }
    }
}
