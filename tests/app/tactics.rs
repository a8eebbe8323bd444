//! One list of who does what by when.

use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use upturn::command::Command;
use upturn::model::{EpisodeKind, Home, Plan, Scenario, Strategy, Tactic, TacticState};
use upturn::ui::{Ask, Page};

use super::strategies::coast;
use super::support::{Window, today};

fn plan() -> Plan {
    let mut plan = coast();
    let bundle = plan.add_strategy(Strategy::new("Bundle"));
    let fair = plan.add_strategy(Strategy::new("Fair"));
    let slump = plan.add_scenario(Scenario::new("Slump", EpisodeKind::Staff));
    let mut add = |home, what: &str, who: &str, due: &str| {
        plan.add_tactic(home, Tactic { due: due.parse().ok(), ..Tactic::new(what, who, today()) });
    };
    add(Home::Strategy(bundle), "Price it", "Ruth Calder", "2026-11-30");
    add(Home::Strategy(bundle), "Call Marlow", "Tom", "2026-11-16");
    add(Home::Strategy(fair), "Book a stand", "", "2026-11-20");
    add(Home::Scenario(slump), "Share the accounts", "Tom", "2026-11-01");
    plan
}

fn open(plan: &Plan) -> Window {
    let mut window = Window::with_plan(plan);
    window.ask(Ask::Command(Command::ShowTactics));
    window
}

fn rows(window: &Window) -> Vec<String> {
    window.words().into_iter().filter(|(role, _)| *role == Role::ListBoxOption).map(|(_, text)| text).collect()
}

fn to_list(window: &mut Window) {
    for _ in 0..80 {
        if window.focused().is_some_and(|(role, _)| role == Role::ListBoxOption) {
            return;
        }
        window.press(Key::Tab);
    }
    panic!("Tab does not come to the list");
}

fn state(window: &Window, what: &str) -> TacticState {
    window.plan().worksheets.tactics().find(|(_, tactic)| tactic.what == what).unwrap().1.state
}

#[test]
fn late_and_due_tactics_stand_out_in_one_list_over_all() {
    let window = open(&plan());
    window.assert_shows("One tactic is late, and one is due in the next seven days.");
    assert_eq!(
        rows(&window),
        [
            "Call Marlow, Tom, Mon 16 Nov, 3 days late, Open, Bundle",
            "Price it, Ruth Calder, Mon 30 Nov, Open, Bundle",
            "Book a stand, Nobody yet, Fri 20 Nov, Tomorrow, Open, Fair",
            "Share the accounts, Tom, Sun 1 Nov, Open, Response to “Slump”",
        ]
    );
}

#[test]
fn the_list_is_seen_by_person_and_by_week() {
    let mut window = open(&plan());
    let first = |window: &Window| rows(window)[0].split(',').next().unwrap().to_owned();
    window.click("List: By person");
    assert_eq!(first(&window), "Book a stand", "nobody yet comes first");
    window.click("List: By week");
    assert_eq!(first(&window), "Share the accounts", "the latest first");
    window.click("Tactics of: Everyone");
    window.click_any("Ruth Calder");
    assert_eq!(rows(&window), ["Price it, Ruth Calder, Mon 30 Nov, Open, Bundle"]);
}

#[test]
fn a_tactic_is_added_in_one_line_and_the_next_one_at_once() {
    let mut window = open(&plan());
    window.press(Key::N);
    window.type_text("Visit the Wharf · ruth · in 2 weeks");
    window.assert_shows("Visit the Wharf · Ruth Calder · Thu 3 Dec, in 14 days");
    window.press(Key::Enter);
    window.type_text("Write to Hall · Ben");
    window.press(Key::Enter);
    let tactics = &window.plan().worksheets.strategies[0].tactics;
    let [.., one, two] = &tactics[..] else { panic!("{tactics:?}") };
    assert_eq!((one.what.as_str(), one.who.as_str()), ("Visit the Wharf", "Ruth Calder"));
    assert_eq!((one.due, one.added), ("2026-12-03".parse().ok(), Some(today())));
    assert_eq!((two.what.as_str(), two.who.as_str(), two.due), ("Write to Hall", "Ben", None));
    assert_eq!(window.document().undo_label(), Some("Add “Write to Hall”"));
}

#[test]
fn the_keys_of_the_list_tick_off_begin_drop_remove_and_open() {
    let mut window = open(&plan());
    to_list(&mut window);
    window.press(Key::Space);
    assert_eq!(state(&window, "Call Marlow"), TacticState::Done);
    assert_eq!(window.document().undo_label(), Some("Mark “Call Marlow” as done"));
    window.ask(Ask::Command(Command::Undo));
    assert_eq!(state(&window, "Call Marlow"), TacticState::Open);
    window.press(Key::B);
    assert_eq!(state(&window, "Call Marlow"), TacticState::Begun);
    window.press(Key::ArrowDown);
    window.press(Key::X);
    assert_eq!(state(&window, "Price it"), TacticState::Dropped);
    window.press(Key::ArrowDown);
    window.press(Key::Delete);
    window.assert_hides("Book a stand, Nobody");
    window.click_in_toast("Undo");
    window.assert_shows("Book a stand, Nobody");
    to_list(&mut window);
    window.press(Key::Home);
    window.press(Key::Enter);
    assert_eq!(window.app().screen().page, Page::Strategies);
    window.assert_shows("Title of the strategy");
}

#[test]
fn a_press_on_the_box_ticks_a_tactic_off() {
    let mut window = open(&plan());
    let row = window.rect("Call Marlow, Tom, Mon 16 Nov, 3 days late, Open, Bundle");
    window.click_at(row.left_center() + eframe::egui::vec2(22.0, 0.0));
    assert_eq!(state(&window, "Call Marlow"), TacticState::Done);
}

#[test]
fn of_five_hundred_tactics_only_those_in_view_are_drawn() {
    let mut plan = coast();
    let id = plan.add_strategy(Strategy::new("Bundle"));
    for index in 0..500 {
        let due = today().checked_add_days(chrono::Days::new(index % 60));
        plan.add_tactic(Home::Strategy(id), Tactic { due, ..Tactic::new(&format!("Call {index}"), "Tom", today()) });
    }
    let mut window = open(&plan);
    assert!((10..=30).contains(&rows(&window).len()), "{}", rows(&window).len());
    to_list(&mut window);
    window.press(Key::End);
    assert!(rows(&window).iter().any(|row| row.starts_with("Call 479,")), "{:?}", rows(&window));
    assert!(rows(&window).len() <= 30);
}

#[test]
fn without_strategies_the_page_leads_to_them() {
    let mut window = open(&coast());
    window.assert_shows("No tactics yet.");
    window.click("Go to Strategies");
    assert_eq!(window.app().screen().page, Page::Strategies);
}

#[test]
fn assistive_technology_chooses_a_tactic_by_its_row() {
    use egui_kittest::kittest::Queryable as _;
    let mut window = open(&plan());
    let row = "Price it, Ruth Calder, Mon 30 Nov, Open, Bundle";
    window.harness.get_by_role_and_label(Role::ListBoxOption, row).click_accesskit();
    window.settle();
    window.press(Key::Space);
    assert_eq!(state(&window, "Price it"), TacticState::Done);
}
