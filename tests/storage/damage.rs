//! Files that were cut, spoilt or made to hurt: never a panic, never a wrong number without a word.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use upturn::model::{Amount, Figure, Granularity, Period, Plan, Series, Span};
use upturn::storage::{self, ParseError};

use crate::plan;

fn full() -> Vec<u8> {
    storage::to_text(&plan::full()).unwrap().into_bytes()
}

/// A text that opens as another plan must say so; answers whether it opened at all.
fn silent_change(bytes: &[u8]) -> Option<String> {
    match storage::parse(bytes) {
        Ok((plan, warnings)) if warnings.is_empty() && plan != plan::full() => {
            Some(String::from_utf8_lossy(bytes).into_owned())
        }
        Ok(_) => None,
        Err(ParseError::Wrong(wrong)) if wrong.at.is_none() => Some(format!("an error without a place: {wrong}")),
        Err(error) => error.to_string().is_empty().then(|| "an error without words".into()),
    }
}

#[test]
fn r29_a_file_that_was_cut_anywhere_is_refused_with_a_line() {
    let whole = full();
    // The last byte is the line end after the closing parenthesis.
    for length in 1..whole.len() - 1 {
        match storage::parse(&whole[..length]) {
            Err(ParseError::Wrong(wrong)) => assert!(wrong.at.is_some(), "{length}: {wrong}"),
            Err(ParseError::NoVersion | ParseError::NotUtf8 { .. }) => {}
            other => panic!("cut at {length}: {other:?}"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::kill::rounds(3_400, 70_000)))]

    #[test]
    fn r28_spoilt_bytes_never_change_a_plan_without_a_word(spoilt in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut bytes = full();
        for (at, byte) in spoilt {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        prop_assert_eq!(silent_change(&bytes), None);
    }

    #[test]
    fn r28_swapped_digits_never_change_a_plan_without_a_word(at in any::<prop::sample::Index>(), digit in b'0'..=b'9') {
        let mut bytes = full();
        let digits: Vec<usize> = (0..bytes.len()).filter(|i| bytes[*i].is_ascii_digit()).collect();
        bytes[*at.get(&digits)] = digit;
        prop_assert_eq!(silent_change(&bytes), None);
    }

    #[test]
    fn r28_lost_doubled_and_swapped_pieces_never_change_a_plan_without_a_word(
        at in any::<prop::sample::Index>(), length in 1..80_usize, times in 0..3_usize,
    ) {
        let bytes = full();
        let start = at.index(bytes.len());
        let end = (start + length).min(bytes.len());
        let changed = [&bytes[..start], &bytes[start..end].repeat(times), &bytes[end..]].concat();
        prop_assert_eq!(silent_change(&changed), None);
    }

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = storage::parse(&bytes);
    }

    #[test]
    fn anything_in_the_form_of_a_plan_is_answered(body in "[()\\[\\]{}:,\"\\\\a-z0-9 .#/*\n-]{0,120}") {
        let _ = storage::parse(format!("(format_version: 1, title: \"x\", {body}").as_bytes());
        let _ = storage::parse(format!("(format_version: 1, title: \"x\", series: [(name: \"a\", figures: {{{body}").as_bytes());
    }
}

/// A plan of about so many bytes: branches with 20 years of months.
fn large(bytes: usize) -> Plan {
    let span = Span::new(Period::month(2006, 1), Period::month(2026, 1)).unwrap();
    let mut plan = Plan::new("Chain");
    // A figure takes about 50 bytes.
    for number in 0..bytes / 50 / span.len() {
        let mut series = Series::new(format!("branch {number}"), Granularity::Month);
        for (value, period) in (0..).zip(span.iter()) {
            series.figures.insert(period, Figure::typed(Amount::whole(value * 7_919 % 90_000)));
        }
        plan.series.push(series.into());
    }
    plan
}

/// Opens the plan in the folder, and says how long it took and how much memory was ever used.
pub fn open_a_large_plan(folder: &std::path::Path, say: fn(&str)) {
    let start = Instant::now();
    let loaded = storage::load(&folder.join("large.upturn.ron")).unwrap();
    assert!(loaded.warnings.is_empty() && loaded.plan.series.len() > 1);
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    say(&format!("{} {}", start.elapsed().as_millis(), peak.trim().trim_end_matches(" kB")));
}

/// Ten bytes of memory for each of the file at most: 100 MB in the soak, 5 MB in the gate.
#[test]
#[cfg(target_os = "linux")]
fn r32_a_large_plan_opens_within_ten_times_its_size() {
    let megabytes = crate::kill::rounds(5, 100) as usize;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.upturn.ron");
    let text = storage::to_text(&large(megabytes << 20)).unwrap();
    std::fs::write(&path, &text).unwrap();
    drop(text);
    let size = std::fs::metadata(&path).unwrap().len() >> 20;
    let (mut child, lines) = crate::child::start("open a large plan", folder.path());
    let said: Vec<String> = lines.collect();
    child.wait().unwrap();
    let (time, peak) = said[0].split_once(' ').unwrap();
    let peak = peak.parse::<u64>().unwrap() >> 10;
    println!("R32: {size} MB opened in {time} ms with {peak} MB");
    assert!(size + 2 >= megabytes as u64 * 8 / 10, "{size} MB is no large plan");
    assert!(peak < 10 * size + 40, "{peak} MB for {size} MB");
}

#[test]
fn r31_a_million_brackets_are_an_error_at_once() {
    let million = 1_000_000;
    let shapes = [
        "[".repeat(million),
        "(".repeat(million),
        "{\"a\":".repeat(million),
        "(a:".repeat(million),
        "Some(".repeat(million),
        "/*".repeat(million),
        "\"\\u{".repeat(million),
    ];
    for shape in shapes {
        for text in [
            format!("(format_version: 1, title: \"x\", other: {shape}"),
            format!("(format_version: 1, title: {shape}"),
            format!("(other: {shape}"),
            shape.clone(),
        ] {
            let start = Instant::now();
            let error = storage::parse(text.as_bytes()).unwrap_err().to_string();
            let limit = Duration::from_secs(if cfg!(debug_assertions) { 5 } else { 1 });
            assert!(start.elapsed() < limit, "{} took {:?}", &text[..60], start.elapsed());
            assert!(!error.contains("serde"), "{error}");
            assert!(error.len() < 600, "{} characters", error.len());
        }
    }
}
