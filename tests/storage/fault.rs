//! The disk fails at each step of a save in turn: the old file stays, or the new one is whole, and it is said.

use std::fs::Metadata;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use upturn::storage::{self, Fs, FsFile, RealFs, SaveError};

const OLD: &[u8] = b"the old plan, which must not be lost";
const NEW: &[u8] = b"the new plan, a good deal longer than the old one, so that a short write shows";

#[derive(Clone, Copy, Debug)]
enum Fault {
    Never,
    /// The step of this number, counted from 0, fails.
    Once(usize),
    /// This step and all after it fail.
    From(usize),
}

/// A disk that fails on demand, and remembers what was asked of it.
#[derive(Clone)]
struct FaultyFs {
    fault: Fault,
    error: i32,
    /// Longest write that is taken at once.
    write_at_most: usize,
    trace: Arc<Mutex<Vec<&'static str>>>,
    removal_failed: Arc<Mutex<bool>>,
}

impl FaultyFs {
    fn new(fault: Fault, error: i32) -> Self {
        Self { fault, error, write_at_most: usize::MAX, trace: Arc::default(), removal_failed: Arc::default() }
    }

    fn step(&self, name: &'static str) -> io::Result<()> {
        let mut trace = self.trace.lock().unwrap();
        let number = trace.len();
        trace.push(name);
        let fails = match self.fault {
            Fault::Never => false,
            Fault::Once(at) => number == at,
            Fault::From(at) => number >= at,
        };
        if fails { Err(io::Error::from_raw_os_error(self.error)) } else { Ok(()) }
    }

    fn trace(&self) -> Vec<&'static str> {
        self.trace.lock().unwrap().clone()
    }
}

struct FaultyFile {
    file: Box<dyn FsFile>,
    fs: FaultyFs,
}

impl Write for FaultyFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let some = &bytes[..bytes.len().min(self.fs.write_at_most)];
        if let Err(error) = self.fs.step("write") {
            // A full disk takes a part before it says so.
            if error.kind() != io::ErrorKind::Interrupted {
                self.file.write_all(&some[..some.len() / 2])?;
            }
            return Err(error);
        }
        self.file.write(some)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl FsFile for FaultyFile {
    fn sync(&mut self) -> io::Result<()> {
        self.fs.step("sync")?;
        self.file.sync()
    }
}

impl Fs for FaultyFs {
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        self.step("canonicalize")?;
        RealFs.canonicalize(path)
    }
    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        self.step("read_link")?;
        RealFs.read_link(path)
    }
    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        self.step("metadata")?;
        RealFs.metadata(path)
    }
    fn may_write(&self, path: &Path) -> io::Result<()> {
        self.step("may_write")?;
        RealFs.may_write(path)
    }
    fn create_new(&self, path: &Path, like: Option<&Metadata>) -> io::Result<Box<dyn FsFile>> {
        self.step("create_new")?;
        Ok(Box::new(FaultyFile { file: RealFs.create_new(path, like)?, fs: self.clone() }))
    }
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.step("read")?;
        RealFs.read(path)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step("rename")?;
        RealFs.rename(from, to)
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step("sync_folder")?;
        RealFs.sync_folder(folder)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step("remove").inspect_err(|_| *self.removal_failed.lock().unwrap() = true)?;
        RealFs.remove(path)
    }
}

type Writer = fn(&dyn Fs, &Path, &[u8]) -> Result<(), SaveError>;

/// What a writer does wrong with this fault, or nothing; and whether the fault was met at all.
fn judge(write: Writer, fs: &FaultyFs, has_old: bool) -> (Option<String>, bool) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Coast.upturn.ron");
    if has_old {
        storage::write_file(&RealFs, &path, OLD).unwrap();
    }
    let result = write(fs, &path, NEW);
    let content = std::fs::read(&path).ok();
    let litter = std::fs::read_dir(folder.path()).unwrap().count() - usize::from(content.is_some());
    let removal_failed = *fs.removal_failed.lock().unwrap();
    let met = match fs.fault {
        Fault::Never => false,
        Fault::Once(at) | Fault::From(at) => fs.trace().len() > at,
    };
    let is_old = content.as_deref() == has_old.then_some(OLD);
    let is_new = content.as_deref() == Some(NEW);
    let told = result.as_ref().err().map(ToString::to_string).unwrap_or_default();
    let wrong = match &result {
        Ok(()) if !is_new => Some("said to be saved and is not".into()),
        Err(SaveError::Unconfirmed { .. }) if !is_new => Some("said to be in place and is not".into()),
        Err(error) if !matches!(error, SaveError::Unconfirmed { .. }) && !is_old => {
            Some(format!("the old file is gone: {told}"))
        }
        Err(_) if !told.contains("Coast.upturn.ron") => Some(format!("names no file: {told}")),
        _ if litter > 0 && !removal_failed => Some("left a temporary file".into()),
        _ if litter > 0 && !told.contains("could not be removed; delete it") => {
            Some(format!("hides what it left: {told}"))
        }
        _ => None,
    };
    (wrong, met)
}

/// ENOSPC, EIO, EACCES, EPERM, EBUSY, EROFS, EINTR, EXDEV on Linux.
const ERRORS: [i32; 8] = [28, 5, 13, 1, 16, 30, 4, 18];

/// All faults that a writer could meet, each judged; answers what went wrong and how many faults were met.
fn judge_all(write: Writer) -> (Vec<String>, usize) {
    let (mut wrongs, mut met_faults) = (Vec::new(), 0);
    for error in ERRORS {
        for has_old in [true, false] {
            for fault in [Fault::Once as fn(usize) -> Fault, Fault::From] {
                for step in 0.. {
                    // An endless EINTR is not a fault but a halt, which the standard library waits out.
                    let endless = error == 4 && matches!(fault(0), Fault::From(_));
                    let fs = FaultyFs { write_at_most: 7, ..FaultyFs::new(fault(step), error) };
                    if endless {
                        break;
                    }
                    let (wrong, met) = judge(write, &fs, has_old);
                    if !met {
                        break;
                    }
                    met_faults += 1;
                    wrongs.extend(wrong.map(|w| format!("{:?}, error {error}, old file {has_old}: {w}", fs.fault)));
                }
            }
        }
    }
    (wrongs, met_faults)
}

#[test]
#[cfg(target_os = "linux")]
fn whatever_step_fails_the_old_file_stays_or_the_new_one_is_whole() {
    let (wrongs, met) = judge_all(storage::write_file);
    assert_eq!(wrongs, Vec::<String>::new());
    assert!(met > 300, "only {met} faults were met");
}

/// Without this, the test above could pass by meeting nothing.
#[test]
#[cfg(target_os = "linux")]
fn the_same_faults_find_a_writer_that_removes_the_old_file_first() {
    let naive: Writer = |fs, path, bytes| {
        let failed = |_| SaveError::Write { path: path.to_owned(), reason: String::new(), left: None };
        if path.exists() {
            fs.remove(path).map_err(failed)?;
        }
        fs.create_new(path, None).map_err(failed)?.write_all(bytes).map_err(failed)
    };
    let (wrongs, met) = judge_all(naive);
    assert!(wrongs.len() > met / 2, "{} of {met}", wrongs.len());
}

#[test]
fn a_save_is_on_the_disk_and_read_back_before_it_takes_the_old_files_place() {
    let fs = FaultyFs::new(Fault::Never, 0);
    assert_eq!(judge(storage::write_file, &fs, true), (None, false));
    let steps =
        ["canonicalize", "metadata", "may_write", "create_new", "write", "sync", "read", "rename", "sync_folder"];
    assert_eq!(fs.trace(), steps);
}

#[test]
fn short_writes_add_up_to_the_whole_file() {
    for at_most in 1..=7 {
        let fs = FaultyFs { write_at_most: at_most, ..FaultyFs::new(Fault::Never, 0) };
        assert_eq!(judge(storage::write_file, &fs, true), (None, false));
        assert!(fs.trace().iter().filter(|s| **s == "write").count() >= NEW.len() / at_most);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn each_failure_is_told_in_plain_words() {
    let told = |step: &'static str, error: i32| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Coast.upturn.ron");
        storage::write_file(&RealFs, &path, OLD).unwrap();
        let trace = FaultyFs::new(Fault::Never, 0);
        storage::write_file(&trace, &path, OLD).unwrap();
        let at = trace.trace().iter().position(|s| *s == step).unwrap();
        let error = storage::write_file(&FaultyFs::new(Fault::Once(at), error), &path, NEW).unwrap_err();
        error.to_string().replace(&path.display().to_string(), "PLAN")
    };
    let (saved, same) = ("PLAN is not saved: ", " What is on the disk is as it was.");
    for (step, error, words) in [
        ("write", 28, "the disk is full; free some space or save elsewhere."),
        ("write", 122, "your share of the disk is used up; free some space or save elsewhere."),
        ("create_new", 13, "you may not write in this folder; save elsewhere."),
        ("create_new", 30, "the disk is read-only; save elsewhere."),
        ("sync", 5, "the disk reports a fault; save elsewhere."),
        ("rename", 16, "another program holds it."),
    ] {
        assert_eq!(told(step, error), format!("{saved}{words}{same}"));
    }
    assert!(told("may_write", 13).contains("PLAN is read-only."));
    assert!(told("sync_folder", 5).starts_with("PLAN is saved, but the disk did not confirm it:"));
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_system_that_syncs_no_folders_is_fine() {
    for error in [22, 95] {
        let at = 8;
        let fs = FaultyFs::new(Fault::Once(at), error);
        assert_eq!(judge(storage::write_file, &fs, true), (None, true));
        assert_eq!(fs.trace()[at], "sync_folder");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        storage::write_file(&RealFs, &path, OLD).unwrap();
        assert_eq!(storage::write_file(&FaultyFs::new(Fault::Once(at), error), &path, NEW), Ok(()));
    }
}

/// A disk that says all is well and keeps other bytes.
struct LyingFs;

impl Fs for LyingFs {
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        RealFs.canonicalize(path)
    }
    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        RealFs.read_link(path)
    }
    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        RealFs.metadata(path)
    }
    fn may_write(&self, path: &Path) -> io::Result<()> {
        RealFs.may_write(path)
    }
    fn create_new(&self, path: &Path, like: Option<&Metadata>) -> io::Result<Box<dyn FsFile>> {
        RealFs.create_new(path, like)
    }
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        RealFs.read(path).map(|bytes| vec![0; bytes.len()])
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealFs.rename(from, to)
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        RealFs.sync_folder(folder)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        RealFs.remove(path)
    }
}

#[test]
fn bytes_that_come_back_changed_do_not_replace_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Coast.upturn.ron");
    storage::write_file(&RealFs, &path, OLD).unwrap();
    let error = storage::write_file(&LyingFs, &path, NEW).unwrap_err().to_string();
    assert!(error.contains("gave back other bytes"), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), OLD);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}
