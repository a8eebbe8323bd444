//! Exact amounts. A plan never stores a binary fraction: what was typed is what is kept.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};
use std::str::FromStr;

/// An exact decimal amount in the series' unit (pounds, meetings …), kept in millionths.
///
/// Six decimals hold every currency's minor unit and the unit prices of accounting packages. Amounts stay
/// within ±[`Amount::LIMIT`], so that sums over any plan can't overflow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i128);

/// Why a text is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    #[error("is not a number such as 62500 or 62500.25")]
    NotANumber,
    #[error("has more than six decimals")]
    TooFine,
    #[error("is beyond a million million million")]
    TooLarge,
}

impl Amount {
    pub const ZERO: Self = Self(0);
    const PER_UNIT: i128 = 1_000_000;
    const DECIMALS: u32 = 6;
    /// Largest size of a single amount, in units: 10^18.
    pub const LIMIT: i128 = 1_000_000_000_000_000_000;

    /// Whole units.
    #[must_use]
    pub const fn whole(units: i64) -> Self {
        Self(units as i128 * Self::PER_UNIT)
    }

    /// An amount of so many millionths; `None` beyond the limit.
    #[must_use]
    pub const fn from_millionths(millionths: i128) -> Option<Self> {
        if millionths.unsigned_abs() <= Self::LIMIT.unsigned_abs() * Self::PER_UNIT.unsigned_abs() {
            Some(Self(millionths))
        } else {
            None
        }
    }

    /// The nearest amount with `decimals` decimals (halves away from zero); `None` unless finite and within the limit.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "bounded by the limit above")]
    pub fn from_f64(value: f64, decimals: u32) -> Option<Self> {
        if !value.is_finite() || value.abs() > Self::LIMIT as f64 {
            return None;
        }
        let scale = 10_i128.pow(decimals.min(Self::DECIMALS));
        // Split first: an amount near 10^15 still has its cents in an f64, but not its cents times a hundred.
        let whole = value.trunc();
        let part = ((value - whole) * scale as f64).round();
        Some(Self((whole as i128 * scale + part as i128) * (Self::PER_UNIT / scale)))
    }

    /// For arithmetic that needs no exactness (averages, forecasts) and for drawing.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "the purpose of the function")]
    pub fn to_f64(self) -> f64 {
        const EXACT: u128 = 1 << f64::MANTISSA_DIGITS;
        // 62500.25 must become the f64 that is written 62500.25. Dividing two exact numbers rounds once, so it does just that …
        if self.0.unsigned_abs() <= EXACT
            && let Ok(millionths) = i64::try_from(self.0)
        {
            return millionths as f64 / 1e6;
        }
        // … but more millionths than an f64 can hold would be rounded twice.
        let whole = self.0 / Self::PER_UNIT;
        let part = self.0 % Self::PER_UNIT;
        if part == 0 { whole as f64 } else { self.to_string().parse().unwrap_or(self.0 as f64 / 1e6) }
    }

    /// Rounded to `decimals` decimals, halves away from zero.
    #[must_use]
    pub fn rounded(self, decimals: u32) -> Self {
        let step = 10_i128.pow(Self::DECIMALS - decimals.min(Self::DECIMALS));
        let half = step / 2 * self.0.signum();
        Self((self.0 + half) / step * step)
    }

    /// `self` × `numerator` ÷ `denominator`, to the millionth, halves away from zero; `None` beyond the limit or where the
    /// denominator is zero.
    #[must_use]
    pub fn ratio(self, numerator: Self, denominator: Self) -> Option<Self> {
        let product = self.0.checked_mul(numerator.0)?;
        let whole = product.checked_div(denominator.0)?;
        let rest = product.checked_rem(denominator.0)?;
        let is_half = rest.unsigned_abs() >= denominator.0.unsigned_abs().div_ceil(2);
        let away = if is_half { product.signum() * denominator.0.signum() } else { 0 };
        Self::from_millionths(whole + away)
    }

    /// The sum, where it stays within the limit.
    #[must_use]
    pub const fn plus(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(sum) => Self::from_millionths(sum),
            None => None,
        }
    }

    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.abs())
    }

    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Splits the amount over `weights` in steps of 10^-`decimals`, so that the parts add up to it exactly
    /// (largest remainders first, the earlier one on a tie). Negative weights count as zero; `None` if no weight is left.
    #[must_use]
    pub fn split(self, weights: &[f64], decimals: u32) -> Option<Vec<Self>> {
        let weights: Vec<f64> = weights.iter().map(|w| if w.is_finite() { w.max(0.0) } else { 0.0 }).collect();
        let sum: f64 = weights.iter().sum();
        if sum <= 0.0 {
            return None;
        }
        let step = 10_i128.pow(Self::DECIMALS - decimals.min(Self::DECIMALS));
        let steps = self.0.abs() / step;
        let rest_of_step = self.0.abs() % step;
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            reason = "shares are at most the whole"
        )]
        let (mut parts, remainders): (Vec<i128>, Vec<f64>) = weights
            .iter()
            .map(|w| {
                let share = steps as f64 * (w / sum);
                (share.floor() as i128, share - share.floor())
            })
            .unzip();
        let mut order: Vec<usize> = (0..parts.len()).collect();
        order.sort_by(|&a, &b| remainders[b].total_cmp(&remainders[a]).then(a.cmp(&b)));
        let mut left = steps - parts.iter().sum::<i128>();
        // Rounding may leave more than one step a part where the whole is huge: go round until nothing is left.
        while left != 0 {
            for &index in order.iter().filter(|&&i| weights[i] > 0.0) {
                if left == 0 {
                    break;
                }
                let each =
                    if left.abs() > weights.len() as i128 { left / weights.len() as i128 } else { left.signum() };
                parts[index] += each;
                left -= each;
            }
        }
        if let Some(&first) = order.iter().find(|&&i| weights[i] > 0.0) {
            let mut amounts: Vec<Self> = parts.iter().map(|p| Self(p * step * self.0.signum())).collect();
            amounts[first].0 += rest_of_step * self.0.signum();
            return Some(amounts);
        }
        None
    }
}

impl fmt::Display for Amount {
    /// The stored form: `62500`, `62500.25`, `0.125`. At least two decimals where there are any.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let whole = self.0.abs() / Self::PER_UNIT;
        let part = self.0.abs() % Self::PER_UNIT;
        if part == 0 {
            return write!(f, "{sign}{whole}");
        }
        let digits = format!("{part:06}");
        let kept = digits.trim_end_matches('0').len().max(2);
        write!(f, "{sign}{whole}.{}", &digits[..kept])
    }
}

impl FromStr for Amount {
    type Err = AmountError;

    /// Reads the stored form only; what people type is read by `text::number`.
    fn from_str(text: &str) -> Result<Self, AmountError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !all_digits(part) {
            return Err(AmountError::NotANumber);
        }
        let part = part.trim_end_matches('0');
        if part.len() > Self::DECIMALS as usize {
            return Err(AmountError::TooFine);
        }
        let whole = whole.trim_start_matches('0');
        if whole.len() > 19 {
            return Err(AmountError::TooLarge);
        }
        let number =
            |s: &str| if s.is_empty() { Ok(0) } else { s.parse::<i128>().map_err(|_| AmountError::NotANumber) };
        let units = number(whole)?;
        let millionths = number(&format!("{part:0<6}"))?;
        if units > Self::LIMIT || (units == Self::LIMIT && millionths > 0) {
            return Err(AmountError::TooLarge);
        }
        let size = units * Self::PER_UNIT + millionths;
        Ok(Self(if negative { -size } else { size }))
    }
}

impl Add for Amount {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Amount {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Amount {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn amount(text: &str) -> Amount {
        text.parse().unwrap()
    }

    #[test]
    fn the_stored_form_reads_back_as_the_same_amount() {
        for text in ["0", "62500", "62500.25", "-0.10", "0.000001", "999999999999999999", "-12.345678"] {
            assert_eq!(amount(text).to_string(), text);
        }
        assert_eq!(amount("007.50"), amount("7.5"));
    }

    #[test]
    fn texts_that_are_no_amount_say_why() {
        for text in ["", "-", ".5", "5.", "1e5", "1,000", "+3", "NaN", "--1", "1.2.3"] {
            assert_eq!(text.parse::<Amount>(), Err(AmountError::NotANumber), "{text}");
        }
        assert_eq!("0.0000001".parse::<Amount>(), Err(AmountError::TooFine));
        assert_eq!("1000000000000000000.01".parse::<Amount>(), Err(AmountError::TooLarge));
    }

    #[test]
    fn rounding_is_half_away_from_zero_on_both_sides() {
        assert_eq!(amount("2.5").rounded(0), amount("3"));
        assert_eq!(amount("-2.5").rounded(0), amount("-3"));
        assert_eq!(Amount::from_f64(1.005_000_1, 2), Some(amount("1.01")));
        assert_eq!(Amount::from_f64(f64::NAN, 2), None);
        assert_eq!(Amount::from_f64(1e30, 2), None);
    }

    #[test]
    fn a_ratio_is_rounded_once_and_never_passes_the_limit() {
        let of = |a: &str, n: &str, d: &str| amount(a).ratio(amount(n), amount(d));
        assert_eq!(of("62500.25", "105", "100"), Some(amount("65625.2625")));
        assert_eq!(of("10", "1", "3"), Some(amount("3.333333")));
        assert_eq!(of("20", "1", "3"), Some(amount("6.666667")));
        assert_eq!(of("-20", "1", "3"), Some(amount("-6.666667")));
        assert_eq!(of("20", "1", "-3"), Some(amount("-6.666667")));
        assert_eq!(of("0.000001", "1", "2"), Some(amount("0.000001")));
        assert_eq!(of("5", "1", "0"), None);
        assert_eq!(of("999999999999999999", "2", "1"), None);
        assert_eq!(amount("999999999999999999").plus(amount("2")), None);
        assert_eq!(amount("-1.5").plus(amount("2")), Some(amount("0.50")));
    }

    #[test]
    fn millionths_beyond_the_limit_are_no_amount() {
        assert_eq!(Amount::from_millionths(62_500_250_000), Some(amount("62500.25")));
        let limit = Amount::LIMIT * Amount::PER_UNIT;
        assert!(Amount::from_millionths(-limit).is_some());
        assert_eq!(Amount::from_millionths(limit + 1), None);
        assert_eq!(Amount::from_millionths(i128::MIN), None);
    }

    #[test]
    fn a_total_spread_over_months_adds_up_to_itself() {
        let parts = amount("100").split(&[1.0; 12], 2).unwrap();
        assert_eq!(parts.iter().copied().sum::<Amount>(), amount("100"));
        assert_eq!(parts[0], amount("8.34"));
        assert_eq!(parts[11], amount("8.33"));
    }

    proptest! {
        #[test]
        fn any_split_adds_up(total in -1_000_000_000_000_i64..1_000_000_000_000, weights in prop::collection::vec(0.0..1e6_f64, 1..60), decimals in 0_u32..3) {
            let total = Amount::whole(total);
            match total.split(&weights, decimals) {
                Some(parts) => prop_assert_eq!(parts.iter().copied().sum::<Amount>(), total),
                None => prop_assert!(weights.iter().sum::<f64>() <= 0.0),
            }
        }

        #[test]
        fn any_amount_becomes_the_float_that_is_written_like_it(millionths in any::<i64>(), shift in 0_u32..63) {
            let amount = Amount(i128::from(millionths >> shift));
            prop_assert_eq!(amount.to_f64(), amount.to_string().parse::<f64>().unwrap());
        }

        #[test]
        fn the_text_of_any_amount_reads_back(millionths in any::<i64>()) {
            let amount = Amount(i128::from(millionths));
            prop_assert_eq!(amount.to_string().parse(), Ok(amount));
        }
    }
}
