//! What several tests share. Each test file uses only a part of it.

#![allow(dead_code, reason = "every test file is a crate of its own and uses a part")]
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test that panics says where; tests write where they like"
)]

#[cfg(target_os = "linux")]
pub mod bus;
pub mod source;
#[cfg(target_os = "linux")]
pub mod window;
