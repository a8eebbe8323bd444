//! A folder of 1,000 plans: named in under 1 s, all read in under 5 s on two cores, and scrolled at 4 ms a frame.
//!
//! The times are taken with the program's own threads and a window that draws all the while, as a person would have it.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    dead_code,
    unused_imports,
    reason = "a bench that panics says where, and uses a part of what the tests do"
)]

#[path = "../tests/support/app.rs"]
mod support;

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use divan::{Bencher, black_box};
use eframe::egui::{self, Event, Modifiers};
use support::{Window, month, today};
use tempfile::TempDir;
use upturn::model::{Amount, FiscalStart, Level, Plan, Spread, plan::TargetTotal};
use upturn::portfolio::{self, Column, Days, Folder, Sort};
use upturn::storage;
use upturn::ui::Ask;

const PLANS: i64 = 1_000;

/// Plans of four years of months, with a season and a target, about as large as the example.
fn disk() -> (TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("plans");
    fs::create_dir(&folder).unwrap();
    for number in 0..PLANS {
        let mut plan = Plan::new(format!("Plan {number}"));
        plan.currency = "GBP".parse().ok();
        for index in 0..48 {
            let season = 100 + [-20, -15, 0, 5, 10, 15, 22, 20, 5, 0, -8, -4][index % 12];
            let sold = (40_000 + number * 13) * season / 100 + i64::try_from(index * 7_919 % 900).unwrap();
            let period = month("2022-11").plus(i32::try_from(index).unwrap());
            plan.type_figure(0, period, Some(Amount::whole(sold)));
        }
        let span = FiscalStart::JANUARY.months_of(2026);
        // About as much as it is heading for: half of them short.
        let total = Amount::whole(498_000 + number * 156 + (number % 40 - 20) * 1_000);
        let wanted = TargetTotal { level: Level::Formal, total, spread: Spread::LastYear, span };
        plan.set_target_total(0, wanted, today()).unwrap();
        let text = storage::to_text(&plan).unwrap();
        fs::write(folder.join(format!("Plan {number}.upturn.ron")), text).unwrap();
    }
    (home, folder)
}

fn days() -> Days {
    Days { given: None, today: today() }
}

fn read(folder: PathBuf) -> Folder {
    let files = storage::plan_files(&folder).unwrap();
    let mut folder = Folder::new(folder, files, days());
    folder.read_all();
    folder
}

/// Draws until `there` is so; answers how long that took.
fn wait(window: &mut Window, since: Instant, there: impl Fn(&Window) -> bool) -> Duration {
    loop {
        window.pass();
        assert!(since.elapsed() < Duration::from_mins(1), "never there:\n{}", window.text());
        if there(window) {
            return since.elapsed();
        }
        // As a screen would: sixty frames a second leave the other core's time to the readers.
        std::thread::sleep(Duration::from_millis(8));
    }
}

fn frame_while_scrolling(window: &mut Window) -> Duration {
    window.harness.event(Event::PointerMoved(egui::pos2(700.0, 500.0)));
    let mut times: Vec<Duration> = (0..301)
        .map(|_| {
            window.harness.event(Event::MouseWheel {
                unit: egui::MouseWheelUnit::Point,
                delta: egui::vec2(0.0, -150.0),
                phase: egui::TouchPhase::Move,
                source: egui::MouseWheelSource::Wheel,
                modifiers: Modifiers::NONE,
            });
            let start = Instant::now();
            window.harness.step();
            start.elapsed()
        })
        .collect();
    // The row of the keyboard, Plan 0, is there wherever the list stands.
    assert!(!window.shows("Plan 1,"), "the list did not move");
    times.sort();
    times[times.len() / 2]
}

#[expect(clippy::print_stderr, reason = "the times against their aims are the measure")]
fn main() {
    let (home, folder) = disk();
    let mut window = Window::threaded(home);
    let since = Instant::now();
    window.harness.state_mut().ask(Ask::ListFolder(folder));
    let named =
        wait(&mut window, since, |window| window.shows("Plan 7, not read yet") || window.shows("Plan 7, Whole"));
    let all = wait(&mut window, since, |window| window.shows("1,000 plans are heading"));
    eprintln!("1,000 plans named: {named:.1?} (aim: 1 s)");
    eprintln!("1,000 plans read:  {all:.1?} (aim: 5 s)");
    eprintln!("a frame while they are scrolled: {:.2?} (aim: 4 ms)", frame_while_scrolling(&mut window));
    divan::main();
}

#[divan::bench]
fn list_1_000_files(bencher: Bencher) {
    let (_home, folder) = disk();
    bencher.bench(|| storage::plan_files(black_box(&folder)).map(|files| files.len()));
}

/// One plan, from its file to its row; all else that a thousand of them cost is next to nothing.
#[divan::bench]
fn read_one_plan(bencher: Bencher) {
    let (_home, folder) = disk();
    let path = folder.join("Plan 7.upturn.ron");
    bencher.bench(|| portfolio::read(black_box(&path), true, days()));
}

#[divan::bench(args = [Column::Plan, Column::Average, Column::Gap])]
fn sort_1_000_rows(bencher: Bencher, column: Column) {
    let (_home, folder) = disk();
    let folder = read(folder);
    bencher.bench(|| folder.sorted(black_box(Sort { column, reversed: true })));
}

#[divan::bench]
fn filter_1_000_rows(bencher: Bencher) {
    let (_home, folder) = disk();
    let folder = read(folder);
    let order = folder.sorted(Sort::default());
    bencher.bench(|| folder.filtered(black_box(&order), "plan 99"));
}

#[divan::bench]
fn finding_over_1_000_rows(bencher: Bencher) {
    let (_home, folder) = disk();
    let folder = read(folder);
    bencher.bench(|| black_box(&folder).finding(upturn::text::Numbers::ENGLISH));
}
