//! What the mouse is told when it rests on something: what it does, and by which key it goes quicker.

use egui_kittest::kittest::Queryable as _;
use upturn::command::Command;
use upturn::ui::Ask;

use super::support::Window;

/// Lets the mouse rest on the control of this name.
fn rest_on(window: &mut Window, name: &str) {
    window.move_mouse_away();
    window.settle();
    window.harness.get_by_label(name).hover();
    // Longer than a tooltip waits.
    for _ in 0..6 {
        window.pass();
    }
}

#[test]
fn the_buttons_of_a_page_say_what_they_do_and_by_which_key() {
    let mut window = Window::example();
    for (name, command) in [
        ("Present", Command::Present),
        ("Find or run a command", Command::Palette),
        ("All plans", Command::ClosePlan),
        ("Add sales", Command::AddSales),
    ] {
        rest_on(&mut window, name);
        assert!(!command.key_text().is_empty());
        window.assert_shows(&command.hint());
    }
}

#[test]
fn the_title_tells_where_the_file_is() {
    let mut window = Window::with_plan(&upturn::model::Plan::new("Coast"));
    let path = window.path("plan.upturn.ron").display().to_string();
    window.assert_hides(&path);
    rest_on(&mut window, "Coast");
    window.assert_shows(&path);
}

#[test]
fn undo_and_redo_tell_which_step() {
    let mut window = Window::example();
    window.click("Rolling average, months: 12");
    rest_on(&mut window, "Undo");
    window.assert_shows("Undo: Show the 12-month average");
    window.ask(Ask::Command(Command::Undo));
    rest_on(&mut window, "Redo");
    window.assert_shows("Redo: Show the 12-month average");
}
