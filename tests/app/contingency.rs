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
    for (name, text) in [("Low", "10"), ("Likely", "20"), ("High", "40"), ("Usually", "3")] {
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
    window.assert_shows("With it, the plan comes to £");
    fill(&mut window, "Since when it is happening", "1 Oct");
    fill(&mut window, "Note on what happens", "In hospital since Thursday");
    let active = of(&window).active().cloned().unwrap();
    assert_eq!((active.begun.to_string().as_str(), active.note.as_str()), ("2026-10-01", "In hospital since Thursday"));
    let first = of(&window).response.tactics.iter().find(|step| step.haste == Haste::FirstDay).unwrap().due;
    assert_eq!(first.map(|day| day.to_string()), Some("2026-10-02".to_owned()), "the steps follow");
    window.assert_shows("So far: ");
    fill(&mut window, "Since when it is happening", "today");
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
    assert!(window.plan().episodes.iter().any(|it| it.note == "In hospital since Thursday"), "the note goes along");
    tab_to(&mut window, "Estimate by it");
    window.press(Key::Enter);
    // It began and ended today: there is nothing to measure yet, and that is said.
    window.assert_shows("its own aren’t finished, to say what it cost");
    window.ctrl(Key::Z);
    assert!(of(&window).active().is_some() && window.plan().episodes.len() == episodes);
}

#[test]
fn an_event_is_marked_here_seen_against_what_was_expected_and_used() {
    let mut window = contingencies();
    let (events, id) = (window.plan().episodes.len(), window.plan().worksheets.scenarios[0].id);
    tab_to(&mut window, "Mark another");
    window.press(Key::Space);
    window.assert_shows("Drag over the periods that were hit, or take them with Shift and the arrow keys.");
    window.press(Key::Tab);
    for _ in 0..21 {
        window.press(Key::ArrowRight);
    }
    for _ in 0..2 {
        window.shift(Key::ArrowRight);
    }
    window.assert_shows("Mar – May 2025.");
    window.assert_shows("Selected, ");
    tab_to(&mut window, "Mark it and use this");
    window.press(Key::Enter);
    window.assert_shows("Give it a name, so that the history can show it");
    assert_eq!(window.plan().episodes.len(), events);
    fill(&mut window, "What happened then", "The road was closed");
    tab_to(&mut window, "Mark it and use this");
    window.press(Key::Enter);
    let scenario = window.plan().worksheets.scenario(id).unwrap().clone();
    assert_eq!(scenario.estimate().unwrap().basis, Basis::OwnHistory("The road was closed".into()));
    assert_eq!(window.plan().episodes.len(), events + 1);
    window.ctrl(Key::Z);
    assert_eq!(window.plan().episodes.len(), events, "one step takes both back");
    assert_eq!(window.plan().worksheets.scenario(id).unwrap().estimates.len(), scenario.estimates.len() - 1);
}

#[test]
fn a_fire_drill_is_walked_through_by_keyboard_and_recorded_with_what_was_missing() {
    let mut window = contingencies();
    let scenario = window.plan().worksheets.scenarios[0].clone();
    let drills = |window: &Window| window.plan().worksheets.scenario(scenario.id).unwrap().drills.clone();
    let before = drills(&window).len();
    tab_to(&mut window, "Fire drill");
    window.press(Key::Enter);
    assert_eq!(
        window.focused().map(|(_, name)| name),
        Some(format!("Walked through: {}", scenario.response.tactics[0].what)),
        "the keyboard is where the drill begins"
    );
    window.press(Key::Space);
    fill(&mut window, "What was missing", "The buyer’s number");
    tab_to(&mut window, "End the drill");
    window.press(Key::Enter);
    let drill = drills(&window).pop().unwrap();
    assert_eq!((drills(&window).len(), drill.minutes), (before + 1, 1));
    let unwalked = &scenario.response.tactics[1].what;
    assert_eq!(drill.missing, format!("The buyer’s number; not walked through: {unwalked}"));
    window.assert_shows("1 minute. Missing: The buyer’s number");
    window.ctrl(Key::Z);
    assert_eq!(drills(&window).len(), before);
    tab_to(&mut window, "All looked at");
    window.press(Key::Enter);
    let next = window.plan().worksheets.contingency_review;
    assert_eq!(next.map(|day| day.to_string()), Some("2027-11-19".to_owned()));
    assert!(window.plan().worksheets.scenarios.iter().all(|scenario| scenario.review_due == next));
    window.assert_shows("to be looked at again by 19 Nov 2027");
}

#[test]
fn f5_all_scenarios_are_gone_through_new_ones_come_up_and_what_a_drill_missed_becomes_a_step() {
    let mut window = contingencies();
    let before = window.plan().worksheets.scenarios.len();
    window.press(Key::N);
    window.assert_shows("It is July 2027, and we missed by a third. What happened?");
    tab_to(&mut window, "Start the clock");
    window.press(Key::Enter);
    window.assert_shows("Silent time: 4:00");
    tab_to(&mut window, "Stop the clock");
    window.press(Key::Enter);
    tab_to(&mut window, "A scenario of your own");
    for title in ["The roaster breaks down", "Dana leaves"] {
        window.type_text(title);
        window.press(Key::Enter);
    }
    assert_eq!(window.plan().worksheets.scenarios.len(), before + 2, "Enter is the next one");
    tab_to(&mut window, "Marlow Hotels put coffee out to tender:");
    window.press(Key::Space);
    tab_to(&mut window, "Looked at today");
    window.press(Key::Enter);
    let of = |window: &Window| window.plan().worksheets.scenarios[0].clone();
    assert_eq!(of(&window).review_due.map(|day| day.to_string()), Some("2027-11-19".to_owned()));
    tab_to(&mut window, "Fire drill");
    window.press(Key::Enter);
    for step in of(&window).response.tactics {
        tab_to(&mut window, &format!("Walked through: {}", step.what));
        window.press(Key::Space);
    }
    fill(&mut window, "What was missing", "The buyer’s number");
    tab_to(&mut window, "End the drill");
    window.press(Key::Enter);
    tab_to(&mut window, "Make it a step");
    window.press(Key::Enter);
    let step = of(&window).response.tactics.last().unwrap().clone();
    assert_eq!((step.what.as_str(), step.who.as_str()), ("The buyer’s number", "Ruth Calder"));
    assert_eq!(step.due.map(|day| day.to_string()), Some("2026-11-26".to_owned()));
    window.assert_hides("Make it a step");
    tab_to(&mut window, "All looked at");
    window.press(Key::Enter);
    assert!(window.plan().worksheets.scenarios.iter().all(|it| it.review_due == of(&window).review_due));
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
