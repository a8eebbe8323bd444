//! The real program in a real window: it opens, draws, takes keys, rests and closes.
//!
//! What the pages hold is tested without a window (`egui_kittest`); here is what only the whole program can show.

#![cfg(target_os = "linux")]
#![allow(clippy::print_stderr, reason = "a measure that is seen when the test fails")]

mod support;

use std::path::Path;
use std::thread;
use std::time::Duration;

use support::window::{App, FIGURE, Picture, run_without_display, wait_for};

/// Colours in a drawn page: texts alone bring more through their soft edges, a blank or torn window has a handful.
const COLOURS_OF_A_PAGE: usize = 50;

fn example() -> App {
    App::open(Path::new("assets/examples/coast.upturn.ron"))
}

#[test]
fn the_example_opens_in_a_window_that_names_it_and_is_drawn() {
    let app = example();
    let title = app.title();
    assert!(title.contains("Coast") && title.contains("Upturn"), "{title}");
    assert!(!title.contains(['*', '●']), "nothing was changed, yet the title has the unsaved mark: {title}");
    let picture = app.settled_picture();
    assert!(picture.colours() > COLOURS_OF_A_PAGE, "only {} colours", picture.colours());
    assert!(picture.width >= 1024 && picture.height >= 700, "{} x {}", picture.width, picture.height);
}

#[test]
fn the_start_page_is_drawn_without_a_plan() {
    let app = App::start_page();
    assert!(app.title().contains("Upturn"), "{}", app.title());
    assert!(app.settled_picture().colours() > COLOURS_OF_A_PAGE);
}

#[test]
fn r45_the_window_rests_when_nothing_happens() {
    let app = example();
    let _ = app.settled_picture();
    // The first frames, fonts and shaders may still be at work.
    let mut before = app.ticks();
    wait_for("the program to come to rest", || {
        thread::sleep(Duration::from_secs(1));
        let now = app.ticks();
        (std::mem::replace(&mut before, now) == now).then_some(())
    });
    thread::sleep(Duration::from_secs(10));
    let used = app.ticks() - before;
    assert!(used <= 2, "{used} hundredths of a second of processor time in 10 idle seconds");
}

#[test]
fn the_example_takes_less_than_250_megabytes() {
    let app = example();
    let _ = app.settled_picture();
    let peak = app.peak_megabytes();
    eprintln!("peak memory with the example: {peak} MB");
    assert!((10..250).contains(&peak), "{peak} MB");
}

#[test]
fn f5_presents_the_chart_and_esc_gives_the_page_back() {
    let app = example();
    let page = app.settled_picture();
    app.press("F5");
    wait_for("the presentation", || (app.settled_picture() != page).then_some(()));
    let presented = app.settled_picture();
    assert!(presented.colours() > COLOURS_OF_A_PAGE, "only {} colours", presented.colours());
    app.press("Escape");
    wait_for("the page to be back", || {
        let back = app.settled_picture();
        ((back.width, back.height) == (page.width, page.height) && back != presented).then_some(())
    });
}

fn wait_for_mark(app: &App, wanted: bool) {
    wait_for("the unsaved mark in the title", || (app.is_marked() == wanted).then_some(()));
}

/// Whether the plan on the disk loads, and a figure of it is the one that [`App::type_a_figure`] types.
fn typed_figure_is_on_disk(app: &App) -> bool {
    let loaded = upturn::storage::load(&app.home().join("coast.upturn.ron")).unwrap_or_else(|e| panic!("{e}"));
    assert!(loaded.warnings.is_empty(), "{:?}", loaded.warnings);
    let typed = FIGURE.parse().ok();
    loaded.plan.series[0].figures.values().any(|figure| figure.value == typed && figure.typed)
}

/// Presses Ctrl+Q and answers what shows once the question does.
fn ask_to_quit(app: &App, page: &Picture) -> Picture {
    app.press("ctrl+q");
    wait_for("the question", || Some(app.settled_picture()).filter(|now| now != page))
}

#[test]
fn a_figure_typed_by_keys_is_marked_unsaved_and_saved_with_ctrl_s() {
    let app = example();
    let _ = app.settled_picture();
    app.type_a_figure();
    assert!(!typed_figure_is_on_disk(&app), "it is on the disk before it was saved");
    app.press("ctrl+s");
    wait_for_mark(&app, false);
    assert!(typed_figure_is_on_disk(&app));
}

#[test]
fn ctrl_q_with_changes_asks_first_and_esc_stays() {
    let mut app = example();
    let _ = app.settled_picture();
    app.type_a_figure();
    let page = app.settled_picture();
    let question = ask_to_quit(&app, &page);
    assert!(app.is_running());
    app.press("Escape");
    wait_for("the question to be gone", || (app.settled_picture() != question).then_some(()));
    assert!(app.is_running() && app.is_marked(), "{}", app.title());
    assert!(!typed_figure_is_on_disk(&app));
}

#[test]
fn the_question_at_closing_saves_with_enter() {
    let mut app = example();
    let _ = app.settled_picture();
    app.type_a_figure();
    let page = app.settled_picture();
    let _ = ask_to_quit(&app, &page);
    app.press("Return");
    assert_eq!(app.wait_for_end().code(), Some(0));
    assert!(typed_figure_is_on_disk(&app));
}

#[test]
fn the_question_at_closing_leaves_the_file_alone_where_that_is_wanted() {
    let mut app = example();
    let _ = app.settled_picture();
    app.type_a_figure();
    let page = app.settled_picture();
    let _ = ask_to_quit(&app, &page);
    // From "Save" over "Cancel" to "Don't save".
    app.press("Tab");
    app.press("Tab");
    app.press("Return");
    assert_eq!(app.wait_for_end().code(), Some(0));
    assert!(!typed_figure_is_on_disk(&app));
}

#[test]
fn ctrl_q_ends_the_program_when_nothing_is_unsaved() {
    let mut app = example();
    let _ = app.settled_picture();
    app.press("ctrl+q");
    assert_eq!(app.wait_for_end().code(), Some(0));
}

#[test]
fn the_button_of_the_title_bar_ends_the_program_too() {
    let mut app = example();
    let _ = app.settled_picture();
    app.ask_to_close();
    assert_eq!(app.wait_for_end().code(), Some(0));
}

#[test]
fn r47_without_a_display_one_plain_sentence_says_so() {
    let (status, stdout, stderr) = run_without_display(&[]);
    assert_eq!(status.code(), Some(1), "{stderr}");
    assert_eq!(stdout, "");
    assert_eq!(stderr.trim_end().lines().count(), 1, "{stderr}");
    assert!(stderr.to_lowercase().contains("display"), "{stderr}");
    for word in ["panicked", ".rs:", "winit", "Error"] {
        assert!(!stderr.contains(word), "{word} is no word for a user: {stderr}");
    }
}
