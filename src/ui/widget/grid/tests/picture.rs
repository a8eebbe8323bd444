//! The looks of the grid in each theme. With `UPTURN_PICTURES` set to a folder, each is also written there to be looked at.

use super::*;
use crate::ui::theme::{self, Theme, font};
use crate::ui::widget::card;
use eframe::egui::{self, CentralPanel, Frame, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

fn window(theme: Theme) -> Harness<'static, Page> {
    Harness::builder()
        .with_size([1220.0, 270.0])
        .with_render_cursor(false)
        .with_theme(if theme == Theme::Dark { egui::Theme::Dark } else { egui::Theme::Light })
        .with_context_setup(move |ctx| {
            font::install(ctx);
            theme::apply(ctx, theme);
        })
        .build_ui_state(
            |ui, page: &mut Page| {
                let frame = Frame::new().fill(current(ui.ctx()).window).inner_margin(24);
                CentralPanel::default().frame(frame).show(ui, |ui| {
                    card::card(ui, 200.0, |ui| {
                        card::heading(ui, "Figures", "£ thousand · type to change, paste from a spreadsheet", |_| {});
                        page.ui(ui);
                    });
                });
            },
            Page::new(),
        )
}

fn keep(window: &mut Harness<'_, Page>, theme: Theme, name: &str) {
    window.run_steps(2);
    if let Ok(folder) = std::env::var("UPTURN_PICTURES") {
        let file = std::path::Path::new(&folder).join(format!("grid-{name}-{}.png", theme.id()));
        window.render().unwrap().save(file).unwrap();
    }
}

#[test]
fn cursor_editor_refused_text_and_range_have_their_looks_in_each_theme() {
    for theme in Theme::ALL {
        let mut window = window(theme);
        window.get_by_label("October 2026: 50.9").click();
        keep(&mut window, theme, "cursor");
        window.key_press(Key::F2);
        keep(&mut window, theme, "editor");
        assert!(window.state().state.is_editing());
        window.event(egui::Event::Text(" or a little more".to_owned()));
        window.key_press(Key::Enter);
        keep(&mut window, theme, "refused");
        window.get_by_label_contains("is not a number");
        window.key_press(Key::Escape);
        window.get_by_label("September 2024: 57.4").click();
        for key in [Key::ArrowDown, Key::ArrowRight, Key::ArrowRight] {
            window.key_press_modifiers(Modifiers::SHIFT, key);
        }
        keep(&mut window, theme, "range");
        assert_eq!(window.state().state.range().places().count(), 6);
    }
}
