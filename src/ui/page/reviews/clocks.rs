//! The three clocks: how far each has gone since the last meeting, when it strikes, and at what pace.

use eframe::egui::{self, Align2, ComboBox, CornerRadius, Rect, Role, Sense, Ui};

use crate::document::Edit;
use crate::model::{Clock, Plan};
use crate::text::{UNKNOWN, calendar, meeting};
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{self, card, label};
use crate::ui::{Ask, Open, View};

/// Days ahead of which a clock is told to be near.
const SOON: i64 = 7;

pub(super) fn show(ui: &mut Ui, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    card::card(ui, 0.0, |ui| {
        let width = ((ui.available_width() - 2.0 * 36.0) / 3.0).max(180.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 36.0;
            for clock in Clock::ALL {
                ui.push_id(clock, |ui| one(ui, clock, width, view, open, asks));
            }
        });
    });
}

fn one(ui: &mut Ui, clock: Clock, width: f32, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let (t, today) = (view.t, view.today);
    let due = open.plan.due(clock, today);
    let away = due.map(|due| due.day.signed_duration_since(today).num_days());
    let is_late = away.is_some_and(|away| away < 0);
    let is_soon = away.is_some_and(|away| (0..=SOON).contains(&away));
    ui.vertical(|ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 6.0;
        let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 20.0), Sense::hover());
        let day = due.map_or_else(|| UNKNOWN.to_owned(), |due| calendar::weekday_date(due.day, today));
        let when = due.filter(|_| is_late || is_soon).and_then(|due| meeting::when(due.day, today));
        let told = match &when {
            Some(when) if is_late => format!("{when} · {day}"),
            Some(when) if width > 250.0 => format!("{when} · {day}"),
            _ => day,
        };
        widget::name(&response, Role::Label, true, &format!("{}: {told}", clock.label()));
        label::paint(ui, rect.left_center(), Align2::LEFT_CENTER, clock.label(), 13.0, Weight::SemiBold, t.text1);
        let (colour, weight) = match () {
            () if is_late => (t.orange, Weight::SemiBold),
            () if is_soon => (t.amber, Weight::SemiBold),
            () => (t.text2, Weight::Regular),
        };
        let drawn = label::paint(ui, rect.right_center(), Align2::RIGHT_CENTER, &told, 12.0, weight, colour);
        let mark = egui::pos2(drawn.left() - 9.0, rect.center().y);
        if is_late {
            widget::diamond(ui, mark, 10.0, colour);
        } else if is_soon {
            ui.painter().circle_filled(mark, 4.0, colour);
        }
        bar(ui, width, clock, is_late, is_soon, view, open);
        let said = meeting::last(due.as_ref(), today);
        let stacked = width < 250.0;
        ui.horizontal(|ui| {
            let pace = open.plan.meetings.paces.of(clock);
            let shown = ComboBox::from_id_salt("pace").width(124.0).selected_text(pace.label()).show_ui(ui, |ui| {
                for every in clock.paces() {
                    if ui.selectable_label(*every == pace, every.label()).clicked() && *every != pace {
                        let every = *every;
                        let label = format!("{}: {}", clock.label(), every.label());
                        asks.push(Ask::Edit(Edit::new(label, move |plan: &mut Plan| {
                            plan.meetings_mut().paces.set(clock, every);
                        })));
                    }
                }
            });
            widget::reveal(ui, &shown.response);
            widget::focus_ring(ui, &shown.response, 7, t);
            widget::name(&shown.response, Role::ComboBox, true, &format!("{}: {}", clock.label(), pace.label()));
            if !stacked {
                last(ui, &said, Align2::RIGHT_CENTER, t);
            }
        });
        if stacked {
            last(ui, &said, Align2::LEFT_CENTER, t);
        }
    });
}

/// When the last one was held, in what is left of the row.
fn last(ui: &mut Ui, said: &str, anchor: Align2, t: &Tokens) {
    let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), 20.0), Sense::hover());
    widget::name(&response, Role::Label, true, said);
    label::paint(ui, anchor.pos_in_rect(&rect), anchor, said, 12.0, Weight::Regular, t.text3);
}

/// How much of the way from the last meeting to the next is gone.
fn bar(ui: &mut Ui, width: f32, clock: Clock, is_late: bool, is_soon: bool, view: &View<'_>, open: Open<'_>) {
    let t = view.t;
    let (rect, _) = ui.allocate_exact_size(egui::vec2(width, 6.0), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(2), t.sunken);
    let Some(due) = open.plan.due(clock, view.today) else { return };
    let begun = due.last.or_else(|| open.plan.period.map(|span| span.first.first_day(open.fiscal())));
    let Some(begun) = begun else { return };
    let days = |to: chrono::NaiveDate| to.signed_duration_since(begun).num_days().max(0);
    #[expect(clippy::cast_precision_loss, reason = "days of a few years")]
    let share = (days(view.today) as f32 / days(due.day).max(1) as f32).clamp(0.0, 1.0);
    let share = if is_late { 1.0 } else { share };
    let fill = match () {
        () if is_late => t.orange_fill,
        () if is_soon => t.amber_fill,
        () => t.actual,
    };
    let gone = Rect::from_min_size(rect.min, egui::vec2(rect.width() * share, rect.height()));
    ui.painter().rect_filled(gone, CornerRadius::same(2), fill);
}
