//! Files that others changed while they are open here: told, compared, settled; and the guards of what is open.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui;

use super::opening::Opening;
use super::save::{Agreed, acts_of};
use super::{App, Done};
use crate::app::safety::ReadOnly;
use crate::app::safety::rescue::Work;
use crate::document::{Document, Edit};
use crate::model::Plan;
use crate::storage::{self, Fingerprint, Loaded, Moment, OnDisk, RealFs, Warning};
use crate::text::{difference, plural};
use crate::ui::dialog::{Dialog, Purpose, SettleDialog, Then};
use crate::ui::page::Page;
use crate::ui::safety::{Remedy, Settle};

/// A file that was read to be compared with the plan that is open.
#[derive(Debug)]
pub struct Compared {
    pub path: PathBuf,
    pub result: Result<Box<Loaded>, String>,
    /// Whether it is the plan's own file, and not a copy beside it.
    pub own: bool,
}

impl App {
    /// Says what is to be known of a plan that was opened, and offers what can be done.
    pub(super) fn say_on_opening(&mut self, warnings: Vec<Warning>, path: &Path, copies: Vec<PathBuf>) {
        for warning in warnings {
            let remedies = if warning == Warning::Changed {
                vec![Remedy::Command(crate::command::Command::EarlierVersions)]
            } else {
                Vec::new()
            };
            self.screen.notice.offer(warning.to_string(), remedies);
        }
        if let Some(why) = &self.safety.read_only
            && *why != ReadOnly::Newer
        {
            self.screen.notice.complain(format!("Opened to look at. {}", why.reason()));
        }
        if !copies.is_empty() {
            let (count, name) = (plural::count(copies.len(), "copy"), file_name(path));
            let lie = if copies.len() == 1 { "lies" } else { "lie" };
            let text = format!("{count} of {name} {lie} beside it: two computers changed the plan. See what differs.");
            self.screen.notice.offer(text, copies.into_iter().map(Remedy::CompareWithCopy).collect());
        }
    }

    /// Keeps the rescue and the watch up to date with what is open.
    pub(in crate::app) fn follow_safety(&mut self, ctx: &egui::Context) {
        self.note_rescue();
        let document = self.document.as_ref();
        let focused = ctx.input(|input| input.focused);
        if self.focused && !focused {
            self.safety.rescuer.hurry();
        }
        self.focused = focused;
        let path = document.and_then(Document::path);
        let reply = (self.tasks.runner() == crate::app::tasks::Runner::Threads).then(|| self.tasks.reply(ctx));
        let watch = self.safety.watch.get_or_insert_with(|| crate::app::safety::watch::Watch::begin(reply));
        watch.over(path, self.safety.known, self.safety.lock.as_ref());
        if let Some(done) = watch.focus(focused) {
            self.take(ctx, done);
        }
        if let Some(problem) = self.safety.rescuer.take_problem() {
            self.screen.notice.complain(format!("What is not saved could not be kept apart either. {problem}"));
        }
        if self.screen.page == Page::Earlier && self.safety.earlier.is_none() {
            self.look_for_earlier(ctx);
        }
    }

    /// Tells the rescue what is not saved.
    pub(super) fn note_rescue(&self) {
        // Who leaves without saving has answered the question.
        let unsaved = |document: &&Document| document.is_dirty() && !self.quitting;
        let work = self.document.as_ref().filter(unsaved).map(|document| Work {
            plan: Arc::clone(document.plan()),
            revision: document.revision(),
            number: document.number(),
            path: document.path().map(Path::to_owned),
            of: self.safety.known,
        });
        self.safety.rescuer.note(work);
    }

    /// The file is not what it was: taken over at once where nothing is lost by it, told otherwise.
    pub(super) fn outside(&mut self, ctx: &egui::Context, path: &Path, known: Fingerprint, now: OnDisk) {
        let Some(document) = self.document.as_ref().filter(|d| d.path() == Some(path)) else { return };
        let settled = match now {
            OnDisk::Changed { fingerprint, .. } => self.safety.attempted.contains(&fingerprint),
            _ => false,
        };
        if self.saving.is_some() || self.safety.known != Some(known) || self.safety.told == Some(now) || settled {
            return;
        }
        self.safety.told = Some(now);
        match now {
            OnDisk::Changed { .. } if !document.is_dirty() => {
                let (path, revision) = (path.to_owned(), document.revision());
                self.tasks.start(ctx, "read again", move || {
                    let result = storage::load(&path).map(Box::new).map_err(|e| e.to_string());
                    Done::ReadAgain { revision, path, result }
                });
            }
            OnDisk::Changed { .. } => {
                let text = format!(
                    "{} was changed by somebody else at {}. Both versions are kept; see what differs.",
                    file_name(path),
                    (self.outside.clock.minute)()
                );
                self.screen.notice.offer(text, vec![Remedy::CompareWithFile]);
            }
            OnDisk::Gone => {
                let text = format!("{} is no longer there. The plan is still open here.", file_name(path));
                let remedies = [crate::command::Command::SaveAs].map(Remedy::Command).to_vec();
                self.screen.notice.offer(text, remedies);
            }
            OnDisk::Same | OnDisk::Unknown => {}
        }
    }

    /// Takes over what somebody else saved, as a step that can be undone.
    pub(super) fn read_again(&mut self, revision: u64, path: &Path, result: Result<Box<Loaded>, String>) {
        let Some(document) = self.document.as_mut().filter(|d| d.revision() == revision) else { return };
        match result {
            Ok(loaded) => {
                let plan = loaded.plan;
                document.apply(Edit::new("Take over what somebody else saved", move |now| *now = plan));
                document.mark_saved(document.revision(), path.to_owned());
                self.safety.known = Some(loaded.fingerprint);
                let said = format!("{} was changed by somebody else, and was read again", file_name(path));
                self.screen.notice.say_with_undo(said, document.revision());
            }
            Err(problem) => {
                let text = format!("The plan was changed by somebody else and can’t be read now. {problem}");
                self.screen.notice.offer(text, vec![Remedy::Command(crate::command::Command::EarlierVersions)]);
            }
        }
    }

    pub(super) fn remedy(&mut self, ctx: &egui::Context, remedy: Remedy) {
        match remedy {
            Remedy::Command(command) => self.command(ctx, command),
            Remedy::CompareWithFile => self.compare_with_file(ctx),
            Remedy::CompareWithCopy(path) => self.compare(ctx, path, false),
            Remedy::OpenKept(kept) => self.leave(ctx, Then::Kept(kept)),
            Remedy::KeepCopy => {
                if self.safety.rescuer.keep_now() {
                    self.screen.notice.say("A recovery copy is kept until the plan is saved");
                } else {
                    self.screen.notice.complain("No recovery copy could be kept.");
                }
            }
        }
    }

    /// Reads the plan's file to say in what it differs from what is open.
    pub(super) fn compare_with_file(&mut self, ctx: &egui::Context) {
        if let Some(path) = self.document.as_ref().and_then(|d| d.path().map(Path::to_owned)) {
            self.compare(ctx, path, true);
        }
    }

    fn compare(&mut self, ctx: &egui::Context, path: PathBuf, own: bool) {
        self.tasks.start(ctx, "compare", move || {
            let result = storage::load(&path).map(Box::new).map_err(|e| e.to_string());
            Done::Compared(Compared { path, result, own })
        });
    }

    pub(super) fn compared(&mut self, ctx: &egui::Context, compared: Compared) {
        self.stop_presenting(ctx);
        self.leave_meeting();
        let Some(document) = &self.document else { return };
        let (name, own) = (file_name(&compared.path), compared.own);
        let when = (self.outside.clock.minute)();
        let title = if own { format!("{name} was changed by somebody else") } else { format!("What {name} says") };
        let dialog = match compared.result {
            Ok(loaded) => {
                let sides = if own { difference::HERE_AND_IN_FILE } else { difference::HERE_AND_IN_COPY };
                let sentences = difference::sentences(document.plan(), &loaded.plan, sides, self.numbers);
                let text = match (own, sentences.is_empty()) {
                    (_, true) => "Both say the same.".to_owned(),
                    (true, false) => format!("As of {when}, the file differs from what is open here in this:"),
                    (false, false) => "The copy differs from what is open here in this:".to_owned(),
                };
                let mut acts = Vec::new();
                if own {
                    acts.push(("Keep mine", Settle::KeepMine));
                }
                acts.push(("Take theirs", Settle::TakeTheirs));
                acts.push(("Save mine as…", Settle::SaveAs));
                self.theirs = Some((compared.path, loaded, own));
                SettleDialog { title, text, sentences, acts: acts_of(&acts) }
            }
            Err(problem) => {
                let text = format!("It can’t be read now. {problem}");
                SettleDialog {
                    title, text, sentences: Vec::new(), acts: acts_of(&[("Save mine as…", Settle::SaveAs)])
                }
            }
        };
        self.screen.dialog = Some(Dialog::Settle(dialog));
    }

    /// Carries out what a person chose.
    pub(super) fn settle(&mut self, ctx: &egui::Context, settle: Settle) {
        self.screen.dialog = None;
        let theirs = self.theirs.take();
        let own = self.document.as_ref().and_then(|d| d.path().map(Path::to_owned));
        match settle {
            Settle::KeepMine => {
                if let (Some((_, theirs, _)), Some(path)) = (theirs, own) {
                    self.write(ctx, path, Agreed::Over(theirs.fingerprint));
                }
            }
            Settle::TakeTheirs => {
                if let Some((path, theirs, own)) = theirs {
                    self.take_theirs(&path, *theirs, own);
                }
            }
            Settle::SaveAs => self.choose(ctx, Purpose::SavePlan),
            Settle::SaveAgain => {
                if let Some(path) = own {
                    self.write(ctx, path, Agreed::Again);
                }
            }
            Settle::Overwrite => {
                if let Some((folder, path)) = self.consent_for.take() {
                    self.safety.consented.insert(folder);
                    let agreed = if own.as_deref() == Some(&path) { Agreed::Nothing } else { Agreed::Replace };
                    self.write(ctx, path, agreed);
                }
            }
            Settle::OpenReadOnly(path) => {
                let who = "somebody else".to_owned();
                self.open_as(ctx, path, Opening::ReadOnly(who));
            }
            Settle::OpenCopy(path) => self.open_as(ctx, path, Opening::Copy),
            Settle::TakeOver(path) => self.open_as(ctx, path, Opening::TakeOver),
        }
    }

    /// Goes on with another version; what was open is kept among the earlier ones, and undo brings it back.
    fn take_theirs(&mut self, path: &Path, theirs: Loaded, own: bool) {
        let Some(document) = &mut self.document else { return };
        keep_unsaved(self.safety.vault.as_ref(), document, (self.outside.clock.now)());
        let plan = theirs.plan;
        let label = format!("Take over {}", file_name(path));
        document.apply(Edit::new(label.clone(), move |now| *now = plan));
        if own {
            document.mark_saved(document.revision(), path.to_owned());
            self.safety.known = Some(theirs.fingerprint);
            self.safety.told = None;
            self.screen.notice.settle(|remedy| *remedy == Remedy::CompareWithFile);
        }
        self.screen.notice.say_with_undo(format!("Done: {label}"), document.revision());
    }

    /// Lets go of changes that nobody wants: they are kept a while all the same.
    pub(super) fn let_go(&mut self) {
        if let Some(document) = &self.document {
            keep_unsaved(self.safety.vault.as_ref(), document, (self.outside.clock.now)());
        }
    }

    /// A copy of a plan that somebody else has open; it belongs to no file yet.
    pub(super) fn open_copy(&mut self, mut plan: Plan) {
        plan.title = format!("{} (copy)", plan.title);
        self.begin(plan);
    }
}

/// Keeps the state of a plan that is about to be left without saving, beside the versions that saving replaced.
fn keep_unsaved(vault: Option<&storage::Vault>, document: &Document, at: Moment) {
    let (Some(vault), Some(path)) = (vault, document.path()) else { return };
    if let Ok(text) = storage::to_text(document.plan())
        && let Err(error) = vault.keep(&RealFs, path, text.as_bytes(), at)
    {
        log::warn!("unsaved changes that were let go are not kept: {error}");
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
