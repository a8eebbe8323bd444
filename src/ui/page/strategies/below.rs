//! What stands under the tactics: how the team judged the idea, when it pays, and what made it stronger.

use eframe::egui::{self, Align, Align2, Layout, Rect, Role, Sense, Stroke, Ui};

use super::pays::Pays;
use super::{State, strengthen};
use crate::model::{Hands, Strategy};
use crate::text::{plural, strategy as words};
use crate::ui::theme::font::Weight;
use crate::ui::widget::{self, label, label::Runs};
use crate::ui::{Ask, Open, View};

const GAP: f32 = 28.0;

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    strategy: &Strategy,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let width = ui.available_width();
    let rest = width - 2.0 * GAP;
    let widths = [rest * 0.36, rest * 0.28, rest * 0.36];
    ui.add_space(4.0);
    let column = |ui: &mut Ui, width: f32, add: &mut dyn FnMut(&mut Ui)| {
        ui.allocate_ui_with_layout(egui::vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 6.0;
            add(ui);
        });
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        column(ui, widths[0], &mut |ui| judged(ui, strategy, widths[0], view, open));
        column(ui, widths[1], &mut |ui| {
            let pays = state.pays.get((open.version(), strategy.id), || Pays::of(strategy, open));
            ui.label(label::rich(&pays.heading, 14.0, Weight::SemiBold, view.t.text1));
            pays.show(ui, widths[1], view, open);
        });
        column(ui, widths[2], &mut |ui| {
            strengthen::show(ui, &mut state.strengthen, strategy, widths[2], view, open, asks);
        });
    });
}

/// How far the hands were apart, of the idea that the strategy came from.
fn judged(ui: &mut Ui, strategy: &Strategy, width: f32, view: &View<'_>, open: Open<'_>) {
    let t = view.t;
    ui.label(label::rich("Judged by the team", 14.0, Weight::SemiBold, t.text1));
    let idea =
        open.plan.worksheets.idea_of(strategy.id).filter(|idea| !idea.works.is_empty() || !idea.can_do.is_empty());
    let Some(idea) = idea else {
        let said = "Not judged. In a brainstorm each shows a number from 1 to 5, before anybody sees another’s.";
        Runs::new(13.0, 19.0).add(said, Weight::Regular, t.text3).show(ui, width);
        return;
    };
    for (question, hands) in [("Can we do it?", &idea.can_do), ("Does it work?", &idea.works)] {
        hands_ui(ui, question, hands, width, view);
    }
    let people = idea.works.all().len().max(idea.can_do.all().len());
    let said = format!("{}, from 1 at the left to 5, before seeing each other’s.", plural::count(people, "hand"));
    Runs::new(12.0, 16.0).add(&said, Weight::Regular, t.text3).show(ui, width);
}

/// A question, its hands as dots over five places, and a word for them.
fn hands_ui(ui: &mut Ui, question: &str, hands: &Hands, width: f32, view: &View<'_>) {
    let t = view.t;
    let (rect, response) = ui.allocate_exact_size(egui::vec2(width, 38.0), Sense::hover());
    let word = words::judged(hands).unwrap_or("Not asked");
    let counts = hands.counts();
    let told = counts.iter().zip(1..).filter(|(count, _)| **count > 0);
    let told = told.map(|(count, hand)| format!("{count} times {hand}")).collect::<Vec<_>>().join(", ");
    widget::name(&response, Role::Label, true, &format!("{question} {word}: {told}"));
    label::paint(ui, rect.left_center(), Align2::LEFT_CENTER, question, 13.0, Weight::Regular, t.text1);
    label::paint(ui, rect.right_center(), Align2::RIGHT_CENTER, word, 13.0, Weight::Medium, t.text1);
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    #[expect(clippy::cast_precision_loss, reason = "hands in a room")]
    let step = (22.0 / most as f32).min(7.0);
    let pitch = ((width - 100.0 - 56.0) / 5.0).clamp(12.0, 22.0);
    let strip = Rect::from_min_size(egui::pos2(rect.left() + 96.0, rect.top()), egui::vec2(5.0 * pitch, rect.height()));
    for (place, count) in counts.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "five places")]
        let x = strip.left() + pitch * (place as f32 + 0.5);
        let base = strip.bottom() - 7.0;
        ui.painter().hline(x - pitch * 0.37..=x + pitch * 0.37, base, Stroke::new(1.0, t.control));
        let mut y = base - 5.0;
        for _ in 0..*count {
            ui.painter().circle_filled(egui::pos2(x, y), (step * 0.43).max(1.2), t.actual);
            y -= step;
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, t.hair));
}
