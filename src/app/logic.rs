//! What happens between drawings: answers of tasks, keys, dropped files, closing, and then everything that was asked for.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{self, ViewportCommand};

use super::App;
use super::settings::Geometry;
use crate::analysis::Answer;
use crate::command::Command;
use crate::document::Document;
use crate::import;
use crate::text::money::Style;
use crate::ui::dialog::{Dialog, Since, Then, Unsaved};
use crate::ui::page::{self, Page};
use crate::ui::shell::keys;
use crate::ui::{Ask, SavedState};

impl App {
    pub(super) fn before_drawing(&mut self, ctx: &egui::Context) {
        while let Some(done) = self.tasks.next() {
            self.take(ctx, done);
        }
        self.point_no_more(ctx);
        self.keys(ctx);
        self.pasted_table(ctx);
        self.dropped_files(ctx);
        // What was typed before a click comes before what was clicked, wherever the two are drawn.
        self.asks.sort_by_key(|ask| !matches!(ask, Ask::Edit(_)));
        self.finish_typing(ctx);
        self.close_request(ctx);
        for ask in std::mem::take(&mut self.asks) {
            self.perform(ctx, ask);
        }
        self.follow_home(ctx);
        self.follow_theme(ctx);
        self.follow_zoom(ctx);
        self.refresh(ctx);
        self.follow_title(ctx);
        self.follow_window(ctx);
        self.follow_safety(ctx);
    }

    /// What a number pointed at is let go by the next press of anything.
    fn point_no_more(&mut self, ctx: &egui::Context) {
        let Some(pointed) = &mut self.screen.pointed else { return };
        pointed.fresh = false;
        let is_press = |event: &egui::Event| {
            matches!(event, egui::Event::Key { pressed: true, .. } | egui::Event::PointerButton { pressed: true, .. })
        };
        if ctx.input(|input| input.events.iter().any(is_press)) {
            self.screen.pointed = None;
        }
    }

    /// Shortcuts rest while a dialog stands; in the room only the ones that leave it work.
    fn keys(&mut self, ctx: &egui::Context) {
        let presenting = self.screen.present.is_some() || self.screen.meeting.is_some();
        if self.screen.dialog.is_some() && !presenting {
            return;
        }
        // A plan without a file would bring the system's file window onto the wall.
        let has_file = self.document.as_ref().is_some_and(|d| d.path().is_some());
        for command in keys::pressed(ctx) {
            let enabled = self.document.is_some() || !command.needs_plan();
            // What lies over the page keeps the keys that bring it and that only change how things look.
            let fits_over = matches!(
                command,
                Command::Palette
                    | Command::Shortcuts
                    | Command::FullScreen
                    | Command::ZoomIn
                    | Command::ZoomOut
                    | Command::ZoomReset
            );
            let fits_room = match command {
                Command::Present | Command::Quit => true,
                // A line that was written down by mistake is taken back while everybody sees it.
                Command::Undo | Command::Redo => self.screen.meeting.is_some(),
                Command::Save => has_file,
                _ => false,
            };
            if enabled && (fits_room || !presenting) && (fits_over || self.screen.over.is_none()) {
                self.asks.push(Ask::Command(command));
            }
        }
    }

    /// Two columns from a spreadsheet, period and value, are read as a table wherever the page's focus is; plain
    /// numbers are left to the grid.
    fn pasted_table(&mut self, ctx: &egui::Context) {
        let reads_tables = self.screen.page == Page::History
            && self.screen.dialog.is_none()
            && self.screen.over.is_none()
            && self.screen.present.is_none()
            && self.screen.meeting.is_none();
        if !reads_tables || self.document.is_none() || ctx.text_edit_focused() {
            return;
        }
        let (today, fiscal) = (self.today(), self.document.as_ref().map(|d| d.plan().fiscal_start).unwrap_or_default());
        let mut wanted = import::Wanted::new(today, fiscal);
        wanted.numbers = Some(self.numbers);
        let is_table = |text: &str| {
            let first = text.lines().next().unwrap_or_default();
            let read = || import::open_pasted(text, &wanted)?.preview(&wanted, &import::Watch::default());
            first.contains(['\t', ';', ',']) && read().is_ok()
        };
        let mut found = None;
        ctx.input_mut(|input| {
            input.events.retain(|event| match event {
                egui::Event::Paste(text) if is_table(text) => {
                    found = Some(text.clone());
                    false
                }
                _ => true,
            });
        });
        self.asks.extend(found.map(Ask::ReadPasted));
    }

    fn dropped_files(&mut self, ctx: &egui::Context) {
        let files = ctx.input(|i| i.raw.dropped_files.clone());
        let Some(path) = files.iter().map(|file| file.path().to_owned()).find(|path| !path.as_os_str().is_empty())
        else {
            return;
        };
        if self.screen.dialog.is_some() || self.screen.present.is_some() {
            return;
        }
        // Whatever is no plan is read as a table, whose reader knows what a PDF or a spreadsheet's own file is.
        let is_plan = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("ron"));
        self.asks.push(match () {
            () if path.is_dir() => Ask::ListFolder(path),
            () if is_plan => Ask::Open(path),
            () => Ask::ReadTable(path),
        });
    }

    fn close_request(&mut self, ctx: &egui::Context) {
        if !ctx.input(|i| i.viewport().close_requested()) || self.quitting {
            return;
        }
        if self.told_to_end.load(std::sync::atomic::Ordering::SeqCst) {
            // Leaving keeps what is not saved.
            return self.keep_before_leaving();
        }
        self.safety.rescuer.hurry();
        if self.saving.is_some() || self.document.as_ref().is_some_and(Document::is_dirty) {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            if ctx.input(|i| i.viewport().minimized) == Some(true) {
                // A question that nobody sees would look like a program that doesn't close.
                ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
                ctx.send_viewport_cmd(ViewportCommand::Focus);
            }
            self.leave(ctx, Then::Quit);
        } else {
            self.keep_before_leaving();
        }
    }

    /// A command finds the plan with what was being typed: saving or leaving never loses a half-confirmed figure.
    fn finish_typing(&mut self, ctx: &egui::Context) {
        let closing = ctx.input(|i| i.viewport().close_requested());
        let only_here = |ask: &Ask| {
            let harmless = matches!(ask, Ask::Forget(_) | Ask::ForgetAll | Ask::StopReading | Ask::ReadOn);
            harmless || matches!(ask, Ask::Edit(_) | Ask::Say(_) | Ask::Dismiss | Ask::Browse | Ask::Leave(_))
        };
        if !closing && self.asks.iter().all(only_here) {
            return;
        }
        let wishes = std::mem::take(&mut self.asks);
        self.with_screen(ctx, page::finish_typing);
        for edit in std::mem::replace(&mut self.asks, wishes) {
            self.perform(ctx, edit);
        }
        // A picture that is asked for now shows what was just typed.
        self.refresh(ctx);
    }

    /// Brings everything that is derived from the document up to date.
    fn refresh(&mut self, ctx: &egui::Context) {
        let Some(document) = &self.document else {
            self.follow_answer(ctx);
            self.follow_checks();
            self.follow_shot(ctx);
            self.follow_others(ctx);
            return self.follow_closing(ctx);
        };
        let plan = document.plan();
        let index = self.screen.series_index;
        if plan.series.get(index).is_none_or(|s| s.name != self.shown_series) {
            // Another series stands at the index; the one that showed may stand elsewhere, or was renamed.
            let found =
                plan.series_index(&self.shown_series).unwrap_or(if index < plan.series.len() { index } else { 0 });
            self.screen.show_series(found);
            self.shown_series = plan.series.get(found).map(|s| s.name.clone()).unwrap_or_default();
        }
        self.follow_answer(ctx);
        self.follow_checks();
        self.follow_closing(ctx);
        self.follow_shot(ctx);
        self.follow_others(ctx);
        let Some(document) = &self.document else { return };
        let (plan, index) = (document.plan(), self.screen.series_index);
        let by = self.screen.history.seen_by;
        let seen = |(by, own): (_, &Arc<Answer>)| self.memo.seen(plan, document.revision(), (index, by), own);
        self.seen = by.zip(self.answer.as_ref()).and_then(seen);
        if let Some(series) = plan.series.get(index) {
            let style = Style { numbers: self.numbers, currency: plan.currency, unit: series.unit.clone() };
            if style != self.style {
                self.style = style;
            }
        }
        self.saved = self.saved_state();
    }

    fn saved_state(&self) -> SavedState {
        let Some(document) = &self.document else { return SavedState::Untouched };
        let file = document.path().and_then(|p| p.file_name()).map(|n| n.to_string_lossy().into_owned());
        match file {
            _ if self.saving.is_some() => SavedState::Saving,
            _ if document.is_dirty() && self.save_failed => SavedState::Failed,
            _ if document.is_dirty() => SavedState::Unsaved,
            _ if self.safety.read_only.is_some() => SavedState::ReadOnly,
            Some(file) => SavedState::Saved { at: self.saved_at.clone(), file },
            None => SavedState::Untouched,
        }
    }

    /// Draws as large as is wanted, or as the window has room for.
    fn follow_zoom(&self, ctx: &egui::Context) {
        let size = ctx.content_rect().size() * ctx.zoom_factor();
        let fitting = self.settings.preferences.zoom.fitting(size.into());
        if (fitting - ctx.zoom_factor()).abs() > 0.001 {
            ctx.set_zoom_factor(fitting);
        }
    }

    /// Notes where the window is. What fills the screen goes back to the place that it came from.
    fn follow_window(&mut self, ctx: &egui::Context) {
        let zoom = ctx.zoom_factor();
        let seen = ctx.input(|input| {
            let window = input.viewport();
            let passing = window.minimized == Some(true) || window.fullscreen == Some(true);
            (!passing).then_some((window.outer_rect, window.inner_rect?, window.maximized == Some(true)))
        });
        let Some((outer, inner, maximised)) = seen else { return };
        let before = self.window.or(self.settings.window).unwrap_or_default();
        self.window = Some(if maximised {
            Geometry { maximised, ..before }
        } else {
            // In the desktop's points, whatever the text size.
            let position = outer.map(|rect| [rect.min.x * zoom, rect.min.y * zoom]);
            Geometry { position, size: [inner.width() * zoom, inner.height() * zoom], maximised }
        });
    }

    fn follow_title(&mut self, ctx: &egui::Context) {
        let title = match &self.document {
            Some(document) => {
                let mark = if document.is_dirty() { "● " } else { "" };
                format!("{mark}{} – Upturn", document.plan().title)
            }
            None => "Upturn".to_owned(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// Leaves the open plan for something else, once it may be left.
    pub(super) fn leave(&mut self, ctx: &egui::Context, then: Then) {
        self.after_save = None;
        let dirty = self.document.as_ref().filter(|d| d.is_dirty());
        let being_written = self.saving.is_some() && self.saving == dirty.map(Document::revision);
        if being_written || (self.saving.is_some() && dirty.is_none()) {
            // What is on disk is known once the writing ends; then it is asked again.
            self.after_save = Some(then);
            return;
        }
        match dirty {
            Some(document) => {
                let title = document.plan().title.clone();
                let since = match (&self.saved_at, document.path()) {
                    (Some(at), _) => Since::Saved(at.clone()),
                    (None, Some(_)) => Since::Opened,
                    (None, None) => Since::Begun,
                };
                self.stop_presenting(ctx);
                self.screen.dialog = Some(Dialog::Unsaved(Unsaved { title, since, then }));
            }
            None => self.go_on(ctx, then),
        }
    }
}

/// What was named at the start: a folder of plans, a table by its ending, or else a plan.
pub(super) fn wish_for(path: PathBuf) -> Ask {
    if path.is_dir() {
        return Ask::ListFolder(path);
    }
    let is_table = path.extension().is_some_and(|e| ["csv", "tsv", "txt"].iter().any(|t| e.eq_ignore_ascii_case(t)));
    if is_table { Ask::ReadTable(path) } else { Ask::Open(path) }
}
