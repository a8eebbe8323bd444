//! Tables from outside: read off the UI thread, shown, and only then taken over.

use std::path::{Path, PathBuf};

use eframe::egui;

use super::{App, Done};
use crate::document::Edit;
use crate::import::{self, Preview, Route};
use crate::model::{Plan, Unit};
use crate::text::money::Style;
use crate::text::{calendar, plural};
use crate::ui::FolderUse;
use crate::ui::dialog::{Dialog, ImportDialog, Purpose};
use crate::ui::page::Page;

impl App {
    pub(super) fn read_table(&mut self, ctx: &egui::Context, path: PathBuf) {
        let fiscal = self.document.as_ref().map(|d| d.plan().fiscal_start).unwrap_or_default();
        let today = self.today();
        self.read_number += 1;
        let number = self.read_number;
        self.tasks.start(ctx, "read table", move || {
            let result = import::read_file(&path, today, fiscal).map(Box::new).map_err(|e| e.to_string());
            Done::TableRead { number, path, result }
        });
    }

    pub(super) fn table_read(&mut self, path: &Path, result: Result<Box<Preview>, String>) {
        let file_name = &path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        match result {
            Ok(preview) => {
                self.keep_folder(FolderUse::Tables, path);
                self.screen.notice.clear_problems();
                self.show_preview(file_name, *preview, true);
            }
            Err(problem) => {
                // Away from the dialog nothing else says which file it was.
                let named = self.asks_for(Purpose::AddSales) || problem.contains(file_name.as_str());
                let problem = if named { problem } else { format!("{file_name}: {problem}") };
                self.complain_of_file(Purpose::AddSales, problem);
            }
        }
    }

    pub(super) fn read_pasted(&mut self, text: &str) {
        let fiscal = self.document.as_ref().map(|d| d.plan().fiscal_start).unwrap_or_default();
        match import::read_pasted(text, self.numbers, self.today(), fiscal) {
            Ok(preview) => self.show_preview("what you pasted", preview, false),
            Err(problem) => self.screen.notice.complain(problem.to_string()),
        }
    }

    fn show_preview(&mut self, file_name: &str, preview: Preview, from_file: bool) {
        // A file that is dropped on the start page begins a plan of its own.
        let fresh = self.document.is_none().then(|| Plan::new(stem(file_name)));
        let plan = match (&fresh, &self.document) {
            (Some(plan), _) => plan,
            (None, Some(document)) => document.plan(),
            (None, None) => return,
        };
        let routes = match preview.routes(plan, None).and_then(|routes| preview.check(plan, &routes).map(|()| routes)) {
            Ok(routes) => routes.into_iter().map(|route| (route, true)).collect(),
            Err(problem) => {
                let problem = format!("{file_name} can’t be added to this plan: {problem}.");
                return self.complain_of_file(Purpose::AddSales, problem);
            }
        };
        let currency = plan.currency.or_else(|| preview.columns.iter().find_map(|c| c.currency));
        let style = Style { numbers: self.numbers, currency, unit: Unit::Money };
        let facts = facts(&preview, plan);
        let file_name = file_name.to_owned();
        self.window_number += 1;
        self.screen.dialog =
            Some(Dialog::Import(Box::new(ImportDialog { file_name, preview, from_file, fresh, routes, style, facts })));
    }

    pub(super) fn use_table(&mut self, routes: &[Route]) {
        let Some(Dialog::Import(dialog)) = self.screen.dialog.take() else { return };
        let ImportDialog { file_name, preview, from_file, fresh, .. } = *dialog;
        if let Some(plan) = fresh.filter(|_| self.document.is_none()) {
            self.begin(plan);
        }
        let today = self.today();
        let Some(document) = &mut self.document else { return };
        let name = from_file.then_some(file_name.as_str());
        let mut changed = Plan::clone(document.plan());
        if let Err(problem) = preview.put_into(&mut changed, routes, name) {
            self.screen.notice.complain(format!("Nothing was added: {problem}."));
            return;
        }
        let values: usize = routes.iter().filter_map(|r| preview.columns.get(r.column)).map(|c| c.values.len()).sum();
        let said = plural::count(values, "figure");
        let label = format!("Add {said} from {file_name}");
        let edit = Edit::new(label, move |plan| *plan = changed);
        if document.apply(super::keep::with_forecasts_kept(edit, today)) {
            let revision = document.revision();
            self.screen.notice.say_with_undo(format!("Added {said} from {file_name}"), revision);
        } else {
            self.screen.notice.say("The plan has these figures already; nothing changed");
        }
        if let Some(index) = routes.first().and_then(|r| document.plan().series_index(&r.series)) {
            self.show_series(index);
        }
        self.screen.page = Page::History;
    }
}

/// What the dialog says of a table: the span, each decision, what was left out.
fn facts(preview: &Preview, plan: &Plan) -> Vec<(String, String)> {
    let fiscal = plan.fiscal_start;
    let periods = preview.columns.iter().flat_map(|c| c.values.iter().map(|(p, _)| *p));
    let (first, last) = (periods.clone().min(), periods.max());
    let mut facts = Vec::new();
    if let (Some(first), Some(last)) = (first, last)
        && let Some(span) = crate::model::Span::new(first, last)
    {
        let rows = plural::count(preview.rows_read, "row");
        facts.push((format!("{}.", calendar::span(span, fiscal)), format!("{rows} read.")));
    }
    facts.extend(preview.decisions.iter().map(|d| (format!("{}:", d.what), d.why.clone())));
    facts.extend(preview.skipped.iter().map(|s| (format!("Row {} is left out:", s.row), s.why.clone())));
    facts
}

fn stem(file_name: &str) -> String {
    let stem = Path::new(file_name).file_stem().map(|s| s.to_string_lossy().into_owned());
    stem.filter(|s| !s.is_empty()).unwrap_or_else(|| "Plan".to_owned())
}
