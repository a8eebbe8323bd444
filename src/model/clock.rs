//! The clocks of a plan: when its KPIs, the plan itself and its contingencies are gone through next.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// What is gone through again and again, each at a pace of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clock {
    KpiProgress,
    PlanReview,
    Contingencies,
}

impl Clock {
    pub const ALL: [Self; 3] = [Self::KpiProgress, Self::PlanReview, Self::Contingencies];

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::KpiProgress => "KPI progress",
            Self::PlanReview => "Plan review",
            Self::Contingencies => "Contingencies",
        }
    }

    /// The paces that are offered; a slower one than the last would be too seldom to correct anything.
    #[must_use]
    pub const fn paces(self) -> &'static [Every] {
        match self {
            Self::KpiProgress => &[Every::TwoWeeks, Every::Month],
            Self::PlanReview => &[Every::Month, Every::Quarter],
            Self::Contingencies => &[Every::Quarter, Every::HalfYear, Every::Year],
        }
    }
}

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Every {
    TwoWeeks,
    Month,
    Quarter,
    HalfYear,
    Year,
}

impl Every {
    pub const ALL: [Self; 5] = [Self::TwoWeeks, Self::Month, Self::Quarter, Self::HalfYear, Self::Year];

    /// "every two weeks"
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::TwoWeeks => "every two weeks",
            Self::Month => "every month",
            Self::Quarter => "every quarter",
            Self::HalfYear => "every half year",
            Self::Year => "every year",
        }
    }

    /// The day one pace later: of months the same day, or the last one of a shorter month. `None` beyond the calendar.
    #[must_use]
    pub fn after(self, day: NaiveDate) -> Option<NaiveDate> {
        let months = |months| day.checked_add_months(Months::new(months));
        match self {
            Self::TwoWeeks => day.checked_add_days(Days::new(14)),
            Self::Month => months(1),
            Self::Quarter => months(3),
            Self::HalfYear => months(6),
            Self::Year => months(12),
        }
    }
}

/// The pace of each clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paces {
    pub kpi_progress: Every,
    pub plan_review: Every,
    pub contingencies: Every,
}

impl Default for Paces {
    fn default() -> Self {
        Self { kpi_progress: Every::TwoWeeks, plan_review: Every::Month, contingencies: Every::Year }
    }
}

impl Paces {
    #[must_use]
    pub const fn of(self, clock: Clock) -> Every {
        match clock {
            Clock::KpiProgress => self.kpi_progress,
            Clock::PlanReview => self.plan_review,
            Clock::Contingencies => self.contingencies,
        }
    }

    pub const fn set(&mut self, clock: Clock, every: Every) {
        match clock {
            Clock::KpiProgress => self.kpi_progress = every,
            Clock::PlanReview => self.plan_review = every,
            Clock::Contingencies => self.contingencies = every,
        }
    }
}

/// The first day from `day` on that is neither a weekend nor one of `days_off`. `None` beyond the calendar.
#[must_use]
pub fn working_day(day: NaiveDate, days_off: &[NaiveDate]) -> Option<NaiveDate> {
    let is_off = |day: NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun) || days_off.contains(&day);
    day.iter_days().find(|day| !is_off(*day))
}

/// Three checkpoints, and the final review at the end, of a plan of so many days: a quarter, half and three quarters of the way.
/// Each on a working day, none on that of another. `None` for less than four days, or beyond the calendar.
#[must_use]
pub fn checkpoints(start: NaiveDate, days: u64, days_off: &[NaiveDate]) -> Option<[NaiveDate; 4]> {
    let mut found: Vec<NaiveDate> = Vec::new();
    for quarter in 1..=4 {
        let wanted = start.checked_add_days(Days::new(days * quarter / 4))?;
        let free = found.last().map_or(wanted, |last| wanted.max(*last + Days::new(1)));
        found.push(working_day(free, days_off)?);
    }
    (days >= 4).then(|| found.try_into().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_later_is_the_same_day_or_the_last_of_a_shorter_month() {
        assert_eq!(Every::Month.after(day("2027-01-31")), Some(day("2027-02-28")));
        assert_eq!(Every::Year.after(day("2028-02-29")), Some(day("2029-02-28")), "a leap day");
        assert_eq!(Every::Quarter.after(day("2026-11-30")), Some(day("2027-02-28")));
        assert_eq!(Every::HalfYear.after(day("2026-08-31")), Some(day("2027-02-28")));
        assert_eq!(Every::TwoWeeks.after(day("2026-12-24")), Some(day("2027-01-07")));
        assert_eq!(Every::Year.after(NaiveDate::MAX), None);
    }

    #[test]
    fn a_day_off_moves_to_the_next_working_day() {
        let off = [day("2026-12-25"), day("2026-12-28")];
        // Friday is off, then a weekend, then another day off.
        assert_eq!(working_day(day("2026-12-25"), &off), Some(day("2026-12-29")));
        assert_eq!(working_day(day("2026-12-24"), &off), Some(day("2026-12-24")));
        assert_eq!(working_day(day("2026-11-28"), &[]), Some(day("2026-11-30")));
    }

    #[test]
    fn ninety_days_have_three_checkpoints_and_a_final_review() {
        // From Mon 2 Nov: days 22, 45, 67 and 90 are Tue 24 Nov, Thu 17 Dec, Fri 8 Jan and Sun 31 Jan.
        let found = checkpoints(day("2026-11-02"), 90, &[]).unwrap();
        assert_eq!(found, ["2026-11-24", "2026-12-17", "2027-01-08", "2027-02-01"].map(day));
        assert_eq!(checkpoints(day("2026-11-02"), 3, &[]), None);
    }

    proptest! {
        #[test]
        fn checkpoints_are_working_days_in_their_order(start in 0_i64..80_000, days in 4_u64..400, off in 0_u64..400) {
            let start = day("1990-01-01") + chrono::TimeDelta::days(start);
            let off = [start + Days::new(off), start + Days::new(off + 1)];
            let found = checkpoints(start, days, &off).unwrap();
            prop_assert!(found.windows(2).all(|two| two[0] < two[1]));
            prop_assert!(found.iter().all(|day| working_day(*day, &off) == Some(*day)));
        }
    }
}
