//! The forecast against the target: what was sold, where it is heading with its band, and the difference to the
//! target period by period.

mod past;
mod sentence;
mod strip;

use std::borrow::Cow;
use std::ops::Range;

use super::grammar::{EndLabel, Frame, GAP, MAIN, Pen};
use super::layout::{Layout, Margins, Skyline, today_in};
use super::scene::{Align, Ink, Scene, Weight, Xy};
use super::wording;
use crate::analysis::{Answer, Band, Point, Row};
use crate::model::{Amount, FiscalStart, Granularity, Period, Standing};
use crate::text::calendar;
use crate::text::money::Style;
use strip::Strip;

/// Periods before the plan that lead up to it.
const fn lead(granularity: Granularity) -> usize {
    match granularity {
        // Weeks are narrow, and the strip's name stands below what leads up.
        Granularity::Week => 16,
        _ => 8,
    }
}

/// Most periods on a wall.
pub const ROOM_PERIODS: usize = 14;

/// Share of the pitch that a column takes.
const COLUMN_SHARE: f32 = 0.5;

/// The widest band may raise the axis by so much over everything else; beyond, it leaves the plot.
const WIDEST_BAND: f64 = 1.25;

/// What the chart shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForecastGapOptions {
    /// Window of the rolling average; the room shows none.
    pub window: usize,
    /// Whether the differences to the target stand below, period by period.
    pub strip: bool,
    pub style: Style,
    pub fiscal: FiscalStart,
    /// What the figures are of: "Coast sales".
    pub name: String,
    /// What strategies and risks make of the forecast: the name of the line, and what it expects of periods to come.
    pub with: Option<(String, Vec<(Period, Amount)>)>,
    /// Instead of today's forecast the earlier one at this index of the answer's, over what came.
    pub past: Option<usize>,
}

/// The forecast-and-gap chart in `frame`.
#[must_use]
pub fn scene(answer: &Answer, options: &ForecastGapOptions, frame: Frame) -> Scene {
    let past = options.past.and_then(|index| answer.past_forecasts.get(index));
    let (shown, (claim, reason)) = match past {
        Some(past) => (Shown::earlier(answer, past, options, frame), past::sentence(answer, past, options)),
        None => (Shown::new(answer, options, frame), sentence::of(answer, options)),
    };
    let mut scene = Scene { size: frame.size, claim, reason, ..Scene::default() };
    let mut pen = Pen::new(frame);
    if shown.values.is_empty() {
        let [wide, high] = frame.size;
        let note = super::measure::fitted("No figures yet", pen.size, Weight::Regular, wide);
        pen.text([wide / 2.0, high / 2.0], Align::Middle, note, Weight::Regular, Ink::Text3);
    } else if let Some((layout, strip)) = shown.layout(&pen) {
        shown.draw(&mut pen, &layout, strip.as_ref());
        scene.slots = layout
            .slots(shown.rows.iter().enumerate().map(|(index, row)| (row.period, shown.readout(index, row, &layout))));
        scene.plot_y = layout.plot_y();
    }
    scene.marks = pen.marks;
    scene
}

struct Shown<'a> {
    answer: &'a Answer,
    options: &'a ForecastGapOptions,
    frame: Frame,
    rows: Cow<'a, [Row]>,
    /// The rolling average of each row; empty in the room, and where an earlier forecast shows.
    averages: &'a [Option<f64>],
    /// The last period that the earlier forecast knew, where one shows.
    known: Option<Period>,
    /// Everything that the value axis must reach.
    values: Vec<f64>,
    /// Whether nothing is below zero, so that no band may be either.
    positive: bool,
}

impl<'a> Shown<'a> {
    fn new(answer: &'a Answer, options: &'a ForecastGapOptions, frame: Frame) -> Self {
        let range = range(answer, frame.room);
        let rows = answer.rows.get(range.clone()).unwrap_or_default();
        let averages = answer.rolling(options.window).filter(|_| !frame.room);
        let averages = averages.and_then(|r| r.averages.get(range)).unwrap_or_default();
        Self::of(answer, options, frame, Cow::Borrowed(rows), averages, None)
    }

    fn of(
        answer: &'a Answer,
        options: &'a ForecastGapOptions,
        frame: Frame,
        rows: Cow<'a, [Row]>,
        averages: &'a [Option<f64>],
        known: Option<Period>,
    ) -> Self {
        let figures = |row: &Row| [row.actual, row.target, row.forecast.map(|f| f.mid), row.adjusted];
        let mut values: Vec<f64> = rows.iter().flat_map(figures).flatten().map(Amount::to_f64).collect();
        let positive = values.iter().all(|v| *v >= 0.0);
        values.extend(averages.iter().flatten());
        if known.is_none() {
            let course = options.with.iter().flat_map(|(_, course)| course);
            let shows = |period: Period| rows.iter().any(|row| row.period == period);
            values.extend(course.filter(|(period, _)| shows(*period)).map(|(_, amount)| amount.to_f64()));
        }
        let mut shown = Self { answer, options, frame, rows, averages, known, values, positive };
        shown.reach_bands();
        shown
    }

    fn reach_bands(&mut self) {
        let points = || self.rows.iter().filter_map(|row| row.forecast);
        let likely: Vec<f64> = points().flat_map(|point| self.limits(point.band80)).collect();
        let far: Vec<f64> = points().flat_map(|point| self.limits(point.band95)).collect();
        self.values.extend(likely);
        let (lo, hi) = self.values.iter().fold((0.0_f64, 0.0_f64), |(lo, hi), v| (lo.min(*v), hi.max(*v)));
        self.values.extend(far.into_iter().map(|v| v.clamp(lo * WIDEST_BAND, hi * WIDEST_BAND)));
    }

    fn limits(&self, band: Band) -> [f64; 2] {
        let floor = if self.positive { 0.0 } else { f64::NEG_INFINITY };
        [band.hi.to_f64().max(floor), band.lo.to_f64().max(floor)]
    }

    fn today(&self) -> Option<(usize, f32)> {
        today_in(&self.rows, self.answer.today, self.options.fiscal).filter(|_| self.known.is_none())
    }

    fn layout(&self, pen: &Pen) -> Option<(Layout, Option<Strip>)> {
        let with_strip = self.options.strip && self.known.is_none();
        let strip = Strip::of(self.answer, &self.rows, &self.options.style).filter(|_| with_strip);
        let labels = pen.widest(&self.end_labels());
        let with_strip = strip.and_then(|strip| {
            let right = labels.max(strip.totals_width(pen)) + GAP * pen.z;
            let layout = self.layout_with(pen, right, strip.height(pen))?;
            // A wall has its strip only where the chart stays large.
            let least = if self.frame.room { 16.0 } else { 9.0 } * pen.size;
            (layout.bottom - layout.top >= least).then_some((layout, Some(strip)))
        });
        with_strip.or_else(|| {
            let right = if labels > 0.0 { labels + GAP * pen.z } else { 0.0 };
            Some((self.layout_with(pen, right, 0.0)?, None))
        })
    }

    fn layout_with(&self, pen: &Pen, right: f32, below: f32) -> Option<Layout> {
        let marked = self.today().is_some() || self.known.is_some();
        let margins = Margins { right: right + 2.0 * pen.z, below, today: marked };
        Layout::new(pen, self.frame, margins, &self.options.style, self.rows.len(), &self.values)
    }

    fn end_labels(&self) -> Vec<EndLabel> {
        let label = |value: Amount, lines: &[&str], weight, ink| EndLabel {
            value: value.to_f64(),
            lines: lines.iter().map(ToString::to_string).collect(),
            weight,
            ink,
        };
        let target = self.rows.iter().rev().find_map(|row| row.target);
        let forecast = self.rows.iter().rev().find_map(|row| row.forecast);
        let (chance, chance_ink): (&[&str], _) = if self.frame.room {
            (&["8 in 10"], Ink::Text2)
        } else {
            (&["8 in 10 chance", "inside the lines"], Ink::Text3)
        };
        let adjusted = self.rows.iter().rev().find_map(|row| row.adjusted);
        let judged: &[&str] = if self.frame.room { &["adjusted"] } else { &["with your", "adjustments"] };
        let labels = [
            target.map(|value| label(value, &["Target"], Weight::SemiBold, Ink::Text1)),
            adjusted.map(|value| label(value, judged, Weight::SemiBold, Ink::Blue)),
            forecast.map(|point| label(point.mid, &["Forecast"], Weight::SemiBold, Ink::Blue)),
            self.with_last().map(|(name, value)| label(value, &[name], Weight::SemiBold, Ink::Blue)),
            forecast.map(|point| label(point.band80.lo, chance, Weight::Regular, chance_ink)),
        ];
        labels.into_iter().flatten().collect()
    }

    /// What a period is expected to bring with strategies and risks.
    fn with(&self, period: Period) -> Option<Amount> {
        let (_, course) = self.options.with.as_ref().filter(|_| self.known.is_none())?;
        course.iter().find(|(of, _)| *of == period).map(|(_, amount)| *amount)
    }

    /// The name of that line, and where it ends.
    fn with_last(&self) -> Option<(&str, Amount)> {
        let (name, _) = self.options.with.as_ref()?;
        self.rows.iter().rev().find_map(|row| self.with(row.period)).map(|amount| (name.as_str(), amount))
    }

    fn draw(&self, pen: &mut Pen, layout: &Layout, strip: Option<&Strip>) {
        let mut skyline = Skyline::new(layout);
        layout.draw_grid(pen);
        self.draw_bands(pen, layout, &mut skyline);
        self.draw_columns(pen, layout, &mut skyline);
        if self.known.is_some() {
            // Over what came, the lines tell on which side of them it lies.
            pen.band_edges(
                &self.band_points(layout, |point| point.band80),
                pen.column_width(layout.pitch, COLUMN_SHARE),
            );
        }
        layout.draw_baseline(pen);
        let periods: Vec<Period> = self.rows.iter().map(|row| row.period).collect();
        layout.draw_time_axis(pen, self.frame, &periods, self.options.fiscal);
        pen.target(self.rows.iter().enumerate().map(|(index, row)| {
            let y = layout.y(row.target?.to_f64());
            skyline.raise(index, y);
            Some((layout.edge(index), layout.edge(index + 1), y))
        }));
        let average = self.draw_average(pen, layout, &mut skyline);
        let forecast = |(index, row): (usize, &Row)| Some([layout.x(index), layout.y(row.forecast?.mid.to_f64())]);
        let forecast: Vec<Option<Xy>> = self.rows.iter().enumerate().map(forecast).collect();
        pen.forecast(&forecast, layout.pitch >= 9.0 * pen.z);
        let adjusted = |(index, row): (usize, &Row)| Some([layout.x(index), layout.y(row.adjusted?.to_f64())]);
        let adjusted: Vec<Option<Xy>> = self.rows.iter().enumerate().map(adjusted).collect();
        pen.adjusted(&adjusted);
        let with: Vec<Option<Xy>> = self
            .rows
            .iter()
            .enumerate()
            .map(|(index, row)| Some([layout.x(index), layout.y(self.with(row.period)?.to_f64())]))
            .collect();
        pen.with_plan(&with);
        layout.draw_today(pen, self.frame, self.today(), self.answer.today);
        self.draw_known(pen, layout);
        self.draw_average_name(pen, layout, &skyline, &average);
        let x = layout.right + GAP * pen.z;
        let room = self.frame.size[0] - x;
        pen.end_labels(x, room, layout.plot_y(), |value| layout.y(value), self.end_labels());
        if let Some(strip) = strip {
            strip.draw(pen, layout, self.frame);
        }
    }

    fn draw_bands(&self, pen: &mut Pen, layout: &Layout, skyline: &mut Skyline) {
        let alone = pen.column_width(layout.pitch, COLUMN_SHARE);
        let points = |band: fn(&Point) -> Band| self.band_points(layout, band);
        let [band95, band80, band50] = [points(|p| p.band95), points(|p| p.band80), points(|p| p.band50)];
        for (index, point) in band95.iter().enumerate() {
            if let Some([_, hi, _]) = point {
                skyline.raise(index, *hi);
            }
        }
        pen.band(&band95, alone, Ink::Band95);
        pen.band(&band80, alone, Ink::Band80);
        pen.band(&band50, alone, Ink::Band50);
        pen.band_edges(&band80, alone);
    }

    /// Each row's place, upper and lower end of a band.
    fn band_points(&self, layout: &Layout, band: fn(&Point) -> Band) -> Vec<Option<[f32; 3]>> {
        let point = |(index, row): (usize, &Row)| {
            let [hi, lo] = self.limits(band(row.forecast.as_ref()?)).map(|v| layout.y(v));
            Some([layout.x(index), hi, lo])
        };
        self.rows.iter().enumerate().map(point).collect()
    }

    fn draw_columns(&self, pen: &mut Pen, layout: &Layout, skyline: &mut Skyline) {
        let width = pen.column_width(layout.pitch, COLUMN_SHARE);
        let zero = layout.axis.zero();
        for (index, row) in self.rows.iter().enumerate() {
            let Some(actual) = row.actual else { continue };
            let (x, y) = (layout.x(index), layout.y(actual.to_f64()));
            skyline.raise(index, y);
            if row.standing == Standing::Unfinished {
                pen.hatched_column(x, width, y, zero, Ink::Actual);
            } else {
                pen.column(x, width, y, zero, Ink::Actual);
            }
        }
    }

    fn draw_average(&self, pen: &mut Pen, layout: &Layout, skyline: &mut Skyline) -> Vec<Option<Xy>> {
        let point = |(index, value): (usize, &Option<f64>)| {
            let y = layout.y((*value)?);
            skyline.raise(index, y);
            Some([layout.x(index), y])
        };
        let line: Vec<Option<Xy>> = self.averages.iter().enumerate().map(point).collect();
        pen.average(&line, &[], MAIN * layout.line_share(pen), Ink::Blue);
        line
    }

    /// The average's name above its line, where it lies nearest to it without covering a mark.
    fn draw_average_name(&self, pen: &mut Pen, layout: &Layout, skyline: &Skyline, line: &[Option<Xy>]) {
        let name = wording::average_name(self.options.window, self.answer.granularity);
        let half = pen.width(&name, Weight::SemiBold) / 2.0;
        let today = self.today().map_or(layout.right, |(index, share)| layout.edge(index) + share * layout.pitch);
        let place = |point: &Xy| {
            let [x, y] = *point;
            let baseline = skyline.top(layout, x - half, x + half) - GAP * pen.z;
            let fits = x - half >= layout.left
                && (x + half + 4.0 * pen.z < today || x - half - 4.0 * pen.z > today)
                && x + half <= layout.right
                && baseline - pen.size >= layout.top;
            fits.then_some((y - baseline, [x, baseline]))
        };
        let best = line.iter().flatten().filter_map(place).min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, at)) = best {
            pen.text_on_plate(at, Align::Middle, &name, Weight::SemiBold, Ink::Blue);
        }
    }

    /// "Nov 2026: sold £25.6k so far, expected £49.4k, 8 in 10 chance between £43.8k and £55k, target £51.2k, £1.9k short".
    fn readout(&self, index: usize, row: &Row, layout: &Layout) -> String {
        let style = &self.options.style;
        let fine = |amount: Amount| wording::fine(style, amount, layout.scale);
        let mut parts: Vec<String> = wording::figure(style, row, layout.scale).into_iter().collect();
        if let Some(Some(average)) = self.averages.get(index) {
            let name = wording::average_name(self.options.window, self.answer.granularity);
            parts.push(format!("{name} {}", wording::fine(style, *average, layout.scale)));
        }
        if let Some(point) = row.forecast {
            let (lo, hi) = (fine(point.band80.lo), fine(point.band80.hi));
            parts.push(format!("expected {}", fine(point.mid)));
            parts.push(format!("8 in 10 chance between {lo} and {hi}"));
        }
        parts.extend(row.adjusted.map(|adjusted| format!("{} with your adjustments", fine(adjusted))));
        if let (Some((name, _)), Some(amount)) = (&self.options.with, self.with(row.period)) {
            parts.push(format!("{} {name}", fine(amount)));
        }
        if let Some(target) = row.target {
            parts.push(format!("target {}", fine(target)));
        }
        parts.extend(row.gap.filter(|_| self.known.is_none()).map(|gap| match gap {
            gap if gap.is_zero() => "on target".to_owned(),
            gap if gap.is_negative() => format!("{} over", fine(-gap)),
            gap => format!("{} short", fine(gap)),
        }));
        if parts.is_empty() {
            parts.push("no figure".to_owned());
        }
        format!("{}: {}", calendar::period(row.period, self.options.fiscal), parts.join(", "))
    }
}

/// The rows from some before the plan (and before the last finished one, if that is earlier) to the plan's end.
fn range(answer: &Answer, room: bool) -> Range<usize> {
    let (Some(first), Some(last)) =
        (answer.rows.iter().position(|row| row.in_plan), answer.rows.iter().rposition(|row| row.in_plan))
    else {
        return 0..answer.rows.len();
    };
    let end = last + 1;
    if room {
        // A longer plan is shown around where it stands, with its end if that still fits.
        let stands = answer.last_finished.map_or(first, |done| done.saturating_sub(ROOM_PERIODS / 2).max(first));
        let start = stands.min(end.saturating_sub(ROOM_PERIODS).max(first));
        return start..end.min(start + ROOM_PERIODS);
    }
    let done = answer.last_finished.map_or(first, |done| (done + 1).min(first));
    let start = done.saturating_sub(lead(answer.granularity));
    start.max(first_known(answer))..end
}

/// Nothing is known of rows that only fill up the calendar before the first figure.
fn first_known(answer: &Answer) -> usize {
    let known = answer.rows.iter().position(|row| row.actual.is_some() || row.target.is_some() || row.in_plan);
    known.unwrap_or(0)
}

#[cfg(test)]
mod tests;
