//! Sales from files: by a typed path, by the system's window, by dropping; and files that can't be read as they are.

use eframe::egui::Key;
use upturn::model::{Plan, Source};
use upturn::ui::Ask;

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

const OPEN: &str = "Date,Customer,Amount\n03/04/2026,Acme,10\n05/06/2026,Bolt,20\n";

#[test]
fn what_a_file_leaves_open_is_asked_before_it_can_be_used() {
    let mut window = Window::with_plan(&Plan::new("Coast"));
    let file = window.file("open.csv", OPEN);
    window.drop_file(&file);
    window.assert_shows("written with the day or the month first?");
    assert!(!window.is_enabled("Use this"));
    window.assert_shows("1 question open. Answer it on the right first.");
    window.press(Key::Enter);
    assert!(window.plan().series[0].figures.is_empty(), "Enter doesn't get past a question");

    window.click("month first: 4 Mar 2026");
    window.assert_hides("written with the day or the month first?");
    window.assert_shows("Dates are read month first: you said so");
    window.click("Use this");
    assert_eq!(window.plan().series[0].value(month("2026-03")), Some(amount("10")));
}

#[test]
fn answers_hold_for_the_next_file_with_the_same_headings_and_can_be_forgotten() {
    let mut window = Window::with_plan_at([1440.0, 1600.0], &Plan::new("Coast"));
    let file = window.file("open.csv", OPEN);
    window.drop_file(&file);
    window.click("day first: 3 Apr 2026");
    window.click("Use this");
    let later = window.file("later.csv", &format!("{OPEN}07/08/2026,Acme,30\n"));
    window.drop_file(&later);
    window.assert_shows("Your answers of the last time hold.");
    window.assert_shows("1 new, 0 changed, 0 double.");
    window.press(Key::Escape);

    window.ctrl(Key::Comma);
    window.assert_shows("dates: day-first");
    window.click("Forget the answers about open.csv");
    window.assert_hides("dates: day-first");
    window.drop_file(&later);
    window.assert_shows("written with the day or the month first?");
}

#[test]
fn a_decision_can_be_changed_and_everything_follows() {
    let mut window = Window::with_plan(&Plan::new("Coast"));
    let file = window.file("sales.csv", "Date,Customer,Amount\n2026-03-04,Acme,10\n2026-03-05,Bolt,20\n");
    window.drop_file(&file);
    window.click("Change: one series of all rows");
    window.click("a series for each \"Customer\"");
    window.assert_shows("The rows make a series for each \"Customer\": you said so");
    window.click("Use this");
    let names: Vec<&str> = window.plan().series.iter().map(|series| series.name.as_str()).collect();
    assert_eq!(names, ["Sales", "Acme", "Bolt"], "the empty series waits for the whole and takes no part");
    window.ctrl(Key::Z);
    assert_eq!(window.plan().series.len(), 1, "one step takes all of it back");
}

#[test]
fn the_files_own_total_stands_beside_ours() {
    let mut window = Window::with_plan(&Plan::new("Coast"));
    let sales = "Date,Customer,Amount\n2026-03-04,Acme,10\n2026-03-05,Bolt,20\n";
    let file = window.file("right.csv", &format!("{sales}Total,,30\n"));
    window.drop_file(&file);
    window.assert_shows("30 in all, and the file says the same.");
    window.press(Key::Escape);
    let file = window.file("wrong.csv", &format!("{sales}Total,,31\n"));
    window.drop_file(&file);
    window.assert_shows("30 in all, but the file’s own total is 31.");
}

#[test]
fn a_newer_file_lists_what_it_changes_before_it_does() {
    let mut window = Window::with_plan(&Plan::new("Coast"));
    let file = window.file("sales.csv", "Date,Amount\n2026-03-04,10\n2026-04-05,20\n");
    window.drop_file(&file);
    window.click("Use this");
    let file = window.file("sales.csv", "Date,Amount\n2026-03-04,10\n2026-03-30,-1\n2026-04-05,20\n2026-05-01,5\n");
    window.drop_file(&file);
    window.assert_shows("2 new, 1 changed, 0 double.");
    window.assert_shows("Mar 2026: 10 becomes 9");
    window.click("Use this");
    window.assert_shows("Added 3 figures from sales.csv: 2 new, 1 changed, 0 double");
    assert_eq!(window.plan().series[0].intakes.len(), 2);
    window.click_in_toast("Undo");
    assert_eq!(window.plan().series[0].value(month("2026-03")), Some(amount("10")));
    assert_eq!(window.plan().series[0].intakes.len(), 1);
}

#[test]
fn a_reading_that_is_stopped_leaves_the_plan_as_it_was() {
    let home = tempfile::tempdir().unwrap();
    let mut window = Window::threaded(home);
    let rows = "2026-01-05,10\n2026-02-17,20\n".repeat(200_000);
    let file = window.file("large.csv", &format!("Date,Amount\n{rows}"));
    window.harness.state_mut().ask(Ask::ReadTable(file));
    window.pass();
    window.pass();
    window.assert_shows("Reading large.csv");
    window.click("Stop");
    window.pass();
    std::thread::sleep(std::time::Duration::from_secs(2));
    window.pass();
    window.pass();
    window.assert_hides("large.csv");
    assert!(window.app().document().is_none());
}

#[test]
fn another_encoding_reads_the_letters_anew_and_another_sign_the_cells() {
    let mut window = Window::with_plan(&Plan::new("Coast"));
    let file = window.path("old.csv");
    std::fs::write(&file, b"Monat;Umsatz;Kunde\n2026-01;10,5;M\xfcller\n2026-02;11,5;M\xfcller\n").unwrap();
    window.ctrl(Key::I);
    window.fill("File", &file.display().to_string());
    window.press(Key::Enter);
    window.assert_shows("Müller");
    window.click("Change: windows-1252: \"Müller\"");
    window.click("windows-1251: \"Mьller\"");
    window.assert_shows("Mьller");
    window.assert_shows("The letters are in windows-1251: you said so");
    // By commas there is no column of months, so that what was read before holds.
    window.click("Change: semicolons");
    window.click("commas");
    window.assert_shows("no column holds months or dates");
    window.assert_shows("Cells are parted by semicolons");
    window.click("Use this");
    assert_eq!(window.plan().series[0].value(month("2026-01")), Some(amount("10.5")));
}

#[test]
fn the_sums_stand_there_by_period_before_anything_is_kept() {
    let mut window = Window::with_plan(&Plan::new("Coast"));
    let file = window.file("sales.csv", GOOD);
    window.ctrl(Key::I);
    window.fill("File", &file.display().to_string());
    window.press(Key::Enter);
    window.assert_shows("Sep 2026, 56,480.25, 12");
}

#[test]
fn a_period_that_is_not_among_the_answers_can_be_typed() {
    let mut window = Window::with_plan(&Plan::new("Coast"));
    let file = window.file("items.csv", "Item,Net Sales\nMug,12.50\nPrint,7.50\n");
    window.ctrl(Key::I);
    window.fill("File", &file.display().to_string());
    window.press(Key::Enter);
    window.assert_shows("No column tells when");
    let field = "Or a period, such as 2026-07, Jul 2026, 2026-W07 or Q1 2026";
    window.fill(field, "some day");
    window.press(Key::Enter);
    window.assert_shows("\"some day\"");
    window.assert_shows("No column tells when");
    window.fill(field, "Jul 2026");
    window.press(Key::Enter);
    window.assert_shows("All of it is of Jul 2026: you said so");
    window.click("Use this");
    assert_eq!(window.plan().series[0].value(month("2026-07")), Some(amount("20")));
}
