//! What is tried out in front of everyone: a copy of the worksheets that the plan knows nothing of until it is kept.

use std::sync::Arc;

use crate::analysis::closing::Closing;
use crate::analysis::simulate::{Item, Part, WhatIf};
use crate::document::Edit;
use crate::model::{
    Amount, Basis, Cases, Depth, EpisodeKind, Estimate, Frequency, Plan, Scenario, ScenarioId, StrategyId, Worksheets,
};

/// A trial that is going on.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The plan's own, when it began: once those are others, the trial is about something that is no more.
    pub base: Arc<Worksheets>,
    pub sheets: Arc<Worksheets>,
    pub what_if: WhatIf,
    /// Counts its changes, so that what was worked out for another state is known as old.
    pub number: u64,
    /// The last thing that was changed, for the name of the step that keeps it.
    pub last: String,
}

/// A trial with what was worked out for it.
#[derive(Clone, Copy, Debug)]
pub struct TrialView<'a> {
    pub trial: &'a Trial,
    /// The latest that is known; `None` until the first is.
    pub closing: Option<&'a Arc<Closing>>,
    /// Counts what was worked out.
    pub number: u64,
    pub is_current: bool,
}

impl Trial {
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let base = Arc::clone(&plan.worksheets);
        Self { sheets: Arc::clone(&base), base, what_if: WhatIf::default(), number: 0, last: String::new() }
    }

    /// The plan as it would be.
    #[must_use]
    pub fn plan(&self, plan: &Plan) -> Plan {
        Plan { worksheets: Arc::clone(&self.sheets), ..plan.clone() }
    }

    #[must_use]
    pub fn part(&self, item: Item) -> Part {
        self.what_if.part(item)
    }

    /// Has an item take part so.
    pub fn set_part(&mut self, item: Item, part: Part) {
        self.what_if.with.retain(|other| *other != item);
        self.what_if.without.retain(|other| *other != item);
        match part {
            Part::AsPlanned => {}
            Part::Certain => self.what_if.with.push(item),
            Part::Out => self.what_if.without.push(item),
        }
        self.number += 1;
    }

    fn change(&mut self, title: &str, change: impl FnOnce(&mut Worksheets)) {
        change(Arc::make_mut(&mut self.sheets));
        title.clone_into(&mut self.last);
        self.number += 1;
    }

    /// A strategy's likely amount a period; the low and the high one go along.
    pub fn set_extra(&mut self, id: StrategyId, likely: Amount) {
        self.strategy(id, |strategy| strategy.extra = strategy.extra.scaled_to(likely));
    }

    pub fn set_works(&mut self, id: StrategyId, percent: u8) {
        self.strategy(id, |strategy| strategy.works_percent = percent.min(100));
    }

    fn strategy(&mut self, id: StrategyId, change: impl FnOnce(&mut crate::model::Strategy)) {
        let Some(at) = self.sheets.strategies.iter().position(|strategy| strategy.id == id) else { return };
        let title = self.sheets.strategies[at].title.clone();
        self.change(&title, |sheets| change(&mut sheets.strategies[at]));
    }

    /// How many periods a scenario lasts, in the likely case.
    pub fn set_length(&mut self, id: ScenarioId, likely: u16) {
        self.estimate(id, |estimate| estimate.length_periods = estimate.length_periods.moved_to(likely.max(1)));
    }

    /// How deep a scenario goes, in the likely case: percent, or an amount a period.
    pub fn set_depth(&mut self, id: ScenarioId, likely: Amount) {
        let hundred = Amount::whole(100);
        self.estimate(id, |estimate| {
            estimate.depth = match estimate.depth {
                Depth::Percent(cases) => {
                    Depth::Percent(cases.scaled_to(likely.min(hundred)).map(|case| case.min(hundred)))
                }
                Depth::Amount(cases) => Depth::Amount(cases.scaled_to(likely)),
            };
        });
    }

    /// In how many years of ten it happens.
    pub fn set_frequency(&mut self, id: ScenarioId, years: u16) {
        self.scenario(id, |scenario| {
            let counted = scenario.frequency.take().map(|frequency| frequency.counted).unwrap_or_default();
            scenario.frequency = Some(Frequency { years: years.min(10), of_years: 10, counted });
        });
    }

    fn scenario(&mut self, id: ScenarioId, change: impl FnOnce(&mut Scenario)) {
        let Some(at) = self.sheets.scenarios.iter().position(|scenario| scenario.id == id) else { return };
        let title = self.sheets.scenarios[at].title.clone();
        self.change(&title, |sheets| change(&mut sheets.scenarios[at]));
    }

    fn estimate(&mut self, id: ScenarioId, change: impl FnOnce(&mut Estimate)) {
        self.scenario(id, |scenario| {
            let Some(at) = scenario.chosen else { return };
            if let Some(estimate) = scenario.estimates.get_mut(at) {
                change(estimate);
            }
        });
    }

    /// Somebody asks "and if …?": a scenario that begins now, a fifth deep and a quarter of a year long until it is said otherwise.
    pub fn add_scenario(&mut self, plan: &Plan, title: &str, per_year: usize, today: chrono::NaiveDate) -> ScenarioId {
        let mut scenario = Scenario::new(title, EpisodeKind::Other);
        let length = u16::try_from(per_year / 4).unwrap_or(1).max(1);
        scenario.add_estimate(Estimate {
            basis: Basis::OthersCase { source: "Asked in a meeting; not looked into yet".to_owned() },
            depth: Depth::Percent(Cases::new(10, 20, 30).map(Amount::whole)),
            length_periods: Cases::new(length.div_ceil(2), length, length * 2),
            made: today,
        });
        let mut tried = self.plan(plan);
        let id = tried.add_scenario(scenario);
        self.sheets = tried.worksheets;
        title.clone_into(&mut self.last);
        self.set_part(Item::Scenario(id), Part::Certain);
        id
    }

    /// Whether there is something that keeping would write: parts are questions, and stay out of the plan.
    #[must_use]
    pub fn has_changes(&self) -> bool {
        self.sheets != self.base
    }

    /// The edit that keeps it.
    #[must_use]
    pub fn keep(self) -> Edit {
        let sheets = self.sheets;
        Edit::new(format!("Keep what was tried: {}", self.last), move |plan: &mut Plan| plan.worksheets = sheets)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Strategy;

    fn plan() -> Plan {
        let mut plan = Plan::new("Coast");
        let extra = Cases::new(10, 20, 40).map(Amount::whole);
        plan.add_strategy(Strategy { extra, works_percent: 80, ..Strategy::new("Bundle") });
        plan
    }

    #[test]
    fn the_plan_is_untouched_until_it_is_kept_and_parts_are_never_kept() {
        let mut plan = plan();
        let before = plan.clone();
        let mut trial = Trial::of(&plan);
        trial.set_part(Item::Strategy(StrategyId(1)), Part::Out);
        assert!(!trial.has_changes());
        trial.set_extra(StrategyId(1), Amount::whole(30));
        trial.set_works(StrategyId(1), 120);
        let id = trial.add_scenario(&plan, "Dana leaves", 12, "2026-11-25".parse().unwrap());
        trial.set_length(id, 1);
        trial.set_depth(id, Amount::whole(90));
        assert_eq!(plan, before);
        assert!(trial.has_changes() && trial.part(Item::Scenario(id)) == Part::Certain);
        let edit = trial.keep();
        assert_eq!(edit.label, "Keep what was tried: Dana leaves");
        (edit.change)(&mut plan);
        let strategy = &plan.worksheets.strategies[0];
        assert_eq!((strategy.extra, strategy.works_percent), (Cases::new(15, 30, 60).map(Amount::whole), 100));
        let estimate = plan.worksheets.scenario(id).unwrap().estimate().unwrap();
        assert_eq!(estimate.length_periods, Cases::new(1, 1, 4));
        assert_eq!(estimate.depth, Depth::Percent(Cases::new(45, 90, 100).map(Amount::whole)));
        assert_eq!(crate::model::check::faults(&plan), []);
    }

    #[test]
    fn each_change_has_a_number_of_its_own() {
        let plan = plan();
        let mut trial = Trial::of(&plan);
        let mut seen = vec![trial.number];
        trial.set_part(Item::Strategy(StrategyId(1)), Part::Certain);
        seen.push(trial.number);
        trial.set_works(StrategyId(1), 10);
        seen.push(trial.number);
        let id = trial.add_scenario(&plan, "Snow", 52, "2026-11-25".parse().unwrap());
        seen.push(trial.number);
        trial.set_frequency(id, 3);
        seen.push(trial.number);
        assert!(seen.windows(2).all(|two| two[0] < two[1]), "{seen:?}");
        trial.set_extra(StrategyId(99), Amount::ZERO);
        assert_eq!(trial.number, *seen.last().unwrap(), "nothing there to change");
    }
}
