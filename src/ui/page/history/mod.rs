//! History: what was sold, its rolling average, trend and season, and the figures themselves.

mod empty;
mod event;
mod figures;
mod side;

use std::cell::RefCell;
use std::rc::Rc;

use eframe::egui::{Key, Ui};

use super::chart_card::ChartCard;
use crate::chart::Scene;
use crate::command::Command;
use crate::model::Period;
use crate::report::Chart;
use crate::text::{Said, calendar};
use crate::ui::widget::{KeyHint, letter_pressed};
use crate::ui::widget::button::Button;
use crate::ui::widget::grid;
use crate::ui::widget::kept::Kept;
use crate::ui::{Ask, Open, Version, View, icons};

/// What the page remembers: switches, the cursor, what is half typed.
#[derive(Debug, Default)]
pub struct State {
    pub chart: ChartCard,
    /// The empty page's "type or paste" was chosen: show the grid although there is nothing in it.
    pub typing: bool,
    /// Years before the first figure that the grid shows, for typing older ones.
    earlier_years: i32,
    /// The grid's cursor was put on the newest figure once.
    placed: bool,
    /// The figure that the cursor shall go to.
    wanted: Option<(Period, Keyboard)>,
    grid: grid::State,
    season: Kept<(Version, u32), Scene>,
    figures: Kept<figures::Key, figures::Figures>,
    note: figures::Note,
    pub event: event::Form,
    words: Kept<(Version, chrono::NaiveDate), Rc<Words>>,
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
            trend: side::TrendWords::of(voice, open.plan.forecast.window),
            variation: side::VariationWords::of(voice),
        }
    }
}

impl State {
    /// Puts the cursor and the keyboard on a figure, in view.
    pub fn go_to(&mut self, period: Period) {
        self.wanted = Some((period, Keyboard::Comes));
        self.typing = true;
    }

    /// Puts the cursor on a figure, in view; the keyboard stays where it is.
    pub fn reveal(&mut self, period: Period) {
        self.wanted = Some((period, Keyboard::Stays));
    }

    /// Takes over the figure and the note that are being typed.
    pub fn finish(&mut self, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
        figures::finish(self, view, open, asks);
    }
}

/// Width of the cards beside the chart.
const SIDE: f32 = 300.0;
/// Height of the plot at which its card is as high as the three beside it.
const BESIDE_CARDS: f32 = 392.0;

pub fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    if open.series.extent().is_none() && !state.typing {
        empty::show(ui, state, view, asks);
        return;
    }
    let t = view.t;
    let key = (open.version(), view.today);
    let words = Rc::clone(state.words.get(key, || Rc::new(Words::of(open))));
    super::head(ui, &words.caption, &words.finding, t, asks, |ui, asks| {
        if Button::new("Add sales").icon(icons::UPLOAD_SIMPLE).tooltip(&Command::AddSales.hint()).show(ui).clicked() {
            asks.push(Ask::Command(Command::AddSales));
        }
        let mark = Button::new("Mark an event").icon(icons::FLAG).key(event::KEY);
        let mark = mark.tooltip("Shade a stretch of time on the chart: what happened, and whether it counts as usual");
        if mark.show(ui).clicked() || letter_pressed(ui, Key::E, false) {
            state.event.begin(open, state.chart.selected);
        }
        super::series_choice(ui, open, asks);
    });
    event::show(ui, &mut state.event, open, asks);
    let wide = ui.available_width() >= super::ONE_COLUMN;
    let height = chart_height(super::room_left(ui), wide, open);
    let State { chart, season, .. } = state;
    let asks = RefCell::new(asks);
    super::beside(
        ui,
        SIDE,
        |ui, width| chart.show(ui, Chart::History, [width, height], view, open, &mut asks.borrow_mut()),
        [
            &mut |ui| side::trend(ui, &words.trend, view),
            &mut |ui| side::variation(ui, &words.variation, view, &mut asks.borrow_mut()),
            &mut |ui| side::season(ui, season, open, view),
        ],
    );
    let asks = asks.into_inner();
    figures::show(ui, state, view, open, asks);
}

/// What the page reads, for the sheet of shortcuts.
pub const KEYS: &[KeyHint] = &[("E", "Mark an event in the history")];

/// What is left of the window once the figures below have their room: up to four years, and a line for a note.
fn chart_height(room: f32, wide: bool, open: Open<'_>) -> f32 {
    let years = open.series.extent().map_or(2, |extent| {
        let year = |p: Period| p.fiscal_year(open.fiscal());
        (year(extent.last) - year(extent.first) + 1).clamp(2, 4)
    });
    #[expect(clippy::cast_precision_loss, reason = "at most four")]
    (room - 340.0 - 30.0 * years as f32).clamp(if wide { BESIDE_CARDS } else { 240.0 }, 460.0)
}
