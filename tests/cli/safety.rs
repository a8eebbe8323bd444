//! What the command line writes is as safe as what the window writes.

use std::fs;
use std::time::SystemTime;

use upturn::storage::{self, Lock, Locking, Owner, RealFs, Vault};

use super::{Desk, months};

fn desk() -> Desk {
    Desk::with_plan(&months("2025-01", [1; 12]))
}

#[test]
fn a_plan_that_is_open_in_a_window_is_left_alone() {
    let desk = desk();
    let path = desk.path("plan.ron");
    let owner = Owner { user: "Ada".into(), host: "till-2".into(), since: "10:42".into(), ..Owner::default() };
    let Locking::Ours(lock) = Lock::take(&path, &owner, SystemTime::now(), false) else { panic!() };
    let before = desk.bytes("plan.ron");
    let said = desk.refused("target plan.ron --total 12 --from 2026-01 --to 2026-12");
    assert!(said.contains("is open elsewhere (Ada on till-2, since 10:42); close it there first"), "{said}");
    assert_eq!(desk.bytes("plan.ron"), before);
    drop(lock);
    desk.ok("target plan.ron --total 12 --from 2026-01 --to 2026-12");
    assert_eq!(desk.files(), ["plan.ron", "sales.csv"], "no lock stays");
}

#[test]
fn what_the_command_line_saves_over_is_kept_among_the_earlier_versions() {
    let desk = desk();
    let before = desk.bytes("plan.ron");
    desk.ok("target plan.ron --total 12 --from 2026-01 --to 2026-12");
    let vault = Vault::in_folder(&desk.1.path().join("data/versions"));
    let versions = vault.of(&RealFs, &desk.path("plan.ron")).unwrap();
    assert_eq!(versions.len(), 1);
    assert_eq!(fs::read(&versions[0].path).unwrap(), before);
    assert_eq!(storage::load(&versions[0].path).unwrap().warnings, []);
}
