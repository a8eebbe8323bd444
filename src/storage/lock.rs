//! Who has a plan open: a small hidden file beside it, locked for as long as the plan is open.
//!
//! The plan itself can't be locked, since each save puts another file in its place. The lock is a courtesy between
//! people; what keeps one from overwriting the other is the look before each save.

use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::plain::open_lock_to_write;

/// Another computer's lock that was not touched for so long belongs to nobody.
const STALE: Duration = Duration::from_mins(5);

/// Whoever holds a lock, as it says in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owner {
    pub user: String,
    pub host: String,
    pub pid: u32,
    pub version: String,
    /// When it was taken, as that computer's clock had it.
    pub since: String,
}

impl Owner {
    fn text(&self) -> String {
        let line = |text: &str| text.replace(['\n', '\r'], " ");
        format!(
            "{}\n{}\n{}\n{}\n{}\n",
            line(&self.user),
            line(&self.host),
            self.pid,
            line(&self.version),
            line(&self.since)
        )
    }

    fn read(text: &str) -> Self {
        let mut lines = text.lines().map(str::to_owned);
        let mut next = || lines.next().unwrap_or_default();
        let (user, host, pid) = (next(), next(), next().parse().unwrap_or_default());
        Self { user, host, pid, version: next(), since: next() }
    }
}

/// "Ada on till-2, since 10:42".
impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.user.is_empty() { "Somebody" } else { &self.user })?;
        if !self.host.is_empty() {
            write!(f, " on {}", self.host)?;
        }
        if self.since.is_empty() { Ok(()) } else { write!(f, ", since {}", self.since) }
    }
}

/// What came of trying to take a lock.
#[derive(Debug)]
pub enum Locking {
    /// The plan is ours, also where a program that is gone had left its lock.
    Ours(Lock),
    /// Somebody has the plan open.
    Taken(Owner),
    /// Another computer's lock; `fresh` if it was touched lately. Only a person can say more.
    Elsewhere { owner: Owner, fresh: bool },
    /// There can be no file beside the plan: its folder is read-only, or gone.
    NoPlace,
}

/// A lock, until it goes.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
    me: Owner,
}

/// The name of the lock of a plan: `.~lock.NAME#`, in the folder where the file really lies.
#[must_use]
pub fn lock_path(plan: &Path) -> PathBuf {
    let real = fs::canonicalize(plan).unwrap_or_else(|_| plan.to_owned());
    let mut name = std::ffi::OsString::from(".~lock.");
    name.push(real.file_name().unwrap_or_default());
    name.push("#");
    real.with_file_name(name)
}

impl Lock {
    /// Tries to take the lock of a plan. `by_force` takes over what another computer left, which only a person may decide.
    #[must_use]
    pub fn take(plan: &Path, me: &Owner, now: SystemTime, by_force: bool) -> Locking {
        let path = lock_path(plan);
        // Once more where its owner removed the very file that was opened.
        (0..3).find_map(|_| try_once(&path, me, now, by_force)).unwrap_or(Locking::NoPlace)
    }

    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Shows other computers, which see no locks but times, that the plan is still open.
    pub fn touch(&self) {
        if self.is_ours() {
            // Where it can't be touched any more, the drive is gone and nobody looks.
            let _ = write(&self.file, &self.me);
        }
    }

    /// Another computer may have taken it over by force; it is theirs then.
    fn is_ours(&self) -> bool {
        fs::read_to_string(&self.path).map_or(cfg!(windows), |text| Owner::read(&text) == self.me)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if self.is_ours() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn try_once(path: &Path, me: &Owner, now: SystemTime, by_force: bool) -> Option<Locking> {
    let was_there = path.exists();
    let Ok(file) = open_lock_to_write(path) else { return Some(Locking::NoPlace) };
    let locked = file.try_lock();
    if !still_there(&file, path) {
        return None;
    }
    let mut text = String::new();
    let _ = (&file).read_to_string(&mut text);
    let owner = Owner::read(&text);
    let nobody = !was_there || text.is_empty();
    let elsewhere = !nobody && owner.host != me.host;
    match locked {
        Err(TryLockError::WouldBlock) => return Some(Locking::Taken(owner)),
        Ok(()) if !elsewhere || by_force => {}
        // No locks here: on this computer the owner can be asked whether it lives.
        Err(TryLockError::Error(_)) if !elsewhere && !nobody && is_alive(owner.pid) => {
            return Some(Locking::Taken(owner));
        }
        Err(TryLockError::Error(_)) if nobody || by_force || !elsewhere => {}
        _ => {
            let modified = file.metadata().and_then(|data| data.modified()).ok();
            let age = modified.and_then(|time| now.duration_since(time).ok());
            return Some(Locking::Elsewhere { owner, fresh: age.is_none_or(|age| age <= STALE) });
        }
    }
    if write(&file, me).is_err() {
        return Some(Locking::NoPlace);
    }
    Some(Locking::Ours(Lock { file, path: path.to_owned(), me: me.clone() }))
}

fn write(mut file: &File, me: &Owner) -> io::Result<()> {
    let text = me.text();
    file.rewind()?;
    file.write_all(text.as_bytes())?;
    file.set_len(text.len() as u64)
}

#[cfg(unix)]
fn still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |a: fs::Metadata, b: fs::Metadata| (a.dev(), a.ino()) == (b.dev(), b.ino());
    file.metadata().and_then(|held| fs::metadata(path).map(|now| same(held, now))).unwrap_or(false)
}

/// Nobody can remove a file that is open here.
#[cfg(not(unix))]
fn still_there(_file: &File, _path: &Path) -> bool {
    true
}

fn is_alive(pid: u32) -> bool {
    !cfg!(target_os = "linux") || Path::new("/proc").join(pid.to_string()).exists()
}
