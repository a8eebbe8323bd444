//! The strip under the chart: sold − target of each period, up where ahead and down where short, hatched where forecast.

use crate::analysis::{Answer, Row};
use crate::chart::grammar::{Frame, GAP, Pen};
use crate::chart::layout::Layout;
use crate::chart::measure;
use crate::chart::scene::{Align, Ink, Weight};
use crate::chart::wording;
use crate::model::{Amount, Standing};
use crate::text::calendar;
use crate::text::money::{Scale, Style};
use crate::text::plural::capitalised;

/// Height in label sizes.
const HEIGHT: f32 = 6.2;
/// With a line more for the caption.
const HEIGHT_WITH_CAPTION: f32 = HEIGHT + 1.5;
/// Room for a label or a line of the caption over and under the bars, in label sizes.
const LABEL_ROOM: f32 = 1.35;
const BAR_SHARE: f32 = 0.62;
const WIDEST_BAR: f32 = 20.0;

pub struct Strip {
    bars: Vec<Option<Bar>>,
    scale: Scale,
    style: Style,
    caption: String,
    /// "Year so far −10.2" and "Still to come −23.5".
    totals: [Option<(String, Ink)>; 2],
}

struct Bar {
    /// Sold − target, or forecast − target.
    ahead: f64,
    forecast: bool,
}

impl Strip {
    /// `None` if no period of the plan has a target and a figure to hold against it.
    pub fn of(answer: &Answer, rows: &[Row], style: &Style) -> Option<Self> {
        let bar = |row: &Row| {
            let gap = row.gap.filter(|_| row.in_plan)?;
            Some(Bar { ahead: -gap.to_f64(), forecast: row.standing != Standing::Finished })
        };
        let bars: Vec<Option<Bar>> = rows.iter().map(bar).collect();
        bars.iter().any(Option::is_some).then_some(())?;
        let largest = rows.iter().flat_map(|row| [row.actual, row.target, row.expected]).flatten();
        let scale = Scale::for_axis(largest.map(|a| a.to_f64().abs()).fold(0.0, f64::max));
        let word = capitalised(calendar::period_word(answer.granularity));
        let year = answer.span.len() == answer.granularity.per_year();
        let total = |name: &str, finished: bool| {
            let part = answer.plan_rows().filter(|row| (row.standing == Standing::Finished) == finished);
            let ahead = -wording::sum(part.map(|row| row.gap))?;
            Some((format!("{name} {}", shown(style, ahead, scale)), ink(ahead)))
        };
        let totals = [total(if year { "Year so far" } else { "So far" }, true), total("Still to come", false)];
        Some(Self { bars, scale, style: style.clone(), caption: format!("{word} against target"), totals })
    }

    fn totals(&self) -> impl Iterator<Item = &(String, Ink)> {
        self.totals.iter().flatten()
    }

    pub fn totals_width(&self, pen: &Pen) -> f32 {
        self.totals().map(|(text, _)| pen.width(text, Weight::SemiBold)).fold(0.0, f32::max)
    }

    /// Without knowing the plot yet: the caption may need a line of its own.
    pub fn height(&self, pen: &Pen) -> f32 {
        let height = if self.leads() { HEIGHT } else { HEIGHT_WITH_CAPTION };
        height * pen.size
    }

    /// Whether enough periods stand before the plan for the caption to lie beside the bars.
    fn leads(&self) -> bool {
        self.bars.iter().take_while(|bar| bar.is_none()).count() >= 6
    }

    fn unit(&self) -> String {
        // Without a sign before it a bare "k" is no word.
        let unit = match self.style.symbol() {
            "" => self.scale.word().to_owned(),
            symbol => format!("{symbol}{}", self.scale.suffix()),
        };
        let hatched = self.bars.iter().flatten().any(|bar| bar.forecast).then_some("hatched = forecast");
        [Some(unit.as_str()).filter(|u| !u.is_empty()), hatched].into_iter().flatten().collect::<Vec<_>>().join("; ")
    }

    pub fn draw(&self, pen: &mut Pen, layout: &Layout, frame: Frame) {
        let high = self.height(pen);
        let mut top = frame.size[1] - high;
        if !self.leads() {
            self.draw_caption_line(pen, layout, top);
            top += (HEIGHT_WITH_CAPTION - HEIGHT) * pen.size;
        }
        let (up, down) = self
            .bars
            .iter()
            .flatten()
            .fold((0.0_f64, 0.0_f64), |(up, down), bar| (up.max(bar.ahead), down.max(-bar.ahead)));
        let room = (HEIGHT - 2.0 * LABEL_ROOM) * pen.size;
        // Shares first: amounts may be larger than an f32 can tell apart.
        let whole = (up + down).max(f64::MIN_POSITIVE);
        #[expect(clippy::cast_possible_truncation, reason = "a share of at most 1")]
        let length = |ahead: f64| (ahead / whole) as f32 * room;
        let base = (top + LABEL_ROOM * pen.size + length(up)).floor() + 0.5;
        self.draw_bars(pen, layout, base, length);
        pen.rule(layout.left, layout.right, base, Ink::Control);
        if self.leads() {
            self.draw_caption_beside(pen, layout, base);
        }
        let x = layout.right + GAP * pen.z;
        for ((text, ink), y) in self.totals().zip([base - 4.0 * pen.z, base + pen.size]) {
            let text = measure::fitted(text, pen.size, Weight::SemiBold, frame.size[0] - x);
            pen.text([x, y], Align::Start, text, Weight::SemiBold, *ink);
        }
    }

    fn draw_bars(&self, pen: &mut Pen, layout: &Layout, base: f32, length: impl Fn(f64) -> f32) {
        let width = (layout.pitch * BAR_SHARE).min(WIDEST_BAR * pen.z);
        let labels = self.labels(pen, layout.pitch);
        for (index, bar) in self.bars.iter().enumerate() {
            let Some(bar) = bar else { continue };
            let (fill, text_ink, sign) = match bar.ahead {
                v if v < 0.0 => (Ink::OrangeFill, Ink::Orange, -1.0),
                _ => (Ink::TealFill, Ink::Teal, 1.0),
            };
            let x = layout.x(index);
            let tip = base - sign * length(bar.ahead).abs().max(1.5 * pen.z);
            if bar.forecast {
                pen.hatched_column(x, width, tip, base, fill);
            } else {
                pen.column(x, width, tip, base, fill);
            }
            if let Some(label) = labels.get(index) {
                let y = if sign > 0.0 { tip - 0.4 * pen.size } else { tip + 1.15 * pen.size };
                pen.text([x, y], Align::Middle, label.as_str(), Weight::SemiBold, text_ink);
            }
        }
    }

    /// Signed labels with as many decimals as leave neighbours apart; none if not even whole numbers do.
    fn labels(&self, pen: &Pen, pitch: f32) -> Vec<String> {
        let with = |decimals: u32| -> Vec<String> {
            let label = |bar: &Option<Bar>| {
                bar.as_ref().map_or_else(String::new, |bar| self.style.scaled_signed(bar.ahead, self.scale, decimals))
            };
            self.bars.iter().map(label).collect()
        };
        let fits = |labels: &Vec<String>| {
            let widths: Vec<f32> = labels.iter().map(|label| pen.width(label, Weight::SemiBold)).collect();
            widths
                .windows(2)
                .all(|pair| pair[0].min(pair[1]) == 0.0 || f32::midpoint(pair[0], pair[1]) + 2.0 * pen.z <= pitch)
        };
        (0..=decimals(self.scale)).rev().map(with).find(fits).unwrap_or_default()
    }

    fn draw_caption_beside(&self, pen: &mut Pen, layout: &Layout, base: f32) {
        let first = self.bars.iter().position(Option::is_some).unwrap_or(0);
        let (left, right) = (layout.left, layout.edge(first));
        let (centre, room) = (f32::midpoint(left, right), right - left - 2.0 * GAP * pen.z);
        let unit = self.unit();
        let lines = [
            (&self.caption, base - 4.0 * pen.z, Weight::SemiBold, Ink::Text1),
            (&unit, base + pen.size, Weight::Regular, Ink::Text3),
        ];
        for (text, y, weight, ink) in lines {
            let text = measure::fitted(text, pen.size, weight, room);
            pen.text([centre, y], Align::Middle, text, weight, ink);
        }
    }

    fn draw_caption_line(&self, pen: &mut Pen, layout: &Layout, top: f32) {
        let y = top + pen.size;
        let room = layout.right - layout.left;
        let caption = measure::fitted(&self.caption, pen.size, Weight::SemiBold, room);
        let x = layout.left + pen.width(&caption, Weight::SemiBold) + GAP * pen.z;
        let unit = measure::fitted(&self.unit(), pen.size, Weight::Regular, layout.right - x);
        pen.text([layout.left, y], Align::Start, caption, Weight::SemiBold, Ink::Text1);
        pen.text([x, y], Align::Start, unit, Weight::Regular, Ink::Text3);
    }
}

fn shown(style: &Style, ahead: Amount, scale: Scale) -> String {
    style.scaled_signed(ahead, scale, decimals(scale))
}

fn decimals(scale: Scale) -> u32 {
    u32::from(scale != Scale::Ones)
}

fn ink(ahead: Amount) -> Ink {
    match ahead {
        amount if amount.is_zero() => Ink::Text2,
        amount if amount.is_negative() => Ink::Orange,
        _ => Ink::Teal,
    }
}
