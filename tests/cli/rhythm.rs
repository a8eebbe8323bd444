//! Tables by the week, the quarter and the year, from the import to the picture.

use serde_json::Value;
use upturn::model::{Granularity, Period};

use super::{Desk, cents, each, period};

/// A table of periods from `first` on, each with its number.
fn table(first: &str, count: i32) -> String {
    let first: Period = first.parse().unwrap();
    let lines = (0..count).map(|i| format!("{},{}.05\n", first.plus(i), 100 + i));
    format!("Period,Sales\n{}", lines.collect::<String>())
}

fn names(json: &Value) -> Vec<&str> {
    let plan_rows = json["series"][0]["periods"].as_array().unwrap().iter().filter(|p| p["in_plan"] == true);
    plan_rows.map(|p| p["period"].as_str().unwrap()).collect()
}

#[test]
fn a_table_of_any_rhythm_lands_in_a_series_of_it_with_windows_that_suit() {
    for (first, count, granularity, windows) in [
        ("2025-W01", 98, Granularity::Week, &["4", "13", "52"][..]),
        ("2024-Q1", 11, Granularity::Quarter, &["2", "4"]),
        ("2018", 8, Granularity::Year, &["2", "3"]),
    ] {
        let desk = Desk::with_plan(&table(first, count));
        let json = desk.json("2026-11-19");
        assert_eq!(json["series"][0]["granularity"], granularity.id());
        let rolling = period(&json, first)["rolling"].as_object().unwrap();
        let mut keys: Vec<&str> = rolling.keys().map(String::as_str).collect();
        keys.sort_by_key(|key| key.parse::<usize>().unwrap());
        assert_eq!(keys, windows, "{first}");
        assert_eq!(desk.plan().forecast.window, granularity.usual_window());
        let listed: Value = serde_json::from_str(&desk.ok("list . --json")).unwrap();
        assert_eq!(listed["plans"][0]["window"], granularity.usual_window());
        desk.ok("picture plan.ron --chart history --out history.svg");
        desk.ok("picture plan.ron --chart forecast-gap --out gap.svg");
    }
}

#[test]
fn a_target_for_2026_is_one_for_53_weeks_and_adds_up() {
    let desk = Desk::with_plan(&table("2025-W01", 98));
    desk.ok("target plan.ron --total 690000.01 --from 2026-01 --to 2026-12");
    let json = desk.json("2026-11-19");
    let weeks = names(&json);
    assert_eq!((weeks.len(), weeks[0], weeks[52]), (53, "2026-W01", "2026-W53"));
    let targets: i64 = each(&json, "target").into_iter().filter(|v| !v.is_null()).map(cents).sum();
    assert_eq!(targets, 69_000_001);
    let total = &json["series"][0]["plan_total"];
    assert_eq!(cents(&total["target"]) - cents(&total["landing"]), cents(&total["gap"]));
}

#[test]
fn a_target_in_months_is_one_for_the_fiscal_quarters_and_years_of_them() {
    let desk = Desk::new();
    desk.write("sales.csv", table("2024-Q1", 11));
    desk.ok("import sales.csv --into plan.ron --fiscal-start 4");
    let said = desk.ok("target plan.ron --total 4000 --from 2026-04 --to 2027-03");
    assert!(said.contains("Apr 2026 – Mar 2027"), "{said}");
    assert_eq!(names(&desk.json("2026-11-19")), ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]);
    let shown = desk.ok("show plan.ron");
    assert!(shown.contains("Q1 2026–27") && shown.contains("Q4 2026–27"), "{shown}");
}

#[test]
fn weeks_are_shown_by_month_with_the_same_total() {
    let desk = Desk::with_plan(&table("2025-W01", 98));
    desk.ok("target plan.ron --total 10000 --from 2026-01 --to 2026-12");
    let before = desk.bytes("plan.ron");
    let total = |text: &str| text.lines().find(|line| line.starts_with("Total")).map(str::to_owned).unwrap();
    let (weeks, months) = (desk.ok("show plan.ron"), desk.ok("show plan.ron --by month"));
    assert_eq!(total(&weeks), total(&months));
    assert!(months.contains("\nOct 2026") && !months.contains("\nW40 2026"), "{months}");
    assert!(months.contains("A week counts in the month of its Thursday"), "{months}");
    desk.ok("picture plan.ron --chart history --by month --out months.svg");
    assert!(
        desk.refused("picture plan.ron --chart forecast-gap --by month --out no.svg")
            .contains("--by is for the history")
    );
    assert_eq!(desk.bytes("plan.ron"), before, "looking changes nothing");
}

#[test]
fn a_second_series_has_a_gap_of_its_own_in_the_json() {
    let desk = Desk::new();
    let lines =
        (0..11).map(|i| format!("{},{},{}\n", "2024-Q1".parse::<Period>().unwrap().plus(i), 1_000 + i, 200 + i));
    desk.write("both.csv", format!("Quarter,Sales,Profit\n{}", lines.collect::<String>()));
    desk.ok("import both.csv --into plan.ron");
    desk.ok("target plan.ron --total 4400 --from 2026-01 --to 2026-12");
    desk.ok("target plan.ron --series Profit --total 1000 --from 2026-01 --to 2026-12");
    let json = desk.json("2026-11-19");
    // 1,008 + 1,009 + 1,010 are sold; the fourth quarter is expected a little over the third.
    let total = |index: usize, key: &str| cents(&json["series"][index]["plan_total"][key]);
    for (index, name, sold, target) in [(0, "Sales", 302_700, 440_000), (1, "Profit", 62_700, 100_000)] {
        assert_eq!(json["series"][index]["name"], name);
        assert_eq!(total(index, "actual_to_date"), sold);
        assert_eq!(total(index, "gap"), target - total(index, "landing"));
    }
    assert!((101_000..101_500).contains(&total(0, "forecast_to_come")), "{json:#}");
}
