//! Answers and palettes for the tests of charts and pictures.

use crate::analysis::{Answer, Band, MethodAnswer, Point, Refusal, Rolling, Row, Season, Total};
use crate::chart::{Ink, Palette};
use crate::model::{Amount, Currency, FiscalStart, Period, Span, Standing, Unit};
use crate::text::Numbers;
use crate::text::money::Style;

/// What an answer is made from.
#[derive(Clone, Debug)]
pub struct Sample {
    pub first: &'static str,
    pub figures: Vec<Option<f64>>,
    /// So many of the last figures are not finished.
    pub unfinished: usize,
    /// From this row on.
    pub targets: (usize, Vec<f64>),
    /// First row and length of the plan.
    pub plan: (usize, usize),
    /// Middle and half-widths (50, 80, 95) from the first row without a finished figure at the end.
    pub forecast: Vec<[f64; 4]>,
    pub today: &'static str,
    pub fiscal: FiscalStart,
}

const COAST: [f64; 41] = [
    62.5, 62.3, 62.7, 51.6, 47.1, 50.0, 41.6, 42.6, 50.7, 53.8, 60.5, 60.5, 61.5, 64.3, 57.4, 50.2, 50.4, 52.6, 47.9,
    37.8, 36.7, 47.1, 57.2, 61.2, 73.5, 68.1, 63.5, 54.4, 49.5, 49.6, 44.6, 50.3, 49.7, 59.4, 62.1, 59.8, 68.4, 70.0,
    56.5, 50.9, 25.6,
];
const COAST_TARGET: [f64; 12] = [69.0, 70.2, 61.0, 55.8, 51.2, 53.5, 46.0, 47.1, 52.9, 58.1, 61.5, 63.8];
const COAST_FORECAST: [[f64; 4]; 8] = [
    [49.34, 2.93, 5.56, 8.5],
    [50.39, 3.26, 6.19, 9.47],
    [41.98, 2.94, 5.59, 8.54],
    [44.83, 3.37, 6.42, 9.81],
    [48.66, 3.92, 7.46, 11.41],
    [55.08, 4.73, 9.0, 13.77],
    [60.23, 5.5, 10.46, 15.99],
    [60.11, 5.81, 11.05, 16.89],
];

impl Default for Sample {
    fn default() -> Self {
        Self {
            first: "2024-01",
            figures: Vec::new(),
            unfinished: 0,
            targets: (0, Vec::new()),
            plan: (0, 12),
            forecast: Vec::new(),
            today: "2026-11-19",
            fiscal: FiscalStart::JANUARY,
        }
    }
}

impl Sample {
    /// The design's example: 40 finished months of a coffee territory, the 41st running, a plan from July.
    pub fn coast() -> Self {
        Self {
            first: "2023-07",
            figures: COAST.iter().map(|v| Some(v * 1000.0)).collect(),
            unfinished: 1,
            targets: (36, COAST_TARGET.iter().map(|v| v * 1000.0).collect()),
            plan: (36, 12),
            forecast: COAST_FORECAST.iter().map(|f| f.map(|v| v * 1000.0)).collect(),
            fiscal: FiscalStart::new(7).unwrap(),
            ..Self::default()
        }
    }

    pub fn of(figures: impl IntoIterator<Item = Option<f64>>) -> Self {
        Self { figures: figures.into_iter().collect(), ..Self::default() }
    }

    pub fn answer(&self) -> Answer {
        let first: Period = self.first.parse().unwrap();
        let finished = self.figures.len() - self.unfinished;
        let count = self.figures.len().max(self.plan.0 + self.plan.1);
        let in_plan = |index: usize| (self.plan.0..self.plan.0 + self.plan.1).contains(&index);
        let amount = |value: f64| Amount::from_f64(value, 2).unwrap();
        let row = |index: usize| {
            let actual = self.figures.get(index).copied().flatten().map(amount);
            let standing = match actual {
                None => Standing::Missing,
                Some(_) if index >= finished => Standing::Unfinished,
                Some(_) => Standing::Finished,
            };
            let target = index.checked_sub(self.targets.0).and_then(|i| self.targets.1.get(i)).copied().map(amount);
            let forecast =
                index.checked_sub(finished).and_then(|i| self.forecast.get(i)).map(|[mid, b50, b80, b95]| {
                    let band = |half: f64| Band { lo: amount(mid - half), hi: amount(mid + half) };
                    Point { mid: amount(*mid), band50: band(*b50), band80: band(*b80), band95: band(*b95) }
                });
            let expected = match standing {
                Standing::Finished => actual,
                _ => forecast.map(|f| f.mid).max(actual),
            };
            let gap = target.zip(expected).map(|(t, e)| t - e);
            let period = first.plus(i32::try_from(index).unwrap());
            Row { period, actual, standing, target, forecast, adjusted: None, expected, gap, in_plan: in_plan(index) }
        };
        let rows: Vec<Row> = (0..count).map(row).collect();
        let last_finished = rows.iter().rposition(|r| r.standing == Standing::Finished);
        let rolling = [3, 6, 12].into_iter().map(|window| rolling(&rows, window)).collect();
        let total = total(&rows);
        let chosen = (!self.forecast.is_empty()).then_some(0);
        let points = if chosen.is_some() { Ok(Vec::new()) } else { Err(Refusal::TooFew { have: finished, need: 13 }) };
        Answer {
            today: self.today.parse().unwrap(),
            granularity: first.granularity(),
            decimals: 2,
            span: Span { first: rows[self.plan.0].period, last: rows[self.plan.0 + self.plan.1 - 1].period },
            rows,
            last_finished,
            rolling,
            season: Ok(Season { indices: SEASON.to_vec(), weak: false, periods: 40 }),
            trend: Err(Refusal::NoLevel),
            smoothed_trend: Err(Refusal::NoLevel),
            episodes: Vec::new(),
            variation: Err(Refusal::NoLevel),
            methods: vec![MethodAnswer {
                id: "test",
                label: "Test".into(),
                explanation: String::new(),
                points,
                landing: None,
                warning: None,
                card: None,
            }],
            chosen,
            choice: crate::analysis::Choice::Default,
            distribution: None,
            odds: Vec::new(),
            dots: Vec::new(),
            past_forecasts: Vec::new(),
            tamed: Vec::new(),
            season_found: true,
            fitting: false,
            then_and_now: None,
            total,
        }
    }
}

/// January to December.
const SEASON: [f64; 12] = [0.77, 0.84, 0.90, 1.01, 1.10, 1.10, 1.22, 1.19, 1.09, 0.95, 0.90, 0.92];

#[expect(clippy::cast_precision_loss, reason = "small counts")]
fn rolling(rows: &[Row], window: usize) -> Rolling {
    let finished: Vec<Option<f64>> =
        rows.iter().map(|r| r.actual.filter(|_| r.standing == Standing::Finished).map(Amount::to_f64)).collect();
    let mean = |part: &[Option<f64>]| part.iter().copied().sum::<Option<f64>>().map(|sum| sum / part.len() as f64);
    let full = |index: usize| (index + 1).checked_sub(window).and_then(|start| mean(&finished[start..=index]));
    let averages: Vec<Option<f64>> = (0..rows.len()).map(full).collect();
    let start = finished.iter().position(Option::is_some).unwrap_or(0);
    let end = averages.iter().position(Option::is_some).unwrap_or(rows.len());
    let warm = |index: usize| {
        let known: Vec<Option<f64>> = finished[start.min(index)..=index].to_vec();
        (index >= start && index < end).then(|| mean(&known)).flatten()
    };
    let warm_up = (0..rows.len()).map(warm).collect();
    Rolling { window, averages, warm_up }
}

fn total(rows: &[Row]) -> Total {
    let plan = || rows.iter().filter(|r| r.in_plan);
    let targets: Vec<Amount> = plan().filter_map(|r| r.target).collect();
    let target = (!targets.is_empty()).then(|| targets.into_iter().sum());
    let finished = |r: &&Row| r.standing == Standing::Finished;
    let actual_to_date = plan().filter(finished).filter_map(|r| r.actual).sum();
    let rest: Vec<Option<Amount>> = plan().filter(|r| !finished(r)).map(|r| r.expected).collect();
    let forecast_to_come = rest.iter().all(Option::is_some).then(|| rest.into_iter().flatten().sum());
    let landing = forecast_to_come.map(|f: Amount| actual_to_date + f);
    let gap = target.zip(landing).map(|(t, l): (Amount, Amount)| t - l);
    Total { target, actual_to_date, forecast_to_come, landing, gap, adjustments: None, bands: None }
}

pub fn pounds() -> Style {
    let currency: Currency = "GBP".parse().unwrap();
    Style { numbers: Numbers::ENGLISH, currency: Some(currency), unit: Unit::Money }
}

#[derive(Clone, Copy, Debug)]
pub enum Theme {
    Light,
    Dark,
    Projector,
}

/// The design's colours (look.md 3), to look at pictures with; the program's own are in its themes.
pub fn palette(theme: Theme) -> Palette {
    let [light, dark, projector] = [0, 1, 2];
    let column = match theme {
        Theme::Light => light,
        Theme::Dark => dark,
        Theme::Projector => projector,
    };
    Palette::new(|ink| {
        let hex: u32 = match ink {
            Ink::Surface => [0xFF_FFFF, 0x1F_2124, 0xFF_FFFF],
            Ink::Sunken => [0xF1_EEE8, 0x19_1A1D, 0xF2_F2F2],
            Ink::Hair => [0xDD_D9D0, 0x34_373C, 0x8A_8A8A],
            Ink::Grid => [0xE9_E6DF, 0x2B_2D31, 0xDC_DCDC],
            Ink::Control => [0x87_8175, 0x7F_848C, 0x5E_5E5E],
            Ink::Text1 | Ink::Target => [0x1D_1B17, 0xF2_F0EB, 0x00_0000],
            Ink::Text2 => [0x51_4C43, 0xC2_BFB8, 0x2E_2E2E],
            Ink::Text3 => [0x65_5F54, 0xA0_9D96, 0x40_4040],
            Ink::Blue => [0x1D_4FB8, 0x86_ADFF, 0x0A_3DAF],
            Ink::Actual => [0x56_5147, 0xCF_CABF, 0x3A_3A3A],
            Ink::Prev => [0x8F_887B, 0x7C_786F, 0x75_7575],
            Ink::PrevFill => [0xD3_CDC1, 0x4A_4741, 0xC4_C4C4],
            Ink::Band50 => [0xA9_C2EE, 0x39_527F, 0x8F_B0EE],
            Ink::Band80 => [0xCB_DAF5, 0x2C_3E5F, 0xBC_D0F6],
            Ink::Band95 => [0xE4_ECFA, 0x26_3146, 0xDF_E9FB],
            Ink::BandEdge => [0x5F_87D2, 0x6F_93DA, 0x34_63C4],
            Ink::Teal => [0x0A_6B66, 0x55_C7BC, 0x00_5A55],
            Ink::TealFill => [0x1B_8E87, 0x2F_9F95, 0x00_7A73],
            Ink::Orange => [0xA8_430A, 0xFF_A066, 0x98_3600],
            Ink::OrangeFill => [0xCF_6024, 0xE0_7B3C, 0xC2_4E10],
        }[column];
        let [_, r, g, b] = hex.to_be_bytes();
        [r, g, b]
    })
}

/// Fails if a mark is not finite, lies outside its scene, or if there are more marks than a chart may have.
pub fn check(scene: &crate::chart::Scene) {
    use crate::chart::{Align, Mark, measure};
    let tolerance = 6.0;
    assert!(scene.marks.len() <= 6_000, "{} marks", scene.marks.len());
    let inside = |x: f32, y: f32, mark: &Mark| {
        assert!(x.is_finite() && y.is_finite(), "{mark:?}");
        let fits = (-tolerance..=scene.size[0] + tolerance).contains(&x)
            && (-tolerance..=scene.size[1] + tolerance).contains(&y);
        assert!(fits, "outside {:?}: {mark:?}", scene.size);
    };
    for mark in &scene.marks {
        match mark {
            Mark::Line { points, width, .. } => {
                assert!(points.len() > 1 && width.is_finite() && *width > 0.0, "{mark:?}");
                for p in points {
                    inside(p[0], p[1], mark);
                }
            }
            Mark::Polygon { points, .. } => points.iter().for_each(|p| inside(p[0], p[1], mark)),
            Mark::Rect { min, max, .. } => {
                inside(min[0], min[1], mark);
                inside(max[0], max[1], mark);
                assert!(min[0] <= max[0] && min[1] <= max[1], "{mark:?}");
            }
            Mark::Circle { centre, radius, .. } => {
                inside(centre[0], centre[1], mark);
                assert!(radius.is_finite() && *radius > 0.0);
            }
            Mark::Text { at, align, text, size, weight, .. } => {
                assert!(*size >= 12.0, "{mark:?}");
                let wide = measure::width(text, *size, *weight);
                let left = match align {
                    Align::Start => at[0],
                    Align::Middle => at[0] - wide / 2.0,
                    Align::End => at[0] - wide,
                };
                inside(left, at[1], mark);
                inside(left + wide, at[1], mark);
            }
        }
    }
    for pair in scene.slots.windows(2) {
        assert!(pair[0].x1 <= pair[1].x0 + 1e-3 && pair[0].x0 < pair[0].x1);
    }
    texts_apart(scene);
}

/// No two texts of a scene overlap.
fn texts_apart(scene: &crate::chart::Scene) {
    use crate::chart::{Align, Mark, measure};
    let boxes: Vec<([f32; 4], &str)> = scene
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Text { at, align, text, size, weight, .. } => {
                let wide = measure::width(text, *size, *weight);
                let left = match align {
                    Align::Start => at[0],
                    Align::Middle => at[0] - wide / 2.0,
                    Align::End => at[0] - wide,
                };
                Some(([left, at[1] - 0.7 * size, left + wide, at[1] + 0.1 * size], text.as_str()))
            }
            _ => None,
        })
        .collect();
    for (index, (a, text)) in boxes.iter().enumerate() {
        for (b, other) in &boxes[index + 1..] {
            let apart = a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1];
            assert!(apart, "{text:?} {a:?} overlaps {other:?} {b:?}");
        }
    }
}
