//! What each key does in the menu bar. Read before anything is drawn, so that no page sees a key that was the menu's.

use eframe::egui::{self, Event, Key, Modifiers};

use super::{Place, State, able, entries};
use crate::command::Menu;
use crate::ui::{Ask, View};

/// Takes the keys that are the menu bar's.
pub(in crate::ui::shell) fn read(ctx: &egui::Context, state: &mut State, view: &View<'_>, asks: &mut Vec<Ask>) {
    let is_press = |event: &Event| matches!(event, Event::Key { pressed: true, .. } | Event::Text(_));
    if !ctx.input(|input| input.events.iter().any(is_press)) {
        return;
    }
    let mut presses = Vec::new();
    ctx.input_mut(|input| {
        let mut active = state.place.is_some();
        input.events.retain(|event| {
            let opens = opens(event);
            let mine = opens || active && (is_plain(event) || matches!(event, Event::Text(_)));
            active |= opens;
            if mine && let Event::Key { key, pressed: true, modifiers, .. } = event {
                presses.push((*key, *modifiers));
            }
            // The letter also comes as text, which belongs to nobody.
            !mine
        });
    });
    for (key, modifiers) in presses {
        press(ctx, state, key, modifiers, view, asks);
    }
}

/// Alt with a menu's letter, or F10.
fn opens(event: &Event) -> bool {
    let Event::Key { key, pressed: true, modifiers, .. } = event else { return false };
    match key {
        Key::F10 => modifiers.is_none(),
        _ => is_alt(*modifiers) && menu_of(*key).is_some(),
    }
}

/// On a Mac, Alt and a letter type a sign.
fn is_alt(modifiers: Modifiers) -> bool {
    modifiers.alt && !modifiers.command && !modifiers.ctrl && !cfg!(target_os = "macos")
}

fn is_plain(event: &Event) -> bool {
    matches!(event, Event::Key { modifiers, .. } if !modifiers.command && !modifiers.ctrl)
}

fn menu_of(key: Key) -> Option<usize> {
    Menu::ALL.iter().position(|menu| menu.label().starts_with(key.name()))
}

fn press(ctx: &egui::Context, state: &mut State, key: Key, modifiers: Modifiers, view: &View<'_>, asks: &mut Vec<Ask>) {
    let Some(place) = state.place else {
        state.behind = ctx.memory(egui::Memory::focused);
        state.place = Some(match menu_of(key) {
            Some(menu) => Place { menu, open: true, item: Some(0) },
            None => Place { menu: 0, open: false, item: None },
        });
        return;
    };
    let commands = entries(place.menu);
    let last = commands.len().saturating_sub(1);
    let menus = Menu::ALL.len();
    let at = |item| Some(Place { open: true, item: Some(item), ..place });
    let beside = |by: usize| {
        let menu = (place.menu + by) % menus;
        Some(Place { menu, item: place.open.then_some(0), ..place })
    };
    state.place = match (key, place.item) {
        (Key::Escape | Key::F10 | Key::Tab, _) => return state.leave(ctx),
        (Key::ArrowLeft, _) => beside(menus - 1),
        (Key::ArrowRight, _) => beside(1),
        (Key::ArrowDown, Some(item)) if place.open => at(if item == last { 0 } else { item + 1 }),
        (Key::ArrowUp, Some(item)) if place.open && item > 0 => at(item - 1),
        (Key::ArrowUp, _) => at(last),
        (Key::Home, _) if place.open => at(0),
        (Key::End, _) if place.open => at(last),
        (Key::Enter | Key::Space, Some(item)) if place.open => {
            let able = commands.get(item).filter(|command| able::hindrance(**command, view).is_none());
            if let Some(command) = able {
                asks.push(Ask::Command(*command));
                return state.leave(ctx);
            }
            Some(place)
        }
        (Key::ArrowDown | Key::Enter | Key::Space, _) => at(0),
        (key, _) if !place.open || is_alt(modifiers) => {
            menu_of(key).map_or(Some(place), |menu| Some(Place { menu, open: true, item: Some(0) }))
        }
        (key, item) => {
            // The next entry that begins with the letter, round the menu.
            let from = item.map_or(0, |item| item + 1);
            let next = (0..commands.len())
                .map(|i| (from + i) % commands.len())
                .find(|i| able::words(commands[*i], view).starts_with(key.name()));
            next.map_or(Some(place), at)
        }
    };
}
