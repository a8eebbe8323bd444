//! What stands between an open plan and its loss: what is known of its file, the lock on it, the copies of unsaved work,
//! earlier versions, and who watches for changes from outside.

pub mod rescue;
pub mod watch;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::tasks::Runner;
use crate::storage::recovery::Recovered;
use crate::storage::{Earlier, Fingerprint, Lock, Moment, Owner, Vault};
use crate::ui::safety::{OldVersion, RecoveredWork, SafetyView};
use rescue::Rescuer;
use watch::Watch;

/// Why a plan can't be written to its own file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// A later format; the number it has.
    Newer,
    /// Somebody else has it open, and the person chose to look only.
    Open(String),
    /// The system says so.
    Place,
}

impl ReadOnly {
    /// Why the plan can't be saved in its place, and what to do.
    #[must_use]
    pub fn reason(&self) -> String {
        match self {
            Self::Newer => "The plan has a later format than this Upturn writes. Save under another name.".to_owned(),
            Self::Open(owner) => format!("The plan is open elsewhere ({owner}). Save under another name."),
            Self::Place => "The plan or its folder is read-only. Save under another name or elsewhere.".to_owned(),
        }
    }
}

/// All of it, for the one plan that is open.
#[derive(Debug)]
pub struct Safety {
    pub vault: Option<Vault>,
    /// Where copies of unsaved work lie.
    pub folder: Option<PathBuf>,
    pub rescuer: Rescuer,
    pub watch: Option<Watch>,
    /// What the plan's file held when it was last read or written here.
    pub known: Option<Fingerprint>,
    /// Contents that may be there as well: writes that the disk did not confirm.
    pub attempted: Vec<Fingerprint>,
    pub lock: Option<Arc<Lock>>,
    pub read_only: Option<ReadOnly>,
    /// Folders in which the person agreed that plans are overwritten in place.
    pub consented: BTreeSet<PathBuf>,
    /// What was said of the file outside, so that it is said once.
    pub told: Option<crate::storage::OnDisk>,
    /// Unsaved work of earlier sessions, and how it shows.
    pub recovered: Vec<(Recovered, RecoveredWork)>,
    pub recovered_shown: Vec<RecoveredWork>,
    /// Earlier versions of the open plan, once they were looked for, and how they show.
    pub earlier: Option<Vec<(Earlier, OldVersion)>>,
    pub earlier_shown: Vec<OldVersion>,
}

impl Safety {
    #[must_use]
    pub fn new(data: Option<&Path>, runner: Runner, now: fn() -> Moment) -> Self {
        let folder = data.map(|data| data.join("recovery"));
        Self {
            vault: data.map(|data| Vault::in_folder(&data.join("versions"))),
            rescuer: Rescuer::begin(folder.as_deref(), runner, now),
            folder,
            watch: None,
            known: None,
            attempted: Vec::new(),
            lock: None,
            read_only: None,
            consented: BTreeSet::new(),
            told: None,
            recovered: Vec::new(),
            recovered_shown: Vec::new(),
            earlier: None,
            earlier_shown: Vec::new(),
        }
    }

    /// Lets go of all that belongs to the plan that was open.
    pub fn forget_document(&mut self) {
        self.known = None;
        self.attempted.clear();
        self.lock = None;
        self.read_only = None;
        self.told = None;
        self.earlier = None;
        self.earlier_shown.clear();
    }

    /// What the pages show of it.
    #[must_use]
    pub fn view(&self) -> SafetyView<'_> {
        SafetyView {
            earlier: self.earlier.as_ref().map(|_| self.earlier_shown.as_slice()),
            recovered: &self.recovered_shown,
        }
    }
}

/// This program, as its locks name it.
#[must_use]
pub fn me(since: String) -> Owner {
    let text = |name: &str| std::env::var(name).ok().filter(|text| !text.is_empty());
    Owner {
        user: text("USER").or_else(|| text("USERNAME")).unwrap_or_default(),
        host: gethostname::gethostname().to_string_lossy().into_owned(),
        pid: std::process::id(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        since,
    }
}
