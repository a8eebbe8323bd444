//! Choosing a file. The system's own window opens beside this dialog where there is one; a typed path always works.

use std::path::{Path, PathBuf};

use eframe::egui::{self, Key};

use crate::ui::Ask;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::excerpt::{self, Excerpt};
use crate::ui::widget::{button::Button, field, label::Runs};

/// What the file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    OpenPlan,
    OpenFolder,
    SavePlan,
    AddSales,
    SavePicture,
    /// Minutes, days for a calendar or actions, after a review.
    HandOut,
}

impl Purpose {
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::OpenPlan => "Open a plan",
            Self::OpenFolder => "Open a folder of plans",
            Self::SavePlan => "Save the plan",
            Self::AddSales => "Add sales from a file",
            Self::SavePicture => "Save the chart as a picture",
            Self::HandOut => "Hand out after the review",
        }
    }

    const fn help(self) -> &'static str {
        match self {
            Self::OpenPlan => "Choose a plan file (.ron), or type where it lies.",
            Self::OpenFolder => {
                "Choose a folder, or type where it lies. All plans in it are listed side by side; subfolders are left out."
            }
            Self::SavePlan => "Choose a folder and a name, or type them. The ending .upturn.ron is added.",
            Self::AddSales => {
                "Choose what your accounting, shop or sales program exported (CSV, Excel, ODS), or type where it lies. You see how it was read before anything changes."
            }
            Self::SavePicture => "Choose a name ending in .png or .svg, or type it.",
            Self::HandOut => {
                "Choose a name, or type it. It ends in .md or .html for minutes, .ics for a calendar, .tsv for the actions as a table."
            }
        }
    }

    const fn act(self) -> &'static str {
        match self {
            Self::OpenPlan | Self::OpenFolder => "Open",
            Self::SavePlan | Self::SavePicture | Self::HandOut => "Save",
            Self::AddSales => "Read the file",
        }
    }

    /// Label of the field.
    const fn field(self) -> &'static str {
        if matches!(self, Self::OpenFolder) { "Folder" } else { "File" }
    }

    #[must_use]
    pub const fn saves(self) -> bool {
        matches!(self, Self::SavePlan | Self::SavePicture | Self::HandOut)
    }
}

#[derive(Clone, Debug)]
pub struct PathDialog {
    pub purpose: Purpose,
    pub text: String,
    /// Where a bare name is looked for.
    folder: PathBuf,
    /// The system's window stands; its answer is awaited.
    pub waiting: bool,
    /// The system has no file window, as far as can be told.
    pub no_window: bool,
    pub problem: Option<String>,
    /// The line of the file that the problem is about.
    pub excerpt: Option<Excerpt>,
    /// The path that already holds another file, once the person was told.
    pub may_replace: Option<PathBuf>,
    pub fresh: bool,
}

impl PathDialog {
    #[must_use]
    pub fn new(purpose: Purpose, proposal: &Path) -> Self {
        Self {
            purpose,
            text: proposal.display().to_string(),
            folder: if proposal.as_os_str().to_string_lossy().ends_with(std::path::is_separator) {
                proposal.to_owned()
            } else {
                proposal.parent().map(Path::to_owned).unwrap_or_default()
            },
            waiting: false,
            no_window: false,
            problem: None,
            excerpt: None,
            may_replace: None,
            fresh: true,
        }
    }

    /// The path that is typed; a bare name lies in the folder that was proposed. A whole path that was pasted behind that
    /// folder stands for itself.
    fn path(&self) -> Option<PathBuf> {
        let typed = self.text.trim().trim_matches('"');
        let folder = self.folder.join("");
        let behind = typed.strip_prefix(&*folder.to_string_lossy()).map(|rest| rest.trim().trim_matches('"'));
        let typed = behind.filter(|rest| Path::new(rest).is_absolute()).unwrap_or(typed);
        (!typed.is_empty()).then(|| self.folder.join(typed))
    }

    /// Whether `path` is what is typed, with or without the ending that saving adds.
    #[must_use]
    pub fn names(&self, path: &Path) -> bool {
        let typed = self.path().unwrap_or_default();
        path == typed || path.to_string_lossy().starts_with(&*typed.to_string_lossy())
    }

    fn ask(&self) -> Option<Ask> {
        let path = self.path()?;
        let replace = self.may_replace.as_ref() == Some(&path);
        Some(match self.purpose {
            Purpose::OpenPlan => Ask::Open(path),
            Purpose::OpenFolder => Ask::ListFolder(path),
            Purpose::AddSales => Ask::ReadTable(path),
            Purpose::SavePlan => Ask::SaveTo { path, replace },
            Purpose::SavePicture => Ask::SavePictureTo { path, replace },
            Purpose::HandOut => Ask::HandOutTo { path, replace },
        })
    }
}

pub(super) fn show(ui: &mut egui::Ui, dialog: &mut PathDialog, t: &Tokens, asks: &mut Vec<Ask>) {
    super::title(ui, dialog.purpose.title(), t);
    Runs::new(13.0, 19.0).add(dialog.purpose.help(), Weight::Regular, t.text2).show(ui, super::WIDTH - 40.0);
    ui.add_space(4.0);
    let before = dialog.text.clone();
    let name = dialog.purpose.field();
    let response =
        field::text_field_with_room(ui, name, &mut dialog.text, "", dialog.problem.as_deref(), super::WIDTH - 40.0);
    if std::mem::take(&mut dialog.fresh) {
        response.request_focus();
    }
    if let Some(excerpt) = &dialog.excerpt {
        excerpt::show(ui, excerpt, super::WIDTH - 40.0, t);
    }
    if before != dialog.text {
        dialog.problem = None;
        dialog.excerpt = None;
        dialog.may_replace = None;
    }
    let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    let about_window = match (dialog.waiting, dialog.no_window) {
        (true, _) => "Waiting for the system’s file window. If none shows, type the path above.",
        (false, true) => {
            "This system shows no file window (it takes a desktop portal, or zenity). Type the path above."
        }
        (false, false) => "",
    };
    if !about_window.is_empty() {
        Runs::new(12.0, 16.0).add(about_window, Weight::Regular, t.text3).show(ui, super::WIDTH - 40.0);
    }
    super::buttons(ui, |ui| {
        let act = if dialog.may_replace.is_some() { "Replace" } else { dialog.purpose.act() };
        let pressed = Button::new(act).ink().enabled(!dialog.text.trim().is_empty()).show(ui).clicked();
        if pressed || (entered && dialog.may_replace.is_none()) {
            asks.extend(dialog.ask());
        }
        if Button::new("Cancel").show(ui).clicked() {
            asks.push(Ask::Dismiss);
        }
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            if Button::new("Browse…").enabled(!dialog.waiting).show(ui).clicked() {
                asks.push(Ask::Browse);
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_whole_path_behind_the_proposed_folder_stands_for_itself() {
        let meant = |text: &str| {
            let of = |proposal: &str| {
                let mut dialog = PathDialog::new(Purpose::AddSales, Path::new(proposal));
                dialog.text = text.to_owned();
                dialog.path().unwrap().display().to_string()
            };
            assert_eq!(of("/home/ada/sales/"), of("/home/ada/sales/april.csv"));
            of("/home/ada/sales/")
        };
        assert_eq!(meant("/home/ada/sales/may.csv"), "/home/ada/sales/may.csv");
        assert_eq!(meant("may.csv"), "/home/ada/sales/may.csv");
        assert_eq!(meant("/home/ada/sales//tmp/may.csv"), "/tmp/may.csv");
        assert_eq!(meant("/home/ada/sales/\"/tmp/may.csv\""), "/tmp/may.csv");
        assert_eq!(meant("/tmp/may.csv"), "/tmp/may.csv");
    }
}
