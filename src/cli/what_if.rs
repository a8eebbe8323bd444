use chrono::NaiveDate;
use serde_json::{Value, json};

use super::json::number;
use super::{Problem, args, day, load, say, style};
use crate::analysis::bridge::{Bar, Bridge, bridge};
use crate::analysis::closing::WISHED;
use crate::analysis::simulate::{Counting, Item, LevelOdds, Simulation, WhatIf};
use crate::analysis::{self, Answer};
use crate::model::{Level, Plan};
use crate::text::odds;

pub(super) fn run(wanted: &args::WhatIf, today: Option<NaiveDate>) -> Result<(), Problem> {
    let plan = load(&super::plan_path(&wanted.plan))?.plan;
    let today = day(today, &plan);
    let index = super::series_index(&plan, wanted.series.as_deref())?;
    for item in wanted.with.iter().chain(&wanted.without) {
        known(&plan, *item)?;
    }
    let what_if = WhatIf { with: wanted.with.clone(), without: wanted.without.clone() };
    let answer = analysis::analyse(&plan, index, today).ok_or_else(|| Problem("the plan has no such series".into()))?;
    let simulation = Simulation::of(&plan, index, &answer, &what_if).ok_or_else(|| {
        Problem(format!(
            "{} has no forecast yet, so there are no odds; add more figures first",
            plan.series[index].name
        ))
    })?;
    let only = wanted.level.map(Level::from);
    let level = only.unwrap_or_default();
    let odds: Vec<LevelOdds> =
        simulation.odds().into_iter().filter(|odds| only.is_none_or(|level| odds.level == level)).collect();
    if only.is_some() && odds.is_empty() {
        return Err(Problem(format!("{} has no target of the level {}", plan.series[index].name, level.id())));
    }
    let bridge = bridge(&plan, index, &answer, &simulation, level);
    if wanted.json {
        let value = json!({
            "series": plan.series[index].name,
            "with": wanted.with.iter().map(Item::to_string).collect::<Vec<_>>(),
            "without": wanted.without.iter().map(Item::to_string).collect::<Vec<_>>(),
            "odds": odds.iter().map(odds_value).collect::<Vec<_>>(),
            "bridge": bridge.iter().flat_map(|bridge| &bridge.bars).map(bar_value).collect::<Vec<_>>(),
        });
        say(&serde_json::to_string_pretty(&value).map_err(Problem::new)?);
        return Ok(());
    }
    print(&plan, index, &simulation, &odds, bridge.as_ref());
    Ok(())
}

fn known(plan: &Plan, item: Item) -> Result<(), Problem> {
    let sheets = &plan.worksheets;
    let there = match item {
        Item::Strategy(id) => sheets.strategy(id).is_some(),
        Item::Scenario(id) => sheets.scenario(id).is_some(),
    };
    if there {
        return Ok(());
    }
    let strategies = sheets.strategies.iter().map(|it| format!("{} ({})", it.id, it.title));
    let ids: Vec<String> =
        strategies.chain(sheets.scenarios.iter().map(|it| format!("{} ({})", it.id, it.title))).collect();
    let has = if ids.is_empty() { "it has none".to_owned() } else { format!("it has: {}", ids.join(", ")) };
    Err(Problem(format!("the plan has no strategy or scenario {item}; {has}")))
}

fn print(plan: &Plan, index: usize, simulation: &Simulation, levels: &[LevelOdds], bridge: Option<&Bridge>) {
    let series = &plan.series[index];
    let style = style(plan, series);
    let cells =
        |cells: [&str; 4]| say(format!("{:<34}{:>18}{:>18}{:>18}", cells[0], cells[1], cells[2], cells[3]).trim_end());
    if !levels.is_empty() {
        cells([&format!("Chance of {}", series.name), "if nothing changes", "with strategies", "with risks too"]);
    }
    for of in levels {
        let figure = |chance| odds::figure(chance, &style);
        let label = format!("{} {}", of.level.label(), style.exact(of.target));
        cells([&label, &figure(of.default), &figure(of.with_strategies), &figure(of.with_risks)]);
    }
    let Some(bridge) = bridge else { return };
    if !levels.is_empty() {
        say("");
    }
    cells(["Bridge", "expected", "low", "high"]);
    for bar in &bridge.bars {
        let label = bar.item.map_or_else(|| bar.label.clone(), |item| format!("{item} {}", bar.label));
        cells([&label, &style.exact(bar.expected), &style.exact(bar.low), &style.exact(bar.high)]);
    }
    say(&format!(
        "The sum of all best cases is {}; counted honestly it is {}.",
        style.exact(bridge.best_cases),
        style.exact(bridge.landing)
    ));
    for of in levels {
        if let Some(needed) = simulation.needed(of.target, WISHED, Counting::All).filter(|it| !it.more.is_negative()) {
            let (wished, more) = (odds::figure(WISHED, &style), style.exact(needed.more));
            let each = needed.a_period.map(|each| format!(", {} a {}", style.exact(each), series.granularity.id()));
            say(&format!("{}: {more} more would make it {wished}{}.", of.level.label(), each.unwrap_or_default()));
        }
    }
}

pub(super) fn odds_value(odds: &LevelOdds) -> Value {
    json!({
        "level": odds.level.id(),
        "target": number(Some(odds.target)),
        "default": odds.default,
        "with_strategies": odds.with_strategies,
        "with_risks": odds.with_risks,
    })
}

pub(super) fn bar_value(bar: &Bar) -> Value {
    json!({
        "id": bar.item.map_or_else(|| bar.kind.id().to_owned(), |item| item.to_string()),
        "label": bar.label,
        "kind": bar.kind.id(),
        "low": number(Some(bar.low)),
        "expected": number(Some(bar.expected)),
        "high": number(Some(bar.high)),
        "ready": bar.is_ready,
    })
}

/// Odds and bridge of the plan as it is, of its first series; empty without a forecast.
pub(super) fn as_planned(plan: &Plan, answer: Option<&Answer>) -> (Vec<Value>, Vec<Value>) {
    let simulation = answer.and_then(|answer| Some((answer, Simulation::of(plan, 0, answer, &WhatIf::default())?)));
    let Some((answer, simulation)) = simulation else { return (Vec::new(), Vec::new()) };
    let bridge = bridge(plan, 0, answer, &simulation, Level::Formal);
    let bars = bridge.iter().flat_map(|bridge| &bridge.bars).map(bar_value).collect();
    (simulation.odds().iter().map(odds_value).collect(), bars)
}
