//! The running program as a screen reader has it: by AT-SPI on a D-Bus session of its own, from outside, with no help
//! from the program but its names.

#![cfg(target_os = "linux")]

mod support;

use std::path::Path;
use std::rc::Rc;

use support::bus::Bus;
use support::window::{App, wait_for};

const EXAMPLE: &str = "assets/examples/coast.upturn.ron";

/// Roles of what can be pressed or filled in, as AT-SPI calls them.
const CONTROLS: [&str; 6] = ["push button", "check box", "radio button", "combo box", "entry", "link"];

#[test]
fn a_screen_reader_reads_the_pages_and_presses_their_controls() {
    let runtime = tempfile::tempdir().expect("a temporary folder");
    let bus = Bus::start(runtime.path());
    let app = App::open_in_session(Path::new(EXAMPLE), &bus.address);

    let overview = bus.tree_with("Forecast & gap");
    let names: Vec<&str> = overview.iter().map(|(_, name)| name.as_str()).collect();
    for wanted in ["File", "Overview", "History", "Plan details", "Present", "£19k: show the target"] {
        assert!(names.contains(&wanted), "{wanted:?} is not among {names:#?}");
    }
    let nameless: Vec<_> =
        overview.iter().filter(|(role, name)| CONTROLS.contains(&role.as_str()) && name.trim().is_empty()).collect();
    assert!(nameless.is_empty(), "{nameless:?} of {overview:#?}");
    assert!(overview.iter().filter(|(role, _)| CONTROLS.contains(&role.as_str())).count() > 15, "{overview:#?}");

    // A press leads to another page, as it does for the mouse.
    bus.press("History");
    let history = bus.tree_with("Mark an event");
    assert!(history.iter().any(|(_, name)| name.starts_with("The 6-month average is £61k")), "{history:#?}");
    // The explanation goes, and the grid comes into view with its cells.
    bus.press("Got it");
    let _ = bus.tree_with("October 2026: 50.9");

    // A field takes a text.
    bus.press("Plan details");
    let _ = bus.tree_with("Title of the plan");
    bus.fill("Who answers for it", "Ada Nowak");
    bus.wait_for_text("Who answers for it", "Ada Nowak");
    assert!(app.title().contains("Coast"), "{}", app.title());
    drop(app);
}

#[test]
fn the_start_page_is_read_too() {
    let home = Rc::new(tempfile::tempdir().expect("a temporary folder"));
    let bus = Bus::start(home.path());
    let app = App::in_home(&home, &[("DBUS_SESSION_BUS_ADDRESS", &bus.address)]);
    let start = bus.tree_with("Look at an example");
    assert!(start.iter().any(|(_, name)| name == "New plan"), "{start:#?}");
    bus.press("Look at an example");
    let _ = bus.tree_with("Overview");
    // The title follows with the next frame.
    wait_for("the example's title", || app.title().contains("Coast").then_some(()));
}
