//! The rules, in one list: each looks at the plan and says what it finds, and where.

use chrono::NaiveDate;

use super::{Finding, Group};
use crate::analysis::Answer;
use crate::analysis::forecast::card::Card;
use crate::analysis::forecast::choice::Choice;
use crate::analysis::next::{self, Step};
use crate::analysis::trigger::{self, TriggerState};
use crate::model::{Amount, Home, Level, Missing, Plan, Scenario, Spread, Tactic, TacticState, Test};

/// What rules look at.
pub(super) struct Seen<'a> {
    pub plan: &'a Plan,
    pub today: NaiveDate,
    /// Of the plan's first series; `None` where there is none.
    pub answer: Option<&'a Answer>,
}

pub(super) type Rule = fn(&Seen, &mut Vec<(Finding, String)>);

/// Every rule, by group and in the order in which findings are told.
pub(super) const RULES: [(Group, Rule); 15] = [
    (Group::Current, data_is_old),
    (Group::Current, tactics_are_late),
    (Group::Current, estimates_are_old),
    (Group::Current, reviews_are_due),
    (Group::Credible, method_is_beaten),
    (Group::Credible, target_is_phased),
    (Group::Credible, gap_has_an_answer),
    (Group::Credible, strategies_have_owner_and_tactics),
    (Group::Credible, strategies_add_something),
    (Group::Credible, strategies_are_obvious),
    (Group::Contingent, there_are_scenarios),
    (Group::Contingent, triggers_are_quiet),
    (Group::Contingent, scenarios_are_counted),
    (Group::Contingent, likely_scenarios_have_responses),
    (Group::Contingent, scenarios_have_triggers),
];

fn data_is_old(seen: &Seen, found: &mut Vec<(Finding, String)>) {
    let Some(answer) = seen.answer else { return };
    for step in next::steps(seen.plan, 0, answer) {
        if let Step::AddPeriods(span) = step {
            found.push((Finding::DataIsOld(span), "series[0].figures".to_owned()));
        }
    }
}

fn tactics_are_late(seen: &Seen, found: &mut Vec<(Finding, String)>) {
    let sheets = &seen.plan.worksheets;
    let mut late = |home, path: String, tactics: &[Tactic]| {
        for (place, tactic) in tactics.iter().enumerate().filter(|(_, tactic)| tactic.is_overdue(seen.today)) {
            let Some(due) = tactic.next_due() else { continue };
            let is_step = tactic.state == TacticState::Open && tactic.first_step_due.is_some();
            let field = if is_step { "first_step_due" } else { "due" };
            let finding = Finding::TacticIsLate { home, tactic: tactic.id, due };
            found.push((finding, format!("{path}.tactics[{place}].{field}")));
        }
    };
    for (index, strategy) in sheets.strategies.iter().enumerate() {
        late(Home::Strategy(strategy.id), format!("strategies[{index}]"), &strategy.tactics);
    }
    for (index, scenario) in sheets.scenarios.iter().enumerate().filter(|(_, it)| it.active().is_some()) {
        late(Home::Scenario(scenario.id), format!("scenarios[{index}].response"), &scenario.response.tactics);
    }
}

fn scenarios<'a>(seen: &'a Seen<'a>) -> impl Iterator<Item = (usize, &'a Scenario)> {
    seen.plan.worksheets.scenarios.iter().enumerate()
}

fn estimates_are_old(seen: &Seen, found: &mut Vec<(Finding, String)>) {
    for (index, scenario) in scenarios(seen) {
        let Some(estimate) = scenario.estimate().filter(|estimate| estimate.is_old(seen.today)) else { continue };
        let finding = Finding::EstimateIsOld { scenario: scenario.id, made: estimate.made };
        found.push((finding, format!("scenarios[{index}].estimates[{}].made", scenario.chosen.unwrap_or_default())));
    }
}

fn reviews_are_due(seen: &Seen, found: &mut Vec<(Finding, String)>) {
    let past = |day: Option<NaiveDate>| day.filter(|day| *day < seen.today);
    let sheets = &seen.plan.worksheets;
    if !sheets.scenarios.is_empty() && sheets.contingency_review.is_none() {
        found.push((Finding::ContingencyReviewHasNoDay, "contingency_review".to_owned()));
    }
    if let Some(due) = past(seen.plan.worksheets.contingency_review) {
        found.push((Finding::ContingencyReviewIsDue(due), "contingency_review".to_owned()));
    }
    for (index, scenario) in scenarios(seen) {
        if let Some(due) = past(scenario.review_due) {
            let finding = Finding::ScenarioReviewIsDue { scenario: scenario.id, due };
            found.push((finding, format!("scenarios[{index}].review_due")));
        }
    }
}

/// A rival has to miss so much less (0.9 = a tenth less) before it is worth a word.
const CLEARLY_LESS: f64 = 0.9;

fn method_is_beaten(seen: &Seen, found: &mut Vec<(Finding, String)>) {
    let Some(answer) = seen.answer.filter(|answer| answer.choice == Choice::Own) else { return };
    let Some(own) = answer.chosen.and_then(|chosen| answer.methods.get(chosen)) else { return };
    let miss = |card: &Option<Card>| card.as_ref().and_then(|card| card.average_miss);
    let Some(own_miss) = miss(&own.card) else { return };
    let rivals = answer.methods.iter().filter_map(|method| Some((method.id, miss(&method.card)?)));
    if let Some((by, miss)) = rivals.min_by(|a, b| a.1.total_cmp(&b.1)).filter(|best| best.1 < CLEARLY_LESS * own_miss)
    {
        let finding = Finding::MethodIsBeaten { own: own.id, by, own_miss, miss };
        found.push((finding, "forecast.method".to_owned()));
    }
}

fn target_is_phased(seen: &Seen, found: &mut Vec<(Finding, String)>) {
    let (Some(answer), Some(series)) = (seen.answer, seen.plan.series.first()) else { return };
    let Some(target) = series.target(Level::Formal) else { return };
    let periods = answer.span.iter().filter(|period| !target.amounts.contains_key(period)).count();
    if periods > 0 {
        found.push((Finding::TargetHasHoles { periods }, "series[0].targets".to_owned()));
    } else if target.spread == Spread::Even && answer.season_found {
        found.push((Finding::TargetIgnoresSeason, "series[0].targets".to_owned()));
    }
}

fn gap_has_an_answer(seen: &Seen, found: &mut Vec<(Finding, String)>) {
    let gap = seen.answer.and_then(|answer| answer.total.gap).filter(|gap| *gap > Amount::ZERO);
    if let Some(gap) = gap.filter(|_| seen.plan.worksheets.strategies.is_empty()) {
        found.push((Finding::GapHasNoAnswer(gap), "strategies".to_owned()));
    }
}

fn strategies_have_owner_and_tactics(seen: &Seen, found: &mut Vec<(Finding, String)>) {
    for (index, strategy) in seen.plan.worksheets.strategies.iter().enumerate() {
        let Test::Revise(missing) = strategy.test(seen.today) else { continue };
        if missing.contains(&Missing::Owner) {
            found.push((Finding::StrategyHasNoOwner(strategy.id), format!("strategies[{index}].owner")));
        }
        if missing.contains(&Missing::Tactic) {
            found.push((Finding::StrategyHasNoTactic(strategy.id), format!("strategies[{index}].tactics")));
        }
    }
}

fn strategies_add_something(seen: &Seen, found: &mut Vec<(Finding, String)>) {
    for (index, strategy) in seen.plan.worksheets.strategies.iter().enumerate() {
        let field = if strategy.extra.is_zero() { "extra" } else { "start" };
        if field == "extra" || strategy.start.is_none() {
            found.push((Finding::StrategyAddsNothing(strategy.id), format!("strategies[{index}].{field}")));
        }
    }
}

fn strategies_are_obvious(seen: &Seen, found: &mut Vec<(Finding, String)>) {
    for (index, strategy) in seen.plan.worksheets.strategies.iter().enumerate() {
        let Test::Revise(missing) = strategy.test(seen.today) else { continue };
        // Owner and tactics have findings of their own.
        if missing.iter().any(|missing| matches!(missing, Missing::Owner | Missing::Tactic)) {
            continue;
        }
        let field = missing.first().map_or("answer", |missing| missing.field());
        let at = missing.first().and_then(|missing| missing.tactic());
        let place = at.and_then(|id| strategy.tactics.iter().position(|tactic| tactic.id == id));
        let place = place.map_or_else(|| field.to_owned(), |place| format!("tactics[{place}].{field}"));
        let finding = Finding::StrategyIsNotObvious { strategy: strategy.id, missing: missing.len() };
        found.push((finding, format!("strategies[{index}].{place}")));
    }
}

fn there_are_scenarios(seen: &Seen, found: &mut Vec<(Finding, String)>) {
    if seen.plan.worksheets.scenarios.is_empty() {
        found.push((Finding::NoScenario, "scenarios".to_owned()));
    }
}

fn triggers_are_quiet(seen: &Seen, found: &mut Vec<(Finding, String)>) {
    let states = trigger::states(seen.plan, seen.today);
    let is_lit = |scenario: &Scenario| states.contains(&(scenario.id, TriggerState::Lit));
    for (index, scenario) in scenarios(seen).filter(|(_, it)| it.active().is_none() && is_lit(it)) {
        found.push((Finding::TriggerIsLit(scenario.id), format!("scenarios[{index}].trigger")));
    }
}

fn scenarios_are_counted(seen: &Seen, found: &mut Vec<(Finding, String)>) {
    for (index, scenario) in scenarios(seen) {
        if scenario.frequency.is_none() {
            found.push((Finding::ScenarioHasNoFrequency(scenario.id), format!("scenarios[{index}].frequency")));
        }
        if scenario.estimate().is_none() {
            found.push((Finding::ScenarioHasNoEstimate(scenario.id), format!("scenarios[{index}].estimates")));
        }
    }
}

fn likely_scenarios_have_responses(seen: &Seen, found: &mut Vec<(Finding, String)>) {
    for (index, scenario) in scenarios(seen).filter(|(_, it)| it.is_likely() && !it.is_ready()) {
        found.push((Finding::LikelyScenarioHasNoResponse(scenario.id), format!("scenarios[{index}].response")));
    }
}

fn scenarios_have_triggers(seen: &Seen, found: &mut Vec<(Finding, String)>) {
    for (index, scenario) in scenarios(seen).filter(|(_, it)| it.trigger.is_none()) {
        found.push((Finding::ScenarioHasNoTrigger(scenario.id), format!("scenarios[{index}].trigger")));
    }
}
