//! The one way in which bytes get to the disk: a temporary file beside the target, made lasting, then put in its place.
//!
//! Before the rename the old file has not been touched; after it the new one is whole. There is no moment in which a
//! crash, a full disk or a cut wire leaves half of either. Killed programs leave at most a `.NAME.PID-RANDOM.tmp`.

use std::ffi::OsStr;
use std::fs::Metadata;
use std::hash::{BuildHasher as _, RandomState};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::error::{SaveError, reason_of_writing};
use super::fs::{Fs, FsFile};

/// Names that are tried for the temporary file; a second one is needed about once in 2^64 saves.
const ATTEMPTS: usize = 8;

/// Links that are followed to a file that is not there yet, as many as Linux follows.
const LINKS: usize = 40;

/// Bytes of the target's name in the temporary one, so that this stays within what file systems take.
const NAME_IN_TEMPORARY: usize = 100;

/// Writes a file: all of it, or nothing. Links are followed and stay links; owner and mode of an old file stay.
///
/// # Errors
/// [`SaveError`] with the path and the reason in plain words. The old file is as it was, except for
/// [`SaveError::Unconfirmed`], where the new one is in place.
pub fn write_file(fs: &dyn Fs, path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    replace(fs, path, bytes).map(|_| ())
}

/// [`write_file`], and answers the file that was written.
pub fn replace(fs: &dyn Fs, path: &Path, bytes: &[u8]) -> Result<PathBuf, SaveError> {
    let target = Target::find(fs, path)?;
    let failed =
        |error: &io::Error, left| SaveError::Write { path: path.to_owned(), reason: reason_of_writing(error), left };
    let (temporary, file) = create(fs, &target).map_err(|error| failed(&error, None))?;
    let in_place = fill(fs, file, &temporary, bytes).and_then(|()| fs.rename(&temporary, &target.path));
    if let Err(error) = in_place {
        let left = fs.remove(&temporary).err().filter(|e| e.kind() != ErrorKind::NotFound).map(|_| temporary);
        return Err(failed(&error, left));
    }
    match fs.sync_folder(&target.folder) {
        Err(error) if !has_no_folder_sync(&error) => {
            Err(SaveError::Unconfirmed { path: path.to_owned(), reason: reason_of_writing(&error) })
        }
        _ => Ok(target.path),
    }
}

/// Copies a plan's file to a free name beside it, before something is saved over it that does not hold all of it:
/// `coast.upturn.ron` becomes `coast.original.upturn.ron`, or `coast.original-2.upturn.ron` … Answers the copy's path.
///
/// # Errors
/// [`SaveError`] if the file can't be read or no copy can be made.
pub fn keep_original(fs: &dyn Fs, path: &Path) -> Result<PathBuf, SaveError> {
    let failed =
        |error: &io::Error| SaveError::Write { path: path.to_owned(), reason: reason_of_writing(error), left: None };
    let bytes = fs.read(path).map_err(|error| failed(&error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (stem, ending) = name.split_once('.').unwrap_or((&name, "ron"));
    for number in 1..1000 {
        let count = if number == 1 { String::new() } else { format!("-{number}") };
        let copy = path.with_file_name(format!("{stem}.original{count}.{ending}"));
        if matches!(fs.metadata(&copy), Err(error) if error.kind() == ErrorKind::NotFound) {
            return replace(fs, &copy, &bytes);
        }
    }
    Err(failed(&io::Error::from(ErrorKind::AlreadyExists)))
}

/// Where the bytes go, links followed.
struct Target {
    path: PathBuf,
    folder: PathBuf,
    /// Of the file that is replaced.
    old: Option<Metadata>,
}

impl Target {
    fn find(fs: &dyn Fs, path: &Path) -> Result<Self, SaveError> {
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

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn create(fs: &dyn Fs, target: &Target) -> io::Result<(PathBuf, Box<dyn FsFile>)> {
    let name = target.path.file_name().unwrap_or_default();
    let mut attempt = 1;
    loop {
        let path = target.folder.join(temporary_name(name));
        match fs.create_new(&path, target.old.as_ref()) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && attempt < ATTEMPTS => attempt += 1,
            Err(error) => return Err(error),
        }
    }
}

/// `.NAME.PID-RANDOM.tmp`: hidden, told apart from other programs' files, and of nobody else's making.
fn temporary_name(name: &OsStr) -> String {
    let name = name.to_string_lossy();
    let mut end = name.len().min(NAME_IN_TEMPORARY);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    let random = RandomState::new().hash_one(0_u8);
    format!(".{}.{}-{random:016x}.tmp", &name[..end], std::process::id())
}

/// Writes the bytes, waits for the disk, and reads them back.
fn fill(fs: &dyn Fs, mut file: Box<dyn FsFile>, path: &Path, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.flush()?;
    file.sync()?;
    // Windows renames no open file.
    drop(file);
    if fs.read(path)? == bytes {
        Ok(())
    } else {
        Err(io::Error::other("the disk gave back other bytes than it was given"))
    }
}

/// Some file systems sync no folders; the rename is then as lasting as it gets.
fn has_no_folder_sync(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn temporary_names_are_hidden_short_and_never_the_same() {
        let name = temporary_name(OsStr::new("Coast.upturn.ron"));
        assert!(
            name.starts_with(".Coast.upturn.ron.") && name.rsplit_once('.').is_some_and(|(_, end)| end == "tmp"),
            "{name}"
        );
        assert_ne!(name, temporary_name(OsStr::new("Coast.upturn.ron")));
        assert!(temporary_name(OsStr::new(&"é".repeat(127))).len() < 255);
    }

    #[test]
    fn a_bare_name_is_in_the_working_folder() {
        assert_eq!(folder_of(Path::new("plan.ron")), Path::new("."));
        assert_eq!(folder_of(Path::new("a/plan.ron")), Path::new("a"));
    }
}
