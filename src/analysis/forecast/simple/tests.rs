//! A worked example for each plain method, by hand.

use super::super::{Forecaster, History, Input, METHODS, index_of};
use crate::analysis::Refusal;
use crate::model::Period;

fn history(first: &str, values: &[f64], horizon: usize) -> History {
    let first: Period = first.parse().unwrap();
    History::new(Input::new(first, values.iter().copied().map(Some).collect(), 2, horizon))
}

fn ahead(id: &str, history: &History) -> Vec<f64> {
    let method: &dyn Forecaster = METHODS[index_of(id).unwrap()];
    method.ahead(history).unwrap()
}

fn close(ahead: &[f64], expected: &[f64]) {
    assert_eq!(ahead.len(), expected.len());
    for (ahead, expected) in ahead.iter().zip(expected) {
        assert!((ahead - expected).abs() < 1e-9, "{ahead} is not {expected}");
    }
}

#[test]
fn the_last_value_is_carried_on() {
    close(&ahead("last-value", &history("2026-01", &[3.0, 9.0, 5.0], 3)), &[5.0; 3]);
}

/// Two years of quarters, the second 10 % over the first.
const QUARTERS: [f64; 8] = [10.0, 20.0, 30.0, 40.0, 11.0, 22.0, 33.0, 44.0];

#[test]
fn last_year_is_repeated_as_it_was_and_twice_the_same() {
    let said = ahead("same-months-last-year", &history("2024-Q1", &QUARTERS, 8));
    close(&said, &[11.0, 22.0, 33.0, 44.0, 11.0, 22.0, 33.0, 44.0]);
}

#[test]
fn with_growth_last_year_is_moved_once_a_year() {
    let said = ahead("same-months-last-year-grown", &history("2024-Q1", &QUARTERS, 8));
    close(&said[..4], &[12.1, 24.2, 36.3, 48.4]);
    close(&said[4..], &[13.31, 26.62, 39.93, 53.24]);
}

/// By hand: the 53rd week of 2026 repeats the 52nd of 2025, which has none of its own.
#[test]
fn the_fifty_third_week_repeats_the_last_week_of_a_year_without_one() {
    let counting: Vec<f64> = (1..=52).map(f64::from).collect();
    let said = ahead("same-months-last-year", &history("2025-W01", &counting, 54));
    close(&said[51..], &[52.0, 52.0, 1.0]);
}

#[test]
fn a_month_that_no_year_has_is_named() {
    let mut values: Vec<Option<f64>> = (1..=13).map(|value| Some(f64::from(value))).collect();
    values[3] = None;
    let history = History::new(Input::new("2024-01".parse().unwrap(), values, 6, 3));
    let refused = METHODS[index_of("same-months-last-year").unwrap()].ahead(&history);
    assert_eq!(refused, Err(Refusal::Missing("2024-04".parse().unwrap())));
}

/// By hand: a season of 0.5, 1, 1.5, 1 on a level of 100 for three years leaves nothing to shrink.
#[test]
fn the_level_of_the_last_year_gets_its_season_back() {
    let values: Vec<f64> = [50.0, 100.0, 150.0, 100.0].repeat(3);
    close(&ahead("seasonal-level", &history("2024-Q1", &values, 5)), &[50.0, 100.0, 150.0, 100.0, 50.0]);
    // Without a season it is the average of the last four.
    close(&ahead("seasonal-level", &history("2024-Q1", &[9.0, 4.0, 4.0, 8.0, 8.0], 2)), &[6.0, 6.0]);
}

/// By hand: the line through 1, 3, 2, 4 is 0.5 + 0.8 t.
#[test]
fn the_line_through_the_figures_is_the_regression_line() {
    close(&ahead("linear-trend", &history("2026-01", &[1.0, 3.0, 2.0, 4.0], 2)), &[4.5, 5.3]);
}

/// By hand: averages of two are 11, 13, 15, 17 at the rows 1 to 4, so the line is 9 + 2 row and runs half a window behind.
#[test]
fn the_line_through_the_averages_runs_behind_by_half_a_window() {
    let rising = [10.0, 12.0, 14.0, 16.0, 18.0];
    close(&ahead("line-through-rolling-average", &history("2026-01", &rising, 2)), &[19.0, 21.0]);
    // Averages of three are 12, 14, 16 at the rows 2 to 4.
    close(&ahead("line-3", &history("2026-01", &rising, 1)), &[18.0]);
    let refused = METHODS[index_of("line-6").unwrap()].ahead(&history("2026-01", &rising, 1));
    assert_eq!(refused, Err(Refusal::TooFew { have: 5, need: 7 }));
}

/// Of the five the lowest and the highest are set aside and the others averaged.
#[test]
fn the_combination_is_the_mean_of_the_middle_three() {
    let values: Vec<f64> = (0..40).map(|row| 100.0 + f64::from(row) + f64::from(row * 7 % 11)).collect();
    let history = history("2023-01", &values, 4);
    let five = ["optimised-theta", "log-theta", "damped-log", "damped", "several-paces"];
    let parts: Vec<Vec<f64>> = five.iter().map(|id| ahead(id, &history)).collect();
    let expected: Vec<f64> = (0..4)
        .map(|step| {
            let mut of_step: Vec<f64> = parts.iter().map(|part| part[step]).collect();
            of_step.sort_by(f64::total_cmp);
            of_step[1..4].iter().sum::<f64>() / 3.0
        })
        .collect();
    close(&ahead("combination", &history), &expected);
}

/// By hand: figures that grow by 1 a row without noise grow by 1 a row at every pace, and so ahead, but for what is damped.
#[test]
fn a_steady_rise_is_seen_at_every_pace() {
    let values: Vec<f64> = (0..48).map(|row| 1_000.0 + f64::from(row)).collect();
    let said = ahead("several-paces", &history("2022-01", &values, 3));
    for (step, said) in (0_u8..).zip(&said) {
        assert!((said - (1_048.0 + f64::from(step))).abs() < 1.5, "{said}");
    }
}
