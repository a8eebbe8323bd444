//! Next reviews: the day of each clock, the first one first; late is said plainly.

use chrono::NaiveDate;
use eframe::egui::{self, Align2, Role, Sense, Stroke, Ui};

use crate::command::Command;
use crate::model::{Clock, Plan};
use crate::text::{calendar, meeting};
use crate::ui::Ask;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{self, card, label};

/// A clock that runs.
#[derive(Debug)]
pub(super) struct Row {
    name: &'static str,
    /// "Tue 24 Nov", with "In 5 days" or "3 days late" where that matters now.
    day: String,
    is_late: bool,
    is_soon: bool,
}

/// The days of the clocks that run, and of the checkpoint that comes next.
pub(super) fn rows(plan: &Plan, today: NaiveDate) -> Vec<Row> {
    let mut days: Vec<(&str, NaiveDate)> =
        Clock::ALL.into_iter().filter_map(|clock| Some((clock.label(), plan.due(clock, today)?.day))).collect();
    let checkpoints = &plan.meetings.checkpoints;
    if let Some(at) = checkpoints.iter().position(|day| *day >= today) {
        days.push((if at + 1 == checkpoints.len() { "Final review" } else { "Checkpoint" }, checkpoints[at]));
    }
    days.sort_by_key(|(_, day)| *day);
    let row = |(name, day): (&'static str, NaiveDate)| {
        let away = day.signed_duration_since(today).num_days();
        let short = calendar::weekday_date(day, today);
        Row {
            name,
            day: meeting::when(day, today).map_or_else(|| short.clone(), |when| format!("{when} · {short}")),
            is_late: away < 0,
            is_soon: (0..=7).contains(&away),
        }
    };
    days.into_iter().map(row).collect()
}

pub(super) fn show(ui: &mut Ui, rows: &[Row], t: &Tokens, asks: &mut Vec<Ask>) {
    if rows.is_empty() {
        return;
    }
    card::card(ui, 0.0, |ui| {
        super::title(ui, "Next reviews", "", Command::ShowReviews, asks);
        ui.spacing_mut().item_spacing.y = 0.0;
        let width = ui.available_width();
        for row in rows {
            let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 30.0), Sense::hover());
            widget::name(&response, Role::Label, true, &format!("{}: {}", row.name, row.day));
            label::paint(ui, rect.left_center(), Align2::LEFT_CENTER, row.name, 13.0, Weight::Regular, t.text2);
            let (colour, weight) = match row {
                Row { is_late: true, .. } => (t.orange, Weight::SemiBold),
                Row { is_soon: true, .. } => (t.amber, Weight::SemiBold),
                Row { .. } => (t.text1, Weight::Regular),
            };
            let drawn = label::paint(ui, rect.right_center(), Align2::RIGHT_CENTER, &row.day, 13.0, weight, colour);
            let mark = egui::pos2(drawn.left() - 10.0, rect.center().y);
            if row.is_late {
                widget::diamond(ui, mark, 10.0, colour);
            } else if row.is_soon {
                ui.painter().circle_filled(mark, 4.0, colour);
            }
            ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.hair));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FiscalStart;

    #[test]
    fn what_is_due_first_stands_first_and_late_is_said() {
        let day = |text: &str| text.parse().unwrap();
        let start = FiscalStart::new(7).unwrap();
        let mut plan = Plan { period: Some(start.months_of(2026)), fiscal_start: start, ..Plan::new("Coast") };
        plan.meetings_mut().checkpoints = vec![day("2026-07-20"), day("2026-08-20")];
        let told = |today: &str| -> Vec<(String, bool)> {
            rows(&plan, day(today)).into_iter().map(|row| (format!("{}: {}", row.name, row.day), row.is_late)).collect()
        };
        assert_eq!(
            told("2026-07-18"),
            [
                ("KPI progress: 3 days late · Wed 15 Jul".to_owned(), true),
                ("Checkpoint: In 2 days · Mon 20 Jul".to_owned(), false),
                ("Plan review: Mon 3 Aug".to_owned(), false),
                ("Contingencies: Thu 1 Jul 2027".to_owned(), false),
            ]
        );
        assert!(rows(&Plan::new("Coast"), day("2026-07-18")).is_empty());
    }
}
