//! Two programs, one plan: locks between them, and no lost update where locks are not known.

use std::path::Path;
use std::time::{Duration, SystemTime};

use upturn::model::Plan;
use upturn::storage::{self, Lock, Locking, OnDisk, Owner, RealFs, SaveError};

use crate::child;

/// Rounds of each of the two.
const ROUNDS: u32 = 200;

/// Adds one to the number in the title, again and again: reads, changes and saves; begins anew when somebody else was
/// quicker.
pub fn edit(folder: &Path, say: fn(&str)) {
    let path = folder.join("plan.upturn.ron");
    let mut refused = 0_u32;
    for _ in 0..ROUNDS {
        loop {
            let loaded = storage::load(&path).unwrap();
            let mut plan = loaded.plan;
            plan.title = (plan.title.parse::<u32>().unwrap() + 1).to_string();
            match child::save_over(&path, &plan, loaded.fingerprint) {
                Ok(_) => break,
                Err(SaveError::Changed { .. } | SaveError::Write { .. }) => refused += 1,
                Err(other) => panic!("{other}"),
            }
        }
    }
    say(&format!("refused {refused}"));
}

fn with_plan(title: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.upturn.ron");
    storage::save(&RealFs, &path, &Plan::new(title)).unwrap();
    (folder, path)
}

#[test]
fn r23_of_two_writers_without_a_lock_neither_loses_what_the_other_saved() {
    let (folder, path) = with_plan("0");
    let children = [0, 1].map(|_| child::start("be a rival", folder.path()));
    let mut refused = 0;
    for (mut child, lines) in children {
        let said: Vec<String> = lines.collect();
        assert_eq!(said.last().map(String::as_str), Some("done"), "{said:?}");
        refused += said[0].strip_prefix("refused ").unwrap().parse::<u32>().unwrap();
        child.wait().unwrap();
    }
    println!("R23: {refused} saves were refused in {} rounds", 2 * ROUNDS);
    assert_eq!(storage::load(&path).unwrap().plan.title, (2 * ROUNDS).to_string(), "every update is there");
    assert!(refused > 0, "the two never met");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn r23_writers_that_do_not_look_lose_updates() {
    let (_folder, path) = with_plan("0");
    let add = || {
        let mut plan = storage::load(&path).unwrap().plan;
        plan.title = (plan.title.parse::<u32>().unwrap() + 1).to_string();
        plan
    };
    let (one, other) = (add(), add());
    storage::save(&RealFs, &path, &one).unwrap();
    storage::save(&RealFs, &path, &other).unwrap();
    assert_eq!(storage::load(&path).unwrap().plan.title, "1");
}

fn me() -> Owner {
    Owner {
        user: "Ada".into(),
        host: "till-2".into(),
        pid: std::process::id(),
        version: "0.1.0".into(),
        since: "10:42".into(),
    }
}

/// Waits to be killed, with the lock in its hands.
pub fn hold_a_lock(folder: &Path, say: fn(&str)) {
    let locking = Lock::take(&folder.join("plan.upturn.ron"), &me(), SystemTime::now(), false);
    let Locking::Ours(_lock) = locking else { panic!("{locking:?}") };
    say("locked");
    std::thread::sleep(Duration::from_mins(5));
}

fn take(path: &Path) -> Locking {
    Lock::take(path, &me(), SystemTime::now(), false)
}

#[test]
fn r20_r21_a_plan_that_is_open_is_taken_and_a_killed_owners_lock_is_taken_over_without_a_question() {
    let (folder, path) = with_plan("Coast");
    for _ in 0..5 {
        let (mut child, mut lines) = child::start("hold a lock", folder.path());
        assert_eq!(lines.next().as_deref(), Some("locked"));
        match take(&path) {
            Locking::Taken(owner) => {
                assert_eq!((owner.pid, owner.to_string().as_str()), (child.id(), "Ada on till-2, since 10:42"));
            }
            other => panic!("{other:?}"),
        }
        // The first one goes on saving meanwhile; the lock is on no file that a save replaces.
        storage::save(&RealFs, &path, &Plan::new("Coast, saved")).unwrap();
        assert!(matches!(take(&path), Locking::Taken(_)));
        child.kill().unwrap();
        child.wait().unwrap();
        let Locking::Ours(lock) = take(&path) else { panic!("the owner is gone") };
        assert!(matches!(take(&path), Locking::Taken(_)), "and now it is ours");
        drop(lock);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "a lock that ends leaves nothing behind");
    }
}

#[test]
fn r22_another_computers_lock_is_asked_about_and_may_be_taken_over() {
    let (_folder, path) = with_plan("Coast");
    let lock = storage::lock_path(&path);
    let theirs = "Bob\noffice\n71\n0.1.0\n09:30\n";
    for (minutes, expected) in [(0, true), (6, false)] {
        std::fs::write(&lock, theirs).unwrap();
        let now = SystemTime::now() + Duration::from_mins(minutes);
        match Lock::take(&path, &me(), now, false) {
            Locking::Elsewhere { owner, fresh } => {
                assert_eq!((owner.to_string().as_str(), fresh), ("Bob on office, since 09:30", expected));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(std::fs::read_to_string(&lock).unwrap(), theirs, "asking changes nothing");
    }
    let Locking::Ours(_mine) = Lock::take(&path, &me(), SystemTime::now(), true) else { panic!("by force") };
    assert!(std::fs::read_to_string(&lock).unwrap().starts_with("Ada\n"));
}

#[test]
fn r25_a_change_is_known_by_its_content_and_not_by_its_time() {
    let (_folder, path) = with_plan("Coast");
    let known = storage::load(&path).unwrap().fingerprint;
    let time = std::fs::metadata(&path).unwrap().modified().unwrap();
    let set_time = |time| std::fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    set_time(time + Duration::from_mins(1));
    assert_eq!(storage::look(&RealFs, &path, known), OnDisk::Same, "touched and the same");
    std::fs::write(&path, std::fs::read_to_string(&path).unwrap().replace("Coast", "Toast")).unwrap();
    set_time(time);
    assert!(matches!(storage::look(&RealFs, &path, known), OnDisk::Changed { .. }), "changed with its old time");
}

#[test]
fn r27_a_plan_that_is_gone_or_became_a_folder_is_gone() {
    let (folder, path) = with_plan("Coast");
    let known = storage::load(&path).unwrap().fingerprint;
    let save = || child::save_over(&path, &Plan::new("new"), known);
    std::fs::rename(&path, folder.path().join("other.ron")).unwrap();
    assert_eq!(storage::look(&RealFs, &path, known), OnDisk::Gone);
    assert!(matches!(save(), Err(SaveError::Gone { .. })));
    std::fs::create_dir(&path).unwrap();
    assert_eq!(storage::look(&RealFs, &path, known), OnDisk::Gone);
    assert!(matches!(save(), Err(SaveError::Folder { .. })));
}

#[test]
fn r26_copies_of_three_sync_programs_beside_a_plan_are_found_and_left_alone() {
    let (folder, path) = with_plan("Coast");
    let copies = [
        "plan.upturn (Ada's conflicted copy 2026-11-19).ron",
        "plan.upturn-TILL-2.ron",
        "plan.upturn.sync-conflict-20261119-104207-ABCDEFG.ron",
    ];
    for name in copies {
        std::fs::write(folder.path().join(name), "somebody's work").unwrap();
    }
    let found = storage::conflict_copies(&RealFs, &path);
    let names: Vec<_> = found.iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(names, copies);
}

#[test]
fn r13_only_temporary_files_that_are_ours_old_and_dead_are_swept() {
    let (folder, path) = with_plan("Coast");
    let make = |name: &str, days: u64| {
        let file = folder.path().join(name);
        std::fs::write(&file, "x").unwrap();
        let then = SystemTime::now() - Duration::from_hours(24 * days) - Duration::from_mins(1);
        std::fs::File::options().write(true).open(&file).unwrap().set_modified(then).unwrap();
    };
    // No program has a number that large.
    for number in 0..50 {
        make(&format!(".plan.upturn.ron.{}-{number:016x}.tmp", 4_194_400 + number), 2);
    }
    let mut kept = vec![
        format!(".plan.upturn.ron.{}-0123456789abcdef.tmp", std::process::id()),
        ".plan.upturn.ron.tmp".into(),
        ".other.ron.4194400-0123456789abcdef.tmp".into(),
        "plan.upturn.ron.bak".into(),
        ".plan.upturn.ron.swp".into(),
    ];
    for name in &kept {
        make(name, 400);
    }
    let young = ".plan.upturn.ron.4194400-0123456789abcdef.tmp".to_owned();
    make(&young, 0);
    kept.extend([young, "plan.upturn.ron".to_owned()]);
    assert_eq!(storage::sweep(&RealFs, &path, SystemTime::now()).len(), 50);
    let mut left: Vec<String> =
        std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    left.sort();
    kept.sort();
    assert_eq!(left, kept);
}
