//! Plans: new, opened, saved, closed; and the windows that ask for their files.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui;

use super::opening::{Holding, Opened, Opening, question, read};
use super::{App, Done};
use crate::analysis::memo::Memo;
use crate::app::files::{self, Request};
use crate::app::safety::{ReadOnly, me};
use crate::document::Document;
use crate::model::{Granularity, Plan, Unit};
use crate::storage::{self, Example, LoadError, Loaded, Warning};
use crate::ui::FolderUse;
use crate::ui::dialog::{Dialog, PathDialog, Purpose, Then};
use crate::ui::page::Page;

/// A file window that is gone before this was never shown.
const QUICK: Duration = Duration::from_millis(300);

impl App {
    pub(super) fn create(&mut self, ctx: &egui::Context, plan: Box<Plan>) {
        self.leave(ctx, Then::Create(plan));
    }

    pub(super) fn begin(&mut self, plan: Plan) {
        self.documents += 1;
        self.show_document(Document::unsaved(self.documents, plan), Page::History);
    }

    pub(super) fn look_at(&mut self, ctx: &egui::Context, example: &Example) {
        match storage::parse(example.text.as_bytes()) {
            Ok((plan, _)) => self.leave(ctx, Then::Example(Box::new(plan))),
            Err(error) => self.screen.notice.complain(error.to_string()),
        }
    }

    pub(super) fn open_example(&mut self, plan: Plan) {
        self.documents += 1;
        self.show_document(Document::opened(self.documents, plan, None), Page::Overview);
    }

    pub(super) fn close(&mut self) {
        self.keep_view();
        self.settings.last_plan = None;
        self.document = None;
        // They were about the plan that is left.
        self.screen.notice.clear_problems();
        self.forget_document();
        self.screen.forget_plan();
        self.keep_settings();
    }

    /// Shows work that was not saved.
    pub(super) fn show_unsaved(&mut self, document: Document) {
        let filled = document.plan().series.iter().any(|series| series.extent().is_some());
        self.show_document(document, if filled { Page::Overview } else { Page::History });
    }

    fn show_document(&mut self, document: Document, page: Page) {
        self.keep_view();
        self.document = Some(document);
        self.forget_document();
        self.screen.forget_plan();
        self.screen.notice.clear_problems();
        self.screen.page = page;
        self.restore_view();
        if let Some(said) = self.said_at_start.take() {
            self.screen.notice.complain(said);
        }
        self.say_of_recovery();
    }

    /// Keeps how the open plan is looked at, before it is left.
    pub(in crate::app) fn keep_view(&mut self) {
        let Some((document, path)) = self.document.as_ref().and_then(|d| Some((d, d.path()?))) else { return };
        let view = self.screen.view_state(document.plan());
        if self.views.of(path) != Some(&view) {
            self.views.keep(path, view.clone());
            self.keeper.keep_view(path, view);
        }
    }

    /// Keeps what the next start goes on with.
    pub(in crate::app) fn keep_before_leaving(&mut self) {
        self.keep_view();
        self.settings.window = self.window.or(self.settings.window);
        self.keep_settings();
    }

    /// Shows a plan as it was left.
    fn restore_view(&mut self) {
        let Some((document, path)) = self.document.as_ref().and_then(|d| Some((d, d.path()?))) else { return };
        let Some(view) = self.views.of(path) else { return };
        self.screen.restore(view, document.plan());
        let series = document.plan().series.get(self.screen.series_index);
        self.shown_series = series.map(|s| s.name.clone()).unwrap_or_default();
    }

    /// Lets go of all that is known of the document before: its answers, and what its saving still had to do.
    fn forget_document(&mut self) {
        self.memo = Memo::default();
        (self.answer, self.seen) = (None, None);
        self.fitting.forget();
        self.closings.forget();
        self.trials.forget();
        self.checks.forget();
        self.shown_series.clear();
        self.saved_at = None;
        self.save_failed = false;
        self.saving = None;
        self.save_again = None;
        self.after_save = None;
        self.keep_original = false;
        self.safety.forget_document();
    }

    pub(super) fn open(&mut self, ctx: &egui::Context, path: PathBuf) {
        self.open_as(ctx, path, Opening::Usual);
    }

    /// Opens a plan; `how` is what a person chose where somebody else has it open.
    pub(super) fn open_as(&mut self, ctx: &egui::Context, path: PathBuf, how: Opening) {
        self.read_number += 1;
        let (number, revision) = (self.read_number, self.document.as_ref().map(Document::revision));
        let progress = self.show_opening(&path);
        let me = me((self.outside.clock.minute)());
        let now = (self.outside.clock.system)();
        let own = self.safety.lock.as_ref().map(|lock| lock.path().to_owned());
        self.tasks.start(ctx, "open", move || {
            let result = read(&path, &how, own.as_deref(), &me, now, &progress).map(Box::new);
            Done::Opened { number, revision, path, how, result }
        });
    }

    pub(super) fn opened(
        &mut self,
        ctx: &egui::Context,
        revision: Option<u64>,
        path: PathBuf,
        how: Opening,
        result: Result<Box<Opened>, LoadError>,
    ) {
        self.leave_opening();
        if result.is_ok() && revision != self.document.as_ref().map(Document::revision) {
            // Something was changed while the file was being read.
            return self.leave(ctx, Then::Open(path));
        }
        match result {
            Ok(opened) => {
                let Opened { loaded, holding, copies, may_write } = *opened;
                if let Some(dialog) = question(&holding, &path) {
                    self.screen.dialog = Some(Dialog::Settle(dialog));
                    return;
                }
                if how == Opening::Copy {
                    return self.open_copy(loaded.plan);
                }
                let Loaded { mut plan, warnings, fingerprint } = loaded;
                // Before the plan that is open lets go of it: it may be the same one.
                let kept = self.safety.lock.take();
                if plan.series.is_empty() {
                    // Every page speaks of a series; a plan that names none begins with an empty one.
                    plan.add_series("Sales", Unit::Money, Granularity::Month);
                }
                // A plan without figures begins where they are put in.
                let filled = plan.series.iter().any(|series| series.extent().is_some());
                let page = if filled { Page::Overview } else { Page::History };
                self.settings.remember(&path, &plan.title);
                self.keep_folder(FolderUse::Plans, &path);
                self.documents += 1;
                self.show_document(Document::opened(self.documents, plan, Some(path.clone())), page);
                self.keep_original = warnings.iter().any(|w| matches!(w, Warning::UnknownFields { .. }));
                self.safety.known = Some(fingerprint);
                self.safety.lock = match holding {
                    Holding::Ours(lock) => Some(Arc::new(lock)),
                    Holding::OwnAlready => kept,
                    Holding::Nothing | Holding::Question(_) => None,
                };
                self.safety.read_only = match how {
                    _ if warnings.iter().any(|w| matches!(w, Warning::Newer { .. })) => Some(ReadOnly::Newer),
                    Opening::ReadOnly(owner) => Some(ReadOnly::Open(owner)),
                    _ => (!may_write).then_some(ReadOnly::Place),
                };
                self.say_on_opening(warnings, &path, copies);
            }
            Err(error) => {
                let kept = self.newest_kept(&path);
                self.complain_of_plan(&error, kept);
            }
        }
    }

    /// Says at the typed path that another file stands there.
    pub(super) fn ask_to_replace(&mut self, purpose: Purpose, path: PathBuf) {
        let mut dialog = PathDialog::new(purpose, &path);
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        dialog.problem = Some(format!("{name} is there already. Replace it, or type another name."));
        dialog.may_replace = Some(path);
        self.screen.dialog = Some(Dialog::Path(dialog));
        self.window_number += 1;
    }

    /// Opens the dialog with a typed path, and the system's window beside it.
    pub(super) fn choose(&mut self, ctx: &egui::Context, purpose: Purpose) {
        self.stop_presenting(ctx);
        self.leave_meeting();
        let file = self.document.as_ref().and_then(Document::path);
        // A plan that has no file yet belongs to the folder that is looked at.
        let shown = self.settings.home.clone().filter(|_| file.is_none());
        let lately = self.settings.folder_for(purpose).map(Path::to_owned);
        // Beside the plan, unless another folder was chosen for this.
        let folder = match purpose {
            Purpose::SavePlan => shown.or(lately),
            _ => lately.or(shown),
        };
        let folder = folder.or_else(|| files::folder_of(file)).unwrap_or_default();
        let proposal = match purpose {
            Purpose::SavePlan => self.proposed_plan_path(&folder),
            Purpose::SavePicture => folder.join(self.picture_name()),
            Purpose::HandOut => folder.join(self.handout_name()),
            // The folder with its separator, so that a name can be typed behind it.
            Purpose::OpenPlan | Purpose::AddSales => folder.join(""),
            Purpose::OpenFolder => self.settings.home.clone().unwrap_or(folder),
        };
        self.screen.dialog = Some(Dialog::Path(PathDialog::new(purpose, &proposal)));
        self.browse(ctx);
    }

    /// The next window for this begins where this file is.
    pub(super) fn keep_folder(&mut self, folder_use: FolderUse, file: &Path) {
        *self.settings.folder_mut(folder_use) =
            std::path::absolute(file).ok().and_then(|p| p.parent().map(Path::to_owned));
        self.keep_settings();
    }

    fn proposed_plan_path(&self, folder: &Path) -> PathBuf {
        let Some(document) = &self.document else { return folder.to_owned() };
        match document.path() {
            Some(path) => path.to_owned(),
            None => folder.join(format!("{}{}", file_stem(&document.plan().title), storage::ENDING)),
        }
    }

    pub(super) fn browse(&mut self, ctx: &egui::Context) {
        let Some(Dialog::Path(dialog)) = &mut self.screen.dialog else { return };
        self.window_number += 1;
        dialog.waiting = true;
        dialog.no_window = false;
        let typed = PathBuf::from(dialog.text.trim());
        let file_name = typed.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let request = Request {
            purpose: dialog.purpose,
            number: self.window_number,
            folder: if dialog.text.trim().ends_with(std::path::is_separator) {
                Some(typed)
            } else {
                files::folder_of(Some(&typed))
            },
            file_name,
        };
        self.window_since = Some(Instant::now());
        self.outside.windows.ask(request, self.tasks.reply(ctx));
    }

    pub(super) fn chosen(&mut self, ctx: &egui::Context, number: u64, path: Option<PathBuf>) {
        if number != self.window_number {
            return;
        }
        let Some(Dialog::Path(dialog)) = &mut self.screen.dialog else { return };
        dialog.waiting = false;
        // A window that nobody can have seen was none; no person cancels so fast.
        let quick = self.window_since.take().is_some_and(|since| since.elapsed() < QUICK);
        dialog.no_window = path.is_none() && quick;
        let (purpose, Some(path)) = (dialog.purpose, path) else { return };
        dialog.text = path.display().to_string();
        match purpose {
            Purpose::OpenPlan => self.open(ctx, path),
            Purpose::OpenFolder => self.list_chosen(ctx, path),
            Purpose::AddSales => self.read_table(ctx, path),
            // The system asked before replacing, but not about a name that we complete.
            Purpose::SavePlan => {
                let replace = storage::with_ending(&path) == path;
                self.save_to(ctx, &path, replace);
            }
            Purpose::SavePicture => self.save_picture_to(ctx, path, true),
            Purpose::HandOut => self.hand_out_to(ctx, path, true),
        }
    }

    pub(in crate::app) fn keep_settings(&mut self) {
        self.keeper.keep(&self.settings);
        self.recent = self.settings.recent();
    }
}

/// A title as a file's name on every system.
pub(super) fn file_stem(title: &str) -> String {
    let name: String =
        title.chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '-' } else { c }).collect();
    let name = name.trim().trim_matches('.').trim();
    if name.is_empty() { "Plan".to_owned() } else { name.chars().take(80).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_that_every_system_takes() {
        assert_eq!(file_stem("Coast 2026–27"), "Coast 2026–27");
        assert_eq!(file_stem("a/b: c?"), "a-b- c-");
        assert_eq!(file_stem(" ... "), "Plan");
    }
}
