//! Amounts and timing of a strategy: shown when asked for, since most of the time only what comes of them is looked at.

use eframe::egui::{ComboBox, Ui};

use super::field::{Key, Own, at_rest};
use super::{State, change, fields};
use crate::model::Strategy;
use crate::text::{calendar, plural};
use crate::ui::theme::font::Weight;
use crate::ui::widget::typed::Field;
use crate::ui::widget::{self, button::Button, label};
use crate::ui::{Ask, Open, View, icons};

const GAP: f32 = 10.0;

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    strategy: &Strategy,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let unknown = strategy.extra.is_zero() || strategy.start.is_none();
    ui.horizontal(|ui| {
        let icon = if state.amounts_open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
        if Button::new("Amounts and timing").icon(icon).small().show(ui).clicked() {
            state.amounts_open = !state.amounts_open;
        }
        if unknown {
            let said = "Say what it adds and from when on; until then it counts for nothing.";
            ui.label(label::rich(said, 12.0, Weight::Regular, view.t.text3));
        }
    });
    if state.amounts_open {
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            parts(ui, state, strategy, view, open, asks);
        });
    }
}

fn parts(ui: &mut Ui, state: &mut State, strategy: &Strategy, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let meant = open.plan.meant_series(strategy.series.as_deref());
    let granularity = meant.map_or(open.series.granularity, |(_, series)| series.granularity);
    let word = calendar::period_word(granularity);
    let unit = meant.map_or("", |(_, series)| match &series.unit {
        crate::model::Unit::Money => open.style.symbol(),
        crate::model::Unit::Count(things) => things,
    });
    let a_period = if unit.is_empty() { format!("a {word}") } else { format!("{unit} a {word}") };
    let full_after = format!("Full after, {}", plural::plural(word));
    let width = ui.available_width();
    let third = ((width - 5.0 * GAP) / 6.0).floor();
    let row = |ui: &mut Ui, state: &mut State, asks: &mut Vec<Ask>, cells: &[(Own, &str, &str, f32)]| {
        for (own, caption, hint, width) in cells {
            let key = Key::Own(strategy.id, *own);
            let text = at_rest(strategy, *own, open);
            let field = Field { hint, ..Field::new(key.id(), caption, &text, *width) };
            fields(&mut state.drafts, view, open, asks).captioned(ui, key, caption, &field);
        }
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let (low, likely, high) =
            (format!("Low, {a_period}"), format!("Likely, {a_period}"), format!("High, {a_period}"));
        let cells = [
            (Own::Low, low.as_str(), "1000", third),
            (Own::Likely, likely.as_str(), "2000", third),
            (Own::High, high.as_str(), "4000", third),
            (Own::Start, "Starts", "Mar 2027", third),
            (Own::Ramp, full_after.as_str(), "0", third),
            (Own::End, "Ends", "for good", third),
        ];
        row(ui, state, asks, &cells);
    });
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        row(ui, state, asks, &[(Own::Works, "Works at all, %", "100", third)]);
        counted(ui, strategy, 2.0 * third + GAP, view, open, asks);
        if strategy.counted.is_some() {
            row(ui, state, asks, &[(Own::Counted, "Its share, %", "0", third)]);
        }
        if open.plan.series.len() > 1 {
            series(ui, strategy, 2.0 * third + GAP, view, open, asks);
        }
    });
    row(ui, state, asks, &[(Own::Evidence, "What speaks for these numbers", "A case, a count, a trial", width)]);
}

/// A choice with its caption.
fn choice(ui: &mut Ui, name: &str, shown: &str, width: f32, view: &View<'_>, content: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 4.0;
        let caption = ui.label(label::rich(name, 12.0, Weight::Medium, view.t.text3));
        let response = ComboBox::from_id_salt(name)
            .width(width)
            .truncate()
            .selected_text(shown)
            .show_ui(ui, content)
            .response
            .labelled_by(caption.id);
        widget::reveal(ui, &response);
        widget::focus_ring(ui, &response, 7, view.t);
    });
}

/// Which other strategy counts a share of this one.
fn counted(ui: &mut Ui, strategy: &Strategy, width: f32, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let by = strategy.counted.map(|counted| counted.by);
    let title = by.and_then(|by| open.plan.worksheets.strategy(by)).map_or("None of it", |it| it.title.as_str());
    choice(ui, "Counted in another strategy", title, width, view, |ui| {
        if ui.selectable_label(by.is_none(), "None of it").clicked() {
            asks.push(Ask::Edit(change::counted_by(strategy, None)));
        }
        let others = open.plan.worksheets.strategies.iter().filter(|other| other.id != strategy.id);
        for other in others {
            if ui.selectable_label(by == Some(other.id), &other.title).clicked() {
                asks.push(Ask::Edit(change::counted_by(strategy, Some(other.id))));
            }
        }
    });
}

fn series(ui: &mut Ui, strategy: &Strategy, width: f32, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let meant = open.plan.meant_series(strategy.series.as_deref());
    let name = meant.map_or("", |(_, series)| series.name.as_str());
    choice(ui, "Adds to the series", name, width, view, |ui| {
        for (index, series) in open.plan.series.iter().enumerate() {
            let on = meant.is_some_and(|(meant, _)| meant == index);
            if ui.selectable_label(on, &series.name).clicked() && !on {
                asks.extend(change::series(open, strategy, index).map(Ask::Edit));
            }
        }
    });
}
