//! What shows and how: undo, presenting, theme.

use eframe::egui::{self, ViewportCommand};

use super::App;
use crate::command::Command;
use crate::document::Document;
use crate::report::Chart;
use crate::text::Origin;
use crate::ui::page::Page;
use crate::ui::present;
use crate::ui::shell::Over;
use crate::ui::theme::ThemeChoice;
use crate::ui::widget::finding::Pointed;
use crate::ui::zoom::Zoom;

impl App {
    pub(super) fn undo(&mut self) {
        if let Some(label) = self.document.as_mut().and_then(Document::undo) {
            self.screen.notice.say(format!("Undone: {label}"));
        }
    }

    pub(super) fn redo(&mut self) {
        if let Some(label) = self.document.as_mut().and_then(Document::redo) {
            self.screen.notice.say(format!("Done again: {label}"));
        }
    }

    pub(super) fn toggle_present(&mut self, ctx: &egui::Context) {
        if self.screen.present.is_some() {
            self.stop_presenting(ctx);
        } else if self.answer.as_ref().is_some_and(|answer| answer.rows.iter().any(|row| row.actual.is_some())) {
            self.full_screen = self.is_full_screen(ctx);
            self.screen.present = Some(present::State::at(self.screen.page));
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(true));
        }
    }

    pub(in crate::app) fn stop_presenting(&mut self, ctx: &egui::Context) {
        let Some(state) = self.screen.present.take() else { return };
        // Back on the page of the chart that showed last.
        self.screen.page = match state.chart() {
            Chart::History | Chart::Variation => Page::History,
            Chart::ForecastGap => Page::Forecast,
        };
        ctx.send_viewport_cmd(ViewportCommand::Fullscreen(self.full_screen));
    }

    pub(super) fn toggle_full_screen(&mut self, ctx: &egui::Context) {
        self.full_screen = !self.is_full_screen(ctx);
        ctx.send_viewport_cmd(ViewportCommand::Fullscreen(self.full_screen));
    }

    /// As the desktop has it, where it says so: it may have changed the window by itself.
    fn is_full_screen(&self, ctx: &egui::Context) -> bool {
        ctx.input(|input| input.viewport().fullscreen).unwrap_or(self.full_screen)
    }

    pub(super) fn toggle_shortcuts(&mut self) {
        self.screen.over = match self.screen.over.take() {
            Some(Over::Shortcuts) => None,
            _ => Some(Over::Shortcuts),
        };
    }

    /// The one place that changes how large everything is drawn, and keeps it.
    pub fn set_zoom(&mut self, ctx: &egui::Context, zoom: Zoom) {
        ctx.set_zoom_factor(zoom.factor());
        if self.settings.preferences.zoom != zoom {
            self.settings.preferences.zoom = zoom;
            self.keep_settings();
        }
    }

    /// Goes to what a number in a sentence comes from, and points at it.
    pub(super) fn show_origin(&mut self, origin: Origin) {
        let screen = &mut self.screen;
        screen.pointed = Some(Pointed { origin, fresh: true });
        match origin {
            Origin::Figures | Origin::Trend | Origin::Season => screen.page = Page::History,
            Origin::Variation => {
                screen.page = Page::History;
                screen.history.chart.variation = true;
            }
            Origin::Period(period) => {
                screen.page = Page::History;
                screen.history.show_period(period);
            }
            Origin::Landing | Origin::Target => screen.page = Page::Forecast,
        }
    }

    pub(super) fn choose_theme(&mut self, command: Command) {
        self.settings.preferences.theme = match command {
            Command::ThemeLight => ThemeChoice::Light,
            Command::ThemeDark => ThemeChoice::Dark,
            Command::ThemeProjector => ThemeChoice::Projector,
            Command::ThemeContrast => ThemeChoice::Contrast,
            _ => ThemeChoice::System,
        };
        self.keep_settings();
    }
}
