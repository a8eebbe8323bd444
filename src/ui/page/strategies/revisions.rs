//! What the strategy was before it was revised, and what its owner and strangers said: kept, since a room asks.

use eframe::egui::{Sense, Ui, vec2};

use super::field::{Key, Own};
use super::{State, fields};
use crate::model::Strategy;
use crate::text::calendar;
use crate::ui::theme::font::Weight;
use crate::ui::widget::typed::{Field, Look};
use crate::ui::widget::{label, label::Runs};
use crate::ui::{Ask, Open, View};

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    strategy: &Strategy,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let t = view.t;
    let width = ui.available_width();
    let asked = strategy.answer.is_some() || !strategy.stranger_tests.is_empty();
    if strategy.revisions.is_empty() && !asked {
        return;
    }
    ui.label(label::rich("How it came to this", 14.0, Weight::SemiBold, t.text1));
    ui.spacing_mut().item_spacing.y = 4.0;
    for (index, was) in strategy.revisions.iter().enumerate() {
        let day = calendar::date(was.day, view.today);
        let runs = Runs::new(13.0, 19.0).add(&format!("Until {day}: "), Weight::Medium, t.text3);
        let runs = runs.add(&format!("“{}”", was.title), Weight::Regular, t.text1);
        let what = if was.what.is_empty() { String::new() } else { format!(" {}", was.what) };
        runs.add(&what, Weight::Regular, t.text2).show(ui, width);
        ui.horizontal(|ui| {
            ui.allocate_exact_size(vec2(6.0, 1.0), Sense::hover());
            let key = Key::Own(strategy.id, Own::Why(index));
            let name = format!("Why revision {} was made", index + 1);
            let hint = "Why it was revised";
            let field = Field { hint, look: Look::Cell, ..Field::new(key.id(), &name, &was.why, width - 20.0) };
            fields(&mut state.drafts, view, open, asks).show(ui, key, &field);
        });
    }
    if let Some(answer) = strategy.answer {
        let said = if answer.obvious { "yes" } else { "not yet" };
        let said = format!("The owner said {said} on {}.", calendar::date(answer.day, view.today));
        Runs::new(13.0, 19.0).add(&said, Weight::Regular, t.text2).show(ui, width);
    }
    for test in &strategy.stranger_tests {
        let who = if test.who.is_empty() { "Somebody" } else { &test.who };
        let found = if test.found { "found it" } else { "took it for something else" };
        let said = format!("{who} {found} from the tactics alone on {}: ", calendar::date(test.day, view.today));
        let runs = Runs::new(13.0, 19.0).add(&said, Weight::Regular, t.text2);
        runs.add(&format!("“{}”", test.answer), Weight::Regular, t.text1).show(ui, width);
    }
}
