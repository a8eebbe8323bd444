//! The words of meetings: what they are called, when they are due, what was promised and what became of it.

use chrono::NaiveDate;

use super::{agenda, calendar, due, plural};
use crate::model::meeting::Due;
use crate::model::{Clock, Kept, Line, LineKind, Outcome, OutcomeKind, Plan, Review, ReviewState};

/// What a meeting is called: "Plan review", or its own name.
#[must_use]
pub fn name(review: &Review) -> &str {
    if review.title.trim().is_empty() { review.kind.template().label } else { review.title.trim() }
}

/// "Plan review of 22 Oct": for a sentence, a label of a step and the list of a combo.
#[must_use]
pub fn name_and_day(review: &Review, today: NaiveDate) -> String {
    format!("{} of {}", name(review), calendar::date(review.day, today))
}

#[must_use]
pub const fn state(state: ReviewState) -> &'static str {
    match state {
        ReviewState::Planned => "Planned",
        ReviewState::Open => "Going on",
        ReviewState::Held => "Held",
    }
}

/// What became of a promise, in two words at most.
#[must_use]
pub const fn kept(kept: Kept) -> &'static str {
    match kept {
        Kept::Open => "Not told yet",
        Kept::Yes => "Kept",
        Kept::Half => "Half",
        Kept::NotYet => "Not yet",
        Kept::Overtaken => "Overtaken",
    }
}

/// In the order in which a key goes through them.
pub const KEPT: [Kept; 5] = [Kept::Open, Kept::Yes, Kept::Half, Kept::NotYet, Kept::Overtaken];

/// The heading over lines of a kind: "Decisions".
#[must_use]
pub const fn lines(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Decision => "Decisions",
        LineKind::Action => "Actions",
        LineKind::Issue => "Issues",
        LineKind::Parked => "Parked",
    }
}

/// What stands under such a heading where nothing was written down.
#[must_use]
pub const fn no_lines(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Decision => "Nothing was decided yet.",
        LineKind::Action => "Nobody has promised anything yet.",
        LineKind::Issue => "No issue was raised.",
        LineKind::Parked => "Nothing was put off.",
    }
}

/// "Tom: Show the bundle to Marlow, by Thu 26 Nov": a line as it is read back.
#[must_use]
pub fn line(line: &Line, today: NaiveDate) -> String {
    let who = line.who.trim();
    let text = line.text.trim();
    let said = if who.is_empty() { text.to_owned() } else { format!("{who}: {text}") };
    match line.due {
        Some(day) => format!("{said}, by {}", due::short(day, today)),
        None => said,
    }
}

/// What an action still lacks before people leave: "Nobody is named and no day is set."
#[must_use]
pub fn lacks(line: &Line) -> Option<&'static str> {
    if line.kind != LineKind::Action {
        return None;
    }
    match (line.who.trim().is_empty(), line.due.is_none()) {
        (true, true) => Some("Nobody is named and no day is set."),
        (true, false) => Some("Nobody is named."),
        (false, true) => Some("No day is set."),
        (false, false) => None,
    }
}

/// Beneath a promise: what there is to say about it, or how late it is; `None` where neither.
#[must_use]
pub fn became(line: &Line, today: NaiveDate) -> Option<String> {
    if !line.result.trim().is_empty() {
        return Some(line.result.trim().to_owned());
    }
    let late = line.due.filter(|_| !matches!(line.kept, Kept::Yes | Kept::Overtaken));
    late.and_then(|day| when(day, today)).filter(|_| line.due < Some(today))
}

/// "3 days late", "Today", "Tomorrow", "In 4 days"; nothing for a day that is more than six days off.
#[must_use]
pub fn when(day: NaiveDate, today: NaiveDate) -> Option<String> {
    match day.signed_duration_since(today).num_days() {
        days @ ..0 => Some(calendar::days_late(-days)),
        0 => Some("Today".to_owned()),
        1 => Some("Tomorrow".to_owned()),
        days @ 2..=6 => Some(format!("In {days} days")),
        _ => None,
    }
}

/// "11 of 13": promises kept, of those that were answered for; `None` before any was.
#[must_use]
pub fn count((kept, answered): (usize, usize)) -> Option<String> {
    (answered > 0).then(|| format!("{kept} of {answered}"))
}

/// "five promises; three are kept": what a meeting begins with.
#[must_use]
pub fn promises(review: &Review) -> Option<String> {
    let of_kind = || review.lines.iter().filter(|line| line.kind == LineKind::Action);
    let all = of_kind().count();
    if all == 0 {
        return None;
    }
    let kept = of_kind().filter(|line| line.kept == Kept::Yes).count();
    let told = of_kind().filter(|line| line.kept != Kept::Open).count();
    let promises = plural::count_in_words(all, "promise");
    Some(match (told, kept) {
        (0, _) => format!("{promises}; nobody has said yet what became of {}", if all == 1 { "it" } else { "them" }),
        (_, kept) if kept == all && all == 1 => "one promise, which is kept".to_owned(),
        (_, kept) if kept == all => format!("{promises}; all are kept"),
        (_, 0) => format!("{promises}; none is kept"),
        (_, 1) => format!("{promises}; one is kept"),
        (_, kept) => format!("{promises}; {} are kept", plural::in_words(kept)),
    })
}

/// "Tuesday’s plan review", "Today’s plan review", "The plan review on 22 Dec".
#[must_use]
pub fn coming(review: &Review, today: NaiveDate) -> String {
    let name = in_sentence(review);
    match review.day.signed_duration_since(today).num_days() {
        0 => format!("Today’s {name}"),
        1 => format!("Tomorrow’s {name}"),
        2..=6 => format!("{}’s {name}", review.day.format("%A")),
        _ => format!("The {name} on {}", calendar::date(review.day, today)),
    }
}

/// A kind's name begins with a small letter in a sentence; an own name and "KPI" stay.
#[must_use]
pub fn in_sentence(review: &Review) -> String {
    let name = name(review);
    let is_word = name.chars().nth(1).is_some_and(char::is_lowercase);
    if review.title.trim().is_empty() && is_word { name.to_lowercase() } else { name.to_owned() }
}

/// The finding over the page: what is going on, what is late, or what the next meeting opens with.
#[must_use]
pub fn finding(plan: &Plan, today: NaiveDate) -> String {
    let reviews = &plan.meetings.reviews;
    if let Some(open) = reviews.iter().find(|review| review.state == ReviewState::Open) {
        return format!("The {} of {} is going on.", in_sentence(open), calendar::date(open.day, today));
    }
    let dues: Vec<Due> = Clock::ALL.into_iter().filter_map(|clock| plan.due(clock, today)).collect();
    if let Some(late) = dues.iter().filter(|due| due.days_late(today).is_some()).min_by_key(|due| due.day) {
        return late_sentence(late, today);
    }
    let planned = reviews.iter().filter(|review| review.state == ReviewState::Planned && review.day >= today);
    let Some(next) = planned.min_by_key(|review| (review.day, review.id)) else {
        return match dues.iter().min_by_key(|due| due.day) {
            Some(next) => format!("{} is due on {}.", of_clock(next.clock), calendar::date(next.day, today)),
            None => "No review is planned yet.".to_owned(),
        };
    };
    let coming = coming(next, today);
    match plan.meetings.before(next.id).and_then(promises) {
        Some(promises) => format!("{coming} opens with {promises}."),
        None if plan.meetings.before(next.id).is_some() => format!("{coming} opens with nothing to answer for."),
        None => format!("{coming} is the first of its kind."),
    }
}

/// "The plan review is 3 days late.", "KPI progress is over a month late."
fn late_sentence(due: &Due, today: NaiveDate) -> String {
    let days = due.days_late(today).and_then(|days| i64::try_from(days).ok()).unwrap_or(i64::MAX);
    let late = calendar::days_late(days);
    let mut letters = late.chars();
    let late: String = letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default();
    let what = of_clock(due.clock);
    match due.last {
        Some(last) => format!("{what} is {late}; the last one was on {}.", calendar::date(last, today)),
        None => format!("{what} is {late}; none was held yet."),
    }
}

/// What a clock calls for, at the start of a sentence.
const fn of_clock(clock: Clock) -> &'static str {
    match clock {
        Clock::KpiProgress => "The look at the KPIs",
        Clock::PlanReview => "The plan review",
        Clock::Contingencies => "The contingency review",
    }
}

/// "last on 22 Oct", "none was held yet": beneath a clock.
#[must_use]
pub fn last(due: Option<&Due>, today: NaiveDate) -> String {
    match due.map(|due| due.last) {
        None => "begins with the plan’s first day".to_owned(),
        Some(None) => "none was held yet".to_owned(),
        Some(Some(day)) => format!("last on {}", calendar::date(day, today)),
    }
}

/// Beneath a meeting in the list: "60 min · 5 people" before it, "3 decisions, 5 promises" after it.
#[must_use]
pub fn list_line(review: &Review) -> String {
    let of = |kind: LineKind| review.lines.iter().filter(|line| line.kind == kind).count();
    let (decisions, actions) = (of(LineKind::Decision), of(LineKind::Action));
    if review.state != ReviewState::Planned && decisions + actions > 0 {
        let parts = [(decisions, "decision"), (actions, "promise")];
        let parts = parts.into_iter().filter(|(count, _)| *count > 0);
        return parts.map(|(number, thing)| plural::count(number, thing)).collect::<Vec<_>>().join(", ");
    }
    let minutes = format!("{} min", agenda::minutes(review));
    match review.attendees.len() {
        0 => minutes,
        1 => format!("{minutes} · 1 person"),
        many => format!("{minutes} · {many} people"),
    }
}

/// What was decided at a final review, as a sentence without its end.
#[must_use]
pub fn outcome(decision: OutcomeKind, today: NaiveDate) -> String {
    match decision {
        OutcomeKind::OffThePlan => "Off the plan: it has done its work".to_owned(),
        OutcomeKind::Continue(Some(day)) => format!("It goes on until {}", due::short(day, today)),
        OutcomeKind::Continue(None) => "It goes on, the last day still to be set".to_owned(),
        OutcomeKind::Other => "Another decision".to_owned(),
    }
}

/// The outcomes that a final review chooses from.
pub const OUTCOMES: [(OutcomeKind, &str); 3] = [
    (OutcomeKind::OffThePlan, "Off the plan"),
    (OutcomeKind::Continue(None), "Continue"),
    (OutcomeKind::Other, "Another decision"),
];

/// What an outcome still lacks: "It lacks a reason and the person’s own words."
#[must_use]
pub fn outcome_lacks(outcome: &Outcome) -> Option<String> {
    let lacks = [
        (outcome.evidence_for.is_empty(), "evidence for it"),
        (outcome.evidence_against.is_empty(), "evidence against it"),
        (outcome.reason.trim().is_empty(), "a reason"),
        (outcome.own_words.trim().is_empty(), "the person’s own words"),
        (outcome.decision == OutcomeKind::Continue(None), "its last day"),
    ];
    let lacks: Vec<&str> = lacks.into_iter().filter(|(is, _)| *is).map(|(_, what)| what).collect();
    (!lacks.is_empty()).then(|| format!("It lacks {}.", plural::join(&lacks)))
}

/// "8 of 10, from 4 hands": what people gave the meeting; `None` before anybody did. The middle hand speaks, so that one doesn't.
#[must_use]
pub fn rating(ratings: &[u8]) -> Option<String> {
    let mut sorted = ratings.to_vec();
    sorted.sort_unstable();
    let middle = sorted.get(sorted.len() / 2)?;
    let hands = plural::count(sorted.len(), "hand");
    match (sorted.first(), sorted.last()) {
        (Some(least), Some(most)) if least != most => Some(format!("{middle} of 10, from {hands} ({least} to {most})")),
        _ => Some(format!("{middle} of 10, from {hands}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FiscalStart, MeetingKind, Snapshot};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn action(kept: Kept) -> Line {
        let text = "Show the bundle to Marlow".into();
        Line { kind: LineKind::Action, text, who: "Tom".into(), due: Some(day("2026-11-26")), kept, ..Line::default() }
    }

    fn plan() -> Plan {
        let start = FiscalStart::new(7).unwrap();
        Plan { period: Some(start.months_of(2026)), fiscal_start: start, ..Plan::new("Coast") }
    }

    fn hold(plan: &mut Plan, kind: MeetingKind, on: &str, next: Option<&str>) -> crate::model::ReviewId {
        let id = plan.plan_review(kind, day(on));
        let snapshot =
            Snapshot { day: day(on), series: Vec::new(), strategies: Vec::new(), triggers: Vec::new(), late: 0 };
        plan.begin_review(id, snapshot);
        plan.end_review(id, next.map(day));
        id
    }

    #[test]
    fn the_finding_says_what_is_late_and_then_what_the_next_meeting_opens_with() {
        let mut plan = plan();
        assert_eq!(
            finding(&plan, day("2026-07-18")),
            "The look at the KPIs is 3 days late; none was held yet.",
            "two weeks after Wed 1 Jul"
        );
        hold(&mut plan, MeetingKind::KpiProgress, "2026-11-20", Some("2026-12-04"));
        hold(&mut plan, MeetingKind::Contingencies, "2026-11-03", None);
        let id = hold(&mut plan, MeetingKind::PlanReview, "2026-10-22", Some("2026-11-24"));
        let today = day("2026-11-21");
        assert_eq!(finding(&plan, today), "Tuesday’s plan review opens with nothing to answer for.");
        for kept in [Kept::Yes, Kept::Yes, Kept::Yes, Kept::Half, Kept::NotYet] {
            plan.capture(id, action(kept));
        }
        assert_eq!(finding(&plan, today), "Tuesday’s plan review opens with five promises; three are kept.");
        assert_eq!(
            finding(&plan, day("2026-11-27")),
            "The plan review is 3 days late; the last one was on 22 Oct.",
            "it was planned, and nobody met"
        );
        assert_eq!(finding(&Plan::new("Coast"), today), "No review is planned yet.");
    }

    #[test]
    fn promises_are_counted_and_told() {
        let mut review = Review::default();
        assert_eq!(promises(&review), None);
        for (next, told) in [
            (Kept::Open, "one promise; nobody has said yet what became of it"),
            (Kept::Open, "two promises; nobody has said yet what became of them"),
            (Kept::NotYet, "three promises; none is kept"),
            (Kept::Yes, "four promises; one is kept"),
            (Kept::Yes, "five promises; two are kept"),
        ] {
            review.lines.push(action(next));
            assert_eq!(promises(&review).as_deref(), Some(told));
        }
        review.lines = vec![action(Kept::Yes), action(Kept::Yes)];
        assert_eq!(promises(&review).as_deref(), Some("two promises; all are kept"));
        assert_eq!((count((11, 13)).as_deref(), count((0, 0))), (Some("11 of 13"), None));
    }

    #[test]
    fn a_line_is_read_back_with_who_and_when_and_asks_for_what_it_lacks() {
        let today = day("2026-11-24");
        let mut line = action(Kept::Open);
        assert_eq!(super::line(&line, today), "Tom: Show the bundle to Marlow, by Thu 26 Nov");
        assert_eq!((lacks(&line), became(&line, today)), (None, None));
        assert_eq!(became(&line, day("2026-11-29")).as_deref(), Some("3 days late"));
        line.result = "One of two".into();
        assert_eq!(became(&line, day("2026-11-29")).as_deref(), Some("One of two"));
        (line.who, line.due) = (String::new(), None);
        assert_eq!(lacks(&line), Some("Nobody is named and no day is set."));
        assert_eq!(super::line(&line, today), "Show the bundle to Marlow");
        line.kind = LineKind::Decision;
        assert_eq!(lacks(&line), None);
    }

    #[test]
    fn ratings_and_outcomes_are_told_in_full() {
        assert_eq!(rating(&[]), None);
        assert_eq!(rating(&[8, 8]).as_deref(), Some("8 of 10, from 2 hands"));
        assert_eq!(rating(&[3, 9, 8]).as_deref(), Some("8 of 10, from 3 hands (3 to 9)"));
        let today = day("2026-11-24");
        let until = OutcomeKind::Continue(Some(day("2027-01-29")));
        assert_eq!(outcome(until, today), "It goes on until Fri 29 Jan");
        let bare = Outcome {
            decision: OutcomeKind::OffThePlan,
            evidence_for: vec!["12 first talks a week since May".into()],
            evidence_against: Vec::new(),
            reason: String::new(),
            own_words: "I am glad".into(),
        };
        assert_eq!(outcome_lacks(&bare).as_deref(), Some("It lacks evidence against it and a reason."));
    }
}
