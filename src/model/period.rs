//! Calendar periods: weeks, months, fiscal quarters and fiscal years, and spans of them.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate};

use super::Granularity;

/// The month (1 to 12) in which the fiscal year starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalStart(u8);

impl FiscalStart {
    pub const JANUARY: Self = Self(1);

    #[must_use]
    pub const fn new(month: u8) -> Option<Self> {
        if month >= 1 && month <= 12 { Some(Self(month)) } else { None }
    }

    #[must_use]
    pub const fn month(self) -> u8 {
        self.0
    }

    /// The year in which the fiscal year that holds `date` starts.
    #[must_use]
    pub fn year_of(self, date: NaiveDate) -> i32 {
        if date.month() >= u32::from(self.0) { date.year() } else { date.year() - 1 }
    }

    /// The twelve months of the fiscal year that starts in `year`.
    #[must_use]
    pub fn months_of(self, year: i32) -> Span {
        let first = Period::month(year, u32::from(self.0));
        Span { first, last: first.plus(11) }
    }
}

impl Default for FiscalStart {
    fn default() -> Self {
        Self::JANUARY
    }
}

/// One calendar period. Periods of one granularity are ordered in time and numbered without gaps.
///
/// Quarters and years are fiscal and named by the year in which the fiscal year starts; their days follow
/// from the plan's [`FiscalStart`], which is passed where days matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    granularity: Granularity,
    /// Month: year × 12 + month − 1. Quarter: year × 4 + quarter − 1. Year: the year. Week: days from 0001-01-01 to its Monday / 7.
    ordinal: i32,
}

/// Why a text is no period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a period such as 2026-07, 2026-W07, 2026-Q3 or 2026")]
pub struct PeriodError;

/// January to December, for all who speak of months.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Years that a plan may speak of.
pub const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

impl Period {
    /// # Panics
    /// Never for a month from 1 to 12; other months are taken modulo 12 into later years.
    #[must_use]
    pub fn month(year: i32, month: u32) -> Self {
        Self { granularity: Granularity::Month, ordinal: year * 12 + i32::try_from(month).unwrap_or(1) - 1 }
    }

    #[must_use]
    pub fn containing(date: NaiveDate, granularity: Granularity, fiscal: FiscalStart) -> Self {
        let months_in = || {
            let year = fiscal.year_of(date);
            let month0 = date.year() * 12 + date.month0().cast_signed();
            (year, month0 - (year * 12 + i32::from(fiscal.month()) - 1))
        };
        let ordinal = match granularity {
            Granularity::Week => (date.num_days_from_ce() - 1).div_euclid(7),
            Granularity::Month => date.year() * 12 + date.month0().cast_signed(),
            Granularity::Quarter => {
                let (year, months) = months_in();
                year * 4 + months / 3
            }
            Granularity::Year => fiscal.year_of(date),
        };
        Self { granularity, ordinal }
    }

    #[must_use]
    pub const fn granularity(self) -> Granularity {
        self.granularity
    }

    /// Counts periods of one granularity without gaps; only differences mean anything outside this file.
    #[must_use]
    pub const fn ordinal(self) -> i32 {
        self.ordinal
    }

    #[must_use]
    pub const fn plus(self, periods: i32) -> Self {
        Self { granularity: self.granularity, ordinal: self.ordinal.saturating_add(periods) }
    }

    #[must_use]
    pub const fn next(self) -> Self {
        self.plus(1)
    }

    /// How many periods `other` lies after this one; negative if before.
    #[must_use]
    pub const fn until(self, other: Self) -> i32 {
        other.ordinal - self.ordinal
    }

    #[must_use]
    pub fn first_day(self, fiscal: FiscalStart) -> NaiveDate {
        let month_start = |month0: i32| {
            let month = month0.rem_euclid(12).cast_unsigned() + 1;
            NaiveDate::from_ymd_opt(month0.div_euclid(12), month, 1).unwrap_or(NaiveDate::MIN)
        };
        let fiscal0 = i32::from(fiscal.month()) - 1;
        match self.granularity {
            Granularity::Week => NaiveDate::from_num_days_from_ce_opt(self.ordinal.saturating_mul(7).saturating_add(1))
                .unwrap_or(NaiveDate::MIN),
            Granularity::Month => month_start(self.ordinal),
            Granularity::Quarter => {
                month_start(self.ordinal.div_euclid(4) * 12 + fiscal0 + self.ordinal.rem_euclid(4) * 3)
            }
            Granularity::Year => month_start(self.ordinal * 12 + fiscal0),
        }
    }

    #[must_use]
    pub fn last_day(self, fiscal: FiscalStart) -> NaiveDate {
        self.next().first_day(fiscal).checked_sub_days(Days::new(1)).unwrap_or(NaiveDate::MIN)
    }

    /// The day by which it counts in a longer period: a week's Thursday, as ISO 8601 has it for years, so that most of its
    /// days lie there; the first day of all others, which no longer period cuts. This is the one place that decides which
    /// weeks make a month, a fiscal quarter and a fiscal year.
    #[must_use]
    pub fn counts_by(self, fiscal: FiscalStart) -> NaiveDate {
        let first = self.first_day(fiscal);
        match self.granularity {
            Granularity::Week => first.checked_add_days(Days::new(3)).unwrap_or(first),
            Granularity::Month | Granularity::Quarter | Granularity::Year => first,
        }
    }

    /// The longer period that it counts in.
    #[must_use]
    pub fn within(self, granularity: Granularity, fiscal: FiscalStart) -> Self {
        Self::containing(self.counts_by(fiscal), granularity, fiscal)
    }

    /// The year in which the fiscal year that it counts in starts.
    #[must_use]
    pub fn fiscal_year(self, fiscal: FiscalStart) -> i32 {
        fiscal.year_of(self.counts_by(fiscal))
    }

    /// Place in the season, from 0: the calendar month, the fiscal quarter, the ISO week (the 53rd counts as the 52nd).
    #[must_use]
    pub fn season_index(self) -> usize {
        let per_year = i32::try_from(self.granularity.per_year()).unwrap_or(1);
        let index = match self.granularity {
            Granularity::Week => self.first_day(FiscalStart::JANUARY).iso_week().week0().cast_signed().min(51),
            Granularity::Month | Granularity::Quarter | Granularity::Year => self.ordinal.rem_euclid(per_year),
        };
        usize::try_from(index).unwrap_or(0)
    }

    /// The same period one year earlier (for weeks: the ISO week of the same number, the 52nd for a 53rd that was not).
    #[must_use]
    pub fn year_before(self) -> Self {
        match self.granularity {
            Granularity::Week => {
                let week = self.first_day(FiscalStart::JANUARY).iso_week();
                Self::iso_week(week.year() - 1, week.week())
                    .or_else(|| Self::iso_week(week.year() - 1, 52))
                    .unwrap_or_else(|| self.plus(-52))
            }
            _ => self.plus(-i32::try_from(self.granularity.per_year()).unwrap_or(1)),
        }
    }

    /// The same period one year earlier, if that year has it: a 53rd week mostly has none.
    #[must_use]
    pub fn same_a_year_before(self) -> Option<Self> {
        let before = self.year_before();
        (self.granularity != Granularity::Week || before.week_number() == self.week_number()).then_some(before)
    }

    fn week_number(self) -> u32 {
        self.first_day(FiscalStart::JANUARY).iso_week().week()
    }

    /// `None` if the year has no such ISO week.
    #[must_use]
    pub fn iso_week(year: i32, week: u32) -> Option<Self> {
        let monday = NaiveDate::from_isoywd_opt(year, week, chrono::Weekday::Mon)?;
        Some(Self::containing(monday, Granularity::Week, FiscalStart::JANUARY))
    }

    /// Calendar month (1 to 12) of the period's first day.
    #[must_use]
    pub fn first_month(self, fiscal: FiscalStart) -> u32 {
        self.first_day(fiscal).month()
    }
}

impl fmt::Display for Period {
    /// `2026-07`, `2026-W07`, `2026-Q3`, `2026`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ordinal = self.ordinal;
        match self.granularity {
            Granularity::Week => {
                let week = self.first_day(FiscalStart::JANUARY).iso_week();
                write!(f, "{}-W{:02}", week.year(), week.week())
            }
            Granularity::Month => write!(f, "{}-{:02}", ordinal.div_euclid(12), ordinal.rem_euclid(12) + 1),
            Granularity::Quarter => write!(f, "{}-Q{}", ordinal.div_euclid(4), ordinal.rem_euclid(4) + 1),
            Granularity::Year => write!(f, "{ordinal}"),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let number = |s: &str, digits: usize| -> Option<i32> {
            (s.len() == digits && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok())?
        };
        let (year, rest) = match text.split_once('-') {
            Some((year, rest)) => (year, Some(rest)),
            None => (text, None),
        };
        let year = number(year, 4).filter(|y| YEARS.contains(y)).ok_or(PeriodError)?;
        let Some(rest) = rest else {
            return Ok(Self { granularity: Granularity::Year, ordinal: year });
        };
        if let Some(week) = rest.strip_prefix('W') {
            let week = number(week, 2).ok_or(PeriodError)?.cast_unsigned();
            return Self::iso_week(year, week).ok_or(PeriodError);
        }
        if let Some(quarter) = rest.strip_prefix('Q') {
            let quarter = number(quarter, 1).filter(|q| (1..=4).contains(q)).ok_or(PeriodError)?;
            return Ok(Self { granularity: Granularity::Quarter, ordinal: year * 4 + quarter - 1 });
        }
        let month = number(rest, 2).filter(|m| (1..=12).contains(m)).ok_or(PeriodError)?;
        Ok(Self { granularity: Granularity::Month, ordinal: year * 12 + month - 1 })
    }
}

/// Periods of one granularity from `first` to `last`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    pub first: Period,
    pub last: Period,
}

impl Span {
    /// `None` if the two differ in granularity or stand in the wrong order.
    #[must_use]
    pub fn new(first: Period, last: Period) -> Option<Self> {
        (first.granularity == last.granularity && first.ordinal <= last.ordinal).then_some(Self { first, last })
    }

    #[must_use]
    pub fn contains(self, period: Period) -> bool {
        period.granularity == self.first.granularity && (self.first..=self.last).contains(&period)
    }

    /// Number of periods; never 0.
    #[must_use]
    pub fn len(self) -> usize {
        usize::try_from(self.first.until(self.last) + 1).unwrap_or(0)
    }

    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    pub fn iter(self) -> impl DoubleEndedIterator<Item = Period> + Clone {
        (self.first.ordinal..=self.last.ordinal)
            .map(move |ordinal| Period { granularity: self.first.granularity, ordinal })
    }

    /// The periods of `granularity` that count in this span; longer ones are those that its periods count in. So the weeks
    /// of one year and of the next never share one.
    #[must_use]
    pub fn at(self, granularity: Granularity, fiscal: FiscalStart) -> Self {
        if granularity >= self.first.granularity {
            return Self { first: self.first.within(granularity, fiscal), last: self.last.within(granularity, fiscal) };
        }
        let (from, to) = (self.first.first_day(fiscal), self.last.last_day(fiscal));
        let (first, last) =
            (Period::containing(from, granularity, fiscal), Period::containing(to, granularity, fiscal));
        Self {
            first: if first.counts_by(fiscal) < from { first.next() } else { first },
            last: if last.counts_by(fiscal) > to { last.plus(-1) } else { last },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_granularity_reads_back_what_it_writes() {
        for text in ["2026-07", "2026-W07", "2020-W53", "2026-Q3", "2026"] {
            assert_eq!(period(text).to_string(), text);
        }
    }

    #[test]
    fn texts_that_are_no_period_are_refused() {
        for text in
            ["", "26-07", "2026-13", "2026-00", "2026-7", "2021-W53", "2026-Q5", "1899-12", "2026-07-01", "２０２６"]
        {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    #[test]
    fn fiscal_quarters_and_years_are_named_by_the_year_in_which_they_start() {
        let july = FiscalStart::new(7).unwrap();
        let at = |date: &str, g| Period::containing(day(date), g, july).to_string();
        assert_eq!(at("2026-07-01", Granularity::Quarter), "2026-Q1");
        assert_eq!(at("2027-06-30", Granularity::Quarter), "2026-Q4");
        assert_eq!(at("2027-06-30", Granularity::Year), "2026");
        assert_eq!(period("2026-Q3").first_day(july), day("2027-01-01"));
        assert_eq!(period("2026-Q3").last_day(july), day("2027-03-31"));
    }

    #[test]
    fn weeks_are_iso_weeks() {
        let week = Period::containing(day("2027-01-03"), Granularity::Week, FiscalStart::JANUARY);
        assert_eq!(week.to_string(), "2026-W53");
        assert_eq!(week.first_day(FiscalStart::JANUARY), day("2026-12-28"));
        assert_eq!(week.year_before().to_string(), "2025-W52");
        assert_eq!(week.next().to_string(), "2027-W01");
    }

    #[test]
    fn a_span_of_months_covers_the_quarters_it_touches() {
        let april = FiscalStart::new(4).unwrap();
        let year = april.months_of(2026);
        assert_eq!((year.first, year.last, year.len()), (period("2026-04"), period("2027-03"), 12));
        let quarters = year.at(Granularity::Quarter, april);
        assert_eq!((quarters.first, quarters.last, quarters.len()), (period("2026-Q1"), period("2026-Q4"), 4));
        assert!(Span::new(period("2026-07"), period("2026-06")).is_none());
        assert!(Span::new(period("2026-07"), period("2026-Q1")).is_none());
    }

    #[test]
    fn months_before_the_common_era_of_a_plan_do_not_panic() {
        assert_eq!(period("1900-01").plus(-1).to_string(), "1899-12");
        assert_eq!(period("2024-02").last_day(FiscalStart::JANUARY), day("2024-02-29"));
    }
}
