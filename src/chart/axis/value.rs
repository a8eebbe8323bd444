//! The value axis: round numbers at even steps, zero always among them.

/// Most lines across a plot.
const MOST_STEPS: f64 = 4.0;

/// Values from bottom to top of a plot, and where they lie on it.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueAxis {
    /// From the lowest to the highest; the lowest and highest are the plot's edges. Only zero where there is nothing to show.
    pub ticks: Vec<f64>,
    pub step: f64,
    lo: f64,
    hi: f64,
    /// Scene coordinates of the plot's lower and upper edge.
    bottom: f32,
    top: f32,
}

impl ValueAxis {
    /// An axis from zero over `values` (others than finite ones are passed over) between the scene's `bottom` and `top`.
    #[must_use]
    pub fn over(values: impl IntoIterator<Item = f64>, bottom: f32, top: f32) -> Self {
        let finite = values.into_iter().filter(|v| v.is_finite());
        let (lo, hi) = finite.fold((0.0_f64, 0.0_f64), |(lo, hi), v| (lo.min(v), hi.max(v)));
        // Less than any amount can be: nothing but noise of arithmetic.
        if hi - lo < 1e-9 {
            return Self { ticks: vec![0.0], step: 1.0, lo: 0.0, hi: 1.0, bottom, top };
        }
        let step = nice_step(lo, hi);
        let (first, last) = ((lo / step).floor(), (hi / step).ceil());
        let mut ticks = Vec::with_capacity(6);
        let mut count = first;
        while count <= last {
            ticks.push(count * step);
            count += 1.0;
        }
        Self { ticks, step, lo: first * step, hi: last * step, bottom, top }
    }

    /// An axis over `values` that need not hold zero, for levels: their differences are what counts.
    #[must_use]
    pub fn around(values: impl IntoIterator<Item = f64>, bottom: f32, top: f32) -> Self {
        let finite = values.into_iter().filter(|v| v.is_finite());
        let (lo, hi) = finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), v| (lo.min(v), hi.max(v)));
        if lo > hi {
            return Self::over([], bottom, top);
        }
        // Levels that are all the same stand in the middle.
        let room = (hi - lo).max(lo.abs() * 1e-3).max(1e-6);
        let (lo, hi) = if hi - lo < room { (lo - room, hi + room) } else { (lo - 0.06 * room, hi + 0.06 * room) };
        let step = nice_step(lo, hi);
        let (first, last) = ((lo / step).floor(), (hi / step).ceil());
        let mut ticks = Vec::with_capacity(6);
        let mut count = first;
        while count <= last {
            ticks.push(count * step);
            count += 1.0;
        }
        Self { ticks, step, lo: first * step, hi: last * step, bottom, top }
    }

    /// An axis that ends where `values` do, for rows and bars whose numbers stand beside them: it has no ticks but zero.
    #[must_use]
    pub fn closely(values: impl IntoIterator<Item = f64>, bottom: f32, top: f32) -> Self {
        let finite = values.into_iter().filter(|v| v.is_finite());
        let (lo, hi) = finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), v| (lo.min(v), hi.max(v)));
        if lo > hi {
            return Self::over([], bottom, top);
        }
        // Values that are all the same stand in the middle.
        let room = if hi - lo < 1e-9 { lo.abs().mul_add(1e-3, 1.0) } else { 0.0 };
        Self { ticks: vec![0.0], step: 1.0, lo: lo - room, hi: hi + room, bottom, top }
    }

    /// Where `value` lies; beyond the axis, its edge.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
    pub fn y(&self, value: f64) -> f32 {
        let share = ((value - self.lo) / (self.hi - self.lo)).clamp(0.0, 1.0) as f32;
        self.bottom + (self.top - self.bottom) * share
    }

    #[must_use]
    pub fn zero(&self) -> f32 {
        self.y(0.0)
    }

    #[must_use]
    pub fn highest(&self) -> f64 {
        self.ticks.last().copied().unwrap_or_default()
    }

    /// The largest size on the axis, which sets its scale ("£ thousand").
    #[must_use]
    pub fn largest(&self) -> f64 {
        self.lo.abs().max(self.highest().abs())
    }
}

/// The smallest of 1, 2, 2.5, 4 and 5 × 10^n that covers the range in at most four steps from a multiple of itself.
fn nice_step(lo: f64, hi: f64) -> f64 {
    let mut power = 10_f64.powf(((hi - lo) / MOST_STEPS).log10().floor());
    loop {
        for factor in [1.0, 2.0, 2.5, 4.0, 5.0] {
            let step = factor * power;
            if (hi / step).ceil() - (lo / step).floor() <= MOST_STEPS {
                return step;
            }
        }
        power *= 10.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ticks(values: &[f64]) -> Vec<f64> {
        ValueAxis::over(values.iter().copied(), 100.0, 0.0).ticks
    }

    #[test]
    fn a_close_axis_ends_where_its_values_do() {
        let axis = ValueAxis::closely([3.0, 5.0], 100.0, 0.0);
        assert_eq!([3.0, 4.0, 5.0, 9.0].map(|value| axis.y(value)), [100.0, 50.0, 0.0, 0.0]);
        assert_eq!(ValueAxis::closely([7.0, 7.0], 100.0, 0.0).y(7.0), 50.0);
    }

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(ticks(&[36.7, 73.5]), [0.0, 20.0, 40.0, 60.0, 80.0]);
        assert_eq!(ticks(&[82.0]), [0.0, 25.0, 50.0, 75.0, 100.0]);
        assert_eq!(ticks(&[104.0]), [0.0, 40.0, 80.0, 120.0]);
        assert_eq!(ticks(&[1.0]), [0.0, 0.25, 0.5, 0.75, 1.0]);
    }

    #[test]
    fn negative_figures_get_ticks_below_zero() {
        assert_eq!(ticks(&[-30.0, 50.0]), [-50.0, -25.0, 0.0, 25.0, 50.0]);
        assert_eq!(ticks(&[-30.0]), [-30.0, -20.0, -10.0, 0.0]);
    }

    #[test]
    fn nothing_and_all_zero_keep_only_the_zero_line() {
        assert_eq!(ticks(&[]), [0.0]);
        assert_eq!(ticks(&[0.0, 0.0]), [0.0]);
        assert_eq!(ticks(&[f64::NAN, f64::INFINITY]), [0.0]);
        let axis = ValueAxis::over([0.0], 100.0, 10.0);
        assert!((axis.zero() - 100.0).abs() < f32::EPSILON);
    }

    #[test]
    fn levels_need_no_zero_and_lie_between_the_ends() {
        let around = |values: &[f64]| ValueAxis::around(values.iter().copied(), 100.0, 0.0);
        assert_eq!(around(&[656.0, 690.0, 679.0]).ticks, [640.0, 660.0, 680.0, 700.0]);
        assert_eq!(around(&[-5.0, 12.0]).ticks, [-10.0, 0.0, 10.0, 20.0]);
        let same = around(&[500.0, 500.0]);
        assert!((same.y(500.0) - 50.0).abs() < 1.0, "{}", same.y(500.0));
        assert_eq!(around(&[]).ticks, [0.0]);
    }

    #[test]
    fn a_value_beyond_the_axis_stays_on_its_edge() {
        let axis = ValueAxis::over([73.5], 100.0, 20.0);
        assert!((axis.y(80.0) - 20.0).abs() < 1e-4);
        assert!((axis.y(40.0) - 60.0).abs() < 1e-4);
        assert!((axis.y(1e9) - 20.0).abs() < 1e-4);
    }

    proptest! {
        #[test]
        fn any_figures_get_three_to_five_lines_with_zero_among_them(a in -1e18..1e18_f64, b in -1e18..1e18_f64, tiny in any::<bool>()) {
            let shrink = if tiny { 1e-18 } else { 1.0 };
            let values = [a * shrink, b * shrink];
            prop_assume!(values.iter().any(|v| v.abs() > 1e-6));
            let axis = ValueAxis::over(values, 100.0, 0.0);
            prop_assert!((3..=5).contains(&axis.ticks.len()), "{:?}", axis.ticks);
            prop_assert!(axis.ticks.contains(&0.0));
            for v in values {
                prop_assert!(axis.lo <= v && v <= axis.hi);
            }
        }
    }
}
