//! A series seen by longer periods: the same figures, added up. The plan keeps its own rhythm, and so does its forecast:
//! what is expected of a month is what its weeks are expected to bring, so that every total is the same in both views.
//! So do trend and signals: a month of five weeks is no better than one of four.

use std::sync::Arc;

use super::{Answer, Row, Trend, Variation, outlook, rolling, stretches, timeline::Timeline};
use crate::model::{Amount, FiscalStart, Granularity, Plan, Series, Span};

/// A series and its answer as they look by longer periods.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub series: Series,
    /// Its rows and averages are of the longer periods. Season, trend and variation are still those of the series' own, to be
    /// told and not drawn on these rows; there are no forecast methods.
    pub answer: Arc<Answer>,
}

/// What `own`, the series' answer, says, with its figures added up to periods of `granularity`. `None` if the plan has no such series, or one whose periods are as long already.
#[must_use]
pub fn seen_by(plan: &Plan, series_index: usize, granularity: Granularity, own: &Answer) -> Option<Seen> {
    let (series, fiscal) = (plan.series.get(series_index)?, plan.fiscal_start);
    if granularity <= series.granularity {
        return None;
    }
    let own = own.clone();
    let line = Timeline::new(plan, series, own.today).by(granularity, fiscal);
    let series = series.seen_by(granularity, fiscal);
    let rows = rows(&line, &series, &own, fiscal);
    // A line by weeks says nothing of a row of months.
    let unlined = |trend: Trend| Trend { line: vec![None; rows.len()], ..trend };
    let answer = Answer {
        granularity,
        span: line.plan,
        last_finished: line.known.map(|known| known.1),
        trend: own.trend.map(unlined),
        smoothed_trend: own.smoothed_trend.map(unlined),
        variation: own.variation.map(|variation| Variation { usual: vec![None; rows.len()], ..variation }),
        episodes: stretches(plan, &line),
        rolling: rolling::all(&line, plan.window(granularity)),
        rows,
        methods: Vec::new(),
        chosen: None,
        past_forecasts: Vec::new(),
        ..own
    };
    Some(Seen { series, answer: Arc::new(answer) })
}

/// The longer rows, with what their parts are expected to bring and lack of the target.
fn rows(line: &Timeline, series: &Series, own: &Answer, fiscal: FiscalStart) -> Vec<Row> {
    let of_parts = |row: Row| {
        let parts = Span { first: row.period, last: row.period }.at(own.granularity, fiscal);
        let sum = |of: fn(&Row) -> Option<Amount>| parts.iter().map(|part| of(own.row(part)?)).sum::<Option<Amount>>();
        Row { expected: sum(|part| part.expected), gap: sum(|part| part.gap), adjusted: None, ..row }
    };
    outlook::rows(line, series, &[]).into_iter().map(of_parts).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyse;
    use crate::model::plan::TargetTotal;
    use crate::model::{Level, Period, Spread, Standing};

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    /// Weeks from the 7th of 2025 to the 30th of 2026, each with its own amount to the penny, and a target for 2026.
    fn weekly() -> Plan {
        let mut plan = Plan { series: Vec::new(), ..Plan::new("Coast") };
        plan.add_series("Sales", crate::model::Unit::Money, Granularity::Week);
        let first = period("2025-W07");
        for week in 0..=first.until(period("2026-W30")) {
            let cents = 100_000 + i128::from(week) * 37 % 2_900;
            plan.type_figure(0, first.plus(week), Amount::from_millionths(cents * 10_000));
        }
        let span = FiscalStart::JANUARY.months_of(2026);
        let wanted = TargetTotal { level: Level::Formal, total: Amount::whole(60_001), spread: Spread::Even, span };
        plan.set_target_total(0, wanted, "2026-07-29".parse().unwrap()).unwrap();
        plan
    }

    fn seen(plan: &Plan, granularity: Granularity) -> (Answer, Answer) {
        let today = "2026-07-29".parse().unwrap();
        let own = analyse(plan, 0, today).unwrap();
        let seen = seen_by(plan, 0, granularity, &own).unwrap();
        (own, Answer::clone(&seen.answer))
    }

    #[test]
    fn every_total_agrees_to_the_penny_whatever_the_weeks_are_seen_by() {
        for granularity in [Granularity::Month, Granularity::Quarter, Granularity::Year] {
            let (own, seen) = seen(&weekly(), granularity);
            let sum =
                |answer: &Answer, of: fn(&Row) -> Option<Amount>| answer.rows.iter().filter_map(of).sum::<Amount>();
            assert_eq!(sum(&seen, |row| row.actual), sum(&own, |row| row.actual));
            assert_eq!(sum(&seen, |row| row.target), Amount::whole(60_001));
            let landing = seen.plan_rows().map(|row| row.expected).sum::<Option<Amount>>();
            assert_eq!((landing, seen.total), (own.total.landing, own.total));
            assert_eq!(seen.plan_rows().map(|row| row.gap).sum::<Option<Amount>>(), own.total.gap);
        }
    }

    #[test]
    fn a_month_is_finished_once_all_its_weeks_are_and_a_part_of_one_counts_in_no_average() {
        let (_, mut months) = seen(&weekly(), Granularity::Month);
        let standing = |answer: &Answer, month: &str| answer.row(period(month)).unwrap().standing;
        assert_eq!(standing(&months, "2025-02"), Standing::Unfinished, "its first week, the 6th, is not there");
        assert_eq!(standing(&months, "2025-03"), Standing::Finished);
        assert_eq!(standing(&months, "2026-06"), Standing::Finished);
        assert_eq!(standing(&months, "2026-07"), Standing::Unfinished);
        assert_eq!(standing(&months, "2026-08"), Standing::Missing);
        let mut plan = weekly();
        plan.type_figure(0, period("2025-W30"), None);
        months = seen(&plan, Granularity::Month).1;
        assert_eq!(standing(&months, "2025-07"), Standing::Unfinished, "a month that lacks a week");
        let three = months.rolling(3).unwrap();
        let average =
            |month: &str| three.averages[usize::try_from(months.rows[0].period.until(period(month))).unwrap()];
        assert!(average("2025-06").is_some() && average("2025-08").is_none() && average("2025-10").is_some());
    }

    #[test]
    fn nothing_is_seen_by_periods_as_short_as_its_own() {
        let today = "2026-07-29".parse().unwrap();
        let own = analyse(&weekly(), 0, today).unwrap();
        assert_eq!(seen_by(&weekly(), 0, Granularity::Week, &own), None);
        assert_eq!(seen_by(&weekly(), 1, Granularity::Month, &own), None);
    }
}
