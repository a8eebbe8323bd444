//! What a file brings to a series that may have had it before: new, changed, the same, or worse than what is known.

use chrono::NaiveDate;

use super::kpi;
use super::preview::{Found, Preview, Total};
use super::route::Route;
use crate::model::{Amount, FiscalStart, Intake, Period, Plan, Seen, Series};
use crate::text::{calendar, plural};

/// What comes to one series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    pub series: String,
    /// In order of time.
    pub steps: Vec<Step>,
}

/// What becomes of one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub total: Total,
    pub change: Change,
    /// Rows of it that were there already.
    pub rows_before: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    New,
    Changed {
        before: Amount,
    },
    /// The same amount; `other_rows` if other rows make it.
    Same {
        other_rows: bool,
    },
    /// The file begins inside the period, and what is known is more.
    KeptFull {
        known: Amount,
    },
    /// The file is older than what is known, and ends inside the period.
    KeptNewer {
        known: Amount,
    },
}

impl Step {
    const fn is_kept(self) -> bool {
        matches!(self.change, Change::KeptFull { .. } | Change::KeptNewer { .. })
    }

    /// Rows that were not there before.
    const fn new_rows(self) -> u32 {
        if self.is_kept() { 0 } else { self.total.rows.saturating_sub(self.rows_before) }
    }
}

impl Preview {
    /// What would come to each series of `plan`, in the order of `routes`.
    #[must_use]
    pub fn arrivals(&self, plan: &Plan, routes: &[Route]) -> Vec<Arrival> {
        let arrival = |route: &Route| {
            let series = plan.series_index(&route.series).and_then(|index| plan.series.get(index));
            let totals = self.series.get(route.found).map_or(&[][..], |found: &Found| &found.totals);
            let kpi = kpi::named(plan, &route.series);
            let step = |total: &Total| match (series, kpi) {
                (Some(series), _) => self.step(series, *total, plan.fiscal_start),
                (None, Some(kpi)) => kpi::step(kpi, *total, plan.fiscal_start),
                (None, None) => Step { total: *total, change: Change::New, rows_before: 0 },
            };
            Arrival { series: route.series.clone(), steps: totals.iter().map(step).collect() }
        };
        routes.iter().map(arrival).collect()
    }

    fn step(&self, series: &Series, total: Total, fiscal: FiscalStart) -> Step {
        let Some(known) = series.value(total.period) else {
            return Step { total, change: Change::New, rows_before: 0 };
        };
        let seen = series.last_seen(&self.signature, total.period);
        let rows_before = seen.map_or(0, |(_, seen)| seen.rows);
        let last_day = total.period.last_day(fiscal);
        let before = seen.map(|(intake, _)| intake.first_day.max(total.period.first_day(fiscal)));
        let begins_inside = self.first_day > before.unwrap_or_else(|| total.period.first_day(fiscal));
        let fewer = seen.is_none_or(|(_, seen)| total.rows < seen.rows);
        let other = total.amount != known;
        // A part is known by what it lacks: the file starts after the period does, and has fewer rows of it than before.
        if other && begins_inside && fewer && total.rows > 0 && self.first_day <= last_day {
            return Step { total, change: Change::KeptFull { known }, rows_before };
        }
        let newer = series.intakes.iter().rev().find(|intake| intake.totals.contains_key(&total.period));
        let older = newer.is_some_and(|intake| intake.data_date > self.data_date);
        if other && older && self.data_date < last_day {
            return Step { total, change: Change::KeptNewer { known }, rows_before };
        }
        let change = if other {
            Change::Changed { before: known }
        } else {
            Change::Same { other_rows: seen.is_some_and(|(_, seen)| seen.print != total.print) }
        };
        Step { total, change, rows_before }
    }
}

impl Arrival {
    /// The periods that are set, whether they change or not.
    pub fn taken(&self) -> impl Iterator<Item = (Period, Amount)> {
        self.steps.iter().filter(|step| !step.is_kept()).map(|step| (step.total.period, step.total.amount))
    }

    /// What the plan keeps of it: the periods that this file set anew; `None` if there are none.
    pub(super) fn intake(&self, file: &str, day: NaiveDate, preview: &Preview) -> Option<Intake> {
        let anew = |step: &&Step| {
            matches!(step.change, Change::New | Change::Changed { .. } | Change::Same { other_rows: true })
                || (step.rows_before == 0 && !step.is_kept())
        };
        let seen = |step: &Step| {
            let Total { period, amount, rows, print } = step.total;
            (period, Seen { amount, rows, print })
        };
        let totals: std::collections::BTreeMap<Period, Seen> = self.steps.iter().filter(anew).map(seen).collect();
        let Preview { signature, first_day, data_date, .. } = preview;
        (!totals.is_empty()).then(|| Intake {
            file: file.to_owned(),
            source: signature.clone(),
            day,
            first_day: *first_day,
            data_date: *data_date,
            totals,
        })
    }

    fn count(&self, is: impl Fn(&Step) -> bool) -> usize {
        self.steps.iter().filter(|step| is(step)).count()
    }

    /// Periods whose amount is another one now.
    #[must_use]
    pub fn changed(&self) -> usize {
        self.count(|step| matches!(step.change, Change::Changed { .. }))
    }
}

/// "31 new, 2 changed, 0 double": rows that were not there before, periods with another amount, and rows that would stand
/// in the plan twice.
#[must_use]
pub fn counted(arrivals: &[Arrival]) -> String {
    let steps = || arrivals.iter().flat_map(|arrival| &arrival.steps);
    let new: u32 = steps().map(|step| step.new_rows()).sum();
    let changed: usize = arrivals.iter().map(Arrival::changed).sum();
    // A period is set to what the file says of it, so that what stands in the plan is more than the file has only if a row
    // counted twice.
    let double: u32 = steps()
        .map(|step| {
            step.rows_before.saturating_add(step.new_rows()).saturating_sub(step.total.rows.max(step.rows_before))
        })
        .sum();
    format!("{new} new, {changed} changed, {double} double")
}

/// The periods that change, and those that stay as they are though the file says otherwise, each in a line.
#[must_use]
pub fn listed(arrivals: &[Arrival], fiscal: FiscalStart, shown: impl Fn(Amount) -> String) -> Vec<String> {
    let several = arrivals.len() > 1;
    let mut lines = Vec::new();
    for arrival in arrivals {
        for step in &arrival.steps {
            let of = if several { format!("{}, ", arrival.series) } else { String::new() };
            let period = format!("{of}{}", calendar::period(step.total.period, fiscal));
            let amount = shown(step.total.amount);
            match step.change {
                Change::New | Change::Same { other_rows: false } => {}
                Change::Changed { before } => lines.push(format!("{period}: {} becomes {amount}", shown(before))),
                Change::Same { other_rows: true } => {
                    lines.push(format!(
                        "{period}: still {amount}, from {}",
                        plural::count(step.total.rows as usize, "row")
                    ));
                }
                Change::KeptFull { known } => lines.push(format!(
                    "{period}: stays {}; the file begins inside it and has only {amount} of it",
                    shown(known)
                )),
                Change::KeptNewer { known } => lines.push(format!(
                    "{period}: stays {}; the file is older and ends inside it, with {amount}",
                    shown(known)
                )),
            }
        }
    }
    lines
}
