//! All charts over answers of real plans: whatever is typed, they draw inside their frames with labels apart.

use proptest::prelude::*;

use super::forecast_gap::{self, ForecastGapOptions};
use super::history::{self, HistoryOptions};
use super::sample::{check, pounds};
use super::{Frame, kpi, lead, season, table};
use crate::analysis::analyse;
use crate::analysis::kpi::{lags, lead as lead_of, read};
use crate::model::plan::TargetTotal;
use crate::model::{Amount, FiscalStart, Goal, Granularity, Kpi, Level, Period, Plan, Rhythm, Span, Spread, Unit};
use crate::text::money::Style;

fn plan_of(first: Period, figures: &[Option<i64>], target: Option<i64>, fiscal: FiscalStart, unit: Unit) -> Plan {
    let mut plan = Plan { fiscal_start: fiscal, currency: "GBP".parse().ok(), ..Plan::default() };
    let series = plan.add_series("Sales", unit, first.granularity());
    for (index, figure) in figures.iter().enumerate() {
        plan.type_figure(series, first.plus(i32::try_from(index).unwrap()), figure.map(Amount::whole));
    }
    if let Some(total) = target {
        let span: Span = fiscal.months_of(2026);
        let wanted = TargetTotal { level: Level::Formal, total: Amount::whole(total), spread: Spread::Even, span };
        plan.set_target_total(series, wanted, "2026-11-19".parse().unwrap()).unwrap();
    }
    plan
}

fn draw_all(plan: &Plan, style: &Style, frame: Frame) {
    let answer = analyse(plan, 0, "2026-11-19".parse().unwrap()).unwrap();
    let fiscal = plan.fiscal_start;
    let history = HistoryOptions {
        main_window: 6,
        second_window: Some(12),
        last_year: true,
        style: style.clone(),
        fiscal,
        name: "Sales".into(),
    };
    let gap = ForecastGapOptions {
        window: 6,
        strip: true,
        style: style.clone(),
        fiscal,
        name: "Sales".into(),
        with: None,
        past: None,
    };
    for scene in [history::scene(&answer, &history, frame), forecast_gap::scene(&answer, &gap, frame)] {
        check(&scene);
        assert!(!scene.claim.is_empty());
    }
    let scene = season::scene(&answer, style, fiscal, frame);
    check(&scene);
    assert!(!scene.reason.is_empty());
    let table = table::table(&answer, style, &[3, 6, 12]);
    assert!(table.rows.iter().all(|row| row.len() == table.head.len()));
    assert_eq!(table.rows.len(), answer.rows.len());
}

fn figures() -> impl Strategy<Value = Vec<Option<i64>>> {
    let size = prop_oneof![Just(1_i64), Just(100_000), Just(1_000_000_000_000_000)];
    (size, prop::collection::vec(prop::option::weighted(0.9, -9_i64..=100), 0..70))
        .prop_map(|(size, figures)| figures.into_iter().map(|figure| figure.map(|f| f * size)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_plan_draws_inside_any_frame(
        figures in figures(),
        first in prop::sample::select(vec!["2023-07", "2026-W01", "2019-Q3", "2001"]),
        target in prop::option::of(-500_i64..5_000_000),
        fiscal in 1..=12_u8,
        count in any::<bool>(),
        (wide, high) in (120.0..1500.0_f32, 60.0..900.0_f32),
        room in any::<bool>(),
    ) {
        let fiscal = FiscalStart::new(fiscal).unwrap();
        let unit = if count { Unit::Count("meetings".into()) } else { Unit::Money };
        let style = Style { unit: unit.clone(), ..pounds() };
        let target = target.filter(|t| *t >= 0);
        let plan = plan_of(first.parse().unwrap(), &figures, target, fiscal, unit);
        draw_all(&plan, &style, if room { Frame::room(wide, high, 1080.0) } else { Frame::page(wide, high) });
    }
}

/// A goal of each shape around `least`.
fn goal(shape: u8, least: i64) -> Option<Goal> {
    let whole = Amount::whole;
    let day = |text: &str| text.parse().unwrap();
    match shape {
        0 => None,
        1 => Some(Goal::AtLeast(whole(least))),
        2 => Some(Goal::AtMost(whole(least))),
        3 => Some(Goal::Between(whole(least), whole(least + 5))),
        _ => {
            Some(Goal::Move { from: whole(least), to: whole(-least), start: day("2026-01-05"), by: day("2027-01-05") })
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_kpi_draws_inside_any_frame(
        values in figures(),
        shape in 0..5_u8,
        least in -50_i64..150,
        rhythm in prop::sample::select(Rhythm::ALL.to_vec()),
        (wide, high) in (60.0..1500.0_f32, 30.0..900.0_f32),
        room in any::<bool>(),
    ) {
        let today = "2026-11-19".parse().unwrap();
        let unit = Unit::Count("talks".into());
        let mut it = Kpi { goal: goal(shape, least), ..Kpi::new("Talks", unit.clone(), rhythm) };
        for (first, value) in rhythm.last(values.len(), today).into_iter().zip(&values) {
            it.enter(first, value.map(Amount::whole));
        }
        let kpis = [it];
        let reading = read(&kpis, &kpis[0], today);
        let style = Style { unit, ..pounds() };
        let shown = kpi::Shown { kpi: &kpis[0], reading: &reading, style: &style, today };
        let frame = if room { Frame::room(wide, high, 1080.0) } else { Frame::page(wide, high) };
        check(&kpi::scene(shown, frame));
        check(&kpi::spark(shown, [wide, high]));
        check(&kpi::rows(&[shown, shown], frame));
        let plan = plan_of("2024-01".parse().unwrap(), &values, None, FiscalStart::JANUARY, Unit::Money);
        let answer = analyse(&plan, 0, today).unwrap();
        let found = lead_of(&kpis, &kpis[0], &answer, plan.fiscal_start, lags(answer.granularity));
        let scene = lead::scene(&found, answer.granularity, &style, frame);
        check(&scene);
        prop_assert!(!scene.claim.is_empty() && !scene.reason.is_empty());
    }
}

#[test]
fn every_granularity_draws_from_a_full_history() {
    for (first, count) in [("2023-07", 40), ("2024-W01", 150), ("2010-Q1", 60), ("1990", 36)] {
        let first: Period = first.parse().unwrap();
        assert!(Granularity::ALL.contains(&first.granularity()));
        let figures: Vec<Option<i64>> = (0..count).map(|i| Some(50_000 + 700 * (i % 12))).collect();
        let plan = plan_of(first, &figures, Some(690_000), FiscalStart::new(7).unwrap(), Unit::Money);
        draw_all(&plan, &pounds(), Frame::page(762.0, 420.0));
    }
}
