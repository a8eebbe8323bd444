//! How far the reading of a large plan is, and a way to stop it.
//!
//! ron borrows its texts from the file's, so the place of each period says how much of the file was parsed. That costs
//! next to nothing, and needs no reader of our own in between.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Where the stages end, in thousandths of the whole: parsing takes by far the longest.
pub(super) const READ: u32 = 50;
const PARSED: u32 = 900;
pub(super) const BUILT: u32 = 950;

/// Texts between two looks.
const LOOK: u32 = 64;

/// Shared between the thread that reads and the window that shows how far it is. Copies are the same.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    thousandths: Arc<AtomicU32>,
    stopped: Arc<AtomicBool>,
}

impl Progress {
    /// How far the reading is, in thousandths; goes on by itself.
    #[must_use]
    pub fn thousandths(&self) -> Arc<AtomicU32> {
        Arc::clone(&self.thousandths)
    }

    /// Stops the reading at its next look.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    pub(super) fn set(&self, thousandths: u32) {
        self.thousandths.store(thousandths, Ordering::Relaxed);
    }

    /// Notes a share of the file that was read from the disk.
    pub(super) fn read(&self, bytes: u64, of: u64) {
        self.set(u32::try_from(bytes.min(of) * u64::from(READ) / of.max(1)).unwrap_or(READ));
    }

    /// Follows the parsing of `text` on this thread, until the answer is dropped.
    pub(super) fn over(&self, text: &str) -> Over {
        let run = Run { progress: self.clone(), start: text.as_ptr().addr(), length: text.len(), seen: 0 };
        RUN.set(Some(run));
        Over
    }
}

struct Run {
    progress: Progress,
    /// Where the text begins, and how long it is.
    start: usize,
    length: usize,
    seen: u32,
}

thread_local! {
    static RUN: RefCell<Option<Run>> = const { RefCell::new(None) };
}

/// While it lives, the parsing on this thread is followed.
pub(super) struct Over;

impl Drop for Over {
    fn drop(&mut self) {
        RUN.set(None);
    }
}

/// Notes that the parser has come to `text`; answers whether it is to go on.
pub(super) fn at(text: &str) -> bool {
    RUN.with_borrow_mut(|run| {
        let Some(run) = run else { return true };
        run.seen += 1;
        if run.seen % LOOK != 0 {
            return true;
        }
        // A text with escapes is a copy, which lies elsewhere.
        let offset = text.as_ptr().addr().wrapping_sub(run.start);
        if offset < run.length {
            let share = offset as u64 * u64::from(PARSED - READ) / run.length as u64;
            run.progress.set(READ + u32::try_from(share).unwrap_or(0));
        }
        !run.progress.is_stopped()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_in_the_text_is_the_share_that_was_parsed() {
        let (progress, text) = (Progress::default(), "0123456789".repeat(100));
        let now = progress.thousandths();
        {
            let _over = progress.over(&text);
            for _ in 0..LOOK {
                assert!(at(&text[500..]));
            }
            assert_eq!(now.load(Ordering::Relaxed), READ + (PARSED - READ) / 2);
            progress.stop();
            assert!((0..LOOK).any(|_| !at(&text[500..])));
        }
        assert!((0..LOOK).all(|_| at(&text)), "nobody watches any more");
    }
}
