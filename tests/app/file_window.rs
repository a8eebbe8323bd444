//! The system's file windows: one that never answers, one that is given up, one that answers late.

use eframe::egui::Key;
use upturn::model::Plan;
use upturn::storage;
use upturn::ui::dialog::Purpose;

use super::support::{Answer, Window};

fn plan_file(window: &Window, title: &str) -> std::path::PathBuf {
    let path = window.path(&format!("{title}.upturn.ron"));
    storage::save(&storage::RealFs, &path, &Plan::new(title)).unwrap();
    path
}

#[test]
fn r48_a_window_that_never_answers_leaves_the_typed_path_as_a_way() {
    let mut window = Window::start();
    let path = plan_file(&window, "Coast");
    window.files.will(Answer::Hangs);
    window.click("Open a plan");
    assert_eq!(window.files.asked().iter().map(|r| r.purpose).collect::<Vec<_>>(), [Purpose::OpenPlan]);
    window.assert_shows("Waiting for the system’s file window.");
    assert!(!window.is_enabled("Browse…"), "one window at a time");
    assert_eq!(window.focused().map(|(_, name)| name).as_deref(), Some("File"));
    window.fill("File", &path.display().to_string());
    window.press(Key::Enter);
    assert_eq!(window.plan().title, "Coast");
}

#[test]
fn r48_a_late_answer_is_ignored_once_its_dialog_is_gone() {
    let mut window = Window::example();
    let path = plan_file(&window, "Late");
    window.ctrl(Key::O);
    window.click("Cancel");
    window.assert_hides("Open a plan file");
    window.files.answer_late(0, &path);
    window.settle();
    assert_eq!(window.plan().title, "Coast 2026–27");

    // Nor does it answer for the dialog that came after it.
    window.ctrl(Key::I);
    window.files.answer_late(0, &path);
    window.settle();
    assert_eq!(window.plan().title, "Coast 2026–27");
    window.assert_shows("Waiting for the system’s file window.");
}

#[test]
fn r48_a_window_that_was_given_up_leaves_what_was_typed_and_can_be_opened_again() {
    let mut window = Window::start();
    let path = plan_file(&window, "Coast");
    window.files.will(Answer::Cancels);
    window.click("Open a plan");
    window.assert_hides("Waiting for the system’s file window.");
    window.fill("File", "half a pa");
    window.files.will(Answer::Cancels);
    window.click("Browse…");
    window.assert_shows("half a pa");
    window.files.will(Answer::Chooses(path));
    window.click("Browse…");
    assert_eq!(window.plan().title, "Coast");
}

#[test]
fn a_chosen_file_that_is_no_plan_is_said_at_its_path() {
    let mut window = Window::start();
    let path = window.file("notes.upturn.ron", "Dear diary");
    window.files.will(Answer::Chooses(path.clone()));
    window.ctrl(Key::O);
    assert!(window.has("Browse…"));
    window.assert_shows(&path.display().to_string());
    assert!(window.app().document().is_none());
}

#[test]
fn a_picture_goes_to_a_typed_path_by_its_ending() {
    let mut window = Window::example();
    for (name, begin) in [("chart.svg", &b"<svg"[..]), ("chart.png", &b"\x89PNG"[..])] {
        window.ctrl_shift(Key::E);
        let path = window.path(name);
        window.fill("File", &path.display().to_string());
        window.press(Key::Enter);
        let bytes = std::fs::read(&path).unwrap_or_else(|e| panic!("{name}: {e}\n{}", window.text()));
        assert!(bytes.windows(begin.len()).take(200).any(|w| w == begin), "{name}");
        window.assert_shows(&format!("Saved the chart as {name}"));
    }
    window.ctrl_shift(Key::E);
    window.fill("File", "chart.bmp");
    window.press(Key::Enter);
    window.assert_shows("A picture’s name ends in .png or .svg.");
}
