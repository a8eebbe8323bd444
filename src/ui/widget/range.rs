//! A range: a bar from low to high on a line, with a tick at the likely value. Several on one scale can be compared.

use eframe::egui::{self, CornerRadius, Pos2, Rect, Response, Role, Sense, Stroke, Ui};

use super::label;
use crate::model::Cases;
use crate::ui::theme::current;
use crate::ui::theme::font::Weight;

/// Which way the range goes, told by its colour and by the words beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Gain,
    Loss,
}

/// Height of the row that a bar needs.
pub const HEIGHT: f32 = 14.0;
const BAR: f32 = 6.0;
const TICK: f32 = 2.5;

/// The scale that all of these fit on, from 0.
#[must_use]
pub fn scale(all: impl IntoIterator<Item = Cases<f64>>) -> (f64, f64) {
    all.into_iter().fold((0.0, 0.0), |(low, high): (f64, f64), one| (low.min(one.low), high.max(one.high)))
}

/// Draws a range on `scale` in `width`; `name` says it in words, such as "from £3k to £17k, most likely £7k".
pub fn show(ui: &mut Ui, cases: Cases<f64>, scale: (f64, f64), towards: Direction, name: &str, width: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, HEIGHT), Sense::hover());
    super::name(&response, Role::Image, true, name);
    paint(ui, rect, cases, scale, towards);
    response
}

/// The same painted in `rect`, without taking room.
pub fn paint(ui: &Ui, rect: Rect, cases: Cases<f64>, scale: (f64, f64), towards: Direction) {
    let t = current(ui.ctx());
    let middle = rect.center().y;
    ui.painter().hline(rect.x_range(), middle, Stroke::new(1.0, t.grid));
    let place = |value: f64| place(rect, scale, value);
    let fill = match towards {
        Direction::Gain => t.teal_fill,
        Direction::Loss => t.orange_fill,
    };
    let bar = Rect::from_x_y_ranges(place(cases.low)..=place(cases.high), middle - BAR / 2.0..=middle + BAR / 2.0);
    ui.painter().rect_filled(bar, CornerRadius::same(1), fill);
    let tick = Rect::from_center_size(Pos2::new(place(cases.likely), middle), egui::vec2(TICK, HEIGHT));
    ui.painter().rect_filled(tick, CornerRadius::same(1), t.text1);
}

#[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
fn place(rect: Rect, (low, high): (f64, f64), value: f64) -> f32 {
    let share = if high > low { ((value - low) / (high - low)).clamp(0.0, 1.0) } else { 0.0 };
    rect.left() + rect.width() * share as f32
}

/// Paints the figures of a range to the right of `at`, which is the middle of their left edge.
pub fn figures(ui: &Ui, at: Pos2, text: &str) -> Rect {
    let colour = current(ui.ctx()).text3;
    label::paint(ui, at, egui::Align2::LEFT_CENTER, text, 12.0, Weight::Regular, colour)
}

#[cfg(test)]
mod tests {
    use egui_kittest::{Harness, kittest::Queryable as _};

    use super::*;

    #[test]
    fn a_scale_begins_at_zero_and_holds_all() {
        assert_eq!(scale([Cases::new(3.0, 7.0, 17.0), Cases::new(1.0, 2.0, 5.0)]), (0.0, 17.0));
        assert_eq!(scale([Cases::new(-2.0, 0.0, 1.0)]), (-2.0, 1.0));
        assert_eq!(scale([]), (0.0, 0.0));
    }

    #[test]
    fn a_value_has_its_place_and_none_lies_outside() {
        let rect = Rect::from_min_max(Pos2::new(10.0, 0.0), Pos2::new(110.0, 14.0));
        let places = [-5.0, 0.0, 5.0, 20.0, 30.0].map(|value| place(rect, (0.0, 20.0), value));
        assert!(places.iter().zip([10.0, 10.0, 35.0, 110.0, 110.0]).all(|(a, b): (&f32, f32)| (a - b).abs() < 0.01));
        assert!((place(rect, (0.0, 0.0), 5.0) - 10.0).abs() < 0.01, "nothing to compare with");
    }

    #[test]
    fn a_range_is_read_out_in_words() {
        let harness = Harness::builder().with_size([300.0, 60.0]).build_ui(|ui| {
            show(ui, Cases::new(3.0, 7.0, 17.0), (0.0, 20.0), Direction::Gain, "from £3k to £17k", 150.0);
        });
        assert!(harness.query_by_label("from £3k to £17k").is_some());
    }
}
