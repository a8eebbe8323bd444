//! KPIs and meetings to save: full ones that never change, and any at all.

use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::strategy::Strategy as Any;
use upturn::model::meeting::TEMPLATES;
use upturn::model::{
    AgendaItem, Amount, Every, Exception, Goal, Kept, Kpi, KpiId, KpiKind, Level, Line, LineKind, MeetingKind,
    Meetings, OddsShot, Outcome, OutcomeKind, Paces, Progress, Ratio, Review, ReviewId, ReviewState, Rhythm,
    SeriesShot, Snapshot, StrategyId, StrategyShot, Topic, TriggerShot, Unit,
};

use crate::plan::{any_amount, any_day, any_text};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

/// Everything that a file can hold of KPIs.
pub fn full_kpis() -> Vec<Kpi> {
    let mut first = Kpi::new("First talks", Unit::Count("talks".into()), Rhythm::Week);
    first.id = KpiId(1);
    first.definition = "Face to face or by phone,\nwith somebody who decides".into();
    first.owner = "Tom \"T\"".into();
    first.is_proxy = true;
    first.goal = Some(Goal::AtLeast(amount("12")));
    first.exceptions = vec![
        Exception { first: day("2026-12-21"), last: day("2027-01-03"), goal: None, reason: "Christmas".into() },
        Exception {
            first: day("2027-02-01"),
            last: day("2027-02-07"),
            goal: Some(Goal::Between(amount("2"), amount("4.5"))),
            reason: "Fair".into(),
        },
    ];
    first.enter(day("2026-11-10"), Some(amount("9")));
    first.enter(day("2026-11-17"), Some(amount("8.25")));
    first.shows = vec![
        Progress::Strategy(StrategyId(1)),
        Progress::Skill("Opening".into()),
        Progress::Improvement("Too few talks".into()),
    ];
    let later = Kpi { id: KpiId(2), ..Kpi::new("Later talks", Unit::Count("talks".into()), Rhythm::Week) };
    let rate = Kpi {
        id: KpiId(5),
        kind: KpiKind::Result,
        goal: Some(Goal::Move {
            from: amount("25"),
            to: amount("45"),
            start: day("2026-07-01"),
            by: day("2027-06-30"),
        }),
        ratio: Some(Ratio { top: KpiId(2), bottom: KpiId(1), percent: true }),
        ..Kpi::new("Rate", Unit::Count("%".into()), Rhythm::Week)
    };
    let order = Kpi {
        id: KpiId(6),
        goal: Some(Goal::AtMost(amount("200.50"))),
        ..Kpi::new("Order", Unit::Money, Rhythm::TwoWeeks)
    };
    vec![first, later, rate, order]
}

/// Everything that a file can hold of meetings.
pub fn full_meetings() -> Meetings {
    let line = |kind, text: &str| Line { kind, text: text.into(), ..Line::default() };
    let lines = vec![
        line(LineKind::Decision, "Bundle stays"),
        Line {
            who: "Tom".into(),
            due: Some(day("2026-11-26")),
            topic: Topic::Bridge,
            kept: Kept::Half,
            result: "7 visited, 2 closed down".into(),
            ..line(LineKind::Action, "Show the bundle to Marlow")
        },
        line(LineKind::Issue, "Who pays the service?"),
        line(LineKind::Parked, "Vans"),
    ];
    let snapshot = Snapshot {
        day: day("2026-10-22"),
        series: vec![SeriesShot {
            name: "Sales".into(),
            sold: amount("241600.50"),
            landing: Some(amount("665000")),
            target: Some(amount("690000")),
            odds: vec![OddsShot { level: Level::Formal, default: 1_437, with_risks: 2_500 }],
        }],
        strategies: vec![StrategyShot {
            id: "s1".into(),
            title: "Bundle".into(),
            expected: amount("7300"),
            obvious: true,
        }],
        triggers: vec![TriggerShot { id: "r6".into(), title: "Tender".into(), state: "close".into() }],
        late: 2,
    };
    let held = Review {
        id: ReviewId(2),
        kind: MeetingKind::FinalReview,
        title: "The end of it".into(),
        day: day("2026-10-22"),
        state: ReviewState::Held,
        attendees: vec!["Ruth".into(), "Tom".into()],
        agenda: vec![AgendaItem {
            topic: Topic::Outcome,
            title: "What now?".into(),
            minutes: 10,
            taken_seconds: 700,
            parked: true,
        }],
        snapshot: Some(snapshot),
        lines,
        notes: "Good talk".into(),
        private_notes: "Watch the tone".into(),
        next: Some(day("2026-11-24")),
        ratings: vec![7, 9],
        outcome: Some(Outcome {
            decision: OutcomeKind::Continue(Some(day("2027-01-31"))),
            evidence_for: vec!["Tastings up".into()],
            evidence_against: vec!["Talks flat".into()],
            reason: "Too early".into(),
            own_words: "I want to go on".into(),
        }),
    };
    let planned = Review { id: ReviewId(4), day: day("2026-11-24"), ..Review::default() };
    Meetings {
        paces: Paces { plan_review: Every::Quarter, ..Paces::default() },
        days_off: vec![day("2026-12-25")],
        checkpoints: vec![day("2026-11-24"), day("2027-01-31")],
        reviews: vec![held, planned],
        last_id: 4,
    }
}

fn one_of<T: Clone + std::fmt::Debug + 'static>(these: &[T]) -> impl Any<Value = T> + use<T> {
    prop::sample::select(these.to_vec())
}

fn any_goal() -> impl Any<Value = Goal> {
    prop_oneof![
        any_amount().prop_map(Goal::AtLeast),
        any_amount().prop_map(Goal::AtMost),
        (any_amount(), any_amount()).prop_map(|(a, b)| Goal::Between(a.min(b), a.max(b))),
        (any_amount(), any_amount(), any_day(), 1..400_u64).prop_map(|(from, to, by, days)| {
            let start = (by - chrono::Days::new(days)).max(day("1900-01-01"));
            let by = by.max(day("1900-01-02"));
            Goal::Move { from, to, start, by }
        }),
    ]
}

pub fn any_kpis() -> impl Any<Value = Vec<Kpi>> {
    let unit = prop_oneof![Just(Unit::Money), any_text().prop_map(Unit::Count)];
    let exception = (any_day(), any_day(), prop::option::of(any_goal()), any_text())
        .prop_map(|(a, b, goal, reason)| Exception { first: a.min(b), last: a.max(b), goal, reason });
    let shows = prop_oneof![
        (1..9_u32).prop_map(|id| Progress::Strategy(StrategyId(id))),
        any_text().prop_map(Progress::Skill),
        any_text().prop_map(Progress::Improvement),
    ];
    let values = prop::collection::btree_map(any_day(), any_amount(), 0..5);
    let kinds = (one_of(&Rhythm::ALL), one_of(&[KpiKind::Leading, KpiKind::Result]), any::<bool>());
    let lists = (prop::collection::vec(exception, 0..2), values, prop::collection::vec(shows, 0..3));
    let kpi = ((any_text(), any_text(), any_text()), unit, kinds, prop::option::of(any_goal()), lists).prop_map(
        |((name, definition, owner), unit, (rhythm, kind, is_proxy), goal, (exceptions, values, shows))| {
            let mut kpi = Kpi {
                definition,
                kind,
                is_proxy,
                owner,
                goal,
                exceptions,
                shows,
                ..Kpi::new(&format!("x{name}"), unit, rhythm)
            };
            // The first Monday of 1900 is the first of January.
            for (on, value) in values {
                kpi.enter(on.max(day("1900-02-01")), Some(value));
            }
            kpi
        },
    );
    prop::collection::vec(kpi, 0..4).prop_map(|mut kpis| {
        (2..).zip(&mut kpis).for_each(|(id, kpi)| kpi.id = KpiId(id));
        if let [top, bottom, rate, ..] = &mut kpis[..] {
            (top.rhythm, bottom.rhythm, rate.rhythm) = (Rhythm::Day, Rhythm::Day, Rhythm::Day);
            rate.values.clear();
            rate.ratio = Some(Ratio { top: top.id, bottom: bottom.id, percent: rate.is_proxy });
        }
        kpis
    })
}

fn any_line() -> impl Any<Value = Line> {
    let kept = [Kept::Open, Kept::Yes, Kept::Half, Kept::NotYet, Kept::Overtaken];
    let words = (one_of(&LineKind::ALL), one_of(&kept), one_of(&[Topic::Bridge, Topic::Talk, Topic::Kpis]));
    (words, any_text(), any_text(), any_text(), prop::option::of(any_day())).prop_map(
        |((kind, kept, topic), text, who, result, due)| Line {
            kind,
            text: format!("x{text}"),
            who,
            due,
            topic,
            kept,
            result,
        },
    )
}

fn any_snapshot() -> impl Any<Value = Snapshot> {
    let odds = (one_of(&Level::ALL), 0..=10_000_u16, 0..=10_000_u16)
        .prop_map(|(level, default, with_risks)| OddsShot { level, default, with_risks });
    let amounts = (any_amount(), prop::option::of(any_amount()), prop::option::of(any_amount()));
    let series = (any_text(), amounts, prop::collection::vec(odds, 0..3))
        .prop_map(|(name, (sold, landing, target), odds)| SeriesShot { name, sold, landing, target, odds });
    let strategy = (any_text(), any_text(), any_amount(), any::<bool>())
        .prop_map(|(id, title, expected, obvious)| StrategyShot { id, title, expected, obvious });
    let trigger = [any_text(), any_text(), any_text()].prop_map(|[id, title, state]| TriggerShot { id, title, state });
    let lists = (
        prop::collection::vec(series, 0..3),
        prop::collection::vec(strategy, 0..3),
        prop::collection::vec(trigger, 0..3),
    );
    (any_day(), lists, any::<u32>()).prop_map(|(day, (series, strategies, triggers), late)| Snapshot {
        day,
        series,
        strategies,
        triggers,
        late,
    })
}

fn any_outcome() -> impl Any<Value = Outcome> {
    let decision = prop_oneof![
        Just(OutcomeKind::OffThePlan),
        prop::option::of(any_day()).prop_map(OutcomeKind::Continue),
        Just(OutcomeKind::Other),
    ];
    let texts = || prop::collection::vec(any_text(), 0..3);
    (decision, texts(), texts(), any_text(), any_text()).prop_map(
        |(decision, evidence_for, evidence_against, reason, own_words)| Outcome {
            decision,
            evidence_for,
            evidence_against,
            reason,
            own_words,
        },
    )
}

pub fn any_meetings() -> impl Any<Value = Meetings> {
    let agenda_item =
        (one_of(&[Topic::Promises, Topic::Decide]), any_text(), any::<u16>(), any::<u32>(), any::<bool>()).prop_map(
            |(topic, title, minutes, taken_seconds, parked)| AgendaItem {
                topic,
                title,
                minutes,
                taken_seconds,
                parked,
            },
        );
    let kinds: Vec<MeetingKind> = TEMPLATES.iter().map(|template| template.kind).collect();
    let words = (one_of(&kinds), one_of(&ReviewState::ALL));
    let lists = (
        prop::collection::vec(any_text(), 0..3),
        prop::collection::vec(agenda_item, 0..3),
        prop::collection::vec(any_line(), 0..3),
        prop::collection::vec(1..=10_u8, 0..3),
    );
    let more = (prop::option::of(any_snapshot()), prop::option::of(any_day()), prop::option::of(any_outcome()));
    let review = (words, any_day(), (any_text(), any_text(), any_text()), lists, more).prop_map(
        |((kind, state), day, (title, notes, private_notes), lists, (snapshot, next, outcome))| {
            let (attendees, agenda, lines, ratings) = lists;
            let id = ReviewId::default();
            Review {
                id,
                kind,
                title,
                day,
                state,
                attendees,
                agenda,
                snapshot,
                lines,
                notes,
                private_notes,
                next,
                ratings,
                outcome,
            }
        },
    );
    let paces = [one_of(&Every::ALL), one_of(&Every::ALL), one_of(&Every::ALL)]
        .prop_map(|[kpi_progress, plan_review, contingencies]| Paces { kpi_progress, plan_review, contingencies });
    let days = || prop::collection::vec(any_day(), 0..3);
    (paces, days(), days(), prop::collection::vec(review, 0..4), 0..50_u32).prop_map(
        |(paces, days_off, checkpoints, mut reviews, last_id)| {
            (1..).zip(&mut reviews).for_each(|(id, review)| review.id = ReviewId(id));
            Meetings { paces, days_off, checkpoints, reviews, last_id }
        },
    )
}
