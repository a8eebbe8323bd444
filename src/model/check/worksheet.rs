//! The rules of ideas, strategies, tactics and scenarios.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::{Fault, not_of_the_series};
use crate::model::estimate::Percents;
use crate::model::{
    Amount, Basis, Became, Cases, Depth, Estimate, Idea, IdeaState, Period, Plan, Scenario, Strategy, Tactic, Trigger,
    TriggerRule,
};

/// Most periods that a scenario lasts, or a strategy takes to its full effect: ten years of weeks.
const LONGEST: u16 = 520;

/// Faults of one thing, each at a field of it.
struct At<'a> {
    path: String,
    faults: &'a mut Vec<Fault>,
}

impl At<'_> {
    fn fault(&mut self, field: &str, message: impl Into<String>) {
        self.faults.push(Fault { field: format!("{}.{field}", self.path), message: message.into() });
    }

    fn of(&mut self, part: impl Display) -> At<'_> {
        At { path: format!("{}.{part}", self.path), faults: self.faults }
    }

    fn text(&mut self, field: &str, text: &str, what_to_do: &str) {
        if text.trim().is_empty() {
            self.fault(field, format!("is empty; {what_to_do}"));
        }
    }

    fn percent(&mut self, field: &str, percent: u8) {
        if percent > 100 {
            self.fault(field, format!("{percent} is not a percentage from 0 to 100"));
        }
    }

    fn order<T: Copy + PartialOrd>(&mut self, field: &str, cases: &Cases<T>) {
        if !cases.is_in_order() {
            self.fault(field, "the low, the likely and the high case are not in this order");
        }
    }

    fn series(&mut self, field: &str, plan: &Plan, name: Option<&str>) {
        if let Some(name) = name.filter(|name| plan.series_index(name).is_none()) {
            self.fault(field, format!("\"{name}\" is no series of the plan"));
        }
    }
}

fn at(path: String, faults: &mut Vec<Fault>) -> At<'_> {
    At { path, faults }
}

pub(super) fn ids_stand_once(plan: &Plan) -> Vec<Fault> {
    let mut faults = Vec::new();
    let sheets = &plan.worksheets;
    let mut seen = BTreeSet::new();
    let mut once = |id: String, number: u32, path: String| {
        if number == 0 || !seen.insert(id.clone()) {
            let message = format!("\"{id}\" stands twice; give it an id of its own");
            faults.push(Fault { field: format!("{path}.id"), message });
        }
    };
    for (index, strategy) in sheets.strategies.iter().enumerate() {
        once(strategy.id.to_string(), strategy.id.0, format!("strategies[{index}]"));
        for (place, tactic) in strategy.tactics.iter().enumerate() {
            once(tactic.id.to_string(), tactic.id.0, format!("strategies[{index}].tactics[{place}]"));
        }
    }
    for (index, scenario) in sheets.scenarios.iter().enumerate() {
        once(scenario.id.to_string(), scenario.id.0, format!("scenarios[{index}]"));
        for (place, tactic) in scenario.response.tactics.iter().enumerate() {
            once(tactic.id.to_string(), tactic.id.0, format!("scenarios[{index}].response.tactics[{place}]"));
        }
    }
    faults
}

pub(super) fn ideas_say_something(plan: &Plan) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, idea) in plan.worksheets.ideas.iter().enumerate() {
        check_idea(plan, idea, &mut at(format!("ideas[{index}]"), &mut faults));
    }
    for (index, scenario) in plan.worksheets.scenarios.iter().enumerate() {
        for (place, idea) in scenario.ideas.iter().enumerate() {
            check_idea(plan, idea, &mut at(format!("scenarios[{index}].ideas[{place}]"), &mut faults));
        }
    }
    faults
}

fn check_idea(plan: &Plan, idea: &Idea, at: &mut At) {
    at.text("text", &idea.text, "say what the idea is");
    match &idea.state {
        IdeaState::Open => {}
        IdeaState::Aside(reason) => at.text("state", reason, "say why it is kept aside"),
        IdeaState::Adopted(Became::Strategy(id)) if plan.worksheets.strategy(*id).is_some() => {}
        IdeaState::Adopted(Became::Tactic(id)) if plan.worksheets.tactics().any(|(_, tactic)| tactic.id == *id) => {}
        IdeaState::Adopted(Became::Strategy(id)) => at.fault("state", format!("the plan has no strategy {id}")),
        IdeaState::Adopted(Became::Tactic(id)) => at.fault("state", format!("the plan has no tactic {id}")),
    }
}

pub(super) fn strategies_add_up(plan: &Plan) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, strategy) in plan.worksheets.strategies.iter().enumerate() {
        let mut at = at(format!("strategies[{index}]"), &mut faults);
        at.text("title", &strategy.title, "give the strategy a title");
        at.percent("works_percent", strategy.works_percent);
        at.order("extra", &strategy.extra);
        at.series("series", plan, strategy.series.as_deref());
        if strategy.ramp_periods > LONGEST {
            at.fault("ramp_periods", format!("{} is more than {LONGEST} periods", strategy.ramp_periods));
        }
        check_time(plan, strategy, &mut at);
        check_counted(plan, strategy, &mut at);
        for (place, strengthening) in strategy.strengthenings.iter().enumerate() {
            let mut at = at.of(format_args!("strengthenings[{place}]"));
            at.text("what", &strengthening.what, "say what made it stronger");
            at.order("before", &strengthening.before);
            at.order("after", &strengthening.after);
        }
        check_tactics(&strategy.tactics, &mut at);
    }
    faults
}

fn check_time(plan: &Plan, strategy: &Strategy, at: &mut At) {
    let series = plan.meant_series(strategy.series.as_deref()).map(|(_, series)| series);
    let mut fits = |field: &str, period: Option<Period>| {
        if let (Some(series), Some(period)) = (series, period)
            && period.granularity() != series.granularity
        {
            at.fault(field, not_of_the_series(period, series));
            return false;
        }
        true
    };
    let both = fits("start", strategy.start) & fits("end", strategy.end);
    if let (true, Some(start), Some(end)) = (both, strategy.start, strategy.end)
        && end < start
    {
        at.fault("end", format!("{end} is before the first period, {start}"));
    }
}

fn check_counted(plan: &Plan, strategy: &Strategy, at: &mut At) {
    let Some(counted) = strategy.counted else { return };
    at.percent("counted.percent", counted.percent);
    // Two that leave their share to each other would both go uncounted.
    let mut by = Some(counted.by);
    for _ in 0..=plan.worksheets.strategies.len() {
        let Some(id) = by else { return };
        if id == strategy.id {
            at.fault("counted.by", format!("{id} would leave its own share to itself; take one of these out"));
            return;
        }
        let Some(other) = plan.worksheets.strategy(id) else {
            at.fault("counted.by", format!("the plan has no strategy {id}"));
            return;
        };
        by = other.counted.map(|counted| counted.by);
    }
}

fn check_tactics(tactics: &[Tactic], at: &mut At) {
    for (place, tactic) in tactics.iter().enumerate() {
        at.of(format_args!("tactics[{place}]")).text("what", &tactic.what, "say what is done");
    }
}

pub(super) fn scenarios_can_be_counted(plan: &Plan) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, scenario) in plan.worksheets.scenarios.iter().enumerate() {
        let mut at = at(format!("scenarios[{index}]"), &mut faults);
        at.text("title", &scenario.title, "say what happens");
        let mut seen = BTreeSet::new();
        for (place, name) in scenario.series.iter().enumerate() {
            at.series(&format!("series[{place}]"), plan, Some(name));
            if !seen.insert(name.trim().to_lowercase()) {
                at.fault(&format!("series[{place}]"), format!("\"{name}\" stands twice; keep one"));
            }
        }
        if let Some(frequency) = &scenario.frequency {
            let (years, of_years) = (frequency.years, frequency.of_years);
            if of_years == 0 || years > of_years {
                at.fault("frequency", format!("{years} years of {of_years} is no share of years"));
            }
        }
        if let Some(chosen) = scenario.chosen.filter(|chosen| *chosen >= scenario.estimates.len()) {
            at.fault("chosen", format!("there is no estimate {chosen}; the first is 0"));
        }
        for (place, estimate) in scenario.estimates.iter().enumerate() {
            check_estimate(scenario, estimate, &mut at.of(format_args!("estimates[{place}]")));
        }
        at.percent("response.saves_percent", scenario.response.saves_percent);
        check_tactics(&scenario.response.tactics, &mut at.of("response"));
        if let Some(trigger) = &scenario.trigger {
            check_trigger(plan, trigger, &mut at.of("trigger"));
        }
        check_activations(scenario, &mut at);
    }
    faults
}

fn check_estimate(scenario: &Scenario, estimate: &Estimate, at: &mut At) {
    match &estimate.basis {
        Basis::OwnHistory(episode) => at.text("basis", episode, "name the event that it was measured on"),
        Basis::OthersCase { source } => at.text("basis.source", source, "say where the case is from"),
        Basis::Calculation(calculation) => {
            for (field, percents) in calculation.percents() {
                check_percents(&format!("basis.{field}"), percents, at);
            }
        }
    }
    match estimate.depth {
        Depth::Percent(cases) | Depth::Amount(cases) if !cases.is_in_order() => at.order("depth", &cases),
        Depth::Percent(cases) if cases.low.is_negative() || cases.high > Amount::whole(100) => {
            at.fault("depth", "is not a share from 0 to 100 percent");
        }
        Depth::Amount(cases) if cases.low.is_negative() => {
            at.fault("depth", "a loss is written without a minus sign");
        }
        Depth::Amount(_) if scenario.series.len() > 1 => {
            at.fault("depth", "an amount is of one series; write percents where a scenario bears on several");
        }
        Depth::Percent(_) | Depth::Amount(_) => {}
    }
    let length = estimate.length_periods;
    at.order("length_periods", &length);
    if length.low == 0 || length.high > LONGEST {
        at.fault("length_periods", format!("is not a number of periods from 1 to {LONGEST}"));
    }
}

fn check_percents(field: &str, percents: Percents, at: &mut At) {
    at.percent(field, percents.low.max(percents.likely).max(percents.high));
    at.order(field, &percents);
}

fn check_trigger(plan: &Plan, trigger: &Trigger, at: &mut At) {
    match trigger.kpi {
        None => at.series("series", plan, trigger.series.as_deref()),
        Some(_) if trigger.series.is_some() => {
            at.fault("series", "a trigger watches a series or a KPI; write one of both");
        }
        Some(id) if plan.kpi(id).is_none() => at.fault("kpi", format!("there is no KPI {id}")),
        Some(_) if plan.watched(trigger).is_none() => {
            at.fault("kpi", "is counted by day or by two weeks; a trigger watches weeks or months");
        }
        Some(_) => {}
    }
    let is_signal = matches!(trigger.rule, TriggerRule::SignalLow | TriggerRule::SignalHigh);
    if trigger.running == 0 {
        at.fault("running", "is 0; a rule holds for at least one period");
    } else if is_signal && trigger.running > 1 {
        at.fault("running", "a signal is no rule that holds for several periods; write 1");
    }
    if let TriggerRule::DownOnLastYear(percent) = trigger.rule
        && percent > 100
    {
        at.fault("rule", format!("{percent} is not a percentage from 0 to 100"));
    }
}

fn check_activations(scenario: &Scenario, at: &mut At) {
    let last = scenario.activations.len().saturating_sub(1);
    for (place, activation) in scenario.activations.iter().enumerate() {
        match &activation.closed {
            None if place < last => {
                at.fault(&format!("activations[{place}].closed"), "it is still open, and a later one has begun");
            }
            Some(closing) if closing.day < activation.begun => {
                let message = format!("{} is before it began, {}", closing.day, activation.begun);
                at.fault(&format!("activations[{place}].closed"), message);
            }
            _ => {}
        }
    }
}

pub(super) fn what_is_accepted_has_a_reason(plan: &Plan) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, accepted) in plan.worksheets.accepted.iter().enumerate() {
        let mut at = at(format!("accepted[{index}]"), &mut faults);
        at.text("finding", &accepted.finding, "name the finding");
        at.text("reason", &accepted.reason, "say why it is accepted");
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::check::faults;
    use crate::model::{
        Accepted, Activation, Calculation, Closing, Counted, EpisodeKind, Frequency, Granularity, Kpi, KpiId, Rhythm,
        ScenarioId, StrategyId, TacticId, Unit,
    };

    fn plan() -> Plan {
        let mut plan = Plan::new("Coast");
        plan.add_series("Profit", Unit::Money, Granularity::Quarter);
        plan.add_strategy(Strategy::new("Bundle"));
        plan.add_strategy(Strategy::new("Fair"));
        plan.add_scenario(Scenario::new("Slump", EpisodeKind::Staff));
        plan
    }

    fn told(change: &dyn Fn(&mut Plan)) -> String {
        let mut plan = plan();
        assert_eq!(faults(&plan), []);
        change(&mut plan);
        faults(&plan).into_iter().map(|fault| fault.field).collect::<Vec<_>>().join(" ")
    }

    /// Each rule is broken once, and the field that breaks it is named.
    #[test]
    fn each_rule_of_strategies_names_the_field_that_breaks_it() {
        let of_strategy =
            |change: &dyn Fn(&mut Strategy)| told(&|plan| change(plan.strategy_mut(StrategyId(1)).unwrap()));
        let period = |text: &str| Some(text.parse().unwrap());
        let whole = Amount::whole;

        assert_eq!(of_strategy(&|s| s.id = StrategyId(2)), "strategies[1].id");
        assert_eq!(of_strategy(&|s| s.id = StrategyId(0)), "strategies[0].id");
        assert_eq!(of_strategy(&|s| s.title = " ".into()), "strategies[0].title");
        assert_eq!(of_strategy(&|s| s.works_percent = 101), "strategies[0].works_percent");
        assert_eq!(of_strategy(&|s| s.extra.low = whole(1)), "strategies[0].extra");
        assert_eq!(of_strategy(&|s| s.series = Some("Prophet".into())), "strategies[0].series");
        assert_eq!(of_strategy(&|s| s.ramp_periods = 521), "strategies[0].ramp_periods");
        let turned = told(&|plan| {
            let strategy = plan.strategy_mut(StrategyId(1)).unwrap();
            (strategy.start, strategy.end) = (period("2026-07"), period("2026-06"));
        });
        assert_eq!(turned, "strategies[0].end");
        let quarters = told(&|plan| {
            let strategy = plan.strategy_mut(StrategyId(1)).unwrap();
            (strategy.start, strategy.end) = (period("2026-Q3"), period("2026"));
        });
        assert_eq!(quarters, "strategies[0].start strategies[0].end");
        let counted = |percent, by| Some(Counted { percent, by: StrategyId(by) });
        assert_eq!(
            told(&|p| p.strategy_mut(StrategyId(1)).unwrap().counted = counted(30, 9)),
            "strategies[0].counted.by"
        );
        assert_eq!(
            told(&|p| p.strategy_mut(StrategyId(1)).unwrap().counted = counted(130, 2)),
            "strategies[0].counted.percent"
        );
        assert_eq!(
            told(&|p| p.strategy_mut(StrategyId(1)).unwrap().counted = counted(30, 1)),
            "strategies[0].counted.by"
        );
        let circle = told(&|plan| {
            plan.strategy_mut(StrategyId(1)).unwrap().counted = counted(30, 2);
            plan.strategy_mut(StrategyId(2)).unwrap().counted = counted(30, 1);
        });
        assert_eq!(circle, "strategies[0].counted.by strategies[1].counted.by");
        assert_eq!(
            of_strategy(&|s| s.strengthen(
                crate::model::StrengtheningKind::Insight,
                "",
                s.extra,
                "2026-01-01".parse().unwrap()
            )),
            "strategies[0].strengthenings[0].what"
        );
        assert_eq!(
            of_strategy(&|s| s.tactics = vec![Tactic { id: TacticId(7), ..Tactic::default() }]),
            "strategies[0].tactics[0].what"
        );
        assert_eq!(told(&|p| p.worksheets_mut().ideas = vec![Idea::default()]), "ideas[0].text");
        let idea = |state| Idea { state, ..Idea::new("x", "") };
        assert_eq!(told(&|p| p.worksheets_mut().ideas = vec![idea(IdeaState::Aside(String::new()))]), "ideas[0].state");
        let gone = IdeaState::Adopted(Became::Tactic(TacticId(7)));
        assert_eq!(
            told(&|p| p.scenario_mut(ScenarioId(3)).unwrap().ideas = vec![idea(gone.clone())]),
            "scenarios[0].ideas[0].state"
        );
    }

    #[test]
    fn each_rule_of_scenarios_names_the_field_that_breaks_it() {
        let of_scenario =
            |change: &dyn Fn(&mut Scenario)| told(&|plan| change(plan.scenario_mut(ScenarioId(3)).unwrap()));
        assert_eq!(of_scenario(&|s| s.title.clear()), "scenarios[0].title");
        assert_eq!(
            of_scenario(&|s| s.series = vec!["Sales".into(), "sales".into(), "x".into()]),
            "scenarios[0].series[1] scenarios[0].series[2]"
        );
        assert_eq!(of_scenario(&|s| s.frequency = Some(Frequency::default())), "scenarios[0].frequency");
        assert_eq!(of_scenario(&|s| s.chosen = Some(0)), "scenarios[0].chosen");
        assert_eq!(of_scenario(&|s| s.response.saves_percent = 200), "scenarios[0].response.saves_percent");
        let trigger = |rule, running| Some(Trigger { running, ..Trigger::new(rule) });
        assert_eq!(
            told(&|p| p.scenario_mut(ScenarioId(3)).unwrap().trigger = trigger(TriggerRule::SignalLow, 2)),
            "scenarios[0].trigger.running"
        );
        assert_eq!(
            told(&|p| p.scenario_mut(ScenarioId(3)).unwrap().trigger = trigger(TriggerRule::DownOnLastYear(101), 0)),
            "scenarios[0].trigger.running scenarios[0].trigger.rule"
        );
        let watching = |id| Some(Trigger { kpi: Some(KpiId(id)), ..Trigger::new(TriggerRule::SignalLow) });
        let with_kpi = |rhythm, id| {
            told(&|p| {
                p.add_kpi(Kpi { id: KpiId(1), ..Kpi::new("Talks", Unit::Money, rhythm) });
                let at = p.kpis.last().unwrap().id.0;
                p.scenario_mut(ScenarioId(3)).unwrap().trigger = watching(at + id);
            })
        };
        assert_eq!(with_kpi(Rhythm::Week, 0), "");
        assert_eq!(with_kpi(Rhythm::Week, 1), "scenarios[0].trigger.kpi");
        assert_eq!(with_kpi(Rhythm::Day, 0), "scenarios[0].trigger.kpi");
        let day = |text: &str| text.parse().unwrap();
        let activation = |closed: Option<&str>| Activation {
            begun: day("2026-05-01"),
            note: String::new(),
            closed: closed.map(|text| Closing { day: day(text), lost: None, note: String::new() }),
        };
        let activations = told(&|plan| {
            plan.scenario_mut(ScenarioId(3)).unwrap().activations =
                vec![activation(None), activation(Some("2026-04-30"))];
        });
        assert_eq!(activations, "scenarios[0].activations[0].closed scenarios[0].activations[1].closed");
        let accepted =
            Accepted { finding: String::new(), reason: " ".into(), by: String::new(), day: day("2026-01-01") };
        assert_eq!(
            told(&|p| p.worksheets_mut().accepted = vec![accepted.clone()]),
            "accepted[0].finding accepted[0].reason"
        );
    }

    #[test]
    fn an_estimate_is_a_share_or_an_amount_that_can_be() {
        let made = "2026-11-19".parse().unwrap();
        let whole = |a, b, c| Cases::new(a, b, c).map(Amount::whole);
        let good = Estimate {
            basis: Basis::OthersCase { source: "Trade paper".into() },
            depth: Depth::Percent(whole(0, 10, 100)),
            length_periods: Cases::new(1, 2, 520),
            made,
        };
        let told = |estimate: Estimate, several: bool| {
            let mut plan = plan();
            let scenario = plan.scenario_mut(ScenarioId(3)).unwrap();
            scenario.add_estimate(estimate);
            if several {
                scenario.series = vec!["Sales".into(), "Profit".into()];
            }
            faults(&plan)
                .into_iter()
                .map(|f| f.field.replace("scenarios[0].estimates[0].", ""))
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(told(good.clone(), true), "");
        assert_eq!(told(Estimate { basis: Basis::OwnHistory(" ".into()), ..good.clone() }, false), "basis");
        assert_eq!(
            told(Estimate { basis: Basis::OthersCase { source: String::new() }, ..good.clone() }, false),
            "basis.source"
        );
        let calculation = Calculation::Shortage { short: 101, lost: Cases::new(3, 2, 1) };
        let basis = Basis::Calculation(calculation);
        assert_eq!(told(Estimate { basis, ..good.clone() }, false), "basis.short basis.lost");
        for depth in [Depth::Percent(whole(3, 2, 4)), Depth::Percent(whole(-1, 2, 4)), Depth::Percent(whole(1, 2, 101))]
        {
            assert_eq!(told(Estimate { depth, ..good.clone() }, false), "depth");
        }
        let amount = |low| Estimate { depth: Depth::Amount(whole(low, 200, 900)), ..good.clone() };
        assert_eq!(
            (told(amount(-1), false), told(amount(1), true), told(amount(1), false)),
            ("depth".into(), "depth".into(), String::new())
        );
        for length_periods in [Cases::new(0, 2, 3), Cases::new(1, 2, 521)] {
            assert_eq!(told(Estimate { length_periods, ..good.clone() }, false), "length_periods");
        }
    }
}
