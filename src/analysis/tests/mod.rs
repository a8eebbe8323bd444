//! The whole analysis on plans small enough to work by hand, and laws that hold for every plan.

mod laws;
pub(super) mod simulation;

use chrono::NaiveDate;

use super::*;
use crate::model::{Amount, FiscalStart, Granularity, Period, Plan, Span, Spread, Standing, Target, Unit};

/// Airline passengers in thousands, January 1949 to December 1952: series G of Box, Jenkins & Reinsel, Time Series Analysis.
pub(super) const PASSENGERS: [f64; 48] = [
    112.0, 118.0, 132.0, 129.0, 121.0, 135.0, 148.0, 148.0, 136.0, 119.0, 104.0, 118.0, 115.0, 126.0, 141.0, 135.0,
    125.0, 149.0, 170.0, 170.0, 158.0, 133.0, 114.0, 140.0, 145.0, 150.0, 178.0, 163.0, 172.0, 178.0, 199.0, 199.0,
    184.0, 162.0, 146.0, 166.0, 171.0, 180.0, 193.0, 181.0, 183.0, 218.0, 230.0, 242.0, 209.0, 191.0, 172.0, 194.0,
];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A plan with one series of finished figures from `first` on; its plan period is left open.
pub(super) fn plan_of(first: &str, values: &[Option<f64>]) -> Plan {
    let first: Period = first.parse().unwrap();
    let mut plan = Plan::default();
    plan.add_series("Sales", Unit::Money, first.granularity());
    for (row, value) in (0..).zip(values) {
        plan.type_figure(0, first.plus(row), value.and_then(|value| Amount::from_f64(value, 6)));
    }
    plan
}

/// The analysis of finished figures from `first` on, long after.
pub(super) fn answer_of(first: &str, values: &[Option<f64>]) -> Answer {
    analyse(&plan_of(first, values), 0, day("2190-01-01")).unwrap()
}

pub(super) fn some(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().copied().map(Some).collect()
}

pub(super) fn line_of(first: &str, values: &[Option<f64>]) -> Timeline {
    let plan = plan_of(first, values);
    Timeline::new(&plan, &plan.series[0], day("2190-01-01"))
}

fn month(text: &str) -> Period {
    text.parse().unwrap()
}

/// A plan for 2026 with 100 in each month of 2025 and `this_year` from January 2026 on.
fn plan(this_year: &[i64]) -> Plan {
    let mut plan = Plan::new("Coast");
    for (row, value) in (0..).zip([100; 12].iter().chain(this_year)) {
        plan.type_figure(0, month("2025-01").plus(row), Some(Amount::whole(*value)));
    }
    plan.period = Some(FiscalStart::JANUARY.months_of(2026));
    plan
}

fn with_target(mut plan: Plan, total: i64) -> Plan {
    let span = plan.period.unwrap();
    let target = Target::spread_over(Level::Formal, Spread::Even, Amount::whole(total), span, &[1.0; 12], 2).unwrap();
    plan.series_mut(0).unwrap().set_target(target);
    plan
}

/// By hand: 110 + 90 are sold, March stands at 130 so far (more than last year's 100), April to December at 100 each.
#[test]
fn the_landing_is_what_is_sold_and_what_is_to_come_and_the_gap_is_positive_where_short() {
    let answer = analyse(&with_target(plan(&[110, 90, 130]), 1_500), 0, day("2026-03-20")).unwrap();
    assert_eq!(answer.methods[answer.chosen.unwrap()].id, "same-months-last-year");
    assert_eq!(
        answer.total,
        Total {
            target: Some(Amount::whole(1_500)),
            actual_to_date: Amount::whole(200),
            forecast_to_come: Some(Amount::whole(1_030)),
            landing: Some(Amount::whole(1_230)),
            gap: Some(Amount::whole(270)),
        }
    );
    let gaps: Vec<Option<Amount>> = answer.plan_rows().map(|row| row.gap).collect();
    assert_eq!(gaps[..4], [15, 35, -5, 25].map(|gap| Some(Amount::whole(gap))));
    assert_eq!(gaps.into_iter().flatten().sum::<Amount>(), Amount::whole(270));
}

#[test]
fn an_unfinished_month_that_sold_less_than_forecast_so_far_counts_as_forecast() {
    let answer = analyse(&plan(&[110, 90, 40]), 0, day("2026-03-20")).unwrap();
    let march = answer.row(month("2026-03")).unwrap();
    assert_eq!((march.standing, march.actual), (Standing::Unfinished, Some(Amount::whole(40))));
    assert_eq!(march.expected, Some(Amount::whole(100)));
    assert_eq!((march.target, march.gap), (None, None));
    assert_eq!(answer.total.gap, None);
}

#[test]
fn a_month_without_a_forecast_leaves_the_landing_open_but_not_the_sold_part() {
    let mut plan = plan(&[]);
    plan.series_mut(0).unwrap().figures.retain(|period, _| *period >= month("2025-11"));
    let answer = analyse(&with_target(plan, 1_200), 0, day("2026-01-05")).unwrap();
    assert_eq!(answer.chosen, None);
    assert_eq!(answer.methods[0].points, Err(Refusal::TooFew { have: 2, need: 7 }));
    assert_eq!(answer.methods[1].points, Err(Refusal::TooFew { have: 2, need: 12 }));
    assert_eq!((answer.total.target, answer.total.landing), (Some(Amount::whole(1_200)), None));
    assert_eq!((answer.total.forecast_to_come, answer.total.gap), (None, None));
}

#[test]
fn a_plan_that_is_over_lands_on_what_was_sold() {
    let mut plan = plan(&[]);
    plan.period = Some(FiscalStart::JANUARY.months_of(2025));
    let answer = analyse(&plan, 0, day("2026-01-05")).unwrap();
    assert_eq!(answer.total.landing, Some(Amount::whole(1_200)));
    assert_eq!(answer.total.forecast_to_come, Some(Amount::ZERO));
    assert_eq!(answer.rows.len(), 12);
}

#[test]
fn a_month_of_the_plan_that_was_never_filled_in_counts_as_the_method_expects_it() {
    let mut plan = plan(&[110, 90, 120, 95]);
    plan.type_figure(0, month("2026-02"), None);
    let answer = analyse(&plan, 0, day("2026-05-01")).unwrap();
    let february = answer.row(month("2026-02")).unwrap();
    assert_eq!((february.actual, february.expected), (None, Some(Amount::whole(100))));
    assert_eq!(answer.row(month("2026-01")).unwrap().forecast, None);
    assert_eq!(answer.total.actual_to_date, Amount::whole(110 + 120 + 95));
    assert_eq!(answer.total.forecast_to_come, Some(Amount::whole(900)));
    // Outside the plan a hole is left alone.
    plan.type_figure(0, month("2025-03"), None);
    let answer = analyse(&plan, 0, day("2026-05-01")).unwrap();
    assert_eq!(answer.row(month("2025-03")).unwrap().forecast, None);
}

#[test]
fn the_plans_own_method_is_taken_where_it_can_answer_and_an_unknown_one_does_no_harm() {
    let mut plan = plan(&[110, 90]);
    let chosen = |plan: &Plan, today| {
        let answer = analyse(plan, 0, day(today)).unwrap();
        answer.chosen.map(|index| answer.methods[index].id)
    };
    plan.forecast.method = Some("line-through-rolling-average".into());
    assert_eq!(chosen(&plan, "2026-03-20"), Some("line-through-rolling-average"));
    plan.forecast.method = Some("crystal-ball".into());
    assert_eq!(chosen(&plan, "2026-03-20"), Some("same-months-last-year"));
    plan.series_mut(0).unwrap().figures.retain(|period, _| *period >= month("2025-06"));
    assert_eq!(chosen(&plan, "2026-03-20"), Some("line-through-rolling-average"));
}

#[test]
fn forecasts_are_rounded_to_the_minor_unit_of_the_currency() {
    let mut plan = plan_of("2025-01", &some(&PASSENGERS.map(|value| value / 7.0)));
    plan.forecast.method = Some("line-through-rolling-average".into());
    for (code, decimals) in [("JPY", 0), ("GBP", 2), ("KWD", 3)] {
        plan.currency = Some(code.parse().unwrap());
        let answer = analyse(&plan, 0, day("2190-01-01")).unwrap();
        assert_eq!(answer.decimals, decimals);
        for point in answer.rows.iter().filter_map(|row| row.forecast) {
            assert_eq!(point.mid, point.mid.rounded(decimals));
            assert_eq!(point.band80.lo, point.band80.lo.rounded(decimals));
        }
    }
}

/// The line of `numpy.polyfit` through the 6-month averages of 1949 and 1950 and the residuals of the figures around it
/// (root of their sum of squares over 22).
#[test]
fn the_line_through_the_averages_of_the_airline_passengers_is_that_of_another_program() {
    let mut plan = plan_of("1949-01", &some(&PASSENGERS[..24]));
    plan.forecast.method = Some("line-through-rolling-average".into());
    let answer = analyse(&plan, 0, day("2190-01-01")).unwrap();
    let point = |text| answer.row(month(text)).unwrap().forecast.unwrap();
    let amount = |value| Amount::from_f64(value, 2).unwrap();
    assert_eq!(point("1951-01").mid, amount(146.350_877));
    assert_eq!(point("1951-12").mid, amount(159.435_088));
    assert_eq!(point("1951-01").band95.hi, amount(146.350_877_193 + 1.959_963_985 * 16.686_385_883));
    let warning = answer.methods[0].warning.as_deref();
    assert_eq!(warning, Some("The straight line ignores the season: November is 21% below an average month."));
}

/// The seasonal naive forecast of 1951 is 1950; the root mean square change from 1949 to 1950 is 14.8155.
#[test]
fn the_airline_passengers_of_1951_are_expected_to_be_those_of_1950() {
    let answer = answer_of("1949-01", &some(&PASSENGERS[..24]));
    let mids: Vec<f64> = answer.rows.iter().filter_map(|row| Some(row.forecast?.mid.to_f64())).collect();
    assert_eq!(mids, PASSENGERS[12..24]);
    let january = answer.row(month("1951-01")).unwrap().forecast.unwrap();
    assert_eq!(january.band80.hi, Amount::from_f64(115.0 + 1.281_551_57 * 14.815_532_39, 2).unwrap());
}

#[test]
fn weeks_quarters_and_years_are_analysed_in_their_own_periods() {
    let quarters = answer_of("2023-Q1", &some(&PASSENGERS[..12]));
    assert_eq!((quarters.granularity, quarters.rows.len()), (Granularity::Quarter, 16));
    assert_eq!(quarters.season.as_ref().map(|season| season.indices.len()), Ok(4));
    assert_eq!(quarters.methods[1].label, "Same quarters last year");
    let years = answer_of("2014", &some(&PASSENGERS[..12]));
    assert_eq!((years.rows.len(), years.season), (13, Err(Refusal::NoSeasonInYear)));
    assert_eq!(years.rows[12].forecast.map(|point| point.mid), Some(Amount::whole(118)));
    let weeks: Vec<Option<f64>> = (0..120).map(|week| Some(100.0 + f64::from(week % 52))).collect();
    let weeks = answer_of("2024-W01", &weeks);
    assert_eq!(weeks.season.map(|season| season.indices.len()), Ok(52));
    assert!(weeks.total.landing.is_some());
}

#[test]
fn a_series_that_is_not_there_has_no_answer_and_an_empty_one_has_the_plans_rows() {
    let plan = Plan::new("Coast");
    assert_eq!(analyse(&plan, 1, day("2026-03-20")), None);
    let answer = analyse(&plan, 0, day("2026-03-20")).unwrap();
    assert_eq!((answer.rows.len(), answer.last_finished, answer.chosen), (12, None, None));
    assert_eq!(answer.trend, Err(Refusal::TooFew { have: 0, need: 4 }));
    assert_eq!(answer.total, Total::default());
}

#[test]
fn three_hundred_years_of_weeks_have_their_rows() {
    let mut plan = plan_of("1900-W01", &[Some(5.0)]);
    plan.period = Span::new(month("2199-01"), month("2200-12"));
    let answer = analyse(&plan, 0, day("2026-03-20")).unwrap();
    assert_eq!(answer.rows.len(), 15_705);
}
