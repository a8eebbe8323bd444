//! What every method must keep, run over the whole list.

use proptest::prelude::*;

use super::*;
use crate::model::Granularity;

/// A history with the averages that belong to it.
#[derive(Clone, Debug)]
struct Past {
    first: Period,
    finished: Vec<Option<f64>>,
    averages: Vec<Option<f64>>,
    window: usize,
}

impl Past {
    fn new(first: Period, finished: Vec<Option<f64>>, window: usize) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "small counts")]
        let average = |end: usize| {
            let values: Option<Vec<f64>> = finished[(end + 1).checked_sub(window)?..=end].iter().copied().collect();
            Some(values?.iter().sum::<f64>() / window as f64)
        };
        let averages = (0..finished.len()).map(average).collect();
        Self { first, finished, averages, window }
    }

    fn history(&self) -> History<'_> {
        History {
            first: self.first,
            finished: &self.finished,
            window: self.window,
            averages: &self.averages,
            season: None,
        }
    }

    fn map(&self, change: impl Fn(f64) -> f64) -> Self {
        Self::new(self.first, self.finished.iter().map(|value| value.map(&change)).collect(), self.window)
    }

    fn moved(&self, years: i32) -> Self {
        let per_year = i32::try_from(self.first.granularity().per_year()).unwrap();
        Self { first: self.first.plus(years * per_year), ..self.clone() }
    }

    fn largest(&self) -> f64 {
        self.finished.iter().flatten().fold(0.0, |most, value| most.max(value.abs()))
    }
}

prop_compose! {
    fn pasts()(
        granularity in prop::sample::select(Granularity::ALL.to_vec()),
        mut finished in prop::collection::vec(prop::option::weighted(0.95, -1e4..1e5_f64), 0..80),
        window in 1_usize..13,
    ) -> Past {
        // A history ends with a finished period.
        let end = finished.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        finished.truncate(end);
        let fiscal = crate::model::FiscalStart::JANUARY;
        Past::new(Period::containing("2020-01-06".parse().unwrap(), granularity, fiscal), finished, window)
    }
}

fn close(left: f64, right: f64, scale: f64) -> bool {
    (left - right).abs() <= 1e-8 * scale.max(1e-12)
}

/// Whether two forecasts agree once the first is changed by `change`; `grow` is what happens to the bands.
fn agree(
    left: &Result<Vec<Estimate>, Refusal>,
    right: &Result<Vec<Estimate>, Refusal>,
    change: impl Fn(f64) -> f64,
    grow: f64,
    scale: f64,
) -> bool {
    match (left, right) {
        (Ok(left), Ok(right)) => left.iter().zip(right).all(|(left, right)| {
            close(change(left.mid), right.mid, scale)
                && left.half.iter().zip(right.half).all(|(left, right)| close(left * grow, right, scale))
        }),
        (left, right) => left.as_ref().err() == right.as_ref().err(),
    }
}

#[test]
fn ids_are_words_of_their_own_for_files() {
    for (index, method) in METHODS.iter().enumerate() {
        assert_eq!(index_of(method.id()), Some(index));
        assert!(method.id().bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", method.id());
    }
    assert!(FALLBACKS.iter().all(|id| index_of(id).is_some()));
    assert_eq!(index_of("crystal-ball"), None);
}

#[test]
fn every_method_has_a_name_and_a_sentence_in_every_rhythm() {
    for granularity in Granularity::ALL {
        let first = Period::containing("2026-01-01".parse().unwrap(), granularity, crate::model::FiscalStart::JANUARY);
        let past = Past::new(first, Vec::new(), 6);
        for method in METHODS {
            assert!(!method.label(&past.history()).ends_with('.'));
            assert!(method.explanation(&past.history()).ends_with('.'));
        }
    }
}

#[test]
fn nothing_can_be_forecast_from_nothing() {
    let past = Past::new("2026-01".parse().unwrap(), Vec::new(), 6);
    for method in METHODS {
        let refused = method.forecast(&past.history(), 12);
        assert!(matches!(refused, Err(Refusal::TooFew { have: 0, need: 1.. })), "{}: {refused:?}", method.id());
    }
}

#[test]
fn an_even_past_has_an_even_future_without_a_band() {
    let past = Past::new("2024-01".parse().unwrap(), vec![Some(70.0); 24], 6);
    for method in METHODS {
        let ahead = method.forecast(&past.history(), 18).unwrap();
        for estimate in ahead {
            assert!(
                close(estimate.mid, 70.0, 70.0) && estimate.half.iter().all(|half| *half < 1e-9),
                "{}",
                method.id()
            );
        }
    }
}

proptest! {
    #[test]
    fn there_is_one_finite_estimate_a_period_and_wider_bands_for_surer_chances(past in pasts(), horizon in 0_usize..60) {
        for method in METHODS {
            let Ok(ahead) = method.forecast(&past.history(), horizon) else { continue };
            prop_assert_eq!(ahead.len(), horizon, "{}", method.id());
            for Estimate { mid, half } in ahead {
                prop_assert!(mid.is_finite() && half.iter().all(|half| half.is_finite()));
                prop_assert!(0.0 <= half[0] && half.is_sorted());
            }
        }
    }

    #[test]
    fn a_longer_horizon_begins_like_a_shorter_one(past in pasts()) {
        for method in METHODS {
            if let (Ok(long), Ok(short)) = (method.forecast(&past.history(), 24), method.forecast(&past.history(), 6)) {
                prop_assert_eq!(&long[..6], &short[..], "{}", method.id());
            }
        }
    }

    #[test]
    fn holes_are_filled_with_finite_estimates_one_each(past in pasts()) {
        let holes: Vec<usize> = (0..past.finished.len()).filter(|row| past.finished[*row].is_none()).collect();
        for method in METHODS {
            let filled = method.fill(&past.history(), &holes);
            prop_assert_eq!(filled.len(), holes.len());
            prop_assert!(filled.iter().flatten().all(|estimate| estimate.mid.is_finite()));
        }
    }

    #[test]
    fn in_another_currency_the_forecast_is_the_same_money(past in pasts(), rate in 0.001..1_000.0_f64) {
        let other = past.map(|value| value * rate);
        for method in METHODS {
            let (left, right) = (method.forecast(&past.history(), 15), method.forecast(&other.history(), 15));
            prop_assert!(agree(&left, &right, |mid| mid * rate, rate, other.largest()), "{}", method.id());
        }
    }

    #[test]
    fn a_fixed_sum_more_each_period_is_the_same_sum_more_ahead(past in pasts(), more in -1e4..1e4_f64) {
        let other = past.map(|value| value + more);
        for method in METHODS {
            let (left, right) = (method.forecast(&past.history(), 15), method.forecast(&other.history(), 15));
            prop_assert!(agree(&left, &right, |mid| mid + more, 1.0, 1e5), "{}", method.id());
        }
    }

    #[test]
    fn the_year_on_the_calendar_does_not_matter(past in pasts(), years in -50_i32..50) {
        // Weeks are left out: their years differ in length.
        prop_assume!(past.first.granularity() != Granularity::Week);
        let other = past.moved(years);
        for method in METHODS {
            let (left, right) = (method.forecast(&past.history(), 15), method.forecast(&other.history(), 15));
            if let (Err(Refusal::Missing(left)), Err(Refusal::Missing(right))) = (&left, &right) {
                prop_assert_eq!(past.first.until(*left), other.first.until(*right));
            } else {
                prop_assert_eq!(left, right, "{}", method.id());
            }
        }
    }
}
