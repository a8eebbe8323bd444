//! The find bar of a page: Ctrl+F, F3 and Shift F3, Esc.

use eframe::egui::{self, Align2, Area, Frame, Id, Key, Margin, Order, Stroke, TextEdit, Ui};

use crate::command::Command;
use crate::ui::page::Page;
use crate::ui::page::find::{self, Hit};
use crate::ui::theme::{Tokens, font::Weight};
use crate::ui::widget::kept::Kept;
use crate::ui::widget::{self, announce, button::Button, label};
use crate::ui::{Screen, Version, View, icons};

/// What is looked for, and which of the places shows.
#[derive(Debug, Default)]
pub struct State {
    open: bool,
    query: String,
    at: usize,
    /// Go to the place in the next pass: the query or the place changed.
    go: bool,
    focus: bool,
    /// What had the keyboard before the bar.
    behind: Option<Id>,
    hits: Kept<(Page, Version, String), Vec<Hit>>,
    count: usize,
}

impl State {
    /// Opens the bar, or goes on to the next place or the one before.
    pub fn command(&mut self, command: Command) {
        let begun = self.open && !self.query.trim().is_empty();
        match command {
            Command::FindNext if begun => self.step(1),
            Command::FindPrevious if begun => self.step(self.count.saturating_sub(1)),
            _ => {
                // F3 after Esc goes on looking for the same.
                self.go = !self.query.is_empty();
                self.open = true;
                self.focus = true;
            }
        }
    }

    fn step(&mut self, by: usize) {
        if self.count > 0 {
            self.at = (self.at + by) % self.count;
            self.go = true;
        }
    }

    /// "2 of 5"
    fn said(&self) -> String {
        match self.count {
            _ if self.query.trim().is_empty() => String::new(),
            0 => "Nothing found".to_owned(),
            count => format!("{} of {count}", self.at + 1),
        }
    }
}

/// Looks for what is typed, and has the page show the place. Before the page is drawn.
pub(super) fn look(screen: &mut Screen, view: &View<'_>) {
    let state = &mut screen.find;
    let Some(open) = view.open.filter(|_| state.open && find::searches(view)) else { return };
    let key = (screen.page, open.version(), state.query.clone());
    let hits = state.hits.get(key, || find::hits(screen.page, &state.query, open));
    state.count = hits.len();
    state.at = state.at.min(hits.len().saturating_sub(1));
    let hit = hits.get(state.at).cloned();
    if !std::mem::take(&mut state.go) {
        return;
    }
    screen.plan.found = None;
    match hit {
        Some(Hit::Figure(period)) => screen.history.reveal(period),
        Some(Hit::Notes(range)) => screen.plan.found = Some((range, true)),
        None => {}
    }
}

const WIDTH: f32 = 200.0;

/// Draws the bar over the page's upper right corner.
pub(super) fn show(ui: &Ui, screen: &mut Screen, view: &View<'_>) {
    if !screen.find.open || !find::searches(view) || find::has_own_field(view.page) {
        screen.plan.found = None;
        return;
    }
    let t = view.t;
    if !std::mem::replace(&mut screen.find_stood, true) {
        screen.find.behind = ui.memory(egui::Memory::focused);
    }
    let frame = Frame::new()
        .fill(t.surface)
        .stroke(Stroke::new(1.0, t.control))
        .corner_radius(8)
        .shadow(ui.global_style().visuals.popup_shadow)
        .inner_margin(Margin::symmetric(8, 6));
    let area = Area::new(Id::unique("find")).order(Order::Foreground).anchor(Align2::RIGHT_TOP, [-20.0, 54.0]);
    let mut closed = false;
    area.show(ui.ctx(), |ui| {
        frame.show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                closed = bar(ui, &mut screen.find, t);
            });
        });
    });
    if closed {
        close(ui, screen, view);
    }
}

/// Draws field, count and buttons; answers whether the bar was closed.
fn bar(ui: &mut Ui, state: &mut State, t: &Tokens) -> bool {
    let before = state.query.clone();
    let edit = TextEdit::singleline(&mut state.query)
        .id(Id::unique("find query"))
        .font(Weight::Regular.at(13.0))
        .text_color(t.text1)
        .hint_text(label::rich("Find on this page", 13.0, Weight::Regular, t.text3))
        .return_key(None)
        .desired_width(WIDTH);
    let field = ui.add(edit).accessible_name("Find on this page");
    widget::focus_ring(ui, &field, 7, t);
    if std::mem::take(&mut state.focus) {
        field.request_focus();
    }
    if before != state.query {
        (state.at, state.go) = (0, true);
        ui.request_repaint();
    }
    if field.has_focus() {
        let (enter, shift) = ui.input(|input| (input.key_pressed(Key::Enter), input.modifiers.shift));
        if enter {
            state.step(if shift { state.count.saturating_sub(1) } else { 1 });
            ui.request_repaint();
        }
    }
    let ink = if state.count == 0 && !state.query.trim().is_empty() { t.orange } else { t.text2 };
    let (rect, said) = ui.allocate_exact_size(egui::vec2(92.0, 26.0), egui::Sense::hover());
    let words = state.said();
    widget::name(&said, egui::Role::Label, true, &words);
    announce(&said, false);
    label::paint(ui, rect.left_center(), Align2::LEFT_CENTER, &words, 12.0, Weight::Medium, ink);
    for (icon, command) in [(icons::CARET_UP, Command::FindPrevious), (icons::CARET_DOWN, Command::FindNext)] {
        let (name, hint) = (command.label(), command.hint());
        let button = Button::new(name).icon(icon).icon_only().small().enabled(state.count > 0).tooltip(&hint);
        if button.show(ui).clicked() {
            state.command(command);
            ui.request_repaint();
        }
    }
    let close = Button::new("Close the find bar").icon(icons::X).icon_only().small().tooltip("Close (Esc)").show(ui);
    // Escape takes the keyboard from a field before anyone sees the key; a figure that is being typed keeps its own.
    let escape = ui.input(|input| input.key_pressed(Key::Escape)) && (field.has_focus() || !ui.text_edit_focused());
    close.clicked() || escape
}

/// The keyboard goes to what was found, or else back to where it was.
fn close(ui: &Ui, screen: &mut Screen, view: &View<'_>) {
    screen.find.open = false;
    screen.find_stood = false;
    screen.plan.found = None;
    let behind = screen.find.behind.take();
    let key = view.open.map(|open| (screen.page, open.version(), screen.find.query.clone()));
    let hit = key.and_then(|key| screen.find.hits.get(key, Vec::new).get(screen.find.at).cloned());
    match (hit, behind) {
        (Some(Hit::Figure(period)), _) => screen.history.go_to(period),
        (_, Some(id)) => ui.memory_mut(|memory| memory.request_focus(id)),
        _ => {}
    }
    ui.request_repaint();
}
