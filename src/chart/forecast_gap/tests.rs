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
        with: None,
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
fn what_strategies_and_risks_make_of_it_is_a_line_of_its_own_with_its_name() {
    let answer = plan(&[1_100.0; 12]).answer();
    let first = answer.rows[24].period;
    let course = (0..12).map(|month| (first.plus(month), Amount::whole(1_000 + 10 * i64::from(month)))).collect();
    let with = Some(("with strategies".to_owned(), course));
    let scene = scene(&answer, &ForecastGapOptions { with, ..options() }, page());
    check(&scene);
    assert!(texts(&scene).contains(&"with strategies"));
    assert!(scene.slots.last().unwrap().readout.contains("£1,110 with strategies"), "{:?}", scene.slots.last());
    let line = |mark: &&Mark| matches!(mark, Mark::Line { points, width, ink: Ink::Blue } if points.len() == 12 && *width == 1.75);
    assert_eq!(scene.marks.iter().filter(line).count(), 1);
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

/// The example with an earlier forecast as of September, two months ahead: 40k and 60k, 8 in 10 within 5k.
fn with_past() -> Answer {
    use crate::analysis::PastForecast;
    let mut answer = Sample::coast().answer();
    let month = |text: &str| text.parse::<Period>().unwrap();
    let point = |mid: i64| {
        let band = |half: i64| Band { lo: Amount::whole(mid - half), hi: Amount::whole(mid + half) };
        Point { mid: Amount::whole(mid), band50: band(2_000), band80: band(5_000), band95: band(9_000) }
    };
    let past = |known: &str, points: &[(&str, i64)]| PastForecast {
        known: month(known),
        points: points.iter().map(|(period, mid)| (month(period), point(*mid))).collect(),
    };
    answer.past_forecasts =
        vec![past("2026-08", &[("2026-09", 58_000), ("2026-10", 60_000)]), past("2026-09", &[("2026-10", 49_000)])];
    answer
}

fn earlier(index: usize) -> Scene {
    let scene = scene(&with_past(), &ForecastGapOptions { past: Some(index), ..options() }, page());
    check(&scene);
    scene
}

/// By hand from the figures of the example: September 56.5k, October 50.9k.
#[test]
fn an_earlier_forecast_is_drawn_over_what_came_and_says_how_far_off_it_was() {
    let scene = earlier(0);
    assert_eq!(scene.claim, "As of Aug 2026, 2 months ahead.");
    assert_eq!(
        scene.reason,
        "It expected £118k for Sep – Oct 2026; £107k came, 9.9% less. The 8-in-10 lines held 1 of 2 months."
    );
    let texts = texts(&scene);
    assert!(texts.contains(&"As of Aug 2026") && texts.contains(&"Forecast"), "{texts:?}");
    assert!(!texts.iter().any(|text| text.contains("Today") || text.contains("against target")), "{texts:?}");
    let slot = scene.slots.iter().find(|slot| slot.readout.starts_with("Oct 2026")).unwrap();
    assert!(
        slot.readout.starts_with("Oct 2026: sold £50.9k, expected £60k, 8 in 10 chance between £55k and £65k"),
        "{}",
        slot.readout
    );
}

#[test]
fn stepping_through_the_earlier_forecasts_keeps_the_months_where_they_are() {
    let (first, second) = (earlier(0), earlier(1));
    let place = |scene: &Scene| scene.slots.iter().map(|slot| (slot.period, slot.x0)).collect::<Vec<_>>();
    assert_eq!(place(&first), place(&second));
    assert_eq!(second.reason, "It expected £49k for Oct 2026; £51k came, 3.7% more. It lay inside the 8-in-10 lines.");
    let gone = scene(&with_past(), &ForecastGapOptions { past: Some(9), ..options() }, page());
    assert!(texts(&gone).contains(&"Today, 19 Nov"), "one that is not there shows today’s");
}

#[test]
fn adjustments_are_a_line_of_their_own_beside_the_forecast() {
    let mut answer = Sample::coast().answer();
    let plain = scene(&answer, &options(), page());
    for row in answer.rows.iter_mut().filter(|row| row.period >= "2027-03".parse().unwrap()) {
        row.adjusted = row.forecast.map(|point| point.mid - Amount::whole(2_000));
    }
    let adjusted = scene(&answer, &options(), page());
    check(&adjusted);
    let hollow = |scene: &Scene| {
        let dot = |mark: &&Mark| matches!(mark, Mark::Circle { edge: Some((_, Ink::Blue)), .. });
        scene.marks.iter().filter(dot).count()
    };
    assert_eq!((hollow(&plain), hollow(&adjusted)), (8, 8 + 4));
    assert!(texts(&adjusted).contains(&"adjustments") && !texts(&plain).contains(&"adjustments"));
    let slot = adjusted.slots.last().unwrap();
    assert!(
        slot.readout.contains("expected £60.1k") && slot.readout.contains("£58.1k with your adjustments"),
        "{}",
        slot.readout
    );
}
