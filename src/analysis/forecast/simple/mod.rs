//! The methods themselves, one a file.

mod last_value;
mod linear_trend;
mod model;
mod same_last_year;
mod seasonal_level;
mod straight_line;

#[cfg(test)]
mod tests;

pub(super) use last_value::LastValue;
pub(super) use linear_trend::LinearTrend;
pub(super) use model::{Combination, DAMPED, DAMPED_LOG, LOG_THETA, OPTIMISED_THETA, PACES};
pub(super) use same_last_year::SameLastYear;
pub(super) use seasonal_level::SeasonalLevel;
pub(super) use straight_line::StraightLine;
