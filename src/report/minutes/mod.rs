//! The minutes of a meeting, before they have a format: who was there, what was shown, what was decided, and who does what by when.
//!
//! Private notes are not among them, and no field could hold them.

mod dates;
mod picture;

use chrono::{Datelike as _, NaiveDate};

pub use dates::{Entry, entries};
pub use picture::Picture;

use crate::analysis::snapshot;
use crate::model::{LineKind, OutcomeKind, Plan, Review, ReviewId, ReviewState};
use crate::text::changed::{self, News};
use crate::text::mask::Mask;
use crate::text::meeting as words;
use crate::text::{Numbers, agenda, calendar, plural};

/// What a meeting leaves for those who were there and those who weren't.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Minutes {
    /// "Plan review, Tue 24 Nov 2026"
    pub title: String,
    pub plan: String,
    pub day: NaiveDate,
    /// Said over minutes of a meeting that is not over: that these are none yet.
    pub caution: Option<&'static str>,
    pub attendees: Vec<String>,
    pub agenda: Vec<Point>,
    /// What was said last time, and on which day; empty for the first of its kind.
    pub promises: Vec<Action>,
    pub promised_on: Option<String>,
    /// What was shown, from the snapshot.
    pub shown: Vec<String>,
    /// What had changed since the last one of its kind; `None` where there was none to compare with.
    pub changed: Option<Vec<News>>,
    pub decisions: Vec<String>,
    pub actions: Vec<Action>,
    pub issues: Vec<String>,
    pub parked: Vec<String>,
    /// The paragraphs of the notes that are for all.
    pub notes: Vec<String>,
    pub outcome: Option<Decided>,
    pub next: Option<String>,
    pub rating: Option<String>,
    /// For formats that have pictures.
    pub pictures: Vec<Picture>,
    /// The day on which the pictures were drawn, which may not be that of the meeting.
    pub drawn_on: Option<String>,
}

/// A point of the agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    pub name: String,
    /// "12 min of 10"
    pub taken: String,
}

/// Who does what by when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// The review that it is from, and its place among the lines there: together its name for good.
    pub from: (ReviewId, usize),
    pub what: String,
    /// Empty where nobody is named.
    pub who: String,
    pub due: Option<NaiveDate>,
    /// What became of it; empty before anybody said.
    pub kept: &'static str,
    pub result: String,
    /// Nothing is to be done about it any more.
    pub closed: bool,
}

/// What a final review decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub decision: String,
    pub evidence_for: Vec<String>,
    pub evidence_against: Vec<String>,
    pub reason: String,
    pub own_words: String,
}

/// Whose names stand there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Names {
    #[default]
    Shown,
    /// Each person is a letter.
    Hidden,
}

impl Names {
    fn mask(self, plan: &Plan) -> Option<Mask> {
        (self == Self::Hidden).then(|| Mask::of(plan))
    }
}

/// "Tue 24 Nov 2026": minutes are read years later, so the year always stands.
#[must_use]
pub fn full_day(day: NaiveDate) -> String {
    format!("{} {} {} {}", day.weekday(), day.day(), calendar::month_short(day.month()), day.year())
}

impl Minutes {
    /// The minutes of one meeting without pictures; `None` if the plan has no such meeting.
    #[must_use]
    pub fn of(plan: &Plan, id: ReviewId, numbers: Numbers, names: Names) -> Option<Self> {
        let review = plan.meetings.review(id)?;
        let before = plan.meetings.before(id);
        let mask = names.mask(plan);
        let hide = |text: &str| mask.as_ref().map_or_else(|| text.trim().to_owned(), |mask| mask.hide(text.trim()));
        let actions = |review: &Review| -> Vec<Action> {
            let lines = review.lines.iter().enumerate().filter(|(_, line)| line.kind == LineKind::Action);
            lines
                .map(|(index, line)| Action {
                    from: (review.id, index),
                    what: hide(&line.text),
                    who: hide(&line.who),
                    due: line.due,
                    kept: if line.kept == crate::model::Kept::Open { "" } else { words::kept(line.kept) },
                    result: hide(&line.result),
                    closed: matches!(line.kept, crate::model::Kept::Yes | crate::model::Kept::Overtaken),
                })
                .collect()
        };
        let said = |kind: LineKind| -> Vec<String> {
            let lines = review.lines.iter().filter(|line| line.kind == kind);
            lines.map(|line| hide(&spoken(line))).collect()
        };
        let hide_all = |lines: &[String]| -> Vec<String> {
            lines.iter().map(|line| hide(line)).filter(|line| !line.is_empty()).collect()
        };
        let changed = review.snapshot.as_ref().zip(before.and_then(|before| before.snapshot.as_ref()));
        let changed = changed.map(|(now, then)| {
            let mut told = changed::all(&snapshot::since(then, now), plan, numbers);
            for news in &mut told {
                news.sentence = hide(&news.sentence);
            }
            told
        });
        let shown = review.snapshot.iter().flat_map(|shot| changed::shown(shot, plan, numbers));
        Some(Self {
            title: hide(&format!("{}, {}", words::name(review), full_day(review.day))),
            plan: hide(&plan.title),
            day: review.day,
            caution: match review.state {
                ReviewState::Planned => Some("This meeting has not begun yet."),
                ReviewState::Open => Some("This meeting is not over yet."),
                ReviewState::Held => None,
            },
            attendees: hide_all(&review.attendees),
            agenda: review
                .agenda
                .iter()
                .map(|item| Point { name: hide(agenda::item(item)), taken: agenda::taken(item) })
                .collect(),
            promises: before.map(actions).unwrap_or_default(),
            promised_on: before.map(|before| full_day(before.day)),
            shown: shown.map(|line| hide(&line)).collect(),
            changed,
            decisions: said(LineKind::Decision),
            actions: actions(review),
            issues: said(LineKind::Issue),
            parked: said(LineKind::Parked),
            notes: hide_all(&review.notes.lines().map(str::to_owned).collect::<Vec<_>>()),
            outcome: review.outcome.as_ref().map(|outcome| Decided {
                decision: match outcome.decision {
                    OutcomeKind::Continue(Some(day)) => format!("It goes on until {}", full_day(day)),
                    other => words::outcome(other, review.day),
                },
                evidence_for: hide_all(&outcome.evidence_for),
                evidence_against: hide_all(&outcome.evidence_against),
                reason: hide(&outcome.reason),
                own_words: hide(&outcome.own_words),
            }),
            next: review.next.map(full_day),
            rating: words::rating(&review.ratings),
            pictures: Vec::new(),
            drawn_on: None,
        })
    }

    /// With the charts that the agenda speaks of, drawn as of `today`. It fits forecasts and draws runs: not for the drawing thread.
    #[must_use]
    pub fn with_pictures(self, plan: &Plan, id: ReviewId, today: NaiveDate, numbers: Numbers, names: Names) -> Self {
        let Some(review) = plan.meetings.review(id) else { return self };
        let pictures = picture::all(plan, review, today, numbers, names.mask(plan).as_ref());
        let drawn_on = (!pictures.is_empty()).then(|| full_day(today));
        Self { pictures, drawn_on, ..self }
    }

    /// "5 people", for a line that stands over their names.
    #[must_use]
    pub fn people(&self) -> String {
        match self.attendees.len() {
            1 => "1 person".to_owned(),
            many => format!("{many} people"),
        }
    }

    /// "9 decisions, actions, issues and points put off": whether there is anything to hand out at all.
    #[must_use]
    pub fn counts(&self) -> String {
        let parts = [(self.decisions.len(), "decision"), (self.actions.len(), "action"), (self.issues.len(), "issue")];
        let parts: Vec<String> = parts.iter().map(|(count, thing)| plural::count(*count, thing)).collect();
        plural::join(&parts)
    }
}

/// A decision, issue or point put off as it is read out; who and when only where somebody said so.
fn spoken(line: &crate::model::Line) -> String {
    let mut said = line.text.trim().to_owned();
    let who = line.who.trim();
    match (who.is_empty(), line.due) {
        (true, None) => {}
        (false, None) => said.push_str(&format!(" ({who})")),
        (true, Some(day)) => said.push_str(&format!(" (by {})", full_day(day))),
        (false, Some(day)) => said.push_str(&format!(" ({who}, by {})", full_day(day))),
    }
    said
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::model::{Amount, Kept, Line, MeetingKind, Outcome, SeriesShot, Snapshot};
    use proptest::prelude::*;

    pub fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn shot(of: &str, landing: i64) -> Snapshot {
        let series = SeriesShot {
            name: "Sales".into(),
            sold: Amount::whole(201_000),
            landing: Some(Amount::whole(landing)),
            target: Some(Amount::whole(690_000)),
            odds: Vec::new(),
        };
        Snapshot { day: day(of), series: vec![series], strategies: Vec::new(), triggers: Vec::new(), late: 1 }
    }

    pub fn line(kind: LineKind, text: &str, who: &str, due: Option<&str>) -> Line {
        Line { kind, text: text.into(), who: who.into(), due: due.map(day), ..Line::default() }
    }

    /// A plan with a review that was held in October and one that ended on 24 November.
    pub fn plan() -> (Plan, ReviewId) {
        let mut plan = Plan { currency: "GBP".parse().ok(), ..Plan::new("Coast 2026–27") };
        let first = plan.plan_review(MeetingKind::PlanReview, day("2026-10-22"));
        plan.begin_review(first, shot("2026-10-22", 665_000));
        let promise = line(LineKind::Action, "Visit all 9 lapsed cafés", "Tom", Some("2026-11-20"));
        plan.capture(first, Line { kept: Kept::Yes, result: "7 visited, 2 closed down".into(), ..promise });
        plan.end_review(first, None);
        let id = plan.plan_review(MeetingKind::PlanReview, day("2026-11-24"));
        plan.begin_review(id, shot("2026-11-24", 656_000));
        plan.capture(id, line(LineKind::Decision, "Keep the price until March", "", None));
        plan.capture(id, line(LineKind::Action, "Show the bundle to Marlow", "Tom", Some("2026-11-26")));
        plan.capture(id, line(LineKind::Action, "Ask <Fennick & Co> for a quote | twice", "", None));
        plan.capture(id, line(LineKind::Issue, "Two cafés are closing", "Ruth", None));
        plan.capture(id, line(LineKind::Parked, "New price list", "", None));
        let review = plan.review_mut(id).unwrap();
        review.attendees = vec!["Ruth Calder".into(), "Tom Achterberg".into()];
        review.notes = "Sam joins from January.\n\nBring samples.".into();
        review.private_notes = "Ines wants to leave".into();
        review.agenda[0].taken_seconds = 420;
        review.ratings = vec![7, 8, 9];
        plan.end_review(id, Some(day("2026-12-22")));
        (plan, id)
    }

    #[test]
    fn minutes_say_who_what_and_by_when() {
        let (plan, id) = plan();
        let minutes = Minutes::of(&plan, id, Numbers::ENGLISH, Names::Shown).unwrap();
        assert_eq!(minutes.title, "Plan review, Tue 24 Nov 2026");
        assert_eq!((minutes.people().as_str(), minutes.caution), ("2 people", None));
        assert_eq!(minutes.agenda[0].taken, "7 min of 5");
        assert_eq!(minutes.promises[0].kept, "Kept");
        let changed: Vec<&str> =
            minutes.changed.as_deref().unwrap_or_default().iter().map(|news| news.sentence.as_str()).collect();
        assert_eq!(changed, ["The forecast fell to £656k; it was £665k."]);
        assert_eq!(minutes.shown[0], "Sales: £201k sold so far, heading for £656k of £690k.");
        assert_eq!(minutes.issues, ["Two cafés are closing (Ruth)"]);
        assert_eq!(minutes.notes, ["Sam joins from January.", "Bring samples."]);
        assert_eq!(minutes.next.as_deref(), Some("Tue 22 Dec 2026"));
        assert_eq!(minutes.counts(), "1 decision, 2 actions and 1 issue");
        assert_eq!(Minutes::of(&plan, ReviewId(99), Numbers::ENGLISH, Names::Shown), None);
    }

    #[test]
    fn a_meeting_that_is_not_over_says_so() {
        let (mut plan, _) = plan();
        let id = plan.plan_review(MeetingKind::Own, day("2027-01-12"));
        let caution = |plan: &Plan| Minutes::of(plan, id, Numbers::ENGLISH, Names::Shown).unwrap().caution;
        assert_eq!(caution(&plan), Some("This meeting has not begun yet."));
        plan.begin_review(id, shot("2027-01-12", 1));
        assert_eq!(caution(&plan), Some("This meeting is not over yet."));
    }

    #[test]
    fn what_was_shown_stays_whatever_is_edited_later() {
        let (mut plan, id) = plan();
        let read = |plan: &Plan| {
            let minutes = Minutes::of(plan, id, Numbers::ENGLISH, Names::Shown).unwrap();
            (minutes.shown, minutes.changed)
        };
        let then = read(&plan);
        plan.type_figure(0, "2026-11".parse().unwrap(), Some(Amount::whole(1)));
        plan.series_mut(0).unwrap().figures.clear();
        assert_eq!(read(&plan), then);
    }

    /// Every text that minutes hold.
    fn texts(minutes: &Minutes) -> String {
        format!("{minutes:?}")
    }

    proptest! {
        #[test]
        fn no_hidden_name_and_no_private_note_is_in_the_minutes(
            name in "Zq[a-z]{3,8}", secret in "Xj[a-z]{6,9}", kind in 0..4_usize, at in 0..6_usize,
        ) {
            let (mut plan, id) = plan();
            plan.owner = name.clone();
            plan.capture(id, line(LineKind::ALL[kind], &format!("{name} rings"), &name, None));
            let review = plan.review_mut(id).unwrap();
            review.private_notes = format!("{secret} {name}");
            match at {
                0 => review.attendees.push(name.clone()),
                1 => review.notes = format!("Said by {name}."),
                2 => review.agenda[0].title = format!("{name}’s list"),
                3 => review.title = format!("With {name}"),
                4 => review.outcome = Some(Outcome {
                    decision: OutcomeKind::Other,
                    evidence_for: vec![name.clone()],
                    evidence_against: vec![format!("{name} says no")],
                    reason: name.clone(),
                    own_words: format!("I, {name}"),
                }),
                _ => plan.title = format!("{name} 2027"),
            }
            let hidden = texts(&Minutes::of(&plan, id, Numbers::ENGLISH, Names::Hidden).unwrap());
            prop_assert!(!hidden.contains(&name), "{hidden}");
            let shown = texts(&Minutes::of(&plan, id, Numbers::ENGLISH, Names::Shown).unwrap());
            prop_assert!(shown.contains(&name) && !shown.contains(&secret), "{shown}");
        }
    }
}
