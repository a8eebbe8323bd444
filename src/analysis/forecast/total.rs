//! What several periods add up to, and the chances of a total.
//!
//! Errors of neighbouring months are of one kind: when one is too high the next is too. Added as if they were independent, the band
//! of a year's total would hold about half of what it says. Here each pair of steps correlates by the same ρ, so that the variance of the sum
//! is (1 − ρ) Σ σ² + ρ (Σ σ)²; ρ was fitted once on the development data, for sums of 2 to 18 periods alike (docs/accuracy.md).

use super::History;
use super::band::{self, Estimate};
use super::trial::Record;

/// Correlation of the errors of any two steps.
const CORRELATION: f64 = 0.5;

/// How a total may come out.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    /// What it is expected to be, with what has been sold already.
    pub mid: f64,
    /// Lower and upper ends of the 50, 80 and 95 % bands.
    pub bands: [(f64, f64); 3],
}

/// Quantiles of the standard normal distribution at 75, 90 and 97.5 %: where the ends of the bands lie.
const Z: [f64; 3] = [0.674_489_75, 1.281_551_57, 1.959_963_98];

/// How the sum of `steps` (counted from 0; those of them that the forecast has) comes out, on top of `sold`, and moved by `adjustment`.
///
/// `ahead` is the method's answer for the history, `record` its trials. This is the one place where totals and chances come
/// from.
#[must_use]
pub fn total_distribution(
    history: &History,
    ahead: &[f64],
    record: &Record,
    steps: impl Iterator<Item = usize>,
    sold: f64,
    adjustment: f64,
) -> Distribution {
    let scales = band::scales(history, &record.spread);
    let unit = |mid: f64| if history.is_positive() { mid.abs() } else { 1.0 };
    let (mut mid, mut squares, mut sum) = (0.0, 0.0, 0.0);
    for step in steps.filter(|step| *step < ahead.len().min(scales.len())) {
        let sd = scales[step] * unit(ahead[step]);
        mid += ahead[step];
        squares += sd * sd;
        sum += sd;
    }
    let sd = ((1.0 - CORRELATION) * squares + CORRELATION * sum * sum).sqrt();
    // As a share of the sum where bands are shares.
    let scale = if mid == 0.0 { 0.0 } else { sd / unit(mid) };
    let Estimate { mid, bands } = band::estimate(history, mid, scale, record.correction(history.rows()));
    let base = sold + adjustment;
    let floor = if history.never_negative { sold } else { f64::NEG_INFINITY };
    Distribution {
        mid: (base + mid).max(floor),
        bands: bands.map(|(lo, hi)| ((base + lo).max(floor), (base + hi).max(floor))),
    }
}

impl Distribution {
    /// The chance that the total is at least `target`, from 0 to 1.
    #[must_use]
    pub fn chance_of(&self, target: f64) -> f64 {
        let above = target >= self.mid;
        let ends = self.bands.map(|(lo, hi)| if above { hi - self.mid } else { self.mid - lo });
        let z = z_of((target - self.mid).abs(), ends);
        let tail = 1.0 - normal(z);
        if above { tail } else { 1.0 - tail }
    }

    /// The total that is reached with the given chance of staying below it, from 0 to 1.
    #[must_use]
    pub fn quantile(&self, share: f64) -> f64 {
        let z = normal_quantile(share.clamp(1e-6, 1.0 - 1e-6));
        let ends = self.bands.map(|(lo, hi)| if z >= 0.0 { hi - self.mid } else { self.mid - lo });
        self.mid + off_of(z.abs(), ends).copysign(z)
    }

    /// So many equally likely totals, the lowest first: the middles of as many equal parts of all chances.
    #[must_use]
    pub fn equally_likely(&self, count: usize) -> Vec<f64> {
        (0..count).map(|index| self.quantile((super::float(index) + 0.5) / super::float(count))).collect()
    }
}

/// How many standard deviations a distance is, on the line through the ends of the bands; beyond the last, that line goes on.
fn z_of(off: f64, ends: [f64; 3]) -> f64 {
    if off <= 0.0 {
        return 0.0;
    }
    let mut before = (0.0, 0.0);
    for (end, z) in ends.into_iter().zip(Z) {
        if off < end {
            return before.1 + (z - before.1) * (off - before.0) / (end - before.0);
        }
        if end > before.0 {
            before = (end, z);
        }
    }
    let [_, inner, outer] = ends;
    let slope = (Z[2] - Z[1]) / (outer - inner);
    if slope.is_finite() && slope > 0.0 { before.1 + slope * (off - before.0) } else { f64::INFINITY }
}

/// The way back of [`z_of`].
fn off_of(z: f64, ends: [f64; 3]) -> f64 {
    let mut before = (0.0, 0.0);
    for (end, at) in ends.into_iter().zip(Z) {
        if z < at {
            return before.0 + (end - before.0) * (z - before.1) / (at - before.1);
        }
        before = (end, at);
    }
    before.0 + (z - before.1) * (ends[2] - ends[1]) / (Z[2] - Z[1])
}

/// The standard normal distribution function, by the complementary error function (Press et al., Numerical Recipes, 3rd ed., 6.2.2;
/// relative error below 1.2e-7).
fn normal(z: f64) -> f64 {
    const TERMS: [f64; 10] = [
        -1.265_512_23,
        1.000_023_68,
        0.374_091_96,
        0.096_784_18,
        -0.186_288_06,
        0.278_868_07,
        -1.135_203_98,
        1.488_515_87,
        -0.822_152_23,
        0.170_872_77,
    ];
    if z.is_infinite() {
        return if z > 0.0 { 1.0 } else { 0.0 };
    }
    let x = z.abs() / std::f64::consts::SQRT_2;
    let t = 2.0 / (2.0 + x);
    let polynomial = TERMS.iter().rev().fold(0.0, |sum, term| sum * t + term);
    let tail = 0.5 * t * (polynomial - x * x).exp();
    if z >= 0.0 { 1.0 - tail } else { tail }
}

/// The quantile of the standard normal distribution, by bisection on [`normal`]: slow to nobody, and exact to its own error.
pub(in crate::analysis) fn normal_quantile(share: f64) -> f64 {
    let (mut low, mut high) = (-8.0, 8.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if normal(middle) < share {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn symmetric() -> Distribution {
        Distribution { mid: 100.0, bands: Z.map(|z| (100.0 - 10.0 * z, 100.0 + 10.0 * z)) }
    }

    /// Normal with mean 100 and standard deviation 10: printed tables of the normal distribution.
    #[test]
    fn where_the_bands_are_normal_the_chances_are_those_of_the_table() {
        for (target, chance) in
            [(100.0, 0.5), (110.0, 0.158_655), (90.0, 0.841_345), (125.0, 0.006_210), (80.0, 0.977_250)]
        {
            let told = symmetric().chance_of(target);
            assert!((told - chance).abs() < 2e-4, "{target}: {told} is not {chance}");
        }
    }

    #[test]
    fn the_ends_of_the_bands_have_the_chances_that_the_bands_say() {
        let skewed = Distribution { mid: 50.0, bands: [(45.0, 58.0), (41.0, 70.0), (30.0, 90.0)] };
        for ((lo, hi), outside) in skewed.bands.into_iter().zip([0.5, 0.2, 0.05]) {
            assert!((1.0 - skewed.chance_of(lo) - outside / 2.0).abs() < 1e-6);
            assert!((skewed.chance_of(hi) - outside / 2.0).abs() < 1e-6);
        }
    }

    #[test]
    fn a_quantile_is_the_target_with_that_chance() {
        let skewed = Distribution { mid: 50.0, bands: [(45.0, 58.0), (41.0, 70.0), (30.0, 90.0)] };
        for share in [0.01, 0.1, 0.3, 0.5, 0.77, 0.975, 0.999] {
            assert!((skewed.chance_of(skewed.quantile(share)) - (1.0 - share)).abs() < 1e-5, "{share}");
        }
    }

    #[test]
    fn twenty_equally_likely_years_are_in_order_around_the_middle() {
        let dots = symmetric().equally_likely(20);
        assert!(dots.is_sorted() && dots.len() == 20);
        assert!((dots[9] + dots[10] - 200.0).abs() < 1e-4);
        assert_eq!(dots.iter().filter(|dot| **dot >= 110.0).count(), 3);
    }

    #[test]
    fn a_total_without_doubt_is_reached_or_not() {
        let sure = Distribution { mid: 7.0, bands: [(7.0, 7.0); 3] };
        assert!((sure.chance_of(7.0) - 0.5).abs() < 1e-6);
        assert_eq!((sure.chance_of(7.01), sure.chance_of(6.9)), (0.0, 1.0));
        assert_eq!(sure.equally_likely(3), [7.0; 3]);
    }
}
