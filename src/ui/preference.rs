//! What a person may choose about the program itself. A choice is taken back by choosing again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::theme::ThemeChoice;
use super::zoom::Zoom;
use crate::text::number::Numbers;

/// Every choice, with the usual one as its default. The preferences page shows them; the settings file keeps them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    pub theme: ThemeChoice,
    pub zoom: Zoom,
    pub numbers: NumberChoice,
    /// Nothing blinks or glides.
    pub reduced_motion: bool,
    /// The short panels that explain the method.
    pub explanations: bool,
    /// Start with the plan that was open when the program was left.
    pub reopen_last: bool,
    pub renderer: RendererChoice,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::default(),
            zoom: Zoom::default(),
            numbers: NumberChoice::default(),
            reduced_motion: false,
            explanations: true,
            reopen_last: false,
            renderer: RendererChoice::default(),
        }
    }
}

/// How numbers are written and read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum NumberChoice {
    #[default]
    System,
    English,
    Continental,
    Spaced,
    Swiss,
}

impl NumberChoice {
    pub const ALL: [Self; 5] = [Self::System, Self::English, Self::Continental, Self::Spaced, Self::Swiss];

    /// The notation; `locale` is the desktop's, such as `en-GB`.
    #[must_use]
    pub fn resolve(self, locale: &str) -> Numbers {
        match self {
            Self::System => Numbers::for_locale(locale),
            Self::English => Numbers::ENGLISH,
            Self::Continental => Numbers::CONTINENTAL,
            Self::Spaced => Numbers::SPACED,
            Self::Swiss => Numbers::SWISS,
        }
    }
}

/// What draws the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RendererChoice {
    /// By Vulkan, Metal or Direct3D; by OpenGL where none of them works.
    #[default]
    Wgpu,
    /// By OpenGL only.
    Glow,
}

impl RendererChoice {
    pub const ALL: [Self; 2] = [Self::Wgpu, Self::Glow];
}

/// What a person answered about a program's tables, so that it is asked once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KnownTable {
    /// Names tables of the same headings.
    pub signature: String,
    /// The file that it was answered for, so that a person knows it again.
    pub name: String,
    pub answers: BTreeMap<String, String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_desktop_until_a_notation_is_chosen() {
        assert_eq!(NumberChoice::System.resolve("de-DE"), Numbers::CONTINENTAL);
        assert_eq!(NumberChoice::Swiss.resolve("de-DE"), Numbers::SWISS);
    }
}
