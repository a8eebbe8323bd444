//! The history: what was sold in each period, with rolling averages over it.

mod episode;
mod sentence;

use std::ops::Range;

use super::grammar::{EndLabel, Frame, GAP, MAIN, Pen, SECOND};
use super::layout::{Layout, Margins, Skyline, today_in};
use super::scene::{Align, Ink, Scene, Weight, Xy};
use super::wording;
use crate::analysis::{Answer, Rolling, Row};
use crate::model::{Amount, FiscalStart, Period, Standing};
use crate::text::money::Style;
use crate::text::{calendar, plural};

/// Most periods on a wall: a year and the period that runs.
pub const ROOM_PERIODS: usize = 13;

/// Share of the pitch that a column takes.
const COLUMN_SHARE: f32 = 0.56;

/// What the history shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryOptions {
    /// Window of the average in blue.
    pub main_window: usize,
    /// Window of a thin second one; the room shows only the main one.
    pub second_window: Option<usize>,
    /// Whether the same periods a year before stand behind the columns.
    pub last_year: bool,
    pub style: Style,
    pub fiscal: FiscalStart,
    /// What the figures are of: "Coast sales".
    pub name: String,
}

/// The history chart in `frame`.
#[must_use]
pub fn scene(answer: &Answer, options: &HistoryOptions, frame: Frame) -> Scene {
    let shown = Shown::new(answer, options, frame);
    let (claim, reason) = sentence::of(&shown);
    let mut scene = Scene { size: frame.size, claim, reason, ..Scene::default() };
    let mut pen = Pen::new(frame);
    if shown.rows.is_empty() {
        let [wide, high] = frame.size;
        let note = super::measure::fitted("No figures yet", pen.size, Weight::Regular, wide);
        pen.text([wide / 2.0, high / 2.0], Align::Middle, note, Weight::Regular, Ink::Text3);
    } else if let Some((layout, labels)) = shown.layout(&pen) {
        shown.draw(&mut pen, &layout, labels);
        scene.slots =
            layout.slots(shown.rows.iter().enumerate().map(|(index, row)| (row.period, shown.readout(index, &layout))));
        scene.plot_y = layout.plot_y();
    }
    scene.marks = pen.marks;
    scene
}

/// The answer's part that the chart shows.
struct Shown<'a> {
    answer: &'a Answer,
    options: &'a HistoryOptions,
    frame: Frame,
    rows: &'a [Row],
    range: Range<usize>,
    main: Option<&'a Rolling>,
    second: Option<&'a Rolling>,
}

impl<'a> Shown<'a> {
    fn new(answer: &'a Answer, options: &'a HistoryOptions, frame: Frame) -> Self {
        let known = |row: &Row| row.actual.is_some();
        let range = match (answer.rows.iter().position(known), answer.rows.iter().rposition(known)) {
            (Some(first), Some(last)) if frame.room => first.max((last + 1).saturating_sub(ROOM_PERIODS))..last + 1,
            (Some(first), Some(last)) => first..last + 1,
            _ => 0..0,
        };
        Self {
            answer,
            options,
            frame,
            rows: answer.rows.get(range.clone()).unwrap_or_default(),
            range,
            main: answer.rolling(options.main_window),
            second: options
                .second_window
                .filter(|window| !frame.room && *window != options.main_window)
                .and_then(|window| answer.rolling(window)),
        }
    }

    fn averages(&self, rolling: Option<&'a Rolling>) -> &'a [Option<f64>] {
        rolling.and_then(|r| r.averages.get(self.range.clone())).unwrap_or_default()
    }

    /// The warm-up in what is shown, without its first point, which is no average but a figure.
    fn warm_up(&self, rolling: Option<&'a Rolling>) -> Vec<Option<f64>> {
        let values = rolling.and_then(|r| r.warm_up.get(self.range.clone())).unwrap_or_default();
        let first = values.iter().position(Option::is_some);
        values.iter().enumerate().map(|(index, v)| v.filter(|_| Some(index) != first)).collect()
    }

    fn year_before(&self, row: &Row) -> Option<f64> {
        let before = self.answer.row(row.period.same_a_year_before()?).filter(|_| self.options.last_year)?;
        before.actual.filter(|_| before.standing == Standing::Finished).map(Amount::to_f64)
    }

    fn has_target(&self) -> bool {
        self.rows.iter().any(|row| row.target.is_some())
    }

    fn today(&self) -> Option<(usize, f32)> {
        today_in(self.rows, self.answer.today, self.options.fiscal)
    }

    /// Everything that the value axis must reach.
    fn values(&self) -> Vec<f64> {
        let amounts = self.rows.iter().flat_map(|row| [row.actual, row.target]).flatten().map(Amount::to_f64);
        let before = self.rows.iter().filter_map(|row| self.year_before(row));
        let averages = [self.main, self.second].into_iter().flat_map(|r| self.averages(r)).copied().flatten();
        amounts.chain(before).chain(averages).collect()
    }

    fn layout(&self, pen: &Pen) -> Option<(Layout, Vec<EndLabel>)> {
        let labels = self.end_labels();
        let margin = if labels.is_empty() { 0.0 } else { pen.widest(&labels) + (2.0 * GAP + 2.0) * pen.z };
        let margins = Margins { right: margin, below: 0.0, today: self.today().is_some() };
        let layout = Layout::new(pen, self.frame, margins, &self.options.style, self.rows.len(), &self.values())?;
        Some((layout, labels))
    }

    /// Labels with the values at their lines' ends; their heights are set once the plot is known.
    fn end_labels(&self) -> Vec<EndLabel> {
        let granularity = self.answer.granularity;
        let label = |rolling: Option<&Rolling>, weight, ink| {
            let rolling = rolling?;
            let value = self.averages(Some(rolling)).iter().rev().find_map(|v| *v)?;
            let lines = vec![
                format!("{}-{}", rolling.window, calendar::period_word(granularity)),
                format!("average {}", self.options.style.in_sentence(value)),
            ];
            Some(EndLabel { value, lines, weight, ink })
        };
        let target = self.rows.iter().rev().find_map(|row| row.target).map(|target| EndLabel {
            value: target.to_f64(),
            lines: vec!["Target".to_owned()],
            weight: Weight::SemiBold,
            ink: Ink::Text1,
        });
        let main = label(self.main, Weight::SemiBold, Ink::Blue);
        let second = label(self.second, Weight::Regular, Ink::Text2);
        [main, second, target].into_iter().flatten().collect()
    }

    fn draw(&self, pen: &mut Pen, layout: &Layout, labels: Vec<EndLabel>) {
        let mut skyline = Skyline::new(layout);
        let shades = episode::shades(self, layout);
        episode::draw_grounds(pen, layout, &shades);
        layout.draw_grid(pen);
        self.draw_columns(pen, layout, &mut skyline);
        layout.draw_baseline(pen);
        let periods: Vec<Period> = self.rows.iter().map(|row| row.period).collect();
        layout.draw_time_axis(pen, self.frame, &periods, self.options.fiscal);
        if self.has_target() {
            pen.target(self.rows.iter().enumerate().map(|(index, row)| {
                let y = layout.y(row.target?.to_f64());
                skyline.raise(index, y);
                Some((layout.edge(index), layout.edge(index + 1), y))
            }));
        }
        self.draw_average(pen, layout, &mut skyline, self.second, (SECOND, Ink::Prev));
        self.draw_average(pen, layout, &mut skyline, self.main, (MAIN, Ink::Blue));
        layout.draw_today(pen, self.frame, self.today(), self.answer.today);
        self.draw_warm_up_note(pen, layout, &skyline);
        episode::draw_labels(pen, layout, &skyline, &shades);
        let x = layout.right + 2.0 * GAP * pen.z;
        pen.end_labels(x, self.frame.size[0] - x, layout.plot_y(), |value| layout.y(value), labels);
    }

    fn draw_columns(&self, pen: &mut Pen, layout: &Layout, skyline: &mut Skyline) {
        let width = pen.column_width(layout.pitch, COLUMN_SHARE);
        let zero = layout.axis.zero();
        // The pair stands 3 pt apart around the middle, closer where there is less room.
        let shift = if self.options.last_year { (3.0 * pen.z).min(layout.pitch * 0.2) / 2.0 } else { 0.0 };
        for (index, row) in self.rows.iter().enumerate() {
            let x = layout.x(index);
            if let Some(before) = self.year_before(row) {
                let y = layout.y(before);
                skyline.raise(index, y);
                pen.previous_column(x - shift, width, y, zero);
            }
            let Some(actual) = row.actual else { continue };
            let y = layout.y(actual.to_f64());
            skyline.raise(index, y);
            if row.standing == Standing::Unfinished {
                pen.hatched_column(x + shift, width, y, zero, Ink::Actual);
            } else {
                pen.column(x + shift, width, y, zero, Ink::Actual);
            }
        }
    }

    fn draw_average(
        &self,
        pen: &mut Pen,
        layout: &Layout,
        skyline: &mut Skyline,
        rolling: Option<&'a Rolling>,
        (width, ink): (f32, Ink),
    ) {
        let mut points = |values: &[Option<f64>]| -> Vec<Option<Xy>> {
            let point = |(index, value): (usize, &Option<f64>)| {
                let y = layout.y((*value)?);
                skyline.raise(index, y);
                Some([layout.x(index), y])
            };
            values.iter().enumerate().map(point).collect()
        };
        let (line, warm_up) = (points(self.averages(rolling)), points(&self.warm_up(rolling)));
        pen.average(&line, &warm_up, width * layout.line_share(pen), ink);
    }

    /// "dotted: fewer than 6 or 12 months yet", if there is room for it over the dots.
    fn draw_warm_up_note(&self, pen: &mut Pen, layout: &Layout, skyline: &Skyline) {
        let dotted = [self.main, self.second].map(|r| {
            let warm_up = self.warm_up(r);
            // A single point makes no dots, unless a line follows for them to lead up to.
            let points = warm_up.iter().flatten().count() + usize::from(self.averages(r).iter().any(Option::is_some));
            (r, warm_up.iter().rposition(Option::is_some).filter(|_| points > 1))
        });
        let Some(last) = dotted.iter().filter_map(|(_, last)| *last).max() else { return };
        let mut windows: Vec<usize> = dotted.iter().filter_map(|(r, last)| last.and(r.map(|r| r.window))).collect();
        windows.sort_unstable();
        let windows: Vec<String> = windows.iter().map(ToString::to_string).collect();
        let periods = plural::plural(calendar::period_word(self.answer.granularity));
        let lines = ["dotted: fewer than".to_owned(), format!("{} {periods} yet", windows.join(" or "))];
        let wide = lines.iter().map(|line| pen.width(line, Weight::Regular)).fold(0.0, f32::max);
        let high = 2.0 * pen.line_height() + 6.0 * pen.z;
        let place = (1..=last).map(|index| layout.x(index)).find_map(|x| {
            let below = skyline.top(layout, x, x + wide);
            (x + wide < layout.right && below - high >= layout.top).then_some([x, below - high])
        });
        let Some([x, top]) = place else { return };
        for (line, text) in [(0.8, &lines[0]), (2.05, &lines[1])] {
            pen.text_on_plate([x, top + line * pen.size], Align::Start, text, Weight::Regular, Ink::Text3);
        }
    }

    /// "Oct 2026: sold £50.9k, 6-month average £61.2k, target £55.8k".
    fn readout(&self, index: usize, layout: &Layout) -> String {
        let Some(row) = self.rows.get(index) else { return String::new() };
        let style = &self.options.style;
        let fine = |value: f64| wording::fine(style, value, layout.scale);
        let figure = wording::figure(style, row, layout.scale).unwrap_or_else(|| "no figure".to_owned());
        let mut parts = vec![figure];
        if let Some(before) = self.year_before(row) {
            parts.push(format!("a year before {}", fine(before)));
        }
        for rolling in [self.main, self.second].into_iter().flatten() {
            if let Some(Some(average)) = self.averages(Some(rolling)).get(index) {
                let name = wording::average_name(rolling.window, self.answer.granularity);
                parts.push(format!("{name} {}", fine(*average)));
            }
        }
        if let Some(target) = row.target {
            parts.push(format!("target {}", fine(target.to_f64())));
        }
        let touching = self.answer.episodes.iter().filter(|e| e.span.contains(row.period));
        parts.extend(touching.map(|episode| episode.name.clone()));
        format!("{}: {}", calendar::period(row.period, self.options.fiscal), parts.join(", "))
    }
}

#[cfg(test)]
mod tests;
