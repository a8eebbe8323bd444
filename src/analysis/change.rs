//! What changed: the latest finished period against what would have been said of it from the figures before.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Answer, Point, analyse};
use crate::model::{Amount, Period, Plan};

/// The latest finished period, looked back at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    pub period: Period,
    pub actual: Amount,
    /// What the plan's method would have said of it on its first day.
    pub expected: Option<Point>,
    /// Where the plan was heading on that day, and its gap.
    pub landing_then: Option<Amount>,
    pub gap_then: Option<Amount>,
}

impl Change {
    /// More or less than was expected; positive is more.
    #[must_use]
    pub fn surprise(&self) -> Option<Amount> {
        self.expected.map(|point| self.actual - point.mid)
    }

    /// Whether it came in where 8 in 10 would have.
    #[must_use]
    pub fn within_band(&self) -> Option<bool> {
        self.expected.map(|point| (point.band80.lo..=point.band80.hi).contains(&self.actual))
    }
}

/// Looks back at the latest finished period of a series, of which `now` is the answer. `None` if no period is finished.
#[must_use]
pub fn latest(plan: &Plan, series_index: usize, now: &Answer) -> Option<Change> {
    let row = now.rows.get(now.last_finished?)?;
    let (period, actual) = (row.period, row.actual?);
    let then = answer_before(plan, series_index, period, now.today)?;
    Some(Change {
        period,
        actual,
        expected: then.row(period).and_then(|row| row.forecast),
        landing_then: then.total.landing,
        gap_then: then.total.gap,
    })
}

/// What was known on the first day of `period`, when the period before had just ended.
fn answer_before(plan: &Plan, series_index: usize, period: Period, today: NaiveDate) -> Option<Answer> {
    let mut past = plan.clone();
    // The same plan period then and now, or the two landings could not be compared.
    past.period = Some(plan.period_or_default(Some(period), today));
    let series = Arc::make_mut(past.series.get_mut(series_index)?);
    series.figures.retain(|at, _| *at < period);
    analyse(&past, series_index, period.first_day(plan.fiscal_start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FiscalStart;

    fn plan(this_year: &[i64]) -> Plan {
        let mut plan = Plan::new("Coast");
        let first: Period = "2024-01".parse().unwrap();
        for (row, value) in (0..).zip([100; 24].iter().chain(this_year)) {
            plan.type_figure(0, first.plus(row), Some(Amount::whole(*value)));
        }
        plan.period = Some(FiscalStart::JANUARY.months_of(2026));
        // A method that can be followed by hand.
        plan.forecast.method = Some("same-months-last-year".to_owned());
        plan
    }

    fn change(plan: &Plan, today: &str) -> Option<Change> {
        latest(plan, 0, &analyse(plan, 0, today.parse().unwrap()).unwrap())
    }

    /// By hand: the same months last year say 100 for each; before March 110 + 90 were sold, and 10 × 100 were to come.
    #[test]
    fn the_latest_month_is_held_against_what_was_expected_before_it() {
        let change = change(&plan(&[110, 90, 130]), "2026-04-10").unwrap();
        assert_eq!((change.period.to_string().as_str(), change.actual), ("2026-03", Amount::whole(130)));
        assert_eq!(change.surprise(), Some(Amount::whole(30)));
        assert_eq!(change.landing_then, Some(Amount::whole(1_200)));
        assert_eq!(change.within_band(), Some(false), "a history that never moved has a band without width");
    }

    #[test]
    fn what_came_after_does_not_colour_what_is_said_of_before() {
        let one = change(&plan(&[110, 90, 130]), "2026-04-10").unwrap();
        let other = change(&plan(&[110, 90, 900]), "2026-04-10").unwrap();
        assert_eq!((one.expected, one.landing_then), (other.expected, other.landing_then));
    }

    #[test]
    fn a_month_that_nothing_could_be_said_of_has_no_expectation() {
        let mut plan = Plan::new("Coast");
        assert_eq!(change(&plan, "2026-04-10"), None);
        plan.type_figure(0, "2026-03".parse().unwrap(), Some(Amount::whole(5)));
        let change = change(&plan, "2026-04-10").unwrap();
        assert_eq!((change.expected, change.surprise(), change.within_band()), (None, None, None));
    }
}
