//! What a plan still lacks to be of use: no damage, and nothing that keeps it from opening.

use chrono::NaiveDate;

use super::{calendar, plural};
use crate::model::{Level, Plan, Series, Standing, Unit};

/// Finished periods from which a season can be told.
const FOR_A_SEASON: usize = 13;

/// Something that a plan lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// What it is about: "Plan", "History" or "Target".
    pub group: &'static str,
    pub text: String,
    /// The field that it is about, as the plan's file names it: `series[0].figures`.
    pub place: String,
}

/// All that a plan lacks on this day, in the order of its file.
#[must_use]
pub fn lacks(plan: &Plan, today: NaiveDate) -> Vec<Lack> {
    let mut lacks = Vec::new();
    let mut lack = |group, place: &str, text: String| lacks.push(Lack { group, text, place: place.to_owned() });
    if plan.owner.trim().is_empty() {
        lack("Plan", "owner", "Nobody is named who answers for the plan.".to_owned());
    }
    if plan.currency.is_none() && plan.series.iter().any(|series| series.unit == Unit::Money) {
        lack("Plan", "currency", "The plan has no currency, so its amounts are bare numbers.".to_owned());
    }
    if plan.series.is_empty() {
        lack("History", "series", "The plan has no series, so nothing is counted yet.".to_owned());
    }
    for (index, series) in plan.series.iter().enumerate() {
        let place = format!("series[{index}]");
        if let Some(text) = history(plan, series, today) {
            lack("History", &format!("{place}.figures"), text);
        }
        if let Some(text) = target(plan, series) {
            lack("Target", &format!("{place}.targets"), text);
        }
    }
    lacks
}

fn history(plan: &Plan, series: &Series, today: NaiveDate) -> Option<String> {
    let name = &series.name;
    let Some(extent) = series.extent() else { return Some(format!("{name} has no figures yet.")) };
    let missing: Vec<_> = extent.iter().filter(|period| series.value(*period).is_none()).collect();
    if let Some(first) = missing.first() {
        let thing = calendar::period_word(series.granularity);
        let (count, are) = (plural::count(missing.len(), thing), if missing.len() == 1 { "is" } else { "are" });
        let first = calendar::period_long(*first, plan.fiscal_start);
        return Some(format!("{count} of {name} {are} missing within its history, the first is {first}."));
    }
    let finished = |period| series.standing(period, plan.fiscal_start, today) == Standing::Finished;
    let known = extent.iter().filter(|period| finished(*period)).count();
    (known < FOR_A_SEASON).then(|| {
        let count = plural::count(known, &format!("finished {}", calendar::period_word(series.granularity)));
        format!("{name} has {count}; from {FOR_A_SEASON} on its season shows.")
    })
}

fn target(plan: &Plan, series: &Series) -> Option<String> {
    let name = &series.name;
    let (Some(target), Some(span)) = (series.target(Level::Formal), plan.period) else {
        return Some(format!("{name} has no formal target, so there is no gap to speak of."));
    };
    let wanted = span.at(series.granularity, plan.fiscal_start);
    let without = wanted.iter().filter(|period| !target.amounts.contains_key(period)).count();
    (without > 0).then(|| {
        let count = plural::count(without, calendar::period_word(series.granularity));
        format!("The formal target of {name} leaves out {count} of the plan’s time.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::plan::TargetTotal;
    use crate::model::{Amount, Period, Span, Spread};

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 19).unwrap()
    }

    fn texts(plan: &Plan) -> Vec<String> {
        lacks(plan, today()).into_iter().map(|lack| format!("{}: {}", lack.place, lack.text)).collect()
    }

    #[test]
    fn an_empty_plan_lacks_everything_and_a_full_one_nothing() {
        let mut plan = Plan::new("Coast");
        assert_eq!(
            texts(&plan),
            [
                "owner: Nobody is named who answers for the plan.",
                "currency: The plan has no currency, so its amounts are bare numbers.",
                "series[0].figures: Sales has no figures yet.",
                "series[0].targets: Sales has no formal target, so there is no gap to speak of.",
            ]
        );
        "Ada".clone_into(&mut plan.owner);
        plan.currency = "GBP".parse().ok();
        let span = Span::new(Period::month(2025, 1), Period::month(2026, 10)).unwrap();
        for period in span.iter() {
            plan.type_figure(0, period, Some(Amount::whole(5)));
        }
        let (level, total, spread) = (Level::Formal, Amount::whole(12), Spread::Even);
        plan.set_target_total(0, TargetTotal { level, total, spread, span }, today()).unwrap();
        assert_eq!(texts(&plan), Vec::<String>::new());
        plan.type_figure(0, Period::month(2026, 3), None);
        assert_eq!(
            texts(&plan),
            ["series[0].figures: 1 month of Sales is missing within its history, the first is March 2026."]
        );
    }
}
