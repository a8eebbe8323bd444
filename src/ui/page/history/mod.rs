//! History: what was sold, its rolling average, trend and season, and the figures themselves.

mod empty;
mod event;
mod figures;
mod side;

use std::cell::RefCell;
use std::rc::Rc;

use eframe::egui::{Key, Ui};

use super::FittingHeight;
use super::chart_card::ChartCard;
use crate::command::Command;
use crate::model::{Granularity, Period};
use crate::report::Chart;
use crate::text::Origin;
use crate::text::{Said, calendar};
use crate::ui::widget::button::Button;
use crate::ui::widget::kept::Kept;
use crate::ui::widget::segment;
use crate::ui::widget::{KeyHint, letter_pressed};
use crate::ui::widget::{finding, grid};
use crate::ui::{Ask, Open, Version, View, icons};

/// What the page remembers: switches, the cursor, what is half typed.
#[derive(Debug, Default)]
pub struct State {
    pub chart: ChartCard,
    /// The longer periods that the series is seen by; shorter ones than its own count as its own.
    pub seen_by: Option<Granularity>,
    /// The empty page's "type or paste" was chosen: show the grid although there is nothing in it.
    pub typing: bool,
    /// Years before the first figure that the grid shows, for typing older ones.
    earlier_years: i32,
    /// The grid's cursor was put on the newest figure once.
    placed: bool,
    /// The figure that the cursor shall go to.
    wanted: Option<(Period, Keyboard)>,
    grid: grid::State,
    season: side::Season,
    figures: Kept<figures::Key, figures::Figures>,
    note: figures::Note,
    pub event: event::Form,
    words: Kept<(Version, chrono::NaiveDate), Rc<Words>>,
    height: FittingHeight,
}

/// Whether the keyboard goes where the cursor goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keyboard {
    Comes,
    Stays,
}

/// The page's sentences, kept until the plan changes.
#[derive(Debug)]
struct Words {
    caption: String,
    finding: Said,
    trend: side::TrendWords,
    variation: side::VariationWords,
}

impl Words {
    fn of(open: Open<'_>) -> Self {
        let voice = open.subject().voice();
        let caption = match open.series.extent() {
            Some(extent) => format!("History · {}", calendar::span(extent, open.fiscal())),
            None => "History".to_owned(),
        };
        Self {
            caption,
            finding: voice.history(),
            trend: side::TrendWords::of(voice, open.plan.window(open.answer.granularity)),
            variation: side::VariationWords::of(voice),
        }
    }
}

impl State {
    /// Puts the cursor and the keyboard on a figure, in view.
    pub fn go_to(&mut self, period: Period) {
        self.wanted = Some((period, Keyboard::Comes));
        self.seen_by = None;
        self.typing = true;
    }

    /// Puts the cursor on a figure, in view; the keyboard stays where it is.
    pub fn reveal(&mut self, period: Period) {
        self.wanted = Some((period, Keyboard::Stays));
        self.seen_by = None;
    }

    /// Takes over the figure and the note that are being typed.
    pub fn finish(&mut self, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
        figures::finish(self, view, open.as_seen(), asks);
    }
}

/// Width of the cards beside the chart.
const SIDE: f32 = 300.0;

pub fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    if open.series.extent().is_none() && !state.typing {
        empty::show(ui, state, view, open, asks);
        return;
    }
    let t = view.t;
    let key = (open.version(), view.today);
    let words = Rc::clone(state.words.get(key, || Rc::new(Words::of(open))));
    // The chart and the figures may be added up; what is found in the figures is found in the series' own.
    let (own, open) = (open, open.as_seen());
    let wide = ui.available_width() >= super::ONE_COLUMN;
    let (own_rhythm, rhythm) = (own.answer.granularity, open.answer.granularity);
    super::head(ui, &words.caption, &words.finding, t, asks, |ui, asks| {
        super::series_choice(ui, open, asks);
        if wide {
            view_choice(ui, own_rhythm, rhythm, asks);
        }
        let mark = Button::new("Mark an event").icon(icons::FLAG).key(event::KEY);
        let mark = mark.tooltip("Shade a stretch of time on the chart: what happened, and whether it counts as usual");
        if mark.show(ui).clicked() || letter_pressed(ui, Key::E, false) {
            state.event.begin(open, state.chart.selected);
        }
        if Button::new("Add sales").icon(icons::UPLOAD_SIMPLE).tooltip(&Command::AddSales.hint()).show(ui).clicked() {
            asks.push(Ask::Command(Command::AddSales));
        }
    });
    if !wide {
        // Beside the buttons it would leave the finding too little room.
        view_choice(ui, own_rhythm, rhythm, asks);
    }
    event::show(ui, &mut state.event, open, asks);
    let usual = chart_height(super::room_left(ui), open);
    let height = if wide { state.height.get(usual) } else { usual };
    let State { chart, season, .. } = state;
    let asks = RefCell::new(asks);
    let missing = super::beside(
        ui,
        SIDE,
        |ui, width| chart.show(ui, Chart::History, [width, height], view, open, &mut asks.borrow_mut()),
        [
            &mut |ui| side::trend(ui, &words.trend, view, &mut asks.borrow_mut()),
            &mut |ui| side::variation(ui, &words.variation, view, &mut asks.borrow_mut()),
            &mut |ui| side::season(ui, season, own, view, &mut asks.borrow_mut()),
        ],
    );
    let asks = asks.into_inner();
    if let Some(missing) = missing.filter(|_| !state.chart.as_table) {
        state.height.fit(ui, height, missing, 240.0..=460.0);
    }
    finding::source(ui, view, |origin| origin == Origin::Figures, |ui| figures::show(ui, state, view, open, asks));
}

/// Which periods the series is seen by, where it can be seen by others than its own.
fn view_choice(ui: &mut Ui, own: Granularity, now: Granularity, asks: &mut Vec<Ask>) {
    let views = own.views();
    if views.len() < 2 {
        return;
    }
    let names: Vec<String> = views.iter().map(|by| calendar::periods_word(*by)).collect();
    let items: Vec<(&str, bool)> = names.iter().zip(views).map(|(name, by)| (name.as_str(), *by == now)).collect();
    if let Some(index) = segment::segments(ui, "See by", 30.0, &items) {
        asks.push(Ask::SeeBy(views[index]));
    }
}

/// What the page reads, for the sheet of shortcuts.
pub const KEYS: &[KeyHint] = &[("E", "Mark an event in the history")];

/// What is left of the window once the figures below have their room: up to four years, and a line for a note.
fn chart_height(room: f32, open: Open<'_>) -> f32 {
    let years = open.series.extent().map_or(2, |extent| {
        let year = |p: Period| p.fiscal_year(open.fiscal());
        (year(extent.last) - year(extent.first) + 1).clamp(2, 4)
    });
    #[expect(clippy::cast_precision_loss, reason = "at most four")]
    (room - 340.0 - 30.0 * years as f32).clamp(240.0, 460.0)
}
