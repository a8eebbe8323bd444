//! A scene as a standalone SVG document. The same scene gives the same bytes.

use std::fmt::{self, Write as _};

use crate::chart::{Align, Ink, Mark, Palette, Scene};

/// The bundled font's family, with what stands in for it where it is not installed.
const FAMILY: &str = "IBM Plex Sans, IBM Plex Sans Var, sans-serif";

/// Writes `scene` as SVG; `title` is what a reader of the picture hears first, the scene's sentence is its description.
#[must_use]
pub fn svg(scene: &Scene, palette: &Palette, title: Option<&str>) -> String {
    svg_of_size(scene, scene.size, palette, title)
}

/// As [`svg`], shown in `size` points, whatever the scene's own are; the two should have one shape.
#[must_use]
pub fn svg_of_size(scene: &Scene, size: [f32; 2], palette: &Palette, title: Option<&str>) -> String {
    let mut out = String::with_capacity(512 + scene.marks.len() * 96);
    let [wide, high] = size.map(Number);
    let [inner_wide, inner_high] = scene.size.map(Number);
    let (claim, reason) = (scene.claim.plain(), scene.reason.plain());
    let description = format!("{claim} {reason}");
    // Writing into a String can't fail.
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 {inner_wide} {inner_high}\" \
         role=\"img\" font-family=\"{FAMILY}\">\n<title>{}</title>\n<desc>{}</desc>\n",
        Escaped(title.unwrap_or(if claim.is_empty() { &reason } else { &claim })),
        Escaped(description.trim()),
    );
    let painter = Painter { palette };
    for mark in &scene.marks {
        let _ = painter.mark(&mut out, mark);
    }
    out.push_str("</svg>\n");
    out
}

struct Painter<'a> {
    palette: &'a Palette,
}

impl Painter<'_> {
    fn mark(&self, out: &mut String, mark: &Mark) -> fmt::Result {
        match mark {
            Mark::Line { points, width, ink } => {
                let (colour, width) = (self.colour(*ink), Number(*width));
                if let [a, b] = points[..] {
                    let [x1, y1, x2, y2] = [a[0], a[1], b[0], b[1]].map(Number);
                    writeln!(out, "<path d=\"M{x1} {y1}L{x2} {y2}\" stroke=\"{colour}\" stroke-width=\"{width}\"/>")
                } else {
                    write!(out, "<path d=\"")?;
                    path(out, points)?;
                    writeln!(
                        out,
                        "\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" stroke-linejoin=\"round\"/>"
                    )
                }
            }
            Mark::Polygon { points, ink } => {
                write!(out, "<path d=\"")?;
                path(out, points)?;
                writeln!(out, "Z\" fill=\"{}\"/>", self.colour(*ink))
            }
            Mark::Rect { min, max, fill, edge, radius } => {
                // The edge lies inside, while SVG centres it on the outline.
                let inset = edge.map_or(0.0, |(width, _)| width / 2.0);
                let [x, y] = [min[0] + inset, min[1] + inset].map(Number);
                let [w, h] = [max[0] - min[0], max[1] - min[1]].map(|side| Number((side - 2.0 * inset).max(0.0)));
                write!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"")?;
                if *radius > 0.0 {
                    write!(out, " rx=\"{}\"", Number(*radius))?;
                }
                self.fill_and_edge(out, *fill, *edge)
            }
            Mark::Circle { centre, radius, fill, edge } => {
                let inset = edge.map_or(0.0, |(width, _)| width / 2.0);
                let [x, y, r] = [centre[0], centre[1], radius - inset].map(Number);
                write!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\"")?;
                self.fill_and_edge(out, *fill, *edge)
            }
            Mark::Text { at, align, text, size, weight, ink } => {
                let [x, y, size] = [at[0], at[1], *size].map(Number);
                let anchor = match align {
                    Align::Start => "",
                    Align::Middle => " text-anchor=\"middle\"",
                    Align::End => " text-anchor=\"end\"",
                };
                writeln!(
                    out,
                    "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"{}\"{anchor} fill=\"{}\">{}</text>",
                    weight.axis(),
                    self.colour(*ink),
                    Escaped(text)
                )
            }
        }
    }

    fn fill_and_edge(&self, out: &mut String, fill: Option<Ink>, edge: Option<(f32, Ink)>) -> fmt::Result {
        match fill {
            Some(ink) => write!(out, " fill=\"{}\"", self.colour(ink))?,
            None => out.push_str(" fill=\"none\""),
        }
        if let Some((width, ink)) = edge {
            write!(out, " stroke=\"{}\" stroke-width=\"{}\"", self.colour(ink), Number(width))?;
        }
        out.push_str("/>\n");
        Ok(())
    }

    fn colour(&self, ink: Ink) -> Colour {
        Colour(self.palette.colour(ink))
    }
}

fn path(out: &mut String, points: &[[f32; 2]]) -> fmt::Result {
    for (index, point) in points.iter().enumerate() {
        let [x, y] = point.map(Number);
        write!(out, "{}{x} {y}", if index == 0 { 'M' } else { 'L' })?;
    }
    Ok(())
}

struct Colour([u8; 3]);

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

/// At most two decimals, none that say nothing, no negative zero.
#[derive(Clone, Copy)]
struct Number(f32);

impl fmt::Display for Number {
    #[expect(clippy::cast_possible_truncation, reason = "a cast saturates, and coordinates are small")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = (f64::from(self.0) * 100.0).round() as i64;
        let (sign, size) = (if hundredths < 0 { "-" } else { "" }, hundredths.unsigned_abs());
        match (size / 100, size % 100) {
            (whole, 0) => write!(f, "{sign}{whole}"),
            (whole, part) if part % 10 == 0 => write!(f, "{sign}{whole}.{}", part / 10),
            (whole, part) => write!(f, "{sign}{whole}.{part:02}"),
        }
    }
}

/// Text in an element: escaped, and without the control characters that XML 1.0 has no way to write.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\t' | '\n' | '\r' => f.write_char(' ')?,
                '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {}
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Weight;

    fn palette() -> Palette {
        Palette::new(|ink| [ink as u8, 0, 255])
    }

    fn scene(marks: Vec<Mark>) -> Scene {
        Scene { size: [100.0, 50.0], marks, claim: "Claim.".into(), reason: "Reason.".into(), ..Scene::default() }
    }

    fn text(text: &str) -> Mark {
        let (at, size) = ([1.0, 2.0], 12.0);
        Mark::Text { at, align: Align::End, text: text.into(), size, weight: Weight::SemiBold, ink: Ink::Surface }
    }

    #[test]
    fn numbers_have_at_most_two_decimals() {
        let shown = |v: f32| Number(v).to_string();
        assert_eq!([1.0, 0.1, 1.05, -0.001, -2.5, 33.333_332].map(shown), ["1", "0.1", "1.05", "0", "-2.5", "33.33"]);
    }

    #[test]
    fn any_name_stays_one_well_formed_document() {
        for name in ["<b>&\"'", "a\u{0}b\u{1b}\u{7f}\u{ffff}", "売上 😀 \u{202e}abc", "]]>", "line\nbreak\ttab"] {
            let out = svg(&scene(vec![text(name)]), &palette(), Some(name));
            let tree = resvg::usvg::roxmltree::Document::parse(&out).unwrap();
            assert_eq!(tree.descendants().filter(|n| n.has_tag_name("text")).count(), 1, "{name}");
        }
    }

    #[test]
    fn the_sentence_is_the_description_and_the_claim_the_title_of_last_resort() {
        let out = svg(&scene(vec![]), &palette(), None);
        assert!(out.contains("<title>Claim.</title>\n<desc>Claim. Reason.</desc>"), "{out}");
    }

    #[test]
    fn an_edge_lies_inside_its_rectangle() {
        let edge = Some((2.0, Ink::Hair));
        let rect = Mark::Rect { min: [10.0, 10.0], max: [20.0, 30.0], fill: None, edge, radius: 1.0 };
        let out = svg(&scene(vec![rect]), &palette(), None);
        assert!(out.contains("<rect x=\"11\" y=\"11\" width=\"8\" height=\"18\" rx=\"1\" fill=\"none\""), "{out}");
    }
}
