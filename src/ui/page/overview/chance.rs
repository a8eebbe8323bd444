//! The chance of the target: if nothing changes, with the strategies, and with the risks too.

use eframe::egui::{self, Align2, Role, Sense, Stroke, Ui};

use crate::analysis::closing::Closing;
use crate::analysis::simulate::Item;
use crate::command::Command;
use crate::model::Level;
use crate::text::odds;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{self, card, label, label::Runs};
use crate::ui::{Ask, Open};

/// What the card says.
#[derive(Debug)]
pub(super) struct Chance {
    /// "Chance of £690k".
    title: String,
    figure: String,
    /// "about two in five".
    words: &'static str,
    /// Each condition with its chance, the last the one that the figure tells; empty where nothing is planned.
    rows: Vec<(&'static str, String)>,
    /// How many of the dots reach the target, and how many there are.
    dots: (usize, usize),
    /// What a response to the largest unready risk could bring.
    cover: Option<String>,
}

impl Chance {
    /// `None` without a target or a forecast, and where the plan is over.
    pub fn of(open: Open<'_>) -> Option<Self> {
        let closing = open.closing?;
        let title = open.subject().voice().chance_words()?.title;
        let level = closing.level(Level::Formal)?;
        let sheets = &open.plan.worksheets;
        let figure = |chance| odds::figure(chance, open.style);
        let mut rows = vec![("If nothing changes", figure(level.default))];
        if !sheets.strategies.is_empty() {
            rows.push(("With the strategies", figure(level.with_strategies)));
        }
        if !sheets.scenarios.is_empty() {
            rows.push(("With the risks too", figure(level.with_risks)));
        }
        Some(Self {
            title,
            figure: figure(level.with_risks),
            words: odds::words(level.with_risks),
            rows: if rows.len() > 1 { rows } else { Vec::new() },
            dots: (closing.dots[1].iter().filter(|dot| **dot >= level.target).count(), closing.dots[1].len()),
            cover: cover(open, closing, level.with_risks),
        })
    }
}

/// The risk without a ready response that lowers the chance most, and the chance without it.
fn cover(open: Open<'_>, closing: &Closing, now: f64) -> Option<String> {
    let unready = closing.movers.iter().filter(|mover| match mover.item {
        Item::Scenario(id) => open.plan.worksheets.scenario(id).is_some_and(|scenario| !scenario.is_ready()),
        Item::Strategy(_) => false,
    });
    let largest = unready.min_by(|a, b| a.by.total_cmp(&b.by)).filter(|mover| mover.by < 0.0)?;
    let (before, after) = (odds::figure(now, open.style), odds::figure(now - largest.by, open.style));
    (before != after).then(|| format!("A response to “{}” could raise it to {after} at most.", largest.title))
}

pub(super) fn show(ui: &mut Ui, chance: &Chance, is_current: bool, t: &Tokens, asks: &mut Vec<Ask>) {
    card::card(ui, 0.0, |ui| {
        super::title(ui, &chance.title, "", Command::ShowForecast, asks);
        let width = ui.available_width();
        ui.spacing_mut().item_spacing.y = 0.0;
        let rows_width = if chance.rows.is_empty() { 0.0 } else { 172.0_f32.min(width * 0.46) };
        let height = 104.0;
        let (rect, response) = ui.allocate_exact_size(egui::vec2(width, height), Sense::hover());
        let condition = chance.rows.last().map_or("if nothing changes", |(condition, _)| condition).to_lowercase();
        let name = format!("{}: {}, {}, {condition}", chance.title, chance.figure, chance.words);
        widget::name(&response, Role::Label, true, &name);
        // Computed anew, the old number stays, paler.
        let ink = if is_current { t.text1 } else { t.text3 };
        let left = width - rows_width - 16.0;
        let fits = |size: &f32| label::width(ui, &chance.figure, *size, Weight::SemiBold) <= left;
        let size = [64.0, 48.0, 34.0].into_iter().find(fits).unwrap_or(28.0);
        let at = egui::pos2(rect.left(), rect.top() + 34.0);
        let drawn = label::paint(ui, at, Align2::LEFT_CENTER, &chance.figure, size, Weight::SemiBold, ink);
        let dots = egui::pos2(drawn.right() + 12.0, rect.top() + 34.0);
        if dots.x + 10.0 * DOT <= rect.left() + left + 8.0 {
            dots_ui(ui, dots, chance.dots, t);
        }
        let words =
            if chance.rows.is_empty() { format!("{}, {condition}", chance.words) } else { chance.words.to_owned() };
        let at = egui::pos2(rect.left(), rect.top() + 82.0);
        label::paint_fitting(ui, at, &words, 13.0, Weight::Regular, t.text2, left);
        let side = egui::Rect::from_min_max(egui::pos2(rect.right() - rows_width, rect.top() + 8.0), rect.max);
        for (index, (condition, figure)) in chance.rows.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "three rows")]
            let row = egui::Rect::from_min_size(
                side.min + egui::vec2(0.0, index as f32 * 28.0),
                egui::vec2(side.width(), 28.0),
            );
            let response = ui.interact(row, ui.scope_id().with(("odds", index)), Sense::hover());
            widget::name(&response, Role::Label, true, &format!("{condition}: {figure}"));
            let last = index + 1 == chance.rows.len();
            let (weight, colour) = if last { (Weight::SemiBold, ink) } else { (Weight::Regular, t.text2) };
            label::paint(ui, row.left_center(), Align2::LEFT_CENTER, condition, 13.0, weight, colour);
            label::paint(ui, row.right_center(), Align2::RIGHT_CENTER, figure, 13.0, Weight::SemiBold, ink);
            if !last {
                ui.painter().hline(row.x_range(), row.bottom() - 0.5, Stroke::new(1.0, t.hair));
            }
        }
        if let Some(cover) = &chance.cover {
            Runs::new(13.0, 19.0).add(cover, Weight::Regular, t.text2).show(ui, width);
        }
    });
}

const DOT: f32 = 10.6;

/// Two rows of ten; the first reach the target.
fn dots_ui(ui: &Ui, at: egui::Pos2, (reached, all): (usize, usize), t: &Tokens) {
    for index in 0..all {
        #[expect(clippy::cast_precision_loss, reason = "twenty dots")]
        let (column, row) = ((index % 10) as f32, (index / 10) as f32);
        let centre = at + egui::vec2(column * DOT + 4.2, (row - 0.5) * 12.0);
        if index < reached {
            ui.painter().circle_filled(centre, 4.2, t.teal_fill);
        } else {
            ui.painter().circle_stroke(centre, 3.7, Stroke::new(1.0, t.control));
        }
    }
}
