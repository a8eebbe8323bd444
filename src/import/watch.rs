//! How far a file is read, for who looks on; and the wish to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::ImportError;

/// Shared between the thread that reads and the window that shows how far it is. Copies are the same watch.
#[derive(Clone, Debug, Default)]
pub struct Watch(Arc<State>);

#[derive(Debug, Default)]
struct State {
    rows: AtomicUsize,
    cancelled: AtomicBool,
    /// The row at which nobody wants it any more.
    until: Option<usize>,
}

impl Watch {
    /// Rows read so far.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.0.rows.load(Ordering::Relaxed)
    }

    /// Stops the reading at its next look.
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }

    /// One that stops the reading by itself once it has come to this row.
    #[must_use]
    pub fn until(row: usize) -> Self {
        Self(Arc::new(State { until: Some(row), ..State::default() }))
    }

    /// Notes how far the reading is.
    ///
    /// # Errors
    /// [`ImportError::Cancelled`] if nobody wants it any more.
    pub(super) fn at(&self, rows: usize) -> Result<(), ImportError> {
        self.0.rows.store(rows, Ordering::Relaxed);
        let stopped = self.0.cancelled.load(Ordering::Relaxed) || self.0.until.is_some_and(|until| rows >= until);
        if stopped { Err(ImportError::Cancelled) } else { Ok(()) }
    }

    /// The watch of several that read side by side.
    pub(super) fn together(&self) -> Together<'_> {
        Together { watch: self, rows: AtomicUsize::new(0) }
    }
}

/// Counts the rows of several that read side by side.
pub(super) struct Together<'w> {
    watch: &'w Watch,
    rows: AtomicUsize,
}

impl Together<'_> {
    /// Notes that one of them is so many rows further.
    ///
    /// # Errors
    /// As [`Watch::at`].
    pub fn on(&self, rows: usize) -> Result<(), ImportError> {
        self.watch.at(self.rows.fetch_add(rows, Ordering::Relaxed) + rows)
    }
}
