//! How a table was read, before anything of it is kept.

use eframe::egui::{self, CornerRadius, ScrollArea, Sense};

use crate::import::{Preview, Route};
use crate::model::Plan;
use crate::text::money::Style;
use crate::text::plural;
use crate::ui::Ask;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{button::Button, label, label::Runs, segment};

/// A table that was read, and what is to be taken of it.
#[derive(Debug)]
pub struct ImportDialog {
    pub file_name: String,
    pub preview: Preview,
    /// Not so for what was pasted, which counts as typed.
    pub from_file: bool,
    /// The plan that begins with these figures, where none is open.
    pub fresh: Option<Plan>,
    /// Where each column goes, and whether it is taken.
    pub routes: Vec<(Route, bool)>,
    pub style: Style,
    /// Span, data date and so on, in words.
    pub facts: Vec<(String, String)>,
}

impl ImportDialog {
    fn chosen(&self) -> Vec<Route> {
        self.routes.iter().filter(|(_, taken)| *taken).map(|(route, _)| route.clone()).collect()
    }
}

pub(super) fn show(ui: &mut egui::Ui, dialog: &mut ImportDialog, t: &Tokens, asks: &mut Vec<Ask>) {
    super::title(ui, &format!("How {} was read", dialog.file_name), t);
    ScrollArea::vertical()
        .id_salt("import facts")
        .max_height((ui.ctx().content_rect().height() - 300.0).clamp(160.0, 440.0))
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for (what, why) in &dialog.facts {
                fact(ui, what, why, t);
            }
            ui.add_space(4.0);
            columns(ui, dialog, t);
        });
    super::buttons(ui, |ui| {
        let any = dialog.routes.iter().any(|(_, taken)| *taken);
        let using = Button::new("Use these figures").ink().enabled(any).show(ui);
        if ui.memory(|m| m.focused().is_none()) {
            using.request_focus();
        }
        if using.clicked() {
            asks.push(Ask::UseTable(dialog.chosen()));
        }
        if Button::new("Cancel").show(ui).clicked() {
            asks.push(Ask::Dismiss);
        }
    });
}

fn fact(ui: &mut egui::Ui, what: &str, why: &str, t: &Tokens) {
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(egui::vec2(14.0, 18.0), Sense::hover());
        ui.painter().circle_filled(rect.center(), 2.0, t.text3);
        Runs::new(13.0, 18.0)
            .add(what, Weight::SemiBold, t.text1)
            .add(&format!(" {why}"), Weight::Regular, t.text2)
            .show(ui, super::WIDTH - 66.0);
    });
}

fn columns(ui: &mut egui::Ui, dialog: &mut ImportDialog, t: &Tokens) {
    let single = dialog.routes.len() == 1;
    for (route, taken) in &mut dialog.routes {
        let Some(column) = dialog.preview.columns.get(route.column) else { continue };
        let into = if route.series == column.name { String::new() } else { format!(", into {}", route.series) };
        let values = plural::count(column.values.len(), "value");
        let total = format!("{values}, {} in all{into}", dialog.style.exact(column.total));
        let (rect, _) = ui.allocate_exact_size(egui::vec2(super::WIDTH - 40.0, 36.0), Sense::hover());
        ui.painter().rect_filled(rect, CornerRadius::same(6), t.sunken);
        ui.scope_builder(egui::UiBuilder::new().max_rect(rect.shrink2(egui::vec2(10.0, 5.0))), |ui| {
            ui.horizontal_centered(|ui| {
                if single {
                    ui.label(label::rich(&column.name, 13.0, Weight::SemiBold, t.text1));
                } else if segment::toggle(ui, &column.name, *taken).clicked() {
                    *taken = !*taken;
                }
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    ui.label(label::rich(total, 12.0, Weight::Regular, t.text2));
                });
            });
        });
    }
}
