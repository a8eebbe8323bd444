//! Leaving a plan with changes: nothing is lost without an answer.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, ViewportCommand};
use upturn::document::Edit;
use upturn::model::Plan;
use upturn::storage;
use upturn::ui::Ask;

use eframe::App as _;

use super::support::{USUAL, Window};

const QUESTION: &str = "Save the changes to “North”?";

fn changed() -> Window {
    let mut window = Window::with_plan(&Plan::new("Coast"));
    window.ask(Ask::Edit(Edit::new("Rename", |plan| "North".clone_into(&mut plan.title))));
    window.take_commands();
    window
}

fn title_on_disk(window: &Window) -> String {
    storage::load(&window.path("plan.upturn.ron")).unwrap().plan.title
}

#[test]
fn closing_without_changes_asks_nothing() {
    let mut window = Window::with_plan(&Plan::new("Coast"));
    window.take_commands();
    window.ask_to_close();
    assert!(!window.take_commands().contains(&ViewportCommand::CancelClose));
    window.assert_hides("Save the changes");
    window.ctrl(Key::Q);
    assert!(window.is_told_to_close());
}

#[test]
fn closing_with_changes_keeps_the_window_and_asks_with_save_ready_under_enter() {
    let mut window = changed();
    window.ask_to_close();
    assert!(window.take_commands().contains(&ViewportCommand::CancelClose));
    window.assert_shows(QUESTION);
    assert_eq!(window.focused(), Some((Role::Button, "Save".to_owned())));
    window.press(Key::Enter);
    assert!(window.is_told_to_close());
    assert_eq!(title_on_disk(&window), "North");
    // The close that the program asked for itself goes through.
    window.ask_to_close();
    assert!(!window.take_commands().contains(&ViewportCommand::CancelClose));
}

#[test]
fn r42_closing_a_minimised_window_with_changes_brings_it_back_with_the_question() {
    let mut window = changed();
    window.viewport().minimized = Some(true);
    window.ask_to_close();
    let commands = window.take_commands();
    for wanted in [ViewportCommand::CancelClose, ViewportCommand::Minimized(false), ViewportCommand::Focus] {
        assert!(commands.contains(&wanted), "{wanted:?} is not among {commands:?}");
    }
    window.viewport().minimized = Some(false);
    window.assert_shows(QUESTION);
    assert_eq!(title_on_disk(&window), "Coast");
}

/// As Cmd+Q on a Mac ends a program: no window is asked to close.
#[test]
fn r42_a_program_that_ends_without_asking_keeps_what_is_not_saved() {
    let mut window = changed();
    window.harness.state_mut().on_exit(None);
    assert_eq!(title_on_disk(&window), "Coast", "nobody said that it should be saved");
    let mut next = Window::new(USUAL, window.fall(), None);
    next.assert_shows("Recovered work");
    next.click("Open the recovered North, Thu 19 Nov, 10:42");
    assert_eq!(next.plan().title, "North");
    // What was answered with "Don't save" is not offered.
    let mut window = changed();
    window.ask_to_close();
    window.click("Don’t save");
    window.harness.state_mut().on_exit(None);
    Window::new(USUAL, window.fall(), None).assert_hides("Recovered work");
}

#[test]
fn the_question_says_since_when_the_changes_are_only_in_memory() {
    let mut window = changed();
    window.ctrl(Key::W);
    window.assert_shows("What you changed since you opened it is only in memory.");
    window.press(Key::Escape);
    window.ctrl(Key::S);
    window.ask(Ask::Edit(Edit::new("Rename", |plan| "North".clone_into(&mut plan.owner))));
    window.ctrl(Key::W);
    window.assert_shows("What you changed since you saved it at 10:42 is only in memory.");

    let mut window = Window::start();
    window.ask(Ask::Create(Box::new(Plan::new("North"))));
    window.ctrl(Key::W);
    window.assert_shows("The plan is in no file yet.");
}

#[test]
fn dont_save_closes_and_leaves_the_file_as_it_was() {
    let mut window = changed();
    window.ask_to_close();
    window.take_commands();
    window.click("Don’t save");
    assert!(window.is_told_to_close());
    assert_eq!(title_on_disk(&window), "Coast");
}

#[test]
fn cancel_and_esc_stay() {
    for cancel in [true, false] {
        let mut window = changed();
        window.ask_to_close();
        window.take_commands();
        if cancel {
            window.click("Cancel");
        } else {
            window.press(Key::Escape);
        }
        window.assert_hides(QUESTION);
        assert!(!window.is_told_to_close());
        assert!(window.document().is_dirty());
        assert_eq!(window.plan().title, "North");
    }
}

#[test]
fn every_way_out_of_a_changed_plan_asks() {
    for key in [Key::Q, Key::W, Key::N, Key::O] {
        let mut window = changed();
        window.ctrl(key);
        window.assert_shows(QUESTION);
        assert!(!window.is_told_to_close(), "{key:?}");
        window.press(Key::Escape);
        assert_eq!(window.plan().title, "North", "{key:?}");
    }
    let mut window = changed();
    let other = window.path("other.upturn.ron");
    storage::save(&storage::RealFs, &other, &Plan::new("Other")).unwrap();
    window.drop_file(&other);
    window.assert_shows(QUESTION);
    window.click("Don’t save");
    assert_eq!(window.plan().title, "Other");
}

#[test]
fn each_way_out_goes_on_once_it_is_answered() {
    let mut window = changed();
    window.ctrl(Key::W);
    window.click("Save");
    assert!(window.app().document().is_none());
    window.assert_shows("Look at an example");
    assert_eq!(title_on_disk(&window), "North");

    let mut window = changed();
    window.ctrl(Key::N);
    window.click("Don’t save");
    window.assert_shows("Whom is the plan for?");

    let mut window = changed();
    window.ctrl(Key::O);
    window.click("Don’t save");
    window.assert_shows("Open a plan");
    window.click("Cancel");
    assert_eq!(window.plan().title, "North", "nothing was chosen, so nothing was lost");
}

#[test]
fn saving_on_the_way_out_of_a_plan_without_a_file_asks_for_one_first() {
    let mut window = Window::start();
    window.ask(Ask::Create(Box::new(Plan::new("Coast"))));
    window.take_commands();
    window.ask_to_close();
    window.click("Save");
    window.assert_shows("Save the plan");
    assert!(!window.is_told_to_close());
    let typed = window.path("coast");
    window.fill("File", &typed.display().to_string());
    window.press(Key::Enter);
    assert!(window.is_told_to_close());
    assert!(window.path("coast.upturn.ron").is_file());
}

#[test]
fn a_save_that_fails_on_the_way_out_stays() {
    let mut window = Window::start();
    window.ask(Ask::Create(Box::new(Plan::new("Coast"))));
    window.take_commands();
    window.ctrl(Key::Q);
    window.click("Save");
    let nowhere = window.path("no such folder/coast");
    window.fill("File", &nowhere.display().to_string());
    window.press(Key::Enter);
    window.assert_shows("no such folder");
    assert!(!window.is_told_to_close());
    // Giving up the dialog gives up leaving, too: a later save closes nothing.
    window.click("Cancel");
    window.ctrl(Key::S);
    let somewhere = window.path("coast");
    window.fill("File", &somewhere.display().to_string());
    window.press(Key::Enter);
    assert!(!window.document().is_dirty());
    assert!(!window.is_told_to_close());
}

#[test]
fn the_keyboard_goes_back_to_where_it_was_when_the_question_is_waved_away() {
    let mut window = Window::example();
    window.click("October 2026: 50.9");
    window.type_text("60000");
    window.press(Key::Enter);
    let before = window.focused();
    window.ctrl(Key::Q);
    assert_ne!(window.focused(), before);
    window.press(Key::Escape);
    assert_eq!(window.focused(), before);
}
