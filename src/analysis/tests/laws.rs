//! What holds for every plan.

use proptest::prelude::*;

use super::*;
use crate::model::{ForecastChoice, Level, Series};

fn granularity() -> impl Strategy<Value = Granularity> {
    prop::sample::select(Granularity::ALL.to_vec())
}

/// Figures of every kind: even, tiny, huge, negative, with holes.
fn figures() -> impl Strategy<Value = Vec<Option<f64>>> {
    let value = prop_oneof![
        4 => 0.0..100_000.0_f64,
        1 => -100_000.0..100_000.0_f64,
        1 => prop::sample::select(vec![0.0, 1.0, -1.0, 1e-6, -1e-6, 1e18, -1e18, 0.1]),
    ];
    prop_oneof![
        3 => prop::collection::vec(prop::option::weighted(0.9, value.clone()), 0..90),
        1 => (value, 0_usize..60).prop_map(|(value, count)| vec![Some(value); count]),
    ]
}

prop_compose! {
    fn plans()(
        granularity in granularity(),
        figures in figures(),
        start in -90_i32..20,
        fiscal in 1_u8..=12,
        period in prop::option::of((-30_i32..30, 0_i32..40)),
        window in 0_usize..30,
        method in prop::option::of(prop::sample::select(vec!["line-through-rolling-average", "same-months-last-year", "none of ours"])),
        target in prop::option::of(-1_000_000_i64..10_000_000),
        data_date in prop::option::of(-400_i64..400),
    ) -> Plan {
        let mut plan = Plan {
            fiscal_start: FiscalStart::new(fiscal).unwrap(),
            forecast: ForecastChoice { method: method.map(str::to_owned), window, ..ForecastChoice::default() },
            ..Plan::default()
        };
        plan.add_series("Sales", Unit::Money, granularity);
        let now = Period::containing(today(), granularity, plan.fiscal_start);
        for (row, value) in (0..).zip(&figures) {
            plan.type_figure(0, now.plus(start + row), value.and_then(|value| Amount::from_f64(value, 6)));
        }
        if let Some(days) = data_date {
            let series: &mut Series = plan.series_mut(0).unwrap();
            series.data_date = Some(today() + chrono::Duration::days(days));
            series.figures.values_mut().step_by(2).for_each(|figure| figure.typed = false);
        }
        let this_month = Period::containing(today(), Granularity::Month, plan.fiscal_start);
        plan.period = period.map(|(from, months)| Span {
            first: this_month.plus(from),
            last: this_month.plus(from + months),
        });
        if let (Some(total), Some(span)) = (target, plan.period) {
            let span = span.at(granularity, plan.fiscal_start);
            let weights = vec![1.0; span.len()];
            let total = Amount::whole(total);
            let target = Target::spread_over(Level::Formal, Spread::Even, total, span, &weights, 2).unwrap();
            plan.series_mut(0).unwrap().set_target(target);
        }
        plan
    }
}

fn today() -> NaiveDate {
    day("2026-11-19")
}

/// Every number of an answer that is not an exact amount.
fn numbers(answer: &Answer) -> Vec<f64> {
    let mut numbers: Vec<f64> = Vec::new();
    for rolling in &answer.rolling {
        numbers.extend(rolling.averages.iter().chain(&rolling.warm_up).flatten());
    }
    for trend in [&answer.trend, &answer.smoothed_trend].into_iter().flatten() {
        numbers.extend([trend.per_year_percent, trend.chance]);
        numbers.extend(trend.line.iter().flatten());
    }
    numbers.extend(answer.season.iter().flat_map(|season| &season.indices));
    numbers
}

proptest! {
    #[test]
    fn every_number_is_finite_and_the_same_twice(plan in plans()) {
        let answer = analyse(&plan, 0, today()).unwrap();
        prop_assert!(numbers(&answer).iter().all(|number| number.is_finite()), "{:?}", numbers(&answer));
        prop_assert_eq!(analyse(&plan, 0, today()), Some(answer));
    }

    #[test]
    fn rows_are_every_calendar_period_of_the_figures_and_the_plan(plan in plans()) {
        let answer = analyse(&plan, 0, today()).unwrap();
        prop_assert!(answer.rows.windows(2).all(|pair| pair[0].period.next() == pair[1].period));
        prop_assert_eq!(answer.plan_rows().count(), answer.span.len());
        let mut expected = answer.span;
        if let Some(extent) = plan.series[0].extent() {
            expected = Span { first: expected.first.min(extent.first), last: expected.last.max(extent.last) };
        }
        prop_assert_eq!((answer.rows[0].period, answer.rows.len()), (expected.first, expected.len()));
        for rolling in &answer.rolling {
            prop_assert_eq!((rolling.averages.len(), rolling.warm_up.len()), (answer.rows.len(), answer.rows.len()));
        }
        let last = answer.rows.iter().rposition(|row| row.standing == Standing::Finished);
        prop_assert_eq!(answer.last_finished, last);
    }

    #[test]
    fn the_total_is_the_sum_of_its_rows(plan in plans()) {
        let answer = analyse(&plan, 0, today()).unwrap();
        let expected: Option<Vec<Amount>> = answer.plan_rows().map(|row| row.expected).collect();
        prop_assert_eq!(answer.total.landing, expected.map(|amounts| amounts.into_iter().sum()));
        let (total, finished) = (answer.total, |row: &&Row| row.standing == Standing::Finished);
        prop_assert_eq!(total.actual_to_date, answer.plan_rows().filter(finished).filter_map(|row| row.actual).sum());
        prop_assert_eq!(total.landing, total.forecast_to_come.map(|to_come| total.actual_to_date + to_come));
        let gaps: Option<Vec<Amount>> = answer.plan_rows().map(|row| row.gap).collect();
        if let Some(gaps) = gaps {
            prop_assert_eq!(total.gap, Some(gaps.into_iter().sum()));
        }
        if let Some(index) = answer.chosen {
            prop_assert_eq!(answer.methods[index].landing, total.landing);
        }
    }

    #[test]
    fn forecasts_stand_after_the_last_finished_period_and_in_the_holes_of_the_plan(plan in plans()) {
        let answer = analyse(&plan, 0, today()).unwrap();
        let next = answer.last_finished.map_or(0, |last| last + 1);
        for method in &answer.methods {
            let Ok(points) = &method.points else { continue };
            prop_assert_eq!(points.len(), answer.rows.len());
            for (index, (row, point)) in answer.rows.iter().zip(points).enumerate() {
                if index >= next {
                    prop_assert!(point.is_some(), "{} leaves out {}", method.id, row.period);
                } else {
                    prop_assert!(point.is_none() || (row.in_plan && row.standing != Standing::Finished));
                }
            }
        }
        let some_can = answer.methods.iter().any(|method| method.points.is_ok());
        prop_assert_eq!(answer.chosen.is_some(), some_can);
    }

    #[test]
    fn bands_hold_their_middle_and_lie_in_each_other_and_sales_never_go_below_nothing(plan in plans()) {
        let answer = analyse(&plan, 0, today()).unwrap();
        let negative = |row: &Row| row.standing == Standing::Finished && row.actual.is_some_and(Amount::is_negative);
        let never_negative = !answer.rows.iter().any(negative);
        for point in answer.methods.iter().filter_map(|method| method.points.as_ref().ok()).flatten().flatten() {
            let Point { mid, band50, band80, band95 } = *point;
            let order = [band95.lo, band80.lo, band50.lo, mid, band50.hi, band80.hi, band95.hi];
            prop_assert!(order.is_sorted(), "{order:?}");
            prop_assert!(!never_negative || !band95.lo.is_negative());
        }
    }

    #[test]
    fn a_season_has_a_mean_of_one(plan in plans()) {
        if let Ok(season) = analyse(&plan, 0, today()).unwrap().season {
            #[expect(clippy::cast_precision_loss, reason = "small counts")]
            let mean = season.indices.iter().sum::<f64>() / season.indices.len() as f64;
            let largest = season.indices.iter().fold(1.0_f64, |most, index| most.max(index.abs()));
            prop_assert!((mean - 1.0).abs() < 1e-9 * largest, "{mean}");
        }
    }

    #[test]
    fn a_trend_knows_its_own_side(plan in plans()) {
        let answer = analyse(&plan, 0, today()).unwrap();
        for trend in [answer.trend, answer.smoothed_trend].into_iter().flatten() {
            let direction = match trend.per_year_percent {
                rate if rate.abs() < 0.05 => Direction::Flat,
                rate if rate > 0.0 => Direction::Up,
                _ => Direction::Down,
            };
            prop_assert_eq!(trend.direction, direction);
            prop_assert!((0.0..=1.0).contains(&trend.chance));
            prop_assert_eq!(trend.could_be_chance, trend.chance > 0.05);
        }
    }
}
