//! The checkpoints of a formal plan and its final review, and the days on which nobody meets.

use eframe::egui::{Id, Ui};

use super::{Key, State, people};
use crate::document::Edit;
use crate::model::clock::checkpoints;
use crate::model::{MeetingKind, Plan};
use crate::text::due;
use crate::ui::theme::font::Weight;
use crate::ui::widget::typed::Field;
use crate::ui::widget::{button::Button, card, label::Runs};
use crate::ui::{Ask, Open, View};

/// Lengths of a formal plan that are offered, in days.
const LENGTHS: [u64; 3] = [30, 60, 90];

pub(super) fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let (t, today) = (view.t, view.today);
    let meetings = &open.plan.meetings;
    card::card(ui, 0.0, |ui| {
        card::heading(ui, "Checkpoints", "", |_| {});
        let width = ui.available_width();
        if meetings.checkpoints.is_empty() {
            let said = "A plan for one person has three checkpoints and a final review, on days that both know from the start.";
            Runs::new(13.0, 19.0).add(said, Weight::Regular, t.text2).show(ui, width);
            ui.horizontal_wrapped(|ui| {
                for days in LENGTHS {
                    let name = format!("Checkpoints over {days} days from today");
                    if Button::new(&format!("{days} days")).small().name(&name).show(ui).clicked() {
                        asks.extend(set(days, view, open).map(Ask::Edit));
                    }
                }
            });
        } else {
            let last = meetings.checkpoints.len() - 1;
            for (index, day) in meetings.checkpoints.iter().enumerate() {
                let caption =
                    if index == last { "Final review".to_owned() } else { format!("Checkpoint {}", index + 1) };
                people::one_day(
                    ui,
                    state,
                    Key::Checkpoint(index),
                    &caption,
                    &caption,
                    Some(*day),
                    width,
                    view,
                    open,
                    asks,
                );
            }
            ui.horizontal_wrapped(|ui| {
                if !all_planned(open.plan) && Button::new("Plan the meetings").small().show(ui).clicked() {
                    asks.push(Ask::Edit(Edit::new("Plan the checkpoints as meetings", plan_all)));
                }
                if Button::new("Remove").small().name("Remove the checkpoints").show(ui).clicked() {
                    let edit = Edit::new("Remove the checkpoints", |plan: &mut Plan| {
                        plan.meetings_mut().checkpoints.clear();
                    });
                    asks.push(Ask::Edit(edit.saying("Removed the checkpoints")));
                }
            });
        }
        ui.add_space(6.0);
        let off = meetings.days_off.iter().map(|day| due::short(*day, today)).collect::<Vec<_>>().join(", ");
        let field = Field {
            hint: "24 Dec, 25 Dec",
            ..Field::new(Id::unique("days off"), "Days on which nobody meets", &off, width.min(420.0))
        };
        let caption = "Nobody meets on";
        super::show_field(ui, state, Key::DaysOff, Some(caption), &field, today, open, asks);
    });
}

/// Three checkpoints and the final review from today on; `None` beyond the calendar.
fn set(days: u64, view: &View<'_>, open: Open<'_>) -> Option<Edit> {
    let found = checkpoints(view.today, days, &open.plan.meetings.days_off)?;
    Some(Edit::new(format!("Set checkpoints over {days} days"), move |plan: &mut Plan| {
        plan.meetings_mut().checkpoints = found.to_vec();
    }))
}

/// The kind of meeting on each of the days: the last is the final review.
fn kinds(plan: &Plan) -> Vec<(chrono::NaiveDate, MeetingKind)> {
    let days = &plan.meetings.checkpoints;
    let kind = |index: usize| if index + 1 == days.len() { MeetingKind::FinalReview } else { MeetingKind::Checkpoint };
    days.iter().enumerate().map(|(index, day)| (*day, kind(index))).collect()
}

fn is_planned(plan: &Plan, (day, kind): (chrono::NaiveDate, MeetingKind)) -> bool {
    plan.meetings.reviews.iter().any(|review| review.day == day && review.kind == kind)
}

fn all_planned(plan: &Plan) -> bool {
    kinds(plan).into_iter().all(|wanted| is_planned(plan, wanted))
}

fn plan_all(plan: &mut Plan) {
    for (day, kind) in kinds(plan) {
        if !is_planned(plan, (day, kind)) {
            plan.plan_review(kind, day);
        }
    }
}
