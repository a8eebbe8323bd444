//! Whether a command can be done now, and if not, why: for the menus and the palette.

use crate::command::Command;
use crate::ui::View;
use crate::ui::page::{self, find};

/// Why `command` can't be done now; a sentence without its full stop.
#[must_use]
pub fn hindrance(command: Command, view: &View<'_>) -> Option<&'static str> {
    if matches!(command, Command::Find | Command::FindNext | Command::FindPrevious) {
        return (!find::searches(view)).then_some("Nothing to find on this page");
    }
    if command == Command::Explain {
        return page::explanation(view.page).is_none().then_some("Nothing to explain here");
    }
    let Some(open) = view.open else {
        return command.needs_plan().then_some("Open a plan first");
    };
    match command {
        Command::Undo if open.document.undo_label().is_none() => Some("Nothing to undo"),
        Command::Redo if open.document.redo_label().is_none() => Some("Nothing to redo"),
        Command::Present | Command::CopyPicture | Command::CopyTable | Command::SavePicture
            if open.series.extent().is_none() =>
        {
            Some("There are no figures to show yet")
        }
        _ => None,
    }
}

/// A command as it reads now: undo and redo say which step.
#[must_use]
pub fn words(command: Command, view: &View<'_>) -> String {
    let step = view.open.and_then(|open| match command {
        Command::Undo => open.document.undo_label(),
        Command::Redo => open.document.redo_label(),
        _ => None,
    });
    step.map_or_else(|| command.label().to_owned(), |step| format!("{}: {step}", command.label()))
}
