//! Find on a page: by keys alone, with the count, and with the place in view.

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use upturn::document::Edit;
use upturn::ui::Ask;

use super::support::{Window, month};

fn open_with(query: &str) -> Window {
    let mut window = Window::example();
    window.ctrl(Key::F);
    assert_eq!(window.focused(), Some((Role::TextInput, "Find on this page".to_owned())));
    window.type_text(query);
    window
}

/// The cell that the grid's cursor is on.
fn cursor(window: &mut Window) -> String {
    window.press(Key::Escape);
    window.focused().map(|(_, name)| name).unwrap_or_default()
}

#[test]
fn a_month_is_found_and_esc_leaves_the_keyboard_on_it() {
    for query in ["oct 2025", "October 2025", "2025-10", "OCT 2025"] {
        let mut window = open_with(query);
        window.assert_shows("1 of 1");
        assert_eq!(cursor(&mut window), "October 2025: 54.4", "{query}");
        assert!(!window.has("Find on this page"), "the bar is gone");
    }
}

#[test]
fn an_amount_is_found_as_it_shows_and_as_it_is() {
    for query in ["54.4", "54372.69", "54,372"] {
        let mut window = open_with(query);
        assert_eq!(cursor(&mut window), "October 2025: 54.4", "{query}");
    }
}

#[test]
fn f3_enter_and_their_shift_go_round() {
    let mut window = open_with("october");
    window.assert_shows("1 of 4");
    window.press(Key::F3);
    window.assert_shows("2 of 4");
    window.press(Key::Enter);
    window.assert_shows("3 of 4");
    window.shift(Key::F3);
    window.shift(Key::Enter);
    window.shift(Key::F3);
    window.assert_shows("4 of 4");
    assert_eq!(cursor(&mut window), "October 2026: 50.9");
    window.press(Key::F3);
    window.assert_shows("4 of 4");
    window.press(Key::F3);
    window.assert_shows("1 of 4");
    assert_eq!(cursor(&mut window), "October 2023: 51.6");
}

#[test]
fn notes_on_figures_are_found() {
    let mut window = Window::example();
    let index = window.app().screen().series_index;
    window.ask(Ask::Edit(Edit::new("Note", move |plan| {
        plan.series_mut(index).unwrap().set_note(month("2026-03"), "The Marlow tender");
    })));
    window.ctrl(Key::F);
    window.type_text("marlow");
    window.assert_shows("1 of 1");
    assert_eq!(cursor(&mut window), "March 2026: 49.7");
}

#[test]
fn nothing_found_is_said_and_moves_nothing() {
    let mut window = open_with("zebra");
    window.assert_shows("Nothing found");
    window.press(Key::F3);
    window.press(Key::Enter);
    window.press(Key::Escape);
    assert!(!window.has("Find on this page"));
    assert!(!window.document().is_dirty());
}

#[test]
fn the_notes_of_the_plan_are_searched_on_their_page() {
    let mut window = Window::example();
    window.ask(Ask::Edit(Edit::new("Notes", |plan| plan.notes = "Festival in May.\nAsk about the festival.".into())));
    window.ctrl(Key::Num9);
    window.ctrl(Key::F);
    window.type_text("festival");
    window.assert_shows("1 of 2");
    assert_eq!(window.app().screen().plan.found.as_ref().map(|(range, _)| range.clone()), Some(0..8));
    window.press(Key::F3);
    window.assert_shows("2 of 2");
    assert_eq!(window.app().screen().plan.found.as_ref().map(|(range, _)| range.clone()), Some(31..39));
    window.press(Key::Escape);
    assert_eq!(window.app().screen().plan.found, None);
}

#[test]
fn a_page_with_nothing_to_find_opens_no_bar_and_says_so() {
    let mut window = Window::example();
    window.ctrl(Key::Num3);
    window.ctrl(Key::F);
    assert!(!window.has("Find on this page"));
    window.click("Edit");
    let (_, _, able) = window.names().into_iter().find(|(_, name, _)| name == "Find on this page").unwrap();
    assert!(!able);
}

#[test]
fn among_the_plans_of_a_folder_it_goes_to_their_filter() {
    let mut window = super::home::calder(super::support::USUAL);
    window.ctrl(Key::F);
    assert_eq!(window.focused().map(|(_, name)| name), Some("Filter plans".to_owned()));
    assert!(!window.has("Find on this page"));
}

#[test]
fn a_figure_that_is_being_typed_keeps_its_esc() {
    let mut window = open_with("oct 2025");
    window.click("September 2026: 56.5");
    window.type_text("7");
    window.press(Key::Escape);
    assert!(window.has("Find on this page"), "the first Esc was the figure's");
    window.assert_shows("September 2026: 56.5");
    window.press(Key::Escape);
    assert!(!window.has("Find on this page"));
}

#[test]
fn what_was_typed_elsewhere_is_kept_before_the_bar_opens() {
    let mut window = Window::example();
    window.click("October 2026: 50.9");
    window.type_text("60000");
    window.ctrl(Key::F);
    window.type_text("60.0");
    window.assert_shows("1 of 1");
}
