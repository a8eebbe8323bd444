//! Somebody: a disc with initials, and the name beside it. Where nobody is named yet, that is said in orange.

use eframe::egui::{self, Align2, Pos2, Rect, Response, Role, Sense, Stroke, Ui};

use super::label;
use crate::ui::icons;
use crate::ui::theme::current;
use crate::ui::theme::font::Weight;

/// What stands where a name is missing.
pub const NOBODY: &str = "Nobody yet";
/// Diameter of the disc, and height of the row that it needs.
pub const DISC: f32 = 24.0;
const GAP: f32 = 6.0;

/// The first letters of the first and the last word, as capitals: "Tom Achterberg" is TA, "Ruth" is R.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

/// Draws who it is within `width`.
pub fn show(ui: &mut Ui, name: &str, width: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, DISC), Sense::hover());
    super::name(&response, Role::Label, true, if name.trim().is_empty() { NOBODY } else { name.trim() });
    paint(ui, rect.left_center(), name, width);
    response
}

/// As [`show`], called by another name beside the disc, such as the first one alone; by none at all where that is empty.
pub fn show_as(ui: &mut Ui, name: &str, called: &str, width: f32) -> Response {
    if name.trim().is_empty() {
        return show(ui, name, width);
    }
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, DISC), Sense::hover());
    super::name(&response, Role::Label, true, name.trim());
    let disc = disc(ui, rect.left_center(), name);
    let at = egui::pos2(disc.right() + GAP, rect.center().y);
    let colour = current(ui.ctx()).text2;
    label::paint_fitting(ui, at, called, 13.0, Weight::Regular, colour, (width - DISC - GAP).max(0.0));
    response.on_hover_text(name.trim())
}

/// Paints the disc alone; `at` is the middle of its left edge.
pub fn disc(ui: &Ui, at: Pos2, name: &str) -> Rect {
    let t = current(ui.ctx());
    let disc = Rect::from_center_size(at + egui::vec2(DISC / 2.0, 0.0), egui::Vec2::splat(DISC));
    if name.trim().is_empty() {
        label::paint_icon(ui, disc.center(), Align2::CENTER_CENTER, icons::WARNING_CIRCLE, 18.0, t.orange);
    } else {
        ui.painter().circle(disc.center(), DISC / 2.0 - 0.5, t.sunken, Stroke::new(1.0, t.hair));
        label::paint(ui, disc.center(), Align2::CENTER_CENTER, &initials(name), 12.0, Weight::SemiBold, t.text2);
    }
    disc
}

/// The same painted at a place, without taking room; `at` is the middle of its left edge. Answers the room it took.
pub fn paint(ui: &Ui, at: Pos2, name: &str, width: f32) -> Rect {
    let t = current(ui.ctx());
    let name = name.trim();
    let disc = disc(ui, at, name);
    let at = at + egui::vec2(DISC + GAP, 0.0);
    let room = (width - DISC - GAP).max(0.0);
    if name.is_empty() {
        return disc.union(label::paint_fitting(ui, at, NOBODY, 13.0, Weight::Medium, t.orange, room));
    }
    disc.union(label::paint_fitting(ui, at, name, 13.0, Weight::Regular, t.text2, room))
}

#[cfg(test)]
mod tests {
    use egui_kittest::{Harness, kittest::Queryable as _};

    use super::*;

    #[test]
    fn initials_are_those_of_the_first_and_the_last_word() {
        for (name, told) in [
            ("Tom Achterberg", "TA"),
            (" ruth ", "R"),
            ("Maria de la Cruz", "MC"),
            ("élise (north)", "ÉN"),
            ("O’Neil", "O"),
            ("", ""),
            ("– –", ""),
        ] {
            assert_eq!(initials(name), told, "{name}");
        }
    }

    #[test]
    fn who_is_not_named_is_nobody_yet() {
        let harness = Harness::builder()
            .with_size([300.0, 80.0])
            .with_context_setup(crate::ui::theme::font::install)
            .build_ui(|ui| {
                show(ui, "Tom Achterberg", 140.0);
                show(ui, "  ", 140.0);
            });
        assert!(harness.query_by_role_and_label(Role::Label, "Tom Achterberg").is_some());
        assert!(harness.query_by_role_and_label(Role::Label, NOBODY).is_some());
    }
}
