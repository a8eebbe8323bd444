//! Work that is not saved yet, kept apart from the plan: a file of our own for each plan and session, written again and
//! again while the plan is changed, and offered at the next start if the session did not end well.
//!
//! A copy is the plan's own text under a few lines that say whose it is. Each session holds a lock; whose lock is free
//! is gone. The plan's own file is never touched from here.

use std::fs::{File, TryLockError};
use std::hash::{BuildHasher as _, RandomState};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::error::SaveError;
use super::fs::Fs;
use super::save::write_file;
use super::vault::{Moment, key};
use super::{Fingerprint, ParseError, parse, plain, to_text};
use crate::model::Plan;

const FIRST_LINE: &str = "// Upturn recovery 1";
const STAMP: &str = "%Y-%m-%d %H:%M:%S";

/// A session of the program, and the copies that are its own.
#[derive(Debug)]
pub struct Session {
    folder: PathBuf,
    id: String,
    /// Held for as long as the session lives.
    lock: Option<File>,
}

/// What is to be kept of an open plan.
#[derive(Clone, Copy, Debug)]
pub struct Unsaved<'a> {
    pub plan: &'a Plan,
    /// Tells several plans of a session apart.
    pub number: u32,
    pub path: Option<&'a Path>,
    /// Of the file that the changes were made to.
    pub of: Option<Fingerprint>,
    pub at: Moment,
}

/// A copy that a session left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    pub file: PathBuf,
    /// Where the plan lies; `None` for one that was never saved.
    pub path: Option<PathBuf>,
    pub of: Option<Fingerprint>,
    pub at: Moment,
    pub size: u64,
    pub plan: Plan,
}

/// What a folder of copies holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Newest first.
    pub recovered: Vec<Recovered>,
    /// Copies that can't be read, and why.
    pub spoilt: Vec<(PathBuf, String)>,
}

impl Session {
    /// Begins a session; nothing is written before there is something to keep.
    #[must_use]
    pub fn begin(folder: &Path) -> Self {
        let id = format!("{}-{:016x}", std::process::id(), RandomState::new().hash_one(1_u8));
        Self { folder: folder.to_owned(), id, lock: None }
    }

    /// Keeps the present state of a plan, in place of what was kept of it before.
    ///
    /// # Errors
    /// [`SaveError`]; what was kept before is as it was.
    pub fn keep(&mut self, fs: &dyn Fs, unsaved: Unsaved<'_>) -> Result<PathBuf, SaveError> {
        let failed = |error: &io::Error| SaveError::Write {
            path: self.folder.clone(),
            reason: super::error::reason_of_writing(error),
            left: None,
        };
        fs.create_folder(&self.folder).map_err(|error| failed(&error))?;
        if self.lock.is_none() {
            self.lock = Some(self.take_lock(fs).map_err(|error| failed(&error))?);
        }
        let file = self.file(unsaved.number, unsaved.path);
        // As in saving, but a plan that breaks a rule of ours must not be lost for it.
        let text = head(&unsaved) + &to_text(unsaved.plan).unwrap_or_else(|_| super::layout::text(unsaved.plan));
        write_file(fs, &file, text.as_bytes())?;
        Ok(file)
    }

    /// The session's lock, which comes into its place locked: whoever looks never sees it free while the session lives.
    fn take_lock(&self, fs: &dyn Fs) -> io::Result<File> {
        let (file, new) = (self.lock_file(), self.lock_file().with_extension("lock-new"));
        let lock = plain::open_lock(&new)?;
        // Where nothing can be locked, the copy is offered to a second window as well; no harm is done by that.
        let _ = lock.try_lock();
        fs.rename(&new, &file)?;
        Ok(lock)
    }

    /// Lets go of what was kept of a plan: it is saved, or nobody wants it.
    pub fn forget(&self, fs: &dyn Fs, number: u32) {
        let mine = format!("-{}-{number}.ron", self.id);
        for file in fs.list(&self.folder).unwrap_or_default() {
            if file.file_name().is_some_and(|name| name.to_string_lossy().ends_with(&mine)) {
                let _ = fs.remove(&file);
            }
        }
    }

    fn file(&self, number: u32, path: Option<&Path>) -> PathBuf {
        let name = path.map_or_else(|| "new".to_owned(), key);
        self.folder.join(format!("{name}-{}-{number}.ron", self.id))
    }

    fn lock_file(&self) -> PathBuf {
        self.folder.join(format!("{}.lock", self.id))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.lock.take().is_some() {
            let _ = std::fs::remove_file(self.lock_file());
        }
    }
}

/// The copies of sessions that are gone.
///
/// # Errors
/// As the system says; a folder that is not there holds none.
pub fn left_behind(fs: &dyn Fs, folder: &Path) -> io::Result<Found> {
    let files = match fs.list(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::default()),
        files => files?,
    };
    let mut found = Found::default();
    for file in &files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with(".lock") && !is_locked(file) {
            // The copies stay; only the lock of a session that is gone goes.
            let _ = fs.remove(file);
        }
        let Some(session) = session_of(&name) else { continue };
        if is_locked(&folder.join(format!("{session}.lock"))) {
            continue;
        }
        let read = fs.read(file).map_err(|error| super::error::reason_of_reading(&error));
        match read.and_then(|bytes| recovered(file, &bytes)) {
            Ok(recovered) => found.recovered.push(recovered),
            Err(reason) => found.spoilt.push((file.clone(), reason)),
        }
    }
    found.recovered.sort_by(|a, b| (b.at, &b.file).cmp(&(a.at, &a.file)));
    Ok(found)
}

/// Puts a copy aside that nobody wants, beside the last ones that nobody wanted; answers the folder.
///
/// # Errors
/// As the system says; the copy is where it was then.
pub fn discard(fs: &dyn Fs, file: &Path) -> io::Result<PathBuf> {
    /// Newest ones that stay.
    const KEPT: usize = 10;
    let folder = file.with_file_name("discarded");
    fs.create_folder(&folder)?;
    let number = |path: &PathBuf| path.file_name()?.to_str()?.split_once('-')?.0.parse::<u32>().ok();
    let mut discarded: Vec<(u32, PathBuf)> =
        fs.list(&folder)?.into_iter().filter_map(|path| Some((number(&path)?, path))).collect();
    discarded.sort();
    let next = discarded.last().map_or(1, |(number, _)| number.saturating_add(1));
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    fs.rename(file, &folder.join(format!("{next:06}-{name}")))?;
    for (_, old) in discarded.iter().rev().skip(KEPT - 1) {
        // What can't be removed now goes the next time.
        let _ = fs.remove(old);
    }
    Ok(folder)
}

/// `KEY-PID-RANDOM-NUMBER.ron`: the session's part.
fn session_of(name: &str) -> Option<String> {
    let parts: Vec<&str> = name.strip_suffix(".ron")?.rsplitn(4, '-').collect();
    let [number, random, pid, _] = parts[..] else { return None };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    (digits(number) && digits(pid) && random.len() == 16).then(|| format!("{pid}-{random}"))
}

fn is_locked(lock: &Path) -> bool {
    let Ok(file) = File::open(lock) else { return false };
    // Shared, so that two windows that look at once don't take each other for the session.
    matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
}

fn head(unsaved: &Unsaved<'_>) -> String {
    let of = unsaved.of.map(|of| format!("{}-{:08x}", of.length, of.checksum)).unwrap_or_default();
    let path = unsaved.path.map(|path| escaped(path.as_os_str().as_encoded_bytes())).unwrap_or_default();
    format!("{FIRST_LINE}\n// path {path}\n// of {of}\n// at {}\n//\n", unsaved.at.format(STAMP))
}

fn recovered(file: &Path, bytes: &[u8]) -> Result<Recovered, String> {
    let spoilt = || "it is damaged".to_owned();
    let mut rest = bytes;
    let mut line = || {
        let end = rest.iter().position(|b| *b == b'\n').ok_or_else(spoilt)?;
        let line = std::str::from_utf8(&rest[..end]).map_err(|_| spoilt())?;
        rest = &rest[end + 1..];
        Ok::<&str, String>(line)
    };
    if line()? != FIRST_LINE {
        return Err(spoilt());
    }
    let mut field = |name: &str| line()?.strip_prefix(&format!("// {name} ")).ok_or_else(spoilt);
    let (path, of) = (field("path")?, field("of")?);
    let at = Moment::parse_from_str(field("at")?, STAMP).map_err(|_| spoilt())?;
    line()?;
    let (plan, warnings) = parse(rest).map_err(|error: ParseError| error.to_string())?;
    if !warnings.is_empty() {
        return Err(spoilt());
    }
    let of = of.split_once('-').and_then(|(length, checksum)| {
        Some(Fingerprint { length: length.parse().ok()?, checksum: u32::from_str_radix(checksum, 16).ok()? })
    });
    let path = (!path.is_empty()).then(|| unescaped(path).ok_or_else(spoilt)).transpose()?;
    Ok(Recovered { file: file.to_owned(), path, of, at, size: bytes.len() as u64, plan })
}

/// A path on one line, whatever bytes it has.
fn escaped(path: &[u8]) -> String {
    let plain = |b: u8| b.is_ascii_graphic() && b != b'%';
    path.iter().map(|b| if plain(*b) { char::from(*b).to_string() } else { format!("%{b:02x}") }).collect()
}

fn unescaped(text: &str) -> Option<PathBuf> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        bytes.push(if *first == b'%' {
            let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
            rest = &rest[2..];
            u8::from_str_radix(digits, 16).ok()?
        } else {
            *first
        });
    }
    path_of(bytes)
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "not every system takes any bytes")]
fn path_of(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    Some(std::ffi::OsString::from_vec(bytes).into())
}

#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> Option<PathBuf> {
    String::from_utf8(bytes).ok().map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_any_bytes_stands_on_one_line_and_comes_back() {
        for path in ["/plans/coast 5%.ron", "/\n/é👩", "relative.ron"] {
            let line = escaped(path.as_bytes());
            assert!(line.is_ascii() && !line.contains(char::is_whitespace), "{line}");
            assert_eq!(unescaped(&line), Some(PathBuf::from(path)));
        }
        assert_eq!(unescaped("%4"), None);
    }

    #[test]
    fn the_session_is_read_from_a_copys_name() {
        assert_eq!(session_of("coast-00ff-71-0123456789abcdef-3.ron").as_deref(), Some("71-0123456789abcdef"));
        assert_eq!(session_of("new-71-0123456789abcdef-1.ron").as_deref(), Some("71-0123456789abcdef"));
        assert_eq!(session_of("notes-1-2-3.ron"), None);
    }
}
