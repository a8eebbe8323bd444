//! How the program looks: colours by role, fonts, and the style that egui's own widgets get.

#[cfg(test)]
mod contrast;
pub mod font;
mod tokens;

use eframe::egui::{self, Color32, CornerRadius, Stroke, Vec2};

pub use tokens::Tokens;

/// Which set of colours is on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    Light,
    Dark,
    /// For a washed-out projector: more contrast, no tints that vanish.
    Projector,
    /// White on black, for eyes that need it: text 7:1, edges and marks 4.5:1.
    Contrast,
}

impl Theme {
    pub const ALL: [Self; 4] = [Self::Light, Self::Dark, Self::Projector, Self::Contrast];

    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Projector => "projector",
            Self::Contrast => "contrast",
        }
    }

    #[must_use]
    pub fn tokens(self) -> &'static Tokens {
        tokens::of(self)
    }
}

/// What the person chose; `System` follows the desktop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ThemeChoice {
    #[default]
    System,
    Light,
    Dark,
    Projector,
    Contrast,
}

impl ThemeChoice {
    pub const ALL: [Self; 5] = [Self::System, Self::Light, Self::Dark, Self::Projector, Self::Contrast];

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::System => "Like the system",
            Self::Light => "Light",
            Self::Dark => "Dark",
            Self::Projector => "Projector",
            Self::Contrast => "High contrast",
        }
    }

    #[must_use]
    pub fn resolve(self, system: Option<egui::Theme>) -> Theme {
        match self {
            Self::System if system == Some(egui::Theme::Dark) => Theme::Dark,
            Self::System | Self::Light => Theme::Light,
            Self::Dark => Theme::Dark,
            Self::Projector => Theme::Projector,
            Self::Contrast => Theme::Contrast,
        }
    }
}

/// The tokens that pages draw with now.
#[must_use]
pub fn current(ctx: &egui::Context) -> &'static Tokens {
    ctx.data(|data| data.get_temp::<&'static Tokens>(egui::Id::NULL)).unwrap_or_else(|| Theme::Light.tokens())
}

/// Puts `theme` in force, for our own widgets and for egui's.
pub fn apply(ctx: &egui::Context, theme: Theme) {
    let tokens = theme.tokens();
    ctx.data_mut(|data| data.insert_temp(egui::Id::NULL, tokens));
    let base = if matches!(theme, Theme::Dark | Theme::Contrast) { egui::Theme::Dark } else { egui::Theme::Light };
    ctx.set_theme(base);
    let mut style = (*ctx.style_of(base)).clone();
    visuals(&mut style.visuals, tokens);
    spacing(&mut style);
    ctx.set_style_of(base, style);
}

/// Whether anything moves by itself: the text cursor blinks, and a page glides to what the keyboard comes to.
pub fn set_motion(ctx: &egui::Context, reduced: bool) {
    ctx.all_styles_mut(|style| {
        style.visuals.text_cursor.blink = !reduced;
        style.scroll_animation =
            if reduced { egui::style::ScrollAnimation::none() } else { egui::style::ScrollAnimation::default() };
    });
}

fn visuals(visuals: &mut egui::Visuals, t: &Tokens) {
    visuals.panel_fill = t.window;
    visuals.window_fill = t.surface;
    visuals.extreme_bg_color = t.surface;
    visuals.faint_bg_color = t.sunken;
    visuals.window_stroke = Stroke::new(1.0, t.hair);
    visuals.window_corner_radius = CornerRadius::same(10);
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.selection.bg_fill = t.selected;
    visuals.selection.stroke = Stroke::new(1.0, t.text1);
    visuals.hyperlink_color = t.blue;
    visuals.text_cursor.stroke = Stroke::new(2.0, t.blue);
    visuals.override_text_color = None;
    // Of hints in empty fields; egui's own fades the text colour below what can be read.
    visuals.weak_text_color = Some(t.text3);
    let shadow = egui::Shadow { offset: [0, 8], blur: 24, spread: 0, color: Color32::BLACK.gamma_multiply(0.22) };
    visuals.window_shadow = shadow;
    visuals.popup_shadow = shadow;
    for (state, fill) in [
        (&mut visuals.widgets.noninteractive, t.surface),
        (&mut visuals.widgets.inactive, t.surface),
        (&mut visuals.widgets.hovered, t.hover),
        (&mut visuals.widgets.active, t.hover),
        (&mut visuals.widgets.open, t.hover),
    ] {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::new(1.0, t.control);
        state.fg_stroke = Stroke::new(1.0, t.text1);
        state.corner_radius = CornerRadius::same(7);
        // Nothing may grow or move when the mouse comes near.
        state.expansion = 0.0;
    }
    // The handle of a scroll bar, which nothing else stands out of.
    visuals.widgets.inactive.bg_fill = t.control;
    visuals.widgets.hovered.bg_fill = t.text3;
    visuals.widgets.active.bg_fill = t.text2;
    visuals.widgets.noninteractive.bg_stroke = Stroke::new(1.0, t.hair);
}

fn spacing(style: &mut egui::Style) {
    style.spacing.item_spacing = Vec2::new(8.0, 8.0);
    style.spacing.button_padding = Vec2::new(12.0, 7.0);
    style.spacing.interact_size = Vec2::new(30.0, 30.0);
    style.spacing.scroll = egui::style::ScrollStyle::solid();
    style.spacing.scroll.bar_width = 8.0;
    style.animation_time = 0.0;
    style.interaction.selectable_labels = false;
    style.text_styles = font::text_styles();
}
