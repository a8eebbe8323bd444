//! Adopting: into the plan, or aside with the reason; from there it can come back.

use eframe::egui::{self, Id, Key as Pressed, Ui};

use super::{Board, Key, State, Topic, edit, ideas, is_open, row, take};
use crate::analysis::simulate::Item;
use crate::document::Edit;
use crate::model::idea::Became;
use crate::model::{Haste, Idea, IdeaState, Plan, TacticId};
use crate::ui::theme::font::Weight;
use crate::ui::widget::typed::{self, Field};
use crate::ui::widget::{button::Button, field, label, label::Runs, person};
use crate::ui::{Ask, Open, icons};

pub(super) fn show(ui: &mut Ui, state: &mut State, board: Board<'_>, asks: &mut Vec<Ask>) {
    let ideas = board.ideas();
    let width = ui.available_width();
    // The best first; the order in the plan stays.
    let mut order: Vec<usize> = (0..ideas.len()).filter(|at| is_open(&ideas[*at])).collect();
    let rank = |idea: &Idea| {
        let mean = |hands: &crate::model::Hands| hands.mean().unwrap_or(0.0);
        (mean(&idea.works).min(mean(&idea.can_do)), mean(&idea.works) + mean(&idea.can_do), idea.dots)
    };
    order.sort_by(|a, b| rank(&ideas[*b]).partial_cmp(&rank(&ideas[*a])).unwrap_or(std::cmp::Ordering::Equal));
    for at in order {
        row::row(ui, state, board, at, &ideas[at], asks);
        buttons(ui, state, board, at, asks);
    }
    let adopted: Vec<usize> = (0..ideas.len()).filter(|at| matches!(ideas[*at].state, IdeaState::Adopted(_))).collect();
    if !adopted.is_empty() {
        Runs::new(14.0, 20.0).add("In the plan", Weight::SemiBold, board.t().text1).show(ui, width);
        for at in adopted {
            taken_in(ui, state, board, at, width, asks);
        }
    }
    aside(ui, board, asks);
}

/// What can be done with an idea that is open.
pub(super) fn buttons(ui: &mut Ui, state: &mut State, board: Board<'_>, at: usize, asks: &mut Vec<Ask>) {
    let text = &board.ideas()[at].text;
    if state.reason.as_ref().is_some_and(|(of, _)| *of == at) {
        return reason(ui, state, board, at, asks);
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 4.0);
        let name = format!("Into the plan: {text}");
        if Button::new("Into the plan").small().key("A").name(&name).show(ui).clicked() {
            adopt(board, at, asks);
        }
        let name = format!("Keep aside: {text}");
        if Button::new("Keep aside").small().key("K").name(&name).show(ui).clicked() {
            state.reason = Some((at, String::new()));
        }
    });
}

/// The reason for keeping an idea aside; without one it stays where it is.
pub(super) fn reason(ui: &mut Ui, state: &mut State, board: Board<'_>, at: usize, asks: &mut Vec<Ask>) {
    let Some((_, text)) = &mut state.reason else { return };
    let width = ui.available_width().min(420.0);
    let fresh = text.is_empty();
    let response = field::text_field(ui, "Why not now?", text, "Costs more than it earns", None, width);
    let pressed = |key| ui.input(|i| i.key_pressed(key));
    if response.lost_focus() {
        let typed = std::mem::take(text);
        state.reason = None;
        if !pressed(Pressed::Escape) && !typed.trim().is_empty() {
            keep_aside(board.topic, board.open, at, &typed, asks);
        }
        state.wants_focus = Some(at);
    } else if fresh && !response.has_focus() {
        response.request_focus();
    }
}

pub(super) fn adopt(board: Board<'_>, at: usize, asks: &mut Vec<Ask>) {
    let Some(idea) = board.ideas().get(at) else { return };
    let (topic, today) = (board.topic, board.view.today);
    let said = format!("Took “{}” into the plan", idea.text);
    let change = Edit::new(format!("Adopt “{}”", idea.text), move |plan: &mut Plan| {
        match topic {
            Topic::Gap => plan.adopt_idea(at).map(drop),
            Topic::Response(id) => plan.adopt_response(id, at, Haste::FirstWeek, today).map(drop),
        };
    });
    asks.push(Ask::Edit(change.saying(said)));
}

pub(super) fn keep_aside(topic: Topic, open: Open<'_>, at: usize, reason: &str, asks: &mut Vec<Ask>) {
    let Some(idea) = ideas(open.plan, topic).get(at) else { return };
    let (label, reason) = (format!("Keep “{}” aside", idea.text), reason.to_owned());
    asks.push(Ask::Edit(edit(topic, label, move |ideas| {
        ideas[at].keep_aside(&reason);
    })));
}

/// An idea that is in the plan: where it stands there, and what it lacks.
pub(super) fn taken_in(ui: &mut Ui, state: &mut State, board: Board<'_>, at: usize, width: f32, asks: &mut Vec<Ask>) {
    let t = board.t();
    let idea = &board.ideas()[at];
    let IdeaState::Adopted(became) = idea.state else { return };
    let inner = width - 28.0;
    egui::Frame::new()
        .fill(t.teal_tint)
        .stroke(egui::Stroke::new(1.0, t.teal_fill))
        .corner_radius(egui::CornerRadius { nw: 4, ne: 4, sw: 4, se: 10 })
        .inner_margin(egui::Margin::symmetric(12, 8))
        .show(ui, |ui| {
            ui.set_width(inner);
            ui.spacing_mut().item_spacing.y = 4.0;
            Runs::new(13.0, 18.0).add(&idea.text, Weight::SemiBold, t.text1).show(ui, inner);
            match became {
                Became::Strategy(id) => {
                    let name = format!("Open the strategy {}", idea.text);
                    if Button::new("Open").icon(icons::ARROW_RIGHT).small().name(&name).show(ui).clicked() {
                        asks.push(Ask::ShowItem(Item::Strategy(id)));
                    }
                }
                Became::Tactic(id) => who(ui, state, board, id, inner, asks),
            }
        });
}

/// Who takes the step; nobody yet is said in orange.
fn who(ui: &mut Ui, state: &mut State, board: Board<'_>, id: TacticId, width: f32, asks: &mut Vec<Ask>) {
    let t = board.t();
    let found = board.open.plan.worksheets.tactics().find(|(_, tactic)| tactic.id == id);
    let Some((_, tactic)) = found else { return };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(person::DISC), egui::Sense::hover());
        person::disc(ui, rect.left_center(), &tactic.who);
        let name = format!("Who does “{}”", tactic.what);
        let field = Field {
            hint: "Who does this?",
            problem: tactic.who.trim().is_empty().then_some("Type a name"),
            ..Field::new(Id::unique(("person of a step", id)), &name, &tactic.who, (width - 40.0).clamp(80.0, 180.0))
        };
        let shown = typed::show(ui, &mut state.drafts, Key::Who(id), &field);
        if let Some(text) = shown.left {
            take(board.topic, board.open, &Key::Who(id), &text, asks);
        }
    });
    ui.label(label::rich(tactic.haste.label(), 12.0, Weight::Regular, t.text3));
}

/// What was kept aside, with the reason.
pub(super) fn aside(ui: &mut Ui, board: Board<'_>, asks: &mut Vec<Ask>) {
    let t = board.t();
    let ideas = board.ideas();
    let aside = || ideas.iter().enumerate().filter(|(_, idea)| matches!(idea.state, IdeaState::Aside(_)));
    if aside().next().is_none() {
        return;
    }
    let width = ui.available_width();
    Runs::new(14.0, 20.0).add("Kept aside", Weight::SemiBold, t.text1).show(ui, width);
    for (at, idea) in aside() {
        let IdeaState::Aside(reason) = &idea.state else { continue };
        ui.horizontal(|ui| {
            ui.vertical(|ui| {
                let room = (width - 120.0).max(80.0);
                ui.set_width(room);
                ui.spacing_mut().item_spacing.y = 0.0;
                Runs::new(13.0, 18.0).add(&idea.text, Weight::Medium, t.text1).show(ui, room);
                Runs::new(12.0, 16.0).add(reason, Weight::Regular, t.text3).show(ui, room);
            });
            let name = format!("Bring back {}", idea.text);
            if Button::new("Bring back").small().name(&name).show(ui).clicked() {
                let label = format!("Bring “{}” back", idea.text);
                asks.push(Ask::Edit(edit(board.topic, label, move |ideas| {
                    ideas[at].bring_back();
                })));
            }
        });
    }
}
