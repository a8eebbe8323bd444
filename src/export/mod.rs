//! Pictures and tables of charts as bytes. Nothing here writes a file: storage does.

use std::path::Path;

pub mod calendar;
pub mod minutes;
pub mod picture;
pub mod png;
pub mod svg;
pub mod table;

pub use calendar::ics;
pub use minutes::Handout;
pub use picture::{Heading, compose};
pub use png::{ExportError, png};
pub use svg::svg;

/// What a picture can be written as. One more format is a line in [`PictureFormat::ALL`] and what the compiler then asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    Png,
    Svg,
}

impl PictureFormat {
    pub const ALL: [Self; 2] = [Self::Png, Self::Svg];

    /// The ending of its files, without the point.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
        }
    }

    /// The format that a file's name asks for.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?;
        Self::ALL.into_iter().find(|format| ending.eq_ignore_ascii_case(format.ending()))
    }

    /// The bytes of a picture that is given as SVG; `scale` pixels a point where the format has pixels.
    ///
    /// # Errors
    /// [`ExportError`] as [`png()`] has it.
    pub fn bytes(self, svg: String, scale: f32) -> Result<Vec<u8>, ExportError> {
        match self {
            Self::Png => png(&svg, scale),
            Self::Svg => Ok(svg.into_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_becomes_what_its_name_ends_in() {
        let of = |name: &str| PictureFormat::of_path(Path::new(name));
        assert_eq!((of("a.PNG"), of("b.c.svg")), (Some(PictureFormat::Png), Some(PictureFormat::Svg)));
        assert_eq!((of("a.jpg"), of("png"), of("")), (None, None, None));
    }
}
