//! The answer as JSON. Keys may be added; none is ever renamed.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::{kpi, what_if};
use crate::analysis::forecast::card::Card;
use crate::analysis::{Answer, Direction, Odds, Refusal, Row, Signal, Trend, trigger};
use crate::model::{Amount, Episode, Home, Kept, Line, LineKind, Plan, Review, Series, Standing, Tactic, Unit};
use crate::report::Subject;

pub(super) fn plan(plan: &Plan, answers: &[(&Series, Answer)], findings: &[String], today: NaiveDate) -> Value {
    let (odds, bridge) = what_if::as_planned(plan, answers.first().map(|(_, answer)| answer));
    json!({
        "title": plan.title,
        "as_of": today.to_string(),
        "subject": { "name": plan.subject.name, "kind": plan.subject.kind.label() },
        "currency": plan.currency.map(|c| c.to_string()),
        "fiscal_start": plan.fiscal_start.month(),
        "series": answers.iter().map(|(series, answer)| self::series(plan, series, answer)).collect::<Vec<_>>(),
        "findings": findings,
        "episodes": plan.episodes.iter().map(episode).collect::<Vec<_>>(),
        "odds": odds,
        "bridge": bridge,
        "tactics_due": plan.worksheets.tactics_due(today).into_iter().map(|due| tactic_due(due, today)).collect::<Vec<_>>(),
        "triggers": trigger::states(plan, today)
            .iter()
            .map(|(id, state)| json!({ "id": id.to_string(), "state": state.id() }))
            .collect::<Vec<_>>(),
        "kpis": kpi::all(plan, today),
        "reviews": plan.meetings.reviews.iter().map(review).collect::<Vec<_>>(),
    })
}

fn review(review: &Review) -> Value {
    let is_open = |line: &&Line| line.kind == LineKind::Action && !matches!(line.kept, Kept::Yes | Kept::Overtaken);
    json!({
        "date": review.day.to_string(),
        "kind": review.kind.template().id,
        "state": review.state.id(),
        "actions_open": review.lines.iter().filter(is_open).count(),
        "attendees": review.attendees,
    })
}

fn tactic_due((home, tactic): (Home, &Tactic), today: NaiveDate) -> Value {
    let of = match home {
        Home::Strategy(id) => id.to_string(),
        Home::Scenario(id) => id.to_string(),
    };
    json!({
        "id": tactic.id.to_string(),
        "of": of,
        "what": tactic.what,
        "who": tactic.who,
        "due": tactic.next_due().map(|day| day.to_string()),
        "overdue": tactic.is_overdue(today),
    })
}

fn episode(episode: &Episode) -> Value {
    json!({
        "name": episode.name,
        "kind": episode.kind.label(),
        "first": episode.first.to_string(),
        "last": episode.last.to_string(),
        "left_out": episode.left_out,
        "note": episode.note,
    })
}

fn series(plan: &Plan, series: &Series, answer: &Answer) -> Value {
    let style = super::style(plan, series);
    let subject =
        Subject { plan, series, answer, closing: None, case: crate::analysis::closing::Case::default(), style: &style };
    let total = &answer.total;
    json!({
        "name": series.name,
        "granularity": series.granularity.id(),
        "unit": match &series.unit {
            Unit::Money => plan.currency.map_or_else(|| "money".to_owned(), |c| c.to_string()),
            Unit::Count(name) => name.clone(),
        },
        "data_date": series.data_date.map(|d| d.to_string()),
        "periods": answer.rows.iter().enumerate().map(|(index, row)| period(answer, index, row)).collect::<Vec<_>>(),
        "season": answer.season.as_ref().ok().map(|s| s.indices.clone()),
        "trend": trend(&answer.trend),
        "smoothed_trend": trend(&answer.smoothed_trend),
        "signals": answer.variation.as_ref().ok().map(|v| v.signals.iter().map(signal).collect::<Vec<_>>()),
        "method": answer.chosen.and_then(|i| answer.methods.get(i)).map(|m| m.id),
        "methods": answer.methods.iter().map(|m| json!({ "method": m.id, "landing": number(m.landing) })).collect::<Vec<_>>(),
        "plan_period": { "from": answer.span.first.to_string(), "to": answer.span.last.to_string() },
        "plan_total": {
            "target": number(total.target),
            "actual_to_date": number(Some(total.actual_to_date)),
            "forecast_to_come": number(total.forecast_to_come),
            "landing": number(total.landing),
            "gap": number(total.gap),
            "adjustments": number(total.adjustments),
            "lo80": number(total.bands.map(|bands| bands[1].lo)),
            "hi80": number(total.bands.map(|bands| bands[1].hi)),
            "lo95": number(total.bands.map(|bands| bands[2].lo)),
            "hi95": number(total.bands.map(|bands| bands[2].hi)),
        },
        "odds": answer.odds.iter().map(odds).collect::<Vec<_>>(),
        "report_card": answer.methods.iter().filter_map(|m| Some(card(m.id, m.card.as_ref()?))).collect::<Vec<_>>(),
        "findings": subject.voice().all(),
    })
}

fn period(answer: &Answer, index: usize, row: &Row) -> Value {
    let rolling: Map<String, Value> =
        answer.rolling.iter().map(|r| (r.window.to_string(), real(r.averages.get(index).copied().flatten()))).collect();
    let usual = answer.variation.as_ref().ok().and_then(|v| v.usual.get(index).copied()?);
    json!({
        "period": row.period.to_string(),
        "actual": number(row.actual),
        "unfinished": row.standing == Standing::Unfinished,
        "rolling": rolling,
        "target": number(row.target),
        "forecast": number(row.forecast.map(|p| p.mid)),
        "adjusted": number(row.adjusted),
        "lo50": number(row.forecast.map(|p| p.band50.lo)),
        "hi50": number(row.forecast.map(|p| p.band50.hi)),
        "lo80": number(row.forecast.map(|p| p.band80.lo)),
        "hi80": number(row.forecast.map(|p| p.band80.hi)),
        "lo95": number(row.forecast.map(|p| p.band95.lo)),
        "hi95": number(row.forecast.map(|p| p.band95.hi)),
        "gap": number(row.gap),
        "usual_lo": number(usual.map(|u| u.band.lo)),
        "usual_hi": number(usual.map(|u| u.band.hi)),
        "left_out": answer.left_out(row.period).is_some(),
        "expected": number(row.expected),
        "in_plan": row.in_plan,
    })
}

fn odds(odds: &Odds) -> Value {
    json!({ "level": odds.level.id(), "target": number(Some(odds.target)), "default": odds.chance })
}

/// How a method would have done; `held_80` is a share from 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "small counts")]
pub(super) fn card(method: &str, card: &Card) -> Value {
    let (held, of) = card.held;
    json!({
        "method": method,
        "average_miss_percent": real(card.average_miss.map(|miss| 100.0 * miss)),
        "held_80": if of > 0 { Value::from(held as f64 / of as f64) } else { Value::Null },
        "origins": card.origins,
    })
}

fn signal(signal: &Signal) -> Value {
    json!({
        "high": signal.kind.is_high(),
        "run": signal.kind.is_run(),
        "from": signal.span.first.to_string(),
        "to": signal.span.last.to_string(),
    })
}

fn trend(trend: &Result<Trend, Refusal>) -> Value {
    match trend {
        Ok(trend) => json!({
            "per_year_percent": trend.per_year_percent,
            "could_be_chance": trend.could_be_chance,
            "direction": match trend.direction {
                Direction::Up => "up",
                Direction::Down => "down",
                Direction::Flat => "flat",
            },
            "season_adjusted": trend.season_adjusted,
            "from": trend.span.first.to_string(),
            "to": trend.span.last.to_string(),
        }),
        Err(_) => json!({ "per_year_percent": null, "could_be_chance": null, "direction": "unknown" }),
    }
}

pub(super) fn number(amount: Option<Amount>) -> Value {
    real(amount.map(Amount::to_f64))
}

/// Whole numbers without a fraction, so that 62500 reads as it was typed.
pub(super) fn real(value: Option<f64>) -> Value {
    #[expect(clippy::cast_possible_truncation, reason = "checked to be a whole number that an f64 holds exactly")]
    match value {
        Some(value) if value.fract() == 0.0 && value.abs() < 9e15 => Value::from(value as i64),
        Some(value) => Value::from(value),
        None => Value::Null,
    }
}
