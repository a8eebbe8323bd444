//! Adjustments by judgement: made, changed, taken away, drawn apart, counted in the landing; and forecasts kept and scored.

use eframe::egui::Key;
use upturn::model::{Amount, Plan};

use super::support::{Window, amount, month};

fn forecast() -> Window {
    let mut window = Window::example();
    window.ctrl(Key::Num3);
    window
}

fn landing(window: &Window) -> Amount {
    window.app().answer().unwrap().total.landing.unwrap()
}

fn lose_marlow(window: &mut Window) {
    window.press(Key::A);
    window.type_text("Lost Marlow");
    window.fill("Change each month in £", "-2000");
    window.fill("From", "Mar 2027");
    window.press(Key::Enter);
}

#[test]
fn an_adjustment_changes_the_landing_and_the_finding_says_by_how_much() {
    let mut window = forecast();
    let before = landing(&window);
    window.assert_shows("A customer lost, an order won, a shop that opens?");
    lose_marlow(&mut window);
    let [adjustment] = window.plan().series[0].adjustments.as_slice() else { panic!("one") };
    assert_eq!((adjustment.reason.as_str(), adjustment.author.as_str()), ("Lost Marlow", "Tom Achterberg"));
    assert_eq!((adjustment.first, adjustment.last, adjustment.amount), (month("2027-03"), None, amount("-2000")));
    assert_eq!(adjustment.made, super::support::today());
    // March to June: four months.
    assert_eq!(landing(&window), before - Amount::whole(8_000));
    window.assert_shows(", of which −£8k by judgement, £");
    window.assert_shows("Adjustment “Lost Marlow”: −£2k a month from Mar 2027; Tom Achterberg, 19 Nov");
    window.assert_shows("Together they take £8k off: ");
    window.assert_shows(" with your adjustments");
    assert_eq!(window.document().undo_label(), Some("Adjust for “Lost Marlow”"));
    window.ctrl(Key::Z);
    assert_eq!(landing(&window), before);
    window.assert_hides("by judgement");
}

#[test]
fn an_adjustment_is_changed_and_removed_and_removing_offers_undo() {
    let mut window = forecast();
    lose_marlow(&mut window);
    window.click("Adjustment “Lost Marlow”: −£2k a month from Mar 2027; Tom Achterberg, 19 Nov");
    window.fill("Until (empty: for good)", "Apr 2027");
    window.fill("Change each month in £", "1,500");
    window.click("Change adjustment");
    window.assert_shows("Adjustment “Lost Marlow”: +£1.5k a month, Mar – Apr 2027");
    window.assert_shows("Together they add £3k: ");
    window.click("Adjustment “Lost Marlow”: +£1.5k a month, Mar – Apr 2027; Tom Achterberg, 19 Nov");
    window.click("Remove adjustment");
    assert!(window.plan().series[0].adjustments.is_empty());
    window.assert_shows("Removed the adjustment “Lost Marlow”");
    window.click_in_toast("Undo");
    assert_eq!(window.plan().series[0].adjustments.len(), 1);
}

#[test]
fn what_can_t_be_an_adjustment_is_said_at_its_field_and_changes_nothing() {
    let mut window = forecast();
    window.click("Adjust the forecast");
    window.fill("By", "");
    window.fill("Change each month in £", "some");
    window.fill("From", "spring");
    window.click("Add adjustment");
    for said in
        ["Say why, in a few words.", "Say who judges so.", "\"some\" is not a number", "“spring” is no month such as"]
    {
        window.assert_shows(said);
    }
    window.fill("Change each month in £", "0");
    window.fill("From", "Mar 2027");
    window.fill("Until (empty: for good)", "Feb 2027");
    window.press(Key::Enter);
    window.assert_shows("0 changes nothing.");
    window.assert_shows("It ends before it begins.");
    window.fill("From", "Jan 2026");
    window.fill("Until (empty: for good)", "Feb 2026");
    window.press(Key::Enter);
    window.assert_shows("That is over. The first month to come is Nov 2026.");
    assert_eq!(window.document().undo_label(), None);
    window.press(Key::Escape);
    assert!(!window.has("Add adjustment"));
}

/// Three years of figures to October, read on the tests' day.
fn plan() -> Plan {
    let mut plan = Plan::new("Coast");
    for row in 0..33 {
        let amount = Amount::whole(1_000 + i64::from(row % 12) * 10 + i64::from(row * 7 % 5));
        plan.type_figure(0, month("2024-01").plus(row), Some(amount));
    }
    plan
}

#[test]
fn figures_that_come_in_keep_the_forecast_before_them_and_are_held_against_it() {
    let mut window = Window::with_plan(&plan());
    let expected = window.app().answer().unwrap().row(month("2026-10")).unwrap().forecast.unwrap();
    window.paste("Month\tSales\n2026-10\t1,100\n");
    window.click("Use this");
    let [kept] = window.plan().series[0].kept.as_slice() else { panic!("one is kept") };
    assert_eq!((kept.known, kept.expected[&month("2026-10")].mid), (month("2026-09"), expected.mid));
    window.ctrl(Key::Num3);
    window.assert_shows("Then and now");
    window.assert_shows("On 19 Nov the forecast for October 2026 was ");
    window.ctrl(Key::Z);
    assert!(window.plan().series[0].kept.is_empty(), "one step with the figures");
}

#[test]
fn an_event_may_be_left_out_of_the_level_too() {
    let mut window = Window::example();
    window.press(Key::E);
    window.type_text("One large order");
    window.fill("From", "Aug 2026");
    window.fill("To", "Aug 2026");
    window.assert_shows("It says nothing of the season, the trend and what is usual");
    window.click("Leave out of season and trend");
    window.assert_shows("It counts like any other time.");
    window.click("Leave out of the level too");
    window.assert_shows("The forecast goes on as if it had not been");
    window.click("Mark event");
    let event = window.plan().episodes.iter().find(|episode| episode.name == "One large order").unwrap();
    assert!(event.out_of_level && !event.left_out);
    window.assert_shows("One large order, left out of the level");
}
