//! Weeks, fiscal years and leap weeks against tables made by hand from a printed calendar, and what they add up to.

#![allow(clippy::unwrap_used, reason = "a test that panics says where")]

use chrono::{Datelike, NaiveDate};
use upturn::analysis::analyse;
use upturn::analysis::view::seen_by;
use upturn::model::plan::TargetTotal;
use upturn::model::{Amount, FiscalStart, Granularity, Level, Period, Plan, Span, Spread, Unit};
use upturn::text::calendar;

/// ISO year, its number of weeks, the Monday of its week 1 and the Sunday of its last week.
const ISO_YEARS: [(i32, u32, &str, &str); 13] = [
    (2015, 53, "2014-12-29", "2016-01-03"),
    (2016, 52, "2016-01-04", "2017-01-01"),
    (2017, 52, "2017-01-02", "2017-12-31"),
    (2018, 52, "2018-01-01", "2018-12-30"),
    (2019, 52, "2018-12-31", "2019-12-29"),
    (2020, 53, "2019-12-30", "2021-01-03"),
    (2021, 52, "2021-01-04", "2022-01-02"),
    (2022, 52, "2022-01-03", "2023-01-01"),
    (2023, 52, "2023-01-02", "2023-12-31"),
    (2024, 52, "2024-01-01", "2024-12-29"),
    (2025, 52, "2024-12-30", "2025-12-28"),
    (2026, 53, "2025-12-29", "2027-01-03"),
    (2027, 52, "2027-01-04", "2028-01-02"),
];

/// The month in which a fiscal year starts, its first and last week, how many there are, its name, and the first month of
/// its quarters.
type FiscalYear = (u8, &'static str, &'static str, usize, &'static str, [&'static str; 4]);

/// The fiscal years that start in the months of 2026.
const FISCAL_2026: [FiscalYear; 12] = [
    (1, "2026-W01", "2026-W53", 53, "2026", ["2026-01", "2026-04", "2026-07", "2026-10"]),
    (2, "2026-W06", "2027-W04", 52, "2026–27", ["2026-02", "2026-05", "2026-08", "2026-11"]),
    (3, "2026-W10", "2027-W08", 52, "2026–27", ["2026-03", "2026-06", "2026-09", "2026-12"]),
    (4, "2026-W14", "2027-W12", 52, "2026–27", ["2026-04", "2026-07", "2026-10", "2027-01"]),
    (5, "2026-W19", "2027-W17", 52, "2026–27", ["2026-05", "2026-08", "2026-11", "2027-02"]),
    (6, "2026-W23", "2027-W21", 52, "2026–27", ["2026-06", "2026-09", "2026-12", "2027-03"]),
    (7, "2026-W27", "2027-W25", 52, "2026–27", ["2026-07", "2026-10", "2027-01", "2027-04"]),
    (8, "2026-W32", "2027-W30", 52, "2026–27", ["2026-08", "2026-11", "2027-02", "2027-05"]),
    (9, "2026-W36", "2027-W34", 52, "2026–27", ["2026-09", "2026-12", "2027-03", "2027-06"]),
    (10, "2026-W40", "2027-W39", 53, "2026–27", ["2026-10", "2027-01", "2027-04", "2027-07"]),
    (11, "2026-W45", "2027-W43", 52, "2026–27", ["2026-11", "2027-02", "2027-05", "2027-08"]),
    (12, "2026-W49", "2027-W47", 52, "2026–27", ["2026-12", "2027-03", "2027-06", "2027-09"]),
];

/// Weeks that lie in two months: the week, its Monday, and the month of its Thursday.
const STRADDLING: [(&str, &str, &str); 10] = [
    ("2020-W53", "2020-12-28", "2020-12"),
    ("2021-W05", "2021-02-01", "2021-02"),
    ("2025-W01", "2024-12-30", "2025-01"),
    ("2025-W05", "2025-01-27", "2025-01"),
    ("2025-W40", "2025-09-29", "2025-10"),
    ("2026-W01", "2025-12-29", "2026-01"),
    ("2026-W14", "2026-03-30", "2026-04"),
    ("2026-W18", "2026-04-27", "2026-04"),
    ("2026-W31", "2026-07-27", "2026-07"),
    ("2026-W53", "2026-12-28", "2026-12"),
];

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn fiscal(month: u8) -> FiscalStart {
    FiscalStart::new(month).unwrap()
}

#[test]
fn iso_years_have_the_weeks_of_the_calendar() {
    let january = FiscalStart::JANUARY;
    for (year, weeks, monday, sunday) in ISO_YEARS {
        let (first, last) = (Period::iso_week(year, 1).unwrap(), Period::iso_week(year, weeks).unwrap());
        assert_eq!((first.first_day(january), last.last_day(january)), (day(monday), day(sunday)), "{year}");
        assert_eq!(Period::iso_week(year, weeks + 1), None, "{year}");
        assert_eq!(
            (last.to_string(), last.next()),
            (format!("{year}-W{weeks}"), Period::iso_week(year + 1, 1).unwrap())
        );
        assert_eq!(calendar::period(last, january), format!("W{weeks} {year}"));
        let of_year = january.months_of(year).at(Granularity::Week, january);
        assert_eq!(
            (of_year.first, of_year.last, of_year.len()),
            (first, last, usize::try_from(weeks).unwrap()),
            "{year}"
        );
        assert!(of_year.iter().all(|week| week.fiscal_year(january) == year), "{year}");
    }
}

#[test]
fn a_53rd_week_has_no_same_week_last_year_and_every_other_one_has() {
    for week in Span::new(period("2015-W01"), period("2027-W52")).unwrap().iter() {
        let text = week.to_string();
        let (year, number) = (text[..4].parse::<i32>().unwrap(), &text[4..]);
        let expected = (number != "-W53").then(|| period(&format!("{}{number}", year - 1)));
        assert_eq!(week.same_a_year_before(), expected, "{text}");
        let follows = expected.unwrap_or_else(|| period(&format!("{}-W52", year - 1)));
        assert_eq!(week.year_before(), follows, "a forecast of {text} still needs a week to follow");
    }
    assert_eq!(period("2026-Q3").same_a_year_before(), Some(period("2025-Q3")));
}

#[test]
fn a_fiscal_year_from_any_month_has_the_weeks_whose_thursday_it_holds() {
    for (month, first, last, count, name, quarters) in FISCAL_2026 {
        let start = fiscal(month);
        let weeks = start.months_of(2026).at(Granularity::Week, start);
        assert_eq!((weeks.first, weeks.last, weeks.len()), (period(first), period(last), count), "from month {month}");
        let next = start.months_of(2027).at(Granularity::Week, start);
        assert_eq!(next.first, weeks.last.next(), "no week is in two years, and none in none");
        assert_eq!(calendar::fiscal_year(2026, start), name);
        assert_eq!(calendar::period(period("2026"), start), name);
        for (number, begins) in (1..).zip(quarters) {
            let quarter = period(&format!("2026-Q{number}"));
            let months = Plan::months_of(quarter, start).unwrap();
            assert_eq!((months.first, months.len()), (period(begins), 3), "Q{number} from month {month}");
            assert_eq!(calendar::period(quarter, start), format!("Q{number} {name}"));
            assert_eq!(calendar::parse_period(&format!("Q{number} {name}"), start), Some(quarter));
            assert!(months.iter().all(|m| m.within(Granularity::Quarter, start) == quarter));
        }
    }
}

#[test]
fn a_week_in_two_months_counts_in_that_of_its_thursday() {
    for (week, monday, month) in STRADDLING {
        let week = period(week);
        assert_eq!(week.first_day(FiscalStart::JANUARY), day(monday));
        assert_eq!(week.within(Granularity::Month, FiscalStart::JANUARY), period(month), "{week}");
    }
}

/// One figure a week of 2024 to 2026, the number of the week's Monday since the first; a target for 2026.
fn weekly() -> Plan {
    let mut plan = Plan { series: Vec::new(), ..Plan::new("Shop") };
    plan.add_series("Sales", Unit::Money, Granularity::Week);
    for (number, week) in (1..).zip(Span::new(period("2024-W01"), period("2026-W53")).unwrap().iter()) {
        plan.type_figure(0, week, Some(Amount::whole(number)));
    }
    let span = FiscalStart::JANUARY.months_of(2026);
    let wanted = TargetTotal { level: Level::Formal, total: Amount::whole(1_000), spread: Spread::Even, span };
    plan.set_target_total(0, wanted, day("2027-02-01")).unwrap();
    plan
}

#[test]
fn a_53_week_year_is_spread_over_all_its_weeks_and_adds_up_to_the_penny() {
    let plan = weekly();
    let target = plan.series[0].target(Level::Formal).unwrap();
    assert_eq!(target.amounts.len(), 53);
    assert_eq!(target.amounts.values().copied().sum::<Amount>(), Amount::whole(1_000));
    // 1,000 / 53 = 18.8679…, so that each week has 18.86 or 18.87.
    let cents = |text: &str| text.parse::<Amount>().unwrap();
    assert!(target.amounts.values().all(|amount| [cents("18.86"), cents("18.87")].contains(amount)));
    let answer = analyse(&plan, 0, day("2027-02-01")).unwrap();
    // By hand: 52 weeks of 2024 and 52 of 2025 come first; 105 + 106 + … + 157 is 53 × 131.
    assert_eq!(answer.total.actual_to_date, Amount::whole(53 * 131));
    assert_eq!(answer.total.gap, Some(Amount::whole(1_000 - 53 * 131)));
    assert_eq!(answer.rolling.iter().map(|rolling| rolling.window).collect::<Vec<_>>(), [4, 13, 52]);
}

#[test]
fn a_target_like_last_year_gives_the_53rd_week_what_the_52nd_had() {
    let mut plan = weekly();
    for week in Span::new(period("2026-W01"), period("2026-W53")).unwrap().iter() {
        plan.type_figure(0, week, None);
    }
    let span = FiscalStart::JANUARY.months_of(2026);
    let wanted = TargetTotal { level: Level::Formal, total: Amount::whole(53_000), spread: Spread::LastYear, span };
    plan.set_target_total(0, wanted, day("2026-01-05")).unwrap();
    let amounts = &plan.series[0].target(Level::Formal).unwrap().amounts;
    let apart = amounts[&period("2026-W53")] - amounts[&period("2026-W52")];
    assert!(apart.abs() <= "0.01".parse().unwrap(), "{apart}");
    assert_eq!(amounts.values().copied().sum::<Amount>(), Amount::whole(53_000));
}

#[test]
fn the_months_of_the_weeks_are_those_of_a_hand_made_count() {
    // Thursdays in each month of 2026, from a calendar.
    let thursdays = [5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 5];
    let plan = weekly();
    let own = analyse(&plan, 0, day("2027-02-01")).unwrap();
    let seen = seen_by(&plan, 0, Granularity::Month, &own).unwrap();
    let mut first = 105;
    for (month, count) in (1..).zip(thursdays) {
        let sum: i64 = (first..first + count).sum();
        first += count;
        assert_eq!(seen.series.value(Period::month(2026, month)), Some(Amount::whole(sum)), "month {month}");
    }
    assert_eq!(first, 105 + 53);
    assert_eq!(seen.answer.total, analyse(&plan, 0, day("2027-02-01")).unwrap().total);
}

#[test]
fn every_day_of_thirty_years_counts_in_one_period_of_each_rhythm_whatever_the_fiscal_year() {
    for month in 1..=12 {
        let start = fiscal(month);
        for granularity in Granularity::ALL {
            let mut at = Period::containing(day("2010-01-01"), granularity, start);
            for date in day("2010-01-01").iter_days().take_while(|date| date.year() < 2040) {
                if date > at.last_day(start) {
                    at = at.next();
                }
                assert_eq!(Period::containing(date, granularity, start), at, "{date}");
                assert!(at.first_day(start) <= date);
            }
        }
    }
}
