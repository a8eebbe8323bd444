//! Meetings as they stand in the file. Lists that hold nothing are left out.

use super::worksheet::{day, list};
use super::{Page, Quoted, level};
use crate::model::{
    AgendaItem, Every, Kept, Line, LineKind, MeetingKind, Meetings, Outcome, OutcomeKind, Review, ReviewState,
    SeriesShot, Snapshot, Topic,
};

pub(super) fn write(page: &mut Page, meetings: &Meetings) {
    if *meetings == Meetings::default() {
        return;
    }
    page.gap("How often the KPIs, the plan and its contingencies are gone through (TwoWeeks, Month, Quarter, HalfYear, Year), and the");
    page.line("// reviews: what was shown, as it was then, and what was said. Lines: Decision, Action, Issue, Parked; promises are Open, Yes,");
    page.line("// Half, NotYet or Overtaken. Private notes are for whoever leads the meeting.");
    page.block("meetings: (", "),", |page| {
        page.block("paces: (", "),", |page| {
            page.fact("kpi_progress", every(meetings.paces.kpi_progress));
            page.fact("plan_review", every(meetings.paces.plan_review));
            page.fact("contingencies", every(meetings.paces.contingencies));
        });
        let days = |page: &mut Page, name: &str, days: &[chrono::NaiveDate]| {
            if !days.is_empty() {
                page.each(&format!("{name}: ["), "],", days, |page, day| page.line(format_args!("\"{day}\",")));
            }
        };
        days(page, "days_off", &meetings.days_off);
        days(page, "checkpoints", &meetings.checkpoints);
        list(page, "reviews", &meetings.reviews, write_review);
        page.fact("last_id", meetings.last_id);
    });
}

fn write_review(page: &mut Page, review: &Review) {
    page.fact("id", format_args!("\"{}\"", review.id));
    page.fact("kind", kind(review.kind));
    page.fact("title", Quoted(&review.title));
    page.fact("day", format_args!("\"{}\"", review.day));
    page.fact("state", state(review.state));
    texts(page, "attendees", &review.attendees);
    list(page, "agenda", &review.agenda, write_agenda_item);
    if let Some(snapshot) = &review.snapshot {
        page.block("snapshot: Some((", ")),", |page| write_snapshot(page, snapshot));
    }
    list(page, "lines", &review.lines, write_line);
    page.fact("notes", Quoted(&review.notes));
    page.fact("private_notes", Quoted(&review.private_notes));
    day(page, "next", review.next);
    page.fact("ratings", format_args!("{:?}", review.ratings));
    if let Some(outcome) = &review.outcome {
        page.block("outcome: Some((", ")),", |page| write_outcome(page, outcome));
    }
}

fn texts(page: &mut Page, name: &str, texts: &[String]) {
    if !texts.is_empty() {
        page.each(&format!("{name}: ["), "],", texts, |page, text| page.line(format_args!("{},", Quoted(text))));
    }
}

fn write_agenda_item(page: &mut Page, item: &AgendaItem) {
    page.fact("topic", topic(item.topic));
    page.fact("title", Quoted(&item.title));
    page.fact("minutes", item.minutes);
    page.fact("taken_seconds", item.taken_seconds);
    page.fact("parked", item.parked);
}

fn write_line(page: &mut Page, line: &Line) {
    page.fact("kind", line_kind(line.kind));
    page.fact("text", Quoted(&line.text));
    page.fact("who", Quoted(&line.who));
    day(page, "due", line.due);
    page.fact("topic", topic(line.topic));
    page.fact("kept", kept(line.kept));
    page.fact("result", Quoted(&line.result));
}

fn write_snapshot(page: &mut Page, snapshot: &Snapshot) {
    page.fact("day", format_args!("\"{}\"", snapshot.day));
    list(page, "series", &snapshot.series, write_series_shot);
    list(page, "strategies", &snapshot.strategies, |page, shot| {
        page.fact("id", Quoted(&shot.id));
        page.fact("title", Quoted(&shot.title));
        page.fact("expected", format_args!("\"{}\"", shot.expected));
        page.fact("obvious", shot.obvious);
    });
    list(page, "triggers", &snapshot.triggers, |page, shot| {
        page.fact("id", Quoted(&shot.id));
        page.fact("title", Quoted(&shot.title));
        page.fact("state", Quoted(&shot.state));
    });
    page.fact("late", snapshot.late);
}

fn write_series_shot(page: &mut Page, shot: &SeriesShot) {
    page.fact("name", Quoted(&shot.name));
    page.fact("sold", format_args!("\"{}\"", shot.sold));
    page.optional("landing", shot.landing.map(|amount| format!("\"{amount}\"")));
    page.optional("target", shot.target.map(|amount| format!("\"{amount}\"")));
    if !shot.odds.is_empty() {
        // In hundredths of a percent.
        page.each("odds: [", "],", &shot.odds, |page, odds| {
            let (level, default, with_risks) = (level(odds.level), odds.default, odds.with_risks);
            page.line(format_args!("(level: {level}, default: {default}, with_risks: {with_risks}),"));
        });
    }
}

fn write_outcome(page: &mut Page, outcome: &Outcome) {
    match outcome.decision {
        OutcomeKind::OffThePlan => page.fact("decision", "OffThePlan"),
        OutcomeKind::Continue(Some(to)) => page.fact("decision", format_args!("Continue(Some(\"{to}\"))")),
        OutcomeKind::Continue(None) => page.fact("decision", "Continue(None)"),
        OutcomeKind::Other => page.fact("decision", "Other"),
    }
    texts(page, "evidence_for", &outcome.evidence_for);
    texts(page, "evidence_against", &outcome.evidence_against);
    page.fact("reason", Quoted(&outcome.reason));
    page.fact("own_words", Quoted(&outcome.own_words));
}

const fn every(every: Every) -> &'static str {
    match every {
        Every::TwoWeeks => "TwoWeeks",
        Every::Month => "Month",
        Every::Quarter => "Quarter",
        Every::HalfYear => "HalfYear",
        Every::Year => "Year",
    }
}

const fn kind(kind: MeetingKind) -> &'static str {
    match kind {
        MeetingKind::PlanReview => "PlanReview",
        MeetingKind::KpiProgress => "KpiProgress",
        MeetingKind::Contingencies => "Contingencies",
        MeetingKind::Checkpoint => "Checkpoint",
        MeetingKind::FinalReview => "FinalReview",
        MeetingKind::OneToOne => "OneToOne",
        MeetingKind::Own => "Own",
    }
}

const fn state(state: ReviewState) -> &'static str {
    match state {
        ReviewState::Planned => "Planned",
        ReviewState::Open => "Open",
        ReviewState::Held => "Held",
    }
}

const fn line_kind(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Decision => "Decision",
        LineKind::Action => "Action",
        LineKind::Issue => "Issue",
        LineKind::Parked => "Parked",
    }
}

const fn kept(kept: Kept) -> &'static str {
    match kept {
        Kept::Open => "Open",
        Kept::Yes => "Yes",
        Kept::Half => "Half",
        Kept::NotYet => "NotYet",
        Kept::Overtaken => "Overtaken",
    }
}

const fn topic(topic: Topic) -> &'static str {
    match topic {
        Topic::Promises => "Promises",
        Topic::WhereItIsHeading => "WhereItIsHeading",
        Topic::WhatChanged => "WhatChanged",
        Topic::History => "History",
        Topic::GapAndOdds => "GapAndOdds",
        Topic::Bridge => "Bridge",
        Topic::Strategies => "Strategies",
        Topic::Contingencies => "Contingencies",
        Topic::FireDrill => "FireDrill",
        Topic::Kpis => "Kpis",
        Topic::TacticsByPerson => "TacticsByPerson",
        Topic::Evidence => "Evidence",
        Topic::Recognition => "Recognition",
        Topic::Outcome => "Outcome",
        Topic::Decide => "Decide",
        Topic::Talk => "Talk",
    }
}
