//! Time zones and calendars: a day of a plan is a day, wherever and whenever it is read.

use super::{Desk, text};

#[test]
fn r39_no_time_zone_shifts_a_day() {
    let mut table = "Month,Sales\n".to_owned();
    for month in 1..=12 {
        table.push_str(&format!("2025-{month:02},{month}00\n"));
    }
    let desk = Desk::with_plan(&table);
    let plan = desk.bytes("plan.ron");
    let zones =
        ["UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Pago_Pago", "no zone at all", ""];
    // The second is the night in which clocks change in Europe.
    for today in ["2026-11-19", "2026-10-25", "2024-02-29"] {
        let told: Vec<(String, String)> = zones
            .iter()
            .map(|zone| {
                let run = |line: &str| {
                    let words: Vec<&str> = line.split(' ').chain(["--today", today]).collect();
                    text(&desk.command(&words).env("TZ", zone).output().unwrap().stdout)
                };
                let shown = run("show plan.ron --json");
                run("import sales.csv --into again.ron");
                (shown, String::from_utf8(desk.bytes("again.ron")).unwrap())
            })
            .collect();
        assert!(told[0].0.contains("\"data_date\""));
        assert!(told.iter().all(|other| *other == told[0]), "{today}");
    }
    assert_eq!(desk.bytes("plan.ron"), plan);
}
