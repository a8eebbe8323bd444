//! How each place of the year stands against an average period.
//!
//! With three full years of figures or more: classical multiplicative decomposition (Hyndman & Athanasopoulos, Forecasting:
//! Principles and Practice, 3rd ed., 3.4): ratio to the centred 2 × m moving average, mean for each place, normalised to mean 1.
//! From m + 1 figures on: regression of ln y on a linear trend and one dummy variable a place (same book, 7.4), since the moving
//! average would eat half a year at either end. Only the last six years count, because seasons change. Where a figure is not
//! positive there are no ratios: differences are then taken instead and told in parts of the average figure.
//!
//! Periods of episodes that are left out count as missing here. A hole costs the moving average the year around it, so that the
//! regression is used wherever one is left out.
//!
//! Between m + 1 and 2m − 1 figures only the places seen twice tell trend from season; such a season is marked weak.

use super::regression::{Fit, Spot, float};
use super::timeline::{Timeline, plus};
use super::{Refusal, Season};
use crate::model::period::MONTHS;
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
    let history = line.usual();
    let from = history.len().saturating_sub(YEARS * places);
    let spots = spots(line.span.first, &history, from);
    let (have, need) = (spots.len(), places + 1);
    if have < need {
        return Err(Refusal::TooFew { have, need });
    }
    if let Some(hole) = place_without_figure(line, &spots, places) {
        let left_out = line.row_of(hole).is_some_and(|row| line.finished_amount(row).is_some());
        return Err(if left_out { Refusal::LeftOut(hole) } else { Refusal::Missing(hole) });
    }
    let scale = Scale::of(&spots)?;
    let untouched = history.len() == from || !line.left_out[from..history.len()].contains(&true);
    let by_average = if untouched && have >= YEARS_FOR_AVERAGE * places {
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
        averages[middle] = whole.and_then(|whole| Some((whole - f64::midpoint(window[0]?, window[m]?)) / float(m)));
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
    let off = |index: f64| (index - 1.0).abs();
    let places = season.indices.iter().copied().enumerate();
    let (place, index) = places.max_by(|left, right| off(left.1).total_cmp(&off(right.1)))?;
    let (percent, side) = (off(index) * 100.0, if index >= 1.0 { "above" } else { "below" });
    Some(format!("{} is {percent:.0}% {side} an average {}", place_name(place, granularity), granularity.id()))
}

fn place_name(place: usize, granularity: Granularity) -> String {
    match granularity {
        Granularity::Month => MONTHS.get(place).copied().unwrap_or_default().to_owned(),
        Granularity::Week => format!("Week {}", place + 1),
        Granularity::Quarter => format!("Quarter {}", place + 1),
        Granularity::Year => "The year".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{PASSENGERS, line_of, some};
    use super::*;

    fn season(first: &str, values: &[Option<f64>]) -> Result<Season, Refusal> {
        read(&line_of(first, values))
    }

    fn assert_close(indices: &[f64], expected: &[f64]) {
        assert_eq!(indices.len(), expected.len());
        for (index, expected) in indices.iter().zip(expected) {
            assert!((index - expected).abs() < 1e-6, "{indices:?} are not {expected:?}");
        }
    }

    /// `seasonal_decompose(model="multiplicative", period=12)` of statsmodels 0.14 on 1949 to 1952.
    #[test]
    fn the_airline_passengers_decompose_as_in_another_program() {
        let season = season("1949-01", &some(&PASSENGERS)).unwrap();
        let expected = [
            0.913_765_8,
            0.954_163_1,
            1.058_585_7,
            0.979_351_8,
            0.965_312_2,
            1.083_287_2,
            1.182_226_5,
            1.169_258_3,
            1.068_603_5,
            0.915_404_7,
            0.795_296_3,
            0.914_744_8,
        ];
        assert_close(&season.indices, &expected);
        assert_eq!((season.weak, season.periods), (false, 48));
    }

    /// Exponentials of the month dummies in the regression of ln y on time and twelve dummies (statsmodels' OLS), over their mean.
    #[test]
    fn two_years_and_thirteen_months_of_passengers_give_the_season_of_the_full_regression() {
        let two_years = season("1949-01", &some(&PASSENGERS[..24])).unwrap();
        let expected = [
            0.891_390_3,
            0.950_190_9,
            1.054_765_2,
            1.012_268_3,
            0.935_957_8,
            1.070_886,
            1.188_264_7,
            1.178_929_6,
            1.080_949,
            0.920_409_6,
            0.790_361_2,
            0.925_627_4,
        ];
        assert_close(&two_years.indices, &expected);
        assert!(!two_years.weak);
        let thirteen = season("1949-01", &some(&PASSENGERS[..13])).unwrap();
        let expected = [
            0.894_949_8,
            0.940_818_8,
            1.050_125_6,
            1.024_001,
            0.958_383_6,
            1.066_918_2,
            1.167_084_9,
            1.164_516_9,
            1.067_742,
            0.932_218_5,
            0.812_919_3,
            0.920_321_3,
        ];
        assert_close(&thirteen.indices, &expected);
        assert!(thirteen.weak);
    }

    /// The same decomposition with differences, told in parts of the mean of 158.375 less 110; computed by statsmodels.
    #[test]
    fn with_a_negative_figure_the_season_is_differences_in_parts_of_the_level() {
        let lowered = PASSENGERS.map(|value| value - 110.0);
        let season = season("1949-01", &some(&lowered)).unwrap();
        let differences = [
            -12.905_092_6,
            -7.016_203_7,
            9.331_018_5,
            -3.682_870_4,
            -5.293_981_5,
            14.372_685_2,
            26.608_796_3,
            24.928_240_7,
            10.219_907_4,
            -12.682_870_4,
            -30.932_870_4,
            -12.946_759_3,
        ];
        assert_close(&season.indices, &differences.map(|difference| 1.0 + difference / 48.375));
    }

    /// By hand: shares 1/2, 1, 3/2, 1 of a level that doubles each year.
    #[test]
    fn a_pure_season_comes_back_whatever_the_growth() {
        let growth = |row: usize| 2.0_f64.powf(float(row) / 4.0);
        let shares = [0.5, 1.0, 1.5, 1.0];
        let values: Vec<Option<f64>> = (0..9).map(|row| Some(1e3 * shares[row % 4] * growth(row))).collect();
        assert_close(&season("2024-Q1", &values).unwrap().indices, &shares);
    }

    #[test]
    fn only_the_last_six_years_count() {
        let mut values = vec![Some(1_000.0), Some(1.0)];
        values.extend(vec![Some(1.0); 46]);
        values.extend(some(&[1.0, 2.0, 3.0, 2.0].repeat(6)));
        let season = season("2000-Q1", &values).unwrap();
        assert_eq!(season.periods, 24);
        assert_close(&season.indices, &[0.5, 1.0, 1.5, 1.0]);
    }

    #[test]
    fn missing_months_are_left_out_and_never_zero() {
        let year = [1.0, 2.0, 3.0, 2.0];
        let mut values = some(&year.repeat(5));
        for hole in [2, 7, 9] {
            values[hole] = None;
        }
        let season = season("2020-Q1", &values).unwrap();
        assert_close(&season.indices, &[0.5, 1.0, 1.5, 1.0]);
        assert_eq!(season.periods, 17);
    }

    #[test]
    fn what_has_no_season_says_why() {
        let refusal = |first, values: &[Option<f64>]| season(first, values).unwrap_err();
        assert_eq!(refusal("2025-01", &[Some(5.0); 12]), Refusal::TooFew { have: 12, need: 13 });
        assert_eq!(refusal("2025-01", &[Some(0.0); 24]), Refusal::NoLevel);
        assert_eq!(refusal("2025-01", &[Some(-3.0); 24]), Refusal::NoLevel);
        assert_eq!(refusal("2025", &[Some(5.0); 30]), Refusal::NoSeasonInYear);
        let mut never_in_july = [Some(5.0); 24];
        never_in_july[6] = None;
        never_in_july[18] = None;
        assert_eq!(refusal("2024-01", &never_in_july), Refusal::Missing("2025-07".parse().unwrap()));
    }

    #[test]
    fn the_fifty_third_week_does_not_bend_the_season_of_the_weeks() {
        // 2026 has 53 ISO weeks. Had its last two told the trend, 900 after 100 would be a rise of 800 a week.
        let mut values = vec![Some(100.0); 55];
        values[52] = Some(900.0);
        let season = season("2026-W01", &values).unwrap();
        assert_close(&season.indices, &[1.0; 52]);
    }

    #[test]
    fn the_place_that_stands_out_is_named_with_its_side() {
        let season = |indices: &[f64]| Season { indices: indices.to_vec(), weak: false, periods: 8 };
        let words = |indices: &[f64], granularity| peak(&season(indices), 0.2, granularity);
        let mut months = [0.98; 12];
        months[6] = 1.23;
        assert_eq!(words(&months, Granularity::Month).unwrap(), "July is 23% above an average month");
        let quarters = words(&[1.1, 0.7, 1.1, 1.1], Granularity::Quarter);
        assert_eq!(quarters.unwrap(), "Quarter 2 is 30% below an average quarter");
        assert_eq!(words(&[1.09, 0.91, 1.0, 1.0], Granularity::Quarter), None);
    }
}
