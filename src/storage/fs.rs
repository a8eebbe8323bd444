//! The seam between saving and the disk: few operations, so that tests can make each of them fail.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

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

    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Puts `from` in the place of `to` in one step: whoever looks sees either the old or the new file.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Makes names in a folder lasting. Does nothing where the system has no such thing.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    fn remove(&self, path: &Path) -> io::Result<()>;
}

/// A file that is being written.
pub trait FsFile: io::Write + Send {
    /// Returns only when the bytes are on the disk.
    ///
    /// # Errors
    /// As the system says. After one, the file's content is not known, and trying again proves nothing.
    fn sync(&mut self) -> io::Result<()>;
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

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
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
}
