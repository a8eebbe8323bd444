//! `upturn check`: what is sound, what was altered and what can't be read, with the code that scripts go by.

use serde_json::{Value, json};

use super::{Desk, months, text};

fn desk() -> Desk {
    let desk = Desk::with_plan(&months("2025-01", [1; 12]));
    let sound = String::from_utf8(desk.bytes("plan.ron")).unwrap();
    desk.write("edited.ron", sound.replace("\"1\"", "\"2\""));
    desk.write("cut.ron", &sound[..sound.len() / 2]);
    let comma = sound.replacen("value: \"1\"", "value: \"1,5\"", 1);
    desk.write("comma.ron", comma);
    desk
}

fn check(desk: &Desk, line: &str) -> (i32, String) {
    let output = desk.run(&format!("check {line}"));
    assert_eq!(text(&output.stderr), "", "{line}");
    (output.status.code().unwrap(), text(&output.stdout))
}

#[test]
fn the_code_is_that_of_the_worst_file() {
    let desk = desk();
    for (line, code) in [
        ("plan.ron", 0),
        ("edited.ron", 1),
        ("comma.ron", 1),
        ("cut.ron", 2),
        ("gone.ron", 2),
        (".", 2),
        ("plan.ron edited.ron", 1),
        ("edited.ron cut.ron plan.ron", 2),
    ] {
        assert_eq!(check(&desk, line).0, code, "{line}");
    }
    assert_eq!(desk.run("check").status.code(), Some(2), "wrong usage");
}

#[test]
fn a_wrong_value_is_shown_with_its_line_a_caret_and_what_belongs_there() {
    let desk = desk();
    let (_, said) = check(&desk, "comma.ron");
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "comma.ron: altered");
    let at = lines.iter().position(|line| line.contains(".value: ")).unwrap();
    assert!(lines[at].starts_with("  line "), "{said}");
    assert!(lines[at].contains("\"1,5\" is not a number such as 62500 or 62500.25. Correct it"), "{said}");
    let caret = lines[at + 2].find('^').unwrap();
    assert!(lines[at + 1][caret..].starts_with("\"1,5\""), "the caret stands under it:\n{said}");
}

#[test]
fn what_a_plan_lacks_is_said_and_changes_no_code() {
    let desk = desk();
    let (code, said) = check(&desk, "plan.ron");
    assert_eq!(code, 0);
    assert!(said.contains("  Target: ") && said.contains("  Plan: "), "{said}");
}

#[test]
fn json_has_a_place_for_everything() {
    let desk = desk();
    let (code, said) = check(&desk, "plan.ron edited.ron cut.ron comma.ron --json");
    assert_eq!(code, 2);
    let value: Value = serde_json::from_str(&said).unwrap();
    let states: Vec<&Value> = value.as_array().unwrap().iter().map(|file| &file["state"]).collect();
    assert_eq!(states, ["sound", "altered", "unreadable", "altered"]);
    assert_eq!((&value[0]["file"], &value[0]["problems"]), (&json!("plan.ron"), &json!([])));
    assert_eq!(value[0]["findings"][0]["where"], "owner");
    let edited = &value[1]["problems"][0];
    assert_eq!((&edited["line"], &edited["column"], &edited["field"]), (&json!(1), &json!(1), &json!("")));
    let wrong = value[3]["problems"].as_array().unwrap().last().unwrap();
    assert_eq!(wrong["field"], "series[0].figures[\"2025-01\"].value");
    assert!(wrong["line"].as_u64().unwrap() > 10 && wrong["column"].as_u64().unwrap() > 10);
}

#[test]
fn many_files_are_looked_at_and_none_is_changed() {
    let desk = desk();
    let plan = desk.bytes("plan.ron");
    let names: Vec<String> = (0..100).map(|number| format!("{number}.ron")).collect();
    for name in &names {
        desk.write(name, &plan);
    }
    let before = desk.files();
    let (code, said) = check(&desk, &names.join(" "));
    assert_eq!((code, said.matches(": sound").count()), (0, 100));
    assert_eq!(desk.files(), before);
    assert!(names.iter().all(|name| desk.bytes(name) == plan));
}
