//! What a method may know: the finished past of one series.

use std::cell::OnceCell;

use super::pattern::{self, Scale};
use super::strong::Strong;
use super::year::Year;
use super::{Seasonality, float};
use crate::model::Period;

/// What a history is made of.
#[derive(Clone, Debug)]
pub struct Input {
    /// Period of the first row.
    pub first: Period,
    /// One a calendar period up to the last finished one, in the series' unit; `None` where nothing is finished.
    pub finished: Vec<Option<f64>>,
    /// Rows that say nothing of the level: the models see what their neighbours would make of them.
    pub out_of_level: Vec<bool>,
    /// Rows that say nothing of the season.
    pub out_of_season: Vec<bool>,
    /// Periods in the plan's rolling average.
    pub window: usize,
    pub seasonality: Seasonality,
    /// Rows to come.
    pub horizon: usize,
}

impl Input {
    /// Nothing left out, the season found by test.
    #[must_use]
    pub fn new(first: Period, finished: Vec<Option<f64>>, window: usize, horizon: usize) -> Self {
        let rows = finished.len();
        Self {
            first,
            finished,
            out_of_level: vec![false; rows],
            out_of_season: vec![false; rows],
            window,
            seasonality: Seasonality::Tested,
            horizon,
        }
    }
}

/// The past of one series, made ready for the methods: what is dear to find out is found once and kept.
#[derive(Debug)]
pub struct History {
    input: Input,
    /// Row of the input at which the figures begin.
    start: usize,
    /// From `start` on, with the rows to come.
    pub(super) year: Year,
    /// Mean size of a figure, in the series' unit: the methods work in parts of it. 1 where all are zero.
    pub(super) size: f64,
    /// From `start` on, in parts of `size`.
    pub(super) known: Vec<Option<f64>>,
    /// No figure is negative, so that no forecast is.
    pub(super) never_negative: bool,
    ready: OnceCell<Ready>,
    strong: OnceCell<Strong>,
}

/// The figures without holes and wild values, and what is known of their season.
#[derive(Debug)]
pub(super) struct Ready {
    /// In parts of the history's size.
    pub values: Vec<f64>,
    /// Their logarithms where all are positive, else themselves.
    pub logs: Vec<f64>,
    pub positive: bool,
    pub season: Option<Season>,
    /// Rows of `values` that were drawn in.
    pub tamed: Vec<usize>,
}

/// The shrunk season by place, in the three ways that the models take it out.
#[derive(Debug)]
pub(super) struct Season {
    /// Factors on the values; `None` where one is no factor that could be divided by.
    pub factors: Option<Vec<f64>>,
    pub of_logs: Vec<f64>,
    pub of_values: Vec<f64>,
    /// The same of the first years, in which smoothing begins.
    pub first_of_logs: Vec<f64>,
    pub first_of_values: Vec<f64>,
}

/// How far the season's best and worst place must lie apart (0.2 = 20 % of an average period) before ignoring it is worth a warning.
const PRONOUNCED: f64 = 0.2;

/// Years that the season at the beginning is read from.
const FIRST_YEARS: usize = 4;

/// Factors below this would blow up what is divided by them.
const LEAST_FACTOR: f64 = 0.01;

impl History {
    #[must_use]
    pub fn new(input: Input) -> Self {
        let Input { first, finished, horizon, seasonality, .. } = &input;
        let start = finished.iter().position(Option::is_some).unwrap_or(finished.len());
        let rows = finished.len() + horizon;
        let year = match seasonality {
            Seasonality::Tested | Seasonality::Always => Year::of_calendar(*first, rows),
            Seasonality::Never => Year::of_length(1, rows),
            Seasonality::Length(places) => Year::of_length(*places, rows),
        };
        let all = finished.iter().flatten();
        let size = all.clone().map(|value| value.abs()).sum::<f64>() / float(all.clone().count().max(1));
        let size = if size > 0.0 && size.is_finite() { size } else { 1.0 };
        Self {
            start,
            year: year.from(start),
            size,
            known: finished[start..].iter().map(|value| value.map(|value| value / size)).collect(),
            never_negative: all.clone().all(|value| *value >= 0.0),
            ready: OnceCell::new(),
            strong: OnceCell::new(),
            input,
        }
    }

    /// What was known when only the first `rows` of the figures were finished, with `horizon` rows to come. `None` if the last
    /// of them is a hole: a forecast is made from the last finished period.
    pub(super) fn until(&self, rows: usize, horizon: usize) -> Option<Self> {
        let end = self.start + rows;
        let input = &self.input;
        let finished = input.finished.get(..end).filter(|finished| finished.last().is_some_and(Option::is_some))?;
        Some(Self::new(Input {
            first: input.first,
            finished: finished.to_vec(),
            out_of_level: input.out_of_level[..end].to_vec(),
            out_of_season: input.out_of_season[..end].to_vec(),
            window: input.window,
            seasonality: input.seasonality,
            horizon,
        }))
    }

    #[must_use]
    pub const fn horizon(&self) -> usize {
        self.input.horizon
    }

    #[must_use]
    pub const fn window(&self) -> usize {
        self.input.window
    }

    #[must_use]
    pub const fn first(&self) -> Period {
        self.input.first
    }

    /// Rows from the first figure to the last finished one.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.known.len()
    }

    /// Row of the input at which the figures begin.
    #[must_use]
    pub const fn start(&self) -> usize {
        self.start
    }

    /// Finished periods.
    #[must_use]
    pub fn count(&self) -> usize {
        self.known.iter().flatten().count()
    }

    /// The finished figure of a row, in the series' unit.
    #[must_use]
    pub fn figure(&self, row: usize) -> Option<f64> {
        self.known.get(row).copied().flatten().map(|value| value * self.size)
    }

    /// Row and value of each finished period, in the series' unit.
    pub fn observed(&self) -> impl DoubleEndedIterator<Item = (usize, f64)> + Clone {
        let figure = |(row, value): (usize, &Option<f64>)| Some((row, (*value)? * self.size));
        self.known.iter().enumerate().filter_map(figure)
    }

    /// What one part of a figure's mean size is in the series' unit.
    pub(super) const fn scale(&self) -> f64 {
        self.size
    }

    /// Figures in the series' unit that could be: none below zero where none ever was.
    pub(super) fn in_unit(&self, parts: &[f64]) -> Vec<f64> {
        parts.iter().map(|part| self.possible(part * self.size)).collect()
    }

    /// Whether no figure is negative, so that no forecast is.
    #[must_use]
    pub const fn is_never_negative(&self) -> bool {
        self.never_negative
    }

    /// Not below zero where no figure ever was.
    #[must_use]
    pub fn possible(&self, value: f64) -> f64 {
        if self.never_negative { value.max(0.0) } else { value }
    }

    /// Whether all figures are positive, so that errors are ratios.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        self.known.iter().flatten().all(|value| *value > 0.0)
    }

    /// Places in a year; 1 where there is no season to look for.
    #[must_use]
    pub fn places(&self) -> usize {
        self.year.places
    }

    #[must_use]
    pub fn period(&self, row: usize) -> Period {
        crate::analysis::timeline::plus(self.input.first, self.start + row)
    }

    /// The word for one period: "month".
    #[must_use]
    pub fn noun(&self) -> &'static str {
        self.input.first.granularity().id()
    }

    /// Whether a season was found (or is taken for granted).
    #[must_use]
    pub fn is_seasonal(&self) -> bool {
        self.ready().season.is_some()
    }

    /// Periods that lie so far from their neighbours that they count only in part.
    #[must_use]
    pub fn tamed(&self) -> Vec<Period> {
        self.ready().tamed.iter().filter(|row| self.known[**row].is_some()).map(|row| self.period(*row)).collect()
    }

    /// What the figures of the holes (and of what is left out of the level) would have been, by their neighbours and the season, in
    /// the series' unit.
    #[must_use]
    pub fn filled(&self, input_row: usize) -> Option<f64> {
        let row = input_row.checked_sub(self.start)?;
        self.ready().values.get(row).map(|value| value * self.size)
    }

    /// "The straight line ignores the season: July is 23% above an average month.", where the season is pronounced.
    pub(super) fn season_ignored(&self) -> Option<String> {
        let season = self.ready().season.as_ref()?;
        let shares: Vec<f64> = match &season.factors {
            Some(factors) => factors.clone(),
            None => season.of_values.iter().map(|difference| 1.0 + difference).collect(),
        };
        let season = crate::analysis::Season { indices: shares, weak: false, periods: self.rows() };
        let peak = crate::analysis::season::peak(&season, PRONOUNCED, self.first().granularity())?;
        Some(format!("The straight line ignores the season: {peak}."))
    }

    pub(super) fn ready(&self) -> &Ready {
        self.ready.get_or_init(|| self.make_ready())
    }

    pub(super) fn strong(&self) -> &Strong {
        self.strong.get_or_init(|| Strong::of(self, None))
    }

    /// As [`Self::strong`], with the search begun where that of a shorter past ended.
    pub(super) fn strong_after(&self, shorter: Option<&Strong>) -> &Strong {
        self.strong.get_or_init(|| Strong::of(self, shorter))
    }

    fn make_ready(&self) -> Ready {
        let keep = |left_out: &[bool]| -> Vec<Option<f64>> {
            self.known.iter().zip(&left_out[self.start..]).map(|(value, out)| value.filter(|_| !out)).collect()
        };
        let (level, pattern) = (keep(&self.input.out_of_level), keep(&self.input.out_of_season));
        let for_level = self.filled_and_tamed(&level);
        let ready = |values: Vec<f64>, tamed| {
            let positive = values.iter().all(|value| *value > 0.0);
            let logs = if positive { values.iter().map(|value| value.ln()).collect() } else { values.clone() };
            Ready { values, logs, positive, season: None, tamed }
        };
        let mut level_ready = ready(for_level.0, for_level.1);
        let season = if level == pattern {
            self.season(&level_ready)
        } else {
            let (values, tamed) = self.filled_and_tamed(&pattern);
            let pattern = ready(values, tamed);
            // Factors of logs say nothing of figures that have none.
            (pattern.positive == level_ready.positive).then(|| self.season(&pattern)).flatten()
        };
        level_ready.season = season;
        level_ready
    }

    fn filled_and_tamed(&self, known: &[Option<f64>]) -> (Vec<f64>, Vec<usize>) {
        let positive = known.iter().flatten().all(|value| *value > 0.0);
        let there = |value: f64| if positive { value.ln() } else { value };
        let back = |value: f64| if positive { value.exp() } else { value };
        let scaled: Vec<Option<f64>> = known.iter().map(|value| value.map(there)).collect();
        let logs = pattern::fill(&scaled, &self.year);
        let values: Vec<f64> = logs.iter().copied().map(back).collect();
        let season = pattern::is_seasonal(&values, &logs, &self.year)
            .then(|| pattern::indices(&logs, &logs, &self.year, Scale::Difference))
            .flatten();
        let own = |row: usize| season.as_ref().map_or(0.0, |season| season[self.year.place[row]]);
        let mut adjusted: Vec<f64> = logs.iter().enumerate().map(|(row, value)| value - own(row)).collect();
        let tamed = pattern::tame(&mut adjusted);
        // What was not touched stays as it is, to the last bit.
        let mut result: Vec<f64> = known.iter().zip(values).map(|(known, value)| known.unwrap_or(value)).collect();
        for row in &tamed {
            result[*row] = back(adjusted[*row] + own(*row));
        }
        (result, tamed)
    }

    fn season(&self, of: &Ready) -> Option<Season> {
        let year = &self.year;
        let seasonal = match self.input.seasonality {
            Seasonality::Always => of.values.len() >= 2 * year.places,
            _ => pattern::is_seasonal(&of.values, &of.logs, year),
        };
        if !seasonal {
            return None;
        }
        let first = of.values.len().min(FIRST_YEARS * year.places);
        let (values, logs) = (&of.values[..first], &of.logs[..first]);
        Some(Season {
            factors: pattern::indices(&of.values, &of.logs, year, Scale::Ratio)
                .filter(|factors| of.positive && factors.iter().all(|factor| *factor >= LEAST_FACTOR)),
            of_logs: pattern::indices(&of.logs, &of.logs, year, Scale::Difference)?,
            of_values: pattern::indices(&of.values, &of.values, year, Scale::Difference)?,
            first_of_logs: pattern::indices(logs, logs, year, Scale::Difference)?,
            first_of_values: pattern::indices(values, values, year, Scale::Difference)?,
        })
    }
}
