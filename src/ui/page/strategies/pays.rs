//! When a strategy pays: what it adds on average in each period to come, as hatched columns, since none of it has come yet.

use eframe::egui::{self, Align2, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui};

use crate::analysis::simulate;
use crate::model::{Period, Strategy};
use crate::text::calendar;
use crate::text::money::Scale;
use crate::ui::theme::font::Weight;
use crate::ui::widget::{self, label};
use crate::ui::{Open, View};

/// What the columns show.
#[derive(Debug, Default)]
pub(super) struct Pays {
    columns: Vec<(Period, f64)>,
    /// Over the columns: "When it pays, £ thousand".
    pub heading: String,
    labels: Vec<String>,
    spoken: String,
}

/// More than these are too narrow for their labels; the rest is told in words.
const MOST: usize = 6;

impl Pays {
    pub fn of(strategy: &Strategy, open: Open<'_>) -> Self {
        let is_shown =
            open.plan.meant_series(strategy.series.as_deref()).is_some_and(|(at, _)| at == open.series_index);
        let mut columns = Vec::new();
        if is_shown {
            columns = simulate::by_period(open.plan, open.answer, strategy);
            columns.retain(|(_, amount)| amount.abs() > f64::EPSILON);
        }
        // One decimal of a larger unit reads better over a narrow column than four digits.
        let scale =
            Scale::for_largest(columns.iter().fold(0.0, |most: f64, (_, amount)| most.max(amount.abs())) * 10.0);
        let unit = open.style.scale_label(scale);
        let heading = if unit.is_empty() || columns.is_empty() {
            "When it pays".to_owned()
        } else {
            format!("When it pays, {unit}")
        };
        let decimals = u32::from(scale != Scale::Ones);
        let labels = columns.iter().map(|(_, amount)| open.style.scaled_signed(*amount, scale, decimals)).collect();
        let told = columns.iter().take(MOST).map(|(period, amount)| {
            format!("{} in {}", open.style.in_sentence_signed(*amount), calendar::period(*period, open.fiscal()))
        });
        let spoken = format!("It should bring {}.", told.collect::<Vec<_>>().join(", "));
        Self { columns, heading, labels, spoken }
    }

    pub fn show(&self, ui: &mut Ui, width: f32, view: &View<'_>, open: Open<'_>) {
        const PLOT: f32 = 56.0;
        let t = view.t;
        if self.columns.is_empty() {
            let said = "Nothing yet: it needs an amount, and a start in the plan’s year.";
            label::Runs::new(13.0, 19.0).add(said, Weight::Regular, t.text3).show(ui, width);
            return;
        }
        let (rect, response) = ui.allocate_exact_size(egui::vec2(width, PLOT + 38.0), Sense::hover());
        widget::name(&response, Role::Image, true, &self.spoken);
        let base = rect.top() + 18.0 + PLOT;
        let count = self.columns.len();
        #[expect(clippy::cast_precision_loss, reason = "periods of a plan")]
        let pitch = (width / count as f32).min(46.0);
        let top = self.columns.iter().fold(0.0, |most: f64, (_, amount)| most.max(amount.abs()));
        let each = count.div_ceil(MOST);
        for (index, (period, amount)) in self.columns.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a place on the screen")]
            let (x, height) = (rect.left() + pitch * (index as f32 + 0.5), (amount.abs() / top) as f32 * PLOT);
            let half = (pitch * 0.3).min(14.0);
            let column = Rect::from_min_max(egui::pos2(x - half, base - height), egui::pos2(x + half, base));
            hatch(ui, column, Stroke::new(1.5, t.teal_fill));
            ui.painter().rect_stroke(column, 1.0, Stroke::new(1.0, t.teal_fill), StrokeKind::Inside);
            if index % each == 0 {
                let at = egui::pos2(x, base - height - 3.0);
                let text = &self.labels[index];
                label::paint(ui, at, Align2::CENTER_BOTTOM, text, 12.0, Weight::SemiBold, t.teal);
                let name = calendar::tick(*period, open.fiscal());
                let name = name.lines().next().unwrap_or_default();
                label::paint(ui, egui::pos2(x, base + 4.0), Align2::CENTER_TOP, name, 12.0, Weight::Regular, t.text3);
            }
        }
        ui.painter().hline(rect.x_range(), base, Stroke::new(1.0, t.control));
    }
}

/// Lines at 45° that end at the edges of `rect`.
fn hatch(ui: &Ui, rect: Rect, stroke: Stroke) {
    let mut from = rect.left() + rect.bottom() - rect.height();
    while from < rect.right() + rect.bottom() {
        // x + y = from, between the edges.
        let low = (from - rect.bottom()).max(rect.left());
        let high = (from - rect.top()).min(rect.right());
        if high > low {
            ui.painter().line_segment([Pos2::new(low, from - low), Pos2::new(high, from - high)], stroke);
        }
        from += 6.0;
    }
}
