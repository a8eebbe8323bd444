//! The whole analysis on plans small enough to work by hand, and laws that hold for every plan.

mod laws;
pub(super) mod simulation;

use chrono::NaiveDate;

use super::*;
use crate::model::{
    Adjustment, Amount, Episode, FiscalStart, Granularity, Level, Period, Plan, Span, Spread, Standing, Target, Unit,
};

/// Airline passengers in thousands, January 1949 to December 1952: series G of Box, Jenkins & Reinsel, Time Series Analysis.
pub(super) const PASSENGERS: [f64; 48] = [
    112.0, 118.0, 132.0, 129.0, 121.0, 135.0, 148.0, 148.0, 136.0, 119.0, 104.0, 118.0, 115.0, 126.0, 141.0, 135.0,
    125.0, 149.0, 170.0, 170.0, 158.0, 133.0, 114.0, 140.0, 145.0, 150.0, 178.0, 163.0, 172.0, 178.0, 199.0, 199.0,
    184.0, 162.0, 146.0, 166.0, 171.0, 180.0, 193.0, 181.0, 183.0, 218.0, 230.0, 242.0, 209.0, 191.0, 172.0, 194.0,
];

/// That the first of `values` are those, up to `within`.
pub(super) fn begins_with(values: &[f64], expected: &[f64], within: f64) {
    assert!(values.len() >= expected.len(), "{values:?} is too short");
    for (value, expected) in values.iter().zip(expected) {
        assert!((value - expected).abs() < within, "{value} is not {expected}");
    }
}

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
    // A method that can be followed by hand.
    plan.forecast.method = Some("same-months-last-year".to_owned());
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
            adjustments: None,
            bands: answer.total.bands,
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
    let points = |id| &answer.methods.iter().find(|method| method.id == id).unwrap().points;
    assert_eq!(points("combination"), &Err(Refusal::TooFew { have: 2, need: 3 }));
    assert_eq!(points("line-through-rolling-average"), &Err(Refusal::TooFew { have: 2, need: 7 }));
    assert_eq!(points("same-months-last-year"), &Err(Refusal::TooFew { have: 2, need: 12 }));
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

/// By hand: all months are 100, so that the hole is one of 100 too.
#[test]
fn a_month_of_the_plan_that_was_never_filled_in_counts_as_its_neighbours_would_have_it() {
    let mut plan = plan(&[100; 4]);
    plan.type_figure(0, month("2026-02"), None);
    let answer = analyse(&plan, 0, day("2026-05-01")).unwrap();
    let february = answer.row(month("2026-02")).unwrap();
    assert_eq!((february.actual, february.expected), (None, Some(Amount::whole(100))));
    assert_eq!(answer.row(month("2026-01")).unwrap().forecast, None);
    assert_eq!(answer.total.actual_to_date, Amount::whole(300));
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
    assert_eq!(chosen(&plan, "2026-03-20"), Some("combination"));
    plan.forecast.method = Some("same-months-last-year".into());
    plan.series_mut(0).unwrap().figures.retain(|period, _| *period >= month("2025-06"));
    assert_eq!(chosen(&plan, "2026-03-20"), Some("combination"));
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

/// The line of `numpy.polyfit` through the 6-month averages of 1949 and 1950.
#[test]
fn the_line_through_the_averages_of_the_airline_passengers_is_that_of_another_program() {
    let mut plan = plan_of("1949-01", &some(&PASSENGERS[..24]));
    plan.forecast.method = Some("line-through-rolling-average".into());
    let answer = analyse(&plan, 0, day("2190-01-01")).unwrap();
    let point = |text| answer.row(month(text)).unwrap().forecast.unwrap();
    let amount = |value| Amount::from_f64(value, 2).unwrap();
    assert_eq!(point("1951-01").mid, amount(146.350_877));
    assert_eq!(point("1951-12").mid, amount(159.435_088));
    let warning = answer.methods[answer.chosen.unwrap()].warning.as_deref();
    assert_eq!(warning, Some("The straight line ignores the season: November is 20% below an average month."));
}

/// The seasonal naive forecast of 1951 is 1950.
#[test]
fn the_airline_passengers_of_1951_are_expected_to_be_those_of_1950() {
    let mut plan = plan_of("1949-01", &some(&PASSENGERS[..24]));
    plan.forecast.method = Some("same-months-last-year".into());
    let answer = analyse(&plan, 0, day("2190-01-01")).unwrap();
    let mids: Vec<f64> = answer.rows.iter().filter_map(|row| Some(row.forecast?.mid.to_f64())).collect();
    assert_eq!(mids, PASSENGERS[12..24]);
}

#[test]
fn weeks_quarters_and_years_are_analysed_in_their_own_periods() {
    let quarters = answer_of("2023-Q1", &some(&PASSENGERS[..12]));
    assert_eq!((quarters.granularity, quarters.rows.len()), (Granularity::Quarter, 16));
    assert_eq!(quarters.season.as_ref().map(|season| season.indices.len()), Ok(4));
    assert!(quarters.methods.iter().any(|method| method.label == "Same quarters last year"));
    let years = answer_of("2014", &some(&PASSENGERS[..12]));
    assert_eq!((years.rows.len(), years.season), (13, Err(Refusal::NoSeasonInYear)));
    assert!(years.rows[12].forecast.is_some_and(|point| point.band80.lo < point.mid && point.mid < point.band80.hi));
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

/// By hand on the seasonal naive method: 100 a month to come; from June on 30 less, which is seven months.
#[test]
fn an_adjustment_moves_the_landing_and_leaves_the_forecast_alone() {
    let mut plan = with_target(plan(&[100, 100]), 1_200);
    plan.series_mut(0).unwrap().adjust(Adjustment {
        reason: "Lost Marlow".into(),
        author: "Tom".into(),
        made: day("2026-03-05"),
        first: month("2026-06"),
        last: None,
        amount: Amount::whole(-30),
    });
    let answer = analyse(&plan, 0, day("2026-03-20")).unwrap();
    let june = answer.row(month("2026-06")).unwrap();
    assert_eq!(june.forecast.map(|point| point.mid), Some(Amount::whole(100)));
    assert_eq!((june.adjusted, june.expected), (Some(Amount::whole(70)), Some(Amount::whole(70))));
    assert_eq!(answer.row(month("2026-05")).unwrap().adjusted, None);
    assert_eq!(answer.total.landing, Some(Amount::whole(990)));
    assert_eq!(answer.total.adjustments, Some(Amount::whole(-210)));
    assert_eq!(answer.total.gap, Some(Amount::whole(210)));
}

#[test]
fn an_adjustment_below_nothing_stops_at_nothing() {
    let mut plan = plan(&[100, 100]);
    plan.series_mut(0).unwrap().adjust(Adjustment {
        reason: "Closed".into(),
        author: String::new(),
        made: day("2026-03-05"),
        first: month("2026-06"),
        last: Some(month("2026-06")),
        amount: Amount::whole(-900),
    });
    let answer = analyse(&plan, 0, day("2026-03-20")).unwrap();
    assert_eq!(answer.row(month("2026-06")).unwrap().expected, Some(Amount::ZERO));
}

#[test]
fn the_chances_fall_with_the_target_and_the_dots_lie_around_the_landing() {
    let values: Vec<Option<f64>> = PASSENGERS.iter().map(|value| Some(value * 1_000.0)).collect();
    let mut plan = plan_of("2022-01", &values);
    plan.period = Some(FiscalStart::JANUARY.months_of(2026));
    let series = plan.series_mut(0).unwrap();
    for (level, total) in [(Level::Minimum, 2_000_000), (Level::Formal, 2_600_000), (Level::Stretch, 3_500_000)] {
        let span = FiscalStart::JANUARY.months_of(2026);
        let total = Amount::whole(total);
        series.set_target(Target::spread_over(level, Spread::Even, total, span, &[1.0; 12], 2).unwrap());
    }
    let answer = analyse(&plan, 0, day("2026-01-05")).unwrap();
    let chances: Vec<f64> = answer.odds.iter().map(|odds| odds.chance).collect();
    assert_eq!(
        answer.odds.iter().map(|odds| odds.level).collect::<Vec<_>>(),
        [Level::Minimum, Level::Formal, Level::Stretch]
    );
    assert!(chances[0] > 0.95 && chances[2] < 0.05 && chances.is_sorted_by(|a, b| a > b), "{chances:?}");
    let landing = answer.total.landing.unwrap();
    assert_eq!(answer.dots.len(), 20);
    assert!(answer.dots.is_sorted() && answer.dots[9] <= landing && landing <= answer.dots[10], "{:?}", answer.dots);
    let [_, eight, wide] = answer.total.bands.unwrap();
    assert!(wide.lo < eight.lo && eight.lo < landing && landing < eight.hi && eight.hi < wide.hi);
}

#[test]
fn a_plan_that_is_over_has_reached_its_target_or_not() {
    let mut plan = plan(&[100; 12]);
    let odds = |plan: &Plan| analyse(plan, 0, day("2027-01-20")).unwrap().odds[0].chance;
    plan = with_target(plan, 1_200);
    assert!((odds(&plan) - 1.0).abs() < f64::EPSILON);
    plan = with_target(plan, 1_201);
    assert!(odds(&plan).abs() < f64::EPSILON);
}

/// The flood of 2024 halves the sales of half a year: left in, it draws the level down; left out, the forecast is as without it.
#[test]
fn an_episode_that_is_out_of_the_level_does_not_bend_the_forecast() {
    let mut values: Vec<Option<f64>> = (0..42).map(|row| Some([100.0, 103.0, 98.0][row % 3])).collect();
    let clean = landing_of(&plan_of("2021-01", &values));
    for value in &mut values[36..] {
        *value = Some(50.0);
    }
    let mut plan = plan_of("2021-01", &values);
    let flooded = landing_of(&plan);
    plan.mark_episode(Episode {
        name: "Flood".into(),
        out_of_level: true,
        ..Episode::over(Span { first: month("2024-01"), last: month("2024-06") }, FiscalStart::JANUARY)
    });
    let left_out = landing_of(&plan);
    assert!(flooded < clean * 0.8, "{flooded} against {clean}");
    assert!((left_out - clean).abs() < clean * 0.05, "{left_out} against {clean}");
}

/// What is to come of the year after the figures.
fn landing_of(plan: &Plan) -> f64 {
    let answer = analyse(plan, 0, day("2024-07-05")).unwrap();
    answer.rows.iter().filter_map(|row| Some(row.forecast?.mid.to_f64())).sum()
}

/// By hand on the seasonal naive method: at the end of February it expected 100 of March; 130 came.
#[test]
fn a_kept_forecast_is_held_against_what_came() {
    let mut plan = plan(&[100, 100]);
    let kept = then::to_keep(&plan, 0, day("2026-03-05")).unwrap();
    assert_eq!((kept.known, kept.landing), (month("2026-02"), Some(Amount::whole(1_200))));
    plan.series_mut(0).unwrap().keep_forecast(kept);
    plan.type_figure(0, month("2026-03"), Some(Amount::whole(130)));
    let told = analyse(&plan, 0, day("2026-04-05")).unwrap().then_and_now.unwrap();
    assert_eq!((told.kept, told.counted, told.outcomes.len()), (1, 1, 1));
    assert_eq!((told.outcomes[0].period, told.outcomes[0].actual), (month("2026-03"), Amount::whole(130)));
    assert_eq!((told.outcomes[0].expected.mid, told.judgement), (Amount::whole(100), None));
    assert_eq!(told.landing_then, Some(Amount::whole(1_200)));
}

#[test]
fn a_judgement_is_scored_against_the_forecast_that_it_changed() {
    let mut plan = plan(&[100, 100]);
    plan.series_mut(0).unwrap().adjust(Adjustment {
        reason: "A tender".into(),
        author: "Tom".into(),
        made: day("2026-03-05"),
        first: month("2026-03"),
        last: Some(month("2026-03")),
        amount: Amount::whole(25),
    });
    let kept = then::to_keep(&plan, 0, day("2026-03-05")).unwrap();
    plan.series_mut(0).unwrap().keep_forecast(kept);
    plan.type_figure(0, month("2026-03"), Some(Amount::whole(130)));
    let told = analyse(&plan, 0, day("2026-04-05")).unwrap().then_and_now.unwrap().judgement.unwrap();
    assert_eq!((told.periods, told.untouched_off, told.adjusted_off), (1, Amount::whole(30), Amount::whole(5)));
}
