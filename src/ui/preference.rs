//! What a person may choose about the program itself. A choice is taken back by choosing again.

use serde::{Deserialize, Serialize};

use super::theme::ThemeChoice;
use crate::text::number::Numbers;

/// Every choice, with the usual one as its default. The preferences page shows them; the settings file keeps them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    pub theme: ThemeChoice,
    pub text_size: TextSize,
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
            text_size: TextSize::default(),
            numbers: NumberChoice::default(),
            reduced_motion: false,
            explanations: true,
            reopen_last: false,
            renderer: RendererChoice::default(),
        }
    }
}

/// How large everything is drawn, in percent of what the desktop asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "u16", into = "u16")]
pub struct TextSize(u16);

impl TextSize {
    pub const USUAL: Self = Self(100);
    /// The sizes that are offered.
    pub const ALL: [Self; 8] = [Self(80), Self(90), Self::USUAL, Self(110), Self(125), Self(150), Self(175), Self(200)];

    #[must_use]
    pub const fn percent(self) -> u16 {
        self.0
    }

    #[must_use]
    pub fn factor(self) -> f32 {
        f32::from(self.0) / 100.0
    }

    /// The next larger size that is offered; the largest stays.
    #[must_use]
    pub fn larger(self) -> Self {
        Self::ALL.into_iter().find(|size| *size > self).unwrap_or(self)
    }

    /// The next smaller size that is offered; the smallest stays.
    #[must_use]
    pub fn smaller(self) -> Self {
        Self::ALL.into_iter().rev().find(|size| *size < self).unwrap_or(self)
    }
}

impl Default for TextSize {
    fn default() -> Self {
        Self::USUAL
    }
}

impl From<u16> for TextSize {
    /// Whatever a file says, text stays readable and fits.
    fn from(percent: u16) -> Self {
        Self(percent.clamp(80, 200))
    }
}

impl From<TextSize> for u16 {
    fn from(size: TextSize) -> Self {
        size.0
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_grows_and_shrinks_by_the_steps_that_are_offered_and_stops_at_the_ends() {
        assert_eq!(TextSize::USUAL.larger().percent(), 110);
        assert_eq!(TextSize::from(105).larger().percent(), 110);
        assert_eq!(TextSize::from(105).smaller().percent(), 100);
        assert_eq!(TextSize::from(200).larger().percent(), 200);
        assert_eq!(TextSize::from(80).smaller().percent(), 80);
        assert_eq!(TextSize::from(9000).percent(), 200);
        assert_eq!(TextSize::from(0).percent(), 80);
    }

    #[test]
    fn numbers_follow_the_desktop_until_a_notation_is_chosen() {
        assert_eq!(NumberChoice::System.resolve("de-DE"), Numbers::CONTINENTAL);
        assert_eq!(NumberChoice::Swiss.resolve("de-DE"), Numbers::SWISS);
    }
}
