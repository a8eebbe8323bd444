//! Plans to save: a full one that never changes, and any at all.

use std::sync::Arc;

use chrono::NaiveDate;
use proptest::prelude::*;
use upturn::model::{
    Adjustment, Amount, Episode, EpisodeKind, Figure, FiscalStart, ForecastChoice, Granularity, Intake, KeptForecast,
    KeptPoint, Level, Period, Plan, SeasonChoice, Seen, Series, Source, Span, Spread, Subject, SubjectKind, Target,
    Unit,
};

use crate::{meeting, sheet};

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

/// A plan that uses everything a file can hold. `tests/fixtures/plan/v1-full.ron` is its text.
pub fn full() -> Plan {
    let mut sales = Series::new("Sales", Granularity::Month);
    sales.take_in(
        "ledger 2026.csv",
        "2026-10-28".parse().unwrap(),
        FiscalStart::JANUARY,
        [
            (period("2026-07"), amount("68400")),
            (period("2026-08"), amount("71250.5")),
            (period("2026-09"), amount("-120.25")),
            (period("2026-10"), amount("0")),
        ],
    );
    sales.set_note(period("2026-09"), "late credit: \"Marlow\"\nsee March");
    sales.set_note(period("2026-11"), "figures come on 2 December");
    sales.type_value(period("2026-06"), Some(amount("61000.000001")));
    for (level, spread, total) in
        [(Level::Formal, Spread::ByPeriod, "68000.5"), (Level::Stretch, Spread::LastYear, "70000")]
    {
        let amounts = [(period("2026-07"), amount(total)), (period("2026-08"), amount("72000"))].into();
        sales.set_target(Target { level, spread, amounts });
    }
    for (reason, first, last, change) in
        [("Lost \"Marlow\"", "2027-03", None, "-2000"), ("Trade fair", "2026-12", Some("2027-01"), "1500.50")]
    {
        sales.adjust(Adjustment {
            reason: reason.into(),
            author: "Tom Achterberg".into(),
            made: "2026-11-17".parse().unwrap(),
            first: period(first),
            last: last.map(period),
            amount: amount(change),
        });
    }
    let point = |mid: &str, adjusted: Option<&str>| KeptPoint {
        mid: amount(mid),
        lo: amount("-1"),
        hi: amount("80000.25"),
        adjusted: adjusted.map(amount),
    };
    sales.keep_forecast(KeptForecast {
        made: "2026-09-03".parse().unwrap(),
        method: "combination".into(),
        known: period("2026-08"),
        expected: [(period("2026-09"), point("64000", None)), (period("2026-10"), point("61000.5", Some("59000.5")))]
            .into(),
        landing: Some(amount("702000.5")),
        span: Span { first: period("2026-07"), last: period("2027-06") },
    });
    sales.keep_forecast(KeptForecast {
        made: "2026-10-02".parse().unwrap(),
        method: "seasonal-level".into(),
        known: period("2026-09"),
        expected: [].into(),
        landing: None,
        span: Span { first: period("2026-07"), last: period("2027-06") },
    });
    let mut talks = Series::new("First talks", Granularity::Week);
    talks.unit = Unit::Count("talks".into());
    talks.type_value(period("2026-W53"), Some(amount("12")));
    let quarters = Series { granularity: Granularity::Quarter, ..Series::new("Réserve 東京", Granularity::Quarter) };
    let mut years = Series::new("Margin", Granularity::Year);
    years.set_target(Target {
        level: Level::Minimum,
        spread: Spread::Even,
        amounts: [(period("2026"), amount("999999999999999999.999999"))].into(),
    });
    Plan {
        title: "Coast 2026/27".into(),
        subject: Subject { kind: SubjectKind::Territory, name: "Coast".into() },
        owner: "Tom Achterberg".into(),
        as_of: Some("2026-11-17".parse().unwrap()),
        currency: Some("GBP".parse().unwrap()),
        fiscal_start: FiscalStart::new(7).unwrap(),
        period: Span::new(period("2026-07"), period("2027-06")),
        forecast: ForecastChoice { method: Some("rolling-line".into()), window: 12, season: SeasonChoice::Always },
        series: [sales, talks, quarters, years].into_iter().map(Arc::new).collect(),
        episodes: vec![Episode {
            name: "No rep in \"Coast\"".into(),
            kind: EpisodeKind::Staff,
            first: "2025-02-01".parse().unwrap(),
            last: "2025-05-31".parse().unwrap(),
            left_out: true,
            out_of_level: true,
            note: "Found in June.".into(),
        }],
        worksheets: Arc::new(sheet::full()),
        kpis: Arc::new(meeting::full_kpis()),
        meetings: Arc::new(meeting::full_meetings()),
        notes: "First line.\n\tSecond \\ line, “quoted”, £ and €.".into(),
    }
}

/// Any text, rich in what a file format trips over.
pub fn any_text() -> impl Strategy<Value = String> {
    let tricky = prop::sample::select(vec![
        '"', '\\', '\0', '\n', '\r', '\t', '/', '*', '#', '(', '}', '\u{202e}', '\u{feff}', '\u{2028}', '\u{7f}', '👩',
    ]);
    let any = prop_oneof![any::<char>(), tricky];
    prop::collection::vec(any, 0..12).prop_map(String::from_iter)
}

pub fn any_amount() -> impl Strategy<Value = Amount> {
    let text = |(sign, whole, part): (bool, u64, u32)| format!("{}{whole}.{part:06}", if sign { "-" } else { "" });
    (any::<bool>(), 0..=999_999_999_999_999_999_u64, 0..1_000_000_u32).prop_map(move |t| amount(&text(t)))
}

fn any_period(granularity: Granularity) -> impl Strategy<Value = Period> {
    (1900..2200_i32, 0..366_u64).prop_map(move |(year, day)| {
        // The first day of 1900 can be in a week of 1899, which is out of range.
        let date = NaiveDate::from_ymd_opt(year, 1, 8).unwrap() + chrono::Days::new(day.min(350));
        Period::containing(date, granularity, FiscalStart::JANUARY)
    })
}

pub fn any_day() -> impl Strategy<Value = NaiveDate> {
    any_period(Granularity::Week).prop_map(|week| week.first_day(FiscalStart::JANUARY))
}

fn any_figure() -> impl Strategy<Value = Figure> {
    (prop::option::of(any_amount()), any::<bool>(), any_text()).prop_map(|(value, typed, note)| Figure {
        value,
        typed,
        note,
    })
}

fn any_targets(granularity: Granularity) -> impl Strategy<Value = Vec<Target>> {
    let amounts = prop::collection::btree_map(any_period(granularity), any_amount(), 0..5);
    let target = (prop::sample::select(Spread::ALL.to_vec()), amounts);
    // A level stands once, in any order.
    (prop::sample::subsequence(Level::ALL.to_vec(), 0..=4).prop_shuffle(), prop::collection::vec(target, 4)).prop_map(
        |(levels, targets)| {
            let with_level = |(level, (spread, amounts))| Target { level, spread, amounts };
            levels.into_iter().zip(targets).map(with_level).collect()
        },
    )
}

fn any_intakes(granularity: Granularity) -> impl Strategy<Value = Vec<Intake>> {
    let seen =
        (any_amount(), any::<u32>(), any::<u32>()).prop_map(|(amount, rows, print)| Seen { amount, rows, print });
    let totals = prop::collection::btree_map(any_period(granularity), seen, 0..4);
    let intake = (any_text(), any_text(), any_day(), any_day(), any_day(), totals);
    let intake = intake.prop_map(|(file, source, day, first_day, data_date, totals)| Intake {
        file,
        source,
        day,
        first_day,
        data_date,
        totals,
    });
    prop::collection::vec(intake, 0..3)
}

fn any_series() -> impl Strategy<Value = Series> {
    prop::sample::select(Granularity::ALL.to_vec()).prop_flat_map(|granularity| {
        let unit = prop_oneof![Just(Unit::Money), any_text().prop_map(Unit::Count)];
        let source = prop_oneof![Just(Source::Typed), any_text().prop_map(Source::File)];
        let data_date = prop::option::of(any_day());
        let figures = prop::collection::btree_map(any_period(granularity), any_figure(), 0..8);
        let lists = (any_targets(granularity), any_intakes(granularity));
        let judged = (any_adjustments(granularity), any_kept(granularity));
        (any_text(), unit, source, data_date, figures, lists, judged).prop_map(
            move |(name, unit, source, data_date, figures, (targets, intakes), (adjustments, kept))| Series {
                name,
                unit,
                granularity,
                source,
                data_date,
                figures,
                targets,
                intakes,
                adjustments,
                kept,
            },
        )
    })
}

/// Two periods in their order.
fn any_span(granularity: Granularity) -> impl Strategy<Value = Span> {
    (any_period(granularity), any_period(granularity)).prop_map(|(a, b)| Span { first: a.min(b), last: a.max(b) })
}

fn any_adjustments(granularity: Granularity) -> impl Strategy<Value = Vec<Adjustment>> {
    let parts = (any_text(), any_text(), any_day(), any_span(granularity), any::<bool>(), any_amount());
    let adjustment = |(reason, author, made, span, ends, amount): (String, _, _, Span, bool, _)| {
        let last = ends.then_some(span.last);
        Adjustment { reason: format!("x{reason}"), author, made, first: span.first, last, amount }
    };
    prop::collection::vec(parts.prop_map(adjustment), 0..3)
}

fn any_kept(granularity: Granularity) -> impl Strategy<Value = Vec<KeptForecast>> {
    let point = (any_amount(), any_amount(), any_amount(), prop::option::of(any_amount()));
    let point = point.prop_map(|(mid, lo, hi, adjusted)| KeptPoint { mid, lo, hi, adjusted });
    let expected = prop::collection::btree_map(any_period(granularity), point, 0..4);
    let parts = (any_day(), any_text(), expected, prop::option::of(any_amount()), any_span(granularity));
    // What was known stands once.
    prop::collection::btree_map(any_period(granularity), parts, 0..3).prop_map(|kept| {
        let one = |(known, (made, method, expected, landing, span))| KeptForecast {
            made,
            method,
            known,
            expected,
            landing,
            span,
        };
        kept.into_iter().map(one).collect()
    })
}

/// Name, kind, first day, days, the two switches, note.
type Parts = (String, EpisodeKind, NaiveDate, u64, (bool, bool), String);

fn any_episodes() -> impl Strategy<Value = Vec<Episode>> {
    let kind = prop::sample::select(EpisodeKind::ALL.to_vec());
    let episode = (any_text(), kind, any_day(), 0..400_u64, any::<(bool, bool)>(), any_text());
    prop::collection::vec(episode, 0..3).prop_map(|episodes: Vec<Parts>| {
        let numbered = episodes.into_iter().enumerate();
        // Names differ.
        let episode = |(index, (name, kind, first, days, (left_out, out_of_level), note)): (usize, Parts)| {
            let last = (first + chrono::Days::new(days)).min("2200-12-31".parse().unwrap());
            let name = format!("{index}{name}");
            Episode { name, kind, first, last: last.max(first), left_out, out_of_level, note }
        };
        numbered.map(episode).collect()
    })
}

/// Any plan that keeps the model's rules.
pub fn any_plan() -> impl Strategy<Value = Plan> {
    let subject = (prop::sample::select(SubjectKind::ALL.to_vec()), any_text());
    let period = prop::option::of((any_period(Granularity::Month), 0..40_i32));
    let season = prop::sample::select(SeasonChoice::ALL.to_vec());
    let forecast = (prop::option::of(any_text()), 1..=ForecastChoice::LONGEST_WINDOW, season);
    let series = prop::collection::vec(any_series(), 0..4);
    let texts = (any_text(), any_text(), any_text());
    let as_of = prop::option::of(any_day());
    let currency = prop::option::of("[A-Z]{3}");
    let sheets = (sheet::any_sheets(), any_day(), any_day(), meeting::any_kpis(), meeting::any_meetings());
    (texts, subject, (as_of, currency), 1..=12_u8, period, forecast, series, any_episodes(), sheets).prop_map(
        |(
            (title, owner, notes),
            (kind, name),
            (as_of, currency),
            month,
            period,
            (method, window, season),
            mut series,
            episodes,
            (sheets, first_day, last_day, kpis, meetings),
        )| {
            for (index, series) in series.iter_mut().enumerate() {
                // Names differ, whatever the case.
                series.name = format!("{index}{}", series.name);
            }
            let worksheets = sheet::fit(sheets, &series, [first_day, last_day]);
            let last_possible = "2200-12".parse::<Period>().unwrap();
            Plan {
                title,
                subject: Subject { kind, name },
                owner,
                as_of,
                currency: currency.map(|c| c.parse().unwrap()),
                fiscal_start: FiscalStart::new(month).unwrap(),
                period: period.map(|(first, months)| Span { first, last: first.plus(months).min(last_possible) }),
                forecast: ForecastChoice { method, window, season },
                series: series.into_iter().map(Arc::new).collect(),
                episodes,
                worksheets: Arc::new(worksheets),
                kpis: Arc::new(kpis),
                meetings: Arc::new(meetings),
                notes: notes.into(),
            }
        },
    )
}
