//! SVG to PNG without a screen, a graphics card or the machine's own fonts: the same bytes everywhere.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};

use crate::chart::measure::FONT;

/// Longest side of a picture, in pixels.
pub const LONGEST_SIDE: f32 = 16_384.0;

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    #[error("the picture would be {width} × {height} pixels; a side may have 1 to 16384, so choose another size")]
    Size { width: u64, height: u64 },
    #[error("the drawing can't be read as SVG: {0}")]
    Drawing(String),
    #[error("the picture can't be written as PNG: {0}")]
    Encoding(String),
}

/// Only the bundled font, under every name that a drawing may ask for.
static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_source(fontdb::Source::Binary(Arc::new(FONT)));
    let family = fonts.faces().next().and_then(|face| face.families.first()).map(|(name, _)| name.clone());
    if let Some(family) = family {
        fonts.set_sans_serif_family(&family);
        fonts.set_serif_family(family);
    }
    Arc::new(fonts)
});

/// Draws an SVG with `scale` pixels a point.
///
/// # Errors
/// [`ExportError`] if the drawing is no SVG or the picture would have no pixel or a side beyond [`LONGEST_SIDE`].
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, ExportError> {
    drawn(svg, scale)?.encode_png().map_err(|e| ExportError::Encoding(e.to_string()))
}

/// A picture's pixels, row by row from the top, four bytes each, colours multiplied with alpha.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    pub size: [usize; 2],
    pub rgba: Vec<u8>,
}

/// As [`png`], for a clipboard that takes pixels.
///
/// # Errors
/// As [`png`].
pub fn pixels(svg: &str, scale: f32) -> Result<Pixels, ExportError> {
    let picture = drawn(svg, scale)?;
    Ok(Pixels { size: [picture.width() as usize, picture.height() as usize], rgba: picture.take() })
}

fn drawn(svg: &str, scale: f32) -> Result<Pixmap, ExportError> {
    let options = usvg::Options { fontdb: Arc::clone(&FONTS), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|e| ExportError::Drawing(e.to_string()))?;
    let [width, height] = [tree.size().width(), tree.size().height()].map(|side| (side * scale).round());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates; checked for pixels")]
    let refused = || ExportError::Size { width: width as u64, height: height as u64 };
    if ![width, height].iter().all(|side| (1.0..=LONGEST_SIDE).contains(side)) {
        return Err(refused());
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
    let mut picture = Pixmap::new(width as u32, height as u32).ok_or_else(refused)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
    Ok(picture)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(inner: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"40\" font-family=\"IBM Plex Sans, sans-serif\">{inner}</svg>"
        )
    }

    fn decoded(bytes: &[u8]) -> Pixmap {
        Pixmap::decode_png(bytes).unwrap()
    }

    fn darkness(weight: u16) -> u64 {
        let text = format!("<text x=\"5\" y=\"28\" font-size=\"24\" font-weight=\"{weight}\">Upturn £61k −4.2</text>");
        let picture = decoded(&png(&drawing(&text), 1.0).unwrap());
        picture.pixels().iter().map(|p| u64::from(p.alpha())).sum()
    }

    #[test]
    fn text_is_drawn_with_the_bundled_font_in_three_weights() {
        let [regular, medium, bold] = [400, 500, 600].map(darkness);
        assert!(regular > 10_000, "{regular}");
        assert!(regular < medium && medium < bold, "{regular} {medium} {bold}");
    }

    #[test]
    fn measured_widths_are_drawn_widths() {
        use crate::chart::{Weight, measure};
        for (weight, text) in [(Weight::Regular, "Today, 19 Nov £80k"), (Weight::SemiBold, "12-month average")] {
            let svg = drawing(&format!(
                "<text x=\"0\" y=\"28\" font-size=\"20\" font-weight=\"{}\">{text}</text>",
                weight.axis()
            ));
            let options = usvg::Options { fontdb: Arc::clone(&FONTS), ..usvg::Options::default() };
            let tree = usvg::Tree::from_str(&svg, &options).unwrap();
            let (drawn, measured) = (tree.root().bounding_box().width(), measure::width(text, 20.0, weight));
            assert!((drawn - measured).abs() < 4.0, "{text}: {drawn} drawn, {measured} measured");
        }
    }

    #[test]
    fn the_scale_sets_pixels_a_point() {
        let picture = decoded(&png(&drawing(""), 2.5).unwrap());
        assert_eq!((picture.width(), picture.height()), (500, 100));
    }

    #[test]
    fn absurd_sizes_are_refused_before_memory_is_asked_for() {
        for scale in [1000.0, 0.0, -1.0, f32::NAN, f32::INFINITY] {
            assert!(matches!(png(&drawing(""), scale), Err(ExportError::Size { .. })), "{scale}");
        }
        assert!(matches!(png("<svg", 1.0), Err(ExportError::Drawing(_))));
    }
}
