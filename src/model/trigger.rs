//! Triggers: a rule on own figures that says when a scenario may be on its way.

use std::borrow::Cow;

use super::kpi::worked_out;
use super::series::Figure;
use super::{Amount, Granularity, Kpi, KpiId, Period, Plan, Rhythm, Series};

/// A rule on a series or a KPI. It is met by a period once it holds for so many finished periods running.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// The series that is watched, by name; `None` is the plan's first.
    pub series: Option<String>,
    /// The KPI that is watched instead; one that is counted by week or month.
    pub kpi: Option<KpiId>,
    pub rule: TriggerRule,
    /// Periods running, from 1 on.
    pub running: u8,
    /// How many periods before the event it is meant to warn.
    pub lead_periods: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TriggerRule {
    /// The figure is below (or above) a level, in the series' unit.
    Below(Amount),
    Above(Amount),
    /// The figure is so many percent or more below (or above) that of the same period a year before.
    DownOnLastYear(u16),
    UpOnLastYear(u16),
    /// The figure is beyond its usual range, or ends a run of eight on one side, as the history page tells it.
    SignalLow,
    SignalHigh,
}

impl Trigger {
    #[must_use]
    pub const fn new(rule: TriggerRule) -> Self {
        Self { series: None, kpi: None, rule, running: 1, lead_periods: 1 }
    }
}

impl Rhythm {
    /// The periods of a series that are as long; `None` for days and for two weeks, which no series has.
    #[must_use]
    pub const fn granularity(self) -> Option<Granularity> {
        match self {
            Self::Week => Some(Granularity::Week),
            Self::Month => Some(Granularity::Month),
            Self::Day | Self::TwoWeeks => None,
        }
    }
}

impl Plan {
    /// What a trigger watches: a series of the plan, or the values of a KPI as one. `None` if that isn't there, or if the KPI has a rhythm
    /// that no series has.
    #[must_use]
    pub fn watched(&self, trigger: &Trigger) -> Option<Cow<'_, Series>> {
        match trigger.kpi {
            None => self.meant_series(trigger.series.as_deref()).map(|(_, series)| Cow::Borrowed(series)),
            Some(id) => self.kpi(id).and_then(|kpi| self.as_series(kpi)).map(Cow::Owned),
        }
    }

    fn as_series(&self, kpi: &Kpi) -> Option<Series> {
        let granularity = kpi.rhythm.granularity()?;
        let at = |day| Period::containing(day, granularity, self.fiscal_start);
        let values = worked_out(&self.kpis, kpi).into_iter();
        Some(Series {
            unit: kpi.unit.clone(),
            figures: values.map(|(day, value)| (at(day), Figure::typed(value))).collect(),
            ..Series::new(kpi.name.clone(), granularity)
        })
    }
}
