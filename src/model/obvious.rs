//! The test of a strategy: does it make it obvious who does what? It is a state that follows from the strategy, never one that is set.

use chrono::{Days, NaiveDate};

use super::tactic::FIRST_STEP_DAYS;
use super::{Strategy, Tactic, TacticId, TacticState};

/// How a strategy stands in the test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// Its owner says yes, and every tactic has a person, a first step within seven days and a "done when".
    Obvious,
    /// Not yet: this is missing, in the order of the page.
    Revise(Vec<Missing>),
}

/// What keeps a strategy from being obvious, each the name of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Missing {
    /// Nobody answers for it.
    Owner,
    /// The owner has not been asked.
    Answer,
    /// The owner says no.
    OwnersYes,
    /// It has no tactic.
    Tactic,
    /// This tactic has no person.
    Who(TacticId),
    /// This one has no first step in words.
    FirstStep(TacticId),
    /// … or no day for it.
    FirstStepDay(TacticId),
    /// … or one that is more than seven days off.
    FirstStepWithinSevenDays(TacticId),
    /// It does not say by what it is seen that it is done.
    DoneWhen(TacticId),
}

impl Missing {
    /// The tactic that it is about; `None` for the strategy's own fields.
    #[must_use]
    pub const fn tactic(self) -> Option<TacticId> {
        match self {
            Self::Owner | Self::Answer | Self::OwnersYes | Self::Tactic => None,
            Self::Who(id)
            | Self::FirstStep(id)
            | Self::FirstStepDay(id)
            | Self::FirstStepWithinSevenDays(id)
            | Self::DoneWhen(id) => Some(id),
        }
    }

    /// The field's name, as in the plan's file.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Answer | Self::OwnersYes => "answer",
            Self::Tactic => "tactics",
            Self::Who(_) => "who",
            Self::FirstStep(_) => "first_step",
            Self::FirstStepDay(_) | Self::FirstStepWithinSevenDays(_) => "first_step_due",
            Self::DoneWhen(_) => "done_when",
        }
    }
}

impl Strategy {
    /// How it stands. Seven days count from the day on which the tactic was written down, or the owner answered, whichever is later
    /// (from `today` where neither is known), so that a strategy stays obvious while its tactics go on. A tactic that is begun or
    /// done has taken its first step; one that was dropped asks for nothing.
    #[must_use]
    pub fn test(&self, today: NaiveDate) -> Test {
        let mut missing = Vec::new();
        if self.owner.trim().is_empty() {
            missing.push(Missing::Owner);
        }
        match self.answer {
            None => missing.push(Missing::Answer),
            Some(answer) if !answer.obvious => missing.push(Missing::OwnersYes),
            Some(_) => {}
        }
        let mut tactics = self.tactics.iter().filter(|tactic| tactic.state != TacticState::Dropped).peekable();
        if tactics.peek().is_none() {
            missing.push(Missing::Tactic);
        }
        for tactic in tactics {
            self.test_tactic(tactic, today, &mut missing);
        }
        if missing.is_empty() { Test::Obvious } else { Test::Revise(missing) }
    }

    /// What would still be missing if the owner said yes today: while there is any, yes is no answer.
    #[must_use]
    pub fn lacks(&self, today: NaiveDate) -> Vec<Missing> {
        let mut asked = self.clone();
        asked.owner_says(true, today);
        match asked.test(today) {
            Test::Obvious => Vec::new(),
            Test::Revise(missing) => missing,
        }
    }

    /// Takes the owner's answer. A yes is refused, and nothing changes, while something is missing.
    pub fn answer(&mut self, obvious: bool, today: NaiveDate) -> bool {
        let able = !obvious || self.lacks(today).is_empty();
        if able {
            self.owner_says(obvious, today);
        }
        able
    }

    fn test_tactic(&self, tactic: &Tactic, today: NaiveDate, missing: &mut Vec<Missing>) {
        let id = tactic.id;
        if tactic.who.trim().is_empty() {
            missing.push(Missing::Who(id));
        }
        if tactic.state == TacticState::Open {
            if tactic.first_step.trim().is_empty() {
                missing.push(Missing::FirstStep(id));
            }
            let from = tactic.added.max(self.answer.map(|answer| answer.day)).unwrap_or(today);
            match tactic.first_step_due {
                None => missing.push(Missing::FirstStepDay(id)),
                Some(due) if from.checked_add_days(Days::new(FIRST_STEP_DAYS)).is_some_and(|end| due > end) => {
                    missing.push(Missing::FirstStepWithinSevenDays(id));
                }
                Some(_) => {}
            }
        }
        if tactic.done_when.trim().is_empty() {
            missing.push(Missing::DoneWhen(id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Every combination of what the test looks at, with one tactic and with a second one that lacks nothing.
    #[test]
    fn a_strategy_is_obvious_in_exactly_the_cases_that_the_rule_names() {
        let today = day("2026-11-19");
        let whole = Tactic {
            id: TacticId(2),
            first_step: "Ring Marlow".into(),
            first_step_due: Some(day("2026-11-26")),
            done_when: "Signed".into(),
            ..Tactic::new("Call", "Ana", today)
        };
        let mut seen = (0, 0);
        for bits in 0..(1_u32 << 5) * 3 * 3 * 4 {
            let bit = |at: u32| bits & (1 << at) != 0;
            let rest = bits >> 5;
            let (answer, due, state) = (rest % 3, rest / 3 % 3, TacticState::ALL[(rest / 9) as usize]);
            let (named, second, who, step, done_when) = (bit(0), bit(1), bit(2), bit(3), bit(4));
            let text = |there: bool| if there { "x".to_owned() } else { " ".to_owned() };
            let tactic = Tactic {
                id: TacticId(1),
                who: text(who),
                first_step: text(step),
                first_step_due: [None, Some(day("2026-11-26")), Some(day("2026-11-27"))][due as usize],
                done_when: text(done_when),
                state,
                added: Some(today),
                ..Tactic::default()
            };
            let mut strategy = Strategy { owner: text(named), ..Strategy::new("Bundle") };
            if answer > 0 {
                strategy.owner_says(answer == 2, today);
            }
            strategy.tactics = vec![tactic];
            if second {
                strategy.tactics.push(whole.clone());
            }
            // The rule again, said the other way round.
            let dropped = state == TacticState::Dropped;
            let stepped = matches!(state, TacticState::Begun | TacticState::Done) || (step && due == 1);
            let obvious = named && answer == 2 && if dropped { second } else { who && done_when && stepped };
            let test = strategy.test(today);
            assert_eq!(test == Test::Obvious, obvious, "{strategy:?}");
            if let Test::Revise(missing) = &test {
                let mut once = missing.clone();
                once.dedup();
                assert!(!missing.is_empty() && once == *missing);
                assert!(
                    missing.iter().all(|missing| missing.tactic() != Some(TacticId(2))),
                    "the second lacks nothing"
                );
                assert_eq!(missing.contains(&Missing::Who(TacticId(1))), !who && !dropped);
                assert_eq!(missing.contains(&Missing::Tactic), dropped && !second);
                seen.1 += 1;
            } else {
                seen.0 += 1;
            }
        }
        assert_eq!(seen.0 + seen.1, 1152);
        // Owner, yes and: one dropped beside a whole one (24 ways), or a whole one in three states, with or without the second.
        assert_eq!(seen.0, 24 + 2 * (1 + 6 + 6));
    }

    #[test]
    fn a_strategy_stays_obvious_while_its_tactics_go_on() {
        let mut strategy = Strategy { owner: "Ana".into(), ..Strategy::new("Bundle") };
        strategy.tactics = vec![Tactic {
            id: TacticId(1),
            first_step: "Ring".into(),
            first_step_due: Some(day("2026-11-26")),
            done_when: "Signed".into(),
            ..Tactic::new("Call", "Ana", day("2026-11-01"))
        }];
        strategy.owner_says(true, day("2026-11-19"));
        assert_eq!(strategy.test(day("2026-11-19")), Test::Obvious, "counted from the later day");
        assert_eq!(strategy.test(day("2027-03-01")), Test::Obvious);
        strategy.tactics[0].first_step_due = Some(day("2026-12-24"));
        let late = Missing::FirstStepWithinSevenDays(TacticId(1));
        assert_eq!(strategy.test(day("2026-12-20")), Test::Revise(vec![late]));
        strategy.owner_says(true, day("2026-12-20"));
        assert_eq!(strategy.test(day("2026-12-20")), Test::Obvious);
        assert_eq!((late.field(), late.tactic()), ("first_step_due", Some(TacticId(1))));
    }

    #[test]
    fn a_yes_is_taken_only_once_nothing_is_missing() {
        let today = day("2026-11-19");
        let mut strategy = Strategy::new("Bundle");
        assert_eq!(strategy.lacks(today), [Missing::Owner, Missing::Tactic], "the answer itself is what is asked for");
        assert!(!strategy.answer(true, today) && strategy.answer.is_none());
        assert!(strategy.answer(false, today));
        strategy.owner = "Ana".into();
        strategy.tactics = vec![Tactic { id: TacticId(1), ..Tactic::new("Call", "Ana", today) }];
        assert_eq!(strategy.lacks(today).len(), 3);
        strategy.tactics[0].first_step = "Ring".into();
        strategy.tactics[0].first_step_due = Some(day("2026-11-20"));
        strategy.tactics[0].done_when = "Signed".into();
        assert!(strategy.answer(true, today));
        assert_eq!(strategy.test(today), Test::Obvious);
    }
}
