//! What is being typed on a page whose fields are changed in place. Only the field that has the keyboard has a draft; what could not
//! be read when it was left waits in its field with the reason.

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::{
    Color32, CornerRadius, EventFilter, FontSelection, Frame, Id, Key, Label, Margin, Response, Stroke, TextEdit, Ui,
};

use super::label;
use crate::ui::theme::current;
use crate::ui::theme::font::Weight;

/// The drafts of a page, each under what its field is about.
#[derive(Debug)]
pub struct Drafts<K> {
    typed: Option<(K, String)>,
    refused: Vec<Refused<K>>,
    /// The field that the keyboard came to, with the text that is selected in it.
    selected: Option<(Id, String)>,
}

#[derive(Debug)]
struct Refused<K> {
    key: K,
    /// What the plan had then: once it has something else, that shows.
    at_rest: String,
    text: String,
    problem: String,
}

impl<K> Default for Drafts<K> {
    fn default() -> Self {
        Self { typed: None, refused: Vec::new(), selected: None }
    }
}

impl<K: PartialEq> Drafts<K> {
    /// What the field shows, and what is wrong with it.
    fn shown(&mut self, key: &K, at_rest: &str) -> (String, Option<String>) {
        self.refused.retain(|refused| refused.key != *key || refused.at_rest == at_rest);
        let refused = self.refused.iter().find(|refused| refused.key == *key);
        let problem = refused.map(|refused| refused.problem.clone());
        let typed = self.typed.as_ref().filter(|(typed, _)| typed == key).map(|(_, text)| text);
        let text = typed.or(refused.map(|refused| &refused.text));
        (text.map_or(at_rest, String::as_str).to_owned(), problem)
    }

    /// Whether this field is being typed in.
    #[must_use]
    pub fn is_typed(&self, key: &K) -> bool {
        self.typed.as_ref().is_some_and(|(typed, _)| typed == key)
    }

    /// What is being typed in this field.
    #[must_use]
    pub fn text(&self, key: &K) -> Option<&str> {
        self.typed.as_ref().filter(|(typed, _)| typed == key).map(|(_, text)| text.as_str())
    }

    /// Ends typing: the field and what stands in it, for `State::finish`.
    pub fn take(&mut self) -> Option<(K, String)> {
        let (key, text) = self.typed.take()?;
        self.refused.retain(|refused| refused.key != key);
        Some((key, text))
    }

    /// What was typed can't be taken: it stays in the field, with what to type instead.
    pub fn refuse(&mut self, key: K, at_rest: &str, text: String, problem: impl Into<String>) {
        self.refused.retain(|refused| refused.key != key);
        self.refused.push(Refused { key, at_rest: at_rest.to_owned(), text, problem: problem.into() });
    }

    /// Forgets everything, since the fields are about something else now.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

/// How a field looks at rest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// With an edge.
    #[default]
    Field,
    /// As the text of a table: an edge only under the mouse or the keyboard.
    Cell,
}

/// A field to change something in place.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    pub id: Id,
    /// What assistive technology calls it.
    pub name: &'a str,
    /// What the plan has.
    pub at_rest: &'a str,
    pub hint: &'a str,
    pub width: f32,
    pub look: Look,
    /// Points; 13 for most.
    pub size: f32,
    pub weight: Weight,
    /// Long text goes on in another line.
    pub wraps: bool,
    /// What is missing or wrong about what the plan has.
    pub problem: Option<&'a str>,
}

impl<'a> Field<'a> {
    #[must_use]
    pub fn new(id: Id, name: &'a str, at_rest: &'a str, width: f32) -> Self {
        let (hint, look, weight) = ("", Look::Field, Weight::Regular);
        Self { id, name, at_rest, hint, width, look, size: 13.0, weight, wraps: false, problem: None }
    }
}

/// A field that was drawn.
#[derive(Debug)]
pub struct Shown {
    pub response: Response,
    /// It was left with this text in it, which the plan doesn't have.
    pub left: Option<String>,
    /// Enter was pressed in it.
    pub entered: bool,
    /// What stands in it.
    pub text: String,
    /// What to type instead.
    pub problem: Option<String>,
}

/// Draws the field, without caption or complaint. Esc takes back what was typed.
pub fn show<K: PartialEq>(ui: &mut Ui, drafts: &mut Drafts<K>, key: K, field: &Field<'_>) -> Shown {
    let (mut text, refused) = drafts.shown(&key, field.at_rest);
    let problem = refused.or_else(|| field.problem.map(str::to_owned));
    let response = edit(ui, &mut text, field, problem.is_some());
    let came = response.gained_focus() && !response.is_pointer_button_down_on() && !field.wraps;
    // What was typed in the field before may have changed this one since.
    let changed = drafts.selected.as_ref().is_some_and(|(id, was)| *id == field.id && *was != text);
    if came || changed && response.has_focus() && !response.changed() && !drafts.is_typed(&key) {
        select_all(ui, &response, &text);
        drafts.selected = Some((field.id, text.clone()));
    } else if changed || response.changed() {
        drafts.selected.take_if(|(id, _)| *id == field.id);
    }
    let (enter, escape) = ui.input(|i| (i.key_pressed(Key::Enter), i.key_pressed(Key::Escape)));
    if response.changed() {
        drafts.typed = Some((key, text.clone()));
        return Shown { response, left: None, entered: false, text, problem };
    }
    // egui would break the line; in a field that changes in place Enter ends it.
    let entered = enter && response.has_focus();
    if entered {
        response.surrender_focus();
    }
    let mut left = None;
    if (response.lost_focus() || entered)
        && let Some((_, typed)) = drafts.typed.take_if(|(typed, _)| *typed == key)
    {
        drafts.refused.retain(|refused| refused.key != key);
        let plain = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        if !escape && plain != field.at_rest {
            left = Some(plain);
        }
    }
    Shown { response, left, entered, text, problem }
}

/// The same with a caption above, and below it a line for what to type instead that is always there.
pub fn show_captioned<K: PartialEq>(
    ui: &mut Ui,
    drafts: &mut Drafts<K>,
    key: K,
    caption: &str,
    field: &Field<'_>,
) -> Shown {
    let t = current(ui.ctx());
    ui.vertical(|ui| {
        ui.set_width(field.width);
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.add(Label::new(label::rich(caption, 12.0, Weight::Medium, t.text3)).truncate());
        let shown = show(ui, drafts, key, field);
        super::field::complaint(ui, shown.problem.as_deref(), field.width);
        shown
    })
    .inner
}

/// What the keyboard comes to by Tab is typed over, as everywhere on a desktop.
fn select_all(ui: &Ui, response: &Response, text: &str) {
    let mut state = TextEdit::load_state(ui.ctx(), response.id).unwrap_or_default();
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(all));
    state.store(ui.ctx(), response.id);
}

fn edit(ui: &mut Ui, text: &mut String, field: &Field<'_>, is_wrong: bool) -> Response {
    let t = current(ui.ctx());
    let hovered = ui.ctx().read_response(field.id).is_some_and(|response| response.hovered());
    let focused = ui.memory(|memory| memory.has_focus(field.id));
    let (fill, edge) = match field.look {
        _ if is_wrong => (t.orange_tint, Stroke::new(1.5, t.orange_fill)),
        Look::Cell if !hovered && !focused => (Color32::TRANSPARENT, Stroke::new(1.0, Color32::TRANSPARENT)),
        _ => (t.surface, Stroke::new(1.0, t.control)),
    };
    let margin =
        if field.look == Look::Cell { Margin { top: 3, ..Margin::symmetric(6, 2) } } else { Margin::symmetric(8, 6) };
    let frame = Frame::new().fill(fill).stroke(edge).corner_radius(CornerRadius::same(7)).inner_margin(margin);
    let edit = if field.wraps { TextEdit::multiline(text).desired_rows(1) } else { TextEdit::singleline(text) };
    let edit = edit
        .id(field.id)
        .font(FontSelection::FontId(field.weight.at(field.size)))
        .text_color(t.text1)
        .hint_text(label::rich(field.hint, field.size, field.weight, t.text3))
        .frame(frame)
        .return_key(None)
        .desired_width(field.width);
    let edit = if field.wraps {
        edit.event_filter(EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() })
    } else {
        edit
    };
    // A cell is as high as its text.
    let usual = ui.spacing().interact_size.y;
    if field.look == Look::Cell {
        ui.spacing_mut().interact_size.y = 22.0;
    }
    let response = ui.add(edit).accessible_name(field.name);
    ui.spacing_mut().interact_size.y = usual;
    super::reveal(ui, &response);
    super::focus_ring(ui, &response, 7, t);
    response
}
