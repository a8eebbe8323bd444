//! Labels at the ends of lines, pushed apart where lines end close together.

use super::Pen;
use crate::chart::scene::{Align, Ink, Weight};

/// A label of one or two lines at the right end of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct EndLabel {
    /// The value at which its line ends.
    pub value: f64,
    pub lines: Vec<String>,
    pub weight: Weight,
    pub ink: Ink,
}

impl Pen {
    #[must_use]
    pub fn widest(&self, labels: &[EndLabel]) -> f32 {
        let widths = labels.iter().flat_map(|label| label.lines.iter().map(|line| self.width(line, label.weight)));
        widths.fold(0.0, f32::max)
    }

    /// Draws labels from `x` on, each centred on its line's end as far as the others and `within` leave it.
    /// Where not all fit, the last of them are left out.
    pub fn end_labels(
        &mut self,
        x: f32,
        room: f32,
        within: [f32; 2],
        y: impl Fn(f64) -> f32,
        mut labels: Vec<EndLabel>,
    ) {
        let (line_height, gap) = (self.line_height(), 4.0 * self.z);
        #[expect(clippy::cast_precision_loss, reason = "one or two lines")]
        let height = |label: &EndLabel| label.lines.len() as f32 * line_height;
        while !labels.is_empty()
            && labels.iter().map(|label| height(label) + gap).sum::<f32>() - gap > within[1] - within[0]
        {
            labels.pop();
        }
        labels.sort_by(|a, b| b.value.total_cmp(&a.value));
        let heights: Vec<f32> = labels.iter().map(height).collect();
        let wanted: Vec<f32> =
            labels.iter().zip(&heights).map(|(label, height)| y(label.value) - height / 2.0).collect();
        let tops = push_apart(&wanted, &heights, gap, within);
        for (label, top) in labels.into_iter().zip(tops) {
            let mut baseline = top + 0.95 * self.size;
            for line in label.lines {
                let line = super::measure::fitted(&line, self.size, label.weight, room);
                self.text([x, baseline], Align::Start, line, label.weight, label.ink);
                baseline += line_height;
            }
        }
    }
}

/// Tops of blocks with the given heights, as near to the wanted ones (in order) as `gap` between them and the limits
/// allow. Blocks that don't fit at all stay in order and leave the limits at the top.
#[must_use]
pub fn push_apart(wanted: &[f32], heights: &[f32], gap: f32, within: [f32; 2]) -> Vec<f32> {
    let mut tops = wanted.to_vec();
    let mut free = within[0];
    for (top, height) in tops.iter_mut().zip(heights) {
        *top = top.max(free);
        free = *top + height + gap;
    }
    let mut limit = within[1];
    for (top, height) in tops.iter_mut().zip(heights).rev() {
        *top = top.min(limit - height);
        limit = *top - gap;
    }
    tops
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_that_end_close_together_are_pushed_apart_downwards() {
        assert_eq!(push_apart(&[50.0, 52.0], &[10.0, 10.0], 4.0, [0.0, 200.0]), [50.0, 64.0]);
    }

    #[test]
    fn labels_at_the_lower_edge_move_up() {
        assert_eq!(push_apart(&[95.0, 96.0], &[10.0, 10.0], 4.0, [0.0, 100.0]), [76.0, 90.0]);
    }

    #[test]
    fn labels_with_room_stay_where_they_are() {
        assert_eq!(push_apart(&[10.0, 60.0], &[10.0, 20.0], 4.0, [0.0, 100.0]), [10.0, 60.0]);
    }

    proptest! {
        #[test]
        fn labels_never_overlap_and_stay_inside(mut wanted in prop::collection::vec(-50.0..450.0_f32, 0..5)) {
            wanted.sort_by(f32::total_cmp);
            let heights = vec![30.0; wanted.len()];
            let tops = push_apart(&wanted, &heights, 4.0, [0.0, 400.0]);
            for pair in tops.windows(2) {
                prop_assert!(pair[1] - pair[0] >= 34.0 - 1e-3);
            }
            for top in tops {
                prop_assert!((-1e-3..=370.0 + 1e-3).contains(&top));
            }
        }
    }
}
