//! Tables from outside: read off the UI thread, shown, asked about, and only then taken over.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui;

use super::{App, Done};
use crate::document::{Document, Edit};
use crate::import::{self, Answers, Preview, Route, TableRead, Taking, Wanted, Watch};
use crate::model::{Plan, Unit};
use crate::text::money::Style;
use crate::text::trigger;
use crate::ui::FolderUse;
use crate::ui::dialog::{Dialog, ImportDialog, PathDialog, Purpose, ReadingDialog, by_period};
use crate::ui::page::Page;
use crate::ui::preference::KnownTable;

impl App {
    pub(super) fn read_table(&mut self, ctx: &egui::Context, path: PathBuf) {
        let wanted = self.wanted();
        let known = self.settings.tables.clone();
        self.read_number += 1;
        let number = self.read_number;
        let watch = Watch::default();
        let back = match self.screen.dialog.take() {
            Some(Dialog::Path(dialog)) if dialog.purpose == Purpose::AddSales => Some(dialog),
            _ => None,
        };
        let file_name = name_of(&path);
        self.screen.dialog = Some(Dialog::Reading(Box::new(ReadingDialog { file_name, watch: watch.clone(), back })));
        self.tasks.start(ctx, "read table", move || {
            let read = std::panic::AssertUnwindSafe(|| {
                import::understand(import::open(&path, &wanted, &watch)?, &wanted, kept(&known), &watch)
            });
            let result = import::guarded(read, &path).map(Box::new).map_err(|e| e.to_string());
            Done::TableRead { number, path, result }
        });
    }

    pub(super) fn table_read(&mut self, path: &Path, result: Result<Box<TableRead>, String>) {
        let file_name = &name_of(path);
        let back = match self.screen.dialog.take() {
            Some(Dialog::Reading(dialog)) => dialog.back,
            other => {
                self.screen.dialog = other;
                None
            }
        };
        match result {
            Ok(read) => {
                self.keep_folder(FolderUse::Tables, path);
                self.screen.notice.clear_problems();
                self.show_preview(file_name, *read, true, back);
            }
            Err(problem) => {
                // Away from the dialog nothing else says which file it was.
                let named = back.is_some() || problem.contains(file_name.as_str());
                let problem = if named { problem } else { format!("{file_name}: {problem}") };
                self.screen.dialog = back.map(Dialog::Path);
                self.complain_of_file(Purpose::AddSales, problem);
            }
        }
    }

    pub(super) fn read_pasted(&mut self, text: &str) {
        let mut wanted = self.wanted();
        wanted.numbers = Some(self.numbers);
        let read = std::panic::AssertUnwindSafe(|| {
            import::understand(import::open_pasted(text, &wanted)?, &wanted, |_| None, &Watch::default())
        });
        match import::guarded(read, Path::new("what you pasted")) {
            Ok(read) => self.show_preview("what you pasted", read, false, None),
            Err(problem) => self.screen.notice.complain(problem.to_string()),
        }
    }

    /// Works out the table once more, with one answer more.
    pub(super) fn answer_table(&mut self, ctx: &egui::Context, id: &'static str, value: String) {
        let mut wanted = self.wanted();
        let Some(Dialog::Import(dialog)) = &mut self.screen.dialog else { return };
        (dialog.busy, dialog.problem) = (true, None);
        wanted.answers.clone_from(&dialog.answers);
        wanted.answers.insert(id.to_owned(), value);
        wanted.numbers = (!dialog.from_file).then_some(self.numbers);
        let opened = Arc::clone(&dialog.opened);
        let path = PathBuf::from(&dialog.file_name);
        self.read_number += 1;
        let number = self.read_number;
        self.tasks.start(ctx, "read table", move || {
            let answers = wanted.answers.clone();
            let read = std::panic::AssertUnwindSafe(|| {
                let watch = Watch::default();
                let opened = opened.again(&wanted, &watch)?.map_or(opened, Arc::new);
                let preview = opened.preview(&wanted, &watch)?;
                Ok(TableRead { opened, preview, answers, remembered: false })
            });
            let result = import::guarded(read, &path).map(Box::new).map_err(|e| e.to_string());
            Done::TableAnswered { number, result }
        });
    }

    pub(super) fn table_answered(&mut self, result: Result<Box<TableRead>, String>) {
        let Some(Dialog::Import(before)) = self.screen.dialog.take() else { return };
        let ImportDialog { file_name, from_file, fresh, .. } = &*before;
        let next = result.and_then(|read| self.preview_of(file_name, *read, *from_file, fresh.clone()));
        // An answer that leads nowhere changes nothing.
        let dialog = next.unwrap_or_else(|problem| ImportDialog { busy: false, problem: Some(problem), ..*before });
        self.screen.dialog = Some(Dialog::Import(Box::new(dialog)));
    }

    /// What the reader is told of this person and plan.
    fn wanted(&self) -> Wanted {
        let plan = self.document.as_ref().map(Document::plan);
        let mut wanted = Wanted::new(self.today(), plan.map(|plan| plan.fiscal_start).unwrap_or_default());
        wanted.currency = plan.and_then(|plan| plan.currency);
        wanted.weekly = plan.map(|plan| import::weekly(plan)).unwrap_or_default();
        wanted
    }

    fn show_preview(&mut self, file_name: &str, read: TableRead, from_file: bool, back: Option<PathDialog>) {
        // A file that is dropped on the start page begins a plan of its own.
        let fresh = self.document.is_none().then(|| Plan::new(stem(file_name)));
        match self.preview_of(file_name, read, from_file, fresh) {
            Ok(dialog) => self.screen.dialog = Some(Dialog::Import(Box::new(dialog))),
            Err(problem) => {
                self.screen.dialog = back.map(Dialog::Path);
                self.complain_of_file(Purpose::AddSales, problem);
            }
        }
    }

    /// What a table shows before anything of it is taken, or why none of it can go into this plan.
    fn preview_of(
        &mut self,
        file_name: &str,
        read: TableRead,
        from_file: bool,
        fresh: Option<Plan>,
    ) -> Result<ImportDialog, String> {
        let TableRead { opened, preview, answers, remembered } = read;
        let plan = match (&fresh, &self.document) {
            (Some(plan), None) => plan,
            (_, Some(document)) => document.plan(),
            (None, None) => return Err(format!("there is no plan that {file_name} could go into")),
        };
        let routes = preview.routes(plan, None).and_then(|routes| preview.check(plan, &routes).map(|()| routes));
        let routes = routes.map_err(|problem| format!("{file_name} can’t be added to this plan: {problem}."))?;
        let currency = plan.currency.or(preview.currency);
        // A KPI is counted in what it says, whatever the table looks like.
        let counted = routes.first().and_then(|route| import::kpi_named(plan, &route.series));
        let unit = counted.map(|kpi| &kpi.unit).or(preview.series.first().map(|found| &found.unit));
        let unit = unit.map_or(Unit::Money, Unit::clone);
        let style = Style { numbers: self.numbers, currency, unit };
        let arrivals = preview.arrivals(plan, &routes);
        let known = |route: &Route| {
            let counted = import::kpi_named(plan, &route.series).is_some_and(|kpi| !kpi.values.is_empty());
            counted
                || plan
                    .series_index(&route.series)
                    .and_then(|i| plan.series.get(i))
                    .is_some_and(|s| s.extent().is_some())
        };
        let counted = if routes.iter().any(known) { import::counted(&arrivals) } else { String::new() };
        let changes = import::listed(&arrivals, plan.fiscal_start, |amount| style.exact(amount));
        let fiscal = plan.fiscal_start;
        let kpis = routes.iter().filter(|route| import::kpi_named(plan, &route.series).is_some());
        let kpis = kpis.map(|route| route.series.clone()).collect();
        let mut routes: Vec<(Route, bool)> = routes.into_iter().map(|route| (route, true)).collect();
        for (found, other) in preview.series.iter().enumerate().filter(|(_, other)| !other.taken) {
            routes.push((Route { found, series: other.name.clone() }, false));
        }
        let file_name = file_name.to_owned();
        let totals = by_period(&preview, fiscal, &style);
        self.window_number += 1;
        Ok(ImportDialog {
            file_name,
            opened,
            preview,
            answers,
            remembered,
            from_file,
            fresh,
            routes,
            kpis,
            style,
            fiscal,
            counted,
            changes,
            totals,
            problem: None,
            busy: false,
            typed: String::new(),
        })
    }

    pub(super) fn use_table(&mut self, routes: &[Route]) {
        let Some(Dialog::Import(dialog)) = self.screen.dialog.take() else { return };
        let ImportDialog { file_name, preview, answers, from_file, fresh, .. } = *dialog;
        if let Some(plan) = fresh.filter(|_| self.document.is_none()) {
            self.begin(plan);
        }
        if from_file && !answers.is_empty() {
            let signature = preview.signature.clone();
            self.settings.remember_answers(KnownTable { signature, name: file_name.clone(), answers });
            self.keep_settings();
        }
        self.apply_preview(&preview, routes, from_file.then_some(file_name.as_str()), &file_name);
    }

    /// Takes a preview over, as one edit. Whatever is to be kept of the plan as it was before figures come in (such as its last
    /// forecast) is kept here and nowhere else.
    fn apply_preview(&mut self, preview: &Preview, routes: &[Route], file: Option<&str>, called: &str) {
        let today = self.today();
        let Some(document) = &mut self.document else { return };
        let mut changed = Plan::clone(document.plan());
        let arrivals = match preview.put_into(&mut changed, Taking { routes, file, today }) {
            Ok(arrivals) => arrivals,
            Err(problem) => return self.screen.notice.complain(format!("Nothing was added: {problem}.")),
        };
        let figures: usize = arrivals.iter().map(|arrival| arrival.taken().count()).sum();
        let said = crate::text::plural::count(figures, "figure");
        let label = format!("Add {said} from {called}");
        let news = trigger::news(document.plan(), &changed, today);
        let edit = Edit::new(label, move |plan| *plan = changed);
        if document.apply(super::keep::with_forecasts_kept(edit, today)) {
            let revision = document.revision();
            let counted = import::counted(&arrivals);
            // The table was counted before it was taken over; what it does to a trigger is new.
            let more = news.map_or_else(|| format!(": {counted}"), |news| format!(". {news}"));
            self.screen.notice.say_with_undo(format!("Added {said} from {called}{more}"), revision);
        } else {
            self.screen.notice.say("The plan has these figures already; nothing changed");
        }
        let first = routes.first().map(|route| route.series.as_str());
        if let Some(kpi) = first.and_then(|name| import::kpi_named(document.plan(), name)) {
            self.screen.kpis.show_kpi(kpi.id);
            self.screen.page = Page::Kpis;
            return;
        }
        if let Some(index) = first.and_then(|name| document.plan().series_index(name)) {
            self.show_series(index);
        }
        self.screen.page = Page::History;
    }

    pub(super) fn forget_table(&mut self, signature: &str) {
        self.settings.forget_answers(signature);
        self.keep_settings();
    }

    /// Stops a reading that nobody waits for any more.
    pub(super) fn stop_reading_table(&mut self) {
        if let Some(Dialog::Reading(dialog)) = &self.screen.dialog {
            dialog.watch.cancel();
        }
    }
}

/// The answers that were kept for tables of these headings.
fn kept(known: &[KnownTable]) -> impl Fn(&str) -> Option<Answers> {
    move |signature| known.iter().find(|known| known.signature == signature).map(|known| known.answers.clone())
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

fn stem(file_name: &str) -> String {
    let stem = Path::new(file_name).file_stem().map(|s| s.to_string_lossy().into_owned());
    stem.filter(|s| !s.is_empty()).unwrap_or_else(|| "Plan".to_owned())
}
