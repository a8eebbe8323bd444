//! The odds and the bridge that show: worked out off the UI thread, the last ones standing in meanwhile. Those of the plan as it is, and
//! beside them those of what is being tried out.

use std::sync::Arc;

use eframe::egui;

use super::App;
use super::answers::Asked;
use super::perform::Done;
use super::tasks::Runner;
use crate::analysis::closing::Closing;
use crate::analysis::precedent;
use crate::analysis::simulate::WhatIf;
use crate::ui::page::contingencies::ToMeasure;
use crate::ui::trial::{Trial, TrialView};

/// What odds and bridge are for: the plan, and how often a trial was changed.
pub(super) type Wanted = (Asked, u64);

/// Where the working out stands.
#[derive(Debug, Default)]
pub(super) struct Closings {
    /// What shows, and what it is for.
    shown: Option<(Wanted, Option<Arc<Closing>>)>,
    /// What a thread is at work on, under a number of its own. The newest that is wanted follows it, and what is between is left out.
    running: Option<(u64, Wanted)>,
    runs: u64,
    /// What could not be worked out, so that it is not tried for ever.
    failed: Option<Wanted>,
    /// Counts what was worked out, so that pages know what they keep words for.
    count: u64,
    /// Whether what shows is of what is wanted now.
    current: bool,
}

impl Closings {
    /// Another document or series is there: nothing of it shows yet. What is still being worked out is dropped when it comes.
    pub fn forget(&mut self) {
        (self.shown, self.running) = (None, None);
    }

    /// Ends the work of a thread that failed.
    pub fn give_up(&mut self) {
        if let Some((_, wanted)) = self.running.take() {
            self.failed = Some(wanted);
        }
    }

    /// What shows, its number, and whether it is of the plan as it is.
    pub fn view(&self) -> (Option<&Arc<Closing>>, u64, bool) {
        let closing = self.shown.as_ref().and_then(|(_, closing)| closing.as_ref());
        (closing, self.count, self.current)
    }

    /// The same for what is being tried out.
    pub fn view_of<'a>(&'a self, trial: &'a Trial) -> TrialView<'a> {
        let (closing, number, is_current) = self.view();
        TrialView { trial, closing, number, is_current }
    }

    fn show(&mut self, wanted: Wanted, closing: Option<Arc<Closing>>) {
        self.shown = Some((wanted, closing));
        self.count += 1;
    }

    /// What has to be worked out now, if anything.
    fn follow(&mut self, wanted: Wanted) -> bool {
        let shown = self.shown.as_ref().map(|(shown, _)| *shown);
        if shown.is_some_and(|shown| shown.0.series != wanted.0.series) {
            self.forget();
        }
        self.current = shown == Some(wanted);
        !self.current && self.failed != Some(wanted) && self.running.is_none()
    }

    /// What a thread has worked out; of no use if another document or series shows by now.
    fn learn(&mut self, run: u64, closing: Option<Arc<Closing>>) {
        if let Some((_, wanted)) = self.running.take_if(|(running, _)| *running == run) {
            self.show(wanted, closing);
        }
    }
}

impl App {
    /// Brings odds and bridge up to date with the answer that shows. While that is being fitted, the last ones stay.
    pub(super) fn follow_closing(&mut self, ctx: &egui::Context) {
        self.follow_trial();
        let (Some(document), Some(answer)) = (&self.document, &self.answer) else {
            self.closings.forget();
            self.trials.forget();
            return;
        };
        if answer.fitting {
            (self.closings.current, self.trials.current) = (false, false);
            return;
        }
        let asked = Asked { revision: document.revision(), series: self.screen.series_index, today: self.today() };
        let (plan, answer) = (Arc::clone(document.plan()), Arc::clone(answer));
        if self.closings.follow((asked, 0)) {
            let (plan, answer) = (Arc::clone(&plan), Arc::clone(&answer));
            let work = move || Closing::of(&plan, asked.series, &answer, &WhatIf::default()).map(Arc::new);
            self.work_out(ctx, (asked, 0), false, work);
        }
        let Some(trial) = &self.screen.trial else { return };
        let wanted = (asked, trial.number);
        if self.trials.follow(wanted) {
            let (plan, what_if) = (trial.plan(&plan), trial.what_if.clone());
            let work = move || Closing::of(&plan, asked.series, &answer, &what_if).map(Arc::new);
            self.work_out(ctx, wanted, true, work);
        }
    }

    /// A trial is about the worksheets that it began with; an edit or an undo makes it one about something that is no more.
    fn follow_trial(&mut self) {
        let now = self.document.as_ref().map(|document| &document.plan().worksheets);
        let is_stale = |trial: &Trial| now.is_none_or(|now| !Arc::ptr_eq(now, &trial.base) && **now != *trial.base);
        if self.screen.trial.as_ref().is_some_and(is_stale) {
            self.screen.trial = None;
            self.trials.forget();
        }
    }

    fn work_out(
        &mut self,
        ctx: &egui::Context,
        wanted: Wanted,
        of_trial: bool,
        work: impl FnOnce() -> Option<Arc<Closing>> + Send + 'static,
    ) {
        let inline = self.outside.runner == Runner::Inline;
        let closings = if of_trial { &mut self.trials } else { &mut self.closings };
        if inline {
            closings.show(wanted, work());
            closings.current = true;
            return;
        }
        closings.runs += 1;
        let run = closings.runs;
        closings.running = Some((run, wanted));
        self.tasks.start(ctx, "odds", move || Done::Closed { of_trial, run, closing: work() });
    }

    /// What a thread has worked out.
    pub(super) fn closed(&mut self, of_trial: bool, run: u64, closing: Option<Arc<Closing>>) {
        if of_trial {
            self.trials.learn(run, closing);
        } else {
            self.closings.learn(run, closing);
        }
    }

    /// Tries something out, from the page or the command.
    pub(super) fn try_out(&mut self, trial: Trial) {
        if self.screen.trial.is_none() {
            self.trials.forget();
        }
        self.screen.trial = Some(trial);
    }

    /// Begins to try things out on the page that shows them, or ends it.
    pub(super) fn toggle_trial(&mut self) {
        let Some(document) = &self.document else { return };
        if self.screen.page == crate::ui::Page::Forecast && self.screen.trial.is_some() {
            return self.forget_trial();
        }
        self.screen.page = crate::ui::Page::Forecast;
        if self.screen.trial.is_none() {
            let trial = Trial::of(document.plan());
            self.try_out(trial);
        }
    }

    pub(super) fn forget_trial(&mut self) {
        self.screen.trial = None;
        self.trials.forget();
    }

    pub(super) fn keep_trial(&mut self, ctx: &egui::Context) {
        let Some(trial) = self.screen.trial.take() else { return };
        self.trials.forget();
        if trial.has_changes() {
            self.perform(ctx, crate::ui::Ask::Edit(trial.keep().saying("Kept what was tried")));
        }
    }

    /// Measures what an event of the history cost, off the UI thread: it fits forecasts.
    pub(super) fn measure(&mut self, ctx: &egui::Context, wanted: Box<ToMeasure>) {
        let Some(document) = self.document.as_ref().filter(|it| it.revision() == wanted.revision) else {
            return self.screen.contingencies.learn(*wanted, None);
        };
        let plan = Arc::clone(document.plan());
        self.tasks.start(ctx, "precedent", move || {
            let found = precedent::measure(&plan, wanted.series_index, &wanted.episode, wanted.today);
            Done::Measured { wanted, found: found.ok().map(Arc::new) }
        });
    }
}
