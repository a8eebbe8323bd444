//! The card with a page's chart: window of the rolling average, "view as table", cursor, sentence.

use chrono::NaiveDate;
use eframe::egui::Ui;

use super::forecast;
use crate::analysis::closing::Case;
use crate::chart::table::{Table, table};
use crate::chart::{Frame, Scene};
use crate::document::Edit;
use crate::model::Span;
use crate::report::{self, Chart, Subject};
use crate::text::{calendar, plural};
use crate::ui::theme::{Tokens, current, font::Weight};
use crate::ui::widget::finding::{self, Look};
use crate::ui::widget::kept::Kept;
use crate::ui::widget::{self, card, chart, label, label::Runs, segment};
use crate::ui::{Ask, Open, Version, View};

/// What the card remembers.
#[derive(Debug, Default)]
pub struct ChartCard {
    /// The year before stands behind the columns.
    pub last_year: bool,
    /// The history as normal variation.
    pub variation: bool,
    pub as_table: bool,
    /// What the forecast is shown with.
    pub case: Case,
    /// Which of the earlier forecasts shows, instead of today's.
    pub past: Option<usize>,
    /// The periods that are selected on the chart.
    pub selected: Option<Span>,
    cursor: chart::Cursor,
    scene: Kept<SceneKey, Scene>,
    table: Kept<(Version, NaiveDate), Table>,
}

/// What the scene depends on.
#[derive(Debug, PartialEq)]
struct SceneKey {
    version: Version,
    today: NaiveDate,
    last_year: bool,
    which: Chart,
    /// What the forecast is shown with, and the number of what that was worked out as.
    with: Option<(Case, u64, u64)>,
    past: Option<usize>,
    size: [u32; 2],
}

impl ChartCard {
    /// Draws the card in `width`, with a plot `height` high.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        which: Chart,
        [width, height]: [f32; 2],
        view: &View<'_>,
        open: Open<'_>,
        asks: &mut Vec<Ask>,
    ) {
        let varies = self.variation && !open.is_added_up();
        let which = if which == Chart::History && varies { Chart::Variation } else { which };
        let inner = width - 38.0;
        card::card(ui, 0.0, |ui| {
            card::heading(ui, &open.series.name, &open.subject().unit(), |ui| self.switches(ui, which, open, asks));
            let version = open.version();
            let past = self.past.filter(|_| which == Chart::ForecastGap);
            let as_table = self.as_table && past.is_none();
            if as_table {
                let windows = open.answer.granularity.windows();
                let table = self.table.get((version, view.today), || table(open.answer, open.style, windows));
                widget::table::show(ui, "chart as table", table, inner, height);
            }
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole points of a window")]
            let size = [inner as u32, height as u32];
            let numbers = (self.case, open.closing_number, open.trial.map_or(0, |trial| trial.number));
            let with = (which == Chart::ForecastGap).then_some(numbers);
            let key = SceneKey { version, today: view.today, last_year: self.last_year, which, with, past, size };
            let (last_year, case) = (self.last_year, self.case);
            let scene = self.scene.get(key, || {
                #[expect(clippy::cast_precision_loss, reason = "a window's size")]
                let [width, height] = size.map(|s| s as f32);
                let frame = Frame::page(width, height);
                // What is tried out moves this line, too.
                let tried = open.trial.and_then(|trial| trial.closing).map(|closing| &**closing);
                let own = open.subject();
                let subject = Subject { closing: tried.or(own.closing), case, ..own };
                match past {
                    Some(index) => report::past_forecast(subject, index, frame),
                    None => which.scene(subject, last_year, frame),
                }
            });
            if !as_table {
                let drawn = chart::show(ui, which.id(), scene, &mut self.cursor, view.t);
                chart::menu(&drawn, which, asks);
            }
            self.selected = self.cursor.selection(scene);
            let selection = self.selected.map(|span| open.subject().voice().selection(span));
            let readout = selection.as_deref().or_else(|| self.cursor.readout(scene)).filter(|_| !as_table);
            sentence(ui, scene, readout, inner, view.t, asks);
        });
    }

    fn switches(&mut self, ui: &mut Ui, which: Chart, open: Open<'_>, asks: &mut Vec<Ask>) {
        if which == Chart::ForecastGap && self.past.is_some() {
            return forecast::past::switches(ui, &mut self.past, open);
        }
        // The averages of what is added up follow the one that was chosen for the series.
        if which != Chart::Variation && !open.is_added_up() {
            window_choice(ui, open, asks);
        }
        // What is usual is told from the series' own periods.
        let own = which != Chart::ForecastGap && !open.is_added_up();
        if own && segment::toggle(ui, "Usual range", self.variation).clicked() {
            self.variation = !self.variation;
        }
        if which == Chart::ForecastGap {
            forecast::past::switches(ui, &mut self.past, open);
        }
        if which == Chart::History && segment::toggle(ui, "Last year", self.last_year).clicked() {
            self.last_year = !self.last_year;
        }
        if segment::toggle(ui, "View as table", self.as_table).clicked() {
            self.as_table = !self.as_table;
        }
    }
}

/// What stands under a chart: its sentence, or what its cursor reads out. It takes the room of the longest that is said
/// there, so that reading a value out moves nothing.
pub(super) fn sentence(ui: &mut Ui, scene: &Scene, readout: Option<&str>, width: f32, t: &Tokens, asks: &mut Vec<Ask>) {
    let longest = scene.slots.iter().map(|slot| slot.readout.as_str()).max_by_key(|text| text.len());
    let plain = |text: &str| Runs::new(13.0, 19.0).add(text, Weight::Regular, t.text1);
    let reason = Look::card(t);
    let claim = Look { weight: Weight::SemiBold, colour: t.text1, ..reason };
    let resting = [(&scene.claim, claim), (&scene.reason, reason)];
    let lines = finding::laid_out(&resting).lines(ui, width).max(plain(longest.unwrap_or_default()).lines(ui, width));
    ui.scope(|ui| {
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        ui.set_min_height(19.0 * lines as f32);
        match readout {
            Some(readout) => {
                plain(readout).show(ui, width);
            }
            None => finding::show_all(ui, &resting, width, t, asks),
        }
    });
}

/// The rolling average that the charts and the straight line go by.
fn window_choice(ui: &mut Ui, open: Open<'_>, asks: &mut Vec<Ask>) {
    let word = calendar::period_word(open.answer.granularity);
    let name = format!("Rolling average, {}", plural::plural(word));
    let now = open.plan.window(open.answer.granularity);
    let mut windows = open.answer.granularity.windows().to_vec();
    if !windows.contains(&now) {
        // One that the file asks for; it can be left, and undo brings it back.
        windows.push(now);
        windows.sort_unstable();
    }
    let names: Vec<String> = windows.iter().map(ToString::to_string).collect();
    let items: Vec<(&str, bool)> =
        names.iter().zip(&windows).map(|(name, window)| (name.as_str(), *window == now)).collect();
    ui.label(label::rich(&name, 12.0, Weight::Regular, current(ui.ctx()).text3));
    if let Some(index) = segment::segments(ui, &name, 26.0, &items) {
        let window = windows[index];
        let label = format!("Show the {window}-{word} average");
        let edit = Edit::new(label, move |plan| plan.forecast.window = window);
        // Trying one after the other is one step to undo.
        asks.push(Ask::Edit(edit.merging("window")));
    }
}
