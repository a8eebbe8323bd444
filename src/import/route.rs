//! Where the series of a preview go: which series or KPI of the plan takes which.

use super::arrival::Arrival;
use super::kpi;
use super::preview::{Found, Preview};
use crate::model::{Plan, Unit};

/// A found series, and the series of the plan that takes it (made if there is none of the name, and no KPI has it).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Index in [`Preview::series`].
    pub found: usize,
    pub series: String,
}

/// Why a table can't go into a plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RouteError {
    #[error("the table has {count} series ({names}), and none is called \"{wanted}\"; name one of them")]
    NoSeries { wanted: String, names: String, count: usize },
    #[error("\"{series}\" is by the {has}, and the table by the {table}; choose another series")]
    Granularity { series: String, has: &'static str, table: &'static str },
    #[error("\"{kpi}\" is worked out from two other KPIs; take the table to those")]
    WorkedOut { kpi: String },
    #[error(
        "the table is in {table}, and the plan in {plan}; amounts of two currencies are never mixed, so begin another plan for the table"
    )]
    Currency { table: String, plan: String },
}

/// What is taken over, besides the preview itself.
#[derive(Clone, Copy, Debug)]
pub struct Taking<'a> {
    pub routes: &'a [Route],
    /// `None` for what was pasted, which counts as typed.
    pub file: Option<&'a str>,
    pub today: chrono::NaiveDate,
}

impl Preview {
    /// The usual way of the series into `plan`. One goes to the series of its name, or else to the plan's only series;
    /// several go by their names. `wanted` names the one series that is to be filled.
    ///
    /// # Errors
    /// [`RouteError::NoSeries`] if there are several and none has the wanted name.
    pub fn routes(&self, plan: &Plan, wanted: Option<&str>) -> Result<Vec<Route>, RouteError> {
        let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
        let taken: Vec<(usize, &Found)> = self.series.iter().enumerate().filter(|(_, found)| found.taken).collect();
        if let Some(wanted) = wanted {
            let named = self.series.iter().position(|found| same(&found.name, wanted));
            let found = match taken.as_slice() {
                [(only, _)] => named.or(Some(*only)),
                _ => named,
            };
            let Some(found) = found else {
                let names: Vec<&str> = self.series.iter().map(|found| found.name.as_str()).collect();
                let (names, count) = (names.join(", "), self.series.len());
                return Err(RouteError::NoSeries { wanted: wanted.to_owned(), names, count });
            };
            return Ok(vec![Route { found, series: wanted.trim().to_owned() }]);
        }
        let only = match plan.series.as_slice() {
            [one] => Some(one),
            _ => None,
        };
        let named = only.is_some_and(|s| taken.iter().any(|(_, found)| same(&found.name, &s.name)));
        let route = |(place, (index, found)): (usize, &(usize, &Found))| {
            // An empty series that waits for its first figures takes the first column, whatever its head says; but not the
            // part of one customer, say.
            let column = self.columns.iter().any(|column| column.name == found.name);
            let waiting = only.filter(|s| s.extent().is_none() && place == 0 && !named && column);
            let single = only.filter(|_| taken.len() == 1);
            let known = plan.series_index(&found.name).and_then(|i| plan.series.get(i));
            // A column that is called as a KPI is counted there.
            let counted = kpi::named(plan, &found.name).map(|kpi| &kpi.name);
            let other = || single.or(waiting).map(|series| &series.name);
            let series = known.map(|series| &series.name).or(counted).or_else(other).unwrap_or(&found.name);
            Route { found: *index, series: series.clone() }
        };
        Ok(taken.iter().enumerate().map(route).collect())
    }

    /// Puts the series into `plan`: the periods that the table holds are set, the others stay; what is known better already
    /// stays too. Answers what came to each series.
    ///
    /// # Errors
    /// [`RouteError`]; the plan is then unchanged.
    pub fn put_into(&self, plan: &mut Plan, taking: Taking<'_>) -> Result<Vec<Arrival>, RouteError> {
        self.check(plan, taking.routes)?;
        let arrivals = self.arrivals(plan, taking.routes);
        for (route, arrival) in taking.routes.iter().zip(&arrivals) {
            let Some(found) = self.series.get(route.found) else { continue };
            plan.currency = plan.currency.or(found.currency);
            if let Some(id) = kpi::named(plan, &route.series).map(|kpi| kpi.id) {
                let fiscal = plan.fiscal_start;
                if let Some(kpi) = plan.kpi_mut(id) {
                    arrival.taken().for_each(|(period, value)| kpi.enter(period.first_day(fiscal), Some(value)));
                }
                continue;
            }
            let index = plan.series_index(&route.series);
            let index = index.unwrap_or_else(|| plan.add_series(&route.series, found.unit.clone(), self.granularity));
            let fiscal = plan.fiscal_start;
            plan.set_rhythm(index, self.granularity);
            let Some(series) = plan.series_mut(index) else { continue };
            if series.extent().is_none() && found.unit != Unit::Money {
                series.unit = found.unit.clone();
            }
            let kept = arrival.taken();
            match taking.file {
                Some(file) => {
                    series.take_in(file, self.data_date, fiscal, kept);
                    series.intakes.extend(arrival.intake(file, taking.today, self));
                }
                None => kept.for_each(|(period, value)| series.type_value(period, Some(value))),
            }
            for (period, note) in &found.notes {
                let empty = series.figures.get(period).is_none_or(|figure| figure.note.is_empty());
                if empty {
                    series.set_note(*period, note);
                }
            }
        }
        Ok(arrivals)
    }

    /// Whether the series can go where `routes` send them.
    ///
    /// # Errors
    /// [`RouteError`] for the first that can't.
    pub fn check(&self, plan: &Plan, routes: &[Route]) -> Result<(), RouteError> {
        let mut currency = plan.currency;
        for route in routes {
            let found = self.series.get(route.found).and_then(|found| found.currency);
            if let (Some(plan), Some(table)) = (currency, found)
                && plan != table
            {
                return Err(RouteError::Currency { table: table.to_string(), plan: plan.to_string() });
            }
            currency = currency.or(found);
            if let Some(kpi) = kpi::named(plan, &route.series) {
                self.suits(kpi)?;
            }
            let Some(series) = plan.series_index(&route.series).and_then(|i| plan.series.get(i)) else { continue };
            let fixed = !series.figures.is_empty() || !series.targets.is_empty();
            if fixed && series.granularity != self.granularity {
                return Err(RouteError::Granularity {
                    series: series.name.clone(),
                    has: series.granularity.id(),
                    table: self.granularity.id(),
                });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Wanted, Watch, open_bytes};
    use crate::model::{FiscalStart, Granularity};

    fn table(text: &str) -> Preview {
        let wanted = Wanted::new("2026-11-19".parse().unwrap(), FiscalStart::JANUARY);
        let watch = Watch::default();
        open_bytes(text.as_bytes(), "t.csv", &wanted, &watch).unwrap().preview(&wanted, &watch).unwrap()
    }

    fn series(preview: &Preview, plan: &Plan) -> Vec<String> {
        preview.routes(plan, None).unwrap().into_iter().map(|route| route.series).collect()
    }

    fn put(preview: &Preview, plan: &mut Plan, file: Option<&str>) -> Result<Vec<Arrival>, RouteError> {
        let routes = preview.routes(plan, None)?;
        preview.put_into(plan, Taking { routes: &routes, file, today: "2026-11-19".parse().unwrap() })
    }

    #[test]
    fn one_column_goes_to_the_plans_only_series_whatever_its_head_says() {
        assert_eq!(series(&table("Month,Umsatz\n2026-01,5\n"), &Plan::new("Coast")), ["Sales"]);
    }

    #[test]
    fn of_several_columns_none_takes_the_place_of_the_one_that_has_the_name() {
        let plan = Plan::new("Coast");
        assert_eq!(series(&table("Month,Orders,Sales\n2026-01,5,700\n"), &plan), ["Orders", "Sales"]);
        assert_eq!(series(&table("Month,Umsatz,Orders\n2026-01,700,5\n"), &plan), ["Sales", "Orders"]);
    }

    #[test]
    fn amounts_of_two_currencies_never_go_into_one_plan() {
        let preview = table("Month,Home (GBP),Abroad (EUR)\n2026-01,5,700\n");
        let mut plan = Plan::default();
        assert!(matches!(put(&preview, &mut plan, Some("t.csv")), Err(RouteError::Currency { .. })));
        assert_eq!(plan, Plan::default());
    }

    #[test]
    fn a_note_on_an_empty_month_holds_the_series_to_months() {
        let preview = table("Week,Sales\n2026-W07,5\n");
        let mut plan = Plan::new("Coast");
        plan.series_mut(0).unwrap().set_note("2026-01".parse().unwrap(), "closed");
        assert!(matches!(put(&preview, &mut plan, None), Err(RouteError::Granularity { .. })));
        assert_eq!(plan.series[0].granularity, Granularity::Month);
    }

    #[test]
    fn remarks_of_the_file_become_notes_where_there_are_none() {
        let preview = table("Month,Sales,Notes\n2026-01,5,price rise\n2026-02,6,\n");
        let mut plan = Plan::new("Coast");
        put(&preview, &mut plan, Some("t.csv")).unwrap();
        assert_eq!(plan.series[0].figures[&"2026-01".parse().unwrap()].note, "price rise");
    }
}
