//! Marks: the few shapes that every painter knows. Coordinates are logical points, x to the right, y **down**, from the scene's upper left.

use crate::model::Period;
use crate::text::Said;

/// A role of colour; a theme gives it a colour (design tokens).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ink {
    Surface,
    Sunken,
    Hair,
    Grid,
    Control,
    Text1,
    Text2,
    Text3,
    Blue,
    Actual,
    Prev,
    PrevFill,
    Target,
    Band50,
    Band80,
    Band95,
    BandEdge,
    Teal,
    TealFill,
    Orange,
    OrangeFill,
}

impl Ink {
    pub const ALL: [Self; 21] = [
        Self::Surface,
        Self::Sunken,
        Self::Hair,
        Self::Grid,
        Self::Control,
        Self::Text1,
        Self::Text2,
        Self::Text3,
        Self::Blue,
        Self::Actual,
        Self::Prev,
        Self::PrevFill,
        Self::Target,
        Self::Band50,
        Self::Band80,
        Self::Band95,
        Self::BandEdge,
        Self::Teal,
        Self::TealFill,
        Self::Orange,
        Self::OrangeFill,
    ];
}

/// Colours of one theme as sRGB, by [`Ink`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    colours: [[u8; 3]; Ink::ALL.len()],
}

impl Palette {
    #[must_use]
    pub fn new(colour: impl Fn(Ink) -> [u8; 3]) -> Self {
        Self { colours: Ink::ALL.map(colour) }
    }

    #[must_use]
    pub fn colour(&self, ink: Ink) -> [u8; 3] {
        self.colours[ink as usize]
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    Regular,
    Medium,
    SemiBold,
}

impl Weight {
    /// Value on the font's `wght` axis.
    #[must_use]
    pub const fn axis(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::Medium => 500,
            Self::SemiBold => 600,
        }
    }
}

/// Where a text's anchor lies on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Align {
    Start,
    Middle,
    End,
}

pub type Xy = [f32; 2];

#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// An open line with round joins; dash = lengths of on and off, cut by the scene before it gets here, so painters never dash.
    Line {
        points: Vec<Xy>,
        width: f32,
        ink: Ink,
    },
    /// A filled convex polygon.
    Polygon {
        points: Vec<Xy>,
        ink: Ink,
    },
    /// A rectangle with its upper left and lower right corner; the edge lies inside.
    Rect {
        min: Xy,
        max: Xy,
        fill: Option<Ink>,
        edge: Option<(f32, Ink)>,
        radius: f32,
    },
    Circle {
        centre: Xy,
        radius: f32,
        fill: Option<Ink>,
        edge: Option<(f32, Ink)>,
    },
    /// One line of text; `at` lies on the **baseline**.
    Text {
        at: Xy,
        align: Align,
        text: String,
        size: f32,
        weight: Weight,
        ink: Ink,
    },
}

/// One period's column of the chart, for the cursor, the read-out and selection.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// `None` where the chart is by place in the year.
    pub period: Option<Period>,
    pub x0: f32,
    pub x1: f32,
    /// "Oct 2026: sold £50.9k, 6-month average £61.2k, target £55.8k".
    pub readout: String,
}

/// A finished chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    pub size: Xy,
    pub marks: Vec<Mark>,
    /// In order of x, without overlap.
    pub slots: Vec<Slot>,
    /// Upper and lower edge of the plot inside the scene, for the cursor line.
    pub plot_y: [f32; 2],
    /// The sentence under the chart: the claim (shown bold) and the reason. Together the accessible description.
    pub claim: Said,
    pub reason: Said,
}

impl Scene {
    /// The same scene larger or smaller, texts and strokes too.
    #[must_use]
    pub fn scaled(&self, by: f32) -> Self {
        let mut scene = self.clone();
        let scale = |p: &mut Xy| *p = [p[0] * by, p[1] * by];
        let scale_edge = |edge: &mut Option<(f32, Ink)>| {
            if let Some((width, _)) = edge {
                *width *= by;
            }
        };
        for mark in &mut scene.marks {
            match mark {
                Mark::Line { points, width, .. } => {
                    points.iter_mut().for_each(scale);
                    *width *= by;
                }
                Mark::Polygon { points, .. } => points.iter_mut().for_each(scale),
                Mark::Rect { min, max, edge, radius, .. } => {
                    [min, max].into_iter().for_each(scale);
                    scale_edge(edge);
                    *radius *= by;
                }
                Mark::Circle { centre, radius, edge, .. } => {
                    scale(centre);
                    scale_edge(edge);
                    *radius *= by;
                }
                Mark::Text { at, size, .. } => {
                    scale(at);
                    *size *= by;
                }
            }
        }
        for slot in &mut scene.slots {
            (slot.x0, slot.x1) = (slot.x0 * by, slot.x1 * by);
        }
        scale(&mut scene.size);
        scene.plot_y = scene.plot_y.map(|y| y * by);
        scene
    }

    /// The same scene with its marks and slots elsewhere, inside a larger one.
    #[must_use]
    pub fn moved(mut self, [dx, dy]: Xy) -> Self {
        let shift = |p: &mut Xy| *p = [p[0] + dx, p[1] + dy];
        for mark in &mut self.marks {
            match mark {
                Mark::Line { points, .. } | Mark::Polygon { points, .. } => points.iter_mut().for_each(shift),
                Mark::Rect { min, max, .. } => [min, max].into_iter().for_each(shift),
                Mark::Circle { centre: at, .. } | Mark::Text { at, .. } => shift(at),
            }
        }
        for slot in &mut self.slots {
            slot.x0 += dx;
            slot.x1 += dx;
        }
        self.plot_y = self.plot_y.map(|y| y + dy);
        self
    }
}
