//! What the page as a whole says: its caption, its finding, the headings of its groups.

use chrono::{Datelike, NaiveDate};

use super::{every, month, periods, style, value};
use crate::analysis::kpi::{Against, Reading, SHOWN};
use crate::model::{Kpi, KpiKind, Plan, Rhythm};
use crate::text::Numbers;

/// The caption over the page: "KPIs · 13 weeks to 15 November".
#[must_use]
pub fn caption(kpis: &[Kpi], today: NaiveDate) -> String {
    let Some(rhythm) = shared_rhythm(kpis) else { return "KPIs".to_owned() };
    let last = rhythm.first_day(today).pred_opt().unwrap_or(today);
    format!("KPIs · {} to {} {}", periods(SHOWN, rhythm), last.day(), month(last, today))
}

/// The rhythm that all have; `None` for several, or for none.
#[must_use]
pub fn shared_rhythm(kpis: &[Kpi]) -> Option<Rhythm> {
    let first = kpis.first()?.rhythm;
    kpis.iter().all(|kpi| kpi.rhythm == first).then_some(first)
}

/// The heading over the KPIs of a kind: "What Tom controls, every week".
#[must_use]
pub fn group(kpis: &[Kpi], kind: KpiKind) -> String {
    if kind == KpiKind::Result {
        return "Results, harder to control".to_owned();
    }
    let of_kind: Vec<Kpi> = kpis.iter().filter(|kpi| kpi.kind == kind).cloned().collect();
    let owner = of_kind.first().map(|kpi| kpi.owner.trim()).filter(|owner| !owner.is_empty());
    let shared = owner.filter(|owner| of_kind.iter().all(|kpi| kpi.owner.trim() == *owner));
    let who = match shared.and_then(|owner| owner.split_whitespace().next()) {
        Some(first) => format!("What {first} controls"),
        None => "What people control".to_owned(),
    };
    shared_rhythm(&of_kind).map_or(who.clone(), |rhythm| format!("{who}, {}", every(rhythm)))
}

/// What has truly changed, each in half a sentence with what it was before and is now: "Tastings truly rose in October", ", from 2 to 5".
fn changed<'a>(
    plan: &'a Plan,
    readings: &'a [Reading],
    numbers: Numbers,
    today: NaiveDate,
) -> impl Iterator<Item = (String, String)> + 'a {
    plan.kpis.iter().zip(readings).filter_map(move |(kpi, reading)| {
        let (since, signal) = reading.since.zip(reading.signal)?;
        let verb = if signal.is_high() { "rose" } else { "fell" };
        let style = style(plan, kpi, numbers);
        let from = |before: f64| format!(", from {} to {}", value(&style, before), value(&style, since.now));
        let from = since.before.map(from).unwrap_or_default();
        Some((format!("{} truly {verb} in {}", kpi.name, month(since.first, today)), from))
    })
}

/// The same as whole sentences, for other pages: "Tastings truly rose in October, from 2 to 5."
#[must_use]
pub fn changes(plan: &Plan, readings: &[Reading], numbers: Numbers, today: NaiveDate) -> Vec<String> {
    changed(plan, readings, numbers, today).map(|(change, from)| format!("{change}{from}.")).collect()
}

/// The sentence over the page: what has truly changed first, then what stays beside its goal.
#[must_use]
pub fn finding(plan: &Plan, readings: &[Reading], numbers: Numbers, today: NaiveDate) -> String {
    let read = || plan.kpis.iter().zip(readings);
    let value = |kpi: &Kpi, amount: f64| value(&style(plan, kpi, numbers), amount);
    if plan.kpis.is_empty() {
        return "Nothing is counted between meetings yet.".to_owned();
    }
    if readings.iter().all(|reading| reading.all.is_empty()) {
        let count = plan.kpis.len();
        return match count {
            1 => "One KPI is written down, and nothing is counted yet.".to_owned(),
            _ => format!("{count} KPIs are written down, and nothing is counted yet."),
        };
    }
    let mut changed = changed(plan, readings, numbers, today);
    let beside =
        read().find(|(_, reading)| reading.signal.is_none() && reading.is_out_of_reach()).and_then(|(kpi, reading)| {
            let side = match reading.against {
                Against::Under => "under the goal",
                Against::Over => "over the limit",
                _ => return None,
            };
            Some(format!("{} stayed {side} at {}", kpi.name, value(kpi, reading.latest()?.to_f64())))
        });
    match (changed.next(), beside) {
        (Some((change, _)), Some(beside)) => format!("{change}; {beside}."),
        (Some((change, from)), None) => match changed.next() {
            Some((other, _)) => format!("{change}{from}; {other}."),
            None => format!("{change}{from}."),
        },
        (None, Some(beside)) => format!("{beside}; nothing moved by more than chance."),
        (None, None) if readings.iter().all(|reading| reading.usual.is_none()) => {
            "It is too early to tell a signal from chance: that takes eight values of a KPI.".to_owned()
        }
        (None, None) => {
            let missed = readings.iter().filter(|it| matches!(it.against, Against::Under | Against::Over)).count();
            match (missed, readings.len()) {
                (0, _) => "No KPI moved by more than chance, and none missed its goal.".to_owned(),
                (missed, all) => {
                    format!("No KPI moved by more than chance; {missed} of {all} missed the goal, as chance alone may.")
                }
            }
        }
    }
}

/// How it is worked out: "Later meetings in percent of First meetings".
#[must_use]
pub fn ratio(plan: &Plan, kpi: &Kpi) -> Option<String> {
    let ratio = kpi.ratio?;
    let name = |id| plan.kpi(id).map_or("a KPI that is gone", |kpi| kpi.name.as_str());
    let way = if ratio.percent { "in percent of" } else { "for each of" };
    Some(format!("{} {way} {}", name(ratio.top), name(ratio.bottom)))
}
