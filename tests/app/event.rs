//! Marking what happened, what is usual, and numbers that lead to what they come from.

use eframe::egui::{Key, Role};
use upturn::model::{Episode, EpisodeKind};

use super::support::Window;

fn mark(window: &mut Window, name: &str, from: &str, to: &str) {
    window.press(Key::E);
    window.type_text(name);
    window.fill("From", from);
    window.fill("To", to);
    window.press(Key::Enter);
}

fn days(episode: &Episode) -> (String, String) {
    (episode.first.to_string(), episode.last.to_string())
}

#[test]
fn an_event_is_marked_by_keys_alone_undone_and_done_again() {
    let mut window = Window::example();
    mark(&mut window, "Harbour closed", "Jan 2026", "2026-02-10");
    let episodes = &window.plan().episodes;
    assert_eq!(episodes.len(), 2);
    assert_eq!(days(&episodes[1]), ("2026-01-01".into(), "2026-02-10".into()));
    assert!(episodes[1].left_out);
    assert_eq!(window.document().undo_label(), Some("Mark “Harbour closed”"));
    assert!(window.has("Harbour closed, left out of the season"));
    window.assert_shows("2 episodes are left out of season and trend.");
    window.ctrl(Key::Z);
    assert_eq!(window.plan().episodes.len(), 1);
    window.ctrl(Key::Y);
    assert_eq!(window.plan().episodes.len(), 2);
}

#[test]
fn an_event_that_says_nothing_or_ends_before_it_begins_stays_in_its_fields_with_a_sentence() {
    let mut window = Window::example();
    window.press(Key::E);
    window.fill("From", "May 2026");
    window.fill("To", "Jan 2026");
    window.press(Key::Enter);
    window.assert_shows("Say what happened, in a few words.");
    window.assert_shows("It ends before it begins.");
    window.fill("To", "Smarch");
    window.press(Key::Enter);
    window.assert_shows("“Smarch” is no month such as Feb 2025 and no day such as 2025-02-10.");
    window.press(Key::Escape);
    assert!(!window.has("Mark event"));
    assert_eq!(window.plan().episodes.len(), 1);
}

#[test]
fn a_marked_event_is_changed_and_removed_from_its_button() {
    let mut window = Window::example();
    window.click("No rep in Coast, left out of the season");
    window.click("Leave out of season and trend");
    window.click("Change event");
    assert_eq!((window.plan().episodes[0].left_out, window.plan().episodes[0].kind), (false, EpisodeKind::Staff));
    window.assert_hides("left out of season and trend.");
    window.click("No rep in Coast");
    window.click("Remove event");
    assert!(window.plan().episodes.is_empty());
    assert_eq!(window.document().undo_label(), Some("Remove “No rep in Coast”"));
}

#[test]
fn the_span_that_is_selected_on_the_chart_is_the_one_that_is_marked() {
    let mut window = Window::example();
    let chart =
        window.names().into_iter().find(|(role, name, _)| *role == Role::Figure && name.starts_with("The 6-month"));
    let rect = window.rect(&chart.expect("the chart").1);
    let y = rect.center().y;
    window.drag(eframe::egui::pos2(rect.left() + 150.0, y), eframe::egui::pos2(rect.left() + 220.0, y));
    window.click("Mark an event");
    window.type_text("Road works");
    window.press(Key::Enter);
    let marked = window.plan().episodes.iter().find(|e| e.name == "Road works").expect("the event");
    assert!((marked.last - marked.first).num_days() > 60, "{marked:?}");
}

#[test]
fn marked_events_are_saved_and_come_back() {
    let mut window = Window::example();
    mark(&mut window, "Harbour closed", "Jan 2026", "Jan 2026");
    let path = window.path("marked.upturn.ron");
    window.ask(upturn::ui::Ask::SaveTo { path: path.clone(), replace: false });
    let read = upturn::storage::load(&path).unwrap();
    assert_eq!(read.plan.episodes, window.plan().episodes);
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
}

#[test]
fn a_number_in_a_finding_leads_to_what_it_comes_from() {
    let mut window = Window::example();
    window.ctrl(Key::Num3);
    window.click("£28k short: show the target");
    window.assert_shows("Forecast & gap ·");
    window.ctrl(Key::Num2);
    window.click("20%: show the season");
    window.click("Season: show the season");
    window.click("£51k: show this figure");
    let (role, name) = window.focused().expect("a cell");
    assert!(name.contains("October 2026") || name == "Figures", "{role:?} {name}");
}

#[test]
fn a_number_in_the_sentence_under_a_chart_leads_to_what_it_comes_from() {
    let mut window = Window::example();
    window.ctrl(Key::Num3);
    window.click("£60k: show the forecast");
    window.assert_shows("Forecast & gap ·");
    window.ctrl(Key::Num2);
    window.click("£61k: show the figures");
    window.assert_shows("History ·");
    window.click("Usual range");
    assert!(window.has("£46k – £60k: show what is usual"));
}

#[test]
fn the_usual_range_is_a_chart_of_its_own() {
    let mut window = Window::example();
    window.click("Usual range");
    window.assert_shows("The season is taken out.");
    assert!(!window.has("Rolling average, months: 6"));
    window.click("Usual range");
    window.assert_shows("The 6-month average is £61k");
}
