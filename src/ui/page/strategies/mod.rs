//! Strategies: what closes the gap. On the left the list, on the right the one that is opened: what it is, its test, its tactics.

mod amounts;
mod aside;
mod below;
pub(in crate::ui::page) mod change;
mod empty;
mod field;
mod list;
mod pays;
mod revisions;
mod sheet;
mod stranger;
pub(in crate::ui) mod strengthen;
mod table;
mod test_box;

use eframe::egui::{self, Align, Key, Layout, Ui};

use crate::model::{Missing, StrategyId, Test};
use crate::text::{Said, plural};
use crate::ui::board;
use crate::ui::widget::kept::Kept;
use crate::ui::widget::typed::Drafts;
use crate::ui::widget::{KeyHint, button::Button, letter_pressed};
use crate::ui::{Ask, Open, Version, View, icons};
use field::Fields;

/// What the page remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The strategy that is opened.
    opened: Option<StrategyId>,
    drafts: Drafts<field::Key>,
    /// The field that gets the keyboard, once it is there.
    wanted: Option<Wanted>,
    /// A strategy is being named.
    naming: bool,
    amounts_open: bool,
    strengthen: strengthen::Form,
    stranger: Option<stranger::Asking>,
    /// The brainstorm, while it has the page.
    board: Option<board::State>,
    /// Whether a field had the keyboard when the last frame was drawn: Esc leaves that first.
    was_typing: bool,
    sentence: Kept<Facts, Said>,
    rows: Kept<(Facts, (f64, f64)), Vec<list::Row>>,
    pays: Kept<(Version, StrategyId), pays::Pays>,
    /// What the opened strategy lacks for a yes.
    lacks: Kept<(Version, StrategyId, chrono::NaiveDate), Vec<Missing>>,
}

/// What the words of the page depend on.
type Facts = (Version, u64, chrono::NaiveDate);

/// What gets the keyboard next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Field(field::Key),
    /// A row of the list.
    Row(StrategyId),
    /// The strategy that was just added: it is opened, with the keyboard in this field of it.
    Newest {
        strategies: usize,
    },
    /// A cell of the tactic that was just added, or the row after it.
    NewestTactic {
        strategy: StrategyId,
        tactics: usize,
        cell: Option<field::Cell>,
    },
}

impl State {
    /// Opens this strategy, as somebody who comes from another page asks for.
    pub fn show_item(&mut self, id: StrategyId) {
        (self.opened, self.board, self.stranger, self.naming) = (Some(id), None, None, false);
        self.wanted = Some(Wanted::Row(id));
    }

    /// Ends what is being typed, as leaving its field would.
    pub fn finish(&mut self, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
        if let Some(board) = &mut self.board {
            board.finish(board::Topic::Gap, view, open, asks);
        }
        if let Some((key, text)) = self.drafts.take()
            && let Ok(Some(edit)) = field::read(key, &text, view, open)
        {
            asks.push(Ask::Edit(edit));
        }
    }

    /// Shows the brainstorm for the gap.
    pub fn brainstorm(&mut self) {
        self.board.get_or_insert_default();
    }

    /// The strategy that is opened: the first where the one that was is gone.
    fn opened(&mut self, open: Open<'_>) -> Option<StrategyId> {
        let all = &open.plan.worksheets.strategies;
        let there = self.opened.filter(|id| all.iter().any(|strategy| strategy.id == *id));
        self.opened = there.or_else(|| all.first().map(|strategy| strategy.id));
        self.opened
    }

    fn name_one(&mut self) {
        self.naming = true;
        self.wanted = Some(Wanted::Field(field::Key::NewStrategy));
    }

    /// Gives the keyboard to what was asked for, once it is there.
    fn focus(&mut self, ui: &Ui, open: Open<'_>) {
        let sheets = &open.plan.worksheets;
        match self.wanted {
            None => {}
            Some(Wanted::Field(key)) => {
                ui.memory_mut(|memory| memory.request_focus(key.id()));
                self.wanted = None;
            }
            Some(Wanted::Row(id)) => {
                ui.memory_mut(|memory| memory.request_focus(list::row_id(id)));
                self.wanted = None;
            }
            Some(Wanted::Newest { strategies }) => {
                if let Some(newest) = sheets.strategies.last().filter(|_| sheets.strategies.len() > strategies) {
                    self.opened = Some(newest.id);
                    self.naming = false;
                    self.wanted = Some(Wanted::Field(field::Key::Own(newest.id, field::Own::What)));
                    ui.ctx().request_repaint();
                }
            }
            Some(Wanted::NewestTactic { strategy: id, tactics, cell }) => {
                let all = sheets.strategy(id).map(|strategy| strategy.tactics.as_slice()).unwrap_or_default();
                if let Some(newest) = all.last().filter(|_| all.len() > tactics) {
                    let key = cell.map_or(field::Key::NewTactic(id), |cell| field::Key::Tactic(id, newest.id, cell));
                    self.wanted = Some(Wanted::Field(key));
                    ui.ctx().request_repaint();
                }
            }
        }
    }
}

/// What the page reads, for the sheet of shortcuts.
pub const KEYS: &[KeyHint] = &[
    ("N", "Write down a strategy"),
    ("Enter", "From the list into the strategy; in its tactics, on to the next row"),
    ("Alt ↑, Alt ↓", "Move a strategy up or down its list"),
    ("Delete", "Remove the strategy that is chosen in the list"),
];

const LIST: f32 = 352.0;
const GAP: f32 = 16.0;

pub fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let typing = ui.ctx().text_edit_focused();
    let was_typing = std::mem::replace(&mut state.was_typing, typing);
    if state.board.is_some() {
        brainstorm_ui(ui, state, was_typing, view, open, asks);
        return;
    }
    if let Some(asking) = &mut state.stranger {
        if stranger::show(ui, asking, was_typing, view, open, asks) {
            state.stranger = None;
        }
        return;
    }
    state.focus(ui, open);
    let opened = state.opened(open);
    if letter_pressed(ui, Key::N, false) || list::has_focus(ui, open) && !typing && ui.input(|i| i.key_pressed(Key::N))
    {
        state.name_one();
    }
    if opened.is_none() && !state.naming {
        empty::show(ui, state, view, open, asks);
        return;
    }
    head(ui, state, view, open, asks);
    let wide = ui.available_width() >= super::ONE_COLUMN;
    let down = Layout::top_down(Align::Min);
    if wide {
        let rest = ui.available_width() - LIST - GAP;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            ui.allocate_ui_with_layout(egui::vec2(LIST, 0.0), down, |ui| {
                ui.spacing_mut().item_spacing.y = 12.0;
                list::show(ui, state, view, open, asks);
                aside::show(ui, view, open, asks);
            });
            ui.allocate_ui_with_layout(egui::vec2(rest, 0.0), down, |ui| sheet::show(ui, state, view, open, asks));
        });
    } else {
        list::show(ui, state, view, open, asks);
        sheet::show(ui, state, view, open, asks);
        aside::show(ui, view, open, asks);
    }
}

/// "Strategies · three adopted, four kept aside", the finding, and the two ways to get one more.
fn head(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let sheets = &open.plan.worksheets;
    let facts = (open.version(), open.closing_number, view.today);
    let said = state.sentence.get(facts, || {
        let open_ones = sheets.strategies.iter().filter(|it| it.test(view.today) != Test::Obvious).count();
        let won = open.closing.map(|closing| closing.won_back());
        open.subject().voice().strategies(won, sheets.strategies.len(), open_ones)
    });
    let said = said.clone();
    let adopted = plural::in_words(sheets.strategies.len());
    let caption = match aside::all(open).count() {
        0 => format!("Strategies · {adopted} adopted"),
        count => format!("Strategies · {adopted} adopted, {} kept aside", plural::in_words(count)),
    };
    let (mut brainstorm, mut name_one) = (false, false);
    super::head(ui, &caption, &said, view.t, asks, |ui, asks| {
        super::series_choice(ui, open, asks);
        brainstorm = Button::new("Brainstorm").icon(icons::TIMER).show(ui).clicked();
        name_one = Button::new("Strategy").icon(icons::PLUS).key("N").ink().name("Add a strategy").show(ui).clicked();
    });
    if brainstorm {
        state.brainstorm();
    }
    if name_one {
        state.name_one();
    }
}

fn brainstorm_ui(
    ui: &mut Ui,
    state: &mut State,
    was_typing: bool,
    view: &View<'_>,
    open: Open<'_>,
    asks: &mut Vec<Ask>,
) {
    let Some(board) = &mut state.board else { return };
    let back = Button::new("Strategies").icon(icons::CARET_LEFT).key("Esc").small().name("Back to the strategies");
    let pressed = back.show(ui).clicked();
    board::show(ui, board, board::Topic::Gap, board::Size::Page, view, open, asks);
    if pressed || !was_typing && ui.input(|i| i.key_pressed(Key::Escape)) {
        board.finish(board::Topic::Gap, view, open, asks);
        state.board = None;
    }
}

/// The fields of the page, which take over what is typed in them.
fn fields<'a, 'b>(
    drafts: &'a mut Drafts<field::Key>,
    view: &'a View<'b>,
    open: Open<'b>,
    asks: &'a mut Vec<Ask>,
) -> Fields<'a, 'b> {
    Fields { drafts, view, open, asks }
}
