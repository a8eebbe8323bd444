//! Normal variation: each finished period against what is usual, season taken out; what stands out is marked.

use super::grammar::{EndLabel, Frame, GAP, Pen, cut};
use super::layout::{Layout, Margins};
use super::measure;
use super::scene::{Align, Ink, Mark, Scene, Weight, Xy};
use crate::analysis::{Answer, Row, Usual, Variation};
use crate::model::{FiscalStart, Period};
use crate::text::calendar;
use crate::text::finding::Voice;
use crate::text::money::Style;

/// Radius of a period's dot, and of one that is a signal.
const DOT: f32 = 2.6;
const SIGNAL: f32 = 4.4;

/// What the chart of normal variation needs beside the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariationOptions {
    pub style: Style,
    pub fiscal: FiscalStart,
    /// What the figures are of: "Coast".
    pub name: String,
}

/// The chart in `frame`.
#[must_use]
pub fn scene(answer: &Answer, options: &VariationOptions, frame: Frame) -> Scene {
    let VariationOptions { style, fiscal, name } = options;
    let said = Voice { name, fiscal: *fiscal, answer, style }.variation();
    let (claim, reason) = said.first_sentence();
    let mut scene = Scene { size: frame.size, claim, ..Scene::default() };
    let mut pen = Pen::new(frame);
    let Some(shown) =
        answer.variation.as_ref().ok().and_then(|variation| Shown::new(answer, variation, options, frame))
    else {
        let [wide, high] = frame.size;
        let note = measure::fitted("Too little data to tell", pen.size, Weight::Regular, wide);
        pen.text([wide / 2.0, high / 2.0], Align::Middle, note, Weight::Regular, Ink::Text3);
        return Scene { marks: pen.marks, reason, ..scene };
    };
    scene.reason = reason.then(shown.how().into());
    if let Some((layout, labels)) = shown.layout(&pen) {
        shown.draw(&mut pen, &layout, labels);
        scene.slots = layout.slots(shown.points.iter().map(|p| (p.row.period, shown.readout(p))));
        scene.plot_y = layout.plot_y();
    }
    scene.marks = pen.marks;
    scene
}

/// A period of the span that the limits are made of.
struct Point<'a> {
    row: &'a Row,
    usual: Usual,
    signal: bool,
}

struct Shown<'a> {
    variation: &'a Variation,
    options: &'a VariationOptions,
    frame: Frame,
    points: Vec<Point<'a>>,
}

impl<'a> Shown<'a> {
    fn new(answer: &'a Answer, variation: &'a Variation, options: &'a VariationOptions, frame: Frame) -> Option<Self> {
        let stands_out = |period: Period| variation.signals.iter().any(|signal| signal.span.contains(period));
        let rows = answer.rows.iter().zip(&variation.usual);
        let mut points: Vec<Point<'_>> = rows
            .filter_map(|(row, usual)| Some(Point { row, usual: (*usual)?, signal: stands_out(row.period) }))
            .collect();
        if frame.room {
            let most = super::history::ROOM_PERIODS;
            points.drain(..points.len().saturating_sub(most));
        }
        (!points.is_empty()).then_some(Self { variation, options, frame, points })
    }

    /// How the picture was made, in words.
    fn how(&self) -> String {
        match (self.variation.season_adjusted, self.variation.along_trend) {
            (true, true) => "The season is taken out; the middle follows the trend.".to_owned(),
            (true, false) => "The season is taken out.".to_owned(),
            (false, true) => "The middle follows the trend.".to_owned(),
            (false, false) => String::new(),
        }
    }

    fn values(&self) -> Vec<f64> {
        let of = |p: &Point<'_>| {
            let Usual { adjusted, middle, half, .. } = p.usual;
            [adjusted.unwrap_or(middle), middle - half, middle + half]
        };
        self.points.iter().flat_map(of).collect()
    }

    fn layout(&self, pen: &Pen) -> Option<(Layout, Vec<EndLabel>)> {
        let usual = self.points.last()?.usual;
        let label = |value: f64, words: &str| EndLabel {
            value,
            lines: vec![format!("{words} {}", self.options.style.in_sentence(value))],
            weight: Weight::Regular,
            ink: Ink::Text2,
        };
        let labels = vec![
            label(usual.middle + usual.half, "Up to"),
            label(usual.middle, "Middle"),
            label(usual.middle - usual.half, "Down to"),
        ];
        let margins = Margins { right: pen.widest(&labels) + (2.0 * GAP + 2.0) * pen.z, below: 0.0, today: false };
        let layout = Layout::new(pen, self.frame, margins, &self.options.style, self.points.len(), &self.values())?;
        Some((layout, labels))
    }

    fn draw(&self, pen: &mut Pen, layout: &Layout, labels: Vec<EndLabel>) {
        self.draw_band(pen, layout);
        layout.draw_grid(pen);
        let middle: Vec<Xy> = (0..).zip(&self.points).map(|(i, p)| [layout.x(i), layout.y(p.usual.middle)]).collect();
        for dash in cut::dashes(&middle, 2.0 * pen.z, 3.0 * pen.z) {
            pen.stroke(dash, 1.5, Ink::Text3);
        }
        layout.draw_baseline(pen);
        let periods: Vec<Period> = self.points.iter().map(|p| p.row.period).collect();
        layout.draw_time_axis(pen, self.frame, &periods, self.options.fiscal);
        self.draw_points(pen, layout);
        let x = layout.right + 2.0 * GAP * pen.z;
        pen.end_labels(x, self.frame.size[0] - x, layout.plot_y(), |value| layout.y(value), labels);
    }

    /// One quad a period, so that each is convex.
    fn draw_band(&self, pen: &mut Pen, layout: &Layout) {
        for (index, point) in self.points.iter().enumerate() {
            let Usual { middle, half, .. } = point.usual;
            let (top, bottom) = (layout.y(middle + half), layout.y(middle - half));
            let (min, max) = ([layout.edge(index), top], [layout.edge(index + 1), bottom.max(top + pen.z)]);
            pen.marks.push(Mark::Rect { min, max, fill: Some(Ink::Sunken), edge: None, radius: 0.0 });
        }
    }

    fn draw_points(&self, pen: &mut Pen, layout: &Layout) {
        let at = |(index, point): (usize, &Point<'_>)| Some([layout.x(index), layout.y(point.usual.adjusted?)]);
        let places: Vec<Option<Xy>> = self.points.iter().enumerate().map(at).collect();
        // A line where neighbours are known: the eye follows the order of time.
        for pair in places.windows(2) {
            if let [Some(from), Some(to)] = *pair {
                pen.stroke(vec![from, to], 1.0, Ink::Prev);
            }
        }
        for (point, place) in self.points.iter().zip(places) {
            let Some(centre) = place else { continue };
            let (radius, ink) = if point.signal { (SIGNAL, Ink::Blue) } else { (DOT, Ink::Actual) };
            pen.marks.push(Mark::Circle { centre, radius: radius * pen.z, fill: Some(ink), edge: None });
        }
    }

    /// "Oct 2026: sold £50.9k; £46.1k to £60.2k is usual".
    fn readout(&self, point: &Point<'_>) -> String {
        let (style, row) = (&self.options.style, point.row);
        let period = calendar::period(row.period, self.options.fiscal);
        let band = point.usual.band;
        let (lo, hi) = (style.in_sentence(band.lo), style.in_sentence(band.hi));
        let figure = row.actual.map_or_else(|| "no figure".to_owned(), |actual| style.in_sentence(actual));
        let signal = match (point.signal, point.usual.adjusted) {
            (true, _) => "; part of a signal",
            (false, None) if row.actual.is_some() => "; left out",
            _ => "",
        };
        format!("{period}: {figure}; {lo} to {hi} is usual{signal}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyse;
    use crate::chart::sample::{check, pounds};
    use crate::model::{Amount, Plan};

    fn answer(values: &[i64]) -> Answer {
        let mut plan = Plan::new("Coast");
        let first: Period = "2024-01".parse().unwrap();
        for (row, value) in (0..).zip(values) {
            plan.type_figure(0, first.plus(row), Some(Amount::whole(*value)));
        }
        analyse(&plan, 0, "2027-01-01".parse().unwrap()).unwrap()
    }

    fn drawn(values: &[i64], frame: Frame) -> Scene {
        let options = VariationOptions { style: pounds(), fiscal: FiscalStart::JANUARY, name: "Coast".into() };
        let scene = scene(&answer(values), &options, frame);
        check(&scene);
        scene
    }

    fn dots(scene: &Scene, wanted: Ink) -> usize {
        scene.marks.iter().filter(|m| matches!(m, Mark::Circle { fill: Some(ink), .. } if *ink == wanted)).count()
    }

    #[test]
    fn what_stands_out_is_a_larger_blue_dot_and_the_rest_are_small() {
        let scene = drawn(&[100, 104, 98, 103, 97, 101, 160, 102, 100, 99, 101], Frame::page(700.0, 300.0));
        assert_eq!((dots(&scene, Ink::Blue), dots(&scene, Ink::Actual)), (1, 10));
        assert!(scene.slots[6].readout.ends_with("part of a signal"), "{}", scene.slots[6].readout);
    }

    #[test]
    fn few_even_negative_and_huge_figures_are_drawn_without_harm() {
        for values in [&[][..], &[5], &[7; 12], &[-100, -90, -110, -95, -105, -99, -101, -100], &[0; 9]] {
            drawn(values, Frame::page(700.0, 300.0));
            drawn(values, Frame::room(1700.0, 700.0, 1080.0));
        }
        drawn(&[i64::from(u32::MAX) * 100_000_000; 10], Frame::page(60.0, 40.0));
    }
}
