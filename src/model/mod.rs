//! What a plan *is*: plain data and its rules. No screen, no files, no clock: today is passed in.

pub mod amount;
pub mod cases;
pub mod check;
pub mod clock;
pub mod diff;
pub mod episode;
pub mod estimate;
pub mod granularity;
pub mod id;
pub mod idea;
pub mod intake;
pub mod judgement;
pub mod kpi;
pub mod meeting;
pub mod obvious;
pub mod period;
pub mod plan;
pub mod review;
pub mod scenario;
pub mod series;
pub mod strategy;
pub mod subject;
pub mod tactic;
pub mod target;
pub mod trigger;
mod view;
pub mod worksheet;

pub use amount::Amount;
pub use cases::Cases;
pub use clock::{Clock, Every, Paces};
pub use episode::{Episode, EpisodeKind};
pub use estimate::{Basis, Calculation, Depth, Estimate, Percents};
pub use granularity::Granularity;
pub use id::{KpiId, ReviewId, ScenarioId, StrategyId, TacticId};
pub use idea::{Became, Hands, Idea, IdeaState};
pub use intake::{Intake, Seen};
pub use judgement::{Adjustment, KeptForecast, KeptPoint};
pub use kpi::{Exception, Goal, Kpi, KpiKind, Progress, Ratio, Rhythm};
pub use meeting::Meetings;
pub use obvious::{Missing, Test};
pub use period::{FiscalStart, Period, Span};
pub use plan::{ForecastChoice, Plan, SeasonChoice};
pub use review::{
    AgendaItem, Kept, Line, LineKind, MeetingKind, OddsShot, Outcome, OutcomeKind, Review, ReviewState, SeriesShot,
    Snapshot, StrategyShot, Topic, TriggerShot,
};
pub use scenario::{Activation, Closing, Drill, Frequency, Response, Scenario, Unready};
pub use series::{Figure, Series, Source, Standing, Unit};
pub use strategy::{Counted, OwnersAnswer, Revision, StrangerTest, Strategy, Strengthening, StrengtheningKind};
pub use subject::{Currency, Subject, SubjectKind};
pub use tactic::{Haste, Tactic, TacticState};
pub use target::{Level, Spread, Target};
pub use trigger::{Trigger, TriggerRule};
pub use worksheet::{Accepted, Home, Worksheets};
