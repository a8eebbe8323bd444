//! The time axis: as many names of periods as fit, thinned by their measured widths, with the year under the first
//! name and under each January (for quarters under each fiscal year's first).

use chrono::Datelike;

use crate::chart::measure;
use crate::chart::scene::Weight;
use crate::model::{FiscalStart, Granularity, Period};
use crate::text::calendar;

/// A text under the axis, centred on `x`.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeLabel {
    pub x: f32,
    pub text: String,
    /// In the second line.
    pub year: bool,
    /// A year that starts here, rather than the one in which the axis starts.
    pub strong: bool,
}

/// What the axis has to name.
#[derive(Clone, Copy, Debug)]
pub struct TimeAxis<'a> {
    pub periods: &'a [Period],
    pub fiscal: FiscalStart,
    /// Middle of the first period, and the distance to the next.
    pub first: f32,
    pub pitch: f32,
    /// Size of the text.
    pub size: f32,
    /// No single letters on a wall.
    pub room: bool,
    /// Left and right edge that no label may pass.
    pub within: [f32; 2],
}

/// One way to name the periods.
struct Naming {
    /// Index of the period, its name, and the year that it opens or lies in.
    names: Vec<(usize, String, String)>,
    /// Least distance between two names, in ems.
    gap: f32,
    years: bool,
}

/// The fullest naming whose labels keep their distance.
#[must_use]
pub fn labels(axis: TimeAxis<'_>) -> Vec<TimeLabel> {
    let mut namings = axis.namings();
    let fits = namings.iter().position(|naming| !naming.names.is_empty() && axis.fits(naming));
    if let Some(index) = fits {
        return axis.placed(namings.swap_remove(index));
    }
    // Not even the sparsest fits: one name is better than none.
    let mut last = namings.pop().unwrap_or(Naming { names: Vec::new(), gap: 0.0, years: false });
    if last.names.is_empty() {
        last.names =
            axis.periods.first().map(|p| axis.named(0, *p, calendar::tick(*p, axis.fiscal))).into_iter().collect();
    }
    last.names.truncate(1);
    axis.placed(last)
}

impl TimeAxis<'_> {
    fn namings(&self) -> Vec<Naming> {
        let mut namings = Vec::new();
        match self.granularity() {
            Granularity::Month => {
                namings.push(self.every(1.2, |p| Some(calendar::tick(p, self.fiscal))));
                if !self.room {
                    namings.push(self.every(1.2, |p| Some(calendar::tick_narrow(p, self.fiscal))));
                }
                for months in [3, 6] {
                    namings.push(self.every(0.8, |p| self.month_start(p, months)));
                }
                self.push_years(&mut namings, |p| (p.first_month(self.fiscal) == 1).then(|| self.year_of(p)));
            }
            Granularity::Week => {
                namings.push(self.every(0.8, |p| Some(calendar::tick(p, self.fiscal))));
                for months in [1, 3, 6] {
                    namings.push(self.every(0.8, |p| self.month_start(p, months)));
                }
                self.push_years(&mut namings, |p| (p.season_index() == 0).then(|| self.year_of(p)));
            }
            Granularity::Quarter => {
                namings.push(self.every(0.8, |p| Some(calendar::tick(p, self.fiscal))));
                self.push_years(&mut namings, |p| (p.season_index() == 0).then(|| self.year_of(p)));
            }
            Granularity::Year => self.push_years(&mut namings, |p| Some(self.year_of(p))),
        }
        namings
    }

    fn granularity(&self) -> Granularity {
        self.periods.first().map_or(Granularity::Month, |p| p.granularity())
    }

    fn every(&self, gap: f32, name: impl Fn(Period) -> Option<String>) -> Naming {
        let entry = |(index, p): (usize, &Period)| name(*p).map(|name| self.named(index, *p, name));
        let names = self.periods.iter().enumerate().filter_map(entry).collect();
        Naming { names, gap, years: self.granularity() != Granularity::Year }
    }

    fn named(&self, index: usize, period: Period, name: String) -> (usize, String, String) {
        (index, name, self.year_of(period))
    }

    /// Years alone: all, then every 2nd, 5th, 10th …
    fn push_years(&self, namings: &mut Vec<Naming>, name: impl Fn(Period) -> Option<String>) {
        for step in [1, 2, 5, 10, 20, 50, 100] {
            let kept = |p: Period| name(p).filter(|_| self.calendar_year(p).rem_euclid(step) == 0);
            namings.push(Naming { years: false, ..self.every(0.8, kept) });
        }
    }

    /// The name of the month that starts in `period`, if it is one of every `months` from the fiscal year's start on.
    fn month_start(&self, period: Period, months: u32) -> Option<String> {
        let day = period.counts_by(self.fiscal);
        let starts = period.granularity() == Granularity::Month || day.day() <= 7;
        let from_start = day.month() + 12 - u32::from(self.fiscal.month());
        (starts && from_start.is_multiple_of(months)).then(|| calendar::month_short(day.month()).to_owned())
    }

    fn calendar_year(&self, period: Period) -> i32 {
        match period.granularity() {
            Granularity::Week => period.first_day(self.fiscal).iso_week().year(),
            Granularity::Month => period.first_day(self.fiscal).year(),
            Granularity::Quarter | Granularity::Year => period.fiscal_year(self.fiscal),
        }
    }

    fn year_of(&self, period: Period) -> String {
        match period.granularity() {
            Granularity::Week | Granularity::Month => self.calendar_year(period).to_string(),
            Granularity::Quarter | Granularity::Year => {
                calendar::fiscal_year(period.fiscal_year(self.fiscal), self.fiscal)
            }
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "an index of a period on a screen")]
    fn centre(&self, index: usize, width: f32) -> f32 {
        let [left, right] = self.within;
        (self.first + index as f32 * self.pitch).min(right - width / 2.0).max(left + width / 2.0)
    }

    fn width(&self, text: &str) -> f32 {
        measure::width(text, self.size, Weight::Regular)
    }

    fn fits(&self, naming: &Naming) -> bool {
        let mut end = f32::NEG_INFINITY;
        naming.names.iter().all(|(index, name, _)| {
            let width = self.width(name);
            let left = self.centre(*index, width) - width / 2.0;
            let fits = left - end >= naming.gap * self.size;
            end = left + width;
            fits
        })
    }

    fn placed(&self, naming: Naming) -> Vec<TimeLabel> {
        let years = if naming.years { self.years(&naming.names) } else { Vec::new() };
        let names = naming.names.into_iter().map(|(index, text, _)| {
            let x = self.centre(index, self.width(&text));
            TimeLabel { x, text, year: false, strong: false }
        });
        names.chain(years).collect()
    }

    fn years(&self, names: &[(usize, String, String)]) -> Vec<TimeLabel> {
        let mut opened: Vec<&(usize, String, String)> = Vec::new();
        for name in names {
            if opened.last().is_none_or(|last| last.2 != name.2) {
                opened.push(name);
            }
        }
        // The year in which the axis starts steps back for one that starts a month or two later.
        if let [first, second, ..] = opened[..]
            && second.0 - first.0 < 3
            && self.granularity() != Granularity::Quarter
        {
            opened.remove(0);
        }
        let mut placed: Vec<TimeLabel> = Vec::new();
        let mut end = f32::NEG_INFINITY;
        for (index, _, year) in opened {
            let width = self.width(year);
            let x = self.centre(*index, width);
            if x - width / 2.0 - end >= 0.5 * self.size {
                let strong = *index > 0 || self.opens_year(*index);
                placed.push(TimeLabel { x, text: year.clone(), year: true, strong });
                end = x + width / 2.0;
            }
        }
        placed
    }

    fn opens_year(&self, index: usize) -> bool {
        self.periods.get(index).is_some_and(|p| self.calendar_year(*p) != self.calendar_year(p.plus(-1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn axis(periods: &[Period], fiscal_month: u8, width: f32) -> TimeAxis<'_> {
        #[expect(clippy::cast_precision_loss, reason = "small counts")]
        let pitch = width / periods.len() as f32;
        let fiscal = FiscalStart::new(fiscal_month).unwrap();
        let within = [0.0, width + 40.0];
        TimeAxis { periods, fiscal, first: 36.0 + pitch / 2.0, pitch, size: 12.0, room: false, within }
    }

    fn run(first: &str, count: i32) -> Vec<Period> {
        let first: Period = first.parse().unwrap();
        (0..count).map(|n| first.plus(n)).collect()
    }

    fn shown(axis: TimeAxis<'_>) -> (String, String) {
        let labels = labels(axis);
        let line = |year| {
            let texts: Vec<&str> = labels.iter().filter(|l| l.year == year).map(|l| l.text.as_str()).collect();
            texts.join(" ")
        };
        (line(false), line(true))
    }

    #[test]
    fn three_years_of_months_show_fiscal_quarters_and_each_january_its_year() {
        let periods = run("2023-07", 41);
        let (names, years) = shown(axis(&periods, 7, 658.0));
        assert_eq!(names, "Jul Oct Jan Apr Jul Oct Jan Apr Jul Oct Jan Apr Jul Oct");
        assert_eq!(years, "2023 2024 2025 2026");
    }

    #[test]
    fn twenty_months_show_letters_and_the_year_under_january() {
        let periods = run("2025-11", 20);
        let (names, years) = shown(axis(&periods, 7, 652.0));
        assert_eq!(names, "N D J F M A M J J A S O N D J F M A M J");
        assert_eq!(years, "2026 2027");
    }

    #[test]
    fn the_room_shows_quarters_rather_than_letters() {
        let periods = run("2026-07", 12);
        let room = TimeAxis { size: 30.0, room: true, ..axis(&periods, 7, 946.0) };
        assert_eq!(shown(room), ("Jul Oct Jan Apr".into(), "2026 2027".into()));
    }

    #[test]
    fn few_months_are_all_named() {
        let periods = run("2026-07", 4);
        assert_eq!(shown(axis(&periods, 1, 400.0)), ("Jul Aug Sep Oct".into(), "2026".into()));
    }

    #[test]
    fn quarters_start_with_the_fiscal_year() {
        let periods = run("2023-01", 48);
        let (names, years) = shown(axis(&periods, 2, 600.0));
        assert!(names.starts_with("Feb May Aug Nov"), "{names}");
        assert_eq!(years, "2023 2024 2025 2026");
    }

    #[test]
    fn fifty_years_of_months_show_years_alone() {
        let periods = run("1976-01", 600);
        let (names, years) = shown(axis(&periods, 1, 600.0));
        assert!(names.starts_with("1980 1985 1990"), "{names}");
        assert_eq!(years, "");
    }

    #[test]
    fn weeks_quarters_and_years_have_their_own_names() {
        let weeks = run("2026-W20", 60);
        assert!(shown(axis(&weeks, 1, 600.0)).0.contains("Oct"), "{:?}", shown(axis(&weeks, 1, 600.0)));
        let quarters = run("2024-Q3", 10);
        assert_eq!(
            shown(axis(&quarters, 7, 600.0)),
            ("Q3 Q4 Q1 Q2 Q3 Q4 Q1 Q2 Q3 Q4".into(), "2024–25 2025–26 2026–27".into())
        );
        let years = run("2015", 10);
        assert_eq!(shown(axis(&years, 7, 700.0)).0.split(' ').next(), Some("2015–16"));
    }

    #[test]
    fn an_axis_without_periods_has_no_labels() {
        assert_eq!(labels(TimeAxis { pitch: 0.0, ..axis(&[], 1, 100.0) }), []);
    }

    proptest! {
        #[test]
        fn labels_never_overlap(
            start in prop::sample::select(vec!["1990-01", "1990-11", "2020-W40", "2020-Q2", "2020"]),
            count in 1..600_i32, fiscal in 1..=12_u8, width in 30.0..1400.0_f32, room in any::<bool>(),
        ) {
            let periods = run(start, count);
            let axis = TimeAxis { room, size: if room { 30.0 } else { 12.0 }, ..axis(&periods, fiscal, width) };
            let labels = labels(axis);
            prop_assert!(!labels.is_empty());
            for year in [false, true] {
                let line: Vec<&TimeLabel> = labels.iter().filter(|l| l.year == year).collect();
                for pair in line.windows(2) {
                    let half = |l: &TimeLabel| axis.width(&l.text) / 2.0;
                    prop_assert!(pair[1].x - half(pair[1]) >= pair[0].x + half(pair[0]), "{:?}", pair);
                }
            }
        }
    }
}
