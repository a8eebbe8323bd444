//! What an analysis answers: one object that the pages, the charts, the command line and the findings all read,
//! so that they show the same numbers. Amounts are rounded here, once, to the unit's decimals.

use chrono::NaiveDate;

use super::forecast::card::Card;
pub use super::forecast::choice::Choice;
use super::forecast::total::Distribution;
pub use super::then::ThenAndNow;
use crate::model::{Amount, Granularity, Level, Period, Span, Standing};

/// Everything that is known of one series on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub today: NaiveDate,
    pub granularity: Granularity,
    /// Decimals to which forecasts are rounded (the currency's minor unit).
    pub decimals: u32,
    /// The plan period in the series' granularity (the default one where the plan names none).
    pub span: Span,
    /// Every calendar period from the first figure (or the plan's first period, if earlier or there are no figures)
    /// to the plan's end (or the last figure, if later).
    pub rows: Vec<Row>,
    /// Index in `rows` of the last finished period.
    pub last_finished: Option<usize>,
    /// The windows that suit the granularity, and the plan's own if it is another; in order of length.
    pub rolling: Vec<Rolling>,
    pub season: Result<Season, Refusal>,
    /// Of the season-adjusted figures (of the plain ones where no season is known).
    pub trend: Result<Trend, Refusal>,
    /// Of the rolling average with the plan's window.
    pub smoothed_trend: Result<Trend, Refusal>,
    /// One for each method of `forecast::METHODS`, in that order.
    pub methods: Vec<MethodAnswer>,
    /// Index in `methods` of the one that the rows are made with; `None` if no method can answer.
    pub chosen: Option<usize>,
    /// Why that one.
    pub choice: Choice,
    pub total: Total,
    /// The chance of each target, lowest level first: those that the series has.
    pub odds: Vec<Odds>,
    /// How the plan's total may come out if nothing changes; `None` without a forecast.
    pub distribution: Option<Distribution>,
    /// Twenty equally likely totals of the plan, the lowest first; empty without a forecast.
    pub dots: Vec<Amount>,
    /// What the chosen method would have said in the past, the earliest first.
    pub past_forecasts: Vec<PastForecast>,
    /// Periods so far from their neighbours that the forecast counts them only in part.
    pub tamed: Vec<Period>,
    /// Whether the forecast goes by a season.
    pub season_found: bool,
    /// The latest forecast that was kept and is over by now, held against what came.
    pub then_and_now: Option<ThenAndNow>,
    /// The forecast is still that of the figures before; the new one is on its way.
    pub fitting: bool,
    /// Those of the plan that touch these rows, in order of time.
    pub episodes: Vec<Stretch>,
    /// What is usual for the series, and what stands out from it.
    pub variation: Result<Variation, Refusal>,
}

/// One calendar period.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub period: Period,
    /// The figure so far, also of an unfinished period.
    pub actual: Option<Amount>,
    pub standing: Standing,
    /// The formal target.
    pub target: Option<Amount>,
    /// From the period after the last finished one on, and for missing periods of the plan before it.
    pub forecast: Option<Point>,
    /// The forecast with the adjustments that bear on the period; `None` if none does, or it is finished.
    pub adjusted: Option<Amount>,
    /// What the period counts for in the landing: the actual if finished; else the larger of so-far and (adjusted) forecast.
    pub expected: Option<Amount>,
    /// target − expected; positive = short. `None` where either is not known.
    pub gap: Option<Amount>,
    pub in_plan: bool,
}

/// A forecast of one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    pub mid: Amount,
    pub band50: Band,
    pub band80: Band,
    pub band95: Band,
}

/// Where the figure is expected to fall with the chance in the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    pub lo: Amount,
    pub hi: Amount,
}

/// A trailing rolling average.
#[derive(Clone, Debug, PartialEq)]
pub struct Rolling {
    /// Periods in the window.
    pub window: usize,
    /// One for each row: `None` in the warm-up, for unfinished and future periods, and in every window that holds a missing period.
    pub averages: Vec<Option<f64>>,
    /// One for each row, for the dotted warm-up of the chart only: the average of the finished periods so far, before the first full window.
    pub warm_up: Vec<Option<f64>>,
}

/// How each place of the year stands against an average period.
#[derive(Clone, Debug, PartialEq)]
pub struct Season {
    /// One for each [`Period::season_index`]: 1.23 is 23 % above an average period. Mean 1.
    pub indices: Vec<f64>,
    /// Less than two full years behind it.
    pub weak: bool,
    /// Finished periods that it was read from.
    pub periods: usize,
}

/// An episode of the plan, as it lies on the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Index in the plan's episodes.
    pub index: usize,
    pub name: String,
    /// The periods that it touches, cut to the rows.
    pub span: Span,
    pub left_out: bool,
}

/// The usual up and down of a series, and what is more than that.
#[derive(Clone, Debug, PartialEq)]
pub struct Variation {
    /// The finished periods that the limits are made of.
    pub span: Span,
    /// One a row: where a period of the span would usually lie.
    pub usual: Vec<Option<Usual>>,
    /// In order of time.
    pub signals: Vec<Signal>,
    pub season_adjusted: bool,
    /// Whether the limits follow the trend, which is steeper than chance would make it.
    pub along_trend: bool,
}

/// What is usual for one period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Usual {
    /// The figure with the season taken out, and the middle and half width of what is usual, in the same measure.
    pub adjusted: Option<f64>,
    pub middle: f64,
    pub half: f64,
    /// The limits as the figure itself counts, season and all.
    pub band: Band,
}

/// Something that is more than the usual up and down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signal {
    pub kind: SignalKind,
    /// The period that stands out, or all of the run.
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignalKind {
    /// One period beyond the limits.
    High,
    Low,
    /// Eight periods running, or more, on one side of the middle.
    RunHigh,
    RunLow,
}

impl SignalKind {
    #[must_use]
    pub const fn is_high(self) -> bool {
        matches!(self, Self::High | Self::RunHigh)
    }

    #[must_use]
    pub const fn is_run(self) -> bool {
        matches!(self, Self::RunHigh | Self::RunLow)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
    Flat,
}

/// A steady change over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// Change a year in percent of the level: −5.3 is a loss of 5.3 % a year.
    pub per_year_percent: f64,
    pub direction: Direction,
    /// Whether a series without any trend would show as much more often than 1 time in 20.
    pub could_be_chance: bool,
    /// How often it would: 0.07 is about 1 time in 15.
    pub chance: f64,
    /// The first and last period that it was read from.
    pub span: Span,
    /// Whether the season was taken out.
    pub season_adjusted: bool,
    /// The line itself, one value a row inside `span`, `None` elsewhere; in the series' unit, season taken out.
    pub line: Vec<Option<f64>>,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// So many finished periods are there, so many are needed.
    TooFew { have: usize, need: usize },
    /// The figures have no level to compare with (all zero, or summing to nothing).
    NoLevel,
    /// A period that the method needs has no figure.
    Missing(Period),
    /// A period that the method needs belongs to an episode that is left out, and no other year has it.
    LeftOut(Period),
    /// Yearly figures show nothing of the season inside a year.
    NoSeasonInYear,
}

/// What one forecast method says of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct MethodAnswer {
    pub id: &'static str,
    pub label: String,
    /// One sentence: what the method does, without a judgement.
    pub explanation: String,
    /// One a row, where the row needs a forecast.
    pub points: Result<Vec<Option<Point>>, Refusal>,
    /// The plan's total if this method is right.
    pub landing: Option<Amount>,
    /// A warning in words, if the method is known to mislead on figures like these.
    pub warning: Option<String>,
    /// How it would have done in the past; `None` where there was no trial.
    pub card: Option<Card>,
}

/// The chance of a target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Odds {
    pub level: Level,
    pub target: Amount,
    /// From 0 to 1, if nothing changes.
    pub chance: f64,
}

/// What the chosen method would have said at an earlier time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastForecast {
    /// The last period that was finished then.
    pub known: Period,
    /// What it would have said of each period after it, as far as those are over by now.
    pub points: Vec<(Period, Point)>,
}

/// The plan period as a whole. `landing = actual_to_date + forecast_to_come`, `gap = target − landing`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// Sum of the formal target over the plan's periods; `None` if none has one.
    pub target: Option<Amount>,
    /// Finished periods of the plan.
    pub actual_to_date: Amount,
    /// The rest; the unfinished period counts as the larger of so-far and forecast. `None` if a period has no forecast.
    pub forecast_to_come: Option<Amount>,
    pub landing: Option<Amount>,
    /// Positive = short.
    pub gap: Option<Amount>,
    /// What the adjustments do to the landing; `None` if nothing.
    pub adjustments: Option<Amount>,
    /// The 50, 80 and 95 % bands of the landing.
    pub bands: Option<[Band; 3]>,
}

impl Answer {
    /// The episode that is left out and holds this period, if any.
    #[must_use]
    pub fn left_out(&self, period: Period) -> Option<&Stretch> {
        self.episodes.iter().find(|e| e.left_out && e.span.contains(period))
    }

    #[must_use]
    pub fn rolling(&self, window: usize) -> Option<&Rolling> {
        self.rolling.iter().find(|r| r.window == window)
    }

    /// Rows of the plan period.
    #[must_use]
    pub fn plan_rows(&self) -> impl DoubleEndedIterator<Item = &Row> {
        self.rows.iter().filter(|r| r.in_plan)
    }

    #[must_use]
    pub fn row(&self, period: Period) -> Option<&Row> {
        let first = self.rows.first()?.period;
        self.rows.get(usize::try_from(first.until(period)).ok()?)
    }
}
