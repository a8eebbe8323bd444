//! What the program remembers about a person, not about a plan: theme and recent files. Losing it loses nothing of value.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::storage;
use crate::ui::Recent;
use crate::ui::theme::ThemeChoice;
use crate::ui::zoom::Zoom;

/// Recent plans that are kept.
const MOST_RECENT: usize = 15;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub theme: ThemeChoice,
    pub zoom: Zoom,
    /// The folder whose plans the home page lists.
    pub folder: Option<PathBuf>,
    /// Newest first.
    pub recent: Vec<RecentPlan>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentPlan {
    pub path: PathBuf,
    pub title: String,
}

/// Where the settings lie; nowhere in tests that ask for none.
#[derive(Clone, Debug, Default)]
pub struct Store {
    file: Option<PathBuf>,
}

impl Store {
    /// The person's own folder, or the one that `UPTURN_CONFIG_DIR` names.
    #[must_use]
    pub fn of_this_person() -> Self {
        let folder = std::env::var_os("UPTURN_CONFIG_DIR")
            .map(PathBuf::from)
            .or_else(|| directories::ProjectDirs::from("", "", "upturn").map(|dirs| dirs.config_dir().to_owned()));
        Self { file: folder.map(|f| f.join("settings.ron")) }
    }

    #[must_use]
    pub fn at(folder: &Path) -> Self {
        Self { file: Some(folder.join("settings.ron")) }
    }

    /// The settings; the usual ones where there are none yet or they can't be read.
    #[must_use]
    pub fn load(&self) -> Settings {
        let text = self.file.as_ref().and_then(|file| std::fs::read_to_string(file).ok());
        text.and_then(|text| ron::from_str(&text).ok()).unwrap_or_default()
    }

    /// Writes the settings. A failure is logged and no more: nothing that a person made is in them.
    pub fn save(&self, settings: &Settings) {
        let Some(file) = &self.file else { return };
        let written = ron::ser::to_string_pretty(settings, ron::ser::PrettyConfig::new().new_line("\n"))
            .map_err(|e| e.to_string())
            .and_then(|text| {
                if let Some(folder) = file.parent() {
                    std::fs::create_dir_all(folder).map_err(|e| e.to_string())?;
                }
                storage::write_file(&storage::RealFs, file, text.as_bytes()).map_err(|e| e.to_string())
            });
        if let Err(error) = written {
            log::warn!("settings are not saved: {error}");
        }
    }
}

impl Settings {
    /// Puts a plan at the top of the list.
    pub fn remember(&mut self, path: &Path, title: &str) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.recent.retain(|r| r.path != path);
        self.recent.insert(0, RecentPlan { path, title: title.to_owned() });
        self.recent.truncate(MOST_RECENT);
    }

    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|r| r.path != path);
    }

    /// The list as the home page shows it, with what is there now.
    #[must_use]
    pub fn recent(&self) -> Vec<Recent> {
        self.recent
            .iter()
            .map(|plan| Recent {
                path: plan.path.clone(),
                title: plan.title.clone(),
                folder: plan.path.parent().map(|p| p.display().to_string()).unwrap_or_default(),
                missing: !plan.path.is_file(),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_read_back_and_damaged_ones_are_the_usual_ones() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path());
        let mut settings = Settings { theme: ThemeChoice::Dark, ..Settings::default() };
        settings.remember(Path::new("/plans/coast.upturn.ron"), "Coast");
        store.save(&settings);
        assert_eq!(store.load(), settings);
        std::fs::write(folder.path().join("settings.ron"), "(theme: Mauve").unwrap();
        assert_eq!(store.load(), Settings::default());
    }

    #[test]
    fn the_newest_plan_stands_first_and_only_once() {
        let mut settings = Settings::default();
        for number in 0..20 {
            settings.remember(Path::new(&format!("/{number}.ron")), "x");
        }
        settings.remember(Path::new("/7.ron"), "seven");
        assert_eq!((settings.recent.len(), settings.recent[0].title.as_str()), (MOST_RECENT, "seven"));
    }
}
