//! The examples that come with Upturn: they load, they hold what the pictures and the documents speak of, and they are
//! written exactly as Upturn would write them.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that panics says where; tests write where they like"
)]

use std::fs;
use std::path::{Path, PathBuf};

use upturn::model::{
    Amount, FiscalStart, Level, Period, Plan, Series, Source, Span, Spread, Standing, SubjectKind, check,
};
use upturn::storage;

fn examples() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir("assets/examples").unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "ron"));
    paths.sort();
    paths
}

fn coast() -> Plan {
    storage::load(Path::new("assets/examples/coast.upturn.ron")).unwrap().plan
}

fn month(text: &str) -> Period {
    text.parse().unwrap()
}

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

/// Sum of the months that have a figure.
fn sold(series: &Series, first: &str, last: &str) -> Amount {
    Span::new(month(first), month(last)).unwrap().iter().filter_map(|p| series.value(p)).sum()
}

#[test]
fn every_example_loads_without_a_word_and_is_as_upturn_writes_it() {
    let paths = examples();
    assert!(!paths.is_empty());
    for path in paths {
        let mut loaded = storage::load(&path).unwrap_or_else(|e| panic!("{e}"));
        if std::env::var_os("UPDATE_EXAMPLES").is_some() {
            fs::write(&path, storage::to_text(&loaded.plan).unwrap()).unwrap();
            loaded = storage::load(&path).unwrap();
        }
        assert!(loaded.warnings.is_empty(), "{}: {:?}", path.display(), loaded.warnings);
        assert_eq!(check::faults(&loaded.plan), [], "{}", path.display());
        assert!(loaded.plan.as_of.is_some(), "{} would look stale one day: it has no as_of", path.display());
        let written = storage::to_text(&loaded.plan).unwrap();
        assert!(
            written.as_bytes() == fs::read(&path).unwrap(),
            "{} is not as Upturn writes it now; UPDATE_EXAMPLES=1 rewrites it",
            path.display()
        );
    }
}

#[test]
fn coast_is_a_territory_with_41_months_of_which_the_last_is_unfinished() {
    let plan = coast();
    assert_eq!((plan.title.as_str(), plan.owner.as_str()), ("Coast 2026–27", "Tom Achterberg"));
    assert_eq!((plan.subject.kind, plan.subject.name.as_str()), (SubjectKind::Territory, "Coast"));
    assert_eq!(plan.currency.unwrap().code(), "GBP");
    assert_eq!(plan.fiscal_start, FiscalStart::new(7).unwrap());
    assert_eq!(plan.period, Some(plan.fiscal_start.months_of(2026)));

    let [sales] = plan.series.as_slice() else { panic!("{} series", plan.series.len()) };
    let as_of = plan.as_of.unwrap();
    let standings: Vec<Standing> = sales.figures.keys().map(|p| sales.standing(*p, plan.fiscal_start, as_of)).collect();
    assert_eq!(sales.extent(), Span::new(month("2023-07"), month("2026-11")));
    assert_eq!(standings.len(), 41);
    assert!(standings[..40].iter().all(|s| *s == Standing::Finished));
    assert_eq!(standings[40], Standing::Unfinished);
    assert_eq!(sales.source, Source::File("sales-export-16-nov.csv".into()));
    assert_eq!(sales.data_date, Some("2026-11-16".parse().unwrap()));
}

#[test]
fn coast_sold_what_the_pictures_show() {
    let plan = coast();
    let sales = &plan.series[0];
    assert_eq!(sold(sales, "2023-07", "2024-06"), amount("645961.95"));
    assert_eq!(sold(sales, "2024-07", "2025-06"), amount("624340.72"));
    assert_eq!(sold(sales, "2025-07", "2026-06"), amount("684508.28"));
    assert_eq!(sold(sales, "2026-07", "2026-10"), amount("245856.89"));
    assert_eq!(sales.value(month("2026-11")), Some(amount("25639.66")));
    for period in ["2025-02", "2025-03", "2025-04", "2025-05"] {
        assert_eq!(sales.figures[&month(period)].note, "No rep in Coast");
    }
    assert_eq!(sales.figures.values().filter(|f| !f.note.is_empty()).count(), 4);
}

#[test]
fn coast_has_a_target_in_each_level_with_last_years_season() {
    let plan = coast();
    let (sales, year) = (&plan.series[0], plan.period.unwrap());
    let wanted = [(Level::Minimum, 640), (Level::Formal, 690), (Level::Intent, 705), (Level::Stretch, 725)];
    for (level, thousands) in wanted {
        let target = sales.target(level).unwrap();
        assert_eq!(target.total(year), Some(Amount::whole(thousands * 1_000)), "{level:?}");
        assert_eq!((target.spread, target.amounts.len()), (Spread::LastYear, 12));
        assert!(target.amounts[&month("2026-07")] > target.amounts[&month("2027-01")]);
    }
    assert_eq!(sales.targets.len(), wanted.len());
}
