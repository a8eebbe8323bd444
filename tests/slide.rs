//! Slides of the room: large enough, inside every wall, and without a word that isn't for everybody.

#![allow(clippy::unwrap_used, reason = "a test that panics says where")]

use chrono::NaiveDate;
use proptest::prelude::*;
use upturn::analysis::closing::Closing;
use upturn::analysis::simulate::WhatIf;
use upturn::analysis::{Answer, analyse};
use upturn::chart::{Align, Mark, measure};
use upturn::model::{Line, LineKind, MeetingKind, Plan, ReviewId, Snapshot, Topic};
use upturn::report::Subject;
use upturn::report::minutes::{Minutes, Names};
use upturn::report::slide::{Deck, Foot, HEIGHT, SMALLEST, Slide};
use upturn::storage;
use upturn::text::agenda::{self, TOPICS};
use upturn::text::mask::Mask;
use upturn::text::{Numbers, Style};

/// The walls that projectors make: 1024x768, 1280x720, 1920x1080, 3840x2160.
const ASPECTS: [f32; 3] = [1024.0 / 768.0, 1280.0 / 720.0, 3840.0 / 2160.0];

struct Room {
    plan: Plan,
    answer: Answer,
    closing: Option<Closing>,
    style: Style,
    today: NaiveDate,
}

impl Room {
    fn of(plan: Plan, today: NaiveDate) -> Self {
        let answer = analyse(&plan, 0, today).unwrap();
        let closing = Closing::of(&plan, 0, &answer, &WhatIf::default());
        let style = Style { numbers: Numbers::ENGLISH, currency: plan.currency, unit: plan.series[0].unit.clone() };
        Self { plan, answer, closing, style, today }
    }

    fn example() -> Self {
        let (plan, _) = storage::parse(storage::COAST.text.as_bytes()).unwrap();
        let today = plan.as_of.unwrap();
        Self::of(plan, today)
    }

    fn slides(&self, minutes: Option<&Minutes>, mask: Option<&Mask>, aspect: f32) -> Vec<(Topic, Slide)> {
        let subject = Subject {
            plan: &self.plan,
            series: &self.plan.series[0],
            answer: &self.answer,
            closing: self.closing.as_ref(),
            case: upturn::analysis::closing::Case::default(),
            style: &self.style,
        };
        let deck = Deck { subject, today: self.today, minutes, mask, tried: None };
        let foot = Foot { left: "Coast 2026–27 · Plan review, 24 November".into(), right: "2 of 5".into() };
        TOPICS.iter().map(|topic| (*topic, deck.slide(*topic, agenda::topic(*topic), &foot, aspect))).collect()
    }
}

/// Nothing is clipped and nothing is too small.
fn check(topic: Topic, slide: &Slide) {
    let [wide, high] = slide.scene.size;
    for mark in &slide.scene.marks {
        let Mark::Text { at, align, text, size, weight, .. } = mark else { continue };
        let least = SMALLEST - 0.01;
        assert!(*size >= least, "{topic:?}: “{text}” is {size}, less than {SMALLEST} of {HEIGHT}");
        let own = measure::width(text, *size, *weight);
        let left = match align {
            Align::Start => at[0],
            Align::Middle => at[0] - own / 2.0,
            Align::End => at[0] - own,
        };
        let right = left + own;
        assert!(left >= -1.0 && right <= wide + 1.0, "{topic:?}: “{text}” from {left} to {right} of {wide}");
        assert!(at[1] - size * 0.8 >= 0.0 && at[1] <= high, "{topic:?}: “{text}” at {} of {high}", at[1]);
    }
}

fn held(plan: &Plan) -> ReviewId {
    plan.meetings.reviews.iter().find(|review| review.snapshot.is_some()).unwrap().id
}

#[test]
fn every_slide_of_the_example_is_large_enough_and_inside_every_wall() {
    let room = Room::example();
    let minutes = Minutes::of(&room.plan, held(&room.plan), Numbers::ENGLISH, Names::Shown).unwrap();
    for aspect in ASPECTS {
        for (topic, slide) in room.slides(Some(&minutes), None, aspect) {
            check(topic, &slide);
            assert!(!slide.finding.is_empty(), "{topic:?} says nothing");
        }
    }
}

#[test]
fn a_plan_without_anything_has_slides_too() {
    let room = Room::of(Plan::new("Coast"), "2026-11-25".parse().unwrap());
    for (topic, slide) in room.slides(None, None, 16.0 / 9.0) {
        check(topic, &slide);
    }
}

#[test]
fn a_crowded_plan_says_how_many_rows_have_no_room() {
    let mut room = Room::example();
    for at in 0..40 {
        let mut strategy =
            upturn::model::Strategy::new(&format!("A strategy with a long name that goes on, number {at}"));
        strategy.owner = format!("Somebody with a long name {at}");
        room.plan.add_strategy(strategy);
    }
    let strategies = |aspect| {
        let slides = room.slides(None, None, aspect);
        slides.into_iter().find(|(topic, _)| *topic == Topic::Strategies).unwrap()
    };
    for aspect in ASPECTS {
        let (topic, slide) = strategies(aspect);
        check(topic, &slide);
        assert!(slide.texts().iter().any(|text| text.starts_with("and ") && text.ends_with(" more")), "{slide:?}");
    }
}

#[test]
fn what_is_tried_out_stands_before_its_ghost_and_the_slide_tells_its_chance() {
    let room = Room::example();
    let without = room.plan.worksheets.strategies.iter().map(|it| upturn::analysis::simulate::Item::Strategy(it.id));
    let what_if = WhatIf { without: without.collect(), with: Vec::new() };
    let tried = Closing::of(&room.plan, 0, &room.answer, &what_if).unwrap();
    let subject = Subject {
        plan: &room.plan,
        series: &room.plan.series[0],
        answer: &room.answer,
        closing: room.closing.as_ref(),
        case: upturn::analysis::closing::Case::default(),
        style: &room.style,
    };
    let deck = Deck { subject, today: room.today, minutes: None, mask: None, tried: None };
    let slide = |deck: Deck<'_>, topic| deck.slide(topic, "", &Foot::default(), 16.0 / 9.0);
    let with = Deck { tried: Some(&tried), ..deck };
    assert_ne!(slide(deck, Topic::Bridge), slide(with, Topic::Bridge));
    assert_ne!(slide(deck, Topic::GapAndOdds).finding, slide(with, Topic::GapAndOdds).finding);
}

fn meeting(plan: &mut Plan, secret: &str, name: &str) -> ReviewId {
    let day: NaiveDate = "2026-11-24".parse().unwrap();
    let id = plan.plan_review(MeetingKind::PlanReview, day);
    let snapshot = Snapshot { day, series: Vec::new(), strategies: Vec::new(), triggers: Vec::new(), late: 0 };
    plan.begin_review(id, snapshot);
    for kind in LineKind::ALL {
        plan.capture(id, Line { kind, text: format!("Ring {name} again"), who: name.to_owned(), ..Line::default() });
    }
    let review = plan.review_mut(id).unwrap();
    review.attendees = vec![name.to_owned()];
    review.private_notes = format!("{secret} wants to leave");
    id
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn no_private_note_no_hidden_name_and_no_path_reaches_any_slide(
        secret in "Xj[a-z]{6,9}", name in "Zq[a-z]{3,8}", surname in "Vk[a-z]{3,8}", place in 0..7_usize,
    ) {
        let mut room = Room::example();
        let whole = format!("{name} {surname}");
        let id = meeting(&mut room.plan, &secret, &whole);
        let sheets = room.plan.worksheets_mut();
        match place {
            0 => sheets.strategies[0].owner.clone_from(&whole),
            1 => sheets.strategies[0].title = format!("Bundle by {name}"),
            2 => sheets.scenarios[0].title = format!("{whole} leaves"),
            3 => sheets.scenarios[0].response.owner.clone_from(&whole),
            4 => sheets.strategies[0].tactics[0].who.clone_from(&whole),
            5 => room.plan.owner.clone_from(&whole),
            _ => room.plan.title = format!("The year of {name}"),
        }
        let room = Room::of(room.plan, room.today);
        let mask = Mask::of(&room.plan);
        let minutes = Minutes::of(&room.plan, id, Numbers::ENGLISH, Names::Hidden).unwrap();
        for (topic, slide) in room.slides(Some(&minutes), Some(&mask), 16.0 / 9.0) {
            for text in slide.texts() {
                prop_assert!(!text.contains(&secret), "{topic:?}: {text}");
                prop_assert!(!text.contains(&name) && !text.contains(&surname), "{topic:?}: {text}");
                prop_assert!(!text.contains(".ron") && !text.contains("/home"), "{topic:?}: {text}");
            }
        }
        let open = Minutes::of(&room.plan, id, Numbers::ENGLISH, Names::Shown).unwrap();
        let shown: Vec<String> = room.slides(Some(&open), None, 16.0 / 9.0).iter().flat_map(|(_, it)| it.texts()).collect();
        prop_assert!(shown.iter().any(|text| text.contains(&name)), "with names shown they are there");
        prop_assert!(shown.iter().all(|text| !text.contains(&secret)));
    }
}
