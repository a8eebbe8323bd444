//! What a plan *is*: plain data and its rules. No screen, no files, no clock: today is passed in.

pub mod amount;
pub mod check;
pub mod diff;
pub mod episode;
pub mod granularity;
pub mod intake;
pub mod judgement;
pub mod period;
pub mod plan;
pub mod series;
pub mod subject;
pub mod target;
mod view;

pub use amount::Amount;
pub use episode::{Episode, EpisodeKind};
pub use granularity::Granularity;
pub use intake::{Intake, Seen};
pub use judgement::{Adjustment, KeptForecast, KeptPoint};
pub use period::{FiscalStart, Period, Span};
pub use plan::{ForecastChoice, Plan, SeasonChoice};
pub use series::{Figure, Series, Source, Standing, Unit};
pub use subject::{Currency, Subject, SubjectKind};
pub use target::{Level, Spread, Target};
