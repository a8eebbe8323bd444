//! The machine says no in earnest: disks that are full, read-only or pulled out, and folders that are somebody else's.
//!
//! These need a private mount table or another user, which not every machine gives to a test. Where `UPTURN_FULL_TESTS`
//! is set, as in `.ci/run`, they fail there; elsewhere they say what was not looked at.

#![cfg(target_os = "linux")]

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use upturn::model::Plan;
use upturn::storage::{self, Expected, RealFs, Request, SaveError};

use crate::child;

/// Runs a role where `prepare`, a piece of shell with `$FOLDER` in it, has changed the machine for it alone.
fn run(role: &str, folder: &Path, prepare: &str) {
    let root = is_root();
    let mut command = Command::new("unshare");
    command.arg(if root { "-m" } else { "-rm" }).args(["sh", "-ec", &format!("{prepare}\nexec \"$@\""), "sh"]);
    command.arg(std::env::current_exe().unwrap()).args(child::arguments());
    child::play(&mut command, role, folder);
    finish(role, command.env("FOLDER", folder));
}

fn finish(role: &str, command: &mut Command) {
    let output = match command.output() {
        Ok(output) => output,
        Err(error) => return not_looked_at(role, &error.to_string()),
    };
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if !out.contains("running 1 test") {
        return not_looked_at(role, &err);
    }
    assert!(output.status.success() && out.contains("child: done"), "{role}:\n{out}\n{err}");
}

fn not_looked_at(role: &str, why: &str) {
    let told = format!("{role:?} can't be tried on this machine: {why}");
    assert!(std::env::var_os("UPTURN_FULL_TESTS").is_none(), "{told}");
    println!("NOT LOOKED AT: {told}");
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|data| data.uid() == 0)
}

const SMALL_DISK: &str = "mount -t tmpfs -o size=100k tmpfs \"$FOLDER\"";

fn plan(notes: usize) -> Plan {
    Plan { notes: "n".repeat(notes).into(), ..Plan::new("Coast") }
}

#[test]
fn r04_a_full_disk_leaves_the_old_plan_each_time_and_takes_the_new_one_once_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    run("fill the disk", folder.path(), SMALL_DISK);
}

pub fn fill_the_disk(folder: &Path) {
    let (path, ballast) = (folder.join("plan.upturn.ron"), folder.join("ballast"));
    storage::save(&RealFs, &path, &plan(10_000)).unwrap();
    std::fs::write(&ballast, vec![0; 50_000]).unwrap();
    let old = std::fs::read(&path).unwrap();
    for round in 0..20 {
        let told = storage::save(&RealFs, &path, &plan(80_000 + round)).unwrap_err().to_string();
        assert!(told.contains("the disk is full; free some space or save elsewhere"), "{told}");
        assert!(std::fs::read(&path).unwrap() == old, "round {round}");
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), 2, "no litter on a full disk");
    }
    // The same disk takes the naive way's half a file, so it is really full.
    let naive = folder.join("naive.ron");
    assert!(std::fs::write(&naive, vec![1; 80_000]).is_err());
    assert!((1..80_000).contains(&std::fs::metadata(&naive).unwrap().len()));
    std::fs::remove_file(&naive).unwrap();
    std::fs::remove_file(&ballast).unwrap();
    storage::save(&RealFs, &path, &plan(40_000)).unwrap();
    assert_eq!(storage::load(&path).unwrap().plan, plan(40_000));
}

#[test]
fn r06_a_plan_in_a_folder_of_somebody_else_is_read_and_not_written() {
    if !is_root() {
        // Then the folder may simply be closed, and this very process is refused.
        let folder = prepared();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o555)).unwrap();
        be_refused(folder.path());
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        return;
    }
    // Nobody may look into root's home: the program goes where everybody may.
    let folder = prepared();
    let everybody = |path: &Path| std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    let place = tempfile::tempdir_in("/tmp").unwrap();
    everybody(place.path());
    let program = place.path().join("test");
    std::fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    everybody(&program);
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program).args(child::arguments());
    child::play(&mut command, "be refused", folder.path());
    finish("be refused", command.current_dir("/"));
}

/// A plan in a folder that everybody may look into.
fn prepared() -> tempfile::TempDir {
    let folder = tempfile::tempdir_in("/tmp").unwrap();
    storage::save(&RealFs, &folder.path().join("plan.upturn.ron"), &plan(10)).unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

pub fn be_refused(folder: &Path) {
    let path = folder.join("plan.upturn.ron");
    let before = std::fs::read(&path).unwrap();
    assert_eq!(storage::load(&path).unwrap().plan, plan(10));
    let told = storage::save(&RealFs, &path, &plan(20)).unwrap_err();
    // Whose folder it is, theirs is the file too; where only the folder is closed, it could be overwritten in place.
    assert!(matches!(told, SaveError::ReadOnly { .. } | SaveError::NeedsConsent { .. }), "{told}");
    let told = storage::save(&RealFs, &folder.join("new.upturn.ron"), &plan(20)).unwrap_err().to_string();
    assert!(told.contains("you may not write in this folder; save elsewhere"), "{told}");
    assert!(std::fs::read(&path).unwrap() == before);
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 1);
    assert!(matches!(lock(&path), storage::Locking::NoPlace));
}

fn lock(path: &Path) -> storage::Locking {
    storage::Lock::take(path, &storage::Owner::default(), std::time::SystemTime::now(), false)
}

#[test]
fn r06_a_plan_on_a_read_only_disk_is_read_and_not_written() {
    let folder = prepared();
    let remount = "mount --bind \"$FOLDER\" \"$FOLDER\"; mount -o remount,bind,ro \"$FOLDER\"";
    run("be on a read-only disk", folder.path(), remount);
}

pub fn be_on_a_read_only_disk(folder: &Path) {
    let path = folder.join("plan.upturn.ron");
    assert_eq!(storage::load(&path).unwrap().plan, plan(10));
    let told = storage::save(&RealFs, &path, &plan(20)).unwrap_err().to_string();
    assert!(told.contains("the disk is read-only; save elsewhere"), "{told}");
    assert_eq!(storage::load(&path).unwrap().plan, plan(10));
    assert!(matches!(lock(&path), storage::Locking::NoPlace));
}

#[test]
fn r11_a_drive_that_is_pulled_out_is_missed_and_the_plan_can_be_saved_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("drive")).unwrap();
    run("lose the drive", folder.path(), "mount -t tmpfs tmpfs \"$FOLDER/drive\"");
}

pub fn lose_the_drive(folder: &Path) {
    let path = folder.join("drive/plan.upturn.ron");
    storage::save(&RealFs, &path, &plan(10)).unwrap();
    let known = storage::load(&path).unwrap().fingerprint;
    let pulled = Command::new("umount").arg("-l").arg(folder.join("drive")).status().unwrap();
    assert!(pulled.success());
    assert_eq!(storage::look(&RealFs, &path, known), storage::OnDisk::Gone);
    let over = Request { expected: Expected::OneOf(vec![known]), ..Request::new(&path) };
    assert!(matches!(storage::save_as_asked(&RealFs, &over, &plan(20)), Err(SaveError::Gone { .. })));
    assert_eq!(std::fs::read_dir(folder.join("drive")).unwrap().count(), 0, "nothing is written into the empty place");
    let elsewhere: PathBuf = folder.join("elsewhere.upturn.ron");
    storage::save(&RealFs, &elsewhere, &plan(20)).unwrap();
    assert_eq!(storage::load(&elsewhere).unwrap().plan, plan(20));
}

#[test]
fn r10_a_person_who_keeps_files_private_gets_private_files() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new("sh");
    command.args(["-ec", "umask 077; exec \"$@\"", "sh"]).arg(std::env::current_exe().unwrap());
    command.args(child::arguments());
    child::play(&mut command, "save privately", folder.path());
    finish("save privately", &mut command);
}

pub fn save_privately(folder: &Path) {
    let path = folder.join("new.upturn.ron");
    storage::save(&RealFs, &path, &plan(10)).unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}
