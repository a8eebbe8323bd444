//! Marking what happened: the form over the chart, and the marked episodes as buttons.

use eframe::egui::{self, ComboBox, Key, Role, Ui};

use crate::document::Edit;
use crate::model::{Episode, EpisodeKind, Span};
use crate::text::calendar;
use crate::ui::theme::font::Weight;
use crate::ui::widget::{self, button::Button, card, field, label, label::Runs, segment};
use crate::ui::{Ask, Open, icons};

/// The key that opens the form while nothing is typed.
pub(super) const KEY: &str = "E";

/// The form that marks an episode or changes one.
#[derive(Debug, Default)]
pub struct Form {
    draft: Option<Draft>,
}

#[derive(Debug)]
struct Draft {
    /// The episode that is changed, as it was; `None` for a new one.
    was: Option<Episode>,
    name: String,
    kind: EpisodeKind,
    from: String,
    to: String,
    note: String,
    left_out: bool,
    out_of_level: bool,
    name_problem: Option<String>,
    span_problem: Option<String>,
    focus: bool,
}

impl Draft {
    fn of(episode: Episode, was: Option<Episode>) -> Self {
        Self {
            was,
            from: calendar::day_as_typed(episode.first, true),
            to: calendar::day_as_typed(episode.last, false),
            name: episode.name,
            kind: episode.kind,
            note: episode.note,
            left_out: episode.left_out,
            out_of_level: episode.out_of_level,
            name_problem: None,
            span_problem: None,
            focus: true,
        }
    }

    /// The episode as typed; what is wrong is said at the fields.
    fn read(&mut self, open: Open<'_>) -> Option<Episode> {
        let days = |text: &str| {
            calendar::parse_days(text, open.fiscal())
                .ok_or_else(|| format!("“{}” is no month such as Feb 2025 and no day such as 2025-02-10.", text.trim()))
        };
        self.name_problem = self.name.trim().is_empty().then(|| "Say what happened, in a few words.".to_owned());
        let span = days(&self.from).and_then(|from| Ok((from.0, days(&self.to)?.1)));
        let span =
            span.and_then(
                |(first, last)| if first <= last { Ok((first, last)) } else { Err("It ends before it begins.".into()) },
            );
        let (first, last) = span.map_err(|problem| self.span_problem = Some(problem)).ok()?;
        self.span_problem = None;
        let episode = Episode {
            name: self.name.trim().to_owned(),
            kind: self.kind,
            first,
            last,
            left_out: self.left_out,
            out_of_level: self.out_of_level,
            note: self.note.trim().to_owned(),
        };
        let others = open.plan.episodes.iter().filter(|e| self.was.as_ref() != Some(*e));
        if others.into_iter().any(|other| other.same_as(&episode)) {
            self.name_problem = Some("An event with this name and these days is marked already.".to_owned());
        }
        self.name_problem.is_none().then_some(episode)
    }
}

impl Form {
    /// Opens the form for a new episode over `span`, or over the latest finished period.
    pub fn begin(&mut self, open: Open<'_>, span: Option<Span>) {
        let answer = open.answer;
        let last = answer.last_finished.and_then(|row| answer.rows.get(row)).or(answer.rows.first());
        let Some(span) = span.or_else(|| last.map(|row| Span { first: row.period, last: row.period })) else { return };
        self.draft = Some(Draft::of(Episode::over(span, open.fiscal()), None));
    }

    pub fn change(&mut self, episode: &Episode) {
        self.draft = Some(Draft::of(episode.clone(), Some(episode.clone())));
    }
}

/// The card with the form, while it is open.
pub(super) fn show(ui: &mut Ui, form: &mut Form, open: Open<'_>, asks: &mut Vec<Ask>) {
    let Some(draft) = &mut form.draft else { return };
    let mut done = false;
    card::card(ui, 0.0, |ui| {
        let title = if draft.was.is_some() { "Change the event" } else { "Mark an event" };
        card::heading(ui, title, "What bore on sales for a while. It is shaded on the chart.", |_| {});
        let mut entered = fields(ui, draft);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let label = if draft.was.is_some() { "Change event" } else { "Mark event" };
            entered |= Button::new(label).ink().show(ui).clicked();
            if Button::new("Cancel").show(ui).clicked() || ui.input(|i| i.key_pressed(Key::Escape)) {
                done = true;
            }
            if let Some(was) = draft.was.as_ref().filter(|_| Button::new("Remove event").quiet().show(ui).clicked()) {
                asks.push(Ask::Edit(remove(was)));
                done = true;
            }
        });
        if entered && let Some(episode) = draft.read(open) {
            asks.push(Ask::Edit(mark(draft.was.clone(), episode)));
            done = true;
        }
    });
    if done {
        form.draft = None;
    }
}

/// Draws the fields; answers whether Enter was pressed in one.
fn fields(ui: &mut Ui, draft: &mut Draft) -> bool {
    const GAP: f32 = 12.0;
    /// Room for the two switches behind the note.
    const SWITCHES: f32 = 470.0;
    let width = ui.available_width();
    let short = ((width - 3.0 * GAP) * 0.16).max(96.0);
    let long = width - 2.0 * short - 3.0 * GAP - 190.0;
    let mut entered = false;
    let mut enter = |response: &egui::Response, ui: &Ui| {
        entered |= response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        response.changed()
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let name = field::text_field(
            ui,
            "What happened",
            &mut draft.name,
            "No rep in Coast",
            draft.name_problem.as_deref(),
            long,
        );
        if std::mem::take(&mut draft.focus) {
            name.request_focus();
        }
        if enter(&name, ui) {
            draft.name_problem = None;
        }
        let from = field::text_field(ui, "From", &mut draft.from, "Feb 2025", None, short);
        let to = field::text_field(ui, "To", &mut draft.to, "May 2025", None, short);
        if enter(&from, ui) | enter(&to, ui) {
            draft.span_problem = None;
        }
        ui.vertical(|ui| kind_choice(ui, draft));
    });
    if draft.span_problem.is_some() {
        field::complaint(ui, draft.span_problem.as_deref(), width);
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let note = field::text_field(
            ui,
            "Note on the event",
            &mut draft.note,
            "What else is worth knowing",
            None,
            width - SWITCHES,
        );
        enter(&note, ui);
        ui.vertical(|ui| {
            ui.add_space(21.0);
            if segment::toggle(ui, "Leave out of season and trend", draft.left_out).clicked() {
                draft.left_out = !draft.left_out;
            }
        });
        ui.vertical(|ui| {
            ui.add_space(21.0);
            let toggle = segment::toggle(ui, "Leave out of the level too", draft.out_of_level);
            if toggle.on_hover_text(OUT_OF_LEVEL).clicked() {
                draft.out_of_level = !draft.out_of_level;
            }
        });
    });
    let t = crate::ui::theme::current(ui.ctx());
    let help = match (draft.left_out, draft.out_of_level) {
        (_, true) => OUT_OF_LEVEL,
        (true, false) => LEFT_OUT,
        (false, false) => "It counts like any other time.",
    };
    Runs::new(12.0, 16.0).add(help, Weight::Regular, t.text3).show(ui, width);
    entered
}

/// What the switches do, for those who don't know what a level is.
const LEFT_OUT: &str =
    "It says nothing of the season, the trend and what is usual; the forecast still goes on from where it left sales.";
const OUT_OF_LEVEL: &str =
    "The forecast goes on as if it had not been: for something that came once and won’t come back.";

fn kind_choice(ui: &mut Ui, draft: &mut Draft) {
    let t = crate::ui::theme::current(ui.ctx());
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.label(label::rich("Kind", 12.0, Weight::Medium, t.text3));
    let shown = ComboBox::from_id_salt("event kind").selected_text(draft.kind.label()).width(170.0).show_ui(ui, |ui| {
        for kind in EpisodeKind::ALL {
            ui.selectable_value(&mut draft.kind, kind, kind.label());
        }
    });
    widget::focus_ring(ui, &shown.response, 7, t);
    widget::name(&shown.response, Role::ComboBox, true, &format!("Kind: {}", draft.kind.label()));
}

fn mark(was: Option<Episode>, episode: Episode) -> Edit {
    let label = match &was {
        None => format!("Mark “{}”", episode.name),
        Some(_) => format!("Change “{}”", episode.name),
    };
    Edit::new(label, move |plan| {
        match was.and_then(|was| plan.episodes.iter().position(|e| *e == was)) {
            Some(index) => plan.change_episode(index, episode),
            None => Some(plan.mark_episode(episode)),
        };
    })
}

fn remove(episode: &Episode) -> Edit {
    let was = episode.clone();
    let edit = Edit::new(format!("Remove “{}”", episode.name), move |plan| {
        if let Some(index) = plan.episodes.iter().position(|e| *e == was) {
            plan.remove_episode(index);
        }
    });
    edit.saying(format!("Removed “{}”", episode.name))
}

/// The marked episodes, each a button that opens it; the line wraps.
pub(super) fn list(ui: &mut Ui, form: &mut Form, open: Open<'_>, in_row: bool) {
    if open.plan.episodes.is_empty() {
        return;
    }
    // Beside the heading one line is enough; else the line wraps.
    let buttons = |ui: &mut Ui, form: &mut Form| {
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 4.0);
        for (index, episode) in open.plan.episodes.iter().enumerate() {
            let left_out = match (episode.left_out, episode.out_of_level) {
                (true, true) => ", left out of season and level",
                (true, false) => ", left out of the season",
                (false, true) => ", left out of the level",
                (false, false) => "",
            };
            let name = format!("{}{left_out}", episode.name);
            let span = episode.span(open.answer.granularity, open.fiscal());
            let when = span.map(|span| calendar::span(span, open.fiscal())).unwrap_or_default();
            let tooltip = match episode.note.trim() {
                "" => format!("{}, {when}", episode.kind.label()),
                note => format!("{}, {when}. {note}", episode.kind.label()),
            };
            ui.push_id(index, |ui| {
                if Button::new(&name).icon(icons::FLAG).small().tooltip(&tooltip).show(ui).clicked() {
                    form.change(episode);
                }
            });
        }
    };
    if in_row {
        buttons(ui, form);
    } else {
        ui.horizontal_wrapped(|ui| buttons(ui, form));
    }
}
