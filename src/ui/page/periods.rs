//! How periods stand in the rows of a table: the weeks of a fiscal quarter, the months or quarters of a year, and years
//! side by side or below each other.

use chrono::NaiveDate;
use eframe::egui::Ui;

use crate::document::Edit;
use crate::model::{FiscalStart, Granularity, Period, Span};
use crate::text::calendar;
use crate::ui::widget::segment;

/// Most weeks whose Thursday lies in one quarter: 92 days hold 14 Thursdays at most.
const WEEKS: usize = 14;

/// Places in a row. `years` is how many of those stand side by side.
pub(super) const fn across(granularity: Granularity, years: usize) -> usize {
    match granularity {
        Granularity::Week => WEEKS,
        Granularity::Month => 12,
        Granularity::Quarter => 4,
        Granularity::Year => years,
    }
}

/// The periods of `span` row by row, none longer than [`across`].
pub(super) fn rows(span: Span, fiscal: FiscalStart, years: usize) -> Vec<Vec<Period>> {
    let across = across(span.first.granularity(), years);
    let mut rows: Vec<Vec<Period>> = Vec::new();
    for period in span.iter() {
        let goes_on = |row: &&mut Vec<Period>| {
            let by_quarter = period.granularity() == Granularity::Week;
            let quarter = |week: Period| week.within(Granularity::Quarter, fiscal);
            row.len() < across && (!by_quarter || row.last().is_some_and(|last| quarter(*last) == quarter(period)))
        };
        match rows.last_mut().filter(goes_on) {
            Some(row) => row.push(period),
            None => rows.push(vec![period]),
        }
    }
    rows
}

/// What stands over the column of `period`; nothing over weeks, which are named in their cells.
pub(super) fn head(period: Period, fiscal: FiscalStart) -> String {
    match period.granularity() {
        Granularity::Week => String::new(),
        _ => calendar::tick(period, fiscal),
    }
}

/// The small line over a week's figure: its number.
pub(super) fn caption(period: Period, fiscal: FiscalStart) -> String {
    match period.granularity() {
        Granularity::Week => calendar::tick(period, fiscal),
        _ => String::new(),
    }
}

/// "Mon 9 Feb to Sun 15 Feb 2026", for weeks, whose number tells few people their days.
pub(super) fn days(period: Period, fiscal: FiscalStart) -> Option<String> {
    (period.granularity() == Granularity::Week).then(|| {
        let (first, last) = (period.first_day(fiscal), period.last_day(fiscal));
        // A day that has no year of today's says its own.
        format!("{} to {}", calendar::weekday_date(first, last), calendar::weekday_date(last, NaiveDate::MIN))
    })
}

/// "from 29 Dec", for a row that begins with a week.
pub(super) fn from(period: Period, fiscal: FiscalStart) -> String {
    match period.granularity() {
        Granularity::Week => {
            let monday = period.first_day(fiscal);
            format!("from {}", calendar::date(monday, monday))
        }
        _ => String::new(),
    }
}

/// The four rhythms to choose from; answers the one that was pressed.
pub(super) fn rhythm_choice(ui: &mut Ui, now: Granularity, height: f32) -> Option<Granularity> {
    let names = Granularity::ALL.map(calendar::periods_word);
    let items: Vec<(&str, bool)> =
        names.iter().zip(Granularity::ALL).map(|(name, granularity)| (name.as_str(), granularity == now)).collect();
    segment::segments(ui, "Figures by", height, &items).map(|index| Granularity::ALL[index])
}

/// The step that has a series without figures count by other periods.
pub(super) fn set_rhythm(series: usize, name: &str, granularity: Granularity) -> Edit {
    Edit::new(format!("Count {name} by the {}", calendar::period_word(granularity)), move |plan| {
        plan.set_rhythm(series, granularity);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row_ends(first: &str, last: &str, fiscal_month: u8, years: usize) -> Vec<(String, String, usize)> {
        let span = Span::new(first.parse().unwrap(), last.parse().unwrap()).unwrap();
        let rows = rows(span, FiscalStart::new(fiscal_month).unwrap(), years);
        rows.iter().map(|row| (row[0].to_string(), row[row.len() - 1].to_string(), row.len())).collect()
    }

    /// By hand: the Thursdays of 2026 are 1 Jan (week 1), 26 Mar (13), 2 Apr (14), 25 Jun (26), 2 Jul (27), 24 Sep (39),
    /// 1 Oct (40) and 31 Dec (53).
    #[test]
    fn weeks_stand_in_rows_of_their_quarter_and_the_53rd_ends_the_last() {
        let rows = row_ends("2026-W01", "2026-W53", 1, 1);
        let expected = [("W01", "W13", 13), ("W14", "W26", 13), ("W27", "W39", 13), ("W40", "W53", 14)];
        for ((first, last, count), expected) in rows.iter().zip(expected) {
            assert_eq!((&first[5..], &last[5..], *count), expected);
        }
        assert_eq!(rows.len(), 4);
    }

    #[test]
    fn months_and_quarters_stand_in_years_and_years_side_by_side_or_alone() {
        assert_eq!(row_ends("2025-07", "2027-06", 7, 1)[1], ("2026-07".into(), "2027-06".into(), 12));
        assert_eq!(row_ends("2025-Q1", "2026-Q4", 7, 1)[1], ("2026-Q1".into(), "2026-Q4".into(), 4));
        assert_eq!(row_ends("2020", "2026", 1, 1).len(), 7);
        assert_eq!(row_ends("2020", "2026", 1, 10), [("2020".into(), "2026".into(), 7)]);
    }

    #[test]
    fn a_week_is_told_by_its_days() {
        let week: Period = "2026-W53".parse().unwrap();
        let fiscal = FiscalStart::JANUARY;
        assert_eq!(days(week, fiscal).as_deref(), Some("Mon 28 Dec 2026 to Sun 3 Jan 2027"));
        assert_eq!((caption(week, fiscal).as_str(), head(week, fiscal).as_str()), ("W53", ""));
        assert_eq!(from(week, fiscal), "from 28 Dec");
        let month: Period = "2026-07".parse().unwrap();
        assert_eq!((days(month, fiscal), head(month, fiscal).as_str()), (None, "Jul"));
    }
}
