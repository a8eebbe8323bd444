use super::*;
use crate::chart::Mark;
use crate::chart::sample::{Sample, check, pounds};
use crate::model::Unit;

fn options() -> ForecastGapOptions {
    ForecastGapOptions {
        window: 6,
        strip: true,
        style: pounds(),
        fiscal: FiscalStart::new(7).unwrap(),
        name: "Coast".into(),
        past: None,
    }
}

fn page() -> Frame {
    Frame::page(806.0, 334.0)
}

fn drawn(sample: &Sample) -> Scene {
    let scene = scene(&sample.answer(), &options(), page());
    check(&scene);
    scene
}

fn texts(scene: &Scene) -> Vec<&str> {
    scene
        .marks
        .iter()
        .filter_map(|mark| if let Mark::Text { text, .. } = mark { Some(text.as_str()) } else { None })
        .collect()
}

fn said(scene: &Scene) -> String {
    format!("{} {}", scene.claim, scene.reason).trim().to_owned()
}

/// A plan of `targets.len()` months after 24 finished months of 1000, with a forecast of 1000 ± 50 (8 in 10: ± 100).
fn plan(targets: &[f64]) -> Sample {
    let count = targets.len();
    Sample {
        targets: (24, targets.to_vec()),
        plan: (24, count),
        forecast: vec![[1000.0, 50.0, 100.0, 150.0]; count],
        ..Sample::of(vec![Some(1000.0); 24])
    }
}

#[test]
fn the_example_shows_the_designs_labels_and_strip() {
    let scene = drawn(&Sample::coast());
    assert_eq!(scene.slots.len(), 20);
    let texts = texts(&scene);
    for text in [
        "Target",
        "Forecast",
        "8 in 10 chance",
        "inside the lines",
        "6-month average",
        "Today, 19 Nov",
        "£80k",
        "2026",
        "2027",
        "Month against target",
        "£k; hatched = forecast",
        "Year so far −10.2",
        "Still to come −23.5",
        "−0.6",
        "−4.9",
        "−3.7",
    ] {
        assert!(texts.contains(&text), "{text} not in {texts:?}");
    }
    assert_eq!(
        said(&scene),
        "Expect £42k to £60k a month. The forecast stays under target in every month; the band reaches it in all of them."
    );
}

#[test]
fn each_month_reads_out_forecast_target_and_gap() {
    let scene = drawn(&Sample::coast());
    assert_eq!(
        scene.slots[12].readout,
        "Nov 2026: sold £25.6k so far, expected £49.3k, 8 in 10 chance between £43.8k and £54.9k, target £51.2k, £1.9k short"
    );
    assert_eq!(scene.slots[11].readout, "Oct 2026: sold £50.9k, 6-month average £61.3k, target £55.8k, £4.9k short");
}

#[test]
fn without_a_target_there_is_no_step_and_no_strip() {
    let scene = drawn(&Sample { targets: (0, vec![]), ..Sample::coast() });
    assert!(!texts(&scene).iter().any(|t| t.contains("arget") || t.contains("so far")), "{:?}", texts(&scene));
    assert!(!scene.marks.iter().any(|m| matches!(m, Mark::Line { ink: Ink::Target, .. })));
    assert_eq!(said(&scene), "Expect £42k to £60k a month. No target is set for what is still to come.");
}

#[test]
fn the_sentence_counts_months_under_target_and_within_the_bands_reach() {
    for (targets, reason) in [
        (&[1050.0, 1050.0][..], "The forecast stays under target in every month; the band reaches it in all of them."),
        (&[1050.0, 1200.0], "The forecast stays under target in every month; the band reaches it in 1 of them."),
        (&[1200.0, 1200.0], "The forecast stays under target in every month; the band reaches it in none of them."),
        (
            &[1050.0, 900.0, 900.0],
            "The forecast is under target in 1 of 3 months; the band reaches it in all of those.",
        ),
        (&[800.0, 900.0], "The forecast reaches the target in every month; so does the whole band."),
        (&[950.0, 800.0], "The forecast reaches the target in every month; the band falls under it in 1 of them."),
        (&[1050.0], "The forecast stays under target; the band reaches it."),
        (&[800.0], "The forecast reaches the target, and so does the whole band."),
    ] {
        assert_eq!(drawn(&plan(targets)).reason, reason);
    }
    assert_eq!(drawn(&plan(&[1050.0])).claim, "Expect £1k in January 2026.");
    assert_eq!(drawn(&plan(&[1050.0; 3])).claim, "Expect £1k a month.");
}

#[test]
fn a_finished_plan_says_how_it_ended() {
    let over =
        |targets: &[f64]| Sample { plan: (12, 12), targets: (12, targets.to_vec()), forecast: vec![], ..plan(&[]) };
    assert_eq!(
        said(&drawn(&over(&[1100.0; 12]))),
        "The plan ended £1.2k short of its target of £13k. All 12 months are finished."
    );
    assert_eq!(drawn(&over(&[900.0; 12])).claim, "The plan ended £1.2k over its target of £11k.");
    assert_eq!(drawn(&over(&[1000.0; 12])).claim, "The plan ended on its target of £12k.");
    assert_eq!(drawn(&over(&[])).claim, "The plan ended with £12k.");
}

#[test]
fn a_missing_forecast_says_what_it_takes() {
    let sample = Sample { forecast: vec![], ..Sample::of([Some(100.0), Some(120.0)]) };
    assert_eq!(said(&drawn(&sample)), "There is no forecast yet. It takes 13 finished months; there are 2.");
    let scene = drawn(&Sample::default());
    assert_eq!(texts(&scene), ["No figures yet"]);
    assert_eq!(said(&scene), "There is no forecast yet. It takes 13 finished months; there are none.");
}

#[test]
fn months_ahead_rise_and_months_short_fall_from_the_strips_line() {
    let scene = drawn(&plan(&[900.0, 1100.0, 900.0, 1100.0, 900.0, 1100.0]));
    let texts = texts(&scene);
    assert!(texts.contains(&"+100") && texts.contains(&"−100") && texts.contains(&"Still to come 0"), "{texts:?}");
    let edge = |ink| {
        scene.marks.iter().find_map(move |m| match m {
            Mark::Rect { min, max, edge: Some((_, i)), .. } if *i == ink => Some((min[1], max[1])),
            _ => None,
        })
    };
    let (ahead, short) = (edge(Ink::TealFill).unwrap(), edge(Ink::OrangeFill).unwrap());
    assert!((ahead.1 - short.0).abs() < 1e-3, "{ahead:?} {short:?}");
}

#[test]
fn the_forecast_starts_at_its_first_month_and_is_not_joined_to_history() {
    let scene = drawn(&Sample::coast());
    let dots: Vec<f32> = scene
        .marks
        .iter()
        .filter_map(|m| match m {
            Mark::Circle { centre, edge: Some((_, Ink::Blue)), .. } => Some(centre[0]),
            _ => None,
        })
        .collect();
    assert_eq!(dots.len(), 8);
    let first = scene.slots[12].clone();
    assert!((first.x0..first.x1).contains(&dots[0]));
    let dashes = scene.marks.iter().filter_map(|m| match m {
        Mark::Line { points, width, ink: Ink::Blue } if (*width - 2.5).abs() < 0.01 => Some(points[0][0]),
        _ => None,
    });
    assert!(dashes.fold(f32::INFINITY, f32::min) >= first.x0);
}

#[test]
fn the_room_shows_the_plan_year_in_large_type_without_strip_or_average() {
    let scene = scene(&Sample::coast().answer(), &options(), Frame::room(1196.0, 700.0, 1080.0));
    check(&scene);
    assert_eq!(scene.slots.len(), 12);
    let texts = texts(&scene);
    assert!(texts.contains(&"today") && texts.contains(&"8 in 10"), "{texts:?}");
    assert!(!texts.iter().any(|t| t.contains("average") || t.contains("so far")), "{texts:?}");
}

#[test]
fn counts_name_their_unit_once() {
    let style = Style { unit: Unit::Count("meetings".into()), ..pounds() };
    let sample = Sample { forecast: vec![[12.0, 1.0, 2.0, 3.0], [15.0, 1.0, 2.0, 3.0]], ..plan(&[14.0, 14.0]) };
    let scene = scene(&sample.answer(), &ForecastGapOptions { style, ..options() }, page());
    check(&scene);
    assert_eq!(scene.claim, "Expect 12 to 15 meetings a month.");
}

#[test]
fn extremes_draw_inside_their_scene() {
    let samples = [
        plan(&[0.0; 12]),
        plan(&[1e17; 12]),
        Sample { forecast: vec![[0.0; 4]; 12], ..Sample::of(vec![Some(0.0); 24]) },
        Sample { forecast: vec![[-500.0, 50.0, 100.0, 200.0]; 12], plan: (24, 12), ..plan(&[-300.0; 12]) },
        Sample { forecast: vec![[100.0, 5e3, 5e4, 5e5]; 12], ..plan(&[100.0; 12]) },
        Sample { forecast: vec![[100.0, 50.0, 60.0, 70.0]], plan: (24, 12), ..plan(&[100.0; 12]) },
        Sample { figures: vec![Some(1e18); 24], forecast: vec![[9e17, 1e16, 5e16, 9e16]; 12], ..plan(&[9.5e17; 12]) },
        Sample {
            first: "1976-01",
            plan: (0, 600),
            targets: (0, vec![900.0; 600]),
            ..Sample::of(vec![Some(1000.0); 590])
        },
        Sample { first: "2020-W01", ..plan(&[12_345.6; 52]) },
        Sample { first: "2010", ..plan(&[12_345.6; 2]) },
        Sample { targets: (24, vec![1000.0; 12]), plan: (24, 12), ..Sample::default() },
    ];
    for (index, sample) in samples.iter().enumerate() {
        for frame in [
            page(),
            Frame::page(762.0, 420.0),
            Frame::page(300.0, 160.0),
            Frame::room(1196.0, 700.0, 1080.0),
            Frame::room(1800.0, 1000.0, 1080.0),
        ] {
            let scene = scene(&sample.answer(), &options(), frame);
            check(&scene);
            assert!(!scene.claim.is_empty(), "{index}");
        }
    }
    for size in [[0.0, 0.0], [20.0, 500.0], [500.0, 20.0]] {
        let scene = scene(&Sample::coast().answer(), &options(), Frame { size, scale: 1.0, room: false });
        assert!(scene.marks.is_empty() && !scene.claim.is_empty());
    }
}
