//! Targets: what is to be sold, in levels, period by period.

use std::collections::BTreeMap;

use super::{Amount, Period, Span};

/// How binding a target is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    Minimum,
    /// The one that the gap is measured against.
    #[default]
    Formal,
    /// What the person means to reach.
    Intent,
    Stretch,
}

impl Level {
    pub const ALL: [Self; 4] = [Self::Minimum, Self::Formal, Self::Intent, Self::Stretch];

    /// The word on the command line.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Minimum => "minimum",
            Self::Formal => "formal",
            Self::Intent => "intent",
            Self::Stretch => "stretch",
        }
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Minimum => "Minimum",
            Self::Formal => "Formal target",
            Self::Intent => "Personal intent",
            Self::Stretch => "Stretch",
        }
    }
}

/// How the periods of a target were found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Spread {
    Even,
    /// In proportion to the same periods of the latest finished year.
    LastYear,
    #[default]
    ByPeriod,
}

impl Spread {
    pub const ALL: [Self; 3] = [Self::Even, Self::LastYear, Self::ByPeriod];

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Even => "Evenly",
            Self::LastYear => "Like last year",
            Self::ByPeriod => "Period by period",
        }
    }
}

/// One level's amounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub level: Level,
    pub spread: Spread,
    /// In order of time; a period that is not here has no target, which is not a target of 0.
    pub amounts: BTreeMap<Period, Amount>,
}

/// Why a total can't be spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpreadError {
    #[error("no earlier year has a finished figure for {0}, so last year's shape is not known; spread it evenly")]
    NoLastYear(Period),
    #[error("last year's figures add up to nothing, so they have no shape; spread it evenly")]
    NothingToFollow,
}

impl Target {
    #[must_use]
    pub const fn empty(level: Level) -> Self {
        Self { level, spread: Spread::ByPeriod, amounts: BTreeMap::new() }
    }

    /// Spreads `total` over `span` by `weights` (one a period), in steps of 10^-`decimals`; the parts add up to it exactly.
    ///
    /// # Errors
    /// [`SpreadError::NothingToFollow`] if the weights add up to nothing.
    pub fn spread_over(
        level: Level,
        spread: Spread,
        total: Amount,
        span: Span,
        weights: &[f64],
        decimals: u32,
    ) -> Result<Self, SpreadError> {
        let parts = total.split(weights, decimals).ok_or(SpreadError::NothingToFollow)?;
        Ok(Self { level, spread, amounts: span.iter().zip(parts).collect() })
    }

    /// Sum of the periods in `span` that have a target; `None` if none has.
    #[must_use]
    pub fn total(&self, span: Span) -> Option<Amount> {
        let mut amounts = self.amounts.range(span.first..=span.last).map(|(_, a)| *a).peekable();
        amounts.peek()?;
        Some(amounts.sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_adds_up_to_its_total_over_the_plan_only() {
        let span = Span::new("2026-07".parse().unwrap(), "2027-06".parse().unwrap()).unwrap();
        let target =
            Target::spread_over(Level::Formal, Spread::Even, Amount::whole(1_000), span, &[1.0; 12], 2).unwrap();
        assert_eq!(target.total(span), Some(Amount::whole(1_000)));
        let later = Span::new("2028-01".parse().unwrap(), "2028-12".parse().unwrap()).unwrap();
        assert_eq!(target.total(later), None);
    }
}
