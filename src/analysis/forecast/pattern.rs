//! Whether a series has a season, and how each place of the year stands against the others: for the methods that forecast.
//!
//! What people see of the season is [`crate::analysis::season`]; here it is shrunk, since what a few years say of a place is
//! partly luck, and carrying luck into the future costs accuracy.

use super::float;
use super::year::Year;
use crate::analysis::distribution::incomplete_beta;

/// Years that a season is read from: seasons change.
const YEARS: usize = 6;

/// Years from which on the moving average is used, and the autocorrelations.
const YEARS_FOR_AVERAGE: usize = 3;

/// Quantile of the standard normal at 95 %: a season that chance alone would show 1 time in 10 on either side.
const Z: f64 = 1.645;

/// The same for the test of the places.
const RARE: f64 = 0.10;

/// How a figure is taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// The season is a factor around 1.
    Ratio,
    /// The season is added, around 0.
    Difference,
}

/// Whether the figures have a season, by either of two tests; `logs` are their logarithms where all are positive, else themselves.
///
/// 1. With three years or more: the autocorrelation at one year is beyond what is usual at shorter lags (the test of the M4
///    competition, after Bartlett; Makridakis, Spiliotis & Assimakopoulos 2020, Int. J. of Forecasting 36).
/// 2. From two years on: the places of the year differ in their changes from row to row more than chance would make them (F-test of
///    one dummy variable a place). This one sees the season of a series that grows, or is short.
pub(super) fn is_seasonal(values: &[f64], logs: &[f64], year: &Year) -> bool {
    let (rows, places) = (values.len(), year.places);
    if year.has_no_places() || rows < 2 * places {
        return false;
    }
    (rows >= YEARS_FOR_AVERAGE * places && echoes(values, places)) || chance_of_places(logs, year) < RARE
}

fn echoes(values: &[f64], places: usize) -> bool {
    let rows = float(values.len());
    let mean = values.iter().sum::<f64>() / rows;
    let off: Vec<f64> = values.iter().map(|value| value - mean).collect();
    let total: f64 = off.iter().map(|off| off * off).sum();
    if total <= 0.0 {
        return false;
    }
    let r = |lag: usize| off[lag..].iter().zip(&off).map(|(later, earlier)| later * earlier).sum::<f64>() / total;
    let shorter: f64 = (1..places).map(|lag| r(lag).powi(2)).sum();
    r(places).abs() > Z * ((1.0 + 2.0 * shorter) / rows).sqrt()
}

/// How often chance alone would make the places differ as much in their changes.
fn chance_of_places(logs: &[f64], year: &Year) -> f64 {
    let changes = || (1..logs.len()).map(|row| (year.place[row], logs[row] - logs[row - 1]));
    let (between, within) = (float(year.places) - 1.0, float(logs.len()) - 1.0 - float(year.places));
    if within < 1.0 {
        return 1.0;
    }
    let mut sums = vec![(0_usize, 0.0); year.places];
    for (place, change) in changes() {
        sums[place].0 += 1;
        sums[place].1 += change;
    }
    let means: Vec<f64> = sums.iter().map(|(count, sum)| sum / float((*count).max(1))).collect();
    let mean = changes().map(|(_, change)| change).sum::<f64>() / float(logs.len() - 1);
    let total: f64 = changes().map(|(_, change)| (change - mean).powi(2)).sum();
    let rest: f64 = changes().map(|(place, change)| (change - means[place]).powi(2)).sum();
    if total <= 0.0 {
        return 1.0;
    }
    if rest <= 1e-12 * total {
        return 0.0;
    }
    let f = (total - rest) / between / (rest / within);
    incomplete_beta(within / 2.0, between / 2.0, within / (within + between * f))
}

/// The shrunk season by place: factors around 1 for ratios, differences around 0. `logs` as in [`is_seasonal`], needed for ratios of a
/// short series. `None` if there are fewer than two full years, or a place has no row.
pub(super) fn indices(values: &[f64], logs: &[f64], year: &Year, scale: Scale) -> Option<Vec<f64>> {
    if year.has_no_places() || values.len() < 2 * year.places {
        return None;
    }
    let (mut season, noise) = if values.len() >= YEARS_FOR_AVERAGE * year.places {
        by_moving_average(values, year, scale)?
    } else {
        let scaled = if scale == Scale::Ratio { logs } else { values };
        let known: Vec<Option<f64>> = scaled.iter().copied().map(Some).collect();
        let (effects, noise) = by_regression(&known, year)?;
        let mean = effects.iter().sum::<f64>() / float(effects.len());
        let index = |effect: &f64| if scale == Scale::Ratio { (effect - mean).exp() } else { effect - mean };
        (effects.iter().map(index).collect(), noise)
    };
    let mean = season.iter().sum::<f64>() / float(season.len());
    for index in &mut season {
        *index = if scale == Scale::Ratio { *index / mean } else { *index - mean };
    }
    shrink(&mut season, noise, scale);
    season.iter().all(|index| index.is_finite()).then_some(season)
}

/// Draws each place towards the average by the share of the spread that is noise (James & Stein, with the factor (m − 3)/(m − 1);
/// for seasons: Miller & Williams 2003, "Shrinkage estimators of time series seasonal factors and their effect on forecasting
/// accuracy", Int. J. of Forecasting 19). `noise` is the mean squared standard error of a place.
fn shrink(season: &mut [f64], noise: f64, scale: Scale) {
    let neutral = if scale == Scale::Ratio { 1.0 } else { 0.0 };
    let places = float(season.len());
    let spread = season.iter().map(|index| (index - neutral).powi(2)).sum::<f64>() / (places - 1.0);
    let signal = (spread - noise).max(0.0);
    let share = if noise + signal > 0.0 { noise / (noise + signal) } else { 0.0 };
    let keep = 1.0 - (share * (places - 3.0) / (places - 1.0)).clamp(0.0, 1.0);
    for index in season {
        *index = neutral + keep * (*index - neutral);
    }
}

/// Mean ratio (difference) to the centred 2 × m moving average for each place, of the last years, with its noise.
fn by_moving_average(values: &[f64], year: &Year, scale: Scale) -> Option<(Vec<f64>, f64)> {
    let (rows, places) = (values.len(), year.places);
    let half = places / 2;
    let from = rows.saturating_sub(YEARS * places).max(half);
    let mut ratios: Vec<Vec<f64>> = vec![Vec::with_capacity(YEARS); places];
    for row in (from..rows - half).filter(|row| !year.extra[*row]) {
        let window = &values[row - half..=row + half];
        let whole: f64 = window.iter().sum();
        let average = if places.is_multiple_of(2) {
            (whole - f64::midpoint(window[0], window[places])) / float(places)
        } else {
            whole / float(places)
        };
        ratios[year.place[row]].push(match scale {
            Scale::Ratio => values[row] / average,
            Scale::Difference => values[row] - average,
        });
    }
    if ratios.iter().any(Vec::is_empty) {
        return None;
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / float(values.len());
    let season: Vec<f64> = ratios.iter().map(|ratios| mean(ratios)).collect();
    let errors: Vec<f64> = ratios
        .iter()
        .zip(&season)
        .filter(|(ratios, _)| ratios.len() > 1)
        .map(|(ratios, middle)| {
            let squares: f64 = ratios.iter().map(|ratio| (ratio - middle).powi(2)).sum();
            squares / float(ratios.len() - 1) / float(ratios.len())
        })
        .collect();
    let noise = if errors.is_empty() { 0.0 } else { mean(&errors) };
    Some((season, noise))
}

/// The levels of the places at one and the same time, by regression on time and one dummy variable a place, with their noise; holes
/// are left out. `None` if a place has no row or nothing is left to tell the noise.
pub(super) fn by_regression(values: &[Option<f64>], year: &Year) -> Option<(Vec<f64>, f64)> {
    let known = || {
        let known = values.iter().enumerate().filter(|(row, _)| !year.extra[*row]);
        known.filter_map(|(row, value)| Some((year.place[row], float(row), (*value)?)))
    };
    let count = known().count();
    if count < year.places + 2 {
        return None;
    }
    let mut centres = vec![(0.0, 0.0, 0.0); year.places];
    for (place, row, value) in known() {
        let centre = &mut centres[place];
        *centre = (centre.0 + 1.0, centre.1 + row, centre.2 + value);
    }
    for centre in &mut centres {
        if centre.0 < 1.0 {
            return None;
        }
        *centre = (centre.0, centre.1 / centre.0, centre.2 / centre.0);
    }
    let (mut product, mut square) = (0.0, 0.0);
    for (place, row, value) in known() {
        let (_, middle, level) = centres[place];
        product += (row - middle) * (value - level);
        square += (row - middle).powi(2);
    }
    let slope = if square > 0.0 { product / square } else { 0.0 };
    let middle = centres.iter().map(|centre| centre.1).sum::<f64>() / float(year.places);
    let effects = centres.iter().map(|(_, row, level)| level - slope * (row - middle)).collect();
    let rest: f64 =
        known().map(|(place, row, value)| (value - centres[place].2 - slope * (row - centres[place].1)).powi(2)).sum();
    let noise = rest / float(count - year.places - 1) / (float(count) / float(year.places));
    Some((effects, noise))
}

/// Fills holes: interpolated in a straight line once the season is taken out, carried on flat at either end. All `None` gives zeros.
pub(super) fn fill(values: &[Option<f64>], year: &Year) -> Vec<f64> {
    if values.iter().all(Option::is_some) {
        return values.iter().flatten().copied().collect();
    }
    let effects = by_regression(values, year).map(|(effects, _)| effects);
    let own = |row: usize| effects.as_ref().map_or(0.0, |effects| effects[year.place[row]]);
    let known: Vec<(usize, f64)> =
        values.iter().enumerate().filter_map(|(row, value)| Some((row, (*value)? - own(row)))).collect();
    let at = |row: usize| {
        let next = known.partition_point(|(known, _)| *known < row);
        match (next.checked_sub(1).map(|before| known[before]), known.get(next)) {
            (Some((left, a)), Some((right, b))) => a + (b - a) * float(row - left) / float(right - left),
            (Some((_, a)), None) => a,
            (None, Some((_, b))) => *b,
            (None, None) => 0.0,
        }
    };
    values.iter().enumerate().map(|(row, value)| value.unwrap_or_else(|| at(row) + own(row))).collect()
}

/// How far from its neighbours, in usual distances, a value counts as wild.
const WILD: f64 = 6.0;

/// Neighbours on either side.
const NEIGHBOURS: usize = 3;

/// Draws isolated wild values (season taken out) in to where they stop being wild, and names their rows. A value with company, as after
/// a change of level, is not isolated; the last one may be the first of a new level and is left alone.
///
/// The distance is from the running median, the usual one is the median distance times 1.4826, which is the standard deviation where
/// errors are normal (Hampel 1974). A wild month so counts for what its neighbours make credible, and no more.
pub(super) fn tame(adjusted: &mut [f64]) -> Vec<usize> {
    let rows = adjusted.len();
    if rows <= 2 * NEIGHBOURS {
        return Vec::new();
    }
    let mut window = [0.0; 2 * NEIGHBOURS + 1];
    let middles: Vec<f64> = (0..rows)
        .map(|row| {
            let around = &adjusted[row.saturating_sub(NEIGHBOURS)..(row + NEIGHBOURS + 1).min(rows)];
            let window = &mut window[..around.len()];
            window.copy_from_slice(around);
            super::median(window)
        })
        .collect();
    let mut distances: Vec<f64> = adjusted.iter().zip(&middles).map(|(value, middle)| (value - middle).abs()).collect();
    let usual = 1.482_6 * super::median(&mut distances);
    if usual <= 0.0 {
        return Vec::new();
    }
    let mut wild = Vec::new();
    for row in 0..rows - 1 {
        let off = adjusted[row] - middles[row];
        if off.abs() > WILD * usual {
            adjusted[row] = middles[row] + WILD * usual * off.signum();
            wild.push(row);
        }
    }
    wild
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(rows: usize) -> Year {
        Year::of_length(4, rows)
    }

    /// By hand: the places of two years without trend are 1, 2, 3, 2 each time, their mean 2, nothing left over.
    #[test]
    fn a_clean_season_is_found_and_not_shrunk() {
        let values = [1.0, 2.0, 3.0, 2.0].repeat(2);
        assert!(is_seasonal(&values, &values, &year(8)));
        let season = indices(&values, &values, &year(8), Scale::Difference).unwrap();
        for (index, expected) in season.iter().zip([-1.0, 0.0, 1.0, 0.0]) {
            assert!((index - expected).abs() < 1e-9, "{season:?}");
        }
    }

    #[test]
    fn figures_without_a_season_are_rarely_said_to_have_one() {
        let mut noise = crate::analysis::tests::simulation::Noise(20_261_125);
        let months = Year::of_length(12, 36);
        let found = (0..400)
            .filter(|_| {
                let values: Vec<f64> = (0..36).map(|_| 100.0 + 10.0 * noise.normal()).collect();
                is_seasonal(&values, &values, &months)
            })
            .count();
        // Each of the two tests errs about once in ten.
        assert!(found < 100, "{found} of 400");
    }

    #[test]
    fn what_is_mostly_noise_is_drawn_in_more_than_what_is_not() {
        let spread = |noise: f64| {
            let mut season = vec![0.6, 1.0, 1.4, 1.0];
            shrink(&mut season, noise, Scale::Ratio);
            season[2] - season[0]
        };
        assert!(spread(0.0) > spread(0.05) && spread(0.05) > spread(1.0));
        assert!((spread(0.0) - 0.8).abs() < 1e-12);
    }

    /// By hand: 7, 8, 9 around the hole at 8 with season −1, 0, +1, 0 on a level of 8 leave 8 + 1 for the hole's place.
    #[test]
    fn a_hole_is_filled_on_the_line_between_its_neighbours_with_its_season() {
        let mut values: Vec<Option<f64>> = [7.0, 8.0, 9.0, 8.0].repeat(3).into_iter().map(Some).collect();
        values[6] = None;
        let filled = fill(&values, &year(12));
        assert!((filled[6] - 9.0).abs() < 1e-9, "{filled:?}");
    }

    /// By hand: distances from the running median are mostly 1, so 6 × 1.4826 is as far as a value may be off.
    #[test]
    fn a_wild_value_is_drawn_in_to_where_it_stops_being_wild() {
        let mut values: Vec<f64> = (0..20).map(|row| if row % 2 == 0 { 10.0 } else { 11.0 }).collect();
        values[9] = 90.0;
        values[19] = 90.0;
        assert_eq!(tame(&mut values), [9], "the last may be the first of a new level");
        assert!(values[9] > 11.0 && values[9] < 25.0, "{values:?}");
        assert!((values[19] - 90.0).abs() < 1e-12);
    }
}
