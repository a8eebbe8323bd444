//! The examples: each can be found from the start page, the menu and the palette, and costs nobody a plan.

use eframe::egui::Key;
use upturn::command::Command;
use upturn::ui::{Ask, Page};

use super::support::Window;

const TITLES: [(&str, &str); 3] = [
    ("Example: a coffee territory by month", "Coast 2026–27"),
    ("Example: a lift service by quarter", "Hartog Lift Service 2026"),
    ("Example: a plant shop by week", "Fern & Clay, first winter"),
];

#[test]
fn the_file_menu_offers_every_example() {
    let mut window = Window::start();
    for (entry, title) in TITLES {
        window.menu("File", entry);
        assert_eq!(window.plan().title, title);
        assert_eq!(window.app().screen().page, Page::Overview);
        assert!(!window.document().is_dirty() && window.document().path().is_none(), "{title}");
    }
}

#[test]
fn the_start_page_offers_every_example() {
    let mut window = Window::start();
    let names = ["Look at an example", "A lift service by quarter", "A plant shop by week"];
    for (name, (_, title)) in names.into_iter().zip(TITLES) {
        window.click(name);
        assert_eq!(window.plan().title, title);
        window.ctrl(Key::W);
    }
}

#[test]
fn the_palette_finds_an_example_by_its_trade() {
    for (query, (_, title)) in ["coffee", "lift service", "shop"].into_iter().zip(TITLES) {
        let mut window = Window::start();
        window.ctrl(Key::K);
        window.type_text(query);
        window.press(Key::Enter);
        assert_eq!(window.plan().title, title, "{query}");
    }
}

#[test]
fn an_example_asks_before_it_takes_the_place_of_unsaved_work() {
    let mut window = Window::example();
    window.click("Rolling average, months: 12");
    window.ask(Ask::Command(Command::OpenShopExample));
    assert_eq!(window.plan().title, "Coast 2026–27");
    window.click("Don’t save");
    assert_eq!(window.plan().title, "Fern & Clay, first winter");
}

#[test]
fn every_page_of_every_example_says_something_in_its_own_rhythm() {
    for (command, word) in [(Command::OpenFirmExample, "quarter"), (Command::OpenShopExample, "week")] {
        let mut window = Window::start();
        window.ask(Ask::Command(command));
        for page in [Command::ShowOverview, Command::ShowHistory, Command::ShowForecast] {
            window.ask(Ask::Command(page));
            window.assert_shows(word);
        }
        window.press(Key::F5);
        assert!(window.app().screen().present.is_some());
    }
}
