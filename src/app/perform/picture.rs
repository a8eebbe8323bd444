//! The page's chart as a picture and as a table, for elsewhere.

use std::path::{Path, PathBuf};

use eframe::egui;

use super::{App, Done};
use crate::analysis::view::Seen;
use crate::export::png::pixels;
use crate::export::{self, PictureFormat, picture};
use crate::report::{Chart, Subject};
use crate::storage;
use crate::ui::FolderUse;
use crate::ui::dialog::Purpose;
use crate::ui::page::Page;

/// Pixels a point in copied and saved pictures: sharp on a slide.
const PICTURE_SCALE: f32 = 2.0;

impl App {
    /// The chart that is meant: the one whose own menu was used, or else the page's.
    fn chart(&self) -> Chart {
        if let Some(chart) = self.screen.chart_in_hand {
            return chart;
        }
        match self.screen.page {
            Page::Overview | Page::Forecast => Chart::ForecastGap,
            Page::Kpis if self.document.as_ref().is_some_and(|document| !document.plan().kpis.is_empty()) => {
                Chart::Kpis
            }
            _ if self.screen.history.chart.variation && self.seen_on_page().is_none() => Chart::Variation,
            _ => Chart::History,
        }
    }

    /// The series by longer periods, if the page shows it so.
    fn seen_on_page(&self) -> Option<&Seen> {
        self.seen.as_deref().filter(|_| self.screen.page == Page::History)
    }

    /// What is known of the chart that is meant.
    fn with_subject<R>(&self, use_it: impl FnOnce(Chart, Subject<'_>) -> R) -> Option<R> {
        let (document, answer) = (self.document.as_ref()?, self.answer.as_deref()?);
        let series = document.plan().series.get(self.screen.series_index)?;
        let (series, answer) = match self.seen_on_page() {
            Some(seen) => (&seen.series, &*seen.answer),
            None => (&**series, answer),
        };
        let (closing, ..) = self.closings.view();
        let closing = closing.map(|closing| &**closing);
        let subject = Subject {
            plan: document.plan(),
            series,
            answer,
            closing,
            case: self.screen.forecast.case(),
            style: &self.style,
        };
        Some(use_it(self.chart(), subject))
    }

    /// The chart as SVG text, in the theme that shows.
    fn svg(&self) -> Option<String> {
        let palette = self.theme.unwrap_or_default().tokens().palette();
        let last_year = self.screen.history.chart.last_year;
        self.with_subject(|chart, subject| picture::of_chart(chart, subject, last_year, picture::USUAL_SIZE, &palette))
    }

    pub(super) fn picture_name(&self) -> String {
        let title = self.document.as_ref().map(|d| d.plan().title.as_str()).unwrap_or_default();
        let ending = self.settings.picture_ending.as_deref().filter(|e| *e == "svg").unwrap_or("png");
        format!("{} {}.{ending}", super::file::file_stem(title), self.chart().id())
    }

    pub(super) fn copy_picture(&mut self, ctx: &egui::Context) {
        let Some(svg) = self.svg() else { return };
        self.tasks.start(ctx, "picture", move || {
            let drawn = pixels(&svg, PICTURE_SCALE).map_err(|e| e.to_string());
            Done::PictureDrawn(drawn.map(|image| egui::ColorImage::from_rgba_premultiplied(image.size, &image.rgba)))
        });
    }

    pub(super) fn picture_drawn(&mut self, ctx: &egui::Context, result: Result<egui::ColorImage, String>) {
        match result {
            Ok(image) => {
                ctx.copy_image(image);
                self.screen.notice.say("Copied the chart as a picture");
            }
            Err(problem) => self.screen.notice.complain(problem),
        }
    }

    pub(super) fn copy_table(&mut self, ctx: &egui::Context) {
        let Some(table) = self.with_subject(Chart::table) else { return };
        ctx.copy_text(export::table::tsv(&table));
        self.screen.notice.say("Copied the chart as a table");
    }

    pub(super) fn save_picture_to(&mut self, ctx: &egui::Context, path: PathBuf, replace: bool) {
        let Some(format) = PictureFormat::of_path(&path) else {
            let problem = "A picture’s name ends in .png or .svg.".to_owned();
            return self.complain_of_file(Purpose::SavePicture, problem);
        };
        if path.exists() && !replace {
            self.ask_to_replace(Purpose::SavePicture, path);
            return;
        }
        let Some(svg) = self.svg() else { return };
        self.tasks.start(ctx, "picture", move || {
            let bytes = format.bytes(svg, PICTURE_SCALE).map_err(|e| e.to_string());
            let write =
                |bytes: Vec<u8>| storage::write_file(&storage::RealFs, &path, &bytes).map_err(|e| e.to_string());
            let result = bytes.and_then(write);
            Done::PictureSaved { path, result }
        });
    }

    pub(super) fn picture_saved(&mut self, path: &Path, result: Result<(), String>) {
        match result {
            Ok(()) => {
                if self.asks_for(Purpose::SavePicture) {
                    self.screen.dialog = None;
                }
                let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
                let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
                self.settings.picture_ending = ending;
                self.keep_folder(FolderUse::Pictures, path);
                let said = format!("Saved the chart as {name}");
                match path.parent() {
                    Some(folder) => self.screen.notice.say_with_folder(said, folder.to_owned()),
                    None => self.screen.notice.say(said),
                }
            }
            Err(problem) => self.complain_of_file(Purpose::SavePicture, problem),
        }
    }
}
