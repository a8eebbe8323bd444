//! KPIs read: what they came to against their goal, whether that is more than chance, and whether they come before sales.

use chrono::{Days, NaiveDate};

use super::forecast::total::normal_quantile;
use super::regression::{Line, Spot, float};
use super::signal::Limits;
use super::{Answer, SignalKind};
use crate::model::kpi::value_of;
use crate::model::{Amount, FiscalStart, Goal, Granularity, Kpi, Period, Rhythm, Standing};

/// Periods of a row on the page.
pub const SHOWN: usize = 13;

/// Most periods that tell what is usual.
const MOST: usize = 52;

/// Fewest periods that tell what is usual, as for sales.
const FEWEST: usize = 8;

/// How the latest value stands against its goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// Nothing was counted for the last period that is over.
    NoValue,
    NoGoal,
    Met,
    /// Less than the least that is asked for.
    Under,
    /// More than the most that is allowed.
    Over,
}

impl Against {
    /// The word in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::NoValue => "no-value",
            Self::NoGoal => "no-goal",
            Self::Met => "met",
            Self::Under => "under",
            Self::Over => "over",
        }
    }
}

/// A KPI as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Everything that tells what is usual, up to a year of weeks: from the first value on, the earliest first.
    pub all: Vec<(NaiveDate, Option<Amount>)>,
    /// The last [`SHOWN`] periods that are over, by their first days, the earliest first.
    pub row: Vec<(NaiveDate, Option<Amount>)>,
    /// The goal of the last of them.
    pub goal: Option<Goal>,
    pub against: Against,
    /// Middle and half width of what is usual; `None` for too few values to tell.
    pub usual: Option<(f64, f64)>,
    /// More than chance would show, and the last value is part of it. A single miss is none.
    pub signal: Option<SignalKind>,
    /// All that is more than chance would show, with the first and the last period of each.
    pub signals: Vec<(SignalKind, NaiveDate, NaiveDate)>,
    /// Since when the last value's signal holds.
    pub since: Option<Since>,
}

/// When something has changed, and what it was before and has been since, on average.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Since {
    pub first: NaiveDate,
    /// `None` if there is nothing before it.
    pub before: Option<f64>,
    pub now: f64,
    /// Periods with a value since.
    pub periods: usize,
}

impl Reading {
    /// Whether the period that begins on this day is part of something that is more than chance.
    #[must_use]
    pub fn is_signal(&self, day: NaiveDate) -> bool {
        self.signals.iter().any(|(_, first, last)| (*first..=*last).contains(&day))
    }

    /// Whether the goal lies beyond what is usual, so that it is missed for as long as nothing changes. `false` while nobody knows.
    #[must_use]
    pub fn is_out_of_reach(&self) -> bool {
        let (Some((middle, half)), Some(goal), Some((day, _))) = (self.usual, self.goal, self.row.last()) else {
            return false;
        };
        let (least, most) = goal.bounds(*day);
        least.is_some_and(|least| middle + half < least.to_f64())
            || most.is_some_and(|most| middle - half > most.to_f64())
    }

    #[must_use]
    pub fn latest(&self) -> Option<Amount> {
        self.row.last().and_then(|(_, value)| *value)
    }

    /// Whether its signal is one to be glad of; `None` without a signal, or for a goal that has two ends.
    #[must_use]
    pub fn is_better(&self) -> Option<bool> {
        Some(self.signal?.is_high() == self.goal?.wants_more()?)
    }
}

/// Reads a KPI of a plan's `kpis` as of `today`. What is usual is told by Wheeler's limits, as for sales ([`super::Variation`]), without
/// season or trend: counts of a few weeks have neither.
#[must_use]
pub fn read(kpis: &[Kpi], kpi: &Kpi, today: NaiveDate) -> Reading {
    let days = kpi.rhythm.last(MOST, today);
    let values: Vec<(NaiveDate, Option<Amount>)> =
        days.iter().map(|first| (*first, value_of(kpis, kpi, *first))).collect();
    let numbers: Vec<Option<f64>> = values.iter().map(|(_, value)| value.map(Amount::to_f64)).collect();
    let limits = Limits::of(&numbers).filter(|_| numbers.iter().flatten().count() >= FEWEST);
    let last = numbers.len().saturating_sub(1);
    let found = limits.map(|limits| limits.signals(&numbers)).unwrap_or_default();
    let signal = found.iter().rev().find(|(_, rows)| rows.contains(&last)).map(|(kind, _)| *kind);
    let since = signal
        .and_then(|kind| since(&found, kind.is_high(), &numbers))
        .map(|(row, since)| Since { first: values.get(row).map_or(today, |(first, _)| *first), ..since });
    let signals = found
        .into_iter()
        .filter_map(|(kind, rows)| Some((kind, values.get(*rows.start())?.0, values.get(*rows.end())?.0)));
    let signals = signals.collect();
    let goal = values.last().and_then(|(first, _)| kpi.goal_at(*first));
    let against = match (values.last().and_then(|(_, value)| *value), goal, values.last()) {
        (None, ..) | (_, _, None) => Against::NoValue,
        (_, None, _) => Against::NoGoal,
        (Some(value), Some(goal), Some((first, _))) => match goal.bounds(*first) {
            (Some(least), _) if value < least => Against::Under,
            (_, Some(most)) if value > most => Against::Over,
            _ => Against::Met,
        },
    };
    let row = values[values.len().saturating_sub(SHOWN)..].to_vec();
    let usual = limits.map(|limits| (limits.mean, limits.half));
    let all = values.into_iter().skip_while(|(_, value)| value.is_none()).collect();
    Reading { all, row, goal, against, usual, signal, signals, since }
}

/// The first row of what the last value belongs to: signals on one side with no more than one period between them.
fn since(
    found: &[(SignalKind, std::ops::RangeInclusive<usize>)],
    high: bool,
    numbers: &[Option<f64>],
) -> Option<(usize, Since)> {
    let mut first = numbers.len();
    let mut rows: Vec<_> = found.iter().filter(|(kind, _)| kind.is_high() == high).map(|(_, rows)| rows).collect();
    rows.sort_by_key(|rows| std::cmp::Reverse(*rows.end()));
    for rows in rows {
        if rows.end() + 2 >= first {
            first = first.min(*rows.start());
        }
    }
    let mean = |values: &[Option<f64>]| {
        let known: Vec<f64> = values.iter().copied().flatten().collect();
        (!known.is_empty()).then(|| (known.iter().sum::<f64>() / float(known.len()), known.len()))
    };
    let (before, after) = numbers.split_at_checked(first)?;
    let (now, periods) = mean(after)?;
    let before = mean(before).map(|(mean, _)| mean);
    Some((first, Since { first: NaiveDate::default(), before, now, periods }))
}

/// How many periods of sales later are looked at.
#[must_use]
pub const fn lags(granularity: Granularity) -> usize {
    match granularity {
        Granularity::Week => 8,
        Granularity::Month => 5,
        Granularity::Quarter => 3,
        Granularity::Year => 1,
    }
}

/// Whether a KPI comes before sales.
#[derive(Clone, Debug, PartialEq)]
pub struct Lead {
    /// The correlation with sales so many periods later, from none on. `None` where too few pairs are there.
    pub correlations: Vec<Option<f64>>,
    /// Beyond this, up or down, a correlation is more than chance would show; of the lag with the most pairs.
    pub by_chance: f64,
    /// Pairs at no lag.
    pub pairs: usize,
    pub verdict: Verdict,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Sales go with it so many periods later.
    Leads(usize),
    /// Sales go with it in the same period.
    Together,
    /// What is there speaks against it, or for nothing.
    DoesNotLead,
    TooLittle {
        have: usize,
        need: usize,
    },
}

/// Fewest pairs that a correlation is told of.
pub const PAIRS: usize = 24;

/// Chance of telling of a lead where there is none, over all lags together.
const FALSE_ALARM: f64 = 0.05;

/// Whether `kpi` comes before the sales of `answer`: what either is beyond season and trend, correlated at each lag from none to
/// `lags` periods of sales. Since what is high tends to stay high, pairs count for less than their number (Bretherton et al., The
/// effective number of spatial degrees of freedom, J. Climate 12, 1999, eq. 31); the level is shared among the lags (Bonferroni).
#[must_use]
pub fn lead(kpis: &[Kpi], kpi: &Kpi, answer: &Answer, fiscal: FiscalStart, lags: usize) -> Lead {
    let sales = beyond_season_and_trend(answer);
    let counted = beside_line(&by_period(kpis, kpi, answer, fiscal));
    let pairs_at = |lag: usize| {
        let later = sales.iter().skip(lag);
        let pairs: Vec<(f64, f64)> = counted.iter().zip(later).filter_map(|(a, b)| Some(((*a)?, (*b)?))).collect();
        pairs
    };
    let share = FALSE_ALARM / float(lags + 1);
    let mut correlations = Vec::new();
    let mut best: Option<(usize, f64)> = None;
    let mut by_chance = 1.0_f64;
    for lag in 0..=lags {
        let pairs = pairs_at(lag);
        let found = (pairs.len() >= PAIRS).then(|| correlation(&pairs)).flatten();
        correlations.push(found);
        let Some(found) = found else { continue };
        let limit = limit(&pairs, share);
        by_chance = by_chance.min(limit);
        if found > limit && best.is_none_or(|(_, strongest)| found > strongest) {
            best = Some((lag, found));
        }
    }
    let pairs = pairs_at(0).len();
    let verdict = match best {
        Some((0, _)) => Verdict::Together,
        Some((lag, _)) => Verdict::Leads(lag),
        None if correlations.iter().all(Option::is_none) => Verdict::TooLittle { have: pairs, need: PAIRS },
        None => Verdict::DoesNotLead,
    };
    Lead { correlations, by_chance, pairs, verdict }
}

/// Finished sales, one a row, less their season and their trend.
fn beyond_season_and_trend(answer: &Answer) -> Vec<Option<f64>> {
    let season = answer.season.as_ref().ok().filter(|season| !season.weak);
    let index = |period: Period| {
        let index = season.and_then(|season| season.indices.get(period.season_index()).copied());
        index.filter(|index| *index > 0.0).unwrap_or(1.0)
    };
    let row = |row: &super::Row| {
        let value = row.actual.filter(|_| row.standing == Standing::Finished)?;
        Some(value.to_f64() / index(row.period))
    };
    beside_line(&answer.rows.iter().map(row).collect::<Vec<_>>())
}

/// What the values are beside the straight line through them.
fn beside_line(values: &[Option<f64>]) -> Vec<Option<f64>> {
    let known = values.iter().enumerate();
    let spots: Vec<Spot> = known.filter_map(|(row, value)| Some(Spot { row, place: 0, value: (*value)? })).collect();
    let line = Line::through(&spots);
    let beside = |(row, value): (usize, &Option<f64>)| Some((*value)? - line.as_ref().map_or(0.0, |line| line.at(row)));
    values.iter().enumerate().map(beside).collect()
}

/// The mean of a KPI in each period of sales; `None` where less than half of its periods were counted.
fn by_period(kpis: &[Kpi], kpi: &Kpi, answer: &Answer, fiscal: FiscalStart) -> Vec<Option<f64>> {
    let mut sums: Vec<(f64, usize)> = vec![(0.0, 0); answer.rows.len()];
    let Some(first) = answer.rows.first().map(|row| row.period) else { return Vec::new() };
    let days: Vec<NaiveDate> = match kpi.ratio {
        None => kpi.values.keys().copied().collect(),
        Some(ratio) => kpis
            .iter()
            .find(|it| it.id == ratio.bottom)
            .map(|it| it.values.keys().copied().collect())
            .unwrap_or_default(),
    };
    for day in days {
        let Some(value) = value_of(kpis, kpi, day) else { continue };
        // A period of the KPI counts where its middle lies.
        let Some(middle) = day.checked_add_days(Days::new(length(kpi.rhythm) / 2)) else { continue };
        let row = first.until(Period::containing(middle, answer.granularity, fiscal));
        if let Some(sum) = usize::try_from(row).ok().and_then(|row| sums.get_mut(row)) {
            *sum = (sum.0 + value.to_f64(), sum.1 + 1);
        }
    }
    let days = match answer.granularity {
        Granularity::Week => 7,
        Granularity::Month => 30,
        Granularity::Quarter => 91,
        Granularity::Year => 365,
    };
    let enough = usize::try_from((days / length(kpi.rhythm)).div_ceil(2).max(1)).unwrap_or(1);
    sums.into_iter().map(|(sum, count)| (count >= enough).then(|| sum / float(count))).collect()
}

/// Days, about.
const fn length(rhythm: Rhythm) -> u64 {
    match rhythm {
        Rhythm::Day => 1,
        Rhythm::Week => 7,
        Rhythm::TwoWeeks => 14,
        Rhythm::Month => 30,
    }
}

/// Pearson's correlation; `None` where one side never changes.
fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let count = float(pairs.len());
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / count;
    let (a, b) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let (mut both, mut one, mut other) = (0.0, 0.0, 0.0);
    for pair in pairs {
        let (x, y) = (pair.0 - a, pair.1 - b);
        both += x * y;
        one += x * x;
        other += y * y;
    }
    let spread = (one * other).sqrt();
    (spread > 1e-12 * (a * a + b * b).max(1e-12)).then(|| (both / spread).clamp(-1.0, 1.0))
}

/// What chance alone exceeds with a probability of `share`, by Fisher's z.
fn limit(pairs: &[(f64, f64)], share: f64) -> f64 {
    let lag_one = |of: fn(&(f64, f64)) -> f64| {
        let next: Vec<(f64, f64)> = pairs.windows(2).map(|two| (of(&two[0]), of(&two[1]))).collect();
        correlation(&next).unwrap_or_default()
    };
    let both = lag_one(|pair| pair.0) * lag_one(|pair| pair.1);
    let count = float(pairs.len());
    let effective = (count * (1.0 - both) / (1.0 + both)).clamp(4.0, count);
    (normal_quantile(1.0 - share / 2.0) / (effective - 3.0).sqrt()).tanh()
}

#[cfg(test)]
mod tests {
    use super::super::tests::simulation::Noise;
    use super::*;
    use crate::analysis::analyse;
    use crate::model::{KpiId, Plan, Ratio, Unit};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn weekly(values: &[i64]) -> Kpi {
        let mut kpi = Kpi { id: KpiId(1), ..Kpi::new("Talks", Unit::Count("talks".into()), Rhythm::Week) };
        for (first, value) in Rhythm::Week.last(values.len(), day("2026-11-25")).into_iter().zip(values) {
            kpi.enter(first, Some(Amount::whole(*value)));
        }
        kpi
    }

    fn reading(kpi: &Kpi) -> Reading {
        read(std::slice::from_ref(kpi), kpi, day("2026-11-25"))
    }

    #[test]
    fn a_single_miss_is_under_the_goal_and_no_signal() {
        let mut kpi = weekly(&[12, 14, 11, 13, 12, 14, 12, 13, 9]);
        kpi.goal = Some(Goal::AtLeast(Amount::whole(12)));
        let read = reading(&kpi);
        assert_eq!((read.against, read.signal, read.is_better()), (Against::Under, None, None));
        assert_eq!((read.row.len(), read.latest()), (SHOWN, Some(Amount::whole(9))));
    }

    /// By hand: mean 36/12 = 3, eleven moving ranges that sum to 12, limits 3 ± 2.66 × 12/11 = 3 ± 2.90: 7 lies beyond.
    #[test]
    fn what_is_beyond_the_limits_is_a_signal_and_better_where_more_is_wanted() {
        let mut kpi = weekly(&[3, 2, 3, 2, 3, 2, 3, 2, 3, 3, 3, 7]);
        kpi.goal = Some(Goal::AtLeast(Amount::whole(4)));
        let read = reading(&kpi);
        assert_eq!(read.usual.map(|(middle, half)| (middle, (half * 100.0).round())), Some((3.0, 290.0)));
        assert_eq!((read.against, read.signal, read.is_better()), (Against::Met, Some(SignalKind::High), Some(true)));
        let since = read.since.unwrap();
        assert_eq!((since.first, since.periods, since.now), (day("2026-11-16"), 1, 7.0));
        assert!(read.is_signal(since.first) && !read.is_signal(day("2026-11-09")) && !read.is_out_of_reach());
        kpi.goal = Some(Goal::AtMost(Amount::whole(4)));
        assert_eq!((reading(&kpi).against, reading(&kpi).is_better()), (Against::Over, Some(false)));
    }

    #[test]
    fn a_goal_beyond_what_is_usual_is_out_of_reach_and_one_within_is_not() {
        let mut kpi = weekly(&[8, 9, 8, 9, 8, 9, 8, 9, 8, 9]);
        // By hand: mean 8.5, every moving range 1, so 8.5 ± 2.66.
        for (least, out) in [(12, true), (11, false)] {
            kpi.goal = Some(Goal::AtLeast(Amount::whole(least)));
            assert_eq!((reading(&kpi).against, reading(&kpi).is_out_of_reach()), (Against::Under, out));
        }
        kpi.goal = Some(Goal::AtMost(Amount::whole(5)));
        assert!(reading(&kpi).is_out_of_reach());
        kpi.goal = None;
        assert!(!reading(&kpi).is_out_of_reach());
    }

    #[test]
    fn a_change_is_told_from_its_first_signal_on() {
        let mut counts = vec![2; 30];
        counts.iter_mut().step_by(2).for_each(|count| *count = 1);
        counts.extend([5, 2, 5, 6]);
        let since = reading(&weekly(&counts)).since.unwrap();
        assert_eq!((since.first, since.periods, since.now), (day("2026-10-26"), 4, 4.5));
        assert_eq!(since.before, Some(1.5));
    }

    #[test]
    fn too_few_values_have_no_usual_and_a_missing_one_is_no_zero() {
        let kpi = weekly(&[3, 2, 3, 2, 3, 2, 9]);
        assert_eq!((reading(&kpi).usual, reading(&kpi).signal, reading(&kpi).against), (None, None, Against::NoGoal));
        let mut kpi = weekly(&[3, 2, 3, 2, 3, 2, 3, 2, 3]);
        kpi.enter(day("2026-11-16"), None);
        assert_eq!((reading(&kpi).latest(), reading(&kpi).against), (None, Against::NoValue));
    }

    #[test]
    fn a_ratio_is_read_as_any_other() {
        let (mut top, bottom) = (weekly(&[2, 3, 2]), weekly(&[8, 8, 8]));
        top.id = KpiId(2);
        let rate = Kpi {
            ratio: Some(Ratio { top: KpiId(2), bottom: KpiId(1), percent: true }),
            ..Kpi::new("Rate", Unit::Count("%".into()), Rhythm::Week)
        };
        let read = read(&[top, bottom, rate.clone()], &rate, day("2026-11-25"));
        assert_eq!(read.latest(), Some(Amount::whole(25)));
    }

    /// Sales of `months` that follow a monthly KPI `lag` months later, with noise of so much of the KPI's own.
    fn sold_after(seed: u64, months: usize, lag: usize, share: f64) -> (Plan, Kpi) {
        let mut noise = Noise(seed.wrapping_mul(7_919));
        // Seeds that lie close together begin alike.
        for _ in 0..8 {
            noise.uniform();
        }
        let first: Period = "2020-01".parse().unwrap();
        let mut kpi = Kpi { id: KpiId(1), ..Kpi::new("Talks", Unit::Count("talks".into()), Rhythm::Month) };
        let mut plan = Plan::new("Coast");
        let counts: Vec<f64> = (0..months + lag).map(|_| noise.normal()).collect();
        for month in 0..months {
            let period = first.plus(i32::try_from(month).unwrap());
            let sold = 1_000.0 + 40.0 * (share * counts[month] + (1.0 - share) * noise.normal());
            plan.type_figure(0, period, Amount::from_f64(sold, 2));
            // What is sold in a month was talked about `lag` months before: the counts lie so much later in the list.
            let talked = Amount::from_f64(50.0 + 5.0 * counts[month + lag], 2);
            kpi.enter(period.first_day(plan.fiscal_start), talked);
        }
        (plan, kpi)
    }

    fn lead_of(plan: &Plan, kpi: &Kpi, months: usize) -> Lead {
        let today = "2020-01".parse::<Period>().unwrap().plus(i32::try_from(months).unwrap());
        let answer = analyse(plan, 0, today.first_day(plan.fiscal_start)).unwrap();
        lead(std::slice::from_ref(kpi), kpi, &answer, plan.fiscal_start, 5)
    }

    #[test]
    fn sales_that_follow_two_months_later_are_told_so() {
        let found = (0..20).filter(|seed| {
            let (plan, kpi) = sold_after(*seed, 60, 2, 0.6);
            lead_of(&plan, &kpi, 60).verdict == Verdict::Leads(2)
        });
        assert!(found.count() >= 18);
    }

    #[test]
    fn where_nothing_leads_little_is_told_by_mistake() {
        let told = (100..160).filter(|seed| {
            let (plan, kpi) = sold_after(*seed, 48, 3, 0.0);
            lead_of(&plan, &kpi, 48).verdict != Verdict::DoesNotLead
        });
        // 1 in 20 of 60 is 3; twice that is allowed for.
        assert!(told.count() <= 6);
    }

    #[test]
    fn too_little_is_a_legal_answer() {
        let (plan, kpi) = sold_after(1, 20, 2, 1.0);
        let lead = lead_of(&plan, &kpi, 20);
        assert_eq!(lead.verdict, Verdict::TooLittle { have: 20, need: PAIRS });
        assert!(lead.correlations.iter().all(Option::is_none));
    }
}
