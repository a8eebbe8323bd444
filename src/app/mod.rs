//! Wires the rooms together: the document, the screen, and the work that goes on beside them.

mod answers;
mod checks;
mod closing;
mod fall;
pub mod files;
pub mod handout;
mod journal;
mod logic;
mod others;
mod perform;
pub mod run;
pub mod safety;
pub mod settings;
mod shots;
pub mod tasks;
mod trial;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::SystemTime;

use chrono::NaiveDate;
use eframe::egui;

use crate::analysis::Answer;
use crate::analysis::memo::Memo;
use crate::analysis::view::Seen;
use crate::document::Document;
use crate::storage::{Loaded, Moment, Progress};
use crate::text::money::Style;
use crate::text::number::Numbers;
use crate::ui::dialog::Then;
use crate::ui::preference::{Preferences, RendererChoice};
use crate::ui::safety::Remedy;
use crate::ui::theme::{self, Theme};
use crate::ui::{Ask, Open, Places, Recent, SavedState, Screen, View, shell};
use files::FileWindows;
use safety::Safety;
use safety::rescue::Rescuer;
use settings::{Keeper, Settings, Store, Views};
use tasks::{Runner, Tasks};

pub use perform::{Cause, Done};

/// What the outside gives the program: all that a test must be able to script.
pub struct Outside {
    pub windows: Box<dyn FileWindows>,
    pub store: Store,
    pub runner: Runner,
    /// Asked for the day (and, for "Saved 10:42", the minute).
    pub clock: Clock,
    /// `--today`: wins over the clock and over an example's own day.
    pub today: Option<NaiveDate>,
    /// The desktop's language, such as `en-GB`.
    pub locale: String,
}

/// The clock, as a few questions.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    pub now: fn() -> Moment,
    /// For ages of files, which no time zone changes.
    pub system: fn() -> SystemTime,
    pub today: fn() -> NaiveDate,
    /// "10:42"
    pub minute: fn() -> String,
}

/// The program with its window.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own; together they are no state machine")]
pub struct App {
    document: Option<Document>,
    screen: Screen,
    memo: Memo,
    answer: Option<Arc<Answer>>,
    fitting: answers::Fitting,
    closings: closing::Closings,
    others: others::Others,
    /// The same for what is being tried out.
    trials: closing::Closings,
    checks: checks::Checks,
    shots: shots::Shots,
    /// What is being handed out after a review.
    handout: Option<perform::Wanted>,
    /// The series that shows, by longer periods, if the history is looked at so.
    seen: Option<Arc<Seen>>,
    style: Style,
    saved: SavedState,
    settings: Settings,
    keeper: Keeper,
    views: Views,
    places: Places,
    recent: Vec<Recent>,
    asks: Vec<Ask>,
    tasks: Tasks,
    outside: Outside,
    numbers: Numbers,
    /// The revision that is being written, if any.
    saving: Option<u64>,
    /// Another save was asked for meanwhile, to this path.
    save_again: Option<(PathBuf, perform::Agreed)>,
    saved_at: Option<String>,
    save_failed: bool,
    /// The file has fields that this version would drop: it is copied before the first save over it.
    keep_original: bool,
    /// What was interrupted by the question about unsaved changes.
    after_save: Option<Then>,
    /// Number of the file window whose answer still counts.
    window_number: u64,
    /// Number of the reading of a file whose answer still counts.
    read_number: u64,
    /// The plan that is being read.
    opening: Option<Progress>,
    /// The folder of the home page.
    work: perform::Work,
    /// Documents that were shown so far.
    documents: u32,
    /// Name of the series that shows, by which it is found again when others come and go.
    shown_series: String,
    /// When that window was asked for.
    window_since: Option<std::time::Instant>,
    quitting: bool,
    /// The person chose the full screen; presenting has its own.
    full_screen: bool,
    theme: Option<Theme>,
    title: String,
    /// Said once the first plan is open, which clears all that was said before.
    said_at_start: Option<String>,
    /// Where the window is.
    window: Option<settings::Geometry>,
    safety: Safety,
    /// Another version of the plan, with which it is being compared: where it lies, and whether that is the plan's own file.
    theirs: Option<(PathBuf, Box<Loaded>, bool)>,
    /// A folder in which nothing can be replaced, and the plan that was to be saved there.
    consent_for: Option<(PathBuf, PathBuf)>,
    /// Whether the window had the keyboard when this was last looked at.
    focused: bool,
    /// What is still to be said of work that was not saved.
    said_of_recovery: Vec<(String, Vec<Remedy>)>,
    /// The system has told the program to end: nothing is asked any more.
    told_to_end: Arc<AtomicBool>,
}

/// Why something else than what was chosen draws the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fallback {
    /// It said that it can't.
    AfterError,
    /// The last start never came to its first frame.
    AfterSilence,
}

impl App {
    /// The program with `plan` open, if one is named; fonts and colours are in `ctx` from here on.
    #[must_use]
    pub fn new(ctx: &egui::Context, outside: Outside, plan: Option<PathBuf>) -> Self {
        theme::font::install(ctx);
        let settings = outside.store.load();
        let numbers = settings.preferences.numbers.resolve(&outside.locale);
        let safety = Safety::new(outside.store.places().data.as_deref(), outside.runner, outside.clock.now);
        let keeper = Keeper::new(outside.store.clone(), outside.runner, settings.clone());
        let mut app = Self {
            document: None,
            screen: Screen::default(),
            memo: Memo::default(),
            answer: None,
            fitting: answers::Fitting::default(),
            closings: closing::Closings::default(),
            others: others::Others::default(),
            trials: closing::Closings::default(),
            checks: checks::Checks::default(),
            shots: shots::Shots::default(),
            handout: None,
            seen: None,
            style: Style { numbers, currency: None, unit: crate::model::Unit::Money },
            saved: SavedState::Untouched,
            recent: settings.recent(),
            settings,
            keeper,
            views: outside.store.load_views(),
            places: outside.store.places(),
            asks: Vec::new(),
            tasks: Tasks::new(outside.runner),
            numbers,
            outside,
            saving: None,
            save_again: None,
            saved_at: None,
            save_failed: false,
            keep_original: false,
            after_save: None,
            window_number: 0,
            read_number: 0,
            opening: None,
            work: perform::Work::default(),
            documents: 0,
            shown_series: String::new(),
            window_since: None,
            quitting: false,
            full_screen: false,
            theme: None,
            title: String::new(),
            said_at_start: None,
            window: None,
            safety,
            theirs: None,
            consent_for: None,
            focused: false,
            said_of_recovery: Vec::new(),
            told_to_end: Arc::default(),
        };
        // Zooming is a command, so that it is kept and stands in the menu.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        ctx.set_zoom_factor(app.settings.preferences.zoom.factor());
        if app.settings.preferences.reduced_motion {
            theme::set_motion(ctx, true);
        }
        app.asks.extend(plan.or_else(|| app.plan_to_reopen()).map(logic::wish_for));
        app.follow_theme(ctx);
        app.look_for_recovered(ctx);
        for said in app.outside.store.take_said() {
            app.say_at_start(said);
        }
        app
    }

    /// A hand on the rescue, for whoever ends the program from outside; and the word that it ends without a question.
    #[must_use]
    pub fn lifeline(&self) -> (Rescuer, Arc<AtomicBool>) {
        (self.safety.rescuer.clone(), Arc::clone(&self.told_to_end))
    }

    /// Says something once the first plan is open, and at once where none is.
    pub fn say_at_start(&mut self, text: String) {
        self.screen.notice.complain(text.clone());
        self.said_of_recovery.push((text, Vec::new()));
    }

    /// The open plan.
    #[must_use]
    pub fn document(&self) -> Option<&Document> {
        self.document.as_ref()
    }

    #[must_use]
    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    #[must_use]
    pub fn answer(&self) -> Option<&Answer> {
        self.answer.as_deref()
    }

    /// What the plan check says of the open plan.
    #[must_use]
    pub fn checked(&self) -> &crate::text::checked::Checked {
        self.checks.checked()
    }

    /// The window's title, with the mark of unsaved changes.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Has `renderer`, which draws this window, draw the next ones too, and says why and how to go back.
    pub fn draw_by(&mut self, renderer: RendererChoice, fallback: Fallback) {
        let (new, old) = match renderer {
            RendererChoice::Glow => ("glow (OpenGL)", "wgpu"),
            RendererChoice::Wgpu => ("wgpu", "glow (OpenGL)"),
        };
        let why = match fallback {
            Fallback::AfterError => format!("Drawing by {old} does not work on this computer"),
            Fallback::AfterSilence => format!("At the last start nothing could be drawn by {old}"),
        };
        let said = format!("{why}, so {new} draws the window from now on. Edit > Preferences > Drawing goes back.");
        self.settings.preferences.renderer = renderer;
        self.keep_settings();
        self.screen.notice.complain(said.clone());
        self.said_at_start = Some(said);
    }

    #[must_use]
    pub fn preferences(&self) -> &Preferences {
        &self.settings.preferences
    }

    /// How numbers are written and read now.
    #[must_use]
    pub fn numbers(&self) -> Numbers {
        self.numbers
    }

    /// Asks for something as a person would, to be carried out before the next drawing.
    pub fn ask(&mut self, ask: Ask) {
        self.asks.push(ask);
    }

    /// The day that the open plan is read as of.
    fn today(&self) -> NaiveDate {
        let example = self.document.as_ref().and_then(|d| d.plan().as_of);
        self.outside.today.or(example).unwrap_or_else(self.outside.clock.today)
    }

    fn follow_theme(&mut self, ctx: &egui::Context) {
        let theme = self.settings.preferences.theme.resolve(ctx.system_theme());
        if self.theme != Some(theme) {
            self.theme = Some(theme);
            theme::apply(ctx, theme);
        }
    }

    /// Lends the screen to `use_it`, with what it may read and where it puts its wishes.
    fn with_screen(&mut self, ctx: &egui::Context, use_it: impl FnOnce(&mut Screen, &View<'_>, &mut Vec<Ask>)) {
        let today = self.today();
        let series_index = self.screen.series_index;
        let (closing, closing_number, closing_is_current) = self.closings.view();
        let (shot, shot_number) = self.shots.view();
        // Lent beside the screen, which holds it.
        let trial = self.screen.trial.clone();
        let open = match (&self.document, &self.answer) {
            (Some(document), Some(answer)) => document.plan().series.get(series_index).map(|series| Open {
                document,
                plan: document.plan(),
                answer,
                seen: self.seen.as_deref(),
                closing,
                closing_number,
                closing_is_current,
                trial: trial.as_ref().map(|trial| self.trials.view_of(trial)),
                shot,
                shot_number,
                others: self.others.list(),
                checked: self.checks.checked(),
                series,
                series_index,
                style: &self.style,
                saved: &self.saved,
            }),
            _ => None,
        };
        let view = View {
            page: self.screen.page,
            explains: self.explains(self.screen.page),
            open,
            today,
            numbers: self.numbers,
            preferences: &self.settings.preferences,
            locale: &self.outside.locale,
            folders: self.settings.folders(),
            tables: &self.settings.tables,
            places: &self.places,
            recent: &self.recent,
            pointed: self.screen.pointed,
            folder: self.work.view(self.settings.home.as_deref()),
            safety: self.safety.view(),
            t: theme::current(ctx),
        };
        use_it(&mut self.screen, &view, &mut self.asks);
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.before_drawing(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        if self.screen.meeting.is_some() {
            self.screen.screens = frame.winit_window().map_or(1, |window| window.available_monitors().count());
        }
        let ctx = ui.ctx().clone();
        self.screen.resume.before(&ctx);
        self.with_screen(&ctx, |screen, view, asks| shell::show(ui, screen, view, asks));
        self.screen.resume.after(&ctx);
        if !self.asks.is_empty() {
            ui.request_repaint();
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.keep_before_leaving();
        self.keeper.finish();
        self.safety.rescuer.finish();
        self.safety.rescuer.end();
    }
}
