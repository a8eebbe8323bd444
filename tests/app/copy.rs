//! A page's chart on the clipboard, as a picture and as a table.

use eframe::egui::{Key, OutputCommand};
use upturn::command::Command;
use upturn::ui::Ask;

use super::support::Window;

/// What the program puts on the clipboard when `ask` is done.
fn clipboard(window: &mut Window, ask: impl FnOnce(&mut Window)) -> Vec<OutputCommand> {
    window.settle();
    ask(window);
    let mut commands = Vec::new();
    for _ in 0..4 {
        commands.extend(window.harness.output().platform_output.commands.iter().cloned());
        window.pass();
    }
    commands
}

#[test]
fn the_chart_of_each_page_is_copied_as_a_picture() {
    let mut pictures = Vec::new();
    for page in [Key::Num2, Key::Num3] {
        let mut window = Window::example();
        window.ctrl(page);
        let copied =
            clipboard(&mut window, |window| window.harness.state_mut().ask(Ask::Command(Command::CopyPicture)));
        let image =
            copied.into_iter().find_map(|c| if let OutputCommand::CopyImage(image) = c { Some(image) } else { None });
        let image = image.expect("a picture is on the clipboard");
        assert!(image.width() > 800 && image.height() > 400, "{:?}", image.size);
        let first = image.pixels[0];
        assert!(image.pixels.iter().any(|pixel| *pixel != first), "it shows something");
        window.assert_shows("Copied the chart as a picture");
        pictures.push(image);
    }
    assert_ne!(pictures[0], pictures[1]);
}

#[test]
fn the_charts_figures_are_copied_with_their_heads() {
    let mut window = Window::example();
    let copied = clipboard(&mut window, |window| window.harness.state_mut().ask(Ask::Command(Command::CopyTable)));
    let table = copied.into_iter().find_map(|c| if let OutputCommand::CopyText(text) = c { Some(text) } else { None });
    let table = table.expect("a table is on the clipboard");
    let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines[0][0], "Period");
    assert!(lines.len() > 41 && lines.iter().all(|line| line.len() == lines[0].len()), "{table}");
    assert!(lines.iter().any(|line| line.contains(&"50923.33")), "{table}");
    window.assert_shows("Copied the chart as a table");
}
