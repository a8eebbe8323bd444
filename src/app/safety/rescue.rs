//! Keeps work that is not saved, on a thread of its own: two seconds after the last change, at least every half minute,
//! and at once when the window is left, closed or about to fall.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::app::tasks::Runner;
use crate::model::Plan;
use crate::storage::recovery::{Session, Unsaved};
use crate::storage::{Fingerprint, Moment, RealFs};

/// After the last change.
const QUIET: Duration = Duration::from_secs(2);
/// While changes go on.
const LONGEST: Duration = Duration::from_secs(30);
/// How long a program that ends waits for the disk.
const PATIENCE: Duration = Duration::from_secs(3);

/// The state of a plan that is not saved.
#[derive(Clone, Debug)]
pub struct Work {
    pub plan: Arc<Plan>,
    pub revision: u64,
    /// Of the document.
    pub number: u32,
    pub path: Option<PathBuf>,
    pub of: Option<Fingerprint>,
}

#[derive(Debug, Default)]
struct State {
    work: Option<Work>,
    /// The revision that is kept.
    kept: Option<u64>,
    /// Since when something is not kept, and when it last changed.
    since: Option<Instant>,
    changed: Option<Instant>,
    /// Documents whose copies go.
    forget: Vec<u32>,
    at_once: bool,
    ended: bool,
    problem: Option<String>,
}

impl State {
    fn is_kept(&self) -> bool {
        self.work.as_ref().is_none_or(|work| self.kept == Some(work.revision))
    }

    /// How long to wait before the next writing; `None` while there is nothing to write.
    fn wait(&self) -> Option<Duration> {
        if self.at_once || !self.forget.is_empty() {
            return Some(Duration::ZERO);
        }
        let (since, changed) = (self.since?, self.changed?);
        if self.is_kept() {
            return None;
        }
        let due = (changed + QUIET).min(since + LONGEST);
        Some(due.saturating_duration_since(Instant::now()))
    }
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    turn: Condvar,
    session: Mutex<Session>,
    now: fn() -> Moment,
    /// Where nothing is done beside the window, copies go at once, and come only when they are asked for.
    runner: Runner,
}

/// A hand on the rescue from any thread, also from the one that panics.
#[derive(Clone, Debug)]
pub struct Rescuer(Option<Arc<Shared>>);

impl Rescuer {
    /// Begins a session that keeps its copies in `folder`; without one nothing is kept.
    #[must_use]
    pub fn begin(folder: Option<&Path>, runner: Runner, now: fn() -> Moment) -> Self {
        let Some(folder) = folder else { return Self(None) };
        let shared = Arc::new(Shared {
            state: Mutex::default(),
            turn: Condvar::new(),
            session: Mutex::new(Session::begin(folder)),
            now,
            runner,
        });
        if runner == Runner::Threads {
            let own = Arc::clone(&shared);
            let thread = std::thread::Builder::new().name("recovery".to_owned());
            if let Err(error) = thread.spawn(move || own.run()) {
                log::warn!("nothing is kept for recovery: no thread ({error})");
                return Self(None);
            }
        }
        Self(Some(shared))
    }

    /// Notes what is not saved now. What is saved, or was let go, needs no copy any more.
    pub fn note(&self, work: Option<Work>) {
        let Some(shared) = &self.0 else { return };
        let mut state = shared.state();
        let same = |old: &Work, new: &Work| (old.revision, &old.path, old.of) == (new.revision, &new.path, new.of);
        match (&state.work, &work) {
            (None, None) => return,
            (Some(old), Some(new)) if same(old, new) => return,
            _ => {}
        }
        let before = state.work.as_ref().map(|work| work.number);
        if let Some(before) = before.filter(|before| work.as_ref().is_none_or(|work| work.number != *before)) {
            state.forget.push(before);
        }
        if work.is_some() {
            let now = Instant::now();
            state.changed = Some(now);
            if state.is_kept() {
                state.since = Some(now);
            }
        }
        // Another path, or a file that was saved meanwhile: the copy says something else now.
        state.kept = None;
        state.work = work;
        let forget = if shared.runner == Runner::Inline { std::mem::take(&mut state.forget) } else { Vec::new() };
        drop(state);
        shared.turn.notify_all();
        if !forget.is_empty() {
            let session = shared.session();
            for number in forget {
                session.forget(&RealFs, number);
            }
        }
    }

    /// Keeps what there is now, without waiting for it.
    pub fn hurry(&self) {
        let Some(shared) = &self.0 else { return };
        let mut state = shared.state();
        if state.is_kept() {
            return;
        }
        state.at_once = true;
        drop(state);
        if shared.runner == Runner::Inline {
            self.keep_now();
        } else {
            shared.turn.notify_all();
        }
    }

    /// Keeps what there is now, on this thread, whatever becomes of the others; answers whether it is kept. Waits for no
    /// lock that may never come, so that it may be called by a thread that panics.
    pub fn keep_now(&self) -> bool {
        let Some(shared) = &self.0 else { return false };
        let end = Instant::now() + PATIENCE;
        let Some(work) = try_until(end, &shared.state).and_then(|state| state.work.clone()) else { return false };
        let Some(mut session) = try_until(end, &shared.session) else { return false };
        shared.write(&mut session, &work).is_none()
    }

    /// Why the last copy could not be kept; said once.
    pub fn take_problem(&self) -> Option<String> {
        self.0.as_ref()?.state().problem.take()
    }

    /// Waits until all copies are as they should be.
    pub fn finish(&self) {
        let Some(shared) = &self.0 else { return };
        if !shared.state().is_kept() {
            self.keep_now();
        }
        let forget = std::mem::take(&mut shared.state().forget);
        let session = shared.session();
        for number in forget {
            session.forget(&RealFs, number);
        }
    }

    /// Ends the session's thread.
    pub fn end(&self) {
        if let Some(shared) = &self.0 {
            shared.state().ended = true;
            shared.turn.notify_all();
        }
    }
}

/// A lock that is tried again and again until `end`.
fn try_until<T>(end: Instant, mutex: &Mutex<T>) -> Option<MutexGuard<'_, T>> {
    loop {
        match mutex.try_lock() {
            Ok(guard) => return Some(guard),
            Err(std::sync::TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(std::sync::TryLockError::WouldBlock) if Instant::now() >= end => return None,
            Err(std::sync::TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(5)),
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn session(&self) -> MutexGuard<'_, Session> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes a copy; answers why it could not be written.
    fn write(&self, session: &mut Session, work: &Work) -> Option<String> {
        let Work { plan, number, path, of, .. } = work;
        let unsaved = Unsaved { plan, number: *number, path: path.as_deref(), of: *of, at: (self.now)() };
        session.keep(&RealFs, unsaved).err().map(|error| error.to_string())
    }

    fn run(&self) {
        let mut state = self.state();
        loop {
            if state.ended {
                return;
            }
            match state.wait() {
                None => state = self.turn.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(Duration::ZERO) => {
                    state.at_once = false;
                    let (work, forget) = (state.work.clone(), std::mem::take(&mut state.forget));
                    let work = work.filter(|_| !state.is_kept());
                    // Nobody waits for a disk with the state in hand.
                    drop(state);
                    let problem = {
                        let mut session = self.session();
                        for number in forget {
                            session.forget(&RealFs, number);
                        }
                        let write = || work.as_ref().and_then(|work| self.write(&mut session, work));
                        // The thread that keeps work must outlive any mistake in the writing of it.
                        std::panic::catch_unwind(std::panic::AssertUnwindSafe(write))
                            .unwrap_or_else(|_| Some("Something went wrong inside Upturn.".to_owned()))
                    };
                    state = self.state();
                    if let Some(work) = work {
                        // Also what could not be kept is not tried again before the next change.
                        state.kept = Some(work.revision);
                        state.since = None;
                        state.problem = problem;
                    }
                }
                Some(wait) => {
                    state = self.turn.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner).0;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::recovery::left_behind;

    fn noon() -> Moment {
        chrono::NaiveDate::from_ymd_opt(2026, 11, 19).unwrap().and_hms_opt(12, 0, 0).unwrap()
    }

    fn work(revision: u64, title: &str) -> Work {
        let plan = Arc::new(Plan::new(title));
        Work { plan, revision, number: 1, path: None, of: None }
    }

    fn copies(folder: &Path) -> usize {
        let is_copy =
            |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().path().extension().is_some_and(|e| e == "ron");
        std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| is_copy(entry).then_some(())).count()
    }

    #[test]
    fn a_change_is_kept_two_seconds_later_and_a_saved_one_is_not_kept_any_more() {
        let folder = tempfile::tempdir().unwrap();
        let rescuer = Rescuer::begin(Some(folder.path()), Runner::Threads, noon);
        let wait_for = |count| {
            let start = Instant::now();
            while copies(folder.path()) != count {
                assert!(start.elapsed() < Duration::from_mins(1), "{count} copies never came");
                std::thread::sleep(Duration::from_millis(20));
            }
            start.elapsed()
        };
        rescuer.note(Some(work(1, "a")));
        assert_eq!(copies(folder.path()), 0, "not at once");
        assert!(wait_for(1) >= Duration::from_secs(1));
        rescuer.note(None);
        wait_for(0);
        rescuer.note(Some(work(2, "b")));
        rescuer.hurry();
        assert!(wait_for(1) < QUIET);
        rescuer.end();
    }

    #[test]
    fn changes_that_go_on_are_kept_after_half_a_minute_at_the_latest() {
        let now = Instant::now();
        let mut state = State { work: Some(work(2, "a")), kept: Some(1), ..State::default() };
        (state.since, state.changed) = (now.checked_sub(Duration::from_secs(29)), Some(now));
        let wait = state.wait().unwrap();
        assert!(wait > Duration::ZERO && wait <= Duration::from_secs(1), "{wait:?}");
        state.since = now.checked_sub(LONGEST);
        assert_eq!(state.wait(), Some(Duration::ZERO));
        state.kept = Some(2);
        assert_eq!(state.wait(), None);
    }

    #[test]
    fn what_falls_is_kept_by_the_thread_that_falls() {
        let folder = tempfile::tempdir().unwrap();
        let rescuer = Rescuer::begin(Some(folder.path()), Runner::Inline, noon);
        assert!(!rescuer.keep_now(), "nothing to keep");
        rescuer.note(Some(work(1, "falling")));
        assert!(rescuer.keep_now());
        drop(rescuer);
        let found = left_behind(&RealFs, folder.path()).unwrap().recovered;
        assert_eq!((found[0].plan.title.as_str(), found[0].at), ("falling", noon()));
    }
}
