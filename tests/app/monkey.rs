//! Somebody who presses whatever there is: nothing breaks, nothing keeps drawing.

use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::Key;
use eframe::egui::accesskit::Role;

use upturn::command::Command;
use upturn::document::Document;
use upturn::model::Plan;
use upturn::ui::Ask;
use upturn::ui::dialog::Dialog;

use super::support::Window;

/// Numbers that only look random (Knuth's MMIX constants), so that a failure comes again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }
}

const KEYS: [Key; 24] = [
    Key::F1,
    Key::F3,
    Key::F10,
    Key::F11,
    Key::Tab,
    Key::Enter,
    Key::Escape,
    Key::F2,
    Key::F5,
    Key::B,
    Key::Delete,
    Key::Backspace,
    Key::Space,
    Key::ArrowLeft,
    Key::ArrowRight,
    Key::ArrowUp,
    Key::ArrowDown,
    Key::Home,
    Key::End,
    Key::PageUp,
    Key::PageDown,
    Key::Period,
    Key::A,
    Key::Num1,
];

const CHORDS: [Key; 26] = [
    Key::K,
    Key::F,
    Key::P,
    Key::Plus,
    Key::Num0,
    Key::N,
    Key::O,
    Key::S,
    Key::W,
    Key::Q,
    Key::Z,
    Key::Y,
    Key::I,
    Key::A,
    Key::E,
    Key::C,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
    Key::Num8,
    Key::Num9,
    Key::Home,
    Key::End,
];

const TEXTS: [&str; 12] = [
    "1",
    "-5",
    "1e9",
    "9999999999999999999",
    "£1,200.50",
    "n/a",
    "x",
    "7\t8\n9\t10",
    "Month,Sales\n2026-01,5\n2026-02,6\n",
    "2031-01\t7",
    "Größe",
    "",
];

/// Whatever is saved goes into the test's own folder.
fn stay_at_home(window: &mut Window) {
    if let Some(Dialog::Path(dialog)) = &window.app().screen().dialog
        && dialog.purpose.saves()
        && window.app().screen().present.is_none()
    {
        let path = window.path("saved").display().to_string();
        window.fill("File", &path);
    }
}

/// What holds whatever was done.
fn check(window: &Window) {
    let screen = window.app().screen();
    if screen.present.is_some() {
        let roles = window.names().into_iter().map(|(role, ..)| role);
        assert!(roles.into_iter().all(|role| !matches!(role, Role::Button | Role::TextInput)), "{}", window.text());
    }
    let dirty = window.app().document().is_some_and(Document::is_dirty);
    assert_eq!(window.app().title().starts_with('●'), dirty, "{}", window.app().title());
}

fn step(window: &mut Window, dice: &mut Dice) -> String {
    stay_at_home(window);
    match dice.roll(10) {
        0..=3 => {
            let names: Vec<String> = window
                .names()
                .into_iter()
                .filter(|(role, name, enabled)| {
                    let pressed = matches!(
                        role,
                        Role::Button
                            | Role::CheckBox
                            | Role::RadioButton
                            | Role::TextInput
                            | Role::GridCell
                            | Role::MenuItem
                            | Role::ListBoxOption
                    );
                    pressed && *enabled && !name.is_empty()
                })
                .map(|(_, name, _)| name)
                .collect();
            if names.is_empty() {
                return "nothing to click".to_owned();
            }
            let name = &names[dice.roll(names.len())];
            window.click_any(name);
            format!("click {name:?}")
        }
        4 | 5 => {
            let key = dice.pick(&KEYS);
            if dice.roll(4) == 0 {
                window.shift(key);
            } else {
                window.press(key);
            }
            format!("press {key:?}")
        }
        6 => {
            let key = dice.pick(&CHORDS);
            if dice.roll(4) == 0 {
                window.ctrl_shift(key);
            } else {
                window.ctrl(key);
            }
            format!("ctrl {key:?}")
        }
        7 | 8 => {
            let text = dice.pick(&TEXTS);
            window.type_text(text);
            format!("type {text:?}")
        }
        _ => {
            let text = dice.pick(&TEXTS);
            window.paste(text);
            format!("paste {text:?}")
        }
    }
}

/// The plan as it was before its first change, and the number of its document.
type Start = Option<(u32, Arc<Plan>)>;

fn note_start(window: &Window, start: &mut Start) {
    let Some(document) = window.app().document() else { return };
    if start.as_ref().is_none_or(|(number, _)| *number != document.number()) {
        let untouched = document.undo_label().is_none() && document.redo_label().is_none();
        *start = untouched.then(|| (document.number(), Arc::clone(document.plan())));
    }
}

/// Presses so many times; answers whether undoing it all was held against the state that it began with.
fn run(seed: u64, steps: usize) -> bool {
    let mut dice = Dice(seed);
    let mut window = if dice.roll(2) == 0 { Window::start() } else { Window::example() };
    let mut done = Vec::new();
    let mut start = None;
    for _ in 0..steps {
        note_start(&window, &mut start);
        let step = std::panic::AssertUnwindSafe(|| {
            let what = step(&mut window, &mut dice);
            check(&window);
            what
        });
        let Ok(what) = std::panic::catch_unwind(step) else {
            panic!("seed {seed}: broke after\n{}", done[done.len().saturating_sub(12)..].join("\n"));
        };
        done.push(what);
    }
    note_start(&window, &mut start);
    undo_and_redo_all(&mut window, start, seed)
}

/// More than what undo remembers.
const MOST_STEPS: usize = 300;

/// Back to the state that the plan began with, and forward again to the last; answers whether there was one.
fn undo_and_redo_all(window: &mut Window, start: Start, seed: u64) -> bool {
    let Some(document) = window.app().document() else { return false };
    let start = start.filter(|(number, _)| *number == document.number());
    let (last, revision) = (document.plan().clone(), document.revision());
    let walk = |window: &mut Window, command: Command, more: fn(&Document) -> bool| {
        for _ in 0..MOST_STEPS {
            if !window.app().document().is_some_and(more) {
                return;
            }
            window.ask(Ask::Command(command));
        }
        let document = window.document();
        let (undo, redo) = (document.undo_label(), document.redo_label());
        panic!("seed {seed}: {command:?} never ends; undo {undo:?}, redo {redo:?}\n{}", window.text());
    };
    walk(window, Command::Undo, |document| document.undo_label().is_some());
    if let Some((_, start)) = &start {
        // A run is shorter than what undo remembers.
        assert_eq!(window.document().plan(), start, "seed {seed}");
    }
    walk(window, Command::Redo, |document| document.redo_label().is_some());
    // What could be redone before the walk is further on than the last state was.
    while window.document().revision() != revision && window.document().undo_label().is_some() {
        window.ask(Ask::Command(Command::Undo));
    }
    assert_eq!(window.document().plan(), &last, "seed {seed}");
    start.is_some_and(|(_, start)| start != last)
}

/// Memory that the process holds now, in MB.
#[cfg(target_os = "linux")]
fn megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() >> 10
}

#[test]
fn r44_whatever_is_pressed_nothing_breaks() {
    const STEPS: usize = 150;
    let soak = std::env::var_os("UPTURN_SOAK").is_some();
    let usual = if soak { 700 } else { 3 };
    let seeds: u64 = std::env::var("UPTURN_MONKEYS").ok().and_then(|n| n.parse().ok()).unwrap_or(usual);
    #[cfg(target_os = "linux")]
    let mut before = 0;
    let mut undone = 0_u64;
    for seed in 0..seeds {
        let start = Instant::now();
        undone += u64::from(run(seed, STEPS));
        if start.elapsed() > Duration::from_secs(20) {
            println!("R44: seed {seed} took {:.0?}", start.elapsed());
        }
        #[cfg(target_os = "linux")]
        if seed == 20 {
            before = megabytes();
        }
    }
    #[cfg(target_os = "linux")]
    if soak {
        let after = megabytes();
        let events = seeds * STEPS as u64;
        println!("R44: {events} events, {before} MB after the first 20 runs, {after} MB at the end");
        assert!(after < before + 100, "{before} MB became {after} MB");
    }
    println!("R44: {undone} of {seeds} runs changed a plan and came back to its start");
    assert!(undone * 5 >= seeds, "{undone} of {seeds}");
}
