//! Where the columns of a table go: which series takes which, and what a plan looks like once it has.

use super::preview::Preview;
use crate::model::{Plan, Unit};

/// A column, and the series that takes it (made if there is none of the name).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Index in [`Preview::columns`].
    pub column: usize,
    pub series: String,
}

/// Why a table can't go into a plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RouteError {
    #[error("the table has {count} columns of values ({columns}), and none is called \"{wanted}\"; name one of them")]
    NoColumn { wanted: String, columns: String, count: usize },
    #[error("\"{series}\" is by the {has}, and the table by the {table}; choose another series")]
    Granularity { series: String, has: &'static str, table: &'static str },
    #[error("the table is in {table}, and the plan in {plan}; amounts of two currencies are never mixed")]
    Currency { table: String, plan: String },
}

impl Preview {
    /// The usual way of the columns into `plan`. One column goes to the series of its name, or else to the plan's only
    /// series; several go by their names. `wanted` names the one series that is to be filled.
    ///
    /// # Errors
    /// [`RouteError::NoColumn`] if there are several columns and none has the wanted name.
    pub fn routes(&self, plan: &Plan, wanted: Option<&str>) -> Result<Vec<Route>, RouteError> {
        let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
        if let Some(wanted) = wanted {
            let column = match self.columns.as_slice() {
                [_] => Some(0),
                columns => columns.iter().position(|c| same(&c.name, wanted)),
            };
            let Some(column) = column else {
                let columns: Vec<&str> = self.columns.iter().map(|c| c.name.as_str()).collect();
                let (columns, count) = (columns.join(", "), self.columns.len());
                return Err(RouteError::NoColumn { wanted: wanted.to_owned(), columns, count });
            };
            return Ok(vec![Route { column, series: wanted.trim().to_owned() }]);
        }
        let only = match plan.series.as_slice() {
            [one] => Some(one),
            _ => None,
        };
        Ok(self
            .columns
            .iter()
            .enumerate()
            .map(|(column, found)| {
                // An empty series that waits for its first figures takes the first column, whatever its head says.
                let named = only.is_some_and(|s| self.columns.iter().any(|c| same(&c.name, &s.name)));
                let waiting = only.filter(|s| s.extent().is_none() && column == 0 && !named);
                let single = only.filter(|_| self.columns.len() == 1);
                let known = plan.series_index(&found.name).map(|i| &plan.series[i]);
                let series = known.or(single).or(waiting).map_or(&found.name, |s| &s.name);
                Route { column, series: series.clone() }
            })
            .collect())
    }

    /// Puts the columns into `plan` by `routes`: the periods that the table holds are set, the others stay.
    /// `file_name` is `None` for what was pasted, which counts as typed.
    ///
    /// # Errors
    /// [`RouteError`]; the plan is then unchanged.
    pub fn put_into(&self, plan: &mut Plan, routes: &[Route], file_name: Option<&str>) -> Result<(), RouteError> {
        self.check(plan, routes)?;
        let fiscal = plan.fiscal_start;
        for route in routes {
            let Some(column) = self.columns.get(route.column) else { continue };
            plan.currency = plan.currency.or(column.currency);
            let index = plan.series_index(&route.series);
            let index = index.unwrap_or_else(|| plan.add_series(&route.series, Unit::Money, self.granularity));
            plan.set_rhythm(index, self.granularity);
            let Some(series) = plan.series_mut(index) else { continue };
            match file_name {
                Some(name) => series.take_in(name, self.data_date, fiscal, column.values.iter().copied()),
                None => column.values.iter().for_each(|(period, value)| series.type_value(*period, Some(*value))),
            }
        }
        Ok(())
    }

    /// Whether the columns can go where `routes` send them.
    ///
    /// # Errors
    /// [`RouteError`] for the first that can't.
    pub fn check(&self, plan: &Plan, routes: &[Route]) -> Result<(), RouteError> {
        let mut currency = plan.currency;
        for route in routes {
            let found = self.columns.get(route.column).and_then(|c| c.currency);
            if let (Some(plan), Some(table)) = (currency, found)
                && plan != table
            {
                return Err(RouteError::Currency { table: table.to_string(), plan: plan.to_string() });
            }
            currency = currency.or(found);
            let Some(series) = plan.series_index(&route.series).map(|i| &plan.series[i]) else { continue };
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
    use crate::import::read;
    use crate::model::{FiscalStart, Granularity};

    fn table(text: &str) -> Preview {
        read(text.as_bytes(), "t.csv", "2026-11-19".parse().unwrap(), FiscalStart::JANUARY).unwrap()
    }

    fn series(preview: &Preview, plan: &Plan) -> Vec<String> {
        preview.routes(plan, None).unwrap().into_iter().map(|route| route.series).collect()
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
        let routes = preview.routes(&plan, None).unwrap();
        assert!(matches!(preview.put_into(&mut plan, &routes, Some("t.csv")), Err(RouteError::Currency { .. })));
        assert_eq!(plan, Plan::default());
    }

    #[test]
    fn a_note_on_an_empty_month_holds_the_series_to_months() {
        let preview = table("Week,Sales\n2026-W07,5\n");
        let mut plan = Plan::new("Coast");
        plan.series_mut(0).unwrap().set_note("2026-01".parse().unwrap(), "closed");
        let routes = preview.routes(&plan, None).unwrap();
        assert!(matches!(preview.put_into(&mut plan, &routes, None), Err(RouteError::Granularity { .. })));
        assert_eq!(plan.series[0].granularity, Granularity::Month);
    }
}
