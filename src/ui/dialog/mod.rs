//! The few dialogs there are: to choose a file, to wait for a large one, to read an import, to leave with unsaved
//! changes, and where two have a claim to one file.

mod import;
mod opening;
mod path;
mod settle;
mod unsaved;

use std::path::PathBuf;

use eframe::egui::{self, Frame, Id, Margin, Modal, Stroke};

use super::Ask;
use super::theme::{Tokens, font::Weight};
use super::widget::label;
pub use import::{ImportDialog, ReadingDialog, by_period};
pub use opening::OpeningDialog;
pub use path::{PathDialog, Purpose};
pub use settle::SettleDialog;
pub(super) use settle::sentences;

/// The dialog that is open; there is never more than one.
#[derive(Debug)]
pub enum Dialog {
    Path(PathDialog),
    Reading(Box<ReadingDialog>),
    Opening(Box<OpeningDialog>),
    Import(Box<ImportDialog>),
    Unsaved(Unsaved),
    Settle(SettleDialog),
}

/// The plan has changes that are on no disk, and something would leave it.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsaved {
    pub title: String,
    pub since: Since,
    pub then: Then,
}

/// When the plan was last as it is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Since {
    /// It is in no file yet.
    Begun,
    Opened,
    /// Saved at this minute, such as 10:42.
    Saved(String),
}

/// What happens once the plan may be left.
#[derive(Clone, Debug, PartialEq)]
pub enum Then {
    Quit,
    Close,
    NewPlan,
    ChooseFile,
    Open(PathBuf),
    ChooseFolder,
    OpenFolder(PathBuf),
    Example(Box<crate::model::Plan>),
    /// Work that was not saved, kept in this file.
    Recovered(PathBuf),
    Kept(super::safety::Kept),
    Create(Box<crate::model::Plan>),
}

pub(super) const WIDTH: f32 = 560.0;

/// Draws the open dialog.
pub fn show(ctx: &egui::Context, dialog: &mut Dialog, t: &Tokens, asks: &mut Vec<Ask>) {
    let frame = Frame::new()
        .fill(t.surface)
        .stroke(Stroke::new(1.0, t.hair))
        .corner_radius(10)
        .inner_margin(Margin::same(20))
        .shadow(ctx.global_style().visuals.window_shadow);
    // Each kind has a place of its own: one that takes another's would stand where that one was for a frame.
    let id = Id::unique(("dialog", std::mem::discriminant(dialog)));
    let response = Modal::new(id).frame(frame).show(ctx, |ui| {
        let width = if matches!(dialog, Dialog::Import(_)) { import::width(ui.ctx()) } else { WIDTH };
        ui.set_width(width - 40.0);
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 6.0);
        match dialog {
            Dialog::Path(path) => path::show(ui, path, t, asks),
            Dialog::Reading(reading) => import::show_reading(ui, reading, t, asks),
            Dialog::Opening(opening) => opening::show(ui, opening, t, asks),
            Dialog::Import(import) => import::show(ui, import, t, asks),
            Dialog::Unsaved(unsaved) => unsaved::show(ui, unsaved, t, asks),
            Dialog::Settle(settle) => settle::show(ui, settle, t, asks),
        }
    });
    if response.should_close() {
        asks.push(match dialog {
            Dialog::Unsaved(_) => Ask::Leave(super::Leave::Stay),
            Dialog::Path(_) | Dialog::Reading(_) | Dialog::Opening(_) | Dialog::Import(_) | Dialog::Settle(_) => {
                Ask::Dismiss
            }
        });
    }
}

fn title(ui: &mut egui::Ui, text: &str, t: &Tokens) {
    ui.label(label::rich(text, 17.0, Weight::SemiBold, t.text1));
    ui.add_space(2.0);
}

/// Lays buttons out from the right, the first one rightmost.
fn buttons(ui: &mut egui::Ui, add: impl FnOnce(&mut egui::Ui)) {
    ui.add_space(6.0);
    ui.allocate_ui_with_layout(
        egui::vec2(ui.available_width(), 32.0),
        egui::Layout::right_to_left(egui::Align::Center),
        add,
    );
}
