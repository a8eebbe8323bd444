//! Which keys are the grid's, and what they ask for.

use std::collections::VecDeque;

use eframe::egui::{Event, ImeEvent, Key, Modifiers};

use super::step::Step;
use crate::ui::widget::KeyHint;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Press {
    Go {
        step: Step,
        extend: bool,
    },
    Enter {
        back: bool,
    },
    Tab {
        back: bool,
    },
    /// The whole grid.
    All,
    Edit,
    Cancel,
    Clear,
    Backspace,
    Text(String),
    Copy,
    /// With the headers of its rows and columns.
    CopyWithHeaders,
    Cut,
    Paste(String),
    FillDown,
    FillRight,
    /// What is typed goes into all that is selected.
    EnterAll,
    /// The menu of what can be done with what is selected.
    Menu,
}

/// What [`of_key`] and the clipboard's events do, for the sheet of shortcuts.
pub const KEYS: &[KeyHint] = &[
    ("Arrows, Home, End, Page Up, Page Down", "Go to another figure; with Shift select"),
    ("Ctrl Home, Ctrl End", "Go to the first figure, to the last"),
    ("Enter, Shift Enter", "Take what was typed and go down, up"),
    ("Tab, Shift Tab", "Take what was typed and go on, back"),
    ("F2", "Change the figure that is there"),
    ("Escape", "Leave the figure as it was"),
    ("Delete", "Clear"),
    ("Ctrl A", "Select all figures"),
    ("Ctrl C, Ctrl X, Ctrl V", "Copy, cut, paste, as in a spreadsheet"),
    ("Ctrl D, Ctrl R", "Fill down from above, right from the left"),
    ("Ctrl Enter", "Put what was typed into all that is selected"),
    ("=+5%, =-200, =*2", "Change what is selected by so much"),
    ("Shift F10", "All that can be done with what is selected"),
];

/// Takes out of `events` what a grid without an open editor answers to. `escape`: there is something to step back from.
pub(super) fn take(events: &mut Vec<Event>, escape: bool) -> VecDeque<Press> {
    let mut typing = false;
    let mut presses = VecDeque::new();
    events.retain(|event| {
        let press = match event {
            Event::Text(text) if typing || begins_figure(text) => Some(Press::Text(text.clone())),
            event => of(event).filter(|press| escape || typing || *press != Press::Cancel),
        };
        // What follows the first digit in the same pass belongs to it.
        typing = match press {
            Some(Press::Text(_) | Press::Edit) => true,
            Some(Press::Backspace) | None => typing,
            Some(_) => false,
        };
        presses.extend(press.clone());
        press.is_none()
    });
    presses
}

/// Takes out of `events` the first key that ends an open editor and what follows it; what goes before is the editor's.
pub(super) fn take_after_editor(events: &mut Vec<Event>, arrows_end: bool) -> VecDeque<Press> {
    let ends = |event: &Event| match of(event) {
        Some(Press::Enter { .. } | Press::EnterAll | Press::Tab { .. } | Press::Cancel) => true,
        Some(Press::Go { step, extend: false }) => step.ends_editing(arrows_end),
        _ => false,
    };
    let Some(end) = events.iter().position(ends) else { return VecDeque::new() };
    let mut rest = events.split_off(end);
    let first: VecDeque<Press> = of(&rest[0]).into_iter().collect();
    rest.remove(0);
    let later = take(&mut rest, true);
    events.append(&mut rest);
    first.into_iter().chain(later).collect()
}

/// Follows an input method through `events`: whether one is composing now, and whether any key may still be its own
/// (it is composing, or ended in this pass).
pub(super) fn composing(events: &[Event], before: bool) -> (bool, bool) {
    let mut composing = before;
    let mut any = before;
    for event in events {
        if let Event::Ime(ime) = event {
            composing = matches!(ime, ImeEvent::Preedit { text, .. } if !text.is_empty());
            any |= composing || matches!(ime, ImeEvent::Commit(_));
        }
    }
    (composing, any)
}

fn of(event: &Event) -> Option<Press> {
    match event {
        Event::Copy => Some(Press::Copy),
        Event::Cut => Some(Press::Cut),
        Event::Paste(text) => Some(Press::Paste(text.clone())),
        Event::Key { key, pressed: true, modifiers, .. } => of_key(*key, *modifiers),
        _ => None,
    }
}

fn of_key(key: Key, modifiers: Modifiers) -> Option<Press> {
    let Modifiers { alt, shift, .. } = modifiers;
    let command = modifiers.command || modifiers.ctrl || modifiers.mac_cmd;
    let go = |step| Some(Press::Go { step, extend: shift });
    match (key, command) {
        _ if alt => None,
        (Key::ArrowLeft, false) => go(Step::Left),
        (Key::ArrowRight, false) => go(Step::Right),
        (Key::ArrowUp, false) => go(Step::Up),
        (Key::ArrowDown, false) => go(Step::Down),
        (Key::Home, false) => go(Step::RowStart),
        (Key::End, false) => go(Step::RowEnd),
        (Key::Home, true) => go(Step::First),
        (Key::End, true) => go(Step::Last),
        (Key::PageUp, false) => go(Step::PageUp),
        (Key::PageDown, false) => go(Step::PageDown),
        (Key::Enter, false) => Some(Press::Enter { back: shift }),
        (Key::Tab, false) => Some(Press::Tab { back: shift }),
        (Key::Enter, true) if !shift => Some(Press::EnterAll),
        (Key::A, true) if !shift => Some(Press::All),
        (Key::D, true) if !shift => Some(Press::FillDown),
        (Key::R, true) if !shift => Some(Press::FillRight),
        (Key::F10, false) if shift => Some(Press::Menu),
        _ if command || shift => None,
        (Key::F2, _) => Some(Press::Edit),
        (Key::Escape, _) => Some(Press::Cancel),
        (Key::Delete, _) => Some(Press::Clear),
        (Key::Backspace, _) => Some(Press::Backspace),
        _ => None,
    }
}

/// A digit, a sign, a bracket, a decimal sign or a currency sign, or "=" for a formula; a letter is left to the page's
/// shortcuts.
fn begins_figure(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    first.is_numeric()
        || matches!(first, '=' | '-' | '−' | '+' | '.' | ',' | '(' | '$' | '¢'..='¥' | '\u{20a0}'..='\u{20cf}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_sheet_is_one_that_the_grid_reads() {
        for (keys, does) in KEYS {
            for key in keys
                .split(", ")
                .filter(|key| !matches!(*key, "Arrows" | "Ctrl C" | "Ctrl X" | "Ctrl V") && !key.starts_with('='))
            {
                let modifiers = match key.split(' ').next() {
                    Some("Ctrl") => Modifiers::COMMAND,
                    Some("Shift") => Modifiers::SHIFT,
                    _ => Modifiers::NONE,
                };
                let name = key.trim_start_matches("Ctrl ").trim_start_matches("Shift ").replace(' ', "");
                let named = Key::from_name(&name).unwrap_or_else(|| panic!("{key} is no key"));
                assert!(of_key(named, modifiers).is_some(), "{key}: {does}");
            }
        }
    }
}
