//! A KPI over time: what it came to on the band of what is usual, with its goal; signals in blue. Small for a row, large for a page.

use chrono::{Datelike, NaiveDate};

use super::axis::ValueAxis;
use super::grammar::{EndLabel, Frame, GAP, Pen, cut};
use super::layout::{Layout, Margins};
use super::measure;
use super::scene::{Align, Ink, Mark, Scene, Slot, Weight, Xy};
use crate::analysis::kpi::{Reading, SHOWN};
use crate::model::{Amount, Kpi};
use crate::text::kpi as words;
use crate::text::money::Style;
use crate::text::{UNKNOWN, calendar};

/// Radius of a value's dot, and of one that is a signal.
const DOT: f32 = 2.6;
const SIGNAL: f32 = 4.4;

/// A KPI and how it reads.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    pub kpi: &'a Kpi,
    pub reading: &'a Reading,
    pub style: &'a Style,
    pub today: NaiveDate,
}

type Point = (NaiveDate, Option<Amount>);

/// The row of the last periods, without axes or words: sunken is usual, the black line is the goal.
#[must_use]
pub fn spark(shown: Shown<'_>, size: [f32; 2]) -> Scene {
    let points = &shown.reading.row;
    let mut pen = Pen::new(Frame::page(size[0], size[1]));
    spark_marks(&mut pen, shown, points, [0.0, size[0]], [0.0, size[1]]);
    Scene { size, marks: pen.marks, ..Scene::default() }
}

/// The same among other marks, between these edges.
pub(super) fn spark_marks(pen: &mut Pen, shown: Shown<'_>, points: &[Point], x: [f32; 2], y: [f32; 2]) {
    let inset = (SIGNAL + 0.5) * pen.z;
    let (left, right) = (x[0], x[1]);
    #[expect(clippy::cast_precision_loss, reason = "a row of periods")]
    let pitch = (right - left - 2.0 * inset) / (points.len().max(2) - 1) as f32;
    let axis = ValueAxis::closely(values(shown, points), y[1] - inset, y[0] + inset);
    #[expect(clippy::cast_precision_loss, reason = "a row of periods")]
    let at = |index: usize| left + inset + pitch * index as f32;
    if let Some((middle, half)) = shown.reading.usual {
        let (top, bottom) = (axis.y(middle + half), axis.y(middle - half));
        let (min, max) = ([left, top], [right, bottom.max(top + pen.z)]);
        pen.marks.push(Mark::Rect { min, max, fill: Some(Ink::Sunken), edge: None, radius: 0.0 });
    }
    let edges = |index: usize| {
        let from = if index == 0 { left } else { at(index) - pitch / 2.0 };
        let to = if index + 1 == points.len() { right } else { at(index) + pitch / 2.0 };
        (from, to)
    };
    goal_lines(pen, shown, points, edges, |value| axis.y(value));
    line(pen, shown, points, |index, value| [at(index), axis.y(value)], (1.25, 2.0, 3.6));
}

/// The whole chart with axis and labels.
#[must_use]
pub fn scene(shown: Shown<'_>, frame: Frame) -> Scene {
    let (claim, reason) = words::sentence(shown.kpi, shown.reading, shown.style, shown.today);
    let mut scene = Scene { size: frame.size, claim: claim.into(), reason: reason.into(), ..Scene::default() };
    let mut pen = Pen::new(frame);
    let all = &shown.reading.all;
    let points = if frame.room { &all[all.len().saturating_sub(SHOWN)..] } else { &all[..] };
    let labels = labels(shown);
    let margins = Margins { right: pen.widest(&labels) + (2.0 * GAP + 2.0) * pen.z, below: 0.0, today: false };
    let known = points.iter().any(|(_, value)| value.is_some());
    let layout = known.then(|| Layout::new(&pen, frame, margins, shown.style, points.len(), &values(shown, points)));
    let Some(layout) = layout.flatten() else {
        let [wide, high] = frame.size;
        let note = measure::fitted("Nothing is counted yet", pen.size, Weight::Regular, wide);
        pen.text([wide / 2.0, high / 2.0], Align::Middle, note, Weight::Regular, Ink::Text3);
        return Scene { marks: pen.marks, ..scene };
    };
    if let Some((middle, half)) = shown.reading.usual {
        let (top, bottom) = (layout.y(middle + half), layout.y(middle - half));
        let (min, max) = ([layout.left, top], [layout.right, bottom.max(top + pen.z)]);
        pen.marks.push(Mark::Rect { min, max, fill: Some(Ink::Sunken), edge: None, radius: 0.0 });
    }
    layout.draw_grid(&mut pen);
    if let Some((middle, _)) = shown.reading.usual {
        let y = layout.y(middle);
        for dash in cut::dashes(&[[layout.left, y], [layout.right, y]], 2.0 * pen.z, 3.0 * pen.z) {
            pen.stroke(dash, 1.5, Ink::Text3);
        }
    }
    layout.draw_baseline(&mut pen);
    goal_lines(&mut pen, shown, points, |i| (layout.edge(i), layout.edge(i + 1)), |value| layout.y(value));
    line(&mut pen, shown, points, |index, value| [layout.x(index), layout.y(value)], (1.5, DOT, SIGNAL));
    callout(&mut pen, &layout, shown, points);
    months(&mut pen, &layout, points, frame);
    let x = layout.right + 2.0 * GAP * pen.z;
    pen.end_labels(x, frame.size[0] - x, layout.plot_y(), |value| layout.y(value), labels);
    let slot = |(index, point): (usize, &Point)| Slot {
        period: None,
        x0: layout.edge(index),
        x1: layout.edge(index + 1),
        readout: readout(shown, point),
    };
    scene.slots = points.iter().enumerate().map(slot).collect();
    scene.plot_y = layout.plot_y();
    scene.marks = pen.marks;
    scene
}

/// Most rows on a page, and on a wall.
const ROWS: [usize; 2] = [12, 7];

/// All in rows: the name, the latest value, the last periods and what they say. Where there is no room for all, those that say most
/// are shown, in their order; the reason counts the others.
#[must_use]
pub fn rows(all: &[Shown<'_>], frame: Frame) -> Scene {
    let mut scene = Scene { size: frame.size, ..Scene::default() };
    let mut pen = Pen::new(frame);
    let [wide, high] = frame.size;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few rows")]
    let fits = (high / (2.0 * pen.size)).max(1.0) as usize;
    let most = fits.min(ROWS[usize::from(frame.room)]);
    let shown = most_telling(all, most);
    scene.claim = "The grey band is what chance alone makes of it; blue points have truly changed.".into();
    scene.reason = match all.len() - shown.len() {
        0 => String::new(),
        1 => "One more KPI is on its page.".to_owned(),
        more => format!("{more} more KPIs are on their page."),
    }
    .into();
    if wide < 12.0 * pen.size || shown.is_empty() {
        return Scene { marks: pen.marks, ..scene };
    }
    #[expect(clippy::cast_precision_loss, reason = "a few rows")]
    let pitch = (high / shown.len() as f32).min(4.4 * pen.size);
    let told: Vec<words::Told> = shown.iter().map(|it| words::told(it.reading)).collect();
    let latest =
        |it: &Shown<'_>| it.reading.latest().map_or_else(|| UNKNOWN.to_owned(), |value| words::value(it.style, value));
    let widest = |texts: &mut dyn Iterator<Item = String>| {
        texts.map(|text| pen.width(&text, Weight::SemiBold)).fold(0.0, f32::max)
    };
    let gap = 1.2 * pen.size;
    let value = widest(&mut shown.iter().map(latest)).min(0.2 * wide);
    let word = (widest(&mut told.iter().map(|it| it.word.to_owned())) + 1.6 * pen.size).min(0.3 * wide);
    let name = widest(&mut shown.iter().map(|it| it.kpi.name.clone())).min(0.32 * wide);
    let row = [name + value + 2.0 * gap, wide - word - gap];
    for (index, (it, told)) in shown.iter().zip(&told).enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a few rows")]
        let top = pitch * index as f32;
        let base = top + pitch / 2.0 + 0.35 * pen.size;
        let text = |text: &str, weight: Weight, room: f32| measure::fitted(text, pen.size, weight, room);
        let (label, latest) = (text(&it.kpi.name, Weight::Medium, name), text(&latest(it), Weight::SemiBold, value));
        let said = text(told.word, Weight::SemiBold, word - 1.5 * pen.size);
        pen.text([0.0, base], Align::Start, label, Weight::Medium, Ink::Text1);
        pen.text([name + gap + value, base], Align::End, latest, Weight::SemiBold, Ink::Text1);
        let inside = (0.14 * pitch).min(0.5 * pen.size);
        if row[1] - row[0] > 4.0 * pen.size {
            spark_marks(&mut pen, *it, &it.reading.row, row, [top + inside, top + pitch - inside]);
        }
        let ink = match told.tone {
            words::Tone::Signal => Ink::Blue,
            words::Tone::Good => Ink::Teal,
            words::Tone::Bad => Ink::Orange,
            words::Tone::Plain => Ink::Text2,
        };
        let left = wide - word;
        let centre = [left + 0.45 * pen.size, top + pitch / 2.0];
        shape(&mut pen, told.shape, centre, ink);
        pen.text([left + 1.5 * pen.size, base], Align::Start, said, Weight::SemiBold, ink);
        if index > 0 {
            pen.rule(0.0, wide, top, Ink::Hair);
        }
    }
    scene.marks = pen.marks;
    scene
}

/// The first of those that changed, then of those whose goal is out of reach, then of the others; as many as fit, in their order.
fn most_telling<'a>(all: &[Shown<'a>], most: usize) -> Vec<Shown<'a>> {
    let weight = |it: &Shown<'_>| (it.reading.signal.is_none(), !it.reading.is_out_of_reach());
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|index| weight(&all[*index]));
    order.truncate(most);
    order.sort_unstable();
    order.into_iter().map(|index| all[index]).collect()
}

/// The shape of a reading around `centre`.
fn shape(pen: &mut Pen, shape: words::Shape, centre: Xy, ink: Ink) {
    let half = 0.4 * pen.size;
    let [x, y] = centre;
    match shape {
        words::Shape::Up => {
            pen.marks
                .push(Mark::Polygon { points: vec![[x - half, y + half], [x + half, y + half], [x, y - half]], ink });
        }
        words::Shape::Down => {
            pen.marks
                .push(Mark::Polygon { points: vec![[x - half, y - half], [x + half, y - half], [x, y + half]], ink });
        }
        words::Shape::Level => {
            let (min, max) = ([x - half, y - half / 3.0], [x + half, y + half / 3.0]);
            pen.marks.push(Mark::Rect { min, max, fill: Some(ink), edge: None, radius: 0.0 });
        }
        words::Shape::Check => {
            pen.stroke(vec![[x - half, y], [x - half / 4.0, y + half * 0.75], [x + half, y - half * 0.75]], 1.5, ink);
        }
        words::Shape::None => {}
    }
}

/// Everything that has to be in view.
fn values(shown: Shown<'_>, points: &[Point]) -> Vec<f64> {
    let mut values: Vec<f64> = points.iter().filter_map(|(_, value)| value.map(Amount::to_f64)).collect();
    let positive = values.iter().all(|value| *value >= 0.0);
    if let Some((middle, half)) = shown.reading.usual {
        values.extend([if positive { (middle - half).max(0.0) } else { middle - half }, middle + half]);
    }
    let bounds = points.iter().filter_map(|(first, _)| Some(shown.kpi.goal_at(*first)?.bounds(*first)));
    values.extend(bounds.flat_map(|(least, most)| [least, most]).flatten().map(Amount::to_f64));
    values
}

/// The goal of each period as a step, one line for each end of it; a period that asks for nothing leaves a hole.
fn goal_lines(
    pen: &mut Pen,
    shown: Shown<'_>,
    points: &[Point],
    edges: impl Fn(usize) -> (f32, f32),
    y: impl Fn(f64) -> f32,
) {
    for end in [0, 1] {
        let step = |(index, (first, _)): (usize, &Point)| {
            let (least, most) = shown.kpi.goal_at(*first)?.bounds(*first);
            let value = if end == 0 { least } else { most }?;
            let (x0, x1) = edges(index);
            Some((x0, x1, y(value.to_f64())))
        };
        pen.target(points.iter().enumerate().map(step));
    }
}

/// A line where neighbours are known, and a dot for each value.
fn line(
    pen: &mut Pen,
    shown: Shown<'_>,
    points: &[Point],
    place: impl Fn(usize, f64) -> Xy,
    (width, dot, signal): (f32, f32, f32),
) {
    let at = |(index, (_, value)): (usize, &Point)| Some(place(index, (*value)?.to_f64()));
    let places: Vec<Option<Xy>> = points.iter().enumerate().map(at).collect();
    for run in cut::runs(places.iter().copied()) {
        pen.stroke(run, width, Ink::Actual);
    }
    for ((first, _), place) in points.iter().zip(places) {
        let Some(centre) = place else { continue };
        let (radius, ink) = if shown.reading.is_signal(*first) { (signal, Ink::Blue) } else { (dot, Ink::Actual) };
        pen.marks.push(Mark::Circle { centre, radius: radius * pen.z, fill: Some(ink), edge: None });
    }
}

fn labels(shown: Shown<'_>) -> Vec<EndLabel> {
    let Shown { reading, style, .. } = shown;
    let label = |value: f64, text: String, weight: Weight, ink: Ink| EndLabel { value, lines: vec![text], weight, ink };
    let mut labels = Vec::new();
    if let Some((goal, (first, _))) = reading.goal.zip(reading.row.last()) {
        let (least, most) = goal.bounds(*first);
        let value = |amount: Amount| words::value(style, amount);
        let ends = [least.map(|it| (it, "at least")), most.map(|it| (it, "at most"))];
        labels.extend(ends.into_iter().flatten().map(|(amount, way)| {
            label(amount.to_f64(), format!("Goal: {way} {}", value(amount)), Weight::SemiBold, Ink::Target)
        }));
    }
    if let Some((middle, half)) = reading.usual {
        let positive = reading.all.iter().all(|(_, value)| value.is_none_or(|value| !value.is_negative()));
        let value = |amount: f64| words::bound(style, amount);
        let mut usual = |at: f64, name: &str| {
            labels.push(label(at, format!("{name} {}", value(at)), Weight::Regular, Ink::Text3));
        };
        usual(middle + half, "Normal up to");
        usual(middle, "Average");
        if !positive || middle - half > 0.0 {
            usual(middle - half, "Normal from");
        }
    }
    labels
}

/// How many periods are part of the last change, over them, where the line leaves room.
fn callout(pen: &mut Pen, layout: &Layout, shown: Shown<'_>, points: &[Point]) {
    let Some(since) = shown.reading.since else { return };
    let part = |(first, _): &&Point| *first >= since.first && shown.reading.is_signal(*first);
    let count = points.iter().filter(part).count();
    let Some(from) = points.iter().position(|(first, _)| *first >= since.first) else { return };
    let lines = [format!("{} beyond", words::periods(count, shown.kpi.rhythm)), "normal variation".to_owned()];
    let wide = lines.iter().map(|line| pen.width(line, Weight::SemiBold)).fold(0.0, f32::max);
    let centre = f32::midpoint(layout.x(from), layout.x(points.len() - 1));
    let centre = centre.min(layout.right - wide / 2.0).max(layout.left + wide / 2.0);
    let reach = (centre - wide / 2.0 - 2.0 * SIGNAL * pen.z)..=(centre + wide / 2.0 + 2.0 * SIGNAL * pen.z);
    let near = points.iter().enumerate().filter(|(index, _)| reach.contains(&layout.x(*index)));
    let highest = near.filter_map(|(_, (_, value))| Some(layout.y((*value)?.to_f64())));
    let highest = highest.fold(layout.bottom, f32::min);
    let needed = 2.0 * pen.line_height() + (SIGNAL + 4.0) * pen.z;
    let goal = shown.reading.goal.zip(points.last()).map(|(goal, (first, _))| goal.bounds(*first));
    let goal = goal.into_iter().flat_map(|(least, most)| [least, most]).flatten();
    let highest = goal.map(|amount| layout.y(amount.to_f64()) - 2.0 * pen.z).fold(highest, f32::min);
    if highest - layout.top < needed || wide > layout.right - layout.left {
        return;
    }
    for (index, line) in (0_u8..).zip(&lines) {
        let y = layout.top + pen.size * 1.1 + f32::from(index) * pen.line_height();
        pen.text_on_plate([centre, y], Align::Middle, line, Weight::SemiBold, Ink::Blue);
    }
}

/// The months under the first of their periods, the year under January and under the first of all.
fn months(pen: &mut Pen, layout: &Layout, points: &[Point], frame: Frame) {
    let (mut free, mut last) = (0.0_f32, None);
    let mut years: Vec<(f32, i32)> = Vec::new();
    for (index, (first, _)) in points.iter().enumerate() {
        let month = (first.year(), first.month());
        let begins = last.replace(month) != Some(month);
        // A month that is all but over where the chart begins has no name of its own.
        let is_whole = index > 0 || first.day() <= 14;
        let text = calendar::month_short(first.month());
        let half = pen.width(text, Weight::Regular) / 2.0;
        let x = layout.x(index);
        if !begins || !is_whole || x - half < free || x + half > frame.size[0] {
            continue;
        }
        free = x + half + 0.4 * pen.size;
        pen.text([x, layout.bottom + 1.5 * pen.size], Align::Middle, text, Weight::Regular, Ink::Text3);
        if years.last().is_none_or(|(_, year)| *year != first.year()) {
            years.push((x, first.year()));
        }
    }
    let mut free = f32::INFINITY;
    // From the last on: where two years are too close, the later one begins here.
    for (x, year) in years.into_iter().rev() {
        let text = year.to_string();
        let half = pen.width(&text, Weight::Regular) / 2.0;
        let x = x.clamp(half, (frame.size[0] - half).max(half));
        if x + half <= free {
            free = x - half - 0.4 * pen.size;
            pen.text([x, layout.bottom + 2.9 * pen.size], Align::Middle, text, Weight::Regular, Ink::Text3);
        }
    }
}

/// "Week 46: 5 tastings; at least 4 wanted; part of a signal".
fn readout(shown: Shown<'_>, (first, value): &Point) -> String {
    let name = crate::text::plural::capitalised(&words::period(shown.kpi.rhythm, *first, shown.today));
    let value = value.map_or_else(|| UNKNOWN.to_owned(), |value| words::counted(shown.style, value));
    let goal = match shown.kpi.goal_at(*first) {
        Some(goal) => format!("; {} wanted", words::goal_then(goal, *first, shown.style)),
        None if shown.kpi.goal.is_some() => "; nothing asked for".to_owned(),
        None => String::new(),
    };
    let signal = if shown.reading.is_signal(*first) { "; part of a signal" } else { "" };
    format!("{name}: {value}{goal}{signal}")
}
