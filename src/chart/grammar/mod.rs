//! The chart grammar: one function for each mark. A mark means the same on every page, in print and in the room.

mod column;
pub mod cut;
mod label;
mod line;

pub use label::{EndLabel, push_apart};
pub use line::{MAIN, SECOND};

use super::measure;
use super::scene::{Align, Ink, Mark, Weight, Xy};

/// Room between an axis and its labels, and between a plot and its end labels.
pub const GAP: f32 = 8.0;

/// Where a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Width and height in points.
    pub size: [f32; 2],
    /// Every stroke and gap is multiplied by it: 1 on a page, 2.4 in the room at 1080 points of height.
    pub scale: f32,
    /// For the room: few periods, large labels.
    pub room: bool,
}

impl Frame {
    #[must_use]
    pub const fn page(width: f32, height: f32) -> Self {
        Self { size: [width, height], scale: 1.0, room: false }
    }

    /// A frame for a wall on which the whole picture is `screen_height` points high.
    #[must_use]
    pub fn room(width: f32, height: f32, screen_height: f32) -> Self {
        Self { size: [width, height], scale: (2.4 * screen_height / 1080.0).max(1.0), room: true }
    }

    /// Size of labels: 12 points on a page; 30 of 1080 in the room, where nothing may be under 28.
    #[must_use]
    pub fn label_size(self) -> f32 {
        (if self.room { 12.5 } else { 12.0 }) * self.scale.max(1.0)
    }
}

/// Collects marks in one frame; all lengths that it takes are in page points and drawn at the frame's scale.
#[derive(Clone, Debug)]
pub struct Pen {
    pub marks: Vec<Mark>,
    pub z: f32,
    pub size: f32,
}

impl Pen {
    #[must_use]
    pub fn new(frame: Frame) -> Self {
        Self { marks: Vec::with_capacity(256), z: frame.scale.max(1.0), size: frame.label_size() }
    }

    /// Height of a line of labels.
    #[must_use]
    pub fn line_height(&self) -> f32 {
        self.size * 1.25
    }

    #[must_use]
    pub fn width(&self, text: &str, weight: Weight) -> f32 {
        measure::width(text, self.size, weight)
    }

    pub fn stroke(&mut self, points: Vec<Xy>, width: f32, ink: Ink) {
        if points.len() > 1 {
            self.marks.push(Mark::Line { points, width: width * self.z, ink });
        }
    }

    pub fn text(&mut self, at: Xy, align: Align, text: impl Into<String>, weight: Weight, ink: Ink) {
        let text = text.into();
        if !text.is_empty() {
            self.marks.push(Mark::Text { at, align, text, size: self.size, weight, ink });
        }
    }

    /// A text on the plot, on a plate of surface that keeps lines out of it.
    pub fn text_on_plate(&mut self, at: Xy, align: Align, text: &str, weight: Weight, ink: Ink) {
        let wide = self.width(text, weight);
        let left = match align {
            Align::Start => at[0],
            Align::Middle => at[0] - wide / 2.0,
            Align::End => at[0] - wide,
        };
        let margin = 2.0 * self.z;
        self.marks.push(Mark::Rect {
            min: [left - margin, at[1] - 0.78 * self.size - margin],
            max: [left + wide + margin, at[1] + 0.22 * self.size + margin],
            fill: Some(Ink::Surface),
            edge: None,
            radius: 0.0,
        });
        self.text(at, align, text, weight, ink);
    }

    /// A horizontal line of 1 pt, laid on the pixel grid.
    pub fn rule(&mut self, x0: f32, x1: f32, y: f32, ink: Ink) {
        let y = snapped(y);
        self.stroke(vec![[x0, y], [x1, y]], 1.0, ink);
    }

    /// Today: dots 2 on, 3 off over the full height, the day above the plot.
    pub fn today(&mut self, x: f32, plot_y: [f32; 2], label: &str, within: [f32; 2]) {
        let [top, bottom] = plot_y;
        let x = snapped(x);
        for dot in cut::dashes(&[[x, top - 6.0 * self.z], [x, bottom]], 2.0 * self.z, 3.0 * self.z) {
            self.stroke(dot, 1.0, Ink::Text1);
        }
        let half = self.width(label, Weight::Regular) / 2.0;
        let centre = x.min(within[1] - half).max(within[0] + half);
        self.text([centre, top - 10.0 * self.z], Align::Middle, label, Weight::Regular, Ink::Text3);
    }

    /// The ground of a marked episode: a sunken column behind everything else.
    pub fn shade(&mut self, x: [f32; 2], plot_y: [f32; 2]) {
        let ([x0, x1], [top, bottom]) = (x, plot_y);
        let (min, max) = ([x0, top], [x1, bottom]);
        self.marks.push(Mark::Rect { min, max, fill: Some(Ink::Sunken), edge: None, radius: 0.0 });
    }
}

/// The middle of the pixel (at 100 %) that holds a coordinate, so that a line of 1 pt is sharp.
fn snapped(v: f32) -> f32 {
    v.floor() + 0.5
}
