//! The folder of plans that the home page shows: listed off the UI thread, then read by several threads, which stop when
//! the folder is left. What was read is kept, so that showing it again reads only what changed.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use eframe::egui;

use super::{App, Done};
use crate::app::tasks::Reply;
use crate::document::Document;
use crate::portfolio::{self, Days, Folder, Outcome};
use crate::storage::{self, PlanFile};
use crate::ui::dialog::{Purpose, Then};
use crate::ui::{FolderView, Page};

/// Rows are handed over in bundles, so that a thousand of them don't ask for a thousand drawings.
const BUNDLE: Duration = Duration::from_millis(50);
const MOST_WORKERS: usize = 8;

/// Why a folder was listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A person chose it, while the document of this revision was open: it takes the place of what shows.
    Chosen(Option<u64>),
    /// The home page came to show.
    Shown,
}

/// The folder, and the work that goes on in it.
#[derive(Debug, Default)]
pub(in crate::app) struct Work {
    folder: Option<Folder>,
    /// Why the folder that is remembered can't be shown.
    problem: Option<String>,
    /// Whose listing, and whose reading, still counts.
    listing: u64,
    run: u64,
    /// Told to whoever reads for this run.
    stop: Option<Arc<AtomicBool>>,
    /// Whether the home page showed when this was last looked at, and whether the window had the keyboard.
    home_shown: bool,
    focused: bool,
}

impl Work {
    /// What the home page shows of the folder, if one is remembered.
    pub(in crate::app) fn view<'a>(&'a self, path: Option<&'a Path>) -> Option<FolderView<'a>> {
        let path = path?;
        let folder = self.folder.as_ref().filter(|folder| folder.path() == path);
        Some(FolderView { path, folder, reading: self.stop.is_some(), problem: self.problem.as_deref() })
    }

    /// Ends the reading; what comes late is dropped.
    fn stop(&mut self) {
        self.run += 1;
        if let Some(stop) = self.stop.take() {
            stop.store(true, Ordering::Relaxed);
        }
    }
}

impl App {
    /// Lists the folder when the home page comes to show, or when the person comes back to it from another program; stops
    /// reading when it is left.
    pub(in crate::app) fn follow_home(&mut self, ctx: &egui::Context) {
        let home = self.document.is_none() && self.screen.page == Page::Home;
        let focused = ctx.input(|input| input.focused);
        let came = !std::mem::replace(&mut self.work.home_shown, home) && home;
        let back = !std::mem::replace(&mut self.work.focused, focused) && focused;
        if !home {
            if self.work.stop.is_some() {
                self.work.stop();
            }
        } else if came || (back && self.work.stop.is_none()) {
            if came {
                self.screen.home.take_keyboard();
            }
            if let Some(path) = self.settings.home.clone() {
                self.list_folder(ctx, path, Cause::Shown);
            }
        }
    }

    /// Lists a folder that a person chose.
    pub(super) fn list_chosen(&mut self, ctx: &egui::Context, path: PathBuf) {
        self.list_folder(ctx, path, Cause::Chosen(self.document.as_ref().map(Document::revision)));
    }

    fn list_folder(&mut self, ctx: &egui::Context, path: PathBuf, cause: Cause) {
        self.work.listing += 1;
        let path = std::path::absolute(&path).unwrap_or(path);
        let number = self.work.listing;
        self.tasks.start(ctx, "list folder", move || {
            let result = storage::plan_files(&path).map_err(|e| e.to_string());
            Done::FolderListed { number, cause, path, result }
        });
    }

    /// What is being looked for in the dialog isn't wanted any more.
    pub(super) fn drop_listing(&mut self) {
        self.work.listing += 1;
    }

    pub(super) fn folder_listed(
        &mut self,
        ctx: &egui::Context,
        number: u64,
        cause: Cause,
        path: PathBuf,
        result: Result<Vec<PlanFile>, String>,
    ) {
        if number != self.work.listing {
            return;
        }
        let files = match result {
            Ok(files) => files,
            Err(problem) if cause != Cause::Shown => return self.complain_of_file(Purpose::OpenFolder, problem),
            Err(problem) => {
                self.work.folder = None;
                self.work.problem = Some(problem);
                return;
            }
        };
        if let Cause::Chosen(revision) = cause {
            if revision != self.document.as_ref().map(Document::revision) {
                // Something was changed while the folder was being looked into.
                return self.leave(ctx, Then::OpenFolder(path));
            }
            self.close();
            self.screen.page = Page::Home;
            self.screen.home.take_keyboard();
            self.work.home_shown = true;
            self.settings.home = Some(path.clone());
            self.keep_settings();
        }
        self.work.problem = None;
        let days = self.days();
        if let Some(folder) = self.work.folder.as_mut().filter(|folder| folder.path() == path) {
            folder.list(files, days);
        } else {
            self.screen.home.show_another();
            self.work.folder = Some(Folder::new(path, files, days));
        }
        self.read_on(ctx);
    }

    fn days(&self) -> Days {
        Days { given: self.outside.today, today: self.outside.today.unwrap_or_else(self.outside.clock.today) }
    }

    /// Reads what is not read yet.
    pub(super) fn read_on(&mut self, ctx: &egui::Context) {
        self.work.stop();
        let Some(folder) = &self.work.folder else { return };
        let files: VecDeque<(usize, PlanFile)> = folder.waiting().into();
        if files.is_empty() {
            return;
        }
        let stop = Arc::new(AtomicBool::new(false));
        self.work.stop = Some(Arc::clone(&stop));
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let workers = cores.clamp(2, MOST_WORKERS).min(files.len());
        let (run, days, files) = (self.work.run, folder.days(), Mutex::new(files));
        self.tasks.share(ctx, "read plans", workers, move |reply| read_plans(run, &files, days, &stop, reply));
    }

    pub(super) fn plans_read(&mut self, run: u64, rows: Vec<(usize, Outcome)>) {
        if run != self.work.run {
            return;
        }
        let Some(folder) = &mut self.work.folder else { return };
        for (index, outcome) in rows {
            folder.take(index, outcome);
        }
        if folder.is_read() {
            self.work.stop = None;
        }
    }

    pub(super) fn stop_reading(&mut self) {
        self.work.stop();
    }

    /// Home shows no folder any more.
    pub(super) fn leave_folder(&mut self) {
        self.work.stop();
        self.work.listing += 1;
        self.work.folder = None;
        self.work.problem = None;
        self.settings.home = None;
        self.keep_settings();
    }
}

/// Takes one file after the other until none is left or the folder was left.
fn read_plans(run: u64, files: &Mutex<VecDeque<(usize, PlanFile)>>, days: Days, stop: &AtomicBool, reply: &Reply) {
    let mut rows = Vec::new();
    let mut since = Instant::now();
    let next = || files.lock().ok()?.pop_front();
    while let Some((index, file)) = next().filter(|_| !stop.load(Ordering::Relaxed)) {
        // A panic is a bug, but the other plans must not wait for it.
        let read = catch_unwind(AssertUnwindSafe(|| portfolio::read(&file.path, file.is_named_as_plan(), days)));
        let outcome = read.unwrap_or_else(|_| Outcome::Unreadable("Something went wrong inside Upturn.".to_owned()));
        rows.push((index, outcome));
        if since.elapsed() >= BUNDLE {
            reply.send(Done::PlansRead { run, rows: std::mem::take(&mut rows) });
            since = Instant::now();
        }
    }
    if !rows.is_empty() {
        reply.send(Done::PlansRead { run, rows });
    }
}
