//! What the program says by itself: a toast for what was done (with undo), a bar for what went wrong. Never a question.

use std::collections::VecDeque;

use eframe::egui::{self, Align2, Area, CornerRadius, Frame, Id, Margin, Sense, Ui};

use crate::command::Command;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{announce, button::Button, label, label::Runs};
use crate::ui::{Ask, View, icons};

/// Seconds that a toast stays, unless hovered.
const TOAST_SECONDS: f64 = 8.0;

#[derive(Debug)]
struct Toast {
    text: String,
    /// The revision that undo would take back; gone once there is a newer one.
    undo: Option<u64>,
    /// `egui`'s time when it goes; set when it is first drawn.
    until: Option<f64>,
}

/// One toast, and the problems that nobody has waved away yet.
#[derive(Debug, Default)]
pub struct Notices {
    toast: Option<Toast>,
    problems: VecDeque<String>,
    /// What was said lately, newest first.
    past: VecDeque<String>,
}

/// Notices that are kept for the palette.
const MOST_PAST: usize = 20;

impl Notices {
    /// Says what was done, in the past tense.
    pub fn say(&mut self, text: impl Into<String>) {
        let text = text.into();
        self.keep(&text);
        self.toast = Some(Toast { text, undo: None, until: None });
    }

    /// Says what was done and offers to take it back.
    pub fn say_with_undo(&mut self, text: impl Into<String>, revision: u64) {
        let text = text.into();
        self.keep(&text);
        self.toast = Some(Toast { text, undo: Some(revision), until: None });
    }

    fn keep(&mut self, text: &str) {
        self.past.push_front(text.to_owned());
        self.past.truncate(MOST_PAST);
    }

    /// What was said lately, newest first.
    pub fn past(&self) -> impl Iterator<Item = &str> {
        self.past.iter().map(String::as_str)
    }

    /// Says a notice once more, as it was; undoing it is another matter by now.
    pub fn repeat(&mut self, text: &str) {
        self.toast = Some(Toast { text: text.to_owned(), undo: None, until: None });
    }

    /// Says what went wrong; stays until closed.
    pub fn complain(&mut self, text: impl Into<String>) {
        let text = text.into();
        self.keep(&text);
        self.problems.retain(|p| *p != text);
        self.problems.push_front(text);
        self.problems.truncate(3);
    }

    pub fn clear_problems(&mut self) {
        self.problems.clear();
    }

    #[must_use]
    pub fn problem(&self) -> Option<&str> {
        self.problems.front().map(String::as_str)
    }

    #[must_use]
    pub fn toast_text(&self) -> Option<&str> {
        self.toast.as_ref().map(|t| t.text.as_str())
    }
}

/// The bars of problems over the page.
pub(super) fn problems(ui: &mut Ui, notices: &mut Notices, t: &Tokens) {
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
                        let said = Runs::new(13.0, 20.0).add(problem, Weight::Regular, t.text1).show(ui, width);
                        announce(&said, true);
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
    let t = view.t;
    let now = ctx.input(|i| i.time);
    let until = *toast.until.get_or_insert(now + TOAST_SECONDS);
    let undo = toast.undo.is_some() && toast.undo == view.open.map(|o| o.document.revision());
    let area =
        Area::new(Id::unique("toast")).anchor(Align2::CENTER_BOTTOM, [106.0, -24.0]).order(egui::Order::Foreground);
    let response = area.show(ctx, |ui| {
        let shadow = ctx.global_style().visuals.popup_shadow;
        Frame::new().fill(t.ink).corner_radius(9).shadow(shadow).inner_margin(Margin::symmetric(14, 4)).show(
            ui,
            |ui| {
                ui.horizontal_centered(|ui| {
                    ui.set_height(32.0);
                    let said = ui.label(label::rich(toast.text.clone(), 13.0, Weight::Medium, t.ink_on));
                    announce(&said, false);
                    if undo && Button::new("Undo").key(&Command::Undo.key_text()).small().show(ui).clicked() {
                        asks.push(Ask::Command(Command::Undo));
                        toast.until = Some(now);
                    }
                });
            },
        );
    });
    if response.response.contains_pointer() {
        toast.until = Some(until.max(now + 2.0));
    }
    if now >= toast.until.unwrap_or(until) {
        notices.toast = None;
    } else {
        ctx.request_repaint_after(std::time::Duration::from_secs_f64((until - now).max(0.05)));
    }
}
