//! The worksheets of a plan: ideas, strategies and scenarios, and the verbs that change them.

use std::sync::Arc;

use chrono::NaiveDate;

use super::idea::Became;
use super::{
    Counted, Haste, Idea, IdeaState, Plan, Scenario, ScenarioId, Series, Strategy, StrategyId, Tactic, TacticId,
    TacticState,
};

/// What closes the gap and what threatens it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Worksheets {
    /// The highest number that was ever given to a strategy, scenario or tactic: none is given twice.
    pub last_id: u32,
    /// Ideas for closing the gap.
    pub ideas: Vec<Idea>,
    pub strategies: Vec<Strategy>,
    pub scenarios: Vec<Scenario>,
    /// The day by which all scenarios are gone through again.
    pub contingency_review: Option<NaiveDate>,
    /// Findings of the plan check that the owner knows better about.
    pub accepted: Vec<Accepted>,
}

/// A finding that is accepted as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// What the finding is known by: its rule, and the strategy or scenario that it is about.
    pub finding: String,
    pub reason: String,
    pub by: String,
    pub day: NaiveDate,
}

/// What a tactic belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Home {
    Strategy(StrategyId),
    /// A step of this scenario's response.
    Scenario(ScenarioId),
}

impl Worksheets {
    #[must_use]
    pub fn strategy(&self, id: StrategyId) -> Option<&Strategy> {
        self.strategies.iter().find(|strategy| strategy.id == id)
    }

    #[must_use]
    pub fn scenario(&self, id: ScenarioId) -> Option<&Scenario> {
        self.scenarios.iter().find(|scenario| scenario.id == id)
    }

    /// Every tactic with what it belongs to: those of strategies first, in the order of the plan.
    pub fn tactics(&self) -> impl Iterator<Item = (Home, &Tactic)> {
        let of_strategies = self
            .strategies
            .iter()
            .flat_map(|strategy| strategy.tactics.iter().map(|tactic| (Home::Strategy(strategy.id), tactic)));
        let of_scenarios = self
            .scenarios
            .iter()
            .flat_map(|scenario| scenario.response.tactics.iter().map(|tactic| (Home::Scenario(scenario.id), tactic)));
        of_strategies.chain(of_scenarios)
    }

    /// What is overdue or due within seven days, the earliest first. Steps of a response count only while their scenario happens.
    #[must_use]
    pub fn tactics_due(&self, today: NaiveDate) -> Vec<(Home, &Tactic)> {
        let counts = |home: Home| match home {
            Home::Strategy(_) => true,
            Home::Scenario(id) => self.scenario(id).is_some_and(|scenario| scenario.active().is_some()),
        };
        let is_due = |tactic: &Tactic| tactic.is_overdue(today) || tactic.is_due_soon(today);
        let mut due: Vec<_> = self.tactics().filter(|(home, tactic)| is_due(tactic) && counts(*home)).collect();
        due.sort_by_key(|(_, tactic)| tactic.next_due());
        due
    }

    /// The idea for the gap that a strategy was made of.
    #[must_use]
    pub fn idea_of(&self, id: StrategyId) -> Option<&Idea> {
        self.ideas.iter().find(|idea| idea.state == IdeaState::Adopted(Became::Strategy(id)))
    }

    /// Promises kept, of those that could be: tactics of strategies that are done, of these and those whose day is past.
    #[must_use]
    pub fn promises_kept(&self, today: NaiveDate) -> (usize, usize) {
        let tactics = || self.strategies.iter().flat_map(|strategy| &strategy.tactics);
        let kept = tactics().filter(|tactic| tactic.state == TacticState::Done).count();
        (kept, kept + tactics().filter(|tactic| tactic.is_overdue(today)).count())
    }

    #[must_use]
    pub fn acceptance(&self, finding: &str) -> Option<&Accepted> {
        self.accepted.iter().find(|accepted| accepted.finding == finding)
    }

    /// Numbers that stand in the plan are never given again, whoever wrote them.
    pub(super) fn next_id(&mut self) -> u32 {
        let given = self.strategies.iter().map(|strategy| strategy.id.0);
        let given = given.chain(self.scenarios.iter().map(|scenario| scenario.id.0));
        let highest = given.chain(self.tactics().map(|(_, tactic)| tactic.id.0)).max().unwrap_or(0);
        self.last_id = self.last_id.max(highest).saturating_add(1);
        self.last_id
    }
}

impl Plan {
    /// The worksheets to change; a copy is made only if an earlier state still shares them.
    pub fn worksheets_mut(&mut self) -> &mut Worksheets {
        Arc::make_mut(&mut self.worksheets)
    }

    pub fn strategy_mut(&mut self, id: StrategyId) -> Option<&mut Strategy> {
        self.worksheets_mut().strategies.iter_mut().find(|strategy| strategy.id == id)
    }

    pub fn scenario_mut(&mut self, id: ScenarioId) -> Option<&mut Scenario> {
        self.worksheets_mut().scenarios.iter_mut().find(|scenario| scenario.id == id)
    }

    pub fn tactic_mut(&mut self, id: TacticId) -> Option<&mut Tactic> {
        let sheets = self.worksheets_mut();
        let of_strategies = sheets.strategies.iter_mut().flat_map(|strategy| &mut strategy.tactics);
        let of_scenarios = sheets.scenarios.iter_mut().flat_map(|scenario| &mut scenario.response.tactics);
        of_strategies.chain(of_scenarios).find(|tactic| tactic.id == id)
    }

    /// Adds a strategy under a number of its own, whatever it had.
    pub fn add_strategy(&mut self, strategy: Strategy) -> StrategyId {
        let sheets = self.worksheets_mut();
        let id = StrategyId(sheets.next_id());
        sheets.strategies.push(Strategy { id, ..strategy });
        id
    }

    pub fn add_scenario(&mut self, scenario: Scenario) -> ScenarioId {
        let sheets = self.worksheets_mut();
        let id = ScenarioId(sheets.next_id());
        sheets.scenarios.push(Scenario { id, ..scenario });
        id
    }

    /// Adds a tactic to a strategy or a response; `None` if that is not there.
    pub fn add_tactic(&mut self, home: Home, tactic: Tactic) -> Option<TacticId> {
        let there = match home {
            Home::Strategy(id) => self.worksheets.strategy(id).is_some(),
            Home::Scenario(id) => self.worksheets.scenario(id).is_some(),
        };
        if !there {
            return None;
        }
        let id = TacticId(self.worksheets_mut().next_id());
        let tactics = match home {
            Home::Strategy(strategy) => &mut self.strategy_mut(strategy)?.tactics,
            Home::Scenario(scenario) => &mut self.scenario_mut(scenario)?.response.tactics,
        };
        tactics.push(Tactic { id, ..tactic });
        Some(id)
    }

    /// Takes a strategy out. What others left to it counts again, and the idea that it came from is open again.
    pub fn remove_strategy(&mut self, id: StrategyId) -> Option<Strategy> {
        let at = self.worksheets.strategies.iter().position(|strategy| strategy.id == id)?;
        let sheets = self.worksheets_mut();
        let gone = sheets.strategies.remove(at);
        for other in &mut sheets.strategies {
            other.counted = other.counted.filter(|counted| counted.by != id);
        }
        reopen(&mut sheets.ideas, Became::Strategy(id));
        Some(gone)
    }

    /// Puts a strategy so many places further down, or up if negative. Answers false where it can't go further.
    pub fn move_strategy(&mut self, id: StrategyId, by: isize) -> bool {
        let all = &self.worksheets.strategies;
        let from = all.iter().position(|strategy| strategy.id == id);
        let to = from.and_then(|from| from.checked_add_signed(by)).filter(|to| *to < all.len());
        let (Some(from), Some(to)) = (from, to.filter(|_| by != 0)) else { return false };
        let strategies = &mut self.worksheets_mut().strategies;
        let moved = strategies.remove(from);
        strategies.insert(to, moved);
        true
    }

    /// Has another strategy count a share of this one, or none. Answers false, and changes nothing, where that would go round in a circle.
    pub fn count_in(&mut self, id: StrategyId, counted: Option<Counted>) -> bool {
        let mut by = counted.map(|counted| counted.by);
        for _ in 0..=self.worksheets.strategies.len() {
            let Some(next) = by else { break };
            if next == id || self.worksheets.strategy(next).is_none() {
                return false;
            }
            by = self.worksheets.strategy(next).and_then(|other| other.counted).map(|counted| counted.by);
        }
        let Some(strategy) = self.strategy_mut(id) else { return false };
        strategy.counted = counted;
        true
    }

    /// Moves a scenario to this place of the list. Answers false where it is not there, or would be beyond the end.
    pub fn move_scenario(&mut self, id: ScenarioId, to: usize) -> bool {
        let at = self.worksheets.scenarios.iter().position(|scenario| scenario.id == id);
        let Some(at) = at.filter(|at| *at != to && to < self.worksheets.scenarios.len()) else { return false };
        let scenarios = &mut self.worksheets_mut().scenarios;
        let scenario = scenarios.remove(at);
        scenarios.insert(to, scenario);
        true
    }

    pub fn remove_scenario(&mut self, id: ScenarioId) -> Option<Scenario> {
        let at = self.worksheets.scenarios.iter().position(|scenario| scenario.id == id)?;
        Some(self.worksheets_mut().scenarios.remove(at))
    }

    /// Takes a tactic out; the idea that it came from is open again.
    pub fn remove_tactic(&mut self, id: TacticId) -> Option<Tactic> {
        let take = |tactics: &mut Vec<Tactic>| {
            let at = tactics.iter().position(|tactic| tactic.id == id)?;
            Some(tactics.remove(at))
        };
        let (home, _) = self.worksheets.tactics().find(|(_, tactic)| tactic.id == id)?;
        match home {
            Home::Strategy(strategy) => take(&mut self.strategy_mut(strategy)?.tactics),
            Home::Scenario(scenario) => {
                let scenario = self.scenario_mut(scenario)?;
                reopen(&mut scenario.ideas, Became::Tactic(id));
                take(&mut scenario.response.tactics)
            }
        }
    }

    /// Makes a strategy of an idea for the gap. `None` if there is no such idea, or it is in the plan already.
    pub fn adopt_idea(&mut self, idea: usize) -> Option<StrategyId> {
        let text = adoptable(&self.worksheets.ideas, idea)?.text.clone();
        let id = self.add_strategy(Strategy::new(&text));
        self.worksheets_mut().ideas.get_mut(idea)?.state = IdeaState::Adopted(Became::Strategy(id));
        Some(id)
    }

    /// Makes a step of a response of an idea for it.
    pub fn adopt_response(
        &mut self,
        scenario: ScenarioId,
        idea: usize,
        haste: Haste,
        today: NaiveDate,
    ) -> Option<TacticId> {
        let text = adoptable(&self.worksheets.scenario(scenario)?.ideas, idea)?.text.clone();
        let step = Tactic { haste, ..Tactic::new(&text, "", today) };
        let id = self.add_tactic(Home::Scenario(scenario), step)?;
        self.scenario_mut(scenario)?.ideas.get_mut(idea)?.state = IdeaState::Adopted(Became::Tactic(id));
        Some(id)
    }

    /// Accepts a finding as it is. Answers false, and changes nothing, without a reason.
    pub fn accept(&mut self, accepted: Accepted) -> bool {
        if accepted.reason.trim().is_empty() {
            return false;
        }
        let sheets = self.worksheets_mut();
        sheets.accepted.retain(|other| other.finding != accepted.finding);
        sheets.accepted.push(accepted);
        true
    }

    /// A finding counts again.
    pub fn withdraw_acceptance(&mut self, finding: &str) -> bool {
        let there = self.worksheets.acceptance(finding).is_some();
        if there {
            self.worksheets_mut().accepted.retain(|accepted| accepted.finding != finding);
        }
        there
    }

    /// Renames a series, and with it what strategies, scenarios and triggers call it.
    pub fn rename_series(&mut self, index: usize, name: &str) {
        let Some(old) = self.series.get(index).map(|series| series.name.clone()) else { return };
        if let Some(series) = self.series_mut(index) {
            name.clone_into(&mut series.name);
        }
        let is_old = |other: &str| same_series(other, &old);
        if !self.worksheets.series_names().any(is_old) {
            return;
        }
        for other in self.worksheets_mut().series_names_mut().filter(|other| is_old(other)) {
            name.clone_into(other);
        }
    }

    /// The series that is meant by a name in a strategy, scenario or trigger: the plan's first for none.
    #[must_use]
    pub fn meant_series(&self, name: Option<&str>) -> Option<(usize, &Series)> {
        let index = name.map_or(Some(0), |name| self.series_index(name))?;
        Some((index, self.series.get(index)?))
    }
}

impl Worksheets {
    fn series_names(&self) -> impl Iterator<Item = &str> {
        let of_strategies = self.strategies.iter().filter_map(|strategy| strategy.series.as_deref());
        let of_scenarios = self.scenarios.iter().flat_map(|scenario| {
            let trigger = scenario.trigger.as_ref().and_then(|trigger| trigger.series.as_deref());
            scenario.series.iter().map(String::as_str).chain(trigger)
        });
        of_strategies.chain(of_scenarios)
    }

    fn series_names_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let of_strategies = self.strategies.iter_mut().filter_map(|strategy| strategy.series.as_mut());
        let of_scenarios = self.scenarios.iter_mut().flat_map(|scenario| {
            let trigger = scenario.trigger.as_mut().and_then(|trigger| trigger.series.as_mut());
            scenario.series.iter_mut().chain(trigger)
        });
        of_strategies.chain(of_scenarios)
    }
}

fn same_series(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

fn adoptable(ideas: &[Idea], index: usize) -> Option<&Idea> {
    ideas.get(index).filter(|idea| !matches!(idea.state, IdeaState::Adopted(_)))
}

fn reopen(ideas: &mut [Idea], became: Became) {
    for idea in ideas.iter_mut().filter(|idea| idea.state == IdeaState::Adopted(became)) {
        idea.state = IdeaState::Open;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EpisodeKind, Trigger, TriggerRule};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn no_number_is_given_twice() {
        let mut plan = Plan::new("Coast");
        let first = plan.add_strategy(Strategy::new("Bundle"));
        let risk = plan.add_scenario(Scenario::new("Slump", EpisodeKind::Staff));
        let step = plan.add_tactic(Home::Scenario(risk), Tactic::default()).unwrap();
        assert_eq!((first, risk, step), (StrategyId(1), ScenarioId(2), TacticId(3)));
        plan.remove_tactic(step).unwrap();
        plan.remove_strategy(first).unwrap();
        assert_eq!(plan.add_strategy(Strategy::new("Fair")), StrategyId(4));
        plan.worksheets_mut().strategies[0].id = StrategyId(90);
        assert_eq!(plan.add_tactic(Home::Strategy(StrategyId(90)), Tactic::default()), Some(TacticId(91)));
        assert_eq!(plan.add_tactic(Home::Strategy(StrategyId(4)), Tactic::default()), None);
        assert_eq!(plan.worksheets.last_id, 91, "a tactic without a home takes no number");
    }

    #[test]
    fn a_promise_counts_once_it_is_done_or_its_day_is_past() {
        let mut plan = Plan::new("Coast");
        let id = plan.add_strategy(Strategy::new("Bundle"));
        let due = |text: &str, state| Tactic { due: Some(day(text)), state, ..Tactic::default() };
        for tactic in [
            due("2026-11-18", TacticState::Done),
            due("2026-11-30", TacticState::Done),
            due("2026-11-18", TacticState::Open),
            due("2026-11-19", TacticState::Open),
            due("2026-11-01", TacticState::Dropped),
        ] {
            plan.add_tactic(Home::Strategy(id), tactic);
        }
        assert_eq!(plan.worksheets.promises_kept(day("2026-11-19")), (2, 3));
    }

    #[test]
    fn an_adopted_idea_is_a_strategy_and_open_again_when_that_goes() {
        let mut plan = Plan::new("Coast");
        plan.worksheets_mut().ideas = vec![Idea::new("Bundle", "Ana"), Idea::new("Fair", "")];
        let id = plan.adopt_idea(1).unwrap();
        assert_eq!(plan.worksheets.strategy(id).unwrap().title, "Fair");
        assert_eq!((plan.adopt_idea(1), plan.adopt_idea(9)), (None, None));
        let other = plan.add_strategy(Strategy::new("Bundle"));
        plan.strategy_mut(other).unwrap().counted = Some(Counted { percent: 30, by: id });
        plan.remove_strategy(id);
        assert_eq!(plan.worksheets.ideas[1].state, IdeaState::Open);
        assert_eq!(plan.worksheets.strategy(other).unwrap().counted, None, "nobody counts it any more");
    }

    #[test]
    fn a_strategy_moves_up_and_down_and_not_out_of_the_list() {
        let mut plan = Plan::new("Coast");
        let [first, _, third] = ["Bundle", "Fair", "Calls"].map(|title| plan.add_strategy(Strategy::new(title)));
        let order = |plan: &Plan| plan.worksheets.strategies.iter().map(|it| it.id.0).collect::<Vec<_>>();
        assert!(plan.move_strategy(third, -1) && plan.move_strategy(first, 1));
        assert_eq!(order(&plan), [3, 1, 2]);
        assert!(
            !plan.move_strategy(third, -1) && !plan.move_strategy(StrategyId(9), 1) && !plan.move_strategy(first, 0)
        );
        assert_eq!(order(&plan), [3, 1, 2]);
    }

    #[test]
    fn no_share_is_counted_in_a_circle() {
        let mut plan = Plan::new("Coast");
        let [a, b, c] = ["Bundle", "Fair", "Calls"].map(|title| plan.add_strategy(Strategy::new(title)));
        let share = |by| Some(Counted { percent: 30, by });
        assert!(plan.count_in(a, share(b)) && plan.count_in(b, share(c)));
        assert!(!plan.count_in(c, share(a)) && !plan.count_in(a, share(a)) && !plan.count_in(a, share(StrategyId(9))));
        assert_eq!(plan.worksheets.strategy(c).unwrap().counted, None);
        assert!(plan.count_in(b, None) && plan.count_in(c, share(a)));
    }

    #[test]
    fn an_idea_for_a_response_becomes_a_step() {
        let mut plan = Plan::new("Coast");
        let risk = plan.add_scenario(Scenario::new("Slump", EpisodeKind::Staff));
        plan.scenario_mut(risk).unwrap().ideas = vec![Idea::new("Share the accounts", "")];
        let step = plan.adopt_response(risk, 0, Haste::FirstDay, day("2026-11-19")).unwrap();
        let (home, tactic) = plan.worksheets.tactics().next().unwrap();
        assert_eq!((home, tactic.id, tactic.haste), (Home::Scenario(risk), step, Haste::FirstDay));
        assert_eq!(plan.adopt_response(risk, 0, Haste::FirstDay, day("2026-11-19")), None);
        plan.tactic_mut(step).unwrap().who = "Ben".into();
        assert_eq!(plan.remove_tactic(step).unwrap().who, "Ben");
        assert_eq!(plan.worksheets.scenario(risk).unwrap().ideas[0].state, IdeaState::Open);
        let other = plan.add_scenario(Scenario::new("Shortage", EpisodeKind::Supply));
        assert!(plan.move_scenario(other, 0) && !plan.move_scenario(other, 0) && !plan.move_scenario(other, 2));
        assert_eq!(plan.worksheets.scenarios[0].id, other);
        assert!(plan.remove_scenario(risk).is_some() && plan.remove_scenario(risk).is_none());
    }

    #[test]
    fn what_is_due_is_told_by_day_and_responses_only_while_they_run() {
        let mut plan = Plan::new("Coast");
        let strategy = plan.add_strategy(Strategy::new("Bundle"));
        let risk = plan.add_scenario(Scenario::new("Slump", EpisodeKind::Staff));
        let due = |text: &str| Tactic { due: Some(day(text)), ..Tactic::default() };
        let soon = plan.add_tactic(Home::Strategy(strategy), due("2026-11-25")).unwrap();
        let late = plan.add_tactic(Home::Strategy(strategy), due("2026-11-01")).unwrap();
        plan.add_tactic(Home::Strategy(strategy), due("2026-11-26")).unwrap();
        let step =
            plan.add_tactic(Home::Scenario(risk), Tactic { haste: Haste::FirstDay, ..Tactic::default() }).unwrap();
        let told = |plan: &Plan| {
            plan.worksheets.tactics_due(day("2026-11-19")).iter().map(|(_, tactic)| tactic.id).collect::<Vec<_>>()
        };
        assert_eq!(told(&plan), [late, soon]);
        plan.scenario_mut(risk).unwrap().activate(day("2026-11-19"), "");
        assert_eq!(told(&plan), [late, step, soon]);
    }

    #[test]
    fn a_series_that_is_renamed_is_still_the_one_that_is_meant() {
        let mut plan = Plan::new("Coast");
        plan.add_series("Profit", crate::model::Unit::Money, crate::model::Granularity::Month);
        let strategy = plan.add_strategy(Strategy { series: Some("profit".into()), ..Strategy::new("Bundle") });
        let trigger = Some(Trigger { series: Some("Sales".into()), ..Trigger::new(TriggerRule::SignalLow) });
        let scenario = Scenario { series: vec!["Profit".into(), "Sales".into()], trigger, ..Scenario::default() };
        let risk = plan.add_scenario(scenario);
        plan.rename_series(1, "Margin");
        assert_eq!(plan.worksheets.strategy(strategy).unwrap().series.as_deref(), Some("Margin"));
        let scenario = plan.worksheets.scenario(risk).unwrap();
        assert_eq!(scenario.series, ["Margin", "Sales"]);
        assert_eq!(plan.meant_series(Some("margin")).map(|(index, _)| index), Some(1));
        assert_eq!((plan.meant_series(None).map(|it| it.0), plan.meant_series(Some("Profit"))), (Some(0), None));
    }

    #[test]
    fn a_finding_is_accepted_with_a_reason_and_counts_again_when_that_is_withdrawn() {
        let mut plan = Plan::new("Coast");
        let accepted = |reason: &str| Accepted {
            finding: "no-trigger:r2".into(),
            reason: reason.into(),
            by: "Tom".into(),
            day: day("2026-11-19"),
        };
        assert!(!plan.accept(accepted(" ")));
        assert!(plan.accept(accepted("seen daily")) && plan.accept(accepted("seen each day")));
        assert_eq!(plan.worksheets.accepted.len(), 1);
        assert!(plan.withdraw_acceptance("no-trigger:r2") && !plan.withdraw_acceptance("no-trigger:r2"));
    }
}
