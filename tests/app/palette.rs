//! The palette: it finds everything, runs what can be done, and shows nothing in the room.

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use upturn::command::Command;
use upturn::model::Plan;
use upturn::storage;
use upturn::ui::theme::{self, Theme};
use upturn::ui::{Ask, Page};

use super::support::Window;

/// The rows in view, best first.
fn rows(window: &Window) -> Vec<String> {
    let all = window.words().into_iter();
    all.filter(|(role, _)| *role == Role::ListBoxOption).map(|(_, text)| text).collect()
}

fn open_with(query: &str) -> Window {
    let mut window = Window::example();
    window.ctrl(Key::K);
    window.type_text(query);
    window
}

#[test]
fn every_command_is_found_by_its_label() {
    for command in Command::ALL.into_iter().filter(|command| *command != Command::Palette) {
        let window = open_with(command.label());
        assert_eq!(rows(&window).first().map(String::as_str), Some(command.label()), "{command:?}");
    }
}

#[test]
fn both_keys_and_the_field_open_it_and_esc_gives_the_keyboard_back() {
    let mut window = Window::example();
    window.click("October 2026: 50.9");
    let before = window.focused();
    window.ctrl(Key::K);
    assert_eq!(window.focused(), Some((Role::ListBoxOption, "New plan".to_owned())), "read out while one types");
    window.press(Key::Escape);
    assert_eq!((rows(&window), window.focused()), (Vec::new(), before));
    window.ctrl_shift(Key::P);
    assert!(!rows(&window).is_empty());
    window.ctrl(Key::K);
    assert!(rows(&window).is_empty());
    window.click("Find or run a command");
    assert!(!rows(&window).is_empty());
}

#[test]
fn a_few_letters_and_enter_run_a_command() {
    let mut window = open_with("thdark");
    window.press(Key::Enter);
    assert_eq!(theme::current(&window.harness.ctx).window, Theme::Dark.tokens().window);
    assert!(rows(&window).is_empty(), "it is gone");
    window.ctrl(Key::K);
    window.type_text("gap");
    window.press(Key::Enter);
    assert_eq!(window.app().screen().page, Page::Forecast);
}

#[test]
fn a_figure_is_found_by_its_month_and_the_cursor_goes_there() {
    let mut window = open_with("oct 2025");
    window.assert_shows("Oct 2025: £54.4k");
    window.press(Key::Enter);
    assert_eq!(window.app().screen().page, Page::History);
    assert_eq!(window.focused().map(|(_, name)| name), Some("October 2025: 54.4".to_owned()));
    window.ctrl(Key::Num3);
    window.click("Set a target");
    window.ctrl(Key::K);
    window.type_text("Jul 2023");
    window.press(Key::Enter);
    assert_eq!(window.focused().map(|(_, name)| name), Some("July 2023: 62.5".to_owned()), "from another page, too");
}

#[test]
fn find_is_found_and_gets_the_keyboard() {
    let mut window = Window::example();
    window.click("October 2026: 50.9");
    window.ctrl(Key::K);
    window.type_text("find on");
    window.press(Key::Enter);
    assert_eq!(window.focused(), Some((Role::TextInput, "Find on this page".to_owned())));
}

#[test]
fn arrows_choose_and_go_round() {
    let mut window = open_with("theme");
    let chosen = |window: &Window| {
        let root = window.harness.root();
        let nodes = egui_kittest::kittest::NodeT::children_recursive(&root).collect::<Vec<_>>();
        let row = nodes
            .iter()
            .map(egui_kittest::kittest::NodeT::accesskit_node)
            .find(|node| node.role() == Role::ListBoxOption && node.is_selected() == Some(true));
        row.and_then(|row| row.label()).unwrap_or_default()
    };
    let all = rows(&window);
    assert_eq!(chosen(&window), all[0]);
    window.press(Key::ArrowDown);
    assert_eq!(chosen(&window), all[1]);
    window.press(Key::ArrowUp);
    window.press(Key::ArrowUp);
    assert_eq!(chosen(&window), *all.last().unwrap());
    window.press(Key::ArrowDown);
    assert_eq!(chosen(&window), all[0]);
}

#[test]
fn what_cannot_be_done_says_why_and_stays() {
    let mut window = Window::start();
    window.ctrl(Key::K);
    window.type_text("save as");
    assert_eq!(rows(&window)[0], "Save as…");
    window.press(Key::Enter);
    assert!(window.app().screen().dialog.is_none());
    assert_eq!(rows(&window)[0], "Save as…", "the palette stays, with the reason in the row");
}

#[test]
fn recent_plans_and_notices_are_found() {
    let mut window = Window::start();
    for title in ["North", "South"] {
        let path = window.path(&format!("{title}.upturn.ron"));
        storage::save(&storage::RealFs, &path, &Plan::new(title)).unwrap();
        window.ask(Ask::Open(path));
    }
    window.ask(Ask::Say("Copied the figures"));
    window.ctrl(Key::K);
    window.type_text("north");
    window.press(Key::Enter);
    assert_eq!(window.plan().title, "North");
    window.ctrl(Key::K);
    window.type_text("copied");
    assert_eq!(rows(&window)[0], "Copied the figures");
    window.press(Key::Enter);
    assert_eq!(window.app().screen().notice.toast_text(), Some("Copied the figures"));
}

#[test]
fn nothing_found_is_said() {
    let mut window = open_with("qqqzzz");
    window.assert_shows("Nothing found.");
    window.press(Key::Enter);
    window.assert_shows("Nothing found.");
    window.press(Key::Escape);
    window.assert_hides("Nothing found.");
}

#[test]
fn the_room_never_shows_it() {
    let mut window = Window::example();
    window.ask(Ask::Say("Copied the figures"));
    window.press(Key::F5);
    window.ctrl(Key::K);
    window.press(Key::F1);
    window.press(Key::F10);
    assert!(rows(&window).is_empty());
    window.assert_hides("Copied the figures");
    window.press(Key::Escape);
    assert!(rows(&window).is_empty(), "nor does it wait behind the room");
}

#[test]
fn keys_that_write_stay_in_the_field() {
    let mut window = open_with("thx");
    window.press(Key::Backspace);
    window.type_text("eme dark");
    assert_eq!(rows(&window)[0], "Theme: dark");
    window.press(Key::Home);
    window.type_text("the ");
    assert_eq!(rows(&window)[0], "Theme: dark");
    assert!(!window.document().is_dirty());
}
