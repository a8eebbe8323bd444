//! KPIs: what is counted between meetings, whether it is more than chance, and whether it comes before sales.

mod change;
mod entry;
mod form;
mod goal;
mod listing;
mod opened;
mod start;
mod table;

use std::rc::Rc;

use chrono::NaiveDate;
use eframe::egui::{Key as Pressed, Ui};

use crate::chart::Scene;
use crate::model::KpiId;
use crate::text::kpi as words;
use crate::ui::widget::button::Button;
use crate::ui::widget::kept::Kept;
use crate::ui::widget::typed::{self, Drafts, Field};
use crate::ui::widget::{KeyHint, chart, letter_pressed};
use crate::ui::{Ask, Open, Version, View, icons};
use listing::Listing;

/// A field of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key {
    New,
    Own(KpiId, Own),
    /// A field of the exception at this place.
    Exception(KpiId, usize, Part),
}

/// A field of a KPI itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Own {
    Name,
    Definition,
    Unit,
    Owner,
    Least,
    Most,
    From,
    To,
    Start,
    By,
    Skills,
    Improvements,
}

/// A field of an exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Part {
    First,
    Last,
    Goal,
    Reason,
}

/// What the page remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The KPI that is open.
    chosen: Option<KpiId>,
    drafts: Drafts<Key>,
    adding: bool,
    /// One more KPI than this is a new one, to be opened.
    before: Option<usize>,
    /// What the keyboard goes to next.
    wanted: Option<Wanted>,
    entry: entry::State,
    listing: Kept<(Version, NaiveDate), Rc<Listing>>,
    sparks: Kept<(Version, NaiveDate, u32), Rc<Vec<Scene>>>,
    scene: Kept<(Version, NaiveDate, KpiId, [u32; 2]), Scene>,
    cursor: chart::Cursor,
    lead: Kept<(Version, NaiveDate, KpiId, [u32; 2]), Scene>,
    lead_cursor: chart::Cursor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    New,
    Name,
    Unit,
}

impl State {
    /// Opens this KPI, as somebody who comes from another page asks for.
    pub fn show_kpi(&mut self, id: KpiId) {
        self.chosen = Some(id);
    }

    /// Ends what is being typed, as leaving its field would.
    pub fn finish(&mut self, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
        if let Some((key, text)) = self.drafts.take()
            && let Ok(Some(edit)) = change::read(key, &text, view, open)
        {
            asks.push(Ask::Edit(edit));
        }
        let listing =
            Rc::clone(self.listing.get((open.version(), view.today), || Rc::new(Listing::of(open, view.today))));
        self.entry.finish(&listing, view, open, asks);
    }
}

/// What the page reads, for the sheet of shortcuts.
pub const KEYS: &[KeyHint] = &[
    ("N", "Add a KPI"),
    ("E", "Enter what was counted"),
    ("Enter", "Change the KPI that is chosen"),
    ("Alt Up, Alt Down", "Move a KPI"),
    ("Delete", "Remove a KPI"),
];

const GAP: f32 = 14.0;

pub fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Open<'_>, asks: &mut Vec<Ask>) {
    let kpis = &open.plan.kpis;
    if state.before.take_if(|before| kpis.len() > *before).is_some() {
        state.chosen = kpis.last().map(|kpi| kpi.id);
        (state.adding, state.wanted) = (false, Some(Wanted::Unit));
    }
    let listing = Rc::clone(state.listing.get((open.version(), view.today), || Rc::new(Listing::of(open, view.today))));
    if state.chosen.is_none_or(|id| open.plan.kpi(id).is_none()) {
        state.chosen = listing.rows.first().map(|row| row.id);
    }
    let mut add = letter_pressed(ui, Pressed::N, false);
    let mut enter = listing.next.is_some() && letter_pressed(ui, Pressed::E, false);
    super::head(ui, &listing.caption, &listing.finding, view.t, asks, |ui, _| {
        if let Some((rhythm, first)) = listing.next {
            let name = format!("Enter {}", words::period(rhythm, first, view.today));
            enter |= Button::new(&name).icon(icons::KEYBOARD).key("E").show(ui).clicked();
        }
        add |= Button::new("KPI").icon(icons::PLUS).ink().key("N").name("Add a KPI").show(ui).clicked();
    });
    if add {
        (state.adding, state.wanted) = (true, Some(Wanted::New));
    }
    if enter && let Some((rhythm, first)) = listing.next {
        state.entry.open(rhythm, first);
    }
    ui.spacing_mut().item_spacing.y = GAP;
    if state.adding || kpis.is_empty() {
        start::show(ui, state, view, open, asks);
    }
    if kpis.is_empty() {
        return;
    }
    entry::show(ui, &mut state.entry, &listing, view, open, asks);
    table::show(ui, state, &listing, view, open, asks);
    let Some(row) = state.chosen.and_then(|id| listing.rows.iter().find(|row| row.id == id)) else { return };
    let Some(kpi) = open.plan.kpi(row.id) else { return };
    opened::show(ui, state, kpi, row, view, open, asks);
    form::show(ui, state, kpi, row, view, open, asks);
}

/// Draws fields and takes over what is typed in them.
struct Fields<'a, 'b> {
    drafts: &'a mut Drafts<Key>,
    view: &'a View<'b>,
    open: Open<'b>,
    asks: &'a mut Vec<Ask>,
}

impl Fields<'_, '_> {
    /// Draws a field with its caption, and a line below for what is wrong.
    fn captioned(&mut self, ui: &mut Ui, key: Key, caption: &str, field: &Field<'_>) -> typed::Shown {
        let mut shown = typed::show_captioned(ui, self.drafts, key, caption, field);
        if let Some(text) = shown.left.take() {
            match change::read(key, &text, self.view, self.open) {
                Ok(edit) => self.asks.extend(edit.map(Ask::Edit)),
                Err(problem) => self.drafts.refuse(key, field.at_rest, text, problem),
            }
        }
        shown
    }
}
