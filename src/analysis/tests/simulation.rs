//! How often the trend test is wrong, counted on series of which the truth is known.
//!
//! "Could be chance" promises that a series without a trend is called one at most one time in twenty. Autocorrelated noise
//! makes that promise hard to keep on 24 months; at most one time in ten is what these counts hold it to.

use std::f64::consts::TAU;

use super::{line_of, some};
use crate::analysis::{Direction, rolling, season, trend};

const SERIES: u32 = 400;

/// Noise that is the same on every machine: a linear congruential generator (Knuth's MMIX) and the Box–Muller transform.
pub(in crate::analysis) struct Noise(pub u64);

impl Noise {
    pub fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (f64::from((self.0 >> 32) as u32) + 0.5) / 4_294_967_296.0
    }

    pub fn normal(&mut self) -> f64 {
        (-2.0 * self.uniform().ln()).sqrt() * (TAU * self.uniform()).cos()
    }
}

#[derive(Clone, Copy)]
struct Kind {
    /// Correlation of neighbouring months.
    phi: f64,
    /// Swing of the season.
    season: f64,
    growth_a_year: f64,
}

/// Months around 1000 with noise of 4 %.
fn series(kind: Kind, months: u32, noise: &mut Noise) -> Vec<f64> {
    let mut shock = noise.normal();
    (0..months)
        .map(|month| {
            let now = shock;
            shock = kind.phi * shock + (1.0 - kind.phi * kind.phi).sqrt() * noise.normal();
            let year = f64::from(month) / 12.0;
            let swing = kind.season * (TAU * year).sin();
            1000.0 * (kind.growth_a_year.ln_1p() * year + swing + 0.04 * now).exp()
        })
        .collect()
}

/// Shares of series of which the trend and the smoothed trend were said to be no chance (and to rise, where they do).
fn found(kind: Kind, months: u32) -> (f64, f64) {
    let mut noise = Noise(20_261_119);
    let (mut plain, mut smoothed) = (0, 0);
    for _ in 0..SERIES {
        // Only what is looked at: the forecasts of so many series would take minutes.
        let line = line_of("2020-01", &some(&series(kind, months, &mut noise)));
        let season = season::read(&line);
        let counts = |trend: &crate::analysis::Trend| {
            !trend.could_be_chance && (kind.growth_a_year <= 0.0 || trend.direction == Direction::Up)
        };
        plain += u32::from(trend::of_figures(&line, season.as_ref().ok()).as_ref().is_ok_and(counts));
        let average = rolling::trailing(&line, 6);
        smoothed += u32::from(trend::of_average(&line, &average).as_ref().is_ok_and(counts));
    }
    (f64::from(plain) / f64::from(SERIES), f64::from(smoothed) / f64::from(SERIES))
}

#[test]
fn a_series_without_a_trend_is_rarely_said_to_have_one() {
    for (phi, season, most) in [(0.0, 0.0, 0.06), (0.0, 0.3, 0.06), (0.5, 0.0, 0.10), (0.5, 0.3, 0.10)] {
        for months in [18, 24, 30, 36, 48] {
            let (plain, smoothed) = found(Kind { phi, season, growth_a_year: 0.0 }, months);
            let told = format!("phi {phi}, season {season}, {months} months: {plain} and {smoothed}");
            println!("{told}");
            assert!(plain <= most && smoothed <= most, "{told}");
        }
    }
}

#[test]
fn a_real_trend_is_found() {
    for (season, months, least) in [(0.0, 24, 0.9), (0.3, 30, 0.7), (0.3, 36, 0.95), (0.0, 36, 0.95)] {
        let (plain, smoothed) = found(Kind { phi: 0.0, season, growth_a_year: 0.1 }, months);
        println!("season {season}, {months} months: {plain} and {smoothed}");
        assert!(plain >= least, "season {season}, {months} months: only {plain}");
    }
}
