//! What would be taken: each series with its sum, its periods as small columns and as a table, and the file's own total beside
//! ours.

use std::collections::BTreeMap;

use eframe::egui::{self, CornerRadius, Rect, Sense};

use super::ImportDialog;
use crate::chart::table::Table;
use crate::import::{Found, Preview};
use crate::model::{Amount, FiscalStart, Period};
use crate::text::money::Style;
use crate::text::{
    calendar,
    plural::{self, capitalised},
};
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{self, label, segment, table};

const CHART: f32 = 96.0;
const GAP: f32 = 16.0;
/// Series that the table has columns for; the others stand in the list with their sums.
const MOST_COLUMNS: usize = 12;
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
    let Some(found) = first else { return series(ui, dialog, width, t) };
    let beside = ((width - GAP) * 0.45).floor();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        ui.vertical(|ui| chart(ui, found, dialog, beside, t));
        let size = egui::vec2(width - GAP - beside, CHART + 20.0);
        let down = egui::Layout::top_down(egui::Align::Min);
        ui.allocate_ui_with_layout(size, down, |ui| table::show(ui, "import totals", &dialog.totals, size.x, size.y));
    });
    egui::ScrollArea::vertical().id_salt("import series").max_height(96.0).auto_shrink([false, true]).show(ui, |ui| {
        series(ui, dialog, width, t);
    });
}

/// The sums by period, a column a series, as they would stand in the plan.
#[must_use]
pub fn by_period(preview: &Preview, fiscal: FiscalStart, style: &Style) -> Table {
    let all: Vec<&Found> = preview.series.iter().take(MOST_COLUMNS).collect();
    let mut head = vec![capitalised(calendar::period_word(preview.granularity))];
    head.extend(all.iter().map(|found| found.name.clone()));
    let mut rows: BTreeMap<Period, Vec<String>> = BTreeMap::new();
    for (column, found) in all.iter().enumerate() {
        let amounts: Vec<Amount> = found.totals.iter().map(|total| total.amount).collect();
        for (total, written) in found.totals.iter().zip(style.exact_column(&amounts)) {
            let row = rows.entry(total.period).or_insert_with(|| vec![String::new(); all.len()]);
            if let Some(cell) = row.get_mut(column) {
                *cell = written;
            }
        }
    }
    let named = rows.into_iter().map(|(period, cells)| {
        let mut row = vec![calendar::period(period, fiscal)];
        row.extend(cells);
        row
    });
    Table { head, rows: named.collect() }
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
        let into = match dialog.kpis.contains(&route.series) {
            true => format!(", into the KPI {}", route.series),
            false if route.series == found.name => String::new(),
            false => format!(", into {}", route.series),
        };
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
