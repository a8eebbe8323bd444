use proptest::prelude::*;
use upturn::storage::{self, RealFs};

use crate::plan;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::kill::rounds(300, 10_000)))]

    #[test]
    fn r36_any_plan_comes_back_as_it_was_and_twice_saved_is_the_same_bytes(plan in plan::any_plan()) {
        let text = storage::to_text(&plan).unwrap();
        let (back, warnings) = storage::parse(text.as_bytes()).unwrap();
        prop_assert_eq!(&back, &plan);
        prop_assert_eq!(warnings, vec![]);
        prop_assert_eq!(storage::to_text(&back).unwrap(), text);
    }

    #[test]
    fn r36_windows_line_ends_and_a_byte_order_mark_change_nothing(plan in plan::any_plan()) {
        let text = format!("\u{feff}{}", storage::to_text(&plan).unwrap().replace('\n', "\r\n"));
        let (back, warnings) = storage::parse(text.as_bytes()).unwrap();
        prop_assert_eq!(back, plan);
        prop_assert_eq!(warnings, vec![]);
    }

    #[test]
    fn every_line_of_a_file_holds_one_fact_and_no_hidden_character(plan in plan::any_plan()) {
        let text = storage::to_text(&plan).unwrap();
        let hidden = text.contains(['\r', '\t', '\u{202e}', '\u{feff}']);
        prop_assert!(!hidden);
        let facts = text.lines().filter(|l| !l.trim_start().starts_with("//") && l.ends_with(','));
        let figures: usize = plan.series.iter().map(|s| s.figures.len()).sum();
        prop_assert!(facts.count() >= figures + 6);
    }
}

#[test]
fn a_saved_plan_opens_with_the_fingerprint_it_was_saved_with() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Coast.upturn.ron");
    let saved = storage::save(&RealFs, &path, &plan::full()).unwrap();
    let loaded = storage::load(&path).unwrap();
    assert_eq!(loaded.plan, plan::full());
    assert_eq!(loaded.warnings, []);
    assert_eq!(loaded.fingerprint, saved.fingerprint);
    assert_eq!(saved.path, path.canonicalize().unwrap());
}

#[test]
fn a_plan_that_could_not_be_opened_again_is_not_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Coast.upturn.ron");
    let mut plan = plan::full();
    plan.forecast.window = 0;
    let error = storage::save(&RealFs, &path, &plan).unwrap_err().to_string();
    assert_eq!(error, "Not saved: forecast.window: 0 is not a number of periods from 1 to 120.");

    // The rules have no say about this one; reading it back has.
    let mut plan = plan::full();
    let beyond = "2200-12".parse::<upturn::model::Period>().unwrap().next();
    plan.type_figure(0, beyond, Some(upturn::model::Amount::ZERO));
    let error = storage::save(&RealFs, &path, &plan).unwrap_err().to_string();
    assert!(error.contains("could not be read again") && error.contains("\"2201-01\" is not a period"), "{error}");
    assert!(!path.exists());
}
