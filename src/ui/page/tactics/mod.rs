//! Tactics: who does what by when, in one list over all strategies and responses.

mod add;
mod list;
mod listing;

use eframe::egui::{self, ComboBox, Role, Ui};

use crate::command::Command;
use crate::model::TacticId;
use crate::text::tactic as words;
use crate::ui::theme::font::Weight;
use crate::ui::widget::choice::{self, Choice};
use crate::ui::widget::kept::Kept;
use crate::ui::widget::typed::Drafts;
use crate::ui::widget::{self, KeyHint, card, label::Runs, letter_pressed, segment};
use crate::ui::{Ask, Open, Version, View, icons};
use listing::{Group, Listing};

use super::strategies::change::people;

/// What the page remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The tactic that the keyboard is on.
    chosen: Option<TacticId>,
    /// The list gets the keyboard, and the chosen tactic comes into view.
    wants_keyboard: bool,
    group: Group,
    /// Only what this person does.
    person: Option<String>,
    drafts: Drafts<add::Key>,
    add: add::State,
    listing: Kept<Facts, Listing>,
    people: Kept<Version, Vec<String>>,
}

/// What the list depends on.
type Facts = (Version, Group, Option<String>, chrono::NaiveDate);

impl State {
    /// Goes to this tactic, as somebody who comes from another page asks for.
    pub fn show_tactic(&mut self, id: TacticId) {
        (self.chosen, self.person, self.wants_keyboard) = (Some(id), None, true);
    }

    /// Ends what is being typed, as leaving its field would.
    pub fn finish(&mut self, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
        if let Some((_, text)) = self.drafts.take() {
            asks.extend(self.add.read(&text, view, open).map(Ask::Edit));
        }
    }
}

/// What the page reads, for the sheet of shortcuts.
pub const KEYS: &[KeyHint] = &[
    ("N", "Add a tactic in one line: what · who · day"),
    ("Space", "Tick a tactic off, or open it again"),
    ("B, X", "Mark a tactic as begun, as dropped"),
    ("Enter", "Open the strategy of a tactic"),
    ("Delete", "Remove a tactic"),
];

pub fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let sheets = &open.plan.worksheets;
    if sheets.strategies.is_empty() && sheets.tactics().next().is_none() {
        empty(ui, view, asks);
        return;
    }
    let known = state.people.get(open.version(), || people(sheets).into_iter().map(str::to_owned).collect());
    if state.person.as_ref().is_some_and(|person| !known.contains(person)) {
        state.person = None;
    }
    let facts = (open.version(), state.group, state.person.clone(), view.today);
    let listing = state.listing.get(facts, || Listing::of(open.plan, state.group, state.person.as_deref(), view.today));
    let said = if listing.places.is_empty() && state.person.is_none() {
        "No tactics yet: nobody does anything for the strategies so far.".to_owned()
    } else {
        words::finding(listing.late, listing.soon, listing.pending)
    };
    super::head(ui, "Tactics · over all strategies and responses", &said.into(), view.t, asks, |_, _| {});
    add::show(ui, &mut state.add, &mut state.drafts, view, open, asks);
    // After the field is drawn: it gets the keyboard in the next frame, and the letter is not typed into it.
    if letter_pressed(ui, egui::Key::N, false) || list::has_focus(ui) && ui.input(|i| i.key_pressed(egui::Key::N)) {
        state.add.focus();
        ui.ctx().request_repaint();
    }
    choices(ui, state, view, open);
    // Once more, since what is chosen above changes it.
    let facts = (open.version(), state.group, state.person.clone(), view.today);
    let listing = state.listing.get(facts, || Listing::of(open.plan, state.group, state.person.as_deref(), view.today));
    let mut cursor = list::Cursor { chosen: &mut state.chosen, wants_keyboard: &mut state.wants_keyboard };
    let with_home = state.group != Group::Strategy;
    list::show(ui, listing, &mut cursor, with_home, view, asks);
}

/// By what the list is grouped, and whose tactics it shows.
fn choices(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>) {
    let sheets = &open.plan.worksheets;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let groups = Group::ALL.map(|group| (group.label(), group == state.group));
        if let Some(index) = segment::segments(ui, "List", 30.0, &groups) {
            state.group = Group::ALL[index];
        }
        let known = state.people.get(open.version(), || people(sheets).into_iter().map(str::to_owned).collect());
        let shown = state.person.as_deref().unwrap_or("Everyone").to_owned();
        let mut chosen = None;
        let response = ComboBox::from_id_salt("person").selected_text(&shown).height(400.0).show_ui(ui, |ui| {
            if ui.selectable_label(state.person.is_none(), "Everyone").clicked() {
                chosen = Some(None);
            }
            for name in known {
                if ui.selectable_label(state.person.as_ref() == Some(name), name).clicked() {
                    chosen = Some(Some(name.clone()));
                }
            }
        });
        widget::focus_ring(ui, &response.response, 7, view.t);
        widget::name(&response.response, Role::ComboBox, true, &format!("Tactics of: {shown}"));
        if let Some(person) = chosen {
            state.person = person;
        }
    });
}

/// Before there is anything that a tactic could be for.
fn empty(ui: &mut Ui, view: &View<'_>, asks: &mut Vec<Ask>) {
    let said = "No tactics yet. They belong to strategies, and there is none.".to_owned();
    super::head(ui, "Tactics", &said.into(), view.t, asks, |_, _| {});
    card::card(ui, 0.0, |ui| {
        let width = ui.available_width();
        let what = "Who does what by when?";
        Runs::new(18.0, 26.0).add(what, Weight::SemiBold, view.t.text1).show(ui, width);
        let how = "A strategy says how the gap is closed, its tactics who does what for it: one person, a first step within a week, \
                   and what shows that it is done. Here they all stand in one list, by person or by week.";
        Runs::new(13.0, 19.0).add(how, Weight::Regular, view.t.text2).show(ui, width.min(640.0));
        ui.add_space(12.0);
        let key = Command::ShowStrategies.key_text();
        let help = "Brainstorm, or write one down";
        let ways = [Choice { icon: icons::STRATEGY, name: "Go to Strategies", help, key: &key }];
        if choice::row(ui, width.min(300.0), &ways).is_some() {
            asks.push(Ask::Command(Command::ShowStrategies));
        }
        ui.add_space(8.0);
    });
}
