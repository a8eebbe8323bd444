//! Where the plan's other series stand: each is analysed off the UI thread, once a change; the last ones stand in meanwhile.

use std::sync::Arc;

use chrono::NaiveDate;
use eframe::egui;

use super::App;
use super::perform::Done;
use super::tasks::Runner;
use crate::text::Numbers;
use crate::ui::page::other::{Other, all};

/// What they are of: a revision, beside which series, on which day, and how numbers are written.
pub(super) type Wanted = (u64, usize, NaiveDate, Numbers);

/// Where the analysing stands.
#[derive(Debug, Default)]
pub(super) struct Others {
    shown: Option<Wanted>,
    list: Arc<Vec<Other>>,
    /// What a thread is at work on; the newest that is wanted follows it.
    running: Option<Wanted>,
    /// What could not be analysed, so that it is not tried for ever.
    failed: Option<Wanted>,
}

impl Others {
    pub const fn list(&self) -> &Arc<Vec<Other>> {
        &self.list
    }

    /// Ends the work of a thread that failed.
    pub fn give_up(&mut self) {
        if let Some(wanted) = self.running.take() {
            self.failed = Some(wanted);
        }
    }

    fn show(&mut self, wanted: Wanted, list: Vec<Other>) {
        (self.shown, self.list) = (Some(wanted), Arc::new(list));
    }
}

impl App {
    /// Brings them up to date with the plan.
    pub(super) fn follow_others(&mut self, ctx: &egui::Context) {
        let Some(document) = &self.document else {
            self.others = Others::default();
            return;
        };
        let wanted = (document.revision(), self.screen.series_index, self.today(), self.numbers);
        // Those of another document, or beside another series, are none of these.
        if self.others.shown.is_some_and(|shown| shown.0 >> 32 != wanted.0 >> 32 || shown.1 != wanted.1) {
            (self.others.shown, self.others.list) = (None, Arc::default());
        }
        let others = &self.others;
        if others.shown == Some(wanted) || others.running.is_some() || others.failed == Some(wanted) {
            return;
        }
        let plan = Arc::clone(document.plan());
        let work = move || all(&plan, wanted.1, wanted.3, wanted.2);
        if self.outside.runner == Runner::Inline || document.plan().series.len() < 2 {
            self.others.show(wanted, work());
            return;
        }
        self.others.running = Some(wanted);
        self.tasks.start(ctx, "other series", move || Done::Others { wanted, list: work() });
    }

    /// A thread has analysed them.
    pub(super) fn analysed(&mut self, wanted: Wanted, list: Vec<Other>) {
        self.others.running = None;
        let now = self.document.as_ref().map(|document| (document.revision() >> 32, self.screen.series_index));
        if now == Some((wanted.0 >> 32, wanted.1)) {
            self.others.show(wanted, list);
        }
    }
}
