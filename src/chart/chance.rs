//! Twenty equally likely years along the money axis, and which of them reach the target.

use super::grammar::{Frame, GAP, Pen, cut};
use super::scene::{Align, Ink, Mark, Scene, Weight};
use crate::analysis::{Answer, Odds};
use crate::model::Level;
use crate::text::finding::Voice;
use crate::text::money::Style;

/// Diameter of a dot with the room around it: the largest that is drawn, and the smallest.
const LARGEST: f32 = 17.0;
const SMALLEST: f32 = 4.0;
/// Room around a dot.
const BETWEEN: f32 = 1.5;

/// The dot plot in `frame`. Its sentence is all in the reason; nothing is drawn without dots.
#[must_use]
pub fn scene(answer: &Answer, style: &Style, frame: Frame) -> Scene {
    let voice = Voice { name: "", fiscal: crate::model::FiscalStart::JANUARY, answer, style };
    let mut scene = Scene { size: frame.size, ..Scene::default() };
    if answer.dots.is_empty() {
        return scene;
    }
    scene.reason = voice.dots().into();
    let mut pen = Pen::new(frame);
    let [wide, high] = frame.size;
    let base = (high - 2.0 * pen.line_height() - 6.0 * pen.z).floor();
    let plot = Plot::new(answer, voice.chance(), wide, base - pen.size, pen.z);
    if let Some(plot) = plot {
        plot.draw(&mut pen, answer, style, base);
    }
    scene.marks = pen.marks;
    scene
}

/// Where the dots lie.
struct Plot {
    /// What the chance is told of.
    target: Option<Odds>,
    wide: f32,
    low: f64,
    /// Points for one unit of money.
    per_unit: f64,
    pitch: f32,
    /// Middle of each dot: place on the axis, and how many lie under it.
    dots: Vec<(f32, usize)>,
    reached: Vec<bool>,
}

impl Plot {
    /// With dots as large as `high` has room for the tallest pile of them.
    fn new(answer: &Answer, target: Option<Odds>, wide: f32, high: f32, z: f32) -> Option<Self> {
        let values: Vec<f64> = answer.dots.iter().map(|dot| dot.to_f64()).collect();
        let all = || values.iter().copied().chain(target.map(|odds| odds.target.to_f64()));
        let (low, top) = all().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, top), v| (low.min(v), top.max(v)));
        let span = if top > low { top - low } else { low.abs().max(1.0) };
        let reached: Vec<bool> = answer.dots.iter().map(|dot| target.is_some_and(|t| *dot >= t.target)).collect();
        let mut pitch = LARGEST * z;
        while pitch >= SMALLEST * z {
            let margin = f64::from(pitch);
            let per_unit = (f64::from(wide) - 2.0 * margin).max(1.0) / span;
            let plot = Self {
                target,
                wide,
                low: low - margin / per_unit,
                per_unit,
                pitch,
                dots: Vec::new(),
                reached: reached.clone(),
            };
            let dots = plot.binned(&values);
            let tallest = dots.iter().map(|dot| dot.1 + 1).max().unwrap_or(0);
            #[expect(clippy::cast_precision_loss, reason = "at most twenty dots")]
            if tallest as f32 * pitch <= high {
                return Some(Self { dots, ..plot });
            }
            pitch -= 1.0;
        }
        None
    }

    #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
    fn x(&self, value: f64) -> f32 {
        ((value - self.low) * self.per_unit) as f32
    }

    /// Bins begin at the target's line, so that no dot lies across it.
    fn binned(&self, values: &[f64]) -> Vec<(f32, usize)> {
        let anchor =
            self.target.map_or_else(|| values.first().copied().unwrap_or_default(), |odds| odds.target.to_f64());
        let anchor = self.x(anchor);
        let mut bins: Vec<f32> = Vec::with_capacity(values.len());
        let mut dots = Vec::with_capacity(values.len());
        for (value, reached) in values.iter().zip(&self.reached) {
            let bin = ((self.x(*value) - anchor) / self.pitch).floor();
            // Rounding may not carry a dot over the line.
            let bin = match (self.target, reached) {
                (Some(_), true) => bin.max(0.0),
                (Some(_), false) => bin.min(-1.0),
                (None, _) => bin,
            };
            let under = bins.iter().filter(|other| (**other - bin).abs() < 0.5).count();
            bins.push(bin);
            dots.push((anchor + (bin + 0.5) * self.pitch, under));
        }
        dots
    }

    fn draw(&self, pen: &mut Pen, answer: &Answer, style: &Style, base: f32) {
        let z = pen.z;
        let others: Vec<(Odds, f32)> = answer
            .odds
            .iter()
            .filter(|odds| self.target.is_none_or(|target| target.level != odds.level))
            .map(|odds| (*odds, self.x(odds.target.to_f64())))
            .filter(|(_, x)| (0.0..=self.wide).contains(x))
            .collect();
        // Found first, since a level without room for its name is left to the table.
        let mut labels = Labels { pen, base, wide: self.wide, taken: Vec::new() };
        if let Some(target) = self.target {
            let x = self.x(target.target.to_f64());
            labels.put(x, &style.in_sentence(target.target), short(target.level), Weight::SemiBold);
        }
        for (odds, x) in others {
            if labels.put(x, &style.in_sentence(odds.target), short(odds.level), Weight::Regular) {
                for dash in cut::dashes(&[[x, labels.pen.size], [x, base]], 3.0 * z, 3.0 * z) {
                    labels.pen.stroke(dash, 1.0, Ink::Control);
                }
            }
        }
        if let (None, Some(low), Some(top)) = (self.target, answer.dots.first(), answer.dots.last()) {
            for (dot, name) in [(low, "lowest"), (top, "highest")] {
                labels.put(self.x(dot.to_f64()), &style.in_sentence(*dot), name, Weight::Regular);
            }
        }
        let radius = (self.pitch - BETWEEN * z) / 2.0;
        for ((x, under), reached) in self.dots.iter().zip(&self.reached) {
            #[expect(clippy::cast_precision_loss, reason = "at most twenty dots")]
            let centre = [*x, base - (*under as f32 + 0.5) * self.pitch];
            let (fill, edge) = match reached {
                true => (Ink::TealFill, None),
                false => (Ink::Surface, Some((1.25 * z, Ink::Control))),
            };
            pen.marks.push(Mark::Circle { centre, radius, fill: Some(fill), edge });
        }
        pen.rule(0.0, self.wide, base, Ink::Control);
        if let Some(target) = self.target {
            let x = self.x(target.target.to_f64());
            pen.stroke(vec![[x, 0.0], [x, base + 3.0 * z]], 2.0, Ink::Target);
        }
    }
}

/// Under the axis, the most important first; one that would touch another is left to the table.
struct Labels<'a> {
    pen: &'a mut Pen,
    base: f32,
    wide: f32,
    taken: Vec<[f32; 2]>,
}

impl Labels<'_> {
    /// Answers whether there was room.
    fn put(&mut self, x: f32, amount: &str, name: &str, weight: Weight) -> bool {
        let half = self.pen.width(amount, weight).max(self.pen.width(name, weight)) / 2.0;
        let centre = x.min(self.wide - half).max(half);
        let room = GAP * self.pen.z;
        let free = |taken: &[f32; 2]| centre + half + room <= taken[0] || centre - half - room >= taken[1];
        if !self.taken.iter().all(free) {
            return false;
        }
        self.taken.push([centre - half, centre + half]);
        let ink = if weight == Weight::SemiBold { Ink::Text1 } else { Ink::Text3 };
        let line = self.pen.line_height();
        for (text, y) in [(amount, self.base + line), (name, self.base + 2.0 * line)] {
            self.pen.text([centre, y], Align::Middle, text, weight, ink);
        }
        true
    }
}

const fn short(level: Level) -> &'static str {
    match level {
        Level::Minimum => "Minimum",
        Level::Formal => "Target",
        Level::Intent => "Intent",
        Level::Stretch => "Stretch",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::sample::{Sample, check, pounds};
    use crate::model::Amount;

    /// Twenty dots from 600k on, £6k apart.
    fn answer(levels: &[(Level, i64)]) -> Answer {
        let odds =
            |(level, target): &(Level, i64)| Odds { level: *level, target: Amount::whole(*target), chance: 0.25 };
        Answer {
            dots: (0..20).map(|dot| Amount::whole(600_000 + 6_000 * dot)).collect(),
            odds: levels.iter().map(odds).collect(),
            ..Sample::coast().answer()
        }
    }

    fn drawn(answer: &Answer) -> Scene {
        let scene = scene(answer, &pounds(), Frame::page(282.0, 134.0));
        check(&scene);
        scene
    }

    fn circles(scene: &Scene, ink: Ink) -> Vec<[f32; 3]> {
        let circle = |mark: &Mark| match mark {
            Mark::Circle { centre, radius, fill, .. } if *fill == Some(ink) => Some([centre[0], centre[1], *radius]),
            _ => None,
        };
        scene.marks.iter().filter_map(circle).collect()
    }

    fn target_line(scene: &Scene) -> f32 {
        let line = |mark: &Mark| match mark {
            Mark::Line { points, ink: Ink::Target, .. } => Some(points[0][0]),
            _ => None,
        };
        scene.marks.iter().find_map(line).unwrap()
    }

    #[test]
    fn dots_that_reach_the_target_are_filled_and_no_dot_lies_across_its_line() {
        for target in [590_000, 600_000, 601_000, 655_555, 690_000, 714_000, 720_000] {
            let scene = drawn(&answer(&[(Level::Formal, target)]));
            let (line, reached) = (target_line(&scene), circles(&scene, Ink::TealFill));
            let short = circles(&scene, Ink::Surface);
            assert_eq!(reached.len() + short.len(), 20);
            assert!(reached.iter().all(|[x, _, r]| x - r >= line), "{target}");
            assert!(short.iter().all(|[x, _, r]| x + r <= line), "{target}");
        }
        assert_eq!(circles(&drawn(&answer(&[(Level::Formal, 690_000)])), Ink::TealFill).len(), 5);
    }

    #[test]
    fn no_two_dots_overlap() {
        for target in [600_000, 690_000, 5_000_000, 1] {
            let scene = drawn(&answer(&[(Level::Formal, target)]));
            let all = [circles(&scene, Ink::TealFill), circles(&scene, Ink::Surface)].concat();
            assert_eq!(all.len(), 20, "{target}");
            for (index, a) in all.iter().enumerate() {
                for b in &all[index + 1..] {
                    let apart = (a[0] - b[0]).hypot(a[1] - b[1]);
                    assert!(apart >= a[2] + b[2] - 0.01, "{target}: {a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn levels_are_named_under_the_axis_and_one_without_room_is_left_out() {
        let levels =
            [(Level::Minimum, 640_000), (Level::Formal, 690_000), (Level::Intent, 691_000), (Level::Stretch, 725_000)];
        let scene = drawn(&answer(&levels));
        let texts: Vec<&str> = scene
            .marks
            .iter()
            .filter_map(|mark| if let Mark::Text { text, .. } = mark { Some(text.as_str()) } else { None })
            .collect();
        assert!(texts.contains(&"£690k") && texts.contains(&"Target") && texts.contains(&"Minimum"), "{texts:?}");
        assert!(!texts.contains(&"Intent"), "{texts:?}");
    }

    #[test]
    fn without_a_target_the_ends_are_named_and_without_dots_nothing_is_drawn() {
        let scene = drawn(&answer(&[]));
        assert_eq!(circles(&scene, Ink::Surface).len(), 20);
        assert!(scene.marks.iter().any(|mark| matches!(mark, Mark::Text { text, .. } if text == "£600k")));
        let same = Answer { dots: vec![Amount::whole(5); 20], ..answer(&[(Level::Formal, 5)]) };
        assert_eq!(circles(&drawn(&same), Ink::TealFill).len(), 20);
        let none = Answer { dots: Vec::new(), ..answer(&[]) };
        assert!(drawn(&none).marks.is_empty());
    }
}
