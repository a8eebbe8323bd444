//! Writes settings off the UI thread, one after the other, and waits for the last one when the program ends.

use std::path::Path;
use std::sync::mpsc::{self, Sender};
use std::thread::JoinHandle;

use super::{Settings, Store};
use crate::app::tasks::Runner;
use crate::ui::ViewState;

type Work = Box<dyn FnOnce(&Store) + Send>;

/// The one writer of a window.
#[derive(Debug)]
pub struct Keeper {
    store: Store,
    runner: Runner,
    /// What the file was told so far.
    known: Settings,
    writer: Option<(Sender<Work>, JoinHandle<()>)>,
}

impl Keeper {
    #[must_use]
    pub fn new(store: Store, runner: Runner, known: Settings) -> Self {
        Self { store, runner, known, writer: None }
    }

    /// Has what changed in the settings written.
    pub fn keep(&mut self, settings: &Settings) {
        if *settings == self.known {
            return;
        }
        let (before, now) = (std::mem::replace(&mut self.known, settings.clone()), settings.clone());
        self.start(Box::new(move |store| store.save(&before, &now)));
    }

    /// Has written how a plan was looked at.
    pub fn keep_view(&mut self, path: &Path, view: ViewState) {
        let path = path.to_owned();
        self.start(Box::new(move |store| store.save_view(&path, &view)));
    }

    fn start(&mut self, work: Work) {
        if self.runner == Runner::Inline {
            work(&self.store);
            return;
        }
        if self.writer.is_none() {
            let (sender, receiver) = mpsc::channel::<Work>();
            let store = self.store.clone();
            let thread = std::thread::Builder::new().name("settings".to_owned());
            let guarded = move || {
                for work in receiver {
                    // One choice that can't be written must not keep the others from it; the log says what happened.
                    let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&store)));
                }
            };
            match thread.spawn(guarded) {
                Ok(handle) => self.writer = Some((sender, handle)),
                Err(error) => log::warn!("settings are not saved: no thread ({error})"),
            }
        }
        if let Some((sender, _)) = &self.writer {
            // The writer ends only with this keeper.
            let _ = sender.send(work);
        }
    }

    /// Waits until all of it is written.
    pub fn finish(&mut self) {
        if let Some((sender, handle)) = self.writer.take() {
            drop(sender);
            let _ = handle.join();
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.finish();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quick_changes_are_written_in_their_order_before_the_program_ends() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path());
        let mut settings = Settings::default();
        let mut keeper = Keeper::new(store.clone(), Runner::Threads, settings.clone());
        for _ in 0..5 {
            settings.preferences.zoom = settings.preferences.zoom.larger();
            keeper.keep(&settings);
        }
        keeper.keep_view(Path::new("/a.ron"), ViewState { scroll: 3.0, ..ViewState::default() });
        drop(keeper);
        assert_eq!(store.load(), settings);
        assert_eq!(store.load_views().of(Path::new("/a.ron")).map(|view| view.scroll), Some(3.0));
    }
}
