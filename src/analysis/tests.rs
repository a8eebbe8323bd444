//! The whole analysis on plans small enough to work by hand, and laws that hold for every plan.

use chrono::NaiveDate;

use super::*;
use crate::model::{Amount, FiscalStart, Granularity, Period, Span, Spread, Standing, Target, Unit};

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
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
