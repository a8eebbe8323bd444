//! Where values are entered: a grid with a KPI a row and a period a column, as a spreadsheet has it.

use chrono::NaiveDate;
use eframe::egui::Ui;

use super::listing::Listing;
use crate::analysis::kpi::SHOWN;
use crate::document::Edit;
use crate::model::kpi::value_of;
use crate::model::{Amount, Kpi, KpiId, Plan, Rhythm};
use crate::text::{FUTURE, UNKNOWN, kpi as words, plural};
use crate::ui::widget::button::Button;
use crate::ui::widget::grid::{self, Cell, Event, Kind, Look, RowModel};
use crate::ui::widget::kept::Kept;
use crate::ui::widget::{card, segment};
use crate::ui::{Ask, Open, Version, View};

/// What the grid remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    /// Of which rhythm the KPIs show, while the grid is open.
    rhythm: Option<Rhythm>,
    /// So many columns more than usual, before the others.
    earlier: usize,
    wanted: Option<NaiveDate>,
    grid: grid::State,
    sheet: Kept<(Version, NaiveDate, Rhythm, usize), Sheet>,
}

/// The grid's model, and what stands in which row and column.
#[derive(Debug)]
struct Sheet {
    model: grid::Model,
    ids: Vec<KpiId>,
    days: Vec<NaiveDate>,
}

impl State {
    /// Opens the grid with the cursor on this period.
    pub fn open(&mut self, rhythm: Rhythm, first: NaiveDate) {
        (self.rhythm, self.wanted) = (Some(rhythm), Some(first));
    }

    /// Ends what is being typed in the grid.
    pub fn finish(&mut self, listing: &Listing, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
        let Some(rhythm) = self.shown(listing, open) else { return };
        let key = (open.version(), view.today, rhythm, self.earlier);
        let earlier = self.earlier;
        let sheet = self.sheet.get(key, || Sheet::of(open.plan, rhythm, earlier, view));
        let event = self.grid.finish(&sheet.model, &|text| parse(text, view));
        answer(sheet, open, event, asks, view.today, rhythm);
    }

    /// The rhythm that shows; `None` while the grid is closed, or if no KPI has it any more.
    fn shown(&mut self, listing: &Listing, open: Open<'_>) -> Option<Rhythm> {
        let there = |rhythm: &Rhythm| open.plan.kpis.iter().any(|kpi| kpi.rhythm == *rhythm);
        if self.rhythm.is_some_and(|rhythm| !there(&rhythm)) {
            self.rhythm = listing.next.map(|(rhythm, _)| rhythm);
        }
        self.rhythm
    }
}

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    listing: &Listing,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let Some(rhythm) = state.shown(listing, open) else { return };
    let mut shown = Some(rhythm);
    let mut earlier = state.earlier;
    let key = (open.version(), view.today, rhythm, earlier);
    let sheet = state.sheet.get(key, || Sheet::of(open.plan, rhythm, earlier, view));
    if let Some(first) = state.wanted.take()
        && let Some(column) = sheet.days.iter().position(|day| *day == first)
    {
        let empty =
            sheet.model.rows.iter().position(|row| row.cells.get(column).is_some_and(|it| it.look == Look::Empty));
        let typed = || sheet.model.rows.iter().position(|row| !matches!(row.cells[column].look, Look::Sum { .. }));
        state.grid.go_to(&sheet.model, empty.or_else(typed).unwrap_or(0), column);
        state.grid.request_focus();
    }
    let grid = &mut state.grid;
    let event = card::card(ui, 0.0, |ui| {
        let about = "missing is not zero: leave out what was not counted";
        card::heading(ui, "What was counted", about, |ui| {
            let all: Vec<Rhythm> =
                Rhythm::ALL.into_iter().filter(|it| open.plan.kpis.iter().any(|kpi| kpi.rhythm == *it)).collect();
            if all.len() > 1 {
                let names: Vec<String> = all.iter().map(|it| plural::capitalised(&words::every(*it))).collect();
                let items: Vec<(&str, bool)> =
                    names.iter().zip(&all).map(|(name, it)| (name.as_str(), *it == rhythm)).collect();
                if let Some(index) = segment::segments(ui, "Counted", 26.0, &items) {
                    shown = Some(all[index]);
                }
            }
            if Button::new("Earlier").small().tooltip("Show 13 periods before these").show(ui).clicked() {
                earlier += SHOWN;
            }
            if Button::new("Close").small().name("Close the grid").show(ui).clicked() {
                shown = None;
            }
        });
        let write = |amount: Amount| view.numbers.edit(amount);
        grid::show(ui, "kpis", grid, &sheet.model, &|text: &str| parse(text, view), &write)
    });
    answer(sheet, open, event, asks, view.today, rhythm);
    (state.rhythm, state.earlier) = (shown, earlier);
}

fn parse(text: &str, view: &View<'_>) -> Result<Option<Amount>, String> {
    view.numbers.parse(text.trim().trim_end_matches('%')).map_err(|problem| problem.to_string())
}

impl Sheet {
    fn of(plan: &Plan, rhythm: Rhythm, earlier: usize, view: &View<'_>) -> Self {
        let today = view.today;
        let mut days = rhythm.last(SHOWN - 1 + earlier, today);
        days.push(rhythm.first_day(today));
        let kpis: Vec<&Kpi> = plan.kpis.iter().filter(|kpi| kpi.rhythm == rhythm).collect();
        let row = |kpi: &&Kpi| RowModel {
            lead: kpi.name.clone(),
            cells: days.iter().map(|day| cell(plan, kpi, *day, view)).collect(),
            ..RowModel::default()
        };
        let longest = kpis.iter().map(|kpi| kpi.name.chars().count()).max().unwrap_or(0);
        #[expect(clippy::cast_precision_loss, reason = "a few letters")]
        let lead_width = (longest as f32).mul_add(7.0, 16.0).clamp(110.0, 240.0);
        let model = grid::Model {
            name: "What was counted".into(),
            lead: "KPI".into(),
            lead_width,
            columns: days.iter().map(|day| words::column(rhythm, *day)).collect(),
            rows: kpis.iter().map(row).collect(),
            help: "Type or paste what was counted · Enter goes down, Tab goes on · right click for more".into(),
            ..grid::Model::default()
        };
        Self { model, ids: kpis.iter().map(|kpi| kpi.id).collect(), days }
    }
}

fn cell(plan: &Plan, kpi: &Kpi, day: NaiveDate, view: &View<'_>) -> Cell {
    let value = value_of(&plan.kpis, kpi, day);
    let running = kpi.rhythm.first_day(view.today) == day;
    let style = words::style(plan, kpi, view.numbers);
    let look = match value {
        _ if kpi.ratio.is_some() => Look::Sum { unfinished: running && value.is_some() },
        None => Look::Empty,
        Some(_) if running => Look::Unfinished,
        Some(_) => Look::Plain,
    };
    let asked = kpi.goal_at(day).map(|goal| words::goal_then(goal, day, &style));
    let last = kpi.rhythm.next(day).and_then(|next| next.pred_opt()).unwrap_or(day);
    let days = crate::text::calendar::date(day, view.today);
    Cell {
        text: match value {
            Some(value) => words::value(&style, value),
            None if running => FUTURE.into(),
            None => UNKNOWN.into(),
        },
        edit: value.map(|value| view.numbers.edit(value)).unwrap_or_default(),
        days: Some(match (asked, last == day) {
            (Some(asked), true) => format!("{days}: {asked}"),
            (Some(asked), false) => format!("{days} to {}: {asked}", crate::text::calendar::date(last, view.today)),
            (None, true) => days,
            (None, false) => format!("{days} to {}", crate::text::calendar::date(last, view.today)),
        }),
        name: format!("{}, {} {}", kpi.name, words::period(kpi.rhythm, day, view.today), day.format("%Y")),
        look,
        ..Cell::default()
    }
}

fn answer(sheet: &Sheet, open: Open<'_>, event: Option<Event>, asks: &mut Vec<Ask>, today: NaiveDate, rhythm: Rhythm) {
    match event {
        Some(Event::Set(changes, kind)) => {
            let place = |change: &grid::Change| {
                Some((*sheet.ids.get(change.row)?, *sheet.days.get(change.column)?, change.value))
            };
            let changes: Vec<_> = changes.iter().filter_map(place).collect();
            asks.push(Ask::Edit(edit(open, changes, kind, today, rhythm)));
        }
        Some(Event::Copy(_)) => asks.push(Ask::Say("Copied the figures")),
        None => {}
    }
}

fn edit(
    open: Open<'_>,
    changes: Vec<(KpiId, NaiveDate, Option<Amount>)>,
    kind: Kind,
    today: NaiveDate,
    rhythm: Rhythm,
) -> Edit {
    let what = match changes.as_slice() {
        [(id, day, _)] => {
            let name = open.plan.kpi(*id).map_or("", |kpi| kpi.name.as_str());
            format!("{name} in {}", words::period(rhythm, *day, today))
        }
        many => plural::count(many.len(), "count"),
    };
    let (label, said) = match kind {
        Kind::Type => (format!("Enter {what}"), None),
        Kind::Clear => (format!("Clear {what}"), Some(format!("Cleared {what}"))),
        Kind::Cut => (format!("Cut {what}"), Some(format!("Cut {what}"))),
        Kind::Paste => (format!("Paste {what}"), Some(format!("Pasted {what}"))),
        Kind::Fill => (format!("Fill {what}"), Some(format!("Filled {what}"))),
        Kind::Formula(by) => (format!("Change {what} by {by}"), Some(format!("Changed {what} by {by}"))),
    };
    let edit = Edit::new(label, move |plan: &mut Plan| {
        for (id, day, value) in changes {
            if let Some(kpi) = plan.kpi_mut(id) {
                kpi.enter(day, value);
            }
        }
    });
    Edit { said, ..edit }
}
