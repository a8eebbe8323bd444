//! Earlier versions of plans, in a folder of our own and never beside the plan: what a save replaces goes here first.
//!
//! Each file has a folder by its whole path, so that plans of one name in several folders never mix. What goes first is
//! decided by the number that each version gets, not by any clock: those can be wrong or jump.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

use super::error::SaveError;
use super::fs::Fs;
use super::save::{sync_folder, write_file};

/// Newest versions that are kept of each plan.
const NEWEST: usize = 10;
/// Days before those, of each of which the last version is kept.
const DAYS: usize = 30;
/// Bytes of all versions of all plans.
const LARGEST: u64 = 200 * 1024 * 1024;

/// What the clock on the wall says, for people to read. Nothing is decided by it but which day a version is of.
pub type Moment = NaiveDateTime;

/// Where earlier versions lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vault {
    folder: PathBuf,
    largest: u64,
}

/// A version of a plan that was replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    pub path: PathBuf,
    pub number: u32,
    /// When it was replaced.
    pub until: Moment,
    /// In bytes.
    pub size: u64,
}

const STAMP: &str = "%Y-%m-%d-%H%M%S";

impl Vault {
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), largest: LARGEST }
    }

    /// With another limit on all versions together.
    #[must_use]
    pub fn holding_at_most(self, largest: u64) -> Self {
        Self { largest, ..self }
    }

    /// Keeps `bytes` as a version of `plan`, unless they are kept already. Older versions make room.
    ///
    /// # Errors
    /// As the system says; nothing was kept then, and nothing removed.
    pub fn keep(&self, fs: &dyn Fs, plan: &Path, bytes: &[u8], now: Moment) -> io::Result<Option<PathBuf>> {
        // What shares the plan's file would go with it if that is written into, and is no copy.
        let shared = self.of(fs, plan)?.into_iter().next().filter(|newest| is_same_file(fs, plan, &newest.path));
        let copy = |version: &Path, _: &Path| write_file(fs, version, bytes).map_err(system_error);
        let kept = self.keep_by(fs, plan, bytes, now, shared.is_none(), copy)?;
        if let Some(shared) = shared {
            let _ = fs.remove(&shared.path);
        }
        Ok(kept)
    }

    /// Keeps the file of `plan`, which holds `bytes` and is about to be replaced by another: where the disk allows, it
    /// gets a second name here and nothing is copied. The caller must not write into that file afterwards.
    ///
    /// # Errors
    /// As [`Self::keep`].
    pub fn keep_file(&self, fs: &dyn Fs, plan: &Path, bytes: &[u8], now: Moment) -> io::Result<Option<PathBuf>> {
        self.keep_by(fs, plan, bytes, now, true, |version, folder| {
            if link(fs, plan, version, folder) { Ok(()) } else { write_file(fs, version, bytes).map_err(system_error) }
        })
    }

    /// Whether the newest version of `plan` is its very file by a second name, as a save that broke off can leave it.
    #[must_use]
    pub fn shares_file_with(&self, fs: &dyn Fs, plan: &Path) -> bool {
        let newest = self.of(fs, plan).ok().and_then(|versions| versions.into_iter().next());
        newest.is_some_and(|newest| is_same_file(fs, plan, &newest.path))
    }

    fn keep_by(
        &self,
        fs: &dyn Fs,
        plan: &Path,
        bytes: &[u8],
        now: Moment,
        once: bool,
        put: impl FnOnce(&Path, &Path) -> io::Result<()>,
    ) -> io::Result<Option<PathBuf>> {
        let folder = self.folder_of(fs, plan);
        let versions = versions(fs, &folder)?;
        let is_kept = |newest: &Earlier| {
            newest.size == bytes.len() as u64 && fs.read(&newest.path).is_ok_and(|kept| kept == bytes)
        };
        if once && versions.first().is_some_and(is_kept) {
            return Ok(None);
        }
        fs.create_folder(&folder)?;
        if versions.is_empty() {
            // Its own name lasts as well.
            sync_folder(fs, &self.folder)?;
        }
        let number = versions.first().map_or(1, |newest| newest.number.saturating_add(1));
        let path = folder.join(format!("{number:06}-{}.ron", now.format(STAMP)));
        put(&path, &folder)?;
        // What can't be removed now goes the next time.
        let _ = thin(fs, &folder);
        let _ = self.fit(fs);
        Ok(Some(path))
    }

    /// The earlier versions of a plan, newest first.
    ///
    /// # Errors
    /// As the system says; a plan without any has none.
    pub fn of(&self, fs: &dyn Fs, plan: &Path) -> io::Result<Vec<Earlier>> {
        versions(fs, &self.folder_of(fs, plan))
    }

    /// By the whole path, links followed, so that a plan has one history by whatever name it is opened.
    fn folder_of(&self, fs: &dyn Fs, plan: &Path) -> PathBuf {
        let whole = fs.canonicalize(plan).or_else(|_| std::path::absolute(plan)).unwrap_or_else(|_| plan.to_owned());
        self.folder.join(key(&whole))
    }

    /// Removes the oldest of all plans until the rest fits; the last one of a plan is never removed.
    fn fit(&self, fs: &dyn Fs) -> io::Result<()> {
        let mut all = Vec::new();
        let mut size = 0;
        for folder in fs.list(&self.folder)? {
            let versions = versions(fs, &folder).unwrap_or_default();
            size += versions.iter().map(|version| version.size).sum::<u64>();
            all.extend(versions.into_iter().skip(1));
        }
        if size > self.largest {
            all.sort_by_key(|version| (version.until, version.number));
            for version in all {
                if size <= self.largest {
                    break;
                }
                fs.remove(&version.path)?;
                size -= version.size;
            }
        }
        Ok(())
    }
}

/// Leaves the newest versions, and before those the last one of each day.
fn thin(fs: &dyn Fs, folder: &Path) -> io::Result<()> {
    let mut days = Vec::new();
    for (index, version) in versions(fs, folder)?.iter().enumerate() {
        let day = version.until.date();
        let of_a_new_day = !days.contains(&day);
        if of_a_new_day {
            days.push(day);
        }
        if index >= NEWEST && (!of_a_new_day || days.len() > DAYS) {
            fs.remove(&version.path)?;
        }
    }
    Ok(())
}

/// The versions in a folder, newest first; other files are left alone.
fn versions(fs: &dyn Fs, folder: &Path) -> io::Result<Vec<Earlier>> {
    let files = match fs.list(folder) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(Vec::new()),
        files => files?,
    };
    let mut versions: Vec<Earlier> = files.into_iter().filter_map(|path| version(fs, path)).collect();
    versions.sort_by_key(|version| std::cmp::Reverse(version.number));
    Ok(versions)
}

fn version(fs: &dyn Fs, path: PathBuf) -> Option<Earlier> {
    let (number, stamp) = path.file_name()?.to_str()?.strip_suffix(".ron")?.split_once('-')?;
    let (number, until) = (number.parse().ok()?, NaiveDateTime::parse_from_str(stamp, STAMP).ok()?);
    let size = fs.metadata(&path).ok()?.len();
    Some(Earlier { path, number, until, size })
}

/// A name for a path: what it is called, and a hash of all of it.
pub(super) fn key(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.split('.').next().unwrap_or_default();
    let readable: String = stem.chars().filter(char::is_ascii_alphanumeric).take(24).collect();
    let digits = path.as_os_str().as_encoded_bytes().iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        // FNV-1a: the same on every system and in every version.
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{readable}-{digits:016x}")
}

/// Gives the file of `plan` a second name and makes both lasting; answers whether that worked. What is kept is what the
/// new file is about to replace, even if another program wrote it a moment ago. Only where the file is the person's own,
/// as the folder is: another's would stay in that one's hand.
#[cfg(unix)]
fn link(fs: &dyn Fs, plan: &Path, version: &Path, folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let owner = |path: &Path| fs.metadata(path).map(|data| data.uid()).ok();
    if owner(plan).is_none() || owner(plan) != owner(folder) {
        return false;
    }
    if fs.link(plan, version).is_err() {
        return false;
    }
    // A program that wrote the file may not have waited for the disk. Once its second name is given, so that on most
    // disks the folder is on the disk by this as well, and syncing it costs nothing more.
    let lasts = || fs.open_in_place(plan).and_then(|mut file| file.sync()).is_ok();
    let kept = lasts() && sync_folder(fs, folder).is_ok();
    if !kept {
        let _ = fs.remove(version);
    }
    kept
}

/// Where second names can't be told, none is given.
#[cfg(not(unix))]
fn link(_fs: &dyn Fs, _plan: &Path, _version: &Path, _folder: &Path) -> bool {
    false
}

#[cfg(unix)]
fn is_same_file(fs: &dyn Fs, one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path: &Path| fs.metadata(path).map(|data| (data.dev(), data.ino())).ok();
    id(one).is_some_and(|one| id(other) == Some(one))
}

#[cfg(not(unix))]
fn is_same_file(_fs: &dyn Fs, _one: &Path, _other: &Path) -> bool {
    false
}

fn system_error(error: SaveError) -> io::Error {
    io::Error::other(error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::RealFs;

    fn at(day: u64, second: u32) -> Moment {
        let first = chrono::NaiveDate::from_ymd_opt(2026, 11, 1).unwrap() + chrono::Days::new(day);
        first.and_hms_opt(10, 0, second).unwrap()
    }

    /// Saves `count` different contents on a day; answers the vault's list.
    fn keep(vault: &Vault, plan: &Path, day: u64, count: u32) -> Vec<Earlier> {
        for number in 0..count {
            vault
                .keep(&RealFs, plan, format!("{} {day} {number}", plan.display()).as_bytes(), at(day, number))
                .unwrap();
        }
        vault.of(&RealFs, plan).unwrap()
    }

    #[test]
    fn r17_the_ten_newest_and_the_last_of_thirty_days_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::in_folder(folder.path());
        let plan = Path::new("/plans/coast.upturn.ron");
        // 500 saves over 60 days, beside which two plans of the same name in other folders are saved as well.
        for day in 0..60 {
            keep(&vault, plan, day, 8);
            for other in ["/a/coast.upturn.ron", "/b/coast.upturn.ron"] {
                keep(&vault, Path::new(other), day, 1);
            }
        }
        let kept = keep(&vault, plan, 60, 20);
        let newest: Vec<u32> = kept.iter().take(NEWEST).map(|v| v.number).collect();
        assert_eq!(newest, (491..=500).rev().collect::<Vec<_>>());
        let days: Vec<i64> = kept[NEWEST..].iter().map(|v| (v.until.date() - at(0, 0).date()).num_days()).collect();
        assert_eq!(days, (31..60).rev().collect::<Vec<_>>(), "of each day before one, the newest");
        assert!(kept[NEWEST..].iter().all(|v| v.until.and_utc().timestamp() % 60 == 7));
        for other in ["/a/coast.upturn.ron", "/b/coast.upturn.ron"] {
            let kept = vault.of(&RealFs, Path::new(other)).unwrap();
            assert!(kept.iter().all(|v| std::fs::read_to_string(&v.path).unwrap().starts_with(other)));
            assert_eq!(kept.len(), NEWEST + DAYS - 10);
        }
    }

    #[test]
    fn the_same_content_is_kept_once() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::in_folder(folder.path());
        for second in 0..3 {
            vault.keep(&RealFs, Path::new("/a.ron"), b"same", at(0, second)).unwrap();
        }
        assert_eq!(vault.of(&RealFs, Path::new("/a.ron")).unwrap().len(), 1);
    }

    #[test]
    fn r17_a_full_vault_loses_the_oldest_but_no_plan_its_last_one() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::in_folder(folder.path()).holding_at_most(100);
        let plans = ["/one/coast.ron", "/two/coast.ron", "/three/coast.ron"].map(PathBuf::from);
        for (day, plan) in (0..).zip(&plans) {
            keep(&vault, plan, day, 5);
        }
        for plan in &plans {
            let kept = vault.of(&RealFs, plan).unwrap();
            assert!(!kept.is_empty(), "{}", plan.display());
            let newest = std::fs::read_to_string(&kept[0].path).unwrap();
            assert!(newest.starts_with(&plan.display().to_string()) && newest.ends_with(" 4"), "{newest}");
        }
        assert!(vault.of(&RealFs, &plans[2]).unwrap().len() > vault.of(&RealFs, &plans[0]).unwrap().len());
    }

    #[test]
    fn r38_a_clock_that_jumps_back_removes_nothing_that_is_newer() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::in_folder(folder.path());
        let plan = Path::new("/coast.ron");
        keep(&vault, plan, 40, 15);
        let kept = keep(&vault, plan, 1, 1);
        assert_eq!((kept[0].number, kept[0].until), (16, at(1, 0)));
    }

    #[test]
    fn two_paths_never_share_a_key() {
        assert_ne!(key(Path::new("/a/coast.ron")), key(Path::new("/b/coast.ron")));
        assert_eq!(key(Path::new("/a/coast.upturn.ron")), key(Path::new("/a/coast.upturn.ron")));
        assert!(key(Path::new("/東京.ron")).starts_with('-'));
    }
}
