use super::*;
use proptest::prelude::*;

fn told(cell: &str) -> String {
    match When::read(cell) {
        Some(When::Period(period)) => period.to_string(),
        Some(When::Day(day)) => day.to_string(),
        Some(When::Slashed(Three { first, second, last, short, .. })) => {
            let year = if short { year_of_two(last.into()) } else { last.into() };
            format!("{first}/{second}/{year}?")
        }
        Some(When::Fiscal { year, part }) => format!("fiscal {year} {part:?}"),
        None => "nothing".into(),
    }
}

#[test]
fn months_are_read_in_every_usual_form() {
    for cell in [
        "2026-07",
        "2026/07",
        "2026-7",
        "07/2026",
        "7/2026",
        "07-2026",
        "07.2026",
        "Jul 2026",
        "July 2026",
        "jul-2026",
        "Jul-26",
        "Jul '26",
        "JULY, 2026",
        "2026 Jul",
        "2026-July",
        "Juli 2026",
        "juil. 2026",
    ] {
        assert_eq!(told(cell), "2026-07", "{cell}");
    }
    assert_eq!(told("Sept. 2026"), "2026-09");
    assert_eq!(told("März 2026"), "2026-03");
}

#[test]
fn days_are_read_with_and_without_a_time() {
    for cell in [
        "2026-03-05",
        "2026/3/5",
        "2026-03-05 14:15",
        "2026-03-05T14:15:33+01:00",
        "2026-03-05 09:14:02 +0000",
        "05-Mar-2026",
        "5 March 2026",
        "Mar 5, 2026",
        "March 5 2026, 9:05 PM",
        "05-Mar-26",
        "2026-Mar-05",
    ] {
        assert_eq!(told(cell), "2026-03-05", "{cell}");
    }
    for cell in ["31/07/2026", "31.07.2026", "31-07-2026", "31/7/26", "31/07/2026, 10:22 AM"] {
        assert_eq!(told(cell), "31/7/2026?", "{cell}");
    }
}

#[test]
fn weeks_quarters_and_years_are_read() {
    for (cell, period) in
        [("2026-W07", "2026-W07"), ("W7 2026", "2026-W07"), ("2026-Q3", "2026-Q3"), ("Q3 2026", "2026-Q3")]
    {
        assert_eq!(told(cell), period);
    }
    assert_eq!(bare_year("2026").map(|p| p.to_string()), Some("2026".into()));
    assert_eq!(bare_year("1234"), None);
}

#[test]
fn fiscal_labels_say_a_year_that_starts_somewhere() {
    assert_eq!(told("FY26 P1"), "fiscal 2026 Month(1)");
    assert_eq!(told("FY26-Q3"), "fiscal 2026 Quarter(3)");
    assert_eq!(told("Q3 FY2026"), "fiscal 2026 Quarter(3)");
    assert_eq!(told("FY2026"), "fiscal 2026 Year");
}

#[test]
fn other_languages_and_weekdays_are_read() {
    for cell in [
        "Friday, July 31, 2026",
        "Fr 31.07.2026 ",
        "31 de julio de 2026",
        "31 lipca 2026",
        "2026年7月31日",
        "2026.07.31.",
        "31 июля 2026",
        "31. Juli 2026",
    ] {
        let cell = cell.trim();
        let read = told(cell);
        assert!(read == "2026-07-31" || read == "31/7/2026?", "{cell}: {read}");
    }
    assert_eq!(told("Tammikuu 2026"), "2026-01");
}

#[test]
fn a_part_of_a_period_waits_for_the_other() {
    for (cell, part) in [
        ("Jan", Part::Month(1)),
        ("Mrz", Part::Month(3)),
        ("Sept.", Part::Month(9)),
        ("Q1", Part::Quarter(1)),
        ("KW 7", Part::Week(7)),
        ("W07", Part::Week(7)),
        ("2026", Part::Year(2026)),
    ] {
        assert_eq!(Part::read(cell), Some(part), "{cell}");
    }
    for cell in ["", "Total", "1234", "5", "Q5", "KW 54", "Jan 2026", "2026-07", "Widget 7"] {
        assert_eq!(Part::read(cell), None, "{cell}");
    }
    assert_eq!(Part::Month(3).of_year(2026).unwrap().to_string(), "2026-03");
}

#[test]
fn numbers_are_days_only_where_a_column_holds_nothing_else() {
    assert_eq!(serial("45631", false).unwrap().to_string(), "2024-12-05");
    assert_eq!(serial("44169", true).unwrap().to_string(), "2024-12-05");
    assert_eq!(serial("5", false), None);
    assert_eq!(packed("20260731"), When::read("2026-07-31"));
    assert_eq!(packed("202607"), When::read("2026-07"));
    assert_eq!(packed("20261301"), None);
}

#[test]
fn numbers_and_words_are_no_periods() {
    for cell in [
        "",
        "2026",
        "1.234",
        "1,2026",
        "2026.07",
        "1.2026",
        "12.5",
        "2026-13",
        "2026-02-30",
        "13/13/2026",
        "Jan",
        "Total 2026",
        "2026-W54",
        "2026-Q5",
        "2026-07-",
        "FY26 P13",
        "1/2/3/2026",
        "10:22",
        "-2026-07",
        "Jan 2026 draft",
        "٢٠٢٦-٠٧",
        "4/5",
        "1800-01",
    ] {
        assert_eq!(told(cell), "nothing", "{cell}");
    }
    assert!(is_month_name("Jan"));
}

proptest! {
    #[test]
    fn no_cell_makes_it_panic(cell in ".*", near in "[0-9A-Za-zäé]{0,5}[-/., ':]{0,3}[0-9JanWQ]{0,5}[-/. :T]{0,2}[0-9]{0,5}") {
        let _ = When::read(&cell);
        let _ = When::read(&near);
    }
}
