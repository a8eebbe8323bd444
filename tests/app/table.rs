//! Sales from files: by a typed path, by the system's window, by dropping; and files that can't be read as they are.

use eframe::egui::Key;
use upturn::model::{Plan, Source};

use super::support::{Answer, Window, amount, month};

const GOOD: &str = "Month;Net;Orders\n2026-09;56.480,25;12\n2026-10;50.910,00;11\n2026-11;25.639,66;6\n";
const BAD: &str = "Month,Sales\n2026-08,70010\n2026-09,many\n2026-10,50910\n";

#[test]
fn a_typed_path_is_read_and_shown_before_anything_is_kept() {
    let mut window = Window::with_plan(&Plan::new("Coast"));
    let file = window.file("sales.csv", GOOD);
    window.ctrl(Key::I);
    window.assert_shows("Add sales from a file");
    window.fill("File", &file.display().to_string());
    window.press(Key::Enter);
    window.assert_shows("How sales.csv was read");
    window.assert_shows("Sep – Nov 2026.");
    assert_eq!(window.document().undo_label(), None);

    // One of the two columns is left out.
    window.click("Orders");
    window.click("Use this");
    let [net] = window.plan().series.as_slice() else { panic!("{:?}", window.plan().series) };
    assert_eq!(net.value(month("2026-09")), Some(amount("56480.25")));
    assert_eq!(net.source, Source::File("sales.csv".to_owned()));
    assert_eq!(window.document().undo_label(), Some("Add 3 figures from sales.csv"));
    window.assert_shows("Added 3 figures from sales.csv");
    window.click_in_toast("Undo");
    assert!(window.plan().series[0].figures.is_empty());
}

#[test]
fn the_systems_window_leads_to_the_same_dialog() {
    let mut window = Window::with_plan(&Plan::new("Coast"));
    let file = window.file("sales.csv", GOOD);
    window.files.will(Answer::Chooses(file));
    window.menu("File", "Add sales");
    window.assert_shows("How sales.csv was read");
    window.press(Key::Escape);
    window.assert_hides("How sales.csv was read");
    assert!(window.plan().series[0].figures.is_empty());
}

#[test]
fn a_file_that_is_dropped_on_the_start_page_begins_a_plan_of_its_name() {
    let mut window = Window::start();
    let file = window.file("coast sales.csv", GOOD);
    window.drop_file(&file);
    window.assert_shows("How coast sales.csv was read");
    window.press(Key::Escape);
    assert!(window.app().document().is_none(), "a look at a table begins nothing");
    window.drop_file(&file);
    window.press(Key::Enter);
    assert_eq!(window.plan().title, "coast sales");
    assert_eq!(window.plan().series.iter().map(|s| s.figures.len()).collect::<Vec<_>>(), [3, 3]);
}

#[test]
fn a_dropped_plan_is_opened() {
    let mut window = Window::start();
    let file = window.path("dropped.upturn.ron");
    upturn::storage::save(&upturn::storage::RealFs, &file, &Plan::new("Dropped")).unwrap();
    window.drop_file(&file);
    assert_eq!(window.plan().title, "Dropped");
}

#[test]
fn a_table_that_cant_be_read_says_which_row_where_its_path_was_typed() {
    let mut window = Window::with_plan(&Plan::new("Coast"));
    let file = window.file("bad.csv", BAD);
    window.ctrl(Key::I);
    window.fill("File", &file.display().to_string());
    window.click("Read the file");
    window.assert_shows("row 3, column \"Sales\": \"many\"");
    assert!(window.has("Read the file"), "the dialog stays for another try");
    assert_eq!(window.document().undo_label(), None);
    assert!(!window.document().is_dirty());

    // Once the path is changed, the complaint is gone.
    window.fill("File", &window.path("missing.csv").display().to_string());
    window.assert_hides("row 3");
    window.press(Key::Enter);
    window.assert_shows("missing.csv is not there");
}

#[test]
fn a_dropped_table_that_cant_be_read_is_said_over_the_page() {
    let mut window = Window::example();
    let file = window.file("bad.csv", BAD);
    window.drop_file(&file);
    window.assert_shows("row 3, column \"Sales\": \"many\"");
    assert_eq!(window.document().undo_label(), None);
    window.click("Close");
    window.assert_hides("row 3");
}

#[test]
fn figures_that_are_there_already_change_nothing() {
    let mut window = Window::with_plan(&Plan::new("Coast"));
    let file = window.file("sales.csv", "Month,Sales\n2026-09,5\n2026-10,6\n");
    for _ in 0..2 {
        window.drop_file(&file);
        window.click("Use this");
    }
    window.assert_shows("The plan has these figures already");
    window.ctrl(Key::Z);
    assert_eq!(window.document().undo_label(), None, "one step only");
}
