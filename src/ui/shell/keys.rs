//! Shortcuts from the table of commands.

use eframe::egui::{self, Key, KeyboardShortcut, Modifiers};

use crate::command::{self, Command, Shortcut};

fn key(key: command::Key) -> Option<Key> {
    match key {
        command::Key::Letter(letter) => Key::from_name(&letter.to_string()),
        command::Key::Digit(digit) => Key::from_name(&digit.to_string()),
        command::Key::Function(number) => Key::from_name(&format!("F{number}")),
        command::Key::Sign('+') => Some(Key::Plus),
        command::Key::Sign('=') => Some(Key::Equals),
        command::Key::Sign('-') => Some(Key::Minus),
        command::Key::Sign(',') => Some(Key::Comma),
        command::Key::Sign('?') => Some(Key::Questionmark),
        command::Key::Sign(_) => None,
    }
}

fn shortcut(shortcut: Shortcut) -> Option<KeyboardShortcut> {
    let mut modifiers = Modifiers::NONE;
    modifiers.command = shortcut.command;
    modifiers.shift = shortcut.shift;
    Some(KeyboardShortcut::new(modifiers, key(shortcut.key)?))
}

/// The commands whose keys were pressed, consumed before any text field sees them.
pub fn pressed(ctx: &egui::Context) -> Vec<Command> {
    let is_press = |event: &egui::Event| matches!(event, egui::Event::Key { pressed: true, .. });
    if !ctx.input(|input| input.events.iter().any(is_press)) {
        return Vec::new();
    }
    let mut all: Vec<(Shortcut, Command)> =
        Command::ALL.iter().flat_map(|command| command.shortcuts().into_iter().map(|s| (s, *command))).collect();
    // Matching ignores extra Shift, so the more specific shortcut is asked first.
    all.sort_by_key(|(shortcut, _)| !shortcut.shift);
    // A field that is being typed in takes back its own typing first.
    let typing = ctx.text_edit_focused();
    all.retain(|(_, command)| !(typing && matches!(command, Command::Undo | Command::Redo)));
    ctx.input_mut(|input| {
        all.into_iter()
            .filter(|(s, _)| shortcut(*s).is_some_and(|s| input.consume_shortcut(&s)))
            .map(|(_, command)| command)
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shortcut_names_a_key_that_exists() {
        for command in Command::ALL {
            for wanted in command.shortcuts() {
                assert!(shortcut(wanted).is_some(), "{wanted}");
            }
        }
    }
}
