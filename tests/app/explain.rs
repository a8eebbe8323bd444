//! The panels that explain a page: there for somebody new, gone with one press, back when asked for.

use eframe::egui::Key;
use upturn::ui::{Ask, Page};

use super::support::Window;

const PAGES: [Key; 10] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::F7, Key::Num9];

fn newcomer() -> Window {
    Window::newcomer([1440.0, 900.0], tempfile::tempdir().unwrap())
}

fn explains(window: &Window) -> bool {
    window.shows("What this page is for")
}

/// Goes through the pages of the example; answers which explain themselves.
fn explained(window: &mut Window) -> Vec<Page> {
    let mut all = Vec::new();
    for key in PAGES {
        window.page(key);
        all.extend(explains(window).then_some(window.app().screen().page));
    }
    all
}

#[test]
fn every_page_is_explained_to_somebody_new() {
    let mut window = newcomer();
    assert!(explains(&window));
    window.ask(Ask::Command(upturn::command::Command::OpenExample));
    assert_eq!(explained(&mut window), Page::EXPLAINED[1..]);
}

#[test]
fn one_press_ends_the_explanation_of_a_page_for_good() {
    let mut window = newcomer();
    window.ask(Ask::Command(upturn::command::Command::OpenExample));
    window.ctrl(Key::Num2);
    window.click("Got it");
    let mut others = Page::EXPLAINED[1..].to_vec();
    others.retain(|page| *page != Page::History);
    assert_eq!(explained(&mut window), others);
    let Window { home, .. } = window;
    let mut window = Window::newcomer([1440.0, 900.0], home);
    window.ask(Ask::Command(upturn::command::Command::OpenExample));
    assert_eq!(explained(&mut window), others, "after a restart");
}

#[test]
fn the_menu_and_the_small_button_bring_it_back_and_take_it_away() {
    let mut window = Window::example();
    assert!(!explains(&window));
    window.menu("Help", "Explain this page");
    assert!(explains(&window));
    window.click("Explain this page");
    assert!(!explains(&window));
    window.click("Explain this page");
    assert_eq!(explained(&mut window), [Page::History], "this one alone");
}

#[test]
fn those_who_know_are_left_alone_and_may_still_ask() {
    let mut window = newcomer();
    let mut preferences = window.app().preferences().clone();
    preferences.explanations = false;
    window.ask(Ask::Prefer(Box::new(preferences)));
    window.ask(Ask::Command(upturn::command::Command::OpenExample));
    assert_eq!(explained(&mut window), []);
    window.ctrl(Key::Num3);
    window.click("Explain this page");
    assert_eq!(explained(&mut window), [Page::Forecast]);
}

#[test]
fn pages_of_the_program_need_none() {
    let mut window = newcomer();
    window.ctrl(Key::Comma);
    assert!(!explains(&window));
    assert!(!window.is_enabled("Explain this page"));
}
