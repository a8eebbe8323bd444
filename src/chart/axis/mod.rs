//! Axes: round values upwards, calendar periods sideways.

mod time;
mod value;

pub use time::{TimeAxis, TimeLabel, labels};
pub use value::ValueAxis;
