//! What the grid remembers between passes, and what each key does to it. No drawing here.

use std::collections::VecDeque;

use eframe::egui::Rangef;

use super::clip::{self, Range};
use super::fill::{self, Way};
use super::formula::{self, Formula};
use super::model::{Change, Event, Kind, Model, Numbers, Place};
use super::press::Press;
use super::step::{Step, step};

/// Cursor, selected range and the figure that is being typed. Keep it with the page: it survives page changes.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own; together they are no state machine")]
#[derive(Clone, Debug, Default)]
pub struct State {
    pub(super) cursor: Place,
    /// The period at the cursor, by which it is found again when rows come or go.
    name: String,
    /// The other corner of the selected range.
    anchor: Option<Place>,
    pub(super) draft: Option<Draft>,
    /// Shown under the grid.
    pub(super) problem: Option<String>,
    /// Someone has been here: the cursor is shown also without the focus.
    pub(super) visited: bool,
    /// Rows in a page, as last drawn.
    pub(super) page: usize,
    pub(super) wants_focus: bool,
    /// The cursor moved by key: bring it into view.
    pub(super) moved: bool,
    /// Whether the grid had the keyboard when it was last drawn.
    pub(super) focused: bool,
    /// The rows that have to come into view, from top to bottom.
    pub(super) wanted: Option<Rangef>,
    /// The focus shall leave, onwards or back.
    pub(super) leaving: Option<Leave>,
    /// Keys for the next pass: only the page's answer to an event shows what they act on.
    pub(super) waiting: VecDeque<Press>,
    pub(super) composing: bool,
    /// The menu of what can be done with what is selected.
    pub(super) menu: Menu,
}

/// The grid's own menu.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Menu {
    #[default]
    Closed,
    /// Asked for by key: it opens at the cursor.
    Wanted,
    /// Its corner, and whether its first entry has yet to get the keyboard.
    Open { at: eframe::egui::Pos2, fresh: bool },
}

/// A figure that is being typed, at the cursor.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) text: String,
    /// The text that it began with.
    began: String,
    /// Begun by typing: arrows end it. Otherwise they move within the text.
    pub(super) typed: bool,
    /// Was refused, and has not been changed since.
    pub(super) refused: bool,
    /// The editor has had the focus since this began.
    pub(super) focused: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leave {
    Onwards,
    Back,
}

/// What a key came to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) event: Option<Event>,
    pub(super) copied: Option<String>,
    /// What was typed is no figure: the keys after this one were meant for another cell.
    pub(super) refused: bool,
}

impl Outcome {
    fn event(event: Option<Event>) -> Self {
        Self { event, ..Self::default() }
    }

    fn copy(text: String) -> Self {
        Self { event: Some(Event::Copy(text.clone())), copied: Some(text), refused: false }
    }

    /// These changes, if there are any.
    fn set(changes: Vec<Change>, kind: Kind) -> Self {
        Self::event((!changes.is_empty()).then_some(Event::Set(changes, kind)))
    }
}

impl State {
    /// Row and column of the cursor.
    #[must_use]
    pub const fn cursor(&self) -> Place {
        self.cursor
    }

    /// A figure is being typed: Ctrl+Z and single letters belong to it.
    #[must_use]
    pub const fn is_editing(&self) -> bool {
        self.draft.is_some()
    }

    /// Puts the cursor on a cell, unless a figure is being typed.
    pub fn select(&mut self, model: &Model, row: usize, column: usize) {
        let place = Place::new(row, column);
        if self.draft.is_none() && model.cell(place).is_some() {
            self.go(model, place, false);
        }
    }

    /// The same, and brings it into view.
    pub fn go_to(&mut self, model: &Model, row: usize, column: usize) {
        self.select(model, row, column);
        self.moved = true;
    }

    /// Gives the grid the keyboard in the next pass.
    pub fn request_focus(&mut self) {
        self.wants_focus = true;
    }

    /// Ends what is being typed as Enter does, without a step: for saving, or before the page is left. Text that is no
    /// figure stays in its cell.
    pub fn finish(&mut self, model: &Model, numbers: &Numbers) -> Option<Event> {
        self.settle(model);
        self.commit(model, numbers).event
    }

    pub(super) fn range(&self) -> Range {
        Range::between(self.anchor.unwrap_or(self.cursor), self.cursor)
    }

    /// Follows the period at the cursor through a changed model.
    pub(super) fn settle(&mut self, model: &Model) {
        if model.cell(self.cursor).is_some_and(|cell| cell.name == self.name) {
            let range = self.range();
            if range.last.row >= model.rows.len() || range.last.column >= model.columns.len() {
                self.anchor = None;
            }
            return;
        }
        self.anchor = None;
        let found = if self.name.is_empty() { None } else { model.named(&self.name) };
        if found.is_none()
            && let Some(draft) = self.draft.take()
        {
            self.problem =
                Some(format!("{} is no longer in the table. \"{}\" was not kept.", self.name, draft.text.trim()));
        }
        self.cursor = found.unwrap_or_else(|| near(model, self.cursor));
        self.name = model.cell(self.cursor).map(|cell| cell.name.clone()).unwrap_or_default();
    }

    pub(super) fn press(&mut self, press: Press, model: &Model, numbers: &Numbers) -> Outcome {
        if self.draft.is_some() {
            self.press_in_draft(press, model, numbers)
        } else {
            self.press_on_cell(press, model, numbers)
        }
    }

    fn press_on_cell(&mut self, press: Press, model: &Model, numbers: &Numbers) -> Outcome {
        self.problem = None;
        match press {
            Press::Go { step, extend } => self.walk(model, step, extend),
            Press::Enter { back } => self.walk(model, if back { Step::Up } else { Step::Down }, false),
            Press::Tab { back } => self.tab(model, back),
            Press::All => {
                if let (Some(first), Some(last)) = (model.places().next(), model.places().next_back()) {
                    let columns = model.columns.len().saturating_sub(1);
                    self.anchor = Some(Place::new(first.row, 0));
                    self.cursor = Place::new(last.row, columns);
                    if model.cell(self.cursor).is_none() {
                        self.anchor = Some(first);
                        self.cursor = last;
                    }
                    self.remember(model);
                }
            }
            Press::Edit => self.edit(model),
            Press::Text(text) => self.begin(model, text, true),
            Press::EnterAll => {}
            Press::Menu => self.menu = Menu::Wanted,
            Press::FillDown => return self.fill(model, numbers, Way::Down),
            Press::FillRight => return self.fill(model, numbers, Way::Right),
            Press::Cancel => self.anchor = None,
            Press::Clear | Press::Backspace => return Outcome::set(self.cleared(model, numbers), Kind::Clear),
            Press::Copy => return Outcome::copy(clip::copy(model, self.range())),
            Press::CopyWithHeaders => return Outcome::copy(clip::copy_with_headers(model, self.range())),
            Press::Cut => {
                let text = clip::copy(model, self.range());
                let cut = Outcome::set(self.cleared(model, numbers), Kind::Cut);
                return Outcome {
                    event: cut.event.or_else(|| Some(Event::Copy(text.clone()))),
                    copied: Some(text),
                    ..cut
                };
            }
            Press::Paste(text) => return self.paste(model, numbers, &text),
        }
        Outcome::default()
    }

    /// Most typing goes to the editor itself; text comes here only with keys that came in the same pass as its beginning.
    fn press_in_draft(&mut self, press: Press, model: &Model, numbers: &Numbers) -> Outcome {
        let typed = self.draft.as_ref().is_some_and(|draft| draft.typed);
        match press {
            Press::Cancel => {
                self.draft = None;
                self.problem = None;
                self.wants_focus = true;
            }
            Press::Enter { .. } | Press::Tab { .. } => return self.commit_and(press, model, numbers),
            Press::EnterAll => return self.commit_to_all(model, numbers),
            Press::Go { step, extend: false } if step.ends_editing(typed) => {
                return self.commit_and(press, model, numbers);
            }
            Press::Text(text) | Press::Paste(text) => self.change_draft(|draft| draft.push_str(&text)),
            Press::Backspace => self.change_draft(|draft| {
                draft.pop();
            }),
            // The editor's own, or nothing while a figure is typed.
            _ => {}
        }
        Outcome::default()
    }

    fn commit_and(&mut self, press: Press, model: &Model, numbers: &Numbers) -> Outcome {
        let outcome = self.commit(model, numbers);
        if !outcome.refused {
            self.press_on_cell(press, model, numbers);
        }
        outcome
    }

    /// Takes what was typed, or keeps it and says why not.
    pub(super) fn commit(&mut self, model: &Model, numbers: &Numbers) -> Outcome {
        let range = self.range();
        let Some(draft) = &self.draft else { return Outcome::default() };
        let unchanged = draft.text == draft.began && !draft.typed;
        let read = match Formula::read(&draft.text, numbers) {
            _ if unchanged => Ok((Vec::new(), Kind::Type)),
            Some(formula) => formula
                .and_then(|formula| fill::by_formula(model, range, formula, numbers))
                .map(|changes| (changes, Kind::Formula(formula::printed(&draft.text)))),
            None => {
                read(&draft.text, self.cursor, model, numbers).map(|change| (change.into_iter().collect(), Kind::Type))
            }
        };
        self.take(read)
    }

    /// The same into all that is selected.
    fn commit_to_all(&mut self, model: &Model, numbers: &Numbers) -> Outcome {
        let Some(draft) = &self.draft else { return Outcome::default() };
        if formula::body(&draft.text).is_some() {
            // It goes to all anyway.
            let outcome = self.commit(model, numbers);
            self.wants_focus |= !outcome.refused;
            return outcome;
        }
        let range = self.range();
        let read = numbers(&draft.text).map(|value| (fill::with(model, range, value, numbers), Kind::Fill));
        let outcome = self.take(read);
        self.wants_focus |= !outcome.refused;
        outcome
    }

    /// Ends the draft with what it came to, or keeps it and says why.
    fn take(&mut self, read: Result<(Vec<Change>, Kind), String>) -> Outcome {
        match read {
            Ok((changes, kind)) => {
                self.draft = None;
                self.problem = None;
                Outcome::set(changes, kind)
            }
            Err(sentence) => {
                if let Some(draft) = &mut self.draft {
                    draft.refused = true;
                }
                self.problem = Some(format!("{sentence}."));
                Outcome { refused: true, ..Outcome::default() }
            }
        }
    }

    fn fill(&mut self, model: &Model, numbers: &Numbers, way: Way) -> Outcome {
        match fill::from_edge(model, self.range(), way, numbers) {
            Ok(changes) => Outcome::set(changes, Kind::Fill),
            Err(sentence) => {
                self.problem = Some(sentence);
                Outcome::default()
            }
        }
    }

    /// Begins a formula for what is selected.
    pub(super) fn begin_formula(&mut self, model: &Model) {
        self.begin(model, "=".to_owned(), true);
    }

    /// A press of the mouse on a cell: ends what is being typed and goes there.
    pub(super) fn point(&mut self, place: Place, extend: bool, model: &Model, numbers: &Numbers) -> Outcome {
        self.wants_focus = true;
        if model.cell(place).is_none() {
            return Outcome::default();
        }
        let outcome = self.commit(model, numbers);
        if !outcome.refused {
            self.problem = None;
            self.go(model, place, extend);
        }
        outcome
    }

    /// A right press keeps what is selected where it lies within that, and else selects the cell.
    pub(super) fn point_for_menu(&mut self, place: Place, model: &Model) {
        if self.draft.is_none() && model.cell(place).is_some() && !self.range().contains(place) {
            self.go(model, place, false);
        }
    }

    /// The range now ends at `place`.
    pub(super) fn drag(&mut self, place: Place, model: &Model) {
        if self.draft.is_none() && place != self.cursor && model.cell(place).is_some() {
            self.go(model, place, true);
            self.moved = true;
        }
    }

    /// Opens the editor on the present figure.
    pub(super) fn edit(&mut self, model: &Model) {
        if let Some(cell) = model.cell(self.cursor) {
            self.begin(model, cell.edit.clone(), false);
        }
    }

    /// What the editor now holds.
    pub(super) fn set_draft(&mut self, text: String) {
        self.change_draft(|draft| *draft = text);
    }

    fn change_draft(&mut self, change: impl FnOnce(&mut String)) {
        if let Some(draft) = &mut self.draft {
            change(&mut draft.text);
            draft.refused = false;
            self.problem = None;
        }
    }

    fn begin(&mut self, model: &Model, text: String, typed: bool) {
        if model.cell(self.cursor).is_some() {
            // What is selected stays so: a formula changes all of it.
            self.wants_focus = true;
            self.moved = true;
            self.visited = true;
            self.draft = Some(Draft { began: text.clone(), text, typed, refused: false, focused: false });
        }
    }

    fn tab(&mut self, model: &Model, back: bool) {
        match step(model, self.cursor, if back { Step::Previous } else { Step::Next }, self.page) {
            Some(place) => {
                self.go(model, place, false);
                self.moved = true;
            }
            None => self.leaving = Some(if back { Leave::Back } else { Leave::Onwards }),
        }
        self.wants_focus = true;
    }

    fn walk(&mut self, model: &Model, by: Step, extend: bool) {
        let place = step(model, self.cursor, by, self.page).unwrap_or(self.cursor);
        self.go(model, place, extend);
        self.moved = true;
        self.wants_focus = true;
    }

    fn go(&mut self, model: &Model, place: Place, extend: bool) {
        let anchor = self.anchor.unwrap_or(self.cursor);
        self.anchor = (extend && anchor != place).then_some(anchor);
        self.cursor = place;
        self.remember(model);
    }

    fn remember(&mut self, model: &Model) {
        self.visited = true;
        self.name = model.cell(self.cursor).map(|cell| cell.name.clone()).unwrap_or_default();
    }

    /// The changes that take all figures of the range away.
    fn cleared(&self, model: &Model, numbers: &Numbers) -> Vec<Change> {
        fill::with(model, self.range(), None, numbers)
    }

    fn paste(&mut self, model: &Model, numbers: &Numbers, text: &str) -> Outcome {
        match clip::paste(model, self.range(), text, numbers) {
            Ok(changes) => Outcome::set(changes, Kind::Paste),
            Err(sentence) => {
                self.problem = Some(sentence);
                Outcome { refused: true, ..Outcome::default() }
            }
        }
    }
}

/// The change that `text` makes at `place`, if any.
fn read(text: &str, place: Place, model: &Model, numbers: &Numbers) -> Result<Option<Change>, String> {
    let value = numbers(formula::body(text).unwrap_or(text))?;
    let same = model.value(place, numbers).is_ok_and(|before| before == value);
    Ok((!same).then_some(Change { row: place.row, column: place.column, value }))
}

/// The cell closest before `place` in reading order, or else the first.
fn near(model: &Model, place: Place) -> Place {
    let before = model.places().rev().find(|p| (p.row, p.column) <= (place.row, place.column));
    before.or_else(|| model.places().next()).unwrap_or_default()
}
