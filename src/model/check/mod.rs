//! Rules that a plan must keep whoever wrote its file. Each rule answers findings in words; none changes the plan.

mod meeting;
mod worksheet;

use std::collections::BTreeSet;

use super::{Episode, ForecastChoice, Granularity, Period, Plan, Series};

/// Something in a plan that no part of the program could work with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where: `series[0].figures["2026-07"]`.
    pub field: String,
    /// What is wrong and what to do, as one sentence without its subject's path.
    pub message: String,
}

type Rule = fn(&Plan) -> Vec<Fault>;

/// Every rule, in the order in which faults are told.
const RULES: [Rule; 14] = [
    series_have_names_of_their_own,
    periods_fit_their_series,
    plan_period_is_in_months,
    window_is_usable,
    episodes_are_named_and_run_forward,
    adjustments_have_a_reason_and_run_forward,
    kept_forecasts_fit_their_series,
    worksheet::ids_stand_once,
    worksheet::ideas_say_something,
    worksheet::strategies_add_up,
    worksheet::scenarios_can_be_counted,
    worksheet::what_is_accepted_has_a_reason,
    meeting::kpis_can_be_counted,
    meeting::reviews_are_whole,
];

/// All faults of a plan; empty for one that the rest of the program may read.
#[must_use]
pub fn faults(plan: &Plan) -> Vec<Fault> {
    RULES.iter().flat_map(|rule| rule(plan)).collect()
}

fn series_have_names_of_their_own(plan: &Plan) -> Vec<Fault> {
    let mut seen = BTreeSet::new();
    let mut faults = Vec::new();
    for (index, series) in plan.series.iter().enumerate() {
        let name = series.name.trim().to_lowercase();
        if name.is_empty() {
            faults.push(Fault {
                field: format!("series[{index}].name"),
                message: "is empty; give the series a name".into(),
            });
        } else if !seen.insert(name) {
            let message = format!("\"{}\" is the name of an earlier series; give it another", series.name);
            faults.push(Fault { field: format!("series[{index}].name"), message });
        }
    }
    faults
}

fn periods_fit_their_series(plan: &Plan) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, series) in plan.series.iter().enumerate() {
        let wrong = |p: &&Period| p.granularity() != series.granularity;
        if let Some(period) = series.figures.keys().find(wrong) {
            let message = not_of_the_series(*period, series);
            faults.push(Fault { field: format!("series[{index}].figures[\"{period}\"]"), message });
        }
        let mut levels = BTreeSet::new();
        for (place, target) in series.targets.iter().enumerate() {
            let field = format!("series[{index}].targets[{place}]");
            if let Some(period) = target.amounts.keys().find(wrong) {
                let message = not_of_the_series(*period, series);
                faults.push(Fault { field: format!("{field}.amounts[\"{period}\"]"), message });
            }
            if !levels.insert(target.level) {
                let message = format!("the level \"{}\" stands twice; keep one", target.level.id());
                faults.push(Fault { field: format!("{field}.level"), message });
            }
        }
    }
    faults
}

fn plan_period_is_in_months(plan: &Plan) -> Vec<Fault> {
    let Some(span) = plan.period else { return Vec::new() };
    let in_months = span.first.granularity() == Granularity::Month && span.last.granularity() == Granularity::Month;
    if in_months && span.first <= span.last {
        return Vec::new();
    }
    let message = format!("{} to {} is not a first and a last month, in this order", span.first, span.last);
    vec![Fault { field: "period".into(), message }]
}

fn window_is_usable(plan: &Plan) -> Vec<Fault> {
    let window = plan.forecast.window;
    if (1..=ForecastChoice::LONGEST_WINDOW).contains(&window) {
        return Vec::new();
    }
    let message = format!("{window} is not a number of periods from 1 to {}", ForecastChoice::LONGEST_WINDOW);
    vec![Fault { field: "forecast.window".into(), message }]
}

fn episodes_are_named_and_run_forward(plan: &Plan) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, episode) in plan.episodes.iter().enumerate() {
        let mut fault = |field: &str, message: String| {
            faults.push(Fault { field: format!("episodes[{index}].{field}"), message });
        };
        if episode.name.trim().is_empty() {
            fault("name", "is empty; say what happened".into());
        }
        if episode.last < episode.first {
            fault("last", format!("{} is before the first day, {}", episode.last, episode.first));
        }
        let is_same = |other: &Episode| other.same_as(episode);
        if plan.episodes[..index].iter().any(is_same) {
            fault("name", format!("\"{}\" on these days stands twice; keep one", episode.name));
        }
    }
    faults
}

fn adjustments_have_a_reason_and_run_forward(plan: &Plan) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, series) in plan.series.iter().enumerate() {
        for (place, adjustment) in series.adjustments.iter().enumerate() {
            let mut fault = |field: &str, message: String| {
                faults.push(Fault { field: format!("series[{index}].adjustments[{place}].{field}"), message });
            };
            if adjustment.reason.trim().is_empty() {
                fault("reason", "is empty; say why the forecast is adjusted".into());
            }
            if adjustment.first.granularity() != series.granularity {
                fault("first", not_of_the_series(adjustment.first, series));
            }
            match adjustment.last {
                Some(last) if last.granularity() != series.granularity => {
                    fault("last", not_of_the_series(last, series));
                }
                Some(last) if last < adjustment.first => {
                    fault("last", format!("{last} is before the first period, {}", adjustment.first));
                }
                _ => {}
            }
        }
    }
    faults
}

fn kept_forecasts_fit_their_series(plan: &Plan) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, series) in plan.series.iter().enumerate() {
        let wrong = |period: &Period| period.granularity() != series.granularity;
        for (place, kept) in series.kept.iter().enumerate() {
            let field = format!("series[{index}].kept[{place}]");
            let mut fault =
                |part: String, message: String| faults.push(Fault { field: field.clone() + &part, message });
            if wrong(&kept.known) {
                fault(".known".into(), not_of_the_series(kept.known, series));
            }
            if let Some(period) = kept.expected.keys().find(|period| wrong(period)) {
                fault(format!(".expected[\"{period}\"]"), not_of_the_series(*period, series));
            }
            let (first, last) = (kept.span.first, kept.span.last);
            if let Some(period) = [first, last].into_iter().find(wrong) {
                fault(if wrong(&first) { ".first" } else { ".last" }.into(), not_of_the_series(period, series));
            } else if last < first {
                fault(".last".into(), format!("{last} is before the first period, {first}"));
            }
            if series.kept[..place].iter().any(|other| other.known == kept.known) {
                fault(".known".into(), format!("{} stands twice; keep the forecast that was made first", kept.known));
            }
        }
    }
    faults
}

fn not_of_the_series(period: Period, series: &Series) -> String {
    format!("{period} is not a {}, as the series has them", series.granularity.id())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Adjustment, Amount, KeptForecast, KeptPoint, Level, Span, Target};

    #[test]
    fn a_new_plan_has_no_faults() {
        assert!(faults(&Plan::new("Coast")).is_empty());
    }

    #[test]
    fn each_rule_names_the_field_that_breaks_it() {
        let mut plan = Plan::new("Coast");
        plan.add_series("Profit", crate::model::Unit::Money, Granularity::Month);
        plan.series_mut(1).unwrap().name = "SALES ".into();
        plan.series_mut(0).unwrap().type_value("2026-Q1".parse().unwrap(), Some(Amount::ZERO));
        plan.period = Some(Span { first: "2026-07".parse().unwrap(), last: "2026-06".parse().unwrap() });
        plan.forecast.window = 0;
        let episode = Episode::over(
            Span { first: "2026-02".parse().unwrap(), last: "2026-03".parse().unwrap() },
            plan.fiscal_start,
        );
        let turned = Episode { first: episode.last, last: episode.first, name: "x".into(), ..episode.clone() };
        plan.episodes = vec![episode, turned.clone(), turned];
        let fields: Vec<String> = faults(&plan).into_iter().map(|f| f.field).collect();
        assert_eq!(
            fields,
            [
                "series[1].name",
                "series[0].figures[\"2026-Q1\"]",
                "period",
                "forecast.window",
                "episodes[0].name",
                "episodes[1].last",
                "episodes[2].last",
                "episodes[2].name"
            ]
        );
    }

    #[test]
    fn a_level_may_stand_once() {
        let mut plan = Plan::new("Coast");
        plan.series_mut(0).unwrap().targets = vec![Target::empty(Level::Formal), Target::empty(Level::Formal)];
        assert!(faults(&plan)[0].message.contains("formal"));
    }

    #[test]
    fn an_adjustment_has_a_reason_and_periods_of_its_series_in_their_order() {
        let period = |text: &str| text.parse::<Period>().unwrap();
        let adjustment = |reason: &str, first: &str, last: Option<&str>| Adjustment {
            reason: reason.into(),
            author: String::new(),
            made: "2026-11-19".parse().unwrap(),
            first: period(first),
            last: last.map(period),
            amount: Amount::whole(-2_000),
        };
        let mut plan = Plan::new("Coast");
        plan.series_mut(0).unwrap().adjustments = vec![
            adjustment("Lost Marlow", "2027-03", None),
            adjustment(" ", "2027-03", Some("2027-02")),
            adjustment("Bundle", "2027-Q1", Some("2027")),
        ];
        let found: Vec<(String, String)> = faults(&plan).into_iter().map(|f| (f.field, f.message)).collect();
        let fields: Vec<&str> = found.iter().map(|(field, _)| field.as_str()).collect();
        let of = |place: usize, field: &str| format!("series[0].adjustments[{place}].{field}");
        assert_eq!(fields, [of(1, "reason"), of(1, "last"), of(2, "first"), of(2, "last")]);
        assert_eq!(found[1].1, "2027-02 is before the first period, 2027-03");
        assert_eq!(found[2].1, "2027-Q1 is not a month, as the series has them");
    }

    #[test]
    fn a_kept_forecast_has_periods_of_its_series_and_stands_once() {
        let period = |text: &str| text.parse::<Period>().unwrap();
        let point = KeptPoint { mid: Amount::ZERO, lo: Amount::ZERO, hi: Amount::ZERO, adjusted: None };
        let kept = |known: &str, [first, last]: [&str; 2], expected: &str| KeptForecast {
            made: "2026-11-19".parse().unwrap(),
            method: "combination".into(),
            known: period(known),
            expected: [(period(expected), point)].into(),
            landing: None,
            span: Span { first: period(first), last: period(last) },
        };
        let mut plan = Plan::new("Coast");
        plan.series_mut(0).unwrap().kept = vec![
            kept("2026-09", ["2026-07", "2027-06"], "2026-10"),
            kept("2026-Q3", ["2027-06", "2026-07"], "2026-W40"),
            kept("2026-09", ["2026", "2027-06"], "2026-10"),
        ];
        let fields: Vec<String> = faults(&plan).into_iter().map(|f| f.field).collect();
        let of = |place: usize, field: &str| format!("series[0].kept[{place}]{field}");
        assert_eq!(
            fields,
            [of(1, ".known"), of(1, ".expected[\"2026-W40\"]"), of(1, ".last"), of(2, ".first"), of(2, ".known")]
        );
    }
}
