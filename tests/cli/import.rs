//! `upturn import`.

use upturn::model::{Amount, Source, SubjectKind};

use super::{Desk, TODAY, cents, each, months, period};

/// Period and value of each figure of one series: "2026-01=10 2026-02=20".
fn figures(desk: &Desk, series: usize) -> String {
    let plan = desk.plan();
    let value = |a: Option<Amount>| a.map_or("?".to_owned(), |a| a.to_string());
    let figures: Vec<String> =
        plan.series[series].figures.iter().map(|(p, f)| format!("{p}={}", value(f.value))).collect();
    figures.join(" ")
}

#[test]
fn a_new_plan_is_for_the_business_and_named_after_the_table() {
    let desk = Desk::new();
    desk.write("Shop sales.csv", "Month,Takings\n2026-01,£10.50\n2026-02,£20.00\n");
    let output =
        desk.run_words(&["import", "Shop sales.csv", "--into", "plan.ron", "--fiscal-start", "7", "--today", TODAY]);
    assert!(output.status.success());
    let plan = desk.plan();
    assert_eq!((plan.title.as_str(), plan.subject.kind), ("Shop sales", SubjectKind::Business));
    assert_eq!((plan.currency.unwrap().code(), plan.fiscal_start.month()), ("GBP", 7));
    assert_eq!((plan.period, plan.series.len()), (None, 1));
    assert_eq!(plan.series[0].name, "Takings");
    assert_eq!(plan.series[0].source, Source::File("Shop sales.csv".into()));
    assert_eq!(plan.series[0].data_date, "2026-02-28".parse().ok());
    assert_eq!(figures(&desk, 0), "2026-01=10.50 2026-02=20");
}

#[test]
fn without_a_sign_there_is_no_currency_and_the_year_starts_in_january() {
    let desk = Desk::with_plan("Month,Sales\n2026-01,10\n");
    let plan = desk.plan();
    assert_eq!((plan.currency, plan.fiscal_start.month()), (None, 1));
}

#[test]
fn one_table_in_many_notations_makes_the_same_figures() {
    for table in [
        "Month,Sales\n2026-01,1234.5\n2026-02,\n2026-03,-7.25\n",
        "\u{feff}Month,Sales\r\n2026-01,1234.5\r\n2026-02,-\r\n2026-03,-7.25\r\n",
        "Monat;Umsatz\n2026-01;1.234,50\n2026-02;n/a\n2026-03;-7,25\n",
        "Month\tSales\nJan 2026\t1,234.50\nFeb 2026\tTBD\nMar 2026\t(7.25)\n",
        "Month;Sales\n01/2026;1 234,50\n02/2026;N/A\n03/2026;-7,25\n",
        "\"Month\",\"Sales\"\n\"2026-01\",\"1,234.50\"\n\"2026-02\",\"\"\n\"2026-03\",\"-7.25\"",
        "Date,Sales\n2026-01-31,1234.50\n2026-02-28,-\n2026-03-31,-7.25\n",
        "Date,Sales\n2026-03-31,-7.25\n2026-01-03,1000.50\n2026-01-20,234.00\n",
        "Date;Sales\n31/01/2026;1234,50\n28/02/2026;-\n31/03/2026;-7,25\n",
    ] {
        let desk = Desk::with_plan(table);
        let plan = desk.plan();
        let values: Vec<(String, String)> =
            plan.series[0].figures.iter().filter_map(|(p, f)| Some((p.to_string(), f.value?.to_string()))).collect();
        let expected = [("2026-01", "1234.50"), ("2026-03", "-7.25")].map(|(p, v)| (p.to_owned(), v.to_owned()));
        assert_eq!(values, expected, "{table:?}");
    }
}

#[test]
fn currency_signs_name_the_plans_currency() {
    for (cell, code) in [("€1.00", "EUR"), ("1.00 €", "EUR"), ("$1.00", "USD"), ("£1.00", "GBP"), ("CHF 1.00", "CHF")]
    {
        let desk = Desk::with_plan(&format!("Month,Sales\n2026-01,{cell}\n"));
        assert_eq!(desk.plan().currency.unwrap().code(), code);
    }
}

#[test]
fn a_second_table_sets_the_periods_that_it_holds_and_leaves_the_others() {
    let desk = Desk::with_plan("Month,Sales\n2026-01,10\n2026-02,20\n2026-03,30\n");
    desk.write("more.csv", "Month,Sales\n2026-02,25\n2026-04,40\n");
    desk.ok("import more.csv --into plan.ron");
    assert_eq!(figures(&desk, 0), "2026-01=10 2026-02=25 2026-03=30 2026-04=40");
}

#[test]
fn importing_the_same_table_twice_changes_no_byte() {
    let desk = Desk::with_plan("Date,Sales\n2026-01-02,10\n2026-01-05,2.50\n2026-02-10,20\n");
    let before = desk.bytes("plan.ron");
    desk.ok("import sales.csv --into plan.ron");
    assert_eq!(desk.bytes("plan.ron"), before);
    assert_eq!(figures(&desk, 0), "2026-01=12.50 2026-02=20");
}

#[test]
fn each_column_becomes_a_series_unless_one_is_named() {
    let table = "Month,Sales,Service\n2026-01,10,1\n2026-02,20,2\n";
    let desk = Desk::with_plan(table);
    assert_eq!(
        (figures(&desk, 0).as_str(), figures(&desk, 1).as_str()),
        ("2026-01=10 2026-02=20", "2026-01=1 2026-02=2")
    );
    let desk = Desk::new();
    desk.write("sales.csv", table);
    desk.ok("import sales.csv --into plan.ron --series service");
    assert_eq!((desk.plan().series.len(), figures(&desk, 0).as_str()), (1, "2026-01=1 2026-02=2"));
    assert!(desk.refused("import sales.csv --into plan.ron --series Parts").contains("Sales, Service"));
}

#[test]
fn a_single_column_goes_into_the_series_that_is_named_and_makes_it_if_need_be() {
    let desk = Desk::with_plan("Month,Sales\n2026-01,10\n");
    desk.write("calls.csv", "Month,Count\n2026-01,7\n");
    desk.ok("import calls.csv --into plan.ron --series Calls");
    assert_eq!((figures(&desk, 0).as_str(), figures(&desk, 1).as_str()), ("2026-01=10", "2026-01=7"));
}

#[test]
fn totals_are_left_out_and_told() {
    let desk = Desk::new();
    desk.write("sales.csv", "Month,Sales\n2026-01,10\n2026-02,11\nTotal,21\n");
    let told = desk.ok("import sales.csv --into plan.ron");
    assert!(told.contains("Row 4 is left out: it is a total, and agrees with the rows"), "{told}");
    assert_eq!(figures(&desk, 0), "2026-01=10 2026-02=11");
}

/// Table, day of reading, and the last period with whether it is unfinished.
#[test]
fn a_period_is_finished_only_if_it_ended_before_today_and_the_file_speaks_for_all_of_it() {
    let monthly = "Month,Sales\n2026-09,5\n2026-10,6\n";
    let daily = "Date,Sales\n2026-09-30,5\n2026-10-30,6\n";
    let month_ends = "Date,Sales\n2026-09-30,5\n2026-10-31,6\n";
    for (table, imported, read, unfinished) in [
        (monthly, "2026-10-31", "2026-10-31", true),
        (monthly, "2026-11-01", "2026-11-01", false),
        (monthly, "2026-11-01", "2026-10-31", true),
        // Imported while the month ran: the file can't speak for days to come, however late it is read.
        (monthly, "2026-10-20", "2026-12-01", true),
        (daily, "2026-11-19", "2026-11-19", true),
        (month_ends, "2026-11-19", "2026-11-19", false),
        (month_ends, "2026-10-31", "2026-10-31", true),
        (month_ends, "2026-10-31", "2026-11-01", false),
    ] {
        let desk = Desk::new();
        desk.write("sales.csv", table);
        desk.ok(&format!("import sales.csv --into plan.ron --today {imported}"));
        let json = desk.json(read);
        let case = format!("{table:?} imported {imported}, read {read}");
        assert_eq!(period(&json, "2026-10")["unfinished"], unfinished, "{case}");
        assert_eq!(period(&json, "2026-10")["actual"], 6, "{case}");
        assert_eq!(period(&json, "2026-09")["unfinished"], false, "{case}");
    }
}

#[test]
fn a_file_that_begins_inside_a_month_never_takes_the_place_of_all_of_it() {
    let desk = Desk::with_plan("Month,Sales\n2026-09,5\n2026-10,6\n");
    desk.write("part.csv", "Date,Sales\n2026-10-02,1\n2026-10-15,2\n");
    let told = desk.ok("import part.csv --into plan.ron");
    assert!(told.contains("Oct 2026: stays 6; the file begins inside it and has only 3 of it"), "{told}");
    let json = desk.json(TODAY);
    assert_eq!(
        (&period(&json, "2026-10")["actual"], &period(&json, "2026-10")["unfinished"]),
        (&6.into(), &false.into())
    );
}

#[test]
fn weeks_quarters_and_years_are_read_as_they_are_written() {
    for (table, granularity, first, last) in [
        ("Week,Sales\n2026-W01,1\n2026-W03,3\n", "week", "2026-W01", "2026-W53"),
        ("Quarter,Sales\n2025-Q3,1\n2025-Q4,3\n", "quarter", "2025-Q3", "2026-Q4"),
        ("Year,Sales\n2024,1\n2025,3\n", "year", "2024", "2026"),
    ] {
        let desk = Desk::with_plan(table);
        let json = desk.json(TODAY);
        let names = each(&json, "period");
        assert_eq!(json["series"][0]["granularity"], granularity);
        assert_eq!((names[0].as_str(), names[names.len() - 1].as_str()), (Some(first), Some(last)));
    }
}

#[test]
fn two_hundred_thousand_rows_are_added_up_by_month() {
    let mut table = String::from("Date,Sales\n");
    for row in 0..200_000 {
        table.push_str(&format!("20{:02}-{:02}-{:02},0.25\n", 20 + row % 5, 1 + row / 5 % 12, 1 + row / 60 % 28));
    }
    let desk = Desk::with_plan(&table);
    let json = desk.json(TODAY);
    let total: i64 = each(&json, "actual").into_iter().filter(|v| !v.is_null()).map(cents).sum();
    assert_eq!(total, 200_000 * 25);
    assert_eq!(cents(&period(&json, "2024-12")["actual"]), 83_325);
}

#[test]
fn a_plan_is_found_by_the_name_that_it_was_imported_into() {
    let desk = Desk::new();
    desk.write("sales.csv", months("2026-01", [1, 2, 3]));
    desk.ok("import sales.csv --into Shop");
    desk.ok("import sales.csv --into Shop");
    assert_eq!(desk.files(), ["Shop.upturn.ron", "sales.csv"]);
    assert!(desk.ok("show Shop").starts_with("sales · as of 19 Nov"));
    desk.ok("target Shop --total 10 --from 2026-01 --to 2026-12");
    desk.ok("picture Shop --chart history --out a.svg");
}

#[test]
fn a_preview_writes_nothing_and_says_everything_as_json() {
    let desk = Desk::new();
    desk.write("qbo.csv", include_str!("../fixtures/import/quickbooks-detail.csv"));
    let json: serde_json::Value = serde_json::from_str(&desk.ok("import qbo.csv --preview --json")).unwrap();
    assert_eq!(desk.files(), ["qbo.csv"]);
    let keys: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    for key in [
        "source",
        "encoding",
        "delimiter",
        "header_row",
        "columns",
        "rows",
        "questions",
        "series",
        "control",
        "currency",
        "notes",
    ] {
        assert!(keys.contains(&key), "{key}");
    }
    assert_eq!((&json["header_row"], &json["delimiter"], &json["encoding"]), (&5.into(), &",".into(), &"UTF-8".into()));
    assert_eq!(json["columns"][8], serde_json::json!({ "name": "Amount", "role": "value" }));
    assert_eq!((&json["rows"]["used"], &json["rows"]["skipped"][0]["row"]), (&5.into(), &1.into()));
    assert_eq!(json["series"][0]["totals"][1], serde_json::json!({ "period": "2026-02", "amount": "1810.50" }));
    assert_eq!(
        json["control"],
        serde_json::json!({ "file_total": "4440.50", "used_total": "4440.50", "agrees": true })
    );
    assert_eq!(json["questions"], serde_json::json!([]));
}

#[test]
fn questions_come_as_json_with_the_words_that_answer_them() {
    let desk = Desk::new();
    desk.write("sales.csv", "Date,Sales\n03/04/2026,5\n");
    let output = desk.run("import sales.csv --preview --json");
    assert_eq!(output.status.code(), Some(3));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["questions"][0]["id"], "dates");
    assert_eq!(
        json["questions"][0]["options"],
        serde_json::json!([
            { "value": "day-first", "label": "day first: 3 Apr 2026" },
            { "value": "month-first", "label": "month first: 4 Mar 2026" },
        ])
    );
    assert_eq!((&json["series"], &json["control"]), (&serde_json::json!([]), &serde_json::Value::Null));
    let answered = desk.ok("import sales.csv --preview --json --answer dates=month-first");
    let json: serde_json::Value = serde_json::from_str(&answered).unwrap();
    assert_eq!(json["series"][0]["totals"][0]["period"], "2026-03");
}

#[test]
fn a_column_may_make_several_series_and_columns_may_be_named() {
    let desk = Desk::new();
    desk.write(
        "deals.csv",
        "Sold,Paid at,Rep,Net,Gross\n2026-01-05,2026-02-01,Kim,10,12\n2026-01-06,2026-02-01,Lee,20,24\n",
    );
    desk.ok("import deals.csv --into plan.ron --by Rep --value Gross --date Sold");
    let plan = desk.plan();
    assert_eq!(plan.series.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["Kim", "Lee"]);
    assert_eq!((figures(&desk, 0).as_str(), figures(&desk, 1).as_str()), ("2026-01=12", "2026-01=24"));
    let refused = desk.refused("import deals.csv --into plan.ron --by Team");
    assert!(refused.contains("there is no column \"Team\"; the columns are Sold, Paid at, Rep"), "{refused}");
}

#[test]
fn a_second_import_says_what_is_new_and_what_changed() {
    let table = "Date,Sales\n2026-01-02,10\n2026-01-05,2.50\n2026-02-10,20\n";
    let desk = Desk::with_plan(table);
    desk.write("sales.csv", format!("{table}2026-02-12,-1\n2026-03-01,4\n2026-03-02,5\n"));
    let told = desk.ok("import sales.csv --into plan.ron");
    assert!(told.contains("3 new, 1 changed, 0 double."), "{told}");
    assert!(told.contains("Feb 2026: 20 becomes 19"), "{told}");
    assert_eq!(desk.plan().series[0].intakes.len(), 2);
}

/// What the window keeps of an answer about tables with these headings.
const KEPT: &str = r#"(tables: [(signature: "SIGN", name: "older.csv", answers: {"dates": "day-first"})])"#;

#[test]
fn what_was_answered_in_the_window_holds_for_tables_of_the_same_headings_and_can_be_overruled() {
    let desk = Desk::new();
    desk.write("sales.csv", "Date,Customer,Net\n03/04/2026,A,10\n05/06/2026,B,20\n");
    assert_eq!(desk.run("import sales.csv --preview").status.code(), Some(3));
    let signature = signature_of("Date,Customer,Net\n03/04/2026,A,10\n05/06/2026,B,20\n");
    std::fs::write(desk.1.path().join("settings.ron"), KEPT.replace("SIGN", &signature)).unwrap();

    let said = desk.ok("import sales.csv --preview");
    assert!(said.contains("What you answered in the window about such a table holds"), "{said}");
    assert!(said.contains("Dates are read day first: you said so"), "{said}");
    let json: serde_json::Value = serde_json::from_str(&desk.ok("import sales.csv --preview --json")).unwrap();
    assert_eq!((&json["remembered"], &json["series"][0]["totals"][0]["period"]), (&true.into(), &"2026-04".into()));

    let other = desk.ok("import sales.csv --preview --answer dates=month-first");
    assert!(other.contains("Dates are read month first: you said so"), "{other}");
    // Answers on the command line are not kept.
    assert!(desk.ok("import sales.csv --preview").contains("Dates are read day first"));
}

fn signature_of(table: &str) -> String {
    let wanted = upturn::import::Wanted::new(TODAY.parse().unwrap(), upturn::model::FiscalStart::JANUARY);
    let watch = upturn::import::Watch::default();
    upturn::import::open_bytes(table.as_bytes(), "sales.csv", &wanted, &watch).unwrap().signature(&wanted)
}

#[test]
fn letters_and_the_sign_between_cells_can_be_said_and_what_is_no_such_thing_is_refused() {
    let desk = Desk::new();
    desk.write("old.csv", b"Kunde;Monat;Umsatz\nM\xfcller;2026-01;10\n");
    let json = |answers: &str| -> serde_json::Value {
        serde_json::from_str(&desk.ok(&format!("import old.csv --preview --json {answers}"))).unwrap()
    };
    assert_eq!(json("")["encoding"], "windows-1252");
    assert_eq!(json("--answer encoding=windows-1251")["encoding"], "windows-1251");
    assert_eq!(json("--answer delimiter=semicolon")["delimiter"], ";");
    let refused = desk.refused("import old.csv --preview --answer encoding=klingon");
    assert!(refused.contains("klingon") && refused.contains("windows-1252"), "{refused}");
    let refused = desk.refused("import old.csv --preview --answer delimiter=x");
    assert!(refused.contains("semicolon"), "{refused}");
}
