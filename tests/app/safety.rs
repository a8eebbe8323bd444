//! Plans that others have open, change or delete; work that was not saved; versions that were saved over.

use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use eframe::egui::Key;
use upturn::command::Command;
use upturn::document::Edit;
use upturn::model::{Amount, Plan};
use upturn::storage::{self, Lock, Locking, Owner, RealFs};
use upturn::ui::{Ask, Page};

use super::support::{Window, copy_all, month};

fn rename(title: &'static str) -> Ask {
    Ask::Edit(Edit::new("Rename", move |plan| title.clone_into(&mut plan.title)))
}

/// A plan with a figure, in a file of its own.
fn window() -> Window {
    let mut plan = Plan::new("Coast");
    plan.type_figure(0, month("2026-10"), Some(Amount::whole(50_910)));
    Window::with_plan(&plan)
}

fn file(window: &Window) -> PathBuf {
    window.path("plan.upturn.ron")
}

fn on_disk(window: &Window) -> String {
    storage::load(&file(window)).unwrap().plan.title
}

/// Somebody else saves the plan under another title.
fn change_outside(window: &Window, title: &str) {
    let mut plan = storage::load(&file(window)).unwrap().plan;
    title.clone_into(&mut plan.title);
    storage::save(&RealFs, &file(window), &plan).unwrap();
}

/// The person goes to another program and comes back.
fn come_back(window: &mut Window) {
    window.focus(false);
    window.focus(true);
}

fn somebody() -> Owner {
    Owner { user: "Bob".into(), host: "elsewhere".into(), pid: 1, version: String::new(), since: "09:30".into() }
}

#[test]
fn r24_a_plan_that_somebody_else_changed_is_read_again_and_undo_brings_the_old_one_back() {
    let mut window = window();
    change_outside(&window, "Theirs");
    come_back(&mut window);
    assert_eq!((window.plan().title.as_str(), window.document().is_dirty()), ("Theirs", false));
    window.assert_shows("plan.upturn.ron was changed by somebody else, and was read again");
    window.ctrl(Key::Z);
    assert_eq!(window.plan().title, "Coast");
    window.ctrl(Key::S);
    assert_eq!(on_disk(&window), "Coast", "what was read again is known, so nothing is asked");
}

#[test]
fn r24_changes_on_both_sides_are_compared_before_one_replaces_the_other() {
    let mut window = window();
    window.ask(rename("Mine"));
    change_outside(&window, "Theirs");
    come_back(&mut window);
    window.assert_shows("was changed by somebody else at 10:42. Both versions are kept; see what differs.");
    window.click("Compare…");
    window.assert_shows("The title: “Mine” here, “Theirs” in the file.");
    window.click("Keep mine");
    assert_eq!((on_disk(&window).as_str(), window.document().is_dirty()), ("Mine", false));
    window.assert_hides("Both versions are kept");
    // Theirs is among the earlier versions.
    window.ask(Ask::Command(Command::EarlierVersions));
    window.assert_shows("The title");
}

#[test]
fn r24_saving_over_a_change_from_outside_asks_and_asks_again_if_it_changes_meanwhile() {
    let mut window = window();
    window.ask(rename("Mine"));
    change_outside(&window, "Theirs");
    window.ctrl(Key::S);
    window.assert_shows("plan.upturn.ron was changed by somebody else");
    assert_eq!(on_disk(&window), "Theirs", "nothing is written before the answer");
    change_outside(&window, "Theirs, later");
    window.click("Keep mine");
    assert_eq!(on_disk(&window), "Theirs, later");
    window.assert_shows("The title: “Mine” here, “Theirs, later” in the file.");
    window.click("Take theirs");
    assert_eq!((window.plan().title.as_str(), window.document().is_dirty()), ("Theirs, later", false));
    window.ctrl(Key::Z);
    assert_eq!(window.plan().title, "Mine", "undo brings mine back");
}

#[test]
fn r27_a_plan_that_is_gone_is_said_to_be_and_is_saved_again_by_choice() {
    let mut window = window();
    fs::remove_file(file(&window)).unwrap();
    come_back(&mut window);
    window.assert_shows("plan.upturn.ron is no longer there. The plan is still open here.");
    window.ask(rename("Mine"));
    window.ctrl(Key::S);
    window.assert_shows("The plan is no longer there");
    assert!(!file(&window).exists());
    window.click("Save it there again");
    assert_eq!((on_disk(&window).as_str(), window.document().is_dirty()), ("Mine", false));
    // And where a folder took its place, it is named.
    fs::remove_file(file(&window)).unwrap();
    fs::create_dir(file(&window)).unwrap();
    come_back(&mut window);
    window.assert_shows("plan.upturn.ron is no longer there. The plan is still open here.");
    window.ask(rename("Mine again"));
    window.ctrl(Key::S);
    window.assert_shows("is a folder. Give the file a name of its own.");
    assert!(window.document().is_dirty());
}

fn taken() -> (Window, Lock) {
    let window = Window::start();
    let path = file(&window);
    storage::save(&RealFs, &path, &Plan::new("Coast")).unwrap();
    let Locking::Ours(lock) = Lock::take(&path, &somebody(), SystemTime::now(), false) else { panic!() };
    (window, lock)
}

#[test]
fn r20_a_plan_that_is_open_elsewhere_opens_read_only_or_as_a_copy_or_not_at_all() {
    let (mut window, _lock) = taken();
    let path = file(&window);
    window.ask(Ask::Open(path.clone()));
    window.assert_shows("plan.upturn.ron is open elsewhere");
    window.assert_shows("Bob on elsewhere, since 09:30");
    assert!(!window.has("Take it over"), "its owner is alive");
    window.click("Cancel");
    assert!(window.app().document().is_none());

    window.ask(Ask::Open(path.clone()));
    window.click("Open it read-only");
    window.assert_shows("Read-only");
    let before = fs::read(&path).unwrap();
    window.ask(rename("Mine"));
    window.ctrl(Key::S);
    window.assert_shows("The plan is open elsewhere");
    let elsewhere = window.path("mine.upturn.ron");
    window.fill("File", &elsewhere.display().to_string());
    window.press(Key::Enter);
    assert_eq!(storage::load(&elsewhere).unwrap().plan.title, "Mine");
    assert_eq!(fs::read(&path).unwrap(), before);
    window.assert_hides("Read-only");

    window.ask(Ask::Open(path.clone()));
    window.click("Open a copy");
    assert_eq!((window.document().path(), window.plan().title.as_str()), (None, "Coast (copy)"));
    assert!(window.document().is_dirty());
}

#[test]
fn r18_saving_onto_itself_a_folder_or_a_plan_that_is_open_elsewhere_loses_nothing() {
    let mut window = window();
    window.ask(rename("Mine"));
    window.ask(Ask::SaveTo { path: file(&window), replace: false });
    assert_eq!(on_disk(&window), "Mine");
    let (folder, other) = (window.path("folder.ron"), window.path("other.upturn.ron"));
    fs::create_dir(&folder).unwrap();
    window.ask(Ask::SaveTo { path: folder, replace: true });
    window.assert_shows("Type a name for the file after the folder.");
    storage::save(&RealFs, &other, &Plan::new("Other")).unwrap();
    let Locking::Ours(_lock) = Lock::take(&other, &somebody(), SystemTime::now(), false) else { panic!() };
    window.ask(Ask::SaveTo { path: other.clone(), replace: true });
    window.assert_shows("the file is open elsewhere (Bob on elsewhere, since 09:30)");
    assert_eq!(storage::load(&other).unwrap().plan.title, "Other");
    // Where capitals count, another name is another file; where they don't, it is asked about.
    let capitals = window.path("PLAN.upturn.ron");
    window.ask(Ask::SaveTo { path: capitals.clone(), replace: false });
    assert_eq!(storage::load(&capitals).unwrap().plan.title, "Mine");
    assert_eq!(on_disk(&window), "Mine");
}

#[test]
fn a_lock_goes_with_its_plan() {
    let mut window = window();
    let lock = storage::lock_path(&file(&window));
    assert!(lock.exists());
    window.ask(Ask::Open(file(&window)));
    assert!(lock.exists(), "the plan that is opened once more is still open");
    assert!(!window.shows("is open elsewhere"));
    window.ctrl(Key::W);
    assert!(!lock.exists());
}

#[test]
fn r26_copies_of_sync_programs_are_told_and_compared_and_none_is_opened_by_itself() {
    let window = Window::start();
    let path = file(&window);
    storage::save(&RealFs, &path, &Plan::new("Coast")).unwrap();
    for (name, title) in [
        ("plan.upturn (Ada's conflicted copy 2026-11-19).ron", "one"),
        ("plan.upturn-TILL-2.ron", "two"),
        ("plan.upturn.sync-conflict-20261119-104207-ABCDEFG.ron", "three"),
    ] {
        storage::save(&RealFs, &window.path(name), &Plan::new(title)).unwrap();
    }
    let mut window = Window::new(super::support::USUAL, window.end(), Some(path));
    assert_eq!(window.plan().title, "Coast");
    window.assert_shows("3 copies of plan.upturn.ron lie beside it");
    window.click("Compare with plan.upturn-TILL-2.ron");
    window.assert_shows("The title: “Coast” here, “two” in the copy.");
    window.click("Take theirs");
    assert_eq!(window.plan().title, "two");
    assert!(window.document().is_dirty(), "it is saved only by the person");
    window.ctrl(Key::Z);
    assert_eq!(window.plan().title, "Coast");
}

#[test]
fn r34_a_later_format_opens_read_only_and_its_file_stays_byte_for_byte() {
    let text = "// Upturn plan, format 2, checksum 00000000\n(format_version: 2, title: \"Coast\", mood: Sunny)\n";
    let window = Window::start();
    let path = window.file("plan.upturn.ron", text);
    let mut window = Window::new(super::support::USUAL, window.end(), Some(path.clone()));
    window.assert_shows("The plan has format 2, and this Upturn writes formats up to 1.");
    window.assert_shows("Of this plan mood can't be shown.");
    window.assert_shows("Read-only");
    window.ask(rename("Mine"));
    window.ctrl(Key::S);
    window.assert_shows("The plan has a later format than this Upturn writes. Save under another name.");
    window.ask(Ask::SaveTo { path: path.clone(), replace: true });
    window.press(Key::Escape);
    window.ctrl(Key::W);
    window.click("Don’t save");
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn a_file_edited_by_hand_is_kept_said_and_sealed_again_by_the_next_save() {
    let mut plan = Plan::new("Coast");
    plan.type_figure(0, month("2026-10"), Some(Amount::whole(5)));
    let window = Window::start();
    let text = storage::to_text(&plan).unwrap().replace("\"5\"", "\"6\"");
    let path = window.file("plan.upturn.ron", &text);
    let mut window = Window::new(super::support::USUAL, window.end(), Some(path.clone()));
    window.assert_shows("The file was edited outside Upturn, or is damaged.");
    window.click("Earlier versions");
    assert_eq!(window.app().screen().page, Page::Earlier);
    window.press(Key::Escape);
    window.ask(rename("Mine"));
    window.ctrl(Key::S);
    let loaded = storage::load(&path).unwrap();
    assert_eq!(loaded.warnings, []);
    assert_eq!(loaded.plan.series[0].value(month("2026-10")), Some(Amount::whole(6)));
}

#[test]
fn earlier_versions_are_listed_compared_and_gone_back_to_as_a_step() {
    let mut window = window();
    for title in ["Two", "Three"] {
        window.ask(rename(title));
        window.ctrl(Key::S);
    }
    window.menu("File", "Earlier versions");
    window.assert_shows("2 earlier versions of Three are kept.");
    window.assert_shows("Version 2, until Thu 19 Nov, 10:42");
    let versions: Vec<String> =
        window.words().into_iter().map(|(_, text)| text).filter(|t| t.starts_with("Go back to version")).collect();
    assert_eq!(versions.len(), 2, "{}", window.text());
    window.click_any("Compare version 1, until Thu 19 Nov, 10:42");
    window.assert_shows("The title: “Three” now, “Coast” then.");
    window.click_any("Go back to version 1, until Thu 19 Nov, 10:42");
    assert_eq!(window.plan().title, "Coast");
    assert!(window.document().is_dirty());
    assert_eq!(on_disk(&window), "Three", "going back saves nothing by itself");
    window.ctrl(Key::Z);
    assert_eq!(window.plan().title, "Three");
}

#[test]
fn a_plan_that_cant_be_read_offers_its_last_version_and_saving_that_keeps_the_damaged_file_too() {
    let mut window = window();
    window.ask(rename("Two"));
    window.ctrl(Key::S);
    let path = file(&window);
    window.ctrl(Key::W);
    fs::write(&path, "spoilt").unwrap();
    window.ask(Ask::Open(path.clone()));
    window.assert_shows("can't be opened");
    window.click("Open the version kept on Thu 19 Nov, 10:42");
    assert_eq!(window.plan().title, "Coast");
    assert!(window.document().is_dirty());
    assert_eq!(fs::read_to_string(&path).unwrap(), "spoilt", "nothing is written unasked");
    window.ctrl(Key::S);
    assert_eq!(storage::load(&path).unwrap().plan.title, "Coast");
    window.menu("File", "Earlier versions");
    window.assert_shows("2 earlier versions of Coast are kept.");
}

#[test]
fn what_is_let_go_without_saving_is_among_the_earlier_versions_all_the_same() {
    let mut window = window();
    window.ask(rename("Never saved"));
    window.ctrl(Key::W);
    window.click("Don’t save");
    let path = file(&window);
    window.ask(Ask::Open(path));
    window.ask(Ask::Command(Command::EarlierVersions));
    window.assert_shows("One earlier version of Coast is kept.");
    window.click_any("Go back to version 1, until Thu 19 Nov, 10:42");
    assert_eq!(window.plan().title, "Never saved");
}

/// The program falls with unsaved changes: nothing of it ends in good order.
fn fall(mut window: Window) -> tempfile::TempDir {
    window.focus(true);
    window.focus(false);
    window.fall()
}

#[test]
fn r43_work_that_was_not_saved_is_offered_until_somebody_chooses() {
    let mut first = window();
    first.ask(rename("Mine"));
    let home = fall(first);
    for _ in 0..2 {
        // Started and fallen again before anybody chose.
        let again = Window::new(super::support::USUAL, home_of(&home), None);
        again.assert_shows("Recovered work");
        again.assert_shows("Mine · ");
        again.assert_shows("The title");
        std::mem::forget(again);
    }
    let path = home.path().join("plan.upturn.ron");
    let mut window = Window::new(super::support::USUAL, home, None);
    window.click_any("Compare the recovered Mine, Thu 19 Nov, 10:42");
    window.assert_shows("The title: “Coast” in the file, “Mine” in what was recovered.");
    window.click("Open the recovered Mine, Thu 19 Nov, 10:42");
    assert_eq!((window.plan().title.as_str(), window.document().path()), ("Mine", Some(path.as_path())));
    assert!(window.document().is_dirty());
    assert_eq!(on_disk(&window), "Coast", "the file is never replaced without being asked");
    window.ctrl(Key::S);
    assert_eq!(on_disk(&window), "Mine");
    let home = window.end();
    let window = Window::new(super::support::USUAL, home, None);
    window.assert_hides("Recovered work");
}

/// The same folder for a program that is only looked at.
fn home_of(home: &tempfile::TempDir) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    copy_all(home.path(), copy.path());
    copy
}

#[test]
fn recovered_work_that_is_discarded_is_not_offered_again_and_is_kept_among_the_earlier_versions() {
    let mut first = window();
    first.ask(rename("Mine"));
    let home = fall(first);
    let path = home.path().join("plan.upturn.ron");
    let mut window = Window::new(super::support::USUAL, home, None);
    window.click("Discard the recovered Mine, Thu 19 Nov, 10:42");
    window.assert_hides("Recovered work");
    let mut window = Window::new(super::support::USUAL, window.end(), Some(path));
    window.assert_hides("Work that was not saved");
    window.ask(Ask::Command(Command::EarlierVersions));
    window.assert_shows("One earlier version of Coast is kept.");
}

#[test]
fn a_plan_that_is_open_at_the_start_is_not_in_the_way_of_recovered_work() {
    let mut first = window();
    first.ask(rename("Mine"));
    let home = fall(first);
    let path = home.path().join("plan.upturn.ron");
    let mut window = Window::new(super::support::USUAL, home, Some(path));
    window.assert_shows("Work that was not saved was found: 1 piece.");
    window.click("Earlier versions");
    window.assert_shows("Recovered work");
}

#[test]
fn what_was_left_without_saving_at_the_end_is_not_offered_as_recovered() {
    let mut first = window();
    first.ask(rename("Not wanted"));
    first.ask_to_close();
    first.click("Don’t save");
    assert!(first.is_told_to_close());
    let window = Window::new(super::support::USUAL, first.fall(), None);
    window.assert_hides("Recovered work");
}

#[test]
fn what_was_saved_leaves_nothing_to_recover() {
    let mut first = window();
    first.ask(rename("Mine"));
    first.focus(true);
    first.focus(false);
    first.ctrl(Key::S);
    let home = first.fall();
    let window = Window::new(super::support::USUAL, home, None);
    window.assert_hides("Recovered work");
}

/// Windows whose pictures are taken: earlier versions, recovered work at the start, a file that two changed.
pub fn scenes() -> Vec<(&'static str, Window)> {
    let mut earlier = window();
    for title in ["Two", "Three"] {
        earlier.ask(rename(title));
        earlier.ctrl(Key::S);
    }
    earlier.ask(Ask::Command(Command::EarlierVersions));
    earlier.click_any("Compare version 1, until Thu 19 Nov, 10:42");
    // Of a plan without a file, whose folder would have another name each time.
    let mut first = Window::start();
    first.ask(Ask::Create(Box::new(Plan::new("North 2027"))));
    let recovered = Window::new(super::support::USUAL, fall(first), None);
    let mut settle = window();
    settle.ask(rename("Mine"));
    change_outside(&settle, "Theirs");
    come_back(&mut settle);
    settle.click("Compare…");
    vec![("earlier", earlier), ("recovered", recovered), ("dialog-settle", settle)]
}
