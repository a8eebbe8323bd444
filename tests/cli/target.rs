//! `upturn target`.

use serde_json::Value;
use upturn::model::Level;

use super::{Desk, TODAY, cents, each, months, period};

fn targets(json: &Value) -> Vec<i64> {
    each(json, "target").into_iter().filter(|v| !v.is_null()).map(cents).collect()
}

#[test]
fn an_even_target_differs_by_a_cent_at_most_and_adds_up_exactly() {
    for (total, sum) in [("1000", 100_000), ("690000.01", 69_000_001), ("0.07", 7), ("0", 0), ("-100.05", -10_005)] {
        let desk = Desk::with_plan(&months("2025-07", [10; 16]));
        desk.ok(&format!("target plan.ron --total {total} --from 2026-07 --to 2027-06"));
        let json = desk.json(TODAY);
        let targets = targets(&json);
        assert_eq!((targets.len(), targets.iter().sum::<i64>()), (12, sum), "{total}");
        assert!(targets.iter().max().unwrap() - targets.iter().min().unwrap() <= 1, "{targets:?}");
        assert_eq!(cents(&json["series"][0]["plan_total"]["target"]), sum);
    }
}

/// By hand: last year sold 100 in the first six months and 300 in the others, 2,400 in all.
#[test]
fn a_target_like_last_year_has_last_years_shape() {
    let desk = Desk::with_plan(&months("2025-01", [100, 100, 100, 100, 100, 100, 300, 300, 300, 300, 300, 300]));
    desk.ok("target plan.ron --total 3600.01 --from 2026-01 --to 2026-12 --spread last-year");
    let targets = targets(&desk.json(TODAY));
    assert_eq!(targets.iter().sum::<i64>(), 360_001);
    for (index, target) in targets.into_iter().enumerate() {
        let wanted = if index < 6 { 15_000 } else { 45_000 };
        assert!((target - wanted).abs() <= 1, "{index}: {target}");
    }
}

#[test]
fn each_level_is_a_target_of_its_own_and_the_gap_is_the_formal_ones() {
    let desk = Desk::with_plan(&months("2025-01", [100; 12]));
    for (level, total) in [("minimum", 600), ("formal", 1_200), ("intent", 1_300), ("stretch", 2_400)] {
        desk.ok(&format!("target plan.ron --total {total} --from 2026-01 --to 2026-12 --level {level}"));
    }
    let plan = desk.plan();
    let levels: Vec<Level> = plan.series[0].targets.iter().map(|t| t.level).collect();
    assert_eq!(levels, Level::ALL);
    assert_eq!(desk.json(TODAY)["series"][0]["plan_total"]["target"], 1_200);
}

#[test]
fn a_target_sets_the_plan_period_and_leaves_the_target_of_another_year() {
    let desk = Desk::with_plan(&months("2025-01", [100; 12]));
    desk.ok("target plan.ron --total 1200 --from 2025-01 --to 2025-12");
    desk.ok("target plan.ron --total 600 --from 2026-04 --to 2026-09");
    let json = desk.json(TODAY);
    let names = each(&json, "period");
    assert_eq!((names[0].as_str(), names[names.len() - 1].as_str()), (Some("2025-01"), Some("2026-09")));
    assert_eq!(period(&json, "2025-06")["target"], 100);
    assert_eq!(period(&json, "2026-03")["target"], Value::Null);
    assert_eq!(period(&json, "2026-04")["target"], 100);
    assert_eq!(json["series"][0]["plan_total"]["target"], 600);
}

#[test]
fn setting_the_same_target_twice_changes_no_byte() {
    let desk = Desk::with_plan(&months("2025-01", [100; 12]));
    desk.ok("target plan.ron --total 1000.01 --from 2026-01 --to 2026-12");
    let before = desk.bytes("plan.ron");
    desk.ok("target plan.ron --total 1000.01 --from 2026-01 --to 2026-12");
    assert_eq!(desk.bytes("plan.ron"), before);
}

#[test]
fn a_target_is_spread_over_weeks_quarters_and_years_too() {
    for (table, from, to, periods) in [
        ("Week,Sales\n2026-W01,1\n", "2026-01", "2026-12", 53),
        ("Quarter,Sales\n2026-Q1,1\n", "2026-01", "2026-12", 4),
        ("Year,Sales\n2025,1\n", "2026-01", "2027-12", 2),
    ] {
        let desk = Desk::with_plan(table);
        desk.ok(&format!("target plan.ron --total 1000.01 --from {from} --to {to}"));
        let targets = targets(&desk.json(TODAY));
        assert_eq!((targets.len(), targets.iter().sum::<i64>()), (periods, 100_001), "{table:?}");
    }
}

#[test]
fn a_target_goes_to_the_series_that_is_named() {
    let desk = Desk::with_plan("Month,Sales,Service\n2026-01,10,1\n");
    desk.ok("target plan.ron --total 12 --from 2026-01 --to 2026-12 --series service");
    let plan = desk.plan();
    assert_eq!((plan.series[0].targets.len(), plan.series[1].targets.len()), (0, 1));
}
