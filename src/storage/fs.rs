//! The seam between saving and the disk: few operations, so that tests can make each of them fail.

use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What saving asks of a file system. [`RealFs`] is the disk; tests put faults in between.
#[expect(clippy::missing_errors_doc, reason = "the system's own, for each operation")]
pub trait Fs: Send + Sync {
    /// The real path, with all links followed.
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf>;

    /// Where a link points, as it is written in it.
    fn read_link(&self, path: &Path) -> io::Result<PathBuf>;

    /// Of what the path leads to, links followed.
    fn metadata(&self, path: &Path) -> io::Result<Metadata>;

    /// Whether this user may write the existing file. Changes nothing.
    fn may_write(&self, path: &Path) -> io::Result<()>;

    /// A new file, which must not exist yet, with the owner and mode of the file that it is to replace.
    fn create_new(&self, path: &Path, like: Option<&Metadata>) -> io::Result<Box<dyn FsFile>>;

    /// An existing file, to be written over from its start; it is as long as it was until its length is set.
    fn open_in_place(&self, path: &Path) -> io::Result<Box<dyn FsFile>>;

    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Keeps other windows of the program from replacing this very file while it is looked at and replaced. `None` where
    /// the system has no such thing; the error is `WouldBlock` while somebody else does the same.
    fn hold(&self, path: &Path) -> io::Result<Option<Hold>>;

    /// Puts `from` in the place of `to` in one step: whoever looks sees either the old or the new file.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Gives a file a second name, which must not be taken.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Makes names in a folder lasting. Does nothing where the system has no such thing.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    fn remove(&self, path: &Path) -> io::Result<()>;

    /// A folder of our own with all that it lies in, unless it is there; nobody else may look into it.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;

    /// The files and folders in a folder, in no order.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;

    /// Whether another program holds the file just now, as virus scanners and sync clients do for a moment.
    fn is_held(&self, error: &io::Error) -> bool {
        // Access denied, sharing violation, lock violation; elsewhere nobody is kept from renaming.
        cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33))
    }

    /// Waits before another try.
    fn pause(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

/// A file that nobody else replaces, until this goes.
#[derive(Debug)]
pub struct Hold {
    _locked: File,
}

/// A file that is being written.
pub trait FsFile: io::Write + Send {
    /// Returns only when the bytes are on the disk.
    ///
    /// # Errors
    /// As the system says. After one, the file's content is not known, and trying again proves nothing.
    fn sync(&mut self) -> io::Result<()>;

    /// Cuts the file off, or fills it up, to this length.
    ///
    /// # Errors
    /// As the system says.
    fn set_length(&mut self, length: u64) -> io::Result<()>;
}

/// The disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealFs;

impl Fs for RealFs {
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        fs::read_link(path)
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        fs::metadata(path)
    }

    fn may_write(&self, path: &Path) -> io::Result<()> {
        options().write(true).open(path).map(|_| ())
    }

    fn create_new(&self, path: &Path, like: Option<&Metadata>) -> io::Result<Box<dyn FsFile>> {
        let mut options = options();
        options.write(true).create_new(true);
        // From its first moment a copy of a private file is no more open than the file itself.
        #[cfg(unix)]
        if let Some(like) = like {
            use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
            options.mode(like.mode() & 0o777);
        }
        let file = options.open(path)?;
        if let Some(like) = like {
            keep_identity(&file, like);
        }
        Ok(Box::new(file))
    }

    fn open_in_place(&self, path: &Path) -> io::Result<Box<dyn FsFile>> {
        Ok(Box::new(options().write(true).open(path)?))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    /// On Windows a lock would also keep the rename itself away.
    #[cfg(unix)]
    fn hold(&self, path: &Path) -> io::Result<Option<Hold>> {
        use std::os::unix::fs::MetadataExt;
        let file = File::open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::WouldBlock.into()),
            Err(TryLockError::Error(_)) => return Ok(None),
        }
        // Whoever held it before may have put another file in its place meanwhile.
        let (held, now) = (file.metadata()?, fs::metadata(path)?);
        if (held.dev(), held.ino()) == (now.dev(), now.ino()) {
            Ok(Some(Hold { _locked: file }))
        } else {
            Err(io::ErrorKind::WouldBlock.into())
        }
    }

    #[cfg(not(unix))]
    fn hold(&self, _path: &Path) -> io::Result<Option<Hold>> {
        Ok(None)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    #[cfg(unix)]
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }

    #[cfg(not(unix))]
    fn sync_folder(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        let mut new = fs::DirBuilder::new();
        // Ours alone: what lies in them is of plans whose own folders may be closed to others.
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut new, 0o700);
        new.recursive(true).create(folder)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect()
    }
}

#[expect(clippy::disallowed_methods, reason = "storage is the room that writes files")]
fn options() -> OpenOptions {
    OpenOptions::new()
}

/// Owner, group and mode, as far as the system lets us: only an administrator gives files away, some drives have no
/// modes, and a plan saved as one's own is better than none. Access lists are not kept.
#[cfg(unix)]
fn keep_identity(file: &File, like: &Metadata) {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let Ok(new) = file.metadata() else { return };
    let mut mode = like.mode() & 0o777;
    if new.gid() != like.gid() && fchown(file, None, Some(like.gid())).is_err() {
        // What the old group could do is not for the new one: it gets what everybody has.
        mode = (mode & 0o707) | ((mode & 0o007) << 3);
    }
    if new.uid() != like.uid() {
        let _ = fchown(file, Some(like.uid()), None);
    }
    if new.mode() & 0o777 != mode {
        let _ = file.set_permissions(fs::Permissions::from_mode(mode));
    }
}

#[cfg(not(unix))]
fn keep_identity(_file: &File, _like: &Metadata) {}

impl FsFile for File {
    fn sync(&mut self) -> io::Result<()> {
        self.sync_all()
    }

    fn set_length(&mut self, length: u64) -> io::Result<()> {
        self.set_len(length)
    }
}
