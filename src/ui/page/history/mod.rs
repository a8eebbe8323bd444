//! History: what was sold, its rolling average, trend and season, and the figures themselves.

mod chart;
mod empty;
mod figures;
mod side;

pub(crate) use chart::window_choice;

use std::rc::Rc;

use eframe::egui::{Align, Layout, Ui, vec2};

use crate::chart::Scene;
use crate::chart::table::Table;
use crate::command::Command;
use crate::text::calendar;
use crate::ui::widget::button::Button;
use crate::ui::widget::chart::Cursor;
use crate::ui::widget::grid;
use crate::ui::widget::kept::Kept;
use crate::ui::{Ask, Open, Version, View, icons};

/// What the page remembers: switches, the cursor, what is half typed.
#[expect(clippy::struct_excessive_bools, reason = "switches of the page, each on its own")]
#[derive(Debug, Default)]
pub struct State {
    pub last_year: bool,
    pub as_table: bool,
    /// The empty page's "type or paste" was chosen: show the grid although there is nothing in it.
    pub typing: bool,
    /// Years before the first figure that the grid shows, for typing older ones.
    earlier_years: i32,
    /// The grid's cursor was put on the newest figure once.
    placed: bool,
    cursor: Cursor,
    grid: grid::State,
    scene: Kept<chart::Key, Scene>,
    season: Kept<(Version, u32), Scene>,
    table: Kept<(Version, chrono::NaiveDate), Table>,
    figures: Kept<figures::Key, figures::Figures>,
    note: figures::Note,
    words: Kept<(Version, chrono::NaiveDate), Rc<Words>>,
}

/// The page's sentences, kept until the plan changes.
#[derive(Debug)]
struct Words {
    caption: String,
    finding: String,
    trend: side::TrendWords,
}

impl Words {
    fn of(open: Open<'_>) -> Self {
        let voice = open.subject().voice();
        let caption = match open.series.extent() {
            Some(extent) => format!("History · {}", calendar::span(extent, open.fiscal())),
            None => "History".to_owned(),
        };
        Self { caption, finding: voice.history(), trend: side::TrendWords::of(voice) }
    }
}

impl State {
    /// Takes over the figure and the note that are being typed.
    pub fn finish(&mut self, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
        figures::finish(self, view, open, asks);
    }
}

/// Width of the cards beside the chart.
const SIDE: f32 = 300.0;

pub fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    if open.series.extent().is_none() && !state.typing {
        empty::show(ui, state, view, asks);
        return;
    }
    let t = view.t;
    let key = (open.version(), view.today);
    let words = Rc::clone(state.words.get(key, || Rc::new(Words::of(open))));
    super::head(ui, &words.caption, &words.finding, t, |ui| {
        if Button::new("Add sales").icon(icons::UPLOAD_SIMPLE).tooltip(Command::AddSales.tooltip()).show(ui).clicked() {
            asks.push(Ask::Command(Command::AddSales));
        }
        super::series_choice(ui, open, asks);
    });
    let (width, room) = (ui.available_width(), super::room_left(ui));
    if width < super::ONE_COLUMN {
        chart::show(ui, state, view, open, [width, room], asks);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 14.0;
            let half = (width - 14.0) / 2.0;
            ui.allocate_ui_with_layout(vec2(half, 0.0), Layout::top_down(Align::Min), |ui| {
                side::trend(ui, &words.trend, t);
            });
            ui.allocate_ui_with_layout(vec2(half, 0.0), Layout::top_down(Align::Min), |ui| {
                side::season(ui, state, open, t);
            });
        });
    } else {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 14.0;
            let left = width - SIDE - 14.0;
            ui.allocate_ui_with_layout(vec2(left, 0.0), Layout::top_down(Align::Min), |ui| {
                chart::show(ui, state, view, open, [left, room], asks);
            });
            ui.allocate_ui_with_layout(vec2(SIDE, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = 14.0;
                side::trend(ui, &words.trend, t);
                side::season(ui, state, open, t);
            });
        });
    }
    figures::show(ui, state, view, open, asks);
}
