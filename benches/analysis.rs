//! Rolling averages, season, trend, forecasts and gap of 240 months × 20 series. Aim: under 1 ms for all twenty.

use std::hint::black_box;

use upturn::analysis::analyse;
use upturn::model::{Amount, FiscalStart, Granularity, Level, Period, Plan, Spread, Target, Unit};

const SERIES: usize = 20;
const MONTHS: i32 = 240;

fn main() {
    divan::main();
}

/// Monthly sales with cents, a season, growth and noise from a fixed sequence; targets for the coming year.
fn plan() -> Plan {
    let first = Period::month(2006, 1);
    let mut plan = Plan { title: "Twenty territories".to_owned(), ..Plan::default() };
    let mut noise = 1_u64;
    for number in 0..SERIES {
        let series = plan.add_series(&format!("Territory {number}"), Unit::Money, Granularity::Month);
        for month in 0..MONTHS {
            noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let season = 1.0 + 0.3 * (f64::from(month % 12) / 12.0 * std::f64::consts::TAU).sin();
            let shock = f64::from((noise >> 48) as u16) / f64::from(u16::MAX) - 0.5;
            let sold = 50_000.0 * season * (f64::from(month) * 0.003).exp() * (1.0 + 0.1 * shock);
            plan.type_figure(series, first.plus(month), Amount::from_f64(sold, 2));
        }
        let span = FiscalStart::JANUARY.months_of(2026);
        let total = Amount::whole(1_500_000);
        if let (Some(series), Ok(target)) =
            (plan.series_mut(series), Target::spread_over(Level::Formal, Spread::Even, total, span, &[1.0; 12], 2))
        {
            series.set_target(target);
        }
        plan.period = Some(span);
    }
    plan
}

fn today() -> chrono::NaiveDate {
    FiscalStart::JANUARY.months_of(2026).first.first_day(FiscalStart::JANUARY)
}

#[divan::bench]
fn analyse_240_months_of_20_series(bencher: divan::Bencher) {
    let (plan, today) = (plan(), today());
    bencher.bench(|| (0..SERIES).filter_map(|series| analyse(black_box(&plan), series, today)).count());
}

#[divan::bench]
fn analyse_240_months_of_one_series(bencher: divan::Bencher) {
    let (plan, today) = (plan(), today());
    bencher.bench(|| analyse(black_box(&plan), 0, today));
}

/// The widest that a file may ask for: weeks from 1900 to 2200.
#[divan::bench]
fn analyse_300_years_of_weeks(bencher: divan::Bencher) {
    let mut plan = Plan::default();
    let series = plan.add_series("Weeks", Unit::Money, Granularity::Week);
    for (week, value) in [(1900, 5), (1901, 6), (1902, 7)] {
        if let Some(period) = Period::iso_week(week, 1) {
            plan.type_figure(series, period, Some(Amount::whole(value)));
        }
    }
    plan.period = Some(FiscalStart::JANUARY.months_of(2200));
    bencher.bench(|| analyse(black_box(&plan), 0, today()));
}
