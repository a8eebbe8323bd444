//! What a report says, before it has a format: the charts there are, each with its finding, its caption and its marks.
//!
//! The page, the room, the picture and the command line all take a chart from here, so they can't differ.

pub mod kpi;
pub mod minutes;
pub mod slide;

use crate::analysis::Answer;
use crate::analysis::closing::{Case, Closing};
use crate::chart::bridge;
use crate::chart::forecast_gap::{self, ForecastGapOptions};
use crate::chart::history::{self, HistoryOptions};
use crate::chart::table::{self, Table};
use crate::chart::variation::{self, VariationOptions};
use crate::chart::{Frame, Scene};
use crate::model::{Amount, Period, Plan, Series};
use crate::text::finding::{self, Voice};
use crate::text::money::{Scale, Style};
use crate::text::{self, Said, closing};

/// One series of a plan, with what is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    pub plan: &'a Plan,
    pub series: &'a Series,
    pub answer: &'a Answer,
    /// What strategies and scenarios do to it, as far as that is worked out.
    pub closing: Option<&'a Closing>,
    /// What of that the forecast is shown with.
    pub case: Case,
    pub style: &'a Style,
}

impl<'a> Subject<'a> {
    #[must_use]
    pub fn voice(self) -> Voice<'a> {
        Voice { name: finding::name(self.plan), fiscal: self.plan.fiscal_start, answer: self.answer, style: self.style }
    }

    /// What strategies and risks make of the forecast, for its chart.
    fn with(self) -> Option<(String, Vec<(Period, Amount)>)> {
        let course = self.closing?.course(self.case)?;
        Some((closing::case(self.case).to_lowercase(), course.to_vec()))
    }

    /// "Sales, £ thousand": what is counted, and in what.
    #[must_use]
    pub fn caption(self) -> String {
        let unit = self.unit();
        if unit.is_empty() { self.series.name.clone() } else { format!("{}, {unit}", self.series.name) }
    }

    /// "£ thousand", as the axis counts.
    #[must_use]
    pub fn unit(self) -> String {
        let sizes = self.answer.rows.iter().flat_map(|r| [r.actual, r.expected]).flatten().map(|a| a.abs().to_f64());
        self.style.scale_label(Scale::for_axis(sizes.fold(0.0, f64::max)))
    }
}

/// Where the plan is heading, at a glance: the forecast without the differences below it.
#[must_use]
pub fn heading(subject: Subject<'_>, frame: Frame) -> Scene {
    let Subject { plan, answer, style, .. } = subject;
    let options = ForecastGapOptions {
        window: plan.window(answer.granularity),
        strip: false,
        style: style.clone(),
        fiscal: plan.fiscal_start,
        name: finding::name(plan).to_owned(),
        with: None,
        past: None,
    };
    forecast_gap::scene(answer, &options, frame)
}

/// A chart of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chart {
    History,
    /// What is usual, and what stands out.
    Variation,
    ForecastGap,
    /// From the forecast over strategies and risks to the target.
    Bridge,
    /// What is counted between meetings, a row a KPI.
    Kpis,
}

impl Chart {
    /// In the order in which they are presented.
    pub const ALL: [Self; 5] = [Self::History, Self::Variation, Self::ForecastGap, Self::Bridge, Self::Kpis];

    /// The word on the command line and in file names.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::History => "history",
            Self::Variation => "variation",
            Self::ForecastGap => "forecast-gap",
            Self::Bridge => "bridge",
            Self::Kpis => "kpis",
        }
    }

    /// The sentence over the chart.
    #[must_use]
    pub fn finding(self, subject: Subject<'_>) -> Said {
        match self {
            Self::History => subject.voice().history(),
            Self::Variation => subject.voice().variation(),
            Self::ForecastGap => subject.voice().forecast(),
            Self::Bridge => match subject.closing.and_then(|closing| closing.bridge.as_ref()) {
                Some(bridge) => closing::landing(subject.voice().name, bridge, subject.style),
                None => subject.voice().forecast(),
            },
            Self::Kpis => kpi::finding(subject).into(),
        }
    }

    /// What it counts, over the chart.
    #[must_use]
    pub fn caption(self, subject: Subject<'_>) -> String {
        match self {
            Self::Kpis => text::kpi::caption(&subject.plan.kpis, subject.answer.today),
            _ => subject.caption(),
        }
    }

    /// Whether there is something to show: a bridge needs a forecast, and KPIs have to be there.
    #[must_use]
    pub fn has_content(self, subject: Subject<'_>) -> bool {
        match self {
            Self::Bridge => subject.closing.is_some_and(|closing| closing.bridge.is_some()),
            Self::Kpis => !subject.plan.kpis.is_empty(),
            Self::History | Self::Variation | Self::ForecastGap => true,
        }
    }

    /// The chart as a table, for elsewhere.
    #[must_use]
    pub fn table(self, subject: Subject<'_>) -> Table {
        match (self, subject.closing.and_then(|closing| closing.bridge.as_ref())) {
            (Self::Bridge, Some(bridge)) => table::bridge(bridge, subject.style),
            (Self::Kpis, _) => kpi::table(subject),
            _ => table::table(subject.answer, subject.style, subject.answer.granularity.windows()),
        }
    }

    /// The chart itself; `last_year` draws the year before behind the history.
    #[must_use]
    pub fn scene(self, subject: Subject<'_>, last_year: bool, frame: Frame) -> Scene {
        let Subject { plan, answer, style, .. } = subject;
        let window = plan.window(answer.granularity);
        let (fiscal, name) = (plan.fiscal_start, finding::name(plan).to_owned());
        let year = answer.granularity.per_year();
        let style = style.clone();
        match self {
            Self::History => {
                let options = HistoryOptions {
                    main_window: window,
                    second_window: (window != year && year > 1).then_some(year),
                    last_year,
                    style,
                    fiscal,
                    name,
                };
                history::scene(answer, &options, frame)
            }
            Self::Variation => variation::scene(answer, &VariationOptions { style, fiscal, name }, frame),
            Self::ForecastGap => {
                let options =
                    ForecastGapOptions { window, strip: true, style, fiscal, name, with: subject.with(), past: None };
                forecast_gap::scene(answer, &options, frame)
            }
            Self::Bridge => match subject.closing.and_then(|closing| closing.bridge.as_ref()) {
                Some(bridge) => bridge::scene(bridge::Shown { bridge, before: None }, subject.style, frame),
                None => Scene { size: frame.size, ..Scene::default() },
            },
            Self::Kpis => kpi::rows(subject, frame),
        }
    }
}

/// The forecast that the method would have made earlier, over what came: the one at this index of the answer's.
#[must_use]
pub fn past_forecast(subject: Subject<'_>, index: usize, frame: Frame) -> Scene {
    let Subject { plan, answer, style, .. } = subject;
    let options = ForecastGapOptions {
        window: plan.forecast.window,
        strip: false,
        style: style.clone(),
        fiscal: plan.fiscal_start,
        name: finding::name(plan).to_owned(),
        with: None,
        past: Some(index),
    };
    forecast_gap::scene(answer, &options, frame)
}
