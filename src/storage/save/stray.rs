//! Temporary files that a killed program left beside a plan.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::name_in_temporary;
use super::target::folder_of;
use crate::storage::fs::Fs;

/// A temporary file that is younger may be somebody's who is just writing, on whatever computer.
const OLD: Duration = Duration::from_hours(24);

/// Whether a file's name is one that saving `name` gives to its temporary files; if so, the number of its program.
#[must_use]
pub fn is_stray(file: &OsStr, name: &OsStr) -> Option<u32> {
    let rest = file.to_str()?.strip_prefix('.')?.strip_prefix(name_in_temporary(name).as_str())?;
    let (pid, random) = rest.strip_prefix('.')?.strip_suffix(".tmp")?.split_once('-')?;
    let is_random = random.len() == 16 && random.bytes().all(|b| b.is_ascii_hexdigit());
    let digits = !pid.is_empty() && pid.bytes().all(|b| b.is_ascii_digit());
    (is_random && digits).then(|| pid.parse().ok()).flatten()
}

/// Removes temporary files of this plan that are ours, more than a day old, and whose program is gone; answers them.
pub fn sweep(fs: &dyn Fs, plan: &Path, now: SystemTime) -> Vec<PathBuf> {
    let Some(name) = plan.file_name() else { return Vec::new() };
    let is_dead = |path: &PathBuf| {
        let ours = path.file_name().and_then(|file| is_stray(file, name));
        let modified = || fs.metadata(path).ok().filter(std::fs::Metadata::is_file)?.modified().ok();
        // A time in the future says nothing about age.
        let old = || modified().and_then(|time| now.duration_since(time).ok()).is_some_and(|age| age > OLD);
        ours.is_some_and(|pid| !is_alive(pid)) && old()
    };
    let files = fs.list(&folder_of(plan)).unwrap_or_default();
    files.into_iter().filter(is_dead).filter(|path| fs.remove(path).is_ok()).collect()
}

/// Whether a program with this number runs. Where that can't be known, its age alone decides.
fn is_alive(pid: u32) -> bool {
    cfg!(target_os = "linux") && Path::new("/proc").join(pid.to_string()).exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_our_own_making_are_known() {
        let name = OsStr::new("Coast.upturn.ron");
        let known = |file: &str| is_stray(OsStr::new(file), name);
        assert_eq!(known(".Coast.upturn.ron.71-0123456789abcdef.tmp"), Some(71));
        for other in [
            ".Coast.upturn.ron.71-0123456789abcdeg.tmp",
            ".Coast.upturn.ron.71-0123456789abcdef.tmp2",
            ".Coast.upturn.ron.-0123456789abcdef.tmp",
            ".North.upturn.ron.71-0123456789abcdef.tmp",
            "Coast.upturn.ron.71-0123456789abcdef.tmp",
            ".Coast.upturn.ron.tmp",
        ] {
            assert_eq!(known(other), None, "{other}");
        }
    }
}
