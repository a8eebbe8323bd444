//! A program that nobody touches rests.

use std::time::Duration;

use eframe::egui::Key;
use upturn::command::Command;
use upturn::model::Plan;
use upturn::ui::Ask;
use upturn::ui::page::ENTRIES;

use super::home;
use super::support::{USUAL, Window};

/// Passes of a quarter of a second in ten seconds.
const PASSES: usize = 40;

fn rests(window: &mut Window, what: &str) {
    window.settle();
    for pass in 0..PASSES {
        let delay = window.pass();
        let causes = window.harness.ctx.repaint_causes();
        assert_eq!(delay, Duration::MAX, "{what}, pass {pass}: asks to be drawn again: {causes:?}");
    }
}

#[test]
fn nothing_is_drawn_again_in_ten_idle_seconds() {
    rests(&mut Window::start(), "start page");
    rests(&mut home::calder(USUAL), "plans of a folder");
    let mut window = Window::start();
    for command in [Command::NewPlan, Command::Preferences, Command::About] {
        window.ask(Ask::Command(command));
        rests(&mut window, command.label());
    }
    let mut window = Window::example();
    for entry in &ENTRIES {
        window.ask(Ask::Command(entry.command));
        rests(&mut window, entry.command.label());
    }
    window.ctrl(Key::Num2);
    window.click("July 2024: 61.5");
    window.type_text("7");
    rests(&mut window, "a figure that is being typed");
    window.press(Key::Escape);
    window.shift(Key::F10);
    rests(&mut window, "the menu of the figures");
    window.press(Key::Escape);
    window.press(Key::F5);
    rests(&mut window, "the room");
    window.press(Key::ArrowRight);
    rests(&mut window, "the room's second chart");
    window.press(Key::B);
    rests(&mut window, "the black wall");
    window.press(Key::Escape);
    window.press(Key::F1);
    rests(&mut window, "the sheet of shortcuts");
    window.press(Key::Escape);
    window.ctrl(Key::K);
    rests(&mut window, "the palette");
    window.press(Key::Escape);
    window.alt(Key::V);
    rests(&mut window, "an open menu");
    window.press(Key::Escape);
    window.ctrl(Key::F);
    window.type_text("oct");
    rests(&mut window, "the find bar");
    window.press(Key::Escape);
    window.ctrl(Key::O);
    rests(&mut window, "a dialog that waits for the system");
    rests(&mut Window::with_plan(&Plan::new("Coast")), "a plan without figures");
}

#[test]
fn a_toast_goes_by_itself_and_then_all_rests() {
    let mut window = Window::example();
    window.click("Rolling average, months: 12");
    window.ctrl(Key::Z);
    window.assert_shows("Undone: Show the 12-month average");
    window.move_mouse_away();
    for _ in 0..PASSES {
        window.pass();
    }
    window.assert_hides("Undone");
    rests(&mut window, "after the toast");
}
