//! Forecasts are kept as they stood before the figures that they were about came in, so that they can be held against them.

use chrono::NaiveDate;

use crate::analysis::then;
use crate::document::Edit;
use crate::model::{Period, Plan, Series, Standing};

/// The same edit, as one step with keeping the forecasts that it overtakes: of each series in which it finishes a period
/// after the last finished one, the forecast as it stood before. What was kept earlier stays as it is.
pub(super) fn with_forecasts_kept(edit: Edit, today: NaiveDate) -> Edit {
    let Edit { label, merge, said, change } = edit;
    let change = Box::new(move |plan: &mut Plan| {
        let before = plan.clone();
        change(plan);
        for index in overtaken(&before, plan, today) {
            let Some(forecast) = then::to_keep(&before, index, today) else { continue };
            if let Some(series) = plan.series_mut(index) {
                series.keep_forecast(forecast);
            }
        }
    });
    Edit { label, merge, said, change }
}

/// The series that go further now than before.
fn overtaken(before: &Plan, after: &Plan, today: NaiveDate) -> Vec<usize> {
    let pairs = before.series.iter().zip(&after.series).enumerate();
    let goes_on = pairs.filter(|(_, (old, new))| {
        old.granularity == new.granularity
            && last_finished(old, before, today).is_some_and(|old| last_finished(new, after, today) > Some(old))
    });
    goes_on.map(|(index, _)| index).collect()
}

fn last_finished(series: &Series, plan: &Plan, today: NaiveDate) -> Option<Period> {
    let today = plan.as_of.unwrap_or(today);
    let finished = |period: &&Period| series.standing(**period, plan.fiscal_start, today) == Standing::Finished;
    series.figures.keys().rev().find(finished).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyse;
    use crate::document::Document;
    use crate::model::{Amount, KeptForecast};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn month(text: &str) -> Period {
        text.parse().unwrap()
    }

    /// Two years and more of figures, the last one of October 2026.
    fn plan() -> Plan {
        let mut plan = Plan::new("Coast");
        for row in 0..34 {
            let amount = Amount::whole(1_000 + i64::from(row % 12) * 10 + i64::from(row * 7 % 5));
            plan.type_figure(0, month("2024-01").plus(row), Some(amount));
        }
        plan
    }

    fn type_figure(period: &str, value: Option<i64>) -> Edit {
        let period = month(period);
        Edit::new("Type", move |plan: &mut Plan| plan.type_figure(0, period, value.map(Amount::whole)))
    }

    fn apply(document: &mut Document, edit: Edit, today: &str) {
        document.apply(with_forecasts_kept(edit, day(today)));
    }

    fn kept(document: &Document) -> &[KeptForecast] {
        &document.plan().series[0].kept
    }

    #[test]
    fn a_figure_that_finishes_a_new_month_keeps_the_forecast_as_it_stood_before_it() {
        let mut document = Document::opened(1, plan(), None);
        let said = analyse(&plan(), 0, day("2026-12-03")).unwrap();
        apply(&mut document, type_figure("2026-11", Some(9_999)), "2026-12-03");
        let [only] = kept(&document) else { panic!("one is kept") };
        assert_eq!((only.known, only.made, only.landing), (month("2026-10"), day("2026-12-03"), said.total.landing));
        assert_eq!(
            Some(only.expected[&month("2026-11")].mid),
            said.row(month("2026-11")).unwrap().forecast.map(|f| f.mid)
        );
        document.undo();
        assert!(kept(&document).is_empty(), "one step with the figure");
    }

    #[test]
    fn a_correction_of_an_old_month_and_a_month_that_still_runs_keep_nothing() {
        let mut document = Document::opened(1, plan(), None);
        apply(&mut document, type_figure("2026-03", Some(5)), "2026-12-03");
        apply(&mut document, type_figure("2026-12", Some(5)), "2026-12-03");
        apply(&mut document, type_figure("2026-10", None), "2026-12-03");
        assert!(kept(&document).is_empty());
    }

    #[test]
    fn what_was_said_first_stays_when_the_month_is_typed_again() {
        let mut document = Document::opened(1, plan(), None);
        apply(&mut document, type_figure("2026-11", Some(9_999)), "2026-12-03");
        let first = kept(&document).to_vec();
        apply(&mut document, type_figure("2026-11", None), "2026-12-04");
        apply(&mut document, type_figure("2026-09", Some(1)), "2026-12-05");
        apply(&mut document, type_figure("2026-11", Some(1_200)), "2026-12-06");
        assert_eq!(kept(&document), first);
    }

    #[test]
    fn the_very_first_figures_have_no_forecast_to_keep() {
        let mut document = Document::opened(1, Plan::new("Coast"), None);
        apply(&mut document, type_figure("2026-10", Some(1)), "2026-12-03");
        assert!(kept(&document).is_empty());
        apply(&mut document, type_figure("2026-11", Some(1)), "2026-12-03");
        assert!(kept(&document).is_empty(), "one month says nothing of the next");
    }
}
