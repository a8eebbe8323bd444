//! Format 1, as it is in files. Frozen: a change of the model changes the conversion below, never these shapes.

mod kpi;
mod meeting;
mod scenario;
mod words;
mod worksheet;

use std::sync::Arc;

use serde::Deserialize;

use super::field::{ByPeriod, CurrencyCode, Day, Decimal, FirstMonth, PeriodText};
use crate::model;

#[derive(Debug, Deserialize)]
pub struct Plan {
    #[expect(dead_code, reason = "read beforehand by the version probe; here so that it is a known field")]
    format_version: u32,
    title: String,
    #[serde(default)]
    owner: String,
    #[serde(default)]
    subject: Subject,
    #[serde(default)]
    as_of: Option<Day>,
    #[serde(default)]
    currency: Option<CurrencyCode>,
    #[serde(default)]
    fiscal_start: FirstMonth,
    #[serde(default)]
    period: Option<Span>,
    #[serde(default)]
    forecast: Forecast,
    #[serde(default)]
    series: Vec<Series>,
    #[serde(default)]
    episodes: Vec<Episode>,
    #[serde(default)]
    ideas: Vec<worksheet::Idea>,
    #[serde(default)]
    strategies: Vec<worksheet::Strategy>,
    #[serde(default)]
    scenarios: Vec<scenario::Scenario>,
    #[serde(default)]
    last_id: u32,
    #[serde(default)]
    contingency_review: Option<Day>,
    #[serde(default)]
    accepted: Vec<worksheet::Accepted>,
    #[serde(default)]
    kpis: Vec<kpi::Kpi>,
    #[serde(default)]
    meetings: meeting::Meetings,
    #[serde(default)]
    notes: String,
}

#[derive(Debug, Default, Deserialize)]
struct Subject {
    #[serde(default)]
    kind: Kind,
    #[serde(default)]
    name: String,
}

#[derive(Debug, Default, Deserialize)]
enum Kind {
    #[default]
    Business,
    Salesperson,
    Territory,
    KeyAccount,
    Team,
    Product,
}

#[derive(Debug, Deserialize)]
struct Span {
    first: PeriodText,
    last: PeriodText,
}

#[derive(Debug, Deserialize)]
struct Forecast {
    #[serde(default)]
    method: Option<String>,
    #[serde(default = "six")]
    window: usize,
    #[serde(default)]
    season: Season,
}

#[derive(Debug, Default, Deserialize)]
enum Season {
    #[default]
    Tested,
    Always,
    Never,
}

const fn six() -> usize {
    6
}

impl Default for Forecast {
    fn default() -> Self {
        Self { method: None, window: six(), season: Season::default() }
    }
}

#[derive(Debug, Deserialize)]
struct Series {
    name: String,
    #[serde(default)]
    unit: Unit,
    #[serde(default)]
    granularity: Granularity,
    #[serde(default)]
    source: Source,
    #[serde(default)]
    data_date: Option<Day>,
    #[serde(default)]
    figures: ByPeriod<Figure>,
    #[serde(default)]
    targets: Vec<Target>,
    #[serde(default)]
    intakes: Vec<Intake>,
    #[serde(default)]
    adjustments: Vec<Adjustment>,
    #[serde(default)]
    kept: Vec<KeptForecast>,
}

#[derive(Debug, Deserialize)]
struct Intake {
    #[serde(default)]
    file: String,
    #[serde(default)]
    source: String,
    day: Day,
    first_day: Day,
    data_date: Day,
    #[serde(default)]
    totals: ByPeriod<Seen>,
}

#[derive(Debug, Deserialize)]
struct Seen {
    amount: Decimal,
    #[serde(default)]
    rows: u32,
    #[serde(default)]
    print: u32,
}

#[derive(Debug, Deserialize)]
struct Adjustment {
    #[serde(default)]
    reason: String,
    #[serde(default)]
    author: String,
    made: Day,
    first: PeriodText,
    #[serde(default)]
    last: Option<PeriodText>,
    amount: Decimal,
}

#[derive(Debug, Deserialize)]
struct KeptForecast {
    made: Day,
    method: String,
    known: PeriodText,
    #[serde(default)]
    landing: Option<Decimal>,
    first: PeriodText,
    last: PeriodText,
    #[serde(default)]
    expected: ByPeriod<KeptPoint>,
}

#[derive(Debug, Deserialize)]
struct KeptPoint {
    mid: Decimal,
    lo: Decimal,
    hi: Decimal,
    #[serde(default)]
    adjusted: Option<Decimal>,
}

#[derive(Debug, Default, Deserialize)]
enum Unit {
    #[default]
    Money,
    Count(String),
}

#[derive(Debug, Default, Deserialize)]
enum Granularity {
    Week,
    #[default]
    Month,
    Quarter,
    Year,
}

#[derive(Debug, Default, Deserialize)]
enum Source {
    #[default]
    Typed,
    File(String),
}

#[derive(Debug, Deserialize)]
struct Figure {
    #[serde(default)]
    value: Option<Decimal>,
    #[serde(default)]
    typed: bool,
    #[serde(default)]
    note: String,
}

#[derive(Debug, Deserialize)]
struct Target {
    #[serde(default)]
    level: Level,
    #[serde(default)]
    spread: Spread,
    #[serde(default)]
    amounts: ByPeriod<Decimal>,
}

#[derive(Debug, Default, Deserialize)]
enum Level {
    Minimum,
    #[default]
    Formal,
    Intent,
    Stretch,
}

#[derive(Debug, Default, Deserialize)]
enum Spread {
    Even,
    LastYear,
    #[default]
    ByPeriod,
}

#[derive(Debug, Deserialize)]
struct Episode {
    name: String,
    #[serde(default)]
    kind: EpisodeKind,
    first: Day,
    last: Day,
    #[serde(default)]
    left_out: bool,
    #[serde(default)]
    out_of_level: bool,
    #[serde(default)]
    note: String,
}

#[derive(Debug, Default, Deserialize)]
enum EpisodeKind {
    Staff,
    Supply,
    Price,
    Competitor,
    Customer,
    Economy,
    OneOff,
    #[default]
    Other,
}

impl From<Plan> for model::Plan {
    fn from(plan: Plan) -> Self {
        let sheets = worksheet::Sheets {
            last_id: plan.last_id,
            ideas: plan.ideas,
            strategies: plan.strategies,
            scenarios: plan.scenarios,
            contingency_review: plan.contingency_review,
            accepted: plan.accepted,
        };
        Self {
            title: plan.title,
            subject: plan.subject.into(),
            owner: plan.owner,
            as_of: plan.as_of.map(|day| day.0),
            currency: plan.currency.map(|c| c.0),
            fiscal_start: plan.fiscal_start.0,
            period: plan.period.map(|span| model::Span { first: span.first.0, last: span.last.0 }),
            forecast: model::ForecastChoice {
                method: plan.forecast.method,
                window: plan.forecast.window,
                season: match plan.forecast.season {
                    Season::Tested => model::SeasonChoice::Tested,
                    Season::Always => model::SeasonChoice::Always,
                    Season::Never => model::SeasonChoice::Never,
                },
            },
            series: plan.series.into_iter().map(|series| Arc::new(series.into())).collect(),
            episodes: plan.episodes.into_iter().map(Into::into).collect(),
            worksheets: Arc::new(sheets.into()),
            kpis: Arc::new(plan.kpis.into_iter().map(Into::into).collect()),
            meetings: Arc::new(plan.meetings.into()),
            notes: plan.notes.into(),
        }
    }
}

impl From<Subject> for model::Subject {
    fn from(subject: Subject) -> Self {
        let kind = match subject.kind {
            Kind::Business => model::SubjectKind::Business,
            Kind::Salesperson => model::SubjectKind::Salesperson,
            Kind::Territory => model::SubjectKind::Territory,
            Kind::KeyAccount => model::SubjectKind::KeyAccount,
            Kind::Team => model::SubjectKind::Team,
            Kind::Product => model::SubjectKind::Product,
        };
        Self { kind, name: subject.name }
    }
}

impl From<Series> for model::Series {
    fn from(series: Series) -> Self {
        Self {
            name: series.name,
            unit: series.unit.into(),
            granularity: match series.granularity {
                Granularity::Week => model::Granularity::Week,
                Granularity::Month => model::Granularity::Month,
                Granularity::Quarter => model::Granularity::Quarter,
                Granularity::Year => model::Granularity::Year,
            },
            source: match series.source {
                Source::Typed => model::Source::Typed,
                Source::File(name) => model::Source::File(name),
            },
            data_date: series.data_date.map(|d| d.0),
            figures: series.figures.0.into_iter().map(|(period, figure)| (period, figure.into())).collect(),
            targets: series.targets.into_iter().map(Into::into).collect(),
            intakes: series.intakes.into_iter().map(Into::into).collect(),
            adjustments: series.adjustments.into_iter().map(Into::into).collect(),
            kept: series.kept.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Unit> for model::Unit {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Money => Self::Money,
            Unit::Count(name) => Self::Count(name),
        }
    }
}

impl From<Level> for model::Level {
    fn from(level: Level) -> Self {
        match level {
            Level::Minimum => Self::Minimum,
            Level::Formal => Self::Formal,
            Level::Intent => Self::Intent,
            Level::Stretch => Self::Stretch,
        }
    }
}

impl From<Intake> for model::Intake {
    fn from(intake: Intake) -> Self {
        let seen = |seen: Seen| model::Seen { amount: seen.amount.0, rows: seen.rows, print: seen.print };
        Self {
            file: intake.file,
            source: intake.source,
            day: intake.day.0,
            first_day: intake.first_day.0,
            data_date: intake.data_date.0,
            totals: intake.totals.0.into_iter().map(|(period, total)| (period, seen(total))).collect(),
        }
    }
}

impl From<Adjustment> for model::Adjustment {
    fn from(adjustment: Adjustment) -> Self {
        Self {
            reason: adjustment.reason,
            author: adjustment.author,
            made: adjustment.made.0,
            first: adjustment.first.0,
            last: adjustment.last.map(|last| last.0),
            amount: adjustment.amount.0,
        }
    }
}

impl From<KeptForecast> for model::KeptForecast {
    fn from(kept: KeptForecast) -> Self {
        let point = |point: KeptPoint| model::KeptPoint {
            mid: point.mid.0,
            lo: point.lo.0,
            hi: point.hi.0,
            adjusted: point.adjusted.map(|amount| amount.0),
        };
        Self {
            made: kept.made.0,
            method: kept.method,
            known: kept.known.0,
            expected: kept.expected.0.into_iter().map(|(period, expected)| (period, point(expected))).collect(),
            landing: kept.landing.map(|landing| landing.0),
            span: model::Span { first: kept.first.0, last: kept.last.0 },
        }
    }
}

impl From<Episode> for model::Episode {
    fn from(episode: Episode) -> Self {
        Self {
            name: episode.name,
            kind: episode.kind.into(),
            first: episode.first.0,
            last: episode.last.0,
            left_out: episode.left_out,
            out_of_level: episode.out_of_level,
            note: episode.note,
        }
    }
}

impl From<Figure> for model::Figure {
    fn from(figure: Figure) -> Self {
        Self { value: figure.value.map(|v| v.0), typed: figure.typed, note: figure.note }
    }
}

impl From<Target> for model::Target {
    fn from(target: Target) -> Self {
        Self {
            level: target.level.into(),
            spread: match target.spread {
                Spread::Even => model::Spread::Even,
                Spread::LastYear => model::Spread::LastYear,
                Spread::ByPeriod => model::Spread::ByPeriod,
            },
            amounts: target.amounts.0.into_iter().map(|(period, amount)| (period, amount.0)).collect(),
        }
    }
}

impl From<EpisodeKind> for model::EpisodeKind {
    fn from(kind: EpisodeKind) -> Self {
        match kind {
            EpisodeKind::Staff => Self::Staff,
            EpisodeKind::Supply => Self::Supply,
            EpisodeKind::Price => Self::Price,
            EpisodeKind::Competitor => Self::Competitor,
            EpisodeKind::Customer => Self::Customer,
            EpisodeKind::Economy => Self::Economy,
            EpisodeKind::OneOff => Self::OneOff,
            EpisodeKind::Other => Self::Other,
        }
    }
}
