//! A folder of plans: a row for each, with what its first series says. Knows no screen and no thread; whoever shows the
//! folder decides where the reading is done.

mod folder;
mod order;
mod summary;

pub use folder::{Folder, Row, State};
pub use order::{Column, Sort};
pub use summary::{Check, Days, Outcome, Standing, Summary};

pub use summary::read;
