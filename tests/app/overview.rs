//! The overview: what matters, each card leading to its page.

use eframe::egui::Key;
use upturn::model::{Amount, Granularity, Level, Period, Plan, Spread, Unit};

use super::support::Window;

fn overview(plan: &Plan) -> Window {
    let mut window = Window::with_plan(plan);
    window.ctrl(Key::Num1);
    window
}

fn plan(months: i32) -> Plan {
    let mut plan = Plan::new("Coast");
    plan.owner = "Tom".into();
    plan.currency = "GBP".parse().ok();
    let last: Period = "2026-10".parse().unwrap();
    for back in 0..months {
        plan.type_figure(0, last.plus(-back), Some(Amount::whole(1_000 + i64::from(back % 3))));
    }
    plan
}

fn with_target(mut plan: Plan, series: usize, total: i64) -> Plan {
    let span = plan.fiscal_start.months_of(2026);
    let spread = Spread::Even;
    let wanted = upturn::model::plan::TargetTotal { level: Level::Formal, total: Amount::whole(total), spread, span };
    plan.set_target_total(series, wanted, "2026-11-19".parse().unwrap()).unwrap();
    plan
}

#[test]
fn a_plan_opens_on_its_overview_and_each_card_leads_to_its_page() {
    let mut window = Window::start();
    window.click("Look at an example");
    window.assert_shows("Overview · Jul 2026 – Jun 2027");
    window.assert_shows(
        "Coast needs £28k more than it is heading for. With three strategies and four risks, £17k has no answer yet.",
    );
    for (card, page) in [
        ("Where it is heading: Forecast & gap", "Forecast & gap · "),
        ("Gap: Forecast & gap", "Forecast & gap · "),
        ("What changed: History", "History · "),
        ("What to do next: History", "History · "),
        ("Chance of £690k: Forecast & gap", "Forecast & gap · "),
        ("Next steps: Tactics", "Tactics"),
        ("Is it a good plan?: Plan check", "Plan check · "),
    ] {
        window.ctrl(Key::Num1);
        window.click(card);
        window.assert_shows(page);
    }
}

#[test]
fn what_changed_holds_the_latest_month_against_what_was_expected_of_it() {
    let mut window = Window::example();
    window.ctrl(Key::Num1);
    window.assert_shows("October 2026 came in at £51k, ");
    window.assert_shows("that was expected");
    window.assert_shows("Sales to 16 Nov: 3 days old.");
    window.ctrl(Key::Num2);
    window.click("Mark an event");
    window.type_text("Storm");
    window.press(Key::Enter);
    window.ctrl(Key::Num1);
    window.assert_shows("Not saved yet: Mark “Storm”.");
}

#[test]
fn what_to_do_next_leads_to_where_it_is_done() {
    let mut window = overview(&plan(30));
    window.assert_shows("Set a target: one number is enough to see the gap.");
    window.click("Set a target: show the target");
    window.assert_shows("Forecast & gap · ");
    let mut window = overview(&with_target(plan(30), 0, 12_000));
    window.assert_shows("Everything is up to date. Add November 2026 after the 30th.");
    let mut young = with_target(plan(4), 0, 12_000);
    young.owner.clear();
    let window_of_young = overview(&young);
    window_of_young.assert_shows("Add 9 earlier months, if you have them: 13 show the season, and there are 4.");
    window_of_young.assert_shows("Name who answers for the plan, so that it is somebody’s.");
    window.ctrl(Key::Num3);
    window.assert_shows("Forecast & gap · ");
}

#[test]
fn ahead_of_target_and_past_the_plans_end_are_said_as_they_are() {
    overview(&with_target(plan(30), 0, 11_000)).assert_shows("Coast is heading for £12k, £1k over target.");
    let mut ended = with_target(plan(30), 0, 13_000);
    ended.type_figure(0, "2026-11".parse().unwrap(), Some(Amount::whole(1_000)));
    ended.type_figure(0, "2026-12".parse().unwrap(), Some(Amount::whole(1_000)));
    ended.as_of = "2027-02-03".parse().ok();
    let window = overview(&ended);
    window.assert_shows("Coast ended 2026 at £12k, ");
    window.assert_shows("Plan the next year: 2026 is over.");
    window.assert_shows("Add January 2027: the month is over.");
}

#[test]
fn another_series_with_a_target_has_its_line_and_leads_to_itself() {
    let mut plan = with_target(plan(30), 0, 12_000);
    let profit = plan.add_series("Profit", Unit::Money, Granularity::Month);
    let last: Period = "2026-10".parse().unwrap();
    for back in 0..24 {
        plan.type_figure(profit, last.plus(-back), Some(Amount::whole(100)));
    }
    let mut window = overview(&with_target(plan, profit, 1_500));
    window.click("Profit: £300 short");
    window.assert_shows("Coast needs £300 more than it is heading for");
}

#[test]
fn a_plan_without_figures_begins_where_they_are_put_in() {
    let mut window = Window::with_plan(&Plan::new("Coast"));
    window.assert_shows("Start with what was sold.");
    window.ctrl(Key::Num1);
    window.assert_shows("Add what was sold: type it, paste it or read a file.");
    window.assert_shows("Without a target and a forecast there is no gap to see.");
}

fn example() -> Window {
    let mut window = Window::example();
    window.ctrl(Key::Num1);
    window
}

#[test]
fn the_chance_stands_with_and_without_what_is_planned() {
    let window = example();
    window.assert_shows("Chance of £690k: 39%, about two in five, with the risks too");
    for row in ["If nothing changes: 32%", "With the strategies: 44%", "With the risks too: 39%"] {
        window.assert_shows(row);
    }
    window.assert_shows("A response to “Marlow Hotels put coffee out to tender” could raise it to 41% at most.");
    let plain = overview(&with_target(plan(30), 0, 12_050));
    plain.assert_shows(", if nothing changes");
    plain.assert_hides("With the strategies");
}

#[test]
fn the_next_steps_say_who_and_when_and_are_ticked_off_in_place() {
    let mut window = example();
    window.assert_shows("2 of 3 promises kept so far");
    window.assert_shows("Ask the council which kiosks are let anew, Sam Okoro, 1 day late");
    window.assert_shows("Call six lapsed cafés in Wexmouth, Tom Achterberg, Today");
    window.assert_shows("Book five tastings for the last week of November, Tom Achterberg, Fri 20 Nov");
    window.assert_shows("and 1 more");
    window.click("First step taken: Ask the council which kiosks are let anew");
    assert_eq!(window.document().undo_label(), Some("First step taken: Ask the council which kiosks are let anew"));
    window.assert_hides("1 day late");
    // The step is taken; the whole is due in December.
    window.assert_shows("2 of 2 promises kept so far");
    window.click_in_toast("Undo");
    window.assert_shows("1 day late");
    window.click("Call six lapsed cafés in Wexmouth, Tom Achterberg, Today");
    assert_eq!(window.app().screen().page, upturn::ui::Page::Tactics);
}

#[test]
fn whether_it_is_a_good_plan_is_told_in_three_words_and_what_to_fix_first() {
    let mut window = example();
    window.assert_shows("Current: not yet. Sales known to 16 Nov, forecast of today");
    window.assert_shows("Credible: not yet. 2 of 3 strategies say who does what, ");
    window.assert_shows("Contingent: not yet. 2 of 4 scenarios have a response that is ready");
    // One of each word.
    window.click("Not obvious yet: Grinder-and-service bundle for hotels: Strategies");
    assert_eq!(window.app().screen().page, upturn::ui::Page::Strategies);
    let mut firm = Window::example();
    firm.ask(upturn::ui::Ask::Command(upturn::command::Command::OpenFirmExample));
    firm.ctrl(Key::Num1);
    firm.assert_shows("Current: yes. Revenue known to 30 Jun, forecast of today");
    firm.assert_hides("To fix");
    firm.assert_shows("all of it has an answer.");
}

#[test]
fn a_trigger_that_is_close_or_fires_has_its_light() {
    let mut window = example();
    window.assert_shows("Marlow Hotels put coffee out to tender: close: down 6%, fires at 8% two months running");
    window.assert_hides("National chain undercuts us by 15 percent: ");
    // October comes in lower: two months running are down by more than 8%.
    let october = "2026-10".parse().unwrap();
    let edit = upturn::document::Edit::new("Correct October", move |plan| {
        plan.type_figure(0, october, Some(Amount::whole(49_000)));
    });
    window.ask(upturn::ui::Ask::Edit(edit));
    window.click("Marlow Hotels put coffee out to tender: fires");
    assert_eq!(window.app().screen().page, upturn::ui::Page::Contingencies);
}
