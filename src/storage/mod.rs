//! Plans on disk: RON text to [`Plan`] and back. The only room that writes files.
//!
//! A file's first line is a comment with a checksum ([`header`]); the rest is RON, laid out for people ([`layout`]) and
//! read through the frozen shape of the version it was written in ([`version`]). Every byte that Upturn writes, of a
//! plan, an export, a setting or a recovery copy, goes through one routine ([`mod@save`]) over the [`Fs`] seam; only the log
//! grows in place, and locks are held ([`plain`], [`lock`]).

mod error;
mod example;
mod explain;
mod folder;
mod fs;
mod header;
mod inspect;
mod layout;
mod locate;
mod lock;
mod number;
mod outside;
mod plain;
mod progress;
mod read;
pub mod recovery;
mod save;
mod vault;
pub mod version;

use std::ffi::OsString;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::model::{Plan, check};

pub use error::{LoadError, ParseError, SaveError, Warning, Wrong};
pub use example::{COAST, EXAMPLES, Example, LIFT_SERVICE, PLANT_SHOP};
pub use folder::{FolderError, PlanFile, Stamp, plan_files};
pub use fs::{Fs, FsFile, Hold, RealFs};
pub use inspect::{Inspection, State, Trouble, inspect, inspect_file};
pub use lock::{Lock, Locking, Owner, lock_path};
pub use outside::{OnDisk, conflict_copies, look};
pub use plain::{open_growing, open_lock};
pub use progress::Progress;
pub use save::{Expected, Keep, Request, Written, is_stray, keep_original, sweep, write, write_file};
pub use vault::{Earlier, Moment, Vault};

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
    let bytes = read_whole(path, &Progress::default())?;
    let (plan, warnings) = parse(&bytes).map_err(|error| LoadError::Parse { path: path.to_owned(), error })?;
    Ok(Loaded { plan, warnings, fingerprint: Fingerprint::of(&bytes) })
}

/// Reads a plan to look at it: one of a later format too, as far as it is understood. That is never to be saved over, and
/// says so by [`Warning::Newer`].
///
/// # Errors
/// As [`load`]; [`LoadError::Stopped`] if `progress` was stopped meanwhile.
pub fn load_to_look(path: &Path, progress: &Progress) -> Result<Loaded, LoadError> {
    let bytes = read_whole(path, progress)?;
    let read = read::watched(&bytes, progress).or_else(|error| match error {
        ParseError::Newer { .. } => read::newer(&bytes).ok_or(error),
        _ => Err(error),
    });
    if progress.is_stopped() {
        return Err(LoadError::Stopped { path: path.to_owned() });
    }
    let (plan, warnings) = read.map_err(|error| LoadError::Parse { path: path.to_owned(), error })?;
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

/// Saves a plan, whatever stands in its place: all of it, or nothing.
///
/// # Errors
/// As [`save_as_asked`].
pub fn save(fs: &dyn Fs, path: &Path, plan: &Plan) -> Result<Written, SaveError> {
    save_as_asked(fs, &Request::new(path), plan)
}

/// Saves a plan: all of it, or nothing. The text is read back and compared before the disk is touched, so that a
/// mistake in the writer can't replace a good file.
///
/// # Errors
/// [`SaveError`]; the old file is as it was, unless [`SaveError::may_be_in_place`].
pub fn save_as_asked(fs: &dyn Fs, request: &Request<'_>, plan: &Plan) -> Result<Written, SaveError> {
    let text = faithful_text(plan)?;
    match format_on_disk(request.path) {
        Some(found) if found > version::CURRENT => Err(SaveError::Newer { path: request.path.to_owned(), found }),
        _ => write(fs, request, text.as_bytes()),
    }
}

/// The format of the plan that lies there, if its first line names one.
fn format_on_disk(path: &Path) -> Option<u32> {
    /// More than the first line of any plan has.
    const HEAD: u64 = 200;
    let is_file = std::fs::metadata(path).ok()?.is_file();
    let mut head = Vec::new();
    let file = is_file.then(|| std::fs::File::open(path).ok()).flatten()?;
    file.take(HEAD).read_to_end(&mut head).ok()?;
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
    header::format(&String::from_utf8_lossy(head))
}

/// The text of a plan that was read back and found to be the same.
fn faithful_text(plan: &Plan) -> Result<String, SaveError> {
    let text = to_text(plan)?;
    match parse(text.as_bytes()) {
        Ok((back, _)) if back == *plan => Ok(text),
        Ok(_) => Err(SaveError::Unfaithful { message: "it would come back changed".into() }),
        Err(ParseError::Wrong(wrong)) => {
            Err(SaveError::Unfaithful { message: format!("{}: {}", wrong.field, wrong.message) })
        }
        Err(error) => Err(SaveError::Unfaithful { message: error.to_string() }),
    }
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

/// Bytes of a file that are read at once.
const PIECE: u64 = 4 * 1024 * 1024;

fn read_whole(path: &Path, progress: &Progress) -> Result<Vec<u8>, LoadError> {
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
        let mut file = file.take(LARGEST_FILE + 1);
        while file.by_ref().take(PIECE).read_to_end(&mut bytes).map_err(|error| failed(&error))? > 0 {
            if progress.is_stopped() {
                return Err(LoadError::Stopped { path: path.to_owned() });
            }
            progress.read(bytes.len() as u64, metadata.len());
        }
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
