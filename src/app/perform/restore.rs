//! Versions that were saved over, and work that was not saved: found, compared, gone back to.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui;

use super::{App, Done};
use crate::app::safety::{ReadOnly, me};
use crate::document::{Document, Edit};
use crate::model::Plan;
use crate::storage::recovery::{self, Recovered};
use crate::storage::{self, Earlier, Fs as _, Lock, Locking, Moment, RealFs};
use crate::text::number::Numbers;
use crate::text::{calendar, difference, plural};
use crate::ui::safety::{Kept, OldVersion, RecoveredWork, Remedy};

impl App {
    pub(super) fn look_for_earlier(&mut self, ctx: &egui::Context) {
        self.safety.earlier = Some(Vec::new());
        let (Some(document), Some(vault)) = (&self.document, self.safety.vault.clone()) else { return };
        let Some(path) = document.path().map(Path::to_owned) else { return };
        let (plan, revision, numbers, today) =
            (Arc::clone(document.plan()), document.revision(), self.numbers, (self.outside.clock.today)());
        self.tasks.start(ctx, "earlier versions", move || {
            let versions = vault.of(&RealFs, &path).unwrap_or_default();
            let shown = |version: Earlier| {
                let row = old_version(&version, &plan, numbers, today);
                (version, row)
            };
            Done::EarlierFound { revision, versions: versions.into_iter().map(shown).collect() }
        });
    }

    pub(super) fn earlier_found(&mut self, revision: u64, versions: Vec<(Earlier, OldVersion)>) {
        if self.document.as_ref().is_some_and(|d| d.revision() == revision) {
            self.safety.earlier_shown = versions.iter().map(|(_, row)| row.clone()).collect();
            self.safety.earlier = Some(versions);
        } else {
            // The plan is another one now: looked for again.
            self.safety.earlier = None;
        }
    }

    pub(super) fn restore(&mut self, file: &Path) {
        let Some(document) = &mut self.document else { return };
        let when = self.safety.earlier.iter().flatten().find(|(version, _)| version.path == file);
        let when = when.map(|(_, row)| row.when.clone()).unwrap_or_default();
        match storage::load(file) {
            Ok(loaded) => {
                let plan = loaded.plan;
                let when = when.replacen("Version", "version", 1);
                let label = format!("Go back to {when}");
                if document.apply(Edit::new(label, move |now| *now = plan)) {
                    let said = format!("Went back to {when}");
                    self.screen.notice.say_with_undo(said, document.revision());
                }
                self.safety.earlier = None;
                self.screen.go_back();
            }
            Err(error) => self.complain_of_plan(&error, None),
        }
    }

    /// The newest version that is kept of the plan in this file.
    pub(super) fn newest_kept(&self, plan: &Path) -> Option<Kept> {
        let newest = self.safety.vault.as_ref()?.of(&RealFs, plan).ok()?.into_iter().next()?;
        let when = moment(newest.until, self.today());
        Some(Kept { plan: plan.to_owned(), version: newest.path, when })
    }

    /// Goes on with an earlier version of a plan whose file can't be read. Saving puts it in that file's place, which is kept
    /// among the earlier versions like any other.
    pub(super) fn show_kept(&mut self, kept: &Kept) {
        let loaded = match storage::load(&kept.version) {
            Ok(loaded) => loaded,
            Err(error) => return self.complain_of_plan(&error, None),
        };
        self.documents += 1;
        self.show_unsaved(Document::recovered(self.documents, loaded.plan, Some(kept.plan.clone())));
        self.safety.known = RealFs.read(&kept.plan).ok().map(|bytes| storage::Fingerprint::of(&bytes));
        self.lock_recovered(&kept.plan);
        self.note_rescue();
        self.screen
            .notice
            .say(format!("Opened the version kept on {}; save it to put it in the plan’s place", kept.when));
    }

    /// Looks for what earlier sessions left.
    pub(in crate::app) fn look_for_recovered(&mut self, ctx: &egui::Context) {
        let Some(folder) = self.safety.folder.clone() else { return };
        let (numbers, today) = (self.numbers, (self.outside.clock.today)());
        self.tasks.start(ctx, "recovered work", move || {
            let found = recovery::left_behind(&RealFs, &folder).unwrap_or_default();
            let works = found.recovered.into_iter().filter_map(|recovered| recovered_work(recovered, numbers, today));
            Done::RecoveredFound { works: works.collect(), spoilt: found.spoilt }
        });
    }

    pub(super) fn recovered_found(&mut self, works: Vec<(Recovered, RecoveredWork)>, spoilt: Vec<(PathBuf, String)>) {
        for (file, reason) in spoilt {
            log::warn!("a recovery copy can't be read: {reason}");
            let text = format!("A copy of unsaved work can’t be read ({reason}). It stays at {}.", file.display());
            self.said_of_recovery.push((text, Vec::new()));
        }
        if !works.is_empty() {
            let count = plural::count(works.len(), "piece");
            let text = format!("Work that was not saved was found: {count}. Your files are as they were.");
            let remedy = Remedy::Command(crate::command::Command::EarlierVersions);
            self.said_of_recovery.push((text, vec![remedy]));
        }
        self.safety.recovered_shown = works.iter().map(|(_, row)| row.clone()).collect();
        self.safety.recovered = works;
        self.say_of_recovery();
    }

    /// Says what was found at the start; once more when a plan is shown, which clears all that was said before.
    pub(super) fn say_of_recovery(&mut self) {
        let said = if self.document.is_some() { std::mem::take(&mut self.said_of_recovery) } else { Vec::new() };
        for (text, remedies) in said {
            self.screen.notice.offer(text, remedies);
        }
    }

    pub(super) fn open_recovered(&mut self, ctx: &egui::Context, file: &Path) {
        let found = self.safety.recovered.iter().find(|(recovered, _)| recovered.file == file);
        if let Some((recovered, _)) = found {
            self.leave(ctx, crate::ui::dialog::Then::Recovered(recovered.file.clone()));
        }
    }

    /// Shows recovered work as unsaved changes to its file; the copy goes once the new session keeps one of its own.
    pub(super) fn show_recovered(&mut self, file: &Path) {
        let Some(at) = self.safety.recovered.iter().position(|(recovered, _)| recovered.file == file) else { return };
        let (recovered, _) = self.safety.recovered.remove(at);
        self.safety.recovered_shown.remove(at);
        let (of, path) = (recovered.of, recovered.path.clone());
        self.documents += 1;
        self.show_unsaved(Document::recovered(self.documents, recovered.plan, recovered.path));
        self.safety.known = of;
        if let Some(path) = path {
            self.lock_recovered(&path);
        }
        self.note_rescue();
        if self.safety.rescuer.keep_now() || self.safety.folder.is_none() {
            let _ = RealFs.remove(file);
        }
        self.screen.notice.say("Opened what was not saved; save it to keep it");
    }

    /// Takes the lock of the file that recovered work belongs to, or has the person save elsewhere.
    fn lock_recovered(&mut self, path: &Path) {
        let me = me((self.outside.clock.minute)());
        match Lock::take(path, &me, (self.outside.clock.system)(), false) {
            Locking::Ours(lock) => self.safety.lock = Some(Arc::new(lock)),
            Locking::NoPlace => {}
            Locking::Taken(owner) | Locking::Elsewhere { owner, .. } => {
                self.safety.read_only = Some(ReadOnly::Open(owner.to_string()));
            }
        }
    }

    pub(super) fn discard_recovered(&mut self, file: &Path) {
        let Some(at) = self.safety.recovered.iter().position(|(recovered, _)| recovered.file == file) else { return };
        let (recovered, _) = self.safety.recovered.remove(at);
        let row = self.safety.recovered_shown.remove(at);
        if let (Some(path), Some(vault)) = (&recovered.path, &self.safety.vault)
            && let Ok(text) = storage::to_text(&recovered.plan)
        {
            let _ = vault.keep(&RealFs, path, text.as_bytes(), recovered.at);
        }
        match recovery::discard(&RealFs, file) {
            Ok(folder) => {
                let said = format!("Discarded the recovered {}; the last ten stay in a folder", row.title);
                self.screen.notice.say_with_folder(said, folder);
            }
            Err(error) => self.screen.notice.complain(format!("It can’t be put aside: {error}.")),
        }
    }
}

fn moment(at: Moment, today: chrono::NaiveDate) -> String {
    format!("{}, {}", calendar::weekday_date(at.date(), today), at.format("%H:%M"))
}

pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => "under 1 kB".to_owned(),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}

fn old_version(version: &Earlier, now: &Plan, numbers: Numbers, today: chrono::NaiveDate) -> OldVersion {
    let loaded = storage::load(&version.path);
    let (short, sentences) = match &loaded {
        Ok(loaded) => (
            difference::in_short(now, &loaded.plan),
            difference::sentences(now, &loaded.plan, difference::NOW_AND_THEN, numbers),
        ),
        Err(_) => ("It can’t be read any more".to_owned(), Vec::new()),
    };
    OldVersion {
        file: version.path.clone(),
        when: format!("Version {}, until {}", version.number, moment(version.until, today)),
        size: size(version.size),
        short,
        sentences,
        readable: loaded.is_ok(),
    }
}

/// How recovered work shows; `None` for what lies on the disk by now, which needs no copy any more.
fn recovered_work(
    recovered: Recovered,
    numbers: Numbers,
    today: chrono::NaiveDate,
) -> Option<(Recovered, RecoveredWork)> {
    let on_disk = recovered.path.as_deref().map(storage::load);
    let (short, sentences) = match &on_disk {
        Some(Ok(loaded)) if loaded.plan == recovered.plan => {
            let _ = RealFs.remove(&recovered.file);
            return None;
        }
        Some(Ok(loaded)) => {
            let sentences =
                difference::sentences(&loaded.plan, &recovered.plan, difference::FILE_AND_RECOVERED, numbers);
            (difference::in_short(&loaded.plan, &recovered.plan), sentences)
        }
        Some(Err(_)) => ("its file can’t be read now".to_owned(), Vec::new()),
        None => ("never saved".to_owned(), Vec::new()),
    };
    let place = recovered.path.as_deref().map_or_else(|| "no file yet".to_owned(), |path| path.display().to_string());
    let row = RecoveredWork {
        file: recovered.file.clone(),
        title: recovered.plan.title.clone(),
        place,
        when: moment(recovered.at, today),
        size: size(recovered.size),
        short,
        sentences,
    };
    Some((recovered, row))
}
