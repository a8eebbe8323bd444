//! A brainstorm for the gap: collected by one typist, grouped, voted, rated unseen and adopted, by keyboard alone.

use eframe::egui::Key;
use upturn::model::{Became, IdeaState, Plan};

use super::support::{Window, month};

/// Presses Tab until the control whose name begins so has the keyboard.
fn tab_to(window: &mut Window, name: &str) {
    for _ in 0..160 {
        if window.focused().is_some_and(|(_, focused)| focused.starts_with(name)) {
            return;
        }
        window.press(Key::Tab);
    }
    panic!("Tab does not lead to {name}:\n{}", window.text());
}

/// A plan with figures and without a single idea, on its board.
fn board() -> Window {
    let mut plan = Plan::new("Coast");
    for at in 0..36 {
        let sold = upturn::model::Amount::whole(50_000 + i64::from(at % 5) * 900);
        plan.type_figure(0, month("2023-11").plus(at), Some(sold));
    }
    let mut window = Window::with_plan_at([1440.0, 1000.0], &plan);
    window.ctrl(Key::Num4);
    tab_to(&mut window, "Brainstorm");
    window.press(Key::Enter);
    window
}

fn texts(window: &Window) -> Vec<String> {
    window.plan().worksheets.ideas.iter().map(|idea| idea.text.clone()).collect()
}

fn phase(window: &mut Window, name: &str) {
    tab_to(window, &format!("Phase: {name}"));
    window.press(Key::Space);
}

#[test]
fn f4_from_the_question_to_strategies_in_the_plan_by_keyboard_alone() {
    let mut window = board();
    window.assert_shows("What could we do to sell more?");
    assert!(!window.shows("Into the plan"), "nothing is judged while ideas are collected");
    tab_to(&mut window, "Next idea");
    for idea in ["Bundle for hotels", "Bring back lapsed cafés", "bundle  for HOTELS"] {
        window.type_text(idea);
        window.press(Key::Enter);
    }
    assert_eq!(window.focused().map(|(_, name)| name).as_deref(), Some("Next idea"), "the typist can go on");
    window.paste("1. Summer sites\n2. Second sales round\n- Own van");
    assert_eq!(texts(&window).len(), 6);
    window.assert_shows("Says the same as idea 1.");
    tab_to(&mut window, "Put together");
    window.press(Key::Enter);
    assert_eq!(texts(&window)[..3], ["Bundle for hotels", "Bring back lapsed cafés", "Summer sites"]);

    phase(&mut window, "2 Group");
    tab_to(&mut window, "Summer sites");
    window.alt(Key::ArrowUp);
    assert_eq!(texts(&window)[1], "Summer sites");
    window.press(Key::ArrowRight);
    let groups: Vec<String> = window.plan().worksheets.ideas.iter().map(|idea| idea.group.clone()).collect();
    assert_eq!(groups[..2], ["Bundle for hotels", "Bundle for hotels"], "put to the one above");

    phase(&mut window, "3 Vote");
    tab_to(&mut window, "Bring back lapsed cafés");
    for _ in 0..3 {
        window.type_text("+");
    }
    window.type_text("-");
    assert_eq!(window.plan().worksheets.ideas[2].dots, 2);

    phase(&mut window, "4 Rate");
    tab_to(&mut window, "Bundle for hotels");
    window.type_text("4");
    window.type_text("5");
    let bundle = window.plan().worksheets.ideas[0].clone();
    assert_eq!((bundle.works.all(), bundle.can_do.all()), (&[4][..], &[5][..]));
    tab_to(&mut window, "Who rates: Show of hands, unseen");
    window.press(Key::Space);
    tab_to(&mut window, "Hands for “Bring back lapsed cafés”: does it work");
    window.type_text("4 4 5 2");
    window.press(Key::Tab);
    window.type_text("3 3");
    assert!(window.plan().worksheets.ideas[2].works.is_empty(), "nobody sees a hand before all are in");
    window.assert_hides("4 4 5 2");
    tab_to(&mut window, "Reveal all");
    window.press(Key::Enter);
    let cafes = window.plan().worksheets.ideas[2].clone();
    assert_eq!((cafes.works.all(), cafes.can_do.all()), (&[4, 4, 5, 2][..], &[3, 3][..]), "the spread is kept");
    window.assert_shows("Map of the ideas. 1 Bundle for hotels: works 4, can do 5; 3 Bring back lapsed cafés: works 3.8 (2 to 5), can do 3");

    phase(&mut window, "5 Adopt");
    tab_to(&mut window, "Bundle for hotels");
    window.press(Key::A);
    assert_eq!(window.plan().worksheets.strategies[0].title, "Bundle for hotels");
    tab_to(&mut window, "Own van");
    window.press(Key::K);
    window.type_text("Costs more than it earns");
    window.press(Key::Enter);
    let van = window.plan().worksheets.ideas.iter().find(|idea| idea.text == "Own van").unwrap();
    assert_eq!(van.state, IdeaState::Aside("Costs more than it earns".into()));
    assert_eq!(window.document().undo_label(), Some("Keep “Own van” aside"));
    tab_to(&mut window, "Bring back Own van");
    window.press(Key::Enter);
    let open =
        |window: &Window| window.plan().worksheets.ideas.iter().filter(|idea| idea.state == IdeaState::Open).count();
    assert_eq!(open(&window), 4);

    phase(&mut window, "6 Strengthen");
    tab_to(&mut window, "Strengthen");
    window.press(Key::Enter);
    window.type_text("The hotel school teaches it for free");
    window.press(Key::Enter);
    let stronger = &window.plan().worksheets.strategies[0].strengthenings;
    assert_eq!(
        stronger.iter().map(|it| it.what.as_str()).collect::<Vec<_>>(),
        ["The hotel school teaches it for free"]
    );

    // Back to the start: nothing is lost.
    let before = window.plan().worksheets.clone();
    for name in ["1 Collect", "3 Vote", "2 Group", "5 Adopt"] {
        phase(&mut window, name);
    }
    assert_eq!(window.plan().worksheets, before);
    let adopted = window.plan().worksheets.ideas[0].state.clone();
    assert!(matches!(adopted, IdeaState::Adopted(Became::Strategy(_))));
    tab_to(&mut window, "Open the strategy Bundle for hotels");
    window.press(Key::Enter);
    window.assert_shows("Bundle for hotels");
}

#[test]
fn what_is_half_typed_is_an_idea_when_the_board_is_left_and_undo_names_it() {
    let mut window = board();
    tab_to(&mut window, "Next idea");
    window.type_text("Half a thought");
    window.ctrl(Key::Num1);
    assert_eq!(texts(&window), ["Half a thought"]);
    assert_eq!(window.document().undo_label(), Some("Add the idea “Half a thought”"));
    window.ctrl(Key::Z);
    assert_eq!(texts(&window), Vec::<String>::new());
}

#[test]
fn an_idea_is_changed_and_taken_out_in_place() {
    let mut window = board();
    tab_to(&mut window, "Next idea");
    window.type_text("Fiar");
    window.press(Key::Enter);
    tab_to(&mut window, "Fiar");
    window.press(Key::F2);
    window.ctrl(Key::A);
    window.type_text("Fair");
    window.press(Key::Enter);
    assert_eq!(texts(&window), ["Fair"]);
    tab_to(&mut window, "Fair");
    window.press(Key::Delete);
    assert_eq!(texts(&window), Vec::<String>::new());
    window.click_in_toast("Undo");
    assert_eq!(texts(&window), ["Fair"]);
}

#[test]
fn the_silent_clock_counts_down_and_stands_still_when_it_is_over() {
    let mut window = board();
    window.assert_shows("Silent time: 5:00");
    for _ in 0..4 {
        window.click("One minute less");
    }
    window.click("Start the clock");
    window.assert_shows("Silent time: 1:00");
    // A frame of the test is a quarter of a second.
    for _ in 0..300 {
        window.pass();
    }
    window.assert_shows("Silent time: Time is up");
    window.settle();
    assert!(window.has("Start the clock"));
}
