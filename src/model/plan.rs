//! The plan: the one object that everything else reads, and the verbs that change it.

use std::sync::Arc;

use chrono::NaiveDate;

use super::target::SpreadError;
use super::{
    Amount, Currency, Episode, FiscalStart, Granularity, Kpi, Level, Meetings, Period, Series, Span, Spread, Subject,
    Target, Unit, Worksheets,
};

/// A sales plan. Sections that can grow are shared, so that a copy for undo costs next to nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub title: String,
    pub subject: Subject,
    /// Who answers for the plan.
    pub owner: String,
    /// The day that an example is read as of, in place of today, so that it never looks stale; `None` for real plans.
    pub as_of: Option<NaiveDate>,
    pub currency: Option<Currency>,
    pub fiscal_start: FiscalStart,
    /// The months that the plan is for; `None` until a target is set.
    pub period: Option<Span>,
    pub forecast: ForecastChoice,
    pub series: Vec<Arc<Series>>,
    /// In order of time.
    pub episodes: Vec<Episode>,
    /// Ideas, strategies and scenarios.
    pub worksheets: Arc<Worksheets>,
    /// What tells early whether the plan works.
    pub kpis: Arc<Vec<Kpi>>,
    /// When it is gone through, and what was said then.
    pub meetings: Arc<Meetings>,
    pub notes: Arc<str>,
}

/// Which forecast the plan is measured with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForecastChoice {
    /// Id of a method in `analysis::forecast`; `None` leaves the choice to the program.
    pub method: Option<String>,
    /// Periods in the rolling average that is shown first, and through which the straight line goes; what it comes to on a
    /// series of another rhythm, [`Plan::window`] says.
    pub window: usize,
    pub season: SeasonChoice,
}

/// Whether the forecast goes by a season.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SeasonChoice {
    /// If a test finds one.
    #[default]
    Tested,
    /// As soon as there are two years of figures.
    Always,
    Never,
}

impl SeasonChoice {
    pub const ALL: [Self; 3] = [Self::Tested, Self::Always, Self::Never];
}

impl ForecastChoice {
    /// Longest window that a plan may ask for.
    pub const LONGEST_WINDOW: usize = 120;
}

impl Default for ForecastChoice {
    fn default() -> Self {
        Self { method: None, window: Granularity::default().usual_window(), season: SeasonChoice::default() }
    }
}

/// A number spread over the plan period as the target of one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TargetTotal {
    pub level: Level,
    pub total: Amount,
    /// [`Spread::Even`] or [`Spread::LastYear`]; `ByPeriod` counts as even, since a total has no periods of its own.
    pub spread: Spread,
    /// Months.
    pub span: Span,
}

impl Plan {
    /// A plan with one empty monthly money series, ready for figures.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            series: vec![Arc::new(Series::new("Sales", Granularity::Month))],
            ..Self::default()
        }
    }

    #[must_use]
    pub fn series_index(&self, name: &str) -> Option<usize> {
        let wanted = name.trim().to_lowercase();
        self.series.iter().position(|s| s.name.trim().to_lowercase() == wanted)
    }

    /// The series to change; a copy is made only if an earlier state still shares it.
    pub fn series_mut(&mut self, index: usize) -> Option<&mut Series> {
        self.series.get_mut(index).map(Arc::make_mut)
    }

    /// Adds a series under `name`, or under "name 2", "name 3" … where that is taken, and answers its index.
    pub fn add_series(&mut self, name: &str, unit: Unit, granularity: Granularity) -> usize {
        // One more name than there are series: one of them must be free.
        let free = (1..=self.series.len() + 1)
            .map(|n| if n == 1 { name.to_owned() } else { format!("{name} {n}") })
            .find(|n| self.series_index(n).is_none());
        self.series.push(Arc::new(Series { unit, ..Series::new(free.unwrap_or_default(), granularity) }));
        self.fit_window();
        self.series.len() - 1
    }

    /// Has a series count by other periods. Answers whether it could: figures and targets are bound to theirs.
    pub fn set_rhythm(&mut self, series: usize, granularity: Granularity) -> bool {
        if !self.series.get(series).is_some_and(|series| series.is_blank()) {
            return false;
        }
        if let Some(series) = self.series_mut(series) {
            series.granularity = granularity;
        }
        self.fit_window();
        true
    }

    /// A window that was the usual one of a rhythm which no series has any more was never chosen for those that are there.
    fn fit_window(&mut self) {
        let window = self.forecast.window;
        let suits = self.series.iter().any(|series| series.granularity.windows().contains(&window));
        let usual = Granularity::ALL.iter().any(|granularity| granularity.usual_window() == window);
        if let Some(first) = self.series.first().filter(|_| usual && !suits) {
            self.forecast.window = first.granularity.usual_window();
        }
    }

    /// Periods in the rolling average of a series of this rhythm: the plan's window as it stands, or the one of about that
    /// length in time where it was chosen for another series (a 6-month average is no 6-week one).
    #[must_use]
    pub fn window(&self, granularity: Granularity) -> usize {
        let window = self.forecast.window.clamp(1, ForecastChoice::LONGEST_WINDOW);
        let offered = |other: &Granularity| other.windows().contains(&window);
        if offered(&granularity) {
            return window;
        }
        let chosen_for = self.series.iter().map(|series| series.granularity).find(offered);
        chosen_for.map_or(window, |other| granularity.window_like(window, other))
    }

    pub fn type_figure(&mut self, series: usize, period: Period, value: Option<Amount>) {
        if let Some(series) = self.series_mut(series) {
            series.type_value(period, value);
        }
    }

    /// Sets a target from a total, and the plan period with it.
    ///
    /// # Errors
    /// [`SpreadError`] if last year's shape was asked for and is not known; the plan is then unchanged.
    pub fn set_target_total(
        &mut self,
        series: usize,
        wanted: TargetTotal,
        today: NaiveDate,
    ) -> Result<(), SpreadError> {
        let TargetTotal { level, total, spread, span } = wanted;
        let (fiscal, currency) = (self.fiscal_start, self.currency);
        let Some(series) = self.series_mut(series) else { return Ok(()) };
        let periods = span.at(series.granularity, fiscal);
        let weights = match spread {
            Spread::LastYear => series.last_year_weights(periods, fiscal, today).map_err(SpreadError::NoLastYear)?,
            Spread::Even | Spread::ByPeriod => vec![1.0; periods.len()],
        };
        let mut target = Target::spread_over(level, spread, total, periods, &weights, series.unit.decimals(currency))?;
        // Targets of other years stay: they are the record of what was asked then.
        if let Some(old) = series.target(level) {
            let others = old.amounts.iter().filter(|(p, _)| !periods.contains(**p));
            target.amounts.extend(others.map(|(p, a)| (*p, *a)));
        }
        series.set_target(target);
        self.period = Some(span);
        Ok(())
    }

    /// The months that `period` consists of, as a plan's first or last; `None` for a week, which may lie in two of them.
    #[must_use]
    pub fn months_of(period: Period, fiscal: FiscalStart) -> Option<Span> {
        let months = Span { first: period, last: period }.at(Granularity::Month, fiscal);
        (period.granularity() != Granularity::Week).then_some(months)
    }

    /// The months that the plan is for, or else the fiscal year that holds the first month after `last_finished`
    /// (today's where nothing is finished).
    #[must_use]
    pub fn period_or_default(&self, last_finished: Option<Period>, today: NaiveDate) -> Span {
        self.period.unwrap_or_else(|| {
            let day = last_finished.map_or(today, |p| p.next().first_day(self.fiscal_start));
            self.fiscal_start.months_of(self.fiscal_start.year_of(day))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Period {
        text.parse().unwrap()
    }

    fn year_target(total: i64, spread: Spread, year: i32) -> TargetTotal {
        TargetTotal {
            level: Level::Formal,
            total: Amount::whole(total),
            spread,
            span: FiscalStart::JANUARY.months_of(year),
        }
    }

    #[test]
    fn a_target_spread_like_last_year_has_last_years_shape_and_the_exact_total() {
        let today = "2026-11-19".parse().unwrap();
        let mut plan = Plan::new("Coast");
        for (index, period) in FiscalStart::JANUARY.months_of(2025).iter().enumerate() {
            plan.type_figure(0, period, Some(Amount::whole(if index < 6 { 100 } else { 300 })));
        }
        plan.set_target_total(0, year_target(4_801, Spread::LastYear, 2026), today).unwrap();
        let target = plan.series[0].target(Level::Formal).unwrap();
        assert_eq!(target.total(plan.period.unwrap()), Some(Amount::whole(4_801)));
        assert_eq!(target.amounts[&month("2026-12")].rounded(0), Amount::whole(600));
    }

    #[test]
    fn a_shape_that_is_not_known_changes_nothing() {
        let mut plan = Plan::new("Coast");
        let before = plan.clone();
        let refused = plan.set_target_total(0, year_target(1, Spread::LastYear, 2026), "2026-11-19".parse().unwrap());
        assert!(refused.is_err());
        assert_eq!(plan, before);
    }

    #[test]
    fn the_target_of_another_year_stays() {
        let today = "2026-11-19".parse().unwrap();
        let mut plan = Plan::new("Coast");
        plan.set_target_total(0, year_target(1_200, Spread::Even, 2025), today).unwrap();
        plan.set_target_total(0, year_target(2_400, Spread::Even, 2026), today).unwrap();
        let target = plan.series[0].target(Level::Formal).unwrap();
        assert_eq!(target.amounts.len(), 24);
        assert_eq!(target.amounts[&month("2025-12")], Amount::whole(100));
    }

    #[test]
    fn a_new_rhythm_brings_its_usual_window_and_a_chosen_one_stays() {
        let mut plan = Plan::new("Coast");
        assert!(plan.set_rhythm(0, Granularity::Week));
        assert_eq!(plan.forecast.window, 13);
        plan.forecast.window = 26;
        assert!(plan.set_rhythm(0, Granularity::Month));
        assert_eq!(plan.forecast.window, 26, "no usual one, so somebody meant it");
        plan.type_figure(0, month("2026-01"), Some(Amount::whole(1)));
        assert!(!plan.set_rhythm(0, Granularity::Quarter) && !plan.set_rhythm(7, Granularity::Quarter));
        assert_eq!(plan.series[0].granularity, Granularity::Month);
    }

    #[test]
    fn the_window_of_one_rhythm_is_as_long_in_the_other() {
        let mut plan = Plan::new("Coast");
        plan.add_series("Visits", Unit::Count("visits".into()), Granularity::Week);
        let windows = |plan: &Plan| [plan.window(Granularity::Month), plan.window(Granularity::Week)];
        assert_eq!(windows(&plan), [6, 13]);
        plan.forecast.window = 52;
        assert_eq!(windows(&plan), [12, 52]);
        plan.forecast.window = 24;
        assert_eq!(windows(&plan), [24, 24], "offered for neither: as the file has it");
    }

    #[test]
    fn a_copy_shares_its_series_until_one_is_changed() {
        let plan = Plan::new("Coast");
        let mut copy = plan.clone();
        assert!(Arc::ptr_eq(&plan.series[0], &copy.series[0]));
        copy.type_figure(0, month("2026-01"), Some(Amount::whole(1)));
        assert_eq!(plan.series[0].figures.len(), 0);
    }

    #[test]
    fn without_a_plan_period_the_plan_is_for_the_fiscal_year_that_comes_next() {
        let plan = Plan { fiscal_start: FiscalStart::new(7).unwrap(), ..Plan::new("Coast") };
        let span = plan.period_or_default(Some(month("2026-06")), "2026-11-19".parse().unwrap());
        assert_eq!((span.first, span.last), (month("2026-07"), month("2027-06")));
    }
}
