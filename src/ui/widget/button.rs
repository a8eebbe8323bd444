//! Buttons: plain, the one ink button of a page, and small ones; with icon, name and key.

use eframe::egui::{self, Align2, CornerRadius, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2};

use super::label;
use crate::ui::theme::font::{self, Weight};
use crate::ui::theme::{Tokens, current};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Look {
    #[default]
    Plain,
    /// At most one a page.
    Ink,
    /// No edge until hovered.
    Quiet,
}

/// A push button.
#[derive(Clone, Debug)]
pub struct Button<'a> {
    text: &'a str,
    icon: Option<&'a str>,
    key: Option<&'a str>,
    look: Look,
    small: bool,
    enabled: bool,
    /// Shows the icon only; the text is its name and tooltip.
    icon_only: bool,
    tooltip: Option<&'a str>,
    /// Where the text alone does not say what the button is about.
    name: Option<&'a str>,
}

impl<'a> Button<'a> {
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            icon: None,
            key: None,
            look: Look::Plain,
            small: false,
            enabled: true,
            icon_only: false,
            tooltip: None,
            name: None,
        }
    }

    #[must_use]
    pub fn icon(mut self, icon: &'a str) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The key that does the same, printed on the button.
    #[must_use]
    pub fn key(mut self, key: &'a str) -> Self {
        self.key = Some(key);
        self
    }

    #[must_use]
    pub fn ink(mut self) -> Self {
        self.look = Look::Ink;
        self
    }

    #[must_use]
    pub fn quiet(mut self) -> Self {
        self.look = Look::Quiet;
        self
    }

    #[must_use]
    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    #[must_use]
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    #[must_use]
    pub fn icon_only(mut self) -> Self {
        self.icon_only = true;
        self.look = Look::Quiet;
        self
    }

    /// What screen readers and tests call it.
    #[must_use]
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }

    #[must_use]
    pub fn tooltip(mut self, text: &'a str) -> Self {
        self.tooltip = Some(text);
        self
    }

    fn text_size(&self) -> f32 {
        if self.small { 12.0 } else { 13.0 }
    }

    fn weight(&self) -> Weight {
        if self.look == Look::Ink { Weight::SemiBold } else { Weight::Medium }
    }

    /// Width that the button takes.
    #[must_use]
    pub fn width(&self, ui: &Ui) -> f32 {
        if self.icon_only {
            return self.height();
        }
        let icon = self.icon.map_or(0.0, |_| 23.0);
        let key = self.key.map_or(0.0, |key| label::width(ui, key, 12.0, Weight::Medium) + 18.0);
        let pad = if self.small { 9.0 } else { 12.0 };
        (label::width(ui, self.text, self.text_size(), self.weight()) + icon + key + 2.0 * pad).ceil()
    }

    fn height(&self) -> f32 {
        if self.small { 26.0 } else { 32.0 }
    }

    pub fn show(&self, ui: &mut Ui) -> Response {
        let t = current(ui.ctx());
        let size = Vec2::new(self.width(ui), self.height());
        let sense = if self.enabled { Sense::click() } else { Sense::hover() };
        let (rect, response) = ui.allocate_exact_size(size, sense);
        super::name(&response, Role::Button, self.enabled, self.name.unwrap_or(self.text));
        super::reveal(ui, &response);
        if ui.is_rect_visible(rect) {
            self.paint(ui, rect, &response, t);
        }
        let tooltip = self.tooltip.or(self.icon_only.then_some(self.text));
        if let Some(tooltip) = tooltip {
            return response.on_hover_text(tooltip);
        }
        response
    }

    fn paint(&self, ui: &Ui, rect: egui::Rect, response: &Response, t: &Tokens) {
        let hovered = response.hovered() && self.enabled;
        let (fill, edge, text) = match self.look {
            Look::Ink if self.enabled => (t.ink, t.ink, t.ink_on),
            Look::Ink => (t.control, t.control, t.surface),
            Look::Plain => {
                (if hovered { t.hover } else { t.surface }, t.control, if self.enabled { t.text1 } else { t.control })
            }
            Look::Quiet => {
                let text = if self.enabled { t.text2 } else { t.control };
                (if hovered { t.hover } else { egui::Color32::TRANSPARENT }, egui::Color32::TRANSPARENT, text)
            }
        };
        let radius = if self.small { 6 } else { 7 };
        let painter = ui.painter();
        painter.rect(rect, CornerRadius::same(radius), fill, Stroke::new(1.0, edge), StrokeKind::Inside);
        super::focus_ring(ui, response, radius, t);
        let middle = rect.center().y;
        if self.icon_only {
            painter.text(rect.center(), Align2::CENTER_CENTER, self.icon.unwrap_or_default(), font::icon(18.0), text);
            return;
        }
        let mut x = rect.left() + if self.small { 9.0 } else { 12.0 };
        if let Some(icon) = self.icon {
            painter.text(egui::pos2(x, middle), Align2::LEFT_CENTER, icon, font::icon(16.0), text);
            x += 23.0;
        }
        let drawn = label::paint(
            ui,
            egui::pos2(x, middle),
            Align2::LEFT_CENTER,
            self.text,
            self.text_size(),
            self.weight(),
            text,
        );
        if let Some(key) = self.key {
            if self.look == Look::Ink {
                label::paint(
                    ui,
                    egui::pos2(drawn.right() + 8.0, middle),
                    Align2::LEFT_CENTER,
                    key,
                    12.0,
                    Weight::Medium,
                    text,
                );
            } else {
                key_cap(ui, egui::pos2(drawn.right() + 8.0, middle), key, t);
            }
        }
    }
}

/// A key as it is printed beside what it does; `at` is the middle of its left edge.
pub fn key_cap(ui: &Ui, at: egui::Pos2, key: &str, t: &Tokens) -> egui::Rect {
    let width = label::width(ui, key, 12.0, Weight::Medium) + 10.0;
    let rect = egui::Rect::from_min_size(at - egui::vec2(0.0, 10.0), egui::vec2(width, 20.0));
    ui.painter().rect(rect, CornerRadius::same(5), t.surface, Stroke::new(1.0, t.hair), StrokeKind::Inside);
    ui.painter().hline(rect.x_range().shrink(3.0), rect.bottom() - 1.5, Stroke::new(1.0, t.hair));
    label::paint(ui, rect.center(), Align2::CENTER_CENTER, key, 12.0, Weight::Medium, t.text2);
    rect
}
