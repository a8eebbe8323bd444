//! How far to trust the forecast: what the method would have missed by before, beside the others, and the choice between them.

use eframe::egui::{self, Align2, CornerRadius, Role, Sense, Stroke, Ui, WidgetInfo};

use crate::analysis::MethodAnswer;
use crate::document::Edit;
use crate::model::SeasonChoice;
use crate::text::UNKNOWN;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::kept::Kept;
use crate::ui::widget::{self, button::Button, card, label, label::Runs, segment};
use crate::ui::{Ask, Open, Version, View, icons};

/// The methods that are always in sight; the others stand behind a button.
const MAIN: [&str; 4] = ["combination", "same-months-last-year", "seasonal-level", "line-through-rolling-average"];

/// Share of the width at which the landing ends.
const LANDING: f32 = 0.78;

/// What the card remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    all: bool,
    words: Kept<(Version, chrono::NaiveDate), Words>,
}

/// What the card says, kept until the plan changes.
#[derive(Debug, Default, Clone)]
struct Words {
    record: [String; 3],
    /// Sentences under the record.
    notes: Vec<String>,
    /// What the method does, and why it is this one.
    method: Vec<String>,
}

impl Words {
    fn of(open: Open<'_>) -> Self {
        let voice = open.subject().voice();
        let Some(method) = voice.method() else { return Self::default() };
        let mut why = vec![method.explanation.clone()];
        why.extend(voice.choice());
        Self {
            record: voice.record(),
            notes: [voice.worse_than_plain(), voice.tamed()].into_iter().flatten().collect(),
            method: why,
        }
    }
}

pub(super) fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let words = state.words.get((open.version(), view.today), || Words::of(open)).clone();
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "How far to trust it", "", |_| {});
        let width = ui.available_width();
        let [before, miss, after] = &words.record;
        if !before.is_empty() {
            Runs::new(13.0, 19.0)
                .add(before, Weight::Regular, t.text2)
                .add(miss, Weight::SemiBold, t.text1)
                .add(after, Weight::Regular, t.text2)
                .show(ui, width);
            ui.add_space(4.0);
        }
        table(ui, state.all, open, width, t, asks);
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let label = if state.all { "Fewer methods" } else { "All methods" };
            if Button::new(label).small().show(ui).clicked() {
                state.all = !state.all;
            }
            if open.plan.forecast.method.is_some() && Button::new("Let Upturn choose").small().show(ui).clicked() {
                let edit = Edit::new("Let Upturn choose the forecast", |plan| plan.forecast.method = None);
                asks.push(Ask::Edit(edit));
            }
        });
        ui.add_space(2.0);
        Runs::new(12.0, 16.0).add(&words.method.join(" "), Weight::Regular, t.text2).show(ui, width);
        for note in &words.notes {
            ui.add_space(2.0);
            Runs::new(12.0, 16.0).add(note, Weight::Regular, t.text2).show(ui, width);
        }
        for warning in warnings(state.all, open) {
            caution(ui, &warning, width, t);
        }
        season(ui, open, t, asks);
    });
}

/// The methods that show.
fn shown(all: bool, open: Open<'_>) -> impl Iterator<Item = (usize, &MethodAnswer)> {
    let is_main = move |index: usize, method: &MethodAnswer| {
        all || MAIN.contains(&method.id) || open.answer.chosen == Some(index)
    };
    open.answer.methods.iter().enumerate().filter(move |(index, method)| is_main(*index, method))
}

fn table(ui: &mut Ui, all: bool, open: Open<'_>, width: f32, t: &Tokens, asks: &mut Vec<Ask>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let (rect, _) = ui.allocate_exact_size(egui::vec2(width, 24.0), Sense::hover());
    let year = open.answer.span.len() == open.answer.granularity.per_year();
    let middle = rect.center().y;
    for (x, anchor, head) in [
        (rect.left(), Align2::LEFT_CENTER, "Method"),
        (rect.left() + width * LANDING, Align2::RIGHT_CENTER, if year { "Year" } else { "Plan" }),
        (rect.right(), Align2::RIGHT_CENTER, "Avg miss"),
    ] {
        label::paint(ui, egui::pos2(x, middle), anchor, head, 12.0, Weight::Medium, t.text3);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.hair));
    for (index, method) in shown(all, open) {
        let chosen = open.answer.chosen == Some(index);
        if row(ui, open, method, chosen, width, t) && !chosen {
            let (id, label) = (method.id.to_owned(), method.label.clone());
            asks.push(Ask::Edit(Edit::new(format!("Forecast by “{label}”"), move |plan| {
                plan.forecast.method = Some(id);
            })));
        }
    }
}

/// One method: chosen or not, its name, what the plan would come to, what it missed by.
fn row(ui: &mut Ui, open: Open<'_>, method: &MethodAnswer, chosen: bool, width: f32, t: &Tokens) -> bool {
    let voice = open.subject().voice();
    let able = method.points.is_ok();
    let sense = if able { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 30.0), sense);
    let landing = method.landing.map_or_else(|| UNKNOWN.to_owned(), |a| open.style.in_sentence(a));
    let miss = method.card.as_ref().and_then(|card| card.average_miss);
    let missed = miss.map_or_else(|| UNKNOWN.to_owned(), |miss| voice.miss(miss));
    let name = match miss {
        Some(_) => format!("{}: {landing}, missed by {missed} on average", method.label),
        None => format!("{}: {landing}", method.label),
    };
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, able, chosen, &name));
    if response.hovered() && able {
        ui.painter().rect_filled(rect.expand2(egui::vec2(6.0, 0.0)), CornerRadius::same(6), t.hover);
    }
    widget::reveal(ui, &response);
    widget::focus_ring(ui, &response, 6, t);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.hair));
    let (weight, colour) = match (chosen, able) {
        (true, _) => (Weight::SemiBold, t.text1),
        (false, true) => (Weight::Regular, t.text1),
        (false, false) => (Weight::Regular, t.text3),
    };
    let middle = rect.center().y;
    if chosen {
        label::paint_icon(ui, rect.left_center(), Align2::LEFT_CENTER, icons::CHECK, 14.0, t.text1);
    }
    // A method with a warning that did clearly worse than the chosen one stands out by its miss.
    let worst = method.warning.is_some() && miss.is_some_and(|miss| miss > 1.5 * chosen_miss(open));
    let (miss_weight, miss_colour) = if worst { (Weight::SemiBold, t.orange) } else { (Weight::Regular, colour) };
    let at = egui::pos2(rect.right(), middle);
    label::paint(ui, at, Align2::RIGHT_CENTER, &missed, 13.0, miss_weight, miss_colour);
    let at = egui::pos2(rect.left() + width * LANDING, middle);
    let amount = label::paint(ui, at, Align2::RIGHT_CENTER, &landing, 13.0, weight, colour);
    let at = egui::pos2(rect.left() + if chosen { 18.0 } else { 0.0 }, middle);
    label::paint_fitting(ui, at, &method.label, 13.0, weight, colour, amount.left() - 8.0 - at.x);
    let hint = if able { method.explanation.clone() } else { "Too few finished figures for this one yet.".to_owned() };
    response.on_hover_text(format!("{}. {hint}", method.label)).clicked()
}

fn chosen_miss(open: Open<'_>) -> f64 {
    let chosen = open.answer.chosen.and_then(|index| open.answer.methods.get(index));
    chosen.and_then(|method| method.card.as_ref()).and_then(|card| card.average_miss).unwrap_or(f64::INFINITY)
}

/// Each only once: the straight lines all ignore the same season.
fn warnings(all: bool, open: Open<'_>) -> Vec<String> {
    let voice = open.subject().voice();
    let mut seen: Vec<&str> = Vec::new();
    let mut warnings = Vec::new();
    for (_, method) in shown(all, open) {
        let Some(warning) = method.warning.as_deref().filter(|warning| !seen.contains(warning)) else { continue };
        seen.push(warning);
        warnings.extend(voice.warning(method));
    }
    warnings
}

/// Whether the forecast goes by a season.
fn season(ui: &mut Ui, open: Open<'_>, t: &Tokens, asks: &mut Vec<Ask>) {
    if open.answer.granularity.per_year() < 2 {
        return;
    }
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.label(label::rich("Season", 12.0, Weight::Medium, t.text3));
        let now = open.plan.forecast.season;
        let items = SeasonChoice::ALL.map(|choice| (season_name(choice), choice == now));
        if let Some(choice) = segment::segments(ui, "Season", 26.0, &items).map(|index| SeasonChoice::ALL[index]) {
            let label = match choice {
                SeasonChoice::Tested => "Test for a season",
                SeasonChoice::Always => "Take a season for granted",
                SeasonChoice::Never => "Forecast without a season",
            };
            let edit = Edit::new(label, move |plan| plan.forecast.season = choice);
            asks.push(Ask::Edit(edit.merging("season")));
        }
    });
    let said = match (open.plan.forecast.season, open.answer.season_found) {
        (SeasonChoice::Tested, true) => "A test found a season in the figures.",
        (SeasonChoice::Tested, false) => "A test found no season in the figures.",
        (SeasonChoice::Always, true) => "A season is taken for granted.",
        (SeasonChoice::Always, false) => "A season is taken for granted as soon as there are two years of figures.",
        (SeasonChoice::Never, _) => "The forecast knows no season.",
    };
    Runs::new(12.0, 16.0).add(said, Weight::Regular, t.text3).show(ui, ui.available_width());
}

const fn season_name(choice: SeasonChoice) -> &'static str {
    match choice {
        SeasonChoice::Tested => "If there is one",
        SeasonChoice::Always => "Always",
        SeasonChoice::Never => "Never",
    }
}

fn caution(ui: &mut Ui, text: &str, width: f32, t: &Tokens) {
    ui.add_space(4.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let (rect, _) = ui.allocate_exact_size(egui::vec2(15.0, 16.0), Sense::hover());
        label::paint_icon(ui, rect.center(), Align2::CENTER_CENTER, icons::WARNING, 15.0, t.amber);
        Runs::new(12.0, 16.0).add(text, Weight::Regular, t.amber).show(ui, width - 24.0);
    });
}
