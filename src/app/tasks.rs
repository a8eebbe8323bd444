//! Work off the UI thread: one named thread a task, its answer by channel, and a repaint when it is there.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};

use eframe::egui;

use super::perform::Done;

/// Where tasks run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runner {
    Threads,
    /// At once, on the thread that asks: for tests, which must not race.
    Inline,
}

/// Hands out work and collects what came of it.
#[derive(Debug)]
pub struct Tasks {
    sender: Sender<Done>,
    receiver: Receiver<Done>,
    runner: Runner,
}

/// Sends an answer from anywhere and wakes the window.
#[derive(Clone, Debug)]
pub struct Reply {
    sender: Sender<Done>,
    ctx: egui::Context,
}

impl Reply {
    pub fn send(&self, done: Done) {
        // Nobody listens any more only while the program ends.
        let _ = self.sender.send(done);
        self.ctx.request_repaint();
    }
}

impl Tasks {
    #[must_use]
    pub fn new(runner: Runner) -> Self {
        let (sender, receiver) = mpsc::channel();
        Self { sender, receiver, runner }
    }

    #[must_use]
    pub fn runner(&self) -> Runner {
        self.runner
    }

    #[must_use]
    pub fn reply(&self, ctx: &egui::Context) -> Reply {
        Reply { sender: self.sender.clone(), ctx: ctx.clone() }
    }

    /// Does `work` off the UI thread; its answer comes out of [`Self::next`].
    pub fn start(&self, ctx: &egui::Context, name: &str, work: impl FnOnce() -> Done + Send + 'static) {
        let reply = self.reply(ctx);
        if self.runner == Runner::Inline {
            reply.send(work());
            return;
        }
        let thread = std::thread::Builder::new().name(name.to_owned());
        let failed = self.reply(ctx);
        let told = if name == super::perform::SAVE {
            "Something went wrong inside Upturn while the plan was being written. Save it once more, or elsewhere."
        } else {
            "Something went wrong inside Upturn; your plan is as it was."
        };
        let guarded = move || {
            // A panic is a bug, but the program must not wait for its answer for ever.
            let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
            reply.send(done.unwrap_or_else(|_| Done::Failed(told.to_owned())));
        };
        if let Err(error) = thread.spawn(guarded) {
            failed.send(Done::Failed(format!("This computer has no room for another task: {error}.")));
        }
    }

    /// Shares out `work` among so many threads; each sends its answers itself, as many as there are.
    pub fn share(
        &self,
        ctx: &egui::Context,
        name: &str,
        threads: usize,
        work: impl Fn(&Reply) + Send + Sync + 'static,
    ) {
        let reply = self.reply(ctx);
        if self.runner == Runner::Inline {
            return work(&reply);
        }
        let work = Arc::new(work);
        for number in 1..=threads {
            let (work, own) = (Arc::clone(&work), reply.clone());
            let thread = std::thread::Builder::new().name(format!("{name} {number}"));
            let spawned = thread.spawn(move || work(&own));
            // One thread is enough to get on.
            if let (Err(error), 1) = (spawned, number) {
                return reply.send(Done::Failed(format!("This computer has no room for another task: {error}.")));
            }
        }
    }

    /// The next answer that has come, if any.
    pub fn next(&self) -> Option<Done> {
        self.receiver.try_recv().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r41_a_task_that_panics_is_a_notice_and_the_next_one_runs() {
        let tasks = Tasks::new(Runner::Threads);
        let ctx = egui::Context::default();
        for (name, words) in
            [("read table", "your plan is as it was"), (super::super::perform::SAVE, "Save it once more")]
        {
            tasks.start(&ctx, name, || panic!("a mistake in {}", "the importer"));
            match tasks.receiver.recv() {
                Ok(Done::Failed(said)) => assert!(said.contains(words), "{said}"),
                other => panic!("{other:?}"),
            }
        }
        tasks.start(&ctx, "next", || Done::Failed("ran".to_owned()));
        assert!(matches!(tasks.receiver.recv(), Ok(Done::Failed(said)) if said == "ran"));
    }
}
