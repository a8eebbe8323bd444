//! What a chart shows, before it is drawn: one grammar for screen, picture and paper.
//!
//! A chart becomes a [`Scene`] of marks in logical points once; the screen, SVG and PNG only paint those marks.

pub mod axis;
pub mod bridge;
pub mod chance;
pub mod forecast_gap;
pub mod grammar;
pub mod history;
pub mod kpi;
mod layout;
pub mod lead;
pub mod measure;
pub mod precedent;
pub mod record;
pub mod scene;
pub mod season;
pub mod table;
pub mod variation;
mod wording;

pub use grammar::Frame;
pub use scene::{Align, Ink, Mark, Palette, Scene, Slot, Weight};

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
