//! What shows and how: undo, presenting, preferences.

use std::path::PathBuf;

use eframe::egui::{self, ViewportCommand};

use super::App;
use crate::analysis::simulate::Item;
use crate::command::Command;
use crate::document::Document;
use crate::model::{Granularity, Review, ReviewId, ReviewState};
use crate::report::Chart;
use crate::text::Origin;
use crate::ui::page::{Page, explanation, find};
use crate::ui::preference::Preferences;
use crate::ui::shell::Over;
use crate::ui::theme::{self, ThemeChoice};
use crate::ui::widget::finding::Pointed;
use crate::ui::zoom::Zoom;
use crate::ui::{meeting, present};

impl App {
    pub(super) fn undo(&mut self) {
        let Some(document) = &mut self.document else { return };
        if let Some(label) = document.undo() {
            self.screen.notice.say_with_redo(format!("Undone: {label}"), document.revision());
        }
    }

    pub(super) fn redo(&mut self) {
        let Some(document) = &mut self.document else { return };
        if let Some(label) = document.redo() {
            self.screen.notice.say_with_undo(format!("Done again: {label}"), document.revision());
        }
    }

    pub(super) fn show_item(&mut self, item: Item) {
        match item {
            Item::Strategy(id) => {
                self.screen.page = Page::Strategies;
                self.screen.strategies.show_item(id);
            }
            Item::Scenario(id) => {
                self.screen.page = Page::Contingencies;
                self.screen.contingencies.show_item(id);
            }
        }
    }

    /// Holds a review that has begun: its window takes the place of the pages.
    pub(in crate::app) fn hold_review(&mut self, id: ReviewId) {
        let plan = self.document.as_ref().map(Document::plan);
        let is_open = |review: &Review| review.state == ReviewState::Open;
        if plan.and_then(|plan| plan.meetings.review(id)).is_some_and(is_open) {
            self.screen.meeting = Some(meeting::State::new(id));
        }
    }

    pub(in crate::app) fn leave_meeting(&mut self) {
        if self.screen.meeting.take().is_some() {
            self.screen.page = Page::Reviews;
        }
    }

    pub(super) fn toggle_present(&mut self, ctx: &egui::Context) {
        if let Some(meeting) = &mut self.screen.meeting {
            meeting.covers = !meeting.covers;
            return;
        }
        if self.screen.present.is_some() {
            self.stop_presenting(ctx);
        } else if self.answer.as_ref().is_some_and(|answer| answer.rows.iter().any(|row| row.actual.is_some())) {
            self.full_screen = self.is_full_screen(ctx);
            let state = match self.screen.chart_in_hand {
                Some(chart) => present::State::on(chart),
                None => present::State::at(self.screen.page),
            };
            self.screen.present = Some(state);
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(true));
        }
    }

    pub(in crate::app) fn stop_presenting(&mut self, ctx: &egui::Context) {
        let Some(state) = self.screen.present.take() else { return };
        // Back on the page of the chart that showed last.
        self.screen.page = match state.chart() {
            Chart::History | Chart::Variation => Page::History,
            Chart::ForecastGap | Chart::Bridge => Page::Forecast,
            Chart::Kpis => Page::Kpis,
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

    pub(super) fn find(&mut self, ctx: &egui::Context, command: Command) {
        self.with_screen(ctx, |screen, view, _| match (find::searches(view), find::has_own_field(screen.page)) {
            (true, true) => screen.home.find(),
            (true, false) => screen.find.command(command),
            (false, _) => {}
        });
    }

    pub(super) fn toggle_palette(&mut self) {
        self.screen.over = match self.screen.over.take() {
            Some(Over::Palette(_)) => None,
            _ => Some(Over::Palette(Box::default())),
        };
    }

    /// Whether `page` shows its explanation.
    pub(in crate::app) fn explains(&self, page: Page) -> bool {
        self.settings.preferences.explanations && !self.settings.explained.contains(&page)
    }

    pub(super) fn explained(&mut self, page: Page) {
        if !self.settings.explained.contains(&page) {
            self.settings.explained.push(page);
            self.keep_settings();
        }
    }

    pub(super) fn toggle_explanation(&mut self, ctx: &egui::Context) {
        let page = self.screen.page;
        if explanation(page).is_none() {
            return;
        }
        if self.explains(page) {
            return self.explained(page);
        }
        if !self.settings.preferences.explanations {
            // This one alone: the others stay as quiet as they were.
            self.settings.explained = Page::EXPLAINED.into();
            let preferences = Preferences { explanations: true, ..self.settings.preferences.clone() };
            self.prefer(ctx, preferences);
        }
        self.settings.explained.retain(|explained| *explained != page);
        self.keep_settings();
    }

    pub(super) fn set_zoom(&mut self, ctx: &egui::Context, zoom: Zoom) {
        let preferences = Preferences { zoom, ..self.settings.preferences.clone() };
        self.prefer(ctx, preferences);
    }

    /// The one place where preferences change: they are applied at once, and kept.
    pub(super) fn prefer(&mut self, ctx: &egui::Context, wanted: Preferences) {
        let before = std::mem::replace(&mut self.settings.preferences, wanted);
        let now = &self.settings.preferences;
        if now.reduced_motion != before.reduced_motion {
            theme::set_motion(ctx, now.reduced_motion);
        }
        self.numbers = now.numbers.resolve(&self.outside.locale);
        if *now != before {
            self.keep_settings();
        }
    }

    /// Shows the history by these periods; by the series' own, nothing is added up.
    pub(super) fn see_by(&mut self, granularity: Granularity) {
        let series = self.document.as_ref().and_then(|d| d.plan().series.get(self.screen.series_index));
        self.screen.page = Page::History;
        self.screen.history.seen_by =
            series.map(|series| series.granularity).filter(|own| *own < granularity).map(|_| granularity);
    }

    /// Goes to what a number in a sentence comes from, and points at it.
    pub(super) fn show_origin(&mut self, origin: Origin) {
        let screen = &mut self.screen;
        screen.pointed = Some(Pointed { origin, fresh: true });
        match origin {
            Origin::Figures | Origin::Trend | Origin::Season => screen.page = Page::History,
            Origin::Variation => {
                screen.page = Page::History;
                screen.history.seen_by = None;
                screen.history.chart.variation = true;
            }
            Origin::Period(period) => {
                screen.page = Page::History;
                screen.history.go_to(period);
            }
            Origin::Landing | Origin::Target => screen.page = Page::Forecast,
            Origin::Details => screen.page = Page::Plan,
            Origin::Short => screen.home.show_short(),
            Origin::Strategies => screen.page = Page::Strategies,
            Origin::Risks => screen.page = Page::Contingencies,
        }
    }

    pub(super) fn open_folder(&mut self, ctx: &egui::Context, folder: PathBuf) {
        self.outside.windows.show_folder(folder, self.tasks.reply(ctx));
    }

    /// The plan that was open when the program was left, if that is wanted and the file is still there.
    pub(in crate::app) fn plan_to_reopen(&self) -> Option<PathBuf> {
        let last = self.settings.last_plan.as_ref().filter(|_| self.settings.preferences.reopen_last);
        last.filter(|path| path.is_file()).cloned()
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
