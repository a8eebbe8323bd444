//! Every pair of colours that can meet, with the contrast that it must have: in one table, computed in every theme.

use eframe::egui::Color32;

use super::{Theme, Tokens};

type Role = (&'static str, fn(&Tokens) -> Color32);

macro_rules! roles {
    ($($role:ident)*) => { &[$((stringify!($role), |t: &Tokens| t.$role)),*] };
}

/// What stands on what, for a purpose.
struct Pairs {
    purpose: Purpose,
    what: &'static [Role],
    on: &'static [Role],
}

#[derive(Clone, Copy, PartialEq)]
enum Purpose {
    /// Words of any size.
    Text,
    /// What shows where a control is, or where the keyboard is; what a chart says by its shape.
    Mark,
}

impl Purpose {
    /// WCAG 2.2: 1.4.3 and 1.4.11; 1.4.6 for the high-contrast theme.
    fn least(self, theme: Theme) -> f64 {
        match (self, theme) {
            (Self::Text, Theme::Contrast) => 7.0,
            (Self::Text, _) | (Self::Mark, Theme::Contrast) => 4.5,
            (Self::Mark, _) => 3.0,
        }
    }
}

const GROUNDS: &[Role] = roles!(window sidebar surface sunken hover selected);

/// Where colours meet. A new place for a colour is a new line here.
const TABLE: [Pairs; 15] = [
    Pairs { purpose: Purpose::Text, what: roles!(text1 text2 text3), on: GROUNDS },
    Pairs { purpose: Purpose::Text, what: roles!(blue teal orange amber), on: GROUNDS },
    // The main button, the chosen segment, the toast.
    Pairs { purpose: Purpose::Text, what: roles!(ink_on), on: roles!(ink) },
    // Chips and bars of problems.
    Pairs { purpose: Purpose::Text, what: roles!(text1 teal), on: roles!(teal_tint) },
    Pairs { purpose: Purpose::Text, what: roles!(text1 text2 text3 orange), on: roles!(orange_tint) },
    Pairs { purpose: Purpose::Text, what: roles!(text1 amber), on: roles!(amber_tint) },
    Pairs { purpose: Purpose::Text, what: roles!(text1 text2), on: roles!(note) },
    // What can't be used now is exempt from 1.4.3; it still has to be found.
    Pairs { purpose: Purpose::Mark, what: roles!(surface), on: roles!(control) },
    // Edges of fields and buttons. A hovered one is seen by its edge against what lies around it.
    Pairs { purpose: Purpose::Mark, what: roles!(control), on: roles!(window sidebar surface sunken selected) },
    Pairs { purpose: Purpose::Mark, what: roles!(orange_fill), on: roles!(window surface) },
    // The focus ring.
    Pairs { purpose: Purpose::Mark, what: roles!(blue), on: GROUNDS },
    // Charts.
    Pairs {
        purpose: Purpose::Mark,
        what: roles!(actual prev blue target band_edge teal_fill orange_fill amber_fill),
        on: roles!(surface),
    },
    Pairs { purpose: Purpose::Mark, what: roles!(blue ink target text1), on: roles!(band50 band80 band95) },
    // A marked event and the normal range lie under columns and points.
    Pairs { purpose: Purpose::Mark, what: roles!(actual prev blue target teal_fill orange_fill), on: roles!(sunken) },
    // Bars in a selected row.
    Pairs { purpose: Purpose::Mark, what: roles!(actual blue teal_fill orange_fill), on: roles!(selected) },
];

/// Of linear light, as WCAG 2.2 and CSS have it.
fn linear(colour: Color32) -> [f64; 3] {
    [colour.r(), colour.g(), colour.b()].map(|channel| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    })
}

fn luminance(colour: Color32) -> f64 {
    let [r, g, b] = linear(colour);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// WCAG 2.2, from 1 to 21.
fn contrast(a: Color32, b: Color32) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn contrast_is_computed_as_wcag_does() {
    assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 1e-9);
    // The darkest grey that still passes on white in WebAIM's table: #767676.
    let grey = Color32::from_hex("#767676").unwrap();
    assert!((contrast(grey, Color32::WHITE) - 4.54).abs() < 0.005);
}

#[test]
fn every_pair_of_colours_that_can_meet_has_its_contrast_in_every_theme() {
    let mut faults = Vec::new();
    for theme in Theme::ALL {
        let t = theme.tokens();
        for pairs in &TABLE {
            let least = pairs.purpose.least(theme);
            for (name, colour) in pairs.what {
                for (ground_name, ground) in pairs.on {
                    let found = contrast(colour(t), ground(t));
                    if found < least {
                        faults.push(format!("{}: {name} on {ground_name} is {found:.2}, not {least}", theme.id()));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Colour vision without one kind of cone, on linear light (Machado, Oliveira and Fernandes 2009, severity 1).
const VISIONS: [(&str, [[f64; 3]; 3]); 4] = [
    ("full", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("protan", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    ("deutan", [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    ("tritan", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
];

fn times(matrix: [[f64; 3]; 3], v: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2])
}

/// `OKLab` (Ottosson 2020) of linear light.
fn oklab(light: [f64; 3]) -> [f64; 3] {
    let to_cones = [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ];
    let to_lab = [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ];
    times(to_lab, times(to_cones, light).map(f64::cbrt))
}

/// How far two colours are apart for an eye; about 10 is easy to tell.
fn distance(a: Color32, b: Color32, vision: [[f64; 3]; 3]) -> f64 {
    let [a, b] = [a, b].map(|colour| oklab(times(vision, linear(colour)).map(|light| light.clamp(0.0, 1.0))));
    let square: f64 = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum();
    100.0 * square.sqrt()
}

#[test]
fn the_colours_of_marks_can_be_told_apart_without_one_kind_of_cone() {
    const MARKS: &[Role] = roles!(blue teal_fill orange_fill actual);
    const LEAST: f64 = 10.0;
    let mut faults = Vec::new();
    for theme in Theme::ALL {
        let t = theme.tokens();
        for (vision, matrix) in VISIONS {
            for (index, (one, a)) in MARKS.iter().enumerate() {
                for (other, b) in &MARKS[index + 1..] {
                    let found = distance(a(t), b(t), matrix);
                    if found < LEAST {
                        faults.push(format!("{}, {vision}: {one} and {other} are {found:.1} apart", theme.id()));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
