//! Periods against a calendar that was worked out by other means: whole months by table, weeks by the list of long years.

#![allow(clippy::unwrap_used, reason = "a test that panics says where")]

use chrono::{Datelike, NaiveDate};
use upturn::model::{FiscalStart, Granularity, Period};

const fn is_leap(year: i32) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn last_of(year: i32, month: u32) -> NaiveDate {
    let days = [31, if is_leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    NaiveDate::from_ymd_opt(year, month, days[month as usize - 1]).unwrap()
}

/// The month that is `after` months after this one.
fn later(year: i32, month: u32, after: u32) -> (i32, u32) {
    let index = month - 1 + after;
    (year + i32::try_from(index / 12).unwrap(), index % 12 + 1)
}

#[test]
fn r40_fiscal_years_and_quarters_of_every_start_are_whole_months() {
    for start in 1..=12_u8 {
        let fiscal = FiscalStart::new(start).unwrap();
        for year in 2019..=2033 {
            let months = fiscal.months_of(year);
            assert_eq!(months.len(), 12);
            for (index, month) in (0..).zip(months.iter()) {
                let (year, number) = later(year, start.into(), index);
                assert_eq!(month, Period::month(year, number));
                let (first, last) = (NaiveDate::from_ymd_opt(year, number, 1).unwrap(), last_of(year, number));
                assert_eq!((month.first_day(fiscal), month.last_day(fiscal)), (first, last));
                let quarter = Period::containing(last, Granularity::Quarter, fiscal);
                let begin = index / 3 * 3;
                let (of_year, of_month) = later(first.year(), number, 0);
                assert_eq!((of_year, of_month), (year, number));
                let first_month = months.iter().nth(begin as usize).unwrap();
                let last_month = months.iter().nth(begin as usize + 2).unwrap();
                assert_eq!(quarter.first_day(fiscal), first_month.first_day(fiscal), "{start} {year} {number}");
                assert_eq!(quarter.last_day(fiscal), last_month.last_day(fiscal), "{start} {year} {number}");
                let whole = Period::containing(first, Granularity::Year, fiscal);
                assert_eq!(whole.first_day(fiscal), months.first.first_day(fiscal));
                assert_eq!(whole.last_day(fiscal), months.last.last_day(fiscal));
            }
        }
    }
}

#[test]
fn r40_the_years_of_53_weeks_are_those_of_the_almanac() {
    let long: Vec<i32> = (2000..=2040).filter(|year| Period::iso_week(*year, 53).is_some()).collect();
    assert_eq!(long, [2004, 2009, 2015, 2020, 2026, 2032, 2037]);
    let fiscal = FiscalStart::JANUARY;
    let mut day = NaiveDate::from_ymd_opt(2019, 12, 20).unwrap();
    let mut week = Period::containing(day, Granularity::Week, fiscal);
    while day.year() < 2034 {
        let now = Period::containing(day, Granularity::Week, fiscal);
        let begins = day.weekday() == chrono::Weekday::Mon;
        assert_eq!(now != week, begins, "{day}");
        assert!(!begins || now == week.next(), "{day}");
        assert!(now.first_day(fiscal) <= day && day <= now.last_day(fiscal));
        (week, day) = (now, day.succ_opt().unwrap());
    }
}
