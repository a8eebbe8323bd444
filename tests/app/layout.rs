//! Nothing lies over something else, and nothing is cut off, in small windows and large ones.

use eframe::egui::accesskit::Role;
use eframe::egui::epaint::{ClippedShape, Shape};
use eframe::egui::{Key, Rect};
use egui_kittest::kittest::NodeT as _;
use upturn::command::Command;
use upturn::model::Plan;
use upturn::ui::Ask;

use super::edge::edges;
use super::home;
use super::support::Window;

/// A text as it is painted.
pub struct Painted {
    pub text: String,
    pub ink: Rect,
    clip: Rect,
}

impl Painted {
    fn shown(&self) -> Rect {
        self.ink.intersect(self.clip)
    }

    /// Past the side of what it stands in; a table wider than its window is scrolled sideways.
    fn is_cut_off(&self) -> bool {
        self.ink.left() < self.clip.left() - 1.0 || self.ink.right() > self.clip.right() + 1.0
    }
}

pub fn painted(window: &Window) -> Vec<Painted> {
    fn collect(shape: &Shape, clip: Rect, found: &mut Vec<Painted>) {
        match shape {
            Shape::Text(text) => {
                let ink = text.galley.mesh_bounds.translate(text.pos.to_vec2());
                found.push(Painted { text: text.galley.text().to_owned(), ink, clip });
            }
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, clip, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for ClippedShape { shape, clip_rect, .. } in &window.harness.output().shapes {
        collect(shape, *clip_rect, &mut found);
    }
    // What is scrolled out of view hurts nobody.
    found.retain(|p| p.ink.is_positive() && p.clip.intersects(p.ink));
    found
}

fn overlap(a: Rect, b: Rect) -> bool {
    let both = a.intersect(b);
    both.width() > 1.0 && both.height() > 1.0
}

/// What is wrong with the texts and controls that show now.
fn faults(window: &Window, scrolls_sideways: bool) -> Vec<String> {
    let texts = painted(window);
    let mut faults = Vec::new();
    for (index, one) in texts.iter().enumerate() {
        if one.is_cut_off() && !scrolls_sideways {
            faults.push(format!("{:?} is cut off: {:?} in {:?}", one.text, one.ink, one.clip));
        }
        // A cell that is painted once more under its frame is no fault.
        let others =
            texts[index + 1..].iter().filter(|other| other.ink != one.ink && overlap(one.shown(), other.shown()));
        faults.extend(others.map(|other| format!("{:?} and {:?} overlap at {:?}", one.text, other.text, other.ink)));
    }
    let controls = controls(window);
    for (index, (name, rect)) in controls.iter().enumerate() {
        let others = controls[index + 1..].iter().filter(|(_, other)| overlap(*rect, *other));
        faults.extend(others.map(|(other, _)| format!("{name:?} lies over {other:?}")));
    }
    faults
}

fn controls(window: &Window) -> Vec<(String, Rect)> {
    let nodes = window.harness.root().children_recursive().collect::<Vec<_>>();
    let is_control = |role: Role| {
        matches!(role, Role::Button | Role::TextInput | Role::CheckBox | Role::RadioButton | Role::ComboBox)
    };
    let shown = nodes.iter().filter(|node| {
        let node = node.accesskit_node();
        is_control(node.role()) && !node.is_hidden()
    });
    shown.map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect())).collect()
}

#[track_caller]
fn check(window: &mut Window, what: &str, all: &mut Vec<String>) {
    check_table(window, what, false, all);
}

#[track_caller]
fn check_table(window: &mut Window, what: &str, scrolls_sideways: bool, all: &mut Vec<String>) {
    window.move_mouse_away();
    all.extend(faults(window, scrolls_sideways).into_iter().map(|fault| format!("{what}: {fault}")));
}

/// The first is 1440 × 900 at 200 %.
const SIZES: [[f32; 2]; 5] = [[720.0, 450.0], [1024.0, 700.0], [1280.0, 720.0], [1440.0, 900.0], [1920.0, 1080.0]];

#[test]
fn no_text_of_the_example_is_cut_off_or_lies_over_another() {
    let mut all = Vec::new();
    for size in SIZES {
        let mut window = Window::example_at(size);
        for (key, page) in [
            (Key::Num1, "overview"),
            (Key::Num2, "history"),
            (Key::Num3, "forecast"),
            (Key::Num8, "reviews"),
            (Key::Num9, "plan"),
        ] {
            window.ctrl(key);
            check(&mut window, &format!("{page} at {size:?}"), &mut all);
        }
        window.ctrl(Key::Num3);
        window.click("Set a target");
        // What was scrolled under the top bar to be clicked is not in its way.
        window.wheel(4000.0);
        check(&mut window, &format!("target form at {size:?}"), &mut all);
        window.click("View as table");
        check_table(&mut window, &format!("table at {size:?}"), size[0] < 1280.0, &mut all);
        window.press(Key::F5);
        for slide in 1..=2 {
            check(&mut window, &format!("slide {slide} at {size:?}"), &mut all);
            window.press(Key::ArrowRight);
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// The pages of an open plan and its slides.
fn check_plan(window: &mut Window, what: &str, is_narrow: bool, all: &mut Vec<String>) {
    for (key, page) in [(Key::Num1, "overview"), (Key::Num2, "history"), (Key::Num3, "forecast")] {
        window.ctrl(key);
        check_table(window, &format!("{what}: {page}"), is_narrow, all);
    }
    window.press(Key::F5);
    for slide in 1..=2 {
        check(window, &format!("{what}: slide {slide}"), all);
        window.press(Key::ArrowRight);
    }
}

#[test]
fn no_text_of_the_other_examples_is_cut_off_or_lies_over_another() {
    let mut all = Vec::new();
    for (command, example) in [(Command::OpenFirmExample, "firm"), (Command::OpenShopExample, "shop")] {
        for size in [[1024.0, 700.0], [1440.0, 900.0], [1920.0, 1080.0]] {
            let mut window = Window::example_at(size);
            window.ask(Ask::Command(command));
            check_plan(&mut window, &format!("{example} at {size:?}"), size[0] < 1500.0, &mut all);
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn no_text_of_a_plan_at_the_edge_is_cut_off_or_lies_over_another() {
    let mut all = Vec::new();
    // Thousands of billions a month are drawn, but no room is kept for them.
    for plan in edges().into_iter().filter(|plan| plan.title != "huge") {
        for size in [[1024.0, 700.0], [1440.0, 900.0], [1920.0, 1080.0]] {
            let mut window = Window::with_plan_at(size, &plan);
            let title: String = plan.title.chars().take(24).collect();
            check_plan(&mut window, &format!("{title} at {size:?}"), size[0] < 1500.0, &mut all);
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn the_top_bar_fits_whatever_is_said_of_saving() {
    let mut all = Vec::new();
    for size in SIZES {
        let mut window = Window::with_plan_at(size, &Plan::new("A plan with a title that is long enough to be cut"));
        check(&mut window, &format!("saved at {size:?}"), &mut all);
        window.ask(Ask::Edit(upturn::document::Edit::new("Rename", |plan| plan.title.push('s'))));
        check(&mut window, &format!("unsaved at {size:?}"), &mut all);
        window.ask(Ask::Command(Command::Save));
        check(&mut window, &format!("saved again at {size:?}"), &mut all);
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn the_pages_without_figures_fit() {
    let mut all = Vec::new();
    for size in SIZES {
        let home = tempfile::tempdir().unwrap();
        let mut window = Window::new(size, home, None);
        check(&mut window, &format!("start at {size:?}"), &mut all);
        window.click("New plan");
        check(&mut window, &format!("new plan at {size:?}"), &mut all);
        for page in [Command::Preferences, Command::About] {
            window.ask(Ask::Command(page));
            check(&mut window, &format!("{page:?} at {size:?}"), &mut all);
        }
        window.ask(Ask::Back);
        window.ask(Ask::Create(Box::new(Plan::new("Coast"))));
        check(&mut window, &format!("empty history at {size:?}"), &mut all);
        let mut window = home::calder(size);
        check(&mut window, &format!("plans of a folder at {size:?}"), &mut all);
        window.fill("Filter plans", "nobody");
        check(&mut window, &format!("filtered plans at {size:?}"), &mut all);
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}
