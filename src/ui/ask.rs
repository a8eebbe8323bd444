//! What a person asked for while the screen was drawn. Carried out between drawings, so nothing changes under a half-drawn page.

use std::path::PathBuf;

use super::Page;
use crate::analysis::simulate::Item;
use crate::command::Command;
use crate::document::Edit;
use crate::export::Handout;
use crate::import::Route;
use crate::model::{Granularity, Period, Plan, ReviewId, TacticId};
use crate::report::Chart;
use crate::report::minutes::Names;
use crate::text::Origin;

use super::page::contingencies::ToMeasure;
use super::page::preferences::FolderUse;
use super::preference::Preferences;
use super::safety::{Remedy, Settle};
use super::trial::Trial;

/// One wish; plain data but for the edit, which is a named change to the plan.
#[derive(Debug)]
pub enum Ask {
    Command(Command),
    /// Do this with one chart of the page.
    OfChart(Chart, Command),
    Edit(Edit),
    /// Try this out: what is tried stands beside the plan until it is kept or forgotten.
    Try(Box<Trial>),
    KeepTrial,
    /// Measure what an event of the history cost.
    Measure(Box<ToMeasure>),
    ForgetTrial,
    /// Start with this plan, which is on no disk yet.
    Create(Box<Plan>),
    Open(PathBuf),
    /// Take a plan off the list of recent ones.
    Forget(PathBuf),
    /// List the plans of a folder on the home page.
    ListFolder(PathBuf),
    /// List no folder there any more.
    LeaveFolder,
    /// Stop reading the folder's plans, or go on with it.
    StopReading,
    ReadOn,
    /// Show another series of the plan.
    ShowSeries(usize),
    /// Show the history by periods of this length.
    SeeBy(Granularity),
    /// Show what a number in a sentence comes from.
    ShowOrigin(Origin),
    /// Show a figure of the series, with the cursor on it.
    ShowFigure(Period),
    /// Show a strategy or scenario, opened on its page.
    ShowItem(Item),
    /// Show a tactic in the list of all of them.
    ShowTactic(TacticId),
    /// The page was explained enough.
    Explained(Page),
    /// Read a table and show how it was read.
    ReadTable(PathBuf),
    /// Read a pasted table and show how it was read.
    ReadPasted(String),
    /// Answer what a table leaves open, or change what was decided about it.
    AnswerTable {
        id: &'static str,
        value: String,
    },
    /// Remember no answers about tables with these headings.
    ForgetTable(String),
    /// Take over the series that were chosen in the dialog that shows.
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
    /// Begin this review: what it shows is kept as it is now.
    StartReview(ReviewId),
    /// Hold this review, which has begun.
    HoldReview(ReviewId),
    /// Back from the review that is being held to its page.
    LeaveMeeting,
    /// Show a review, opened on its page.
    ShowReview(ReviewId),
    /// Write the minutes of a review, its days or its actions; where to is asked.
    HandOut {
        review: ReviewId,
        format: Handout,
        names: Names,
    },
    /// Write them here; the ending says what they become.
    HandOutTo {
        path: PathBuf,
        replace: bool,
    },
    /// Show the system's file window for what the open dialog is for.
    Browse,
    /// Close the dialog that shows; a file window that still stands is ignored.
    Dismiss,
    Leave(Leave),
    /// Do something about a problem.
    Remedy(Remedy),
    /// Answer the question about a file that two have a claim to.
    Settle(Settle),
    /// Go back to an earlier version, as a step that can be undone.
    Restore(PathBuf),
    /// Go on with work that was not saved; it stays kept until it is.
    OpenRecovered(PathBuf),
    /// Let go of work that was not saved.
    DiscardRecovered(PathBuf),
    /// Have these preferences from now on.
    Prefer(Box<Preferences>),
    /// Remember no folder for this; file windows begin in Documents again.
    ForgetFolder(FolderUse),
    /// Take all plans off the list of recent ones.
    ForgetAll,
    /// Show a folder in the system's own program.
    OpenFolder(PathBuf),
    /// From a page of the program back to the one before.
    Back,
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
