//! The program falls, or the system tells it to end: what is not saved is kept first, and the next start says so.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use eframe::egui;

use super::safety::rescue::Rescuer;
use crate::storage::{self, Moment, RealFs};

/// The note in the per-user folder that a program leaves when it falls.
const NOTE: &str = "fell.txt";

/// Has unsaved work kept whenever the thread that draws the window panics. Others are caught where they are started, and
/// the program lives on.
pub fn keep_on_panic(rescuer: Rescuer, data: Option<PathBuf>, now: fn() -> Moment) {
    let before = std::panic::take_hook();
    let drawing = std::thread::current().id();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().id() == drawing {
            let kept = rescuer.keep_now();
            if let Some(data) = &data {
                leave_note(data, kept, now());
            }
        }
        before(panic);
    }));
}

fn leave_note(data: &Path, kept: bool, at: Moment) {
    let text = format!("{}\n{}\n", at.format("%H:%M on %d.%m.%Y"), if kept { "kept" } else { "nothing to keep" });
    let _ = std::fs::create_dir_all(data);
    // The program is falling; there is nobody left to tell.
    let _ = storage::write_file(&RealFs, &data.join(NOTE), text.as_bytes());
}

/// Falls where a test of the real window wants to see what a fall leaves: once the open plan has unsaved changes and the
/// file that `UPTURN_TEST_FALL` names is there.
#[cfg(debug_assertions)]
pub fn fall_if_asked(app: &super::App) {
    let dirty = app.document().is_some_and(crate::document::Document::is_dirty);
    let asked = || std::env::var_os("UPTURN_TEST_FALL").is_some_and(|file| Path::new(&file).exists());
    assert!(!dirty || !asked(), "told to fall by a test");
}

#[cfg(not(debug_assertions))]
pub fn fall_if_asked(_app: &super::App) {}

/// What the last start left to be said, if it fell; said once.
#[must_use]
pub fn take_note(data: &Path) -> Option<String> {
    let file = data.join(NOTE);
    let text = std::fs::read_to_string(&file).ok()?;
    let _ = std::fs::remove_file(&file);
    let mut lines = text.lines();
    let when = lines.next().filter(|when| when.len() < 40).unwrap_or("its last start");
    let kept = match lines.next() {
        Some("kept") => "What was not saved then is offered as recovered work.",
        _ => "Nothing was unsaved then.",
    };
    Some(format!("Upturn stopped at {when}, by a mistake of its own. {kept} The log says more."))
}

/// Ends the program in good order when the system tells it to: what is not saved is kept, settings are written, nothing is
/// asked.
#[cfg(unix)]
pub fn end_on_signals(rescuer: Rescuer, told_to_end: Arc<AtomicBool>, ctx: egui::Context) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use std::sync::atomic::Ordering;
    use std::time::Duration;

    /// A window that hangs is not waited for any longer.
    const PATIENCE: Duration = Duration::from_secs(5);

    let mut signals = match signal_hook::iterator::Signals::new([SIGTERM, SIGINT, SIGHUP]) {
        Ok(signals) => signals,
        Err(error) => return log::warn!("signals are not heard: {error}"),
    };
    let thread = std::thread::Builder::new().name("signals".to_owned());
    let spawned = thread.spawn(move || {
        if let Some(signal) = signals.forever().next() {
            log::info!("told to end by signal {signal}");
            rescuer.keep_now();
            told_to_end.store(true, Ordering::SeqCst);
            ctx.send_viewport_cmd_to(egui::ViewportId::ROOT, egui::ViewportCommand::Close);
            ctx.request_repaint_of(egui::ViewportId::ROOT);
            std::thread::sleep(PATIENCE);
            std::process::exit(128 + signal);
        }
    });
    if let Err(error) = spawned {
        log::warn!("signals are not heard: no thread ({error})");
    }
}

#[cfg(not(unix))]
pub fn end_on_signals(_rescuer: Rescuer, _told_to_end: Arc<AtomicBool>, _ctx: egui::Context) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fall_is_said_at_the_next_start_and_only_once() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(take_note(folder.path()), None);
        let at = chrono::NaiveDate::from_ymd_opt(2026, 11, 19).unwrap().and_hms_opt(10, 42, 0).unwrap();
        leave_note(&folder.path().join("data"), true, at);
        let said = take_note(&folder.path().join("data")).unwrap();
        assert!(said.starts_with("Upturn stopped at 10:42 on 19.11.2026, by a mistake of its own. What was"), "{said}");
        assert_eq!(take_note(&folder.path().join("data")), None);
    }
}
