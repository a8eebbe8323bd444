//! Counts in a table that go to a KPI of the plan: to the one of their name, unless a series has it.

use super::arrival::{Change, Step};
use super::preview::{Preview, Total};
use super::route::RouteError;
use crate::model::{FiscalStart, Kpi, Plan, Rhythm};
use crate::text::kpi::period_word;

/// The KPI that takes what is called so.
#[must_use]
pub fn named<'a>(plan: &'a Plan, name: &str) -> Option<&'a Kpi> {
    let same = |kpi: &&Kpi| kpi.name.trim().to_lowercase() == name.trim().to_lowercase();
    plan.kpis.iter().find(same).filter(|_| plan.series_index(name).is_none())
}

/// The names of what the plan counts by week.
#[must_use]
pub fn weekly(plan: &Plan) -> Vec<String> {
    let weekly = plan.kpis.iter().filter(|kpi| kpi.rhythm == Rhythm::Week && kpi.ratio.is_none());
    weekly.map(|kpi| kpi.name.clone()).collect()
}

/// What becomes of a period: a KPI keeps no rows, so that what is the same counts as there already.
pub(super) fn step(kpi: &Kpi, total: Total, fiscal: FiscalStart) -> Step {
    match kpi.values.get(&total.period.first_day(fiscal)) {
        None => Step { total, change: Change::New, rows_before: 0 },
        Some(known) if *known == total.amount => {
            Step { total, change: Change::Same { other_rows: false }, rows_before: total.rows }
        }
        Some(known) => Step { total, change: Change::Changed { before: *known }, rows_before: total.rows },
    }
}

impl Preview {
    /// Whether its periods are those that the KPI is counted by.
    pub(super) fn suits(&self, kpi: &Kpi) -> Result<(), RouteError> {
        if kpi.ratio.is_some() {
            return Err(RouteError::WorkedOut { kpi: kpi.name.clone() });
        }
        if kpi.rhythm.granularity() != Some(self.granularity) {
            let (has, table) = (period_word(kpi.rhythm), self.granularity.id());
            return Err(RouteError::Granularity { series: kpi.name.clone(), has, table });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Taking, Wanted, Watch, counted, open_bytes};
    use crate::model::{Amount, KpiId, Ratio, Unit};

    fn plan() -> Plan {
        let mut plan = Plan::new("Coast");
        plan.add_kpi(Kpi::new("First talks", Unit::Count("talks".into()), Rhythm::Week));
        plan
    }

    fn put(text: &str, plan: &mut Plan) -> Result<String, RouteError> {
        let today = "2026-11-19".parse().unwrap();
        let wanted = Wanted { weekly: weekly(plan), ..Wanted::new(today, plan.fiscal_start) };
        let watch = Watch::default();
        let opened = open_bytes(text.as_bytes(), "t.csv", &wanted, &watch).unwrap();
        let preview = opened.preview(&wanted, &watch).unwrap();
        let routes = preview.routes(plan, None)?;
        let arrivals = preview.put_into(plan, Taking { routes: &routes, file: Some("t.csv"), today })?;
        Ok(counted(&arrivals))
    }

    #[test]
    fn a_column_with_the_name_of_a_kpi_goes_there_and_not_to_the_only_series() {
        let mut plan = plan();
        let table = "Week,first talks\n2026-W44,9\n2026-W45,8\n2026-W46,11\n";
        assert_eq!(put(table, &mut plan).unwrap(), "3 new, 0 changed, 0 double");
        assert!(plan.series[0].figures.is_empty());
        let values: Vec<(String, Amount)> =
            plan.kpis[0].values.iter().map(|(day, value)| (day.to_string(), *value)).collect();
        let of = |day: &str, value| (day.to_owned(), Amount::whole(value));
        assert_eq!(values, [of("2026-10-26", 9), of("2026-11-02", 8), of("2026-11-09", 11)]);
        assert_eq!(put(&table.replace(",11", ",12"), &mut plan).unwrap(), "0 new, 1 changed, 0 double");
        assert_eq!(plan.kpis[0].values.values().last(), Some(&Amount::whole(12)));
    }

    #[test]
    fn days_are_added_up_by_week_for_what_is_counted_by_week() {
        let mut plan = plan();
        let table = "Date,First talks\n2026-11-09,2\n2026-11-10,3\n2026-11-12,4\n2026-11-16,1\n";
        put(table, &mut plan).unwrap();
        let values: Vec<(String, Amount)> =
            plan.kpis[0].values.iter().map(|(day, value)| (day.to_string(), *value)).collect();
        assert_eq!(values, [("2026-11-09".into(), Amount::whole(9)), ("2026-11-16".into(), Amount::whole(1))]);
        let mut sales = Plan::new("Coast");
        put(&table.replace("First talks", "Sales"), &mut sales).unwrap();
        assert_eq!(sales.series[0].figures.len(), 1, "one month");
    }

    #[test]
    fn sales_and_counts_of_one_table_go_each_where_they_belong() {
        let mut plan = plan();
        assert_eq!(
            put("Week,Sales,First talks\n2026-W45,800,8\n2026-W46,900,9\n", &mut plan).unwrap(),
            "4 new, 0 changed, 0 double"
        );
        assert_eq!((plan.series.len(), plan.series[0].figures.len(), plan.kpis[0].values.len()), (1, 2, 2));
    }

    #[test]
    fn other_periods_and_what_is_worked_out_are_refused_and_a_series_of_the_name_comes_first() {
        let mut months = plan();
        months.kpis_mut()[0].rhythm = Rhythm::Month;
        let table = "Week,First talks\n2026-W45,8\n2026-W46,9\n";
        let before = months.clone();
        assert!(matches!(put(table, &mut months), Err(RouteError::Granularity { has: "month", table: "week", .. })));
        let mut worked_out = plan();
        worked_out.kpis_mut()[0].ratio = Some(Ratio { top: KpiId(2), bottom: KpiId(3), percent: false });
        assert!(matches!(put(table, &mut worked_out), Err(RouteError::WorkedOut { .. })));
        assert_eq!(months, before);
        let mut both = plan();
        both.series_mut(0).unwrap().name = "First talks".into();
        put(table, &mut both).unwrap();
        assert_eq!((both.series[0].figures.len(), both.kpis[0].values.len()), (2, 0));
    }
}
