//! One text face in three weights, one icon face; both part of the program, so that every machine shows the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::{self, FontData, FontDefinitions, FontFamily, FontId, TextStyle};

pub use crate::chart::Weight;

const PLEX: &[u8] = include_bytes!("../../../assets/fonts/IBMPlexSansVar-Roman.ttf");
const PHOSPHOR: &[u8] = include_bytes!("../../../assets/fonts/Phosphor.ttf");

impl Weight {
    /// The family that holds the weight.
    #[must_use]
    pub fn family(self) -> FontFamily {
        match self {
            Self::Regular => FontFamily::Proportional,
            Self::Medium => FontFamily::Name("medium".into()),
            Self::SemiBold => FontFamily::Name("semibold".into()),
        }
    }

    #[must_use]
    pub fn at(self, size: f32) -> FontId {
        FontId::new(size, self.family())
    }
}

/// An icon's face; Phosphor also follows Plex in the text families.
#[must_use]
pub fn icon(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("icon".into()))
}

/// Gives `ctx` our fonts. A weight is a family of its own, since egui's styles carry no weight.
pub fn install(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::empty();
    for (name, weight) in [("plex400", 400.0), ("plex500", 500.0), ("plex600", 600.0)] {
        let mut data = FontData::from_static(PLEX);
        data.tweak.coords.push(b"wght", weight);
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
    }
    fonts.font_data.insert("phosphor".to_owned(), Arc::new(FontData::from_static(PHOSPHOR)));
    let with_icons = |plex: &str| vec![plex.to_owned(), "phosphor".to_owned()];
    fonts.families.insert(FontFamily::Proportional, with_icons("plex400"));
    fonts.families.insert(FontFamily::Monospace, with_icons("plex400"));
    fonts.families.insert(Weight::Medium.family(), with_icons("plex500"));
    fonts.families.insert(Weight::SemiBold.family(), with_icons("plex600"));
    fonts.families.insert(FontFamily::Name("icon".into()), vec!["phosphor".to_owned()]);
    ctx.set_fonts(fonts);
}

pub(super) fn text_styles() -> BTreeMap<TextStyle, FontId> {
    BTreeMap::from([
        (TextStyle::Small, Weight::Regular.at(12.0)),
        (TextStyle::Body, Weight::Regular.at(13.0)),
        (TextStyle::Button, Weight::Medium.at(13.0)),
        (TextStyle::Heading, Weight::SemiBold.at(14.0)),
        (TextStyle::Monospace, Weight::Regular.at(13.0)),
    ])
}
