//! What would be taken: each series with its sum, its periods as small columns, and the file's own total beside ours.

use eframe::egui::{self, CornerRadius, Rect, Sense};

use super::ImportDialog;
use crate::import::Found;
use crate::text::{calendar, plural};
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{self, label, segment};

const CHART: f32 = 54.0;
/// Columns narrower than this are no columns.
const NARROWEST: f32 = 2.0;
const WIDEST: f32 = 44.0;

pub(super) fn show(ui: &mut egui::Ui, dialog: &mut ImportDialog, width: f32, t: &Tokens) {
    if !dialog.preview.is_settled() {
        return;
    }
    ui.add_space(6.0);
    control(ui, dialog, width, t);
    let first = dialog.routes.iter().find(|(_, taken)| *taken).and_then(|(r, _)| dialog.preview.series.get(r.found));
    if let Some(found) = first {
        chart(ui, found, dialog, width, t);
    }
    egui::ScrollArea::vertical().id_salt("import series").max_height(96.0).auto_shrink([false, true]).show(ui, |ui| {
        series(ui, dialog, width, t);
    });
}

fn control(ui: &mut egui::Ui, dialog: &ImportDialog, width: f32, t: &Tokens) {
    let shown = |amount| dialog.style.exact(amount);
    let (text, colour) = match &dialog.preview.control {
        Some(control) if control.agrees() => {
            (format!("{} in all, and the file says the same.", shown(control.used_total)), t.text1)
        }
        Some(control) => {
            let (ours, theirs) = (shown(control.used_total), shown(control.file_total));
            (format!("{ours} in all, but the file’s own total is {theirs}. See which rows are left out."), t.orange)
        }
        None => ("The file has no total of its own to check against.".to_owned(), t.text2),
    };
    label::Runs::new(13.0, 18.0).add(&text, Weight::SemiBold, colour).show(ui, width);
}

/// The periods side by side. Missing ones leave their place empty.
fn chart(ui: &mut egui::Ui, found: &Found, dialog: &ImportDialog, width: f32, t: &Tokens) {
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, CHART), Sense::hover());
    let (Some(first), Some(last)) = (found.totals.first(), found.totals.last()) else { return };
    let periods = plural::count(found.totals.len(), dialog.preview.granularity.id());
    widget::name(&response, egui::Role::Image, true, &format!("{}: {periods} as columns", found.name));
    let span = first.period.until(last.period) + 1;
    let values = || found.totals.iter().map(|total| total.amount.to_f64());
    let (top, bottom) = (values().fold(0.0, f64::max), values().fold(0.0, f64::min));
    let range = (top - bottom).max(f64::MIN_POSITIVE);
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "pixels")]
    let (step, place) = {
        let step = (width / span.max(1) as f32).min(WIDEST * 1.25);
        (step, move |value: f64| rect.bottom() - ((value - bottom) / range) as f32 * CHART)
    };
    for total in &found.totals {
        #[expect(clippy::cast_precision_loss, reason = "pixels")]
        let left = rect.left() + first.period.until(total.period) as f32 * step;
        let (zero, value) = (place(0.0), place(total.amount.to_f64()));
        let bar =
            Rect::from_two_pos(egui::pos2(left, zero), egui::pos2(left + (step * 0.8).clamp(NARROWEST, WIDEST), value));
        ui.painter().rect_filled(bar, CornerRadius::ZERO, t.actual);
    }
    let name = |period| calendar::period(period, dialog.fiscal);
    let ends = if first.period == last.period {
        name(first.period)
    } else {
        format!("{} to {}", name(first.period), name(last.period))
    };
    ui.label(label::rich(ends, 11.0, Weight::Regular, t.text3));
}

fn series(ui: &mut egui::Ui, dialog: &mut ImportDialog, width: f32, t: &Tokens) {
    let single = dialog.routes.len() == 1;
    for (route, taken) in &mut dialog.routes {
        let Some(found) = dialog.preview.series.get(route.found) else { continue };
        let into = if route.series == found.name { String::new() } else { format!(", into {}", route.series) };
        let values = plural::count(found.totals.len(), "value");
        let total = format!("{values}, {} in all{into}", dialog.style.exact(found.total));
        let (rect, _) = ui.allocate_exact_size(egui::vec2(width - 12.0, 36.0), Sense::hover());
        ui.painter().rect_filled(rect, CornerRadius::same(6), t.sunken);
        ui.scope_builder(egui::UiBuilder::new().max_rect(rect.shrink2(egui::vec2(10.0, 5.0))), |ui| {
            ui.horizontal_centered(|ui| {
                if single {
                    ui.label(label::rich(&found.name, 13.0, Weight::SemiBold, t.text1));
                } else if segment::toggle(ui, &found.name, *taken).clicked() {
                    *taken = !*taken;
                }
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    ui.label(label::rich(total, 12.0, Weight::Regular, t.text2));
                });
            });
        });
    }
}
