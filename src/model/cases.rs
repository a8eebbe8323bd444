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
}
