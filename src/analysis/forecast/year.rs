//! Where each row stands in its year: what seasons, and comparisons with last year, go by.

use crate::analysis::timeline::plus;
use crate::model::{Granularity, Period};

/// The places of the rows in the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// Places in a year: 12 for months. 1 where the series has no season.
    pub places: usize,
    /// One a row, counted from 0.
    pub place: Vec<usize>,
    /// For each row the same place one year earlier, where that is a row.
    pub before: Vec<Option<usize>>,
    /// Rows that have no place of their own: the 53rd week, which shares the place of the 52nd.
    pub extra: Vec<bool>,
}

impl Year {
    /// As the calendar has it, from `first` on.
    #[must_use]
    pub fn of_calendar(first: Period, rows: usize) -> Self {
        let granularity = first.granularity();
        if granularity != Granularity::Week {
            let offset = first.season_index();
            return Self::turned(granularity.per_year(), offset, rows);
        }
        let places = granularity.per_year();
        let periods: Vec<Period> = (0..rows).map(|row| plus(first, row)).collect();
        let place: Vec<usize> = periods.iter().map(|period| period.season_index().min(places - 1)).collect();
        let earlier = |row: usize| usize::try_from(first.until(periods[row].year_before())).ok().filter(|at| *at < row);
        let extra = (0..rows).map(|row| row > 0 && place[row] == place[row - 1]).collect();
        Self { places, before: (0..rows).map(earlier).collect(), extra, place }
    }

    /// A season of `places` rows, whatever the calendar says; 1 is none.
    #[must_use]
    pub fn of_length(places: usize, rows: usize) -> Self {
        Self::turned(places.max(1), 0, rows)
    }

    fn turned(places: usize, offset: usize, rows: usize) -> Self {
        Self {
            places,
            place: (0..rows).map(|row| (row + offset) % places).collect(),
            before: (0..rows).map(|row| row.checked_sub(places)).collect(),
            extra: vec![false; rows],
        }
    }

    /// Rows that it knows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.place.len()
    }

    /// Without the first `rows`.
    #[must_use]
    pub fn from(&self, rows: usize) -> Self {
        Self {
            places: self.places,
            place: self.place[rows..].to_vec(),
            before: self.before[rows..].iter().map(|at| at.and_then(|at| at.checked_sub(rows))).collect(),
            extra: self.extra[rows..].to_vec(),
        }
    }

    /// A year without seasons.
    #[must_use]
    pub fn has_no_places(&self) -> bool {
        self.places < 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_turn_through_twelve_places_and_look_twelve_rows_back() {
        let year = Year::of_calendar("2025-11".parse().unwrap(), 15);
        assert_eq!(year.place[..4], [10, 11, 0, 1]);
        assert_eq!((year.before[11], year.before[12], year.before[14]), (None, Some(0), Some(2)));
        assert!(!year.extra.contains(&true));
    }

    /// By the ISO calendar 2026 has 53 weeks: row 52 counted from 2026-W01 is 2026-W53, row 53 is 2027-W01.
    #[test]
    fn the_fifty_third_week_shares_the_place_of_the_one_before() {
        let year = Year::of_calendar("2026-W01".parse().unwrap(), 108);
        assert_eq!((year.place[51], year.place[52], year.place[53]), (51, 51, 0));
        assert_eq!((year.extra[51], year.extra[52], year.extra[53]), (false, true, false));
        assert_eq!((year.before[53], year.before[104]), (Some(0), Some(51)));
    }

    #[test]
    fn cut_at_the_front_it_says_the_same_of_the_rows_that_are_left() {
        let year = Year::of_calendar("2025-11".parse().unwrap(), 30);
        assert_eq!(year.from(3), Year::of_calendar("2026-02".parse().unwrap(), 27));
    }
}
