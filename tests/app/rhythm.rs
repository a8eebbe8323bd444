//! Each rhythm through the whole program: figures, target, undo, table, view, room; and what a series begins with.

use eframe::egui::Key;
use upturn::command::Command;
use upturn::model::{Amount, Granularity, Level, Plan, Unit};
use upturn::storage::{self, RealFs};
use upturn::ui::{Ask, Page};

use super::rhythm_plans::{quarterly, weekly, with_profit, yearly};
use super::support::{Window, amount, month as period};

/// A plan of each rhythm, with a figure to type and how it is named, and a period of its target.
fn each() -> [(Plan, &'static str, &'static str, &'static str, &'static str); 3] {
    [
        (weekly(), "2026-W47", "week 47 of 2026", "2026-W53", "week 53 of 2026"),
        (quarterly(), "2026-Q3", "Q3 2026–27", "2026-Q4", "Q4 2026–27"),
        (yearly(), "2026", "2026", "2028", "2028"),
    ]
}

#[test]
fn a_figure_is_typed_and_undone_in_every_rhythm() {
    for (plan, at, name, ..) in each() {
        let mut window = Window::with_plan(&plan);
        window.ask(Ask::ShowFigure(period(at)));
        window.assert_shows(&format!("{name}: no figure"));
        window.type_text("12345.67");
        window.press(Key::Enter);
        assert_eq!(window.plan().series[0].value(period(at)), Some(amount("12345.67")));
        assert_eq!(window.document().undo_label(), Some(format!("Change {name}").as_str()));
        window.assert_shows(&format!("{name}: 12.3"));
        window.ctrl(Key::Z);
        assert_eq!(window.plan().series[0].value(period(at)), None, "{name}");
    }
}

#[test]
fn one_number_is_spread_over_the_plan_and_a_period_of_it_typed_in_every_rhythm() {
    for (plan, .., at, name) in each() {
        let mut window = Window::with_plan(&plan);
        window.ask(Ask::Command(Command::ShowForecast));
        window.click("Set a target");
        window.fill("Total in £", "700,000.01");
        window.click("Spread: Evenly");
        window.click("Set target");
        let total = |window: &Window| {
            let span = window.app().answer().unwrap().span;
            window.plan().series[0].target(Level::Formal).unwrap().total(span)
        };
        assert_eq!(total(&window), Some(amount("700000.01")), "{name}");
        let before = window.plan().series[0].target(Level::Formal).unwrap().amounts[&period(at)];
        window.wheel(-2_000.0);
        let cell = window.names().into_iter().find(|(_, text, _)| text.starts_with(&format!("Target {name}: ")));
        window.click(&cell.unwrap_or_else(|| panic!("no target of {name}:\n{}", window.text())).1);
        window.type_text("99000");
        window.press(Key::Enter);
        assert_eq!(window.document().undo_label(), Some(format!("Change the target of {name}").as_str()));
        assert_eq!(total(&window), Some(amount("700000.01") - before + Amount::whole(99_000)));
        window.ctrl(Key::Z);
        assert_eq!(total(&window), Some(amount("700000.01")));
    }
}

#[test]
fn the_averages_offered_suit_the_rhythm() {
    for ((plan, ..), offered) in each().into_iter().zip([&["4", "13", "52"][..], &["2", "4"], &["2", "3"]]) {
        let word = plan.series[0].granularity.id();
        let mut window = Window::with_plan(&plan);
        for length in offered {
            let name = format!("Rolling average, {word}s: {length}");
            window.click(&name);
            assert_eq!(window.plan().forecast.window.to_string(), *length);
            window.assert_shows(&format!("The {length}-{word} average is"));
        }
        let all = window.names();
        let choices = all.iter().filter(|(_, name, _)| name.starts_with("Rolling average, "));
        assert_eq!(choices.filter(|(_, name, _)| name.contains(": ")).count(), offered.len());
    }
}

#[test]
fn an_average_that_no_choice_has_is_shown_as_the_file_asks_for_it() {
    let mut plan = weekly();
    plan.forecast.window = 26;
    let mut window = Window::with_plan(&plan);
    window.assert_shows("The 26-week average is");
    window.click("Rolling average, weeks: 4");
    assert!(!window.has("Rolling average, weeks: 26"));
    window.ctrl(Key::Z);
    assert!(window.has("Rolling average, weeks: 26"));
}

#[test]
fn every_rhythm_has_its_table_its_room_and_its_heading() {
    for (plan, ..) in each() {
        let word = plan.series[0].granularity.id();
        let mut window = Window::with_plan(&plan);
        window.click("View as table");
        window.assert_shows(&format!("-{word} average"));
        window.click("View as table");
        window.press(Key::F5);
        for _ in 0..3 {
            assert!(window.words().iter().any(|(_, text)| text.ends_with('.')), "{}", window.text());
            window.press(Key::ArrowRight);
        }
        window.press(Key::Escape);
        window.ctrl(Key::Num1);
        window.assert_shows("Overview · ");
        window.assert_shows(&format!("more a {word}."));
    }
}

#[test]
fn a_53rd_week_stands_in_the_last_row_and_is_compared_with_nothing() {
    let mut plan = weekly();
    let january = upturn::model::FiscalStart::JANUARY;
    let mut week = period("2025-W01");
    while week <= period("2026-W53") {
        plan.type_figure(0, week, Some(Amount::whole(1_000)));
        week = week.next();
    }
    assert_eq!(week.fiscal_year(january), 2027);
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("plan.upturn.ron");
    plan.as_of = Some("2027-01-20".parse().unwrap());
    storage::save(&RealFs, &path, &plan).unwrap();
    let mut window = Window::new([1440.0, 900.0], home, Some(path));
    window.ask(Ask::Command(Command::ShowHistory));
    window.ask(Ask::ShowFigure(period("2026-W53")));
    window.assert_shows("week 53 of 2026: 1.0");
    window.assert_shows("Q4 2026, Total: 14.0");
    // Thirteen weeks of each year are alike; the 53rd counts on neither side.
    window.assert_shows("Q4 2026, On last year: 0.0%");
    window.assert_shows("Q3 2026, Total: 13.0");
}

#[test]
fn weeks_are_seen_by_month_without_a_change_and_with_the_same_totals() {
    let mut window = Window::with_plan(&weekly());
    let before = window.app().answer().unwrap().total;
    window.click("See by: Months");
    window.assert_shows("A week counts in the month of its Thursday");
    window.assert_shows("October 2026: ");
    assert!(!window.has("week 46 of 2026: 10.8"));
    let figures = &window.plan().series[0].figures;
    let year: Amount =
        figures.iter().filter(|(p, _)| p.to_string().starts_with("2025-")).filter_map(|(_, f)| f.value).sum();
    window.assert_shows(&format!("2025, Total: {:.1}", year.to_f64() / 1_000.0));
    assert!(!window.document().is_dirty() && window.document().undo_label().is_none());
    // Nothing can be typed into a sum.
    let october = window.names().into_iter().find(|(_, name, _)| name.starts_with("October 2026: ")).unwrap().1;
    window.click(&october);
    window.type_text("5");
    window.press(Key::Enter);
    assert!(!window.document().is_dirty());
    window.ctrl(Key::Num3);
    window.assert_shows("The gap by week");
    assert_eq!(window.app().answer().unwrap().total, before);
    window.ctrl(Key::Num2);
    window.assert_shows("added up from weeks");
    window.click("See by: Weeks");
    window.assert_hides("added up from weeks");
}

#[test]
fn the_view_is_kept_with_the_plan_and_a_figure_that_is_gone_to_shows_in_its_own_rhythm() {
    let mut window = Window::with_plan(&weekly());
    let path = window.path("plan.upturn.ron");
    window.click("See by: Quarters");
    window.ctrl(Key::W);
    window.ask(Ask::Open(path));
    assert_eq!(window.app().screen().history.seen_by, Some(Granularity::Quarter));
    window.assert_shows("added up from weeks");
    window.ctrl(Key::F);
    window.type_text("w07 2026");
    window.press(Key::Enter);
    assert_eq!(window.app().screen().history.seen_by, None);
    window.assert_shows("week 7 of 2026");
    window.press(Key::Escape);
    window.ctrl(Key::K);
    window.type_text("see the history by month");
    window.press(Key::Enter);
    assert_eq!(window.app().screen().history.seen_by, Some(Granularity::Month));
}

#[test]
fn months_and_quarters_are_seen_by_longer_periods_too_and_years_by_none() {
    let mut window = Window::with_plan(&quarterly());
    window.click("See by: Years");
    window.assert_shows("Each year adds up its quarters.");
    window.wheel(-600.0);
    window.assert_shows("2025–26: ");
    let mut window = Window::example();
    window.click("See by: Quarters");
    window.assert_shows("Each quarter adds up its months.");
    window.wheel(-600.0);
    window.assert_shows("Q1 2025–26: ");
    let window = Window::with_plan(&yearly());
    assert!(window.names().iter().all(|(_, name, _)| !name.starts_with("See by")));
}

#[test]
fn a_note_is_kept_with_a_week() {
    let mut window = Window::with_plan(&weekly());
    window.fill("Note on week 46 of 2026", "Market day");
    window.press(Key::Enter);
    assert_eq!(window.plan().series[0].figures[&period("2026-W46")].note, "Market day");
}

#[test]
fn an_empty_series_counts_by_any_period_until_it_has_figures() {
    let mut window = Window::with_plan(&Plan::new("Coast"));
    window.click("Figures by: Weeks");
    assert_eq!(window.plan().series[0].granularity, Granularity::Week);
    assert_eq!((window.document().undo_label(), window.plan().forecast.window), (Some("Count Sales by the week"), 13));
    window.assert_shows("53 show the season");
    window.click("Type or paste weekly totals");
    window.type_text("7");
    window.press(Key::Enter);
    let (first, _) = window.plan().series[0].figures.first_key_value().expect("a figure");
    assert_eq!(first.granularity(), Granularity::Week);
    window.ask(Ask::Command(Command::ShowPlan));
    assert!(!window.has("Figures by: Months"), "its figures are bound to weeks");
    window.ctrl(Key::Z);
    window.click("Figures by: Quarters");
    assert_eq!(window.plan().series[0].granularity, Granularity::Quarter);
}

#[test]
fn profit_is_added_beside_sales_and_its_gap_stands_beside_theirs() {
    let mut window = Window::with_plan(&quarterly());
    window.ask(Ask::Command(Command::ShowPlan));
    window.click("Add profit");
    let profit = &window.plan().series[1];
    assert_eq!(
        (profit.name.as_str(), &profit.unit, profit.granularity),
        ("Profit", &Unit::Money, Granularity::Quarter)
    );
    assert!(!window.has("Add profit"));
    window.click_in_toast("Undo");
    assert_eq!(window.plan().series.len(), 1);

    let mut window = Window::with_plan(&with_profit(quarterly(), 14, 170_000));
    let line =
        |window: &Window| window.names().into_iter().find(|(_, name, _)| name.starts_with("Profit: £")).unwrap().1;
    window.ctrl(Key::Num1);
    let beside = line(&window);
    window.ctrl(Key::Num3);
    assert_eq!(line(&window), beside);
    window.click(&beside);
    assert_eq!((window.app().screen().series_index, window.app().screen().page), (1, Page::Forecast));
    assert!(window.names().iter().any(|(_, name, _)| name.starts_with("Sales: £")), "and theirs beside its own");
}

#[test]
fn a_pasted_table_of_weeks_makes_a_weekly_series() {
    let mut window = Window::with_plan(&Plan::new("Coast"));
    window.paste("Week\tSales\n2026-W44\t100\n2026-W45\t200\n2026-W46\t300\n");
    window.click("Use this");
    let series = &window.plan().series[0];
    assert_eq!((series.granularity, series.figures.len()), (Granularity::Week, 3));
    window.assert_shows("week 46 of 2026: 300");
}
