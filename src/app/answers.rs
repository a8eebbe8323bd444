//! The answer that shows: fitted off the UI thread, with the last forecast standing in meanwhile.

use std::sync::Arc;

use chrono::NaiveDate;
use eframe::egui;

use super::App;
use super::perform::Done;
use super::tasks::Runner;
use crate::analysis::{Answer, analyse, while_fitting};

/// What an answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    pub revision: u64,
    pub series: usize,
    pub today: NaiveDate,
}

/// Where the fitting stands.
#[derive(Debug, Default)]
pub(super) struct Fitting {
    /// What the answer that shows is for.
    shown: Option<Asked>,
    /// What a thread is at work on.
    running: Option<Asked>,
    /// What could not be fitted, so that it is not tried for ever.
    failed: Option<Asked>,
}

impl Fitting {
    /// Another document is there: nothing of it shows yet. What is still being fitted is dropped when it comes.
    pub fn forget(&mut self) {
        self.shown = None;
    }

    /// Ends the work of a thread that failed.
    pub fn give_up(&mut self) {
        if let Some(asked) = self.running.take() {
            self.failed = Some(asked);
        }
    }
}

impl App {
    /// Brings the answer up to date with the document. A plan's first answer is waited for; after an edit the last forecast stays until
    /// the next is there, so that typing never waits.
    pub(super) fn follow_answer(&mut self, ctx: &egui::Context) {
        let Some(document) = &self.document else {
            (self.answer, self.seen, self.fitting.shown) = (None, None, None);
            return;
        };
        let (plan, series, today) = (document.plan(), self.screen.series_index, self.today());
        let asked = Asked { revision: document.revision(), series, today };
        let shown = self.fitting.shown;
        let last = self.answer.take().filter(|_| shown.is_some_and(|shown| shown.series == series));
        self.answer = match (self.memo.known(asked.revision, series, today), last) {
            (Some(known), _) => Some(known),
            (None, Some(last)) if self.outside.runner == Runner::Threads => {
                if self.fitting.running.is_none() && self.fitting.failed != Some(asked) {
                    self.fitting.running = Some(asked);
                    let plan = Arc::clone(plan);
                    self.tasks.start(ctx, "forecast", move || Done::Fitted {
                        asked,
                        answer: analyse(&plan, series, today).map(Box::new),
                    });
                }
                if shown == Some(asked) { Some(last) } else { while_fitting(plan, series, today, &last).map(Arc::new) }
            }
            (None, _) => self.memo.answer(plan, asked.revision, series, today),
        };
        self.fitting.shown = Some(asked);
    }

    /// What a thread has fitted.
    pub(super) fn fitted(&mut self, asked: Asked, answer: Option<Box<Answer>>) {
        self.fitting.running = None;
        match answer {
            Some(answer) => self.memo.learn(asked.revision, asked.series, asked.today, Arc::new(*answer)),
            None => self.fitting.failed = Some(asked),
        }
    }
}
