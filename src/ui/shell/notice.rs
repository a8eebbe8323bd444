//! What the program says by itself: a toast for what was done (with undo), a bar for what went wrong. Never a question.

use std::collections::VecDeque;
use std::path::PathBuf;

use eframe::egui::{self, Align2, Area, CornerRadius, Frame, Id, Margin, Sense, Ui};

use super::able;
use crate::command::Command;
use crate::ui::safety::Remedy;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::excerpt::{self, Excerpt};
use crate::ui::widget::{self, announce, button::Button, label, label::Runs};
use crate::ui::{Ask, View, icons};

/// Seconds that a toast stays, unless the mouse or the keyboard is on it.
const TOAST_SECONDS: f64 = 8.0;

#[derive(Debug)]
struct Toast {
    text: String,
    /// Undo or redo, and the revision for which it is offered; gone once there is another one.
    step: Option<(Command, u64)>,
    /// Where what was written lies.
    folder: Option<PathBuf>,
    /// `egui`'s time when it goes; set when it is first drawn.
    until: Option<f64>,
}

/// What went wrong, and what can be done about it.
#[derive(Debug)]
struct Problem {
    text: String,
    /// The line of a file that it is about.
    excerpt: Option<Excerpt>,
    remedies: Vec<Remedy>,
}

/// One toast, and the problems that nobody has waved away yet.
#[derive(Debug, Default)]
pub struct Notices {
    toast: Option<Toast>,
    problems: VecDeque<Problem>,
    /// What was said lately, newest first.
    past: VecDeque<String>,
}

/// Notices that are kept for the palette.
const MOST_PAST: usize = 20;

impl Notices {
    /// Says what was done, in the past tense.
    pub fn say(&mut self, text: impl Into<String>) {
        self.show(text.into(), None);
    }

    /// Says what was done and offers to take it back.
    pub fn say_with_undo(&mut self, text: impl Into<String>, revision: u64) {
        self.show(text.into(), Some((Command::Undo, revision)));
    }

    /// Says what was taken back and offers to do it again.
    pub fn say_with_redo(&mut self, text: impl Into<String>, revision: u64) {
        self.show(text.into(), Some((Command::Redo, revision)));
    }

    /// Says what was written and offers to show the folder that it is in.
    pub fn say_with_folder(&mut self, text: impl Into<String>, folder: PathBuf) {
        let text = text.into();
        self.keep(&text);
        self.toast = Some(Toast { text, step: None, folder: Some(folder), until: None });
    }

    fn show(&mut self, text: String, step: Option<(Command, u64)>) {
        self.keep(&text);
        self.toast = Some(Toast { text, step, folder: None, until: None });
    }

    fn keep(&mut self, text: &str) {
        self.past.retain(|said| said != text);
        self.past.push_front(text.to_owned());
        self.past.truncate(MOST_PAST);
    }

    /// What was said lately, newest first.
    pub fn past(&self) -> impl Iterator<Item = &str> {
        self.past.iter().map(String::as_str)
    }

    /// Says a notice once more, as it was; undoing it is another matter by now.
    pub fn repeat(&mut self, text: &str) {
        self.toast = Some(Toast { text: text.to_owned(), step: None, folder: None, until: None });
    }

    /// Says what went wrong; stays until closed.
    pub fn complain(&mut self, text: impl Into<String>) {
        self.offer(text, Vec::new());
    }

    /// Says what went wrong and offers what can be done about it; stays until closed, or until something of it is done.
    pub fn offer(&mut self, text: impl Into<String>, remedies: Vec<Remedy>) {
        self.put(text.into(), None, remedies);
    }

    /// Says what is wrong with a file, with the line that it is about and what can be done; stays until closed.
    pub fn complain_of_line(&mut self, text: impl Into<String>, excerpt: Option<Excerpt>, remedies: Vec<Remedy>) {
        self.put(text.into(), excerpt, remedies);
    }

    fn put(&mut self, text: String, excerpt: Option<Excerpt>, remedies: Vec<Remedy>) {
        self.keep(&text);
        self.problems.retain(|p| p.text != text);
        self.problems.push_front(Problem { text, excerpt, remedies });
        self.problems.truncate(3);
    }

    /// Takes back what was said about a file that is settled now.
    pub fn settle(&mut self, is_settled: impl Fn(&Remedy) -> bool) {
        self.problems.retain(|p| !p.remedies.iter().any(&is_settled));
    }

    pub fn clear_problems(&mut self) {
        self.problems.clear();
    }

    #[must_use]
    pub fn problem(&self) -> Option<&str> {
        self.problems.front().map(|p| p.text.as_str())
    }

    #[must_use]
    pub fn toast_text(&self) -> Option<&str> {
        self.toast.as_ref().map(|t| t.text.as_str())
    }
}

/// The bars of problems over the page.
pub(super) fn problems(ui: &mut Ui, notices: &mut Notices, t: &Tokens, asks: &mut Vec<Ask>) {
    let mut closed = None;
    for (index, problem) in notices.problems.iter().enumerate() {
        Frame::new().inner_margin(Margin { left: 28, right: 28, top: 10, bottom: 0 }).show(ui, |ui| {
            Frame::new()
                .fill(t.orange_tint)
                .corner_radius(CornerRadius::same(8))
                .inner_margin(Margin::symmetric(12, 8))
                .show(ui, |ui| {
                    ui.horizontal_top(|ui| {
                        let (rect, _) = ui.allocate_exact_size(egui::vec2(17.0, 20.0), Sense::hover());
                        label::paint_icon(
                            ui,
                            rect.center(),
                            Align2::CENTER_CENTER,
                            icons::WARNING_CIRCLE,
                            17.0,
                            t.orange,
                        );
                        let width = ui.available_width() - 90.0;
                        ui.vertical(|ui| {
                            ui.set_width(width);
                            let said =
                                Runs::new(13.0, 20.0).add(&problem.text, Weight::Regular, t.text1).show(ui, width);
                            announce(&said, true);
                            if let Some(excerpt) = &problem.excerpt {
                                excerpt::show(ui, excerpt, width, t);
                            }
                            if !problem.remedies.is_empty() {
                                ui.horizontal_wrapped(|ui| {
                                    for remedy in &problem.remedies {
                                        if Button::new(&remedy.label()).small().show(ui).clicked() {
                                            asks.push(Ask::Remedy(remedy.clone()));
                                        }
                                    }
                                });
                            }
                        });
                        ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
                            if Button::new("Close").small().show(ui).clicked() {
                                closed = Some(index);
                            }
                        });
                    });
                });
        });
    }
    if let Some(index) = closed {
        notices.problems.remove(index);
    }
}

/// The toast at the bottom of the window.
pub(super) fn toast(ctx: &egui::Context, notices: &mut Notices, view: &View<'_>, asks: &mut Vec<Ask>) {
    let Some(toast) = &mut notices.toast else { return };
    let now = ctx.input(|i| i.time);
    let mut until = *toast.until.get_or_insert(now + TOAST_SECONDS);
    let revision = view.open.map(|o| o.document.revision());
    let step = toast.step.filter(|(_, offered)| Some(*offered) == revision).map(|(command, _)| command);
    // In the middle of the page, beside the side bar where there is one.
    let aside = if view.open.is_some() && super::has_room_beside(ctx) { 106.0 } else { 0.0 };
    let area =
        Area::new(Id::unique("toast")).anchor(Align2::CENTER_BOTTOM, [aside, -24.0]).order(egui::Order::Foreground);
    let mut held = false;
    let response = area.show(ctx, |ui| {
        let shadow = ctx.global_style().visuals.popup_shadow;
        let frame = Frame::new().fill(view.t.ink).corner_radius(9).shadow(shadow);
        frame.inner_margin(Margin::symmetric(14, 4)).show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                ui.set_height(32.0);
                let room = ctx.content_rect().width() - 2.0 * aside - 60.0;
                let named = step.map(|command| (command, command.key_text(), able::words(command, view)));
                let button = match &named {
                    Some((command, key, name)) => {
                        Some(Button::new(command.label()).key(key).name(name).tooltip(name).small())
                    }
                    None => toast.folder.as_ref().map(|_| Button::new("Show in folder").small()),
                };
                let taken = button.as_ref().map_or(0.0, |button| button.width(ui) + 8.0);
                words(ui, &toast.text, (room - taken).max(120.0), view.t);
                if let Some(button) = button {
                    let pressed = button.show(ui);
                    held = pressed.has_focus();
                    if pressed.clicked() {
                        let shown = toast.folder.clone().map(Ask::OpenFolder);
                        asks.extend(step.map(Ask::Command).or(shown));
                        until = now;
                        held = false;
                    }
                }
            });
        });
    });
    if held || (until > now && response.response.contains_pointer()) {
        // It waits without a clock: the mouse or the keyboard that leaves it wakes the window.
        toast.until = Some(now + TOAST_SECONDS);
    } else if now >= until {
        notices.toast = None;
    } else {
        toast.until = Some(until);
        ctx.request_repaint_after(std::time::Duration::from_secs_f64((until - now).max(0.05)));
    }
}

/// What was done, on one line; a longer one ends in "…".
fn words(ui: &mut Ui, text: &str, room: f32, t: &Tokens) {
    let width = label::width(ui, text, 13.0, Weight::Medium).ceil().min(room);
    let (rect, said) = ui.allocate_exact_size(egui::vec2(width, 32.0), Sense::hover());
    widget::name(&said, egui::Role::Label, true, text);
    label::paint_fitting(ui, rect.left_center(), text, 13.0, Weight::Medium, t.ink_on, room);
    announce(&said, false);
}
