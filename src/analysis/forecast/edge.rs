//! Pasts out of the ordinary: short, broken, still, wild.

use super::choice;
use super::trial::Trials;
use super::*;
use crate::model::Period;

fn months(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().copied().map(Some).collect()
}

fn history(finished: Vec<Option<f64>>, horizon: usize) -> History {
    let first: Period = "2020-01".parse().unwrap();
    History::new(Input::new(first, finished, 6, horizon))
}

/// The default forecast with its bands.
fn default(finished: Vec<Option<f64>>, horizon: usize) -> Result<Vec<Estimate>, Refusal> {
    let history = history(finished, horizon);
    let trials = Trials::of(&history, horizon);
    let (_, asked) = choice::best(None, &history, &trials)?;
    Ok(band::estimates(&history, &asked.ahead, &asked.record))
}

fn mids(estimates: &[Estimate]) -> Vec<f64> {
    estimates.iter().map(|estimate| estimate.mid).collect()
}

/// A season around a level of 100 that grows by half a unit a month, with an unevenness that is the same each time.
fn shop(rows: usize) -> Vec<f64> {
    let season = [0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.2, 1.1, 1.0, 0.9, 0.8];
    (0..rows).map(|row| (100.0 + 0.5 * float(row)) * season[row % 12] + float(row * 7 % 5)).collect()
}

#[test]
fn under_three_months_there_is_no_forecast_and_under_a_year_no_trend() {
    assert_eq!(default(months(&[5.0, 6.0]), 3), Err(Refusal::TooFew { have: 2, need: 3 }));
    // A steep climb of eight months is as likely the season: the level is carried on flat.
    let climb: Vec<f64> = (0..8).map(|row| 100.0 + 20.0 * float(row)).collect();
    let ahead = mids(&default(months(&climb), 12).unwrap());
    assert!(ahead.iter().all(|mid| (mid - ahead[0]).abs() < 1e-9) && ahead[0] < 240.0, "{ahead:?}");
}

/// By hand: the level of 10, 20, 30 is half of their mean, 20, and half of the smoothed last, 10 + 0.3·10 + 0.3·(30 − 13) = 18.1.
#[test]
fn the_level_of_a_short_past_is_the_one_worked_by_hand() {
    let ahead = default(months(&[10.0, 20.0, 30.0]), 2).unwrap();
    assert!((ahead[0].mid - 19.05).abs() < 1e-9, "{ahead:?}");
    assert!(ahead[0].bands[1].0 < ahead[0].mid && ahead[0].mid < ahead[0].bands[1].1);
}

/// By hand: 14 months, of which the last two are 20 % over the same two a year before, so that the year moves by half of that, 1.1.
/// The mean of the last twelve is 102; of last year's place 7/10 count, of the mean 3/10.
#[test]
fn between_one_year_and_two_last_year_is_drawn_in_and_moved() {
    let mut values = vec![50.0, 150.0];
    values.extend([100.0; 10]);
    values.extend([60.0, 180.0]);
    let ahead = mids(&default(months(&values), 2).unwrap());
    let mean = (10.0 * 100.0 + 60.0 + 180.0) / 12.0;
    let expected = 1.1 * (0.3 * mean + 0.7 * 100.0);
    assert!(ahead.iter().all(|mid| (mid - expected).abs() < 1e-9), "{ahead:?} are not {expected}");
}

#[test]
fn two_years_are_enough_to_see_a_season() {
    let history = history(months(&shop(24)), 12);
    assert!(history.is_seasonal());
    let ahead = METHODS[0].ahead(&history).unwrap();
    assert!(ahead[6] > 1.5 * ahead[0], "July over January: {ahead:?}");
}

#[test]
fn a_missing_month_is_filled_by_season_and_neighbours_and_never_a_zero() {
    let whole = shop(48);
    let mut holes = months(&whole);
    for row in [14, 27, 40] {
        holes[row] = None;
    }
    let history = history(holes.clone(), 12);
    for row in [14, 27, 40] {
        let filled = history.filled(row).unwrap();
        assert!((filled / whole[row] - 1.0).abs() < 0.06, "{filled} for {}", whole[row]);
    }
    let (with, without) = (mids(&default(holes, 12).unwrap()), mids(&default(months(&whole), 12).unwrap()));
    let off: f64 = with.iter().zip(&without).map(|(a, b)| (a / b - 1.0).abs()).sum::<f64>() / 12.0;
    assert!(off < 0.03, "{off}");
}

#[test]
fn one_wild_month_counts_in_part_and_is_named() {
    let usual = shop(48);
    let mut wild = usual.clone();
    wild[44] *= 3.0;
    let told = history(months(&wild), 12);
    assert_eq!(told.tamed().iter().map(ToString::to_string).collect::<Vec<_>>(), ["2023-09"]);
    let (with, without) = (mids(&default(months(&wild), 12).unwrap()), mids(&default(months(&usual), 12).unwrap()));
    let off: f64 = with.iter().zip(&without).map(|(a, b)| (a / b - 1.0).abs()).sum::<f64>() / 12.0;
    assert!(off < 0.08, "{off}");
    // The figure itself stays as it is.
    assert_eq!(told.figure(44).map(f64::round), Some(wild[44].round()));
}

#[test]
fn a_new_level_is_no_row_of_wild_months_and_is_followed() {
    let mut values = vec![100.0; 30];
    values.extend([200.0; 12]);
    let values: Vec<f64> = values.iter().enumerate().map(|(row, value)| value + float(row * 7 % 5)).collect();
    let history = history(months(&values), 6);
    assert_eq!(history.tamed(), []);
    let ahead = METHODS[0].ahead(&history).unwrap();
    assert!(ahead.iter().all(|mid| *mid > 160.0), "{ahead:?}");
}

#[test]
fn sales_that_come_and_go_are_forecast_by_their_average() {
    // 14 of 36 months sold something, without a rhythm.
    let sold = [0, 2, 3, 7, 11, 12, 16, 19, 20, 25, 27, 30, 33, 34];
    let values: Vec<f64> = (0..36).map(|row| if sold.contains(&row) { 9.0 } else { 0.0 }).collect();
    let ahead = default(months(&values), 6).unwrap();
    assert!(ahead.iter().all(|estimate| (estimate.mid - 3.5).abs() < 1e-9 && estimate.bands[2].0 >= 0.0), "{ahead:?}");
    assert!(ahead[0].bands[1].1 > 3.5, "{ahead:?}");
}

#[test]
fn zeros_and_negative_months_are_forecast_in_amounts() {
    let mut returns: Vec<f64> = shop(48).iter().map(|value| value - 75.0).collect();
    returns[5] = -20.0;
    let ahead = default(months(&returns), 12).unwrap();
    assert!(ahead.iter().all(|estimate| estimate.mid.is_finite()) && ahead[0].mid < ahead[6].mid, "{ahead:?}");
    let mut closed = shop(48);
    closed[20] = 0.0;
    let ahead = default(months(&closed), 12).unwrap();
    assert!(ahead.iter().all(|estimate| estimate.mid > 0.0 && estimate.bands[2].0 >= 0.0), "{ahead:?}");
}

#[test]
fn huge_and_tiny_figures_are_forecast_alike() {
    let usual = mids(&default(months(&shop(40)), 12).unwrap());
    for size in [1e-6, 1e12] {
        let sized: Vec<f64> = shop(40).iter().map(|value| value * size).collect();
        let ahead = mids(&default(months(&sized), 12).unwrap());
        assert!(ahead.iter().zip(&usual).all(|(a, b)| (a / size / b - 1.0).abs() < 1e-3), "{size}: {ahead:?}");
    }
}

#[test]
fn all_zeros_stay_zero_and_nothing_is_no_number() {
    for estimate in default(months(&[0.0; 30]), 6).unwrap() {
        assert_eq!((estimate.mid, estimate.bands), (0.0, [(0.0, 0.0); 3]));
    }
    for estimate in default(months(&[1e-300; 30]), 6).unwrap() {
        assert!(estimate.mid.is_finite() && estimate.bands.iter().all(|band| band.0.is_finite() && band.1.is_finite()));
    }
}

#[test]
fn a_doubling_past_does_not_run_away() {
    let values: Vec<f64> = (0..30).map(|row| 2.0_f64.powi(row)).collect();
    let ahead = mids(&default(months(&values), 24).unwrap());
    let most = values[29] * 1e6;
    assert!(ahead.iter().all(|mid| mid.is_finite() && *mid > 0.0 && *mid < most), "{ahead:?}");
}

#[test]
fn a_season_that_is_switched_off_or_taken_for_granted_is() {
    let input = |seasonality| Input { seasonality, ..Input::new("2020-01".parse().unwrap(), months(&shop(48)), 6, 12) };
    assert!(!History::new(input(Seasonality::Never)).is_seasonal());
    assert!(History::new(input(Seasonality::Always)).is_seasonal());
    let still = Input { finished: months(&[100.0; 48]), ..input(Seasonality::Tested) };
    assert!(!History::new(still).is_seasonal());
}

/// Repeating last year exactly is what these figures do: the default gives way, and says to whom.
#[test]
fn a_plain_method_takes_over_only_where_it_did_clearly_better() {
    // A season without order, so that nothing but last year itself tells it, on a level that jumps about.
    let year = [40.0, 160.0, 70.0, 190.0, 20.0, 130.0, 90.0, 10.0, 180.0, 60.0, 150.0, 100.0];
    let exact: Vec<f64> = (0..60).map(|row| year[row % 12]).collect();
    let noisy: Vec<f64> = exact.iter().enumerate().map(|(row, value)| value + float(row * 37 % 23)).collect();
    let chosen = |values: &[f64]| {
        let history = history(months(values), 12);
        let (index, _) = choice::best(None, &history, &Trials::of(&history, 12)).unwrap();
        METHODS[index].id()
    };
    assert_eq!(chosen(&noisy), "combination");
    assert_ne!(chosen(&exact), "last-value");
}
