//! The menu bar by keyboard, and what its entries say.

use std::collections::BTreeMap;

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use upturn::command::{Command, Menu};
use upturn::ui::Page;

use super::support::Window;

/// The entries of the open menu, with whether each can be done.
fn entries(window: &Window) -> Vec<(String, bool)> {
    let all = window.names().into_iter();
    all.filter(|(role, ..)| *role == Role::MenuItem).map(|(_, name, able)| (name, able)).collect()
}

fn focused(window: &Window) -> String {
    window.focused().map(|(_, name)| name).unwrap_or_default()
}

#[test]
fn every_command_stands_in_exactly_one_menu() {
    let mut window = Window::example();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for menu in Menu::ALL {
        window.click(menu.label());
        for (name, _) in entries(&window) {
            *seen.entry(name).or_default() += 1;
        }
        window.press(Key::Escape);
        assert_eq!(entries(&window), [], "{menu:?} is closed");
    }
    let wanted: BTreeMap<String, usize> = Command::ALL.iter().map(|c| (c.label().to_owned(), 1)).collect();
    assert_eq!(seen, wanted);
}

#[test]
fn alt_and_its_letter_open_a_menu_and_esc_gives_the_keyboard_back() {
    let mut window = Window::example();
    window.click("October 2026: 50.9");
    let before = window.focused();
    for (key, first) in [(Key::F, "New plan"), (Key::E, "Undo"), (Key::V, "Overview")] {
        window.alt(key);
        assert_eq!(window.focused(), Some((Role::MenuItem, first.to_owned())));
        window.press(Key::Escape);
        assert_eq!(entries(&window), []);
        assert_eq!(window.focused(), before, "{key:?}");
    }
    assert!(!window.document().is_dirty(), "the letter was typed into nothing");
}

#[test]
fn no_two_menus_begin_with_one_letter() {
    let mut letters: Vec<&str> = Menu::ALL.iter().map(|menu| &menu.label()[..1]).collect();
    letters.dedup();
    assert_eq!(letters.len(), Menu::ALL.len());
}

#[test]
fn f10_goes_to_the_bar_and_arrows_walk_the_menus() {
    let mut window = Window::example();
    window.press(Key::F10);
    assert_eq!(focused(&window), "File");
    assert_eq!(entries(&window), [], "not open yet");
    window.press(Key::ArrowRight);
    window.press(Key::ArrowRight);
    assert_eq!(focused(&window), "View");
    window.press(Key::ArrowDown);
    assert_eq!(focused(&window), "Overview");
    window.press(Key::ArrowDown);
    assert_eq!(focused(&window), "History");
    window.press(Key::End);
    let last = focused(&window);
    window.press(Key::ArrowDown);
    assert_eq!(focused(&window), "Overview", "round");
    window.press(Key::ArrowUp);
    assert_eq!(focused(&window), last);
    window.press(Key::Home);
    assert_eq!(focused(&window), "Overview");
    window.press(Key::ArrowLeft);
    assert_eq!(focused(&window), "Undo", "the Edit menu is open now");
    window.press(Key::ArrowLeft);
    window.press(Key::ArrowLeft);
    assert_eq!(focused(&window), entries(&window)[0].0, "round to the last menu");
    window.press(Key::F10);
    assert_eq!(entries(&window), []);
}

#[test]
fn a_letter_jumps_and_enter_takes_the_entry() {
    let mut window = Window::example();
    window.alt(Key::V);
    window.press(Key::F);
    assert_eq!(focused(&window), "Forecast & gap");
    window.press(Key::F);
    window.press(Key::F);
    assert_eq!(focused(&window), "Full screen");
    window.press(Key::F);
    window.press(Key::Enter);
    assert_eq!(window.app().screen().page, Page::Forecast);
    assert_eq!(entries(&window), []);
}

#[test]
fn what_cannot_be_done_is_greyed_says_why_and_does_nothing() {
    let mut window = Window::start();
    window.alt(Key::F);
    assert!(entries(&window).contains(&("New plan".to_owned(), true)));
    assert!(entries(&window).contains(&("Save".to_owned(), false)));
    window.press(Key::S);
    assert_eq!(focused(&window), "Save");
    let reason = egui_kittest::kittest::Queryable::get_by_label(&window.harness, "Save");
    let reason = egui_kittest::kittest::NodeT::accesskit_node(&reason).data().description().map(str::to_owned);
    assert_eq!(reason.as_deref(), Some("Open a plan first"));
    window.press(Key::Enter);
    assert!(window.app().screen().dialog.is_none());
    assert_eq!(focused(&window), "Save", "still there");

    let mut window = Window::example();
    window.click("Edit");
    assert!(entries(&window).contains(&("Undo".to_owned(), false)));
    window.press(Key::Escape);
    window.click("Rolling average, months: 12");
    window.alt(Key::E);
    assert!(entries(&window).contains(&("Undo: Show the 12-month average".to_owned(), true)));
    window.press(Key::Enter);
    assert!(!window.document().is_dirty());
}

#[test]
fn a_menu_goes_when_something_else_is_pressed() {
    let mut window = Window::example();
    window.click("File");
    assert!(!entries(&window).is_empty());
    window.click("Rolling average, months: 12");
    assert_eq!(entries(&window), []);
    assert_eq!(window.plan().forecast.window, 12);
}

#[test]
fn menus_stay_shut_under_a_dialog() {
    let mut window = Window::example();
    window.ctrl(Key::O);
    window.alt(Key::F);
    assert_eq!(entries(&window), []);
    window.press(Key::F10);
    assert_eq!(window.focused(), Some((Role::TextInput, "File".to_owned())), "the dialog's own field");
}

#[test]
fn a_menu_fits_into_a_small_window() {
    let mut window = Window::example_at([640.0, 400.0]);
    window.alt(Key::V);
    window.press(Key::End);
    let last = focused(&window);
    window.press(Key::Enter);
    assert_ne!(last, "History");
    assert_eq!(entries(&window), []);
}
