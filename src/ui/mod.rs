//! The only room that draws. Drawing never changes the document: it pushes what a person asked for onto a queue.

pub mod ask;
pub mod board;
pub mod dialog;
pub mod icons;
pub mod meeting;
pub mod page;
pub mod preference;
pub mod present;
pub mod safety;
pub mod shell;
pub mod theme;
pub mod trial;
mod view_state;
pub mod widget;
pub mod zoom;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use eframe::egui::{Id, Key, Ui};

use crate::analysis::Answer;
use crate::analysis::closing::{Case, Closing};
use crate::analysis::view::Seen;
use crate::document::Document;
use crate::model::{FiscalStart, Granularity, Plan, Series, Snapshot, Span};
use crate::portfolio::Folder;
use crate::report::{Chart, Subject};
use crate::text::checked::Checked;
use crate::text::money::Style;
use crate::text::number::Numbers;
pub use ask::{Ask, Leave};
pub use page::Page;
pub use page::preferences::FolderUse;
use preference::Preferences;
use theme::Tokens;
use trial::{Trial, TrialView};
use view_state::Scroll;
pub use view_state::ViewState;
use widget::finding::Pointed;

/// What a page reads. It changes nothing here: wishes go to `asks`.
pub struct View<'a> {
    pub page: Page,
    /// Whether the page's explanation shows.
    pub explains: bool,
    pub open: Option<Open<'a>>,
    pub today: NaiveDate,
    pub numbers: Numbers,
    pub preferences: &'a Preferences,
    /// The desktop's language, such as `en-GB`.
    pub locale: &'a str,
    /// In which each file window begins, in the order of [`FolderUse::ALL`].
    pub folders: [Option<&'a Path>; 4],
    /// Tables whose answers are remembered.
    pub tables: &'a [preference::KnownTable],
    pub places: &'a Places,
    pub recent: &'a [Recent],
    pub pointed: Option<Pointed>,
    /// The folder of the home page, if one is remembered.
    pub folder: Option<FolderView<'a>>,
    pub safety: safety::SafetyView<'a>,
    pub t: &'static Tokens,
}

/// The open plan and what is known of the series that shows.
#[derive(Clone, Copy)]
pub struct Open<'a> {
    pub document: &'a Document,
    pub plan: &'a Arc<Plan>,
    pub answer: &'a Arc<Answer>,
    /// The series by longer periods, where the history is looked at so.
    pub seen: Option<&'a Seen>,
    /// Odds and bridge; `None` until they are worked out for the first time, and without a forecast.
    pub closing: Option<&'a Arc<Closing>>,
    /// Counts the odds and bridges that were worked out: what pages keep words for beside [`Self::version`].
    pub closing_number: u64,
    /// Whether they are of the plan as it is; else they are the last ones, and the next are on their way.
    pub closing_is_current: bool,
    /// What is being tried out, if anything.
    pub trial: Option<TrialView<'a>>,
    /// The plan as a review that begins now would keep it; the last one while the next is on its way, `None` before the first.
    pub shot: Option<&'a Arc<Snapshot>>,
    /// Counts those that were made: what pages keep words for beside [`Self::version`].
    pub shot_number: u64,
    /// Where the plan's other series stand, as far as that is worked out.
    pub others: &'a Arc<Vec<page::other::Other>>,
    /// What the plan check says of the whole plan.
    pub checked: &'a Arc<Checked>,
    pub series: &'a Series,
    pub series_index: usize,
    pub style: &'a Style,
    pub saved: &'a SavedState,
}

/// Names what pages keep drawings and texts for: the plan's revision, the series that shows and what it is seen by, how
/// numbers are written, and whether the forecast is still that of before.
pub type Version = (u64, usize, Granularity, Numbers, bool);

impl<'a> Open<'a> {
    #[must_use]
    pub fn version(self) -> Version {
        (self.document.revision(), self.series_index, self.answer.granularity, self.style.numbers, self.answer.fitting)
    }

    /// The plan as the history shows it: by longer periods, if it is looked at so.
    #[must_use]
    pub fn as_seen(self) -> Self {
        self.seen.map_or(self, |seen| Self { series: &seen.series, answer: &seen.answer, ..self })
    }

    /// Whether figures are added up, so that they can't be changed where they show.
    #[must_use]
    pub fn is_added_up(self) -> bool {
        self.plan.series.get(self.series_index).is_some_and(|own| own.granularity < self.answer.granularity)
    }

    /// The same, for rooms that know no screen.
    #[must_use]
    pub fn subject(self) -> Subject<'a> {
        Subject {
            plan: self.plan,
            series: self.series,
            answer: self.answer,
            closing: self.closing.map(|closing| &**closing),
            case: Case::default(),
            style: self.style,
        }
    }

    /// The months that the plan is for, or is proposed to be for, as the answer has them.
    #[must_use]
    pub fn plan_months(&self) -> Span {
        let last = self.answer.last_finished.and_then(|i| self.answer.rows.get(i)).map(|row| row.period);
        self.plan.period_or_default(last, self.answer.today)
    }

    #[must_use]
    pub fn fiscal(&self) -> FiscalStart {
        self.plan.fiscal_start
    }
}

/// The folder that the home page lists, and how far it is known.
#[derive(Clone, Copy)]
pub struct FolderView<'a> {
    pub path: &'a Path,
    /// `None` until it is listed.
    pub folder: Option<&'a Folder>,
    /// Whether its plans are being read now.
    pub reading: bool,
    /// Why it can't be listed.
    pub problem: Option<&'a str>,
}

/// Whether the plan is on disk, in the words of the top bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SavedState {
    /// An example or a new plan that nothing was done to.
    Untouched,
    Saved {
        at: Option<String>,
        file: String,
    },
    Unsaved,
    Saving,
    Failed,
    /// Looked at only: it can't be written to its file.
    ReadOnly,
}

/// Where the program keeps files of its own; `None` where the system has no place for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    pub settings: Option<PathBuf>,
    pub log: Option<PathBuf>,
    /// Earlier versions and work that was not saved.
    pub data: Option<PathBuf>,
}

/// A plan that was open lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    pub path: PathBuf,
    pub title: String,
    pub folder: String,
    pub missing: bool,
}

/// What the screen remembers between drawings: which page, where on it, what is half typed.
#[derive(Debug, Default)]
pub struct Screen {
    pub page: Page,
    pub series_index: usize,
    /// What the number that was pressed comes from.
    pub pointed: Option<Pointed>,
    pub home: page::home::State,
    pub overview: page::overview::State,
    pub plan: page::plan::State,
    pub history: page::history::State,
    pub forecast: page::forecast::State,
    pub strategies: page::strategies::State,
    pub tactics: page::tactics::State,
    pub contingencies: page::contingencies::State,
    pub kpis: page::kpis::State,
    pub reviews: page::reviews::State,
    pub check: page::check::State,
    pub trial: Option<Trial>,
    /// The chart whose own menu was used last.
    pub chart_in_hand: Option<Chart>,
    pub resume: widget::resume::Resume,
    /// Screens that the desktop has; one where it doesn't say.
    pub screens: usize,
    /// The review that is being held.
    pub meeting: Option<meeting::State>,
    pub dialog: Option<dialog::Dialog>,
    /// What had the keyboard before the dialog that stands, to give it back.
    behind_dialog: Option<Id>,
    dialog_stood: bool,
    /// What lies over the page by itself: no dialog, since nothing waits for it.
    pub over: Option<shell::Over>,
    pub menu: shell::menu::State,
    pub find: shell::find::State,
    find_stood: bool,
    pub notice: shell::notice::Notices,
    scroll: Scroll,
    pub about: page::about::State,
    pub earlier: page::earlier::State,
    /// The page that comes back after one of the program's own.
    behind: Page,
    pub present: Option<present::State>,
}

impl Screen {
    /// Shows another series. What was half typed or selected was about the one before.
    pub fn show_series(&mut self, index: usize) {
        self.series_index = index;
        let before = std::mem::take(&mut self.history);
        self.history.chart.last_year = before.chart.last_year;
        self.history.seen_by = before.seen_by;
        self.forecast = page::forecast::State::default();
    }

    /// Shows a page of the program; asked for once more, the one before.
    pub fn show_aside(&mut self, page: Page) {
        if self.page == page {
            self.go_back();
        } else {
            if !self.page.is_aside() {
                self.behind = self.page;
            }
            self.page = page;
        }
    }

    /// From a page of the program back to the one before.
    pub fn go_back(&mut self) {
        if self.page.is_aside() {
            self.page = self.behind;
        }
    }

    /// Whether Esc was pressed and nothing else waits for it.
    fn may_go_back(&self, ui: &Ui) -> bool {
        self.dialog.is_none() && self.over.is_none() && !self.menu.is_open() && ui.input(|i| i.key_pressed(Key::Escape))
    }

    /// Forgets everything that belonged to the plan before; the list of plans is as it was left.
    pub fn forget_plan(&mut self) {
        let (home, notice) = (std::mem::take(&mut self.home), std::mem::take(&mut self.notice));
        *self = Self { home, notice, ..Self::default() };
    }
}
