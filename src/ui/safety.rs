//! Earlier versions, work that was not saved, and the questions about files that two have changed: as they show.

use std::path::PathBuf;

use crate::command::Command;

/// A version of the open plan that was replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldVersion {
    pub file: PathBuf,
    /// "Version 2, until Thu 19 Nov, 10:42"
    pub when: String,
    /// "12 kB"
    pub size: String,
    /// In what it differs from the plan as it is now, in a few words.
    pub short: String,
    /// The same in sentences, read from now to then.
    pub sentences: Vec<String>,
    /// Whether it can be gone back to.
    pub readable: bool,
}

/// Work of an earlier session that was never saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveredWork {
    pub file: PathBuf,
    pub title: String,
    /// The file that it belongs to, or that it was never saved.
    pub place: String,
    pub when: String,
    pub size: String,
    pub short: String,
    pub sentences: Vec<String>,
}

/// What there is, for the pages that show it.
#[derive(Clone, Copy, Debug, Default)]
pub struct SafetyView<'a> {
    /// `None` until it was looked for.
    pub earlier: Option<&'a [OldVersion]>,
    pub recovered: &'a [RecoveredWork],
}

/// What can be done about a problem, offered beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    Command(Command),
    /// Show what differs between the plan and its file.
    CompareWithFile,
    /// Show what differs between the plan and a copy beside it.
    CompareWithCopy(PathBuf),
    /// Keep what is not saved with the recovered work.
    KeepCopy,
    /// Go on with an earlier version of a plan whose file can't be read.
    OpenKept(Kept),
}

/// An earlier version of a plan, kept apart from its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The plan's own file.
    pub plan: PathBuf,
    pub version: PathBuf,
    /// "Thu 19 Nov, 10:42"
    pub when: String,
}

impl Remedy {
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Command(Command::Save) => "Try again".to_owned(),
            Self::Command(command) => command.label().to_owned(),
            Self::CompareWithFile => "Compare…".to_owned(),
            Self::CompareWithCopy(path) => {
                format!("Compare with {}", path.file_name().unwrap_or_default().to_string_lossy())
            }
            Self::KeepCopy => "Keep a recovery copy".to_owned(),
            Self::OpenKept(kept) => format!("Open the version kept on {}", kept.when),
        }
    }
}

/// What a person chose where two have a claim to one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settle {
    /// Write mine over the version that was shown, which is kept among the earlier ones.
    KeepMine,
    /// Go on with theirs; mine is kept among the earlier ones, and undo brings it back.
    TakeTheirs,
    SaveAs,
    /// Write the plan again where it is gone.
    SaveAgain,
    /// Overwrite files of this folder in place.
    Overwrite,
    /// Open the plan that somebody else has open, to look at it.
    OpenReadOnly(PathBuf),
    /// Open a copy of it, which belongs to no file yet.
    OpenCopy(PathBuf),
    /// Another computer's lock means nothing any more.
    TakeOver(PathBuf),
}
