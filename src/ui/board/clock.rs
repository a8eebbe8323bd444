//! The silent clock: it counts down on the wall, makes no sound, and draws itself once a second only while it runs.

use std::time::Duration;

use eframe::egui::{self, Align, Align2, Layout, Role, Sense, Ui};

use crate::text::board as words;
use crate::ui::icons;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{self, button::Button, label};

/// Room that the clock of the wall needs.
pub(super) const WIDTH: f32 = 250.0;

const USUAL_MINUTES: u64 = 5;

/// Times are those of the input, in seconds since the window began.
#[derive(Debug)]
pub(in crate::ui) struct Clock {
    minutes: u64,
    ends: Option<f64>,
    /// It ran down and nobody has started it again.
    is_over: bool,
}

impl Default for Clock {
    fn default() -> Self {
        Self::of_minutes(USUAL_MINUTES)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Look {
    /// Large, for everybody.
    Wall,
    /// Small, on a card.
    Card,
}

impl Clock {
    pub const fn of_minutes(minutes: u64) -> Self {
        Self { minutes, ends: None, is_over: false }
    }

    /// Seconds that are left, a begun one counted whole.
    fn left(&self, now: f64) -> u64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "not negative, and an hour at most"
        )]
        self.ends.map_or(self.minutes * 60, |ends| (ends - now).max(0.0).ceil() as u64)
    }

    fn follow(&mut self, ui: &Ui) -> u64 {
        let now = ui.input(|i| i.time);
        let left = self.left(now);
        if self.ends.is_some() && left == 0 {
            (self.ends, self.is_over) = (None, true);
        } else if let Some(ends) = self.ends {
            // When the next second is over.
            let wait = (ends - now).fract().max(0.01);
            ui.ctx().request_repaint_after(Duration::from_secs_f64(wait));
        }
        if self.is_over { 0 } else { left }
    }
}

pub(in crate::ui) fn show(ui: &mut Ui, clock: &mut Clock, look: Look, t: &Tokens) {
    let left = clock.follow(ui);
    let text = if clock.is_over { "Time is up".to_owned() } else { words::clock(left) };
    let size = if look == Look::Wall { 34.0 } else { 14.0 };
    ui.vertical(|ui| {
        let width = if look == Look::Wall { WIDTH - 8.0 } else { 96.0 };
        let (rect, response) = ui.allocate_exact_size(egui::vec2(width, size * 1.25), Sense::hover());
        widget::name(&response, Role::Timer, true, &format!("Silent time: {text}"));
        let colour = if clock.is_over { t.amber } else { t.text1 };
        let at = if look == Look::Wall { rect.right_center() } else { rect.left_center() };
        let anchor = if look == Look::Wall { Align2::RIGHT_CENTER } else { Align2::LEFT_CENTER };
        label::paint(ui, at, anchor, &text, size, Weight::SemiBold, colour);
        let layout = match look {
            Look::Wall => Layout::right_to_left(Align::Center),
            Look::Card => Layout::left_to_right(Align::Center),
        };
        ui.allocate_ui_with_layout(egui::vec2(width, 26.0), layout, |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let runs = clock.ends.is_some();
            let name = if runs { "Stop the clock" } else { "Start the clock" };
            let button = Button::new(if runs { "Stop" } else { "Start" }).icon(icons::TIMER).small().name(name);
            if button.show(ui).clicked() {
                clock.is_over = false;
                clock.ends = (!runs).then(|| ui.input(|i| i.time) + to_seconds(clock.minutes));
            }
            if look == Look::Wall && !runs {
                if Button::new("−").small().name("One minute less").show(ui).clicked() {
                    (clock.minutes, clock.is_over) = (clock.minutes.saturating_sub(1).max(1), false);
                }
                if Button::new("+").small().name("One minute more").show(ui).clicked() {
                    (clock.minutes, clock.is_over) = ((clock.minutes + 1).min(60), false);
                }
            }
        });
    });
}

#[expect(clippy::cast_precision_loss, reason = "an hour at most")]
fn to_seconds(minutes: u64) -> f64 {
    (minutes * 60) as f64
}
