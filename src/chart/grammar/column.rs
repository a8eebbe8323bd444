//! Columns: what was sold, what is sold so far, what was sold a year before, and differences from a baseline.

use super::{Pen, cut};
use crate::chart::scene::{Ink, Mark, Xy};

/// Narrower than this, a hatch or an edge would be all there is to see.
const NARROWEST_HATCH: f32 = 4.0;

impl Pen {
    /// Width of a column at a pitch: 56 % of it, at most 18 pt (more in the room).
    #[must_use]
    pub fn column_width(&self, pitch: f32, share: f32) -> f32 {
        (pitch * share).min(18.0 * self.z)
    }

    /// A finished period.
    pub fn column(&mut self, x: f32, width: f32, y: f32, zero: f32, ink: Ink) {
        let (min, max) = corners(x, width, y, zero);
        if max[1] > min[1] {
            let radius = self.z.min(width / 4.0).min((max[1] - min[1]) / 2.0);
            self.marks.push(Mark::Rect { min, max, fill: Some(ink), edge: None, radius });
        }
    }

    /// An unfinished period, or a difference that is only forecast: hatched at 45°, 2 on and 3 off, with an edge of 1 pt.
    pub fn hatched_column(&mut self, x: f32, width: f32, y: f32, zero: f32, ink: Ink) {
        let (min, max) = corners(x, width, y, zero);
        if max[1] <= min[1] {
            return;
        }
        let edge = Some((self.z.min(width / 3.0), ink));
        self.marks.push(Mark::Rect { min, max, fill: Some(Ink::Surface), edge, radius: 0.0 });
        if width < NARROWEST_HATCH * self.z {
            return;
        }
        // The ends of a stroke 2 wide stand out 0.7 beyond its middle line: the edge covers that much.
        let inset = 0.7 * self.z;
        let (min, max) = ([min[0] + inset, min[1] + inset], [max[0] - inset, max[1] - inset]);
        for stroke in cut::hatch(min, max, 5.0 * self.z) {
            self.stroke(stroke.to_vec(), 2.0, ink);
        }
    }

    /// The same period a year before, behind the column and (by the caller's `x`) 3 pt to its left.
    pub fn previous_column(&mut self, x: f32, width: f32, y: f32, zero: f32) {
        let (min, max) = corners(x, width, y, zero);
        if max[1] > min[1] {
            let edge = Some((self.z.min(width / 3.0), Ink::Prev));
            self.marks.push(Mark::Rect { min, max, fill: Some(Ink::PrevFill), edge, radius: 0.0 });
        }
    }
}

fn corners(x: f32, width: f32, y: f32, zero: f32) -> (Xy, Xy) {
    ([x - width / 2.0, y.min(zero)], [x + width / 2.0, y.max(zero)])
}
