//! The program is killed while it saves: what it said was saved is there, and nothing is ever in pieces.

use std::path::Path;
use std::time::Duration;

use upturn::analysis;
use upturn::app::settings::Store;
use upturn::export::{PictureFormat, picture};
use upturn::report::{Chart, Subject};
use upturn::storage::{self, RealFs};
use upturn::text::money::Style;
use upturn::text::number::Numbers;
use upturn::ui::theme::Theme;

use crate::child::{self, SIZE};

/// What the kills did.
#[derive(Debug, Default)]
struct Toll {
    kills: u32,
    /// Kills between "begin" and "saved".
    inside: u32,
    unreadable: u32,
    /// Saves that were acknowledged and are not there.
    lost: u32,
}

/// Kills by the soak's wish, or the gate's.
pub fn rounds(gate: u32, soak: u32) -> u32 {
    if std::env::var_os("UPTURN_SOAK").is_some() { soak } else { gate }
}

/// A number from 0 to below `below`, the same in every run.
pub fn dice(state: &mut u64, below: u64) -> u64 {
    // Knuth's MMIX constants; the high bits are the good ones.
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) % below
}

/// Starts a child at work in `folder`, kills it within `micros` of its first word, and answers all it said.
pub fn start_and_kill(role: &str, folder: &Path, seed: &mut u64, micros: u64) -> Vec<String> {
    let (mut child, mut lines) = child::start(role, folder);
    // From its first word on it is at work.
    let first = lines.next().unwrap_or_default();
    std::thread::sleep(Duration::from_micros(dice(seed, micros)));
    child.kill().unwrap();
    child.wait().unwrap();
    std::iter::once(first).chain(lines).collect()
}

/// Whether it was killed between saying that it begins and that it is done.
pub fn is_inside(said: &[String]) -> bool {
    said.last().is_some_and(|line| line.starts_with("begin"))
}

/// The number of the last state that it said was saved.
pub fn last_saved(said: &[String]) -> Option<u64> {
    said.iter().rev().find_map(|line| line.strip_prefix("saved ")?.parse().ok())
}

fn kill_again_and_again(role: &str, kills: u32) -> Toll {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.ron");
    let mut toll = Toll::default();
    let mut seed = 1;
    while toll.kills < kills {
        let said = start_and_kill(role, folder.path(), &mut seed, 40_000);
        toll.kills += 1;
        toll.inside += u32::from(is_inside(&said));
        let saved = last_saved(&said);
        match std::fs::read(&path).map(|bytes| child::number_of(&bytes, SIZE)) {
            Ok(Some(number)) => toll.lost += u32::from(saved.is_some_and(|saved| number < saved)),
            Ok(None) => {
                toll.unreadable += 1;
                std::fs::remove_file(&path).unwrap();
            }
            Err(_) => toll.lost += u32::from(saved.is_some()),
        }
        remove_strays(folder.path());
    }
    toll
}

/// So that thousands of kills don't fill the disk; that they are told from other files is tested elsewhere.
fn remove_strays(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if storage::is_stray(path.file_name().unwrap(), "plan.ron".as_ref()).is_some() {
            std::fs::remove_file(path).unwrap();
        }
    }
}

#[test]
fn r01_a_killed_program_leaves_the_old_plan_or_the_new_one_and_loses_nothing_it_said_was_saved() {
    let toll = kill_again_and_again("save", rounds(200, 10_000));
    println!("R1: {toll:?}");
    assert_eq!((toll.unreadable, toll.lost), (0, 0), "{toll:?}");
    assert!(toll.inside * 2 >= toll.kills, "too few kills fell into a save: {toll:?}");
}

#[test]
fn r01_the_same_kills_destroy_what_is_written_in_place() {
    let toll = kill_again_and_again("save naively", 40);
    println!("R1 control: {toll:?}");
    assert!((toll.unreadable + toll.lost) * 10 >= toll.kills, "{toll:?}");
}

/// Writes one choice after the other.
pub fn keep_settings(folder: &Path, say: fn(&str)) {
    let store = Store::at(folder);
    let mut before = store.load();
    let first = before.recent.first().and_then(|plan| plan.title.parse().ok()).unwrap_or(0_u32) + 1;
    for number in first.. {
        let mut now = before.clone();
        now.remember(Path::new("/plans/coast.upturn.ron"), &number.to_string());
        say(&format!("begin {number}"));
        store.save(&before, &now);
        say(&format!("saved {number}"));
        before = now;
    }
}

#[test]
fn r02_settings_of_a_killed_program_are_whole_and_hold_what_was_kept() {
    let kills = rounds(40, 200);
    let folder = tempfile::tempdir().unwrap();
    let (mut inside, mut seed) = (0, 3);
    for _ in 0..kills {
        let said = start_and_kill("keep settings", folder.path(), &mut seed, 40_000);
        inside += u32::from(is_inside(&said));
        let store = Store::at(folder.path());
        let now = store.load().recent.first().and_then(|plan| plan.title.parse::<u64>().ok()).unwrap_or_default();
        assert_eq!(store.take_said(), Vec::<String>::new(), "nothing is damaged");
        let saved = last_saved(&said);
        assert!(now >= saved.unwrap_or_default(), "{now} after {saved:?}");
    }
    println!("R2: {kills} kills, {inside} while settings were written");
    assert!(inside * 2 >= kills, "{inside} of {kills}");
}

/// The example's chart in two looks, as a program that exports would write it.
fn pictures(format: PictureFormat) -> [Vec<u8>; 2] {
    let (plan, _) = storage::parse(storage::EXAMPLES[0].text.as_bytes()).unwrap();
    let answer = analysis::analyse(&plan, 0, plan.as_of.unwrap()).unwrap();
    let style = Style { numbers: Numbers::ENGLISH, currency: plan.currency, unit: plan.series[0].unit.clone() };
    let subject = Subject {
        plan: &plan,
        series: &plan.series[0],
        answer: &answer,
        closing: None,
        case: analysis::closing::Case::default(),
        style: &style,
    };
    [Theme::Light, Theme::Dark].map(|theme| {
        let palette = theme.tokens().palette();
        let svg = picture::of_chart(Chart::History, subject, false, picture::USUAL_SIZE, &palette);
        format.bytes(svg, 1.0).unwrap()
    })
}

const EXPORTS: [(&str, PictureFormat); 2] = [("chart.png", PictureFormat::Png), ("chart.svg", PictureFormat::Svg)];

/// Exports both looks in turn, in both formats.
pub fn export(folder: &Path, say: fn(&str)) {
    let all = EXPORTS.map(|(name, format)| (folder.join(name), pictures(format)));
    for number in 0.. {
        for (path, looks) in &all {
            say("begin");
            storage::write_file(&RealFs, path, &looks[number % 2]).unwrap();
            say("saved");
        }
    }
}

#[test]
fn r57_a_killed_export_leaves_the_old_picture_or_the_new_one() {
    let kills = rounds(30, 100);
    let folder = tempfile::tempdir().unwrap();
    let (mut inside, mut seed) = (0, 4);
    let known = EXPORTS.map(|(name, format)| (folder.path().join(name), pictures(format)));
    for _ in 0..kills {
        let said = start_and_kill("export", folder.path(), &mut seed, 20_000);
        inside += u32::from(is_inside(&said));
        for (path, looks) in &known {
            if let Ok(bytes) = std::fs::read(path) {
                assert!(looks.contains(&bytes), "{} is in pieces", path.display());
            }
        }
    }
    println!("R57: {kills} kills, {inside} while a picture was written");
    assert!(inside * 2 >= kills, "{inside} of {kills}");
}
