//! The system's file windows: one that never answers, one that is given up, one that answers late.

use std::time::{Duration, Instant};

use eframe::egui::{self, Key};
use upturn::app::files::{FileWindows as _, Request, SystemWindows};
use upturn::app::tasks::{Runner, Tasks};
use upturn::model::Plan;
use upturn::storage;
use upturn::ui::dialog::Purpose;

use super::support::{Answer, Window};

/// Set for the child.
const CHILD: &str = "UPTURN_TEST_HANG";

fn plan_file(window: &Window, title: &str) -> std::path::PathBuf {
    let path = window.path(&format!("{title}.upturn.ron"));
    storage::save(&storage::RealFs, &path, &Plan::new(title)).unwrap();
    path
}

#[test]
fn r48_a_window_that_never_answers_leaves_the_typed_path_as_a_way() {
    let mut window = Window::start();
    let path = plan_file(&window, "Coast");
    window.files.will(Answer::Hangs);
    window.click("Open a plan");
    assert_eq!(window.files.asked().iter().map(|r| r.purpose).collect::<Vec<_>>(), [Purpose::OpenPlan]);
    window.assert_shows("Waiting for the system’s file window.");
    assert!(!window.is_enabled("Browse…"), "one window at a time");
    assert_eq!(window.focused().map(|(_, name)| name).as_deref(), Some("File"));
    window.fill("File", &path.display().to_string());
    window.press(Key::Enter);
    assert_eq!(window.plan().title, "Coast");
}

#[test]
fn r48_a_late_answer_is_ignored_once_its_dialog_is_gone() {
    let mut window = Window::example();
    let path = plan_file(&window, "Late");
    window.ctrl(Key::O);
    window.click("Cancel");
    window.assert_hides("Open a plan file");
    window.files.answer_late(0, &path);
    window.settle();
    assert_eq!(window.plan().title, "Coast 2026–27");

    // Nor does it answer for the dialog that came after it.
    window.ctrl(Key::I);
    window.files.answer_late(0, &path);
    window.settle();
    assert_eq!(window.plan().title, "Coast 2026–27");
    window.assert_shows("Waiting for the system’s file window.");
}

#[test]
fn r48_a_window_that_was_given_up_leaves_what_was_typed_and_can_be_opened_again() {
    let mut window = Window::start();
    let path = plan_file(&window, "Coast");
    window.files.will(Answer::Cancels);
    window.click("Open a plan");
    window.assert_hides("Waiting for the system’s file window.");
    window.fill("File", "half a pa");
    window.files.will(Answer::Cancels);
    window.click("Browse…");
    window.assert_shows("half a pa");
    window.files.will(Answer::Chooses(path));
    window.click("Browse…");
    assert_eq!(window.plan().title, "Coast");
}

/// Plays the program whose desktop never answers; does nothing unless it is started as one.
#[test]
fn the_child_whose_desktop_hangs() {
    if std::env::var_os(CHILD).is_none() {
        return;
    }
    let (ctx, tasks) = (egui::Context::default(), Tasks::new(Runner::Threads));
    for purpose in [Purpose::OpenPlan, Purpose::SavePlan, Purpose::OpenFolder] {
        let request = Request { purpose, number: 1, folder: None, file_name: "plan".to_owned() };
        let start = Instant::now();
        SystemWindows.ask(request, tasks.reply(&ctx));
        println!("\nasked {}", start.elapsed().as_micros());
    }
    // Its windows stand open meanwhile.
    std::thread::sleep(Duration::from_millis(500));
    println!("\nanswered {}", tasks.next().is_some());
}

/// The window asks the desktop and goes on drawing: what hangs is a thread of its own.
#[test]
#[cfg(target_os = "linux")]
fn r48_asking_a_desktop_that_hangs_takes_the_window_no_time() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("bus");
    // Takes calls and never answers.
    let _bus = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let run = || {
        let output = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["file_window::the_child_whose_desktop_hangs", "--exact", "--nocapture", "--test-threads=1"])
            .env(CHILD, "1")
            .env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", socket.display()))
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains("answered false"), "it hangs: {said}");
        let asked = said.lines().filter_map(|line| line.strip_prefix("asked ")?.parse::<u64>().ok());
        let asked: Vec<u64> = asked.collect();
        assert_eq!(asked.len(), 3, "{said}");
        asked.into_iter().max().unwrap()
    };
    // A machine with much else to do may pause any program once.
    let best = (0..5).map(|_| run()).find(|micros| *micros < 100_000);
    println!("R48: asking took {best:?} µs");
    assert!(best.is_some(), "the window waits for a desktop that hangs");
}

#[test]
fn r48_while_a_window_hangs_every_drawing_is_done_at_once() {
    let mut window = Window::example();
    window.files.will(Answer::Hangs);
    window.ctrl(Key::O);
    window.assert_shows("Waiting for the system’s file window.");
    let mut times: Vec<Duration> = (0..30)
        .map(|_| {
            let start = Instant::now();
            window.pass();
            start.elapsed()
        })
        .collect();
    times.sort();
    println!("R48: a drawing took {:.1?}, the longest {:.1?}", times[15], times[29]);
    assert!(times[15] < Duration::from_millis(100), "{times:?}");
}

#[test]
fn a_chosen_file_that_is_no_plan_is_said_at_its_path() {
    let mut window = Window::start();
    let path = window.file("notes.upturn.ron", "Dear diary");
    window.files.will(Answer::Chooses(path.clone()));
    window.ctrl(Key::O);
    assert!(window.has("Browse…"));
    window.assert_shows(&path.display().to_string());
    assert!(window.app().document().is_none());
}

#[test]
fn a_picture_goes_to_a_typed_path_by_its_ending() {
    let mut window = Window::example();
    for (name, begin) in [("chart.svg", &b"<svg"[..]), ("chart.png", &b"\x89PNG"[..])] {
        window.ctrl_shift(Key::E);
        let path = window.path(name);
        window.fill("File", &path.display().to_string());
        window.press(Key::Enter);
        let bytes = std::fs::read(&path).unwrap_or_else(|e| panic!("{name}: {e}\n{}", window.text()));
        assert!(bytes.windows(begin.len()).take(200).any(|w| w == begin), "{name}");
        window.assert_shows(&format!("Saved the chart as {name}"));
    }
    window.ctrl_shift(Key::E);
    window.fill("File", "chart.bmp");
    window.press(Key::Enter);
    window.assert_shows("A picture’s name ends in .png or .svg.");
}
