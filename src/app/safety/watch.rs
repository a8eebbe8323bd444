//! Looks every few seconds whether somebody else changed the plan's file, while the window has the keyboard; and shows
//! other computers that the plan is still open. A thread of its own, since a drive may take its time.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant, SystemTime};

use crate::app::perform::Done;
use crate::app::tasks::Reply;
use crate::storage::{self, Fingerprint, Lock, OnDisk, RealFs};

/// Between two looks.
const LOOK: Duration = Duration::from_secs(5);
/// Between two touches of the lock.
const TOUCH: Duration = Duration::from_secs(30);

/// A file, and what it holds as far as is known.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Watched {
    path: PathBuf,
    known: Fingerprint,
}

#[derive(Debug, Default)]
struct State {
    watched: Option<Watched>,
    lock: Weak<Lock>,
    focused: bool,
    /// Looks at the content whatever the file's time says.
    thorough: bool,
    ended: bool,
}

/// The watch over one file.
#[derive(Debug)]
pub struct Watch {
    shared: Arc<(Mutex<State>, Condvar)>,
    /// Where nothing is done beside the window, it looks itself.
    thread: bool,
}

impl Watch {
    /// Begins to watch; what is seen comes out as [`Done::Outside`].
    #[must_use]
    pub fn begin(reply: Option<Reply>) -> Self {
        let shared: Arc<(Mutex<State>, Condvar)> = Arc::default();
        let own = Arc::clone(&shared);
        let Some(reply) = reply else { return Self { shared, thread: false } };
        let thread = std::thread::Builder::new().name("watch".to_owned()).spawn(move || run(&own, &reply));
        if let Err(error) = &thread {
            log::warn!("nobody watches the plan's file: no thread ({error})");
        }
        Self { shared, thread: thread.is_ok() }
    }

    /// Watches this file from now on, or none.
    pub fn over(&self, path: Option<&Path>, known: Option<Fingerprint>, lock: Option<&Arc<Lock>>) {
        let watched = path.zip(known).map(|(path, known)| Watched { path: path.to_owned(), known });
        let mut state = self.state();
        let lock = lock.map(Arc::downgrade).unwrap_or_default();
        if state.watched != watched || !state.lock.ptr_eq(&lock) {
            state.watched = watched;
            state.lock = lock;
            drop(state);
            self.shared.1.notify_all();
        }
    }

    /// Whether the window has the keyboard; coming back to it, a person wants to know at once. Answers what is seen, where
    /// no thread looks.
    pub fn focus(&self, focused: bool) -> Option<Done> {
        let mut state = self.state();
        let came = focused && !state.focused;
        if state.focused == focused {
            return None;
        }
        state.focused = focused;
        state.thorough |= came;
        let watched = state.watched.clone().filter(|_| came && !self.thread);
        drop(state);
        self.shared.1.notify_all();
        watched.and_then(|watched| seen(&watched))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.state().ended = true;
        self.shared.1.notify_all();
    }
}

fn seen(watched: &Watched) -> Option<Done> {
    match storage::look(&RealFs, &watched.path, watched.known) {
        OnDisk::Same | OnDisk::Unknown => None,
        now => Some(Done::Outside { path: watched.path.clone(), known: watched.known, now }),
    }
}

/// Length and time, which tell a change without reading.
fn stamp(path: &Path) -> Option<(u64, Option<SystemTime>)> {
    std::fs::metadata(path).ok().map(|data| (data.len(), data.modified().ok()))
}

fn run((state, turn): &(Mutex<State>, Condvar), reply: &Reply) {
    let mut last = None;
    let mut touched = Instant::now();
    let mut guard = state.lock().unwrap_or_else(PoisonError::into_inner);
    while !guard.ended {
        let (watched, lock) = (guard.watched.clone(), guard.lock.upgrade());
        let looks = watched.is_some() && guard.focused;
        let thorough = std::mem::take(&mut guard.thorough);
        drop(guard);
        if let Some(lock) = lock.filter(|_| touched.elapsed() >= TOUCH) {
            lock.touch();
            touched = Instant::now();
        }
        if let Some(watched) = watched.as_ref().filter(|_| looks) {
            let now = Some((watched.clone(), stamp(&watched.path)));
            if thorough || now != last {
                last = now;
                if let Some(done) = seen(watched) {
                    reply.send(done);
                }
            }
        }
        guard = state.lock().unwrap_or_else(PoisonError::into_inner);
        if guard.ended || guard.thorough || guard.watched != watched {
            continue;
        }
        let holds = guard.lock.strong_count() > 0;
        guard = match (looks || guard.focused && guard.watched.is_some(), holds) {
            (true, _) => turn.wait_timeout(guard, LOOK).unwrap_or_else(PoisonError::into_inner).0,
            (false, true) => turn.wait_timeout(guard, TOUCH).unwrap_or_else(PoisonError::into_inner).0,
            (false, false) => turn.wait(guard).unwrap_or_else(PoisonError::into_inner),
        };
    }
}
