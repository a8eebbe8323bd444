//! Saving, saving elsewhere, and opening again.

use std::fs;

use eframe::egui::Key;
use upturn::model::{Amount, Plan};
use upturn::storage;
use upturn::ui::Ask;

use super::support::{Answer, Window, month};

/// A new plan with one figure, which is on no disk.
fn new_plan(window: &mut Window) {
    let mut plan = Plan::new("Coast");
    plan.type_figure(0, month("2026-10"), Some(Amount::whole(50_910)));
    window.ask(Ask::Create(Box::new(plan)));
}

#[test]
fn a_new_plan_is_saved_by_a_typed_path_and_reads_back_as_it_was() {
    let mut window = Window::start();
    new_plan(&mut window);
    assert_eq!(window.app().title(), "● Coast – Upturn");
    window.ctrl(Key::S);
    window.assert_shows("Save the plan");
    let typed = window.path("coast");
    window.fill("File", &typed.display().to_string());
    window.press(Key::Enter);
    assert_eq!(window.app().title(), "Coast – Upturn");
    window.assert_shows("Saved 10:42");
    window.assert_hides("Save the plan");
    let file = window.path("coast.upturn.ron");
    assert_eq!(window.document().path(), Some(file.as_path()));

    let plan = window.plan().clone();
    assert_eq!(storage::load(&file).unwrap().plan, plan);
    let home = window.end();
    let mut again = Window::start();
    again.drop_file(&file);
    assert_eq!(again.plan(), &plan);
    again.assert_shows("Saved in coast.upturn.ron");
    drop(home);
}

#[test]
fn a_plan_with_a_file_is_saved_without_a_word() {
    let mut window = Window::with_plan(&Plan::new("Coast"));
    window.ask(Ask::Edit(upturn::document::Edit::new("Rename", |plan| "North".clone_into(&mut plan.title))));
    assert_eq!(window.app().title(), "● North – Upturn");
    window.ctrl(Key::S);
    assert_eq!(window.app().title(), "North – Upturn");
    assert!(window.files.asked().is_empty());
    assert_eq!(storage::load(&window.path("plan.upturn.ron")).unwrap().plan.title, "North");
}

#[test]
fn saving_elsewhere_begins_at_the_plans_own_name_and_folder() {
    let mut window = Window::with_plan(&Plan::new("Coast"));
    window.ctrl_shift(Key::S);
    let asked = window.files.asked().pop().unwrap();
    assert_eq!(asked.file_name, "plan.upturn.ron");
    assert_eq!(asked.folder.as_deref(), window.path("plan.upturn.ron").parent());
    assert_eq!(window.focused().unwrap().1, "File", "the typed path has the keyboard");
}

#[test]
fn another_file_is_replaced_only_by_the_button_that_says_so() {
    let mut window = Window::start();
    new_plan(&mut window);
    let other = window.file("other.upturn.ron", "somebody else's");
    window.ctrl_shift(Key::S);
    window.fill("File", &other.display().to_string());
    window.press(Key::Enter);
    window.assert_shows("other.upturn.ron is there already. Replace it, or type another name.");
    window.press(Key::Enter);
    assert_eq!(fs::read_to_string(&other).unwrap(), "somebody else's", "Enter alone replaces nothing");
    window.click("Replace");
    assert_eq!(storage::load(&other).unwrap().plan, *window.plan());
    assert!(!window.document().is_dirty());
}

#[test]
fn a_name_chosen_in_the_systems_window_gets_its_ending_and_is_not_silently_replaced() {
    let mut window = Window::start();
    new_plan(&mut window);
    let other = window.file("other.upturn.ron", "somebody else's");
    window.files.will(Answer::Chooses(window.path("other")));
    window.ctrl(Key::S);
    window.assert_shows("other.upturn.ron is there already.");
    assert_eq!(fs::read_to_string(&other).unwrap(), "somebody else's");
    let asked = window.files.asked();
    assert_eq!(asked[0].file_name, "Coast.upturn.ron");
}

#[test]
fn a_save_that_fails_says_why_and_leaves_the_plan_unsaved() {
    let mut window = Window::start();
    new_plan(&mut window);
    window.ctrl(Key::S);
    let nowhere = window.path("no such folder/coast.upturn.ron");
    window.fill("File", &nowhere.display().to_string());
    window.press(Key::Enter);
    window.assert_shows("no such folder");
    assert!(window.has("Browse…"), "the dialog stays for another path");
    assert!(window.document().is_dirty());
    assert_eq!(window.app().title(), "● Coast – Upturn");
    window.assert_shows("Not saved");

    let somewhere = window.path("coast.upturn.ron");
    window.fill("File", &somewhere.display().to_string());
    window.press(Key::Enter);
    window.assert_hides("Not saved");
    assert!(!window.document().is_dirty());
}

#[test]
fn undoing_back_to_what_is_saved_is_clean() {
    let mut window = Window::with_plan(&Plan::new("Coast"));
    window.click("Type or paste monthly totals");
    window.click("October 2026: no figure");
    window.type_text("5");
    window.press(Key::Enter);
    window.ctrl(Key::S);
    window.assert_shows("Saved 10:42");
    window.press(Key::ArrowUp);
    window.press(Key::Delete);
    window.type_text("7");
    window.press(Key::Enter);
    window.assert_shows("Unsaved changes");
    while window.document().is_dirty() {
        window.ctrl(Key::Z);
    }
    window.assert_shows("Saved 10:42");
    assert_eq!(window.plan().series[0].value(month("2026-10")), Some(Amount::whole(5)));
    window.ctrl(Key::Z);
    window.assert_shows("Unsaved changes");
}

#[test]
fn a_plan_that_cant_be_read_is_said_with_its_line_and_the_page_stays() {
    let mut window = Window::example();
    let broken = window.file("broken.upturn.ron", "(\n    format_version: 1,\n    title: \"x\n");
    window.ctrl(Key::O);
    window.fill("File", &broken.display().to_string());
    window.press(Key::Enter);
    window.assert_shows("broken.upturn.ron");
    assert!(window.has("Browse…"));
    assert_eq!(window.plan().title, "Coast 2026–27");
}
