//! KPIs from an empty page to a signal, by keyboard alone.

use eframe::egui::Key;
use upturn::model::{Goal, Kpi, KpiKind, Plan, Progress, Rhythm, Unit};
use upturn::ui::Page;

use super::support::{Window, today};

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

fn press(window: &mut Window, name: &str, key: Key) {
    tab_to(window, name);
    window.press(key);
}

/// A plan with sales and no KPI.
fn empty() -> Window {
    let mut plan = Window::example().plan().clone();
    plan.kpis_mut().clear();
    let mut window = Window::with_plan_at([1440.0, 1600.0], &plan);
    window.ctrl(Key::Num7);
    assert_eq!(window.app().screen().page, Page::Kpis);
    window
}

fn last(window: &Window) -> Kpi {
    window.plan().kpis.last().unwrap().clone()
}

fn names(plan: &Plan) -> Vec<&str> {
    plan.kpis.iter().map(|kpi| kpi.name.as_str()).collect()
}

#[test]
fn a_kpi_is_made_filled_and_read_by_keyboard_alone() {
    let mut window = empty();
    window.assert_shows("Nothing is counted between meetings yet.");
    window.press(Key::N);
    window.type_text("Site visits");
    window.press(Key::Enter);
    assert_eq!((last(&window).name.as_str(), last(&window).rhythm), ("Site visits", Rhythm::Week));
    // The new one is open, and what it is counted in comes next.
    assert!(window.focused().unwrap().1.starts_with("Counted in"), "{:?}", window.focused());
    window.type_text("visits");
    window.press(Key::Enter);
    assert_eq!(last(&window).unit, Unit::Count("visits".into()));
    fill(&mut window, "Who", "Ruth");
    fill(&mut window, "What counts, and what doesn’t", "With the buyer there");
    press(&mut window, "A proxy", Key::Space);
    press(&mut window, "Goal: At least", Key::Space);
    fill(&mut window, "At least", "4");
    let kpi = last(&window);
    assert_eq!((kpi.owner.as_str(), kpi.is_proxy), ("Ruth", true));
    assert_eq!(kpi.definition, "With the buyer there");
    assert_eq!(kpi.goal, Some(Goal::AtLeast("4".parse().unwrap())));
    press(&mut window, "Add an exception", Key::Enter);
    fill(&mut window, "Except from", "21 Dec");
    window.assert_shows("It would end before it begins");
    fill(&mut window, "Except to", "3 Jan");
    fill(&mut window, "Except from", "21 Dec");
    fill(&mut window, "Goal then", "2");
    let exception = last(&window).exceptions[0].clone();
    assert_eq!((exception.first.to_string(), exception.last.to_string()), ("2026-12-21".into(), "2027-01-03".into()));
    assert_eq!(exception.goal, Some(Goal::AtLeast("2".parse().unwrap())));
    press(&mut window, "Bring back the lapsed cafés", Key::Space);
    fill(&mut window, "Or for a skill", "Asking; Listening");
    assert_eq!(last(&window).shows.len(), 3);
    assert!(last(&window).shows.contains(&Progress::Skill("Listening".into())));
    // Thirteen weeks are pasted: twelve that are chance, and one beyond it.
    press(&mut window, "Enter week 46", Key::Enter);
    for _ in 0..11 {
        window.press(Key::ArrowLeft);
    }
    window.paste("2\t3\t2\t3\t2\t3\t2\t3\t2\t3\t2\t8");
    assert_eq!(last(&window).values.len(), 12);
    window.assert_shows("Site visits truly rose in November, from 2.5 to 8.");
    window.assert_shows("A real change, worth a thank-you to Ruth.");
    let rows = window.words();
    assert!(
        rows.iter()
            .any(|(_, text)| text == "Site visits, a proxy: 8; at least 4; Signal: better; Too little data to tell")
    );
    for _ in 0..20 {
        window.ctrl(Key::Z);
    }
    assert_eq!(names(window.plan()), Vec::<&str>::new(), "all of it can be taken back");
}

#[test]
fn a_miss_within_chance_is_no_alarm_and_the_next_week_is_entered_in_place() {
    let mut window = Window::example_at([1440.0, 1600.0]);
    window.ctrl(Key::Num7);
    window.assert_shows("Phone calls, a proxy: 44; at least 50; Normal, under; Too little data to tell");
    window.assert_shows("Tastings held: 5; at least 4; Signal: better; Leads sales by 2 months");
    window.press(Key::E);
    window.type_text("10");
    window.press(Key::Enter);
    window.type_text("6");
    window.press(Key::Enter);
    let plan = window.plan().clone();
    let week = Rhythm::Week.first_day(today());
    let of = |at: usize| plan.kpis[at].values.get(&week).map(ToString::to_string);
    assert_eq!((of(0), of(1)), (Some("10".into()), Some("6".into())));
    window.type_text("many");
    window.press(Key::Enter);
    assert_eq!(window.plan().kpis[2].values.get(&week), None, "what is no number isn't taken");
}

#[test]
fn rows_are_chosen_moved_and_removed_and_a_ratio_keeps_what_it_came_to() {
    let mut window = Window::example_at([1440.0, 1600.0]);
    window.ctrl(Key::Num7);
    tab_to(&mut window, "First talks:");
    window.press(Key::ArrowDown);
    assert!(window.focused().unwrap().1.starts_with("Tastings held:"));
    window.alt(Key::ArrowUp);
    assert_eq!(names(window.plan())[..2], ["Tastings held", "First talks"]);
    window.ctrl(Key::Z);
    assert_eq!(names(window.plan())[..2], ["First talks", "Tastings held"]);
    for _ in 0..3 {
        window.press(Key::ArrowDown);
    }
    assert!(window.focused().unwrap().1.starts_with("Offers sent:"));
    window.alt(Key::ArrowDown);
    assert_eq!(names(window.plan())[4], "Offers sent", "results stay below");
    let rate = window.plan().kpis[6].clone();
    window.press(Key::Delete);
    window.assert_shows("Removed the KPI “Offers sent”");
    let kept = window.plan().kpi(rate.id).unwrap().clone();
    assert_eq!((kept.ratio, kept.values.len()), (None, 26));
    window.ctrl(Key::Z);
    assert_eq!(window.plan().kpi(rate.id), Some(&rate));
    tab_to(&mut window, "Win rate:");
    window.press(Key::Enter);
    window.assert_shows("Worked out from: Orders won");
    press(&mut window, "Worked out from two others", Key::Space);
    assert_eq!(window.plan().kpi(rate.id).unwrap().values.len(), 26, "entered by hand from now on");
    press(&mut window, "Kind: People control it", Key::Space);
    assert_eq!(window.plan().kpi(rate.id).unwrap().kind, KpiKind::Leading);
    fill(&mut window, "Name", "Orders of offers");
    assert_eq!(window.plan().kpi(rate.id).unwrap().name, "Orders of offers");
    fill(&mut window, "From", "none");
    window.assert_shows("Type a number, such as 12");
}

#[test]
fn a_trigger_watches_a_kpi_and_goes_with_it() {
    let mut window = Window::example_at([1440.0, 1900.0]);
    window.ctrl(Key::Num6);
    tab_to(&mut window, "Marlow Hotels put coffee out to tender:");
    window.press(Key::ArrowDown);
    let id = window.plan().worksheets.scenarios[1].id;
    let of = |window: &Window| window.plan().worksheets.scenario(id).unwrap().trigger.clone();
    press(&mut window, "Set a trigger", Key::Enter);
    window.click("Watches: Sales");
    window.click("Average order");
    assert_eq!(of(&window).unwrap().kpi, Some(window.plan().kpis[7].id));
    window.click("Rule: are down on last year by");
    window.click("give a low signal");
    window.assert_shows("Now: fires.");
    window.ctrl(Key::Num7);
    tab_to(&mut window, "Average order:");
    window.press(Key::Delete);
    window.assert_shows("Removed the KPI “Average order” and the trigger that watched it");
    assert_eq!(of(&window), None);
    window.ctrl(Key::Z);
    assert!(of(&window).is_some());
}

#[test]
fn the_overview_tells_of_signals_only_and_leads_to_them() {
    let mut window = Window::example_at([1440.0, 1600.0]);
    window.ctrl(Key::Num1);
    window.assert_shows("Tastings held truly rose in October, from 2 to 4.8.");
    window.assert_shows("Average order truly fell in September, from £216 to £206.");
    window.assert_hides("First talks");
    press(&mut window, "What KPIs tell: KPIs", Key::Enter);
    assert_eq!(window.app().screen().page, Page::Kpis);
    let mut window = empty();
    window.ctrl(Key::Num1);
    window.assert_hides("What KPIs tell");
}

#[test]
fn a_table_of_counts_goes_to_the_kpi_of_its_name() {
    let mut window = Window::example_at([1440.0, 1200.0]);
    let before = window.plan().clone();
    let file = window.file("talks.csv", "Week,First talks\n2026-W45,8\n2026-W46,12\n");
    window.drop_file(&file);
    window.assert_shows("2 values, 20 talks in all, into the KPI First talks");
    tab_to(&mut window, "Use this");
    window.press(Key::Enter);
    assert_eq!(window.app().screen().page, Page::Kpis);
    let of = |plan: &Plan| plan.kpis[0].values.values().last().map(ToString::to_string);
    assert_eq!((of(window.plan()), of(&before)), (Some("12".into()), Some("9".into())));
    assert_eq!(window.plan().series, before.series);
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), before);
}
