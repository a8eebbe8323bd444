//! Three cases of what is not known: low, likely and high.

use super::Amount;

/// The low, the likely and the high case of a number, in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cases<T> {
    pub low: T,
    pub likely: T,
    pub high: T,
}

impl<T: Copy + PartialOrd> Cases<T> {
    /// A number that is known for sure.
    #[must_use]
    pub const fn all(value: T) -> Self {
        Self { low: value, likely: value, high: value }
    }

    #[must_use]
    pub const fn new(low: T, likely: T, high: T) -> Self {
        Self { low, likely, high }
    }

    #[must_use]
    pub fn is_in_order(&self) -> bool {
        self.low <= self.likely && self.likely <= self.high
    }

    /// With another low case; the others are carried along where it passes them, so that the three stay in order.
    #[must_use]
    pub fn with_low(self, low: T) -> Self {
        let likely = if self.likely < low { low } else { self.likely };
        Self { low, likely, high: if self.high < likely { likely } else { self.high } }
    }

    /// As [`Self::with_low`], for the likely case.
    #[must_use]
    pub fn with_likely(self, likely: T) -> Self {
        let low = if self.low > likely { likely } else { self.low };
        Self { low, likely, high: if self.high < likely { likely } else { self.high } }
    }

    /// As [`Self::with_low`], for the high case.
    #[must_use]
    pub fn with_high(self, high: T) -> Self {
        let likely = if self.likely > high { high } else { self.likely };
        Self { low: if self.low > likely { likely } else { self.low }, likely, high }
    }

    #[must_use]
    pub fn map<U>(self, each: impl Fn(T) -> U) -> Cases<U> {
        Cases { low: each(self.low), likely: each(self.likely), high: each(self.high) }
    }
}

impl Cases<Amount> {
    /// What it comes to on average: a third of the three cases' sum, which is the mean of a triangular distribution.
    #[must_use]
    pub fn mean(self) -> f64 {
        (self.low.to_f64() + self.likely.to_f64() + self.high.to_f64()) / 3.0
    }

    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.low.is_zero() && self.likely.is_zero() && self.high.is_zero()
    }

    /// The same three cases around another likely one, each in proportion; all the same where nothing was likely.
    #[must_use]
    pub fn scaled_to(self, likely: Amount) -> Self {
        let scaled = |case: Amount| case.ratio(likely, self.likely);
        match (scaled(self.low), scaled(self.high)) {
            // In proportion below zero, low is the high one.
            (Some(low), Some(high)) => Self { low: low.min(high).min(likely), likely, high: high.max(low).max(likely) },
            _ => Self::all(likely),
        }
    }
}

impl Cases<u16> {
    /// The same three lengths around another likely one, as far apart as they were, none under one period.
    #[must_use]
    pub fn moved_to(self, likely: u16) -> Self {
        let (below, above) = (self.likely.saturating_sub(self.low), self.high.saturating_sub(self.likely));
        Self { low: likely.saturating_sub(below).max(1).min(likely), likely, high: likely.saturating_add(above) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cases_go_along_with_the_likely_one() {
        let cases = Cases::new(10, 20, 50).map(Amount::whole);
        assert_eq!(cases.scaled_to(Amount::whole(40)), Cases::new(20, 40, 100).map(Amount::whole));
        assert_eq!(cases.scaled_to(Amount::ZERO), Cases::all(Amount::ZERO));
        assert_eq!(Cases::all(Amount::ZERO).scaled_to(Amount::whole(7)), Cases::all(Amount::whole(7)));
        assert_eq!(Cases::new(2_u16, 4, 9).moved_to(2), Cases::new(1, 2, 7));
        assert_eq!(Cases::new(2_u16, 4, 9).moved_to(6), Cases::new(4, 6, 11));
    }

    #[test]
    fn a_case_carries_the_others_along_and_they_stay_in_order() {
        let typed = Cases::all(0).with_low(1_000).with_likely(3_000).with_high(8_000);
        assert_eq!(typed, Cases::new(1_000, 3_000, 8_000));
        assert_eq!(typed.with_low(4_000), Cases::new(4_000, 4_000, 8_000));
        assert_eq!(typed.with_low(9_000), Cases::all(9_000));
        assert_eq!(typed.with_likely(500), Cases::new(500, 500, 8_000));
        assert_eq!(typed.with_likely(9_000), Cases::new(1_000, 9_000, 9_000));
        assert_eq!(typed.with_high(2_000), Cases::new(1_000, 2_000, 2_000));
        assert_eq!(typed.with_high(10), Cases::all(10));
    }

    proptest! {
        #[test]
        fn they_stay_in_order(a in -1_000_i64..1_000, b in -1_000_i64..1_000, c in -1_000_i64..1_000, likely in -1_000_i64..1_000) {
            let mut sorted = [a, b, c];
            sorted.sort_unstable();
            let cases = Cases::new(sorted[0], sorted[1], sorted[2]).map(Amount::whole).scaled_to(Amount::whole(likely));
            prop_assert!(cases.is_in_order());
            prop_assert_eq!(cases.likely, Amount::whole(likely));
        }
    }
}
