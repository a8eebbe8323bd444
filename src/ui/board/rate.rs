//! Rating: does it work, can we do it? By one person with a number each, or by a show of hands that nobody sees until all are in.

use eframe::egui::{TextEdit, Ui};

use super::{Board, Question, State, edit, map, row};
use crate::model::{Hands, Idea};
use crate::text::board as words;
use crate::ui::Ask;
use crate::ui::theme::font::Weight;
use crate::ui::widget::{self, button::Button, label, label::Runs, segment};

/// Width of the map of both answers.
const MAP: f32 = 320.0;

pub(super) fn show(ui: &mut Ui, state: &mut State, board: Board<'_>, asks: &mut Vec<Ask>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        let items = [("One person", !state.blind), ("Show of hands, unseen", state.blind)];
        if let Some(at) = segment::segments(ui, "Who rates", 26.0, &items) {
            state.blind = at == 1;
        }
        let waiting = state.hands.values().any(|text| !text.trim().is_empty());
        if state.blind && Button::new("Reveal all").small().enabled(waiting).show(ui).clicked() {
            reveal(state, board, asks);
        }
    });
    let width = ui.available_width();
    let beside = width > 2.0 * MAP + 200.0;
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(if beside { width - MAP - 16.0 } else { width });
            ui.spacing_mut().item_spacing.y = 6.0;
            for (at, idea) in board.ideas().iter().enumerate() {
                row::row(ui, state, board, at, idea, asks);
                if state.blind {
                    unseen(ui, state, board, at, idea);
                }
            }
        });
        if beside {
            map::show(ui, board.ideas(), MAP, board.t());
        }
    });
    if !beside {
        map::show(ui, board.ideas(), width.min(MAP), board.t());
    }
}

/// Two fields that show no digit: how many hands are in, and nothing of what they say.
fn unseen(ui: &mut Ui, state: &mut State, board: Board<'_>, at: usize, idea: &Idea) {
    let t = board.t();
    ui.horizontal(|ui| {
        ui.add_space(14.0);
        for question in Question::ALL {
            let text = state.hands.entry((at, question)).or_default();
            let name = format!("Hands for “{}”: {}", idea.text, question.label());
            Runs::new(12.0, 16.0).add(question.label(), Weight::Regular, t.text3).show(ui, 84.0);
            let edit = TextEdit::singleline(text)
                .password(true)
                .font(Weight::Regular.at(13.0))
                .hint_text(label::rich("4 4 5 2", 13.0, Weight::Regular, t.text3))
                .desired_width(120.0);
            let response = ui.add(edit).accessible_name(name);
            widget::reveal(ui, &response);
            widget::focus_ring(ui, &response, 4, t);
            let said = if text.is_empty() { String::new() } else { words::hands_in(text) };
            Runs::new(12.0, 16.0).add(&said, Weight::Regular, t.text3).show(ui, 110.0);
        }
    });
}

/// Writes all hands that can be read into the ideas, as one step; what can't be read stays to be put right.
fn reveal(state: &mut State, board: Board<'_>, asks: &mut Vec<Ask>) {
    let count = board.ideas().len();
    let mut seen: Vec<(usize, Question, Hands)> = Vec::new();
    state.hands.retain(|(at, question), text| {
        let hands = words::parse_hands(text).filter(|hands| !hands.is_empty() && *at < count);
        match hands {
            Some(hands) => {
                seen.push((*at, *question, hands));
                false
            }
            None => !text.trim().is_empty(),
        }
    });
    if seen.is_empty() {
        return;
    }
    asks.push(Ask::Edit(edit(board.topic, "Reveal the hands".to_owned(), move |ideas| {
        for (at, question, hands) in seen {
            let Some(idea) = ideas.get_mut(at) else { continue };
            match question {
                Question::Works => idea.works = hands,
                Question::CanDo => idea.can_do = hands,
            }
        }
    })));
}
