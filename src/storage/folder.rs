//! The plan files of a folder, as the system lists them. Nothing is read here but names, sizes and times.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::ENDING;
use super::error::reason_of_reading;

/// Why a folder can't be listed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FolderError {
    #[error("{} is not there. Check its name, and whether its drive is connected.", path.display())]
    Missing { path: PathBuf },
    #[error("{} is a file. Choose the folder that it lies in.", path.display())]
    NotAFolder { path: PathBuf },
    #[error("{} can't be looked into: {reason}.", path.display())]
    Unreadable { path: PathBuf, reason: String },
}

/// Tells whether a file was changed since it was last looked at, without reading it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
}

/// A file that may hold a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanFile {
    pub path: PathBuf,
    /// The name without its folder.
    pub name: String,
    pub stamp: Stamp,
}

impl PlanFile {
    /// Whether the name alone says that this is meant to be a plan.
    #[must_use]
    pub fn is_named_as_plan(&self) -> bool {
        self.name.to_lowercase().ends_with(ENDING)
    }

    /// The name without the ending that every plan has.
    #[must_use]
    pub fn stem(&self) -> &str {
        let cut = |ending: &str| {
            let at = self.name.len().checked_sub(ending.len())?;
            let (stem, rest) = self.name.split_at_checked(at)?;
            rest.eq_ignore_ascii_case(ending).then_some(stem)
        };
        cut(ENDING).or_else(|| cut(".ron")).unwrap_or(&self.name)
    }
}

/// The files of this folder that end in `.ron`, hidden ones and those of its subfolders left out; in no order.
///
/// # Errors
/// [`FolderError`] if the folder can't be listed. A single file that can't be asked for its size is listed all the same.
pub fn plan_files(folder: &Path) -> Result<Vec<PlanFile>, FolderError> {
    let path = || folder.to_owned();
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => FolderError::Missing { path: path() },
        ErrorKind::NotADirectory => FolderError::NotAFolder { path: path() },
        _ => FolderError::Unreadable { path: path(), reason: reason_of_reading(&error) },
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if name.starts_with('.') || !path.extension().is_some_and(|e| e.eq_ignore_ascii_case("ron")) {
            continue;
        }
        // Links are followed; one that leads nowhere is listed, and says so when it is read.
        let metadata = std::fs::metadata(&path).ok();
        if metadata.as_ref().is_some_and(std::fs::Metadata::is_dir) {
            continue;
        }
        let stamp = metadata.map(|m| Stamp { length: m.len(), modified: m.modified().ok() }).unwrap_or_default();
        files.push(PlanFile { path, name, stamp });
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn plans_of_the_folder_itself_are_listed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["coast.upturn.ron", "North.RON", "notes.txt", ".coast.upturn.ron", "ron"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        fs::create_dir(folder.path().join("old.ron")).unwrap();
        fs::write(folder.path().join("old.ron/deep.upturn.ron"), "x").unwrap();
        let mut files = plan_files(folder.path()).unwrap();
        files.sort_by(|a, b| b.name.cmp(&a.name));
        let names: Vec<(&str, &str, bool)> =
            files.iter().map(|f| (f.name.as_str(), f.stem(), f.is_named_as_plan())).collect();
        assert_eq!(names, [("coast.upturn.ron", "coast", true), ("North.RON", "North", false)]);
    }

    #[test]
    fn a_changed_file_has_another_stamp_and_an_unchanged_one_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("coast.ron");
        fs::write(&path, "one").unwrap();
        let stamp = || plan_files(folder.path()).unwrap()[0].stamp;
        let before = stamp();
        assert_eq!(stamp(), before);
        fs::write(&path, "longer").unwrap();
        assert_ne!(stamp(), before);
    }

    #[test]
    fn a_folder_that_is_none_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("coast.ron");
        fs::write(&file, "x").unwrap();
        assert!(plan_files(&file).unwrap_err().to_string().ends_with("is a file. Choose the folder that it lies in."));
        let gone = folder.path().join("gone");
        assert!(matches!(plan_files(&gone), Err(FolderError::Missing { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_nowhere_is_listed() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("/nowhere/at/all", folder.path().join("lost.upturn.ron")).unwrap();
        assert_eq!(plan_files(folder.path()).unwrap()[0].stamp, Stamp::default());
    }
}
