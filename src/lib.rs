//! Upturn keeps sales plans in local files: history, forecast with an honest band, gap to the target.
//!
//! The rooms stand in the order in which data flows; `tests/house.rs` keeps who may import whom.

pub mod analysis;
pub mod chart;
pub mod import;
pub mod model;
pub mod text;
