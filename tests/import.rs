//! Outside tables in, series values out: what is read, what is told, what is asked, and what stops an import.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test that fails panics, and tests write where they like"
)]

#[path = "import/again.rs"]
mod again;
#[path = "import/fixture.rs"]
mod fixture;
#[path = "import/hostile.rs"]
mod hostile;
#[path = "import/property.rs"]
mod property;
#[path = "import/region.rs"]
mod region;
#[path = "import/workbook.rs"]
mod workbook;

use chrono::NaiveDate;
use upturn::import::{self, Found, ImportError, Preview, Wanted, Watch};
use upturn::model::{FiscalStart, Period};
use upturn::text::Numbers;

fn today() -> NaiveDate {
    "2026-11-19".parse().unwrap()
}

fn read(bytes: &[u8], file: &str, fiscal: FiscalStart) -> Result<Preview, ImportError> {
    read_with(bytes, file, &Wanted::new(today(), fiscal))
}

fn read_with(bytes: &[u8], file: &str, wanted: &Wanted) -> Result<Preview, ImportError> {
    let watch = Watch::default();
    import::open_bytes(bytes, file, wanted, &watch)?.preview(wanted, &watch)
}

fn import(table: &str) -> Result<Preview, ImportError> {
    read(table.as_bytes(), "sales.csv", FiscalStart::JANUARY)
}

/// Name, currency and values of each series: "Sales EUR: 2026-01=5 2026-02=?".
fn shown(preview: &Preview) -> Vec<String> {
    let series = |found: &Found| {
        let mut cells: Vec<(Period, String)> = found.totals.iter().map(|t| (t.period, t.amount.to_string())).collect();
        cells.extend(found.missing.iter().map(|p| (*p, "?".to_owned())));
        cells.sort();
        let cells: Vec<String> = cells.iter().map(|(p, a)| format!("{p}={a}")).collect();
        let currency = found.currency.map_or(String::new(), |c| format!(" {c}"));
        format!("{}{currency}: {}", found.name, cells.join(" "))
    };
    assert!(preview.questions.is_empty(), "{:?}", preview.questions);
    preview.series.iter().map(series).collect()
}

fn columns(table: &str) -> Vec<String> {
    shown(&import(table).unwrap_or_else(|e| panic!("{e}\n{table}")))
}

fn error(table: &str) -> String {
    match import(table) {
        Ok(preview) => panic!("{:?} {:?}\n{table}", preview.questions, preview.series),
        Err(error) => error.to_string(),
    }
}

/// What is asked: its id and the readings.
fn asked(table: &str) -> Vec<String> {
    let preview = import(table).unwrap_or_else(|e| panic!("{e}\n{table}"));
    assert!(preview.questions.is_empty() || preview.series.is_empty(), "an open table has no series");
    let options = |q: &import::Question| q.options.iter().map(|o| o.label.clone()).collect::<Vec<_>>().join(" | ");
    preview.questions.iter().map(|q| format!("{}: {}", q.id, options(q))).collect()
}

fn told(table: &str) -> Vec<String> {
    let preview = import(table).unwrap_or_else(|e| panic!("{e}\n{table}"));
    preview.decisions.iter().map(|d| format!("{}: {}", d.what, d.why)).collect()
}

#[track_caller]
fn assert_told(table: &str, what: &str) {
    let told = told(table);
    assert!(told.iter().any(|t| t == what), "{told:#?}");
}

#[test]
fn one_table_in_many_notations_is_one_series() {
    for table in [
        "Month,Sales\n2026-07,62500.25\n2026-08,1234\n2026-09,\n",
        "\u{feff}Month,Sales\r\n2026-07,62500.25\r\n2026-08,1234\r\n2026-09,-\r\n",
        "Month;Sales\n2026-07;62500,25\n2026-08;1234\n2026-09;n/a\n",
        "Month;Sales\n2026-07;62.500,25\n2026-08;1.234,00\n2026-09;TBD\n",
        "sep=;\nMonth;Sales\n2026-07;62500,25\n2026-08;1234\n2026-09;N/A\n",
        "Month\tSales\n2026-07\t62 500,25\n2026-08\t1 234\n2026-09\t–\n",
        "Month,Sales\nJul 2026,\"62,500.25\"\nAug 2026,\"1,234\"\nSep 2026,tbd\n",
        "Month,Sales\n07/2026,62'500.25\n08/2026,1'234.00\n09/2026,null\n",
        "Month,Sales\n01/07/2026,62500.25\n01/08/2026,1234\n01/09/2026,\n13/09/2026,\n",
        "Month,Sales\n2026-09,\n2026-08,1234\n2026-07,62500.25\n\n\n,\n",
        "2026-07,62500.25\n2026-08,1234\n2026-09,\n",
    ] {
        assert_eq!(columns(table), ["Sales: 2026-07=62500.25 2026-08=1234 2026-09=?"], "{table}");
    }
}

#[test]
fn several_columns_are_several_series() {
    assert_eq!(
        columns("Month,Sales (EUR),Orders,\"Sales (EUR)\",,Region\n2026-01,5,1,7,2,North\n2026-02,6,,8,3,South\n"),
        [
            "Sales (EUR) EUR: 2026-01=5 2026-02=6",
            "Orders: 2026-01=1 2026-02=?",
            "Sales (EUR) 2 EUR: 2026-01=7 2026-02=8",
            "Column 5: 2026-01=2 2026-02=3",
        ]
    );
    assert_eq!(
        columns("2026-01,5,6\n2026-02,6,7\n"),
        ["Column 2: 2026-01=5 2026-02=6", "Column 3: 2026-01=6 2026-02=7"]
    );
    assert_eq!(columns("Region,Sales,Month\nNorth,5,Jan 2026\n"), ["Sales: 2026-01=5"]);
    assert_eq!(columns("Month,Sales,Total\n2026-01,5,5\n"), ["Sales: 2026-01=5", "Total: 2026-01=5"]);
}

#[test]
fn negatives_and_currencies_are_read_however_they_are_written() {
    let table = "Month,Sales\n2026-01,\"(1,234.00)\"\n2026-02,-£12.00\n2026-03,£-12.00\n2026-04,12.00-\n\
                 2026-05,12.00 CR\n2026-06,−12\n2026-07,45k\n2026-08,£1.2M\n";
    assert_eq!(
        columns(table),
        [
            "Sales GBP: 2026-01=-1234 2026-02=-12 2026-03=-12 2026-04=-12 2026-05=-12 2026-06=-12 2026-07=45000 2026-08=1200000"
        ]
    );
    assert_told(table, "\"Sales\" is in GBP: \"-£12.00\" in row 3 has its sign or code");
    assert_eq!(columns("Monat;Umsatz\n2026-01;4.711,98 €\n"), ["Umsatz EUR: 2026-01=4711.98"]);
    assert_eq!(columns("Month,Currency,Sales\n2026-01,eur,5\n2026-02,EUR,6\n"), ["Sales EUR: 2026-01=5 2026-02=6"]);
    assert_eq!(columns("Month,Sales (k EUR)\n2026-01,41.2\n"), ["Sales (k EUR) EUR: 2026-01=41200"]);
}

#[test]
fn dated_rows_are_added_up_by_month() {
    let table = "Date,Customer,Amount\n28/07/2026,Acme,100.10\n03/08/2026,Bolt,50\n31/08/2026,Acme,-10.05\n02/09/2026,Acme,TBD\n";
    assert_eq!(columns(table), ["Amount: 2026-07=100.10 2026-08=39.95 2026-09=?"]);
    assert_told(table, "Dates are read day first: \"28/07/2026\" in row 2 has no other reading");
    assert_told(table, "\"Customer\" is left out: it holds words, such as \"Acme\" in row 2");
    let preview = import(table).unwrap();
    assert_eq!(preview.data_date.to_string(), "2026-09-02");
    assert_eq!((preview.rows.used, preview.rows.skipped[0].row), (3, 5), "a row without an amount is told");
    assert_eq!(columns("Date,Amount\n07/28/2026,1\n08/03/2026,2\n"), ["Amount: 2026-07=1 2026-08=2"]);
    assert_eq!(columns("Date,Amount\n2026-07-28T23:59:00Z,1\n05-Mar-2026,2\n"), ["Amount: 2026-03=2 2026-07=1"]);
    assert_eq!(
        columns("Date,Amount\n01/01/2026,1\n02/02/2026,2\n"),
        ["Amount: 2026-01=1 2026-02=2"],
        "one reading only"
    );
}

#[test]
fn numbers_that_name_records_are_not_added_up() {
    let table = "Date,Invoice No,Amount\n2026-07-28,1042,5\n2026-07-29,1043,6\n";
    assert_eq!(columns(table), ["Amount: 2026-07=11"]);
    assert_told(table, "\"Invoice No\" is left out: its numbers are names of records or of days, not values");
}

#[test]
fn exact_copies_of_a_row_are_counted_and_told() {
    let table = "Date,Amount\n2026-07-28,5\n2026-07-28,5\n2026-08-01,5\n";
    assert_eq!(columns(table), ["Amount: 2026-07=10 2026-08=5"]);
    assert_told(
        table,
        "1 exact copy of another row counted too: rows 2 and 3 are the same, which two equal sales would be as well",
    );
}

#[test]
fn the_data_date_is_the_last_day_or_the_end_of_the_last_month_with_a_value_and_never_later_than_today() {
    for (table, date) in [
        ("Month,Sales\n2026-09,5\n2026-10,6\n", "2026-10-31"),
        ("Month,Sales\n2026-09,5\n2026-10,\n", "2026-09-30"),
        ("Month,Sales\n2026-10,5\n2026-11,6\n", "2026-11-19"),
        ("Month,Sales\n2026-10,5\n2026-12,6\n", "2026-11-19"),
        ("Month,Sales\n2026-09-01,5\n2026-10-01,6\n", "2026-10-31"),
        ("Month,Sales\n2026-09-01,5\n2026-10-01,6\n2026-10-02,6\n", "2026-10-02"),
        ("Month,Sales\n2026-09-30,5\n2026-10-31,6\n", "2026-10-31"),
        ("Month,Sales\n2026-09-30,5\n2026-11-30,6\n", "2026-11-19"),
        ("Week,Calls\n2026-W07,5\n2026-W08,6\n", "2026-02-22"),
        ("Year,Sales\n2024,5\n2025,6\n", "2025-12-31"),
    ] {
        assert_eq!(import(table).unwrap().data_date.to_string(), date, "{table}");
    }
    assert_told(
        "Month,Sales\n2026-10,5\n2026-11,6\n",
        "Nov 2026 is unfinished: it ends on 30 Nov; it stays out of averages and trend",
    );
}

#[test]
fn quarters_are_the_fiscal_ones_and_told_so() {
    let april = FiscalStart::new(4).unwrap();
    let preview = read(b"Quarter,Sales\n2026-Q1,5\nQ2 2026,6\n", "sales.csv", april).unwrap();
    assert_eq!(shown(&preview), ["Sales: 2026-Q1=5 2026-Q2=6"]);
    assert_eq!(preview.data_date.to_string(), "2026-09-30");
    let told = preview.decisions.iter().find(|d| d.what.contains("fiscal")).unwrap();
    assert_eq!(told.what, "Quarters are read as fiscal ones");
    assert_eq!(told.why, "the plan's year starts in April, so that Q1 2026–27 runs from 1 Apr 2026 to 30 Jun 2026");
}

#[test]
fn what_is_missing_is_told_and_is_not_zero() {
    let table = "Month,Sales\n2026-01,0\n2026-02,-\n2026-05,5\n";
    assert_eq!(columns(table), ["Sales: 2026-01=0 2026-02=? 2026-05=5"]);
    assert_told(
        table,
        "\"Sales\" has no value for Feb 2026: an empty cell, \"-\", \"n/a\" or \"TBD\" is missing, which is not zero",
    );
    assert_told(
        table,
        "There is no row for Mar 2026 and Apr 2026: a period without a row is missing, which is not zero",
    );
}

#[test]
fn total_rows_are_left_out_and_checked() {
    let skipped = |table: &str| -> Vec<String> {
        import(table).unwrap().rows.skipped.iter().map(|s| format!("{}: {}", s.row, s.why)).collect()
    };
    assert_eq!(
        skipped("Month,Sales\n2026-01,5\n2026-02,6\nTotal,11\n"),
        ["4: it is a total, and agrees with the rows"]
    );
    assert_eq!(
        skipped("Month,Sales\n2026-01,5\n2026-02,6\n,\nGrand total,12\nAverage,5.5\n"),
        [
            "5: it is a total, but says 12 in \"Sales\" where the rows add up to 11; check the file",
            "6: it holds averages",
        ]
    );
    assert_eq!(
        skipped("My shop\nSales by month\n\nMonth,Sales\n2026-01,5\nNot audited,\n"),
        ["1: it is a title", "2: it is a title", "6: \"Not audited\" stands alone in it"]
    );
}

#[test]
fn a_column_settles_its_decimal_sign_itself() {
    let decimal = |table: &str| columns(table)[0].clone();
    assert_eq!(decimal("Month;Sales\n2026-01;1.234\n2026-02;1.234,5\n"), "Sales: 2026-01=1234 2026-02=1234.50");
    assert_eq!(decimal("Month;Sales\n2026-01;1.234\n2026-02;1.5\n"), "Sales: 2026-01=1.234 2026-02=1.50");
    assert_eq!(decimal("Month;Sales\n2026-01;173,900\n2026-02;1,234,000\n"), "Sales: 2026-01=173900 2026-02=1234000");
    assert_eq!(decimal("Month;Sales\n2026-01;-110.7 €\n"), "Sales EUR: 2026-01=-110.70");
    assert_eq!(decimal("Month;Sales\n2026-01;1,00,000.00\n"), "Sales: 2026-01=100000");
    assert_eq!(decimal("Month;Sales;Costs\n2026-01;1.234;99,50\n"), "Sales: 2026-01=1234");
    assert_told(
        "Month;Sales;Costs\n2026-01;1.234;99,50\n",
        "The comma parts decimals in \"Sales\": so it does in \"Costs\", where \"99,50\" in row 2 has no other reading",
    );
    assert_told(
        "Month,Sales\n2026-01,7.0000000000000009\n",
        "1 amount in \"Sales\" rounded to six decimals: amounts are kept to the millionth",
    );
}

#[test]
fn what_could_be_read_two_ways_is_asked_with_both_readings() {
    assert_eq!(
        asked("Month;Sales\n2026-01;173,900\n2026-02;62500\n"),
        ["decimal: 173900 (the point parts decimals) | 173.90 (the comma parts decimals)"]
    );
    assert_eq!(
        asked("Date,Sales\n03/04/2026,5\n01/12/2026,6\n"),
        ["dates: day first: 3 Apr 2026 | month first: 4 Mar 2026"]
    );
    for table in [
        "Month,Sales\n2026-01,1.000\n2026-02,-3.000\n",
        "Date,Sales\n01/01/2026,5\n01/02/2026,6\n01/03/2026,6\n",
        "Date;Sales\n01.02.2026;5\n01/02/2026;5\n",
        "Month;Sales;Costs;Rent\n2026-01;1.234;99,50;1.5\n",
        "Month,Sales\n2026-01,£5\n2026-02,€6\n",
        "Item,Sales\nMug,5\n",
    ] {
        assert_eq!(asked(table).len(), 1, "{table}");
    }
}

#[test]
fn an_answer_settles_a_question_and_is_told_as_a_decision() {
    let table = "Date,Sales\n03/04/2026,5\n01/12/2026,6\n";
    let mut wanted = Wanted::new(today(), FiscalStart::JANUARY);
    for (answer, values) in [("day-first", "Sales: 2026-04=5 2026-12=6"), ("month-first", "Sales: 2026-01=6 2026-03=5")]
    {
        wanted.answers.insert("dates".into(), answer.into());
        let preview = read_with(table.as_bytes(), "sales.csv", &wanted).unwrap();
        assert_eq!(shown(&preview), [values]);
        assert!(preview.decisions.iter().any(|d| d.why == "you said so"), "{:?}", preview.decisions);
    }
    wanted.answers.insert("dates".into(), "year-first".into());
    let refused = read_with(table.as_bytes(), "sales.csv", &wanted).unwrap_err().to_string();
    assert_eq!(refused, "the answer \"year-first\" to \"dates\" is none of day-first, month-first");
}

#[test]
fn dates_with_points_have_the_day_first_unless_a_row_says_otherwise() {
    let table = "Datum;Umsatz\n01.01.2026;5,00\n01.02.2026;6,00\n01.03.26;7,00\n";
    assert_eq!(columns(table), ["Umsatz: 2026-01=5 2026-02=6 2026-03=7"]);
    assert_told(
        table,
        "Dates are read day first: \"01.01.2026\" in row 2 has points, as dates with the day first have",
    );
    assert_eq!(columns("Date;Sales\n01.02.2026;5\n01.31.2026;6\n"), ["Sales: 2026-01=11"]);
}

#[test]
fn every_other_trouble_says_where_it_is_and_what_to_do() {
    for (table, message) in [
        ("", "sales.csv is empty; export or copy the table again"),
        ("\n \n", "sales.csv is empty; export or copy the table again"),
        (
            "Month,Sales\n",
            "there is a header but no row of figures beneath it; export the table again with its figures",
        ),
        ("Month\n2026-01\n", "there is only one column; a table needs one with months or dates and one with values"),
        (
            "Month,Sales\n2026-01,5\n2026-02,abc\n",
            "row 3, column \"Sales\": \"abc\" is not a number; correct it, or leave the cell empty if there is no value",
        ),
        (
            "Month,Sales\n\n\"2026-01\",\"5\"\n2026-02,5%\n",
            "row 4, column \"Sales\": \"5%\" is a percentage; correct it, or leave the cell empty if there is no value",
        ),
        (
            "Month;Sales\n2026-01;1.23.4\n",
            "row 2, column \"Sales\": \"1.23.4\" has its separators in odd places; correct it, or leave the cell empty if there is no value",
        ),
        (
            "Month,Sales\n2026-01,5\nJanury 2026,6\n",
            "row 3, column \"Month\": \"Janury 2026\" is not a month or a date; write it like 2026-07, Jul 2026 or 2026-07-31",
        ),
        (
            "Month,Sales\n2026-01,5\nFeb,6\n",
            "row 3, column \"Month\": \"Feb\" is not a month or a date; add the year, as in Jan 2026",
        ),
        (
            "Date,Sales\n13/01/2026,5\n31/02/2026,6\n",
            "row 3, column \"Date\": \"31/02/2026\" is not a month or a date; there is no such day",
        ),
        (
            "Month,Sales\n2026-01,5\n,6\n",
            "row 3 has values but no month or date in column \"Month\"; fill it in or delete the row",
        ),
        ("Month,Sales\n2026-01,5\nJan 2026,6\n", "Jan 2026 stands twice, in rows 2 and 3; keep one of them"),
        (
            "Month,Sales\n2026-01,5\n2026-02-01,6\n",
            "column \"Month\": \"2026-02-01\" in row 3 is a day, but \"2026-01\" in row 2 is a month; use one kind in all rows",
        ),
        (
            "Month,Sales\n2026-01,5\n2026-02,1234,50\n",
            "row 3 has 3 cells where 2 are expected: \"2026-02 | 1234 | 50\"; put amounts with decimal commas and texts with the separator in quotation marks, or export with semicolons",
        ),
        (
            "Month,Sales,Costs\n2026-01,5,6\n2026-02,1\n",
            "row 3 has 2 cells where 3 are expected: \"2026-02 | 1\"; write all cells of the row, empty ones too; the file may be cut off here",
        ),
        (
            "Date,Sales\n23/04/2026,5\n04/23/2026,6\n",
            "column \"Date\" contradicts itself: \"23/04/2026\" in row 2 has the day first, \"04/23/2026\" in row 3 has the month first; write all of them one way",
        ),
        (
            "Month;Sales\n2026-01;5,5\n2026-02;5.5\n",
            "column \"Sales\" contradicts itself: \"5.5\" in row 3 has a decimal point, \"5,5\" in row 2 has a decimal comma; write all of them one way",
        ),
        (
            "Month,Region\n2026-01,North\n",
            "row 2, column \"Region\": \"North\" is not a number; correct it, or leave the cell empty if there is no value",
        ),
        (
            "Month,Region,Sales\n2026-01,North,\n",
            "no column holds values beside the periods in \"Month\"; there must be one with numbers",
        ),
        (
            "Month,Sales\n2026-01,\"5\n2026-02,6\n",
            "row 2 opens a quote that is never closed; close or remove the quotation mark",
        ),
    ] {
        assert_eq!(error(table), message, "{table}");
    }
}

#[test]
fn rows_are_named_as_a_spreadsheet_shows_them() {
    let table = "Month,Note,Sales\n2026-01,\"two\nlines\",5\n\n2026-02,,bad\n";
    assert!(error(table).starts_with("row 4, column \"Sales\": \"bad\""), "{}", error(table));
}

#[test]
fn a_pasted_table_is_read_in_the_users_notation() {
    let paste = |text: &str, numbers: Numbers| {
        let mut wanted = Wanted::new(today(), FiscalStart::JANUARY);
        wanted.numbers = Some(numbers);
        let opened = import::open_pasted(text, &wanted);
        let preview = opened.and_then(|opened| opened.preview(&wanted, &Watch::default()));
        preview.map(|p| shown(&p)).map_err(|e| e.to_string())
    };
    let text = "Jan 2026\t1.234\nFeb 2026\t2.345\n";
    assert_eq!(paste(text, Numbers::CONTINENTAL), Ok(vec!["Sales: 2026-01=1234 2026-02=2345".into()]));
    assert_eq!(paste(text, Numbers::ENGLISH), Ok(vec!["Sales: 2026-01=1.234 2026-02=2.345".into()]));
    assert_eq!(paste("2026-01\t500", Numbers::ENGLISH), Ok(vec!["Sales: 2026-01=500".into()]));
    assert_eq!(paste("2026-01\t1,5", Numbers::ENGLISH), Ok(vec!["Sales: 2026-01=1.50".into()]), "no other reading");
    assert_eq!(paste(" ", Numbers::ENGLISH), Err("The clipboard is empty; export or copy the table again".into()));
}

#[test]
fn a_large_file_is_refused_before_it_is_read() {
    let bytes = vec![b' '; import::LARGEST_FILE + 1];
    let refused = read(&bytes, "big.csv", FiscalStart::JANUARY);
    assert_eq!(refused, Err(ImportError::TooLarge { file: "big.csv".into() }));
}

#[test]
fn files_as_programs_write_them_are_read() {
    let file = |bytes: &[u8]| read(bytes, "file.csv", FiscalStart::JANUARY);
    let german = file(include_bytes!("fixtures/import/coffee-de.csv")).unwrap();
    assert_eq!(
        shown(&german),
        [
            "Umsatz netto (EUR) EUR: 2025-01=41200.50 2025-02=38500 2025-03=45000 2025-04=? 2025-05=1044.75",
            "Verträge: 2025-01=12 2025-02=11 2025-03=? 2025-04=10 2025-05=9",
        ]
    );
    let skipped: Vec<(usize, &str)> = german.rows.skipped.iter().map(|s| (s.row, &*s.why)).collect();
    let total = "it is a total, and agrees with the rows";
    assert_eq!(skipped, [(1, "it is a title"), (2, "it is a title"), (10, total)]);

    let mut wanted = Wanted::new(today(), FiscalStart::JANUARY);
    wanted.answers.insert("status".into(), "count".into());
    let orders = read_with(include_bytes!("fixtures/import/orders-uk.csv"), "file.csv", &wanted).unwrap();
    assert_eq!(shown(&orders), ["Net GBP: 2026-07=1200 2026-08=417 2026-11=2050.50"]);
    assert_eq!(orders.data_date.to_string(), "2026-11-02");
    assert_eq!(orders.rows.skipped.iter().map(|s| s.row).collect::<Vec<_>>(), [8, 9]);
    assert_eq!(&*orders.rows.skipped[1].why, total);

    let tabs = file(include_bytes!("fixtures/import/months.tsv")).unwrap();
    assert_eq!(
        shown(&tabs),
        ["Column 2: 2026-01=1234.50 2026-02=-40 2026-03=?", "Column 3: 2026-01=7 2026-02=8 2026-03=9"]
    );
}

#[test]
fn one_table_in_twelve_regional_forms_is_one_series_or_a_question() {
    let expected = ["Sales: 2026-01=1234567.50 2026-02=-1234.56 2026-03=0.05"];
    for cells in [
        ["1234567.50", "-1234.56", "0.05"],
        ["1,234,567.50", "-1,234.56", "0.05"],
        ["1,234,567.50", "(1,234.56)", "0.05"],
        ["1.234.567,50", "-1.234,56", "0,05"],
        ["1.234.567,50", "1.234,56-", "0,05"],
        ["1 234 567,50", "-1 234,56", "0,05"],
        ["1\u{a0}234\u{a0}567,50", "\u{2212}1\u{a0}234,56", "0,05"],
        ["1\u{202f}234\u{202f}567,50", "-1\u{202f}234,56", "0,05"],
        ["1'234'567.50", "-1'234.56", "0.05"],
        ["1’234’567.50", "-1’234.56", ".05"],
        ["12,34,567.50", "-1,234.56", "0.05"],
        ["1234567,50", "1234,56 CR", "0,05"],
    ] {
        let [a, b, c] = cells;
        let table = format!("Month;Sales\n2026-01;{a}\n2026-02;{b}\n2026-03;{c}\n");
        assert_eq!(columns(&table), expected, "{table}");
    }
    assert_eq!(asked("Month;Sales\n2026-01;1.234\n2026-02;-5.678\n").len(), 1);
}
