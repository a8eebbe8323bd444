//! What an episode cost: the forecast from the figures before it, held against what came.

use chrono::NaiveDate;

use super::Refusal;
use super::forecast::choice;
use super::forecast::total::{Distribution, total_distribution};
use super::forecast::trial::{Record, Trials};
use super::forecast::{History, Input, Seasonality};
use super::regression::float;
use super::timeline::Timeline;
use crate::model::{Amount, Basis, Cases, Depth, Episode, Estimate, Period, Plan, SeasonChoice};

/// What an episode did to a series. Ranges hold what is measured in 19 cases of 20.
#[derive(Clone, Debug, PartialEq)]
pub struct Precedent {
    /// The first period that was hit.
    pub first: Period,
    /// Percent less than expected, over its length; negative is more.
    pub depth_percent: Cases<f64>,
    /// Periods until sales were back where they were expected.
    pub length_periods: Cases<u16>,
    /// How many of these came after the episode itself was over.
    pub recovery_periods: u16,
    /// Whether sales were back within the figures that are known; if not, the length is that of the figures so far.
    pub is_over: bool,
    /// What was lost in all.
    pub lost: Cases<Amount>,
    /// From the first period on, as far as its end was looked for.
    pub course: Vec<Course>,
}

/// A period during or after an episode.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Course {
    pub period: Period,
    /// By the forecast from the figures before the episode.
    pub expected: f64,
    /// What came; `None` where no figure is finished.
    pub came: Option<f64>,
}

/// Years after an episode in which its end is looked for.
const YEARS_AFTER: usize = 2;

/// By so much (in parts of the variance) another length may fit worse and still be possible: the 95 % point of χ² with one degree of
/// freedom.
const STILL_POSSIBLE: f64 = 3.841;

/// Measures an episode on a series.
///
/// # Errors
/// [`Refusal`] where the figures before it make no forecast, or none of its own is finished.
pub fn measure(plan: &Plan, series_index: usize, episode: &Episode, today: NaiveDate) -> Result<Precedent, Refusal> {
    let series = plan.series.get(series_index).ok_or(Refusal::NoLevel)?;
    let line = Timeline::new(plan, series, today);
    let span = episode.span(series.granularity, plan.fiscal_start).ok_or(Refusal::NoLevel)?;
    let start = line.row_of(span.first).ok_or(Refusal::Missing(span.first))?;
    let marked = span.len();
    let per_year = series.granularity.per_year();
    let end = line.history().len().min(start + marked + YEARS_AFTER * per_year);
    if start >= end {
        return Err(Refusal::Missing(span.first));
    }
    // A hole right before the episode belongs to neither side.
    let known = (0..start).rfind(|row| line.finished[*row].is_some()).ok_or(Refusal::TooFew { have: 0, need: 1 })?;
    let skipped = start - known - 1;
    let history = History::new(Input {
        out_of_level: line.out_of_level[..=known].to_vec(),
        out_of_season: line.left_out[..=known].to_vec(),
        seasonality: match plan.forecast.season {
            SeasonChoice::Tested => Seasonality::Tested,
            SeasonChoice::Always => Seasonality::Always,
            SeasonChoice::Never => Seasonality::Never,
        },
        ..Input::new(
            line.span.first,
            line.finished[..=known].to_vec(),
            plan.window(series.granularity),
            end - known - 1,
        )
    });
    let trials = Trials::of(&history, end - start);
    let (_, asked) = choice::best(plan.forecast.method.as_deref(), &history, &trials)?;
    let came: Vec<Option<f64>> = line.finished[start..end].to_vec();
    let ahead = asked.ahead.get(skipped..).unwrap_or_default();
    let lengths = lengths(&came, ahead).ok_or(Refusal::NoLevel)?;
    let usual = Usual { history: &history, ahead: &asked.ahead, record: &asked.record, skipped, came: &came };
    let measured = usual.lost(usize::from(lengths.likely)).ok_or(Refusal::NoLevel)?;
    let decimals = series.unit.decimals(plan.currency);
    let amount = |value: f64| Amount::from_f64(value, decimals).unwrap_or_default();
    let (Distribution { mid, bands: [.., (lo, hi)] }, sum) = measured;
    // More expected is more lost.
    let lost = Cases { low: lo - sum, likely: mid - sum, high: hi - sum };
    let share = |expected: f64| if expected > 0.0 { 100.0 * (1.0 - sum / expected) } else { 0.0 };
    Ok(Precedent {
        first: span.first,
        depth_percent: Cases { low: share(lo), likely: share(mid), high: share(hi) },
        length_periods: lengths,
        recovery_periods: lengths.likely.saturating_sub(u16::try_from(marked).unwrap_or(u16::MAX)),
        is_over: usize::from(lengths.likely) < came.len(),
        lost: lost.map(amount),
        course: (0..)
            .zip(ahead.iter().zip(&came))
            .map(|(step, (expected, came))| Course { period: span.first.plus(step), expected: *expected, came: *came })
            .collect(),
    })
}

struct Usual<'a> {
    history: &'a History,
    ahead: &'a [f64],
    record: &'a Record,
    skipped: usize,
    came: &'a [Option<f64>],
}

impl Usual<'_> {
    /// What was expected of the finished periods among the first `length`, and what came.
    fn lost(&self, length: usize) -> Option<(Distribution, f64)> {
        let rows = || (0..length).filter(|row| self.came.get(*row).copied().flatten().is_some());
        rows().next()?;
        let sum = rows().filter_map(|row| self.came[row]).sum();
        let steps = rows().map(|row| row + self.skipped);
        Some((total_distribution(self.history, self.ahead, self.record, steps, 0.0, 0.0), sum))
    }
}

/// After how many periods the shares that are missing are back to what they stay at: the break that leaves least unexplained, and all
/// that leave hardly more. The level after the break is free, since a forecast that was a little high or low is no episode.
fn lengths(came: &[Option<f64>], ahead: &[f64]) -> Option<Cases<u16>> {
    let missing: Vec<Option<f64>> = came
        .iter()
        .zip(ahead)
        .map(|(came, expected)| came.filter(|_| *expected > 0.0).map(|came| 1.0 - came / expected))
        .collect();
    let rest = |length: usize| spread(&missing[..length]) + spread(&missing[length..]);
    let rests: Vec<(usize, f64)> = (1..=missing.len()).map(|length| (length, rest(length))).collect();
    let (best, least) = rests.iter().copied().min_by(|a, b| a.1.total_cmp(&b.1))?;
    let known = missing.iter().flatten().count();
    let variance = least / float(known.saturating_sub(3).max(1));
    let possible = |(_, rest): &&(usize, f64)| *rest <= least + STILL_POSSIBLE * variance;
    let fits: Vec<usize> = rests.iter().filter(possible).map(|(length, _)| *length).collect();
    let length = |length: usize| u16::try_from(length).unwrap_or(u16::MAX);
    Some(Cases {
        low: length(*fits.first().unwrap_or(&best)),
        likely: length(best),
        high: length(*fits.last().unwrap_or(&best)),
    })
}

/// Sum of squares around their mean.
fn spread(values: &[Option<f64>]) -> f64 {
    let known = || values.iter().copied().flatten();
    let count = known().count();
    let mean = known().sum::<f64>() / float(count.max(1));
    known().map(|value| (value - mean).powi(2)).sum()
}

impl Precedent {
    /// As an estimate of a scenario, with percents to a tenth; losses below none count as none.
    #[must_use]
    pub fn estimate(&self, episode: &Episode, made: NaiveDate) -> Estimate {
        let percent = |value: f64| Amount::from_f64(value.clamp(0.0, 100.0), 1).unwrap_or_default();
        Estimate {
            basis: Basis::OwnHistory(episode.name.trim().to_owned()),
            depth: Depth::Percent(self.depth_percent.map(percent)),
            length_periods: self.length_periods.map(|periods| periods.max(1)),
            made,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tests::simulation::Noise;
    use crate::model::{FiscalStart, Span};

    fn today() -> NaiveDate {
        "2027-01-10".parse().unwrap()
    }

    /// Five years of months around 1000 with 4 % noise, a season or none, and from the 37th on `length` months that lack `depth`.
    fn planted(depth: f64, length: usize, season: f64, noise: &mut Noise) -> (Plan, Episode) {
        let mut plan = Plan::new("Coast");
        let first: Period = "2022-01".parse().unwrap();
        for month in 0..60_usize {
            let swing = 1.0 + season * (float(month) / 12.0 * std::f64::consts::TAU).sin();
            let hit = if (36..36 + length).contains(&month) { 1.0 - depth } else { 1.0 };
            let value = 1_000.0 * swing * hit * (0.04 * noise.normal()).exp();
            plan.type_figure(0, first.plus(i32::try_from(month).unwrap()), Amount::from_f64(value, 2));
        }
        let start = first.plus(36);
        // Marked a little short: the end is found, not believed.
        let marked = Span { first: start, last: start.plus(i32::try_from(length / 2).unwrap()) };
        (plan, Episode { name: "No rep".into(), ..Episode::over(marked, FiscalStart::JANUARY) })
    }

    #[test]
    fn a_planted_episode_is_within_its_own_range_in_nine_of_ten_cases() {
        let mut noise = Noise(20_261_125);
        let (mut depths, mut lengths, mut cases, mut widths) = (0, 0, 0, [0.0, 0.0]);
        for (depth, length, season) in [(0.3, 4, 0.0), (0.2, 6, 0.0), (0.5, 3, 0.2), (0.25, 8, 0.2)] {
            for _ in 0..10 {
                let (plan, episode) = planted(depth, length, season, &mut noise);
                let found = measure(&plan, 0, &episode, today()).unwrap();
                let told = &found.depth_percent;
                let deep = (told.low..=told.high).contains(&(100.0 * depth));
                let long =
                    (found.length_periods.low..=found.length_periods.high).contains(&u16::try_from(length).unwrap());
                depths += u32::from(deep);
                lengths += u32::from(long);
                widths[0] += told.high - told.low;
                widths[1] += f64::from(found.length_periods.high - found.length_periods.low);
                cases += 1;
            }
        }
        let [wide, long] = widths.map(|sum| sum / f64::from(cases));
        println!("depth {depths} and length {lengths} of {cases}; {wide:.1} percent and {long:.1} months wide");
        assert!(depths * 10 >= cases * 9 && lengths * 10 >= cases * 9, "{depths} and {lengths} of {cases}");
        // Ranges that hold everything would hold this, too.
        assert!(wide < 25.0 && long < 3.0, "{wide} and {long}");
    }

    #[test]
    fn without_noise_the_measure_is_exact() {
        let mut plan = Plan::new("Coast");
        let first: Period = "2023-01".parse().unwrap();
        for month in 0..48 {
            let value = if (30..34).contains(&month) { 600 } else { 1_000 };
            plan.type_figure(0, first.plus(month), Some(Amount::whole(value)));
        }
        let span = Span { first: first.plus(30), last: first.plus(31) };
        let episode = Episode { name: "No rep ".into(), ..Episode::over(span, FiscalStart::JANUARY) };
        let found = measure(&plan, 0, &episode, today()).unwrap();
        assert_eq!((found.length_periods, found.recovery_periods, found.is_over), (Cases::all(4), 2, true));
        assert!((found.depth_percent.likely - 40.0).abs() < 0.1, "{found:?}");
        assert_eq!(found.lost.likely.rounded(0), Amount::whole(1_600));
        let course: Vec<(Period, f64, Option<f64>)> =
            found.course.iter().take(5).map(|it| (it.period, it.expected.round(), it.came)).collect();
        assert_eq!(course[0], (first.plus(30), 1_000.0, Some(600.0)));
        assert_eq!(course[4], (first.plus(34), 1_000.0, Some(1_000.0)));
        let estimate = found.estimate(&episode, today());
        assert_eq!(estimate.basis, Basis::OwnHistory("No rep".into()));
        let Depth::Percent(depth) = estimate.depth else { panic!() };
        assert!(depth.is_in_order() && depth.likely.rounded(0) == Amount::whole(40));
    }

    #[test]
    fn an_episode_without_figures_before_or_in_it_is_refused() {
        let (plan, episode) = planted(0.3, 4, 0.0, &mut Noise(1));
        let at = |first: &str| {
            let span = Span { first: first.parse().unwrap(), last: first.parse().unwrap() };
            measure(&plan, 0, &Episode::over(span, FiscalStart::JANUARY), today())
        };
        assert!(at("2022-01").is_err() && at("2027-03").is_err() && at("1990-01").is_err());
        assert!(measure(&plan, 3, &episode, today()).is_err());
    }
}
