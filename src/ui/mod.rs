//! The only room that draws. Drawing never changes the document: it pushes what a person asked for onto a queue.

pub mod icons;
pub mod theme;
pub mod widget;
