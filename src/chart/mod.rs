//! What a chart shows, before it is drawn: one grammar for screen, picture and paper.
//!
//! A chart becomes a [`Scene`] of marks in logical points once; the screen, SVG and PNG only paint those marks.

pub mod scene;

pub use scene::{Align, Ink, Mark, Palette, Scene, Slot, Weight};
