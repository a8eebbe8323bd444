//! Files that must open, or be refused in these words, for ever.

use std::path::{Path, PathBuf};

use upturn::model::{Amount, Granularity};
use upturn::storage::{self, LoadError, Warning};

use crate::plan;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/plan").join(name)
}

#[test]
fn r33_a_full_plan_is_written_byte_for_byte_as_ever() {
    let text = storage::to_text(&plan::full()).unwrap();
    // Not a normal way to pass: run with the variable set, and look at what changed.
    if std::env::var_os("UPTURN_WRITE_FIXTURES").is_some() {
        storage::write_file(&storage::RealFs, &fixture("v1-full.ron"), text.as_bytes()).unwrap();
    }
    let golden = std::fs::read_to_string(fixture("v1-full.ron")).unwrap();
    assert_eq!(text, golden);
    assert_eq!(storage::parse(golden.as_bytes()).unwrap(), (plan::full(), vec![]));
}

#[test]
fn a_plan_typed_by_hand_opens_with_the_rest_as_it_usually_is() {
    let loaded = storage::load(&fixture("v1-by-hand.ron")).unwrap();
    assert_eq!(loaded.warnings, [Warning::NoChecksum]);
    let series = &loaded.plan.series[0];
    assert_eq!(loaded.plan.title, "Corner shop");
    assert_eq!((loaded.plan.forecast.window, loaded.plan.fiscal_start.month()), (6, 1));
    assert_eq!((series.granularity, series.figures.len()), (Granularity::Month, 5));
    let value = |month: &str| series.value(month.parse().unwrap());
    assert_eq!(value("2026-01"), Some(Amount::whole(4_100)));
    assert_eq!(value("2026-02"), Some("3950.50".parse().unwrap()));
    assert_eq!(value("2026-03"), Some("4200.10".parse().unwrap()));
    assert_eq!(value("2026-04"), Some("-12.5".parse().unwrap()));
    assert_eq!(value("2026-05"), None);
}

#[test]
fn fields_that_would_be_lost_are_named() {
    let loaded = storage::load(&fixture("v1-unknown-fields.ron")).unwrap();
    let fields = ["colour", "series[0].figures[\"2026-07\"].who", "series[0].goals"].map(String::from).to_vec();
    assert_eq!(loaded.warnings, [Warning::NoChecksum, Warning::UnknownFields { fields }]);
    assert_eq!(
        loaded.warnings[1].to_string(),
        "Upturn doesn't know the fields colour, series[0].figures[\"2026-07\"].who and series[0].goals. What is there is \
         lost when the plan is saved."
    );
}

/// A later program that adds a field and forgets to raise the format writes a right checksum.
#[test]
fn a_right_checksum_does_not_hide_an_unknown_field() {
    let text = "// Upturn plan, format 1, checksum XXXXXXXX\n(format_version: 1, title: \"x\", mood: 1)\n";
    let checksum = crc32fast::hash(text.replace("XXXXXXXX", "").as_bytes());
    let (_, warnings) = storage::parse(text.replace("XXXXXXXX", &format!("{checksum:08x}")).as_bytes()).unwrap();
    assert_eq!(warnings, [Warning::UnknownFields { fields: vec!["mood".into()] }]);
}

#[test]
fn an_edited_figure_opens_with_a_warning() {
    let golden = std::fs::read_to_string(fixture("v1-full.ron")).unwrap();
    let edited = golden.replace("\"68400\"", "\"86400\"");
    let (plan, warnings) = storage::parse(edited.as_bytes()).unwrap();
    assert_eq!(plan.series[0].value("2026-07".parse().unwrap()), Some(Amount::whole(86_400)));
    assert_eq!(warnings, [Warning::Changed]);
}

/// Each damaged file with what its owner is told. The words are kept in `refused.txt`, one file a line.
#[test]
fn damaged_files_are_refused_in_words_that_help() {
    let mut told = String::new();
    let mut names: Vec<_> = std::fs::read_dir(fixture("")).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    for name in names.iter().filter_map(|n| n.to_str()).filter(|n| n.starts_with("v1-bad-") || n.starts_with("v2-")) {
        let bytes = std::fs::read(fixture(name)).unwrap();
        let Err(LoadError::Parse { error, .. }) = storage::load(&fixture(name)) else { panic!("{name} opened") };
        assert_eq!(storage::parse(&bytes).unwrap_err(), error);
        told.push_str(&format!("{name}\n    {error}\n"));
    }
    if std::env::var_os("UPTURN_WRITE_FIXTURES").is_some() {
        storage::write_file(&storage::RealFs, &fixture("refused.txt"), told.as_bytes()).unwrap();
    }
    assert_eq!(told, std::fs::read_to_string(fixture("refused.txt")).unwrap());
}

#[test]
fn what_is_no_file_of_text_is_said_to_be_so() {
    let cases: [(&[u8], &str); 9] = [
        (b"", "It is empty."),
        (b" \n\t", "It is empty."),
        (&[0; 4096], "It holds only empty bytes"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "It is not text"),
        (b"PK\x03\x04\x14\x00\xff", "It is not text"),
        (b"\xff\xfe(\0", "It is UTF-16 text."),
        (b"(\n  title: \"Caf\xe9\"", "Line 2, column 14: here is a byte that is not UTF-8"),
        (b"{\"format_version\": 1}", "It looks like JSON."),
        (b"Month;Sales\n2026-01;1", "Line 1, column 1: an opening ( belongs here"),
    ];
    for (bytes, words) in cases {
        let error = storage::parse(bytes).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn paths_that_lead_to_no_plan_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let error = |path: &Path| storage::load(path).unwrap_err().to_string();
    assert!(error(&folder.path().join("gone.ron")).contains("gone.ron is not there."));
    assert!(error(folder.path()).contains("is a folder."));
    #[cfg(unix)]
    {
        assert!(error(Path::new("/dev/null")).contains("is not a file that holds data."));
        let made = std::process::Command::new("mkfifo").arg(folder.path().join("pipe.ron")).status().unwrap();
        assert!(made.success());
        assert!(error(&folder.path().join("pipe.ron")).contains("is not a file that holds data."));
    }
}

#[test]
fn a_file_of_300_megabytes_is_refused_without_reading_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("huge.ron");
    let file = std::fs::OpenOptions::new().write(true).create_new(true).open(&path).unwrap();
    file.set_len(300 << 20).unwrap();
    let error = storage::load(&path).unwrap_err().to_string();
    assert!(error.ends_with("It has 300 MB, and Upturn reads plans of up to 256 MB."), "{error}");
}
