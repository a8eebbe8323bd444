//! The findings of the plan check in words: what it is, and the way to put it right.

use chrono::NaiveDate;

use super::{Style, calendar, plural};
use crate::analysis::checkup::Finding;
use crate::model::{Home, Plan, ScenarioId, StrategyId};

/// One sentence on what was found.
#[must_use]
pub fn sentence(finding: &Finding, plan: &Plan, style: &Style, today: NaiveDate) -> String {
    let day = |day: NaiveDate| calendar::date(day, today);
    match finding {
        Finding::DataIsOld(span) => {
            let period = calendar::period_long(span.last, plan.fiscal_start);
            format!("The figures are not up to date: {period} has ended and has none yet.")
        }
        Finding::TacticIsLate { tactic, home, due } => {
            let what = plan.worksheets.tactics().find(|(_, it)| it.id == *tactic).map(|(_, it)| it.what.clone());
            let whose = match home {
                Home::Strategy(id) => strategy(plan, *id),
                Home::Scenario(id) => scenario(plan, *id),
            };
            format!("“{}” of {whose} was due on {}.", what.unwrap_or_default(), day(*due))
        }
        Finding::EstimateIsOld { scenario: id, made } => {
            format!("What {} would cost was estimated on {}, more than a year ago.", scenario(plan, *id), day(*made))
        }
        Finding::ScenarioReviewIsDue { scenario: id, due } => {
            format!("{} was to be looked at again by {}.", scenario(plan, *id), day(*due))
        }
        Finding::ContingencyReviewIsDue(due) => format!("The contingency review was due on {}.", day(*due)),
        Finding::MethodIsBeaten { own, by, own_miss, miss } => {
            let percent = |miss: &f64| style.percent(100.0 * miss);
            let (own_miss, miss) = (percent(own_miss), percent(miss));
            format!("The forecast is made by {own}, which missed by {own_miss} in the past; {by} missed by {miss}.")
        }
        Finding::TargetHasHoles { periods } => {
            format!("{} of the plan without a formal target.", plural::capitalised(&plural::count(*periods, "period")))
        }
        Finding::TargetIgnoresSeason => "The target is the same in each period, and sales have a season.".to_owned(),
        Finding::StrategyHasNoOwner(id) => format!("Nobody is named who answers for {}.", strategy(plan, *id)),
        Finding::StrategyHasNoTactic(id) => {
            format!("{} has no tactic: nobody does anything for it yet.", strategy(plan, *id))
        }
        Finding::StrategyAddsNothing(id) => {
            format!("{} adds nothing yet: it has no amount or no first period.", strategy(plan, *id))
        }
        Finding::StrategyIsNotObvious { strategy: id, missing } => {
            let things = plural::count(*missing, "thing");
            let verb = if *missing == 1 { "is" } else { "are" };
            format!("{} is not obvious yet: {things} {verb} missing.", strategy(plan, *id))
        }
        Finding::GapHasNoAnswer(gap) => {
            format!("{} is missing to the target, and no strategy is there to close the gap.", style.exact(*gap))
        }
        Finding::NoScenario => "No scenario is written down that could hurt sales.".to_owned(),
        Finding::LikelyScenarioHasNoResponse(id) => {
            format!("{} is likely, and no response is ready.", scenario(plan, *id))
        }
        Finding::ScenarioHasNoEstimate(id) => {
            format!("What {} would cost is not estimated, so it counts for nothing.", scenario(plan, *id))
        }
        Finding::ScenarioHasNoFrequency(id) => {
            format!("How often {} happens is not counted, so it counts for nothing.", scenario(plan, *id))
        }
        Finding::ScenarioHasNoTrigger(id) => format!("Nothing warns of {}.", scenario(plan, *id)),
        Finding::TriggerIsLit(id) => format!("The trigger of {} fires.", scenario(plan, *id)),
        Finding::ContingencyReviewHasNoDay => "No day is set for going through the scenarios again.".to_owned(),
    }
}

/// The same in a few words, for a list that leads there: what it is about, and what is the matter.
#[must_use]
pub fn brief(finding: &Finding, plan: &Plan, style: &Style, today: NaiveDate) -> String {
    let strategy = |id: StrategyId| plan.worksheets.strategy(id).map_or_else(|| id.to_string(), |it| it.title.clone());
    let scenario = |id: ScenarioId| plan.worksheets.scenario(id).map_or_else(|| id.to_string(), |it| it.title.clone());
    match finding {
        Finding::TacticIsLate { tactic, due, .. } => {
            let what = plan.worksheets.tactics().find(|(_, it)| it.id == *tactic).map(|(_, it)| it.what.clone());
            format!("Late since {}: {}", calendar::date(*due, today), what.unwrap_or_default())
        }
        Finding::EstimateIsOld { scenario: id, .. } => format!("Old estimate: {}", scenario(*id)),
        Finding::ScenarioReviewIsDue { scenario: id, .. } => format!("Look again at {}", scenario(*id)),
        Finding::StrategyHasNoOwner(id) => format!("No owner: {}", strategy(*id)),
        Finding::StrategyHasNoTactic(id) => format!("No tactic: {}", strategy(*id)),
        Finding::StrategyAddsNothing(id) => format!("Adds nothing: {}", strategy(*id)),
        Finding::StrategyIsNotObvious { strategy: id, .. } => format!("Not obvious yet: {}", strategy(*id)),
        Finding::LikelyScenarioHasNoResponse(id) => format!("No response: {}", scenario(*id)),
        Finding::ScenarioHasNoEstimate(id) => format!("No estimate: {}", scenario(*id)),
        Finding::ScenarioHasNoFrequency(id) => format!("Not counted: {}", scenario(*id)),
        Finding::ScenarioHasNoTrigger(id) => format!("No trigger: {}", scenario(*id)),
        Finding::TriggerIsLit(id) => format!("Trigger fires: {}", scenario(*id)),
        Finding::GapHasNoAnswer(gap) => format!("No strategy for {}", style.in_sentence(*gap)),
        Finding::MethodIsBeaten { by, .. } => format!("Forecast: {by} missed by less"),
        Finding::DataIsOld(span) => format!("No figure for {}", calendar::period_long(span.last, plan.fiscal_start)),
        Finding::TargetHasHoles { .. } => "The target has holes".to_owned(),
        Finding::TargetIgnoresSeason => "The target ignores the season".to_owned(),
        Finding::NoScenario => "No scenario yet".to_owned(),
        Finding::ContingencyReviewIsDue(_) => "The contingency review is due".to_owned(),
        Finding::ContingencyReviewHasNoDay => "No day for the contingency review".to_owned(),
    }
}

/// The way there, as a thing to do.
#[must_use]
pub const fn way(finding: &Finding) -> &'static str {
    match finding {
        Finding::DataIsOld(_) => "Add the figures, or import a newer file.",
        Finding::TacticIsLate { .. } => "Say that it is done, or set another day.",
        Finding::EstimateIsOld { .. } => "Look at it again and date it anew.",
        Finding::ScenarioReviewIsDue { .. } | Finding::ContingencyReviewIsDue(_) => {
            "Go through it, and set the day of the next review."
        }
        Finding::MethodIsBeaten { .. } => "Take the other method, or leave the choice to Upturn.",
        Finding::TargetHasHoles { .. } => "Spread the target over all periods of the plan.",
        Finding::TargetIgnoresSeason => "Spread the target like last year.",
        Finding::StrategyHasNoOwner(_) => "Name an owner.",
        Finding::StrategyHasNoTactic(_) => "Write down who does what by next week.",
        Finding::StrategyAddsNothing(_) => "Say what it adds a period, and from when on.",
        Finding::StrategyIsNotObvious { .. } => "Fill in what is missing, and ask the owner.",
        Finding::GapHasNoAnswer(_) => "Collect ideas for closing the gap.",
        Finding::NoScenario => "Begin with the list of what happens to most.",
        Finding::LikelyScenarioHasNoResponse(_) => {
            "Name an owner, the steps of the first day and week, and what they save."
        }
        Finding::ScenarioHasNoEstimate(_) => "Measure an event of the past, cite a case, or calculate.",
        Finding::ScenarioHasNoFrequency(_) => "Count in how many of the last ten years it happened.",
        Finding::TriggerIsLit(_) => "See whether it is happening; if so, activate it.",
        Finding::ContingencyReviewHasNoDay => "Set a day within the year.",
        Finding::ScenarioHasNoTrigger(_) => "Set a rule on a series, and see when it would have warned.",
    }
}

fn strategy(plan: &Plan, id: StrategyId) -> String {
    plan.worksheets.strategy(id).map_or_else(|| id.to_string(), |strategy| format!("“{}”", strategy.title))
}

fn scenario(plan: &Plan, id: ScenarioId) -> String {
    plan.worksheets.scenario(id).map_or_else(|| id.to_string(), |scenario| format!("“{}”", scenario.title))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Amount, Strategy, TacticId, Unit};
    use crate::text::Numbers;

    #[test]
    fn a_finding_is_a_sentence_with_the_titles_that_people_gave() {
        let mut plan = Plan::new("Coast");
        let id = plan.add_strategy(Strategy::new("Bundle"));
        let style = Style { numbers: Numbers::ENGLISH, currency: "GBP".parse().ok(), unit: Unit::Money };
        let today = "2026-11-19".parse().unwrap();
        let told = |finding: &Finding| sentence(finding, &plan, &style, today);
        assert_eq!(told(&Finding::StrategyHasNoOwner(id)), "Nobody is named who answers for “Bundle”.");
        assert_eq!(
            told(&Finding::StrategyIsNotObvious { strategy: id, missing: 1 }),
            "“Bundle” is not obvious yet: 1 thing is missing."
        );
        assert_eq!(told(&Finding::TargetHasHoles { periods: 2 }), "2 periods of the plan without a formal target.");
        let gap = Finding::GapHasNoAnswer(Amount::whole(500));
        assert_eq!(told(&gap), "£500 is missing to the target, and no strategy is there to close the gap.");
        // What is gone by now is told by its id.
        let late = Finding::TacticIsLate { home: Home::Strategy(StrategyId(9)), tactic: TacticId(3), due: today };
        assert_eq!(told(&late), "“” of s9 was due on 19 Nov.");
        assert_eq!(brief(&late, &plan, &style, today), "Late since 19 Nov: ");
        assert_eq!(brief(&gap, &plan, &style, today), "No strategy for £500");
        assert_eq!(brief(&Finding::StrategyHasNoOwner(id), &plan, &style, today), "No owner: Bundle");
        assert_eq!(way(&gap), "Collect ideas for closing the gap.");
    }
}
