//! An hour of scripted use, `tests/support/hour.rs`: it adds less than 20 MB to what the program holds once all of it
//! has been used.

#![cfg_attr(not(target_os = "linux"), allow(unused, reason = "only Linux tells what a process holds in this way"))]
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::unwrap_used,
    dead_code,
    unused_imports,
    reason = "a bench that panics says where, and uses a part of what the tests do"
)]

#[path = "../tests/support/hour.rs"]
mod hour;
#[path = "../tests/support/app.rs"]
mod support;

use hour::{MOST, Person, ROUNDS, WARM_UP, megabytes};

#[cfg(not(target_os = "linux"))]
fn main() {}

#[cfg(target_os = "linux")]
fn main() {
    let mut person = Person::new();
    for _ in 0..WARM_UP {
        person.round();
    }
    let before = megabytes();
    println!("memory: {before:.1} MB after {WARM_UP} rounds");
    for round in 1..=ROUNDS {
        person.round();
        println!("  {:+.2} MB after {round} more", megabytes() - before);
    }
    let grown = megabytes() - before;
    println!("memory: an hour of use added {grown:.2} MB; less than {MOST} is the aim");
    assert!(grown < MOST);
}
