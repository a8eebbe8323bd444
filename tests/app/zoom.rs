//! The smallest and the largest screens, at the smallest and the largest zoom.

use eframe::egui::{Rect, pos2, vec2};

use upturn::ui::zoom::Zoom;

use super::reach::{every_page, stops};

/// Screens in pixels, each at the zooms that leave a page most and least room there; the usual one on the smallest.
const SCREENS: [([f32; 2], &[u16]); 2] = [([800.0, 600.0], &[50, 100, 300]), ([3840.0, 2160.0], &[50, 300])];

#[test]
fn r46_every_control_comes_into_view_on_every_screen_at_every_zoom() {
    let mut all = Vec::new();
    let mut looked = 0;
    for (screen, zooms) in SCREENS {
        for percent in zooms {
            let zoom = Zoom::of(*percent).fitting(screen);
            let size = screen.map(|pixels| (pixels / zoom).floor());
            let window_rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(size[0], size[1])).expand(1.0);
            every_page(size, |window, page| {
                for (name, rect, ()) in stops(window, |_, _| ()) {
                    looked += 1;
                    // What is larger than the screen begins on it.
                    let wide = rect.width() <= size[0];
                    let fits = window_rect.contains(rect.left_top()) && (!wide || rect.right() <= window_rect.right());
                    if !fits {
                        all.push(format!("{page}, {screen:?} at {percent} %: {name:?} at {rect:?}"));
                    }
                }
            });
        }
    }
    assert!(looked > 1_000, "only {looked}");
    assert!(all.is_empty(), "{} of {looked}:\n{}", all.len(), all.join("\n"));
}
