//! What the program remembers beside the plans: how each was looked at, choices, folders.

use eframe::egui::Key;
use upturn::storage::{self, RealFs};
use upturn::ui::{Ask, Page};

use super::support::Window;

fn two_plans() -> (Window, [std::path::PathBuf; 2]) {
    let window = Window::start();
    let paths = ["north", "south"].map(|name| {
        let (mut plan, _) = storage::parse(storage::EXAMPLES[0].text.as_bytes()).unwrap();
        name.clone_into(&mut plan.title);
        let mut second = (*plan.series[0]).clone();
        "Margin".clone_into(&mut second.name);
        plan.series.push(second.into());
        let path = window.path(&format!("{name}.upturn.ron"));
        storage::save(&RealFs, &path, &plan).unwrap();
        path
    });
    (window, paths)
}

#[test]
fn a_plan_opens_on_the_page_and_series_that_showed_when_it_was_left() {
    let (mut window, [north, south]) = two_plans();
    window.ask(Ask::Open(north.clone()));
    window.ctrl(Key::Num2);
    window.click("Last year");
    window.ask(Ask::ShowSeries(1));
    window.ctrl(Key::Num3);
    window.click("View as table");
    window.ask(Ask::Open(south.clone()));
    let at = window.app().screen();
    assert_eq!(
        (at.page, at.series_index, at.history.chart.last_year),
        (Page::Overview, 0, false),
        "the other plan's own"
    );
    window.ask(Ask::Open(north.clone()));
    let at = window.app().screen();
    assert_eq!((at.page, at.series_index), (Page::Forecast, 1));
    assert!(at.history.chart.last_year && at.forecast.chart.as_table);
    assert!(!window.document().is_dirty(), "how a plan is looked at is none of its changes");
    // And once the program was left by its title bar.
    window.ctrl(Key::Num9);
    window.ask_to_close();
    let home = window.end();
    let window = Window::new([1440.0, 900.0], home, Some(north));
    assert_eq!((window.app().screen().page, window.app().screen().series_index), (Page::Plan, 1));
    assert_eq!(window.document().plan().series[1].name, "Margin");
}

#[test]
fn a_page_is_scrolled_to_where_it_was_left() {
    let (window, [north, _]) = two_plans();
    let home = window.end();
    let mut window = Window::new([1024.0, 700.0], home, Some(north.clone()));
    window.ctrl(Key::Num2);
    let top = window.rect("Add sales").top();
    window.wheel(-150.0);
    let scrolled = window.rect("Add sales").top();
    assert!(scrolled < top - 100.0, "{scrolled} {top}");
    window.ask_to_close();
    let home = window.end();
    let window = Window::new([1024.0, 700.0], home, Some(north));
    assert!((window.rect("Add sales").top() - scrolled).abs() < 1.0, "{} {scrolled}", window.rect("Add sales").top());
}

#[test]
fn a_plan_without_a_view_of_its_own_and_a_view_without_its_series_open_all_the_same() {
    let (mut window, [north, _]) = two_plans();
    window.ask(Ask::Open(north.clone()));
    window.ask(Ask::ShowSeries(1));
    window.ask(Ask::Command(upturn::command::Command::ClosePlan));
    let (mut plan, _) = storage::parse(&std::fs::read(&north).unwrap()).unwrap();
    plan.series.truncate(1);
    storage::save(&RealFs, &north, &plan).unwrap();
    window.ask(Ask::Open(north));
    assert_eq!(window.app().screen().series_index, 0);
    window.assert_hides("Margin");
}

#[test]
fn each_kind_of_file_begins_in_its_own_last_folder_and_can_be_sent_back_to_documents() {
    let (mut window, [north, _]) = two_plans();
    for folder in ["tables", "pictures"] {
        std::fs::create_dir(window.path(folder)).unwrap();
    }
    let table = window.file("tables/sales.csv", "Month,Sales\n2026-08,5\n2026-09,6\n");
    window.ask(Ask::Open(north));
    window.ask(Ask::ReadTable(table));
    window.ask(Ask::Dismiss);
    let picture = window.path("pictures/coast.svg");
    window.ask(Ask::SavePictureTo { path: picture.clone(), replace: false });
    assert!(picture.is_file());
    window.click_in_toast("Show in folder");
    assert_eq!(window.files.folders(), [window.path("pictures")]);
    let home = window.end();
    let mut window = Window::new([1440.0, 900.0], home, None);
    window.ask(Ask::Command(upturn::command::Command::OpenExample));
    for (command, folder) in [
        (upturn::command::Command::AddSales, "tables"),
        (upturn::command::Command::SavePicture, "pictures"),
        (upturn::command::Command::SaveAs, ""),
    ] {
        window.ask(Ask::Command(command));
        let asked = window.files.asked().pop().unwrap();
        assert_eq!(asked.folder.unwrap(), window.path(folder).components().collect::<std::path::PathBuf>());
        if folder == "pictures" {
            let ending = std::path::Path::new(&asked.file_name).extension().unwrap();
            assert_eq!(ending, "svg", "as the last one");
        }
        window.ask(Ask::Dismiss);
    }
    window.ctrl(Key::Comma);
    assert!(!window.has("Forget the folder for the list of all plans"), "none was chosen");
    window.assert_shows(&window.path("pictures").display().to_string());
    window.click("Forget the folder for pictures");
    window.assert_hides(&window.path("pictures").display().to_string());
    window.press(Key::Escape);
    window.ask(Ask::Command(upturn::command::Command::SavePicture));
    assert_ne!(window.files.asked().pop().unwrap().folder, Some(window.path("pictures")));
}
