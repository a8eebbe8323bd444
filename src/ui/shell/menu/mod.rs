//! The menu bar, by mouse and by keyboard alike: Alt and a letter, F10, arrows, Home, End, letters, Enter, Esc.
//!
//! A menu of our own, since egui's knows neither letters nor a bar that the keyboard walks along.

mod keys;

use eframe::egui::{
    self, Align2, Area, CornerRadius, EventFilter, Frame, Id, Margin, Order, Rect, Role, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo,
};

use super::able;
use crate::command::{Command, Menu};
use crate::ui::theme::{ThemeChoice, Tokens, font::Weight};
use crate::ui::widget::{self, label};
use crate::ui::{Ask, View, icons};

pub(super) use keys::read;

/// Which menu has the keyboard or is open, and what had the keyboard before.
#[derive(Debug, Default)]
pub struct State {
    place: Option<Place>,
    behind: Option<Id>,
}

/// Where in the bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    menu: usize,
    open: bool,
    /// The entry that the keyboard or the mouse is on.
    item: Option<usize>,
}

impl State {
    /// Whether the keyboard is in the menus.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.place.is_some()
    }

    /// Closes the menu. The keyboard goes back to where it was.
    fn leave(&mut self, ctx: &egui::Context) {
        self.place = None;
        ctx.memory_mut(|memory| match self.behind.take() {
            Some(id) => memory.request_focus(id),
            None => memory.stop_text_input(),
        });
    }
}

/// The commands of a menu, in their order.
fn entries(menu: usize) -> Vec<Command> {
    let menu = Menu::ALL.get(menu).copied();
    Command::ALL.into_iter().filter(|command| Some(command.menu()) == menu).collect()
}

fn bar_id(menu: usize) -> Id {
    Id::unique(("menu bar", menu))
}

fn entry_id(menu: usize, item: usize) -> Id {
    Id::unique(("menu entry", menu, item))
}

/// Draws the bar, and the menu that is open.
pub(super) fn show(ui: &mut Ui, state: &mut State, view: &View<'_>, asks: &mut Vec<Ask>) {
    let before = state.place;
    let heads: Vec<Rect> =
        Menu::ALL.into_iter().enumerate().map(|(index, menu)| head(ui, state, index, menu, view.t)).collect();
    if let Some(place) = state.place.filter(|place| place.open)
        && let Some(under) = heads.get(place.menu)
    {
        let shown = list(ui.ctx(), state, place, *under, view, asks);
        let pressed = ui.input(|i| i.pointer.any_pressed().then(|| i.pointer.interact_pos()).flatten());
        let beside = |at| !shown.contains(at) && !heads.iter().any(|head| head.contains(at));
        if before.is_some() && pressed.is_some_and(beside) {
            ui.memory_mut(|memory| memory.surrender_focus(holder(place)));
            *state = State::default();
        }
    }
    hold_keyboard(ui, state);
}

/// What has the keyboard there.
fn holder(place: Place) -> Id {
    match place.item {
        Some(item) if place.open => entry_id(place.menu, item),
        _ => bar_id(place.menu),
    }
}

/// The keyboard stays where the state says, and egui moves it nowhere.
fn hold_keyboard(ui: &Ui, state: &State) {
    let Some(id) = state.place.map(holder) else { return };
    let all = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| {
        memory.request_focus(id);
        memory.set_focus_lock_filter(id, all);
    });
}

/// A menu's name in the bar.
fn head(ui: &mut Ui, state: &mut State, index: usize, menu: Menu, t: &Tokens) -> Rect {
    let name = menu.label();
    let width = (label::width(ui, name, 13.0, Weight::Regular) + 20.0).ceil();
    let (_, rect) = ui.allocate_space(egui::vec2(width, 30.0));
    let response = ui.interact(rect, bar_id(index), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let here = state.place.filter(|place| place.menu == index);
    let is_open = here.is_some_and(|place| place.open);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_has_popup(egui::accesskit::HasPopup::Menu);
        node.set_expanded(is_open);
    });
    if response.hovered() || is_open {
        ui.painter().rect_filled(rect, CornerRadius::same(7), t.hover);
    }
    let text = egui::pos2(rect.left() + 10.0, rect.center().y);
    let drawn = label::paint(ui, text, Align2::LEFT_CENTER, name, 13.0, Weight::Regular, t.text2);
    if ui.input(|input| input.modifiers.alt) || state.place.is_some_and(|place| !place.open) {
        let letter = label::width(ui, &name[..1], 13.0, Weight::Regular);
        let line = egui::Rangef::new(drawn.left(), drawn.left() + letter);
        ui.painter().hline(line, drawn.bottom() - 1.0, Stroke::new(1.0, t.text2));
    }
    if !is_open {
        widget::focus_ring(ui, &response, 7, t);
    }
    if response.clicked() {
        if state.place.is_none() {
            state.behind = ui.memory(egui::Memory::focused).filter(|id| *id != bar_id(index));
        }
        state.place = if is_open { None } else { Some(Place { menu: index, open: true, item: None }) };
    } else if response.hovered()
        && let Some(place) = state.place.as_mut().filter(|place| place.open && place.menu != index)
        && ui.input(|input| input.pointer.delta() != egui::Vec2::ZERO)
    {
        // With one menu open, the mouse only has to pass over the next.
        *place = Place { menu: index, open: true, item: None };
    }
    rect
}

const WIDTH: f32 = 290.0;
const ROW: f32 = 30.0;

/// The open menu; answers where it lies.
fn list(
    ctx: &egui::Context,
    state: &mut State,
    place: Place,
    under: Rect,
    view: &View<'_>,
    asks: &mut Vec<Ask>,
) -> Rect {
    let visuals = ctx.global_style().visuals.clone();
    let frame = Frame::new()
        .fill(view.t.surface)
        .stroke(visuals.window_stroke)
        .corner_radius(visuals.menu_corner_radius)
        .shadow(visuals.popup_shadow)
        .inner_margin(Margin::same(5));
    let window = ctx.content_rect();
    let area = Area::new(Id::unique(("menu", place.menu)))
        .kind(egui::UiKind::Menu)
        .order(Order::Foreground)
        .fixed_pos(under.left_bottom() + egui::vec2(0.0, 4.0));
    let mut taken = None;
    let shown = area.show(ctx, |ui| {
        frame.show(ui, |ui| {
            ui.set_width(WIDTH.min(window.width() - 40.0));
            ui.spacing_mut().item_spacing.y = 0.0;
            let entries = entries(place.menu);
            #[expect(clippy::cast_precision_loss, reason = "a handful")]
            let height = (entries.len() as f32 * ROW).min(window.bottom() - under.bottom() - 24.0);
            let scroll = ScrollArea::vertical().id_salt(place.menu).max_height(height).min_scrolled_height(height);
            scroll.show(ui, |ui| {
                for (item, command) in entries.into_iter().enumerate() {
                    if entry(ui, state, (place.menu, item), command, view) {
                        taken = Some(command);
                    }
                }
            });
        });
    });
    if let Some(command) = taken {
        state.leave(ctx);
        asks.push(Ask::Command(command));
    }
    shown.response.rect
}

/// One entry; answers whether it was taken.
fn entry(ui: &mut Ui, state: &mut State, at: (usize, usize), command: Command, view: &View<'_>) -> bool {
    let t = view.t;
    let hindrance = able::hindrance(command, view);
    let words = able::words(command, view);
    let (_, rect) = ui.allocate_space(egui::vec2(ui.available_width(), ROW));
    let response = ui.interact(rect, entry_id(at.0, at.1), Sense::click());
    let able = hindrance.is_none();
    response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, able, &words));
    let (key, help) = (command.key_text(), hindrance.unwrap_or(command.tooltip()));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_description(help);
        if !key.is_empty() {
            node.set_keyboard_shortcut(key.as_str());
        }
    });
    if response.hovered() && ui.input(|input| input.pointer.delta() != egui::Vec2::ZERO) {
        state.place = Some(Place { menu: at.0, open: true, item: Some(at.1) });
    }
    let here = state.place.is_some_and(|place| place.menu == at.0 && place.item == Some(at.1));
    if here {
        ui.painter().rect_filled(rect, CornerRadius::same(6), t.selected);
        let bar = Rect::from_min_size(rect.left_top() + egui::vec2(0.0, 7.0), egui::vec2(3.0, ROW - 14.0));
        ui.painter().rect_filled(bar, CornerRadius::same(2), t.blue);
        // Asked for only while it is out of sight: at the end of a list there is nothing left to scroll, and asking again never rests. Zoomed,
        // the last row may overhang by less than a point, however far one scrolls.
        if !response.hovered() && !ui.clip_rect().expand(1.0).contains_rect(rect) {
            ui.scroll_to_rect_animation(rect, None, egui::style::ScrollAnimation::none());
        }
    }
    if theme_of(command).is_some_and(|choice| choice == view.preferences.theme) {
        let at = egui::pos2(rect.left() + 8.0, rect.center().y);
        label::paint_icon(ui, at, Align2::LEFT_CENTER, icons::CHECK, 14.0, t.text1);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_toggled(egui::accesskit::Toggled::True));
    }
    let ink = if able { t.text1 } else { t.control };
    // Whoever comes by keyboard has no mouse to point with: the reason stands where the key does.
    let right = if here && !able { help } else { &key };
    let at = egui::pos2(rect.right() - 10.0, rect.center().y);
    let right = label::paint(ui, at, Align2::RIGHT_CENTER, right, 12.0, Weight::Regular, t.text3);
    let from = egui::pos2(rect.left() + 28.0, rect.center().y);
    label::paint_fitting(ui, from, &words, 13.0, Weight::Regular, ink, right.left() - 10.0 - from.x);
    response.on_hover_text(help).clicked() && able
}

fn theme_of(command: Command) -> Option<ThemeChoice> {
    match command {
        Command::ThemeSystem => Some(ThemeChoice::System),
        Command::ThemeLight => Some(ThemeChoice::Light),
        Command::ThemeDark => Some(ThemeChoice::Dark),
        Command::ThemeProjector => Some(ThemeChoice::Projector),
        Command::ThemeContrast => Some(ThemeChoice::Contrast),
        _ => None,
    }
}
