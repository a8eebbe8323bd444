//! The report card: how far a method would have missed in the past, at the plan's own horizon, and how often its band held.

use super::band;
use super::trial::{Record, Said};
use super::{History, float};

/// How one method did in the trials.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Periods that each scored forecast looked ahead.
    pub horizon: usize,
    /// Forecasts that were scored: those whose every period is known by now.
    pub origins: usize,
    /// Mean miss of what those periods added up to, as a share of it: 0.047 is 4.7 %. `None` where they add up to nothing.
    pub average_miss: Option<f64>,
    /// Largest of those misses.
    pub worst_miss: Option<f64>,
    /// Outcomes inside the 80 % band that would have been drawn then, and outcomes in all.
    pub held: (usize, usize),
    /// By periods ahead, from 1 on.
    pub leads: Vec<Lead>,
}

/// How a method did so many periods ahead.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Lead {
    /// Mean miss in the series' unit, whatever its sign.
    pub miss: f64,
    /// The same as a share of the mean figure.
    pub share: f64,
    pub held: usize,
    pub count: usize,
}

impl Card {
    /// `None` if no trial is over.
    #[must_use]
    pub fn of(record: &Record, history: &History) -> Option<Self> {
        let horizon = record.horizon;
        let over: Vec<&Said> = over(record, history).collect();
        if over.is_empty() {
            return None;
        }
        let misses: Option<Vec<f64>> = over.iter().map(|said| total_miss(said, horizon)).collect();
        let mean = |values: &[f64]| values.iter().sum::<f64>() / float(values.len());
        let leads: Vec<Lead> = (0..horizon).map(|step| lead(&over, record, history, step)).collect();
        Some(Self {
            horizon,
            origins: over.len(),
            average_miss: misses.as_deref().map(mean),
            worst_miss: misses.as_deref().map(|misses| misses.iter().copied().fold(0.0, f64::max)),
            held: leads.iter().fold((0, 0), |sum, lead| (sum.0 + lead.held, sum.1 + lead.count)),
            leads,
        })
    }
}

/// The trials whose every scored period is known by now.
fn over<'a>(record: &'a Record, history: &History) -> impl Iterator<Item = &'a Said> {
    let (rows, horizon) = (history.rows(), record.horizon);
    record.said.iter().filter(move |said| {
        said.origin + horizon <= rows
            && said.actual.len() >= horizon
            && said.actual[..horizon].iter().all(Option::is_some)
    })
}

fn total_miss(said: &Said, horizon: usize) -> Option<f64> {
    let actual: f64 = said.actual.iter().take(horizon).flatten().sum();
    let ahead: f64 = said.ahead.iter().take(horizon).sum();
    (actual > 0.0).then(|| (ahead - actual).abs() / actual)
}

fn lead(over: &[&Said], record: &Record, history: &History, step: usize) -> Lead {
    let mut lead = Lead::default();
    let mut sum = 0.0;
    for said in over {
        let (Some(Some(actual)), Some(ahead), Some(scale)) =
            (said.actual.get(step), said.ahead.get(step), said.scales.get(step))
        else {
            continue;
        };
        // The band that would have been drawn then: by the trials that were over then.
        let band = band::estimate(history, *ahead, *scale, record.correction(said.origin)).bands[1];
        lead.held += usize::from((band.0..=band.1).contains(actual));
        lead.miss += (actual - ahead).abs();
        sum += actual.abs();
        lead.count += 1;
    }
    if lead.count > 0 {
        lead.share = if sum > 0.0 { lead.miss / sum } else { 0.0 };
        lead.miss /= float(lead.count);
    }
    lead
}

/// Fewest common trials on which a method is set aside for another.
const FEWEST_TO_JUDGE: usize = 6;

/// A rival takes over only if it missed by less than this share of what the default missed by. Fitted once on the development data
/// (docs/accuracy.md): at every larger share the forecasts of those series became worse, since a few trials flatter by chance.
const CLEARLY_LESS: f64 = 0.4;

/// Whether `rival` missed so clearly less than `default`, period by period in the trials that both have, that it is the better choice.
#[must_use]
pub fn beats(rival: &Record, default: &Record, history: &History) -> bool {
    let mut sums = (0.0, 0.0);
    let mut common = 0;
    for said in over(rival, history) {
        let Some(other) = over(default, history).find(|other| other.origin == said.origin) else { continue };
        let miss = |said: &Said| -> f64 {
            let pairs = said.ahead.iter().zip(&said.actual).take(rival.horizon);
            pairs.filter_map(|(ahead, actual)| Some((ahead - (*actual)?).abs())).sum()
        };
        sums = (sums.0 + miss(said), sums.1 + miss(other));
        common += 1;
    }
    common >= FEWEST_TO_JUDGE && sums.0 < CLEARLY_LESS * sums.1
}
