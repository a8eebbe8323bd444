//! `docs/conventions.md` names a place and a test for each thing that people expect: both have to be there.

use std::fs;
use std::path::Path;

/// A row of the tables: what is expected, where it is done, what holds it.
fn rows(text: &str) -> Vec<[&str; 3]> {
    let cells = text.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let rows = cells.filter_map(|line| <[&str; 3]>::try_from(line.split(" | ").collect::<Vec<_>>()).ok());
    rows.filter(|row| !matches!(row[0], "Convention" | "---")).collect()
}

/// Paths stand between backticks.
fn paths(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// Each test that a cell names, with the file that it should be in.
fn tests(cell: &str) -> Vec<(&str, &str)> {
    let groups = cell.split("; ").filter_map(|group| group.strip_prefix('`')?.split_once("`: "));
    groups.flat_map(|(file, names)| names.split(", ").map(move |name| (file, name))).collect()
}

fn has_test(source: &str, name: &str) -> bool {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    lines.windows(2).any(|pair| pair[0] == "#[test]" && pair[1].starts_with(&format!("fn {name}()")))
}

/// What is not as a row says.
fn complaints(row: [&str; 3], has_file: impl Fn(&str) -> bool, text_of: impl Fn(&str) -> String) -> Vec<String> {
    let [what, place, held] = row;
    let mut all = Vec::new();
    for path in [paths(place), paths(held)].concat() {
        if !has_file(path) {
            all.push(format!("{what}: there is no {path}"));
        }
    }
    let tests = tests(held);
    if tests.is_empty() || paths(place).is_empty() {
        all.push(format!("{what}: no place or no test is named"));
    }
    for (file, name) in tests {
        if !has_test(&text_of(file), name) {
            all.push(format!("{what}: {file} has no test {name}"));
        }
    }
    all
}

#[test]
fn every_convention_has_its_place_and_its_test() {
    let text = fs::read_to_string("docs/conventions.md").unwrap_or_default();
    let rows = rows(&text);
    assert!(rows.len() > 40, "only {} rows were found", rows.len());
    let text_of = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let all: Vec<String> =
        rows.into_iter().flat_map(|row| complaints(row, |path| Path::new(path).is_file(), text_of)).collect();
    assert!(all.is_empty(), "\n{}\n", all.join("\n"));
}

#[test]
fn a_place_or_a_test_that_is_gone_is_found() {
    let told = |row: [&str; 3]| {
        complaints(row, |path| path == "a.rs", |_| "#[test]\nfn it_holds() {}\n    #[test]\n    fn inside() {}".into())
            .len()
    };
    assert_eq!(told(["Saves", "`a.rs`", "`a.rs`: it_holds, inside"]), 0);
    assert_eq!(told(["Saves", "`b.rs`", "`a.rs`: it_holds"]), 1);
    assert_eq!(told(["Saves", "`a.rs`", "`a.rs`: it_held"]), 1);
    assert_eq!(told(["Saves", "`a.rs`", "somebody looked"]), 1);
}
