//! KPIs as JSON. Keys may be added; none is ever renamed.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::json::number;
use crate::analysis::SignalKind;
use crate::analysis::kpi::{self, Reading};
use crate::model::{Goal, Kpi, KpiKind, Plan, Unit};

pub(super) fn all(plan: &Plan, today: NaiveDate) -> Value {
    let one = |it: &Kpi| kpi(plan, it, &kpi::read(&plan.kpis, it, today));
    Value::Array(plan.kpis.iter().map(one).collect())
}

fn kpi(plan: &Plan, it: &Kpi, reading: &Reading) -> Value {
    let period = reading.row.last().map(|(first, _)| *first);
    let bounds = reading.goal.zip(period).map(|(goal, first)| goal.bounds(first));
    json!({
        "id": it.id.to_string(),
        "name": it.name,
        "kind": match it.kind { KpiKind::Leading => "leading", KpiKind::Result => "result" },
        "proxy": it.is_proxy,
        "owner": it.owner,
        "unit": match &it.unit {
            Unit::Money => plan.currency.map_or_else(|| "money".to_owned(), |currency| currency.to_string()),
            Unit::Count(name) => name.clone(),
        },
        "rhythm": it.rhythm.id(),
        "shape": reading.goal.map(Goal::id),
        "goal": bounds.map(|(least, most)| json!({ "least": number(least), "most": number(most) })),
        "period": period.map(|first| first.to_string()),
        "latest": number(reading.latest()),
        "signal": reading.signal.map(signal),
        "better": reading.is_better(),
        "out_of_reach": reading.is_out_of_reach(),
        "state": reading.against.id(),
    })
}

const fn signal(kind: SignalKind) -> &'static str {
    match kind {
        SignalKind::High => "high",
        SignalKind::Low => "low",
        SignalKind::RunHigh => "run-high",
        SignalKind::RunLow => "run-low",
    }
}
