//! One idea as a row: its text, and what the phase shows of it; the keys that act on the row with the keyboard.

use eframe::egui::{
    self, Align2, CornerRadius, EventFilter, Id, Key as Pressed, Modifiers, Rect, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo,
};

use super::{Board, Key, Phase, Question, State, edit, is_open, remove, shift, take};
use crate::model::idea::join_before;
use crate::model::{Hands, Idea, IdeaState};
use crate::text::board as words;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::typed::{self, Field};
use crate::ui::widget::{self, button::Button, label};
use crate::ui::{Ask, icons};

pub(super) const HEIGHT: f32 = 44.0;

pub(super) fn id(at: usize) -> Id {
    Id::unique(("idea of the board", at))
}

/// All ideas, one below the other; those out of view are not drawn.
pub(super) fn list(ui: &mut Ui, state: &mut State, board: Board<'_>, asks: &mut Vec<Ask>) {
    let mut group = "";
    for (at, idea) in board.ideas().iter().enumerate() {
        if idea.group != group {
            group = &idea.group;
            heading(ui, state, board, (at, group), asks);
        }
        row(ui, state, board, at, idea, asks);
    }
    if board.ideas().is_empty() {
        let t = board.t();
        let width = ui.available_width();
        let said = "No ideas yet. Go back to Collect: nothing of what you do here is lost.";
        label::Runs::new(13.0, 19.0).add(said, Weight::Regular, t.text2).show(ui, width);
    }
}

/// The name of a group, to change in place. It stands again where others lie between, so it is known by the idea below it.
fn heading(ui: &mut Ui, state: &mut State, board: Board<'_>, (at, group): (usize, &str), asks: &mut Vec<Ask>) {
    if group.is_empty() {
        ui.add_space(10.0);
        return;
    }
    ui.add_space(6.0);
    let field = Field {
        weight: Weight::SemiBold,
        look: typed::Look::Cell,
        ..Field::new(Id::unique(("group of ideas", at)), "Name of the group", group, 340.0)
    };
    let key = Key::Group(group.to_owned());
    let shown = typed::show(ui, &mut state.drafts, key.clone(), &field);
    if let Some(text) = shown.left.filter(|text| !text.is_empty()) {
        take(board.topic, board.open, &key, &text, asks);
    }
}

/// Draws the row of an idea and reads its keys.
pub(super) fn row(ui: &mut Ui, state: &mut State, board: Board<'_>, at: usize, idea: &Idea, asks: &mut Vec<Ask>) {
    let t = board.t();
    let width = ui.available_width();
    if state.drafts.is_typed(&Key::Text(at)) || ui.memory(|memory| memory.has_focus(field_id(at))) {
        return text_field(ui, state, board, at, idea, width, asks);
    }
    let is_grouped = !idea.group.is_empty() && matches!(state.phase, Phase::Group | Phase::Vote);
    let indent = if is_grouped { 18.0 } else { 0.0 };
    let (whole, _) = ui.allocate_exact_size(egui::vec2(width, HEIGHT), Sense::hover());
    let rect = whole.with_min_x(whole.left() + indent);
    let response = ui.interact(rect, id(at), Sense::click());
    let has_focus = response.has_focus();
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, has_focus, words::spoken(idea)));
    paint(ui, rect, idea, response.hovered(), t);
    let right = right_side(ui, state, board, at, idea, rect, asks);
    let who = if idea.by.is_empty() { String::new() } else { format!("  {}", idea.by) };
    let room = right - rect.left() - 26.0;
    let text = egui::pos2(rect.left() + 14.0, rect.center().y);
    let drawn = label::paint_fitting(ui, text, &idea.text, 14.0, Weight::Medium, t.text1, room);
    let rest = right - drawn.right() - 14.0;
    label::paint_fitting(ui, drawn.right_center(), &who, 12.0, Weight::Regular, t.text3, rest);
    if state.wants_focus == Some(at) {
        state.wants_focus = None;
        response.request_focus();
        ui.ctx().request_repaint();
    }
    if response.clicked() {
        response.request_focus();
    }
    widget::reveal(ui, &response);
    widget::focus_ring(ui, &response, 6, t);
    if response.has_focus() {
        let phase = state.phase;
        keys(ui, state, board, at, &[phase], asks);
    }
}

fn paint(ui: &Ui, rect: Rect, idea: &Idea, hovered: bool, t: &Tokens) {
    let radius = CornerRadius { nw: 4, ne: 4, sw: 4, se: 10 };
    let fill = match idea.state {
        IdeaState::Adopted(_) => t.teal_tint,
        IdeaState::Aside(_) => t.sunken,
        IdeaState::Open if idea.is_rated() => t.surface,
        IdeaState::Open => t.note,
    };
    let edge = if hovered { t.control } else { t.hair };
    ui.painter().rect(rect.shrink2(egui::vec2(0.0, 2.0)), radius, fill, Stroke::new(1.0, edge), StrokeKind::Inside);
}

pub(super) fn field_id(at: usize) -> Id {
    Id::unique(("text of an idea", at))
}

pub(super) fn text_field(
    ui: &mut Ui,
    state: &mut State,
    board: Board<'_>,
    at: usize,
    idea: &Idea,
    width: f32,
    asks: &mut Vec<Ask>,
) {
    let field = Field { size: 14.0, ..Field::new(field_id(at), "The idea", &idea.text, width) };
    let shown = typed::show(ui, &mut state.drafts, Key::Text(at), &field);
    if let Some(text) = shown.left {
        take(board.topic, board.open, &Key::Text(at), &text, asks);
    }
    if shown.entered || shown.response.lost_focus() {
        state.wants_focus = Some(at);
    }
}

/// What the phase shows at the right end; answers where it begins.
fn right_side(
    ui: &mut Ui,
    state: &mut State,
    board: Board<'_>,
    at: usize,
    idea: &Idea,
    rect: Rect,
    asks: &mut Vec<Ask>,
) -> f32 {
    let t = board.t();
    let middle = rect.center().y;
    match state.phase {
        Phase::Collect | Phase::Group | Phase::Strengthen => rect.right(),
        Phase::Vote => votes(ui, board, at, idea, rect, asks),
        Phase::Rate => {
            let mut right = rect.right() - 12.0;
            for question in Question::ALL.into_iter().rev() {
                let hands = if question == Question::Works { &idea.works } else { &idea.can_do };
                let is_asked = state.asked == Some((at, question));
                right = dots(ui, egui::pos2(right, middle), hands, is_asked, t) - 8.0;
                let name = if question == Question::Works { "works" } else { "can do" };
                let drawn = label::paint(
                    ui,
                    egui::pos2(right, middle),
                    Align2::RIGHT_CENTER,
                    name,
                    12.0,
                    Weight::Regular,
                    t.text3,
                );
                right = drawn.left() - 18.0;
            }
            right
        }
        Phase::Adopt => {
            let said = words::judged(idea);
            let at = egui::pos2(rect.right() - 12.0, middle);
            label::paint(ui, at, Align2::RIGHT_CENTER, &said, 12.0, Weight::Regular, t.text2).left()
        }
    }
}

/// Points with the buttons that give and take them.
fn votes(ui: &mut Ui, board: Board<'_>, at: usize, idea: &Idea, rect: Rect, asks: &mut Vec<Ask>) -> f32 {
    let t = board.t();
    let area = Rect::from_min_max(egui::pos2(rect.right() - 150.0, rect.top()), rect.right_bottom());
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(area.shrink2(egui::vec2(8.0, 0.0))).layout(layout));
    child.spacing_mut().item_spacing.x = 6.0;
    let more = Button::new("+").small().name("Give a point").show(&mut child).clicked();
    child
        .add_sized([34.0, 20.0], egui::Label::new(label::rich(idea.dots.to_string(), 14.0, Weight::SemiBold, t.text1)));
    let fewer = Button::new("−").small().name("Take a point").show(&mut child).clicked();
    if more || fewer {
        vote(board, at, more, asks);
    }
    area.left()
}

fn vote(board: Board<'_>, at: usize, more: bool, asks: &mut Vec<Ask>) {
    let Some(idea) = board.ideas().get(at) else { return };
    let label = format!("Points for “{}”", idea.text);
    let change = edit(board.topic, label, move |ideas| {
        let dots = &mut ideas[at].dots;
        *dots = if more { dots.saturating_add(1) } else { dots.saturating_sub(1) };
    });
    asks.push(Ask::Edit(change.merging(format!("points {at}"))));
}

/// Five circles, filled up to the mean; answers where they begin.
pub(super) fn dots(ui: &Ui, right: egui::Pos2, hands: &Hands, is_asked: bool, t: &Tokens) -> f32 {
    let mean = hands.mean().unwrap_or(0.0);
    let mut x = right.x - 5.0;
    for place in (1..=5_u8).rev() {
        let centre = egui::pos2(x, right.y);
        let is_on = f64::from(place) <= mean + 0.5;
        let edge = if is_asked { t.blue } else { t.control };
        let fill = if is_on && mean > 0.0 { t.actual } else { t.surface };
        ui.painter().circle(centre, 4.5, fill, Stroke::new(if is_asked { 1.75 } else { 1.0 }, edge));
        x -= 13.0;
    }
    x + 8.0
}

/// The keys of the row that has the keyboard: those of every phase, and those of the ones that show.
pub(super) fn keys(ui: &Ui, state: &mut State, board: Board<'_>, at: usize, phases: &[Phase], asks: &mut Vec<Ask>) {
    ui.memory_mut(|memory| {
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        memory.set_focus_lock_filter(id(at), filter);
    });
    let pressed = |key| ui.input(|i| i.modifiers == Modifiers::NONE && i.key_pressed(key));
    let with_alt = |key| ui.input(|i| i.modifiers == Modifiers::ALT && i.key_pressed(key));
    // While ideas are collected the newest stands above.
    let (down, up) = match phases {
        [Phase::Collect] => (Pressed::ArrowUp, Pressed::ArrowDown),
        _ => (Pressed::ArrowDown, Pressed::ArrowUp),
    };
    if pressed(down) && at + 1 < board.ideas().len() {
        state.wants_focus = Some(at + 1);
    } else if pressed(up) && at > 0 {
        state.wants_focus = Some(at - 1);
    } else if with_alt(down) || with_alt(up) {
        shift(state, board, at, with_alt(down), asks);
    } else if pressed(Pressed::Delete) {
        remove(board, at, asks);
        state.wants_focus = Some(at.saturating_sub(usize::from(at + 1 == board.ideas().len())));
    } else if pressed(Pressed::F2) || pressed(Pressed::Enter) && phases.contains(&Phase::Collect) {
        ui.memory_mut(|memory| memory.request_focus(field_id(at)));
        ui.ctx().request_repaint();
    }
    for phase in phases {
        of_phase(ui, state, board, at, *phase, asks);
    }
}

/// The keys of one phase.
fn of_phase(ui: &Ui, state: &mut State, board: Board<'_>, at: usize, phase: Phase, asks: &mut Vec<Ask>) {
    let Some(idea) = board.ideas().get(at) else { return };
    let pressed = |key| ui.input(|i| i.modifiers == Modifiers::NONE && i.key_pressed(key));
    let typed = |wanted: &str| {
        ui.input(|i| i.events.iter().any(|event| matches!(event, egui::Event::Text(text) if text == wanted)))
    };
    match phase {
        Phase::Collect | Phase::Strengthen => {}
        Phase::Group => {
            if pressed(Pressed::ArrowRight) && at > 0 {
                let label = format!("Put “{}” to the one above", idea.text);
                asks.push(Ask::Edit(edit(board.topic, label, move |ideas| {
                    join_before(ideas, at);
                })));
                state.wants_focus = Some(at);
            } else if pressed(Pressed::ArrowLeft) && !idea.group.is_empty() {
                let label = format!("Take “{}” out of its group", idea.text);
                asks.push(Ask::Edit(edit(board.topic, label, move |ideas| ideas[at].group.clear())));
                state.wants_focus = Some(at);
            }
        }
        Phase::Vote => {
            if typed("+") || typed("=") {
                vote(board, at, true, asks);
            } else if typed("-") || typed("−") {
                vote(board, at, false, asks);
            }
        }
        Phase::Rate => rate(state, board, at, idea, &typed, asks),
        Phase::Adopt => {
            if pressed(Pressed::A) && is_open(idea) {
                super::adopt::adopt(board, at, asks);
            } else if pressed(Pressed::K) && is_open(idea) {
                state.reason = Some((at, String::new()));
            }
        }
    }
}

/// A number from 1 to 5 answers the question that is asked, and the other is next.
pub(super) fn rate(
    state: &mut State,
    board: Board<'_>,
    at: usize,
    idea: &Idea,
    typed: &impl Fn(&str) -> bool,
    asks: &mut Vec<Ask>,
) {
    let question = match state.asked {
        Some((of, question)) if of == at => question,
        _ if idea.works.is_empty() || !idea.can_do.is_empty() => Question::Works,
        _ => Question::CanDo,
    };
    state.asked = Some((at, question));
    let Some(number) = (1..=5_u8).find(|number| typed(&number.to_string())) else { return };
    judge(
        board,
        at,
        question,
        Hands::counted(std::array::from_fn(|place| u8::from(place + 1 == usize::from(number)))),
        asks,
    );
    let next = if question == Question::Works { Question::CanDo } else { Question::Works };
    state.asked = Some((at, next));
    state.wants_focus = Some(at);
}

/// Writes hands into an idea.
pub(super) fn judge(board: Board<'_>, at: usize, question: Question, hands: Hands, asks: &mut Vec<Ask>) {
    let Some(idea) = board.ideas().get(at) else { return };
    let label = format!("Rate “{}”: {} {}", idea.text, question.label(), words::hands_words(&hands));
    asks.push(Ask::Edit(edit(board.topic, label, move |ideas| match question {
        Question::Works => ideas[at].works = hands,
        Question::CanDo => ideas[at].can_do = hands,
    })));
}

/// What stands beside an idea that says the same as an earlier one.
pub(super) fn double_of(ideas: &[Idea], at: usize) -> Option<usize> {
    let idea = ideas.get(at)?;
    ideas[..at].iter().position(|earlier| earlier.is_double_of(idea))
}

/// A small button with an icon for keeping doubles together.
pub(super) fn double_button(ui: &mut Ui) -> bool {
    Button::new("Put together").icon(icons::COPY).small().show(ui).clicked()
}
