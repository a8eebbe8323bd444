//! Whole sessions of editing and saving, and clocks that tell anything.

use std::time::{Duration, SystemTime};

use chrono::NaiveDate;
use proptest::prelude::*;
use upturn::document::{Document, Edit};
use upturn::model::{Amount, Period, Plan};
use upturn::storage::recovery::{Session, Unsaved, left_behind};
use upturn::storage::{self, Expected, Fingerprint, Lock, Locking, Owner, RealFs, Request, Vault};

use crate::disk::quick_folder;

#[derive(Clone, Copy, Debug)]
enum Step {
    Figure(u32, i64),
    Rename(u32),
    Save,
    Undo,
    Redo,
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (1..=12_u32, -999..999_i64).prop_map(|(month, value)| Step::Figure(month, value)),
        1 => any::<u32>().prop_map(Step::Rename),
        2 => Just(Step::Save),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::kill::rounds(200, 1_000)))]

    #[test]
    fn r14_after_each_save_the_file_is_the_plan_and_the_mark_is_true(steps in prop::collection::vec(any_step(), 1..30)) {
        let folder = quick_folder();
        let path = folder.path().join("plan.upturn.ron");
        let mut document = Document::unsaved(1, Plan::new("Coast"));
        let mut known: Option<Fingerprint> = None;
        for step in steps {
            match step {
                Step::Figure(month, value) => {
                    let period = Period::month(2026, month);
                    document.apply(Edit::new("Type", move |plan| plan.type_figure(0, period, Some(Amount::whole(value)))));
                }
                Step::Rename(number) => {
                    document.apply(Edit::new("Rename", move |plan| plan.title = number.to_string()));
                }
                Step::Undo => drop(document.undo()),
                Step::Redo => drop(document.redo()),
                Step::Save => {
                    let expected = known.map_or(Expected::Nothing, |known| Expected::OneOf(vec![known]));
                    let request = Request { expected, ..Request::new(&path) };
                    known = Some(storage::save_as_asked(&RealFs, &request, document.plan()).unwrap().fingerprint);
                    document.mark_saved(document.revision(), path.clone());
                    prop_assert_eq!(&storage::load(&path).unwrap().plan, &**document.plan());
                }
            }
            let on_disk = storage::load(&path).ok().map(|loaded| loaded.plan);
            if !document.is_dirty() {
                prop_assert_eq!(on_disk.as_ref(), Some(&**document.plan()), "said to be saved");
            }
        }
    }
}

#[test]
fn r38_clocks_of_any_year_break_nothing() {
    let folder = quick_folder();
    let path = folder.path().join("plan.upturn.ron");
    let vault = Vault::in_folder(&folder.path().join("versions"));
    let copies = folder.path().join("recovery");
    storage::save(&RealFs, &path, &Plan::new("Coast")).unwrap();
    let years = [1960, 1970, 2038, 2106, 1601, 9999];
    for (number, year) in (0_i32..).zip(years) {
        let at = NaiveDate::from_ymd_opt(year, 2, 28).unwrap().and_hms_opt(23, 59, 59).unwrap();
        vault.keep(&RealFs, &path, format!("{year}").as_bytes(), at).unwrap();
        let mut session = Session::begin(&copies);
        let plan = Plan::new(year.to_string());
        session.keep(&RealFs, Unsaved { plan: &plan, number: 1, path: Some(&path), of: None, at }).unwrap();
        let since = Duration::from_hours(24 * 365 * u64::try_from((year - 1970).abs()).unwrap().min(300));
        let now = if year < 1970 { SystemTime::UNIX_EPOCH - since } else { SystemTime::UNIX_EPOCH + since };
        storage::sweep(&RealFs, &path, now);
        assert!(matches!(Lock::take(&path, &Owner::default(), now, false), Locking::Ours(_)), "{year}");
        let kept = vault.of(&RealFs, &path).unwrap();
        assert_eq!((i32::try_from(kept.len()).unwrap(), kept[0].until), (number + 1, at), "newest by its number");
    }
    assert_eq!(left_behind(&RealFs, &copies).unwrap().recovered.len(), years.len());
}
