//! Files in, and what becomes of them: `tests/fixtures/import/NAME` and `NAME.txt` beside it. What the user says besides is in
//! `NAME.said`, a line each: `dates=day-first`, `--by=Customer`, `fiscal=4`.
//!
//! `UPDATE_FIXTURES=1` writes the texts that differ. Read each before committing it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use upturn::import::{self, ImportError, Preview, Wanted, Watch};
use upturn::model::{FiscalStart, Unit};

use super::today;

const FOLDER: &str = "tests/fixtures/import";

fn files() -> Vec<PathBuf> {
    let entries = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path());
    let is_input = |path: &PathBuf| path.extension().is_none_or(|ending| ending != "txt" && ending != "said");
    let mut files: Vec<PathBuf> = entries.filter(is_input).collect();
    files.sort();
    files
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}.{ending}", path.display()))
}

fn wanted(path: &Path) -> Wanted {
    let mut wanted = Wanted::new(today(), FiscalStart::JANUARY);
    for line in fs::read_to_string(beside(path, "said")).unwrap_or_default().lines() {
        let (name, value) = line.split_once('=').unwrap();
        let value = value.to_owned();
        match name {
            "--by" => wanted.by = Some(value),
            "--value" => wanted.value = Some(value),
            "--date" => wanted.date = Some(value),
            "--sheet" => wanted.sheet = Some(value),
            "--fiscal" => wanted.fiscal = FiscalStart::new(value.parse().unwrap()).unwrap(),
            _ => _ = wanted.answers.insert(name.to_owned(), value),
        }
    }
    wanted
}

fn read(path: &Path) -> Result<Preview, ImportError> {
    let (wanted, watch) = (wanted(path), Watch::default());
    import::open(path, &wanted, &watch)?.preview(&wanted, &watch)
}

/// Everything that a preview says, a fact a line.
fn shown(preview: &Preview) -> String {
    let mut lines = Vec::new();
    let said = [
        preview.source.map(|source| format!("source {source}")),
        preview.encoding.map(|encoding| format!("encoding {encoding}")),
        preview.delimiter.map(|delimiter| format!("delimiter {delimiter:?}")),
        preview.sheet.as_ref().map(|sheet| format!("sheet {sheet}")),
        preview.header_row.map(|row| format!("header in row {row}")),
    ];
    lines.extend(said.into_iter().flatten());
    let columns = preview.columns.iter().map(|column| format!("{}={}", column.name, column.role.id()));
    lines.push(format!("columns {}", columns.collect::<Vec<_>>().join(" | ")));
    lines.push(format!("rows {} of {}", preview.rows.used, preview.rows.total));
    lines.extend(preview.rows.skipped.iter().map(|skipped| format!("- row {}: {}", skipped.row, skipped.why)));
    for question in &preview.questions {
        lines.push(format!("? {}: {}", question.id, question.text));
        lines.extend(question.options.iter().map(|option| format!("    {} ({})", option.value, option.label)));
    }
    for found in &preview.series {
        let unit = match &found.unit {
            Unit::Money => found.currency.map_or("money".to_owned(), |currency| currency.to_string()),
            Unit::Count(what) => what.clone(),
        };
        let offered = if found.taken { "" } else { " (offered)" };
        lines.push(format!("= {} in {unit}, {} in all{offered}", found.name, found.total));
        let mut cells: Vec<_> = found.totals.iter().map(|t| (t.period, format!("{}={}", t.period, t.amount))).collect();
        cells.extend(found.missing.iter().map(|period| (*period, format!("{period}=?"))));
        cells.sort();
        lines.push(format!("    {}", cells.into_iter().map(|(_, cell)| cell).collect::<Vec<_>>().join(" ")));
        lines.extend(found.notes.iter().map(|(period, note)| format!("    note {period}: {note}")));
    }
    if let Some(control) = &preview.control {
        let agrees = if control.agrees() { "agrees" } else { "differs" };
        lines.push(format!("control {} against {}: {agrees}", control.used_total, control.file_total));
    }
    if preview.is_settled() {
        lines.push(format!("from {} to {}", preview.first_day, preview.data_date));
    }
    lines.extend(preview.notes.iter().map(|note| format!("! {note}")));
    lines.extend(preview.decisions.iter().map(|decision| format!("* {}: {}", decision.what, decision.why)));
    lines.join("\n") + "\n"
}

#[test]
fn every_file_becomes_what_stands_beside_it() {
    let mut wrong = Vec::new();
    for path in files() {
        let found = match read(&path) {
            Ok(preview) => shown(&preview),
            Err(error) => format!("error {error}\n"),
        };
        let text = beside(&path, "txt");
        let expected = fs::read_to_string(&text).unwrap_or_default();
        if found != expected {
            if std::env::var_os("UPDATE_FIXTURES").is_some() {
                fs::write(&text, &found).unwrap();
            } else {
                wrong.push(format!("{}\n--- expected\n{expected}--- found\n{found}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_expectation_stands_alone() {
    for entry in fs::read_dir(FOLDER).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "txt" || ending == "said") {
            assert!(path.with_extension("").exists(), "{} is for no file", path.display());
        }
    }
}

/// The totals that the collected samples must come to, apart from the texts, which a careless update could change.
#[test]
fn the_samples_of_known_programs_come_to_their_totals() {
    for (file, series, totals) in [
        ("quickbooks-detail.csv", "Amount", "2026-01=1650 2026-02=1810.50 2026-03=980"),
        ("quickbooks-profit.csv", "Total Income", "2026-01=1600 2026-02=1810.50 2026-03=960"),
        ("xero.csv", "LineAmount", "2026-05=550 2026-06=850"),
        ("square-items.csv", "Net Sales", "2026-08=36 2026-09=3"),
        ("shopify-orders.csv", "Subtotal", "2026-05=100.90"),
        (
            "hand-made.csv",
            "Sales",
            "2024-01=41200 2024-02=38500 2024-03=45000 2025-01=44000 2025-02=40100 2025-03=47900 2026-01=39800 2026-02=35200",
        ),
    ] {
        let preview = read(&Path::new(FOLDER).join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(preview.questions.is_empty(), "{file}: {:?}", preview.questions);
        let found = preview.series.iter().find(|found| found.name == series).unwrap();
        let shown: Vec<String> = found.totals.iter().map(|t| format!("{}={}", t.period, t.amount)).collect();
        assert_eq!(shown.join(" "), totals, "{file}");
        if let Some(control) = &preview.control {
            assert!(control.agrees(), "{file}: {control:?}");
        }
    }
}

/// The workbooks that are kept are of one day; whatever `LibreOffice` is here now must come to the same.
#[test]
fn workbooks_that_libreoffice_writes_now_come_to_what_the_kept_ones_do() {
    let folder = tempfile::tempdir().unwrap();
    let kept: Vec<PathBuf> = files().into_iter().filter(|path| source_of(path).is_some()).collect();
    for ending in ["xlsx", "ods"] {
        let sources: Vec<PathBuf> =
            kept.iter().filter(|path| path.extension().unwrap() == ending).filter_map(|path| source_of(path)).collect();
        assert_eq!(sources.len(), 3, "{sources:?}");
        let done = Command::new("timeout")
            .args(["--kill-after=1", "120", "soffice", "--headless", "--convert-to", ending, "--outdir"])
            .arg(folder.path())
            .args(&sources)
            .env("HOME", folder.path())
            .output()
            .unwrap();
        let missing = done.status.code() == Some(127);
        assert!(!missing, "soffice is not there; dist/setup.sh test installs what the tests need");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    for path in kept {
        let written = folder
            .path()
            .join(source_of(&path).unwrap().with_extension(path.extension().unwrap()).file_name().unwrap());
        let expected = fs::read_to_string(beside(&path, "txt")).unwrap();
        assert_eq!(shown(&read(&written).unwrap()), expected, "{}", written.display());
    }
}

/// The text that a workbook was made of.
fn source_of(workbook: &Path) -> Option<PathBuf> {
    let name = workbook.file_stem()?.to_str()?.strip_prefix("libreoffice-")?;
    Some(Path::new(FOLDER).join(name).with_extension("csv"))
}
