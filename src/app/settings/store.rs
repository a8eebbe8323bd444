//! The two files: settings.ron and, beside it, views.ron.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Settings, Views};
use crate::import::Answers;
use crate::storage;
use crate::ui::{Places, ViewState};

/// Larger than any settings file of ours; whatever is more is none.
const LARGEST: u64 = 4 * 1024 * 1024;

/// Where the settings lie; nowhere in tests that ask for none.
#[derive(Clone, Debug, Default)]
pub struct Store {
    folder: Option<PathBuf>,
    /// Where the log lies.
    state: Option<PathBuf>,
    /// Where earlier versions and unsaved work are kept.
    data: Option<PathBuf>,
    /// What is to be said of files that could not be read.
    said: Arc<Mutex<Vec<String>>>,
}

impl Store {
    /// The person's own folder, or the one that `UPTURN_CONFIG_DIR` names.
    #[must_use]
    pub fn of_this_person() -> Self {
        if let Some(folder) = std::env::var_os("UPTURN_CONFIG_DIR") {
            return Self::at(Path::new(&folder));
        }
        let Some(dirs) = directories::ProjectDirs::from("", "", "upturn") else { return Self::default() };
        // Only some systems part what a program writes for itself from its data.
        let state = dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir());
        let (folder, data) = (dirs.config_dir().to_owned(), dirs.data_local_dir().to_owned());
        Self { folder: Some(folder), state: Some(state.to_owned()), data: Some(data), ..Self::default() }
    }

    #[must_use]
    pub fn at(folder: &Path) -> Self {
        let owned = Some(folder.to_owned());
        Self { folder: owned.clone(), state: owned, data: Some(folder.join("data")), ..Self::default() }
    }

    /// The folders, to be shown.
    #[must_use]
    pub fn places(&self) -> Places {
        Places { settings: self.folder.clone(), log: self.state.clone(), data: self.data.clone() }
    }

    /// What is to be said of files that could not be read; said once.
    #[must_use]
    pub fn take_said(&self) -> Vec<String> {
        self.said.lock().map(|mut said| std::mem::take(&mut *said)).unwrap_or_default()
    }

    fn file(&self, name: &str) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join(name))
    }

    /// The settings; the usual ones where there are none yet. A damaged file is kept aside and said in the log.
    #[must_use]
    pub fn load(&self) -> Settings {
        self.load_file(SETTINGS)
    }

    /// What was answered about tables of these headings. A damaged file is left for the window to put aside.
    #[must_use]
    pub fn answers_to(&self, signature: &str) -> Option<Answers> {
        let settings: Settings = read(&self.file(SETTINGS)?).ok().flatten()?;
        settings.tables.into_iter().find(|known| known.signature == signature).map(|known| known.answers)
    }

    /// How plans were looked at.
    #[must_use]
    pub fn load_views(&self) -> Views {
        self.load_file(VIEWS)
    }

    fn load_file<T: DeserializeOwned + Default>(&self, name: &str) -> T {
        let Some(file) = self.file(name) else { return T::default() };
        match read(&file) {
            Ok(Some(value)) => value,
            Ok(None) => T::default(),
            Err(problem) => {
                let aside = aside(&file);
                let kept = match std::fs::rename(&file, &aside) {
                    Ok(()) => format!("it is kept as {}", aside.display()),
                    Err(error) => format!("it could not be put aside: {error}"),
                };
                log::warn!("{name} can't be read ({problem}), so the usual settings are used; {kept}");
                if let Ok(mut said) = self.said.lock() {
                    said.push(format!("{name} was damaged, so the usual settings are used; {kept}."));
                }
                T::default()
            }
        }
    }

    /// Writes what changed from `before` to `now`. A failure is logged and no more: nothing that a person made is in it.
    pub fn save(&self, before: &Settings, now: &Settings) {
        // What can't be read was put aside at the start, or is from a newer program: ours takes its place.
        self.update(SETTINGS, |on_disk: Option<Settings>| match on_disk {
            Some(mut on_disk) => {
                now.change(before, &mut on_disk);
                on_disk
            }
            None => now.clone(),
        });
    }

    /// Writes how one plan was looked at.
    pub fn save_view(&self, path: &Path, view: &ViewState) {
        self.update(VIEWS, |on_disk: Option<Views>| {
            let mut views = on_disk.unwrap_or_default();
            views.keep(path, view.clone());
            views
        });
    }

    /// Reads, changes and writes a file while no other window of the program does.
    fn update<T: DeserializeOwned + Serialize>(&self, name: &str, change: impl FnOnce(Option<T>) -> T) {
        let Some(file) = self.file(name) else { return };
        let written = self.locked(|| {
            let value = change(read(&file).ok().flatten());
            let text = ron::ser::to_string_pretty(&value, ron::ser::PrettyConfig::new().new_line("\n"))
                .map_err(|e| e.to_string())?;
            storage::write_file(&storage::RealFs, &file, text.as_bytes()).map_err(|e| e.to_string())
        });
        if let Err(error) = written {
            log::warn!("{name} is not saved: {error}");
        }
    }

    fn locked(&self, work: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
        let Some(folder) = &self.folder else { return Ok(()) };
        std::fs::create_dir_all(folder).map_err(|e| e.to_string())?;
        // The folder itself can't be locked everywhere; where locks are not known at all, the last window wins.
        let lock = storage::open_lock(&folder.join("lock")).ok();
        if let Some(lock) = &lock {
            let _ = File::lock(lock);
        }
        work()
    }
}

const SETTINGS: &str = "settings.ron";
const VIEWS: &str = "views.ron";

/// `settings.ron.damaged-2026-11-19`, by the day of the damaged file; a number makes it one of its own.
fn aside(file: &Path) -> PathBuf {
    let modified = std::fs::metadata(file).and_then(|data| data.modified());
    let day = modified.map_or_else(|_| "undated".to_owned(), calendar_day);
    let name = |number: u32| {
        let mut name = file.file_name().unwrap_or_default().to_owned();
        name.push(format!(".damaged-{day}"));
        if number > 1 {
            name.push(format!("-{number}"));
        }
        file.with_file_name(name)
    };
    (1..1000).map(name).find(|aside| !aside.exists()).unwrap_or_else(|| name(1))
}

/// The day of a file's time, in UTC; a time beyond all calendars has none.
fn calendar_day(time: std::time::SystemTime) -> String {
    let seconds = time.duration_since(std::time::UNIX_EPOCH).ok().and_then(|age| i64::try_from(age.as_secs()).ok());
    let day = seconds.and_then(|seconds| chrono::DateTime::from_timestamp(seconds, 0));
    day.map_or_else(|| "undated".to_owned(), |day| day.date_naive().to_string())
}

/// `None` if there is no such file.
fn read<T: DeserializeOwned>(file: &Path) -> Result<Option<T>, String> {
    let mut text = String::new();
    let read = File::open(file).and_then(|file| file.take(LARGEST).read_to_string(&mut text));
    match read {
        Ok(_) => ron::from_str(&text).map(Some).map_err(|e| e.to_string()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::ThemeChoice;

    fn dark() -> Settings {
        let mut settings = Settings::default();
        settings.preferences.theme = ThemeChoice::Dark;
        settings.remember(Path::new("/plans/coast.upturn.ron"), "Coast");
        settings
    }

    #[test]
    fn settings_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path());
        store.save(&Settings::default(), &dark());
        assert_eq!(store.load(), dark());
    }

    #[test]
    fn r37_damaged_settings_are_kept_aside_and_the_usual_ones_are_used() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path());
        let file = folder.path().join("settings.ron");
        for damaged in [&b"(preferences: (theme: Mauve"[..], b"\xff\xfe", b"", b"(preferences: 7)"] {
            std::fs::write(&file, damaged).unwrap();
            assert_eq!(store.load(), Settings::default());
            let aside = |entry: std::io::Result<std::fs::DirEntry>| {
                let path = entry.unwrap().path();
                path.file_name().unwrap().to_string_lossy().starts_with("settings.ron.damaged-2").then_some(path)
            };
            let kept: Vec<PathBuf> = std::fs::read_dir(folder.path()).unwrap().filter_map(aside).collect();
            assert!(kept.iter().any(|path| std::fs::read(path).unwrap() == damaged), "{kept:?}");
            assert!(store.take_said()[0].starts_with("settings.ron was damaged, so the usual settings are used"));
            assert!(store.take_said().is_empty() && !file.exists());
            store.save(&Settings::default(), &dark());
            assert_eq!(store.load(), dark());
        }
    }

    #[test]
    fn settings_of_an_older_program_have_the_usual_values_for_what_is_new() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("settings.ron"), "(preferences: (theme: Dark), unheard_of: 3)").unwrap();
        let settings = Store::at(folder.path()).load();
        assert_eq!(settings.preferences.theme, ThemeChoice::Dark);
        assert!(settings.preferences.explanations && settings.window.is_none());
    }

    #[test]
    fn windows_that_write_at_the_same_time_lose_nothing_of_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path());
        std::thread::scope(|scope| {
            for number in 0..8 {
                let store = store.clone();
                scope.spawn(move || {
                    let mut now = Settings::default();
                    now.remember(Path::new(&format!("/{number}.ron")), "plan");
                    store.save(&Settings::default(), &now);
                });
            }
        });
        assert_eq!(store.load().recent.len(), 8);
    }
}
