//! Carries out what was asked for, one file a subject. Everything here runs between two drawings.

mod file;
mod folder;
mod handout;
mod keep;
mod opening;
mod picture;
mod restore;
mod safe;
mod save;
mod table;
mod view;

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{self, ViewportCommand};

use super::App;
use super::answers::Asked;
use crate::analysis::Answer;
use crate::analysis::closing::Closing;
use crate::analysis::precedent::Precedent;
use crate::command::Command;
use crate::import::TableRead;
use crate::model::Snapshot;
use crate::portfolio::Outcome;
use crate::storage::recovery::Recovered;
use crate::storage::{self, Earlier, Fingerprint, LoadError, Loaded, OnDisk, PlanFile};
use crate::ui::dialog::{Dialog, Purpose, Then};
use crate::ui::page::Page;
use crate::ui::page::contingencies::ToMeasure;
use crate::ui::page::other::Other;
use crate::ui::safety::{Kept, OldVersion, RecoveredWork, Remedy};
use crate::ui::widget::excerpt::Excerpt;
use crate::ui::zoom::Zoom;
use crate::ui::{Ask, FolderUse, Leave};

pub use folder::Cause;
pub(super) use folder::Work;
pub use handout::Wanted;
pub use opening::{Opened, Opening};
pub use safe::Compared;
pub(super) use save::SAVE;
pub use save::{Agreed, NotStored, Stored};

/// What came of a task.
#[derive(Debug)]
pub enum Done {
    /// A file window was answered, or given up.
    Chosen {
        number: u64,
        path: Option<PathBuf>,
    },
    Opened {
        number: u64,
        /// Of the document that was open when this was asked for.
        revision: Option<u64>,
        path: PathBuf,
        how: Opening,
        result: Result<Box<Opened>, LoadError>,
    },
    Saved {
        revision: u64,
        path: PathBuf,
        result: Result<Stored, NotStored>,
    },
    /// The plan's file is not what it was known to be.
    Outside {
        path: PathBuf,
        known: Fingerprint,
        now: OnDisk,
    },
    /// What somebody else saved was read.
    ReadAgain {
        revision: u64,
        path: PathBuf,
        result: Result<Box<Loaded>, String>,
    },
    Compared(Compared),
    EarlierFound {
        revision: u64,
        versions: Vec<(Earlier, OldVersion)>,
    },
    RecoveredFound {
        works: Vec<(Recovered, RecoveredWork)>,
        /// Copies that can't be read, and why.
        spoilt: Vec<(PathBuf, String)>,
    },
    TableRead {
        number: u64,
        path: PathBuf,
        result: Result<Box<TableRead>, String>,
    },
    TableAnswered {
        number: u64,
        result: Result<Box<TableRead>, String>,
    },
    FolderListed {
        number: u64,
        cause: Cause,
        path: PathBuf,
        result: Result<Vec<PlanFile>, String>,
    },
    /// Some rows of the folder, by their index.
    PlansRead {
        run: u64,
        rows: Vec<(usize, Outcome)>,
    },
    PictureSaved {
        path: PathBuf,
        result: Result<(), String>,
    },
    PictureDrawn(Result<egui::ColorImage, String>),
    /// The system was asked to show a folder.
    FolderOpened {
        folder: PathBuf,
        result: Result<(), String>,
    },
    /// A forecast was fitted.
    Fitted {
        asked: Asked,
        answer: Option<Box<Answer>>,
    },
    /// What a review that begins now would keep was worked out.
    Shot {
        wanted: super::shots::Wanted,
        shot: Arc<Snapshot>,
    },
    HandedOut {
        path: PathBuf,
        result: Result<(), String>,
    },
    /// Odds and bridge were worked out.
    Closed {
        of_trial: bool,
        run: u64,
        closing: Option<Arc<Closing>>,
    },
    /// The plan's other series were analysed.
    Others {
        wanted: super::others::Wanted,
        list: Vec<Other>,
    },
    /// An event was measured.
    Measured {
        wanted: Box<ToMeasure>,
        found: Option<Arc<Precedent>>,
    },
    Failed(String),
}

impl App {
    pub(super) fn take(&mut self, ctx: &egui::Context, done: Done) {
        match done {
            Done::Chosen { number, path } => self.chosen(ctx, number, path),
            Done::Opened { number, revision, path, how, result } => {
                if number == self.read_number {
                    self.opened(ctx, revision, path, how, result);
                }
            }
            Done::Saved { revision, path, result } => self.saved(ctx, revision, &path, result),
            Done::Outside { path, known, now } => self.outside(ctx, &path, known, now),
            Done::ReadAgain { revision, path, result } => self.read_again(revision, &path, result),
            Done::Compared(compared) => self.compared(ctx, compared),
            Done::EarlierFound { revision, versions } => self.earlier_found(revision, versions),
            Done::RecoveredFound { works, spoilt } => self.recovered_found(works, spoilt),
            Done::TableRead { number, path, result } => {
                if number == self.read_number {
                    self.table_read(&path, result);
                }
            }
            Done::TableAnswered { number, result } => {
                if number == self.read_number {
                    self.table_answered(result);
                }
            }
            Done::FolderListed { number, cause, path, result } => {
                self.folder_listed(ctx, number, cause, path, result);
            }
            Done::PlansRead { run, rows } => self.plans_read(run, rows),
            Done::PictureSaved { path, result } => self.picture_saved(&path, result),
            Done::PictureDrawn(result) => self.picture_drawn(ctx, result),
            Done::FolderOpened { folder, result } => {
                if let Err(reason) = result {
                    let folder = folder.display();
                    self.screen.notice.complain(format!("The folder can’t be shown here ({reason}). It is {folder}"));
                }
            }
            Done::Fitted { asked, answer } => self.fitted(asked, answer),
            Done::Closed { of_trial, run, closing } => self.closed(of_trial, run, closing),
            Done::Others { wanted, list } => self.analysed(wanted, list),
            Done::Measured { wanted, found } => self.screen.contingencies.learn(*wanted, found),
            Done::Shot { wanted, shot } => self.shot(ctx, wanted, shot),
            Done::HandedOut { path, result } => self.handed_out(&path, result),
            Done::Failed(problem) => {
                self.fitting.give_up();
                self.closings.give_up();
                self.others.give_up();
                self.shots.give_up();
                self.trials.give_up();
                self.screen.contingencies.give_up();
                // It may have been the save: what is not known to be on disk counts as not saved.
                self.save_failed |= self.saving.take().is_some();
                self.after_save = None;
                // Or the reading that a dialog waits for.
                self.leave_opening();
                self.screen.notice.complain(problem);
            }
        }
    }

    pub(super) fn perform(&mut self, ctx: &egui::Context, ask: Ask) {
        match ask {
            Ask::Command(command) => {
                let of_chart = [Command::CopyPicture, Command::CopyTable, Command::SavePicture, Command::Present];
                if of_chart.contains(&command) {
                    self.screen.chart_in_hand = None;
                }
                self.command(ctx, command);
            }
            Ask::Try(trial) => self.try_out(*trial),
            Ask::Measure(wanted) => self.measure(ctx, wanted),
            Ask::KeepTrial => self.keep_trial(ctx),
            Ask::ForgetTrial => self.forget_trial(),
            Ask::OfChart(chart, command) => {
                self.screen.chart_in_hand = Some(chart);
                self.command(ctx, command);
            }
            Ask::Edit(edit) => {
                let said = edit.said.clone();
                let edit = keep::with_forecasts_kept(edit, self.today());
                if let Some(document) = &mut self.document
                    && document.apply(edit)
                    && let Some(said) = said
                {
                    self.screen.notice.say_with_undo(said, document.revision());
                }
            }
            Ask::Create(plan) => self.create(ctx, plan),
            // The question was answered before the dialog that asks for a plan could open.
            Ask::Open(path) if self.asks_for(Purpose::OpenPlan) => self.open(ctx, path),
            Ask::Open(path) => self.leave(ctx, Then::Open(path)),
            Ask::ListFolder(path) if self.asks_for(Purpose::OpenFolder) => self.list_chosen(ctx, path),
            Ask::ListFolder(path) => self.leave(ctx, Then::OpenFolder(path)),
            Ask::LeaveFolder | Ask::ForgetFolder(FolderUse::Home) => self.leave_folder(),
            Ask::StopReading => self.stop_reading(),
            Ask::ReadOn => self.read_on(ctx),
            Ask::Forget(path) => {
                self.settings.forget(&path);
                self.keep_settings();
            }
            Ask::ShowSeries(index) => self.show_series(index),
            Ask::SeeBy(granularity) => self.see_by(granularity),
            Ask::ShowOrigin(origin) => self.show_origin(origin),
            Ask::ShowFigure(period) => {
                self.screen.page = Page::History;
                self.screen.history.go_to(period);
            }
            Ask::ShowItem(item) => self.show_item(item),
            Ask::ShowTactic(id) => {
                self.screen.page = Page::Tactics;
                self.screen.tactics.show_tactic(id);
            }
            Ask::ReadTable(path) => self.read_table(ctx, path),
            Ask::ReadPasted(text) => self.read_pasted(&text),
            Ask::AnswerTable { id, value } => self.answer_table(ctx, id, value),
            Ask::ForgetTable(signature) => self.forget_table(&signature),
            Ask::UseTable(routes) => self.use_table(&routes),
            Ask::SaveTo { path, replace } => self.save_to(ctx, &path, replace),
            Ask::SavePictureTo { path, replace } => self.save_picture_to(ctx, path, replace),
            Ask::HoldReview(review) => self.hold_review(review),
            Ask::LeaveMeeting => self.leave_meeting(),
            Ask::StartReview(id) => self.begin_review(ctx, id),
            Ask::HandOut { review, format, names } => self.hand_out(ctx, Wanted { review, format, names }),
            Ask::HandOutTo { path, replace } => self.hand_out_to(ctx, path, replace),
            Ask::ShowReview(id) => {
                self.screen.page = Page::Reviews;
                self.screen.reviews.show_review(id);
            }
            Ask::Browse => self.browse(ctx),
            Ask::Dismiss => {
                if self.asks_for(Purpose::OpenFolder) {
                    self.drop_listing();
                }
                self.stop_reading_table();
                self.stop_opening();
                self.screen.dialog = None;
                self.after_save = None;
                self.window_number += 1;
                self.read_number += 1;
            }
            Ask::Leave(answer) => self.left(ctx, answer),
            Ask::Remedy(remedy) => self.remedy(ctx, remedy),
            Ask::Settle(settle) => self.settle(ctx, settle),
            Ask::Restore(file) => self.restore(&file),
            Ask::OpenRecovered(file) => self.open_recovered(ctx, &file),
            Ask::DiscardRecovered(file) => self.discard_recovered(&file),
            Ask::Explained(page) => self.explained(page),
            Ask::Prefer(preferences) => self.prefer(ctx, *preferences),
            Ask::ForgetFolder(folder_use) => {
                *self.settings.folder_mut(folder_use) = None;
                self.keep_settings();
            }
            Ask::ForgetAll => {
                self.settings.recent.clear();
                self.keep_settings();
                self.screen.notice.say("Cleared the list of recent plans; the files stay");
            }
            Ask::OpenFolder(folder) => self.open_folder(ctx, folder),
            Ask::Back => self.screen.go_back(),
            Ask::Say(said) => self.screen.notice.say(said),
        }
    }

    fn command(&mut self, ctx: &egui::Context, command: Command) {
        match command {
            Command::NewPlan => self.leave(ctx, Then::NewPlan),
            Command::OpenPlan => self.leave(ctx, Then::ChooseFile),
            Command::OpenFolder => self.leave(ctx, Then::ChooseFolder),
            Command::OpenExample => self.look_at(ctx, &storage::COAST),
            Command::OpenFirmExample => self.look_at(ctx, &storage::LIFT_SERVICE),
            Command::OpenShopExample => self.look_at(ctx, &storage::PLANT_SHOP),
            Command::ClosePlan => self.leave(ctx, Then::Close),
            Command::Quit => self.leave(ctx, Then::Quit),
            Command::AddSales => self.choose(ctx, Purpose::AddSales),
            Command::Save => self.save(ctx),
            Command::SaveAs => self.choose(ctx, Purpose::SavePlan),
            Command::EarlierVersions => {
                self.safety.earlier = None;
                self.screen.show_aside(Page::Earlier);
            }
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::Find | Command::FindNext | Command::FindPrevious => self.find(ctx, command),
            Command::CopyPicture => self.copy_picture(ctx),
            Command::CopyTable => self.copy_table(ctx),
            Command::CopyCheck => self.copy_check(ctx),
            Command::SavePicture => self.choose(ctx, Purpose::SavePicture),
            Command::ShowOverview => self.screen.page = Page::Overview,
            Command::ShowHistory => self.screen.page = Page::History,
            Command::ShowForecast => self.screen.page = Page::Forecast,
            Command::WhatIf => self.toggle_trial(),
            Command::ShowStrategies => self.screen.page = Page::Strategies,
            Command::ShowTactics => self.screen.page = Page::Tactics,
            Command::ShowContingencies => self.screen.page = Page::Contingencies,
            Command::ShowKpis => self.screen.page = Page::Kpis,
            Command::ShowReviews => self.screen.page = Page::Reviews,
            Command::ShowCheck => self.screen.page = Page::Check,
            Command::ShowPlan => self.screen.page = Page::Plan,
            Command::Palette => self.toggle_palette(),
            Command::Present => self.toggle_present(ctx),
            Command::FullScreen => self.toggle_full_screen(ctx),
            Command::ZoomIn => self.set_zoom(ctx, self.settings.preferences.zoom.larger()),
            Command::ZoomOut => self.set_zoom(ctx, self.settings.preferences.zoom.smaller()),
            Command::ZoomReset => self.set_zoom(ctx, Zoom::default()),
            Command::Explain => self.toggle_explanation(ctx),
            Command::Shortcuts => self.toggle_shortcuts(),
            Command::Preferences => self.screen.show_aside(Page::Preferences),
            Command::About => self.screen.show_aside(Page::About),
            Command::ThemeSystem
            | Command::ThemeLight
            | Command::ThemeDark
            | Command::ThemeProjector
            | Command::ThemeContrast => {
                self.choose_theme(command);
            }
        }
    }

    /// Whether the dialog that stands asks for a file for this purpose.
    fn asks_for(&self, purpose: Purpose) -> bool {
        matches!(&self.screen.dialog, Some(Dialog::Path(dialog)) if dialog.purpose == purpose)
    }

    /// Says what went wrong with a file: where its path was typed, if the dialog still stands.
    fn complain_of_file(&mut self, purpose: Purpose, problem: String) {
        match &mut self.screen.dialog {
            Some(Dialog::Path(dialog)) if dialog.purpose == purpose => {
                dialog.problem = Some(problem);
                dialog.excerpt = None;
            }
            _ => self.screen.notice.complain(problem),
        }
    }

    /// Says why a plan can't be opened, with the line that it is about; where an earlier version of it is kept, that is offered.
    fn complain_of_plan(&mut self, error: &LoadError, kept: Option<Kept>) {
        let excerpt = error.line().map(|(line, caret)| Excerpt { line: line.to_owned(), caret });
        match &mut self.screen.dialog {
            Some(Dialog::Path(dialog)) if dialog.purpose == Purpose::OpenPlan && kept.is_none() => {
                dialog.problem = Some(error.words());
                dialog.excerpt = excerpt;
            }
            dialog => {
                if matches!(dialog, Some(Dialog::Path(dialog)) if dialog.purpose == Purpose::OpenPlan) {
                    self.screen.dialog = None;
                }
                let remedies = kept.map(Remedy::OpenKept).into_iter().collect();
                self.screen.notice.complain_of_line(error.words(), excerpt, remedies);
            }
        }
    }

    fn show_series(&mut self, index: usize) {
        let name = self.document.as_ref().and_then(|d| d.plan().series.get(index)).map(|s| s.name.clone());
        if let Some(name) = name {
            self.screen.show_series(index);
            self.shown_series = name;
        }
    }

    /// The answer to the question about unsaved changes.
    fn left(&mut self, ctx: &egui::Context, answer: Leave) {
        let Some(Dialog::Unsaved(unsaved)) = self.screen.dialog.take() else { return };
        match answer {
            Leave::Stay => {}
            Leave::DontSave => {
                self.let_go();
                self.go_on(ctx, unsaved.then);
            }
            Leave::Save => {
                self.after_save = Some(unsaved.then);
                self.save(ctx);
            }
        }
    }

    /// Does what the plan stood in the way of; nothing is asked any more.
    pub(super) fn go_on(&mut self, ctx: &egui::Context, then: Then) {
        match then {
            Then::Quit => {
                self.quitting = true;
                self.keep_before_leaving();
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Then::Close => self.close(),
            Then::NewPlan => {
                self.close();
                self.screen.page = Page::Plan;
                let currency = crate::text::currency::of_locale(&self.outside.locale);
                self.screen.plan.begin(currency);
            }
            Then::ChooseFile => self.choose(ctx, Purpose::OpenPlan),
            Then::Open(path) => self.open(ctx, path),
            Then::ChooseFolder => self.choose(ctx, Purpose::OpenFolder),
            Then::OpenFolder(path) => self.list_chosen(ctx, path),
            Then::Example(plan) => self.open_example(*plan),
            Then::Recovered(file) => self.show_recovered(&file),
            Then::Kept(kept) => self.show_kept(&kept),
            Then::Create(plan) => self.begin(*plan),
        }
    }
}
