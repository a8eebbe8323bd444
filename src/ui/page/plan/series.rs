//! The plan's series: named, added, taken away.

use eframe::egui::{self, Ui};

use crate::document::Edit;
use crate::model::{Granularity, Plan, Series, Unit};
use crate::text::{calendar, plural};
use crate::ui::page::periods::{rhythm_choice, set_rhythm};
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{button::Button, card, field, label, segment};
use crate::ui::{Ask, Open};

/// Names and units as they are being typed, one a series.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    rows: Vec<Row>,
    revision: Option<u64>,
}

#[derive(Clone, Debug)]
struct Row {
    name: String,
    /// What is counted, where it isn't money.
    count: String,
    money: bool,
    problem: Option<&'static str>,
}

/// The series that is offered beside sales.
const PROFIT: &str = "Profit";

fn add(label: &str, name: &'static str, rhythm: Granularity) -> Edit {
    Edit::new(label, move |plan| {
        plan.add_series(name, Unit::Money, rhythm);
    })
}

impl Drafts {
    fn follow(&mut self, open: Open<'_>) {
        if self.revision == Some(open.document.revision()) {
            return;
        }
        self.revision = Some(open.document.revision());
        self.rows = open
            .plan
            .series
            .iter()
            .map(|series| Row {
                name: series.name.clone(),
                count: match &series.unit {
                    Unit::Money => String::new(),
                    Unit::Count(what) => what.clone(),
                },
                money: series.unit == Unit::Money,
                problem: None,
            })
            .collect();
    }

    /// Takes over what stands in the fields.
    pub fn finish(&mut self, open: Open<'_>, asks: &mut Vec<Ask>) {
        if self.revision == Some(open.document.revision()) {
            let before = asks.len();
            for (index, row) in self.rows.iter_mut().enumerate() {
                commit(row, index, open, asks);
            }
            if asks.len() > before {
                // As for the plan's own fields.
                self.revision = None;
            }
        }
    }

    pub fn show(&mut self, ui: &mut Ui, open: Open<'_>, t: &Tokens, asks: &mut Vec<Ask>) {
        self.follow(open);
        card::card(ui, 0.0, |ui| {
            card::heading(ui, "Series", "what is counted, each with its own history and target", |ui| {
                let rhythm = open.plan.series.first().map(|series| series.granularity).unwrap_or_default();
                if Button::new("Add a series").small().show(ui).clicked() {
                    asks.push(Ask::Edit(add("Add a series", "New series", rhythm)));
                }
                let tooltip = "What is left of the sales, with its own history, forecast and target beside theirs";
                if open.plan.series_index(PROFIT).is_none()
                    && Button::new("Add profit").small().tooltip(tooltip).show(ui).clicked()
                {
                    let said = "Added Profit; it takes figures and a target of its own";
                    asks.push(Ask::Edit(add("Add profit", PROFIT, rhythm).saying(said.to_owned())));
                }
            });
            for index in 0..self.rows.len() {
                ui.push_id(index, |ui| self.row(ui, index, open, t, asks));
            }
        });
    }

    fn row(&mut self, ui: &mut Ui, index: usize, open: Open<'_>, t: &Tokens, asks: &mut Vec<Ask>) {
        let (Some(row), Some(series)) = (self.rows.get_mut(index), open.plan.series.get(index)) else { return };
        let mut done = false;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 14.0;
            let name = field::text_field(ui, "Series name", &mut row.name, "Sales", row.problem, 200.0);
            done |= name.lost_focus();
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 4.0;
                ui.label(label::rich("Counts", 12.0, Weight::Medium, t.text3));
                if let Some(choice) =
                    segment::segments(ui, "Counts", 30.0, &[("Money", row.money), ("Things", !row.money)])
                {
                    row.money = choice == 0;
                    // Things need a name first; money is clear at once.
                    done |= row.money;
                }
            });
            if !row.money {
                done |= field::text_field(ui, "Which things", &mut row.count, "meetings", None, 130.0).lost_focus();
            }
            rhythm(ui, index, series, t, asks);
            ui.vertical(|ui| {
                let figures = plural::count(series.figures.values().filter(|f| f.value.is_some()).count(), "figure");
                ui.label(label::rich(figures, 12.0, Weight::Regular, t.text3));
                ui.add_space(2.0);
                let several = open.plan.series.len() > 1;
                let tooltip = format!("Take {} and its figures out of the plan; undo brings it back", series.name);
                if Button::new("Remove")
                    .name(&format!("Remove {}", series.name))
                    .small()
                    .enabled(several)
                    .tooltip(&tooltip)
                    .show(ui)
                    .clicked()
                {
                    let name = series.name.clone();
                    let said = format!("Removed {name} with its figures and targets");
                    let edit = Edit::new(format!("Remove {name}"), move |plan| {
                        plan.series.retain(|series| series.name != name);
                    });
                    asks.push(Ask::Edit(edit.saying(said)));
                }
            });
        });
        if done {
            commit(row, index, open, asks);
        }
        ui.add_space(2.0);
    }
}

/// Which periods the series counts by: to choose until it has figures or targets, which are bound to theirs.
fn rhythm(ui: &mut Ui, index: usize, series: &Series, t: &Tokens, asks: &mut Vec<Ask>) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.label(label::rich("By", 12.0, Weight::Medium, t.text3));
        if series.is_blank() {
            if let Some(granularity) = rhythm_choice(ui, series.granularity, 30.0) {
                asks.push(Ask::Edit(set_rhythm(index, &series.name, granularity)));
            }
        } else {
            let word = calendar::period_word(series.granularity);
            let hint = "Figures and targets are bound to their periods. A series without any can have others.";
            ui.allocate_ui(egui::vec2(60.0, 30.0), |ui| {
                ui.label(label::rich(word, 13.0, Weight::Regular, t.text2)).on_hover_text(hint);
            });
        }
    });
}

fn commit(row: &mut Row, index: usize, open: Open<'_>, asks: &mut Vec<Ask>) {
    let Some(series) = open.plan.series.get(index) else { return };
    let name = row.name.trim().to_owned();
    row.problem = match open.plan.series_index(&name) {
        _ if name.is_empty() => Some("A series needs a name."),
        Some(other) if other != index => Some("Another series has this name."),
        _ => None,
    };
    let unit = match row.count.trim() {
        _ if row.money => Unit::Money,
        // Nothing is counted in nothing: the unit waits until it is named.
        "" => return,
        what => Unit::Count(what.to_owned()),
    };
    if row.problem.is_some() || (series.name == name && series.unit == unit) {
        return;
    }
    let label = if series.name == name {
        format!("Change what {name} counts")
    } else {
        format!("Rename {} to {name}", series.name)
    };
    let old = series.name.clone();
    asks.push(Ask::Edit(Edit::new(label, move |plan: &mut Plan| {
        // By its name: an earlier wish of the same moment may have moved it.
        let Some(index) = plan.series_index(&old) else { return };
        plan.rename_series(index, &name);
        if let Some(series) = plan.series_mut(index) {
            series.unit = unit;
        }
    })));
}
