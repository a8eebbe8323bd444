//! Preferences: every choice about the program in one place. Each is applied at once, and taken back by choosing again.

use eframe::egui::{self, Align, Layout, Sense, Ui};

use crate::model::Amount;
use crate::text::number::Numbers;
use crate::ui::preference::{NumberChoice, Preferences, RendererChoice};
use crate::ui::theme::{ThemeChoice, Tokens, font::Weight};
use crate::ui::widget::button::Button;
use crate::ui::widget::{self, card, label, segment};
use crate::ui::zoom::Zoom;
use crate::ui::{Ask, View};

pub(super) const WIDTH: f32 = 760.0;
/// Narrower than this a choice stands under its name.
const ONE_COLUMN: f32 = 700.0;
/// Width of the names.
const NAMES: f32 = 228.0;

/// A folder that is remembered, and what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FolderUse {
    /// The folder whose plans the home page lists.
    Home,
    Plans,
    Tables,
    Pictures,
}

impl FolderUse {
    pub const ALL: [Self; 4] = [Self::Home, Self::Plans, Self::Tables, Self::Pictures];

    const fn label(self) -> &'static str {
        match self {
            Self::Home => "the list of all plans",
            Self::Plans => "plans",
            Self::Tables => "sales files",
            Self::Pictures => "pictures",
        }
    }
}

pub fn show(ui: &mut Ui, view: &View<'_>, asks: &mut Vec<Ask>) {
    let now = view.preferences;
    let mut wanted = now.clone();
    super::aside(ui, WIDTH, view.open.is_none(), |ui| {
        super::head(ui, "Preferences", &"How Upturn looks and works for you.".into(), view.t, asks, |ui, asks| {
            let usual = *now == Preferences::default();
            let reset =
                Button::new("Reset to the usual").enabled(!usual).tooltip("Every choice below, but for folders");
            if reset.show(ui).clicked() {
                wanted = Preferences::default();
            }
            if Button::new("Done").tooltip("Back to where you were (Esc)").show(ui).clicked() {
                asks.push(Ask::Back);
            }
        });
        card::card(ui, 0.0, |ui| look(ui, &mut wanted, view.t));
        card::card(ui, 0.0, |ui| numbers(ui, &mut wanted, view));
        card::card(ui, 0.0, |ui| plans(ui, &mut wanted, view, asks));
        card::card(ui, 0.0, |ui| tables(ui, view, asks));
        card::card(ui, 0.0, |ui| drawing(ui, &mut wanted, view.t));
    });
    if wanted != *now {
        asks.push(Ask::Prefer(Box::new(wanted)));
    }
}

fn look(ui: &mut Ui, wanted: &mut Preferences, t: &Tokens) {
    card::heading(ui, "Look", "", |_| {});
    row(ui, "Theme", "", t, |ui| choose(ui, "Theme", &ThemeChoice::ALL, ThemeChoice::label, &mut wanted.theme));
    row(ui, "Size of text and everything", "Ctrl + and Ctrl − do the same", t, |ui| {
        let names = Zoom::STEPS.map(|step| step.to_string());
        let items: Vec<(&str, bool)> =
            names.iter().zip(Zoom::STEPS).map(|(name, step)| (name.as_str(), step == wanted.zoom.percent())).collect();
        if let Some(index) = segment::segments(ui, "Size in percent", 30.0, &items) {
            wanted.zoom = Zoom::of(Zoom::STEPS[index]);
        }
        ui.label(label::rich("%", 12.0, Weight::Regular, t.text3));
    });
    let help = "Nothing blinks, and pages jump instead of gliding";
    row(ui, "Movement", help, t, |ui| switch(ui, "Less movement", &mut wanted.reduced_motion));
}

fn numbers(ui: &mut Ui, wanted: &mut Preferences, view: &View<'_>) {
    card::heading(ui, "Numbers", "how they are written, and how they may be typed", |_| {});
    let system = format!("Like the system ({})", example(NumberChoice::System.resolve(view.locale)));
    let names = NumberChoice::ALL.map(|choice| match choice {
        NumberChoice::System => system.clone(),
        _ => example(choice.resolve(view.locale)),
    });
    row(ui, "Number format", "", view.t, |ui| {
        let items: Vec<(&str, bool)> = names
            .iter()
            .zip(NumberChoice::ALL)
            .map(|(name, choice)| (name.as_str(), choice == wanted.numbers))
            .collect();
        if let Some(index) = segment::segments(ui, "Number format", 30.0, &items) {
            wanted.numbers = NumberChoice::ALL[index];
        }
    });
}

/// 1234.56, in which every notation differs from every other.
const EXAMPLE: Amount = match Amount::from_millionths(1_234_560_000) {
    Some(amount) => amount,
    None => Amount::whole(1234),
};

/// "1,234.56"
fn example(numbers: Numbers) -> String {
    numbers.format(EXAMPLE, 2, true)
}

fn plans(ui: &mut Ui, wanted: &mut Preferences, view: &View<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    card::heading(ui, "Plans", "", |_| {});
    row(ui, "At the start", "", t, |ui| switch(ui, "Open the last plan again", &mut wanted.reopen_last));
    let help = "One short panel a page on what the method does";
    row(ui, "Explanations", help, t, |ui| switch(ui, "Explain the method", &mut wanted.explanations));
    for (folder_use, folder) in FolderUse::ALL.into_iter().zip(view.folders) {
        let name = format!("Folder for {}", folder_use.label());
        row(ui, &name, "", t, |ui| {
            if let Some(folder) = folder {
                folder_ui(ui, folder_use, &folder.display().to_string(), asks, t);
            } else {
                let words = match folder_use {
                    FolderUse::Home => "none yet; File > Open folder chooses it",
                    _ => "Documents, until another one was used",
                };
                ui.label(label::rich(words, 13.0, Weight::Regular, t.text3));
            }
        });
    }
}

fn folder_ui(ui: &mut Ui, folder_use: FolderUse, path: &str, asks: &mut Vec<Ask>, t: &Tokens) {
    let forget = format!("Forget the folder for {}", folder_use.label());
    let button = Button::new("Forget").name(&forget).small().tooltip("It stays on the disk; it is only not remembered");
    let room = ui.available_width() - button.width(ui) - 16.0;
    let (rect, response) = ui.allocate_exact_size(egui::vec2(room.max(60.0), 26.0), Sense::hover());
    label::paint_fitting(ui, rect.left_center(), path, 13.0, Weight::Regular, t.text2, rect.width());
    widget::name(&response, egui::Role::Label, true, path);
    response.on_hover_text(path);
    if button.show(ui).clicked() {
        asks.push(Ask::ForgetFolder(folder_use));
    }
}

/// What was answered about sales files, each with a way to be asked again.
fn tables(ui: &mut Ui, view: &View<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    card::heading(ui, "Answers about sales files", "kept for the next file with the same headings", |_| {});
    if view.tables.is_empty() {
        ui.label(label::rich(
            "none yet; what you answer when a file is read is kept here",
            13.0,
            Weight::Regular,
            t.text3,
        ));
    }
    for known in view.tables {
        row(ui, &known.name, "", t, |ui| {
            let answers: Vec<String> = known.answers.iter().map(|(id, answer)| format!("{id}: {answer}")).collect();
            let forget = format!("Forget the answers about {}", known.name);
            let button =
                Button::new("Forget").name(&forget).small().tooltip("You are asked again when such a file comes");
            let room = ui.available_width() - button.width(ui) - 16.0;
            let (rect, response) = ui.allocate_exact_size(egui::vec2(room.max(60.0), 26.0), Sense::hover());
            let text = answers.join(", ");
            label::paint_fitting(ui, rect.left_center(), &text, 13.0, Weight::Regular, t.text2, rect.width());
            widget::name(&response, egui::Role::Label, true, &text);
            response.on_hover_text(&text);
            if button.show(ui).clicked() {
                asks.push(Ask::ForgetTable(known.signature.clone()));
            }
        });
    }
}

fn drawing(ui: &mut Ui, wanted: &mut Preferences, t: &Tokens) {
    card::heading(ui, "Drawing", "from the next start on", |_| {});
    let help = "Choose glow if the window stays black or the program ends at the start";
    let label = |choice| match choice {
        RendererChoice::Wgpu => "wgpu (usual)",
        RendererChoice::Glow => "glow (OpenGL)",
    };
    row(ui, "The window is drawn by", help, t, |ui| {
        choose(ui, "The window is drawn by", &RendererChoice::ALL, label, &mut wanted.renderer);
    });
}

fn choose<T: Copy + PartialEq>(ui: &mut Ui, name: &str, all: &[T], label: impl Fn(T) -> &'static str, now: &mut T) {
    let items: Vec<(&str, bool)> = all.iter().map(|choice| (label(*choice), *choice == *now)).collect();
    if let Some(index) = segment::segments(ui, name, 30.0, &items) {
        *now = all[index];
    }
}

fn switch(ui: &mut Ui, name: &str, on: &mut bool) {
    if segment::toggle(ui, name, *on).clicked() {
        *on = !*on;
    }
}

/// A name with its explanation, and the choice beside it, or under it where there is no room.
fn row(ui: &mut Ui, name: &str, help: &str, t: &Tokens, choice: impl FnOnce(&mut Ui)) {
    let width = ui.available_width();
    let words = |ui: &mut Ui, width: f32| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.set_max_width(width);
        ui.label(label::rich(name, 13.0, Weight::Medium, t.text1));
        if !help.is_empty() {
            label::Runs::new(12.0, 16.0).add(help, Weight::Regular, t.text3).show(ui, width);
        }
    };
    ui.add_space(4.0);
    if width < ONE_COLUMN {
        ui.vertical(|ui| {
            words(ui, width);
            ui.add_space(3.0);
            ui.horizontal(choice);
        });
        return;
    }
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(egui::vec2(NAMES, 32.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(NAMES);
            // In line with the middle of the choice.
            ui.add_space(if help.is_empty() { 6.0 } else { 0.0 });
            words(ui, NAMES);
        });
        ui.allocate_ui_with_layout(
            egui::vec2(ui.available_width(), 32.0),
            Layout::left_to_right(Align::Center),
            choice,
        );
    });
}
