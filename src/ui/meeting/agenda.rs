//! The agenda: any point at any time, with the time that it takes; nothing is lost by going back.

use eframe::egui::{self, Align2, Role, Sense, Ui, WidgetInfo};

use super::{State, edit, go_to, left, save};
use crate::model::Review;
use crate::report::slide::title;
use crate::text::agenda as words;
use crate::ui::theme::font::Weight;
use crate::ui::widget::{self, button::Button, label, label::Runs};
use crate::ui::{Ask, Open, View};

const ROW: f32 = 54.0;

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    review: &Review,
    passed: u32,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    let width = ui.available_width();
    ui.spacing_mut().item_spacing.y = 2.0;
    for (at, item) in review.agenda.iter().enumerate() {
        let on = at == state.item;
        let (rect, _) = ui.allocate_exact_size(egui::vec2(width, ROW), Sense::hover());
        let response = ui.interact(rect, egui::Id::unique(("agenda point", at)), Sense::click());
        let (time, over) = if on { left(item, passed) } else { (words::taken(item), false) };
        let spoken = format!("{}: {time}", title(item));
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, on, &spoken));
        let fill = match (on, response.hovered()) {
            (true, _) => t.selected,
            (false, true) => t.hover,
            (false, false) => t.surface,
        };
        ui.painter().rect_filled(rect, 6.0, fill);
        if on {
            ui.painter().rect_filled(rect.with_max_x(rect.left() + 3.0), 0.0, t.blue);
        }
        let x = rect.left() + 12.0;
        let weight = if on { Weight::SemiBold } else { Weight::Medium };
        let room = width - 20.0;
        label::paint_fitting(ui, egui::pos2(x, rect.top() + 16.0), &title(item), 13.0, weight, t.text1, room);
        let colour = if over { t.amber } else { t.text3 };
        label::paint(ui, egui::pos2(x, rect.top() + 36.0), Align2::LEFT_CENTER, &time, 12.0, Weight::Regular, colour);
        widget::reveal(ui, &response);
        widget::focus_ring(ui, &response, 6, t);
        if response.clicked() {
            go_to(ui, state, review, at, asks);
        }
    }
    ui.add_space(6.0);
    let (at, id) = (state.item, state.review);
    let Some(item) = review.agenda.get(at) else { return };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
        if Button::new("2 minutes more").small().show(ui).clicked() {
            asks.push(Ask::Edit(edit(id, format!("2 minutes more for “{}”", title(item)), move |review| {
                if let Some(item) = review.agenda.get_mut(at) {
                    item.minutes = item.minutes.saturating_add(2);
                }
            })));
        }
        let text = if item.parked { "Take it up again" } else { "Put it off" };
        if Button::new(text).small().show(ui).clicked() {
            let parked = !item.parked;
            asks.push(Ask::Edit(edit(id, format!("{text}: {}", title(item)), move |review| {
                if let Some(item) = review.agenda.get_mut(at) {
                    item.parked = parked;
                }
            })));
            save(open, asks);
            if parked {
                go_to(ui, state, review, at + 1, asks);
            }
        }
    });
    ui.add_space(6.0);
    let said = "Go in any order. Nothing is lost when you jump or go back.";
    Runs::new(12.0, 16.0).add(said, Weight::Regular, t.text3).show(ui, width);
    ui.add_space(10.0);
    ui.label(label::rich("The wall", 14.0, Weight::SemiBold, t.text1));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
        let blank = if state.blank { "Bring it back" } else { "Blank" };
        if Button::new(blank).small().key("B").show(ui).clicked() {
            state.blank = !state.blank;
        }
        let freeze = if state.frozen.is_some() { "Let it go on" } else { "Freeze" };
        if Button::new(freeze).small().key("F").show(ui).clicked() {
            super::freeze(state);
        }
        let names = if state.hides_names { "Show names" } else { "Hide names" };
        if Button::new(names).small().key("N").show(ui).clicked() {
            super::hide_names(state, open);
        }
        if Button::new("Silent clock").small().key("T").show(ui).clicked() {
            state.silent_shows = !state.silent_shows;
        }
        if Button::new("What if…").small().key("W").show(ui).clicked() {
            state.tries = !state.tries;
        }
    });
}
