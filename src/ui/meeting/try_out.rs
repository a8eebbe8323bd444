//! What if, in front of everyone: strategies and risks as switches; the wall shows what becomes of it, the plan stays.

use eframe::egui::{self, Ui};

use crate::analysis::simulate::{Item, Part};
use crate::ui::theme::font::Weight;
use crate::ui::trial::Trial;
use crate::ui::widget::{button::Button, label, segment};
use crate::ui::{Ask, Open, View};

pub(super) fn show(ui: &mut Ui, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    ui.label(label::rich("Try in the room", 14.0, Weight::SemiBold, t.text1));
    let trial = open.trial.map(|trial| trial.trial);
    let part = |item: Item| trial.map_or(Part::AsPlanned, |trial| trial.part(item));
    let mut turn = |item: Item, to: Part| {
        let mut trial = trial.cloned().unwrap_or_else(|| Trial::of(open.plan));
        trial.set_part(item, to);
        asks.push(Ask::Try(Box::new(trial)));
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
        for strategy in &open.plan.worksheets.strategies {
            let item = Item::Strategy(strategy.id);
            let on = part(item) != Part::Out;
            if segment::toggle(ui, &strategy.title, on).clicked() {
                turn(item, if on { Part::Out } else { Part::AsPlanned });
            }
        }
        for scenario in &open.plan.worksheets.scenarios {
            let item = Item::Scenario(scenario.id);
            let on = part(item) == Part::Certain;
            if segment::toggle(ui, &format!("If: {}", scenario.title), on).clicked() {
                turn(item, if on { Part::AsPlanned } else { Part::Certain });
            }
        }
    });
    ui.horizontal(|ui| {
        if open.trial.is_some() && Button::new("Forget it").small().show(ui).clicked() {
            asks.push(Ask::ForgetTrial);
        }
    });
}
