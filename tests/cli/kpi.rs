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

#[test]
fn a_table_with_the_name_of_a_kpi_is_counted_there() {
    let desk = with_example();
    desk.write("talks.csv", "Week,First talks\n2026-W46,10\n2026-W47,11\n");
    let said = desk.ok("import talks.csv --into coast.upturn.ron");
    assert!(said.contains("2 values (W46 – W47 2026) into First talks of coast.upturn.ron"), "{said}");
    let after = kpis(&desk, "coast.upturn.ron", " --today 2026-11-24");
    assert_eq!((&after[0]["latest"], &after[0]["period"]), (&json!(11), &json!("2026-11-16")));
    let said = desk.ok("import talks.csv --into coast.upturn.ron");
    assert!(said.contains("0 new, 0 changed, 0 double"), "{said}");
    desk.write("months.csv", "Month,First talks\n2026-10,40\n");
    let said = desk.refused("import months.csv --into coast.upturn.ron");
    assert!(said.contains("\"First talks\" is by the week, and the table by the month"), "{said}");
    desk.write("rate.csv", "Week,Win rate\n2026-W46,40\n");
    let said = desk.refused("import rate.csv --into coast.upturn.ron");
    assert!(said.contains("\"Win rate\" is worked out from two other KPIs"), "{said}");
}

#[test]
fn days_are_added_up_by_week_for_a_kpi_that_is_counted_so() {
    let desk = with_example();
    let plan = text(&desk.bytes("coast.upturn.ron"));
    desk.write("plan.ron", plan.replace("name: \"First talks\"", "name: \"Talks\""));
    desk.write("days.csv", "Date,Count\n2026-11-16,5\n2026-11-17,7\n2026-11-19,3\n");
    let said = desk.ok("import days.csv --into plan.ron --series Talks");
    assert!(said.contains("The rows are added up by week: what they go to is counted by week"), "{said}");
    assert_eq!(kpis(&desk, "plan.ron", " --today 2026-11-24")[0]["latest"], json!(15));
    desk.write("again.csv", "Date,Talks\n2026-11-16,5\n2026-11-17,8\n2026-11-19,3\n");
    let said = desk.ok("import again.csv --into plan.ron");
    assert!(said.contains("Talks is counted by week") && said.contains("0 new, 1 changed, 0 double"), "{said}");
}
