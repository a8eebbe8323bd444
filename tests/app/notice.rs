//! What the program says by itself: toasts with a way back instead of questions, and problems that stay.

use std::time::Duration;

use eframe::egui::{Event, Key};
use upturn::model::{Granularity, Plan, Unit};
use upturn::ui::Ask;

use super::support::{Window, amount, month};

/// Passes of a quarter of a second in ten seconds.
const TEN_SECONDS: usize = 40;

fn toast(window: &Window) -> Option<&str> {
    window.app().screen().notice.toast_text()
}

fn wait(window: &mut Window) {
    for _ in 0..TEN_SECONDS {
        window.pass();
    }
}

fn two_series() -> Window {
    let mut plan = Plan::new("Coast");
    for name in ["Revenue", "Meetings"] {
        plan.add_series(name, Unit::Money, Granularity::Month);
    }
    let index = plan.series_index("Meetings").unwrap();
    plan.type_figure(index, month("2026-10"), Some(amount("34")));
    Window::with_plan(&plan)
}

#[test]
fn taking_a_series_away_asks_nothing_and_can_be_undone_and_redone_from_the_toast() {
    let mut window = two_series();
    let series = window.plan().series.len();
    window.ctrl(Key::Num9);
    window.click("Remove Meetings");
    assert_eq!(window.plan().series.len(), series - 1);
    assert_eq!(toast(&window), Some("Removed Meetings with its figures and targets"));
    window.assert_shows("Undo: Remove Meetings");
    window.click_in_toast("Undo");
    assert_eq!(window.plan().series.len(), series);
    assert_eq!(toast(&window), Some("Undone: Remove Meetings"));
    window.click_in_toast("Redo");
    assert_eq!(window.plan().series.len(), series - 1);
    assert_eq!(toast(&window), Some("Done again: Remove Meetings"));
}

#[test]
fn cleared_figures_and_targets_come_back_from_the_toast() {
    let mut window = Window::example_at([1440.0, 1500.0]);
    window.click("October 2026: 50.9");
    window.press(Key::Delete);
    assert_eq!(toast(&window), Some("Cleared October 2026"));
    window.click_in_toast("Undo");
    window.assert_shows("October 2026: 50.9");
    window.ctrl(Key::Num3);
    let target = window.words().into_iter().find(|(_, text)| text.starts_with("Target October 2026")).unwrap().1;
    window.click(&target);
    window.press(Key::Delete);
    assert_eq!(toast(&window), Some("Cleared the target of October 2026"));
    window.click_in_toast("Undo");
    window.assert_shows(&target);
}

#[test]
fn a_removed_event_comes_back_from_the_toast() {
    let mut window = Window::example();
    let events = window.plan().episodes.clone();
    let name = events[0].name.clone();
    let button = window
        .words()
        .into_iter()
        .find(|(role, text)| *role == eframe::egui::accesskit::Role::Button && text.contains(&name));
    window.click(&button.expect("the event is a button").1);
    window.click("Remove event");
    assert_eq!(toast(&window), Some(format!("Removed “{name}”").as_str()));
    window.click_in_toast("Undo");
    assert_eq!(window.plan().episodes, events);
}

#[test]
fn the_way_back_goes_once_something_else_was_done() {
    let mut window = Window::example();
    window.click("October 2026: 50.9");
    window.press(Key::Delete);
    window.click("Rolling average, months: 12");
    assert_eq!(toast(&window), Some("Cleared October 2026"));
    assert!(!window.shows("Undo: Clear October 2026"), "the button would undo something else now");
}

#[test]
fn a_toast_wakes_an_idle_window_once_and_not_all_the_time() {
    let mut window = Window::example();
    window.move_mouse_away();
    window.ask(Ask::Say("Copied the figures"));
    let delay = window.pass();
    assert!(delay > Duration::from_secs(5) && delay < Duration::from_secs(9), "{delay:?}");
    wait(&mut window);
    assert_eq!(toast(&window), None);
    assert_eq!(window.pass(), Duration::MAX);
}

#[test]
fn a_toast_stays_while_the_mouse_is_on_it_without_drawing() {
    let mut window = Window::example();
    window.ask(Ask::Say("Copied the figures"));
    let middle = eframe::egui::pos2(720.0 + 106.0, 900.0 - 44.0);
    window.harness.event(Event::PointerMoved(middle));
    window.settle();
    for _ in 0..TEN_SECONDS {
        assert_eq!(window.pass(), Duration::MAX, "{:?}", window.harness.ctx.repaint_causes());
    }
    assert_eq!(toast(&window), Some("Copied the figures"));
    window.move_mouse_away();
    wait(&mut window);
    assert_eq!(toast(&window), None);
}

#[test]
fn a_toast_stays_while_the_keyboard_is_on_it_and_enter_undoes() {
    let mut window = two_series();
    let series = window.plan().series.len();
    window.ctrl(Key::Num9);
    window.click("Remove Meetings");
    window.move_mouse_away();
    let on_toast = |window: &Window| {
        window.focused().is_some_and(|(_, name)| name == "Undo: Remove Meetings")
            && window.harness.ctx.memory(eframe::egui::Memory::focused).is_some()
    };
    // It comes last, so one step back from nowhere leads to it, well within its time.
    window.shift(Key::Tab);
    assert!(on_toast(&window), "Tab reaches the toast; it is at {:?}", window.focused());
    wait(&mut window);
    assert!(toast(&window).is_some());
    window.press(Key::Enter);
    assert_eq!(window.plan().series.len(), series);
}

#[test]
fn a_problem_stays_until_it_is_closed() {
    let mut window = Window::start();
    let nonsense = window.file("notes.csv", "what, ever\n");
    window.ask(Ask::ReadTable(nonsense));
    window.assert_shows("notes.csv");
    wait(&mut window);
    wait(&mut window);
    window.assert_shows("notes.csv");
    window.click("Close");
    window.assert_hides("notes.csv");
}

#[test]
fn one_toast_at_a_time_and_the_last_twenty_are_kept() {
    let mut window = two_series();
    window.ctrl(Key::Num9);
    for _ in 0..12 {
        window.click("Remove Meetings");
        window.ctrl(Key::Z);
    }
    assert_eq!(toast(&window), Some("Undone: Remove Meetings"));
    let past: Vec<&str> = window.app().screen().notice.past().collect();
    assert_eq!(past, ["Undone: Remove Meetings", "Removed Meetings with its figures and targets"]);
    for number in 0..30 {
        window.ask(Ask::Edit(
            upturn::document::Edit::new("Rename", move |plan| plan.title = format!("{number}"))
                .saying(format!("Renamed to {number}")),
        ));
    }
    assert_eq!(window.app().screen().notice.past().count(), 20);
}

#[test]
fn the_room_shows_no_toast() {
    let mut window = Window::example();
    window.press(Key::F5);
    window.ask(Ask::Say("Copied the figures"));
    window.assert_hides("Copied the figures");
}
