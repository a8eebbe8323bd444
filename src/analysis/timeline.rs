//! A series as rows: one for each calendar period, without holes, so that every calculation counts in periods and not in entries.

use chrono::NaiveDate;

use crate::model::{Amount, Episode, FiscalStart, Granularity, Period, Plan, Series, Span, Standing};

/// Most rows that an analysis makes. Weeks from 1900 to 2200, the widest that a plan may speak of, are 15,705.
const MOST_ROWS: usize = 20_000;

/// The figures of one series in calendar rows, from the first figure or the plan's first period to the last of either.
#[derive(Clone, Debug)]
pub(super) struct Timeline {
    /// All rows.
    pub span: Span,
    /// The plan period in the series' granularity.
    pub plan: Span,
    pub actual: Vec<Option<Amount>>,
    pub standing: Vec<Standing>,
    /// Values of the finished periods, one a row. `None` elsewhere: missing and unfinished periods are in no calculation.
    pub finished: Vec<Option<f64>>,
    /// Rows of episodes that are left out of season, trend and variation.
    pub left_out: Vec<bool>,
    /// Rows of episodes that say nothing of the level either.
    pub out_of_level: Vec<bool>,
    /// First and last row that is finished.
    pub known: Option<(usize, usize)>,
}

impl Timeline {
    pub fn new(plan: &Plan, series: &Series, today: NaiveDate) -> Self {
        let fiscal = plan.fiscal_start;
        let figures = series.figures.iter().filter(|(period, _)| period.granularity() == series.granularity);
        let figures: Vec<(Period, Amount, Standing)> = figures
            .filter_map(|(period, figure)| Some((*period, figure.value?, series.standing(*period, fiscal, today))))
            .collect();
        let last_finished = figures.iter().rfind(|f| f.2 == Standing::Finished).map(|f| f.0);
        let plan_span = plan_months(plan, last_finished, today).at(series.granularity, fiscal);
        let span = rows_of(plan_span, &figures);
        let mut line = Self {
            span,
            plan: plan_span,
            actual: vec![None; span.len()],
            standing: vec![Standing::Missing; span.len()],
            finished: vec![None; span.len()],
            left_out: vec![false; span.len()],
            out_of_level: vec![false; span.len()],
            known: None,
        };
        for episode in &plan.episodes {
            line.leave_out(episode, episode.span(series.granularity, fiscal));
        }
        for (period, amount, standing) in figures {
            line.take(period, amount, standing);
        }
        line
    }

    /// The rows added up to longer periods, by the one rule of which counts in which. A longer period is finished once all
    /// that count in it are, and unfinished where it lacks one: a part of a month is no month.
    pub fn by(&self, granularity: Granularity, fiscal: FiscalStart) -> Self {
        let span = self.span.at(granularity, fiscal);
        let rows = span.len();
        let mut line = Self {
            span,
            plan: self.plan.at(granularity, fiscal),
            actual: vec![None; rows],
            standing: vec![Standing::Missing; rows],
            finished: vec![None; rows],
            left_out: vec![false; rows],
            out_of_level: vec![false; rows],
            known: None,
        };
        for (row, period) in span.iter().enumerate() {
            let parts: Vec<Option<usize>> = Span { first: period, last: period }
                .at(self.span.first.granularity(), fiscal)
                .iter()
                .map(|p| self.row_of(p))
                .collect();
            let known = || parts.iter().flatten();
            line.left_out[row] = known().any(|part| self.left_out[*part]);
            line.out_of_level[row] = known().any(|part| self.out_of_level[*part]);
            let amounts: Vec<Amount> = known().filter_map(|part| self.actual[*part]).collect();
            if amounts.is_empty() {
                continue;
            }
            let whole = parts.iter().all(|part| part.is_some_and(|part| self.standing[part] == Standing::Finished));
            let standing = if whole { Standing::Finished } else { Standing::Unfinished };
            line.take(period, amounts.into_iter().sum(), standing);
        }
        line
    }

    fn leave_out(&mut self, episode: &Episode, span: Option<Span>) {
        let Some(span) = span else { return };
        let rows = (0..self.left_out.len()).filter(|row| span.contains(plus(self.span.first, *row)));
        for row in rows {
            self.left_out[row] |= episode.left_out;
            self.out_of_level[row] |= episode.out_of_level;
        }
    }

    fn take(&mut self, period: Period, amount: Amount, standing: Standing) {
        let Some(row) = self.row_of(period) else { return };
        self.actual[row] = Some(amount);
        self.standing[row] = standing;
        if standing == Standing::Finished {
            self.finished[row] = Some(amount.to_f64());
            self.known = Some((self.known.map_or(row, |known| known.0), row));
        }
    }

    /// As it was when `row` was the last finished one.
    pub fn until(&self, row: usize) -> Self {
        let mut then = self.clone();
        for later in row + 1..then.len() {
            then.actual[later] = None;
            then.standing[later] = Standing::Missing;
            then.finished[later] = None;
        }
        then.known = self.known.filter(|known| known.0 <= row).map(|known| (known.0, known.1.min(row)));
        then
    }

    pub fn len(&self) -> usize {
        self.finished.len()
    }

    pub fn period(&self, row: usize) -> Period {
        plus(self.span.first, row)
    }

    pub fn row_of(&self, period: Period) -> Option<usize> {
        usize::try_from(self.span.first.until(period)).ok().filter(|row| *row < self.len())
    }

    /// Values up to the last finished period.
    pub fn history(&self) -> &[Option<f64>] {
        &self.finished[..self.known.map_or(0, |known| known.1 + 1)]
    }

    /// Finished values up to the last finished period that tell of the usual: those of episodes that are left out are not there.
    pub fn usual(&self) -> Vec<Option<f64>> {
        self.history().iter().zip(&self.left_out).map(|(value, left_out)| value.filter(|_| !left_out)).collect()
    }

    pub fn finished_amount(&self, row: usize) -> Option<Amount> {
        self.actual[row].filter(|_| self.standing[row] == Standing::Finished)
    }
}

/// `first` moved on by a number of rows.
pub(super) fn plus(first: Period, rows: usize) -> Period {
    first.plus(i32::try_from(rows).unwrap_or(i32::MAX))
}

/// The plan's months. A period that is none (a hand-written file may turn it round) counts as not set.
fn plan_months(plan: &Plan, last_finished: Option<Period>, today: NaiveDate) -> Span {
    if plan.period.is_some_and(|span| Span::new(span.first, span.last).is_none()) {
        return Plan { period: None, ..plan.clone() }.period_or_default(last_finished, today);
    }
    plan.period_or_default(last_finished, today)
}

fn rows_of(plan: Span, figures: &[(Period, Amount, Standing)]) -> Span {
    let first = figures.first().map_or(plan.first, |f| f.0.min(plan.first));
    let last = figures.last().map_or(plan.last, |f| f.0.max(plan.last));
    Span { first, last: last.min(plus(first, MOST_ROWS - 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Unit;

    fn timeline(figures: &[(&str, i64)], period: Option<(&str, &str)>, today: &str) -> Timeline {
        let mut plan = Plan::new("Coast");
        for (month, value) in figures {
            plan.type_figure(0, month.parse().unwrap(), Some(Amount::whole(*value)));
        }
        plan.period = period.map(|(a, b)| Span { first: a.parse().unwrap(), last: b.parse().unwrap() });
        Timeline::new(&plan, &plan.series[0], today.parse().unwrap())
    }

    fn ends(span: Span) -> (String, String) {
        (span.first.to_string(), span.last.to_string())
    }

    #[test]
    fn every_month_from_the_first_figure_to_the_plans_end_has_a_row() {
        let line = timeline(&[("2026-01", 5), ("2026-04", 7)], Some(("2026-03", "2026-06")), "2026-04-15");
        assert_eq!(ends(line.span), ("2026-01".into(), "2026-06".into()));
        assert_eq!(line.finished, [Some(5.0), None, None, None, None, None]);
        assert_eq!(line.standing[3], Standing::Unfinished);
        assert_eq!(line.known, Some((0, 0)));
    }

    #[test]
    fn a_plan_that_starts_before_the_figures_or_ends_before_them_has_rows_for_both() {
        let line = timeline(&[("2026-04", 5)], Some(("2026-03", "2026-06")), "2026-05-15");
        assert_eq!(ends(line.span), ("2026-03".into(), "2026-06".into()));
        let line = timeline(&[("2026-04", 5), ("2026-09", 1)], Some(("2026-05", "2026-06")), "2026-12-15");
        assert_eq!(ends(line.span), ("2026-04".into(), "2026-09".into()));
    }

    #[test]
    fn without_figures_the_rows_are_the_plans() {
        let line = timeline(&[], None, "2026-05-15");
        assert_eq!(ends(line.span), ("2026-01".into(), "2026-12".into()));
        assert!(line.history().is_empty());
    }

    #[test]
    fn a_plan_period_that_is_turned_round_counts_as_not_set() {
        let line = timeline(&[("2026-04", 5)], Some(("2026-12", "2025-06")), "2026-05-15");
        assert_eq!(ends(line.plan), ("2026-01".into(), "2026-12".into()));
    }

    #[test]
    fn figures_of_another_granularity_are_left_out() {
        let mut plan = Plan::new("Coast");
        plan.add_series("Weeks", Unit::Money, Granularity::Week);
        plan.type_figure(1, "2026-W10".parse().unwrap(), Some(Amount::whole(1)));
        plan.type_figure(1, "2026-04".parse().unwrap(), Some(Amount::whole(1)));
        let line = Timeline::new(&plan, &plan.series[1], "2026-06-01".parse().unwrap());
        assert_eq!(line.finished.iter().flatten().count(), 1);
    }
}
