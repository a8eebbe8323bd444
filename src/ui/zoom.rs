//! How large everything is drawn, in steps that a person can tell apart.

use serde::{Deserialize, Serialize};

/// Points that a page needs; a laptop's screen at 200 % has as many.
const LEAST: [f32; 2] = [720.0, 450.0];

/// In percent; one of the steps once it was changed here, and anything sensible from a settings file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Zoom(u16);

impl Default for Zoom {
    fn default() -> Self {
        Self(100)
    }
}

impl Zoom {
    pub const STEPS: [u16; 9] = [75, 90, 100, 110, 125, 150, 175, 200, 250];

    /// The nearest that is allowed.
    #[must_use]
    pub const fn of(percent: u16) -> Self {
        Self(Self(percent).percent())
    }

    #[must_use]
    pub const fn percent(self) -> u16 {
        if self.0 < 50 {
            50
        } else if self.0 > 300 {
            300
        } else {
            self.0
        }
    }

    /// What egui multiplies a point by.
    #[must_use]
    pub fn factor(self) -> f32 {
        f32::from(self.percent()) / 100.0
    }

    /// The same in a window of `size`, in points of 100 %: never so large that a page has no room any more.
    #[must_use]
    pub fn fitting(self, size: [f32; 2]) -> f32 {
        let room = (size[0] / LEAST[0]).min(size[1] / LEAST[1]);
        self.factor().min(room.max(0.5))
    }

    #[must_use]
    pub fn larger(self) -> Self {
        Self::STEPS.into_iter().find(|step| *step > self.percent()).map_or(self, Self)
    }

    #[must_use]
    pub fn smaller(self) -> Self {
        Self::STEPS.into_iter().rev().find(|step| *step < self.percent()).map_or(self, Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_window_keeps_room_for_its_page() {
        for (size, percent, wanted) in [
            ([1440.0, 900.0], 200, 2.0),
            ([800.0, 600.0], 300, 800.0 / 720.0),
            ([800.0, 600.0], 100, 1.0),
            ([800.0, 600.0], 50, 0.5),
            ([3840.0, 2160.0], 300, 3.0),
            ([360.0, 225.0], 100, 0.5),
            ([0.0, 0.0], 100, 0.5),
        ] {
            assert!((Zoom(percent).fitting(size) - wanted).abs() < 1e-6, "{size:?} at {percent}");
        }
    }

    #[test]
    fn steps_lead_up_and_down_and_end() {
        let mut zoom = Zoom::default();
        for wanted in [110, 125, 150, 175, 200, 250, 250] {
            zoom = zoom.larger();
            assert_eq!(zoom.percent(), wanted);
        }
        for wanted in [200, 175, 150, 125, 110, 100, 90, 75, 75] {
            zoom = zoom.smaller();
            assert_eq!(zoom.percent(), wanted);
        }
    }

    #[test]
    fn a_damaged_setting_leaves_everything_readable() {
        assert_eq!([Zoom(0), Zoom(9999)].map(Zoom::percent), [50, 300]);
        assert_eq!(Zoom(0).larger().percent(), 75);
    }
}
