//! The system's file windows and dropped files, scripted.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use eframe::egui;
use upturn::app::Done;
use upturn::app::files::{FileWindows, Request};
use upturn::app::tasks::Reply;

/// What the person does in the system's file window.
#[derive(Clone, Debug)]
pub enum Answer {
    Chooses(PathBuf),
    Cancels,
    /// Nothing comes; the reply can still be sent late.
    Hangs,
}

/// The file windows of a test: what they were asked, and what they are to answer.
#[derive(Clone, Default)]
pub struct FileScript(Rc<RefCell<Script>>);

#[derive(Default)]
struct Script {
    answers: VecDeque<Answer>,
    asked: Vec<(Request, Reply)>,
    folders: Vec<PathBuf>,
    no_folders: bool,
}

impl FileScript {
    pub fn will(&self, answer: Answer) {
        self.0.borrow_mut().answers.push_back(answer);
    }

    #[must_use]
    pub fn asked(&self) -> Vec<Request> {
        self.0.borrow().asked.iter().map(|(request, _)| request.clone()).collect()
    }

    /// Sends the program an answer as a task of its own would, however late; some window has to have been asked for.
    pub fn send(&self, done: Done) {
        let reply = self.0.borrow().asked[0].1.clone();
        reply.send(done);
    }

    /// Folders that were to be shown.
    #[must_use]
    pub fn folders(&self) -> Vec<PathBuf> {
        self.0.borrow().folders.clone()
    }

    /// The system has no program that shows folders.
    pub fn shows_no_folders(&self) {
        self.0.borrow_mut().no_folders = true;
    }

    /// Answers the window that was asked for at `index`, however late.
    pub fn answer_late(&self, index: usize, path: &Path) {
        let (request, reply) = self.0.borrow().asked[index].clone();
        reply.send(Done::Chosen { number: request.number, path: Some(path.to_owned()) });
    }
}

impl FileWindows for FileScript {
    fn ask(&mut self, request: Request, reply: Reply) {
        let mut script = self.0.borrow_mut();
        // A window that nobody scripted hangs: the typed path has to do.
        let answer = script.answers.pop_front().unwrap_or(Answer::Hangs);
        let number = request.number;
        match answer {
            Answer::Chooses(path) => reply.send(Done::Chosen { number, path: Some(path) }),
            Answer::Cancels => reply.send(Done::Chosen { number, path: None }),
            Answer::Hangs => {}
        }
        script.asked.push((request, reply));
    }

    fn show_folder(&mut self, folder: PathBuf, reply: Reply) {
        let mut script = self.0.borrow_mut();
        let result = if script.no_folders { Err("no program for it".to_owned()) } else { Ok(()) };
        script.folders.push(folder.clone());
        reply.send(Done::FolderOpened { folder, result });
    }
}

/// A file that is dropped on the window.
#[derive(Debug)]
pub struct Dropped(pub PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        fs::read(&self.0).map_err(|e| e.to_string())
    }
}
