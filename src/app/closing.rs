//! The odds and the bridge that show: worked out off the UI thread, the last ones standing in meanwhile.

use std::sync::Arc;

use eframe::egui;

use super::App;
use super::answers::Asked;
use super::perform::Done;
use super::tasks::Runner;
use crate::analysis::closing::Closing;
use crate::analysis::simulate::WhatIf;

/// Where the working out stands.
#[derive(Debug, Default)]
pub(super) struct Closings {
    /// What shows, and what it is for.
    shown: Option<(Asked, Option<Arc<Closing>>)>,
    /// What a thread is at work on, under a number of its own.
    running: Option<(u64, Asked)>,
    runs: u64,
    /// What could not be worked out, so that it is not tried for ever.
    failed: Option<Asked>,
    /// Counts what was worked out, so that pages know what they keep words for.
    count: u64,
    /// Whether what shows is of the plan as it is.
    current: bool,
}

impl Closings {
    /// Another document or series is there: nothing of it shows yet. What is still being worked out is dropped when it comes.
    pub fn forget(&mut self) {
        (self.shown, self.running) = (None, None);
    }

    /// Ends the work of a thread that failed.
    pub fn give_up(&mut self) {
        if let Some((_, asked)) = self.running.take() {
            self.failed = Some(asked);
        }
    }

    /// What shows, its number, and whether it is of the plan as it is.
    pub fn view(&self) -> (Option<&Arc<Closing>>, u64, bool) {
        let closing = self.shown.as_ref().and_then(|(_, closing)| closing.as_ref());
        (closing, self.count, self.current)
    }

    fn show(&mut self, asked: Asked, closing: Option<Arc<Closing>>) {
        self.shown = Some((asked, closing));
        self.count += 1;
    }
}

impl App {
    /// Brings odds and bridge up to date with the answer that shows. While that is being fitted, the last ones stay.
    pub(super) fn follow_closing(&mut self, ctx: &egui::Context) {
        let (Some(document), Some(answer)) = (&self.document, &self.answer) else {
            self.closings.forget();
            return;
        };
        let asked = Asked { revision: document.revision(), series: self.screen.series_index, today: self.today() };
        let shown = self.closings.shown.as_ref().map(|(shown, _)| *shown);
        if shown.is_some_and(|shown| shown.series != asked.series) {
            self.closings.forget();
        }
        self.closings.current = shown == Some(asked);
        if self.closings.current || answer.fitting || self.closings.failed == Some(asked) {
            return;
        }
        let (plan, answer) = (Arc::clone(document.plan()), Arc::clone(answer));
        let work = move || Closing::of(&plan, asked.series, &answer, &WhatIf::default()).map(Arc::new);
        if self.outside.runner == Runner::Inline {
            self.closings.show(asked, work());
            self.closings.current = true;
        } else if self.closings.running.is_none() {
            self.closings.runs += 1;
            let run = self.closings.runs;
            self.closings.running = Some((run, asked));
            self.tasks.start(ctx, "odds", move || Done::Closed { run, closing: work() });
        }
    }

    /// What a thread has worked out; of no use if another document or series shows by now.
    pub(super) fn closed(&mut self, run: u64, closing: Option<Arc<Closing>>) {
        if let Some((_, asked)) = self.closings.running.take_if(|(running, _)| *running == run) {
            self.closings.show(asked, closing);
        }
    }
}
