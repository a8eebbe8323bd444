//! What was written down: decisions, actions with who and when, issues, and what was put off.

use eframe::egui::{self, Id, Role, Sense, Stroke, Ui};

use super::{Key, State, change, read};
use crate::document::Edit;
use crate::model::{Line, LineKind, Review};
use crate::text::{meeting, plural, tactic_line};
use crate::ui::theme::font::Weight;
use crate::ui::widget::day::{self, Day};
use crate::ui::widget::typed::{Field, Look};
use crate::ui::widget::{self, button::Button, card, label, label::Runs, segment};
use crate::ui::{Ask, Open, View};

/// The field in which the next line is typed.
pub(super) fn new_id(id: crate::model::ReviewId) -> Id {
    Id::unique(("new line", id))
}

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    review: &Review,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "Written down", "", |_| {});
        add(ui, state, review, view, open, asks);
        let width = ui.available_width();
        for kind in LineKind::ALL {
            let lines: Vec<(usize, &Line)> =
                review.lines.iter().enumerate().filter(|(_, line)| line.kind == kind).collect();
            ui.add_space(6.0);
            let count = if lines.is_empty() { String::new() } else { format!("  {}", lines.len()) };
            Runs::new(13.0, 20.0)
                .add(meeting::lines(kind), Weight::SemiBold, t.text1)
                .add(&count, Weight::Regular, t.text3)
                .show(ui, width);
            if lines.is_empty() {
                Runs::new(13.0, 19.0).add(meeting::no_lines(kind), Weight::Regular, t.text3).show(ui, width);
            }
            for (index, line) in lines {
                one(ui, state, review, index, line, view, open, asks);
            }
        }
    });
}

/// One line more: its kind, and what is said.
fn add(ui: &mut Ui, state: &mut State, review: &Review, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let width = ui.available_width();
    let items = LineKind::ALL.map(|kind| (kind.label(), kind == state.line_kind));
    if let Some(at) = segment::segments(ui, "What is written down", 26.0, &items) {
        state.line_kind = LineKind::ALL[at];
        state.wants = Some(new_id(review.id));
    }
    let is_action = state.line_kind == LineKind::Action;
    let hint = if is_action { "Show the bundle to Marlow · Tom · Thu" } else { "In one line" };
    let field = Field { hint, ..Field::new(new_id(review.id), "Write a line down", "", width) };
    let key = Key::NewLine(review.id);
    let shown = super::show_field(ui, state, key, None, &field, view.today, open, asks);
    if shown.entered {
        // The next one is typed at once.
        state.wants = Some(field.id);
        ui.ctx().request_repaint();
    }
    let typed = state.drafts.text(&key).filter(|text| is_action && !text.trim().is_empty());
    let below = match typed {
        Some(text) => tactic_line::parse(text, &read::known(review, open), view.today).shown(view.today),
        None if is_action => "What · who · by when, and Enter. D, A, I, P choose what is written down.".to_owned(),
        None => "Enter writes it down. D, A, I, P choose what it is.".to_owned(),
    };
    // The line is always there, so that nothing moves.
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 16.0), Sense::hover());
    widget::name(&response, Role::Label, true, &below);
    let colour = if typed.is_some() { t.text2 } else { t.text3 };
    label::paint_fitting(ui, rect.left_center(), &below, 12.0, Weight::Regular, colour, width);
}

#[expect(clippy::too_many_arguments, reason = "a row and what it stands in")]
fn one(
    ui: &mut Ui,
    state: &mut State,
    review: &Review,
    index: usize,
    line: &Line,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    let id = review.id;
    let width = ui.available_width();
    let is_action = line.kind == LineKind::Action;
    let said = short(&line.text);
    let row = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let rest = width - 30.0;
        let (who, due) = if is_action { ((rest * 0.28).min(130.0), 92.0) } else { (0.0, 0.0) };
        let text = rest - who - due - if is_action { 8.0 } else { 0.0 };
        let name = format!("{}: {said}", line.kind.label());
        let field = Field {
            look: Look::Cell,
            wraps: true,
            ..Field::new(Id::unique(("line", id, index)), &name, &line.text, text)
        };
        super::show_field(ui, state, Key::Text(id, index), None, &field, view.today, open, asks);
        if is_action {
            let name = format!("Who does {said}");
            let problem = line.who.trim().is_empty().then_some("Type a name");
            let field = Field {
                look: Look::Cell,
                hint: "Who?",
                problem,
                ..Field::new(Id::unique(("line who", id, index)), &name, &line.who, who)
            };
            super::show_field(ui, state, Key::Who(id, index), None, &field, view.today, open, asks);
            let name = format!("By when: {said}");
            let day = Day {
                id: Id::unique(("line due", id, index)),
                name: &name,
                caption: None,
                value: line.due,
                today: view.today,
                width: due,
                problem: line.due.is_none().then_some("Type a day"),
                past: false,
            };
            let key = Key::Due(id, index);
            let shown = day::cell(ui, &mut state.drafts, &key, &day, Look::Cell);
            if let Some(set) = shown.set {
                asks.extend(read::set_day(key, set, view.today, open).map(Ask::Edit));
            }
        }
        if Button::new("×").small().quiet().name(&format!("Remove the line {said}")).show(ui).clicked() {
            asks.push(Ask::Edit(remove(review, index, &said)));
        }
    });
    if let Some(lacks) = meeting::lacks(line) {
        ui.horizontal_top(|ui| {
            ui.add_space(7.0);
            Runs::new(12.0, 16.0).add(lacks, Weight::Regular, t.orange).show(ui, width - 7.0);
        });
    }
    let bottom = ui.cursor().top() - 2.0;
    ui.painter().hline(row.response.rect.x_range(), bottom, Stroke::new(1.0, t.hair));
}

fn remove(review: &Review, index: usize, said: &str) -> Edit {
    let edit = change(review, format!("Remove “{said}”"), move |it| {
        if index < it.lines.len() {
            it.lines.remove(index);
        }
    });
    edit.saying(format!("Removed “{said}”"))
}

/// A text that stands in a name.
fn short(text: &str) -> String {
    const MOST: usize = 60;
    let text = plural::capitalised(text.trim());
    if text.chars().count() <= MOST { text } else { text.chars().take(MOST).chain(['…']).collect() }
}
