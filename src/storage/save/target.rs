//! Where bytes go: the real file behind a path, and whether it may be replaced.

use std::fs::Metadata;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::storage::error::{SaveError, reason_of_writing};
use crate::storage::fs::Fs;

/// Links that are followed to a file that is not there yet, as many as Linux follows.
const LINKS: usize = 40;

/// Where the bytes go, links followed.
pub(super) struct Target {
    pub(super) path: PathBuf,
    pub(super) folder: PathBuf,
    /// Of the file that is replaced.
    pub(super) old: Option<Metadata>,
}

impl Target {
    pub(super) fn find(fs: &dyn Fs, path: &Path) -> Result<Self, SaveError> {
        let failed = |error: &io::Error| SaveError::Write {
            path: path.to_owned(),
            reason: reason_of_writing(error),
            left: None,
        };
        let no_name = || SaveError::NoName { path: path.to_owned() };
        let real = match fs.canonicalize(path) {
            Ok(real) => real,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let end = end_of_links(fs, path).map_err(|error| failed(&error))?;
                let name = end.file_name().ok_or_else(no_name)?;
                fs.canonicalize(&folder_of(&end)).map_err(|error| failed(&error))?.join(name)
            }
            Err(error) => return Err(failed(&error)),
        };
        let old = match fs.metadata(&real) {
            Ok(metadata) => Some(metadata),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(failed(&error)),
        };
        if let Some(old) = &old {
            may_replace(fs, path, &real, old)?;
        }
        let folder = real.parent().ok_or_else(no_name)?.to_owned();
        Ok(Self { path: real, folder, old })
    }

    /// How many names the file has; a rename would leave all but this one with the old content.
    #[cfg(unix)]
    pub(super) fn names(&self) -> u64 {
        use std::os::unix::fs::MetadataExt;
        self.old.as_ref().map_or(1, MetadataExt::nlink)
    }

    #[cfg(not(unix))]
    pub(super) fn names(&self) -> u64 {
        1
    }
}

/// A rename would replace even a file that was locked against changes: the folder decides, not the file. So ask.
fn may_replace(fs: &dyn Fs, path: &Path, real: &Path, old: &Metadata) -> Result<(), SaveError> {
    let path = path.to_owned();
    if old.is_dir() {
        return Err(SaveError::Folder { path });
    }
    if !old.is_file() {
        return Err(SaveError::NotAFile { path });
    }
    if old.permissions().readonly() {
        return Err(SaveError::ReadOnly { path });
    }
    match fs.may_write(real) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Err(SaveError::ReadOnly { path }),
        Err(error) => Err(SaveError::Write { path, reason: reason_of_writing(&error), left: None }),
    }
}

/// What a path that leads to no file means: itself, or the end of a link that was made before its file.
fn end_of_links(fs: &dyn Fs, path: &Path) -> io::Result<PathBuf> {
    let mut end = path.to_owned();
    for _ in 0..LINKS {
        match fs.read_link(&end) {
            Ok(next) => end = folder_of(&end).join(next),
            Err(_) => return Ok(end),
        }
    }
    Err(io::Error::other("too many links"))
}

pub(in crate::storage) fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_name_is_in_the_working_folder() {
        assert_eq!(folder_of(Path::new("plan.ron")), Path::new("."));
        assert_eq!(folder_of(Path::new("a/plan.ron")), Path::new("a"));
    }
}
