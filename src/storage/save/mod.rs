//! The one way in which bytes get to the disk: a temporary file beside the target, made lasting, then put in its place.
//!
//! Before the rename the old file has not been touched; after it the new one is whole. There is no moment in which a
//! crash, a full disk or a cut wire leaves half of either. Killed programs leave at most a `.NAME.PID-RANDOM.tmp`.
//! Nothing counts as saved before it was read back from its place.

mod in_place;
mod stray;
mod target;

use std::ffi::OsStr;
use std::hash::{BuildHasher as _, RandomState};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Fingerprint;
use super::error::{SaveError, reason_of_writing};
use super::fs::{Fs, FsFile, Hold};
use super::vault::{Moment, Vault};
pub use stray::{is_stray, sweep};
use target::Target;
pub(super) use target::folder_of;

/// Names that are tried for the temporary file; a second one is needed about once in 2^64 saves.
const ATTEMPTS: usize = 8;

/// Bytes of the target's name in the temporary one, so that this stays within what file systems take.
const NAME_IN_TEMPORARY: usize = 100;

/// Pauses between tries while another program holds the file, in milliseconds.
const PAUSES: [u64; 6] = [10, 25, 50, 100, 200, 400];

/// What may stand in the place that is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Expected {
    /// Whatever is there: the person chose to replace it.
    #[default]
    Anything,
    /// A file with one of these contents. Anything else was written by somebody else meanwhile.
    OneOf(Vec<Fingerprint>),
    /// No file at all.
    Nothing,
}

/// Where the version before goes.
#[derive(Clone, Copy, Debug)]
pub struct Keep<'a> {
    pub vault: &'a Vault,
    pub at: Moment,
    /// Whether nothing is written if it can't be kept: somebody else's work is in it.
    pub must: bool,
}

/// Where something is to be written, and what is agreed about that.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    pub path: &'a Path,
    pub expected: Expected,
    pub keep: Option<Keep<'a>>,
    /// Where a whole copy goes first, if the person agreed that the file itself is overwritten where it can't be replaced.
    pub in_place: Option<&'a Path>,
}

impl<'a> Request<'a> {
    #[must_use]
    pub const fn new(path: &'a Path) -> Self {
        Self { path, expected: Expected::Anything, keep: None, in_place: None }
    }
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The file itself, links followed.
    pub path: PathBuf,
    pub fingerprint: Fingerprint,
    /// Why the version before was not kept, where it was to be.
    pub not_kept: Option<String>,
}

/// Writes a file: all of it, or nothing. Links are followed and stay links; owner and mode of an old file stay.
///
/// # Errors
/// [`SaveError`] with the path and the reason in plain words. The old file is as it was, except for
/// [`SaveError::Unconfirmed`], where the new one is in place.
pub fn write_file(fs: &dyn Fs, path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    write(fs, &Request::new(path), bytes).map(|_| ())
}

/// Writes a file as asked: only over what is expected there, and with the version before kept.
///
/// # Errors
/// As [`write_file`]; [`SaveError::Changed`] or [`SaveError::Gone`] if something else than expected is there,
/// [`SaveError::NeedsConsent`] if the place takes no replacing and nobody agreed to more, and [`SaveError::Torn`] if
/// overwriting, which was agreed to, broke off.
pub fn write(fs: &dyn Fs, request: &Request<'_>, bytes: &[u8]) -> Result<Written, SaveError> {
    let target = Target::find(fs, request.path)?;
    // Before anything is written anywhere: what stands there is most likely what will stand there in a moment.
    glance(request, &target)?;
    let kept_by_name = |keep: &Keep<'_>| target.names() == 2 && keep.vault.shares_file_with(fs, &target.path);
    if target.names() > 1 && !request.keep.as_ref().is_some_and(kept_by_name) {
        return in_place::write(fs, request, bytes, &target, "it has more than one name (hard links)");
    }
    let (temporary, file) = match create(fs, &target) {
        Ok(created) => created,
        Err(error) if target.old.is_some() && takes_no_replacing(&error) => {
            return in_place::write(fs, request, bytes, &target, &reason_of_writing(&error));
        }
        Err(error) => return Err(failed(request, &error, None)),
    };
    match place(fs, request, bytes, &target, &temporary, file) {
        Ok(placed) => confirm(fs, request, bytes, target, placed),
        Err(stop) => {
            let left = fs.remove(&temporary).err().filter(|e| e.kind() != ErrorKind::NotFound).map(|_| temporary);
            match stop {
                Stop::Said(SaveError::Write { path, reason, .. }) => Err(SaveError::Write { path, reason, left }),
                Stop::Said(error) => Err(error),
                // Windows says "access denied" for a file that is held; there it is no sign of the place.
                Stop::Rename(error)
                    if target.old.is_some() && takes_no_replacing(&error) && !fs.is_held(&error) && left.is_none() =>
                {
                    in_place::write(fs, request, bytes, &target, &reason_of_writing(&error))
                }
                Stop::System(error) | Stop::Rename(error) => Err(failed(request, &error, left)),
            }
        }
    }
}

/// Why a new file did not come into its place.
enum Stop {
    Said(SaveError),
    System(io::Error),
    Rename(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// A new file that came into its place.
struct Placed {
    not_kept: Option<String>,
    /// Kept until the file is read back: another window that replaced it before would look like a disk that lies.
    _held: [Option<Hold>; 2],
}

/// Fills the temporary file and puts it in the target's place.
fn place(
    fs: &dyn Fs,
    request: &Request<'_>,
    bytes: &[u8],
    target: &Target,
    temporary: &Path,
    file: Box<dyn FsFile>,
) -> Result<Placed, Stop> {
    fill(fs, file, temporary, bytes)?;
    // From here to the rename no other window of the program may come in between.
    let old_held = if target.old.is_some() { hold(fs, &target.path)? } else { None };
    let held = [old_held, hold(fs, temporary)?];
    let old = look(fs, request, target).map_err(Stop::Said)?;
    let not_kept = keep(request, fs, target, old.as_deref(), Replaced::ByAnother).map_err(Stop::Said)?;
    if target.old.is_none() && request.expected != Expected::Anything {
        match fs.link(temporary, &target.path) {
            Ok(()) => {
                // A second name that stays does no harm, and the sweep knows it.
                let _ = fs.remove(temporary);
                return Ok(Placed { not_kept, _held: held });
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                return Err(Stop::Said(SaveError::Changed { path: request.path.to_owned() }));
            }
            // Not every file system knows second names.
            Err(_) => {}
        }
    }
    let mut pauses = PAUSES.into_iter();
    loop {
        match fs.rename(temporary, &target.path) {
            Ok(()) => return Ok(Placed { not_kept, _held: held }),
            Err(error) if fs.is_held(&error) => match pauses.next() {
                Some(pause) => fs.pause(Duration::from_millis(pause)),
                None => return Err(Stop::Rename(error)),
            },
            Err(error) => return Err(Stop::Rename(error)),
        }
    }
}

/// Holds the file that is to be replaced; waits for another window that does.
fn hold(fs: &dyn Fs, path: &Path) -> io::Result<Option<Hold>> {
    let mut pauses = PAUSES.into_iter();
    loop {
        match fs.hold(path) {
            Err(error) if error.kind() == ErrorKind::WouldBlock => match pauses.next() {
                Some(pause) => fs.pause(Duration::from_millis(pause)),
                None => return Err(error),
            },
            // It went away meanwhile, which the next look tells.
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            held => return held,
        }
    }
}

/// Whether something else than expected is in the place, as far as its length tells.
fn glance(request: &Request<'_>, target: &Target) -> Result<(), SaveError> {
    let path = || request.path.to_owned();
    let length = target.old.as_ref().map(std::fs::Metadata::len);
    match (&request.expected, length) {
        (Expected::OneOf(known), Some(length)) if known.iter().all(|known| known.length as u64 != length) => {
            Err(SaveError::Changed { path: path() })
        }
        (Expected::OneOf(_), None) => Err(SaveError::Gone { path: path() }),
        (Expected::Nothing, Some(_)) => Err(SaveError::Changed { path: path() }),
        _ => Ok(()),
    }
}

/// Reads what is in the place now, if it matters, and compares it with what is expected there.
fn look(fs: &dyn Fs, request: &Request<'_>, target: &Target) -> Result<Option<Vec<u8>>, SaveError> {
    if request.expected == Expected::Anything && request.keep.is_none() {
        return Ok(None);
    }
    let path = || request.path.to_owned();
    let old = match fs.read(&target.path) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        // What can't be read can't be kept either; whether it may be replaced is for the person to say.
        Err(_) if request.expected == Expected::Anything => return Ok(None),
        Err(error) => return Err(failed(request, &error, None)),
    };
    match (&request.expected, &old) {
        (Expected::OneOf(known), Some(bytes)) if !known.contains(&Fingerprint::of(bytes)) => {
            Err(SaveError::Changed { path: path() })
        }
        (Expected::OneOf(_), None) => Err(SaveError::Gone { path: path() }),
        (Expected::Nothing, Some(_)) => Err(SaveError::Changed { path: path() }),
        _ => Ok(old),
    }
}

/// What becomes of the file that held the version before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Replaced {
    ByAnother,
    InPlace,
}

/// Puts the version before into the vault; answers why that failed, where saving goes on all the same.
fn keep(
    request: &Request<'_>,
    fs: &dyn Fs,
    target: &Target,
    old: Option<&[u8]>,
    how: Replaced,
) -> Result<Option<String>, SaveError> {
    let (Some(keep), Some(old)) = (&request.keep, old) else { return Ok(None) };
    // The file itself may stand in the vault only if another one takes its place.
    let kept = match how {
        Replaced::ByAnother => keep.vault.keep_file(fs, &target.path, old, keep.at),
        Replaced::InPlace => keep.vault.keep(fs, &target.path, old, keep.at),
    };
    match kept {
        Ok(_) => Ok(None),
        Err(error) if keep.must => {
            Err(SaveError::NotKept { path: request.path.to_owned(), reason: reason_of_writing(&error) })
        }
        Err(error) => Ok(Some(reason_of_writing(&error))),
    }
}

/// Waits for the disk and reads back what is in place.
fn confirm(
    fs: &dyn Fs,
    request: &Request<'_>,
    bytes: &[u8],
    target: Target,
    placed: Placed,
) -> Result<Written, SaveError> {
    let unconfirmed = |reason| SaveError::Unconfirmed { path: request.path.to_owned(), reason };
    sync_folder(fs, &target.folder).map_err(|error| unconfirmed(reason_of_writing(&error)))?;
    match fs.read(&target.path) {
        Ok(back) if back == bytes => {}
        Ok(_) => return Err(unconfirmed("other bytes came back than were written".into())),
        Err(error) => return Err(unconfirmed(reason_of_writing(&error))),
    }
    Ok(Written { path: target.path, fingerprint: Fingerprint::of(bytes), not_kept: placed.not_kept })
}

fn failed(request: &Request<'_>, error: &io::Error, left: Option<PathBuf>) -> SaveError {
    SaveError::Write { path: request.path.to_owned(), reason: reason_of_writing(error), left }
}

/// Errors that speak of the place and not of the disk: another disk behind the name, no right to make files here, a
/// file that is mounted by itself.
fn takes_no_replacing(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::CrossesDevices | ErrorKind::PermissionDenied | ErrorKind::ResourceBusy)
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
            let request = Request { expected: Expected::Nothing, ..Request::new(&copy) };
            return write(fs, &request, &bytes).map(|written| written.path);
        }
    }
    Err(failed(&io::Error::from(ErrorKind::AlreadyExists)))
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
    let random = RandomState::new().hash_one(0_u8);
    format!(".{}.{}-{random:016x}.tmp", name_in_temporary(name), std::process::id())
}

/// As much of the target's name as the temporary one holds.
fn name_in_temporary(name: &OsStr) -> String {
    let mut name = name.to_string_lossy().into_owned();
    let mut end = name.len().min(NAME_IN_TEMPORARY);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.truncate(end);
    name
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

/// Makes the names in a folder lasting. Some file systems sync no folders; names are then as lasting as they get.
pub(super) fn sync_folder(fs: &dyn Fs, folder: &Path) -> io::Result<()> {
    fs.sync_folder(folder).or_else(|error| {
        matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported).then_some(()).ok_or(error)
    })
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
}
