//! The log: what went wrong inside the program, in a small file of its own. Nothing of a plan is in it.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use log::{Level, LevelFilter, Log, Metadata, Record};

use crate::storage;

/// Bytes after which a new file is begun; the one before is kept, older ones go.
const LARGEST: u64 = 256 * 1024;

/// Others whose warnings are of use: what draws the window. What reads or draws a plan might quote it, and is not heard.
const DRAWING: [&str; 8] = ["eframe", "egui_glow", "egui_wgpu", "egui_winit", "glutin", "naga", "wgpu", "winit"];

/// A log in a folder: upturn.log, and upturn.old.log before it.
pub struct Journal {
    file: PathBuf,
    open: Mutex<Option<(File, u64)>>,
    now: fn() -> String,
}

impl Journal {
    #[must_use]
    pub fn in_folder(folder: &Path, now: fn() -> String) -> Self {
        Self { file: folder.join("upturn.log"), open: Mutex::new(None), now }
    }

    fn line(&self, level: Level, from: &str, text: &str) {
        let text = without_quotes(text).replace(['\n', '\r'], " ");
        let line = format!("{} {level} {from}: {text}\n", (self.now)());
        // Whoever panicked while holding it left whole lines behind.
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.as_ref().is_some_and(|(_, length)| length + line.len() as u64 > LARGEST) {
            *open = None;
            // Where this fails, the file goes on growing rather than being lost.
            let _ = fs::rename(&self.file, self.file.with_extension("old.log"));
        }
        if open.is_none() {
            let _ = self.file.parent().map(fs::create_dir_all);
            let file = storage::open_growing(&self.file).ok();
            *open = file.map(|file| {
                let length = file.metadata().map_or(0, |data| data.len());
                (file, length)
            });
        }
        if let Some((file, length)) = open.as_mut()
            && file.write_all(line.as_bytes()).is_ok()
        {
            *length += line.len() as u64;
        }
    }
}

impl Log for Journal {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        let crate_name = metadata.target().split("::").next().unwrap_or_default();
        match crate_name {
            "upturn" => metadata.level() <= Level::Info,
            _ => metadata.level() <= Level::Warn && DRAWING.iter().any(|name| crate_name.starts_with(name)),
        }
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            self.line(record.level(), record.target(), &record.args().to_string());
        }
    }

    fn flush(&self) {}
}

/// Messages quote what they are about, which may come from a plan: a name, a figure. The quotation goes.
fn without_quotes(text: &str) -> Cow<'_, str> {
    if !text.contains(['"', '`']) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(['"', '`']) {
        let quote = if rest[start..].starts_with('"') { '"' } else { '`' };
        kept.push_str(&rest[..start]);
        kept.push('…');
        rest = &rest[start + 1..];
        // A quotation that is cut off, or holds a quote itself, takes all that follows with it.
        let ends = rest.matches(quote).count();
        let Some(end) = rest.find(quote).filter(|_| ends % 2 == 1) else { return Cow::Owned(kept) };
        rest = &rest[end + 1..];
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// Has everything that is logged, and every panic, written into `folder` from here on.
pub fn start(folder: &Path, now: fn() -> String) {
    // Only tests start more than one; the first one keeps the pen.
    if log::set_boxed_logger(Box::new(Journal::in_folder(folder, now))).is_ok() {
        log::set_max_level(LevelFilter::Info);
        log::info!("Upturn {} starts on {}", env!("CARGO_PKG_VERSION"), std::env::consts::OS);
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let thread = std::thread::current();
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            let message = panic.payload_as_str().unwrap_or("no message");
            log::error!("panic in thread {} at {place}: {message}", thread.name().unwrap_or("without a name"));
            usual(panic);
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> String {
        "2026-11-19 12:00:00".to_owned()
    }

    fn text(folder: &Path, name: &str) -> String {
        fs::read_to_string(folder.join(name)).unwrap_or_default()
    }

    fn record(journal: &Journal, level: Level, target: &str, text: &str) {
        journal.log(&Record::builder().level(level).target(target).args(format_args!("{text}")).build());
    }

    #[test]
    fn a_line_says_when_how_bad_and_where() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::in_folder(&folder.path().join("state"), noon);
        record(&journal, Level::Warn, "upturn::app", "settings are not saved:\ndisk full");
        let told = text(folder.path(), "state/upturn.log");
        assert_eq!(told, "2026-11-19 12:00:00 WARN upturn::app: settings are not saved: disk full\n");
    }

    #[test]
    fn what_messages_quote_stays_out_of_the_log() {
        for (message, kept) in [
            ("byte index 1 is not a char boundary; it is inside 'ö' of `Köhler 5`", "… inside 'ö' of …"),
            ("invalid type: string \"Coast\", expected a map", "invalid type: string …, expected a map"),
            ("cut off \"Coast 65", "cut off …"),
            ("a \"b\" c \"d\" e", "a … c … e"),
            ("a \"b \"nested\" 12", "a …"),
        ] {
            let told = without_quotes(message);
            assert!(told.ends_with(kept.trim_start_matches('…')), "{told}");
            for secret in ["Köhler", "Coast", "65", "nested", "12"] {
                assert!(!told.contains(secret), "{told}");
            }
        }
    }

    #[test]
    fn only_our_own_words_and_those_of_what_draws_the_window_are_heard() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::in_folder(folder.path(), noon);
        record(&journal, Level::Warn, "usvg::text", "no font for Köhler");
        record(&journal, Level::Info, "wgpu_core::device", "created");
        record(&journal, Level::Debug, "upturn::app", "chatter");
        assert_eq!(text(folder.path(), "upturn.log"), "");
        record(&journal, Level::Error, "wgpu_core::device", "lost");
        assert!(text(folder.path(), "upturn.log").contains("lost"));
    }

    #[test]
    fn the_log_stays_small_and_keeps_the_newest() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::in_folder(folder.path(), noon);
        let long = "x".repeat(1000);
        for number in 0..800 {
            record(&journal, Level::Info, "upturn", &format!("{number} {long}"));
        }
        let (new, old) = (text(folder.path(), "upturn.log"), text(folder.path(), "upturn.old.log"));
        assert!(new.contains(" 799 ") && !new.contains(" 0 "), "the newest line is in the newest file");
        for file in [&new, &old] {
            assert!((1..=LARGEST).contains(&(file.len() as u64)), "{}", file.len());
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
        // A program that starts later goes on in the same file.
        let before = new.len();
        record(&Journal::in_folder(folder.path(), noon), Level::Info, "upturn", "again");
        assert!(text(folder.path(), "upturn.log").len() > before);
    }

    /// The one test that starts the program's log: there is one in a process.
    #[test]
    fn a_panic_goes_into_the_log_with_its_place_and_without_what_it_quotes() {
        let folder = tempfile::tempdir().unwrap();
        start(folder.path(), noon);
        let panics = || panic!("no figure for \"Köhler\"");
        let thread = std::thread::Builder::new().name("sums".to_owned()).spawn(panics).unwrap();
        assert!(thread.join().is_err());
        let told = text(folder.path(), "upturn.log");
        assert!(told.contains("panic in thread sums at src/app/journal.rs:"), "{told}");
        assert!(told.contains("no figure for …") && !told.contains("Köhler"), "{told}");
    }
}
