//! Earlier versions of the open plan, and work of earlier sessions that was not saved: listed, compared, gone back to.

use eframe::egui::{self, Ui};

use crate::ui::safety::{OldVersion, RecoveredWork};
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{button::Button, card, label::Runs, row_end::RowEnd};
use crate::ui::{Ask, View, dialog};

/// As wide as the three ways to begin on the start page.
const START_WIDTH: f32 = 880.0;

/// What the page remembers: which rows say all that differs.
#[derive(Debug, Default)]
pub struct State {
    open: Option<usize>,
    recovered: Shown,
}

/// The recovered work whose differences are told.
#[derive(Debug, Default)]
pub struct Shown(Option<usize>);

pub fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    super::aside(ui, super::preferences::WIDTH, view.open.is_none(), |ui| {
        let finding = finding(view);
        super::head(ui, "Earlier versions", &finding.into(), t, asks, |ui, asks| {
            if Button::new("Done").tooltip("Back to where you were (Esc)").show(ui).clicked() {
                asks.push(Ask::Back);
            }
        });
        recovered(ui, &mut state.recovered, view, asks);
        let Some(versions) = view.safety.earlier.filter(|versions| !versions.is_empty()) else {
            return paragraph(
                ui,
                "Each time a plan is saved, the version before is kept on this computer: the ten newest, and before those \
                 the last of each day, thirty days back. They are listed here once there is one.",
                t,
            );
        };
        card::card(ui, 0.0, |ui| {
            card::heading(ui, "What saving replaced", "newest first; what differs from the plan as it is now", |_| {});
            for (index, version) in versions.iter().enumerate() {
                ui.push_id(index, |ui| version_ui(ui, &mut state.open, index, version, t, asks));
            }
        });
    });
}

fn finding(view: &View<'_>) -> String {
    let Some(open) = view.open else { return "Open a plan to see what it was before.".to_owned() };
    match view.safety.earlier.map(<[OldVersion]>::len) {
        None | Some(0) => format!("{} has no earlier version yet.", open.plan.title),
        Some(1) => format!("One earlier version of {} is kept.", open.plan.title),
        Some(count) => format!("{count} earlier versions of {} are kept.", open.plan.title),
    }
}

fn version_ui(
    ui: &mut Ui,
    shown: &mut Option<usize>,
    index: usize,
    version: &OldVersion,
    t: &Tokens,
    asks: &mut Vec<Ask>,
) {
    let OldVersion { when, size, short, .. } = version;
    row(ui, when, &format!("{size} · {short}"), t, |ui| {
        compare(ui, &mut *shown, index, when, version.readable);
        let name = format!("Go back to {}", lower(when));
        let back = Button::new("Go back to it").name(&name).small().enabled(version.readable);
        if back.tooltip("Undo brings back what is there now").show(ui).clicked() {
            asks.push(Ask::Restore(version.file.clone()));
        }
    });
    if *shown == Some(index) {
        dialog::sentences(ui, &version.sentences, ui.available_width(), t);
        ui.add_space(4.0);
    }
}

/// The button that tells all that differs, or hides it again.
fn compare(ui: &mut Ui, shown: &mut Option<usize>, index: usize, when: &str, enabled: bool) {
    let is_shown = *shown == Some(index);
    let name = format!("Compare {}", lower(when));
    let text = if is_shown { "Hide" } else { "Compare" };
    if Button::new(text).name(&name).small().enabled(enabled).show(ui).clicked() {
        *shown = (!is_shown).then_some(index);
    }
}

/// "version 2, until …", in the middle of a name.
fn lower(when: &str) -> String {
    when.replacen("Version", "version", 1).replacen("The", "the", 1)
}

/// A line in bold with a smaller one under it, and buttons at its right.
fn row(ui: &mut Ui, head: &str, detail: &str, t: &Tokens, buttons: impl FnOnce(&mut Ui)) {
    ui.add_space(4.0);
    ui.horizontal_top(|ui| {
        let end = RowEnd::new(ui);
        let rest = (ui.available_width() - end.width() - 10.0).max(160.0);
        ui.allocate_ui_with_layout(egui::vec2(rest, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(rest);
            ui.spacing_mut().item_spacing.y = 0.0;
            Runs::new(13.0, 18.0).add(head, Weight::Medium, t.text1).show(ui, rest);
            Runs::new(12.0, 16.0).add(detail, Weight::Regular, t.text3).show(ui, rest);
        });
        end.show(ui, egui::Align::Min, buttons);
    });
}

fn paragraph(ui: &mut Ui, text: &str, t: &Tokens) {
    let width = ui.available_width();
    Runs::new(13.0, 19.0).add(text, Weight::Regular, t.text2).show(ui, width);
}

/// Work that was not saved, if there is any.
pub(super) fn recovered(ui: &mut Ui, shown: &mut Shown, view: &View<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    if view.safety.recovered.is_empty() {
        return;
    }
    // On the start page as wide as what stands below it.
    let alone = view.open.is_none() && view.folder.is_none();
    let width = if alone { START_WIDTH } else { super::WIDEST };
    super::aside(ui, width, alone, |ui| {
        card::card(ui, 0.0, |ui| {
            card::heading(ui, "Recovered work", "was not saved when Upturn ended; your files are as they were", |_| {});
            for (index, work) in view.safety.recovered.iter().enumerate() {
                ui.push_id(index, |ui| recovered_ui(ui, &mut shown.0, index, work, t, asks));
            }
        });
    });
}

fn recovered_ui(
    ui: &mut Ui,
    shown: &mut Option<usize>,
    index: usize,
    work: &RecoveredWork,
    t: &Tokens,
    asks: &mut Vec<Ask>,
) {
    let RecoveredWork { title, place, when, size, short, .. } = work;
    row(ui, &format!("{title} · {place}"), &format!("{when} · {size} · {short}"), t, |ui| {
        let name = format!("Open the recovered {title}, {when}");
        if Button::new("Open").name(&name).small().ink().show(ui).clicked() {
            asks.push(Ask::OpenRecovered(work.file.clone()));
        }
        compare(ui, shown, index, &format!("The recovered {title}, {when}"), !work.sentences.is_empty());
        let name = format!("Discard the recovered {title}, {when}");
        if Button::new("Discard").name(&name).small().quiet().show(ui).clicked() {
            asks.push(Ask::DiscardRecovered(work.file.clone()));
        }
    });
    if *shown == Some(index) {
        dialog::sentences(ui, &work.sentences, ui.available_width(), t);
        ui.add_space(4.0);
    }
}
