//! What the program remembers about a person, not about a plan: choices, recent files, folders, the window's place, and
//! how each plan was looked at. Losing it loses nothing of value.

mod keeper;
mod store;
mod views;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::ui::dialog::Purpose;
use crate::ui::preference::{KnownTable, Preferences};
use crate::ui::{FolderUse, Page, Recent};

pub use keeper::Keeper;
pub use store::Store;
pub use views::Views;

/// Recent plans that are kept.
const MOST_RECENT: usize = 15;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub preferences: Preferences,
    /// Newest first.
    pub recent: Vec<RecentPlan>,
    /// The folder whose plans the home page lists.
    pub home: Option<PathBuf>,
    /// The plan that was open when the program was left.
    pub last_plan: Option<PathBuf>,
    pub folders: Folders,
    /// The ending of the last picture: "png" or "svg".
    pub picture_ending: Option<String>,
    /// Pages that need no explanation any more.
    pub explained: Vec<Page>,
    pub window: Option<Geometry>,
    /// Answers about tables, by what their headings are. The latest last.
    pub tables: Vec<KnownTable>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentPlan {
    pub path: PathBuf,
    pub title: String,
}

/// Where a file was last chosen, by what it was chosen for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Folders {
    pub plans: Option<PathBuf>,
    pub tables: Option<PathBuf>,
    pub pictures: Option<PathBuf>,
}

/// Where the window was, in points of the desktop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Geometry {
    /// Of the window with its frame; `None` where the desktop doesn't tell.
    pub position: Option<[f32; 2]>,
    /// Of what is drawn.
    pub size: [f32; 2],
    pub maximised: bool,
}

impl Settings {
    /// In the order of [`FolderUse::ALL`].
    #[must_use]
    pub fn folders(&self) -> [Option<&Path>; 4] {
        [&self.home, &self.folders.plans, &self.folders.tables, &self.folders.pictures].map(Option::as_deref)
    }

    pub fn folder_mut(&mut self, folder_use: FolderUse) -> &mut Option<PathBuf> {
        match folder_use {
            FolderUse::Home => &mut self.home,
            FolderUse::Plans => &mut self.folders.plans,
            FolderUse::Tables => &mut self.folders.tables,
            FolderUse::Pictures => &mut self.folders.pictures,
        }
    }

    /// Puts a plan at the top of the list.
    pub fn remember(&mut self, path: &Path, title: &str) {
        let path = absolute(path);
        self.recent.retain(|r| r.path != path);
        self.recent.insert(0, RecentPlan { path: path.clone(), title: title.to_owned() });
        self.recent.truncate(MOST_RECENT);
        self.last_plan = Some(path);
    }

    /// The folder that was last chosen for this, if it is still there.
    #[must_use]
    pub fn folder_for(&self, purpose: Purpose) -> Option<&Path> {
        let folder = match purpose {
            Purpose::OpenPlan | Purpose::SavePlan => &self.folders.plans,
            Purpose::AddSales => &self.folders.tables,
            Purpose::SavePicture => &self.folders.pictures,
            // What is handed out lies beside the plan.
            Purpose::OpenFolder | Purpose::HandOut => &None,
        };
        folder.as_deref().filter(|folder| folder.is_dir())
    }

    /// Keeps what was answered about tables with these headings, in place of what was before.
    pub fn remember_answers(&mut self, answers: KnownTable) {
        self.forget_answers(&answers.signature);
        if !answers.answers.is_empty() {
            self.tables.push(answers);
        }
    }

    pub fn forget_answers(&mut self, signature: &str) {
        self.tables.retain(|known| known.signature != signature);
    }

    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|r| r.path != path);
    }

    /// The list as the start page shows it, with what is there now.
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

    /// What was changed from `before` to `self`, done to `on_disk`: what another window changed meanwhile stays.
    fn change(&self, before: &Self, on_disk: &mut Self) {
        // Taken apart, so that the compiler asks for a new field here.
        let Self { preferences, recent, home, last_plan, folders, picture_ending, explained, window, tables: answers } =
            self;
        let Preferences { theme, zoom, numbers, reduced_motion, explanations, reopen_last, renderer } = preferences;
        let Folders { plans, tables, pictures } = folders;
        let (old, new) = (&before.preferences, &mut on_disk.preferences);
        follow(theme, &old.theme, &mut new.theme);
        follow(zoom, &old.zoom, &mut new.zoom);
        follow(numbers, &old.numbers, &mut new.numbers);
        follow(reduced_motion, &old.reduced_motion, &mut new.reduced_motion);
        follow(explanations, &old.explanations, &mut new.explanations);
        follow(reopen_last, &old.reopen_last, &mut new.reopen_last);
        follow(renderer, &old.renderer, &mut new.renderer);
        let (old, new) = (&before.folders, &mut on_disk.folders);
        follow(plans, &old.plans, &mut new.plans);
        follow(tables, &old.tables, &mut new.tables);
        follow(pictures, &old.pictures, &mut new.pictures);
        follow(home, &before.home, &mut on_disk.home);
        follow(last_plan, &before.last_plan, &mut on_disk.last_plan);
        follow(picture_ending, &before.picture_ending, &mut on_disk.picture_ending);
        follow(explained, &before.explained, &mut on_disk.explained);
        follow(window, &before.window, &mut on_disk.window);
        follow(answers, &before.tables, &mut on_disk.tables);
        follow_recent(recent, &before.recent, &mut on_disk.recent);
    }
}

fn follow<T: PartialEq + Clone>(now: &T, before: &T, on_disk: &mut T) {
    if now != before {
        on_disk.clone_from(now);
    }
}

/// What was opened here comes to the top, what was removed here goes; the rest is as the other window left it.
fn follow_recent(now: &[RecentPlan], before: &[RecentPlan], on_disk: &mut Vec<RecentPlan>) {
    if now == before {
        return;
    }
    // Up to the first plan that still stands where it stood, all of them were opened since.
    let opened = now.iter().take_while(|plan| before.first() != Some(*plan));
    let opened: Vec<RecentPlan> = opened.cloned().collect();
    let has = |list: &[RecentPlan], path: &Path| list.iter().any(|plan| plan.path == path);
    let rest = on_disk.drain(..).filter(|plan| {
        let removed = has(before, &plan.path) && !has(now, &plan.path);
        !removed && !has(&opened, &plan.path)
    });
    let mut merged = opened.clone();
    merged.extend(rest);
    // The plan that pushed the oldest off the list did not remove it on purpose, but there is no room for it.
    merged.truncate(MOST_RECENT);
    *on_disk = merged;
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::ThemeChoice;
    use crate::ui::zoom::Zoom;

    fn titles(settings: &Settings) -> String {
        settings.recent.iter().map(|plan| plan.title.as_str()).collect::<Vec<_>>().join(" ")
    }

    fn opened(names: &[&str]) -> Settings {
        let mut settings = Settings::default();
        for name in names {
            settings.remember(Path::new(&format!("/{name}.ron")), name);
        }
        settings
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

    #[test]
    fn two_windows_keep_each_others_choices() {
        let before = Settings::default();
        let mut one = before.clone();
        one.preferences.theme = ThemeChoice::Dark;
        let mut other = before.clone();
        other.preferences.zoom = Zoom::default().larger();
        other.folders.pictures = Some("/pictures".into());
        let mut on_disk = before.clone();
        one.change(&before, &mut on_disk);
        other.change(&before, &mut on_disk);
        assert_eq!(on_disk.preferences.theme, ThemeChoice::Dark);
        assert_eq!(on_disk.preferences.zoom.percent(), 110);
        assert_eq!(on_disk.folders.pictures.as_deref(), Some(Path::new("/pictures")));
    }

    #[test]
    fn two_windows_keep_each_others_recent_plans() {
        let before = opened(&["a", "b", "c"]);
        let mut on_disk = before.clone();
        let mut one = before.clone();
        one.remember(Path::new("/d.ron"), "d");
        one.change(&before, &mut on_disk);
        let mut other = before.clone();
        other.forget(Path::new("/a.ron"));
        other.remember(Path::new("/b.ron"), "b");
        other.change(&before, &mut on_disk);
        assert_eq!(titles(&on_disk), "b d c", "b was opened last, d by the other window, a was removed");
        let mut cleared = on_disk.clone();
        cleared.recent.clear();
        let known = on_disk.clone();
        cleared.change(&known, &mut on_disk);
        assert_eq!(titles(&on_disk), "");
    }
}
