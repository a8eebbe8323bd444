//! Full screen, zoom, and the sheet of shortcuts.

use eframe::egui::{Key, ViewportCommand};
use upturn::command::Command;
use upturn::ui::page::ENTRIES;

use super::support::Window;

fn factor(window: &Window) -> f32 {
    window.harness.ctx.zoom_factor()
}

#[test]
fn f11_fills_the_screen_and_presenting_leaves_it_as_it_was() {
    let mut window = Window::example();
    let full = |window: &mut Window| {
        let last = window.take_commands().into_iter().rev();
        last.into_iter().find_map(|c| if let ViewportCommand::Fullscreen(on) = c { Some(on) } else { None })
    };
    window.press(Key::F11);
    assert_eq!(full(&mut window), Some(true));
    window.press(Key::F5);
    window.press(Key::Escape);
    assert_eq!(full(&mut window), Some(true), "still as it was chosen");
    window.press(Key::F11);
    assert_eq!(full(&mut window), Some(false));
    window.press(Key::F5);
    window.press(Key::Escape);
    assert_eq!(full(&mut window), Some(false));
}

#[test]
fn zoom_goes_by_keys_and_is_kept() {
    let mut window = Window::example();
    window.ctrl(Key::Plus);
    window.ctrl(Key::Equals);
    assert!((factor(&window) - 1.25).abs() < 1e-6, "{}", factor(&window));
    window.ctrl(Key::Minus);
    assert!((factor(&window) - 1.1).abs() < 1e-6);
    let Window { home, .. } = window;
    let mut window = Window::new([1440.0, 900.0], home, None);
    assert!((factor(&window) - 1.1).abs() < 1e-6, "after a restart");
    window.ctrl(Key::Num0);
    assert!((factor(&window) - 1.0).abs() < 1e-6);
}

#[test]
fn f1_shows_every_command_that_has_a_key() {
    for (width, height) in [(1440.0, 900.0), (1024.0, 768.0), (720.0, 450.0)] {
        let mut window = Window::example_at([width, height]);
        window.press(Key::F1);
        for command in Command::ALL {
            let keys = command.shortcuts().iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            if !keys.is_empty() {
                window.assert_shows(&format!("{}: {keys}", command.label()));
            }
        }
        for part in ["Change the figure that is there: F2", "Read the chart out, period by period: Left, Right"] {
            window.assert_shows(part);
        }
    }
}

#[test]
fn the_sheet_goes_by_esc_by_f1_and_by_its_button_and_gives_the_keyboard_back() {
    let mut window = Window::example();
    window.click("October 2026: 50.9");
    let before = window.focused();
    window.press(Key::F1);
    window.assert_shows("While presenting");
    window.press(Key::Escape);
    window.assert_hides("While presenting");
    assert_eq!(window.focused(), before);
    window.press(Key::F1);
    window.press(Key::F1);
    window.assert_hides("While presenting");
    window.press(Key::F1);
    window.click("Close");
    window.assert_hides("While presenting");
}

#[test]
fn what_lies_under_the_sheet_takes_no_keys() {
    let mut window = Window::example();
    window.press(Key::F1);
    window.ctrl(Key::Num3);
    assert_eq!(window.app().screen().page, upturn::ui::Page::History);
    window.ctrl(Key::Q);
    assert!(!window.is_told_to_close());
}

/// Whether the window says that a file may be dropped on it.
fn invites_a_file(window: &Window) -> bool {
    use eframe::egui::epaint::Shape;
    let says = |shape: &Shape| matches!(shape, Shape::Text(text) if text.galley.text().starts_with("Drop "));
    window.harness.output().shapes.iter().any(|clipped| says(&clipped.shape))
}

#[test]
fn a_file_that_is_held_over_the_window_is_invited_only_where_it_would_be_taken() {
    let mut window = Window::example();
    let file = window.file("sales.csv", "Month,Sales\n2026-01,5\n");
    let hold = |window: &mut Window| {
        let hovered = eframe::egui::HoveredFile { path: Some(file.clone()), ..Default::default() };
        window.harness.input_mut().hovered_files = vec![hovered];
        window.pass();
        let invites = invites_a_file(window);
        window.harness.input_mut().hovered_files.clear();
        invites
    };
    assert!(hold(&mut window));
    window.ctrl(Key::O);
    assert!(!hold(&mut window), "a dialog ignores what is dropped");
}

/// The keys of pages moved once and the README did not.
#[test]
fn the_readme_tells_the_pages_in_their_order_and_every_key_of_a_command() {
    let readme = include_str!("../../README.md");
    let labels: Vec<&str> = ENTRIES.iter().map(|entry| entry.command.label()).collect();
    let keys = ENTRIES.iter().filter_map(|entry| entry.command.shortcuts().first().map(ToString::to_string));
    let keys: Vec<String> = keys.map(|key| key.replace(' ', "+")).collect();
    let row = format!("| {} | {} |", keys.join(", "), labels.join(", "));
    assert!(readme.contains(&row), "{row}");
    let missing: Vec<String> = Command::ALL
        .iter()
        .flat_map(|command| command.shortcuts())
        .filter(|shortcut| !ENTRIES.iter().any(|entry| entry.command.shortcuts().contains(shortcut)))
        .map(|shortcut| shortcut.to_string().replace(' ', "+").replace('-', "−"))
        .filter(|key| !readme.contains(key.as_str()))
        .collect();
    // The second key for what "+" does.
    assert_eq!(missing, ["Ctrl+="], "not in README.md");
}
