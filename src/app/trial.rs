//! Remembers that drawing by wgpu was tried, until the first frame is on the screen: a driver that crashes or hangs
//! tells nobody, so the next start finds the mark and draws by glow.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::storage;

/// A start that has drawn nothing for so long hangs.
const PATIENCE: Duration = Duration::from_secs(20);

/// The mark of one start. It is locked while its program runs, so that a start that is still under way counts as none.
#[derive(Debug)]
pub struct Trial {
    mark: PathBuf,
    held: Option<File>,
}

impl Trial {
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self { mark: folder.join("drawing-by-wgpu"), held: None }
    }

    /// Whether an earlier start never came to its first frame.
    #[must_use]
    pub fn failed_before(&self) -> bool {
        let Ok(file) = File::open(&self.mark) else { return false };
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => {
                let age = file.metadata().and_then(|data| data.modified()).ok().and_then(|time| time.elapsed().ok());
                age.is_some_and(|age| age > PATIENCE)
            }
            // Its program is gone, or nothing can be locked here and the mark itself has to do.
            Ok(()) | Err(TryLockError::Error(_)) => true,
        }
    }

    /// Leaves the mark. Where it can't be written, a crash is not remembered, and no more.
    pub fn begin(&mut self) {
        // A mark of its own age.
        let _ = fs::remove_file(&self.mark);
        let _ = self.mark.parent().map(fs::create_dir_all);
        self.held = storage::open_lock(&self.mark).ok();
        if let Some(held) = &self.held {
            let _ = held.try_lock();
        }
    }

    /// Takes away the mark of an earlier start: what it led to is remembered by now.
    pub fn forget(&self) {
        let _ = fs::remove_file(&self.mark);
    }

    /// Takes the mark away: there is a frame on the screen, or the failure is known.
    pub fn end(&mut self) {
        if self.held.take().is_some() {
            let _ = fs::remove_file(&self.mark);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_that_comes_to_its_first_frame_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let mut trial = Trial::in_folder(&folder.path().join("state"));
        assert!(!trial.failed_before());
        trial.begin();
        trial.end();
        assert!(!trial.failed_before());
        assert_eq!(fs::read_dir(folder.path().join("state")).unwrap().count(), 0);
    }

    #[test]
    fn a_start_that_died_is_remembered_and_one_that_is_under_way_is_not_counted() {
        let folder = tempfile::tempdir().unwrap();
        let mut trial = Trial::in_folder(folder.path());
        trial.begin();
        let next = Trial::in_folder(folder.path());
        assert!(!next.failed_before(), "it is still starting");
        drop(trial.held.take());
        assert!(next.failed_before(), "its program is gone, and the mark is still there");
    }

    #[test]
    fn a_start_that_hangs_is_a_failure_though_its_program_runs() {
        let folder = tempfile::tempdir().unwrap();
        let mut trial = Trial::in_folder(folder.path());
        trial.begin();
        let long_ago = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        trial.held.as_ref().unwrap().set_modified(long_ago).unwrap();
        assert!(Trial::in_folder(folder.path()).failed_before());
    }
}
