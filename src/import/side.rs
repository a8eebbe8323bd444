//! Work that is done side by side, on all of the machine's processors.

use std::num::NonZero;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};
use std::thread::{Builder, available_parallelism, scope};

/// More threads than these would only wait for memory.
const MOST: usize = 4;

/// How many jobs it is worth to make of one.
pub(super) fn threads() -> usize {
    available_parallelism().map_or(1, NonZero::get).min(MOST)
}

/// Does all jobs, here and on threads of their own as far as the system gives some, and answers in their order.
pub(super) fn by_side<T: Send, J: FnOnce() -> T + Send>(jobs: Vec<J>) -> Vec<T> {
    let count = jobs.len();
    let waiting = Mutex::new(jobs.into_iter().enumerate());
    let done = Mutex::new(Vec::with_capacity(count));
    let work = || {
        loop {
            let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((place, job)) = next else { return };
            let answer = job();
            done.lock().unwrap_or_else(PoisonError::into_inner).push((place, answer));
        }
    };
    scope(|scope| {
        for _ in 1..count.min(threads()) {
            // Without another thread it only takes longer.
            let _ = Builder::new().name("import".to_owned()).spawn_scoped(scope, work);
        }
        work();
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, answer)| answer).collect()
}

/// Fewer rows than these are done before another thread has started.
const LEAST: usize = 1 << 13;

/// Does the same with each part of a range, and answers in their order. A short range is one part; a long one several for
/// each thread, so that none waits for another that is held up.
pub(super) fn by_parts<T: Send>(range: Range<usize>, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    let size = range.len().div_ceil(threads() * 4).max(LEAST);
    let work = &work;
    let starts = range.clone().step_by(size);
    by_side(starts.map(|start| move || work(start..range.end.min(start + size))).collect())
}

/// Does the same with each part of one list and the same part of another, which it fills.
pub(super) fn by_chunks<A: Sync, B: Send>(from: &[A], to: &mut [B], work: impl Fn(&[A], &mut [B]) + Sync) {
    let size = from.len().div_ceil(threads()).max(LEAST);
    let work = &work;
    by_side(from.chunks(size).zip(to.chunks_mut(size)).map(|(from, to)| move || work(from, to)).collect());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_the_whole() {
        for range in [0..0, 5..6, 7..100_000] {
            let parts = by_parts(range.clone(), Iterator::collect::<Vec<_>>);
            assert!(parts.concat().into_iter().eq(range));
        }
    }

    #[test]
    fn answers_come_in_the_order_of_the_jobs() {
        let jobs = |count: usize| (0..count).map(|n| move || n * n).collect::<Vec<_>>();
        assert_eq!(by_side(jobs(0)), Vec::<usize>::new());
        assert_eq!(by_side(jobs(1)), [0]);
        assert_eq!(by_side(jobs(100)), (0..100).map(|n| n * n).collect::<Vec<_>>());
    }
}
