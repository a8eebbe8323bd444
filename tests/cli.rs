//! The command line as its users meet it: the built program, real files, what it prints and with what code it ends.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that panics says where; tests write where they like"
)]

#[path = "cli/check.rs"]
mod check;
#[path = "cli/forecast.rs"]
mod forecast;
#[path = "cli/import.rs"]
mod import;
#[path = "cli/kpi.rs"]
mod kpi;
#[path = "cli/list.rs"]
mod list;
#[path = "cli/minutes.rs"]
mod minutes;
#[path = "cli/picture.rs"]
mod picture;
#[path = "cli/refusal.rs"]
mod refusal;
#[path = "cli/rhythm.rs"]
mod rhythm;
#[path = "cli/safety.rs"]
mod safety;
#[path = "cli/show.rs"]
mod show;
#[path = "cli/target.rs"]
mod target;
#[path = "cli/time.rs"]
mod time;
#[path = "cli/what_if.rs"]
mod what_if;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;
use upturn::storage;

/// The day on which most of these tests stand.
const TODAY: &str = "2026-11-19";

/// A folder with files, and the program run in it; what it keeps for the person lies elsewhere.
struct Desk(TempDir, TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap())
    }

    /// A desk with the plan that `table` becomes on [`TODAY`], as `plan.ron`.
    fn with_plan(table: &str) -> Self {
        let desk = Self::new();
        desk.write("sales.csv", table);
        desk.ok("import sales.csv --into plan.ron");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    fn files(&self) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(self.0.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Runs the program with words parted by blanks, on [`TODAY`] unless they say another day.
    fn run(&self, line: &str) -> Output {
        let mut words: Vec<&str> = line.split_whitespace().collect();
        if !line.contains("--today") {
            words.extend(["--today", TODAY]);
        }
        self.run_words(&words)
    }

    fn run_words(&self, words: &[&str]) -> Output {
        self.command(words).output().unwrap()
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_upturn"));
        command.args(words).current_dir(self.0.path());
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env("HOME", self.0.path());
        command.env("UPTURN_CONFIG_DIR", self.1.path());
        command
    }

    /// Runs it, asserts that all went well, and answers what it printed.
    #[track_caller]
    fn ok(&self, line: &str) -> String {
        let output = self.run(line);
        assert_eq!(output.status.code(), Some(0), "{line}: {}", text(&output.stderr));
        text(&output.stdout)
    }

    /// Runs it, asserts that it ended with 1 and nothing on stdout, and answers the sentence on stderr.
    #[track_caller]
    fn refused(&self, line: &str) -> String {
        let output = self.run(line);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{line}: {said}");
        assert_eq!(text(&output.stdout), "", "{line}");
        // A line of a file and the caret under the place follow the sentence, if it is about one.
        let points = said.lines().count() == 3 && said.lines().nth(2).is_some_and(|caret| caret.trim() == "^");
        assert!(points || said.lines().count() == 1, "{line}: {said}");
        for word in ["panicked", ".rs:", "os error"] {
            assert!(!said.contains(word), "{line}: {said}");
        }
        said.trim_end().to_owned()
    }

    /// What `show --json` prints of `plan.ron`.
    #[track_caller]
    fn json(&self, today: &str) -> Value {
        serde_json::from_str(&self.ok(&format!("show plan.ron --json --today {today}"))).unwrap()
    }

    fn plan(&self) -> upturn::model::Plan {
        let loaded = storage::load(&self.path("plan.ron")).unwrap_or_else(|e| panic!("{e}"));
        assert!(loaded.warnings.is_empty(), "{:?}", loaded.warnings);
        loaded.plan
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The period of the first series.
#[track_caller]
fn period<'j>(json: &'j Value, name: &str) -> &'j Value {
    let periods = json["series"][0]["periods"].as_array().unwrap();
    periods.iter().find(|p| p["period"] == name).unwrap_or_else(|| panic!("no {name}"))
}

/// One key of every period of the first series.
fn each<'j>(json: &'j Value, key: &str) -> Vec<&'j Value> {
    json["series"][0]["periods"].as_array().unwrap().iter().map(|p| &p[key]).collect()
}

/// A number of the JSON in hundredths; these tests hold no finer amounts.
#[track_caller]
#[expect(clippy::cast_possible_truncation, reason = "amounts of these tests are small")]
fn cents(value: &Value) -> i64 {
    let value = value.as_f64().unwrap_or_else(|| panic!("{value} is no number")) * 100.0;
    assert!((value - value.round()).abs() < 1e-4, "{value} is finer than a cent");
    value.round() as i64
}

/// A table of months from `first` on: "Month,Sales" and a line a value.
fn months(first: &str, values: impl IntoIterator<Item = i64>) -> String {
    let first: upturn::model::Period = first.parse().unwrap();
    let lines = (0..).zip(values).map(|(i, v)| format!("{},{v}\n", first.plus(i)));
    format!("Month,Sales\n{}", lines.collect::<String>())
}
