//! The figures by fiscal year, to type, paste and correct.

use chrono::NaiveDate;
use eframe::egui::Ui;

use super::{Keyboard, State};
use crate::analysis::Answer;
use crate::document::Edit;
use crate::model::{Amount, FiscalStart, Granularity, Period, Series, Source, Span, Standing};
use crate::text::money::{Scale, Style};
use crate::text::{FUTURE, UNKNOWN, calendar, plural, view_rule};
use crate::ui::page::periods;
use crate::ui::theme::font::Weight;
use crate::ui::widget::button::Button;
use crate::ui::widget::grid::{self, Cell, Event, Kind, Look, RowModel, TailCell, TailColumn, Tone};
use crate::ui::widget::{card, field, label, label::Runs};
use crate::ui::{Ask, Open, Version, View};

#[derive(Debug, PartialEq)]
pub(super) struct Key {
    version: Version,
    today: NaiveDate,
    earlier_years: i32,
}

/// A line about one period, in the making.
#[derive(Debug, Default)]
pub(super) struct Note {
    text: String,
    /// What the text belongs to; another period or revision takes the plan's own note instead.
    about: Option<(Period, Version)>,
}

impl Note {
    fn stored(open: Open<'_>, period: Period) -> String {
        open.series.figures.get(&period).map(|f| f.note.clone()).unwrap_or_default()
    }

    fn show(&mut self, ui: &mut Ui, open: Open<'_>, period: Period, asks: &mut Vec<Ask>) {
        let about = Some((period, open.version()));
        if self.about != about {
            // A click on another cell moves the cursor before this field hears that it was left.
            self.commit(open, asks);
            self.text = Self::stored(open, period);
            self.about = about;
        }
        let name = format!("Note on {}", calendar::period_long(period, open.fiscal()));
        let width = ui.available_width().min(560.0);
        let hint = "What was special? It stays with the figure and shows when pointed at";
        if field::text_field(ui, &name, &mut self.text, hint, None, width).lost_focus() {
            self.commit(open, asks);
        }
    }

    fn commit(&mut self, open: Open<'_>, asks: &mut Vec<Ask>) {
        let Some((period, version)) = self.about else { return };
        if version != open.version() || self.text.trim() == Self::stored(open, period) {
            return;
        }
        let (series, text) = (open.series_index, self.text.clone());
        let label = format!("Note on {}", calendar::period_long(period, open.fiscal()));
        asks.push(Ask::Edit(Edit::new(label, move |plan| {
            if let Some(series) = plan.series_mut(series) {
                series.set_note(period, &text);
            }
        })));
        // Undone before the page is drawn again, the plan is of this version once more, and the text is not.
        self.about = None;
    }
}

/// The grid's model, and which period stands in which cell.
#[derive(Debug)]
pub(super) struct Figures {
    model: grid::Model,
    periods: Vec<Vec<Option<Period>>>,
    unit: String,
}

pub(super) fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let key = Key { version: open.version(), today: view.today, earlier_years: state.earlier_years };
    let earlier_years = state.earlier_years;
    let figures = state.figures.get(key, || Figures::new(open, view.today, earlier_years));
    if !std::mem::replace(&mut state.placed, true)
        && let Some((row, column)) = open.series.extent().and_then(|e| figures.place_of(e.last))
    {
        // The newest figure is the one that people come for.
        state.grid.select(&figures.model, row, column);
    }
    if let Some((period, keyboard)) = state.wanted.take()
        && let Some((row, column)) = figures.place_of(period)
    {
        state.grid.go_to(&figures.model, row, column);
        if keyboard == Keyboard::Comes {
            state.grid.request_focus();
        }
    }
    let mut earlier = false;
    let own = open.plan.series.get(open.series_index).map_or(open.answer.granularity, |series| series.granularity);
    let event = card::card(ui, 0.0, |ui| {
        let help = if open.is_added_up() {
            format!("{} · added up from {}", figures.unit, plural::plural(calendar::period_word(own)))
        } else {
            figures.unit.clone()
        };
        let in_heading = open.plan.episodes.len() < 3 && ui.available_width() > 1000.0;
        card::heading(ui, "Figures", &help, |ui| {
            earlier = !open.is_added_up()
                && Button::new("Earlier year").small().tooltip("Add a row for the year before").show(ui).clicked();
            if in_heading {
                super::event::list(ui, &mut state.event, open, true);
            }
            if let Source::File(name) = &open.series.source {
                ui.label(label::rich(format!("Source: {name}"), 12.0, Weight::Medium, t.text2));
            }
        });
        if !in_heading {
            super::event::list(ui, &mut state.event, open, false);
        }
        let parse = |text: &str| view.numbers.parse(text).map_err(|e| e.to_string());
        if open.is_added_up() {
            let rule = view_rule(own, open.answer.granularity);
            Runs::new(12.0, 16.0).add(&rule, Weight::Regular, t.text2).show(ui, ui.available_width());
        }
        let write = |amount: Amount| open.style.exact(amount);
        let event = grid::show(ui, "figures", &mut state.grid, &figures.model, &parse, &write);
        if open.is_added_up() {
            return event;
        }
        let place = state.grid.cursor();
        if let Some(period) = figures.periods.get(place.row).and_then(|row| row.get(place.column).copied()?) {
            state.note.show(ui, open, period, asks);
        }
        event
    });
    if earlier {
        state.earlier_years += 1;
    }
    answer(figures, open, event, asks);
}

/// Ends what is being typed in the grid and in the note.
pub(super) fn finish(state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    if open.series.extent().is_none() && !state.typing {
        return;
    }
    let key = Key { version: open.version(), today: view.today, earlier_years: state.earlier_years };
    let earlier_years = state.earlier_years;
    let figures = state.figures.get(key, || Figures::new(open, view.today, earlier_years));
    let parse = |text: &str| view.numbers.parse(text).map_err(|e| e.to_string());
    let event = state.grid.finish(&figures.model, &parse);
    answer(figures, open, event, asks);
    state.note.commit(open, asks);
}

fn answer(figures: &Figures, open: Open<'_>, event: Option<Event>, asks: &mut Vec<Ask>) {
    match event {
        Some(Event::Set(changes, kind)) => {
            let changes: Vec<(Period, Option<Amount>)> = changes
                .iter()
                .filter_map(|c| Some((figures.periods.get(c.row)?.get(c.column).copied()??, c.value)))
                .collect();
            asks.push(Ask::Edit(edit(open, changes, kind)));
        }
        Some(Event::Copy(_)) => asks.push(Ask::Say("Copied the figures")),
        None => {}
    }
}

fn edit(open: Open<'_>, changes: Vec<(Period, Option<Amount>)>, kind: Kind) -> Edit {
    let what = match changes.as_slice() {
        [(period, _)] => calendar::period_long(*period, open.fiscal()),
        many => plural::count(many.len(), "figure"),
    };
    let series = open.series_index;
    let (label, said) = match kind {
        Kind::Type => (format!("Change {what}"), None),
        Kind::Clear => (format!("Clear {what}"), Some(format!("Cleared {what}"))),
        Kind::Cut => (format!("Cut {what}"), Some(format!("Cut {what}"))),
        Kind::Paste => (format!("Paste {what}"), Some(format!("Pasted {what}"))),
        Kind::Fill => (format!("Fill {what}"), Some(format!("Filled {what}"))),
        Kind::Formula(by) => (format!("Change {what} by {by}"), Some(format!("Changed {what} by {by}"))),
    };
    let edit = Edit::new(label, move |plan| {
        for (period, value) in changes {
            plan.type_figure(series, period, value);
        }
    });
    Edit { said, ..edit }
}

impl Figures {
    fn place_of(&self, period: Period) -> Option<(usize, usize)> {
        self.periods
            .iter()
            .enumerate()
            .find_map(|(row, periods)| periods.iter().position(|p| *p == Some(period)).map(|column| (row, column)))
    }

    fn new(open: Open<'_>, today: NaiveDate, earlier_years: i32) -> Self {
        let (answer, series, style, fiscal) = (open.answer, open.series, open.style, open.fiscal());
        let added_up = open.is_added_up();
        let largest = answer.rows.iter().filter_map(|r| r.actual).map(|a| a.abs().to_f64()).fold(0.0, f64::max);
        let scale = Scale::for_largest(largest);
        let decimals = if scale == Scale::Ones { needed_decimals(series) } else { 1 };
        let writer = Writer { series, answer, style, fiscal, today, scale, decimals, added_up };
        let rows = period_rows(series, fiscal, today, earlier_years);
        let lead = match (fiscal, series.granularity) {
            (_, Granularity::Week) => "Quarter".to_owned(),
            (FiscalStart::JANUARY, _) => "Year".to_owned(),
            (fiscal, _) => format!("Year from {}", calendar::month_name(u32::from(fiscal.month()))),
        };
        let years = answer.granularity == Granularity::Year;
        let head = |period: &Option<Period>| match period {
            // Years stand below each other, each named at its row's begin.
            Some(_) if years => "Figure".to_owned(),
            Some(period) => periods::head(*period, fiscal),
            None => String::new(),
        };
        let filled: Vec<RowModel> = rows.iter().map(|periods| writer.row(periods)).collect();
        let totals = filled.iter().filter_map(|row| row.tail.first()).map(|cell| cell.text.as_str());
        let mut tail = vec![
            TailColumn { header: "Total".into(), width: totals.map(|text| room(text, 8.0)).fold(56.0, f32::max) },
            TailColumn { header: "On last year".into(), width: 84.0 },
        ];
        if years {
            // A year is its own total.
            tail.remove(0);
        }
        let model = grid::Model {
            name: "Figures".into(),
            lead_width: filled.iter().map(|row| room(&row.lead, 8.0)).fold(room(&lead, 6.2), f32::max),
            columns: rows.last().map(|row| row.iter().map(head).collect()).unwrap_or_default(),
            tail,
            lead,
            rows: filled,
            decimals: answer.decimals,
            help: "Type or paste to change · F2 edit · =+5% raise what is selected · right click for more".into(),
        };
        Self { model, periods: rows, unit: style.scale_label(scale) }
    }
}

/// Width of a column for `text`, whose letters are `each` points wide at most. Narrow, so that a year fits beside its
/// total into a small window.
fn room(text: &str, each: f32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a few letters")]
    (text.chars().count() as f32).mul_add(each, 16.0)
}

fn needed_decimals(series: &Series) -> u32 {
    let finest = series.figures.values().filter_map(|f| f.value).map(|a| if a == a.rounded(0) { 0 } else { 2 }).max();
    finest.unwrap_or(0)
}

/// Rows from the fiscal year of the first figure to the one of today or the last figure.
fn period_rows(series: &Series, fiscal: FiscalStart, today: NaiveDate, earlier_years: i32) -> Vec<Vec<Option<Period>>> {
    let this_year = Period::containing(today, series.granularity, fiscal).fiscal_year(fiscal);
    let (first, last) = match series.extent() {
        Some(extent) => (extent.first.fiscal_year(fiscal), extent.last.fiscal_year(fiscal).max(this_year)),
        // Nothing yet: last year and this one, since that is what people have at hand; of whole years a few more.
        None if series.granularity == Granularity::Year => (this_year - 4, this_year),
        None => (this_year - 1, this_year),
    };
    let months = Span { first: fiscal.months_of(first - earlier_years).first, last: fiscal.months_of(last).last };
    let across = periods::across(series.granularity, 1);
    let rows = periods::rows(months.at(series.granularity, fiscal), fiscal, 1);
    rows.iter().map(|row| (0..across).map(|place| row.get(place).copied()).collect()).collect()
}

struct Writer<'a> {
    series: &'a Series,
    answer: &'a Answer,
    style: &'a Style,
    fiscal: FiscalStart,
    today: NaiveDate,
    scale: Scale,
    decimals: u32,
    /// The figures are sums, which can't be changed.
    added_up: bool,
}

impl Writer<'_> {
    fn row(&self, periods: &[Option<Period>]) -> RowModel {
        let known: Vec<Period> = periods.iter().copied().flatten().collect();
        let values: Vec<Amount> = known.iter().filter_map(|p| self.series.value(*p)).collect();
        let total = (!values.is_empty())
            .then(|| self.style.scaled(values.iter().copied().sum::<Amount>(), self.scale, self.decimals));
        let lead = known.first().map_or(String::new(), |p| match p.granularity() {
            Granularity::Week => calendar::period(p.within(Granularity::Quarter, self.fiscal), self.fiscal),
            _ => calendar::fiscal_year(p.fiscal_year(self.fiscal), self.fiscal),
        });
        let mut tail = vec![self.on_last_year(&known)];
        if self.answer.granularity != Granularity::Year {
            let text = total.unwrap_or_else(|| UNKNOWN.into());
            tail.insert(0, TailCell { text, bold: true, tone: Tone::Plain });
        }
        RowModel {
            lead,
            lead_caption: known.first().map(|p| periods::from(*p, self.fiscal)).unwrap_or_default(),
            cells: periods.iter().map(|p| self.cell(*p)).collect(),
            tail,
        }
    }

    fn cell(&self, period: Option<Period>) -> Cell {
        let Some(period) = period else {
            return Cell { look: Look::Absent, ..Cell::default() };
        };
        let value = self.series.value(period);
        let to_come = period.last_day(self.fiscal) >= self.today;
        let unfinished = || self.answer.row(period).is_none_or(|row| row.standing == Standing::Unfinished);
        Cell {
            caption: periods::caption(period, self.fiscal),
            text: match value {
                Some(value) => self.style.scaled(value, self.scale, self.decimals),
                None if to_come => FUTURE.into(),
                None => UNKNOWN.into(),
            },
            edit: value.map(|value| self.style.numbers.edit(value)).unwrap_or_default(),
            name: calendar::period_long(period, self.fiscal),
            days: periods::days(period, self.fiscal),
            look: match value {
                Some(_) if self.added_up => Look::Sum { unfinished: unfinished() },
                None if self.added_up => Look::Sum { unfinished: false },
                Some(_) if unfinished() => Look::Unfinished,
                Some(_) => Look::Plain,
                None => Look::Empty,
            },
            shaded: self.answer.episodes.iter().any(|episode| episode.span.contains(period)),
            note: self.series.figures.get(&period).map(|f| f.note.clone()).filter(|n| !n.is_empty()),
        }
    }

    /// Change against the same periods a year earlier, over those that are finished in both years.
    fn on_last_year(&self, periods: &[Period]) -> TailCell {
        let finished = |p: Period| {
            let row = self.answer.row(p)?;
            (row.standing == Standing::Finished).then_some(row.actual)?
        };
        let pairs = periods.iter().filter_map(|p| Some((finished(*p)?, finished(p.same_a_year_before()?)?)));
        let (now, before) = pairs.fold((Amount::ZERO, Amount::ZERO), |(a, b), (x, y)| (a + x, b + y));
        if before <= Amount::ZERO {
            return TailCell { text: UNKNOWN.into(), bold: false, tone: Tone::Muted };
        }
        let percent = (now.to_f64() / before.to_f64() - 1.0) * 100.0;
        let tone = if percent.abs() < 0.05 {
            Tone::Plain
        } else if percent > 0.0 {
            Tone::Better
        } else {
            Tone::Worse
        };
        TailCell { text: self.style.percent_fine(percent.abs()), bold: false, tone }
    }
}
