//! The plans of a folder: listed, sorted, filtered, opened, and read again when they change.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use tempfile::TempDir;
use upturn::app::{Cause, Done};
use upturn::command::Command;
use upturn::document::Edit;
use upturn::model::{Amount, FiscalStart, Level, Plan, Spread, SubjectKind, plan::TargetTotal};
use upturn::portfolio::Outcome;
use upturn::storage;
use upturn::ui::{Ask, Page};

use super::support::{Answer, USUAL, Window, month, today};

/// A plan of three years with a season; `level` a month on the average, changing by `slope` a month.
fn plan(title: &str, level: i64, slope: i64, target: Option<i64>) -> Plan {
    const SEASON: [i64; 12] = [78, 82, 95, 98, 104, 112, 123, 121, 103, 96, 92, 96];
    let mut plan = Plan::new(title);
    title.clone_into(&mut plan.subject.name);
    plan.currency = "GBP".parse().ok();
    for (index, season) in (0..34).zip(SEASON.iter().cycle()) {
        let sold = (level + slope * (i64::from(index) - 17)) * season / 100 + i64::from(index * 7_919 % 900);
        plan.type_figure(0, month("2024-01").plus(index), Some(Amount::whole(sold)));
    }
    if let Some(total) = target {
        let span = FiscalStart::JANUARY.months_of(2026);
        let wanted = TargetTotal { level: Level::Formal, total: Amount::whole(total), spread: Spread::LastYear, span };
        plan.set_target_total(0, wanted, today()).unwrap();
    }
    plan
}

fn write(folder: &Path, plan: &Plan) -> PathBuf {
    let path = folder.join(format!("{}.upturn.ron", plan.title));
    storage::save(&storage::RealFs, &path, plan).unwrap();
    path
}

/// The folder's own name stands in the captions.
fn disk(plans: &[Plan]) -> (TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("Calder Coffee");
    fs::create_dir(&folder).unwrap();
    for plan in plans {
        write(&folder, plan);
    }
    (home, folder)
}

/// A window at a folder of these plans.
pub fn folder(plans: &[Plan]) -> Window {
    let (home, folder) = disk(plans);
    Window::new(USUAL, home, Some(folder))
}

/// Six plans and a damaged one, as a coffee roaster may have them.
pub fn calder(size: [f32; 2]) -> Window {
    let rows = [
        ("City", SubjectKind::Territory, "Dana Reyes", 70_000, 520, Some(890_000)),
        ("Coast", SubjectKind::Territory, "Tom Achterberg", 56_000, -180, Some(690_000)),
        ("Marlow Hotels", SubjectKind::KeyAccount, "Ruth Calder", 13_000, -60, Some(168_000)),
        ("Noor Haddad", SubjectKind::Salesperson, "", 4_900, 20, None),
        ("North", SubjectKind::Territory, "Ines Varga", 33_000, 40, Some(412_000)),
        ("Web shop", SubjectKind::Team, "Sam Okoro", 19_000, 130, Some(236_000)),
    ];
    let plans = rows.map(|(title, kind, owner, level, slope, target)| {
        let mut plan = plan(title, level, slope, target);
        plan.subject.kind = kind;
        owner.clone_into(&mut plan.owner);
        plan
    });
    let (home, folder) = disk(&plans);
    fs::write(folder.join("Trade fairs.upturn.ron"), "(format_version: 1, title: Trade fairs)").unwrap();
    Window::new(size, home, Some(folder))
}

/// The names of the rows, from top to bottom, up to their first comma.
fn rows(window: &Window) -> Vec<String> {
    let rows = window.words().into_iter().filter(|(role, _)| *role == Role::ListBoxOption);
    rows.map(|(_, text)| text.split([',', '’']).next().unwrap_or_default().to_owned()).collect()
}

#[track_caller]
fn spoken(window: &Window, title: &str) -> String {
    let found = window.words().into_iter().find(|(role, text)| *role == Role::ListBoxOption && text.starts_with(title));
    found.unwrap_or_else(|| panic!("no row {title:?}:\n{}", window.text())).1
}

fn click_row(window: &mut Window, title: &str) {
    let name = spoken(window, title);
    window.click(&name);
}

fn two() -> [Plan; 2] {
    [plan("Coast", 50_000, 0, Some(700_000)), plan("North", 30_000, 0, Some(300_000))]
}

#[test]
fn a_folder_shows_each_plan_with_its_gap_in_words_and_a_sentence_over_all() {
    let window = calder(USUAL);
    window.assert_shows(
        "Three of six plans are heading short of target. Coast is short by the most, £39k. One has no target.",
    );
    window.assert_shows("Calder Coffee · 6 plans in this folder, 1 file can’t be read");
    let city = spoken(&window, "City");
    assert!(
        city.starts_with("City, Territory · Dana Reyes, forecast £925k, target £890k, £35k ahead, 6-month"),
        "{city}"
    );
    assert!(spoken(&window, "Coast").contains("£39k short"));
    assert!(spoken(&window, "Noor").contains("target –, no target"));
    let broken = spoken(&window, "Trade fairs");
    assert!(broken.contains("can’t be read. Line 1, column 27, title: a text in double quotes"), "{broken}");
    assert_eq!(window.app().title(), "Upturn");
}

#[test]
fn a_head_sorts_the_list_says_so_and_turns_it_round() {
    let mut window = calder(USUAL);
    let by_name = ["City", "Coast", "Marlow Hotels", "Noor Haddad", "North", "Web shop", "Trade fairs.upturn.ron can"];
    assert_eq!(rows(&window), by_name);
    window.assert_shows("Sorted by plan, A to Z");
    window.click("Sort by gap");
    assert_eq!(rows(&window)[..3], ["Coast", "Marlow Hotels", "North"]);
    window.assert_shows("Sorted by gap, most short first");
    window.click("Sort by gap, sorted, most short first");
    assert_eq!(rows(&window)[..2], ["City", "Web shop"]);
    assert_eq!(rows(&window)[5..], ["Noor Haddad", "Trade fairs.upturn.ron can"], "what has no gap stays last");
    for head in ["6-month average", "forecast against target", "forecast", "target", "plan"] {
        window.click(&format!("Sort by {head}"));
        window.assert_shows(&format!("Sorted by {head}, "));
    }
}

#[test]
fn the_keyboard_sorts_walks_the_rows_and_opens_one() {
    let mut window = calder(USUAL);
    assert_eq!(window.focused().unwrap().1, spoken(&window, "City"), "the list has the keyboard at once");
    window.press(Key::ArrowDown);
    window.press(Key::ArrowDown);
    assert!(window.focused().unwrap().1.starts_with("Marlow Hotels"));
    window.press(Key::End);
    window.press(Key::ArrowDown);
    assert!(window.focused().unwrap().1.starts_with("Trade fairs"));
    window.press(Key::Home);
    window.press(Key::PageDown);
    window.press(Key::ArrowUp);
    window.shift(Key::Tab);
    assert_eq!(window.focused().unwrap().1, "Sort by next review");
    window.shift(Key::Tab);
    assert_eq!(window.focused().unwrap().1, "Sort by plan check");
    window.shift(Key::Tab);
    assert_eq!(window.focused().unwrap().1, "Sort by gap");
    window.press(Key::Enter);
    window.assert_shows("Sorted by gap, most short first");
    for _ in 0..3 {
        window.press(Key::Tab);
    }
    window.press(Key::Home);
    window.press(Key::Enter);
    assert_eq!(window.plan().title, "Coast");
}

#[test]
fn plans_are_sorted_by_the_review_that_is_due_first_and_late_is_said() {
    let due = |title: &str, on: Option<&str>| {
        let mut plan = plan(title, 50_000, 0, None);
        if let Some(on) = on {
            plan.plan_review(upturn::model::MeetingKind::PlanReview, on.parse().unwrap());
        }
        plan
    };
    let mut window = folder(&[due("A", None), due("B", Some("2026-12-22")), due("C", Some("2026-11-16"))]);
    assert!(spoken(&window, "C").ends_with("next review 3 days late"), "{}", spoken(&window, "C"));
    assert!(spoken(&window, "B").ends_with("next review Tue 22 Dec"), "{}", spoken(&window, "B"));
    assert!(!spoken(&window, "A").contains("next review"), "no clock runs without a plan period");
    window.click("Sort by next review");
    window.assert_shows("Sorted by next review, due soonest first");
    assert_eq!(rows(&window), ["C", "B", "A"]);
}

/// The example, and the same with an October that is low enough for its first trigger to fire.
fn lights() -> Window {
    let example = |title: &str, october: Option<i64>| {
        let (mut plan, _) = storage::parse(storage::EXAMPLES[0].text.as_bytes()).unwrap();
        title.clone_into(&mut plan.title);
        if let Some(october) = october {
            plan.type_figure(0, month("2026-10"), Some(Amount::whole(october)));
        }
        plan
    };
    folder(&[example("A close one", None), example("B fires", Some(49_000)), example("C fires", Some(48_000))])
}

#[test]
fn each_row_tells_findings_and_what_is_urgent_and_the_sentence_triggers_that_fire_in_several() {
    let mut window = lights();
    assert!(
        spoken(&window, "A close one").ends_with(", 5 findings, 1 late, next review Tue 24 Nov"),
        "{}",
        spoken(&window, "A close one")
    );
    assert!(
        spoken(&window, "B fires").ends_with(", 6 findings, trigger fires, next review Tue 24 Nov"),
        "{}",
        spoken(&window, "B fires")
    );
    window.assert_shows(" In two of them a trigger fires.");
    window.click("Sort by plan check");
    window.assert_shows("Sorted by plan check, most urgent first");
    assert_eq!(rows(&window), ["B fires", "C fires", "A close one"]);
    let one = folder(&[plan("Coast", 56_000, -180, Some(690_000))]);
    one.assert_hides("a trigger fires");
}

#[test]
fn typing_narrows_the_list_down_and_the_way_back_leaves_it_as_it_was() {
    let mut window = calder(USUAL);
    window.fill("Filter plans", "territory r");
    assert_eq!(rows(&window), ["City", "Coast", "North"]);
    window.assert_shows("3 of 7 shown, sorted by plan, A to Z");
    window.press(Key::ArrowDown);
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    assert_eq!(window.plan().title, "Coast");
    window.click("All plans");
    assert_eq!(rows(&window), ["City", "Coast", "North"]);
    assert!(window.focused().unwrap().1.starts_with("Coast"), "the row that was opened has the keyboard again");
    window.fill("Filter plans", "nobody");
    window.assert_shows("0 of 7 shown");
    assert_eq!(rows(&window), [""; 0]);
    window.press(Key::Escape);
    assert_eq!(rows(&window).len(), 7);
}

#[test]
fn all_plans_leads_back_and_asks_about_unsaved_changes_first() {
    let mut window = folder(&two());
    click_row(&mut window, "North");
    assert_eq!(window.plan().title, "North");
    window.ask(Ask::Edit(Edit::new("Rename", |plan| plan.title = "North and east".into())));
    window.click("All plans");
    window.assert_shows("Save the changes to “North and east”?");
    window.click("Save");
    assert!(window.app().document().is_none());
    assert_eq!(rows(&window), ["Coast", "North and east"], "what was saved is read again");
}

#[test]
fn a_file_that_changed_is_read_again_and_the_others_are_not() {
    let mut window = folder(&two());
    let path = window.path("Calder Coffee/North.upturn.ron");
    let coast = window.path("Calder Coffee/Coast.upturn.ron");
    window.ask(Ask::Command(Command::OpenExample));
    // As long as before and of the same time: an unchanged file, for all that one can see without reading it.
    let before = fs::metadata(&coast).unwrap().modified().unwrap();
    let text = fs::read_to_string(&coast).unwrap().replace("Coast", "Toast");
    fs::write(&coast, text).unwrap();
    fs::File::options().write(true).open(&coast).unwrap().set_modified(before).unwrap();
    let mut changed = plan("North", 30_000, 0, Some(900_000));
    changed.title = "Far north".into();
    storage::save(&storage::RealFs, &path, &changed).unwrap();
    window.ctrl(Key::W);
    assert_eq!(rows(&window), ["Coast", "Far north"]);
    assert!(spoken(&window, "Far north").contains("target £900k"));
}

#[test]
fn a_late_answer_of_another_folder_is_dropped() {
    let mut window = folder(&two());
    // Hangs, and lends its way of answering.
    window.ctrl_shift(Key::O);
    window.press(Key::Escape);
    let late = Outcome::Unreadable("of another folder".to_owned());
    window.files.send(Done::PlansRead { run: 0, rows: vec![(0, late)] });
    window.settle();
    assert_eq!(rows(&window), ["Coast", "North"]);
    let files = storage::plan_files(&window.path("Calder Coffee")).unwrap();
    let elsewhere = PathBuf::from("/elsewhere");
    window.files.send(Done::FolderListed { number: 0, cause: Cause::Chosen(None), path: elsewhere, result: Ok(files) });
    window.settle();
    window.assert_shows("Calder Coffee · 2 plans");
}

#[test]
fn a_folder_is_chosen_in_the_systems_window_typed_or_dropped_and_remembered() {
    let (home, folder) = disk(&two());
    let mut window = Window::new(USUAL, home, None);
    window.click("Open a folder");
    window.assert_shows("Open a folder of plans");
    window.fill("Folder", &window.path("gone").display().to_string());
    window.press(Key::Enter);
    window.assert_shows("gone is not there.");
    window.fill("Folder", &folder.display().to_string());
    window.press(Key::Enter);
    assert_eq!(rows(&window), ["Coast", "North"]);

    let other = window.path("Other");
    fs::create_dir(&other).unwrap();
    write(&other, &plan("South", 1_000, 0, None));
    window.files.will(Answer::Chooses(other.clone()));
    window.ctrl_shift(Key::O);
    assert_eq!(rows(&window), ["South"]);
    window.drop_file(&folder);
    assert_eq!(rows(&window), ["Coast", "North"]);

    let Window { home, .. } = window;
    let mut window = Window::new(USUAL, home, None);
    assert_eq!(rows(&window), ["Coast", "North"], "remembered");
    window.click("Close this folder");
    window.assert_shows("See where the year is heading");
    let Window { home, .. } = window;
    Window::new(USUAL, home, None).assert_shows("See where the year is heading");
}

#[test]
fn a_remembered_folder_that_is_gone_says_so_and_offers_another() {
    let window = folder(&two());
    fs::remove_dir_all(window.path("Calder Coffee")).unwrap();
    let Window { home, .. } = window;
    let window = Window::new(USUAL, home, None);
    window.assert_shows("This folder can’t be shown.");
    window.assert_shows("Calder Coffee is not there. Check its name, and whether its drive is connected.");
    assert!(window.is_enabled("Open another folder") && window.is_enabled("Close this folder"));
}

#[test]
fn an_empty_folder_says_so_and_a_plan_begun_there_is_saved_there() {
    let mut window = folder(&[]);
    window.assert_shows("There are no plans in this folder yet.");
    window.click("Begin a plan");
    assert_eq!(window.app().screen().page, Page::Plan);
    window.fill("Name", "Coast");
    window.click("Create plan");
    window.ctrl(Key::S);
    window.click("Save");
    window.ctrl(Key::W);
    assert_eq!(rows(&window), ["Coast"]);
    assert!(window.path("Calder Coffee/Coast.upturn.ron").exists());
}

#[test]
fn only_the_rows_in_view_are_there() {
    let plans: Vec<Plan> = (0..300).map(|n| plan(&format!("Plan {n}"), 1_000 + n, 0, None)).collect();
    let mut window = folder(&plans);
    window.assert_shows("300 plans in this folder");
    assert!(rows(&window).len() < 20, "{:?}", rows(&window));
    window.press(Key::End);
    assert!(window.focused().unwrap().1.starts_with("Plan 299"));
    assert!(rows(&window).len() < 20 && rows(&window).contains(&"Plan 298".to_owned()), "{:?}", rows(&window));
    window.press(Key::Enter);
    window.ctrl(Key::W);
    assert!(rows(&window).contains(&"Plan 298".to_owned()), "the way back leads to where one was: {:?}", rows(&window));
}

#[test]
fn recent_plans_are_taken_off_the_list_one_by_one_or_all_at_once() {
    let mut window = folder(&two());
    for title in ["Coast", "North"] {
        click_row(&mut window, title);
        window.ctrl(Key::W);
    }
    assert!(window.is_enabled("Open Coast") && window.is_enabled("Open North"));
    window.click("Remove Coast from the list");
    assert!(!window.has("Open Coast") && window.has("Open North"));
    window.click("Clear the list of recent plans");
    window.assert_hides("Open again");
    window.assert_shows("Cleared the list of recent plans; the files stay");
    assert!(window.path("Calder Coffee/North.upturn.ron").exists());
}

/// Draws until `there` is so.
#[track_caller]
fn wait(window: &mut Window, what: &str, there: impl Fn(&Window) -> bool) {
    let start = Instant::now();
    while !there(window) {
        assert!(start.elapsed() < Duration::from_mins(1), "waited for {what}:\n{}", window.text());
        window.pass();
    }
}

fn read_so_far(window: &Window) -> Option<String> {
    window.words().into_iter().map(|(_, text)| text).find(|text| text.ends_with(" of 400 read"))
}

#[test]
fn a_large_folder_is_read_beside_the_window_and_the_reading_can_be_stopped_and_gone_on_with() {
    let one = plan("Plan", 10_000, 20, Some(100_000));
    let (home, folder) = disk(&[]);
    let text = storage::to_text(&one).unwrap();
    for number in 0..400 {
        fs::write(folder.join(format!("{number}.upturn.ron")), &text).unwrap();
    }
    let mut window = Window::threaded(home);
    window.harness.state_mut().ask(Ask::ListFolder(folder));
    wait(&mut window, "the list", |window| window.has("Stop reading the folder"));
    window.assert_shows("Reading 400 plans…");
    // By the file's name before it is read, by the plan's after; which of the two is a race.
    let order = rows(&window);
    assert!(order[..3].iter().all(|name| ["0", "1", "2", "Plan"].contains(&name.as_str())), "{:?}", &order[..3]);
    window.harness.state_mut().ask(Ask::StopReading);
    window.pass();
    window.pass();
    let stopped = read_so_far(&window).expect("some are left");
    window.assert_shows("Reading was stopped after");
    std::thread::sleep(Duration::from_millis(200));
    window.pass();
    window.pass();
    assert_eq!(read_so_far(&window), Some(stopped), "what was on its way is dropped");
    window.click("Read the rest");
    wait(&mut window, "all to be read", |window| window.shows("400 plans are heading"));
    assert_eq!(read_so_far(&window), None);
}

#[test]
fn opening_a_plan_stops_the_reading_and_the_way_back_goes_on_with_it() {
    let (home, folder) = disk(&two());
    let text = storage::to_text(&two()[0]).unwrap();
    for number in 0..398 {
        fs::write(folder.join(format!("{number}.upturn.ron")), &text).unwrap();
    }
    let mut window = Window::threaded(home);
    window.harness.state_mut().ask(Ask::ListFolder(folder));
    wait(&mut window, "the list", |window| window.has("Stop reading the folder"));
    window.harness.state_mut().ask(Ask::Command(Command::OpenExample));
    wait(&mut window, "the example", |window| window.app().document().is_some());
    window.harness.state_mut().ask(Ask::Command(Command::ClosePlan));
    wait(&mut window, "all to be read", |window| window.shows("of 400 plans are heading"));
}

#[test]
fn ctrl_f_leads_to_the_filter_with_what_stands_there_marked() {
    let mut window = calder(USUAL);
    window.fill("Filter plans", "coast");
    window.press(Key::Enter);
    window.ctrl(Key::F);
    assert_eq!(window.focused().unwrap().1, "Filter plans");
    window.type_text("city");
    assert_eq!(rows(&window), ["City"], "the new word took the place of the old one");
}

#[test]
fn letters_typed_on_the_list_go_into_the_filter_and_escape_empties_it() {
    let mut window = calder(USUAL);
    for letter in ["m", "a", "r"] {
        window.type_text(letter);
    }
    assert_eq!(rows(&window), ["Marlow Hotels"]);
    assert_eq!(window.focused().unwrap().1, "Filter plans");
    window.press(Key::Enter);
    assert!(window.focused().unwrap().1.starts_with("Marlow"), "Enter goes on to the list");
    window.press(Key::Escape);
    assert_eq!(rows(&window).len(), 7);
    assert!(window.focused().unwrap().1.starts_with("Marlow"), "{:?}", window.focused());
}

#[test]
fn coming_back_from_another_program_shows_what_that_has_changed() {
    let mut window = folder(&two());
    fs::remove_file(window.path("Calder Coffee/North.upturn.ron")).unwrap();
    window.settle();
    assert_eq!(rows(&window), ["Coast", "North"]);
    for focused in [false, true] {
        window.harness.input_mut().focused = focused;
        window.settle();
    }
    assert_eq!(rows(&window), ["Coast"]);
}

#[test]
fn the_numbers_over_the_list_lead_to_the_plans_that_are_short() {
    let mut window = calder(USUAL);
    window.click("£39k: show the plans that are short");
    window.assert_shows("Sorted by gap");
    assert_eq!(rows(&window)[0], "Coast");
    let (role, name) = window.focused().unwrap();
    assert!(role == Role::ListBoxOption && name.starts_with("Coast"), "{role:?} {name}");
    window.fill("Filter plans", "north");
    window.click("Three: show the plans that are short");
    assert_eq!(rows(&window)[..2], ["Coast", "Marlow Hotels"], "the filter is gone");
}
