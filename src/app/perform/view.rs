//! What shows and how: undo, presenting, theme.

use eframe::egui::{self, ViewportCommand};

use super::App;
use crate::command::Command;
use crate::document::Document;
use crate::report::Chart;
use crate::ui::page::Page;
use crate::ui::present;
use crate::ui::theme::ThemeChoice;

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
            self.screen.present = Some(present::State::at(self.screen.page));
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(true));
        }
    }

    pub(in crate::app) fn stop_presenting(&mut self, ctx: &egui::Context) {
        let Some(state) = self.screen.present.take() else { return };
        // Back on the page of the chart that showed last.
        self.screen.page = match state.chart() {
            Chart::History => Page::History,
            Chart::ForecastGap => Page::Forecast,
        };
        ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false));
    }

    pub(super) fn choose_theme(&mut self, command: Command) {
        self.settings.preferences.theme = match command {
            Command::ThemeLight => ThemeChoice::Light,
            Command::ThemeDark => ThemeChoice::Dark,
            Command::ThemeProjector => ThemeChoice::Projector,
            _ => ThemeChoice::System,
        };
        self.keep_settings();
    }
}
