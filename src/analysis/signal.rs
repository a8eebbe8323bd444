//! Normal variation: what is usual for a series, and what is more than chance would show.
//!
//! An `XmR` chart (individual values and moving range; Shewhart 1931, Wheeler, Understanding Variation, 1993): the natural limits lie
//! 2.66 mean moving ranges from the mean, where 2.66 is 3 over the constant d₂ = 1.128 of two values. A period beyond a limit is a
//! signal, and so are eight periods running on one side of the mean (Western Electric's rule).
//!
//! Figures with a season are taken without it, or every July would stand out; where the trend is steeper than chance would make it,
//! the middle follows the trend, or every series that grows would begin low and end high. Limits are made of the last
//! two years (at least sixteen periods), because what was usual before need not be now. A missing period, and one of an
//! episode that is left out, has no moving range and breaks a run.
//!
//! A run is judged against the middle of the periods inside the limits: one wild month would draw the middle towards itself, and
//! all the ordinary ones would look like a run on the other side.

use super::regression::{Line, Spot, float};
use super::timeline::Timeline;
use super::trend::Levels;
use super::{Band, Refusal, Season, Signal, SignalKind, Trend, Usual, Variation};
use crate::model::{Amount, Span};

/// Years that the limits are made of, and the fewest and most periods that these may be.
const YEARS: usize = 2;
const FEWEST_IN_WINDOW: usize = 16;
const MOST_IN_WINDOW: usize = 52;

/// Fewest periods that tell what is usual.
const FEWEST: usize = 8;

/// Half the width of the limits in mean moving ranges.
const WIDTH: f64 = 2.66;

/// Periods on one side of the middle that are no chance.
const RUN: usize = 8;

pub(super) fn read(
    line: &Timeline,
    season: Option<&Season>,
    trend: Option<&Trend>,
    decimals: u32,
) -> Result<Variation, Refusal> {
    let usual = line.usual();
    let years = (YEARS * line.span.first.granularity().per_year()).clamp(FEWEST_IN_WINDOW, MOST_IN_WINDOW);
    let trend = trend.filter(|trend| !trend.could_be_chance);
    // Before its span a trend says nothing of the middle.
    let trend_start = trend.and_then(|trend| line.row_of(trend.span.first)).unwrap_or(0);
    let from = usual.len().saturating_sub(years).max(trend_start);
    let known: Vec<Spot> = (from..usual.len())
        .filter_map(|row| Some(Spot { row, place: line.period(row).season_index(), value: usual[row]? }))
        .collect();
    if known.len() < FEWEST {
        return Err(Refusal::TooFew { have: known.len(), need: FEWEST });
    }
    let measure = Measure::of(&known, season)?;
    let adjusted: Vec<Option<f64>> =
        (0..usual.len()).map(|row| Some(measure.adjusted(line, row, usual[row]?))).collect();
    let course = trend.map(|trend| Course::of(trend, &adjusted, from));
    let slope = |row: usize| course.as_ref().map_or(0.0, |course| course.at(row));
    let beside: Vec<Option<f64>> = (from..usual.len()).map(|row| Some(adjusted[row]? - slope(row))).collect();
    let limits = Limits::of(&beside).ok_or(Refusal::TooFew { have: known.len(), need: FEWEST + 1 })?;
    let of_row = |row: usize| {
        let middle = limits.mean + slope(row);
        let figure = |value: f64| Amount::from_f64(measure.figure(line, row, value), decimals);
        let band = Band { lo: figure(middle - limits.half)?, hi: figure(middle + limits.half)? };
        Some(Usual { adjusted: adjusted[row], middle, half: limits.half, band })
    };
    let inside = from..usual.len();
    let period = |row: usize| line.period(from + row);
    let signals = limits
        .signals(&beside)
        .into_iter()
        .map(|(kind, rows)| Signal { kind, span: Span { first: period(*rows.start()), last: period(*rows.end()) } });
    Ok(Variation {
        span: Span {
            first: known.first().map_or(line.span.first, |s| line.period(s.row)),
            last: line.period(usual.len() - 1),
        },
        signals: signals.collect(),
        usual: (0..line.len()).map(|row| if inside.contains(&row) { of_row(row) } else { None }).collect(),
        season_adjusted: season.is_some(),
        along_trend: trend.is_some(),
    })
}

/// The way that the middle takes where there is a trend.
enum Course<'a> {
    /// The trend's own line, which grows by the same share each period.
    Share(&'a Trend),
    /// A line that grows by the same amount each period.
    Amount(Line),
}

impl<'a> Course<'a> {
    /// The one that lies closer to the figures from row `from` on; the wrong one would bend away from them, and the bend ring.
    fn of(trend: &'a Trend, adjusted: &[Option<f64>], from: usize) -> Self {
        let known = adjusted.iter().enumerate().skip(from);
        let spots: Vec<Spot> =
            known.filter_map(|(row, value)| Some(Spot { row, place: 0, value: (*value)? })).collect();
        let share = Self::Share(trend);
        let Some(amount) = Line::through(&spots).map(Self::Amount) else { return share };
        if amount.spread(&spots) < share.spread(&spots) { amount } else { share }
    }

    fn at(&self, row: usize) -> f64 {
        match self {
            Self::Share(trend) => trend.line.get(row).copied().flatten().unwrap_or_default(),
            Self::Amount(line) => line.at(row),
        }
    }

    /// Sum of squares of what lies beside it, around its mean.
    fn spread(&self, spots: &[Spot]) -> f64 {
        let beside = || spots.iter().map(|spot| spot.value - self.at(spot.row));
        let mean = beside().sum::<f64>() / float(spots.len());
        beside().map(|off| (off - mean).powi(2)).sum()
    }
}

/// How the season is taken out of a figure and put back.
struct Measure<'a> {
    levels: Levels,
    season: Option<&'a Season>,
    mean: f64,
}

impl<'a> Measure<'a> {
    fn of(known: &[Spot], season: Option<&'a Season>) -> Result<Self, Refusal> {
        let mean = known.iter().map(|spot| spot.value).sum::<f64>() / float(known.len());
        Ok(Self { levels: Levels::of(known, season)?, season, mean })
    }

    fn index(&self, line: &Timeline, row: usize) -> f64 {
        let index = self.season.and_then(|season| season.indices.get(line.period(row).season_index()).copied());
        index.unwrap_or(1.0)
    }

    fn adjusted(&self, line: &Timeline, row: usize, value: f64) -> f64 {
        self.levels.without_index(value, self.index(line, row), self.mean)
    }

    fn figure(&self, line: &Timeline, row: usize, adjusted: f64) -> f64 {
        self.levels.with_index(adjusted, self.index(line, row), self.mean)
    }
}

/// The natural limits of values around their mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Limits {
    pub mean: f64,
    pub half: f64,
}

impl Limits {
    /// `None` if no two values are neighbours.
    pub fn of(values: &[Option<f64>]) -> Option<Self> {
        let known: Vec<f64> = values.iter().copied().flatten().collect();
        let ranges: Vec<f64> = values.windows(2).filter_map(|pair| Some((pair[1]? - pair[0]?).abs())).collect();
        if known.is_empty() || ranges.is_empty() {
            return None;
        }
        let mean = |values: &[f64]| values.iter().sum::<f64>() / float(values.len());
        Some(Self { mean: mean(&known), half: WIDTH * mean(&ranges) })
    }

    /// What stands out, in order of where it begins; a run of which a period is beyond the limits tells both.
    pub fn signals(self, values: &[Option<f64>]) -> Vec<(SignalKind, std::ops::RangeInclusive<usize>)> {
        // Values that differ by rounding only are the same.
        let rounding = 1e-9 * (self.mean.abs() + self.half);
        let beyond = |value: f64| (value - self.mean).abs() > self.half + rounding;
        let inside: Vec<f64> = values.iter().copied().flatten().filter(|value| !beyond(*value)).collect();
        let middle = if inside.is_empty() { self.mean } else { inside.iter().sum::<f64>() / float(inside.len()) };
        let mut signals = Vec::new();
        let mut run: Option<(bool, usize)> = None;
        let end_run = |run: Option<(bool, usize)>, end: usize, signals: &mut Vec<_>| {
            if let Some((high, start)) = run.filter(|(_, start)| end - start >= RUN) {
                let kind = if high { SignalKind::RunHigh } else { SignalKind::RunLow };
                signals.push((kind, start..=end - 1));
            }
        };
        for (row, value) in values.iter().enumerate() {
            let side = value.map(|value| value - middle).filter(|off| off.abs() > rounding).map(|off| off > 0.0);
            if run.map(|run| run.0) != side {
                end_run(run, row, &mut signals);
                run = side.map(|high| (high, row));
            }
            if let Some(value) = value.filter(|value| beyond(*value)) {
                let kind = if value > self.mean { SignalKind::High } else { SignalKind::Low };
                signals.push((kind, row..=row));
            }
        }
        end_run(run, values.len(), &mut signals);
        signals.sort_by_key(|(kind, rows)| (*rows.start(), !kind.is_run()));
        signals
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::simulation::Noise;
    use super::super::tests::{answer_of, plan_of, some};
    use super::*;
    use crate::analysis::analyse;
    use crate::model::{Episode, FiscalStart};

    fn close(left: f64, right: f64) {
        assert!((left - right).abs() < 1e-9, "{left} is not {right}");
    }

    /// By hand: mean 11, moving ranges 2, 1, 3, 0, 4, 2, 2 with a mean of 2.
    #[test]
    fn the_limits_are_those_worked_by_hand() {
        let limits = Limits::of(&some(&[10.0, 12.0, 11.0, 8.0, 8.0, 12.0, 14.0, 12.0, 12.0])).unwrap();
        close(limits.mean, 11.0);
        close(limits.half, 2.66 * 14.0 / 8.0);
    }

    #[test]
    fn a_hole_has_no_range_and_breaks_a_run() {
        let limits = Limits::of(&[Some(1.0), None, Some(9.0), Some(10.0)]).unwrap();
        close(limits.half, 2.66);
        assert_eq!(Limits::of(&[Some(1.0), None, Some(2.0)]), None);
        let low = [Some(1.0); 7];
        let mut values = low.to_vec();
        values.push(None);
        values.extend(low);
        values.extend([Some(20.0); 14]);
        let signals = Limits::of(&values).unwrap().signals(&values);
        let runs: Vec<_> = signals.into_iter().filter(|(kind, _)| kind.is_run()).collect();
        assert_eq!(runs, [(SignalKind::RunHigh, 15..=28)]);
    }

    #[test]
    fn the_month_that_stands_out_is_a_signal_and_the_others_are_not() {
        let mut values: Vec<f64> = (0..24).map(|row| if row % 2 == 0 { 100.0 } else { 104.0 }).collect();
        values[20] = 130.0;
        let variation = answer_of("2020", &some(&values[..8])).variation.unwrap();
        assert_eq!(variation.signals, []);
        let variation = answer_of("2000", &some(&values[8..24])).variation;
        let signals = variation.unwrap().signals;
        assert_eq!(signals.len(), 1, "{signals:?}");
        assert_eq!((signals[0].kind, signals[0].span.first.to_string().as_str()), (SignalKind::High, "2012"));
    }

    #[test]
    fn even_figures_have_no_signal_and_limits_without_width() {
        let variation = answer_of("2020-01", &[Some(100.0); 30]).variation.unwrap();
        assert_eq!(variation.signals, []);
        let usual = variation.usual[29].unwrap();
        assert_eq!((usual.band.lo, usual.band.hi), (Amount::whole(100), Amount::whole(100)));
    }

    #[test]
    fn july_is_no_signal_where_july_is_always_high_and_its_limits_are_in_its_own_money() {
        let season = |row: usize| if row % 12 == 6 { 2.0 } else { 1.0 };
        let noise = |row: usize| if row.is_multiple_of(2) { 98.0 } else { 102.0 };
        let values: Vec<Option<f64>> = (0..48).map(|row| Some(noise(row * 7 % 5) * season(row))).collect();
        let variation = answer_of("2020-01", &values).variation.unwrap();
        assert!(variation.season_adjusted);
        assert_eq!(variation.signals, [], "{:?}", variation.usual);
        let july = variation.usual[42].unwrap().band;
        assert!(july.lo > Amount::whole(180) && july.hi < Amount::whole(220), "{july:?}");
    }

    #[test]
    fn a_steady_climb_is_no_row_of_signals_and_a_break_in_it_is_one() {
        let climb = |row: usize| 1_000.0 + 20.0 * float(row) + [0.0, 9.0, -7.0, 4.0, -6.0][row % 5];
        let mut values: Vec<Option<f64>> = (0..36).map(|row| Some(climb(row))).collect();
        let variation = answer_of("2020-01", &values).variation.unwrap();
        assert!(variation.along_trend);
        assert_eq!(variation.signals, []);
        values[30] = Some(climb(30) - 400.0);
        let signals = answer_of("2020-01", &values).variation.unwrap().signals;
        assert!(
            signals.iter().any(|s| s.kind == SignalKind::Low && s.span.first.to_string() == "2022-07"),
            "{signals:?}"
        );
    }

    #[test]
    fn an_episode_that_is_left_out_feeds_no_limit_and_is_no_signal() {
        let mut values: Vec<Option<f64>> = (0..24).map(|row| Some([100.0, 103.0, 98.0][row % 3])).collect();
        values[20] = Some(10.0);
        let mut plan = plan_of("2020-Q1", &values);
        let before = analyse(&plan, 0, "2190-01-01".parse().unwrap()).unwrap().variation.unwrap();
        assert!(!before.signals.is_empty());
        let period = "2025-Q1".parse().unwrap();
        plan.mark_episode(Episode {
            name: "Flood".into(),
            ..Episode::over(Span { first: period, last: period }, FiscalStart::JANUARY)
        });
        let after = analyse(&plan, 0, "2190-01-01".parse().unwrap()).unwrap();
        let variation = after.variation.as_ref().unwrap();
        assert_eq!(variation.signals, []);
        assert_eq!(variation.usual[20].unwrap().adjusted, None);
        assert_eq!(after.left_out(period).unwrap().name, "Flood");
    }

    #[test]
    fn fewer_than_eight_finished_periods_are_too_few_to_tell() {
        assert_eq!(answer_of("2020-01", &[Some(3.0); 7]).variation, Err(Refusal::TooFew { have: 7, need: 8 }));
        let mut sparse = vec![None; 16];
        sparse.iter_mut().step_by(2).for_each(|value| *value = Some(5.0));
        assert_eq!(answer_of("2020-01", &sparse).variation, Err(Refusal::TooFew { have: 8, need: 9 }));
    }

    /// Independent values, 24 of them. Counted elsewhere on 4,000 such histories: a point beyond the limits in about 5.9 % of
    /// them, a run of eight in 3.3 %, either in 8.5 %.
    #[test]
    fn chance_alone_rings_as_rarely_as_the_rules_promise() {
        const HISTORIES: u32 = 4_000;
        let mut noise = Noise(20_261_124);
        let (mut points, mut runs, mut either) = (0, 0, 0);
        for _ in 0..HISTORIES {
            let values: Vec<Option<f64>> = (0..24).map(|_| Some(100.0 + 15.0 * noise.normal())).collect();
            let signals = Limits::of(&values).unwrap().signals(&values);
            let (run, point) = (signals.iter().any(|s| s.0.is_run()), signals.iter().any(|s| !s.0.is_run()));
            points += u32::from(point);
            runs += u32::from(run);
            either += u32::from(point || run);
        }
        let share = |count: u32| 100.0 * f64::from(count) / f64::from(HISTORIES);
        for (count, expected) in [(points, 5.9), (runs, 3.3), (either, 8.5)] {
            assert!((share(count) - expected).abs() < 1.3, "{} instead of {expected}", share(count));
        }
    }
}
