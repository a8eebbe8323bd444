//! Steady change over time, and whether chance alone would show as much.
//!
//! The line is ordinary least squares on ln y, so that the change is a percentage; on y where a figure is not positive. Where the
//! season is known, each place of the year has its own level in the same regression. It covers the last three years (at least
//! eight periods), because an older trend is no news.
//!
//! Neighbouring months resemble each other, so n of them say less than n independent ones would. The test therefore counts
//! n (1 − r) / (1 + r) of them, where r is the correlation of neighbouring residuals (Santer et al. 2000, "Statistical
//! significance of trends and trend differences in layer-average atmospheric temperature time series", J. Geophys. Res. 105(D6)),
//! both in the standard error and in the degrees of freedom of Student's t. Residuals of a fitted line understate r by about
//! (2 + 4r) / n (Marriott & Pope 1954, "Bias in the estimation of autocorrelations", Biometrika 41), which is added back.
//! A simulation in the tests measures how often the test is wrong.
//!
//! Rolling averages overlap: w of them share most of their figures and correlate by at least (w − 1) / w with their neighbour. Averages
//! of n periods hold n / w independent ones, which is n (1 − r) at r = (w − 1) / w, and fewer where r is larger.

use super::distribution::t_two_sided;
use super::regression::{Fit, Line, Spot, float};
use super::timeline::Timeline;
use super::{Direction, Refusal, Rolling, Season, Trend, season};
use crate::model::Span;

/// Years that a trend is read from, and the fewest periods that these may be.
const YEARS: usize = 3;
const FEWEST_IN_WINDOW: usize = 8;

/// Fewest values that have a trend.
const FEWEST: usize = 4;

/// One time in twenty.
const RARE: f64 = 0.05;

/// Rate of change that still rounds to 0.0 %.
const FLAT_BELOW: f64 = 0.05;

/// The trend of the finished figures, season taken out where it is known.
pub(super) fn of_figures(line: &Timeline, season: Option<&Season>) -> Result<Trend, Refusal> {
    let history = line.usual();
    let from = window_start(line);
    let spots = match season {
        Some(_) => season::spots(line.span.first, &history, from),
        None => plain_spots(&history, from),
    };
    let (have, need) = (spots.len(), FEWEST);
    if have < need {
        return Err(Refusal::TooFew { have, need });
    }
    let levels = Levels::of(&spots, season)?;
    let adjusted = season.map(|season| levels.without_season(&spots, season));
    let fits = match &adjusted {
        Some(adjusted) => Fits::with_season(&spots, adjusted, levels),
        None => Fits::plain(&spots, levels),
    };
    let fits = fits.ok_or(Refusal::TooFew { have, need: have + 1 })?;
    let chance = chance(&fits.judged, |fit| independent(fit.lag1, fit.count + 1 - fit.places_seen));
    Ok(trend(line, adjusted.as_deref().unwrap_or(&spots), fits.slope, levels, chance, season.is_some()))
}

/// The trend of the plan's rolling average. The season stays in, as far as the window lets it through.
pub(super) fn of_average(line: &Timeline, rolling: &Rolling) -> Result<Trend, Refusal> {
    let end = line.history().len();
    let spots = plain_spots(&rolling.averages[..end], window_start(line));
    if spots.len() < FEWEST {
        return Err(too_few_averages(line, rolling.window));
    }
    let levels = Levels::of(&spots, None)?;
    let fits = Fits::plain(&spots, levels).ok_or_else(|| too_few_averages(line, rolling.window))?;
    let window = float(rolling.window);
    let chance = chance(&fits.judged, |fit| {
        let r = fit.lag1.max((window - 1.0) / window).min(0.999);
        // The averages are made of window − 1 more figures than there are averages.
        ((float(fit.count) + window - 1.0) * (1.0 - r)).min(float(fit.count))
    });
    Ok(trend(line, &spots, fits.slope, levels, chance, false))
}

fn too_few_averages(line: &Timeline, window: usize) -> Refusal {
    let (have, need) = (line.history().iter().flatten().count(), window + FEWEST - 1);
    if have < need {
        return Refusal::TooFew { have, need };
    }
    // Enough figures, but holes in their windows.
    let start = line.known.map_or(0, |known| known.0);
    let hole = line.history()[start..].iter().rposition(Option::is_none);
    hole.map_or(Refusal::TooFew { have, need: have + 1 }, |hole| Refusal::Missing(line.period(start + hole)))
}

fn window_start(line: &Timeline) -> usize {
    let periods = (YEARS * line.span.first.granularity().per_year()).max(FEWEST_IN_WINDOW);
    line.history().len().saturating_sub(periods)
}

fn plain_spots(values: &[Option<f64>], from: usize) -> Vec<Spot> {
    let spot = |(row, value): (usize, &Option<f64>)| Some(Spot { row, place: 0, value: (*value)? });
    values.iter().enumerate().skip(from).filter_map(spot).collect()
}

/// What a percentage is of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Levels {
    /// Every value is positive, with the season and without it: changes are ratios.
    Ratio,
    /// Changes are amounts, told in parts of this mean size.
    Amount { size: f64 },
}

impl Levels {
    pub fn of(spots: &[Spot], season: Option<&Season>) -> Result<Self, Refusal> {
        let proportional = season.is_none_or(|season| season.indices.iter().all(|index| *index > 0.0));
        if proportional && spots.iter().all(|spot| spot.value > 0.0) {
            return Ok(Self::Ratio);
        }
        let size = spots.iter().map(|spot| spot.value.abs()).sum::<f64>() / float(spots.len());
        if size > 0.0 { Ok(Self::Amount { size }) } else { Err(Refusal::NoLevel) }
    }

    fn scaled(self, spots: &[Spot]) -> Vec<Spot> {
        match self {
            Self::Ratio => spots.iter().map(|spot| Spot { value: spot.value.ln(), ..*spot }).collect(),
            Self::Amount { .. } => spots.to_vec(),
        }
    }

    /// Every value as it would be in an average place of the year.
    pub fn without_season(self, spots: &[Spot], season: &Season) -> Vec<Spot> {
        let mean = spots.iter().map(|spot| spot.value).sum::<f64>() / float(spots.len());
        let adjusted =
            |spot: &Spot| self.without_index(spot.value, season.indices.get(spot.place).copied().unwrap_or(1.0), mean);
        spots.iter().map(|spot| Spot { value: adjusted(spot), place: 0, ..*spot }).collect()
    }

    /// A value as it would be in an average place of the year; `mean` is what differences are told in parts of.
    pub fn without_index(self, value: f64, index: f64, mean: f64) -> f64 {
        match self {
            Self::Ratio => value / index,
            Self::Amount { .. } => value - (index - 1.0) * mean,
        }
    }

    /// The way back from [`Self::without_index`].
    pub fn with_index(self, adjusted: f64, index: f64, mean: f64) -> f64 {
        match self {
            Self::Ratio => adjusted * index,
            Self::Amount { .. } => adjusted + (index - 1.0) * mean,
        }
    }

    /// Percent a year from the change a period.
    fn per_year_percent(self, slope: f64, per_year: usize) -> f64 {
        match self {
            // Bounded, so that no series however wild has an infinite trend.
            Self::Ratio => (slope * float(per_year)).clamp(-700.0, 700.0).exp_m1() * 100.0,
            Self::Amount { size } => slope * float(per_year) / size * 100.0,
        }
    }

    fn value(self, scaled: f64) -> f64 {
        match self {
            Self::Ratio => scaled.clamp(-700.0, 700.0).exp(),
            Self::Amount { .. } => scaled,
        }
    }
}

struct Fits {
    slope: f64,
    /// The fit that chance is judged by.
    judged: Fit,
}

impl Fits {
    fn plain(spots: &[Spot], levels: Levels) -> Option<Self> {
        Self::of(spots, 1, levels)
    }

    /// With levels for the places of the year; where too few places were seen twice, through the adjusted values.
    fn with_season(spots: &[Spot], adjusted: &[Spot], levels: Levels) -> Option<Self> {
        let places = spots.iter().map(|spot| spot.place + 1).max().unwrap_or(1);
        Self::of(spots, places, levels).or_else(|| Self::of(adjusted, 1, levels))
    }

    fn of(spots: &[Spot], places: usize, levels: Levels) -> Option<Self> {
        let fit = Fit::of(&levels.scaled(spots), places)?;
        let slope = fit.slope;
        // A steady amount a month bends in ln y: chance is judged where the line fits better.
        let judged = match levels {
            Levels::Ratio => {
                Fit::of(spots, places).filter(|plain| plain.unexplained() < fit.unexplained()).unwrap_or(fit)
            }
            Levels::Amount { .. } => fit,
        };
        Some(Self { slope, judged })
    }
}

/// Independent values in so many that correlate with their neighbours by `lag1`.
fn independent(lag1: f64, count: usize) -> f64 {
    let count = float(count);
    let r = lag1 + (2.0 + 4.0 * lag1.max(0.0)) / count;
    count * if r > 0.0 { (1.0 - r.min(0.999)) / (1.0 + r) } else { 1.0 }
}

/// How often a series without a trend would show as steep a line.
fn chance(fit: &Fit, independent: impl Fn(&Fit) -> f64) -> f64 {
    let most = float(fit.count) - float(fit.places_seen) - 1.0;
    if fit.slope.abs() <= 0.0 || most < 1.0 {
        return 1.0;
    }
    if fit.residual_squares <= 0.0 {
        return 0.0;
    }
    // At least two, or a smooth series would never have a trend; measured to cost no false alarms.
    let freedom = (independent(fit) - 2.0).max(2.0).min(most);
    let error = (fit.residual_squares / freedom / fit.row_squares).sqrt();
    t_two_sided(fit.slope / error, freedom)
}

fn trend(line: &Timeline, adjusted: &[Spot], slope: f64, levels: Levels, chance: f64, season_adjusted: bool) -> Trend {
    let per_year_percent = levels.per_year_percent(slope, line.span.first.granularity().per_year());
    let direction = match per_year_percent {
        rate if rate.abs() < FLAT_BELOW => Direction::Flat,
        rate if rate > 0.0 => Direction::Up,
        _ => Direction::Down,
    };
    let (first, last) = match adjusted {
        [first, .., last] => (first.row, last.row),
        _ => (0, 0),
    };
    let scaled = levels.scaled(adjusted);
    let mean = |of: fn(&Spot) -> f64| scaled.iter().map(of).sum::<f64>() / float(scaled.len());
    let level = Line { centre: mean(|spot| float(spot.row)), level: mean(|spot| spot.value), slope };
    let mut values = vec![None; line.len()];
    for (row, value) in values.iter_mut().enumerate().take(last + 1).skip(first) {
        *value = Some(levels.value(level.at(row)));
    }
    Trend {
        per_year_percent,
        direction,
        could_be_chance: chance > RARE,
        chance,
        span: Span { first: line.period(first), last: line.period(last) },
        season_adjusted,
        line: values,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{PASSENGERS, answer_of, some};
    use super::*;

    fn close(left: f64, right: f64, within: f64) {
        assert!((left - right).abs() <= within, "{left} is not {right}");
    }

    fn months(count: usize, value: impl Fn(f64) -> f64) -> Vec<Option<f64>> {
        (0..count).map(|row| Some(value(float(row)))).collect()
    }

    fn trend_of(values: &[Option<f64>]) -> Trend {
        answer_of("2020-01", values).trend.unwrap()
    }

    /// 1950 to 1952 regressed on time and twelve dummies by statsmodels' OLS: the slope of ln y is 0.014 433 596 a month; the
    /// judgement (on y, which fits a little better: t = 21.986 with 16.487 degrees of freedom) was worked from its residuals.
    #[test]
    fn the_airline_passengers_grow_as_in_another_program() {
        let trend = answer_of("1949-01", &some(&PASSENGERS)).trend.unwrap();
        close(trend.per_year_percent, 18.910_764_5, 1e-6);
        close(trend.chance, 1.198e-13, 1e-15);
        assert!(trend.season_adjusted && !trend.could_be_chance);
        assert_eq!(
            (trend.span.first.to_string().as_str(), trend.span.last.to_string().as_str()),
            ("1950-01", "1952-12")
        );
        assert_eq!(trend.line.iter().flatten().count(), 36);
    }

    /// 1949 alone by statsmodels: −1.37 % a year, season left in; t is 0.03 with 2 degrees of freedom.
    #[test]
    fn one_year_of_passengers_has_no_trend_to_speak_of() {
        let trend = answer_of("1949-01", &some(&PASSENGERS[..12])).trend.unwrap();
        close(trend.per_year_percent, -1.366_524_6, 1e-6);
        close(trend.chance, 0.979_785, 0.02);
        assert!(trend.could_be_chance && !trend.season_adjusted);
        assert_eq!(trend.direction, Direction::Down);
    }

    #[test]
    fn an_even_series_is_flat_and_could_be_chance() {
        for value in [100.0, 0.37, -5.0, 1e15] {
            let answer = answer_of("2020-01", &[Some(value); 30]);
            for trend in [answer.trend.unwrap(), answer.smoothed_trend.unwrap()] {
                close(trend.per_year_percent, 0.0, 0.0);
                close(trend.chance, 1.0, 0.0);
                assert_eq!((trend.direction, trend.could_be_chance), (Direction::Flat, true));
            }
        }
        let zero = answer_of("2020-01", &[Some(0.0); 30]);
        assert_eq!((zero.trend, zero.smoothed_trend), (Err(Refusal::NoLevel), Err(Refusal::NoLevel)));
    }

    #[test]
    fn a_pure_season_without_growth_is_flat() {
        let trend = trend_of(&months(36, |row| 100.0 + 50.0 * (row % 12.0)));
        close(trend.per_year_percent, 0.0, 1e-9);
        assert_eq!((trend.direction, trend.could_be_chance), (Direction::Flat, true));
    }

    #[test]
    fn a_perfect_line_or_growth_is_no_chance() {
        let growing = trend_of(&months(36, |row| 100.0 * 1.1_f64.powf(row / 12.0)));
        close(growing.per_year_percent, 10.0, 1e-3);
        close(growing.chance, 0.0, 1e-9);
        let falling = trend_of(&months(36, |row| 400.0 - 10.0 * row));
        close(falling.chance, 0.0, 1e-9);
        assert_eq!(falling.direction, Direction::Down);
        let short = trend_of(&months(4, |row| 100.0 + 10.0 * row));
        close(short.chance, 0.0, 1e-9);
        // By hand: 12 × 10 a year on a mean size of 160.
        let through_zero = trend_of(&months(36, |row| 10.0 * row - 160.0));
        let size = (0..36).map(|row| (10.0 * f64::from(row) - 160.0).abs()).sum::<f64>() / 36.0;
        close(through_zero.per_year_percent, 12_000.0 / size, 1e-9);
        close(through_zero.chance, 0.0, 1e-9);
    }

    /// Thirteen months leave nothing over to judge by once each month has its level.
    #[test]
    fn with_a_weak_season_the_trend_could_be_chance() {
        let trend = trend_of(&months(13, |row| 100.0 * 1.1_f64.powf(row / 12.0)));
        close(trend.per_year_percent, 10.0, 1e-3);
        assert!(trend.could_be_chance && trend.season_adjusted);
        close(trend.chance, 1.0, 0.0);
    }

    #[test]
    fn the_line_runs_through_the_adjusted_figures_and_no_further() {
        let season = [0.5, 1.0, 1.5, 1.0];
        let values: Vec<Option<f64>> = (0..16).map(|row| Some(100.0 * season[row % 4])).collect();
        let trend = answer_of("2020-Q1", &values).trend.unwrap();
        assert_eq!(trend.line.len(), 20);
        assert_eq!(trend.line[..4], [None; 4]);
        assert_eq!(trend.line[16..], [None; 4]);
        for value in &trend.line[4..16] {
            close(value.unwrap(), 100.0, 1e-9);
        }
    }

    #[test]
    fn an_older_trend_is_no_news() {
        let trend = trend_of(&months(72, |row| if row < 36.0 { 50.0 + row } else { 86.0 }));
        assert_eq!(trend.direction, Direction::Flat);
        assert_eq!(trend.span.first.to_string(), "2023-01");
    }

    #[test]
    fn a_season_that_once_went_below_nothing_leaves_the_trend_finite() {
        let values = (0..72).map(|row| match (row < 36, row % 12) {
            (true, 2) => Some(-1_000.0),
            (true, 6) => Some(5_000.0),
            (false, 6) => Some(1.0),
            _ => Some(100.0 + f64::from(row)),
        });
        let trend = trend_of(&values.collect::<Vec<_>>());
        assert!(trend.season_adjusted && trend.per_year_percent.is_finite());
        assert!(trend.line.iter().flatten().all(|value| value.is_finite()));
    }

    /// Half a year of figures on both sides of a long hole: no month stands twice in the last three years.
    #[test]
    fn where_no_month_comes_twice_the_trend_runs_through_the_adjusted_figures() {
        let season = |row: f64| 1.0 + 0.3 * (row / 12.0 * std::f64::consts::TAU).sin();
        let mut values = months(60, |row| 100.0 * season(row) * 1.1_f64.powf(row / 12.0));
        values[24..52].fill(None);
        let trend = trend_of(&values);
        assert!(trend.season_adjusted);
        assert_eq!(trend.direction, Direction::Up);
    }

    #[test]
    fn years_have_at_least_eight_of_them() {
        let years: Vec<Option<f64>> = (0..20).map(|year| Some(100.0 + f64::from(year))).collect();
        let trend = answer_of("2000", &years).trend.unwrap();
        assert_eq!((trend.span.first.to_string().as_str(), trend.span.last.to_string().as_str()), ("2012", "2019"));
    }

    #[test]
    fn too_few_figures_or_averages_say_how_many_are_needed() {
        let answer = answer_of("2020-01", &[Some(1.0); 3]);
        assert_eq!(answer.trend, Err(Refusal::TooFew { have: 3, need: 4 }));
        assert_eq!(answer.smoothed_trend, Err(Refusal::TooFew { have: 3, need: 9 }));
        let mut holes = [Some(1.0); 12];
        holes[5] = None;
        let answer = answer_of("2020-01", &holes);
        assert_eq!(answer.smoothed_trend, Err(Refusal::Missing("2020-06".parse().unwrap())));
    }

    /// By hand: without a correlation all count; with r = 1/2 and the bias of (2 + 2) / 100 added, 100 count as 29.87.
    #[test]
    fn correlated_values_count_as_fewer() {
        close(independent(-0.3, 100), 100.0, 1e-12);
        close(independent(0.5, 100), 100.0 * 0.46 / 1.54, 1e-12);
    }
}
