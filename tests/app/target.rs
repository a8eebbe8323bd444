//! Targets from one number and month by month, and the gap that follows.

use eframe::egui::Key;
use upturn::model::{Amount, Level, Plan, Spread, Target};

use super::support::{Window, amount, month};

fn formal(window: &Window) -> &Target {
    window.plan().series[0].target(Level::Formal).expect("a formal target")
}

fn total(window: &Window) -> Option<Amount> {
    formal(window).total(window.plan().period.unwrap())
}

fn forecast() -> Window {
    let mut window = Window::example_at([1440.0, 1500.0]);
    window.ctrl(Key::Num3);
    window
}

/// The thousands in a cell such as `Gap July 2026: +5.7`.
fn cell(window: &Window, name: &str) -> f64 {
    let begin = format!("{name}: ");
    let (_, text) = window.words().into_iter().find(|(_, text)| text.starts_with(&begin)).expect(name);
    text[begin.len()..].replace('−', "-").parse().unwrap_or_else(|_| panic!("{text}"))
}

#[test]
fn one_number_is_spread_evenly_to_the_penny() {
    let mut window = forecast();
    window.click("Set a target");
    window.fill("Total in £", "700,000");
    window.click("Spread: Evenly");
    window.click("Set target");
    assert_eq!((total(&window), formal(&window).spread), (Some(Amount::whole(700_000)), Spread::Even));
    let parts: Vec<&Amount> = formal(&window).amounts.values().collect();
    assert_eq!(parts.len(), 12);
    assert!(parts.iter().all(|part| (**part - amount("58333.33")).abs() <= amount("0.01")), "{parts:?}");
    assert_eq!(window.document().undo_label(), Some("Set the formal target to £700k"));
    window.assert_shows("Formal target: £700k");
}

#[test]
fn one_number_is_spread_like_last_year_and_enter_sets_it() {
    let mut window = forecast();
    window.click("Set a target");
    window.click("Level: Stretch");
    window.fill("Total in £", "750000");
    window.click("Spread: Like last year");
    window.fill("To", "Jun 2027");
    window.press(Key::Enter);
    let stretch = window.plan().series[0].target(Level::Stretch).unwrap();
    assert_eq!(stretch.total(window.plan().period.unwrap()), Some(Amount::whole(750_000)));
    assert_eq!(stretch.spread, Spread::LastYear);
    let shape = |period: &str| stretch.amounts[&month(period)];
    assert!(shape("2026-07") > shape("2027-02"), "July is the high season");
    assert_eq!(total(&window), Some(Amount::whole(690_000)), "the formal target stays");
}

#[test]
fn a_total_that_is_no_number_says_what_to_type() {
    let mut window = forecast();
    window.click("Set a target");
    window.fill("Total in £", "lots");
    window.click("Set target");
    window.assert_shows("\"lots\" is not a number; type it like");
    window.fill("Total in £", "");
    window.assert_hides("is not a number");
    window.press(Key::Enter);
    window.assert_shows("Type the target as one number, such as 690000.");
    window.fill("Total in £", "7e5x");
    window.fill("From", "spring");
    window.click("Set target");
    window.assert_shows("“spring” is not a month such as Jul 2026.");
    assert_eq!(window.document().undo_label(), None);
    window.click("Cancel");
    assert!(!window.has("Set target"));
}

#[test]
fn the_shape_of_a_year_that_nobody_knows_is_refused_where_it_was_asked_for() {
    let mut window = Window::with_plan(&Plan::new("Coast"));
    window.ctrl(Key::Num3);
    window.fill("Total", "690000");
    window.click("Spread: Like last year");
    window.click("Set target");
    window.assert_shows("so last year’s shape is not known. Spread it evenly.");
    assert_eq!(window.document().undo_label(), None);
    window.click("Spread: Evenly");
    window.click("Set target");
    assert_eq!(total(&window), Some(Amount::whole(690_000)));
}

fn sold(window: &Window, period: &str) -> Amount {
    window.document().plan().series[0].value(month(period)).unwrap()
}

#[test]
fn a_month_of_the_target_is_typed_in_the_gap_table() {
    let mut window = forecast();
    window.click("Target July 2026: 74.1");
    window.type_text("80000");
    window.press(Key::Enter);
    assert_eq!(formal(&window).amounts[&month("2026-07")], Amount::whole(80_000));
    assert_eq!(formal(&window).spread, Spread::ByPeriod);
    assert_eq!(window.document().undo_label(), Some("Change the target of July 2026"));
    window.assert_shows("Target July 2026: 80.0");
    let gap = window.app().answer().and_then(|answer| answer.row(month("2026-07"))?.gap);
    assert_eq!(gap, Some(Amount::whole(80_000) - sold(&window, "2026-07")));
    window.ctrl(Key::Z);
    window.assert_shows("Target July 2026: 74.1");
}

#[test]
fn the_gap_of_every_month_is_target_less_sold_or_expected() {
    let window = forecast();
    let months = ["July 2026", "August 2026", "September 2026", "October 2026", "November 2026", "December 2026"];
    for (index, name) in months.iter().enumerate() {
        let kind = if index < 4 { "Sold" } else { "Expected" };
        let difference = cell(&window, &format!("Target {name}")) - cell(&window, &format!("{kind} {name}"));
        let gap = cell(&window, &format!("Gap {name}"));
        assert!((difference - gap).abs() < 0.11, "{name}: {difference} but {gap}");
    }
    for row in window.app().answer().unwrap().plan_rows() {
        assert_eq!(row.gap, Some(row.target.unwrap() - row.expected.unwrap()), "{:?}", row.period);
    }
    let total = window.app().answer().unwrap().total;
    assert_eq!(total.gap, Some(total.target.unwrap() - total.landing.unwrap()));
    window.assert_shows("Gap, Total: ");
}

#[test]
fn another_method_is_a_step_with_a_name_and_another_landing() {
    let mut window = forecast();
    window.assert_shows("Coast is heading for £662k");
    window.click("Line through the 6-month average: £714k, missed by 4.4% on average");
    assert_eq!(window.document().undo_label(), Some("Forecast by “Line through the 6-month average”"));
    window.assert_shows("Coast is heading for £714k");
    window.click("Rolling average, months: 12");
    assert_eq!(window.plan().forecast.window, 12);
    window.ctrl(Key::Z);
    window.click("Let Upturn choose");
    assert_eq!(window.plan().forecast.method, None);
    window.assert_shows("Coast is heading for £662k");
    assert!(!window.has("Let Upturn choose"));
}
