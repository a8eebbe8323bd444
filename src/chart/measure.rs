//! How wide a text is: read from the bundled font, so that screen, picture and paper break and place it alike.

use std::sync::LazyLock;

use skrifa::charmap::Charmap;
use skrifa::instance::{Location, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::scene::Weight;

/// The bundled variable font (axes `wght` 100–700 and `wdth` 85–100).
pub const FONT: &[u8] = include_bytes!("../../assets/fonts/IBMPlexSansVar-Roman.ttf");

const WEIGHTS: [Weight; 3] = [Weight::Regular, Weight::Medium, Weight::SemiBold];

/// Advances of one weight, in ems.
struct Advances {
    ascii: [f32; 128],
    font: Option<Font>,
}

struct Font {
    characters: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
}

/// What a character takes that the font lacks: such text is drawn by a fallback font or as a box.
const UNKNOWN: f32 = 1.0;

/// The three weights' places on the font's axes.
static LOCATIONS: LazyLock<[Location; 3]> = LazyLock::new(|| {
    WEIGHTS.map(|weight| {
        FontRef::new(FONT).map(|font| font.axes().location([("wght", f32::from(weight.axis()))])).unwrap_or_default()
    })
});

static ADVANCES: LazyLock<[Advances; 3]> = LazyLock::new(|| WEIGHTS.map(Advances::new));

impl Advances {
    fn new(weight: Weight) -> Self {
        let mut advances = Self { ascii: [UNKNOWN; 128], font: Font::at(weight) };
        if let Some(font) = &advances.font {
            advances.ascii = std::array::from_fn(|code| {
                u32::try_from(code).ok().and_then(char::from_u32).and_then(|c| font.advance(c)).unwrap_or(UNKNOWN)
            });
        }
        advances
    }

    fn of(&self, c: char) -> f32 {
        match self.ascii.get(c as usize) {
            Some(advance) => *advance,
            None => self.font.as_ref().and_then(|font| font.advance(c)).unwrap_or(UNKNOWN),
        }
    }
}

impl Font {
    fn at(weight: Weight) -> Option<Self> {
        let font = FontRef::new(FONT).ok()?;
        Some(Self {
            characters: font.charmap(),
            metrics: font.glyph_metrics(Size::new(1.0), &LOCATIONS[weight as usize]),
        })
    }

    fn advance(&self, c: char) -> Option<f32> {
        let glyph: GlyphId = self.characters.map(c)?;
        self.metrics.advance_width(glyph)
    }
}

/// Width of one line in the unit of `size`; kerning, which narrows by a few hundredths, is left out.
#[must_use]
pub fn width(text: &str, size: f32, weight: Weight) -> f32 {
    let advances = &ADVANCES[weight as usize];
    text.chars().map(|c| advances.of(c)).sum::<f32>() * size
}

/// `text`, cut with an ellipsis where it is wider than `room`; empty where not even that fits.
#[must_use]
pub fn fitted(text: &str, size: f32, weight: Weight, room: f32) -> String {
    // A margin for rounding: what was measured for its own width fits.
    if width(text, size, weight) <= room + 0.01 * size {
        return text.to_owned();
    }
    let advances = &ADVANCES[weight as usize];
    let mut left = room / size - advances.of('…');
    if left < 0.0 {
        return String::new();
    }
    let kept = text.chars().take_while(|c| {
        left -= advances.of(*c);
        left >= 0.0
    });
    let mut short = kept.collect::<String>().trim_end().to_owned();
    short.push('…');
    short
}

/// A run of words in one weight.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    pub x: f32,
    pub text: String,
    pub weight: Weight,
}

/// Breaks runs of text at spaces into lines of at most `room`; a single longer word is cut.
#[must_use]
pub fn wrapped(runs: &[(&str, Weight)], size: f32, room: f32) -> Vec<Vec<Run>> {
    let mut lines: Vec<Vec<Run>> = Vec::new();
    let mut line: Vec<Run> = Vec::new();
    let mut x = 0.0;
    for (text, weight) in runs {
        let space = width(" ", size, *weight);
        for word in text.split_whitespace() {
            let word = fitted(word, size, *weight, room);
            let word_width = width(&word, size, *weight);
            if x > 0.0 && x + space + word_width > room {
                lines.push(std::mem::take(&mut line));
                x = 0.0;
            }
            let gap = if x > 0.0 { space } else { 0.0 };
            match line.last_mut() {
                Some(run) if run.weight == *weight => {
                    run.text.push(' ');
                    run.text.push_str(&word);
                }
                _ => line.push(Run { x: x + gap, text: word, weight: *weight }),
            }
            x += gap + word_width;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_signs_are_600_units_wide_at_every_weight() {
        for weight in [Weight::Regular, Weight::Medium, Weight::SemiBold] {
            for text in ["0", "7", "+", "−"] {
                assert!((width(text, 100.0, weight) - 60.0).abs() < 0.1, "{text} {}", width(text, 100.0, weight));
            }
        }
    }

    #[test]
    fn bolder_words_are_wider_and_sizes_scale() {
        let at = |size, weight| width("Monthly sales", size, weight);
        assert!(at(12.0, Weight::SemiBold) > at(12.0, Weight::Medium));
        assert!(at(12.0, Weight::Medium) > at(12.0, Weight::Regular));
        assert!((at(24.0, Weight::Regular) - 2.0 * at(12.0, Weight::Regular)).abs() < 0.01);
    }

    #[test]
    fn a_text_too_long_is_cut_with_an_ellipsis_inside_its_room() {
        let short = fitted("A very long name of a territory", 12.0, Weight::Regular, 80.0);
        assert!(short.ends_with('…') && width(&short, 12.0, Weight::Regular) <= 80.0, "{short}");
        assert_eq!(fitted("Coast", 12.0, Weight::Regular, 80.0), "Coast");
        assert_eq!(fitted("Coast", 12.0, Weight::Regular, 1.0), "");
    }

    #[test]
    fn lines_break_at_words_and_keep_the_bold_start() {
        let lines = wrapped(&[("One two.", Weight::SemiBold), ("Three four five six.", Weight::Regular)], 12.0, 90.0);
        assert!(lines.len() > 1);
        assert_eq!(lines[0][0].weight, Weight::SemiBold);
        for line in &lines {
            let end = line.last().map_or(0.0, |run| run.x + width(&run.text, 12.0, run.weight));
            assert!(end <= 90.5, "{line:?}");
        }
        let words: Vec<String> = lines.iter().flatten().map(|run| run.text.clone()).collect();
        assert_eq!(words.join(" "), "One two. Three four five six.");
    }
}
