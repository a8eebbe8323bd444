//! What people know that the figures don't: adjustments of the forecast; and the forecasts that were made, kept as they were.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Amount, Period, Series, Span};

/// A change to the forecast by somebody's judgement: so much more or less in each period from `first` on.
///
/// The forecast itself stays as it is; both are shown, and both are held against what came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// "Lost Marlow".
    pub reason: String,
    /// Who judged so.
    pub author: String,
    /// The day on which it was made.
    pub made: NaiveDate,
    pub first: Period,
    /// The last period that it bears on; `None` is for good.
    pub last: Option<Period>,
    /// For each period, in the series' unit; negative is less.
    pub amount: Amount,
}

impl Adjustment {
    #[must_use]
    pub fn bears_on(&self, period: Period) -> bool {
        self.first <= period && self.last.is_none_or(|last| period <= last)
    }
}

/// A forecast as it was made, with what was known then. It is never changed afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptForecast {
    /// The day on which it stood.
    pub made: NaiveDate,
    /// Id of the method.
    pub method: String,
    /// The last period that was finished then.
    pub known: Period,
    /// What was expected of the periods after it.
    pub expected: BTreeMap<Period, KeptPoint>,
    /// Where the plan was heading with it, adjustments included, and for which periods that was.
    pub landing: Option<Amount>,
    pub span: Span,
}

/// What was expected of one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptPoint {
    pub mid: Amount,
    /// The 80 % band.
    pub lo: Amount,
    pub hi: Amount,
    /// With the adjustments of that day, where there were any.
    pub adjusted: Option<Amount>,
}

/// Most forecasts that a series keeps: three years of months.
const MOST_KEPT: usize = 36;

impl Series {
    /// What all adjustments together do to a period; `None` if none bears on it.
    #[must_use]
    pub fn adjustment(&self, period: Period) -> Option<Amount> {
        let bearing = self.adjustments.iter().filter(|adjustment| adjustment.bears_on(period));
        bearing.map(|adjustment| adjustment.amount).reduce(|sum, amount| sum + amount)
    }

    /// Adjustments are kept in order of time. Answers the index.
    pub fn adjust(&mut self, adjustment: Adjustment) -> usize {
        let key = |a: &Adjustment| (a.first, a.made);
        let index = self.adjustments.partition_point(|other| key(other) <= key(&adjustment));
        self.adjustments.insert(index, adjustment);
        index
    }

    /// Changes the adjustment at `index`, which may get another place in time. `None` if there is none.
    pub fn change_adjustment(&mut self, index: usize, adjustment: Adjustment) -> Option<usize> {
        self.remove_adjustment(index)?;
        Some(self.adjust(adjustment))
    }

    pub fn remove_adjustment(&mut self, index: usize) -> Option<Adjustment> {
        (index < self.adjustments.len()).then(|| self.adjustments.remove(index))
    }

    /// Keeps a forecast beside the earlier ones. One that was made from the same figures is kept already: what was said first counts,
    /// and is never written over.
    pub fn keep_forecast(&mut self, forecast: KeptForecast) {
        let at = self.kept.partition_point(|kept| kept.known < forecast.known);
        if self.kept.get(at).is_none_or(|kept| kept.known != forecast.known) {
            self.kept.insert(at, forecast);
        }
        if self.kept.len() > MOST_KEPT {
            self.kept.remove(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Granularity;

    fn month(text: &str) -> Period {
        text.parse().unwrap()
    }

    fn adjustment(first: &str, last: Option<&str>, amount: i64) -> Adjustment {
        Adjustment {
            reason: "Lost Marlow".into(),
            author: "Tom".into(),
            made: "2026-11-19".parse().unwrap(),
            first: month(first),
            last: last.map(month),
            amount: Amount::whole(amount),
        }
    }

    fn kept(known: &str, landing: i64) -> KeptForecast {
        KeptForecast {
            made: "2026-11-19".parse().unwrap(),
            method: "combination".into(),
            known: month(known),
            expected: BTreeMap::new(),
            landing: Some(Amount::whole(landing)),
            span: Span { first: month("2026-01"), last: month("2026-12") },
        }
    }

    #[test]
    fn adjustments_that_overlap_add_up_and_others_leave_a_month_alone() {
        let mut series = Series::new("Sales", Granularity::Month);
        series.adjust(adjustment("2027-03", None, -2_000));
        series.adjust(adjustment("2027-01", Some("2027-04"), 500));
        assert_eq!(series.adjustments[0].first, month("2027-01"));
        assert_eq!(series.adjustment(month("2026-12")), None);
        assert_eq!(series.adjustment(month("2027-02")), Some(Amount::whole(500)));
        assert_eq!(series.adjustment(month("2027-04")), Some(Amount::whole(-1_500)));
        assert_eq!(series.adjustment(month("2030-01")), Some(Amount::whole(-2_000)));
    }

    #[test]
    fn a_changed_adjustment_moves_to_its_place_and_one_that_is_not_there_is_no_error() {
        let mut series = Series::new("Sales", Granularity::Month);
        series.adjust(adjustment("2027-01", None, 1));
        series.adjust(adjustment("2027-02", None, 2));
        assert_eq!(series.change_adjustment(0, adjustment("2027-05", None, 9)), Some(1));
        assert_eq!(series.change_adjustment(7, adjustment("2027-05", None, 9)), None);
        assert_eq!(series.remove_adjustment(7), None);
    }

    #[test]
    fn what_was_said_first_is_never_written_over() {
        let mut series = Series::new("Sales", Granularity::Month);
        series.keep_forecast(kept("2026-10", 100));
        series.keep_forecast(kept("2026-09", 90));
        series.keep_forecast(kept("2026-10", 777));
        let landings: Vec<_> = series.kept.iter().filter_map(|kept| kept.landing).collect();
        assert_eq!(landings, [Amount::whole(90), Amount::whole(100)]);
    }

    #[test]
    fn only_the_latest_three_years_are_kept() {
        let mut series = Series::new("Sales", Granularity::Month);
        for months in 0..40 {
            let forecast = KeptForecast { known: month("2020-01").plus(months), ..kept("2026-10", 1) };
            series.keep_forecast(forecast);
        }
        assert_eq!(series.kept.len(), 36);
        assert_eq!(series.kept[0].known, month("2020-05"));
    }
}
