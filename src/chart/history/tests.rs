use super::*;
use crate::chart::Mark;
use crate::chart::sample::{Sample, check, pounds};

fn options() -> HistoryOptions {
    HistoryOptions {
        main_window: 6,
        second_window: Some(12),
        last_year: false,
        style: pounds(),
        fiscal: FiscalStart::new(7).unwrap(),
        name: "Coast".into(),
    }
}

fn page() -> Frame {
    Frame::page(806.0, 386.0)
}

fn said(scene: &Scene) -> String {
    format!("{} {}", scene.claim, scene.reason).trim().to_owned()
}

fn texts(scene: &Scene) -> Vec<&str> {
    scene
        .marks
        .iter()
        .filter_map(|mark| if let Mark::Text { text, .. } = mark { Some(text.as_str()) } else { None })
        .collect()
}

/// Solid columns: x of the middle, upper and lower edge.
fn columns(scene: &Scene) -> Vec<[f32; 3]> {
    let column = |mark: &Mark| match mark {
        Mark::Rect { min, max, fill: Some(Ink::Actual), .. } => Some([f32::midpoint(min[0], max[0]), min[1], max[1]]),
        _ => None,
    };
    scene.marks.iter().filter_map(column).collect()
}

#[test]
fn the_example_shows_columns_averages_labels_and_today() {
    let scene = scene(&Sample::coast().answer(), &options(), page());
    check(&scene);
    assert_eq!(columns(&scene).len(), 40);
    let texts = texts(&scene);
    for text in
        ["£80k", "60", "0", "Jul", "2024", "6-month", "average £61k", "12-month", "average £56k", "Today, 19 Nov"]
    {
        assert!(texts.contains(&text), "{text} not in {texts:?}");
    }
    assert!(texts.contains(&"dotted: fewer than") && texts.contains(&"6 or 12 months yet"), "{texts:?}");
}

#[test]
fn the_sentence_compares_with_a_year_before_and_names_what_does_not_count() {
    let scene = scene(&Sample::coast().answer(), &options(), page());
    assert_eq!(scene.claim, "The 6-month average is £61k, 3% under a year before.");
    assert_eq!(
        scene.reason,
        "The 12-month average is £56k; it holds whole years, so the season doesn’t move it. \
         November isn’t finished and counts in no average."
    );
}

#[test]
fn each_month_reads_out_what_it_has() {
    let answer = Sample::coast().answer();
    let scene = scene(&answer, &HistoryOptions { last_year: true, ..options() }, page());
    assert_eq!(scene.slots.len(), 41);
    assert_eq!(
        scene.slots[39].readout,
        "Oct 2026: sold £50.9k, a year before £54.4k, 6-month average £61.3k, 12-month average £55.9k, target £55.8k"
    );
    assert_eq!(scene.slots[40].readout, "Nov 2026: sold £25.6k so far, a year before £49.5k, target £51.2k");
}

#[test]
fn the_room_shows_a_year_in_large_type_with_one_average() {
    let frame = Frame::room(1752.0, 760.0, 1080.0);
    let scene = scene(&Sample::coast().answer(), &options(), frame);
    check(&scene);
    assert_eq!(scene.slots.len(), ROOM_PERIODS);
    assert!(!texts(&scene).contains(&"12-month"));
    for mark in &scene.marks {
        if let Mark::Text { size, .. } = mark {
            assert!(*size >= 28.0);
        }
    }
}

#[test]
fn nothing_yet_is_said_in_words() {
    let scene = scene(&Sample::default().answer(), &options(), page());
    check(&scene);
    assert_eq!(texts(&scene), ["No figures yet"]);
    assert_eq!(said(&scene), "No figures for Coast yet. Type, paste or import one figure for each month.");
    assert!(scene.slots.is_empty());
}

#[test]
fn one_finished_month_is_one_column_and_no_average() {
    let scene = scene(&Sample::of([Some(500.0)]).answer(), &options(), page());
    check(&scene);
    assert_eq!(columns(&scene).len(), 1);
    assert_eq!(said(&scene), "There is no 6-month average yet. It takes 6 finished months; there is 1.");
}

#[test]
fn one_running_month_is_hatched_and_nothing_is_claimed_of_it() {
    let sample = Sample { unfinished: 1, ..Sample::of([Some(500.0)]) };
    let scene = scene(&sample.answer(), &options(), page());
    check(&scene);
    assert!(columns(&scene).is_empty());
    assert_eq!(said(&scene), "No month is finished yet. January isn’t finished and counts in no average.");
}

#[test]
fn a_missing_month_cuts_the_line_and_is_named() {
    let figures = (0..20).map(|i| (i != 17).then_some(1000.0 + f64::from(i)));
    let scene = scene(&Sample::of(figures).answer(), &options(), page());
    check(&scene);
    assert_eq!(scene.slots[17].readout, "Jun 2025: no figure");
    assert_eq!(said(&scene), "There is no 6-month average now. June 2025 has no finished figure.");
}

#[test]
fn columns_start_at_the_zero_line_on_both_sides() {
    let figures = (0..24).map(|i| Some(if i % 3 == 0 { -400.0 } else { 900.0 }));
    let scene = scene(&Sample::of(figures).answer(), &options(), page());
    check(&scene);
    let columns = columns(&scene);
    let zero = columns[0][1];
    for [_, top, bottom] in columns {
        assert!((top - zero).abs() < 1e-3 || (bottom - zero).abs() < 1e-3);
    }
}

#[test]
fn extremes_draw_inside_their_scene() {
    let series: [Vec<Option<f64>>; 7] = [
        vec![Some(0.0); 24],
        vec![Some(7.0); 24],
        vec![Some(1e18); 24],
        (0..24).map(|i| Some(if i % 2 == 0 { 1e17 } else { -1e17 })).collect(),
        (0..24).map(|i| Some(f64::from(i) * 0.01)).collect(),
        (0..600).map(|i| (i % 50 != 3).then_some(f64::from(i % 12) * 1000.0)).collect(),
        vec![Some(-5.0)],
    ];
    for figures in series {
        for last_year in [false, true] {
            for frame in
                [page(), Frame::page(762.0, 420.0), Frame::page(320.0, 200.0), Frame::room(1200.0, 700.0, 1080.0)]
            {
                let sample = Sample { unfinished: 1, ..Sample::of(figures.iter().copied()) };
                let scene = scene(&sample.answer(), &HistoryOptions { last_year, ..options() }, frame);
                check(&scene);
                assert!(!scene.claim.is_empty());
            }
        }
    }
}

#[test]
fn a_frame_without_room_draws_nothing_and_still_says_its_sentence() {
    for size in [[0.0, 0.0], [20.0, 500.0], [-5.0, 10.0], [500.0, 20.0]] {
        let scene = scene(&Sample::coast().answer(), &options(), Frame { size, scale: 1.0, room: false });
        assert!(scene.marks.is_empty(), "{size:?}");
        assert!(!scene.claim.is_empty());
    }
}

#[test]
fn weeks_quarters_and_years_draw_with_their_own_words() {
    for (first, word) in [("2024-W01", "week"), ("2020-Q1", "quarter"), ("2010", "year")] {
        let sample = Sample { first, unfinished: 1, ..Sample::of((0..20).map(|i| Some(f64::from(i) * 50.0))) };
        let scene = scene(&sample.answer(), &options(), page());
        check(&scene);
        assert!(scene.claim.plain().contains(&format!("6-{word} average")), "{}", scene.claim);
    }
}
