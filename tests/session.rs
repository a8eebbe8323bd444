//! The real program falls, is killed or told to end, with changes that are on no disk yet: they come back.

#![cfg(target_os = "linux")]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test that panics says where; tests write where they like"
)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::SystemTime;

use tempfile::TempDir;
use upturn::storage::recovery::{Recovered, left_behind};
use upturn::storage::{self, RealFs};

use support::window::{App, FIGURE, wait_for};

fn home_with_plan() -> (Rc<TempDir>, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let plan = home.path().join("coast.upturn.ron");
    fs::copy("assets/examples/coast.upturn.ron", &plan).unwrap();
    (Rc::new(home), plan)
}

fn recovery(home: &TempDir) -> PathBuf {
    home.path().join("config/data/recovery")
}

fn recovered(home: &TempDir) -> Vec<Recovered> {
    left_behind(&RealFs, &recovery(home)).unwrap().recovered
}

fn has_figure(recovered: &Recovered) -> bool {
    let typed = FIGURE.parse().ok();
    recovered.plan.series[0].figures.values().any(|figure| figure.value == typed && figure.typed)
}

fn copies(home: &TempDir) -> usize {
    let files = fs::read_dir(recovery(home)).into_iter().flatten().flatten();
    files.filter(|entry| entry.path().extension().is_some_and(|e| e == "ron")).count()
}

/// The one copy of what was typed, and the plan's file as it was.
#[track_caller]
fn assert_kept(home: &TempDir, plan: &Path) {
    let found = recovered(home);
    assert_eq!(found.len(), 1);
    assert!(has_figure(&found[0]));
    assert_eq!(found[0].path.as_deref(), Some(plan));
    let file = fs::read(plan).unwrap();
    assert!(file == fs::read("assets/examples/coast.upturn.ron").unwrap(), "the file is as it was");
}

#[test]
fn r42_sigterm_keeps_what_is_not_saved_and_ends_the_program_in_good_order() {
    let (home, plan) = home_with_plan();
    let mut app = App::open_in(&home, &plan, &[]);
    let _ = app.settled_picture();
    app.type_a_figure();
    app.signal("TERM");
    assert_eq!(app.wait_for_end().code(), Some(0), "it ended by itself and not by the signal");
    assert_kept(&home, &plan);
    assert!(!storage::lock_path(&plan).exists(), "its lock is gone");
    // The next start offers it, and does not take it for its own.
    let next = App::open_in(&home, &plan, &[]);
    let _ = next.settled_picture();
    assert_eq!(copies(&home), 1);
}

#[test]
fn r42_sigkill_leaves_what_was_typed_two_seconds_before_and_the_lock_is_taken_over() {
    let (home, plan) = home_with_plan();
    let mut app = App::open_in(&home, &plan, &[]);
    let _ = app.settled_picture();
    app.type_a_figure();
    wait_for("the copy", || (copies(&home) > 0).then_some(()));
    app.signal("KILL");
    let _ = app.wait_for_end();
    assert_kept(&home, &plan);
    assert!(storage::lock_path(&plan).exists(), "nobody was there to remove it");
    let mut next = App::open_in(&home, &plan, &[]);
    let _ = next.settled_picture();
    // A plan that is open, and no question in the way: Ctrl+Q ends at once.
    assert!(next.title().contains("Coast"), "{}", next.title());
    next.press("ctrl+q");
    assert_eq!(next.wait_for_end().code(), Some(0));
    assert_eq!(copies(&home), 1, "nobody chose yet");
}

#[test]
fn r42_a_minimised_window_that_is_told_to_end_loses_nothing() {
    let (home, plan) = home_with_plan();
    let mut app = App::open_in(&home, &plan, &[]);
    let _ = app.settled_picture();
    app.type_a_figure();
    app.minimise();
    wait_for("the copy", || (copies(&home) > 0).then_some(()));
    app.signal("TERM");
    assert_eq!(app.wait_for_end().code(), Some(0), "it ended by itself and not by the signal");
    assert_kept(&home, &plan);
}

#[test]
fn r42_a_minimised_window_that_is_asked_to_close_asks_or_keeps_what_is_not_saved() {
    let (home, plan) = home_with_plan();
    let mut app = App::open_in(&home, &plan, &[]);
    let _ = app.settled_picture();
    app.type_a_figure();
    app.minimise();
    app.ask_to_close();
    wait_for("the copy", || (copies(&home) > 0).then_some(()));
    assert!(app.is_running(), "it asks first");
    app.signal("KILL");
    let _ = app.wait_for_end();
    assert_kept(&home, &plan);
}

#[test]
fn r41_a_fall_while_drawing_keeps_what_is_not_saved_and_the_next_start_says_so() {
    let (home, plan) = home_with_plan();
    let trigger = home.path().join("fall");
    let mut app = App::open_in(&home, &plan, &[("UPTURN_TEST_FALL", &trigger.to_string_lossy())]);
    let _ = app.settled_picture();
    app.type_a_figure();
    fs::write(&trigger, "").unwrap();
    // Any key has the window drawn again.
    app.press("Escape");
    let status = app.wait_for_end();
    assert!(!status.success(), "{status}");
    assert_kept(&home, &plan);
    let note = fs::read_to_string(home.path().join("config/data/fell.txt")).unwrap();
    assert!(note.ends_with("kept\n"), "{note}");
    let log = fs::read_to_string(home.path().join("config/upturn.log")).unwrap();
    assert!(log.contains("told to fall by a test") && !log.contains("71234"), "{log}");
    fs::remove_file(&trigger).unwrap();
    let next = App::open_in(&home, &plan, &[]);
    let _ = next.settled_picture();
    assert!(!home.path().join("config/data/fell.txt").exists(), "it was said");
}

/// Every file below a folder: what is in it and when it was written.
fn tree(folder: &Path) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(tree(&path));
        } else if path.is_file() {
            let modified = entry.metadata().unwrap().modified().unwrap();
            files.insert(path.clone(), (fs::read(&path).unwrap(), modified));
        }
    }
    files
}

#[test]
fn only_the_plan_and_the_programs_own_folders_are_written() {
    let (home, plan) = home_with_plan();
    let (folder, temporary) = (home.path().join("plans"), home.path().join("tmp"));
    for folder in [&folder, &temporary, &home.path().join("Documents")] {
        fs::create_dir(folder).unwrap();
    }
    let there = folder.join("coast.upturn.ron");
    fs::rename(&plan, &there).unwrap();
    // What a program might take for its own, or for its business.
    for name in [
        "plans/other.upturn.ron",
        "plans/sales.csv",
        "plans/coast.upturn.sync-conflict-20261119-104207-ABCDEFG.ron",
        "plans/.coast.upturn.ron.1-0123456789abcdef.tmp",
        "plans/.other.upturn.ron.1-0123456789abcdef.tmp",
        "plans/coast.upturn.ron.bak",
        "Documents/coast.upturn.ron",
    ] {
        fs::copy("assets/examples/coast.upturn.ron", home.path().join(name)).unwrap();
    }
    let before = tree(home.path());
    let mut app = App::open_in(&home, &there, &[("TMPDIR", &temporary.to_string_lossy())]);
    let _ = app.settled_picture();
    app.type_a_figure();
    app.press("ctrl+s");
    wait_for("the save", || (!app.is_marked()).then_some(()));
    app.press("ctrl+q");
    assert_eq!(app.wait_for_end().code(), Some(0));
    let mut after = tree(home.path());
    for (path, was) in &before {
        let is = after.remove(path);
        assert_eq!(is.as_ref() == Some(was), *path != there, "{}", path.display());
    }
    // What the graphics driver keeps for itself is not of our making.
    let others = ["config", "log", "mesa_shader_cache", "mesa_shader_cache_db", ".cache", ".nv"];
    let is_known = |path: &&PathBuf| {
        let place = path.strip_prefix(home.path()).unwrap().components().next().unwrap();
        others.iter().any(|other| place.as_os_str() == *other)
    };
    let strange: Vec<&PathBuf> = after.keys().filter(|path| !is_known(path)).collect();
    assert!(strange.is_empty(), "{strange:?}");
    assert!(after.keys().any(|path| path.starts_with(home.path().join("config"))), "it keeps its own");
}

/// Opens the plan by its typed path, whatever the desktop's own file window does.
fn open_by_typed_path(environment: &[(&str, &str)]) {
    let (home, plan) = home_with_plan();
    let app = App::in_home(&home, environment);
    let page = app.settled_picture();
    app.press("ctrl+o");
    wait_for("the dialog", || (app.settled_picture() != page).then_some(()));
    app.press("ctrl+a");
    app.type_text(&plan.to_string_lossy());
    app.press("Return");
    wait_for("the plan", || app.title().contains("Coast").then_some(()));
}

#[test]
fn r48_a_desktop_whose_file_window_hangs_leaves_the_typed_path() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("bus");
    // Takes calls and never answers.
    let _bus = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    open_by_typed_path(&[("DBUS_SESSION_BUS_ADDRESS", &format!("unix:path={}", socket.display()))]);
}

#[test]
fn r48_without_a_portal_and_with_a_dialog_program_that_crashes_the_typed_path_works() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let zenity = folder.path().join("zenity");
    fs::write(&zenity, "#!/bin/sh\nkill -SEGV $$\n").unwrap();
    fs::set_permissions(&zenity, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap_or_default());
    open_by_typed_path(&[("PATH", &path)]);
}
