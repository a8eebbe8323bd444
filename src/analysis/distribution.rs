//! How often chance alone goes so far: Student's t by the incomplete beta function.

use std::f64::consts::PI;

/// The chance that Student's t with `freedom` degrees of freedom (need not be whole) lies further from 0 than `t`, on either side.
///
/// `I_x(ν/2, 1/2)` at x = ν/(ν + t²), Abramowitz & Stegun 26.7.1. 1 if there is no freedom at all.
pub(super) fn t_two_sided(t: f64, freedom: f64) -> f64 {
    if freedom <= 0.0 || t.is_nan() {
        return 1.0;
    }
    if t.is_infinite() {
        return 0.0;
    }
    incomplete_beta(freedom / 2.0, 0.5, freedom / t.mul_add(t, freedom)).clamp(0.0, 1.0)
}

/// The regularised incomplete beta function `I_x(a, b)` by its continued fraction (Press et al., Numerical Recipes, 3rd ed., 6.4).
pub(super) fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let factor = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p()).exp();
    // The fraction converges fast below the mean of the distribution; above it the mirror image does.
    if x < (a + 1.0) / (a + b + 2.0) {
        factor * continued_fraction(a, b, x) / a
    } else {
        1.0 - factor * continued_fraction(b, a, 1.0 - x) / b
    }
}

/// Lentz's method, with the names of the book.
#[expect(clippy::many_single_char_names, reason = "the formula's own")]
fn continued_fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let safe = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / safe(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for step in 1..300_u16 {
        let k = f64::from(step);
        let even = k * (b - k) * x / ((a + 2.0 * k - 1.0) * (a + 2.0 * k));
        let odd = -(a + k) * (a + b + k) * x / ((a + 2.0 * k) * (a + 2.0 * k + 1.0));
        let before = fraction;
        for term in [even, odd] {
            d = 1.0 / safe(1.0 + term * d);
            c = safe(1.0 + term / c);
            fraction *= c * d;
        }
        if (fraction / before - 1.0).abs() < 1e-15 {
            break;
        }
    }
    fraction
}

/// ln Γ(x) for x > 0: Lanczos' approximation with g = 7 and nine terms, good to 15 digits.
fn ln_gamma(x: f64) -> f64 {
    const TERMS: [f64; 8] = [
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    if x < 0.5 {
        return (PI / (PI * x).sin()).ln() - ln_gamma(1.0 - x);
    }
    let mut sum = 0.999_999_999_999_809_9;
    let mut at = x - 1.0;
    for term in TERMS {
        at += 1.0;
        sum += term / at;
    }
    let t = x + 6.5;
    0.5 * (2.0 * PI).ln() + (x - 0.5) * t.ln() - t + sum.ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(left: f64, right: f64, within: f64) {
        assert!((left - right).abs() <= within, "{left} is not {right}");
    }

    /// Critical values of the printed table (Abramowitz & Stegun, table 26.10): 5 % and 1 % on both sides together.
    #[test]
    fn critical_values_of_the_printed_table_come_back() {
        for (freedom, five, one) in [
            (1.0, 12.706_205, 63.656_741),
            (2.0, 4.302_653, 9.924_843),
            (5.0, 2.570_582, 4.032_143),
            (10.0, 2.228_139, 3.169_273),
            (30.0, 2.042_272, 2.749_996),
            (120.0, 1.979_930, 2.617_421),
        ] {
            close(t_two_sided(five, freedom), 0.05, 2e-7);
            close(t_two_sided(-one, freedom), 0.01, 2e-7);
        }
    }

    #[test]
    fn one_degree_of_freedom_is_the_cauchy_distribution_and_two_has_a_closed_form() {
        for t in [0.001, 0.3, 1.0, 4.0, 1e3, 1e9] {
            close(t_two_sided(t, 1.0), 1.0 - 2.0 / PI * t.atan(), 1e-12);
            close(t_two_sided(t, 2.0), 1.0 - t / (t * t + 2.0_f64).sqrt(), 1e-12);
        }
    }

    #[test]
    fn broken_degrees_lie_between_their_neighbours() {
        let between = t_two_sided(3.0, 2.5);
        assert!(t_two_sided(3.0, 3.0) < between && between < t_two_sided(3.0, 2.0));
    }

    #[test]
    fn the_ends_are_certain() {
        close(t_two_sided(0.0, 7.0), 1.0, 0.0);
        close(t_two_sided(f64::INFINITY, 7.0), 0.0, 0.0);
        close(t_two_sided(1e200, 7.0), 0.0, 0.0);
        close(t_two_sided(3.0, 0.0), 1.0, 0.0);
        close(t_two_sided(f64::NAN, 3.0), 1.0, 0.0);
    }
}
