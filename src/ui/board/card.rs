//! The board on a card: collect, rate and adopt side by side.

use eframe::egui::{self, Align, Align2, CornerRadius, Frame, Layout, Margin, Role, Sense, Ui, WidgetInfo};

use super::{Board, Key, Phase, State, adopt, clock, collect, is_open, row};
use crate::model::{Idea, IdeaState};
use crate::text::board as words;
use crate::ui::Ask;
use crate::ui::theme::font::Weight;
use crate::ui::widget::{self, label, label::Runs};

/// Under this width the columns stand below each other.
const NARROW: f32 = 620.0;
const GAP: f32 = 12.0;
/// The narrowest card on which both answers stand in one line.
const BOTH_BESIDE: f32 = 260.0;

pub(super) fn show(ui: &mut Ui, state: &mut State, board: Board<'_>, asks: &mut Vec<Ask>) {
    let width = ui.available_width();
    let columns: [(&str, &str); 3] = [
        ("1 Brainstorm", "no judging yet"),
        ("2 Rate", "does it work · can we do it"),
        ("3 Adopt", "goes into the plan"),
    ];
    let each = if width < NARROW { width } else { (width - 2.0 * GAP) / 3.0 };
    let mut draw = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing = egui::vec2(GAP, GAP);
        for (index, (title, help)) in columns.into_iter().enumerate() {
            ui.allocate_ui_with_layout(egui::vec2(each, 0.0), Layout::top_down(Align::Min), |ui| {
                column(ui, board, title, help, each, |ui| match index {
                    0 => brainstorm(ui, state, board, each - 20.0, asks),
                    1 => rated(ui, state, board, asks),
                    _ => adopted(ui, state, board, each - 20.0, asks),
                });
            });
        }
    };
    if width < NARROW {
        ui.vertical(|ui| draw(ui));
    } else {
        ui.horizontal_top(|ui| draw(ui));
    }
    adopt::aside(ui, board, asks);
}

fn column(ui: &mut Ui, board: Board<'_>, title: &str, help: &str, width: f32, content: impl FnOnce(&mut Ui)) {
    let t = board.t();
    Frame::new().fill(t.sunken).corner_radius(CornerRadius::same(8)).inner_margin(Margin::same(10)).show(ui, |ui| {
        ui.set_width(width - 20.0);
        ui.spacing_mut().item_spacing.y = 6.0;
        let runs = Runs::new(13.0, 18.0).add(title, Weight::SemiBold, t.text1);
        runs.add(&format!("  {help}"), Weight::Regular, t.text3).show(ui, width - 20.0);
        content(ui);
    });
}

fn brainstorm(ui: &mut Ui, state: &mut State, board: Board<'_>, width: f32, asks: &mut Vec<Ask>) {
    clock::show(ui, &mut state.clock, clock::Look::Card, board.t());
    for (at, idea) in board.ideas().iter().enumerate().filter(|(_, idea)| is_open(idea) && !idea.is_rated()) {
        idea_card(ui, state, board, at, idea, asks);
    }
    collect::entry(ui, state, board, width - 18.0, asks);
}

fn rated(ui: &mut Ui, state: &mut State, board: Board<'_>, asks: &mut Vec<Ask>) {
    for (at, idea) in board.ideas().iter().enumerate().filter(|(_, idea)| is_open(idea) && idea.is_rated()) {
        idea_card(ui, state, board, at, idea, asks);
        adopt::buttons(ui, state, board, at, asks);
    }
}

fn adopted(ui: &mut Ui, state: &mut State, board: Board<'_>, width: f32, asks: &mut Vec<Ask>) {
    let mut any = false;
    for (at, _) in board.ideas().iter().enumerate().filter(|(_, idea)| matches!(idea.state, IdeaState::Adopted(_))) {
        any = true;
        adopt::taken_in(ui, state, board, at, width, asks);
    }
    if !any {
        let said = "A on a rated idea takes it into the plan.";
        Runs::new(12.0, 16.0).add(said, Weight::Regular, board.t().text3).show(ui, width);
    }
}

/// An idea as a small card: its text in as many lines as it needs, and how it was judged.
fn idea_card(ui: &mut Ui, state: &mut State, board: Board<'_>, at: usize, idea: &Idea, asks: &mut Vec<Ask>) {
    let t = board.t();
    let width = ui.available_width();
    if state.drafts.is_typed(&Key::Text(at)) || ui.memory(|memory| memory.has_focus(row::field_id(at))) {
        return row::text_field(ui, state, board, at, idea, width, asks);
    }
    let runs = Runs::new(13.0, 18.0).add(&idea.text, Weight::Medium, t.text1);
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let lines = runs.lines(ui, width - 24.0) as f32;
    let is_asked = state.asked.is_some_and(|(of, _)| of == at);
    let beside = width >= BOTH_BESIDE;
    let judged = match idea.is_rated() || is_asked {
        false => 0.0,
        true if beside => 24.0,
        true => 44.0,
    };
    let (rect, _) = ui.allocate_exact_size(egui::vec2(width, 16.0 + 18.0 * lines + judged), Sense::hover());
    let response = ui.interact(rect, row::id(at), Sense::click());
    let has_focus = response.has_focus();
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, has_focus, words::spoken(idea)));
    let fill = if idea.is_rated() { t.surface } else { t.note };
    let radius = CornerRadius { nw: 4, ne: 4, sw: 4, se: 10 };
    let edge = if response.hovered() { t.control } else { t.hair };
    ui.painter().rect(rect, radius, fill, egui::Stroke::new(1.0, edge), egui::StrokeKind::Inside);
    runs.paint(ui, rect.left_top() + egui::vec2(12.0, 8.0), width - 24.0);
    if judged > 0.0 {
        let half = if beside { rect.width() / 2.0 } else { 0.0 };
        for (index, (name, hands)) in [("works", &idea.works), ("can do", &idea.can_do)].into_iter().enumerate() {
            let left = rect.left() + 12.0 + if index == 0 { 0.0 } else { half };
            let y = rect.bottom() - if index == 0 && !beside { 34.0 } else { 14.0 };
            let drawn =
                label::paint(ui, egui::pos2(left, y), Align2::LEFT_CENTER, name, 12.0, Weight::Regular, t.text3);
            let right = if beside { drawn.right() + 72.0 } else { left + 116.0 };
            row::dots(ui, egui::pos2(right, y), hands, is_asked, t);
        }
    }
    if state.wants_focus == Some(at) {
        state.wants_focus = None;
        response.request_focus();
    }
    if response.clicked() {
        response.request_focus();
    }
    widget::reveal(ui, &response);
    widget::focus_ring(ui, &response, 6, t);
    if response.has_focus() {
        // On a card there are no phases: numbers rate, and once that is done A and K are there.
        let phases: &[Phase] = if idea.is_rated() { &[Phase::Rate, Phase::Adopt] } else { &[Phase::Rate] };
        row::keys(ui, state, board, at, phases, asks);
    }
}
