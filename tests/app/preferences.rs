//! Preferences and About: every choice is applied at once, kept, and taken back by choosing again.

use eframe::egui::Key;
use upturn::command::Command;
use upturn::storage::{self, RealFs};
use upturn::text::number::Numbers;
use upturn::ui::preference::Preferences;
use upturn::ui::theme::{self, Theme};
use upturn::ui::{Ask, Page};

use super::support::{Window, amount};

fn restarted(window: Window) -> Window {
    let Window { home, .. } = window;
    Window::new([1440.0, 900.0], home, None)
}

fn preferences(window: &Window) -> &Preferences {
    window.app().preferences()
}

#[test]
fn every_choice_is_on_at_once_and_after_a_restart_and_the_usual_ones_come_back() {
    let mut window = Window::start();
    window.ctrl(Key::Comma);
    for choice in [
        "Theme: High contrast",
        "Size in percent: 125",
        "Less movement",
        "Number format: 1.234,56",
        "Open the last plan again",
        "Explain the method",
        "The window is drawn by: glow (OpenGL)",
    ] {
        let before = preferences(&window).clone();
        window.click(choice);
        assert_ne!(*preferences(&window), before, "{choice}");
    }
    let usual = Preferences::default();
    let chosen = preferences(&window).clone();
    assert!(chosen.reduced_motion && chosen.reopen_last && !chosen.explanations, "{chosen:?}");
    let ctx = window.harness.ctx.clone();
    assert_eq!(theme::current(&ctx).window, Theme::Contrast.tokens().window);
    assert!((ctx.zoom_factor() - 1.25).abs() < 1e-6);
    assert!(!ctx.global_style().visuals.text_cursor.blink);
    let mut window = restarted(window);
    assert_eq!(*preferences(&window), chosen);
    assert!((window.harness.ctx.zoom_factor() - 1.25).abs() < 1e-6);
    window.ctrl(Key::Comma);
    window.click("Reset to the usual");
    assert_eq!(*preferences(&window), usual);
    assert!(!window.is_enabled("Reset to the usual"));
    assert!((window.harness.ctx.zoom_factor() - 1.0).abs() < 1e-6);
}

#[test]
fn a_number_format_changes_what_stands_on_the_page_and_what_can_be_typed() {
    let mut window = Window::example();
    window.click("View as table");
    window.assert_shows("62.5");
    window.ctrl(Key::Comma);
    window.click("Number format: 1.234,56");
    window.click("Done");
    window.assert_shows("62,5");
    window.assert_hides("62.5");
    assert_eq!(window.app().numbers(), Numbers::CONTINENTAL);
    window.click("View as table");
    window.click("Figures");
    window.type_text("71.234,5");
    window.press(Key::Enter);
    assert!(window.plan().series[0].figures.values().any(|figure| figure.value == Some(amount("71234.5"))));
}

#[test]
fn the_pages_of_the_program_lead_back_to_the_one_before() {
    let mut window = Window::example();
    window.ctrl(Key::Num3);
    window.ctrl(Key::Comma);
    assert_eq!(window.app().screen().page, Page::Preferences);
    window.press(Key::Escape);
    assert_eq!(window.app().screen().page, Page::Forecast);
    window.menu("Help", "About Upturn");
    window.ctrl(Key::Comma);
    window.click("Done");
    assert_eq!(window.app().screen().page, Page::Forecast, "not the other page of the program");
    window.ctrl(Key::Comma);
    window.ctrl(Key::Comma);
    assert_eq!(window.app().screen().page, Page::Forecast);
    let mut window = Window::start();
    window.menu("Edit", "Preferences");
    window.press(Key::Escape);
    assert_eq!(window.app().screen().page, Page::Home);
}

#[test]
fn a_menu_that_is_open_takes_esc_first() {
    let mut window = Window::example();
    window.ctrl(Key::Comma);
    window.press(Key::F10);
    window.press(Key::Escape);
    assert_eq!(window.app().screen().page, Page::Preferences);
}

#[test]
fn the_last_plan_opens_again_where_that_is_wanted_and_it_is_still_there() {
    let mut window = Window::start();
    let path = window.path("north.upturn.ron");
    storage::save(&RealFs, &path, &upturn::model::Plan::new("North")).unwrap();
    window.ask(Ask::Open(path.clone()));
    let mut window = restarted(window);
    assert!(window.app().document().is_none(), "not unless it is wanted");
    window.ctrl(Key::Comma);
    window.click("Open the last plan again");
    let mut window = restarted(window);
    assert_eq!(window.plan().title, "North");
    window.ask(Ask::Command(Command::ClosePlan));
    let mut window = restarted(window);
    assert!(window.app().document().is_none(), "it was closed before the program was left");
    window.ask(Ask::Open(path.clone()));
    std::fs::remove_file(path).unwrap();
    let window = restarted(window);
    assert!(window.app().document().is_none());
    assert_eq!(window.app().screen().notice.problem(), None, "a plan that is gone is no problem at the start");
}

#[test]
fn about_names_the_version_the_licences_and_the_files() {
    let mut window = Window::start();
    window.menu("Help", "About Upturn");
    window.assert_shows(env!("CARGO_PKG_VERSION"));
    window.assert_shows("Nothing leaves this computer");
    window.assert_shows("never uses the network");
    let folder = window.path("config");
    window.assert_shows(&folder.display().to_string());
    for licence in ["MIT licence", "Apache licence 2.0", "SIL Open Font License"] {
        window.assert_shows(licence);
    }
    window.assert_hides("accesskit");
    window.click("Show all licences");
    window.assert_shows("accesskit");
    window.click("Open log folder");
    assert_eq!(window.files.folders(), std::slice::from_ref(&folder));
    window.files.shows_no_folders();
    window.click("Open log folder");
    let told = window.app().screen().notice.problem().unwrap_or_default();
    assert!(told.contains(&folder.display().to_string()), "{told}");
}
