//! Plans on disk, from outside: what is written, what is read, and what happens when the disk fails.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test that panics says where; tests write where they like"
)]

#[path = "storage/child.rs"]
mod child;
#[path = "storage/crash.rs"]
mod crash;
#[path = "storage/damage.rs"]
mod damage;
#[path = "storage/disk.rs"]
mod disk;
#[path = "storage/fault.rs"]
mod fault;
#[path = "storage/fixture.rs"]
mod fixture;
#[path = "storage/kill.rs"]
mod kill;
#[path = "storage/machine.rs"]
mod machine;
#[path = "storage/meeting.rs"]
mod meeting;
#[path = "storage/opening.rs"]
mod opening;
#[path = "storage/plan.rs"]
mod plan;
#[path = "storage/recovery.rs"]
mod recovery;
#[path = "storage/rival.rs"]
mod rival;
#[path = "storage/round_trip.rs"]
mod round_trip;
#[path = "storage/session.rs"]
mod session;
#[path = "storage/sheet.rs"]
mod sheet;
#[path = "storage/target.rs"]
mod target;
