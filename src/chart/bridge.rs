//! The bridge: from where things go if nothing changes, over each strategy and each risk, to the likely landing and the target.
//!
//! Levels are lines and changes are bars, so that the axis need not begin at zero.

use super::axis::ValueAxis;
use super::grammar::{Frame, GAP, Pen, cut};
use super::measure;
use super::scene::{Align, Ink, Mark, Scene, Slot, Weight};
use crate::analysis::bridge::{Bar, BarKind, Bridge};
use crate::text::closing;
use crate::text::money::{Scale, Style};

/// Least width of a bar's place, in label sizes: its name stands under it.
const NARROWEST: f32 = 5.4;
/// Share of its place that a bar takes, and the widest that it gets.
const SHARE: f32 = 0.62;
const WIDEST: f32 = 46.0;
/// Lines of a bar's name.
const LINES: usize = 3;
const LINES_HIGH: f32 = 3.0;
/// Height of a level, in points.
const LEVEL: f32 = 4.0;

/// A bridge, and the one that it was before, if that shows behind it.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    pub bridge: &'a Bridge,
    pub before: Option<&'a Bridge>,
}

/// The bars that a frame has room for; their amounts are as the chart writes them. The scene's slots are in the same order.
#[must_use]
pub fn bars(bridge: &Bridge, frame: Frame) -> Vec<Bar> {
    let pen = Pen::new(frame);
    let most = (frame.size[0] - 4.0 * pen.size) / (NARROWEST * pen.size);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few bars")]
    bridge.shown((most.max(0.0) as usize).max(6), bridge.step())
}

/// The whole scene; nothing is drawn for a frame without room.
#[must_use]
pub fn scene(shown: Shown<'_>, style: &Style, frame: Frame) -> Scene {
    let (claim, reason) = closing::bridge(shown.bridge, style);
    let mut scene = Scene { size: frame.size, claim, reason, ..Scene::default() };
    let mut pen = Pen::new(frame);
    let bars = bars(shown.bridge, frame);
    let before = shown.before.map(|before| before.shown(usize::MAX, shown.bridge.step())).unwrap_or_default();
    let Some(plot) = Plot::new(&pen, frame, &bars, &before, style, scale(shown.bridge)) else { return scene };
    plot.draw_grid(&mut pen);
    plot.draw_before(&mut pen, &bars, &before);
    plot.draw_bars(&mut pen, &bars);
    plot.draw_names(&mut pen, &bars);
    scene.plot_y = [plot.top, plot.bottom];
    let slot = |(index, bar): (usize, &Bar)| Slot {
        period: None,
        x0: plot.edge(index),
        x1: plot.edge(index + 1),
        readout: closing::bar(bar, style),
    };
    scene.slots = bars.iter().enumerate().map(slot).collect();
    scene.marks = pen.marks;
    scene
}

fn scale(bridge: &Bridge) -> Scale {
    Scale::for_largest(bridge.bars.iter().map(|bar| bar.expected.abs().to_f64()).fold(0.0, f64::max))
}

/// One decimal of thousands and more, so that the parts add up to their total.
fn decimals(scale: Scale) -> u32 {
    u32::from(scale != Scale::Ones)
}

struct Plot<'a> {
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
    pitch: f32,
    axis: ValueAxis,
    scale: Scale,
    style: &'a Style,
}

/// The levels that a bar begins and ends at.
fn ends(bars: &[Bar]) -> Vec<[f64; 2]> {
    let mut level = 0.0;
    let of_bar = |bar: &Bar| {
        let amount = bar.expected.to_f64();
        let from = match bar.kind {
            BarKind::Start | BarKind::Landing | BarKind::Target => amount,
            BarKind::Strategy | BarKind::Risk | BarKind::Unknown => level,
        };
        level = match bar.kind {
            BarKind::Start | BarKind::Landing | BarKind::Target => amount,
            BarKind::Strategy | BarKind::Risk | BarKind::Unknown => level + amount,
        };
        [from, level]
    };
    bars.iter().map(of_bar).collect()
}

impl<'a> Plot<'a> {
    /// `None` if the frame leaves no plot worth drawing.
    fn new(pen: &Pen, frame: Frame, bars: &[Bar], before: &[Bar], style: &'a Style, scale: Scale) -> Option<Self> {
        let [wide, high] = frame.size;
        let top = (2.0 * pen.size).round() + 0.5;
        let bottom = (high - (0.9 + 1.25 * LINES_HIGH) * pen.size).round() + 0.5;
        let whiskers = ends(bars).into_iter().zip(bars).map(|([from, _], bar)| match bar.kind {
            BarKind::Strategy => from + bar.best.to_f64(),
            _ => from,
        });
        let values: Vec<f64> =
            ends(bars).into_iter().chain(ends(before)).flatten().chain(whiskers.collect::<Vec<_>>()).collect();
        let axis = ValueAxis::around(values, bottom, top);
        let ticks = axis.ticks.iter().map(|tick| style.axis_top(*tick, scale));
        let widest = ticks.map(|tick| pen.width(&tick, Weight::Regular)).fold(0.0, f32::max);
        let left = (widest + GAP * pen.z).ceil();
        let right = wide - GAP * pen.z;
        #[expect(clippy::cast_precision_loss, reason = "a few bars")]
        let pitch = (right - left) / bars.len().max(1) as f32;
        let fits = !bars.is_empty() && pitch >= 2.0 * pen.size && bottom - top >= 4.0 * pen.size;
        fits.then_some(Self { left, right, top, bottom, pitch, axis, scale, style })
    }

    #[expect(clippy::cast_precision_loss, reason = "a few bars")]
    fn edge(&self, index: usize) -> f32 {
        self.left + index as f32 * self.pitch
    }

    fn middle(&self, index: usize) -> f32 {
        self.edge(index) + self.pitch / 2.0
    }

    fn width(&self, pen: &Pen) -> f32 {
        (self.pitch * SHARE).min(WIDEST * pen.z)
    }

    fn draw_grid(&self, pen: &mut Pen) {
        for (index, tick) in self.axis.ticks.iter().enumerate() {
            let y = self.axis.y(*tick);
            pen.rule(self.left, self.right, y, Ink::Grid);
            let label = if index + 1 == self.axis.ticks.len() {
                self.style.axis_top(*tick, self.scale)
            } else {
                self.style.axis_tick(*tick, self.scale)
            };
            let at = [self.left - GAP * pen.z, y + 0.35 * pen.size];
            pen.text(at, Align::End, label, Weight::Regular, Ink::Text3);
        }
    }

    /// As it was: outlines in the places of the same bars.
    fn draw_before(&self, pen: &mut Pen, bars: &[Bar], before: &[Bar]) {
        let was = ends(before);
        for (index, bar) in bars.iter().enumerate() {
            let same = |old: &Bar| {
                old.kind == bar.kind && old.item == bar.item && (bar.item.is_some() || old.label == bar.label)
            };
            let Some(old) = before.iter().position(same) else { continue };
            let [from, to] = was[old].map(|value| self.axis.y(value));
            let half = self.width(pen) / 2.0 + 3.0 * pen.z;
            let (x, flat) = (self.middle(index), (from - to).abs() < 1.0);
            if flat {
                pen.stroke(vec![[x - half, to], [x + half, to]], 2.0, Ink::Prev);
                continue;
            }
            pen.marks.push(Mark::Rect {
                min: [x - half, from.min(to)],
                max: [x + half, from.max(to)],
                fill: None,
                edge: Some((1.5 * pen.z, Ink::Prev)),
                radius: 0.0,
            });
        }
    }

    fn draw_bars(&self, pen: &mut Pen, bars: &[Bar]) {
        let (half, ends) = (self.width(pen) / 2.0, ends(bars));
        for (index, (bar, [from, to])) in bars.iter().zip(&ends).enumerate() {
            let (x, from_y, to_y) = (self.middle(index), self.axis.y(*from), self.axis.y(*to));
            if index + 1 < bars.len() {
                let next = self.middle(index + 1);
                for dot in cut::dashes(&[[x + half, to_y], [next - half, to_y]], 1.5 * pen.z, 2.5 * pen.z) {
                    pen.stroke(dot, 1.0, Ink::Control);
                }
            }
            match bar.kind {
                BarKind::Start => Self::level(pen, x, half, to_y, Ink::Text1),
                BarKind::Landing => Self::level(pen, x, half, to_y, Ink::Blue),
                BarKind::Target => {
                    let high = 3.5 * pen.z;
                    pen.marks.push(Mark::Rect {
                        min: [x - half, to_y - high],
                        max: [x + half, to_y + high],
                        fill: Some(Ink::Surface),
                        edge: Some((1.75 * pen.z, Ink::Target)),
                        radius: 0.0,
                    });
                }
                BarKind::Strategy | BarKind::Risk => {
                    let ink = if bar.expected.is_negative() { Ink::OrangeFill } else { Ink::TealFill };
                    // A part that is next to nothing is a line still.
                    let tip = if (from_y - to_y).abs() < pen.z { from_y - pen.z } else { to_y };
                    if bar.kind == BarKind::Risk && bar.is_ready != Some(true) {
                        pen.hatched_column(x, 2.0 * half, tip, from_y, ink);
                    } else {
                        pen.column(x, 2.0 * half, tip, from_y, ink);
                    }
                    if bar.kind == BarKind::Strategy && bar.best > bar.expected {
                        Self::whisker(pen, x + half + 7.0 * pen.z, from_y, self.axis.y(from + bar.best.to_f64()));
                    }
                }
                BarKind::Unknown => Self::unknown(pen, x, half, from_y, to_y),
            }
            self.amount(pen, bar, x, from_y.min(to_y), from_y.max(to_y));
        }
    }

    fn level(pen: &mut Pen, x: f32, half: f32, y: f32, ink: Ink) {
        let (min, max) = ([x - half, y - LEVEL / 2.0 * pen.z], [x + half, y + LEVEL / 2.0 * pen.z]);
        pen.marks.push(Mark::Rect { min, max, fill: Some(ink), edge: None, radius: pen.z });
    }

    fn whisker(pen: &mut Pen, x: f32, low: f32, high: f32) {
        let cap = 3.5 * pen.z;
        pen.stroke(vec![[x, low], [x, high]], 1.5, Ink::Text2);
        for y in [low, high] {
            pen.stroke(vec![[x - cap, y], [x + cap, y]], 1.5, Ink::Text2);
        }
    }

    fn unknown(pen: &mut Pen, x: f32, half: f32, from: f32, to: f32) {
        let (top, bottom) = (from.min(to), from.max(to));
        let corners = [[x - half, top], [x + half, top], [x + half, bottom], [x - half, bottom], [x - half, top]];
        for dash in cut::dashes(&corners, 5.0 * pen.z, 4.0 * pen.z) {
            pen.stroke(dash, 1.75, Ink::Text1);
        }
        if bottom - top > 1.6 * pen.size {
            let at = [x, f32::midpoint(top, bottom) + 0.35 * pen.size];
            pen.text(at, Align::Middle, "?", Weight::SemiBold, Ink::Text1);
        }
    }

    /// The bar's amount: over it, or under one that goes down.
    fn amount(&self, pen: &mut Pen, bar: &Bar, x: f32, top: f32, bottom: f32) {
        let decimals = decimals(self.scale);
        let is_level = matches!(bar.kind, BarKind::Start | BarKind::Landing | BarKind::Target);
        let text = if is_level {
            self.style.at_scale(bar.expected, self.scale, decimals)
        } else {
            closing::signed_at(bar.expected, self.style, self.scale, decimals)
        };
        let ink = match bar.kind {
            BarKind::Strategy | BarKind::Risk if bar.expected.is_negative() => Ink::Orange,
            BarKind::Strategy | BarKind::Risk => Ink::Teal,
            _ => Ink::Text1,
        };
        let below = bar.kind == BarKind::Risk || (!is_level && bar.expected.is_negative());
        let y = if below { bottom + 1.25 * pen.size } else { top - 0.55 * pen.size };
        let text = measure::fitted(&text, pen.size, Weight::SemiBold, self.pitch);
        pen.text_on_plate([x, y], Align::Middle, &text, Weight::SemiBold, ink);
    }

    /// Each bar's name under the plot.
    fn draw_names(&self, pen: &mut Pen, bars: &[Bar]) {
        let room = self.pitch - 0.5 * GAP * pen.z;
        for (index, bar) in bars.iter().enumerate() {
            let strong = bar.item.is_none() && !matches!(bar.kind, BarKind::Strategy | BarKind::Risk);
            let (weight, ink) = if strong { (Weight::SemiBold, Ink::Text1) } else { (Weight::Regular, Ink::Text2) };
            for (line, text) in lines(&bar.label, pen.size, weight, room).into_iter().enumerate() {
                #[expect(clippy::cast_precision_loss, reason = "a few lines")]
                let y = self.bottom + (1.6 + 1.25 * line as f32) * pen.size;
                pen.text([self.middle(index), y], Align::Middle, text, weight, ink);
            }
        }
    }
}

/// The text in three lines at most; what has no room is cut off.
fn lines(text: &str, size: f32, weight: Weight, room: f32) -> Vec<String> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let wide = |words: &[&str]| measure::width(&words.join(" "), size, weight);
    let mut lines = Vec::new();
    while !words.is_empty() {
        let fits = (1..=words.len()).rev().find(|count| wide(&words[..*count]) <= room).unwrap_or(1);
        let count = if lines.len() + 1 == LINES { words.len() } else { fits };
        let line: Vec<&str> = words.drain(..count).collect();
        lines.push(measure::fitted(&line.join(" "), size, weight, room));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::simulate::Item;
    use crate::chart::sample::{check, pounds};
    use crate::model::{Amount, ScenarioId, StrategyId};

    fn bar(kind: BarKind, item: Option<Item>, label: &str, expected: i64, best: i64) -> Bar {
        let (expected, best) = (Amount::whole(expected), Amount::whole(best));
        Bar { kind, item, label: label.into(), low: expected, expected, high: expected, best, is_ready: Some(false) }
    }

    /// The design's story: three strategies, four risks of which two have a response.
    fn coast(target: i64) -> Bridge {
        let mut bars = vec![bar(BarKind::Start, None, "If nothing changes", 656_000, 656_000)];
        for (id, label, expected, best) in [
            (1, "Lapsed cafés", 10_300, 16_000),
            (2, "Grinder-and-service bundle for hotels", 7_300, 17_000),
            (3, "Summer sites", 5_200, 9_000),
        ] {
            bars.push(bar(BarKind::Strategy, Some(Item::Strategy(StrategyId(id))), label, expected, best));
        }
        for (id, label, expected, ready) in [
            (4, "Marlow tender", -6_100, false),
            (5, "Coffee price", -2_200, false),
            (6, "Tom off sick", -1_700, true),
            (7, "Chain undercuts", -1_900, true),
        ] {
            let risk = bar(BarKind::Risk, Some(Item::Scenario(ScenarioId(id))), label, expected, expected);
            bars.push(Bar { is_ready: Some(ready), ..risk });
        }
        bars.push(bar(BarKind::Landing, None, "Likely landing", 666_900, 666_900));
        bars.push(bar(BarKind::Unknown, None, "Nobody knows yet", target - 666_900, target - 666_900));
        bars.push(bar(BarKind::Target, None, "Formal target", target, target));
        Bridge { bars, landing: Amount::whole(666_900), best_cases: Amount::whole(698_000) }
    }

    fn drawn(bridge: &Bridge, before: Option<&Bridge>, frame: Frame) -> Scene {
        let scene = scene(Shown { bridge, before }, &pounds(), frame);
        check(&scene);
        scene
    }

    fn texts(scene: &Scene) -> Vec<&str> {
        scene
            .marks
            .iter()
            .filter_map(|mark| if let Mark::Text { text, .. } = mark { Some(text.as_str()) } else { None })
            .collect()
    }

    #[test]
    fn every_bar_has_its_amount_and_they_add_up_as_they_are_written() {
        let scene = drawn(&coast(690_000), None, Frame::page(780.0, 290.0));
        let texts = texts(&scene);
        for wanted in
            ["£656.0k", "+£10.3k", "+£7.3k", "+£5.2k", "−£6.1k", "−£2.2k", "£666.9k", "+£23.1k", "£690.0k", "?"]
        {
            assert!(texts.contains(&wanted), "{wanted} is not in {texts:?}");
        }
        assert_eq!(scene.slots.len(), 11);
        assert!(scene.slots[1].readout.starts_with("Lapsed cafés: +£10k on average"), "{}", scene.slots[1].readout);
    }

    #[test]
    fn risks_without_a_response_are_hatched_and_ready_ones_are_solid() {
        let scene = drawn(&coast(690_000), None, Frame::page(780.0, 290.0));
        let solid = |ink: Ink| {
            let is = |mark: &&Mark| matches!(mark, Mark::Rect { fill: Some(fill), .. } if *fill == ink);
            scene.marks.iter().filter(is).count()
        };
        assert_eq!((solid(Ink::TealFill), solid(Ink::OrangeFill)), (3, 2));
        let hatched = |mark: &&Mark| {
            matches!(mark, Mark::Rect { edge: Some((_, Ink::OrangeFill)), fill: Some(Ink::Surface), .. })
        };
        assert_eq!(scene.marks.iter().filter(hatched).count(), 2);
    }

    #[test]
    fn the_step_is_the_last_digit_that_is_written_at_any_size() {
        for size in [90, 9_999, 10_000, 690_000, 9_999_999, 10_000_000, 48_000_000_000] {
            let bridge = Bridge {
                bars: vec![bar(BarKind::Start, None, "Start", size, size)],
                landing: Amount::whole(size),
                best_cases: Amount::whole(size),
            };
            let scale = scale(&bridge);
            let digit = scale.factor() / if decimals(scale) == 1 { 10.0 } else { 1.0 };
            assert!((bridge.step().to_f64() - digit).abs() < 1e-9, "{size}");
        }
    }

    #[test]
    fn a_narrow_frame_adds_the_small_ones_up_and_keeps_the_ends() {
        let frame = Frame::page(430.0, 290.0);
        let shown = bars(&coast(690_000), frame);
        assert!(shown.len() < 11 && shown.iter().any(|bar| bar.label.ends_with("more")), "{shown:?}");
        assert_eq!(shown.last().unwrap().kind, BarKind::Target);
        assert_eq!(drawn(&coast(690_000), None, frame).slots.len(), shown.len());
    }

    #[test]
    fn what_was_before_stands_as_outlines_behind() {
        let (before, now) = (coast(690_000), coast(700_000));
        let outlines = |scene: &Scene| {
            let is = |mark: &&Mark| matches!(mark, Mark::Rect { fill: None, edge: Some((_, Ink::Prev)), .. });
            scene.marks.iter().filter(is).count()
        };
        assert_eq!(outlines(&drawn(&now, None, Frame::page(780.0, 290.0))), 0);
        assert!(outlines(&drawn(&now, Some(&before), Frame::page(780.0, 290.0))) >= 8);
    }

    #[test]
    fn it_is_drawn_in_the_room_and_nothing_is_drawn_without_room() {
        let scene = drawn(&coast(640_000), None, Frame::room(1500.0, 700.0, 1080.0));
        assert!(texts(&scene).contains(&"−£26.9k"), "{:?}", texts(&scene));
        assert_eq!(scene.claim, "The plan has £27k to spare.");
        assert!(drawn(&coast(690_000), None, Frame::page(60.0, 40.0)).marks.is_empty());
    }
}
