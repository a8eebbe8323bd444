//! Pictures and tables of charts as bytes. Nothing here writes a file: storage does.

pub mod picture;
pub mod png;
pub mod svg;
pub mod table;

pub use picture::{Heading, compose};
pub use png::{ExportError, png};
pub use svg::svg;
