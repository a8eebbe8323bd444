//! A review that is held: what is written down while all see it, what the wall shows and what it never does. By keyboard alone.

use eframe::egui::Key;
use upturn::model::{LineKind, Review, ReviewState};

use super::support::Window;

fn tab_to(window: &mut Window, name: &str) {
    for _ in 0..200 {
        if window.focused().is_some_and(|(_, focused)| focused.starts_with(name)) {
            return;
        }
        window.press(Key::Tab);
    }
    panic!("Tab does not lead to {name}:\n{}", window.text());
}

/// The example's next plan review, begun, in the window of whoever leads.
fn held(size: [f32; 2]) -> Window {
    let mut window = Window::example_at(size);
    window.ctrl(Key::Num8);
    tab_to(&mut window, "Start the review");
    window.press(Key::Enter);
    window
}

fn review(window: &Window) -> Review {
    let is_open = |review: &&Review| review.state == ReviewState::Open;
    window.plan().meetings.reviews.iter().find(is_open).unwrap().clone()
}

fn wall(window: &Window) -> String {
    let names = window.names();
    let seen = names.iter().find_map(|(_, name, _)| name.strip_prefix("The room sees: "));
    seen.unwrap_or_else(|| panic!("no wall:\n{}", window.text())).to_owned()
}

#[test]
fn f2_a_review_is_led_by_keyboard_from_the_first_point_to_the_end() {
    let mut window = held([1440.0, 900.0]);
    let planned = review(&window);
    assert!(planned.snapshot.is_some(), "what it shows is kept as it is");
    assert!(wall(&window).contains("promise"), "{}", wall(&window));
    window.press(Key::ArrowRight);
    let second = wall(&window);
    window.press(Key::ArrowLeft);
    assert!(wall(&window).contains("promise"));
    window.press(Key::ArrowRight);
    assert_eq!(wall(&window), second, "back without loss");
    // A decision, an action with who and when, an issue and something put off, each in one line.
    for (key, text) in [
        (Key::D, "Keep the target at £690k"),
        (Key::A, "Tom shows the bundle to Marlow by Thu"),
        (Key::I, "Are October’s returns booked twice?"),
        (Key::P, "Van for the north bay"),
    ] {
        window.press(key);
        window.type_text(text);
        window.press(Key::Enter);
        window.press(Key::Escape);
    }
    let lines = review(&window).lines;
    let kinds: Vec<LineKind> = lines.iter().map(|line| line.kind).collect();
    assert_eq!(kinds, [LineKind::Decision, LineKind::Action, LineKind::Issue, LineKind::Parked]);
    let action = &lines[1];
    assert_eq!((action.who.as_str(), action.text.as_str()), ("Tom Achterberg", "Shows the bundle to Marlow"));
    assert_eq!(action.due.map(|day| day.to_string()), Some("2026-11-26".to_owned()));
    assert_eq!(action.topic, planned.agenda[1].topic, "stamped with what was shown");
    window.ctrl(Key::Z);
    assert_eq!(review(&window).lines.len(), 3, "taken back while everybody sees it");
    window.ctrl_shift(Key::Z);
    // To the last point, where all of it stands on the wall.
    for _ in 0..9 {
        window.press(Key::ArrowRight);
    }
    assert!(wall(&window).contains("1 decision"), "{}", wall(&window));
    tab_to(&mut window, "End the review");
    window.press(Key::Enter);
    window.assert_shows("Read back: is this what was decided, and who does what?");
    tab_to(&mut window, "The next one");
    window.type_text("22 Dec");
    window.press(Key::Tab);
    window.type_text("8 7 9");
    tab_to(&mut window, "End it now");
    window.press(Key::Enter);
    let held = window.plan().meetings.review(planned.id).unwrap().clone();
    assert_eq!((held.state, held.ratings), (ReviewState::Held, vec![8, 7, 9]));
    assert_eq!(held.next.map(|day| day.to_string()), Some("2026-12-22".to_owned()));
    let next =
        window.plan().meetings.reviews.iter().filter(|it| it.state == ReviewState::Planned && it.kind == held.kind);
    assert!(next.count() >= 1, "the next one is planned");
    window.assert_shows("Hand out");
}

#[test]
fn an_action_without_a_name_or_a_day_is_asked_for_before_people_leave() {
    let mut window = held([1440.0, 900.0]);
    window.press(Key::A);
    window.type_text("Ring Marlow");
    window.assert_shows("Ring Marlow · Who? · By when?");
    window.press(Key::Enter);
    window.press(Key::Escape);
    tab_to(&mut window, "End the review");
    window.press(Key::Enter);
    window.assert_shows("one action still without a name or a day");
    tab_to(&mut window, "Change Ring Marlow");
    window.press(Key::Enter);
    window.type_text(" · Ruth · Fri");
    window.press(Key::Enter);
    let line = review(&window).lines[0].clone();
    assert_eq!((line.who.as_str(), line.due.is_some()), ("Ruth Calder", true));
}

#[test]
fn the_wall_is_blanked_frozen_and_without_names_by_one_key_each() {
    let mut window = held([1440.0, 900.0]);
    let promises = wall(&window);
    window.press(Key::B);
    assert_eq!(wall(&window), "Blank");
    window.press(Key::B);
    assert_eq!(wall(&window), promises);
    window.press(Key::F);
    window.press(Key::ArrowRight);
    assert_eq!(wall(&window), promises, "frozen while the next point is looked at");
    window.press(Key::F);
    assert_ne!(wall(&window), promises);
    window.press(Key::N);
    window.assert_shows("Names hidden in the room");
    window.press(Key::N);
    // Names go from what is frozen, too: somebody has come in.
    while !wall(&window).starts_with("Marlow") {
        window.press(Key::ArrowRight);
    }
    window.press(Key::F);
    let frozen = window.app().screen().meeting.as_ref().unwrap().wall_texts();
    assert!(frozen.iter().any(|text| text.contains("Tom")), "{frozen:?}");
    window.press(Key::N);
    let hidden = window.app().screen().meeting.as_ref().unwrap().wall_texts();
    assert!(!hidden.iter().any(|text| text.contains("Tom")), "{hidden:?}");
}

#[test]
fn the_room_has_a_window_of_its_own_in_which_nothing_private_and_no_button_stands() {
    let mut window = held([1440.0, 900.0]);
    tab_to(&mut window, "For you alone");
    window.ctrl(Key::A);
    window.type_text("Ines wants to leave");
    window.press(Key::Tab);
    assert_eq!(review(&window).private_notes, "Ines wants to leave");
    tab_to(&mut window, "Window for the room");
    window.press(Key::Enter);
    window.assert_shows("The room has its window");
    // The wall alone, as its own window draws it.
    window.press(Key::F5);
    let names = window.names();
    let seen: Vec<&str> = names.iter().map(|(_, name, _)| name.as_str()).filter(|name| !name.is_empty()).collect();
    assert!(seen.iter().all(|name| !name.contains("Ines wants")), "{seen:?}");
    assert!(!seen.iter().any(|name| name.contains("Undo") || name.contains("For you alone")), "{seen:?}");
    window.press(Key::Escape);
    window.assert_shows("For you alone");
    tab_to(&mut window, "Close the room’s window");
    window.press(Key::Enter);
    window.assert_hides("The room has its window");
}

#[test]
fn what_if_moves_the_wall_and_leaves_the_plan() {
    let mut window = held([1440.0, 900.0]);
    let before = window.plan().worksheets.clone();
    while !wall(&window).starts_with("The strategies") {
        window.press(Key::ArrowRight);
    }
    let seen = wall(&window);
    window.press(Key::W);
    tab_to(&mut window, "Bring back the lapsed cafés");
    window.press(Key::Space);
    assert_ne!(wall(&window), seen);
    tab_to(&mut window, "Forget it");
    window.press(Key::Enter);
    assert_eq!(wall(&window), seen);
    assert_eq!(window.plan().worksheets, before);
}

#[test]
fn the_meeting_is_left_and_taken_up_again() {
    let mut window = held([1024.0, 768.0]);
    window.press(Key::Escape);
    tab_to(&mut window, "Hold the review");
    window.press(Key::Enter);
    window.assert_shows("Write it down");
    window.press(Key::Escape);
    window.ctrl(Key::Z);
    window.assert_hides("Write it down");
}
