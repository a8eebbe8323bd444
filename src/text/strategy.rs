//! Words for strategies and their test: what they bring of the gap, and what is still missing, said so that one knows what to type.

use chrono::{Days, NaiveDate};

use super::finding::Voice;
use super::said::{Origin, Said};
use super::{calendar, plural};
use crate::model::tactic::FIRST_STEP_DAYS;
use crate::model::{Amount, Hands, Missing, Strategy, Tactic, TacticId, TacticState};

/// What the owner is asked.
pub const QUESTION: &str = "Could everyone named here start tomorrow, without asking?";

impl Voice<'_> {
    /// The sentence over the strategies. `won_back` is what they come to on average, where that is worked out.
    #[must_use]
    pub fn strategies(&self, won_back: Option<Amount>, strategies: usize, not_obvious: usize) -> Said {
        let amount = |amount: Amount| self.style.in_sentence(amount);
        let total = &self.answer.total;
        let gap = total.target.zip(total.landing).map(|(target, landing)| target - landing);
        let bring = if strategies == 1 { "One strategy should bring " } else { "The strategies should bring " };
        let said = match (won_back, gap) {
            (Some(won), _) if won.is_zero() => {
                Said::new(if strategies == 1 { "One strategy is written down" } else { "Strategies are written down" })
                    .and(", still without an amount and a start.")
            }
            (Some(won), Some(gap)) if !gap.is_negative() && !gap.is_zero() && won >= gap => Said::new(bring)
                .number(amount(won), Origin::Landing)
                .and(", enough for the missing ")
                .number(amount(gap), Origin::Target)
                .and("."),
            (Some(won), Some(gap)) if !gap.is_negative() && !gap.is_zero() => Said::new(bring)
                .number(amount(won), Origin::Landing)
                .and(" of the missing ")
                .number(amount(gap), Origin::Target)
                .and("."),
            (Some(won), Some(_)) => Said::new(bring)
                .number(amount(won), Origin::Landing)
                .and(" on top of a forecast that reaches the target."),
            (Some(won), None) => Said::new(bring).number(amount(won), Origin::Landing).and("."),
            (None, _) => {
                let count = plural::capitalised(&plural::count_in_words(strategies, "strategy"));
                let verb = if strategies == 1 { "is" } else { "are" };
                Said::new(format!("{count} {verb} written down."))
            }
        };
        said.and(match not_obvious {
            0 if strategies == 1 => " It says who does what.".to_owned(),
            0 => " Each says who does what.".to_owned(),
            1 if strategies == 1 => " It doesn’t say yet who does what.".to_owned(),
            1 => " One doesn’t say yet who does what.".to_owned(),
            some => format!(" {} don’t say yet who does what.", plural::capitalised(&plural::in_words(some))),
        })
    }

    /// What stands where no strategy does.
    #[must_use]
    pub fn no_strategies(&self) -> Said {
        let total = &self.answer.total;
        match total.target.zip(total.landing).map(|(target, landing)| target - landing) {
            Some(gap) if !gap.is_negative() && !gap.is_zero() => Said::new("No strategies yet, and ")
                .number(self.style.in_sentence(gap), Origin::Target)
                .and(" is missing to the target."),
            Some(_) => Said::new("No strategies yet. The forecast reaches the target; a strategy makes that safer."),
            None => {
                Said::new("No strategies yet. With a target and some figures, the gap shows what they have to bring.")
            }
        }
    }
}

/// "3 tactics, 1 done".
#[must_use]
pub fn tactics(strategy: &Strategy) -> String {
    let counted = strategy.tactics.iter().filter(|tactic| tactic.state != TacticState::Dropped);
    let done = strategy.tactics.iter().filter(|tactic| tactic.state == TacticState::Done).count();
    match (counted.count(), done) {
        (0, _) => "no tactic yet".to_owned(),
        (all, 0) => plural::count(all, "tactic"),
        (all, done) => format!("{}, {done} done", plural::count(all, "tactic")),
    }
}

/// What is missing, said at its field.
#[must_use]
pub fn missing(missing: Missing, strategy: &Strategy, today: NaiveDate) -> String {
    match missing {
        Missing::Owner => "Name who answers for it.".to_owned(),
        Missing::Answer => "The owner has not answered yet.".to_owned(),
        Missing::OwnersYes => "The owner said not yet.".to_owned(),
        Missing::Tactic => "Write down who does what first.".to_owned(),
        Missing::Who(_) => "Who does it?".to_owned(),
        Missing::FirstStep(_) => "What is the first step?".to_owned(),
        Missing::FirstStepDay(_) => "By which day?".to_owned(),
        Missing::FirstStepWithinSevenDays(id) => too_far(strategy, id, today),
        Missing::DoneWhen(_) => "What shows that it is done?".to_owned(),
    }
}

/// "13 days away. A first step comes within 7: by Thu 26 Nov."
fn too_far(strategy: &Strategy, id: TacticId, today: NaiveDate) -> String {
    let tactic = strategy.tactics.iter().find(|tactic| tactic.id == id);
    let last = tactic.and_then(|it| it.added).unwrap_or(today).max(today).checked_add_days(Days::new(FIRST_STEP_DAYS));
    let by = last.map(|day| calendar::weekday_date(day, today)).unwrap_or_default();
    let away = tactic.and_then(|it| it.first_step_due).map_or(0, |due| (due - today).num_days());
    let away = plural::capitalised(&plural::count(usize::try_from(away).unwrap_or(0), "day"));
    format!("{away} away. Choose one up to {by}.")
}

/// One of the three conditions of the test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    pub label: &'static str,
    /// "3 of 3 tactics", "1 of 3 is missing".
    pub told: String,
    /// The first thing that it lacks; `None` once it holds.
    pub lacks: Option<Missing>,
}

/// The three conditions, for what [`Strategy::lacks`] found.
#[must_use]
pub fn conditions(strategy: &Strategy, lacks: &[Missing]) -> [Condition; 3] {
    let is_who = |missing: &Missing| matches!(missing, Missing::Owner | Missing::Who(_));
    let is_step = |missing: &Missing| {
        matches!(missing, Missing::FirstStep(_) | Missing::FirstStepDay(_) | Missing::FirstStepWithinSevenDays(_))
    };
    let is_end = |missing: &Missing| matches!(missing, Missing::DoneWhen(_));
    let all: Vec<&Tactic> = strategy.tactics.iter().filter(|tactic| tactic.state != TacticState::Dropped).collect();
    let condition = |label, is_it: &dyn Fn(&Missing) -> bool| {
        let mut fail: Vec<TacticId> = lacks.iter().filter(|it| is_it(it)).filter_map(|it| it.tactic()).collect();
        fail.dedup();
        let first = lacks.iter().find(|it| is_it(it) || **it == Missing::Tactic).copied();
        let told = match (all.len(), fail.len(), first) {
            (0, ..) => "no tactic yet".to_owned(),
            (_, 0, Some(Missing::Owner)) => "the owner is missing".to_owned(),
            (all, 0, _) => format!("{all} of {}", plural::count(all, "tactic")),
            (all, 1, _) => format!("1 of {all} is missing"),
            (all, fail, _) => format!("{fail} of {all} are missing"),
        };
        Condition { label, told, lacks: first }
    };
    [
        condition("Someone is named", &is_who),
        condition("First step within 7 days", &is_step),
        condition("“Done when” is written", &is_end),
    ]
}

/// What hands come to, in a word: "Mostly". `None` where nobody was asked.
#[must_use]
pub fn judged(hands: &Hands) -> Option<&'static str> {
    let mean = hands.mean()?;
    Some(match mean {
        mean if mean < 1.5 => "No",
        mean if mean < 2.5 => "Hardly",
        mean if mean < 3.5 => "Partly",
        mean if mean < 4.5 => "Mostly",
        _ => "Yes",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Answer, analyse};
    use crate::model::plan::TargetTotal;
    use crate::model::{FiscalStart, Level, Plan, Spread, Test, Unit};
    use crate::text::Numbers;
    use crate::text::money::Style;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// A flat year behind it, and a target for 2027.
    fn answer(target: Option<i64>) -> Answer {
        let mut plan = Plan::new("Coast");
        let first: crate::model::Period = "2025-01".parse().unwrap();
        for month in 0..24 {
            plan.type_figure(0, first.plus(month), Some(Amount::whole(10_000)));
        }
        if let Some(total) = target.map(Amount::whole) {
            let span = FiscalStart::JANUARY.months_of(2027);
            let target = TargetTotal { level: Level::Formal, total, spread: Spread::Even, span };
            plan.set_target_total(0, target, day("2027-01-10")).unwrap();
        }
        analyse(&plan, 0, day("2027-01-10")).unwrap()
    }

    fn voice<R>(target: Option<i64>, told: impl FnOnce(Voice<'_>) -> R) -> R {
        let style = Style { numbers: Numbers::ENGLISH, currency: "GBP".parse().ok(), unit: Unit::Money };
        let answer = answer(target);
        told(Voice { name: "Coast", fiscal: FiscalStart::JANUARY, answer: &answer, style: &style })
    }

    #[test]
    fn the_finding_tells_what_the_strategies_bring_of_the_gap_and_how_many_say_what_to_do() {
        let told = |target, won: Option<i64>, all, open| {
            voice(target, |voice| voice.strategies(won.map(Amount::whole), all, open).plain())
        };
        assert_eq!(
            told(Some(154_000), Some(23_000), 3, 1),
            "The strategies should bring £23k of the missing £34k. One doesn’t say yet who does what."
        );
        assert_eq!(
            told(Some(154_000), Some(7_300), 1, 0),
            "One strategy should bring £7.3k of the missing £34k. It says who does what."
        );
        assert_eq!(
            told(Some(100_000), Some(7_300), 2, 2),
            "The strategies should bring £7.3k on top of a forecast that reaches the target. Two don’t say yet who does what."
        );
        assert_eq!(
            told(Some(154_000), Some(40_000), 2, 0),
            "The strategies should bring £40k, enough for the missing £34k. Each says who does what."
        );
        assert_eq!(told(None, Some(500), 2, 0), "The strategies should bring £500. Each says who does what.");
        assert_eq!(told(None, None, 2, 0), "Two strategies are written down. Each says who does what.");
        assert_eq!(
            told(Some(154_000), Some(0), 1, 1),
            "One strategy is written down, still without an amount and a start. It doesn’t say yet who does what."
        );
    }

    #[test]
    fn an_empty_page_names_the_gap() {
        let told = |target| voice(target, |voice| voice.no_strategies().plain());
        assert_eq!(told(Some(154_000)), "No strategies yet, and £34k is missing to the target.");
        assert!(told(Some(100_000)).contains("reaches the target"));
        assert!(told(None).contains("With a target"));
    }

    #[test]
    fn the_conditions_count_what_is_missing_and_lead_to_the_first() {
        let today = day("2026-11-19");
        let mut strategy = Strategy { owner: "Ruth".into(), ..Strategy::new("Bundle") };
        let told = |strategy: &Strategy| conditions(strategy, &strategy.lacks(today)).map(|it| it.told);
        assert_eq!(told(&strategy), ["no tactic yet", "no tactic yet", "no tactic yet"]);
        assert_eq!(tactics(&strategy), "no tactic yet");
        let whole = |id| Tactic {
            id: TacticId(id),
            first_step: "Ring".into(),
            first_step_due: Some(day("2026-11-20")),
            done_when: "Sent".into(),
            ..Tactic::new("Price it", "Ruth", today)
        };
        strategy.tactics = vec![whole(1), whole(2), whole(3)];
        assert_eq!(told(&strategy), ["3 of 3 tactics", "3 of 3 tactics", "3 of 3 tactics"]);
        strategy.tactics[1].first_step_due = Some(day("2026-12-02"));
        strategy.tactics[1].first_step.clear();
        strategy.tactics[2].done_when.clear();
        strategy.tactics[0].state = TacticState::Done;
        assert_eq!(told(&strategy), ["3 of 3 tactics", "1 of 3 is missing", "1 of 3 is missing"]);
        let lacks = strategy.lacks(today);
        let [_, step, end] = conditions(&strategy, &lacks);
        assert_eq!(
            (step.lacks, end.lacks),
            (Some(Missing::FirstStep(TacticId(2))), Some(Missing::DoneWhen(TacticId(3))))
        );
        strategy.owner.clear();
        assert_eq!(told(&strategy)[0], "the owner is missing");
        assert_eq!(tactics(&strategy), "3 tactics, 1 done");
        let far = Missing::FirstStepWithinSevenDays(TacticId(2));
        assert_eq!(missing(far, &strategy, today), "13 days away. Choose one up to Thu 26 Nov.");
    }

    #[test]
    fn everything_that_may_be_missing_has_a_sentence_that_says_what_to_type() {
        let today = day("2026-11-19");
        let mut strategy = Strategy::new("Bundle");
        strategy.tactics = vec![Tactic { id: TacticId(1), ..Tactic::new("Call", "", today) }];
        let Test::Revise(all) = strategy.test(today) else { panic!("nothing is missing") };
        assert_eq!(all.len(), 6);
        for one in all {
            let said = missing(one, &strategy, today);
            assert!(said.ends_with('.') || said.ends_with('?'), "{said}");
        }
    }

    #[test]
    fn hands_are_told_in_a_word() {
        let told = |counts| judged(&Hands::counted(counts));
        assert_eq!(told([0, 1, 3, 1, 0]), Some("Partly"));
        assert_eq!(told([0, 0, 1, 2, 2]), Some("Mostly"));
        assert_eq!((told([3, 0, 0, 0, 0]), told([0, 0, 0, 0, 2]), told([0; 5])), (Some("No"), Some("Yes"), None));
    }
}
