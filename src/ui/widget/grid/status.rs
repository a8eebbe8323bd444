//! The line under the grid: what is wrong, or else what is selected, exactly; and how figures are changed.

use eframe::egui::{Align2, Id, Rect, Role, Sense, Ui, UiBuilder, pos2, vec2};

use super::clip::Range;
use super::model::{Look, Model, Numbers};
use super::state::State;
use crate::model::Amount;
use crate::text::plural;
use crate::ui::theme::current;
use crate::ui::theme::font::Weight;
use crate::ui::widget::{self, field, label};

const LINE: f32 = 16.0;

/// Writes an amount as people read it, to its last decimal.
pub type Writing<'a> = dyn Fn(Amount) -> String + 'a;

/// Takes the line's room whether or not there is something to say, on the lower edge of the view where the grid goes
/// on below it.
pub(super) fn show(ui: &mut Ui, id: Id, state: &State, model: &Model, numbers: &Numbers, write: &Writing, width: f32) {
    let t = current(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(width, LINE), Sense::hover());
    let problem = state.problem.as_deref();
    let bottom = rect.bottom().min(ui.clip_rect().bottom());
    let shown = Rect::from_min_size(pos2(rect.left(), bottom - LINE), rect.size());
    if problem.is_some() {
        if bottom < rect.bottom() {
            ui.painter().rect_filled(shown.expand2(vec2(0.0, 4.0)), 0, t.surface);
        }
        let mut line = ui.new_child(UiBuilder::new().max_rect(shown));
        field::complaint(&mut line, problem, width);
        return;
    }
    let mut left = rect.left();
    if let Some(said) = said(state, model, numbers, write) {
        label::paint_fitting(ui, rect.left_center(), &said, 12.0, Weight::Regular, t.text2, width);
        left += label::width(ui, &said, 12.0, Weight::Regular) + 24.0;
        let response = ui.interact(rect, id.with("status"), Sense::hover());
        widget::name(&response, Role::Status, true, &said);
        if !state.range().is_single() {
            // A cell is read out by itself; what a block adds up to is not.
            widget::announce(&response, false);
        }
    }
    if left + label::width(ui, &model.help, 12.0, Weight::Regular) < rect.right() {
        let at = rect.right_center();
        label::paint(ui, at, Align2::RIGHT_CENTER, &model.help, 12.0, Weight::Regular, t.text3);
    }
}

/// "October 2026: £50,907.21"; of a block "6 figures: £352,012.10 in all, £58,668.68 on average".
pub(super) fn said(state: &State, model: &Model, numbers: &Numbers, write: &Writing) -> Option<String> {
    let range = state.range();
    if !range.is_single() {
        return Some(of_range(range, model, numbers, write));
    }
    let cell = model.cell(state.cursor).filter(|_| state.visited)?;
    let value = model.value(state.cursor, numbers).ok()??;
    let unfinished = if cell.look == Look::Unfinished { ", not finished" } else { "" };
    Some(format!("{}: {}{unfinished}", cell.name, write(value)))
}

fn of_range(range: Range, model: &Model, numbers: &Numbers, write: &Writing) -> String {
    let values: Vec<Amount> = range.places().filter_map(|place| model.value(place, numbers).ok().flatten()).collect();
    let sum: Amount = values.iter().copied().sum();
    let count = i64::try_from(values.len()).unwrap_or(i64::MAX);
    match sum.ratio(Amount::whole(1), Amount::whole(count)) {
        Some(mean) => {
            let mean = write(mean.rounded(model.decimals));
            format!("{}: {} in all, {mean} on average", plural::count(values.len(), "figure"), write(sum))
        }
        None => "No figures are selected".to_owned(),
    }
}
