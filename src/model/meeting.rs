//! The meetings of a plan: their clocks, the kinds that there are, and the verbs that change them.

use std::sync::Arc;

use chrono::NaiveDate;

use super::clock::working_day;
use super::{
    AgendaItem, Clock, Kept, Line, LineKind, MeetingKind, Paces, Plan, Review, ReviewId, ReviewState, Snapshot, Topic,
};

/// When a plan is gone through, and what was said then.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meetings {
    pub paces: Paces,
    /// Days on which nobody meets, beside weekends; in order.
    pub days_off: Vec<NaiveDate>,
    /// Checkpoints of a formal plan and its final review, in order: days that were agreed on, and nothing moves them.
    pub checkpoints: Vec<NaiveDate>,
    /// In order of their days.
    pub reviews: Vec<Review>,
    /// The highest number that was ever given to a review.
    pub last_id: u32,
}

/// A kind of meeting, as data.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    pub kind: MeetingKind,
    /// The word in files and JSON.
    pub id: &'static str,
    pub label: &'static str,
    /// The clock that such a meeting sets going anew.
    pub clock: Option<Clock>,
    /// What is gone through, each with its minutes.
    pub agenda: &'static [(Topic, u16)],
    /// What is to be brought, a line each.
    pub prepare: &'static [&'static str],
}

/// Every kind of meeting.
pub const TEMPLATES: [Template; 7] = [
    Template {
        kind: MeetingKind::PlanReview,
        id: "plan-review",
        label: "Plan review",
        clock: Some(Clock::PlanReview),
        agenda: &[
            (Topic::Promises, 5),
            (Topic::WhatChanged, 10),
            (Topic::WhereItIsHeading, 5),
            (Topic::GapAndOdds, 10),
            (Topic::Strategies, 15),
            (Topic::Contingencies, 5),
            (Topic::Decide, 10),
        ],
        prepare: &[
            "Figures up to the last finished period",
            "What became of each promise",
            "One thing that worked, one that didn’t",
        ],
    },
    Template {
        kind: MeetingKind::KpiProgress,
        id: "kpi-progress",
        label: "KPI progress",
        clock: Some(Clock::KpiProgress),
        agenda: &[(Topic::Promises, 5), (Topic::Kpis, 10), (Topic::Decide, 5)],
        prepare: &["The counts of the last periods"],
    },
    Template {
        kind: MeetingKind::Contingencies,
        id: "contingencies",
        label: "Contingency review",
        clock: Some(Clock::Contingencies),
        agenda: &[(Topic::Promises, 5), (Topic::Contingencies, 25), (Topic::FireDrill, 10), (Topic::Decide, 5)],
        prepare: &["What went wrong since the last one, here or elsewhere", "Whether the people named are still here"],
    },
    Template {
        kind: MeetingKind::Checkpoint,
        id: "checkpoint",
        label: "Checkpoint",
        clock: None,
        agenda: &[(Topic::Promises, 5), (Topic::Evidence, 10), (Topic::Kpis, 5), (Topic::Decide, 10)],
        prepare: &[
            "The figures of each measure, with their source",
            "What was promised by both sides, and what was kept",
        ],
    },
    Template {
        kind: MeetingKind::FinalReview,
        id: "final-review",
        label: "Final review",
        clock: None,
        agenda: &[(Topic::Promises, 5), (Topic::Evidence, 10), (Topic::Recognition, 5), (Topic::Outcome, 10)],
        prepare: &["The evidence for each outcome", "The person’s own view, in their words"],
    },
    Template {
        kind: MeetingKind::OneToOne,
        id: "one-to-one",
        label: "One to one",
        clock: None,
        agenda: &[(Topic::Promises, 5), (Topic::Kpis, 5), (Topic::Talk, 15), (Topic::Decide, 5)],
        prepare: &["What helped since last time, and what stood in the way"],
    },
    Template {
        kind: MeetingKind::Own,
        id: "own",
        label: "Meeting",
        clock: None,
        agenda: &[(Topic::Talk, 20), (Topic::Decide, 10)],
        prepare: &[],
    },
];

impl MeetingKind {
    #[must_use]
    pub fn template(self) -> &'static Template {
        let found = TEMPLATES.iter().find(|template| template.kind == self);
        found.unwrap_or(&TEMPLATES[0])
    }
}

/// When a clock strikes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub clock: Clock,
    /// The day of the last meeting of the kind that was held.
    pub last: Option<NaiveDate>,
    pub day: NaiveDate,
}

impl Due {
    /// Days that it is late; none before its day is over.
    #[must_use]
    pub fn days_late(&self, today: NaiveDate) -> Option<u64> {
        u64::try_from(today.signed_duration_since(self.day).num_days()).ok().filter(|days| *days > 0)
    }
}

impl Meetings {
    #[must_use]
    pub fn review(&self, id: ReviewId) -> Option<&Review> {
        self.reviews.iter().find(|review| review.id == id)
    }

    /// The last meeting of a clock that was held by `today`.
    #[must_use]
    pub fn last_held(&self, clock: Clock, today: NaiveDate) -> Option<&Review> {
        let of_clock = |review: &&Review| review.kind.template().clock == Some(clock);
        let held = self.reviews.iter().filter(|review| review.state == ReviewState::Held && review.day <= today);
        held.filter(of_clock).max_by_key(|review| review.day)
    }

    /// The meeting before `id` of the same kind that was held: what was promised there is looked at first.
    #[must_use]
    pub fn before(&self, id: ReviewId) -> Option<&Review> {
        let this = self.review(id)?;
        let earlier = |other: &&Review| {
            other.state == ReviewState::Held && other.kind == this.kind && (other.day, other.id) < (this.day, this.id)
        };
        self.reviews.iter().filter(earlier).max_by_key(|other| (other.day, other.id))
    }

    /// Actions of all meetings that were held which nobody has called kept or overtaken yet.
    pub fn open_actions(&self) -> impl Iterator<Item = (&Review, usize, &Line)> {
        let held = self.reviews.iter().filter(|review| review.state != ReviewState::Planned);
        held.flat_map(|review| review.lines.iter().enumerate().map(move |(index, line)| (review, index, line)))
            .filter(|(_, _, line)| line.kind == LineKind::Action && !matches!(line.kept, Kept::Yes | Kept::Overtaken))
    }

    /// Promises kept, and promises that were answered for at all, of one person (or of all, for `None`).
    #[must_use]
    pub fn promises(&self, who: Option<&str>) -> (usize, usize) {
        let same = |line: &&Line| who.is_none_or(|who| line.who.trim().to_lowercase() == who.trim().to_lowercase());
        let actions = self.reviews.iter().flat_map(|review| &review.lines).filter(|line| line.kind == LineKind::Action);
        let answered: Vec<&Line> =
            actions.filter(same).filter(|line| !matches!(line.kept, Kept::Open | Kept::Overtaken)).collect();
        (answered.iter().filter(|line| line.kept == Kept::Yes).count(), answered.len())
    }
}

impl Plan {
    /// The meetings to change; a copy is made only if an earlier state still shares them.
    pub fn meetings_mut(&mut self) -> &mut Meetings {
        Arc::make_mut(&mut self.meetings)
    }

    pub fn review_mut(&mut self, id: ReviewId) -> Option<&mut Review> {
        self.meetings_mut().reviews.iter_mut().find(|review| review.id == id)
    }

    /// Plans a meeting with the agenda of its kind.
    pub fn plan_review(&mut self, kind: MeetingKind, day: NaiveDate) -> ReviewId {
        let template = kind.template();
        let item =
            |(topic, minutes): &(Topic, u16)| AgendaItem { topic: *topic, minutes: *minutes, ..AgendaItem::default() };
        let attendees = self.meetings.reviews.iter().rev().find(|review| review.kind == kind);
        let attendees = attendees.map(|review| review.attendees.clone()).unwrap_or_default();
        let review =
            Review { kind, day, attendees, agenda: template.agenda.iter().map(item).collect(), ..Review::default() };
        let meetings = self.meetings_mut();
        let highest = meetings.reviews.iter().map(|review| review.id.0).max().unwrap_or(0);
        meetings.last_id = meetings.last_id.max(highest).saturating_add(1);
        let id = ReviewId(meetings.last_id);
        let at = meetings.reviews.partition_point(|other| other.day <= day);
        meetings.reviews.insert(at, Review { id, ..review });
        id
    }

    /// Moves a meeting to another day.
    pub fn move_review(&mut self, id: ReviewId, day: NaiveDate) -> bool {
        let Some(review) = self.review_mut(id) else { return false };
        review.day = day;
        self.meetings_mut().reviews.sort_by_key(|review| review.day);
        true
    }

    pub fn remove_review(&mut self, id: ReviewId) -> Option<Review> {
        let at = self.meetings.reviews.iter().position(|review| review.id == id)?;
        Some(self.meetings_mut().reviews.remove(at))
    }

    /// Begins a meeting: from now on what is shown is kept as it is. A meeting that was begun before keeps its first snapshot.
    pub fn begin_review(&mut self, id: ReviewId, snapshot: Snapshot) -> bool {
        let Some(review) = self.review_mut(id).filter(|review| review.state != ReviewState::Held) else { return false };
        review.state = ReviewState::Open;
        review.snapshot.get_or_insert(snapshot);
        true
    }

    /// Ends a meeting that was begun. The next day, where one was agreed on, is planned as a meeting of the same kind unless one is.
    pub fn end_review(&mut self, id: ReviewId, next: Option<NaiveDate>) -> bool {
        let Some(review) = self.review_mut(id).filter(|review| review.state == ReviewState::Open) else { return false };
        review.state = ReviewState::Held;
        review.next = next;
        let kind = review.kind;
        if let Some(day) = next {
            let planned =
                |other: &Review| other.state == ReviewState::Planned && other.kind == kind && other.day == day;
            if !self.meetings.reviews.iter().any(planned) {
                self.plan_review(kind, day);
            }
        }
        true
    }

    /// Writes a line down in a meeting.
    pub fn capture(&mut self, id: ReviewId, line: Line) -> bool {
        let Some(review) = self.review_mut(id) else { return false };
        review.lines.push(line);
        true
    }

    /// When each clock strikes next. A day that was agreed on counts as it is; else it is one pace after the last meeting held or, as
    /// long as there was none, after the plan's first day, on a working day. A clock of a plan without a period doesn't run yet.
    #[must_use]
    pub fn due(&self, clock: Clock, today: NaiveDate) -> Option<Due> {
        let meetings = &self.meetings;
        let held = meetings.last_held(clock, today);
        let last = held.map(|review| review.day);
        let of_clock =
            |review: &&Review| review.state != ReviewState::Held && review.kind.template().clock == Some(clock);
        let planned = meetings.reviews.iter().filter(of_clock).map(|review| review.day).min();
        let agreed = planned.or_else(|| held.and_then(|review| review.next));
        let agreed = agreed.or(if clock == Clock::Contingencies { self.worksheets.contingency_review } else { None });
        let begun = || self.period.map(|span| span.first.first_day(self.fiscal_start));
        let paced = || working_day(meetings.paces.of(clock).after(last.or_else(begun)?)?, &meetings.days_off);
        let day = agreed.or_else(paced)?;
        Some(Due { clock, last, day })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Every, FiscalStart};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn plan() -> Plan {
        let start = FiscalStart::new(7).unwrap();
        Plan { period: Some(start.months_of(2026)), fiscal_start: start, ..Plan::new("Coast") }
    }

    fn snapshot(of: &str) -> Snapshot {
        Snapshot { day: day(of), series: Vec::new(), strategies: Vec::new(), triggers: Vec::new(), late: 0 }
    }

    fn action(who: &str, kept: Kept) -> Line {
        Line { kind: LineKind::Action, text: "Ring Marlow".into(), who: who.into(), kept, ..Line::default() }
    }

    #[test]
    fn every_kind_of_meeting_stands_once_with_an_agenda() {
        let mut ids: Vec<&str> = TEMPLATES.iter().map(|template| template.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), TEMPLATES.len());
        for template in &TEMPLATES {
            assert_eq!(template.kind.template().id, template.id);
            assert!(!template.agenda.is_empty() && template.agenda.iter().all(|(_, minutes)| *minutes > 0));
        }
        for clock in Clock::ALL {
            assert!(TEMPLATES.iter().any(|template| template.clock == Some(clock)), "{clock:?}");
        }
    }

    #[test]
    fn a_clock_runs_from_the_plans_first_day_and_then_from_the_last_meeting() {
        let mut plan = plan();
        let today = day("2026-11-25");
        // A month after Wed 1 Jul 2026 is Sat 1 Aug, so Monday.
        let due = plan.due(Clock::PlanReview, today).unwrap();
        assert_eq!((due.last, due.day, due.days_late(today)), (None, day("2026-08-03"), Some(114)));
        let id = plan.plan_review(MeetingKind::PlanReview, day("2026-10-22"));
        assert_eq!(plan.due(Clock::PlanReview, today).unwrap().day, day("2026-10-22"), "the planned one");
        assert!(plan.begin_review(id, snapshot("2026-10-22")) && plan.end_review(id, None));
        let due = plan.due(Clock::PlanReview, today).unwrap();
        assert_eq!((due.last, due.day), (Some(day("2026-10-22")), day("2026-11-23")), "22 Nov is a Sunday");
        plan.meetings_mut().paces.set(Clock::PlanReview, Every::Quarter);
        plan.meetings_mut().days_off = vec![day("2027-01-22")];
        assert_eq!(plan.due(Clock::PlanReview, today).unwrap().day, day("2027-01-25"));
        plan.review_mut(id).unwrap().next = Some(day("2026-12-05"));
        assert_eq!(plan.due(Clock::PlanReview, today).unwrap().day, day("2026-12-05"), "as agreed, though a Saturday");
        assert_eq!(plan.due(Clock::KpiProgress, today).unwrap().day, day("2026-07-15"), "each clock by itself");
        plan.period = None;
        assert_eq!(plan.due(Clock::KpiProgress, today), None);
    }

    #[test]
    fn a_leap_day_and_the_years_end_are_days_like_others() {
        let mut plan = plan();
        let id = plan.plan_review(MeetingKind::Contingencies, day("2028-02-29"));
        plan.begin_review(id, snapshot("2028-02-29"));
        plan.end_review(id, None);
        // A year later there is no 29 February; 28 February 2029 is a Wednesday.
        assert_eq!(plan.due(Clock::Contingencies, day("2028-03-01")).unwrap().day, day("2029-02-28"));
    }

    #[test]
    fn what_a_meeting_showed_stays_and_the_next_one_is_planned() {
        let mut plan = plan();
        let id = plan.plan_review(MeetingKind::PlanReview, day("2026-11-24"));
        plan.review_mut(id).unwrap().attendees = vec!["Ruth".into(), "Tom".into()];
        assert!(plan.begin_review(id, snapshot("2026-11-24")));
        assert!(plan.begin_review(id, snapshot("2026-11-25")), "gone on with on the next day");
        assert_eq!(plan.meetings.review(id).unwrap().snapshot.as_ref().unwrap().day, day("2026-11-24"));
        assert!(plan.capture(id, action("Tom", Kept::Open)));
        assert!(plan.end_review(id, Some(day("2026-12-22"))));
        assert!(!plan.end_review(id, None) && !plan.begin_review(id, snapshot("2026-12-01")), "it is over");
        let next = plan.meetings.reviews.last().unwrap();
        assert_eq!((next.day, next.state, next.attendees.len()), (day("2026-12-22"), ReviewState::Planned, 2));
        assert_eq!(plan.meetings.before(next.id).map(|review| review.id), Some(id));
        let next = next.id;
        assert!(plan.move_review(next, day("2026-11-01")));
        assert_eq!(plan.meetings.reviews[0].id, next, "in order of their days");
        plan.remove_review(next).unwrap();
        assert_eq!(plan.plan_review(MeetingKind::Own, day("2027-01-01")), ReviewId(next.0 + 1), "no number twice");
    }

    #[test]
    fn promises_count_for_whoever_made_them() {
        let mut plan = plan();
        let id = plan.plan_review(MeetingKind::PlanReview, day("2026-11-24"));
        plan.begin_review(id, snapshot("2026-11-24"));
        for (who, kept) in [
            ("Tom", Kept::Yes),
            ("tom ", Kept::NotYet),
            ("Ruth", Kept::Half),
            ("Ruth", Kept::Yes),
            ("Ruth", Kept::Open),
            ("Ruth", Kept::Overtaken),
        ] {
            plan.capture(id, action(who, kept));
        }
        assert_eq!(plan.meetings.promises(Some("Tom")), (1, 2));
        assert_eq!(plan.meetings.promises(Some("RUTH")), (1, 2));
        assert_eq!(plan.meetings.promises(None), (2, 4));
        assert_eq!(plan.meetings.open_actions().count(), 3);
    }
}
