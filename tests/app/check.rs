//! The plan check: findings by group, the way to each, accepted with a reason, and copied for a mail.

use eframe::egui::{Key, OutputCommand};
use upturn::model::{Amount, EpisodeKind, Period, Plan, Scenario, Strategy};
use upturn::ui::Page;

use super::support::Window;

const KIOSKS: &str =
    "“Ask the council which kiosks are let anew” of “Harbour festival and summer sites” was due on 18 Nov.";

fn check() -> Window {
    let mut window = Window::example();
    window.ctrl(Key::Num8);
    window
}

#[test]
fn the_findings_stand_in_their_groups_under_one_sentence() {
    let window = check();
    window.assert_shows("Plan check · 5 findings");
    window.assert_shows("Five things keep the plan from being current, credible and ready for what may happen.");
    for said in [
        "Sales known to 16 Nov, forecast of today",
        "2 of 3 strategies say who does what",
        "2 of 4 scenarios have a response that is ready",
        KIOSKS,
        "“Grinder-and-service bundle for hotels” is not obvious yet: 3 things are missing.",
        "“Marlow Hotels put coffee out to tender” is likely, and no response is ready.",
        "Nothing warns of “Green coffee up by 15 percent or more”.",
    ] {
        window.assert_shows(said);
    }
    window.assert_hides("Accepted as they are");
}

#[test]
fn each_finding_leads_to_where_it_is_put_right() {
    for (finding, page) in [
        (format!("{KIOSKS} Say that it is done, or set another day."), Page::Tactics),
        (
            "“Grinder-and-service bundle for hotels” is not obvious yet: 3 things are missing. Fill in what is missing, and \
             ask the owner."
                .to_owned(),
            Page::Strategies,
        ),
        (
            "Nothing warns of “Green coffee up by 15 percent or more”. Set a rule on a series, and see when it would have \
             warned."
                .to_owned(),
            Page::Contingencies,
        ),
    ] {
        let mut window = check();
        window.click(&finding);
        assert_eq!(window.app().screen().page, page);
    }
}

#[test]
fn arrows_go_from_finding_to_finding_enter_goes_there_and_a_accepts() {
    let mut window = check();
    for key in [Key::ArrowDown, Key::ArrowDown, Key::ArrowDown, Key::ArrowUp] {
        window.press(key);
    }
    window.press(Key::Enter);
    assert_eq!(window.app().screen().page, Page::Strategies, "the second finding");
    window.ctrl(Key::Num8);
    window.press(Key::ArrowDown);
    window.press(Key::A);
    window.type_text("The council answers in December");
    window.press(Key::Enter);
    let [accepted] = window.plan().worksheets.accepted.as_slice() else { panic!("one") };
    assert_eq!(accepted.finding, "tactic-is-late:t11:2026-11-18");
    assert_eq!((accepted.reason.as_str(), accepted.by.as_str()), ("The council answers in December", "Tom Achterberg"));
    assert_eq!(accepted.day, super::support::today());
    assert_eq!(window.document().undo_label(), Some("Accept a finding"));
    window.assert_shows("Plan check · 4 findings, 1 accepted");
    window.assert_shows("It is current.");
    window.assert_shows("Accepted as they are");
    // The keyboard is on the finding that took the place.
    window.press(Key::Enter);
    assert_eq!(window.app().screen().page, Page::Strategies);
}

#[test]
fn a_finding_is_not_accepted_without_a_reason_and_a_name() {
    let mut window = check();
    window.click(&format!("Accept: {KIOSKS}"));
    window.fill("Accepted by", "");
    window.click("Accept the finding");
    window.assert_shows("Say why it may stay so.");
    window.assert_shows("Say who accepts it.");
    assert!(window.plan().worksheets.accepted.is_empty());
    window.press(Key::Escape);
    window.assert_hides("Why it may stay so");
    assert_eq!(window.app().screen().page, Page::Check);
}

#[test]
fn what_was_accepted_is_withdrawn_and_both_are_undone() {
    let mut window = check();
    window.click(&format!("Accept: {KIOSKS}"));
    window.fill("Why it may stay so", "Waiting for the council");
    window.click("Accept the finding");
    window.assert_shows("Waiting for the council (Tom Achterberg, 19 Nov)");
    window.click(&format!("Withdraw: {KIOSKS}"));
    window.assert_shows("Plan check · 5 findings");
    assert_eq!(window.document().undo_label(), Some("Let a finding count again"));
    window.ctrl(Key::Z);
    window.assert_shows("Plan check · 4 findings, 1 accepted");
    window.ctrl(Key::Z);
    window.assert_hides("Accepted as they are");
}

#[test]
fn a_plan_without_a_finding_says_what_was_checked_and_when_to_come_back() {
    let mut window = Window::example();
    window.ask(upturn::ui::Ask::Command(upturn::command::Command::OpenFirmExample));
    window.ctrl(Key::Num8);
    window.assert_shows("Plan check · nothing to put right");
    window.assert_shows("The plan is current, credible and ready for what may happen.");
    for said in
        ["Come back after the next period.", "Come back when one changes.", "Come back at the contingency review."]
    {
        window.assert_shows(said);
    }
}

#[test]
fn what_a_new_plan_lacks_leads_to_its_page() {
    let mut plan = Plan::new("Coast");
    let last: Period = "2026-10".parse().unwrap();
    for back in 0..30 {
        plan.type_figure(0, last.plus(-back), Some(Amount::whole(1_000)));
    }
    for (finding, page) in [
        ("Nobody is named who answers for the plan. Name an owner.", Page::Plan),
        (
            "Sales has no formal target, so there is no gap to speak of. Set it as one number; it is spread for you.",
            Page::Forecast,
        ),
    ] {
        let mut window = Window::with_plan(&plan);
        window.ctrl(Key::Num8);
        window.click(finding);
        assert_eq!(window.app().screen().page, page);
    }
}

#[test]
fn the_findings_are_copied_as_text_for_a_mail() {
    let mut window = check();
    assert!(window.has("Copy for a mail"));
    let command = upturn::ui::Ask::Command(upturn::command::Command::CopyCheck);
    window.harness.state_mut().ask(command);
    let mut copied = None;
    for _ in 0..4 {
        window.pass();
        for command in &window.harness.output().platform_output.commands {
            if let OutputCommand::CopyText(text) = command {
                copied = Some(text.clone());
            }
        }
    }
    let copied = copied.unwrap();
    assert!(copied.starts_with("Coast 2026–27: plan check\n"), "{copied}");
    assert!(copied.contains(&format!("\n- {KIOSKS} Say that it is done, or set another day.\n")), "{copied}");
    assert_eq!(copied.matches("\n- ").count(), 5, "{copied}");
    window.assert_shows("Copied the plan check as text");
    window.click("Copy for a mail");
}

#[test]
fn a_finding_that_is_out_of_view_comes_into_view_with_the_keyboard() {
    let mut plan = Plan::new("Coast");
    for number in 0..10 {
        plan.add_strategy(Strategy::new(&format!("Strategy {number}")));
        plan.add_scenario(Scenario::new(&format!("Scenario {number}"), EpisodeKind::Other));
    }
    let mut window = Window::with_plan(&plan);
    window.ctrl(Key::Num8);
    let count = window.app().checked().open().count();
    assert!(count > 50, "{count}");
    for _ in 0..count {
        window.press(Key::ArrowDown);
    }
    let (_, last) = window.focused().unwrap();
    assert!(last.starts_with("Nothing warns of “Scenario 9”."), "{last}");
    let rect = window.focused_rect().unwrap();
    assert!(rect.top() > 48.0 && rect.bottom() < 900.0, "{rect:?}");
    window.press(Key::Enter);
    assert_eq!(window.app().screen().page, Page::Contingencies);
}

#[test]
fn an_import_that_fires_a_trigger_says_so_and_the_check_and_the_side_bar_know() {
    let mut window = check();
    let file = window.file("october.csv", "Month,Sales\n2026-09,56000\n2026-10,49000\n");
    window.drop_file(&file);
    window.press(Key::Enter);
    window.assert_shows(
        "Added 2 figures from october.csv. It fires the trigger of “Marlow Hotels put coffee out to tender”",
    );
    window.ctrl(Key::Num8);
    window.assert_shows("The trigger of “Marlow Hotels put coffee out to tender” fires.");
    window.assert_shows("Plan check · 6 findings");
    window.ctrl(Key::Z);
    window.assert_shows("Plan check · 5 findings");
}
