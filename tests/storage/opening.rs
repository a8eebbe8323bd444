//! What is given to the program to open: told from a plan in words, and never changed by looking.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use upturn::model::{Amount, Period, Plan};
use upturn::storage::{self, LoadError, ParseError, RealFs, SaveError, Warning};

use crate::plan;

fn with(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.upturn.ron");
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn told(path: &Path) -> String {
    storage::load(path).unwrap_err().to_string()
}

fn utf16(text: &str) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(u16::to_le_bytes);
    [0xff, 0xfe].into_iter().chain(units).collect()
}

#[test]
fn r30_whatever_is_no_plan_is_told_in_its_own_words() {
    let text = storage::to_text(&plan::full()).unwrap();
    let png = include_bytes!("../../assets/icon/upturn-256.png");
    for (bytes, words) in [
        (vec![0; 5000], "It holds only empty bytes"),
        (Vec::new(), "It is empty"),
        (b"x".to_vec(), "column 1"),
        (utf16(&text), "It is UTF-16 text"),
        (text.bytes().flat_map(|b| if b == b'C' { vec![0xe9] } else { vec![b] }).collect(), "is not UTF-8 text"),
        (png.to_vec(), "It is not text, so it is no plan"),
        (b"{\"title\": \"x\"}".to_vec(), "It looks like JSON"),
    ] {
        let (_folder, path) = with(&bytes);
        assert!(told(&path).contains(words), "{}", told(&path));
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "looking changes nothing");
    }
}

#[test]
fn r30_a_byte_order_mark_and_windows_line_ends_are_no_damage() {
    let text = storage::to_text(&plan::full()).unwrap();
    let (_folder, path) = with(format!("\u{feff}{}", text.replace('\n', "\r\n")).as_bytes());
    let loaded = storage::load(&path).unwrap();
    assert_eq!((loaded.plan, loaded.warnings), (plan::full(), vec![]));
}

#[test]
#[cfg(unix)]
fn r30_folders_pipes_and_devices_are_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    assert!(told(folder.path()).contains("is a folder. Choose a plan in it"));
    let pipe = folder.path().join("pipe.ron");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for path in [pipe.as_path(), Path::new("/dev/zero"), Path::new("/dev/full")] {
        let start = Instant::now();
        assert!(told(path).contains("is not a file that holds data"), "{}", told(path));
        assert!(start.elapsed() < Duration::from_secs(1));
    }
}

/// A plan as a later Upturn may write it: fields and words that this one has never heard of.
const LATER: &str = "// Upturn plan, format 2, checksum 00000000\n(format_version: 2, title: \"Coast\", mood: Sunny,\n\
    subject: (kind: Planet, name: \"Mars\"), series: [(name: \"Sales\", granularity: Month, season: Auto(3),\n\
    figures: {\"2026-07\": (value: \"68400\", by: \"Ada\")})])\n";

#[test]
fn r34_a_plan_of_a_later_format_is_looked_at_and_never_saved_over() {
    let (_folder, path) = with(LATER.as_bytes());
    let strict = storage::load(&path).unwrap_err();
    assert!(matches!(strict, LoadError::Parse { error: ParseError::Newer { found: 2 }, .. }));
    let looked = storage::load_to_look(&path, &storage::Progress::default()).unwrap();
    assert_eq!(looked.plan.title, "Coast");
    assert_eq!(looked.plan.series[0].value("2026-07".parse().unwrap()), Some(Amount::whole(68_400)));
    let what = ["Planet", "mood", "series[0].season", "series[0].figures[\"2026-07\"].by"].map(String::from).to_vec();
    assert_eq!(looked.warnings, [Warning::Newer { found: 2 }, Warning::NotShown { what }]);
    let told = storage::save(&RealFs, &path, &looked.plan).unwrap_err();
    assert!(matches!(told, SaveError::Newer { found: 2, .. }), "{told}");
    assert_eq!(std::fs::read(&path).unwrap(), LATER.as_bytes());
}

#[test]
fn r35_values_that_cant_be_are_refused_by_their_field() {
    let figure = |value: &str| {
        format!(
            "(format_version: 1, title: \"x\", series: [(name: \"a\", figures: {{\"2026-07\": (value: {value})}})])"
        )
    };
    let dated = |day: &str| format!("(format_version: 1, title: \"x\", series: [(name: \"a\", data_date: \"{day}\")])");
    let value = "series[0].figures[\"2026-07\"].value: ";
    for (text, words) in [
        (figure("NaN"), value),
        (figure("inf"), value),
        (figure("1e400"), value),
        (figure("-1e400"), value),
        (figure("\"1e5\""), value),
        (dated("24-01-02"), "series[0].data_date: "),
        (dated("+262142-12-31"), "series[0].data_date: "),
        (dated("1899-12-31"), "series[0].data_date: "),
    ] {
        let told = storage::parse(text.as_bytes()).unwrap_err().to_string();
        assert!(told.starts_with("Line 1, column ") && told.contains(words), "{text}: {told}");
    }
    // A credit note is a figure like any other.
    let (plan, _) = storage::parse(figure("\"-7\"").as_bytes()).unwrap();
    assert_eq!(plan.series[0].value("2026-07".parse().unwrap()), Some(Amount::whole(-7)));
}

#[test]
fn r35_names_of_any_length_and_direction_are_kept_as_they_are() {
    for name in
        ["n".repeat(10_000), "עברית \u{202e}txet".into(), "e\u{301}\u{327}\u{20dd}".repeat(50), "\u{0}\n\t".into()]
    {
        let plan = Plan::new(name.clone());
        let text = storage::to_text(&plan).unwrap();
        assert_eq!(storage::parse(text.as_bytes()).unwrap(), (plan, vec![]));
        assert!(!text.contains(['\u{202e}', '\u{0}']), "what turns a line around is escaped");
    }
}

#[test]
fn reading_that_is_stopped_ends_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.upturn.ron");
    let mut plan = Plan::new("Chain");
    for year in 1900..2200 {
        for month in 1..=12 {
            plan.type_figure(0, Period::month(year, month), Some(Amount::whole(5)));
        }
    }
    for number in 1..15 {
        let mut branch = (*plan.series[0]).clone();
        branch.name = format!("branch {number}");
        plan.series.push(branch.into());
    }
    storage::save(&RealFs, &path, &plan).unwrap();
    let progress = storage::Progress::default();
    assert!(storage::load_to_look(&path, &progress).is_ok());
    assert!(progress.thousandths().load(std::sync::atomic::Ordering::Relaxed) > 900);
    // In the middle, where the parser is.
    let watched = storage::Progress::default();
    let other = watched.clone();
    let stop = std::thread::spawn(move || {
        while other.thousandths().load(std::sync::atomic::Ordering::Relaxed) < 100 {
            std::hint::spin_loop();
        }
        other.stop();
    });
    let stopped = storage::load_to_look(&path, &watched);
    stop.join().unwrap();
    assert!(matches!(stopped, Err(LoadError::Stopped { .. })), "{stopped:?}");
}
