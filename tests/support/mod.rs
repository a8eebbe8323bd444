//! What several tests share. Each test file uses only a part of it.

#![allow(dead_code, reason = "every test file is a crate of its own and uses a part")]

pub mod source;
