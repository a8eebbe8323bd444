//! `upturn minutes`, and the reviews in `show --json`.

use super::{Desk, text};

const REVIEW: &str = "minutes coast.upturn.ron --review 2026-10-22";
/// Everybody who is named in the example's review of 22 October.
const PEOPLE: [&str; 8] = ["Ruth", "Calder", "Tom", "Achterberg", "Ines", "Varga", "Sam", "Okoro"];

fn with_example() -> Desk {
    let desk = Desk::new();
    desk.ok("example .");
    desk
}

#[test]
fn minutes_are_printed_with_decisions_actions_and_notes_but_no_private_ones() {
    let said = with_example().ok(REVIEW);
    for wanted in [
        "# Plan review, Thu 22 Oct 2026\n",
        "In the room: Ruth Calder, Tom Achterberg, Ines Varga",
        "- Tastings come before new price lists\n",
        "- **Sam Okoro**: Samples from the second supplier, by Wed 18 Nov 2026 – Not yet\n",
        "- **Tom Achterberg**: Visit all 9 lapsed cafés, by Fri 13 Nov 2026 – Kept (7 visited, 2 closed down)\n",
        "- What did we say? (5 min of 5)\n",
        "heading for £649k of £690k",
        "The Marlow orders were looked at by week",
        "Next meeting: Tue 24 Nov 2026\n",
        "Rated: 8 of 10, from 5 hands (6 to 9)\n",
    ] {
        assert!(said.contains(wanted), "{wanted}\n{said}");
    }
    assert!(!said.contains("Ask Dana beforehand"), "{said}");
}

#[test]
fn each_format_is_what_its_readers_expect_and_hides_names_if_asked() {
    let desk = with_example();
    for (format, begins) in
        [("md", "# Plan review"), ("html", "<!DOCTYPE html>"), ("ics", "BEGIN:VCALENDAR\r\n"), ("tsv", "What\tWho\tBy")]
    {
        let said = desk.ok(&format!("{REVIEW} --format {format}"));
        assert!(said.starts_with(begins) && !said.contains("Ask Dana beforehand"), "{said}");
        desk.ok(&format!("{REVIEW} --out minutes.{format}"));
        assert_eq!(text(&desk.bytes(&format!("minutes.{format}"))), said, "the ending says what is written");
        let hidden = desk.ok(&format!("{REVIEW} --format {format} --hide-names"));
        for name in PEOPLE {
            let is_there = hidden.split(|c: char| !c.is_alphanumeric()).any(|word| word == name);
            assert!(!is_there, "{name} in {hidden}");
        }
    }
    let page = desk.ok(&format!("{REVIEW} --format html"));
    assert_eq!(page.matches("<svg").count(), 2, "forecast and bridge, as the agenda has them");
}

#[test]
fn a_calendar_gets_what_is_still_to_do_and_the_days_of_the_reviews() {
    let said = with_example().ok(&format!("{REVIEW} --format ics")).replace("\r\n ", "");
    let days: Vec<&str> = said.lines().filter(|line| line.starts_with("DTSTART")).map(|line| &line[19..]).collect();
    assert_eq!(days, ["20261117", "20261118", "20261124", "20261127", "20270203"], "{said}");
    assert!(said.contains("SUMMARY:Sam Okoro: Samples from the second supplier\r\n"), "{said}");
    assert!(said.contains("SUMMARY:Coast 2026–27: Plan review\r\n") && said.contains("DTSTAMP:20261119T000000Z\r\n"));
}

#[test]
fn a_day_without_a_review_names_the_days_that_have_one() {
    let desk = with_example();
    let problem = desk.refused("minutes coast.upturn.ron --review 2026-10-23");
    for wanted in
        ["no review on Fri 23 Oct 2026", "2026-10-22 (Plan review)", "2026-11-13 (KPI progress)", "2026-11-24"]
    {
        assert!(problem.contains(wanted), "{problem}");
    }
    assert!(desk.refused("minutes plant-shop.upturn.ron --review 2026-10-23").contains("it has none at all"));
    for wrong in ["--review soon", "--review 2026-10-22 --format pdf", ""] {
        assert_eq!(desk.run(&format!("minutes coast.upturn.ron {wrong}")).status.code(), Some(2), "{wrong}");
    }
}

#[test]
fn show_as_json_lists_the_reviews() {
    let shown: serde_json::Value = serde_json::from_str(&with_example().ok("show coast.upturn.ron --json")).unwrap();
    let reviews = shown["reviews"].as_array().unwrap();
    assert_eq!(reviews.len(), 3);
    let first = &reviews[0];
    assert_eq!(
        (&first["date"], &first["kind"], &first["state"], &first["actions_open"]),
        (&"2026-10-22".into(), &"plan-review".into(), &"held".into(), &2.into())
    );
    assert_eq!(first["attendees"].as_array().unwrap().len(), 5);
    assert_eq!((&reviews[2]["state"], &reviews[2]["date"]), (&"planned".into(), &"2026-11-24".into()));
}
