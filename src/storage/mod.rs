//! Plans on disk: RON text to [`Plan`] and back. The only room that writes files.
//!
//! A file's first line is a comment with a checksum ([`header`]); the rest is RON, laid out for people ([`layout`]) and
//! read through the frozen shape of the version it was written in ([`version`]). Every byte that Upturn writes, of a
//! plan, an export or a setting, goes through one atomic routine ([`atomic`]) over the [`Fs`] seam; only the log grows
//! in place ([`plain`]).

mod atomic;
mod error;
mod example;
mod explain;
mod folder;
mod fs;
mod header;
mod layout;
mod locate;
mod number;
mod plain;
mod read;
pub mod version;

use std::ffi::OsString;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::model::{Plan, check};

pub use atomic::{keep_original, write_file};
pub use error::{LoadError, ParseError, SaveError, Warning, Wrong};
pub use example::{COAST, EXAMPLES, Example, LIFT_SERVICE, PLANT_SHOP};
pub use folder::{FolderError, PlanFile, Stamp, plan_files};
pub use fs::{Fs, FsFile, RealFs};
pub use plain::{open_growing, open_lock};

/// Largest file that is read, in bytes. Real plans are below one megabyte.
pub const LARGEST_FILE: u64 = 256 * 1024 * 1024;

/// The ending that a plan's file gets when its name has none.
pub const ENDING: &str = ".upturn.ron";

/// A plan as it was found on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    pub plan: Plan,
    /// What the reader of the file should know before trusting or saving it.
    pub warnings: Vec<Warning>,
    /// Of the bytes that were read: tells later whether somebody else changed the file.
    pub fingerprint: Fingerprint,
}

/// A plan as it now is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The file that was written: where the path is a link, the file it points to.
    pub path: PathBuf,
    pub fingerprint: Fingerprint,
}

/// Tells two contents of a file apart. Says nothing of times, so a copy of the same bytes is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    length: usize,
    checksum: u32,
}

impl Fingerprint {
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self { length: bytes.len(), checksum: crc32fast::hash(bytes) }
    }
}

/// Reads a plan. Never writes, whatever it finds.
///
/// # Errors
/// [`LoadError`] with the file's path, and the line and field where they are known.
pub fn load(path: &Path) -> Result<Loaded, LoadError> {
    let bytes = read_whole(path)?;
    let (plan, warnings) = parse(&bytes).map_err(|error| LoadError::Parse { path: path.to_owned(), error })?;
    Ok(Loaded { plan, warnings, fingerprint: Fingerprint::of(&bytes) })
}

/// Reads the text of a plan, of this or any earlier version.
///
/// # Errors
/// [`ParseError`] with line, column and field where they are known.
pub fn parse(text: &[u8]) -> Result<(Plan, Vec<Warning>), ParseError> {
    read::plan(text)
}

/// The whole text of a plan's file, from its first line on. The same plan is the same bytes on every system.
///
/// # Errors
/// [`SaveError::Faulty`] for a plan that [`check::faults`] would refuse on opening.
pub fn to_text(plan: &Plan) -> Result<String, SaveError> {
    match check::faults(plan).into_iter().next() {
        Some(fault) => Err(SaveError::Faulty { field: fault.field, message: fault.message }),
        None => Ok(layout::text(plan)),
    }
}

/// Saves a plan: all of it, or nothing. The text is read back and compared before the disk is touched, so that a
/// mistake in the writer can't replace a good file.
///
/// # Errors
/// [`SaveError`]; the old file is as it was, except for [`SaveError::Unconfirmed`], where the new one is in place.
pub fn save(fs: &dyn Fs, path: &Path, plan: &Plan) -> Result<Saved, SaveError> {
    let text = to_text(plan)?;
    match parse(text.as_bytes()) {
        Ok((back, _)) if back == *plan => {}
        Ok(_) => return Err(SaveError::Unfaithful { message: "it would come back changed".into() }),
        Err(ParseError::Wrong(wrong)) => {
            return Err(SaveError::Unfaithful { message: format!("{}: {}", wrong.field, wrong.message) });
        }
        Err(error) => return Err(SaveError::Unfaithful { message: error.to_string() }),
    }
    let path = atomic::replace(fs, path, text.as_bytes())?;
    Ok(Saved { path, fingerprint: Fingerprint::of(text.as_bytes()) })
}

/// `NAME` as the path of a plan: `NAME.upturn.ron`. A path that ends in `.ron` already stays as it is.
#[must_use]
pub fn with_ending(path: &Path) -> PathBuf {
    let has = |ending: &str| path.extension().is_some_and(|e| e.eq_ignore_ascii_case(ending));
    if has("ron") {
        return path.to_owned();
    }
    let mut name = OsString::from(path);
    name.push(if has("upturn") { ".ron" } else { ENDING });
    PathBuf::from(name)
}

fn read_whole(path: &Path) -> Result<Vec<u8>, LoadError> {
    let failed =
        |error: &std::io::Error| LoadError::Read { path: path.to_owned(), reason: error::reason_of_reading(error) };
    // Asked before opening: opening a pipe would wait for ever.
    let metadata = std::fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => LoadError::Missing { path: path.to_owned() },
        _ => failed(&error),
    })?;
    if metadata.is_dir() {
        return Err(LoadError::Folder { path: path.to_owned() });
    }
    if !metadata.is_file() {
        return Err(LoadError::NotAFile { path: path.to_owned() });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(LARGEST_FILE)).unwrap_or_default());
    // One byte more than allowed, so that a file that grows meanwhile is refused and not cut.
    let file = std::fs::File::open(path).map_err(|error| failed(&error))?;
    if metadata.len() <= LARGEST_FILE {
        file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    }
    if metadata.len().max(bytes.len() as u64) > LARGEST_FILE {
        let error = ParseError::TooLarge { bytes: metadata.len().max(bytes.len() as u64) };
        return Err(LoadError::Parse { path: path.to_owned(), error });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_gets_the_ending_once() {
        let ending = |name: &str| with_ending(Path::new(name)).display().to_string();
        assert_eq!(ending("plans/Coast"), "plans/Coast.upturn.ron");
        assert_eq!(ending("Coast v1.2"), "Coast v1.2.upturn.ron");
        assert_eq!(ending("Coast.upturn"), "Coast.upturn.ron");
        for kept in ["Coast.upturn.ron", "Coast.ron", "COAST.RON"] {
            assert_eq!(ending(kept), kept);
        }
    }

    #[test]
    fn a_fingerprint_tells_contents_apart() {
        assert_eq!(Fingerprint::of(b"a plan"), Fingerprint::of(b"a plan"));
        assert_ne!(Fingerprint::of(b"a plan"), Fingerprint::of(b"a plam"));
    }
}
