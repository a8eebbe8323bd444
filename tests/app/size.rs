//! Everything that takes a press is at least 24 points wide and high (WCAG 2.2, 2.5.8).
//!
//! Scroll bars may be thin: the wheel and the keys do the same.

use eframe::egui::accesskit::{Action, Role};
use eframe::egui::{Key, Rect};
use egui_kittest::kittest::NodeT as _;
use upturn::command::Command;
use upturn::model::Plan;
use upturn::storage;
use upturn::ui::Ask;
use upturn::ui::page::ENTRIES;

use super::support::Window;

const LEAST: f32 = 24.0;

/// Name, role and place of everything that can be clicked now.
fn targets(window: &Window) -> Vec<(Role, String, Rect)> {
    let nodes = window.harness.root().children_recursive().collect::<Vec<_>>();
    let pressable = nodes.iter().filter(|node| {
        let node = node.accesskit_node();
        let can = !node.is_hidden() && !node.is_disabled() && node.data().supports_action(Action::Click);
        can && node.role() != Role::ScrollBar
    });
    pressable
        .map(|node| {
            let accessible = node.accesskit_node();
            (accessible.role(), accessible.label().unwrap_or_default(), node.rect())
        })
        .collect()
}

fn small(window: &Window, what: &str, all: &mut Vec<String>) {
    let targets = targets(window);
    assert!(targets.len() > 4, "{what}: only {targets:?} can be pressed");
    let is_small = |rect: &Rect| rect.width() < LEAST - 0.01 || rect.height() < LEAST - 0.01;
    all.extend(
        targets
            .into_iter()
            .filter(|(_, _, rect)| is_small(rect))
            .map(|(role, name, rect)| format!("{what}: {role:?} {name:?} is {} x {}", rect.width(), rect.height())),
    );
}

#[test]
fn everything_that_takes_a_press_is_large_enough() {
    let mut all = Vec::new();
    for size in [[1440.0, 900.0], [720.0, 450.0]] {
        let mut window = Window::example_at(size);
        for entry in &ENTRIES {
            window.ask(Ask::Command(entry.command));
            small(&window, &format!("{} at {size:?}", entry.command.label()), &mut all);
        }
        for command in [Command::Preferences, Command::About, Command::Shortcuts, Command::Palette, Command::OpenPlan] {
            window.ask(Ask::Command(command));
            small(&window, &format!("{} at {size:?}", command.label()), &mut all);
            window.press(Key::Escape);
        }
        window.click("File");
        small(&window, &format!("menu at {size:?}"), &mut all);
        window.press(Key::Escape);
        window.ask(Ask::Command(Command::ClosePlan));
        small(&window, &format!("home at {size:?}"), &mut all);
        window.ask(Ask::Command(Command::NewPlan));
        small(&window, &format!("new plan at {size:?}"), &mut all);
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn recent_plans_empty_pages_and_the_question_before_leaving_are_large_enough() {
    let mut all = Vec::new();
    let mut window = Window::start();
    let path = window.path("north.upturn.ron");
    storage::save(&storage::RealFs, &path, &Plan::new("North")).unwrap();
    window.ask(Ask::Open(path));
    window.ask(Ask::Command(Command::ClosePlan));
    small(&window, "recent plans", &mut all);
    window.ask(Ask::Create(Box::new(Plan::new("Coast"))));
    small(&window, "empty history", &mut all);
    window.paste("Month\tSales\n2026-08\t71,200.50\n2026-09\t1\n2026-10\t52,010\n2026-11\t26,410\n");
    small(&window, "import", &mut all);
    window.press(Key::Escape);
    window.ctrl(Key::W);
    small(&window, "question", &mut all);
    assert!(all.is_empty(), "{}", all.join("\n"));
}
