//! What an episode cost, as a small chart: what came, what was expected, and hatched what is missing between them.

use super::grammar::{EndLabel, Frame, GAP, Pen};
use super::layout::{Layout, Margins};
use super::scene::{Ink, Scene, Weight};
use crate::analysis::precedent::{Course, Precedent};
use crate::model::{FiscalStart, Period};
use crate::text::money::Style;
use crate::text::{calendar, precedent as words};

/// Periods that are shown after sales were back.
const AFTER: usize = 2;
/// No more periods than a small chart can tell apart.
const MOST: usize = 14;

/// The chart of `found` in `frame`; `name` is what the episode is called.
#[must_use]
pub fn scene(found: &Precedent, name: &str, style: &Style, fiscal: FiscalStart, frame: Frame) -> Scene {
    let (claim, reason) = words::measured(found, name, style, fiscal);
    let mut scene = Scene { size: frame.size, claim: claim.into(), reason: reason.into(), ..Scene::default() };
    let length = usize::from(found.length_periods.likely);
    let shown: Vec<&Course> = found.course.iter().take((length + AFTER).min(MOST)).collect();
    let mut pen = Pen::new(frame);
    let label = |value: f64, text: String, ink| EndLabel { value, lines: vec![text], weight: Weight::SemiBold, ink };
    let mut labels = Vec::new();
    if let Some(last) = shown.last() {
        labels.push(label(last.expected, "Expected".to_owned(), Ink::Blue));
    }
    if found.lost.likely > crate::model::Amount::ZERO
        && let Some(first) = shown.first()
    {
        let middle = f64::midpoint(first.expected, first.came.unwrap_or(first.expected));
        labels.push(label(middle, format!("Lost {}", style.in_sentence(found.lost.likely)), Ink::Orange));
    }
    let values: Vec<f64> = shown.iter().flat_map(|it| [Some(it.expected), it.came]).flatten().collect();
    let margins = Margins { right: pen.widest(&labels) + (GAP + 2.0) * pen.z, below: 0.0, today: false };
    if let Some(layout) = Layout::new(&pen, frame, margins, style, shown.len(), &values) {
        layout.draw_grid(&mut pen);
        let (width, zero) = (pen.column_width(layout.pitch, 0.56), layout.y(0.0));
        for (index, course) in shown.iter().enumerate() {
            let x = layout.x(index);
            if let Some(came) = course.came {
                if index < length && came < course.expected {
                    pen.hatched_column(x, width, layout.y(course.expected), layout.y(came), Ink::OrangeFill);
                }
                pen.column(x, width, layout.y(came), zero, Ink::Actual);
            }
        }
        layout.draw_baseline(&mut pen);
        let expected: Vec<_> =
            shown.iter().enumerate().map(|(index, it)| Some([layout.x(index), layout.y(it.expected)])).collect();
        pen.forecast(&expected, false);
        let periods: Vec<Period> = shown.iter().map(|it| it.period).collect();
        layout.draw_time_axis(&mut pen, frame, &periods, fiscal);
        let x = layout.right + GAP * pen.z;
        pen.end_labels(x, frame.size[0] - x, layout.plot_y(), |value| layout.y(value), labels);
        scene.slots = layout.slots(shown.iter().map(|it| (it.period, readout(it, style, fiscal))));
        scene.plot_y = layout.plot_y();
    }
    scene.marks = pen.marks;
    scene
}

/// "Mar 2025: sold £37k, expected £49k".
fn readout(course: &Course, style: &Style, fiscal: FiscalStart) -> String {
    let period = calendar::period(course.period, fiscal);
    let came = course.came.map_or_else(|| "no figure".to_owned(), |came| format!("sold {}", style.in_sentence(came)));
    format!("{period}: {came}, expected {}", style.in_sentence(course.expected))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::precedent::measure;
    use crate::chart::Mark;
    use crate::chart::sample::{check, pounds};
    use crate::model::{Amount, Episode, Plan, Span};

    /// 1,000 a month, and 600 in four of them.
    fn found() -> Precedent {
        let mut plan = Plan::new("Coast");
        let first: Period = "2023-01".parse().unwrap();
        for month in 0..48 {
            let value = if (30..34).contains(&month) { 600 } else { 1_000 };
            plan.type_figure(0, first.plus(month), Some(Amount::whole(value)));
        }
        let span = Span { first: first.plus(30), last: first.plus(31) };
        let episode = Episode::over(span, FiscalStart::JANUARY);
        measure(&plan, 0, &episode, "2027-01-10".parse().unwrap()).unwrap()
    }

    #[test]
    fn what_is_missing_is_hatched_for_as_long_as_it_lasted() {
        let scene = scene(&found(), "No rep", &pounds(), FiscalStart::JANUARY, Frame::page(360.0, 150.0));
        check(&scene);
        assert_eq!(scene.slots.len(), 6);
        assert_eq!(scene.slots[1].readout, "Aug 2025: sold £600, expected £1k");
        let edged = |mark: &&Mark| matches!(mark, Mark::Rect { edge: Some((_, Ink::OrangeFill)), .. });
        assert_eq!(scene.marks.iter().filter(edged).count(), 4);
        let said = |wanted: &str| {
            scene.marks.iter().any(|mark| matches!(mark, Mark::Text { text, .. } if text.as_str() == wanted))
        };
        assert!(said("Expected") && said("Lost £1.6k"));
        assert_eq!(scene.claim.to_string(), "No rep, Jul – Oct 2025:");
    }

    #[test]
    fn a_frame_without_room_has_the_sentence_alone() {
        let scene = scene(&found(), "No rep", &pounds(), FiscalStart::JANUARY, Frame::page(20.0, 10.0));
        assert!(scene.slots.is_empty() && !scene.reason.is_empty());
    }
}
