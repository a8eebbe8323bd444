//! Numbers, money, dates and plurals as people read and type them.
//!
//! The program speaks English; only the separators of numbers follow the user's locale.

pub mod agenda;
pub mod board;
pub mod calendar;
pub mod changed;
pub mod checked;
pub mod checkup;
pub mod closing;
pub mod contingency;
pub mod currency;
pub mod difference;
pub mod due;
pub mod explain;
pub mod finding;
pub mod folder;
pub mod kpi;
pub mod mask;
pub mod meeting;
pub mod money;
pub mod number;
pub mod odds;
mod overview;
pub mod plural;
pub mod precedent;
pub mod quality;
pub mod said;
pub mod strategy;
pub mod tactic;
pub mod tactic_line;
mod then;
pub mod trigger;
pub mod trust;
mod variation;
pub mod written;

pub use calendar::view_rule;
pub use money::{Quantity, Scale, Style};
pub use number::{NumberError, Numbers};
pub use said::{Origin, Said};

/// What stands where a value is not known. Zero is "0".
pub const UNKNOWN: &str = "–";
/// What stands where a value has not come yet.
pub const FUTURE: &str = "·";
