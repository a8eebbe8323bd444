//! Then and now: forecasts that were kept as they stood, held against what came; and the one of today, to keep.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::timeline::Timeline;
use super::{Answer, analyse};
use crate::model::{Amount, KeptForecast, KeptPoint, Period, Plan, Series, Standing};

/// The latest kept forecast that has something to be held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThenAndNow {
    /// The day on which it stood.
    pub made: NaiveDate,
    pub method: String,
    /// The periods that were to come then and are finished now, with what was expected and what came.
    pub outcomes: Vec<Outcome>,
    /// Where the plan was heading then.
    pub landing_then: Option<Amount>,
    /// Kept forecasts in all that have something to be held against, their outcomes, and how many of those lay in the 8-in-10 band.
    pub kept: usize,
    pub counted: usize,
    pub held: usize,
    /// Of the periods that were adjusted.
    pub judgement: Option<Judgement>,
}

/// One period, as it was expected and as it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub period: Period,
    pub expected: KeptPoint,
    pub actual: Amount,
}

/// Whether adjusting helped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    pub periods: usize,
    /// What the untouched forecast was off by in these periods, added up whatever the sign.
    pub untouched_off: Amount,
    pub adjusted_off: Amount,
}

impl Outcome {
    #[must_use]
    pub fn held(&self) -> bool {
        (self.expected.lo..=self.expected.hi).contains(&self.actual)
    }
}

pub(super) fn of(series: &Series, line: &Timeline) -> Option<ThenAndNow> {
    let outcomes = |kept: &KeptForecast| -> Vec<Outcome> {
        let finished = |period: Period| {
            let row = line.row_of(period)?;
            line.actual[row].filter(|_| line.standing[row] == Standing::Finished)
        };
        let outcome = |(period, expected): (&Period, &KeptPoint)| {
            Some(Outcome { period: *period, expected: *expected, actual: finished(*period)? })
        };
        kept.expected.iter().filter_map(outcome).collect()
    };
    let over: Vec<(&KeptForecast, Vec<Outcome>)> =
        series.kept.iter().map(|kept| (kept, outcomes(kept))).filter(|(_, outcomes)| !outcomes.is_empty()).collect();
    let (latest, own) = over.last()?;
    // Each period once, as it was expected last: a year of kept forecasts would count its December twelve times.
    let mut last_word: BTreeMap<Period, &Outcome> = BTreeMap::new();
    for outcome in over.iter().flat_map(|(_, outcomes)| outcomes) {
        last_word.insert(outcome.period, outcome);
    }
    let judged: Vec<(Amount, Amount)> = last_word
        .values()
        .filter_map(|outcome| {
            let off = |expected: Amount| (outcome.actual - expected).abs();
            Some((off(outcome.expected.mid), off(outcome.expected.adjusted?)))
        })
        .collect();
    Some(ThenAndNow {
        made: latest.made,
        method: latest.method.clone(),
        landing_then: latest.landing,
        kept: over.len(),
        counted: last_word.len(),
        held: last_word.values().filter(|outcome| outcome.held()).count(),
        judgement: judgement(&judged),
        outcomes: own.clone(),
    })
}

fn judgement(judged: &[(Amount, Amount)]) -> Option<Judgement> {
    (!judged.is_empty()).then(|| Judgement {
        periods: judged.len(),
        untouched_off: judged.iter().map(|pair| pair.0).sum(),
        adjusted_off: judged.iter().map(|pair| pair.1).sum(),
    })
}

/// The forecast of a series as it stands on `today`, to be kept before newer figures come in. `None` if there is none.
#[must_use]
pub fn to_keep(plan: &Plan, series_index: usize, today: NaiveDate) -> Option<KeptForecast> {
    let answer = analyse(plan, series_index, plan.as_of.unwrap_or(today))?;
    kept(&answer)
}

fn kept(answer: &Answer) -> Option<KeptForecast> {
    let last = answer.last_finished?;
    let expected: BTreeMap<Period, KeptPoint> = answer.rows[last + 1..]
        .iter()
        .filter_map(|row| {
            let point = row.forecast?;
            let (lo, hi) = (point.band80.lo, point.band80.hi);
            Some((row.period, KeptPoint { mid: point.mid, lo, hi, adjusted: row.adjusted }))
        })
        .collect();
    Some(KeptForecast {
        made: answer.today,
        method: answer.methods.get(answer.chosen?)?.id.to_owned(),
        known: answer.rows[last].period,
        landing: answer.total.landing,
        span: answer.span,
        expected,
    })
}
