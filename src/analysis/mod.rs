//! A plan's answers: pure functions of the plan and today. Nothing here draws, reads a file or asks the clock.

pub mod answer;

pub use answer::{Answer, Band, Direction, MethodAnswer, Point, Refusal, Rolling, Row, Season, Total, Trend};
