//! What the grid remembers between passes, and what each key does to it. No drawing here.

use std::collections::VecDeque;

use super::clip::{self, Range};
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
    /// The focus shall leave, onwards or back.
    pub(super) leaving: Option<Leave>,
    /// Keys for the next pass: only the page's answer to an event shows what they act on.
    pub(super) waiting: VecDeque<Press>,
    pub(super) composing: bool,
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
            Press::Cancel => self.anchor = None,
            Press::Clear | Press::Backspace => return Outcome::event(self.clear(model, numbers, Kind::Clear)),
            Press::Copy => {
                let text = clip::copy(model, self.range());
                return Outcome { event: Some(Event::Copy(text.clone())), copied: Some(text), refused: false };
            }
            Press::Cut => {
                let text = clip::copy(model, self.range());
                let event = self.clear(model, numbers, Kind::Cut).unwrap_or_else(|| Event::Copy(text.clone()));
                return Outcome { event: Some(event), copied: Some(text), refused: false };
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
            Press::Go { step, extend: false } if step.ends_editing(typed) => {
                return self.commit_and(press, model, numbers);
            }
            Press::Text(text) | Press::Paste(text) => self.change_draft(|draft| draft.push_str(&text)),
            Press::Backspace => self.change_draft(|draft| {
                draft.pop();
            }),
            Press::Go { .. } | Press::Edit | Press::Clear | Press::All | Press::Copy | Press::Cut => {}
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
        let Some(draft) = &mut self.draft else { return Outcome::default() };
        let unchanged = draft.text == draft.began && !draft.typed;
        let change = if unchanged { Ok(None) } else { read(&draft.text, self.cursor, model, numbers) };
        match change {
            Ok(change) => {
                self.draft = None;
                self.problem = None;
                Outcome::event(change.map(|change| Event::Set(vec![change], Kind::Type)))
            }
            Err(sentence) => {
                draft.refused = true;
                self.problem = Some(format!("{sentence}."));
                Outcome { refused: true, ..Outcome::default() }
            }
        }
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
            self.anchor = None;
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

    fn clear(&self, model: &Model, numbers: &Numbers, kind: Kind) -> Option<Event> {
        let filled = |place: &Place| model.cell(*place).is_some() && model.value(*place, numbers) != Ok(None);
        let changes: Vec<Change> = self
            .range()
            .places()
            .filter(filled)
            .map(|place| Change { row: place.row, column: place.column, value: None })
            .collect();
        (!changes.is_empty()).then_some(Event::Set(changes, kind))
    }

    fn paste(&mut self, model: &Model, numbers: &Numbers, text: &str) -> Outcome {
        match clip::paste(model, self.range(), text, numbers) {
            Ok(changes) if changes.is_empty() => Outcome::default(),
            Ok(changes) => Outcome::event(Some(Event::Set(changes, Kind::Paste))),
            Err(sentence) => {
                self.problem = Some(sentence);
                Outcome { refused: true, ..Outcome::default() }
            }
        }
    }
}

/// The change that `text` makes at `place`, if any.
fn read(text: &str, place: Place, model: &Model, numbers: &Numbers) -> Result<Option<Change>, String> {
    let value = numbers(text)?;
    let same = model.value(place, numbers).is_ok_and(|before| before == value);
    Ok((!same).then_some(Change { row: place.row, column: place.column, value }))
}

/// The cell closest before `place` in reading order, or else the first.
fn near(model: &Model, place: Place) -> Place {
    let before = model.places().rev().find(|p| (p.row, p.column) <= (place.row, place.column));
    before.or_else(|| model.places().next()).unwrap_or_default()
}
