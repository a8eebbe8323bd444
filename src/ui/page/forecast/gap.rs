//! The gap month by month: target (to change), sold or expected, and what is short.

use chrono::NaiveDate;
use eframe::egui::Ui;

use super::State;
use crate::analysis::{Answer, Row};
use crate::document::Edit;
use crate::model::{Amount, Granularity, Level, Period, Standing};
use crate::text::money::{Scale, Style};
use crate::text::{UNKNOWN, calendar, plural};
use crate::ui::page::other;
use crate::ui::page::periods;
use crate::ui::widget::card;
use crate::ui::widget::grid::{self, Cell, Change, Event, Kind, Look, RowModel, TailCell, TailColumn, Tone};
use crate::ui::widget::kept::Kept;
use crate::ui::{Ask, Open, Version, View};

/// The grid's model, and which period's target stands in which cell.
#[derive(Debug)]
pub(super) struct Gap {
    model: grid::Model,
    targets: Vec<Vec<Option<Period>>>,
    unit: String,
}

/// What the table shows, kept until the plan changes.
#[derive(Debug, Default)]
pub(super) struct Shown {
    gap: Kept<(Version, NaiveDate), Gap>,
}

/// Room for a figure such as "+11.6", with its margins.
const FIGURE: f32 = 46.0;

/// Whether the table stands in a card of this width. It goes by what the table is made of and not by its figures, or it would
/// move to another place while a target is typed.
pub(super) fn fits(shown: &mut Shown, view: &View<'_>, open: Open<'_>, width: f32) -> bool {
    let model = &shown.gap.get((open.version(), view.today), || Gap::new(open)).model;
    #[expect(clippy::cast_precision_loss, reason = "columns of a screen")]
    let figures = FIGURE * model.columns.len() as f32;
    let tail: f32 = model.tail.iter().map(|column| column.width).sum();
    open.answer.granularity != Granularity::Week && model.lead_width + figures + tail <= width - 2.0 * card::PADDING
}

pub(super) fn show(
    ui: &mut Ui,
    grid: &mut grid::State,
    shown: &mut Shown,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let key = (open.version(), view.today);
    let gap = shown.gap.get(key, || Gap::new(open));
    let event = card::card(ui, 0.0, |ui| {
        let help = format!("{} · gap = target less sold or expected; with + it is short", gap.unit);
        card::heading(ui, &gap.model.name, &help, |_| {});
        let parse = |text: &str| view.numbers.parse(text).map_err(|e| e.to_string());
        let write = |amount: Amount| open.style.exact(amount);
        let event = grid::show(ui, "gap", grid, &gap.model, &parse, &write);
        for other in open.others.iter() {
            other::show(ui, other, ui.available_width().min(OTHER), view.t, asks);
        }
        event
    });
    answer(gap, open, event, asks);
}

/// Width of the line about another series.
const OTHER: f32 = 340.0;

/// Ends what is being typed in the table.
pub(super) fn finish(state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let gap = state.gap.gap.get((open.version(), view.today), || Gap::new(open));
    let parse = |text: &str| view.numbers.parse(text).map_err(|e| e.to_string());
    let event = state.grid.finish(&gap.model, &parse);
    answer(gap, open, event, asks);
}

fn answer(gap: &Gap, open: Open<'_>, event: Option<Event>, asks: &mut Vec<Ask>) {
    match event {
        Some(Event::Set(changes, kind)) => {
            let period_of = |change: &Change| gap.targets.get(change.row)?.get(change.column).copied()?;
            let changes: Vec<(Period, Option<Amount>)> =
                changes.iter().filter_map(|c| Some((period_of(c)?, c.value))).collect();
            asks.push(Ask::Edit(edit(open, changes, &kind)));
        }
        Some(Event::Copy(_)) => asks.push(Ask::Say("Copied the figures")),
        None => {}
    }
}

fn edit(open: Open<'_>, changes: Vec<(Period, Option<Amount>)>, kind: &Kind) -> Edit {
    let by = if let Kind::Formula(by) = kind { format!(" by {by}") } else { String::new() };
    let label = match changes.as_slice() {
        [(period, _)] => format!("Change the target of {}{by}", calendar::period_long(*period, open.fiscal())),
        many => format!("Change {}{by}", plural::count(many.len(), "target")),
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

/// Most years that stand in one row.
const YEARS: usize = 10;

impl Gap {
    fn new(open: Open<'_>) -> Self {
        let (answer, fiscal) = (open.answer, open.fiscal());
        let rows: Vec<&Row> = answer.plan_rows().collect();
        let largest =
            rows.iter().flat_map(|r| [r.target, r.expected]).flatten().map(|a| a.abs().to_f64()).fold(0.0, f64::max);
        let scale = Scale::for_largest(largest);
        let decimals = u32::from(scale != Scale::Ones);
        let blocks: Vec<Vec<&Row>> = periods::rows(answer.span, fiscal, YEARS)
            .into_iter()
            .map(|block| block.into_iter().filter_map(|period| answer.row(period)).collect())
            .collect();
        // In several blocks each line says when it begins.
        let across = match blocks.as_slice() {
            [only] => only.len(),
            _ => periods::across(answer.granularity, YEARS),
        };
        let writer = Writer { open, style: open.style, scale, decimals, across, whole: blocks.len() == 1 };
        let mut model = grid::Model {
            name: format!("The gap by {}", calendar::period_word(answer.granularity)),
            lead: String::new(),
            lead_width: if writer.whole { 126.0 } else { 215.0 },
            columns: (0..across)
                .map(|i| rows.get(i).map_or(String::new(), |r| periods::head(r.period, fiscal)))
                .collect(),
            tail: vec![TailColumn { header: "Total".into(), width: 84.0 }],
            rows: Vec::new(),
            decimals: open.answer.decimals,
            help: "Type or paste to change a target · =+5% raise what is selected · right click for more".into(),
        };
        let mut targets = Vec::new();
        for block in &blocks {
            for (line, editable) in [(Line::Target, true), (Line::Expected, false), (Line::Gap, false)] {
                model.rows.push(writer.row(line, block));
                targets.push((0..across).map(|i| block.get(i).filter(|_| editable).map(|r| r.period)).collect());
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
    /// Places in a row.
    across: usize,
    /// All of the plan stands in one block.
    whole: bool,
}

impl Writer<'_> {
    fn row(&self, line: Line, rows: &[&Row]) -> RowModel {
        let name = match line {
            Line::Target => "Formal target",
            Line::Expected => "Sold or expected",
            Line::Gap => "Gap",
        };
        let fiscal = self.open.fiscal();
        let begin = rows.first().filter(|_| !self.whole).map(|row| match row.period.granularity() {
            Granularity::Week => calendar::period(row.period.within(Granularity::Quarter, fiscal), fiscal),
            _ => calendar::period(row.period, fiscal),
        });
        let first = rows.first().filter(|_| line == Line::Target);
        RowModel {
            lead: begin.map_or_else(|| name.to_owned(), |begin| format!("{name} {begin}")),
            lead_caption: first.map(|row| periods::from(row.period, fiscal)).unwrap_or_default(),
            cells: (0..self.across).map(|i| rows.get(i).map_or_else(absent, |row| self.cell(line, row))).collect(),
            tail: vec![self.total(line, rows)],
        }
    }

    fn cell(&self, line: Line, row: &Row) -> Cell {
        let fiscal = self.open.fiscal();
        let period = calendar::period_long(row.period, fiscal);
        let value = value(line, row);
        let text = match value {
            Some(value) if line == Line::Gap => self.style.scaled_signed(value, self.scale, self.decimals),
            Some(value) => self.style.scaled(value, self.scale, self.decimals),
            None => UNKNOWN.to_owned(),
        };
        let expected = row.standing != Standing::Finished;
        Cell {
            // The two lines below it are of the same weeks.
            caption: if line == Line::Target { periods::caption(row.period, fiscal) } else { String::new() },
            days: periods::days(row.period, fiscal),
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

    fn total(&self, line: Line, rows: &[&Row]) -> TailCell {
        let Answer { total, .. } = &**self.open.answer;
        let sum = || rows.iter().map(|row| value(line, row)).sum::<Option<Amount>>();
        let amount = match line {
            _ if !self.whole => sum(),
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
