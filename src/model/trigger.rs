//! Triggers: a rule on own figures that says when a scenario may be on its way.

use super::Amount;

/// A rule on a series. It is met by a period once it holds for so many finished periods running.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// The series that is watched, by name; `None` is the plan's first.
    pub series: Option<String>,
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
        Self { series: None, rule, running: 1, lead_periods: 1 }
    }
}
