//! A history of figures: what was sold (or counted) in each period, and from where we know it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    Adjustment, Amount, Currency, FiscalStart, Granularity, Intake, KeptForecast, Level, Period, Seen, Span, Spread,
    Target,
};

/// What a series counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Money, in the plan's currency.
    #[default]
    Money,
    /// Anything countable, named in the plural: "meetings".
    Count(String),
}

impl Unit {
    /// Decimals of amounts in this unit: the currency's minor unit for money, two where nothing is known.
    #[must_use]
    pub fn decimals(&self, currency: Option<Currency>) -> u32 {
        match self {
            Self::Money => currency.map_or(2, |c| c.decimals()),
            Self::Count(_) => 2,
        }
    }
}

/// Where the figures of a series come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// Typed or pasted by hand.
    #[default]
    Typed,
    /// Read from a file; only its name is kept, never where it lay.
    File(String),
}

/// What is known of one period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// Missing is not zero.
    pub value: Option<Amount>,
    /// Typed by hand, so that the source's data date does not bind it.
    pub typed: bool,
    pub note: String,
}

impl Figure {
    #[must_use]
    pub fn typed(value: Amount) -> Self {
        Self { value: Some(value), typed: true, note: String::new() }
    }

    fn says_nothing(&self) -> bool {
        self.value.is_none() && self.note.is_empty()
    }
}

/// How a period of a series stands on a given day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No figure.
    Missing,
    /// A figure so far: the period still runs, or the source does not speak for all of it.
    Unfinished,
    Finished,
}

/// A named history with its targets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    pub name: String,
    pub unit: Unit,
    pub granularity: Granularity,
    pub source: Source,
    /// The last day of which the source speaks; `None` where all is typed.
    pub data_date: Option<NaiveDate>,
    /// In order of time; all of the series' granularity.
    pub figures: BTreeMap<Period, Figure>,
    /// At most one a level, in the order of [`Level::ALL`].
    pub targets: Vec<Target>,
    /// What came from which file, the oldest first.
    pub intakes: Vec<Intake>,
    /// In order of the first period that they bear on.
    pub adjustments: Vec<Adjustment>,
    /// In order of what was known.
    pub kept: Vec<KeptForecast>,
}

impl Series {
    #[must_use]
    pub fn new(name: impl Into<String>, granularity: Granularity) -> Self {
        Self { name: name.into(), granularity, ..Self::default() }
    }

    /// Whether nothing is bound to its periods yet.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.figures.is_empty() && self.targets.is_empty()
    }

    #[must_use]
    pub fn value(&self, period: Period) -> Option<Amount> {
        self.figures.get(&period)?.value
    }

    /// From the first to the last period that has a value.
    #[must_use]
    pub fn extent(&self) -> Option<Span> {
        let mut periods = self.figures.iter().filter(|(_, f)| f.value.is_some()).map(|(p, _)| *p);
        let first = periods.next()?;
        Some(Span { first, last: periods.next_back().unwrap_or(first) })
    }

    /// Finished only if the period ended before today and the source speaks for all of it.
    #[must_use]
    pub fn standing(&self, period: Period, fiscal: FiscalStart, today: NaiveDate) -> Standing {
        let Some(figure) = self.figures.get(&period).filter(|f| f.value.is_some()) else {
            return Standing::Missing;
        };
        let last_day = period.last_day(fiscal);
        let source_speaks = figure.typed || self.data_date.is_none_or(|date| last_day <= date);
        if last_day < today && source_speaks { Standing::Finished } else { Standing::Unfinished }
    }

    /// Types a figure, or clears it with `None`. A note on the period stays.
    pub fn type_value(&mut self, period: Period, value: Option<Amount>) {
        let figure = self.figures.entry(period).or_default();
        figure.value = value;
        figure.typed = value.is_some();
        if figure.says_nothing() {
            self.figures.remove(&period);
        }
    }

    pub fn set_note(&mut self, period: Period, note: &str) {
        let figure = self.figures.entry(period).or_default();
        note.trim().clone_into(&mut figure.note);
        if figure.says_nothing() {
            self.figures.remove(&period);
        }
    }

    /// Takes over what a file says of its periods and leaves the others. The data date goes on to the file's, since a newer
    /// file speaks for all days up to its own; it goes back only for a file that speaks for a part of one of its periods,
    /// which would count as finished otherwise.
    pub fn take_in(
        &mut self,
        file_name: &str,
        data_date: NaiveDate,
        fiscal: FiscalStart,
        values: impl IntoIterator<Item = (Period, Amount)>,
    ) {
        if self.source == Source::Typed {
            // What was typed before the first file is marked as such, or the file's date would bind it.
            for figure in self.figures.values_mut() {
                figure.typed = figure.value.is_some();
            }
        }
        let mut holds_a_part = false;
        for (period, value) in values {
            let figure = self.figures.entry(period).or_default();
            figure.value = Some(value);
            figure.typed = false;
            holds_a_part |= data_date < period.last_day(fiscal);
        }
        self.source = Source::File(file_name.to_owned());
        self.data_date = Some(match self.data_date {
            Some(old) if !holds_a_part => old.max(data_date),
            _ => data_date,
        });
    }

    /// What files of `source` last said of a period, and the file that said it.
    #[must_use]
    pub fn last_seen(&self, source: &str, period: Period) -> Option<(&Intake, Seen)> {
        let of_source = self.intakes.iter().rev().filter(|intake| intake.source == source);
        of_source.into_iter().find_map(|intake| Some((intake, *intake.totals.get(&period)?)))
    }

    #[must_use]
    pub fn target(&self, level: Level) -> Option<&Target> {
        self.targets.iter().find(|t| t.level == level)
    }

    pub fn set_target(&mut self, target: Target) {
        self.targets.retain(|t| t.level != target.level);
        if !target.amounts.is_empty() {
            self.targets.push(target);
            self.targets.sort_by_key(|t| t.level);
        }
    }

    /// Changes one period of a target, which from then on is one set period by period.
    pub fn type_target(&mut self, level: Level, period: Period, amount: Option<Amount>) {
        let mut target = self.target(level).cloned().unwrap_or_else(|| Target::empty(level));
        match amount {
            Some(amount) => target.amounts.insert(period, amount),
            None => target.amounts.remove(&period),
        };
        target.spread = Spread::ByPeriod;
        self.set_target(target);
    }

    /// Weights that spread a total over `span` as the latest finished year had it: for each period the value of the
    /// same period in the latest earlier year that has it finished.
    ///
    /// # Errors
    /// The first period of `span` that no earlier year can speak for.
    pub fn last_year_weights(&self, span: Span, fiscal: FiscalStart, today: NaiveDate) -> Result<Vec<f64>, Period> {
        let Some(extent) = self.extent() else { return Err(span.first) };
        let finished = |p: Period| self.standing(p, fiscal, today) == Standing::Finished;
        span.iter()
            .map(|period| {
                std::iter::successors(Some(period.year_before()), |p| Some(p.year_before()))
                    .take_while(|p| *p >= extent.first)
                    .find(|p| finished(*p))
                    .and_then(|p| self.value(p))
                    .map(|a| a.to_f64().max(0.0))
                    .ok_or(period)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Period {
        text.parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn standing(series: &Series, period: &str, today: &str) -> Standing {
        series.standing(month(period), FiscalStart::JANUARY, day(today))
    }

    #[test]
    fn a_typed_month_is_finished_the_day_after_it_ended() {
        let mut series = Series::new("Sales", Granularity::Month);
        series.type_value(month("2026-10"), Some(Amount::whole(5)));
        assert_eq!(standing(&series, "2026-10", "2026-10-31"), Standing::Unfinished);
        assert_eq!(standing(&series, "2026-10", "2026-11-01"), Standing::Finished);
        assert_eq!(standing(&series, "2026-11", "2026-11-01"), Standing::Missing);
    }

    #[test]
    fn an_imported_month_waits_for_a_source_that_speaks_for_all_of_it() {
        let mut series = Series::new("Sales", Granularity::Month);
        series.take_in(
            "a.csv",
            day("2026-10-28"),
            FiscalStart::JANUARY,
            [(month("2026-09"), Amount::whole(4)), (month("2026-10"), Amount::whole(5))],
        );
        assert_eq!(standing(&series, "2026-09", "2026-12-24"), Standing::Finished);
        assert_eq!(standing(&series, "2026-10", "2026-12-24"), Standing::Unfinished);
        series.type_value(month("2026-10"), Some(Amount::whole(6)));
        assert_eq!(standing(&series, "2026-10", "2026-12-24"), Standing::Finished);
    }

    #[test]
    fn figures_typed_before_the_first_file_are_not_bound_by_its_date() {
        let mut series = Series::new("Sales", Granularity::Month);
        series.type_value(month("2026-10"), Some(Amount::whole(5)));
        series.take_in("a.csv", day("2026-09-30"), FiscalStart::JANUARY, [(month("2026-09"), Amount::whole(4))]);
        assert_eq!(standing(&series, "2026-10", "2026-11-02"), Standing::Finished);
    }

    #[test]
    fn an_older_file_that_stops_inside_a_month_leaves_it_unfinished() {
        let mut series = Series::new("Sales", Granularity::Month);
        let october = |value| [(month("2026-10"), Amount::whole(value))];
        series.take_in("whole.csv", day("2026-10-31"), FiscalStart::JANUARY, october(9));
        assert_eq!(standing(&series, "2026-10", "2026-11-19"), Standing::Finished);
        series.take_in("older.csv", day("2026-10-15"), FiscalStart::JANUARY, october(4));
        assert_eq!(standing(&series, "2026-10", "2026-11-19"), Standing::Unfinished);
    }

    #[test]
    fn a_file_of_an_earlier_year_leaves_the_later_months_finished() {
        let mut series = Series::new("Sales", Granularity::Month);
        series.take_in("new.csv", day("2026-10-31"), FiscalStart::JANUARY, [(month("2026-10"), Amount::whole(9))]);
        series.take_in("2025.csv", day("2025-12-31"), FiscalStart::JANUARY, [(month("2025-12"), Amount::whole(4))]);
        assert_eq!(standing(&series, "2026-10", "2026-11-19"), Standing::Finished);
    }

    #[test]
    fn clearing_a_month_keeps_its_note_and_missing_is_not_zero() {
        let mut series = Series::new("Sales", Granularity::Month);
        series.type_value(month("2026-09"), Some(Amount::ZERO));
        series.set_note(month("2026-09"), " shop closed ");
        series.type_value(month("2026-09"), None);
        assert_eq!(series.figures[&month("2026-09")].note, "shop closed");
        assert_eq!(series.extent(), None);
        series.set_note(month("2026-09"), "");
        assert!(series.figures.is_empty());
    }

    #[test]
    fn last_years_shape_takes_the_latest_finished_year_of_each_month() {
        let mut series = Series::new("Sales", Granularity::Month);
        for (index, period) in Span::new(month("2025-01"), month("2026-10")).unwrap().iter().enumerate() {
            series.type_value(period, Some(Amount::whole(i64::try_from(index).unwrap() + 1)));
        }
        let span = Span::new(month("2027-01"), month("2027-12")).unwrap();
        let weights = series.last_year_weights(span, FiscalStart::JANUARY, day("2026-11-19")).unwrap();
        // January is 2026's (13th figure); November is 2025's (11th), since 2026's has not come yet.
        assert_eq!((weights[0], weights[10]), (13.0, 11.0));
        let short = Span::new(month("2025-06"), month("2026-05")).unwrap();
        assert_eq!(series.last_year_weights(short, FiscalStart::JANUARY, day("2026-11-19")), Err(month("2025-06")));
    }
}
