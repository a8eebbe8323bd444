//! The window on a disk that is full in earnest.
//!
//! This takes a private mount table; where `UPTURN_FULL_TESTS` is set, as in `.ci/run`, the test fails without one.

#![cfg(target_os = "linux")]

use std::path::PathBuf;
use std::process::Command;

use eframe::egui::Key;
use upturn::document::Edit;
use upturn::model::Plan;
use upturn::storage::{self, RealFs};
use upturn::ui::Ask;

use super::support::{USUAL, Window};

/// The folder of the child, which is a small disk.
const FOLDER: &str = "UPTURN_TEST_SMALL_DISK";

#[test]
fn r04_a_save_that_finds_the_disk_full_says_so_and_try_again_saves_once_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let mount = "mount -t tmpfs -o size=100k tmpfs \"$UPTURN_TEST_SMALL_DISK\"\nexec \"$@\"";
    let output = Command::new("unshare")
        .args(["-rm", "sh", "-ec", mount, "sh"])
        .arg(std::env::current_exe().unwrap())
        .args(["disk::the_child_on_a_small_disk", "--exact", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder.path())
        .output();
    let (ran, said) = match &output {
        Ok(output) => {
            let out = String::from_utf8_lossy(&output.stdout).into_owned();
            (out.contains("running 1 test"), out + &String::from_utf8_lossy(&output.stderr))
        }
        Err(error) => (false, error.to_string()),
    };
    if !ran && std::env::var_os("UPTURN_FULL_TESTS").is_none() {
        println!("NOT LOOKED AT: no disk can be mounted on this machine: {said}");
        return;
    }
    assert!(said.contains("saved in the end") && output.unwrap().status.success(), "{said}");
}

/// Does nothing unless it is started on a disk of its own.
#[test]
fn the_child_on_a_small_disk() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let (path, ballast) = (folder.join("plan.upturn.ron"), folder.join("ballast"));
    storage::save(&RealFs, &path, &Plan::new("Coast")).unwrap();
    let old = std::fs::read(&path).unwrap();
    std::fs::write(&ballast, vec![0; 40_000]).unwrap();
    let mut window = Window::new(USUAL, tempfile::tempdir().unwrap(), Some(path.clone()));
    window.ask(Ask::Edit(Edit::new("Write", |plan| plan.notes = "n".repeat(70_000).into())));
    for press in ["Ctrl+S", "Try again"] {
        if press == "Ctrl+S" {
            window.ctrl(Key::S);
        } else {
            window.click(press);
        }
        window.assert_shows("plan.upturn.ron is not saved: the disk is full; free some space or save elsewhere.");
        assert!(window.document().is_dirty() && window.app().title().starts_with('●'), "{press}");
        assert!(std::fs::read(&path).unwrap() == old, "{press}: the old plan is as it was");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 3, "{press}: plan, lock and ballast");
    }
    std::fs::remove_file(&ballast).unwrap();
    window.click("Try again");
    window.assert_hides("the disk is full");
    assert!(!window.document().is_dirty());
    assert_eq!(storage::load(&path).unwrap().plan, *window.plan());
    println!("saved in the end");
}
