//! What others did to a plan's file while it was open here: changed it, moved it away, or left a second copy beside it.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::Fingerprint;
use super::fs::Fs;
use super::save::folder_of;

/// How a plan's file stands against what is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnDisk {
    /// With the same content, whatever its time.
    Same,
    Changed {
        fingerprint: Fingerprint,
        /// When, as its file has it.
        modified: Option<SystemTime>,
    },
    /// Not there any more, or something else than a file is.
    Gone,
    /// It is there and can't be read now: nothing can be said.
    Unknown,
}

/// Compares the content of a file with what is known of it.
#[must_use]
pub fn look(fs: &dyn Fs, path: &Path, known: Fingerprint) -> OnDisk {
    let modified = match fs.metadata(path) {
        Ok(data) if data.is_file() => data.modified().ok(),
        Ok(_) => return OnDisk::Gone,
        Err(error) if is_gone(error.kind()) => return OnDisk::Gone,
        Err(_) => return OnDisk::Unknown,
    };
    match fs.read(path) {
        Ok(bytes) => {
            let fingerprint = Fingerprint::of(&bytes);
            if fingerprint == known { OnDisk::Same } else { OnDisk::Changed { fingerprint, modified } }
        }
        Err(error) if is_gone(error.kind()) => OnDisk::Gone,
        Err(_) => OnDisk::Unknown,
    }
}

fn is_gone(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Copies that sync programs left beside a plan when two computers had changed it, by the names that they give. None
/// of them is ever opened by itself.
#[must_use]
pub fn conflict_copies(fs: &dyn Fs, plan: &Path) -> Vec<PathBuf> {
    let Some(name) = plan.file_name().and_then(|name| name.to_str()) else { return Vec::new() };
    let files = fs.list(&folder_of(plan)).unwrap_or_default();
    let is_copy = |file: &PathBuf| {
        let other = file.file_name().and_then(|name| name.to_str());
        other.is_some_and(|other| is_conflict_copy(name, other)) && file.is_file()
    };
    let mut copies: Vec<PathBuf> = files.into_iter().filter(is_copy).collect();
    copies.sort();
    copies
}

/// The plan's name with something put in before one of its endings: `coast.sync-conflict-…`, `coast (… conflicted copy
/// …)`, `coast-TILL2`.
fn is_conflict_copy(name: &str, other: &str) -> bool {
    if name == other || other.starts_with('.') {
        return false;
    }
    let dots = name.match_indices('.').map(|(at, _)| at).filter(|at| *at > 0);
    dots.into_iter().any(|at| {
        let (stem, ending) = name.split_at(at);
        let put_in = other.strip_prefix(stem).and_then(|rest| rest.strip_suffix(ending));
        put_in.is_some_and(is_mark)
    })
}

fn is_mark(put_in: &str) -> bool {
    let low = put_in.to_lowercase();
    if low.starts_with(".sync-conflict-") {
        return true;
    }
    if put_in.starts_with(" (") && put_in.ends_with(')') && low.contains("conflicted copy") {
        return true;
    }
    // OneDrive puts the computer's name behind a hyphen: capitals and digits, as Windows has them.
    put_in.strip_prefix('-').is_some_and(|host| {
        let plausible = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
        (3..=15).contains(&host.len()) && host.chars().all(plausible) && host.contains(|c: char| c.is_ascii_uppercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_three_sync_programs_are_known_and_ordinary_ones_are_not() {
        let plan = "coast.upturn.ron";
        for copy in [
            "coast.upturn.sync-conflict-20261119-104207-ABCDEFG.ron",
            "coast.sync-conflict-20261119-104207-ABCDEFG.upturn.ron",
            "coast.upturn (Ada's conflicted copy 2026-11-19).ron",
            "coast (till-2's conflicted copy 2026-11-19).upturn.ron",
            "coast.upturn-TILL-2.ron",
            "coast-LAPTOP7.upturn.ron",
        ] {
            assert!(is_conflict_copy(plan, copy), "{copy}");
        }
        for other in [
            "coast.upturn.ron",
            "coast-2027.upturn.ron",
            "coast (2).upturn.ron",
            "coast-north.upturn.ron",
            "coastal.upturn.ron",
            "coast.original.upturn.ron",
            ".~lock.coast.upturn.ron#",
            "north-LAPTOP7.upturn.ron",
        ] {
            assert!(!is_conflict_copy(plan, other), "{other}");
        }
    }
}
