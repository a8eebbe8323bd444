//! The board on which a room collects ideas, judges them and adopts some: one for the gap, one for each scenario's response.
//!
//! Ideas live in the plan: each step is an edit with a name. Only what belongs to the screen is here: the phase, the clock, what is being
//! typed, and hands that nobody has seen yet.

mod adopt;
mod card;
pub(in crate::ui) mod clock;
mod collect;
mod map;
mod rate;
mod row;
mod strengthen;

use std::collections::BTreeMap;

use eframe::egui::{self, Align, Layout, Ui};

use crate::document::Edit;
use crate::model::idea::{merge_double, move_idea};
use crate::model::{Idea, IdeaState, Plan, ScenarioId, StrategyId, TacticId};
use crate::text::board as words;
use crate::ui::page::strategies;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::typed::Drafts;
use crate::ui::widget::{KeyHint, label::Runs, segment};
use crate::ui::{Ask, Open, View};

/// What the ideas are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Closing the gap: adopted ideas become strategies.
    Gap,
    /// The response to a scenario: adopted ideas become its steps.
    Response(ScenarioId),
}

/// How much of the page the board has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// A card beside others.
    Card,
    /// The whole page, for the wall.
    Page,
}

/// What is done at a time; one can always go back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Phase {
    #[default]
    Collect,
    Group,
    Vote,
    Rate,
    Adopt,
    Strengthen,
}

impl Phase {
    const ALL: [Self; 6] = [Self::Collect, Self::Group, Self::Vote, Self::Rate, Self::Adopt, Self::Strengthen];

    const fn label(self) -> &'static str {
        match self {
            Self::Collect => "Collect",
            Self::Group => "Group",
            Self::Vote => "Vote",
            Self::Rate => "Rate",
            Self::Adopt => "Adopt",
            Self::Strengthen => "Strengthen",
        }
    }

    /// What to do, for the one who types.
    const fn help(self) -> &'static str {
        match self {
            Self::Collect => {
                "No judging yet. One typist, everyone calls out; Enter is the next idea, and a list can be pasted."
            }
            Self::Group => {
                "Right puts an idea to the one above it, Left takes it out again; Alt Up and Alt Down move it."
            }
            Self::Vote => "Read out, count the points: + and − give and take one.",
            Self::Rate => {
                "Does it work, and can we do it? 1 to 5 for each, by one person, or by a show of hands that is revealed together."
            }
            Self::Strengthen => {
                "Once more through what was taken in: who has done this before, what would make it easier, what does somebody else do better?"
            }
            Self::Adopt => "A takes an idea into the plan, K keeps it aside with the reason. Nothing is thrown away.",
        }
    }
}

/// Of the two questions that an idea is judged by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Question {
    #[default]
    Works,
    CanDo,
}

impl Question {
    const ALL: [Self; 2] = [Self::Works, Self::CanDo];

    const fn label(self) -> &'static str {
        match self {
            Self::Works => "does it work",
            Self::CanDo => "can we do it",
        }
    }
}

/// What a field of the board is about.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Key {
    /// The text of an idea.
    Text(usize),
    Group(String),
    /// The person of a step of a response.
    Who(TacticId),
}

/// What the board remembers: what is being typed, the phase, the clock.
#[derive(Debug, Default)]
pub struct State {
    phase: Phase,
    /// The idea that is being typed, and who said it.
    entry: String,
    by: String,
    clock: clock::Clock,
    drafts: Drafts<Key>,
    /// Which question the next number answers, of which idea.
    asked: Option<(usize, Question)>,
    /// Whether hands are counted unseen.
    blind: bool,
    /// Hands as they were typed, by idea and question; nobody has seen them yet.
    hands: BTreeMap<(usize, Question), String>,
    /// The reason that is being typed for keeping an idea aside.
    reason: Option<(usize, String)>,
    /// What is being written down that makes a strategy stronger.
    forms: BTreeMap<StrategyId, strategies::strengthen::Form>,
    /// The idea that gets the keyboard once it is drawn.
    wants_focus: Option<usize>,
    entry_wants_focus: bool,
}

impl State {
    /// Ends what is being typed, as leaving its field would.
    pub fn finish(&mut self, topic: Topic, _view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
        if !self.entry.trim().is_empty() {
            let (text, by) = (std::mem::take(&mut self.entry), self.by.clone());
            add(topic, Idea::lines(&text, &by), asks);
        }
        if let Some((at, reason)) = self.reason.take_if(|(_, reason)| !reason.trim().is_empty()) {
            adopt::keep_aside(topic, open, at, &reason, asks);
        }
        if let Some((key, text)) = self.drafts.take() {
            take(topic, open, &key, &text, asks);
        }
    }
}

/// What the board reads, for the sheet of shortcuts.
pub const KEYS: &[KeyHint] = &[
    ("Up, Down", "On the board: the next idea, the one before"),
    ("Alt Up, Alt Down", "Move the idea"),
    ("Right, Left", "While grouping: put the idea to the one above, take it out"),
    ("+, −", "While voting: give a point, take one"),
    ("1 to 5", "While rating: does it work, then can we do it"),
    ("A, K", "While adopting: into the plan, or aside with the reason"),
    ("F2, Delete", "Change the idea, take it out"),
];

/// Draws the board in the width that is left.
pub fn show(
    ui: &mut Ui,
    state: &mut State,
    topic: Topic,
    size: Size,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let board = Board { topic, view, open };
    let wanted = state.wants_focus;
    match size {
        Size::Card => card::show(ui, state, board, asks),
        Size::Page => page(ui, state, board, asks),
    }
    if wanted.is_some() && state.wants_focus == wanted {
        // It doesn't stand here any more.
        state.wants_focus = None;
    } else if state.wants_focus.is_some() {
        ui.ctx().request_repaint();
    }
}

/// What every part of the board reads.
#[derive(Clone, Copy)]
struct Board<'a> {
    topic: Topic,
    view: &'a View<'a>,
    open: Open<'a>,
}

impl<'a> Board<'a> {
    fn ideas(self) -> &'a [Idea] {
        ideas(self.open.plan, self.topic)
    }

    const fn t(self) -> &'static Tokens {
        self.view.t
    }

    fn question(self) -> String {
        match self.topic {
            Topic::Gap => words::question_of_gap(self.open.answer.total.gap, self.open.style),
            Topic::Response(id) => {
                let title = self.open.plan.worksheets.scenario(id).map_or("", |scenario| scenario.title.as_str());
                words::question_of_response(title)
            }
        }
    }
}

fn ideas(plan: &Plan, topic: Topic) -> &[Idea] {
    match topic {
        Topic::Gap => &plan.worksheets.ideas,
        Topic::Response(id) => plan.worksheets.scenario(id).map_or(&[], |scenario| &scenario.ideas),
    }
}

/// Asks for a change of the ideas, under a name for undo.
fn edit(topic: Topic, label: String, change: impl FnOnce(&mut Vec<Idea>) + Send + 'static) -> Edit {
    Edit::new(label, move |plan: &mut Plan| match topic {
        Topic::Gap => change(&mut plan.worksheets_mut().ideas),
        Topic::Response(id) => {
            if let Some(scenario) = plan.scenario_mut(id) {
                change(&mut scenario.ideas);
            }
        }
    })
}

fn add(topic: Topic, new: Vec<Idea>, asks: &mut Vec<Ask>) {
    let label = match new.as_slice() {
        [] => return,
        [one] => format!("Add the idea “{}”", one.text),
        many => format!("Add {} ideas", many.len()),
    };
    asks.push(Ask::Edit(edit(topic, label, move |ideas| ideas.extend(new))));
}

/// Takes over what was typed into a field.
fn take(topic: Topic, open: Open<'_>, key: &Key, text: &str, asks: &mut Vec<Ask>) {
    let text = text.trim().to_owned();
    match key.clone() {
        Key::Text(at) => {
            let Some(idea) = ideas(open.plan, topic).get(at).filter(|idea| idea.text != text && !text.is_empty())
            else {
                return;
            };
            let label = format!("Change the idea “{}”", idea.text);
            asks.push(Ask::Edit(edit(topic, label, move |ideas| ideas[at].text = text)));
        }
        Key::Group(group) => {
            let label = format!("Call the group “{text}”");
            asks.push(Ask::Edit(edit(topic, label, move |ideas| {
                crate::model::idea::rename_group(ideas, &group, &text);
            })));
        }
        Key::Who(id) => {
            let label = if text.is_empty() { "Take the person out".to_owned() } else { format!("{text} does it") };
            asks.push(Ask::Edit(Edit::new(label, move |plan: &mut Plan| {
                if let Some(tactic) = plan.tactic_mut(id) {
                    tactic.who = text;
                }
            })));
        }
    }
}

/// Moves an idea one place up or down, and keeps the keyboard on it.
fn shift(state: &mut State, board: Board<'_>, at: usize, down: bool, asks: &mut Vec<Ask>) {
    let to = if down { at + 1 } else { at.wrapping_sub(1) };
    let Some(idea) = board.ideas().get(at).filter(|_| to < board.ideas().len()) else { return };
    let label = format!("Move the idea “{}”", idea.text);
    let change = edit(board.topic, label, move |ideas| {
        move_idea(ideas, at, to);
    });
    asks.push(Ask::Edit(change.merging("move an idea")));
    state.wants_focus = Some(to);
}

/// Takes an idea out; the toast offers it back.
fn remove(board: Board<'_>, at: usize, asks: &mut Vec<Ask>) {
    let Some(idea) = board.ideas().get(at) else { return };
    let label = format!("Take out the idea “{}”", idea.text);
    let said = format!("Took out “{}”", idea.text);
    let change = edit(board.topic, label, move |ideas| {
        ideas.remove(at);
    });
    asks.push(Ask::Edit(change.saying(said)));
}

/// Makes one of two ideas that say the same; the points go along.
fn merge(board: Board<'_>, kept: usize, double: usize, asks: &mut Vec<Ask>) {
    let Some(idea) = board.ideas().get(double) else { return };
    let label = format!("Put “{}” together with its double", idea.text);
    asks.push(Ask::Edit(edit(board.topic, label, move |ideas| {
        merge_double(ideas, kept, double);
    })));
}

/// Widest list: further apart, what belongs together is hard to read across.
const WIDEST: f32 = 920.0;

/// The whole page: the question large, then one phase.
fn page(ui: &mut Ui, state: &mut State, board: Board<'_>, asks: &mut Vec<Ask>) {
    let t = board.t();
    let width = ui.available_width();
    ui.horizontal_top(|ui| {
        let clock = clock::WIDTH;
        ui.allocate_ui_with_layout(egui::vec2(width - clock - 16.0, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(width - clock - 16.0);
            let question = board.question();
            Runs::new(34.0, 42.0).add(&question, Weight::SemiBold, t.text1).show_balanced(ui, width - clock - 16.0);
        });
        clock::show(ui, &mut state.clock, clock::Look::Wall, t);
    });
    let items: Vec<(String, bool)> = Phase::ALL
        .iter()
        .enumerate()
        .map(|(at, phase)| (format!("{} {}", at + 1, phase.label()), *phase == state.phase))
        .collect();
    let items: Vec<(&str, bool)> = items.iter().map(|(text, on)| (text.as_str(), *on)).collect();
    if let Some(at) = segment::segments(ui, "Phase", 30.0, &items) {
        state.finish(board.topic, board.view, board.open, asks);
        state.phase = Phase::ALL[at];
        state.entry_wants_focus = state.phase == Phase::Collect;
    }
    Runs::new(13.0, 18.0).add(state.phase.help(), Weight::Regular, t.text2).show(ui, width);
    ui.spacing_mut().item_spacing.y = 8.0;
    if state.phase != Phase::Rate {
        ui.set_max_width(width.min(WIDEST));
    }
    match state.phase {
        Phase::Collect => collect::show(ui, state, board, asks),
        Phase::Group | Phase::Vote => row::list(ui, state, board, asks),
        Phase::Rate => rate::show(ui, state, board, asks),
        Phase::Adopt => adopt::show(ui, state, board, asks),
        Phase::Strengthen => strengthen::show(ui, state, board, asks),
    }
}

/// Whether an idea waits for something: it is neither in the plan nor aside.
fn is_open(idea: &Idea) -> bool {
    idea.state == IdeaState::Open
}
