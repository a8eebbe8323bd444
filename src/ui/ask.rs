//! What a person asked for while the screen was drawn. Carried out between drawings, so nothing changes under a half-drawn page.

use std::path::PathBuf;

use crate::command::Command;
use crate::document::Edit;
use crate::import::Route;
use crate::model::Plan;
use crate::text::Origin;

/// One wish; plain data but for the edit, which is a named change to the plan.
#[derive(Debug)]
pub enum Ask {
    Command(Command),
    Edit(Edit),
    /// Start with this plan, which is on no disk yet.
    Create(Box<Plan>),
    Open(PathBuf),
    Forget(PathBuf),
    /// Show another series of the plan.
    ShowSeries(usize),
    /// Show what a number in a sentence comes from.
    ShowOrigin(Origin),
    /// Read a table and show how it was read.
    ReadTable(PathBuf),
    /// Read a pasted table and show how it was read.
    ReadPasted(String),
    /// Take over the columns that were chosen in the dialog that shows.
    UseTable(Vec<Route>),
    /// Write the plan here; `replace` if another file may stand there.
    SaveTo {
        path: PathBuf,
        replace: bool,
    },
    /// Write the page's chart here, as PNG or SVG by its ending.
    SavePictureTo {
        path: PathBuf,
        replace: bool,
    },
    /// Show the system's file window for what the open dialog is for.
    Browse,
    /// Close the dialog that shows; a file window that still stands is ignored.
    Dismiss,
    Leave(Leave),
    /// Say in a toast what was done already.
    Say(&'static str),
}

/// The answer to "there are unsaved changes".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    Save,
    DontSave,
    Stay,
}
