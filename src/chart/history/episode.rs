//! Marked episodes behind the history: a sunken ground with name and span at the top inside.

use super::Shown;
use crate::chart::grammar::Pen;
use crate::chart::layout::{Layout, Skyline};
use crate::chart::measure;
use crate::chart::scene::{Align, Ink, Weight};
use crate::text::calendar;

/// Widest label, in label sizes; a longer name is cut.
const WIDEST: f32 = 14.0;

/// Rows of labels that neighbouring episodes may take before one goes without.
const ROWS: usize = 3;

/// An episode in the plot.
pub struct Shade {
    x: [f32; 2],
    label: [String; 2],
}

/// The episodes that lie in what is shown.
pub fn shades(shown: &Shown<'_>, layout: &Layout) -> Vec<Shade> {
    let (Some(first), Some(last)) = (shown.rows.first(), shown.rows.last()) else { return Vec::new() };
    let shade = |episode: &crate::analysis::Stretch| {
        let place = |period| usize::try_from(first.period.until(period)).ok();
        let from = place(episode.span.first.max(first.period))?;
        let to = place(episode.span.last.min(last.period))?;
        let label = [episode.name.clone(), calendar::span(episode.span, shown.options.fiscal)];
        (from <= to).then(|| Shade { x: [layout.edge(from), layout.edge(to + 1)], label })
    };
    shown.answer.episodes.iter().filter_map(shade).collect()
}

pub fn draw_grounds(pen: &mut Pen, layout: &Layout, shades: &[Shade]) {
    for shade in shades {
        pen.shade(shade.x, layout.plot_y());
    }
}

/// Labels at the top inside, a row lower where a neighbour stands, on plates where something else is drawn.
pub fn draw_labels(pen: &mut Pen, layout: &Layout, skyline: &Skyline, shades: &[Shade]) {
    let mut ends = [f32::NEG_INFINITY; ROWS];
    for shade in shades {
        let lines =
            shade.label.each_ref().map(|line| measure::fitted(line, pen.size, Weight::Regular, WIDEST * pen.size));
        let wide = lines.iter().map(|line| pen.width(line, Weight::Regular)).fold(0.0, f32::max);
        let [left, right] = [layout.left + wide / 2.0, layout.right - wide / 2.0];
        if left > right {
            continue;
        }
        let centre = f32::midpoint(shade.x[0], shade.x[1]).clamp(left, right);
        let (x0, x1) = (centre - wide / 2.0, centre + wide / 2.0);
        let Some(row) = ends.iter().position(|end| *end + pen.size / 2.0 <= x0) else { continue };
        ends[row] = x1;
        #[expect(clippy::cast_precision_loss, reason = "at most three rows")]
        let top = layout.top + row as f32 * 2.4 * pen.line_height();
        // The skyline counts the neighbours of what it is asked for.
        let (from, to) = (x0 + layout.pitch, (x1 - layout.pitch).max(x0 + layout.pitch));
        let covered = skyline.top(layout, from, to) < top + 2.2 * pen.line_height();
        for (line, text, ink) in [(0.9, &lines[0], Ink::Text2), (1.9, &lines[1], Ink::Text3)] {
            let at = [centre, top + line * pen.line_height()];
            if covered {
                pen.text_on_plate(at, Align::Middle, text, Weight::Regular, ink);
            } else {
                pen.text(at, Align::Middle, text.as_str(), Weight::Regular, ink);
            }
        }
    }
}
