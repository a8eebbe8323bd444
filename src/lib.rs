//! Upturn keeps sales plans in local files: history, forecast with an honest band, gap to the target.
//!
//! The rooms stand in the order in which data flows; `tests/house.rs` keeps who may import whom.

// Tests write fixtures where they like and compare worked examples exactly.
#![cfg_attr(test, allow(clippy::disallowed_methods, clippy::float_cmp, reason = "tests only"))]

pub mod analysis;
pub mod app;
pub mod chart;
pub mod cli;
pub mod command;
pub mod document;
pub mod export;
pub mod import;
pub mod model;
pub mod portfolio;
pub mod report;
pub mod storage;
pub mod text;
pub mod ui;
