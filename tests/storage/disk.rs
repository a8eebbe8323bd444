//! Disks that fail, lie, hesitate and remember: what the seam is for.

use std::fs::Metadata;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use upturn::storage::{Fs, FsFile, Hold, RealFs};

/// A folder in memory where there is one: thousands of faults need not wait for a disk.
pub fn quick_folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// What was asked of the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    Look(&'static str),
    Create(PathBuf),
    Open(PathBuf),
    Write(PathBuf, Vec<u8>),
    Cut(PathBuf, u64),
    Sync(PathBuf),
    Rename(PathBuf, PathBuf),
    Link(PathBuf, PathBuf),
    Remove(PathBuf),
    SyncFolder(PathBuf),
}

impl Op {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Look(name) => name,
            Self::Create(_) => "create_new",
            Self::Open(_) => "open_in_place",
            Self::Write(..) => "write",
            Self::Cut(..) => "set_length",
            Self::Sync(_) => "sync",
            Self::Rename(..) => "rename",
            Self::Link(..) => "link",
            Self::Remove(_) => "remove",
            Self::SyncFolder(_) => "sync_folder",
        }
    }

    /// The file that is made or replaced.
    fn place(&self) -> Option<&Path> {
        match self {
            Self::Create(path) | Self::Rename(_, path) => Some(path),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub enum Fault {
    Never,
    /// The step of this number, counted from 0, fails.
    Once(usize),
    /// This step and all after it fail.
    From(usize),
    /// Every step of this name fails.
    Each(&'static str),
}

/// A disk that does what it is told, but for the faults it is told as well.
#[derive(Clone)]
pub struct Disk {
    pub fault: Fault,
    pub error: i32,
    /// Longest write that is taken at once.
    pub write_at_most: usize,
    /// Every write is interrupted so many times before it is taken.
    pub interruptions: u32,
    /// Gives back other bytes than it was given, from the reading of this number on.
    pub lies_from: usize,
    /// For how long another program holds the file; the disk's own clock goes on only while the saver waits.
    pub held: Duration,
    /// A folder in which each step of this name fails with this error, whatever else does.
    pub place: Option<(PathBuf, &'static str, i32)>,
    pub state: Arc<Mutex<State>>,
}

#[derive(Default)]
pub struct State {
    trace: Vec<Op>,
    removal_failed: bool,
    interrupted: u32,
    reads: usize,
    waited: Duration,
}

/// "Another program holds it", which no error of this system means.
const HELD: i32 = 9999;

impl Disk {
    pub fn new(fault: Fault, error: i32) -> Self {
        Self {
            fault,
            error,
            write_at_most: usize::MAX,
            interruptions: 0,
            lies_from: usize::MAX,
            held: Duration::ZERO,
            place: None,
            state: Arc::default(),
        }
    }

    pub fn sound() -> Self {
        Self::new(Fault::Never, 0)
    }

    fn step(&self, op: Op) -> io::Result<()> {
        let mut state = self.state.lock().unwrap();
        let number = state.trace.len();
        let fails = match self.fault {
            Fault::Never => false,
            Fault::Once(at) => number == at,
            Fault::From(at) => number >= at,
            Fault::Each(name) => op.name() == name,
        };
        let here = |(folder, name, error): &(PathBuf, &str, i32)| {
            (op.name() == *name && op.place().is_some_and(|path| path.parent() == Some(folder))).then_some(*error)
        };
        let refused = self.place.as_ref().and_then(here);
        if fails && matches!(op, Op::Remove(_)) {
            state.removal_failed = true;
        }
        state.trace.push(op);
        match refused {
            _ if fails => Err(io::Error::from_raw_os_error(self.error)),
            Some(error) => Err(io::Error::from_raw_os_error(error)),
            None => Ok(()),
        }
    }

    pub fn trace(&self) -> Vec<Op> {
        self.state.lock().unwrap().trace.clone()
    }

    pub fn names(&self) -> Vec<&'static str> {
        self.trace().iter().map(Op::name).collect()
    }

    pub fn removal_failed(&self) -> bool {
        self.state.lock().unwrap().removal_failed
    }

    /// Whether the fault was met.
    pub fn met(&self) -> bool {
        match self.fault {
            Fault::Never => false,
            Fault::Once(at) | Fault::From(at) => self.trace().len() > at,
            Fault::Each(name) => self.names().contains(&name),
        }
    }
}

struct DiskFile {
    file: Box<dyn FsFile>,
    path: PathBuf,
    disk: Disk,
}

impl Write for DiskFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        {
            let mut state = self.disk.state.lock().unwrap();
            if state.interrupted < self.disk.interruptions {
                state.interrupted += 1;
                return Err(io::ErrorKind::Interrupted.into());
            }
            state.interrupted = 0;
        }
        let some = &bytes[..bytes.len().min(self.disk.write_at_most)];
        if let Err(error) = self.disk.step(Op::Write(self.path.clone(), some.to_vec())) {
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

impl FsFile for DiskFile {
    fn sync(&mut self) -> io::Result<()> {
        self.disk.step(Op::Sync(self.path.clone()))?;
        self.file.sync()
    }

    fn set_length(&mut self, length: u64) -> io::Result<()> {
        self.disk.step(Op::Cut(self.path.clone(), length))?;
        self.file.set_length(length)
    }
}

impl Fs for Disk {
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        self.step(Op::Look("canonicalize"))?;
        RealFs.canonicalize(path)
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        self.step(Op::Look("read_link"))?;
        RealFs.read_link(path)
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        self.step(Op::Look("metadata"))?;
        RealFs.metadata(path)
    }

    fn may_write(&self, path: &Path) -> io::Result<()> {
        self.step(Op::Look("may_write"))?;
        RealFs.may_write(path)
    }

    fn create_new(&self, path: &Path, like: Option<&Metadata>) -> io::Result<Box<dyn FsFile>> {
        self.step(Op::Create(path.to_owned()))?;
        let file = RealFs.create_new(path, like)?;
        Ok(Box::new(DiskFile { file, path: path.to_owned(), disk: self.clone() }))
    }

    fn open_in_place(&self, path: &Path) -> io::Result<Box<dyn FsFile>> {
        self.step(Op::Open(path.to_owned()))?;
        let file = RealFs.open_in_place(path)?;
        Ok(Box::new(DiskFile { file, path: path.to_owned(), disk: self.clone() }))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.step(Op::Look("read"))?;
        let bytes = RealFs.read(path)?;
        let mut state = self.state.lock().unwrap();
        state.reads += 1;
        Ok(if state.reads > self.lies_from { vec![0; bytes.len()] } else { bytes })
    }

    fn hold(&self, path: &Path) -> io::Result<Option<Hold>> {
        self.step(Op::Look("hold"))?;
        RealFs.hold(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.state.lock().unwrap().waited < self.held {
            return Err(io::Error::from_raw_os_error(HELD));
        }
        self.step(Op::Rename(from.to_owned(), to.to_owned()))?;
        RealFs.rename(from, to)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(Op::Link(from.to_owned(), to.to_owned()))?;
        RealFs.link(from, to)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(Op::SyncFolder(folder.to_owned()))?;
        RealFs.sync_folder(folder)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step(Op::Remove(path.to_owned()))?;
        RealFs.remove(path)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(Op::Look("create_folder"))?;
        RealFs.create_folder(folder)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.step(Op::Look("list"))?;
        RealFs.list(folder)
    }

    fn is_held(&self, error: &io::Error) -> bool {
        error.raw_os_error() == Some(HELD)
    }

    fn pause(&self, time: Duration) {
        self.state.lock().unwrap().waited += time;
        if self.held.is_zero() {
            // Somebody in earnest: a program that another test starts has our files in hand until it is another program.
            std::thread::sleep(time);
        }
    }
}
