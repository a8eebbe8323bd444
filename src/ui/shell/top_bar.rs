use eframe::egui::{self, Align, Align2, Layout, Sense, Stroke, Ui};

use super::{explain, menu, palette};
use crate::command::Command;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{button::Button, label, row_end::RowEnd};
use crate::ui::{Ask, Open, SavedState, View, icons};

pub(super) fn show(ui: &mut Ui, menus: &mut menu::State, view: &View<'_>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let whole = ui.max_rect();
    ui.painter().hline(whole.x_range().expand(16.0), whole.bottom() - 0.5, Stroke::new(1.0, t.hair));
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let (rect, _) = ui.allocate_exact_size(egui::vec2(24.0, 24.0), Sense::hover());
        mark(ui, rect, t);
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            menu::show(ui, menus, view, asks);
        });
        let end = RowEnd::new(ui);
        let wide = whole.width() >= WIDE;
        if let Some(open) = view.open {
            let room = (ui.available_width() - end.width() - 8.0).max(0.0);
            ui.allocate_ui_with_layout(egui::vec2(room, whole.height()), Layout::left_to_right(Align::Center), |ui| {
                title_ui(ui, open, t, asks);
            });
        }
        end.show(ui, Align::Center, |ui| {
            if view.open.is_none() || whole.width() >= ROOMY {
                explain::button(ui, view, asks);
            }
            match view.open {
                Some(open) => right_ui(ui, open, wide, asks),
                None => palette::field(ui, wide, asks),
            }
        });
    });
}

/// The program's mark: a line that goes down and turns up.
pub fn mark(ui: &Ui, rect: egui::Rect, t: &Tokens) {
    let at = |x: f32, y: f32| rect.min + egui::vec2(x, y) * (rect.width() / 24.0);
    let width = 3.0 * rect.width() / 24.0;
    let mut bend: Vec<egui::Pos2> = vec![at(4.5, 9.0)];
    bend.extend((0..=12_u8).map(|i| {
        let angle = std::f32::consts::PI * (1.0 - f32::from(i) / 12.0);
        at(9.5 + 5.0 * angle.cos(), 14.0 + 5.0 * angle.sin())
    }));
    let painter = ui.painter();
    painter.add(egui::Shape::line(bend, Stroke::new(width, t.text1)));
    painter.add(egui::Shape::line(vec![at(14.5, 14.5), at(14.5, 5.5)], Stroke::new(width, t.blue)));
    painter.add(egui::Shape::line(vec![at(10.0, 9.0), at(14.5, 4.5), at(19.0, 9.0)], Stroke::new(width, t.blue)));
}

/// From this width on the bar has room for the field that finds and runs.
const WIDE: f32 = 1180.0;
/// In a narrower bar the title needs the room of what the Help menu has as well.
const ROOMY: f32 = 900.0;

/// Room for whether the plan is saved.
const SAVED: f32 = 150.0;

/// A label of at most `width` that ends in "…" where it is longer.
fn fitting(ui: &mut Ui, width: f32, text: egui::RichText) -> egui::Response {
    ui.scope(|ui| {
        ui.set_max_width(width.max(0.0));
        ui.add(egui::Label::new(text).truncate())
    })
    .inner
}

/// The way back to all plans, and the title of this one.
const HOME_AND_TITLE: f32 = 340.0;

fn home_ui(ui: &mut Ui, t: &Tokens, asks: &mut Vec<Ask>) {
    let hint = Command::ClosePlan.hint();
    let home = Button::new("All plans").quiet().tooltip(&hint);
    if home.show(ui).clicked() {
        asks.push(Ask::Command(Command::ClosePlan));
    }
    let (rect, _) = ui.allocate_exact_size(egui::vec2(12.0, 18.0), Sense::hover());
    label::paint_icon(ui, rect.center(), Align2::CENTER_CENTER, icons::CARET_RIGHT, 12.0, t.text3);
}

fn title_ui(ui: &mut Ui, open: Open<'_>, t: &Tokens, asks: &mut Vec<Ask>) {
    ui.add_space(4.0);
    separator(ui, t);
    let behind = SAVED;
    // Where there is no room for it, the menu and its key lead back.
    if ui.available_width() > HOME_AND_TITLE {
        home_ui(ui, t, asks);
    }
    let room = ui.available_width();
    // A long title leaves room for what is behind it.
    let rest = room - behind;
    let most = if room > 420.0 { rest * 0.6 } else { rest };
    if most > 40.0 {
        let title = fitting(ui, most, label::rich(&open.plan.title, 14.0, Weight::SemiBold, t.text1));
        if let Some(path) = open.document.path() {
            title.on_hover_text(path.display().to_string());
        }
    }
    if room > 420.0 {
        separator(ui, t);
        let subject = &open.plan.subject;
        let mut words = vec![subject.kind.label()];
        words.extend(
            [subject.name.as_str(), open.plan.owner.as_str()]
                .into_iter()
                .filter(|w| !w.is_empty() && *w != open.plan.title),
        );
        let most = ui.available_width() - SAVED;
        fitting(ui, most, label::rich(words.join(" · "), 13.0, Weight::Regular, t.text2));
    }
    ui.add_space(8.0);
    let saved = saved_ui(ui, open, t);
    if let Some(path) = open.document.path() {
        saved.on_hover_text(path.display().to_string());
    }
}

fn saved_ui(ui: &mut Ui, open: Open<'_>, t: &Tokens) -> egui::Response {
    let (icon, words, colour) = match open.saved {
        SavedState::Untouched if open.plan.as_of.is_some() => ("", "Example".to_owned(), t.text3),
        SavedState::Untouched => ("", "Not in a file yet".to_owned(), t.text3),
        SavedState::Saved { at: Some(at), .. } => (icons::CHECK, format!("Saved {at}"), t.text3),
        SavedState::Saved { at: None, file } => (icons::CHECK, format!("Saved in {file}"), t.text3),
        SavedState::Unsaved => ("", "Unsaved changes".to_owned(), t.text2),
        SavedState::Saving => ("", "Saving…".to_owned(), t.text3),
        SavedState::Failed => (icons::WARNING_CIRCLE, "Not saved".to_owned(), t.orange),
        SavedState::ReadOnly => (icons::INFO, "Read-only".to_owned(), t.text2),
    };
    if !icon.is_empty() {
        let (rect, _) = ui.allocate_exact_size(egui::vec2(14.0, 18.0), Sense::hover());
        label::paint_icon(ui, rect.center(), Align2::CENTER_CENTER, icon, 14.0, colour);
    }
    ui.add(egui::Label::new(label::rich(words, 12.0, Weight::Regular, colour)).truncate())
}

fn separator(ui: &mut Ui, t: &Tokens) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(9.0, 20.0), Sense::hover());
    ui.painter().vline(rect.center().x, rect.y_range(), Stroke::new(1.0, t.hair));
}

fn right_ui(ui: &mut Ui, open: Open<'_>, wide: bool, asks: &mut Vec<Ask>) {
    let something = open.series.extent().is_some();
    let step = |name: &str, label: Option<&str>, key: &str| match label {
        Some(label) => format!("{name}: {label} ({key})"),
        None => format!("Nothing to {} ({key})", name.to_lowercase()),
    };
    for (command, icon, label) in [
        (Command::Undo, icons::UNDO, open.document.undo_label()),
        (Command::Redo, icons::REDO, open.document.redo_label()),
    ] {
        let tooltip = step(command.label(), label, &command.key_text());
        let button = Button::new(command.label()).icon(icon).icon_only().enabled(label.is_some());
        if button.tooltip(&tooltip).show(ui).clicked() {
            asks.push(Ask::Command(command));
        }
    }
    ui.add_space(4.0);
    palette::field(ui, wide, asks);
    ui.add_space(4.0);
    let (key, hint) = (Command::Present.key_text(), Command::Present.hint());
    let present = Button::new("Present").icon(icons::PRESENTATION_CHART).key(&key).ink().enabled(something);
    if present.tooltip(&hint).show(ui).clicked() {
        asks.push(Ask::Command(Command::Present));
    }
}
