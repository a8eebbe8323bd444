//! Memory stays where it is, however long the program is used. Alone in its process, so that no other test counts.
//!
//! A few rounds here; `cargo bench --bench memory` uses the whole hour.

#![cfg(target_os = "linux")]
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stderr,
    clippy::unwrap_used,
    dead_code,
    unused_imports,
    reason = "a test that panics says where, and uses a part of what the others do"
)]

#[path = "support/hour.rs"]
mod hour;
#[path = "support/app.rs"]
mod support;

use hour::{MOST, Person, ROUNDS, WARM_UP, megabytes};

/// Rounds that are looked at.
const SOME: usize = 6;

#[test]
fn rounds_of_use_add_no_more_than_their_share_of_an_hour() {
    let mut person = Person::new();
    for _ in 0..WARM_UP {
        person.round();
    }
    let before = megabytes();
    for _ in 0..SOME {
        person.round();
    }
    let grown = megabytes() - before;
    #[expect(clippy::cast_precision_loss, reason = "a handful of rounds")]
    let share = MOST * SOME as f64 / ROUNDS as f64;
    eprintln!("{SOME} rounds on top of {before:.1} MB added {grown:.2} MB; {share:.1} MB is the most");
    assert!(grown < share, "{grown:.2} MB in {SOME} rounds, more than {share:.1}");
}
