//! The days that a title says a report is of: "January 1 - March 31, 2026", "Jan to Mar 2026", "March 2026".

use chrono::{Datelike, NaiveDate};

use super::When;
use crate::model::FiscalStart;

/// What stands between the first and the last day.
const BETWEEN: [&str; 9] = [" - ", " – ", " — ", " to ", " through ", " until ", " bis ", " au ", " al "];
/// What may stand before the first one.
const BEFORE: [&str; 8] =
    ["for the period", "for period", "period", "date range", "from", "between", "zeitraum", "von"];

/// The first and the last day that `title` names; `None` for any other title.
pub(in crate::import) fn range(title: &str, fiscal: FiscalStart) -> Option<(NaiveDate, NaiveDate)> {
    let title = title.trim();
    if let Some(whole) = span(title, fiscal).filter(|(first, last)| first != last) {
        return Some(whole);
    }
    let title = BEFORE.iter().fold(title, |rest, word| match rest.get(..word.len()) {
        Some(start) if start.eq_ignore_ascii_case(word) => {
            rest.get(word.len()..).unwrap_or_default().trim_start_matches([':', ' '])
        }
        _ => rest,
    });
    BETWEEN.iter().find_map(|between| {
        let (first, last) = title.split_once(between)?;
        let (last_first, last) = span(last.trim(), fiscal)?;
        let first = first.trim();
        // The year may stand at the end only.
        let with_year = |year: i32| span(&format!("{first} {year}"), fiscal);
        let begins = span(first, fiscal).or_else(|| {
            with_year(last.year()).filter(|(begins, _)| *begins <= last_first).or_else(|| with_year(last.year() - 1))
        });
        begins.map(|(begins, _)| (begins, last)).filter(|(begins, last)| begins <= last)
    })
}

/// One day, or the days of a period, where the text has no other reading.
fn span(text: &str, fiscal: FiscalStart) -> Option<(NaiveDate, NaiveDate)> {
    match When::read(text)? {
        When::Day(day) => Some((day, day)),
        When::Period(period) => Some((period.first_day(fiscal), period.last_day(fiscal))),
        When::Slashed(_) | When::Fiscal { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(title: &str) -> String {
        range(title, FiscalStart::JANUARY).map_or("nothing".into(), |(first, last)| format!("{first} to {last}"))
    }

    #[test]
    fn titles_tell_of_which_days_a_report_is() {
        assert_eq!(told("January 1 - March 31, 2026"), "2026-01-01 to 2026-03-31");
        assert_eq!(told("January - March 2026"), "2026-01-01 to 2026-03-31");
        assert_eq!(told("Jan – Mar 2026"), "2026-01-01 to 2026-03-31");
        assert_eq!(told("1 January 2025 to 31 March 2026"), "2025-01-01 to 2026-03-31");
        assert_eq!(told("For the period: 2026-01-01 to 2026-03-15"), "2026-01-01 to 2026-03-15");
        assert_eq!(told("November - February 2026"), "2025-11-01 to 2026-02-28");
        assert_eq!(told("March 2026"), "2026-03-01 to 2026-03-31");
        assert_eq!(told("Zeitraum: 1. Januar 2026 bis 31. März 2026"), "2026-01-01 to 2026-03-31");
    }

    #[test]
    fn other_titles_tell_nothing() {
        for title in
            ["Harbour & Vale Ltd", "Sales 2024-2026 (k EUR)", "Profit and Loss", "Sales - 2026", "", "2026-03-05"]
        {
            assert_eq!(told(title), "nothing", "{title}");
        }
        // Either the third of April or the fourth of March.
        assert_eq!(told("01/01/2026 - 03/04/2026"), "nothing");
        assert_eq!(told("Year ending 31 March 2027"), "nothing");
    }
}
