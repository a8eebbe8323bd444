//! Cutting lines into runs, dashes, dots and hatches, so that painters only ever stroke plain lines.

use crate::chart::scene::Xy;

/// Most dashes or dots of one line: a long line gets longer ones.
pub const MOST_PIECES: usize = 500;

/// Most strokes of one hatched area.
pub const MOST_STROKES: usize = 160;

/// Splits points at the missing ones.
pub fn runs(points: impl IntoIterator<Item = Option<Xy>>) -> Vec<Vec<Xy>> {
    let mut runs: Vec<Vec<Xy>> = Vec::new();
    let mut open = false;
    for point in points {
        match point {
            Some(point) if open => {
                if let Some(run) = runs.last_mut() {
                    run.push(point);
                }
            }
            Some(point) => runs.push(vec![point]),
            None => {}
        }
        open = point.is_some();
    }
    runs
}

fn distance(a: Xy, b: Xy) -> f32 {
    (b[0] - a[0]).hypot(b[1] - a[1])
}

fn length(points: &[Xy]) -> f32 {
    points.windows(2).map(|pair| distance(pair[0], pair[1])).sum()
}

fn between(a: Xy, b: Xy, share: f32) -> Xy {
    [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
}

/// The parts of a line that a dash pattern leaves, each an open line with the corners it passes.
#[must_use]
pub fn dashes(points: &[Xy], on: f32, off: f32) -> Vec<Vec<Xy>> {
    let stretch = stretch(length(points), on + off);
    let (on, off) = (on * stretch, off * stretch);
    let mut pieces: Vec<Vec<Xy>> = Vec::new();
    let (mut drawing, mut left) = (true, on);
    if let Some(first) = points.first() {
        pieces.push(vec![*first]);
    }
    for pair in points.windows(2) {
        let (mut at, total) = (0.0, distance(pair[0], pair[1]));
        while total - at > left {
            at += left;
            let turn = between(pair[0], pair[1], at / total);
            if drawing {
                if let Some(piece) = pieces.last_mut() {
                    piece.push(turn);
                }
            } else {
                pieces.push(vec![turn]);
            }
            drawing = !drawing;
            left = if drawing { on } else { off };
        }
        left -= total - at;
        if drawing && let Some(piece) = pieces.last_mut() {
            piece.push(pair[1]);
        }
    }
    pieces.retain(|piece| piece.len() > 1);
    pieces
}

/// Points along a line, `pitch` apart, from its start on.
#[must_use]
pub fn dots(points: &[Xy], pitch: f32) -> Vec<Xy> {
    let pitch = pitch * stretch(length(points), pitch);
    let mut dots: Vec<Xy> = points.first().copied().into_iter().collect();
    let mut left = pitch;
    for pair in points.windows(2) {
        let (mut at, total) = (0.0, distance(pair[0], pair[1]));
        while total - at >= left {
            at += left;
            dots.push(between(pair[0], pair[1], at / total));
            left = pitch;
        }
        left -= total - at;
    }
    dots
}

/// How much longer a pattern must be for a line to stay under [`MOST_PIECES`].
#[expect(clippy::cast_precision_loss, reason = "a small constant")]
fn stretch(length: f32, period: f32) -> f32 {
    (length / (period.max(0.01) * MOST_PIECES as f32)).max(1.0)
}

/// Strokes at 45° (rising to the right) inside the rectangle from `min` to `max`, `step` apart across the strokes.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "a small constant")]
pub fn hatch(min: Xy, max: Xy, step: f32) -> Vec<[Xy; 2]> {
    let (wide, high) = (max[0] - min[0], max[1] - min[1]);
    if wide <= 0.0 || high <= 0.0 {
        return Vec::new();
    }
    // A stroke is the line x + y = sum; strokes `step` apart differ by step × √2 in their sum.
    let step = (step * std::f32::consts::SQRT_2).max((wide + high) / MOST_STROKES as f32);
    let (first, last) = (min[0] + min[1], max[0] + max[1]);
    let mut strokes = Vec::new();
    let mut sum = first + step / 2.0;
    while sum < last {
        let (x0, x1) = (min[0].max(sum - max[1]), max[0].min(sum - min[1]));
        if x1 > x0 {
            strokes.push([[x0, sum - x0], [x1, sum - x1]]);
        }
        sum += step;
    }
    strokes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_at_what_is_missing() {
        let at = |x: f32| Some([x, 0.0]);
        let cut = runs([None, at(1.0), at(2.0), None, None, at(5.0), None]);
        assert_eq!(cut, vec![vec![[1.0, 0.0], [2.0, 0.0]], vec![[5.0, 0.0]]]);
        assert!(runs([None, None]).is_empty());
    }

    #[test]
    fn dashes_follow_corners_and_cover_their_share_of_the_line() {
        let line = [[0.0, 0.0], [10.0, 0.0], [10.0, 14.0]];
        let cut = dashes(&line, 7.0, 5.0);
        assert_eq!(cut, vec![vec![[0.0, 0.0], [7.0, 0.0]], vec![[10.0, 2.0], [10.0, 9.0]]]);
    }

    #[test]
    fn a_dash_round_a_corner_keeps_the_corner() {
        let cut = dashes(&[[0.0, 0.0], [4.0, 0.0], [4.0, 4.0]], 7.0, 5.0);
        assert_eq!(cut, vec![vec![[0.0, 0.0], [4.0, 0.0], [4.0, 3.0]]]);
    }

    #[test]
    fn pieces_stay_bounded_on_any_line() {
        let long: Vec<Xy> = (0..600_u16).map(|i| [f32::from(i), if i % 2 == 0 { 0.0 } else { 900.0 }]).collect();
        assert!(dashes(&long, 7.0, 5.0).len() <= MOST_PIECES + 1);
        assert!(dots(&long, 2.0).len() <= MOST_PIECES + 1);
        assert!(hatch([0.0, 0.0], [4.0, 90_000.0], 5.0).len() <= MOST_STROKES + 1);
    }

    #[test]
    fn strokes_stay_inside_their_rectangle_and_rise_at_45_degrees() {
        let (min, max) = ([10.0, 20.0], [19.0, 80.0]);
        let strokes = hatch(min, max, 5.0);
        assert!(strokes.len() >= 8, "{}", strokes.len());
        for [a, b] in strokes {
            for p in [a, b] {
                assert!((min[0]..=max[0]).contains(&p[0]) && (min[1]..=max[1] + 1e-3).contains(&p[1]), "{p:?}");
            }
            assert!((b[0] - a[0] - (a[1] - b[1])).abs() < 1e-3);
        }
        assert!(hatch([5.0, 5.0], [5.0, 50.0], 5.0).is_empty());
    }

    #[test]
    fn nothing_in_means_nothing_out() {
        assert!(dashes(&[], 7.0, 5.0).is_empty());
        assert!(dots(&[], 7.0).is_empty());
        assert!(dashes(&[[1.0, 1.0], [1.0, 1.0]], 7.0, 5.0).len() <= 1);
    }
}
