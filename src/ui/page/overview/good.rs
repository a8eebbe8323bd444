//! Is it a good plan? The three words, what to put right first, and triggers that fire or are close.

use chrono::NaiveDate;
use eframe::egui::{self, Align2, Color32, CornerRadius, Role, Sense, Stroke, Ui};

use crate::analysis::checkup::{Group, Place};
use crate::analysis::simulate::Item;
use crate::analysis::trigger::{self, TriggerState};
use crate::command::Command;
use crate::model::ScenarioId;
use crate::text::money::Style;
use crate::text::plural::{self, capitalised};
use crate::ui::page::check::way;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{self, card, label};
use crate::ui::{Ask, Open, icons};

/// Findings that are listed; the plan check has all.
const MOST: usize = 3;
const ROW: f32 = 36.0;

/// What the card says.
#[derive(Debug)]
pub(super) struct Good {
    /// "5 findings".
    count: String,
    groups: Vec<(String, String, bool)>,
    fix: Vec<(String, Place)>,
    lights: Vec<Light>,
}

/// A trigger that fires or is close.
#[derive(Debug)]
struct Light {
    scenario: ScenarioId,
    title: String,
    words: String,
    fires: bool,
}

impl Good {
    pub fn of(open: Open<'_>, today: NaiveDate) -> Self {
        let checked = open.checked;
        let is_good = |group| checked.open_in(group).next().is_none();
        let groups = Group::ALL.into_iter().zip(&checked.stands);
        // The first of each word, then the rest in order.
        let firsts: Vec<&str> =
            Group::ALL.into_iter().filter_map(|group| Some(checked.open_in(group).next()?.id.as_str())).collect();
        let mut lines: Vec<_> = checked.open().collect();
        lines.sort_by_key(|line| !firsts.contains(&line.id.as_str()));
        Self {
            count: match checked.open().count() {
                0 => "nothing to put right".to_owned(),
                count => plural::count(count, "finding"),
            },
            groups: groups.map(|(group, said)| (capitalised(group.id()), said.clone(), is_good(group))).collect(),
            fix: lines.iter().take(MOST).map(|line| (line.brief.clone(), line.place)).collect(),
            lights: lights(open, today),
        }
    }
}

/// Those that fire first.
fn lights(open: Open<'_>, today: NaiveDate) -> Vec<Light> {
    let plan = open.plan;
    let light = |id: ScenarioId, state| {
        let scenario = plan.worksheets.scenario(id)?;
        let trigger = scenario.trigger.as_ref()?;
        let series = plan.watched(trigger)?;
        let style = Style { numbers: open.style.numbers, currency: plan.currency, unit: series.unit.clone() };
        let measured = trigger::measured(plan, trigger, today);
        let words = crate::text::trigger::light(state, trigger, measured, &style, series.granularity);
        Some(Light { scenario: id, title: scenario.title.clone(), words, fires: state == TriggerState::Lit })
    };
    let of = |state| open.checked.with_trigger(state).filter_map(move |id| light(id, state));
    of(TriggerState::Lit).chain(of(TriggerState::Close)).take(MOST).collect()
}

pub(super) fn show(ui: &mut Ui, good: &Good, open: Open<'_>, t: &Tokens, asks: &mut Vec<Ask>) {
    card::card(ui, 0.0, |ui| {
        super::title(ui, "Is it a good plan?", &good.count, Command::ShowCheck, asks);
        let width = ui.available_width();
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, (word, said, is_good)) in good.groups.iter().enumerate() {
            if index > 0 {
                rule(ui, t);
            }
            let (rect, response) = ui.allocate_exact_size(egui::vec2(width, ROW), Sense::hover());
            let (icon, colour, state) = match is_good {
                true => (icons::CHECK_CIRCLE, t.teal, "yes"),
                false => (icons::WARNING, t.amber, "not yet"),
            };
            widget::name(&response, Role::Label, true, &format!("{word}: {state}. {said}"));
            label::paint_icon(ui, rect.left_center(), Align2::LEFT_CENTER, icon, 18.0, colour);
            let at = rect.left_center() + egui::vec2(30.0, 0.0);
            label::paint(ui, at, Align2::LEFT_CENTER, word, 13.0, Weight::SemiBold, t.text1);
            let at = rect.left_center() + egui::vec2(120.0, 0.0);
            label::paint_fitting(ui, at, said, 13.0, Weight::Regular, t.text2, width - 120.0);
            response.on_hover_text(said);
        }
        if !good.lights.is_empty() {
            part(ui, "Triggers", t);
            for (index, light) in good.lights.iter().enumerate() {
                let (icon, colour) = if light.fires { (icons::SIREN, t.orange) } else { (icons::EYE, t.amber) };
                let place = Place::Contingencies(Some(light.scenario));
                ui.push_id(("light", index), |ui| {
                    let name = format!("{}: {}", light.title, light.words);
                    if line(
                        ui,
                        &Looks { icon: Some((icon, colour)), name: &name, below: &light.words },
                        &light.title,
                        place,
                        width,
                        t,
                    ) {
                        asks.push(Ask::ShowItem(Item::Scenario(light.scenario)));
                    }
                });
            }
        }
        if !good.fix.is_empty() {
            part(ui, "To fix", t);
            for (index, (sentence, place)) in good.fix.iter().enumerate() {
                if index > 0 {
                    rule(ui, t);
                }
                ui.push_id(("fix", index), |ui| {
                    let name = format!("{sentence}: {}", way::page(*place));
                    if line(ui, &Looks { icon: None, name: &name, below: "" }, sentence, *place, width, t) {
                        way::go(*place, open, asks);
                    }
                });
            }
        }
    });
}

fn rule(ui: &Ui, t: &Tokens) {
    ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), Stroke::new(1.0, t.hair));
}

fn part(ui: &mut Ui, name: &str, t: &Tokens) {
    ui.add_space(6.0);
    rule(ui, t);
    ui.add_space(10.0);
    ui.label(label::rich(name, 14.0, Weight::SemiBold, t.text1));
    ui.add_space(2.0);
}

/// How a line is set.
struct Looks<'a> {
    icon: Option<(&'a str, Color32)>,
    /// What screen readers and tests call it.
    name: &'a str,
    /// A second line, in the icon's colour; may be empty.
    below: &'a str,
}

/// A line that leads somewhere; answers whether it was pressed.
fn line(ui: &mut Ui, looks: &Looks<'_>, text: &str, place: Place, width: f32, t: &Tokens) -> bool {
    let height = if looks.below.is_empty() { 32.0 } else { 44.0 };
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, height), Sense::click());
    widget::name(&response, Role::Button, true, looks.name);
    widget::reveal(ui, &response);
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(egui::vec2(6.0, -1.0)), CornerRadius::same(6), t.hover);
    }
    widget::focus_ring(ui, &response.clone().with_new_rect(rect.shrink2(egui::vec2(-2.0, 3.0))), 6, t);
    let middle = if looks.below.is_empty() { rect.center().y } else { rect.top() + 14.0 };
    let mut left = rect.left();
    if let Some((icon, colour)) = looks.icon {
        label::paint_icon(ui, egui::pos2(left, middle), Align2::LEFT_CENTER, icon, 18.0, colour);
        left += 30.0;
        let at = egui::pos2(left, rect.top() + 32.0);
        label::paint_fitting(ui, at, looks.below, 12.0, Weight::Medium, colour, rect.right() - left);
    }
    let arrow = egui::pos2(rect.right(), middle);
    label::paint_icon(ui, arrow, Align2::RIGHT_CENTER, icons::ARROW_RIGHT, 14.0, t.blue);
    let at = arrow - egui::vec2(19.0, 0.0);
    let page = way::page(place);
    let drawn = label::paint(ui, at, Align2::RIGHT_CENTER, page, 13.0, Weight::Medium, t.blue);
    let at = egui::pos2(left, middle);
    label::paint_fitting(ui, at, text, 13.0, Weight::Regular, t.text1, drawn.left() - left - 12.0);
    response.on_hover_text(text).clicked()
}
