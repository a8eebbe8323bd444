//! `upturn picture`.

use resvg::usvg;

use super::{Desk, months, text};

const CHARTS: [&str; 2] = ["history", "forecast-gap"];

fn with_example() -> Desk {
    let desk = Desk::new();
    desk.ok("example .");
    desk
}

/// Width and height as the header of a PNG has them.
fn size_of_png(bytes: &[u8]) -> [u32; 2] {
    assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
    [16, 20].map(|at| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()))
}

/// Reads the drawing as another program would, and answers its width and height.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole pixels")]
fn size_of_svg(svg: &str) -> [u32; 2] {
    let tree = usvg::Tree::from_str(svg, &usvg::Options::default()).unwrap_or_else(|e| panic!("{e}\n{svg}"));
    [tree.size().width(), tree.size().height()].map(|side| side as u32)
}

#[test]
fn every_chart_in_every_theme_is_a_picture_of_the_size_asked_for() {
    let desk = with_example();
    let mut seen = Vec::new();
    for chart in CHARTS {
        for theme in ["light", "dark", "projector"] {
            desk.ok(&format!("picture coast.upturn.ron --chart {chart} --theme {theme} --size 480x320 --out a.png"));
            desk.ok(&format!("picture coast.upturn.ron --chart {chart} --theme {theme} --size 480x320 --out a.svg"));
            let (png, svg) = (desk.bytes("a.png"), text(&desk.bytes("a.svg")));
            assert_eq!(size_of_png(&png), [480, 320]);
            assert_eq!(size_of_svg(&svg), [480, 320]);
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{chart} {theme}");
            assert!(!seen.contains(&svg) && !seen.contains(&text(format!("{png:?}").as_bytes())));
            seen.extend([svg, format!("{png:?}")]);
        }
    }
}

#[test]
fn without_a_size_it_is_1440_by_900() {
    let desk = with_example();
    desk.ok("picture coast.upturn.ron --chart history --out a.png");
    assert_eq!(size_of_png(&desk.bytes("a.png")), [1440, 900]);
}

/// Marks of the 41 months: as columns they have a right angle each.
fn columns(svg: &str) -> usize {
    svg.matches("<rect").count() + svg.matches("Z\"").count()
}

#[test]
fn a_small_a_tall_and_a_wide_picture_all_show_the_chart() {
    let desk = with_example();
    for size in ["200x200", "400x300", "300x1200", "3000x600"] {
        for (chart, fewest) in [("history", 41), ("forecast-gap", 12)] {
            desk.ok(&format!("picture coast.upturn.ron --chart {chart} --size {size} --out a.svg"));
            let svg = text(&desk.bytes("a.svg"));
            assert!(columns(&svg) >= fewest, "{chart} at {size} has {} columns", columns(&svg));
        }
    }
}

#[test]
fn the_same_plan_on_the_same_day_gives_the_same_bytes() {
    let desk = with_example();
    for chart in CHARTS {
        for ending in ["png", "svg"] {
            for name in ["a", "b"] {
                desk.ok(&format!("picture coast.upturn.ron --chart {chart} --size 600x400 --out {name}.{ending}"));
            }
            assert!(desk.bytes(&format!("a.{ending}")) == desk.bytes(&format!("b.{ending}")), "{chart} as {ending}");
        }
    }
}

#[test]
fn odd_series_all_have_their_picture() {
    let tables = [
        months("2026-10", [7]),
        months("2025-01", [0; 22]),
        months("2025-01", (0..22).map(|i| -i * i)),
        months("2025-01", (0..22).map(|i| i % 7 * 100 - 300)),
        months("1976-11", (0..600).map(|i| 1_000 + i * 3)),
        months("2025-01", [999_999_999_999_999; 22]),
        "Month,Sales\n2024-01,5\n2026-10,6\n".to_owned(),
    ];
    for table in tables {
        let desk = Desk::with_plan(&table);
        for chart in CHARTS {
            desk.ok(&format!("picture plan.ron --chart {chart} --out a.svg"));
            let svg = text(&desk.bytes("a.svg"));
            assert_eq!(size_of_svg(&svg), [1440, 900]);
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{table}");
        }
    }
}

#[test]
fn names_with_signs_of_xml_are_written_as_text() {
    let desk = Desk::new();
    desk.write("a<b>&\"c.csv", months("2025-01", [5; 22]));
    let words = ["import", "a<b>&\"c.csv", "--into", "plan.ron", "--today", "2026-11-19"];
    assert!(desk.run_words(&words).status.success());
    desk.ok("picture plan.ron --chart history --out a.svg");
    let svg = text(&desk.bytes("a.svg"));
    assert_eq!(size_of_svg(&svg), [1440, 900]);
    assert!(svg.contains("a&lt;b&gt;&amp;"), "{svg}");
}

#[test]
fn a_series_is_drawn_by_its_name() {
    let desk = Desk::with_plan("Month,Sales,Service\n2026-01,10,1\n2026-02,20,2\n2026-03,30,2\n2026-04,30,2\n");
    for (options, name) in [("", "first"), ("--series service", "second")] {
        desk.ok(&format!("picture plan.ron --chart history {options} --out {name}.svg"));
    }
    assert_ne!(desk.bytes("first.svg"), desk.bytes("second.svg"));
    assert!(desk.refused("picture plan.ron --chart history --series Parts --out a.svg").contains("Sales, Service"));
}
