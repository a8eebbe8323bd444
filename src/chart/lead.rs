//! Whether a KPI comes before sales: a bar for each lag, over the band that chance alone may reach.

use super::axis::ValueAxis;
use super::grammar::{Frame, Pen};
use super::measure;
use super::scene::{Align, Ink, Mark, Scene, Slot, Weight};
use crate::analysis::kpi::{Lead, Verdict};
use crate::model::Granularity;
use crate::text::money::{Scale, Style};
use crate::text::{UNKNOWN, kpi as said, plural};

/// Most width of a bar.
const WIDEST: f32 = 26.0;

/// The bars in `frame`; only a note where there is too little data.
#[must_use]
pub fn scene(lead: &Lead, granularity: Granularity, style: &Style, frame: Frame) -> Scene {
    let (claim, reason) = said::lead_sentence(lead, granularity, style);
    let mut scene = Scene { size: frame.size, claim: claim.into(), reason: reason.into(), ..Scene::default() };
    let mut pen = Pen::new(frame);
    let [wide, high] = frame.size;
    let (top, bottom) = (pen.size * 2.8, high - 2.2 * pen.size);
    if matches!(lead.verdict, Verdict::TooLittle { .. }) || bottom - top < 2.0 * pen.size || wide < 8.0 * pen.size {
        let note = measure::fitted("Too little data to tell", pen.size, Weight::Regular, wide);
        pen.text([wide / 2.0, high / 2.0], Align::Middle, note, Weight::Regular, Ink::Text3);
        return Scene { marks: pen.marks, ..scene };
    }
    let known = lead.correlations.iter().copied().flatten();
    let axis = ValueAxis::closely(known.chain([-0.05, 0.0, lead.by_chance]), bottom - 1.4 * pen.size, top);
    let strongest = match lead.verdict {
        Verdict::Leads(lag) => Some(lag),
        Verdict::Together => Some(0),
        Verdict::DoesNotLead | Verdict::TooLittle { .. } => None,
    };
    let band = [axis.y(lead.by_chance), axis.y(-lead.by_chance)];
    let (min, max) = ([0.0, band[0]], [wide, band[1].min(bottom)]);
    pen.marks.push(Mark::Rect { min, max, fill: Some(Ink::Sunken), edge: None, radius: 0.0 });
    #[expect(clippy::cast_precision_loss, reason = "a few lags")]
    let pitch = wide / lead.correlations.len().max(1) as f32;
    let note = "grey: could be chance";
    pen.text(
        [wide, 0.9 * pen.size],
        Align::End,
        measure::fitted(note, pen.size, Weight::Regular, wide),
        Weight::Regular,
        Ink::Text3,
    );
    let zero = axis.y(0.0);
    let mut words = Vec::new();
    for (lag, correlation) in lead.correlations.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a few lags")]
        let (x0, x1) = (pitch * lag as f32, pitch * (lag + 1) as f32);
        let x = f32::midpoint(x0, x1);
        let is_strongest = strongest == Some(lag);
        let (ink, weight) = if is_strongest { (Ink::Blue, Weight::SemiBold) } else { (Ink::Text3, Weight::Regular) };
        let text = correlation.map_or_else(|| UNKNOWN.to_owned(), |value| short(value, style));
        let mut label = zero - 0.4 * pen.size;
        if let Some(value) = correlation {
            let (y, width) = (axis.y(*value), (WIDEST * pen.z).min(pitch * 0.6));
            pen.column(x, width, y, zero, if is_strongest { Ink::Blue } else { Ink::Actual });
            label = y.min(zero) - 0.4 * pen.size;
        }
        // Where the bars stand too close, the strongest alone has words.
        let fits = |text: &str| pen.width(text, Weight::SemiBold) + 0.3 * pen.size <= pitch;
        let name = name(lag, granularity);
        for (text, y) in [(text, label), (name, high - 0.5 * pen.size)] {
            if is_strongest || fits(&text) && fits("−.00") {
                let half = pen.width(&text, weight) / 2.0;
                words.push(([x.clamp(half, (wide - half).max(half)), y], text, weight, ink));
            }
        }
        scene.slots.push(Slot { period: None, x0, x1, readout: readout(lag, *correlation, lead, granularity, style) });
    }
    for (at, text, weight, ink) in words {
        pen.text(at, Align::Middle, text, weight, ink);
    }
    pen.rule(0.0, wide, zero, Ink::Control);
    scene.plot_y = [top, bottom];
    scene.marks = pen.marks;
    scene
}

/// ".46": two decimals, without the zero that all of them have.
fn short(value: f64, style: &Style) -> String {
    style.scaled(value, Scale::Ones, 2).replacen('0', "", usize::from(value.abs() < 0.995))
}

/// "same", "2 mo".
fn name(lag: usize, granularity: Granularity) -> String {
    let unit = match granularity {
        Granularity::Week => "wk",
        Granularity::Month => "mo",
        Granularity::Quarter => "qu",
        Granularity::Year => "yr",
    };
    if lag == 0 { "same".to_owned() } else { format!("{lag} {unit}") }
}

/// "2 months later: 0.46; chance alone reaches 0.38".
fn readout(lag: usize, correlation: Option<f64>, lead: &Lead, granularity: Granularity, style: &Style) -> String {
    let word = crate::text::calendar::period_word(granularity);
    let number = |value: f64| style.scaled(value, Scale::Ones, 2);
    let when = if lag == 0 { format!("In the same {word}") } else { format!("{} later", plural::count(lag, word)) };
    match correlation {
        Some(value) => format!("{when}: {}; chance alone reaches {}", number(value), number(lead.by_chance)),
        None => format!("{when}: too little data"),
    }
}
