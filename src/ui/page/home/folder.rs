//! The plans of a folder: the finding over them, what narrows the list down, the list, and what was open lately.

use eframe::egui::{self, Align, Align2, Layout, Ui};

use super::list::{self, State};
use super::recent;
use crate::command::Command;
use crate::portfolio::{Column, Folder, Row};
use crate::text::plural;
use crate::ui::page::{head, room_left};
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{self, button::Button, field, label, label::Runs, row_end::RowEnd};
use crate::ui::{Ask, FolderView, View, icons};

/// Of a page's head with a finding on two lines.
const TWO_LINES: f32 = 84.0;
const FILTER: f32 = 260.0;
/// Room under the list for its legend and the head of what follows.
const BELOW: f32 = 110.0;
/// The list never gets lower than this, however small the window.
const LOWEST: f32 = 5.0 * list::ROW;

pub(super) fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, shown: FolderView<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let width = ui.available_width();
    match (shown.folder, shown.problem) {
        (_, Some(problem)) => {
            let caption = shown.path.display().to_string();
            head(ui, &caption, &"This folder can’t be shown.".into(), t, asks, actions);
            Runs::new(13.0, 19.0).add(problem, Weight::Regular, t.text2).show(ui, width.min(640.0));
            leave_ui(ui, asks);
        }
        (None, None) => {
            let name = shown.path.file_name().unwrap_or(shown.path.as_os_str()).to_string_lossy();
            head(ui, &name, &"Looking into the folder…".into(), t, asks, actions);
        }
        (Some(folder), None) => {
            let (caption, finding) = state.heading(folder, shown.reading, view.numbers);
            ui.scope(|ui| {
                // The list must not jump when the sentence that comes after the reading takes two lines.
                ui.set_min_height(if folder.rows().is_empty() { 0.0 } else { TWO_LINES });
                head(ui, &caption, &finding, t, asks, actions);
            });
            if folder.rows().iter().any(Row::is_shown) {
                tools(ui, state, folder, shown, view, asks);
                let height = (room_left(ui) - BELOW).max(LOWEST);
                let bars = list::show(ui, state, folder, view, height, asks);
                legend(ui, folder, bars, t, asks);
            } else if folder.is_known() {
                empty(ui, t, asks);
            }
        }
    }
    recent::show(ui, view.recent, width, t, asks);
}

fn actions(ui: &mut Ui, asks: &mut Vec<Ask>) {
    if Button::new("Open another folder").icon(icons::FOLDER_OPEN).show(ui).clicked() {
        asks.push(Ask::Command(Command::OpenFolder));
    }
    if Button::new("New plan").icon(icons::FILE_PLUS).ink().show(ui).clicked() {
        asks.push(Ask::Command(Command::NewPlan));
    }
}

fn leave_ui(ui: &mut Ui, asks: &mut Vec<Ask>) {
    let leave = Button::new("Close this folder").small().quiet().tooltip("Back to the start page; the files stay");
    if leave.show(ui).clicked() {
        asks.push(Ask::LeaveFolder);
    }
}

/// The filter, how the list is sorted, and how far the reading is. Always the same height, so that nothing jumps.
fn tools(ui: &mut Ui, state: &mut State, folder: &Folder, shown: FolderView<'_>, view: &View<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let size = egui::vec2(ui.available_width(), 32.0);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        filter(ui, state);
        ui.add_space(6.0);
        let said = ui.label(label::rich(state.sorted_words(folder, view.numbers), 12.0, Weight::Regular, t.text3));
        widget::announce(&said, false);
        let (read, all) = folder.progress();
        if read == all {
            return;
        }
        RowEnd::new(ui).show(ui, Align::Center, |ui| {
            let words =
                format!("{} of {} read", plural::grouped(read, view.numbers), plural::grouped(all, view.numbers));
            let said = ui.label(label::rich(words, 12.0, Weight::Medium, t.text2));
            ui.ctx().accesskit_node_builder(said.id, |node| node.set_role(egui::accesskit::Role::Status));
            if shown.reading {
                if Button::new("Stop").name("Stop reading the folder").small().show(ui).clicked() {
                    asks.push(Ask::StopReading);
                }
            } else if Button::new("Read the rest").small().show(ui).clicked() {
                asks.push(Ask::ReadOn);
            }
        });
    });
}

fn filter(ui: &mut Ui, state: &mut State) {
    let response = field::search_field(ui, "Filter plans", &mut state.filter, "Filter by name, kind or owner", FILTER);
    state.filter_keys(ui, &response);
}

fn legend(ui: &mut Ui, folder: &Folder, bars: bool, t: &Tokens, asks: &mut Vec<Ask>) {
    let size = egui::vec2(ui.available_width(), 26.0);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        let end = RowEnd::new(ui);
        let room = ui.available_width() - end.width() - 8.0;
        let mixed = if folder.is_mixed() { " Different units are sorted apart and never added up." } else { "" };
        let bar = if bars { "Bar: forecast. Outlined mark: target. " } else { "" };
        let words = format!("{bar}Line: {}.{mixed}", list::name(Column::Average, folder).to_lowercase());
        ui.scope(|ui| {
            ui.set_max_width(room.max(0.0));
            ui.add(egui::Label::new(label::rich(words, 12.0, Weight::Regular, t.text3)).truncate());
        });
        end.show(ui, Align::Center, |ui| leave_ui(ui, asks));
    });
}

/// A folder without a plan.
fn empty(ui: &mut Ui, t: &Tokens, asks: &mut Vec<Ask>) {
    widget::card::card(ui, 150.0, |ui| {
        let width = ui.available_width();
        ui.add_space(10.0);
        ui.label(label::rich("Begin the first plan of this folder", 18.0, Weight::SemiBold, t.text1));
        Runs::new(13.0, 19.0)
            .add(
                "Its figures can be typed, pasted or read from a table. Or save plans that you have into this folder; those in its subfolders are not listed.",
                Weight::Regular,
                t.text2,
            )
            .show(ui, width.min(640.0));
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            let begin = Button::new("Begin a plan").icon(icons::FILE_PLUS).key(&Command::NewPlan.key_text()).show(ui);
            if begin.clicked() {
                asks.push(Ask::Command(Command::NewPlan));
            }
            leave_ui(ui, asks);
        });
    });
}

/// Paints `words` where a table would have its rows.
pub(super) fn nothing_left(ui: &Ui, rect: egui::Rect, words: &str, t: &Tokens) {
    label::paint(ui, rect.center(), Align2::CENTER_CENTER, words, 13.0, Weight::Regular, t.text2);
}
