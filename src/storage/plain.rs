//! The files that the atomic routine can't serve: one that is only locked, and the log, which grows.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

#[expect(clippy::disallowed_methods, reason = "storage is the room that writes files")]
fn options() -> OpenOptions {
    OpenOptions::new()
}

/// A file to hold a lock on, made if it is not there; its bytes are nobody's.
///
/// # Errors
/// What the system says.
pub fn open_lock(path: &Path) -> io::Result<File> {
    options().create(true).append(true).open(path)
}

/// A lock that also says whose it is.
///
/// # Errors
/// What the system says.
pub fn open_lock_to_write(path: &Path) -> io::Result<File> {
    options().create(true).truncate(false).read(true).write(true).open(path)
}

/// A text that grows at its end, made if it is not there. A line that is written at once is not torn by another writer.
///
/// # Errors
/// What the system says.
pub fn open_growing(path: &Path) -> io::Result<File> {
    options().create(true).append(true).open(path)
}
