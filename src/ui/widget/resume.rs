//! Tab goes on from where the keyboard was last, also after Enter or Escape has ended a field; egui alone would begin at the top again.

use eframe::egui::{Context, Id, Key, Memory};

/// The control that had the keyboard last.
#[derive(Debug, Default)]
pub struct Resume {
    last: Option<Id>,
}

impl Resume {
    /// Before a frame is drawn: gives the keyboard back for Tab to go on from there.
    pub fn before(&self, ctx: &Context) {
        let Some(last) = self.last else { return };
        let nobody = ctx.memory(|memory| memory.focused().is_none() && memory.top_modal_layer().is_none());
        // What stands on the screen no more can't be gone on from.
        if nobody && ctx.input(|i| i.key_pressed(Key::Tab)) && ctx.read_response(last).is_some() {
            ctx.memory_mut(|memory| memory.request_focus(last));
        }
    }

    /// After it.
    pub fn after(&mut self, ctx: &Context) {
        self.last = ctx.memory(Memory::focused).or(self.last);
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Modifiers, Ui};
    use egui_kittest::{Harness, kittest::Queryable as _};

    use super::*;

    #[test]
    fn tab_after_enter_goes_to_the_next_field_and_shift_tab_to_the_one_before() {
        let draw = |ui: &mut Ui, (resume, texts): &mut (Resume, [String; 3])| {
            resume.before(ui.ctx());
            for (at, text) in texts.iter_mut().enumerate() {
                let name = format!("Field {at}");
                crate::ui::widget::field::text_field(ui, &name, text, "", None, 200.0);
            }
            resume.after(ui.ctx());
        };
        let mut harness = Harness::builder()
            .with_size([300.0, 200.0])
            .with_context_setup(crate::ui::theme::font::install)
            .build_ui_state(draw, (Resume::default(), Default::default()));
        let at = |harness: &Harness<'_, _>| {
            let fields = harness.get_all_by_role(eframe::egui::accesskit::Role::TextInput);
            fields.into_iter().position(|field| field.is_focused())
        };
        let press = |harness: &mut Harness<'_, _>, modifiers, key| {
            harness.key_press_modifiers(modifiers, key);
            harness.run();
        };
        press(&mut harness, Modifiers::NONE, Key::Tab);
        press(&mut harness, Modifiers::NONE, Key::Tab);
        assert_eq!(at(&harness), Some(1));
        press(&mut harness, Modifiers::NONE, Key::Enter);
        assert_eq!(at(&harness), None);
        press(&mut harness, Modifiers::NONE, Key::Tab);
        assert_eq!(at(&harness), Some(2));
        press(&mut harness, Modifiers::NONE, Key::Enter);
        press(&mut harness, Modifiers::SHIFT, Key::Tab);
        assert_eq!(at(&harness), Some(1));
    }
}
