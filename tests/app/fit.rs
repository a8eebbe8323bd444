//! A forecast is fitted beside the window, which never waits for it.

use std::time::{Duration, Instant};

use upturn::analysis::analyse;
use upturn::command::Command;
use upturn::document::Edit;
use upturn::model::{Amount, Plan};
use upturn::ui::Ask;

use super::support::{Window, month};

fn example() -> Window {
    let mut window = Window::threaded(tempfile::tempdir().unwrap());
    window.harness.state_mut().ask(Ask::Command(Command::OpenExample));
    window.pass();
    window
}

fn type_october(window: &mut Window, amount: i64) {
    let change = move |plan: &mut Plan| plan.type_figure(0, month("2026-10"), Some(Amount::whole(amount)));
    window.harness.state_mut().ask(Ask::Edit(Edit::new("Type October", change)));
    window.pass();
}

fn wait_for_forecast(window: &mut Window) {
    let start = Instant::now();
    while window.app().answer().unwrap().fitting {
        assert!(start.elapsed() < Duration::from_mins(1), "the forecast never came");
        window.pass();
    }
}

#[test]
fn after_an_edit_the_last_forecast_stays_until_the_next_is_there() {
    let mut window = example();
    let before = window.app().answer().unwrap().clone();
    assert!(!before.fitting, "a plan's first answer is waited for");
    type_october(&mut window, 90_000);
    let meanwhile = window.app().answer().unwrap().clone();
    assert!(meanwhile.fitting);
    assert_eq!(meanwhile.row(month("2026-10")).unwrap().actual, Some(Amount::whole(90_000)));
    let november = month("2026-11");
    assert_eq!(meanwhile.row(november).unwrap().forecast, before.row(november).unwrap().forecast);
    wait_for_forecast(&mut window);
    let plan = window.document().plan().clone();
    let after = window.app().answer().unwrap();
    assert_eq!(*after, analyse(&plan, 0, after.today).unwrap());
    assert_ne!(after.row(november).unwrap().forecast, before.row(november).unwrap().forecast);
}

#[test]
fn a_forecast_that_comes_late_is_dropped() {
    let mut window = example();
    type_october(&mut window, 90_000);
    // Typed again while the first is being fitted.
    type_october(&mut window, 20_000);
    wait_for_forecast(&mut window);
    let plan = window.document().plan().clone();
    let after = window.app().answer().unwrap();
    assert_eq!(after.row(month("2026-10")).unwrap().actual, Some(Amount::whole(20_000)));
    assert_eq!(*after, analyse(&plan, 0, after.today).unwrap());
}
