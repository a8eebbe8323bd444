//! What is open, what was decided and why, and what was left out, as sentences; those that can be changed have a choice.

use eframe::egui::{self, ComboBox, CornerRadius, Sense};

use super::ImportDialog;
use crate::import::{Choice, Decision, Question};
use crate::text::plural;
use crate::ui::Ask;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{button::Button, field::text_field, label::Runs};

/// Rows whose reasons are listed; a list of sales may leave out thousands.
const MOST_ROWS: usize = 40;

pub(super) fn show(ui: &mut egui::Ui, dialog: &mut ImportDialog, width: f32, t: &Tokens, asks: &mut Vec<Ask>) {
    for asked in &dialog.preview.questions {
        question(ui, asked, &mut dialog.typed, width, t, asks);
    }
    if !dialog.counted.is_empty() {
        sentence(ui, &format!("{}.", dialog.counted), "The plan has figures of this series already.", width, t);
        for change in &dialog.changes {
            sentence(ui, change, "", width, t);
        }
    }
    // What a decision says as well stands there, with its reason.
    let decided_too = |note: &String| dialog.preview.decisions.iter().any(|decision| decision.what == *note);
    for note in dialog.preview.notes.iter().filter(|note| !decided_too(note)) {
        sentence(ui, &format!("{note}."), "", width, t);
    }
    for decision in &dialog.preview.decisions {
        decided(ui, decision, width, t, asks);
    }
    let skipped = &dialog.preview.rows.skipped;
    for row in skipped.iter().take(MOST_ROWS) {
        sentence(ui, &format!("Row {} is left out:", row.row), &row.why, width, t);
    }
    if skipped.len() > MOST_ROWS {
        let more = plural::count(skipped.len() - MOST_ROWS, "more row");
        sentence(ui, &format!("{more} left out."), "Most for the same reasons.", width, t);
    }
}

/// A question with a button for each reading, and a field where others may be typed.
fn question(ui: &mut egui::Ui, question: &Question, typed: &mut String, width: f32, t: &Tokens, asks: &mut Vec<Ask>) {
    egui::Frame::new().fill(t.amber_tint).corner_radius(CornerRadius::same(8)).inner_margin(10).show(ui, |ui| {
        ui.set_width(width - 20.0);
        Runs::new(13.0, 18.0).add(&question.text, Weight::SemiBold, t.text1).show(ui, width - 20.0);
        ui.add_space(2.0);
        if question.options.len() <= 4 {
            for option in &question.options {
                if Button::new(&option.label).show(ui).clicked() {
                    asks.push(Ask::AnswerTable { id: question.id, value: option.value.clone() });
                }
            }
        } else {
            let choice = Choice { id: question.id, options: question.options.clone(), chosen: usize::MAX };
            choose(ui, &choice, width - 20.0, asks);
        }
        let Some(hint) = question.typed else { return };
        let field = text_field(ui, &format!("Or {hint}"), typed, "", None, (width - 20.0).min(380.0));
        let answer = typed.trim();
        let entered = field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        let clicked = Button::new("Take this answer").enabled(!answer.is_empty()).show(ui).clicked();
        if (entered || clicked) && !answer.is_empty() {
            asks.push(Ask::AnswerTable { id: question.id, value: answer.to_owned() });
        }
    });
    ui.add_space(6.0);
}

fn decided(ui: &mut egui::Ui, decision: &Decision, width: f32, t: &Tokens, asks: &mut Vec<Ask>) {
    sentence(ui, &format!("{}:", decision.what), &decision.why, width, t);
    if let Some(choice) = &decision.choice {
        ui.horizontal(|ui| {
            ui.add_space(22.0);
            choose(ui, choice, width - 30.0, asks);
        });
    }
}

/// The other ways to read it.
fn choose(ui: &mut egui::Ui, choice: &Choice, width: f32, asks: &mut Vec<Ask>) {
    let chosen = choice.options.get(choice.chosen).map_or("Choose…", |option| &option.label);
    let response = ComboBox::from_id_salt(("import choice", choice.id))
        .selected_text(chosen)
        .width((width - 20.0).min(380.0))
        .truncate()
        .show_ui(ui, |ui| {
            for (index, option) in choice.options.iter().enumerate() {
                if ui.selectable_label(index == choice.chosen, &option.label).clicked() && index != choice.chosen {
                    asks.push(Ask::AnswerTable { id: choice.id, value: option.value.clone() });
                }
            }
        })
        .response;
    crate::ui::widget::name(&response, egui::Role::ComboBox, true, &format!("Change: {chosen}"));
}

fn sentence(ui: &mut egui::Ui, what: &str, why: &str, width: f32, t: &Tokens) {
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(egui::vec2(14.0, 18.0), Sense::hover());
        ui.painter().circle_filled(rect.center(), 2.0, t.text3);
        let why = if why.is_empty() { String::new() } else { format!(" {why}") };
        Runs::new(13.0, 18.0)
            .add(what, Weight::SemiBold, t.text1)
            .add(&why, Weight::Regular, t.text2)
            .show(ui, width - 26.0);
    });
}
