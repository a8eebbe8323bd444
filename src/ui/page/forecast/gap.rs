//! The gap month by month: target (to change), sold or expected, and what is short.

use chrono::NaiveDate;
use eframe::egui::Ui;

use super::State;
use crate::analysis::{Answer, Row};
use crate::document::Edit;
use crate::model::{Amount, Level, Period, Standing};
use crate::text::money::{Scale, Style};
use crate::text::{UNKNOWN, calendar, plural};
use crate::ui::widget::card;
use crate::ui::widget::grid::{self, Cell, Change, Event, Look, RowModel, TailCell, TailColumn, Tone};
use crate::ui::widget::kept::Kept;
use crate::ui::{Ask, Open, Version, View};

/// The grid's model, and which period's target stands in which cell.
#[derive(Debug)]
pub(super) struct Gap {
    model: grid::Model,
    targets: Vec<Vec<Option<Period>>>,
    unit: String,
}

pub(super) fn show(
    ui: &mut Ui,
    grid: &mut grid::State,
    kept: &mut Kept<(Version, NaiveDate), Gap>,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let gap = kept.get((open.version(), view.today), || Gap::new(open));
    let event = card::card(ui, 0.0, |ui| {
        let help =
            format!("{} · gap = target less sold or expected; with + it is short · the target can be typed", gap.unit);
        card::heading(ui, &gap.model.name, &help, |_| {});
        let parse = |text: &str| view.numbers.parse(text).map_err(|e| e.to_string());
        grid::show(ui, "gap", grid, &gap.model, &parse)
    });
    answer(gap, open, event, asks);
}

/// Ends what is being typed in the table.
pub(super) fn finish(state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let gap = state.gap.get((open.version(), view.today), || Gap::new(open));
    let parse = |text: &str| view.numbers.parse(text).map_err(|e| e.to_string());
    let event = state.grid.finish(&gap.model, &parse);
    answer(gap, open, event, asks);
}

fn answer(gap: &Gap, open: Open<'_>, event: Option<Event>, asks: &mut Vec<Ask>) {
    match event {
        Some(Event::Set(changes, _)) => {
            let period_of = |change: &Change| gap.targets.get(change.row)?.get(change.column).copied()?;
            let changes: Vec<(Period, Option<Amount>)> =
                changes.iter().filter_map(|c| Some((period_of(c)?, c.value))).collect();
            asks.push(Ask::Edit(edit(open, changes)));
        }
        Some(Event::Copy(_)) => asks.push(Ask::Say("Copied the figures")),
        None => {}
    }
}

fn edit(open: Open<'_>, changes: Vec<(Period, Option<Amount>)>) -> Edit {
    let label = match changes.as_slice() {
        [(period, _)] => format!("Change the target of {}", calendar::period_long(*period, open.fiscal())),
        many => format!("Change {}", plural::count(many.len(), "target")),
    };
    let (series, span) = (open.series_index, open.answer.span);
    let months = open.plan_months();
    let cleared = changes.iter().all(|(_, value)| value.is_none());
    let said = cleared.then(|| match changes.as_slice() {
        [(period, _)] => format!("Cleared the target of {}", calendar::period_long(*period, open.fiscal())),
        many => format!("Cleared {}", plural::count(many.len(), "target")),
    });
    let edit = Edit::new(label, move |plan| {
        if let Some(series) = plan.series_mut(series) {
            for (period, value) in changes {
                series.type_target(Level::Formal, period, value);
            }
        }
        // A target makes the plan one for this span, which until then was only proposed.
        if plan.period.is_none() && !span.is_empty() {
            plan.period = Some(months);
        }
    });
    Edit { said, ..edit }
}

/// Most periods that stand in one row.
const ACROSS: usize = 12;

impl Gap {
    fn new(open: Open<'_>) -> Self {
        let rows: Vec<&Row> = open.answer.plan_rows().collect();
        let largest =
            rows.iter().flat_map(|r| [r.target, r.expected]).flatten().map(|a| a.abs().to_f64()).fold(0.0, f64::max);
        let scale = Scale::for_largest(largest);
        let decimals = u32::from(scale != Scale::Ones);
        let writer = Writer { open, style: open.style, scale, decimals };
        let mut model = grid::Model {
            name: format!("The gap by {}", calendar::period_word(open.answer.granularity)),
            lead: String::new(),
            // In several blocks each line says when it begins.
            lead_width: if rows.len() > ACROSS { 215.0 } else { 150.0 },
            columns: rows.iter().take(ACROSS).map(|r| calendar::tick(r.period, open.fiscal())).collect(),
            tail: vec![TailColumn { header: "Total".into(), width: 92.0 }],
            rows: Vec::new(),
        };
        let mut targets = Vec::new();
        let blocks = rows.chunks(ACROSS).count();
        for block in rows.chunks(ACROSS) {
            let year = match (blocks, block.first()) {
                (1, _) | (_, None) => String::new(),
                (_, Some(row)) => format!(" {}", calendar::period(row.period, open.fiscal())),
            };
            for (line, editable) in [(Line::Target, true), (Line::Expected, false), (Line::Gap, false)] {
                model.rows.push(writer.row(line, block, &year, blocks == 1));
                targets.push((0..ACROSS).map(|i| block.get(i).filter(|_| editable).map(|r| r.period)).collect());
            }
        }
        Self { model, targets, unit: open.style.scale_label(scale) }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Target,
    Expected,
    Gap,
}

struct Writer<'a> {
    open: Open<'a>,
    style: &'a Style,
    scale: Scale,
    decimals: u32,
}

impl Writer<'_> {
    fn row(&self, line: Line, rows: &[&Row], year: &str, whole: bool) -> RowModel {
        let name = match line {
            Line::Target => "Formal target",
            Line::Expected => "Sold or expected",
            Line::Gap => "Gap",
        };
        RowModel {
            lead: format!("{name}{year}"),
            cells: (0..ACROSS).map(|i| rows.get(i).map_or_else(absent, |row| self.cell(line, row))).collect(),
            tail: vec![self.total(line, rows, whole)],
        }
    }

    fn cell(&self, line: Line, row: &Row) -> Cell {
        let period = calendar::period_long(row.period, self.open.fiscal());
        let value = value(line, row);
        let text = match value {
            Some(value) if line == Line::Gap => self.style.scaled_signed(value, self.scale, self.decimals),
            Some(value) => self.style.scaled(value, self.scale, self.decimals),
            None => UNKNOWN.to_owned(),
        };
        let expected = row.standing != Standing::Finished;
        Cell {
            text,
            edit: row.target.filter(|_| line == Line::Target).map(|a| self.style.numbers.edit(a)).unwrap_or_default(),
            name: match line {
                Line::Target => format!("Target {period}"),
                Line::Expected if expected => format!("Expected {period}"),
                Line::Expected => format!("Sold {period}"),
                Line::Gap => format!("Gap {period}"),
            },
            look: match line {
                Line::Target if value.is_some() => Look::Plain,
                Line::Target => Look::Empty,
                Line::Expected | Line::Gap => Look::Fixed { expected },
            },
            shaded: false,
            note: None,
        }
    }

    fn total(&self, line: Line, rows: &[&Row], whole: bool) -> TailCell {
        let Answer { total, .. } = &**self.open.answer;
        let sum = || rows.iter().map(|row| value(line, row)).sum::<Option<Amount>>();
        let amount = match line {
            _ if !whole => sum(),
            Line::Target => total.target,
            Line::Expected => total.landing,
            Line::Gap => total.gap,
        };
        let tone = match (line, amount) {
            (Line::Gap, Some(gap)) if gap > Amount::ZERO => Tone::Worse,
            (Line::Gap, Some(gap)) if gap.is_negative() => Tone::Better,
            _ => Tone::Plain,
        };
        let text = match amount {
            Some(amount) if line == Line::Gap => self.style.scaled_signed(amount, self.scale, self.decimals),
            Some(amount) => self.style.scaled(amount, self.scale, self.decimals),
            None => UNKNOWN.to_owned(),
        };
        TailCell { text, bold: true, tone }
    }
}

const fn value(line: Line, row: &Row) -> Option<Amount> {
    match line {
        Line::Target => row.target,
        Line::Expected => row.expected,
        Line::Gap => row.gap,
    }
}

fn absent() -> Cell {
    Cell { look: Look::Absent, ..Cell::default() }
}
