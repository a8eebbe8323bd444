//! Everything can be reached by keyboard and has a name; menus, shortcuts and the list of recent plans work.

use std::collections::BTreeSet;

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use upturn::model::Plan;
use upturn::storage;
use upturn::ui::theme::{self, Theme};
use upturn::ui::{Ask, Page};

use super::home;
use super::support::{USUAL, Window};

/// What Tab leads to until it comes round.
fn walk(window: &mut Window) -> Vec<(Role, String)> {
    let mut stops: Vec<(Role, String)> = Vec::new();
    for _ in 0..80 {
        window.press(Key::Tab);
        let stop = window.focused().expect("Tab leads somewhere");
        if stops.first() == Some(&stop) {
            return stops;
        }
        stops.push(stop);
    }
    panic!("Tab does not come round: {stops:#?}");
}

/// Names of all controls that a person can use now. The cells of a grid are one stop.
fn controls(window: &Window) -> BTreeSet<String> {
    let is_control = |role: Role| {
        matches!(role, Role::Button | Role::TextInput | Role::MultilineTextInput | Role::CheckBox | Role::ComboBox)
            || role == Role::RadioButton
            || role == Role::Grid
    };
    let names = window.names().into_iter().filter(|(role, _, enabled)| is_control(*role) && *enabled);
    names.map(|(_, name, _)| name).collect()
}

#[test]
fn tab_reaches_every_control_of_every_page() {
    for page in [None, Some(Key::Num1), Some(Key::Num2), Some(Key::Num3), Some(Key::Num4)] {
        let mut window = match page {
            None => Window::start(),
            Some(key) => {
                let mut window = Window::example();
                window.ctrl(key);
                window
            }
        };
        let stops = walk(&mut window);
        assert!(stops.iter().all(|(_, name)| !name.trim().is_empty()), "{page:?}: {stops:?}");
        let mut reached: BTreeSet<String> = stops.into_iter().map(|(_, name)| name).collect();
        // The grid holds the keyboard and names its cell.
        if reached.iter().any(|name| name.starts_with("November 2026: ")) {
            reached.insert("Figures".to_owned());
        }
        if reached.iter().any(|name| name.starts_with("Target ")) {
            reached.insert("The gap by month".to_owned());
        }
        let all = controls(&window);
        let missed: Vec<&String> = all.difference(&reached).collect();
        assert!(missed.is_empty(), "{page:?}: Tab misses {missed:?}; it reaches {reached:?}");
        assert!(all.len() > 4, "{page:?}: {all:?}");
    }
}

#[test]
fn tab_reaches_every_control_of_a_folder_of_plans() {
    let mut window = home::calder(USUAL);
    let stops = walk(&mut window);
    let reached: BTreeSet<String> = stops.iter().map(|(_, name)| name.clone()).collect();
    let missed: Vec<String> = controls(&window).difference(&reached).cloned().collect();
    assert!(missed.is_empty(), "Tab misses {missed:?}");
    assert_eq!(stops.iter().filter(|(role, _)| *role == Role::ListBoxOption).count(), 1, "the list is one stop");
}

#[test]
fn a_dialog_keeps_the_keyboard_to_itself() {
    let mut window = Window::example();
    window.ctrl(Key::O);
    let names: Vec<String> = walk(&mut window).into_iter().map(|(_, name)| name).collect();
    for name in ["File", "Open", "Cancel"] {
        assert!(names.iter().any(|n| n == name), "{names:?}");
    }
    assert!(names.len() <= 4, "{names:?}");
}

#[test]
fn the_pages_have_keys_and_entries() {
    let mut window = Window::example();
    for (key, entry, page) in [
        (Key::Num3, "Forecast & gap", Page::Forecast),
        (Key::Num4, "Plan details", Page::Plan),
        (Key::Num2, "History", Page::History),
        (Key::Num1, "Overview", Page::Overview),
    ] {
        window.ctrl(key);
        assert_eq!(window.app().screen().page, page);
        window.ctrl(if page == Page::Plan { Key::Num2 } else { Key::Num4 });
        window.click(entry);
        assert_eq!(window.app().screen().page, page);
    }
}

#[test]
fn menus_run_commands_and_say_what_would_be_undone() {
    let mut window = Window::start();
    window.menu("File", "Look at an example");
    assert_eq!(window.plan().title, "Coast 2026–27");
    window.menu("View", "Forecast & gap");
    assert_eq!(window.app().screen().page, Page::Forecast);
    window.click("Rolling average, months: 12");
    window.menu("Edit", "Undo: Show the 12-month average");
    assert_eq!(window.plan().forecast.window, 6);
    window.menu("File", "Close plan");
    assert!(window.app().document().is_none());
}

#[test]
fn a_chosen_theme_is_on_at_once_and_after_a_restart() {
    let mut window = Window::example();
    for (entry, theme) in [
        ("Theme: dark", Theme::Dark),
        ("Theme: projector", Theme::Projector),
        ("Theme: high contrast", Theme::Contrast),
        ("Theme: light", Theme::Light),
    ] {
        window.menu("View", entry);
        assert_eq!(theme::current(&window.harness.ctx).window, theme.tokens().window, "{entry}");
    }
    window.menu("View", "Theme: dark");
    let Window { home, .. } = window;
    let window = Window::new([1200.0, 800.0], home, None);
    assert_eq!(theme::current(&window.harness.ctx).window, Theme::Dark.tokens().window);
}

#[test]
fn recent_plans_open_again_and_one_that_is_gone_is_greyed() {
    let mut window = Window::start();
    for title in ["North", "South"] {
        let path = window.path(&format!("{title}.upturn.ron"));
        storage::save(&storage::RealFs, &path, &Plan::new(title)).unwrap();
        window.ask(Ask::Open(path));
    }
    std::fs::remove_file(window.path("South.upturn.ron")).unwrap();
    window.ctrl(Key::W);
    window.assert_shows("Open again");
    assert!(window.is_enabled("Open North"));
    assert!(!window.is_enabled("Open South"));
    window.click("Open South");
    assert!(window.app().document().is_none());
    window.click("Open North");
    assert_eq!(window.plan().title, "North");
}

#[test]
fn the_chart_is_read_out_by_arrow_keys() {
    let mut window = Window::example();
    let chart = window.words().into_iter().find(|(role, text)| *role == Role::Figure && text.contains("6-month"));
    window.click(&chart.unwrap().1);
    window.press(Key::ArrowRight);
    window.press(Key::ArrowLeft);
    let (role, _) = window.focused().unwrap();
    assert_eq!(role, Role::Figure, "arrows stay on the chart");
}

#[test]
fn a_chart_is_shown_as_a_table() {
    for key in [Key::Num2, Key::Num3] {
        let mut window = Window::example();
        window.ctrl(key);
        let rows = |window: &Window| window.words().iter().filter(|(role, _)| *role == Role::Row).count();
        let others = rows(&window);
        window.click("View as table");
        assert!(rows(&window) > others + 5, "{}", window.text());
        window.click("View as table");
        assert_eq!(rows(&window), others);
    }
}
