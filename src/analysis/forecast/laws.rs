//! What every method must keep, run over the whole list.

use proptest::prelude::*;

use super::trial::Trials;
use super::*;
use crate::model::{FiscalStart, Granularity, Period};

/// A history as numbers.
#[derive(Clone, Debug)]
struct Past {
    first: Period,
    finished: Vec<Option<f64>>,
    window: usize,
}

impl Past {
    fn new(first: Period, finished: Vec<Option<f64>>) -> Self {
        Self { first, finished, window: 6 }
    }

    fn history(&self, horizon: usize) -> History {
        History::new(Input::new(self.first, self.finished.clone(), self.window, horizon))
    }

    fn map(&self, change: impl Fn(f64) -> f64) -> Self {
        Self { finished: self.finished.iter().map(|value| value.map(&change)).collect(), ..self.clone() }
    }

    fn largest(&self) -> f64 {
        self.finished.iter().flatten().fold(0.0, |most, value| most.max(value.abs()))
    }
}

fn first(granularity: Granularity) -> Period {
    Period::containing("2020-01-06".parse().unwrap(), granularity, FiscalStart::JANUARY)
}

prop_compose! {
    /// Of every rhythm and length, with holes; all positive, with zeros, or with negative figures too.
    fn pasts()(
        granularity in prop::sample::select(vec![Granularity::Month, Granularity::Quarter, Granularity::Year]),
        lowest in prop::sample::select(vec![1.0, 0.0, -1e4]),
        mut finished in prop::collection::vec(prop::option::weighted(0.95, 0.0..1e5_f64), 0..60),
        window in 1_usize..13,
    ) -> Past {
        // A history ends with a finished period.
        let end = finished.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        finished.truncate(end);
        let finished = finished.into_iter().map(|value| value.map(|value| (value + lowest).round())).collect();
        Past { window, ..Past::new(first(granularity), finished) }
    }
}

fn close(left: f64, right: f64, scale: f64) -> bool {
    // The searches stop within a tolerance, and what differs in the last bit may end them a step apart.
    (left - right).abs() <= 2e-3 * scale.max(1e-12)
}

fn all_close(left: &[f64], right: &[f64], scale: f64) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(left, right)| close(*left, *right, scale))
}

/// A series with a season and a trend that is the same on every machine.
fn steady(rows: usize) -> Vec<Option<f64>> {
    let season = [0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.2, 1.1, 1.0, 0.9, 0.8, 0.7];
    (0..rows).map(|row| Some((100.0 + float(row)) * season[row % 12] + float(row * 7 % 5))).collect()
}

#[test]
fn ids_are_words_of_their_own_for_files() {
    for (index, method) in METHODS.iter().enumerate() {
        assert_eq!(index_of(method.id()), Some(index));
        assert!(
            method.id().bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
            "{}",
            method.id()
        );
    }
    assert_eq!(index_of("crystal-ball"), None);
}

#[test]
fn every_method_has_a_name_and_a_sentence_in_every_rhythm() {
    for granularity in Granularity::ALL {
        let past = Past { window: 5, ..Past::new(first(granularity), steady(40)) };
        let history = past.history(6);
        let mut labels: Vec<String> = METHODS.iter().map(|method| method.label(&history)).collect();
        for (method, label) in METHODS.iter().zip(&labels) {
            assert!(!label.ends_with('.') && method.explanation(&history).ends_with('.'));
        }
        labels.sort();
        labels.dedup();
        assert_eq!(labels.len(), METHODS.len(), "{labels:?}");
    }
}

#[test]
fn nothing_can_be_forecast_from_nothing() {
    let history = Past::new("2026-01".parse().unwrap(), Vec::new()).history(12);
    for method in METHODS {
        let refused = method.ahead(&history);
        assert!(matches!(refused, Err(Refusal::TooFew { have: 0, need: 1.. })), "{}: {refused:?}", method.id());
    }
}

#[test]
fn an_even_past_has_an_even_future_without_a_band() {
    for rows in [5, 14, 24, 40] {
        let history = Past::new("2020-01".parse().unwrap(), vec![Some(70.0); rows]).history(18);
        for method in METHODS {
            let Ok(ahead) = method.ahead(&history) else { continue };
            let record = Trials::of(&history, 12).record(*method, &history);
            for estimate in band::estimates(&history, &ahead, &record) {
                let [_, _, (lo, hi)] = estimate.bands;
                assert!((estimate.mid - 70.0).abs() < 1e-6 && hi - lo < 1e-6, "{} {rows}: {estimate:?}", method.id());
            }
        }
    }
}

#[test]
fn weeks_of_a_year_with_fifty_three_are_forecast_too() {
    let history = Past::new("2024-W20".parse().unwrap(), steady(130)).history(60);
    for method in METHODS {
        let ahead = method.ahead(&history).unwrap();
        assert!(ahead.len() == 60 && ahead.iter().all(|value| value.is_finite()), "{}", method.id());
    }
}

#[test]
fn the_same_past_gives_the_same_forecast_to_the_last_bit() {
    let past = Past::new("2020-01".parse().unwrap(), steady(50));
    for method in METHODS {
        let (one, other) = (past.history(12), past.history(12));
        let record = |history: &History| Trials::of(history, 12).record(*method, history);
        assert_eq!(method.ahead(&one), method.ahead(&other));
        assert_eq!(record(&one), record(&other), "{}", method.id());
    }
}

#[test]
fn a_longer_horizon_begins_like_a_shorter_one() {
    for rows in [7, 17, 29, 50] {
        let past = Past::new("2020-01".parse().unwrap(), steady(rows));
        for method in METHODS {
            if let (Ok(long), Ok(short)) = (method.ahead(&past.history(24)), method.ahead(&past.history(6))) {
                assert_eq!(&long[..6], &short[..], "{}", method.id());
            }
        }
    }
}

#[test]
fn what_came_later_never_colours_a_trial() {
    let past = Past::new("2020-01".parse().unwrap(), steady(48));
    let mut other = past.clone();
    other.finished[47] = Some(9_999.0);
    for method in METHODS {
        let ahead = |past: &Past| {
            let history = past.history(6);
            let record = Trials::of(&history, 6).record(*method, &history);
            record
                .said
                .into_iter()
                .filter(|said| said.origin <= 47)
                .map(|said| (said.origin, said.ahead))
                .collect::<Vec<_>>()
        };
        assert_eq!(ahead(&past), ahead(&other), "{}", method.id());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn there_is_one_finite_estimate_a_period_and_wider_bands_for_surer_chances(past in pasts(), horizon in 1_usize..30) {
        let history = past.history(horizon);
        let trials = Trials::of(&history, horizon);
        for method in METHODS {
            let Ok(ahead) = method.ahead(&history) else { continue };
            let estimates = band::estimates(&history, &ahead, &trials.record(*method, &history));
            prop_assert_eq!(estimates.len(), horizon, "{}", method.id());
            for Estimate { mid, bands: [half, eight, wide] } in estimates {
                let ends = [wide.0, eight.0, half.0, mid, half.1, eight.1, wide.1];
                prop_assert!(ends.iter().all(|end| end.is_finite()) && ends.is_sorted(), "{}: {:?}", method.id(), ends);
                prop_assert!(!history.is_never_negative() || wide.0 >= 0.0);
            }
        }
    }

    #[test]
    fn in_another_currency_the_forecast_is_the_same_money(past in pasts(), rate in prop::sample::select(vec![1e-6, 0.37, 1e3, 1e12])) {
        let other = past.map(|value| value * rate);
        let (here, there) = (past.history(8), other.history(8));
        for method in METHODS {
            match (method.ahead(&here), method.ahead(&there)) {
                (Ok(left), Ok(right)) => {
                    let left: Vec<f64> = left.iter().map(|value| value * rate).collect();
                    let scale = left.iter().fold(other.largest(), |most, value| most.max(value.abs()));
                    prop_assert!(all_close(&left, &right, scale), "{}: {:?} {:?}", method.id(), left, right);
                }
                (left, right) => prop_assert_eq!(left, right),
            }
        }
    }

    #[test]
    fn a_fixed_sum_more_each_period_is_the_same_sum_more_ahead_for_methods_of_amounts(past in pasts(), more in 0.0..1e4_f64) {
        let other = past.map(|value| value + more);
        for id in ["last-value", "same-months-last-year", "linear-trend", "line-3", "line-6", "line-12"] {
            let method = METHODS[index_of(id).unwrap()];
            match (method.ahead(&past.history(8)), method.ahead(&other.history(8))) {
                (Ok(left), Ok(right)) => {
                    // What would be below zero is cut off there.
                    let same = left.iter().zip(&right).all(|(left, right)| {
                        close(left + more, *right, 1e5) || *left == 0.0 || *right == 0.0
                    });
                    prop_assert!(same, "{}: {:?} {:?}", id, left, right);
                }
                (left, right) => prop_assert_eq!(left, right),
            }
        }
    }

    #[test]
    fn the_year_on_the_calendar_does_not_matter(past in pasts(), years in -50_i32..50) {
        let per_year = i32::try_from(past.first.granularity().per_year()).unwrap();
        let other = Past { first: past.first.plus(years * per_year), ..past.clone() };
        for method in METHODS {
            match (method.ahead(&past.history(8)), method.ahead(&other.history(8))) {
                (Err(Refusal::Missing(left)), Err(Refusal::Missing(right))) => {
                    prop_assert_eq!(past.first.until(left), other.first.until(right));
                }
                (left, right) => prop_assert_eq!(left, right, "{}", method.id()),
            }
        }
    }
}
