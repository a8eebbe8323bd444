//! About: version, licences, where files are kept, and that nothing leaves this computer.

use eframe::egui::{self, ScrollArea, TextStyle, Ui};

use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::button::Button;
use crate::ui::widget::{self, card, label, label::Runs, segment};
use crate::ui::{Ask, View, icons};

/// What the page remembers.
#[derive(Debug, Default)]
pub struct State {
    licences: bool,
}

/// What other people made that is part of the program, with their licences. Written by dist/licences.sh.
pub const THIRD_PARTY: &str = include_str!("../../../assets/licence/THIRD-PARTY.txt");

/// The licences of the program itself.
const OWN: &str = "Upturn may be used under the MIT licence or the Apache licence 2.0, as you like. Its letters are \
    IBM Plex Sans (SIL Open Font License 1.1), its icons Phosphor (MIT licence).";

pub fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    super::aside(ui, super::preferences::WIDTH, view.open.is_none(), |ui| {
        let version = concat!("About · version ", env!("CARGO_PKG_VERSION"));
        super::head(ui, version, &"Nothing leaves this computer.".into(), t, asks, |ui, asks| {
            if Button::new("Done").tooltip("Back to where you were (Esc)").show(ui).clicked() {
                asks.push(Ask::Back);
            }
        });
        card::card(ui, 0.0, |ui| {
            card::heading(ui, "Privacy", "", |_| {});
            paragraph(
                ui,
                "Upturn never uses the network: it has no account, sends no figures and no statistics, and looks for no \
                 updates. Your plans are files of yours, and only you pass them on.",
                t,
            );
        });
        card::card(ui, 0.0, |ui| {
            card::heading(ui, "Where files are kept", "", |_| {});
            place(ui, "Settings", view.places.settings.as_deref(), asks, t);
            place(ui, "Log", view.places.log.as_deref(), asks, t);
            place(ui, "Copies", view.places.data.as_deref(), asks, t);
            ui.add_space(2.0);
            paragraph(
                ui,
                "The log says what went wrong inside the program. No names and no figures of your plans are in it. Copies are \
                 earlier versions of your plans and work that was not saved; File > Earlier versions shows them.",
                t,
            );
        });
        card::card(ui, 0.0, |ui| {
            card::heading(ui, "Licences", "", |ui| {
                if segment::toggle(ui, "Show all licences", state.licences).clicked() {
                    state.licences = !state.licences;
                }
            });
            paragraph(ui, OWN, t);
            if state.licences {
                ui.add_space(6.0);
                licences(ui, t);
            } else {
                paragraph(ui, "It stands on the work of many others.", t);
            }
        });
    });
}

fn paragraph(ui: &mut Ui, text: &str, t: &Tokens) {
    let width = ui.available_width();
    Runs::new(13.0, 19.0).add(text, Weight::Regular, t.text2).show(ui, width);
}

/// A folder with its path, and a button that shows it in the system's own program.
fn place(ui: &mut Ui, name: &str, folder: Option<&std::path::Path>, asks: &mut Vec<Ask>, t: &Tokens) {
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(egui::vec2(76.0, 30.0), egui::Sense::hover());
        label::paint(ui, rect.left_center(), egui::Align2::LEFT_CENTER, name, 13.0, Weight::Medium, t.text1);
        let Some(folder) = folder else {
            ui.label(label::rich("kept nowhere on this system", 13.0, Weight::Regular, t.text3));
            return;
        };
        let text = format!("Open {} folder", name.to_lowercase());
        let button = Button::new(&text).icon(icons::FOLDER_OPEN).small();
        let room = ui.available_width() - button.width(ui) - 8.0;
        let path = folder.display().to_string();
        let (rect, response) = ui.allocate_exact_size(egui::vec2(room.max(80.0), 30.0), egui::Sense::hover());
        label::paint_fitting(ui, rect.left_center(), &path, 13.0, Weight::Regular, t.text2, rect.width());
        widget::name(&response, egui::Role::Label, true, &path);
        response.on_hover_text(&path);
        if button.show(ui).clicked() {
            asks.push(Ask::OpenFolder(folder.to_owned()));
        }
    });
}

/// The whole text, of which only the lines that show are laid out.
fn licences(ui: &mut Ui, t: &Tokens) {
    let lines: Vec<&str> = THIRD_PARTY.lines().collect();
    let line = ui.text_style_height(&TextStyle::Small);
    ScrollArea::vertical().id_salt("licences").max_height(320.0).auto_shrink(false).show_rows(
        ui,
        line,
        lines.len(),
        |ui, rows| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for text in &lines[rows] {
                ui.label(label::rich(*text, 12.0, Weight::Regular, t.text2));
            }
        },
    );
}
