//! Tactics: who does what, what the first step is, and by what it is seen that it is done.

use chrono::{Days, NaiveDate};

use super::TacticId;

/// Days from writing a tactic down within which its first step is taken.
pub const FIRST_STEP_DAYS: u64 = 7;

/// A thing that somebody does, for a strategy or when a scenario happens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tactic {
    pub id: TacticId,
    pub what: String,
    pub who: String,
    pub first_step: String,
    /// The day by which the first step is taken.
    pub first_step_due: Option<NaiveDate>,
    pub due: Option<NaiveDate>,
    /// By what it is seen that it is done.
    pub done_when: String,
    pub state: TacticState,
    pub note: String,
    /// The day on which it was written down.
    pub added: Option<NaiveDate>,
    /// When it is done once a scenario happens; [`Haste::Later`] for those of a strategy.
    pub haste: Haste,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TacticState {
    #[default]
    Open,
    /// The first step is taken.
    Begun,
    Done,
    /// It will not be done; the note says why.
    Dropped,
}

impl TacticState {
    pub const ALL: [Self; 4] = [Self::Open, Self::Begun, Self::Done, Self::Dropped];

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Begun => "Begun",
            Self::Done => "Done",
            Self::Dropped => "Dropped",
        }
    }

    /// Whether something is still to be done.
    #[must_use]
    pub const fn is_pending(self) -> bool {
        matches!(self, Self::Open | Self::Begun)
    }
}

/// How soon a step of a response is due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Haste {
    /// In the first 24 hours.
    FirstDay,
    FirstWeek,
    #[default]
    Later,
}

impl Haste {
    pub const ALL: [Self; 3] = [Self::FirstDay, Self::FirstWeek, Self::Later];

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::FirstDay => "First 24 hours",
            Self::FirstWeek => "First week",
            Self::Later => "After that",
        }
    }

    /// Days from the day of an event on; `None` where none is set.
    #[must_use]
    pub const fn days(self) -> Option<u64> {
        match self {
            Self::FirstDay => Some(1),
            Self::FirstWeek => Some(7),
            Self::Later => None,
        }
    }
}

impl Tactic {
    #[must_use]
    pub fn new(what: &str, who: &str, added: NaiveDate) -> Self {
        Self { what: what.trim().to_owned(), who: who.trim().to_owned(), added: Some(added), ..Self::default() }
    }

    /// Ticks off what is due: the first step, if the whole has a later day of its own, else the whole. Answers false if nothing is left
    /// to do.
    pub fn tick(&mut self) -> bool {
        let next = self.after_tick();
        let changes = next != self.state;
        self.state = next;
        changes
    }

    /// What it would be then.
    #[must_use]
    pub fn after_tick(&self) -> TacticState {
        let later = self.due > self.first_step_due;
        match self.state {
            TacticState::Open if self.first_step_due.is_some() && later => TacticState::Begun,
            TacticState::Open | TacticState::Begun => TacticState::Done,
            other => other,
        }
    }

    /// The next day on which something is due: that of the first step until it is taken, then that of the whole. `None` if nothing is
    /// left to do, or no day is set.
    #[must_use]
    pub fn next_due(&self) -> Option<NaiveDate> {
        match self.state {
            TacticState::Open => self.first_step_due.or(self.due),
            TacticState::Begun => self.due,
            TacticState::Done | TacticState::Dropped => None,
        }
    }

    #[must_use]
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.next_due().is_some_and(|due| due < today)
    }

    /// Whether it is due on one of the seven days from today on.
    #[must_use]
    pub fn is_due_soon(&self, today: NaiveDate) -> bool {
        let Some(end) = today.checked_add_days(Days::new(FIRST_STEP_DAYS)) else { return false };
        self.next_due().is_some_and(|due| (today..end).contains(&due))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_first_step_is_due_until_it_is_taken_and_then_the_whole() {
        let mut tactic = Tactic::new(" Call ", "Ana", day("2026-11-19"));
        assert_eq!(tactic.next_due(), None);
        tactic.due = Some(day("2026-12-10"));
        assert_eq!(tactic.next_due(), tactic.due);
        tactic.first_step_due = Some(day("2026-11-24"));
        assert_eq!(tactic.next_due(), tactic.first_step_due);
        tactic.state = TacticState::Begun;
        assert_eq!(tactic.next_due(), tactic.due);
        for state in [TacticState::Done, TacticState::Dropped] {
            assert_eq!(Tactic { state, ..tactic.clone() }.next_due(), None);
        }
    }

    #[test]
    fn a_tick_takes_the_first_step_and_then_ends_the_whole() {
        let first = Tactic { first_step_due: Some(day("2026-11-20")), ..Tactic::default() };
        let mut tactic = Tactic { due: Some(day("2026-11-30")), ..first.clone() };
        assert!(tactic.tick() && tactic.state == TacticState::Begun);
        assert!(tactic.tick() && tactic.state == TacticState::Done);
        assert!(!tactic.tick() && tactic.state == TacticState::Done);
        // Where the first step is all that has a day, or there is none, one tick is the end.
        for mut one in [first, Tactic { due: Some(day("2026-11-20")), ..Tactic::default() }] {
            assert!(one.tick() && one.state == TacticState::Done);
        }
    }

    #[test]
    fn what_is_due_today_is_not_late_and_a_week_has_seven_days() {
        let tactic = Tactic { due: Some(day("2026-11-19")), ..Tactic::default() };
        let told = |today: &str| (tactic.is_overdue(day(today)), tactic.is_due_soon(day(today)));
        assert_eq!(told("2026-11-19"), (false, true));
        assert_eq!(told("2026-11-20"), (true, false));
        assert_eq!(told("2026-11-13"), (false, true));
        assert_eq!(told("2026-11-12"), (false, false));
    }
}
