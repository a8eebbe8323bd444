//! `upturn forecast` and `upturn backtest`.

use serde_json::Value;

use super::{Desk, text};

/// Two series with a season, one that is too short, one with a broken value.
fn table() -> String {
    let mut rows = "series_id,period,value,split\n".to_owned();
    let season = [80, 90, 100, 110, 120, 130, 120, 110, 100, 90, 80, 70];
    for month in 0..48_usize {
        let value = season[month % 12] * 10 + month * 3 + month * 7 % 5;
        rows += &format!("shop,{}-{:02},{value},train\n", 2022 + month / 12, month % 12 + 1);
    }
    for quarter in 0..20_usize {
        rows += &format!(
            "firm,{}-Q{},{},train\n",
            2020 + quarter / 4,
            quarter % 4 + 1,
            500 + quarter * 4 + quarter * 3 % 7
        );
    }
    rows + "young,2026-01,5,train\nyoung,2026-02,6,train\nbroken,2026-01,many,train\n"
}

fn rows(csv: &str) -> Vec<Vec<String>> {
    csv.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn every_series_is_forecast_and_what_cannot_be_is_named_on_stderr() {
    let desk = Desk::new();
    desk.write("many.csv", table());
    let output = desk.run("forecast many.csv --horizon 6 --out ahead.csv");
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(said.contains("young: it has 2 figures; it takes 3"), "{said}");
    assert!(said.contains("broken: row 72: \"many\" is no number such as 1234.5"), "{said}");
    let written = rows(&text(&desk.bytes("ahead.csv")));
    assert_eq!(written[0].join(","), "series_id,h,point,lo80,hi80,lo95,hi95,method");
    assert_eq!(written.len(), 1 + 2 * 6);
    for row in &written[1..] {
        let number = |column: usize| row[column].parse::<f64>().unwrap();
        let ends = [number(5), number(3), number(2), number(4), number(6)];
        assert!(ends.is_sorted() && ends[0] >= 0.0, "{row:?}");
        assert_eq!(row[7], "combination");
    }
}

#[test]
fn a_season_that_is_there_is_carried_on_and_one_that_is_switched_off_is_not() {
    let desk = Desk::new();
    desk.write(
        "many.csv",
        table().lines().filter(|line| !line.starts_with(['y', 'b', 'f'])).collect::<Vec<_>>().join("\n"),
    );
    let points = |line: &str| -> Vec<f64> {
        let csv = desk.ok(line);
        rows(&csv)[1..].iter().map(|row| row[2].parse().unwrap()).collect()
    };
    let auto = points("forecast many.csv --horizon 12");
    assert!(auto[5] > 1.3 * auto[0], "June over January: {auto:?}");
    assert_eq!(auto, points("forecast many.csv --horizon 12 --season 12"));
    let flat = points("forecast many.csv --horizon 12 --season 1");
    assert!(flat[5] < 1.3 * flat[0], "{flat:?}");
    let last_year = points("forecast many.csv --horizon 12 --method same-months-last-year");
    let january = f64::from(80 * 10 + 36 * 3 + 36 * 7 % 5);
    assert!((last_year[0] - january).abs() < 1e-9, "{last_year:?}");
}

#[test]
fn the_ids_of_the_methods_are_listed_and_each_can_be_asked_for() {
    let desk = Desk::new();
    desk.write("many.csv", table().lines().filter(|line| !line.starts_with(['y', 'b'])).collect::<Vec<_>>().join("\n"));
    let listed = desk.ok("forecast --methods");
    assert!(listed.lines().count() >= 12 && listed.starts_with("combination\n"), "{listed}");
    for id in listed.lines() {
        let csv = desk.ok(&format!("forecast many.csv --horizon 3 --method {id}"));
        assert_eq!(csv.lines().count(), 1 + 2 * 3, "{id}");
        assert!(csv.lines().skip(1).all(|line| line.ends_with(id)), "{csv}");
    }
    let refused = desk.run("forecast many.csv --horizon 3 --method crystal-ball");
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("--methods"), "{}", text(&refused.stderr));
}

#[test]
fn the_report_card_tells_how_each_method_would_have_done() {
    let desk = Desk::new();
    desk.write("many.csv", table().lines().filter(|line| !line.starts_with(['y', 'b'])).collect::<Vec<_>>().join("\n"));
    let said = desk.ok("backtest many.csv --horizon 6");
    assert!(said.contains("* combination") && said.contains("same-months-last-year"), "{said}");
    let json: Value = serde_json::from_str(&desk.ok("backtest many.csv --horizon 6 --json")).unwrap();
    let card = |method: &str| {
        let cards = json[0]["report_card"].as_array().unwrap();
        cards.iter().find(|card| card["method"] == method).unwrap().clone()
    };
    let miss = |method: &str| card(method)["average_miss_percent"].as_f64().unwrap();
    assert!(miss("combination") < miss("same-months-last-year"), "{json:#}");
    assert!(miss("same-months-last-year") < miss("line-6"), "{json:#}");
    assert_eq!((card("combination")["origins"].as_u64(), card("combination")["horizon"].as_u64()), (Some(10), Some(6)));
    let held = card("combination")["held_80"].as_f64().unwrap();
    assert!((0.0..=1.0).contains(&held));
}

#[test]
fn what_is_no_such_table_is_said_in_one_sentence() {
    let desk = Desk::new();
    desk.write("wrong.csv", "id,period,value\na,2026-01,1\n");
    let output = desk.run("forecast wrong.csv --horizon 6");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "wrong.csv: the file has no column \"series_id\"; it needs series_id, period and value\n"
    );
    assert_eq!(desk.run("forecast gone.csv --horizon 6").status.code(), Some(1));
    assert_eq!(desk.run("forecast wrong.csv").status.code(), Some(2));
    assert_eq!(desk.run("forecast wrong.csv --horizon 0").status.code(), Some(2));
}
