//! Opening and saving a plan of a megabyte, against what ron alone needs for the same bytes.
//! Aim: opening takes at most one and a half times as long as ron's parsing into the file's shape.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use upturn::model::{Amount, Figure, Granularity, Level, Period, Plan, Span, Spread, Target, Unit};
use upturn::storage::{self, Expected, Fingerprint, Keep, Request, Vault, version};

const BYTES: usize = 1_000_000;

#[expect(clippy::print_stderr, reason = "the ratio is the measure; divan prints times only")]
fn main() {
    let text = text();
    let [plain, opened] = medians(
        50,
        [&mut || drop(black_box(plain_ron(&text))), &mut || drop(black_box(storage::parse(text.as_bytes())))],
    );
    eprintln!("{} bytes; plain ron {plain:.2?}", text.len());
    eprintln!("opening: {opened:.2?}, {:.2} times plain ron (aim: 1.50)", ratio(opened, plain));
    if let Ok(folder) = Folder::new() {
        saves(&folder, &text);
    }
    divan::main();
}

/// What a save costs beside the write, fsync and rename of the same bytes, which it can't do without.
#[expect(clippy::print_stderr, reason = "the ratio is the measure")]
fn saves(folder: &Folder, text: &str) {
    let plan = plan();
    let (plain, ours, whole) = (folder.file("plain.ron"), folder.file("ours.ron"), folder.file("whole.upturn.ron"));
    let vault = Vault::in_folder(&folder.file("vault"));
    let mut plans = [plan.clone(), plan];
    "Chair".clone_into(&mut plans[1].title);
    let mut texts = [text.to_owned(), storage::to_text(&plans[1]).unwrap_or_default()];
    let known = Expected::OneOf(texts.iter().map(|text| Fingerprint::of(text.as_bytes())).collect());
    for path in [&ours, &whole] {
        let _ = storage::write_file(&storage::RealFs, path, texts[0].as_bytes());
    }
    let at = chrono::DateTime::UNIX_EPOCH.naive_utc();
    let [plain, disk, whole] = medians(
        201,
        [
            &mut || drop(black_box(plain_save(&plain, text.as_bytes()))),
            // As the window asks for it: only over what is known, with the version before kept.
            &mut || {
                texts.swap(0, 1);
                let keep = Some(Keep { vault: &vault, at, must: true });
                let request = Request { expected: known.clone(), keep, ..Request::new(&ours) };
                assert!(black_box(storage::write(&storage::RealFs, &request, texts[0].as_bytes())).is_ok());
            },
            &mut || {
                plans.swap(0, 1);
                let keep = Some(Keep { vault: &vault, at, must: true });
                let request = Request { expected: known.clone(), keep, ..Request::new(&whole) };
                assert!(black_box(storage::save_as_asked(&storage::RealFs, &request, &plans[0])).is_ok());
            },
        ],
    );
    let [written, parsed] = medians(
        50,
        [&mut || drop(black_box(storage::to_text(&plans[0]))), &mut || {
            drop(black_box(storage::parse(text.as_bytes())));
        }],
    );
    eprintln!("write, fsync and rename: {plain:.2?}");
    eprintln!("durable save of these bytes: {disk:.2?}, {:.2} times that (aim: 1.50)", ratio(disk, plain));
    eprintln!("with making and reading back the text: {whole:.2?}, {:.2} times that", ratio(whole, plain));
    eprintln!("  of which the text is made in {written:.2?}, and read back in {parsed:.2?}");
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

/// The median time of each, run in turn, so that what else the machine does disturbs all alike.
fn medians<const N: usize>(rounds: usize, mut runs: [&mut dyn FnMut(); N]) -> [Duration; N] {
    let mut times = [const { Vec::new() }; N];
    for _ in 0..rounds {
        for (run, times) in runs.iter_mut().zip(&mut times) {
            let start = Instant::now();
            run();
            times.push(start.elapsed());
        }
    }
    times.map(|mut times| {
        times.sort();
        times[times.len() / 2]
    })
}

/// A folder that goes when the bench ends.
struct Folder(PathBuf);

impl Folder {
    fn new() -> std::io::Result<Self> {
        let folder = std::env::temp_dir().join(format!("upturn-bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
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
fn plain_save(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
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
