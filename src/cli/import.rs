use std::path::Path;

use chrono::NaiveDate;

use super::{Base, Problem, args, day, load, save, say};
use crate::import;
use crate::model::{FiscalStart, Plan, Span};
use crate::text::{calendar, plural};

pub(super) fn run(wanted: &args::Import, today: Option<NaiveDate>) -> Result<(), Problem> {
    let args::Import { table, into, series, fiscal_start } = wanted;
    if into.is_dir() {
        return Err(Problem(format!(
            "{} is a folder; name a plan in it, such as {}",
            into.display(),
            into.join("sales.upturn.ron").display()
        )));
    }
    let path = crate::storage::with_ending(into);
    let (mut plan, base) = open_or_new(&path, table, *fiscal_start)?;
    let today = day(today, &plan);
    let preview = import::read_file(table, today, plan.fiscal_start).map_err(Problem::new)?;
    let file_name = table.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let routes = preview.routes(&plan, series.as_deref()).map_err(Problem::new)?;
    preview.put_into(&mut plan, &routes, Some(&file_name)).map_err(Problem::new)?;
    save(&path, &plan, &base)?;
    for decision in &preview.decisions {
        say(&format!("{}: {}", decision.what, decision.why));
    }
    for skipped in &preview.skipped {
        say(&format!("Row {} is left out: {}", skipped.row, skipped.why));
    }
    for route in &routes {
        let Some(column) = preview.columns.get(route.column) else { continue };
        let span = column.values.first().zip(column.values.last()).and_then(|(a, b)| Span::new(a.0, b.0));
        let span = span.map(|s| calendar::span(s, plan.fiscal_start)).unwrap_or_default();
        let values = plural::count(column.values.len(), "value");
        say(&format!("{values} ({span}) into {} of {}, total {}", route.series, path.display(), column.total));
    }
    Ok(())
}

/// The plan at `path`, or a new one for the whole business, named after the table.
fn open_or_new(path: &Path, table: &Path, fiscal_start: Option<u8>) -> Result<(Plan, Base), Problem> {
    if path.exists() {
        let loaded = load(path)?;
        if let Some(month) = fiscal_start
            && month != loaded.plan.fiscal_start.month()
        {
            let has = calendar::month_name(u32::from(loaded.plan.fiscal_start.month()));
            return Err(Problem(format!(
                "{} starts its fiscal year in {has}; --fiscal-start is for new plans only",
                path.display()
            )));
        }
        let (plan, base) = Base::of(loaded);
        return Ok((plan, base));
    }
    let stem = table.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    // No series yet: the table's own columns name them.
    let mut plan = Plan { title: stem, ..Plan::default() };
    plan.fiscal_start = fiscal_start.and_then(FiscalStart::new).unwrap_or_default();
    Ok((plan, Base::default()))
}
