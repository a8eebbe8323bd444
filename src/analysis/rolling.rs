//! Trailing rolling averages by the calendar.

use super::Rolling;
use super::timeline::Timeline;
use crate::model::{Amount, Granularity};

/// The averages of all windows that suit the rows, and of the plan's own.
pub(super) fn all(line: &Timeline, own: usize) -> Vec<Rolling> {
    let windows = windows(line.span.first.granularity(), own);
    windows.into_iter().map(|window| trailing(line, window)).collect()
}

/// The offered windows and the plan's own, in order of length.
fn windows(granularity: Granularity, own: usize) -> Vec<usize> {
    let mut windows = granularity.windows().to_vec();
    windows.push(own);
    windows.sort_unstable();
    windows.dedup();
    windows
}

/// Averages of the `window` periods up to and including each row. Sums are exact amounts, so that a long history doesn't drift.
///
/// A simple trailing average is the field's "moving average"; it lags the level by (window − 1) / 2 periods.
pub(super) fn trailing(line: &Timeline, window: usize) -> Rolling {
    let rows = line.len();
    let mut averages = vec![None; rows];
    let mut warm_up = vec![None; rows];
    let Some((first, last)) = line.known else { return Rolling { window, averages, warm_up } };
    let mut sum = Amount::ZERO;
    // Finished periods in an unbroken run up to this row, at most `window` of them in `sum`.
    let mut run = 0;
    let mut unbroken_since_first = true;
    for row in first..=last {
        let Some(amount) = line.finished_amount(row) else {
            (sum, run, unbroken_since_first) = (Amount::ZERO, 0, false);
            continue;
        };
        sum += amount;
        run += 1;
        if run > window {
            sum = sum - line.finished_amount(row - window).unwrap_or_default();
        }
        if run >= window {
            averages[row] = Some(mean(sum, window));
        } else if unbroken_since_first {
            warm_up[row] = Some(mean(sum, run));
        }
    }
    Rolling { window, averages, warm_up }
}

#[expect(clippy::cast_precision_loss, reason = "a window has at most 120 periods")]
fn mean(sum: Amount, count: usize) -> f64 {
    sum.to_f64() / count as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Period, Plan};
    use proptest::prelude::*;

    fn line(values: &[Option<i64>]) -> Timeline {
        let mut plan = Plan::new("Coast");
        let first: Period = "2020-01".parse().unwrap();
        for (row, value) in (0..).zip(values) {
            plan.type_figure(0, first.plus(row), value.map(Amount::whole));
        }
        Timeline::new(&plan, &plan.series[0], "2090-01-01".parse().unwrap())
    }

    fn dense(values: &[i64]) -> Timeline {
        line(&values.iter().copied().map(Some).collect::<Vec<_>>())
    }

    /// Box, Jenkins & Reinsel, Time Series Analysis, series G (airline passengers in thousands): 1949.
    /// First and last 3-month averages by hand: (112 + 118 + 132) / 3 and (119 + 104 + 118) / 3.
    #[test]
    fn averages_of_the_airline_passengers_of_1949_are_those_worked_by_hand() {
        let passengers = dense(&[112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118]);
        let three = trailing(&passengers, 3);
        assert_eq!(three.averages[..2], [None, None]);
        assert_eq!(three.averages[2], Some(362.0 / 3.0));
        assert_eq!(three.averages[11], Some(341.0 / 3.0));
        assert_eq!(three.warm_up[..3], [Some(112.0), Some(115.0), None]);
        assert_eq!(trailing(&passengers, 12).averages[11], Some(1520.0 / 12.0));
    }

    #[test]
    fn a_missing_month_empties_every_window_that_holds_it_and_ends_the_warm_up() {
        let rolling = trailing(&line(&[Some(1), Some(2), Some(3), None, Some(5), Some(6), Some(7)]), 3);
        let expected = [None, None, Some(2.0), None, None, None, Some(6.0)];
        assert_eq!(rolling.averages[..7], expected);
        let rolling = trailing(&line(&[Some(1), None, Some(3), Some(4), Some(5)]), 3);
        assert_eq!(rolling.warm_up.iter().flatten().count(), 1);
    }

    #[test]
    fn an_unfinished_month_and_the_future_have_no_average() {
        let mut plan = Plan::new("Coast");
        for month in ["2026-01", "2026-02", "2026-03", "2026-04"] {
            plan.type_figure(0, month.parse().unwrap(), Some(Amount::whole(9)));
        }
        let line = Timeline::new(&plan, &plan.series[0], "2026-04-15".parse().unwrap());
        let averages = trailing(&line, 3).averages;
        assert_eq!(averages.len(), 12);
        assert_eq!(averages.iter().flatten().count(), 1);
        assert_eq!(averages[2], Some(9.0));
    }

    #[test]
    fn a_huge_month_leaves_no_trace_after_it_has_left_the_window() {
        let mut values = vec![Some(1_000_000_000_000_000_000), Some(1), Some(2), Some(3)];
        values.extend([Some(3); 4]);
        let averages = trailing(&line(&values), 3).averages;
        assert_eq!(averages[3], Some(2.0));
        assert_eq!(averages[5], Some(3.0));
    }

    #[test]
    fn the_plans_own_window_stands_among_the_offered_ones() {
        assert_eq!(windows(Granularity::Month, 6), [3, 6, 12]);
        assert_eq!(windows(Granularity::Month, 4), [3, 4, 6, 12]);
        assert_eq!(windows(Granularity::Week, 26), [4, 13, 26, 52]);
        assert_eq!(windows(Granularity::Quarter, 4), [2, 4]);
    }

    proptest! {
        #[test]
        fn every_average_is_the_mean_of_its_window(
            values in prop::collection::vec(prop::option::weighted(0.9, -1_000_000_i64..1_000_000), 1..60),
            window in 1_usize..15,
        ) {
            let line = line(&values);
            let rolling = trailing(&line, window);
            for row in 0..line.len() {
                let inside = (row + 1 >= window).then(|| &line.finished[row + 1 - window..=row]);
                let all: Option<Vec<f64>> = inside.and_then(|w| w.iter().copied().collect());
                #[expect(clippy::cast_precision_loss, reason = "small counts")]
                let mean = all.map(|w| w.iter().sum::<f64>() / window as f64);
                prop_assert_eq!(rolling.averages[row], mean);
            }
        }
    }
}
