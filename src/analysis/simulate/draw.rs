//! Random numbers that are the same on every machine and the same for every variant of a plan.
//!
//! Each draw is a function of the plan's seed, the id of the strategy or scenario, and the number of the run (Steele, Lea and Flood's
//! `SplitMix64`, OOPSLA 2014). So nothing that is added, left out or changed moves the draws of the others, and what two variants
//! differ by is a difference of the plans and not of luck.

use crate::model::{Series, Span};

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// 64 well mixed bits.
const fn mix(state: u64) -> u64 {
    let z = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// FNV-1a, which is the same in every version of every compiler.
fn hash(text: &str, start: u64) -> u64 {
    text.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

/// A seed from what the forecast rests on: the figures and the periods of the plan. What people change while they weigh strategies is
/// not in it, so that a better strategy can't lower the odds by other draws.
pub(super) fn seed(series: &Series, span: Span) -> u64 {
    let start = hash(&format!("{} {} {}", series.name, span.first, span.last), 0xCBF2_9CE4_8422_2325);
    let figures = series.figures.iter().filter_map(|(period, figure)| Some((period, figure.value?)));
    figures.fold(start, |seed, (period, value)| hash(&format!("{period} {value}"), seed))
}

/// The draws of one strategy or scenario.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stream(u64);

impl Stream {
    pub fn new(seed: u64, id: &str) -> Self {
        Self(mix(hash(id, seed)))
    }

    /// Two independent numbers between 0 and 1, neither of them included; `part` counts the pairs that a run needs.
    pub fn pair(self, run: u64, part: u64) -> (f64, f64) {
        let bits =
            mix(self.0.wrapping_add(GOLDEN.wrapping_mul(run.wrapping_mul(64).wrapping_add(part).wrapping_add(1))));
        let unit = |bits: u64| (f64::from((bits & 0xFFFF_FFFF) as u32) + 0.5) / 4_294_967_296.0;
        (unit(bits >> 32), unit(bits))
    }
}

/// The quantile of a triangular distribution. It rises with each of the three cases, so a better case is never worse in any run.
pub(super) fn triangular(low: f64, likely: f64, high: f64, share: f64) -> f64 {
    let width = high - low;
    if width <= 0.0 {
        return likely;
    }
    let at = (likely - low) / width;
    if share < at {
        low + (share * width * (likely - low)).sqrt()
    } else {
        high - ((1.0 - share) * width * (high - likely)).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn draws_are_these_for_ever_and_even() {
        let stream = Stream::new(7, "s1");
        assert_eq!(stream.pair(3, 0), stream.pair(3, 0));
        assert_ne!(stream.pair(3, 0), Stream::new(7, "s2").pair(3, 0));
        // Written down once: another figure would change every plan's odds.
        assert_eq!(mix(GOLDEN), 0xE220_A839_7B1D_CDAF, "the first output of the published generator for seed 0");
        let pairs: Vec<(f64, f64)> = (0..20_000).map(|run| stream.pair(run, 0)).collect();
        let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / 20_000.0;
        let close = |left: f64, right: f64| assert!((left - right).abs() < 0.01, "{left} {right}");
        close(mean(|pair| pair.0), 0.5);
        close(mean(|pair| pair.1), 0.5);
        close(mean(|pair| pair.0 * pair.1), 0.25);
        close(mean(|pair| pair.0 * pair.0), 1.0 / 3.0);
    }

    #[test]
    fn a_triangle_has_the_mean_of_its_corners() {
        let mean =
            (0..10_000).map(|i| triangular(2.0, 3.0, 10.0, (f64::from(i) + 0.5) / 10_000.0)).sum::<f64>() / 10_000.0;
        assert!((mean - 5.0).abs() < 1e-3, "{mean}");
        let sure = triangular(4.0, 4.0, 4.0, 0.3);
        assert!((sure - 4.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn a_better_case_is_never_worse(mut cases in [0.0..9.0_f64, 0.0..9.0_f64, 0.0..9.0_f64], more in 0.0..3.0_f64, which in 0..3_usize, share in 0.0001..0.9999_f64) {
            cases.sort_by(f64::total_cmp);
            let before = triangular(cases[0], cases[1], cases[2], share);
            cases[which] += more;
            for later in which + 1..3 {
                cases[later] = cases[later].max(cases[which]);
            }
            prop_assert!(triangular(cases[0], cases[1], cases[2], share) >= before - 1e-12);
        }
    }
}
