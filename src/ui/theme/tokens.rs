//! Colours by role, one file a theme under `assets/theme`.

use std::sync::LazyLock;

use eframe::egui::Color32;
use serde::{Deserialize, Deserializer};

use super::Theme;
use crate::chart::{Ink, Palette};

macro_rules! tokens {
    ($($role:ident),* $(,)?) => {
    /// A colour for each role; what a role is for is said in the design's table of tokens.
    #[derive(Clone, Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Tokens {
        $(#[serde(deserialize_with = "hex")] pub $role: Color32,)*
    }
    };
}

tokens!(
    window,
    sidebar,
    surface,
    sunken,
    hover,
    selected,
    hair,
    grid,
    control,
    text1,
    text2,
    text3,
    ink,
    ink_on,
    blue,
    actual,
    prev,
    prev_fill,
    target,
    band50,
    band80,
    band95,
    band_edge,
    teal,
    teal_fill,
    teal_tint,
    orange,
    orange_fill,
    orange_tint,
    amber,
    amber_fill,
    amber_tint,
    note,
);

fn hex<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Color32, D::Error> {
    let text = String::deserialize(deserializer)?;
    Color32::from_hex(&format!("#{text}")).map_err(|_| serde::de::Error::custom(format!("{text:?} is not RRGGBB")))
}

static TOKENS: LazyLock<[Tokens; 4]> = LazyLock::new(|| {
    [
        load(include_str!("../../../assets/theme/light.ron")),
        load(include_str!("../../../assets/theme/dark.ron")),
        load(include_str!("../../../assets/theme/projector.ron")),
        load(include_str!("../../../assets/theme/contrast.ron")),
    ]
});

#[expect(clippy::expect_used, reason = "the text is part of the program, and a test loads it")]
fn load(text: &str) -> Tokens {
    ron::from_str(text).expect("a theme file of ours")
}

pub(super) fn of(theme: Theme) -> &'static Tokens {
    &TOKENS[theme as usize]
}

impl Tokens {
    /// What charts need, for painters that know no egui.
    #[must_use]
    pub fn palette(&self) -> Palette {
        Palette::new(|ink| {
            let [r, g, b, _] = self.ink(ink).to_array();
            [r, g, b]
        })
    }

    #[must_use]
    pub const fn ink(&self, ink: Ink) -> Color32 {
        match ink {
            Ink::Surface => self.surface,
            Ink::Sunken => self.sunken,
            Ink::Hair => self.hair,
            Ink::Grid => self.grid,
            Ink::Control => self.control,
            Ink::Text1 => self.text1,
            Ink::Text2 => self.text2,
            Ink::Text3 => self.text3,
            Ink::Blue => self.blue,
            Ink::Actual => self.actual,
            Ink::Prev => self.prev,
            Ink::PrevFill => self.prev_fill,
            Ink::Target => self.target,
            Ink::Band50 => self.band50,
            Ink::Band80 => self.band80,
            Ink::Band95 => self.band95,
            Ink::BandEdge => self.band_edge,
            Ink::Teal => self.teal,
            Ink::TealFill => self.teal_fill,
            Ink::Orange => self.orange,
            Ink::OrangeFill => self.orange_fill,
        }
    }
}
