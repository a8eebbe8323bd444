//! Lines: averages, warm-up, target, forecast and its band. All are cut where a value is missing.

use super::{Pen, cut};
use crate::chart::scene::{Ink, Mark, Xy};

/// Over every other line lies a casing of surface this much wider.
const CASING: f32 = 3.0;

/// Width of the chosen rolling average.
pub const MAIN: f32 = 3.5;
/// Width of a second average.
pub const SECOND: f32 = 1.75;
const TARGET: f32 = 1.75;
const FORECAST: f32 = 2.5;
const ADJUSTED: f32 = 2.0;
const WITH_PLAN: f32 = 1.75;

impl Pen {
    /// A rolling average over its casing, after its warm-up in dots. Each point is a row's, `None` where there is none.
    pub fn average(&mut self, line: &[Option<Xy>], warm_up: &[Option<Xy>], width: f32, ink: Ink) {
        let runs = cut::runs(line.iter().copied());
        let mut warm = cut::runs(warm_up.iter().copied());
        if let (Some(last), Some(first)) = (warm.last_mut(), runs.first().and_then(|run| run.first())) {
            // The dots lead up to the line.
            last.push(*first);
        }
        for run in runs.iter().chain(&warm) {
            self.stroke(run.clone(), width + CASING.min(2.0 * width), Ink::Surface);
        }
        let pitch = 2.0 * width * self.z;
        for dot in warm.iter().filter(|run| run.len() > 1).flat_map(|run| cut::dots(run, pitch)) {
            self.dot(dot, width / 2.0, ink);
        }
        for run in runs {
            self.rounded(run, width, ink);
        }
    }

    /// A line with round ends; a single point is a dot.
    fn rounded(&mut self, run: Vec<Xy>, width: f32, ink: Ink) {
        if let [point] = run[..] {
            self.dot(point, width * 0.75, ink);
            return;
        }
        for end in run.first().into_iter().chain(run.last()).copied().collect::<Vec<_>>() {
            self.dot(end, width / 2.0, ink);
        }
        self.stroke(run, width, ink);
    }

    fn dot(&mut self, centre: Xy, radius: f32, ink: Ink) {
        self.marks.push(Mark::Circle { centre, radius: radius * self.z, fill: Some(ink), edge: None });
    }

    /// The target: a step, flat across each period; `steps` holds each row's left and right end and height.
    pub fn target(&mut self, steps: impl IntoIterator<Item = Option<(f32, f32, f32)>>) {
        let mut runs: Vec<Vec<Xy>> = Vec::new();
        let mut open = false;
        for step in steps {
            if let Some((x0, x1, y)) = step {
                if !open {
                    runs.push(Vec::new());
                }
                if let Some(run) = runs.last_mut() {
                    run.extend([[x0, y], [x1, y]]);
                }
            }
            open = step.is_some();
        }
        for run in &runs {
            self.stroke(run.clone(), TARGET + 2.0, Ink::Surface);
        }
        for run in runs {
            self.stroke(run, TARGET, Ink::Target);
        }
    }

    /// The forecast: dashes 7 on and 5 off with a hollow dot for each period. It starts at the first forecast period.
    pub fn forecast(&mut self, points: &[Option<Xy>], dots: bool) {
        for run in cut::runs(points.iter().copied()) {
            for dash in cut::dashes(&run, 7.0 * self.z, 5.0 * self.z) {
                self.stroke(dash, FORECAST, Ink::Blue);
            }
            if dots || run.len() == 1 {
                for centre in run {
                    self.hollow_dot(centre, Ink::Blue);
                }
            }
        }
    }

    /// What strategies and risks make of the forecast: a thin solid line, since they are meant and not measured.
    pub fn with_plan(&mut self, points: &[Option<Xy>]) {
        for run in cut::runs(points.iter().copied()) {
            self.stroke(run.clone(), WITH_PLAN + 2.0, Ink::Surface);
            self.stroke(run, WITH_PLAN, Ink::Blue);
        }
    }

    /// The forecast as people changed it by what they know: dots along the way, a hollow one for each period, so that it never
    /// reads as the forecast itself.
    pub fn adjusted(&mut self, points: &[Option<Xy>]) {
        for run in cut::runs(points.iter().copied()) {
            for dot in cut::dots(&run, 5.0 * self.z) {
                self.dot(dot, ADJUSTED / 2.0, Ink::Blue);
            }
            for centre in run {
                self.hollow_dot(centre, Ink::Blue);
            }
        }
    }

    fn hollow_dot(&mut self, centre: Xy, ink: Ink) {
        self.marks.push(Mark::Circle {
            centre,
            radius: 3.0 * self.z + 0.875 * self.z,
            fill: Some(Ink::Surface),
            edge: Some((1.75 * self.z, ink)),
        });
    }

    /// A band as one quadrilateral a period, from `[x, upper y, lower y]`; a lone period is `alone` wide.
    pub fn band(&mut self, points: &[Option<[f32; 3]>], alone: f32, ink: Ink) {
        for run in band_runs(points) {
            let run = widened(run, alone);
            for pair in run.windows(2) {
                let [a, b] = [pair[0], pair[1]];
                let points = vec![[a[0], a[1]], [b[0], b[1]], [b[0], b[2]], [a[0], a[2]]];
                self.marks.push(Mark::Polygon { points, ink });
            }
            // Two smoothed edges that meet let the ground shine through: a stroke over each seam closes it.
            for seam in run.iter().skip(1).take(run.len().saturating_sub(2)) {
                if seam[2] - seam[1] > 1.5 {
                    self.marks.push(Mark::Line {
                        points: vec![[seam[0], seam[1] + 0.5], [seam[0], seam[2] - 0.5]],
                        width: 1.0,
                        ink,
                    });
                }
            }
        }
    }

    /// The two lines inside which the figure falls with the chance that the label names.
    pub fn band_edges(&mut self, points: &[Option<[f32; 3]>], alone: f32) {
        for run in band_runs(points) {
            let run = widened(run, alone);
            for side in [1, 2] {
                self.stroke(run.iter().map(|p| [p[0], p[side]]).collect(), 1.0, Ink::BandEdge);
            }
        }
    }
}

fn band_runs(points: &[Option<[f32; 3]>]) -> Vec<Vec<[f32; 3]>> {
    points
        .split(Option::is_none)
        .filter(|run| !run.is_empty())
        .map(|run| run.iter().copied().flatten().collect())
        .collect()
}

fn widened(run: Vec<[f32; 3]>, alone: f32) -> Vec<[f32; 3]> {
    match run[..] {
        [[x, hi, lo]] => vec![[x - alone / 2.0, hi, lo], [x + alone / 2.0, hi, lo]],
        _ => run,
    }
}
