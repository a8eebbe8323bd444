//! The system's file windows, behind a trait, off the UI thread.
//!
//! On Linux a cancelled window and a failed one look the same, and a portal that hangs never answers. So the program
//! never waits: the dialog with a typed path stands beside the window, and a late answer is ignored by its number.

use std::path::{Path, PathBuf};

use super::perform::Done;
use super::tasks::Reply;
use crate::ui::dialog::Purpose;

/// What a file window is to ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub purpose: Purpose,
    /// Tells the answers of several windows apart.
    pub number: u64,
    pub folder: Option<PathBuf>,
    pub file_name: String,
}

/// Something that asks a person for a file.
pub trait FileWindows {
    /// Opens a window and returns at once; the answer is [`Done::Chosen`].
    fn ask(&mut self, request: Request, reply: Reply);

    /// Shows a folder in the system's own program; the answer is [`Done::FolderOpened`].
    fn show_folder(&mut self, folder: PathBuf, reply: Reply);
}

/// The desktop's own windows.
#[derive(Debug, Default)]
pub struct SystemWindows;

const fn endings(purpose: Purpose) -> (&'static str, &'static [&'static str]) {
    match purpose {
        Purpose::OpenFolder => ("Folders", &[]),
        Purpose::OpenPlan | Purpose::SavePlan => ("Upturn plans", &["ron"]),
        Purpose::AddSales => ("Tables", &["csv", "tsv", "txt"]),
        Purpose::SavePicture => ("Pictures", &["png", "svg"]),
        Purpose::HandOut => ("Minutes, days and actions", &["md", "html", "ics", "tsv"]),
    }
}

impl FileWindows for SystemWindows {
    #[expect(clippy::disallowed_types, reason = "the one home of the system's file windows")]
    fn ask(&mut self, request: Request, reply: Reply) {
        let (name, endings) = endings(request.purpose);
        let mut window = rfd::AsyncFileDialog::new().set_title(request.purpose.title());
        if request.purpose != Purpose::OpenFolder {
            window = window.add_filter(name, endings);
        }
        if request.purpose == Purpose::AddSales {
            window = window.add_filter("All files", &["*"]);
        }
        if let Some(folder) = &request.folder {
            window = window.set_directory(folder);
        }
        if request.purpose.saves() {
            window = window.set_file_name(&request.file_name);
        }
        // Made on the main thread, as some systems want it; awaited elsewhere.
        let number = request.number;
        let answer: std::pin::Pin<Box<dyn Future<Output = Option<rfd::FileHandle>> + Send>> = match request.purpose {
            Purpose::OpenFolder => Box::pin(window.pick_folder()),
            purpose if purpose.saves() => Box::pin(window.save_file()),
            _ => Box::pin(window.pick_file()),
        };
        let failed = reply.clone();
        let thread = std::thread::Builder::new().name("file window".to_owned());
        let spawned = thread.spawn(move || {
            // A desktop that breaks its word must not leave the dialog waiting.
            let chosen = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| pollster::block_on(answer)));
            let path = chosen.ok().flatten().map(|handle| handle.path().to_owned());
            reply.send(Done::Chosen { number, path });
        });
        if spawned.is_err() {
            failed.send(Done::Chosen { number, path: None });
        }
    }

    fn show_folder(&mut self, folder: PathBuf, reply: Reply) {
        let failed = (folder.clone(), reply.clone());
        let thread = std::thread::Builder::new().name("folder".to_owned());
        let spawned = thread.spawn(move || {
            let result = open::that_detached(&folder).map_err(|error| error.to_string());
            reply.send(Done::FolderOpened { folder, result });
        });
        if let Err(error) = spawned {
            let (folder, reply) = failed;
            reply.send(Done::FolderOpened { folder, result: Err(error.to_string()) });
        }
    }
}

/// A folder to begin in: that of `path`, or of the documents.
#[must_use]
pub fn folder_of(path: Option<&Path>) -> Option<PathBuf> {
    path.and_then(Path::parent)
        .filter(|p| !p.as_os_str().is_empty())
        .map(Path::to_owned)
        .or_else(|| directories::UserDirs::new().and_then(|dirs| dirs.document_dir().map(Path::to_owned)))
        .or_else(|| std::env::current_dir().ok())
}
