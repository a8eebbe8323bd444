//! Plans at the edges: long, huge, negative, empty, in weeks and years. Every page and the room draw them.

use std::sync::Arc;

use eframe::egui::Key;
use upturn::model::{Amount, Figure, Granularity, Level, Period, Plan, Series, Span, Spread, Target};

use super::support::{Window, month, today};

fn series(granularity: Granularity, count: usize, value: impl Fn(usize) -> Option<Amount>) -> Series {
    let mut series = Series::new("Sales", granularity);
    let fiscal = upturn::model::FiscalStart::JANUARY;
    let last = Period::containing(today(), granularity, fiscal);
    for index in 0..count {
        if let Some(value) = value(index) {
            let back = i32::try_from(count - index).unwrap() - 1;
            series.figures.insert(last.plus(-back), Figure::typed(value));
        }
    }
    series
}

fn plan(title: &str, series: Series) -> Plan {
    Plan { series: vec![Arc::new(series)], currency: "GBP".parse().ok(), ..Plan::new(title) }
}

fn with_target(mut plan: Plan, total: Amount) -> Plan {
    let span = Span::new(month("2026-01"), month("2026-12")).unwrap();
    let at = span.at(plan.series[0].granularity, plan.fiscal_start);
    let weights = vec![1.0; at.len()];
    let target = Target::spread_over(Level::Formal, Spread::Even, total, at, &weights, 2).unwrap();
    plan.series_mut(0).unwrap().set_target(target);
    plan.period = Some(span);
    plan
}

fn wave(index: usize) -> f64 {
    let turn = f64::from(u32::try_from(index % 12).unwrap()) / 12.0 * std::f64::consts::TAU;
    1_000.0 + 300.0 * turn.sin() + f64::from(u32::try_from(index * 7 % 13).unwrap())
}

fn some(value: f64) -> Option<Amount> {
    Amount::from_f64(value, 2)
}

pub fn edges() -> Vec<Plan> {
    use Granularity::{Month, Quarter, Week, Year};
    let huge = |i: usize| some(wave(i) * 1e12);
    vec![
        plan("no figure", series(Month, 0, |_| None)),
        with_target(plan("no figure but a target", series(Month, 0, |_| None)), Amount::whole(690_000)),
        plan("one point", series(Month, 1, |_| some(5.0))),
        with_target(
            plan("one old point", series(Month, 30, |i| (i == 0).then(|| Amount::whole(5)))),
            Amount::whole(60),
        ),
        plan("all zero", series(Month, 40, |_| some(0.0))),
        with_target(plan("all zero, target zero", series(Month, 40, |_| some(0.0))), Amount::ZERO),
        plan("all the same", series(Month, 40, |_| some(7.5))),
        with_target(plan("negative", series(Month, 40, |i| some(-wave(i)))), Amount::whole(12_000)),
        with_target(plan("both signs", series(Month, 40, |i| some(wave(i) - 1_000.0))), Amount::whole(-500)),
        with_target(plan("huge", series(Month, 40, huge)), Amount::whole(13_000_000_000_000_000)),
        plan("pennies", series(Month, 40, |i| some(wave(i) / 1e5))),
        plan("every second month", series(Month, 40, |i| (i % 2 == 0).then(|| some(wave(i)))?)),
        with_target(plan("fifty years", series(Month, 600, |i| some(wave(i)))), Amount::whole(12_000)),
        with_target(plan("weeks", series(Week, 160, |i| some(wave(i)))), Amount::whole(52_000)),
        with_target(plan("quarters", series(Quarter, 20, |i| some(wave(i)))), Amount::whole(4_000)),
        with_target(plan("years", series(Year, 12, |i| some(wave(i)))), Amount::whole(1_000)),
        Plan { series: Vec::new(), ..Plan::new("no series") },
        Plan::new("Coast and islands, wholesale and catering, spring range 2026–27, second draft for the board"),
    ]
}

#[test]
fn every_page_and_the_room_draw_every_plan_in_every_window() {
    for plan in edges() {
        for size in [[1440.0, 900.0], [1024.0, 700.0]] {
            let mut window = Window::with_plan_at(size, &plan);
            let title = &format!("{} at {size:?}", plan.title);
            assert_eq!(window.plan().title, plan.title);
            for key in [
                Key::Num1,
                Key::Num2,
                Key::Num3,
                Key::Num4,
                Key::Num5,
                Key::Num6,
                Key::Num7,
                Key::Num8,
                Key::Num9,
                Key::F7,
                Key::Num2,
            ] {
                window.page(key);
            }
            for button in ["Last year", "View as table", "Earlier year"] {
                if window.has(button) {
                    window.click(button);
                }
            }
            window.ctrl(Key::Num3);
            window.press(Key::F5);
            window.press(Key::ArrowRight);
            window.press(Key::ArrowRight);
            window.press(Key::Escape);
            assert!(window.has("Edit"), "{title}");
            assert!(!window.document().is_dirty(), "{title}: looking changes nothing");
        }
    }
}

#[test]
fn figures_typed_into_an_empty_plan_grow_a_page_month_by_month() {
    let mut window = Window::with_plan(&Plan::new("Coast"));
    window.click("Type or paste monthly totals");
    window.click("January 2025: no figure");
    for index in 0..22_u32 {
        window.type_text(&format!("{}", 1_000 + index * 7 % 90));
        window.press(Key::Tab);
        window.ctrl(Key::Num3);
        window.ctrl(Key::Num2);
        let grid = window.words().into_iter().find(|(_, text)| text.ends_with(": no figure"));
        let Some((_, next)) = grid else { break };
        window.click(&next);
    }
    assert_eq!(window.plan().series[0].figures.len(), 22);
    window.assert_shows("against an average month");
}
