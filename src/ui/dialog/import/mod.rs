//! How a table was read, before anything of it is kept: the file's first rows, what was decided and why, what is open, the
//! sums, and the file's own total beside ours. What shows here is what is applied.

mod head;
mod said;
mod total;

use std::sync::Arc;

use eframe::egui::{self, ScrollArea};

use crate::chart::table::Table;
use crate::import::{Answers, Opened, Preview, Route, Watch};
use crate::model::{FiscalStart, Plan, Span};
use crate::text::money::Style;
use crate::text::{calendar, plural};
use crate::ui::Ask;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{button::Button, label, label::Runs};

pub use total::by_period;

/// A table that was read, and what is to be taken of it.
#[derive(Debug)]
pub struct ImportDialog {
    pub file_name: String,
    /// The rows, so that another answer needs no reading.
    pub opened: Arc<Opened>,
    pub preview: Preview,
    /// What was answered so far, here and when such a table came before.
    pub answers: Answers,
    /// Answers of an earlier time hold.
    pub remembered: bool,
    /// Not so for what was pasted, which counts as typed.
    pub from_file: bool,
    /// The plan that begins with these figures, where none is open.
    pub fresh: Option<Plan>,
    /// Where each series goes, and whether it is taken.
    pub routes: Vec<(Route, bool)>,
    /// Those of them that go to a KPI, by its name.
    pub kpis: Vec<String>,
    pub style: Style,
    pub fiscal: FiscalStart,
    /// "31 new, 2 changed, 0 double", where the plan has figures already.
    pub counted: String,
    /// The periods that change, a line each.
    pub changes: Vec<String>,
    /// The sums by period.
    pub totals: Table,
    /// Why it can't be read by the answer that was given last; the one before it holds.
    pub problem: Option<String>,
    /// Another answer is being worked out.
    pub busy: bool,
    /// An answer that is being typed.
    pub typed: String,
}

impl ImportDialog {
    fn chosen(&self) -> Vec<Route> {
        self.routes.iter().filter(|(_, taken)| *taken).map(|(route, _)| route.clone()).collect()
    }

    /// Why the table can't be used as it stands; `None` if it can.
    fn obstacle(&self) -> Option<String> {
        match self.preview.questions.len() {
            0 if self.busy => Some("The table is read once more with your answer.".to_owned()),
            0 if self.routes.iter().all(|(_, taken)| !taken) => Some("Nothing is chosen to be taken.".to_owned()),
            0 => None,
            open => Some(format!("{} open. Answer it on the right first.", plural::count(open, "question")))
                .map(|text| if open > 1 { text.replace("Answer it", "Answer them") } else { text }),
        }
    }
}

/// A large file on its way in.
#[derive(Debug)]
pub struct ReadingDialog {
    pub file_name: String,
    pub watch: Watch,
    /// The dialog in which the file was named, to go back to where it can't be read.
    pub back: Option<super::PathDialog>,
}

pub(super) fn show_reading(ui: &mut egui::Ui, dialog: &ReadingDialog, t: &Tokens, asks: &mut Vec<Ask>) {
    super::title(ui, &format!("Reading {}", dialog.file_name), t);
    let rows = dialog.watch.rows();
    let said =
        if rows == 0 { "Looking at the file.".to_owned() } else { format!("{} read.", plural::count(rows, "row")) };
    Runs::new(13.0, 19.0).add(&said, Weight::Regular, t.text2).show(ui, super::WIDTH - 40.0);
    // The only clock in the window, and only while a file is read.
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
    super::buttons(ui, |ui| {
        if Button::new("Stop").show(ui).clicked() {
            asks.push(Ask::Dismiss);
        }
    });
}

/// Room for the whole: as much of the window as there is.
pub(super) fn width(ctx: &egui::Context) -> f32 {
    (ctx.content_rect().width() - 64.0).clamp(super::WIDTH, 1240.0)
}

pub(super) fn show(ui: &mut egui::Ui, dialog: &mut ImportDialog, t: &Tokens, asks: &mut Vec<Ask>) {
    let width = width(ui.ctx()) - 40.0;
    let height = (ui.ctx().content_rect().height() - 230.0).clamp(260.0, 640.0);
    super::title(ui, &format!("How {} was read", dialog.file_name), t);
    Runs::new(13.0, 18.0).add(&summary(dialog), Weight::Regular, t.text2).show(ui, width);
    ui.add_space(6.0);
    let side = if width > 860.0 { (width * 0.42).floor() } else { width };
    let left = width - side - 16.0;
    if left > 200.0 {
        ui.horizontal_top(|ui| {
            ui.allocate_ui_with_layout(egui::vec2(left, height), egui::Layout::top_down(egui::Align::Min), |ui| {
                ui.set_width(left);
                head::show(ui, dialog, left, height - 264.0, t);
                total::show(ui, dialog, left, t);
            });
            ui.add_space(8.0);
            ui.allocate_ui_with_layout(egui::vec2(side, height), egui::Layout::top_down(egui::Align::Min), |ui| {
                ui.set_width(side);
                scrolled(ui, height, |ui| said::show(ui, dialog, side - 14.0, t, asks));
            });
        });
    } else {
        // In a narrow window all of it stands in one column, the sums or what is open first.
        scrolled(ui, height, |ui| {
            total::show(ui, dialog, width - 14.0, t);
            said::show(ui, dialog, width - 14.0, t, asks);
            ui.add_space(8.0);
            head::show(ui, dialog, width - 14.0, 200.0, t);
        });
    }
    buttons(ui, dialog, t, asks);
}

fn scrolled(ui: &mut egui::Ui, height: f32, add: impl FnOnce(&mut egui::Ui)) {
    ScrollArea::vertical().id_salt("import said").max_height(height).auto_shrink([false, true]).show(ui, add);
}

fn summary(dialog: &ImportDialog) -> String {
    let preview = &dialog.preview;
    let rows = plural::count(preview.rows.used, "row");
    let from = preview.source.map_or(String::new(), |source| format!("It comes from {source}. "));
    let before = if dialog.remembered { "Your answers of the last time hold. " } else { "" };
    if preview.is_settled() {
        let periods = || preview.series.iter().flat_map(|found| found.totals.iter().map(|total| total.period));
        let span = periods().min().zip(periods().max()).and_then(|(first, last)| Span::new(first, last));
        let span = span.map_or(String::new(), |span| format!("{}. ", calendar::span(span, dialog.fiscal)));
        format!("{span}{from}{before}{rows} of {} used; nothing is in the plan yet.", preview.rows.total)
    } else {
        format!("{from}{before}Something is open; nothing is in the plan yet.")
    }
}

fn buttons(ui: &mut egui::Ui, dialog: &ImportDialog, t: &Tokens, asks: &mut Vec<Ask>) {
    let obstacle = dialog.obstacle();
    super::buttons(ui, |ui| {
        let using = Button::new("Use this").ink().enabled(obstacle.is_none()).show(ui);
        if obstacle.is_none() && ui.memory(|m| m.focused().is_none()) {
            using.request_focus();
        }
        if using.clicked() && obstacle.is_none() {
            asks.push(Ask::UseTable(dialog.chosen()));
        }
        if Button::new("Cancel").show(ui).clicked() {
            asks.push(Ask::Dismiss);
        }
        // What was tried in vain is said until something else is tried.
        if let Some(obstacle) = dialog.problem.as_ref().or(obstacle.as_ref()) {
            ui.label(label::rich(obstacle, 12.0, Weight::Regular, t.text2));
        }
    });
}
