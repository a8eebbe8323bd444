//! What a scenario would cost: by own history, by somebody else's case, or by a small calculation.

use chrono::NaiveDate;

use super::{Amount, Cases};

/// An estimate of how deep sales would fall and for how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimate {
    pub basis: Basis,
    pub depth: Depth,
    /// Periods that it lasts. The low and the high case count for 30 in 100 each and the likely one for 40, by Swanson's rule (Hurst,
    /// Brown and Swanson, AAPG Bulletin 84, 2000), so that a length is always a whole number of periods.
    pub length_periods: Cases<u16>,
    /// The day on which it was made.
    pub made: NaiveDate,
}

/// How deep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Percent of what would have been sold, of each series that the scenario bears on.
    Percent(Cases<Amount>),
    /// So much less a period, in the unit of the one series that the scenario bears on.
    Amount(Cases<Amount>),
}

/// Where an estimate comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// An episode of this plan, by name, as it was measured.
    OwnHistory(String),
    /// Somebody else's case; the source is required.
    OthersCase {
        source: String,
    },
    Calculation(Calculation),
}

/// Percents in three cases.
pub type Percents = Cases<u8>;

/// A small calculation, kept with what was put into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calculation {
    /// A person is missing who sells so much a period, of which others keep this share.
    Vacancy { sells: Amount, kept: Percents },
    /// The largest customer goes, who buys so much a period; this share is made good elsewhere.
    LargestCustomer { buys: Amount, replaced: Percents },
    /// A competitor forces a price cut of so many percent on a share of sales, and some of these customers leave all the same.
    PriceCut { cut: u8, of_sales: u8, leave: Percents },
    /// A share of sales can't be delivered, and some of it is lost for good; the rest is bought later.
    Shortage { short: u8, lost: Percents },
}

const HUNDRED: Amount = Amount::whole(100);

/// `percent` of an amount; exact to the millionth.
fn share(of: Amount, percent: u8) -> Amount {
    of.ratio(Amount::whole(i64::from(percent)), HUNDRED).unwrap_or_default()
}

impl Calculation {
    /// What it comes to. The high case is the worst one, whichever way the question was put.
    #[must_use]
    pub fn depth(self) -> Depth {
        let left = |percents: Percents| {
            let rest = percents.map(|percent| 100_u8.saturating_sub(percent));
            Cases { low: rest.high, likely: rest.likely, high: rest.low }
        };
        let whole = |percent: u8| Amount::whole(i64::from(percent));
        match self {
            Self::Vacancy { sells, kept } => Depth::Amount(left(kept).map(|percent| share(sells, percent))),
            Self::LargestCustomer { buys, replaced } => {
                Depth::Amount(left(replaced).map(|percent| share(buys, percent)))
            }
            Self::PriceCut { cut, of_sales, leave } => {
                // Who leaves takes the whole price, who stays pays that much less.
                let lost = leave.map(|leave| whole(leave) + share(whole(cut), 100_u8.saturating_sub(leave)));
                Depth::Percent(lost.map(|lost| share(lost, of_sales)))
            }
            Self::Shortage { short, lost } => Depth::Percent(lost.map(|lost| share(whole(short), lost))),
        }
    }

    /// The percents that were put in, with the names of their fields: each is from 0 to 100, and cases are in order.
    pub(super) fn percents(self) -> Vec<(&'static str, Percents)> {
        match self {
            Self::Vacancy { kept, .. } => vec![("kept", kept)],
            Self::LargestCustomer { replaced, .. } => vec![("replaced", replaced)],
            Self::PriceCut { cut, of_sales, leave } => {
                vec![("cut", Cases::all(cut)), ("of_sales", Cases::all(of_sales)), ("leave", leave)]
            }
            Self::Shortage { short, lost } => vec![("short", Cases::all(short)), ("lost", lost)],
        }
    }
}

impl Estimate {
    /// A calculation as an estimate.
    #[must_use]
    pub fn calculated(calculation: Calculation, length_periods: Cases<u16>, made: NaiveDate) -> Self {
        Self { basis: Basis::Calculation(calculation), depth: calculation.depth(), length_periods, made }
    }

    /// Whether it was made more than a year ago.
    #[must_use]
    pub fn is_old(&self, today: NaiveDate) -> bool {
        self.made.checked_add_months(chrono::Months::new(12)).is_some_and(|end| end < today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percents(low: u8, likely: u8, high: u8) -> Percents {
        Cases::new(low, likely, high)
    }

    fn amounts(cases: [&str; 3]) -> Cases<Amount> {
        let [low, likely, high] = cases.map(|text| text.parse().unwrap());
        Cases { low, likely, high }
    }

    #[test]
    fn each_calculation_comes_to_what_a_pencil_says() {
        let sells = Amount::whole(20_000);
        let vacancy = Calculation::Vacancy { sells, kept: percents(10, 30, 60) };
        assert_eq!(vacancy.depth(), Depth::Amount(amounts(["8000", "14000", "18000"])));
        let customer = Calculation::LargestCustomer { buys: "1500.50".parse().unwrap(), replaced: percents(0, 20, 50) };
        assert_eq!(customer.depth(), Depth::Amount(amounts(["750.25", "1200.40", "1500.50"])));
        // Half of sales: 10 % leave and the rest pays 20 % less: 0.1 + 0.9 × 0.2 = 28 % of the half.
        let cut = Calculation::PriceCut { cut: 20, of_sales: 50, leave: percents(0, 10, 25) };
        assert_eq!(cut.depth(), Depth::Percent(amounts(["10", "14", "20"])));
        let shortage = Calculation::Shortage { short: 30, lost: percents(20, 50, 100) };
        assert_eq!(shortage.depth(), Depth::Percent(amounts(["6", "15", "30"])));
    }

    #[test]
    fn an_estimate_is_old_after_a_year() {
        let made = "2025-11-19".parse().unwrap();
        let calculation = Calculation::Shortage { short: 30, lost: percents(20, 50, 100) };
        let estimate = Estimate::calculated(calculation, Cases::new(1, 2, 3), made);
        assert!(!estimate.is_old("2026-11-19".parse().unwrap()));
        assert!(estimate.is_old("2026-11-20".parse().unwrap()));
    }
}
