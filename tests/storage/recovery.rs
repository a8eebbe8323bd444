//! Work that is not saved: copies of it survive their program, are offered once it is gone, and never twice lost.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use upturn::model::Plan;
use upturn::storage::recovery::{Session, Unsaved, discard, left_behind};
use upturn::storage::{Fingerprint, Moment, RealFs};

use crate::kill::{is_inside, last_saved, rounds, start_and_kill};

fn at(minute: u32) -> Moment {
    NaiveDate::from_ymd_opt(2026, 11, 19).unwrap().and_hms_opt(10, minute, 0).unwrap()
}

fn unsaved<'a>(plan: &'a Plan, path: Option<&'a Path>) -> Unsaved<'a> {
    Unsaved { plan, number: 1, path, of: Some(Fingerprint::of(b"as it was")), at: at(42) }
}

fn kept(folder: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|e| e == "ron")).collect()
}

/// Keeps one state after the other of a plan, and says before and after each what it does.
pub fn keep_for_ever(folder: &Path, say: fn(&str)) {
    let mut session = Session::begin(folder);
    for number in 1.. {
        let plan = Plan { notes: "n".repeat(100_000).into(), ..Plan::new(number.to_string()) };
        say(&format!("begin {number}"));
        session.keep(&RealFs, unsaved(&plan, Some(Path::new("/plans/coast.ron")))).unwrap();
        say(&format!("saved {number}"));
    }
}

#[test]
fn r02_copies_of_a_killed_program_are_whole_and_hold_all_it_said_was_kept() {
    let kills = rounds(40, 200);
    let mut inside = 0;
    let mut seed = 2;
    for _ in 0..kills {
        let folder = tempfile::tempdir().unwrap();
        let said = start_and_kill("recover", folder.path(), &mut seed, 60_000);
        inside += u32::from(is_inside(&said));
        let found = left_behind(&RealFs, folder.path()).unwrap();
        assert_eq!(found.spoilt, []);
        match last_saved(&said) {
            Some(saved) => assert!(found.recovered[0].plan.title.parse::<u64>().unwrap() >= saved),
            None => assert!(found.recovered.len() <= 1),
        }
    }
    println!("R2: {kills} kills, {inside} while a copy was written");
    assert!(inside * 2 >= kills, "{inside} of {kills}");
}

#[test]
fn a_copy_says_what_it_is_of_and_holds_the_plan() {
    let folder = tempfile::tempdir().unwrap();
    let plan = crate::plan::full();
    let path = Path::new("/plans/it's 5% — é.upturn.ron");
    let mut session = Session::begin(folder.path());
    session.keep(&RealFs, unsaved(&Plan::new("older"), Some(path))).unwrap();
    session.keep(&RealFs, unsaved(&plan, Some(path))).unwrap();
    assert_eq!(left_behind(&RealFs, folder.path()).unwrap().recovered, [], "its session lives");
    drop(session);
    let found = left_behind(&RealFs, folder.path()).unwrap().recovered;
    assert_eq!(found.len(), 1, "the newest state takes the place of the one before");
    assert_eq!((&found[0].plan, found[0].path.as_deref(), found[0].at), (&plan, Some(path), at(42)));
    assert_eq!(found[0].of, Some(Fingerprint::of(b"as it was")));
}

#[test]
fn r43_a_second_crash_before_a_choice_loses_neither_copy() {
    let folder = tempfile::tempdir().unwrap();
    for title in ["first", "second", "third"] {
        let mut session = Session::begin(folder.path());
        session.keep(&RealFs, unsaved(&Plan::new(title), Some(Path::new("/coast.ron")))).unwrap();
    }
    let found = left_behind(&RealFs, folder.path()).unwrap();
    let mut titles: Vec<&str> = found.recovered.iter().map(|r| r.plan.title.as_str()).collect();
    titles.sort_unstable();
    assert_eq!(titles, ["first", "second", "third"]);
    // Looking changes nothing, however often.
    assert_eq!(left_behind(&RealFs, folder.path()).unwrap(), found);
    assert_eq!(kept(folder.path()).len(), 3);
}

#[test]
fn what_is_let_go_is_gone_and_nothing_else_is() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::begin(folder.path());
    let plan = Plan::new("Coast");
    for number in [1, 11] {
        session.keep(&RealFs, Unsaved { number, ..unsaved(&plan, None) }).unwrap();
    }
    session.forget(&RealFs, 1);
    assert_eq!(kept(folder.path()).len(), 1);
}

#[test]
fn the_last_ten_copies_that_nobody_wanted_stay_and_are_offered_no_more() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..15 {
        let mut session = Session::begin(folder.path());
        let file = session.keep(&RealFs, unsaved(&Plan::new(number.to_string()), None)).unwrap();
        drop(session);
        let aside = discard(&RealFs, &file).unwrap();
        assert!(!file.exists() && kept(&aside).len() <= 10);
    }
    let aside = folder.path().join("discarded");
    let mut names: Vec<String> =
        kept(&aside).iter().map(|f| f.file_name().unwrap().to_string_lossy()[..6].to_owned()).collect();
    names.sort();
    assert_eq!((names.len(), names[0].as_str(), names[9].as_str()), (10, "000006", "000015"));
    assert_eq!(left_behind(&RealFs, folder.path()).unwrap().recovered, []);
}

#[test]
fn a_spoilt_copy_is_named_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::begin(folder.path());
    let file = session.keep(&RealFs, unsaved(&Plan::new("Coast"), None)).unwrap();
    drop(session);
    let text = std::fs::read_to_string(&file).unwrap();
    for spoilt in [text.replace("Coast", "Toast"), text[..text.len() / 2].to_owned(), String::new(), "\0".repeat(99)] {
        std::fs::write(&file, spoilt).unwrap();
        let found = left_behind(&RealFs, folder.path()).unwrap();
        assert_eq!((found.recovered.len(), found.spoilt.len()), (0, 1));
        assert!(file.exists());
    }
}
