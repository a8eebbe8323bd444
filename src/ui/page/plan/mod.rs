//! Whom a plan is for: where a new plan begins, and where an old one is renamed.

mod series;

use std::cell::Cell;

use eframe::egui::text::CCursor;
use eframe::egui::text_edit::TextEditOutput;
use eframe::egui::{self, ComboBox, Key, TextEdit, Ui};

use crate::document::Edit;
use crate::model::{Currency, FiscalStart, Plan, SubjectKind};
use crate::text::calendar::{month_name, span as span_words};
use crate::text::finding;
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::{self, button::Button, card, field, label, segment};
use crate::ui::{Ask, Open, View};

/// What is being typed. A draft, so that half a currency code is never in the plan.
#[derive(Debug, Default)]
pub struct State {
    draft: Option<Draft>,
    /// Revision that the draft shows; another one (undo, say) takes the draft's place.
    revision: Option<u64>,
    focus_first: bool,
    series: series::Drafts,
    /// Characters of the notes that were found, and whether they are still to be brought into view.
    pub found: Option<(std::ops::Range<usize>, bool)>,
}

#[derive(Clone, Debug)]
struct Draft {
    kind: SubjectKind,
    name: String,
    title: String,
    /// The title follows the name until somebody types one.
    title_typed: bool,
    owner: String,
    currency: String,
    fiscal_month: u8,
    notes: String,
    problem: Option<String>,
}

impl State {
    /// For a plan that is about to begin; `currency` is the desktop's guess.
    pub fn begin(&mut self, currency: Option<Currency>) {
        let mut draft = Draft::of(&Plan::default());
        draft.title_typed = false;
        draft.currency = currency.map(|c| c.to_string()).unwrap_or_default();
        *self = Self { draft: Some(draft), focus_first: true, ..Self::default() };
    }
}

impl State {
    /// Takes over what stands in the fields.
    pub fn finish(&mut self, open: Open<'_>, asks: &mut Vec<Ask>) {
        if let Some(draft) = self.draft.as_mut().filter(|_| self.revision == Some(open.document.revision())) {
            let before = asks.len();
            commit(draft, Some(open), asks);
            if asks.len() > before {
                // Undone before the page is drawn again, the plan is of this revision once more, and the draft is not.
                self.revision = None;
            }
        }
        self.series.finish(open, asks);
    }
}

impl Draft {
    fn of(plan: &Plan) -> Self {
        Self {
            kind: plan.subject.kind,
            name: plan.subject.name.clone(),
            title: plan.title.clone(),
            title_typed: true,
            owner: plan.owner.clone(),
            currency: plan.currency.map(|c| c.to_string()).unwrap_or_default(),
            fiscal_month: plan.fiscal_start.month(),
            notes: plan.notes.to_string(),
            problem: None,
        }
    }

    /// The plan's currency, or what is wrong with what was typed.
    fn currency(&self) -> Result<Option<Currency>, String> {
        let typed = self.currency.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        typed.parse().map(Some).map_err(|_| "Type three letters such as GBP, or leave it empty.".to_owned())
    }

    fn title(&self) -> String {
        match (self.title.trim(), self.name.trim()) {
            ("", "") => self.kind.label().to_owned(),
            ("", name) => name.to_owned(),
            (title, _) => title.to_owned(),
        }
    }

    fn write_to(&self, plan: &mut Plan, currency: Option<Currency>) {
        plan.subject.kind = self.kind;
        self.name.trim().clone_into(&mut plan.subject.name);
        plan.title = self.title();
        self.owner.trim().clone_into(&mut plan.owner);
        plan.currency = currency;
        plan.fiscal_start = FiscalStart::new(self.fiscal_month).unwrap_or_default();
        if *plan.notes != *self.notes {
            plan.notes = self.notes.as_str().into();
        }
    }
}

pub fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, open: Option<Open<'_>>, asks: &mut Vec<Ask>) {
    let t = view.t;
    let creating = open.is_none();
    if let Some(open) = open
        && state.revision != Some(open.document.revision())
    {
        let mut draft = Draft::of(open.plan);
        if let Some(waiting) = state.draft.take().filter(|old| old.problem.is_some()) {
            (draft.currency, draft.problem) = (waiting.currency, waiting.problem);
        }
        state.draft = Some(draft);
        state.revision = Some(open.document.revision());
    }
    let focus = std::mem::take(&mut state.focus_first);
    let draft = state.draft.get_or_insert_with(|| Draft::of(&Plan::default()));
    let (caption, finding) = match open {
        None => ("New plan", "Whom is the plan for?".to_owned()),
        Some(open) => ("Plan details", finding(open)),
    };
    let width = ui.available_width().min(WIDTH);
    // Without a side bar the form would cling to the window's edge.
    let margin = if creating { (ui.available_width() - width) / 2.0 } else { 0.0 };
    ui.horizontal_top(|ui| {
        ui.add_space(margin);
        ui.vertical(|ui| {
            ui.set_width(width);
            super::head(ui, caption, &finding.into(), t, asks, |_, _| {});
            let done = card::card(ui, 0.0, |ui| form(ui, draft, (focus, creating), &mut state.found, t));
            finish_form(ui, draft, done, open, asks);
            if let Some(open) = open {
                state.series.show(ui, open, t, asks);
            }
        });
    });
}

const WIDTH: f32 = 720.0;

/// "The plan is for Coast, Jul 2026 – Jun 2027."
fn finding(open: Open<'_>) -> String {
    let name = finding::name(open.plan);
    match open.plan.period {
        Some(span) => format!("The plan is for {name}, {}.", span_words(span, open.fiscal())),
        None => format!("The plan is for {name}; its year starts in {}.", month_name(u32::from(open.fiscal().month()))),
    }
}

/// The buttons under the form of a new plan; of an old one, taking over what was changed.
fn finish_form(ui: &mut Ui, draft: &mut Draft, done: Done, open: Option<Open<'_>>, asks: &mut Vec<Ask>) {
    if open.is_none() {
        let entered = ui.input(|i| i.modifiers.command && i.key_pressed(Key::Enter));
        ui.horizontal(|ui| {
            let create = Button::new("Create plan").ink().show(ui).clicked();
            if create || entered || done == Done::Entered {
                create_plan(draft, asks);
            }
            if Button::new("Back").show(ui).clicked() {
                asks.push(Ask::Command(crate::command::Command::ClosePlan));
            }
        });
    } else if done != Done::No {
        commit(draft, open, asks);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Done {
    No,
    /// A field was left, or a choice was made.
    Left,
    /// Enter in a single-line field.
    Entered,
}

fn form(
    ui: &mut Ui,
    draft: &mut Draft,
    (focus, creating): (bool, bool),
    found: &mut Option<(std::ops::Range<usize>, bool)>,
    t: &Tokens,
) -> Done {
    let mut done = Done::No;
    let full = ui.available_width();
    let half = (full - 16.0) / 2.0;
    caption(ui, "For", t);
    let kinds = SubjectKind::ALL.map(|kind| (kind.label(), kind == draft.kind));
    if let Some(index) = segment::segments(ui, "For", 30.0, &kinds) {
        draft.kind = SubjectKind::ALL[index];
        done = Done::Left;
    }
    ui.add_space(10.0);
    let left = Cell::new(Done::No);
    let row = |ui: &mut Ui, add: &mut dyn FnMut(&mut Ui) -> egui::Response| {
        let response = add(ui);
        if response.lost_focus() {
            left.set(if ui.input(|i| i.key_pressed(Key::Enter)) { Done::Entered } else { Done::Left });
        }
        response
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        let hint = match draft.kind {
            SubjectKind::Business => "The business’s name",
            SubjectKind::Salesperson => "Tom Achterberg",
            SubjectKind::Territory => "Coast",
            SubjectKind::KeyAccount => "Marlow Hotels",
            SubjectKind::Team => "Field sales",
            SubjectKind::Product => "Espresso beans",
        };
        let name = row(ui, &mut |ui| field::text_field(ui, "Name", &mut draft.name, hint, None, half));
        if focus {
            name.request_focus();
        }
        if !draft.title_typed && name.changed() {
            draft.title.clone_from(&draft.name);
        }
        let title = row(ui, &mut |ui| {
            field::text_field(ui, "Title of the plan", &mut draft.title, "Coast 2026–27", None, half)
        });
        draft.title_typed |= title.changed();
    });
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        row(ui, &mut |ui| field::text_field(ui, "Who answers for it", &mut draft.owner, "Optional", None, half));
        let problem = draft.problem.clone();
        let currency = row(ui, &mut |ui| {
            field::text_field(ui, "Currency", &mut draft.currency, "GBP, EUR, USD …", problem.as_deref(), 150.0)
        });
        if currency.changed() {
            draft.problem = None;
        }
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            let caption = ui.label(label::rich("Fiscal year starts in", 12.0, Weight::Medium, t.text3));
            let mut month = draft.fiscal_month;
            let months = ComboBox::from_id_salt("fiscal month")
                .width(half - 166.0)
                .selected_text(month_name(u32::from(month)))
                .height(400.0)
                .show_ui(ui, |ui| {
                    for number in 1..=12_u8 {
                        ui.selectable_value(&mut month, number, month_name(u32::from(number)));
                    }
                })
                .response
                .labelled_by(caption.id);
            widget::focus_ring(ui, &months, 7, t);
            if month != draft.fiscal_month {
                draft.fiscal_month = month;
                done = Done::Left;
            }
        });
    });
    if !creating {
        let caption = ui.label(label::rich("Notes", 12.0, Weight::Medium, t.text3));
        let notes = TextEdit::multiline(&mut draft.notes)
            .desired_width(full)
            .desired_rows(8)
            .hint_text("Anything worth keeping");
        let shown = notes.show(ui);
        mark_found(ui, &shown, found, t);
        let notes = shown.response.response.labelled_by(caption.id);
        widget::focus_ring(ui, &notes, 7, t);
        if notes.lost_focus() {
            done = Done::Left;
        }
    }
    if left.get() == Done::No { done } else { left.get() }
}

/// Frames what was found in the notes, line by line.
fn mark_found(ui: &Ui, notes: &TextEditOutput, found: &mut Option<(std::ops::Range<usize>, bool)>, t: &Tokens) {
    let Some((range, fresh)) = found else { return };
    let place = |at: usize| notes.galley.pos_from_cursor(CCursor::new(at)).translate(notes.galley_pos.to_vec2());
    let (from, to) = (place(range.start), place(range.end));
    // What runs over a line's end is framed to where its first line ends.
    let right = if from.top() < to.top() { notes.text_clip_rect.right() - 4.0 } else { to.right() };
    let rect = egui::Rect::from_min_max(from.min, egui::pos2(right, from.bottom())).expand2(egui::vec2(2.0, 1.0));
    ui.painter().rect_stroke(rect, 3, egui::Stroke::new(2.0, t.blue), egui::StrokeKind::Outside);
    if std::mem::take(fresh) {
        ui.scroll_to_rect_animation(rect.expand(24.0), None, egui::style::ScrollAnimation::none());
    }
}

fn caption(ui: &mut Ui, text: &str, t: &Tokens) {
    ui.label(label::rich(text, 12.0, Weight::Medium, t.text3));
}

fn create_plan(draft: &mut Draft, asks: &mut Vec<Ask>) {
    match draft.currency() {
        Ok(currency) => {
            let mut plan = Plan::new("");
            draft.write_to(&mut plan, currency);
            asks.push(Ask::Create(Box::new(plan)));
        }
        Err(problem) => draft.problem = Some(problem),
    }
}

fn commit(draft: &mut Draft, open: Option<Open<'_>>, asks: &mut Vec<Ask>) {
    let Some(open) = open else { return };
    let currency = draft.currency();
    draft.problem = currency.as_ref().err().cloned();
    // A currency that can't be read waits in its field; the rest is taken over all the same.
    let currency = currency.unwrap_or(open.plan.currency);
    let before = Plan::clone(open.plan);
    let mut after = before.clone();
    draft.write_to(&mut after, currency);
    if after != before {
        let label = what_changed(&before, &after);
        let draft = draft.clone();
        asks.push(Ask::Edit(Edit::new(label, move |plan| draft.write_to(plan, currency))));
    }
}

fn what_changed(before: &Plan, after: &Plan) -> &'static str {
    if before.title != after.title {
        "Change the title"
    } else if before.subject != after.subject {
        "Change whom the plan is for"
    } else if before.owner != after.owner {
        "Change the owner"
    } else if before.currency != after.currency {
        "Change the currency"
    } else if before.fiscal_start != after.fiscal_start {
        "Change the fiscal year"
    } else {
        "Change the notes"
    }
}
