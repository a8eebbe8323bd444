//! The gaps of the plan's other series, beside that of the one that shows: profit beside revenue.

use std::sync::Arc;

use chrono::NaiveDate;
use eframe::egui::{self, Align2, Role, Sense, Ui};

use crate::analysis::analyse;
use crate::analysis::closing::Case;
use crate::model::{Level, Plan, Series};
use crate::report::Subject;
use crate::text::Numbers;
use crate::text::money::Style;
use crate::ui::Ask;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{self, label};

/// Another series that has a target.
#[derive(Debug)]
pub struct Other {
    index: usize,
    name: String,
    words: String,
}

/// Where the series stand beside that of `series_index` that have a target. It analyses each: not for the drawing thread.
#[must_use]
pub fn all(plan: &Plan, series_index: usize, numbers: Numbers, today: NaiveDate) -> Vec<Other> {
    let series = plan.series.iter().enumerate();
    let with_target = series.filter(|(index, series)| *index != series_index && series.target(Level::Formal).is_some());
    let words = |(index, series): (usize, &Arc<Series>)| {
        let answer = analyse(plan, index, today)?;
        let style = Style { numbers, currency: plan.currency, unit: series.unit.clone() };
        let case = Case::default();
        let subject = Subject { plan, series, answer: &answer, closing: None, case, style: &style };
        let gap = answer.total.gap.map(|gap| subject.voice().short_or_over(gap).unwrap_or_else(|| "on target".into()));
        Some(Other { index, name: series.name.clone(), words: gap.unwrap_or_else(|| "no forecast yet".to_owned()) })
    };
    with_target.filter_map(words).collect()
}

/// A line that shows the series when it is pressed.
pub(super) fn show(ui: &mut Ui, other: &Other, width: f32, t: &Tokens, asks: &mut Vec<Ask>) {
    ui.push_id(("other series", other.index), |ui| {
        ui.add_space(6.0);
        let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 30.0), Sense::click());
        widget::name(&response, Role::Button, true, &format!("{}: {}", other.name, other.words));
        if response.hovered() {
            ui.painter().rect_filled(rect.expand2(egui::vec2(6.0, 0.0)), 6.0, t.hover);
        }
        widget::focus_ring(ui, &response, 6, t);
        let room = width * 0.5;
        label::paint_fitting(ui, rect.left_center(), &other.name, 13.0, Weight::Medium, t.text1, room);
        label::paint(ui, rect.right_center(), Align2::RIGHT_CENTER, &other.words, 13.0, Weight::Regular, t.text2);
        if response.clicked() {
            asks.push(Ask::ShowSeries(other.index));
        }
    });
}
