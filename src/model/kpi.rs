//! KPIs: what tells early whether a plan is working, how often it is looked at and what it should come to.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, Days, NaiveDate};

use super::{Amount, KpiId, Plan, Scenario, StrategyId, Unit};

/// Something that is counted between meetings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kpi {
    pub id: KpiId,
    pub name: String,
    /// What counts and what doesn't: "a deal that is dead is out of it".
    pub definition: String,
    pub unit: Unit,
    pub rhythm: Rhythm,
    pub kind: KpiKind,
    /// It stands for something that can't be counted itself.
    pub is_proxy: bool,
    pub owner: String,
    pub goal: Option<Goal>,
    /// In order of time.
    pub exceptions: Vec<Exception>,
    /// By the first day of each period; missing is not zero. Empty where it is worked out from others.
    pub values: BTreeMap<NaiveDate, Amount>,
    /// How it is worked out from two other KPIs of the same rhythm.
    pub ratio: Option<Ratio>,
    /// What it shows progress for.
    pub shows: Vec<Progress>,
}

/// How often it is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rhythm {
    Day,
    #[default]
    Week,
    TwoWeeks,
    Month,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KpiKind {
    /// People do it themselves, and it comes before the result.
    #[default]
    Leading,
    /// It comes out at the end, and is harder to control.
    Result,
}

/// What it should come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    AtLeast(Amount),
    AtMost(Amount),
    Between(Amount, Amount),
    /// From one value to another, evenly from the first day to the last.
    Move {
        from: Amount,
        to: Amount,
        start: NaiveDate,
        by: NaiveDate,
    },
}

/// Another goal for a while, such as over holidays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    pub first: NaiveDate,
    pub last: NaiveDate,
    /// `None` asks for nothing in that time.
    pub goal: Option<Goal>,
    pub reason: String,
}

/// One KPI in parts of another: follow-up meetings of first meetings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    pub top: KpiId,
    pub bottom: KpiId,
    /// Told in percent.
    pub percent: bool,
}

/// What a KPI shows progress for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    Strategy(StrategyId),
    Skill(String),
    Improvement(String),
}

/// One of the library that a KPI may begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Starter {
    pub name: &'static str,
    /// "money" is the plan's currency.
    pub unit: &'static str,
    pub rhythm: Rhythm,
    pub kind: KpiKind,
    pub is_proxy: bool,
    /// Why one would count it.
    pub about: &'static str,
}

const fn starter(
    name: &'static str,
    unit: &'static str,
    kind: KpiKind,
    is_proxy: bool,
    about: &'static str,
) -> Starter {
    Starter { name, unit, rhythm: Rhythm::Week, kind, is_proxy, about }
}

/// What small firms and sales teams often count.
pub const STARTERS: [Starter; 8] = [
    starter("First talks", "talks", KpiKind::Leading, false, "New people talked to about what you sell"),
    starter("Follow-up meetings", "meetings", KpiKind::Leading, false, "Second talks: somebody wants to hear more"),
    starter("Offers sent", "offers", KpiKind::Leading, false, "Offers with a price in them"),
    starter("Phone calls", "calls", KpiKind::Leading, true, "Stands for effort, which can’t be counted itself"),
    starter("Days between touches", "days", KpiKind::Leading, false, "How long a customer waits to hear from you"),
    Starter {
        rhythm: Rhythm::Month,
        ..starter("Win rate", "%", KpiKind::Result, false, "Orders in percent of offers; work it out from two others")
    },
    Starter {
        rhythm: Rhythm::Month,
        ..starter("New accounts", "accounts", KpiKind::Result, false, "Customers who bought for the first time")
    },
    starter("Average order", "money", KpiKind::Result, false, "Sales in parts of the orders"),
];

impl Rhythm {
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::TwoWeeks, Self::Month];

    /// The word in files and JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::TwoWeeks => "two-weeks",
            Self::Month => "month",
        }
    }

    /// The first day of the period that holds `day`. Weeks begin on Monday; two weeks begin with an odd one since Monday 1 January 1,
    /// so that they are the same whatever year it is.
    #[must_use]
    pub fn first_day(self, day: NaiveDate) -> NaiveDate {
        let back = |days: i32| day.checked_sub_days(Days::new(u64::from(days.unsigned_abs()))).unwrap_or(day);
        match self {
            Self::Day => day,
            Self::Week => back((day.num_days_from_ce() - 1).rem_euclid(7)),
            Self::TwoWeeks => back((day.num_days_from_ce() - 1).rem_euclid(14)),
            Self::Month => day.with_day(1).unwrap_or(day),
        }
    }

    /// The first day of the period after the one that holds `day`. `None` beyond the calendar.
    #[must_use]
    pub fn next(self, day: NaiveDate) -> Option<NaiveDate> {
        let first = self.first_day(day);
        match self {
            Self::Day => first.succ_opt(),
            Self::Week => first.checked_add_days(Days::new(7)),
            Self::TwoWeeks => first.checked_add_days(Days::new(14)),
            Self::Month => first.checked_add_months(chrono::Months::new(1)),
        }
    }

    /// The first days of the last `count` periods that were over before `today`, the earliest first.
    #[must_use]
    pub fn last(self, count: usize, today: NaiveDate) -> Vec<NaiveDate> {
        let mut days = Vec::with_capacity(count);
        let mut first = self.first_day(today);
        for _ in 0..count {
            let Some(before) = first.pred_opt() else { break };
            first = self.first_day(before);
            days.push(first);
        }
        days.reverse();
        days
    }
}

impl Goal {
    /// The word of its shape in JSON.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::AtLeast(_) => "at-least",
            Self::AtMost(_) => "at-most",
            Self::Between(..) => "between",
            Self::Move { .. } => "move",
        }
    }

    /// The goal of the period that begins on `first`, as the least and the most that it may come to.
    #[must_use]
    pub fn bounds(self, first: NaiveDate) -> (Option<Amount>, Option<Amount>) {
        match self {
            Self::AtLeast(least) => (Some(least), None),
            Self::AtMost(most) => (None, Some(most)),
            Self::Between(least, most) => (Some(least), Some(most)),
            Self::Move { from, to, start, by } => {
                let days = |from: NaiveDate, to: NaiveDate| Amount::whole(to.signed_duration_since(from).num_days());
                let wanted = if first >= by {
                    to
                } else if first <= start {
                    from
                } else {
                    (to - from).ratio(days(start, first), days(start, by)).map_or(to, |part| from + part)
                };
                if to >= from { (Some(wanted), None) } else { (None, Some(wanted)) }
            }
        }
    }

    /// Whether more is better. `None` for a goal with two ends.
    #[must_use]
    pub fn wants_more(self) -> Option<bool> {
        match self {
            Self::AtLeast(_) => Some(true),
            Self::AtMost(_) => Some(false),
            Self::Between(..) => None,
            Self::Move { from, to, .. } => Some(to >= from),
        }
    }
}

impl Kpi {
    #[must_use]
    pub fn new(name: &str, unit: Unit, rhythm: Rhythm) -> Self {
        Self { name: name.to_owned(), unit, rhythm, ..Self::default() }
    }

    /// The goal of the period that begins on `first`, exceptions regarded.
    #[must_use]
    pub fn goal_at(&self, first: NaiveDate) -> Option<Goal> {
        let exception = self.exceptions.iter().find(|it| (it.first..=it.last).contains(&first));
        exception.map_or(self.goal, |exception| exception.goal)
    }

    /// Enters a value, or takes it out; of a period that is told by any of its days.
    pub fn enter(&mut self, day: NaiveDate, value: Option<Amount>) {
        let first = self.rhythm.first_day(day);
        match value {
            Some(value) => self.values.insert(first, value),
            None => self.values.remove(&first),
        };
    }
}

/// What a KPI came to in the period that begins on `first`: as entered, or as worked out from two others. `None` where something is
/// missing or would be divided by nothing.
#[must_use]
pub fn value_of(kpis: &[Kpi], kpi: &Kpi, first: NaiveDate) -> Option<Amount> {
    let Some(ratio) = kpi.ratio else { return kpi.values.get(&first).copied() };
    let value = |id: KpiId| {
        let part = kpis.iter().find(|it| it.id == id && it.ratio.is_none() && it.rhythm == kpi.rhythm)?;
        part.values.get(&first).copied()
    };
    let scale = Amount::whole(if ratio.percent { 100 } else { 1 });
    scale.ratio(value(ratio.top)?, value(ratio.bottom)?)
}

impl Plan {
    #[must_use]
    pub fn kpi(&self, id: KpiId) -> Option<&Kpi> {
        self.kpis.iter().find(|kpi| kpi.id == id)
    }

    /// The KPIs to change; a copy is made only if an earlier state still shares them.
    pub fn kpis_mut(&mut self) -> &mut Vec<Kpi> {
        Arc::make_mut(&mut self.kpis)
    }

    pub fn kpi_mut(&mut self, id: KpiId) -> Option<&mut Kpi> {
        self.kpis_mut().iter_mut().find(|kpi| kpi.id == id)
    }

    /// Adds a KPI under a number of its own, whatever it had. Strategies, scenarios and KPIs count with one counter.
    pub fn add_kpi(&mut self, kpi: Kpi) -> KpiId {
        let highest = self.kpis.iter().map(|kpi| kpi.id.0).max().unwrap_or(0);
        let sheets = self.worksheets_mut();
        sheets.last_id = sheets.last_id.max(highest);
        let id = KpiId(sheets.next_id());
        self.kpis_mut().push(Kpi { id, ..kpi });
        id
    }

    /// Moves a KPI to another place of the list; answers whether it is elsewhere now.
    pub fn move_kpi(&mut self, id: KpiId, to: usize) -> bool {
        let at = self.kpis.iter().position(|kpi| kpi.id == id);
        let Some(at) = at.filter(|at| *at != to && to < self.kpis.len()) else { return false };
        let kpis = self.kpis_mut();
        let kpi = kpis.remove(at);
        kpis.insert(to, kpi);
        true
    }

    /// Takes a KPI out, and the triggers that watch it. One that was worked out from it keeps what it came to so far, as if that had
    /// been entered.
    pub fn remove_kpi(&mut self, id: KpiId) -> Option<Kpi> {
        let at = self.kpis.iter().position(|kpi| kpi.id == id)?;
        let before = self.kpis.clone();
        let removed = self.kpis_mut().remove(at);
        for kpi in self.kpis_mut().iter_mut().filter(|kpi| kpi.ratio.is_some_and(|ratio| ratio.needs(id))) {
            kpi.values = worked_out(&before, kpi);
            kpi.ratio = None;
        }
        if self.watches(id).next().is_some() {
            let watches = |scenario: &&mut Scenario| scenario.trigger.as_ref().is_some_and(|it| it.kpi == Some(id));
            self.worksheets_mut().scenarios.iter_mut().filter(watches).for_each(|scenario| scenario.trigger = None);
        }
        Some(removed)
    }

    /// The scenarios whose trigger watches this KPI.
    pub fn watches(&self, id: KpiId) -> impl Iterator<Item = &Scenario> {
        let watches = move |scenario: &&Scenario| scenario.trigger.as_ref().is_some_and(|it| it.kpi == Some(id));
        self.worksheets.scenarios.iter().filter(watches)
    }

    /// Whether another KPI is worked out from this one, so that its rhythm has to stay and it can't be worked out itself.
    #[must_use]
    pub fn is_part_of_ratio(&self, id: KpiId) -> bool {
        self.kpis.iter().filter_map(|kpi| kpi.ratio).any(|ratio| ratio.needs(id))
    }
}

impl Ratio {
    #[must_use]
    pub fn needs(self, id: KpiId) -> bool {
        self.top == id || self.bottom == id
    }
}

/// Everything that a KPI came to, entered or worked out.
#[must_use]
pub fn worked_out(kpis: &[Kpi], kpi: &Kpi) -> BTreeMap<NaiveDate, Amount> {
    let Some(ratio) = kpi.ratio else { return kpi.values.clone() };
    let days = kpis.iter().find(|it| it.id == ratio.bottom).map(|it| &it.values);
    let known = |day: &NaiveDate| Some((*day, value_of(kpis, kpi, *day)?));
    days.into_iter().flat_map(BTreeMap::keys).filter_map(known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn periods_begin_on_mondays_and_on_the_first_of_a_month() {
        let today = day("2026-11-25");
        let of = |rhythm: Rhythm| rhythm.first_day(today).to_string();
        assert_eq!(Rhythm::ALL.map(of), ["2026-11-25", "2026-11-23", "2026-11-23", "2026-11-01"]);
        for rhythm in Rhythm::ALL {
            let first = rhythm.first_day(today);
            assert_eq!(rhythm.first_day(first), first);
            let next = rhythm.next(today).unwrap();
            assert!(
                next > today && rhythm.first_day(next) == next && rhythm.first_day(next.pred_opt().unwrap()) == first
            );
        }
        assert_eq!(Rhythm::Week.last(3, today), ["2026-11-02", "2026-11-09", "2026-11-16"].map(day));
        assert_eq!(Rhythm::Month.last(2, day("2026-03-31")), ["2026-01-01", "2026-02-01"].map(day));
    }

    #[test]
    fn a_goal_that_moves_asks_for_its_share_of_the_way() {
        let whole = Amount::whole;
        let goal = Goal::Move { from: whole(25), to: whole(45), start: day("2026-01-01"), by: day("2026-01-11") };
        let at = |text: &str| goal.bounds(day(text));
        assert_eq!(at("2025-12-31"), (Some(whole(25)), None));
        assert_eq!(at("2026-01-06"), (Some(whole(35)), None), "half of the days, half of the way");
        assert_eq!(at("2027-01-01"), (Some(whole(45)), None));
        let down = Goal::Move { from: whole(20), to: whole(14), start: day("2026-01-01"), by: day("2026-01-11") };
        assert_eq!(down.bounds(day("2026-01-06")), (None, Some(whole(17))));
        assert_eq!((goal.wants_more(), down.wants_more()), (Some(true), Some(false)));
        assert_eq!(Goal::Between(whole(60), whole(100)).bounds(day("2026-01-06")), (Some(whole(60)), Some(whole(100))));
    }

    #[test]
    fn an_exception_holds_for_its_days_only() {
        let mut kpi = Kpi::new("First talks", Unit::Count("talks".into()), Rhythm::Week);
        kpi.goal = Some(Goal::AtLeast(Amount::whole(12)));
        let (first, last) = (day("2026-12-21"), day("2027-01-03"));
        kpi.exceptions = vec![Exception { first, last, goal: None, reason: "Christmas".into() }];
        assert_eq!(kpi.goal_at(day("2026-12-14")), kpi.goal);
        assert_eq!(kpi.goal_at(day("2026-12-28")), None);
        assert_eq!(kpi.goal_at(day("2027-01-04")), kpi.goal);
    }

    #[test]
    fn a_ratio_is_worked_out_from_what_was_entered() {
        let unit = || Unit::Count("meetings".into());
        let (mut first, mut later) = (Kpi::new("First", unit(), Rhythm::Week), Kpi::new("Later", unit(), Rhythm::Week));
        (first.id, later.id) = (KpiId(1), KpiId(2));
        first.enter(day("2026-11-25"), Some(Amount::whole(8)));
        later.enter(day("2026-11-23"), Some(Amount::whole(2)));
        let rate = Kpi {
            ratio: Some(Ratio { top: KpiId(2), bottom: KpiId(1), percent: true }),
            ..Kpi::new("Rate", Unit::Count("%".into()), Rhythm::Week)
        };
        let value = |kpis: &[Kpi]| value_of(kpis, &rate, day("2026-11-23"));
        assert_eq!(value(&[first.clone(), later.clone()]), Some(Amount::whole(25)));
        first.enter(day("2026-11-27"), Some(Amount::ZERO));
        assert_eq!(value(&[first.clone(), later.clone()]), None, "nothing is divided by nothing");
        later.enter(day("2026-11-23"), None);
        assert_eq!((value(&[first]), later.values.len()), (None, 0));
    }
    #[test]
    fn a_kpi_that_is_gone_leaves_its_ratio_as_it_was_and_its_number_free_for_nobody() {
        let mut plan = Plan::new("Coast");
        let unit = || Unit::Count("meetings".into());
        let first = plan.add_kpi(Kpi::new("First", unit(), Rhythm::Week));
        let later = plan.add_kpi(Kpi::new("Later", unit(), Rhythm::Week));
        let rate = Kpi {
            ratio: Some(Ratio { top: later, bottom: first, percent: true }),
            ..Kpi::new("Rate", unit(), Rhythm::Week)
        };
        let rate = plan.add_kpi(rate);
        plan.kpi_mut(first).unwrap().enter(day("2026-11-23"), Some(Amount::whole(8)));
        plan.kpi_mut(later).unwrap().enter(day("2026-11-23"), Some(Amount::whole(2)));
        assert!(plan.is_part_of_ratio(first) && !plan.is_part_of_ratio(rate));
        assert!(plan.move_kpi(rate, 0) && !plan.move_kpi(rate, 0) && !plan.move_kpi(rate, 3));
        assert_eq!(plan.remove_kpi(first).map(|kpi| kpi.name), Some("First".to_owned()));
        let kept = plan.kpi(rate).unwrap();
        assert_eq!((kept.ratio, kept.values.get(&day("2026-11-23"))), (None, Some(&Amount::whole(25))));
        assert!(plan.add_kpi(Kpi::default()).0 > rate.0.max(first.0));
        assert_eq!(plan.remove_kpi(first), None);
    }
}
