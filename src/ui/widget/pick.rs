//! One of a few, behind a button: for choices that are made now and then and have no room side by side.

use eframe::egui::{ComboBox, Id, Role, Ui};

use crate::ui::theme::current;

/// Draws the choice `width` wide; `name` is what assistive technology calls it, before what is chosen. Answers the index of another
/// item that was chosen.
pub fn pick(ui: &mut Ui, id: Id, name: &str, width: f32, items: &[&str], chosen: usize) -> Option<usize> {
    let shown_text = items.get(chosen).copied().unwrap_or_default();
    let mut picked = None;
    let shown = ComboBox::from_id_salt(id).width(width).height(440.0).selected_text(shown_text).show_ui(ui, |ui| {
        for (at, item) in items.iter().enumerate() {
            if ui.selectable_label(at == chosen, *item).clicked() && at != chosen {
                picked = Some(at);
            }
        }
    });
    super::reveal(ui, &shown.response);
    super::focus_ring(ui, &shown.response, 7, current(ui.ctx()));
    super::name(&shown.response, Role::ComboBox, true, &format!("{name}: {shown_text}"));
    picked
}

#[cfg(test)]
mod tests {
    use eframe::egui::Key;
    use egui_kittest::{Harness, kittest::Queryable as _};

    use super::*;

    #[test]
    fn another_item_is_chosen_by_keyboard_and_the_same_is_no_choice() {
        let mut harness = Harness::builder()
            .with_size([300.0, 200.0])
            .with_context_setup(crate::ui::theme::font::install)
            .build_ui_state(
                |ui, chosen: &mut (usize, usize)| {
                    if let Some(at) = pick(ui, Id::unique("kind"), "Kind", 160.0, &["Staff", "Price"], chosen.0) {
                        *chosen = (at, chosen.1 + 1);
                    }
                },
                (0, 0),
            );
        harness.get_by_label("Kind: Staff").focus();
        harness.run();
        harness.key_press(Key::Enter);
        harness.run();
        harness.get_by_label("Price").click();
        harness.run();
        assert_eq!(*harness.state(), (1, 1));
        assert!(harness.query_by_label("Kind: Price").is_some());
    }
}
