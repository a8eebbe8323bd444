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
    window.assert_shows("Coast needs £28k more than it is heading for: £");
    for (card, page) in [
        ("Where it is heading: Forecast & gap", "Forecast & gap · "),
        ("Gap: Forecast & gap", "Forecast & gap · "),
        ("What changed: History", "History · "),
        ("What to do next: History", "History · "),
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
