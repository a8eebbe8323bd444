//! Writing the plan: to its own file or another, and what came of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui;

use super::{App, Done};
use crate::app::safety::me;
use crate::command::Command;
use crate::document::Document;
use crate::storage::{self, Expected, Fingerprint, Keep, Lock, Locking, Request, SaveError};
use crate::ui::FolderUse;
use crate::ui::dialog::{Dialog, Purpose, SettleDialog};
use crate::ui::safety::{Remedy, Settle};

/// A plan that came to its file.
#[derive(Debug)]
pub struct Stored {
    pub fingerprint: Fingerprint,
    /// Why the version before was not kept.
    pub not_kept: Option<String>,
    /// The lock on a file that was not this plan's before.
    pub lock: Option<Lock>,
}

/// Why a plan did not come to its file.
#[derive(Debug)]
pub enum NotStored {
    /// By this error, and with this content if some of it came there.
    Error(SaveError, Option<Fingerprint>),
    /// Somebody else has the file open.
    OpenElsewhere(String),
}

/// What is agreed about one writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Agreed {
    /// Nothing beyond what is usual.
    Nothing,
    /// Another file that stands there is replaced.
    Replace,
    /// The version of somebody else that was shown is replaced, once it is kept.
    Over(Fingerprint),
    /// The file is gone, and is made again.
    Again,
}

impl App {
    pub(super) fn save(&mut self, ctx: &egui::Context) {
        let path = self.document.as_ref().and_then(|d| d.path().map(Path::to_owned));
        match path {
            Some(path) if self.safety.read_only.is_none() => self.write(ctx, path, Agreed::Nothing),
            Some(_) => self.save_elsewhere(ctx),
            None => self.choose(ctx, Purpose::SavePlan),
        }
    }

    /// Asks for another file, since the plan can't be written to its own.
    fn save_elsewhere(&mut self, ctx: &egui::Context) {
        self.choose(ctx, Purpose::SavePlan);
        if let (Some(Dialog::Path(dialog)), Some(why)) = (&mut self.screen.dialog, &self.safety.read_only) {
            dialog.problem = Some(why.reason());
        }
    }

    pub(super) fn save_to(&mut self, ctx: &egui::Context, path: &Path, replace: bool) {
        if path.file_name().is_none()
            || path.as_os_str().to_string_lossy().ends_with(std::path::is_separator)
            || path.is_dir()
        {
            let problem = "Type a name for the file after the folder.".to_owned();
            return self.complain_of_file(Purpose::SavePlan, problem);
        }
        let path = storage::with_ending(path);
        if self.is_own(&path) {
            return match &self.safety.read_only {
                Some(why) => self.complain_of_file(Purpose::SavePlan, why.reason()),
                None => self.write(ctx, path, Agreed::Nothing),
            };
        }
        if path.exists() && !replace {
            self.ask_to_replace(Purpose::SavePlan, path);
            return;
        }
        self.write(ctx, path, if replace { Agreed::Replace } else { Agreed::Nothing });
    }

    fn is_own(&self, path: &Path) -> bool {
        self.document.as_ref().and_then(Document::path) == Some(path)
    }

    pub(super) fn write(&mut self, ctx: &egui::Context, path: PathBuf, agreed: Agreed) {
        let Some(document) = &self.document else { return };
        if self.saving.is_some() {
            // One writer at a time; the newest state is written once it is free.
            self.save_again = Some((path, agreed));
            return;
        }
        let (plan, revision) = (Arc::clone(document.plan()), document.revision());
        self.saving = Some(revision);
        let own = self.is_own(&path);
        let job = Job {
            keep_original: self.keep_original && own,
            expected: self.expected(own, &agreed),
            must_keep: matches!(agreed, Agreed::Over(_)),
            vault: self.safety.vault.clone(),
            at: (self.outside.clock.now)(),
            in_place: path
                .parent()
                .filter(|folder| self.safety.consented.contains(*folder))
                .and(self.safety.folder.clone()),
            lock: (!own).then(|| me((self.outside.clock.minute)())),
            held: self.safety.lock.as_ref().map(|lock| lock.path().to_owned()),
            now: (self.outside.clock.system)(),
        };
        self.tasks.start(ctx, SAVE, move || {
            let result = job.run(&path, &plan);
            Done::Saved { revision, path, result }
        });
    }

    /// What may stand in the place: what was last read or written there, or what the person saw and agreed to replace.
    fn expected(&self, own: bool, agreed: &Agreed) -> Expected {
        match (agreed, self.safety.known) {
            (Agreed::Replace, _) => Expected::Anything,
            (Agreed::Over(shown), _) => Expected::OneOf(vec![*shown]),
            (Agreed::Nothing, Some(known)) if own => {
                Expected::OneOf(std::iter::once(known).chain(self.safety.attempted.iter().copied()).collect())
            }
            (Agreed::Nothing | Agreed::Again, _) => Expected::Nothing,
        }
    }

    pub(super) fn saved(&mut self, ctx: &egui::Context, revision: u64, path: &Path, result: Result<Stored, NotStored>) {
        if self.saving.take() != Some(revision) {
            // The plan that this was for is closed by now.
            return;
        }
        let again = self.save_again.take();
        match result {
            Ok(stored) => {
                self.took(revision, path, stored);
                if let Some((path, agreed)) = again {
                    self.write(ctx, path, agreed);
                } else if let Some(then) = self.after_save.take() {
                    // Asks once more if something was changed while the file was being written.
                    self.leave(ctx, then);
                }
            }
            Err(why) => {
                self.after_save = None;
                self.save_failed = true;
                self.not_saved(ctx, path, why);
            }
        }
    }

    /// Notes that a revision lies at `path`.
    fn took(&mut self, revision: u64, path: &Path, stored: Stored) {
        if !self.is_own(path) {
            // Another file: what was known of the one before means nothing for it; unless it is the same by another name.
            let same = self.safety.lock.take().filter(|lock| lock.path() == storage::lock_path(path));
            self.safety.forget_document();
            self.safety.lock = stored.lock.map(Arc::new).or(same);
        }
        if let Some(document) = &mut self.document {
            document.mark_saved(revision, path.to_owned());
            self.settings.remember(path, &document.plan().title);
        }
        self.safety.known = Some(stored.fingerprint);
        self.safety.attempted.clear();
        self.safety.told = None;
        self.safety.earlier = None;
        self.keep_original = false;
        self.saved_at = Some((self.outside.clock.minute)());
        self.save_failed = false;
        self.keep_folder(FolderUse::Plans, path);
        self.screen.notice.settle(|remedy| !matches!(remedy, Remedy::CompareWithCopy(_)));
        if matches!(&self.screen.dialog, Some(Dialog::Path(d)) if d.purpose == Purpose::SavePlan && d.names(path)) {
            self.screen.dialog = None;
        }
        if let Some(reason) = stored.not_kept {
            self.screen.notice.complain(format!("Saved, but the version before could not be kept: {reason}."));
        }
    }

    fn not_saved(&mut self, ctx: &egui::Context, path: &Path, why: NotStored) {
        let (error, attempted) = match why {
            NotStored::Error(error, attempted) => (error, attempted),
            NotStored::OpenElsewhere(owner) => {
                let problem = format!("Not saved: the file is open elsewhere ({owner}). Save under another name.");
                return self.complain_of_file(Purpose::SavePlan, problem);
            }
        };
        self.safety.attempted.extend(attempted.filter(|_| error.may_be_in_place()));
        let dialog = |title: &str, acts| {
            let acts = acts_of(acts);
            Dialog::Settle(SettleDialog {
                title: title.to_owned(),
                text: error.to_string(),
                sentences: Vec::new(),
                acts,
            })
        };
        match &error {
            SaveError::Changed { .. } if self.is_own(path) => self.compare_with_file(ctx),
            SaveError::Gone { .. } => {
                let acts = [("Save it there again", Settle::SaveAgain), ("Save as…", Settle::SaveAs)];
                self.screen.dialog = Some(dialog("The plan is no longer there", &acts));
            }
            SaveError::NeedsConsent { .. } => {
                self.consent_for = path.parent().map(|folder| (folder.to_owned(), path.to_owned()));
                let acts = [("Save as…", Settle::SaveAs), ("Overwrite files in this folder", Settle::Overwrite)];
                self.screen.dialog = Some(dialog("This place does not allow safe saving", &acts));
            }
            _ if matches!(&self.screen.dialog, Some(Dialog::Path(_))) => {
                self.complain_of_file(Purpose::SavePlan, error.to_string());
            }
            _ => {
                let remedies = vec![Remedy::Command(Command::Save), Remedy::Command(Command::SaveAs), Remedy::KeepCopy];
                self.screen.notice.offer(error.to_string(), remedies);
            }
        }
    }
}

/// The name of the thread that writes plans.
pub(in crate::app) const SAVE: &str = "save";

pub(super) fn acts_of(acts: &[(&str, Settle)]) -> Vec<(String, Settle)> {
    acts.iter().map(|(label, settle)| ((*label).to_owned(), settle.clone())).collect()
}

/// All that one writing needs, away from the window.
struct Job {
    keep_original: bool,
    expected: Expected,
    must_keep: bool,
    vault: Option<storage::Vault>,
    at: storage::Moment,
    in_place: Option<PathBuf>,
    /// Who takes the lock of a file that was not this plan's before.
    lock: Option<storage::Owner>,
    held: Option<PathBuf>,
    now: std::time::SystemTime,
}

impl Job {
    fn run(&self, path: &Path, plan: &crate::model::Plan) -> Result<Stored, NotStored> {
        let lock = self.take_lock(path)?;
        let failed = |error: SaveError| {
            let may_be_there = error.may_be_in_place();
            let text = may_be_there.then(|| storage::to_text(plan).ok()).flatten();
            NotStored::Error(error, text.map(|text| Fingerprint::of(text.as_bytes())))
        };
        if self.keep_original {
            storage::keep_original(&storage::RealFs, path).map_err(failed)?;
        }
        let keep = self.vault.as_ref().map(|vault| Keep { vault, at: self.at, must: self.must_keep });
        let request =
            Request { expected: self.expected.clone(), keep, in_place: self.in_place.as_deref(), ..Request::new(path) };
        let written = storage::save_as_asked(&storage::RealFs, &request, plan).map_err(failed)?;
        Ok(Stored { fingerprint: written.fingerprint, not_kept: written.not_kept, lock })
    }

    /// The lock of another file, which nobody else may have open.
    fn take_lock(&self, path: &Path) -> Result<Option<Lock>, NotStored> {
        let Some(me) = self.lock.as_ref().filter(|_| self.held.as_deref() != Some(&storage::lock_path(path))) else {
            return Ok(None);
        };
        match Lock::take(path, me, self.now, false) {
            Locking::Ours(lock) => Ok(Some(lock)),
            Locking::NoPlace => Ok(None),
            Locking::Taken(owner) | Locking::Elsewhere { owner, .. } => {
                Err(NotStored::OpenElsewhere(owner.to_string()))
            }
        }
    }
}
