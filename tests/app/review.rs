//! Reviews from the first meeting to the minutes: by keyboard alone.

use std::fs;

use eframe::egui::Key;
use upturn::command::Command;
use upturn::model::{Kept, LineKind, MeetingKind, OutcomeKind, Review, ReviewState};
use upturn::report::minutes::{Minutes, Names};
use upturn::text::Numbers;
use upturn::ui::{Ask, Page};

use super::support::{Answer, Window, amount, month};

fn tab_to(window: &mut Window, name: &str) {
    for _ in 0..250 {
        if window.focused().is_some_and(|(_, focused)| focused.starts_with(name)) {
            return;
        }
        window.press(Key::Tab);
    }
    panic!("Tab does not lead to {name}:\n{}", window.text());
}

/// Types into the field of this name, whatever stood in it.
fn fill(window: &mut Window, name: &str, text: &str) {
    tab_to(window, name);
    window.ctrl(Key::A);
    window.type_text(text);
    window.press(Key::Enter);
}

/// Lets the keyboard go, so that single letters are the page's.
fn rest(window: &mut Window) {
    window.ctrl(Key::Num1);
    window.ctrl(Key::Num8);
    while window.focused().is_some() {
        window.press(Key::Escape);
    }
}

fn reviews(window: &Window) -> Vec<Review> {
    window.plan().meetings.reviews.clone()
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

/// The example without its meetings, as somebody begins.
fn begin() -> Window {
    let mut plan = Window::example().plan().clone();
    *plan.meetings_mut() = upturn::model::Meetings::default();
    let mut window = Window::with_plan_at([1440.0, 1700.0], &plan);
    window.ctrl(Key::Num8);
    assert_eq!(window.app().screen().page, Page::Reviews);
    window
}

fn example() -> Window {
    let mut window = Window::example_at([1440.0, 1700.0]);
    window.ctrl(Key::Num8);
    window
}

#[test]
fn f6_a_first_review_is_planned_held_and_handed_out_by_keyboard() {
    let mut window = begin();
    window.assert_shows("The look at the KPIs is over a month late; none was held yet.");
    window.assert_shows("the first one is where promises begin to be kept");
    window.press(Key::N);
    window.ctrl(Key::A);
    window.type_text("today");
    window.press(Key::Enter);
    let [planned] = &reviews(&window)[..] else { panic!("one is planned") };
    assert_eq!((planned.kind, planned.day, planned.agenda.len()), (MeetingKind::PlanReview, day("2026-11-19"), 7));
    fill(&mut window, "Who else is there", "Ruth, Tom");
    assert_eq!(reviews(&window)[0].attendees, ["Ruth", "Tom"]);
    fill(&mut window, "Minutes for Gap and odds", "25");
    tab_to(&mut window, "1. What did we say?");
    window.alt(Key::ArrowDown);
    assert_eq!(window.focused().unwrap().1, "2. What did we say?: 5 min planned", "the keyboard goes along");
    window.press(Key::ArrowDown);
    window.press(Key::Delete);
    let agenda: Vec<u16> = reviews(&window)[0].agenda.iter().map(|item| item.minutes).collect();
    assert_eq!(agenda, [10, 5, 25, 15, 5, 10], "moved down, and “Where it is heading” taken out");
    tab_to(&mut window, "Private notes on");
    window.type_text("Ask Dana first");
    tab_to(&mut window, "Start the review");
    window.press(Key::Enter);
    // From the window of whoever leads back to the page.
    window.press(Key::Escape);
    let held = &reviews(&window)[0];
    assert_eq!((held.state, held.private_notes.as_str()), (ReviewState::Open, "Ask Dana first"));
    assert!(held.snapshot.as_ref().is_some_and(|shot| !shot.series.is_empty()), "what is shown is kept");
    window.assert_shows("The plan review of 19 Nov is going on.");
    rest(&mut window);
    window.press(Key::D);
    window.type_text("Keep the price until March");
    window.press(Key::Enter);
    window.type_text("No new list");
    window.press(Key::Enter);
    rest(&mut window);
    window.press(Key::A);
    window.type_text("Show the bundle to Marlow · Tom · Thu");
    window.assert_shows("Show the bundle to Marlow · Tom · Thu 26 Nov, in 7 days");
    window.press(Key::Enter);
    window.type_text("Ask for a quote");
    window.press(Key::Enter);
    window.assert_shows("Nobody is named and no day is set.");
    fill(&mut window, "Who does Ask for a quote", "Ruth");
    fill(&mut window, "By when: Ask for a quote", "4 Dec");
    window.assert_hides("Nobody is named");
    fill(&mut window, "Ratings, 1 to 10", "8, 12");
    window.assert_shows("Type a number from 1 to 10 for each hand, such as 8, 7, 9");
    fill(&mut window, "Ratings, 1 to 10", "8, 7");
    fill(&mut window, "Day of the next review", "17 Dec");
    tab_to(&mut window, "End the review");
    window.press(Key::Enter);
    let [held, next] = &reviews(&window)[..] else { panic!("the next one is planned") };
    let lines: Vec<(LineKind, &str, &str)> =
        held.lines.iter().map(|line| (line.kind, line.text.as_str(), line.who.as_str())).collect();
    assert_eq!(
        lines,
        [
            (LineKind::Decision, "Keep the price until March", ""),
            (LineKind::Decision, "No new list", ""),
            (LineKind::Action, "Show the bundle to Marlow", "Tom"),
            (LineKind::Action, "Ask for a quote", "Ruth"),
        ]
    );
    assert_eq!((held.state, held.ratings.as_slice(), next.day), (ReviewState::Held, &[8, 7][..], day("2026-12-17")));
    let path = window.path("minutes.html");
    window.files.will(Answer::Chooses(path.clone()));
    tab_to(&mut window, "A letter for each person");
    window.press(Key::Space);
    tab_to(&mut window, "Minutes to print");
    window.press(Key::Enter);
    window.settle();
    window.assert_shows("Wrote minutes.html");
    let page = fs::read_to_string(&path).unwrap();
    assert!(page.contains("Keep the price until March") && page.contains("<svg"), "{page}");
    for hidden in ["Ask Dana first", "Tom", "Ruth"] {
        assert!(!page.contains(hidden), "{hidden}");
    }
    for _ in 0..60 {
        window.ctrl(Key::Z);
    }
    assert_eq!(reviews(&window), [], "all of it can be taken back");
}

#[test]
fn a_name_that_ends_in_nothing_known_is_told_what_it_may_end_in() {
    let mut window = example();
    let id = window.plan().meetings.reviews[0].id;
    window.ask(Ask::ShowReview(id));
    window.files.will(Answer::Chooses(window.path("minutes.pdf")));
    tab_to(&mut window, "Actions as a table");
    window.press(Key::Enter);
    window.assert_shows("The name ends in .md or .html for minutes, .ics for a calendar or .tsv for a table.");
}

#[test]
fn f2_promises_of_the_meeting_before_are_answered_for_by_keys() {
    let mut window = example();
    window.assert_shows("Tuesday’s plan review opens with five promises; three are kept.");
    window.assert_shows("The forecast rose to £662k; it was £649k.");
    let kept = |window: &Window| -> Vec<Kept> {
        let lines = window.plan().meetings.reviews[0].lines.iter().filter(|line| line.kind == LineKind::Action);
        lines.map(|line| line.kept).collect()
    };
    tab_to(&mut window, "Get a second green-coffee price: Kept");
    window.press(Key::H);
    window.press(Key::ArrowDown);
    assert_eq!(window.focused().unwrap().1, "Visit all 9 lapsed cafés: Kept");
    window.press(Key::N);
    window.press(Key::ArrowDown);
    window.press(Key::O);
    window.press(Key::ArrowDown);
    window.press(Key::K);
    window.press(Key::ArrowDown);
    window.press(Key::Space);
    assert_eq!(kept(&window), [Kept::Half, Kept::NotYet, Kept::Overtaken, Kept::Yes, Kept::Overtaken]);
    window.assert_shows("Tuesday’s plan review opens with five promises; one is kept.");
    window.assert_shows("Kept by Ruth: 1 of 2");
    assert!(!window.shows("Kept by Sam"), "an overtaken one doesn’t count");
    fill(&mut window, "What became of Samples from the second supplier", "They moved house");
    assert_eq!(window.plan().meetings.reviews[0].lines[7].result, "They moved house");
}

#[test]
fn what_a_review_showed_stays_whatever_is_edited_later() {
    let mut window = example();
    let id = window.plan().meetings.reviews[0].id;
    window.ask(Ask::ShowReview(id));
    let read = |window: &Window| {
        let minutes = Minutes::of(window.plan(), id, Numbers::ENGLISH, Names::Shown).unwrap();
        (window.plan().meetings.review(id).unwrap().snapshot.clone(), minutes.shown, minutes.changed)
    };
    let then = read(&window);
    window.assert_shows("Sales: £195k sold so far, heading for £649k of £690k.");
    let edit = upturn::document::Edit::new("Edit everything", |plan| {
        plan.type_figure(0, month("2026-10"), Some(amount("1")));
        plan.type_figure(0, month("2025-12"), None);
        plan.worksheets_mut().strategies.clear();
        plan.worksheets_mut().scenarios.clear();
    });
    window.ask(Ask::Edit(edit));
    assert_eq!(read(&window), then);
    window.assert_shows("Sales: £195k sold so far, heading for £649k of £690k.");
    window.assert_shows("“Bring back the lapsed cafés” was to bring £8.7k; obvious who does what.");
    // The next one tells the difference.
    let next = window.plan().meetings.reviews[2].id;
    window.ask(Ask::ShowReview(next));
    window.assert_shows("“Bring back the lapsed cafés” is no longer among the strategies.");
}

#[test]
fn f7_checkpoints_are_set_planned_and_end_in_a_decision_with_its_evidence() {
    let mut window = begin();
    tab_to(&mut window, "Checkpoints over 90 days from today");
    window.press(Key::Enter);
    assert_eq!(window.plan().meetings.checkpoints.len(), 4);
    fill(&mut window, "Checkpoint 1", "14 Dec");
    assert_eq!(window.plan().meetings.checkpoints[0], day("2026-12-14"));
    fill(&mut window, "Days on which nobody meets", "24 Dec; 25 Dec");
    assert_eq!(window.plan().meetings.days_off, ["2026-12-24", "2026-12-25"].map(day));
    tab_to(&mut window, "Plan the meetings");
    window.press(Key::Enter);
    let kinds: Vec<MeetingKind> = reviews(&window).iter().map(|review| review.kind).collect();
    let checkpoint = MeetingKind::Checkpoint;
    assert_eq!(kinds, [checkpoint, checkpoint, checkpoint, MeetingKind::FinalReview]);
    tab_to(&mut window, "Checkpoint, Mon 14 Dec: planned");
    window.press(Key::ArrowUp);
    window.press(Key::ArrowUp);
    window.press(Key::ArrowUp);
    window.assert_shows("Nothing is decided yet.");
    tab_to(&mut window, "What is decided: Continue");
    window.press(Key::Space);
    window.assert_shows(
        "It lacks evidence for it, evidence against it, a reason, the person’s own words and its last day.",
    );
    fill(&mut window, "It goes on until", "30 Apr 2027");
    fill(&mut window, "More evidence: for it", "12 first talks a week since January");
    fill(&mut window, "More evidence: against it", "Sales are flat");
    fill(&mut window, "The reason", "Talks lead sales by a quarter");
    fill(&mut window, "In the person’s own words", "I need the summer");
    let outcome = reviews(&window)[3].outcome.clone().unwrap();
    assert_eq!(outcome.decision, OutcomeKind::Continue(Some(day("2027-04-30"))));
    assert_eq!(outcome.evidence_for, ["12 first talks a week since January"]);
    assert_eq!((outcome.evidence_against.len(), outcome.own_words.as_str()), (1, "I need the summer"));
    window.assert_hides("It lacks");
}

#[test]
fn paces_are_chosen_and_a_review_is_removed_and_brought_back() {
    let mut window = example();
    tab_to(&mut window, "Plan review: every month");
    window.press(Key::Space);
    tab_to(&mut window, "every quarter");
    window.press(Key::Enter);
    assert_eq!(window.plan().meetings.paces.plan_review, upturn::model::Every::Quarter);
    tab_to(&mut window, "Plan review, Tue 24 Nov: planned");
    window.press(Key::ArrowDown);
    assert!(window.focused().unwrap().1.starts_with("KPI progress, Fri 13 Nov: held"));
    window.press(Key::Delete);
    assert_eq!(reviews(&window).len(), 2);
    window.assert_shows("Removed the review “KPI progress” of Fri 13 Nov");
    window.ctrl(Key::Z);
    assert_eq!(reviews(&window).len(), 3);
}

#[test]
fn what_is_typed_in_notes_is_kept_when_the_plan_is_saved_or_another_page_is_shown() {
    let mut window = example();
    tab_to(&mut window, "Notes on");
    window.type_text("Bring samples");
    window.ask(Ask::Command(Command::ShowHistory));
    assert_eq!(window.plan().meetings.reviews[2].notes, "Bring samples");
}

#[test]
fn due_days_stand_in_the_side_bar() {
    let window = Window::example();
    assert!(window.has("Plan review: Tue 24 Nov, In 5 days") && window.has("Contingencies: Wed 3 Feb"));
}

#[test]
fn a_review_begins_as_soon_as_its_figures_are_worked_out_beside_the_window() {
    let mut window = Window::threaded(tempfile::tempdir().unwrap());
    window.ask(Ask::Command(Command::OpenExample));
    let wait = |window: &mut Window, until: &dyn Fn(&Window) -> bool| {
        let begun = std::time::Instant::now();
        while !until(window) {
            assert!(begun.elapsed() < std::time::Duration::from_mins(1), "{}", window.text());
            std::thread::sleep(std::time::Duration::from_millis(20));
            window.pass();
        }
    };
    let id = window.plan().meetings.reviews[2].id;
    // From a page on which no snapshot is kept ready.
    window.ask(Ask::StartReview(id));
    wait(&mut window, &|window| window.plan().meetings.reviews[2].state == ReviewState::Open);
    let shot = window.plan().meetings.reviews[2].snapshot.clone().unwrap();
    assert_eq!((shot.day, shot.series.len(), shot.strategies.len()), (day("2026-11-19"), 1, 3));
    window.ask(Ask::Command(Command::Undo));
    assert_eq!(window.plan().meetings.reviews[2].state, ReviewState::Planned);
}
