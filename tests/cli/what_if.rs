//! `upturn what-if`, and what `show --json` and `check` say of strategies and scenarios.

use serde_json::Value;

use super::{Desk, cents, months};

/// Three years around 1000, a target for 2027, a strategy from March on and a scenario; tactics early, late and far.
const SHEETS: &str = r#"
    strategies: [
        (
            id: "s1", title: "Bundle", owner: "Ana", extra: (low: "50", likely: "100", high: "150"), start: "2027-03", works_percent: 80,
            tactics: [
                (id: "t2", what: "Call", who: "Ben", due: "2027-01-05"),
                (id: "t3", what: "Visit", who: "Ana", first_step_due: "2027-01-12", due: "2027-03-01"),
                (id: "t4", what: "Print", who: "Ana", due: "2027-03-01"),
            ],
        ),
    ],
    scenarios: [
        (
            id: "r5", title: "Slump", frequency: (years: 3, of_years: 10),
            estimates: [
                (
                    basis: OthersCase(source: "Trade paper"), depth: Percent(low: "10", likely: "20", high: "30"),
                    length_periods: (low: 2, likely: 4, high: 6), made: "2026-12-01",
                ),
            ],
            chosen: Some(0),
            trigger: (rule: Below("995")),
        ),
        (id: "r6", title: "Fire"),
    ],
    notes: "#;

const DAY: &str = "2027-01-10";

fn desk() -> Desk {
    let desk = Desk::with_plan(&months("2024-01", (0..36).map(|month| 1_000 + month * 7 % 11)));
    desk.ok("target plan.ron --total 12600 --from 2027-01 --to 2027-12");
    desk.ok("target plan.ron --total 12000 --from 2027-01 --to 2027-12 --level minimum");
    let text = String::from_utf8(desk.bytes("plan.ron")).unwrap();
    desk.write("plan.ron", text.replacen("    notes: ", SHEETS, 1));
    desk
}

fn what_if(desk: &Desk, line: &str) -> Value {
    let output = desk.run(&format!("what-if plan.ron --json --today {DAY} {line}"));
    assert_eq!(output.status.code(), Some(0), "{}", super::text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn chances(value: &Value, level: &str) -> [f64; 3] {
    let odds = value["odds"].as_array().unwrap().iter().find(|odds| odds["level"] == level).unwrap();
    ["default", "with_strategies", "with_risks"].map(|key| odds[key].as_f64().unwrap())
}

#[test]
fn odds_rise_with_strategies_and_fall_with_risks_and_the_plan_stays() {
    let desk = desk();
    let before = desk.bytes("plan.ron");
    let [default, with, risks] = chances(&what_if(&desk, ""), "formal");
    assert!(default < risks && risks < with, "{default} {with} {risks}");
    let [same, sure, _] = chances(&what_if(&desk, "--with s1"), "formal");
    assert!(same.to_bits() == default.to_bits() && sure > with);
    let [_, out, _] = chances(&what_if(&desk, "--without s1"), "formal");
    assert_eq!(out.to_bits(), default.to_bits());
    let [_, _, happens] = chances(&what_if(&desk, "--with r5"), "formal");
    assert!(happens < risks);
    let nothing = what_if(&desk, "--without s1 --without r5 --level minimum");
    assert_eq!(nothing["odds"].as_array().unwrap().len(), 1);
    let [default, with, risks] = chances(&nothing, "minimum");
    assert_eq!((with.to_bits(), risks.to_bits()), (default.to_bits(), default.to_bits()));
    assert_eq!(desk.bytes("plan.ron"), before);
}

#[test]
fn the_bridge_adds_up_to_the_cent_in_both_places() {
    let desk = desk();
    let shown = desk.run(&format!("show plan.ron --json --today {DAY}"));
    let shown: Value = serde_json::from_slice(&shown.stdout).unwrap();
    for value in [&shown, &what_if(&desk, "--with r5")] {
        let bars = value["bridge"].as_array().unwrap();
        let of =
            |kind: &str| bars.iter().filter(|bar| bar["kind"] == kind).map(|bar| cents(&bar["expected"])).sum::<i64>();
        assert!(of("strategy") > 0 && of("risk") < 0, "{bars:?}");
        assert_eq!(of("start") + of("strategy") + of("risk"), of("landing"));
        assert_eq!(of("landing") + of("unknown"), of("target"));
        assert_eq!(of("target"), 1_260_000);
        let ids: Vec<&str> = bars.iter().map(|bar| bar["id"].as_str().unwrap()).collect();
        assert_eq!(ids, ["start", "s1", "r5", "landing", "unknown", "target"]);
    }
    assert_eq!(shown["odds"], what_if(&desk, "")["odds"]);
    assert_eq!(shown["odds"][1]["default"], shown["series"][0]["odds"][1]["default"]);
}

/// Scripts rely on these: none is ever renamed.
#[test]
fn each_field_that_scripts_read_is_there_in_both_places() {
    let desk = desk();
    let shown = desk.run(&format!("show plan.ron --json --today {DAY}"));
    let shown: Value = serde_json::from_slice(&shown.stdout).unwrap();
    for value in [&shown, &what_if(&desk, "")] {
        for odds in value["odds"].as_array().unwrap() {
            assert!(odds["level"].is_string() && odds["target"].is_number(), "{odds}");
            for key in ["default", "with_strategies", "with_risks"] {
                assert!(odds[key].as_f64().is_some_and(|chance| (0.0..=1.0).contains(&chance)), "{key}: {odds}");
            }
        }
        let kinds: Vec<&str> =
            value["bridge"].as_array().unwrap().iter().map(|bar| bar["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["start", "strategy", "risk", "landing", "unknown", "target"]);
        for bar in value["bridge"].as_array().unwrap() {
            assert!(bar["id"].is_string() && bar["label"].is_string(), "{bar}");
            let [low, expected, high] = ["low", "expected", "high"].map(|key| bar[key].as_f64().unwrap());
            assert!(low <= high && expected.is_finite(), "{bar}");
        }
    }
    for due in shown["tactics_due"].as_array().unwrap() {
        assert!(["id", "what", "who", "due"].iter().all(|key| due[key].is_string()), "{due}");
    }
    for trigger in shown["triggers"].as_array().unwrap() {
        assert!(["id", "state"].iter().all(|key| trigger[key].is_string()), "{trigger}");
    }
    let minimum = what_if(&desk, "--level minimum --series Sales");
    assert_eq!(minimum["odds"][0]["level"], "minimum");
}

#[test]
fn a_finding_that_is_accepted_is_not_told_and_says_why_to_scripts() {
    let desk = desk();
    let text = String::from_utf8(desk.bytes("plan.ron")).unwrap();
    let accepted = "    accepted: [(finding: \"no-trigger:r6\", reason: \"Nobody can see it come\", day: \"2027-01-02\"), \
                    (finding: \"lacks:owner\", reason: \"All of us\", day: \"2027-01-02\")],\n    notes: ";
    desk.write("plan.ron", text.replacen("    notes: ", accepted, 1));
    let said = super::text(&desk.run(&format!("check plan.ron --today {DAY}")).stdout);
    assert!(!said.contains("Nothing warns of “Fire”") && !said.contains("who answers for the plan"), "{said}");
    let output = desk.run(&format!("check plan.ron --json --today {DAY}"));
    let checked: Value = serde_json::from_slice(&output.stdout).unwrap();
    let of = |id: &str| checked[0]["findings"].as_array().unwrap().iter().find(|it| it["id"] == id).cloned().unwrap();
    assert_eq!(of("no-trigger:r6")["accepted"], "Nobody can see it come");
    assert_eq!(of("lacks:owner")["accepted"], "All of us");
    assert!(of("no-response:r5")["accepted"].is_null());
}

#[test]
fn what_is_due_and_what_is_lit_is_told() {
    let desk = desk();
    let shown = desk.run(&format!("show plan.ron --json --today {DAY}"));
    let shown: Value = serde_json::from_slice(&shown.stdout).unwrap();
    let due = shown["tactics_due"].as_array().unwrap();
    let told: Vec<(&str, &str, bool)> = due
        .iter()
        .map(|it| (it["id"].as_str().unwrap(), it["due"].as_str().unwrap(), it["overdue"].as_bool().unwrap()))
        .collect();
    assert_eq!(told, [("t2", "2027-01-05", true), ("t3", "2027-01-12", false)]);
    assert_eq!(shown["triggers"], serde_json::json!([{ "id": "r5", "state": "close" }]));
}

#[test]
fn the_plan_check_groups_its_findings_and_changes_no_code() {
    let desk = desk();
    let output = desk.run(&format!("check plan.ron --json --today {DAY}"));
    assert_eq!(output.status.code(), Some(1), "edited by hand, as before");
    let checked: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = checked[0]["findings"].as_array().unwrap();
    let has = |group: &str, id: &str, place: &str| {
        assert!(
            findings.iter().any(|it| it["group"] == group && it["id"] == id && it["where"] == place),
            "{id}: {findings:?}"
        );
    };
    has("current", "tactic-is-late:t2:2027-01-05", "strategies[0].tactics[0].due");
    has("credible", "not-obvious:s1", "strategies[0].answer");
    has("contingent", "no-response:r5", "scenarios[0].response");
    has("contingent", "no-trigger:r6", "scenarios[1].trigger");
    let said = super::text(&desk.run(&format!("check plan.ron --today {DAY}")).stdout);
    assert!(said.contains("  Contingent: “Slump” is likely, and no response is ready. Name an owner"), "{said}");
}

#[test]
fn in_words_the_table_says_what_would_make_it_sixty_percent() {
    let said = desk().ok(&format!("what-if plan.ron --level formal --without r5 --today {DAY}"));
    assert!(said.contains("s1 Bundle") && said.contains("Nobody knows yet"), "{said}");
    assert!(!said.contains("r5") && !said.contains("more would make it"), "it is likelier than that already: {said}");
    let said = desk().ok(&format!("what-if plan.ron --level formal --without s1 --today {DAY}"));
    assert!(said.contains("more would make it 60%, "), "{said}");
}

#[test]
fn what_is_not_there_is_refused_with_what_is() {
    let desk = desk();
    let refused = |line: &str| super::text(&desk.run(&format!("what-if plan.ron --today {DAY} {line}")).stderr);
    assert!(refused("--with s9").contains("no strategy or scenario s9; it has: s1 (Bundle), r5 (Slump), r6 (Fire)"));
    assert!(refused("--with t2").contains("is not an id of a strategy or scenario, such as s1 or r2"));
    assert!(refused("--level stretch").contains("has no target of the level stretch"));
    assert!(refused("--series Profit").contains("no series \"Profit\""));
    let young = Desk::with_plan("Month,Sales\n2026-10,5\n");
    assert_eq!(
        young.refused("what-if plan.ron"),
        "Sales has no forecast yet, so there are no odds; add more figures first"
    );
}
