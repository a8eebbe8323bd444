//! What could go wrong: its name, its kind, which figures it bears on, and how often it happens.

use eframe::egui::{self, Ui};

use super::{Key, State, id_of, scenario as change, show_field};
use crate::document::Edit;
use crate::model::{EpisodeKind, Plan, Scenario};
use crate::ui::theme::font::Weight;
use crate::ui::widget::typed::Field;
use crate::ui::widget::{button::Button, card, pick::pick, segment};
use crate::ui::{Ask, Open, icons};

/// What it is, and how often it happens.
pub(super) fn show(ui: &mut Ui, state: &mut State, scenario: &Scenario, open: Open<'_>, asks: &mut Vec<Ask>) {
    let id = scenario.id;
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "What could go wrong", "", |ui| {
            if Button::new("Remove").icon(icons::TRASH).small().show(ui).clicked() {
                let edit = Edit::new(format!("Remove “{}”", scenario.title), move |plan: &mut Plan| {
                    plan.remove_scenario(id);
                });
                asks.push(Ask::Edit(edit.saying(format!("Removed the scenario “{}”", scenario.title))));
            }
        });
        let width = ui.available_width();
        let title =
            Field { weight: Weight::SemiBold, ..Field::new(id_of("title", id), "Scenario", &scenario.title, width) };
        show_field(ui, state, Key::Title(id), "Scenario", &title, open, asks);
        let what = Field::new(id_of("what", id), "What it would do", &scenario.what, width);
        show_field(ui, state, Key::What(id), "What it would do", &what, open, asks);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(8.0, 8.0);
            kind(ui, scenario, asks);
            series(ui, scenario, open, asks);
        });
        ui.add_space(4.0);
        let frequency = scenario.frequency.clone().unwrap_or_default();
        let known = scenario.frequency.is_some();
        let number = |number: u16| if known { number.to_string() } else { String::new() };
        let (years, of_years) = (number(frequency.years), number(frequency.of_years));
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 10.0;
            let field =
                Field { hint: "3", ..Field::new(id_of("years", id), "Years in which it happened", &years, 84.0) };
            show_field(ui, state, Key::Years(id), "It happened in", &field, open, asks);
            let field =
                Field { hint: "10", ..Field::new(id_of("of years", id), "Years that were looked at", &of_years, 84.0) };
            show_field(ui, state, Key::OfYears(id), "of years", &field, open, asks);
            let rest = (width - 188.0).max(80.0);
            let field = Field {
                hint: "2017, 2020, 2023",
                ..Field::new(id_of("counted", id), "Which years", &frequency.counted, rest)
            };
            show_field(ui, state, Key::Counted(id), "Which ones", &field, open, asks);
        });
    });
}

fn kind(ui: &mut Ui, scenario: &Scenario, asks: &mut Vec<Ask>) {
    let chosen = EpisodeKind::ALL.iter().position(|kind| *kind == scenario.kind).unwrap_or_default();
    let labels = EpisodeKind::ALL.map(EpisodeKind::label);
    if let Some(at) = pick(ui, id_of("kind", scenario.id), "Kind", 180.0, &labels, chosen) {
        let label = format!("“{}”: {}", scenario.title, labels[at].to_lowercase());
        asks.push(Ask::Edit(change(scenario.id, label, move |it| it.kind = EpisodeKind::ALL[at])));
    }
}

/// Which series it bears on: the first, unless others are ticked.
fn series(ui: &mut Ui, scenario: &Scenario, open: Open<'_>, asks: &mut Vec<Ask>) {
    let all = &open.plan.series;
    if all.len() < 2 {
        return;
    }
    let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
    for (index, one) in all.iter().enumerate() {
        let bears = |name: &String| same(name, &one.name);
        let on = if scenario.series.is_empty() { index == 0 } else { scenario.series.iter().any(bears) };
        if !segment::toggle(ui, &format!("Bears on {}", one.name), on).clicked() {
            continue;
        }
        let mut before = scenario.series.clone();
        if before.is_empty() {
            before.extend(all.first().map(|first| first.name.clone()));
        }
        let mut after: Vec<String> = before.into_iter().filter(|name| !same(name, &one.name)).collect();
        if !on {
            after.push(one.name.clone());
        }
        let verb = if on { "no longer bears on" } else { "bears on" };
        let label = format!("“{}” {verb} {}", scenario.title, one.name);
        asks.push(Ask::Edit(change(scenario.id, label, move |it| it.series = after)));
    }
}
