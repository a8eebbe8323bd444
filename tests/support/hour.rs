//! An hour of use in a few seconds: rounds of what a person does with a plan, without the waiting in between.
//!
//! What it stands for: everything that the program keeps for itself grows as it does for a person who acts every four
//! seconds. What it leaves out: the graphics driver and the desktop, which keep memory of their own.

use std::fs;
use std::path::PathBuf;

use eframe::egui::{Key, OutputCommand};
use upturn::command::Command;
use upturn::storage::EXAMPLES;
use upturn::ui::Ask;

use super::support::{USUAL, Window};

/// Rounds in an hour: about 50 presses each, one every four seconds.
pub const ROUNDS: usize = 18;
/// Rounds until all pages, fonts and caches have been used.
pub const WARM_UP: usize = 3;
/// What an hour may add (MB).
pub const MOST: f64 = 20.0;

/// Memory that the process holds now (MB, `VmRSS` of proc(5)).
#[must_use]
pub fn megabytes() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap() / 1024.0
}

/// Somebody at work.
pub struct Person {
    window: Window,
    plan: PathBuf,
}

impl Person {
    #[must_use]
    pub fn new() -> Self {
        let window = Window::new(USUAL, tempfile::tempdir().unwrap(), None);
        let plan = window.file("coast.upturn.ron", EXAMPLES[0].text);
        Self { window, plan }
    }

    /// Opens the plan from the list of its folder, works with every page, and closes it again.
    pub fn round(&mut self) {
        let window = &mut self.window;
        window.ask(Ask::ListFolder(self.plan.parent().unwrap().to_owned()));
        window.ask(Ask::Open(self.plan.clone()));
        for page in [Key::Num1, Key::Num3, Key::Num4, Key::Num2] {
            window.ctrl(page);
        }
        Self::change_figures(window);
        for switch in ["Last year", "Last year", "Usual range", "Usual range", "View as table", "View as table"] {
            window.click(switch);
        }
        for months in ["12", "3", "6"] {
            window.click(&format!("Rolling average, months: {months}"));
        }
        Self::look_around(window);
        window.ctrl(Key::S);
        window.ctrl(Key::W);
        // What the test's own desktop collects is no memory of the program.
        let _ = window.take_commands();
    }

    fn change_figures(window: &mut Window) {
        window.click("September 2026: 56.5");
        window.type_text("57000");
        window.press(Key::Enter);
        window.ctrl(Key::Z);
        window.click("September 2026: 56.5");
        window.shift(Key::ArrowRight);
        window.type_text("=+5%");
        window.press(Key::Enter);
        window.ctrl(Key::Z);
        window.ctrl(Key::Y);
        window.ctrl(Key::Z);
        window.ask(Ask::Command(Command::CopyTable));
        let copied = window.harness.output().platform_output.commands.iter();
        let _ = copied.filter(|command| matches!(command, OutputCommand::CopyText(_))).count();
    }

    fn look_around(window: &mut Window) {
        window.ctrl(Key::K);
        window.type_text("oct");
        window.press(Key::Escape);
        window.ctrl(Key::F);
        window.type_text("march");
        window.press(Key::F3);
        window.press(Key::Escape);
        window.press(Key::F1);
        window.press(Key::Escape);
        window.press(Key::F5);
        window.press(Key::ArrowRight);
        window.press(Key::Escape);
        for command in [
            Command::ThemeDark,
            Command::ThemeLight,
            Command::ZoomIn,
            Command::ZoomReset,
            Command::Preferences,
            Command::About,
        ] {
            window.ask(Ask::Command(command));
        }
        window.ask(Ask::Back);
    }
}
