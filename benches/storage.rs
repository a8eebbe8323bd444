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
    let (plain, opened) =
        fastest(|| drop(black_box(plain_ron(&text))), || drop(black_box(storage::parse(text.as_bytes()))));
    let ratio = opened.as_secs_f64() / plain.as_secs_f64();
    eprintln!("{} bytes; plain ron {plain:.1?}", text.len());
    eprintln!("opening: {opened:.1?}, {ratio:.2} times plain ron (aim: 1.50)");
    let folder = std::env::temp_dir().join(format!("upturn-bench-{}", std::process::id()));
    if std::fs::create_dir_all(&folder).is_ok() {
        let (plain, ours) = (folder.join("plain.ron"), folder.join("ours.ron"));
        let (plain, saved) = fastest(
            || drop(black_box(plain_save(&plain, text.as_bytes()))),
            || drop(black_box(storage::write_file(&storage::RealFs, &ours, text.as_bytes()))),
        );
        let ratio = saved.as_secs_f64() / plain.as_secs_f64();
        eprintln!("durable save: {saved:.1?}, {ratio:.2} times write, fsync and rename, {plain:.1?} (aim: 1.50)");
        let _ = std::fs::remove_dir_all(&folder);
    }
    divan::main();
}

/// The best times of 50 runs of each, in turn: what else the machine does then disturbs both alike, and least.
fn fastest(one: impl Fn(), other: impl Fn()) -> (Duration, Duration) {
    fn time(run: &impl Fn()) -> Duration {
        let start = Instant::now();
        run();
        start.elapsed()
    }
    (0..50).fold((Duration::MAX, Duration::MAX), |best, _| (best.0.min(time(&one)), best.1.min(time(&other))))
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

/// What a save can't do without: the bytes on the disk, under their name, in one step.
#[expect(clippy::disallowed_methods, reason = "what the save routine is measured against")]
fn plain_save(path: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    let temporary = path.with_extension("tmp");
    let mut file = std::fs::File::create(&temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&temporary, path)
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
