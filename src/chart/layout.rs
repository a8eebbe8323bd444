//! Where the parts of a time chart lie in its frame, and the parts that all time charts share: grid, axes, today.

use chrono::NaiveDate;

use super::axis::{self, TimeAxis, ValueAxis};
use super::grammar::{Frame, GAP, Pen};
use super::scene::{Align, Ink, Slot, Weight};
use crate::analysis::Row;
use crate::model::{FiscalStart, Period};
use crate::text::calendar;
use crate::text::money::{Scale, Style};

/// Part of the frame that end labels may take at most.
const WIDEST_MARGIN: f32 = 0.4;

/// Width and height of the smallest plot that is worth drawing, in label sizes.
const SMALLEST: [f32; 2] = [4.0, 2.0];

/// Least distance between two values beside the plot, in label sizes.
const TICK_PITCH: f32 = 1.2;

/// What is above and below a plot and to its right.
#[derive(Clone, Copy, Debug, Default)]
pub struct Margins {
    pub right: f32,
    /// Below the time axis.
    pub below: f32,
    /// Whether today is marked above the plot.
    pub today: bool,
}

/// The plot of a time chart.
#[derive(Clone, Debug)]
pub struct Layout {
    pub left: f32,
    pub right: f32,
    pub top: f32,
    pub bottom: f32,
    /// Width of a period.
    pub pitch: f32,
    pub count: usize,
    pub axis: ValueAxis,
    pub scale: Scale,
    ticks: Vec<String>,
}

impl Layout {
    /// `None` if the frame leaves no plot worth drawing.
    #[must_use]
    pub fn new(pen: &Pen, frame: Frame, margins: Margins, style: &Style, count: usize, values: &[f64]) -> Option<Self> {
        let [wide, high] = frame.size;
        let top = if margins.today { 12.0 * pen.z + pen.size } else { pen.size * 0.75 }.round() + 0.5;
        let bottom = (high - time_axis_height(pen) - margins.below).round() + 0.5;
        let axis = ValueAxis::over(values.iter().copied(), bottom, top);
        let scale = Scale::for_axis(axis.largest());
        let ticks = tick_labels(pen, &axis, style, scale);
        let widest = ticks.iter().map(|tick| pen.width(tick, Weight::Regular)).fold(0.0, f32::max);
        let left = (widest + GAP * pen.z).min(wide * WIDEST_MARGIN).ceil();
        let right = wide - margins.right.min(wide * WIDEST_MARGIN).max(GAP * pen.z);
        let fits = right - left >= SMALLEST[0] * pen.size && bottom - top >= SMALLEST[1] * pen.size;
        #[expect(clippy::cast_precision_loss, reason = "periods on a screen")]
        let pitch = (right - left) / count.max(1) as f32;
        fits.then_some(Self { left, right, top, bottom, pitch, count, axis, scale, ticks })
    }

    /// Middle of a period.
    #[must_use]
    pub fn x(&self, index: usize) -> f32 {
        self.edge(index) + self.pitch / 2.0
    }

    /// Left edge of a period.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "periods on a screen")]
    pub fn edge(&self, index: usize) -> f32 {
        self.left + index as f32 * self.pitch
    }

    #[must_use]
    pub fn y(&self, value: f64) -> f32 {
        self.axis.y(value)
    }

    #[must_use]
    pub fn plot_y(&self) -> [f32; 2] {
        [self.top, self.bottom]
    }

    /// How much of its width a line keeps: over hundreds of narrow periods a wide one would cover its own turns.
    #[must_use]
    pub fn line_share(&self, pen: &Pen) -> f32 {
        (self.pitch / (6.0 * pen.z)).clamp(0.4, 1.0)
    }

    /// Horizontal lines with their values; the unit only on the top one.
    pub fn draw_grid(&self, pen: &mut Pen) {
        for (value, label) in self.axis.ticks.iter().zip(&self.ticks) {
            let y = self.y(*value);
            if *value != 0.0 {
                pen.rule(self.left, self.right, y, Ink::Grid);
            }
            let at = [self.left - GAP * pen.z, y + 0.35 * pen.size];
            let room = self.left - GAP * pen.z;
            let label = super::measure::fitted(label, pen.size, Weight::Regular, room);
            pen.text(at, Align::End, label, Weight::Regular, Ink::Text3);
        }
    }

    /// The zero line, over the feet of the columns.
    pub fn draw_baseline(&self, pen: &mut Pen) {
        pen.rule(self.left, self.right, self.axis.zero(), Ink::Control);
    }

    pub fn draw_time_axis(&self, pen: &mut Pen, frame: Frame, periods: &[Period], fiscal: FiscalStart) {
        let labels = axis::labels(TimeAxis {
            periods,
            fiscal,
            first: self.x(0),
            pitch: self.pitch,
            size: pen.size,
            room: frame.room,
            within: [0.0, frame.size[0]],
        });
        for label in labels {
            let line = if label.year { 2.9 } else { 1.5 };
            let ink = if label.strong { Ink::Text2 } else { Ink::Text3 };
            let at = [label.x, self.bottom + line * pen.size];
            pen.text(at, Align::Middle, label.text, Weight::Regular, ink);
        }
    }

    /// Marks today if it lies in one of the periods.
    pub fn draw_today(&self, pen: &mut Pen, frame: Frame, place: Option<(usize, f32)>, today: NaiveDate) {
        let Some((index, share)) = place else { return };
        let label = if frame.room { "today".to_owned() } else { format!("Today, {}", calendar::date(today, today)) };
        let x = self.edge(index) + share * self.pitch;
        pen.today(x, self.plot_y(), &label, [0.0, frame.size[0]]);
    }

    /// One slot for each period, side by side.
    #[must_use]
    pub fn slots(&self, readouts: impl IntoIterator<Item = (Period, String)>) -> Vec<Slot> {
        let slot = |(index, (period, readout))| Slot {
            period: Some(period),
            x0: self.edge(index),
            x1: self.edge(index + 1),
            readout,
        };
        readouts.into_iter().enumerate().map(slot).collect()
    }
}

/// Two lines of labels: the periods and their years.
fn time_axis_height(pen: &Pen) -> f32 {
    3.3 * pen.size
}

/// One label a tick, empty where the ticks lie too close; the unit stands on the highest that is labelled and not zero.
fn tick_labels(pen: &Pen, axis: &ValueAxis, style: &Style, scale: Scale) -> Vec<String> {
    let pitch = axis.ticks.windows(2).map(|pair| axis.y(pair[0]) - axis.y(pair[1])).fold(f32::INFINITY, f32::min);
    let zero = axis.ticks.iter().position(|tick| *tick == 0.0).unwrap_or(0);
    #[expect(clippy::cast_precision_loss, reason = "a few ticks")]
    let every =
        (1..=axis.ticks.len()).find(|every| *every as f32 * pitch >= TICK_PITCH * pen.size).unwrap_or(usize::MAX);
    let labelled = |index: usize| index.abs_diff(zero).is_multiple_of(every);
    let unit = (0..axis.ticks.len()).rev().find(|index| labelled(*index) && *index != zero).unwrap_or(zero);
    let label = |(index, value): (usize, &f64)| match index {
        index if index == unit => style.axis_top(*value, scale),
        index if labelled(index) => style.axis_tick(*value, scale),
        _ => String::new(),
    };
    axis.ticks.iter().enumerate().map(label).collect()
}

/// The index of today's period among `rows` and how much of it has passed.
#[must_use]
pub fn today_in(rows: &[Row], today: NaiveDate, fiscal: FiscalStart) -> Option<(usize, f32)> {
    let first = rows.first()?.period;
    let period = Period::containing(today, first.granularity(), fiscal);
    let index = usize::try_from(first.until(period)).ok().filter(|index| *index < rows.len())?;
    let start = period.first_day(fiscal);
    let days = period.next().first_day(fiscal).signed_duration_since(start).num_days();
    let passed = today.signed_duration_since(start).num_days() + 1;
    #[expect(clippy::cast_precision_loss, reason = "days of a period")]
    let share = passed as f32 / days.max(1) as f32;
    Some((index, share.clamp(0.0, 1.0)))
}

/// How high each period of a plot is taken, so that a label finds free room above.
#[derive(Clone, Debug)]
pub struct Skyline {
    tops: Vec<f32>,
}

impl Skyline {
    #[must_use]
    pub fn new(layout: &Layout) -> Self {
        Self { tops: vec![layout.axis.zero().min(layout.bottom); layout.count] }
    }

    pub fn raise(&mut self, index: usize, y: f32) {
        if let Some(top) = self.tops.get_mut(index) {
            *top = top.min(y);
        }
    }

    /// The highest mark over the periods that `x0..x1` touches.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast saturates, and slices are checked"
    )]
    pub fn top(&self, layout: &Layout, x0: f32, x1: f32) -> f32 {
        let index = |x: f32| ((x - layout.left) / layout.pitch).floor().max(0.0) as usize;
        // A line may rise towards the neighbour: it counts too.
        let (first, last) = (index(x0).saturating_sub(1), index(x1) + 1);
        let touched = self.tops.get(first..(last + 1).min(self.tops.len())).unwrap_or_default();
        touched.iter().copied().fold(layout.bottom, f32::min)
    }
}
