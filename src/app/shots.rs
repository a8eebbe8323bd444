//! The plan as a review that begins now would keep it: worked out off the UI thread while somebody looks at the reviews, or is about
//! to begin one.

use std::sync::Arc;

use chrono::NaiveDate;
use eframe::egui;

use super::App;
use super::perform::Done;
use super::tasks::Runner;
use crate::analysis::snapshot;
use crate::document::{Document, Edit};
use crate::model::{ReviewId, ReviewState, Snapshot};
use crate::text::meeting;
use crate::ui::{Ask, Page};

/// What a snapshot is of: a revision of the plan, on a day.
pub(super) type Wanted = (u64, NaiveDate);

/// Where the working out stands.
#[derive(Debug, Default)]
pub(super) struct Shots {
    /// What shows, and what it is of.
    shown: Option<(Wanted, Arc<Snapshot>)>,
    /// What a thread is at work on; the newest that is wanted follows it.
    running: Option<Wanted>,
    /// What could not be worked out, so that it is not tried for ever.
    failed: Option<Wanted>,
    count: u64,
    /// The review that begins once its snapshot is there.
    begins: Option<ReviewId>,
}

impl Shots {
    /// What shows, and its number.
    pub fn view(&self) -> (Option<&Arc<Snapshot>>, u64) {
        (self.shown.as_ref().map(|(_, shot)| shot), self.count)
    }

    /// Another document is there: nothing of it shows yet, and no review of the one before begins.
    fn forget(&mut self) {
        (self.shown, self.begins) = (None, None);
    }

    /// Ends the work of a thread that failed.
    pub fn give_up(&mut self) {
        self.begins = None;
        if let Some(wanted) = self.running.take() {
            self.failed = Some(wanted);
        }
    }

    fn learn(&mut self, wanted: Wanted, shot: Arc<Snapshot>) {
        self.shown = Some((wanted, shot));
        self.count += 1;
    }
}

impl App {
    /// Brings the snapshot up to date where anybody wants it. Revisions of two documents are never the same.
    pub(super) fn follow_shot(&mut self, ctx: &egui::Context) {
        let Some(document) = &self.document else { return self.shots.forget() };
        let number = |revision: u64| revision >> 32;
        if self.shots.shown.as_ref().is_some_and(|((of, _), _)| number(*of) != number(document.revision())) {
            self.shots.forget();
        }
        let wanted = (document.revision(), self.today());
        let is_asked_for = self.screen.page == Page::Reviews || self.shots.begins.is_some();
        let is_there = self.shots.shown.as_ref().is_some_and(|(shown, _)| *shown == wanted);
        if !is_asked_for || is_there || self.shots.running.is_some() || self.shots.failed == Some(wanted) {
            return;
        }
        let plan = Arc::clone(document.plan());
        let work = move || Arc::new(snapshot::of(&plan, wanted.1));
        if self.outside.runner == Runner::Inline {
            self.shots.learn(wanted, work());
            return;
        }
        self.shots.running = Some(wanted);
        self.tasks.start(ctx, "snapshot", move || Done::Shot { wanted, shot: work() });
    }

    /// A thread has worked a snapshot out.
    pub(super) fn shot(&mut self, ctx: &egui::Context, wanted: Wanted, shot: Arc<Snapshot>) {
        self.shots.running = None;
        let Some(document) = &self.document else { return };
        // Of a document that was left meanwhile it is of no use.
        if wanted.0 >> 32 == document.revision() >> 32 {
            self.shots.learn(wanted, shot);
        }
        if let Some(review) = self.shots.begins {
            self.begin_review(ctx, review);
        }
    }

    /// Begins a review with the plan as it is now; where that has to be worked out first, as soon as it is there.
    pub(super) fn begin_review(&mut self, ctx: &egui::Context, review: ReviewId) {
        self.shots.begins = Some(review);
        self.follow_shot(ctx);
        let wanted = self.document.as_ref().map(Document::revision).zip(Some(self.today()));
        let (Some((of, shot)), Some(document)) = (&self.shots.shown, &self.document) else { return };
        if Some(*of) != wanted {
            return;
        }
        self.shots.begins = None;
        let Some(planned) = document.plan().meetings.review(review) else { return };
        if planned.state != ReviewState::Planned {
            return self.hold_review(review);
        }
        let (shot, label) = (Snapshot::clone(shot), format!("Begin the {}", meeting::in_sentence(planned)));
        let edit = Edit::new(label, move |plan| {
            plan.begin_review(review, shot);
        });
        self.perform(ctx, Ask::Edit(edit.saying("The review has begun: what it shows is kept as it is")));
        self.hold_review(review);
    }
}
