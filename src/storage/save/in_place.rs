//! Where nothing can be replaced: the file itself is overwritten, if the person agreed, and only once a whole copy of
//! the new content is safe elsewhere.

use std::io;
use std::path::{Path, PathBuf};

use super::target::Target;
use super::{Fingerprint, Replaced, Request, Written, keep, look, sync_folder, temporary_name, write_file};
use crate::storage::error::{SaveError, reason_of_writing};
use crate::storage::fs::Fs;

pub(super) fn write(
    fs: &dyn Fs,
    request: &Request<'_>,
    bytes: &[u8],
    target: &Target,
    why: &str,
) -> Result<Written, SaveError> {
    let Some(safe) = request.in_place else {
        return Err(SaveError::NeedsConsent { path: request.path.to_owned(), reason: why.to_owned() });
    };
    let copy = safe_copy(fs, request, bytes, target, safe)?;
    // The version before is about to be destroyed, so here it has to be kept.
    let old = look(fs, request, target)?;
    if let Some(reason) = keep(request, fs, target, old.as_deref(), Replaced::InPlace)? {
        return Err(SaveError::NotKept { path: request.path.to_owned(), reason });
    }
    let torn = |error: &io::Error| SaveError::Torn {
        path: request.path.to_owned(),
        reason: reason_of_writing(error),
        copy: copy.clone(),
    };
    overwrite(fs, &target.path, bytes).map_err(|error| torn(&error))?;
    // Its folder did not change; where the disk says otherwise, the bytes below decide.
    sync_folder(fs, &target.folder).map_err(|error| torn(&error))?;
    let _ = fs.remove(&copy);
    Ok(Written { path: target.path.clone(), fingerprint: Fingerprint::of(bytes), not_kept: None })
}

/// The whole new content, on the disk, in a folder of our own.
fn safe_copy(
    fs: &dyn Fs,
    request: &Request<'_>,
    bytes: &[u8],
    target: &Target,
    safe: &Path,
) -> Result<PathBuf, SaveError> {
    let name = temporary_name(target.path.file_name().unwrap_or_default());
    let copy = safe.join(format!("{}.copy", name.trim_start_matches('.').trim_end_matches(".tmp")));
    let unsafe_place = |reason| SaveError::NotKept { path: request.path.to_owned(), reason };
    fs.create_folder(safe).map_err(|error| unsafe_place(reason_of_writing(&error)))?;
    write_file(fs, &copy, bytes).map_err(|error| unsafe_place(error.to_string()))?;
    Ok(copy)
}

/// All bytes, then the length, so that a file that was longer is never cut before the new content is there.
fn overwrite(fs: &dyn Fs, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs.open_in_place(path)?;
    file.write_all(bytes)?;
    file.flush()?;
    file.sync()?;
    file.set_length(bytes.len() as u64)?;
    file.sync()?;
    drop(file);
    if fs.read(path)? == bytes { Ok(()) } else { Err(io::Error::other("other bytes came back than were written")) }
}
