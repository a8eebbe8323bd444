//! What warns of it: a rule on own figures that reads as a sentence, how it stands, and what it would have done in the past.

use std::rc::Rc;

use chrono::NaiveDate;
use eframe::egui::Ui;

use super::{Key, id_of, scenario as change, show_field, table};
use crate::analysis::trigger;
use crate::document::Edit;
use crate::model::{Amount, Scenario, ScenarioId, Trigger, TriggerRule};
use crate::text::contingency as words;
use crate::ui::theme::font::Weight;
use crate::ui::widget::kept::Kept;
use crate::ui::widget::typed::Field;
use crate::ui::widget::{button::Button, card, label::Runs, pick::pick};
use crate::ui::{Ask, Open, Version, View};

/// What the card remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    said: Kept<(Version, NaiveDate, ScenarioId), Rc<Past>>,
}

/// How the rule stands now, and what it would have done.
type Past = (String, Option<String>);

const RULES: [TriggerRule; 6] = [
    TriggerRule::DownOnLastYear(10),
    TriggerRule::UpOnLastYear(10),
    TriggerRule::Below(Amount::ZERO),
    TriggerRule::Above(Amount::ZERO),
    TriggerRule::SignalLow,
    TriggerRule::SignalHigh,
];

pub(super) fn show(
    ui: &mut Ui,
    state: &mut super::State,
    scenario: &Scenario,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let (t, id) = (view.t, scenario.id);
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "What warns of it", "a rule on your own figures", |ui| {
            if scenario.trigger.is_some() && Button::new("Remove").small().name("Remove the trigger").show(ui).clicked()
            {
                let edit =
                    change(id, format!("Remove the trigger of “{}”", scenario.title), |it| it.trigger = None);
                asks.push(Ask::Edit(edit.saying("Removed the trigger")));
            }
        });
        let width = ui.available_width();
        let Some(rule) = &scenario.trigger else {
            let said = "Nothing warns of it yet.";
            Runs::new(13.0, 19.0).add(said, Weight::Regular, t.text2).show(ui, width);
            if Button::new("Set a trigger").small().show(ui).clicked() {
                asks.push(Ask::Edit(set(scenario, Trigger::new(TriggerRule::DownOnLastYear(10)))));
            }
            return;
        };
        watched(ui, scenario, rule, open, asks);
        let chosen = RULES.iter().position(|other| words::rule(*other) == words::rule(rule.rule)).unwrap_or_default();
        if let Some(at) = pick(ui, id_of("rule", id), "Rule", 230.0, &RULES.map(words::rule), chosen) {
            asks.push(Ask::Edit(set(scenario, with_level(Trigger { rule: RULES[at], ..rule.clone() }, open))));
        }
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 10.0;
            let level = match rule.rule {
                TriggerRule::Below(level) | TriggerRule::Above(level) => {
                    Some((open.style.numbers.edit(level), "Level"))
                }
                TriggerRule::DownOnLastYear(percent) | TriggerRule::UpOnLastYear(percent) => {
                    Some((percent.to_string(), "Percent"))
                }
                TriggerRule::SignalLow | TriggerRule::SignalHigh => None,
            };
            if let Some((at_rest, caption)) = level {
                let field = Field::new(id_of("level", id), caption, &at_rest, 120.0);
                show_field(ui, state, Key::Level(id), caption, &field, open, asks);
            }
            let running = rule.running.to_string();
            let field = Field::new(id_of("running", id), "Periods running", &running, 110.0);
            show_field(ui, state, Key::Running(id), "Periods running", &field, open, asks);
            let lead = rule.lead_periods.to_string();
            let field = Field::new(id_of("lead", id), "Periods ahead", &lead, 110.0);
            show_field(ui, state, Key::Lead(id), "Periods ahead", &field, open, asks);
        });
        let said = Rc::clone(state.warn.said.get((open.version(), view.today, id), || {
            let (light, _) = table::light(open, scenario, &mut trigger::Watch::new(open.plan, view.today));
            let past = trigger::backtest(open.plan, scenario, view.today);
            Rc::new((format!("Now: {light}."), past.map(|past| words::backtest(&past, open.fiscal()))))
        }));
        Runs::new(13.0, 19.0).add(&said.0, Weight::Medium, t.text1).show(ui, width);
        if let Some(past) = &said.1 {
            Runs::new(12.0, 16.0).add(past, Weight::Regular, t.text3).show(ui, width);
        }
    });
}

/// What the rule is on: "If Sales", with the KPIs beside the series to choose from.
fn watched(ui: &mut Ui, scenario: &Scenario, rule: &Trigger, open: Open<'_>, asks: &mut Vec<Ask>) {
    let plan = open.plan;
    let of_series = plan.series.iter().enumerate().map(|(index, series)| {
        let name = (index > 0).then(|| series.name.clone());
        (series.name.as_str(), Trigger { series: name, kpi: None, ..rule.clone() })
    });
    // A series has neither days nor two weeks, and a rule counts in the periods of one.
    let kpis = plan.kpis.iter().filter(|kpi| kpi.rhythm.granularity().is_some());
    let of_kpis = kpis.map(|kpi| (kpi.name.as_str(), Trigger { series: None, kpi: Some(kpi.id), ..rule.clone() }));
    ui.horizontal(|ui| {
        Runs::new(13.0, 19.0).add("If", Weight::Medium, crate::ui::theme::current(ui.ctx()).text1).show(ui, 16.0);
        let all: Vec<(&str, Trigger)> = of_series.chain(of_kpis).collect();
        let is_on = |other: &Trigger| other.kpi == rule.kpi && plan.watched(other) == plan.watched(rule);
        let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
        let chosen = all.iter().position(|(_, other)| is_on(other)).unwrap_or(names.len());
        if let Some(at) = pick(ui, id_of("watched", scenario.id), "Watches", 206.0, &names, chosen) {
            asks.push(Ask::Edit(set(scenario, with_level(all[at].1.clone(), open))));
        }
    });
}

/// The same with a level that is near the figures, to begin with.
fn with_level(trigger: Trigger, open: Open<'_>) -> Trigger {
    let last = open.plan.watched(&trigger).and_then(|series| {
        let mut finished =
            series.figures.iter().rev().filter(|(period, _)| period.last_day(open.fiscal()) < open.answer.today);
        finished.find_map(|(_, figure)| figure.value)
    });
    let level = last.unwrap_or_default().rounded(0);
    let rule = match trigger.rule {
        TriggerRule::Below(_) => TriggerRule::Below(level),
        TriggerRule::Above(_) => TriggerRule::Above(level),
        other => other,
    };
    Trigger { rule, ..trigger }
}

fn set(scenario: &Scenario, trigger: Trigger) -> Edit {
    let is_signal = matches!(trigger.rule, TriggerRule::SignalLow | TriggerRule::SignalHigh);
    // A run of signals is one signal.
    let trigger = Trigger { running: if is_signal { 1 } else { trigger.running }, ..trigger };
    change(scenario.id, format!("Set the trigger of “{}”", scenario.title), move |it| it.trigger = Some(trigger))
}

/// Makes an edit of what was typed.
///
/// # Errors
/// What to type instead.
pub(super) fn read(key: &Key, text: &str, open: Open<'_>) -> Result<Option<Edit>, String> {
    let (Key::Level(id) | Key::Running(id) | Key::Lead(id)) = *key else { return Ok(None) };
    let Some(scenario) = open.plan.worksheets.scenario(id) else { return Ok(None) };
    let Some(mut trigger) = scenario.trigger.clone() else { return Ok(None) };
    if matches!(key, Key::Running(_)) {
        let running = text.parse::<u8>().ok().filter(|running| *running > 0);
        trigger.running = running.ok_or("Type a whole number from 1 on")?;
        return Ok(Some(set(scenario, trigger)));
    }
    if matches!(key, Key::Lead(_)) {
        let lead = text.parse::<u8>().map_err(|_| "Type a whole number from 0 on".to_owned())?;
        trigger.lead_periods = lead;
        return Ok(Some(set(scenario, trigger)));
    }
    let percent = || text.trim_end_matches('%').trim().parse::<u16>().map_err(|_| "Type a whole percentage".to_owned());
    let amount = || open.style.numbers.parse(text).ok().flatten().ok_or_else(|| "Type an amount".to_owned());
    trigger.rule = match trigger.rule {
        TriggerRule::Below(_) => TriggerRule::Below(amount()?),
        TriggerRule::Above(_) => TriggerRule::Above(amount()?),
        TriggerRule::DownOnLastYear(_) => TriggerRule::DownOnLastYear(
            percent().and_then(|it| if it <= 100 { Ok(it) } else { Err("Type a percentage up to 100".to_owned()) })?,
        ),
        TriggerRule::UpOnLastYear(_) => TriggerRule::UpOnLastYear(percent()?),
        other => other,
    };
    Ok(Some(set(scenario, trigger)))
}
