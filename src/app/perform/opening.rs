//! Reading a plan from its file, with the lock that it takes; away from the window.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::App;
use super::restore::size;
use super::save::acts_of;
use crate::storage::{self, Fs as _, LoadError, Loaded, Lock, Locking, Owner, Progress, RealFs};
use crate::ui::dialog::{Dialog, OpeningDialog, Purpose, SettleDialog};
use crate::ui::safety::Settle;

/// How a plan is to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    Usual,
    /// To look at, though somebody has it open; who, as far as is known.
    ReadOnly(String),
    /// As a copy that belongs to no file.
    Copy,
    /// Another computer's lock means nothing any more.
    TakeOver,
}

/// What came of the lock.
#[derive(Debug)]
pub enum Holding {
    Ours(Lock),
    /// It is held by the plan that is open already, which is this one.
    OwnAlready,
    /// None was wanted, or there is no place for one.
    Nothing,
    /// Somebody else has it; only a person can say how to go on.
    Question(Box<(Owner, bool)>),
}

/// A plan that was read.
#[derive(Debug)]
pub struct Opened {
    pub loaded: Loaded,
    pub holding: Holding,
    /// Copies that sync programs left beside it.
    pub copies: Vec<PathBuf>,
    pub may_write: bool,
}

/// Reads a plan, takes its lock, sweeps up what killed programs of ours left beside it and looks for copies.
pub(super) fn read(
    path: &Path,
    how: &Opening,
    own: Option<&Path>,
    me: &Owner,
    now: SystemTime,
    progress: &Progress,
) -> Result<Opened, LoadError> {
    let loaded = storage::load_to_look(path, progress)?;
    let newer = loaded.warnings.iter().any(|w| matches!(w, storage::Warning::Newer { .. }));
    let holding = match how {
        Opening::ReadOnly(_) | Opening::Copy => Holding::Nothing,
        _ if newer => Holding::Nothing,
        Opening::Usual | Opening::TakeOver if own == Some(storage::lock_path(path).as_path()) => Holding::OwnAlready,
        Opening::Usual | Opening::TakeOver => hold(path, me, now, *how == Opening::TakeOver),
    };
    if matches!(holding, Holding::Ours(_)) {
        storage::sweep(&RealFs, path, now);
    }
    let copies = storage::conflict_copies(&RealFs, path);
    let may_write = RealFs.may_write(path).is_ok();
    Ok(Opened { loaded, holding, copies, may_write })
}

impl App {
    /// Begins to follow the reading of a plan; one that takes more than a moment shows how far it is, with a way to stop.
    pub(super) fn show_opening(&mut self, path: &Path) -> Progress {
        /// Larger ones take more than half a second.
        const LARGE: u64 = 4_000_000;
        let progress = Progress::default();
        if let Some(before) = self.opening.replace(progress.clone()) {
            before.stop();
        }
        if let Some(bytes) = std::fs::metadata(path).ok().map(|data| data.len()).filter(|bytes| *bytes > LARGE) {
            let back = match self.screen.dialog.take() {
                Some(Dialog::Path(dialog)) if dialog.purpose == Purpose::OpenPlan => Some(dialog),
                _ => None,
            };
            let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let dialog = OpeningDialog { file_name, size: size(bytes), thousandths: progress.thousandths(), back };
            self.screen.dialog = Some(Dialog::Opening(Box::new(dialog)));
        }
        progress
    }

    /// Goes back from the progress to where the file was named.
    pub(super) fn leave_opening(&mut self) {
        self.opening = None;
        if matches!(self.screen.dialog, Some(Dialog::Opening(_)))
            && let Some(Dialog::Opening(dialog)) = self.screen.dialog.take()
        {
            self.screen.dialog = dialog.back.map(Dialog::Path);
        }
    }

    /// Stops the reading of a plan that nobody waits for any more; what comes of it is dropped by its number.
    pub(super) fn stop_opening(&mut self) {
        if let Some(opening) = self.opening.take() {
            opening.stop();
        }
    }
}

fn hold(path: &Path, me: &Owner, now: SystemTime, by_force: bool) -> Holding {
    match Lock::take(path, me, now, by_force) {
        Locking::Ours(lock) => Holding::Ours(lock),
        Locking::NoPlace => Holding::Nothing,
        Locking::Taken(owner) => Holding::Question(Box::new((owner, false))),
        Locking::Elsewhere { owner, fresh } => Holding::Question(Box::new((owner, !fresh))),
    }
}

/// What a person is asked where somebody else has the plan open.
pub(super) fn question(holding: &Holding, path: &Path) -> Option<SettleDialog> {
    let Holding::Question(question) = holding else { return None };
    let (owner, stale) = &**question;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut acts = vec![
        ("Open it read-only", Settle::OpenReadOnly(path.to_owned())),
        ("Open a copy", Settle::OpenCopy(path.to_owned())),
    ];
    let mut text = format!("{owner}. What both of you save would replace the other’s work, so only one should.");
    if *stale {
        text.push_str(" That computer has not been heard of for five minutes; it may have stopped.");
        acts.push(("Take it over", Settle::TakeOver(path.to_owned())));
    }
    let (title, sentences) = (format!("{name} is open elsewhere"), Vec::new());
    Some(SettleDialog { title, text, sentences, acts: acts_of(&acts) })
}
