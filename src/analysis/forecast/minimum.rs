//! Where a function is smallest.

/// Nelder and Mead's simplex (1965, "A simplex method for function minimization", The Computer Journal 7), without derivatives.
///
/// From `start`, with a first simplex as wide as `width` in each direction; ends after `most` steps, or once the corners differ by
/// less than `tolerance` of the best. Deterministic: the same function gives the same answer to the last bit.
pub(super) fn simplex<const K: usize>(
    mut f: impl FnMut(&[f64; K]) -> f64,
    start: [f64; K],
    width: f64,
    most: usize,
    tolerance: f64,
) -> [f64; K] {
    let mut corners: Vec<([f64; K], f64)> = Vec::with_capacity(K + 1);
    corners.push((start, f(&start)));
    for axis in 0..K {
        let mut corner = start;
        corner[axis] += width;
        corners.push((corner, f(&corner)));
    }
    for _ in 0..most {
        corners.sort_by(|a, b| a.1.total_cmp(&b.1));
        let (best, worst) = (corners[0].1, corners[K].1);
        if worst - best <= tolerance * best.abs() {
            break;
        }
        let mut centre = [0.0; K];
        for (corner, _) in &corners[..K] {
            for axis in 0..K {
                centre[axis] += corner[axis] / super::float(K);
            }
        }
        let away = corners[K].0;
        let at = |share: f64| {
            let mut point = centre;
            for axis in 0..K {
                point[axis] += share * (away[axis] - centre[axis]);
            }
            point
        };
        let reflected = at(-1.0);
        let f_reflected = f(&reflected);
        if f_reflected < best {
            let expanded = at(-2.0);
            let f_expanded = f(&expanded);
            corners[K] = if f_expanded < f_reflected { (expanded, f_expanded) } else { (reflected, f_reflected) };
        } else if f_reflected < corners[K - 1].1 {
            corners[K] = (reflected, f_reflected);
        } else {
            let contracted = at(if f_reflected < worst { -0.5 } else { 0.5 });
            let f_contracted = f(&contracted);
            if f_contracted < f_reflected.min(worst) {
                corners[K] = (contracted, f_contracted);
            } else {
                let best = corners[0].0;
                for (corner, value) in &mut corners[1..] {
                    for axis in 0..K {
                        corner[axis] = f64::midpoint(best[axis], corner[axis]);
                    }
                    *value = f(corner);
                }
            }
        }
    }
    corners.sort_by(|a, b| a.1.total_cmp(&b.1));
    corners[0].0
}

/// Steps of the first look over the range, and of the narrowing that follows: to 1/1,000 of the range.
const LOOKS: u16 = 12;
const NARROWINGS: u16 = 11;

/// The minimum over a range: the best of evenly spaced values, then a golden-section search between its neighbours.
pub(super) fn in_range(mut f: impl FnMut(f64) -> f64, low: f64, high: f64) -> f64 {
    const GOLDEN: f64 = 0.618_033_988_749_894_9;
    let at = |look: u16| low + (high - low) * f64::from(look) / f64::from(LOOKS);
    let mut best = (0, f(low));
    for look in 1..=LOOKS {
        let value = f(at(look));
        if value < best.1 {
            best = (look, value);
        }
    }
    let (mut left, mut right) = (at(best.0.saturating_sub(1)), at((best.0 + 1).min(LOOKS)));
    let inner = |left: f64, right: f64| (right - GOLDEN * (right - left), left + GOLDEN * (right - left));
    let (mut a, mut b) = inner(left, right);
    let (mut f_a, mut f_b) = (f(a), f(b));
    for _ in 0..NARROWINGS {
        if f_a <= f_b {
            right = b;
            (b, f_b) = (a, f_a);
            a = inner(left, right).0;
            f_a = f(a);
        } else {
            left = a;
            (a, f_a) = (b, f_b);
            b = inner(left, right).1;
            f_b = f(b);
        }
    }
    let (narrowed, value) = if f_a <= f_b { (a, f_a) } else { (b, f_b) };
    if value <= best.1 { narrowed } else { at(best.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rosenbrock's curved valley, whose minimum is 0 at (1, 1).
    #[test]
    fn the_simplex_comes_down_a_curved_valley() {
        let valley = |p: &[f64; 2]| (1.0 - p[0]).powi(2) + 100.0 * (p[1] - p[0] * p[0]).powi(2);
        let [x, y] = simplex(valley, [-1.2, 1.0], 0.5, 400, 1e-12);
        assert!((x - 1.0).abs() < 1e-3 && (y - 1.0).abs() < 1e-3, "{x} {y}");
    }

    #[test]
    fn the_lower_of_two_hollows_is_found_and_so_is_the_end_of_the_range() {
        let hollows = |x: f64| (x - 0.2).powi(2).min((x - 0.8).powi(2) - 0.01);
        assert!((in_range(hollows, 0.0, 1.0) - 0.8).abs() < 1e-3);
        assert!((in_range(|x| -x, 0.02, 0.99) - 0.99).abs() < 1e-3);
        assert!((in_range(|x| x, 0.02, 0.99) - 0.02).abs() < 1e-3);
    }
}
