//! What can't be done: one plain sentence on stderr, exit code 1, and nothing is written; wrong usage ends with 2.

use std::fs;
use std::time::SystemTime;

use super::{Desk, months, text};

/// Content and time of the plan, so that even the same bytes written again would show.
fn state(desk: &Desk) -> (Vec<u8>, SystemTime) {
    (desk.bytes("plan.ron"), fs::metadata(desk.path("plan.ron")).unwrap().modified().unwrap())
}

/// Tables that stop an import, and what the sentence must name.
const BAD_TABLES: [(&str, &str); 20] = [
    ("", "is empty"),
    ("\n \n", "is empty"),
    ("Month,Sales\n", "no row of figures"),
    ("Sales\n1\n2\n", "only one column"),
    ("Month,Sales\n2026-01,10\n2026-02,abc\n", "row 3, column \"Sales\": \"abc\" is not a number"),
    ("Month,Sales\r\n2026-01,10\r\n\r\n2026-02,1.2.3\r\n", "row 4"),
    ("Month,Sales\n2026-01,10%\n2026-02,11%\n", "row 2"),
    ("Month,Sales\n2026-01,10\n2026-13,11\n", "row 3, column \"Month\": \"2026-13\""),
    ("Month,Sales\n2026-01,10\n,11\n", "row 3"),
    ("Month,Sales\n2026-01,10\n2026-01,11\n", "rows 2 and 3"),
    ("Month,Sales\nJan 2026,10\n01/2026,11\n", "rows 2 and 3"),
    ("Month;Sales\n2026-01;1.5\n2026-02;2,5\n", "contradicts itself"),
    ("Date,Sales\n2026-02-30,10\n", "2026-02-30"),
    ("Month,Sales\n2026-01,10\n2026-02\n", "row 3 has 1 cell where 2 are expected"),
    ("Month,Sales\n2026-01,10,11\n2026-02,1\n", "row 2"),
    ("Month,Sales\n2026-01,99999999999999999999999\n", "too large"),
    ("Month,Sales\n2026-01,1e300\n", "row 2"),
    ("Month,Sales\n2026-01,-\n2026-02,n/a\n", "no column holds values"),
    ("Month,Sales\n2026-01,\"10\n2026-02,11\n", "row 2 opens a quote"),
    ("%PDF-1.7\n1 0 obj\n", "is a PDF"),
];

#[test]
fn a_bad_table_stops_the_import_and_neither_makes_nor_changes_a_plan() {
    let desk = Desk::with_plan(&months("2025-01", [1; 12]));
    let before = state(&desk);
    for (table, named) in BAD_TABLES {
        desk.write("sales.csv", table);
        for plan in ["plan.ron", "new.ron"] {
            let said = desk.refused(&format!("import sales.csv --into {plan}"));
            assert!(said.contains(named), "{table:?}: {said}");
        }
        assert!(state(&desk) == before, "{table:?} changed the plan");
        assert_eq!(desk.files(), ["plan.ron", "sales.csv"], "{table:?}");
    }
}

/// Tables that could be read in two ways, and what is asked.
const OPEN_TABLES: [(&str, &str); 4] = [
    ("Month,Sales\n2026-01,\"1,234\"\n2026-02,\"2,345\"\n", "Is \"1,234\" in row 2 (\"Sales\") 1234 or 1.234?"),
    ("Month;Sales\n2026-01;1.234\n2026-02;2.345\n", "--answer \"decimal=comma\""),
    ("Date,Sales\n01/02/2026,10\n03/04/2026,11\n", "--answer \"dates=day-first\"  day first: 1 Feb 2026"),
    ("Month,Sales\n2026-01,€10\n2026-02,$11\n", "never added up"),
];

#[test]
fn an_open_question_ends_with_3_and_writes_nothing() {
    let desk = Desk::with_plan(&months("2025-01", [1; 12]));
    let before = state(&desk);
    for (table, asked) in OPEN_TABLES {
        desk.write("sales.csv", table);
        let output = desk.run("import sales.csv --into plan.ron");
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{table:?}: {said}");
        assert!(said.contains(asked), "{table:?}: {said}");
        assert!(state(&desk) == before, "{table:?} changed the plan");
    }
    desk.ok("import sales.csv --into plan.ron --answer currency=EUR");
}

#[test]
fn no_text_at_all_is_refused() {
    let desk = Desk::new();
    for (bytes, named) in
        [(b"PK\x03\x04\x14\0\x06\0".as_slice(), "save"), (b"Month,Sales\n2026-01,\0\n", "not a text file")]
    {
        desk.write("sales.csv", bytes);
        let said = desk.refused("import sales.csv --into plan.ron");
        assert!(said.contains(named), "{said}");
        assert_eq!(desk.files(), ["sales.csv"]);
    }
}

#[test]
fn a_table_that_does_not_fit_the_plan_changes_nothing() {
    let desk = Desk::with_plan("Month,Sales\n2026-01,£10\n");
    let before = state(&desk);
    for (table, options, named) in [
        ("Month,Sales\n2026-02,€11\n", "", "EUR"),
        ("Quarter,Sales\n2026-Q1,11\n", "", "by the quarter"),
        ("Month,A,B\n2026-02,11,12\n", "--series C", "A, B"),
        ("Month,Sales\n2026-02,11\n", "--fiscal-start 4", "--fiscal-start is for new plans only"),
    ] {
        desk.write("sales.csv", table);
        let said = desk.refused(&format!("import sales.csv --into plan.ron {options}"));
        assert!(said.contains(named), "{said}");
        assert!(state(&desk) == before, "{table:?}");
    }
}

#[test]
fn a_target_that_can_t_be_set_changes_nothing() {
    let desk = Desk::with_plan(&months("2026-01", [1, 2, 3]));
    let before = state(&desk);
    for (options, named) in [
        ("--total abc --from 2026-01 --to 2026-12", "\"abc\" is not a number"),
        ("--total 9999999999999999999999 --from 2026-01 --to 2026-12", "too large"),
        ("--total 5 --from 2026-12 --to 2026-01", "swap them"),
        ("--total 5 --from 2026-01 --to 2026-12 --spread last-year", "spread it evenly"),
        ("--total 5 --from 2026-01 --to 2026-12 --series Nope", "it has: Sales"),
    ] {
        let said = desk.refused(&format!("target plan.ron {options}"));
        assert!(said.contains(named), "{said}");
        assert!(state(&desk) == before, "{options}");
    }
}

#[test]
fn files_and_folders_that_are_not_what_is_needed_are_named() {
    let desk = Desk::with_plan(&months("2026-01", [1, 2, 3]));
    fs::create_dir(desk.path("folder")).unwrap();
    desk.write("empty.ron", "");
    for (line, named) in [
        ("show missing.ron", "missing.ron is not there"),
        ("show folder", "folder is a folder"),
        ("show empty.ron", "empty"),
        ("show sales.csv", "sales.csv can't be opened"),
        ("target missing.ron --total 5 --from 2026-01 --to 2026-12", "missing.ron is not there"),
        ("picture missing.ron --chart history --out a.png", "missing.ron is not there"),
        ("picture plan.ron --chart history --out missing/a.png", "its folder is not there"),
        ("import missing.csv --into plan.ron", "missing.csv is not there"),
        ("import folder --into plan.ron", "folder is a folder"),
        ("import sales.csv/x --into plan.ron", "sales.csv/x"),
        ("import sales.csv --into folder", "name a plan in it, such as folder/sales.upturn.ron"),
        ("import sales.csv --into .", ". is a folder"),
        ("import sales.csv --into missing/plan.ron", "its folder is not there"),
        ("import sales.csv --into sales.csv/plan.ron", "sales.csv/plan.ron"),
        ("example sales.csv", "sales.csv is a file"),
    ] {
        let said = desk.refused(line);
        assert!(said.contains(named), "{line}: {said}");
    }
    assert_eq!(desk.files(), ["empty.ron", "folder", "plan.ron", "sales.csv"]);
}

#[test]
fn wrong_usage_ends_with_2_and_says_how_it_is_meant() {
    let desk = Desk::with_plan(&months("2026-01", [1, 2, 3]));
    let before = state(&desk);
    for line in [
        "show",
        "show plan.ron --nonsense",
        "frobnicate plan.ron",
        "import sales.csv",
        "import sales.csv --into plan.ron --fiscal-start 13",
        "target plan.ron --total 5",
        "target plan.ron --total 5 --from 2026-13 --to 2026-12",
        "target plan.ron --total 5 --from 2026-Q1 --to 2026-Q4",
        "target plan.ron --total 5 --from 2026-01 --to 2026-12 --level high",
        "target plan.ron --total 5 --from 2026-01 --to 2026-12 --spread odd",
        "picture plan.ron --chart pie --out a.png",
        "picture plan.ron --chart history --out a.jpg",
        "picture plan.ron --chart history --size 10x10 --out a.png",
        "picture plan.ron --chart history --size big --out a.png",
        "picture plan.ron --chart history --theme pink --out a.png",
        "show plan.ron --today 2026-02-30",
    ] {
        let output = desk.run(line);
        assert_eq!(output.status.code(), Some(2), "{line}");
        assert_eq!(text(&output.stdout), "", "{line}");
        assert!(text(&output.stderr).contains("--help"), "{line}: {}", text(&output.stderr));
    }
    assert!(state(&desk) == before);
    assert_eq!(desk.files(), ["plan.ron", "sales.csv"]);
}

#[test]
fn help_and_version_are_no_errors() {
    let desk = Desk::new();
    let output = desk.run_words(&["--version"]);
    assert_eq!(text(&output.stdout), concat!("upturn ", env!("CARGO_PKG_VERSION"), "\n"));
    for command in ["", "show", "import", "target", "example", "picture"] {
        let words: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
        let output = desk.run_words(&words);
        let said = text(&output.stdout);
        assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""), "{command}");
        assert!(said.contains("Usage: upturn") && said.contains("--today <YYYY-MM-DD>"), "{said}");
    }
}

#[test]
fn a_newer_plan_is_refused_and_left_as_it_is() {
    let desk = Desk::with_plan(&months("2026-01", [1, 2, 3]));
    desk.write("plan.ron", text(&desk.bytes("plan.ron")).replace("format_version: 1", "format_version: 2"));
    let before = state(&desk);
    for line in [
        "show plan.ron",
        "import sales.csv --into plan.ron",
        "target plan.ron --total 5 --from 2026-01 --to 2026-12",
        "picture plan.ron --chart history --out a.png",
    ] {
        let said = desk.refused(line);
        assert!(said.contains("newer Upturn"), "{said}");
    }
    assert!(state(&desk) == before);
    assert_eq!(desk.files(), ["plan.ron", "sales.csv"]);
}

#[test]
fn fields_that_this_version_does_not_know_are_kept_in_a_copy() {
    let desk = Desk::new();
    desk.write("plan.ron", fs::read("tests/fixtures/plan/v1-unknown-fields.ron").unwrap());
    let original = desk.bytes("plan.ron");
    let output = desk.run("target plan.ron --total 5 --from 2026-01 --to 2026-12");
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("kept as"), "{said}");
    assert_eq!(desk.files(), ["plan.original.ron", "plan.ron"]);
    assert_eq!(desk.bytes("plan.original.ron"), original);
}

#[test]
fn a_plan_that_was_cut_or_scribbled_on_is_read_or_refused_but_never_breaks_the_program() {
    let desk = Desk::with_plan(&months("2026-01", [1, 2, 3]));
    let whole = desk.bytes("plan.ron");
    for round in 0..40 {
        let at = whole.len() * round / 40;
        let mut bytes = whole.clone();
        match round % 4 {
            0 => bytes.truncate(at),
            1 => bytes[at] = b"({[\"9\0,:"[round / 4 % 8],
            2 => bytes.drain(at..(at + 40).min(whole.len())).for_each(drop),
            _ => bytes[at] ^= 0x80,
        }
        desk.write("plan.ron", &bytes);
        let output = desk.run("show plan.ron --json");
        let said = text(&output.stderr);
        let code = output.status.code();
        assert!(code == Some(0) || code == Some(1), "{round}: {code:?} {said}");
        assert!(bytes == whole || !said.is_empty(), "{round}: the damage is not told");
        assert!(!said.contains("panicked"), "{said}");
        assert!(desk.bytes("plan.ron") == bytes);
    }
}

#[test]
fn an_example_never_takes_the_place_of_a_file() {
    let desk = Desk::new();
    let written = desk.ok("example new/examples");
    let names = ["coast", "lift-service", "plant-shop"];
    assert_eq!(written.lines().collect::<Vec<_>>(), names.map(|n| format!("new/examples/{n}.upturn.ron")));
    let said = desk.refused("example new/examples");
    assert!(said.contains("is there already"), "{said}");
    // One in the way is found before the others are written.
    fs::create_dir(desk.path("half")).unwrap();
    desk.write("half/plant-shop.upturn.ron", "mine");
    assert!(desk.refused("example half").contains("plant-shop.upturn.ron is there already"));
    assert!(!desk.path("half/coast.upturn.ron").exists());
    assert_eq!(desk.bytes("half/plant-shop.upturn.ron"), b"mine");
}

#[test]
fn a_plan_that_cant_be_opened_is_refused_with_its_line_and_a_caret_under_the_place() {
    let desk = Desk::with_plan(&months("2025-01", [1; 12]));
    let plan = text(&desk.bytes("plan.ron")).replacen("value: \"1\"", "value: \"12,5\"", 1);
    desk.write("plan.ron", &plan);
    let (number, line) = plan.lines().enumerate().find(|(_, line)| line.contains("12,5")).unwrap();
    let column = line.find("\"12,5").unwrap() + 1;
    let table = text(&desk.bytes("sales.csv"));
    desk.write("more.csv", table);
    for command in [
        "show plan.ron",
        "show plan.ron --json",
        "target plan.ron --total 5 --from 2026-01 --to 2026-12",
        "import more.csv --into plan.ron",
        "picture plan.ron --chart history --out out.svg",
    ] {
        let said = desk.refused(command);
        let lines: Vec<&str> = said.lines().collect();
        let place = format!("Line {}, column {column}, series[0].figures[\"2025-01\"].value: ", number + 1);
        assert!(lines[0].contains("plan.ron can't be opened. ") && lines[0].contains(&place), "{command}: {said}");
        assert!(lines[0].contains("is not a number such as 62500") && !lines[0].contains("The line reads"), "{said}");
        assert_eq!(lines[1].trim(), line.trim(), "{command}");
        assert_eq!(
            &lines[1][lines[2].find('^').unwrap()..][..5],
            "\"12,5",
            "{command}: the caret stands under the place"
        );
    }
}
