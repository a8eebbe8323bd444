//! Opening and saving a plan of a megabyte, against what ron alone needs for the same bytes.
//! Aim: opening takes at most one and a half times as long as ron's parsing into the file's shape.

use std::time::{Duration, Instant};

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use upturn::model::{Amount, Figure, Granularity, Level, Period, Plan, Span, Spread, Target, Unit};
use upturn::storage::{self, version};

const BYTES: usize = 1_000_000;

#[expect(clippy::print_stderr, reason = "the ratio is the measure; divan prints times only")]
fn main() {
    let text = text();
    let plain = fastest(|| drop(black_box(plain_ron(&text))));
    let opened = fastest(|| drop(black_box(storage::parse(text.as_bytes()))));
    let edited = text.replacen("branch", "Branch", 1);
    let opened_edited = fastest(|| drop(black_box(storage::parse(edited.as_bytes()))));
    let ratio = |time: Duration| time.as_secs_f64() / plain.as_secs_f64();
    eprintln!("{} bytes; plain ron {plain:.1?}", text.len());
    eprintln!("opening: {opened:.1?}, {:.2} times plain ron (aim: 1.50)", ratio(opened));
    eprintln!("opening after an edit by hand: {opened_edited:.1?}, {:.2} times plain ron", ratio(opened_edited));
    divan::main();
}

/// The time of the best of 20 runs, which other programs on the machine disturb least.
fn fastest(run: impl Fn()) -> Duration {
    let time = || {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..20).map(|_| time()).min().unwrap_or_default()
}

/// Branches with 20 years of months, some notes, and a target.
fn plan() -> Plan {
    let month = |year| Period::month(year, 1);
    let mut plan = Plan::new("Chain");
    while storage::to_text(&plan).is_ok_and(|text| text.len() < BYTES) {
        let index = plan.add_series("branch", Unit::Money, Granularity::Month);
        let Some(series) = plan.series_mut(index) else { break };
        let Some(span) = Span::new(month(2006), month(2026)) else { break };
        for (i, period) in (0_i32..).zip(span.iter()) {
            let value = Amount::from_f64(f64::from(i * 7_919 % 90_000) + 0.25, 2);
            let note = if i % 12 == 11 { "late credit".into() } else { String::new() };
            series.figures.insert(period, Figure { value, typed: i % 5 == 0, note });
        }
        let amounts = span.iter().map(|p| (p, Amount::whole(62_500))).collect();
        series.set_target(Target { level: Level::Formal, spread: Spread::Even, amounts });
    }
    plan
}

fn text() -> String {
    storage::to_text(&plan()).unwrap_or_default()
}

fn plain_ron(text: &str) -> ron::error::SpannedResult<version::v1::Plan> {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME).from_str(text)
}

#[divan::bench]
fn plain_ron_into_the_shape(bencher: Bencher) {
    let text = text();
    bencher.counter(BytesCount::of_str(&text)).bench(|| plain_ron(black_box(&text)).is_ok());
}

#[divan::bench]
fn open(bencher: Bencher) {
    let text = text();
    bencher.counter(BytesCount::of_str(&text)).bench(|| storage::parse(black_box(text.as_bytes())));
}

#[divan::bench]
fn write_text(bencher: Bencher) {
    let plan = plan();
    bencher.bench(|| storage::to_text(black_box(&plan)));
}

/// With reading back, and with waiting for the disk.
#[divan::bench]
fn save(bencher: Bencher) {
    let plan = plan();
    let path = std::env::temp_dir().join(format!("upturn-bench-{}.upturn.ron", std::process::id()));
    bencher.bench_local(|| storage::save(&storage::RealFs, &path, black_box(&plan)));
    let _ = std::fs::remove_file(&path);
}
