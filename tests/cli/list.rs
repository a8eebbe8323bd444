//! `upturn list`.

use serde_json::Value;

use super::{Desk, cents, months, text};

/// Three plans that sell 1,000 a month: one short, one ahead, one without a target.
fn filled() -> Desk {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("plans")).unwrap();
    for (name, target) in [("North", "13000"), ("south", "11500.50"), ("West", "")] {
        // A plan that an import makes is named for its table.
        desk.write(&format!("{name}.csv"), months("2024-01", [1_000; 34]));
        desk.ok(&format!("import {name}.csv --into plans/{name}"));
        if !target.is_empty() {
            desk.ok(&format!("target plans/{name} --total {target} --from 2026-01 --to 2026-12"));
        }
    }
    desk
}

#[test]
fn a_folder_is_a_sentence_and_an_aligned_table() {
    let desk = filled();
    let said = desk.ok("list plans");
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "One of three plans is heading short of target: North, by 1k. One has no target.");
    let table = [
        "Plan   For             Forecast     Target  Gap           File",
        "North  Whole business    12,000     13,000  1,000 short   North.upturn.ron",
        "south  Whole business    12,000  11,500.50  499.50 ahead  south.upturn.ron",
        "West   Whole business    12,000          –  – no target   West.upturn.ron",
    ];
    assert_eq!(lines[2..], table);
}

#[test]
fn a_file_that_cannot_be_read_is_listed_with_its_reason_and_the_command_ends_with_1() {
    let desk = filled();
    desk.write("plans/broken.upturn.ron", "(format_version: 1, title: ");
    desk.write("plans/settings.ron", "(theme: Dark)");
    let output = desk.run("list plans");
    let said = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("North  Whole business"), "{said}");
    assert!(said.contains("broken.upturn.ron can't be read. Line 1"), "{said}");
    assert!(!said.contains("settings"), "{said}");
    assert_eq!(text(&output.stderr), "1 file in the folder can't be read; the list says why\n");

    let output = desk.run("list plans --json");
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), json["unreadable"][0]["file"].as_str()), (Some(1), Some("broken.upturn.ron")));
    assert_eq!(json["plans"].as_array().unwrap().len(), 3);
}

#[test]
fn the_json_has_its_keys_in_a_fixed_order_and_the_same_numbers_as_show() {
    let desk = filled();
    let json: Value = serde_json::from_str(&desk.ok("list plans --json")).unwrap();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(keys(&json), "folder finding plans unreadable");
    let north = &json["plans"][0];
    assert_eq!(
        keys(north),
        "file title subject owner as_of series granularity unit plan_period window average forecast target gap standing next_review"
    );
    let shown: Value = serde_json::from_str(&desk.ok("show plans/North --json")).unwrap();
    let total = &shown["series"][0]["plan_total"];
    assert_eq!(
        (&north["forecast"], &north["target"], &north["gap"]),
        (&total["landing"], &total["target"], &total["gap"])
    );
    assert_eq!((cents(&north["gap"]), north["standing"].as_str()), (100_000, Some("short")));
    assert_eq!((north["as_of"].as_str(), north["window"].as_u64()), (Some("2026-11-19"), Some(6)));
    assert_eq!(json["plans"][2]["target"], Value::Null);
}

#[test]
fn an_example_is_listed_as_of_its_own_day() {
    let desk = Desk::new();
    desk.ok("example plans");
    let output = desk.run_words(&["list", "plans", "--json"]);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let days: Vec<&str> = json["plans"].as_array().unwrap().iter().filter_map(|plan| plan["as_of"].as_str()).collect();
    assert_eq!(days, ["2026-11-19", "2026-11-11", "2026-07-09"]);
}

#[test]
fn a_folder_that_is_empty_missing_or_a_file_is_told_so() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("plans")).unwrap();
    assert_eq!(desk.ok("list plans"), "There are no plans in this folder yet.\n");
    assert!(desk.refused("list gone").contains("gone is not there"));
    desk.write("file.ron", "x");
    assert!(desk.refused("list file.ron").contains("is a file"));
}
