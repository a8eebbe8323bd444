//! A key with its modifiers, as it is matched and as it is printed.

/// A key that can stand in a shortcut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    Letter(char),
    Digit(u8),
    Function(u8),
    /// `+`, `-`, `,` or `?`.
    Sign(char),
}

/// A key with its modifiers; `command` is Ctrl, or ⌘ on a Mac.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Shortcut {
    pub command: bool,
    pub shift: bool,
    pub key: Key,
}

impl Shortcut {
    /// The system's own, for printing: what is pasted comes as text, not as a key.
    pub const PASTE: Self = Self::ctrl('V');

    pub(super) const fn ctrl(letter: char) -> Self {
        Self { command: true, shift: false, key: Key::Letter(letter) }
    }

    pub(super) const fn ctrl_shift(letter: char) -> Self {
        Self { command: true, shift: true, key: Key::Letter(letter) }
    }

    pub(super) const fn page(digit: u8) -> Self {
        Self { command: true, shift: false, key: Key::Digit(digit) }
    }

    pub(super) const fn sign(sign: char) -> Self {
        Self { command: true, shift: false, key: Key::Sign(sign) }
    }

    pub(super) const fn function(number: u8) -> Self {
        Self { command: false, shift: false, key: Key::Function(number) }
    }
}

impl std::fmt::Display for Shortcut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.command {
            f.write_str(if cfg!(target_os = "macos") { "Cmd " } else { "Ctrl " })?;
        }
        if self.shift {
            f.write_str("Shift ")?;
        }
        match self.key {
            Key::Letter(sign) | Key::Sign(sign) => write!(f, "{sign}"),
            Key::Digit(digit) => write!(f, "{digit}"),
            Key::Function(number) => write!(f, "F{number}"),
        }
    }
}
