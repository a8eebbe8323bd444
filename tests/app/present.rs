//! The room: charts and findings, keys, and nothing else on the wall.

use eframe::egui::accesskit::Role;
use eframe::egui::epaint::{ClippedShape, Shape};
use eframe::egui::{Key, ViewportCommand};
use upturn::document::Edit;
use upturn::model::Plan;
use upturn::ui::Ask;

use super::support::Window;

const HISTORY: &str = "Coast sells about £56k a month";
const USUAL: &str = "is within its usual range, £46k – £60k: noise.";
const BRIDGE: &str = "Coast is likely to come to £673k, £17k short.";
const KPIS: &str = "Tastings held truly rose in October; First talks stayed under the goal at 9.";
const FORECAST: &str = "Coast is heading for £662k, £28k short, with a chance of about one in three to make it.";

/// Every text that is painted: its size in points, and what it says.
fn texts(window: &Window) -> Vec<(f32, String)> {
    fn collect(shape: &Shape, found: &mut Vec<(f32, String)>) {
        match shape {
            Shape::Text(text) => {
                let sizes = text.galley.job.sections.iter().map(|s| s.format.font_id.size);
                found.push((sizes.fold(f32::MAX, f32::min), text.galley.text().to_owned()));
            }
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for ClippedShape { shape, .. } in &window.harness.output().shapes {
        collect(shape, &mut found);
    }
    found
}

#[test]
fn f5_shows_the_pages_chart_full_screen_and_esc_gives_the_page_back() {
    let mut window = Window::example();
    window.take_commands();
    window.press(Key::F5);
    assert!(window.take_commands().contains(&ViewportCommand::Fullscreen(true)));
    window.assert_shows(HISTORY);
    assert!(!window.has("Edit"), "no bar, no menu");
    window.press(Key::Escape);
    assert!(window.take_commands().contains(&ViewportCommand::Fullscreen(false)));
    assert!(window.has("Edit"));
    window.assert_shows("History · Jul 2023 – Nov 2026");
}

#[test]
fn arrows_and_page_keys_walk_through_the_charts_and_esc_leaves_on_the_last_ones_page() {
    let mut window = Window::example();
    window.press(Key::F5);
    for (key, shown) in [
        (Key::ArrowRight, USUAL),
        (Key::ArrowLeft, HISTORY),
        (Key::PageDown, USUAL),
        (Key::PageUp, HISTORY),
        (Key::ArrowLeft, KPIS),
        (Key::ArrowLeft, BRIDGE),
        (Key::ArrowLeft, FORECAST),
        (Key::Enter, BRIDGE),
        (Key::Enter, KPIS),
        (Key::Enter, HISTORY),
        (Key::Space, USUAL),
        (Key::Space, FORECAST),
    ] {
        window.press(key);
        window.assert_shows(shown);
    }
    window.press(Key::Escape);
    window.assert_shows("Forecast & gap · Jul 2026 – Jun 2027");
    window.press(Key::F5);
    window.assert_shows(FORECAST);
}

#[test]
fn b_makes_the_wall_black_and_the_next_key_brings_the_same_chart_back() {
    let mut window = Window::example();
    window.press(Key::F5);
    window.press(Key::B);
    assert_eq!(texts(&window), []);
    window.assert_hides(HISTORY);
    window.press(Key::ArrowRight);
    window.assert_shows(HISTORY);
    window.press(Key::B);
    window.press(Key::B);
    window.assert_shows(HISTORY);
}

#[test]
fn nothing_but_the_chart_ever_shows_in_the_room() {
    let mut window = Window::example();
    window.ask(Ask::Say("Something was done"));
    let bad = window.file("bad.csv", "Month,Sales\n2026-08,70010\n2026-09,many\n");
    window.press(Key::F5);
    let before = texts(&window);
    // A task that fails, a file that is dropped, a question that would be asked, a file window that answers.
    window.ask(Ask::ReadTable(bad.clone()));
    window.ask(Ask::Open(window.path("missing.upturn.ron")));
    window.drop_file(&bad);
    window.ctrl(Key::I);
    window.ctrl_shift(Key::E);
    assert_eq!(texts(&window), before);
    let home = window.home.path().display().to_string();
    for word in ["bad.csv", "missing.upturn", "can’t be", "Something was done", "Cancel", home.as_str()] {
        window.assert_hides(word);
    }
    assert!(window.words().iter().all(|(role, _)| !matches!(role, Role::Button | Role::TextInput | Role::Dialog)));
    // What went wrong is said once the room is left.
    window.press(Key::Escape);
    window.assert_shows("row 3, column \"Sales\": \"many\"");
}

#[test]
fn saving_in_the_room_writes_the_file_but_opens_no_window_for_one() {
    let mut window = Window::example();
    window.click("Rolling average, months: 12");
    window.press(Key::F5);
    window.ctrl(Key::S);
    assert!(window.files.asked().is_empty(), "the system's window would stand on the wall");
    window.press(Key::Escape);
    assert!(!window.has("Browse…"));
    assert!(window.document().is_dirty());

    let mut window = Window::with_plan(&Plan::new("Coast"));
    window.ask(Ask::Edit(Edit::new("Rename", |plan| "North".clone_into(&mut plan.title))));
    window.press(Key::F5);
    window.ctrl(Key::S);
    assert!(!window.document().is_dirty());
}

#[test]
fn quitting_from_the_room_leaves_it_before_it_asks() {
    let mut window = Window::example();
    window.click("Rolling average, months: 12");
    window.press(Key::F5);
    window.take_commands();
    window.ctrl(Key::Q);
    assert!(window.take_commands().contains(&ViewportCommand::Fullscreen(false)));
    assert_eq!(window.focused(), Some((Role::Button, "Save".to_owned())));
}

#[test]
fn every_text_in_the_room_can_be_read_from_the_last_row() {
    for size in [[1024.0, 768.0], [1280.0, 720.0], [1920.0, 1080.0]] {
        let mut window = Window::example_at(size);
        window.press(Key::F5);
        for chart in ["history", "variation", "forecast", "bridge", "KPIs"] {
            let texts = texts(&window);
            assert!(texts.len() > 15, "{chart}: {texts:?}");
            for (points, text) in &texts {
                let share = 100.0 * points / size[1];
                assert!(share >= 2.6, "{chart} at {size:?}: {text:?} has {share:.2} % of the height");
            }
            window.press(Key::ArrowRight);
        }
    }
}

#[test]
fn a_plan_without_figures_has_nothing_to_present() {
    let mut window = Window::with_plan(&Plan::new("Coast"));
    assert!(!window.is_enabled("Present"));
    window.press(Key::F5);
    assert!(window.app().screen().present.is_none());
    window.assert_shows("Start with what was sold.");
}
