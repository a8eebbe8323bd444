//! Plans that can't be opened, and plans that take a while.

use eframe::egui::Key;
use upturn::model::{Amount, Plan};
use upturn::storage;

use super::layout;
use super::support::{USUAL, Window, month};

/// A plan whose figure of October somebody spoilt, and the line that it stands on.
fn spoilt(window: &Window) -> (std::path::PathBuf, String) {
    let mut plan = Plan::new("Coast");
    plan.type_figure(0, month("2026-10"), Some(Amount::whole(50_910)));
    let text = storage::to_text(&plan).unwrap().replace("\"50910\"", "\"50,910\"");
    let line = text.lines().find(|line| line.contains("50,910")).unwrap().trim().to_owned();
    (window.file("plan.upturn.ron", &text), line)
}

#[test]
fn a_plan_that_cant_be_opened_is_told_with_its_line_and_a_caret_under_the_place() {
    let window = Window::start();
    let (path, line) = spoilt(&window);
    let told = |window: &Window| {
        window.assert_shows("plan.upturn.ron can't be opened. Line ");
        window.assert_shows("series[0].figures[\"2026-10\"].value: \"50,910\" is not a number such as 62500");
        window.assert_shows(&format!("The line reads: {line}"));
        // The caret is under the quote that begins the value, below its row.
        let painted = layout::painted(window);
        let place = |text: &str| painted.iter().find(|p| p.text == text).map(|p| p.ink).unwrap();
        let (text, caret) = (place(&line), place("^"));
        let share = line.find("\"50,910").unwrap() as f32 / line.len() as f32;
        let about = text.left() + text.width() * share;
        assert!((caret.center().x - about).abs() < 30.0, "{caret:?} for {about} in {text:?}");
        assert!(caret.top() > text.center().y, "{caret:?} below {text:?}");
    };
    // As a notice, where the file was named at the start.
    let mut window = Window::new(USUAL, window.end(), Some(path.clone()));
    told(&window);
    window.click("Close");
    window.assert_hides("The line reads");
    // And in the dialog that asks for the file, until another is typed.
    window.ctrl(Key::O);
    window.fill("File", &path.display().to_string());
    window.press(Key::Enter);
    told(&window);
    window.fill("File", "elsewhere");
    window.assert_hides("The line reads");
}
