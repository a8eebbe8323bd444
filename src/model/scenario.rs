//! Contingency scenarios: what could hurt sales, how often it does, what it costs, and what is done when it happens.

use chrono::NaiveDate;

use super::{Amount, EpisodeKind, Estimate, Haste, Idea, Plan, ScenarioId, Tactic, TacticId, TacticState, Trigger};

/// Something that would hurt sales.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scenario {
    pub id: ScenarioId,
    pub title: String,
    pub kind: EpisodeKind,
    /// What it would do.
    pub what: String,
    /// The series that it bears on, by name; none is the plan's first.
    pub series: Vec<String>,
    /// `None` until somebody has counted.
    pub frequency: Option<Frequency>,
    pub estimates: Vec<Estimate>,
    /// Index in `estimates` of the one that counts.
    pub chosen: Option<usize>,
    /// Ideas for the response.
    pub ideas: Vec<Idea>,
    pub response: Response,
    pub trigger: Option<Trigger>,
    /// The oldest first; at most the last one is still open.
    pub activations: Vec<Activation>,
    pub drills: Vec<Drill>,
    /// The day by which it is looked at again.
    pub review_due: Option<NaiveDate>,
}

/// How often it happens: in 3 years of 10.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frequency {
    /// Years in which it happened, of `of_years` that were looked at.
    pub years: u16,
    pub of_years: u16,
    /// Which ones: "2017, 2020, 2023".
    pub counted: String,
}

impl Frequency {
    /// The share of years that have it, from 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        if self.of_years == 0 { 0.0 } else { (f64::from(self.years) / f64::from(self.of_years)).min(1.0) }
    }
}

/// What is done when it happens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    pub owner: String,
    /// How much of the loss it saves, in percent.
    pub saves_percent: u8,
    /// What speaks for that.
    pub evidence: String,
    pub tactics: Vec<Tactic>,
}

/// The scenario happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activation {
    pub begun: NaiveDate,
    pub note: String,
    pub closed: Option<Closing>,
}

/// What it turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    pub day: NaiveDate,
    /// What was lost in all, where it was measured; in the unit of the first series that it bears on.
    pub lost: Option<Amount>,
    pub note: String,
}

/// The response was walked through as if it had happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drill {
    pub day: NaiveDate,
    /// How long it took.
    pub minutes: u16,
    /// What was missing.
    pub missing: String,
}

/// What a response still lacks to be ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unready {
    Owner,
    /// What it saves.
    Worth,
    /// A step for the first 24 hours.
    FirstDay,
    FirstWeek,
    /// This step has no person.
    Who(TacticId),
}

/// What scenarios begin with: whom or what they are about.
pub const STARTERS: [(&str, EpisodeKind); 9] = [
    ("Someone is ill for long", EpisodeKind::Staff),
    ("Someone leaves", EpisodeKind::Staff),
    ("Our best seller has a slump", EpisodeKind::Staff),
    ("The product runs short or can't be delivered", EpisodeKind::Supply),
    ("A supplier fails", EpisodeKind::Supply),
    ("A competitor cuts prices", EpisodeKind::Price),
    ("A competitor brings something better", EpisodeKind::Competitor),
    ("The largest customer goes", EpisodeKind::Customer),
    ("The economy turns down", EpisodeKind::Economy),
];

/// From this share of years on a scenario counts as likely: one year in five.
pub const LIKELY: f64 = 0.2;

impl Scenario {
    #[must_use]
    pub fn new(title: &str, kind: EpisodeKind) -> Self {
        Self { title: title.trim().to_owned(), kind, ..Self::default() }
    }

    /// The estimate that counts; `None` until one is chosen.
    #[must_use]
    pub fn estimate(&self) -> Option<&Estimate> {
        self.estimates.get(self.chosen?)
    }

    /// Adds an estimate and answers its index. The first one is chosen.
    pub fn add_estimate(&mut self, estimate: Estimate) -> usize {
        self.estimates.push(estimate);
        self.chosen = self.chosen.or(Some(0));
        self.estimates.len() - 1
    }

    /// Adds an estimate that counts from now on.
    pub fn use_estimate(&mut self, estimate: Estimate) {
        self.chosen = Some(self.add_estimate(estimate));
    }

    /// Takes an estimate out; the one that was chosen stays chosen. Another may be chosen if it was itself.
    pub fn remove_estimate(&mut self, index: usize) -> Option<Estimate> {
        let gone = (index < self.estimates.len()).then(|| self.estimates.remove(index))?;
        self.chosen = match self.chosen {
            Some(chosen) if chosen == index => None,
            Some(chosen) if chosen > index => Some(chosen - 1),
            other => other,
        };
        Some(gone)
    }

    #[must_use]
    pub fn is_likely(&self) -> bool {
        self.frequency.as_ref().is_some_and(|frequency| frequency.share() >= LIKELY)
    }

    /// The activation that is still open, if it is happening now.
    #[must_use]
    pub fn active(&self) -> Option<&Activation> {
        self.activations.last().filter(|activation| activation.closed.is_none())
    }

    /// It happens from this day on: the steps of the response that have a time get their day, and are open again. Answers false if it
    /// is happening already.
    pub fn activate(&mut self, begun: NaiveDate, note: &str) -> bool {
        if self.active().is_some() {
            return false;
        }
        self.activations.push(Activation { begun, note: note.trim().to_owned(), closed: None });
        for tactic in self.response.tactics.iter_mut().filter(|tactic| tactic.state != TacticState::Dropped) {
            tactic.state = TacticState::Open;
            tactic.first_step_due = None;
            tactic.due = tactic.haste.days().and_then(|days| begun.checked_add_days(chrono::Days::new(days)));
        }
        true
    }

    /// It began on another day: steps that are still to do get theirs anew. Answers false if it is not happening.
    pub fn begin_on(&mut self, begun: NaiveDate) -> bool {
        let Some(activation) = self.activations.last_mut().filter(|it| it.closed.is_none()) else { return false };
        activation.begun = begun;
        for tactic in self.response.tactics.iter_mut().filter(|tactic| tactic.state.is_pending()) {
            tactic.due = tactic.haste.days().and_then(|days| begun.checked_add_days(chrono::Days::new(days)));
        }
        true
    }

    /// It is over. Answers false if it was not happening, or would end before it began.
    pub fn close(&mut self, closing: Closing) -> bool {
        let open = self.activations.last_mut().filter(|it| it.closed.is_none() && it.begun <= closing.day);
        let Some(activation) = open else { return false };
        activation.closed = Some(closing);
        true
    }

    /// What the response lacks; none for one that is ready.
    #[must_use]
    pub fn unready(&self) -> Vec<Unready> {
        let Response { owner, saves_percent, tactics, .. } = &self.response;
        let steps = || tactics.iter().filter(|tactic| tactic.state != TacticState::Dropped);
        let mut lacks = Vec::new();
        if owner.trim().is_empty() {
            lacks.push(Unready::Owner);
        }
        if *saves_percent == 0 {
            lacks.push(Unready::Worth);
        }
        for (haste, lack) in [(Haste::FirstDay, Unready::FirstDay), (Haste::FirstWeek, Unready::FirstWeek)] {
            if !steps().any(|step| step.haste == haste) {
                lacks.push(lack);
            }
        }
        lacks.extend(steps().filter(|step| step.who.trim().is_empty()).map(|step| Unready::Who(step.id)));
        lacks
    }

    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.unready().is_empty()
    }
}

impl Plan {
    /// All scenarios were gone through: they, and the list as a whole, are looked at again by `next`.
    pub fn review_scenarios(&mut self, next: Option<NaiveDate>) {
        let sheets = self.worksheets_mut();
        sheets.contingency_review = next;
        for scenario in &mut sheets.scenarios {
            scenario.review_due = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Calculation, Cases};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn step(haste: Haste, who: &str) -> Tactic {
        Tactic { id: TacticId(5), haste, ..Tactic::new("Ring", who, day("2026-01-01")) }
    }

    #[test]
    fn a_response_is_ready_with_owner_worth_a_first_day_and_a_first_week() {
        let mut scenario = Scenario::new("Ana leaves", EpisodeKind::Staff);
        assert_eq!(scenario.unready(), [Unready::Owner, Unready::Worth, Unready::FirstDay, Unready::FirstWeek]);
        scenario.response.owner = "Ben".into();
        scenario.response.saves_percent = 40;
        scenario.response.tactics = vec![step(Haste::FirstDay, "Ben"), step(Haste::FirstWeek, " ")];
        assert_eq!(scenario.unready(), [Unready::Who(TacticId(5))]);
        scenario.response.tactics[1].who = "Cem".into();
        assert!(scenario.is_ready());
        scenario.response.tactics[1].state = TacticState::Dropped;
        assert_eq!(scenario.unready(), [Unready::FirstWeek]);
    }

    #[test]
    fn an_event_gives_the_steps_their_days_and_is_closed_once() {
        let mut scenario = Scenario::new("Ana leaves", EpisodeKind::Staff);
        scenario.response.tactics = vec![
            Tactic { state: TacticState::Done, ..step(Haste::FirstDay, "Ben") },
            step(Haste::FirstWeek, "Cem"),
            step(Haste::Later, "Cem"),
        ];
        assert!(scenario.activate(day("2026-11-19"), " gave notice "));
        assert!(!scenario.activate(day("2026-11-20"), ""));
        scenario.response.tactics[0].state = TacticState::Done;
        assert!(scenario.begin_on(day("2026-11-09")));
        let due: Vec<_> = scenario.response.tactics.iter().map(|tactic| tactic.due).collect();
        assert_eq!(due, [Some(day("2026-11-20")), Some(day("2026-11-16")), None], "what is done stays as it was");
        scenario.response.tactics[0].state = TacticState::Open;
        assert!(scenario.begin_on(day("2026-11-19")));
        let due: Vec<_> = scenario.response.tactics.iter().map(|tactic| (tactic.state, tactic.due)).collect();
        let open = TacticState::Open;
        assert_eq!(due, [(open, Some(day("2026-11-20"))), (open, Some(day("2026-11-26"))), (open, None)]);
        let closing = |text| Closing { day: day(text), lost: Some(Amount::whole(9)), note: String::new() };
        assert!(!scenario.close(closing("2026-11-18")));
        assert!(scenario.close(closing("2027-02-01")) && !scenario.close(closing("2027-02-02")));
        assert!(scenario.active().is_none() && !scenario.begin_on(day("2026-11-18")));
        assert!(scenario.activate(day("2027-05-01"), ""));
    }

    #[test]
    fn the_chosen_estimate_stays_chosen() {
        let mut scenario = Scenario::new("Shortage", EpisodeKind::Supply);
        for short in [10, 20, 30] {
            let calculation = Calculation::Shortage { short, lost: Cases::all(50) };
            scenario.add_estimate(Estimate::calculated(calculation, Cases::all(2), day("2026-11-19")));
        }
        assert_eq!(scenario.chosen, Some(0));
        let last = scenario.remove_estimate(2).unwrap();
        scenario.use_estimate(last);
        assert_eq!(scenario.chosen, Some(2));
        scenario.remove_estimate(0);
        assert_eq!(
            scenario.estimate().map(|e| e.depth),
            Some(Calculation::Shortage { short: 30, lost: Cases::all(50) }.depth())
        );
        scenario.remove_estimate(1);
        assert_eq!((scenario.chosen, scenario.estimate()), (None, None));
        assert_eq!(scenario.remove_estimate(7), None);
    }

    #[test]
    fn a_look_at_all_of_them_sets_the_day_of_each() {
        let mut plan = Plan::new("Coast");
        for title in ["Tender", "Flu"] {
            plan.add_scenario(Scenario::new(title, EpisodeKind::Other));
        }
        plan.review_scenarios(Some(day("2027-11-25")));
        let due: Vec<_> = plan.worksheets.scenarios.iter().map(|scenario| scenario.review_due).collect();
        assert_eq!(
            (due, plan.worksheets.contingency_review),
            (vec![Some(day("2027-11-25")); 2], Some(day("2027-11-25")))
        );
    }

    #[test]
    fn a_frequency_is_a_share_of_years() {
        let of = |years, of_years| Frequency { years, of_years, counted: String::new() }.share();
        assert!((of(3, 10) - 0.3).abs() < 1e-12);
        assert_eq!((of(0, 0), of(7, 5)), (0.0, 1.0));
    }
}
