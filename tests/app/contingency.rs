//! Prepare for the bad day, and what is done when it comes: by keyboard alone.

use eframe::egui::Key;
use upturn::model::{Basis, Haste, Scenario};

use super::support::Window;

fn tab_to(window: &mut Window, name: &str) {
    for _ in 0..200 {
        if window.focused().is_some_and(|(_, focused)| focused.starts_with(name)) {
            return;
        }
        window.press(Key::Tab);
    }
    panic!("Tab does not lead to {name}:\n{}", window.text());
}

/// Types into the field of this name, whatever stood in it.
fn fill(window: &mut Window, name: &str, text: &str) {
    tab_to(window, name);
    window.ctrl(Key::A);
    window.type_text(text);
    window.press(Key::Enter);
}

fn contingencies() -> Window {
    let mut window = Window::example_at([1440.0, 1600.0]);
    window.ctrl(Key::Num6);
    window
}

fn last(window: &Window) -> Scenario {
    window.plan().worksheets.scenarios.last().unwrap().clone()
}

#[test]
fn o7_a_bad_day_is_written_down_with_how_often_what_it_costs_a_response_and_a_trigger() {
    let mut window = contingencies();
    window.press(Key::N);
    window.type_text("Dana leaves");
    window.press(Key::Enter);
    assert_eq!(last(&window).title, "Dana leaves");
    tab_to(&mut window, "Marlow Hotels put coffee out to tender:");
    for _ in 0..4 {
        window.press(Key::ArrowDown);
    }
    assert!(window.focused().unwrap().1.starts_with("Dana leaves: not counted; not estimated"));
    fill(&mut window, "Years in which it happened", "2");
    assert_eq!(last(&window).frequency.map(|it| (it.years, it.of_years)), Some((2, 10)));
    tab_to(&mut window, "Way to an estimate: Others");
    window.press(Key::Space);
    for (name, text) in [("Low", "10"), ("Likely", "20"), ("High", "40"), ("Months", "3")] {
        fill(&mut window, name, text);
    }
    tab_to(&mut window, "Use this");
    window.press(Key::Enter);
    window.assert_shows("Say whose case it is: without a source nobody can look it up");
    assert_eq!(last(&window).estimates, []);
    fill(&mut window, "Whose case, and where it is told", "Trade journal, May 2026");
    tab_to(&mut window, "Use this");
    window.press(Key::Enter);
    let estimate = last(&window).estimate().cloned().unwrap();
    assert_eq!(estimate.basis, Basis::OthersCase { source: "Trade journal, May 2026".into() });
    window.assert_shows("10% to 40% less for 2 to 6 months");
    tab_to(&mut window, "Way to an estimate: Your history");
    window.press(Key::Space);
    tab_to(&mut window, "Use this");
    window.press(Key::Enter);
    assert!(
        matches!(last(&window).estimate().unwrap().basis, Basis::OwnHistory(_)),
        "measured on an event of the plan"
    );
    tab_to(&mut window, "Set a trigger");
    window.press(Key::Enter);
    fill(&mut window, "Percent", "12");
    window.assert_shows("It would ");
    fill(&mut window, "Who answers for it", "Ruth");
    fill(&mut window, "Saves of the loss", "40");
    tab_to(&mut window, "Add a step");
    window.press(Key::Enter);
    fill(&mut window, "Step New step", "Ring the three largest");
    fill(&mut window, "Who does Ring the three largest", "Tom");
    let response = last(&window).response;
    assert_eq!((response.owner.as_str(), response.saves_percent), ("Ruth", 40));
    assert_eq!((response.tactics[0].who.as_str(), response.tactics[0].haste), ("Tom", Haste::FirstDay));
    window.assert_shows("Not ready yet: it lacks a step for the first week.");
    let steps = window.plan().worksheets.scenarios.len();
    for _ in 0..30 {
        window.ctrl(Key::Z);
    }
    assert_eq!(window.plan().worksheets.scenarios.len(), steps - 1, "all of it can be taken back");
}

#[test]
fn o8_it_happens_its_steps_are_ticked_off_and_it_is_closed_into_the_history() {
    let mut window = contingencies();
    tab_to(&mut window, "Marlow Hotels put coffee out to tender:");
    for _ in 0..2 {
        window.press(Key::ArrowDown);
    }
    let id = window.plan().worksheets.scenarios[2].id;
    let of = |window: &Window| window.plan().worksheets.scenario(id).unwrap().clone();
    let episodes = window.plan().episodes.len();
    tab_to(&mut window, "It has happened");
    window.press(Key::Enter);
    assert_eq!(of(&window).active().map(|it| it.begun), Some(super::support::today()));
    window.assert_shows(&format!("It is happening: {}", of(&window).title));
    let first = of(&window).response.tactics.iter().find(|step| step.haste == Haste::FirstDay).unwrap().what.clone();
    tab_to(&mut window, &format!("Done: {first}"));
    window.press(Key::Space);
    let done = of(&window).response.tactics.iter().find(|step| step.what == first).unwrap().state;
    assert_eq!(done, upturn::model::TacticState::Done);
    tab_to(&mut window, "It is over");
    window.press(Key::Enter);
    assert_eq!((of(&window).active(), window.plan().episodes.len()), (None, episodes + 1));
    window.ctrl(Key::Z);
    assert!(of(&window).active().is_some() && window.plan().episodes.len() == episodes);
}

#[test]
fn scenarios_change_places_by_keyboard() {
    let mut window = contingencies();
    let titles = |window: &Window| -> Vec<String> {
        window.plan().worksheets.scenarios.iter().map(|scenario| scenario.title.clone()).collect()
    };
    let before = titles(&window);
    tab_to(&mut window, "Marlow Hotels put coffee out to tender:");
    window.alt(Key::ArrowDown);
    assert_eq!(titles(&window)[..2], [before[1].clone(), before[0].clone()]);
    window.ctrl(Key::Z);
    assert_eq!(titles(&window), before);
}
