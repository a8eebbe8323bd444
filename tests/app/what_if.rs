//! "And if …?" in front of everyone: tried out by keyboard alone, the plan untouched until it is kept.

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use upturn::command::Command;
use upturn::ui::{Ask, Page};

use super::support::Window;

/// Presses Tab until the control of this name has the keyboard.
fn tab_to(window: &mut Window, name: &str) {
    for _ in 0..80 {
        window.press(Key::Tab);
        if window.focused().is_some_and(|(_, focused)| focused.starts_with(name)) {
            return;
        }
    }
    panic!("Tab does not lead to {name}:\n{}", window.text());
}

/// The large figure of the card, as it is read out.
fn chance(window: &Window) -> String {
    let words = window.words();
    let found = words.iter().find(|(_, name)| name.starts_with("Chance of") && name.contains('%'));
    found.map(|(_, name)| name.clone()).expect("the chance is told")
}

#[test]
fn somebody_asks_and_if_dana_leaves_and_the_answer_is_kept_or_forgotten() {
    let mut window = Window::example();
    window.ctrl(Key::Num3);
    let (plan, as_planned) = (window.plan().clone(), chance(&window));
    window.press(Key::W);
    assert_eq!(window.focused().map(|(_, name)| name).as_deref(), Some("And if…"), "one can type at once");
    window.type_text("Dana leaves");
    window.press(Key::Enter);
    window.settle();
    let tried = chance(&window);
    assert_ne!(tried, as_planned, "it moves at once");
    window.assert_shows("as the plan is");
    window.assert_shows("the outlines are the plan as it is");
    assert_eq!(*window.plan(), plan, "the plan is untouched");
    assert!(!window.document().is_dirty());
    tab_to(&mut window, "It lasts, likely");
    window.press(Key::ArrowRight);
    window.press(Key::ArrowRight);
    assert_ne!(chance(&window), tried, "longer is worse");
    assert_eq!(*window.plan(), plan);
    tab_to(&mut window, "Forget");
    window.press(Key::Enter);
    assert_eq!(chance(&window), as_planned, "forgotten");
    assert_eq!(*window.plan(), plan);

    tab_to(&mut window, "What if…");
    window.press(Key::Enter);
    assert_eq!(window.focused().map(|(_, name)| name).as_deref(), Some("And if…"), "and once more");
    window.type_text("Dana leaves");
    window.press(Key::Enter);
    tab_to(&mut window, "Keep");
    window.press(Key::Enter);
    let kept = window.plan().worksheets.scenarios.last().unwrap().clone();
    assert_eq!(kept.title, "Dana leaves");
    assert_eq!(window.plan().worksheets.scenarios.len(), plan.worksheets.scenarios.len() + 1);
    assert_eq!(window.document().undo_label(), Some("Keep what was tried: Dana leaves"));
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), plan, "one step takes it back");
}

#[test]
fn ticks_are_questions_and_sliders_are_not_kept_without_a_word() {
    let mut window = Window::example();
    window.ask(Ask::Command(Command::WhatIf));
    assert_eq!(window.app().screen().page, Page::Forecast);
    let title = window.plan().worksheets.strategies[0].title.clone();
    let before = chance(&window);
    window.click(&format!("Count {title}"));
    assert_ne!(chance(&window), before, "without it, the chance is another");
    assert!(!window.is_enabled("Keep"), "a tick changes nothing that could be kept");
    window.click(&title);
    window.click("It works for certain");
    assert!(!window.is_enabled("Keep"));
    let works = window.names().into_iter().find(|(_, name, _)| name.starts_with("Chance that it works")).unwrap().1;
    tab_to(&mut window, "Chance that it works");
    window.press(Key::Home);
    assert!(!window.has(&works), "{works}");
    assert!(window.is_enabled("Keep"));
    window.press(Key::Escape);
    assert!(!window.has("Keep"), "Esc forgets");
    assert_eq!(chance(&window), before);
}

#[test]
fn an_undo_ends_a_trial_that_is_about_something_that_is_no_more() {
    let mut window = Window::example();
    window.ask(Ask::Command(Command::WhatIf));
    window.type_text("Snow");
    window.press(Key::Enter);
    window.click("Keep");
    window.ask(Ask::Command(Command::WhatIf));
    assert!(window.has("And if…"));
    window.ask(Ask::Command(Command::Undo));
    assert!(!window.has("And if…"));
}

#[test]
fn a_bar_of_the_bridge_opens_what_stands_behind_it_by_keyboard() {
    let mut window = Window::example();
    window.ctrl(Key::Num3);
    let sentence =
        window.names().into_iter().find(|(role, name, _)| *role == Role::Figure && name.contains("no answer yet"));
    let (_, name, _) = sentence.expect("the bridge is there");
    tab_to(&mut window, &name);
    window.press(Key::ArrowRight);
    window.assert_shows("If nothing changes:");
    window.press(Key::ArrowRight);
    window.press(Key::Enter);
    assert_eq!(window.app().screen().page, Page::Strategies);
}
