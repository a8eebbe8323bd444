//! What is handed out after a review: minutes, days for a calendar, actions as a table.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui;

use super::{App, Done};
use crate::app::handout;
use crate::document::Document;
use crate::export::Handout;
use crate::model::ReviewId;
use crate::report::minutes::Names;
use crate::storage;
use crate::text::meeting;
use crate::ui::dialog::Purpose;
use crate::ui::theme::Theme;

/// What is to be handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub review: ReviewId,
    pub format: Handout,
    pub names: Names,
}

impl App {
    /// Asks where it goes; a name that ends otherwise asks for another format.
    pub(super) fn hand_out(&mut self, ctx: &egui::Context, wanted: Wanted) {
        self.handout = Some(wanted);
        self.choose(ctx, Purpose::HandOut);
    }

    pub(super) fn handout_name(&self) -> String {
        let found = self.handout.and_then(|wanted| {
            let plan = self.document.as_ref()?.plan();
            let review = plan.meetings.review(wanted.review)?;
            let ending = wanted.format.ending();
            let name = super::file::file_stem(&format!("{} {} {}", plan.title, meeting::name(review), review.day));
            Some(format!("{name}.{ending}"))
        });
        found.unwrap_or_default()
    }

    pub(super) fn hand_out_to(&mut self, ctx: &egui::Context, path: PathBuf, replace: bool) {
        let Some(format) = Handout::of_path(&path) else {
            let problem =
                "The name ends in .md or .html for minutes, .ics for a calendar or .tsv for a table.".to_owned();
            return self.complain_of_file(Purpose::HandOut, problem);
        };
        if path.exists() && !replace {
            return self.ask_to_replace(Purpose::HandOut, path);
        }
        let (Some(wanted), Some(document)) = (self.handout, &self.document) else { return };
        let (plan, today, numbers) = (Arc::clone(Document::plan(document)), self.today(), self.numbers);
        self.tasks.start(ctx, "minutes", move || {
            // On paper, whatever shows on the screen.
            let palette = Theme::Light.tokens().palette();
            let text = handout::written(&plan, wanted.review, format, wanted.names, today, numbers, &palette);
            let result = text.ok_or_else(|| "The review is not in the plan any more.".to_owned()).and_then(|text| {
                storage::write_file(&storage::RealFs, &path, text.as_bytes()).map_err(|error| error.to_string())
            });
            Done::HandedOut { path, result }
        });
    }

    pub(super) fn handed_out(&mut self, path: &Path, result: Result<(), String>) {
        if let Err(problem) = result {
            return self.complain_of_file(Purpose::HandOut, problem);
        }
        if self.asks_for(Purpose::HandOut) {
            self.screen.dialog = None;
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let said = format!("Wrote {name}");
        match path.parent() {
            Some(folder) => self.screen.notice.say_with_folder(said, folder.to_owned()),
            None => self.screen.notice.say(said),
        }
    }
}
