//! KPIs on the command line: what `show --json` tells of them, and their picture.

use serde_json::{Value, json};

use super::{Desk, text};

fn with_example() -> Desk {
    let desk = Desk::new();
    desk.ok("example .");
    desk
}

fn kpis(desk: &Desk, plan: &str, today: &str) -> Vec<Value> {
    let shown: Value = serde_json::from_str(&desk.ok(&format!("show {plan} --json{today}"))).unwrap();
    shown["kpis"].as_array().unwrap().clone()
}

#[test]
fn show_json_has_each_kpi_with_what_it_came_to_against_its_goal() {
    let desk = with_example();
    let kpis = kpis(&desk, "coast.upturn.ron", "");
    let names: Vec<&str> = kpis.iter().map(|kpi| kpi["name"].as_str().unwrap()).collect();
    assert_eq!(names[..4], ["First talks", "Tastings held", "Phone calls", "Days between touches"]);
    for kpi in &kpis {
        for key in ["id", "name", "shape", "latest", "goal", "signal", "state"] {
            assert!(kpi.as_object().unwrap().contains_key(key), "{key} is not in {kpi}");
        }
    }
    let of = |at: usize, keys: &[&str]| -> Vec<Value> { keys.iter().map(|key| kpis[at][*key].clone()).collect() };
    let told = ["id", "shape", "latest", "goal", "signal", "state", "out_of_reach"];
    let talks = [json!("k1"), json!("at-least"), json!(9), json!({"least": 12, "most": null}), Value::Null];
    assert_eq!(of(0, &told)[..5], talks);
    assert_eq!(of(0, &told)[5..], [json!("under"), json!(true)]);
    assert_eq!(of(1, &["signal", "better", "state"]), [json!("high"), json!(true), json!("met")]);
    assert_eq!(
        of(2, &["proxy", "signal", "state", "out_of_reach"]),
        [json!(true), Value::Null, json!("under"), json!(false)]
    );
    // 3 of 8 offers.
    assert_eq!(of(6, &["shape", "latest", "unit"]), [json!("move"), json!(37.5), json!("%")]);
    assert_eq!(
        of(7, &["signal", "better", "unit", "period"]),
        [json!("run-low"), json!(false), json!("GBP"), json!("2026-11-09")]
    );
}

#[test]
fn a_period_that_nobody_counted_is_no_zero_and_a_plan_without_kpis_has_an_empty_list() {
    let desk = with_example();
    let later = kpis(&desk, "coast.upturn.ron", " --today 2026-12-03");
    assert_eq!((&later[0]["latest"], &later[0]["state"]), (&Value::Null, &json!("no-value")));
    assert_eq!(kpis(&desk, "plant-shop.upturn.ron", ""), Vec::<Value>::new());
}

#[test]
fn kpis_are_a_picture_and_none_are_refused_as_one() {
    let desk = with_example();
    desk.ok("picture coast.upturn.ron --chart kpis --out kpis.svg");
    let svg = text(&desk.bytes("kpis.svg"));
    assert!(svg.contains("Tastings held truly rose in October") && !svg.contains("NaN"));
    let said = desk.refused("picture plant-shop.upturn.ron --chart kpis --out no.svg");
    assert!(said.contains("the plan has no KPIs yet"), "{said}");
}
