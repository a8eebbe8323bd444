//! A series seen by longer periods: what each of them adds up to. Nothing is split, so that every total stays the same.

use std::collections::BTreeMap;

use super::{Amount, Figure, FiscalStart, Granularity, Period, Series, Target};

impl Series {
    /// The series as its periods add up to those of `granularity` that they count in ([`Period::within`]): for looking at,
    /// since a week can't be told from a month again. Notes stay with their own periods. A series that has periods as long
    /// or longer is answered as it is.
    #[must_use]
    pub fn seen_by(&self, granularity: Granularity, fiscal: FiscalStart) -> Self {
        if granularity <= self.granularity {
            return self.clone();
        }
        let mut figures: BTreeMap<Period, Figure> = BTreeMap::new();
        for (period, figure) in &self.figures {
            let Some(value) = figure.value else { continue };
            let sum = figures.entry(period.within(granularity, fiscal)).or_default();
            sum.value = Some(sum.value.unwrap_or_default() + value);
            sum.typed |= figure.typed;
        }
        let target = |target: &Target| {
            let mut amounts: BTreeMap<Period, Amount> = BTreeMap::new();
            for (period, amount) in &target.amounts {
                *amounts.entry(period.within(granularity, fiscal)).or_default() += *amount;
            }
            Target { amounts, ..target.clone() }
        };
        Self { granularity, figures, targets: self.targets.iter().map(target).collect(), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Level, Spread};
    use proptest::prelude::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn a_week_counts_in_the_month_of_its_thursday() {
        let mut series = Series::new("Sales", Granularity::Week);
        // By hand, from a calendar: week 31 of 2026 runs from Mon 27 Jul to Sun 2 Aug, its Thursday is 30 Jul;
        // week 14 from Mon 30 Mar to Sun 5 Apr, its Thursday is 2 Apr.
        for (week, value) in [("2026-W31", 7), ("2026-W32", 11), ("2026-W13", 1), ("2026-W14", 2)] {
            series.type_value(period(week), Some(Amount::whole(value)));
        }
        series.set_note(period("2026-W31"), "fair");
        let months = series.seen_by(Granularity::Month, FiscalStart::JANUARY);
        let seen: Vec<(String, Option<Amount>)> =
            months.figures.iter().map(|(p, f)| (p.to_string(), f.value)).collect();
        let whole = |value| Some(Amount::whole(value));
        assert_eq!(
            seen,
            [
                ("2026-03".into(), whole(1)),
                ("2026-04".into(), whole(2)),
                ("2026-07".into(), whole(7)),
                ("2026-08".into(), whole(11))
            ]
        );
        assert_eq!(months.seen_by(Granularity::Week, FiscalStart::JANUARY), months, "no way back");
    }

    proptest! {
        #[test]
        fn whatever_it_is_seen_by_the_totals_are_the_same(
            values in prop::collection::vec(-1_000_000_i64..1_000_000, 1..200),
            start in 0_i32..3_000,
            month in 1_u8..=12,
        ) {
            let fiscal = FiscalStart::new(month).unwrap();
            let first = period("2000-W01").plus(start);
            let mut series = Series::new("Sales", Granularity::Week);
            let mut target = Target::empty(Level::Formal);
            target.spread = Spread::Even;
            for (week, value) in (0..).zip(&values) {
                let cents = Amount::from_millionths(i128::from(*value) * 10_000).unwrap();
                series.type_value(first.plus(week), Some(cents));
                target.amounts.insert(first.plus(week), -cents);
            }
            series.set_target(target);
            let sum = |s: &Series| s.figures.values().filter_map(|f| f.value).sum::<Amount>();
            let aim = |s: &Series| s.targets[0].amounts.values().copied().sum::<Amount>();
            let mut years: BTreeMap<i32, Amount> = BTreeMap::new();
            for (week, figure) in &series.figures {
                *years.entry(week.fiscal_year(fiscal)).or_default() += figure.value.unwrap_or_default();
            }
            for granularity in [Granularity::Month, Granularity::Quarter, Granularity::Year] {
                let seen = series.seen_by(granularity, fiscal);
                prop_assert_eq!(sum(&seen), sum(&series));
                prop_assert_eq!(aim(&seen), aim(&series));
                let mut seen_years: BTreeMap<i32, Amount> = BTreeMap::new();
                for (period, figure) in &seen.figures {
                    *seen_years.entry(period.fiscal_year(fiscal)).or_default() += figure.value.unwrap_or_default();
                }
                prop_assert_eq!(&seen_years, &years);
            }
        }
    }
}
