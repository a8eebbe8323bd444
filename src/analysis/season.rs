//! How each place of the year stands against an average period.
//!
//! With three full years of figures or more: classical multiplicative decomposition (Hyndman & Athanasopoulos, Forecasting:
//! Principles and Practice, 3rd ed., 3.4): ratio to the centred 2 × m moving average, mean for each place, normalised to mean 1.
//! From m + 1 figures on: regression of ln y on a linear trend and one dummy variable a place (same book, 7.4), since the moving
//! average would eat half a year at either end. Only the last six years count, because seasons change. Where a figure is not
//! positive there are no ratios: differences are then taken instead and told in parts of the average figure.
//!
//! Between m + 1 and 2m − 1 figures only the places seen twice tell trend from season; such a season is marked weak.

use super::regression::{Fit, Spot, float};
use super::timeline::{Timeline, plus};
use super::{Refusal, Season};
use crate::model::{Granularity, Period};

/// Years that a season is read from.
const YEARS: usize = 6;

/// Years from which on the moving average is used.
const YEARS_FOR_AVERAGE: usize = 3;

/// The season of the finished figures.
pub(super) fn read(line: &Timeline) -> Result<Season, Refusal> {
    let places = line.span.first.granularity().per_year();
    if places < 2 {
        return Err(Refusal::NoSeasonInYear);
    }
    let history = line.history();
    let from = history.len().saturating_sub(YEARS * places);
    let spots = spots(line.span.first, history, from);
    let (have, need) = (spots.len(), places + 1);
    if have < need {
        return Err(Refusal::TooFew { have, need });
    }
    if let Some(hole) = place_without_figure(line, &spots, places) {
        return Err(Refusal::Missing(hole));
    }
    let scale = Scale::of(&spots)?;
    let by_average = if have >= YEARS_FOR_AVERAGE * places {
        by_moving_average(&history[from..], &spots, from, places, scale)
    } else {
        None
    };
    let effects = by_average.or_else(|| by_regression(&spots, places, scale));
    let indices = effects.and_then(|effects| scale.indices(&effects)).ok_or(Refusal::NoLevel)?;
    Ok(Season { indices, weak: have < 2 * places, periods: have })
}

/// The finished values from row `from` on with their places in the year. A 53rd week is left out: it has no place of its own.
pub(super) fn spots(first: Period, history: &[Option<f64>], from: usize) -> Vec<Spot> {
    let mut spots: Vec<Spot> = Vec::with_capacity(history.len() - from.min(history.len()));
    let weekly = first.granularity() == Granularity::Week;
    let mut before = None;
    for (row, value) in history.iter().enumerate().skip(from) {
        let place = plus(first, row).season_index();
        if let Some(value) = *value
            && !(weekly && before == Some(place))
        {
            spots.push(Spot { row, place, value });
        }
        before = Some(place);
    }
    spots
}

/// The latest period of a place that has no figure in any year.
fn place_without_figure(line: &Timeline, spots: &[Spot], places: usize) -> Option<Period> {
    let mut seen = vec![false; places];
    for spot in spots {
        seen[spot.place] = true;
    }
    let last = line.history().len();
    (0..last).rev().take(2 * places).map(|row| line.period(row)).find(|period| !seen[period.season_index()])
}

/// What the season is measured in.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Scale {
    /// Ratios; all figures are positive.
    Ratio,
    /// Differences, told in parts of this mean figure.
    Difference { level: f64 },
}

impl Scale {
    fn of(spots: &[Spot]) -> Result<Self, Refusal> {
        if spots.iter().all(|spot| spot.value > 0.0) {
            return Ok(Self::Ratio);
        }
        let level = spots.iter().map(|spot| spot.value).sum::<f64>() / float(spots.len());
        if level > 0.0 { Ok(Self::Difference { level }) } else { Err(Refusal::NoLevel) }
    }

    /// Normalised, so that their mean is 1. `None` if they are out of all proportion.
    fn indices(self, effects: &[f64]) -> Option<Vec<f64>> {
        let mean = effects.iter().sum::<f64>() / float(effects.len());
        let index = |effect: &f64| match self {
            Self::Ratio => effect / mean,
            Self::Difference { level } => 1.0 + (effect - mean) / level,
        };
        let indices: Vec<f64> = effects.iter().map(index).collect();
        indices.iter().all(|index| index.is_finite()).then_some(indices)
    }
}

/// Mean ratio (difference) to the centred moving average for each place; `None` if holes leave a place without one.
fn by_moving_average(
    values: &[Option<f64>],
    spots: &[Spot],
    from: usize,
    places: usize,
    scale: Scale,
) -> Option<Vec<f64>> {
    let averages = centred_averages(values, places);
    let mut sums = vec![(0_usize, 0.0); places];
    for spot in spots {
        let Some(average) = averages[spot.row - from] else { continue };
        let (count, sum) = &mut sums[spot.place];
        *count += 1;
        *sum += match scale {
            Scale::Ratio => spot.value / average,
            Scale::Difference { .. } => spot.value - average,
        };
    }
    sums.into_iter().map(|(count, sum)| (count > 0).then(|| sum / float(count))).collect()
}

/// The 2 × m moving average: `m − 1` whole values around each one and half of the two at the ends. `None` where one is missing.
fn centred_averages(values: &[Option<f64>], m: usize) -> Vec<Option<f64>> {
    let half = m / 2;
    let mut averages = vec![None; values.len()];
    for middle in half..values.len().saturating_sub(half) {
        let window = &values[middle - half..=middle + half];
        // Summed afresh each time: m is small, and a running sum of floats would drift.
        let whole: Option<f64> = window.iter().copied().sum();
        averages[middle] = whole.and_then(|whole| Some((whole - (window[0]? + window[m]?) / 2.0) / float(m)));
    }
    averages
}

/// The levels of the places at one and the same time, by regression.
fn by_regression(spots: &[Spot], places: usize, scale: Scale) -> Option<Vec<f64>> {
    let scaled: Vec<Spot> = match scale {
        Scale::Ratio => spots.iter().map(|spot| Spot { value: spot.value.ln(), ..*spot }).collect(),
        Scale::Difference { .. } => spots.to_vec(),
    };
    let fit = Fit::of(&scaled, places)?;
    let centre = fit.places.iter().map(|place| place.row).sum::<f64>() / float(places);
    let levels: Vec<f64> = fit.places.iter().map(|place| place.value - fit.slope * (place.row - centre)).collect();
    let highest = levels.iter().fold(f64::NEG_INFINITY, |most, level| most.max(*level));
    Some(match scale {
        // Less the highest, so that no exponential can overflow.
        Scale::Ratio => levels.iter().map(|level| (level - highest).exp()).collect(),
        Scale::Difference { .. } => levels,
    })
}

/// The place that stands out most, in words, if best and worst lie at least `apart`: "July is 23% above an average month".
pub(super) fn peak(season: &Season, apart: f64, granularity: Granularity) -> Option<String> {
    let highest = season.indices.iter().fold(f64::NEG_INFINITY, |most, index| most.max(*index));
    let lowest = season.indices.iter().fold(f64::INFINITY, |least, index| least.min(*index));
    if highest - lowest <= apart {
        return None;
    }
    let index = if highest - 1.0 >= 1.0 - lowest { highest } else { lowest };
    let place = season.indices.iter().position(|other| *other >= index && *other <= index)?;
    let (percent, side) = ((index - 1.0).abs() * 100.0, if index >= 1.0 { "above" } else { "below" });
    Some(format!("{} is {percent:.0}% {side} an average {}", place_name(place, granularity), granularity.id()))
}

fn place_name(place: usize, granularity: Granularity) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    match granularity {
        Granularity::Month => MONTHS.get(place).copied().unwrap_or_default().to_owned(),
        Granularity::Week => format!("Week {}", place + 1),
        Granularity::Quarter => format!("Quarter {}", place + 1),
        Granularity::Year => "The year".to_owned(),
    }
}
