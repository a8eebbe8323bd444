//! The disk fails at each step of a save in turn: the old file stays, or the new one is whole, and it is said.

use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use chrono::NaiveDate;
use upturn::storage::{self, Expected, Fingerprint, Fs, Keep, RealFs, Request, SaveError, Vault};

use crate::disk::{self, Disk, Fault, Op};

const OLD: &[u8] = b"the old plan, which must not be lost";
const NEW: &[u8] = b"the new plan, a good deal longer than the old one, so that a short write shows";

type Writer = fn(&dyn Fs, &Path, &[u8]) -> Result<(), SaveError>;

/// As the window saves: only over what it knows, with the version before kept.
fn as_the_window_does(fs: &dyn Fs, path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    let vault = Vault::in_folder(&path.with_file_name("vault"));
    let at = NaiveDate::from_ymd_opt(2026, 11, 19).unwrap().and_hms_opt(10, 42, 0).unwrap();
    let expected = if path.exists() { Expected::OneOf(vec![Fingerprint::of(OLD)]) } else { Expected::Nothing };
    let request = Request { expected, keep: Some(Keep { vault: &vault, at, must: false }), ..Request::new(path) };
    storage::write(fs, &request, bytes).map(|_| ())
}

/// What a writer does wrong with this fault, or nothing; and whether the fault was met at all.
fn judge(write: Writer, fs: &Disk, has_old: bool) -> (Option<String>, bool) {
    let folder = disk::quick_folder();
    let path = folder.path().join("Coast.upturn.ron");
    if has_old {
        storage::write_file(&RealFs, &path, OLD).unwrap();
    }
    let result = write(fs, &path, NEW);
    let content = std::fs::read(&path).ok();
    let is_litter = |entry: &std::fs::DirEntry| entry.file_name().to_string_lossy().ends_with(".tmp");
    let litter = std::fs::read_dir(folder.path()).unwrap().filter(|e| is_litter(e.as_ref().unwrap())).count();
    let is_old = content.as_deref() == has_old.then_some(OLD);
    let is_new = content.as_deref() == Some(NEW);
    let told = result.as_ref().err().map(ToString::to_string).unwrap_or_default();
    let wrong = match &result {
        Ok(()) if !is_new => Some("said to be saved and is not".into()),
        Err(SaveError::Unconfirmed { .. }) if !is_new => Some("said to be in place and is not".into()),
        Err(error) if !error.may_be_in_place() && !is_old => Some(format!("the old file is gone: {told}")),
        Err(_) if !told.contains("Coast.upturn.ron") => Some(format!("names no file: {told}")),
        _ if litter > 0 && !fs.removal_failed() => Some("left a temporary file".into()),
        Err(SaveError::Write { .. }) if litter > 0 && !told.contains("could not be removed; delete it") => {
            Some(format!("hides what it left: {told}"))
        }
        _ => None,
    };
    (wrong.or_else(|| goes_on(write, &path, is_old)), fs.met())
}

/// Once the disk is sound again, the next save goes as ever: nothing that a broken one left is in its way.
fn goes_on(write: Writer, path: &Path, is_old: bool) -> Option<String> {
    if !is_old {
        return None;
    }
    let again = write(&RealFs, path, NEW).err().map(|error| format!("and then: {error}"));
    again.or_else(|| (std::fs::read(path).unwrap() != NEW).then(|| "and then nothing is written".into()))
}

/// ENOSPC, EIO, EACCES, EPERM, EBUSY, EROFS, EINTR, EXDEV on Linux.
const ERRORS: [i32; 8] = [28, 5, 13, 1, 16, 30, 4, 18];

/// All faults that a writer could meet, each judged; answers what went wrong and how many faults were met.
fn judge_all(write: Writer) -> (Vec<String>, usize) {
    let (mut wrongs, mut met_faults) = (Vec::new(), 0);
    for error in ERRORS {
        for has_old in [true, false] {
            for fault in [Fault::Once as fn(usize) -> Fault, Fault::From] {
                for step in 0.. {
                    // An endless EINTR is not a fault but a halt, which the standard library waits out.
                    let endless = error == 4 && matches!(fault(0), Fault::From(_));
                    let fs = Disk { write_at_most: 7, ..Disk::new(fault(step), error) };
                    if endless {
                        break;
                    }
                    let (wrong, met) = judge(write, &fs, has_old);
                    if !met {
                        break;
                    }
                    met_faults += 1;
                    wrongs.extend(wrong.map(|w| format!("{:?}, error {error}, old file {has_old}: {w}", fs.fault)));
                }
            }
        }
    }
    (wrongs, met_faults)
}

#[test]
#[cfg(target_os = "linux")]
fn r03_whatever_step_fails_the_old_file_stays_or_the_new_one_is_whole() {
    for (writer, least) in [(storage::write_file as Writer, 300), (as_the_window_does, 900)] {
        let (wrongs, met) = judge_all(writer);
        assert_eq!(wrongs, Vec::<String>::new());
        println!("R3: {met} faults met");
        assert!(met > least, "only {met} faults were met");
    }
}

/// Without this, the test above could pass by meeting nothing.
#[test]
#[cfg(target_os = "linux")]
fn r03_the_same_faults_find_a_writer_that_removes_the_old_file_first() {
    let naive: Writer = |fs, path, bytes| {
        let failed = |_| SaveError::Write { path: path.to_owned(), reason: String::new(), left: None };
        if path.exists() {
            fs.remove(path).map_err(failed)?;
        }
        fs.create_new(path, None).map_err(failed)?.write_all(bytes).map_err(failed)
    };
    let (wrongs, met) = judge_all(naive);
    assert!(wrongs.len() > met / 2, "{} of {met}", wrongs.len());
}

#[test]
fn a_save_is_on_the_disk_and_read_back_before_and_after_it_takes_the_old_files_place() {
    let fs = Disk::sound();
    assert_eq!(judge(storage::write_file, &fs, true), (None, false));
    let steps = [
        "canonicalize",
        "metadata",
        "may_write",
        "create_new",
        "write",
        "sync",
        "read",
        "hold",
        "hold",
        "rename",
        "sync_folder",
        "read",
    ];
    assert_eq!(fs.names(), steps);
}

#[test]
fn r05_short_writes_and_storms_of_interruptions_add_up_to_the_whole_file() {
    for at_most in 1..=7 {
        for interruptions in [0, 1, 50] {
            let fs = Disk { write_at_most: at_most, interruptions, ..Disk::sound() };
            assert_eq!(judge(storage::write_file, &fs, true), (None, false));
            assert!(fs.names().iter().filter(|s| **s == "write").count() >= NEW.len() / at_most);
        }
    }
}

/// A save that broke off between keeping the old file by a second name and putting the new one in its place.
#[test]
#[cfg(unix)]
fn a_file_that_the_vault_shares_is_replaced_without_a_question_and_never_written_into() {
    let at = NaiveDate::from_ymd_opt(2026, 11, 19).unwrap().and_hms_opt(10, 42, 0).unwrap();
    for in_place in [false, true] {
        let (folder, path) = with_old();
        let vault = Vault::in_folder(&folder.path().join("vault"));
        vault.keep_file(&RealFs, &path, OLD, at).unwrap().unwrap();
        assert!(vault.shares_file_with(&RealFs, &path));
        let safe = folder.path().join("recovery");
        let place = in_place.then(|| (folder.path().to_owned(), "rename", 18));
        let disk = Disk { place, ..Disk::sound() };
        let keep = Some(Keep { vault: &vault, at, must: true });
        let request = Request { keep, in_place: Some(&safe), ..Request::new(&path) };
        storage::write(&disk, &request, NEW).unwrap();
        assert_eq!(disk.names().contains(&"open_in_place") && in_place, in_place);
        assert_eq!(std::fs::read(&path).unwrap(), NEW);
        let kept: Vec<Vec<u8>> =
            vault.of(&RealFs, &path).unwrap().iter().map(|version| std::fs::read(&version.path).unwrap()).collect();
        assert_eq!(kept, [OLD], "in place: {in_place}");
        assert!(!vault.shares_file_with(&RealFs, &path));
    }
}

fn with_old() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Coast.upturn.ron");
    storage::write_file(&RealFs, &path, OLD).unwrap();
    (folder, path)
}

#[test]
#[cfg(target_os = "linux")]
fn each_failure_is_told_in_plain_words() {
    let told = |step: &'static str, error: i32| {
        let (_folder, path) = with_old();
        let trace = Disk::sound();
        storage::write_file(&trace, &path, OLD).unwrap();
        let at = trace.names().iter().position(|s| *s == step).unwrap();
        let error = storage::write_file(&Disk::new(Fault::Once(at), error), &path, NEW).unwrap_err();
        error.to_string().replace(&path.display().to_string(), "PLAN")
    };
    let (saved, same) = ("PLAN is not saved: ", " What is on the disk is as it was.");
    for (step, error, words) in [
        ("write", 28, "the disk is full; free some space or save elsewhere."),
        ("write", 122, "your share of the disk is used up; free some space or save elsewhere."),
        ("create_new", 30, "the disk is read-only; save elsewhere."),
        ("sync", 5, "the disk reports a fault; save elsewhere."),
    ] {
        assert_eq!(told(step, error), format!("{saved}{words}{same}"));
    }
    let safe = "its place does not allow safe saving (";
    assert!(told("create_new", 13).starts_with(&format!("{saved}{safe}you may not write in this folder")));
    assert!(told("rename", 16).starts_with(&format!("{saved}{safe}another program holds it)")));
    assert!(told("may_write", 13).contains("PLAN is read-only."));
    assert!(told("sync_folder", 5).starts_with("PLAN is saved, but the disk did not confirm it:"));
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_system_that_syncs_no_folders_is_fine() {
    for error in [22, 95] {
        let fs = Disk::new(Fault::Each("sync_folder"), error);
        assert_eq!(judge(storage::write_file, &fs, true), (None, true));
        let (_folder, path) = with_old();
        assert_eq!(storage::write_file(&Disk::new(Fault::Each("sync_folder"), error), &path, NEW), Ok(()));
    }
}

#[test]
fn r16_bytes_that_come_back_changed_are_not_said_to_be_saved() {
    let (folder, path) = with_old();
    let before = storage::write_file(&Disk { lies_from: 0, ..Disk::sound() }, &path, NEW).unwrap_err();
    assert!(before.to_string().contains("gave back other bytes") && !before.may_be_in_place(), "{before}");
    assert_eq!(std::fs::read(&path).unwrap(), OLD, "what lies already in the temporary file never takes the place");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let after = storage::write_file(&Disk { lies_from: 1, ..Disk::sound() }, &path, NEW).unwrap_err();
    assert!(matches!(after, SaveError::Unconfirmed { .. }), "{after}");
    assert!(after.to_string().contains("other bytes came back"), "{after}");
}

/// Each error that speaks of the place, at the creating and at the renaming.
const PLACES: [(&str, i32); 6] =
    [("rename", 1), ("rename", 18), ("rename", 16), ("rename", 13), ("create_new", 13), ("create_new", 1)];

#[test]
#[cfg(target_os = "linux")]
fn r07_where_nothing_can_be_replaced_the_file_is_overwritten_only_by_consent_and_after_a_whole_copy() {
    for (step, error) in PLACES {
        let (folder, path) = with_old();
        let place = || Disk { place: Some((folder.path().to_owned(), step, error)), ..Disk::sound() };
        let refused = storage::write(&place(), &Request::new(&path), NEW).unwrap_err();
        assert!(matches!(refused, SaveError::NeedsConsent { .. }), "{step} {error}: {refused}");
        assert_eq!(std::fs::read(&path).unwrap(), OLD);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file stays");

        let safe = folder.path().join("recovery");
        let (disk, request) = (place(), Request { in_place: Some(&safe), ..Request::new(&path) });
        let written = storage::write(&disk, &request, NEW).unwrap();
        assert_eq!((std::fs::read(&path).unwrap().as_slice(), written.fingerprint), (NEW, Fingerprint::of(NEW)));
        assert_eq!(std::fs::read_dir(&safe).unwrap().count(), 0, "the copy goes once it is not needed");
        let trace = disk.trace();
        let opened = trace.iter().position(|op| matches!(op, Op::Open(_))).unwrap();
        let copied = trace[..opened].iter().filter_map(|op| match op {
            Op::Write(file, bytes) if file.starts_with(&safe) => Some(bytes.as_slice()),
            _ => None,
        });
        assert_eq!(copied.collect::<Vec<_>>().concat(), NEW, "a whole copy is written before the file is opened");
        let synced = trace[..opened].iter().any(|op| matches!(op, Op::Sync(file) if file.starts_with(&safe)));
        assert!(synced, "and is on the disk");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn r07_overwriting_that_breaks_off_says_where_the_whole_plan_is() {
    let overwrite = |fault| {
        let (folder, path) = with_old();
        let safe = folder.path().join("recovery");
        let place = Some((folder.path().to_owned(), "rename", 18));
        let disk = Disk { place, ..Disk::new(fault, 5) };
        let result = storage::write(&disk, &Request { in_place: Some(&safe), ..Request::new(&path) }, NEW);
        (folder, result, disk.names())
    };
    let (_, done, steps) = overwrite(Fault::Never);
    assert!(done.is_ok());
    let opened = steps.iter().position(|name| *name == "open_in_place").unwrap();
    let mut torn = 0;
    for step in opened..steps.len() {
        let (_folder, result, _) = overwrite(Fault::From(step));
        let Err(error @ SaveError::Torn { copy, .. }) = &result else { continue };
        torn += 1;
        assert_eq!(std::fs::read(copy).unwrap(), NEW, "step {step}");
        assert!(error.to_string().contains(&copy.display().to_string()));
    }
    assert!(torn >= 4, "only {torn} faults broke the overwriting off");
}

#[test]
fn r08_a_file_that_another_program_holds_for_a_moment_is_waited_for() {
    for (held, saved) in [(50, true), (500, true), (5_000, false)] {
        let (folder, path) = with_old();
        let fs = Disk { held: Duration::from_millis(held), ..Disk::sound() };
        let result = storage::write_file(&fs, &path, NEW);
        assert_eq!(result.is_ok(), saved, "{held} ms");
        assert_eq!(std::fs::read(&path).unwrap(), if saved { NEW } else { OLD });
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

#[test]
fn only_what_is_expected_is_replaced() {
    let (_folder, path) = with_old();
    let write = |expected| storage::write(&RealFs, &Request { expected, ..Request::new(&path) }, NEW);
    assert!(matches!(write(Expected::Nothing), Err(SaveError::Changed { .. })));
    assert!(matches!(write(Expected::OneOf(vec![Fingerprint::of(NEW)])), Err(SaveError::Changed { .. })));
    assert_eq!(std::fs::read(&path).unwrap(), OLD);
    assert!(write(Expected::OneOf(vec![Fingerprint::of(NEW), Fingerprint::of(OLD)])).is_ok());
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(write(Expected::OneOf(vec![Fingerprint::of(NEW)])), Err(SaveError::Gone { .. })));
    assert!(!path.exists());
    assert!(write(Expected::Nothing).is_ok());
}

#[test]
fn a_version_that_cant_be_kept_is_said_and_stops_only_what_would_destroy_somebody_elses_work() {
    let (folder, path) = with_old();
    // A file where the vault's folder would be.
    let taken = folder.path().join("vault");
    std::fs::write(&taken, "x").unwrap();
    let vault = Vault::in_folder(&taken);
    let at = NaiveDate::from_ymd_opt(2026, 11, 19).unwrap().and_hms_opt(10, 42, 0).unwrap();
    let write = |must| {
        storage::write(&RealFs, &Request { keep: Some(Keep { vault: &vault, at, must }), ..Request::new(&path) }, NEW)
    };
    assert!(matches!(write(true), Err(SaveError::NotKept { .. })));
    assert_eq!(std::fs::read(&path).unwrap(), OLD);
    assert!(write(false).unwrap().not_kept.is_some());
    assert_eq!(std::fs::read(&path).unwrap(), NEW);
}
