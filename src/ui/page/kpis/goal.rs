//! The goal: its shape and amounts, and what holds instead for a while.

use eframe::egui::{Id, Ui};

use super::listing::Row;
use super::{Fields, Key, Own, Part, change, form};
use crate::model::{Goal, Kpi};
use crate::text::{due, kpi as words};
use crate::ui::Ask;
use crate::ui::theme::font::Weight;
use crate::ui::widget::typed::Field;
use crate::ui::widget::{button::Button, label, label::Runs, segment};

/// Width of a field for an amount, and for a day.
const AMOUNT: f32 = 96.0;
const DAY: f32 = 132.0;

pub(super) fn show(ui: &mut Ui, kpi: &Kpi, row: &Row, fields: &mut Fields<'_, '_>) {
    let t = fields.view.t;
    ui.label(label::rich("Goal", 12.0, Weight::Medium, t.text3));
    let now = change::shape(kpi.goal);
    let items: Vec<(&str, bool)> =
        change::SHAPES.iter().enumerate().map(|(index, name)| (*name, index == now)).collect();
    if let Some(shape) = segment::segments(ui, "Goal", 26.0, &items).filter(|shape| *shape != now) {
        let goal = change::with_shape(kpi, shape, row.reading.latest(), fields.view.today);
        fields.asks.push(Ask::Edit(change::goal(kpi, goal)));
    }
    let Some(goal) = kpi.goal else { return };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let mut field = |ui: &mut Ui, which, caption, width| form::own(ui, fields, kpi, which, caption, "", width);
        match goal {
            Goal::AtLeast(_) => {
                field(ui, Own::Least, "At least", AMOUNT);
            }
            Goal::AtMost(_) => {
                field(ui, Own::Most, "At most", AMOUNT);
            }
            Goal::Between(..) => {
                field(ui, Own::Least, "At least", AMOUNT);
                field(ui, Own::Most, "At most", AMOUNT);
            }
            Goal::Move { .. } => {
                field(ui, Own::From, "From", AMOUNT);
                field(ui, Own::To, "To", AMOUNT);
                field(ui, Own::Start, "Beginning", DAY);
                field(ui, Own::By, "By", DAY);
            }
        }
    });
    if let (Goal::Move { .. }, Some((first, _))) = (goal, row.reading.row.last()) {
        let said = format!(
            "Asked for in {}: {}.",
            words::period(kpi.rhythm, *first, fields.view.today),
            words::goal_then(goal, *first, &row.style)
        );
        Runs::new(12.0, 16.0).add(&said, Weight::Regular, t.text3).show(ui, ui.available_width());
    }
    for index in 0..kpi.exceptions.len() {
        exception(ui, kpi, index, fields);
    }
    let button = Button::new("Exception").icon(crate::ui::icons::PLUS).small().name("Add an exception");
    let why = "Another goal for a while, or none: over holidays, during a fair";
    if button.tooltip(why).show(ui).clicked() {
        fields.asks.push(Ask::Edit(change::add_exception(kpi, fields.view.today)));
    }
}

fn exception(ui: &mut Ui, kpi: &Kpi, index: usize, fields: &mut Fields<'_, '_>) {
    let Some(exception) = kpi.exceptions.get(index) else { return };
    let day = |day| due::short(day, fields.view.today);
    let (first, last) = (day(exception.first), day(exception.last));
    let goal = change::exception_goal(exception.goal, fields.view);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let rest = (ui.available_width() - 2.0 * (DAY + 12.0) - 152.0 - 60.0).clamp(120.0, 360.0);
        for (part, caption, at_rest, hint, width) in [
            (Part::First, "Except from", &first, "21 Dec", DAY),
            (Part::Last, "to", &last, "3 Jan", DAY),
            (Part::Goal, "Goal then", &goal, "nothing asked for", 140.0),
            (Part::Reason, "Why", &exception.reason, "Holidays", rest),
        ] {
            let name = if part == Part::Last { "Except to" } else { caption };
            let id = Id::unique(("kpi exception", part, index, kpi.id));
            let field = Field { hint, ..Field::new(id, name, at_rest, width) };
            fields.captioned(ui, Key::Exception(kpi.id, index, part), caption, &field);
        }
        ui.vertical(|ui| {
            ui.add_space(22.0);
            if Button::new("×").small().name(&format!("Remove the exception from {first}")).show(ui).clicked() {
                fields.asks.push(Ask::Edit(change::remove_exception(kpi, index)));
            }
        });
    });
}
