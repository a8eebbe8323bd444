//! The plan check: is the plan current, credible and contingent? Rules in one list; each finds something of the plan, never of a person.

use std::fmt;

use chrono::{Months, NaiveDate};

use super::Answer;
use super::forecast::card::Card;
use super::forecast::choice::Choice;
use super::next::{self, Step};
use crate::model::worksheet::Accepted;
use crate::model::{
    Amount, Home, Level, Missing, Plan, Scenario, ScenarioId, Span, Spread, StrategyId, Tactic, TacticId, Test,
};

/// Which of the three words a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Current,
    Credible,
    Contingent,
}

impl Group {
    pub const ALL: [Self; 3] = [Self::Current, Self::Credible, Self::Contingent];

    /// The word on the command line.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Credible => "credible",
            Self::Contingent => "contingent",
        }
    }
}

/// What was found, with what it is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// Periods of the first series that have ended and have no figure.
    DataIsOld(Span),
    /// A tactic's day is past.
    TacticIsLate {
        home: Home,
        tactic: TacticId,
        due: NaiveDate,
    },
    /// The chosen estimate is more than a year old.
    EstimateIsOld {
        scenario: ScenarioId,
        made: NaiveDate,
    },
    ScenarioReviewIsDue {
        scenario: ScenarioId,
        due: NaiveDate,
    },
    ContingencyReviewIsDue(NaiveDate),
    /// The plan asks for a method that another one beats on these figures: mean misses as shares.
    MethodIsBeaten {
        own: &'static str,
        by: &'static str,
        own_miss: f64,
        miss: f64,
    },
    TargetHasHoles {
        periods: usize,
    },
    /// The target is even, and sales have a season.
    TargetIgnoresSeason,
    StrategyHasNoOwner(StrategyId),
    StrategyHasNoTactic(StrategyId),
    /// It adds nothing as it stands: no amount or no first period.
    StrategyAddsNothing(StrategyId),
    /// It has owner and tactics, and is not obvious yet; so much is missing.
    StrategyIsNotObvious {
        strategy: StrategyId,
        missing: usize,
    },
    /// The plan falls short, and no strategy is there.
    GapHasNoAnswer(Amount),
    NoScenario,
    LikelyScenarioHasNoResponse(ScenarioId),
    ScenarioHasNoEstimate(ScenarioId),
    ScenarioHasNoFrequency(ScenarioId),
    ScenarioHasNoTrigger(ScenarioId),
}

/// A finding with its group, where it is, and whether it is accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub group: Group,
    pub finding: Finding,
    /// The field that it is about, as the plan's file names it: `strategies[0].owner`.
    pub place: String,
    pub accepted: Option<Accepted>,
}

impl Found {
    /// What it is known by, to be accepted: the same as long as it is about the same thing.
    #[must_use]
    pub fn id(&self) -> String {
        self.finding.id()
    }
}

/// What rules look at.
struct Seen<'a> {
    plan: &'a Plan,
    today: NaiveDate,
    /// Of the plan's first series; `None` where there is none.
    answer: Option<&'a Answer>,
}

type Rule = fn(&Seen, &mut Vec<(Finding, String)>);

/// Every rule, by group and in the order in which findings are told.
const RULES: [(Group, Rule); 14] = [
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
    (Group::Contingent, scenarios_are_counted),
    (Group::Contingent, likely_scenarios_have_responses),
    (Group::Contingent, scenarios_have_triggers),
];

/// All findings, accepted ones too. `answer` is that of the plan's first series.
#[must_use]
pub fn findings(plan: &Plan, answer: Option<&Answer>, today: NaiveDate) -> Vec<Found> {
    let seen = Seen { plan, today, answer };
    let mut all = Vec::new();
    for (group, rule) in RULES {
        let mut found = Vec::new();
        rule(&seen, &mut found);
        all.extend(found.into_iter().map(|(finding, place)| {
            let accepted = plan.worksheets.acceptance(&finding.id()).cloned();
            Found { group, finding, place, accepted }
        }));
    }
    all
}

impl Finding {
    fn id(&self) -> String {
        let of = |rule: &str, thing: &dyn fmt::Display| format!("{rule}:{thing}");
        match self {
            Self::DataIsOld(span) => of("data-is-old", &span.last),
            Self::TacticIsLate { tactic, due, .. } => format!("tactic-is-late:{tactic}:{due}"),
            Self::EstimateIsOld { scenario, made } => format!("estimate-is-old:{scenario}:{made}"),
            Self::ScenarioReviewIsDue { scenario, due } => format!("review-is-due:{scenario}:{due}"),
            Self::ContingencyReviewIsDue(due) => of("review-is-due", due),
            Self::MethodIsBeaten { own, by, .. } => format!("method-is-beaten:{own}:{by}"),
            Self::TargetHasHoles { .. } => "target-has-holes".to_owned(),
            Self::TargetIgnoresSeason => "target-ignores-season".to_owned(),
            Self::StrategyHasNoOwner(id) => of("no-owner", id),
            Self::StrategyHasNoTactic(id) => of("no-tactic", id),
            Self::StrategyAddsNothing(id) => of("adds-nothing", id),
            Self::StrategyIsNotObvious { strategy, .. } => of("not-obvious", strategy),
            Self::GapHasNoAnswer(_) => "gap-has-no-answer".to_owned(),
            Self::NoScenario => "no-scenario".to_owned(),
            Self::LikelyScenarioHasNoResponse(id) => of("no-response", id),
            Self::ScenarioHasNoEstimate(id) => of("no-estimate", id),
            Self::ScenarioHasNoFrequency(id) => of("no-frequency", id),
            Self::ScenarioHasNoTrigger(id) => of("no-trigger", id),
        }
    }
}

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
            let is_step = tactic.state == crate::model::TacticState::Open && tactic.first_step_due.is_some();
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

/// The day by which scenarios that are gone through today want to be gone through again: in a year.
#[must_use]
pub fn next_review(today: NaiveDate) -> Option<NaiveDate> {
    today.checked_add_months(Months::new(12))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyse;
    use crate::model::plan::TargetTotal;
    use crate::model::{Calculation, Cases, EpisodeKind, Estimate, FiscalStart, Frequency, Period, Strategy};

    fn today() -> NaiveDate {
        "2027-01-10".parse().unwrap()
    }

    fn ids(plan: &Plan) -> Vec<String> {
        let answer = analyse(plan, 0, today());
        findings(plan, answer.as_ref(), today())
            .iter()
            .map(|found| format!("{} {}", found.group.id(), found.id()))
            .collect()
    }

    /// Three years of a season, and a target that follows it.
    fn plan() -> Plan {
        let mut plan = Plan::new("Coast");
        let first: Period = "2024-01".parse().unwrap();
        for month in 0..36 {
            plan.type_figure(
                0,
                first.plus(month),
                Some(Amount::whole(1_000 + 400 * i64::from(month % 12 / 6) + i64::from(month % 5))),
            );
        }
        let span = FiscalStart::JANUARY.months_of(2027);
        let target = TargetTotal { level: Level::Formal, total: Amount::whole(12_000), spread: Spread::LastYear, span };
        plan.set_target_total(0, target, today()).unwrap();
        plan
    }

    fn good() -> Plan {
        let mut plan = plan();
        let mut strategy = Strategy { owner: "Ana".into(), start: "2027-02".parse().ok(), ..Strategy::new("Bundle") };
        strategy.extra = Cases::all(Amount::whole(5));
        strategy.owner_says(true, today());
        let id = plan.add_strategy(strategy);
        let tactic = Tactic {
            first_step: "Ring".into(),
            first_step_due: "2027-01-12".parse().ok(),
            done_when: "Signed".into(),
            ..Tactic::new("Call", "Ana", today())
        };
        plan.add_tactic(Home::Strategy(id), tactic);
        let mut scenario = Scenario::new("Shortage", EpisodeKind::Supply);
        scenario.frequency = Some(Frequency { years: 1, of_years: 10, counted: String::new() });
        let calculation = Calculation::Shortage { short: 30, lost: Cases::all(50) };
        scenario.add_estimate(Estimate::calculated(calculation, Cases::all(2), today()));
        scenario.trigger = Some(crate::model::Trigger::new(crate::model::TriggerRule::SignalLow));
        plan.add_scenario(scenario);
        plan
    }

    #[test]
    fn a_plan_that_is_current_credible_and_contingent_has_no_finding() {
        assert_eq!(ids(&good()), Vec::<String>::new());
    }

    /// Each rule is met once, from the plan without a finding.
    #[test]
    fn each_rule_finds_what_it_is_for() {
        let told = |change: &dyn Fn(&mut Plan)| {
            let mut plan = good();
            change(&mut plan);
            ids(&plan).join(", ")
        };
        let (s, t, r) = (StrategyId(1), TacticId(2), ScenarioId(3));
        let day = |text: &str| text.parse().ok();
        let old = told(&|plan| plan.type_figure(0, "2026-12".parse().unwrap(), None));
        assert_eq!(old, "current data-is-old:2026-12");
        assert_eq!(
            told(&|plan| plan.tactic_mut(t).unwrap().first_step_due = day("2027-01-09")),
            "current tactic-is-late:t2:2027-01-09"
        );
        assert_eq!(
            told(&|plan| plan.scenario_mut(r).unwrap().estimates[0].made = day("2025-12-01").unwrap()),
            "current estimate-is-old:r3:2025-12-01"
        );
        assert_eq!(
            told(&|plan| plan.scenario_mut(r).unwrap().review_due = day("2027-01-09")),
            "current review-is-due:r3:2027-01-09"
        );
        assert_eq!(
            told(&|plan| plan.worksheets_mut().contingency_review = day("2026-12-31")),
            "current review-is-due:2026-12-31"
        );
        let beaten = told(&|plan| plan.forecast.method = Some("last-value".into()));
        assert!(beaten.starts_with("credible method-is-beaten:last-value:"), "{beaten}");
        let even = told(&|plan| {
            let span = FiscalStart::JANUARY.months_of(2027);
            let target = TargetTotal { level: Level::Formal, total: Amount::whole(12_000), spread: Spread::Even, span };
            plan.set_target_total(0, target, today()).unwrap();
        });
        assert_eq!(even, "credible target-ignores-season");
        let hole =
            told(&|plan| plan.series_mut(0).unwrap().type_target(Level::Formal, "2027-03".parse().unwrap(), None));
        assert_eq!(hole, "credible target-has-holes");
        let short = told(&|plan| {
            plan.worksheets_mut().strategies.clear();
            plan.series_mut(0).unwrap().type_target(
                Level::Formal,
                "2027-03".parse().unwrap(),
                Some(Amount::whole(90_000)),
            );
        });
        assert_eq!(short, "credible gap-has-no-answer");
        assert_eq!(told(&|plan| plan.strategy_mut(s).unwrap().owner.clear()), "credible no-owner:s1");
        assert_eq!(told(&|plan| plan.strategy_mut(s).unwrap().tactics.clear()), "credible no-tactic:s1");
        assert_eq!(told(&|plan| plan.strategy_mut(s).unwrap().start = None), "credible adds-nothing:s1");
        assert_eq!(told(&|plan| plan.strategy_mut(s).unwrap().answer = None), "credible not-obvious:s1");
        assert_eq!(told(&|plan| plan.worksheets_mut().scenarios.clear()), "contingent no-scenario");
        assert_eq!(told(&|plan| plan.scenario_mut(r).unwrap().frequency = None), "contingent no-frequency:r3");
        assert_eq!(told(&|plan| plan.scenario_mut(r).unwrap().chosen = None), "contingent no-estimate:r3");
        let likely = told(&|plan| plan.scenario_mut(r).unwrap().frequency.as_mut().unwrap().years = 2);
        assert_eq!(likely, "contingent no-response:r3");
        assert_eq!(told(&|plan| plan.scenario_mut(r).unwrap().trigger = None), "contingent no-trigger:r3");
    }

    #[test]
    fn an_accepted_finding_says_why_and_one_about_another_day_is_new() {
        let mut plan = good();
        plan.tactic_mut(TacticId(2)).unwrap().first_step_due = "2027-01-09".parse().ok();
        let accepted = Accepted {
            finding: "tactic-is-late:t2:2027-01-09".into(),
            reason: "She is back on Monday".into(),
            by: String::new(),
            day: today(),
        };
        assert!(plan.accept(accepted.clone()));
        let of =
            |plan: &Plan| findings(plan, None, today()).into_iter().map(|found| found.accepted).collect::<Vec<_>>();
        assert_eq!(of(&plan), [Some(accepted)]);
        plan.tactic_mut(TacticId(2)).unwrap().first_step_due = "2027-01-08".parse().ok();
        assert_eq!(of(&plan), [None]);
    }
}
