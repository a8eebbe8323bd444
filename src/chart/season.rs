//! The season at a glance: each place of the year against an average period, in the fiscal year's order.

use super::grammar::{Frame, Pen};
use super::measure;
use super::scene::{Align, Ink, Mark, Scene, Slot, Weight};
use super::wording;
use crate::analysis::{Answer, Refusal, Season};
use crate::model::{FiscalStart, Granularity};
use crate::text::finding::{self, FLAT_SEASON, Voice};
use crate::text::money::Style;
use crate::text::{calendar, plural};

/// Room between two bars, in points.
const BETWEEN: f32 = 5.0;
const NO_SEASON: &str = "A year as a whole has no season.";

/// The season chart in `frame`; its sentence is all in the reason, since nothing in it is a claim.
#[must_use]
pub fn scene(answer: &Answer, style: &Style, fiscal: FiscalStart, frame: Frame) -> Scene {
    let granularity = answer.granularity;
    let mut scene = Scene { size: frame.size, ..Scene::default() };
    let season = match &answer.season {
        Ok(season) if season.indices.len() > 1 && season.indices.iter().all(|v| v.is_finite()) => season,
        Ok(_) => {
            return Scene { reason: NO_SEASON.into(), ..scene };
        }
        Err(refusal) => {
            return Scene { reason: refused(*refusal, granularity, fiscal).into(), ..scene };
        }
    };
    let places = places(season, granularity, fiscal);
    scene.reason = Voice { name: "", fiscal, answer, style }.season(season);
    draw(&mut scene, &places, granularity, style, frame);
    scene
}

/// A place of the year and its difference to an average period: 0.23 is 23 % above.
struct Place {
    index: usize,
    difference: f64,
}

fn places(season: &Season, granularity: Granularity, fiscal: FiscalStart) -> Vec<Place> {
    let count = season.indices.len();
    let first = match granularity {
        Granularity::Month => usize::from(fiscal.month()) - 1,
        // Any year will do: its weeks begin where the others' do, give or take one.
        Granularity::Week => fiscal.months_of(2026).at(granularity, fiscal).first.season_index(),
        Granularity::Quarter | Granularity::Year => 0,
    };
    let place = |step: usize| {
        let index = (first + step) % count;
        Place { index, difference: season.indices.get(index).copied().unwrap_or(1.0) - 1.0 }
    };
    (0..count).map(place).collect()
}

fn draw(scene: &mut Scene, places: &[Place], granularity: Granularity, style: &Style, frame: Frame) {
    let mut pen = Pen::new(frame);
    let [wide, high] = frame.size;
    let bottom = high - 1.6 * pen.size;
    if wide < 24.0 || bottom < 12.0 {
        return;
    }
    #[expect(clippy::cast_precision_loss, reason = "places of a year")]
    let (pitch, at) = (wide / places.len() as f32, |index: usize| index as f32 * wide / places.len() as f32);
    let (up, down) = places.iter().fold((FLAT_SEASON, FLAT_SEASON), |(up, down), place| {
        (place.difference.max(up), (-place.difference).max(down))
    });
    #[expect(clippy::cast_possible_truncation, reason = "shares of at most 1")]
    let y = |difference: f64| bottom * ((up - difference) / (up + down)) as f32;
    let width = (pitch - BETWEEN * pen.z).max(pitch * 0.6);
    for (index, place) in places.iter().enumerate() {
        pen.column(at(index) + pitch / 2.0, width, y(place.difference), y(0.0), Ink::Actual);
        let readout = format!(
            "{}: {}",
            finding::season_place(granularity, place.index),
            against(style, place.difference, granularity)
        );
        scene.slots.push(Slot { period: None, x0: at(index), x1: at(index + 1), readout });
    }
    pen.rule(0.0, wide, y(0.0), Ink::Control);
    draw_letters(&mut pen, places, granularity, pitch, high);
    scene.plot_y = [0.0, bottom];
    scene.marks = pen.marks;
}

/// As many letters as fit side by side.
fn draw_letters(pen: &mut Pen, places: &[Place], granularity: Granularity, pitch: f32, high: f32) {
    let letters: Vec<String> = places.iter().map(|place| letter(granularity, place.index)).collect();
    let widest = letters.iter().map(|text| measure::width(text, pen.size, Weight::Regular)).fold(0.0, f32::max);
    #[expect(clippy::cast_precision_loss, reason = "places of a year")]
    let step = [1, 2, 3, 4, 13, 26].into_iter().find(|step| *step as f32 * pitch >= widest + 0.3 * pen.size);
    let Some(step) = step else { return };
    for (index, text) in letters.into_iter().enumerate().step_by(step) {
        #[expect(clippy::cast_precision_loss, reason = "places of a year")]
        let x = ((index as f32 + 0.5) * pitch).max(measure::width(&text, pen.size, Weight::Regular) / 2.0);
        let at = [x, high - 0.25 * pen.size];
        pen.marks.push(Mark::Text {
            at,
            align: Align::Middle,
            text,
            size: pen.size,
            weight: Weight::Regular,
            ink: Ink::Text3,
        });
    }
}

fn letter(granularity: Granularity, index: usize) -> String {
    match granularity {
        Granularity::Month => calendar::season_place(granularity, index).chars().take(1).collect(),
        Granularity::Week => (index + 1).to_string(),
        _ => calendar::season_place(granularity, index),
    }
}

/// "23% above an average month".
fn against(style: &Style, difference: f64, granularity: Granularity) -> String {
    let word = calendar::period_word(granularity);
    if difference.abs() < FLAT_SEASON {
        return format!("like an average {word}");
    }
    let side = if difference > 0.0 { "above" } else { "below" };
    format!("{} {side} an average {word}", style.percent((difference * 100.0).abs().round()))
}

fn refused(refusal: Refusal, granularity: Granularity, fiscal: FiscalStart) -> String {
    let word = calendar::period_word(granularity);
    match refusal {
        Refusal::TooFew { have, need } => format!(
            "The season shows after {}; {}.",
            plural::count(need, &format!("finished {word}")),
            wording::there_are(have)
        ),
        Refusal::NoSeasonInYear => NO_SEASON.to_owned(),
        Refusal::NoLevel => "The figures add up to nothing, so there is no season to show.".to_owned(),
        Refusal::LeftOut(period) => format!(
            "{} is left out, and no other year has it, so there is no season to show.",
            plural::capitalised(&calendar::period_long(period, fiscal))
        ),
        Refusal::Missing(period) => format!(
            "{} has no figure, so the season can’t be told.",
            plural::capitalised(&calendar::period_long(period, fiscal))
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::sample::{Sample, check, pounds};

    fn drawn(answer: &Answer) -> Scene {
        let scene = scene(answer, &pounds(), FiscalStart::new(7).unwrap(), Frame::page(262.0, 104.0));
        check(&scene);
        scene
    }

    fn with(indices: Vec<f64>) -> Answer {
        let mut answer = Sample::coast().answer();
        answer.season = Ok(Season { indices, weak: false, periods: 40 });
        answer
    }

    #[test]
    fn bars_stand_in_the_fiscal_years_order_with_letters_under_them() {
        let scene = drawn(&Sample::coast().answer());
        let letters: String = scene
            .marks
            .iter()
            .filter_map(|m| if let Mark::Text { text, .. } = m { Some(text.as_str()) } else { None })
            .collect();
        assert_eq!(letters, "JASONDJFMAMJ");
        assert_eq!(scene.reason, "July is 22% above an average month, January 23% below.");
        assert_eq!(scene.slots[6].readout, "January: 23% below an average month");
    }

    #[test]
    fn bars_above_and_below_share_the_line_of_an_average_month() {
        let scene = drawn(&with(vec![0.5, 1.5, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]));
        let bars: Vec<[f32; 2]> = scene
            .marks
            .iter()
            .filter_map(|m| if let Mark::Rect { min, max, .. } = m { Some([min[1], max[1]]) } else { None })
            .collect();
        assert_eq!(bars.len(), 2, "a place like the average has no bar");
        assert!((bars[0][0] - bars[1][1]).abs() < 1e-3, "{bars:?}");
    }

    #[test]
    fn a_flat_or_weak_or_unknown_season_says_so() {
        assert_eq!(drawn(&with(vec![1.0; 12])).reason, "No month stands out from the others.");
        let mut answer = with(vec![1.0; 12]);
        answer.season = Ok(Season { indices: vec![1.0; 12], weak: true, periods: 14 });
        assert!(drawn(&answer).reason.plain().ends_with("It rests on 14 months only."));
        answer.season = Err(Refusal::TooFew { have: 4, need: 12 });
        let scene = drawn(&answer);
        assert_eq!(scene.reason, "The season shows after 12 finished months; there are 4.");
        assert!(scene.marks.is_empty());
    }

    #[test]
    fn weeks_and_quarters_have_a_season_too_and_years_have_none() {
        for (granularity, count) in [(Granularity::Week, 52), (Granularity::Quarter, 4)] {
            let mut answer = with((0..count).map(|i| 0.5 + f64::from(i) / f64::from(count)).collect());
            answer.granularity = granularity;
            assert_eq!(drawn(&answer).slots.len(), usize::try_from(count).unwrap());
        }
        let mut answer = with(vec![1.0]);
        answer.granularity = Granularity::Year;
        assert_eq!(drawn(&answer).reason, "A year as a whole has no season.");
    }
}
